// Steps: running a body, one solution after another.
#include "core/time.h"
#include "engine/rego/rego_int.h"

#include <stdarg.h>
#include <stdio.h>

void rego_eval_fail(struct rego_call *c, struct rego_loc loc, const char *code, const char *fmt,
                    ...)
{
    if (c->failed)
        return;
    char msg[400];
    va_list ap;
    va_start(ap, fmt);
    vsnprintf(msg, sizeof msg, fmt, ap);
    va_end(ap);
    c->failed = true;
    c->error = (struct rego_error){
        .code = str_from(code),
        .message = str_dup(c->r->a, str_from(msg)),
        .file = loc.file ? loc.file->path : (struct str){0},
        .line = loc.line,
        .col = loc.col,
        .text = rego_loc_text(loc),
    };
}

static bool more_room(struct rego_call *c, size_t n)
{
    struct rego_block *b = c->stack.block ? c->stack.block->next : c->first_block;
    if (!b || b->n < n) {
        b = arena_new(c->a, struct rego_block, 1);
        b->n = n > REGO_STACK_BLOCK ? n : REGO_STACK_BLOCK;
        b->p = arena_new(c->a, const struct rego_val *, b->n);
        if (c->stack.block)
            c->stack.block->next = b;
        else
            c->first_block = b;
    }
    if (c->stack.n + b->n > REGO_MAX_SLOTS) {
        rego_eval_fail(c, c->loc, "eval_limit_error", "more than %d variables", REGO_MAX_SLOTS);
        return false;
    }
    c->stack = (struct rego_stack){b->p, b->p + b->n, b, c->stack.n + b->n};
    return true;
}

const struct rego_val **rego_room(struct rego_call *c, size_t n)
{
    if ((!c->stack.top || (size_t)(c->stack.end - c->stack.top) < n) && !more_room(c, n))
        return NULL;
    const struct rego_val **p = c->stack.top;
    c->stack.top += n;
    return p;
}

bool rego_call_step(struct rego_call *c, uint64_t n)
{
    c->steps += n;
    if (c->steps > c->max_steps)
        rego_eval_fail(c, c->loc, "eval_limit_error", "more than %llu steps",
                       (unsigned long long)c->max_steps);
    else if (c->deadline_ms && sk_mono_ms() > c->deadline_ms)
        rego_eval_fail(c, c->loc, "eval_cancel_error", "more than %lld ms",
                       (long long)c->o->timeout_ms);
    else if (c->a->used > c->max_memory)
        rego_eval_fail(c, c->loc, "eval_limit_error", "more than %llu bytes of memory",
                       (unsigned long long)c->max_memory);
    return !c->failed;
}

static bool match_items(struct rego_call *c, const struct rego_pat *p, const struct rego_val *v)
{
    if (v->kind != (p->op == PAT_ARRAY ? REGO_ARRAY : REGO_OBJECT) || v->n != p->n)
        return false;
    for (uint32_t i = 0; i < p->n; i++) {
        const struct rego_val *item = v->items[i];
        if (p->op == PAT_OBJECT) {
            const struct rego_val *key = rego_eval_x(c, p->keys[i]);
            item = key ? rego_get(v, key) : NULL;
        }
        if (!item || !rego_match(c, p->kids[i], item))
            return false;
    }
    return true;
}

bool rego_match(struct rego_call *c, const struct rego_pat *p, const struct rego_val *v)
{
    switch ((enum rego_pat_op)p->op) {
    case PAT_ANY: return true;
    case PAT_BIND: c->slots[p->slot] = v; return true;
    case PAT_EQ: {
        const struct rego_val *x = rego_eval_x(c, p->x);
        v = x ? rego_force(c, v) : NULL;
        return v && rego_eq(x, v);
    }
    case PAT_ARRAY:
    case PAT_OBJECT: v = rego_force(c, v); return v && match_items(c, p, v);
    }
    return false;
}

// One element of a scan: bind and go on with the rest of the body.
static int scan_one(struct rego_call *c, const struct rego_step *s, const struct rego_val *key,
                    const struct rego_val *val, struct rego_sink *sink)
{
    if (s->key && !rego_match(c, s->key, key))
        return c->failed ? RUN_STOP : RUN_ON;
    if (s->slot >= 0)
        c->slots[s->slot] = val;
    if (s->pat && !rego_match(c, s->pat, val))
        return c->failed ? RUN_STOP : RUN_ON;
    return rego_run(c, s->next, sink);
}

static int scan_node(struct rego_call *c, const struct rego_step *s, const struct rego_node *n,
                     struct rego_sink *sink)
{
    const struct rego_val *base = rego_node_base(c, n);
    struct rego_vec keys = {0};
    for (size_t i = 0; i < n->children.n; i++)
        rego_vec_add(c->a, &keys, ((const struct rego_node *)n->children.entries[i].value)->key);
    for (size_t i = 0; base && base->kind == REGO_OBJECT && i < base->n; i++)
        rego_vec_add(c->a, &keys, rego_key_at(base, i));
    const struct rego_val *all = rego_set_own(c->a, &keys);
    for (size_t i = 0; i < all->n; i++) {
        const struct rego_val *v = rego_node_step(c, n, all->items[i]);
        if (c->failed || (v && scan_one(c, s, all->items[i], v, sink) == RUN_STOP))
            return RUN_STOP;
    }
    return RUN_ON;
}

