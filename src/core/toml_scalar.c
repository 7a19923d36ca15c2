// TOML 1.0: strings, numbers, booleans, dates and times.
#include "core/toml_int.h"

#include <string.h>

// Bytes that may stand in strings and comments as they are.
static bool is_plain(int c)
{
    return c == '\t' || (c >= 0x20 && c != 0x7f);
}

// The place where a string ends, its closing quotes not included; NULL after an error. *ret_escapes
// tells whether there is a backslash.
static const char *string_end(struct toml *t, char quote, bool multi, bool *ret_escapes)
{
    *ret_escapes = false;
    for (const char *p = t->p; p < t->end; p++) {
        if (*p == quote) {
            size_t n = 1;
            while (n < 5 && p + n < t->end && p[n] == quote)
                n++;
            if (!multi)
                return p;
            if (n >= 3) // up to two quotes may stand before the closing three
                return p + n - 3;
            p += n - 1;
        } else if (*p == '\\' && quote == '"') {
            *ret_escapes = true;
            bool line = p + 1 < t->end && !is_plain((unsigned char)p[1]);
            if (line && !multi) {
                t->p = p;
                sk_toml_bad(t, "unknown escape in a string");
            } else if (p + 1 < t->end) {
                p++; // whatever follows does not end the string
            }
        } else if (!is_plain((unsigned char)*p)) {
            bool newline = *p == '\n' || (*p == '\r' && p + 1 < t->end && p[1] == '\n');
            if (multi && newline)
                continue;
            t->p = p;
            sk_toml_bad(t, newline ? "string without an end" : "control character in a string");
        }
        if (t->what)
            return NULL;
    }
    sk_toml_bad(t, "string without an end");
    return NULL;
}

// A backslash at the end of a line: skips white space up to the next text. NULL when it is none.
static const char *skip_line_end(const char *p, const char *end)
{
    bool newline = false;
    for (; p < end && (*p == ' ' || *p == '\t' || *p == '\n' || *p == '\r'); p++) {
        newline |= *p == '\n';
        if (*p == '\r' && (p + 1 == end || p[1] != '\n'))
            return NULL;
    }
    return newline ? p : NULL;
}

static bool unescape(struct toml *t, const char *end, bool multi, struct str *ret)
{
    static const char from[] = "btnfr\"\\", to[] = "\b\t\n\f\r\"\\";
    char *out = arena_new(t->doc->perm, char, (size_t)(end - t->p) + 1);
    size_t n = 0;
    while (t->p < end) {
        if (*t->p != '\\') {
            out[n++] = *t->p++;
            continue;
        }
        int c = t->p + 1 < end ? t->p[1] : -1;
        const char *which = c > 0 ? memchr(from, c, sizeof from - 1) : NULL;
        const char *text = multi ? skip_line_end(t->p + 1, end) : NULL;
        size_t digits = c == 'u' ? 4 : c == 'U' ? 8 : 0;
        uint32_t u;
        if (which) {
            out[n++] = to[which - from];
            t->p += 2;
        } else if (text) {
            t->p = text;
        } else if (digits && sk_hex_digits(t->p + 2, end, digits, &u) && u < 0x110000 &&
                   (u < 0xd800 || u > 0xdfff)) {
            n += sk_put_utf8(out + n, u);
            t->p += 2 + digits;
        } else {
            return sk_toml_bad(t, "unknown escape in a string");
        }
    }
    *ret = (struct str){out, n};
    return true;
}

bool sk_toml_string(struct toml *t, bool lines, struct str *ret)
{
    char quote = *t->p;
    struct str three = quote == '"' ? S("\"\"\"") : S("'''");
    bool multi = lines && sk_toml_take(t, three), escapes;
    if (!multi)
        t->p++;
    else if (!sk_toml_take(t, S("\n")))
        (void)sk_toml_take(t, S("\r\n"));
    const char *end = string_end(t, quote, multi, &escapes);
    if (!end)
        return false;
    *ret = (struct str){t->p, (size_t)(end - t->p)};
    if (escapes && !unescape(t, end, multi, ret))
        return false;
    t->p = end + (multi ? 3 : 1);
    return true;
}

// digit ( _? digit )* of the base
static bool take_digits(struct str *s, int base)
{
    size_t i = 0;
    for (;; i++) {
        if (i > 0 && str_at(*s, i) == '_')
            i++;
        int x = ch_hex_value(str_at(*s, i));
        if (x >= 0 && x < base)
            continue;
        if (i > 0 && s->p[i - 1] == '_')
            return false;
        break;
    }
    *s = str_skip(*s, i);
    return i > 0;
}

