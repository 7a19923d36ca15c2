// advisory/ver_semver_like.h - Semantic Versioning as Dart and Elixir use it: strict, three numbers,
// and their own ranges. Shared by ver_pub.c and ver_hex.c.
#pragma once
#include "advisory/version.h"

struct ver_triple {
    struct str num[3];
    int n_num;
    struct str pre, build;
};
bool ver_triple_parse(struct str v, struct ver_triple *ret);                    // 1 to 3 numbers
int ver_triple_compare(const struct ver_triple *a, const struct ver_triple *b); // without build
int ver_identifiers_compare(struct str a, struct str b); // dotted: numbers below words
