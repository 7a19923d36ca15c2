#include "core/str.h"

#include "core/arena.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#define XXH_INLINE_ALL
#include <xxhash.h>

struct str str_from(const char *c)
{
    return c ? (struct str){c, strlen(c)} : (struct str){0};
}

bool str_eq(struct str a, struct str b)
{
    return a.n == b.n && (a.n == 0 || memcmp(a.p, b.p, a.n) == 0);
}

bool str_eq_nocase(struct str a, struct str b)
{
    return a.n == b.n && str_starts_nocase(a, b);
}

int str_cmp(struct str a, struct str b)
{
    size_t n = a.n < b.n ? a.n : b.n;
    int c = n ? memcmp(a.p, b.p, n) : 0;
    return c ? c : (a.n > b.n) - (a.n < b.n);
}

int str_ptr_cmp(const void *a, const void *b)
{
    return str_cmp(*(const struct str *)a, *(const struct str *)b);
}

bool str_starts(struct str s, struct str prefix)
{
    return s.n >= prefix.n && str_eq(str_head(s, prefix.n), prefix);
}

bool str_starts_nocase(struct str s, struct str prefix)
{
    if (s.n < prefix.n)
        return false;
    for (size_t i = 0; i < prefix.n; i++)
        if (ch_lower((unsigned char)s.p[i]) != ch_lower((unsigned char)prefix.p[i]))
            return false;
    return true;
}

bool str_ends(struct str s, struct str suffix)
{
    return s.n >= suffix.n && str_eq(str_skip(s, s.n - suffix.n), suffix);
}

bool str_has(struct str s, struct str needle)
{
    return str_find(s, needle) >= 0;
}

bool str_has_char(struct str s, char c)
{
    return str_find_char(s, c) >= 0;
}

int str_at(struct str s, size_t i)
{
    return i < s.n ? (unsigned char)s.p[i] : -1;
}

struct str str_head(struct str s, size_t n)
{
    return n < s.n ? (struct str){s.p, n} : s;
}

struct str str_skip(struct str s, size_t n)
{
    if (n >= s.n)
        return (struct str){s.p ? s.p + s.n : NULL, 0};
    return (struct str){s.p + n, s.n - n};
}

struct str str_sub(struct str s, size_t off, size_t n)
{
    return str_head(str_skip(s, off), n);
}

struct str str_trim(struct str s)
{
    while (s.n && ch_is_space((unsigned char)s.p[0]))
        s = str_skip(s, 1);
    while (s.n && ch_is_space((unsigned char)s.p[s.n - 1]))
        s.n--;
    return s;
}

struct str str_trim_chars(struct str s, struct str chars)
{
    while (s.n && str_has_char(chars, s.p[0]))
        s = str_skip(s, 1);
    while (s.n && str_has_char(chars, s.p[s.n - 1]))
        s.n--;
    return s;
}

struct str str_basename(struct str path)
{
    ptrdiff_t i = str_rfind_char(path, '/');
    return i < 0 ? path : str_skip(path, (size_t)i + 1);
}

struct str str_dirname(struct str path)
{
    ptrdiff_t i = str_rfind_char(path, '/');
    return str_head(path, i < 0 ? 0 : (size_t)i);
}

ptrdiff_t str_find(struct str s, struct str needle)
{
    if (needle.n == 0)
        return 0;
    if (s.n < needle.n)
        return STR_NONE;
    const char *at = memmem(s.p, s.n, needle.p, needle.n);
    return at ? at - s.p : STR_NONE;
}

ptrdiff_t str_find_char(struct str s, char c)
{
    const char *at = s.n ? memchr(s.p, c, s.n) : NULL;
    return at ? at - s.p : STR_NONE;
}

ptrdiff_t str_rfind_char(struct str s, char c)
{
    const char *at = s.n ? memrchr(s.p, c, s.n) : NULL;
    return at ? at - s.p : STR_NONE;
}

