// Control files and md5sums as dpkg writes them.
#include "core/limits.h"
#include "inventory/os.h"

bool inv_control_next(struct inv_control *c, struct inv_field *ret)
{
    struct str line, key, value;
    while (str_next_line(&c->rest, &line)) {
        c->line++;
        *ret = (struct inv_field){.line = c->line};
        if (!str_trim(line).n)
            return true;
        if (ch_is_space(str_at(line, 0)))
            continue;
        if (!str_cut(line, ':', &key, &value) || !key.n) {
            ret->value = line;
            return true;
        }
        ret->key = key;
        ret->value = str_trim(value);
        return true;
    }
    return false;
}

void inv_deb_field(struct inv_deb *d, const struct inv_field *f)
{
    d->any = true;
    if (str_eq_nocase(f->key, S("Package"))) {
        d->name = f->value;
        d->line = f->line;
    } else if (str_eq_nocase(f->key, S("Version"))) {
        d->version = f->value;
    } else if (str_eq_nocase(f->key, S("Architecture"))) {
        d->arch = f->value;
    } else if (str_eq_nocase(f->key, S("Source"))) {
        d->source = f->value;
    } else if (str_eq_nocase(f->key, S("Status"))) {
        d->status = f->value;
    }
}

int inv_deb_add(struct inv_out *out, struct str path, const struct inv_deb *d, struct sk_err *err)
{
    struct str source, version = {0};
    if (!d->name.n || !d->version.n) {
        inv_warn(out, path, d->line, "package '" STR_FMT "' without name or version",
                 STR_ARG(d->name));
        return 0;
    }
    struct inv_pkg *p = inv_add(out, "deb", err);
    if (!p)
        return SK_ELIMIT;
    p->name = d->name;
    p->version = d->version;
    p->arch = d->arch;
    p->line = d->line;
    p->scope = INV_INSTALLED;
    str_cut(d->source, '(', &source, &version); // "glibc (2.36-9)"
    source = str_trim(source);
    version = str_trim_chars(version, S(" )"));
    p->src_name = source.n ? source : d->name;
    p->src_version = version.n ? version : d->version;
    return 0;
}

struct str inv_absolute(struct arena *a, struct str path)
{
    if (str_at(path, 0) == '/')
        return path;
    str_take(&path, S("./"));
    return str_join(a, S("/"), path);
}

int inv_md5sums(const struct inv_file *f, struct inv_out *out, struct inv_owned *o,
                struct sk_err *err)
{
    enum { MD5_HEX = 32 };
    struct str rest = f->data, line, sum, path;
    for (uint32_t n = 1; str_next_line(&rest, &line); n++) {
        if (!line.n)
            continue;
        str_cut(line, ' ', &sum, &path);
        str_take(&path, S(" "));
        if (sum.n != MD5_HEX || !path.n) {
            inv_warn(out, f->path, n, "no checksum and path");
            continue;
        }
        if (o->n_files >= SK_MAX_INV_OWNED)
            return sk_fail(err, SK_ELIMIT, "more than %u files of one package", SK_MAX_INV_OWNED);
        inv_add_owned_file(out, o, inv_absolute(out->perm, path));
    }
    return 0;
}

int inv_own_file(struct inv_out *out, struct inv_owned *o, struct inv_own_total *total,
                 struct str dir, struct str name, struct sk_err *err)
{
    size_t n = dir.n + name.n + 2;
    if (n > SK_MAX_PATH) {
        inv_warn(out, (struct str){0}, 0, "package '" STR_FMT "': path of a file is too long",
                 STR_ARG(o->pkg_name));
        return 0;
    }
    if (total->files++ >= SK_MAX_INV_OWNED || (total->bytes += n) > SK_MAX_INV_OWNED_BYTES)
        return sk_fail(err, SK_ELIMIT, "more than %u files or %llu bytes of paths",
                       SK_MAX_INV_OWNED, (unsigned long long)SK_MAX_INV_OWNED_BYTES);
    while (str_ends(dir, S("/")))
        dir.n--;
    if (dir.n)
        dir = inv_absolute(out->perm, dir);
    inv_add_owned_file(out, o, str_join(out->perm, dir, inv_absolute(out->perm, name)));
    return 0;
}

void inv_check_cut(struct inv_out *out, const struct inv_file *f)
{
    if (f->data.n && !str_ends(f->data, S("\n")))
        inv_warn(out, f->path, 0, "ends in the middle of a line");
}
