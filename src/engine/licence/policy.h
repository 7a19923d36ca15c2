// engine/licence/policy.h - what a team accepts: allowed, denied, to be reviewed.
//
// A policy is TOML, see docs/licences.md. lic_policy_default() is the one that holds without any; a file adds to it:
// what the file does not say stays as it is there.
#pragma once
#include "engine/licence/licence.h"

struct sk_doc;
struct sk_val;

enum lic_verdict { LIC_ALLOW, LIC_REVIEW, LIC_DENY };
const char *lic_verdict_name(enum lic_verdict v); // "allowed", "to review", "denied"
const char *lic_verdict_word(enum lic_verdict v); // "allow", "review", "deny"

enum { LIC_MAX_RULES = 2000, LIC_MAX_PATTERNS = 2000 };

struct lic_patterns {
    struct str *items;
    size_t n, cap;
};

struct lic_rule { // the first one that fits decides
    struct lic_patterns packages, paths, licences, families;
    enum lic_verdict verdict;
    bool decides; // false: it only says what the licence is
    struct str reason;
    struct lic_expr *licence; // what it really is; NULL = as found
    uint32_t line;
    bool builtin;
};

struct lic_policy {
    struct str path; // of the file, for messages; empty for the default
    struct lic_rule *rules;
    size_t n_rules, cap_rules;
    struct lic_patterns allow, review, deny;
    enum lic_verdict families[LIC_N_FAMILIES];
    enum lic_verdict near; // at least this when only a similar text is known
};

struct str lic_policy_default_text(void); // the default policy as its users would write it
const struct lic_policy *lic_policy_default(struct arena *perm);
// `text` over the default. Any mistake in it is SK_EUSAGE with file, line and cause.
int lic_policy_read(struct arena *perm, struct str path, struct str text,
                    const struct lic_policy **ret, struct sk_err *err) SK_MUST;
// The same from a table of a file that was read already.
int lic_policy_from(struct arena *perm, struct sk_doc *doc, const struct sk_val *table,
                    const struct lic_policy **ret, struct sk_err *err) SK_MUST;

struct lic_subject {
    struct str type, name, version; // purl type, name as its ecosystem writes it
    const struct str *paths;        // where it is
    size_t n_paths;
};
struct lic_judgement {
    enum lic_verdict verdict;
    enum lic_family family;      // of the branch that decided
    const struct lic_expr *expr; // what was judged: as found, or what a rule says it is
    struct lic_expr *chosen;     // of an OR: the branch to take; NULL without one
    struct str term;             // the licence that decided
    struct str why;    // "weak copyleft is allowed", "AGPL-3.0-only is denied (policy.toml:4)"
    struct str reason; // of the rule, as the user wrote it
};
// OR takes the best member, AND the worst. `near`: only a similar text is known.
void lic_judge(struct arena *perm, const struct lic_policy *p, const struct lic_subject *s,
               const struct lic_expr *expr, bool near, struct lic_judgement *ret);
// '*' is anything, '?' one character; without regard to case.
bool lic_glob(struct str pattern, struct str text);