static bool cut_at(struct str s, ptrdiff_t i, size_t width, struct str *head, struct str *tail)
{
    *head = i < 0 ? s : str_head(s, (size_t)i);
    *tail = i < 0 ? str_skip(s, s.n) : str_skip(s, (size_t)i + width);
    return i >= 0;
}

bool str_cut(struct str s, char c, struct str *head, struct str *tail)
{
    return cut_at(s, str_find_char(s, c), 1, head, tail);
}

bool str_cut_last(struct str s, char c, struct str *head, struct str *tail)
{
    return cut_at(s, str_rfind_char(s, c), 1, head, tail);
}

bool str_cut_str(struct str s, struct str sep, struct str *head, struct str *tail)
{
    return cut_at(s, str_find(s, sep), sep.n, head, tail);
}

bool str_next_line(struct str *rest, struct str *line)
{
    if (rest->n == 0)
        return false;
    str_cut(*rest, '\n', line, rest);
    if (line->n && line->p[line->n - 1] == '\r')
        line->n--;
    return true;
}

bool str_next_field(struct str *rest, char sep, struct str *field)
{
    if (!rest->p)
        return false;
    if (!str_cut(*rest, sep, field, rest))
        *rest = (struct str){0};
    return true;
}

bool str_next_word(struct str *rest, struct str *word)
{
    size_t i = 0;
    while (ch_is_space(str_at(*rest, i)))
        i++;
    *rest = str_skip(*rest, i);
    for (i = 0; i < rest->n && !ch_is_space((unsigned char)rest->p[i]);)
        i++;
    *word = str_head(*rest, i);
    *rest = str_skip(*rest, i);
    return word->n > 0;
}

bool str_take(struct str *rest, struct str prefix)
{
    if (!str_starts(*rest, prefix))
        return false;
    *rest = str_skip(*rest, prefix.n);
    return true;
}

struct str str_take_digits(struct str *rest)
{
    size_t i = 0;
    while (ch_is_digit(str_at(*rest, i)))
        i++;
    struct str d = str_head(*rest, i);
    *rest = str_skip(*rest, i);
    return d;
}

bool str_to_u64(struct str s, uint64_t *ret)
{
    uint64_t v = 0;
    if (s.n == 0)
        return false;
    for (size_t i = 0; i < s.n; i++) {
        if (!ch_is_digit((unsigned char)s.p[i]) || __builtin_mul_overflow(v, 10u, &v) ||
            __builtin_add_overflow(v, (uint64_t)(s.p[i] - '0'), &v))
            return false;
    }
    *ret = v;
    return true;
}

bool str_to_i64(struct str s, int64_t *ret)
{
    bool minus = str_take(&s, S("-"));
    uint64_t v;
    if (!str_to_u64(s, &v) || v > (uint64_t)INT64_MAX + minus)
        return false;
    *ret = minus ? (int64_t)(0 - v) : (int64_t)v;
    return true;
}

// [-] digits [. digits] [e [+-] digits], nothing else: strtod() alone would take hex and "inf".
static bool is_number(struct str s)
{
    (void)str_take(&s, S("-"));
    if (str_take_digits(&s).n == 0)
        return false;
    if (str_take(&s, S(".")) && str_take_digits(&s).n == 0)
        return false;
    if (str_take(&s, S("e")) || str_take(&s, S("E"))) {
        if (!str_take(&s, S("+")))
            (void)str_take(&s, S("-"));
        if (str_take_digits(&s).n == 0)
            return false;
    }
    return s.n == 0;
}

bool str_to_double(struct str s, double *ret)
{
    char buf[64];
    if (s.n >= sizeof buf || !is_number(s))
        return false;
    memcpy(buf, s.p, s.n);
    buf[s.n] = 0;
    *ret = strtod(buf, NULL); // the program never calls setlocale(LC_NUMERIC)
    return true;
}

bool ch_is_digit(int c)
{
    return c >= '0' && c <= '9';
}

