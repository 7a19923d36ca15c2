// Expressions of HCL, as far as their ends and literal values are concerned.
// https://github.com/hashicorp/hcl/blob/main/hclsyntax/spec.md#expressions
#include "core/hcl_int.h"

#include <string.h>

bool sk_hcl_wrap(struct hcl *h, struct sk_val *v, uint32_t from)
{
    if (!v)
        return true;
    struct str s = str_sub(h->doc->src, from, hcl_off(h) - from);
    h->copied += s.n;
    if (h->copied > 8 * (uint64_t)h->doc->src.n + SK_MB)
        return sk_hcl_over(h, "expressions within expressions that are too long");
    char *p = arena_new(h->doc->perm, char, s.n + 3);
    memcpy(p, "${", 2);
    memcpy(p + 2, s.p, s.n);
    p[s.n + 2] = '}';
    *v = (struct sk_val){.next = v->next,
                         .key = v->key,
                         .key_n = v->key_n,
                         .key_off = v->key_off,
                         .key_end = v->key_end,
                         .kind = SK_STRING,
                         .text = p,
                         .n = (uint32_t)s.n + 3,
                         .off = from,
                         .end = hcl_off(h)};
    return true;
}

static void literal(struct hcl *h, struct sk_val *v, uint32_t from, enum sk_kind kind,
                    struct str text, uint8_t flags)
{
    if (!v)
        return;
    v->kind = (uint8_t)kind;
    v->flags = flags;
    v->text = text.p;
    v->n = (uint32_t)text.n;
    v->off = from;
    v->end = hcl_off(h);
}

static struct sk_val *child(struct hcl *h, struct sk_val *v)
{
    struct sk_val *c = v ? sk_node_new(&h->pool) : NULL;
    if (v && !c)
        sk_hcl_over(h, "too many values");
    return c;
}

static bool take_number(struct hcl *h, struct sk_val *v)
{
    uint32_t from = hcl_off(h);
    while (ch_is_digit(hcl_peek(h)))
        h->p++;
    if (hcl_peek(h) == '.' && ch_is_digit(hcl_peek_at(h, 1)))
        for (h->p++; ch_is_digit(hcl_peek(h));)
            h->p++;
    int c = hcl_peek(h), sign = hcl_peek_at(h, 1);
    if ((c == 'e' || c == 'E') &&
        (ch_is_digit(sign) || ((sign == '+' || sign == '-') && ch_is_digit(hcl_peek_at(h, 2)))))
        for (h->p += 2; ch_is_digit(hcl_peek(h));)
            h->p++;
    struct str s = str_sub(h->doc->src, from, hcl_off(h) - from);
    while (s.n > 1 && s.p[0] == '0' && ch_is_digit(s.p[1]))
        s = str_skip(s, 1); // 007
    literal(h, v, from, SK_NUMBER, s, 0);
    return true;
}

// Elements with commas up to the bracket, of a tuple or a call.
static bool take_elements(struct hcl *h, struct sk_val *v, char close, bool *ret_expand)
{
    struct sk_val **tail = v ? &v->first : NULL;
    for (;;) {
        if (!sk_hcl_skip(h))
            return false;
        if (hcl_peek(h) == close) {
            h->p++;
            return true;
        }
        struct sk_val *c = child(h, v);
        if (h->what || !sk_hcl_expression(h, c) || !sk_hcl_skip(h))
            return false;
        if (v) {
            *tail = c;
            tail = &c->next;
            v->n++;
        }
        if (ret_expand && sk_hcl_take(h, "...")) {
            if (!sk_hcl_skip(h) || hcl_peek(h) != close)
                return sk_hcl_bad(h, "')' is wanted here");
        } else if (hcl_peek(h) != close && !sk_hcl_take(h, ",")) {
            return sk_hcl_bad(h, "',' or a closing bracket is wanted here");
        }
    }
}

