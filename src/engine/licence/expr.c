// SPDX expressions: read, replace what is deprecated, print, compare.
#include "core/limits.h"
#include "engine/licence/licence_int.h"

// ---- terms ----

static void set_family(struct lic_expr *t)
{
    const struct lic_id *id = lic_id_find(t->id);
    const struct lic_exception *x = t->exception.n ? lic_exception_find(t->exception) : NULL;
    if (str_eq(t->id, S("NOASSERTION")) || str_eq(t->id, S("NONE")))
        t->family = LIC_NONE;
    else
        t->family = id ? id->family : lic_ref_family(t->id);
    if (x && x->relaxes && t->family == LIC_STRONG)
        t->family = LIC_WEAK;
}

struct lic_expr *lic_new_term(struct arena *a, struct str id)
{
    struct lic_expr *t = arena_new(a, struct lic_expr, 1);
    const struct lic_id *known = lic_id_find(id);
    *t = (struct lic_expr){.op = LIC_TERM, .id = known ? known->id : id};
    if (known && known->instead.n) {
        struct str head, tail;
        (void)str_cut_str(known->instead, S(" WITH "), &head, &tail);
        t->id = head;
        t->exception = tail;
    }
    set_family(t);
    return t;
}

// "x-only" with "or later" is "x-or-later"; of others the plus is kept.
void lic_set_plus(struct arena *a, struct lic_expr *t)
{
    if (str_ends(t->id, S("-or-later")) || !lic_id_find(t->id))
        return; // a reference has no versions
    struct str base = str_ends(t->id, S("-only")) ? str_head(t->id, t->id.n - 5) : t->id;
    const struct lic_id *later = lic_id_find(str_join(a, base, S("-or-later")));
    if (later)
        t->id = later->id;
    else
        t->plus = true;
    set_family(t);
}

void lic_set_exception(struct arena *a, struct lic_expr *t, struct str exception)
{
    const struct lic_exception *x = lic_exception_find(exception);
    t->exception = x ? (x->instead.n ? x->instead : x->id) : str_dup(a, exception);
    set_family(t);
}

bool lic_is_term(const struct lic_expr *e, const char *id)
{
    return e && e->op == LIC_TERM && str_eq(e->id, str_from(id));
}

// ---- groups ----

static bool same(const struct lic_expr *x, const struct lic_expr *y)
{
    if (x->op != y->op)
        return false;
    if (x->op == LIC_TERM)
        return str_eq_nocase(x->id, y->id) && str_eq_nocase(x->exception, y->exception) &&
               x->plus == y->plus;
    const struct lic_expr *a = x->first, *b = y->first;
    for (; a && b; a = a->next, b = b->next)
        if (!same(a, b))
            return false;
    return !a && !b;
}

static void add(struct lic_expr *group, struct lic_expr *e)
{
    for (const struct lic_expr *m = group->first; m; m = m->next)
        if (same(m, e))
            return;
    e->next = NULL;
    *(group->first ? group->end : &group->first) = e;
    group->end = &e->next;
}

// Members of a group of the same kind become members of this one.
static void add_flat(struct lic_expr *group, struct lic_expr *e)
{
    if (e->op != group->op) {
        add(group, e);
        return;
    }
    for (struct lic_expr *m = e->first, *next; m; m = next) {
        next = m->next;
        add(group, m);
    }
}

struct lic_expr *lic_join(struct arena *a, enum lic_op op, struct lic_expr *x, struct lic_expr *y)
{
    if (!x || !y)
        return x ? x : y;
    if (x->op == op) {
        add_flat(x, y);
        return x;
    }
    struct lic_expr *g = arena_new(a, struct lic_expr, 1);
    *g = (struct lic_expr){.op = op};
    add_flat(g, x);
    add_flat(g, y);
    return g->first->next ? g : g->first;
}

// ---- reading ----

struct parser {
    struct arena *a;
    struct str rest;
    size_t terms, depth;
    struct sk_err *err;
};

static bool is_id_char(int c)
{
    return ch_is_alnum(c) || c == '-' || c == '.';
}

static void skip_space(struct parser *p)
{
    while (ch_is_space(str_at(p->rest, 0)))
        p->rest = str_skip(p->rest, 1);
}

static struct str peek_word(struct parser *p)
{
    size_t n = 0;
    skip_space(p);
    while (is_id_char(str_at(p->rest, n)) || str_at(p->rest, n) == ':')
        n++;
    return str_head(p->rest, n);
}

static bool take_word(struct parser *p, struct str word)
{
    struct str next = peek_word(p);
    if (!str_eq_nocase(next, word))
        return false;
    p->rest = str_skip(p->rest, next.n);
    return true;
}

static bool is_ref(struct str s)
{
    struct str doc, tail;
    if (str_starts_nocase(s, S("DocumentRef-"))) {
        if (!str_cut(s, ':', &doc, &tail) || doc.n <= 12)
            return false;
        s = tail;
    }
    bool licence = str_starts_nocase(s, S("LicenseRef-")) && s.n > 11;
    bool addition = str_starts_nocase(s, S("AdditionRef-")) && s.n > 12;
    return (licence || addition) && !str_has_char(s, ':');
}

