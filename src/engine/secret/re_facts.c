// What can be said of every match of an expression: its widths, and literals that it must hold.
#include "engine/secret/re.h"

#include <string.h>

enum { MAX_EXACT = 24, MAX_EXACT_BYTES = 24, MAX_LITS = 200 };

static uint32_t add_width(uint32_t a, uint32_t b)
{
    return a == SEC_INF || b == SEC_INF || a + b < a ? SEC_INF : a + b;
}

static uint32_t times(uint32_t a, uint32_t n)
{
    if (a == 0 || n == 0)
        return 0;
    if (a == SEC_INF || n == SEC_INF || (uint64_t)a * n >= SEC_INF)
        return SEC_INF;
    return a * n;
}

static bool has_newline(const struct sec_re *n)
{
    if (n->kind == SEC_RE_SET)
        return n->set['\n' >> 5] >> ('\n' & 31) & 1;
    if (n->kind == SEC_RE_LIT)
        return str_has_char(n->text, '\n');
    for (size_t i = 0; i < n->n_kids; i++)
        if (has_newline(n->kids[i]))
            return true;
    return false;
}

void sec_re_widths(const struct sec_re *n, uint32_t *ret_min, uint32_t *ret_max, bool *ret_lines)
{
    uint32_t min = 0, max = 0, kmin, kmax;
    switch (n->kind) {
    case SEC_RE_EMPTY:
    case SEC_RE_AT: break;
    case SEC_RE_LIT: min = max = (uint32_t)n->text.n; break;
    case SEC_RE_SET: min = max = 1; break;
    case SEC_RE_CAT:
    case SEC_RE_GROUP:
        for (size_t i = 0; i < n->n_kids; i++) {
            sec_re_widths(n->kids[i], &kmin, &kmax, ret_lines);
            min = add_width(min, kmin);
            max = add_width(max, kmax);
        }
        break;
    case SEC_RE_ALT:
        min = SEC_INF;
        for (size_t i = 0; i < n->n_kids; i++) {
            sec_re_widths(n->kids[i], &kmin, &kmax, ret_lines);
            min = kmin < min ? kmin : min;
            max = kmax > max ? kmax : max;
        }
        break;
    case SEC_RE_REP:
        sec_re_widths(n->kids[0], &kmin, &kmax, ret_lines);
        min = times(kmin, n->min);
        max = times(kmax, n->max);
        if (n->max == SEC_INF && has_newline(n->kids[0]))
            *ret_lines = true;
        break;
    }
    *ret_min = min;
    *ret_max = max;
}

// ---- literals ----

struct lits { // one of these is in every match
    struct str *s;
    size_t n;
    uint32_t before; // where it begins, at most
};

struct fact {
    bool exact; // `all` is every possible match
    struct lits all;
    struct lits best; // n = 0: none known
};

static size_t shortest(const struct lits *l)
{
    size_t min = l->n ? SIZE_MAX : 0;
    for (size_t i = 0; i < l->n; i++)
        min = l->s[i].n < min ? l->s[i].n : min;
    return min;
}

// Longer is better up to a point; then fewer.
static bool better(const struct lits *a, const struct lits *b)
{
    size_t x = shortest(a), y = shortest(b);
    x = x > 6 ? 6 : x;
    y = y > 6 ? 6 : y;
    if (a->n > MAX_LITS || x == 0)
        return false;
    if ((a->before == SEC_INF) != (b->before == SEC_INF) && x >= 3 && y >= 3)
        return b->before == SEC_INF;
    return x != y ? x > y : a->n < b->n;
}

static void consider(struct fact *f, const struct lits *l)
{
    if (shortest(l) > 0 && (f->best.n == 0 || better(l, &f->best)) && l->n <= MAX_LITS)
        f->best = *l;
}

static bool cross(struct arena *a, struct lits *to, const struct lits *with)
{
    size_t n = to->n * with->n;
    if (n > MAX_EXACT)
        return false;
    for (size_t i = 0; i < to->n; i++)
        for (size_t k = 0; k < with->n; k++)
            if (to->s[i].n + with->s[k].n > MAX_EXACT_BYTES)
                return false;
    struct str *s = arena_new(a, struct str, n ? n : 1);
    for (size_t i = 0; i < to->n; i++)
        for (size_t k = 0; k < with->n; k++)
            s[i * with->n + k] = str_join(a, to->s[i], with->s[k]);
    to->s = s;
    to->n = n;
    return true;
}

static struct lits one_empty(struct arena *a)
{
    return (struct lits){.s = arena_new(a, struct str, 1), .n = 1};
}

static struct fact facts_of(struct arena *a, const struct sec_re *n);

