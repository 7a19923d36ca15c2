// engine/secret/secret_int.h - shared by the files of engine/secret/ only.
#pragma once
#include "core/map.h"
#include "core/val.h"
#include "engine/secret/re.h"
#include "engine/secret/secret.h"

#define PCRE2_CODE_UNIT_WIDTH 8
#include <pcre2.h>

struct sec_regex {
    pcre2_code *code;
    struct str pcre; // as given to PCRE2
    uint32_t n_groups;
};

enum sec_target { SEC_T_SECRET, SEC_T_MATCH, SEC_T_LINE };

struct sec_allow {
    bool all; // condition AND
    enum sec_target target;
    struct str *commits, *stopwords; // lower case
    struct sec_regex *paths, *regexes;
    size_t n_commits, n_stopwords, n_paths, n_regexes;
};

struct sec_allows {
    struct sec_allow *items;
    size_t n, cap;
};

struct sec_need { // [[rules.required]]
    struct str id;
    uint32_t rule;
    int64_t lines, cols; // -1 = anywhere in the same file
};

struct sec_rule_int {
    struct sec_rule pub;
    struct str pattern;     // as written
    struct sec_regex regex; // code NULL: a rule about paths only
    struct sec_regex path;  // code NULL: any
    struct sec_re_facts facts;
    const struct sec_re *tree;
    uint32_t group; // 0 = the first one that took part, or all
    double entropy; // 0 = no matter
    enum sec_checksum checksum;
    bool precise, dictionary;
    bool needed;          // another rule requires it: then keywords do not matter
    bool foreign;         // not of ours: judged exactly as gitleaks would
    bool specific;        // its name does not say "generic": it has the better word on a line
    struct str *keywords; // lower case
    size_t n_keywords;
    struct sec_allows allows;
    struct sec_need *needs;
    size_t n_needs;
    uint32_t span; // bytes around a hit in which a match lies
};

struct sec_ac; // ac.c

struct sec_rules {
    struct sec_rule_int *rules;
    size_t n, cap;
    struct sec_allows allows; // of every rule
    struct sk_map by_id;      // id -> index + 1
    struct sec_example *examples;
    size_t n_examples, cap_examples;
    pcre2_match_context *match_context;
    const struct sec_ac *ac; // literals and keywords
    struct str database;     // empty = none
    // Rules of `base` keep its database: its expression i is rule base_of[i], or UINT32_MAX.
    uint32_t *db_rules;
    size_t n_db_rules;
    bool *in_db; // by rule
    bool jit;
};

// With our limits. `perm` NULL: to be freed by PCRE2.
pcre2_match_context *sec_match_context(struct arena *perm);
int sec_regex_compile(struct arena *perm, struct str pattern, bool jit, struct sec_regex *ret,
                      struct sec_re_prog *ret_prog, struct sk_err *err) SK_MUST;
bool sec_regex_has(const struct sec_rules *r, const struct sec_regex *re, struct str text,
                   pcre2_match_data *md);

// rules_allow.c
int sec_allow_read(struct arena *a, const struct sk_val *v, bool jit, struct sec_allows *to,
                   struct sk_err *err) SK_MUST;
int sec_strings(struct arena *a, const struct sk_val *v, bool lower, struct str **ret,
                size_t *ret_n, struct sk_err *err) SK_MUST;

// A member by its name in any case, as TOML readers of other tools have it; the last counts.
const struct sk_val *sec_get(const struct sk_val *object, const char *key);

struct sec_about { // what allowlists judge
    struct str path, commit, secret, match, line;
};
// Is a file or commit as a whole let off (nothing needs to be looked at)?
bool sec_allows_file(const struct sec_rules *r, const struct sec_allows *l,
                     const struct sec_about *f, pcre2_match_data *md);
bool sec_allows_finding(const struct sec_rules *r, const struct sec_allows *l,
                        const struct sec_about *f, pcre2_match_data *md);

// ac.c: which of some hundred words are in a text, in any case? Words are lower case.
struct sec_ac_word {
    struct str text;
    uint32_t rule;
    bool keyword; // else: a literal around which the rule's expression is tried
};
const struct sec_ac *sec_ac_new(struct arena *a, const struct sec_ac_word *words, size_t n);
// hit(ctx, word, end): for every occurrence.
void sec_ac_run(const struct sec_ac *ac, struct str text,
                void (*hit)(void *ctx, const struct sec_ac_word *w, size_t end), void *ctx);

// engine_*.c: where may matches of which rule be? Intervals [from, to) of the text, in which a search
// from `from` finds what a search of the whole finds.
struct sec_spans { // of one rule
    size_t *at;    // from, to, from, to ...
    size_t n, cap;
    bool whole;   // all of the text
    bool keyword; // one was seen
    bool asked;   // keyword is known
};

struct sec_hs; // private to engine_hs.c
struct sec_scanner {
    struct arena *perm;
    const struct sec_rules *r;
    pcre2_match_data *md;
    pcre2_jit_stack *stack;
    pcre2_match_context *mc;
    struct sec_hs *hs; // NULL: our own engine
    bool own;
    bool extra;              // rules that are not in the database
    bool *off;               // by rule: not for this path
    struct sec_spans *spans; // by rule
    uint32_t *touched;       // rules with a span in this window
    size_t n_touched;
    bool *is_touched;
    uint64_t *resume; // by rule: where in the input the next match may begin
    char *window;     // SEC_WINDOW bytes, for streams
    struct arena scratch;
};

void sec_span_add(struct sec_scanner *s, uint32_t rule, size_t from, size_t to);
void sec_engine_ac(struct sec_scanner *s, struct str text, bool skip_db);
struct sec_hs *sec_hs_open(struct arena *perm, struct str database);
void sec_hs_close(struct sec_hs *h);
bool sec_engine_hs(struct sec_scanner *s, struct str text); // false: it failed

// checksum.c
enum sec_checksum sec_checksum_parse(struct str name);
// 1 = right, 0 = wrong, -1 = this token has none
int sec_checksum_try(enum sec_checksum kind, struct str secret);

void sec_crc_digits(struct str body, char out[6]);

// precise.c: is this a placeholder, a word, a path, a reference to a variable?
bool sec_is_placeholder(struct str secret, struct str match);
// Is it made of words rather than drawn by lot? For rules that have only a name to go by.
bool sec_is_wordy(struct str secret);

// decode.c: encoded pieces of `text`, decoded, one line each.
struct sec_piece {
    size_t from, to;         // in the text
    size_t out_from, out_to; // in the decoded text
    const char *how;
};
struct sec_decoded {
    struct str text;
    struct sec_piece *pieces;
    size_t n, cap;
};
void sec_decode(struct arena *a, struct str text, struct sec_decoded *ret);
