// engine/rego/rego.h - Rego, the language of the checks: parse, compile, evaluate.
//
// An engine of its own: it knows documents and rules, nothing of containers. Typical use:
//   struct rego *r = rego_new(&arena, NULL);
//   rego_add_module(r, path, text, &err); ...; rego_add_data(r, doc, &err); rego_compile(r, &err);
//   rego_eval_path(r, S("data.shop.deny"), &options, &result, &err);
// All memory comes from arenas: the engine's (modules, compiled rules) and the one given for an
// evaluation (every value of its result). One engine serves any number of evaluations, one after
// another. Results are values (struct rego_val), immutable, compared by content.
//
// To add a builtin: a function in bi_<group>.c and one line in builtins.def. The embedding program
// adds its own with rego_add_builtin().
#pragma once
#include "core/arena.h"
#include "core/err.h"
#include "core/str.h"
#include "core/val.h"

// Limits. What passes one is an error that names it.
enum {
    REGO_MAX_SOURCE = 16 << 20, // bytes of one module
    REGO_MAX_DEPTH = 250,       // nesting of terms and bodies in a source, of values read from text
    REGO_MAX_CALLS = 2000,      // nesting of rules, functions and iterations in an evaluation
    REGO_MAX_SLOTS = 4000000,   // variables of all rules under evaluation
    REGO_STACK_BLOCK = 1024,    // room for so many at a time
    REGO_MAX_LITERALS = 4096,   // of one body
    REGO_MAX_DIGITS = 5000,     // of an integer
    REGO_MAX_STRING = 256 << 20,  // bytes of a string that a builtin makes
    REGO_MAX_ELEMENTS = 10000000, // of a collection that a builtin makes
    REGO_MAX_ERRORS = 10,         // reported by a compilation
};
#define REGO_DEFAULT_STEPS ((uint64_t)500000000)
#define REGO_DEFAULT_MEMORY ((uint64_t)2 << 30)

// In the order that Rego compares them by.
enum rego_kind {
    REGO_NULL,
    REGO_BOOL,
    REGO_NUMBER,
    REGO_STRING,
    REGO_ARRAY,
    REGO_OBJECT,
    REGO_SET,
    REGO_NODE, // private: a part of `data` that is not evaluated yet
};

struct rego_val {
    uint8_t kind, flags;      // flags are private
    uint32_t n;               // bytes, elements, members
    uint64_t hash;            // private; 0 = not known yet
    const struct sk_val *src; // the input node that it was read from, or NULL
    union {
        const char *s;                       // string: n bytes, UTF-8
        const struct rego_val *const *items; // elements in order; object: n keys, then n values
        int64_t i;                           // bool, number: see rego_val_i64()
        const struct rego_node *node;        // private
    };
    union {
        const struct rego_num *num; // private
        struct rego_index *index;   // private
    };
};

extern const struct rego_val rego_null, rego_false, rego_true;

// Making values. Strings are borrowed.
const struct rego_val *rego_bool(bool b);
const struct rego_val *rego_str(struct arena *a, struct str s);
const struct rego_val *rego_int(struct arena *a, int64_t i);
const struct rego_val *rego_double(struct arena *a, double d);
// JSON number syntax; keeps the spelling. NULL when it is none.
const struct rego_val *rego_number(struct arena *a, struct str text);
// The items are borrowed, and sorted in place where the order is ours.
const struct rego_val *rego_array(struct arena *a, const struct rego_val **items, size_t n);
const struct rego_val *rego_set(struct arena *a, const struct rego_val **items, size_t n);
// Of members with the same key the last one counts.
const struct rego_val *rego_object(struct arena *a, const struct rego_val **keys,
                                   const struct rego_val **vals, size_t n);
// From a document; every value remembers its node. Numbers in YAML's spelling are made JSON's.
const struct rego_val *rego_from_doc(struct arena *a, const struct sk_val *v);
int rego_from_json(struct arena *a, struct str text, const struct rego_val **ret,
                   struct sk_err *err) SK_MUST;

