// What the parsers of poetry.lock, uv.lock, pdm.lock and pylock.toml share.
#include "core/limits.h"
#include "inventory/lang.h"

struct inv_py_node {
    struct str version;
    uint32_t pkg;
    struct inv_py_node *next; // another version of the same name
};

int inv_py_add(struct inv_py_lock *l, const struct sk_val *entry, uint32_t scope, uint32_t *ret,
               struct sk_err *err)
{
    struct str written = sk_val_str(sk_val_get(entry, S("name")));
    struct str name = inv_pypi_name(l->out->perm, written);
    struct str version = sk_val_str(sk_val_get(entry, S("version")));
    uint32_t line = sk_val_line(&l->doc, entry);
    *ret = INV_NOBODY;
    if (!name.n || !version.n) {
        if (!(scope & INV_ROOT))
            inv_note(l->out, l->f->path, line, "no version known for " STR_FMT, STR_ARG(written));
        return 0;
    }
    struct inv_pkg *p = inv_add(l->out, "pypi", err);
    if (!p)
        return SK_ELIMIT;
    p->name = name;
    p->version = version;
    p->line = line;
    p->scope = scope;
    *ret = (uint32_t)(l->out->n_pkgs - 1);
    struct inv_py_node *n = arena_new(l->tmp, struct inv_py_node, 1);
    struct sk_map_entry *e = sk_map_put(&l->by_name, name);
    *n = (struct inv_py_node){version, *ret, e->value};
    e->value = n;
    return 0;
}

void inv_py_edge(struct inv_py_lock *l, struct inv_graph *g, uint32_t from, struct str name,
                 struct str version, uint32_t scope)
{
    enum { VERSIONS = 64 }; // of one name: no honest lock file has more
    ARENA_SCRATCH(tmp);
    if (!name.n || name.n > SK_MAX_PATH)
        return;
    struct str key = name;
    if (!sk_map_find(&l->by_name, key)) // most are written in their normal form
        key = inv_pypi_name(&tmp, name);
    const struct inv_py_node *n = sk_map_get(&l->by_name, key);
    for (int i = 0; n && i < VERSIONS; n = n->next, i++)
        if (!version.n || str_eq(version, n->version))
            inv_graph_edge(g, from, n->pkg, scope);
}

// An array of PEP 508 requirements.
static void ask_list(struct inv_py_lock *l, struct inv_graph *g, const struct sk_val *list,
                     uint32_t scope)
{
    for (SK_EACH(v, list)) {
        struct inv_py_req q;
        if (!inv_py_req(sk_val_str(v), &q))
            continue;
        uint32_t s = inv_marker_possible(q.marker) ? scope : scope | INV_OPTIONAL;
        inv_py_edge(l, g, INV_NOBODY, q.name, (struct str){0}, s);
    }
}

// Poetry's table: name = "^1" | {version, optional, markers} | [of those]
static void ask_table(struct inv_py_lock *l, struct inv_graph *g, const struct sk_val *table,
                      uint32_t scope)
{
    for (SK_EACH(v, table)) {
        bool optional = sk_val_bool(sk_val_get(v, S("optional")), false) ||
                        !inv_marker_possible(sk_val_str(sk_val_get(v, S("markers"))));
        if (!str_eq(sk_val_key(v), S("python")))
            inv_py_edge(l, g, INV_NOBODY, sk_val_key(v), (struct str){0},
                        optional ? scope | INV_OPTIONAL : scope);
    }
}

static bool ask_project(struct inv_py_lock *l, struct inv_graph *g)
{
    struct sk_doc doc;
    const struct inv_file *f = inv_sibling(l->all, l->f, S("pyproject.toml"));
    if (!f || sk_toml_read(l->tmp, f->path, f->data, &doc, NULL) < 0)
        return false;
    const struct sk_val *project = sk_val_get(doc.root, S("project"));
    const struct sk_val *poetry = sk_val_path(doc.root, "tool.poetry");
    ask_list(l, g, sk_val_get(project, S("dependencies")), 0);
    for (SK_EACH(v, sk_val_get(project, S("optional-dependencies"))))
        ask_list(l, g, v, INV_OPTIONAL);
    for (SK_EACH(v, sk_val_get(doc.root, S("dependency-groups"))))
        ask_list(l, g, v, INV_DEV);
    for (SK_EACH(v, sk_val_path(doc.root, "tool.pdm.dev-dependencies")))
        ask_list(l, g, v, INV_DEV);
    ask_table(l, g, sk_val_get(poetry, S("dependencies")), 0);
    ask_table(l, g, sk_val_get(poetry, S("dev-dependencies")), INV_DEV);
    for (SK_EACH(v, sk_val_get(poetry, S("group"))))
        ask_table(l, g, sk_val_get(v, S("dependencies")), INV_DEV);
    return project || poetry;
}

void inv_py_finish(struct inv_py_lock *l, struct inv_graph *g, bool dev_said)
{
    struct inv_out *out = l->out;
    uint32_t *dev = arena_new(l->tmp, uint32_t, out->n_pkgs);
    for (size_t i = 0; i < out->n_pkgs; i++)
        dev[i] = out->pkgs[i].scope & INV_DEV;
    if (!ask_project(l, g))
        return;
    inv_graph_done(g);
    for (size_t i = 0; dev_said && i < out->n_pkgs; i++)
        out->pkgs[i].scope = (out->pkgs[i].scope & ~(uint32_t)INV_DEV) | dev[i];
}
