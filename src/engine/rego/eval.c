// Expressions: every variable in them has its value.
#include "engine/rego/rego_int.h"

const struct rego_val *rego_force(struct rego_call *c, const struct rego_val *v)
{
    return v && v->kind == REGO_NODE ? rego_eval_node(c, v->node) : v;
}

// As rego_eval_x, but a part of `data` may stay unevaluated: for references and scans.
const struct rego_val *rego_eval_base(struct rego_call *c, const struct rego_x *x)
{
    if (x->op == X_SLOT)
        return c->slots[x->slot];
    if (x->op == X_REF)
        return rego_eval_ref(c, x);
    if (x->op != X_NODE)
        return rego_eval_x(c, x);
    bool found = false;
    const struct rego_val *v = c->ctx->n_over ? rego_eval_override(c, x->node, &found) : NULL;
    return found ? v : &x->node->as_val;
}

const struct rego_val *rego_eval_ref(struct rego_call *c, const struct rego_x *x)
{
    const struct rego_val *v = rego_eval_base(c, x->kids[0]);
    for (uint32_t i = 1; v && i < x->n; i++) {
        const struct rego_x *k = x->kids[i];
        const struct rego_val *key = k->op == X_CONST ? k->val : rego_eval_x(c, k);
        if (!key)
            return NULL;
        v = v->kind == REGO_NODE ? rego_node_step(c, v->node, key) : rego_get(v, key);
    }
    return v;
}

static const struct rego_val *eval_items(struct rego_call *c, const struct rego_x *x)
{
    const struct rego_val **items = arena_new(c->a, const struct rego_val *, x->n + 1);
    for (uint32_t i = 0; i < x->n; i++)
        if (!(items[i] = rego_eval_x(c, x->kids[i])))
            return NULL;
    if (x->op == X_ARRAY)
        return rego_array_own(c->a, items, x->n);
    struct rego_vec v = {items, x->n, x->n};
    return rego_set_own(c->a, &v);
}

static const struct rego_val *make_object(struct rego_call *c, const struct rego_val **keys,
                                          const struct rego_val **vals, size_t n,
                                          struct rego_loc loc)
{
    bool conflict = false;
    const struct rego_val *o = rego_object_own(c->a, keys, vals, n, &conflict);
    if (conflict) {
        rego_eval_fail(c, loc, "eval_conflict_error", "object keys must be unique");
        return NULL;
    }
    return o;
}

static const struct rego_val *eval_object(struct rego_call *c, const struct rego_x *x)
{
    uint32_t n = x->n / 2;
    struct rego_stack stack = c->stack;
    const struct rego_val **room = rego_room(c, (size_t)n * 2);
    const struct rego_val *v = NULL;
    uint32_t i = 0;
    for (; room && i < n; i++)
        if (!(room[i] = rego_eval_x(c, x->kids[i * 2])) ||
            !(room[n + i] = rego_eval_x(c, x->kids[i * 2 + 1])))
            break;
    if (room && i == n)
        v = rego_object_own(c->a, room, room + n, n, NULL); // of equal keys the last one counts
    c->stack = stack;
    return v;
}

struct comp_sink {
    struct rego_sink base;
    const struct rego_comp *comp;
    struct rego_vec keys, vals;
};

static int emit_comp(struct rego_call *c, struct rego_sink *sink)
{
    struct comp_sink *s = (struct comp_sink *)sink;
    const struct rego_val *key = s->comp->key ? rego_eval_x(c, s->comp->key) : NULL;
    const struct rego_val *val = rego_eval_x(c, s->comp->val);
    if (!val || (s->comp->key && !key))
        return c->failed ? RUN_STOP : RUN_ON;
    if (key)
        rego_vec_add(c->a, &s->keys, key);
    rego_vec_add(c->a, &s->vals, val);
    return RUN_ON;
}

static const struct rego_val *finish_comp(struct rego_call *c, const struct rego_x *x,
                                          struct rego_vec *keys, struct rego_vec *vals)
{
    if (x->sub == T_ARRAY_COMP)
        return rego_array_own(c->a, vals->p, vals->n);
    if (x->sub == T_SET_COMP)
        return rego_set_own(c->a, vals);
    return make_object(c, keys->p, vals->p, vals->n, x->loc);
}

