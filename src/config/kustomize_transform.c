// What a kustomization does to all its objects: namespace, names, labels, annotations, replicas, images.
#include "config/kustomize_int.h"

struct set { // a text for every field that is visited
    struct kz *z;
    struct str text;
    const struct cfg_node *at, *pairs;
};

static void set_text(void *ctx, struct cfg_node *leaf)
{
    struct set *s = ctx;
    cfg_node_set_text(leaf, s->text, s->at);
}

static void set_pairs(void *ctx, struct cfg_node *leaf)
{
    struct set *s = ctx;
    size_t n = cfg_node_count(s->pairs);
    cfg_kz_spend(s->z, n * (n + cfg_node_count(leaf)));
    if (!cfg_node_is(leaf, SK_OBJECT) || s->z->pool.full)
        return;
    for (CFG_EACH(e, s->pairs))
        cfg_node_set(leaf, e->key, cfg_node_str_new(&s->z->pool, cfg_node_text(e), e));
}

static void each_extra(struct kz *z, const struct kz_fields *extra, struct cfg_node *root,
                       enum sk_kind leaf, const struct cfg_node *at, kz_visit *visit, void *ctx)
{
    for (size_t i = 0; i < extra->n_items; i++)
        if (cfg_kz_applies(&extra->items[i], root))
            cfg_kz_each(z, root, extra->items[i].path, extra->items[i].create, leaf, at, visit,
                        ctx);
}

// ---- namespace ----

static void default_subjects(struct kz *z, struct cfg_node *root, struct set *s)
{
    for (CFG_EACH(e, cfg_node_at(root, "subjects")))
        if (str_eq(cfg_node_text(cfg_node_at(e, "name")), S("default")))
            cfg_kz_each(z, e, S("namespace"), true, SK_STRING, s->at, set_text, s);
}

static void set_namespace(const struct kz_at *t)
{
    const struct cfg_node *n = cfg_node_at(t->dir->root, "namespace");
    struct set s = {t->z, cfg_node_text(n), n, NULL};
    for (size_t i = 0; s.text.n && i < t->acc->n_items; i++) {
        struct kz_res *r = t->acc->items[i];
        struct kz_gvk g = cfg_kz_gvk(r->root);
        cfg_kz_remember(t->z, r);
        if (!cfg_kz_cluster_scoped(g))
            cfg_kz_each(t->z, r->root, S("metadata/namespace"), true, SK_STRING, n, set_text, &s);
        if (str_eq(g.kind, S("Namespace")) && !g.group.n)
            cfg_kz_each(t->z, r->root, S("metadata/name"), true, SK_STRING, n, set_text, &s);
        if (str_eq(g.kind, S("APIService")) && str_eq(g.group, S("apiregistration.k8s.io")))
            cfg_kz_each(t->z, r->root, S("spec/service/namespace"), true, SK_STRING, n, set_text,
                        &s);
        if (str_eq(g.kind, S("CustomResourceDefinition")))
            cfg_kz_each(t->z, r->root, S("spec/conversion/webhook/clientConfig/service/namespace"),
                        false, SK_STRING, n, set_text, &s);
        if (str_eq(g.kind, S("RoleBinding")) || str_eq(g.kind, S("ClusterRoleBinding")))
            default_subjects(t->z, r->root, &s);
        each_extra(t->z, &t->acc->namespaces, r->root, SK_STRING, n, set_text, &s);
    }
}

// ---- names ----

struct affix {
    struct kz *z;
    struct str text;
    bool suffix;
};

static void affix(void *ctx, struct cfg_node *leaf)
{
    struct affix *x = ctx;
    struct str old = cfg_node_text(leaf);
    if (leaf->kind >= SK_ARRAY)
        return;
    leaf->text = x->suffix ? cfg_text(&x->z->pool, old, x->text, S(""))
                           : cfg_text(&x->z->pool, x->text, old, S(""));
    leaf->kind = SK_STRING;
    leaf->as_is = false; // the place stays: the name is written there, the prefix everywhere
}

