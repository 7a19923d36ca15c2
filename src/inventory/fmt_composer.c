// PHP: composer.lock, and what Composer installed: vendor/composer/installed.json (version 1: an array).
// https://getcomposer.org/doc/04-schema.md
#include "inventory/lang.h"

#include "core/map.h"

static enum inv_want composer_want(struct str path, uint32_t mode, uint64_t size)
{
    struct str name = str_basename(path);
    (void)mode;
    (void)size;
    if (str_eq(name, S("composer.json")))
        return inv_inside(path, S("vendor")) ? INV_SKIP : INV_AUX;
    if (str_eq(name, S("composer.lock")))
        return inv_inside(path, S("vendor")) ? INV_SKIP : INV_WHOLE;
    return str_ends(path, S("composer/installed.json")) ? INV_WHOLE : INV_SKIP;
}

// A list of licences is a choice.
static struct str licence_of(struct arena *a, const struct sk_val *v)
{
    struct str all = sk_val_str(v);
    for (SK_EACH(one, v)) {
        struct str s = sk_val_str(one);
        if (s.n && s.n < 200 && all.n < 1000)
            all = all.n ? str_join(a, str_join(a, all, S(" OR ")), s) : s;
    }
    return all;
}

struct reader {
    struct arena *tmp;
    struct inv_out *out;
    const struct inv_file *f;
    struct sk_doc doc;
    struct sk_map by_name; // name -> index + 1
    uint32_t installed;
};

static int add(struct reader *r, const struct sk_val *v, uint32_t scope, struct sk_err *err)
{
    const struct sk_val *name = sk_val_get(v, S("name"));
    struct str vendor, project, full = sk_val_str(name),
                                version = sk_val_str(sk_val_get(v, S("version")));
    uint32_t line = sk_val_line(&r->doc, name ? name : v);
    if (!str_cut(full, '/', &vendor, &project) || !vendor.n || !project.n || !version.n) {
        inv_warn(r->out, r->f->path, line, "an entry without name or version");
        return 0;
    }
    struct inv_pkg *p = inv_add(r->out, "composer", err);
    if (!p)
        return SK_ELIMIT;
    p->ns = str_lower(r->out->perm, vendor);
    p->name = str_lower(r->out->perm, project);
    p->version = version;
    p->licence = licence_of(r->out->perm, sk_val_get(v, S("license")));
    p->licence_field = S("license");
    p->line = line;
    p->scope = scope | r->installed;
    sk_map_put(&r->by_name, str_lower(r->tmp, full))->value = (void *)(uintptr_t)r->out->n_pkgs;
    return 0;
}

static int add_all(struct reader *r, const struct sk_val *list, uint32_t scope, struct sk_err *err)
{
    for (SK_EACH(v, list)) {
        int x = add(r, v, scope, err);
        if (x < 0)
            return x;
    }
    return 0;
}

static void add_edges(struct reader *r, struct inv_graph *g, uint32_t from,
                      const struct sk_val *require, uint32_t scope)
{
    for (SK_EACH(d, require)) {
        uintptr_t to = (uintptr_t)sk_map_get(&r->by_name, str_lower(r->tmp, sk_val_key(d)));
        if (to)
            inv_graph_edge(g, from, (uint32_t)(to - 1), scope);
    }
}

static void connect(struct reader *r, const struct inv_files *all, const struct sk_val *list,
                    const struct sk_val *dev)
{
    struct inv_graph g;
    struct sk_doc doc;
    uint32_t from = 0;
    const struct inv_file *manifest = inv_sibling(all, r->f, S("composer.json"));
    inv_graph_begin(&g, r->tmp, r->out, r->f->path);
    const struct sk_val *lists[] = {list, dev};
    for (size_t i = 0; i < COUNT_OF(lists); i++)
        for (SK_EACH(v, lists[i])) {
            struct str name = str_lower(r->tmp, sk_val_str(sk_val_get(v, S("name"))));
            if (sk_map_get(&r->by_name, name))
                add_edges(r, &g, from++, sk_val_get(v, S("require")), 0);
        }
    if (!manifest || sk_json_read(r->tmp, manifest->path, manifest->data, &doc, NULL) < 0)
        return; // what is direct is not known
    add_edges(r, &g, INV_NOBODY, sk_val_get(doc.root, S("require")), 0);
    add_edges(r, &g, INV_NOBODY, sk_val_get(doc.root, S("require-dev")), INV_DEV);
    inv_graph_done(&g);
}

static int composer_parse(const struct inv_file *f, const struct inv_files *all,
                          struct inv_out *out, struct sk_err *err)
{
    ARENA_SCRATCH(tmp);
    struct sk_err why;
    struct reader r = {.tmp = &tmp, .out = out, .f = f, .by_name.perm = &tmp};
    if (sk_json_read(out->perm, f->path, f->data, &r.doc, &why) < 0) {
        inv_warn(out, f->path, 0, "%s", why.msg);
        return 0;
    }
    bool lock = str_ends(f->path, S("composer.lock"));
    const struct sk_val *root = r.doc.root;
    const struct sk_val *list = sk_val_is(root, SK_ARRAY) ? root : sk_val_get(root, S("packages"));
    const struct sk_val *dev = lock ? sk_val_get(root, S("packages-dev")) : NULL;
    r.installed = lock ? 0 : INV_INSTALLED;
    if (!sk_val_is(list, SK_ARRAY)) {
        inv_warn(out, f->path, 0, "no list of packages in it");
        return 0;
    }
    int x = add_all(&r, list, 0, err);
    if (x == 0)
        x = add_all(&r, dev, INV_DEV, err);
    if (x == 0 && lock)
        connect(&r, all, list, dev);
    for (SK_EACH(v, lock ? NULL : sk_val_get(root, S("dev-package-names")))) {
        uintptr_t i = (uintptr_t)sk_map_get(&r.by_name, str_lower(&tmp, sk_val_str(v)));
        if (i)
            out->pkgs[i - 1].scope |= INV_DEV;
    }
    return x;
}

const struct inv_parser inv_parser_composer = {
    .id = "composer",
    .want = composer_want,
    .parse = composer_parse,
};
