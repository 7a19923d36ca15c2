// Red Hat's CSAF 2.0 documents: VEX (a file a CVE) and advisories (a file an RHSA).
// https://docs.oasis-open.org/csaf/csaf/v2.0/csaf-v2.0.html
// https://security.access.redhat.com/data/csaf/v2/
//
// A product id is "<platform>:<component>". The platform is known by its CPE. The main stream of Red Hat
// Enterprise Linux is the space "rhel:9". Fixes for other streams and products (EUS, OpenShift, ...) that
// are built for it go there too, marked with the dist tag of the fixed package: they are for installed
// packages with the same tag. What is not fixed is named by source package.
#include "advisory/feed_int.h"
#include "core/map.h"

static bool owns(struct str path)
{
    struct str base = str_basename(path);
    return str_ends(base, S(".json")) &&
           (str_starts(base, S("cve-")) || str_starts(base, S("rhsa-")) ||
            str_starts(base, S("rhba-")) || str_starts(base, S("rhea-"))) &&
           !str_has(path, S("snapshots/"));
}

struct reader {
    struct arena *a;
    struct sk_map platforms; // product id -> (struct platform *)
    struct sk_map seen;      // rows that were added
    struct adv_record rec;
    enum adv_severity severity;
};

struct platform {
    struct str space;
    bool other; // than the main stream
};

// "cpe:/o:redhat:enterprise_linux:9" and "cpe:/a:redhat:enterprise_linux:9::appstream" -> "rhel:9";
// "cpe:/a:redhat:rhel_eus:9.0::appstream", "cpe:/a:redhat:openshift:4.12::el9": others on rhel:9.
static struct platform platform_of_cpe(struct arena *a, struct str cpe)
{
    struct platform p = {.other = true};
    struct str version, before, edition, stream;
    if (!str_take(&cpe, S("cpe:/o:redhat:")) && !str_take(&cpe, S("cpe:/a:redhat:")))
        return p;
    struct str rest = cpe;
    if (str_take(&rest, S("enterprise_linux:"))) {
        version = str_take_digits(&rest);
        p.other = str_at(rest, 0) == '.'; // "8.6" is a point release
    } else if (str_starts(cpe, S("rhel_")) && str_cut(cpe, ':', &stream, &rest) &&
               (str_eq(stream, S("rhel_eus")) || str_eq(stream, S("rhel_aus")) ||
                str_eq(stream, S("rhel_tus")) || str_eq(stream, S("rhel_e4s")))) {
        version = str_take_digits(&rest);
    } else if (str_cut_str(cpe, S("::el"), &before, &edition)) {
        version = str_take_digits(&edition);
    } else {
        return p;
    }
    if (version.n)
        p.space = str_fmt(a, "rhel:" STR_FMT, STR_ARG(version));
    return p;
}

static void add_platforms(struct reader *r, const struct sk_val *branches, int depth)
{
    for (SK_EACH(b, branches)) {
        const struct sk_val *p = sk_val_get(b, S("product"));
        struct platform on =
            platform_of_cpe(r->a, sk_val_str(sk_val_path(p, "product_identification_helper.cpe")));
        if (on.space.n) {
            struct platform *kept = arena_new(r->a, struct platform, 1);
            *kept = on;
            sk_map_put(&r->platforms, sk_val_str(sk_val_get(p, S("product_id"))))->value = kept;
        }
        if (depth < 10)
            add_platforms(r, sk_val_get(b, S("branches")), depth + 1);
    }
}

struct component {
    struct str name, evr, arch, module;
};

// "tigervnc-0:1.13.1-3.el9_3.3.aarch64"; false for a bare name.
static bool split_nevra(struct str s, struct component *ret)
{
    struct str nevr, nv, release, version;
    if (!str_cut_last(s, '.', &nevr, &ret->arch) || !str_cut_last(nevr, '-', &nv, &release) ||
        !str_cut_last(nv, '-', &ret->name, &version) || !str_has_char(version, ':'))
        return false;
    size_t evr = version.n + 1 + release.n;
    ret->evr = (struct str){version.p, evr};
    if (str_starts(ret->evr, S("0:")))
        ret->evr = str_skip(ret->evr, 2);
    return ret->name.n > 0;
}

