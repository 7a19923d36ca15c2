// Names: every variable gets a slot, every other name the path that it stands for.
#include "engine/rego/compile_int.h"

#include <stdarg.h>
#include <stdio.h>

bool rego_cc_fail(struct rego_cc *c, struct rego_loc loc, const char *code, const char *fmt, ...)
{
    char msg[240];
    va_list ap;
    va_start(ap, fmt);
    vsnprintf(msg, sizeof msg, fmt, ap);
    va_end(ap);
    rego_error_at(c->r, loc, code, "%s", msg);
    c->failed = true;
    return false;
}

int32_t rego_new_slot(struct rego_cc *c, struct str name, struct rego_loc loc, uint32_t owner)
{
    struct rego_slot *s = VEC_PUSH(c->a, c->slots, c->n_slots, c->cap_slots);
    *s = (struct rego_slot){.name = name, .loc = loc, .owner = owner};
    return (int32_t)c->n_slots - 1;
}

struct rego_scope *rego_new_scope(struct rego_cc *c, struct rego_scope *up)
{
    struct rego_scope *s = arena_new(c->a, struct rego_scope, 1);
    s->up = up;
    s->id = ++c->n_scopes;
    s->vars.perm = c->a;
    s->declared.perm = c->a;
    return s;
}

static struct rego_var *add_var(struct rego_cc *c, struct rego_scope *s, struct str name,
                                struct rego_loc loc)
{
    struct rego_var *v = arena_new(c->a, struct rego_var, 1);
    v->slot = rego_new_slot(c, name, loc, s->id);
    sk_map_put(&s->vars, name)->value = v;
    return v;
}

static bool is_wild(const struct rego_term *t)
{
    return t->kind == T_VAR && str_eq(t->name, S("_"));
}

bool rego_declare(struct rego_cc *c, struct rego_scope *s, struct rego_term *t)
{
    if (is_wild(t)) {
        t->slot = rego_new_slot(c, t->name, t->loc, s->id);
        return true;
    }
    struct rego_var *old = sk_map_get(&s->vars, t->name);
    if (old && old->declared)
        return rego_cc_fail(c, t->loc, "rego_compile_error", "var " STR_FMT " declared above",
                            STR_ARG(t->name));
    struct rego_var *v = add_var(c, s, t->name, t->loc);
    v->declared = true;
    c->slots[v->slot].assigned = true;
    t->slot = v->slot;
    return true;
}

bool rego_declare_pattern(struct rego_cc *c, struct rego_scope *s, struct rego_term *t)
{
    if (t->kind == T_VAR)
        return rego_declare(c, s, t);
    if (t->kind == T_ARRAY || t->kind == T_OBJECT) {
        for (size_t i = 0; i < t->n; i++) {
            bool key = t->kind == T_OBJECT && i % 2 == 0;
            if (!(key ? rego_resolve(c, s, t->kids[i]) : rego_declare_pattern(c, s, t->kids[i])))
                return false;
        }
        return true;
    }
    return rego_resolve(c, s, t);
}

static void note_pattern(struct rego_scope *s, const struct rego_term *t)
{
    if (t->kind == T_VAR)
        sk_map_add(&s->declared, t->name);
    else if (t->kind == T_ARRAY || t->kind == T_OBJECT)
        for (size_t i = 0; i < t->n; i++)
            if (t->kind == T_ARRAY || i % 2)
                note_pattern(s, t->kids[i]);
}

static bool is_assign(const struct rego_term *t)
{
    return t->kind == T_CALL && t->op->paren && str_eq(t->op->name, S("assign"));
}

static void note_declared(struct rego_scope *s, const struct rego_body *b)
{
    for (size_t i = 0; b && i < b->n; i++) {
        const struct rego_lit *l = b->lits[i];
        if (l->kind == LIT_TERM && is_assign(l->term))
            note_pattern(s, l->term->kids[0]);
        for (size_t k = 0; k < l->n_names; k++)
            note_pattern(s, l->names[k]);
    }
}

