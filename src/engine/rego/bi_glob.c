// Builtins: globs, with the meaning of gobwas/glob: * and ? stop at delimiters, ** does not; [a-z],
// [!abc], {one,two}. Matching is in time proportional to pattern times text.
#include "engine/rego/bi.h"

#include <string.h>

enum { MAX_GLOB = 1 << 14, MAX_GLOB_DEPTH = 50, MAX_NODES = 1 << 15 };

enum glob_op { G_RUNE, G_ANY, G_STAR, G_SUPER, G_SET, G_SPLIT, G_JUMP, G_END };
struct glob_inst {
    uint8_t op;
    bool negated;
    uint32_t c, x, y;
    struct str set; // the text between the brackets
};

struct glob {
    struct arena *a;
    struct glob_inst *p;
    size_t n, cap;
    uint32_t delims[16];
    size_t n_delims;
    const char *bad;
};

static uint32_t emit(struct glob *g, enum glob_op op)
{
    struct glob_inst *i = VEC_PUSH(g->a, g->p, g->n, g->cap);
    *i = (struct glob_inst){.op = (uint8_t)op};
    if (g->n > MAX_NODES)
        g->bad = "pattern too large";
    return (uint32_t)g->n - 1;
}

static bool compile(struct glob *g, struct str *s, int depth);

// {a,b*,c}
static bool alternatives(struct glob *g, struct str *s, int depth)
{
    uint32_t ends[256];
    size_t n = 0;
    if (depth > MAX_GLOB_DEPTH) {
        g->bad = "pattern nests too deeply";
        return false;
    }
    for (;;) {
        uint32_t split = emit(g, G_SPLIT);
        g->p[split].x = split + 1;
        if (!compile(g, s, depth + 1))
            return false;
        if (n == COUNT_OF(ends)) {
            g->bad = "too many alternatives";
            return false;
        }
        ends[n++] = emit(g, G_JUMP);
        g->p[split].y = (uint32_t)g->n;
        if (str_take(s, S(",")))
            continue;
        if (!str_take(s, S("}"))) {
            g->bad = "missing }";
            return false;
        }
        g->p[split].y = split + 1; // the last one is no choice
        break;
    }
    for (size_t i = 0; i < n; i++)
        g->p[ends[i]].x = (uint32_t)g->n;
    return true;
}

static bool bracket(struct glob *g, struct str *s)
{
    bool negated = str_take(s, S("!"));
    struct str inside, rest;
    if (!str_cut(*s, ']', &inside, &rest) || !inside.n) {
        g->bad = "bad character list";
        return false;
    }
    *s = rest;
    uint32_t at = emit(g, G_SET);
    g->p[at].negated = negated;
    g->p[at].set = inside;
    return true;
}

static bool compile(struct glob *g, struct str *s, int depth)
{
    while (s->n && !g->bad) {
        uint32_t c;
        if (depth && (s->p[0] == ',' || s->p[0] == '}'))
            return true;
        if (str_take(s, S("**"))) {
            while (str_take(s, S("*")))
                ;
            emit(g, G_SUPER);
        } else if (str_take(s, S("*"))) {
            emit(g, G_STAR);
        } else if (str_take(s, S("?"))) {
            emit(g, G_ANY);
        } else if (str_take(s, S("["))) {
            if (!bracket(g, s))
                return false;
        } else if (str_take(s, S("{"))) {
            if (!alternatives(g, s, depth))
                return false;
        } else {
            (void)str_take(s, S("\\"));
            if (!s->n)
                break;
            *s = str_skip(*s, rego_utf8(*s, 0, &c));
            uint32_t at = emit(g, G_RUNE); // the program may move: first emit, then write
            g->p[at].c = c;
        }
    }
    return !g->bad;
}

