// core/val_int.h - how a document's nodes are laid out; for val.c and the readers only.
#pragma once
#include "core/limits.h"
#include "core/val.h"

enum {
    VAL_TRUE = 1,      // an SK_BOOL that is true
    VAL_SHADOWED = 2,  // a later member of the same object has the same key
    VAL_INDEXED = 4,   // an object of more than VAL_INDEX_MIN members: `index`, not `first`
    VAL_YAML_NUM = 8,  // number in YAML's spelling (0x1f, 1_000, +1, .5): `text` is no JSON number
    VAL_INDEX_MIN = 32 // up to here a walk along the members is as fast
};

// Children hang on their parent's `first` and on each other's `next`; nothing is ever moved.
// Offsets fit 32 bits because SK_MAX_DOC_BYTES does.
struct sk_val {
    struct sk_val *next;
    union {
        const char *text;        // scalars
        struct sk_val *first;    // arrays, objects
        struct val_index *index; // objects with VAL_INDEXED
    };
    const char *key;
    uint32_t n; // bytes of text, or number of children
    uint32_t off, end;
    uint32_t key_n, key_off, key_end;
    uint8_t kind, flags;
    uint32_t weight; // YAML: nodes of this tree with aliases followed
};

// Where nodes come from: slabs, so that the arena is asked once for many.
struct val_pool {
    struct sk_doc *doc;
    struct sk_val *free;
    size_t n_free, n_slab;
    uint64_t n_nodes;
};

// Begin a document; SK_ELIMIT when src is too long. Warnings and nodes go to doc->perm.
int sk_node_begin(struct val_pool *pool, struct arena *perm, struct str path, struct str src,
                  struct sk_doc *doc, struct sk_err *err) SK_MUST;
struct sk_val *sk_node_new(struct val_pool *pool); // zeroed; NULL past SK_MAX_DOC_NODES

// Children are complete: mark shadowed duplicates (with a warning each) and index large objects.
// False when the keys were chosen to collide: fail with SK_ELIMIT.
bool sk_node_close_object(struct val_pool *pool, struct sk_val *object) SK_MUST;

void sk_node_warn(struct sk_doc *doc, size_t off, const char *what); // keeps SK_MAX_WARNINGS
// "line L, column C: what" as the message; returns `code`.
int sk_node_fail(const struct sk_doc *doc, size_t off, enum sk_code code, const char *what,
                 struct sk_err *err);
// `raw`, or a copy in which ill-formed UTF-8 is U+FFFD, with a warning and doc->damaged.
struct str sk_node_utf8(struct sk_doc *doc, struct str raw, size_t off);
// Exactly `n` hex digits at p; false when there are others, or fewer before `end`.
bool sk_hex_digits(const char *p, const char *end, size_t n, uint32_t *ret);

// What Kubernetes makes of a scalar without quotes: its kind and flags. `tag` is empty or the full
// tag ("tag:yaml.org,2002:int", "!Ref"); a text that its tag forbids is a string with *ret_bad.
void sk_yaml_type(struct str text, struct str tag, struct sk_val *v, bool *ret_bad);
