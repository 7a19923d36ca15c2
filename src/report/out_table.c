// The report for people: what to do first, then what is urgent, the rest behind a count.
//
// All names come from hostile input, so nothing is printed that could move the cursor: see rep_put().
#include "report/table.h"

#include "core/map.h"

#include <stdio.h>

enum { FEW_ACTIONS = 10, FEW_URGENT = 15, FEW_WARNINGS = 5 };

// ---- words and colours ----

static const char *colour_of(enum adv_severity s)
{
    switch (s) {
    case ADV_SEV_CRITICAL: return "1;31";
    case ADV_SEV_HIGH: return "31";
    case ADV_SEV_MEDIUM: return "33";
    case ADV_SEV_LOW: return "36";
    case ADV_SEV_NEGLIGIBLE:
    case ADV_SEV_UNKNOWN: break;
    }
    return "2";
}

static void severity_cell(struct rep_table *t, enum adv_severity s, size_t width)
{
    rep_begin_colour(t, colour_of(s));
    rep_cell(t, str_from(adv_severity_name(s)), width);
    rep_end_colour(t);
}

// ---- head ----

static void counts(struct rep_table *t)
{
    const struct fnd_set *set = t->in->set;
    size_t exploited = 0;
    for (size_t i = 0; i < set->n_items; i++)
        exploited += set->items[i].exploited;
    sk_buf_fmt(t->b, "%zu problem%s", set->n_items, set->n_items == 1 ? "" : "s");
    const char *sep = ": ";
    for (int s = ADV_SEV_CRITICAL; s >= ADV_SEV_UNKNOWN; s--) {
        size_t n = fnd_count(set, (enum adv_severity)s);
        if (!n)
            continue;
        sk_buf_add(t->b, str_from(sep));
        rep_begin_colour(t, colour_of((enum adv_severity)s));
        sk_buf_fmt(t->b, "%zu %s", n, adv_severity_name((enum adv_severity)s));
        rep_end_colour(t);
        sep = ", ";
    }
    if (exploited)
        sk_buf_fmt(t->b, "; %zu with a known exploit", exploited);
    if (set->n_hidden)
        sk_buf_fmt(t->b, "; %zu more left out by the options", set->n_hidden);
    sk_buf_add_char(t->b, '\n');
}

static void head(struct rep_table *t)
{
    const struct fnd_set *set = t->in->set;
    rep_begin_colour(t, "1");
    rep_put(t, set->target.name);
    rep_end_colour(t);
    if (set->target.os.n) {
        sk_buf_add(t->b, S("  "));
        rep_put(t, set->target.os);
    }
    if (set->target.platform.n) {
        sk_buf_add(t->b, S("  "));
        rep_put(t, set->target.platform);
    }
    if (set->target.digest.n) {
        sk_buf_add(t->b, S("  "));
        rep_put(t, str_head(set->target.digest, sizeof "sha256:" + 11));
    }
    sk_buf_add_char(t->b, '\n');
    if (set->inv->n_items || set->target.n_layers || set->db) {
        sk_buf_fmt(t->b, "%zu components", set->inv->n_items);
        if (set->target.n_layers)
            sk_buf_fmt(t->b, " in %zu layers", set->target.n_layers);
        sk_buf_add(t->b, S("; "));
    }
    if (set->n_documents)
        sk_buf_fmt(t->b, "%llu document%s of configuration; ", (unsigned long long)set->n_documents,
                   set->n_documents == 1 ? "" : "s");
    else if (set->config_only)
        sk_buf_add(t->b, S("no configuration was found; "));
    counts(t);
}

// ---- actions ----

