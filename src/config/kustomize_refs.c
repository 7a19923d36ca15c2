// Names in other objects follow the names of the objects that they mean; and `vars`, the old way to copy
// a value.
#include "config/kustomize_int.h"

#include <stdio.h>

enum { // kinds with pods
    IN_POD = 1,
    IN_POD_TEMPLATE = 2,
    IN_DEPLOYMENT = 4,
    IN_REPLICA_SET = 8,
    IN_DAEMON_SET = 16,
    IN_STATEFUL_SET = 32,
    IN_JOB = 64,
    IN_CRON_JOB = 128,
    IN_REPLICATION_CONTROLLER = 256,
    IN_SETS = IN_DEPLOYMENT | IN_DAEMON_SET | IN_STATEFUL_SET | IN_JOB | IN_CRON_JOB,
    IN_CONFIG = IN_POD | IN_POD_TEMPLATE | IN_REPLICA_SET | IN_SETS,
    IN_OTHER = IN_POD | IN_SETS | IN_REPLICATION_CONTROLLER,
    IN_VARS = IN_POD | IN_SETS | IN_REPLICA_SET,
};

static const struct {
    const char *kind, *spec; // where their pod specification is
} pods[] = {
    {"Pod", "spec/"},
    {"PodTemplate", "template/spec/"},
    {"Deployment", "spec/template/spec/"},
    {"ReplicaSet", "spec/template/spec/"},
    {"DaemonSet", "spec/template/spec/"},
    {"StatefulSet", "spec/template/spec/"},
    {"Job", "spec/template/spec/"},
    {"CronJob", "spec/jobTemplate/spec/template/spec/"},
    {"ReplicationController", "spec/template/spec/"},
};

static const struct {
    const char *group, *version, *kind; // of what is meant
    unsigned in;
    const char *path; // in the pod specification
} in_pods[] = {
    {"", "v1", "ConfigMap", IN_CONFIG, "volumes/configMap/name"},
    {"", "v1", "ConfigMap", IN_CONFIG, "volumes/projected/sources/configMap/name"},
    {"", "v1", "ConfigMap", IN_CONFIG, "containers/env/valueFrom/configMapKeyRef/name"},
    {"", "v1", "ConfigMap", IN_CONFIG, "initContainers/env/valueFrom/configMapKeyRef/name"},
    {"", "v1", "ConfigMap", IN_CONFIG, "containers/envFrom/configMapRef/name"},
    {"", "v1", "ConfigMap", IN_CONFIG, "initContainers/envFrom/configMapRef/name"},
    {"", "v1", "Secret", IN_CONFIG, "volumes/secret/secretName"},
    {"", "v1", "Secret", IN_CONFIG, "volumes/projected/sources/secret/name"},
    {"", "v1", "Secret", IN_CONFIG, "containers/env/valueFrom/secretKeyRef/name"},
    {"", "v1", "Secret", IN_CONFIG, "initContainers/env/valueFrom/secretKeyRef/name"},
    {"", "v1", "Secret", IN_CONFIG, "containers/envFrom/secretRef/name"},
    {"", "v1", "Secret", IN_CONFIG, "initContainers/envFrom/secretRef/name"},
    {"", "v1", "Secret", IN_CONFIG, "imagePullSecrets/name"},
    {"", "v1", "ServiceAccount", IN_OTHER, "serviceAccountName"},
    {"", "v1", "PersistentVolumeClaim", IN_OTHER, "volumes/persistentVolumeClaim/claimName"},
    {"scheduling.k8s.io", "v1", "PriorityClass", IN_OTHER, "priorityClassName"},
};

