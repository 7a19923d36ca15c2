// From modules to rulesets: which rules stand at which path, and each one made ready to run.
#include "engine/rego/compile_int.h"

#include <stdlib.h>
#include <string.h>

struct rego_node *rego_node_child(const struct rego_node *n, struct str name)
{
    return sk_map_get(&n->children, name);
}

static struct rego_node *make_child(struct rego *r, struct rego_node *n, struct str name)
{
    struct sk_map_entry *e = sk_map_put(&n->children, name);
    if (!e->value) {
        struct rego_node *kid = arena_new(r->a, struct rego_node, 1);
        kid->name = name;
        kid->key = rego_str(r->a, name);
        kid->parent = n;
        kid->depth = n->depth + 1;
        kid->as_val = (struct rego_val){.kind = REGO_NODE, .node = kid};
        kid->children.perm = r->a;
        kid->names.perm = r->a;
        e->value = kid;
    }
    return e->value;
}

static struct str node_path(struct rego *r, const struct rego_node *n)
{
    if (!n->parent)
        return S("data");
    struct str up = node_path(r, n->parent);
    return str_fmt(r->a, STR_FMT "." STR_FMT, STR_ARG(up), STR_ARG(n->name));
}

static struct rego_node *package_node(struct rego *r, const struct rego_module *m)
{
    struct rego_node *n = r->root;
    for (size_t i = 0; i < m->n_package; i++)
        n = make_child(r, n, m->package[i]);
    return n;
}

// A rule while its place is looked for: names that are fixed, then terms.
struct placed {
    struct rego_rule *rule;
    struct rego_node *package;
    struct str *words;
    struct rego_term **rest;
    size_t n_words, n_rest;
};

static struct placed place(struct rego *r, struct rego_node *package, struct rego_rule *rule)
{
    struct rego_term *h = rule->head;
    size_t n = h->kind == T_REF ? h->n : 1, i = 1;
    struct placed p = {.rule = rule, .package = package};
    p.words = arena_new(r->a, struct str, n);
    p.words[0] = h->kind == T_REF ? h->kids[0]->name : h->name;
    for (; i < n && h->kids[i]->kind == T_CONST && h->kids[i]->val->kind == REGO_STRING; i++)
        p.words[i] = rego_val_str(h->kids[i]->val);
    p.n_words = i;
    p.n_rest = n - i;
    p.rest = n > i ? h->kids + i : NULL;
    return p;
}

static struct rego_set_of_rules *make_set(struct rego *r, struct rego_node *n, int kind)
{
    struct rego_set_of_rules *s = arena_new(r->a, struct rego_set_of_rules, 1);
    s->kind = (uint8_t)kind;
    s->node = n;
    s->path = node_path(r, n);
    s->id = (uint32_t)r->n_sets;
    *VEC_PUSH(r->a, r->sets, r->n_sets, r->cap_sets) = s;
    n->rules = s;
    return s;
}

// Rules with terms in their path come first: what stands below them belongs to them.
static void place_dynamic(struct rego *r, const struct placed *p)
{
    struct rego_node *n = p->package;
    for (size_t i = 0; i < p->n_words; i++) {
        if (n->rules)
            return;
        n = make_child(r, n, p->words[i]);
    }
    if (!n->rules)
        make_set(r, n, RULES_OBJECT);
}

static bool conflict(struct rego *r, const struct placed *p, const struct rego_set_of_rules *s)
{
    rego_error_at(r, p->rule->loc, "rego_type_error", "conflicting rules " STR_FMT " found",
                  STR_ARG(s->path));
    return false;
}

