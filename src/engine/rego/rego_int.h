// engine/rego/rego_int.h - what the files of the engine share: values, syntax tree, plan, evaluation.
#pragma once
#include "core/buf.h"
#include "core/limits.h"
#include "core/map.h"
#include "engine/rego/rego.h"

// ---- values (value.c, number.c, text.c)

// A number that is no plain int64. `text` is its spelling.
enum rego_num_kind { REGO_NUM_INT, REGO_NUM_BIG, REGO_NUM_FLOAT };
struct rego_num {
    uint8_t kind;
    struct str text;   // as written
    struct str digits; // REGO_NUM_BIG: [-]digits
    long double d;     // REGO_NUM_FLOAT; rounded to 64 bits of mantissa
};
// A number has `num` NULL (then it is `i`), or num->kind says what it is.

const struct rego_val *rego_float(struct arena *a, long double d);
long double rego_num_ld(const struct rego_val *v);
bool rego_num_is_int(const struct rego_val *v); // of any size
struct str rego_num_text(struct arena *a, const struct rego_val *v);
struct str rego_num_digits(struct arena *a, const struct rego_val *v); // of an integer
int rego_num_cmp(const struct rego_val *a, const struct rego_val *b);
uint64_t rego_num_hash(const struct rego_val *v);
const struct rego_val *rego_big(struct arena *a, struct str digits); // [-]digits, normalised
enum rego_arith { REGO_ADD, REGO_SUB, REGO_MUL, REGO_DIV, REGO_REM };
// NULL with *why set: division by zero and the like.
const struct rego_val *rego_num_op(struct arena *a, enum rego_arith op, const struct rego_val *x,
                                   const struct rego_val *y, const char **why);
enum rego_bits { REGO_AND, REGO_OR, REGO_XOR, REGO_LSH, REGO_RSH, REGO_NOT };
const struct rego_val *rego_num_bits(struct arena *a, enum rego_bits op, const struct rego_val *x,
                                     const struct rego_val *y, const char **why);
// Digits of an integer in a base from 2 to 16, lower case, with sign.
struct str rego_num_base(struct arena *a, const struct rego_val *v, unsigned base);
struct str rego_float_text(struct arena *a, long double d); // shortest, as Go's big.Float 'g'
const struct rego_val *rego_num_round(struct arena *a, const struct rego_val *v, int how);

struct str rego_text_of(struct arena *a, const struct rego_val *v); // rego_to_text as a slice
struct str rego_json_of(struct arena *a, const struct rego_val *v, int indent);
void rego_json_string(struct sk_buf *b, struct str s);
void rego_quote(struct sk_buf *b, struct str s); // as Go's %q

size_t rego_utf8(struct str s, size_t i, uint32_t *ret); // next character; its length in bytes

struct rego_vec { // growing array of values
    const struct rego_val **p;
    size_t n, cap;
};
void rego_vec_add(struct arena *a, struct rego_vec *v, const struct rego_val *x);
void rego_sort(struct arena *a, const struct rego_val **items, size_t n);
bool rego_truthy(const struct rego_val *v); // defined and not false
// Sorted and unique items, taken over without a copy.
const struct rego_val *rego_set_own(struct arena *a, struct rego_vec *v);
const struct rego_val *rego_array_own(struct arena *a, const struct rego_val **items, size_t n);
// As rego_object, but of different values for the same key *conflict is set.
const struct rego_val *rego_object_own(struct arena *a, const struct rego_val **keys,
                                       const struct rego_val **vals, size_t n, bool *conflict);
// Number of a key or element in an object or set; (size_t)-1: there is none.
size_t rego_find(const struct rego_val *v, const struct rego_val *key);
void rego_index_it(struct arena *a, const struct rego_val *v); // make lookups in it cheap
const struct rego_val *rego_object_put(struct arena *a, const struct rego_val *o,
                                       const struct rego_val *key, const struct rego_val *val);

// ---- syntax (lex.c, parse*.c)

