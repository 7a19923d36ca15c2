// Python versions: PEP 440, now https://packaging.python.org/en/latest/specifications/version-specifiers/
// [v][N!]N(.N)*[{a|b|rc}N][.postN][.devN][+local], with the spellings that normalise to it.
#include "advisory/version.h"

extern const struct ver_scheme ver_scheme_pypi;

struct parts {
    struct str epoch, release; // release: digits and dots
    int pre_kind;              // 'a', 'b', 'r' (rc) or 0
    struct str pre, post, dev, local;
    bool has_post, has_dev;
};

static void separator(struct str *s)
{
    if (str_at(*s, 0) == '.' || str_at(*s, 0) == '-' || str_at(*s, 0) == '_')
        *s = str_skip(*s, 1);
}

// A word of the grammar at the front, with or without a separator before and after it, then digits.
static bool take_word(struct str *s, struct str word, struct str *ret_digits)
{
    struct str rest = *s;
    separator(&rest);
    if (!str_starts_nocase(rest, word))
        return false;
    rest = str_skip(rest, word.n);
    separator(&rest); // the grammar allows one there, also without a number after it
    *ret_digits = str_take_digits(&rest);
    *s = rest;
    return true;
}

static void take_pre(struct str *s, struct parts *p)
{
    static const struct {
        struct str word;
        int kind;
    } words[] = {
        {S_INIT("alpha"), 'a'}, {S_INIT("beta"), 'b'}, {S_INIT("preview"), 'r'},
        {S_INIT("pre"), 'r'},   {S_INIT("rc"), 'r'},   {S_INIT("a"), 'a'},
        {S_INIT("b"), 'b'},     {S_INIT("c"), 'r'},
    };
    for (size_t i = 0; i < COUNT_OF(words); i++)
        if (take_word(s, words[i].word, &p->pre)) {
            p->pre_kind = words[i].kind;
            return;
        }
}

static void take_post(struct str *s, struct parts *p)
{
    struct str rest = *s;
    if (str_take(&rest, S("-")) && ch_is_digit(str_at(rest, 0))) { // "1.0-1"
        p->post = str_take_digits(&rest);
        p->has_post = true;
        *s = rest;
        return;
    }
    p->has_post = take_word(s, S("post"), &p->post) || take_word(s, S("rev"), &p->post) ||
                  take_word(s, S("r"), &p->post);
}

static bool local_ok(struct str s)
{
    for (size_t i = 0; i < s.n; i++)
        if (!ch_is_alnum((unsigned char)s.p[i]) && !str_has_char(S(".-_"), s.p[i]))
            return false;
    return s.n > 0;
}

static bool parse(struct str v, struct parts *p)
{
    struct str head, tail;
    *p = (struct parts){0};
    v = str_trim(v);
    if (ch_lower(str_at(v, 0)) == 'v')
        v = str_skip(v, 1);
    bool has_local = str_cut(v, '+', &v, &p->local);
    if (str_cut(v, '!', &head, &tail)) {
        p->epoch = str_take_digits(&head);
        if (head.n || !p->epoch.n)
            return false;
        v = tail;
    }
    struct str rest = v;
    if (!str_take_digits(&rest).n)
        return false;
    while (str_at(rest, 0) == '.' && ch_is_digit(str_at(rest, 1))) {
        rest = str_skip(rest, 1);
        (void)str_take_digits(&rest);
    }
    p->release = str_head(v, v.n - rest.n);
    take_pre(&rest, p);
    take_post(&rest, p);
    p->has_dev = take_word(&rest, S("dev"), &p->dev);
    return rest.n == 0 && (!has_local || local_ok(p->local));
}

static bool valid(struct str v)
{
    struct parts p;
    return parse(v, &p);
}

static int compare_release(struct str a, struct str b)
{
    struct str x, y;
    while (a.n || b.n) {
        x = str_take_digits(&a);
        y = str_take_digits(&b);
        int c = ver_cmp_numbers(x, y);
        if (c)
            return c;
        (void)str_take(&a, S("."));
        (void)str_take(&b, S("."));
    }
    return 0;
}

// dev without pre and post comes before all pre-releases; no pre-release comes after them.
static int pre_rank(const struct parts *p)
{
    if (p->pre_kind)
        return p->pre_kind;
    return !p->has_post && p->has_dev ? 0 : 1000;
}

static int compare_local(struct str a, struct str b)
{
    if (!a.n || !b.n)
        return (a.n > 0) - (b.n > 0);
    while (a.n || b.n) {
        size_t na = 0, nb = 0;
        while (na < a.n && ch_is_alnum((unsigned char)a.p[na]))
            na++;
        while (nb < b.n && ch_is_alnum((unsigned char)b.p[nb]))
            nb++;
        struct str x = str_head(a, na), y = str_head(b, nb), dx = x, dy = y;
        if (!x.n || !y.n)
            return (x.n > 0) - (y.n > 0);
        bool nx = str_take_digits(&dx).n && !dx.n, ny = str_take_digits(&dy).n && !dy.n;
        int c = 0;
        if (nx != ny)
            return nx ? 1 : -1; // numbers above words
        if (nx) {
            c = ver_cmp_numbers(x, y);
        } else {
            for (size_t i = 0; !c && (i < x.n || i < y.n); i++)
                c = ch_lower(str_at(x, i)) - ch_lower(str_at(y, i));
        }
        if (c)
            return c;
        a = str_skip(a, na + 1);
        b = str_skip(b, nb + 1);
    }
    return 0;
}