static bool place_rule(struct rego *r, struct placed *p)
{
    struct rego_node *n = p->package;
    struct rego_rule *rule = p->rule;
    size_t at = 0;
    for (; at < p->n_words && !n->rules; at++)
        n = make_child(r, n, p->words[at]);
    int kind = rule->is_function   ? RULES_FUNCTION
               : p->n_rest         ? RULES_OBJECT
               : rule->is_contains ? RULES_SET
                                   : RULES_COMPLETE;
    struct rego_set_of_rules *s = n->rules;
    if (s && s->kind == RULES_OBJECT && at < p->n_words && kind != RULES_FUNCTION)
        kind = RULES_OBJECT;
    if (!s)
        s = make_set(r, n, kind);
    if (s->kind != kind || (kind != RULES_OBJECT && at < p->n_words) ||
        (kind == RULES_FUNCTION && p->n_rest))
        return rule->is_default && kind == RULES_COMPLETE && s->kind == RULES_OBJECT
                   ? true
                   : conflict(r, p, s);
    if (kind == RULES_OBJECT) { // the rest of the path, as terms
        struct rego_term *h = rego_new_term(r->a, T_REF, rule->head->loc);
        for (size_t i = at; i < p->n_words; i++)
            rego_term_add(r->a, h,
                          rego_new_const(r->a, rego_str(r->a, p->words[i]), rule->head->loc));
        for (size_t i = 0; i < p->n_rest; i++)
            rego_term_add(r->a, h, p->rest[i]);
        rule->head = h;
        for (struct rego_rule *e = rule->els; e; e = e->els)
            e->head = rego_term_copy(r->a, h);
        if (h->n == 0)
            return conflict(r, p, s);
    }
    if (kind == RULES_FUNCTION && s->n_rules && s->n_args != rule->n_args)
        return conflict(r, p, s);
    s->n_args = (uint32_t)rule->n_args;
    *VEC_PUSH(r->a, s->rules, s->n_rules, s->cap_rules) = rule;
    return true;
}

static void add_info(struct rego *r, const struct placed *p)
{
    struct str package = node_path(r, p->package), path = package;
    for (size_t i = 0; i < p->n_words; i++)
        path = str_fmt(r->a, STR_FMT "." STR_FMT, STR_ARG(path), STR_ARG(p->words[i]));
    *VEC_PUSH(r->a, r->infos, r->n_infos, r->cap_infos) = (struct rego_rule_info){
        .path = path,
        .package = package,
        .name = str_skip(path, package.n + 1),
        .file = p->rule->mod->file.path,
        .line = p->rule->loc.line,
        .col = p->rule->loc.col,
        .is_function = p->rule->is_function,
        .is_set = p->rule->is_contains,
        .is_object = p->n_rest > 0,
    };
}

static bool place_all(struct rego *r)
{
    struct placed *all = NULL;
    size_t n = 0, cap = 0, longest = 0;
    bool ok = true;
    for (size_t i = 0; i < r->n_mods; i++) {
        struct rego_node *package = package_node(r, r->mods[i]);
        for (size_t k = 0; k < r->mods[i]->n_rules; k++) {
            struct placed *p = VEC_PUSH(r->a, all, n, cap);
            *p = place(r, package, r->mods[i]->rules[k]);
            sk_map_add(&package->names, p->words[0]);
            if (p->n_rest && p->n_words + package->depth > longest)
                longest = p->n_words + package->depth;
            add_info(r, p);
        }
    }
    for (size_t len = 1; len <= longest; len++)
        for (size_t i = 0; i < n; i++)
            if (all[i].n_rest && all[i].n_words + all[i].package->depth == len)
                place_dynamic(r, &all[i]);
    for (size_t i = 0; i < n; i++)
        ok = place_rule(r, &all[i]) && ok;
    return ok;
}

static bool check_nodes(struct rego *r, const struct rego_node *n)
{
    bool ok = true;
    if (n->rules && n->children.n && n->rules->n_rules) {
        rego_error_at(r, n->rules->rules[0]->loc, "rego_type_error",
                      "rule " STR_FMT " conflicts with rules below that path",
                      STR_ARG(n->rules->path));
        ok = false;
    }
    for (size_t i = 0; i < n->children.n; i++)
        ok = check_nodes(r, n->children.entries[i].value) && ok;
    return ok;
}

static struct str dotted(struct arena *a, const struct rego_term *op)
{
    if (op->kind == T_VAR)
        return op->name;
    if (op->kind != T_REF || op->kids[0]->kind != T_VAR)
        return (struct str){0};
    struct str s = op->kids[0]->name;
    for (size_t i = 1; i < op->n; i++) {
        if (op->kids[i]->kind != T_CONST || op->kids[i]->val->kind != REGO_STRING)
            return (struct str){0};
        s = str_fmt(a, STR_FMT "." STR_FMT, STR_ARG(s), STR_ARG(rego_val_str(op->kids[i]->val)));
    }
    return s;
}

