// advisory/version.h - the orders in which ecosystems put their versions, and their range syntaxes.
//
// To add one: src/advisory/ver_<id>.c with `const struct ver_scheme ver_scheme_<id>`, one line in
// versions.def, and tests/data/version/<id>.txt. No comparison allocates; all are linear.
#pragma once
#include "core/err.h"
#include "core/str.h"

struct ver_scheme {
    const char *id;
    const char *what;    // whose rules, and where they are written
    const char *aliases; // space-separated other names
    // Is this a version as the ecosystem writes it? Others are ordered as well as it goes.
    bool (*valid)(struct str v);
    int (*compare)(struct str a, struct str b); // below, equal or above 0; total, never fails
    // Does `v` lie in `range`, in the ecosystem's own syntax? SK_EFORMAT: not a range.
    int (*match)(struct str v, struct str range, bool *ret, struct sk_err *err);
};
extern const struct ver_scheme *const ver_schemes[]; // NULL-terminated, order of versions.def

const struct ver_scheme *ver_find(struct str id); // by id or alias; NULL

// -1, 0 or 1 into *ret; SK_EFORMAT names the version that is none.
int ver_compare(const struct ver_scheme *s, struct str a, struct str b, int *ret,
                struct sk_err *err) SK_MUST;
int ver_match(const struct ver_scheme *s, struct str v, struct str range, bool *ret,
              struct sk_err *err) SK_MUST;

// ---- for ver_*.c ----

int ver_cmp_numbers(struct str a, struct str b); // digits of any length
// Ranges of the plain kind: comparisons ">= 1", "<2", "!= 3", "= 4" joined by commas, all must hold;
// `or_sep` ("||") joins alternatives when it is not empty; a bare version means "=".
int ver_match_plain(const struct ver_scheme *s, struct str v, struct str range, struct str or_sep,
                    bool *ret, struct sk_err *err);
bool ver_op_holds(struct str op, int order); // "<", "<=", ">", ">=", "=", "==", "!=", "<<", ">>"
struct str ver_take_op(struct str *rest);    // the operator at the front, white space after it cut
// Maven's and NuGet's intervals: "[1,2)", "(,1]", "[1]", joined by commas.
int ver_match_intervals(const struct ver_scheme *s, struct str v, struct str range, bool *ret,
                        struct sk_err *err);
