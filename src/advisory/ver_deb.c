// Debian versions: [epoch:]upstream[-revision]. Debian Policy 5.6.12; deb-version(7).
#include "advisory/version.h"

extern const struct ver_scheme ver_scheme_deb;

static void split(struct str v, struct str *epoch, struct str *upstream, struct str *revision)
{
    struct str rest = str_trim(v);
    if (!str_cut(rest, ':', epoch, upstream)) {
        *upstream = rest;
        *epoch = (struct str){0};
    }
    rest = *upstream;
    if (!str_cut_last(rest, '-', upstream, revision)) {
        *upstream = rest;
        *revision = (struct str){0};
    }
}

static bool valid(struct str v)
{
    struct str epoch, upstream, revision;
    split(v, &epoch, &upstream, &revision);
    for (size_t i = 0; i < epoch.n; i++)
        if (!ch_is_digit((unsigned char)epoch.p[i]))
            return false;
    if (str_has_char(v, ':') && !epoch.n)
        return false;
    for (size_t i = 0; i < upstream.n; i++)
        if (!ch_is_alnum((unsigned char)upstream.p[i]) && !str_has_char(S(".+-~:"), upstream.p[i]))
            return false;
    for (size_t i = 0; i < revision.n; i++)
        if (!ch_is_alnum((unsigned char)revision.p[i]) && !str_has_char(S(".+~"), revision.p[i]))
            return false;
    return ch_is_digit(str_at(upstream, 0)) && !(str_has_char(upstream, ':') && !epoch.n);
}

// '~' before everything, also before the end; letters before other characters.
static int weight(int c)
{
    if (c == '~')
        return -1;
    if (c < 0 || ch_is_digit(c))
        return 0;
    return ch_is_alpha(c) ? c : c + 256;
}

static int compare_part(struct str a, struct str b)
{
    while (a.n || b.n) {
        while ((a.n && !ch_is_digit(str_at(a, 0))) || (b.n && !ch_is_digit(str_at(b, 0)))) {
            int wa = weight(str_at(a, 0)), wb = weight(str_at(b, 0));
            if (wa != wb)
                return wa < wb ? -1 : 1;
            a = str_skip(a, 1);
            b = str_skip(b, 1);
        }
        int c = ver_cmp_numbers(str_take_digits(&a), str_take_digits(&b));
        if (c)
            return c;
    }
    return 0;
}

static int compare(struct str a, struct str b)
{
    struct str ea, ua, ra, eb, ub, rb;
    split(a, &ea, &ua, &ra);
    split(b, &eb, &ub, &rb);
    int c = ver_cmp_numbers(ea, eb);
    if (!c)
        c = compare_part(ua, ub);
    return c ? c : compare_part(ra, rb);
}

static int match(struct str v, struct str range, bool *ret, struct sk_err *err)
{
    return ver_match_plain(&ver_scheme_deb, v, range, S("|"), ret, err);
}

const struct ver_scheme ver_scheme_deb = {
    .id = "deb",
    .what = "Debian Policy 5.6.12",
    .aliases = "debian ubuntu dpkg",
    .valid = valid,
    .compare = compare,
    .match = match,
};
