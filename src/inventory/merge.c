// Layers to one inventory: what is visible at the top, from which layer it really comes, what an OS
// package owns, and what is told twice.
#include "inventory/merge.h"

#include "core/limits.h"

#include <stdlib.h>
#include <string.h>

struct merge {
    struct arena *perm, *tmp;
    enum inv_kind kind;
    const struct inv_layer *layers;
    size_t n_layers;
    struct art_union *u; // NULL for folders
    struct inv_result *r;
    struct sk_map seen;  // purl -> item + 1
    struct sk_map owned; // path of a component -> item + 1 of the OS package, or NULL
};

static bool is_os_type(const char *type)
{
    return strcmp(type, "deb") == 0 || strcmp(type, "apk") == 0 || strcmp(type, "rpm") == 0;
}

static bool is_visible(const struct merge *m, size_t layer, struct str path)
{
    return !m->u || art_union_visible(m->u, layer, path);
}

// ---- warnings and distribution ----

static void take_warnings(struct merge *m, const struct inv_warning *w, size_t n)
{
    for (size_t i = 0; i < n && m->r->n_warns < SK_MAX_WARNINGS; i++)
        *VEC_PUSH(m->perm, m->r->warns, m->r->n_warns, m->r->cap_warns) = w[i];
}

static void take_distro(struct merge *m, const struct inv_distro *d, bool *esm)
{
    *esm |= d->esm;
    if (d->version_id.n || d->rank > 0)
        if (!m->r->distro || d->rank > m->r->distro->rank) {
            m->r->distro = arena_new(m->perm, struct inv_distro, 1);
            *m->r->distro = *d;
        }
}

// ---- where a component really comes from ----

static const struct inv_out *out_of(const struct inv_layer *l, struct str path)
{
    for (size_t i = 0; i < l->n_files; i++)
        if (str_eq(l->files[i].path, path))
            return &l->files[i].out;
    return NULL;
}

// Key of a package for comparing databases: name, version, architecture.
static struct str pkg_key(struct arena *a, const struct inv_pkg *p)
{
    char *k = arena_new(a, char, p->name.n + p->version.n + p->arch.n + 3);
    size_t n = 0;
    const struct str parts[] = {p->name, p->version, p->arch};
    for (size_t i = 0; i < COUNT_OF(parts); i++) {
        if (parts[i].n)
            memcpy(k + n, parts[i].p, parts[i].n);
        n += parts[i].n;
        k[n++] = '\n';
    }
    return (struct str){k, n};
}

// Walk down from the top layer of the database: the package belongs to the lowest layer of the
// unbroken run that has it. Fills origin[] for all packages of the top database at once.
static void find_origins(struct merge *m, size_t top, struct str path, const struct inv_out *out,
                         uint32_t *origin)
{
    bool *open = arena_new(m->tmp, bool, out->n_pkgs);
    size_t left = out->n_pkgs;
    for (size_t i = 0; i < out->n_pkgs; i++) {
        origin[i] = (uint32_t)top;
        open[i] = true;
    }
    for (size_t l = top; l-- > 0 && left;) {
        const struct inv_out *below = out_of(&m->layers[l], path);
        if (!below)
            continue;
        size_t over = art_union_hidden_by(m->u, l, path);
        if (over < m->n_layers && !out_of(&m->layers[over], path))
            return; // removed in between: what is above is another database
        struct sk_map have = {.perm = m->tmp};
        for (size_t i = 0; i < below->n_pkgs; i++)
            (void)sk_map_add(&have, pkg_key(m->tmp, &below->pkgs[i]));
        for (size_t i = 0; i < out->n_pkgs; i++) {
            if (!open[i])
                continue;
            if (sk_map_find(&have, pkg_key(m->tmp, &out->pkgs[i]))) {
                origin[i] = (uint32_t)l;
            } else {
                open[i] = false;
                left--;
            }
        }
    }
}

// ---- components ----