struct group_sink {
    struct rego_sink base;
    const struct rego_comp *comp;
    struct rego_vec keys, vals;
};

static int emit_group(struct rego_call *c, struct rego_sink *sink)
{
    struct group_sink *s = (struct group_sink *)sink;
    const struct rego_comp *m = s->comp;
    const struct rego_val **key = arena_new(c->a, const struct rego_val *, m->n_by + 1);
    for (uint32_t i = 0; i < m->n_by; i++)
        if (!(key[i] = rego_eval_x(c, m->by[i])))
            return c->failed ? RUN_STOP : RUN_ON;
    const struct rego_val *val = rego_eval_x(c, m->group_val);
    if (!val)
        return c->failed ? RUN_STOP : RUN_ON;
    rego_vec_add(c->a, &s->keys, rego_array_own(c->a, key, m->n_by));
    rego_vec_add(c->a, &s->vals, val);
    return RUN_ON;
}

// All results at once: an object from the values of `by` to the collection.
static const struct rego_val *make_groups(struct rego_call *c, const struct rego_x *x)
{
    struct group_sink s = {.base.emit = emit_group, .comp = x->comp};
    rego_run(c, x->comp->group_body, &s.base);
    if (c->failed)
        return NULL;
    ARENA_SCRATCH(tmp);
    const struct rego_val *all = rego_set(c->a, s.keys.p, s.keys.n);
    const struct rego_val **keys = arena_new(c->a, const struct rego_val *, all->n + 1);
    const struct rego_val **vals = arena_new(c->a, const struct rego_val *, all->n + 1);
    struct rego_vec *groups = arena_new(&tmp, struct rego_vec, all->n + 1);
    rego_index_it(c->a, all);
    for (size_t i = 0; i < s.keys.n; i++)
        rego_vec_add(c->a, &groups[rego_find(all, s.keys.p[i])], s.vals.p[i]);
    for (size_t i = 0; i < all->n; i++) {
        keys[i] = all->items[i];
        vals[i] = finish_comp(c, x, NULL, &groups[i]);
    }
    const struct rego_val *o = rego_object_own(c->a, keys, vals, all->n, NULL);
    rego_index_it(c->a, o);
    return o;
}

static const struct rego_val *look_up(struct rego_call *c, const struct rego_x *x,
                                      const struct rego_val *groups)
{
    const struct rego_comp *m = x->comp;
    const struct rego_val **key = arena_new(c->a, const struct rego_val *, m->n_by + 1);
    const struct rego_val *v = &rego_null;
    struct rego_vec none = {0};
    for (uint32_t i = 0; v && i < m->n_by; i++)
        v = key[i] = rego_eval_x(c, m->want[i]);
    if (c->failed)
        return NULL;
    v = v ? rego_get(groups, rego_array_own(c->a, key, m->n_by)) : NULL;
    return v ? v : finish_comp(c, x, NULL, &none);
}

// Evaluated for the second time in the same world: from now on by the index.
static const struct rego_val *eval_indexed(struct rego_call *c, const struct rego_x *x, bool *ret)
{
    struct rego_cached *e = rego_cache_slot(c, c->ctx, x->comp, NULL);
    *ret = e->done || e->value;
    if (!*ret) {
        e->value = &rego_null; // seen once
        return NULL;
    }
    const struct rego_val *groups = e->value;
    if (!e->done) {
        groups = make_groups(c, x);
        if (!groups)
            return NULL;
        e = rego_cache_slot(c, c->ctx, x->comp, NULL); // it may have moved
        e->done = true;
        e->value = groups;
    }
    return look_up(c, x, groups);
}

static const struct rego_val *eval_comp(struct rego_call *c, const struct rego_x *x)
{
    if (x->comp->group_body && !c->o->cover && !c->o->strict_builtins) {
        bool done;
        const struct rego_val *v = eval_indexed(c, x, &done);
        if (done)
            return v;
    }
    struct comp_sink s = {.base.emit = emit_comp, .comp = x->comp};
    rego_run(c, x->comp->body, &s.base);
    return c->failed ? NULL : finish_comp(c, x, &s.keys, &s.vals);
}