static const struct rego_import *find_import(const struct rego_cc *c, struct str name)
{
    for (size_t i = 0; i < c->mod->n_imports; i++)
        if (str_eq(c->mod->imports[i].alias, name)) {
            c->mod->imports[i].used = true;
            return &c->mod->imports[i];
        }
    return NULL;
}

static bool is_global(const struct rego_cc *c, struct str name)
{
    return str_eq(name, S("data")) || str_eq(name, S("input")) || find_import(c, name) ||
           (c->package && sk_map_find(&c->package->names, name));
}

static struct rego_var *find_var(const struct rego_scope *s, struct str name)
{
    for (; s; s = s->up) {
        struct rego_var *v = sk_map_get(&s->vars, name);
        if (v)
            return v;
    }
    return NULL;
}

// Variables that are used in a body, outside of the bodies in it, without being declared.
static void note_implicit(struct rego_cc *c, struct rego_scope *s, struct rego_term *t)
{
    switch ((enum rego_term_kind)t->kind) {
    case T_VAR:
        if (!is_wild(t) && !sk_map_find(&s->declared, t->name) && !find_var(s, t->name) &&
            !is_global(c, t->name))
            add_var(c, s, t->name, t->loc);
        return;
    case T_REF:
    case T_CALL:
    case T_ARRAY:
    case T_SET:
    case T_OBJECT:
        for (size_t i = 0; i < t->n; i++)
            note_implicit(c, s, t->kids[i]);
        return;
    case T_CONST:
    case T_INPUT:
    case T_DATA:
    case T_ARRAY_COMP:
    case T_SET_COMP:
    case T_OBJECT_COMP: return;
    }
}

static void note_literal(struct rego_cc *c, struct rego_scope *s, const struct rego_lit *l)
{
    if (l->term)
        note_implicit(c, s, l->term);
    if (l->domain)
        note_implicit(c, s, l->domain);
    for (size_t i = 0; i < l->n_withs; i++)
        if (!rego_called_builtin(c, l->withs[i].value))
            note_implicit(c, s, l->withs[i].value);
}

static void make_ref(struct rego_cc *c, struct rego_term *t)
{
    struct rego_term *head = rego_new_term(c->a, T_VAR, t->loc);
    *head = *t;
    *t = (struct rego_term){.kind = T_REF, .loc = head->loc, .slot = -1};
    rego_term_add(c->a, t, head);
}

static void add_path_word(struct rego_cc *c, struct rego_term *t, struct str word)
{
    rego_term_add(c->a, t, rego_new_const(c->a, rego_str(c->a, word), t->loc));
}

// Turn the global name t into the reference that it means.
static void to_path(struct rego_cc *c, struct rego_term *t)
{
    struct str name = t->name;
    if (str_eq(name, S("input")) || str_eq(name, S("data"))) {
        t->kind = str_eq(name, S("input")) ? T_INPUT : T_DATA;
        return;
    }
    const struct rego_import *im = find_import(c, name);
    const struct rego_term *path = im ? im->path : NULL;
    bool input = path && rego_term_is_var(path->kind == T_REF ? path->kids[0] : path, S("input"));
    make_ref(c, t);
    t->kids[0]->kind = input ? T_INPUT : T_DATA;
    if (im) {
        for (size_t i = 1; path->kind == T_REF && i < path->n; i++)
            rego_term_add(c->a, t, path->kids[i]);
        if (t->n == 1)
            *t = *t->kids[0];
        return;
    }
    for (size_t i = 0; i < c->mod->n_package; i++)
        add_path_word(c, t, c->mod->package[i]);
    add_path_word(c, t, name);
}

