#include "cli/cli.h"

#include "core/file.h"

static const struct cli_option options[] = {
    {"dir", 0, "DIR", NULL, "Write all pages into DIR/man1 instead"},
    {"markdown", 0, NULL, NULL, "Print the reference page of docs/ instead"},
    {0},
};

static int write_page(struct cli *c, const char *dir, const struct cli_command *cmd,
                      struct sk_err *err)
{
    SK_BUF_SCRATCH(b, 1 << 20);
    cli_man(&b, cmd);
    struct str name = cmd ? str_replace_char(c->a, str_from(cmd->name), ' ', '-') : S("");
    struct str path =
        str_fmt(c->a, "%s/sekisho%s" STR_FMT ".1", dir, cmd ? "-" : "", STR_ARG(name));
    return sk_write_file(path.p, sk_buf_str(&b), 0644, err);
}

static int write_pages(struct cli *c, struct str to)
{
    struct sk_err err;
    const char *dir = str_fmt(c->a, STR_FMT "/man1", STR_ARG(to)).p;
    int r = sk_mkdirs(dir, 0755, &err);
    if (r == 0)
        r = write_page(c, dir, NULL, &err);
    for (const struct cli_command *const *p = cli_commands; *p && r == 0; p++)
        r = write_page(c, dir, *p, &err);
    return r < 0 ? cli_fail(&err) : CLI_OK;
}

static int run(struct cli *c)
{
    SK_BUF_SCRATCH(b, 1 << 20);
    if (cli_has(c, "dir"))
        return write_pages(c, cli_value(c, "dir"));
    if (cli_has(c, "markdown")) {
        cli_markdown(&b);
    } else {
        const struct cli_command *cmd = NULL;
        struct str name = S("");
        for (size_t i = 0; i < c->n_args; i++)
            name = str_join(c->a, i ? str_join(c->a, name, S(" ")) : name, c->args[i]);
        for (const struct cli_command *const *p = cli_commands; *p; p++)
            if (str_eq(name, str_from((*p)->name)))
                cmd = *p;
        if (name.n && !cmd)
            return cli_usage(c, "no command '" STR_FMT "'", STR_ARG(name));
        cli_man(&b, cmd);
    }
    cli_print(sk_buf_str(&b));
    return CLI_OK;
}

const struct cli_command cli_cmd_man = {
    .name = "man",
    .args = "[COMMAND]",
    .summary = "Print a manual page",
    .examples = "sekisho man scan | man -l -\tread the page of a command",
    .options = options,
    .max_args = 2,
    .run = run,
};
