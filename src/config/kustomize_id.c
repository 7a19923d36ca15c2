// What objects are called, now and before: patches, replacements and references find them by that.
#include "config/kustomize_int.h"

struct kz_gvk cfg_kz_gvk(const struct cfg_node *root)
{
    struct str api = cfg_node_text(cfg_node_at(root, "apiVersion")), group, version;
    if (!str_cut(api, '/', &group, &version)) {
        version = api;
        group = (struct str){0};
    }
    return (struct kz_gvk){group, version, cfg_node_text(cfg_node_at(root, "kind"))};
}

bool cfg_kz_gvk_is(struct kz_gvk g, struct str group, struct str version, struct str kind)
{
    return (!group.n || str_eq(group, g.group)) && (!version.n || str_eq(version, g.version)) &&
           (!kind.n || str_eq(kind, g.kind));
}

// Kinds that live outside of namespaces, of Kubernetes' own groups.
bool cfg_kz_cluster_scoped(struct kz_gvk g)
{
    static const char *const kinds[] = {
        "APIService",
        "CSIDriver",
        "CSINode",
        "CertificateSigningRequest",
        "ClusterRole",
        "ClusterRoleBinding",
        "ComponentStatus",
        "CustomResourceDefinition",
        "FlowSchema",
        "IngressClass",
        "MutatingWebhookConfiguration",
        "Namespace",
        "Node",
        "PersistentVolume",
        "PodSecurityPolicy",
        "PriorityClass",
        "PriorityLevelConfiguration",
        "RuntimeClass",
        "StorageClass",
        "ValidatingAdmissionPolicy",
        "ValidatingAdmissionPolicyBinding",
        "ValidatingWebhookConfiguration",
        "VolumeAttachment",
    };
    if (g.group.n && !str_ends(g.group, S(".k8s.io")) && !str_eq(g.group, S("policy")))
        return false;
    for (size_t i = 0; i < COUNT_OF(kinds); i++)
        if (str_eq(g.kind, str_from(kinds[i])))
            return true;
    return false;
}

struct str cfg_kz_name(const struct cfg_node *root)
{
    return cfg_node_text(cfg_node_at(root, "metadata/name"));
}

struct str cfg_kz_ns(const struct cfg_node *root)
{
    struct str ns = cfg_node_text(cfg_node_at(root, "metadata/namespace"));
    return ns.n ? ns : S("default");
}

struct str cfg_kz_effective_ns(const struct cfg_node *root)
{
    return cfg_kz_cluster_scoped(cfg_kz_gvk(root)) ? S("_") : cfg_kz_ns(root);
}

struct kz_name cfg_kz_cur(const struct kz_res *r)
{
    return (struct kz_name){cfg_kz_effective_ns(r->root), cfg_kz_name(r->root),
                            cfg_node_text(cfg_node_at(r->root, "kind"))};
}

struct kz_name cfg_kz_org(const struct kz_res *r)
{
    return r->n_prev ? r->prev[0] : cfg_kz_cur(r);
}

bool cfg_kz_name_eq(const struct kz_name *a, const struct kz_name *b)
{
    return str_eq(a->name, b->name) && str_eq(a->kind, b->kind) && str_eq(a->ns, b->ns);
}

void cfg_kz_remember(struct kz *z, struct kz_res *r)
{
    *VEC_PUSH(z->pool.a, r->prev, r->n_prev, r->cap_prev) = cfg_kz_cur(r);
}

size_t cfg_kz_find(const struct kz_acc *acc, struct kz_gvk g, const struct kz_name *id,
                   struct kz_res **ret_last)
{
    size_t n = 0;
    for (size_t i = 0; i < acc->n_items; i++) {
        struct kz_res *r = acc->items[i];
        struct kz_gvk own = cfg_kz_gvk(r->root);
        if (!r->root || !str_eq(own.group, g.group) || !str_eq(own.version, g.version))
            continue;
        struct kz_name cur = cfg_kz_cur(r);
        bool same = cfg_kz_name_eq(&cur, id);
        for (size_t p = 0; p < r->n_prev && !same; p++)
            same = cfg_kz_name_eq(&r->prev[p], id);
        n += same;
        if (same)
            *ret_last = r;
    }
    return n;
}

