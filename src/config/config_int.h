// config/config_int.h - shared by the files of the folder.
#pragma once
#include "config/config.h"

struct cfg_host {                // what builtins know of the evaluation
    struct sk_doc *doc;          // of the input, or NULL
    const struct cfg_node *tree; // of an input that was built
    bool image;                  // the input is of an image
    struct arena *perm;
    const struct sec_rules *secrets; // made when a rule asks for them first
    struct sec_scanner *scanner;
};

// The reply of a job: findings, warnings and notes. What cfg_reply_read() reads.
void cfg_reply_write(struct sk_buf *b, const struct cfg_rules *rules, struct arena *scratch,
                     const struct cfg_findings *found, const struct cfg_inputs *in);

// Builtins of the public check libraries.
rego_builtin_fn cfg_sh_parse, cfg_squealer, cfg_cidr_is_public, cfg_cidr_count, cfg_result_new,
    cfg_is_managed;

// From METADATA of a package or rule (`note`, and its `custom`); what is there already stays where it says nothing.
void cfg_read_metadata(struct arena *a, const struct rego_val *note, const struct rego_val *custom,
                       struct cfg_rule *r);
// Those of the program, in a worker; NULL with err.
const struct cfg_rules *cfg_own_rules(struct wk_call *c, struct sk_err *err);
bool cfg_is_skipped(const struct cfg_rules_options *o, const struct cfg_rule *r);
