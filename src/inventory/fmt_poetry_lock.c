// poetry.lock of Poetry 1 and 2: https://python-poetry.org/docs/basic-usage/
//
// Up to 1.4 an entry has a category, from 2.0 on the groups that need it; between them only
// pyproject.toml tells what is for development.
#include "inventory/lang.h"

static enum inv_want poetry_want(struct str path, uint32_t mode, uint64_t size)
{
    (void)mode;
    (void)size;
    if (str_eq(str_basename(path), S("pyproject.toml")))
        return INV_AUX;
    return str_eq(str_basename(path), S("poetry.lock")) ? INV_WHOLE : INV_SKIP;
}

static bool has_main(const struct sk_val *groups)
{
    for (SK_EACH(v, groups))
        if (str_eq(sk_val_str(v), S("main")))
            return true;
    return false;
}

// "markers" is one text, or one for each group. Possible when any of them is.
static bool markers_possible(const struct sk_val *markers)
{
    if (!sk_val_is(markers, SK_OBJECT))
        return inv_marker_possible(sk_val_str(markers));
    for (SK_EACH(v, markers))
        if (inv_marker_possible(sk_val_str(v)))
            return true;
    return false;
}

static uint32_t scope_of(const struct sk_val *v, bool *said)
{
    const struct sk_val *groups = sk_val_get(v, S("groups"));
    struct str category = sk_val_str(sk_val_get(v, S("category")));
    uint32_t scope = 0;
    *said = groups || category.n;
    if ((groups && !has_main(groups)) || (category.n && !str_eq(category, S("main"))))
        scope |= INV_DEV;
    if (sk_val_bool(sk_val_get(v, S("optional")), false) ||
        !markers_possible(sk_val_get(v, S("markers"))))
        scope |= INV_OPTIONAL;
    return scope;
}

// Only for other systems? A dependency that is "optional" is there because an extra was asked for.
static bool dep_impossible(const struct sk_val *d)
{
    if (!sk_val_is(d, SK_ARRAY))
        return !inv_marker_possible(sk_val_str(sk_val_get(d, S("markers"))));
    for (SK_EACH(one, d)) // one of several versions
        if (inv_marker_possible(sk_val_str(sk_val_get(one, S("markers")))))
            return false;
    return true;
}

static int poetry_parse(const struct inv_file *f, const struct inv_files *all, struct inv_out *out,
                        struct sk_err *err)
{
    ARENA_SCRATCH(tmp);
    struct inv_py_lock l = {.out = out, .tmp = &tmp, .f = f, .all = all, .by_name = {.perm = &tmp}};
    const struct sk_val *root = inv_read_doc(out, INV_TOML, f, &l.doc);
    const struct sk_val *packages = sk_val_get(root, S("package"));
    uint32_t *pkgs = arena_new(&tmp, uint32_t, sk_val_count(packages) + 1);
    bool said_any = false;
    struct inv_graph g;
    size_t i = 0;
    for (SK_EACH(v, packages)) {
        bool said;
        uint32_t scope = scope_of(v, &said);
        int code = inv_py_add(&l, v, scope, &pkgs[i++], err);
        if (code < 0)
            return code;
        said_any |= said;
    }
    inv_graph_begin(&g, &tmp, out, f->path);
    i = 0;
    for (SK_EACH(v, packages)) {
        uint32_t from = pkgs[i++];
        if (from == INV_NOBODY)
            continue;
        for (SK_EACH(d, sk_val_get(v, S("dependencies"))))
            inv_py_edge(&l, &g, from, sk_val_key(d), (struct str){0},
                        dep_impossible(d) ? INV_OPTIONAL : 0);
    }
    inv_py_finish(&l, &g, said_any);
    return 0;
}

const struct inv_parser inv_parser_poetry_lock = {
    .id = "poetry_lock",
    .want = poetry_want,
    .parse = poetry_parse,
};