struct kz_res *cfg_kz_add(struct kz *z, struct kz_acc *acc, struct cfg_node *root)
{
    struct arena *a = z->pool.a;
    struct kz_res *r = arena_new(a, struct kz_res, 1);
    if (acc->n_items > CFG_MAX_KUSTOMIZE_OBJECTS) {
        z->pool.full = true;
        return r;
    }
    r->root = root;
    struct str ns = cfg_node_text(cfg_node_at(root, "metadata/namespace"));
    r->resource = str_fmt(a, STR_FMT " " STR_FMT "%s" STR_FMT,
                          STR_ARG(cfg_node_text(cfg_node_at(root, "kind"))), STR_ARG(ns),
                          ns.n ? "/" : "", STR_ARG(cfg_kz_name(root)));
    r->name = cfg_kz_name(root);
    *VEC_PUSH(a, acc->items, acc->n_items, acc->cap_items) = r;
    return r;
}

// ---- selectors ----

bool cfg_kz_regex(struct str pattern, struct str text)
{
    ARENA_SCRATCH(tmp);
    bool match = false, literal = true;
    struct sk_err err;
    for (size_t i = 0; i < pattern.n && literal; i++)
        literal = ch_is_alnum(str_at(pattern, i)) || pattern.p[i] == '-' || pattern.p[i] == '_';
    if (!pattern.n || literal)
        return !pattern.n || str_eq(pattern, text);
    struct str whole = str_join(&tmp, str_join(&tmp, S("^(?:"), pattern), S(")$"));
    return pattern.n < 4096 && rego_regex_match(whole, text, &match, &err) == 0 && match;
}

static bool in_list(struct str list, struct str value)
{
    struct str item;
    while (str_next_field(&list, ',', &item))
        if (str_eq(str_trim(item), value))
            return true;
    return false;
}

// One of "k", "!k", "k=v", "k==v", "k!=v", "k in (a,b)", "k notin (a,b)".
static bool requirement(struct str r, const struct cfg_node *labels)
{
    struct str key, value;
    bool no;
    if (str_cut_str(r, S(" notin "), &key, &value) || str_cut_str(r, S(" in "), &key, &value)) {
        const struct cfg_node *n = cfg_node_get(labels, str_trim(key));
        no = str_has(r, S(" notin "));
        return (n && in_list(str_trim_chars(str_trim(value), S("()")), cfg_node_text(n))) != no;
    }
    no = str_cut_str(r, S("!="), &key, &value);
    if (no || str_cut_str(r, S("=="), &key, &value) || str_cut(r, '=', &key, &value)) {
        const struct cfg_node *n = cfg_node_get(labels, str_trim(key));
        return (n && str_eq(cfg_node_text(n), str_trim(value))) != no;
    }
    key = str_trim(r);
    no = str_take(&key, S("!"));
    return !key.n || (cfg_node_get(labels, str_trim(key)) != NULL) != no;
}

bool cfg_kz_label_selector(struct str selector, const struct cfg_node *labels)
{
    size_t from = 0;
    int depth = 0;
    for (size_t i = 0; i <= selector.n; i++) {
        int c = str_at(selector, i);
        depth += (c == '(') - (c == ')');
        if ((c != ',' || depth > 0) && c >= 0)
            continue;
        if (!requirement(str_sub(selector, from, i - from), labels))
            return false;
        from = i + 1;
    }
    return true;
}

static struct str of(const struct cfg_node *selector, const char *key)
{
    return cfg_node_text(cfg_node_at(selector, key));
}

bool cfg_kz_selects(const struct cfg_node *s, const struct kz_res *r)
{
    struct kz_name org = cfg_kz_org(r), cur = cfg_kz_cur(r);
    struct kz_gvk g = cfg_kz_gvk(r->root);
    struct str ns = of(s, "namespace"), name = of(s, "name");
    return (cfg_kz_regex(ns, org.ns) || cfg_kz_regex(ns, cur.ns)) &&
           (cfg_kz_regex(name, org.name) || cfg_kz_regex(name, cur.name)) &&
           cfg_kz_regex(of(s, "group"), g.group) && cfg_kz_regex(of(s, "version"), g.version) &&
           cfg_kz_regex(of(s, "kind"), g.kind) &&
           cfg_kz_label_selector(of(s, "labelSelector"), cfg_node_at(r->root, "metadata/labels")) &&
           cfg_kz_label_selector(of(s, "annotationSelector"),
                                 cfg_node_at(r->root, "metadata/annotations"));
}