#define RBAC "rbac.authorization.k8s.io"
#define ADMISSION "admissionregistration.k8s.io"
static const struct {
    const char *group, *version, *kind; // of what is meant
    const char *in_group, *in_kind, *path;
} elsewhere[] = {
    {"", "", "Deployment", "", "HorizontalPodAutoscaler", "spec/scaleTargetRef/name"},
    {"", "", "ReplicationController", "", "HorizontalPodAutoscaler", "spec/scaleTargetRef/name"},
    {"", "", "ReplicaSet", "", "HorizontalPodAutoscaler", "spec/scaleTargetRef/name"},
    {"", "", "StatefulSet", "", "HorizontalPodAutoscaler", "spec/scaleTargetRef/name"},
    {"", "v1", "ConfigMap", "", "Node", "spec/configSource/configMap"},
    {"", "v1", "ConfigMap", "", "Role", "rules/resourceNames"},
    {"", "v1", "ConfigMap", "", "ClusterRole", "rules/resourceNames"},
    {"", "v1", "ConfigMap", "", "Ingress",
     "metadata/annotations/nginx.ingress.kubernetes.io\\/fastcgi-params-configmap"},
    {"", "v1", "Secret", "", "Ingress", "spec/tls/secretName"},
    {"", "v1", "Secret", "", "Ingress", "metadata/annotations/ingress.kubernetes.io\\/auth-secret"},
    {"", "v1", "Secret", "", "Ingress",
     "metadata/annotations/nginx.ingress.kubernetes.io\\/auth-secret"},
    {"", "v1", "Secret", "", "Ingress",
     "metadata/annotations/nginx.ingress.kubernetes.io\\/auth-tls-secret"},
    {"", "v1", "Secret", "", "ServiceAccount", "imagePullSecrets/name"},
    {"", "v1", "Secret", "", "StorageClass", "parameters/secretName"},
    {"", "v1", "Secret", "", "StorageClass", "parameters/adminSecretName"},
    {"", "v1", "Secret", "", "StorageClass", "parameters/userSecretName"},
    {"", "v1", "Secret", "", "StorageClass", "parameters/secretRef"},
    {"", "v1", "Secret", "", "Role", "rules/resourceNames"},
    {"", "v1", "Secret", "", "ClusterRole", "rules/resourceNames"},
    {"", "v1", "Secret", "", "PersistentVolume", "spec/azureFile/secretName"},
    {"", "v1", "Secret", "serving.knative.dev", "Service",
     "spec/template/spec/containers/env/valueFrom/secretKeyRef/name"},
    {"", "v1", "Service", "apps", "StatefulSet", "spec/serviceName"},
    {"", "v1", "Service", "", "Ingress", "spec/rules/http/paths/backend/serviceName"},
    {"", "v1", "Service", "", "Ingress", "spec/backend/serviceName"},
    {"", "v1", "Service", "", "Ingress", "spec/rules/http/paths/backend/service/name"},
    {"", "v1", "Service", "", "Ingress", "spec/defaultBackend/service/name"},
    {"", "v1", "Service", "apiregistration.k8s.io", "APIService", "spec/service/name"},
    {"", "v1", "Service", ADMISSION, "ValidatingWebhookConfiguration",
     "webhooks/clientConfig/service"},
    {"", "v1", "Service", ADMISSION, "MutatingWebhookConfiguration",
     "webhooks/clientConfig/service"},
    {RBAC, "", "Role", RBAC, "RoleBinding", "roleRef/name"},
    {RBAC, "", "ClusterRole", RBAC, "RoleBinding", "roleRef/name"},
    {RBAC, "", "ClusterRole", RBAC, "ClusterRoleBinding", "roleRef/name"},
    {"", "v1", "ServiceAccount", RBAC, "RoleBinding", "subjects"},
    {"", "v1", "ServiceAccount", RBAC, "ClusterRoleBinding", "subjects"},
    {"", "v1", "PersistentVolume", "", "PersistentVolumeClaim", "spec/volumeName"},
    {"", "v1", "PersistentVolume", "", "ClusterRole", "rules/resourceNames"},
    {"storage.k8s.io", "v1", "StorageClass", "", "PersistentVolume", "spec/storageClassName"},
    {"storage.k8s.io", "v1", "StorageClass", "", "PersistentVolumeClaim", "spec/storageClassName"},
    {"storage.k8s.io", "v1", "StorageClass", "", "StatefulSet",
     "spec/volumeClaimTemplates/spec/storageClassName"},
    {ADMISSION, "", "ValidatingAdmissionPolicy", ADMISSION, "ValidatingAdmissionPolicyBinding",
     "spec/policyName"},
};

struct named { // objects that were once called so
    struct named *next;
    struct kz_res *res;
};

