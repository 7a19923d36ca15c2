// Builtins: rounding, ranges, bits, units.
#include "engine/rego/bi.h"

#include <string.h>

BI(abs)
{
    const char *why = NULL;
    const struct rego_val *zero = rego_int(c->a, 0);
    return rego_num_cmp(args[0], zero) < 0 ? rego_num_op(c->a, REGO_SUB, zero, args[0], &why)
                                           : args[0];
}

BI(ceil)
{
    return rego_num_round(c->a, args[0], 1);
}

BI(floor)
{
    return rego_num_round(c->a, args[0], -1);
}

BI(round)
{
    return rego_num_round(c->a, args[0], 0);
}

static rego_ret range(struct rego_call *c, const struct rego_val *from, const struct rego_val *to,
                      int64_t step)
{
    struct rego_vec v = {0};
    int64_t a, b;
    if (!rego_bi_i64(c, 1, from, &a) || !rego_bi_i64(c, 2, to, &b))
        return NULL;
    bool down = a > b;
    for (int64_t i = a;;) {
        if (down ? i < b : i > b)
            break;
        if (v.n == REGO_MAX_ELEMENTS)
            return rego_call_fail(c, "more than %d elements", REGO_MAX_ELEMENTS);
        if (!rego_call_step(c, 1))
            return NULL;
        rego_vec_add(c->a, &v, rego_int(c->a, i));
        if (__builtin_add_overflow(i, down ? -step : step, &i))
            break;
    }
    return rego_array_own(c->a, v.p, v.n);
}

BI(range)
{
    return range(c, args[0], args[1], 1);
}

BI(range_step)
{
    int64_t step;
    if (!rego_bi_i64(c, 3, args[2], &step))
        return NULL;
    if (step <= 0)
        return rego_call_fail(c, "step must be a positive integer");
    return range(c, args[0], args[1], step);
}

static rego_ret bits(struct rego_call *c, enum rego_bits op, const struct rego_val *x,
                     const struct rego_val *y)
{
    const char *why = NULL;
    for (int i = 0; i < 2; i++) {
        const struct rego_val *v = i ? y : x;
        if (v && !rego_num_is_int(v))
            return rego_call_fail(c,
                                  "operand %d must be integer number but got floating-point "
                                  "number",
                                  i + 1);
    }
    const struct rego_val *v = rego_num_bits(c->a, op, x, y, &why);
    if (!v)
        return rego_call_fail(c, "operand 2 %s", why ? why : "is out of range");
    return v;
}

#define BITS(id, op)                                                                               \
    BI(id)                                                                                         \
    {                                                                                              \
        return bits(c, op, args[0], args[1]);                                                      \
    }
BITS(bits_or, REGO_OR)
BITS(bits_and, REGO_AND)
BITS(bits_xor, REGO_XOR)
BITS(bits_lsh, REGO_LSH)
BITS(bits_rsh, REGO_RSH)

BI(bits_negate)
{
    return bits(c, REGO_NOT, args[0], NULL);
}

// "10Ki" -> number and unit; no spaces, no exponents.
static bool cut_unit(struct str s, struct str *number, struct str *unit)
{
    size_t n = 0;
    while (n < s.n && (ch_is_digit((unsigned char)s.p[n]) || s.p[n] == '.' ||
                       ((s.p[n] == '-' || s.p[n] == '+') && n == 0)))
        n++;
    // an exponent, unless it is the unit E
    if (n > 0 && n + 1 < s.n && (s.p[n] == 'e' || s.p[n] == 'E')) {
        size_t k = n + 1;
        k += s.p[k] == '-' || s.p[k] == '+';
        if (ch_is_digit(str_at(s, k)))
            for (n = k; ch_is_digit(str_at(s, n)); n++)
                ;
    }
    *number = str_head(s, n);
    *unit = str_skip(s, n);
    return n > 0;
}

struct unit {
    const char *name;
    const char *factor;
};

