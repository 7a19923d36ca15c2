// cli/scan_common.h - what `scan`, `sbom` and `explain` share: options, progress, outputs.
#pragma once
#include "cli/cli.h"
#include "report/report.h"
#include "scan/scan.h"

#define CLI_SEVERITIES "negligible|low|medium|high|critical"

#define CLI_SCAN_OPTIONS                                                                           \
    {"db", 0, "FILE", NULL, "Advisory database (default: the one of `sekisho db update`)"},        \
        {"platform", 0, "OS/ARCH", NULL, "Which image of a multi-platform one"},                   \
        {"plain-http", 0, NULL, NULL, "Talk to the registry without TLS"},                         \
        {"no-cache", 0, NULL, NULL, "Read every layer anew"},                                      \
        {"cache-dir", 0, "DIR", NULL, "Where known layers are kept"},                              \
    {                                                                                              \
        "workers", 0, "N", NULL, "How many layers to read at once (default: one a core)"           \
    }

// Run the scan with the options of `c`. Negative with err when
// there is nothing to report.
struct scan_secret_options;
struct scan_licence_options;
struct cli_looks { // what to look for besides; NULL: not
    const struct scan_secret_options *secrets;
    const struct scan_licence_options *licences;
};
int cli_scan(struct cli *c, enum scan_kind kind, bool match, const struct cli_looks *looks,
             struct fnd_set *ret, struct sk_err *err);

// -o FORMAT[=FILE] ...: check them before the work; then write all. Return an exit code, -1 = go on.
int cli_scan_check_outputs(struct cli *c, bool inventory);
int cli_scan_write(struct cli *c, const struct fnd_set *set, const struct rem_plan *plan,
                   struct str default_format);

// Keep the findings for `sekisho explain`, under the cache; errors do not matter.
void cli_scan_remember(struct cli *c, const struct fnd_set *set);
const char *cli_cache_dir(const struct cli *c);
const char *cli_db_path(struct cli *c);
