// The engine as its users see it: modules, data, queries.
#include "engine/rego/rego_int.h"

#include "core/time.h"
#include "engine/rego/re.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct rego *rego_new(struct arena *perm, const struct rego_config *config)
{
    struct rego *r = arena_new(perm, struct rego, 1);
    r->a = perm;
    if (config)
        r->config = *config;
    r->root = arena_new(perm, struct rego_node, 1);
    r->root->children.perm = r->root->names.perm = perm;
    r->root->as_val = (struct rego_val){.kind = REGO_NODE, .node = r->root};
    r->base = rego_object(perm, NULL, NULL, 0);
    r->builtins.perm = r->regexes.perm = perm;
    rego_load_builtins(r);
    return r;
}

static struct str line_of(struct rego_loc loc)
{
    struct str rest = loc.file->text, line = {0};
    if (loc.end > loc.off) {
        size_t from = loc.off;
        while (from > 0 && rest.p[from - 1] != '\n')
            from--;
        rest = str_skip(rest, from);
        str_next_line(&rest, &line);
        return line;
    }
    for (uint32_t i = 0; i < loc.line && str_next_line(&rest, &line); i++)
        ;
    return line;
}

void rego_error_at(struct rego *r, struct rego_loc loc, const char *code, const char *fmt, ...)
{
    char msg[400];
    va_list ap;
    if (r->n_errors >= REGO_MAX_ERRORS)
        return;
    va_start(ap, fmt);
    vsnprintf(msg, sizeof msg, fmt, ap);
    va_end(ap);
    struct rego_error *e = VEC_PUSH(r->a, r->errors, r->n_errors, r->cap_errors);
    *e = (struct rego_error){.code = str_from(code), .message = str_dup(r->a, str_from(msg))};
    if (!loc.file)
        return;
    e->file = loc.file->path;
    e->line = loc.line;
    e->col = loc.col;
    e->text = line_of(loc);
}

static int fail_with(const struct rego_error *e, struct sk_err *err)
{
    enum sk_code code = str_eq(e->code, S("eval_limit_error")) ? SK_ELIMIT : SK_EFORMAT;
    if (!e->line)
        return sk_fail(err, code, STR_FMT ": " STR_FMT, STR_ARG(e->code), STR_ARG(e->message));
    return sk_fail(err, code, STR_FMT "%s%u:%u: " STR_FMT ": " STR_FMT, STR_ARG(e->file),
                   e->file.n ? ":" : "", e->line, e->col, STR_ARG(e->code), STR_ARG(e->message));
}

int rego_errors_to(struct rego *r, struct sk_err *err)
{
    if (r->n_errors == 0)
        return sk_fail(err, SK_EFORMAT, "the rules cannot be compiled");
    return fail_with(&r->errors[0], err);
}

const struct rego_error *rego_errors(const struct rego *r, size_t *ret_n)
{
    *ret_n = r->n_errors;
    return r->errors;
}

int rego_add_module(struct rego *r, struct str path, struct str text, struct sk_err *err)
{
    r->n_errors = 0;
    if (text.n > REGO_MAX_SOURCE)
        return sk_fail(err, SK_ELIMIT, STR_FMT ": more than %d bytes", STR_ARG(path),
                       REGO_MAX_SOURCE);
    if (!str_is_utf8(text))
        return sk_fail(err, SK_EFORMAT, STR_FMT ": no UTF-8", STR_ARG(path));
    struct rego_module *m = rego_parse_module(r, path, text);
    if (!m)
        return rego_errors_to(r, err);
    *VEC_PUSH(r->a, r->mods, r->n_mods, r->cap_mods) = m;
    if (rego_read_metadata(r, m) < 0)
        return rego_errors_to(r, err);
    return 0;
}

static const struct rego_val *merge(struct arena *a, const struct rego_val *x,
                                    const struct rego_val *y)
{
    if (x->kind != REGO_OBJECT || y->kind != REGO_OBJECT)
        return y;
    for (size_t i = 0; i < y->n; i++) {
        const struct rego_val *old = rego_get(x, rego_key_at(y, i)), *new = rego_val_at(y, i);
        x = rego_object_put(a, x, rego_key_at(y, i), old ? merge(a, old, new) : new);
    }
    return x;
}

