// One source, one target per row of src/config/kinds.def: the reader of the kind, and all rules on
// what it reads (fuzz_config_dockerfile).
#include "config/config.h"

#include <string.h>

int LLVMFuzzerInitialize(int *argc, char ***argv);
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static const struct cfg_kind *kind;
static struct arena life;
static struct cfg_rules rules;

int LLVMFuzzerInitialize(int *argc, char ***argv)
{
    (void)argc;
    struct sk_err err;
    const char *id = strstr((*argv)[0], "config_");
    for (size_t i = 0; cfg_kinds[i]; i++)
        if (id && strcmp(id + strlen("config_"), cfg_kinds[i]->id) == 0)
            kind = cfg_kinds[i];
    if (!kind || cfg_rules_open(&life, NULL, &rules, &err) < 0)
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
    return 0;
}
