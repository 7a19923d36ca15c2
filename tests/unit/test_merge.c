// From layers to one inventory. Expected: the contract in inventory/merge.h; who introduced a component is
// what `dpkg -l` after each layer would tell.
#include "test.h"

#include "inventory/merge.h"

#include <string.h>

struct made {
    struct arena *a;
    struct inv_layer layers[4];
    struct inv_result r;
};

static struct inv_parsed *file(struct made *m, size_t layer, const char *parser, const char *path)
{
    struct inv_layer *l = &m->layers[layer];
    struct art_change *c = VEC_PUSH(m->a, l->walk.changes, l->walk.n_changes, l->walk.cap_changes);
    *c = (struct art_change){.path = str_from(path), .kind = ART_FILE};
    if (!parser)
        return NULL;
    struct inv_parsed *f = VEC_PUSH(m->a, l->files, l->n_files, l->cap_files);
    *f = (struct inv_parsed){str_from(path), str_from(parser), {.perm = m->a}};
    return f;
}

static void change(struct made *m, size_t layer, enum art_change_kind kind, const char *path)
{
    (void)file(m, layer, NULL, path);
    struct art_walk *w = &m->layers[layer].walk;
    w->changes[w->n_changes - 1].kind = kind;
}

static struct inv_pkg *pkg(struct inv_parsed *f, const char *type, const char *name,
                           const char *version, uint32_t scope)
{
    struct inv_pkg *p = inv_add(&f->out, type, NULL);
    p->name = str_from(name);
    p->version = str_from(version);
    p->scope = scope;
    return p;
}

// "bash 5.1, libc6 2.36": a dpkg database of one layer.
static void status(struct made *m, size_t layer, const char *text)
{
    struct inv_parsed *f = file(m, layer, "dpkg", "var/lib/dpkg/status");
    struct str rest = str_from(text), one, name, version;
    while (str_next_field(&rest, ',', &one)) {
        (void)str_next_word(&one, &name);
        (void)str_next_word(&one, &version);
        struct inv_pkg *p = pkg(f, "deb", "x", "x", 0);
        p->name = name;
        p->version = version;
        p->arch = S("amd64");
    }
}

static void owns(struct made *m, size_t layer, const char *list, const char *name, const char *path)
{
    struct inv_parsed *f = file(m, layer, "dpkg_list", list);
    struct inv_owned *o = inv_add_owned(&f->out, str_from(name), (struct str){0});
    inv_add_owned_file(&f->out, o, str_from(path));
}

static void merge(struct made *m, enum inv_kind kind, size_t n)
{
    struct sk_err err = {0};
    CHECK(inv_merge(m->a, kind, m->layers, n, &m->r, &err) == 0, "%s", err.msg);
}

static const struct inv_component *find(const struct made *m, const char *name)
{
    for (size_t i = 0; i < m->r.n_items; i++)
        if (str_eq(m->r.items[i].pkg.name, str_from(name)))
            return &m->r.items[i];
    return NULL;
}

TEST(merge_origin)
{
    static const struct {
        const char *layers[4]; // of the status file; NULL: not touched, "-": removed
        const char *name;
        int layer; // -1: not there at the top
    } rows[] = {
        {{"a 1,b 1"}, "a", 0},
        {{"a 1,b 1", "a 1,b 1,c 1"}, "a", 0},
        {{"a 1,b 1", "a 1,b 1,c 1"}, "c", 1},
        {{"a 1", "a 2", "a 2"}, "a", 1},     // upgraded
        {{"a 1", "a 2", "a 1"}, "a", 2},     // and back: not the first layer with an equal entry
        {{"a 1", "b 1", "a 1,b 1"}, "a", 2}, // removed and installed again
        {{"a 1", NULL, "a 1,b 1"}, "a", 0},  // the layer between did not touch the database
        {{"a 1", "b 1"}, "a", -1},
        {{"a 1", "-"}, "a", -1},
        {{"a 1", "-", "b 1"}, "a", -1},
        {{"a 1", "-", "a 1"}, "a", 2}, // another database, which has it too
        {{"a 1", NULL, "-", "a 1"}, "a", 3},
        {{"a 1", "a 1,b 1", "-", NULL}, "b", -1},
    };
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        ARENA_SCRATCH(a);
        struct made m = {.a = &a};
        for (size_t l = 0; l < 4; l++) {
            const char *text = rows[i].layers[l];
            if (text && strcmp(text, "-") == 0)
                change(&m, l, ART_WHITEOUT, "var/lib/dpkg/status");
            else if (text)
                status(&m, l, text);
        }
        merge(&m, INV_IMAGE, 4);
        const struct inv_component *c = find(&m, rows[i].name);
        CHECK((c != NULL) == (rows[i].layer >= 0), "row %zu", i);
        CHECK(!c || c->layer == (uint32_t)rows[i].layer, "row %zu: layer %u", i, c->layer);
    }
}