const struct rego_bi_row *rego_called_builtin(struct rego_cc *c, const struct rego_term *op)
{
    return rego_find_builtin(c->r, dotted(c->a, op));
}

const struct rego_set_of_rules *rego_called_rules(struct rego_cc *c, const struct rego_term *op)
{
    if (op->kind != T_REF || op->kids[0]->kind != T_DATA)
        return NULL;
    const struct rego_node *n = c->r->root;
    for (size_t i = 1; n && i < op->n; i++)
        n = op->kids[i]->kind == T_CONST ? rego_node_child(n, rego_val_str(op->kids[i]->val))
                                         : NULL;
    return n && n->rules && n->rules->kind == RULES_FUNCTION ? n->rules : NULL;
}

int rego_arity(struct rego_cc *c, const struct rego_term *call)
{
    const struct rego_set_of_rules *s = rego_called_rules(c, call->op);
    if (s)
        return (int)s->n_args;
    const struct rego_bi_row *bi = rego_called_builtin(c, call->op);
    return bi ? bi->n_args : -1;
}

bool rego_is_relation(struct rego_cc *c, const struct rego_term *call)
{
    if (rego_called_rules(c, call->op))
        return false;
    const struct rego_bi_row *bi = rego_called_builtin(c, call->op);
    return bi && bi->relation;
}

static bool plan_args(struct rego_cc *c, struct rego_scope *s, struct rego_rule *rule)
{
    struct rego_term **args = arena_new(c->a, struct rego_term *, rule->n_args + 1);
    for (size_t i = 0; i < rule->n_args; i++) {
        args[i] = rule->is_else ? rego_term_copy(c->a, rule->args[i]) : rule->args[i];
        int32_t slot = rego_new_slot(c, (struct str){0}, args[i]->loc, s->id);
        c->slots[slot].bound = c->slots[slot].is_arg = true;
        bool var = args[i]->kind == T_VAR && !str_eq(args[i]->name, S("_"));
        if (!var || sk_map_get(&s->vars, args[i]->name))
            continue;
        struct rego_var *v = arena_new(c->a, struct rego_var, 1);
        *v = (struct rego_var){slot, false};
        sk_map_put(&s->vars, args[i]->name)->value = v;
        c->slots[slot].name = args[i]->name;
        args[i]->slot = slot;
    }
    for (size_t i = 0; i < rule->n_args; i++) {
        struct rego_term *t = args[i];
        if (t->kind == T_VAR && (t->slot == (int32_t)i || str_eq(t->name, S("_"))))
            continue;
        if (t->kind == T_VAR ? !rego_resolve(c, s, t) : !rego_declare_pattern(c, s, t))
            return false;
        struct rego_x *x = arena_new(c->a, struct rego_x, 1);
        *x = (struct rego_x){.op = X_SLOT, .loc = t->loc, .slot = (int32_t)i};
        const struct rego_pat *p = rego_plan_pattern(c, t);
        if (!p)
            return false;
        struct rego_step *step = rego_add_step(c, S_MATCH, t->loc);
        step->x = x;
        step->pat = p;
    }
    return true;
}

static void check_strict(struct rego_cc *c)
{
    if (!c->r->config.strict)
        return;
    for (size_t i = 0; i < c->n_slots; i++) {
        const struct rego_slot *s = &c->slots[i];
        if (s->name.n && !s->used && !str_eq(s->name, S("_")) && (s->assigned || s->is_arg))
            rego_cc_fail(c, s->loc, "rego_compile_error",
                         s->is_arg ? "unused argument " STR_FMT ". (hint: use _ (wildcard "
                                     "variable) instead)"
                                   : "assigned var " STR_FMT " unused",
                         STR_ARG(s->name));
    }
}

static void open_cc(struct rego_cc *c, struct rego *r, struct arena *a, const struct rego_module *m,
                    struct rego_set_of_rules *s)
{
    *c = (struct rego_cc){.r = r, .a = a, .mod = m, .cur = s};
    struct rego_node *n = r->root;
    for (size_t i = 0; n && i < m->n_package; i++)
        n = rego_node_child(n, m->package[i]);
    c->package = m->n_package ? n : NULL;
}