static void removes(struct rep_table *t, const struct rem_action *a)
{
    sk_buf_fmt(t->b, "removes %3zu", a->n_findings);
    const char *sep = ": ";
    for (int s = ADV_SEV_CRITICAL; s >= ADV_SEV_MEDIUM; s--) {
        if (!a->by_severity[s])
            continue;
        sk_buf_add(t->b, str_from(sep));
        rep_begin_colour(t, colour_of((enum adv_severity)s));
        sk_buf_fmt(t->b, "%zu %s", a->by_severity[s], adv_severity_name((enum adv_severity)s));
        rep_end_colour(t);
        sep = ", ";
    }
    if (a->n_exploited)
        sk_buf_fmt(t->b, "%s%zu exploited", sep, a->n_exploited);
}

static void where(struct rep_table *t, const struct rem_action *a)
{
    const struct rem_step *s = &a->steps[0];
    if (a->kind == REM_BASE_IMAGE)
        return;
    if (a->how.n && (s->where.n || s->via.n || s->dev))
        sk_buf_add(t->b, S("  "));
    if (s->where.n) {
        sk_buf_add(t->b, S("in "));
        rep_put(t, s->where);
    }
    if (s->via.n) {
        sk_buf_add(t->b, S(", brought by "));
        rep_put(t, s->via);
    }
    if (s->dev)
        sk_buf_add(t->b, S(", development only"));
}

static void actions(struct rep_table *t)
{
    const struct rem_plan *plan = t->in->plan;
    size_t n = plan->n_actions, width = 0;
    if (!t->in->all && n > FEW_ACTIONS)
        n = FEW_ACTIONS;
    if (n == 0)
        return;
    for (size_t i = 0; i < n; i++)
        width =
            rep_columns(plan->actions[i].text) > width ? rep_columns(plan->actions[i].text) : width;
    width = width > 60 ? 60 : width;
    rep_heading(t, "WHAT TO DO");
    for (size_t i = 0; i < n; i++) {
        const struct rem_action *a = &plan->actions[i];
        sk_buf_fmt(t->b, "%3zu  ", i + 1);
        rep_cell(t, a->text, width);
        sk_buf_add(t->b, S("  "));
        removes(t, a);
        sk_buf_add(t->b, S("\n     "));
        if (a->how.n) {
            rep_begin_colour(t, "2");
            rep_put(t, a->how);
            rep_end_colour(t);
        }
        where(t, a);
        sk_buf_add_char(t->b, '\n');
    }
    if (n < plan->n_actions)
        sk_buf_fmt(t->b, "     ... and %zu smaller actions (--all)\n", plan->n_actions - n);
}

// ---- findings ----

// Findings of rules about files: they have sections of their own.
static bool has_places(enum fnd_kind k)
{
    return k == FND_CONFIG || k == FND_SECRET || k == FND_LICENCE;
}

static bool is_urgent(const struct fnd_finding *f)
{
    if (has_places(f->kind))
        return false; // in a section of its own
    return f->exploited || f->severity == ADV_SEV_CRITICAL || f->kind == FND_END_OF_LIFE;
}

struct widths {
    size_t name, package, version, fixed;
};

static size_t wider(size_t width, struct str s, size_t most)
{
    size_t n = rep_columns(s);
    n = n > most ? most : n;
    return n > width ? n : width;
}

static struct str version_of(const struct rep_table *t, const struct fnd_finding *f)
{
    if (!f->n_components)
        return (struct str){0};
    const struct inv_pkg *p = &t->in->set->inv->items[f->components[0]].pkg;
    return f->match && f->match->compared.n ? f->match->compared : p->version;
}

static struct str fix_of(const struct fnd_finding *f)
{
    if (f->fixed.n)
        return f->fixed;
    if (!f->match || f->match->status == ADV_AFFECTED)
        return S("no fix yet");
    return str_from(adv_status_name(f->match->status));
}

