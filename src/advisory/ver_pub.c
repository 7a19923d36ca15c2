// Dart: Semantic Versioning with builds that count (1.0.0 < 1.0.0+1), ranges "any", "^1.2.3" and
// comparisons separated by spaces. https://dart.dev/tools/pub/dependencies#version-constraints
#include "advisory/ver_semver_like.h"

extern const struct ver_scheme ver_scheme_pub;

static bool valid(struct str v)
{
    struct ver_triple t;
    return ver_triple_parse(v, &t) && t.n_num == 3;
}

static int compare(struct str a, struct str b)
{
    struct ver_triple ta, tb;
    bool ga = ver_triple_parse(a, &ta), gb = ver_triple_parse(b, &tb);
    int c = ver_triple_compare(&ta, &tb);
    if (!c && (!ta.build.n || !tb.build.n))
        c = (ta.build.n > 0) - (tb.build.n > 0);
    if (!c)
        c = ver_identifiers_compare(ta.build, tb.build);
    return c || (ga && gb) ? c : str_cmp(a, b);
}

// ^1.2.3 is below 2.0.0, ^0.1.2 below 0.2.0, pre-releases of the end included in what is excluded.
static bool caret(const struct ver_triple *v, const struct ver_triple *want)
{
    bool zero = ver_cmp_numbers(want->num[0], (struct str){0}) == 0;
    if (ver_triple_compare(v, want) < 0 || ver_cmp_numbers(v->num[0], want->num[0]) != 0)
        return false;
    return !zero || ver_cmp_numbers(v->num[1], want->num[1]) == 0;
}

// "<1.2.0" does not allow 1.2.0-dev, unless the limit is a pre-release itself.
static bool below(const struct ver_triple *v, const struct ver_triple *want)
{
    if (ver_triple_compare(v, want) >= 0)
        return false;
    bool same = true;
    for (int i = 0; i < 3; i++)
        same &= ver_cmp_numbers(v->num[i], want->num[i]) == 0;
    return !(same && v->pre.n && !want->pre.n);
}

static int match(struct str v, struct str range, bool *ret, struct sk_err *err)
{
    struct ver_triple tv, want;
    (void)ver_triple_parse(v, &tv);
    *ret = true;
    if (str_eq(range, S("any")))
        return 0;
    while ((range = str_trim(range)).n) {
        struct str word, op = ver_take_op(&range);
        (void)str_next_word(&range, &word);
        ptrdiff_t glued = 0; // ">=1.0.0<2.0.0" is one word
        while ((size_t)glued < word.n && !str_has_char(S("<>="), word.p[glued]))
            glued++;
        if ((size_t)glued < word.n) {
            range = (struct str){word.p + glued, word.n - (size_t)glued + range.n};
            word.n = (size_t)glued;
        }
        if (!ver_triple_parse(word, &want) || want.n_num != 3)
            return sk_fail(err, SK_EFORMAT, "'" STR_FMT "' is not a pub version", STR_ARG(word));
        if (str_eq(op, S("^")))
            *ret &= caret(&tv, &want);
        else if (str_eq(op, S("<")))
            *ret &= below(&tv, &want);
        else
            *ret &= ver_op_holds(op, compare(v, word));
    }
    return 0;
}

const struct ver_scheme ver_scheme_pub = {
    .id = "pub",
    .what = "Dart pub_semver",
    .aliases = "dart flutter",
    .valid = valid,
    .compare = compare,
    .match = match,
};