// Reading values.
int rego_cmp(const struct rego_val *a, const struct rego_val *b); // Rego's total order
bool rego_eq(const struct rego_val *a, const struct rego_val *b);
uint64_t rego_hash(const struct rego_val *v);
// Member of an object, element of an array (by number) or set (itself). NULL: there is none.
const struct rego_val *rego_get(const struct rego_val *v, const struct rego_val *key);
const struct rego_val *rego_get_str(const struct rego_val *object, struct str key);
struct str rego_val_str(const struct rego_val *v);         // empty for what is no string
bool rego_val_i64(const struct rego_val *v, int64_t *ret); // an integer that fits
double rego_val_double(const struct rego_val *v);
static inline const struct rego_val *rego_key_at(const struct rego_val *object, size_t i)
{
    return object->items[i];
}
static inline const struct rego_val *rego_val_at(const struct rego_val *object, size_t i)
{
    return object->items[object->n + i];
}
struct sk_buf;
// JSON: sets are arrays, keys that are no strings are their JSON text. indent 0 = one line.
void rego_to_json(struct sk_buf *b, const struct rego_val *v, int indent);
void rego_to_text(struct sk_buf *b, const struct rego_val *v); // as Rego writes it: {1, 2}, "a"
const char *rego_kind_name(const struct rego_val *v);          // "array", ...

// The engine.
struct rego;
struct rego_node; // a place below `data`
struct rego_call; // an evaluation as a builtin sees it

// A builtin: the result, or NULL for undefined; NULL after rego_call_fail() is an error, which is
// undefined, too, unless the evaluation is strict. `args` are checked against the signature.
typedef const struct rego_val *rego_builtin_fn(struct rego_call *c, const struct rego_val **args);

struct rego_builtin {
    const char *name; // "json.unmarshal"
    // One word for each argument: the letters of the kinds that it may have (z null, b bool, n
    // number, s string, a array, o object, t set), or * for any.
    const char *args;
    rego_builtin_fn *fn;
    bool relation; // the result is an array of results, each one a solution
    bool impure;   // may answer differently for the same arguments within an evaluation
};

struct rego_config {
    bool v0;      // modules without `import rego.v1` are read as v0 only
    bool v1_only; // never fall back to v0
    bool strict;  // unused variables and imports are errors
    void *host;   // for builtins: rego_call_host()
};

struct rego *rego_new(struct arena *perm, const struct rego_config *config); // config may be NULL
// Before the first module. `b` and its strings are borrowed.
void rego_add_builtin(struct rego *r, const struct rego_builtin *b);
// Path and text are borrowed. The message says "file:line:column: code: text" and the source line.
int rego_add_module(struct rego *r, struct str path, struct str text, struct sk_err *err) SK_MUST;
// Merge a document into `data`, below `at` (dotted, may be empty).
int rego_add_data(struct rego *r, struct str at, const struct rego_val *doc,
                  struct sk_err *err) SK_MUST;
int rego_compile(struct rego *r,
                 struct sk_err *err) SK_MUST; // after all modules, before evaluating

// An error with its place; also what errors of a compilation are listed as.
struct rego_error {
    struct str file, code, message; // code: "rego_parse_error", "eval_conflict_error", ...
    uint32_t line, col;             // 0: no place
    struct str text;                // the source line, or the expression
};
// The errors of the last call that failed, at most REGO_MAX_ERRORS.
const struct rego_error *rego_errors(const struct rego *r, size_t *ret_n);

struct rego_result {                 // one solution of a query
    const struct rego_val **values;  // one for each expression of the query
    const struct rego_val *bindings; // object: variables
};
struct rego_expr { // an expression of a query
    struct str text;
    uint32_t line, col;
};
struct rego_query {
    struct rego_expr *exprs;
    size_t n_exprs;
    struct rego_result *results;
    size_t n_results, cap_results;
};

