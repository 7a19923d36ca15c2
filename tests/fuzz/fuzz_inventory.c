// One source, one target per parser: the row is what follows "inventory_" in the program's name
// (fuzz_inventory_npm_lock), so a new line in parsers.def is a new target. The input is the file;
// behind a line "=====" it may have the file that lies beside it.
#include "inventory/inventory.h"

#include <string.h>

int LLVMFuzzerInitialize(int *argc, char ***argv);
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static const struct inv_parser *parser;

int LLVMFuzzerInitialize(int *argc, char ***argv)
{
    (void)argc;
    const char *id = strstr((*argv)[0], "inventory_");
    for (const struct inv_parser *const *p = inv_parsers; *p; p++)
        if (id && strcmp(id + strlen("inventory_"), (*p)->id) == 0)
            parser = *p;
    if (!parser)
        __builtin_trap(); // the program's name names no parser
    return 0;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static const struct str beside[] = {
        S_INIT("d/package.json"), S_INIT("d/pyproject.toml"), S_INIT("d/Pipfile"),
        S_INIT("d/go.sum"),       S_INIT("d/base.txt"),       S_INIT("d/packages/a/package.json"),
    };
    ARENA_SCRATCH(tmp);
    struct str main, other;
    struct sk_map map = {.perm = &tmp};
    struct inv_file files[COUNT_OF(beside) + 1];
    str_cut_str((struct str){(const char *)data, size}, S("\n=====\n"), &main, &other);
    files[0] = (struct inv_file){S("d/file"), main, 0755};
    for (size_t i = 0; i < COUNT_OF(beside); i++) {
        files[i + 1] = (struct inv_file){beside[i], other, 0644};
        sk_map_put(&map, beside[i])->value = &files[i + 1];
    }
    struct inv_files all = {files, other.n ? COUNT_OF(files) : 1, other.n ? &map : NULL};
    struct inv_out out = {.perm = &tmp};
    if (parser->sniff)
        (void)parser->sniff(files[0].path, str_head(main, 4096));
    inv_parse(parser, &files[0], &all, &out);
    for (size_t i = 0; i < out.n_pkgs; i++) {
        const struct inv_pkg *p = &out.pkgs[i];
        if (!p->type || !p->name.n || !p->version.n)
            __builtin_trap(); // inventory.h promises them
        for (size_t k = 0; k < p->n_deps; k++)
            if (p->deps[k] >= out.n_pkgs)
                __builtin_trap();
    }
    return 0;
}