struct rego_loc {
    const struct rego_file *file;
    uint32_t line, col, off, end; // the source is file->text[off, end)
};

struct rego_file {
    struct str path, text;
    uint32_t index;
};

enum rego_tok {
    TOK_EOF,
    TOK_BAD,
    TOK_IDENT,
    TOK_NUMBER,
    TOK_STRING,
    TOK_RAW,
    TOK_LPAREN,
    TOK_RPAREN,
    TOK_LBRACK,
    TOK_RBRACK,
    TOK_LBRACE,
    TOK_RBRACE,
    TOK_COMMA,
    TOK_COLON,
    TOK_SEMI,
    TOK_DOT,
    TOK_ASSIGN,
    TOK_UNIFY,
    TOK_EQ,
    TOK_NE,
    TOK_LT,
    TOK_LE,
    TOK_GT,
    TOK_GE,
    TOK_PLUS,
    TOK_MINUS,
    TOK_MUL,
    TOK_DIV,
    TOK_REM,
    TOK_AND,
    TOK_OR,
    // keywords
    TOK_PACKAGE,
    TOK_IMPORT,
    TOK_AS,
    TOK_DEFAULT,
    TOK_ELSE,
    TOK_NOT,
    TOK_WITH,
    TOK_SOME,
    TOK_NULL,
    TOK_TRUE,
    TOK_FALSE,
    TOK_IF,
    TOK_CONTAINS,
    TOK_IN,
    TOK_EVERY, // only where they are switched on
};

struct rego_token {
    uint8_t kind;
    bool space, newline; // white space (a line end) comes before it
    struct str text;     // as written; of strings without quotes
    uint32_t line, col, off, end;
};

struct rego_comment {
    uint32_t line, col;
    struct str text; // after '#'
};

struct rego_lexer {
    struct arena *a;
    const struct rego_file *file;
    const char *p, *end, *line_start;
    uint32_t line;
    bool kw_if, kw_contains, kw_in, kw_every;
    const char *what; // why TOK_BAD
    struct rego_comment *comments;
    size_t n_comments, cap_comments;
    uint32_t last_comment; // offset + 1 of the last one kept: rereading adds none twice
};
void rego_lex_next(struct rego_lexer *l, struct rego_token *t);
// The text of a string token with its escapes resolved; false when they are ill-formed.
bool rego_unescape(struct arena *a, struct str raw, struct str *ret);

enum rego_term_kind {
    T_CONST,
    T_VAR,
    T_INPUT,
    T_DATA, // T_INPUT and T_DATA: the root documents, after resolving
    T_REF,
    T_CALL,
    T_ARRAY,
    T_SET,
    T_OBJECT,
    T_ARRAY_COMP,
    T_SET_COMP,
    T_OBJECT_COMP,
};

struct rego_term {
    uint8_t kind;
    bool paren; // in parentheses; of the name of a call: an operator
    bool is_op; // T_CALL: of an operator
    struct rego_loc loc;
    union {
        const struct rego_val *val; // T_CONST
        struct str name;            // T_VAR; "_" for wildcards
    };
    int32_t slot;            // T_VAR after resolving
    struct rego_term **kids; // ref: head and operands; call: arguments; object: key, value, ...
    size_t n, cap;
    struct rego_term *op;            // T_CALL: what is called: a T_VAR or T_REF
    struct rego_body *body;          // comprehensions
    uint32_t scope_first, scope_end; // comprehensions after resolving: ids of the scopes inside
};

struct rego_with {
    struct rego_term *target, *value;
};

enum rego_lit_kind { LIT_TERM, LIT_DECL, LIT_SOME_IN, LIT_EVERY };
struct rego_lit {
    uint8_t kind;
    bool negated;
    struct rego_loc loc;
    struct rego_term *term;   // LIT_TERM
    struct rego_term **names; // LIT_DECL
    size_t n_names, cap_names;
    struct rego_term *key, *val, *domain; // LIT_SOME_IN, LIT_EVERY; key may be NULL
    struct rego_body *body;               // LIT_EVERY
    struct rego_with *withs;
    size_t n_withs, cap_withs;
    uint32_t scope_first, scope_end; // LIT_EVERY
    uint32_t cover;                  // number for coverage
};

