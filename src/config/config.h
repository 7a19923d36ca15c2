// config/config.h - configuration documents judged by Rego rules.
//
// Which document is what, its shape for rules (`input`), and the findings that the rules make of it.
// The shape of each kind is the one that the public check libraries use, so that their rules run as
// they are: a Dockerfile is {"Stages": [{"Name", "Commands": [{"Cmd", "Value", "StartLine", ...}]}]},
// Kubernetes objects are themselves.
//
// To add a kind: src/config/cfg_<id>.c with `const struct cfg_kind cfg_kind_<id>` and a line in
// kinds.def; rules for it under rules/config/<id>/.
#pragma once
#include "core/arena.h"
#include "core/err.h"
#include "core/str.h"
#include "core/wire.h"
#include "engine/rego/rego.h"
#include "inventory/inventory.h"
#include "worker/worker.h"

struct cfg_node;

struct cfg_input {        // what rules judge at a time
    const char *selector; // "dockerfile", "kubernetes": input.selector of the rules' metadata
    const struct rego_val *value;
    struct sk_doc *doc; // to find lines of nodes; NULL when values have StartLine themselves
    struct str src;     // the file's text; set by cfg_read()
    // What was built of several files or rendered (tree.h): where its values are written, and what it is
    // called there.
    const struct cfg_node *tree;
    struct str resource;
    struct str image; // what findings are about when it is of a built image: "image"
    struct str path;  // the same
    bool of_set;      // of many objects: findings say themselves where they are
};

struct cfg_strs {
    struct str *items;
    size_t n, cap;
};

struct cfg_inputs {
    struct arena *perm;
    struct cfg_input *items;
    size_t n_items, cap_items;
    struct inv_warning *warns; // what could not be read: the scan is incomplete
    size_t n_warns, cap_warns;
    struct inv_warning *notes; // what is odd, and takes nothing away: a key that stands twice
    size_t n_notes, cap_notes;
    bool fixes;            // work out the edits of fixes, too
    struct cfg_strs facts; // of Kubernetes objects, for cfg_set_job()
};

enum { CFG_MAX_DOCUMENT = 32 << 20 }; // bytes of one file

struct cfg_kind {
    const char *id;
    // From path and size alone.
    bool (*wants)(struct str path, uint64_t size);
    // Append the inputs of one file; none when it is something else. Negative when it is damaged and nothing more can be had of it.
    int (*read)(struct str path, struct str data, struct cfg_inputs *out, struct sk_err *err);
};
extern const struct cfg_kind *const cfg_kinds[]; // NULL-terminated
bool cfg_wants(struct str path, uint64_t size);  // does any kind?
// Do rules for documents of any kind (cfg_rules.wants_any)?
bool cfg_wants_generic(struct str path, uint64_t size);
// The first kind that finds something of its own has the file. Negative: it is damaged.
int cfg_read(struct str path, struct str data, struct cfg_inputs *out, struct sk_err *err) SK_MUST;
// For kinds: every document of a YAML or JSON file that `is` true for is an input.
int cfg_read_documents(struct str path, struct str data, const char *selector,
                       bool (*is)(const struct sk_val *root), struct cfg_inputs *out,
                       struct sk_err *err) SK_MUST;
void cfg_warn(struct cfg_inputs *in, struct str path, uint32_t line, const char *fmt, ...)
    SK_PRINTF(4, 5);
void cfg_note(struct cfg_inputs *in, struct str path, uint32_t line, const char *fmt, ...)
    SK_PRINTF(4, 5);
// What the reader of a document has to say of it: notes, or warnings when it is damaged.
void cfg_tell(struct cfg_inputs *in, struct sk_doc *doc);

// ---- rules ----

struct cfg_rule_file { // generated from rules/config by scripts/embed-rules
    const char *path, *text;
};
extern const struct cfg_rule_file cfg_rule_files[]; // ended by a row without path
uint64_t cfg_rules_identity(void); // of the shipped rules: changes when one of them does

enum { CFG_ENTRIES = 3 };
struct cfg_rule {                      // of the METADATA of a package
    struct str id, title, description; // "SKD001", ...
    struct str severity, action, url;  // "HIGH"; what to do; a page that says more
    struct str attack, principle;      // the route of an attacker; what is kept to
    struct str fix_may_break;          // what its fix may stop from working; empty: nothing
    struct cfg_strs references;        // pages
    struct cfg_strs controls;          // "cis-docker-4.1", of compliance frameworks
    struct cfg_strs ids;               // all that it may be named by: id, aliases
    struct str package;                // "data.sekisho.dockerfile.user"
    struct cfg_strs kinds;             // of Kubernetes objects that it is about; none: all
    struct cfg_strs selectors;         // none: for every document
    const struct cfg_user_rule *user;  // private; NULL: one of ours
    bool foreign;                      // of the user
    const struct rego_node *entries[CFG_ENTRIES]; // deny, violation, warn; NULL where there is none
};

// A --rules argument: its files. Text is borrowed, also by what is compiled.
struct cfg_source_file {
    struct str path, text;
    struct str at; // of data: the folders that it is below, "a.b"
};
struct cfg_source {
    struct str path; // as the user named it
    struct cfg_source_file *files;
    size_t n_files, cap_files;
};

struct cfg_rules_options {
    bool no_builtin;
    const struct cfg_source *sources; // rules of the user
    size_t n_sources;
    const struct cfg_source_file *data; // JSON and YAML for `data`
    size_t n_data;
    const struct str *skip; // ids of rules that are turned off
    size_t n_skip;
};