static bool keeps_its_name(const struct kz_res *r)
{
    struct kz_gvk g = cfg_kz_gvk(r->root);
    struct str kind = cfg_kz_org(r).kind;
    return str_eq(kind, S("CustomResourceDefinition")) || str_eq(kind, S("Namespace")) ||
           (str_eq(kind, S("APIService")) && str_eq(g.group, S("apiregistration.k8s.io")));
}

static void set_names(const struct kz_at *t, bool suffix)
{
    struct arena *a = t->z->pool.a;
    const struct cfg_node *n = cfg_node_at(t->dir->root, suffix ? "nameSuffix" : "namePrefix");
    struct affix x = {t->z, cfg_node_text(n), suffix};
    const struct kz_fields *extra = suffix ? &t->acc->suffixes : &t->acc->prefixes;
    for (size_t i = 0; x.text.n && i < t->acc->n_items; i++) {
        struct kz_res *r = t->acc->items[i];
        if (keeps_its_name(r))
            continue;
        if (suffix)
            *VEC_PUSH(a, r->suffixes, r->n_suffixes, r->cap_suffixes) = x.text;
        else
            *VEC_PUSH(a, r->prefixes, r->n_prefixes, r->cap_prefixes) = x.text;
        cfg_kz_remember(t->z, r);
        cfg_kz_each(t->z, r->root, S("metadata/name"), false, SK_STRING, n, affix, &x);
        each_extra(t->z, extra, r->root, SK_STRING, n, affix, &x);
    }
}

// ---- labels and annotations ----

static const struct kz_field templates[] = {
    // of metadata, with labels and annotations
    {{0}, S_INIT("v1"), S_INIT("ReplicationController"), S_INIT("spec/template/metadata"), true},
    {{0}, {0}, S_INIT("Deployment"), S_INIT("spec/template/metadata"), true},
    {{0}, {0}, S_INIT("ReplicaSet"), S_INIT("spec/template/metadata"), true},
    {{0}, {0}, S_INIT("DaemonSet"), S_INIT("spec/template/metadata"), true},
    {S_INIT("apps"), {0}, S_INIT("StatefulSet"), S_INIT("spec/template/metadata"), true},
    {S_INIT("batch"), {0}, S_INIT("Job"), S_INIT("spec/template/metadata"), true},
    {S_INIT("batch"), {0}, S_INIT("CronJob"), S_INIT("spec/jobTemplate/metadata"), true},
    {S_INIT("batch"),
     {0},
     S_INIT("CronJob"),
     S_INIT("spec/jobTemplate/spec/template/metadata"),
     true},
};

#define AFFINITY(which, when) "spec/template/spec/affinity/" which "/" when
#define MUST "requiredDuringSchedulingIgnoredDuringExecution/labelSelector/matchLabels"
#define MAY                                                                                        \
    "preferredDuringSchedulingIgnoredDuringExecution/podAffinityTerm/labelSelector/matchLabels"
#define OF_PODS(kind)                                                                              \
    {S_INIT("apps"), {0}, S_INIT(kind), S_INIT(AFFINITY("podAffinity", MAY)), false},              \
        {S_INIT("apps"), {0}, S_INIT(kind), S_INIT(AFFINITY("podAffinity", MUST)), false},         \
        {S_INIT("apps"), {0}, S_INIT(kind), S_INIT(AFFINITY("podAntiAffinity", MAY)), false},      \
        {S_INIT("apps"), {0}, S_INIT(kind), S_INIT(AFFINITY("podAntiAffinity", MUST)), false},     \
    {                                                                                              \
        S_INIT("apps"), {0}, S_INIT(kind),                                                         \
            S_INIT("spec/template/spec/topologySpreadConstraints/labelSelector/matchLabels"),      \
            false                                                                                  \
    }
