// cli/licence_common.h - options about licences that several commands share.
#pragma once
#include "cli/scan_common.h"
#include "finding/licence.h"
#include "scan/licences.h"

#define CLI_LICENCE_OPTIONS                                                                        \
    {                                                                                              \
        "licence-policy", 0, "FILE", NULL, "What is allowed, denied, to review (docs/licences.md)" \
    }

// The policy: of --licence-policy, of the configuration, or the default.
int cli_licence_options(struct cli *c, struct scan_licence_options *ret, struct sk_err *err);
