#include "core/json_out.h"

#include "core/arena.h"

#include <assert.h>
#include <string.h>

static void newline(struct sk_json_out *w)
{
    if (!w->pretty)
        return;
    static const char spaces[] =
        "\n                                                                "
        "                                                                ";
    _Static_assert(sizeof spaces > 1 + 2 * COUNT_OF(w->has_item), "room for all depths");
    sk_buf_add(w->buf, (struct str){spaces, 1 + 2 * (size_t)w->depth});
}

static bool is_plain(struct str s)
{
    for (size_t i = 0; i < s.n; i++) {
        unsigned char c = (unsigned char)s.p[i];
        if (c < 0x20 || c == '"' || c == '\\' || c >= 0x7f)
            return false;
    }
    return true;
}

static void add_quoted(struct sk_json_out *w, struct str s)
{
    if (is_plain(s)) {
        char *at = sk_buf_reserve(w->buf, s.n + 2);
        if (!at)
            return;
        at[0] = at[s.n + 1] = '"';
        if (s.n)
            memcpy(at + 1, s.p, s.n);
        sk_buf_commit(w->buf, s.n + 2);
        return;
    }
    ARENA_SCRATCH(tmp);
    s = str_to_utf8(&tmp, s);
    sk_buf_add_char(w->buf, '"');
    size_t plain = 0;
    for (size_t i = 0; i < s.n; i++) {
        unsigned char c = (unsigned char)s.p[i];
        bool separator = c == 0xe2 && (str_eq(str_sub(s, i, 3), S("\xe2\x80\xa8")) ||
                                       str_eq(str_sub(s, i, 3), S("\xe2\x80\xa9")));
        if (c >= 0x20 && c != '"' && c != '\\' && c != 0x7f && !separator)
            continue;
        sk_buf_add(w->buf, str_sub(s, plain, i - plain));
        switch (c) {
        case '"': sk_buf_add(w->buf, S("\\\"")); break;
        case '\\': sk_buf_add(w->buf, S("\\\\")); break;
        case '\n': sk_buf_add(w->buf, S("\\n")); break;
        case '\r': sk_buf_add(w->buf, S("\\r")); break;
        case '\t': sk_buf_add(w->buf, S("\\t")); break;
        default:
            sk_buf_fmt(w->buf, "\\u%04x", separator ? 0x2000u + (unsigned)(s.p[i + 2] & 0x3f) : c);
        }
        if (separator)
            i += 2;
        plain = i + 1;
    }
    sk_buf_add(w->buf, str_skip(s, plain));
    sk_buf_add_char(w->buf, '"');
}

static void begin_str(struct sk_json_out *w, const struct str *key)
{
    if (w->has_item[w->depth])
        sk_buf_add_char(w->buf, ',');
    w->has_item[w->depth] = true;
    if (w->depth > 0)
        newline(w);
    if (key) {
        add_quoted(w, *key);
        sk_buf_add(w->buf, w->pretty ? S(": ") : S(":"));
    }
}

static void begin(struct sk_json_out *w, const char *key)
{
    struct str k = str_from(key);
    begin_str(w, key ? &k : NULL);
}

static void open(struct sk_json_out *w, const char *key, char c)
{
    begin(w, key);
    sk_buf_add_char(w->buf, c);
    assert(w->depth + 1 < (int)COUNT_OF(w->has_item));
    w->has_item[++w->depth] = false;
}

static void close(struct sk_json_out *w, char c)
{
    bool any = w->has_item[w->depth];
    w->depth--;
    if (any)
        newline(w);
    sk_buf_add_char(w->buf, c);
}

void sk_json_object(struct sk_json_out *w, const char *key)
{
    open(w, key, '{');
}

void sk_json_array(struct sk_json_out *w, const char *key)
{
    open(w, key, '[');
}

void sk_json_end_object(struct sk_json_out *w)
{
    close(w, '}');
}

void sk_json_end_array(struct sk_json_out *w)
{
    close(w, ']');
}

void sk_json_str(struct sk_json_out *w, const char *key, struct str value)
{
    begin(w, key);
    add_quoted(w, value);
}

void sk_json_str_if(struct sk_json_out *w, const char *key, struct str value)
{
    if (value.n)
        sk_json_str(w, key, value);
}

void sk_json_i64(struct sk_json_out *w, const char *key, int64_t value)
{
    begin(w, key);
    sk_buf_fmt(w->buf, "%lld", (long long)value);
}

void sk_json_double(struct sk_json_out *w, const char *key, double value, int decimals)
{
    begin(w, key);
    sk_buf_fmt(w->buf, "%.*f", decimals, value);
}

void sk_json_bool(struct sk_json_out *w, const char *key, bool value)
{
    begin(w, key);
    sk_buf_add(w->buf, value ? S("true") : S("false"));
}

void sk_json_null(struct sk_json_out *w, const char *key)
{
    begin(w, key);
    sk_buf_add(w->buf, S("null"));
}

void sk_json_raw(struct sk_json_out *w, const char *key, struct str json)
{
    begin(w, key);
    sk_buf_add(w->buf, json);
}

void sk_json_key_str(struct sk_json_out *w, struct str key, struct str value)
{
    begin_str(w, &key);
    add_quoted(w, value);
}
