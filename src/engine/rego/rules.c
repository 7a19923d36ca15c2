// Rules and functions: their values, kept for as long as the world is the same.
#include "engine/rego/rego_int.h"

#include <string.h>

static uint64_t cache_hash(const void *what, const struct rego_val *args)
{
    uint64_t h = (uint64_t)(uintptr_t)what * 0x9fb21c651e98df25u;
    return (h ^ h >> 29) + (args ? rego_hash(args) * 31 : 0);
}

static void cache_grow(struct rego_call *c, struct rego_ctx *ctx)
{
    struct rego_cached *old = ctx->cache;
    size_t n = ctx->cap_cache;
    ctx->cap_cache = n ? n * 2 : 16;
    ctx->cache = arena_new(c->a, struct rego_cached, ctx->cap_cache);
    for (size_t i = 0; i < n; i++) {
        if (!old[i].what)
            continue;
        size_t at = old[i].hash & (ctx->cap_cache - 1);
        while (ctx->cache[at].what)
            at = (at + 1) & (ctx->cap_cache - 1);
        ctx->cache[at] = old[i];
    }
}

struct rego_cached *rego_cache_slot(struct rego_call *c, struct rego_ctx *ctx, const void *what,
                                    const struct rego_val *args)
{
    uint64_t hash = cache_hash(what, args);
    if (ctx->n_cache * 2 >= ctx->cap_cache)
        cache_grow(c, ctx);
    size_t mask = ctx->cap_cache - 1, at = hash & mask;
    for (; ctx->cache[at].what; at = (at + 1) & mask)
        if (ctx->cache[at].hash == hash && ctx->cache[at].what == what &&
            (!args || rego_eq(ctx->cache[at].args, args)))
            return &ctx->cache[at];
    ctx->n_cache++;
    ctx->cache[at] = (struct rego_cached){.what = what, .hash = hash, .args = args};
    return &ctx->cache[at];
}

// The world in which a ruleset has the same value as in this one, and whose cache it can share.
static struct rego_ctx *home_of(struct rego_ctx *ctx, const struct rego_set_of_rules *s)
{
    while (ctx->input_only && !s->uses_input)
        ctx = ctx->outer;
    return ctx;
}

struct value_sink {
    struct rego_sink base;
    const struct rego_set_of_rules *set;
    const struct rego_def *def;
    const struct rego_val *value;
};

static void conflict(struct rego_call *c, const struct rego_set_of_rules *s,
                     const struct rego_def *d)
{
    rego_eval_fail(c, d->loc, "eval_conflict_error",
                   s->kind == RULES_FUNCTION
                       ? "functions must not produce multiple outputs for same inputs"
                       : "complete rules must not produce multiple outputs");
}

static int emit_value(struct rego_call *c, struct rego_sink *sink)
{
    struct value_sink *s = (struct value_sink *)sink;
    const struct rego_val *v = s->def->value ? rego_eval_x(c, s->def->value) : &rego_true;
    if (!v)
        return c->failed ? RUN_STOP : RUN_ON;
    if (s->value && !rego_eq(s->value, v)) {
        conflict(c, s->set, s->def);
        return RUN_STOP;
    }
    s->value = v;
    bool last = s->def->single || !s->def->value || s->def->value->op == X_CONST;
    return last ? RUN_STOP : RUN_ON;
}

// Run one definition in a frame of its own.
static bool run_def(struct rego_call *c, const struct rego_def *d, const struct rego_val **args,
                    struct rego_sink *sink)
{
    struct rego_stack stack = c->stack;
    const struct rego_val **slots = c->slots;
    const struct rego_def *outer = c->def;
    const struct rego_val **frame = rego_room(c, d->n_slots);
    if (!frame)
        return false;
    if (++c->depth > REGO_MAX_CALLS) {
        rego_eval_fail(c, d->loc, "eval_limit_error", "more than %d nested calls", REGO_MAX_CALLS);
    } else {
        if (d->n_args)
            memcpy(frame, args, d->n_args * sizeof *frame);
        c->slots = frame;
        c->def = d;
        rego_run(c, d->body, sink);
    }
    c->depth--;
    c->def = outer;
    c->slots = slots;
    c->stack = stack;
    return !c->failed;
}

static struct rego_def *const *candidates(struct rego_call *c, const struct rego_set_of_rules *s,
                                          const struct rego_val **args, size_t *ret_n)
{
    *ret_n = s->n_defs;
    if (!s->guard_x)
        return s->defs;
    const struct rego_val **slots = c->slots;
    c->slots = args;
    const struct rego_val *v = rego_eval_x(c, s->guard_x);
    c->slots = slots;
    const struct rego_val *number = v ? rego_get(s->guards, v) : NULL;
    size_t b = number ? (size_t)number->i : s->guards->n;
    *ret_n = s->n_buckets[b];
    return s->buckets[b];
}

