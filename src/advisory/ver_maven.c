// Maven versions, as ComparableVersion of Maven 3.9 orders them.
// https://maven.apache.org/pom.html#version-order-specification
//
// Tokens are split at '.', '-', '_' and between digits and letters. Trailing nulls (0, "", final, ga,
// release) of each section are dropped. Instead of building the nested lists of the original, both
// versions are read side by side, token by token, with the separator before each.
#include "advisory/version.h"

extern const struct ver_scheme ver_scheme_maven;

enum { MAX_TOKENS = 512 };

enum kind { NUMBER, WORD };

struct token {
    enum kind kind;
    struct str text;
    char sep; // '.', '-' or 't' (transition between digits and letters); 0 for the first
};

struct tokens {
    struct token t[MAX_TOKENS];
    int n;
};

static bool valid(struct str v)
{
    for (size_t i = 0; i < v.n; i++)
        if ((unsigned char)v.p[i] <= ' ' || str_has_char(S("[](),"), v.p[i]))
            return false;
    return v.n > 0;
}

// Qualifiers in their order; others come after "sp", by their text.
static int qualifier(struct str w, bool digit_follows)
{
    static const struct str known[] = {S_INIT("alpha"), S_INIT("beta"),     S_INIT("milestone"),
                                       S_INIT("rc"),    S_INIT("snapshot"), S_INIT(""),
                                       S_INIT("sp")};
    if (digit_follows && w.n == 1) {
        int c = ch_lower(str_at(w, 0));
        if (c == 'a' || c == 'b' || c == 'm')
            return c == 'a' ? 0 : c == 'b' ? 1 : 2;
    }
    if (str_eq_nocase(w, S("cr")))
        return 3;
    if (str_eq_nocase(w, S("ga")) || str_eq_nocase(w, S("final")) || str_eq_nocase(w, S("release")))
        return 5;
    for (int i = 0; i < (int)COUNT_OF(known); i++)
        if (str_eq_nocase(w, known[i]))
            return i;
    return 7;
}

static bool is_null(const struct tokens *l, int i)
{
    const struct token *t = &l->t[i];
    if (t->kind == NUMBER)
        return ver_cmp_numbers(t->text, (struct str){0}) == 0;
    bool digit = i + 1 < l->n && l->t[i + 1].sep == 't' && l->t[i + 1].kind == NUMBER;
    return t->kind == WORD && qualifier(t->text, digit) == 5;
}

static void add(struct tokens *l, enum kind kind, struct str text, char sep)
{
    if (l->n < MAX_TOKENS)
        l->t[l->n++] = (struct token){kind, text, sep};
}

static void tokenize(struct str v, struct tokens *l)
{
    char sep = 0;
    l->n = 0;
    for (size_t i = 0; i <= v.n;) {
        size_t start = i;
        bool digit = ch_is_digit(str_at(v, i));
        while (i < v.n && !str_has_char(S(".-_"), v.p[i]) &&
               ch_is_digit((unsigned char)v.p[i]) == digit)
            i++;
        struct str text = str_sub(v, start, i - start);
        if (text.n || str_at(v, i) == '.' || str_at(v, i) == '-' || str_at(v, i) == '_')
            add(l, !text.n || digit ? NUMBER : WORD, text, sep); // an empty token is 0
        if (i >= v.n)
            return;
        sep = 't';
        if (str_has_char(S(".-_"), v.p[i])) {
            sep = v.p[i] == '.' ? '.' : '-';
            i++;
            if (i == v.n)
                return;
        }
    }
}

// Drop nulls before each '-' or transition and at the end: 1.0.0-rc1 is 1-rc1.
static void trim(struct tokens *l)
{
    int out = 0;
    for (int i = 0; i < l->n; i++) {
        bool opens = i > 0 && (l->t[i].sep == '-' || (l->t[i].sep == 't' && l->t[i].kind == WORD));
        if (opens)
            while (out > 0 && is_null(l, out - 1) && l->t[out - 1].kind == NUMBER)
                out--;
        l->t[out++] = l->t[i];
    }
    l->n = out;
    while (l->n > 0 && is_null(l, l->n - 1))
        l->n--;
}

// Order of a token against nothing: numbers and sublists with numbers above, qualifiers by rank.
static int against_nothing(const struct tokens *l, int i)
{
    const struct token *t = &l->t[i];
    if (t->kind == NUMBER)
        return ver_cmp_numbers(t->text, (struct str){0});
    bool digit = i + 1 < l->n && l->t[i + 1].sep == 't';
    int q = qualifier(t->text, digit);
    return q < 5 ? -1 : q > 5;
}

// "1.1" > "1-1" > "1-sp" ..: a number after a dot above a number after a dash above a word.
static int token_class(const struct token *t)
{
    if (t->kind == WORD)
        return 0;
    return t->sep == '-' || t->sep == 't' ? 1 : 2; // from letters to digits is like a dash
}

static int compare_token(const struct tokens *a, const struct tokens *b, int i)
{
    const struct token *x = &a->t[i], *y = &b->t[i];
    int cx = token_class(x), cy = token_class(y);
    if (i > 0 && cx != cy)
        return cx < cy ? -1 : 1;
    if (x->kind != y->kind)
        return x->kind == NUMBER ? 1 : -1;
    if (x->kind == NUMBER)
        return ver_cmp_numbers(x->text, y->text);
    bool dx = i + 1 < a->n && a->t[i + 1].sep == 't', dy = i + 1 < b->n && b->t[i + 1].sep == 't';
    int qx = qualifier(x->text, dx), qy = qualifier(y->text, dy);
    if (qx != qy || qx < 7)
        return qx - qy;
    for (size_t k = 0; k < x->text.n || k < y->text.n; k++) {
        int c = ch_lower(str_at(x->text, k)) - ch_lower(str_at(y->text, k));
        if (c)
            return c;
    }
    return 0;
}

static int compare(struct str a, struct str b)
{
    struct tokens ta, tb;
    tokenize(a, &ta);
    tokenize(b, &tb);
    trim(&ta);
    trim(&tb);
    for (int i = 0; i < ta.n || i < tb.n; i++) {
        int c = i >= ta.n   ? -against_nothing(&tb, i)
                : i >= tb.n ? against_nothing(&ta, i)
                            : compare_token(&ta, &tb, i);
        if (c)
            return c;
    }
    return 0;
}

// A bare version is a soft requirement in Maven: it is read as "exactly this" here.
static int match(struct str v, struct str range, bool *ret, struct sk_err *err)
{
    if (str_at(range, 0) == '[' || str_at(range, 0) == '(')
        return ver_match_intervals(&ver_scheme_maven, v, range, ret, err);
    return ver_match_plain(&ver_scheme_maven, v, range, S("||"), ret, err);
}

const struct ver_scheme ver_scheme_maven = {
    .id = "maven",
    .what = "ComparableVersion of Maven 3.9",
    .aliases = "java gradle",
    .valid = valid,
    .compare = compare,
    .match = match,
};
