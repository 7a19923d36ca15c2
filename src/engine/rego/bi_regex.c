// Builtins: regular expressions.
#include "engine/rego/bi.h"
#include "engine/rego/re.h"

#include <string.h>

enum { MAX_KEPT = 2000 }; // compiled expressions that an engine keeps

struct rego_re *rego_bi_regex(struct rego_call *c, struct str pattern)
{
    struct sk_err err = {0};
    struct rego *r = c->r;
    struct sk_map_entry *e = sk_map_find(&r->regexes, pattern);
    if (!e && (e = sk_map_find(&c->regexes, pattern)) == NULL) {
        bool keep = r->regexes.n < MAX_KEPT;
        struct arena *a = keep ? r->a : c->a;
        struct rego_re *re = rego_re_new(a, pattern, &err);
        if (!re) {
            rego_call_fail(c, "%s", err.msg);
            return NULL;
        }
        sk_map_put(keep ? &r->regexes : &c->regexes, str_dup(a, pattern))->value = re;
        return re;
    }
    return e->value;
}

BI(regex_match)
{
    struct rego_re *re = rego_bi_regex(c, bi_str(args[0]));
    return re ? rego_bool(rego_re_has_match(re, bi_str(args[1]))) : NULL;
}

BI(regex_is_valid)
{
    ARENA_SCRATCH(tmp);
    (void)c;
    if (args[0]->kind != REGO_STRING)
        return &rego_false;
    return rego_bool(rego_re_new(&tmp, bi_str(args[0]), NULL) != NULL);
}

// Calls `each` for every match that does not overlap the one before, as Go's allMatches: an empty
// match right behind a match does not count.
struct finder {
    struct rego_call *c;
    struct rego_re *re;
    struct str s;
    ptrdiff_t *caps;
    size_t at;
    ptrdiff_t last_end;
    int64_t left;
};

static bool open_finder(struct finder *f, struct rego_call *c, struct str pattern, struct str s,
                        int64_t n)
{
    *f = (struct finder){.c = c, .s = s, .last_end = -1, .left = n < 0 ? INT64_MAX : n};
    f->re = rego_bi_regex(c, pattern);
    if (f->re)
        f->caps = arena_new(c->a, ptrdiff_t, 2 * (rego_re_groups(f->re) + 1));
    return f->re != NULL;
}

static bool next_match(struct finder *f)
{
    while (f->left > 0 && f->at <= f->s.n && rego_call_step(f->c, 1) &&
           rego_re_find(f->re, f->s, f->at, f->caps)) {
        bool ok = f->caps[1] > f->caps[0] || f->caps[0] != f->last_end;
        f->at = (size_t)f->caps[1];
        if (f->caps[1] == f->caps[0]) {
            uint32_t u;
            f->at += f->at < f->s.n ? rego_utf8(f->s, f->at, &u) : 1;
        }
        f->last_end = f->caps[1];
        if (!ok)
            continue;
        f->left--;
        return true;
    }
    return false;
}

static struct str group(const struct finder *f, size_t i)
{
    ptrdiff_t from = f->caps[2 * i], to = f->caps[2 * i + 1];
    return from < 0 || to < 0 ? (struct str){0} : str_sub(f->s, (size_t)from, (size_t)(to - from));
}

BI(regex_find_n)
{
    struct finder f;
    struct rego_vec v = {0};
    int64_t n;
    if (!rego_bi_i64(c, 3, args[2], &n) || !open_finder(&f, c, bi_str(args[0]), bi_str(args[1]), n))
        return NULL;
    while (next_match(&f))
        rego_vec_add(c->a, &v, rego_str(c->a, group(&f, 0)));
    return rego_array_own(c->a, v.p, v.n);
}

BI(regex_find_all)
{
    struct finder f;
    struct rego_vec v = {0};
    int64_t n;
    if (!rego_bi_i64(c, 3, args[2], &n) || !open_finder(&f, c, bi_str(args[0]), bi_str(args[1]), n))
        return NULL;
    while (next_match(&f)) {
        struct rego_vec one = {0};
        for (size_t i = 0; i <= rego_re_groups(f.re); i++)
            rego_vec_add(c->a, &one, rego_str(c->a, group(&f, i)));
        rego_vec_add(c->a, &v, rego_array_own(c->a, one.p, one.n));
    }
    return rego_array_own(c->a, v.p, v.n);
}

