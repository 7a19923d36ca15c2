// What the parsers of npm, yarn and pnpm share.
#include "core/limits.h"
#include "inventory/lang.h"

const struct inv_npm_group inv_npm_groups[4] = {
    {"optionalDependencies", INV_OPTIONAL},
    {"dependencies", 0},
    {"peerDependencies", 0},
    {"devDependencies", INV_DEV},
};

bool inv_npm_alias(struct str spec, struct str *name, struct str *version)
{
    if (!str_take(&spec, S("npm:")))
        return false;
    ptrdiff_t at = str_rfind_char(spec, '@');
    if (at <= 0)
        return false;
    *name = str_head(spec, (size_t)at);
    *version = str_skip(spec, (size_t)at + 1);
    return true;
}

const struct sk_val *inv_npm_manifest(struct sk_map *cache, const struct inv_files *all,
                                      const struct inv_file *f, struct str dir)
{
    struct inv_key key;
    bool here = !dir.n || str_eq(dir, S("."));
    const struct inv_file *g = inv_sibling(
        all, f, here ? S("package.json") : inv_key(&key, S(""), dir, S("/"), S("package.json")));
    if (!g)
        return NULL;
    struct sk_map_entry *e = sk_map_put(cache, g->path);
    if (!e->value) {
        struct sk_doc *doc = e->value = arena_new(cache->perm, struct sk_doc, 1);
        if (sk_json_read(cache->perm, g->path, g->data, doc, NULL) < 0)
            doc->root = NULL;
    }
    const struct sk_val *root = ((const struct sk_doc *)e->value)->root;
    return sk_val_is(root, SK_OBJECT) ? root : NULL;
}

int inv_npm_root(struct inv_out *out, const struct sk_val *manifest, struct str dir, uint32_t *ret,
                 struct sk_err *err)
{
    struct inv_pkg probe = {0};
    struct str name = sk_val_str(sk_val_get(manifest, S("name")));
    struct str version = sk_val_str(sk_val_get(manifest, S("version")));
    *ret = INV_NOBODY;
    if (!version.n || !inv_npm_name(&probe, name))
        return 0;
    struct inv_pkg *p = inv_add(out, "npm", err);
    if (!p)
        return SK_ELIMIT;
    inv_npm_name(p, name);
    p->version = version;
    p->path = dir;
    p->scope = INV_ROOT;
    *ret = (uint32_t)(out->n_pkgs - 1);
    return 0;
}
