// Builtins: JSON text, base64, hex, query strings.
#include "core/hash.h"
#include "engine/rego/bi.h"

#include <string.h>

// Go's encoding/json escapes what HTML would take for markup.
static struct str html_safe(struct rego_call *c, struct str s)
{
    SK_BUF_SCRATCH(b, REGO_MAX_STRING);
    size_t from = 0;
    for (size_t i = 0; i < s.n; i++) {
        if (s.p[i] != '<' && s.p[i] != '>' && s.p[i] != '&')
            continue;
        sk_buf_add(&b, str_sub(s, from, i - from));
        sk_buf_fmt(&b, "\\u%04x", (unsigned)s.p[i]);
        from = i + 1;
    }
    if (from == 0)
        return s;
    sk_buf_add(&b, str_skip(s, from));
    return str_dup(c->a, sk_buf_str(&b));
}

BI(json_marshal)
{
    return rego_str(c->a, html_safe(c, rego_json_of(c->a, args[0], 0)));
}

struct layout {
    struct str prefix, indent;
};

static void break_line(struct sk_buf *b, const struct layout *l, int depth)
{
    sk_buf_add_char(b, '\n');
    sk_buf_add(b, l->prefix);
    for (int i = 0; i < depth; i++)
        sk_buf_add(b, l->indent);
}

static void add_pretty(struct rego_call *c, struct sk_buf *b, const struct rego_val *v,
                       const struct layout *l, int depth)
{
    bool object = v->kind == REGO_OBJECT;
    if (v->kind < REGO_ARRAY || v->n == 0) {
        sk_buf_add(b, html_safe(c, rego_json_of(c->a, v, 0)));
        return;
    }
    sk_buf_add_char(b, object ? '{' : '[');
    for (size_t i = 0; i < v->n; i++) {
        if (i)
            sk_buf_add_char(b, ',');
        break_line(b, l, depth + 1);
        if (object) {
            const struct rego_val *k = rego_key_at(v, i);
            SK_BUF_SCRATCH(text, REGO_MAX_STRING);
            if (k->kind != REGO_STRING)
                rego_to_json(&text, k, 0);
            else
                sk_buf_add(&text, bi_str(k));
            SK_BUF_SCRATCH(quoted, REGO_MAX_STRING);
            rego_json_string(&quoted, sk_buf_str(&text));
            sk_buf_add(b, html_safe(c, sk_buf_str(&quoted)));
            sk_buf_add(b, S(": "));
        }
        add_pretty(c, b, object ? rego_val_at(v, i) : v->items[i], l, depth + 1);
    }
    break_line(b, l, depth);
    sk_buf_add_char(b, object ? '}' : ']');
}

BI(json_marshal_options)
{
    SK_BUF_SCRATCH(b, REGO_MAX_STRING);
    struct layout l = {.indent = S("\t")};
    bool pretty = false, given = false;
    for (size_t i = 0; i < args[1]->n; i++) {
        struct str key = rego_val_str(rego_key_at(args[1], i));
        const struct rego_val *v = rego_val_at(args[1], i);
        if (str_eq(key, S("pretty")) && v->kind == REGO_BOOL) {
            pretty = v->i;
            given = true;
        } else if (str_eq(key, S("prefix")) && v->kind == REGO_STRING) {
            l.prefix = bi_str(v);
        } else if (str_eq(key, S("indent")) && v->kind == REGO_STRING) {
            l.indent = bi_str(v);
        } else {
            return rego_call_fail(c, "operand 2 object contained invalid option \"" STR_FMT "\"",
                                  STR_ARG(key));
        }
    }
    if (given ? !pretty : args[1]->n == 0)
        return rego_bi_json_marshal(c, args);
    if (!given || pretty) {
        sk_buf_add(&b, l.prefix);
        add_pretty(c, &b, args[0], &l, 0);
    }
    return rego_bi_buf(c, &b);
}

BI(json_unmarshal)
{
    struct sk_err err = {0};
    const struct rego_val *v;
    if (rego_from_json(c->a, bi_str(args[0]), &v, &err) < 0)
        return rego_call_fail(c, "%s", err.msg);
    return v;
}

