// engine/secret/re.h - Go's regular expressions (RE2 syntax) as a tree of bytes.
//
// What RE2 refuses is refused (back references, look-around, possessive and stacked repeats, repeats
// above 1000). Text is bytes here: '.' is one byte, and a class that names letters outside ASCII takes
// every byte above 0x7f; case folding is that of ASCII. The tree is written out as PCRE2 syntax
// that Hyperscan takes, too, and tells what an engine must know: widths and needed literals.
#pragma once
#include "core/arena.h"
#include "core/buf.h"
#include "core/err.h"
#include "core/str.h"

enum { SEC_RE_MAX_BYTES = 16 * 1024, SEC_RE_MAX_DEPTH = 100, SEC_RE_MAX_NODES = 20000 };
#define SEC_INF UINT32_MAX

enum sec_re_kind {
    SEC_RE_EMPTY,
    SEC_RE_LIT,   // text; fold = ASCII case does not matter
    SEC_RE_SET,   // one byte of a set
    SEC_RE_CAT,   // children one after another
    SEC_RE_ALT,   // the first child that leads to a match
    SEC_RE_REP,   // child, min to max times
    SEC_RE_GROUP, // captures
    SEC_RE_AT,    // an assertion: `what` is one of ^ $ (lines), A z (text), b B
};

struct sec_re {
    enum sec_re_kind kind;
    struct str text;
    uint32_t set[8];
    bool fold, lazy;
    char what;
    uint32_t min, max; // SEC_RE_REP; max may be SEC_INF
    uint32_t group;    // 1-based
    struct sec_re **kids;
    size_t n_kids, cap_kids;
};

struct sec_re_prog {
    struct sec_re *root;
    uint32_t n_groups;
};

int sec_re_parse(struct arena *perm, struct str pattern, struct sec_re_prog *ret,
                 struct sk_err *err) SK_MUST;
// PCRE2 syntax, to be compiled without UTF, with DOLLAR_ENDONLY and ALT_CIRCUMFLEX. `bare`: without
// captures, and without what may stand at the front but need not (match ends stay the same).
void sec_re_emit(struct sk_buf *b, const struct sec_re *re, bool bare);
const struct sec_re *sec_re_without_lead(struct arena *a, const struct sec_re *re);

struct sec_re_facts {
    uint32_t min, max; // bytes of a match; max may be SEC_INF
    bool spans_lines;  // an unbounded part can take a newline
    // Every match has one of these, in any case, lower case here; none when n_lits is 0. A literal
    // begins at most `before` bytes (or SEC_INF) after the match does.
    struct str *lits;
    size_t n_lits;
    uint32_t before;
};
void sec_re_facts(struct arena *a, const struct sec_re *re, struct sec_re_facts *ret);
void sec_re_widths(const struct sec_re *re, uint32_t *ret_min, uint32_t *ret_max, bool *ret_lines);
