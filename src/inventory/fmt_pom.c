// Java: pom.xml of a source folder: the project itself, and those dependencies whose version it says.
// https://maven.apache.org/pom.html
//
// Versions that a parent or a bill of materials elsewhere manages are not known here; they are noted, once.
#include "core/map.h"
#include "inventory/lang.h"

static enum inv_want pom_want(struct str path, uint32_t mode, uint64_t size)
{
    (void)mode;
    (void)size;
    if (!str_eq(str_basename(path), S("pom.xml")) || str_has(path, S(".m2/repository/")) ||
        str_has(path, S("META-INF/")) || str_has(path, S("/target/")))
        return INV_SKIP;
    return INV_WHOLE;
}

struct reader {
    struct inv_out *out;
    struct sk_doc doc;
    const struct sk_val *root, *properties;
    struct str group, version;
};

// "${spring.version}" by <properties> of the same file; empty when it is not there.
static struct str resolve(const struct reader *r, struct str s)
{
    for (int depth = 0; depth < 5 && str_starts(s, S("${")) && str_ends(s, S("}")); depth++) {
        struct str key = str_sub(s, 2, s.n - 3);
        if (str_eq(key, S("project.version")) || str_eq(key, S("version")))
            s = r->version;
        else if (str_eq(key, S("project.groupId")))
            s = r->group;
        else
            s = sk_xml_text(sk_xml_child(r->properties, key));
    }
    return str_has(s, S("${")) ? (struct str){0} : s;
}

static struct str child(const struct reader *r, const struct sk_val *v, const char *name)
{
    return resolve(r, sk_xml_text(sk_xml_child(v, str_from(name))));
}

static struct inv_pkg *add(struct reader *r, struct str group, struct str artifact,
                           struct str version, struct sk_err *err)
{
    struct inv_pkg *p = inv_add(r->out, "maven", err);
    if (!p)
        return NULL;
    p->ns = group;
    p->name = artifact;
    p->version = version;
    return p;
}

// Managed in this file, where the dependency itself says no version.
static struct str managed(const struct reader *r, struct str group, struct str artifact)
{
    const struct sk_val *list =
        sk_xml_child(sk_xml_child(r->root, S("dependencyManagement")), S("dependencies"));
    for (SK_EACH(d, sk_val_get(list, S("child"))))
        if (str_eq(child(r, d, "groupId"), group) && str_eq(child(r, d, "artifactId"), artifact))
            return child(r, d, "version");
    return (struct str){0};
}

static bool is_exact(struct str version)
{
    return version.n && !str_has_char(S("[("), version.p[0]);
}

static int add_dependencies(struct reader *r, const struct inv_file *f, struct sk_err *err)
{
    size_t unknown = 0;
    const struct sk_val *list = sk_xml_child(r->root, S("dependencies"));
    for (SK_EACH(d, sk_val_get(list, S("child")))) {
        struct str group = child(r, d, "groupId"), artifact = child(r, d, "artifactId");
        struct str version = child(r, d, "version"), scope = child(r, d, "scope");
        if (!version.n)
            version = managed(r, group, artifact);
        if (!group.n || !artifact.n || !is_exact(version)) {
            unknown++;
            continue;
        }
        struct inv_pkg *p = add(r, group, artifact, version, err);
        if (!p)
            return SK_ELIMIT;
        p->line = sk_val_line(&r->doc, d);
        p->scope = INV_DIRECT;
        if (str_eq(scope, S("test")))
            p->scope |= INV_DEV;
        if (str_eq(child(r, d, "optional"), S("true")) || str_eq(scope, S("provided")))
            p->scope |= INV_OPTIONAL;
    }
    if (unknown)
        inv_note(
            r->out, f->path, 0,
            "%zu dependencies without a version here: a parent manages it, look at the built jar",
            unknown);
    return 0;
}

static struct str licences_of(const struct reader *r)
{
    struct str all = {0};
    const struct sk_val *list = sk_xml_child(r->root, S("licenses"));
    for (SK_EACH(l, sk_val_get(list, S("child")))) {
        struct str name = sk_xml_text(sk_xml_child(l, S("name")));
        if (name.n && name.n < 300 && all.n < 2000)
            all = all.n ? str_join(r->out->perm, str_join(r->out->perm, all, S("; ")), name) : name;
    }
    return all;
}

static int pom_parse(const struct inv_file *f, const struct inv_files *all, struct inv_out *out,
                     struct sk_err *err)
{
    struct reader r = {.out = out};
    struct sk_err why;
    (void)all;
    if (sk_xml_read(out->perm, f->path, f->data, &r.doc, &why) < 0) {
        inv_warn(out, f->path, 0, "%s", why.msg);
        return 0;
    }
    r.root = r.doc.root;
    if (!str_eq(sk_val_str(sk_val_get(r.root, S("name"))), S("project")))
        return 0;
    const struct sk_val *parent = sk_xml_child(r.root, S("parent"));
    r.properties = sk_xml_child(r.root, S("properties"));
    r.group = sk_xml_text(sk_xml_child(r.root, S("groupId")));
    r.version = sk_xml_text(sk_xml_child(r.root, S("version")));
    r.group = r.group.n ? r.group : sk_xml_text(sk_xml_child(parent, S("groupId")));
    r.version = r.version.n ? r.version : sk_xml_text(sk_xml_child(parent, S("version")));
    struct str artifact = child(&r, r.root, "artifactId"), version = resolve(&r, r.version);
    if (r.group.n && artifact.n && version.n) {
        struct inv_pkg *p = add(&r, r.group, artifact, version, err);
        if (!p)
            return SK_ELIMIT;
        p->scope = INV_ROOT;
        p->licence = licences_of(&r);
        p->licence_field = S("licenses");
        p->line = sk_val_line(&r.doc, sk_xml_child(r.root, S("artifactId")));
    }
    return add_dependencies(&r, f, err);
}

const struct inv_parser inv_parser_pom = {
    .id = "pom",
    .want = pom_want,
    .parse = pom_parse,
};
