// Expressions and literals become steps.
#include "engine/rego/compile_int.h"

#include <string.h>

struct rego_step *rego_add_step(struct rego_cc *c, enum rego_sop op, struct rego_loc loc)
{
    struct rego_step *s = arena_new(c->a, struct rego_step, 1);
    s->op = (uint8_t)op;
    s->loc = loc;
    s->slot = s->slot2 = -1;
    s->cover = c->cover;
    c->cover = 0;
    *c->tail = s;
    c->tail = (struct rego_step **)(uintptr_t)&s->next;
    if (op == S_SCAN || op == S_EACH)
        c->several = true;
    return s;
}

static struct rego_x *new_x(struct rego_cc *c, enum rego_xop op, struct rego_loc loc, size_t n)
{
    struct rego_x *x = arena_new(c->a, struct rego_x, 1);
    x->op = (uint8_t)op;
    x->loc = loc;
    x->n = (uint32_t)n;
    x->kids = n ? arena_new(c->a, const struct rego_x *, n) : NULL;
    return x;
}

static const struct rego_x *slot_x(struct rego_cc *c, int32_t slot, struct rego_loc loc)
{
    struct rego_x *x = new_x(c, X_SLOT, loc, 0);
    x->slot = slot;
    return x;
}

static const struct rego_x *const_x(struct rego_cc *c, const struct rego_val *v,
                                    struct rego_loc loc)
{
    struct rego_x *x = new_x(c, X_CONST, loc, 0);
    x->val = v;
    return x;
}

static void bind(struct rego_cc *c, int32_t slot)
{
    c->slots[slot].bound = true;
}

static int32_t temp_slot(struct rego_cc *c, struct rego_loc loc)
{
    int32_t s = rego_new_slot(c, (struct str){0}, loc, 0);
    bind(c, s);
    return s;
}

static struct rego_term *temp_var(struct rego_cc *c, int32_t slot, struct rego_loc loc)
{
    struct rego_term *t = rego_new_term(c->a, T_VAR, loc);
    t->slot = slot;
    return t;
}

// The part of a path below `data` that names packages and rules; *at is the first operand after it.
static const struct rego_node *walk_nodes(const struct rego_cc *c, const struct rego_term *t,
                                          size_t *at)
{
    const struct rego_node *n = c->r->root;
    for (*at = 1; *at < t->n && !n->rules; (*at)++) {
        const struct rego_term *k = t->kids[*at];
        if (k->kind != T_CONST || k->val->kind != REGO_STRING)
            break;
        const struct rego_node *kid = rego_node_child(n, rego_val_str(k->val));
        if (!kid)
            break;
        n = kid;
    }
    return n;
}

void rego_add_dep(struct rego_cc *c, const struct rego_set_of_rules *s)
{
    if (c->cur)
        *VEC_PUSH(c->a, c->cur->deps, c->cur->n_deps, c->cur->cap_deps) =
            (struct rego_set_of_rules *)(uintptr_t)s;
}

// Everything that the rest of a path below a node may reach.
static void reach(struct rego_cc *c, const struct rego_node *n, const struct rego_term *t,
                  size_t at)
{
    if (n->rules && n->rules->kind != RULES_FUNCTION)
        rego_add_dep(c, n->rules);
    if (at < t->n && t->kids[at]->kind == T_CONST) {
        const struct rego_val *k = t->kids[at]->val;
        n = k->kind == REGO_STRING ? rego_node_child(n, rego_val_str(k)) : NULL;
        if (n)
            reach(c, n, t, at + 1);
        return;
    }
    for (size_t i = 0; i < n->children.n; i++)
        reach(c, n->children.entries[i].value, t, at < t->n ? at + 1 : at);
}