// What follows the platform: NEVRA or a name, with the module before it (name:stream:version:context:)
// or after it (::name:stream).
static void split_component(struct arena *a, struct str s, struct component *ret)
{
    struct str before, after, part[4];
    *ret = (struct component){0};
    if (str_cut_str(s, S("::"), &before, &after)) {
        ret->module = after;
        s = before;
    } else {
        struct str rest = s;
        int n = 0;
        while (n < 4 && str_has_char(rest, ':') && str_cut(rest, ':', &part[n], &rest))
            n++;
        if (n == 4 && !str_has_char(part[0], '-')) {
            ret->module = str_fmt(a, STR_FMT ":" STR_FMT, STR_ARG(part[0]), STR_ARG(part[1]));
            s = rest;
        }
    }
    if (!split_nevra(s, ret))
        ret->name = s;
}

static bool is_wanted(const struct component *c)
{
    return c->name.n && !str_eq(c->arch, S("src")) && !str_has_char(c->name, '/') &&
           !str_ends(c->name, S("-debuginfo")) && !str_ends(c->name, S("-debugsource"));
}

static void add_product(struct reader *r, struct str id, enum adv_status status, bool fixed)
{
    struct str platform, rest;
    struct component c;
    if (!str_cut(id, ':', &platform, &rest))
        return;
    const struct platform *on = sk_map_get(&r->platforms, platform);
    if (!on || (on->other && !fixed))
        return;
    split_component(r->a, rest, &c);
    if (!is_wanted(&c) || (fixed && !c.evr.n))
        return;
    if (on->other) { // a module's stream is the same there as in the main stream: not told apart
        if (c.module.n)
            return;
        c.module = adv_rpm_tag(r->a, c.evr);
        if (!c.module.n)
            return;
    }
    struct str key =
        str_fmt(r->a, "%d %d " STR_FMT " " STR_FMT " " STR_FMT " " STR_FMT, status, fixed,
                STR_ARG(on->space), STR_ARG(c.name), STR_ARG(c.evr), STR_ARG(c.module));
    if (!sk_map_add(&r->seen, key))
        return; // the same on another architecture
    struct adv_affected *f = feed_affected(r->a, &r->rec, on->space, c.name);
    f->status = status;
    f->severity = r->severity;
    f->module = c.module;
    if (status != ADV_NOT_AFFECTED)
        feed_fixed(r->a, f, S(""), fixed ? c.evr : S(""));
}

// How Red Hat means to treat what is affected and has no fix.
static enum adv_status planned(struct str details)
{
    if (str_has(details, S("Will not fix")))
        return ADV_WONT_FIX;
    if (str_has(details, S("Out of support")))
        return ADV_EOL;
    return str_has(details, S("deferred")) ? ADV_DEFERRED : ADV_AFFECTED;
}

static void add_affected(struct reader *r, const struct sk_val *vuln)
{
    struct sk_map plans = {.perm = r->a};
    for (SK_EACH(m, sk_val_get(vuln, S("remediations")))) {
        struct str details = sk_val_str(sk_val_get(m, S("details")));
        if (planned(details) == ADV_AFFECTED)
            continue;
        enum adv_status *plan = arena_new(r->a, enum adv_status, 1);
        *plan = planned(details);
        for (SK_EACH(id, sk_val_get(m, S("product_ids"))))
            sk_map_put(&plans, sk_val_str(id))->value = plan;
    }
    const struct sk_val *status = sk_val_get(vuln, S("product_status"));
    for (SK_EACH(id, sk_val_get(status, S("fixed"))))
        add_product(r, sk_val_str(id), ADV_AFFECTED, true);
    for (SK_EACH(id, sk_val_get(status, S("known_affected")))) {
        const enum adv_status *plan = sk_map_get(&plans, sk_val_str(id));
        add_product(r, sk_val_str(id), plan ? *plan : ADV_AFFECTED, false);
    }
    for (SK_EACH(id, sk_val_get(status, S("under_investigation"))))
        add_product(r, sk_val_str(id), ADV_INVESTIGATING, false);
    for (SK_EACH(id, sk_val_get(status, S("known_not_affected"))))
        add_product(r, sk_val_str(id), ADV_NOT_AFFECTED, false);
}

