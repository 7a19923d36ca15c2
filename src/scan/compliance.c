// How frameworks are kept to, from what rules judged and found.
#include "config/compliance.h"
#include "core/map.h"
#include "scan/scan_int.h"

struct tally {
    uint32_t judged, findings;
};

static enum fnd_control_status status_of(const struct cfg_control *c, const struct fnd_control *r)
{
    bool judged = false;
    for (size_t i = 0; i < r->n_rules; i++) {
        if (r->rules[i].findings)
            return FND_CONTROL_FAILED;
        judged |= r->rules[i].judged > 0;
    }
    if (c->manual)
        return FND_CONTROL_NOT_AUTOMATED;
    return judged ? FND_CONTROL_PASSED : FND_CONTROL_NOT_APPLICABLE;
}

static struct fnd_control control(struct arena *a, const struct cfg_control *c,
                                  const struct sk_map *tallies)
{
    struct fnd_control r = {
        .id = c->id, .title = c->title, .level = c->level, .note = c->note, .n_rules = c->n_rules};
    r.rules = arena_new(a, struct fnd_control_rule, c->n_rules);
    for (size_t i = 0; i < c->n_rules; i++) {
        const struct tally *t = sk_map_get(tallies, c->rules[i]);
        r.rules[i] = (struct fnd_control_rule){c->rules[i], t ? t->judged : 0, t ? t->findings : 0};
    }
    r.status = status_of(c, &r);
    return r;
}

static struct tally *tally_of(struct arena *a, struct sk_map *tallies, struct str rule)
{
    struct sk_map_entry *e = sk_map_put(tallies, rule);
    if (!e->value)
        e->value = arena_new(a, struct tally, 1);
    return e->value;
}

void scan_compliance(struct scan_run *s)
{
    ARENA_SCRATCH(tmp);
    struct sk_map tallies = {.perm = &tmp}; // id of a rule -> struct tally
    const struct cfg_reply *reply = &s->config;
    for (size_t i = 0; i < reply->n_rules; i++)
        tally_of(&tmp, &tallies, reply->rules[i].rule.id)->judged += reply->rules[i].judged;
    for (size_t i = 0; i < reply->n_items; i++)
        tally_of(&tmp, &tallies, reply->items[i].rule)->findings++;
    s->set->compliance = arena_new(s->perm, struct fnd_compliance, s->o->n_frameworks);
    s->set->n_compliance = s->o->n_frameworks;
    for (size_t i = 0; i < s->o->n_frameworks; i++) {
        const struct cfg_framework *f = &s->o->frameworks[i];
        struct fnd_compliance *c = &s->set->compliance[i];
        *c = (struct fnd_compliance){f->id, f->title, f->version, f->url,
                                     .n_controls = f->n_controls};
        c->controls = arena_new(s->perm, struct fnd_control, f->n_controls);
        for (size_t k = 0; k < f->n_controls; k++)
            c->controls[k] = control(s->perm, &f->controls[k], &tallies);
    }
}
