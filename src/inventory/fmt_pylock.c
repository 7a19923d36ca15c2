// pylock.toml (PEP 751) and pdm.lock, which have much in common:
// https://packaging.python.org/en/latest/specifications/pylock-toml/ and
// https://pdm-project.org/latest/usage/lockfile/
//
// pylock.toml: [[packages]] with dependencies = [{name = "x"}]. pdm.lock: [[package]] with
// dependencies = ["x>=1; marker"] and the groups that need it.
#include "inventory/lang.h"

static enum inv_want pylock_want(struct str path, uint32_t mode, uint64_t size)
{
    struct str name = str_basename(path);
    (void)mode;
    (void)size;
    if (str_eq(name, S("pdm.lock")) || str_eq(name, S("pylock.toml")))
        return INV_WHOLE;
    return str_starts(name, S("pylock.")) && str_ends(name, S(".toml")) ? INV_WHOLE : INV_SKIP;
}

static uint32_t scope_of(const struct sk_val *v, bool *said)
{
    const struct sk_val *groups = sk_val_get(v, S("groups"));
    bool main = !groups;
    for (SK_EACH(g, groups))
        main |= str_eq(sk_val_str(g), S("default"));
    *said = groups != NULL;
    return (main ? 0u : INV_DEV) |
           (inv_marker_possible(sk_val_str(sk_val_get(v, S("marker")))) ? 0u : INV_OPTIONAL);
}

static void edges_of(struct inv_py_lock *l, struct inv_graph *g, uint32_t from,
                     const struct sk_val *v)
{
    for (SK_EACH(d, sk_val_get(v, S("dependencies")))) {
        struct inv_py_req q;
        if (sk_val_is(d, SK_OBJECT))
            inv_py_edge(l, g, from, sk_val_str(sk_val_get(d, S("name"))),
                        sk_val_str(sk_val_get(d, S("version"))), 0);
        else if (inv_py_req(sk_val_str(d), &q))
            inv_py_edge(l, g, from, q.name, (struct str){0},
                        inv_marker_possible(q.marker) ? 0 : INV_OPTIONAL);
    }
}

static int pylock_parse(const struct inv_file *f, const struct inv_files *all, struct inv_out *out,
                        struct sk_err *err)
{
    ARENA_SCRATCH(tmp);
    struct inv_py_lock l = {.out = out, .tmp = &tmp, .f = f, .all = all, .by_name = {.perm = &tmp}};
    const struct sk_val *root = inv_read_doc(out, INV_TOML, f, &l.doc);
    const struct sk_val *packages = sk_val_get(root, S("packages"));
    if (!packages)
        packages = sk_val_get(root, S("package"));
    uint32_t *pkgs = arena_new(&tmp, uint32_t, sk_val_count(packages) + 1);
    bool said_any = false;
    struct inv_graph g;
    size_t i = 0;
    for (SK_EACH(v, packages)) {
        bool said;
        uint32_t scope = scope_of(v, &said);
        if (sk_val_get(v, S("directory")))
            scope |= INV_ROOT;
        int code = inv_py_add(&l, v, scope, &pkgs[i++], err);
        if (code < 0)
            return code;
        said_any |= said;
    }
    inv_graph_begin(&g, &tmp, out, f->path);
    i = 0;
    for (SK_EACH(v, packages)) {
        uint32_t from = pkgs[i++];
        if (from != INV_NOBODY)
            edges_of(&l, &g, from, v);
    }
    inv_py_finish(&l, &g, said_any);
    return 0;
}

const struct inv_parser inv_parser_pylock = {
    .id = "pylock",
    .want = pylock_want,
    .parse = pylock_parse,
};
