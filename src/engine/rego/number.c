// Numbers: exact integers of any size (OpenSSL's BIGNUM where 64 bits do not do), and floats with
// 64 bits of mantissa, as OPA's big.Float has. The spelling of a number is kept.
#include "engine/rego/rego_int.h"

#include <float.h>
#include <math.h>
#include <openssl/bn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

_Static_assert(LDBL_MANT_DIG >= 64, "long double must hold 64 bits exactly");

// On machines whose long double is wider: round to 64 bits of mantissa.
static long double to64(long double d)
{
#if LDBL_MANT_DIG > 64
    if (d == 0 || !isfinite(d))
        return d;
    int e;
    long double m = ldexpl(frexpl(d, &e), 64);
    return ldexpl(rintl(m), e - 64);
#else
    return d;
#endif
}

static const struct rego_val *number_of(struct arena *a, struct rego_num num, int64_t i)
{
    struct rego_val *v = arena_new(a, struct rego_val, 1);
    struct rego_num *p = arena_new(a, struct rego_num, 1);
    *p = num;
    v->kind = REGO_NUMBER;
    v->i = i;
    v->num = p;
    return v;
}

const struct rego_val *rego_big(struct arena *a, struct str digits)
{
    bool minus = str_take(&digits, S("-"));
    while (digits.n > 1 && digits.p[0] == '0')
        digits = str_skip(digits, 1);
    struct str full = minus && !str_eq(digits, S("0")) ? str_join(a, S("-"), digits) : digits;
    int64_t i;
    if (str_to_i64(full, &i))
        return rego_int(a, i);
    full = str_dup(a, full);
    return number_of(a, (struct rego_num){.kind = REGO_NUM_BIG, .text = full, .digits = full}, 0);
}

static long double parse_ld(struct str text)
{
    char buf[128];
    if (text.n < sizeof buf) {
        memcpy(buf, text.p, text.n);
        buf[text.n] = 0;
        return to64(strtold(buf, NULL));
    }
    ARENA_SCRATCH(tmp);
    return to64(strtold(str_to_c(&tmp, text), NULL));
}

struct spelled { // [-]whole[.frac][e exp]
    bool minus;
    struct str whole, frac;
    int64_t exp;
};

static bool spell(struct str s, struct spelled *ret)
{
    *ret = (struct spelled){.minus = str_take(&s, S("-"))};
    ret->whole = str_take_digits(&s);
    if (ret->whole.n == 0 || (ret->whole.n > 1 && ret->whole.p[0] == '0'))
        return false;
    if (str_take(&s, S("."))) {
        ret->frac = str_take_digits(&s);
        if (ret->frac.n == 0)
            return false;
    }
    if (str_take(&s, S("e")) || str_take(&s, S("E"))) {
        bool minus = str_take(&s, S("-"));
        if (!minus)
            (void)str_take(&s, S("+"));
        struct str e = str_take_digits(&s);
        if (e.n == 0)
            return false;
        while (e.n > 1 && e.p[0] == '0')
            e = str_skip(e, 1);
        if (e.n > 6 || !str_to_i64(e, &ret->exp))
            ret->exp = 1000000;
        if (minus)
            ret->exp = -ret->exp;
    }
    return s.n == 0;
}

// The digits of a number that is an integer, or an empty string.
static struct str as_integer(struct arena *a, struct spelled s)
{
    struct str all = str_join(a, s.whole, s.frac);
    int64_t exp = s.exp - (int64_t)s.frac.n;
    while (all.n && all.p[0] == '0')
        all = str_skip(all, 1);
    while (all.n && all.p[all.n - 1] == '0') {
        all.n--;
        exp++;
    }
    if (all.n == 0)
        return S("0");
    if (exp < 0 || exp + (int64_t)all.n > REGO_MAX_DIGITS)
        return (struct str){0};
    char *p = arena_new(a, char, all.n + (size_t)exp + 1);
    p[0] = '-';
    memcpy(p + 1, all.p, all.n);
    memset(p + 1 + all.n, '0', (size_t)exp);
    return s.minus ? (struct str){p, all.n + (size_t)exp + 1}
                   : (struct str){p + 1, all.n + (size_t)exp};
}

