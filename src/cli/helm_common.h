// cli/helm_common.h - options of commands that render charts.
#pragma once
#include "cli/cli.h"
#include "cli/config.h"
#include "scan/helm.h"

#define CLI_HELM_OPTIONS                                                                           \
    {"helm-values", 0, "FILE", NULL, "Values for charts; may be given several times"},             \
    {                                                                                              \
        "helm-set", 0, "K=V", NULL,                                                                \
            "One value for charts, as helm's --set; may be given several times"                    \
    }

// Where helm is (the configuration, else $PATH), and the values.
int cli_helm_open(struct cli *c, const struct cli_config *config,
                  const struct scan_helm_options **ret, struct sk_err *err);
