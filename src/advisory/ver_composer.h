// advisory/ver_composer.h - Composer's versions, taken apart; shared by ver_composer.c (order) and
// ver_composer_range.c (constraints).
#pragma once
#include "advisory/version.h"

// In the order of version_compare: a part that is missing and a number lie between RC and PATCH.
enum ver_composer_word { DEV, ALPHA, BETA, RC, NOTHING, NUMBER, PATCH };

struct ver_composer {
    struct str numbers; // as written, with any separators
    int n_num;
    struct str fill; // what missing ones up to four are: 0, or 9999999 in branches ("1.x-dev")
    enum ver_composer_word word; // stability; NOTHING = stable
    struct str counted;          // the numbers after it: "2.1" of beta2.1
    bool dev;                    // "-dev" at the end
    struct str branch;           // "dev-main" and the like, and nothing else
};

bool ver_composer_parse(struct str v, struct ver_composer *p);
int ver_composer_compare(const struct ver_composer *a, const struct ver_composer *b);
// As if only the first `max` parts (numbers, words) were there.
int ver_composer_compare_head(const struct ver_composer *a, const struct ver_composer *b, int max);
// "-beta2", ".RC1-dev", "-dev", a separator alone or nothing: is `s` that? Sets word, counted and dev.
bool ver_composer_modifier(struct str s, struct ver_composer *p);
bool ver_composer_is_wild(struct str s);                          // begins with x, X or *
struct str ver_composer_cut_flag(struct str v, struct str *flag); // "1.0@beta"
int ver_composer_match(struct str v, struct str range, bool *ret, struct sk_err *err);
