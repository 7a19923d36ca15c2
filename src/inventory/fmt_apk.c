// apk's database of installed packages: lib/apk/db/installed, usr/lib/apk/db/installed.
// https://wiki.alpinelinux.org/wiki/Apk_spec
//
// Lines "X:value", packages separated by a blank line: P name, V version, A architecture, L licence,
// o origin (the source package), F a folder, R a file in the folder named last.
#include "inventory/os.h"

static enum inv_want apk_want(struct str path, uint32_t mode, uint64_t size)
{
    (void)mode;
    (void)size;
    return str_eq(path, S("lib/apk/db/installed")) || str_eq(path, S("usr/lib/apk/db/installed"))
               ? INV_WHOLE
               : INV_SKIP;
}

struct apk {
    struct inv_out *out;
    const struct inv_file *f;
    struct str name, version, arch, origin, licence, folder;
    struct inv_owned own;
    struct inv_own_total total;
    uint32_t line; // of P
    bool any;
};

static int finish(struct apk *a, struct sk_err *err)
{
    struct inv_out *out = a->out;
    if (a->any && (!a->name.n || !a->version.n)) {
        inv_warn(out, a->f->path, a->line, "package '" STR_FMT "' without name or version",
                 STR_ARG(a->name));
    } else if (a->any) {
        struct inv_pkg *p = inv_add(out, "apk", err);
        if (!p)
            return SK_ELIMIT;
        p->name = a->name;
        p->version = a->version;
        p->arch = a->arch;
        p->licence = a->licence;
        p->licence_field = S("L");
        p->src_name = a->origin.n ? a->origin : a->name;
        p->src_version = a->version;
        p->line = a->line;
        p->scope = INV_INSTALLED;
        if (a->own.n_files) {
            a->own.pkg_name = a->name;
            a->own.pkg_arch = a->arch;
            *inv_add_owned(out, a->name, a->arch) = a->own;
        }
    }
    *a = (struct apk){.out = out, .f = a->f, .total = a->total};
    return 0;
}

static int apk_parse(const struct inv_file *f, const struct inv_files *all, struct inv_out *out,
                     struct sk_err *err)
{
    struct apk a = {.out = out, .f = f};
    struct str rest = f->data, line;
    (void)all;
    inv_check_cut(out, f);
    for (uint32_t n = 1; str_next_line(&rest, &line); n++) {
        if (!line.n) {
            if (finish(&a, err) < 0)
                return SK_ELIMIT;
            continue;
        }
        struct str value = str_skip(line, 2);
        a.any = true;
        if (str_at(line, 1) != ':') {
            inv_warn(out, f->path, n, "no field");
            continue;
        }
        switch (str_at(line, 0)) {
        case 'P':
            a.name = value;
            a.line = n;
            break;
        case 'V': a.version = value; break;
        case 'A': a.arch = value; break;
        case 'L': a.licence = value; break;
        case 'o': a.origin = value; break;
        case 'F': a.folder = value; break;
        case 'R':
            if (inv_own_file(out, &a.own, &a.total, a.folder, value, err) < 0)
                return SK_ELIMIT;
            break;
        default: break;
        }
    }
    return finish(&a, err);
}

const struct inv_parser inv_parser_apk = {
    .id = "apk",
    .want = apk_want,
    .parse = apk_parse,
};
