// sprintf as Go's fmt does it, for what Rego can hand it: integers, floats, strings; everything else
// comes as its text.
#include "engine/rego/bi.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { MAX_WIDTH = 100000 };

struct verb {
    bool plus, minus, sharp, space, zero, has_width, has_prec;
    int width, prec;
    uint32_t c;
};

struct arg {
    enum { ARG_INT, ARG_FLOAT, ARG_STRING } kind;
    const struct rego_val *v;
    struct str s;
    double d;
};

enum fill { WITH_SPACES, WITH_ZEROS, BEHIND_SIGN }; // what zeros, if asked for, stand before

static void pad(struct sk_buf *b, const struct verb *f, struct str s, enum fill zero)
{
    int64_t n = 0;
    for (size_t i = 0; i < s.n; i++)
        n += ((unsigned char)s.p[i] & 0xc0) != 0x80;
    int64_t fill = f->has_width ? f->width - n : 0;
    bool zeros = zero && f->zero && !f->minus;
    if (zeros && zero == BEHIND_SIGN && fill > 0 && s.n &&
        (s.p[0] == '-' || s.p[0] == '+' || s.p[0] == ' ')) {
        sk_buf_add_char(b, s.p[0]);
        s = str_skip(s, 1);
    }
    for (int64_t i = 0; !f->minus && i < fill; i++)
        sk_buf_add_char(b, zeros ? '0' : ' ');
    sk_buf_add(b, s);
    for (int64_t i = 0; f->minus && i < fill; i++)
        sk_buf_add_char(b, ' ');
}

static struct str with_sign(struct arena *a, const struct verb *f, struct str digits,
                            const char *prefix)
{
    bool minus = str_take(&digits, S("-"));
    const char *sign = minus ? "-" : f->plus ? "+" : f->space ? " " : "";
    struct str head = str_fmt(a, "%s%s", sign, prefix);
    if (f->has_prec)
        while ((int64_t)digits.n < f->prec)
            digits = str_join(a, S("0"), digits);
    return str_join(a, head, digits);
}

static struct str upper(struct arena *a, struct str s)
{
    char *p = arena_new(a, char, s.n + 1);
    for (size_t i = 0; i < s.n; i++)
        p[i] = (char)ch_upper((unsigned char)s.p[i]);
    return (struct str){p, s.n};
}

// With + a quoted text is ASCII: "\u00e9".
static struct str to_ascii(struct arena *a, const struct verb *f, struct str quoted)
{
    uint32_t u;
    if (!f->plus)
        return quoted;
    SK_BUF_SCRATCH(b, REGO_MAX_STRING);
    for (size_t i = 0, n; i < quoted.n; i += n) {
        n = rego_utf8(quoted, i, &u);
        if (u < 0x80)
            sk_buf_add(&b, str_sub(quoted, i, n));
        else
            sk_buf_fmt(&b, u < 0x10000 ? "\\u%04x" : "\\U%08x", u);
    }
    return str_dup(a, sk_buf_str(&b));
}

static bool add_rune(struct sk_buf *b, struct arena *a, const struct verb *f, const struct arg *x)
{
    int64_t i = 0;
    char out[4];
    if (!rego_val_i64(x->v, &i))
        return false;
    uint32_t u = i >= 0 && i < 0x110000 && (i < 0xd800 || i > 0xdfff) ? (uint32_t)i : 0xfffd;
    struct str s = {out, sk_put_utf8(out, u)};
    SK_BUF_SCRATCH(q, 64);
    if (f->c == 'U') {
        int digits = f->has_prec && f->prec > 4 ? f->prec : 4;
        bool show = f->sharp && (int64_t)u == i;
        s = str_fmt(a, "U+%0*llX%s%.*s%s", digits, (unsigned long long)i, show ? " '" : "",
                    show ? (int)s.n : 0, s.p, show ? "'" : "");
    } else if (f->c == 'q') {
        rego_quote(&q, s);
        if (u == '\'' || u == '"')
            s = u == '"' ? S("'\"'") : S("'\\''");
        else {
            s = to_ascii(a, f, str_dup(a, sk_buf_str(&q)));
            s = str_fmt(a, "'%.*s'", (int)s.n - 2, s.p + 1);
        }
    }
    pad(b, f, s, f->c != 'U' ? WITH_ZEROS : WITH_SPACES);
    return true;
}

