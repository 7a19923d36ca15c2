// Names in other objects follow the names of the objects that they mean.
#include "config/kustomize_pods.h"

#include <stdio.h>

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
        for (const struct named *c = sk_map_get(&x->by_name, name); c && !x->z->pool.full;
             c = c->next) {
            cfg_kz_spend(x->z, 10);
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
    for (size_t k = 0; k < COUNT_OF(cfg_kz_pods); k++)
        for (size_t i = 0; str_eq(g.kind, str_from(cfg_kz_pods[k].kind)) && i < COUNT_OF(in_pods);
             i++)
            if (in_pods[i].in & 1u << k) {
                snprintf(path, sizeof path, "%s%s", cfg_kz_pods[k].spec, in_pods[i].path);
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
