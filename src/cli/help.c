// Help texts, the man page and the reference page of docs/, all from the command table.
#include "cli/cli.h"

static void option_line(struct sk_buf *b, const struct cli_option *o)
{
    char left[80];
    if (o->refused)
        return;
    snprintf(left, sizeof left, "%c%c%s--%s%s%s", o->letter ? '-' : ' ',
             o->letter ? o->letter : ' ', o->letter ? ", " : "  ", o->name, o->arg ? " " : "",
             o->arg ? o->arg : "");
    sk_buf_fmt(b, "  %-26s %s", left, o->help);
    if (o->values) {
        ARENA_SCRATCH(tmp);
        struct str v = str_replace_char(&tmp, str_from(o->values), '|', ' ');
        sk_buf_fmt(b, "\n  %-26s [" STR_FMT "]", "", STR_ARG(v));
    }
    sk_buf_add_char(b, '\n');
}

static void program_help(struct sk_buf *b)
{
    sk_buf_add(b, S("sekisho - checks containers from source to production\n\n"
                    "usage: sekisho COMMAND [OPTIONS] [ARGUMENTS]\n\ncommands:\n"));
    for (const struct cli_command *const *p = cli_commands; *p; p++)
        sk_buf_fmt(b, "  %-18s %s\n", (*p)->name, (*p)->summary);
    sk_buf_add(b, S("\noptions of every command:\n"));
    for (const struct cli_option *o = cli_common_options; o->name; o++)
        option_line(b, o);
    sk_buf_add(b, S("\nexit codes: 0 passed, 1 findings at or above --fail-on, 2 wrong usage or "
                    "configuration,\n            3 incomplete: something could not be read\n"
                    "\n`sekisho COMMAND --help` explains a command.\n"));
}

// Calls `line` for each "command<TAB>what it does" of cmd->examples.
static void each_example(struct sk_buf *b, const struct cli_command *cmd,
                         void (*line)(struct sk_buf *b, struct str command, struct str says))
{
    struct str rest = str_from(cmd->examples), one, command, says;
    while (str_next_line(&rest, &one)) {
        (void)str_cut(one, '\t', &command, &says);
        line(b, command, says);
    }
}

static void help_example(struct sk_buf *b, struct str command, struct str says)
{
    sk_buf_fmt(b, "  " STR_FMT "\n      " STR_FMT "\n", STR_ARG(command), STR_ARG(says));
}

void cli_help(struct sk_buf *b, const struct cli_command *cmd)
{
    if (!cmd) {
        program_help(b);
        return;
    }
    sk_buf_fmt(b, "sekisho %s - %s\n\nusage: sekisho %s [OPTIONS]%s%s\n", cmd->name, cmd->summary,
               cmd->name, cmd->args ? " " : "", cmd->args ? cmd->args : "");
    if (cmd->text)
        sk_buf_fmt(b, "\n%s\n", cmd->text);
    if (cmd->options && cmd->options->name) {
        sk_buf_add(b, S("\noptions:\n"));
        for (const struct cli_option *o = cmd->options; o->name; o++)
            option_line(b, o);
    }
    sk_buf_add(b, S("\noptions of every command:\n"));
    for (const struct cli_option *o = cli_common_options; o->name; o++)
        option_line(b, o);
    if (cmd->examples) {
        sk_buf_add(b, S("\nexamples:\n"));
        each_example(b, cmd, help_example);
    }
}

// troff: a leading dot or quote would be a request, a backslash an escape, a dash a hyphen.
static void roff(struct sk_buf *b, struct str s)
{
    for (size_t i = 0; i < s.n; i++) {
        char c = s.p[i];
        bool line_start = i == 0 || s.p[i - 1] == '\n';
        if (line_start && (c == '.' || c == '\''))
            sk_buf_add(b, S("\\&"));
        if (c == '\\')
            sk_buf_add(b, S("\\e"));
        else if (c == '-')
            sk_buf_add(b, S("\\-"));
        else
            sk_buf_add_char(b, c);
    }
}

