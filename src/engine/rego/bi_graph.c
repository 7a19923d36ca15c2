// Builtins: graphs, given as an object from a node to its neighbours.
#include "engine/rego/bi.h"

static const struct rego_val *neighbours(const struct rego_val *graph, const struct rego_val *node)
{
    const struct rego_val *v = rego_get(graph, node);
    return v && (v->kind == REGO_ARRAY || v->kind == REGO_SET) ? v : NULL;
}

BI(reachable)
{
    struct rego_vec queue = {0}, found = {0};
    ARENA_SCRATCH(tmp);
    const struct rego_val *graph = args[0];
    rego_index_it(c->a, graph);
    for (size_t i = 0; i < args[1]->n; i++)
        rego_vec_add(c->a, &queue, args[1]->items[i]);
    bool *seen = arena_new(&tmp, bool, graph->n + 1);
    for (size_t i = 0; i < queue.n && rego_call_step(c, 1); i++) {
        const struct rego_val *node = queue.p[i];
        size_t at = rego_find(graph, node);
        if (at == (size_t)-1 || seen[at])
            continue;
        seen[at] = true;
        rego_vec_add(c->a, &found, node);
        const struct rego_val *next = neighbours(graph, node);
        for (size_t k = 0; next && k < next->n; k++)
            rego_vec_add(c->a, &queue, next->items[k]);
    }
    return c->failed ? NULL : rego_set_own(c->a, &found);
}

// Every path from here that cannot be made longer without meeting a node again.
static bool paths(struct rego_call *c, const struct rego_val *graph, struct rego_vec *path,
                  struct rego_vec *all)
{
    const struct rego_val *last = path->p[path->n - 1], *next = neighbours(graph, last);
    bool longer = false;
    if (!rego_call_step(c, path->n * (next ? next->n + 1 : 1)) || path->n > REGO_MAX_CALLS)
        return false;
    for (size_t i = 0; next && i < next->n; i++) {
        const struct rego_val *node = next->items[i];
        bool again = !rego_get(graph, node);
        for (size_t k = 0; k < path->n && !again; k++)
            again = rego_eq(path->p[k], node);
        if (again)
            continue;
        longer = true;
        rego_vec_add(c->a, path, node);
        if (!paths(c, graph, path, all))
            return false;
        path->n--;
    }
    if (!longer)
        rego_vec_add(c->a, all, rego_array(c->a, path->p, path->n));
    return true;
}

BI(reachable_paths)
{
    struct rego_vec all = {0};
    for (size_t i = 0; i < args[1]->n; i++) {
        struct rego_vec path = {0};
        if (!rego_get(args[0], args[1]->items[i]))
            continue;
        rego_vec_add(c->a, &path, args[1]->items[i]);
        if (!paths(c, args[0], &path, &all))
            return c->failed ? NULL : rego_call_fail(c, "paths too long");
    }
    return rego_set_own(c->a, &all);
}