struct rego_body {
    struct rego_lit **lits;
    size_t n, cap;
};

struct rego_rule {
    struct rego_loc loc;
    const struct rego_module *mod;
    struct rego_term *head;  // T_VAR or T_REF: the path
    struct rego_term **args; // functions
    size_t n_args, cap_args;
    bool is_function, is_default, is_contains, has_value, is_else;
    struct rego_term *elem;  // contains
    struct rego_term *value; // NULL: true
    struct rego_body *body;  // NULL: always
    struct rego_rule *els;   // else
    uint32_t cover;
    struct rego_annotation **notes; // of this rule
    size_t n_notes, cap_notes;
};

struct rego_import {
    struct rego_term *path; // T_REF whose head is the variable data, input, rego or future
    struct str alias;
    bool used;
};

struct rego_module {
    struct rego_file file;
    struct rego_loc package_loc;
    struct str *package; // path below data
    size_t n_package, cap_package;
    struct rego_import *imports;
    size_t n_imports, cap_imports;
    struct rego_rule **rules;
    size_t n_rules, cap_rules;
    struct rego_comment *comments;
    size_t n_comments;
    bool v1;
    struct sk_map rule_names; // first word of each rule's path
    uint32_t *cover_lines;    // lines of the literals and rules
};

struct rego_parser {
    struct arena *a;
    struct rego *r;
    struct rego_lexer lex;
    struct rego_token t, prev;
    bool v1; // if and contains are required
    unsigned depth;
    bool failed;
    uint32_t err_line, err_col;
    char err[200];
};

// *ret is NULL when the text is no Rego; the errors are then in r.
struct rego_module *rego_parse_module(struct rego *r, struct str path, struct str text);
struct rego_body *rego_parse_query(struct rego *r, struct rego_file *file);
bool rego_p_fail(struct rego_parser *p, const char *fmt, ...) SK_PRINTF(2, 3);
void rego_p_next(struct rego_parser *p);
bool rego_p_take(struct rego_parser *p, enum rego_tok kind);
bool rego_p_want(struct rego_parser *p, enum rego_tok kind, const char *what);
struct rego_term *rego_p_term(struct rego_parser *p); // with infix operators
struct rego_term *rego_p_primary(struct rego_parser *p);
struct rego_term *rego_p_term_in(struct rego_parser *p, bool pair); // with `in`
struct rego_term *rego_new_term(struct arena *a, enum rego_term_kind kind, struct rego_loc loc);
struct rego_term *rego_new_const(struct arena *a, const struct rego_val *v, struct rego_loc loc);
struct rego_term *rego_new_var(struct arena *a, struct str name, struct rego_loc loc);
struct rego_term *rego_term_copy(struct arena *a, const struct rego_term *t); // NULL is fine
struct rego_lit *rego_lit_copy(struct arena *a, const struct rego_lit *l);
void rego_term_add(struct arena *a, struct rego_term *t, struct rego_term *kid);
struct rego_term *rego_new_call(struct arena *a, const char *name, struct rego_term *x,
                                struct rego_term *y, struct rego_loc loc);
struct rego_loc rego_p_loc(const struct rego_parser *p);
void rego_p_end(const struct rego_parser *p, struct rego_loc *loc);
struct rego_body *rego_p_body(struct rego_parser *p, enum rego_tok end);
bool rego_term_is_var(const struct rego_term *t, struct str name);

// ---- metadata (meta.c)
int rego_read_metadata(struct rego *r, struct rego_module *m);

// ---- compiled form (compile*.c)

enum rego_xop {
    X_CONST,
    X_SLOT,
    X_INPUT,
    X_REF,
    X_RULE,
    X_NODE,
    X_CALL,
    X_BUILTIN,
    X_CMP,
    X_ARITH,
    X_ARRAY,
    X_SET,
    X_OBJECT,
    X_COMP,
};

