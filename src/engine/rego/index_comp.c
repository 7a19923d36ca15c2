// Comprehension indexing: [p | some p in input.ports; p.host == host] inside of a loop over hosts is
// evaluated once for all hosts, and looked up.
#include "engine/rego/compile_int.h"

enum { MAX_BY = 4 };

struct look {
    const struct rego_cc *c;
    const struct rego_term *comp;
    bool inner, outer, impure; // found: variables of the comprehension, of around it; print
};

static void look_term(struct look *l, const struct rego_term *t);

static void look_body(struct look *l, const struct rego_body *b)
{
    for (size_t i = 0; i < b->n; i++) {
        const struct rego_lit *lit = b->lits[i];
        look_term(l, lit->term);
        look_term(l, lit->domain);
        look_term(l, lit->key);
        look_term(l, lit->val);
        l->impure |= lit->n_withs > 0;
        if (lit->body)
            look_body(l, lit->body);
    }
}

static void look_term(struct look *l, const struct rego_term *t)
{
    if (!t)
        return;
    if (t->kind == T_VAR && t->slot >= 0) {
        uint32_t owner = l->c->slots[t->slot].owner;
        bool inner = owner >= l->comp->scope_first && owner < l->comp->scope_end;
        l->inner |= inner;
        l->outer |= !inner;
    }
    if (t->kind == T_CALL) {
        const struct rego_bi_row *bi =
            rego_called_builtin((struct rego_cc *)(uintptr_t)l->c, t->op);
        l->impure |= bi && bi->impure;
    }
    for (size_t i = 0; i < t->n; i++)
        look_term(l, t->kids[i]);
    if (t->body)
        look_body(l, t->body);
}

static struct look look_at(const struct rego_cc *c, const struct rego_term *comp,
                           const struct rego_term *t)
{
    struct look l = {.c = c, .comp = comp};
    look_term(&l, t);
    return l;
}

static bool is_equality(const struct rego_lit *l)
{
    return l->kind == LIT_TERM && !l->negated && l->n_withs == 0 && l->term->kind == T_CALL &&
           l->term->op->paren && l->term->op->kind == T_VAR && l->term->n == 2 &&
           (str_eq(l->term->op->name, S("equal")) || str_eq(l->term->op->name, S("eq")));
}

struct split {
    struct rego_body *rest;
    struct rego_term *by[MAX_BY], *want[MAX_BY];
    uint32_t n;
};

// The equalities between inside and outside apart from the rest; false: that is not all there is.
static bool split_body(struct rego_cc *c, const struct rego_term *t, struct split *s)
{
    for (size_t i = 0; i < t->body->n; i++) {
        const struct rego_lit *lit = t->body->lits[i];
        struct look l = {.c = c, .comp = t};
        struct rego_body one = {.lits = (struct rego_lit **)(uintptr_t)&lit, .n = 1};
        look_body(&l, &one);
        if (l.impure)
            return false;
        if (!l.outer) {
            *VEC_PUSH(c->a, s->rest->lits, s->rest->n, s->rest->cap) = rego_lit_copy(c->a, lit);
            continue;
        }
        if (!is_equality(lit) || s->n == MAX_BY)
            return false;
        const struct rego_term *x = lit->term->kids[0], *y = lit->term->kids[1];
        struct look lx = look_at(c, t, x), ly = look_at(c, t, y);
        bool left = lx.inner && !lx.outer && !ly.inner, right = ly.inner && !ly.outer && !lx.inner;
        if ((!left && !right) || !rego_ground(c, left ? y : x))
            return false;
        s->by[s->n] = rego_term_copy(c->a, left ? x : y);
        s->want[s->n++] = rego_term_copy(c->a, left ? y : x);
    }
    for (size_t i = 0; i < t->n; i++) {
        struct look l = look_at(c, t, t->kids[i]);
        if (l.outer || l.impure)
            return false;
    }
    return s->rest->n > 0;
}

static bool plan_group(struct rego_cc *c, const struct rego_term *t, struct split *s,
                       struct rego_comp *comp)
{
    comp->by = arena_new(c->a, const struct rego_x *, MAX_BY);
    comp->want = arena_new(c->a, const struct rego_x *, MAX_BY);
    for (uint32_t i = 0; i < s->n; i++)
        if (!(comp->want[i] = rego_plan_x(c, s->want[i])))
            return false;
    struct rego_step *first = NULL;
    c->tail = &first;
    if (!rego_plan_body(c, s->rest))
        return false;
    for (uint32_t i = 0; i < s->n; i++)
        if (!rego_ground(c, s->by[i]) || !(comp->by[i] = rego_plan_term(c, s->by[i])))
            return false;
    comp->group_val = rego_plan_term(c, rego_term_copy(c->a, t->kids[0]));
    if (!comp->group_val)
        return false;
    rego_add_step(c, S_DONE, t->loc);
    comp->n_by = s->n;
    comp->group_body = first;
    return true;
}

void rego_index_comp(struct rego_cc *c, const struct rego_term *t, struct rego_comp *comp)
{
    struct split s = {.rest = arena_new(c->a, struct rego_body, 1)};
    if (t->kind == T_OBJECT_COMP || c->in_group || !split_body(c, t, &s))
        return;
    // planned on trial: what it binds, and its errors, are forgotten
    size_t n = c->n_slots, n_errors = c->r->n_errors;
    bool *bound = arena_new(c->a, bool, n + 1), failed = c->failed, several = c->several;
    struct rego_step **tail = c->tail;
    for (size_t i = 0; i < n; i++)
        bound[i] = c->slots[i].bound;
    c->in_group = true;
    plan_group(c, t, &s, comp);
    c->in_group = false;
    for (size_t i = 0; i < n; i++)
        c->slots[i].bound = bound[i];
    c->tail = tail;
    c->failed = failed;
    c->several = several;
    c->r->n_errors = n_errors;
}
