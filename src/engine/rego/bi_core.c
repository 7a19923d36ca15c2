// Builtins: membership, sets, aggregates, types, print.
#include "engine/rego/bi.h"

BI(member_2)
{
    const struct rego_val *xs = args[1];
    if (xs->kind == REGO_SET)
        return rego_bool(rego_get(xs, args[0]) != NULL);
    if (xs->kind != REGO_ARRAY && xs->kind != REGO_OBJECT)
        return &rego_false;
    (void)c;
    for (size_t i = 0; i < xs->n; i++)
        if (rego_eq(args[0], xs->kind == REGO_OBJECT ? rego_val_at(xs, i) : xs->items[i]))
            return &rego_true;
    return &rego_false;
}

BI(member_3)
{
    const struct rego_val *v = args[2]->kind >= REGO_ARRAY ? rego_get(args[2], args[0]) : NULL;
    (void)c;
    return rego_bool(v && rego_eq(v, args[1]));
}

BI(or)
{
    struct rego_vec v = {0};
    for (int k = 0; k < 2; k++)
        for (size_t i = 0; i < args[k]->n; i++)
            rego_vec_add(c->a, &v, args[k]->items[i]);
    return rego_set_own(c->a, &v);
}

BI(and)
{
    struct rego_vec v = {0};
    rego_index_it(c->a, args[1]);
    for (size_t i = 0; i < args[0]->n; i++)
        if (rego_get(args[1], args[0]->items[i]))
            rego_vec_add(c->a, &v, args[0]->items[i]);
    return rego_set_own(c->a, &v);
}

// Every combination of the arguments' values, which come as sets; the empty set is "undefined".
static void print_from(struct rego_call *c, const struct rego_val *sets, size_t i,
                       struct sk_buf *line)
{
    size_t n = line->n;
    if (i == sets->n) {
        if (c->o->print)
            c->o->print(c->o->user, c->loc.file ? c->loc.file->path : (struct str){0}, c->loc.line,
                        sk_buf_str(line));
        return;
    }
    const struct rego_val *set = sets->items[i];
    for (size_t k = 0; k < (set->n ? set->n : 1) && rego_call_step(c, 1); k++) {
        line->n = n;
        if (i)
            sk_buf_add_char(line, ' ');
        if (!set->n)
            sk_buf_add(line, S("<undefined>"));
        else if (set->items[k]->kind == REGO_STRING)
            sk_buf_add(line, bi_str(set->items[k]));
        else
            rego_to_text(line, set->items[k]);
        print_from(c, sets, i + 1, line);
    }
    line->n = n;
}

BI(print)
{
    SK_BUF_SCRATCH(line, REGO_MAX_STRING);
    if (c->o->print)
        print_from(c, args[0], 0, &line);
    return &rego_true;
}

BI(trace)
{
    if (c->o->print)
        c->o->print(c->o->user, c->loc.file ? c->loc.file->path : (struct str){0}, c->loc.line,
                    bi_str(args[0]));
    return &rego_true;
}

BI(count)
{
    if (args[0]->kind != REGO_STRING)
        return rego_int(c->a, args[0]->n);
    int64_t n = 0;
    uint32_t u;
    for (size_t i = 0; i < args[0]->n; n++)
        i += rego_utf8(bi_str(args[0]), i, &u);
    return rego_int(c->a, n);
}

static rego_ret fold(struct rego_call *c, const struct rego_val *all, enum rego_arith op,
                     int64_t from)
{
    const struct rego_val *v = rego_int(c->a, from);
    for (size_t i = 0; i < all->n; i++) {
        const char *why = NULL;
        if (all->items[i]->kind != REGO_NUMBER)
            return rego_call_fail(c, "operand 1 must be %s of numbers but got %s containing %s",
                                  rego_kind_name(all), rego_kind_name(all),
                                  rego_kind_name(all->items[i]));
        v = rego_num_op(c->a, op, v, all->items[i], &why);
        if (!v)
            return rego_call_fail(c, "%s", why);
        if (!rego_call_step(c, 1))
            return NULL;
    }
    return v;
}

