// pnpm-lock.yaml, lockfileVersion 5.x (pnpm 3 to 7), 6.x (pnpm 8) and 9.0 (pnpm 9):
// https://github.com/pnpm/spec/tree/master/lockfile
//
//   5    /@s/name/1.2.3_react@17.0.2   registry.host/name/1.2.3
//   6    /@s/name@1.2.3(react@17.0.2)  registry.host/name@1.2.3
//   9    @s/name@1.2.3                 and, in "snapshots", @s/name@1.2.3(react@17.0.2)
// A dependency is named by a version with its peers ("17.0.2(react@17.0.2)") or by a whole key (an
// alias or another source). Instances that differ by peers only are one component.
#include "core/limits.h"
#include "inventory/lang.h"

struct node {
    const struct sk_val *v; // with the dependencies
    uint32_t pkg;
    bool project;
};

struct reader {
    const struct inv_file *f;
    const struct inv_files *all;
    struct sk_doc doc;
    struct inv_out *out;
    struct arena *tmp;
    struct sk_map manifests; // package.json files read
    struct sk_map nodes;     // key -> struct node
    struct sk_map by_pkg;    // "name@version" -> struct node
    struct sk_map folders;   // importer folder -> struct node
    bool slash;              // version 5: "name/version"
};

static enum inv_want pnpm_want(struct str path, uint32_t mode, uint64_t size)
{
    (void)mode;
    (void)size;
    if (!str_eq(str_basename(path), S("pnpm-lock.yaml")) || inv_inside(path, S("node_modules")))
        return INV_SKIP;
    return INV_WHOLE;
}

static struct str without_peers(struct str key)
{
    struct str head, tail;
    str_cut(key, '(', &head, &tail);
    return head;
}

// Name and version of a key; empty when the key does not hold them (git, folders).
static void cut_key(bool slash, struct str key, struct str *name, struct str *version)
{
    struct str first, rest, scope = {0}, whole = without_peers(key);
    *name = *version = (struct str){0};
    if (str_starts(whole, S("file:")) || str_starts(whole, S("link:")))
        return;
    if (!str_take(&whole, S("/")) && str_at(whole, 0) != '@' &&
        str_cut(whole, '/', &first, &rest) && str_has_char(first, '.') && !str_has_char(first, '@'))
        whole = rest; // a registry's host
    if (slash) {
        str_cut(whole, '/', &first, &rest);
        if (str_at(whole, 0) == '@') {
            scope = first;
            str_cut(rest, '/', &first, &rest);
            first = str_head(whole, scope.n + 1 + first.n);
        }
        str_cut(rest, '/', &rest, &scope); // "1.0.0/peer@1"
        str_cut(rest, '_', &rest, &scope); // "1.0.0_peer@1"
        *name = first;
        *version = rest;
    } else {
        ptrdiff_t at = str_find_char(str_skip(whole, 1), '@');
        if (at < 0)
            return;
        *name = str_head(whole, (size_t)at + 1);
        *version = str_skip(whole, (size_t)at + 2);
    }
    if (str_has_char(*version, ':') || str_has_char(*version, '/'))
        *version = (struct str){0}; // an address
}

static bool is_local_folder(const struct sk_val *v)
{
    const struct sk_val *res = sk_val_get(v, S("resolution"));
    return str_eq(sk_val_text(sk_val_get(res, S("type"))), S("directory")) ||
           sk_val_get(res, S("directory"));
}

// `v` says what the package is, `deps` (in version 9 another node) what it depends on.
static int add_package(struct reader *r, struct str key, const struct sk_val *v,
                       const struct sk_val *deps, struct sk_err *err)
{
    struct str name, version, said;
    struct node *n = arena_new(r->tmp, struct node, 1);
    struct inv_pkg probe = {0};
    uint32_t line = sk_val_line(&r->doc, v ? v : deps);
    *n = (struct node){.v = deps, .pkg = INV_NOBODY, .project = is_local_folder(v)};
    sk_map_put(&r->nodes, key)->value = n;
    cut_key(r->slash, key, &name, &version);
    said = sk_val_text(sk_val_get(v, S("name")));
    name = said.n ? said : name;
    said = sk_val_text(sk_val_get(v, S("version")));
    version = said.n ? said : version;
    if (n->project) {
        struct str dir = sk_val_text(sk_val_path(v, "resolution.directory"));
        const struct sk_val *m = inv_npm_manifest(&r->manifests, r->all, r->f, dir);
        return inv_npm_root(r->out, m, dir, &n->pkg, err);
    }
    if (!version.n || !inv_npm_name(&probe, name)) {
        inv_note(r->out, r->f->path, line, "no version known for " STR_FMT, STR_ARG(key));
        return 0;
    }
    struct str id = str_fmt(r->tmp, "%.*s@%.*s", (int)name.n, name.p, (int)version.n, version.p);
    struct sk_map_entry *seen = sk_map_put(&r->by_pkg, id);
    if (seen->value) {
        n->pkg = ((struct node *)seen->value)->pkg;
        return 0;
    }
    seen->value = n;
    struct inv_pkg *p = inv_add(r->out, "npm", err);
    if (!p)
        return SK_ELIMIT;
    inv_npm_name(p, name);
    p->version = version;
    p->line = line;
    n->pkg = (uint32_t)(r->out->n_pkgs - 1);
    return 0;
}

