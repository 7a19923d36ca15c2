// Strategic merge: a patch that looks like the object. Lists of Kubernetes' own kinds are merged by the key
// of their elements where the API says so, replaced where it does not.
// https://kubernetes.io/docs/reference/kubernetes-api/ ("Patch strategy: merge on key ...")
#include "config/kustomize_int.h"

enum where { // which type of the API an object is
    W_OTHER,
    W_META,
    W_POD_SPEC,
    W_CONTAINER,
    W_EPHEMERAL,
    W_TEMPLATE,
    W_WORKLOAD, // has a template
    W_CRON,
    W_JOB_TEMPLATE,
    W_SERVICE,
    W_ROOT, // from here on: roots, by kind
    W_POD,
    W_DEPLOYMENT,
    W_CRON_JOB,
    W_POD_TEMPLATE,
    W_SERVICE_ROOT,
    W_SERVICE_ACCOUNT,
    W_WEBHOOKS,
};

static const struct {
    const char *group, *kind;
    enum where where;
} roots[] = {
    {"", "Pod", W_POD},
    {"", "PodTemplate", W_POD_TEMPLATE},
    {"", "ReplicationController", W_DEPLOYMENT},
    {"", "Service", W_SERVICE_ROOT},
    {"", "ServiceAccount", W_SERVICE_ACCOUNT},
    {"apps", "Deployment", W_DEPLOYMENT},
    {"apps", "DaemonSet", W_DEPLOYMENT},
    {"apps", "ReplicaSet", W_DEPLOYMENT},
    {"apps", "StatefulSet", W_DEPLOYMENT},
    {"batch", "Job", W_DEPLOYMENT},
    {"batch", "CronJob", W_CRON_JOB},
    {"admissionregistration.k8s.io", "ValidatingWebhookConfiguration", W_WEBHOOKS},
    {"admissionregistration.k8s.io", "MutatingWebhookConfiguration", W_WEBHOOKS},
};

static const struct {
    enum where in;
    const char *field;
    enum where is;
    const char *keys[2]; // of a list that is merged; none: its elements themselves
    bool merged;
} fields[] = {
    {W_POD, "spec", W_POD_SPEC, {0}, false},
    {W_DEPLOYMENT, "spec", W_WORKLOAD, {0}, false},
    {W_CRON_JOB, "spec", W_CRON, {0}, false},
    {W_CRON, "jobTemplate", W_JOB_TEMPLATE, {0}, false},
    {W_JOB_TEMPLATE, "metadata", W_META, {0}, false},
    {W_JOB_TEMPLATE, "spec", W_WORKLOAD, {0}, false},
    {W_WORKLOAD, "template", W_TEMPLATE, {0}, false},
    {W_POD_TEMPLATE, "template", W_TEMPLATE, {0}, false},
    {W_TEMPLATE, "metadata", W_META, {0}, false},
    {W_TEMPLATE, "spec", W_POD_SPEC, {0}, false},
    {W_SERVICE_ROOT, "spec", W_SERVICE, {0}, false},
    {W_META, "finalizers", W_OTHER, {0}, true},
    {W_META, "ownerReferences", W_OTHER, {"uid"}, true},
    {W_POD_SPEC, "containers", W_CONTAINER, {"name"}, true},
    {W_POD_SPEC, "initContainers", W_CONTAINER, {"name"}, true},
    {W_POD_SPEC, "ephemeralContainers", W_EPHEMERAL, {"name"}, true},
    {W_POD_SPEC, "hostAliases", W_OTHER, {"ip"}, true},
    {W_POD_SPEC, "imagePullSecrets", W_OTHER, {"name"}, true},
    {W_POD_SPEC, "topologySpreadConstraints", W_OTHER, {"topologyKey", "whenUnsatisfiable"}, true},
    {W_POD_SPEC, "volumes", W_OTHER, {"name"}, true},
    {W_CONTAINER, "env", W_OTHER, {"name"}, true},
    {W_CONTAINER, "ports", W_OTHER, {"containerPort", "protocol"}, true},
    {W_CONTAINER, "volumeDevices", W_OTHER, {"devicePath"}, true},
    {W_CONTAINER, "volumeMounts", W_OTHER, {"mountPath"}, true},
    {W_EPHEMERAL, "env", W_OTHER, {"name"}, true},
    {W_EPHEMERAL, "volumeDevices", W_OTHER, {"devicePath"}, true},
    {W_EPHEMERAL, "volumeMounts", W_OTHER, {"mountPath"}, true},
    {W_SERVICE, "ports", W_OTHER, {"port", "protocol"}, true},
    {W_SERVICE_ACCOUNT, "secrets", W_OTHER, {"name"}, true},
    {W_WEBHOOKS, "webhooks", W_OTHER, {"name"}, true},
};

