// Literals and bodies become steps.
#include "engine/rego/compile_int.h"

static bool unify(struct rego_cc *c, struct rego_term *a, struct rego_term *b, struct rego_loc loc);

static bool compare(struct rego_cc *c, const struct rego_x *a, const struct rego_x *b,
                    struct rego_loc loc)
{
    if (!a || !b)
        return false;
    struct rego_x *x = arena_new(c->a, struct rego_x, 1);
    *x = (struct rego_x){.op = X_CMP, .sub = TOK_EQ, .n = 2, .loc = loc};
    x->kids = arena_new(c->a, const struct rego_x *, 2);
    x->kids[0] = a;
    x->kids[1] = b;
    rego_add_step(c, S_TEST, loc)->x = x;
    return true;
}

static bool match(struct rego_cc *c, struct rego_term *value, struct rego_term *pattern,
                  struct rego_loc loc)
{
    const struct rego_x *x = rego_plan_x(c, value);
    if (!x)
        return false;
    const struct rego_pat *p = rego_plan_pattern(c, pattern);
    if (!p)
        return false;
    struct rego_step *s = rego_add_step(c, p->op == PAT_BIND ? S_EVAL : S_MATCH, loc);
    s->x = x;
    s->pat = p;
    s->slot = p->op == PAT_BIND ? p->slot : -1;
    return true;
}

// [a, b] = [c, d] piece by piece, each when its turn has come.
static bool unify_items(struct rego_cc *c, struct rego_term *a, struct rego_term *b,
                        struct rego_loc loc)
{
    size_t step = a->kind == T_OBJECT ? 2 : 1, n = a->n / step, left = n;
    if (a->n != b->n || a->n == 0) {
        rego_add_step(c, S_FAIL, loc);
        return true;
    }
    bool *done = arena_new(c->a, bool, n);
    for (size_t i = 0; i < n && step == 2; i++)
        if (!compare(c, rego_plan_x(c, a->kids[i * 2]), rego_plan_x(c, b->kids[i * 2]), loc))
            return false;
    for (bool any = true; left && any;) {
        any = false;
        for (size_t i = 0; i < n; i++) {
            struct rego_term *x = a->kids[i * step + step - 1], *y = b->kids[i * step + step - 1];
            struct rego_lit trial = {.kind = LIT_TERM, .loc = loc};
            if (done[i])
                continue;
            trial.term = rego_new_call(c->a, "eq", x, y, loc);
            trial.term->op->paren = true;
            if (!rego_ready(c, &trial))
                continue;
            if (!unify(c, x, y, loc))
                return false;
            done[i] = any = true;
            left--;
        }
    }
    return left == 0;
}

static bool same_keys(const struct rego_term *a, const struct rego_term *b)
{
    if (a->n != b->n)
        return false;
    for (size_t i = 0; i < a->n; i += 2)
        if (a->kids[i]->kind != T_CONST || b->kids[i]->kind != T_CONST ||
            !rego_eq(a->kids[i]->val, b->kids[i]->val))
            return false;
    return true;
}

static bool unify(struct rego_cc *c, struct rego_term *a, struct rego_term *b, struct rego_loc loc)
{
    for (int round = 0; round < 2; round++) // what one side binds, the other may need
        if (!rego_hoist(c, &a) || !rego_hoist(c, &b))
            return false;
    bool ga = rego_ground(c, a), gb = rego_ground(c, b);
    if (ga && gb)
        return compare(c, rego_plan_x(c, a), rego_plan_x(c, b), loc);
    if (gb)
        return match(c, b, a, loc);
    if (ga)
        return match(c, a, b, loc);
    if (a->kind == T_ARRAY && b->kind == T_ARRAY && unify_items(c, a, b, loc))
        return true;
    if (a->kind == T_OBJECT && b->kind == T_OBJECT && same_keys(a, b) && unify_items(c, a, b, loc))
        return true;
    if (c->failed)
        return false;
    struct rego_loc where = loc;
    struct str name = rego_unsafe_var(c, rego_ground(c, a) ? b : a, &where);
    return rego_cc_fail(c, where, "rego_unsafe_var_error", "var " STR_FMT " is unsafe",
                        STR_ARG(name));
}

