// Which folders are built, and what they read.
#include "config/kustomize_int.h"
#include "core/limits.h"

static void need(struct cfg_kustomize *k, struct str dir, const struct cfg_node *name,
                 struct sk_map *used)
{
    struct str s = cfg_node_text(name);
    if (s.n && s.n < SK_MAX_PATH && !str_has_char(s, '\n') && !cfg_kz_is_remote(s) &&
        used->n < CFG_MAX_KUSTOMIZE_FILES)
        sk_map_add(used, cfg_kz_join(k->perm, dir, s));
}

static void need_sources(struct cfg_kustomize *k, struct str dir, const struct cfg_node *generators,
                         struct sk_map *used)
{
    for (CFG_EACH(g, generators)) {
        need(k, dir, cfg_node_at(g, "env"), used);
        for (CFG_EACH(e, cfg_node_at(g, "envs")))
            need(k, dir, e, used);
        for (CFG_EACH(f, cfg_node_at(g, "files"))) {
            struct str s = cfg_node_text(f), key, path;
            struct cfg_node only = *f;
            if (str_cut(s, '=', &key, &path)) {
                only.text = path;
                only.as_is = false;
            }
            need(k, dir, &only, used);
        }
    }
}

static void need_dir(struct cfg_kustomize *k, struct kz_dir *d, struct sk_map *used,
                     struct sk_map *seen);

static void need_all(struct cfg_kustomize *k, struct kz_dir *d, const char *field, bool folders,
                     struct sk_map *used, struct sk_map *seen)
{
    for (CFG_EACH(e, cfg_node_at(d->root, field))) {
        need(k, d->path, e, used);
        struct kz_dir *sub =
            folders ? cfg_kz_open_dir(k, cfg_kz_join(k->perm, d->path, cfg_node_text(e))) : NULL;
        if (sub && !cfg_kz_is_remote(cfg_node_text(e)))
            need_dir(k, sub, used, seen);
    }
}

static void need_dir(struct cfg_kustomize *k, struct kz_dir *d, struct sk_map *used,
                     struct sk_map *seen)
{
    static const char *const folders[] = {"resources", "bases", "components"};
    static const char *const files[] = {"patchesStrategicMerge", "configurations", "crds"};
    static const char *const with_path[] = {"patches", "patchesJson6902", "replacements"};
    if (!sk_map_add(seen, d->path) || seen->n > CFG_MAX_KUSTOMIZE_FILES)
        return;
    for (size_t i = 0; i < COUNT_OF(files); i++)
        need_all(k, d, files[i], false, used, seen);
    for (size_t i = 0; i < COUNT_OF(with_path); i++)
        for (CFG_EACH(e, cfg_node_at(d->root, with_path[i])))
            need(k, d->path, cfg_node_at(e, "path"), used);
    need_sources(k, d->path, cfg_node_at(d->root, "configMapGenerator"), used);
    need_sources(k, d->path, cfg_node_at(d->root, "secretGenerator"), used);
    for (size_t i = 0; i < COUNT_OF(folders); i++)
        need_all(k, d, folders[i], true, used, seen);
}

void cfg_kustomize_needs(struct cfg_kustomize *k, struct str dir, struct sk_map *used)
{
    struct sk_map seen = {.perm = k->perm};
    struct kz_dir *d = cfg_kz_open_dir(k, dir);
    if (d)
        need_dir(k, d, used, &seen);
}

static void mark_used(struct cfg_kustomize *k, struct kz_dir *d, const char *field)
{
    for (CFG_EACH(e, cfg_node_at(d->root, field))) {
        struct kz_dir *sub = cfg_kz_open_dir(k, cfg_kz_join(k->perm, d->path, cfg_node_text(e)));
        if (sub && sub != d)
            sub->used = true;
    }
}

void cfg_kustomize_plan(struct cfg_kustomize *k, struct str **ret_roots, size_t *ret_n,
                        struct sk_map *used)
{
    struct sk_map seen = {.perm = k->perm};
    struct str *roots = arena_new(k->perm, struct str, k->dirs.n);
    size_t n = 0;
    for (size_t i = 0; i < k->dirs.n; i++) {
        struct kz_dir *d = cfg_kz_open_dir(k, k->dirs.entries[i].key);
        if (!d)
            continue;
        mark_used(k, d, "resources");
        mark_used(k, d, "bases");
        mark_used(k, d, "components");
    }
    for (size_t i = 0; i < k->dirs.n; i++) {
        struct kz_dir *d = k->dirs.entries[i].value;
        if ((d->used || d->component) && !d->foreign)
            continue;
        roots[n++] = d->path;
        if (!d->foreign)
            need_dir(k, d, used, &seen);
    }
    *ret_roots = roots;
    *ret_n = n;
}
