// What rules see: `data` as a tree of packages over documents, and what `with` puts in its place.
#include "engine/rego/rego_int.h"

#include <string.h>

// The value of a node when it, or a node above it, is replaced.
const struct rego_val *rego_eval_override(struct rego_call *c, const struct rego_node *n,
                                          bool *ret_found)
{
    const struct rego_node *at[REGO_MAX_DEPTH];
    for (uint32_t i = c->ctx->n_over; i-- > 0;) {
        const struct rego_override *o = &c->ctx->over[i];
        uint32_t k = 0;
        const struct rego_node *up = n;
        for (; up && up != o->node && k < COUNT_OF(at); up = up->parent)
            at[k++] = up;
        if (up != o->node)
            continue;
        const struct rego_val *v = o->value;
        while (v && k-- > 0)
            v = rego_get(v, at[k]->key);
        *ret_found = true;
        return v;
    }
    return NULL;
}

const struct rego_val *rego_node_base(const struct rego_call *c, const struct rego_node *n)
{
    if (!n->parent)
        return c->ctx->data;
    const struct rego_val *up = rego_node_base(c, n->parent);
    return up ? rego_get(up, n->key) : NULL;
}

const struct rego_val *rego_node_step(struct rego_call *c, const struct rego_node *n,
                                      const struct rego_val *key)
{
    const struct rego_node *kid =
        key->kind == REGO_STRING ? rego_node_child(n, rego_val_str(key)) : NULL;
    if (kid) {
        bool found = false;
        const struct rego_val *v = c->ctx->n_over ? rego_eval_override(c, kid, &found) : NULL;
        if (found)
            return v;
        if (kid->rules && kid->rules->kind != RULES_FUNCTION)
            return rego_eval_rules(c, kid->rules);
        if (!kid->rules)
            return &kid->as_val;
    }
    const struct rego_val *base = rego_node_base(c, n);
    return base ? rego_get(base, key) : NULL;
}

const struct rego_val *rego_eval_node(struct rego_call *c, const struct rego_node *n)
{
    const struct rego_val *base = rego_node_base(c, n);
    struct rego_vec keys = {0}, vals = {0};
    if (base && base->kind != REGO_OBJECT && n->children.n == 0)
        return base;
    for (size_t i = 0; base && base->kind == REGO_OBJECT && i < base->n; i++) {
        const struct rego_val *k = rego_key_at(base, i);
        if (k->kind == REGO_STRING && rego_node_child(n, rego_val_str(k)))
            continue;
        rego_vec_add(c->a, &keys, k);
        rego_vec_add(c->a, &vals, rego_val_at(base, i));
    }
    for (size_t i = 0; i < n->children.n && !c->failed; i++) {
        const struct rego_node *kid = n->children.entries[i].value;
        const struct rego_val *v = rego_force(c, rego_node_step(c, n, kid->key));
        if (!v)
            continue;
        rego_vec_add(c->a, &keys, kid->key);
        rego_vec_add(c->a, &vals, v);
    }
    return c->failed ? NULL : rego_object_own(c->a, keys.p, vals.p, keys.n, NULL);
}

// `doc` with `value` at the path.
static const struct rego_val *put_at(struct rego_call *c, const struct rego_val *doc,
                                     const struct rego_val **path, uint32_t n,
                                     const struct rego_val *value)
{
    if (n == 0)
        return value;
    if (!doc || doc->kind != REGO_OBJECT)
        doc = rego_object_own(c->a, NULL, NULL, 0, NULL);
    const struct rego_val *old = rego_get(doc, path[0]);
    return rego_object_put(c->a, doc, path[0], put_at(c, old, path + 1, n - 1, value));
}

static void push_over(struct rego_call *c, struct rego_ctx *x, const struct rego_node *n,
                      const struct rego_val *v)
{
    struct rego_override *more = arena_new(c->a, struct rego_override, x->n_over + 1);
    if (x->n_over)
        memcpy(more, x->over, x->n_over * sizeof *more);
    more[x->n_over++] = (struct rego_override){n, v};
    x->over = more;
}

static void push_fn(struct rego_call *c, struct rego_ctx *x, const struct rego_mod *m,
                    const struct rego_val *v)
{
    struct rego_fn_override *more = arena_new(c->a, struct rego_fn_override, x->n_fns + 1);
    uint32_t n = 0;
    for (uint32_t i = 0; i < x->n_fns; i++)
        if (x->fns[i].bi != m->bi || x->fns[i].rules != m->rules)
            more[n++] = x->fns[i];
    more[n++] = (struct rego_fn_override){m->bi, m->rules, m->by_rules, m->by_bi, v};
    x->fns = more;
    x->n_fns = n;
}

bool rego_push_ctx(struct rego_call *c, const struct rego_step *s)
{
    struct rego_ctx *x = arena_new(c->a, struct rego_ctx, 1);
    *x = *c->ctx;
    x->outer = c->ctx;
    x->cache = NULL;
    x->n_cache = x->cap_cache = 0;
    x->input_only = true;
    for (uint32_t i = 0; i < s->n_mods; i++) {
        const struct rego_mod *m = &s->mods[i];
        const struct rego_val *v = m->value ? rego_eval_x(c, m->value) : NULL;
        if (m->value && !v)
            return false;
        switch (m->kind) {
        case MOD_INPUT: x->input = put_at(c, x->input, m->path, m->n, v); break;
        case MOD_DATA:
            x->input_only = false;
            if (m->node)
                push_over(c, x, m->node, v);
            else
                x->data = put_at(c, x->data, m->path, m->n, v);
            break;
        case MOD_BUILTIN:
        case MOD_RULES:
            x->input_only = false;
            push_fn(c, x, m, v);
            break;
        }
    }
    c->ctx = x;
    return true;
}
