// sekisho rego eval - a Rego query against rules, data and an input.
#include "cli/rego_common.h"
#include "core/file.h"
#include "core/json_out.h"
#include "core/limits.h"

#include <unistd.h>

enum { MAX_OUTPUT = 1 << 30 };

// A value where it stands: its lines are moved to the right.
static void add_value(struct sk_json_out *w, const char *key, const struct rego_val *v, int depth)
{
    SK_BUF_SCRATCH(flat, MAX_OUTPUT);
    SK_BUF_SCRATCH(b, MAX_OUTPUT);
    rego_to_json(&flat, v, 2);
    struct str rest = sk_buf_str(&flat), line;
    for (bool first = true; str_next_line(&rest, &line); first = false) {
        if (!first)
            sk_buf_fmt(&b, "\n%*s", depth * 2, "");
        sk_buf_add(&b, line);
    }
    sk_json_raw(w, key, sk_buf_str(&b));
}

static void add_expr(struct sk_json_out *w, const struct rego_expr *e, const struct rego_val *v)
{
    sk_json_object(w, NULL);
    add_value(w, "value", v, 5);
    sk_json_str(w, "text", e->text);
    sk_json_object(w, "location");
    sk_json_i64(w, "row", e->line);
    sk_json_i64(w, "col", e->col);
    sk_json_end_object(w);
    sk_json_end_object(w);
}

struct evaluation {
    struct cli_rego l;
    struct rego_options o;
    struct rego_query q;
    int64_t compile_ns, eval_ns;
};

static void add_metrics(struct sk_json_out *w, const struct evaluation *e)
{
    sk_json_object(w, "metrics");
    sk_json_i64(w, "timer_rego_query_compile_ns", e->compile_ns);
    sk_json_i64(w, "timer_rego_query_eval_ns", e->eval_ns);
    sk_json_end_object(w);
}

static void out_json(struct sk_buf *b, struct evaluation *e)
{
    const struct rego_query *q = &e->q;
    struct sk_json_out w = {.buf = b, .pretty = true};
    sk_json_object(&w, NULL);
    if (q->n_results)
        sk_json_array(&w, "result");
    for (size_t i = 0; i < q->n_results; i++) {
        sk_json_object(&w, NULL);
        sk_json_array(&w, "expressions");
        for (size_t k = 0; k < q->n_exprs; k++)
            add_expr(&w, &q->exprs[k], q->results[i].values[k]);
        sk_json_end_array(&w);
        if (q->results[i].bindings->n)
            add_value(&w, "bindings", q->results[i].bindings, 3);
        sk_json_end_object(&w);
    }
    if (q->n_results)
        sk_json_end_array(&w);
    if (cli_has(e->l.c, "metrics"))
        add_metrics(&w, e);
    if (e->o.cover) {
        sk_json_object(&w, "coverage");
        cli_rego_add_cover(&e->l, &w, e->o.cover);
        sk_json_end_object(&w);
    }
    sk_json_end_object(&w);
    sk_buf_add_char(b, '\n');
}

static void out_raw(struct sk_buf *b, const struct rego_query *q)
{
    for (size_t i = 0; i < q->n_results; i++) {
        for (size_t k = 0; k < q->n_exprs; k++) {
            const struct rego_val *v = q->results[i].values[k];
            sk_buf_add(b, k ? S(" ") : S(""));
            if (v->kind == REGO_STRING)
                sk_buf_add(b, rego_val_str(v));
            else
                rego_to_json(b, v, 0);
        }
        sk_buf_add_char(b, '\n');
    }
}

// Of each solution the values of its expressions, or its variables.
static void out_values(struct sk_buf *b, struct arena *a, const struct rego_query *q, bool bindings)
{
    for (size_t i = 0; i < q->n_results; i++) {
        const struct rego_result *r = &q->results[i];
        rego_to_json(b, bindings ? r->bindings : rego_array(a, r->values, q->n_exprs), 2);
        sk_buf_add_char(b, '\n');
    }
}

// ---- tables ----

static size_t width_of(struct str s)
{
    size_t n = 0;
    for (size_t i = 0; i < s.n; i++)
        n += ((unsigned char)s.p[i] & 0xc0) != 0x80;
    return n;
}

static void rule(struct sk_buf *b, const size_t *width, size_t n)
{
    for (size_t k = 0; k < n; k++) {
        sk_buf_add_char(b, '+');
        for (size_t i = 0; i < width[k] + 2; i++)
            sk_buf_add_char(b, '-');
    }
    sk_buf_add(b, S("+\n"));
}

