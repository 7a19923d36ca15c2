#include "inventory/lang.h"

#include "core/limits.h"

#include <string.h>

bool inv_npm_name(struct inv_pkg *p, struct str full)
{
    struct str scope, name;
    if (str_at(full, 0) == '@' && str_cut(full, '/', &scope, &name)) {
        p->ns = scope;
        p->name = name;
        return scope.n > 1 && name.n > 0;
    }
    p->name = full;
    return full.n > 0;
}

bool inv_go_name(struct inv_pkg *p, struct str module)
{
    struct str ns, name;
    if (!str_cut_last(module, '/', &ns, &name)) {
        p->name = module;
        return module.n > 0;
    }
    p->ns = ns;
    p->name = name;
    return name.n > 0;
}

struct str inv_pypi_name(struct arena *a, struct str name)
{
    char *out = arena_new(a, char, name.n + 1);
    size_t n = 0;
    for (size_t i = 0; i < name.n; i++) {
        int c = ch_lower(str_at(name, i));
        if (c == '_' || c == '.')
            c = '-';
        if (c != '-' || n == 0 || out[n - 1] != '-')
            out[n++] = (char)c;
    }
    return (struct str){out, n};
}

struct str inv_key(struct inv_key *k, struct str before, struct str a, struct str between,
                   struct str b)
{
    const struct str parts[] = {before, a, between, b};
    size_t n = 0;
    for (size_t i = 0; i < COUNT_OF(parts); i++) {
        if (parts[i].n > sizeof k->text - n)
            return (struct str){0};
        if (parts[i].n)
            memcpy(k->text + n, parts[i].p, parts[i].n);
        n += parts[i].n;
    }
    return (struct str){k->text, n};
}

bool inv_inside(struct str path, struct str folder)
{
    struct str part, rest = str_dirname(path);
    while (str_next_field(&rest, '/', &part))
        if (str_eq(part, folder))
            return true;
    return false;
}

const struct sk_val *inv_read_doc(struct inv_out *out, enum inv_doc_kind kind,
                                  const struct inv_file *f, struct sk_doc *ret)
{
    struct sk_err err = {0};
    int r = 0;
    switch (kind) {
    case INV_JSON: r = sk_json_read(out->perm, f->path, f->data, ret, &err); break;
    case INV_TOML: r = sk_toml_read(out->perm, f->path, f->data, ret, &err); break;
    case INV_YAML: r = sk_yaml_read_strings(out->perm, f->path, f->data, ret, &err); break;
    }
    if (r < 0) {
        inv_warn(out, f->path, 0, "%s", err.msg);
        return NULL;
    }
    for (size_t i = 0; i < ret->n_warns; i++) {
        uint32_t line = sk_doc_pos(ret, ret->warns[i].off).line;
        if (ret->damaged)
            inv_warn(out, f->path, line, "%s", ret->warns[i].what);
        else
            inv_note(out, f->path, line, "%s", ret->warns[i].what);
    }
    if (!sk_val_is(ret->root, SK_OBJECT)) {
        inv_warn(out, f->path, 0, "not an object at its top");
        return NULL;
    }
    return ret->root;
}

enum { WANT_PROD = 1, WANT_OPTIONAL = 2, WANT_DEV = 4, WANT_DIRECT = 8 };

void inv_graph_begin(struct inv_graph *g, struct arena *tmp, struct inv_out *out, struct str path)
{
    *g = (struct inv_graph){.tmp = tmp, .out = out, .n = out->n_pkgs, .path = path};
    g->last = arena_new(tmp, uint32_t, g->n);
    g->flags = arena_new(tmp, uint8_t, g->n);
    g->optional = arena_new(tmp, bool *, g->n);
    g->cap_optional = arena_new(tmp, size_t, g->n);
}

static void ask(struct inv_graph *g, uint32_t to, uint32_t scope)
{
    if (g->out->pkgs[to].scope & INV_ROOT)
        return;
    unsigned how = scope & INV_DEV ? WANT_DEV : scope & INV_OPTIONAL ? WANT_OPTIONAL : WANT_PROD;
    g->flags[to] = (uint8_t)(g->flags[to] | how | WANT_DIRECT);
}

void inv_graph_edge(struct inv_graph *g, uint32_t from, uint32_t to, uint32_t scope)
{
    if (to >= g->n || from == to)
        return;
    if (++g->n_edges > SK_MAX_INV_EDGES) {
        if (!g->full)
            inv_warn(g->out, g->path, 0, "more than %u dependency edges", SK_MAX_INV_EDGES);
        g->full = true;
        return;
    }
    if (from >= g->n) {
        ask(g, to, scope);
        return;
    }
    struct inv_pkg *p = &g->out->pkgs[from];
    if (p->scope & INV_ROOT)
        ask(g, to, scope);
    if (g->last[to] == from + 1)
        return;
    for (size_t i = 0; i < p->n_deps && i < 32; i++)
        if (p->deps[i] == to)
            return;
    g->last[to] = from + 1;
    inv_add_dep(g->out, p, to);
    if (scope & INV_OPTIONAL) {
        size_t cap = g->cap_optional[from];
        if (cap < p->n_deps)
            g->optional[from] = arena_grow(g->tmp, g->optional[from], cap, &g->cap_optional[from],
                                           p->n_deps, sizeof(bool), _Alignof(bool));
        g->optional[from][p->n_deps - 1] = true;
    }
}

// Everything that is reached gets `want`; behind an optional edge WANT_PROD becomes WANT_OPTIONAL.
static void spread(struct inv_graph *g, unsigned want, uint32_t *stack)
{
    size_t depth = 0;
    for (uint32_t i = 0; i < g->n; i++)
        if (g->flags[i] & want)
            stack[depth++] = i;
    while (depth > 0) {
        uint32_t at = stack[--depth];
        const struct inv_pkg *p = &g->out->pkgs[at];
        for (size_t k = 0; k < p->n_deps; k++) {
            uint32_t to = p->deps[k];
            bool optional = k < g->cap_optional[at] && g->optional[at][k];
            if (g->out->pkgs[to].scope & INV_ROOT)
                continue;
            if (want == WANT_PROD && optional) {
                g->flags[to] |= WANT_OPTIONAL;
            } else if (!(g->flags[to] & want)) {
                g->flags[to] = (uint8_t)(g->flags[to] | want);
                stack[depth++] = to;
            }
        }
    }
}

void inv_graph_done(struct inv_graph *g)
{
    uint32_t *stack = arena_new(g->tmp, uint32_t, g->n);
    spread(g, WANT_PROD, stack);
    spread(g, WANT_OPTIONAL, stack);
    spread(g, WANT_DEV, stack);
    for (size_t i = 0; i < g->n; i++) {
        struct inv_pkg *p = &g->out->pkgs[i];
        unsigned f = g->flags[i];
        if (p->scope & INV_ROOT)
            continue;
        p->scope |= f & WANT_DIRECT ? INV_DIRECT : INV_INDIRECT;
        if (f & WANT_PROD)
            continue;
        if (f & WANT_OPTIONAL)
            p->scope |= INV_OPTIONAL;
        else if (f & WANT_DEV)
            p->scope |= INV_DEV;
    }
}