TEST(merge_libraries_by_layer)
{
    ARENA_SCRATCH(a);
    struct made m = {.a = &a};
    const char *dirs[] = {"app/node_modules/left/package.json",
                          "old/node_modules/left/package.json",
                          "srv/node_modules/left/package.json"};
    for (size_t i = 0; i < 3; i++)
        pkg(file(&m, i, "node_modules", dirs[i]), "npm", "left", "1.0.0", INV_INSTALLED);
    pkg(file(&m, 0, "node_modules", "gone/node_modules/right/package.json"), "npm", "right",
        "1.0.0", INV_INSTALLED);
    change(&m, 2, ART_WHITEOUT, "gone");
    change(&m, 3, ART_OPAQUE, "old");
    merge(&m, INV_IMAGE, 4);
    const struct inv_component *c = find(&m, "left");
    CHECK(m.r.n_items == 1 && c, "%zu components", m.r.n_items);
    CHECK(c->n_paths == 2 && c->layer == 2, "%zu paths, layer %u", c->n_paths, c->layer);
    CHECK_STR(c->paths[0], dirs[0]);
    CHECK_STR(c->paths[1], dirs[2]);
    CHECK_STR(c->pkg.path, dirs[0]);
}

TEST(merge_owned)
{
    static const char meta[] = "usr/lib/python3/dist-packages/six-1.0.dist-info/METADATA";
    static const struct {
        const char *owned; // the path as the package's list writes it
        const char *at;    // where the library is
        const char *vendor;
        bool is_owned, list_removed;
    } rows[] = {
        {"/usr/lib/python3/dist-packages/six-1.0.dist-info/METADATA", meta, "", true, false},
        {"/lib/python3/dist-packages/six-1.0.dist-info/METADATA", meta, "", true, false},
        {"/usr/lib/python3/dist-packages/six-1.0.dist-info/METADATA", meta + 4, "", true, false},
        {"/usr/lib/python3/dist-packages/six-1.0.dist-info", meta, "", false, false},
        {"/usr/lib/python3/dist-packages/six-1.0.dist-info/METADATA", "opt/x/METADATA", "", false,
         false},
        {"/usr/lib/python3/dist-packages/six-1.0.dist-info/METADATA", meta, "", false, true},
        {"/usr/lib/python3/dist-packages/six-1.0.dist-info/METADATA", meta, "Red Hat, Inc.", true,
         false},
        {"/usr/lib/python3/dist-packages/six-1.0.dist-info/METADATA", meta, "NodeSource", false,
         false},
    };
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        ARENA_SCRATCH(a);
        struct made m = {.a = &a};
        bool rpm = rows[i].vendor[0];
        struct inv_parsed *f = file(&m, 0, rpm ? "rpm_sqlite" : "dpkg", "var/lib/db");
        pkg(f, rpm ? "rpm" : "deb", "python3-six", "1.0-1", 0)->vendor = str_from(rows[i].vendor);
        owns(&m, 0, "var/lib/dpkg/info/python3-six.list", "python3-six", rows[i].owned);
        pkg(file(&m, 1, "python_dist", rows[i].at), "pypi", "six", "1.0", INV_INSTALLED);
        if (rows[i].list_removed)
            change(&m, 1, ART_WHITEOUT, "var/lib/dpkg/info/python3-six.list");
        merge(&m, INV_IMAGE, 2);
        const struct inv_component *six = find(&m, "six"), *os = find(&m, "python3-six");
        CHECK(six && os, "row %zu", i);
        CHECK((six->owned_by != UINT32_MAX) == rows[i].is_owned, "row %zu", i);
        CHECK(!rows[i].is_owned || &m.r.items[six->owned_by] == os, "row %zu", i);
    }
}