static const struct rego_x *data_base(struct rego_cc *c, const struct rego_term *t, size_t *at)
{
    const struct rego_node *n = walk_nodes(c, t, at);
    if (n->rules && n->rules->kind != RULES_FUNCTION) {
        struct rego_x *x = new_x(c, X_RULE, t->loc, 0);
        x->rules = n->rules;
        rego_add_dep(c, n->rules);
        return x;
    }
    struct rego_x *x = new_x(c, X_NODE, t->loc, 0);
    x->node = n;
    if (c->cur)
        reach(c, n, t, *at);
    return x;
}

static const struct rego_x *head_x(struct rego_cc *c, struct rego_term *t, size_t *at)
{
    *at = 1;
    if (t->kids[0]->kind == T_DATA)
        return data_base(c, t, at);
    return rego_plan_x(c, t->kids[0]);
}

// base[path...] with path = the operands [from, to) of a reference
static const struct rego_x *path_x(struct rego_cc *c, const struct rego_x *base,
                                   struct rego_term *t, size_t from, size_t to)
{
    if (from == to)
        return base;
    struct rego_x *x = new_x(c, X_REF, t->loc, to - from + 1);
    x->kids[0] = base;
    for (size_t i = from; i < to; i++)
        if (!(x->kids[i - from + 1] = rego_plan_x(c, t->kids[i])))
            return NULL;
    return x;
}

static const struct rego_x *plan_ref(struct rego_cc *c, struct rego_term *t)
{
    size_t at;
    const struct rego_x *base = head_x(c, t, &at);
    return base ? path_x(c, base, t, at, t->n) : NULL;
}

// A reference with variables to bind: one scan for each; what it yields is left in a slot.
static bool hoist_ref(struct rego_cc *c, struct rego_term **at)
{
    struct rego_term *t = *at;
    size_t from;
    const struct rego_x *base = head_x(c, t, &from);
    int32_t slot = -1;
    if (!base)
        return false;
    for (size_t i = from; i < t->n; i++) {
        if (rego_ground(c, t->kids[i]))
            continue;
        const struct rego_x *x = path_x(c, base, t, from, i);
        if (!x)
            return false;
        struct rego_step *s = rego_add_step(c, S_SCAN, t->loc);
        s->x = x;
        s->key = rego_plan_pattern(c, t->kids[i]);
        slot = temp_slot(c, t->loc);
        s->slot = slot;
        if (!s->key)
            return false;
        base = slot_x(c, slot, t->loc);
        from = i + 1;
    }
    if (from < t->n) {
        const struct rego_x *x = path_x(c, base, t, from, t->n);
        if (!x)
            return false;
        slot = temp_slot(c, t->loc);
        struct rego_step *s = rego_add_step(c, S_EVAL, t->loc);
        s->x = x;
        s->slot = slot;
    }
    *at = temp_var(c, slot, t->loc);
    return true;
}

static bool hoist_relation(struct rego_cc *c, struct rego_term **at)
{
    struct rego_term *t = *at;
    const struct rego_x *x = rego_plan_x(c, t);
    if (!x)
        return false;
    struct rego_step *s = rego_add_step(c, S_EACH, t->loc);
    s->x = x;
    s->slot = temp_slot(c, t->loc);
    *at = temp_var(c, s->slot, t->loc);
    return true;
}

bool rego_hoist(struct rego_cc *c, struct rego_term **at)
{
    struct rego_term *t = *at;
    if (!t || t->body)
        return true;
    for (size_t i = 0; i < t->n; i++)
        if (!rego_hoist(c, &t->kids[i]))
            return false;
    if (t->kind == T_REF && !rego_ground(c, t) && rego_ground(c, t->kids[0]))
        return hoist_ref(c, at);
    if (t->kind == T_CALL && rego_ground(c, t) && rego_is_relation(c, t) &&
        (int)t->n == rego_arity(c, t))
        return hoist_relation(c, at);
    return true;
}

