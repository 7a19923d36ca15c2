// remedy/remedy.h - actions instead of CVEs: what to do, what it removes, what it costs.
//
// To add a kind of fix: src/remedy/fix_<name>.c and one line in remedies.def. The kinds are asked in
// the order of the table; the first that takes a finding keeps it.
#pragma once
#include "core/arena.h"
#include "finding/finding.h"

enum rem_kind { REM_BASE_IMAGE, REM_OS_PACKAGES, REM_TOOLCHAIN, REM_LIBRARY, REM_CONFIG };
enum rem_cost { REM_PATCH, REM_MINOR, REM_MAJOR }; // how far the version moves

struct rem_step { // one package of an action
    struct str type, package, from, to;
    struct str where; // file that pins it
    struct str via;   // the direct dependency that brings it, when it is not one itself
    bool dev;
};

struct rem_action {
    enum rem_kind kind;
    struct str key;  // private: actions of one kind are joined by it
    struct str text; // one line for people: "take base image debian:12.1 -> debian:12.5"
    struct str how;  // command or line to write, may be empty
    enum rem_cost cost;
    struct rem_step *steps;
    size_t n_steps, cap_steps;
    uint32_t *findings; // indices into fnd_set.items
    size_t n_findings, cap_findings;
    size_t by_severity[ADV_SEV_CRITICAL + 1];
    size_t n_exploited;
};

struct rem_plan {
    struct rem_action *actions; // base image first, then by what they remove
    size_t n_actions, cap_actions;
    uint32_t *unfixed; // findings that no action removes
    size_t n_unfixed, cap_unfixed;
};

// The plan for all findings of `set`. Borrows from it.
void rem_plan(struct arena *perm, const struct fnd_set *set, struct rem_plan *ret);

// ---- for fix_*.c ----

struct rem_fixer {
    const char *id;
    enum rem_kind kind;
    // Is this finding ours? Then name the action (key) that removes it and describe the step.
    bool (*takes)(struct arena *a, const struct fnd_set *set, const struct fnd_finding *f,
                  struct str *ret_key, struct rem_step *ret_step);
    // Write text and how, when all steps are known.
    void (*describe)(struct arena *a, const struct fnd_set *set, struct rem_action *action);
};