static void finding_row(struct rep_table *t, const struct fnd_finding *f, const struct widths *w)
{
    sk_buf_add(t->b, S("  "));
    severity_cell(t, f->severity, 10);
    sk_buf_add_char(t->b, ' ');
    rep_cell(t, f->name, w->name);
    sk_buf_add(t->b, S("  "));
    rep_cell(t, f->package, w->package);
    sk_buf_add(t->b, S("  "));
    rep_cell(t, version_of(t, f), w->version);
    sk_buf_add(t->b, f->fixed.n ? S(" -> ") : S("    "));
    rep_cell(t, fix_of(f), w->fixed);
    sk_buf_add(t->b, S("  "));
    rep_begin_colour(t, "2");
    rep_put(t, f->id);
    rep_end_colour(t);
    if (f->exploited) {
        rep_begin_colour(t, "1;35");
        sk_buf_add(t->b, S("  "));
        rep_put(t, f->exploit);
        rep_end_colour(t);
    }
    sk_buf_add_char(t->b, '\n');
    if (f->kind == FND_END_OF_LIFE) {
        rep_spaces(t, 13);
        rep_put(t, f->title);
        sk_buf_add_char(t->b, '\n');
    }
}

static void findings(struct rep_table *t)
{
    const struct fnd_set *set = t->in->set;
    struct widths w = {0};
    size_t shown = 0, wanted = 0;
    for (size_t i = 0; i < set->n_items; i++) {
        const struct fnd_finding *f = &set->items[i];
        if (has_places(f->kind))
            continue;
        if (!t->in->all && (!is_urgent(f) || wanted++ >= FEW_URGENT))
            continue;
        w.name = wider(w.name, f->name, 30);
        w.package = wider(w.package, f->package, 40);
        w.version = wider(w.version, version_of(t, f), 24);
        w.fixed = wider(w.fixed, fix_of(f), 24);
        shown++;
    }
    if (!shown)
        return;
    rep_heading(t, t->in->all ? "ALL FINDINGS" : "URGENT: an exploit exists, or critical");
    for (size_t i = 0, left = shown; i < set->n_items && left; i++) {
        if (has_places(set->items[i].kind) || (!t->in->all && !is_urgent(&set->items[i])))
            continue;
        finding_row(t, &set->items[i], &w);
        left--;
    }
    if (!t->in->all && wanted > shown)
        sk_buf_fmt(t->b, "  ... and %zu more urgent ones (--all)\n", wanted - shown);
}

// ---- configuration ----

enum { FEW_PLACES = 3 };

// Of an image: where it comes from.
static void put_origin(struct rep_table *t, const struct fnd_place *p)
{
    enum { MAX_LINE = 60 };
    if (!p->created_by.n)
        return;
    rep_begin_colour(t, "2");
    sk_buf_add(t->b, p->in_base ? S("  (base image: ") : S("  ("));
    rep_put(t, str_head(p->created_by, MAX_LINE));
    sk_buf_add(t->b, p->created_by.n > MAX_LINE ? S("...)") : S(")"));
    rep_end_colour(t);
}

static void place_row(struct rep_table *t, const struct fnd_finding *f, const struct fnd_place *p,
                      size_t indent)
{
    rep_spaces(t, indent);
    rep_put(t, p->path);
    if (p->line)
        sk_buf_fmt(t->b, ":%u", p->line);
    sk_buf_add(t->b, S("  "));
    rep_put(t, p->what);
    put_origin(t, p);
    sk_buf_add(t->b, S("  "));
    rep_begin_colour(t, "2");
    rep_put(t, f->id);
    rep_end_colour(t);
    sk_buf_add_char(t->b, '\n');
}

// The findings of one rule, in the order of the set.
struct rule_group {
    uint32_t *items;
    size_t n, cap;
};

