// Java: jar, war and ear files, also inside each other, by what Maven puts into META-INF/maven: pom.properties
// says what it is, pom.xml which licence it has. https://maven.apache.org/shared/maven-archiver/
//
// A shaded jar has several: each is a component. A jar without any says what it is only by its name;
// that is not believed, and noted.
#include "core/limits.h"
#include "core/zip.h"
#include "inventory/lang.h"

enum { MAX_DEPTH = 3, MAX_JARS = 20000 };

static bool is_jar(struct str path)
{
    return str_ends(path, S(".jar")) || str_ends(path, S(".war")) || str_ends(path, S(".ear"));
}

static enum inv_want jar_want(struct str path, uint32_t mode, uint64_t size)
{
    (void)mode;
    return is_jar(path) && size > 0 ? INV_SNIFF : INV_SKIP; // large: read and let go one by one
}

static bool jar_sniff(struct str path, struct str head)
{
    (void)path;
    return str_starts(head, S("PK"));
}

struct reader {
    struct inv_out *out;
    unsigned jars;
};

static struct str property(struct str text, struct str key)
{
    struct str line, name, value;
    while (str_next_line(&text, &line))
        if (str_cut(line, '=', &name, &value) && str_eq(str_trim(name), key))
            return str_trim(value);
    return (struct str){0};
}

// <licenses><license><name>: several are usually a choice, but that is not said.
static struct str licence_of(struct inv_out *out, struct str path, struct str pom)
{
    ARENA_SCRATCH(tmp);
    struct sk_doc doc;
    struct sk_err why;
    struct str all = {0};
    if (sk_xml_read(&tmp, S("pom.xml"), pom, &doc, &why) < 0) {
        inv_warn(out, path, 0, "pom.xml: %s", why.msg);
        return all;
    }
    const struct sk_val *list = sk_xml_child(doc.root, S("licenses"));
    for (SK_EACH(l, sk_val_get(list, S("child")))) {
        struct str name = sk_xml_text(sk_xml_child(l, S("name")));
        if (!name.n)
            name = sk_xml_text(sk_xml_child(l, S("url")));
        if (name.n && name.n < 300 && all.n < 2000)
            all = all.n ? str_join(&tmp, str_join(&tmp, all, S("; ")), name) : name;
    }
    return str_dup(out->perm, all);
}

static const struct zip_entry *find(const struct zip_reader *z, struct str name)
{
    for (size_t i = 0; i < z->n_entries; i++)
        if (str_eq(z->entries[i].name, name))
            return &z->entries[i];
    return NULL;
}

static int add(struct reader *r, const struct zip_reader *z, const struct zip_entry *properties,
               struct str path, struct sk_err *err)
{
    ARENA_SCRATCH(tmp);
    struct arena *perm = r->out->perm;
    struct str text, pom;
    struct sk_err why;
    if (zip_read(z, properties, &tmp, &text, &why) < 0) {
        inv_warn(r->out, path, 0, "%s", why.msg);
        return 0;
    }
    struct str group = property(text, S("groupId")), artifact = property(text, S("artifactId"));
    struct str version = property(text, S("version"));
    if (!group.n || !artifact.n || !version.n) {
        inv_warn(r->out, path, 0, STR_FMT ": without group, artifact or version",
                 STR_ARG(properties->name));
        return 0;
    }
    struct inv_pkg *p = inv_add(r->out, "maven", err);
    if (!p)
        return SK_ELIMIT;
    p->ns = str_dup(perm, group);
    p->name = str_dup(perm, artifact);
    p->version = str_dup(perm, version);
    p->path = path;
    p->scope = INV_INSTALLED;
    const struct zip_entry *e =
        find(z, str_join(&tmp, str_dirname(properties->name), S("/pom.xml")));
    if (e && zip_read(z, e, &tmp, &pom, &why) == 0)
        p->licence = licence_of(r->out, path, pom);
    else if (e)
        inv_warn(r->out, path, 0, STR_FMT ": %s", STR_ARG(e->name), why.msg);
    p->licence_field = S("pom.xml licenses");
    return 0;
}

static int read_jar(struct reader *r, struct str data, struct str path, unsigned depth,
                    struct sk_err *err)
{
    ARENA_SCRATCH(tmp);
    struct zip_reader z = {0};
    struct sk_err why;
    size_t before = r->out->n_pkgs, inner = 0;
    if (++r->jars > MAX_JARS)
        return sk_fail(err, SK_ELIMIT, "more than %d jars inside each other", MAX_JARS);
    if (zip_open(&tmp, data, &z, &why) < 0) {
        inv_warn(r->out, path, 0, "%s", why.msg);
        return 0;
    }
    for (size_t i = 0; i < z.n_entries; i++) {
        const struct zip_entry *e = &z.entries[i];
        int x = 0;
        if (str_starts(e->name, S("META-INF/maven/")) && str_ends(e->name, S("/pom.properties"))) {
            x = add(r, &z, e, path, err);
        } else if (is_jar(e->name)) {
            ARENA_SCRATCH(one);
            struct str content,
                name = str_join(r->out->perm, str_join(r->out->perm, path, S("!")), e->name);
            inner++;
            if (depth == 0)
                inv_warn(r->out, name, 0, "jars inside each other are not opened any deeper");
            else if (zip_read(&z, e, &one, &content, &why) < 0)
                inv_warn(r->out, name, 0, "%s", why.msg);
            else
                x = read_jar(r, content, name, depth - 1, err);
        }
        if (x < 0)
            return x;
    }
    if (r->out->n_pkgs == before && !inner)
        inv_note(r->out, path, 0, "a jar that does not say what it is: not judged");
    return 0;
}

static int jar_parse(const struct inv_file *f, const struct inv_files *all, struct inv_out *out,
                     struct sk_err *err)
{
    struct reader r = {.out = out};
    (void)all;
    return read_jar(&r, f->data, f->path, MAX_DEPTH, err);
}

const struct inv_parser inv_parser_jar = {
    .id = "jar",
    .want = jar_want,
    .sniff = jar_sniff,
    .parse = jar_parse,
};