static const struct kz_field selectors[] = {
    {{0}, S_INIT("v1"), S_INIT("Service"), S_INIT("spec/selector"), true},
    {{0}, S_INIT("v1"), S_INIT("ReplicationController"), S_INIT("spec/selector"), true},
    {{0}, {0}, S_INIT("Deployment"), S_INIT("spec/selector/matchLabels"), true},
    OF_PODS("Deployment"),
    {{0}, {0}, S_INIT("ReplicaSet"), S_INIT("spec/selector/matchLabels"), true},
    {{0}, {0}, S_INIT("DaemonSet"), S_INIT("spec/selector/matchLabels"), true},
    {S_INIT("apps"), {0}, S_INIT("StatefulSet"), S_INIT("spec/selector/matchLabels"), true},
    OF_PODS("StatefulSet"),
    {S_INIT("batch"), {0}, S_INIT("Job"), S_INIT("spec/selector/matchLabels"), false},
    {S_INIT("batch"),
     {0},
     S_INIT("CronJob"),
     S_INIT("spec/jobTemplate/spec/selector/matchLabels"),
     false},
    {S_INIT("policy"),
     {0},
     S_INIT("PodDisruptionBudget"),
     S_INIT("spec/selector/matchLabels"),
     false},
#define NET S_INIT("networking.k8s.io"), {0}, S_INIT("NetworkPolicy")
    {NET, S_INIT("spec/podSelector/matchLabels"), false},
    {NET, S_INIT("spec/ingress/from/podSelector/matchLabels"), false},
    {NET, S_INIT("spec/egress/to/podSelector/matchLabels"), false},
};

static void on_templates(struct kz *z, struct cfg_node *root, const char *what, struct set *s)
{
    for (size_t i = 0; i < COUNT_OF(templates); i++)
        if (cfg_kz_applies(&templates[i], root))
            cfg_kz_each(
                z, root,
                str_join(z->pool.a, str_join(z->pool.a, templates[i].path, S("/")), str_from(what)),
                true, SK_OBJECT, s->pairs, set_pairs, s);
    // Annotations reach a StatefulSet of any group.
    struct kz_gvk g = cfg_kz_gvk(root);
    if (str_eq(g.kind, S("StatefulSet")) && str_eq(g.group, S("apps")) &&
        str_eq(str_from(what), S("labels")))
        cfg_kz_each(z, root, S("spec/volumeClaimTemplates[]/metadata/labels"), true, SK_OBJECT,
                    s->pairs, set_pairs, s);
}

static void on_selectors(const struct kz_at *t, struct cfg_node *root, struct set *s)
{
    for (size_t i = 0; i < COUNT_OF(selectors); i++)
        if (cfg_kz_applies(&selectors[i], root))
            cfg_kz_each(t->z, root, selectors[i].path, selectors[i].create, SK_OBJECT, s->pairs,
                        set_pairs, s);
    each_extra(t->z, &t->acc->labels, root, SK_OBJECT, s->pairs, set_pairs, s);
}

static void own_fields(const struct kz_at *t, const struct cfg_node *entry, struct cfg_node *root,
                       struct set *s)
{
    for (CFG_EACH(f, cfg_node_at(entry, "fields"))) {
        struct kz_field field = {
            cfg_node_text(cfg_node_at(f, "group")), cfg_node_text(cfg_node_at(f, "version")),
            cfg_node_text(cfg_node_at(f, "kind")), cfg_node_text(cfg_node_at(f, "path")),
            str_eq(cfg_node_text(cfg_node_at(f, "create")), S("true"))};
        if (field.path.n && cfg_kz_applies(&field, root))
            cfg_kz_each(t->z, root, field.path, field.create, SK_OBJECT, s->pairs, set_pairs, s);
    }
}

