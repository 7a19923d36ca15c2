// Values: making, comparing, hashing, looking up.
#include "engine/rego/rego_int.h"

#include <string.h>

// Constants are read-only: their hash is there from the start.
const struct rego_val rego_null = {.kind = REGO_NULL, .hash = 0x9e3779b97f4a7c15u};
const struct rego_val rego_false = {.kind = REGO_BOOL, .hash = 0xc2b2ae3d27d4eb4fu, .i = 0};
const struct rego_val rego_true = {.kind = REGO_BOOL, .hash = 0x165667b19e3779f9u, .i = 1};

enum { INDEX_MIN = 12 }; // smaller collections are searched in their order

struct rego_index {
    uint32_t mask;
    uint32_t slots[]; // number + 1
};

const struct rego_val *rego_bool(bool b)
{
    return b ? &rego_true : &rego_false;
}

bool rego_truthy(const struct rego_val *v)
{
    return v && !(v->kind == REGO_BOOL && !v->i);
}

static struct rego_val *new_val(struct arena *a, enum rego_kind kind, size_t n)
{
    struct rego_val *v = arena_new(a, struct rego_val, 1);
    v->kind = (uint8_t)kind;
    v->n = (uint32_t)n;
    return v;
}

const struct rego_val *rego_str(struct arena *a, struct str s)
{
    struct rego_val *v = new_val(a, REGO_STRING, s.n);
    v->s = s.p ? s.p : "";
    return v;
}

const struct rego_val *rego_int(struct arena *a, int64_t i)
{
    struct rego_val *v = new_val(a, REGO_NUMBER, 0);
    v->i = i;
    return v;
}

void rego_vec_add(struct arena *a, struct rego_vec *v, const struct rego_val *x)
{
    *VEC_PUSH(a, v->p, v->n, v->cap) = x;
}

const struct rego_val *rego_array_own(struct arena *a, const struct rego_val **items, size_t n)
{
    struct rego_val *v = new_val(a, REGO_ARRAY, n);
    v->items = items;
    return v;
}

const struct rego_val *rego_array(struct arena *a, const struct rego_val **items, size_t n)
{
    const struct rego_val **copy = arena_new(a, const struct rego_val *, n ? n : 1);
    if (n)
        memcpy(copy, items, n * sizeof *items);
    return rego_array_own(a, copy, n);
}

static int by_bytes(const struct rego_val *a, const struct rego_val *b)
{
    size_t n = a->n < b->n ? a->n : b->n;
    int c = a->s == b->s ? 0 : memcmp(a->s, b->s, n);
    return c ? c : (a->n > b->n) - (a->n < b->n);
}

static int by_items(const struct rego_val *a, const struct rego_val *b)
{
    size_t n = a->n < b->n ? a->n : b->n;
    for (size_t i = 0; i < n; i++) {
        int c = rego_cmp(a->items[i], b->items[i]);
        if (c == 0 && a->kind == REGO_OBJECT)
            c = rego_cmp(rego_val_at(a, i), rego_val_at(b, i));
        if (c)
            return c;
    }
    return (a->n > b->n) - (a->n < b->n);
}

int rego_cmp(const struct rego_val *a, const struct rego_val *b)
{
    if (a == b)
        return 0;
    if (a->kind != b->kind)
        return a->kind < b->kind ? -1 : 1;
    switch ((enum rego_kind)a->kind) {
    case REGO_NULL: return 0;
    case REGO_BOOL: return (int)a->i - (int)b->i;
    case REGO_NUMBER:
        if (!a->num && !b->num)
            return (a->i > b->i) - (a->i < b->i);
        return rego_num_cmp(a, b);
    case REGO_STRING: return by_bytes(a, b);
    case REGO_ARRAY:
    case REGO_OBJECT:
    case REGO_SET: return by_items(a, b);
    case REGO_NODE: break;
    }
    return 0;
}

bool rego_eq(const struct rego_val *a, const struct rego_val *b)
{
    if (a == b)
        return true;
    if (a->kind != b->kind || (a->kind != REGO_NUMBER && a->n != b->n) ||
        (a->hash && b->hash && a->hash != b->hash))
        return false;
    if (a->kind == REGO_STRING)
        return a->s == b->s || memcmp(a->s, b->s, a->n) == 0;
    if (a->kind < REGO_ARRAY)
        return rego_cmp(a, b) == 0;
    size_t n = a->kind == REGO_OBJECT ? (size_t)a->n * 2 : a->n;
    for (size_t i = 0; i < n; i++)
        if (!rego_eq(a->items[i], b->items[i]))
            return false;
    return true;
}

static uint64_t mix(uint64_t h, uint64_t x)
{
    h = (h ^ x) * 0x9fb21c651e98df25u;
    return h ^ h >> 32;
}

