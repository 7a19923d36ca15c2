#include "remedy/remedy.h"

#include "core/map.h"

#include <stdlib.h>

#define REMEDY(id) extern const struct rem_fixer rem_fixer_##id;
#include "remedy/remedies.def"
#undef REMEDY

static const struct rem_fixer *const fixers[] = {
#define REMEDY(id) &rem_fixer_##id,
#include "remedy/remedies.def"
#undef REMEDY
};

// 1.2.3 -> 1.2.9 is a patch, 1.2 -> 1.3 minor, 1 -> 2 major; epochs and "v" are passed over.
static enum rem_cost cost_of(const struct rem_step *s)
{
    struct str from = s->from, to = s->to, a, b;
    if (str_has_char(str_head(from, 3), ':'))
        (void)str_cut(from, ':', &a, &from);
    if (str_has_char(str_head(to, 3), ':'))
        (void)str_cut(to, ':', &b, &to);
    (void)str_take(&from, S("v"));
    (void)str_take(&to, S("v"));
    for (int part = 0; part < 2; part++) {
        a = str_take_digits(&from);
        b = str_take_digits(&to);
        if (!str_eq(a, b))
            return part == 0 ? REM_MAJOR : REM_MINOR;
        if (!str_take(&from, S(".")) || !str_take(&to, S(".")))
            break;
    }
    return REM_PATCH;
}

static struct rem_step *step_for(struct arena *a, struct rem_action *action,
                                 const struct rem_step *s)
{
    for (size_t i = 0; i < action->n_steps; i++) {
        struct rem_step *have = &action->steps[i];
        if (str_eq(have->package, s->package) && str_eq(have->type, s->type) &&
            str_eq(have->where, s->where))
            return have;
    }
    struct rem_step *fresh = VEC_PUSH(a, action->steps, action->n_steps, action->cap_steps);
    *fresh = *s;
    return fresh;
}

static void add_finding(struct arena *a, struct rem_action *action, const struct fnd_finding *f,
                        uint32_t index, const struct rem_step *s)
{
    struct rem_step *step = step_for(a, action, s);
    if (f->match && step->to.n && s->to.n && adv_compare(f->match->space, s->to, step->to) > 0)
        step->to = s->to; // one step removes all findings of its package
    *VEC_PUSH(a, action->findings, action->n_findings, action->cap_findings) = index;
    action->by_severity[f->severity]++;
    action->n_exploited += f->exploited;
}

// What it removes, the urgent first; the cheaper of two equal ones first.
static int by_gain(const void *x, const void *y)
{
    const struct rem_action *a = x, *b = y;
    if ((a->kind == REM_BASE_IMAGE) != (b->kind == REM_BASE_IMAGE))
        return a->kind == REM_BASE_IMAGE ? -1 : 1;
    if (a->n_exploited != b->n_exploited)
        return a->n_exploited > b->n_exploited ? -1 : 1;
    for (int s = ADV_SEV_CRITICAL; s >= ADV_SEV_UNKNOWN; s--)
        if (a->by_severity[s] != b->by_severity[s])
            return a->by_severity[s] > b->by_severity[s] ? -1 : 1;
    if (a->cost != b->cost)
        return a->cost < b->cost ? -1 : 1;
    return str_cmp(a->key, b->key);
}

static struct rem_action *action_for(struct arena *perm, struct rem_plan *plan, struct sk_map *keys,
                                     const struct rem_fixer *fixer, struct str key)
{
    struct sk_map_entry *e =
        sk_map_put(keys, str_fmt(keys->perm, "%s/" STR_FMT, fixer->id, STR_ARG(key)));
    if (e->value)
        return &plan->actions[(uintptr_t)e->value - 1];
    struct rem_action *action = VEC_PUSH(perm, plan->actions, plan->n_actions, plan->cap_actions);
    action->kind = fixer->kind;
    action->key = key;
    e->value = (void *)(uintptr_t)plan->n_actions;
    return action;
}

static bool place(struct arena *perm, const struct fnd_set *set, uint32_t index,
                  struct rem_plan *plan, struct sk_map *keys)
{
    const struct fnd_finding *f = &set->items[index];
    for (size_t k = 0; k < COUNT_OF(fixers); k++) {
        struct str key = {0};
        struct rem_step step = {.type = f->type, .package = f->package, .to = f->fixed};
        if (!fixers[k]->takes(perm, set, f, &key, &step))
            continue;
        add_finding(perm, action_for(perm, plan, keys, fixers[k], key), f, index, &step);
        return true;
    }
    return false;
}

void rem_plan(struct arena *perm, const struct fnd_set *set, struct rem_plan *ret)
{
    ARENA_SCRATCH(tmp);
    struct sk_map keys = {.perm = &tmp}; // fixer/key -> index + 1
    *ret = (struct rem_plan){0};
    for (uint32_t i = 0; i < set->n_items; i++)
        if (!place(perm, set, i, ret, &keys) && set->items[i].kind != FND_CONFIG &&
            set->items[i].kind != FND_SECRET && set->items[i].kind != FND_LICENCE)
            *VEC_PUSH(perm, ret->unfixed, ret->n_unfixed, ret->cap_unfixed) = i;
    for (size_t i = 0; i < ret->n_actions; i++) {
        struct rem_action *action = &ret->actions[i];
        for (size_t s = 0; s < action->n_steps; s++) {
            enum rem_cost c = cost_of(&action->steps[s]);
            action->cost = c > action->cost ? c : action->cost;
        }
        for (size_t k = 0; k < COUNT_OF(fixers); k++)
            if (fixers[k]->kind == action->kind)
                fixers[k]->describe(perm, set, action);
    }
    if (ret->n_actions)
        qsort(ret->actions, ret->n_actions, sizeof *ret->actions, by_gain);
}