static void set_labels(const struct kz_at *t)
{
    const struct cfg_node *all = cfg_node_at(t->dir->root, "commonLabels");
    for (size_t i = 0; i < t->acc->n_items && !t->z->pool.full; i++) {
        struct cfg_node *root = t->acc->items[i]->root;
        for (CFG_EACH(e, cfg_node_at(t->dir->root, "labels"))) {
            struct set s = {t->z, {0}, e, cfg_node_at(e, "pairs")};
            cfg_kz_spend(t->z, 50);
            bool in_selectors =
                str_eq(cfg_node_text(cfg_node_at(e, "includeSelectors")), S("true"));
            if (!cfg_node_first(s.pairs))
                continue;
            own_fields(t, e, root, &s);
            cfg_kz_each(t->z, root, S("metadata/labels"), true, SK_OBJECT, s.pairs, set_pairs, &s);
            if (in_selectors ||
                str_eq(cfg_node_text(cfg_node_at(e, "includeTemplates")), S("true")))
                on_templates(t->z, root, "labels", &s);
            if (in_selectors)
                on_selectors(t, root, &s);
        }
        struct set s = {t->z, {0}, all, all};
        if (!cfg_node_first(all))
            continue;
        cfg_kz_each(t->z, root, S("metadata/labels"), true, SK_OBJECT, all, set_pairs, &s);
        on_templates(t->z, root, "labels", &s);
        on_selectors(t, root, &s);
    }
}

static void set_annotations(const struct kz_at *t)
{
    const struct cfg_node *all = cfg_node_at(t->dir->root, "commonAnnotations");
    struct set s = {t->z, {0}, all, all};
    for (size_t i = 0; cfg_node_first(all) && i < t->acc->n_items; i++) {
        struct cfg_node *root = t->acc->items[i]->root;
        cfg_kz_each(t->z, root, S("metadata/annotations"), true, SK_OBJECT, all, set_pairs, &s);
        on_templates(t->z, root, "annotations", &s);
        each_extra(t->z, &t->acc->annotations, root, SK_OBJECT, all, set_pairs, &s);
    }
}

// ---- replicas and images ----

static void become(void *ctx, struct cfg_node *leaf)
{
    cfg_node_become(leaf, ctx);
}

static bool is_called(const struct kz_res *r, struct str name)
{
    bool same = str_eq(cfg_kz_name(r->root), name);
    for (size_t p = 0; p < r->n_prev; p++)
        same |= str_eq(r->prev[p].name, name);
    return same;
}

static void set_replicas(const struct kz_at *t)
{
    static const char *const kinds[] = {"Deployment", "ReplicationController", "ReplicaSet",
                                        "StatefulSet"};
    for (CFG_EACH(e, cfg_node_at(t->dir->root, "replicas"))) {
        struct cfg_node *count = cfg_node_at(e, "count");
        struct str name = cfg_node_text(cfg_node_at(e, "name"));
        cfg_kz_spend(t->z, 10 * t->acc->n_items);
        for (size_t i = 0;
             !t->z->pool.full && count && count->kind < SK_ARRAY && i < t->acc->n_items; i++) {
            struct cfg_node *root = t->acc->items[i]->root;
            struct str kind = cfg_node_text(cfg_node_at(root, "kind"));
            if (!is_called(t->acc->items[i], name))
                continue;
            for (size_t k = 0; k < COUNT_OF(kinds); k++)
                if (str_eq(kind, str_from(kinds[k])))
                    cfg_kz_each(t->z, root, S("spec/replicas"), true, SK_NUMBER, count, become,
                                count);
            each_extra(t->z, &t->acc->replicas, root, SK_NUMBER, count, become, count);
        }
    }
}

struct image {
    struct kz *z;
    struct str name;
    const struct cfg_node *new_name, *new_tag, *digest, *suffix;
};

// Name, tag and digest; a ':' before the first '/' is a port.
static void split_image(struct str s, struct str *name, struct str *tag, struct str *digest)
{
    ptrdiff_t slash = str_find_char(s, '/');
    size_t from = slash > 0 ? (size_t)slash : 0;
    struct str rest = str_skip(s, from), before;
    *tag = *digest = (struct str){0};
    (void)str_cut(rest, '@', &before, digest);
    ptrdiff_t colon = str_find_char(before, ':');
    size_t n = colon >= 0 ? (size_t)colon : before.n;
    *tag = str_skip(before, n + 1);
    *name = str_head(s, from + n);
}

static bool is_tag(struct str s)
{
    for (size_t i = 0; i < s.n; i++)
        if (!ch_is_alnum(str_at(s, i)) && !str_has_char(S("_.{}-"), s.p[i]))
            return false;
    return true;
}

