// config/config_int.h - shared by the files of the folder.
#pragma once
#include "config/config.h"

struct cfg_host {                // what builtins know of the evaluation
    struct sk_doc *doc;          // of the input, or NULL
    const struct cfg_node *tree; // of an input that was built
    bool image;                  // the input is of an image
    struct arena *perm;
    const struct sec_rules *secrets; // made when a rule asks for them first
    struct sec_scanner *scanner;
};

// The reply of a job: findings, warnings and notes. What cfg_reply_read() reads.
void cfg_reply_write(struct sk_buf *b, const struct cfg_rules *rules, struct arena *scratch,
                     const struct cfg_findings *found, const struct cfg_inputs *in);

// Builtins of the public check libraries.
rego_builtin_fn cfg_sh_parse, cfg_squealer, cfg_cidr_is_public, cfg_cidr_count, cfg_result_new,
    cfg_is_managed;

// ---- rules of the user (user*.c, judge_user.c) ----

enum cfg_shape {        // what such a rule gets as `input`
    CFG_SHAPE_DOCUMENT, // a document as our rules see it
    CFG_SHAPE_CONFTEST, // the same, but a Dockerfile is an array of instructions
    CFG_SHAPE_REVIEW,   // Gatekeeper: {"review": {"object": the document, ...}, "parameters": ...}
    CFG_SHAPE_COMBINED, // all documents of the scan: [{"path", "contents"}, ...]
    CFG_SHAPE_OBJECTS,  // Kubescape: all Kubernetes objects that match, in an array
};

struct cfg_kinds_match { // Kubescape, Gatekeeper: objects of these kinds; "*" is all
    struct cfg_strs groups, kinds;
};

struct cfg_user_rule {
    struct rego *engine;
    enum cfg_shape shape;
    const struct rego_node *entry;               // data.main.deny_root
    struct str exempt;                           // "root": what exception rules call it
    const struct rego_node *exception;           // data.main.exception, or NULL
    const struct rego_node *namespace_exception; // data.namespace.exceptions.exception, or NULL
    struct cfg_strs subtypes;                    // kinds, groups, versions; none: any
    struct cfg_kinds_match *match;
    size_t n_match, cap_match;
    const struct rego_val *parameters;    // Gatekeeper
    struct cfg_strs namespaces, excluded; // the same; "kube-*"
    struct str aggregator;                // Kubescape: "subject-role-rolebinding"
};

// A set of rules of the user while it is put together.
struct cfg_user {
    struct arena *a;
    const struct cfg_rules_options *o;
    struct cfg_rules *ret;
    size_t n_deprecated, n_skipped, n_special;
};
// A file of --rules-data; NULL when it is empty.
int cfg_data_read(struct arena *a, const struct cfg_source_file *f, const struct rego_val **ret,
                  struct sk_err *err) SK_MUST;
int cfg_user_open(struct arena *perm, const struct cfg_rules_options *o, struct cfg_rules *ret,
                  struct sk_err *err) SK_MUST;
void cfg_user_note(struct cfg_user *u, const char *fmt, ...) SK_PRINTF(2, 3);
struct rego *cfg_user_engine(struct cfg_user *u);
int cfg_user_module(struct cfg_user *u, struct rego *r, struct str path, struct str text,
                    struct sk_err *err) SK_MUST;
int cfg_user_compile(struct cfg_user *u, struct rego *r, struct sk_err *err) SK_MUST;
// Add a rule; false when it is turned off.
bool cfg_user_add(struct cfg_user *u, struct cfg_rule *rule, const struct cfg_user_rule *how);
// Kubescape's library: rules beside a rule.metadata.json, frameworks and controls as JSON.
bool cfg_is_kubescape(const struct cfg_source *s, struct str path); // does the file belong to one?
int cfg_kubescape_open(struct cfg_user *u, const struct cfg_source *s, struct sk_err *err) SK_MUST;
int cfg_gatekeeper_open(struct cfg_user *u, struct sk_err *err) SK_MUST;
bool cfg_match_kind(const struct cfg_user_rule *r, const struct rego_val *object);

// Rules of the user on one document; those that see all documents at once, at the end.
void cfg_judge_user(const struct cfg_rules *rules, struct str path, struct cfg_inputs *in,
                    const struct cfg_input *one, struct arena *perm, struct cfg_findings *ret);
void cfg_judge_together(const struct cfg_rules *rules, struct cfg_inputs *in, struct arena *perm,
                        struct cfg_findings *ret);
struct cfg_user_eval { // one evaluation after another
    const struct cfg_rules *rules;
    struct cfg_inputs *in;
    struct cfg_findings *ret;
    struct str path; // of the document; empty for many
    struct arena tmp;
    struct rego_session *session; // of these:
    const struct rego *engine;
    const struct rego_val *input;
};
// What the entry says of the input. A failure is a warning of `in`. NULL: undefined.
const struct rego_val *cfg_user_eval(struct cfg_user_eval *e, const struct cfg_rule *rule,
                                     const struct rego_node *entry, const struct rego_val *input);
void cfg_judge_objects(struct cfg_user_eval *e, const struct cfg_rule *rule, struct arena *perm);
// Documents that are of no kind: YAML, JSON, TOML.
const char *cfg_format_of(struct str path); // "yaml", "json", "toml" or NULL
void cfg_read_generic(struct str path, struct str data, struct cfg_inputs *out);

// together.c: the fact of an object that was just judged in the session, if it is of any use.
void cfg_add_fact(const struct cfg_rules *rules, struct rego_session *session, struct arena *tmp,
                  struct str path, struct str resource, struct cfg_inputs *in);

// judge.c
#define CFG_MAX_STEPS ((uint64_t)50000000) // of one rule on one document
#define CFG_MAX_MEMORY ((uint64_t)256 << 20)
struct str cfg_resource_of(struct arena *a, const struct rego_val *object);
struct str cfg_resource(struct arena *a, const struct cfg_input *one);
void cfg_add_fix(const struct rego_val *v, const struct cfg_input *one, struct arena *perm,
                 struct cfg_finding *f);
void cfg_add_finding(struct cfg_findings *ret, struct arena *perm, const struct cfg_finding *f);
struct cfg_finding cfg_result(const struct rego_val *v, const struct cfg_rule *rule,
                              struct str path, const struct cfg_input *one, struct arena *perm);

// From METADATA of a package or rule (`note`, and its `custom`); what is there already stays where it says nothing.
void cfg_read_metadata(struct arena *a, const struct rego_val *note, const struct rego_val *custom,
                       struct cfg_rule *r);
// Those of the program, in a worker; NULL with err.
const struct cfg_rules *cfg_own_rules(struct wk_call *c, struct sk_err *err);
void cfg_skip(struct arena *a, struct cfg_rules *r, const struct cfg_rule *rule);
bool cfg_is_skipped(const struct cfg_rules_options *o, const struct cfg_rule *r);
