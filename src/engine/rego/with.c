// `with`: what an expression sees instead of input, data, rules and functions.
#include "engine/rego/compile_int.h"

static bool path_of(struct rego_cc *c, const struct rego_term *t, struct rego_mod *m)
{
    m->n = (uint32_t)(t->kind == T_REF ? t->n - 1 : 0);
    m->path = arena_new(c->a, const struct rego_val *, m->n + 1);
    for (uint32_t i = 0; i < m->n; i++) {
        if (t->kids[i + 1]->kind != T_CONST)
            return rego_cc_fail(c, t->loc, "rego_compile_error",
                                "with keyword target must be a path of constants");
        m->path[i] = t->kids[i + 1]->val;
    }
    return true;
}

static const struct rego_node *node_of(const struct rego_cc *c, const struct rego_mod *m)
{
    const struct rego_node *n = c->r->root;
    for (uint32_t i = 0; n && i < m->n; i++)
        n = m->path[i]->kind == REGO_STRING ? rego_node_child(n, rego_val_str(m->path[i])) : NULL;
    return n;
}

// A function is replaced by another function, or by a value for all arguments.
static bool replacement(struct rego_cc *c, struct rego_term *value, struct rego_mod *m)
{
    m->by_rules = rego_called_rules(c, value);
    bool name = value->kind == T_VAR ? value->slot < 0
                                     : value->kind == T_REF && value->kids[0]->kind == T_VAR &&
                                           value->kids[0]->slot < 0;
    if (!m->by_rules && name)
        m->by_bi = rego_called_builtin(c, value);
    if (m->by_rules)
        rego_add_dep(c, m->by_rules);
    if (m->by_rules || m->by_bi)
        return true;
    return (m->value = rego_plan_term(c, value)) != NULL;
}

static bool plan_mod(struct rego_cc *c, const struct rego_with *w, struct rego_mod *m)
{
    const struct rego_term *t = w->target, *head = t->kind == T_REF ? t->kids[0] : t;
    m->rules = rego_called_rules(c, t);
    if (m->rules) {
        m->kind = MOD_RULES;
        return replacement(c, w->value, m);
    }
    if (head->kind == T_INPUT || head->kind == T_DATA) {
        m->kind = head->kind == T_INPUT ? MOD_INPUT : MOD_DATA;
        if (!path_of(c, t, m))
            return false;
        m->node = m->kind == MOD_DATA ? node_of(c, m) : NULL;
        return (m->value = rego_plan_term(c, w->value)) != NULL;
    }
    m->kind = MOD_BUILTIN;
    m->bi = rego_called_builtin(c, t);
    if (!m->bi)
        return rego_cc_fail(c, t->loc, "rego_compile_error",
                            "with keyword target must reference existing input, data, or a "
                            "function");
    return replacement(c, w->value, m);
}

bool rego_plan_withs(struct rego_cc *c, const struct rego_lit *l)
{
    struct rego_mod *mods = arena_new(c->a, struct rego_mod, l->n_withs);
    for (size_t i = 0; i < l->n_withs; i++)
        if (!plan_mod(c, &l->withs[i], &mods[i]))
            return false;
    struct rego_step *s = rego_add_step(c, S_PUSH, l->loc);
    s->mods = mods;
    s->n_mods = (uint32_t)l->n_withs;
    return true;
}
