// RFC 8259, and the same with comments and trailing commas.
#include "core/scan_text.h"
#include "core/val_int.h"

#include <string.h>

struct json {
    const char *p, *end;
    struct val_pool pool;
    struct sk_doc *doc;
    bool relaxed; // comments and trailing commas
    enum sk_code code;
    const char *what; // the first error, at p
};

static bool bad(struct json *j, const char *what)
{
    if (!j->what) {
        j->code = SK_EFORMAT;
        j->what = what;
    }
    return false;
}

static bool over_limit(struct json *j, const char *what)
{
    bad(j, what);
    j->code = SK_ELIMIT;
    return false;
}

static uint32_t off_of(const struct json *j)
{
    return (uint32_t)(j->p - j->doc->src.p);
}

static int peek(const struct json *j)
{
    return j->p < j->end ? (unsigned char)*j->p : -1;
}

static bool skip_comment(struct json *j)
{
    struct str rest = {j->p, (size_t)(j->end - j->p)}, body;
    if (str_starts(rest, S("//"))) {
        str_cut(rest, '\n', &body, &rest);
    } else if (!str_starts(rest, S("/*"))) {
        return bad(j, "a comment begins with // or /*");
    } else if (!str_cut_str(str_skip(rest, 2), S("*/"), &body, &rest)) {
        return bad(j, "comment without an end");
    }
    j->p = rest.p;
    return true;
}

// White space, and comments where they are allowed. An error shows at the next token.
static inline void skip(struct json *j)
{
    if (j->p < j->end && (unsigned char)*j->p > ' ' && *j->p != '/')
        return;
    for (;;) {
        j->p = scan_json_space(j->p, j->end);
        if (!j->relaxed || peek(j) != '/' || !skip_comment(j))
            return;
    }
}

// \uXXXX at p (after the backslash and the u), with the low half of a pair that follows. Moves *p
// behind it. Half a pair alone is U+FFFD.
static bool unescape_u(struct json *j, const char **p, const char *end, uint32_t *ret)
{
    uint32_t c, low;
    if (!sk_hex_digits(*p, end, 4, &c))
        return bad(j, "\\u wants four hex digits");
    *p += 4;
    if (c >= 0xd800 && c < 0xdc00 && end - *p >= 6 && (*p)[0] == '\\' && (*p)[1] == 'u' &&
        sk_hex_digits(*p + 2, end, 4, &low) && low >= 0xdc00 && low < 0xe000) {
        c = 0x10000 + ((c - 0xd800) << 10) + (low - 0xdc00);
        *p += 6;
    }
    if (c >= 0xd800 && c < 0xe000) {
        sk_node_warn(j->doc, off_of(j), "half of a surrogate pair");
        j->doc->damaged = true;
        c = 0xfffd;
    }
    *ret = c;
    return true;
}

static bool unescape(struct json *j, struct str raw, struct str *ret)
{
    static const char from[] = "\"\\/bfnrt", to[] = "\"\\/\b\f\n\r\t";
    char *out = arena_new(j->doc->perm, char, raw.n + 1); // no escape is shorter than its meaning
    size_t n = 0;
    const char *p = raw.p, *end = raw.p + raw.n;
    while (p < end) {
        const char *stop = memchr(p, '\\', (size_t)(end - p));
        size_t plain = (size_t)((stop ? stop : end) - p);
        memcpy(out + n, p, plain);
        n += plain;
        p += plain;
        if (p == end)
            break;
        p += 2; // the scan has seen to it that a byte follows the backslash
        const char *which = memchr(from, p[-1], sizeof from - 1);
        uint32_t c;
        if (which)
            out[n++] = to[which - from];
        else if (p[-1] != 'u')
            return bad(j, "unknown escape in a string");
        else if (!unescape_u(j, &p, end, &c))
            return false;
        else
            n += sk_put_utf8(out + n, c);
    }
    *ret = (struct str){out, n};
    return true;
}

// The rest of a string with escapes or bytes above 0x7f. j->p stays on the opening quote until the
// end is found, so that errors are shown at the string.
static bool read_string_slow(struct json *j, const char *at, struct str *ret)
{
    const char *begin = j->p + 1;
    bool escapes = false;
    for (;;) {
        at = scan_json_plain_high(at, j->end);
        if (at == j->end)
            return bad(j, "string without an end");
        if (*at == '"')
            break;
        if (*at != '\\') {
            j->p = at;
            return bad(j, "control character in a string");
        }
        escapes = true;
        at += 2;
        if (at > j->end)
            return bad(j, "string without an end");
    }
    struct str raw = sk_node_utf8(j->doc, (struct str){begin, (size_t)(at - begin)}, off_of(j));
    if (escapes && !unescape(j, raw, &raw))
        return false;
    j->p = at + 1;
    *ret = raw;
    return true;
}

// j->p is on the opening quote, and behind the closing one afterwards.
static inline bool read_string(struct json *j, struct str *ret)
{
    const char *begin = j->p + 1, *at = scan_json_plain(begin, j->end);
    if (at == j->end || *at != '"')
        return read_string_slow(j, at, ret);
    *ret = (struct str){begin, (size_t)(at - begin)};
    j->p = at + 1;
    return true;
}

static bool skip_digits(struct json *j)
{
    const char *begin = j->p;
    while (j->p < j->end && *j->p >= '0' && *j->p <= '9')
        j->p++;
    return j->p > begin;
}

static bool read_number(struct json *j)
{
    if (*j->p == '-')
        j->p++;
    if (peek(j) == '0')
        j->p++;
    else if (!skip_digits(j))
        return bad(j, "number without digits");
    if (peek(j) == '.') {
        j->p++;
        if (!skip_digits(j))
            return bad(j, "number without digits after its point");
    }
    if (peek(j) == 'e' || peek(j) == 'E') {
        j->p++;
        if (peek(j) == '+' || peek(j) == '-')
            j->p++;
        if (!skip_digits(j))
            return bad(j, "number without digits in its exponent");
    }
    return true;
}

