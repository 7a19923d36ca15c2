// Our own JSON: everything that is known. The schema is docs/schema/report-1.json; fields are only ever
// added within a version.
#include "report/table.h"

#include "core/json_out.h"
#include "report/licences_json.h"

static void distro(struct sk_json_out *w, const struct inv_distro *d)
{
    if (!d)
        return;
    sk_json_object(w, "os");
    sk_json_str(w, "id", d->id);
    sk_json_str_if(w, "version", d->version_id);
    sk_json_str_if(w, "name", d->pretty_name);
    sk_json_end_object(w);
}

static void target(struct sk_json_out *w, const struct fnd_set *set)
{
    const struct fnd_target *t = &set->target;
    sk_json_object(w, "target");
    sk_json_str(w, "kind", t->kind == INV_IMAGE ? S("image") : S("folder"));
    sk_json_str(w, "name", t->name);
    sk_json_str_if(w, "ref", t->ref);
    sk_json_str_if(w, "digest", t->digest);
    sk_json_str_if(w, "platform", t->platform);
    sk_json_str_if(w, "created", t->created);
    sk_json_str_if(w, "base", t->base_name);
    distro(w, set->inv->distro);
    if (t->n_layers) {
        sk_json_array(w, "layers");
        for (size_t i = 0; i < t->n_layers; i++) {
            sk_json_object(w, NULL);
            sk_json_str_if(w, "digest", t->layers[i].digest);
            sk_json_str_if(w, "diff_id", t->layers[i].diff_id);
            sk_json_str_if(w, "created_by", t->layers[i].created_by);
            sk_json_bool(w, "base", t->layers[i].base);
            sk_json_end_object(w);
        }
        sk_json_end_array(w);
    }
    sk_json_end_object(w);
}

static void strings(struct sk_json_out *w, const char *key, const struct str *s, size_t n)
{
    if (!n)
        return;
    sk_json_array(w, key);
    for (size_t i = 0; i < n; i++)
        sk_json_str(w, NULL, s[i]);
    sk_json_end_array(w);
}

static void component(struct sk_json_out *w, const struct fnd_set *set, size_t i)
{
    ARENA_SCRATCH(tmp);
    const struct inv_component *c = &set->inv->items[i];
    const struct inv_pkg *p = &c->pkg;
    sk_json_object(w, NULL);
    sk_json_str(w, "purl", inv_purl(&tmp, p, set->inv->distro));
    sk_json_str(w, "type", str_from(p->type));
    sk_json_str(w, "name", inv_full_name(&tmp, p));
    sk_json_str(w, "version", p->version);
    sk_json_str_if(w, "arch", p->arch);
    sk_json_str_if(w, "source", p->src_name);
    sk_json_str_if(w, "source_version", p->src_version);
    sk_json_str_if(w, "licence", p->licence);
    sk_json_str_if(w, "vendor", p->vendor);
    sk_json_str_if(w, "module", p->modularity);
    sk_json_str(w, "format", c->parser);
    strings(w, "paths", c->paths, c->n_paths);
    if (p->line)
        sk_json_i64(w, "line", p->line);
    if (c->layer != UINT32_MAX)
        sk_json_i64(w, "layer", c->layer);
    if (p->scope & (INV_DIRECT | INV_INDIRECT))
        sk_json_bool(w, "direct", p->scope & INV_DIRECT);
    if (p->scope & INV_DEV)
        sk_json_bool(w, "dev", true);
    if (p->scope & INV_OPTIONAL)
        sk_json_bool(w, "optional", true);
    if (p->scope & INV_ROOT)
        sk_json_bool(w, "root", true);
    if (c->owned_by != UINT32_MAX)
        sk_json_i64(w, "owned_by", c->owned_by);
    if (c->owned)
        sk_json_i64(w, "files", (int64_t)c->owned->n_files);
    if (p->n_deps) {
        sk_json_array(w, "depends_on");
        for (size_t d = 0; d < p->n_deps; d++)
            sk_json_i64(w, NULL, p->deps[d]);
        sk_json_end_array(w);
    }
    sk_json_end_object(w);
}

static void risk(struct sk_json_out *w, const struct adv_cve_fact *f)
{
    ARENA_SCRATCH(tmp);
    if (!f)
        return;
    sk_json_object(w, "risk");
    sk_json_bool(w, "kev", f->kev);
    if (f->kev && f->kev_added != SK_TIME_NONE)
        sk_json_str(w, "kev_added", sk_date_text(&tmp, f->kev_added));
    if (f->kev && f->kev_due != SK_TIME_NONE)
        sk_json_str(w, "kev_due", sk_date_text(&tmp, f->kev_due));
    if (f->kev_ransomware)
        sk_json_bool(w, "kev_ransomware", true);
    if (f->epss >= 0) {
        sk_json_double(w, "epss", (double)f->epss, 5);
        sk_json_double(w, "epss_percentile", (double)f->epss_percentile, 5);
    }
    if (f->metasploit)
        sk_json_bool(w, "metasploit", true);
    if (f->exploitdb)
        sk_json_bool(w, "exploitdb", true);
    sk_json_str_if(w, "ssvc_exploitation", f->ssvc_exploitation);
    sk_json_str_if(w, "ssvc_automatable", f->ssvc_automatable);
    sk_json_end_object(w);
}

