// The licences of JSON and CycloneDX documents.
#include "report/licences_json.h"

static void evidence_item(struct sk_json_out *w, const struct fnd_evidence *e)
{
    ARENA_SCRATCH(tmp);
    sk_json_object(w, NULL);
    sk_json_str(w, "how", str_from(fnd_licence_how_name(e->how)));
    sk_json_str_if(w, "path", e->path);
    if (e->line)
        sk_json_i64(w, "line", e->line);
    sk_json_str_if(w, "field", e->field);
    sk_json_str_if(w, "says", e->raw);
    if (e->expr)
        sk_json_str(w, "expression", lic_print(&tmp, e->expr));
    if (e->how == FND_LIC_NEAR)
        sk_json_double(w, "likeness", e->score, 3);
    sk_json_bool(w, "certain", e->certain);
    sk_json_str_if(w, "note", e->note);
    sk_json_end_object(w);
}

static void entry(struct sk_json_out *w, const struct fnd_licence *l)
{
    ARENA_SCRATCH(tmp);
    const struct lic_judgement *v = &l->verdict;
    sk_json_object(w, NULL);
    if (l->item != UINT32_MAX)
        sk_json_i64(w, "component", l->item);
    else
        sk_json_str(w, "path", l->path);
    sk_json_str(w, "expression", lic_print(&tmp, v->expr));
    if (v->chosen)
        sk_json_str(w, "chosen", lic_print(&tmp, v->chosen));
    sk_json_str(w, "family", str_from(lic_family_word(v->family)));
    sk_json_str(w, "verdict", str_from(lic_verdict_word(v->verdict)));
    sk_json_str(w, "why", v->why);
    sk_json_str_if(w, "reason", v->reason);
    sk_json_str(w, "duty", str_from(lic_family_duty(v->family)));
    sk_json_bool(w, "declared", l->declared);
    if (l->near)
        sk_json_bool(w, "near", true);
    if (l->own)
        sk_json_bool(w, "own", true);
    sk_json_str_if(w, "note", l->note);
    sk_json_array(w, "evidence");
    for (size_t i = 0; i < l->n_evidence; i++)
        evidence_item(w, &l->evidence[i]);
    sk_json_end_array(w);
    sk_json_end_object(w);
}

void rep_json_licences(struct sk_json_out *w, const struct fnd_set *set)
{
    const struct fnd_licences *all = set->licences;
    if (!all)
        return;
    sk_json_object(w, "licences");
    sk_json_str_if(w, "list", all->list);
    sk_json_i64(w, "denied", (int64_t)all->counts[LIC_DENY]);
    sk_json_i64(w, "to_review", (int64_t)all->counts[LIC_REVIEW]);
    sk_json_i64(w, "allowed", (int64_t)all->counts[LIC_ALLOW]);
    sk_json_i64(w, "only_locked", (int64_t)all->n_silent);
    sk_json_array(w, "items");
    for (size_t i = 0; i < all->n; i++)
        entry(w, &all->items[i]);
    sk_json_end_array(w);
    sk_json_end_object(w);
}

// ---- CycloneDX ----
// https://cyclonedx.org/docs/1.6/json/#components_items_licenses

// The list inside CycloneDX 1.6 is older than ours.
static bool is_listed(const struct lic_expr *t)
{
    static const struct str newer[] = {S_INIT("Brian-Gladman-3-Clause-no-conversion"),
                                       S_INIT("Bugroff"),
                                       S_INIT("CC-BY-NC-3.0-IGO"),
                                       S_INIT("Informatica"),
                                       S_INIT("MVT-1.1"),
                                       S_INIT("atc-game")};
    for (size_t i = 0; i < COUNT_OF(newer); i++)
        if (str_eq(t->id, newer[i]))
            return false;
    const struct lic_id *id = lic_id_find(t->id);
    return id && str_eq(id->id, t->id) && !t->exception.n && !t->plus;
}

static void licence_object(struct sk_json_out *w, const struct lic_expr *t, const char *ack)
{
    ARENA_SCRATCH(tmp);
    struct str name = lic_print(&tmp, t);
    sk_json_object(w, NULL);
    sk_json_object(w, "license");
    sk_json_str(w, is_listed(t) ? "id" : "name", name);
    if (ack)
        sk_json_str(w, "acknowledgement", str_from(ack));
    sk_json_end_object(w);
    sk_json_end_object(w);
}

void rep_cyclonedx_licences(struct sk_json_out *w, const struct fnd_licence *l)
{
    ARENA_SCRATCH(tmp);
    const struct lic_expr *e = l->verdict.expr;
    if (!e || lic_is_term(e, "NOASSERTION"))
        return;
    // What the package itself says is declared; what we make of texts and names is concluded.
    const char *ack = l->declared && !l->note.n ? "declared" : "concluded";
    sk_json_array(w, "licenses");
    if (e->op == LIC_TERM && !e->exception.n && !e->plus) {
        licence_object(w, e, ack);
    } else {
        sk_json_object(w, NULL);
        sk_json_str(w, "expression", lic_print(&tmp, e));
        sk_json_str(w, "acknowledgement", str_from(ack));
        sk_json_end_object(w);
    }
    sk_json_end_array(w);
}

void rep_cyclonedx_licence_evidence(struct sk_json_out *w, const struct fnd_licence *l)
{
    ARENA_SCRATCH(tmp);
    struct sk_map seen = {.perm = &tmp};
    const struct lic_expr *t;
    for (size_t i = 0; i < l->n_evidence; i++)
        for (size_t k = 0; (t = lic_term_at(l->evidence[i].expr, k)) != NULL; k++) {
            struct str name = lic_print(&tmp, t);
            if (!sk_map_add(&seen, name))
                continue;
            if (seen.n == 1)
                sk_json_array(w, "licenses");
            licence_object(w, t, NULL);
        }
    if (seen.n)
        sk_json_end_array(w);
}
