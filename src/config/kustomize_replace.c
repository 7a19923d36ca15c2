// Replacements: a value of one object, or part of it, into fields of others.
// https://kubectl.docs.kubernetes.io/references/kustomize/kustomization/replacements/
#include "config/kustomize_int.h"

enum { MAX_PATH = 64 };

struct path {
    struct str step[MAX_PATH]; // "spec", "[name=web]", "0", "*", "-"
    size_t n;
};

// Cut at dots outside of brackets; "\." is a dot; "[a.b/c]" without '=' is one name.
static bool split(struct arena *a, struct str s, struct path *ret)
{
    size_t from = 0;
    int depth = 0;
    ret->n = 0;
    for (size_t i = 0; i <= s.n; i++) {
        int c = str_at(s, i);
        depth += (c == '[') - (c == ']');
        if (c == '\\')
            i++;
        if (c >= 0 && (c != '.' || depth > 0))
            continue;
        struct str step = str_sub(s, from, i - from), plain = {0}, before;
        from = i + 1;
        if (!step.n)
            continue;
        if (str_at(step, 0) == '[' && !str_has_char(step, '='))
            step = str_trim_chars(step, S("[]"));
        while (str_has_char(step, '\\')) {
            (void)str_cut(step, '\\', &before, &step);
            plain = str_join(a, plain, before);
        }
        if (ret->n == MAX_PATH)
            return false;
        ret->step[ret->n++] = plain.n ? str_join(a, plain, step) : step;
    }
    return ret->n > 0;
}

static const char *opt(const struct cfg_node *options, const char *key, struct str *ret)
{
    const struct cfg_node *n = cfg_node_get(options, str_from(key));
    *ret = cfg_node_text(n);
    return n ? ret->p : NULL;
}

struct put {
    struct kz *z;
    const struct cfg_node *value, *options;
    size_t n; // fields found
    bool create;
};

static struct str index_of(struct str list, struct str by, int64_t i)
{
    struct str head = {0};
    for (; i >= 0 && list.p; i--)
        if (!str_cut_str(list, by, &head, &list))
            return i == 0 ? head : (struct str){0};
    return head;
}

// `text` with part `i` of it, parts being apart by `by`, made `with`; before the first, after the last.
static struct str replace_part(struct cfg_pool *p, struct str text, struct str by, int64_t i,
                               struct str with)
{
    struct str done = {0}, part, rest = text;
    bool more = true;
    if (i < 0)
        return cfg_text(p, with, by, text);
    for (int64_t k = 0; more; k++) {
        more = str_cut_str(rest, by, &part, &rest);
        done = cfg_text(p, done, k ? by : S(""), k == i ? with : part);
        if (!more && k < i)
            done = cfg_text(p, done, by, with);
    }
    return done;
}

static void put_value(struct put *x, struct cfg_node *n)
{
    struct str by = {0}, text = cfg_node_text(x->value);
    int64_t i = 0;
    x->n++;
    struct str index = {0};
    (void)opt(x->options, "delimiter", &by);
    if (opt(x->options, "index", &index))
        (void)str_to_i64(index, &i);
    if (by.n && n->kind < SK_ARRAY)
        text = replace_part(&x->z->pool, cfg_node_text(n), by, i, text);
    if (n->kind >= SK_ARRAY || x->value->kind >= SK_ARRAY || n->kind == SK_NULL) {
        cfg_node_become(n, cfg_node_clone(&x->z->pool, x->value));
        return;
    }
    // The field keeps its type where the text allows it.
    ARENA_SCRATCH(tmp);
    uint8_t kind = n->kind;
    bool fits = kind == SK_STRING || (kind == SK_NUMBER && rego_number(&tmp, text)) ||
                (kind == SK_BOOL && (str_eq(text, S("true")) || str_eq(text, S("false"))));
    cfg_node_set_text(n, text, x->value);
    n->kind = fits ? kind : SK_STRING;
}

static bool is_index(struct str s, uint64_t *ret)
{
    return str_to_u64(s, ret);
}

static void descend(struct put *x, struct cfg_node *n, const struct path *p, size_t at);

static struct cfg_node *made(struct put *x, const struct path *p, size_t at)
{
    bool last = at + 1 == p->n;
    if (last)
        return cfg_node_new(&x->z->pool, SK_NULL, x->value);
    bool list = str_at(p->step[at + 1], 0) == '[' || str_eq(p->step[at + 1], S("-"));
    return cfg_node_new(&x->z->pool, list ? SK_ARRAY : SK_OBJECT, x->value);
}

