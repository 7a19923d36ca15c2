// Builtins: strings. Positions and lengths count characters (runes), as in OPA.
#include "engine/rego/bi.h"
#include "engine/rego/unicode.h"

#include <string.h>

static rego_ret str_of(struct rego_call *c, struct str s)
{
    return rego_str(c->a, s);
}

BI(concat)
{
    SK_BUF_SCRATCH(b, REGO_MAX_STRING);
    for (size_t i = 0; i < args[1]->n; i++) {
        struct str s;
        if (!rego_bi_item_str(c, 2, args[1], i, &s))
            return NULL;
        if (i)
            sk_buf_add(&b, bi_str(args[0]));
        sk_buf_add(&b, s);
    }
    return rego_bi_buf(c, &b);
}

BI(contains)
{
    (void)c;
    return rego_bool(str_has(bi_str(args[0]), bi_str(args[1])));
}

BI(startswith)
{
    (void)c;
    return rego_bool(str_starts(bi_str(args[0]), bi_str(args[1])));
}

BI(endswith)
{
    (void)c;
    return rego_bool(str_ends(bi_str(args[0]), bi_str(args[1])));
}

static rego_ret change_case(struct rego_call *c, struct str s, uint32_t (*to)(uint32_t))
{
    SK_BUF_SCRATCH(b, REGO_MAX_STRING);
    bool same = true;
    for (size_t i = 0; i < s.n;) {
        uint32_t u;
        char out[4];
        size_t n = rego_utf8(s, i, &u);
        uint32_t v = to(u);
        same = same && u == v;
        sk_buf_add(&b, (struct str){out, sk_put_utf8(out, v)});
        i += n;
    }
    return same ? NULL : rego_bi_buf(c, &b);
}

BI(lower)
{
    rego_ret v = change_case(c, bi_str(args[0]), rego_rune_lower);
    return v ? v : args[0];
}

BI(upper)
{
    rego_ret v = change_case(c, bi_str(args[0]), rego_rune_upper);
    return v ? v : args[0];
}

BI(split)
{
    struct str s = bi_str(args[0]), sep = bi_str(args[1]), head;
    struct rego_vec v = {0};
    if (!sep.n) {
        for (size_t i = 0, n; i < s.n; i += n) {
            uint32_t u;
            n = rego_utf8(s, i, &u);
            rego_vec_add(c->a, &v, str_of(c, str_sub(s, i, n)));
        }
        return rego_array_own(c->a, v.p, v.n);
    }
    for (bool more = true; more;) {
        more = str_cut_str(s, sep, &head, &s);
        rego_vec_add(c->a, &v, str_of(c, head));
    }
    return rego_array_own(c->a, v.p, v.n);
}

// Go's strings.ReplaceAll: an empty `old` stands before every character and at the end.
static void replace_all(struct sk_buf *b, struct str s, struct str old, struct str new)
{
    struct str head;
    if (!old.n) {
        for (size_t i = 0, n; i < s.n && !b->full; i += n) {
            uint32_t u;
            n = rego_utf8(s, i, &u);
            sk_buf_add(b, new);
            sk_buf_add(b, str_sub(s, i, n));
        }
        sk_buf_add(b, new);
        return;
    }
    for (bool more = true; more && !b->full;) {
        more = str_cut_str(s, old, &head, &s);
        sk_buf_add(b, head);
        if (more)
            sk_buf_add(b, new);
    }
}

BI(replace)
{
    SK_BUF_SCRATCH(b, REGO_MAX_STRING);
    if (!rego_call_step(c, args[0]->n / (args[1]->n + 1)))
        return NULL;
    replace_all(&b, bi_str(args[0]), bi_str(args[1]), bi_str(args[2]));
    return rego_bi_buf(c, &b);
}

