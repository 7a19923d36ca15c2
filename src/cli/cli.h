// cli/cli.h - the command line: one table of commands, from which help, man pages and shell
// completion are printed too.
//
// To add a command: src/cli/cmd_<name>.c with `const struct cli_command cli_cmd_<name>` and one line in
// commands.def. `make docs` then brings docs/cli.md up to date.
#pragma once
#include "core/arena.h"
#include "core/buf.h"
#include "core/err.h"
#include "core/str.h"

#include <stdio.h>

enum cli_exit {
    CLI_OK = 0,         // passed
    CLI_FINDINGS = 1,   // findings at or above --fail-on
    CLI_USAGE = 2,      // wrong usage or configuration
    CLI_INCOMPLETE = 3, // something could not be read: the answer may lack findings
};

struct cli;

struct cli_option {
    const char *name;    // long, without dashes
    char letter;         // 0 = none
    const char *arg;     // "FILE"; NULL = a switch
    const char *values;  // "a|b|c" when only these; shown in help, completed by shells
    const char *help;    // one sentence, no full stop
    const char *refused; // other programs have it, we do not, and why; shown only to who gives it
};

struct cli_command {
    const char *name;                 // "scan", "db update"
    const char *args;                 // "TARGET", "[ID]..."
    const char *summary;              // one line
    const char *text;                 // paragraphs, lines at most 90 wide; may be NULL
    const char *examples;             // lines "command\tsays what"; may be NULL
    const struct cli_option *options; // ended by a row without name; the common ones are added
    int min_args, max_args;           // positional; max -1 = any number
    int (*run)(struct cli *c);        // returns enum cli_exit
};

extern const struct cli_command *const cli_commands[]; // NULL-terminated, order of commands.def
extern const struct cli_option cli_common_options[];   // of every command

struct cli_given { // one option as given
    const struct cli_option *option;
    struct str value;
};

struct cli_paths {
    const char *cache;  // $XDG_CACHE_HOME/sekisho: layers, last reports
    const char *data;   // $XDG_DATA_HOME/sekisho: the database
    const char *config; // $XDG_CONFIG_HOME/sekisho/config.toml
    const char *docker; // $DOCKER_CONFIG or ~/.docker: credentials for registries
};

// What a command gets. Lives until the command returns.
struct cli {
    const struct cli_command *command;
    struct arena *a; // process lifetime
    struct cli_given *given;
    size_t n_given, cap_given;
    struct str *args;
    size_t n_args, cap_args;
    struct cli_paths paths;
    bool colour;   // stdout is a terminal and nothing speaks against it
    bool progress; // stderr is a terminal and not --quiet
    bool quiet, verbose;
};

// Options. The last one given wins, except for cli_each().
bool cli_has(const struct cli *c, const char *name);
struct str cli_value(const struct cli *c, const char *name); // empty when not given
// The next value of a repeatable option; start with *i = 0. False when there is none.
bool cli_each(const struct cli *c, const char *name, size_t *i, struct str *ret);

// Messages go to stderr, prefixed "sekisho: ". cli_fail() prints err and gives the exit code for it.
void cli_say(const struct cli *c, const char *fmt, ...) SK_PRINTF(2, 3); // unless --quiet
void cli_warn(const char *fmt, ...) SK_PRINTF(1, 2);
int cli_usage(const struct cli *c, const char *fmt, ...) SK_PRINTF(2, 3); // returns CLI_USAGE
int cli_fail(const struct sk_err *err);
void cli_print(struct str s); // to stdout; ends the program with CLI_INCOMPLETE when it is gone

// Parse argv into c (command, options, arguments); returns -1 to go on, or an exit code.
int cli_parse(struct cli *c, int argc, char **argv);
const struct cli_command *cli_find(int argc, char **argv, int *ret_words);

// help.c, man.c, completion.c: all printed from the table.
void cli_help(struct sk_buf *b, const struct cli_command *cmd); // NULL: the program itself
void cli_man(struct sk_buf *b, const struct cli_command *cmd);
void cli_markdown(struct sk_buf *b);
bool cli_completion(struct sk_buf *b, struct str shell); // false: no such shell