const struct rego_pat *rego_plan_pattern(struct rego_cc *c, struct rego_term *t)
{
    struct rego_pat *p = arena_new(c->a, struct rego_pat, 1);
    if (t->kind == T_VAR && t->slot >= 0 && !c->slots[t->slot].bound) {
        p->op = str_eq(t->name, S("_")) ? PAT_ANY : PAT_BIND;
        p->slot = t->slot;
        bind(c, t->slot);
        return p;
    }
    bool object = t->kind == T_OBJECT;
    if ((t->kind != T_ARRAY && !object) || rego_ground(c, t)) {
        p->op = PAT_EQ;
        p->x = rego_plan_x(c, t);
        return p->x ? p : NULL;
    }
    p->op = object ? PAT_OBJECT : PAT_ARRAY;
    p->n = (uint32_t)(object ? t->n / 2 : t->n);
    p->kids = arena_new(c->a, const struct rego_pat *, p->n);
    p->keys = object ? arena_new(c->a, const struct rego_x *, p->n) : NULL;
    for (size_t i = 0; i < p->n; i++) {
        if (object && !(p->keys[i] = rego_plan_x(c, t->kids[i * 2])))
            return NULL;
        if (!(p->kids[i] = rego_plan_pattern(c, t->kids[object ? i * 2 + 1 : i])))
            return NULL;
    }
    return p;
}

static const struct rego_x *plan_comp(struct rego_cc *c, struct rego_term *t)
{
    struct rego_comp *comp = arena_new(c->a, struct rego_comp, 1);
    struct rego_x *x = new_x(c, X_COMP, t->loc, 0);
    comp->id = c->r->n_comps++;
    rego_index_comp(c, t, comp);
    struct rego_step **tail = c->tail, *first = NULL;
    bool several = c->several;
    c->tail = &first;
    bool ok = rego_plan_body(c, t->body);
    bool object = t->kind == T_OBJECT_COMP;
    if (ok && object)
        ok = (comp->key = rego_plan_term(c, t->kids[0])) != NULL;
    if (ok)
        ok = (comp->val = rego_plan_term(c, t->kids[object])) != NULL;
    if (ok)
        rego_add_step(c, S_DONE, t->loc);
    comp->body = first;
    c->tail = tail;
    c->several = several;
    x->sub = t->kind;
    x->comp = comp;
    return ok ? x : NULL;
}

static bool args_ok(struct rego_cc *c, const struct rego_bi_row *bi, const struct rego_x *x)
{
    struct str rest = str_from(bi->args), want;
    static const char kinds[] = "zbnsaot";
    for (uint32_t i = 0; i < x->n && str_next_word(&rest, &want); i++) {
        if (want.p[0] == '*')
            continue;
        const struct rego_x *a = x->kids[i];
        int kind = a->op == X_CONST                             ? a->val->kind
                   : a->op == X_ARRAY                           ? REGO_ARRAY
                   : a->op == X_OBJECT                          ? REGO_OBJECT
                   : a->op == X_SET                             ? REGO_SET
                   : a->op == X_COMP && a->sub == T_ARRAY_COMP  ? REGO_ARRAY
                   : a->op == X_COMP && a->sub == T_OBJECT_COMP ? REGO_OBJECT
                   : a->op == X_COMP                            ? REGO_SET
                                                                : -1;
        if (kind >= 0 && !str_has_char(want, kinds[kind]))
            return rego_cc_fail(c, a->loc, "rego_type_error", "%s: invalid argument %u", bi->name,
                                i + 1);
    }
    return true;
}

