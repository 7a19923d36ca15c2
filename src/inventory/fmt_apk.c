// apk's database of installed packages: lib/apk/db/installed, usr/lib/apk/db/installed.
// https://wiki.alpinelinux.org/wiki/Apk_spec
//
// Lines "X:value", packages separated by a blank line: P name, V version, A architecture, L licence,
// o origin (the source package), F a folder, R a file in the folder named last.
#include "core/limits.h"
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
    struct str *files;
    size_t n_files, cap_files;
    size_t n_owned; // files of all packages
    uint32_t line;  // of P
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
        p->src_name = a->origin.n ? a->origin : a->name;
        p->src_version = a->version;
        p->line = a->line;
        p->scope = INV_INSTALLED;
        if (a->n_files) {
            struct inv_owned *o = inv_add_owned(out, a->name, a->arch);
            o->files = a->files;
            o->n_files = a->n_files;
            o->cap_files = a->cap_files;
        }
    }
    *a = (struct apk){.out = out, .f = a->f, .n_owned = a->n_owned};
    return 0;
}

static int add_file(struct apk *a, struct str name, struct sk_err *err)
{
    if (a->n_owned++ >= SK_MAX_INV_OWNED)
        return sk_fail(err, SK_ELIMIT, "more than %u files of packages", SK_MAX_INV_OWNED);
    if (a->folder.n + name.n + 2 > SK_MAX_PATH) {
        inv_warn(a->out, a->f->path, a->line, "path of a file is too long");
        return 0;
    }
    struct str dir = a->folder.n ? inv_absolute(a->out->perm, a->folder) : (struct str){0};
    struct str path = str_join(a->out->perm, dir, inv_absolute(a->out->perm, name));
    *VEC_PUSH(a->out->perm, a->files, a->n_files, a->cap_files) = path;
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
            if (add_file(&a, value, err) < 0)
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
