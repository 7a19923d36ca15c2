// Which scalars are numbers, booleans and nulls. Kubernetes reads YAML by sigs.k8s.io/yaml, which
// resolves as its goyaml.v2 does: YAML 1.1 words (yes, on, y), C-like integers with '_' between
// digits, no base 60; a timestamp is the string as it is written.
#include "core/val_int.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

static const struct {
    struct str text;
    uint8_t kind, flags;
} words[] = {
    {S_INIT(""), SK_NULL, 0},
    {S_INIT("~"), SK_NULL, 0},
    {S_INIT("null"), SK_NULL, 0},
    {S_INIT("Null"), SK_NULL, 0},
    {S_INIT("NULL"), SK_NULL, 0},
    {S_INIT("true"), SK_BOOL, VAL_TRUE},
    {S_INIT("True"), SK_BOOL, VAL_TRUE},
    {S_INIT("TRUE"), SK_BOOL, VAL_TRUE},
    {S_INIT("yes"), SK_BOOL, VAL_TRUE},
    {S_INIT("Yes"), SK_BOOL, VAL_TRUE},
    {S_INIT("YES"), SK_BOOL, VAL_TRUE},
    {S_INIT("y"), SK_BOOL, VAL_TRUE},
    {S_INIT("Y"), SK_BOOL, VAL_TRUE},
    {S_INIT("on"), SK_BOOL, VAL_TRUE},
    {S_INIT("On"), SK_BOOL, VAL_TRUE},
    {S_INIT("ON"), SK_BOOL, VAL_TRUE},
    {S_INIT("false"), SK_BOOL, 0},
    {S_INIT("False"), SK_BOOL, 0},
    {S_INIT("FALSE"), SK_BOOL, 0},
    {S_INIT("no"), SK_BOOL, 0},
    {S_INIT("No"), SK_BOOL, 0},
    {S_INIT("NO"), SK_BOOL, 0},
    {S_INIT("n"), SK_BOOL, 0},
    {S_INIT("N"), SK_BOOL, 0},
    {S_INIT("off"), SK_BOOL, 0},
    {S_INIT("Off"), SK_BOOL, 0},
    {S_INIT("OFF"), SK_BOOL, 0},
};

static bool all_digits(struct str s, int base)
{
    for (size_t i = 0; i < s.n; i++) {
        int x = ch_hex_value((unsigned char)s.p[i]);
        if (x < 0 || x >= base)
            return false;
    }
    return s.n > 0;
}

// As Go's strconv.ParseInt(s, 0, ...) without its range; s has no '_'.
static bool is_int(struct str s)
{
    if (!str_take(&s, S("-")))
        (void)str_take(&s, S("+"));
    if (str_starts_nocase(s, S("0x")))
        return all_digits(str_skip(s, 2), 16);
    if (str_starts_nocase(s, S("0o")))
        return all_digits(str_skip(s, 2), 8);
    if (str_starts_nocase(s, S("0b")))
        return all_digits(str_skip(s, 2), 2);
    return all_digits(s, str_at(s, 0) == '0' ? 8 : 10);
}

// [-+]? ( . digits | digits ( . digits? )? ) ( [eE] [-+]? digits )?, and within a double's range
static bool is_float(struct str s)
{
    struct str whole = s;
    if (!str_take(&s, S("-")))
        (void)str_take(&s, S("+"));
    size_t before = str_take_digits(&s).n, after = 0;
    if (str_take(&s, S(".")))
        after = str_take_digits(&s).n;
    if (before + after == 0)
        return false;
    if (str_take(&s, S("e")) || str_take(&s, S("E"))) {
        if (!str_take(&s, S("-")))
            (void)str_take(&s, S("+"));
        if (str_take_digits(&s).n == 0)
            return false;
    }
    char buf[128];
    if (s.n || whole.n >= sizeof buf)
        return false;
    memcpy(buf, whole.p, whole.n);
    buf[whole.n] = 0;
    return !isinf(strtod(buf, NULL));
}

static bool is_number(struct str s)
{
    char buf[128];
    size_t n = 0;
    int c = str_at(s, 0);
    if (c == '.')
        return is_float(s);
    if (!ch_is_digit(c) && c != '+' && c != '-')
        return false;
    for (size_t i = 0; i < s.n; i++) {
        if (s.p[i] == '_')
            continue;
        if (n == sizeof buf)
            return false;
        buf[n++] = s.p[i];
    }
    struct str plain = {buf, n};
    return is_int(plain) || is_float(plain);
}

static void resolve(struct str s, struct sk_val *v)
{
    for (size_t i = 0; s.n < 6 && i < COUNT_OF(words); i++)
        if (str_eq(s, words[i].text)) {
            v->kind = words[i].kind;
            v->flags = words[i].flags;
            return;
        }
    bool number = is_number(s);
    v->kind = number ? SK_NUMBER : SK_STRING;
    v->flags = number ? VAL_YAML_NUM : 0;
}

void sk_yaml_type(struct str text, struct str tag, struct sk_val *v, bool *ret_bad)
{
    static const struct {
        struct str tag;
        uint8_t kind;
    } tags[] = {
        {S_INIT("null"), SK_NULL},
        {S_INIT("bool"), SK_BOOL},
        {S_INIT("int"), SK_NUMBER},
        {S_INIT("float"), SK_NUMBER},
    };
    *ret_bad = false;
    v->kind = SK_STRING;
    v->flags = 0;
    if (tag.n == 0) {
        resolve(text, v);
        return;
    }
    if (!str_take(&tag, S("tag:yaml.org,2002:")))
        return; // tags of applications: the text as it is written
    for (size_t i = 0; i < COUNT_OF(tags); i++) {
        if (!str_eq(tag, tags[i].tag))
            continue;
        resolve(text, v);
        *ret_bad = v->kind != tags[i].kind;
        if (*ret_bad) {
            v->kind = SK_STRING;
            v->flags = 0;
        }
    }
}
