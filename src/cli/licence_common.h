// cli/licence_common.h - options about licences that several commands share.
#pragma once
#include "cli/scan_common.h"
#include "finding/licence.h"
#include "scan/licences.h"

#define CLI_LICENCE_OPTIONS                                                                        \
    {                                                                                              \
        "licence-policy", 0, "FILE", NULL, "What is allowed, denied, to review (docs/licences.md)" \
    }

const char *cli_licence_list_path(const struct cli *c); // of the texts of the SPDX list
// Asked for by an option, or by a policy in the configuration.
bool cli_licences_wanted(struct cli *c);
// The policy: of --licence-policy, of the configuration, or the default.
int cli_licence_options(struct cli *c, struct scan_licence_options *ret, struct sk_err *err);
