// engine/licence/match.h - which texts of the list are in a text. Private to this folder.
#pragma once
#include "engine/licence/db_int.h"

enum {
    LIC_MAX_STEPS_RUN = 60000000, // steps of programs for one text; more is not looked at
    LIC_MAX_MATCHES = 500,
    LIC_NEAR_WORDS = 12, // a piece of text that is shorter is like nothing
};
#define LIC_NEAR_LEAST 0.6 // likeness below this is none

struct lic_match {
    uint32_t tpl;         // index; the first of those with the same text
    uint32_t first, last; // words [first, last)
    uint32_t loose;       // of them, that the template leaves open
    double score;         // 1: by the guidelines; below: likeness
};

struct lic_matches {
    struct arena *perm;
    struct lic_match *items; // by place; they do not overlap, but several may say the same place
    size_t n, cap;
    uint32_t
        reached;   // the word at which the program that came furthest gave up; for looking into it
    bool too_much; // LIC_MAX_STEPS_RUN passed: something may be missing
};

void lic_match(const struct lic_db *db, const struct lic_words *text, struct lic_matches *ret);
// What is like a text of the list in words [first, last): at most one.
bool lic_near(const struct lic_db *db, struct arena *tmp, const struct lic_words *text,
              uint32_t first, uint32_t last, struct lic_match *ret);