// An expression whose variables all have values.
struct rego_x {
    uint8_t op;
    uint8_t sub; // X_CMP: enum rego_tok; X_ARITH: enum rego_arith; X_COMP: enum rego_term_kind
    uint32_t n;
    const struct rego_x **kids; // X_REF: base, then path; calls: arguments; X_OBJECT: k, v, ...
    struct rego_loc loc;
    union {
        const struct rego_val *val;
        int32_t slot;
        const struct rego_set_of_rules *rules; // X_RULE, X_CALL
        const struct rego_node *node;
        const struct rego_bi_row *bi;
        const struct rego_comp *comp;
    };
};

struct rego_comp {
    const struct rego_step *body;
    const struct rego_x *key, *val; // key: objects only
    // Indexing: the comprehension depends on the variables around it only by the equalities
    // by[i] == want[i]. They are left out of group_body; its results are grouped by `by`, once, and
    // looked up by `want`. NULL: no index.
    const struct rego_step *group_body;
    const struct rego_x *group_val;
    const struct rego_x **by, **want;
    uint32_t n_by, id;
};

enum rego_pat_op { PAT_ANY, PAT_BIND, PAT_EQ, PAT_ARRAY, PAT_OBJECT };
struct rego_pat {
    uint8_t op;
    uint32_t n;
    int32_t slot;
    const struct rego_x *x;     // PAT_EQ
    const struct rego_x **keys; // PAT_OBJECT
    const struct rego_pat **kids;
};

enum rego_sop {
    S_DONE,
    S_EVAL,
    S_TEST,
    S_MATCH,
    S_CASE,
    S_SCAN,
    S_EACH,
    S_NOT,
    S_EVERY,
    S_PUSH,
    S_POP,
    S_FAIL,
};

struct rego_mod { // one `with`
    enum { MOD_INPUT, MOD_DATA, MOD_BUILTIN, MOD_RULES } kind;
    const struct rego_val **path; // MOD_INPUT, MOD_DATA
    uint32_t n;
    const struct rego_node *node; // MOD_DATA: the node of the path, if there are rules
    const struct rego_bi_row *bi;
    const struct rego_set_of_rules *rules;    // function to replace
    const struct rego_set_of_rules *by_rules; // replacement
    const struct rego_bi_row *by_bi;
    const struct rego_x *value;
};

struct rego_step {
    uint8_t op;
    bool quiet; // S_EVAL for with: undefined does not fail
    int32_t slot, slot2;
    uint32_t cover; // 0 = none; marked when the literal is reached
    struct rego_loc loc;
    const struct rego_step *next;
    const struct rego_x *x;
    const struct rego_pat *pat, *key; // S_SCAN: value and key; NULL = any
    const struct rego_step *body;     // S_NOT, S_EVERY
    const struct rego_mod *mods;
    uint32_t n_mods;
};

// One rule body with its head, ready to run.
struct rego_def {
    const struct rego_rule *rule;
    struct str where; // path of the ruleset
    struct rego_loc loc;
    const struct rego_step *body;
    const struct rego_x *value; // NULL: true
    const struct rego_x **path; // dynamic part of the head
    uint32_t n_path;
    bool single; // at most one solution
    uint32_t n_slots, n_args;
    const struct rego_def *els;
    const struct rego_val *guard; // index: only when the operand has this value
    uint32_t order, cover;
};

