// yarn.lock: the own syntax of yarn 1, and YAML from yarn 2 on ("berry").
// https://classic.yarnpkg.com/lang/en/docs/yarn-lock/ and https://yarnpkg.com/configuration/yarnrc
//
// Both list entries under the requests that they answer ("a@^1.0.0, a@^1.2.0"). Berry's entries
// include the project's own workspaces; for yarn 1 these are read from package.json files beside
// the lock file. What is only for development, only package.json files tell. Without them (yarn 1)
// nobody knows what is direct, and no scope is set.
#include "core/limits.h"
#include "inventory/lang.h"

enum { MAX_GLOBS = 1000 };

struct dep {
    struct str name, range;
    uint32_t scope;
};

struct entry {
    uint32_t pkg; // INV_NOBODY: not a component
    uint32_t line;
    struct str keys; // yarn 1: "a@^1, a@^2" as written
    struct str version;
    struct str dir; // of a workspace
    bool workspace;
    struct dep *deps;
    size_t n_deps, cap_deps;
};

struct reader {
    const struct inv_file *f;
    const struct inv_files *all;
    struct inv_out *out;
    struct arena *tmp;
    struct sk_map manifests; // package.json files read
    struct entry **entries;
    size_t n_entries, cap_entries;
    struct sk_map by_key;  // "name@range" -> struct entry
    struct sk_map by_pkg;  // "name@version" -> struct entry, the first
    struct sk_map members; // workspace name -> struct entry
};

static enum inv_want yarn_want(struct str path, uint32_t mode, uint64_t size)
{
    (void)mode;
    (void)size;
    if (!str_eq(str_basename(path), S("yarn.lock")) || inv_inside(path, S("node_modules")))
        return INV_SKIP;
    return INV_WHOLE;
}

static struct entry *add_entry(struct reader *r, uint32_t line)
{
    struct entry *e = arena_new(r->tmp, struct entry, 1);
    *e = (struct entry){.pkg = INV_NOBODY, .line = line};
    // NOLINTNEXTLINE(bugprone-sizeof-expression): an array of pointers
    *VEC_PUSH(r->tmp, r->entries, r->n_entries, r->cap_entries) = e;
    return e;
}

static struct str key_of(struct reader *r, struct str name, struct str range)
{
    return str_fmt(r->tmp, "%.*s@%.*s", (int)name.n, name.p, (int)range.n, range.p);
}

// "@scope/name@range" -> name and range.
static bool cut_request(struct str key, struct str *name, struct str *range)
{
    ptrdiff_t at = str_find_char(str_skip(key, 1), '@');
    if (at < 0)
        return false;
    *name = str_head(key, (size_t)at + 1);
    *range = str_skip(key, (size_t)at + 2);
    return name->n > 0;
}

static bool is_folder(struct str range)
{
    return str_starts(range, S("link:")) || str_starts(range, S("portal:")) ||
           (str_starts(range, S("file:")) && !str_has(range, S(".tgz")) &&
            !str_has(range, S(".tar.gz")));
}

// The same name and version under several entries (patches, aliases) is one component.
static int add_pkg(struct reader *r, struct entry *e, struct str name, bool ours,
                   struct sk_err *err)
{
    struct inv_pkg probe = {0};
    if (!e->version.n || !inv_npm_name(&probe, name)) {
        inv_warn(r->out, r->f->path, e->line, "an entry without name or version");
        return 0;
    }
    struct sk_map_entry *seen = sk_map_put(&r->by_pkg, key_of(r, name, e->version));
    if (seen->value) {
        e->pkg = ((struct entry *)seen->value)->pkg;
        return 0;
    }
    seen->value = e;
    struct inv_pkg *p = inv_add(r->out, "npm", err);
    if (!p)
        return SK_ELIMIT;
    inv_npm_name(p, name);
    p->version = e->version;
    p->line = e->line;
    p->scope = ours ? (uint32_t)INV_ROOT : 0u;
    p->path = ours ? e->dir : (struct str){0};
    e->pkg = (uint32_t)(r->out->n_pkgs - 1);
    return 0;
}

// ---- yarn 1 ----

static struct str unquoted(struct str s)
{
    return str_trim_chars(str_trim(s), S("\""));
}

// `name "range"`, either may be quoted or not.
static bool cut_pair(struct str s, struct str *key, struct str *value)
{
    s = str_trim(s);
    bool ok = str_at(s, 0) == '"' ? str_cut(str_skip(s, 1), '"', key, value)
                                  : str_cut(s, ' ', key, value);
    *value = unquoted(*value);
    return ok && key->n > 0;
}

