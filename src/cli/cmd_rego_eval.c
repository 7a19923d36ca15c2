// sekisho rego eval - a Rego query against rules, data and an input.
#include "cli/rego_common.h"
#include "core/file.h"
#include "core/json_out.h"
#include "core/limits.h"

#include <unistd.h>

enum { MAX_OUTPUT = 1 << 30 };

static void add_expr(struct sk_json_out *w, struct arena *a, const struct rego_expr *e,
                     const struct rego_val *v)
{
    SK_BUF_SCRATCH(b, MAX_OUTPUT);
    (void)a;
    rego_to_json(&b, v, w->pretty ? 2 : 0);
    sk_json_object(w, NULL);
    sk_json_raw(w, "value", sk_buf_str(&b));
    sk_json_str(w, "text", e->text);
    sk_json_object(w, "location");
    sk_json_i64(w, "row", e->line);
    sk_json_i64(w, "col", e->col);
    sk_json_end_object(w);
    sk_json_end_object(w);
}

static void out_json(struct sk_buf *b, struct arena *a, const struct rego_query *q)
{
    struct sk_json_out w = {.buf = b};
    sk_json_object(&w, NULL);
    if (q->n_results)
        sk_json_array(&w, "result");
    for (size_t i = 0; i < q->n_results; i++) {
        sk_json_object(&w, NULL);
        sk_json_array(&w, "expressions");
        for (size_t k = 0; k < q->n_exprs; k++)
            add_expr(&w, a, &q->exprs[k], q->results[i].values[k]);
        sk_json_end_array(&w);
        if (q->results[i].bindings->n) {
            SK_BUF_SCRATCH(v, MAX_OUTPUT);
            rego_to_json(&v, q->results[i].bindings, 0);
            sk_json_raw(&w, "bindings", sk_buf_str(&v));
        }
        sk_json_end_object(&w);
    }
    if (q->n_results)
        sk_json_end_array(&w);
    sk_json_end_object(&w);
    // laid out by reading it back, so that there is one printer of values
    const struct rego_val *all;
    struct sk_err err;
    struct str text = str_dup(a, sk_buf_str(b));
    if (rego_from_json(a, text, &all, &err) == 0) {
        sk_buf_clear(b);
        rego_to_json(b, all, 2);
    }
    sk_buf_add_char(b, '\n');
}

static void out_values(struct sk_buf *b, const struct rego_query *q, bool raw)
{
    if (!raw)
        sk_buf_add(b, S("["));
    for (size_t i = 0; i < q->n_results; i++) {
        sk_buf_add(b, raw ? S("") : i ? S(",\n") : S("\n"));
        if (!raw)
            sk_buf_add(b, S("["));
        for (size_t k = 0; k < q->n_exprs; k++) {
            const struct rego_val *v = q->results[i].values[k];
            if (k)
                sk_buf_add(b, raw ? S(" ") : S(","));
            if (raw && v->kind == REGO_STRING)
                sk_buf_add(b, rego_val_str(v));
            else
                rego_to_json(b, v, 0);
        }
        sk_buf_add(b, raw ? S("\n") : S("]"));
    }
    if (!raw)
        sk_buf_add(b, q->n_results ? S("\n]\n") : S("]\n"));
}

static void out_bindings(struct sk_buf *b, const struct rego_query *q)
{
    sk_buf_add(b, S("["));
    for (size_t i = 0; i < q->n_results; i++) {
        sk_buf_add(b, i ? S(",\n") : S("\n"));
        rego_to_json(b, q->results[i].bindings, 2);
    }
    sk_buf_add(b, q->n_results ? S("\n]\n") : S("]\n"));
}