// After '[' or '{': "for x, y in z : a => b... if c" and the bracket.
static bool take_for(struct hcl *h, char close)
{
    do {
        if (!sk_hcl_skip(h) || !sk_hcl_name(h).n || !sk_hcl_skip(h))
            return sk_hcl_bad(h, "a name is wanted here");
    } while (sk_hcl_take(h, ","));
    if (!str_eq(sk_hcl_name(h), S("in")))
        return sk_hcl_bad(h, "'in' is wanted here");
    if (!sk_hcl_expression(h, NULL) || !sk_hcl_skip(h))
        return false;
    if (!sk_hcl_take(h, ":"))
        return sk_hcl_bad(h, "':' is wanted here");
    if (!sk_hcl_expression(h, NULL) || !sk_hcl_skip(h))
        return false;
    if (close == '}') {
        if (!sk_hcl_take(h, "=>"))
            return sk_hcl_bad(h, "'=>' is wanted here");
        if (!sk_hcl_expression(h, NULL) || !sk_hcl_skip(h))
            return false;
        if (sk_hcl_take(h, "...") && !sk_hcl_skip(h))
            return false;
    }
    const char *at = h->p;
    if (str_eq(sk_hcl_name(h), S("if"))) {
        if (!sk_hcl_expression(h, NULL) || !sk_hcl_skip(h))
            return false;
    } else {
        h->p = at;
    }
    if (hcl_peek(h) != close)
        return sk_hcl_bad(h, "the end of the for expression is wanted here");
    h->p++;
    return true;
}

static bool is_for(struct hcl *h)
{
    struct hcl probe = *h;
    if (!sk_hcl_skip_lines(&probe) || !str_eq(sk_hcl_name(&probe), S("for")))
        return false;
    const char *past = probe.p;
    return sk_hcl_skip(&probe) && probe.p > past && sk_hcl_is_name(hcl_peek(&probe));
}

static bool take_tuple(struct hcl *h, struct sk_val *v)
{
    uint32_t from = hcl_off(h);
    unsigned lines = h->lines_are_space;
    h->p++;
    h->lines_are_space = 1;
    bool ok;
    if (is_for(h)) {
        ok = sk_hcl_skip_lines(h) && sk_hcl_take(h, "for") && take_for(h, ']') &&
             sk_hcl_wrap(h, v, from);
    } else {
        if (v)
            v->kind = SK_ARRAY;
        ok = take_elements(h, v, ']', NULL);
        if (v) {
            v->off = from;
            v->end = hcl_off(h);
        }
    }
    h->lines_are_space = lines;
    return ok;
}

// The key of an object's item: a name as it is written, a text, or an expression in parentheses.
static bool take_key(struct hcl *h, struct sk_val *c)
{
    uint32_t from = hcl_off(h);
    struct sk_val key = {0};
    unsigned lines = h->lines_are_space;
    h->lines_are_space = 0;
    bool ok = sk_hcl_expression(h, c ? &key : NULL);
    h->lines_are_space = lines;
    if (!ok || !c)
        return ok;
    struct str source = str_sub(h->doc->src, from, hcl_off(h) - from);
    bool name = sk_hcl_is_name((unsigned char)source.p[0]) && source.p[0] != '-';
    for (size_t i = 0; i < source.n; i++) // a variable and its parts
        name = name && (sk_hcl_is_name((unsigned char)source.p[i]) ||
                        str_has_char(S(".[]\""), source.p[i]));
    struct str text = key.kind >= SK_ARRAY || name ? source : sk_val_text(&key);
    c->key = text.p;
    c->key_n = (uint32_t)text.n;
    c->key_off = from;
    c->key_end = hcl_off(h);
    return true;
}

static bool take_items(struct hcl *h, struct sk_val *v)
{
    struct sk_val **tail = v ? &v->first : NULL;
    for (;;) {
        if (!sk_hcl_skip_lines(h))
            return false;
        if (hcl_peek(h) == '}') {
            h->p++;
            return true;
        }
        struct sk_val *c = child(h, v);
        if (h->what || !take_key(h, c) || !sk_hcl_skip(h))
            return false;
        if (!sk_hcl_take(h, ":") && (hcl_peek_at(h, 1) == '=' || !sk_hcl_take(h, "=")))
            return sk_hcl_bad(h, "'=' or ':' is wanted here");
        if (!sk_hcl_skip(h) || !sk_hcl_expression(h, c) || !sk_hcl_skip(h))
            return false;
        if (v) {
            *tail = c;
            tail = &c->next;
            v->n++;
        }
        int next = hcl_peek(h);
        if (next != '}' && next != '\n' && next != '\r' && !sk_hcl_take(h, ","))
            return sk_hcl_bad(h, "',' or a line's end is wanted here");
    }
}

