// Maven versions, as ComparableVersion of Maven 3.8 and 3.9 orders them.
// https://maven.apache.org/pom.html#version-order-specification
//
// Tokens are split at '.', '-' and between digits and letters. '-', a transition and a word each open
// a list inside the list before; a list is never closed, so a version is a chain of lists and can be
// read from left to right. Nulls (0, "", ga, final, release) at the end of each list are dropped.
//
// Two things differ from the original, where its order has cycles:
// - a word after a dot opens a list also when a dot or dash follows it ("1.0.alpha-1"), as the
//   specification says (".qualifier" = "-qualifier") and the original does elsewhere;
// - a list that begins with a list of a pre-release ("1--alpha") is below the release and so below
//   "1-sp"; the original has 1--alpha < 1 < 1-sp < 1--alpha.
#include "advisory/version.h"

extern const struct ver_scheme ver_scheme_maven;

// Qualifiers in their order; others come after "sp", by their text.
enum { RELEASE = 5, OTHER = 7 };

enum kind { NUMBER, WORD, OPEN, END };

struct token {
    enum kind kind;
    struct str text;
    int rank;   // of a word
    bool opens; // a list begins before it
};

struct reader {
    struct str v;
    size_t at;   // where the next token begins
    size_t end;  // what is from here on is null and does not count
    size_t kept; // nulls before this stand before a number of the same list
    char sep;    // before the next token: '.', '-', 't' (transition); 0 at the beginning
    bool have;   // `tok` waits: the list that it opens was given out
    struct token tok;
};

static bool valid(struct str v)
{
    for (size_t i = 0; i < v.n; i++)
        if ((unsigned char)v.p[i] <= ' ' || str_has_char(S("[](),"), v.p[i]))
            return false;
    return v.n > 0;
}

static int rank(struct str w, bool digit_follows)
{
    static const struct {
        struct str word;
        int rank;
    } known[] = {
        {S_INIT("alpha"), 0},    {S_INIT("beta"), 1},        {S_INIT("milestone"), 2},
        {S_INIT("rc"), 3},       {S_INIT("cr"), 3},          {S_INIT("snapshot"), 4},
        {S_INIT("ga"), RELEASE}, {S_INIT("final"), RELEASE}, {S_INIT("release"), RELEASE},
        {S_INIT("sp"), 6},
    };
    if (digit_follows && w.n == 1) {
        int c = ch_lower(str_at(w, 0));
        if (c == 'a' || c == 'b' || c == 'm')
            return c == 'a' ? 0 : c == 'b' ? 1 : 2;
    }
    for (size_t i = 0; i < COUNT_OF(known); i++)
        if (str_eq_nocase(w, known[i].word))
            return known[i].rank;
    return OTHER;
}

static bool is_separator(int c)
{
    return c == '.' || c == '-';
}

// The next token as it is written. False at the end. Nothing between two separators is 0.
static bool next_raw(struct reader *r, struct token *t)
{
    if (r->at >= r->end)
        return false;
    size_t i = r->at;
    bool digit = ch_is_digit(str_at(r->v, i));
    while (i < r->v.n && !is_separator(str_at(r->v, i)) && ch_is_digit(str_at(r->v, i)) == digit)
        i++;
    struct str text = str_sub(r->v, r->at, i - r->at);
    bool word = text.n && !digit, follows = ch_is_digit(str_at(r->v, i));
    *t = (struct token){word ? WORD : NUMBER, text, word ? rank(text, follows) : 0,
                        r->sep == '-' || r->sep == 't' || (word && r->sep == '.')};
    r->sep = 't';
    if (is_separator(str_at(r->v, i)))
        r->sep = r->v.p[i++];
    r->at = i;
    return true;
}

static bool is_null(const struct token *t)
{
    return t->kind == WORD ? t->rank == RELEASE : ver_cmp_numbers(t->text, (struct str){0}) == 0;
}

static struct reader open_reader(struct str v)
{
    struct reader r = {.v = v, .end = v.n}, scan = r;
    struct token t;
    r.end = 0;
    while (next_raw(&scan, &t))
        if (!is_null(&t))
            r.end = scan.at;
    return r;
}

// `r` stands after a null: does a number that counts follow in the same list? If not, all nulls up
// to the list's end are skipped.
static bool keep_null(struct reader *r)
{
    if (r->at <= r->kept)
        return true;
    struct reader ahead = *r;
    struct token t;
    for (struct reader before = ahead; next_raw(&ahead, &t); before = ahead) {
        if (t.opens) {
            *r = before;
            return false;
        }
        if (!is_null(&t)) {
            r->kept = ahead.at;
            return true;
        }
    }
    *r = ahead;
    return false;
}

static struct token next(struct reader *r)
{
    for (;;) {
        if (!r->have) {
            if (!next_raw(r, &r->tok))
                return (struct token){.kind = END};
            if (r->tok.opens) {
                r->have = true;
                return (struct token){.kind = OPEN};
            }
        }
        r->have = false;
        struct token t = r->tok;
        if (!is_null(&t) || keep_null(r))
            return t;
    }
}

// Is the list that was just opened a pre-release?
static bool is_before_release(struct reader r)
{
    struct token t;
    do
        t = next(&r);
    while (t.kind == OPEN || (t.kind != END && is_null(&t)));
    return t.kind == WORD && t.rank < RELEASE;
}

// Numbers above lists above words, and the end where "" is among them.
static int place(const struct token *t, const struct reader *r)
{
    switch (t->kind) {
    case WORD: return t->rank < RELEASE ? 0 : 3;
    case OPEN: return is_before_release(*r) ? 1 : 4;
    case END: return 2;
    case NUMBER: break;
    }
    return 5;
}

static int compare_words(const struct token *a, const struct token *b)
{
    if (a->rank != b->rank || a->rank < OTHER)
        return a->rank - b->rank;
    for (size_t i = 0; i < a->text.n || i < b->text.n; i++) {
        int c = ch_lower(str_at(a->text, i)) - ch_lower(str_at(b->text, i));
        if (c)
            return c;
    }
    return 0;
}

static int compare(struct str a, struct str b)
{
    struct reader ra = open_reader(a), rb = open_reader(b);
    for (;;) {
        struct token x = next(&ra), y = next(&rb);
        int c = 0;
        if (x.kind != y.kind)
            return place(&x, &ra) - place(&y, &rb);
        if (x.kind == END)
            return 0;
        if (x.kind == NUMBER)
            c = ver_cmp_numbers(x.text, y.text);
        else if (x.kind == WORD)
            c = compare_words(&x, &y);
        if (c)
            return c;
    }
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
    .what = "ComparableVersion of Maven 3.8 and 3.9",
    .aliases = "java gradle",
    .valid = valid,
    .compare = compare,
    .match = match,
};
