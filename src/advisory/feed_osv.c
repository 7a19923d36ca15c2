// OSV records (https://ossf.github.io/osv-schema/): Go, RustSec, GHSA, AlmaLinux, Rocky, Bitnami,
// Kubernetes, Ubuntu, ... as JSON, one record a file or an array of them; PyPA's as YAML (feed_pypa).
#include "advisory/feed_osv.h"
#include "advisory/advisory_int.h"

// The record's own words for severity: database_specific.severity (GHSA) or the Ubuntu type.
static enum adv_severity severity_of(const struct sk_val *v)
{
    enum adv_severity s =
        adv_severity_parse(sk_val_text(sk_val_path(v, "database_specific.severity")));
    for (SK_EACH(one, sk_val_get(v, S("severity"))))
        if (s == ADV_SEV_UNKNOWN && str_eq(sk_val_text(sk_val_get(one, S("type"))), S("Ubuntu")))
            s = adv_severity_parse(sk_val_text(sk_val_get(one, S("score"))));
    return s;
}

static void add_cvss(struct arena *a, struct adv_record *r, const struct sk_val *v)
{
    for (SK_EACH(one, sk_val_get(v, S("severity")))) {
        struct str type = sk_val_text(sk_val_get(one, S("type")));
        if (str_starts(type, S("CVSS_V")))
            feed_cvss(a, r, sk_val_text(sk_val_get(one, S("score"))), S("osv"));
    }
}

// Events of one range, in their order: introduced opens, fixed or last_affected closes.
static void add_range(struct arena *a, struct adv_affected *f, const struct sk_val *range)
{
    struct adv_range *open = NULL;
    if (str_eq(sk_val_text(sk_val_get(range, S("type"))), S("GIT")))
        return;
    for (SK_EACH(e, sk_val_get(range, S("events")))) {
        struct str introduced = sk_val_text(sk_val_get(e, S("introduced")));
        struct str fixed = sk_val_text(sk_val_get(e, S("fixed")));
        struct str last = sk_val_text(sk_val_get(e, S("last_affected")));
        if (introduced.n) {
            feed_fixed(a, f, introduced, S(""));
            open = &f->ranges[f->n_ranges - 1];
        } else if ((fixed.n || last.n) && open) {
            open->fixed = fixed;
            open->last = last;
            open = NULL;
        }
    }
}

// GHSA writes "last_known_affected_version_range": "<= 1.2" beside a range without an end.
static void add_known_end(struct adv_affected *f, const struct sk_val *affected)
{
    struct str end =
        sk_val_text(sk_val_path(affected, "database_specific.last_known_affected_version_range"));
    if (f->n_ranges != 1 || f->ranges[0].fixed.n || f->ranges[0].last.n)
        return;
    if (str_take(&end, S("<=")))
        f->ranges[0].last = str_trim(end);
    else if (str_take(&end, S("<")))
        f->ranges[0].fixed = str_trim(end);
}

static bool is_go_pseudo_module(struct str name, struct str *ret)
{
    if (str_eq(name, S("stdlib")) || str_eq(name, S("toolchain"))) {
        *ret = name;
        return true;
    }
    return false;
}

static void add_affected(struct arena *a, struct adv_record *r, const struct sk_val *v)
{
    const struct sk_val *pkg = sk_val_get(v, S("package"));
    struct str eco = sk_val_text(sk_val_get(pkg, S("ecosystem")));
    struct str name = sk_val_text(sk_val_get(pkg, S("name"))), pseudo;
    struct str space = adv_space_of_osv(a, eco);
    if (!space.n || !name.n)
        return;
    if (str_eq(space, S("golang")) && is_go_pseudo_module(name, &pseudo) &&
        str_eq(pseudo, S("toolchain")))
        return; // the go command itself, not what it built
    struct adv_affected *f = feed_affected(a, r, space, adv_name(a, space, name));
    for (SK_EACH(range, sk_val_get(v, S("ranges"))))
        add_range(a, f, range);
    add_known_end(f, v);
    bool any_range = f->n_ranges > 0;
    for (SK_EACH(version, sk_val_get(v, S("versions"))))
        if (!any_range) // the list repeats the ranges where there are some
            *VEC_PUSH(a, f->versions, f->n_versions, f->cap_versions) = sk_val_text(version);
    f->severity = severity_of(v);
    add_cvss(a, r, v);
    if (!f->n_ranges && !f->n_versions)
        r->n_affected--;
}

static enum adv_kind kind_of(const struct sk_val *v)
{
    for (SK_EACH(f, sk_val_get(v, S("affected")))) {
        struct str word = sk_val_text(sk_val_path(f, "database_specific.informational"));
        if (str_eq(word, S("unmaintained")))
            return ADV_UNMAINTAINED;
        if (word.n && !str_eq(word, S("unsound")))
            return ADV_NOTICE;
    }
    if (str_starts(sk_val_text(sk_val_get(v, S("id"))), S("MAL-")))
        return ADV_MALWARE;
    return ADV_VULNERABILITY;
}

static void join_cwes(struct arena *a, struct adv_record *r, const struct sk_val *v)
{
    for (SK_EACH(cwe, sk_val_path(v, "database_specific.cwe_ids")))
        r->cwe = r->cwe.n ? str_join(a, str_join(a, r->cwe, S(",")), sk_val_text(cwe))
                          : sk_val_text(cwe);
}

