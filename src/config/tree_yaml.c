// A tree as YAML that every reader takes the same way: plain words plain, all else in JSON's quotes.
#include "config/tree.h"
#include "core/buf.h"
#include "core/json_out.h"

#include <stdio.h>

static bool is_plain(struct str s)
{
    static const char *const words[] = {"y",   "n",    "yes",   "no",  "on",
                                        "off", "true", "false", "null"};
    if (!ch_is_alpha(str_at(s, 0)) && str_at(s, 0) != '/')
        return false;
    for (size_t i = 0; i < s.n; i++)
        if (!ch_is_alnum(str_at(s, i)) && !str_has_char(S("-_./"), s.p[i]))
            return false;
    for (size_t i = 0; i < COUNT_OF(words); i++)
        if (str_eq_nocase(s, str_from(words[i])))
            return false;
    return true;
}

static void put_str(struct sk_buf *b, struct str s)
{
    struct sk_json_out w = {.buf = b};
    if (is_plain(s))
        sk_buf_add(b, s);
    else
        sk_json_str(&w, NULL, s);
}

static void put_scalar(struct sk_buf *b, const struct cfg_node *n)
{
    ARENA_SCRATCH(tmp);
    if (n->kind == SK_STRING)
        put_str(b, n->text);
    else
        rego_to_json(b, cfg_node_rego(&tmp, n), 0);
}

static void put_place(struct sk_buf *b, const struct cfg_node *n, bool places)
{
    struct cfg_place p = places ? cfg_node_place(n) : (struct cfg_place){0};
    if (p.line)
        sk_buf_fmt(b, " # " STR_FMT ":%u", STR_ARG(p.path), p.line);
    sk_buf_add_char(b, '\n');
}

static void put_node(struct sk_buf *b, const struct cfg_node *n, int indent, bool places);

static void put_value(struct sk_buf *b, const struct cfg_node *n, int indent, bool places)
{
    if (n->kind >= SK_ARRAY && n->first) {
        put_place(b, n, places);
        put_node(b, n, indent, places);
        return;
    }
    sk_buf_add_char(b, ' ');
    if (n->kind >= SK_ARRAY)
        sk_buf_add(b, n->kind == SK_ARRAY ? S("[]") : S("{}"));
    else
        put_scalar(b, n);
    put_place(b, n, places);
}

static void put_node(struct sk_buf *b, const struct cfg_node *n, int indent, bool places)
{
    for (CFG_EACH(kid, n)) {
        for (int i = 0; i < indent; i++)
            sk_buf_add(b, S("  "));
        if (n->kind == SK_ARRAY) {
            sk_buf_add_char(b, '-');
        } else {
            put_str(b, kid->key);
            sk_buf_add_char(b, ':');
        }
        put_value(b, kid, indent + 1, places);
    }
}

void cfg_node_yaml(struct sk_buf *b, const struct cfg_node *n, bool places)
{
    if (n->kind >= SK_ARRAY && n->first)
        put_node(b, n, 0, places);
    else
        put_value(b, n, 0, places);
}