static int add_importer(struct reader *r, struct str dir, const struct sk_val *v,
                        struct sk_err *err)
{
    struct node *n = arena_new(r->tmp, struct node, 1);
    const struct sk_val *m = inv_npm_manifest(&r->manifests, r->all, r->f, dir);
    *n = (struct node){.v = v, .pkg = INV_NOBODY, .project = true};
    sk_map_put(&r->folders, dir)->value = n;
    return inv_npm_root(r->out, m, str_eq(dir, S(".")) ? S("") : dir, &n->pkg, err);
}

// "packages/a" and "../b" -> "packages/b"; "." is the top.
static struct str folder_at(struct arena *a, struct str base, struct str rel)
{
    struct str part;
    if (str_eq(base, S(".")))
        base = (struct str){0};
    while (str_next_field(&rel, '/', &part)) {
        if (!part.n || str_eq(part, S(".")))
            continue;
        if (str_eq(part, S("..")))
            base = str_dirname(base);
        else if (base.n + part.n < SK_MAX_PATH)
            base =
                base.n ? str_fmt(a, "%.*s/%.*s", (int)base.n, base.p, (int)part.n, part.p) : part;
    }
    return base.n ? base : S(".");
}

static const struct node *resolve(struct reader *r, struct str folder, struct str name,
                                  struct str ref)
{
    static const struct {
        struct str before, between;
    } forms[] = {{S_INIT("/"), S_INIT("/")}, {S_INIT("/"), S_INIT("@")}, {S_INIT(""), S_INIT("@")}};
    struct str dir = ref;
    if (str_take(&dir, S("link:")))
        return sk_map_get(&r->folders, folder_at(r->tmp, folder, dir));
    const struct node *n = sk_map_get(&r->nodes, ref);
    for (size_t i = 0; !n && i < COUNT_OF(forms); i++) {
        struct inv_key key;
        n = sk_map_get(&r->nodes, inv_key(&key, forms[i].before, name, forms[i].between, ref));
    }
    return n;
}

static void edges_of(struct reader *r, struct inv_graph *g, const struct node *n, struct str folder)
{
    if (n->pkg == INV_NOBODY && !n->project)
        return;
    for (size_t i = 0; i < COUNT_OF(inv_npm_groups); i++) {
        if (str_eq(str_from(inv_npm_groups[i].key), S("peerDependencies")))
            continue; // ranges, not what was chosen: that is in "dependencies"
        for (SK_EACH(d, sk_val_get(n->v, str_from(inv_npm_groups[i].key)))) {
            const struct sk_val *ref = sk_val_is(d, SK_OBJECT) ? sk_val_get(d, S("version")) : d;
            const struct node *to = resolve(r, folder, sk_val_key(d), sk_val_text(ref));
            if (to && to->pkg != INV_NOBODY)
                inv_graph_edge(g, n->pkg, to->pkg, inv_npm_groups[i].scope);
        }
    }
}

static int add_all(struct reader *r, const struct sk_val *root, struct sk_err *err)
{
    const struct sk_val *packages = sk_val_get(root, S("packages"));
    const struct sk_val *snapshots = sk_val_get(root, S("snapshots"));
    const struct sk_val *importers = sk_val_get(root, S("importers"));
    int code = 0;
    if (!importers)
        code = add_importer(r, S("."), root, err);
    for (SK_EACH(v, importers))
        if (code == 0)
            code = add_importer(r, sk_val_key(v), v, err);
    for (SK_EACH(v, snapshots ? snapshots : packages)) {
        struct str key = sk_val_key(v);
        const struct sk_val *what = snapshots ? sk_val_get(packages, without_peers(key)) : v;
        if (code == 0)
            code = add_package(r, key, what, v, err);
    }
    if (snapshots) // a damaged file may have lost some snapshots, never the packages
        for (SK_EACH(v, packages))
            if (code == 0 && !sk_map_find(&r->nodes, sk_val_key(v)))
                code = add_package(r, sk_val_key(v), v, NULL, err);
    return code;
}

static int pnpm_parse(const struct inv_file *f, const struct inv_files *all, struct inv_out *out,
                      struct sk_err *err)
{
    ARENA_SCRATCH(tmp);
    struct reader r = {.f = f,
                       .all = all,
                       .out = out,
                       .tmp = &tmp,
                       .manifests = {.perm = out->perm},
                       .nodes = {.perm = &tmp},
                       .by_pkg = {.perm = &tmp},
                       .folders = {.perm = &tmp}};
    const struct sk_val *root = inv_read_doc(out, INV_YAML, f, &r.doc);
    struct inv_graph g;
    if (!root)
        return 0;
    struct str version = sk_val_text(sk_val_get(root, S("lockfileVersion")));
    if (!version.n)
        inv_warn(out, f->path, 0, "no lockfileVersion");
    r.slash =
        str_starts(version, S("5")) || str_starts(version, S("4")) || str_starts(version, S("3"));
    int code = add_all(&r, root, err);
    inv_graph_begin(&g, &tmp, out, f->path);
    for (size_t i = 0; i < r.folders.n; i++)
        edges_of(&r, &g, r.folders.entries[i].value, r.folders.entries[i].key);
    for (size_t i = 0; i < r.nodes.n; i++)
        edges_of(&r, &g, r.nodes.entries[i].value, S("."));
    inv_graph_done(&g);
    return code;
}

const struct inv_parser inv_parser_pnpm_lock = {
    .id = "pnpm_lock",
    .want = pnpm_want,
    .parse = pnpm_parse,
};
