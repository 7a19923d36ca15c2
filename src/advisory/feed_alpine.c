// Alpine secdb (also Wolfi's and Chainguard's): for each package, fixed version -> CVE ids.
// JSON as published now, YAML as it was. "0" as version: the package is not affected.
// https://secdb.alpinelinux.org/
#include "advisory/feed_int.h"

static bool owns(struct str path)
{
    struct str base = str_basename(path);
    bool named = str_starts(base, S("main.")) || str_starts(base, S("community.")) ||
                 str_eq(base, S("security.json"));
    return named && (str_ends(base, S(".json")) || str_ends(base, S(".yaml")));
}

// "v3.18" -> "alpine:3.18", "edge" -> "alpine:edge"; without: by the address, wolfi or chainguard.
static struct str space_of(struct arena *a, const struct sk_val *root)
{
    struct str v = sk_val_text(sk_val_get(root, S("distroversion")));
    struct str url = sk_val_text(sk_val_get(root, S("urlprefix")));
    if (str_has(url, S("wolfi")))
        return S("wolfi");
    if (str_has(url, S("chainguard")))
        return S("chainguard");
    (void)str_take(&v, S("v"));
    return v.n ? str_fmt(a, "alpine:" STR_FMT, STR_ARG(v)) : (struct str){0};
}

// The list may hold several names in one string: "CVE-2017-2616 (+ regression fix)", "CVE-1 CVE-2".
static void emit_names(struct arena *a, const struct adv_sink *out, struct str space,
                       struct str name, struct str fixed, struct str names)
{
    struct str id;
    while (str_next_word(&names, &id)) {
        bool known = feed_is_cve(id) || str_starts(id, S("GHSA-")) || str_starts(id, S("XSA-")) ||
                     str_starts(id, S("CGA-"));
        if (!known)
            continue;
        struct adv_record rec = feed_record(id);
        struct adv_affected *f = feed_affected(a, &rec, space, name);
        if (str_eq(fixed, S("0")))
            f->status = ADV_NOT_AFFECTED;
        else
            feed_fixed(a, f, S(""), fixed);
        out->record(out->ctx, &rec);
    }
}

static int read_alpine(struct arena *scratch, struct str path, struct str data,
                       const struct adv_sink *out, struct sk_err *err)
{
    struct sk_doc doc;
    int r = str_ends(path, S(".json")) ? sk_json_read(scratch, path, data, &doc, err)
                                       : sk_yaml_read_strings(scratch, path, data, &doc, err);
    if (r < 0)
        return r;
    struct str space = space_of(scratch, doc.root);
    if (!space.n)
        return sk_fail(err, SK_EFORMAT, "no \"distroversion\"");
    for (SK_EACH(entry, sk_val_get(doc.root, S("packages")))) {
        const struct sk_val *pkg = sk_val_get(entry, S("pkg"));
        struct str name = sk_val_text(sk_val_get(pkg, S("name")));
        if (!name.n) {
            out->warn(out->ctx, path, sk_val_line(&doc, entry), "package without a name");
            continue;
        }
        for (SK_EACH(fix, sk_val_get(pkg, S("secfixes"))))
            for (SK_EACH(id, fix))
                emit_names(scratch, out, space, name, sk_val_key(fix), sk_val_text(id));
    }
    return 0;
}

const struct adv_feed adv_feed_alpine = {
    .id = "alpine",
    .title = "Alpine secdb (and Wolfi, Chainguard)",
    .licence = "see secdb.alpinelinux.org/license.txt",
    .home = "https://secdb.alpinelinux.org/",
    .owns = owns,
    .read = read_alpine,
};
