// engine/rego/re.h - regular expressions with the syntax and meaning of RE2 (Go's regexp): linear in
// the length of the text whatever the pattern, no backreferences, leftmost-first matches.
#pragma once
#include "core/arena.h"
#include "core/err.h"
#include "core/str.h"

enum {
    RE_MAX_PATTERN = 1 << 16,     // bytes
    RE_MAX_DEPTH = 250,           // nested groups
    RE_MAX_REPEAT = 1000,         // of x{n,m}, also multiplied when nested
    RE_MAX_INSTS = 60000,         // of the program
    RE_MAX_THREAD_CAPS = 1 << 21, // instructions times groups
    RE_MAX_STATES = 1000,         // of the automaton; then threads are run instead
};

struct rego_re;

// NULL with err set: not a regular expression.
struct rego_re *rego_re_new(struct arena *perm, struct str pattern, struct sk_err *err);
bool rego_re_has_match(struct rego_re *re, struct str text);
size_t rego_re_groups(const struct rego_re *re); // capturing groups, the whole not counted
// Name of group 1..n, or empty.
struct str rego_re_group_name(const struct rego_re *re, size_t group);
// The leftmost match at or after `from`. caps gets 2 offsets for the whole match and for each group
// (2 * (groups + 1)); -1 where a group took no part.
bool rego_re_find(struct rego_re *re, struct str text, size_t from, ptrdiff_t *caps);