enum rego_rules_kind { RULES_COMPLETE, RULES_FUNCTION, RULES_SET, RULES_OBJECT };
struct rego_set_of_rules {
    struct str path; // "data.a.b"
    uint8_t kind;
    bool const_value; // every definition has the same constant value
    bool uses_input;  // directly or not
    bool busy;        // compile: in the search for recursion
    uint32_t id, n_args;
    struct rego_rule **rules;
    size_t n_rules, cap_rules;
    struct rego_def **defs;
    size_t n_defs, cap_defs;
    const struct rego_val *dflt;
    const struct rego_def *dflt_def; // a default that must be evaluated
    const struct rego_node *node;
    // Index: guard_x (an input path, or an argument) equals def->guard
    const struct rego_x *guard_x;
    const struct rego_val *guards; // object: value -> number of the bucket
    struct rego_def ***buckets;
    uint32_t *n_buckets;
    // compile: what this depends on
    struct rego_set_of_rules **deps;
    size_t n_deps, cap_deps;
    uint8_t mark;
};

struct rego_node {
    struct str name;
    struct sk_map names;        // of the package: first words of its rules' paths
    const struct rego_val *key; // name as a value
    struct rego_val as_val;     // REGO_NODE
    struct rego_node *parent;
    struct sk_map children;
    struct rego_set_of_rules *rules;
    uint32_t depth;
};

struct rego_bi_row {
    const char *name, *args;
    rego_builtin_fn *fn;
    bool relation, impure;
    uint8_t n_args;
    uint8_t special, sub; // enum rego_special; BI_CMP: enum rego_tok; BI_ARITH: enum rego_arith
    uint32_t id;
};
enum rego_special { BI_PLAIN, BI_CMP, BI_ARITH, BI_REFUSED };

struct rego {
    struct arena *a;
    struct rego_config config;
    struct rego_module **mods;
    size_t n_mods, cap_mods;
    struct rego_node *root;
    const struct rego_val *base; // data without rules
    struct rego_set_of_rules **sets;
    size_t n_sets, cap_sets;
    struct sk_map builtins; // name -> struct rego_bi_row
    struct sk_map regexes;  // pattern -> struct rego_re, kept between evaluations
    uint32_t n_builtins, n_comps, n_cover;
    struct rego_error *errors;
    size_t n_errors, cap_errors;
    struct rego_annotation *notes;
    size_t n_notes, cap_notes;
    struct rego_rule_info *infos;
    size_t n_infos, cap_infos;
    bool compiled;
};

struct rego_cover {
    bool *hit;
    uint32_t n;
};

void rego_error_at(struct rego *r, struct rego_loc loc, const char *code, const char *fmt, ...)
    SK_PRINTF(4, 5);
int rego_errors_to(struct rego *r, struct sk_err *err); // SK_EFORMAT with the first one
struct str rego_loc_text(struct rego_loc loc);
const struct rego_bi_row *rego_find_builtin(const struct rego *r, struct str name);
void rego_load_builtins(struct rego *r);
struct rego_node *rego_node_child(const struct rego_node *n, struct str name);

// A query as a definition; *ret_names gets the variables to bind, in their slots.
struct rego_plan_query {
    const struct rego_step *body;
    uint32_t n_slots;
    int32_t *expr_slots; // -1: true
    size_t n_exprs;
    struct str *names;
    int32_t *name_slots;
    size_t n_names, cap_names;
};
bool rego_compile_query(struct rego *r, struct arena *a, struct rego_body *q,
                        const struct rego_module *at,
                        struct rego_plan_query *ret); // at: may be NULL

// ---- evaluation (eval*.c)

struct rego_override {
    const struct rego_node *node;
    const struct rego_val *value;
};
struct rego_fn_override {
    const struct rego_bi_row *bi;
    const struct rego_set_of_rules *rules;
    const struct rego_set_of_rules *by_rules;
    const struct rego_bi_row *by_bi;
    const struct rego_val *value;
    struct rego_ctx *inside; // the world of the replacement, in which the original is itself
};

struct rego_cached {
    const void *what;
    uint64_t hash;
    const struct rego_val *args; // array of arguments; NULL for rules
    const struct rego_val *value;
    bool done;
};

// The world that rules see: what `with` changes, and what was evaluated in it.
struct rego_ctx {
    struct rego_ctx *outer;
    const struct rego_val *input, *data;
    struct rego_override *over;
    struct rego_fn_override *fns;
    uint32_t n_over, n_fns;
    bool input_only; // differs from `outer` only by its input
    struct rego_cached *cache;
    size_t n_cache, cap_cache;
};

