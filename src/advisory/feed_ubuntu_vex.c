// Ubuntu's VEX documents: OpenVEX, one file a CVE, products by package URL.
// https://github.com/openvex/spec/blob/main/OPENVEX-SPEC.md
// https://documentation.ubuntu.com/security/security-updates/vex/
//
// "pkg:deb/ubuntu/curl@7.81.0-1ubuntu1.24?arch=source&distro=jammy": only sources are read, the binaries
// follow from them. The version of a fixed product is the one that has the fix.
#include "advisory/feed_int.h"

static bool owns(struct str path)
{
    struct str base = str_basename(path), year = str_dirname(path), cve = str_dirname(year);
    return str_starts(base, S("CVE-")) && str_ends(base, S(".json")) &&
           str_eq(str_basename(cve), S("cve")) && str_eq(str_basename(str_dirname(cve)), S("vex"));
}

struct product {
    struct str space, name, version;
};

// False for binaries, unknown releases and what is no Ubuntu package.
static bool parse_product(struct arena *a, struct str purl, struct product *ret)
{
    struct str head, query, name, one, key, value, distro = {0};
    bool source = false;
    if (!str_take(&purl, S("pkg:deb/ubuntu/")) || !str_cut(purl, '?', &head, &query) ||
        !str_cut(head, '@', &name, &ret->version))
        return false;
    while (str_next_field(&query, '&', &one)) {
        if (!str_cut(one, '=', &key, &value))
            continue;
        source |= str_eq(key, S("arch")) && str_eq(value, S("source"));
        if (str_eq(key, S("distro")))
            distro = value;
    }
    ret->name = name;
    ret->space = source ? feed_ubuntu_space(a, distro) : (struct str){0};
    return ret->space.n > 0;
}

// The words in which the security team says why there is no fix.
static enum adv_status status_of(struct str status, struct str action)
{
    if (str_eq(status, S("not_affected")))
        return ADV_NOT_AFFECTED;
    if (str_eq(status, S("under_investigation")))
        return ADV_INVESTIGATING;
    if (str_has(action, S("no longer supported")) || str_has(action, S("end of life")))
        return ADV_EOL;
    if (str_has(action, S("decided to not fix")))
        return ADV_WONT_FIX;
    return str_has(action, S("deferred")) && !str_has(action, S("Justification")) ? ADV_DEFERRED
                                                                                  : ADV_AFFECTED;
}

static void add_statement(struct arena *a, struct adv_record *rec, const struct sk_val *statement)
{
    struct str status = sk_val_str(sk_val_get(statement, S("status")));
    struct str action = sk_val_str(sk_val_get(statement, S("action_statement")));
    bool fixed = str_eq(status, S("fixed"));
    for (SK_EACH(p, sk_val_get(statement, S("products")))) {
        struct product product;
        if (!parse_product(a, sk_val_str(sk_val_get(p, S("@id"))), &product))
            continue;
        struct adv_affected *f = feed_affected(a, rec, product.space, product.name);
        f->status = fixed ? ADV_AFFECTED : status_of(status, action);
        if (f->status != ADV_NOT_AFFECTED)
            feed_fixed(a, f, S(""), fixed ? product.version : S(""));
    }
}

static int read_vex(struct arena *scratch, struct str path, struct str data,
                    const struct adv_sink *out, struct sk_err *err)
{
    struct sk_doc doc;
    int r = sk_json_read(scratch, path, data, &doc, err);
    if (r < 0)
        return r;
    if (!str_has(sk_val_str(sk_val_get(doc.root, S("@context"))), S("openvex")))
        return sk_fail(err, SK_EFORMAT, "no OpenVEX document: \"@context\" does not say so");
    struct adv_record rec = feed_record(S(""));
    for (SK_EACH(statement, sk_val_get(doc.root, S("statements")))) {
        const struct sk_val *vuln = sk_val_get(statement, S("vulnerability"));
        struct str name = sk_val_str(sk_val_get(vuln, S("name")));
        if (!feed_is_cve(name) || (rec.id.n && !str_eq(rec.id, name))) {
            out->warn(out->ctx, path, sk_val_line(&doc, statement),
                      "a statement about another problem");
            continue;
        }
        if (!rec.id.n) {
            rec.id = name;
            rec.details = sk_val_str(sk_val_get(vuln, S("description")));
            for (SK_EACH(ref, sk_val_get(vuln, S("aliases"))))
                feed_ref(scratch, &rec, sk_val_str(ref));
            (void)sk_time_parse(sk_val_str(sk_val_get(statement, S("timestamp"))), &rec.published);
        }
        add_statement(scratch, &rec, statement);
    }
    (void)sk_time_parse(sk_val_str(sk_val_get(doc.root, S("timestamp"))), &rec.modified);
    rec.whole = true;
    if (!rec.id.n)
        return sk_fail(err, SK_EFORMAT, "no statement about a CVE");
    if (rec.n_affected)
        out->record(out->ctx, &rec);
    return 0;
}

const struct adv_feed adv_feed_ubuntu_vex = {
    .id = "ubuntu_vex",
    .title = "Ubuntu VEX",
    .licence = "CC-BY-SA-4.0 by the repository; see Canonical's terms",
    .home = "https://security-metadata.canonical.com/vex/",
    .owns = owns,
    .read = read_vex,
};