static void in_list(struct put *x, struct cfg_node *n, const struct path *p, size_t at)
{
    struct str step = p->step[at], key, want;
    uint64_t i;
    if (str_at(step, 0) == '[') {
        struct str inside = str_sub(step, 1, step.n - 2);
        bool hit = false;
        (void)str_cut(inside, '=', &key, &want);
        for (CFG_EACH(e, n)) {
            const struct cfg_node *v = key.n ? cfg_node_get(e, key) : e;
            if (!v || !str_eq(cfg_node_text(v), want))
                continue;
            hit = true;
            descend(x, e, p, at + 1);
        }
        if (!hit && x->create && key.n) {
            struct cfg_node *e = cfg_node_new(&x->z->pool, SK_OBJECT, x->value);
            cfg_node_set(e, key, cfg_node_str_new(&x->z->pool, want, x->value));
            cfg_node_insert(n, SIZE_MAX, e);
            descend(x, e, p, at + 1);
        }
    } else if (str_eq(step, S("-"))) {
        struct cfg_node *e = made(x, p, at);
        cfg_node_insert(n, SIZE_MAX, e);
        descend(x, e, p, at + 1);
    } else if (is_index(step, &i)) {
        struct cfg_node *e = cfg_node_item(n, i);
        if (e)
            descend(x, e, p, at + 1);
    } else { // "*", or a name: every element
        for (CFG_EACH(e, n))
            descend(x, e, p, str_eq(step, S("*")) ? at + 1 : at);
    }
}

static void descend(struct put *x, struct cfg_node *n, const struct path *p, size_t at)
{
    if (x->z->pool.full)
        return;
    if (at == p->n) {
        put_value(x, n);
        return;
    }
    if (n->kind == SK_ARRAY) {
        in_list(x, n, p, at);
        return;
    }
    if (n->kind == SK_NULL && x->create)
        cfg_node_become(n, cfg_node_new(&x->z->pool, SK_OBJECT, x->value));
    if (n->kind != SK_OBJECT)
        return;
    if (str_eq(p->step[at], S("*"))) {
        for (CFG_EACH(e, n))
            descend(x, e, p, at + 1);
        return;
    }
    struct cfg_node *kid = cfg_node_get(n, p->step[at]);
    if (!kid && x->create) {
        kid = made(x, p, at);
        cfg_node_set(n, p->step[at], kid);
    }
    if (kid)
        descend(x, kid, p, at + 1);
}

// ---- which objects ----

static bool exactly(const struct cfg_node *s, const struct kz_res *r)
{
    struct str name = cfg_node_text(cfg_node_at(s, "name"));
    struct str ns = cfg_node_text(cfg_node_at(s, "namespace"));
    struct kz_gvk g = cfg_kz_gvk(r->root);
    for (size_t i = 0; i <= r->n_prev; i++) {
        struct kz_name id = i < r->n_prev ? r->prev[i] : cfg_kz_cur(r);
        g.kind = id.kind;
        if ((!name.n || str_eq(name, id.name)) && (!ns.n || str_eq(ns, id.ns)) &&
            cfg_kz_gvk_is(g, cfg_node_text(cfg_node_at(s, "group")),
                          cfg_node_text(cfg_node_at(s, "version")),
                          cfg_node_text(cfg_node_at(s, "kind"))))
            return true;
    }
    return false;
}

// Any of its names, and the labels.
static bool matches(const struct cfg_node *s, const struct kz_res *r)
{
    struct kz_gvk g = cfg_kz_gvk(r->root);
    bool any = false;
    for (size_t i = 0; i <= r->n_prev && !any; i++) {
        struct kz_name id = i < r->n_prev ? r->prev[i] : cfg_kz_cur(r);
        any = cfg_kz_regex(cfg_node_text(cfg_node_at(s, "name")), id.name) &&
              cfg_kz_regex(cfg_node_text(cfg_node_at(s, "namespace")), id.ns) &&
              cfg_kz_regex(cfg_node_text(cfg_node_at(s, "kind")), id.kind);
    }
    return any && cfg_kz_regex(cfg_node_text(cfg_node_at(s, "group")), g.group) &&
           cfg_kz_regex(cfg_node_text(cfg_node_at(s, "version")), g.version) &&
           cfg_kz_label_selector(cfg_node_text(cfg_node_at(s, "labelSelector")),
                                 cfg_node_at(r->root, "metadata/labels")) &&
           cfg_kz_label_selector(cfg_node_text(cfg_node_at(s, "annotationSelector")),
                                 cfg_node_at(r->root, "metadata/annotations"));
}

