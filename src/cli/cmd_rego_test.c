// sekisho rego test - the rules whose name begins with test_, as `opa test` runs them.
#include "cli/rego_common.h"
#include "core/json_out.h"
#include "core/time.h"

#include <string.h>

enum { MAX_OUTPUT = 1 << 28, MAX_COUNT = 10000 };

struct one_case {
    struct str name;
    bool passed;
};

struct one_test {
    const struct rego_rule_info *rule;
    struct str name;
    bool passed, skipped, failed_to_run;
    int64_t ns;
    struct str output, error;
    struct one_case *cases;
    size_t n_cases;
};

struct runner {
    struct cli_rego l;
    struct rego_options o;
    struct one_test *tests;
    size_t n, cap;
    // of the running test
    struct sk_buf *out;
    struct arena *a;
    const struct rego_val **paths;
    size_t n_paths, cap_paths;
};

static void on_print(void *user, struct str file, uint32_t line, struct str text)
{
    struct runner *r = user;
    (void)file;
    (void)line;
    sk_buf_add(r->out, text);
    sk_buf_add_char(r->out, '\n');
}

static void on_case(void *user, const struct rego_val *path)
{
    struct runner *r = user;
    *VEC_PUSH(r->a, r->paths, r->n_paths, r->cap_paths) = path;
}

// Every case that was met must be in the value of the rule.
static void judge_cases(struct runner *r, struct one_test *t, const struct rego_val *v)
{
    struct arena *perm = r->l.c->a;
    const struct rego_val *all = rego_set(r->a, r->paths, r->n_paths);
    t->cases = arena_new(perm, struct one_case, all->n + 1);
    t->passed = all->n > 0;
    for (size_t i = 0; i < all->n; i++) {
        const struct rego_val *path = all->items[i], *at = v;
        SK_BUF_SCRATCH(name, 1 << 16);
        for (size_t k = 0; k < path->n; k++) {
            at = at ? rego_get(at, path->items[k]) : NULL;
            sk_buf_add(&name, k ? S("/") : S(""));
            if (path->items[k]->kind == REGO_STRING)
                sk_buf_add(&name, rego_val_str(path->items[k]));
            else
                rego_to_text(&name, path->items[k]);
        }
        bool ok = at && !(at->kind == REGO_BOOL && !at->i);
        t->cases[t->n_cases++] = (struct one_case){str_dup(perm, sk_buf_str(&name)), ok};
        t->passed = t->passed && ok;
    }
}

static void run_test(struct runner *r, struct one_test *t)
{
    ARENA_SCRATCH(a);
    SK_BUF_SCRATCH(out, 1 << 24);
    struct sk_err err = {0};
    const struct rego_val *v;
    r->out = &out;
    r->a = &a;
    r->paths = NULL;
    r->n_paths = r->cap_paths = 0;
    int64_t start = cli_rego_now_ns();
    int rc = rego_eval_path(r->l.rego, &a, t->rule->path, &r->o, &v, &err);
    t->ns = cli_rego_now_ns() - start;
    if (rc < 0) {
        t->failed_to_run = true;
        t->error = str_dup(r->l.c->a, str_from(err.msg));
    } else if (t->rule->is_object) {
        judge_cases(r, t, v);
    } else {
        t->passed = v && v->kind == REGO_BOOL && v->i;
    }
    t->output = str_dup(r->l.c->a, sk_buf_str(&out));
}

static bool wanted(struct runner *r, const struct rego_rule_info *rule, bool *ret_skip)
{
    struct str name = rule->name, pattern = cli_value(r->l.c, "run"), dot;
    bool matches = true;
    if (rule->is_function)
        return false;
    if (rule->is_object)
        str_cut(name, '.', &name, &dot);
    *ret_skip = str_starts(name, S("todo_test_"));
    if (!*ret_skip && !str_starts(name, S("test_")))
        return false;
    struct str full = str_fmt(r->l.c->a, "%.*s.%.*s", (int)rule->package.n, rule->package.p,
                              (int)rule->name.n, rule->name.p);
    if (pattern.n && rego_regex_match(pattern, full, &matches, NULL) < 0)
        return false;
    return matches;
}