static bool read_word(struct json *j, struct sk_val *v)
{
    static const struct {
        struct str word;
        uint8_t kind, flags;
    } words[] = {
        {S_INIT("true"), SK_BOOL, VAL_TRUE},
        {S_INIT("false"), SK_BOOL, 0},
        {S_INIT("null"), SK_NULL, 0},
    };
    struct str rest = {j->p, (size_t)(j->end - j->p)};
    for (size_t i = 0; i < COUNT_OF(words); i++)
        if (str_starts(rest, words[i].word)) {
            v->kind = words[i].kind;
            v->flags = words[i].flags;
            j->p += words[i].word.n;
            return true;
        }
    return bad(j, j->p == j->end ? "the document ends where a value is wanted"
                                 : "a value is wanted here");
}

static bool read_value(struct json *j, struct sk_val *v, unsigned depth);

// Behind a member or element: true when another follows, and j->p is on it.
static inline bool another(struct json *j, char close, const char *wanted)
{
    skip(j);
    int c = peek(j);
    if (c == close)
        return false;
    if (c != ',')
        return bad(j, wanted);
    j->p++;
    skip(j);
    return !(j->relaxed && peek(j) == close);
}

static bool read_array(struct json *j, struct sk_val *a, unsigned depth)
{
    struct sk_val *first = NULL, **tail = &first;
    uint32_t n = 0;
    j->p++;
    skip(j);
    for (bool more = peek(j) != ']'; more; more = another(j, ']', "',' or ']' is wanted here")) {
        struct sk_val *v = sk_node_new(&j->pool);
        if (!v)
            return over_limit(j, "too many values");
        if (!read_value(j, v, depth))
            return false;
        *tail = v;
        tail = &v->next;
        n++;
    }
    if (j->what)
        return false;
    j->p++;
    a->first = first;
    a->n = n;
    return true;
}

static inline bool read_member(struct json *j, struct sk_val *v, unsigned depth)
{
    if (peek(j) != '"')
        return bad(j, "a name in quotes is wanted here");
    struct str key;
    v->key_off = off_of(j);
    if (!read_string(j, &key))
        return false;
    v->key_end = off_of(j);
    v->key = key.p;
    v->key_n = (uint32_t)key.n;
    skip(j);
    if (peek(j) != ':')
        return bad(j, "':' is wanted here");
    j->p++;
    skip(j);
    return read_value(j, v, depth);
}

static bool read_object(struct json *j, struct sk_val *o, unsigned depth)
{
    struct sk_val *first = NULL, **tail = &first;
    uint32_t n = 0;
    j->p++;
    skip(j);
    for (bool more = peek(j) != '}'; more; more = another(j, '}', "',' or '}' is wanted here")) {
        struct sk_val *v = sk_node_new(&j->pool);
        if (!v)
            return over_limit(j, "too many values");
        if (!read_member(j, v, depth))
            return false;
        *tail = v;
        tail = &v->next;
        n++;
    }
    if (j->what)
        return false;
    j->p++;
    o->first = first;
    o->n = n;
    return sk_node_close_object(&j->pool, o) || over_limit(j, "too many colliding keys");
}

static bool read_value(struct json *j, struct sk_val *v, unsigned depth)
{
    struct str s;
    bool ok;
    v->off = off_of(j);
    switch (peek(j)) {
    case '"':
        v->kind = SK_STRING;
        if (!read_string(j, &s))
            return false;
        v->text = s.p;
        v->n = (uint32_t)s.n;
        v->end = off_of(j);
        return true;
    case '{':
    case '[':
        if (depth == SK_MAX_DOC_DEPTH)
            return over_limit(j, "nested too deeply");
        v->kind = *j->p == '{' ? SK_OBJECT : SK_ARRAY;
        ok = *j->p == '{' ? read_object(j, v, depth + 1) : read_array(j, v, depth + 1);
        v->end = off_of(j);
        return ok;
    case '-':
    case '0' ... '9':
        v->kind = SK_NUMBER;
        ok = read_number(j);
        break;
    default: ok = read_word(j, v); break;
    }
    v->end = off_of(j);
    v->text = j->doc->src.p + v->off;
    v->n = v->end - v->off;
    return ok;
}

static int read_json(struct arena *perm, struct str path, struct str src, bool relaxed,
                     struct sk_doc *ret, struct sk_err *err)
{
    struct sk_doc doc;
    struct json j = {.doc = &doc, .relaxed = relaxed};
    int r = sk_node_begin(&j.pool, perm, path, src, &doc, err);
    if (r < 0)
        return r;
    j.p = src.n ? src.p : "";
    j.end = j.p + src.n;
    if (str_starts(src, S("\xef\xbb\xbf")))
        j.p += 3;
    skip(&j);
    struct sk_val *root = sk_node_new(&j.pool);
    if (read_value(&j, root, 0) && !j.what) {
        skip(&j);
        if (j.p < j.end)
            bad(&j, "text after the end of the document");
    }
    if (j.what)
        return sk_node_fail(&doc, (size_t)(j.p - src.p), j.code, j.what, err);
    doc.root = root;
    *ret = doc;
    return 0;
}

int sk_json_read(struct arena *perm, struct str path, struct str src, struct sk_doc *ret,
                 struct sk_err *err)
{
    return read_json(perm, path, src, false, ret, err);
}

int sk_jsonc_read(struct arena *perm, struct str path, struct str src, struct sk_doc *ret,
                  struct sk_err *err)
{
    return read_json(perm, path, src, true, ret, err);
}