struct rego_options {
    const struct rego_val *input;   // NULL: undefined
    uint64_t max_steps, max_memory; // 0: the defaults
    int64_t now_ns;                 // what time.now_ns answers; 0: the clock
    int64_t timeout_ms;             // 0: none but the steps
    struct str package;             // of a query: "shop", whose names it may use; may be empty
    const struct str *imports;      // of a query: "data.shop as s"
    size_t n_imports;
    bool strict_builtins; // an error of a builtin ends the evaluation
    void (*print)(void *user, struct str file, uint32_t line, struct str text); // may be NULL
    // A data-driven test (`test_x[name] if {...}`) meets a case: the path, an array. May be NULL.
    void (*test_case)(void *user, const struct rego_val *path);
    void *user;
    struct rego_cover *cover; // may be NULL
};

// A query that is evaluated more than once. Lives as long as the engine.
struct rego_prepared;
int rego_prepare(struct rego *r, struct str query, const struct rego_options *o,
                 struct rego_prepared **ret, struct sk_err *err) SK_MUST;
int rego_query_prepared(const struct rego_prepared *p, struct arena *perm,
                        const struct rego_options *o, struct rego_query *ret,
                        struct sk_err *err) SK_MUST;
// Evaluate a query. Values live in `perm`.
int rego_query(struct rego *r, struct arena *perm, struct str query, const struct rego_options *o,
               struct rego_query *ret, struct sk_err *err) SK_MUST;
// A path, "data.shop.deny"; *ret is NULL when it is undefined. Cheaper than a query.
int rego_eval_path(struct rego *r, struct arena *perm, struct str path,
                   const struct rego_options *o, const struct rego_val **ret,
                   struct sk_err *err) SK_MUST;

// Many rules on one input: entry points are found once, and what one evaluation has computed (the
// packages that rules share) serves the next. Budgets are of each evaluation.
const struct rego_node *rego_find_entry(struct rego *r,
                                        struct str path); // rule or package, or NULL
struct rego_session;
struct rego_session *rego_session_new(struct rego *r, struct arena *perm,
                                      const struct rego_options *o); // after rego_compile()
// As rego_eval_path(). One that fails takes nothing from the next.
int rego_session_eval(struct rego_session *s, const struct rego_node *entry,
                      const struct rego_val **ret, struct sk_err *err) SK_MUST;

// The rules, by path, sorted; for listing, for tests and for the host's choice of entry points.
struct rego_rule_info {
    struct str path;    // "data.shop.deny"
    struct str package; // "data.shop"
    struct str name;    // "deny"
    struct str file;
    uint32_t line, col;
    bool is_function, is_set, is_object;
};
const struct rego_rule_info *rego_rules(struct rego *r, size_t *ret_n);

// METADATA comments (schemas left out). One for each block, in the order of the modules.
struct rego_annotation {
    struct str scope; // "rule", "document", "package", "subpackages"
    struct str path;  // of the package or rule: "data.shop.deny"
    struct str file;
    uint32_t line;
    bool entrypoint;
    const struct rego_val *value; // object: title, description, custom, ...
};
const struct rego_annotation *rego_annotations(const struct rego *r, size_t *ret_n);

// Which lines of the modules were reached. All counts are of the whole life of the object.
struct rego_cover *rego_cover_new(struct arena *perm, const struct rego *r);
struct rego_cover_line {
    struct str file;
    uint32_t line;
    bool covered;
};
// Sorted by file and line. A line counts as covered when everything on it was reached.
const struct rego_cover_line *rego_cover_lines(struct arena *perm, const struct rego *r,
                                               const struct rego_cover *c, size_t *ret_n);

// For builtins.
struct arena *rego_call_arena(struct rego_call *c);
void *rego_call_host(struct rego_call *c);
// "operand 1 must be ...": returns NULL, so that builtins can return it.
const struct rego_val *rego_call_fail(struct rego_call *c, const char *fmt, ...) SK_PRINTF(2, 3);

// Does the text match the regular expression (RE2)? For the choice of tests by their names.
int rego_regex_match(struct str pattern, struct str text, bool *ret, struct sk_err *err) SK_MUST;

// A syntax tree as text, one node a line, for `sekisho rego parse`.
int rego_print_tree(struct arena *a, struct str path, struct str text, bool json, struct sk_buf *b,
                    struct sk_err *err) SK_MUST;