static void add_scores(struct reader *r, const struct sk_val *vuln)
{
    const struct sk_val *score = sk_val_first(sk_val_get(vuln, S("scores")));
    feed_cvss(r->a, &r->rec, sk_val_str(sk_val_path(score, "cvss_v3.vectorString")), S("redhat"));
    feed_cvss(r->a, &r->rec, sk_val_str(sk_val_path(score, "cvss_v2.vectorString")), S("redhat"));
    r->severity = ADV_SEV_UNKNOWN;
    for (SK_EACH(t, sk_val_get(vuln, S("threats"))))
        if (str_eq(sk_val_str(sk_val_get(t, S("category"))), S("impact")) &&
            r->severity == ADV_SEV_UNKNOWN)
            r->severity = adv_severity_parse(sk_val_str(sk_val_get(t, S("details"))));
    r->rec.severity = r->severity;
}

static void add_texts(struct reader *r, const struct sk_val *doc, const struct sk_val *vuln)
{
    struct adv_record *rec = &r->rec;
    rec->summary = sk_val_str(sk_val_get(vuln, S("title")));
    rec->cwe = sk_val_str(sk_val_path(vuln, "cwe.id"));
    (void)sk_time_parse(sk_val_str(sk_val_get(vuln, S("release_date"))), &rec->published);
    (void)sk_time_parse(sk_val_str(sk_val_path(doc, "tracking.current_release_date")),
                        &rec->modified);
    for (SK_EACH(note, sk_val_get(vuln, S("notes"))))
        if (str_eq(sk_val_str(sk_val_get(note, S("category"))), S("description")))
            rec->details = sk_val_str(sk_val_get(note, S("text")));
    for (SK_EACH(ref, sk_val_get(vuln, S("references"))))
        feed_ref(r->a, rec, sk_val_str(sk_val_get(ref, S("url"))));
    struct str advisory = sk_val_str(sk_val_path(doc, "tracking.id"));
    if (str_starts(advisory, S("RH")))
        *VEC_PUSH(r->a, rec->related, rec->n_related, rec->cap_related) = advisory;
}

static int read_csaf(struct arena *scratch, struct str path, struct str data,
                     const struct adv_sink *out, struct sk_err *err)
{
    struct sk_doc doc;
    int r = sk_json_read(scratch, path, data, &doc, err);
    if (r < 0)
        return r;
    const struct sk_val *head = sk_val_get(doc.root, S("document"));
    if (!sk_val_str(sk_val_get(head, S("csaf_version"))).n)
        return sk_fail(err, SK_EFORMAT, "no document.csaf_version: not CSAF");
    struct reader rd = {.a = scratch, .platforms.perm = scratch, .seen.perm = scratch};
    add_platforms(&rd, sk_val_path(doc.root, "product_tree.branches"), 0);
    bool deleted = str_eq(sk_val_str(sk_val_path(head, "category")), S("csaf_deleted"));
    for (SK_EACH(vuln, sk_val_get(doc.root, S("vulnerabilities")))) {
        struct str cve = sk_val_str(sk_val_get(vuln, S("cve")));
        if (!feed_is_cve(cve)) {
            out->warn(out->ctx, path, sk_val_line(&doc, vuln), "vulnerability without a CVE id");
            continue;
        }
        rd.rec = feed_record(cve);
        rd.rec.withdrawn = deleted;
        rd.seen = (struct sk_map){.perm = scratch};
        add_scores(&rd, vuln);
        add_texts(&rd, head, vuln);
        add_affected(&rd, vuln);
        if (rd.rec.n_affected)
            out->record(out->ctx, &rd.rec);
    }
    return 0;
}

const struct adv_feed adv_feed_redhat = {
    .id = "redhat",
    .title = "Red Hat CSAF and VEX",
    .licence = "CC-BY-4.0",
    .home = "https://security.access.redhat.com/data/csaf/v2/",
    .owns = owns,
    .read = read_csaf,
};
