// cli/compliance_common.h - frameworks that are asked about: --compliance.
#pragma once
#include "cli/cli.h"
#include "config/compliance.h"
#include "config/config.h"

#define CLI_COMPLIANCE_OPTION                                                                      \
    {                                                                                              \
        "compliance", 0, "NAME", NULL,                                                             \
            "Which controls pass: of a framework (`list` names them) or a file"                    \
    }

// `--compliance list`: printed; an exit code, or -1 to go on.
int cli_compliance_list(struct cli *c);
// All that are named; each rule of theirs must be one of `rules`.
int cli_compliance_read(struct cli *c, const struct cfg_rules *rules,
                        const struct cfg_framework **ret, size_t *ret_n, struct sk_err *err);
