// The table of builtins, and calling one.
#include "engine/rego/bi.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

enum { RELATION = 1, IMPURE = 2 };

static const struct rego_bi_row rows[] = {
#define REGO_BI(id, name_, args_, flags)                                                           \
    {.name = name_,                                                                                \
     .args = args_,                                                                                \
     .fn = rego_bi_##id,                                                                           \
     .relation = ((flags)&RELATION) != 0,                                                          \
     .impure = ((flags)&IMPURE) != 0},
#define REGO_OP(name_, args_, special_, sub_)                                                      \
    {.name = name_, .args = args_, .special = special_, .sub = sub_},
#include "engine/rego/builtins.def"
#undef REGO_BI
#undef REGO_OP
};

static uint8_t count_words(const char *s)
{
    struct str rest = str_from(s), word;
    uint8_t n = 0;
    while (str_next_word(&rest, &word))
        n++;
    return n;
}

static void add_row(struct rego *r, const struct rego_bi_row *row)
{
    struct rego_bi_row *copy = arena_new(r->a, struct rego_bi_row, 1);
    *copy = *row;
    copy->n_args = count_words(row->args);
    copy->id = r->n_builtins++;
    sk_map_put(&r->builtins, str_from(row->name))->value = copy;
}

void rego_load_builtins(struct rego *r)
{
    for (size_t i = 0; i < COUNT_OF(rows); i++)
        add_row(r, &rows[i]);
}

void rego_add_builtin(struct rego *r, const struct rego_builtin *b)
{
    add_row(r, &(struct rego_bi_row){.name = b->name,
                                     .args = b->args,
                                     .fn = b->fn,
                                     .relation = b->relation,
                                     .impure = b->impure});
}

const struct rego_bi_row *rego_find_builtin(const struct rego *r, struct str name)
{
    return name.n ? sk_map_get(&r->builtins, name) : NULL;
}

const struct rego_val *rego_call_fail(struct rego_call *c, const char *fmt, ...)
{
    va_list ap;
    va_start(ap, fmt);
    vsnprintf(c->bi_msg, sizeof c->bi_msg, fmt, ap);
    va_end(ap);
    c->bi_failed = true;
    return NULL;
}

const struct rego_val *rego_builtin_error(struct rego_call *c, struct rego_loc loc)
{
    bool type = strncmp(c->bi_msg, "operand ", 8) == 0;
    c->bi_failed = false;
    if (c->o->strict_builtins)
        rego_eval_fail(c, loc, type ? "eval_type_error" : "eval_builtin_error", "%s: %s",
                       c->bi_name, c->bi_msg);
    return NULL;
}

static const char kind_letters[] = "zbnsaot";

static void type_error(struct rego_call *c, int operand, struct str want,
                       const struct rego_val *got)
{
    static const char *const names[] = {"null",  "boolean", "number", "string",
                                        "array", "object",  "set"};
    char list[80] = "";
    size_t n = 0;
    for (size_t i = 0; i < want.n; i++) {
        const char *at = strchr(kind_letters, want.p[i]);
        if (at)
            n += (size_t)snprintf(list + n, sizeof list - n, "%s%s", i ? ", " : "",
                                  names[at - kind_letters]);
    }
    rego_call_fail(c,
                   want.n > 1 ? "operand %d must be one of {%s} but got %s"
                              : "operand %d must be %s but got %s",
                   operand, list, rego_kind_name(got));
}

static bool check_args(struct rego_call *c, const struct rego_bi_row *bi,
                       const struct rego_val **args)
{
    const char *p = bi->args;
    for (int i = 0; *p; i++) {
        const char *end = p;
        while (*end && *end != ' ')
            end++;
        struct str want = {p, (size_t)(end - p)};
        if (*p != '*' && !memchr(p, kind_letters[args[i]->kind], want.n)) {
            type_error(c, i + 1, want, args[i]);
            return false;
        }
        p = *end ? end + 1 : end;
    }
    return true;
}

// A call is as many steps as it has work: by the size of what it gets and of what it makes.
static uint64_t cost_of(const struct rego_bi_row *bi, const struct rego_val **args)
{
    uint64_t n = 1;
    for (uint32_t i = 0; i < bi->n_args; i++)
        n += args[i]->kind == REGO_STRING  ? args[i]->n / 16
             : args[i]->kind > REGO_STRING ? args[i]->n / 4
                                           : 0;
    return n;
}

static bool pay(struct rego_call *c, uint64_t cost)
{
    uint64_t before = c->steps >> 10;
    c->steps += cost;
    return c->steps >> 10 == before || rego_call_step(c, 0);
}

const struct rego_val *rego_call_builtin(struct rego_call *c, const struct rego_bi_row *bi,
                                         const struct rego_val **args, struct rego_loc loc)
{
    for (uint32_t i = 0; i < c->ctx->n_fns; i++)
        if (c->ctx->fns[i].bi == bi)
            return rego_call_replaced(c, &c->ctx->fns[i], args, loc);
    c->loc = loc;
    c->bi_name = bi->name;
    c->bi_failed = false;
    if (bi->special == BI_REFUSED) {
        rego_eval_fail(c, loc, "eval_builtin_error",
                       "%s: refused: rules may not look outside of their input", bi->name);
        return NULL;
    }
    size_t used = c->a->used;
    if (!pay(c, cost_of(bi, args)))
        return NULL;
    const struct rego_val *v = check_args(c, bi, args) ? bi->fn(c, args) : NULL;
    if (!pay(c, (c->a->used - used) / 64))
        return NULL;
    return c->bi_failed ? rego_builtin_error(c, loc) : v;
}

bool rego_bi_item_str(struct rego_call *c, int operand, const struct rego_val *all, size_t i,
                      struct str *ret)
{
    if (all->items[i]->kind != REGO_STRING) {
        rego_call_fail(c, "operand %d must be %s of strings but got %s containing %s", operand,
                       rego_kind_name(all), rego_kind_name(all), rego_kind_name(all->items[i]));
        return false;
    }
    *ret = bi_str(all->items[i]);
    return true;
}

bool rego_bi_i64(struct rego_call *c, int operand, const struct rego_val *v, int64_t *ret)
{
    if (rego_val_i64(v, ret))
        return true;
    rego_call_fail(c, "operand %d must be integer number but got %s", operand,
                   v->kind == REGO_NUMBER ? "floating-point number" : rego_kind_name(v));
    return false;
}

rego_ret rego_bi_buf(struct rego_call *c, struct sk_buf *b)
{
    if (b->full)
        return rego_call_fail(c, "result larger than %d bytes", REGO_MAX_STRING);
    return rego_str(c->a, str_dup(c->a, sk_buf_str(b)));
}

rego_ret rego_bi_bad(struct rego_call *c, int operand, const struct rego_val *got, const char *want)
{
    return rego_call_fail(c, "operand %d must be %s but got %s", operand, want,
                          rego_kind_name(got));
}

void rego_field(struct rego_call *c, struct rego_fields *f, const char *key, rego_ret v)
{
    rego_vec_add(c->a, &f->keys, rego_str(c->a, str_from(key)));
    rego_vec_add(c->a, &f->vals, v);
}

rego_ret rego_fields_done(struct rego_call *c, struct rego_fields *f)
{
    return rego_object_own(c->a, f->keys.p, f->vals.p, f->keys.n, NULL);
}
