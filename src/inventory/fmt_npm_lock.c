// npm's package-lock.json and npm-shrinkwrap.json, lockfileVersion 1, 2 and 3:
// https://docs.npmjs.com/cli/configuring-npm/package-lock-json
//
// Versions 2 and 3 have "packages", whose keys are the folders of the installed tree. Version 1
// has nested "dependencies": it is turned into the same folders, so that both find what a package
// needs by node's own rule: the node_modules folder beside it, then those of its parents.
//
// node_modules/.package-lock.json says again what package.json files in node_modules say (and may
// be older than they are), so it is not read. Lock files inside node_modules belong to the
// authors of packages and lock nothing here.
#include "core/limits.h"
#include "inventory/lang.h"

#include <string.h>

enum { MAX_LOCK_PATH = 1024, MAX_LEVELS = 40 };

struct node {
    struct str path; // "", "packages/a", "node_modules/x/node_modules/y"
    const struct sk_val *v;
    uint32_t pkg;    // INV_NOBODY: a link, or a project folder without name or version
    struct str link; // path that it stands for
    bool project;    // a folder of the project itself
};

struct reader {
    const struct inv_file *f;
    const struct inv_files *all;
    struct sk_doc doc;
    struct inv_out *out;
    struct arena *tmp;
    struct sk_map manifests; // package.json files read
    struct node **nodes;
    size_t n_nodes, cap_nodes;
    struct sk_map by_path;
    bool v1, knows_direct;
};

static enum inv_want npm_want(struct str path, uint32_t mode, uint64_t size)
{
    struct str name = str_basename(path);
    (void)mode;
    (void)size;
    if (!str_eq(name, S("package-lock.json")) && !str_eq(name, S("npm-shrinkwrap.json")))
        return INV_SKIP;
    return inv_inside(path, S("node_modules")) ? INV_SKIP : INV_WHOLE;
}

static struct node *add_node(struct reader *r, struct str path, const struct sk_val *v)
{
    struct node *n = arena_new(r->tmp, struct node, 1);
    *n = (struct node){.path = path, .v = v, .pkg = INV_NOBODY};
    // NOLINTNEXTLINE(bugprone-sizeof-expression): an array of pointers
    *VEC_PUSH(r->tmp, r->nodes, r->n_nodes, r->cap_nodes) = n;
    sk_map_put(&r->by_path, path)->value = n;
    return n;
}

static struct str name_of_path(struct str path)
{
    static const struct str mark = S_INIT("node_modules/");
    for (size_t at = path.n; at-- > 0;)
        if (str_starts(str_skip(path, at), mark) && (at == 0 || str_at(path, at - 1) == '/'))
            return str_skip(path, at + mark.n);
    return str_basename(path);
}

// "…/left-pad-1.3.0.tgz" -> "1.3.0"; "git+ssh://…#0123abc" -> "0123abc".
static struct str url_version(struct str name, struct str url)
{
    struct str file, commit;
    if (str_cut_last(url, '#', &file, &commit) && commit.n)
        return commit;
    file = str_basename(url);
    str_cut_last(name, '/', &commit, &name);
    if (!str_ends(file, S(".tgz")) || !str_take(&file, name.n ? name : commit) ||
        !str_take(&file, S("-")))
        return (struct str){0};
    return str_head(file, file.n - 4);
}

static struct str licence_of(const struct sk_val *v)
{
    return sk_val_str(sk_val_get(v, S("license")));
}

static uint32_t flags_of(const struct sk_val *v)
{
    uint32_t scope = 0;
    if (sk_val_bool(sk_val_get(v, S("dev")), false))
        scope |= INV_DEV;
    if (sk_val_bool(sk_val_get(v, S("optional")), false) ||
        sk_val_bool(sk_val_get(v, S("devOptional")), false))
        scope |= INV_OPTIONAL;
    return scope;
}

static int add_pkg(struct reader *r, struct node *n, struct str name, struct str version,
                   struct sk_err *err)
{
    struct inv_pkg probe = {0};
    uint32_t line = sk_val_line(&r->doc, n->v);
    if (!inv_npm_name(&probe, name)) {
        inv_warn(r->out, r->f->path, line, "an entry without a name");
        return 0;
    }
    if (!version.n) {
        inv_note(r->out, r->f->path, line, "no version known for " STR_FMT, STR_ARG(name));
        return 0;
    }
    struct inv_pkg *p = inv_add(r->out, "npm", err);
    if (!p)
        return SK_ELIMIT;
    inv_npm_name(p, name);
    p->version = version;
    p->licence = licence_of(n->v);
    p->licence_field = S("license");
    p->line = line;
    p->scope = n->project ? (uint32_t)INV_ROOT : flags_of(n->v);
    n->pkg = (uint32_t)(r->out->n_pkgs - 1);
    return 0;
}