static const struct rego_val *eval_cmp(struct rego_call *c, const struct rego_x *x)
{
    const struct rego_val *a = rego_eval_x(c, x->kids[0]);
    const struct rego_val *b = a ? rego_eval_x(c, x->kids[1]) : NULL;
    if (!b)
        return NULL;
    switch (x->sub) {
    case TOK_EQ: return rego_bool(rego_eq(a, b));
    case TOK_NE: return rego_bool(!rego_eq(a, b));
    case TOK_LT: return rego_bool(rego_cmp(a, b) < 0);
    case TOK_LE: return rego_bool(rego_cmp(a, b) <= 0);
    case TOK_GT: return rego_bool(rego_cmp(a, b) > 0);
    default: return rego_bool(rego_cmp(a, b) >= 0);
    }
}

static const struct rego_val *set_minus(struct rego_call *c, const struct rego_val *a,
                                        const struct rego_val *b)
{
    struct rego_vec v = {0};
    rego_index_it(c->a, b);
    for (size_t i = 0; i < a->n; i++)
        if (!rego_get(b, a->items[i]))
            rego_vec_add(c->a, &v, a->items[i]);
    return rego_set_own(c->a, &v);
}

static const struct rego_val *eval_arith(struct rego_call *c, const struct rego_x *x)
{
    const struct rego_val *a = rego_eval_x(c, x->kids[0]);
    const struct rego_val *b = a ? rego_eval_x(c, x->kids[1]) : NULL;
    const char *why = NULL;
    if (!b)
        return NULL;
    if (x->sub == REGO_SUB && a->kind == REGO_SET && b->kind == REGO_SET)
        return set_minus(c, a, b);
    if (a->kind != REGO_NUMBER || b->kind != REGO_NUMBER) {
        c->bi_name = x->bi->name;
        c->loc = x->loc;
        c->bi_failed = false;
        rego_call_fail(c, "operand %d must be number but got %s", a->kind != REGO_NUMBER ? 1 : 2,
                       rego_kind_name(a->kind != REGO_NUMBER ? a : b));
        return rego_builtin_error(c, x->loc);
    }
    const struct rego_val *v = rego_num_op(c->a, (enum rego_arith)x->sub, a, b, &why);
    if (v)
        return v;
    c->bi_name = x->bi->name;
    rego_call_fail(c, "%s", why ? why : "failed");
    return rego_builtin_error(c, x->loc);
}

static const struct rego_val *eval_builtin(struct rego_call *c, const struct rego_x *x)
{
    struct rego_stack stack = c->stack;
    const struct rego_val **room = rego_room(c, x->n), *v = NULL;
    uint32_t i = 0;
    for (; room && i < x->n; i++)
        if (!(room[i] = rego_eval_x(c, x->kids[i])))
            break;
    if (room && i == x->n)
        v = rego_call_builtin(c, x->bi, room, x->loc);
    c->stack = stack;
    return v;
}

const struct rego_val *rego_eval_x(struct rego_call *c, const struct rego_x *x)
{
    switch ((enum rego_xop)x->op) {
    case X_CONST: return x->val;
    case X_SLOT: return rego_force(c, c->slots[x->slot]);
    case X_INPUT: return c->ctx->input;
    case X_REF: return rego_force(c, rego_eval_ref(c, x));
    case X_RULE: return rego_eval_rules(c, x->rules);
    case X_NODE: return rego_force(c, rego_eval_base(c, x));
    case X_CALL: return rego_eval_call(c, x);
    case X_BUILTIN: return eval_builtin(c, x);
    case X_CMP: return eval_cmp(c, x);
    case X_ARITH: return eval_arith(c, x);
    case X_ARRAY:
    case X_SET: return eval_items(c, x);
    case X_OBJECT: return eval_object(c, x);
    case X_COMP: return eval_comp(c, x);
    }
    return NULL;
}
