// sekisho config render - what a Kustomize tree or a chart becomes, as the rules see it.
#include "cli/helm_common.h"

static const struct cli_option options[] = {
    {"places", 0, NULL, NULL, "Behind each value, as a comment, the file and line it comes from"},
    CLI_HELM_OPTIONS,
    {0},
};

static int run(struct cli *c)
{
    struct sk_err err;
    struct cfg_rendered r;
    struct cli_config config;
    const struct scan_helm_options *helm;
    struct str folder = c->n_args ? c->args[0] : S(".");
    if (cli_config_read(c, &config, &err) < 0 || cli_helm_open(c, &config, &helm, &err) < 0 ||
        scan_render(c->a, folder, cli_has(c, "places"), helm, &r, &err) < 0)
        return cli_fail(&err);
    cli_print(r.yaml);
    for (size_t i = 0; i < r.n_warns; i++)
        cli_warn("incomplete: " STR_FMT ":%u: " STR_FMT, STR_ARG(r.warns[i].path), r.warns[i].line,
                 STR_ARG(r.warns[i].what));
    return r.n_warns ? CLI_INCOMPLETE : CLI_OK;
}

const struct cli_command cli_cmd_config_render = {
    .name = "config render",
    .args = "[FOLDER]",
    .summary = "Print the objects that a kustomization or a chart makes",
    .text = "Builds the kustomization in FOLDER (default: the current folder), or has helm render\n"
            "the chart there, and prints the objects as YAML: what `sekisho scan` judges. Nothing\n"
            "is fetched and no plugin is run; what is missing for that is said, and the exit code\n"
            "is 3.",
    .examples = "sekisho config render overlays/prod\tas kustomize build would\n"
                "sekisho config render overlays/prod --places\twhich file decides what\n"
                "sekisho config render charts/web --helm-set replicas=3\ta chart",
    .options = options,
    .min_args = 0,
    .max_args = 1,
    .run = run,
};
