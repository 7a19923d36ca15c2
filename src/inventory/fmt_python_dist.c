// Installed Python distributions: <name>-<version>.dist-info/METADATA, <name>.egg-info/PKG-INFO,
// <name>.egg-info (a file, as distutils and Debian write it), <name>.egg/EGG-INFO/PKG-INFO.
// https://packaging.python.org/en/latest/specifications/core-metadata/
//
// An .egg-info folder outside of site-packages and dist-packages is what building leaves beside the
// sources: it tells of the project itself.
#include "inventory/lang.h"

static enum inv_want dist_want(struct str path, uint32_t mode, uint64_t size)
{
    struct str name = str_basename(path), dir = str_basename(str_dirname(path));
    (void)mode;
    (void)size;
    if (str_eq(name, S("METADATA")))
        return str_ends(dir, S(".dist-info")) ? INV_WHOLE : INV_SKIP;
    if (str_eq(name, S("PKG-INFO")))
        return str_ends(dir, S(".egg-info")) || str_eq(dir, S("EGG-INFO")) ? INV_WHOLE : INV_SKIP;
    return str_ends(name, S(".egg-info")) ? INV_WHOLE : INV_SKIP;
}

struct headers {
    struct str name, version, licence, expression, classifier;
    uint32_t line;
};

static void header(struct arena *a, struct headers *h, struct str key, struct str value,
                   uint32_t line)
{
    enum { LICENCE_TEXT = 100, MANY_CLASSIFIERS = 2000 }; // longer is a text, not a name
    if (str_eq_nocase(key, S("Name"))) {
        h->name = value;
        h->line = line;
    } else if (str_eq_nocase(key, S("Version"))) {
        h->version = value;
    } else if (str_eq_nocase(key, S("License-Expression"))) {
        h->expression = value;
    } else if (str_eq_nocase(key, S("License"))) {
        if (value.n < LICENCE_TEXT && !str_eq_nocase(value, S("UNKNOWN")))
            h->licence = value;
    } else if (str_eq_nocase(key, S("Classifier")) && str_take(&value, S("License ::"))) {
        struct str head, one = str_trim(value);
        while (str_cut_str(one, S("::"), &head, &one))
            one = str_trim(one);
        if (!h->classifier.n)
            h->classifier = one;
        else if (h->classifier.n < MANY_CLASSIFIERS && !str_eq(one, S("OSI Approved")))
            h->classifier = str_join(a, str_join(a, h->classifier, S("; ")), one);
    }
}

static int dist_parse(const struct inv_file *f, const struct inv_files *all, struct inv_out *out,
                      struct sk_err *err)
{
    struct headers h = {0};
    struct str text = f->data, line, key, value;
    (void)all;
    for (uint32_t n = 1; str_next_line(&text, &line); n++) {
        if (!line.n)
            break; // the description follows
        if (ch_is_space(str_at(line, 0)) || !str_cut(line, ':', &key, &value))
            continue;
        header(out->perm, &h, key, str_trim(value), n);
    }
    struct str name = inv_pypi_name(out->perm, h.name);
    if (!name.n || !h.version.n) {
        inv_warn(out, f->path, h.line, "no name or version in it");
        return 0;
    }
    struct inv_pkg *p = inv_add(out, "pypi", err);
    if (!p)
        return SK_ELIMIT;
    p->name = name;
    p->version = h.version;
    p->licence = h.expression.n ? h.expression : h.licence.n ? h.licence : h.classifier;
    p->licence_field = h.expression.n ? S("License-Expression")
                       : h.licence.n  ? S("License")
                                      : S("Classifier");
    p->line = h.line;
    p->scope = INV_INSTALLED;
    if (!inv_inside(f->path, S("site-packages")) && !inv_inside(f->path, S("dist-packages")) &&
        str_has(f->path, S(".egg-info")))
        p->scope = INV_ROOT;
    return 0;
}

const struct inv_parser inv_parser_python_dist = {
    .id = "python_dist",
    .want = dist_want,
    .parse = dist_parse,
};