static bool plan_head(struct rego_cc *c, struct rego_rule *rule, struct rego_def *d,
                      struct rego_term *head)
{
    if (c->cur->kind == RULES_OBJECT) {
        d->n_path = (uint32_t)head->n;
        d->path = arena_new(c->a, const struct rego_x *, head->n + 1);
        for (size_t i = 0; i < head->n; i++)
            if (!(d->path[i] = rego_plan_term(c, head->kids[i])))
                return false;
    }
    struct rego_term *v = rule->is_contains ? rule->elem : rule->value;
    if (v && !(d->value = rego_plan_term(c, v)))
        return false;
    c->cover = rule->cover;
    rego_add_step(c, S_DONE, rule->loc);
    return true;
}

static struct rego_def *compile_rule(struct rego *r, struct rego_set_of_rules *s,
                                     struct rego_rule *rule)
{
    struct rego_cc c;
    struct rego_def *d = arena_new(r->a, struct rego_def, 1);
    struct rego_step *first = NULL;
    open_cc(&c, r, r->a, rule->mod, s);
    c.tail = &first;
    d->rule = rule;
    d->where = s->path;
    d->loc = rule->loc;
    d->n_args = (uint32_t)rule->n_args;
    struct rego_scope *outer = rego_new_scope(&c, NULL);
    struct rego_term *heads[REGO_MAX_DEPTH];
    struct rego_term *head = rule->head;
    size_t n = 0;
    if (!plan_args(&c, outer, rule))
        return NULL;
    if (s->kind == RULES_OBJECT)
        for (size_t i = 0; i < head->n && n + 2 < COUNT_OF(heads); i++)
            heads[n++] = head->kids[i];
    if (s->kind == RULES_OBJECT && str_starts(s->node->name, S("test_"))) {
        c.cases = head;
        c.body = rule->body;
    }
    heads[n++] = rule->elem;
    heads[n++] = rule->value;
    if (!rego_resolve_body(&c, rego_new_scope(&c, outer), rule->body, heads, n) ||
        !rego_plan_body(&c, rule->body) || !plan_head(&c, rule, d, head))
        return NULL;
    check_strict(&c);
    d->body = first;
    d->single = !c.several;
    d->n_slots = (uint32_t)c.n_slots;
    if (rule->els && !(d->els = compile_rule(r, s, rule->els)))
        return NULL;
    return c.failed ? NULL : d;
}

bool rego_compile_rules(struct rego *r, struct rego_set_of_rules *s)
{
    bool ok = true;
    for (size_t i = 0; i < s->n_rules; i++) {
        struct rego_def *d = compile_rule(r, s, s->rules[i]);
        if (!d) {
            ok = false;
            continue;
        }
        if (s->rules[i]->is_default) {
            if (s->dflt_def || s->dflt) {
                rego_error_at(r, d->loc, "rego_type_error",
                              "multiple default rules " STR_FMT " found", STR_ARG(s->path));
                ok = false;
            }
            s->dflt = d->value->op == X_CONST ? d->value->val : NULL;
            s->dflt_def = d;
            continue;
        }
        d->order = (uint32_t)s->n_defs;
        *VEC_PUSH(r->a, s->defs, s->n_defs, s->cap_defs) = d;
    }
    s->const_value = s->kind == RULES_COMPLETE || s->kind == RULES_FUNCTION;
    const struct rego_val *same = NULL;
    for (size_t i = 0; i < s->n_defs && s->const_value; i++) {
        const struct rego_def *d = s->defs[i];
        const struct rego_val *v = !d->value                 ? &rego_true
                                   : d->value->op == X_CONST ? d->value->val
                                                             : NULL;
        s->const_value = v && !d->els && (!same || rego_eq(same, v));
        same = v;
    }
    if (ok)
        rego_make_index(r, s);
    return ok;
}