// Go's strings.Replacer: at each place the first pattern (in the order of the object) that fits.
BI(replace_n)
{
    SK_BUF_SCRATCH(b, REGO_MAX_STRING);
    const struct rego_val *o = args[0];
    struct str s = bi_str(args[1]);
    for (size_t i = 0; i < o->n; i++)
        if (rego_key_at(o, i)->kind != REGO_STRING || rego_val_at(o, i)->kind != REGO_STRING)
            return rego_call_fail(c, "operand 1 must be an object of string keys and values");
    bool after_empty = false;
    for (size_t i = 0; i <= s.n;) {
        size_t k = 0;
        for (; k < o->n; k++) {
            struct str old = bi_str(rego_key_at(o, k));
            if (str_starts(str_skip(s, i), old) && (old.n || !after_empty))
                break;
        }
        struct str old = k < o->n ? bi_str(rego_key_at(o, k)) : (struct str){0};
        if (k < o->n)
            sk_buf_add(&b, bi_str(rego_val_at(o, k)));
        after_empty = k < o->n && old.n == 0;
        if (old.n) {
            i += old.n;
            continue;
        }
        if (after_empty && i < s.n)
            continue; // another pattern may still fit here
        sk_buf_add(&b, str_sub(s, i, 1));
        after_empty = false;
        i++;
    }
    return rego_bi_buf(c, &b);
}

BI(reverse)
{
    struct str s = bi_str(args[0]);
    char *p = arena_new(c->a, char, s.n + 1);
    size_t at = s.n;
    for (size_t i = 0, n; i < s.n; i += n) {
        uint32_t u;
        n = rego_utf8(s, i, &u);
        at -= n;
        memcpy(p + at, s.p + i, n);
    }
    return str_of(c, (struct str){p, s.n});
}

static int64_t runes(struct str s)
{
    int64_t n = 0;
    for (size_t i = 0; i < s.n; i++)
        n += ((unsigned char)s.p[i] & 0xc0) != 0x80;
    return n;
}

BI(str_count)
{
    struct str s = bi_str(args[0]), what = bi_str(args[1]), head;
    int64_t n = 0;
    if (!what.n)
        return rego_int(c->a, runes(s) + 1);
    while (str_cut_str(s, what, &head, &s))
        n++;
    return rego_int(c->a, n);
}

static rego_ret any_match(struct rego_call *c, const struct rego_val **args,
                          bool (*fits)(struct str, struct str))
{
    size_t n = args[0]->kind == REGO_STRING ? 1 : args[0]->n;
    size_t m = args[1]->kind == REGO_STRING ? 1 : args[1]->n;
    bool found = false;
    for (size_t i = 0; i < n; i++) {
        struct str s = bi_str(args[0]), what = bi_str(args[1]);
        if (args[0]->kind != REGO_STRING && !rego_bi_item_str(c, 1, args[0], i, &s))
            return NULL;
        for (size_t k = 0; k < m; k++) {
            if (args[1]->kind != REGO_STRING && !rego_bi_item_str(c, 2, args[1], k, &what))
                return NULL;
            found = found || fits(s, what);
        }
        if (!rego_call_step(c, m))
            return NULL;
    }
    return rego_bool(found);
}

BI(any_prefix)
{
    return any_match(c, args, str_starts);
}

BI(any_suffix)
{
    return any_match(c, args, str_ends);
}

// {{.name}} only: paths of fields; what else Go's templates can do is refused.
BI(render_template)
{
    SK_BUF_SCRATCH(b, REGO_MAX_STRING);
    struct str s = bi_str(args[0]), head, name, word;
    while (str_cut_str(s, S("{{"), &head, &s)) {
        sk_buf_add(&b, head);
        if (!str_cut_str(s, S("}}"), &name, &s))
            return rego_call_fail(c, "unclosed action");
        name = str_trim(name);
        const struct rego_val *v = args[1];
        if (!str_take(&name, S(".")))
            return rego_call_fail(c, "only fields ({{.name}}) are supported in templates");
        while (v && str_next_field(&name, '.', &word))
            v = rego_get_str(v, word);
        if (!v)
            return rego_call_fail(c, "map has no entry for key");
        if (v->kind == REGO_STRING)
            sk_buf_add(&b, bi_str(v));
        else
            rego_to_text(&b, v);
    }
    sk_buf_add(&b, s);
    return rego_bi_buf(c, &b);
}