static struct fact cat_facts(struct arena *a, const struct sec_re *n)
{
    struct fact f = {.exact = true, .all = one_empty(a)};
    uint32_t before = 0; // of the run in f.all
    uint32_t width = 0;  // of everything so far
    for (size_t i = 0; i < n->n_kids; i++) {
        struct fact k = facts_of(a, n->kids[i]);
        uint32_t min, max;
        bool lines = false;
        sec_re_widths(n->kids[i], &min, &max, &lines);
        if (k.exact && cross(a, &f.all, &k.all)) {
            width = add_width(width, max);
            continue;
        }
        f.all.before = before;
        consider(&f, &f.all);
        f.exact = false;
        if (k.best.n) {
            k.best.before = add_width(k.best.before, width);
            consider(&f, &k.best);
        }
        f.all = one_empty(a);
        before = width;
        if (k.exact) {
            f.all = k.all;
        }
        width = add_width(width, max);
        if (!k.exact)
            before = width;
    }
    f.all.before = before;
    consider(&f, &f.all);
    return f;
}

static struct fact alt_facts(struct arena *a, const struct sec_re *n)
{
    struct fact f = {.exact = true};
    struct lits all = {0}, any = {0};
    size_t cap_all = 0, cap_any = 0;
    bool all_have = true;
    for (size_t i = 0; i < n->n_kids; i++) {
        struct fact k = facts_of(a, n->kids[i]);
        f.exact &= k.exact;
        for (size_t j = 0; k.exact && j < k.all.n; j++)
            *VEC_PUSH(a, all.s, all.n, cap_all) = k.all.s[j];
        all_have &= k.best.n > 0;
        for (size_t j = 0; j < k.best.n; j++)
            *VEC_PUSH(a, any.s, any.n, cap_any) = k.best.s[j];
        any.before = k.best.before > any.before ? k.best.before : any.before;
    }
    f.exact &= all.n <= MAX_EXACT;
    if (f.exact)
        f.all = all;
    if (all_have)
        consider(&f, &any);
    return f;
}

static struct fact rep_facts(struct arena *a, const struct sec_re *n)
{
    struct fact k = facts_of(a, n->kids[0]), f = {0};
    if (n->min == 0 && n->max == 1 && k.exact && k.all.n < MAX_EXACT) {
        f = (struct fact){.exact = true,
                          .all = {arena_new(a, struct str, k.all.n + 1), k.all.n, 0}};
        memcpy(f.all.s, k.all.s, k.all.n * sizeof *k.all.s);
        f.all.n++; // or nothing
        return f;
    }
    if (n->min == 0)
        return f;
    if (k.exact && n->min == n->max && n->min <= 4) {
        f = (struct fact){.exact = true, .all = k.all};
        for (uint32_t i = 1; i < n->min && f.exact; i++)
            f.exact = cross(a, &f.all, &k.all);
        if (f.exact)
            consider(&f, &f.all);
    }
    if (!f.exact)
        f.best = k.best;
    return f;
}

static struct fact facts_of(struct arena *a, const struct sec_re *n)
{
    struct fact f = {0};
    switch (n->kind) {
    case SEC_RE_EMPTY:
    case SEC_RE_AT: return (struct fact){.exact = true, .all = one_empty(a)};
    case SEC_RE_LIT:
        f.all = one_empty(a);
        f.all.s[0] = str_lower(a, n->text);
        f.exact = n->text.n <= MAX_EXACT_BYTES;
        f.best = f.all;
        return f;
    case SEC_RE_SET:
        f.all.s = arena_new(a, struct str, MAX_EXACT + 1);
        for (unsigned c = 0; c < 256 && f.all.n <= MAX_EXACT; c++)
            if (n->set[c >> 5] >> (c & 31) & 1 && !(c >= 'A' && c <= 'Z'))
                f.all.s[f.all.n++] = str_fmt(a, "%c", (int)c);
            else if (c >= 'A' && c <= 'Z' && n->set[c >> 5] >> (c & 31) & 1 &&
                     !(n->set[(c | 32) >> 5] >> ((c | 32) & 31) & 1))
                f.all.s[f.all.n++] = str_fmt(a, "%c", (int)c | 32);
        f.exact = f.all.n > 0 && f.all.n <= 4;
        return f;
    case SEC_RE_GROUP: return facts_of(a, n->kids[0]);
    case SEC_RE_CAT: return cat_facts(a, n);
    case SEC_RE_ALT: return alt_facts(a, n);
    case SEC_RE_REP: return rep_facts(a, n);
    }
    return f;
}

void sec_re_facts(struct arena *a, const struct sec_re *re, struct sec_re_facts *ret)
{
    *ret = (struct sec_re_facts){0};
    sec_re_widths(re, &ret->min, &ret->max, &ret->spans_lines);
    struct fact f = facts_of(a, re);
    if (f.exact)
        consider(&f, &f.all);
    if (shortest(&f.best) < 2)
        return; // a single byte says nothing
    ret->lits = f.best.s;
    ret->n_lits = f.best.n;
    ret->before = f.best.before;
}
