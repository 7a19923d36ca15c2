// Values to and from text: JSON, Rego's own spelling, documents.
#include "engine/rego/rego_int.h"

#include <stdio.h>
#include <string.h>

// JSON as Go's encoding/json writes it without HTML escaping, and as OPA prints: U+2028 and U+2029
// escaped.
void rego_json_string(struct sk_buf *b, struct str s)
{
    sk_buf_add_char(b, '"');
    size_t from = 0;
    for (size_t i = 0; i < s.n; i++) {
        unsigned char c = (unsigned char)s.p[i];
        bool sep = c == 0xe2 && i + 2 < s.n && (unsigned char)s.p[i + 1] == 0x80 &&
                   ((unsigned char)s.p[i + 2] | 1) == 0xa9;
        if (c >= 0x20 && c != '"' && c != '\\' && !sep)
            continue;
        sk_buf_add(b, str_sub(s, from, i - from));
        from = i + 1;
        switch (c) {
        case '"': sk_buf_add(b, S("\\\"")); break;
        case '\\': sk_buf_add(b, S("\\\\")); break;
        case '\n': sk_buf_add(b, S("\\n")); break;
        case '\r': sk_buf_add(b, S("\\r")); break;
        case '\t': sk_buf_add(b, S("\\t")); break;
        case '\b': sk_buf_add(b, S("\\b")); break;
        case '\f': sk_buf_add(b, S("\\f")); break;
        default:
            if (sep) {
                sk_buf_fmt(b, "\\u20%02x", (unsigned char)s.p[i + 2] - 0x80);
                i += 2;
                from = i + 1;
            } else {
                sk_buf_fmt(b, "\\u%04x", c);
            }
        }
    }
    sk_buf_add(b, str_skip(s, from));
    sk_buf_add_char(b, '"');
}

static size_t utf8_next(struct str s, size_t i, uint32_t *ret)
{
    unsigned char c = (unsigned char)s.p[i];
    size_t n = c < 0x80 ? 1 : c < 0xe0 ? 2 : c < 0xf0 ? 3 : 4;
    if (c >= 0x80 && (c < 0xc2 || c > 0xf4 || i + n > s.n)) {
        *ret = 0xfffd;
        return 1;
    }
    uint32_t r = n == 1 ? c : c & (0xffu >> (n + 1));
    for (size_t k = 1; k < n; k++) {
        if (((unsigned char)s.p[i + k] & 0xc0) != 0x80) {
            *ret = 0xfffd;
            return 1;
        }
        r = r << 6 | ((unsigned char)s.p[i + k] & 0x3f);
    }
    *ret = r;
    return n;
}

size_t rego_utf8(struct str s, size_t i, uint32_t *ret)
{
    return utf8_next(s, i, ret);
}

void rego_quote(struct sk_buf *b, struct str s)
{
    sk_buf_add_char(b, '"');
    for (size_t i = 0; i < s.n;) {
        uint32_t c;
        size_t n = utf8_next(s, i, &c);
        static const char short_of[] = "abtnvfr"; // 7 to 13
        if (c == '"' || c == '\\')
            sk_buf_fmt(b, "\\%c", (char)c);
        else if (c >= 7 && c <= 13)
            sk_buf_fmt(b, "\\%c", short_of[c - 7]);
        else if (c == 0xfffd && n == 1)
            sk_buf_fmt(b, "\\x%02x", (unsigned char)s.p[i]);
        else if (c < 0x20 || c == 0x7f)
            sk_buf_fmt(b, "\\x%02x", c);
        else if ((c >= 0x80 && c < 0xa0) || c == 0xad || (c >= 0x2028 && c <= 0x202e) ||
                 (c >= 0x200b && c <= 0x200f) || c == 0xa0 || c == 0xfeff)
            sk_buf_fmt(b, "\\u%04x", c);
        else
            sk_buf_add(b, str_sub(s, i, n));
        i += n;
    }
    sk_buf_add_char(b, '"');
}

static void add_number(struct sk_buf *b, const struct rego_val *v)
{
    if (v->num)
        sk_buf_add(b, v->num->text);
    else
        sk_buf_fmt(b, "%lld", (long long)v->i);
}

static void line(struct sk_buf *b, int indent, int depth)
{
    if (indent == 0)
        return;
    sk_buf_add_char(b, '\n');
    for (int i = 0; i < indent * depth; i++)
        sk_buf_add_char(b, ' ');
}

