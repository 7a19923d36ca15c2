// Pipfile.lock: https://pipenv.pypa.io/en/latest/pipfile.html
//
// "default", "develop" and any other group of the Pipfile: name -> {version: "==1.2", markers}. The
// lock file has no edges; the Pipfile beside it says what is direct.
#include "inventory/lang.h"

static enum inv_want pip_want(struct str path, uint32_t mode, uint64_t size)
{
    (void)mode;
    (void)size;
    if (str_eq(str_basename(path), S("Pipfile")))
        return INV_AUX;
    return str_eq(str_basename(path), S("Pipfile.lock")) ? INV_WHOLE : INV_SKIP;
}

// Adds what a table of the Pipfile names to the set.
static void asked_for(struct arena *a, const struct sk_val *table, struct sk_map *set)
{
    for (SK_EACH(v, table))
        sk_map_add(set, inv_pypi_name(a, sk_val_key(v)));
}

static bool read_pipfile(struct arena *a, const struct inv_file *f, const struct inv_files *all,
                         struct sk_map *set)
{
    const struct inv_file *g = inv_sibling(all, f, S("Pipfile"));
    struct sk_doc doc;
    if (!g || sk_toml_read(a, g->path, g->data, &doc, NULL) < 0)
        return false;
    for (SK_EACH(table, doc.root)) {
        struct str key = sk_val_key(table);
        if (!str_eq(key, S("source")) && !str_eq(key, S("requires")) &&
            !str_eq(key, S("scripts")) && !str_eq(key, S("pipenv")))
            asked_for(a, table, set);
    }
    return true;
}

static int pip_parse(const struct inv_file *f, const struct inv_files *all, struct inv_out *out,
                     struct sk_err *err)
{
    ARENA_SCRATCH(tmp);
    struct sk_doc doc;
    struct sk_map direct = {.perm = &tmp};
    struct sk_map seen = {.perm = &tmp}; // name@version -> index + 1: groups repeat each other
    const struct sk_val *root = inv_read_doc(out, INV_JSON, f, &doc);
    bool known = read_pipfile(&tmp, f, all, &direct);
    for (SK_EACH(group, root)) {
        bool prod = str_eq(sk_val_key(group), S("default"));
        if (str_eq(sk_val_key(group), S("_meta")))
            continue;
        for (SK_EACH(v, group)) {
            struct str name = inv_pypi_name(out->perm, sk_val_key(v));
            struct str version = inv_py_pin(sk_val_str(sk_val_get(v, S("version"))));
            if (!version.n)
                version = inv_py_file_version(sk_val_str(sk_val_get(v, S("file"))));
            uint32_t line = sk_val_line(&doc, v);
            if (!version.n || !name.n) {
                inv_note(out, f->path, line, "no version known for " STR_FMT,
                         STR_ARG(sk_val_key(v)));
                continue;
            }
            struct str id =
                str_fmt(&tmp, "%.*s@%.*s", (int)name.n, name.p, (int)version.n, version.p);
            struct sk_map_entry *e = sk_map_put(&seen, id);
            if (e->value) {
                struct inv_pkg *old = &out->pkgs[(uintptr_t)e->value - 1];
                old->scope &= prod ? ~(uint32_t)INV_DEV : UINT32_MAX;
                continue;
            }
            struct inv_pkg *p = inv_add(out, "pypi", err);
            if (!p)
                return SK_ELIMIT;
            e->value = (void *)(uintptr_t)out->n_pkgs; // NOLINT(performance-no-int-to-ptr)
            p->name = name;
            p->version = version;
            p->line = line;
            p->scope = prod ? 0u : INV_DEV;
            if (known)
                p->scope |= sk_map_find(&direct, name) ? INV_DIRECT : INV_INDIRECT;
            if (!inv_marker_possible(sk_val_str(sk_val_get(v, S("markers")))))
                p->scope |= INV_OPTIONAL;
        }
    }
    return 0;
}

const struct inv_parser inv_parser_pipfile_lock = {
    .id = "pipfile_lock",
    .want = pip_want,
    .parse = pip_parse,
};
