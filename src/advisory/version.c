#include "advisory/version.h"

#define VER_SCHEME(id) extern const struct ver_scheme ver_scheme_##id;
#include "advisory/versions.def"
#undef VER_SCHEME

const struct ver_scheme *const ver_schemes[] = {
#define VER_SCHEME(id) &ver_scheme_##id,
#include "advisory/versions.def"
#undef VER_SCHEME
    NULL,
};

const struct ver_scheme *ver_find(struct str id)
{
    for (const struct ver_scheme *const *s = ver_schemes; *s; s++) {
        struct str rest = str_from((*s)->aliases), alias;
        if (str_eq_nocase(id, str_from((*s)->id)))
            return *s;
        while (str_next_word(&rest, &alias))
            if (str_eq_nocase(id, alias))
                return *s;
    }
    return NULL;
}

static int check(const struct ver_scheme *s, struct str v, struct sk_err *err)
{
    return s->valid(v)
               ? 0
               : sk_fail(err, SK_EFORMAT, "'" STR_FMT "' is not a %s version", STR_ARG(v), s->id);
}

int ver_compare(const struct ver_scheme *s, struct str a, struct str b, int *ret,
                struct sk_err *err)
{
    int r = check(s, a, err);
    if (r == 0)
        r = check(s, b, err);
    if (r < 0)
        return r;
    int c = s->compare(a, b);
    *ret = (c > 0) - (c < 0);
    return 0;
}

int ver_match(const struct ver_scheme *s, struct str v, struct str range, bool *ret,
              struct sk_err *err)
{
    int r = check(s, v, err);
    return r < 0 ? r : s->match(v, str_trim(range), ret, err);
}

int ver_cmp_numbers(struct str a, struct str b)
{
    while (a.n && a.p[0] == '0')
        a = str_skip(a, 1);
    while (b.n && b.p[0] == '0')
        b = str_skip(b, 1);
    if (a.n != b.n)
        return a.n < b.n ? -1 : 1;
    return str_cmp(a, b);
}

bool ver_op_holds(struct str op, int order)
{
    if (str_eq(op, S("<")) || str_eq(op, S("<<")))
        return order < 0;
    if (str_eq(op, S(">")) || str_eq(op, S(">>")))
        return order > 0;
    if (str_eq(op, S("<=")) || str_eq(op, S("=<")))
        return order <= 0;
    if (str_eq(op, S(">=")) || str_eq(op, S("=>")))
        return order >= 0;
    if (str_eq(op, S("!=")) || str_eq(op, S("<>")))
        return order != 0;
    return order == 0;
}

struct str ver_take_op(struct str *rest)
{
    size_t n = 0;
    while (str_at(*rest, n) >= 0 && str_has_char(S("<>=!~^"), rest->p[n]))
        n++;
    struct str op = str_head(*rest, n);
    *rest = str_trim(str_skip(*rest, n));
    return op;
}

static int plain_and(const struct ver_scheme *s, struct str v, struct str all, bool *ret,
                     struct sk_err *err)
{
    struct str one;
    *ret = true;
    if (!str_trim(all).n)
        return sk_fail(err, SK_EFORMAT, "an empty range");
    while (str_next_field(&all, ',', &one)) {
        one = str_trim(one);
        struct str op = ver_take_op(&one);
        if (!s->valid(one) || str_has_char(op, '~') || str_has_char(op, '^'))
            return sk_fail(err, SK_EFORMAT, "'" STR_FMT STR_FMT "' is not a %s range", STR_ARG(op),
                           STR_ARG(one), s->id);
        *ret &= ver_op_holds(op, s->compare(v, one));
    }
    return 0;
}

int ver_match_plain(const struct ver_scheme *s, struct str v, struct str range, struct str or_sep,
                    bool *ret, struct sk_err *err)
{
    struct str one;
    bool holds = false, more = true;
    *ret = false;
    while (more) {
        if (or_sep.n)
            more = str_cut_str(range, or_sep, &one, &range);
        else
            more = (one = range, false);
        int r = plain_and(s, v, one, &holds, err);
        if (r < 0)
            return r;
        *ret |= holds;
    }
    return 0;
}

static int interval(const struct ver_scheme *s, struct str v, struct str body, bool with_lo,
                    bool with_hi, bool *ret, struct sk_err *err)
{
    struct str lo, hi;
    bool two = str_cut(body, ',', &lo, &hi);
    lo = str_trim(lo);
    hi = str_trim(hi);
    if ((lo.n && !s->valid(lo)) || (hi.n && !s->valid(hi)) ||
        (!two && (!lo.n || !with_lo || !with_hi)))
        return sk_fail(err, SK_EFORMAT, "'" STR_FMT "' is not a %s interval", STR_ARG(body), s->id);
    int c_lo = lo.n ? s->compare(v, lo) : 1, c_hi = hi.n ? s->compare(v, hi) : -1;
    *ret = two ? (c_lo > 0 || (with_lo && c_lo == 0)) && (c_hi < 0 || (with_hi && c_hi == 0))
               : c_lo == 0;
    return 0;
}

int ver_match_intervals(const struct ver_scheme *s, struct str v, struct str range, bool *ret,
                        struct sk_err *err)
{
    *ret = false;
    while ((range = str_trim(range)).n) {
        bool with_lo = range.p[0] == '[', holds = false;
        size_t end = 1;
        while (end < range.n && range.p[end] != ']' && range.p[end] != ')')
            end++;
        if ((!with_lo && range.p[0] != '(') || end == range.n)
            return sk_fail(err, SK_EFORMAT, "'" STR_FMT "' is not a %s range", STR_ARG(range),
                           s->id);
        int r =
            interval(s, v, str_sub(range, 1, end - 1), with_lo, range.p[end] == ']', &holds, err);
        if (r < 0)
            return r;
        *ret |= holds;
        range = str_trim(str_skip(range, end + 1));
        (void)str_take(&range, S(","));
    }
    return 0;
}
