// core/val.h - the document value: what JSON, YAML, TOML and XML are read into.
//
// One tree whose every node knows where it stands. All functions take NULL and wrong kinds: a
// missing thing is NULL, empty, or the default, so that a parser reads a path in one line and
// checks once at its end:   sk_val_str(sk_val_get(sk_val_get(root, S("config")), S("User")))
//
// To add a document format: core/read_<format>.c with one function, declared here.
#pragma once
#include "core/arena.h"
#include "core/err.h"
#include "core/str.h"

enum sk_kind { SK_NULL, SK_BOOL, SK_NUMBER, SK_STRING, SK_ARRAY, SK_OBJECT };

struct sk_val; // opaque; lives in the arena given to the reader

enum sk_kind sk_val_kind(const struct sk_val *v);          // NULL is SK_NULL
bool sk_val_is(const struct sk_val *v, enum sk_kind kind); // false for NULL, always

// Scalars. Text borrows from the arena or the source.
struct str sk_val_str(const struct sk_val *v);  // SK_STRING only, else empty
struct str sk_val_text(const struct sk_val *v); // any scalar as it is written; else empty
bool sk_val_bool(const struct sk_val *v, bool otherwise);
bool sk_val_i64(const struct sk_val *v, int64_t *ret); // an integer that fits, else false
bool sk_val_double(const struct sk_val *v, double *ret);

// Arrays and objects, in the order of the source; duplicates are counted and walked over, too.
// Large objects have an index, made by the reader: sk_val_get() is cheap in a loop.
size_t sk_val_count(const struct sk_val *v);                                  // elements or members
const struct sk_val *sk_val_get(const struct sk_val *object, struct str key); // last duplicate wins
const struct sk_val *sk_val_path(const struct sk_val *v, const char *dotted); // "a.b.c"
const struct sk_val *sk_val_first(const struct sk_val *v); // first element or member value
const struct sk_val *sk_val_next(const struct sk_val *v);  // its right neighbour
struct str sk_val_key(const struct sk_val *member);        // key of an object's member
#define SK_EACH(child, parent)                                                                     \
    const struct sk_val *child = sk_val_first(parent);                                             \
    child;                                                                                         \
    child = sk_val_next(child)

// Places. Offsets are bytes into sk_doc.src; lines and columns (in bytes) are 1-based.
struct sk_pos {
    uint32_t line, col;
};
struct sk_span {
    size_t off, end; // [off, end); of the value itself, quotes and brackets included
};
struct sk_span sk_val_span(const struct sk_val *v);
struct sk_span sk_val_key_span(const struct sk_val *member);

struct sk_doc_warn {
    size_t off;
    const char *what; // static text: "duplicate key", "alias limit reached", ...
};

struct sk_doc {
    struct str path, src;      // borrowed from the caller
    const struct sk_val *root; // NULL for an empty document
    struct sk_doc_warn *warns;
    size_t n_warns, cap_warns;
    bool damaged; // what was read is there, but something is missing or was dropped: incomplete
    // private: the line index, made at the first question
    uint32_t *line_starts;
    size_t n_lines;
    struct arena *perm;
};

struct sk_pos sk_doc_pos(struct sk_doc *d, size_t off);
uint32_t sk_val_line(struct sk_doc *d, const struct sk_val *v); // 1-based; 0 for NULL

// Readers. `src` is borrowed: it must live as long as the document. Limits of core/limits.h.
// On failure err holds "line L, column C: cause", and nothing is read.

// RFC 8259, UTF-8 (a BOM is skipped). Strict: no comments, no trailing commas. Duplicate keys are
// warned of. Numbers keep their text, so integers of any size survive.
int sk_json_read(struct arena *perm, struct str path, struct str src, struct sk_doc *ret,
                 struct sk_err *err) SK_MUST;
// The same for JSON with comments and trailing commas (tsconfig, devcontainer, bun.lock).
int sk_jsonc_read(struct arena *perm, struct str path, struct str src, struct sk_doc *ret,
                  struct sk_err *err) SK_MUST;

// YAML with the reading of plain scalars that Kubernetes has (sigs.k8s.io/yaml: yes and 0x1f count,
// a number in such a spelling is SK_NUMBER whose text is as written; keys stay text); anchors,
// aliases and merge keys resolved, each node at the place where it is written. One sk_doc for each
// document of the stream. An error in document n keeps documents before n: *ret_docs and *ret_n
// are written on failure, too. The span of a node with an anchor or tag begins there.
int sk_yaml_read(struct arena *perm, struct str path, struct str src, struct sk_doc **ret_docs,
                 size_t *ret_n, struct sk_err *err) SK_MUST;
// Only the first document, and every scalar a string as it is written (for advisories and lock
// files, where 1.10 is a version and no number).
int sk_yaml_read_strings(struct arena *perm, struct str path, struct str src, struct sk_doc *ret,
                         struct sk_err *err) SK_MUST;

// TOML 1.0. Dates, times, inf and nan are SK_STRING as written; 1_000 and 0x1f are SK_NUMBER.
int sk_toml_read(struct arena *perm, struct str path, struct str src, struct sk_doc *ret,
                 struct sk_err *err) SK_MUST;

// HCL 2 as syntax (Terraform). A block is an object below its type and labels, in an array, as it may stand
// several times: resource "a" "b" {} is {"resource": {"a": {"b": [{}]}}}. Literal expressions, tuples and objects
// are values; templates are text with their ${} as written; every other expression is its text in "${}".
int sk_hcl_read(struct arena *perm, struct str path, struct str src, struct sk_doc *ret,
                struct sk_err *err) SK_MUST;

// XML 1.0 (expat): an element is an object {"name": tag without prefix, "attr": object,
// "text": character data joined, empty when it is white space only, "child": array of elements}.
// Entity declarations are an error, references to an external DTD's entities are left out (damaged).
int sk_xml_read(struct arena *perm, struct str path, struct str src, struct sk_doc *ret,
                struct sk_err *err) SK_MUST;
const struct sk_val *sk_xml_child(const struct sk_val *element, struct str name); // first such
struct str sk_xml_text(const struct sk_val *element);                             // trimmed
struct str sk_xml_attr(const struct sk_val *element, struct str name);