static bool resolve_var(struct rego_cc *c, struct rego_scope *s, struct rego_term *t)
{
    if (is_wild(t)) {
        t->slot = rego_new_slot(c, t->name, t->loc, s ? s->id : 0);
        return true;
    }
    struct rego_var *v = find_var(s, t->name);
    if (v) {
        t->slot = v->slot;
        c->slots[v->slot].used = true;
        return true;
    }
    if (is_global(c, t->name)) {
        to_path(c, t);
        return true;
    }
    for (const struct rego_scope *o = s; o; o = o->up)
        if (sk_map_find(&o->declared, t->name))
            return rego_cc_fail(c, t->loc, "rego_compile_error",
                                "var " STR_FMT " referenced above its declaration",
                                STR_ARG(t->name));
    return rego_cc_fail(c, t->loc, "rego_unsafe_var_error", "var " STR_FMT " is unsafe",
                        STR_ARG(t->name));
}

// A reference whose head became a reference itself is one longer path.
static void flatten(struct rego_cc *c, struct rego_term *t)
{
    struct rego_term *head = t->kids[0];
    if (head->kind != T_REF || head->paren)
        return;
    struct rego_term flat = {.kind = T_REF, .loc = t->loc, .slot = -1, .paren = t->paren};
    for (size_t i = 0; i < head->n; i++)
        rego_term_add(c->a, &flat, head->kids[i]);
    for (size_t i = 1; i < t->n; i++)
        rego_term_add(c->a, &flat, t->kids[i]);
    *t = flat;
}

// The name of a call: a path of a function below `data`, or a builtin's name, left as it is.
static bool resolve_op(struct rego_cc *c, struct rego_scope *s, struct rego_term *op)
{
    struct rego_term *head = op->kind == T_REF ? op->kids[0] : op;
    if (op->paren || head->kind != T_VAR)
        return true;
    if (find_var(s, head->name))
        return rego_cc_fail(c, op->loc, "rego_type_error", "undefined function " STR_FMT,
                            STR_ARG(rego_loc_text(op->loc)));
    if (!is_global(c, head->name))
        return true;
    to_path(c, head);
    if (op->kind == T_REF)
        flatten(c, op);
    return true;
}

// print(x) shows every value of x, and that there is none: each argument becomes {y | y = x}.
static void wrap_print(struct rego_cc *c, struct rego_term *t)
{
    for (size_t i = 0; i < t->n; i++) {
        struct rego_term *arg = t->kids[i];
        struct str name = str_fmt(c->a, "__print%zu", c->n_slots * 64 + i);
        struct rego_term *comp = rego_new_term(c->a, T_SET_COMP, arg->loc);
        struct rego_lit *l = arena_new(c->a, struct rego_lit, 1);
        l->loc = arg->loc;
        l->term = rego_new_call(c->a, "eq", rego_new_var(c->a, name, arg->loc), arg, arg->loc);
        comp->body = arena_new(c->a, struct rego_body, 1);
        *VEC_PUSH(c->a, comp->body->lits, comp->body->n, comp->body->cap) = l;
        rego_term_add(c->a, comp, rego_new_var(c->a, name, arg->loc));
        t->kids[i] = comp;
    }
    struct rego_term *all = rego_new_term(c->a, T_ARRAY, t->loc);
    all->kids = t->kids;
    all->n = t->n;
    t->kids = NULL;
    t->n = t->cap = 0;
    rego_term_add(c->a, t, all);
    t->op->name = S("internal.print");
}

static bool resolve_closure(struct rego_cc *c, struct rego_scope *s, struct rego_term *t)
{
    struct rego_scope *inner = rego_new_scope(c, s);
    t->scope_first = inner->id;
    bool ok = rego_resolve_body(c, inner, t->body, t->kids, t->n);
    t->scope_end = c->n_scopes + 1;
    return ok;
}

