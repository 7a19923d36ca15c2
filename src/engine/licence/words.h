// engine/licence/words.h - text as words, by the matching guidelines of SPDX. Private to this folder.
//
// https://spdx.github.io/spdx-spec/v3.0.1/annexes/license-matching-guidelines-and-templates/
// Case, white space, punctuation, quotes, dashes and comment signs do not count; words with two
// spellings are one; "(c)" and the copyright sign are the word; "all rights reserved" is nothing.
// Marks of lists are words that may be passed over.
#pragma once
#include "engine/licence/licence_int.h"

struct lic_word {
    uint64_t hash;
    uint32_t line : 31; // 1-based
    uint32_t mark : 1;  // looks like the mark of a list: "1.", "(a)", "iv)"
};

struct lic_words {
    struct arena *a;
    struct lic_word *w;
    size_t n, cap;
    char before[48]; // the last word, for those that are two
    size_t n_before;
    bool tmpl; // of a template: marks are elements of their own there
};

// Appends. `html`: tags are left out, too. Of `text`, from line `line` on.
void lic_words_add(struct lic_words *ws, struct str text, uint32_t line, bool html);
bool lic_is_html(struct str text);
uint64_t lic_word_hash(struct str word); // of one word, lower case
// N words as one number.
uint64_t lic_gram(const struct lic_word *const *w, size_t n);
