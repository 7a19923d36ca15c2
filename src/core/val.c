#include "core/val.h"

#include "core/val_int.h"

#include <stdlib.h>
#include <string.h>

// Open addressing, slots a power of two, at most half full.
struct val_index {
    struct sk_val *first;
    size_t mask;
    struct sk_val *slots[];
};

enum { SLAB_MIN = 8, SLAB_MAX = 512 };

int sk_node_begin(struct val_pool *pool, struct arena *perm, struct str path, struct str src,
                  struct sk_doc *doc, struct sk_err *err)
{
    if (src.n > SK_MAX_DOC_BYTES)
        return sk_fail(err, SK_ELIMIT, "document of %zu bytes is over the limit", src.n);
    *doc = (struct sk_doc){.path = path, .src = src, .perm = perm};
    *pool = (struct val_pool){.doc = doc, .n_slab = src.n / 32};
    return 0;
}

static bool more_nodes(struct val_pool *pool)
{
    if (pool->n_nodes > SK_MAX_DOC_NODES)
        return false;
    size_t n = pool->n_slab < SLAB_MIN ? SLAB_MIN : pool->n_slab;
    if (n > SLAB_MAX)
        n = SLAB_MAX;
    pool->free = arena_new(pool->doc->perm, struct sk_val, n);
    pool->n_free = n;
    pool->n_nodes += n;
    return true;
}

struct sk_val *sk_node_new(struct val_pool *pool)
{
    if (pool->n_free == 0 && !more_nodes(pool))
        return NULL;
    pool->n_free--;
    return pool->free++;
}

void sk_node_warn(struct sk_doc *doc, size_t off, const char *what)
{
    if (doc->n_warns == SK_MAX_WARNINGS)
        return;
    struct sk_doc_warn *w = VEC_PUSH(doc->perm, doc->warns, doc->n_warns, doc->cap_warns);
    w->off = off;
    w->what = doc->n_warns == SK_MAX_WARNINGS ? "more warnings follow" : what;
}

int sk_node_fail(const struct sk_doc *doc, size_t off, enum sk_code code, const char *what,
                 struct sk_err *err)
{
    struct str before = str_head(doc->src, off);
    size_t line = 1;
    for (ptrdiff_t i; (i = str_find_char(before, '\n')) >= 0; line++)
        before = str_skip(before, (size_t)i + 1);
    return sk_fail(err, code, "line %zu, column %zu: %s", line, before.n + 1, what);
}

struct str sk_node_utf8(struct sk_doc *doc, struct str raw, size_t off)
{
    struct str s = str_to_utf8(doc->perm, raw);
    if (s.p != raw.p) {
        sk_node_warn(doc, off, "ill-formed UTF-8");
        doc->damaged = true;
    }
    return s;
}

size_t sk_put_utf8(char *to, uint32_t c)
{
    if (c < 0x80) {
        to[0] = (char)c;
        return 1;
    }
    size_t n = c < 0x800 ? 2 : c < 0x10000 ? 3 : 4;
    for (size_t i = n - 1; i > 0; i--, c >>= 6)
        to[i] = (char)(0x80 | (c & 0x3f));
    to[0] = (char)((0xf00u >> n) | c); // 110x xxxx, 1110 xxxx, 1111 0xxx
    return n;
}

bool sk_hex_digits(const char *p, const char *end, size_t n, uint32_t *ret)
{
    uint32_t v = 0;
    for (size_t i = 0; i < n; i++) {
        int x = (size_t)(end - p) > i ? ch_hex_value((unsigned char)p[i]) : -1;
        if (x < 0)
            return false;
        v = v << 4 | (uint32_t)x;
    }
    *ret = v;
    return true;
}

static bool key_eq(const struct sk_val *v, struct str key)
{
    return v->key_n == key.n && (key.n == 0 || memcmp(v->key, key.p, key.n) == 0);
}

static void shadow(struct val_pool *pool, struct sk_val *old, const struct sk_val *now)
{
    old->flags |= VAL_SHADOWED;
    sk_node_warn(pool->doc, now->key_off, "duplicate key");
}

// How far keys may lie from their slot, all together: honest keys stay far below, and whoever
// makes keys that collide gets an error instead of quadratic time.
static size_t probe_budget(size_t n)
{
    return 16 * n + 4096;
}