bool ch_is_alpha(int c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

bool ch_is_alnum(int c)
{
    return ch_is_digit(c) || ch_is_alpha(c);
}

bool ch_is_space(int c)
{
    return c == ' ' || (c >= '\t' && c <= '\r');
}

bool ch_is_hex(int c)
{
    return ch_hex_value(c) >= 0;
}

int ch_lower(int c)
{
    return c >= 'A' && c <= 'Z' ? c + ('a' - 'A') : c;
}

int ch_upper(int c)
{
    return c >= 'a' && c <= 'z' ? c - ('a' - 'A') : c;
}

int ch_hex_value(int c)
{
    if (ch_is_digit(c))
        return c - '0';
    c = ch_lower(c);
    return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

char *str_to_c(struct arena *a, struct str s)
{
    char *p = arena_new(a, char, s.n + 1);
    if (s.n)
        memcpy(p, s.p, s.n);
    return p;
}

struct str str_dup(struct arena *a, struct str s)
{
    return (struct str){str_to_c(a, s), s.n};
}

struct str str_fmt(struct arena *a, const char *fmt, ...)
{
    va_list ap;
    va_start(ap, fmt);
    int n = vsnprintf(NULL, 0, fmt, ap);
    va_end(ap);
    if (n < 0)
        return (struct str){0};
    char *p = arena_new(a, char, (size_t)n + 1);
    va_start(ap, fmt);
    vsnprintf(p, (size_t)n + 1, fmt, ap);
    va_end(ap);
    return (struct str){p, (size_t)n};
}

struct str str_join(struct arena *a, struct str x, struct str y)
{
    char *p = arena_new(a, char, x.n + y.n + 1);
    if (x.n)
        memcpy(p, x.p, x.n);
    if (y.n)
        memcpy(p + x.n, y.p, y.n);
    return (struct str){p, x.n + y.n};
}

struct str str_lower(struct arena *a, struct str s)
{
    char *p = arena_new(a, char, s.n + 1);
    for (size_t i = 0; i < s.n; i++)
        p[i] = (char)ch_lower((unsigned char)s.p[i]);
    return (struct str){p, s.n};
}

struct str str_replace_char(struct arena *a, struct str s, char from, char to)
{
    char *p = str_to_c(a, s);
    for (size_t i = 0; i < s.n; i++)
        if (p[i] == from)
            p[i] = to;
    return (struct str){p, s.n};
}

// Length of the well-formed sequence at the front of `s`; 0 when it is ill-formed. s.n > 0.
static size_t utf8_len(struct str s)
{
    int c = str_at(s, 0), c1 = str_at(s, 1);
    if (c < 0x80)
        return 1;
    size_t len = c >= 0xf0 ? 4 : c >= 0xe0 ? 3 : 2;
    int lo = c == 0xe0 ? 0xa0 : c == 0xf0 ? 0x90 : 0x80;
    int hi = c == 0xed ? 0x9f : c == 0xf4 ? 0x8f : 0xbf;
    if (c < 0xc2 || c > 0xf4 || c1 < lo || c1 > hi)
        return 0;
    for (size_t i = 2; i < len; i++)
        if ((str_at(s, i) & 0xc0) != 0x80 || str_at(s, i) < 0)
            return 0;
    return len;
}

bool str_is_utf8(struct str s)
{
    while (s.n) {
        uint64_t eight = UINT64_MAX;
        if (s.n >= sizeof eight)
            memcpy(&eight, s.p, sizeof eight);
        // most text is ASCII, and that eight bytes at a time
        size_t n = eight & 0x8080808080808080 ? utf8_len(s) : sizeof eight;
        if (!n)
            return false;
        s = str_skip(s, n);
    }
    return true;
}

struct str str_to_utf8(struct arena *a, struct str s)
{
    if (str_is_utf8(s))
        return s;
    char *p = arena_new(a, char, s.n * 3 + 1);
    size_t out = 0;
    while (s.n) {
        size_t n = utf8_len(s);
        memcpy(p + out, n ? s.p : "\xef\xbf\xbd", n ? n : 3);
        out += n ? n : 3;
        s = str_skip(s, n ? n : 1);
    }
    return (struct str){p, out};
}

uint64_t str_hash(struct str s)
{
    return XXH3_64bits(s.p, s.n);
}
