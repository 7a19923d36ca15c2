// inventory/os.h - what the parsers of the distributions' package databases share.
//
// Private to this folder.
#pragma once
#include "inventory/inventory.h"

// One field of a control file as dpkg writes them ("Package: x", continuation lines left out):
// https://www.debian.org/doc/debian-policy/ch-controlfields.html
struct inv_field {
    struct str key, value; // both empty: the end of a stanza
    uint32_t line;         // 1-based
};
struct inv_control {
    struct str rest;
    uint32_t line; // of what was read last
};
// The next field, or the blank line that ends a stanza; false at the end. A line that is no field
// has a value and no key.
bool inv_control_next(struct inv_control *c, struct inv_field *ret);

// What a stanza says of a package.
struct inv_deb {
    struct str name, version, arch, source, status;
    uint32_t line; // of Package
    bool any;      // it has at least one field
};
void inv_deb_field(struct inv_deb *d, const struct inv_field *f);
// A component of it: the source is the package itself unless Source names another.
int inv_deb_add(struct inv_out *out, struct str path, const struct inv_deb *d,
                struct sk_err *err) SK_MUST;

// Lines "<md5>  usr/bin/x". Paths become absolute. `o` is filled.
int inv_md5sums(const struct inv_file *f, struct inv_out *out, struct inv_owned *o,
                struct sk_err *err) SK_MUST;
// "/a/b" from "a/b", "./a/b" or "/a/b".
struct str inv_absolute(struct arena *a, struct str path);
// Add "<dir>/<name>" (absolute) to what `o` owns. `total` counts the files of one database.
struct inv_own_total {
    uint64_t files, bytes;
};
int inv_own_file(struct inv_out *out, struct inv_owned *o, struct inv_own_total *total,
                 struct str dir, struct str name, struct sk_err *err) SK_MUST;
// One header of an rpm database, the part behind the magic of a .rpm file: a component and what it
// owns. Keys of repositories (gpg-pubkey) are none. `what` says which header, for warnings.
// https://rpm-software-management.github.io/rpm/manual/format_header.html
int inv_rpm_header(struct str blob, struct str path, uint64_t what, struct inv_out *out,
                   struct inv_own_total *total, struct sk_err *err) SK_MUST;
// Warns when the text has no newline at its end: these files are always written with one.
void inv_check_cut(struct inv_out *out, const struct inv_file *f);
