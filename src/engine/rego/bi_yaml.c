// Builtins: YAML.
#include "engine/rego/bi.h"

#include <string.h>

BI(yaml_unmarshal)
{
    struct sk_err err = {0};
    struct sk_doc *docs;
    size_t n = 0;
    if (sk_yaml_read(c->a, S("yaml"), bi_str(args[0]), &docs, &n, &err) < 0 && n == 0)
        return rego_call_fail(c, "%s", err.msg);
    return n ? rego_from_doc(c->a, docs[0].root) : &rego_null;
}

BI(yaml_is_valid)
{
    struct sk_doc *docs;
    size_t n = 0;
    if (args[0]->kind != REGO_STRING)
        return &rego_false;
    return rego_bool(sk_yaml_read(c->a, S("yaml"), bi_str(args[0]), &docs, &n, NULL) == 0);
}

// Would a reader take the plain text for something else than this string?
static bool reads_as_other(struct rego_call *c, struct str s)
{
    static const char *const words[] = {
        "y",    "Y",     "n",     "N",     "yes", "Yes", "YES",  "no",   "No",   "NO",   "on",
        "On",   "ON",    "off",   "Off",   "OFF", "~",   "null", "Null", "NULL", "true", "True",
        "TRUE", "false", "False", "FALSE", "<<",  "=",   ".nan", ".NaN", ".inf", ".Inf", "-.inf"};
    for (size_t i = 0; i < COUNT_OF(words); i++)
        if (str_eq(s, str_from(words[i])))
            return true;
    if (!s.n)
        return true;
    bool date = s.n >= 8 && ch_is_digit(str_at(s, 0)) && ch_is_digit(str_at(s, 3)) &&
                str_at(s, 4) == '-' && ch_is_digit(str_at(s, 5));
    if (date)
        return true;
    struct sk_doc *docs;
    size_t n = 0;
    if (!strchr("0123456789+-.", s.p[0]))
        return false;
    if (sk_yaml_read(c->a, S("yaml"), s, &docs, &n, NULL) < 0 || n != 1)
        return false;
    return sk_val_kind(docs[0].root) != SK_STRING && sk_val_kind(docs[0].root) < SK_ARRAY;
}

static bool needs_quotes(struct str s)
{
    if (strchr("-?:,[]{}#&*!|>'\"%@`", s.p[0])) {
        bool dash = strchr("-?:", s.p[0]) && s.n > 1 && s.p[1] != ' ';
        if (!dash)
            return true;
    }
    if (s.p[0] == ' ' || s.p[s.n - 1] == ' ' || s.p[s.n - 1] == ':')
        return true;
    for (size_t i = 0; i + 1 < s.n; i++)
        if ((s.p[i] == ':' && s.p[i + 1] == ' ') || (s.p[i] == ' ' && s.p[i + 1] == '#'))
            return true;
    return str_starts(s, S("---")) || str_starts(s, S("..."));
}

static void add_string(struct rego_call *c, struct sk_buf *b, struct str s, int indent, bool key)
{
    bool control = false, lines = str_has_char(s, '\n');
    for (size_t i = 0; i < s.n; i++)
        control = control || ((unsigned char)s.p[i] < 0x20 && s.p[i] != '\n') || s.p[i] == 0x7f;
    if (control || (key && lines) || reads_as_other(c, s)) {
        rego_json_string(b, s);
    } else if (lines && s.p[0] != ' ' && s.p[0] != '\n') {
        struct str rest = s, line;
        bool one_end = str_ends(s, S("\n")), more_ends = str_ends(s, S("\n\n"));
        sk_buf_add(b, more_ends ? S("|+") : one_end ? S("|") : S("|-"));
        while (str_next_line(&rest, &line)) {
            sk_buf_add_char(b, '\n');
            for (int i = 0; line.n && i < indent; i++)
                sk_buf_add_char(b, ' ');
            sk_buf_add(b, line);
        }
    } else if (lines) {
        rego_json_string(b, s);
    } else if (needs_quotes(s)) {
        sk_buf_add_char(b, '\'');
        for (size_t i = 0; i < s.n; i++) {
            if (s.p[i] == '\'')
                sk_buf_add_char(b, '\'');
            sk_buf_add_char(b, s.p[i]);
        }
        sk_buf_add_char(b, '\'');
    } else {
        sk_buf_add(b, s);
    }
}

static void spaces(struct sk_buf *b, int n)
{
    while (n-- > 0)
        sk_buf_add_char(b, ' ');
}

static void add_yaml(struct rego_call *c, struct sk_buf *b, const struct rego_val *v, int indent);

// After "key:" or "- ": a scalar on the same line, a collection below.
static void add_item(struct rego_call *c, struct sk_buf *b, const struct rego_val *v, int indent,
                     bool after_key)
{
    bool open = v->kind >= REGO_ARRAY && v->n > 0;
    if (after_key)
        sk_buf_add(b, open ? S("\n") : S(" "));
    if (open && after_key) {
        int deeper = v->kind == REGO_OBJECT ? indent + 2 : indent;
        spaces(b, deeper);
        add_yaml(c, b, v, deeper);
    } else {
        add_yaml(c, b, v, indent + 2);
    }
}

static void add_yaml(struct rego_call *c, struct sk_buf *b, const struct rego_val *v, int indent)
{
    if (v->kind == REGO_STRING) {
        add_string(c, b, bi_str(v), indent ? indent : 2, false);
        return;
    }
    if (v->kind < REGO_ARRAY || v->n == 0) {
        rego_to_json(b, v, 0);
        return;
    }
    for (size_t i = 0; i < v->n; i++) {
        if (i) {
            sk_buf_add_char(b, '\n');
            spaces(b, indent);
        }
        if (v->kind != REGO_OBJECT) {
            sk_buf_add(b, S("- "));
            add_item(c, b, v->items[i], indent, false);
            continue;
        }
        const struct rego_val *k = rego_key_at(v, i);
        add_string(c, b, k->kind == REGO_STRING ? bi_str(k) : rego_json_of(c->a, k, 0), indent,
                   true);
        sk_buf_add_char(b, ':');
        add_item(c, b, rego_val_at(v, i), indent, true);
    }
}

BI(yaml_marshal)
{
    SK_BUF_SCRATCH(b, REGO_MAX_STRING);
    add_yaml(c, &b, args[0], 0);
    sk_buf_add_char(&b, '\n');
    return rego_bi_buf(c, &b);
}