// Go's Regexp.Split with n = -1.
BI(regex_split)
{
    struct finder f;
    struct rego_vec v = {0};
    struct str s = bi_str(args[1]);
    size_t from = 0;
    bool any = false;
    ptrdiff_t end = 0;
    if (!open_finder(&f, c, bi_str(args[0]), s, -1))
        return NULL;
    if (s.n == 0 && bi_str(args[0]).n > 0) {
        rego_vec_add(c->a, &v, args[1]);
        return rego_array_own(c->a, v.p, v.n);
    }
    while (next_match(&f)) {
        end = f.caps[0];
        if (f.caps[1] != 0) {
            rego_vec_add(c->a, &v, rego_str(c->a, str_sub(s, from, (size_t)end - from)));
            any = true;
        }
        from = (size_t)f.caps[1];
    }
    (void)any;
    if (end != (ptrdiff_t)s.n)
        rego_vec_add(c->a, &v, rego_str(c->a, str_skip(s, from)));
    return rego_array_own(c->a, v.p, v.n);
}

// $1, ${1}, $name, ${name}, $$ as in Go's Expand.
static void expand(struct sk_buf *b, const struct finder *f, struct str t)
{
    struct str head, rest;
    while (str_cut(t, '$', &head, &rest)) {
        sk_buf_add(b, head);
        if (str_take(&rest, S("$"))) {
            sk_buf_add_char(b, '$');
            t = rest;
            continue;
        }
        bool braced = str_take(&rest, S("{"));
        size_t n = 0;
        while (n < rest.n && (ch_is_alnum((unsigned char)rest.p[n]) || rest.p[n] == '_'))
            n++;
        struct str name = str_head(rest, n);
        struct str after = str_skip(rest, n);
        if (n == 0 || (braced && !str_take(&after, S("}")))) {
            sk_buf_add_char(b, '$'); // no name: the sign itself
            t = braced ? (struct str){rest.p - 1, rest.n + 1} : rest;
            continue;
        }
        uint64_t number;
        size_t groups = rego_re_groups(f->re);
        if (str_to_u64(name, &number)) {
            if (number <= groups)
                sk_buf_add(b, group(f, number));
        } else {
            for (size_t i = 1; i <= groups; i++)
                if (str_eq(rego_re_group_name(f->re, i), name))
                    sk_buf_add(b, group(f, i));
        }
        t = after;
    }
    sk_buf_add(b, head);
}

BI(regex_replace)
{
    SK_BUF_SCRATCH(b, REGO_MAX_STRING);
    struct finder f;
    struct str s = bi_str(args[0]);
    size_t from = 0;
    if (!open_finder(&f, c, bi_str(args[1]), s, -1))
        return NULL;
    while (next_match(&f) && !b.full) {
        sk_buf_add(&b, str_sub(s, from, (size_t)f.caps[0] - from));
        expand(&b, &f, bi_str(args[2]));
        from = (size_t)f.caps[1];
    }
    sk_buf_add(&b, str_skip(s, from));
    return rego_bi_buf(c, &b);
}

// "urn:<.*>" : text, and regular expressions between two delimiters.
BI(regex_template)
{
    SK_BUF_SCRATCH(b, RE_MAX_PATTERN);
    struct str t = bi_str(args[0]), open = bi_str(args[2]), close = bi_str(args[3]);
    if (open.n != 1 || close.n != 1)
        return rego_call_fail(c, "start delimiter has to be exactly one character long");
    sk_buf_add_char(&b, '^');
    int depth = 0;
    size_t from = 0;
    for (size_t i = 0; i <= t.n; i++) {
        bool begins = i < t.n && t.p[i] == open.p[0], ends = i < t.n && t.p[i] == close.p[0];
        if (ends && depth == 0)
            return rego_call_fail(c, "unbalanced braces in %s", "template");
        if (i == t.n || (begins && depth == 0)) {
            struct str plain = str_sub(t, from, i - from);
            for (size_t k = 0; k < plain.n; k++) {
                if (strchr("\\.+*?()|[]{}^$", plain.p[k]) && plain.p[k])
                    sk_buf_add_char(&b, '\\');
                sk_buf_add_char(&b, plain.p[k]);
            }
            from = i + 1;
        } else if (ends && depth == 1) {
            sk_buf_fmt(&b, "(%.*s)", (int)(i - from), t.p + from);
            from = i + 1;
        }
        depth += begins - ends;
    }
    if (depth)
        return rego_call_fail(c, "unbalanced braces in template");
    sk_buf_add_char(&b, '$');
    struct rego_re *re = rego_bi_regex(c, sk_buf_str(&b));
    return re ? rego_bool(rego_re_has_match(re, bi_str(args[1]))) : NULL;
}