static void add_path(struct merge *m, struct inv_component *c, struct str path)
{
    for (size_t i = 0; i < c->n_paths; i++)
        if (str_eq(c->paths[i], path))
            return;
    *VEC_PUSH(m->perm, c->paths, c->n_paths, c->cap_paths) = path;
}

// Lock files of different folders keep their own dependency trees, so the key has the file for them;
// installed and OS components are one wherever they are.
static uint32_t item_for(struct merge *m, const struct inv_parsed *f, const struct inv_pkg *p,
                         bool *ret_new)
{
    struct str key = inv_purl(m->tmp, p, NULL);
    if (p->scope & INV_ROOT || (!(p->scope & INV_INSTALLED) && !is_os_type(p->type)))
        key = str_join(m->tmp, str_join(m->tmp, key, S("\n")), f->path);
    struct sk_map_entry *e = sk_map_put(&m->seen, key);
    *ret_new = !e->value;
    if (*ret_new) {
        (void)VEC_PUSH(m->perm, m->r->items, m->r->n_items, m->r->cap_items);
        e->value = (void *)(uintptr_t)m->r->n_items;
    }
    return (uint32_t)((uintptr_t)e->value - 1);
}

static void take_file(struct merge *m, size_t layer, const struct inv_parsed *f)
{
    const struct inv_out *out = &f->out;
    uint32_t *item = arena_new(m->tmp, uint32_t, out->n_pkgs);
    uint32_t *origin = arena_new(m->tmp, uint32_t, out->n_pkgs);
    bool os = out->n_pkgs && is_os_type(out->pkgs[0].type);
    if (os && m->u)
        find_origins(m, layer, f->path, out, origin);
    for (size_t i = 0; i < out->n_pkgs; i++) {
        bool fresh;
        const struct inv_pkg *p = &out->pkgs[i];
        item[i] = item_for(m, f, p, &fresh);
        struct inv_component *c = &m->r->items[item[i]];
        struct str path = p->path.n ? p->path : f->path;
        if (fresh) {
            *c = (struct inv_component){
                .pkg = *p,
                .layer = !m->u ? UINT32_MAX
                         : os  ? origin[i]
                               : (uint32_t)layer,
                .parser = f->parser,
                .owned_by = UINT32_MAX,
            };
            c->pkg.path = path;
            c->pkg.deps = NULL;
            c->pkg.n_deps = c->pkg.cap_deps = 0;
        } else {
            c->pkg.scope |= p->scope & (INV_DIRECT | INV_INSTALLED);
            if (!(p->scope & INV_DEV))
                c->pkg.scope &= ~(uint32_t)INV_DEV;
        }
        add_path(m, c, path);
    }
    for (size_t i = 0; i < out->n_pkgs; i++) {
        struct inv_pkg *p = &m->r->items[item[i]].pkg;
        for (size_t d = 0; d < out->pkgs[i].n_deps; d++)
            if (out->pkgs[i].deps[d] < out->n_pkgs)
                *VEC_PUSH(m->perm, p->deps, p->n_deps, p->cap_deps) = item[out->pkgs[i].deps[d]];
    }
}

// ---- files owned by OS packages ----

// Merged /usr: /bin/x and /usr/bin/x are one file. Without a leading slash.
static struct str plain_path(struct arena *a, struct str path)
{
    static const struct str tops[] = {S_INIT("bin/"), S_INIT("sbin/"), S_INIT("lib/"),
                                      S_INIT("lib64/"), S_INIT("lib32/")};
    while (str_take(&path, S("/")))
        ;
    for (size_t i = 0; i < COUNT_OF(tops); i++)
        if (str_starts(path, tops[i]))
            return str_join(a, S("usr/"), path);
    return path;
}