static bool make_index(struct val_pool *pool, struct sk_val *o)
{
    size_t n_slots = 64;
    while (n_slots < (size_t)o->n * 2)
        n_slots *= 2;
    struct val_index *x = arena_alloc(
        pool->doc->perm, sizeof *x + n_slots * sizeof(struct sk_val *), 1, _Alignof(max_align_t));
    x->first = o->first;
    x->mask = n_slots - 1;
    size_t budget = probe_budget(o->n);
    for (struct sk_val *v = x->first; v; v = v->next) {
        struct str key = sk_val_key(v);
        size_t i = str_hash(key) & x->mask;
        for (; x->slots[i] && !key_eq(x->slots[i], key); i = (i + 1) & x->mask)
            if (budget-- == 0)
                return false;
        if (x->slots[i])
            shadow(pool, x->slots[i], v);
        x->slots[i] = v;
    }
    o->index = x;
    o->flags |= VAL_INDEXED;
    return true;
}

bool sk_node_close_object(struct val_pool *pool, struct sk_val *o)
{
    if (o->n > VAL_INDEX_MIN)
        return make_index(pool, o);
    uint64_t seen = 0; // one bit for each length and last byte: most keys need no comparison
    for (struct sk_val *v = o->first; v; v = v->next) {
        unsigned last = v->key_n ? (unsigned char)v->key[v->key_n - 1] : 0;
        uint64_t bit = (uint64_t)1 << ((v->key_n * 5 + last) & 63);
        if (seen & bit)
            for (struct sk_val *old = o->first; old != v; old = old->next)
                if (!(old->flags & VAL_SHADOWED) && key_eq(old, sk_val_key(v)))
                    shadow(pool, old, v);
        seen |= bit;
    }
    return true;
}

enum sk_kind sk_val_kind(const struct sk_val *v)
{
    return v ? (enum sk_kind)v->kind : SK_NULL;
}

bool sk_val_is(const struct sk_val *v, enum sk_kind kind)
{
    return v && v->kind == kind;
}

struct str sk_val_str(const struct sk_val *v)
{
    return sk_val_is(v, SK_STRING) ? (struct str){v->text, v->n} : (struct str){0};
}

struct str sk_val_text(const struct sk_val *v)
{
    return v && v->kind < SK_ARRAY ? (struct str){v->text, v->n} : (struct str){0};
}

bool sk_val_bool(const struct sk_val *v, bool otherwise)
{
    return sk_val_is(v, SK_BOOL) ? (v->flags & VAL_TRUE) != 0 : otherwise;
}

// YAML's integers as strconv.ParseInt(s, 0, 64) takes them once '_' is gone: [+-] and then 0x, 0o,
// 0b, 0 (octal) or decimal. False for anything else.
static bool yaml_int(struct str s, int64_t *ret)
{
    char digits[72];
    size_t n = 0;
    bool minus = str_take(&s, S("-"));
    if (!minus)
        (void)str_take(&s, S("+"));
    for (size_t i = 0; i < s.n; i++) {
        if (s.p[i] == '_')
            continue;
        if (n == sizeof digits)
            return false;
        digits[n++] = (char)ch_lower((unsigned char)s.p[i]);
    }
    struct str d = {digits, n};
    unsigned base = 10;
    if (str_take(&d, S("0x")))
        base = 16;
    else if (str_take(&d, S("0b")))
        base = 2;
    else if (str_take(&d, S("0o")) || (d.n > 1 && str_take(&d, S("0"))))
        base = 8;
    uint64_t v = 0;
    for (size_t i = 0; i < d.n; i++) {
        int x = ch_hex_value(d.p[i]);
        if (x < 0 || (unsigned)x >= base || __builtin_mul_overflow(v, base, &v) ||
            __builtin_add_overflow(v, (uint64_t)x, &v))
            return false;
    }
    if (d.n == 0 || v > (uint64_t)INT64_MAX + minus)
        return false;
    *ret = minus ? (int64_t)(0 - v) : (int64_t)v;
    return true;
}

