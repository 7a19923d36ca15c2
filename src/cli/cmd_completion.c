#include "cli/cli.h"

static int run(struct cli *c)
{
    SK_BUF_SCRATCH(b, 1 << 20);
    if (!cli_completion(&b, c->args[0]))
        return cli_usage(c, "no completion for '" STR_FMT "': it is bash, zsh or fish",
                         STR_ARG(c->args[0]));
    cli_print(sk_buf_str(&b));
    return CLI_OK;
}

const struct cli_command cli_cmd_completion = {
    .name = "completion",
    .args = "bash|zsh|fish",
    .summary = "Print shell completion",
    .examples = "source <(sekisho completion bash)\tcomplete in this bash",
    .min_args = 1,
    .max_args = 1,
    .run = run,
};