// Packages of other vendors (a language's own repository, a tool's) do not vouch for libraries.
static bool is_distribution_package(const struct inv_pkg *p)
{
    static const struct str vendors[] = {
        S_INIT("Red Hat"),  S_INIT("CentOS"),     S_INIT("AlmaLinux"), S_INIT("Rocky"),
        S_INIT("Amazon"),   S_INIT("Fedora"),     S_INIT("Oracle"),    S_INIT("SUSE"),
        S_INIT("openSUSE"), S_INIT("CloudLinux"),
    };
    if (strcmp(p->type, "rpm") != 0 || !p->vendor.n)
        return true;
    for (size_t i = 0; i < COUNT_OF(vendors); i++)
        if (str_has(p->vendor, vendors[i]))
            return true;
    return false;
}

static struct inv_component *find_os_package(struct merge *m, struct sk_map *by_name,
                                             const struct inv_owned *o)
{
    struct str key = o->pkg_arch.n ? str_fmt(m->tmp, STR_FMT ":" STR_FMT, STR_ARG(o->pkg_name),
                                             STR_ARG(o->pkg_arch))
                                   : o->pkg_name;
    uintptr_t item = (uintptr_t)sk_map_get(by_name, key);
    if (!item)
        item = (uintptr_t)sk_map_get(by_name, o->pkg_name);
    return item ? &m->r->items[item - 1] : NULL;
}

// The paths whose owner matters: few, where packages own tens of thousands of files.
static void ask_owners(struct merge *m)
{
    for (size_t i = 0; i < m->r->n_items; i++) {
        const struct inv_component *c = &m->r->items[i];
        for (size_t k = 0; k < c->n_paths && !is_os_type(c->pkg.type); k++)
            (void)sk_map_put(&m->owned, plain_path(m->tmp, c->paths[k]));
    }
}

static void own(struct merge *m, struct str path, const struct inv_component *owner)
{
    struct sk_map_entry *e = sk_map_find(&m->owned, path);
    if (e)
        e->value = (void *)(uintptr_t)(owner - m->r->items + 1);
}

static void take_owned(struct merge *m, struct sk_map *by_name, const struct inv_out *out)
{
    for (size_t i = 0; i < out->n_owned; i++) {
        const struct inv_owned *o = &out->owned[i];
        struct inv_component *c = find_os_package(m, by_name, o);
        if (!c)
            continue;
        c->owned = o;
        if (!is_distribution_package(&c->pkg))
            continue;
        for (size_t k = 0; k < o->n_files; k++)
            own(m, plain_path(m->tmp, o->files[k]), c);
    }
}

static void index_os_packages(struct merge *m, struct sk_map *by_name)
{
    for (size_t i = 0; i < m->r->n_items; i++) {
        const struct inv_pkg *p = &m->r->items[i].pkg;
        if (!is_os_type(p->type))
            continue;
        void *value = (void *)(uintptr_t)(i + 1);
        sk_map_put(by_name, p->name)->value = value;
        sk_map_put(by_name,
                   str_fmt(m->tmp, STR_FMT ":" STR_FMT, STR_ARG(p->name), STR_ARG(p->arch)))
            ->value = value;
    }
}

// Owned when every place of the component belongs to an OS package.
static void mark_owned(struct merge *m)
{
    for (size_t i = 0; i < m->r->n_items; i++) {
        struct inv_component *c = &m->r->items[i];
        uintptr_t owner = 0;
        if (is_os_type(c->pkg.type))
            continue;
        for (size_t k = 0; k < c->n_paths; k++) {
            owner = (uintptr_t)sk_map_get(&m->owned, plain_path(m->tmp, c->paths[k]));
            if (!owner)
                break;
        }
        if (owner)
            c->owned_by = (uint32_t)(owner - 1);
    }
}

// ---- lock file and installed tree of one project ----

static bool is_lock(const struct inv_component *c)
{
    return !is_os_type(c->pkg.type) && !(c->pkg.scope & INV_INSTALLED);
}

// Is there a component of the same ecosystem, of the other sort, in or below the folder?
struct folder_sort {
    const char *type;
    struct str folder; // of the lock file
};

