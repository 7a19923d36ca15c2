// Rules of Kubescape's library on all Kubernetes objects of a scan, and their alerts: an object is found again by where
// it was read from, a path such as spec.containers[0].image by walking down from there.
#include "config/config_int.h"
#include "config/tree.h"

enum { MAX_PLACES = 16, MAX_STEPS_OF_PATH = 64 };

// ---- which objects ----

static bool fits(const struct cfg_strs *list, struct str s)
{
    for (size_t i = 0; i < list->n; i++) {
        struct str x = list->items[i];
        if (str_eq(x, S("*")) || str_eq_nocase(x, s) ||
            (x.n == s.n + 1 && str_ends(x, S("s")) && str_eq_nocase(str_head(x, s.n), s)))
            return true;
    }
    return list->n == 0;
}

bool cfg_match_kind(const struct cfg_user_rule *r, const struct rego_val *object)
{
    struct str group, version, api = rego_val_str(rego_get_str(object, S("apiVersion")));
    struct str kind = rego_val_str(rego_get_str(object, S("kind")));
    if (!str_cut(api, '/', &group, &version))
        group = S("");
    for (size_t i = 0; i < r->n_match; i++)
        if (fits(&r->match[i].kinds, kind) && fits(&r->match[i].groups, group))
            return true;
    return r->n_match == 0;
}

static struct str field(const struct rego_val *v, const char *key)
{
    return rego_val_str(rego_get_str(v, str_from(key)));
}

static struct str meta(const struct rego_val *v, const char *key)
{
    return field(rego_get_str(v, S("metadata")), key);
}

struct set {
    struct arena *a;
    const struct rego_val **items;
    size_t n, cap;
};

static const struct rego_val *role_of(const struct set *all, const struct rego_val *binding)
{
    const struct rego_val *ref = rego_get_str(binding, S("roleRef"));
    bool cluster = str_eq(field(ref, "kind"), S("ClusterRole"));
    for (size_t i = 0; i < all->n; i++) {
        const struct rego_val *v = all->items[i];
        if (str_eq(field(v, "kind"), field(ref, "kind")) &&
            str_eq(meta(v, "name"), field(ref, "name")) &&
            (cluster || str_eq(meta(v, "namespace"), meta(binding, "namespace"))))
            return v;
    }
    return NULL;
}

// "subject-role-rolebinding": one object for each subject of a binding, with what gives it its rights.
static void add_subjects(struct set *to, const struct set *all, const struct rego_val *binding)
{
    struct arena *a = to->a;
    const struct rego_val *role = role_of(all, binding);
    const struct rego_val *subjects = rego_get_str(binding, S("subjects"));
    for (uint32_t i = 0; role && subjects && subjects->kind == REGO_ARRAY && i < subjects->n; i++) {
        const struct rego_val *s = subjects->items[i];
        if (s->kind != REGO_OBJECT)
            continue;
        const struct rego_val **k = arena_new(a, const struct rego_val *, s->n + 1);
        const struct rego_val **v = arena_new(a, const struct rego_val *, s->n + 1);
        const struct rego_val **related = arena_new(a, const struct rego_val *, 2);
        for (uint32_t m = 0; m < s->n; m++) {
            k[m] = rego_key_at(s, m);
            v[m] = rego_val_at(s, m);
        }
        related[0] = role;
        related[1] = binding;
        k[s->n] = rego_str(a, S("relatedObjects"));
        v[s->n] = rego_array(a, related, 2);
        *VEC_PUSH(a, to->items, to->n, to->cap) = rego_object(a, k, v, s->n + 1);
    }
}

static bool is_api_server(const struct rego_val *v)
{
    const struct rego_val *list = rego_get_str(rego_get_str(v, S("spec")), S("containers"));
    const struct rego_val *command = list && list->kind == REGO_ARRAY && list->n
                                         ? rego_get_str(list->items[0], S("command"))
                                         : NULL;
    return str_eq(field(v, "kind"), S("Pod")) && command && command->kind == REGO_ARRAY &&
           command->n && str_ends(rego_val_str(command->items[0]), S("kube-apiserver"));
}

