// One source, one target per row of src/config/kinds.def: the reader of the kind, and all rules on
// what it reads (fuzz_config_dockerfile). Rules in other people's manner take paths and lines from the document itself.
#include "config/config_int.h"

#include <string.h>

int LLVMFuzzerInitialize(int *argc, char ***argv);
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static const struct cfg_kind *kind;
static struct arena life;
static struct cfg_rules rules;

static const struct cfg_source_file user[] = {
    {S_INIT("k/raw.rego"),
     S_INIT("package armo_builtins\n"
            "deny[x] {\n o := input[_]\n x := {\"alertMessage\": \"m\",\n"
            "  \"failedPaths\": [p | p := o.metadata.labels[_]],\n"
            "  \"alertObject\": {\"k8sApiObjects\": [o],\n"
            "   \"externalObjects\": {\"relatedObjects\": [o, o.spec]}}}\n}\n"),
     {0}},
    {S_INIT("main.rego"),
     S_INIT("package main\nimport rego.v1\n"
            "deny contains {\"msg\": \"m\", \"_loc\": {\"line\": v}} if some v in "
            "input.metadata.labels\n"
            "warn contains x if some x in input[_].Value\n"
            "exception contains [x] if some x in input.metadata.labels\n"),
     {0}},
    {S_INIT("gate.rego"),
     S_INIT("package gate\nviolation[{\"msg\": m}] { m := input.review.object.metadata.name }\n"),
     {0}},
};

int LLVMFuzzerInitialize(int *argc, char ***argv)
{
    static const struct cfg_source source = {S_INIT("user"), (struct cfg_source_file *)user,
                                             COUNT_OF(user), COUNT_OF(user)};
    static const struct cfg_rules_options o = {.sources = &source, .n_sources = 1};
    (void)argc;
    struct sk_err err;
    const char *id = strstr((*argv)[0], "config_");
    for (size_t i = 0; cfg_kinds[i]; i++)
        if (id && strcmp(id + strlen("config_"), cfg_kinds[i]->id) == 0)
            kind = cfg_kinds[i];
    if (!kind || cfg_rules_open(&life, &o, &rules, &err) < 0)
        __builtin_trap();
    return 0;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    ARENA_SCRATCH(tmp);
    struct cfg_inputs in = {.perm = &tmp};
    struct cfg_findings found = {0};
    struct sk_err err;
    (void)!kind->read(S("file.yaml"), (struct str){(const char *)data, size}, &in, &err);
    for (size_t i = 0; i < in.n_items; i++)
        (void)!cfg_judge(&rules, S("file.yaml"), &in, &in.items[i], &tmp, &found, &err);
    cfg_judge_together(&rules, &in, &tmp, &found);
    return 0;
}
