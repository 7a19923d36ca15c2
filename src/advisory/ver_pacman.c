// pacman versions: [epoch:]version[-release], by alpm_pkg_vercmp (vercmp(8)): like rpmvercmp, but letters
// that continue a version make it older ("1.0a" < "1.0") and separators of different length count.
#include "advisory/version.h"

extern const struct ver_scheme ver_scheme_pacman;

// Returns whether there is a release, which may be empty.
static bool split(struct str v, struct str *epoch, struct str *version, struct str *release)
{
    struct str rest = str_trim(v), digits = rest;
    *epoch = str_take_digits(&digits);
    if (str_take(&digits, S(":")))
        *version = digits;
    else {
        *version = rest;
        *epoch = (struct str){0};
    }
    rest = *version;
    return str_cut_last(rest, '-', version, release);
}

static bool valid(struct str v)
{
    for (size_t i = 0; i < v.n; i++)
        if ((unsigned char)v.p[i] <= ' ')
            return false;
    return v.n > 0;
}

static size_t skip_separators(struct str *s)
{
    size_t n = 0;
    while (n < s->n && !ch_is_alnum((unsigned char)s->p[n]))
        n++;
    *s = str_skip(*s, n);
    return n;
}

static struct str take_alpha(struct str *s)
{
    size_t n = 0;
    while (ch_is_alpha(str_at(*s, n)))
        n++;
    struct str head = str_head(*s, n);
    *s = str_skip(*s, n);
    return head;
}

static int compare_part(struct str a, struct str b)
{
    if (str_eq(a, b))
        return 0;
    while (a.n && b.n) {
        size_t sa = skip_separators(&a), sb = skip_separators(&b);
        if (!a.n || !b.n)
            break;
        if (sa != sb)
            return sa < sb ? -1 : 1;
        bool number = ch_is_digit(str_at(a, 0));
        struct str x = number ? str_take_digits(&a) : take_alpha(&a);
        struct str y = number ? str_take_digits(&b) : take_alpha(&b);
        if (!y.n)
            return number ? 1 : -1;
        int c = number ? ver_cmp_numbers(x, y) : str_cmp(x, y);
        if (c)
            return c;
    }
    if (!a.n && !b.n)
        return 0;
    // What is left: letters make it older, anything else newer.
    if (!a.n)
        return ch_is_alpha(str_at(b, 0)) ? 1 : -1;
    return ch_is_alpha(str_at(a, 0)) ? -1 : 1;
}

static int compare(struct str a, struct str b)
{
    struct str ea, va, ra, eb, vb, rb;
    bool has_a = split(a, &ea, &va, &ra), has_b = split(b, &eb, &vb, &rb);
    int c = ver_cmp_numbers(ea, eb);
    if (!c)
        c = compare_part(va, vb);
    return c || !has_a || !has_b ? c : compare_part(ra, rb);
}

static int match(struct str v, struct str range, bool *ret, struct sk_err *err)
{
    return ver_match_plain(&ver_scheme_pacman, v, range, S("||"), ret, err);
}

const struct ver_scheme ver_scheme_pacman = {
    .id = "pacman",
    .what = "vercmp of pacman 6",
    .aliases = "arch alpm",
    .valid = valid,
    .compare = compare,
    .match = match,
};
