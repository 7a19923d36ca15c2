// Builtins: arrays, sets, objects.
#include "engine/rego/bi.h"

BI(array_concat)
{
    size_t n = args[0]->n, m = args[1]->n;
    const struct rego_val **p = arena_new(c->a, const struct rego_val *, n + m + 1);
    for (size_t i = 0; i < n + m; i++)
        p[i] = i < n ? args[0]->items[i] : args[1]->items[i - n];
    return rego_array_own(c->a, p, n + m);
}

BI(array_slice)
{
    int64_t from, to, n = args[0]->n;
    if (!rego_bi_i64(c, 2, args[1], &from) || !rego_bi_i64(c, 3, args[2], &to))
        return NULL;
    from = from < 0 ? 0 : from;
    to = to > n ? n : to;
    if (from >= to)
        return rego_array_own(c->a, NULL, 0);
    return rego_array_own(c->a, (const struct rego_val **)(uintptr_t)args[0]->items + from,
                          (size_t)(to - from));
}

BI(array_reverse)
{
    const struct rego_val **p = arena_new(c->a, const struct rego_val *, args[0]->n + 1);
    for (size_t i = 0; i < args[0]->n; i++)
        p[i] = args[0]->items[args[0]->n - 1 - i];
    return rego_array_own(c->a, p, args[0]->n);
}

static bool all_are(struct rego_call *c, const struct rego_val *v, enum rego_kind kind)
{
    for (size_t i = 0; i < v->n; i++)
        if (v->items[i]->kind != kind) {
            rego_call_fail(c, "operand 1 must be %s of %ss but got %s containing %s",
                           rego_kind_name(v), kind == REGO_SET ? "set" : "object",
                           rego_kind_name(v), rego_kind_name(v->items[i]));
            return false;
        }
    return true;
}

BI(intersection)
{
    struct rego_vec v = {0};
    const struct rego_val *sets = args[0];
    if (!all_are(c, sets, REGO_SET))
        return NULL;
    for (size_t i = 0; sets->n && i < sets->items[0]->n; i++) {
        size_t k = 1;
        while (k < sets->n && rego_get(sets->items[k], sets->items[0]->items[i]))
            k++;
        if (k == sets->n)
            rego_vec_add(c->a, &v, sets->items[0]->items[i]);
    }
    return rego_set_own(c->a, &v);
}

BI(union)
{
    struct rego_vec v = {0};
    if (!all_are(c, args[0], REGO_SET))
        return NULL;
    for (size_t i = 0; i < args[0]->n; i++)
        for (size_t k = 0; k < args[0]->items[i]->n; k++)
            rego_vec_add(c->a, &v, args[0]->items[i]->items[k]);
    return rego_set_own(c->a, &v);
}

BI(set_diff)
{
    struct rego_vec v = {0};
    for (size_t i = 0; i < args[0]->n; i++)
        if (!rego_get(args[1], args[0]->items[i]))
            rego_vec_add(c->a, &v, args[0]->items[i]);
    return rego_set_own(c->a, &v);
}

BI(object_get)
{
    const struct rego_val *v = args[0];
    (void)c;
    if (args[1]->kind != REGO_ARRAY) {
        v = rego_get(v, args[1]);
        return v ? v : args[2];
    }
    for (size_t i = 0; v && i < args[1]->n; i++)
        v = rego_get(v, args[1]->items[i]);
    return v ? v : args[2];
}

BI(object_keys)
{
    return rego_set(c->a, (const struct rego_val **)(uintptr_t)args[0]->items, args[0]->n);
}

static rego_ret choose(struct rego_call *c, const struct rego_val **args, bool keep)
{
    struct rego_vec keys = {0}, vals = {0};
    const struct rego_val *o = args[0], *which = args[1];
    if (which->kind != REGO_OBJECT)
        which = rego_set(c->a, (const struct rego_val **)(uintptr_t)which->items, which->n);
    for (size_t i = 0; i < o->n; i++) {
        if ((rego_get(which, rego_key_at(o, i)) != NULL) != keep)
            continue;
        rego_vec_add(c->a, &keys, rego_key_at(o, i));
        rego_vec_add(c->a, &vals, rego_val_at(o, i));
    }
    return rego_object_own(c->a, keys.p, vals.p, keys.n, NULL);
}