bool sk_val_i64(const struct sk_val *v, int64_t *ret)
{
    if (!sk_val_is(v, SK_NUMBER))
        return false;
    return v->flags & VAL_YAML_NUM ? yaml_int(sk_val_text(v), ret)
                                   : str_to_i64(sk_val_text(v), ret);
}

// The reader has checked that the text is a number in its format's spelling.
static bool yaml_double(struct str s, double *ret)
{
    int64_t i;
    char buf[128];
    size_t n = 0;
    for (size_t k = 0; k < s.n; k++) {
        if (s.p[k] == '_')
            continue;
        if (n + 1 == sizeof buf)
            return false; // longer than any honest number
        buf[n++] = s.p[k];
    }
    buf[n] = 0;
    *ret = yaml_int(s, &i) ? (double)i : strtod(buf, NULL);
    return true;
}

bool sk_val_double(const struct sk_val *v, double *ret)
{
    if (!sk_val_is(v, SK_NUMBER))
        return false;
    return v->flags & VAL_YAML_NUM ? yaml_double(sk_val_text(v), ret)
                                   : str_to_double(sk_val_text(v), ret);
}

size_t sk_val_count(const struct sk_val *v)
{
    return v && v->kind >= SK_ARRAY ? v->n : 0;
}

static const struct sk_val *find_indexed(const struct val_index *x, struct str key)
{
    for (size_t i = str_hash(key) & x->mask; x->slots[i]; i = (i + 1) & x->mask)
        if (key_eq(x->slots[i], key))
            return x->slots[i];
    return NULL;
}

const struct sk_val *sk_val_get(const struct sk_val *o, struct str key)
{
    if (!sk_val_is(o, SK_OBJECT))
        return NULL;
    if (o->flags & VAL_INDEXED)
        return find_indexed(o->index, key);
    const struct sk_val *v = o->first;
    while (v && ((v->flags & VAL_SHADOWED) || !key_eq(v, key)))
        v = v->next;
    return v;
}

const struct sk_val *sk_val_path(const struct sk_val *v, const char *dotted)
{
    struct str rest = str_from(dotted), key;
    while (v && str_next_field(&rest, '.', &key))
        v = sk_val_get(v, key);
    return v;
}

const struct sk_val *sk_val_first(const struct sk_val *v)
{
    if (!v || v->kind < SK_ARRAY)
        return NULL;
    return v->flags & VAL_INDEXED ? v->index->first : v->first;
}

const struct sk_val *sk_val_next(const struct sk_val *v)
{
    return v ? v->next : NULL;
}

struct str sk_val_key(const struct sk_val *member)
{
    return member ? (struct str){member->key, member->key_n} : (struct str){0};
}

struct sk_span sk_val_span(const struct sk_val *v)
{
    return v ? (struct sk_span){v->off, v->end} : (struct sk_span){0};
}

struct sk_span sk_val_key_span(const struct sk_val *member)
{
    return member ? (struct sk_span){member->key_off, member->key_end} : (struct sk_span){0};
}

static void index_lines(struct sk_doc *d)
{
    size_t cap = 0;
    struct str rest = d->src;
    d->n_lines = 0;
    *VEC_PUSH(d->perm, d->line_starts, d->n_lines, cap) = 0;
    for (ptrdiff_t i; (i = str_find_char(rest, '\n')) >= 0;) {
        rest = str_skip(rest, (size_t)i + 1);
        *VEC_PUSH(d->perm, d->line_starts, d->n_lines, cap) = (uint32_t)(d->src.n - rest.n);
    }
}

struct sk_pos sk_doc_pos(struct sk_doc *d, size_t off)
{
    if (!d->perm)
        return (struct sk_pos){1, 1};
    if (!d->line_starts)
        index_lines(d);
    size_t lo = 0, hi = d->n_lines; // line_starts[lo] <= off < line_starts[hi]
    while (hi - lo > 1) {
        size_t mid = lo + (hi - lo) / 2;
        if (d->line_starts[mid] <= off)
            lo = mid;
        else
            hi = mid;
    }
    return (struct sk_pos){(uint32_t)lo + 1, (uint32_t)(off - d->line_starts[lo]) + 1};
}

uint32_t sk_val_line(struct sk_doc *d, const struct sk_val *v)
{
    return v ? sk_doc_pos(d, v->off).line : 0;
}
