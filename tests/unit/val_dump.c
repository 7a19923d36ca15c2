#include "val_dump.h"

#include <inttypes.h>

static void dump_str(struct sk_buf *b, struct str s)
{
    sk_buf_add_char(b, '"');
    for (size_t i = 0; i < s.n; i++) {
        unsigned char c = (unsigned char)s.p[i];
        if (c == '"' || c == '\\')
            sk_buf_fmt(b, "\\%c", c);
        else if (c < 0x20 || c == 0x7f)
            sk_buf_fmt(b, "\\u%04x", c);
        else
            sk_buf_add_char(b, (char)c);
    }
    sk_buf_add_char(b, '"');
}

static void dump_number(struct sk_buf *b, const struct sk_val *v)
{
    int64_t i;
    double d;
    if (sk_val_i64(v, &i))
        sk_buf_fmt(b, "%" PRId64, i);
    else if (sk_val_double(v, &d))
        sk_buf_fmt(b, "%.17g", d);
    else
        sk_buf_add(b, sk_val_text(v));
}

static void dump_children(struct sk_buf *b, const struct sk_val *v)
{
    bool object = sk_val_is(v, SK_OBJECT), any = false;
    sk_buf_add_char(b, object ? '{' : '[');
    for (SK_EACH(child, v)) {
        if (object && sk_val_get(v, sk_val_key(child)) != child)
            continue;
        if (any)
            sk_buf_add_char(b, ',');
        any = true;
        if (object) {
            dump_str(b, sk_val_key(child));
            sk_buf_add_char(b, ':');
        }
        val_dump(b, child);
    }
    sk_buf_add_char(b, object ? '}' : ']');
}

void val_dump(struct sk_buf *b, const struct sk_val *v)
{
    switch (sk_val_kind(v)) {
    case SK_NULL: sk_buf_add(b, v ? S("null") : S("none")); break;
    case SK_BOOL: sk_buf_add(b, sk_val_bool(v, false) ? S("true") : S("false")); break;
    case SK_NUMBER: dump_number(b, v); break;
    case SK_STRING: dump_str(b, sk_val_str(v)); break;
    case SK_ARRAY:
    case SK_OBJECT: dump_children(b, v); break;
    }
}