static void row(struct sk_buf *b, const struct str *cells, const size_t *width, size_t n,
                bool centred)
{
    for (size_t k = 0; k < n; k++) {
        size_t room = width[k] - width_of(cells[k]), left = centred ? room / 2 : 0;
        sk_buf_fmt(b, "| %*s", (int)left, "");
        sk_buf_add(b, cells[k]);
        sk_buf_fmt(b, "%*s ", (int)(room - left), "");
    }
    sk_buf_add(b, S("|\n"));
}

// The first row is the heading.
static void table(struct sk_buf *b, const struct str *cells, size_t rows, size_t n)
{
    ARENA_SCRATCH(tmp);
    size_t *width = arena_new(&tmp, size_t, n);
    for (size_t i = 0; i < rows * n; i++)
        if (width_of(cells[i]) > width[i % n])
            width[i % n] = width_of(cells[i]);
    rule(b, width, n);
    row(b, cells, width, n, true);
    rule(b, width, n);
    for (size_t i = 1; i < rows; i++)
        row(b, cells + i * n, width, n, false);
    if (rows > 1)
        rule(b, width, n);
}

static struct str cell(struct arena *a, const struct rego_val *v)
{
    SK_BUF_SCRATCH(b, MAX_OUTPUT);
    rego_to_json(&b, v, 0);
    return str_dup(a, sk_buf_str(&b));
}

// One value alone as it is. Else a table: the variables, then the expressions that are more than true.
static void out_pretty(struct sk_buf *b, struct evaluation *e)
{
    const struct rego_query *q = &e->q;
    struct arena *a = e->l.c->a;
    struct str *cells = NULL;
    size_t n = 0, cap = 0;
    if (q->n_results == 0) {
        sk_buf_add(b, S("undefined\n"));
        return;
    }
    const struct rego_val *first = q->results[0].bindings;
    if (q->n_exprs == 1 && q->n_results == 1 && first->n == 0) {
        rego_to_json(b, q->results[0].values[0], 2);
        sk_buf_add_char(b, '\n');
        return;
    }
    bool *shown = arena_new(a, bool, q->n_exprs);
    for (size_t i = 0; i < q->n_results; i++)
        for (size_t k = 0; k < q->n_exprs; k++)
            shown[k] |= q->results[i].values[k] != &rego_true || first->n == 0;
    for (size_t k = 0; k < first->n; k++)
        *VEC_PUSH(a, cells, n, cap) = rego_val_str(rego_key_at(first, k));
    for (size_t k = 0; k < q->n_exprs; k++)
        if (shown[k])
            *VEC_PUSH(a, cells, n, cap) = q->exprs[k].text;
    size_t columns = n;
    for (size_t i = 0; i < q->n_results; i++) {
        for (size_t k = 0; k < first->n; k++) {
            const struct rego_val *v = rego_get(q->results[i].bindings, rego_key_at(first, k));
            *VEC_PUSH(a, cells, n, cap) = v ? cell(a, v) : S("");
        }
        for (size_t k = 0; k < q->n_exprs; k++)
            if (shown[k])
                *VEC_PUSH(a, cells, n, cap) = cell(a, q->results[i].values[k]);
    }
    table(b, cells, n / columns, columns);
}

static void pretty_extras(struct sk_buf *b, struct evaluation *e)
{
    if (cli_has(e->l.c, "metrics")) {
        struct arena *a = e->l.c->a;
        struct str cells[] = {S("METRIC"),
                              S("VALUE"),
                              S("timer_rego_query_compile_ns"),
                              str_fmt(a, "%lld", (long long)e->compile_ns),
                              S("timer_rego_query_eval_ns"),
                              str_fmt(a, "%lld", (long long)e->eval_ns)};
        table(b, cells, COUNT_OF(cells) / 2, 2);
    }
    if (e->o.cover) {
        struct sk_json_out w = {.buf = b, .pretty = true};
        sk_json_object(&w, NULL);
        cli_rego_add_cover(&e->l, &w, e->o.cover);
        sk_json_end_object(&w);
        sk_buf_add_char(b, '\n');
    }
}

// ---- the command ----

static void on_print(void *user, struct str file, uint32_t line, struct str text)
{
    (void)user;
    (void)file;
    (void)line;
    fprintf(stderr, "%.*s\n", (int)text.n, text.p);
}