// One expression without variables: its value. Else a table of the variables.
static void out_pretty(struct sk_buf *b, const struct rego_query *q)
{
    if (q->n_results == 0) {
        sk_buf_add(b, S("undefined\n"));
        return;
    }
    if (q->n_exprs == 1 && q->n_results == 1 && q->results[0].bindings->n == 0) {
        rego_to_json(b, q->results[0].values[0], 2);
        sk_buf_add_char(b, '\n');
        return;
    }
    const struct rego_val *first = q->results[0].bindings;
    for (size_t k = 0; k < first->n; k++) {
        sk_buf_add(b, k ? S("\t") : S(""));
        sk_buf_add(b, rego_val_str(rego_key_at(first, k)));
    }
    for (size_t i = 0; i < q->n_results; i++) {
        const struct rego_result *r = &q->results[i];
        sk_buf_add(b, first->n || i ? S("\n") : S(""));
        for (size_t k = 0; k < (first->n ? r->bindings->n : q->n_exprs); k++) {
            sk_buf_add(b, k ? S("\t") : S(""));
            rego_to_json(b, first->n ? rego_val_at(r->bindings, k) : r->values[k], 0);
        }
    }
    sk_buf_add_char(b, '\n');
}

static void on_print(void *user, struct str file, uint32_t line, struct str text)
{
    (void)user;
    (void)file;
    (void)line;
    fprintf(stderr, "%.*s\n", (int)text.n, text.p);
}

static int write_result(struct cli *c, const struct rego_query *q)
{
    SK_BUF_SCRATCH(b, MAX_OUTPUT);
    struct str format = cli_value(c, "format");
    if (!format.n || str_eq(format, S("json")))
        out_json(&b, c->a, q);
    else if (str_eq(format, S("pretty")))
        out_pretty(&b, q);
    else if (str_eq(format, S("bindings")))
        out_bindings(&b, q);
    else if (!str_eq(format, S("discard")))
        out_values(&b, q, str_eq(format, S("raw")));
    cli_print(sk_buf_str(&b));
    bool none = q->n_results == 0;
    for (size_t i = 0; i < q->n_results; i++)
        for (size_t k = 0; k < q->n_exprs; k++)
            none = none || (q->results[i].values[k]->kind == REGO_BOOL &&
                            !q->results[i].values[k]->i && q->n_exprs == 1);
    if ((cli_has(c, "fail") && none) || (cli_has(c, "fail-defined") && !none))
        return CLI_FINDINGS;
    return CLI_OK;
}

static int run(struct cli *c)
{
    struct cli_rego l;
    struct sk_err err = {0};
    struct rego_query q;
    struct rego_options o = {.print = on_print,
                             .strict_builtins = cli_has(c, "strict-builtin-errors")};
    struct str text = c->n_args ? c->args[0] : (struct str){0};
    bool json = !cli_has(c, "format") || str_eq(cli_value(c, "format"), S("json"));
    cli_rego_open(&l, c);
    if (cli_has(c, "stdin") && sk_read_fd(c->a, STDIN_FILENO, SK_MAX_DOC_BYTES, &text, &err) < 0)
        return cli_fail(&err);
    if (!text.n)
        return cli_usage(c, "QUERY is missing");
    if (!cli_rego_load_options(&l) || !cli_rego_input(&l, &o.input) || !cli_rego_compile(&l)) {
        cli_rego_errors(&l, json);
        return CLI_USAGE;
    }
    if (rego_query(l.rego, c->a, text, &o, &q, &err) < 0) {
        size_t n;
        rego_errors(l.rego, &n);
        if (n == 0)
            return cli_fail(&err);
        cli_rego_errors(&l, json);
        return CLI_USAGE;
    }
    return write_result(c, &q);
}

static const struct cli_option options[] = {
    CLI_REGO_LOAD_OPTIONS,
    {"input", 'i', "FILE", NULL, "The input document, JSON or YAML"},
    {"stdin-input", 'I', NULL, NULL, "Read the input document from stdin"},
    {"stdin", 0, NULL, NULL, "Read the query from stdin"},
    {"format", 'f', "FORMAT", "json|pretty|values|bindings|raw|discard", "How to print the result"},
    {"fail", 0, NULL, NULL, "Exit with 1 when the result is undefined, or false"},
    {"fail-defined", 0, NULL, NULL, "Exit with 1 when there is a result"},
    {"strict-builtin-errors", 0, NULL, NULL, "An error of a builtin ends the evaluation"},
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