// f(x, y) where f has one argument: y is what it yields.
static bool call_with_output(struct rego_cc *c, struct rego_term *t)
{
    for (size_t i = 0; i < t->n; i++)
        if (!rego_hoist(c, &t->kids[i]))
            return false;
    struct rego_term *out = t->kids[t->n - 1];
    t->n--;
    bool relation = rego_is_relation(c, t);
    if (!relation)
        return rego_ground(c, out) ? compare(c, rego_plan_x(c, t), rego_plan_x(c, out), t->loc)
                                   : match(c, t, out, t->loc);
    const struct rego_x *x = rego_plan_x(c, t);
    const struct rego_pat *p = x ? rego_plan_pattern(c, out) : NULL;
    if (!p)
        return false;
    struct rego_step *s = rego_add_step(c, S_EACH, t->loc);
    s->x = x;
    s->pat = p;
    return true;
}

static bool plan_expr(struct rego_cc *c, struct rego_term *t)
{
    bool equal = t->kind == T_CALL && t->op->paren && rego_term_is_var(t->op, S("equal"));
    if (rego_is_unify(t) || equal)
        return unify(c, t->kids[0], t->kids[1], t->loc);
    if (t->kind == T_CALL && t->n && (int)t->n == rego_arity(c, t) + 1)
        return call_with_output(c, t);
    const struct rego_x *x = rego_plan_term(c, t);
    if (!x)
        return false;
    rego_add_step(c, S_TEST, t->loc)->x = x;
    return true;
}

static bool to_slot(struct rego_cc *c, struct rego_term **at)
{
    const struct rego_x *x = rego_plan_x(c, *at);
    if (!x)
        return false;
    struct rego_term *v = rego_new_term(c->a, T_VAR, (*at)->loc);
    v->slot = rego_new_slot(c, (struct str){0}, v->loc, 0);
    c->slots[v->slot].bound = true;
    struct rego_step *s = rego_add_step(c, S_EVAL, v->loc);
    s->x = x;
    s->slot = v->slot;
    *at = v;
    return true;
}

// What OPA evaluates before a negated expression, so that its being undefined makes all undefined:
// calls in arguments, and references in arguments, collections and brackets.
static bool before_not(struct rego_cc *c, struct rego_term **at, bool top)
{
    struct rego_term *t = *at;
    if (t->body || t->kind == T_CONST)
        return true;
    bool eq = t->kind == T_CALL && t->op->paren &&
              (rego_is_unify(t) || rego_term_is_var(t->op, S("equal")));
    for (size_t i = t->kind == T_REF && t->kids[0]->kind != T_REF ? 1 : 0; i < t->n; i++)
        if (!before_not(c, &t->kids[i], top && eq && t->kids[i]->kind != T_CALL))
            return false;
    if (top || (t->kind != T_CALL && t->kind != T_REF) || !rego_ground(c, t))
        return true;
    return to_slot(c, at);
}

static bool plan_not(struct rego_cc *c, const struct rego_lit *l)
{
    struct rego_term *t = l->term;
    if (!before_not(c, &t, true))
        return false;
    struct rego_step **tail = c->tail, *first = NULL;
    bool several = c->several;
    uint32_t cover = c->cover;
    c->cover = 0;
    c->tail = &first;
    bool ok = plan_expr(c, t);
    if (ok)
        rego_add_step(c, S_DONE, l->loc);
    c->tail = tail;
    c->several = several;
    c->cover = cover;
    rego_add_step(c, S_NOT, l->loc)->body = first;
    return ok;
}