static void man_options(struct sk_buf *b, const struct cli_option *rows)
{
    for (const struct cli_option *o = rows; o && o->name; o++) {
        if (o->refused)
            continue;
        sk_buf_add(b, S(".TP\n\\fB"));
        if (o->letter)
            sk_buf_fmt(b, "\\-%c\\fR, \\fB", o->letter);
        sk_buf_add(b, S("\\-\\-"));
        roff(b, str_from(o->name));
        sk_buf_fmt(b, "\\fR%s%s%s\n", o->arg ? " \\fI" : "", o->arg ? o->arg : "",
                   o->arg ? "\\fR" : "");
        roff(b, str_from(o->help));
        if (o->values) {
            sk_buf_add(b, S(" ("));
            roff(b, str_from(o->values));
            sk_buf_add_char(b, ')');
        }
        sk_buf_add(b, S(".\n"));
    }
}

static void man_example(struct sk_buf *b, struct str command, struct str says)
{
    sk_buf_add(b, S(".TP\n.B "));
    roff(b, command);
    sk_buf_add_char(b, '\n');
    roff(b, says);
    sk_buf_add_char(b, '\n');
}

static const char exit_codes[] =
    "0: passed. 1: findings at or above \\-\\-fail\\-on. 2: wrong usage or configuration. "
    "3: incomplete, something could not be read.\n";

static void man_program(struct sk_buf *b)
{
    sk_buf_fmt(b,
               ".TH SEKISHO 1 \"\" \"sekisho %s\"\n.SH NAME\nsekisho \\- checks containers from "
               "source to production\n.SH SYNOPSIS\n.B sekisho\n\\fICOMMAND\\fR [\\fIOPTIONS\\fR] "
               "[\\fIARGUMENTS\\fR]\n.SH COMMANDS\n",
               SEKISHO_VERSION);
    for (const struct cli_command *const *p = cli_commands; *p; p++) {
        ARENA_SCRATCH(tmp);
        struct str dashed = str_replace_char(&tmp, str_from((*p)->name), ' ', '-');
        sk_buf_add(b, S(".TP\n.BR sekisho\\-"));
        roff(b, dashed);
        sk_buf_add(b, S(" (1)\n"));
        roff(b, str_from((*p)->summary));
        sk_buf_add(b, S(".\n"));
    }
    sk_buf_add(b, S(".SH OPTIONS\n"));
    man_options(b, cli_common_options);
    sk_buf_fmt(b, ".SH EXIT STATUS\n%s", exit_codes);
}

void cli_man(struct sk_buf *b, const struct cli_command *cmd)
{
    if (!cmd) {
        man_program(b);
        return;
    }
    ARENA_SCRATCH(tmp);
    struct str dashed = str_replace_char(&tmp, str_from(cmd->name), ' ', '-');
    sk_buf_fmt(
        b, ".TH SEKISHO-" STR_FMT " 1 \"\" \"sekisho %s\"\n.SH NAME\nsekisho\\-" STR_FMT " \\- ",
        STR_ARG(dashed), SEKISHO_VERSION, STR_ARG(dashed));
    roff(b, str_from(cmd->summary));
    sk_buf_fmt(b, "\n.SH SYNOPSIS\n.B sekisho %s\n[\\fIOPTIONS\\fR] %s\n", cmd->name,
               cmd->args ? cmd->args : "");
    if (cmd->text) {
        sk_buf_add(b, S(".SH DESCRIPTION\n.nf\n"));
        roff(b, str_from(cmd->text));
        sk_buf_add(b, S("\n.fi\n"));
    }
    sk_buf_add(b, S(".SH OPTIONS\n"));
    man_options(b, cmd->options);
    man_options(b, cli_common_options);
    if (cmd->examples) {
        sk_buf_add(b, S(".SH EXAMPLES\n"));
        each_example(b, cmd, man_example);
    }
    sk_buf_fmt(b, ".SH EXIT STATUS\n%s.SH SEE ALSO\n.BR sekisho (1)\n", exit_codes);
}

void cli_markdown(struct sk_buf *b)
{
    sk_buf_add(b, S("# Commands\n\nPrinted from the command table by `make docs`; do not edit.\n"));
    for (const struct cli_command *const *p = cli_commands; *p; p++) {
        sk_buf_fmt(b, "\n## sekisho %s\n\n```\n", (*p)->name);
        cli_help(b, *p);
        sk_buf_add(b, S("```\n"));
    }
}
