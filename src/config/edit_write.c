// Values as YAML writes them.
#include "config/edit.h"

#include "core/buf.h"

// Would YAML 1.1 or 1.2 read the word as something else than this string?
static bool is_plain(struct str s)
{
    static const char *const taken[] = {"true", "false", "null", "yes", "no",
                                        "on",   "off",   "y",    "n"};
    if (!s.n || s.n > 200 || !ch_is_alpha(str_at(s, 0)))
        return false;
    for (size_t i = 0; i < COUNT_OF(taken); i++)
        if (str_eq_nocase(s, str_from(taken[i])))
            return false;
    for (size_t i = 0; i < s.n; i++)
        if (!ch_is_alnum(str_at(s, i)) && !str_has_char(S("_./-"), s.p[i]))
            return false;
    return true;
}

void cfg_write_scalar(struct sk_buf *b, const struct rego_val *v)
{
    struct str s = rego_val_str(v);
    if (v->kind == REGO_STRING && is_plain(s))
        sk_buf_add(b, s);
    else
        rego_to_json(b, v, 0);
}

// {k: v, ...} and [a, ...], on one line.
void cfg_write_flow(struct sk_buf *b, const struct rego_val *v, bool json)
{
    if (v->kind != REGO_OBJECT && v->kind != REGO_ARRAY) {
        if (json)
            rego_to_json(b, v, 0);
        else
            cfg_write_scalar(b, v);
        return;
    }
    bool object = v->kind == REGO_OBJECT;
    sk_buf_add_char(b, object ? '{' : '[');
    for (uint32_t i = 0; i < v->n; i++) {
        if (i > 0)
            sk_buf_add(b, S(", "));
        if (object) {
            cfg_write_flow(b, rego_key_at(v, i), json);
            sk_buf_add(b, S(": "));
        }
        cfg_write_flow(b, object ? rego_val_at(v, i) : v->items[i], json);
    }
    sk_buf_add_char(b, object ? '}' : ']');
}

static void indent(struct sk_buf *b, size_t column, struct str eol)
{
    sk_buf_add(b, eol);
    for (size_t i = 0; i < column; i++)
        sk_buf_add_char(b, ' ');
}

static bool is_block(const struct rego_val *v)
{
    return (v->kind == REGO_ARRAY || v->kind == REGO_OBJECT) && v->n;
}

static void write_members(struct sk_buf *b, const struct rego_val *v, size_t column, bool inlined,
                          struct str eol)
{
    for (uint32_t i = 0; i < v->n; i++) {
        if (i > 0 || !inlined)
            indent(b, column, eol);
        cfg_write_scalar(b, rego_key_at(v, i));
        sk_buf_add_char(b, ':');
        cfg_write_block(b, rego_val_at(v, i), column, eol);
    }
}

// After "key:" or "-" at that column: " value", or the lines of what is inside.
void cfg_write_block(struct sk_buf *b, const struct rego_val *v, size_t column, struct str eol)
{
    if (!is_block(v)) {
        sk_buf_add_char(b, ' ');
        cfg_write_scalar(b, v);
    } else if (v->kind == REGO_OBJECT) {
        write_members(b, v, column + 2, false, eol);
    } else {
        for (uint32_t i = 0; i < v->n; i++) {
            indent(b, column + 2, eol);
            cfg_write_item(b, v->items[i], column + 2, eol);
        }
    }
}

void cfg_write_item(struct sk_buf *b, const struct rego_val *v, size_t column, struct str eol)
{
    sk_buf_add_char(b, '-');
    if (v->kind == REGO_OBJECT && v->n) {
        sk_buf_add_char(b, ' ');
        write_members(b, v, column + 2, true, eol);
    } else {
        cfg_write_block(b, v, column, eol);
    }
}
