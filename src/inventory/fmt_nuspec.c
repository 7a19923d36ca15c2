// .NET: packages as NuGet unpacks them, <id>/<version>/<id>.nuspec.
// https://learn.microsoft.com/nuget/reference/nuspec
#include "inventory/lang.h"

static enum inv_want nuspec_want(struct str path, uint32_t mode, uint64_t size)
{
    (void)mode;
    (void)size;
    return str_ends(path, S(".nuspec")) ? INV_WHOLE : INV_SKIP;
}

static int nuspec_parse(const struct inv_file *f, const struct inv_files *all, struct inv_out *out,
                        struct sk_err *err)
{
    struct sk_doc doc;
    struct sk_err why;
    (void)all;
    if (sk_xml_read(out->perm, f->path, f->data, &doc, &why) < 0) {
        inv_warn(out, f->path, 0, "%s", why.msg);
        return 0;
    }
    const struct sk_val *m = sk_xml_child(doc.root, S("metadata"));
    const struct sk_val *id = sk_xml_child(m, S("id")), *licence = sk_xml_child(m, S("license"));
    struct str name = sk_xml_text(id), version = sk_xml_text(sk_xml_child(m, S("version")));
    if (str_has_char(name, '$') || str_has_char(version, '$'))
        return 0; // a template among the sources
    if (!name.n || !version.n) {
        inv_warn(out, f->path, sk_val_line(&doc, m), "no id or version in it");
        return 0;
    }
    struct inv_pkg *p = inv_add(out, "nuget", err);
    if (!p)
        return SK_ELIMIT;
    p->name = name;
    p->version = version;
    p->line = sk_val_line(&doc, id);
    p->scope = INV_INSTALLED;
    if (str_eq(sk_xml_attr(licence, S("type")), S("expression"))) {
        p->licence = sk_xml_text(licence);
        p->licence_field = S("license");
    } else if (!licence) { // else a file that lies beside it
        p->licence = sk_xml_text(sk_xml_child(m, S("licenseUrl")));
        p->licence_field = S("licenseUrl");
    }
    return 0;
}

const struct inv_parser inv_parser_nuspec = {
    .id = "nuspec",
    .want = nuspec_want,
    .parse = nuspec_parse,
};