static int compare_public(const struct parts *a, const struct parts *b)
{
    int c = ver_cmp_numbers(a->epoch, b->epoch);
    if (!c)
        c = compare_release(a->release, b->release);
    if (!c)
        c = pre_rank(a) - pre_rank(b);
    if (!c)
        c = ver_cmp_numbers(a->pre, b->pre);
    if (!c)
        c = a->has_post - b->has_post;
    if (!c)
        c = ver_cmp_numbers(a->post, b->post);
    if (!c)
        c = b->has_dev - a->has_dev; // a dev release is before what it leads to
    return c ? c : ver_cmp_numbers(a->dev, b->dev);
}

// What is no PEP 440 version sorts before all that are, by its text (pip's old LegacyVersion).
static int compare(struct str a, struct str b)
{
    struct parts pa, pb;
    bool ga = parse(a, &pa), gb = parse(b, &pb);
    if (ga != gb)
        return ga ? 1 : -1;
    if (!ga)
        return str_cmp(a, b);
    int c = compare_public(&pa, &pb);
    return c ? c : compare_local(pa.local, pb.local);
}

// How many numbers of `want` must be equal: "1.4.*" names 1.4.0 and 1.4rc1 too.
static bool same_prefix(struct str have, struct str want)
{
    while (want.n) {
        if (ver_cmp_numbers(str_take_digits(&have), str_take_digits(&want)) != 0)
            return false;
        (void)str_take(&have, S("."));
        (void)str_take(&want, S("."));
    }
    return true;
}

static bool prefix_holds(const struct parts *v, const struct parts *want)
{
    return ver_cmp_numbers(v->epoch, want->epoch) == 0 && same_prefix(v->release, want->release);
}

static bool compatible(const struct parts *v, const struct parts *want)
{
    struct parts prefix = *want;
    struct str last;
    (void)str_cut_last(want->release, '.', &prefix.release, &last);
    return compare_public(v, want) >= 0 && prefix_holds(v, &prefix);
}

static bool clause_holds(const struct parts *v, struct str op, const struct parts *want)
{
    int c = compare_public(v, want);
    if (str_eq(op, S("==")) || str_eq(op, S("!="))) {
        bool same = c == 0 && (!want->local.n || compare_local(v->local, want->local) == 0);
        return same == str_eq(op, S("=="));
    }
    if (str_eq(op, S(">"))) { // not a post-release or local version of the named one
        if (c <= 0)
            return false;
        bool same = prefix_holds(v, want) && compare_release(v->release, want->release) == 0;
        return !(same && v->has_post && !want->has_post && v->pre_kind == want->pre_kind);
    }
    if (str_eq(op, S("<"))) { // not a pre-release of the named one, if that is a release
        if (c >= 0)
            return false;
        bool pre = v->pre_kind || (v->has_dev && !v->has_post);
        bool want_pre = want->pre_kind || want->has_dev || want->has_post;
        return !(pre && !want_pre && compare_release(v->release, want->release) == 0 &&
                 ver_cmp_numbers(v->epoch, want->epoch) == 0);
    }
    return ver_op_holds(op, c);
}

static int clause(struct str v, const struct parts *pv, struct str text, bool *ret,
                  struct sk_err *err)
{
    struct parts want;
    struct str op = ver_take_op(&text);
    if (str_eq(op, S("==="))) {
        *ret = str_eq_nocase(v, text);
        return 0;
    }
    if (!op.n || str_has_char(op, '^') || (str_has_char(op, '~') && !str_eq(op, S("~="))))
        return sk_fail(err, SK_EFORMAT, "'" STR_FMT "' is not a PEP 440 operator", STR_ARG(op));
    bool wild = str_ends(text, S(".*"));
    if (wild)
        text.n -= 2;
    if (!parse(text, &want) || (wild && !str_eq(op, S("==")) && !str_eq(op, S("!="))) ||
        (str_eq(op, S("~=")) && !str_has_char(want.release, '.')))
        return sk_fail(err, SK_EFORMAT, "'" STR_FMT "' is not a PEP 440 clause", STR_ARG(text));
    if (wild)
        *ret = prefix_holds(pv, &want) == str_eq(op, S("=="));
    else if (str_eq(op, S("~=")))
        *ret = compatible(pv, &want);
    else
        *ret = clause_holds(pv, op, &want);
    return 0;
}

static int match(struct str v, struct str range, bool *ret, struct sk_err *err)
{
    struct parts pv;
    struct str one;
    (void)parse(v, &pv);
    *ret = true;
    while (str_next_field(&range, ',', &one)) {
        bool holds = false;
        one = str_trim(one);
        if (!one.n)
            continue;
        int r = clause(v, &pv, one, &holds, err);
        if (r < 0)
            return r;
        *ret &= holds;
    }
    return 0;
}

const struct ver_scheme ver_scheme_pypi = {
    .id = "pypi",
    .what = "PEP 440",
    .aliases = "python pip pep440",
    .valid = valid,
    .compare = compare,
    .match = match,
};