// Where the next values go; kept and put back by who takes room.
struct rego_block {
    struct rego_block *next; // used again when the stack grows again
    const struct rego_val **p;
    size_t n;
};
struct rego_stack {
    const struct rego_val **top, **end;
    struct rego_block *block;
    size_t n; // of all blocks in use
};

struct rego_call { // the evaluation
    struct rego *r;
    struct arena *a;
    const struct rego_options *o;
    struct rego_ctx *ctx;
    const struct rego_val **slots; // of the running rule
    struct rego_stack stack;
    struct rego_block *first_block;
    unsigned depth;
    uint64_t steps, max_steps, max_memory;
    int64_t now_ns, deadline_ms; // 0: none
    bool failed;
    struct rego_loc loc;        // of the running expression
    const struct rego_def *def; // the running rule
    const char *bi_name;
    bool bi_failed;
    char bi_msg[256];
    struct rego_error error;
    struct sk_map regexes, globs; // compiled patterns
    uint64_t rng;
};

void rego_call_open(struct rego_call *c, struct rego *r, struct arena *a,
                    const struct rego_options *o);
int rego_call_ended(struct rego_call *c, struct sk_err *err); // negative when it has failed
struct rego_sink {
    int (*emit)(struct rego_call *c, struct rego_sink *s);
};
int rego_run(struct rego_call *c, const struct rego_step *s, struct rego_sink *sink);
enum { RUN_ON = 0, RUN_STOP = 1 }; // RUN_STOP: found enough, or failed
const struct rego_val *rego_eval_x(struct rego_call *c, const struct rego_x *x);
const struct rego_val *rego_eval_base(struct rego_call *c, const struct rego_x *x);
const struct rego_val *rego_eval_ref(struct rego_call *c, const struct rego_x *x);
const struct rego_val *rego_builtin_error(struct rego_call *c, struct rego_loc loc); // NULL
const struct rego_val *rego_eval_rules(struct rego_call *c, const struct rego_set_of_rules *s);
const struct rego_val *rego_eval_function(struct rego_call *c, const struct rego_set_of_rules *s,
                                          const struct rego_val **args);
const struct rego_val *rego_call_replaced(struct rego_call *c, struct rego_fn_override *f,
                                          const struct rego_val **args, struct rego_loc loc);
const struct rego_val *rego_eval_node(struct rego_call *c, const struct rego_node *n);
const struct rego_val *rego_force(struct rego_call *c, const struct rego_val *v);
const struct rego_val *rego_call_builtin(struct rego_call *c, const struct rego_bi_row *bi,
                                         const struct rego_val **args, struct rego_loc loc);
void rego_eval_fail(struct rego_call *c, struct rego_loc loc, const char *code, const char *fmt,
                    ...) SK_PRINTF(4, 5);
bool rego_call_step(struct rego_call *c, uint64_t n); // false: out of budget; for long builtins
// Room for n values on the evaluation's stack; NULL (and failed) when there is none. Give back by
// setting c->stack to what it was.
const struct rego_val **rego_room(struct rego_call *c, size_t n);
const struct rego_val *rego_eval_override(struct rego_call *c, const struct rego_node *n,
                                          bool *ret_found);
const struct rego_val *rego_node_base(const struct rego_call *c, const struct rego_node *n);
const struct rego_val *rego_node_step(struct rego_call *c, const struct rego_node *n,
                                      const struct rego_val *key);
const struct rego_val *rego_eval_call(struct rego_call *c, const struct rego_x *x);
bool rego_push_ctx(struct rego_call *c, const struct rego_step *s);
bool rego_match(struct rego_call *c, const struct rego_pat *p, const struct rego_val *v);
struct rego_cached *rego_cache_slot(struct rego_call *c, struct rego_ctx *ctx, const void *what,
                                    const struct rego_val *args);