static int end_v1(struct reader *r, struct entry *e, struct sk_err *err)
{
    struct str key, rest = e->keys, name = {0}, range, alias, version;
    bool ours = false;
    while (str_next_field(&rest, ',', &key)) {
        key = unquoted(key);
        sk_map_put(&r->by_key, key)->value = e;
        if (name.n || !cut_request(key, &name, &range))
            continue;
        if (inv_npm_alias(range, &alias, &version))
            name = alias;
        ours = is_folder(range);
    }
    return add_pkg(r, e, name, ours, err);
}

static int read_v1(struct reader *r, struct sk_err *err)
{
    struct str text = r->f->data, line, key, value;
    struct entry *e = NULL;
    uint32_t group = 0; // scope of the group of dependencies that we are in
    bool in_group = false;
    int code = 0;
    for (uint32_t n = 1; code == 0 && str_next_line(&text, &line); n++) {
        struct str s = str_trim(line);
        if (!s.n || str_at(s, 0) == '#')
            continue;
        size_t indent = 0;
        while (str_at(line, indent) == ' ')
            indent++;
        if (indent == 0) {
            if (e)
                code = end_v1(r, e, err);
            e = NULL;
            if (!str_ends(s, S(":"))) {
                inv_warn(r->out, r->f->path, n, "not an entry of yarn.lock");
                continue;
            }
            e = add_entry(r, n);
            e->keys = str_head(s, s.n - 1);
            in_group = false;
        } else if (!e) {
            continue;
        } else if (indent <= 2) {
            in_group = str_eq(s, S("dependencies:")) || str_eq(s, S("optionalDependencies:"));
            group = str_starts(s, S("optional")) ? INV_OPTIONAL : 0;
            if (cut_pair(s, &key, &value) && str_eq(key, S("version")))
                e->version = value;
        } else if (in_group && cut_pair(s, &key, &value)) {
            *VEC_PUSH(r->tmp, e->deps, e->n_deps, e->cap_deps) = (struct dep){key, value, group};
        }
    }
    return e && code == 0 ? end_v1(r, e, err) : code;
}

static void manifest_deps(struct reader *r, struct entry *e, const struct sk_val *m)
{
    for (size_t i = 0; i < COUNT_OF(inv_npm_groups); i++)
        for (SK_EACH(d, sk_val_get(m, str_from(inv_npm_groups[i].key))))
            *VEC_PUSH(r->tmp, e->deps, e->n_deps, e->cap_deps) =
                (struct dep){sk_val_key(d), sk_val_str(d), inv_npm_groups[i].scope};
}

static int add_project(struct reader *r, const struct sk_val *m, struct str dir, struct sk_err *err)
{
    struct entry *e = add_entry(r, 0);
    int code = inv_npm_root(r->out, m, dir, &e->pkg, err);
    e->workspace = true;
    struct str name = sk_val_str(sk_val_get(m, S("name")));
    if (name.n)
        sk_map_put(&r->members, name)->value = e;
    manifest_deps(r, e, m);
    return code;
}

// One part of a path against one part of a glob, '*' only.
static bool part_matches(struct str glob, struct str s)
{
    struct str head, tail;
    if (!str_cut(glob, '*', &head, &tail))
        return str_eq(glob, s);
    return s.n >= head.n + tail.n && str_starts(s, head) && str_ends(s, tail);
}

static bool glob_matches(struct str glob, struct str dir)
{
    struct str g, d;
    str_take(&glob, S("./"));
    glob = str_trim_chars(glob, S("/"));
    while (str_next_field(&glob, '/', &g)) {
        if (str_eq(g, S("**")))
            return dir.n > 0;
        if (!str_next_field(&dir, '/', &d) || !part_matches(g, d))
            return false;
    }
    return dir.n == 0;
}

static bool is_member(const struct sk_val *globs, struct str dir)
{
    bool member = false;
    for (SK_EACH(g, globs)) {
        struct str s = sk_val_str(g);
        if (str_take(&s, S("!")))
            member &= !glob_matches(s, dir);
        else
            member |= glob_matches(s, dir);
    }
    return member;
}

static int read_projects(struct reader *r, bool *found, struct sk_err *err)
{
    const struct sk_val *m = inv_npm_manifest(&r->manifests, r->all, r->f, S(""));
    const struct sk_val *globs = sk_val_get(m, S("workspaces"));
    if (sk_val_is(globs, SK_OBJECT))
        globs = sk_val_get(globs, S("packages"));
    *found = m != NULL;
    if (!m)
        return 0;
    if (sk_val_count(globs) > MAX_GLOBS) {
        inv_warn(r->out, r->f->path, 0, "more than %d workspace patterns", MAX_GLOBS);
        globs = NULL;
    }
    int code = add_project(r, m, S(""), err);
    struct str base = str_dirname(r->f->path);
    for (size_t i = 0; code == 0 && sk_val_count(globs) > 0 && i < r->all->n_files; i++) {
        struct str dir = r->all->files[i].path;
        if (!str_eq(str_basename(dir), S("package.json")) || inv_inside(dir, S("node_modules")))
            continue;
        dir = str_dirname(dir);
        if (!str_take(&dir, base) || (base.n && !str_take(&dir, S("/"))) || !is_member(globs, dir))
            continue;
        m = inv_npm_manifest(&r->manifests, r->all, r->f, dir);
        if (m)
            code = add_project(r, m, dir, err);
    }
    return code;
}

