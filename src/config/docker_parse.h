// config/docker_parse.h - the instructions of a Dockerfile, as BuildKit's parser finds them; no variable is replaced.
#pragma once
#include "core/arena.h"
#include "core/err.h"
#include "core/str.h"

enum {
    CFG_DOCKER_MAX_BYTES = 4 << 20,
    CFG_DOCKER_MAX_INSTRUCTIONS = 20000,
    CFG_DOCKER_MAX_WORDS = 200000, // of all instructions
};

struct cfg_docker_heredoc {
    struct str name, content; // its lines with their ends
    bool expand, chomp;
};

struct cfg_docker_node {
    struct str cmd, sub; // in small letters; `sub` of ONBUILD
    struct str *flags;
    size_t n_flags;
    struct str *words; // ENV and LABEL: name, value, separator, ...
    size_t n_words;
    bool json;
    struct str line; // continuation lines joined
    struct cfg_docker_heredoc *heredocs;
    size_t n_heredocs, cap_heredocs;
    uint32_t start, end;
};

struct cfg_docker_fault { // what a builder would refuse, or warn of
    uint32_t line;
    bool warning;
    const char *what; // static
};

struct cfg_docker_file {
    char escape;
    struct str syntax, check; // directives
    struct cfg_docker_node *nodes;
    size_t n_nodes, cap_nodes;
    struct cfg_docker_fault *faults;
    size_t n_faults, cap_faults;
};

// Negative: a limit. What is wrong otherwise is in `faults`; instructions that can be read are read.
int cfg_docker_parse(struct arena *perm, struct str text, struct cfg_docker_file *ret,
                     struct sk_err *err) SK_MUST;
// One joined line. What is wrong with it, or NULL. Without heredocs.
const char *cfg_docker_read_line(struct arena *perm, struct str line, char escape,
                                 struct cfg_docker_node *ret);
