// Syntax tree: making nodes.
#include "engine/rego/rego_int.h"

struct rego_term *rego_new_term(struct arena *a, enum rego_term_kind kind, struct rego_loc loc)
{
    struct rego_term *t = arena_new(a, struct rego_term, 1);
    t->kind = (uint8_t)kind;
    t->loc = loc;
    t->slot = -1;
    return t;
}

struct rego_term *rego_new_const(struct arena *a, const struct rego_val *v, struct rego_loc loc)
{
    struct rego_term *t = rego_new_term(a, T_CONST, loc);
    t->val = v;
    return t;
}

struct rego_term *rego_new_var(struct arena *a, struct str name, struct rego_loc loc)
{
    struct rego_term *t = rego_new_term(a, T_VAR, loc);
    t->name = name;
    return t;
}

void rego_term_add(struct arena *a, struct rego_term *t, struct rego_term *kid)
{
    *VEC_PUSH(a, t->kids, t->n, t->cap) = kid;
}

bool rego_term_is_var(const struct rego_term *t, struct str name)
{
    return t && t->kind == T_VAR && str_eq(t->name, name);
}

struct str rego_loc_text(struct rego_loc loc)
{
    return loc.file ? str_sub(loc.file->text, loc.off, loc.end - loc.off) : (struct str){0};
}

static struct rego_body *copy_body(struct arena *a, const struct rego_body *b)
{
    struct rego_body *n = arena_new(a, struct rego_body, 1);
    for (size_t i = 0; i < b->n; i++)
        *VEC_PUSH(a, n->lits, n->n, n->cap) = rego_lit_copy(a, b->lits[i]);
    return n;
}

struct rego_lit *rego_lit_copy(struct arena *a, const struct rego_lit *l)
{
    struct rego_lit *n = arena_new(a, struct rego_lit, 1);
    *n = *l;
    n->names = NULL;
    n->n_names = n->cap_names = 0;
    for (size_t i = 0; i < l->n_names; i++)
        *VEC_PUSH(a, n->names, n->n_names, n->cap_names) = rego_term_copy(a, l->names[i]);
    n->withs = NULL;
    n->n_withs = n->cap_withs = 0;
    for (size_t i = 0; i < l->n_withs; i++)
        *VEC_PUSH(a, n->withs, n->n_withs, n->cap_withs) = (struct rego_with){
            rego_term_copy(a, l->withs[i].target), rego_term_copy(a, l->withs[i].value)};
    n->term = rego_term_copy(a, l->term);
    n->key = rego_term_copy(a, l->key);
    n->val = rego_term_copy(a, l->val);
    n->domain = rego_term_copy(a, l->domain);
    n->body = l->body ? copy_body(a, l->body) : NULL;
    return n;
}

struct rego_term *rego_term_copy(struct arena *a, const struct rego_term *t)
{
    if (!t)
        return NULL;
    struct rego_term *n = arena_new(a, struct rego_term, 1);
    *n = *t;
    n->kids = NULL;
    n->n = n->cap = 0;
    for (size_t i = 0; i < t->n; i++)
        rego_term_add(a, n, rego_term_copy(a, t->kids[i]));
    n->op = rego_term_copy(a, t->op);
    n->body = t->body ? copy_body(a, t->body) : NULL;
    return n;
}
