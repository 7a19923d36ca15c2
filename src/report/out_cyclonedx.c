// CycloneDX 1.6 JSON: the inventory, and the vulnerabilities when there was a match.
// https://cyclonedx.org/docs/1.6/json/
#include "core/hash.h"
#include "core/json_out.h"
#include "core/map.h"
#include "report/licences_json.h"
#include "report/report.h"

// A UUID (RFC 9562, version 8) from the content: the same scan of the same thing gives the same serial number.
static struct str serial_number(struct arena *a, const struct fnd_set *set)
{
    struct sk_hash *h = sk_hash_open(SK_SHA256);
    sk_hash_add(h, set->target.name);
    sk_hash_add(h, set->target.digest);
    sk_hash_add(h, sk_time_text(a, set->scanned));
    struct sk_digest d = sk_hash_end(h);
    sk_hash_free(h);
    d.b[6] = (unsigned char)((d.b[6] & 0x0f) | 0x80);
    d.b[8] = (unsigned char)((d.b[8] & 0x3f) | 0x80);
    struct str x = sk_hex(a, (struct str){(const char *)d.b, 16});
    return str_fmt(a, "urn:uuid:%.8s-%.4s-%.4s-%.4s-%.12s", x.p, x.p + 8, x.p + 12, x.p + 16,
                   x.p + 20);
}

static void property(struct sk_json_out *w, const char *name, struct str value)
{
    if (!value.n)
        return;
    sk_json_object(w, NULL);
    sk_json_str(w, "name", str_from(name));
    sk_json_str(w, "value", value);
    sk_json_end_object(w);
}

static void metadata(struct sk_json_out *w, const struct fnd_set *set)
{
    ARENA_SCRATCH(tmp);
    const struct fnd_target *t = &set->target;
    sk_json_object(w, "metadata");
    sk_json_str(w, "timestamp", sk_time_text(&tmp, set->scanned));
    sk_json_object(w, "tools");
    sk_json_array(w, "components");
    sk_json_object(w, NULL);
    sk_json_str(w, "type", S("application"));
    sk_json_str(w, "name", S("sekisho"));
    sk_json_str(w, "version", S(SEKISHO_VERSION));
    sk_json_end_object(w);
    sk_json_end_array(w);
    sk_json_end_object(w);
    sk_json_object(w, "component");
    sk_json_str(w, "type", t->kind == INV_IMAGE ? S("container") : S("application"));
    sk_json_str(w, "bom-ref", S("target"));
    sk_json_str(w, "name", t->name);
    sk_json_str_if(w, "version", t->digest);
    sk_json_end_object(w);
    sk_json_array(w, "properties");
    property(w, "sekisho:os", t->os);
    property(w, "sekisho:platform", t->platform);
    property(w, "sekisho:incomplete", set->incomplete ? S("true") : S("false"));
    sk_json_end_array(w);
    sk_json_end_object(w);
}

// "c17": stable inside one document, which is all that the format asks for.
static struct str ref(struct arena *a, uint32_t item)
{
    return str_fmt(a, "c%u", item);
}

// As the package says it, when licences were not looked into.
static void licences(struct sk_json_out *w, struct str licence)
{
    if (!licence.n)
        return;
    sk_json_array(w, "licenses");
    sk_json_object(w, NULL);
    sk_json_object(w, "license");
    sk_json_str(w, "name", licence);
    sk_json_end_object(w);
    sk_json_end_object(w);
    sk_json_end_array(w);
}

static void evidence(struct sk_json_out *w, const struct inv_component *c,
                     const struct fnd_licence *licence)
{
    if (!c->n_paths)
        return;
    sk_json_object(w, "evidence");
    if (licence)
        rep_cyclonedx_licence_evidence(w, licence);
    sk_json_array(w, "occurrences");
    for (size_t i = 0; i < c->n_paths; i++) {
        sk_json_object(w, NULL);
        sk_json_str(w, "location", c->paths[i]);
        if (i == 0 && c->pkg.line)
            sk_json_i64(w, "line", c->pkg.line);
        sk_json_end_object(w);
    }
    sk_json_end_array(w);
    sk_json_end_object(w);
}

static bool is_reported(const struct inv_component *c)
{
    return c->owned_by == UINT32_MAX;
}

