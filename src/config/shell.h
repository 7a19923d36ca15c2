// config/shell.h - a script of a POSIX shell or bash, split into its commands.
//
// For RUN bodies, `run:` steps and the builtin sh.parse_commands. It reads quotes, escapes, substitutions,
// pipes, lists, subshells, here-documents, assignments and redirections, functions, if, for, while, case, [[ ]] and
// (( )); nothing is expanded. Commands inside of substitutions are commands, too, and follow the one that they are in.
#pragma once
#include "core/arena.h"
#include "core/err.h"
#include "core/str.h"

enum {
    CFG_SHELL_MAX_BYTES = 1 << 20,   // of one script; Linux takes no more than 128 KB after sh -c
    CFG_SHELL_MAX_DEPTH = 100,       // subshells, substitutions, bodies in each other
    CFG_SHELL_MAX_COMMANDS = 100000, // of one script
};

enum cfg_shell_join { // what stands between a command and the one before it
    CFG_SHELL_FIRST,  // of a script, body or substitution
    CFG_SHELL_THEN,   // ; & or a line's end
    CFG_SHELL_AND,    // &&
    CFG_SHELL_OR,     // ||
    CFG_SHELL_PIPE,   // | |&
};

struct cfg_shell_redirect {
    struct str op;     // ">", "2>>", "<<", "&>"
    struct str target; // the word as it is written; of a here-document, its delimiter
};

struct cfg_shell_command {
    // As they are written, quotes kept; line continuations left out, `x` as $(x).
    struct str *words;
    struct str *plain;   // the same without quotes and escapes; $X stays $X
    size_t n_words;      // at least 1
    struct str *assigns; // "A=1" before the command, as written
    size_t n_assigns;
    struct cfg_shell_redirect *redirects;
    size_t n_redirects;
    enum cfg_shell_join join;
    uint32_t pipeline; // commands of one pipeline have the same number
    uint32_t line;     // of the text, 1-based
    uint16_t
        depth; // 0: of the script itself; else inside of a substitution, subshell, body, function
    bool declares; // export, readonly, local, declare, typeset, let: to bash no simple command
};

struct cfg_shell {
    struct cfg_shell_command *items;
    size_t n_items, cap_items;
};

// Split `text`. Strings borrow from it or from `perm`. Negative (err: "line L: cause") when it is no script that
// a shell would run; what was read before that is in *ret all the same.
int cfg_shell_split(struct arena *perm, struct str text, struct cfg_shell *ret,
                    struct sk_err *err) SK_MUST;
