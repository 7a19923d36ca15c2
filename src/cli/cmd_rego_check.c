// sekisho rego check|parse|bench - rules without an answer: are they right, what are they, how fast?
#include "cli/rego_common.h"
#include "core/file.h"
#include "core/limits.h"

#include <stdlib.h>
#include <time.h>

static int run_check(struct cli *c)
{
    struct cli_rego l;
    cli_rego_open(&l, c);
    bool ok = true;
    for (size_t i = 0; i < c->n_args && ok; i++)
        ok = cli_rego_load(&l, c->args[i]);
    if (ok && cli_rego_compile(&l))
        return CLI_OK;
    cli_rego_errors(&l, str_eq(cli_value(c, "format"), S("json")));
    return CLI_FINDINGS;
}

static const struct cli_option check_options[] = {
    {"format", 'f', "FORMAT", "pretty|json", "How to print errors"},
    {"bundle", 'b', NULL, NULL, "Accepted for opa's sake; folders are read all the same"},
    {"ignore", 0, "PATTERN", NULL, "Names of files and folders to leave out"},
    {"v0-compatible", 0, NULL, NULL, "Read modules as Rego v0"},
    {"strict", 'S', NULL, NULL, "Unused variables and imports are errors"},
    {0},
};

const struct cli_command cli_cmd_rego_check = {
    .name = "rego check",
    .args = "PATH...",
    .summary = "Parse and compile Rego rules; exit 1 when there are errors",
    .examples = "sekisho rego check --strict checks\talso finds unused variables and imports",
    .options = check_options,
    .min_args = 1,
    .max_args = -1,
    .run = run_check,
};

static int run_parse(struct cli *c)
{
    struct sk_err err = {0};
    struct str text;
    SK_BUF_SCRATCH(b, 1 << 30);
    if (sk_read_file(c->a, str_to_c(c->a, c->args[0]), SK_MAX_DOC_BYTES, &text, &err) < 0 ||
        rego_print_tree(c->a, c->args[0], text, str_eq(cli_value(c, "format"), S("json")), &b,
                        &err) < 0)
        return cli_fail(&err);
    cli_print(sk_buf_str(&b));
    return CLI_OK;
}

static const struct cli_option parse_options[] = {
    {"format", 'f', "FORMAT", "pretty|json", "How to print the tree"},
    {0},
};

const struct cli_command cli_cmd_rego_parse = {
    .name = "rego parse",
    .args = "FILE",
    .summary = "Print the syntax tree of a Rego module",
    .examples = "sekisho rego parse pod.rego\tone node a line",
    .options = parse_options,
    .min_args = 1,
    .max_args = 1,
    .run = run_parse,
};

static int64_t now_ns(void)
{
    struct timespec ts;
    clock_gettime(CLOCK_MONOTONIC, &ts);
    return (int64_t)ts.tv_sec * 1000000000 + ts.tv_nsec;
}

static int by_size(const void *a, const void *b)
{
    int64_t x = *(const int64_t *)a, y = *(const int64_t *)b;
    return (x > y) - (x < y);
}

enum { MAX_RUNS = 100000 };

static int run_bench(struct cli *c)
{
    struct cli_rego l;
    struct sk_err err = {0};
    struct rego_options o = {0};
    uint64_t seconds = 1;
    size_t n = 0, bytes = 0;
    cli_rego_open(&l, c);
    if (cli_has(c, "seconds") && !str_to_u64(cli_value(c, "seconds"), &seconds))
        return cli_usage(c, "--seconds wants a number");
    int64_t start = now_ns();
    if (!cli_rego_load_options(&l) || !cli_rego_input(&l, &o.input) || !cli_rego_compile(&l)) {
        cli_rego_errors(&l, false);
        return CLI_USAGE;
    }
    int64_t loaded = now_ns() - start;
    int64_t *ns = arena_new(c->a, int64_t, MAX_RUNS);
    for (start = now_ns(); n < MAX_RUNS && now_ns() - start < (int64_t)seconds * 1000000000;) {
        ARENA_SCRATCH(a);
        struct rego_query q;
        int64_t from = now_ns();
        if (rego_query(l.rego, &a, c->args[0], &o, &q, &err) < 0)
            return cli_fail(&err);
        ns[n++] = now_ns() - from;
        bytes = a.used;
    }
    qsort(ns, n, sizeof *ns, by_size);
    SK_BUF_SCRATCH(b, 1 << 16);
    sk_buf_fmt(&b,
               "load    %lld ns for %zu files\nruns    %zu\nmedian  %lld ns\n90%%     %lld ns\n"
               "best    %lld ns\nmemory  %zu bytes\n",
               (long long)loaded, l.n_files, n, (long long)ns[n / 2], (long long)ns[n * 9 / 10],
               (long long)ns[0], bytes);
    cli_print(sk_buf_str(&b));
    return CLI_OK;
}

static const struct cli_option bench_options[] = {
    CLI_REGO_LOAD_OPTIONS,
    {"input", 'i', "FILE", NULL, "The input document, JSON or YAML"},
    {"stdin-input", 'I', NULL, NULL, "Read the input document from stdin"},
    {"seconds", 0, "N", NULL, "How long to repeat the query (default: 1)"},
    {0},
};

const struct cli_command cli_cmd_rego_bench = {
    .name = "rego bench",
    .args = "QUERY",
    .summary = "Measure how long a Rego query takes",
    .examples = "sekisho rego bench -d checks -i pod.yaml data.shop.deny\tprints median and memory",
    .options = bench_options,
    .min_args = 1,
    .max_args = 1,
    .run = run_bench,
};
