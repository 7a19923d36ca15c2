// RubyGems versions: segments of digits or letters; a segment with letters makes a pre-release.
// https://docs.ruby-lang.org/en/master/Gem/Version.html
#include "advisory/version.h"

extern const struct ver_scheme ver_scheme_gem;

// Gem::Version::VERSION_PATTERN: digits(.alnum)*(-alnum and dashes (.alnum and dashes)*)?
static bool valid(struct str v)
{
    v = str_trim(v);
    if (!ch_is_digit(str_at(v, 0)))
        return v.n == 0;
    for (size_t i = 0; i < v.n; i++)
        if (!ch_is_alnum((unsigned char)v.p[i]) && v.p[i] != '.' && v.p[i] != '-')
            return false;
    return !str_ends(v, S(".")) && !str_has(v, S(".."));
}

// The next segment; a dash stands for ".pre.".
static bool next_segment(struct str *rest, struct str *ret, bool *ret_number)
{
    while (str_take(rest, S(".")))
        ;
    if (str_take(rest, S("-"))) {
        *ret = S("pre");
        *ret_number = false;
        return true;
    }
    size_t n = 0;
    *ret_number = ch_is_digit(str_at(*rest, 0));
    while (n < rest->n && ch_is_alnum((unsigned char)rest->p[n]) &&
           ch_is_digit((unsigned char)rest->p[n]) == *ret_number)
        n++;
    *ret = str_head(*rest, n);
    *rest = str_skip(*rest, n);
    return n > 0;
}

// Only zeros left: they do not count (1.0 = 1). A word makes it smaller, a number larger.
static int rest_sign(struct str rest)
{
    struct str s;
    bool number;
    while (next_segment(&rest, &s, &number)) {
        if (!number)
            return -1;
        if (ver_cmp_numbers(s, (struct str){0}) != 0)
            return 1;
    }
    return 0;
}

// Zeros before the first letter are dropped too: 1.0.0.pre = 1.pre. True when only zeros stand before
// a word or the end.
static bool zeros_only(struct str rest, bool *ret_word)
{
    struct str s;
    bool number;
    *ret_word = false;
    while (next_segment(&rest, &s, &number)) {
        if (!number) {
            *ret_word = true;
            return true;
        }
        if (ver_cmp_numbers(s, (struct str){0}) != 0)
            return false;
    }
    return true;
}

static void drop_zeros(struct str *rest, bool in_release)
{
    bool word;
    if (!in_release || !zeros_only(*rest, &word))
        return;
    struct str s, before = *rest;
    bool number;
    while (next_segment(rest, &s, &number) && number)
        before = *rest;
    *rest = before;
}

static int compare(struct str a, struct str b)
{
    bool rel_a = true, rel_b = true; // no word seen yet
    a = str_trim(a);
    b = str_trim(b);
    for (;;) {
        struct str sa, sb;
        bool na, nb;
        drop_zeros(&a, rel_a);
        drop_zeros(&b, rel_b);
        struct str ra = a, rb = b;
        bool ha = next_segment(&a, &sa, &na), hb = next_segment(&b, &sb, &nb);
        if (!ha || !hb)
            return ha ? rest_sign(ra) : hb ? -rest_sign(rb) : 0;
        rel_a &= na;
        rel_b &= nb;
        if (na != nb)
            return na ? 1 : -1;
        int c = na ? ver_cmp_numbers(sa, sb) : str_cmp(sa, sb);
        if (c)
            return c;
    }
}

// "~> 1.2.3": at least that, and the same but for the last number; "~> 1" keeps its only one.
static bool pessimistic(struct str v, struct str want)
{
    if (compare(v, want) < 0)
        return false;
    struct str w = want, have = v, sw, sv;
    bool nw, nv;
    int n = 0;
    for (struct str r = want; next_segment(&r, &sw, &nw) && nw;)
        n++;
    for (int i = 0; i + 1 < n || i == 0; i++) {
        bool more = next_segment(&have, &sv, &nv) && nv;
        (void)next_segment(&w, &sw, &nw);
        if (ver_cmp_numbers(more ? sv : (struct str){0}, sw) != 0)
            return false;
    }
    return true;
}

static int match(struct str v, struct str range, bool *ret, struct sk_err *err)
{
    struct str one;
    *ret = true;
    while (str_next_field(&range, ',', &one)) {
        one = str_trim_chars(str_trim(one), S("\"'"));
        struct str op = str_take(&one, S("~>")) ? S("~>") : ver_take_op(&one);
        one = str_trim(one);
        if (!valid(one) || !one.n || str_has_char(op, '^') ||
            (str_has_char(op, '~') && !str_eq(op, S("~>"))))
            return sk_fail(err, SK_EFORMAT, "'" STR_FMT "' is not a gem requirement", STR_ARG(one));
        *ret &= str_eq(op, S("~>")) ? pessimistic(v, one) : ver_op_holds(op, compare(v, one));
    }
    return 0;
}

const struct ver_scheme ver_scheme_gem = {
    .id = "gem",
    .what = "Gem::Version",
    .aliases = "rubygems ruby",
    .valid = valid,
    .compare = compare,
    .match = match,
};
