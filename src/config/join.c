// The answers of several workers about one target.
#include "config/config.h"
#include "core/limits.h"

// Rules come in the same order in most parts: the search begins after the last one found.
static uint32_t number_in(struct arena *perm, struct cfg_reply *ret, size_t *cap, size_t from,
                          const struct cfg_reply_rule *rule)
{
    for (size_t k = 0; k < ret->n_rules; k++) {
        size_t i = (from + k) % ret->n_rules;
        if (ret->rules[i].number == rule->number) {
            ret->rules[i].judged += rule->judged;
            return (uint32_t)i;
        }
    }
    *VEC_PUSH(perm, ret->rules, ret->n_rules, *cap) = *rule;
    return (uint32_t)ret->n_rules - 1;
}

static void add_warnings(struct arena *perm, struct inv_warning **list, size_t *n, size_t *cap,
                         const struct inv_warning *more, size_t n_more)
{
    for (size_t i = 0; i < n_more && *n < SK_MAX_WARNINGS; i++)
        *VEC_PUSH(perm, *list, *n, *cap) = more[i];
}

void cfg_reply_join(struct arena *perm, const struct cfg_reply *parts, size_t n,
                    struct cfg_reply *ret)
{
    size_t cap_rules = 0, cap_warns = 0, cap_notes = 0, all = 0;
    *ret = (struct cfg_reply){0};
    for (size_t p = 0; p < n; p++)
        all += parts[p].n_items;
    ret->items = arena_new(perm, struct cfg_reply_item, all);
    for (size_t p = 0; p < n; p++) {
        const struct cfg_reply *part = &parts[p];
        ret->n_documents += part->n_documents;
        uint32_t *index = arena_new(perm, uint32_t, part->n_rules);
        for (size_t i = 0; i < part->n_rules; i++)
            index[i] = number_in(perm, ret, &cap_rules, i ? index[i - 1] + 1 : 0, &part->rules[i]);
        for (size_t i = 0; i < part->n_items; i++) {
            struct cfg_reply_item *it = &ret->items[ret->n_items++];
            *it = part->items[i];
            it->by_index = index[it->by_index];
        }
        add_warnings(perm, &ret->warns, &ret->n_warns, &cap_warns, part->warns, part->n_warns);
        add_warnings(perm, &ret->notes, &ret->n_notes, &cap_notes, part->notes, part->n_notes);
    }
    for (size_t i = 0; i < ret->n_items; i++) // they have stopped moving
        ret->items[i].by = &ret->rules[ret->items[i].by_index].rule;
}