// ---- berry ----

static int read_berry_entry(struct reader *r, struct sk_doc *doc, const struct sk_val *v,
                            struct sk_err *err)
{
    struct str key, rest = sk_val_key(v), name, range, dir;
    struct str resolution = sk_val_str(sk_val_get(v, S("resolution")));
    struct entry *e = add_entry(r, sk_val_line(doc, v));
    e->version = sk_val_text(sk_val_get(v, S("version")));
    while (str_next_field(&rest, ',', &key))
        sk_map_put(&r->by_key, str_trim(key))->value = e;
    if (!cut_request(resolution, &name, &range)) {
        inv_warn(r->out, r->f->path, e->line, "an entry without a resolution");
        return 0;
    }
    const struct sk_val *meta = sk_val_get(v, S("dependenciesMeta"));
    const struct sk_val *m = NULL;
    bool ours = is_folder(range);
    if (str_cut_str(range, S("workspace:"), &range, &dir)) {
        ours = e->workspace = true;
        e->dir = str_eq(dir, S(".")) ? S("") : dir;
        m = inv_npm_manifest(&r->manifests, r->all, r->f, e->dir);
        struct str version = sk_val_str(sk_val_get(m, S("version")));
        if (version.n)
            e->version = version;
    }
    for (SK_EACH(d, sk_val_get(v, S("dependencies")))) {
        struct str n = sk_val_key(d);
        uint32_t scope = 0;
        if (str_eq(sk_val_text(sk_val_get(sk_val_get(meta, n), S("optional"))), S("true")))
            scope = INV_OPTIONAL;
        else if (sk_val_get(sk_val_get(m, S("devDependencies")), n) &&
                 !sk_val_get(sk_val_get(m, S("dependencies")), n))
            scope = INV_DEV;
        *VEC_PUSH(r->tmp, e->deps, e->n_deps, e->cap_deps) = (struct dep){n, sk_val_text(d), scope};
    }
    return add_pkg(r, e, name, ours, err);
}

static int read_berry(struct reader *r, struct sk_err *err)
{
    struct sk_doc doc;
    const struct sk_val *root = inv_read_doc(r->out, INV_YAML, r->f, &doc);
    int code = 0;
    for (SK_EACH(v, root)) {
        if (str_eq(sk_val_key(v), S("__metadata")))
            continue;
        if (code == 0)
            code = read_berry_entry(r, &doc, v, err);
    }
    return code;
}

// ---- edges ----

static const struct entry *answer(struct reader *r, const struct dep *d)
{
    struct inv_key key;
    const struct entry *e = sk_map_get(&r->by_key, inv_key(&key, S(""), d->name, S("@"), d->range));
    // Before yarn 4 the range of a dependency has no protocol, but the entry has.
    if (!e)
        e = sk_map_get(&r->by_key, inv_key(&key, S(""), d->name, S("@npm:"), d->range));
    return e ? e : sk_map_get(&r->members, d->name);
}

static void connect(struct reader *r, bool knows_direct)
{
    struct inv_graph g;
    inv_graph_begin(&g, r->tmp, r->out, r->f->path);
    for (size_t i = 0; i < r->n_entries; i++) {
        const struct entry *e = r->entries[i];
        for (size_t k = 0; k < e->n_deps; k++) {
            const struct entry *to = answer(r, &e->deps[k]);
            if (to && to->pkg != INV_NOBODY && (e->pkg != INV_NOBODY || e->workspace))
                inv_graph_edge(&g, e->pkg, to->pkg, e->deps[k].scope);
        }
    }
    if (knows_direct)
        inv_graph_done(&g);
}

static int yarn_parse(const struct inv_file *f, const struct inv_files *all, struct inv_out *out,
                      struct sk_err *err)
{
    ARENA_SCRATCH(tmp);
    struct reader r = {.f = f,
                       .all = all,
                       .out = out,
                       .tmp = &tmp,
                       .manifests = {.perm = out->perm},
                       .by_key = {.perm = &tmp},
                       .by_pkg = {.perm = &tmp},
                       .members = {.perm = &tmp}};
    bool berry = str_starts(f->data, S("__metadata:")) || str_has(f->data, S("\n__metadata:"));
    bool found = berry;
    int code = berry ? read_berry(&r, err) : read_v1(&r, err);
    if (code == 0 && !berry)
        code = read_projects(&r, &found, err);
    connect(&r, found);
    return code;
}

const struct inv_parser inv_parser_yarn_lock = {
    .id = "yarn_lock",
    .want = yarn_want,
    .parse = yarn_parse,
};
