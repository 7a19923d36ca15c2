// A template and what is said to be its result, apart by a zero byte: lines laid side by side.
#include "config/helm_map.h"

#include "core/buf.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    ARENA_SCRATCH(a);
    struct str all = {(const char *)data, size}, from, result, rest, line;
    uint64_t steps = CFG_MAX_MAP_STEPS;
    uint32_t *lines, n_from = 1;
    (void)str_cut(all, '\0', &from, &result);
    for (rest = from; str_next_line(&rest, &line);)
        n_from++;
    size_t n = cfg_template_map(&a, cfg_template_read(&a, from, &steps), result, &lines);
    for (size_t i = 0; i < n; i++)
        if (lines[i] > n_from)
            __builtin_trap();
    return 0;
}
