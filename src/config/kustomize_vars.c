// `vars`, the old way to copy a value: "$(NAME)" in the fields that may hold it.
#include "config/kustomize_pods.h"

void cfg_kz_merge_vars(const struct kz_at *t)
{
    struct arena *a = t->z->pool.a;
    for (CFG_EACH(v, cfg_node_at(t->dir->root, "vars"))) {
        const struct cfg_node *of = cfg_node_at(v, "objref");
        struct kz_gvk g = cfg_kz_gvk(of);
        struct str name = cfg_node_text(cfg_node_at(of, "name")),
                   ns = cfg_node_text(cfg_node_at(of, "namespace"));
        *VEC_PUSH(a, t->acc->vars, t->acc->n_vars, t->acc->cap_vars) =
            (struct kz_var){cfg_node_text(cfg_node_at(v, "name")), v};
        cfg_kz_spend(t->z, 10 * t->acc->n_items);
        for (size_t i = 0; i < t->acc->n_items && !t->z->pool.full; i++) {
            struct kz_res *r = t->acc->items[i];
            struct kz_gvk own = cfg_kz_gvk(r->root);
            bool hit = false;
            for (size_t p = 0; p <= r->n_prev; p++) {
                struct kz_name id = p < r->n_prev ? r->prev[p] : cfg_kz_cur(r);
                hit |= str_eq(id.name, name) && str_eq(id.kind, g.kind) &&
                       (!ns.n || str_eq(id.ns, ns));
            }
            if (hit && str_eq(own.group, g.group) && str_eq(own.version, g.version))
                *VEC_PUSH(a, r->vars, r->n_vars, r->cap_vars) =
                    cfg_node_text(cfg_node_at(v, "name"));
        }
    }
}

static struct cfg_node *field(const struct cfg_node *root, struct str path)
{
    struct str name, index;
    struct cfg_node *n = (struct cfg_node *)(uintptr_t)root;
    while (n && str_next_field(&path, '.', &name)) {
        uint64_t i;
        bool list = str_cut(name, '[', &name, &index);
        n = name.n ? cfg_node_get(n, name) : n;
        if (list)
            n = str_to_u64(str_trim_chars(index, S("]")), &i) ? cfg_node_item(n, i) : NULL;
    }
    return n;
}

struct vars {
    struct kz *z;
    struct sk_map values; // name -> struct cfg_node
};

static void expand(void *ctx, struct cfg_node *n)
{
    struct vars *v = ctx;
    if (n->kind >= SK_ARRAY) {
        for (CFG_EACH(e, n))
            if (e->kind == SK_STRING)
                expand(ctx, e);
        return;
    }
    struct str rest = cfg_node_text(n), done = {0}, name;
    const struct cfg_node *at = NULL;
    bool changed = false;
    while (n->kind == SK_STRING && str_has_char(rest, '$')) {
        size_t i = (size_t)str_find_char(rest, '$');
        ptrdiff_t end = str_find_char(rest, ')');
        struct str head = str_head(rest, i);
        if (str_at(rest, i + 1) == '$') {
            done = cfg_text(&v->z->pool, done, head, S("$"));
            rest = str_skip(rest, i + 2);
            changed = true;
            continue;
        }
        end = str_at(rest, i + 1) == '(' ? str_find_char(str_skip(rest, i), ')') : -1;
        name = end > 2 ? str_sub(rest, i + 2, (size_t)end - 2) : (struct str){0};
        const struct cfg_node *value = name.n ? sk_map_get(&v->values, name) : NULL;
        if (value && i == 0 && (size_t)end + 1 == rest.n && !done.n && value->kind < SK_ARRAY) {
            struct cfg_node *copy = cfg_node_clone(&v->z->pool, value); // keeps its type
            cfg_node_become(n, copy);
            return;
        }
        done = cfg_text(&v->z->pool, done, head, value ? cfg_node_text(value) : S("$"));
        rest = str_skip(rest, value ? i + (size_t)end + 1 : i + 1);
        at = value ? value : at;
        changed |= value != NULL;
    }
    if (changed)
        cfg_node_set_text(n, cfg_text(&v->z->pool, done, rest, S("")), at ? at : n);
}