uint64_t rego_hash(const struct rego_val *v)
{
    if (v->hash)
        return v->hash;
    uint64_t h = 0x51ed270b0a1f39c1u + v->kind;
    switch ((enum rego_kind)v->kind) {
    case REGO_NUMBER: h = mix(h, v->num ? rego_num_hash(v) : (uint64_t)v->i); break;
    case REGO_STRING: h = str_hash((struct str){v->s, v->n}); break;
    case REGO_ARRAY:
    case REGO_SET:
    case REGO_OBJECT: {
        size_t n = v->kind == REGO_OBJECT ? (size_t)v->n * 2 : v->n;
        h = mix(h, n);
        for (size_t i = 0; i < n; i++)
            h = mix(h, rego_hash(v->items[i]));
        break;
    }
    case REGO_NULL:
    case REGO_BOOL:
    case REGO_NODE: break;
    }
    h = h ? h : 1;
    ((struct rego_val *)(uintptr_t)v)->hash = h; // a cache, not a change
    return h;
}

// Stable merge sort of items, with a second array that moves along (may be NULL).
static void sort_items(struct arena *a, const struct rego_val **k, const struct rego_val **v,
                       size_t n)
{
    bool sorted = true;
    for (size_t i = 1; i < n && sorted; i++)
        sorted = rego_cmp(k[i - 1], k[i]) <= 0;
    if (sorted)
        return;
    if (n <= 16) {
        for (size_t i = 1; i < n; i++) {
            const struct rego_val *key = k[i], *val = v ? v[i] : NULL;
            size_t j = i;
            for (; j > 0 && rego_cmp(k[j - 1], key) > 0; j--) {
                k[j] = k[j - 1];
                if (v)
                    v[j] = v[j - 1];
            }
            k[j] = key;
            if (v)
                v[j] = val;
        }
        return;
    }
    size_t half = n / 2, i = 0, j = half, at = 0;
    sort_items(a, k, v, half);
    sort_items(a, k + half, v ? v + half : NULL, n - half);
    ARENA_SCRATCH(tmp);
    const struct rego_val **nk = arena_new(&tmp, const struct rego_val *, n);
    const struct rego_val **nv = arena_new(&tmp, const struct rego_val *, n);
    while (i < half || j < n) {
        bool left = j == n || (i < half && rego_cmp(k[i], k[j]) <= 0);
        size_t from = left ? i++ : j++;
        nk[at] = k[from];
        nv[at++] = v ? v[from] : NULL;
    }
    memcpy(k, nk, n * sizeof *k);
    if (v)
        memcpy(v, nv, n * sizeof *v);
}

void rego_sort(struct arena *a, const struct rego_val **items, size_t n)
{
    sort_items(a, items, NULL, n);
}

const struct rego_val *rego_set(struct arena *a, const struct rego_val **items, size_t n)
{
    struct rego_vec v = {arena_new(a, const struct rego_val *, n ? n : 1), n, n};
    if (n)
        memcpy(v.p, items, n * sizeof *items);
    return rego_set_own(a, &v);
}

const struct rego_val *rego_set_own(struct arena *a, struct rego_vec *v)
{
    sort_items(a, v->p, NULL, v->n);
    size_t n = 0;
    for (size_t i = 0; i < v->n; i++)
        if (n == 0 || !rego_eq(v->p[n - 1], v->p[i]))
            v->p[n++] = v->p[i];
    struct rego_val *r = new_val(a, REGO_SET, n);
    r->items = v->p;
    return r;
}

const struct rego_val *rego_object_own(struct arena *a, const struct rego_val **keys,
                                       const struct rego_val **vals, size_t n, bool *conflict)
{
    sort_items(a, keys, vals, n);
    size_t at = 0;
    for (size_t i = 0; i < n; i++) {
        if (at > 0 && rego_eq(keys[at - 1], keys[i])) {
            if (conflict && !rego_eq(vals[at - 1], vals[i]))
                *conflict = true;
            vals[at - 1] = vals[i];
            continue;
        }
        keys[at] = keys[i];
        vals[at++] = vals[i];
    }
    const struct rego_val **both = arena_new(a, const struct rego_val *, at ? at * 2 : 1);
    if (at) {
        memcpy(both, keys, at * sizeof *both);
        memcpy(both + at, vals, at * sizeof *both);
    }
    struct rego_val *o = new_val(a, REGO_OBJECT, at);
    o->items = both;
    return o;
}

const struct rego_val *rego_object(struct arena *a, const struct rego_val **keys,
                                   const struct rego_val **vals, size_t n)
{
    return rego_object_own(a, keys, vals, n, NULL);
}

