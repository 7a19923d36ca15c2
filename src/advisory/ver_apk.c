// Alpine versions: digits{.digits}[letter]{_suffix[digits]}[~hash][-r#].
// https://wiki.alpinelinux.org/wiki/Package_policies, apk-tools 2.14 src/version.c for what is odd:
// a part after the first that begins with 0 is compared as a fraction.
#include "advisory/version.h"

extern const struct ver_scheme ver_scheme_apk;

enum { SUFFIX_NONE = 4 };
static const struct str suffixes[] = {
    S_INIT("alpha"), S_INIT("beta"), S_INIT("pre"), S_INIT("rc"), S_INIT(""), // none
    S_INIT("cvs"),   S_INIT("svn"),  S_INIT("git"), S_INIT("hg"), S_INIT("p"),
};

static struct str take_suffix(struct str *s)
{
    size_t n = 0;
    while (str_at(*s, n) >= 'a' && str_at(*s, n) <= 'z')
        n++;
    struct str word = str_head(*s, n);
    *s = str_skip(*s, n);
    return word;
}

static int suffix_rank(struct str word)
{
    for (int i = 0; i < (int)COUNT_OF(suffixes); i++)
        if (i != SUFFIX_NONE && str_eq(word, suffixes[i]))
            return i;
    return -1;
}

static bool valid(struct str v)
{
    if (!str_take_digits(&v).n)
        return false;
    while (str_take(&v, S(".")))
        if (!str_take_digits(&v).n)
            return false;
    if (ch_is_alpha(str_at(v, 0)) && str_at(v, 0) >= 'a')
        v = str_skip(v, 1);
    while (str_take(&v, S("_"))) {
        if (suffix_rank(take_suffix(&v)) < 0)
            return false;
        (void)str_take_digits(&v);
    }
    if (str_take(&v, S("~"))) {
        size_t n = 0;
        while (ch_is_hex(str_at(v, n)))
            n++;
        if (!n)
            return false;
        v = str_skip(v, n);
    }
    if (str_take(&v, S("-r")) && !str_take_digits(&v).n)
        return false;
    return v.n == 0;
}

// Digits after a dot: with a leading zero they are a fraction, compared from the left.
static int compare_digits(struct str a, struct str b, bool first)
{
    if (!first && a.n && b.n && (a.p[0] == '0' || b.p[0] == '0'))
        return str_cmp(a, b);
    return ver_cmp_numbers(a, b);
}

static int compare_numbers(struct str *a, struct str *b)
{
    for (bool first = true;; first = false) {
        int c = compare_digits(str_take_digits(a), str_take_digits(b), first);
        if (c)
            return c;
        bool da = str_at(*a, 0) == '.', db = str_at(*b, 0) == '.';
        if (da != db)
            return da ? 1 : -1;
        if (!da)
            return 0;
        *a = str_skip(*a, 1);
        *b = str_skip(*b, 1);
    }
}

static int letter(struct str *s)
{
    int c = str_at(*s, 0);
    if (!ch_is_alpha(c))
        return 0;
    *s = str_skip(*s, 1);
    return c;
}

static int compare_suffixes(struct str *a, struct str *b)
{
    for (;;) {
        bool sa = str_take(a, S("_")), sb = str_take(b, S("_"));
        if (!sa && !sb)
            return 0;
        int ra = sa ? suffix_rank(take_suffix(a)) : SUFFIX_NONE;
        int rb = sb ? suffix_rank(take_suffix(b)) : SUFFIX_NONE;
        if (ra != rb)
            return ra < rb ? -1 : 1;
        struct str na = str_take_digits(a), nb = str_take_digits(b);
        int c = ver_cmp_numbers(na, nb);
        if (c)
            return c;
    }
}

static struct str take_hash(struct str *s)
{
    size_t n = 0;
    if (!str_take(s, S("~")))
        return (struct str){0};
    while (ch_is_hex(str_at(*s, n)))
        n++;
    struct str hash = str_head(*s, n);
    *s = str_skip(*s, n);
    return hash;
}

static int compare(struct str a, struct str b)
{
    int c = compare_numbers(&a, &b);
    if (!c)
        c = letter(&a) - letter(&b);
    if (!c)
        c = compare_suffixes(&a, &b);
    if (!c)
        c = str_cmp(take_hash(&a), take_hash(&b));
    if (c)
        return c;
    bool ra = str_take(&a, S("-r")), rb = str_take(&b, S("-r"));
    c = ver_cmp_numbers(ra ? str_take_digits(&a) : (struct str){0},
                        rb ? str_take_digits(&b) : (struct str){0});
    return c ? c : str_cmp(a, b); // what is left is no version any more
}

// "~1.2" holds for every version that begins so.
static int match(struct str v, struct str range, bool *ret, struct sk_err *err)
{
    struct str prefix = range;
    if (!str_take(&prefix, S("~")))
        return ver_match_plain(&ver_scheme_apk, v, range, S("||"), ret, err);
    (void)str_take(&prefix, S("="));
    prefix = str_trim(prefix);
    if (!valid(prefix))
        return sk_fail(err, SK_EFORMAT, "'" STR_FMT "' is not an apk version", STR_ARG(prefix));
    *ret = str_starts(v, prefix) && !ch_is_digit(str_at(v, prefix.n));
    return 0;
}

const struct ver_scheme ver_scheme_apk = {
    .id = "apk",
    .what = "apk-tools 2.14",
    .aliases = "alpine wolfi chainguard",
    .valid = valid,
    .compare = compare,
    .match = match,
};
