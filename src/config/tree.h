// config/tree.h - documents that can be changed, whose values remember where they were written.
//
// What is built of several files (Kustomize) or printed by another program (Helm) is judged as a tree
// of these nodes. Each node has a place: the value of some document that it was read from, or that it
// was made of; so a finding stands at the file and line that somebody has to change.
#pragma once
#include "core/val.h"
#include "engine/rego/rego.h"

struct sk_buf;

struct cfg_line { // of the file that a line of a rendered text comes from
    struct str path;
    uint32_t line;
};

struct cfg_origin { // a document as nodes see it
    struct sk_doc *doc;
    // Text inside another document (a patch in a kustomization): line 1 is line `first` of doc->path;
    // a text of one line there (`flat`) has all its lines at that one.
    uint32_t first;
    bool flat;
    bool words;                   // yes, no, on, off are words, not booleans
    const struct cfg_line *lines; // rendered: where each line of the document comes from
    size_t n_lines;
};

struct cfg_node {
    struct cfg_node *next, *first; // siblings, children
    struct str key, text;          // of a member; of a scalar
    const struct sk_val *src;      // its place, in `from`; may be NULL
    struct cfg_origin *from;
    uint8_t kind; // enum sk_kind
    bool as_is;   // a scalar whose value is that of `src`
};

// Where nodes come from. A tree that passes a limit is cut and `full` set: look at it after each step.
enum { CFG_MAX_NODES = 5000000, CFG_MAX_TREE_DEPTH = 400, CFG_MAX_TREE_TEXT = 256 << 20 };
struct cfg_pool {
    struct arena *a;
    size_t n, bytes; // nodes made, bytes of texts put together
    bool full;
};

struct cfg_node *cfg_node_read(struct cfg_pool *p, struct cfg_origin *from, const struct sk_val *v);
struct cfg_node *cfg_node_clone(struct cfg_pool *p, const struct cfg_node *n); // NULL of NULL
// New nodes at the place of `at`, which may be NULL. The text is borrowed.
struct cfg_node *cfg_node_new(struct cfg_pool *p, enum sk_kind kind, const struct cfg_node *at);
struct cfg_node *cfg_node_str_new(struct cfg_pool *p, struct str text, const struct cfg_node *at);
// A text of parts, within the pool's limits.
struct str cfg_text(struct cfg_pool *p, struct str a, struct str b, struct str c);

// All take NULL and wrong kinds, as sk_val's do.
bool cfg_node_is(const struct cfg_node *n, enum sk_kind kind);
struct cfg_node *cfg_node_get(const struct cfg_node *object, struct str key);
struct cfg_node *cfg_node_at(const struct cfg_node *n, const char *path); // "metadata/name"
struct str cfg_node_text(const struct cfg_node *n);                       // of any scalar but null
struct cfg_node *cfg_node_item(const struct cfg_node *array, size_t i);
size_t cfg_node_count(const struct cfg_node *n);
#define CFG_EACH(child, parent)                                                                    \
    struct cfg_node *child = cfg_node_first(parent);                                               \
    child;                                                                                         \
    child = child->next
struct cfg_node *cfg_node_first(const struct cfg_node *n);
// The same value: kinds, texts, members in any order.
bool cfg_node_eq(const struct cfg_node *a, const struct cfg_node *b);

// Changes. `value` is taken over, not copied, and must hang nowhere else.
void cfg_node_set(struct cfg_node *object, struct str key, struct cfg_node *value); // or replace
bool cfg_node_remove(struct cfg_node *object, struct str key);                      // was it there?
void cfg_node_insert(struct cfg_node *array, size_t at, struct cfg_node *value);    // or append
bool cfg_node_remove_item(struct cfg_node *array, size_t at);
void cfg_node_become(struct cfg_node *n, const struct cfg_node *value); // keeps key and siblings
void cfg_node_set_text(struct cfg_node *n, struct str text, const struct cfg_node *at);

// As rules see it; every value remembers its place (rego_val.src).
const struct rego_val *cfg_node_rego(struct arena *a, const struct cfg_node *n);

struct cfg_place {
    struct str path;
    uint32_t line, end_line; // 0: not known
};
struct cfg_place cfg_node_place(const struct cfg_node *n);
// The node of a tree that has this place, or NULL.
const struct cfg_node *cfg_node_find(const struct cfg_node *root, const struct sk_val *src);

// YAML, block style; with places as comments ("# base/web.yaml:12") behind the values.
void cfg_node_yaml(struct sk_buf *b, const struct cfg_node *n, bool places);