static bool is_number(struct str s)
{
    static const struct {
        struct str prefix;
        int base;
    } prefixes[] = {{S_INIT("0x"), 16}, {S_INIT("0o"), 8}, {S_INIT("0b"), 2}};
    for (size_t i = 0; i < COUNT_OF(prefixes); i++)
        if (str_take(&s, prefixes[i].prefix))
            return take_digits(&s, prefixes[i].base) && s.n == 0;
    if (!str_take(&s, S("-")))
        (void)str_take(&s, S("+"));
    if (!str_take(&s, S("0")) && !take_digits(&s, 10))
        return false;
    if (str_take(&s, S(".")) && !take_digits(&s, 10))
        return false;
    if (str_take(&s, S("e")) || str_take(&s, S("E"))) {
        if (!str_take(&s, S("-")))
            (void)str_take(&s, S("+"));
        if (!take_digits(&s, 10))
            return false;
    }
    return s.n == 0;
}

// Two digits in lo..hi.
static bool take_two(struct str *s, unsigned lo, unsigned hi, unsigned *ret)
{
    if (!ch_is_digit(str_at(*s, 0)) || !ch_is_digit(str_at(*s, 1)))
        return false;
    *ret = (unsigned)(s->p[0] - '0') * 10 + (unsigned)(s->p[1] - '0');
    *s = str_skip(*s, 2);
    return *ret >= lo && *ret <= hi;
}

static bool take_date(struct str *s)
{
    static const uint8_t days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    unsigned century, year, month, day;
    if (!take_two(s, 0, 99, &century) || !take_two(s, 0, 99, &year) || !str_take(s, S("-")) ||
        !take_two(s, 1, 12, &month) || !str_take(s, S("-")) || !take_two(s, 1, 31, &day))
        return false;
    bool leap = year ? year % 4 == 0 : century % 4 == 0;
    return day <= days[month - 1] + (unsigned)(leap && month == 2);
}

static bool take_time(struct str *s)
{
    unsigned x;
    if (!take_two(s, 0, 23, &x) || !str_take(s, S(":")) || !take_two(s, 0, 59, &x) ||
        !str_take(s, S(":")) || !take_two(s, 0, 59, &x))
        return false;
    return !str_take(s, S(".")) || str_take_digits(s).n > 0;
}

static bool is_date_or_time(struct str s)
{
    struct str t = s;
    unsigned x;
    if (take_time(&t))
        return t.n == 0;
    if (!take_date(&s))
        return false;
    if (s.n == 0)
        return true;
    if (!str_take(&s, S("T")) && !str_take(&s, S("t")) && !str_take(&s, S(" ")))
        return false;
    if (!take_time(&s))
        return false;
    if (str_take(&s, S("Z")) || str_take(&s, S("z")) || s.n == 0)
        return s.n == 0;
    if (!str_take(&s, S("+")) && !str_take(&s, S("-")))
        return false;
    return take_two(&s, 0, 23, &x) && str_take(&s, S(":")) && take_two(&s, 0, 59, &x) && s.n == 0;
}

static struct str take_word(struct toml *t)
{
    const char *begin = t->p;
    while (t->p < t->end && (ch_is_alnum((unsigned char)*t->p) || strchr("+-.:_", *t->p)))
        t->p++;
    return (struct str){begin, (size_t)(t->p - begin)};
}

bool sk_toml_scalar(struct toml *t, struct sk_val *v)
{
    struct str s = take_word(t), date = s;
    v->kind = SK_STRING;
    if (take_date(&date) && date.n == 0 && t->end - t->p > 1 && *t->p == ' ' &&
        ch_is_digit((unsigned char)t->p[1])) { // a date and a time with a space between
        t->p++;
        s.n += 1 + take_word(t).n;
    }
    v->text = s.p;
    v->n = (uint32_t)s.n;
    struct str name = s;
    if (!str_take(&name, S("-")))
        (void)str_take(&name, S("+"));
    if (str_eq(s, S("true")) || str_eq(s, S("false"))) {
        v->kind = SK_BOOL;
        v->flags = s.n == 4 ? VAL_TRUE : 0;
    } else if (is_number(s)) {
        v->kind = SK_NUMBER;
        v->flags = VAL_YAML_NUM; // '_', '+' and prefixes mean the same
    } else if (!str_eq(name, S("inf")) && !str_eq(name, S("nan")) && !is_date_or_time(s)) {
        t->p = s.p;
        return sk_toml_bad(t, s.n ? "no number, date or boolean" : "a value is wanted here");
    }
    return true;
}
