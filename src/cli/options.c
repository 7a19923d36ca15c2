// From argv to a command with its options: getopt_long over the command's own table.
#include "cli/cli.h"

#include <getopt.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define COMMAND(id) extern const struct cli_command cli_cmd_##id;
#include "cli/commands.def"
#undef COMMAND

const struct cli_command *const cli_commands[] = {
#define COMMAND(id) &cli_cmd_##id,
#include "cli/commands.def"
#undef COMMAND
    NULL,
};

const struct cli_option cli_common_options[] = {
    {"help", 'h', NULL, NULL, "Show this help"},
    {"quiet", 'q', NULL, NULL, "Print results and errors only: no progress, no advice"},
    {"verbose", 'v', NULL, NULL, "Say more on stderr: the sandbox, caches, timings"},
    {"color", 0, "WHEN", "auto|always|never", "Colour the output; NO_COLOR is honoured too"},
    {0},
};

enum { MAX_OPTIONS = 64 };

// How many words of argv (from argv[1] on) are this command's name; 0 = it is not this one.
static int words_matched(const char *name, int argc, char **argv)
{
    struct str rest = str_from(name), word;
    int n = 0;
    while (str_next_word(&rest, &word)) {
        if (n + 1 >= argc || !str_eq(word, str_from(argv[n + 1])))
            return 0;
        n++;
    }
    return n;
}

const struct cli_command *cli_find(int argc, char **argv, int *ret_words)
{
    const struct cli_command *best = NULL;
    *ret_words = 0;
    for (const struct cli_command *const *p = cli_commands; *p; p++) {
        int n = words_matched((*p)->name, argc, argv);
        if (n > *ret_words) {
            *ret_words = n;
            best = *p;
        }
    }
    return best;
}

// "db" alone names no command, but a family of them.
static bool is_family(const char *word)
{
    struct str w = str_from(word);
    for (const struct cli_command *const *p = cli_commands; *p; p++) {
        struct str name = str_from((*p)->name);
        if (str_take(&name, w) && str_starts(name, S(" ")))
            return true;
    }
    return false;
}

static int unknown_command(const char *word)
{
    if (is_family(word)) {
        fprintf(stderr, "sekisho: '%s' wants a second word:\n", word);
        for (const struct cli_command *const *p = cli_commands; *p; p++) {
            struct str name = str_from((*p)->name);
            if (str_take(&name, str_from(word)) && str_starts(name, S(" ")))
                fprintf(stderr, "  sekisho %-16s %s\n", (*p)->name, (*p)->summary);
        }
        return CLI_USAGE;
    }
    fprintf(stderr, "sekisho: no command '%s'; `sekisho --help` lists them\n", word);
    return CLI_USAGE;
}

struct getopt_tables {
    struct option longs[MAX_OPTIONS + 1];
    const struct cli_option *rows[MAX_OPTIONS];
    char letters[2 * MAX_OPTIONS + 4];
    int n;
};

static void add_rows(struct getopt_tables *t, const struct cli_option *rows)
{
    for (const struct cli_option *o = rows; o && o->name && t->n < MAX_OPTIONS; o++) {
        t->longs[t->n] =
            (struct option){o->name, o->arg ? required_argument : no_argument, NULL, 256 + t->n};
        t->rows[t->n++] = o;
        size_t n = strlen(t->letters);
        if (o->letter) {
            t->letters[n] = o->letter;
            if (o->arg)
                t->letters[n + 1] = ':';
        }
    }
}

static const struct cli_option *row_of(const struct getopt_tables *t, int code)
{
    for (int i = 0; i < t->n; i++)
        if (code == 256 + i || (code < 256 && code == t->rows[i]->letter))
            return t->rows[i];
    return NULL;
}

static bool is_one_of(struct str value, const char *values)
{
    struct str rest = str_from(values), v;
    while (str_next_field(&rest, '|', &v))
        if (str_eq(v, value))
            return true;
    return false;
}

static int add_given(struct cli *c, const struct cli_option *o, const char *value)
{
    if (o->refused)
        return cli_usage(c, "--%s: %s", o->name, o->refused);
    if (o->values && !is_one_of(str_from(value), o->values))
        return cli_usage(c, "--%s %s: must be one of %s", o->name, value, o->values);
    struct cli_given *g = VEC_PUSH(c->a, c->given, c->n_given, c->cap_given);
    *g = (struct cli_given){o, str_from(value)};
    return -1;
}

static int read_options(struct cli *c, int argc, char **argv)
{
    struct getopt_tables t = {.letters = ":"};
    add_rows(&t, c->command->options);
    add_rows(&t, cli_common_options);
    optind = 0; // glibc: start anew, and permute: options may follow arguments
    for (int code; (code = getopt_long(argc, argv, t.letters, t.longs, NULL)) != -1;) {
        const struct cli_option *o = row_of(&t, code);
        const char *word = argv[optind - 1];
        if (code == ':')
            return cli_usage(c, "%s wants a value", word);
        if (!o)
            return cli_usage(c, "no option %s", word);
        int r = add_given(c, o, optarg);
        if (r >= 0)
            return r;
    }
    for (int i = optind; i < argc; i++)
        *VEC_PUSH(c->a, c->args, c->n_args, c->cap_args) = str_from(argv[i]);
    return -1;
}