bool rego_resolve(struct rego_cc *c, struct rego_scope *s, struct rego_term *t)
{
    bool ok = true;
    switch ((enum rego_term_kind)t->kind) {
    case T_CONST:
    case T_INPUT:
    case T_DATA: return true;
    case T_VAR: return resolve_var(c, s, t);
    case T_CALL:
        if (!resolve_op(c, s, t->op))
            return false;
        if (rego_term_is_var(t->op, S("print")) && !t->op->paren)
            wrap_print(c, t);
        break;
    case T_ARRAY_COMP:
    case T_SET_COMP:
    case T_OBJECT_COMP: return resolve_closure(c, s, t);
    case T_REF:
    case T_ARRAY:
    case T_SET:
    case T_OBJECT: break;
    }
    for (size_t i = 0; i < t->n; i++)
        ok = rego_resolve(c, s, t->kids[i]) && ok;
    if (ok && t->kind == T_REF)
        flatten(c, t);
    return ok;
}

static bool resolve_every(struct rego_cc *c, struct rego_scope *s, struct rego_lit *l)
{
    struct rego_scope *vars = rego_new_scope(c, s);
    l->scope_first = vars->id;
    bool ok = (!l->key || rego_declare(c, vars, l->key)) && rego_declare(c, vars, l->val);
    ok = ok && rego_resolve_body(c, rego_new_scope(c, vars), l->body, NULL, 0);
    l->scope_end = c->n_scopes + 1;
    return ok;
}

// `with` targets: input, data, rules, or the name of a builtin, which is left as it is.
static bool resolve_withs(struct rego_cc *c, struct rego_scope *s, struct rego_lit *l)
{
    for (size_t i = 0; i < l->n_withs; i++) {
        struct rego_term *target = l->withs[i].target, *value = l->withs[i].value;
        struct rego_term *head = target->kind == T_REF ? target->kids[0] : target;
        if (head->kind != T_VAR)
            return rego_cc_fail(c, target->loc, "rego_compile_error",
                                "with keyword target must be a path");
        if (is_global(c, head->name)) {
            to_path(c, head);
            if (target->kind == T_REF)
                flatten(c, target);
        }
        struct rego_term *vh = value->kind == T_REF ? value->kids[0] : value;
        bool name = vh->kind == T_VAR && !is_wild(vh) && !find_var(s, vh->name) &&
                    !is_global(c, vh->name) && rego_called_builtin(c, value);
        if (!name && !rego_resolve(c, s, value))
            return false;
    }
    return true;
}

static bool resolve_literal(struct rego_cc *c, struct rego_scope *s, struct rego_lit *l)
{
    if (!resolve_withs(c, s, l))
        return false;
    switch ((enum rego_lit_kind)l->kind) {
    case LIT_TERM:
        if (!is_assign(l->term))
            return rego_resolve(c, s, l->term);
        if (l->negated)
            return rego_cc_fail(c, l->loc, "rego_compile_error", "cannot assign under negation");
        return rego_resolve(c, s, l->term->kids[1]) && rego_declare_pattern(c, s, l->term->kids[0]);
    case LIT_DECL:
        for (size_t i = 0; i < l->n_names; i++)
            if (!rego_declare(c, s, l->names[i]))
                return false;
        return true;
    case LIT_SOME_IN:
        return rego_resolve(c, s, l->domain) && (!l->key || rego_declare_pattern(c, s, l->key)) &&
               rego_declare_pattern(c, s, l->val);
    case LIT_EVERY: return rego_resolve(c, s, l->domain) && resolve_every(c, s, l);
    }
    return true;
}

bool rego_resolve_body(struct rego_cc *c, struct rego_scope *s, struct rego_body *b,
                       struct rego_term **heads, size_t n_heads)
{
    bool ok = true;
    note_declared(s, b);
    for (size_t i = 0; b && i < b->n; i++)
        note_literal(c, s, b->lits[i]);
    for (size_t i = 0; i < n_heads; i++)
        if (heads[i])
            note_implicit(c, s, heads[i]);
    for (size_t i = 0; b && i < b->n; i++)
        ok = resolve_literal(c, s, b->lits[i]) && ok;
    for (size_t i = 0; i < n_heads; i++)
        if (heads[i])
            ok = rego_resolve(c, s, heads[i]) && ok;
    return ok;
}