static bool add_int(struct sk_buf *b, struct arena *a, struct verb f, const struct arg *x)
{
    unsigned base = 10;
    const char *prefix = "";
    switch (f.c) {
    case 's': // big.Int has a String method, int has none
        if (!x->v->num || x->v->num->kind != REGO_NUM_BIG)
            return false;
        break;
    case 'v':
    case 'd': break;
    case 'b': base = 2, prefix = f.sharp ? "0b" : ""; break;
    case 'o': base = 8, prefix = f.sharp ? "0" : ""; break;
    case 'O': base = 8, prefix = "0o"; break;
    case 'x': base = 16, prefix = f.sharp ? "0x" : ""; break;
    case 'X': base = 16, prefix = f.sharp ? "0X" : ""; break;
    case 'c':
    case 'q':
    case 'U': return add_rune(b, a, &f, x);
    default: return false;
    }
    struct str s = base == 10 ? rego_num_digits(a, x->v) : rego_num_base(a, x->v, base);
    s = with_sign(a, &f, s, prefix);
    if (f.has_prec)
        f.zero = false;
    if (f.c == 'X')
        s = upper(a, s);
    pad(b, &f, s, BEHIND_SIGN);
    return true;
}

// Go writes at least two digits of exponent, as C does.
static struct str shortest(struct arena *a, double d, char verb)
{
    char buf[64];
    int prec = 0;
    for (; prec < 17; prec++) {
        snprintf(buf, sizeof buf, "%.*e", prec, d);
        if (strtod(buf, NULL) == d)
            break;
    }
    struct str all = str_from(buf), mant, exp;
    str_cut(all, 'e', &mant, &exp);
    int e = (int)strtol(exp.p, NULL, 10);
    if (verb == 'e' || (verb == 'g' && (e < -4 || e >= 21)))
        return str_dup(a, all);
    return str_fmt(a, "%.*f", prec - e > 0 ? prec - e : 0, d);
}

// The mantissa as an integer, and the exponent of two: Go's %b.
static struct str binary(struct arena *a, double d)
{
    int e;
    double m = frexp(d, &e);
    return str_fmt(a, "%lldp%+d", (long long)ldexp(m, 53), d == 0 ? -1074 : e - 53);
}

static struct str hex_float(struct arena *a, double d, int prec)
{
    char buf[64];
    if (prec < 0)
        snprintf(buf, sizeof buf, "%a", d);
    else
        snprintf(buf, sizeof buf, "%.*a", prec < 20 ? prec : 20, d);
    struct str all = str_from(buf), mant, exp;
    str_cut(all, 'p', &mant, &exp);
    return str_fmt(a, "%.*sp%+03ld", (int)mant.n, mant.p, strtol(exp.p, NULL, 10));
}

static bool add_float(struct sk_buf *b, struct arena *a, struct verb f, const struct arg *x)
{
    int prec = f.has_prec ? f.prec : 6;
    struct str s;
    switch (f.c) {
    case 'v':
    case 'g':
    case 'G': s = f.has_prec ? str_fmt(a, "%.*g", prec, x->d) : shortest(a, x->d, 'g'); break;
    case 'f':
    case 'F': s = str_fmt(a, "%.*f", prec, x->d); break;
    case 'e':
    case 'E': s = str_fmt(a, "%.*e", prec, x->d); break;
    case 'b': s = binary(a, x->d); break;
    case 'x':
    case 'X': s = hex_float(a, x->d, f.has_prec ? prec : -1); break;
    default: return false;
    }
    f.has_prec = false;
    s = with_sign(a, &f, s, "");
    if (f.c == 'E' || f.c == 'G' || f.c == 'X')
        s = upper(a, s);
    pad(b, &f, s, BEHIND_SIGN);
    return true;
}

