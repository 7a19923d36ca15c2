// Our own engine: literals that every match must hold, found all at once, and their surroundings.
#include "engine/secret/secret_int.h"

void sec_span_add(struct sec_scanner *s, uint32_t rule, size_t from, size_t to)
{
    struct sec_spans *p = &s->spans[rule];
    if (!s->is_touched[rule]) {
        s->is_touched[rule] = true;
        s->touched[s->n_touched++] = rule;
    }
    while (p->n && from <= p->at[p->n * 2 - 1]) { // touches the last one: become one
        size_t *last = &p->at[p->n * 2 - 2];
        from = last[0] < from ? last[0] : from;
        to = last[1] > to ? last[1] : to;
        p->n--;
    }
    if ((p->n + 1) * 2 > p->cap)
        p->at = arena_grow(s->perm, p->at, p->n * 2, &p->cap, (p->n + 1) * 2, sizeof *p->at,
                           _Alignof(size_t));
    p->at[p->n * 2] = from;
    p->at[p->n * 2 + 1] = to;
    p->n++;
}

struct run {
    struct sec_scanner *s;
    struct str text;
    bool skip_db;
};

static void on_hit(void *ctx, const struct sec_ac_word *w, size_t end)
{
    struct run *run = ctx;
    struct sec_scanner *s = run->s;
    if (run->skip_db && s->r->in_db[w->rule])
        return;
    if (w->keyword) {
        s->spans[w->rule].keyword = true;
        return;
    }
    const struct sec_rule_int *r = &s->r->rules[w->rule];
    size_t start = end - w->text.n;
    size_t before = r->facts.before == SEC_INF ? r->span : r->facts.before;
    size_t to = start + r->span + 2;
    sec_span_add(s, w->rule, start > before ? start - before : 0,
                 to < run->text.n ? to : run->text.n);
}

void sec_engine_ac(struct sec_scanner *s, struct str text, bool skip_db)
{
    struct run run = {s, text, skip_db};
    for (size_t i = 0; i < s->r->n; i++)
        s->spans[i].asked = !skip_db || !s->r->in_db[i];
    sec_ac_run(s->r->ac, text, on_hit, &run);
    for (size_t i = 0; i < s->r->n; i++) {
        const struct sec_rule_int *r = &s->r->rules[i];
        if ((skip_db && s->r->in_db[i]) || !r->regex.code || r->facts.n_lits)
            continue;
        if (!r->n_keywords || r->needed || s->spans[i].keyword)
            sec_span_add(s, (uint32_t)i, 0, text.n);
    }
}
