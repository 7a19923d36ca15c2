// Composer's constraints: comparisons, ^, ~, wild cards, " - ", commas and spaces for and, "|" for or.
// https://getcomposer.org/doc/articles/versions.md
#include "advisory/ver_composer.h"

static int no_range(struct str text, struct sk_err *err)
{
    return sk_fail(err, SK_EFORMAT, "'" STR_FMT "' is not a Composer constraint", STR_ARG(text));
}

// Limits without a stability of their own begin with their dev releases: ">=1.0" is ">=1.0-dev".
static int against_lowest(const struct ver_composer *v, struct ver_composer want)
{
    if (want.word == NOTHING)
        want.dev = true;
    return ver_composer_compare(v, &want);
}

// Where ^ lets the numbers change: after the first that is not 0.
static int caret_depth(const struct ver_composer *p)
{
    struct str rest = p->numbers;
    for (int i = 1; i < 3; i++) {
        if (!str_eq(str_take_digits(&rest), S("0")) || i >= p->n_num)
            return i;
        rest = str_skip(rest, 1);
    }
    return 3;
}

static void lower_bound(struct str text, struct str flag, struct str op, struct ver_composer *want)
{
    bool exact = !op.n || str_eq(op, S("=")) || str_eq(op, S("=="));
    struct ver_composer f = {.word = NOTHING};
    bool stable = (want->word == NOTHING || want->word == PATCH) && !want->dev;
    if (!exact && stable && ver_composer_modifier(flag, &f) && (f.word != NOTHING || f.dev)) {
        want->word = f.word == NOTHING ? want->word : f.word;
        want->dev = f.dev;
        return;
    }
    // Composer looks for a dash and a stability here, and does not know "RC" by it.
    struct ver_composer has;
    for (size_t i = 0; i < text.n; i++)
        if (text.p[i] == '-' && ver_composer_modifier(str_skip(text, i + 1), (has = f, &has)) &&
            has.word != RC)
            return;
    if (str_eq(op, S("<")) || str_eq(op, S(">=")))
        want->dev = true;
}

// "feature-dev", the wrong way round, is read as "dev-feature".
static bool parse_limit(struct str text, struct ver_composer *ret)
{
    if (ver_composer_parse(text, ret))
        return true;
    bool ok = text.n > 4 && str_ends(text, S("-dev"));
    for (size_t i = 0; i < text.n; i++)
        ok &= ch_is_alnum((unsigned char)text.p[i]) || str_has_char(S("-./"), text.p[i]);
    if (ok)
        *ret = (struct ver_composer){.word = NOTHING, .branch = str_head(text, text.n - 4)};
    return ok;
}

// Cut ".*" and ".x" off after numbers.
static bool cut_wild(struct str *text)
{
    struct str t = *text;
    while (t.n > 2 && str_at(t, t.n - 2) == '.' && ver_composer_is_wild(str_skip(t, t.n - 1)))
        t.n -= 2;
    bool wild = t.n < text->n;
    for (size_t i = 0; i < t.n; i++)
        wild &= ch_is_digit(str_at(t, i)) || t.p[i] == '.' || (!i && ch_lower(t.p[i]) == 'v');
    if (wild)
        *text = t;
    return wild;
}

static bool op_known(struct str op)
{
    static const struct str ops[] = {S_INIT(""),   S_INIT("="), S_INIT("=="), S_INIT("!="),
                                     S_INIT("<>"), S_INIT("<"), S_INIT("<="), S_INIT(">"),
                                     S_INIT(">="), S_INIT("^"), S_INIT("~")};
    for (size_t i = 0; i < COUNT_OF(ops); i++)
        if (str_eq(op, ops[i]))
            return true;
    return false;
}

static int constraint(const struct ver_composer *v, struct str op, struct str text, bool *ret,
                      struct sk_err *err)
{
    struct ver_composer want;
    struct str flag;
    text = ver_composer_cut_flag(text, &flag);
    *ret = true;
    if (str_eq(text, S("*")) || (!text.n && !op.n))
        return 0;
    bool wild = cut_wild(&text);
    if (!op_known(op) || !parse_limit(text, &want))
        return no_range(text, err);
    bool differ = str_eq(op, S("!=")) || str_eq(op, S("<>"));
    if (!wild && (v->branch.n || want.branch.n)) { // known by name only
        bool same = v->branch.n && want.branch.n && str_eq(v->branch, want.branch);
        *ret = differ ? !same : same && (!op.n || op.p[0] == '=');
    } else if (wild) {
        *ret = !v->branch.n && (ver_composer_compare_head(v, &want, want.n_num) == 0) == !differ;
    } else if (str_eq(op, S("^"))) {
        *ret = against_lowest(v, want) >= 0 &&
               ver_composer_compare_head(v, &want, caret_depth(&want)) <= 0;
    } else if (str_eq(op, S("~"))) {
        *ret = against_lowest(v, want) >= 0 &&
               ver_composer_compare_head(v, &want, want.n_num > 1 ? want.n_num - 1 : 1) <= 0;
    } else {
        lower_bound(text, flag, op, &want);
        *ret = ver_op_holds(op, ver_composer_compare(v, &want));
    }
    return 0;
}

static int hyphen(const struct ver_composer *v, struct str lo, struct str hi, bool *ret,
                  struct sk_err *err)
{
    struct ver_composer a, b;
    if (!ver_composer_parse(lo, &a) || !ver_composer_parse(hi, &b))
        return no_range(lo, err);
    bool whole = b.n_num >= 3 || b.word != NOTHING || b.dev;
    bool below =
        whole ? ver_composer_compare(v, &b) <= 0 : ver_composer_compare_head(v, &b, b.n_num) <= 0;
    *ret = !v->branch.n && against_lowest(v, a) >= 0 && below;
    return 0;
}

static int match_and(const struct ver_composer *v, struct str all, bool *ret, struct sk_err *err)
{
    struct str lo, hi;
    *ret = true;
    all = str_trim(all);
    if (str_cut_str(all, S(" - "), &lo, &hi))
        return hyphen(v, str_trim(lo), str_trim(hi), ret, err);
    while ((all = str_trim_chars(str_trim(all), S(", "))).n) {
        bool holds = false;
        struct str op = ver_take_op(&all);
        size_t n = 0;
        while (n < all.n && !ch_is_space((unsigned char)all.p[n]) && all.p[n] != ',')
            n++;
        int r = constraint(v, op, str_head(all, n), &holds, err);
        all = str_skip(all, n);
        if (r < 0)
            return r;
        *ret &= holds;
    }
    return 0;
}

int ver_composer_match(struct str v, struct str range, bool *ret, struct sk_err *err)
{
    struct ver_composer pv;
    struct str one;
    bool more = true, holds = false;
    (void)ver_composer_parse(v, &pv);
    *ret = false;
    while (more) {
        more = str_cut_str(range, S("|"), &one, &range);
        (void)str_take(&range, S("|"));
        int r = match_and(&pv, one, &holds, err);
        if (r < 0)
            return r;
        *ret |= holds;
    }
    return 0;
}
