// sekisho rego check|parse|bench - rules without an answer: are they right, what are they, how fast?
#include "cli/rego_common.h"
#include "core/file.h"
#include "core/json_out.h"
#include "core/limits.h"

#include <stdlib.h>

static bool check_as(struct cli *c, bool both, bool v0)
{
    struct cli_rego l;
    bool ok = true;
    cli_rego_open_as(&l, c, v0, both);
    for (size_t i = 0; i < c->n_args && ok; i++)
        ok = cli_rego_load(&l, c->args[i]);
    if (ok && cli_rego_compile(&l))
        return true;
    cli_rego_errors(&l, str_eq(cli_value(c, "format"), S("json")));
    return false;
}

static int run_check(struct cli *c)
{
    bool both = cli_has(c, "v0-v1");
    bool ok = check_as(c, both, !both && cli_has(c, "v0-compatible"));
    if (ok && both)
        ok = check_as(c, both, true);
    return ok ? CLI_OK : CLI_FINDINGS;
}

static const struct cli_option check_options[] = {
    {"format", 'f', "FORMAT", "pretty|json", "How to print errors"},
    {"bundle", 'b', NULL, NULL, "Accepted for opa's sake; folders are read all the same"},
    {"max-errors", 'm', "N", NULL, "Print at most so many errors (at most and by default 10)"},
    {"v0-v1", 0, NULL, NULL, "Rules must be right as Rego v0 and as v1"},
    CLI_REGO_COMPILE_OPTIONS,
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
    {"json-include", 0, "WHAT", NULL, NULL, "the tree is printed as it is, with locations"},
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

static int by_size(const void *a, const void *b)
{
    int64_t x = *(const int64_t *)a, y = *(const int64_t *)b;
    return (x > y) - (x < y);
}

enum { MAX_RUNS = 1000000, MAX_COUNT = 1000 };

struct bench {
    struct cli_rego l;
    struct rego_options o;
    struct rego_prepared *query;
    int64_t load_ns, *ns;
    size_t n, bytes;
};

static int repeat(struct bench *x, uint64_t seconds, struct sk_err *err)
{
    int64_t start = cli_rego_now_ns();
    ARENA_SCRATCH(a);
    for (x->n = 0; x->n < MAX_RUNS;) {
        struct rego_query q;
        int64_t from = cli_rego_now_ns();
        if (from - start >= (int64_t)seconds * 1000000000 && x->n)
            break;
        if (rego_query_prepared(x->query, &a, &x->o, &q, err) < 0)
            return SK_EFORMAT;
        if (q.n_results == 0 && cli_has(x->l.c, "fail"))
            return sk_fail(err, SK_EFORMAT, "undefined result");
        x->ns[x->n++] = cli_rego_now_ns() - from;
        x->bytes = a.used;
        arena_reset(&a);
    }
    qsort(x->ns, x->n, sizeof *x->ns, by_size);
    return 0;
}

static void print_bench(const struct bench *x)
{
    SK_BUF_SCRATCH(b, 1 << 16);
    struct str format = cli_value(x->l.c, "format");
    long long sum = 0, median = x->ns[x->n / 2], high = x->ns[x->n * 9 / 10], best = x->ns[0];
    for (size_t i = 0; i < x->n; i++)
        sum += x->ns[i];
    if (str_eq(format, S("json"))) {
        struct sk_json_out w = {.buf = &b, .pretty = true};
        sk_json_object(&w, NULL);
        sk_json_i64(&w, "N", (int64_t)x->n);
        sk_json_i64(&w, "T", sum);
        sk_json_i64(&w, "MemBytes", (int64_t)(x->bytes * x->n));
        sk_json_object(&w, "Extra");
        sk_json_i64(&w, "timer_load_ns", x->load_ns);
        sk_json_i64(&w, "histogram_timer_rego_query_eval_ns_min", best);
        sk_json_i64(&w, "histogram_timer_rego_query_eval_ns_median", median);
        sk_json_i64(&w, "histogram_timer_rego_query_eval_ns_90%", high);
        sk_json_end_object(&w);
        sk_json_end_object(&w);
        sk_buf_add_char(&b, '\n');
    } else if (str_eq(format, S("gobench"))) {
        sk_buf_fmt(&b, "BenchmarkOPAEval\t%8zu\t%10lld ns/op\t%8zu B/op\n", x->n,
                   sum / (long long)x->n, x->bytes);
    } else {
        sk_buf_fmt(&b,
                   "load    %lld ns for %zu files\nruns    %zu\nmedian  %lld ns\n90%%     %lld ns\n"
                   "best    %lld ns\nmemory  %zu bytes\n",
                   (long long)x->load_ns, x->l.n_files, x->n, median, high, best, x->bytes);
    }
    cli_print(sk_buf_str(&b));
}

static int run_bench(struct cli *c)
{
    struct bench x = {0};
    struct sk_err err = {0};
    uint64_t seconds = 1, count = 1;
    struct str text;
    cli_rego_open(&x.l, c);
    if (cli_has(c, "seconds") && !str_to_u64(cli_value(c, "seconds"), &seconds))
        return cli_usage(c, "--seconds wants a number");
    if (cli_has(c, "count") && (!str_to_u64(cli_value(c, "count"), &count) || count > MAX_COUNT))
        return cli_usage(c, "--count wants a number up to %d", MAX_COUNT);
    int code = cli_rego_query_text(&x.l, &text);
    if (code < 0)
        code = cli_rego_query_options(&x.l, &x.o);
    if (code >= 0)
        return code;
    int64_t start = cli_rego_now_ns();
    if (!cli_rego_load_options(&x.l) || !cli_rego_input(&x.l, &x.o.input) ||
        !cli_rego_compile(&x.l) || rego_prepare(x.l.rego, text, &x.o, &x.query, &err) < 0) {
        cli_rego_errors(&x.l, false);
        return CLI_USAGE;
    }
    x.load_ns = cli_rego_now_ns() - start;
    x.ns = arena_new(c->a, int64_t, MAX_RUNS);
    for (uint64_t i = 0; i < count; i++) {
        if (repeat(&x, seconds, &err) < 0)
            return cli_fail(&err);
        print_bench(&x);
    }
    return CLI_OK;
}

static const struct cli_option bench_options[] = {
    CLI_REGO_LOAD_OPTIONS,
    CLI_REGO_QUERY_OPTIONS,
    {"seconds", 0, "N", NULL, "How long to repeat the query (default: 1)"},
    {"count", 0, "N", NULL, "How often to measure"},
    {"format", 'f', "FORMAT", "pretty|json|gobench", "How to print what was measured"},
    {"fail", 0, NULL, NULL, "Exit with 2 when the result is undefined"},
    {"benchmem", 0, NULL, NULL, "Accepted for opa's sake: memory is always said"},
    {"metrics", 0, NULL, NULL, "Accepted for opa's sake: times are always said"},
    {"e2e", 0, NULL, NULL, NULL, "there is no server to measure"},
    {0},
};

const struct cli_command cli_cmd_rego_bench = {
    .name = "rego bench",
    .args = "[QUERY]",
    .summary = "Measure how long a Rego query takes",
    .examples = "sekisho rego bench -d checks -i pod.yaml data.shop.deny\tprints median and memory",
    .options = bench_options,
    .min_args = 0,
    .max_args = 1,
    .run = run_bench,
};
