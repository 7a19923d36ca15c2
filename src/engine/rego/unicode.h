// engine/rego/unicode.h - character classes and case, for regular expressions and strings.
#pragma once
#include "core/str.h"

struct rego_rune_range {
    uint32_t lo, hi, stride;
};
struct rego_rune_class { // "Lu", "Greek", ...; sorted by name
    const char *name;
    uint32_t first, n; // of rego_rune_ranges
};
struct rego_case_range {
    uint32_t lo, hi;
    int32_t to_upper, to_lower;
    uint8_t alternating; // upper and lower case take turns
};
struct rego_fold {
    uint32_t from, to;
};
extern const struct rego_rune_range rego_rune_ranges[];
extern const struct rego_rune_class rego_rune_classes[];
extern const unsigned rego_n_rune_classes;
extern const struct rego_case_range rego_case_ranges[];
extern const unsigned rego_n_case_ranges;
extern const struct rego_fold rego_folds[];
extern const unsigned rego_n_folds;

uint32_t rego_rune_lower(uint32_t c);
uint32_t rego_rune_upper(uint32_t c);
// The next character that is the same but for its case; goes round, to itself when there is none.
uint32_t rego_rune_fold(uint32_t c);
const struct rego_rune_class *rego_rune_class(struct str name); // NULL: no such class
