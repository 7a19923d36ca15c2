// cli/rules_common.h - rules of the user, from --rules and the configuration file.
#pragma once
#include "cli/cli.h"
#include "cli/config.h"
#include "config/config.h"

#define CLI_RULES_OPTIONS                                                                          \
    {"rules", 0, "PATH", NULL, "Rules of yours, a file or folder (repeatable)"},                   \
        {"rules-data", 0, "PATH", NULL, "JSON and YAML that they see as data (repeatable)"},       \
        {"no-builtin-rules", 0, NULL, NULL, "Only the rules of --rules"},                          \
    {                                                                                              \
        "skip-rule", 0, "ID", NULL, "Leave a rule out (repeatable)"                                \
    }

// Load and compile; *ret is NULL when there is nothing but the rules of the program. What is
// wrong with the rules is printed, and SK_EUSAGE. What is not run is said once.
int cli_rules_open(struct cli *c, const struct cli_config *config, const struct cfg_rules **ret,
                   struct sk_err *err);