struct cfg_host;
struct cfg_rules {
    struct rego *engine;    // of ours
    struct cfg_host *host;  // private
    struct cfg_rule *items; // ours first
    size_t n_items, cap_items, n_builtin;
    struct inv_warning *notes; // what of the user's rules is not run, and why
    size_t n_notes, cap_notes;
    struct cfg_strs skipped;      // ids of rules that are turned off
    struct rego *failed;          // whose rego_errors() say more
    bool wants_any;               // a rule is for documents of any kind
    bool together;                // a rule sees all documents at once: one worker gets them all
    const struct rego_node *fact; // what rules for "kubernetes-set" need of an object; NULL: none
    struct cfg_for {              // ours by what they are for, so that a document finds its own
        struct str selector;
        uint32_t *rules; // numbers in items
        size_t n, cap;
    } * by;
    size_t n_by, cap_by;
};
// Compile rules; options may be NULL. What is wrong with the user's is SK_EUSAGE, "file:line:column: ...".
int cfg_rules_open(struct arena *perm, const struct cfg_rules_options *o, struct cfg_rules *ret,
                   struct sk_err *err) SK_MUST;
bool cfg_rules_knows(const struct cfg_rules *r, struct str id); // also when it is turned off
void cfg_rules_done(struct cfg_rules *r);                       // what is not in the arena

// result.new, isManaged, sh.parse_commands, ...: what public check libraries call besides OPA's own
// builtins. Before the first module; the engine's host is a struct cfg_host.
void cfg_add_builtins(struct rego *r);
struct cfg_host *cfg_host_new(struct arena *perm);
void cfg_host_done(struct cfg_host *host); // what is not in the arena; NULL is fine

// ---- findings ----

struct cfg_edit { // replace [off, end) of the file by text
    size_t off, end;
    struct str text;
};

struct cfg_finding {
    const struct cfg_rule *rule;
    struct str path, message;
    struct str resource; // what it is about, without lines: "Deployment shop/front", "stage build"
    uint32_t line, end_line; // 0: the file as a whole
    uint32_t layer;          // of an image, 1-based; 0: none
    bool in_base;            // the base image brings it
    struct cfg_edit *edits;  // that fix it; only when asked for
    size_t n_edits;
    struct str no_fix;  // why a fix that the rule has cannot be made here
    bool fixable;       // the rule has one
    struct str patched; // what was built: members of the cause that another file sets, and where
};
struct cfg_findings {
    struct cfg_finding *items;
    size_t n_items, cap_items;
    uint32_t *judged;  // by index of the rule: how many documents
    uint32_t *failed;  // how often it went over its budget
    uint32_t excepted; // by exception rules of the user
    bool fixes;        // rules of the user: with their edits
};
// All rules that are for the input's kind. A rule that fails is a warning in `in`. Zero *ret before the
// first input.
int cfg_judge(const struct cfg_rules *rules, struct str path, struct cfg_inputs *in,
              const struct cfg_input *one, struct arena *perm, struct cfg_findings *ret,
              struct sk_err *err) SK_MUST;

// A rule that goes over its budget so often is not asked any more: it cannot hold up a scan.
enum { CFG_MAX_FAILURES = 3 };

// Worker job "config". Request: how many files, then path, mode, size and 0 of each; descriptor 0:
// their contents one after the other. Reply: see cfg_reply_read(). `rules` NULL: ours.
int cfg_job(struct wk_call *c, const struct cfg_rules *rules, struct sk_err *err);
enum { CFG_KEEP = 1 }; // of wk_call.keep: ours, compiled
// The same with edits.
int cfg_fix_job(struct wk_call *c, const struct cfg_rules *rules, struct sk_err *err);

// Worker job "config_set": rules that see all Kubernetes objects of the scan. Request: how many facts, and
// each, from the replies of the jobs that read them. Reply: as of "config".
int cfg_set_job(struct wk_call *c, const struct cfg_rules *rules, struct sk_err *err);
enum { CFG_MAX_FACTS = 100000 };

// A built image: `facts` is the document "image" of docs/documents.md without its "config", `config` the
// configuration as it is stored. Two inputs: the image, and its history as a Dockerfile.
int cfg_read_image(struct str facts, struct str config, struct cfg_inputs *out,
                   struct sk_err *err) SK_MUST;
// Worker job "image_config". Request: both as text. Reply: as of "config".
int cfg_image_job(struct wk_call *c, const struct cfg_rules *rules, struct sk_err *err);

struct cfg_reply {          // strings borrow from the reply
    struct cfg_reply_rule { // those that judged a document
        struct cfg_rule rule;
        uint32_t number; // the same in every reply of the same rules
        uint32_t judged; // how many
    } * rules;
    size_t n_rules;
    struct cfg_reply_item {
        const struct cfg_rule *by; // rules[by_index].rule
        uint32_t by_index;
        struct str rule, title, severity, action, url, path, message, resource;
        uint32_t line, end_line, layer;
        bool in_base;
        struct str no_fix;
        struct cfg_edit *edits;
        size_t n_edits;
        bool fixable;
    } * items;
    size_t n_items;
    struct inv_warning *warns, *notes;
    size_t n_warns, n_notes;
    struct cfg_strs facts;
    uint64_t n_documents; // that were read
};
int cfg_reply_read(struct str bytes, struct arena *perm, struct cfg_reply *ret,
                   struct sk_err *err) SK_MUST;
// Replies for batches of the same target, in order, as one.
void cfg_reply_join(struct arena *perm, const struct cfg_reply *parts, size_t n,
                    struct cfg_reply *ret);