BI(json_is_valid)
{
    ARENA_SCRATCH(tmp);
    const struct rego_val *v;
    (void)c;
    return rego_bool(args[0]->kind == REGO_STRING &&
                     rego_from_json(&tmp, bi_str(args[0]), &v, NULL) == 0);
}

static const char std64[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
static const char url64[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

struct str rego_base64(struct arena *a, struct str s, bool url, bool padded)
{
    const char *alphabet = url ? url64 : std64;
    char *p = arena_new(a, char, (s.n + 2) / 3 * 4 + 1);
    size_t n = 0;
    for (size_t i = 0; i < s.n; i += 3) {
        uint32_t v = 0;
        size_t left = s.n - i < 3 ? s.n - i : 3;
        for (size_t k = 0; k < 3; k++)
            v = v << 8 | (k < left ? (unsigned char)s.p[i + k] : 0);
        for (size_t k = 0; k < 4; k++) {
            if (k <= left)
                p[n++] = alphabet[v >> (18 - 6 * k) & 63];
            else if (padded)
                p[n++] = '=';
        }
    }
    return (struct str){p, n};
}

// Strict: the right alphabet, padding exactly where it belongs; line ends are skipped, as in Go.
bool rego_unbase64(struct arena *a, struct str s, bool url, bool padded, struct str *ret)
{
    const char *alphabet = url ? url64 : std64;
    char *p = arena_new(a, char, s.n + 3);
    size_t n = 0, digits = 0, pads = 0;
    uint32_t v = 0;
    for (size_t i = 0; i < s.n; i++) {
        if (s.p[i] == '\n' || s.p[i] == '\r')
            continue;
        if (s.p[i] == '=' && padded) {
            pads++;
            continue;
        }
        const char *at = s.p[i] ? strchr(alphabet, s.p[i]) : NULL;
        if (!at || pads)
            return false;
        v = v << 6 | (uint32_t)(at - alphabet);
        if (++digits % 4 == 0)
            for (int k = 2; k >= 0; k--)
                p[n++] = (char)(v >> (8 * k));
    }
    size_t rest = digits % 4;
    if (rest == 1 || (padded && (rest ? pads != 4 - rest : pads != 0)))
        return false;
    if (rest == 2)
        p[n++] = (char)(v >> 4);
    if (rest == 3) {
        p[n++] = (char)(v >> 10);
        p[n++] = (char)(v >> 2);
    }
    *ret = (struct str){p, n};
    return true;
}

// Strings are UTF-8; decoded bytes that are none get U+FFFD where they are shown.
rego_ret rego_bytes(struct rego_call *c, struct str s)
{
    return rego_str(c->a, s);
}

BI(base64_encode)
{
    return rego_str(c->a, rego_base64(c->a, bi_str(args[0]), false, true));
}

BI(base64_decode)
{
    struct str s;
    if (!rego_unbase64(c->a, bi_str(args[0]), false, true, &s))
        return rego_call_fail(c, "illegal base64 data");
    return rego_bytes(c, s);
}

BI(base64_is_valid)
{
    struct str s;
    return rego_bool(args[0]->kind == REGO_STRING &&
                     rego_unbase64(c->a, bi_str(args[0]), false, true, &s));
}

BI(base64url_encode)
{
    return rego_str(c->a, rego_base64(c->a, bi_str(args[0]), true, true));
}

BI(base64url_encode_no_pad)
{
    return rego_str(c->a, rego_base64(c->a, bi_str(args[0]), true, false));
}

BI(base64url_decode)
{
    struct str s = bi_str(args[0]), out;
    bool padded = str_has_char(s, '=');
    if (!rego_unbase64(c->a, s, true, padded, &out))
        return rego_call_fail(c, "illegal base64 data");
    return rego_bytes(c, out);
}

BI(hex_encode)
{
    return rego_str(c->a, sk_hex(c->a, bi_str(args[0])));
}

BI(hex_decode)
{
    struct str out, s = bi_str(args[0]);
    if (s.n % 2)
        return rego_call_fail(c, "encoding/hex: odd length hex string");
    if (!sk_unhex(c->a, s, &out))
        return rego_call_fail(c, "encoding/hex: invalid byte");
    return rego_bytes(c, out);
}

static void url_encode(struct sk_buf *b, struct str s)
{
    for (size_t i = 0; i < s.n; i++) {
        unsigned char ch = (unsigned char)s.p[i];
        if (ch_is_alnum(ch) || strchr("-_.~", ch ? ch : '!'))
            sk_buf_add_char(b, (char)ch);
        else if (ch == ' ')
            sk_buf_add_char(b, '+');
        else
            sk_buf_fmt(b, "%%%02X", ch);
    }
}

static bool url_decode(struct arena *a, struct str s, struct str *ret)
{
    char *p = arena_new(a, char, s.n + 1);
    size_t n = 0;
    for (size_t i = 0; i < s.n; i++) {
        int hi, lo;
        if (s.p[i] != '%') {
            p[n++] = s.p[i] == '+' ? ' ' : s.p[i];
            continue;
        }
        hi = ch_hex_value(str_at(s, i + 1));
        lo = ch_hex_value(str_at(s, i + 2));
        if (hi < 0 || lo < 0)
            return false;
        p[n++] = (char)(hi << 4 | lo);
        i += 2;
    }
    *ret = (struct str){p, n};
    return true;
}

BI(url_encode)
{
    SK_BUF_SCRATCH(b, REGO_MAX_STRING);
    url_encode(&b, bi_str(args[0]));
    return rego_bi_buf(c, &b);
}

BI(url_decode)
{
    struct str s;
    if (!url_decode(c->a, bi_str(args[0]), &s))
        return rego_call_fail(c, "invalid URL escape");
    return rego_str(c->a, s);
}

static void add_pair(struct sk_buf *b, struct str key, const struct rego_val *v)
{
    if (b->n)
        sk_buf_add_char(b, '&');
    url_encode(b, key);
    sk_buf_add_char(b, '=');
    url_encode(b, bi_str(v));
}

BI(url_encode_object)
{
    SK_BUF_SCRATCH(b, REGO_MAX_STRING);
    for (size_t i = 0; i < args[0]->n; i++) {
        const struct rego_val *k = rego_key_at(args[0], i), *v = rego_val_at(args[0], i);
        struct str s;
        if (k->kind != REGO_STRING)
            return rego_call_fail(c, "operand 1 must be object with string keys");
        if (v->kind == REGO_STRING) {
            add_pair(&b, bi_str(k), v);
            continue;
        }
        if (v->kind != REGO_ARRAY && v->kind != REGO_SET)
            return rego_bi_bad(c, 1, v, "object of strings, arrays or sets of strings");
        for (size_t n = 0; n < v->n; n++) {
            if (!rego_bi_item_str(c, 1, v, n, &s))
                return NULL;
            add_pair(&b, bi_str(k), v->items[n]);
        }
    }
    return rego_bi_buf(c, &b);
}

BI(url_decode_object)
{
    struct str s = bi_str(args[0]), field, key, val;
    const struct rego_val *o = rego_object(c->a, NULL, NULL, 0);
    while (str_next_field(&s, '&', &field)) {
        if (!field.n)
            continue;
        if (str_has_char(field, ';'))
            return rego_call_fail(c, "invalid semicolon separator in query");
        str_cut(field, '=', &key, &val);
        if (!url_decode(c->a, key, &key) || !url_decode(c->a, val, &val))
            return rego_call_fail(c, "invalid URL escape");
        const struct rego_val *k = rego_str(c->a, key), *old = rego_get(o, k);
        struct rego_vec v = {0};
        for (size_t i = 0; old && i < old->n; i++)
            rego_vec_add(c->a, &v, old->items[i]);
        rego_vec_add(c->a, &v, rego_str(c->a, val));
        o = rego_object_put(c->a, o, k, rego_array_own(c->a, v.p, v.n));
        if (!rego_call_step(c, v.n))
            return NULL;
    }
    return o;
}