static const struct rego_val *input_of(struct arena *a, const struct cfg_user_rule *u,
                                       const struct cfg_inputs *in)
{
    struct set all = {.a = a}, to = {.a = a};
    for (size_t i = 0; i < in->n_items; i++)
        if (str_eq(str_from(in->items[i].selector), S("kubernetes")) &&
            cfg_match_kind(u, in->items[i].value))
            *VEC_PUSH(a, all.items, all.n, all.cap) = in->items[i].value;
    if (str_eq(u->aggregator, S("subject-role-rolebinding"))) {
        for (size_t i = 0; i < all.n; i++)
            if (str_ends(field(all.items[i], "kind"), S("RoleBinding")))
                add_subjects(&to, &all, all.items[i]);
        all = to;
    } else if (str_eq(u->aggregator, S("apiserver-pod"))) {
        for (size_t i = 0; i < all.n; i++)
            if (is_api_server(all.items[i]))
                *VEC_PUSH(a, to.items, to.n, to.cap) = all.items[i];
        all = to;
    }
    return all.n ? rego_array(a, all.items, all.n) : NULL;
}

// ---- alerts ----

static bool is_same(const struct rego_val *x, const struct rego_val *y)
{
    static const char *const keys[] = {"apiVersion", "kind"};
    for (size_t i = 0; i < COUNT_OF(keys); i++)
        if (!str_eq(field(x, keys[i]), field(y, keys[i])))
            return false;
    return str_eq(meta(x, "name"), meta(y, "name")) &&
           str_eq(meta(x, "namespace"), meta(y, "namespace"));
}

// The input that an object of an alert is, or was made of.
static const struct cfg_input *source_of(const struct cfg_inputs *in, const struct rego_val *v)
{
    for (size_t i = 0; i < in->n_items; i++)
        if (v->src && in->items[i].value->src == v->src)
            return &in->items[i];
    for (size_t i = 0; i < in->n_items; i++)
        if (is_same(in->items[i].value, v))
            return &in->items[i];
    return NULL;
}

// The next step of a path: ".name", "[3]", "['a.b/c']".
static bool next_step(struct str *rest, struct str *name, int64_t *index)
{
    struct str inside;
    *index = -1;
    (void)str_take(rest, S("."));
    if (!rest->n)
        return false;
    if (rest->p[0] == '[') {
        ptrdiff_t end = str_find_char(*rest, ']');
        if (end < 0)
            return false;
        inside = str_sub(*rest, 1, (size_t)end - 1);
        *rest = str_skip(*rest, (size_t)end + 1);
        *name = str_trim_chars(inside, S("'\""));
        uint64_t n;
        if (str_to_u64(inside, &n) && n < INT32_MAX)
            *index = (int64_t)n;
        return true;
    }
    size_t n = 0;
    while (n < rest->n && rest->p[n] != '.' && rest->p[n] != '[')
        n++;
    *name = str_head(*rest, n);
    *rest = str_skip(*rest, n);
    return n > 0;
}

// As far as the path goes: what is missing is said of what it is missing in.
static const struct rego_val *walk(const struct rego_val *v, struct str path)
{
    struct str name;
    int64_t index;
    for (int i = 0; i < MAX_STEPS_OF_PATH && next_step(&path, &name, &index); i++) {
        const struct rego_val *next = v->kind == REGO_ARRAY
                                          ? (index >= 0 && index < v->n ? v->items[index] : NULL)
                                          : rego_get_str(v, name);
        if (!next)
            break;
        v = next;
    }
    return v;
}

static void place(struct cfg_finding *f, const struct cfg_input *at, const struct rego_val *v)
{
    if (at->tree && v->src) { // made of several files
        struct cfg_place p = cfg_node_place(cfg_node_find(at->tree, v->src));
        f->path = p.path.n ? p.path : f->path;
        f->line = p.line;
        f->end_line = p.end_line;
    }
    if (!at->doc || !v->src)
        return;
    struct sk_span span = sk_val_span(v->src);
    f->line = sk_doc_pos(at->doc, span.off).line;
    f->end_line = sk_doc_pos(at->doc, span.end > span.off ? span.end - 1 : span.off).line;
}