static int check_args(struct cli *c)
{
    if (cli_has(c, "help")) {
        SK_BUF_SCRATCH(b, 1 << 20);
        cli_help(&b, c->command);
        cli_print(sk_buf_str(&b));
        return CLI_OK;
    }
    if ((int)c->n_args < c->command->min_args)
        return cli_usage(c, "%s is missing", c->command->args);
    if (c->command->max_args >= 0 && (int)c->n_args > c->command->max_args)
        return cli_usage(c, "too many arguments, from '" STR_FMT "' on",
                         STR_ARG(c->args[c->command->max_args]));
    return -1;
}

static bool wants_colour(struct cli *c)
{
    struct str when = cli_value(c, "color");
    const char *no = getenv("NO_COLOR"), *term = getenv("TERM");
    if (str_eq(when, S("always")))
        return true;
    if (str_eq(when, S("never")) || (no && *no) || (term && strcmp(term, "dumb") == 0))
        return false;
    return isatty(STDOUT_FILENO);
}

static int program_help(FILE *out, int code)
{
    SK_BUF_SCRATCH(b, 1 << 20);
    cli_help(&b, NULL);
    fwrite(b.p, 1, b.n, out);
    return code;
}

int cli_parse(struct cli *c, int argc, char **argv)
{
    int words;
    if (argc < 2)
        return program_help(stderr, CLI_USAGE);
    if (strcmp(argv[1], "--help") == 0 || strcmp(argv[1], "-h") == 0)
        return program_help(stdout, CLI_OK);
    if (strcmp(argv[1], "help") == 0) {
        c->command = cli_find(argc - 1, argv + 1, &words);
        if (argc > 2 && !c->command)
            return unknown_command(argv[2]);
        SK_BUF_SCRATCH(b, 1 << 20);
        cli_help(&b, c->command);
        cli_print(sk_buf_str(&b));
        return CLI_OK;
    }
    if (strcmp(argv[1], "--version") == 0 || strcmp(argv[1], "-V") == 0)
        argv[1] = (char[]){"version"};
    c->command = cli_find(argc, argv, &words);
    if (!c->command)
        return unknown_command(argv[1]);
    int r = read_options(c, argc - words, argv + words);
    if (r < 0)
        r = check_args(c);
    c->quiet = cli_has(c, "quiet");
    c->verbose = cli_has(c, "verbose");
    c->colour = wants_colour(c);
    c->progress = !c->quiet && isatty(STDERR_FILENO);
    return r;
}

bool cli_has(const struct cli *c, const char *name)
{
    size_t i = 0;
    struct str v;
    return cli_each(c, name, &i, &v);
}

struct str cli_value(const struct cli *c, const char *name)
{
    struct str v = {0};
    for (size_t i = 0; cli_each(c, name, &i, &v);)
        ;
    return v;
}

bool cli_each(const struct cli *c, const char *name, size_t *i, struct str *ret)
{
    for (; *i < c->n_given; (*i)++) {
        if (strcmp(c->given[*i].option->name, name) != 0)
            continue;
        *ret = c->given[(*i)++].value;
        return true;
    }
    return false;
}

SK_PRINTF(1, 0)
static void vsay(const char *fmt, va_list ap)
{
    fputs("sekisho: ", stderr);
    vfprintf(stderr, fmt, ap);
    fputc('\n', stderr);
}

void cli_say(const struct cli *c, const char *fmt, ...)
{
    if (c->quiet)
        return;
    va_list ap;
    va_start(ap, fmt);
    vsay(fmt, ap);
    va_end(ap);
}

void cli_warn(const char *fmt, ...)
{
    va_list ap;
    va_start(ap, fmt);
    vsay(fmt, ap);
    va_end(ap);
}

int cli_usage(const struct cli *c, const char *fmt, ...)
{
    va_list ap;
    va_start(ap, fmt);
    vsay(fmt, ap);
    va_end(ap);
    fprintf(stderr, "see `sekisho %s --help`\n", c->command->name);
    return CLI_USAGE;
}

int cli_fail(const struct sk_err *err)
{
    cli_warn("%s", err->msg);
    return err->code == SK_EUSAGE || err->code == SK_ENOENT || err->code == SK_EAUTH
               ? CLI_USAGE
               : CLI_INCOMPLETE;
}

void cli_print(struct str s)
{
    if (fwrite(s.p, 1, s.n, stdout) == s.n && fflush(stdout) == 0)
        return;
    cli_warn("cannot write to stdout");
    exit(CLI_INCOMPLETE);
}
