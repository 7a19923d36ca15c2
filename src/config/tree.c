#include "config/tree.h"

#include "core/limits.h"

#include <string.h>

static struct cfg_node *take(struct cfg_pool *p)
{
    if (p->n++ >= CFG_MAX_NODES)
        p->full = true;
    return arena_new(p->a, struct cfg_node, 1);
}

static struct cfg_node *read_at(struct cfg_pool *p, struct cfg_origin *from, const struct sk_val *v,
                                int depth)
{
    struct cfg_node *n = take(p), **tail = &n->first;
    n->kind = (uint8_t)sk_val_kind(v);
    n->src = v;
    n->from = from;
    n->as_is = n->kind < SK_ARRAY;
    n->text = sk_val_text(v);
    if (n->kind == SK_BOOL && from->words && ch_lower(str_at(n->text, 0)) != 't' &&
        ch_lower(str_at(n->text, 0)) != 'f') {
        n->kind = SK_STRING;
        n->as_is = false;
    }
    if (depth > CFG_MAX_TREE_DEPTH)
        p->full = true;
    bool duplicates = from->doc->n_warns > 0;
    for (const struct sk_val *kid = sk_val_first(v); kid && !p->full; kid = sk_val_next(kid)) {
        if (n->kind == SK_OBJECT && duplicates && sk_val_get(v, sk_val_key(kid)) != kid)
            continue;
        *tail = read_at(p, from, kid, depth + 1);
        (*tail)->key = sk_val_key(kid);
        tail = &(*tail)->next;
    }
    return n;
}

struct cfg_node *cfg_node_read(struct cfg_pool *p, struct cfg_origin *from, const struct sk_val *v)
{
    return read_at(p, from, v, 0);
}

static struct cfg_node *clone_at(struct cfg_pool *p, const struct cfg_node *n, int depth)
{
    struct cfg_node *c = take(p), **tail = &c->first;
    *c = *n;
    c->next = c->first = NULL;
    if (depth > CFG_MAX_TREE_DEPTH)
        p->full = true;
    for (const struct cfg_node *kid = n->first; kid && !p->full; kid = kid->next) {
        *tail = clone_at(p, kid, depth + 1);
        tail = &(*tail)->next;
    }
    return c;
}

struct cfg_node *cfg_node_clone(struct cfg_pool *p, const struct cfg_node *n)
{
    return n ? clone_at(p, n, 0) : NULL;
}

struct cfg_node *cfg_node_new(struct cfg_pool *p, enum sk_kind kind, const struct cfg_node *at)
{
    struct cfg_node *n = take(p);
    n->kind = (uint8_t)kind;
    n->src = at ? at->src : NULL;
    n->from = at ? at->from : NULL;
    return n;
}

struct cfg_node *cfg_node_str_new(struct cfg_pool *p, struct str text, const struct cfg_node *at)
{
    struct cfg_node *n = cfg_node_new(p, SK_STRING, at);
    n->text = text;
    return n;
}

struct str cfg_text(struct cfg_pool *p, struct str a, struct str b, struct str c)
{
    size_t n = a.n + b.n + c.n;
    if (p->full || n > CFG_MAX_TREE_TEXT || p->bytes + n > CFG_MAX_TREE_TEXT) {
        p->full = true;
        return (struct str){0};
    }
    p->bytes += n;
    return str_join(p->a, a, c.n ? str_join(p->a, b, c) : b);
}

bool cfg_node_is(const struct cfg_node *n, enum sk_kind kind)
{
    return n && n->kind == kind;
}

struct cfg_node *cfg_node_first(const struct cfg_node *n)
{
    return n && n->kind >= SK_ARRAY ? n->first : NULL;
}

struct cfg_node *cfg_node_get(const struct cfg_node *o, struct str key)
{
    struct cfg_node *n = cfg_node_is(o, SK_OBJECT) ? o->first : NULL;
    while (n && !str_eq(n->key, key))
        n = n->next;
    return n;
}

struct cfg_node *cfg_node_at(const struct cfg_node *n, const char *path)
{
    struct str rest = str_from(path), key;
    while (n && str_next_field(&rest, '/', &key))
        n = cfg_node_get(n, key);
    return (struct cfg_node *)(uintptr_t)n;
}

struct str cfg_node_text(const struct cfg_node *n)
{
    return n && n->kind < SK_ARRAY && n->kind != SK_NULL ? n->text : (struct str){0};
}

size_t cfg_node_count(const struct cfg_node *n)
{
    size_t c = 0;
    for (CFG_EACH(kid, n))
        c++;
    return c;
}

struct cfg_node *cfg_node_item(const struct cfg_node *array, size_t i)
{
    struct cfg_node *n = cfg_node_is(array, SK_ARRAY) ? array->first : NULL;
    while (n && i-- > 0)
        n = n->next;
    return n;
}

static bool number_eq(const struct cfg_node *a, const struct cfg_node *b)
{
    int64_t x, y;
    bool ok = a->as_is && b->as_is && sk_val_i64(a->src, &x) && sk_val_i64(b->src, &y);
    return ok ? x == y : str_eq(a->text, b->text);
}

