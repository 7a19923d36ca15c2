// Rego: hostile modules (row module), hostile patterns and texts (row regex). The input of a module
// is evaluated, too, within a small budget; the promise is an answer or an error, never a crash.
#include "engine/rego/re.h"
#include "engine/rego/rego.h"

#include <stdlib.h>
#include <string.h>

static bool regex;

int LLVMFuzzerInitialize(int *argc, char ***argv);
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerInitialize(int *argc, char ***argv)
{
    (void)argc;
    const char *row = strrchr((*argv)[0], '_');
    regex = row && strcmp(row, "_regex") == 0;
    return 0;
}

// First line: the pattern; the rest: the text. Both ways of matching must agree.
static void try_regex(struct str in)
{
    ARENA_SCRATCH(a);
    struct str pattern, text;
    str_cut(in, '\n', &pattern, &text);
    struct rego_re *re = rego_re_new(&a, str_head(pattern, 200), NULL);
    if (!re)
        return;
    ptrdiff_t *caps = arena_new(&a, ptrdiff_t, 2 * (rego_re_groups(re) + 1));
    text = str_head(text, 1000);
    bool has = rego_re_has_match(re, text), found = rego_re_find(re, text, 0, caps);
    if (has != found)
        __builtin_trap();
    if (found && (caps[0] < 0 || caps[1] < caps[0] || (size_t)caps[1] > text.n))
        __builtin_trap();
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct str in = {(const char *)data, size};
    if (regex) {
        try_regex(in);
        return 0;
    }
    ARENA_SCRATCH(a);
    struct rego *r = rego_new(&a, NULL);
    const struct rego_val *v;
    struct rego_options o = {.max_steps = 20000, .max_memory = 16 << 20, .now_ns = 1};
    if (rego_add_module(r, S("fuzz.rego"), in, NULL) < 0 || rego_compile(r, NULL) < 0)
        return 0;
    (void)rego_eval_path(r, &a, S("data"), &o, &v, NULL);
    return 0;
}
