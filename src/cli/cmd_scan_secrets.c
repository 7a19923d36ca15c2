// sekisho scan secrets - passwords, keys and tokens in files and in git.
#include "cli/scan_common.h"

#include "core/file.h"
#include "scan/secrets.h"

#include <string.h>

static const struct cli_option options[] = {
    {"staged", 0, NULL, NULL, "Only what `git commit` would take now"},
    {"history", 0, NULL, NULL, "Everything that any commit ever held, each content once"},
    {"range", 0, "A..B", NULL, "Only the commits of this range of git's history"},
    {"since", 0, "DATE", NULL, "Only commits since DATE, as git understands it"},
    {"rules", 0, "FILE", NULL,
     "Rules in gitleaks' format (default: its .gitleaks.toml, else our own)"},
    {"decode", 0, "N", NULL, "Look into base64, hex and percent encodings N deep (default 2)"},
    {"no-ignore", 0, NULL, NULL, "Neither allow comments nor .gitleaksignore count"},
    {"output", 'o', "FORMAT[=FILE]", NULL,
     "Report format, to stdout or FILE; may be given several times"},
    {"all", 0, NULL, NULL, "List every place"},
    {"severity", 0, "LEVEL", CLI_SEVERITIES, "Leave out findings below LEVEL"},
    {"fail-on", 0, "LEVEL", CLI_SEVERITIES,
     "Exit with 1 for a finding at or above LEVEL (--staged: low)"},
    {"platform", 0, "OS/ARCH", NULL, "Which image of a multi-platform one"},
    {"plain-http", 0, NULL, NULL, "Talk to the registry without TLS"},
    {"no-cache", 0, NULL, NULL, "Read every layer anew"},
    {"cache-dir", 0, "DIR", NULL, "Where known layers are kept"},
    {"workers", 0, "N", NULL, "How many processes read files (default: one a core)"},
    {0},
};

static int read_options(struct cli *c, struct scan_secret_options *o, struct sk_err *err)
{
    uint64_t depth = SCAN_SECRET_DEPTH;
    struct str rules = cli_value(c, "rules"), given = cli_value(c, "decode");
    if (given.n && (!str_to_u64(given, &depth) || depth > SEC_MAX_DEPTH))
        return sk_fail(err, SK_EUSAGE, "--decode " STR_FMT ": a number from 0 to %d",
                       STR_ARG(given), SEC_MAX_DEPTH);
    *o = (struct scan_secret_options){
        .staged = cli_has(c, "staged"),
        .range = cli_value(c, "range"),
        .since = cli_value(c, "since"),
        .no_ignore = cli_has(c, "no-ignore"),
        .decode_depth = (unsigned)depth,
    };
    o->history = cli_has(c, "history") || o->range.n || o->since.n;
    if (o->staged && o->history)
        return sk_fail(err, SK_EUSAGE, "--staged looks at no history");
    return rules.n ? sk_read_file(c->a, rules.p, SEC_MAX_CONFIG, &o->config, err) : 0;
}

static int run(struct cli *c)
{
    struct fnd_set set;
    struct sk_err err;
    struct scan_secret_options o;
    int code = cli_scan_check_outputs(c, false);
    if (code >= 0)
        return code;
    if (c->n_args == 0)
        *VEC_PUSH(c->a, c->args, c->n_args, c->cap_args) = S(".");
    if (read_options(c, &o, &err) < 0 ||
        cli_scan(c, SCAN_SECRETS, /* match= */ false, &(struct cli_looks){.secrets = &o}, &set,
                 &err) < 0)
        return cli_fail(&err);
    struct fnd_filter f = {.min_severity = adv_severity_parse(cli_value(c, "severity"))};
    fnd_filter(&set, &f);
    struct rem_plan plan = {0};
    code = cli_scan_write(c, &set, &plan, S("table"));
    struct str level = cli_value(c, "fail-on");
    if (!level.n && o.staged)
        level = S("low");
    if (code == CLI_OK && level.n && fnd_at_least(&set, adv_severity_parse(level)) > 0)
        code = CLI_FINDINGS;
    else if (code == CLI_OK && set.incomplete)
        code = CLI_INCOMPLETE;
    scan_done(&set);
    return code;
}

const struct cli_command cli_cmd_scan_secrets = {
    .name = "scan secrets",
    .args = "[TARGET]",
    .summary = "Find passwords, keys and tokens in a folder, an image or git's history",
    .text = "TARGET is a folder, a file or an image as in `sekisho scan` (default: the current "
            "folder). Of an\n"
            "image, every layer is searched, with files that later layers delete, and its "
            "configuration.\n"
            "Archives inside are opened. A secret is shown by its two ends, its length and its "
            "SHA-256, never\n"
            "whole. A line with `sekisho:allow` or `gitleaks:allow` is left out, and so is what "
            ".gitleaksignore\n"
            "lists: FILE:RULE:LINE, with COMMIT: before it for history, or the finding's own name.",
    .examples =
        "sekisho scan secrets\tthe current folder\n"
        "sekisho scan secrets app.tar\tan image, layer by layer\n"
        "sekisho scan secrets --staged\tas a pre-commit hook\n"
        "sekisho scan secrets --history --fail-on high\teverything that was ever committed\n"
        "sekisho scan secrets --range origin/main..HEAD\ta pull request",
    .options = options,
    .min_args = 0,
    .max_args = 1,
    .run = run,
};
