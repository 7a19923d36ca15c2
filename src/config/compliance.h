// config/compliance.h - frameworks (CIS, NSA, Pod Security Standards) as data: control -> rules. See docs/compliance.md.
//
// To add a framework: rules/compliance/<id>.yaml, and its name in the `controls` of the rules' METADATA.
#pragma once
#include "core/arena.h"
#include "core/err.h"
#include "core/str.h"

enum { CFG_MAX_CONTROLS = 5000, CFG_MAX_CONTROL_RULES = 500, CFG_MAX_INCLUDES = 4 };

struct cfg_control {
    struct str id, title, level, note; // level and note may be empty
    struct str *rules;
    size_t n_rules, cap_rules;
    uint32_t line; // of the file
    bool manual;   // nothing in files shows it, or not all of it
};

struct cfg_framework {
    struct str path, id, title, version, url;
    struct cfg_control *controls;
    size_t n_controls, cap_controls;
};

// Those of the program, by their number; NULL text: there are no more.
struct str cfg_framework_text(size_t i, struct str *ret_path);
// From the text of a file. SK_EUSAGE, "path:line: ...", when it is none.
int cfg_framework_read(struct arena *perm, struct str path, struct str text,
                       struct cfg_framework *ret, struct sk_err *err) SK_MUST;
// One of the program by its id; SK_ENOENT when there is none.
int cfg_framework_find(struct arena *perm, struct str id, struct cfg_framework *ret,
                       struct sk_err *err) SK_MUST;
