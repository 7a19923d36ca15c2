// RPM versions: [epoch:]version[-release], by rpmvercmp() with '~' (before) and '^' (after).
// https://rpm-software-management.github.io/rpm/manual/dependencies.html, rpmvercmp of rpm 4.15+
#include "advisory/version.h"

extern const struct ver_scheme ver_scheme_rpm;

static void split(struct str v, struct str *epoch, struct str *version, struct str *release)
{
    struct str rest = str_trim(v), digits = rest;
    *epoch = str_take_digits(&digits);
    *version = digits;
    if (!str_take(version, S(":"))) { // only digits before a colon are an epoch
        *version = rest;
        *epoch = (struct str){0};
    }
    rest = *version;
    if (!str_cut_last(rest, '-', version, release))
        *release = (struct str){0};
}

static bool valid(struct str v)
{
    struct str epoch, version, release;
    split(v, &epoch, &version, &release);
    for (size_t i = 0; i < v.n; i++)
        if ((unsigned char)v.p[i] <= ' ')
            return false;
    return version.n > 0;
}

static bool is_separator(int c)
{
    return c >= 0 && !ch_is_alnum(c) && c != '~' && c != '^';
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

// '~' sorts before anything, also before the end; '^' after the end, before anything else.
// 2: neither has one here.
static int special(struct str *a, struct str *b)
{
    int ca = str_at(*a, 0), cb = str_at(*b, 0);
    if (ca == '~' || cb == '~') {
        if (ca != cb)
            return ca == '~' ? -1 : 1;
    } else if (ca == '^' || cb == '^') {
        if (ca < 0)
            return -1;
        if (cb < 0)
            return 1;
        if (ca != cb)
            return ca == '^' ? -1 : 1;
    } else {
        return 2;
    }
    *a = str_skip(*a, 1);
    *b = str_skip(*b, 1);
    return 0;
}

static int rpmvercmp(struct str a, struct str b)
{
    while (a.n || b.n) {
        while (is_separator(str_at(a, 0)))
            a = str_skip(a, 1);
        while (is_separator(str_at(b, 0)))
            b = str_skip(b, 1);
        int c = special(&a, &b);
        if (c == 0)
            continue;
        if (c != 2)
            return c;
        if (!a.n || !b.n)
            break;
        bool number = ch_is_digit(str_at(a, 0));
        struct str sa = number ? str_take_digits(&a) : take_alpha(&a);
        struct str sb = number ? str_take_digits(&b) : take_alpha(&b);
        if (!sb.n)
            return number ? 1 : -1; // a number is newer than letters
        c = number ? ver_cmp_numbers(sa, sb) : str_cmp(sa, sb);
        if (c)
            return c;
    }
    return (a.n > 0) - (b.n > 0);
}

// A missing release matches any: "1.0" as a limit means all of 1.0.
static int compare(struct str a, struct str b)
{
    struct str ea, va, ra, eb, vb, rb;
    split(a, &ea, &va, &ra);
    split(b, &eb, &vb, &rb);
    int c = ver_cmp_numbers(ea, eb);
    if (!c)
        c = rpmvercmp(va, vb);
    return c || !ra.n || !rb.n ? c : rpmvercmp(ra, rb);
}

static int match(struct str v, struct str range, bool *ret, struct sk_err *err)
{
    return ver_match_plain(&ver_scheme_rpm, v, range, S("||"), ret, err);
}

const struct ver_scheme ver_scheme_rpm = {
    .id = "rpm",
    .what = "rpmvercmp of rpm 4.15 and later",
    .aliases = "rhel redhat fedora centos almalinux rocky amazon amzn oracle suse",
    .valid = valid,
    .compare = compare,
    .match = match,
};
