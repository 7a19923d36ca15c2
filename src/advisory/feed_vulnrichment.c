// CISA Vulnrichment: CVE records (format 5.1) with CISA's SSVC decision points and CVSS in a container
// of their own. https://github.com/cisagov/vulnrichment, https://cveproject.github.io/cve-schema/
#include "advisory/feed_int.h"

static bool owns(struct str path)
{
    struct str base = str_basename(path);
    return str_starts(base, S("CVE-")) && str_ends(base, S(".json")) && str_has(path, S("xxx/"));
}

// The best vector of a container: v4.0, 3.1, 3.0, 2.0.
static struct str best_vector(const struct sk_val *container)
{
    const struct str keys[] = {S("cvssV4_0"), S("cvssV3_1"), S("cvssV3_0"), S("cvssV2_0")};
    for (size_t k = 0; k < COUNT_OF(keys); k++) {
        for (SK_EACH(m, sk_val_get(container, S("metrics")))) {
            const struct sk_val *cvss = sk_val_get(m, keys[k]);
            struct str vector = sk_val_str(sk_val_get(cvss, S("vectorString")));
            if (vector.n)
                return vector;
        }
    }
    return (struct str){0};
}

// Upper and lower case are mixed in the data.
static void read_options(struct arena *a, const struct sk_val *options, struct adv_cve_fact *f)
{
    for (SK_EACH(o, options)) {
        struct str exploitation = sk_val_str(sk_val_get(o, S("Exploitation")));
        struct str automatable = sk_val_str(sk_val_get(o, S("Automatable")));
        if (exploitation.n)
            f->ssvc_exploitation = str_lower(a, exploitation);
        if (automatable.n)
            f->ssvc_automatable = str_lower(a, automatable);
    }
}

static int read_vulnrichment(struct arena *scratch, struct str path, struct str data,
                             const struct adv_sink *out, struct sk_err *err)
{
    struct sk_doc doc;
    int r = sk_json_read(scratch, path, data, &doc, err);
    if (r < 0)
        return r;
    struct str cve = sk_val_str(sk_val_path(doc.root, "cveMetadata.cveId"));
    if (!feed_is_cve(cve))
        return sk_fail(err, SK_EFORMAT, "no cveMetadata.cveId");
    struct adv_cve_fact f = feed_fact(cve);
    const struct sk_val *cna = sk_val_path(doc.root, "containers.cna");
    f.cvss = (struct adv_cvss){best_vector(cna), S("cna")};
    for (SK_EACH(adp, sk_val_path(doc.root, "containers.adp"))) {
        for (SK_EACH(m, sk_val_get(adp, S("metrics"))))
            read_options(scratch, sk_val_path(m, "other.content.options"), &f);
        struct str vector = best_vector(adp);
        if (!f.cvss.vector.n && vector.n)
            f.cvss = (struct adv_cvss){vector, S("cisa")};
    }
    out->cve(out->ctx, &f);
    return 0;
}

const struct adv_feed adv_feed_vulnrichment = {
    .id = "vulnrichment",
    .title = "CISA Vulnrichment (SSVC)",
    .licence = "CC0-1.0 (CISA's part)",
    .home = "https://github.com/cisagov/vulnrichment",
    .owns = owns,
    .read = read_vulnrichment,
};