// The number of the first item that is not less than `key`.
static size_t lower_bound(const struct rego_val *v, const struct rego_val *key)
{
    size_t lo = 0, hi = v->n;
    while (lo < hi) {
        size_t mid = lo + (hi - lo) / 2;
        if (rego_cmp(v->items[mid], key) < 0)
            lo = mid + 1;
        else
            hi = mid;
    }
    return lo;
}

const struct rego_val *rego_object_put(struct arena *a, const struct rego_val *o,
                                       const struct rego_val *key, const struct rego_val *val)
{
    size_t at = lower_bound(o, key), n = o->n;
    bool has = at < n && rego_eq(o->items[at], key);
    size_t m = n + !has;
    const struct rego_val **both = arena_new(a, const struct rego_val *, m * 2);
    for (size_t half = 0; half < 2; half++) {
        const struct rego_val *const *from = o->items + half * n;
        const struct rego_val **to = both + half * m;
        if (at)
            memcpy(to, from, at * sizeof *to);
        to[at] = half ? val : key;
        if (n - at - has)
            memcpy(to + at + 1, from + at + has, (n - at - has) * sizeof *to);
    }
    struct rego_val *r = new_val(a, REGO_OBJECT, m);
    r->items = both;
    r->src = o->src;
    return r;
}

static struct rego_index *make_index(struct arena *a, const struct rego_val *v)
{
    uint32_t n = 32;
    while (n < v->n * 2)
        n *= 2;
    struct rego_index *x =
        arena_alloc(a, sizeof *x + n * sizeof(uint32_t), 1, _Alignof(struct rego_index));
    x->mask = n - 1;
    for (uint32_t i = 0; i < v->n; i++) {
        uint32_t at = (uint32_t)rego_hash(v->items[i]) & x->mask;
        while (x->slots[at])
            at = (at + 1) & x->mask;
        x->slots[at] = i + 1;
    }
    return x;
}

static ptrdiff_t find_item(const struct rego_val *v, const struct rego_val *key)
{
    if (v->n < INDEX_MIN) {
        for (size_t i = 0; i < v->n; i++)
            if (rego_eq(v->items[i], key))
                return (ptrdiff_t)i;
        return -1;
    }
    if (v->index) {
        for (uint32_t at = (uint32_t)rego_hash(key) & v->index->mask; v->index->slots[at];
             at = (at + 1) & v->index->mask)
            if (rego_eq(v->items[v->index->slots[at] - 1], key))
                return (ptrdiff_t)v->index->slots[at] - 1;
        return -1;
    }
    size_t at = lower_bound(v, key);
    return at < v->n && rego_eq(v->items[at], key) ? (ptrdiff_t)at : -1;
}

void rego_index_it(struct arena *a, const struct rego_val *v)
{
    if (v->kind > REGO_ARRAY && v->n >= INDEX_MIN && !v->index)
        ((struct rego_val *)(uintptr_t)v)->index = make_index(a, v); // a cache, not a change
}

const struct rego_val *rego_get(const struct rego_val *v, const struct rego_val *key)
{
    ptrdiff_t i;
    switch ((enum rego_kind)v->kind) {
    case REGO_ARRAY:
        if (key->kind != REGO_NUMBER || key->i < 0 || key->i >= v->n ||
            (key->num && key->num->kind != REGO_NUM_INT))
            return NULL;
        return v->items[key->i];
    case REGO_OBJECT: i = find_item(v, key); return i < 0 ? NULL : rego_val_at(v, (size_t)i);
    case REGO_SET: i = find_item(v, key); return i < 0 ? NULL : v->items[i];
    case REGO_NULL:
    case REGO_BOOL:
    case REGO_NUMBER:
    case REGO_STRING:
    case REGO_NODE: break;
    }
    return NULL;
}

const struct rego_val *rego_get_str(const struct rego_val *o, struct str key)
{
    struct rego_val k = {.kind = REGO_STRING, .n = (uint32_t)key.n, .s = key.p ? key.p : ""};
    return o && o->kind == REGO_OBJECT ? rego_get(o, &k) : NULL;
}

struct str rego_val_str(const struct rego_val *v)
{
    return v && v->kind == REGO_STRING ? (struct str){v->s, v->n} : (struct str){0};
}

bool rego_val_i64(const struct rego_val *v, int64_t *ret)
{
    if (!v || v->kind != REGO_NUMBER || (v->num && v->num->kind != REGO_NUM_INT))
        return false;
    *ret = v->i;
    return true;
}

double rego_val_double(const struct rego_val *v)
{
    return v && v->kind == REGO_NUMBER ? (double)rego_num_ld(v) : 0;
}

const char *rego_kind_name(const struct rego_val *v)
{
    static const char *const names[] = {"null",  "boolean", "number", "string",
                                        "array", "object",  "set",    "object"};
    return names[v->kind];
}

size_t rego_find(const struct rego_val *v, const struct rego_val *key)
{
    return (size_t)find_item(v, key);
}