static bool below(struct str path, struct str folder)
{
    return !folder.n || (str_starts(path, folder) && str_at(path, folder.n) == '/');
}

// The folder to which an installed component belongs: what stands before node_modules, or the lib folder
// of a virtual environment.
static struct str project_of(struct str path)
{
    static const struct str marks[] = {S_INIT("node_modules/"), S_INIT("lib/python"),
                                       S_INIT("Lib/site-packages/"), S_INIT("site-packages/")};
    for (size_t i = 0; i < COUNT_OF(marks); i++) {
        ptrdiff_t at = str_find(path, marks[i]);
        if (at >= 0)
            return str_dirname(str_head(path, (size_t)at));
    }
    return str_dirname(path);
}

static bool overridden(const struct merge *m, const struct inv_component *c,
                       const struct folder_sort *others, size_t n)
{
    struct str here = is_lock(c) ? str_dirname(c->paths[0]) : project_of(c->paths[0]);
    for (size_t i = 0; i < n; i++) {
        if (strcmp(others[i].type, c->pkg.type) != 0)
            continue;
        bool same = m->kind == INV_IMAGE
                        ? str_eq(others[i].folder, here) || below(others[i].folder, here)
                        : str_eq(others[i].folder, here) || below(here, others[i].folder);
        if (same)
            return true;
    }
    return false;
}

static void add_sort(struct merge *m, struct folder_sort **list, size_t *n, size_t *cap,
                     const char *type, struct str folder)
{
    for (size_t i = 0; i < *n; i++)
        if (strcmp((*list)[i].type, type) == 0 && str_eq((*list)[i].folder, folder))
            return;
    *VEC_PUSH(m->tmp, *list, *n, *cap) = (struct folder_sort){type, folder};
}

// In an image what is installed counts, in a source folder what is locked: the other one of the same
// project tells the same things again, or what is not there any more.
static void drop_doubles(struct merge *m)
{
    struct folder_sort *winners = NULL;
    size_t n = 0, cap = 0, kept = 0;
    bool lock_wins = m->kind == INV_FOLDER;
    for (size_t i = 0; i < m->r->n_items; i++) {
        const struct inv_component *c = &m->r->items[i];
        bool go_binary = str_eq(c->parser, S("go_binary"));
        if (is_os_type(c->pkg.type) || c->owned_by != UINT32_MAX || go_binary ||
            is_lock(c) != lock_wins)
            continue;
        for (size_t k = 0; k < c->n_paths; k++)
            add_sort(m, &winners, &n, &cap, c->pkg.type,
                     lock_wins ? str_dirname(c->paths[k]) : project_of(c->paths[k]));
    }
    uint32_t *moved = arena_new(m->tmp, uint32_t, m->r->n_items);
    for (size_t i = 0; i < m->r->n_items; i++) {
        const struct inv_component *c = &m->r->items[i];
        bool loser = n && !is_os_type(c->pkg.type) && !str_eq(c->parser, S("go_binary")) &&
                     is_lock(c) != lock_wins && overridden(m, c, winners, n);
        moved[i] = loser ? UINT32_MAX : (uint32_t)kept;
        if (!loser)
            m->r->items[kept++] = *c;
    }
    m->r->n_items = kept;
    for (size_t i = 0; i < kept; i++) {
        struct inv_component *c = &m->r->items[i];
        size_t deps = 0;
        for (size_t d = 0; d < c->pkg.n_deps; d++)
            if (moved[c->pkg.deps[d]] != UINT32_MAX)
                c->pkg.deps[deps++] = moved[c->pkg.deps[d]];
        c->pkg.n_deps = deps;
        if (c->owned_by != UINT32_MAX)
            c->owned_by = moved[c->owned_by];
    }
}

// ---- the whole ----