static void component(struct sk_json_out *w, const struct fnd_set *set, uint32_t i)
{
    ARENA_SCRATCH(tmp);
    const struct inv_component *c = &set->inv->items[i];
    const struct inv_pkg *p = &c->pkg;
    sk_json_object(w, NULL);
    sk_json_str(w, "type", p->scope & INV_ROOT ? S("application") : S("library"));
    sk_json_str(w, "bom-ref", ref(&tmp, i));
    if (p->vendor.n) {
        sk_json_object(w, "supplier");
        sk_json_str(w, "name", p->vendor);
        sk_json_end_object(w);
    }
    sk_json_str_if(w, "group", p->ns);
    sk_json_str(w, "name", p->name);
    sk_json_str(w, "version", p->version);
    if (p->scope & (INV_DEV | INV_OPTIONAL))
        sk_json_str(w, "scope", p->scope & INV_DEV ? S("excluded") : S("optional"));
    const struct fnd_licence *licence = fnd_licence_of(set, i);
    if (licence)
        rep_cyclonedx_licences(w, licence);
    else
        licences(w, p->licence);
    sk_json_str(w, "purl", inv_purl(&tmp, p, set->inv->distro));
    evidence(w, c, licence);
    sk_json_array(w, "properties");
    property(w, "sekisho:format", c->parser);
    if (c->layer < set->target.n_layers)
        property(w, "sekisho:layer", set->target.layers[c->layer].diff_id);
    property(w, "sekisho:source", p->src_name);
    property(w, "sekisho:source-version", p->src_version);
    property(w, "sekisho:module", p->modularity);
    if (licence) {
        property(w, "sekisho:licence-family", str_from(lic_family_word(licence->verdict.family)));
        property(w, "sekisho:licence-verdict",
                 str_from(lic_verdict_word(licence->verdict.verdict)));
        property(w, "sekisho:licence-why", licence->verdict.why);
        property(w, "sekisho:licence-note", licence->note);
    }
    sk_json_end_array(w);
    sk_json_end_object(w);
}

static void os_component(struct sk_json_out *w, const struct fnd_set *set)
{
    const struct inv_distro *d = set->inv->distro;
    if (!d || !d->id.n)
        return;
    sk_json_object(w, NULL);
    sk_json_str(w, "type", S("operating-system"));
    sk_json_str(w, "bom-ref", S("os"));
    sk_json_str(w, "name", d->id);
    sk_json_str_if(w, "version", d->version_id);
    sk_json_str_if(w, "description", d->pretty_name);
    sk_json_end_object(w);
}

static void dependencies(struct sk_json_out *w, const struct fnd_set *set)
{
    sk_json_array(w, "dependencies");
    for (uint32_t i = 0; i < set->inv->n_items; i++) {
        ARENA_SCRATCH(tmp);
        const struct inv_pkg *p = &set->inv->items[i].pkg;
        struct sk_map seen = {.perm = &tmp};
        if (!p->n_deps || !is_reported(&set->inv->items[i]))
            continue;
        sk_json_object(w, NULL);
        sk_json_str(w, "ref", ref(&tmp, i));
        sk_json_array(w, "dependsOn");
        for (size_t d = 0; d < p->n_deps; d++) {
            struct str r = ref(&tmp, p->deps[d]);
            if (p->deps[d] < set->inv->n_items && is_reported(&set->inv->items[p->deps[d]]) &&
                sk_map_add(&seen, r))
                sk_json_str(w, NULL, r);
        }
        sk_json_end_array(w);
        sk_json_end_object(w);
    }
    sk_json_end_array(w);
}

static struct str severity_word(enum adv_severity s)
{
    switch (s) {
    case ADV_SEV_CRITICAL: return S("critical");
    case ADV_SEV_HIGH: return S("high");
    case ADV_SEV_MEDIUM: return S("medium");
    case ADV_SEV_LOW: return S("low");
    case ADV_SEV_NEGLIGIBLE: return S("info");
    case ADV_SEV_UNKNOWN: break;
    }
    return S("unknown");
}

static const char *cvss_method(struct str vector)
{
    if (str_starts(vector, S("CVSS:4.0")))
        return "CVSSv4";
    if (str_starts(vector, S("CVSS:3.1")))
        return "CVSSv31";
    return str_starts(vector, S("CVSS:3.0")) ? "CVSSv3" : "CVSSv2";
}

static void ratings(struct sk_json_out *w, const struct fnd_finding *f)
{
    const struct adv_match *m = f->match;
    sk_json_array(w, "ratings");
    sk_json_object(w, NULL);
    sk_json_object(w, "source");
    sk_json_str(w, "name", f->severity_source.n ? f->severity_source : S("unknown"));
    sk_json_end_object(w);
    sk_json_str(w, "severity", severity_word(f->severity));
    sk_json_end_object(w);
    if (m->cvss >= 0) {
        sk_json_object(w, NULL);
        sk_json_double(w, "score", m->cvss, 1);
        sk_json_str(w, "method", str_from(cvss_method(m->cvss_vector)));
        sk_json_str(w, "vector", m->cvss_vector);
        sk_json_end_object(w);
    }
    sk_json_end_array(w);
}

