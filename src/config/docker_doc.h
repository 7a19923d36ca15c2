// config/docker_doc.h - instructions as rules see them (docs/documents.md, "dockerfile").
#pragma once
#include "config/docker_parse.h"
#include "engine/rego/rego.h"

struct cfg_docker_shape { // one instruction, variables replaced
    const struct cfg_docker_node *node;
    struct str *flags; // node->n_flags of them
    struct str *words;
    bool *unknown; // for each word
    size_t n_words;
    const struct str *shell;
    size_t n_shell;
    uint32_t stage;
    bool of_image; // has the two below
    bool base;
    uint32_t layer; // 1-based; 0: none
};

const struct rego_val *cfg_docker_command(struct arena *a, const struct cfg_docker_shape *s);

struct cfg_docker_stages { // the document while it is being made
    struct arena *a;
    const struct rego_val **args, **stages, **commands;
    size_t n_args, cap_args, n_stages, cap_stages, n_commands, cap_commands;
    struct str name;
    bool open;
};
void cfg_docker_begin_stage(struct cfg_docker_stages *s, struct str name);
void cfg_docker_add(struct cfg_docker_stages *s, const struct rego_val *command);
// {"Stages", "Args", "Directives"}.
const struct rego_val *cfg_docker_end(struct cfg_docker_stages *s,
                                      const struct cfg_docker_file *file);