static int find_tests(struct runner *r)
{
    struct sk_err err = {0};
    struct str pattern = cli_value(r->l.c, "run");
    bool any;
    size_t n;
    if (pattern.n && rego_regex_match(pattern, S(""), &any, &err) < 0)
        return cli_fail(&err);
    const struct rego_rule_info *rules = rego_rules(r->l.rego, &n);
    for (size_t i = 0, same = 0; i < n; i++) {
        bool skip;
        if (!wanted(r, &rules[i], &skip))
            continue;
        same = i && str_eq(rules[i].path, rules[i - 1].path) ? same + 1 : 0;
        struct one_test *t = VEC_PUSH(r->l.c->a, r->tests, r->n, r->cap);
        t->rule = &rules[i];
        t->skipped = skip;
        t->name =
            same ? str_fmt(r->l.c->a, "%.*s#%02zu", (int)rules[i].name.n, rules[i].name.p, same)
                 : rules[i].name;
    }
    return -1;
}

static struct str duration(struct arena *a, int64_t ns)
{
    if (ns < 1000)
        return str_fmt(a, "%lldns", (long long)ns);
    if (ns < 1000000)
        return str_fmt(a, "%.6gµs", (double)ns / 1e3);
    return ns < 1000000000 ? str_fmt(a, "%.6gms", (double)ns / 1e6)
                           : str_fmt(a, "%.6gs", (double)ns / 1e9);
}

static void add_indented(struct sk_buf *b, struct str text)
{
    struct str line;
    sk_buf_add_char(b, '\n');
    while (str_next_line(&text, &line))
        sk_buf_fmt(b, "  %.*s\n", (int)line.n, line.p);
    sk_buf_add_char(b, '\n');
}

static void add_test(struct sk_buf *b, struct arena *a, const struct one_test *t, bool verbose)
{
    const char *word = t->skipped         ? "SKIPPED"
                       : t->failed_to_run ? "ERROR"
                       : t->passed        ? "PASS"
                                          : "FAIL";
    sk_buf_fmt(b, "%.*s.%.*s: %s", (int)t->rule->package.n, t->rule->package.p, (int)t->name.n,
               t->name.p, word);
    if (!t->skipped)
        sk_buf_fmt(b, " (%s)", duration(a, t->ns).p);
    sk_buf_add_char(b, '\n');
    for (size_t i = 0; i < t->n_cases; i++)
        if (verbose || !t->cases[i].passed)
            sk_buf_fmt(b, "  %.*s: %s\n", (int)t->cases[i].name.n, t->cases[i].name.p,
                       t->cases[i].passed ? "PASS" : "FAIL");
    if (t->error.n)
        sk_buf_fmt(b, "  %.*s\n", (int)t->error.n, t->error.p);
    if (t->output.n)
        add_indented(b, t->output);
}

static int cmp_file(const struct one_test *a, const struct one_test *b)
{
    int c = str_cmp(a->rule->file, b->rule->file);
    return c ? c : (a->rule->line > b->rule->line) - (a->rule->line < b->rule->line);
}

static void sort_tests(struct one_test *t, size_t n, struct arena *a)
{
    if (n < 2)
        return;
    size_t half = n / 2, i = 0, j = half, at = 0;
    sort_tests(t, half, a);
    sort_tests(t + half, n - half, a);
    struct one_test *out = arena_new(a, struct one_test, n);
    while (i < half || j < n)
        out[at++] = j == n || (i < half && cmp_file(&t[i], &t[j]) <= 0) ? t[i++] : t[j++];
    memcpy(t, out, n * sizeof *t);
}

