// finding/licence.h - which licence each component has, why we think so, and what the policy says.
#pragma once
#include "engine/licence/policy.h"
#include "inventory/merge.h"

struct fnd_set;
struct lic_db;

enum fnd_licence_how { // from the most to the least certain
    FND_LIC_FIELD,     // a field of the package's metadata
    FND_LIC_TAG,       // SPDX-License-Identifier
    FND_LIC_COPYRIGHT, // Debian's machine-readable copyright file
    FND_LIC_TEXT,      // a text that the SPDX list matches
    FND_LIC_NAMED,     // a text that names it ("/usr/share/common-licenses/GPL-2")
    FND_LIC_NEAR       // a text that is like it
};
const char *fnd_licence_how_name(enum fnd_licence_how h); // "field", "tag", "copyright", ...

struct fnd_evidence {
    enum fnd_licence_how how;
    struct str path;  // file
    uint32_t line;    // 1-based; 0: as a whole
    struct str field; // FND_LIC_FIELD: which
    struct str raw;   // what it says; empty for texts
    struct lic_expr *expr;
    double score; // FND_LIC_NEAR: how alike, 0 to 1; else 1
    bool certain; // false: `note` says what had to be understood
    struct str note;
    struct str text; // of the whole file, for attribution; may be empty
};

struct fnd_licence {       // of one component, or of files that belong to none
    uint32_t item;         // index into inv_result.items; UINT32_MAX: files of the target itself
    struct str path;       // of those files' folder
    struct lic_expr *expr; // what all the evidence says; NULL: nothing
    bool own;              // of the target itself: shown, not judged
    bool declared, near;   // the metadata say so; only a similar text is known
    struct str note;       // contradictions, doubts
    struct lic_judgement verdict;
    struct fnd_evidence *evidence;
    size_t n_evidence, cap_evidence;
};

struct fnd_licences {
    struct fnd_licence *items; // denied first, then to review; by component
    size_t n, cap;
    uint32_t *by_item; // inv item -> index + 1, 0 = none
    const struct lic_policy *policy;
    const struct lic_db *db; // the texts of the SPDX list, or NULL
    struct str list;         // version of the SPDX list whose texts were used; empty: none
    size_t n_silent;         // components that only a lock file names, which says no licence
    size_t counts[3];        // by enum lic_verdict
    size_t families[LIC_N_FAMILIES];
};

// From evidence to `expr`, `note` and `near`.
void fnd_licence_conclude(struct arena *perm, struct fnd_licence *l);
// Verdicts, order, counts; a finding for each that is not allowed. The list becomes set->licences.
void fnd_add_licences(struct arena *perm, struct fnd_set *set, struct fnd_licences *all);
const struct fnd_licence *fnd_licence_of(const struct fnd_set *set, uint32_t item); // or NULL