// "CWE-79,CWE-80" -> 79, 80
static void cwes(struct sk_json_out *w, struct str list)
{
    struct str one;
    uint64_t n;
    if (!list.n)
        return;
    sk_json_array(w, "cwes");
    while (str_next_field(&list, ',', &one)) {
        one = str_trim(one);
        (void)str_take(&one, S("CWE-"));
        if (str_to_u64(one, &n) && n > 0 && n < 100000)
            sk_json_i64(w, NULL, (int64_t)n);
    }
    sk_json_end_array(w);
}

static void vulnerability(struct sk_json_out *w, const struct fnd_set *set,
                          const struct fnd_finding *f)
{
    ARENA_SCRATCH(tmp);
    struct adv_text text = {.published = SK_TIME_NONE, .modified = SK_TIME_NONE};
    if (set->db)
        (void)!adv_text(set->db, f->match->text, &tmp, &text, NULL);
    sk_json_object(w, NULL);
    sk_json_str(w, "bom-ref", f->id);
    sk_json_str(w, "id", f->name);
    sk_json_object(w, "source");
    sk_json_str(w, "name", f->match->feed);
    sk_json_end_object(w);
    ratings(w, f);
    cwes(w, text.cwe);
    sk_json_str_if(w, "description", text.summary.n ? text.summary : str_head(text.details, 2000));
    if (f->fixed.n)
        sk_json_str(w, "recommendation",
                    str_fmt(&tmp, "Update " STR_FMT " to " STR_FMT, STR_ARG(f->package),
                            STR_ARG(f->fixed)));
    if (text.n_refs) {
        sk_json_array(w, "advisories");
        for (size_t i = 0; i < text.n_refs; i++) {
            sk_json_object(w, NULL);
            sk_json_str(w, "url", text.refs[i]);
            sk_json_end_object(w);
        }
        sk_json_end_array(w);
    }
    if (text.published != SK_TIME_NONE)
        sk_json_str(w, "published", sk_time_text(&tmp, text.published));
    if (text.modified != SK_TIME_NONE)
        sk_json_str(w, "updated", sk_time_text(&tmp, text.modified));
    sk_json_array(w, "affects");
    for (size_t i = 0; i < f->n_components; i++) {
        sk_json_object(w, NULL);
        sk_json_str(w, "ref", ref(&tmp, f->components[i]));
        sk_json_end_object(w);
    }
    sk_json_end_array(w);
    sk_json_array(w, "properties");
    property(w, "sekisho:exploit", f->exploit);
    property(w, "sekisho:status", str_from(adv_status_name(f->match->status)));
    sk_json_end_array(w);
    sk_json_end_object(w);
}

static int write_cyclonedx(const struct rep_input *in, struct sk_buf *out, struct sk_err *err)
{
    ARENA_SCRATCH(tmp);
    const struct fnd_set *set = in->set;
    struct sk_json_out w = {.buf = out, .pretty = true};
    sk_json_object(&w, NULL);
    sk_json_str(&w, "$schema", S("http://cyclonedx.org/schema/bom-1.6.schema.json"));
    sk_json_str(&w, "bomFormat", S("CycloneDX"));
    sk_json_str(&w, "specVersion", S("1.6"));
    sk_json_str(&w, "serialNumber", serial_number(&tmp, set));
    sk_json_i64(&w, "version", 1);
    metadata(&w, set);
    sk_json_array(&w, "components");
    os_component(&w, set);
    for (uint32_t i = 0; i < set->inv->n_items; i++)
        if (is_reported(&set->inv->items[i]))
            component(&w, set, i);
    sk_json_end_array(&w);
    dependencies(&w, set);
    if (set->db) {
        sk_json_array(&w, "vulnerabilities");
        for (size_t i = 0; i < set->n_items; i++)
            if (set->items[i].kind == FND_VULNERABILITY)
                vulnerability(&w, set, &set->items[i]);
        sk_json_end_array(&w);
    }
    sk_json_end_object(&w);
    sk_buf_add_char(out, '\n');
    return out->full ? sk_fail(err, SK_ELIMIT, "the report is too large") : 0;
}

const struct rep_output rep_output_cyclonedx = {
    .id = "cyclonedx",
    .what = "CycloneDX 1.6 JSON: inventory and vulnerabilities",
    .inventory = true,
    .write = write_cyclonedx,
};