// AlmaLinux and Rocky name the CVEs of an update in "related", Ubuntu in "upstream" (as
// "UBUNTU-CVE-..."): each is a problem of its own.
static bool emit_related_cves(const struct adv_record *r, const struct adv_sink *out)
{
    bool any = false;
    for (size_t i = 0; i < r->n_related; i++) {
        struct str cve = r->related[i];
        (void)(str_take(&cve, S("UBUNTU-")) || str_take(&cve, S("DEBIAN-")));
        if (!feed_is_cve(cve))
            continue;
        struct adv_record one = *r;
        one.id = cve;
        one.whole = false; // other updates speak of the same CVE
        one.related = (struct str[]){r->id};
        one.n_related = 1;
        one.n_aliases = 0;
        out->record(out->ctx, &one);
        any = true;
    }
    return any;
}

static bool is_update(struct str id)
{
    static const struct str prefixes[] = {S_INIT("ALSA-"), S_INIT("ALBA-"), S_INIT("ALEA-"),
                                          S_INIT("RLSA-"), S_INIT("RXSA-"), S_INIT("RHSA-"),
                                          S_INIT("RHBA-"), S_INIT("RHEA-"), S_INIT("USN-"),
                                          S_INIT("LSN-"),  S_INIT("DSA-"),  S_INIT("DLA-")};
    for (size_t i = 0; i < COUNT_OF(prefixes); i++)
        if (str_starts(id, prefixes[i]))
            return true;
    return false;
}

// Go's database writes the first day of year 1 for "unknown".
static sk_time time_of(const struct sk_val *v, struct str key)
{
    sk_time t;
    return sk_time_parse(sk_val_text(sk_val_get(v, key)), &t) && t > 0 ? t : SK_TIME_NONE;
}

int feed_osv_record(struct arena *a, const struct sk_val *v, const struct adv_sink *out,
                    struct sk_err *err)
{
    struct str id = sk_val_text(sk_val_get(v, S("id")));
    if (!id.n || !sk_val_is(sk_val_get(v, S("affected")), SK_ARRAY)) {
        if (id.n && (sk_val_get(v, S("withdrawn")) || sk_val_get(v, S("modified"))))
            return 0; // withdrawn records keep nothing else
        return sk_fail(err, SK_EFORMAT, "no OSV record: \"id\" and \"affected\" are missing");
    }
    struct adv_record r = feed_record(id);
    r.kind = kind_of(v);
    // Debian, Ubuntu and Alpine write "DEBIAN-CVE-2024-1": the CVE is meant.
    ptrdiff_t cve = str_find(id, S("-CVE-"));
    struct str inner = cve >= 0 ? str_skip(id, (size_t)cve + 1) : (struct str){0};
    if (feed_is_cve(inner))
        feed_alias(a, &r, inner);
    for (SK_EACH(alias, sk_val_get(v, S("aliases"))))
        feed_alias(a, &r, sk_val_text(alias));
    for (SK_EACH(up, sk_val_get(v, S("upstream"))))
        if (feed_is_cve(inner) && feed_is_cve(sk_val_text(up)))
            feed_alias(a, &r, sk_val_text(up));
        else
            *VEC_PUSH(a, r.related, r.n_related, r.cap_related) = sk_val_text(up);
    for (SK_EACH(rel, sk_val_get(v, S("related"))))
        *VEC_PUSH(a, r.related, r.n_related, r.cap_related) = sk_val_text(rel);
    r.summary = sk_val_text(sk_val_get(v, S("summary")));
    r.details = sk_val_text(sk_val_get(v, S("details")));
    for (SK_EACH(ref, sk_val_get(v, S("references"))))
        feed_ref(a, &r, sk_val_text(sk_val_get(ref, S("url"))));
    add_cvss(a, &r, v);
    join_cwes(a, &r, v);
    r.severity = severity_of(v);
    r.published = time_of(v, S("published"));
    r.modified = time_of(v, S("modified"));
    r.whole = true;
    sk_time withdrawn;
    r.withdrawn = sk_time_parse(sk_val_text(sk_val_get(v, S("withdrawn"))), &withdrawn);
    for (SK_EACH(f, sk_val_get(v, S("affected"))))
        add_affected(a, &r, f);
    if (r.n_affected && !(is_update(id) && emit_related_cves(&r, out)))
        out->record(out->ctx, &r);
    return 0;
}

static bool owns(struct str path)
{
    return str_ends(path, S(".json")) && !str_ends(path, S("schema.json")) &&
           !str_ends(path, S("package.json"));
}

static int read_osv(struct arena *scratch, struct str path, struct str data,
                    const struct adv_sink *out, struct sk_err *err)
{
    struct sk_doc doc;
    int r = sk_json_read(scratch, path, data, &doc, err);
    if (r < 0)
        return r;
    if (!sk_val_is(doc.root, SK_ARRAY))
        return feed_osv_record(scratch, doc.root, out, err);
    for (SK_EACH(v, doc.root))
        if (feed_osv_record(scratch, v, out, err) < 0)
            out->warn(out->ctx, path, sk_val_line(&doc, v), "not an OSV record");
    return 0;
}

const struct adv_feed adv_feed_osv = {
    .id = "osv",
    .title = "OSV records (GHSA, Go, RustSec, AlmaLinux, Bitnami, ...)",
    .licence = "of each source: CC-BY-4.0, CC0-1.0, MIT, Apache-2.0",
    .home = "https://osv.dev/",
    .owns = owns,
    .read = read_osv,
};
