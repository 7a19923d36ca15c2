// Indexes, and the search for recursion.
#include "engine/rego/compile_int.h"

enum { INDEX_MIN_RULES = 3, MAX_GUARDS = 8 };

struct guard {
    const struct rego_x *x;
    const struct rego_val *val;
};

static bool same_x(const struct rego_x *a, const struct rego_x *b)
{
    if (a->op != b->op || a->n != b->n)
        return false;
    if (a->op == X_CONST)
        return rego_eq(a->val, b->val);
    if (a->op == X_SLOT)
        return a->slot == b->slot;
    if (a->op != X_INPUT && a->op != X_REF)
        return false;
    for (uint32_t i = 0; i < a->n; i++)
        if (!same_x(a->kids[i], b->kids[i]))
            return false;
    return true;
}

// Known before a rule begins, and cheap: an argument, or a path of constants into either.
static bool is_outer(const struct rego_x *x, uint32_t n_args)
{
    if (x->op == X_SLOT)
        return (uint32_t)x->slot < n_args;
    if (x->op == X_INPUT)
        return true;
    if (x->op != X_REF || !is_outer(x->kids[0], n_args))
        return false;
    for (uint32_t i = 1; i < x->n; i++)
        if (x->kids[i]->op != X_CONST)
            return false;
    return true;
}

static size_t find_guards(const struct rego_def *d, struct guard *g)
{
    size_t n = 0;
    for (const struct rego_step *s = d->body; s && n < MAX_GUARDS; s = s->next) {
        if (s->op == S_MATCH && s->pat->op == PAT_EQ && s->pat->x->op == X_CONST &&
            is_outer(s->x, d->n_args)) {
            g[n++] = (struct guard){s->x, s->pat->x->val};
        } else if (s->op == S_TEST && s->x->op == X_CMP && s->x->sub == TOK_EQ) {
            const struct rego_x *p = s->x->kids[0], *q = s->x->kids[1];
            if (q->op == X_CONST && is_outer(p, d->n_args))
                g[n++] = (struct guard){p, q->val};
            else if (p->op == X_CONST && is_outer(q, d->n_args))
                g[n++] = (struct guard){q, p->val};
        } else if (s->op == S_PUSH) {
            break;
        }
    }
    return n;
}

static const struct rego_val *guard_for(const struct rego_def *d, const struct rego_x *x)
{
    struct guard g[MAX_GUARDS];
    size_t n = d->els ? 0 : find_guards(d, g);
    for (size_t i = 0; i < n; i++)
        if (same_x(g[i].x, x))
            return g[i].val;
    return NULL;
}

static const struct rego_x *best_guard(const struct rego_set_of_rules *s)
{
    const struct rego_x *best = NULL;
    size_t best_n = 1;
    for (size_t i = 0; i < s->n_defs && i < 64; i++) {
        struct guard g[MAX_GUARDS];
        size_t n = s->defs[i]->els ? 0 : find_guards(s->defs[i], g);
        for (size_t k = 0; k < n; k++) {
            size_t same = 0;
            for (size_t j = 0; j < s->n_defs; j++)
                same += guard_for(s->defs[j], g[k].x) != NULL;
            if (same > best_n) {
                best_n = same;
                best = g[k].x;
            }
        }
    }
    return best;
}

// Definitions by the value that they want of one operand; the last bucket is for all other values.
void rego_make_index(struct rego *r, struct rego_set_of_rules *s)
{
    if (s->n_defs < INDEX_MIN_RULES || !(s->guard_x = best_guard(s)))
        return;
    struct rego_vec vals = {0};
    for (size_t i = 0; i < s->n_defs; i++) {
        s->defs[i]->guard = guard_for(s->defs[i], s->guard_x);
        if (s->defs[i]->guard)
            rego_vec_add(r->a, &vals, s->defs[i]->guard);
    }
    const struct rego_val *set = rego_set_own(r->a, &vals);
    size_t n = set->n;
    const struct rego_val **numbers = arena_new(r->a, const struct rego_val *, n + 1);
    const struct rego_val **keys = arena_new(r->a, const struct rego_val *, n + 1);
    s->buckets = arena_new(r->a, struct rego_def **, n + 1);
    s->n_buckets = arena_new(r->a, uint32_t, n + 1);
    for (size_t b = 0; b <= n; b++) {
        size_t cap = 0, count = 0;
        for (size_t i = 0; i < s->n_defs; i++) {
            const struct rego_val *g = s->defs[i]->guard;
            if (!g || (b < n && rego_eq(g, set->items[b])))
                *VEC_PUSH(r->a, s->buckets[b], count, cap) = s->defs[i];
        }
        s->n_buckets[b] = (uint32_t)count;
        if (b < n) {
            keys[b] = set->items[b];
            numbers[b] = rego_int(r->a, (int64_t)b);
        }
    }
    s->guards = rego_object_own(r->a, keys, numbers, n, NULL);
    rego_index_it(r->a, s->guards);
}

enum { NEW, OPEN, CLOSED };

static bool visit(struct rego *r, struct rego_set_of_rules *s, unsigned depth)
{
    if (s->mark == CLOSED)
        return true;
    if (s->mark == OPEN || depth > REGO_MAX_CALLS) {
        rego_error_at(r, s->n_rules ? s->rules[0]->loc : (struct rego_loc){0},
                      "rego_recursion_error",
                      s->mark == OPEN ? "rule " STR_FMT " is recursive"
                                      : "rule " STR_FMT " depends on too many others",
                      STR_ARG(s->path));
        return false;
    }
    s->mark = OPEN;
    for (size_t i = 0; i < s->n_deps; i++) {
        if (!visit(r, s->deps[i], depth + 1))
            return false;
        s->uses_input |= s->deps[i]->uses_input;
    }
    s->mark = CLOSED;
    return true;
}

bool rego_check_recursion(struct rego *r)
{
    for (size_t i = 0; i < r->n_sets; i++)
        if (!visit(r, r->sets[i], 0))
            return false;
    return true;
}