bool cfg_node_eq(const struct cfg_node *a, const struct cfg_node *b)
{
    if (!a || !b || a->kind != b->kind)
        return !a && !b;
    if (a->kind == SK_NULL)
        return true;
    if (a->kind == SK_NUMBER)
        return number_eq(a, b);
    if (a->kind < SK_ARRAY)
        return str_eq(a->text, b->text);
    if (cfg_node_count(a) != cfg_node_count(b))
        return false;
    const struct cfg_node *y = b->first;
    for (const struct cfg_node *x = a->first; x; x = x->next, y = y->next)
        if (!cfg_node_eq(x, a->kind == SK_OBJECT ? cfg_node_get(b, x->key) : y))
            return false;
    return true;
}

// ---- changes ----

void cfg_node_set(struct cfg_node *object, struct str key, struct cfg_node *value)
{
    struct cfg_node **at = &object->first;
    while (*at && !str_eq((*at)->key, key))
        at = &(*at)->next;
    value->key = key;
    value->next = *at ? (*at)->next : NULL;
    *at = value;
}

static bool unlink_at(struct cfg_node **at)
{
    if (!*at)
        return false;
    *at = (*at)->next;
    return true;
}

bool cfg_node_remove(struct cfg_node *object, struct str key)
{
    struct cfg_node **at = &object->first;
    while (*at && !str_eq((*at)->key, key))
        at = &(*at)->next;
    return unlink_at(at);
}

static struct cfg_node **slot(struct cfg_node *array, size_t i)
{
    struct cfg_node **at = &array->first;
    while (*at && i-- > 0)
        at = &(*at)->next;
    return at;
}

void cfg_node_insert(struct cfg_node *array, size_t i, struct cfg_node *value)
{
    struct cfg_node **at = slot(array, i);
    value->key = (struct str){0};
    value->next = *at;
    *at = value;
}

bool cfg_node_remove_item(struct cfg_node *array, size_t i)
{
    return unlink_at(slot(array, i));
}

void cfg_node_become(struct cfg_node *n, const struct cfg_node *value)
{
    struct cfg_node *next = n->next;
    struct str key = n->key;
    *n = *value;
    n->next = next;
    n->key = key;
}

void cfg_node_set_text(struct cfg_node *n, struct str text, const struct cfg_node *at)
{
    n->kind = SK_STRING;
    n->first = NULL;
    n->text = text;
    n->as_is = false;
    n->src = at ? at->src : NULL;
    n->from = at ? at->from : NULL;
}

// ---- for rules ----

static const struct rego_val *scalar(struct arena *a, const struct cfg_node *n)
{
    const struct rego_val *v = NULL;
    if (n->as_is)
        return rego_from_doc(a, n->src);
    if (n->kind == SK_NUMBER)
        v = rego_number(a, n->text);
    if (n->kind == SK_BOOL)
        v = rego_bool(str_eq(n->text, S("true")));
    if (n->kind == SK_NULL)
        v = &rego_null;
    return v ? v : rego_str(a, n->text);
}

const struct rego_val *cfg_node_rego(struct arena *a, const struct cfg_node *n)
{
    size_t cap = cfg_node_count(n) + 1, i = 0;
    const struct rego_val *v;
    if (n->kind < SK_ARRAY) {
        v = scalar(a, n);
    } else {
        const struct rego_val **keys = arena_new(a, const struct rego_val *, cap);
        const struct rego_val **vals = arena_new(a, const struct rego_val *, cap);
        for (CFG_EACH(kid, n)) {
            keys[i] = rego_str(a, kid->key);
            vals[i++] = cfg_node_rego(a, kid);
        }
        v = n->kind == SK_OBJECT ? rego_object(a, keys, vals, i) : rego_array(a, vals, i);
    }
    struct rego_val *placed = arena_new(a, struct rego_val, 1);
    *placed = *v; // constants are shared: the place is this value's own
    placed->src = n->src;
    return placed;
}

static void locate(const struct cfg_origin *s, size_t off, struct str *path, uint32_t *line)
{
    uint32_t at = sk_doc_pos(s->doc, off).line;
    *path = s->doc->path;
    *line = at;
    if (s->lines && at > 0 && at <= s->n_lines) {
        *path = s->lines[at - 1].path;
        *line = s->lines[at - 1].line;
    } else if (s->first) {
        *line = s->flat ? s->first : s->first + at - 1;
    }
}

struct cfg_place cfg_node_place(const struct cfg_node *n)
{
    struct cfg_place p = {0};
    struct str end_path;
    if (!n || !n->src || !n->from)
        return p;
    struct sk_span span = sk_val_span(n->src);
    locate(n->from, span.off, &p.path, &p.line);
    locate(n->from, span.end > span.off ? span.end - 1 : span.off, &end_path, &p.end_line);
    if (p.end_line < p.line || !str_eq(p.path, end_path))
        p.end_line = p.line;
    return p;
}

const struct cfg_node *cfg_node_find(const struct cfg_node *root, const struct sk_val *src)
{
    if (!root || root->src == src)
        return root;
    for (CFG_EACH(kid, root)) {
        const struct cfg_node *found = cfg_node_find(kid, src);
        if (found)
            return found;
    }
    return NULL;
}