struct refs {
    struct kz *z;
    const struct kz_acc *acc;
    struct sk_map by_name; // former name -> struct named
    struct kz_res *from;   // the object whose fields are looked at
    struct str group, version, kind, path;
};

// ---- which object is meant ----

static bool same_end(const struct str *a, size_t n, const struct str *b, size_t m)
{
    size_t short_n = n < m ? n : m;
    for (size_t i = 1; i <= short_n; i++)
        if (!str_eq(a[n - i], b[m - i]))
            return false;
    return short_n > 0 || n == m;
}

static bool same_affixes(const struct kz_res *a, const struct kz_res *b, bool lenient)
{
    bool no_prefix = lenient && (!a->n_prefixes || !b->n_prefixes);
    bool no_suffix = lenient && (!a->n_suffixes || !b->n_suffixes);
    return (no_prefix || same_end(a->prefixes, a->n_prefixes, b->prefixes, b->n_prefixes)) &&
           (no_suffix || same_end(a->suffixes, a->n_suffixes, b->suffixes, b->n_suffixes));
}

static bool was(const struct kz_res *r, struct str group, struct str version, struct str kind)
{
    struct kz_gvk g = cfg_kz_gvk(r->root);
    for (size_t i = 0; i < r->n_prev; i++) {
        g.kind = r->prev[i].kind;
        if (cfg_kz_gvk_is(g, group, version, kind))
            return true;
    }
    return false;
}

static bool in_reach(const struct refs *x, const struct kz_res *r)
{
    struct kz_gvk own = cfg_kz_gvk(x->from->root), g = cfg_kz_gvk(r->root);
    if (cfg_kz_cluster_scoped(own) || cfg_kz_cluster_scoped(g) ||
        str_eq(cfg_kz_ns(x->from->root), cfg_kz_ns(r->root)))
        return true;
    if (!str_eq(g.kind, S("ServiceAccount")) || !str_eq(own.kind, S("RoleBinding")))
        return false;
    for (CFG_EACH(s, cfg_node_at(x->from->root, "subjects")))
        if (str_eq(cfg_node_text(cfg_node_at(s, "kind")), S("ServiceAccount")) &&
            str_eq(cfg_node_text(cfg_node_at(s, "namespace")), cfg_kz_ns(r->root)))
            return true;
    return false;
}

static bool role_fits(const struct refs *x, const struct kz_res *r)
{
    const struct cfg_node *ref = cfg_node_at(x->from->root, "roleRef");
    struct str group = cfg_node_text(cfg_node_at(ref, "apiGroup"));
    struct str kind = cfg_node_text(cfg_node_at(ref, "kind"));
    return !str_ends(x->path, S("roleRef/name")) || !kind.n || was(r, group, S(""), kind);
}

static bool ns_was(const struct kz_res *r, struct str ns)
{
    return !ns.n || str_eq(cfg_kz_org(r).ns, ns) || str_eq(cfg_kz_effective_ns(r->root), ns);
}

// The one object that `name` means; NULL when there is none, or no telling.
static struct kz_res *meant(const struct refs *x, struct str name, struct str ns, bool with_ns)
{
    struct kz_res *found = NULL;
    for (int strict = 0; strict < 3; strict++) {
        size_t n = 0;
        bool alike = true;
        struct kz_res *first = NULL;
        for (const struct named *c = sk_map_get(&x->by_name, name); c; c = c->next) {
            if (!was(c->res, x->group, x->version, x->kind) || !role_fits(x, c->res) ||
                !in_reach(x, c->res) || !ns_was(c->res, ns) ||
                (strict && !same_affixes(c->res, x->from, strict == 1)))
                continue;
            n += c->res != first;
            if (first)
                alike &= str_eq(cfg_kz_name(first->root), cfg_kz_name(c->res->root)) &&
                         (!with_ns || str_eq(cfg_kz_ns(first->root), cfg_kz_ns(c->res->root)));
            else
                first = c->res;
        }
        if (n < 2)
            return first;
        found = alike ? first : NULL;
    }
    return found;
}

