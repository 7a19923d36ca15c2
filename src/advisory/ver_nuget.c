// NuGet versions: SemVer 2 with up to four numbers, labels compared without case.
// https://learn.microsoft.com/en-us/nuget/concepts/package-versioning
#include "advisory/version.h"

extern const struct ver_scheme ver_scheme_nuget;

struct parts {
    struct str num[4];
    struct str pre;
};

static bool parse(struct str v, struct parts *ret)
{
    struct str build, part;
    int n = 0;
    *ret = (struct parts){0};
    v = str_trim(v);
    if (ch_lower(str_at(v, 0)) == 'v')
        v = str_skip(v, 1);
    (void)str_cut(v, '+', &v, &build);
    bool has_pre = str_cut(v, '-', &v, &ret->pre);
    while (str_next_field(&v, '.', &part)) {
        struct str digits = str_take_digits(&part);
        if (!digits.n || part.n || n == 4)
            return false;
        ret->num[n++] = digits;
    }
    for (size_t i = 0; i < ret->pre.n; i++)
        if (!ch_is_alnum((unsigned char)ret->pre.p[i]) && !str_has_char(S(".-"), ret->pre.p[i]))
            return false;
    return n > 0 && (!has_pre || ret->pre.n);
}

static bool valid(struct str v)
{
    struct parts p;
    return parse(v, &p);
}

static int compare_label(struct str a, struct str b)
{
    struct str da = a, db = b;
    bool na = str_take_digits(&da).n && !da.n, nb = str_take_digits(&db).n && !db.n;
    if (na != nb)
        return na ? -1 : 1;
    if (na)
        return ver_cmp_numbers(a, b);
    for (size_t i = 0; i < a.n || i < b.n; i++) {
        int c = ch_lower(str_at(a, i)) - ch_lower(str_at(b, i));
        if (c)
            return c;
    }
    return 0;
}

static int compare_pre(struct str a, struct str b)
{
    struct str fa, fb;
    if (!a.n || !b.n)
        return (b.n > 0) - (a.n > 0);
    for (;;) {
        bool ha = str_next_field(&a, '.', &fa), hb = str_next_field(&b, '.', &fb);
        if (!ha || !hb)
            return ha - hb;
        int c = compare_label(fa, fb);
        if (c)
            return c;
    }
}

static int compare(struct str a, struct str b)
{
    struct parts pa, pb;
    bool ga = parse(a, &pa), gb = parse(b, &pb);
    for (int i = 0; i < 4; i++) {
        int c = ver_cmp_numbers(pa.num[i], pb.num[i]);
        if (c)
            return c;
    }
    int c = compare_pre(pa.pre, pb.pre);
    return c || (ga && gb) ? c : str_cmp(a, b);
}

// "1.*" and "1.0.*": the numbers before the star are equal; pre-releases are left out.
static int floating(struct str v, struct str range, bool *ret, struct sk_err *err)
{
    struct parts p;
    struct str prefix = str_head(range, range.n - 1), part;
    int n = 0;
    (void)parse(v, &p);
    *ret = !p.pre.n;
    if (str_ends(prefix, S(".")))
        prefix.n--;
    while (prefix.n && str_next_field(&prefix, '.', &part)) {
        struct str digits = str_take_digits(&part);
        if (part.n || !digits.n || n == 4)
            return sk_fail(err, SK_EFORMAT, "'" STR_FMT "' is not a NuGet range", STR_ARG(range));
        *ret &= ver_cmp_numbers(p.num[n++], digits) == 0;
    }
    return 0;
}

// A bare version is a minimum.
static int match(struct str v, struct str range, bool *ret, struct sk_err *err)
{
    if (str_ends(range, S("*")))
        return floating(v, range, ret, err);
    if (str_at(range, 0) == '[' || str_at(range, 0) == '(')
        return ver_match_intervals(&ver_scheme_nuget, v, range, ret, err);
    if (valid(range)) {
        *ret = compare(v, range) >= 0;
        return 0;
    }
    return ver_match_plain(&ver_scheme_nuget, v, range, S("||"), ret, err);
}

const struct ver_scheme ver_scheme_nuget = {
    .id = "nuget",
    .what = "NuGet (SemVer 2 with four numbers)",
    .aliases = "dotnet",
    .valid = valid,
    .compare = compare,
    .match = match,
};
