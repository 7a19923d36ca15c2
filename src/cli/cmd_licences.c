// sekisho licences - which licence has what, and what the policy says of it.
#include "cli/licence_common.h"
#include "core/file.h"
#include "core/limits.h"
#include "report/notice.h"

static const struct cli_option options[] = {
    {"output", 'o', "FORMAT[=FILE]", NULL, "Format, to stdout or FILE (default: licences)"},
    {"all", 0, NULL, NULL, "List every component, also the allowed ones one by one"},
    {"fail-on", 0, "VERDICT", "review|deny", "Exit with 1 when something is denied, or to review"},
    {"notice", 0, "FILE", NULL, "Write an attribution file: who, under what, with the texts"},
    CLI_LICENCE_OPTIONS,
    CLI_SCAN_OPTIONS,
    {0},
};

static int verdict(const struct cli *c, const struct fnd_set *set)
{
    const struct fnd_licences *all = set->licences;
    size_t n = all->counts[LIC_DENY];
    if (str_eq(cli_value(c, "fail-on"), S("review")))
        n += all->counts[LIC_REVIEW];
    if (cli_has(c, "fail-on") && n)
        return CLI_FINDINGS;
    return set->incomplete ? CLI_INCOMPLETE : CLI_OK;
}

static int write_notice(const struct cli *c, const struct fnd_set *set)
{
    struct sk_err err;
    SK_BUF_SCRATCH(b, SK_GB);
    struct str file = cli_value(c, "notice");
    if (!file.n)
        return CLI_OK;
    if (rep_notice(set, &b, &err) < 0 || sk_write_file(file.p, sk_buf_str(&b), 0644, &err) < 0)
        return cli_fail(&err);
    cli_say(c, "wrote " STR_FMT, STR_ARG(file));
    return CLI_OK;
}

static int run(struct cli *c)
{
    struct fnd_set set;
    struct sk_err err;
    struct rem_plan none = {0};
    struct scan_licence_options licences;
    const struct cli_looks looks = {.licences = &licences};
    int code = cli_scan_check_outputs(c, false);
    if (code >= 0)
        return code;
    if (cli_licence_options(c, &licences, &err) < 0)
        return cli_fail(&err);
    if (cli_scan(c, SCAN_AUTO, /* match= */ false, &looks, &set, &err) < 0)
        return cli_fail(&err);
    code = cli_scan_write(c, &set, &none, S("licences"));
    if (code == CLI_OK)
        code = write_notice(c, &set);
    return code == CLI_OK ? verdict(c, &set) : code;
}

const struct cli_command cli_cmd_licences = {
    .name = "licences",
    .args = "TARGET",
    .summary = "Show the licences of an image or a folder, judged by a policy",
    .text = "The same targets as `sekisho scan`. Needs no advisory database. Evidence is what "
            "packages say\n"
            "(dpkg, apk, rpm, npm, Python and others), SPDX tags, and the texts of licence files. "
            "What is\n"
            "uncertain is marked so. docs/licences.md describes the policy and its file.",
    .examples = "sekisho licences app.tar\twhat to look at first\n"
                "sekisho licences . --licence-policy licences.toml --fail-on deny\tas a gate\n"
                "sekisho licences app.tar --notice NOTICE.txt\twhat has to be passed on with it",
    .options = options,
    .min_args = 1,
    .max_args = 1,
    .run = run,
};