static void advisory(struct sk_json_out *w, const struct fnd_set *set, const struct adv_match *m)
{
    ARENA_SCRATCH(tmp);
    if (!m)
        return;
    sk_json_object(w, "advisory");
    sk_json_str(w, "id", m->id);
    strings(w, "aliases", m->aliases, m->n_aliases);
    sk_json_str(w, "feed", m->feed);
    sk_json_str(w, "space", m->space);
    sk_json_str(w, "package", m->name);
    sk_json_str(w, "compared_version", m->compared);
    sk_json_str_if(w, "range", m->range);
    sk_json_str(w, "status", str_from(adv_status_name(m->status)));
    sk_json_str_if(w, "note", m->note);
    if (m->cvss >= 0) {
        sk_json_double(w, "cvss", m->cvss, 1);
        sk_json_str(w, "cvss_vector", m->cvss_vector);
    }
    struct adv_text text;
    if (set->db && adv_text(set->db, m->text, &tmp, &text, NULL) == 0) {
        if (text.published != SK_TIME_NONE)
            sk_json_str(w, "published", sk_time_text(&tmp, text.published));
        if (text.modified != SK_TIME_NONE)
            sk_json_str(w, "modified", sk_time_text(&tmp, text.modified));
        sk_json_str_if(w, "cwe", text.cwe);
        strings(w, "references", text.refs, text.n_refs);
    }
    sk_json_end_object(w);
    risk(w, m->fact);
}

static const char *kind_name(enum fnd_kind k)
{
    switch (k) {
    case FND_VULNERABILITY: return "vulnerability";
    case FND_END_OF_LIFE: return "end-of-life";
    case FND_UNMAINTAINED: return "unmaintained";
    case FND_CONFIG: return "configuration";
    case FND_SECRET: return "secret";
    case FND_LICENCE: return "licence";
    }
    return "unknown";
}

static void places(struct sk_json_out *w, const struct fnd_finding *f)
{
    if (!f->n_places)
        return;
    sk_json_array(w, "places");
    for (size_t i = 0; i < f->n_places; i++) {
        const struct fnd_place *p = &f->places[i];
        sk_json_object(w, NULL);
        sk_json_str(w, "path", p->path);
        if (p->line) {
            sk_json_i64(w, "line", p->line);
            sk_json_i64(w, "end_line", p->end_line);
        }
        if (p->col)
            sk_json_i64(w, "column", p->col);
        sk_json_str_if(w, "commit", p->commit);
        if (p->layer)
            sk_json_i64(w, "layer", p->layer - 1);
        sk_json_str_if(w, "created_by", p->created_by);
        if (p->in_base)
            sk_json_bool(w, "base", true);
        sk_json_str_if(w, "what", p->what);
        sk_json_end_object(w);
    }
    sk_json_end_array(w);
}

static void rule(struct sk_json_out *w, const struct fnd_rule *r)
{
    if (!r)
        return;
    sk_json_str_if(w, "description", r->description);
    sk_json_str_if(w, "attack", r->attack);
    sk_json_str_if(w, "principle", r->principle);
    strings(w, "controls", r->controls, r->n_controls);
    strings(w, "references", r->references, r->n_references);
}

static void finding(struct sk_json_out *w, const struct fnd_set *set, const struct fnd_finding *f)
{
    sk_json_object(w, NULL);
    sk_json_str(w, "id", f->id);
    sk_json_str(w, "kind", str_from(kind_name(f->kind)));
    sk_json_str(w, "name", f->name);
    sk_json_str_if(w, "title", f->title);
    sk_json_str(w, "severity", str_from(adv_severity_name(f->severity)));
    sk_json_str_if(w, "severity_source", f->severity_source);
    sk_json_bool(w, "exploited", f->exploited);
    sk_json_str_if(w, "exploit", f->exploit);
    sk_json_str(w, "package_type", f->type);
    sk_json_str(w, "package", f->package);
    sk_json_str_if(w, "fixed", f->fixed);
    sk_json_str_if(w, "action", f->action);
    if (f->kind == FND_SECRET) {
        sk_json_str(w, "secret", f->redacted);
        sk_json_str(w, "secret_sha256", f->hash);
        if (f->verified)
            sk_json_bool(w, "checksum_verified", true);
    }
    rule(w, f->rule);
    places(w, f);
    if (f->layer != UINT32_MAX)
        sk_json_i64(w, "layer", f->layer);
    if (f->in_base)
        sk_json_bool(w, "in_base", true);
    sk_json_array(w, "components");
    for (size_t i = 0; i < f->n_components; i++)
        sk_json_i64(w, NULL, f->components[i]);
    sk_json_end_array(w);
    advisory(w, set, f->match);
    sk_json_end_object(w);
}