// One rule: its title, what to do, and where.
static void rule_rows(struct rep_table *t, const struct rule_group *group, size_t width)
{
    const struct fnd_set *set = t->in->set;
    const struct fnd_finding *f = &set->items[group->items[0]];
    size_t n = 0;
    sk_buf_add(t->b, S("  "));
    severity_cell(t, f->severity, 10);
    sk_buf_add_char(t->b, ' ');
    rep_cell(t, f->name, width);
    sk_buf_add(t->b, S("  "));
    rep_put(t, f->title);
    sk_buf_add(t->b, f->action.n ? S(". ") : S(""));
    rep_begin_colour(t, "2");
    rep_put(t, f->action);
    rep_end_colour(t);
    sk_buf_add_char(t->b, '\n');
    for (size_t i = 0; i < group->n; i++) {
        const struct fnd_finding *g = &set->items[group->items[i]];
        for (size_t k = 0; k < g->n_places; k++)
            if (n++ < FEW_PLACES || t->in->all)
                place_row(t, g, &g->places[k], 13 + width + 2);
    }
    if (n > FEW_PLACES && !t->in->all) {
        rep_spaces(t, 13 + width + 2);
        sk_buf_fmt(t->b, "... and %zu more places\n", n - FEW_PLACES);
    }
}

static void section(struct rep_table *t, enum fnd_kind kind, const char *title)
{
    ARENA_SCRATCH(tmp);
    const struct fnd_set *set = t->in->set;
    struct sk_map rules = {.perm = &tmp}; // name -> struct rule_group
    size_t width = 0, shown = 0;
    for (uint32_t i = 0; i < set->n_items; i++) {
        if (set->items[i].kind != kind)
            continue;
        width = wider(width, set->items[i].name, 24);
        struct sk_map_entry *e = sk_map_put(&rules, set->items[i].name);
        if (!e->value)
            e->value = arena_new(&tmp, struct rule_group, 1);
        struct rule_group *group = e->value;
        *VEC_PUSH(&tmp, group->items, group->n, group->cap) = i;
    }
    if (rules.n)
        rep_heading(t, title);
    for (; shown < rules.n && (t->in->all || shown < FEW_ACTIONS); shown++)
        rule_rows(t, rules.entries[shown].value, width);
    if (shown < rules.n)
        sk_buf_fmt(t->b, "  ... and %zu less urgent rules (--all)\n", rules.n - shown);
}

// ---- foot ----

static void foot(struct rep_table *t)
{
    const struct fnd_set *set = t->in->set;
    const struct rem_plan *plan = t->in->plan;
    if (plan->n_unfixed)
        sk_buf_fmt(t->b, "\nNo fix exists yet for %zu of them%s.\n", plan->n_unfixed,
                   t->in->all ? "" : " (--ignore-unfixed leaves them out)");
    if (set->incomplete)
        rep_heading(t, "INCOMPLETE: something could not be read, findings may be missing");
    else if (set->n_warns)
        rep_heading(t, "NOTES");
    size_t n = set->n_warns;
    if (!t->in->all && n > FEW_WARNINGS)
        n = FEW_WARNINGS;
    for (size_t i = 0; i < n; i++) {
        const struct inv_warning *w = &set->warns[i];
        sk_buf_add(t->b, S("  "));
        rep_put(t, w->path);
        if (w->line)
            sk_buf_fmt(t->b, ":%u", w->line);
        if (w->path.n)
            sk_buf_add(t->b, S(": "));
        rep_put(t, w->what);
        sk_buf_add_char(t->b, '\n');
    }
    if (n < set->n_warns)
        sk_buf_fmt(t->b, "  ... and %zu more (--all)\n", set->n_warns - n);
    if (!t->in->all && set->n_items)
        sk_buf_fmt(t->b, "\n`sekisho explain " STR_FMT "` says why; --all lists all %zu.\n",
                   STR_ARG(set->items[0].id), set->n_items);
}

static int write_table(const struct rep_input *in, struct sk_buf *out, struct sk_err *err)
{
    struct rep_table t = {in, out};
    head(&t);
    actions(&t);
    findings(&t);
    section(&t, FND_SECRET, "SECRETS");
    section(&t, FND_CONFIG, "CONFIGURATION");
    rep_licence_section(&t);
    rep_compliance_section(&t);
    foot(&t);
    return out->full ? sk_fail(err, SK_ELIMIT, "the report is too large") : 0;
}

const struct rep_output rep_output_table = {
    .id = "table",
    .what = "for people: actions first, then what is urgent",
    .write = write_table,
};