const struct rego_val *rego_number(struct arena *a, struct str text)
{
    int64_t i;
    struct spelled s;
    if (!spell(text, &s))
        return NULL;
    if (!s.frac.n && !s.exp && str_to_i64(text, &i) && (i || !s.minus) &&
        ch_is_digit(text.p[text.n - 1]) && s.whole.n + s.minus == text.n)
        return rego_int(a, i);
    ARENA_SCRATCH(tmp);
    struct str digits = as_integer(&tmp, s);
    text = str_dup(a, text);
    if (digits.n && str_to_i64(digits, &i))
        return number_of(a, (struct rego_num){.kind = REGO_NUM_INT, .text = text}, i);
    if (digits.n)
        return number_of(a, (struct rego_num){REGO_NUM_BIG, text, str_dup(a, digits), 0}, 0);
    return number_of(
        a, (struct rego_num){.kind = REGO_NUM_FLOAT, .text = text, .d = parse_ld(text)}, 0);
}

// Shortest digits that read back as the same number; laid out as Go's 'g' does.
struct str rego_float_text(struct arena *a, long double d)
{
    char buf[80];
    int lo = 1, hi = 21;
    while (lo < hi) {
        int mid = (lo + hi) / 2;
        snprintf(buf, sizeof buf, "%.*Le", mid - 1, d);
        if (to64(strtold(buf, NULL)) == d)
            hi = mid;
        else
            lo = mid + 1;
    }
    snprintf(buf, sizeof buf, "%.*Le", lo - 1, d);
    struct str all = str_from(buf), mant, exp;
    str_cut(all, 'e', &mant, &exp);
    long e = strtol(exp.p, NULL, 10);
    if (e >= -4 && e < 21 && (e < 6)) {
        int decimals = lo - 1 - (int)e;
        return str_fmt(a, "%.*Lf", decimals > 0 ? decimals : 0, d);
    }
    return str_dup(a, all);
}

// An integer that is only known to 64 bits: the fewest digits that say so, then zeros (as OPA).
static struct str shortest_digits(struct arena *a, long double d)
{
    char buf[80];
    int prec = 18;
    for (; prec < 21; prec++) {
        snprintf(buf, sizeof buf, "%.*Le", prec, d);
        if (to64(strtold(buf, NULL)) == d)
            break;
    }
    while (prec > 0) {
        char less[80];
        snprintf(less, sizeof less, "%.*Le", prec - 1, d);
        if (to64(strtold(less, NULL)) != d)
            break;
        memcpy(buf, less, sizeof buf);
        prec--;
    }
    struct str all = str_from(buf), mant, exp;
    str_cut(all, 'e', &mant, &exp);
    size_t e = (size_t)strtol(exp.p, NULL, 10), n = 0;
    char *p = arena_new(a, char, e + mant.n + 2);
    size_t digits = 0;
    for (size_t i = 0; i < mant.n; i++) {
        if (mant.p[i] == '.')
            continue;
        p[n++] = mant.p[i];
        digits += mant.p[i] != '-';
    }
    for (; digits <= e; digits++)
        p[n++] = '0';
    return (struct str){p, n};
}

const struct rego_val *rego_float(struct arena *a, long double d)
{
    if (!isfinite(d))
        return number_of(a,
                         (struct rego_num){.kind = REGO_NUM_FLOAT,
                                           .text = d > 0 ? S("1e+4932") : S("-1e+4932"),
                                           .d = d > 0 ? LDBL_MAX : -LDBL_MAX},
                         0);
    if (d == rintl(d)) {
        if (fabsl(d) < 9.2e18L)
            return rego_int(a, (int64_t)d);
        return rego_big(a, shortest_digits(a, d));
    }
    struct str text = rego_float_text(a, d);
    return number_of(a, (struct rego_num){.kind = REGO_NUM_FLOAT, .text = text, .d = d}, 0);
}

const struct rego_val *rego_double(struct arena *a, double d)
{
    char buf[40];
    if (!isfinite(d) || d == rint(d))
        return rego_float(a, d);
    for (int p = 1; p <= 17; p++) {
        snprintf(buf, sizeof buf, "%.*g", p, d);
        if (strtod(buf, NULL) == d)
            break;
    }
    return rego_number(a, str_from(buf));
}

long double rego_num_ld(const struct rego_val *v)
{
    if (!v->num || v->num->kind == REGO_NUM_INT)
        return (long double)v->i;
    return v->num->kind == REGO_NUM_FLOAT ? v->num->d : parse_ld(v->num->digits);
}

bool rego_num_is_int(const struct rego_val *v)
{
    return !v->num || v->num->kind != REGO_NUM_FLOAT;
}

struct str rego_num_text(struct arena *a, const struct rego_val *v)
{
    return v->num ? v->num->text : str_fmt(a, "%lld", (long long)v->i);
}

struct str rego_num_digits(struct arena *a, const struct rego_val *v)
{
    return v->num && v->num->kind == REGO_NUM_BIG ? v->num->digits
                                                  : str_fmt(a, "%lld", (long long)v->i);
}

