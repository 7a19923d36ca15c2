// Amazon Linux: updateinfo.xml of the package repositories (yum's metadata), one element an advisory.
// https://cdn.amazonlinux.com/ .../repodata/updateinfo.xml.gz
#include "advisory/feed_int.h"
#include "core/map.h"

static bool owns(struct str path)
{
    return str_has(str_basename(path), S("updateinfo")) && str_ends(path, S(".xml"));
}

// ALAS-2018-939 is Amazon Linux 1, ALAS2-... and ALAS2DOCKER-... are 2, ALAS2023-... is 2023.
static struct str space_of(struct str id)
{
    if (str_starts(id, S("ALAS2023")))
        return S("amazon:2023");
    if (str_starts(id, S("ALAS2022")))
        return S("amazon:2022");
    if (str_starts(id, S("ALAS2")))
        return S("amazon:2");
    return str_starts(id, S("ALAS-")) ? S("amazon:1") : (struct str){0};
}

static struct str evr_of(struct arena *a, const struct sk_val *p)
{
    struct str epoch = sk_xml_attr(p, S("epoch")), v = sk_xml_attr(p, S("version")),
               r = sk_xml_attr(p, S("release"));
    if (!v.n || !r.n)
        return (struct str){0};
    if (epoch.n && !str_eq(epoch, S("0")))
        return str_fmt(a, STR_FMT ":" STR_FMT "-" STR_FMT, STR_ARG(epoch), STR_ARG(v), STR_ARG(r));
    return str_fmt(a, STR_FMT "-" STR_FMT, STR_ARG(v), STR_ARG(r));
}

static void add_packages(struct arena *a, const struct sk_val *update, struct str space,
                         struct adv_record *rec)
{
    struct sk_map seen = {.perm = a};
    const struct sk_val *list = sk_xml_child(update, S("pkglist"));
    for (SK_EACH(collection, sk_val_get(list, S("child")))) {
        for (SK_EACH(p, sk_val_get(collection, S("child")))) {
            struct str name = sk_xml_attr(p, S("name")), evr = evr_of(a, p);
            if (!str_eq(sk_val_str(sk_val_get(p, S("name"))), S("package")) || !name.n || !evr.n ||
                str_eq(sk_xml_attr(p, S("arch")), S("src")) ||
                !sk_map_add(&seen, str_join(a, name, evr)))
                continue;
            struct adv_affected *f = feed_affected(a, rec, space, name);
            f->severity = rec->severity;
            feed_fixed(a, f, S(""), evr);
        }
    }
}

static void emit_update(struct arena *a, const struct sk_val *update, struct str space,
                        struct str id, const struct adv_sink *out)
{
    struct adv_record base = feed_record(id);
    base.severity = adv_severity_parse(sk_xml_text(sk_xml_child(update, S("severity"))));
    base.summary = sk_xml_text(sk_xml_child(update, S("title")));
    base.details = sk_xml_text(sk_xml_child(update, S("description")));
    (void)sk_time_parse(sk_xml_attr(sk_xml_child(update, S("issued")), S("date")), &base.published);
    (void)sk_time_parse(sk_xml_attr(sk_xml_child(update, S("updated")), S("date")), &base.modified);
    add_packages(a, update, space, &base);
    bool any = false;
    for (SK_EACH(ref, sk_val_get(sk_xml_child(update, S("references")), S("child")))) {
        struct str cve = sk_xml_attr(ref, S("id"));
        if (!str_eq(sk_xml_attr(ref, S("type")), S("cve")) || !feed_is_cve(cve))
            continue;
        struct adv_record rec = base;
        rec.id = cve;
        *VEC_PUSH(a, rec.related, rec.n_related, rec.cap_related) = id;
        feed_ref(a, &rec, sk_xml_attr(ref, S("href")));
        out->record(out->ctx, &rec);
        any = true;
    }
    if (!any && base.n_affected)
        out->record(out->ctx, &base);
}

static int read_amazon(struct arena *scratch, struct str path, struct str data,
                       const struct adv_sink *out, struct sk_err *err)
{
    struct sk_doc doc;
    int r = sk_xml_read(scratch, path, data, &doc, err);
    if (r < 0)
        return r;
    ARENA_SCRATCH(tmp);
    for (SK_EACH(update, sk_val_get(doc.root, S("child")))) {
        struct str id = sk_xml_text(sk_xml_child(update, S("id")));
        struct str space = space_of(id);
        if (space.n)
            emit_update(&tmp, update, space, id, out);
        else if (id.n)
            out->warn(out->ctx, path, sk_val_line(&doc, update), "advisory id is not ALAS...");
        arena_reset(&tmp);
    }
    return 0;
}

const struct adv_feed adv_feed_amazon = {
    .id = "amazon",
    .title = "Amazon Linux security advisories",
    .licence = "no licence stated by Amazon",
    .home = "https://alas.aws.amazon.com/",
    .owns = owns,
    .read = read_amazon,
};
