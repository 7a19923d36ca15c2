// engine/rego/compile_int.h - what the parts of the compiler share. A rule is compiled in two
// steps: resolve.c gives every variable a slot and every name its path; plan.c brings the
// expressions in an order in which each finds its variables bound and makes steps of them.
#pragma once
#include "engine/rego/rego_int.h"

struct rego_scope {
    struct rego_scope *up;
    uint32_t id;
    struct sk_map vars;     // name -> struct rego_var
    struct sk_map declared; // names that this body declares somewhere
};

struct rego_var {
    int32_t slot;
    bool declared; // by := or some, not just used
};

struct rego_slot {
    struct str name;
    struct rego_loc loc;
    uint32_t owner; // scope id
    bool bound, used, assigned, is_arg;
};

struct rego_cc {
    struct rego *r;
    struct arena *a;
    const struct rego_module *mod; // of the rule; for queries one without package
    const struct rego_node *package;
    struct rego_set_of_rules *cur; // NULL in queries
    struct rego_slot *slots;
    size_t n_slots, cap_slots;
    uint32_t n_scopes;
    struct rego_step **tail; // where the next step goes
    int32_t *trail;          // slots bound on trial
    size_t n_trail, cap_trail;
    bool failed, query, in_group;
    bool several;                 // the chain may have more than one solution
    uint32_t cover;               // for the next step
    const struct rego_body *body; // of the rule itself
    struct rego_term *cases;      // of a data-driven test: the path whose values are its cases
    unsigned depth;
};

bool rego_cc_fail(struct rego_cc *c, struct rego_loc loc, const char *code, const char *fmt, ...)
    SK_PRINTF(4, 5);
int32_t rego_new_slot(struct rego_cc *c, struct str name, struct rego_loc loc, uint32_t owner);
struct rego_scope *rego_new_scope(struct rego_cc *c, struct rego_scope *up);
bool rego_declare(struct rego_cc *c, struct rego_scope *s, struct rego_term *var);
// Declare the variables of a pattern; other terms in it are resolved.
bool rego_declare_pattern(struct rego_cc *c, struct rego_scope *s, struct rego_term *t);
// `heads` are terms that belong to the body: a rule's key and value, a comprehension's head.
bool rego_resolve_body(struct rego_cc *c, struct rego_scope *s, struct rego_body *b,
                       struct rego_term **heads, size_t n_heads);
bool rego_resolve(struct rego_cc *c, struct rego_scope *s, struct rego_term *t);
// The dotted path of a call's name after resolving: the ruleset or builtin.
const struct rego_set_of_rules *rego_called_rules(struct rego_cc *c, const struct rego_term *op);
const struct rego_bi_row *rego_called_builtin(struct rego_cc *c, const struct rego_term *op);

bool rego_plan_body(struct rego_cc *c, struct rego_body *b);
const struct rego_x *rego_plan_term(struct rego_cc *c, struct rego_term *t); // hoists, then plans
const struct rego_pat *rego_plan_pattern(struct rego_cc *c, struct rego_term *t);
struct rego_step *rego_add_step(struct rego_cc *c, enum rego_sop op, struct rego_loc loc);
bool rego_ground(const struct rego_cc *c, const struct rego_term *t);
bool rego_hoist(struct rego_cc *c, struct rego_term **at);
const struct rego_x *rego_plan_x(struct rego_cc *c, struct rego_term *t);
bool rego_plan_withs(struct rego_cc *c, const struct rego_lit *l);
bool rego_ready(struct rego_cc *c, struct rego_lit *l);
struct str rego_unsafe_var(const struct rego_cc *c, const struct rego_term *t,
                           struct rego_loc *ret_loc);
int rego_arity(struct rego_cc *c, const struct rego_term *call); // -1: unknown function
bool rego_is_relation(struct rego_cc *c, const struct rego_term *call);
bool rego_is_unify(const struct rego_term *t); // a call of = or :=
void rego_add_dep(struct rego_cc *c, const struct rego_set_of_rules *s);
void rego_make_index(struct rego *r, struct rego_set_of_rules *s);
bool rego_check_recursion(struct rego *r);
bool rego_compile_rules(struct rego *r, struct rego_set_of_rules *s);
// Before the comprehension itself is planned.
void rego_index_comp(struct rego_cc *c, const struct rego_term *t, struct rego_comp *comp);