// The paths of an alert, those that say what is wrong first.
static size_t paths_of(const struct rego_val *alert, struct str *ret)
{
    static const char *const lists[] = {"deletePaths", "reviewPaths", "failedPaths", "fixPaths"};
    size_t n = 0;
    for (size_t i = 0; i < COUNT_OF(lists) && n == 0; i++) {
        const struct rego_val *list = rego_get_str(alert, str_from(lists[i]));
        for (uint32_t k = 0; list && list->kind == REGO_ARRAY && k < list->n && n < MAX_PLACES;
             k++) {
            struct str path = list->items[k]->kind == REGO_OBJECT ? field(list->items[k], "path")
                                                                  : rego_val_str(list->items[k]);
            if (path.n)
                ret[n++] = path;
        }
    }
    return n;
}

struct alert {
    const struct cfg_rule *rule;
    const struct cfg_inputs *in;
    const struct rego_val *v;
    struct arena *perm;
    struct cfg_findings *ret;
};

// One place for each path that leads somewhere else than the one before.
static void add_object(struct alert *a, const struct rego_val *object, const struct str *paths,
                       size_t n)
{
    const struct cfg_input *at = source_of(a->in, object);
    struct cfg_finding f = {.rule = a->rule, .path = at ? at->path : S(".")};
    uint32_t last = 0;
    f.message = field(a->v, "alertMessage");
    f.message = str_dup(a->perm, f.message.n ? f.message : a->rule->title);
    f.resource = at ? cfg_resource(a->perm, at) : cfg_resource_of(a->perm, object);
    if (at)
        place(&f, at, at->value);
    f.end_line = f.line;
    for (size_t i = 0; i < n && at; i++) {
        struct cfg_finding one = f;
        place(&one, at, walk(at->value, paths[i]));
        if (one.line != last)
            cfg_add_finding(a->ret, a->perm, &one);
        last = one.line;
    }
    if (!n || !at)
        cfg_add_finding(a->ret, a->perm, &f);
}

// Of a subject and what gives it its rights: the binding, or what the paths point into ("relatedObjects[0]....").
static void add_related(struct alert *a, const struct rego_val *vector, struct str *paths, size_t n)
{
    const struct rego_val *related = rego_get_str(vector, S("relatedObjects"));
    bool any = false;
    for (uint32_t i = 0; related && related->kind == REGO_ARRAY && i < related->n; i++) {
        struct str prefix = str_fmt(a->perm, "relatedObjects[%u]", i), mine[MAX_PLACES];
        size_t n_mine = 0;
        for (size_t k = 0; k < n; k++) {
            struct str rest = paths[k];
            if (str_take(&rest, prefix))
                mine[n_mine++] = rest;
        }
        if (n_mine)
            add_object(a, related->items[i], mine, n_mine);
        any |= n_mine > 0;
    }
    if (!related) // an object like any other
        add_object(a, vector, paths, n);
    else if (!any)
        add_object(a, related->n ? related->items[related->n - 1] : vector, NULL, 0);
}

static void add_alert(struct alert *a)
{
    struct str paths[MAX_PLACES];
    size_t n = paths_of(a->v, paths);
    const struct rego_val *about = rego_get_str(a->v, S("alertObject"));
    const struct rego_val *objects = rego_get_str(about, S("k8sApiObjects"));
    const struct rego_val *external = rego_get_str(about, S("externalObjects"));
    if (!objects)
        objects = rego_get_str(about, S("k8SApiObjects"));
    bool any = false;
    for (uint32_t i = 0; objects && objects->kind == REGO_ARRAY && i < objects->n; i++) {
        add_object(a, objects->items[i], paths, n);
        any = true;
    }
    if (external && external->kind == REGO_OBJECT && external->n) {
        add_related(a, external, paths, n);
        any = true;
    }
    if (!any)
        add_object(a, a->v, NULL, 0);
}

void cfg_judge_objects(struct cfg_user_eval *e, const struct cfg_rule *rule, struct arena *perm)
{
    ARENA_SCRATCH(tmp);
    const struct rego_val *input = input_of(&tmp, rule->user, e->in);
    if (!input)
        return;
    e->ret->judged[rule - e->rules->items] += input->n;
    const struct rego_val *v = cfg_user_eval(e, rule, rule->user->entry, input);
    for (uint32_t i = 0; v && v->kind == REGO_SET && i < v->n; i++) {
        struct alert a = {rule, e->in, v->items[i], perm, e->ret};
        if (v->items[i]->kind == REGO_OBJECT)
            add_alert(&a);
    }
    e->session = NULL; // its input goes
}
