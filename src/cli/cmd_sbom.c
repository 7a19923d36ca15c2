// sekisho sbom - the inventory alone, for other tools.
#include "cli/licence_common.h"

static const struct cli_option options[] = {
    {"output", 'o', "FORMAT[=FILE]", NULL, "Format, to stdout or FILE (default: cyclonedx)"},
    CLI_LICENCE_OPTIONS,
    CLI_SCAN_OPTIONS,
    {0},
};

static int run(struct cli *c)
{
    struct fnd_set set;
    struct sk_err err;
    struct rem_plan none = {0};
    struct scan_licence_options licences;
    const struct cli_looks looks = {.licences = &licences};
    int code = cli_scan_check_outputs(c, true);
    if (code >= 0)
        return code;
    if (cli_licence_options(c, &licences, &err) < 0)
        return cli_fail(&err);
    licences.aside = true;
    if (cli_scan(c, SCAN_AUTO, /* match= */ false, &looks, &set, &err) < 0)
        return cli_fail(&err);
    code = cli_scan_write(c, &set, &none, S("cyclonedx"));
    if (code == CLI_OK && set.incomplete) {
        for (size_t i = 0; i < set.n_warns; i++)
            cli_warn("%s" STR_FMT "%s" STR_FMT, set.incomplete ? "incomplete: " : "",
                     STR_ARG(set.warns[i].path), set.warns[i].path.n ? ": " : "",
                     STR_ARG(set.warns[i].what));
        code = CLI_INCOMPLETE;
    }
    return code;
}

const struct cli_command cli_cmd_sbom = {
    .name = "sbom",
    .args = "TARGET",
    .summary = "Write the inventory of an image or a folder (CycloneDX)",
    .text = "The same targets as `sekisho scan`. Needs no advisory database. Licences are SPDX "
            "expressions,\n"
            "with what was found of them as evidence; texts are compared once `sekisho licences "
            "update`\n"
            "was run.",
    .examples = "sekisho sbom app.tar -o cyclonedx=app.cdx.json\tkeep it beside the image",
    .options = options,
    .min_args = 1,
    .max_args = 1,
    .run = run,
};