static void follow_text(struct refs *x, struct cfg_node *n)
{
    struct kz_res *r = meant(x, cfg_node_text(n), (struct str){0}, false);
    struct str name = r ? cfg_kz_name(r->root) : (struct str){0};
    if (name.n && !str_eq(name, cfg_node_text(n)))
        cfg_node_set_text(n, name, n);
}

static void follow(void *ctx, struct cfg_node *n)
{
    struct refs *x = ctx;
    if (n->kind == SK_ARRAY) {
        for (CFG_EACH(e, n))
            follow(ctx, e);
        return;
    }
    if (n->kind != SK_OBJECT) {
        follow_text(x, n);
        return;
    }
    struct cfg_node *name = cfg_node_at(n, "name"), *ns = cfg_node_at(n, "namespace");
    struct kz_res *r = name ? meant(x, cfg_node_text(name), cfg_node_text(ns), true) : NULL;
    if (!r)
        return;
    const struct cfg_node *now = cfg_node_at(r->root, "metadata/namespace");
    cfg_node_set_text(name, cfg_kz_name(r->root), name);
    if (cfg_node_text(now).n)
        cfg_node_set(n, S("namespace"), cfg_node_str_new(&x->z->pool, cfg_node_text(now), now));
}

static void try_field(struct refs *x, struct str group, struct str version, struct str kind,
                      struct str path)
{
    x->group = group;
    x->version = version;
    x->kind = kind;
    x->path = path;
    cfg_kz_each(x->z, x->from->root, path, false, SK_STRING, NULL, follow, x);
}

static void fix_one(struct refs *x)
{
    struct kz_gvk g = cfg_kz_gvk(x->from->root);
    char path[200];
    for (size_t k = 0; k < COUNT_OF(pods); k++)
        for (size_t i = 0; str_eq(g.kind, str_from(pods[k].kind)) && i < COUNT_OF(in_pods); i++)
            if (in_pods[i].in & 1u << k) {
                snprintf(path, sizeof path, "%s%s", pods[k].spec, in_pods[i].path);
                try_field(x, str_from(in_pods[i].group), str_from(in_pods[i].version),
                          str_from(in_pods[i].kind), str_from(path));
            }
    for (size_t i = 0; i < COUNT_OF(elsewhere); i++)
        if (cfg_kz_gvk_is(g, str_from(elsewhere[i].in_group), S(""),
                          str_from(elsewhere[i].in_kind)))
            try_field(x, str_from(elsewhere[i].group), str_from(elsewhere[i].version),
                      str_from(elsewhere[i].kind), str_from(elsewhere[i].path));
    for (size_t i = 0; i < x->acc->n_refs; i++) {
        const struct kz_ref *ref = &x->acc->refs[i];
        if (cfg_kz_applies(&ref->field, x->from->root))
            try_field(x, ref->group, ref->version, ref->kind, ref->field.path);
    }
}

void cfg_kz_fix_references(struct kz *z, struct kz_acc *acc)
{
    struct refs x = {.z = z, .acc = acc, .by_name.perm = z->pool.a};
    for (size_t i = acc->n_items; i-- > 0;) { // so that the first object is the first in its list
        struct kz_res *r = acc->items[i];
        for (size_t p = 0; r->root && p < r->n_prev; p++) {
            struct sk_map_entry *e = sk_map_put(&x.by_name, r->prev[p].name);
            const struct named *head = e->value;
            if (head && head->res == r)
                continue;
            struct named *n = arena_new(z->pool.a, struct named, 1);
            *n = (struct named){e->value, r};
            e->value = n;
        }
    }
    for (size_t i = 0; x.by_name.n > 0 && i < acc->n_items; i++) {
        x.from = acc->items[i];
        if (x.from->root)
            fix_one(&x);
    }
}

// ---- vars ----

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
        for (size_t i = 0; i < t->acc->n_items; i++) {
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
        for (size_t k = 0; !kind && k < COUNT_OF(pods); k++)
            if ((var_fields[i].in & 1u << k) && str_eq(g.kind, str_from(pods[k].kind)))
                cfg_kz_each(v->z, root,
                            str_join(a, str_from(pods[k].spec), str_from(var_fields[i].path)),
                            false, SK_STRING, NULL, expand, v);
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
    for (size_t i = 0; i < acc->n_vars; i++) {
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