static bool add_string(struct sk_buf *b, struct arena *a, const struct verb *f, const struct arg *x)
{
    struct str s = x->s;
    if (f->has_prec && (f->c == 's' || f->c == 'v' || f->c == 'q')) {
        size_t n = 0;
        uint32_t u;
        for (int k = 0; k < f->prec && n < s.n; k++)
            n += rego_utf8(s, n, &u);
        s = str_head(s, n);
    }
    SK_BUF_SCRATCH(q, REGO_MAX_STRING);
    switch (f->c) {
    case 's':
    case 'v':
        if (f->c == 'v' && f->sharp) {
            rego_quote(&q, s);
            s = sk_buf_str(&q);
        }
        break;
    case 'q':
        if (f->sharp && !str_has_char(s, '`'))
            s = str_fmt(a, "`%.*s`", (int)s.n, s.p);
        else {
            rego_quote(&q, s);
            s = to_ascii(a, f, sk_buf_str(&q));
        }
        break;
    case 'x':
    case 'X':
        if (f->has_prec)
            s = str_head(s, (size_t)f->prec);
        for (size_t i = 0; i < s.n; i++) {
            if (i && f->space)
                sk_buf_add_char(&q, ' ');
            if (f->sharp && (i == 0 || f->space))
                sk_buf_add(&q, f->c == 'x' ? S("0x") : S("0X"));
            sk_buf_fmt(&q, f->c == 'x' ? "%02x" : "%02X", (unsigned char)s.p[i]);
        }
        s = sk_buf_str(&q);
        break;
    default: return false;
    }
    pad(b, f, s, WITH_ZEROS);
    return true;
}

static const char *go_type(const struct arg *x)
{
    if (x->kind == ARG_INT)
        return x->v->num && x->v->num->kind == REGO_NUM_BIG ? "*big.Int" : "int";
    return x->kind == ARG_FLOAT ? "float64" : "string";
}

static void add_plain(struct sk_buf *b, struct arena *a, struct verb v, const struct arg *x)
{
    v.c = 'v';
    v.sharp = false;
    if (x->kind == ARG_INT)
        add_int(b, a, v, x);
    else if (x->kind == ARG_FLOAT)
        add_float(b, a, v, x);
    else
        add_string(b, a, &v, x);
}

static struct arg arg_of(struct arena *a, const struct rego_val *v)
{
    // an integer beyond 64 bits is one to Go only when it is written as one
    bool spelled = !v->num || v->kind != REGO_NUMBER || v->num->kind != REGO_NUM_BIG ||
                   str_eq(v->num->text, v->num->digits);
    if (v->kind == REGO_NUMBER && rego_num_is_int(v) && spelled)
        return (struct arg){.kind = ARG_INT, .v = v};
    if (v->kind == REGO_NUMBER)
        return (struct arg){.kind = ARG_FLOAT, .v = v, .d = (double)rego_num_ld(v)};
    return (struct arg){
        .kind = ARG_STRING, .v = v, .s = v->kind == REGO_STRING ? bi_str(v) : rego_text_of(a, v)};
}

static bool number(struct str *s, int *ret)
{
    struct str d = str_take_digits(s);
    uint64_t n = 0;
    if (!d.n)
        return false;
    *ret = str_to_u64(d, &n) && n < MAX_WIDTH ? (int)n : MAX_WIDTH;
    return true;
}

struct printer {
    struct rego_call *c;
    struct sk_buf *b;
    const struct rego_val *args;
    size_t at;
    bool reordered, bad_index;
};

static bool star(struct printer *p, int *ret)
{
    int64_t n;
    if (p->at >= p->args->n)
        return false;
    bool ok = rego_val_i64(p->args->items[p->at++], &n) && n > -MAX_WIDTH && n < MAX_WIDTH;
    *ret = ok ? (int)n : 0;
    return ok;
}

// [n]: the next argument is the n-th
static void index_of(struct printer *p, struct str *s)
{
    int n;
    struct str rest = *s;
    if (!str_take(&rest, S("[")))
        return;
    p->reordered = true;
    struct str inside;
    if (!str_cut(rest, ']', &inside, &rest)) {
        p->bad_index = true;
        return;
    }
    *s = rest;
    if (!number(&inside, &n) || inside.n || n < 1 || (size_t)n > p->args->n)
        p->bad_index = true;
    else
        p->at = (size_t)n - 1;
}

