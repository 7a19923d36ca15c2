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

const struct sk_val *inv_npm_manifest(struct arena *a, const struct inv_files *all,
                                      const struct inv_file *f, struct str dir)
{
    bool here = !dir.n || str_eq(dir, S("."));
    if (dir.n > SK_MAX_PATH)
        return NULL;
    struct str name = here ? S("package.json") : str_fmt(a, "%.*s/package.json", (int)dir.n, dir.p);
    const struct inv_file *g = inv_sibling(all, f, name);
    struct sk_doc *doc = arena_new(a, struct sk_doc, 1);
    if (!g || sk_json_read(a, g->path, g->data, doc, NULL) < 0)
        return NULL;
    return sk_val_is(doc->root, SK_OBJECT) ? doc->root : NULL;
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
