// Fields by path: "spec/template/spec/containers/image". A path goes through lists by itself; "a\/b" is
// one name with a slash in it, and "a[]" says that a must be a list.
#include "config/kustomize_int.h"

struct walk {
    struct kz *z;
    bool create;
    enum sk_kind leaf;
    const struct cfg_node *at;
    kz_visit *visit;
    void *ctx;
};

static struct str next_name(struct kz *z, struct str *path)
{
    size_t n = 0;
    while (n < path->n && path->p[n] != '/')
        n += path->p[n] == '\\' && n + 1 < path->n ? 2 : 1;
    struct str name = str_head(*path, n), plain = {0};
    *path = str_skip(*path, n + 1);
    while (str_has_char(name, '\\')) {
        struct str before;
        (void)str_cut(name, '\\', &before, &name);
        plain = str_join(z->pool.a, plain, before);
    }
    return plain.n ? str_join(z->pool.a, plain, name) : name;
}

static void walk(struct walk *w, struct cfg_node *n, struct str path)
{
    if (cfg_node_is(n, SK_ARRAY) && path.n) {
        for (CFG_EACH(item, n))
            walk(w, item, path);
        return;
    }
    if (path.n == 0) {
        w->visit(w->ctx, n);
        return;
    }
    if (!cfg_node_is(n, SK_OBJECT))
        return;
    struct str name = next_name(w->z, &path);
    bool list = str_ends(name, S("[]"));
    if (list)
        name = str_head(name, name.n - 2);
    struct cfg_node *kid = cfg_node_get(n, name);
    if (!kid || kid->kind == SK_NULL) {
        if (!w->create || list || w->z->pool.full)
            return;
        kid = cfg_node_new(&w->z->pool, path.n ? SK_OBJECT : w->leaf, w->at);
        cfg_node_set(n, name, kid);
    }
    walk(w, kid, path);
}

void cfg_kz_each(struct kz *z, struct cfg_node *root, struct str path, bool create,
                 enum sk_kind leaf, const struct cfg_node *at, kz_visit *visit, void *ctx)
{
    struct walk w = {z, create, leaf, at, visit, ctx};
    walk(&w, root, path);
}

bool cfg_kz_applies(const struct kz_field *f, const struct cfg_node *root)
{
    return cfg_kz_gvk_is(cfg_kz_gvk(root), f->group, f->version, f->kind);
}

// ---- `configurations`: fields of one's own ----

static struct kz_field read_field(const struct cfg_node *n)
{
    return (struct kz_field){
        .group = cfg_node_text(cfg_node_at(n, "group")),
        .version = cfg_node_text(cfg_node_at(n, "version")),
        .kind = cfg_node_text(cfg_node_at(n, "kind")),
        .path = cfg_node_text(cfg_node_at(n, "path")),
        .create = str_eq(cfg_node_text(cfg_node_at(n, "create")), S("true")),
    };
}

static void read_fields(struct kz *z, const struct cfg_node *list, struct kz_fields *to)
{
    for (CFG_EACH(n, list)) {
        struct kz_field f = read_field(n);
        if (f.path.n)
            *VEC_PUSH(z->pool.a, to->items, to->n_items, to->cap_items) = f;
    }
}

void cfg_kz_configuration(struct kz *z, struct kz_acc *acc, const struct cfg_node *root)
{
    read_fields(z, cfg_node_at(root, "commonLabels"), &acc->labels);
    read_fields(z, cfg_node_at(root, "commonAnnotations"), &acc->annotations);
    read_fields(z, cfg_node_at(root, "namePrefix"), &acc->prefixes);
    read_fields(z, cfg_node_at(root, "nameSuffix"), &acc->suffixes);
    read_fields(z, cfg_node_at(root, "namespace"), &acc->namespaces);
    read_fields(z, cfg_node_at(root, "images"), &acc->images);
    read_fields(z, cfg_node_at(root, "replicas"), &acc->replicas);
    read_fields(z, cfg_node_at(root, "varReference"), &acc->var_fields);
    for (CFG_EACH(target, cfg_node_at(root, "nameReference"))) {
        struct kz_field of = read_field(target);
        for (CFG_EACH(n, cfg_node_at(target, "fieldSpecs")))
            *VEC_PUSH(z->pool.a, acc->refs, acc->n_refs, acc->cap_refs) =
                (struct kz_ref){of.group, of.version, of.kind, read_field(n)};
    }
}
