// scan/fix.h - making findings go away: the edits that rules carry, tried until nothing changes.
//
// Each round applies the edits that do not touch each other and has the file judged again. A fix after
// which its finding is still there, or the file is damaged, is taken back: the file is begun anew
// without that rule.
#pragma once
#include "scan/scan.h"

struct scan_fix_item { // one finding
    struct str rule, title, path, message;
    uint32_t line;  // in the file as it was
    struct str why; // it is not fixed; empty for those that are
    bool risky;     // it would be, were risky fixes asked for
};

struct scan_fix_file {
    struct str path, before, after;
};

struct scan_fixes {
    struct str folder;           // what paths are relative to
    struct scan_fix_file *files; // that change
    size_t n_files, cap_files;
    struct scan_fix_item *fixed, *left; // left: also those whose rule knows no fix
    size_t n_fixed, cap_fixed, n_left, cap_left;
};

struct scan_fix_options {
    const struct str *only; // rules; none: all
    size_t n_only;
    bool risky; // also fixes that may stop what works; those of `only` always
};

// Judge the folder, or one file, and work out what changes; nothing is written. Warnings go to set->warns.
int scan_fix(struct arena *perm, struct str target, const struct scan_options *o,
             const struct scan_fix_options *fix, struct fnd_set *set, struct scan_fixes *ret,
             struct sk_err *err) SK_MUST;
