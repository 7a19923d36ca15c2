// Which expressions can run with the variables bound so far, and what they bind: the safety that
// Rego asks for, and the order that it makes free.
#include "engine/rego/compile_int.h"

static bool ground_body(const struct rego_cc *c, const struct rego_body *b, uint32_t first,
                        uint32_t end);

// `first`, `end`: scopes inside of the closure that is looked at; variables of these do not count.
static bool ground_in(const struct rego_cc *c, const struct rego_term *t, uint32_t first,
                      uint32_t end)
{
    if (!t)
        return true;
    if (t->kind == T_VAR) {
        if (t->slot < 0)
            return true; // a name that is no variable
        const struct rego_slot *s = &c->slots[t->slot];
        return s->bound || (s->owner >= first && s->owner < end);
    }
    if (t->body && first == end) {
        first = t->scope_first;
        end = t->scope_end;
    }
    for (size_t i = 0; i < t->n; i++)
        if (!ground_in(c, t->kids[i], first, end))
            return false;
    return !t->body || ground_body(c, t->body, first, end);
}

static bool ground_body(const struct rego_cc *c, const struct rego_body *b, uint32_t first,
                        uint32_t end)
{
    for (size_t i = 0; i < b->n; i++) {
        const struct rego_lit *l = b->lits[i];
        if (!ground_in(c, l->term, first, end) || !ground_in(c, l->domain, first, end) ||
            !ground_in(c, l->key, first, end) || !ground_in(c, l->val, first, end))
            return false;
        for (size_t k = 0; k < l->n_withs; k++)
            if (!ground_in(c, l->withs[k].value, first, end))
                return false;
        if (l->body && !ground_body(c, l->body, first, end))
            return false;
    }
    return true;
}

bool rego_ground(const struct rego_cc *c, const struct rego_term *t)
{
    return ground_in(c, t, 0, 0);
}

static bool mark(struct rego_cc *c, int32_t slot)
{
    if (slot < 0 || c->slots[slot].bound)
        return false;
    c->slots[slot].bound = true;
    *VEC_PUSH(c->a, c->trail, c->n_trail, c->cap_trail) = slot;
    return true;
}

static bool mark_pattern(struct rego_cc *c, const struct rego_term *t)
{
    bool any = false;
    if (t->kind == T_VAR)
        return mark(c, t->slot);
    if (t->kind != T_ARRAY && t->kind != T_OBJECT)
        return false;
    for (size_t i = 0; i < t->n; i++)
        if (t->kind == T_ARRAY || i % 2)
            any |= mark_pattern(c, t->kids[i]);
    return any;
}

// References with variables in their brackets bind them once their head is known.
static bool try_refs(struct rego_cc *c, const struct rego_term *t)
{
    bool any = false;
    if (!t || t->body)
        return false;
    for (size_t i = 0; i < t->n; i++)
        any |= try_refs(c, t->kids[i]);
    if (t->kind == T_REF && rego_ground(c, t->kids[0]))
        for (size_t i = 1; i < t->n; i++)
            any |= mark_pattern(c, t->kids[i]);
    if (t->kind == T_CALL && t->n && (int)t->n == rego_arity(c, t) + 1) {
        bool rest = true;
        for (size_t i = 0; i + 1 < t->n; i++)
            rest = rest && rego_ground(c, t->kids[i]);
        if (rest)
            any |= mark_pattern(c, t->kids[t->n - 1]);
    }
    return any;
}

bool rego_is_unify(const struct rego_term *t)
{
    return t->kind == T_CALL && t->op->paren && t->op->kind == T_VAR && t->n == 2 &&
           (str_eq(t->op->name, S("eq")) || str_eq(t->op->name, S("assign")));
}

static bool try_unify(struct rego_cc *c, const struct rego_term *a, const struct rego_term *b)
{
    bool any = false, ga = rego_ground(c, a), gb = rego_ground(c, b);
    if (ga && gb)
        return false;
    if (ga)
        any = mark_pattern(c, b);
    else if (gb)
        any = mark_pattern(c, a);
    bool same = a->kind == b->kind && (a->kind == T_ARRAY || a->kind == T_OBJECT) && a->n == b->n;
    for (size_t i = 0; same && i < a->n; i++)
        if (a->kind == T_ARRAY || i % 2)
            any |= try_unify(c, a->kids[i], b->kids[i]);
    return any;
}

static bool try_literal(struct rego_cc *c, struct rego_lit *l)
{
    for (size_t i = 0; i < l->n_withs; i++) {
        while (try_refs(c, l->withs[i].value))
            ;
        if (!rego_ground(c, l->withs[i].value))
            return false;
    }
    switch ((enum rego_lit_kind)l->kind) {
    case LIT_DECL: return true;
    case LIT_SOME_IN:
        while (try_refs(c, l->domain))
            ;
        if (!rego_ground(c, l->domain))
            return false;
        if (l->key)
            mark_pattern(c, l->key);
        mark_pattern(c, l->val);
        return (!l->key || rego_ground(c, l->key)) && rego_ground(c, l->val);
    case LIT_EVERY:
        return rego_ground(c, l->domain) && ground_body(c, l->body, l->scope_first, l->scope_end);
    case LIT_TERM: break;
    }
    if (l->negated) // only what is hoisted out of the negation may bind
        return rego_ground(c, l->term);
    bool unify = rego_is_unify(l->term);
    while (try_refs(c, l->term) || (unify && try_unify(c, l->term->kids[0], l->term->kids[1])))
        ;
    return rego_ground(c, l->term);
}

bool rego_ready(struct rego_cc *c, struct rego_lit *l)
{
    size_t before = c->n_trail;
    bool ok = try_literal(c, l);
    while (c->n_trail > before)
        c->slots[c->trail[--c->n_trail]].bound = false;
    return ok;
}

static bool find_unsafe(const struct rego_cc *c, const struct rego_term *t, struct rego_loc *loc,
                        struct str *name)
{
    if (!t)
        return false;
    if (t->kind == T_VAR && t->slot >= 0 && !c->slots[t->slot].bound) {
        *loc = t->loc;
        *name = t->name;
        return true;
    }
    for (size_t i = 0; i < t->n; i++)
        if (find_unsafe(c, t->kids[i], loc, name))
            return true;
    for (size_t i = 0; t->body && i < t->body->n; i++)
        if (find_unsafe(c, t->body->lits[i]->term, loc, name))
            return true;
    return false;
}

struct str rego_unsafe_var(const struct rego_cc *c, const struct rego_term *t,
                           struct rego_loc *ret_loc)
{
    struct str name = S("_");
    find_unsafe(c, t, ret_loc, &name);
    return name;
}