// ---- version 2 and 3 ----

static int read_entry(struct reader *r, const struct sk_val *v, struct sk_err *err)
{
    struct str path = sk_val_key(v), name = sk_val_str(sk_val_get(v, S("name")));
    struct str version = sk_val_str(sk_val_get(v, S("version")));
    struct str resolved = sk_val_str(sk_val_get(v, S("resolved")));
    if (path.n > MAX_LOCK_PATH || !sk_val_is(v, SK_OBJECT)) {
        inv_warn(r->out, r->f->path, sk_val_line(&r->doc, v), "not a package entry");
        return 0;
    }
    struct node *n = add_node(r, path, v);
    if (sk_val_bool(sk_val_get(v, S("link")), false)) {
        n->link = resolved;
        return 0;
    }
    n->project = !inv_inside(path, S("node_modules"));
    if (n->project && !version.n)
        return 0;
    if (!name.n)
        name = path.n ? name_of_path(path) : sk_val_str(sk_val_get(r->doc.root, S("name")));
    if (n->project && !name.n)
        return 0;
    return add_pkg(r, n, name, version.n ? version : url_version(name, resolved), err);
}

// ---- version 1 ----

static int read_v1(struct reader *r, struct str folder, const struct sk_val *deps,
                   struct sk_err *err)
{
    for (SK_EACH(v, deps)) {
        struct str name = sk_val_key(v), spec = sk_val_str(sk_val_get(v, S("version")));
        struct str version = spec, alias, dir = spec;
        uint32_t line = sk_val_line(&r->doc, v);
        if (!sk_val_is(v, SK_OBJECT) || folder.n + name.n > MAX_LOCK_PATH) {
            inv_warn(r->out, r->f->path, line, "not a package entry");
            continue;
        }
        struct str path = str_fmt(r->tmp, "%.*s%snode_modules/%.*s", (int)folder.n, folder.p,
                                  folder.n ? "/" : "", (int)name.n, name.p);
        struct node *n = add_node(r, path, v);
        alias = name;
        if (str_take(&dir, S("file:")) && !str_ends(dir, S(".tgz"))) { // a folder of the project
            const struct sk_val *m = inv_npm_manifest(&r->manifests, r->all, r->f, dir);
            n->project = true;
            version = sk_val_str(sk_val_get(m, S("version")));
            if (!version.n)
                inv_note(r->out, r->f->path, line, "the folder " STR_FMT " has no version",
                         STR_ARG(dir));
        } else if (!inv_npm_alias(spec, &alias, &version) && str_has_char(spec, ':')) {
            version = url_version(name, spec);
        }
        int code = n->project && !version.n ? 0 : add_pkg(r, n, alias, version, err);
        if (code == 0)
            code = read_v1(r, path, sk_val_get(v, S("dependencies")), err);
        if (code < 0)
            return code;
    }
    return 0;
}

// ---- edges ----

static struct node *follow(struct reader *r, struct node *n)
{
    return n && n->link.n ? sk_map_get(&r->by_path, n->link) : n;
}

// Node's rule: <folder>/node_modules/<name>, for the folder itself and every one above it.
static struct node *lookup(struct reader *r, struct str folder, struct str name)
{
    char key[2 * MAX_LOCK_PATH + 32];
    static const struct str mid = S_INIT("node_modules/");
    if (name.n > MAX_LOCK_PATH)
        return NULL;
    for (int level = 0; level < MAX_LEVELS; level++) {
        if (!str_eq(str_basename(folder), S("node_modules"))) {
            size_t n = folder.n;
            if (n) {
                memcpy(key, folder.p, n);
                key[n++] = '/';
            }
            memcpy(key + n, mid.p, mid.n);
            if (name.n)
                memcpy(key + n + mid.n, name.p, name.n);
            struct node *hit = sk_map_get(&r->by_path, (struct str){key, n + mid.n + name.n});
            if (hit)
                return follow(r, hit);
        }
        if (!folder.n)
            return NULL;
        folder = str_dirname(folder);
    }
    return NULL;
}