// count: passed, failed, skipped, errors. A case of a data-driven test counts as a test, as in opa.
static size_t count_all(const struct runner *r, size_t *count)
{
    size_t n = 0;
    for (size_t i = 0; i < r->n; i++) {
        const struct one_test *t = &r->tests[i];
        for (size_t k = 0; k < t->n_cases; k++)
            count[t->cases[k].passed ? 0 : 1]++;
        if (!t->n_cases)
            count[t->skipped ? 2 : t->failed_to_run ? 3 : t->passed ? 0 : 1]++;
        n += t->n_cases ? t->n_cases : 1;
    }
    return n;
}

static void out_pretty(struct sk_buf *b, const struct runner *r, const size_t *count, size_t all)
{
    struct str file = {0};
    bool verbose = r->l.c->verbose, any = false;
    for (size_t i = 0; i < r->n; i++) {
        const struct one_test *t = &r->tests[i];
        if (t->passed && !verbose)
            continue;
        if (!any || !str_eq(file, t->rule->file)) {
            file = t->rule->file;
            sk_buf_fmt(b, "%.*s:\n", (int)file.n, file.p);
        }
        any = true;
        add_test(b, r->l.c->a, t, verbose);
    }
    if (any)
        for (int i = 0; i < 80; i++)
            sk_buf_add_char(b, '-');
    sk_buf_fmt(b, "%sPASS: %zu/%zu\n", any ? "\n" : "", count[0], all);
    if (count[1])
        sk_buf_fmt(b, "FAIL: %zu/%zu\n", count[1], all);
    if (count[2])
        sk_buf_fmt(b, "SKIPPED: %zu/%zu\n", count[2], all);
    if (count[3])
        sk_buf_fmt(b, "ERROR: %zu/%zu\n", count[3], all);
}

static void out_json(struct sk_buf *b, const struct runner *r)
{
    struct sk_json_out w = {.buf = b, .pretty = true};
    sk_json_array(&w, NULL);
    for (size_t i = 0; i < r->n; i++) {
        const struct one_test *t = &r->tests[i];
        sk_json_object(&w, NULL);
        sk_json_object(&w, "location");
        sk_json_str(&w, "file", t->rule->file);
        sk_json_i64(&w, "row", t->rule->line);
        sk_json_i64(&w, "col", t->rule->col);
        sk_json_end_object(&w);
        sk_json_str(&w, "package", t->rule->package);
        sk_json_str(&w, "name", t->name);
        if (t->skipped)
            sk_json_bool(&w, "skip", true);
        else if (!t->passed)
            sk_json_bool(&w, "fail", true);
        sk_json_str_if(&w, "error", t->error);
        sk_json_i64(&w, "duration", t->ns);
        sk_json_str_if(&w, "output", t->output);
        if (t->n_cases) {
            sk_json_object(&w, "sub_results");
            for (size_t k = 0; k < t->n_cases; k++)
                sk_json_key_str(&w, t->cases[k].name, t->cases[k].passed ? S("pass") : S("fail"));
            sk_json_end_object(&w);
        }
        sk_json_end_object(&w);
    }
    sk_json_end_array(&w);
    sk_buf_add_char(b, '\n');
}

static double out_cover(struct sk_buf *b, struct runner *r)
{
    struct sk_json_out w = {.buf = b, .pretty = true};
    sk_json_object(&w, NULL);
    double percent = cli_rego_add_cover(&r->l, &w, r->o.cover);
    sk_json_end_object(&w);
    sk_buf_add_char(b, '\n');
    return percent;
}