static const struct rego_val *eval_complete(struct rego_call *c, const struct rego_set_of_rules *s,
                                            const struct rego_val **args)
{
    struct value_sink sink = {.base.emit = emit_value, .set = s};
    const struct rego_val *value = NULL;
    size_t n;
    struct rego_def *const *defs = candidates(c, s, args, &n);
    for (size_t i = 0; i < n && !c->failed; i++) {
        sink.value = NULL;
        for (const struct rego_def *d = defs[i]; d && !sink.value; d = d->els) {
            sink.def = d;
            if (!run_def(c, d, args, &sink.base))
                return NULL;
        }
        if (!sink.value)
            continue;
        if (value && !rego_eq(value, sink.value)) {
            conflict(c, s, defs[i]);
            return NULL;
        }
        value = sink.value;
        if (s->const_value)
            break;
    }
    if (value || c->failed || !s->dflt_def)
        return c->failed ? NULL : value;
    if (s->dflt && !c->o->cover)
        return s->dflt;
    sink.value = NULL;
    sink.def = s->dflt_def;
    run_def(c, s->dflt_def, args, &sink.base);
    return c->failed ? NULL : sink.value;
}

struct part { // one solution of a partial object: where in it, and what
    const struct rego_val **path;
    uint32_t n;
    bool in_set;
    const struct rego_val *value;
    struct rego_loc loc;
};

struct part_sink {
    struct rego_sink base;
    const struct rego_def *def;
    struct rego_vec items; // sets
    struct part *parts;    // objects
    size_t n_parts, cap_parts;
};

static int emit_part(struct rego_call *c, struct rego_sink *sink)
{
    struct part_sink *s = (struct part_sink *)sink;
    const struct rego_def *d = s->def;
    const struct rego_val *v = d->value ? rego_eval_x(c, d->value) : &rego_true;
    if (!v)
        return c->failed ? RUN_STOP : RUN_ON;
    if (!d->n_path) {
        rego_vec_add(c->a, &s->items, v);
        return RUN_ON;
    }
    struct part p = {.n = d->n_path, .in_set = d->rule->is_contains, .value = v, .loc = d->loc};
    p.path = arena_new(c->a, const struct rego_val *, p.n);
    for (uint32_t i = 0; i < p.n; i++)
        if (!(p.path[i] = rego_eval_x(c, d->path[i])))
            return c->failed ? RUN_STOP : RUN_ON;
    *VEC_PUSH(c->a, s->parts, s->n_parts, s->cap_parts) = p;
    return RUN_ON;
}

static const struct rego_val *build_parts(struct rego_call *c, struct part **parts, size_t n,
                                          uint32_t level);

// All parts with the same path up to `level`: a value, a set, or an object of what follows.
static const struct rego_val *build_leaf(struct rego_call *c, struct part **parts, size_t n,
                                         uint32_t level)
{
    struct rego_vec items = {0};
    size_t ends = 0;
    for (size_t i = 0; i < n; i++)
        ends += parts[i]->n == level;
    if (ends == 0)
        return build_parts(c, parts, n, level);
    for (size_t i = 0; i < n; i++) {
        bool same = parts[i]->n == level && parts[i]->in_set == parts[0]->in_set &&
                    (parts[0]->in_set || rego_eq(parts[i]->value, parts[0]->value));
        if (!same) {
            rego_eval_fail(c, parts[i]->loc, "eval_conflict_error", "object keys must be unique");
            return NULL;
        }
        rego_vec_add(c->a, &items, parts[i]->value);
    }
    return parts[0]->in_set ? rego_set_own(c->a, &items) : parts[0]->value;
}

static const struct rego_val *build_parts(struct rego_call *c, struct part **parts, size_t n,
                                          uint32_t level)
{
    ARENA_SCRATCH(tmp);
    struct rego_vec keys = {0}, vals = {0};
    struct rego_vec all = {0};
    for (size_t i = 0; i < n; i++)
        rego_vec_add(c->a, &all, parts[i]->path[level]);
    const struct rego_val *set = rego_set_own(c->a, &all);
    rego_index_it(c->a, set);
    // group: which parts have which key
    struct part ***groups = arena_new(&tmp, struct part **, set->n + 1);
    size_t *n_groups = arena_new(&tmp, size_t, set->n + 1);
    size_t *caps = arena_new(&tmp, size_t, set->n + 1);
    const struct rego_val **numbers = arena_new(&tmp, const struct rego_val *, set->n + 1);
    const struct rego_val **copy = arena_new(&tmp, const struct rego_val *, set->n + 1);
    for (size_t i = 0; i < set->n; i++) {
        numbers[i] = rego_int(&tmp, (int64_t)i);
        copy[i] = set->items[i];
    }
    const struct rego_val *by_key = rego_object_own(&tmp, copy, numbers, set->n, NULL);
    rego_index_it(&tmp, by_key);
    for (size_t i = 0; i < n; i++) {
        size_t g = (size_t)rego_get(by_key, parts[i]->path[level])->i;
        *VEC_PUSH(&tmp, groups[g], n_groups[g], caps[g]) = parts[i];
    }
    for (size_t g = 0; g < set->n; g++) {
        const struct rego_val *v = build_leaf(c, groups[g], n_groups[g], level + 1);
        if (!v)
            return NULL;
        rego_vec_add(c->a, &keys, set->items[g]);
        rego_vec_add(c->a, &vals, v);
    }
    return rego_object_own(c->a, keys.p, vals.p, keys.n, NULL);
}