struct list { // how a field is merged
    enum where is;
    const char *const *keys;
    bool merged;
};

static enum where root_of(const struct cfg_node *n)
{
    struct kz_gvk g = cfg_kz_gvk(n);
    for (size_t i = 0; i < COUNT_OF(roots); i++)
        if (str_eq(g.group, str_from(roots[i].group)) && str_eq(g.kind, str_from(roots[i].kind)))
            return roots[i].where;
    bool own = !str_has_char(g.group, '.') || str_ends(g.group, S(".k8s.io"));
    return own ? W_ROOT : W_OTHER;
}

static struct list field_of(enum where in, struct str name)
{
    if (in >= W_ROOT && str_eq(name, S("metadata")))
        return (struct list){.is = W_META};
    for (size_t i = 0; i < COUNT_OF(fields); i++)
        if (fields[i].in == in && str_eq(name, str_from(fields[i].field)))
            return (struct list){fields[i].is, fields[i].keys, fields[i].merged};
    return (struct list){0};
}

static bool is_null(const struct cfg_node *n)
{
    return !n || n->kind == SK_NULL;
}

// "delete", "replace", "merge" or empty; of a list it is an element of its own.
static struct str directive(const struct cfg_node *patch)
{
    if (cfg_node_is(patch, SK_OBJECT))
        return cfg_node_text(cfg_node_at(patch, "$patch"));
    if (cfg_node_is(patch, SK_ARRAY))
        for (CFG_EACH(e, patch))
            if (cfg_node_at(e, "$patch") && cfg_node_count(e) == 1)
                return cfg_node_text(cfg_node_at(e, "$patch"));
    return (struct str){0};
}

static void drop_directive(struct cfg_node *n)
{
    (void)cfg_node_remove(n, S("$patch"));
    struct cfg_node **at = &n->first;
    while (n->kind == SK_ARRAY && *at) {
        if (cfg_node_at(*at, "$patch") && cfg_node_count(*at) == 1)
            *at = (*at)->next;
        else
            at = &(*at)->next;
    }
}

static struct cfg_node *merge(struct kz *z, struct cfg_node *dest, struct cfg_node *patch,
                              enum where where, struct list list);

// What a patch brings where there was nothing: without nulls and directives.
static struct cfg_node *fresh(struct kz *z, struct cfg_node *patch, enum where where,
                              struct list list)
{
    if (patch->kind == SK_OBJECT) {
        drop_directive(patch);
        for (struct cfg_node **at = &patch->first; *at;) {
            struct list f = field_of(where, (*at)->key);
            struct cfg_node *kid = *at, *next = kid->next;
            kid =
                is_null(kid) || str_eq(directive(kid), S("delete")) ? NULL : fresh(z, kid, f.is, f);
            if (kid)
                kid->next = next;
            *at = kid ? kid : next;
            if (kid)
                at = &kid->next;
        }
    } else if (patch->kind == SK_ARRAY && list.merged && list.keys[0]) {
        drop_directive(patch);
        for (struct cfg_node **at = &patch->first; *at;) {
            struct cfg_node *kid = *at, *next = kid->next;
            bool gone = str_eq(directive(kid), S("delete"));
            kid = fresh(z, kid, list.is, (struct list){0});
            kid->next = next;
            *at = gone ? next : kid;
            if (!gone)
                at = &kid->next;
        }
    }
    return patch;
}

