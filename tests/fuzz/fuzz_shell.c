// The splitter of shell scripts: an answer or an error for any bytes; a command has a word, and its line is there.
#include "config/shell.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    ARENA_SCRATCH(a);
    struct cfg_shell sh;
    struct str text = {(const char *)data, size};
    uint32_t lines = 1;
    (void)!cfg_shell_split(&a, text, &sh, NULL);
    for (size_t i = 0; i < size; i++)
        lines += data[i] == '\n';
    for (size_t i = 0; i < sh.n_items; i++)
        if (!sh.items[i].n_words || !sh.items[i].line || sh.items[i].line > lines)
            __builtin_trap();
    return 0;
}
