// core/toml_int.h - what read_toml.c (tables and keys) and toml_scalar.c (strings, numbers, dates)
// share.
#pragma once
#include "core/map.h"
#include "core/val_int.h"

// What is known of a table or array while the document is read; sk_val.weight is its index.
struct toml_node {
    struct sk_val *v, **tail;
    unsigned depth;
    unsigned section; // dotted keys made it in this one, and may add to it there; else 0
    bool is_explicit; // has had its header, or came of dotted keys
    bool frozen;      // written as a value: complete
};

struct toml {
    const char *p, *end;
    struct val_pool pool;
    struct sk_doc *doc;
    struct arena *scratch;
    struct sk_map members; // index of the parent and key -> struct sk_val
    struct toml_node *nodes;
    size_t n_nodes, cap_nodes;
    unsigned section; // counts the headers
    const char *what; // first error, at p
    enum sk_code code;
};

bool sk_toml_bad(struct toml *t, const char *what); // false, always
int sk_toml_peek(const struct toml *t);             // next byte, or -1
bool sk_toml_take(struct toml *t, struct str s);    // skip `s` if it is next
uint32_t sk_toml_off(const struct toml *t);

// A string at its opening quote; `lines` allows the kinds with three quotes.
bool sk_toml_string(struct toml *t, bool lines, struct str *ret);
// A boolean, number, date or time.
bool sk_toml_scalar(struct toml *t, struct sk_val *v);