static bool take_object(struct hcl *h, struct sk_val *v)
{
    uint32_t from = hcl_off(h);
    unsigned lines = h->lines_are_space;
    bool ok;
    h->p++;
    if (is_for(h)) {
        h->lines_are_space = 1;
        ok = sk_hcl_skip_lines(h) && sk_hcl_take(h, "for") && take_for(h, '}') &&
             sk_hcl_wrap(h, v, from);
    } else {
        h->lines_are_space = 0; // a line's end separates items
        if (v)
            v->kind = SK_OBJECT;
        ok = take_items(h, v);
        if (ok && v) {
            v->off = from;
            v->end = hcl_off(h);
            ok = sk_node_close_object(&h->pool, v) || sk_hcl_over(h, "too many colliding keys");
        }
    }
    h->lines_are_space = lines;
    return ok;
}

static bool take_call(struct hcl *h)
{
    bool expand;
    unsigned lines = h->lines_are_space;
    h->p++;
    h->lines_are_space = 1;
    bool ok = take_elements(h, NULL, ')', &expand);
    h->lines_are_space = lines;
    return ok;
}

// true, false, null, a variable, or a call (also provider::x::f()). *ret_wrap: no literal.
static bool take_word(struct hcl *h, struct sk_val *v, bool *ret_wrap)
{
    uint32_t from = hcl_off(h);
    struct str name = sk_hcl_name(h);
    for (;;) { // a name of a provider's function
        const char *at = h->p;
        if (!sk_hcl_skip(h))
            return false;
        if (!sk_hcl_take(h, "::")) {
            h->p = at;
            break;
        }
        if (!sk_hcl_skip(h) || !sk_hcl_name(h).n)
            return sk_hcl_bad(h, "a name is wanted here");
        name.n = 0;
    }
    if (hcl_peek(h) == '(') {
        *ret_wrap = true;
        return take_call(h);
    }
    if (str_eq(name, S("true")) || str_eq(name, S("false")))
        literal(h, v, from, SK_BOOL, name, name.n == 4 ? VAL_TRUE : 0);
    else if (str_eq(name, S("null")))
        literal(h, v, from, SK_NULL, name, 0);
    else
        *ret_wrap = true;
    return true;
}

static bool take_parentheses(struct hcl *h)
{
    unsigned lines = h->lines_are_space;
    h->p++;
    h->lines_are_space = 1;
    bool ok = sk_hcl_expression(h, NULL) && sk_hcl_skip(h);
    h->lines_are_space = lines;
    if (ok && hcl_peek(h) != ')')
        return sk_hcl_bad(h, "')' is wanted here");
    h->p += ok;
    return ok;
}

static bool take_primary(struct hcl *h, struct sk_val *v, bool *ret_wrap)
{
    int c = hcl_peek(h);
    uint32_t from = hcl_off(h);
    if (c == '"' || (c == '<' && hcl_peek_at(h, 1) == '<')) {
        struct str text = {0};
        if (!sk_hcl_template(h, v, v ? &text : NULL, NULL))
            return false;
        if (v && text.p)
            literal(h, v, from, SK_STRING, text, 0);
        return true;
    }
    if (ch_is_digit(c))
        return take_number(h, v);
    if (c == '[')
        return take_tuple(h, v);
    if (c == '{')
        return take_object(h, v);
    if (c == '(') {
        *ret_wrap = true;
        return take_parentheses(h);
    }
    if (sk_hcl_is_name(c) && !ch_is_digit(c) && c != '-')
        return take_word(h, v, ret_wrap);
    return sk_hcl_bad(h, "an expression is wanted here");
}

