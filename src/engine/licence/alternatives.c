// The expressions of <alt match="...">, spelt out. They are regular expressions, but of a simple sort: what is
// written instead is one of a few texts, or anything.
#include "engine/licence/template.h"

#include <string.h>

struct set {
    struct str s[LIC_MAX_ALTERNATIVES];
    size_t n;
};

struct expander {
    struct arena *a;
    struct str rest;
    unsigned depth;
    bool failed;
};

static void add(struct expander *x, struct set *to, struct str s)
{
    for (size_t i = 0; i < to->n; i++)
        if (str_eq(to->s[i], s))
            return;
    if (to->n == LIC_MAX_ALTERNATIVES || s.n > 4096)
        x->failed = true;
    else
        to->s[to->n++] = s;
}

static struct set one(struct str s)
{
    return (struct set){.s = {s}, .n = 1};
}

static void product(struct expander *x, struct set *left, const struct set *right)
{
    struct set out = {0};
    for (size_t i = 0; i < left->n; i++)
        for (size_t k = 0; k < right->n && !x->failed; k++)
            add(x, &out, str_join(x->a, left->s[i], right->s[k]));
    *left = out;
}

static struct set alternatives(struct expander *x);

static const struct str any = S_INIT("\1");

// "[oO]", "[.,]", "[ \t]": a few characters, or anything.
static struct set class_of(struct expander *x)
{
    struct set out = {0};
    bool space = false, odd = str_take(&x->rest, S("^"));
    for (bool first = true; x->rest.n && (first || str_at(x->rest, 0) != ']'); first = false) {
        int c = str_at(x->rest, 0);
        size_t n = 1;
        if (c == '\\') {
            c = str_at(x->rest, 1);
            n = 2;
            if (c == 's' || c == 't' || c == 'r' || c == 'n' || c == 'f')
                c = ' ';
            odd |= c == 'w' || c == 'd' || c == 'S' || c == 'W';
        } else if (str_at(x->rest, 1) == '-' && str_at(x->rest, 2) != ']') {
            odd = true;
            n = 3;
        } else if ((unsigned char)c >= 0xc0) {
            while ((str_at(x->rest, n) & 0xc0) == 0x80)
                n++;
        }
        if (ch_is_space(c))
            space = true;
        else if (n == 2)
            add(x, &out, str_sub(x->rest, 1, 1));
        else if (n != 3)
            add(x, &out, str_head(x->rest, n));
        x->rest = str_skip(x->rest, n);
    }
    if (!str_take(&x->rest, S("]")))
        x->failed = true;
    if (odd)
        return one(any);
    if (space)
        add(x, &out, S(" "));
    return out;
}

static struct set atom(struct expander *x)
{
    int c = str_at(x->rest, 0);
    if (str_take(&x->rest, S("("))) {
        (void)str_take(&x->rest, S("?:"));
        if (++x->depth > 20)
            x->failed = true;
        struct set s = alternatives(x);
        x->depth--;
        if (!str_take(&x->rest, S(")")))
            x->failed = true;
        return s;
    }
    if (str_take(&x->rest, S("[")))
        return class_of(x);
    if (str_take(&x->rest, S(".")))
        return one(any);
    size_t n = 1;
    if (c == '\\') {
        int e = str_at(x->rest, 1);
        x->rest = str_skip(x->rest, 1);
        if (e == 's' || e == 'n' || e == 't' || e == 'r') {
            x->rest = str_skip(x->rest, 1);
            return one(S(" "));
        }
        if (e == 'w' || e == 'd' || e == 'S' || e == 'D') {
            x->rest = str_skip(x->rest, 1);
            return one(any);
        }
    } else if (c >= 0xc0) {
        while ((str_at(x->rest, n) & 0xc0) == 0x80)
            n++;
    }
    struct str s = str_head(x->rest, n);
    x->rest = str_skip(x->rest, n);
    return one(ch_is_space(c) ? S(" ") : s);
}

static void repeat(struct expander *x, struct set *s)
{
    struct str low, high, body;
    bool none = false;
    if (str_take(&x->rest, S("?")) || str_take(&x->rest, S("*"))) {
        none = true;
    } else if (str_take(&x->rest, S("{"))) {
        ptrdiff_t close = str_find_char(x->rest, '}');
        body = str_head(x->rest, close < 0 ? 0 : (size_t)close);
        x->rest = str_skip(x->rest, body.n + 1);
        (void)str_cut(body, ',', &low, &high);
        none = str_eq(low, S("0"));
    } else {
        (void)str_take(&x->rest, S("+"));
    }
    (void)str_take(&x->rest, S("?")); // lazy: the same here
    if (none)
        add(x, s, S(""));
}

static struct set alternatives(struct expander *x)
{
    struct set all = {0};
    do {
        struct set seq = one(S(""));
        while (x->rest.n && !x->failed && str_at(x->rest, 0) != '|' && str_at(x->rest, 0) != ')') {
            struct set next = atom(x);
            repeat(x, &next);
            product(x, &seq, &next);
        }
        for (size_t i = 0; i < seq.n; i++)
            add(x, &all, seq.s[i]);
    } while (!x->failed && str_take(&x->rest, S("|")));
    return all;
}

size_t lic_alternatives(struct arena *a, struct str regex, struct str *ret)
{
    struct expander x = {.a = a, .rest = str_head(regex, 4096)};
    struct set s = alternatives(&x);
    if (x.failed || x.rest.n)
        return 0;
    // "name(s)" is also written "names".
    for (size_t i = 0, n = s.n; i < n && s.n < LIC_MAX_ALTERNATIVES; i++) {
        struct str head, tail;
        if (str_cut_str(s.s[i], S("(s)"), &head, &tail))
            s.s[s.n++] = str_join(a, str_join(a, head, S("s")), tail);
    }
    memcpy(ret, s.s, s.n * sizeof *ret);
    return s.n;
}
