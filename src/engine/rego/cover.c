// Coverage: which expressions were reached, by line.
#include "engine/rego/rego_int.h"

#include <stdlib.h>

struct rego_cover *rego_cover_new(struct arena *perm, const struct rego *r)
{
    struct rego_cover *c = arena_new(perm, struct rego_cover, 1);
    c->n = r->n_cover + 1;
    c->hit = arena_new(perm, bool, c->n);
    return c;
}

struct lines {
    struct arena *a;
    const struct rego_cover *c;
    struct rego_cover_line *p;
    size_t n, cap;
    struct str file;
};

static void add(struct lines *l, uint32_t line, uint32_t cover)
{
    bool hit = cover && cover < l->c->n && l->c->hit[cover];
    *VEC_PUSH(l->a, l->p, l->n, l->cap) = (struct rego_cover_line){l->file, line, hit};
}

static void add_body(struct lines *l, const struct rego_body *b)
{
    for (size_t i = 0; b && i < b->n; i++) {
        const struct rego_lit *lit = b->lits[i];
        if (lit->kind == LIT_DECL)
            continue;
        add(l, lit->loc.line, lit->cover);
        if (lit->kind == LIT_EVERY)
            add_body(l, lit->body);
    }
}

static int by_place(const void *x, const void *y)
{
    const struct rego_cover_line *a = x, *b = y;
    int c = str_cmp(a->file, b->file);
    return c ? c : (a->line > b->line) - (a->line < b->line);
}

const struct rego_cover_line *rego_cover_lines(struct arena *perm, const struct rego *r,
                                               const struct rego_cover *c, size_t *ret_n)
{
    struct lines l = {.a = perm, .c = c};
    for (size_t i = 0; i < r->n_mods; i++) {
        l.file = r->mods[i]->file.path;
        for (size_t k = 0; k < r->mods[i]->n_rules; k++)
            for (const struct rego_rule *u = r->mods[i]->rules[k]; u; u = u->els) {
                add(&l, u->loc.line, u->cover);
                add_body(&l, u->body);
            }
    }
    if (l.n)
        qsort(l.p, l.n, sizeof *l.p, by_place);
    size_t n = 0;
    for (size_t i = 0; i < l.n; i++) {
        struct rego_cover_line *last = n ? &l.p[n - 1] : NULL;
        if (last && by_place(last, &l.p[i]) == 0)
            last->covered = last->covered && l.p[i].covered;
        else
            l.p[n++] = l.p[i];
    }
    *ret_n = n;
    return l.p;
}