static bool rejected(const struct cfg_node *target, const struct kz_res *r)
{
    for (CFG_EACH(s, cfg_node_at(target, "reject")))
        if (matches(s, r))
            return true;
    return false;
}

static const struct cfg_node *first_at(struct put *x, struct cfg_node *n, const struct path *p)
{
    for (size_t i = 0; n && i < p->n; i++) {
        uint64_t at;
        struct str key, want,
            inside = str_sub(p->step[i], 1, p->step[i].n > 2 ? p->step[i].n - 2 : 0);
        if (n->kind != SK_ARRAY) {
            n = cfg_node_get(n, p->step[i]);
        } else if (is_index(p->step[i], &at)) {
            n = cfg_node_item(n, at);
        } else {
            struct cfg_node *hit = NULL;
            (void)str_cut(inside, '=', &key, &want);
            for (CFG_EACH(e, n))
                if (!hit && str_eq(cfg_node_text(cfg_node_get(e, key)), want))
                    hit = e;
            n = hit;
        }
    }
    (void)x;
    return n;
}

static const struct cfg_node *source_value(const struct kz_at *t, const struct cfg_node *entry,
                                           struct put *x)
{
    struct cfg_node *literal = cfg_node_at(entry, "sourceValue");
    const struct cfg_node *s = cfg_node_at(entry, "source"), *options = cfg_node_at(s, "options");
    const struct cfg_node *value = NULL;
    struct path p;
    struct str path = cfg_node_text(cfg_node_at(s, "fieldPath")), by = {0}, index = {0};
    int64_t i = 0;
    if (literal)
        return literal;
    if (!split(t->z->pool.a, path.n ? path : S("metadata.name"), &p))
        return NULL;
    for (size_t r = 0; r < t->acc->n_items && !value; r++)
        if (exactly(s, t->acc->items[r]))
            value = first_at(x, t->acc->items[r]->root, &p);
    if (!value || value->kind >= SK_ARRAY || !opt(options, "delimiter", &by) || !by.n)
        return value;
    if (opt(options, "index", &index))
        (void)str_to_i64(index, &i);
    return cfg_node_str_new(&t->z->pool, index_of(cfg_node_text(value), by, i), value);
}

static void one(const struct kz_at *t, const struct cfg_node *entry)
{
    struct put x = {.z = t->z};
    const struct cfg_node *value = source_value(t, entry, &x);
    if (!value || value->kind == SK_NULL) {
        if (!t->z->missing)
            cfg_kz_warn(t->z, entry, "a replacement whose source is not there");
        return;
    }
    value = cfg_node_clone(&t->z->pool, value); // it may be a target, too
    x.value = value;
    for (CFG_EACH(target, cfg_node_at(entry, "targets"))) {
        struct cfg_node *paths = cfg_node_at(target, "fieldPaths");
        struct cfg_node name = {.kind = SK_STRING, .text = S("metadata.name")};
        struct str create;
        x.options = cfg_node_at(target, "options");
        (void)opt(x.options, "create", &create);
        x.create = str_eq(create, S("true"));
        cfg_kz_spend(t->z, 100 * t->acc->n_items);
        for (size_t r = 0; r < t->acc->n_items && !t->z->pool.full; r++) {
            struct kz_res *res = t->acc->items[r];
            if (!matches(cfg_node_at(target, "select"), res) || rejected(target, res))
                continue;
            for (struct cfg_node *f = paths ? paths->first : &name; f; f = f->next) {
                struct path p;
                x.n = 0;
                if (split(t->z->pool.a, cfg_node_text(f), &p))
                    descend(&x, res->root, &p, 0);
                if (!x.n && !t->z->missing)
                    cfg_kz_warn(t->z, f, "a replacement finds no " STR_FMT " in " STR_FMT,
                                STR_ARG(cfg_node_text(f)), STR_ARG(res->resource));
            }
        }
    }
}

void cfg_kz_replacements(const struct kz_at *t)
{
    for (CFG_EACH(e, cfg_node_at(t->dir->root, "replacements"))) {
        const struct cfg_node *path = cfg_node_at(e, "path");
        struct kz_file *f = path ? cfg_kz_file(t, path) : NULL;
        if (!path)
            one(t, e);
        size_t n = f ? cfg_kz_docs(t->z, f, path) : 0;
        for (size_t i = 0; i < n; i++) {
            struct cfg_node *root = cfg_node_read(&t->z->pool, &f->docs[i], f->docs[i].doc->root);
            if (root->kind == SK_ARRAY)
                for (CFG_EACH(r, root))
                    one(t, r);
            else
                one(t, root);
        }
    }
}