static int write_result(struct evaluation *e)
{
    SK_BUF_SCRATCH(b, MAX_OUTPUT);
    struct cli *c = e->l.c;
    struct str format = cli_value(c, "format");
    if (!format.n || str_eq(format, S("json")))
        out_json(&b, e);
    else if (str_eq(format, S("pretty")))
        out_pretty(&b, e);
    else if (str_eq(format, S("bindings")) || str_eq(format, S("values")))
        out_values(&b, c->a, &e->q, str_eq(format, S("bindings")));
    else if (str_eq(format, S("raw")))
        out_raw(&b, &e->q);
    else
        sk_buf_add(&b, e->q.n_results ? S("{\n  \"result\": \"discarded\"\n}\n") : S("{}\n"));
    if (str_eq(format, S("pretty")))
        pretty_extras(&b, e);
    cli_print(sk_buf_str(&b));
    bool none = e->q.n_results == 0;
    return (cli_has(c, "fail") && none) || (cli_has(c, "fail-defined") && !none) ? CLI_FINDINGS
                                                                                 : CLI_OK;
}

static int failed(struct evaluation *e, bool json, const struct sk_err *err)
{
    size_t n;
    rego_errors(e->l.rego, &n);
    if (n == 0 && err)
        return cli_fail(err);
    cli_rego_errors(&e->l, json);
    return CLI_USAGE;
}

static int run(struct cli *c)
{
    struct evaluation e = {.o = {.print = on_print,
                                 .strict_builtins = cli_has(c, "strict-builtin-errors") ||
                                                    cli_has(c, "show-builtin-errors")}};
    struct sk_err err = {0};
    struct rego_prepared *p;
    struct str text;
    bool json = !cli_has(c, "format") || str_eq(cli_value(c, "format"), S("json"));
    cli_rego_open(&e.l, c);
    int code = cli_rego_query_text(&e.l, &text);
    if (code < 0)
        code = cli_rego_query_options(&e.l, &e.o);
    if (code >= 0)
        return code;
    if (!cli_rego_load_options(&e.l) || !cli_rego_input(&e.l, &e.o.input))
        return failed(&e, json, NULL);
    int64_t start = cli_rego_now_ns();
    if (!cli_rego_compile(&e.l))
        return failed(&e, json, NULL);
    if (rego_prepare(e.l.rego, text, &e.o, &p, &err) < 0)
        return failed(&e, json, &err);
    e.compile_ns = cli_rego_now_ns() - start;
    if (cli_has(c, "coverage"))
        e.o.cover = rego_cover_new(c->a, e.l.rego);
    start = cli_rego_now_ns();
    if (rego_query_prepared(p, c->a, &e.o, &e.q, &err) < 0)
        return failed(&e, json, &err);
    e.eval_ns = cli_rego_now_ns() - start;
    return write_result(&e);
}

static const struct cli_option options[] = {
    CLI_REGO_LOAD_OPTIONS,
    CLI_REGO_QUERY_OPTIONS,
    {"format", 'f', "FORMAT", "json|pretty|values|bindings|raw|discard", "How to print the result"},
    {"pretty-limit", 0, "N", NULL, "Accepted for opa's sake: tables are not cut"},
    {"fail", 0, NULL, NULL, "Exit with 1 when the result is undefined"},
    {"fail-defined", 0, NULL, NULL, "Exit with 1 when there is a result"},
    {"strict-builtin-errors", 0, NULL, NULL, "An error of a builtin ends the evaluation"},
    {"show-builtin-errors", 0, NULL, NULL, "The same: the first one is shown"},
    {"timeout", 0, "TIME", NULL, "Give up after so long (5s, 200ms)"},
    {"coverage", 0, NULL, NULL, "Say which lines of the rules were reached, too"},
    {"metrics", 0, NULL, NULL, "Say how long compiling and evaluating took, too"},
    {"explain", 0, "WHAT", NULL, NULL, "there are no traces; print() and trace() go to stderr"},
    {"profile", 0, NULL, NULL, NULL, "not there; `sekisho rego bench` measures a query"},
    {"instrument", 0, NULL, NULL, NULL, "not there; `sekisho rego bench` measures a query"},
    {"optimize", 'O', "N", NULL, "Accepted for opa's sake; there are no levels"},
    {"disable-indexing", 0, NULL, NULL, NULL, "indexes cannot be turned off"},
    {"disable-early-exit", 0, NULL, NULL, NULL, "early exit cannot be turned off"},
    {"entrypoint", 'e', "PATH", NULL, NULL, "there is no WebAssembly and nothing to optimise for"},
    {0},
};

const struct cli_command cli_cmd_rego_eval = {
    .name = "rego eval",
    .args = "[QUERY]",
    .summary = "Evaluate a Rego query",
    .text = "Rules and data come with -d, the document that they judge with -i.",
    .examples = "sekisho rego eval -d checks -i pod.yaml data.shop.deny\tprints what the rules say",
    .options = options,
    .min_args = 0,
    .max_args = 1,
    .run = run,
};