static void add_json(struct sk_buf *b, const struct rego_val *v, int indent, int depth)
{
    switch ((enum rego_kind)v->kind) {
    case REGO_NULL:
    case REGO_NODE: sk_buf_add(b, S("null")); return;
    case REGO_BOOL: sk_buf_add(b, v->i ? S("true") : S("false")); return;
    case REGO_NUMBER: add_number(b, v); return;
    case REGO_STRING: rego_json_string(b, rego_val_str(v)); return;
    case REGO_ARRAY:
    case REGO_SET:
    case REGO_OBJECT: break;
    }
    bool object = v->kind == REGO_OBJECT;
    sk_buf_add_char(b, object ? '{' : '[');
    for (size_t i = 0; i < v->n; i++) {
        if (i)
            sk_buf_add_char(b, ',');
        line(b, indent, depth + 1);
        if (object) {
            const struct rego_val *k = rego_key_at(v, i);
            if (k->kind == REGO_STRING) {
                rego_json_string(b, rego_val_str(k));
            } else {
                SK_BUF_SCRATCH(key, REGO_MAX_STRING);
                add_json(&key, k, 0, 0);
                rego_json_string(b, sk_buf_str(&key));
            }
            sk_buf_add(b, indent ? S(": ") : S(":"));
        }
        add_json(b, object ? rego_val_at(v, i) : v->items[i], indent, depth + 1);
    }
    if (v->n)
        line(b, indent, depth);
    sk_buf_add_char(b, object ? '}' : ']');
}

void rego_to_json(struct sk_buf *b, const struct rego_val *v, int indent)
{
    add_json(b, v, indent, 0);
}

void rego_to_text(struct sk_buf *b, const struct rego_val *v)
{
    switch ((enum rego_kind)v->kind) {
    case REGO_NULL:
    case REGO_NODE: sk_buf_add(b, S("null")); return;
    case REGO_BOOL: sk_buf_add(b, v->i ? S("true") : S("false")); return;
    case REGO_NUMBER: add_number(b, v); return;
    case REGO_STRING: rego_quote(b, rego_val_str(v)); return;
    case REGO_ARRAY:
    case REGO_SET:
    case REGO_OBJECT: break;
    }
    if (v->kind == REGO_SET && v->n == 0) {
        sk_buf_add(b, S("set()"));
        return;
    }
    sk_buf_add_char(b, v->kind == REGO_ARRAY ? '[' : '{');
    for (size_t i = 0; i < v->n; i++) {
        if (i)
            sk_buf_add(b, S(", "));
        rego_to_text(b, v->items[i]);
        if (v->kind == REGO_OBJECT) {
            sk_buf_add(b, S(": "));
            rego_to_text(b, rego_val_at(v, i));
        }
    }
    sk_buf_add_char(b, v->kind == REGO_ARRAY ? ']' : '}');
}

struct str rego_text_of(struct arena *a, const struct rego_val *v)
{
    SK_BUF_SCRATCH(b, REGO_MAX_STRING);
    rego_to_text(&b, v);
    return str_dup(a, sk_buf_str(&b));
}

struct str rego_json_of(struct arena *a, const struct rego_val *v, int indent)
{
    SK_BUF_SCRATCH(b, REGO_MAX_STRING);
    rego_to_json(&b, v, indent);
    return str_dup(a, sk_buf_str(&b));
}

static const struct rego_val *doc_number(struct arena *a, const struct sk_val *v)
{
    const struct rego_val *n = rego_number(a, sk_val_text(v));
    int64_t i;
    double d;
    if (n)
        return n;
    if (sk_val_i64(v, &i))
        return rego_int(a, i);
    return sk_val_double(v, &d) ? rego_double(a, d) : rego_str(a, sk_val_text(v));
}

static const struct rego_val *from_array(struct arena *a, const struct sk_val *v)
{
    const struct rego_val **items = arena_new(a, const struct rego_val *, sk_val_count(v) + 1);
    size_t n = 0;
    for (SK_EACH(kid, v))
        items[n++] = rego_from_doc(a, kid);
    return rego_array_own(a, items, n);
}

static const struct rego_val *from_object(struct arena *a, const struct sk_val *v)
{
    size_t cap = sk_val_count(v) + 1, n = 0;
    const struct rego_val **keys = arena_new(a, const struct rego_val *, cap);
    const struct rego_val **vals = arena_new(a, const struct rego_val *, cap);
    for (SK_EACH(kid, v)) {
        keys[n] = rego_str(a, sk_val_key(kid));
        vals[n++] = rego_from_doc(a, kid);
    }
    return rego_object_own(a, keys, vals, n, NULL);
}

static const struct rego_val *copy_of(struct arena *a, const struct rego_val *v)
{
    struct rego_val *r = arena_new(a, struct rego_val, 1);
    *r = *v;
    return r;
}

const struct rego_val *rego_from_doc(struct arena *a, const struct sk_val *v)
{
    const struct rego_val *r = NULL;
    switch (sk_val_kind(v)) {
    case SK_NULL: r = copy_of(a, &rego_null); break;
    case SK_BOOL: r = copy_of(a, rego_bool(sk_val_bool(v, false))); break;
    case SK_NUMBER: r = doc_number(a, v); break;
    case SK_STRING: r = rego_str(a, sk_val_str(v)); break;
    case SK_ARRAY: r = from_array(a, v); break;
    case SK_OBJECT: r = from_object(a, v); break;
    }
    ((struct rego_val *)(uintptr_t)r)->src = v; // made above: ours to finish
    return r;
}

int rego_from_json(struct arena *a, struct str text, const struct rego_val **ret,
                   struct sk_err *err)
{
    struct sk_doc doc;
    int r = sk_json_read(a, S("json"), text, &doc, err);
    if (r < 0)
        return r;
    *ret = rego_from_doc(a, doc.root);
    return 0;
}