static size_t byte_of(struct str s, int64_t rune)
{
    size_t i = 0;
    for (uint32_t u; rune > 0 && i < s.n; rune--)
        i += rego_utf8(s, i, &u);
    return i;
}

BI(substring)
{
    int64_t from, n;
    struct str s = bi_str(args[0]);
    if (!rego_bi_i64(c, 2, args[1], &from) || !rego_bi_i64(c, 3, args[2], &n))
        return NULL;
    if (from < 0)
        return rego_call_fail(c, "negative offset");
    size_t a = byte_of(s, from);
    struct str rest = str_skip(s, a);
    return str_of(c, n < 0 ? rest : str_head(rest, byte_of(rest, n)));
}

BI(indexof)
{
    struct str s = bi_str(args[0]), what = bi_str(args[1]);
    if (!what.n)
        return rego_call_fail(c, "empty search character");
    ptrdiff_t i = str_find(s, what);
    return rego_int(c->a, i < 0 ? -1 : runes(str_head(s, (size_t)i)));
}

BI(indexof_n)
{
    struct str s = bi_str(args[0]), what = bi_str(args[1]);
    struct rego_vec v = {0};
    int64_t at = 0;
    if (!what.n)
        return rego_call_fail(c, "empty search character");
    for (size_t i = 0, n; i < s.n; i += n, at++) {
        uint32_t u;
        n = rego_utf8(s, i, &u);
        if (str_starts(str_skip(s, i), what))
            rego_vec_add(c->a, &v, rego_int(c->a, at));
    }
    return rego_array_own(c->a, v.p, v.n);
}

static bool rune_in(struct str set, uint32_t u)
{
    for (size_t i = 0; i < set.n;) {
        uint32_t v;
        i += rego_utf8(set, i, &v);
        if (u == v)
            return true;
    }
    return false;
}

static bool is_space(uint32_t u)
{
    return (u >= 9 && u <= 13) || u == ' ' || u == 0x85 || u == 0xa0 || u == 0x1680 ||
           (u >= 0x2000 && u <= 0x200a) || u == 0x2028 || u == 0x2029 || u == 0x202f ||
           u == 0x205f || u == 0x3000;
}

static rego_ret trim_runes(struct rego_call *c, struct str s, const struct str *set, bool left,
                           bool right)
{
    uint32_t u;
    while (left && s.n) {
        size_t n = rego_utf8(s, 0, &u);
        if (!(set ? rune_in(*set, u) : is_space(u)))
            break;
        s = str_skip(s, n);
    }
    while (right && s.n) {
        size_t at = s.n - 1;
        while (at > 0 && ((unsigned char)s.p[at] & 0xc0) == 0x80)
            at--;
        rego_utf8(s, at, &u);
        if (!(set ? rune_in(*set, u) : is_space(u)))
            break;
        s.n = at;
    }
    return str_of(c, s);
}

BI(trim)
{
    struct str set = bi_str(args[1]);
    return trim_runes(c, bi_str(args[0]), &set, true, true);
}

BI(trim_left)
{
    struct str set = bi_str(args[1]);
    return trim_runes(c, bi_str(args[0]), &set, true, false);
}

BI(trim_right)
{
    struct str set = bi_str(args[1]);
    return trim_runes(c, bi_str(args[0]), &set, false, true);
}

BI(trim_space)
{
    return trim_runes(c, bi_str(args[0]), NULL, true, true);
}

BI(trim_prefix)
{
    struct str s = bi_str(args[0]);
    (void)str_take(&s, bi_str(args[1]));
    return str_of(c, s);
}

BI(trim_suffix)
{
    struct str s = bi_str(args[0]), end = bi_str(args[1]);
    if (str_ends(s, end))
        s.n -= end.n;
    return str_of(c, s);
}