static int scan_all(struct rego_call *c, const struct rego_step *s, const struct rego_val *v,
                    struct rego_sink *sink)
{
    bool wants_key = s->key && s->key->op != PAT_ANY;
    for (uint32_t i = 0; i < v->n; i++) {
        const struct rego_val *key = NULL, *val = v->items[i];
        if (v->kind == REGO_OBJECT) {
            key = val;
            val = rego_val_at(v, i);
        } else if (v->kind == REGO_SET) {
            key = val;
        } else if (wants_key) {
            key = rego_int(c->a, i);
        }
        if (scan_one(c, s, key, val, sink) == RUN_STOP)
            return RUN_STOP;
    }
    return RUN_ON;
}

static int scan(struct rego_call *c, const struct rego_step *s, struct rego_sink *sink)
{
    const struct rego_val *v = rego_eval_base(c, s->x);
    int r = RUN_ON;
    if (!v)
        return c->failed ? RUN_STOP : RUN_ON;
    if (++c->depth > REGO_MAX_CALLS) {
        rego_eval_fail(c, s->loc, "eval_limit_error", "more than %d nested calls", REGO_MAX_CALLS);
        return RUN_STOP;
    }
    if (v->kind == REGO_NODE) {
        r = scan_node(c, s, v->node, sink);
    } else if (s->key && s->key->op == PAT_EQ) { // known: look it up
        const struct rego_val *key = rego_eval_x(c, s->key->x);
        const struct rego_val *val = key ? rego_get(v, key) : NULL;
        if (val)
            r = scan_one(c, s, key, val, sink);
        else if (c->failed)
            r = RUN_STOP;
    } else if (v->kind >= REGO_ARRAY) {
        r = scan_all(c, s, v, sink);
    }
    c->depth--;
    return r;
}

static int each(struct rego_call *c, const struct rego_step *s, struct rego_sink *sink)
{
    const struct rego_val *v = rego_eval_x(c, s->x);
    if (!v || v->kind != REGO_ARRAY)
        return c->failed ? RUN_STOP : RUN_ON;
    if (++c->depth > REGO_MAX_CALLS) {
        rego_eval_fail(c, s->loc, "eval_limit_error", "more than %d nested calls", REGO_MAX_CALLS);
        return RUN_STOP;
    }
    int r = RUN_ON;
    for (uint32_t i = 0; i < v->n && r == RUN_ON; i++)
        r = scan_one(c, s, NULL, v->items[i], sink);
    c->depth--;
    return r;
}

struct found_sink {
    struct rego_sink base;
    bool found;
};

static int emit_found(struct rego_call *c, struct rego_sink *s)
{
    (void)c;
    ((struct found_sink *)s)->found = true;
    return RUN_STOP;
}

static bool has_solution(struct rego_call *c, const struct rego_step *body)
{
    struct found_sink f = {.base.emit = emit_found};
    rego_run(c, body, &f.base);
    return f.found && !c->failed;
}

static bool every(struct rego_call *c, const struct rego_step *s)
{
    const struct rego_val *v = rego_eval_x(c, s->x);
    if (!v || v->kind < REGO_ARRAY)
        return false;
    for (uint32_t i = 0; i < v->n; i++) {
        c->slots[s->slot] = v->kind == REGO_OBJECT ? rego_val_at(v, i) : v->items[i];
        if (s->slot2 >= 0)
            c->slots[s->slot2] = v->kind == REGO_ARRAY ? rego_int(c->a, i) : v->items[i];
        if (!has_solution(c, s->body))
            return false;
    }
    return true;
}

// The rest of the body in another world; afterwards the old one is back.
static int run_in(struct rego_call *c, const struct rego_step *s, struct rego_sink *sink)
{
    struct rego_ctx *old = c->ctx;
    int r = RUN_STOP;
    if (++c->depth > REGO_MAX_CALLS) {
        rego_eval_fail(c, s->loc, "eval_limit_error", "more than %d nested calls", REGO_MAX_CALLS);
        return r;
    }
    if (s->op == S_POP) {
        c->ctx = old->outer;
        r = rego_run(c, s->next, sink);
    } else if (rego_push_ctx(c, s)) {
        r = rego_run(c, s->next, sink);
    } else if (!c->failed) {
        r = RUN_ON;
    }
    c->ctx = old;
    c->depth--;
    return r;
}

int rego_run(struct rego_call *c, const struct rego_step *s, struct rego_sink *sink)
{
    for (;; s = s->next) {
        const struct rego_val *v;
        if ((++c->steps & 0x3ff) == 0 && !rego_call_step(c, 0))
            return RUN_STOP;
        if (s->cover && c->o->cover && s->cover < c->o->cover->n)
            c->o->cover->hit[s->cover] = true;
        switch ((enum rego_sop)s->op) {
        case S_DONE: return sink->emit(c, sink);
        case S_EVAL:
            v = rego_eval_x(c, s->x);
            if (!v)
                return c->failed ? RUN_STOP : RUN_ON;
            c->slots[s->slot] = v;
            break;
        case S_TEST:
            if (!rego_truthy(rego_eval_x(c, s->x)))
                return c->failed ? RUN_STOP : RUN_ON;
            break;
        case S_MATCH:
            v = rego_eval_x(c, s->x);
            if (!v || !rego_match(c, s->pat, v))
                return c->failed ? RUN_STOP : RUN_ON;
            break;
        case S_CASE:
            if (c->o->test_case && (v = rego_eval_x(c, s->x)))
                c->o->test_case(c->o->user, v);
            break;
        case S_SCAN: return scan(c, s, sink);
        case S_EACH: return each(c, s, sink);
        case S_NOT:
            if (has_solution(c, s->body))
                return RUN_ON;
            if (c->failed)
                return RUN_STOP;
            break;
        case S_EVERY:
            if (!every(c, s))
                return c->failed ? RUN_STOP : RUN_ON;
            break;
        case S_PUSH:
        case S_POP: return run_in(c, s, sink);
        case S_FAIL: return RUN_ON;
        }
    }
}