static int report(struct runner *r)
{
    SK_BUF_SCRATCH(b, MAX_OUTPUT);
    size_t count[4] = {0};
    double threshold, percent;
    sort_tests(r->tests, r->n, r->l.c->a);
    size_t all = count_all(r, count);
    bool bad = count[1] || count[3];
    if (r->o.cover) {
        if (bad)
            out_pretty(&b, r, count, all);
        else {
            percent = out_cover(&b, r);
            struct str want = cli_value(r->l.c, "threshold");
            if (want.n && str_to_double(want, &threshold) && percent < threshold) {
                cli_warn("coverage is %.2f %%, below %.2f %%", percent, threshold);
                bad = true;
            }
        }
    } else if (str_eq(cli_value(r->l.c, "format"), S("json"))) {
        out_json(&b, r);
    } else {
        out_pretty(&b, r, count, all);
    }
    cli_print(sk_buf_str(&b));
    bool skipped = count[2] && !cli_has(r->l.c, "exit-zero-on-skipped");
    return bad || skipped ? CLI_FINDINGS : CLI_OK;
}

static int run(struct cli *c)
{
    struct runner r = {0};
    cli_rego_open(&r.l, c);
    bool ok = true;
    for (size_t i = 0; i < c->n_args && ok; i++)
        ok = cli_rego_load(&r.l, c->args[i]);
    if (!ok || !cli_rego_compile(&r.l)) {
        cli_rego_errors(&r.l, str_eq(cli_value(c, "format"), S("json")));
        return CLI_USAGE;
    }
    int rc = find_tests(&r);
    if (rc >= 0)
        return rc;
    uint64_t count = 1;
    r.o = (struct rego_options){
        .print = on_print, .test_case = on_case, .user = &r, .timeout_ms = 5000};
    rc = cli_rego_query_options(&r.l, &r.o);
    if (rc >= 0)
        return rc;
    if (cli_has(c, "count") && (!str_to_u64(cli_value(c, "count"), &count) || count > MAX_COUNT))
        return cli_usage(c, "--count wants a number up to %d", MAX_COUNT);
    if (cli_has(c, "coverage"))
        r.o.cover = rego_cover_new(c->a, r.l.rego);
    for (rc = CLI_OK; count-- > 0 && rc == CLI_OK;) {
        for (size_t i = 0; i < r.n; i++)
            if (!r.tests[i].skipped)
                run_test(&r, &r.tests[i]);
        rc = report(&r);
    }
    return rc;
}

static const struct cli_option options[] = {
    {"run", 'r', "REGEX", NULL, "Only tests whose path matches"},
    {"format", 'f', "FORMAT", "pretty|json", "How to print the result"},
    {"coverage", 'c', NULL, NULL, "Print which lines were reached, as JSON"},
    {"threshold", 0, "PERCENT", NULL, "Fail when the coverage is below"},
    {"exit-zero-on-skipped", 'z', NULL, NULL, "Skipped tests do not fail the run"},
    {"bundle", 'b', NULL, NULL, "Accepted for opa's sake; folders are read all the same"},
    {"count", 0, "N", NULL, "How often to run them (default: 1); each run is reported"},
    {"timeout", 0, "TIME", NULL, "Give up a test after so long (default: 5s)"},
    {"max-errors", 'm', "N", NULL, "Print at most so many errors of compiling"},
    CLI_REGO_COMPILE_OPTIONS,
    {"var-values", 0, NULL, NULL, NULL, "there are no traces; print() shows values"},
    {"explain", 0, "WHAT", NULL, NULL, "there are no traces; print() shows values"},
    {"bench", 0, NULL, NULL, NULL, "not there; `sekisho rego bench` measures a query"},
    {"watch", 'w', NULL, NULL, NULL, "not there; run it again"},
    {0},
};

const struct cli_command cli_cmd_rego_test = {
    .name = "rego test",
    .args = "PATH...",
    .summary = "Run the tests of Rego rules",
    .text =
        "A test is a rule whose name begins with test_; it passes when its value is true. Of a\n"
        "data-driven test (test_x[name] if {...}) every case must hold. Rules whose name begins\n"
        "with todo_test_ are skipped. --verbose lists what passed, too.",
    .examples = "sekisho rego test checks -r pod\truns the tests with \"pod\" in their path",
    .options = options,
    .min_args = 1,
    .max_args = -1,
    .run = run,
};
