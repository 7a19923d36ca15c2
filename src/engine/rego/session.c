// Many rules on one input: what one of them has computed serves the next.
#include "engine/rego/rego_int.h"

struct rego_session {
    struct rego_call call;
    struct rego_options options; // the caller's may be gone
    struct rego_ctx *world;
    uint64_t max_memory; // of one evaluation
};

const struct rego_node *rego_find_entry(struct rego *r, struct str path)
{
    struct str word;
    const struct rego_node *n = r->root;
    if (rego_compile(r, NULL) < 0 || !str_next_field(&path, '.', &word) || !str_eq(word, S("data")))
        return NULL;
    while (n && str_next_field(&path, '.', &word))
        n = rego_node_child(n, word);
    return n && n->rules && n->rules->kind == RULES_FUNCTION ? NULL : n;
}

struct rego_session *rego_session_new(struct rego *r, struct arena *perm,
                                      const struct rego_options *o)
{
    struct rego_session *s = arena_new(perm, struct rego_session, 1);
    s->options = o ? *o : (struct rego_options){0};
    rego_call_open(&s->call, r, perm, &s->options);
    s->world = s->call.ctx;
    s->max_memory = o && o->max_memory ? o->max_memory : REGO_DEFAULT_MEMORY;
    return s;
}

// What an evaluation that failed has left behind is put back to where it began; its half-done rules are
// not in the cache.
static void begin(struct rego_session *s)
{
    struct rego_call *c = &s->call;
    c->ctx = s->world;
    c->slots = NULL;
    c->stack = (struct rego_stack){0};
    c->depth = 0;
    c->steps = 0;
    c->max_memory = s->max_memory + c->a->used;
    c->failed = c->bi_failed = false;
    c->loc = (struct rego_loc){0};
    c->def = NULL;
}

int rego_session_eval(struct rego_session *s, const struct rego_node *entry,
                      const struct rego_val **ret, struct sk_err *err)
{
    struct rego_call *c = &s->call;
    begin(s);
    const struct rego_val *v =
        entry->rules ? rego_eval_rules(c, entry->rules) : rego_eval_node(c, entry);
    v = v ? rego_force(c, v) : NULL;
    *ret = c->failed ? NULL : v;
    return rego_call_ended(c, err);
}
