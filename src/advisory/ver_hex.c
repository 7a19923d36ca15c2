// Elixir and Erlang packages (Hex): strict Semantic Versioning; requirements with and, or, ~>.
// https://hexdocs.pm/elixir/Version.html
#include "advisory/ver_semver_like.h"

extern const struct ver_scheme ver_scheme_hex;

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
    return c || (ga && gb) ? c : str_cmp(a, b);
}

// "~> 2.1.2" is >= 2.1.2 and < 2.2.0; "~> 2.1" is >= 2.1.0 and < 3.0.0.
static bool pessimistic(const struct ver_triple *v, const struct ver_triple *want)
{
    if (ver_triple_compare(v, want) < 0 || ver_cmp_numbers(v->num[0], want->num[0]) != 0)
        return false;
    return want->n_num < 3 || ver_cmp_numbers(v->num[1], want->num[1]) == 0;
}

static int one(const struct ver_triple *v, struct str text, bool *ret, struct sk_err *err)
{
    struct ver_triple want;
    text = str_trim(text);
    bool tilde = str_take(&text, S("~>"));
    struct str op = tilde ? S("~>") : ver_take_op(&text);
    text = str_trim(text);
    if (!ver_triple_parse(text, &want) || (!tilde && want.n_num != 3) || want.n_num < 2 ||
        str_has_char(op, '^') || (!tilde && str_has_char(op, '~')))
        return sk_fail(err, SK_EFORMAT, "'" STR_FMT "' is not a Hex requirement", STR_ARG(text));
    *ret = tilde ? pessimistic(v, &want) : ver_op_holds(op, ver_triple_compare(v, &want));
    return 0;
}

static int match(struct str v, struct str range, bool *ret, struct sk_err *err)
{
    struct ver_triple tv;
    bool more_or = true;
    (void)ver_triple_parse(v, &tv);
    *ret = false;
    while (more_or) {
        struct str ands, part;
        bool all = true, more_and = true, holds = false;
        more_or = str_cut_str(range, S(" or "), &ands, &range);
        while (more_and) {
            more_and = str_cut_str(ands, S(" and "), &part, &ands);
            int r = one(&tv, part, &holds, err);
            if (r < 0)
                return r;
            all &= holds;
        }
        *ret |= all;
    }
    return 0;
}

const struct ver_scheme ver_scheme_hex = {
    .id = "hex",
    .what = "Elixir Version",
    .aliases = "elixir erlang",
    .valid = valid,
    .compare = compare,
    .match = match,
};