static int parse_term(struct parser *p, struct lic_expr **ret)
{
    struct str word = peek_word(p);
    if (++p->terms > LIC_MAX_TERMS)
        return sk_fail(p->err, SK_ELIMIT, "more than %d licences in one expression", LIC_MAX_TERMS);
    if (!word.n)
        return sk_fail(p->err, SK_EFORMAT, "a licence is missing before '" STR_FMT "'",
                       STR_ARG(str_head(p->rest, 20)));
    bool none = str_eq_nocase(word, S("NOASSERTION")) || str_eq_nocase(word, S("NONE"));
    const struct lic_id *id = lic_id_find(word);
    if (!id && !none && !is_ref(word))
        return sk_fail(p->err, SK_EFORMAT, "'" STR_FMT "' is no licence of the SPDX list",
                       STR_ARG(word));
    p->rest = str_skip(p->rest, word.n);
    struct lic_expr *t;
    if (none)
        t = lic_new_term(p->a, str_eq_nocase(word, S("NONE")) ? S("NONE") : S("NOASSERTION"));
    else
        t = lic_new_term(p->a, id ? word : str_dup(p->a, word));
    if (str_at(p->rest, 0) == '+') {
        // "GPL-2.0+" is an id of the list, deprecated, and means the same.
        if (!id)
            return sk_fail(p->err, SK_EFORMAT, "'+' after '" STR_FMT "'", STR_ARG(word));
        p->rest = str_skip(p->rest, 1);
        lic_set_plus(p->a, t);
    }
    if (take_word(p, S("WITH"))) {
        struct str x = peek_word(p);
        if (!lic_exception_find(x) && !is_ref(x))
            return sk_fail(p->err, SK_EFORMAT, "'" STR_FMT "' is no exception of the SPDX list",
                           STR_ARG(x));
        p->rest = str_skip(p->rest, x.n);
        lic_set_exception(p->a, t, x);
    }
    *ret = t;
    return 0;
}

static int parse_or(struct parser *p, struct lic_expr **ret);

static int parse_factor(struct parser *p, struct lic_expr **ret)
{
    skip_space(p);
    if (!str_take(&p->rest, S("(")))
        return parse_term(p, ret);
    if (++p->depth > LIC_MAX_DEPTH)
        return sk_fail(p->err, SK_ELIMIT, "brackets nested deeper than %d", LIC_MAX_DEPTH);
    int r = parse_or(p, ret);
    p->depth--;
    if (r < 0)
        return r;
    skip_space(p);
    return str_take(&p->rest, S(")")) ? 0 : sk_fail(p->err, SK_EFORMAT, "')' is missing");
}

static int parse_and(struct parser *p, struct lic_expr **ret)
{
    int r = parse_factor(p, ret);
    while (r == 0 && take_word(p, S("AND"))) {
        struct lic_expr *more;
        if ((r = parse_factor(p, &more)) == 0)
            *ret = lic_join(p->a, LIC_AND, *ret, more);
    }
    return r;
}

static int parse_or(struct parser *p, struct lic_expr **ret)
{
    int r = parse_and(p, ret);
    while (r == 0 && take_word(p, S("OR"))) {
        struct lic_expr *more;
        if ((r = parse_and(p, &more)) == 0)
            *ret = lic_join(p->a, LIC_OR, *ret, more);
    }
    return r;
}

int lic_parse(struct arena *perm, struct str text, struct lic_expr **ret, struct sk_err *err)
{
    struct parser p = {.a = perm, .rest = text, .err = err};
    struct lic_expr *e;
    if (text.n > LIC_MAX_TEXT)
        return sk_fail(err, SK_ELIMIT, "an expression of more than %d bytes", LIC_MAX_TEXT);
    int r = parse_or(&p, &e);
    if (r < 0)
        return r;
    skip_space(&p);
    if (p.rest.n)
        return sk_fail(err, SK_EFORMAT, "AND, OR or WITH is missing before '" STR_FMT "'",
                       STR_ARG(str_head(p.rest, 20)));
    *ret = e;
    return 0;
}

// ---- printing and asking ----

static void print(struct sk_buf *b, const struct lic_expr *e, bool inner)
{
    if (e->op == LIC_TERM) {
        sk_buf_add(b, e->id);
        if (e->plus)
            sk_buf_add_char(b, '+');
        if (e->exception.n) {
            sk_buf_add(b, S(" WITH "));
            sk_buf_add(b, e->exception);
        }
        return;
    }
    if (inner)
        sk_buf_add_char(b, '(');
    for (const struct lic_expr *m = e->first; m; m = m->next) {
        if (m != e->first)
            sk_buf_add(b, e->op == LIC_AND ? S(" AND ") : S(" OR "));
        print(b, m, true);
    }
    if (inner)
        sk_buf_add_char(b, ')');
}

struct str lic_print(struct arena *a, const struct lic_expr *e)
{
    SK_BUF_SCRATCH(b, SK_MB);
    if (!e)
        return S("NOASSERTION");
    print(&b, e, false);
    return str_dup(a, sk_buf_str(&b));
}

enum lic_family lic_expr_family(const struct lic_expr *e)
{
    if (!e)
        return LIC_NONE;
    if (e->op == LIC_TERM)
        return e->family;
    enum lic_family f = lic_expr_family(e->first);
    for (const struct lic_expr *m = e->first->next; m; m = m->next) {
        enum lic_family g = lic_expr_family(m);
        if (e->op == LIC_AND ? g > f : g < f)
            f = g;
    }
    return f;
}

static const struct lic_expr *nth(const struct lic_expr *e, size_t *i)
{
    if (e->op == LIC_TERM)
        return (*i)-- == 0 ? e : NULL;
    for (const struct lic_expr *m = e->first; m; m = m->next) {
        const struct lic_expr *t = nth(m, i);
        if (t)
            return t;
    }
    return NULL;
}

const struct lic_expr *lic_term_at(const struct lic_expr *e, size_t i)
{
    return e ? nth(e, &i) : NULL;
}
