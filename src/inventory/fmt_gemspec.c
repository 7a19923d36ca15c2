// Installed gems: specifications/<name>-<version>.gemspec, as RubyGems writes them.
// https://guides.rubygems.org/specification-reference/
//
// They are Ruby, but always of the same few lines: `s.name = "rake".freeze`. Nothing is run. Gemspecs of sources,
// which people write, are left alone.
#include "inventory/lang.h"

static enum inv_want gem_want(struct str path, uint32_t mode, uint64_t size)
{
    struct str dir = str_basename(str_dirname(path));
    (void)mode;
    (void)size;
    if (!str_ends(path, S(".gemspec")))
        return INV_SKIP;
    bool installed = str_eq(dir, S("specifications")) ||
                     (str_eq(dir, S("default")) && str_has(path, S("specifications/default/")));
    return installed ? INV_WHOLE : INV_SKIP;
}

// The next text in quotes.
static bool next_quoted(struct str *rest, struct str *ret)
{
    for (size_t i = 0; i < rest->n; i++) {
        int quote = rest->p[i];
        if (quote != '"' && quote != '\'')
            continue;
        struct str s = str_skip(*rest, i + 1);
        ptrdiff_t end = str_find_char(s, (char)quote);
        if (end < 0)
            return false;
        *ret = str_head(s, (size_t)end);
        *rest = str_skip(s, (size_t)end + 1);
        return true;
    }
    return false;
}

// "s.name = ..." -> what stands behind it.
static bool assigns(struct str line, const char *field, struct str *ret)
{
    struct str key, value, object, name;
    if (!str_cut(line, '=', &key, &value) || !str_cut(str_trim(key), '.', &object, &name) ||
        !str_eq(name, str_from(field)))
        return false;
    *ret = value;
    return true;
}

static int gem_parse(const struct inv_file *f, const struct inv_files *all, struct inv_out *out,
                     struct sk_err *err)
{
    struct str text = f->data, line, value, one, name = {0}, version = {0}, licence = {0};
    uint32_t at = 0;
    (void)all;
    for (uint32_t n = 1; str_next_line(&text, &line); n++) {
        line = str_trim(line);
        if (!name.n && assigns(line, "name", &value) && next_quoted(&value, &name))
            at = n;
        else if (!version.n && assigns(line, "version", &value))
            (void)next_quoted(&value, &version);
        else if (!licence.n &&
                 (assigns(line, "licenses", &value) || assigns(line, "license", &value)))
            while (next_quoted(&value, &one) && licence.n < 1000)
                licence = licence.n
                              ? str_join(out->perm, str_join(out->perm, licence, S("; ")), one)
                              : one;
    }
    if (!name.n || !version.n) {
        inv_warn(out, f->path, at, "no name or version in it");
        return 0;
    }
    struct inv_pkg *p = inv_add(out, "gem", err);
    if (!p)
        return SK_ELIMIT;
    p->name = name;
    p->version = version;
    p->licence = licence;
    p->licence_field = S("licenses");
    p->line = at;
    p->scope = INV_INSTALLED;
    return 0;
}

const struct inv_parser inv_parser_gemspec = {
    .id = "gemspec",
    .want = gem_want,
    .parse = gem_parse,
};