static int cmp_digits(struct str a, struct str b)
{
    bool ma = str_take(&a, S("-")), mb = str_take(&b, S("-"));
    if (ma != mb)
        return ma ? -1 : 1;
    int c = a.n != b.n ? (a.n < b.n ? -1 : 1) : str_cmp(a, b);
    return ma ? -c : c;
}

int rego_num_cmp(const struct rego_val *a, const struct rego_val *b)
{
    if (rego_num_is_int(a) && rego_num_is_int(b)) {
        bool big_a = a->num && a->num->kind == REGO_NUM_BIG;
        bool big_b = b->num && b->num->kind == REGO_NUM_BIG;
        if (!big_a && !big_b)
            return (a->i > b->i) - (a->i < b->i);
        ARENA_SCRATCH(tmp);
        return cmp_digits(rego_num_digits(&tmp, a), rego_num_digits(&tmp, b));
    }
    long double x = rego_num_ld(a), y = rego_num_ld(b);
    return (x > y) - (x < y);
}

uint64_t rego_num_hash(const struct rego_val *v)
{
    if (v->num->kind == REGO_NUM_INT)
        return (uint64_t)v->i;
    if (v->num->kind == REGO_NUM_BIG)
        return str_hash(v->num->digits);
    double d = (double)v->num->d;
    uint64_t bits;
    memcpy(&bits, &d, sizeof bits);
    return bits;
}

static BIGNUM *to_bn(const struct rego_val *v)
{
    ARENA_SCRATCH(tmp);
    BIGNUM *b = NULL;
    if (!BN_dec2bn(&b, str_to_c(&tmp, rego_num_digits(&tmp, v))))
        b = BN_new();
    return b;
}

static const struct rego_val *from_bn(struct arena *a, const BIGNUM *b)
{
    char *text = BN_bn2dec(b);
    const struct rego_val *v = rego_big(a, str_dup(a, str_from(text)));
    OPENSSL_free(text);
    return v;
}

static const struct rego_val *big_op(struct arena *a, enum rego_arith op, const struct rego_val *x,
                                     const struct rego_val *y, const char **why)
{
    BIGNUM *p = to_bn(x), *q = to_bn(y), *r = BN_new(), *rem = BN_new();
    BN_CTX *ctx = BN_CTX_new();
    const struct rego_val *v = NULL;
    bool exact = true;
    switch (op) {
    case REGO_ADD: BN_add(r, p, q); break;
    case REGO_SUB: BN_sub(r, p, q); break;
    case REGO_MUL: BN_mul(r, p, q, ctx); break;
    case REGO_DIV:
        BN_div(r, rem, p, q, ctx);
        exact = BN_is_zero(rem);
        break;
    case REGO_REM: BN_div(NULL, r, p, q, ctx); break;
    }
    if (BN_num_bits(r) > REGO_MAX_DIGITS * 3)
        *why = "integer too large";
    else if (exact)
        v = from_bn(a, r);
    BN_free(p);
    BN_free(q);
    BN_free(r);
    BN_free(rem);
    BN_CTX_free(ctx);
    return v;
}

static bool small(const struct rego_val *v)
{
    return !v->num || v->num->kind == REGO_NUM_INT;
}

static const struct rego_val *small_op(struct arena *a, enum rego_arith op, int64_t x, int64_t y)
{
    int64_t r;
    switch (op) {
    case REGO_ADD: return __builtin_add_overflow(x, y, &r) ? NULL : rego_int(a, r);
    case REGO_SUB: return __builtin_sub_overflow(x, y, &r) ? NULL : rego_int(a, r);
    case REGO_MUL: return __builtin_mul_overflow(x, y, &r) ? NULL : rego_int(a, r);
    case REGO_DIV: return y != -1 && x % y == 0 ? rego_int(a, x / y) : NULL;
    case REGO_REM: return rego_int(a, y == -1 ? 0 : x % y);
    }
    return NULL;
}