static void take_layer(struct merge *m, size_t l, bool *esm)
{
    const struct inv_layer *layer = &m->layers[l];
    m->r->incomplete |= layer->incomplete;
    take_warnings(m, layer->warns, layer->n_warns);
    for (size_t i = 0; i < layer->n_files; i++) {
        const struct inv_parsed *f = &layer->files[i];
        if (!is_visible(m, l, f->path))
            continue;
        m->r->incomplete |= f->out.incomplete;
        take_warnings(m, f->out.warns, f->out.n_warns);
        if (f->out.distro)
            take_distro(m, f->out.distro, esm);
        take_file(m, l, f);
    }
}

static void sort_paths(struct inv_component *c)
{
    if (c->n_paths > 1)
        qsort(c->paths, c->n_paths, sizeof *c->paths, str_ptr_cmp);
    if (c->n_paths)
        c->pkg.path = c->paths[0];
}

int inv_merge(struct arena *perm, enum inv_kind kind, const struct inv_layer *layers, size_t n,
              struct inv_result *ret, struct sk_err *err)
{
    ARENA_SCRATCH(tmp);
    *ret = (struct inv_result){0};
    if (n > SK_MAX_LAYERS)
        return sk_fail(err, SK_ELIMIT, "more than %u layers", SK_MAX_LAYERS);
    struct merge m = {.perm = perm,
                      .tmp = &tmp,
                      .kind = kind,
                      .layers = layers,
                      .n_layers = n,
                      .r = ret,
                      .seen.perm = &tmp,
                      .owned.perm = &tmp};
    if (kind == INV_IMAGE) {
        const struct art_walk **walks = arena_new(&tmp, const struct art_walk *, n);
        for (size_t i = 0; i < n; i++)
            walks[i] = &layers[i].walk;
        m.u = art_union_new(&tmp, walks, n);
    }
    bool esm = false;
    for (size_t l = n; l-- > 0;) // from the top: the uppermost sighting of a component counts
        take_layer(&m, l, &esm);
    if (ret->distro)
        ret->distro->esm |= esm;
    struct sk_map by_name = {.perm = &tmp};
    index_os_packages(&m, &by_name);
    ask_owners(&m);
    for (size_t l = 0; l < n; l++)
        for (size_t i = 0; i < layers[l].n_files; i++)
            if (layers[l].files[i].out.n_owned && is_visible(&m, l, layers[l].files[i].path))
                take_owned(&m, &by_name, &layers[l].files[i].out);
    for (size_t i = 0; i < ret->n_items; i++)
        sort_paths(&ret->items[i]);
    mark_owned(&m);
    drop_doubles(&m);
    return 0;
}

size_t inv_path_to(const struct inv_result *r, uint32_t item, struct arena *a, uint32_t **ret)
{
    // Breadth first from all direct dependencies: the shortest way.
    ARENA_SCRATCH(tmp);
    uint32_t *from = arena_new(&tmp, uint32_t, r->n_items),
             *queue = arena_new(&tmp, uint32_t, r->n_items);
    size_t head = 0, tail = 0, n = 0;
    for (uint32_t i = 0; i < r->n_items; i++)
        if (r->items[i].pkg.scope & INV_DIRECT) {
            from[i] = i + 1; // itself: a beginning
            queue[tail++] = i;
        }
    while (head < tail && !from[item]) {
        uint32_t at = queue[head++];
        for (size_t d = 0; d < r->items[at].pkg.n_deps; d++) {
            uint32_t to = r->items[at].pkg.deps[d];
            if (to < r->n_items && !from[to]) {
                from[to] = at + 1;
                queue[tail++] = to;
            }
        }
    }
    if (!from[item])
        return 0;
    for (uint32_t at = item;; at = from[at] - 1) {
        n++;
        if (from[at] == at + 1)
            break;
    }
    *ret = arena_new(a, uint32_t, n);
    for (uint32_t at = item, i = (uint32_t)n; i-- > 0; at = from[at] - 1)
        (*ret)[i] = at;
    return n;
}