int rego_add_data(struct rego *r, struct str at, const struct rego_val *doc, struct sk_err *err)
{
    struct str words[64], word;
    size_t n = 0;
    while (str_next_field(&at, '.', &word) && n < COUNT_OF(words))
        words[n++] = word;
    while (n-- > 0) {
        const struct rego_val *key = rego_str(r->a, words[n]);
        doc = rego_object(r->a, &key, &doc, 1);
    }
    if (doc->kind != REGO_OBJECT)
        return sk_fail(err, SK_EUSAGE, "data must be an object");
    r->base = merge(r->a, r->base, doc);
    rego_index_it(r->a, r->base);
    return 0;
}

static const struct rego_options no_options;

void rego_call_open(struct rego_call *c, struct rego *r, struct arena *a,
                    const struct rego_options *o)
{
    *c = (struct rego_call){.r = r, .a = a, .o = o ? o : &no_options};
    c->ctx = arena_new(a, struct rego_ctx, 1);
    c->ctx->input = c->o->input;
    c->ctx->data = r->base;
    c->max_steps = c->o->max_steps ? c->o->max_steps : REGO_DEFAULT_STEPS;
    c->max_memory = (c->o->max_memory ? c->o->max_memory : REGO_DEFAULT_MEMORY) + a->used;
    c->now_ns = c->o->now_ns ? c->o->now_ns : sk_now() * 1000000;
    c->regexes.perm = c->globs.perm = a;
    c->deadline_ms = c->o->timeout_ms ? sk_mono_ms() + c->o->timeout_ms : 0;
}

int rego_call_ended(struct rego_call *c, struct sk_err *err)
{
    if (!c->failed)
        return 0;
    c->r->n_errors = 0;
    *VEC_PUSH(c->r->a, c->r->errors, c->r->n_errors, c->r->cap_errors) = c->error;
    return fail_with(&c->error, err);
}

struct query_sink {
    struct rego_sink base;
    const struct rego_plan_query *plan;
    struct rego_query *ret;
};

static int emit_result(struct rego_call *c, struct rego_sink *sink)
{
    struct query_sink *s = (struct query_sink *)sink;
    // A false expression is an answer only when it is the whole query.
    for (size_t i = 0; s->plan->n_exprs > 1 && i < s->plan->n_exprs; i++)
        if (s->plan->expr_slots[i] >= 0 &&
            !rego_truthy(rego_force(c, c->slots[s->plan->expr_slots[i]])))
            return c->failed ? RUN_STOP : RUN_ON;
    struct rego_result *res =
        VEC_PUSH(c->a, s->ret->results, s->ret->n_results, s->ret->cap_results);
    res->values = arena_new(c->a, const struct rego_val *, s->plan->n_exprs + 1);
    for (size_t i = 0; i < s->plan->n_exprs; i++) {
        int32_t slot = s->plan->expr_slots[i];
        res->values[i] = slot < 0 ? &rego_true : rego_force(c, c->slots[slot]);
        if (!res->values[i])
            res->values[i] = &rego_null;
    }
    struct rego_vec keys = {0}, vals = {0};
    for (size_t i = 0; i < s->plan->n_names; i++) {
        const struct rego_val *v = c->slots[s->plan->name_slots[i]];
        if (!v || !(v = rego_force(c, v)))
            continue;
        rego_vec_add(c->a, &keys, rego_str(c->a, s->plan->names[i]));
        rego_vec_add(c->a, &vals, v);
    }
    res->bindings = rego_object_own(c->a, keys.p, vals.p, keys.n, NULL);
    return c->failed ? RUN_STOP : RUN_ON;
}

struct rego_prepared {
    struct rego *r;
    struct rego_plan_query plan;
    struct rego_expr *exprs;
};