static bool same_element(const struct cfg_node *a, const struct cfg_node *b,
                         const char *const *keys)
{
    bool common = false;
    if (!keys[0])
        return cfg_node_eq(a, b);
    for (size_t i = 0; i < 2 && keys[i]; i++) {
        struct str x = cfg_node_text(cfg_node_at(a, keys[i]));
        struct str y = cfg_node_text(cfg_node_at(b, keys[i]));
        if (x.n && y.n && !str_eq(x, y))
            return false;
        common |= x.n > 0 && y.n > 0;
    }
    return common;
}

static bool any_has(const struct cfg_node *list, const char *key)
{
    for (CFG_EACH(e, list))
        if (key && cfg_node_text(cfg_node_at(e, key)).n)
            return true;
    return false;
}

// Elements of the patch come first, in its order, then what is left of the old ones; with two keys in use
// what was there keeps its place behind what is new.
static struct cfg_node *merge_list(struct kz *z, struct cfg_node *dest, struct cfg_node *patch,
                                   struct list list)
{
    const char *second = list.keys[0] ? list.keys[1] : NULL;
    bool in_place = any_has(dest, second) || any_has(patch, second);
    struct cfg_node *first = NULL, **tail = &first;
    cfg_kz_spend(z, 4 * cfg_node_count(dest) * cfg_node_count(patch));
    for (struct cfg_node *p = patch->first, *next; p && !z->pool.full; p = next) {
        next = p->next;
        struct cfg_node **old = &dest->first;
        while (*old && !same_element(*old, p, list.keys))
            old = &(*old)->next;
        struct cfg_node *d = *old, *after = d ? d->next : NULL;
        bool has = d && second && cfg_node_at(d, second), gets = second && cfg_node_at(p, second);
        if (d && second && in_place && has != gets)
            continue; // as kustomize does it: the element stays as it was
        if (d)
            *old = after;
        p->next = NULL;
        p = merge(z, d, p, list.is, (struct list){0});
        if (!p || (p->kind == SK_OBJECT && !p->first))
            continue;
        if (d && in_place) {
            p->next = after;
            *old = p;
            continue;
        }
        p->next = NULL;
        *tail = p;
        tail = &p->next;
    }
    *tail = dest->first;
    dest->first = first;
    return dest;
}

// The merged value, or NULL: it is deleted. Takes both apart.
static struct cfg_node *merge(struct kz *z, struct cfg_node *dest, struct cfg_node *patch,
                              enum where where, struct list list)
{
    struct str what = directive(patch);
    if (is_null(patch) || str_eq(what, S("delete")))
        return NULL;
    if (patch->kind < SK_ARRAY && cfg_node_eq(dest, patch))
        return dest; // nothing changes: it stands where it stood
    if (is_null(dest) || str_eq(what, S("replace")) || dest->kind != patch->kind ||
        patch->kind < SK_ARRAY)
        return fresh(z, patch, where, list);
    drop_directive(patch);
    if (patch->kind == SK_ARRAY)
        return list.merged ? merge_list(z, dest, patch, list) : patch;
    cfg_kz_spend(z, 2 * (cfg_node_count(dest) + 1) * cfg_node_count(patch));
    for (struct cfg_node *p = patch->first, *next; p && !z->pool.full; p = next) {
        next = p->next;
        struct str key = p->key;
        struct list f = field_of(where, key);
        struct cfg_node *old = cfg_node_get(dest, key);
        struct cfg_node *v = merge(z, old, p, f.is, f);
        if (!v)
            (void)cfg_node_remove(dest, key);
        else if (v != old)
            cfg_node_set(dest, key, v);
    }
    return dest;
}

void cfg_kz_merge(struct kz *z, struct cfg_node *root, struct cfg_node *patch, bool *ret_deleted)
{
    *ret_deleted = !merge(z, root, patch, root_of(root), (struct list){0});
}