static const struct rego_val *eval_partial(struct rego_call *c, const struct rego_set_of_rules *s)
{
    struct part_sink sink = {.base.emit = emit_part};
    size_t n;
    struct rego_def *const *defs = candidates(c, s, NULL, &n);
    for (size_t i = 0; i < n; i++) {
        size_t before = sink.n_parts;
        for (const struct rego_def *d = defs[i]; d && sink.n_parts == before; d = d->els) {
            sink.def = d;
            if (!run_def(c, d, NULL, &sink.base))
                return NULL;
        }
    }
    if (s->kind == RULES_SET)
        return rego_set_own(c->a, &sink.items);
    struct part **parts = arena_new(c->a, struct part *, sink.n_parts + 1);
    for (size_t i = 0; i < sink.n_parts; i++)
        parts[i] = &sink.parts[i];
    return build_parts(c, parts, sink.n_parts, 0);
}

const struct rego_val *rego_eval_rules(struct rego_call *c, const struct rego_set_of_rules *s)
{
    bool found = false;
    if (c->ctx->n_over) {
        const struct rego_val *v = rego_eval_override(c, s->node, &found);
        if (found)
            return v;
    }
    for (uint32_t i = 0; i < c->ctx->n_fns; i++)
        if (c->ctx->fns[i].rules == s)
            return c->ctx->fns[i].value;
    struct rego_ctx *old = c->ctx;
    c->ctx = home_of(old, s);
    struct rego_cached *e = rego_cache_slot(c, c->ctx, s, NULL);
    const struct rego_val *v = e->value;
    if (!e->done) {
        v = s->kind == RULES_COMPLETE ? eval_complete(c, s, NULL) : eval_partial(c, s);
        v = c->failed ? NULL : v;
        if (v)
            rego_index_it(c->a, v);
        e = rego_cache_slot(c, c->ctx, s, NULL); // it may have moved
        e->done = !c->failed;
        e->value = v;
    }
    c->ctx = old;
    return v;
}

const struct rego_val *rego_eval_function(struct rego_call *c, const struct rego_set_of_rules *s,
                                          const struct rego_val **args)
{
    struct rego_ctx *old = c->ctx;
    c->ctx = home_of(old, s);
    const struct rego_val *key = rego_array(c->a, args, s->n_args);
    struct rego_cached *e = rego_cache_slot(c, c->ctx, s, key);
    const struct rego_val *v = e->value;
    if (!e->done) {
        v = eval_complete(c, s, args);
        v = c->failed ? NULL : v;
        e = rego_cache_slot(c, c->ctx, s, key);
        e->done = !c->failed;
        e->value = v;
    }
    c->ctx = old;
    return v;
}

// The world as it is, but with all functions as they are written: a replacement may call what it
// stands for.
static struct rego_ctx *plain_world(struct rego_call *c, struct rego_fn_override *f)
{
    if (f->inside)
        return f->inside;
    struct rego_ctx *x = arena_new(c->a, struct rego_ctx, 1);
    *x = *c->ctx;
    x->outer = c->ctx;
    x->input_only = false;
    x->cache = NULL;
    x->n_cache = x->cap_cache = x->n_fns = 0;
    f->inside = x;
    return x;
}

const struct rego_val *rego_call_replaced(struct rego_call *c, struct rego_fn_override *f,
                                          const struct rego_val **args, struct rego_loc loc)
{
    if (!f->by_rules && !f->by_bi)
        return f->value;
    struct rego_ctx *old = c->ctx;
    c->ctx = plain_world(c, f);
    const struct rego_val *v = f->by_rules ? rego_eval_function(c, f->by_rules, args)
                                           : rego_call_builtin(c, f->by_bi, args, loc);
    c->ctx = old;
    return v;
}

const struct rego_val *rego_eval_call(struct rego_call *c, const struct rego_x *x)
{
    struct rego_stack stack = c->stack;
    const struct rego_val **room = rego_room(c, x->n), *v = NULL;
    uint32_t i = 0;
    for (; room && i < x->n; i++)
        if (!(room[i] = rego_eval_x(c, x->kids[i])))
            break;
    if (room && i == x->n) {
        struct rego_fn_override *f = NULL;
        for (uint32_t k = 0; k < c->ctx->n_fns; k++)
            if (c->ctx->fns[k].rules == x->rules)
                f = &c->ctx->fns[k];
        v = f ? rego_call_replaced(c, f, room, x->loc) : rego_eval_function(c, x->rules, room);
    }
    c->stack = stack;
    return v;
}