static const struct rego_x *plan_call(struct rego_cc *c, struct rego_term *t)
{
    const struct rego_set_of_rules *s = rego_called_rules(c, t->op);
    const struct rego_bi_row *bi = s ? NULL : rego_called_builtin(c, t->op);
    if (!s && !bi) {
        rego_cc_fail(c, t->loc, "rego_type_error", "undefined function " STR_FMT,
                     STR_ARG(rego_loc_text(t->op->loc)));
        return NULL;
    }
    struct rego_x *x = new_x(c, s ? X_CALL : X_BUILTIN, t->loc, t->n);
    bool consts = true;
    for (size_t i = 0; i < t->n; i++) {
        if (!(x->kids[i] = rego_plan_x(c, t->kids[i])))
            return NULL;
        consts = consts && x->kids[i]->op == X_CONST;
    }
    if (t->n != (s ? s->n_args : bi->n_args)) {
        rego_cc_fail(c, t->loc, "rego_type_error",
                     STR_FMT ": function has arity %u, got %zu arguments",
                     STR_ARG(rego_loc_text(t->op->loc)), s ? s->n_args : bi->n_args, t->n);
        return NULL;
    }
    if (s) {
        x->rules = s;
        rego_add_dep(c, s);
        return x;
    }
    x->bi = bi;
    if (bi->special == BI_CMP || bi->special == BI_ARITH) {
        x->op = bi->special == BI_CMP ? X_CMP : X_ARITH;
        x->sub = bi->sub;
    }
    return args_ok(c, bi, x) ? x : NULL;
}

static const struct rego_x *plan_items(struct rego_cc *c, struct rego_term *t)
{
    enum rego_xop op = t->kind == T_ARRAY ? X_ARRAY : t->kind == T_SET ? X_SET : X_OBJECT;
    struct rego_x *x = new_x(c, op, t->loc, t->n);
    bool consts = true;
    for (size_t i = 0; i < t->n; i++) {
        if (!(x->kids[i] = rego_plan_x(c, t->kids[i])))
            return NULL;
        consts = consts && x->kids[i]->op == X_CONST;
    }
    if (!consts)
        return x;
    ARENA_SCRATCH(tmp);
    size_t n = op == X_OBJECT ? t->n / 2 : t->n, step = op == X_OBJECT ? 2 : 1;
    const struct rego_val **k = arena_new(c->a, const struct rego_val *, n + 1);
    const struct rego_val **v = arena_new(&tmp, const struct rego_val *, n + 1);
    for (size_t i = 0; i < n; i++) {
        k[i] = x->kids[i * step]->val;
        v[i] = op == X_OBJECT ? x->kids[i * 2 + 1]->val : NULL;
    }
    const struct rego_val *all = op == X_ARRAY ? rego_array_own(c->a, k, n)
                                 : op == X_SET ? rego_set(c->a, k, n)
                                               : rego_object_own(c->a, k, v, n, NULL);
    rego_index_it(c->a, all);
    return const_x(c, all, t->loc);
}

const struct rego_x *rego_plan_x(struct rego_cc *c, struct rego_term *t)
{
    switch ((enum rego_term_kind)t->kind) {
    case T_CONST: return const_x(c, t->val, t->loc);
    case T_VAR:
        if (t->slot >= 0 && c->slots[t->slot].bound)
            return slot_x(c, t->slot, t->loc);
        rego_cc_fail(c, t->loc, "rego_unsafe_var_error", "var " STR_FMT " is unsafe",
                     STR_ARG(t->name));
        return NULL;
    case T_INPUT:
        if (c->cur)
            c->cur->uses_input = true;
        return new_x(c, X_INPUT, t->loc, 0);
    case T_DATA: {
        struct rego_x *x = new_x(c, X_NODE, t->loc, 0);
        x->node = c->r->root;
        if (c->cur)
            reach(c, x->node, t, 0);
        return x;
    }
    case T_REF: return plan_ref(c, t);
    case T_CALL: return plan_call(c, t);
    case T_ARRAY:
    case T_SET:
    case T_OBJECT: return plan_items(c, t);
    case T_ARRAY_COMP:
    case T_SET_COMP:
    case T_OBJECT_COMP: return plan_comp(c, t);
    }
    return NULL;
}

const struct rego_x *rego_plan_term(struct rego_cc *c, struct rego_term *t)
{
    if (!rego_hoist(c, &t))
        return NULL;
    return rego_plan_x(c, t);
}