static void check_imports(struct rego *r, const struct rego_module *m)
{
    for (size_t i = 0; i < m->n_imports; i++) {
        const struct rego_import *im = &m->imports[i];
        if (!im->used)
            rego_error_at(r, im->path->loc, "rego_compile_error", "import " STR_FMT " unused",
                          STR_ARG(rego_loc_text(im->path->loc)));
        for (size_t k = 0; k < i; k++)
            if (str_eq(m->imports[k].alias, im->alias))
                rego_error_at(r, im->path->loc, "rego_compile_error",
                              "import must not shadow import " STR_FMT, STR_ARG(im->alias));
    }
}

static int cmp_info(const void *a, const void *b)
{
    const struct rego_rule_info *x = a, *y = b;
    int c = str_cmp(x->path, y->path);
    if (c == 0)
        c = str_cmp(x->file, y->file);
    return c ? c : (x->line > y->line) - (x->line < y->line);
}

int rego_compile(struct rego *r, struct sk_err *err)
{
    if (r->compiled)
        return 0;
    r->n_errors = 0;
    bool ok = place_all(r) && check_nodes(r, r->root);
    for (size_t i = 0; ok && i < r->n_sets; i++)
        if (!rego_compile_rules(r, r->sets[i]) && r->n_errors >= REGO_MAX_ERRORS)
            break;
    ok = ok && r->n_errors == 0 && rego_check_recursion(r);
    for (size_t i = 0; r->config.strict && i < r->n_mods; i++)
        check_imports(r, r->mods[i]);
    if (!ok || r->n_errors)
        return rego_errors_to(r, err);
    if (r->n_infos)
        qsort(r->infos, r->n_infos, sizeof *r->infos, cmp_info);
    r->compiled = true;
    return 0;
}

const struct rego_rule_info *rego_rules(struct rego *r, size_t *ret_n)
{
    *ret_n = r->n_infos;
    return r->infos;
}

static bool plan_capture(struct rego_cc *c, struct rego_lit *l, int32_t *ret)
{
    struct rego_term *t = l->term;
    *ret = -1;
    bool equal = t && t->kind == T_CALL && rego_term_is_var(t->op, S("equal"));
    bool plain = l->kind == LIT_TERM && !l->negated && !rego_is_unify(t) && !equal &&
                 !(t->kind == T_CALL && t->n && (int)t->n == rego_arity(c, t) + 1);
    if (!plain)
        return true;
    // `expr` becomes `slot = expr`, which a false value does not end
    struct rego_term *v = rego_new_term(c->a, T_VAR, t->loc);
    v->name = S("");
    v->slot = rego_new_slot(c, (struct str){0}, t->loc, 0);
    l->term = rego_new_call(c->a, "eq", v, t, t->loc);
    *ret = v->slot;
    return true;
}

bool rego_compile_query(struct rego *r, struct arena *a, struct rego_body *q,
                        const struct rego_module *at, struct rego_plan_query *ret)
{
    static const struct rego_module nowhere;
    struct rego_cc c;
    struct rego_step *first = NULL;
    open_cc(&c, r, a, at ? at : &nowhere, NULL);
    c.tail = &first;
    c.query = true;
    struct rego_scope *s = rego_new_scope(&c, NULL);
    *ret = (struct rego_plan_query){.n_exprs = q->n};
    ret->expr_slots = arena_new(a, int32_t, q->n + 1);
    if (!rego_resolve_body(&c, s, q, NULL, 0))
        return false;
    for (size_t i = 0; i < q->n; i++)
        plan_capture(&c, q->lits[i], &ret->expr_slots[i]);
    if (!rego_plan_body(&c, q) || c.failed)
        return false;
    rego_add_step(&c, S_DONE, (struct rego_loc){0});
    for (size_t i = 0; i < s->vars.n; i++) {
        const struct rego_var *v = s->vars.entries[i].value;
        size_t cap = ret->cap_names;
        *VEC_PUSH(a, ret->names, ret->n_names, ret->cap_names) = s->vars.entries[i].key;
        if (cap != ret->cap_names || !ret->name_slots) {
            int32_t *more = arena_new(a, int32_t, ret->cap_names);
            if (ret->name_slots)
                memcpy(more, ret->name_slots, (ret->n_names - 1) * sizeof *more);
            ret->name_slots = more;
        }
        ret->name_slots[ret->n_names - 1] = v->slot;
    }
    ret->body = first;
    ret->n_slots = (uint32_t)c.n_slots;
    return true;
}
