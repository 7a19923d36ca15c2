// inventory/inventory.h - inventory: which components do the files of an artifact tell of?
//
// A parser is one file, fmt_<id>.c, that exports one `const struct inv_parser inv_parser_<id>`.
// To add a format:
//   1. write src/inventory/fmt_<id>.c        2. add one line to src/inventory/parsers.def
//   3. add tests/golden/inventory/<id>/<case>/ (a small tree) and run `make golden-update`
// Unit, truncation and fuzz tests walk the table, so the new parser is covered by them at once.
//
// Parsers run inside a worker. They see one file and, through inv_sibling(), the other files that
// parsers wanted from the same layer or folder.
#pragma once
#include "core/arena.h"
#include "core/buf.h"
#include "core/err.h"
#include "core/map.h"
#include "core/str.h"
#include "core/wire.h"

enum inv_scope {
    INV_DIRECT = 1,    // the project asked for it itself
    INV_INDIRECT = 2,  // something else pulled it in; neither bit: the format does not tell
    INV_DEV = 4,       // only for development or tests
    INV_OPTIONAL = 8,  // optional or only on some platforms
    INV_ROOT = 16,     // the project itself or a workspace member: never matched
    INV_INSTALLED = 32 // really there (node_modules, dist-info, a binary), not only locked
};

// One component. Strings live as long as the input and the output's arena.
struct inv_pkg {
    const char *type;   // purl type: "deb", "apk", "rpm", "npm", "pypi", "golang", ...
    struct str ns;      // purl namespace: npm "@scope", go "github.com/x"; empty for OS packages
    struct str name;    // never empty. npm: without scope; go: last part; see inv_full_name()
    struct str version; // never empty; as its ecosystem writes it, epoch included ("1:2.3-4")
    struct str arch;
    struct str src_name, src_version; // source package, when the format knows it
    struct str licence;               // SPDX expression or free text
    struct str licence_field;         // where it says so: "License-Expression"; empty = unknown
    struct str vendor;                // rpm Vendor, deb Maintainer is not one
    struct str modularity; // rpm MODULARITYLABEL "nodejs:18:8060020220523160029:ad008a3a"
    struct str path;       // file or folder that is evidence; empty = the parsed file
    uint32_t line;         // 1-based line of its record, 0 when there is none
    uint32_t scope;        // enum inv_scope bits
    uint32_t *deps;        // indices into inv_out.pkgs that it depends on
    size_t n_deps, cap_deps;
};

// Files that a package owns, as its database says ("/usr/bin/x"; may come from another file than the
// package itself, as with dpkg's info/*.list: matched by name, and by arch where given).
struct inv_owned {
    struct str pkg_name, pkg_arch;
    struct str *files; // as written, absolute
    size_t n_files, cap_files;
};

// What os-release and its relatives say.
struct inv_distro {
    struct str id; // "debian", "ubuntu", "alpine", "wolfi", "amzn", "rhel", "almalinux", ...
    struct str version_id; // "12", "22.04", "3.18.4", "2023", "9.3"; empty for rolling
    struct str id_like, name, pretty_name, codename, variant_id, cpe_name;
    struct str eol; // SUPPORT_END of os-release, as written
    bool esm;       // Ubuntu Pro ESM attached: its fixes are available here
    int rank;       // which file told: higher wins (os-release over relatives)
};

struct inv_warning {
    struct str path;
    uint32_t line; // 0 = the file as a whole
    struct str what;
};

struct inv_file {    // one file handed to parsers
    struct str path; // inside the artifact, '/'-separated, no leading '/'
    struct str data; // whole content; borrowed
    uint32_t mode;
};

struct inv_files { // the files wanted from one layer or folder
    const struct inv_file *files;
    size_t n_files;
    struct sk_map *by_path; // path -> (struct inv_file *); may be NULL for one file alone
};

struct inv_out {
    struct arena *perm; // owns everything below
    struct inv_pkg *pkgs;
    size_t n_pkgs, cap_pkgs;
    struct inv_owned *owned;
    size_t n_owned, cap_owned;
    struct inv_distro *distro; // NULL unless the file is os-release or a relative
    struct inv_warning *warns;
    size_t n_warns, cap_warns;
    bool incomplete; // something is missing: set by inv_warn(), not by inv_note()
};

enum inv_want {
    INV_SKIP,
    INV_AUX,   // keep it for inv_sibling(), do not parse it alone
    INV_WHOLE, // parse it
    INV_SNIFF  // show me the first 4 KiB (sniff()), then I know
};

struct inv_parser {
    const char *id; // stable name, as in the .def line
    // From the path, mode and size alone. Called for every entry of every layer: be quick.
    enum inv_want (*want)(struct str path, uint32_t mode, uint64_t size);
    bool (*sniff)(struct str path, struct str head); // NULL unless want() says INV_SNIFF
    // Append what the file holds to `out`. A bad record is warned of and skipped; negative only when
    // the rest of the file cannot be trusted (what was added before is kept, scan incomplete).
    int (*parse)(const struct inv_file *f, const struct inv_files *all, struct inv_out *out,
                 struct sk_err *err);
};

extern const struct inv_parser *const inv_parsers[]; // NULL-terminated, in the order of .def

const struct inv_parser *inv_find(const char *id);
const char *inv_what(const struct inv_parser *p); // what it reads, as parsers.def says it
// The first parser that wants the file, with what it wants; NULL for INV_SKIP.
const struct inv_parser *inv_pick(struct str path, uint32_t mode, uint64_t size,
                                  enum inv_want *ret_want);
// Parse with warnings for what goes wrong: never fails, `out` says what is missing.
void inv_parse(const struct inv_parser *p, const struct inv_file *f, const struct inv_files *all,
               struct inv_out *out);

// For parsers.
// A new component with type, or NULL when SK_MAX_INV_PKGS is reached (then err is set).
struct inv_pkg *inv_add(struct inv_out *out, const char *type, struct sk_err *err) SK_MUST;
void inv_add_dep(struct inv_out *out, struct inv_pkg *p, uint32_t dep);
struct inv_owned *inv_add_owned(struct inv_out *out, struct str pkg_name, struct str pkg_arch);
void inv_add_owned_file(struct inv_out *out, struct inv_owned *o, struct str path);
void inv_warn(struct inv_out *out, struct str path, uint32_t line, const char *fmt, ...)
    SK_PRINTF(4, 5); // something is missing: incomplete
void inv_note(struct inv_out *out, struct str path, uint32_t line, const char *fmt, ...)
    SK_PRINTF(4, 5); // worth saying, nothing is missing
// The file of that path relative to the folder of `f` ("package.json", "../x/base.txt"), or NULL.
const struct inv_file *inv_sibling(const struct inv_files *all, const struct inv_file *f,
                                   struct str relative);

// ns and name as the ecosystem writes them: "@babel/core", "github.com/x/y", "org.x:y", "requests".
struct str inv_full_name(struct arena *a, const struct inv_pkg *p);
// https://github.com/package-url/purl-spec; `distro` may be NULL.
struct str inv_purl(struct arena *a, const struct inv_pkg *p, const struct inv_distro *distro);

// To and from bytes, for the worker's reply and the layer cache. Decoding checks everything; a
// damaged message gives SK_EFORMAT. The decoded strings borrow from the message.
void inv_out_encode(struct sk_buf *b, const struct inv_out *out);
int inv_out_decode(struct wire_in *w, struct arena *perm, struct inv_out *ret,
                   struct sk_err *err) SK_MUST;
