// Compliance as a table, and in our JSON.
#include "core/json_out.h"
#include "report/table.h"

static void rules_cell(struct rep_table *t, const struct fnd_control *c)
{
    size_t n = 0;
    for (size_t i = 0; i < c->n_rules; i++)
        if (c->rules[i].findings) {
            sk_buf_add(t->b, n++ ? S(", ") : S("  "));
            rep_put(t, c->rules[i].id);
            if (c->rules[i].findings > 1)
                sk_buf_fmt(t->b, " x%u", c->rules[i].findings);
        }
}

static void control_row(struct rep_table *t, const struct fnd_control *c, size_t width)
{
    static const char *const colours[] = {"32", "31", "2", "2"};
    sk_buf_add(t->b, S("  "));
    rep_begin_colour(t, colours[c->status]);
    rep_cell(t, str_from(fnd_control_status_name(c->status)), 14);
    rep_end_colour(t);
    sk_buf_add(t->b, S("  "));
    rep_cell(t, c->id, width);
    sk_buf_add(t->b, S("  "));
    rep_put(t, c->title);
    if (c->level.n) {
        sk_buf_add(t->b, S(" (level "));
        rep_put(t, c->level);
        sk_buf_add(t->b, S(")"));
    }
    rep_begin_colour(t, "2");
    rules_cell(t, c);
    if (c->status == FND_CONTROL_NOT_AUTOMATED && c->note.n) {
        sk_buf_add(t->b, S("  "));
        rep_put(t, c->note);
    }
    rep_end_colour(t);
    sk_buf_add_char(t->b, '\n');
}

static void framework(struct rep_table *t, const struct fnd_compliance *f)
{
    size_t width = 0;
    for (size_t i = 0; i < f->n_controls; i++)
        if (rep_columns(f->controls[i].id) > width)
            width = rep_columns(f->controls[i].id);
    rep_heading(t, "COMPLIANCE");
    sk_buf_add(t->b, S("  "));
    rep_put(t, f->title);
    sk_buf_add_char(t->b, ' ');
    rep_put(t, f->version);
    sk_buf_fmt(t->b, ": %zu passed, %zu failed, %zu not applicable, %zu not automated\n",
               fnd_controls_with(f, FND_CONTROL_PASSED), fnd_controls_with(f, FND_CONTROL_FAILED),
               fnd_controls_with(f, FND_CONTROL_NOT_APPLICABLE),
               fnd_controls_with(f, FND_CONTROL_NOT_AUTOMATED));
    for (size_t i = 0; i < f->n_controls; i++)
        control_row(t, &f->controls[i], width < 24 ? width : 24);
    if (t->in->set->incomplete)
        sk_buf_add(
            t->b,
            S("  Something could not be read: a control that passed may have failed there.\n"));
}

void rep_compliance_section(struct rep_table *t)
{
    for (size_t i = 0; i < t->in->set->n_compliance; i++)
        framework(t, &t->in->set->compliance[i]);
}

// ---- JSON ----

static void control_json(struct sk_json_out *w, const struct fnd_control *c)
{
    sk_json_object(w, NULL);
    sk_json_str(w, "id", c->id);
    sk_json_str(w, "title", c->title);
    sk_json_str_if(w, "level", c->level);
    sk_json_str_if(w, "note", c->note);
    sk_json_str(w, "status", str_from(fnd_control_status_name(c->status)));
    sk_json_array(w, "rules");
    for (size_t i = 0; i < c->n_rules; i++) {
        sk_json_object(w, NULL);
        sk_json_str(w, "id", c->rules[i].id);
        sk_json_i64(w, "judged", c->rules[i].judged);
        sk_json_i64(w, "findings", c->rules[i].findings);
        sk_json_end_object(w);
    }
    sk_json_end_array(w);
    sk_json_end_object(w);
}

void rep_compliance_json(struct sk_json_out *w, const struct fnd_set *set)
{
    static const char *const keys[] = {"passed", "failed", "not_applicable", "not_automated"};
    if (!set->n_compliance)
        return;
    sk_json_array(w, "compliance");
    for (size_t i = 0; i < set->n_compliance; i++) {
        const struct fnd_compliance *f = &set->compliance[i];
        sk_json_object(w, NULL);
        sk_json_str(w, "id", f->id);
        sk_json_str(w, "title", f->title);
        sk_json_str_if(w, "version", f->version);
        sk_json_str_if(w, "url", f->url);
        sk_json_object(w, "summary");
        for (size_t k = 0; k < COUNT_OF(keys); k++)
            sk_json_i64(w, keys[k], (int64_t)fnd_controls_with(f, (enum fnd_control_status)k));
        sk_json_end_object(w);
        sk_json_array(w, "controls");
        for (size_t k = 0; k < f->n_controls; k++)
            control_json(w, &f->controls[k]);
        sk_json_end_array(w);
        sk_json_end_object(w);
    }
    sk_json_end_array(w);
}
