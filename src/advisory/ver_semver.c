// Semantic Versioning 2.0.0 (https://semver.org/) with the ranges of npm and Cargo, which share it;
// Go's pseudo-versions and "+incompatible" are versions of it. A "v" in front and missing parts
// ("1.2") are accepted, as npm and Go do.
#include "advisory/version.h"

extern const struct ver_scheme ver_scheme_semver;

struct parts {
    struct str num[3];
    int n_num; // how many were written: 0 for "*"
    struct str pre;
};

static bool is_ident(struct str s)
{
    for (size_t i = 0; i < s.n; i++)
        if (!ch_is_alnum((unsigned char)s.p[i]) && s.p[i] != '-' && s.p[i] != '.')
            return false;
    return s.n > 0;
}

// "x", "X" and "*" stand for any number and end the numbers.
static bool parse(struct str v, struct parts *ret)
{
    *ret = (struct parts){0};
    v = str_trim(v);
    while (str_take(&v, S("=")) || str_take(&v, S(" ")))
        ;
    if (!str_take(&v, S("v")))
        (void)str_take(&v, S("V"));
    struct str core, build;
    (void)str_cut(v, '+', &v, &build);
    bool has_pre = str_cut(v, '-', &core, &ret->pre);
    bool wild = false;
    struct str part;
    while (str_next_field(&core, '.', &part)) {
        if (str_eq(part, S("x")) || str_eq(part, S("X")) || str_eq(part, S("*"))) {
            wild = true;
            continue;
        }
        struct str digits = str_take_digits(&part);
        if (!digits.n || part.n || wild || ret->n_num == 3)
            return false;
        ret->num[ret->n_num++] = digits;
    }
    return (ret->n_num > 0 || wild) && (!has_pre || is_ident(ret->pre));
}

static bool valid(struct str v)
{
    struct parts p;
    return parse(v, &p) && p.n_num > 0 && !str_has_char(v, '*');
}

static bool all_digits(struct str s)
{
    return str_take_digits(&s).n > 0 && s.n == 0;
}

static int compare_pre(struct str a, struct str b)
{
    if (!a.n || !b.n)
        return (b.n > 0) - (a.n > 0); // a release is above its pre-releases
    struct str fa, fb;
    for (;;) {
        bool ha = str_next_field(&a, '.', &fa), hb = str_next_field(&b, '.', &fb);
        if (!ha || !hb)
            return ha - hb;
        bool na = all_digits(fa), nb = all_digits(fb);
        if (na != nb)
            return na ? -1 : 1;
        int c = na ? ver_cmp_numbers(fa, fb) : str_cmp(fa, fb);
        if (c)
            return c;
    }
}

static int compare_parts(const struct parts *a, const struct parts *b)
{
    for (int i = 0; i < 3; i++) {
        int c = ver_cmp_numbers(a->num[i], b->num[i]);
        if (c)
            return c;
    }
    return compare_pre(a->pre, b->pre);
}

// What is no version is ordered by its numbers as far as they go, then as text.
static int compare(struct str a, struct str b)
{
    struct parts pa, pb;
    bool ga = parse(a, &pa), gb = parse(b, &pb);
    int c = compare_parts(&pa, &pb);
    return c || (ga && gb) ? c : str_cmp(a, b);
}

// A comparator as an interval [lo, hi): parts with the number at `bump` raised by one.
struct bound {
    const struct parts *p;
    int bump; // index of the number to raise, the later ones are zero; -1 = as it is
};

// Is v below the bound (the raised version, without its pre-releases: "2.0.0-0")?
static int against(const struct parts *v, struct bound b)
{
    if (b.bump < 0)
        return compare_parts(v, b.p);
    for (int i = 0; i < b.bump; i++) {
        int c = ver_cmp_numbers(v->num[i], b.p->num[i]);
        if (c)
            return c;
    }
    return ver_cmp_numbers(v->num[b.bump], b.p->num[b.bump]) > 0 ? 1 : -1;
}

static int first_nonzero(const struct parts *p)
{
    for (int i = 0; i < p->n_num; i++)
        if (ver_cmp_numbers(p->num[i], (struct str){0}) != 0)
            return i;
    return p->n_num > 0 ? p->n_num - 1 : 0;
}

