// Patches of a kustomization: which objects each is for.
#include "config/kustomize_int.h"

struct patch {
    const struct cfg_node *entry;  // of the list in the kustomization
    const struct cfg_node *target; // may be NULL
    bool new_name, new_kind;
};

static bool option(const struct cfg_node *entry, const char *name)
{
    return str_eq(cfg_node_text(cfg_node_get(cfg_node_at(entry, "options"), str_from(name))),
                  S("true"));
}

static void merge_into(const struct kz_at *t, struct kz_res *r, const struct cfg_node *patch,
                       const struct patch *p)
{
    struct cfg_node *copy = cfg_node_clone(&t->z->pool, patch);
    struct cfg_node *meta = cfg_node_at(copy, "metadata");
    bool deleted;
    if (p->new_name || p->new_kind)
        cfg_kz_remember(t->z, r);
    (void)cfg_node_remove(copy, S("apiVersion"));
    if (!p->new_kind)
        (void)cfg_node_remove(copy, S("kind"));
    if (cfg_node_is(meta, SK_OBJECT)) {
        if (!p->new_name)
            (void)cfg_node_remove(meta, S("name"));
        (void)cfg_node_remove(meta, S("namespace"));
    }
    cfg_kz_merge(t->z, r->root, copy, &deleted);
    if (deleted)
        r->root = NULL;
}

static void drop_deleted(struct kz_acc *acc)
{
    size_t n = 0;
    for (size_t i = 0; i < acc->n_items; i++)
        if (acc->items[i]->root)
            acc->items[n++] = acc->items[i];
    acc->n_items = n;
}

static size_t for_selected(const struct kz_at *t, const struct patch *p,
                           const struct cfg_node *patch)
{
    size_t n = 0;
    struct sk_err err;
    cfg_kz_spend(t->z, 50 * t->acc->n_items);
    for (size_t i = 0; i < t->acc->n_items && !t->z->pool.full; i++) {
        struct kz_res *r = t->acc->items[i];
        if (!r->root || !cfg_kz_selects(p->target, r))
            continue;
        n++;
        if (cfg_node_is(patch, SK_OBJECT)) {
            merge_into(t, r, patch, p);
            continue;
        }
        cfg_kz_remember(t->z, r);
        if (cfg_kz_json_patch(t->z, r->root, patch, &err) < 0)
            cfg_kz_warn(t->z, patch, "a patch of " STR_FMT " fails: %s", STR_ARG(r->resource),
                        err.msg);
    }
    return n;
}

static void apply(const struct kz_at *t, const struct patch *p, const struct cfg_node *patch)
{
    struct kz_res *r = NULL;
    if (p->target) {
        (void)for_selected(t, p, patch);
    } else if (cfg_node_is(patch, SK_ARRAY)) {
        cfg_kz_warn(t->z, patch, "a JSON patch without a target");
    } else {
        struct kz_name id = {cfg_kz_effective_ns(patch), cfg_kz_name(patch),
                             cfg_node_text(cfg_node_at(patch, "kind"))};
        cfg_kz_spend(t->z, 50 * t->acc->n_items);
        size_t n = cfg_kz_find(t->acc, cfg_kz_gvk(patch), &id, &r);
        if (n == 1)
            merge_into(t, r, patch, p);
        else if (!t->z->missing)
            cfg_kz_warn(t->z, patch,
                        "%zu objects are called %s" STR_FMT " " STR_FMT ": not patched", n,
                        n ? "" : "so: ", STR_ARG(id.kind), STR_ARG(id.name));
    }
    drop_deleted(t->acc);
}

static void apply_docs(const struct kz_at *t, const struct patch *p, struct cfg_origin *docs,
                       size_t n)
{
    for (size_t i = 0; i < n; i++) {
        const struct sk_val *root = docs[i].doc->root;
        if (sk_val_is(root, SK_OBJECT) || sk_val_is(root, SK_ARRAY))
            apply(t, p, cfg_node_read(&t->z->pool, &docs[i], root));
    }
}

static void from_file(const struct kz_at *t, const struct patch *p, const struct cfg_node *path)
{
    struct kz_file *f = cfg_kz_file(t, path);
    size_t n = f ? cfg_kz_docs(t->z, f, path) : 0;
    apply_docs(t, p, f ? f->docs : NULL, n);
}

static void from_text(const struct kz_at *t, const struct patch *p, const struct cfg_node *text)
{
    size_t n = 0;
    struct cfg_origin *docs = cfg_kz_inline(t->z, text, &n);
    apply_docs(t, p, docs, n);
}

void cfg_kz_patches(const struct kz_at *t, const char *field)
{
    for (CFG_EACH(e, cfg_node_at(t->dir->root, field))) {
        if (t->z->pool.full)
            return;
        struct patch p = {e, cfg_node_at(e, "target"), option(e, "allowNameChange"),
                          option(e, "allowKindChange")};
        if (e->kind == SK_STRING && (str_has_char(e->text, '\n') || str_starts(e->text, S("{"))))
            from_text(t, &p, e);
        else if (e->kind == SK_STRING)
            from_file(t, &p, e);
        else if (cfg_node_at(e, "patch"))
            from_text(t, &p, cfg_node_at(e, "patch"));
        else if (cfg_node_at(e, "path"))
            from_file(t, &p, cfg_node_at(e, "path"));
    }
}
