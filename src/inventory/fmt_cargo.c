// Rust: Cargo.lock (versions 1 to 4); licences of what is vendored beside it.
// https://doc.rust-lang.org/cargo/reference/manifest.html
#include "core/map.h"
#include "inventory/lang.h"

static enum inv_want cargo_want(struct str path, uint32_t mode, uint64_t size)
{
    struct str name = str_basename(path);
    (void)mode;
    if (str_eq(name, S("Cargo.toml")))
        return size < 1 << 20 ? INV_AUX : INV_SKIP;
    if (!str_eq(name, S("Cargo.lock")) || inv_inside(path, S("vendor")) ||
        str_has(path, S("cargo/registry/")))
        return INV_SKIP;
    return INV_WHOLE;
}

struct reader {
    struct arena *tmp;
    struct inv_out *out;
    const struct inv_file *f;
    const struct inv_files *all;
    struct sk_doc doc;
    struct sk_map by_name; // "name" (the only one, or the last) and "name version" -> index + 1
};

static const struct sk_val *manifest(struct reader *r, struct str path)
{
    struct sk_doc doc;
    const struct inv_file *f = inv_sibling(r->all, r->f, path);
    if (!f || sk_toml_read(r->out->perm, f->path, f->data, &doc, NULL) < 0)
        return NULL; // a help, not what was asked for
    return doc.root;
}

// "MIT/Apache-2.0" is how Cargo wrote OR before SPDX expressions.
static struct str with_or(struct arena *a, struct str s)
{
    struct str head, tail, all = {0};
    while (str_cut(s, '/', &head, &tail)) {
        all = all.n ? str_join(a, str_join(a, all, S(" OR ")), head) : head;
        s = tail;
    }
    return all.n ? str_join(a, str_join(a, all, S(" OR ")), s) : s;
}

static struct str licence_of(struct reader *r, const struct inv_pkg *p)
{
    struct str name = p->name, dir = str_fmt(r->tmp, "vendor/" STR_FMT, STR_ARG(name));
    const struct sk_val *m = NULL;
    if (p->scope & INV_ROOT) {
        m = manifest(r, S("Cargo.toml"));
        if (!str_eq(sk_val_str(sk_val_path(m, "package.name")), name))
            m = NULL; // a member of a workspace
    } else {
        m = manifest(r, str_join(r->tmp, dir, S("/Cargo.toml")));
        if (!m || !str_eq(sk_val_str(sk_val_path(m, "package.version")), p->version))
            m = manifest(r, str_fmt(r->tmp, STR_FMT "-" STR_FMT "/Cargo.toml", STR_ARG(dir),
                                    STR_ARG(p->version)));
    }
    return with_or(r->out->perm, sk_val_str(sk_val_path(m, "package.license")));
}

static void index_name(struct reader *r, const struct inv_pkg *p, size_t index)
{
    void *value = (void *)(uintptr_t)(index + 1);
    struct str key = str_join(r->tmp, str_join(r->tmp, p->name, S(" ")), p->version);
    sk_map_put(&r->by_name, p->name)->value = value;
    sk_map_put(&r->by_name, key)->value = value;
}

static int add(struct reader *r, const struct sk_val *v, struct sk_err *err)
{
    struct str name = sk_val_str(sk_val_get(v, S("name")));
    struct str version = sk_val_str(sk_val_get(v, S("version")));
    if (!name.n || !version.n) {
        inv_warn(r->out, r->f->path, sk_val_line(&r->doc, v), "an entry without name or version");
        return 0;
    }
    struct inv_pkg *p = inv_add(r->out, "cargo", err);
    if (!p)
        return SK_ELIMIT;
    p->name = name;
    p->version = version;
    p->line = sk_val_line(&r->doc, sk_val_get(v, S("name")));
    p->scope = sk_val_get(v, S("source")) ? 0 : INV_ROOT; // what has no source lies here
    p->licence = licence_of(r, p);
    p->licence_field = S("package.license");
    index_name(r, p, r->out->n_pkgs - 1);
    return 0;
}

static void connect(struct reader *r, const struct sk_val *list)
{
    struct inv_graph g;
    uint32_t from = 0;
    inv_graph_begin(&g, r->tmp, r->out, r->f->path);
    for (SK_EACH(v, list)) {
        if (!sk_val_str(sk_val_get(v, S("name"))).n || !sk_val_str(sk_val_get(v, S("version"))).n)
            continue;
        for (SK_EACH(d, sk_val_get(v, S("dependencies")))) {
            struct str key = sk_val_str(d), head, tail; // "name version (source)"
            if (str_cut_str(key, S(" ("), &head, &tail))
                key = head;
            uintptr_t to = (uintptr_t)sk_map_get(&r->by_name, key);
            if (to)
                inv_graph_edge(&g, from, (uint32_t)(to - 1), 0);
        }
        from++;
    }
    inv_graph_done(&g);
}

static int cargo_parse(const struct inv_file *f, const struct inv_files *all, struct inv_out *out,
                       struct sk_err *err)
{
    ARENA_SCRATCH(tmp);
    struct reader r = {.tmp = &tmp, .out = out, .f = f, .all = all, .by_name.perm = &tmp};
    const struct sk_val *root = inv_read_doc(out, INV_TOML, f, &r.doc);
    const struct sk_val *list = sk_val_get(root, S("package"));
    for (SK_EACH(v, list)) {
        int x = add(&r, v, err);
        if (x < 0)
            return x;
    }
    connect(&r, list);
    return 0;
}

const struct inv_parser inv_parser_cargo = {
    .id = "cargo",
    .want = cargo_want,
    .parse = cargo_parse,
};
