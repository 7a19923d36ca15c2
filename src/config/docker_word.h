// config/docker_word.h - words of a Dockerfile: quotes, escapes and variables, as BuildKit reads them.
//
// Variables have four states: set, unset, not given (ARG without default: empty unless the build gives it), and not
// known here (ENV of a base image). A text that depends on the last two keeps "$X" as it is written and is unknown.
// https://docs.docker.com/reference/dockerfile/#environment-replacement
#pragma once
#include "core/arena.h"
#include "core/err.h"
#include "core/str.h"

enum {
    CFG_DOCKER_MAX_WORD = 64 << 10, // bytes of a word once variables are replaced
    CFG_DOCKER_MAX_NEST = 50,       // ${a:-${b:-...}}
};

enum cfg_docker_state {
    CFG_DOCKER_UNSET,
    CFG_DOCKER_SET,
    CFG_DOCKER_NOT_GIVEN,
    CFG_DOCKER_UNKNOWN
};

struct cfg_docker_var {
    enum cfg_docker_state state;
    struct str value; // when it is set
    bool unknown;     // parts of the value are
};

struct cfg_docker_lexer {
    char escape;
    bool raw_quotes, raw_escapes;                             // keep them
    bool no_quotes;                                           // quotes are characters like others
    bool keep_unset;                                          // "$X" stays where X is unset
    struct cfg_docker_var (*get)(void *ctx, struct str name); // NULL: all are unset
    void *ctx;
};

struct cfg_docker_words {
    struct str text;   // all of it, spaces kept
    struct str *words; // what white space without quotes separates, after variables were replaced
    size_t n_words, cap_words;
    bool unknown;
};

// Negative when the builder would refuse it: "bad substitution", a quote that does not end.
int cfg_docker_expand(struct arena *perm, const struct cfg_docker_lexer *l, struct str word,
                      struct cfg_docker_words *ret, struct sk_err *err) SK_MUST;

// `value` without what the pattern (* and ?) matches at its beginning or end, the shortest or longest.
// SK_EFORMAT for an escape that patterns do not have.
int cfg_docker_trim(struct arena *perm, struct str value, struct str pattern, bool at_end,
                    bool longest, struct str *ret, struct sk_err *err) SK_MUST;
int cfg_docker_replace(struct arena *perm, struct str value, struct str pattern, struct str by,
                       bool all, struct str *ret, struct sk_err *err) SK_MUST;
