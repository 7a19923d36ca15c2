// The builtins that the public check libraries call besides OPA's own.
// https://aquasecurity.github.io/trivy/latest/docs/scanner/misconfiguration/custom/ (result.new)
#include "config/config_int.h"

static int64_t number(const struct rego_val *v, const char *key)
{
    int64_t i = 0;
    (void)rego_val_i64(rego_get_str(v, str_from(key)), &i);
    return i;
}

// The lines of a cause: StartLine and EndLine of an instruction, those of __defsec_metadata, or of the
// document's node that the value was read from.
static void lines_of(struct rego_call *c, const struct rego_val *cause, int64_t *ret_start,
                     int64_t *ret_end)
{
    struct cfg_host *host = rego_call_host(c);
    const struct rego_val *meta = rego_get_str(cause, S("__defsec_metadata"));
    *ret_start = number(cause, "StartLine");
    *ret_end = number(cause, "EndLine");
    if (!*ret_start && meta) {
        *ret_start = number(meta, "startline");
        *ret_end = number(meta, "endline");
    }
    if (!*ret_start && cause->src && host && host->doc) {
        struct sk_span span = sk_val_span(cause->src);
        *ret_start = sk_doc_pos(host->doc, span.off).line;
        *ret_end = sk_doc_pos(host->doc, span.end > span.off ? span.end - 1 : span.off).line;
    }
}

static const struct rego_val *result_new(struct rego_call *c, const struct rego_val **args)
{
    static const char *const keys[] = {"msg", "startline", "endline"};
    enum { N = COUNT_OF(keys) };
    struct arena *a = rego_call_arena(c);
    int64_t start, end;
    const struct rego_val **k = arena_new(a, const struct rego_val *, N);
    const struct rego_val **v = arena_new(a, const struct rego_val *, N);
    for (int i = 0; i < N; i++)
        k[i] = rego_str(a, str_from(keys[i]));
    lines_of(c, args[1], &start, &end);
    v[0] = args[0];
    v[1] = rego_int(a, start);
    v[2] = rego_int(a, end);
    return rego_object(a, k, v, N);
}

// What is not managed by the scanned files: of files there is nothing else.
static const struct rego_val *is_managed(struct rego_call *c, const struct rego_val **args)
{
    (void)c;
    const struct rego_val *meta = rego_get_str(args[0], S("__defsec_metadata"));
    const struct rego_val *managed = meta ? rego_get_str(meta, S("managed")) : NULL;
    return managed ? managed : &rego_true;
}

// result.fix(result, patches): the result with patches on the document that make it go away (fix.h).
static const struct rego_val *result_fix(struct rego_call *c, const struct rego_val **args)
{
    struct arena *a = rego_call_arena(c);
    uint32_t n = args[0]->n;
    const struct rego_val **k = arena_new(a, const struct rego_val *, n + 1);
    const struct rego_val **v = arena_new(a, const struct rego_val *, n + 1);
    for (uint32_t i = 0; i < n; i++) {
        k[i] = rego_key_at(args[0], i);
        v[i] = rego_val_at(args[0], i);
    }
    k[n] = rego_str(a, S("fix"));
    v[n] = args[1];
    return rego_object(a, k, v, n + 1);
}

// For cases of rules: what the readers make of a text at that path, as rules would see it.
static const struct rego_val *inputs(struct rego_call *c, const struct rego_val **args)
{
    struct arena *a = rego_call_arena(c);
    struct cfg_inputs in = {.perm = a};
    struct sk_err err;
    if (cfg_read(rego_val_str(args[0]), rego_val_str(args[1]), &in, &err) < 0)
        return rego_call_fail(c, "%s", err.msg);
    const struct rego_val **v = arena_new(a, const struct rego_val *, in.n_items);
    for (size_t i = 0; i < in.n_items; i++)
        v[i] = in.items[i].value;
    return rego_array(a, v, in.n_items);
}

static const struct rego_val *first_input(struct rego_call *c, const struct rego_val **args)
{
    const struct rego_val *all = inputs(c, args);
    return all && all->n ? all->items[0] : NULL;
}

void cfg_add_builtins(struct rego *r)
{
    static const struct rego_builtin list[] = {
        {.name = "result.fix", .args = "o a", .fn = result_fix},
        {.name = "sekisho.input", .args = "s s", .fn = first_input},
        {.name = "sekisho.inputs", .args = "s s", .fn = inputs},
        {.name = "result.new", .args = "* *", .fn = result_new},
        {.name = "isManaged", .args = "*", .fn = is_managed},
    };
    for (size_t i = 0; i < COUNT_OF(list); i++)
        rego_add_builtin(r, &list[i]);
}
