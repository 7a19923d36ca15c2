// sekisho config render - what a Kustomize tree or a chart becomes, as the rules see it.
#include "cli/scan_common.h"

#include "scan/built.h"

static const struct cli_option options[] = {
    {"places", 0, NULL, NULL, "Behind each value, as a comment, the file and line it comes from"},
    {0},
};

static int run(struct cli *c)
{
    struct sk_err err;
    struct cfg_rendered r;
    struct str folder = c->n_args ? c->args[0] : S(".");
    if (scan_render(c->a, folder, cli_has(c, "places"), &r, &err) < 0)
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
    .summary = "Print the objects that a kustomization makes",
    .text =
        "Builds the kustomization in FOLDER (default: the current folder) and prints the objects "
        "as\n"
        "YAML: what `sekisho scan` judges. Nothing is fetched and no plugin is run; what is "
        "missing "
        "for\n"
        "that is said, and the exit code is 3.",
    .examples = "sekisho config render overlays/prod\tas kustomize build would\n"
                "sekisho config render overlays/prod --places\twhich file decides what",
    .options = options,
    .min_args = 0,
    .max_args = 1,
    .run = run,
};