BI(object_remove)
{
    return choose(c, args, false);
}

BI(object_filter)
{
    return choose(c, args, true);
}

static const struct rego_val *join(struct rego_call *c, const struct rego_val *x,
                                   const struct rego_val *y)
{
    struct rego_vec keys = {0}, vals = {0};
    if (x->kind != REGO_OBJECT || y->kind != REGO_OBJECT)
        return y;
    for (size_t i = 0; i < x->n; i++) {
        const struct rego_val *other = rego_get(y, rego_key_at(x, i));
        rego_vec_add(c->a, &keys, rego_key_at(x, i));
        rego_vec_add(c->a, &vals, other ? join(c, rego_val_at(x, i), other) : rego_val_at(x, i));
    }
    for (size_t i = 0; i < y->n; i++) {
        if (rego_get(x, rego_key_at(y, i)))
            continue;
        rego_vec_add(c->a, &keys, rego_key_at(y, i));
        rego_vec_add(c->a, &vals, rego_val_at(y, i));
    }
    return rego_object_own(c->a, keys.p, vals.p, keys.n, NULL);
}

BI(object_union)
{
    return join(c, args[0], args[1]);
}

BI(object_union_n)
{
    const struct rego_val *v = rego_object(c->a, NULL, NULL, 0);
    if (!all_are(c, args[0], REGO_OBJECT))
        return NULL;
    for (size_t i = 0; i < args[0]->n; i++)
        v = join(c, v, args[0]->items[i]);
    return v;
}

static bool has_part(const struct rego_val *big, const struct rego_val *part)
{
    if (big->kind == REGO_OBJECT && part->kind == REGO_OBJECT) {
        for (size_t i = 0; i < part->n; i++) {
            const struct rego_val *v = rego_get(big, rego_key_at(part, i));
            if (!v || !has_part(v, rego_val_at(part, i)))
                return false;
        }
        return true;
    }
    if (big->kind == REGO_SET && part->kind == REGO_SET) {
        for (size_t i = 0; i < part->n; i++)
            if (!rego_get(big, part->items[i]))
                return false;
        return true;
    }
    if (big->kind == REGO_ARRAY && part->kind == REGO_ARRAY) { // a run of elements
        for (size_t i = 0; i + part->n <= big->n; i++) {
            size_t k = 0;
            while (k < part->n && has_part(big->items[i + k], part->items[k]))
                k++;
            if (k == part->n)
                return true;
        }
        return part->n == 0;
    }
    return rego_eq(big, part);
}

BI(object_subset)
{
    const struct rego_val *big = args[0], *part = args[1];
    if (big->kind == REGO_ARRAY && part->kind == REGO_SET) {
        for (size_t i = 0; i < part->n; i++) {
            size_t k = 0;
            while (k < big->n && !rego_eq(big->items[k], part->items[i]))
                k++;
            if (k == big->n)
                return &rego_false;
        }
        return &rego_true;
    }
    if (big->kind != part->kind)
        return rego_call_fail(c, "both arguments object.subset must be of the same type or array "
                                 "and set");
    return rego_bool(has_part(big, part));
}

BI(cast_array)
{
    return rego_array(c->a, (const struct rego_val **)(uintptr_t)args[0]->items, args[0]->n);
}

BI(cast_set)
{
    return rego_set(c->a, (const struct rego_val **)(uintptr_t)args[0]->items, args[0]->n);
}

#define SAME(id)                                                                                   \
    BI(id)                                                                                         \
    {                                                                                              \
        (void)c;                                                                                   \
        return args[0];                                                                            \
    }
SAME(cast_string)
SAME(cast_boolean)
SAME(cast_null)
SAME(cast_object)