// Nothing is below 0.0.0, not even its pre-releases, when that is only where a range begins.
static bool at_least(const struct parts *v, const struct parts *p)
{
    return (!p->pre.n && compare_parts(p, &(struct parts){0}) == 0) || compare_parts(v, p) >= 0;
}

static bool same_numbers(const struct parts *a, const struct parts *b)
{
    for (int i = 0; i < 3; i++)
        if (ver_cmp_numbers(a->num[i], b->num[i]) != 0)
            return false;
    return true;
}

// Does one comparator hold, leaving aside the rule about pre-releases?
static bool holds(const struct parts *v, struct str op, const struct parts *p)
{
    if (p->n_num == 0)
        return !str_eq(op, S("<")) && !str_eq(op, S(">"));
    struct bound lo = {p, -1};
    int last = p->n_num - 1;
    if (str_eq(op, S("^")))
        return at_least(v, p) && against(v, (struct bound){p, first_nonzero(p)}) < 0;
    if (str_eq(op, S("~")) || str_eq(op, S("~>")))
        return at_least(v, p) && against(v, (struct bound){p, last > 1 ? 1 : last}) < 0;
    bool whole = p->n_num == 3;
    if (str_eq(op, S(">")))
        return whole ? against(v, lo) > 0 : against(v, (struct bound){p, last}) > 0;
    if (str_eq(op, S("<=")))
        return whole ? against(v, lo) <= 0 : against(v, (struct bound){p, last}) < 0;
    if (str_eq(op, S("<"))) // "<1.2" is also below the pre-releases of 1.2.0
        return against(v, lo) < 0 && (whole || !same_numbers(v, p));
    if (str_eq(op, S(">=")))
        return at_least(v, p);
    if (str_eq(op, S("!=")))
        return compare_parts(v, p) != 0;
    return whole ? against(v, lo) == 0 : at_least(v, p) && against(v, (struct bound){p, last}) < 0;
}

// npm: a pre-release only matches when a comparator of the set names a pre-release of the same
// numbers; so 2.0.0-beta is not in >=1.0.0.
struct set_state {
    const struct parts *v;
    bool all, allowed;
};

static int add_comparator(struct set_state *s, struct str op, struct str text, struct sk_err *err)
{
    struct parts p;
    if (!parse(text, &p))
        return sk_fail(err, SK_EFORMAT, "'" STR_FMT "' is not a version in a range", STR_ARG(text));
    s->all &= holds(s->v, op, &p);
    s->allowed |= p.pre.n && same_numbers(s->v, &p);
    return 0;
}

// Comparators separated by spaces or commas; the operator may stand apart from its version.
static int match_set(const struct parts *v, struct str set, bool *ret, struct sk_err *err)
{
    struct set_state s = {v, true, !v->pre.n};
    struct str lo, hi, word;
    set = str_trim(set);
    if (str_cut_str(set, S(" - "), &lo, &hi)) {
        int r = add_comparator(&s, S(">="), str_trim(lo), err);
        if (r == 0)
            r = add_comparator(&s, S("<="), str_trim(hi), err);
        *ret = s.all && s.allowed;
        return r;
    }
    while ((set = str_trim_chars(str_trim(set), S(", "))).n) {
        struct str op = ver_take_op(&set);
        size_t n = 0;
        while (n < set.n && !ch_is_space((unsigned char)set.p[n]) && set.p[n] != ',')
            n++;
        word = str_head(set, n);
        set = str_skip(set, n);
        int r = add_comparator(&s, op, word, err);
        if (r < 0)
            return r;
    }
    *ret = s.all && s.allowed;
    return 0;
}

static int match(struct str v, struct str range, bool *ret, struct sk_err *err)
{
    struct parts p;
    struct str one;
    bool in, more = true;
    (void)parse(v, &p);
    *ret = false;
    while (more) {
        more = str_cut_str(range, S("||"), &one, &range);
        int r = match_set(&p, one, &in, err);
        if (r < 0)
            return r;
        *ret |= in;
    }
    return 0;
}

const struct ver_scheme ver_scheme_semver = {
    .id = "semver",
    .what = "Semantic Versioning 2.0.0; ranges of npm",
    .aliases = "npm cargo crates.io go golang swift k8s bitnami",
    .valid = valid,
    .compare = compare,
    .match = match,
};