// A second copy elsewhere is nobody's: the component must be reported.
TEST(merge_owned_in_one_place_only)
{
    ARENA_SCRATCH(a);
    struct made m = {.a = &a};
    status(&m, 0, "python3-six 1.0-1");
    owns(&m, 0, "var/lib/dpkg/info/python3-six.list", "python3-six", "/usr/lib/p/six/METADATA");
    pkg(file(&m, 0, "python_dist", "usr/lib/p/six/METADATA"), "pypi", "six", "1.0", INV_INSTALLED);
    pkg(file(&m, 1, "python_dist", "app/six/METADATA"), "pypi", "six", "1.0", INV_INSTALLED);
    merge(&m, INV_IMAGE, 2);
    CHECK(find(&m, "six")->owned_by == UINT32_MAX && find(&m, "six")->n_paths == 2);
}

TEST(merge_lock_and_installed)
{
    static const struct {
        enum inv_kind kind;
        const char *lock, *installed;
        const char *kept; // "lock", "installed" or "both"
    } rows[] = {
        {INV_IMAGE, "app/package-lock.json", "app/node_modules/a/package.json", "installed"},
        {INV_FOLDER, "package-lock.json", "node_modules/a/package.json", "lock"},
        {INV_FOLDER, "web/package-lock.json", "web/node_modules/a/package.json", "lock"},
        {INV_IMAGE, "app/package-lock.json", "srv/node_modules/a/package.json", "both"},
        {INV_FOLDER, "web/package-lock.json", "api/node_modules/a/package.json", "both"},
        {INV_FOLDER, "web/package-lock.json", "webapp/node_modules/a/package.json", "both"},
    };
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        ARENA_SCRATCH(a);
        struct made m = {.a = &a};
        struct inv_parsed *lock = file(&m, 0, "npm_lock", rows[i].lock);
        struct inv_pkg *p = pkg(lock, "npm", "a", "1.0.0", INV_DIRECT);
        inv_add_dep(&lock->out, p, 1);
        pkg(lock, "npm", "b", "2.0.0", INV_INDIRECT);
        pkg(file(&m, 0, "node_modules", rows[i].installed), "npm", "c", "1.0.0", INV_INSTALLED);
        merge(&m, rows[i].kind, 1);
        bool has_lock = find(&m, "a") && find(&m, "b"), has_installed = find(&m, "c") != NULL;
        const char *kept = has_lock && has_installed ? "both" : has_lock ? "lock" : "installed";
        CHECK(strcmp(kept, rows[i].kept) == 0, "row %zu: %s, not %s", i, kept, rows[i].kept);
        if (has_lock) {
            uint32_t *way;
            uint32_t b = (uint32_t)(find(&m, "b") - m.r.items);
            CHECK(inv_path_to(&m.r, b, &a, &way) == 2, "row %zu", i);
            CHECK(&m.r.items[way[0]] == find(&m, "a") && way[1] == b, "row %zu", i);
        }
    }
}

TEST(merge_distribution_and_damage)
{
    ARENA_SCRATCH(a);
    struct made m = {.a = &a};
    struct inv_distro low = {.id = S("debian"), .version_id = S("12.1"), .rank = 1},
                      old = {.id = S("debian"), .version_id = S("11"), .rank = 9},
                      high = {.id = S("debian"), .version_id = S("12"), .rank = 9},
                      pro = {.esm = true};
    file(&m, 0, "osrelease", "usr/lib/os-release")->out.distro = &old;
    file(&m, 1, "osrelease", "usr/lib/os-release")->out.distro = &high;
    file(&m, 2, "osrelease", "etc/debian_version")->out.distro = &low;
    file(&m, 0, "osrelease", "var/lib/ubuntu-advantage/status.json")->out.distro = &pro;
    struct inv_parsed *f = file(&m, 0, "dpkg", "var/lib/dpkg/status");
    inv_warn(&f->out, f->path, 3, "cut short");
    merge(&m, INV_IMAGE, 3);
    CHECK(m.r.distro && m.r.distro->esm, "what another file says of ESM");
    CHECK_STR(m.r.distro->version_id, "12");
    CHECK(m.r.incomplete && m.r.n_warns == 1, "%zu", m.r.n_warns);
    // A damaged database that a later layer replaced does no harm.
    status(&m, 1, "a 1");
    merge(&m, INV_IMAGE, 3);
    CHECK(!m.r.incomplete && m.r.n_warns == 0 && m.r.n_items == 1, "%zu", m.r.n_warns);
    m.layers[0].incomplete = true;
    merge(&m, INV_IMAGE, 3);
    CHECK(m.r.incomplete, "but a damaged layer does");
}