static void edges_of(struct reader *r, struct inv_graph *g, const struct node *n,
                     const struct sk_val *v)
{
    uint32_t from = n->pkg;
    for (size_t i = 0; i < COUNT_OF(inv_npm_groups); i++) {
        const struct inv_npm_group *group = &inv_npm_groups[i];
        const struct sk_val *list = sk_val_get(v, str_from(group->key));
        if (group->scope & INV_DEV && !n->project)
            continue;
        for (SK_EACH(d, list)) {
            const struct node *to = lookup(r, n->path, sk_val_key(d));
            if (to && to->pkg != INV_NOBODY)
                inv_graph_edge(g, from, to->pkg, group->scope);
        }
    }
}

static void connect(struct reader *r)
{
    struct inv_graph g;
    uint32_t *flags = arena_new(r->tmp, uint32_t, r->out->n_pkgs);
    for (size_t i = 0; i < r->out->n_pkgs; i++)
        flags[i] = r->out->pkgs[i].scope;
    inv_graph_begin(&g, r->tmp, r->out, r->f->path);
    for (size_t i = 0; i < r->n_nodes; i++) {
        const struct node *n = r->nodes[i];
        if (n->pkg == INV_NOBODY && !n->project)
            continue;
        if (!r->v1) {
            edges_of(r, &g, n, n->v);
            continue;
        }
        for (SK_EACH(d, sk_val_get(n->v, S("requires")))) {
            const struct node *to = lookup(r, n->path, sk_val_key(d));
            if (to && to->pkg != INV_NOBODY)
                inv_graph_edge(&g, n->pkg, to->pkg, 0);
        }
    }
    const struct sk_val *m = r->v1 ? inv_npm_manifest(&r->manifests, r->all, r->f, S("")) : NULL;
    if (m) {
        struct node root = {.path = S(""), .v = m, .pkg = INV_NOBODY, .project = true};
        for (size_t i = 0; i < r->n_nodes; i++)
            if (!r->nodes[i]->path.n)
                root.pkg = r->nodes[i]->pkg;
        edges_of(r, &g, &root, m);
        r->knows_direct = true;
    }
    inv_graph_done(&g);
    // npm knows best what is only for development; without package.json nobody knows what is direct.
    for (size_t i = 0; i < r->out->n_pkgs; i++) {
        uint32_t keep = r->knows_direct ? INV_DIRECT | INV_INDIRECT : 0u;
        r->out->pkgs[i].scope = flags[i] | (r->out->pkgs[i].scope & keep);
    }
}

static int npm_parse(const struct inv_file *f, const struct inv_files *all, struct inv_out *out,
                     struct sk_err *err)
{
    ARENA_SCRATCH(tmp);
    struct reader r = {.f = f,
                       .all = all,
                       .out = out,
                       .tmp = &tmp,
                       .manifests = {.perm = out->perm},
                       .by_path = {.perm = &tmp}};
    const struct sk_val *root = inv_read_doc(out, INV_JSON, f, &r.doc);
    if (!root)
        return 0;
    const struct sk_val *packages = sk_val_get(root, S("packages"));
    int code = 0;
    r.v1 = !sk_val_is(packages, SK_OBJECT);
    if (!r.v1) {
        r.knows_direct = sk_val_get(packages, S("")) != NULL;
        for (SK_EACH(v, packages))
            if (code == 0)
                code = read_entry(&r, v, err);
    } else {
        const struct sk_val *deps = sk_val_get(root, S("dependencies"));
        struct str name = sk_val_str(sk_val_get(root, S("name")));
        struct str version = sk_val_str(sk_val_get(root, S("version")));
        struct node *top = add_node(&r, S(""), NULL);
        if (name.n && version.n) {
            top->project = true;
            code = add_pkg(&r, top, name, version, err);
        }
        if (code == 0)
            code = read_v1(&r, S(""), deps, err);
        if (!deps && !sk_val_get(root, S("lockfileVersion")))
            inv_warn(out, f->path, 0, "neither packages nor dependencies in it");
    }
    if (code == 0)
        connect(&r);
    return code;
}

const struct inv_parser inv_parser_npm_lock = {
    .id = "npm_lock",
    .want = npm_want,
    .parse = npm_parse,
};
