// Composer: versions normalised as composer/semver does (four numbers, stability words), compared like
// PHP's version_compare. https://getcomposer.org/doc/articles/versions.md
#include "advisory/version.h"

extern const struct ver_scheme ver_scheme_composer;

enum stability { DEV, ALPHA, BETA, RC, STABLE, PATCH };

struct parts {
    struct str num[4];
    int n_num;
    enum stability stability;
    struct str number; // of the stability: "2" of beta2
    bool branch;       // dev-main and the like
};

static bool take_stability(struct str *s, struct parts *p)
{
    static const struct {
        struct str word;
        enum stability stability;
    } words[] = {
        {S_INIT("stable"), STABLE}, {S_INIT("beta"), BETA},   {S_INIT("b"), BETA},
        {S_INIT("rc"), RC},         {S_INIT("alpha"), ALPHA}, {S_INIT("a"), ALPHA},
        {S_INIT("patch"), PATCH},   {S_INIT("pl"), PATCH},    {S_INIT("p"), PATCH},
    };
    struct str rest = *s;
    if (str_at(rest, 0) == '-' || str_at(rest, 0) == '.' || str_at(rest, 0) == '_')
        rest = str_skip(rest, 1);
    for (size_t i = 0; i < COUNT_OF(words); i++) {
        if (!str_starts_nocase(rest, words[i].word))
            continue;
        rest = str_skip(rest, words[i].word.n);
        if (str_at(rest, 0) == '.' || str_at(rest, 0) == '-')
            rest = str_skip(rest, 1);
        p->number = str_take_digits(&rest);
        p->stability = words[i].stability;
        *s = rest;
        return true;
    }
    return false;
}

static bool parse(struct str v, struct parts *p)
{
    struct str build;
    *p = (struct parts){.stability = STABLE};
    v = str_trim(v);
    if (str_starts_nocase(v, S("dev-"))) {
        p->branch = true;
        p->stability = DEV;
        return v.n > 4;
    }
    if (ch_lower(str_at(v, 0)) == 'v')
        v = str_skip(v, 1);
    (void)str_cut(v, '+', &v, &build);
    do {
        struct str digits = str_take_digits(&v);
        if (!digits.n || p->n_num == 4)
            return false;
        p->num[p->n_num++] = digits;
    } while (ch_is_digit(str_at(v, 1)) && str_take(&v, S(".")));
    if (v.n)
        (void)take_stability(&v, p);
    if (str_starts_nocase(v, S("-dev")) || str_starts_nocase(v, S(".dev"))) {
        p->stability = DEV;
        v = str_skip(v, 4);
    }
    return v.n == 0;
}

static bool valid(struct str v)
{
    struct parts p;
    return parse(v, &p);
}

static int compare_parts(const struct parts *a, const struct parts *b)
{
    if (a->branch != b->branch)
        return a->branch ? -1 : 1; // branches without numbers are below all
    for (int i = 0; i < 4; i++) {
        int c = ver_cmp_numbers(a->num[i], b->num[i]);
        if (c)
            return c;
    }
    if (a->stability != b->stability)
        return a->stability < b->stability ? -1 : 1;
    return ver_cmp_numbers(a->number, b->number);
}

static int compare(struct str a, struct str b)
{
    struct parts pa, pb;
    bool ga = parse(a, &pa), gb = parse(b, &pb);
    int c = compare_parts(&pa, &pb);
    return c || (ga && gb && !pa.branch) ? c : str_cmp(a, b);
}

// Are the first n numbers equal? Then v is below "the next of number n-1", whose own pre-releases
// do not count as below it.
static bool same_head(const struct parts *v, const struct parts *want, int n)
{
    for (int i = 0; i < n; i++)
        if (ver_cmp_numbers(v->num[i], want->num[i]) != 0)
            return false;
    return true;
}

static int caret_depth(const struct parts *p)
{
    for (int i = 0; i < p->n_num && i < 3; i++)
        if (ver_cmp_numbers(p->num[i], (struct str){0}) != 0 || i + 1 == p->n_num)
            return i + 1;
    return 1;
}