static bool plan_every(struct rego_cc *c, const struct rego_lit *l)
{
    const struct rego_x *x = rego_plan_term(c, l->domain);
    if (!x)
        return false;
    struct rego_step *s = rego_add_step(c, S_EVERY, l->loc);
    s->x = x;
    s->slot = l->val->slot;
    s->slot2 = l->key ? l->key->slot : -1;
    c->slots[s->slot].bound = true;
    if (s->slot2 >= 0)
        c->slots[s->slot2].bound = true;
    struct rego_step **tail = c->tail, *first = NULL;
    bool several = c->several;
    c->tail = &first;
    bool ok = rego_plan_body(c, l->body);
    if (ok)
        rego_add_step(c, S_DONE, l->loc);
    c->tail = tail;
    c->several = several;
    s->body = first;
    return ok;
}

static bool plan_some_in(struct rego_cc *c, struct rego_lit *l)
{
    const struct rego_x *x = rego_plan_term(c, l->domain);
    if (!x)
        return false;
    struct rego_step *s = rego_add_step(c, S_SCAN, l->loc);
    s->x = x;
    s->key = l->key ? rego_plan_pattern(c, l->key) : NULL;
    s->pat = rego_plan_pattern(c, l->val);
    return s->pat && (!l->key || s->key);
}

static bool plan_literal(struct rego_cc *c, struct rego_lit *l)
{
    c->cover = l->cover;
    if (l->n_withs && !rego_plan_withs(c, l))
        return false;
    bool ok = true;
    switch ((enum rego_lit_kind)l->kind) {
    case LIT_DECL: break;
    case LIT_SOME_IN: ok = plan_some_in(c, l); break;
    case LIT_EVERY: ok = plan_every(c, l); break;
    case LIT_TERM: ok = l->negated ? plan_not(c, l) : plan_expr(c, l->term); break;
    }
    if (ok && l->n_withs)
        rego_add_step(c, S_POP, l->loc);
    return ok;
}

static bool unsafe(struct rego_cc *c, const struct rego_lit *l)
{
    struct rego_loc loc = l->loc;
    struct rego_term *all[] = {l->term, l->domain, l->key, l->val};
    struct str name = S("_");
    for (size_t i = 0; i < COUNT_OF(all); i++) {
        struct rego_loc at = {0};
        struct str found = rego_unsafe_var(c, all[i], &at);
        if (!at.file)
            continue;
        name = found;
        loc = at;
        break;
    }
    for (size_t i = 0; i < l->n_withs && loc.off == l->loc.off; i++)
        name = rego_unsafe_var(c, l->withs[i].value, &loc);
    return rego_cc_fail(c, loc, "rego_unsafe_var_error", "var " STR_FMT " is unsafe",
                        STR_ARG(name));
}

// test_x[name]: once `name` has a value, it is a case, whether the rest holds or not.
static bool plan_cases(struct rego_cc *c)
{
    struct rego_term *t = c->cases;
    if (!t || !rego_ground(c, t))
        return true;
    c->cases = NULL;
    struct rego_term *all = rego_new_term(c->a, T_ARRAY, t->loc);
    for (size_t i = 0; i < t->n; i++)
        rego_term_add(c->a, all, t->kids[i]);
    const struct rego_x *x = rego_plan_x(c, all);
    if (x)
        rego_add_step(c, S_CASE, t->loc)->x = x;
    return x != NULL;
}

bool rego_plan_body(struct rego_cc *c, struct rego_body *b)
{
    if (!b)
        return true;
    bool *done = arena_new(c->a, bool, b->n + 1);
    size_t left = b->n;
    while (left) {
        bool any = false;
        for (size_t i = 0; i < b->n; i++) {
            if (done[i] || !rego_ready(c, b->lits[i]))
                continue;
            if (!plan_literal(c, b->lits[i]) || (b == c->body && !plan_cases(c)))
                return false;
            done[i] = any = true;
            left--;
        }
        if (any)
            continue;
        for (size_t i = 0; i < b->n; i++)
            if (!done[i])
                return unsafe(c, b->lits[i]);
    }
    return true;
}
