// engine/licence/template.h - from the XML of the SPDX list to programs over words. Private to this folder.
#pragma once
#include "core/map.h"
#include "engine/licence/words.h"

// A program: one number for each step.
enum lic_step {
    LIC_STEP_WORD, // arg: the word
    LIC_STEP_OPT,  // arg: how many steps may be passed over
    LIC_STEP_FORK, // go on here, or `arg` steps further
    LIC_STEP_JUMP, // arg: how many steps
    LIC_STEP_ANY,  // arg: at most so many words
    LIC_STEP_END
};
#define LIC_STEP(op, arg) ((uint32_t)(op) << 28 | ((uint32_t)(arg)&0x0fffffff))
#define LIC_STEP_OP(x) ((enum lic_step)((x) >> 28))
#define LIC_STEP_ARG(x) ((x)&0x0fffffff)

enum {
    LIC_MAX_STEPS = 200000,    // of one template
    LIC_ANY_WORDS = 60,        // what a name that may be replaced has at most
    LIC_COPYRIGHT_WORDS = 300, // what notices of copyright have at most
    LIC_MAX_ALTERNATIVES = 64, // of one replaceable text
};

struct lic_template {
    struct str id, name;
    bool exception, header; // header: the notice for source files
    uint32_t *code;         // arguments of WORD are indices into lic_compile.hashes
    size_t n, cap;
    struct lic_words plain; // the words that have to be there, for likeness
    struct sk_buf text;     // as people read it, for attribution
};

struct lic_compile { // all templates of a list
    struct arena *perm;
    struct lic_template *items;
    size_t n, cap;
    uint64_t *hashes; // of words
    size_t n_hashes, cap_hashes;
    struct sk_map by_hash; // 8 bytes -> index + 1
    struct str version;
    size_t n_files;
    struct lic_compile_warn {
        struct str path, what;
    } * warns;
    size_t n_warns, cap_warns;
};

// One XML file of the list. What is wrong with it is a warning.
void lic_compile_xml(struct lic_compile *c, struct str path, struct str xml);
uint32_t lic_compile_word(struct lic_compile *c, uint64_t hash);
// All strings that a `match` expression of the list stands for, with "\1" for any words. Empty: too many.
size_t lic_alternatives(struct arena *a, struct str regex, struct str *ret);
void lic_compile_free(struct lic_compile *c);