// Limits without a stability of their own begin with their dev releases: ">=1.0" is ">=1.0-dev".
static int against_limit(const struct parts *v, struct parts want, struct str text)
{
    if (want.stability == STABLE && !str_has_char(text, '-'))
        want.stability = DEV;
    return compare_parts(v, &want);
}

static int constraint(const struct parts *v, struct str text, bool *ret, struct sk_err *err)
{
    struct parts want;
    struct str flag;
    (void)str_cut(text, '@', &text, &flag); // "@dev" is about stability, not numbers
    struct str op = ver_take_op(&text);
    *ret = true;
    if (str_eq(text, S("*")) || (!text.n && !op.n))
        return 0;
    if (str_ends(text, S(".*")) || str_ends(text, S(".x"))) {
        text.n -= 2;
        if (!parse(text, &want))
            return sk_fail(err, SK_EFORMAT, "'" STR_FMT "' is not a Composer constraint",
                           STR_ARG(text));
        *ret = !v->branch && same_head(v, &want, want.n_num) == !str_eq(op, S("!="));
        return 0;
    }
    if (!parse(text, &want))
        return sk_fail(err, SK_EFORMAT, "'" STR_FMT "' is not a Composer constraint",
                       STR_ARG(text));
    if (str_eq(op, S("^")))
        *ret = against_limit(v, want, text) >= 0 && same_head(v, &want, caret_depth(&want));
    else if (str_eq(op, S("~")))
        *ret = against_limit(v, want, text) >= 0 &&
               same_head(v, &want, want.n_num > 1 ? want.n_num - 1 : 1);
    else if (str_eq(op, S("<")))
        *ret = against_limit(v, want, text) < 0;
    else if (str_eq(op, S(">=")))
        *ret = against_limit(v, want, text) >= 0;
    else
        *ret = ver_op_holds(op, compare_parts(v, &want));
    return 0;
}

static int hyphen(const struct parts *v, struct str lo, struct str hi, bool *ret,
                  struct sk_err *err)
{
    struct parts a, b;
    if (!parse(lo, &a) || !parse(hi, &b))
        return sk_fail(err, SK_EFORMAT, "'" STR_FMT " - " STR_FMT "' is not a Composer range",
                       STR_ARG(lo), STR_ARG(hi));
    bool top = b.n_num >= 3 ? compare_parts(v, &b) <= 0
                            : compare_parts(v, &b) <= 0 || same_head(v, &b, b.n_num);
    *ret = against_limit(v, a, lo) >= 0 && top;
    return 0;
}

static int match_and(const struct parts *v, struct str all, bool *ret, struct sk_err *err)
{
    struct str lo, hi, word;
    *ret = true;
    all = str_trim(all);
    if (str_cut_str(all, S(" - "), &lo, &hi))
        return hyphen(v, str_trim(lo), str_trim(hi), ret, err);
    while ((all = str_trim_chars(str_trim(all), S(", "))).n) {
        bool holds = false;
        struct str from = all, op = ver_take_op(&all);
        size_t n = 0;
        while (n < all.n && !ch_is_space((unsigned char)all.p[n]) && all.p[n] != ',')
            n++;
        word = op.n ? (struct str){from.p, (size_t)(all.p + n - from.p)} : str_head(all, n);
        all = str_skip(all, n);
        int r = constraint(v, word, &holds, err);
        if (r < 0)
            return r;
        *ret &= holds;
    }
    return 0;
}

static int match(struct str v, struct str range, bool *ret, struct sk_err *err)
{
    struct parts pv;
    struct str one;
    bool more = true, holds = false;
    (void)parse(v, &pv);
    *ret = false;
    while (more) {
        more = str_cut_str(range, S("|"), &one, &range);
        (void)str_take(&range, S("|"));
        int r = match_and(&pv, one, &holds, err);
        if (r < 0)
            return r;
        *ret |= holds;
    }
    return 0;
}

const struct ver_scheme ver_scheme_composer = {
    .id = "composer",
    .what = "composer/semver",
    .aliases = "packagist php",
    .valid = valid,
    .compare = compare,
    .match = match,
};
