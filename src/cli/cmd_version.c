#include "cli/cli.h"

static int run(struct cli *c)
{
    (void)c;
    cli_print(S("sekisho " SEKISHO_VERSION "\n"));
    return CLI_OK;
}

const struct cli_command cli_cmd_version = {
    .name = "version",
    .summary = "Print the program's version",
    .run = run,
};