// The rest after the name is ":tag", "@sha256:hex" or both. The name is a regular expression.
static bool image_matches(struct str s, struct str pattern)
{
    struct str name, rest = {0};
    if (str_cut_str(s, S("@sha256:"), &name, &rest) && !is_tag(rest))
        return false;
    if (cfg_kz_regex(pattern, name))
        return true;
    struct str before, tag;
    return str_cut_last(name, ':', &before, &tag) && is_tag(tag) && cfg_kz_regex(pattern, before);
}

static void set_image(void *ctx, struct cfg_node *leaf)
{
    struct image *m = ctx;
    struct cfg_pool *p = &m->z->pool;
    struct str name, tag, digest;
    const struct cfg_node *at = leaf;
    if (!cfg_node_is(leaf, SK_STRING) || !m->name.n || !image_matches(leaf->text, m->name))
        return;
    split_image(leaf->text, &name, &tag, &digest);
    if (m->new_name) {
        name = cfg_node_text(m->new_name);
        at = m->new_name;
    }
    if (m->new_tag || m->digest) {
        tag = cfg_node_text(m->new_tag);
        digest = cfg_node_text(m->digest);
        at = m->digest ? m->digest : m->new_tag;
    } else if (m->suffix) {
        tag = cfg_text(p, tag, cfg_node_text(m->suffix), S(""));
        digest = (struct str){0};
        at = m->suffix;
    }
    struct str text = cfg_text(p, name, tag.n ? S(":") : S(""), tag);
    cfg_node_set_text(leaf, cfg_text(p, text, digest.n ? S("@") : S(""), digest), at);
}

static void container_images(struct image *m, struct cfg_node *n)
{
    for (CFG_EACH(kid, n)) {
        bool list = str_eq(kid->key, S("containers")) || str_eq(kid->key, S("initContainers"));
        if (n->kind == SK_OBJECT && list && kid->kind == SK_ARRAY)
            for (CFG_EACH(c, kid)) {
                struct cfg_node *image = cfg_node_at(c, "image");
                if (image)
                    set_image(m, image);
            }
        if (kid->kind >= SK_ARRAY)
            container_images(m, kid);
    }
}

static const struct cfg_node *filled(const struct cfg_node *entry, const char *name)
{
    const struct cfg_node *n = cfg_node_get(entry, str_from(name));
    return cfg_node_text(n).n ? n : NULL;
}

static void set_images(const struct kz_at *t, const char *field)
{
    for (CFG_EACH(e, cfg_node_at(t->dir->root, field))) {
        struct image m = {t->z,
                          cfg_node_text(cfg_node_at(e, "name")),
                          filled(e, "newName"),
                          filled(e, "newTag"),
                          filled(e, "digest"),
                          filled(e, "tagSuffix")};
        cfg_kz_spend(t->z, t->z->pool.n);
        for (size_t i = 0; i < t->acc->n_items && !t->z->pool.full; i++) {
            struct cfg_node *root = t->acc->items[i]->root;
            if (str_eq(cfg_node_text(cfg_node_at(root, "kind")), S("CustomResourceDefinition")))
                continue;
            container_images(&m, root);
            cfg_kz_each(t->z, root, S("spec/volumes[]/image/reference"), false, SK_STRING, e,
                        set_image, &m);
            cfg_kz_each(t->z, root, S("spec/template/spec/volumes[]/image/reference"), false,
                        SK_STRING, e, set_image, &m);
            each_extra(t->z, &t->acc->images, root, SK_STRING, e, set_image, &m);
        }
    }
}

void cfg_kz_transform(const struct kz_at *t)
{
    cfg_kz_patches(t, "patchesStrategicMerge");
    cfg_kz_patches(t, "patches");
    set_namespace(t);
    set_names(t, false);
    set_names(t, true);
    set_labels(t);
    set_annotations(t);
    cfg_kz_patches(t, "patchesJson6902");
    set_replicas(t);
    set_images(t, "images");
    set_images(t, "imageTags");
    cfg_kz_replacements(t);
}
