// tests/unit/golden.h - walking tests/golden/inventory/<parser>/<case>/ and comparing with `expected`.
#pragma once
#include "test.h"

#include "core/arena.h"
#include "core/buf.h"
#include "inventory/inventory.h"

struct golden_tree { // the files of one case, sorted by path
    struct arena *perm;
    struct inv_file *files;
    size_t n_files, cap_files;
    struct inv_files all; // as parsers get them
};

void golden_open(struct golden_tree *t, struct arena *perm, const char *top);
// The parser that reads this file by itself, or NULL.
const struct inv_parser *golden_parser(const struct inv_file *f);
// fn("<parser>", "tests/golden/<kind>/<parser>/<case>") for each case of one folder, sorted. Counts.
size_t golden_each(const char *kind, const char *id, void (*fn)(struct str id, const char *top));
// The same for all parsers.
void golden_each_parser(void (*fn)(struct str parser, const char *top));
// What a parser said, as text.
void golden_dump(struct sk_buf *b, const struct inv_out *out);
// Fails unless <top>/expected is `got`; with UPDATE_GOLDEN=1 it is written.
void golden_check(const char *top, struct str got);