static bool in_set(const struct glob_inst *i, uint32_t c)
{
    struct str s = i->set;
    uint32_t lo, hi;
    size_t n = rego_utf8(s, 0, &lo);
    if (str_at(s, n) == '-' && s.n > n + 1 && rego_utf8(s, n + 1, &hi) + n + 1 == s.n)
        return (c >= lo && c <= hi) != i->negated;
    for (size_t at = 0; at < s.n;) {
        at += rego_utf8(s, at, &lo);
        if (lo == c)
            return !i->negated;
    }
    return i->negated;
}

static bool is_delim(const struct glob *g, uint32_t c)
{
    for (size_t i = 0; i < g->n_delims; i++)
        if (g->delims[i] == c)
            return true;
    return false;
}

static void add(const struct glob *g, bool *set, uint32_t pc)
{
    uint32_t stack[MAX_GLOB_DEPTH * 4 + 300];
    size_t n = 0;
    stack[n++] = pc;
    while (n) {
        pc = stack[--n];
        if (set[pc])
            continue;
        set[pc] = true;
        const struct glob_inst *i = &g->p[pc];
        if (i->op == G_SPLIT && n + 2 < COUNT_OF(stack)) {
            stack[n++] = i->x;
            stack[n++] = i->y;
        } else if (i->op == G_JUMP) {
            stack[n++] = i->x;
        } else if (i->op == G_STAR || i->op == G_SUPER) {
            stack[n++] = pc + 1;
        }
    }
}

static bool match(struct rego_call *c, const struct glob *g, struct str s)
{
    ARENA_SCRATCH(tmp);
    bool *now = arena_new(&tmp, bool, g->n), *next = arena_new(&tmp, bool, g->n);
    add(g, now, 0);
    for (size_t at = 0; at < s.n;) {
        uint32_t r;
        at += rego_utf8(s, at, &r);
        memset(next, 0, g->n);
        bool delim = is_delim(g, r), any = false;
        for (uint32_t pc = 0; pc < g->n; pc++) {
            const struct glob_inst *i = &g->p[pc];
            if (!now[pc])
                continue;
            bool stays = i->op == G_SUPER || (i->op == G_STAR && !delim);
            bool goes = (i->op == G_RUNE && i->c == r) || (i->op == G_ANY && !delim) ||
                        (i->op == G_SET && in_set(i, r));
            any = any || stays || goes;
            if (stays)
                add(g, next, pc);
            else if (goes)
                add(g, next, pc + 1);
        }
        if (!any || !rego_call_step(c, 1 + g->n / 64))
            return false;
        bool *t = now;
        now = next;
        next = t;
    }
    return now[g->n - 1];
}

BI(glob_match)
{
    struct glob g = {.a = c->a};
    struct str s = bi_str(args[0]);
    if (s.n > MAX_GLOB)
        return rego_call_fail(c, "pattern larger than %d bytes", MAX_GLOB);
    if (args[1]->kind == REGO_ARRAY) {
        for (size_t i = 0; i < args[1]->n && i < COUNT_OF(g.delims); i++) {
            struct str d;
            if (!rego_bi_item_str(c, 2, args[1], i, &d))
                return NULL;
            if (!d.n || rego_utf8(d, 0, &g.delims[i]) != d.n)
                return rego_call_fail(c, "operand 2 must be an array of single characters");
            g.n_delims++;
        }
        if (args[1]->n == 0) {
            g.delims[0] = '.';
            g.n_delims = 1;
        }
    }
    if (!compile(&g, &s, 0))
        return rego_call_fail(c, "%s", g.bad);
    emit(&g, G_END);
    return rego_bool(match(c, &g, bi_str(args[2])));
}

BI(glob_quote)
{
    SK_BUF_SCRATCH(b, REGO_MAX_STRING);
    struct str s = bi_str(args[0]);
    for (size_t i = 0; i < s.n; i++) {
        if (s.p[i] && strchr("*?\\[]{},", s.p[i]))
            sk_buf_add_char(&b, '\\');
        sk_buf_add_char(&b, s.p[i]);
    }
    return rego_bi_buf(c, &b);
}
