// engine/rego/re_int.h - tree and program of a regular expression.
#pragma once
#include "engine/rego/re.h"

enum re_op {
    RE_EMPTY,
    RE_RUNES,
    RE_CONCAT,
    RE_ALT,
    RE_STAR,
    RE_PLUS,
    RE_QUEST,
    RE_REPEAT,
    RE_CAPTURE,
    RE_BOL,
    RE_EOL,
    RE_BOT,
    RE_EOT,
    RE_WORD,
    RE_NOT_WORD,
    RE_NOTHING,
};

struct re_range {
    uint32_t lo, hi;
};

struct re_set { // sorted, without overlaps once cleaned
    struct re_range *r;
    size_t n, cap;
};

struct re_node {
    uint8_t op;
    bool lazy;
    int min, max; // RE_REPEAT; max -1: no end
    int group;
    struct re_set set; // RE_RUNES
    struct re_node **kids;
    size_t n, cap;
};

enum re_inst_op { I_RUNES, I_SPLIT, I_JUMP, I_SAVE, I_ASSERT, I_MATCH, I_FAIL };
struct re_inst {
    uint8_t op, what;         // what: I_ASSERT: enum re_op
    uint32_t x, y;            // next; I_SPLIT: x first, then y; I_SAVE: y = slot
    const struct re_range *r; // I_RUNES
    uint32_t n;
    uint64_t ascii[2];
};

struct re_state {                 // of the automaton: a set of instructions, and what came before
    const struct re_state **next; // by class; NULL = not known yet
    const uint32_t *pcs;
    uint32_t n;
    uint8_t before;
    bool found;
    uint64_t hash;
};

struct rego_re {
    struct arena *a;
    struct re_inst *prog;
    size_t n_prog, cap_prog;
    size_t n_groups;
    struct str *names;
    bool anchored;      // begins with \A
    struct str literal; // every match holds it; may be empty
    // classes of characters that no instruction tells apart
    uint32_t *bounds; // first character of each class
    size_t n_classes;
    uint16_t ascii[128];
    // the automaton
    size_t n_states, table_size;
    const struct re_state **table;
};

struct re_node *rego_re_parse(struct arena *a, struct str pattern, size_t *ret_groups,
                              struct str **ret_names, struct sk_err *err);
bool rego_re_compile(struct rego_re *re, const struct re_node *tree, struct sk_err *err);
void rego_re_set_add(struct arena *a, struct re_set *s, uint32_t lo, uint32_t hi);
void rego_re_set_clean(struct re_set *s);
void rego_re_set_negate(struct arena *a, struct re_set *s);
void rego_re_set_fold(struct arena *a, struct re_set *s);
// Is the assertion true between characters `before` and `after` (-1: the text ends)?
bool rego_re_holds(unsigned what, int64_t before, int64_t after);
bool rego_re_in(const struct re_inst *i, uint32_t c);