// ".x", "[0]", ".*", "[*]" behind a term.
static bool take_steps(struct hcl *h, bool *ret_wrap)
{
    for (;;) {
        const char *at = h->p;
        if (!sk_hcl_skip(h))
            return false;
        int c = hcl_peek(h), then = hcl_peek_at(h, 1);
        if (c == '.' && then != '.') {
            h->p++;
            if (!sk_hcl_skip(h))
                return false;
            if (ch_is_digit(hcl_peek(h)))
                while (ch_is_digit(hcl_peek(h)))
                    h->p++;
            else if (hcl_peek(h) == '-' || (!sk_hcl_take(h, "*") && !sk_hcl_name(h).n))
                return sk_hcl_bad(h, "a name is wanted here");
        } else if (c == '[') {
            unsigned lines = h->lines_are_space;
            h->p++;
            h->lines_are_space = 1;
            if (!sk_hcl_skip(h))
                return false;
            bool ok = sk_hcl_take(h, "*") || sk_hcl_expression(h, NULL);
            if (!ok || !sk_hcl_skip(h))
                return false;
            h->lines_are_space = lines;
            if (!sk_hcl_take(h, "]"))
                return sk_hcl_bad(h, "']' is wanted here");
        } else {
            h->p = at; // what follows belongs to somebody else, the line's end above all
            return true;
        }
        *ret_wrap = true;
    }
}

// A term with its signs. A number with a minus and a truth value with a '!' are literals.
static bool take_term(struct hcl *h, struct sk_val *v, bool *ret_wrap)
{
    uint32_t from = hcl_off(h);
    int sign = hcl_peek(h);
    if (sign != '-' && sign != '!')
        return take_primary(h, v, ret_wrap) && take_steps(h, ret_wrap);
    h->p++;
    if (!sk_hcl_enter(h) || !sk_hcl_skip(h))
        return false;
    bool inner_sign = hcl_peek(h) == '-' || hcl_peek(h) == '!';
    if (!take_term(h, v, ret_wrap))
        return false;
    sk_hcl_leave(h);
    if (!v || *ret_wrap || inner_sign) {
        *ret_wrap = true;
        return true;
    }
    if (sign == '-' && v->kind == SK_NUMBER)
        literal(h, v, from, SK_NUMBER, str_fmt(h->doc->perm, "-%.*s", (int)v->n, v->text), 0);
    else if (sign == '!' && v->kind == SK_BOOL)
        literal(h, v, from, SK_BOOL, v->flags & VAL_TRUE ? S("false") : S("true"),
                v->flags & VAL_TRUE ? 0 : VAL_TRUE);
    else
        *ret_wrap = true;
    return true;
}

static bool take_operator(struct hcl *h)
{
    static const char *const all[] = {"==", "!=", "<=", ">=", "&&", "||", "<",
                                      ">",  "+",  "-",  "*",  "/",  "%"};
    if (hcl_peek(h) == '=' && hcl_peek_at(h, 1) == '>')
        return false;
    for (size_t i = 0; i < COUNT_OF(all); i++)
        if (sk_hcl_take(h, all[i]))
            return true;
    return false;
}

static bool take_chain(struct hcl *h, struct sk_val *v, bool *ret_wrap)
{
    if (!take_term(h, v, ret_wrap))
        return false;
    for (;;) {
        const char *at = h->p;
        if (!sk_hcl_skip(h))
            return false;
        if (!take_operator(h)) {
            h->p = at;
            return true;
        }
        *ret_wrap = true;
        bool ignored = false;
        if (!sk_hcl_skip(h) || !take_term(h, NULL, &ignored))
            return false;
    }
}

static bool take_choice(struct hcl *h, bool *ret_wrap)
{
    const char *at = h->p;
    if (!sk_hcl_skip(h))
        return false;
    if (!sk_hcl_take(h, "?")) {
        h->p = at;
        return true;
    }
    *ret_wrap = true;
    if (!sk_hcl_expression(h, NULL) || !sk_hcl_skip(h))
        return false;
    if (!sk_hcl_take(h, ":"))
        return sk_hcl_bad(h, "':' is wanted here");
    return sk_hcl_expression(h, NULL);
}

bool sk_hcl_expression(struct hcl *h, struct sk_val *v)
{
    bool wrap = false;
    if (!sk_hcl_enter(h) || !sk_hcl_skip(h))
        return false;
    uint32_t from = hcl_off(h);
    if (!take_chain(h, v, &wrap) || !take_choice(h, &wrap))
        return false;
    sk_hcl_leave(h);
    return !wrap || sk_hcl_wrap(h, v, from);
}
