// The syntax tree as text, one node a line, or as JSON.
#include "engine/rego/rego_int.h"

struct tree {
    struct sk_buf *b;
    bool json;
};

static void open_node(struct tree *t, int depth, const char *what, struct str text, uint32_t line)
{
    if (!t->json) {
        for (int i = 0; i < depth; i++)
            sk_buf_add_char(t->b, ' ');
        sk_buf_fmt(t->b, "%s%s", what, text.n ? " " : "");
        sk_buf_add(t->b, text);
        sk_buf_add_char(t->b, '\n');
        return;
    }
    if (t->b->n && t->b->p[t->b->n - 1] == '}')
        sk_buf_add_char(t->b, ',');
    sk_buf_fmt(t->b, "{\"kind\":\"%s\"", what);
    if (text.n) {
        sk_buf_add(t->b, S(",\"text\":"));
        rego_json_string(t->b, text);
    }
    if (line)
        sk_buf_fmt(t->b, ",\"row\":%u", line);
    sk_buf_add(t->b, S(",\"children\":["));
}

static void close_node(struct tree *t)
{
    if (t->json)
        sk_buf_add(t->b, S("]}"));
}

static void add_body(struct tree *t, int depth, const struct rego_body *b);

static void add_term(struct tree *t, int depth, const struct rego_term *x)
{
    static const char *const names[] = {"",
                                        "",
                                        "input",
                                        "data",
                                        "ref",
                                        "call",
                                        "array",
                                        "set",
                                        "object",
                                        "arraycomprehension",
                                        "setcomprehension",
                                        "objectcomprehension"};
    if (!x)
        return;
    if (x->kind == T_CONST) {
        SK_BUF_SCRATCH(text, 1 << 24);
        rego_to_text(&text, x->val);
        open_node(t, depth, rego_kind_name(x->val), sk_buf_str(&text), x->loc.line);
    } else if (x->kind == T_VAR) {
        open_node(t, depth, "var", x->name, x->loc.line);
    } else {
        open_node(t, depth, names[x->kind], (struct str){0}, x->loc.line);
        add_term(t, depth + 1, x->op);
        for (size_t i = 0; i < x->n; i++)
            add_term(t, depth + 1, x->kids[i]);
        if (x->body)
            add_body(t, depth + 1, x->body);
    }
    close_node(t);
}

static void add_lit(struct tree *t, int depth, const struct rego_lit *l)
{
    static const char *const names[] = {"expr", "some", "some in", "every"};
    open_node(t, depth, l->negated ? "expr negated" : names[l->kind], (struct str){0}, l->loc.line);
    for (size_t i = 0; l->kind == LIT_DECL && i < l->n_names; i++)
        add_term(t, depth + 1, l->names[i]);
    add_term(t, depth + 1, l->term);
    add_term(t, depth + 1, l->key);
    add_term(t, depth + 1, l->val);
    add_term(t, depth + 1, l->domain);
    if (l->body)
        add_body(t, depth + 1, l->body);
    for (size_t i = 0; i < l->n_withs; i++) {
        open_node(t, depth + 1, "with", (struct str){0}, l->withs[i].target->loc.line);
        add_term(t, depth + 2, l->withs[i].target);
        add_term(t, depth + 2, l->withs[i].value);
        close_node(t);
    }
    close_node(t);
}

static void add_body(struct tree *t, int depth, const struct rego_body *b)
{
    open_node(t, depth, "body", (struct str){0}, 0);
    for (size_t i = 0; i < b->n; i++)
        add_lit(t, depth + 1, b->lits[i]);
    close_node(t);
}

static void add_rule(struct tree *t, int depth, const struct rego_rule *r)
{
    open_node(t, depth,
              r->is_default ? "default rule"
              : r->is_else  ? "else"
                            : "rule",
              (struct str){0}, r->loc.line);
    open_node(t, depth + 1, "head", (struct str){0}, r->loc.line);
    add_term(t, depth + 2, r->head);
    for (size_t i = 0; i < r->n_args; i++)
        add_term(t, depth + 2, r->args[i]);
    if (r->elem) {
        open_node(t, depth + 2, "contains", (struct str){0}, 0);
        add_term(t, depth + 3, r->elem);
        close_node(t);
    }
    add_term(t, depth + 2, r->value);
    close_node(t);
    if (r->body)
        add_body(t, depth + 1, r->body);
    if (r->els)
        add_rule(t, depth + 1, r->els);
    close_node(t);
}

int rego_print_tree(struct arena *a, struct str path, struct str text, bool json, struct sk_buf *b,
                    struct sk_err *err)
{
    struct tree t = {b, json};
    struct rego *r = rego_new(a, NULL);
    int rc = rego_add_module(r, path, text, err);
    if (rc < 0)
        return rc;
    const struct rego_module *m = r->mods[0];
    open_node(&t, 0, "module", (struct str){0}, 0);
    open_node(&t, 1, "package", (struct str){0}, m->package_loc.line);
    for (size_t i = 0; i < m->n_package; i++) {
        open_node(&t, 2, "string", m->package[i], 0);
        close_node(&t);
    }
    close_node(&t);
    for (size_t i = 0; i < m->n_imports; i++) {
        open_node(&t, 1, "import", m->imports[i].alias, m->imports[i].path->loc.line);
        add_term(&t, 2, m->imports[i].path);
        close_node(&t);
    }
    for (size_t i = 0; i < m->n_rules; i++)
        add_rule(&t, 1, m->rules[i]);
    close_node(&t);
    if (json)
        sk_buf_add_char(b, '\n');
    return 0;
}