static const struct {
    unsigned in; // in the pod specification of these, or
    const char *kind;
    const char *path;
} var_fields[] = {
    {IN_VARS, NULL, "containers/args"},
    {IN_VARS, NULL, "containers/command"},
    {IN_VARS, NULL, "containers/env/value"},
    {IN_VARS, NULL, "containers/volumeMounts/mountPath"},
    {IN_VARS, NULL, "initContainers/args"},
    {IN_VARS, NULL, "initContainers/command"},
    {IN_VARS, NULL, "initContainers/env/value"},
    {IN_VARS, NULL, "initContainers/volumeMounts/mountPath"},
    {IN_VARS, NULL, "volumes/nfs/server"},
    {0, "Deployment", "spec/template/metadata/annotations"},
    {0, "Ingress", "spec/rules/host"},
    {0, "Ingress", "spec/tls/hosts"},
    {0, "Ingress", "spec/tls/secretName"},
    {0, "Service", "spec/ports/port"},
    {0, "Service", "spec/ports/targetPort"},
    {0, "StatefulSet", "spec/volumeClaimTemplates/spec/nfs/server"},
    {0, "PersistentVolume", "spec/nfs/server"},
    {0, "", "metadata/labels"},
    {0, "", "metadata/annotations"},
};

static void expand_in(struct vars *v, const struct kz_acc *acc, struct cfg_node *root)
{
    struct arena *a = v->z->pool.a;
    struct kz_gvk g = cfg_kz_gvk(root);
    for (size_t i = 0; i < COUNT_OF(var_fields); i++) {
        const char *kind = var_fields[i].kind;
        for (size_t k = 0; !kind && k < COUNT_OF(cfg_kz_pods); k++)
            if ((var_fields[i].in & 1u << k) && str_eq(g.kind, str_from(cfg_kz_pods[k].kind)))
                cfg_kz_each(
                    v->z, root,
                    str_join(a, str_from(cfg_kz_pods[k].spec), str_from(var_fields[i].path)), false,
                    SK_STRING, NULL, expand, v);
        if (kind && (!*kind || str_eq(g.kind, str_from(kind))))
            cfg_kz_each(v->z, root, str_from(var_fields[i].path), false, SK_STRING, NULL, expand,
                        v);
    }
    for (size_t i = 0; i < acc->var_fields.n_items; i++)
        if (cfg_kz_applies(&acc->var_fields.items[i], root))
            cfg_kz_each(v->z, root, acc->var_fields.items[i].path, false, SK_STRING, NULL, expand,
                        v);
}

void cfg_kz_resolve_vars(struct kz *z, struct kz_acc *acc)
{
    struct vars v = {z, {.perm = z->pool.a}};
    for (size_t i = 0; i < acc->n_vars && !z->pool.full; i++) {
        cfg_kz_spend(z, acc->n_items + acc->n_vars);
        struct str path = cfg_node_text(cfg_node_at(acc->vars[i].entry, "fieldref/fieldpath"));
        if (!path.n)
            path = cfg_node_text(cfg_node_at(acc->vars[i].entry, "fieldref/fieldPath"));
        struct cfg_node *value = NULL;
        for (size_t r = 0; r < acc->n_items && !value; r++)
            for (size_t k = 0; acc->items[r]->root && k < acc->items[r]->n_vars && !value; k++)
                if (str_eq(acc->items[r]->vars[k], acc->vars[i].name))
                    value = field(acc->items[r]->root, path.n ? path : S("metadata.name"));
        if (value)
            sk_map_put(&v.values, acc->vars[i].name)->value = value;
        else if (!z->missing)
            cfg_kz_warn(z, acc->vars[i].entry, "the var " STR_FMT " has no value",
                        STR_ARG(acc->vars[i].name));
    }
    for (size_t i = 0; v.values.n > 0 && i < acc->n_items && !z->pool.full; i++)
        if (acc->items[i]->root)
            expand_in(&v, acc, acc->items[i]->root);
}