static struct verb read_verb(struct printer *p, struct str *s)
{
    struct verb f = {0};
    for (; s->n && strchr("+-# 0", s->p[0]); *s = str_skip(*s, 1)) {
        f.plus |= s->p[0] == '+';
        f.minus |= s->p[0] == '-';
        f.sharp |= s->p[0] == '#';
        f.space |= s->p[0] == ' ';
        f.zero |= s->p[0] == '0';
    }
    index_of(p, s);
    if (str_take(s, S("*"))) {
        f.has_width = star(p, &f.width);
        if (!f.has_width)
            sk_buf_add(p->b, S("%!(BADWIDTH)"));
        if (f.width < 0) {
            f.minus = true;
            f.width = -f.width;
        }
    } else {
        f.has_width = number(s, &f.width);
    }
    if (str_take(s, S("."))) {
        index_of(p, s);
        f.has_prec = true;
        if (str_take(s, S("*"))) {
            f.has_prec = star(p, &f.prec) && f.prec >= 0;
            if (!f.has_prec)
                sk_buf_add(p->b, S("%!(BADPREC)"));
        } else {
            number(s, &f.prec);
        }
    }
    index_of(p, s);
    if (s->n)
        *s = str_skip(*s, rego_utf8(*s, 0, &f.c));
    return f;
}

static void one_verb(struct printer *p, struct str *s)
{
    char name[4];
    struct arena *a = p->c->a;
    struct verb f = read_verb(p, s);
    if (!f.c) {
        sk_buf_add(p->b, S("%!(NOVERB)"));
        return;
    }
    struct str verb = {name, sk_put_utf8(name, f.c)};
    if (f.c == '%') {
        sk_buf_add_char(p->b, '%');
        return;
    }
    if (p->bad_index || p->at >= p->args->n) {
        sk_buf_fmt(p->b, "%%!%.*s(%s)", (int)verb.n, verb.p, p->bad_index ? "BADINDEX" : "MISSING");
        sk_buf_add(p->b, S(""));
        return;
    }
    struct arg x = arg_of(a, p->args->items[p->at++]);
    if (f.c == 'T') {
        f.c = 's';
        x = (struct arg){.kind = ARG_STRING, .v = x.v, .s = str_from(go_type(&x))};
    }
    if (f.c == 'v')
        f.plus = false;
    bool ok = x.kind == ARG_INT     ? add_int(p->b, a, f, &x)
              : x.kind == ARG_FLOAT ? add_float(p->b, a, f, &x)
                                    : add_string(p->b, a, &f, &x);
    if (ok)
        return;
    sk_buf_fmt(p->b, "%%!%.*s(%s=", (int)verb.n, verb.p, go_type(&x));
    add_plain(p->b, a, f, &x);
    sk_buf_add_char(p->b, ')');
}

BI(sprintf)
{
    SK_BUF_SCRATCH(b, REGO_MAX_STRING);
    struct printer p = {.c = c, .b = &b, .args = args[1]};
    struct str s = bi_str(args[0]), head;
    while (str_cut(s, '%', &head, &s)) {
        sk_buf_add(&b, head);
        head = (struct str){0};
        p.bad_index = false;
        one_verb(&p, &s);
        if (b.full)
            break;
    }
    sk_buf_add(&b, head);
    if (!p.reordered && p.at < args[1]->n) {
        sk_buf_add(&b, S("%!(EXTRA "));
        for (size_t i = p.at; i < args[1]->n; i++) {
            struct arg x = arg_of(c->a, args[1]->items[i]);
            sk_buf_fmt(&b, "%s%s=", i > p.at ? ", " : "", go_type(&x));
            add_plain(&b, c->a, (struct verb){0}, &x);
        }
        sk_buf_add_char(&b, ')');
    }
    return rego_bi_buf(c, &b);
}

BI(format_int)
{
    int64_t base;
    if (!rego_bi_i64(c, 2, args[1], &base) || (base != 2 && base != 8 && base != 10 && base != 16))
        return rego_call_fail(c, "operand 2 must be one of {2, 8, 10, 16}");
    const struct rego_val *v = rego_num_round(c->a, args[0], 2);
    if (!rego_num_is_int(v))
        return rego_call_fail(c, "number too large");
    return rego_str(c->a, rego_num_base(c->a, v, (unsigned)base));
}