BI(sum)
{
    return fold(c, args[0], REGO_ADD, 0);
}

BI(product)
{
    return fold(c, args[0], REGO_MUL, 1);
}

static rego_ret extreme(const struct rego_val *all, int sign)
{
    const struct rego_val *v = all->n ? all->items[0] : NULL;
    for (size_t i = 1; i < all->n; i++)
        if (rego_cmp(all->items[i], v) * sign > 0)
            v = all->items[i];
    return v;
}

BI(max)
{
    (void)c;
    return extreme(args[0], 1);
}

BI(min)
{
    (void)c;
    return extreme(args[0], -1);
}

BI(sort)
{
    const struct rego_val *v = args[0];
    struct rego_vec k = {0};
    if (v->kind == REGO_SET)
        return rego_array(c->a, (const struct rego_val **)(uintptr_t)v->items, v->n);
    for (size_t i = 0; i < v->n; i++)
        rego_vec_add(c->a, &k, v->items[i]);
    rego_sort(c->a, k.p, k.n);
    return rego_array_own(c->a, k.p, k.n);
}

static rego_ret all_true(const struct rego_val *v, bool any)
{
    for (size_t i = 0; i < v->n; i++)
        if ((v->items[i]->kind == REGO_BOOL && v->items[i]->i) == any)
            return rego_bool(any);
    return rego_bool(!any);
}

BI(all)
{
    (void)c;
    return all_true(args[0], false);
}

BI(any)
{
    (void)c;
    return all_true(args[0], true);
}

#define IS(id, what)                                                                               \
    BI(id)                                                                                         \
    {                                                                                              \
        (void)c;                                                                                   \
        return rego_bool(args[0]->kind == (what));                                                 \
    }
IS(is_null, REGO_NULL)
IS(is_boolean, REGO_BOOL)
IS(is_number, REGO_NUMBER)
IS(is_string, REGO_STRING)
IS(is_array, REGO_ARRAY)
IS(is_object, REGO_OBJECT)
IS(is_set, REGO_SET)

BI(type_name)
{
    return rego_str(c->a, str_from(rego_kind_name(args[0])));
}

BI(to_number)
{
    const struct rego_val *v = NULL;
    switch ((enum rego_kind)args[0]->kind) {
    case REGO_NULL: return rego_int(c->a, 0);
    case REGO_BOOL: return rego_int(c->a, args[0]->i);
    case REGO_NUMBER: return args[0];
    case REGO_STRING:
        v = rego_number(c->a, bi_str(args[0]));
        return v ? v : rego_call_fail(c, "invalid syntax");
    case REGO_ARRAY:
    case REGO_OBJECT:
    case REGO_SET:
    case REGO_NODE: break;
    }
    return rego_call_fail(c, "operand 1 must be one of {null, boolean, number, string} but got %s",
                          rego_kind_name(args[0]));
}

static bool walk(struct rego_call *c, struct rego_vec *all, struct rego_vec *path,
                 const struct rego_val *v)
{
    const struct rego_val *pair[] = {rego_array(c->a, path->p, path->n), v};
    rego_vec_add(c->a, all, rego_array(c->a, pair, 2));
    if (!rego_call_step(c, 1))
        return false;
    for (size_t i = 0; v->kind >= REGO_ARRAY && i < v->n; i++) {
        rego_vec_add(c->a, path, v->kind == REGO_ARRAY ? rego_int(c->a, (int64_t)i) : v->items[i]);
        if (!walk(c, all, path, v->kind == REGO_OBJECT ? rego_val_at(v, i) : v->items[i]))
            return false;
        path->n--;
    }
    return true;
}

BI(walk)
{
    struct rego_vec all = {0}, path = {0};
    return walk(c, &all, &path, args[0]) ? rego_array_own(c->a, all.p, all.n) : NULL;
}