const struct rego_val *rego_num_op(struct arena *a, enum rego_arith op, const struct rego_val *x,
                                   const struct rego_val *y, const char **why)
{
    bool ints = rego_num_is_int(x) && rego_num_is_int(y);
    const struct rego_val *v = NULL;
    if (op >= REGO_DIV && small(y) && y->i == 0) {
        *why = op == REGO_DIV ? "divide by zero" : "modulo by zero";
        return NULL;
    }
    if (op == REGO_REM && !ints) {
        *why = "modulo on floating-point number";
        return NULL;
    }
    if (ints && small(x) && small(y))
        v = small_op(a, op, x->i, y->i);
    if (!v && ints)
        v = big_op(a, op, x, y, why);
    if (v || *why)
        return v;
    long double p = rego_num_ld(x), q = rego_num_ld(y), d = 0;
    switch (op) {
    case REGO_ADD: d = p + q; break;
    case REGO_SUB: d = p - q; break;
    case REGO_MUL: d = p * q; break;
    case REGO_DIV: d = p / q; break;
    case REGO_REM: break;
    }
    return rego_float(a, to64(d));
}

// how: 0 = nearest (half away from zero), 1 = up, -1 = down, 2 = towards zero
const struct rego_val *rego_num_round(struct arena *a, const struct rego_val *v, int how)
{
    if (small(v))
        return v->num ? rego_int(a, v->i) : v;
    if (rego_num_is_int(v))
        return v;
    long double d = v->num->d;
    return rego_float(a, how == 0    ? roundl(d)
                         : how == 1  ? ceill(d)
                         : how == -1 ? floorl(d)
                                     : truncl(d));
}

// Two's complement of any width: ~x is -x-1, so that or and xor of negative numbers are made of
// operations on those that are not.
static void bn_not(BIGNUM *r, const BIGNUM *x)
{
    BN_copy(r, x);
    BN_add_word(r, 1);
    BN_set_negative(r, !BN_is_negative(r));
}

static int bit_of(const BIGNUM *x, const BIGNUM *inv, int i)
{
    return BN_is_negative(x) ? !BN_is_bit_set(inv, i) : BN_is_bit_set(x, i);
}

static void bn_bits(BIGNUM *r, enum rego_bits op, const BIGNUM *x, const BIGNUM *y)
{
    BIGNUM *ix = BN_new(), *iy = BN_new();
    bn_not(ix, x);
    bn_not(iy, y);
    int n = BN_num_bits(x) > BN_num_bits(y) ? BN_num_bits(x) : BN_num_bits(y);
    BN_zero(r);
    bool minus = op == REGO_AND  ? BN_is_negative(x) && BN_is_negative(y)
                 : op == REGO_OR ? BN_is_negative(x) || BN_is_negative(y)
                                 : BN_is_negative(x) != BN_is_negative(y);
    for (int i = 0; i <= n; i++) {
        int p = bit_of(x, ix, i), q = bit_of(y, iy, i);
        int bit = op == REGO_AND ? p & q : op == REGO_OR ? p | q : p ^ q;
        if (bit != minus)
            BN_set_bit(r, i);
    }
    if (minus) { // r holds the inverse
        BIGNUM *t = BN_dup(r);
        bn_not(r, t);
        BN_free(t);
    }
    BN_free(ix);
    BN_free(iy);
}

const struct rego_val *rego_num_bits(struct arena *a, enum rego_bits op, const struct rego_val *x,
                                     const struct rego_val *y, const char **why)
{
    bool shift = op == REGO_LSH || op == REGO_RSH;
    if (shift && (!small(y) || y->i < 0 || y->i > REGO_MAX_DIGITS * 3)) {
        *why = y->i < 0 ? "must be an unsigned integer number but got a negative integer"
                        : "shift count too large";
        return NULL;
    }
    BIGNUM *p = to_bn(x), *q = y ? to_bn(y) : BN_new(), *r = BN_new();
    if (op == REGO_NOT)
        bn_not(r, p);
    else if (op == REGO_LSH)
        BN_lshift(r, p, (int)y->i);
    else if (op == REGO_RSH && BN_is_negative(p)) { // rounds down
        bn_not(r, p);
        BN_rshift(q, r, (int)y->i);
        bn_not(r, q);
    } else if (op == REGO_RSH)
        BN_rshift(r, p, (int)y->i);
    else
        bn_bits(r, op, p, q);
    const struct rego_val *v = from_bn(a, r);
    BN_free(p);
    BN_free(q);
    BN_free(r);
    return v;
}

struct str rego_num_base(struct arena *a, const struct rego_val *v, unsigned base)
{
    BIGNUM *b = to_bn(v);
    bool minus = BN_is_negative(b);
    BN_set_negative(b, 0);
    size_t n = (size_t)BN_num_bits(b) + 2;
    char *p = arena_new(a, char, n), *end = p + n, *at = end;
    do
        *--at = "0123456789abcdef"[BN_div_word(b, base)];
    while (!BN_is_zero(b));
    if (minus)
        *--at = '-';
    BN_free(b);
    return (struct str){at, (size_t)(end - at)};
}
