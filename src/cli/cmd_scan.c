// sekisho scan - the main job; sekisho scan image|dir force what the target is.
#include "cli/compliance_common.h"
#include "cli/helm_common.h"
#include "cli/licence_common.h"
#include "cli/rules_common.h"

#include "scan/secrets.h"

#define SCAN_TEXT                                                                                  \
    "TARGET is chosen by what it is: a folder, an image archive (docker save, plain or "           \
    "compressed),\n"                                                                               \
    "an OCI layout (folder or tar; NAME:TAG or NAME@DIGEST picks one), or else an image "          \
    "reference\n"                                                                                  \
    "that is fetched from its registry. The report lists first what to do, then what is urgent.\n" \
    "Secrets in files, in every layer and in the image's configuration are looked for, too."

static const struct cli_option options[] = {
    {"output", 'o', "FORMAT[=FILE]", NULL,
     "Report format, to stdout or FILE; may be given several times"},
    {"all", 0, NULL, NULL, "List every finding, not only the actions and the urgent"},
    {"severity", 0, "LEVEL", CLI_SEVERITIES, "Leave out findings below LEVEL"},
    {"ignore-unfixed", 0, NULL, NULL, "Leave out findings that no version fixes"},
    {"only", 0, "WHAT", "exploited", "Only findings with a known exploit"},
    {"no-secrets", 0, NULL, NULL, "Do not look for passwords, keys and tokens"},
    {"no-dev", 0, NULL, NULL, "Leave out what only development dependencies bring"},
    {"fail-on", 0, "LEVEL", CLI_SEVERITIES, "Exit with 1 when a finding is at or above LEVEL"},
    {"licences", 0, NULL, NULL, "Judge the licences of components, too"},
    CLI_LICENCE_OPTIONS,
    CLI_COMPLIANCE_OPTION,
    CLI_RULES_OPTIONS,
    CLI_HELM_OPTIONS,
    CLI_SCAN_OPTIONS,
    {0},
};

static struct fnd_filter read_filter(const struct cli *c)
{
    return (struct fnd_filter){
        .min_severity = adv_severity_parse(cli_value(c, "severity")),
        .ignore_unfixed = cli_has(c, "ignore-unfixed"),
        .only_exploited = cli_has(c, "only"),
        .no_dev = cli_has(c, "no-dev"),
    };
}

static int verdict(const struct cli *c, const struct fnd_set *set)
{
    struct str level = cli_value(c, "fail-on");
    if (level.n && fnd_at_least(set, adv_severity_parse(level)) > 0)
        return CLI_FINDINGS;
    return set->incomplete ? CLI_INCOMPLETE : CLI_OK;
}

static int run_as(struct cli *c, enum scan_kind kind)
{
    struct fnd_set set;
    struct sk_err err;
    struct scan_licence_options licences;
    struct cli_looks looks = {0};
    int code = cli_compliance_list(c);
    if (code >= 0)
        return code;
    if (!c->n_args)
        return cli_usage(c, "%s is missing", c->command->args);
    code = cli_scan_check_outputs(c, false);
    if (code >= 0)
        return code;
    const struct scan_secret_options secrets = {.decode_depth = SCAN_SECRET_DEPTH};
    bool all = kind != SCAN_CONFIG;
    if (all && !cli_has(c, "no-secrets"))
        looks.secrets = &secrets;
    if (all && cli_licences_wanted(c)) {
        looks.licences = &licences;
        if (cli_licence_options(c, &licences, &err) < 0)
            return cli_fail(&err);
    }
    if (cli_scan(c, kind, all, &looks, &set, &err) < 0)
        return cli_fail(&err);
    cli_scan_remember(c, &set); // all findings, so that explain knows the hidden ones too
    struct fnd_filter f = read_filter(c);
    fnd_filter(&set, &f);
    struct rem_plan plan;
    rem_plan(c->a, &set, &plan);
    code = cli_scan_write(c, &set, &plan, S("table"));
    if (code == CLI_OK)
        code = verdict(c, &set);
    scan_done(&set);
    return code;
}

static int run(struct cli *c)
{
    return run_as(c, SCAN_AUTO);
}

static int run_image(struct cli *c)
{
    return run_as(c, SCAN_IMAGE);
}

static int run_dir(struct cli *c)
{
    return run_as(c, SCAN_FOLDER);
}

static int run_config(struct cli *c)
{
    return run_as(c, SCAN_CONFIG);
}

const struct cli_command cli_cmd_scan_config = {
    .name = "scan config",
    .args = "TARGET",
    .summary = "Check configuration alone; needs no database",
    .text = "Judges Dockerfiles, Kubernetes and Argo CD objects, ECS task definitions, Compose "
            "files,\n"
            "GitHub Actions and CircleCI in TARGET, a folder or one file, by the rules of "
            "docs/rules.md;\n"
            "of an image its configuration, history and contents. `sekisho scan TARGET` does it, "
            "too,\n"
            "besides its main job.",
    .examples = "sekisho scan config . --fail-on high\tas a gate of a pull request",
    .options = options,
    .min_args = 0, // `--compliance list` needs none
    .max_args = 1,
    .run = run_config,
};

const struct cli_command cli_cmd_scan = {
    .name = "scan",
    .args = "TARGET",
    .summary = "Find vulnerable packages in an image or a folder",
    .text = SCAN_TEXT,
    .examples = "sekisho scan .\twhat the lock files of this folder pin\n"
                "sekisho scan app.tar\tan image written by docker save\n"
                "sekisho scan debian:12 --fail-on critical\tan image in a registry, as a gate\n"
                "sekisho scan app.tar -o sarif=app.sarif -o table\ttwo reports at once",
    .options = options,
    .min_args = 0, // `--compliance list` needs none
    .max_args = 1,
    .run = run,
};

const struct cli_command cli_cmd_scan_image = {
    .name = "scan image",
    .args = "IMAGE",
    .summary = "The same; IMAGE is an archive, a layout or a reference",
    .text = SCAN_TEXT,
    .options = options,
    .min_args = 0, // `--compliance list` needs none
    .max_args = 1,
    .run = run_image,
};

const struct cli_command cli_cmd_scan_dir = {
    .name = "scan dir",
    .args = "FOLDER",
    .summary = "The same; FOLDER is a source folder or a root file system",
    .text = SCAN_TEXT,
    .options = options,
    .min_args = 0, // `--compliance list` needs none
    .max_args = 1,
    .run = run_dir,
};
