// Rego: hostile text for the lexer and the parser alone (row parse), modules that are compiled and evaluated, too
// (row module), queries over an input: evaluator and builtins (row query), patterns and texts (row regex). All
// within a small budget; the promise is an answer or an error, never a crash.
#include "core/buf.h"
#include "engine/rego/re.h"
#include "engine/rego/rego.h"

#include <stdlib.h>
#include <string.h>

static enum { MODULE, PARSE, QUERY, REGEX } what;

int LLVMFuzzerInitialize(int *argc, char ***argv);
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerInitialize(int *argc, char ***argv)
{
    (void)argc;
    static const char *const rows[] = {"_module", "_parse", "_query", "_regex"};
    const char *row = strrchr((*argv)[0], '_');
    for (int i = 0; row && i < 4; i++)
        if (strcmp(row, rows[i]) == 0)
            what = i;
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

static void try_parse(struct str in)
{
    ARENA_SCRATCH(a);
    SK_BUF_SCRATCH(b, 1 << 24);
    (void)!rego_print_tree(&a, S("fuzz.rego"), in, true, &b, NULL);
}

// First line: the input, JSON; the rest: the query.
static void try_query(struct str in)
{
    ARENA_SCRATCH(a);
    struct str input, query;
    struct rego_query q;
    struct rego_options o = {.max_steps = 20000, .max_memory = 16 << 20, .now_ns = 1};
    str_cut(in, '\n', &input, &query);
    if (rego_from_json(&a, input, &o.input, NULL) < 0)
        o.input = &rego_null;
    (void)!rego_query(rego_new(&a, NULL), &a, query, &o, &q, NULL);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct str in = {(const char *)data, size};
    if (what == REGEX)
        try_regex(in);
    else if (what == PARSE)
        try_parse(in);
    else if (what == QUERY)
        try_query(in);
    if (what != MODULE)
        return 0;
    ARENA_SCRATCH(a);
    struct rego *r = rego_new(&a, NULL);
    const struct rego_val *v;
    struct rego_options o = {.max_steps = 20000, .max_memory = 16 << 20, .now_ns = 1};
    if (rego_add_module(r, S("fuzz.rego"), in, NULL) < 0 || rego_compile(r, NULL) < 0)
        return 0;
    (void)rego_eval_path(r, &a, S("data"), &o, &v, NULL);
    return 0;
}
