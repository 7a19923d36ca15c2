// A tree written out in the syntax that PCRE2 and Hyperscan share.
#include "engine/secret/re.h"

#include <string.h>

static bool set_has(const uint32_t *set, unsigned c)
{
    return set[c >> 5] >> (c & 31) & 1;
}

static void put_byte(struct sk_buf *b, unsigned c)
{
    if (ch_is_alnum((int)c) || c == '_')
        sk_buf_add_char(b, (char)c);
    else
        sk_buf_fmt(b, "\\x%02x", c);
}

static void put_set(struct sk_buf *b, const uint32_t *set)
{
    size_t n = 0;
    for (unsigned c = 0; c < 256; c++)
        n += set_has(set, c);
    if (n == 0) {
        sk_buf_add(b, S("[^\\x00-\\xff]")); // nothing matches
        return;
    }
    bool negate = n > 128 && n < 256;
    sk_buf_add(b, negate ? S("[^") : S("["));
    for (unsigned c = 0; c < 256; c++) {
        if (set_has(set, c) == negate)
            continue;
        unsigned end = c;
        while (end < 255 && set_has(set, end + 1) != negate)
            end++;
        put_byte(b, c);
        if (end > c + 1)
            sk_buf_add_char(b, '-');
        if (end > c)
            put_byte(b, end);
        c = end;
    }
    sk_buf_add_char(b, ']');
}

static void put_literal(struct sk_buf *b, const struct sec_re *n)
{
    bool group = n->fold || n->text.n != 1;
    if (group)
        sk_buf_add(b, n->fold ? S("(?i:") : S("(?:"));
    for (size_t i = 0; i < n->text.n; i++)
        put_byte(b, (unsigned char)n->text.p[i]);
    if (group)
        sk_buf_add_char(b, ')');
}

static void put_count(struct sk_buf *b, const struct sec_re *n)
{
    if (n->min == 0 && n->max == SEC_INF)
        sk_buf_add_char(b, '*');
    else if (n->min == 1 && n->max == SEC_INF)
        sk_buf_add_char(b, '+');
    else if (n->min == 0 && n->max == 1)
        sk_buf_add_char(b, '?');
    else if (n->max == SEC_INF)
        sk_buf_fmt(b, "{%u,}", n->min);
    else if (n->min == n->max)
        sk_buf_fmt(b, "{%u}", n->min);
    else
        sk_buf_fmt(b, "{%u,%u}", n->min, n->max);
    if (n->lazy)
        sk_buf_add_char(b, '?');
}

static void put_at(struct sk_buf *b, char what)
{
    if (what == '^' || what == '$')
        sk_buf_fmt(b, "(?m:%c)", what);
    else
        sk_buf_fmt(b, "\\%c", what);
}

void sec_re_emit(struct sk_buf *b, const struct sec_re *n, bool bare)
{
    switch (n->kind) {
    case SEC_RE_EMPTY: return;
    case SEC_RE_LIT: put_literal(b, n); return;
    case SEC_RE_SET: put_set(b, n->set); return;
    case SEC_RE_AT: put_at(b, n->what); return;
    case SEC_RE_CAT:
        for (size_t i = 0; i < n->n_kids; i++)
            sec_re_emit(b, n->kids[i], bare);
        return;
    case SEC_RE_ALT:
        sk_buf_add(b, S("(?:"));
        for (size_t i = 0; i < n->n_kids; i++) {
            if (i)
                sk_buf_add_char(b, '|');
            sec_re_emit(b, n->kids[i], bare);
        }
        sk_buf_add_char(b, ')');
        return;
    case SEC_RE_REP:
        if (n->max == 0)
            return;
        sk_buf_add(b, S("(?:"));
        sec_re_emit(b, n->kids[0], bare);
        sk_buf_add_char(b, ')');
        put_count(b, n);
        return;
    case SEC_RE_GROUP:
        sk_buf_add(b, bare ? S("(?:") : S("("));
        sec_re_emit(b, n->kids[0], bare);
        sk_buf_add_char(b, ')');
        return;
    }
}

// Without leading parts that may be absent, and with one element where a repeat leads. Match ends
// are the same; starts are not.
const struct sec_re *sec_re_without_lead(struct arena *a, const struct sec_re *re)
{
    if (re->kind == SEC_RE_GROUP) {
        struct sec_re *n = arena_new(a, struct sec_re, 1);
        *n = *re;
        n->kids = arena_new(a, struct sec_re *, 1);
        n->kids[0] = (struct sec_re *)(uintptr_t)sec_re_without_lead(a, re->kids[0]);
        return n;
    }
    if (re->kind != SEC_RE_CAT)
        return re;
    size_t skip = 0;
    while (skip + 1 < re->n_kids && re->kids[skip]->kind == SEC_RE_REP && re->kids[skip]->min == 0)
        skip++;
    struct sec_re *n = arena_new(a, struct sec_re, 1);
    *n = *re;
    n->n_kids = re->n_kids - skip;
    n->kids = arena_new(a, struct sec_re *, n->n_kids);
    memcpy(n->kids, re->kids + skip, n->n_kids * sizeof *n->kids);
    if (n->n_kids && n->kids[0]->kind == SEC_RE_GROUP)
        n->kids[0] = (struct sec_re *)(uintptr_t)sec_re_without_lead(a, n->kids[0]);
    return n;
}
