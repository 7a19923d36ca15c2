// engine/licence/licence.h - what a licence is called, what it asks for, which text it is.
//
// lic_parse() reads SPDX expressions, lic_read() what packages write instead ("GPLv2+", "Apache 2", "MIT/X11").
// What is not known is kept as it is, as LicenseRef-..., and marked: nothing is guessed in silence.
//
// To add an id: ids.def (facts of the SPDX list). A free-text name: names.def, and a row in tests/data/licence/names.txt.
#pragma once
#include "core/arena.h"
#include "core/buf.h"
#include "core/err.h"
#include "core/str.h"

enum {
    LIC_MAX_TEXT = 16 << 10, // bytes of one expression or name
    LIC_MAX_TERMS = 2000,    // of one expression
    LIC_MAX_DEPTH = 100,     // of brackets
};

// What a licence asks for of who passes the program on. The order is that of severity.
enum lic_family {
    LIC_NONE,       // no statement at all: NOASSERTION, NONE
    LIC_PERMISSIVE, // keep the notices
    LIC_WEAK,       // changes to these files (this library) stay open
    LIC_STRONG,     // the whole program stays open when it is passed on
    LIC_NETWORK,    // also when it is only used over a network
    LIC_RESTRICTED, // not for every use: no commerce, no changes, no competition, proprietary
    LIC_UNKNOWN,    // a name that nobody knows
    LIC_N_FAMILIES
};
const char *lic_family_name(enum lic_family f); // "weak copyleft"
const char *lic_family_word(enum lic_family f); // "weak": in policies and JSON
bool lic_family_parse(struct str word, enum lic_family *ret);
const char *lic_family_duty(enum lic_family f); // one line: what has to be done

struct lic_id { // a row of ids.def
    struct str id;
    enum lic_family family;
    bool osi, fsf;
    struct str instead; // expression that replaces a deprecated id
};
const struct lic_id *lic_id_find(struct str id); // without regard to case; NULL = not on the list
extern const struct lic_id lic_ids[];            // sorted without regard to case
extern const size_t lic_n_ids;

struct lic_exception {
    struct str id;
    bool relaxes; // strong copyleft becomes weak for who links, generates or boots it
    struct str instead;
};
const struct lic_exception *lic_exception_find(struct str id);
extern const struct lic_exception lic_exceptions[];
extern const size_t lic_n_exceptions;

// ---- expressions ----

enum lic_op { LIC_TERM, LIC_AND, LIC_OR };

struct lic_expr {
    enum lic_op op;
    struct str id; // LIC_TERM: as the list spells it, "LicenseRef-x", "DocumentRef-d:LicenseRef-x"
    struct str exception;                 // LIC_TERM: after WITH; may be empty
    bool plus;                            // LIC_TERM: "+", where no "-or-later" id exists
    enum lic_family family;               // LIC_TERM: of the licence with its exception
    struct lic_expr *first, *next, **end; // LIC_AND, LIC_OR: two or more members
};

// https://spdx.github.io/spdx-spec/v3.0.1/annexes/spdx-license-expressions/ Ids and operators in any case; deprecated
// ids are replaced; doubles are left out, order stays. An id that is not on the list is SK_EFORMAT.
int lic_parse(struct arena *perm, struct str text, struct lic_expr **ret,
              struct sk_err *err) SK_MUST;
struct str lic_print(struct arena *a, const struct lic_expr *e); // NULL: "NOASSERTION"
bool lic_is_term(const struct lic_expr *e, const char *id);      // that one alone
// AND takes the worst member, OR the best.
enum lic_family lic_expr_family(const struct lic_expr *e);
// Both, as AND or OR; either may be NULL. Doubles are left out. `x` and `y` become part of the result.
struct lic_expr *lic_join(struct arena *a, enum lic_op op, struct lic_expr *x, struct lic_expr *y);
// Walk the terms; `i` from 0. NULL at the end.
const struct lic_expr *lic_term_at(const struct lic_expr *e, size_t i);

// ---- what packages write ----

struct lic_reading {
    struct lic_expr *expr; // NULL: no statement
    bool certain;          // false: something had to be understood; `note` says what
    struct str note;
};
// Never fails; at most LIC_MAX_TEXT bytes are looked at. "SEE LICENSE IN x", "UNKNOWN", "" give no expression.
void lic_read(struct arena *perm, struct str text, struct lic_reading *ret);
// The key by which names.def is sorted: lower case, without words that say nothing, "2.0" as "2".
struct str lic_name_key(struct arena *a, struct str name);