static rego_ret scale(struct rego_call *c, struct str number, const char *factor)
{
    const char *why = NULL;
    (void)str_take(&number, S("+"));
    if (str_starts(number, S(".")))
        number = str_join(c->a, S("0"), number);
    if (str_ends(number, S(".")))
        number.n--;
    while (number.n > 1 && number.p[0] == '0' && ch_is_digit((unsigned char)number.p[1]))
        number = str_skip(number, 1);
    const struct rego_val *v = rego_number(c->a, number);
    if (!v)
        return rego_call_fail(c, "could not parse amount to a number");
    if (str_eq(str_from(factor), S("0.001")) && !str_has_char(number, 'e') &&
        !str_has_char(number, 'E')) { // exactly
        v = rego_number(c->a, str_join(c->a, number, S("e-3")));
        return rego_num_is_int(v) ? rego_big(c->a, rego_num_digits(c->a, v))
                                  : rego_float(c->a, rego_num_ld(v));
    }
    if (factor[1] && strspn(factor + 1, "0") == strlen(factor) - 1 && !str_has_char(number, 'e') &&
        !str_has_char(number, 'E')) { // a power of ten
        v = rego_number(c->a,
                        str_fmt(c->a, "%.*se%zu", (int)number.n, number.p, strlen(factor) - 1));
        return rego_num_is_int(v) ? rego_big(c->a, rego_num_digits(c->a, v))
                                  : rego_float(c->a, rego_num_ld(v));
    }
    v = rego_num_op(c->a, REGO_MUL, v, rego_number(c->a, str_from(factor)), &why);
    if (!v)
        return rego_call_fail(c, "%s", why ? why : "failed");
    return v;
}

static struct str unquoted(struct rego_call *c, struct str s)
{
    char *p = arena_new(c->a, char, s.n + 1);
    size_t n = 0;
    for (size_t i = 0; i < s.n; i++)
        if (s.p[i] != '"')
            p[n++] = s.p[i];
    return (struct str){p, n};
}

static rego_ret parse_units(struct rego_call *c, struct str s, const struct unit *units, size_t n,
                            const char *what, bool nocase)
{
    struct str number, unit;
    s = unquoted(c, s);
    if (!s.n)
        return rego_call_fail(c, "no %s provided", what);
    if (str_has_char(s, ' '))
        return rego_call_fail(c, "spaces not allowed in resource strings");
    if (!cut_unit(s, &number, &unit))
        return rego_call_fail(c, "no %s provided", what);
    for (size_t i = 0; i < n; i++) {
        struct str name = str_from(units[i].name);
        if (nocase ? str_eq_nocase(unit, name) : str_eq(unit, name))
            return scale(c, number, units[i].factor);
    }
    return rego_call_fail(c, "unit " STR_FMT " not recognized", STR_ARG(unit));
}

#define POWERS_OF_1024(k)                                                                          \
    {"ki" k, "1024"}, {"mi" k, "1048576"}, {"gi" k, "1073741824"}, {"ti" k, "1099511627776"},      \
        {"pi" k, "1125899906842624"},                                                              \
    {                                                                                              \
        "ei" k, "1152921504606846976"                                                              \
    }

BI(units_parse)
{
    static const struct unit units[] = {
        {"", "1"},
        {"m", "0.001"},
        {"K", "1000"},
        {"k", "1000"},
        {"M", "1000000"},
        {"G", "1000000000"},
        {"g", "1000000000"},
        {"T", "1000000000000"},
        {"t", "1000000000000"},
        {"P", "1000000000000000"},
        {"p", "1000000000000000"},
        {"E", "1000000000000000000"},
        {"e", "1000000000000000000"},
    };
    static const struct unit binary[] = {POWERS_OF_1024("")};
    struct str number, unit;
    struct str s = unquoted(c, bi_str(args[0]));
    if (cut_unit(s, &number, &unit) && unit.n == 2)
        return parse_units(c, s, binary, COUNT_OF(binary), "amount", true);
    return parse_units(c, s, units, COUNT_OF(units), "amount", false);
}

BI(units_parse_bytes)
{
    static const struct unit units[] = {
        {"", "1"},
        {"k", "1000"},
        {"kb", "1000"},
        {"m", "1000000"},
        {"mb", "1000000"},
        {"g", "1000000000"},
        {"gb", "1000000000"},
        {"t", "1000000000000"},
        {"tb", "1000000000000"},
        {"p", "1000000000000000"},
        {"pb", "1000000000000000"},
        {"e", "1000000000000000000"},
        {"eb", "1000000000000000000"},
        POWERS_OF_1024(""),
        POWERS_OF_1024("b"),
    };
    const struct rego_val *v =
        parse_units(c, bi_str(args[0]), units, COUNT_OF(units), "byte amount", true);
    return v ? rego_num_round(c->a, v, 2) : NULL;
}

// The same for the same arguments within an evaluation, as OPA has it.
BI(rand_intn)
{
    int64_t n;
    if (!rego_bi_i64(c, 2, args[1], &n))
        return NULL;
    if (n == 0)
        return args[1];
    uint64_t h = rego_hash(args[0]) ^ (uint64_t)c->now_ns;
    h = (h ^ h >> 31) * 0x9fb21c651e98df25u;
    return rego_int(c->a, (int64_t)((h >> 1) % (uint64_t)(n < 0 ? -n : n)));
}
