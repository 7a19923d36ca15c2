// uv.lock: https://docs.astral.sh/uv/concepts/projects/layout/#the-lockfile
//
// Workspace members and local folders are entries like the others: their source is "virtual",
// "editable" or "directory". Their "dev-dependencies" and "optional-dependencies" (extras) stand
// apart from what they always need; of other packages only extras that somebody asks for are there. An entry may be for some Pythons or systems only.
#include "inventory/lang.h"

static enum inv_want uv_want(struct str path, uint32_t mode, uint64_t size)
{
    (void)mode;
    (void)size;
    return str_eq(str_basename(path), S("uv.lock")) ? INV_WHOLE : INV_SKIP;
}

static uint32_t scope_of(const struct sk_val *v)
{
    const struct sk_val *source = sk_val_get(v, S("source"));
    const struct sk_val *markers = sk_val_get(v, S("resolution-markers"));
    if (sk_val_get(source, S("virtual")) || sk_val_get(source, S("editable")) ||
        sk_val_get(source, S("directory")))
        return INV_ROOT;
    bool possible = sk_val_count(markers) == 0;
    for (SK_EACH(m, markers))
        possible |= inv_marker_possible(sk_val_str(m));
    return possible ? 0 : INV_OPTIONAL;
}

static void edges(struct inv_py_lock *l, struct inv_graph *g, uint32_t from,
                  const struct sk_val *list, uint32_t scope)
{
    for (SK_EACH(d, list)) {
        bool possible = inv_marker_possible(sk_val_str(sk_val_get(d, S("marker"))));
        inv_py_edge(l, g, from, sk_val_str(sk_val_get(d, S("name"))),
                    sk_val_str(sk_val_get(d, S("version"))),
                    possible ? scope : scope | INV_OPTIONAL);
    }
}

static int uv_parse(const struct inv_file *f, const struct inv_files *all, struct inv_out *out,
                    struct sk_err *err)
{
    ARENA_SCRATCH(tmp);
    struct inv_py_lock l = {.out = out, .tmp = &tmp, .f = f, .all = all, .by_name = {.perm = &tmp}};
    const struct sk_val *root = inv_read_doc(out, INV_TOML, f, &l.doc);
    const struct sk_val *packages = sk_val_get(root, S("package"));
    uint32_t *pkgs = arena_new(&tmp, uint32_t, sk_val_count(packages) + 1);
    struct inv_graph g;
    size_t i = 0;
    for (SK_EACH(v, packages)) {
        int code = inv_py_add(&l, v, scope_of(v), &pkgs[i++], err);
        if (code < 0)
            return code;
    }
    inv_graph_begin(&g, &tmp, out, f->path);
    i = 0;
    for (SK_EACH(v, packages)) {
        uint32_t from = pkgs[i++];
        if (from == INV_NOBODY && !(scope_of(v) & INV_ROOT))
            continue;
        edges(&l, &g, from, sk_val_get(v, S("dependencies")), 0);
        for (SK_EACH(extra, sk_val_get(v, S("optional-dependencies"))))
            edges(&l, &g, from, extra, scope_of(v) & INV_ROOT ? INV_OPTIONAL : 0);
        for (SK_EACH(group, sk_val_get(v, S("dev-dependencies"))))
            edges(&l, &g, from, group, INV_DEV);
    }
    inv_graph_done(&g);
    return 0;
}

const struct inv_parser inv_parser_uv_lock = {
    .id = "uv_lock",
    .want = uv_want,
    .parse = uv_parse,
};