static const char *action_kind(enum rem_kind k)
{
    switch (k) {
    case REM_BASE_IMAGE: return "base-image";
    case REM_OS_PACKAGES: return "os-packages";
    case REM_TOOLCHAIN: return "toolchain";
    case REM_LIBRARY: return "library";
    case REM_CONFIG: return "configuration";
    }
    return "unknown";
}

static void action(struct sk_json_out *w, const struct fnd_set *set, const struct rem_action *a)
{
    static const char *const costs[] = {"patch", "minor", "major"};
    sk_json_object(w, NULL);
    sk_json_str(w, "kind", str_from(action_kind(a->kind)));
    sk_json_str(w, "text", a->text);
    sk_json_str_if(w, "how", a->how);
    sk_json_str(w, "cost", str_from(costs[a->cost]));
    sk_json_array(w, "steps");
    for (size_t i = 0; i < a->n_steps; i++) {
        const struct rem_step *s = &a->steps[i];
        sk_json_object(w, NULL);
        sk_json_str(w, "type", s->type);
        sk_json_str(w, "package", s->package);
        sk_json_str_if(w, "from", s->from);
        sk_json_str_if(w, "to", s->to);
        sk_json_str_if(w, "where", s->where);
        sk_json_str_if(w, "via", s->via);
        sk_json_end_object(w);
    }
    sk_json_end_array(w);
    sk_json_array(w, "removes");
    for (size_t i = 0; i < a->n_findings; i++)
        sk_json_str(w, NULL, set->items[a->findings[i]].id);
    sk_json_end_array(w);
    sk_json_end_object(w);
}

static void summary(struct sk_json_out *w, const struct fnd_set *set)
{
    size_t exploited = 0;
    for (size_t i = 0; i < set->n_items; i++)
        exploited += set->items[i].exploited;
    sk_json_object(w, "summary");
    sk_json_i64(w, "components", (int64_t)set->inv->n_items);
    sk_json_i64(w, "findings", (int64_t)set->n_items);
    sk_json_i64(w, "documents", (int64_t)set->n_documents);
    sk_json_i64(w, "left_out", (int64_t)set->n_hidden);
    sk_json_i64(w, "exploited", (int64_t)exploited);
    for (int s = ADV_SEV_CRITICAL; s >= ADV_SEV_UNKNOWN; s--)
        sk_json_i64(w, adv_severity_name((enum adv_severity)s),
                    (int64_t)fnd_count(set, (enum adv_severity)s));
    sk_json_end_object(w);
}

static void warnings(struct sk_json_out *w, const struct fnd_set *set)
{
    sk_json_array(w, "warnings");
    for (size_t i = 0; i < set->n_warns; i++) {
        sk_json_object(w, NULL);
        sk_json_str_if(w, "path", set->warns[i].path);
        if (set->warns[i].line)
            sk_json_i64(w, "line", set->warns[i].line);
        sk_json_str(w, "what", set->warns[i].what);
        sk_json_end_object(w);
    }
    sk_json_end_array(w);
}

static int write_json(const struct rep_input *in, struct sk_buf *out, struct sk_err *err)
{
    ARENA_SCRATCH(tmp);
    const struct fnd_set *set = in->set;
    struct sk_json_out w = {.buf = out, .pretty = true};
    sk_json_object(&w, NULL);
    sk_json_str(&w, "schema", S("sekisho-report-1"));
    sk_json_str(&w, "version", S(SEKISHO_VERSION));
    sk_json_str(&w, "scanned", sk_time_text(&tmp, set->scanned));
    sk_json_bool(&w, "incomplete", set->incomplete);
    target(&w, set);
    if (set->db) {
        sk_json_object(&w, "database");
        sk_json_str(&w, "built", sk_time_text(&tmp, set->db_info.built));
        sk_json_end_object(&w);
    }
    summary(&w, set);
    sk_json_array(&w, "actions");
    for (size_t i = 0; i < in->plan->n_actions; i++)
        action(&w, set, &in->plan->actions[i]);
    sk_json_end_array(&w);
    sk_json_array(&w, "findings");
    for (size_t i = 0; i < set->n_items; i++)
        finding(&w, set, &set->items[i]);
    sk_json_end_array(&w);
    sk_json_array(&w, "components");
    for (size_t i = 0; i < set->inv->n_items; i++)
        component(&w, set, i);
    sk_json_end_array(&w);
    rep_compliance_json(&w, set);
    rep_json_licences(&w, set);
    warnings(&w, set);
    sk_json_end_object(&w);
    sk_buf_add_char(out, '\n');
    return out->full ? sk_fail(err, SK_ELIMIT, "the report is too large") : 0;
}

const struct rep_output rep_output_json = {
    .id = "json",
    .what = "everything, in the schema of docs/schema/report-1.json",
    .inventory = true,
    .write = write_json,
};