// What is wrong with the package or an import is said as of a module without a name.
static bool prepare_at(struct rego *r, const struct rego_options *o, struct rego_body **ret_body,
                       struct str query, const struct rego_module **ret_at)
{
    struct rego_file *file = arena_new(r->a, struct rego_file, 1);
    struct str package = o && o->package.n ? o->package : S("");
    *ret_at = NULL;
    if (package.n || (o && o->n_imports)) {
        SK_BUF_SCRATCH(b, REGO_MAX_SOURCE);
        sk_buf_fmt(&b, "package %.*s\n", package.n ? (int)package.n : 1,
                   package.n ? package.p : "x");
        for (size_t i = 0; i < o->n_imports; i++)
            sk_buf_fmt(&b, "import %.*s\n", (int)o->imports[i].n, o->imports[i].p);
        struct rego_module *m =
            rego_parse_module(r, (struct str){0}, str_dup(r->a, sk_buf_str(&b)));
        if (!m)
            return false;
        m->n_package = package.n ? m->n_package : 0;
        *ret_at = m;
    }
    *file = (struct rego_file){(struct str){0}, str_dup(r->a, query), 0};
    *ret_body = str_is_utf8(query) ? rego_parse_query(r, file) : NULL;
    return *ret_body != NULL;
}

int rego_prepare(struct rego *r, struct str query, const struct rego_options *o,
                 struct rego_prepared **ret, struct sk_err *err)
{
    struct rego_prepared *p = arena_new(r->a, struct rego_prepared, 1);
    const struct rego_module *at;
    struct rego_body *b;
    int rc = rego_compile(r, err);
    if (rc < 0)
        return rc;
    r->n_errors = 0;
    if (!prepare_at(r, o, &b, query, &at))
        return rego_errors_to(r, err);
    p->r = r;
    p->exprs = arena_new(r->a, struct rego_expr, b->n + 1);
    for (size_t i = 0; i < b->n; i++)
        p->exprs[i] = (struct rego_expr){rego_loc_text(b->lits[i]->loc), b->lits[i]->loc.line,
                                         b->lits[i]->loc.col};
    if (!rego_compile_query(r, r->a, b, at, &p->plan))
        return rego_errors_to(r, err);
    *ret = p;
    return 0;
}

int rego_query_prepared(const struct rego_prepared *p, struct arena *perm,
                        const struct rego_options *o, struct rego_query *ret, struct sk_err *err)
{
    struct rego_call c;
    *ret = (struct rego_query){.exprs = p->exprs, .n_exprs = p->plan.n_exprs};
    rego_call_open(&c, p->r, perm, o);
    c.slots = rego_room(&c, p->plan.n_slots);
    struct query_sink sink = {.base.emit = emit_result, .plan = &p->plan, .ret = ret};
    if (c.slots)
        rego_run(&c, p->plan.body, &sink.base);
    return rego_call_ended(&c, err);
}

int rego_query(struct rego *r, struct arena *perm, struct str query, const struct rego_options *o,
               struct rego_query *ret, struct sk_err *err)
{
    struct rego_prepared *p;
    *ret = (struct rego_query){0};
    int rc = rego_prepare(r, query, o, &p, err);
    return rc < 0 ? rc : rego_query_prepared(p, perm, o, ret, err);
}

int rego_eval_path(struct rego *r, struct arena *perm, struct str path,
                   const struct rego_options *o, const struct rego_val **ret, struct sk_err *err)
{
    struct rego_call c;
    struct str word;
    *ret = NULL;
    int rc = rego_compile(r, err);
    if (rc < 0)
        return rc;
    if (!str_next_field(&path, '.', &word) || !str_eq(word, S("data")))
        return sk_fail(err, SK_EUSAGE, "a path begins with 'data'");
    rego_call_open(&c, r, perm, o);
    const struct rego_val *v = &r->root->as_val;
    while (v && str_next_field(&path, '.', &word)) {
        const struct rego_val *key = rego_str(perm, word);
        v = v->kind == REGO_NODE ? rego_node_step(&c, v->node, key) : rego_get(v, key);
    }
    v = v ? rego_force(&c, v) : NULL;
    rc = rego_call_ended(&c, err);
    if (rc == 0)
        *ret = v;
    return rc;
}

struct arena *rego_call_arena(struct rego_call *c)
{
    return c->a;
}

void *rego_call_host(struct rego_call *c)
{
    return c->r->config.host;
}

int rego_regex_match(struct str pattern, struct str text, bool *ret, struct sk_err *err)
{
    ARENA_SCRATCH(tmp);
    struct rego_re *re = rego_re_new(&tmp, pattern, err);
    if (!re)
        return SK_EUSAGE;
    *ret = rego_re_has_match(re, text);
    return 0;
}
