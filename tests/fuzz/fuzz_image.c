// Image documents and references; the row is the end of the program's name.
#include "artifact/artifact.h"

#include <string.h>

static const char *row;

int LLVMFuzzerInitialize(int *argc, char ***argv);
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerInitialize(int *argc, char ***argv)
{
    (void)argc;
    row = strrchr((*argv)[0], '_');
    if (!row)
        __builtin_trap();
    row++;
    return 0;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    ARENA_SCRATCH(a);
    struct str in = {(const char *)data, size};
    struct art_image img = {0};
    struct art_descriptor *list, config;
    struct art_ref ref;
    size_t n;
    if (strcmp(row, "index") == 0)
        (void)!art_parse_index(&a, in, &list, &n, NULL);
    else if (strcmp(row, "manifest") == 0)
        (void)!art_parse_manifest(&a, in, &img, &config, NULL);
    else if (strcmp(row, "config") == 0)
        (void)!art_parse_config(&a, in, &img, NULL);
    else if (art_ref_parse(&a, in, &ref, NULL) == 0 && !ref.repository.n)
        __builtin_trap();
    return 0;
}
