// Whose is a text: the package whose folder it lies in, whose documentation it is, or that owns the file.
#include "artifact/artifact.h"
#include "scan/licence_int.h"

#include <string.h>

struct homes {
    struct arena *tmp;
    struct scan_lic *l;
    struct sk_map folders;  // folder -> item + 1
    struct sk_map packages; // "deb/bash" -> item + 1
    struct sk_map owned;    // path -> item + 1, of texts only
};

static bool is_os_type(const char *type)
{
    return strcmp(type, "deb") == 0 || strcmp(type, "apk") == 0 || strcmp(type, "rpm") == 0;
}

static void put(struct homes *h, struct sk_map *m, struct str key, uint32_t item)
{
    struct sk_map_entry *e = sk_map_put(m, str_dup(h->tmp, key));
    if (!e->value)
        e->value = (void *)(uintptr_t)(item + 1);
}

static struct str join(struct homes *h, struct str dir, const char *sub, struct str name)
{
    struct str s = dir.n ? str_join(h->tmp, dir, S("/")) : S("");
    return str_join(h->tmp, str_join(h->tmp, s, str_from(sub)), name);
}

// A package of a lock file may lie unpacked beside it.
static void put_vendored(struct homes *h, const struct inv_component *c, uint32_t item)
{
    struct str dir = str_dirname(c->paths[0]), full = inv_full_name(h->tmp, &c->pkg);
    if (strcmp(c->pkg.type, "golang") == 0 || strcmp(c->pkg.type, "cargo") == 0 ||
        strcmp(c->pkg.type, "composer") == 0)
        put(h, &h->folders, join(h, dir, "vendor/", full), item);
    if (strcmp(c->pkg.type, "npm") == 0)
        put(h, &h->folders, join(h, dir, "node_modules/", full), item);
    if (strcmp(c->pkg.type, "cargo") == 0)
        put(h, &h->folders,
            str_join(h->tmp, str_join(h->tmp, join(h, dir, "vendor/", full), S("-")),
                     c->pkg.version),
            item);
}

// specifications/x-1.gemspec describes gems/x-1.
static void put_gem(struct homes *h, struct str path, uint32_t item)
{
    struct str dir = str_dirname(path), name = str_basename(path);
    if (str_eq(str_basename(dir), S("default")))
        dir = str_dirname(dir);
    if (!str_eq(str_basename(dir), S("specifications")) || !str_ends(name, S(".gemspec")))
        return;
    put(h, &h->folders, join(h, str_dirname(dir), "gems/", str_head(name, name.n - 8)), item);
}

static void index_components(struct homes *h)
{
    const struct inv_result *inv = h->l->s->set->inv;
    for (uint32_t i = 0; i < inv->n_items; i++) {
        const struct inv_component *c = &inv->items[i];
        if (c->owned_by != UINT32_MAX)
            continue;
        if (is_os_type(c->pkg.type)) {
            put(h, &h->packages, join(h, str_from(c->pkg.type), "", c->pkg.name), i);
            continue;
        }
        for (size_t k = 0; k < c->n_paths; k++) {
            if (c->pkg.scope & INV_INSTALLED && !str_eq(c->parser, S("go_binary")))
                put(h, &h->folders, str_dirname(c->paths[k]), i);
            put_gem(h, c->paths[k], i);
        }
        if (c->n_paths)
            put_vendored(h, c, i);
    }
}

static void index_owned(struct homes *h)
{
    const struct inv_result *inv = h->l->s->set->inv;
    for (size_t i = 0; i < h->l->n_found; i++)
        (void)sk_map_put(&h->owned, h->l->found[i].path);
    for (uint32_t i = 0; i < inv->n_items; i++) {
        const struct inv_owned *o = inv->items[i].owned;
        for (size_t k = 0; o && k < o->n_files; k++) {
            struct str path = o->files[k];
            while (str_take(&path, S("/")))
                ;
            struct sk_map_entry *e = sk_map_find(&h->owned, path);
            if (e)
                e->value = (void *)(uintptr_t)(i + 1);
        }
    }
}

static void link_to(struct homes *h, size_t text, uintptr_t item)
{
    struct scan_lic *l = h->l;
    l->found[text].homed = true;
    l->has_text[item - 1] = true;
    *VEC_PUSH(l->s->perm, l->links, l->n_links, l->cap_links) =
        (struct scan_lic_link){(uint32_t)(item - 1), (uint32_t)text};
}

// usr/share/doc/bash/copyright, usr/share/licenses/bash/COPYING
static uintptr_t by_documentation(struct homes *h, struct str path)
{
    static const char *const types[] = {"deb", "rpm", "apk"};
    struct str name, rest;
    if (!str_take(&path, S("usr/share/doc/")) && !str_take(&path, S("usr/share/licenses/")))
        return 0;
    if (!str_cut(path, '/', &name, &rest))
        return 0;
    for (size_t i = 0; i < COUNT_OF(types); i++) {
        uintptr_t item = (uintptr_t)sk_map_get(&h->packages, join(h, str_from(types[i]), "", name));
        if (item)
            return item;
    }
    return 0;
}

// The nearest folder above that is a package's. What lies deeper than its documentation folders is
// usually of something that it carries along; that counts, too.
static uintptr_t by_folder(struct homes *h, struct str path)
{
    for (struct str dir = str_dirname(path); dir.n; dir = str_dirname(dir)) {
        uintptr_t item = (uintptr_t)sk_map_get(&h->folders, dir);
        if (item)
            return item;
        if (str_eq(str_basename(dir), S("node_modules")) ||
            str_eq(str_basename(dir), S("site-packages")))
            return 0;
    }
    return 0;
}

static void find_homes(struct homes *h)
{
    for (size_t i = 0; i < h->l->n_found; i++) {
        struct str path = h->l->found[i].path;
        uintptr_t item = by_documentation(h, path);
        if (!item)
            item = by_folder(h, path);
        if (!item)
            item = (uintptr_t)sk_map_get(&h->owned, path);
        if (item)
            link_to(h, i, item);
        else
            h->l->n_homeless++;
    }
}

// usr/share/doc/x may be a link to the folder of another package.
static void follow_links(struct homes *h, struct art_union *u)
{
    const struct inv_result *inv = h->l->s->set->inv;
    struct sk_map by_path = {.perm = h->tmp};
    for (size_t i = 0; i < h->l->n_found; i++)
        sk_map_put(&by_path, h->l->found[i].path)->value = (void *)(uintptr_t)(i + 1);
    for (uint32_t i = 0; i < inv->n_items; i++) {
        struct str path, real;
        size_t layer;
        if (strcmp(inv->items[i].pkg.type, "deb") != 0 || h->l->has_text[i])
            continue;
        path = str_join(h->tmp, str_join(h->tmp, S("usr/share/doc/"), inv->items[i].pkg.name),
                        S("/copyright"));
        if (!art_union_resolve(u, h->tmp, path, &real, &layer))
            continue;
        uintptr_t text = (uintptr_t)sk_map_get(&by_path, real);
        if (text)
            link_to(h, text - 1, i + 1);
    }
}

void scan_lic_find_texts(struct scan_lic *l)
{
    ARENA_SCRATCH(tmp);
    struct scan_run *s = l->s;
    struct homes h = {
        .tmp = &tmp, .l = l, .folders.perm = &tmp, .packages.perm = &tmp, .owned.perm = &tmp};
    struct art_union *u = NULL;
    if (s->set->target.kind == INV_IMAGE) {
        const struct art_walk **walks = arena_new(&tmp, const struct art_walk *, s->n_layers);
        for (size_t i = 0; i < s->n_layers; i++)
            walks[i] = &s->layers[i].walk;
        u = art_union_new(&tmp, walks, s->n_layers);
    }
    for (size_t i = 0; i < s->n_layers; i++)
        for (size_t k = 0; k < s->layers[i].n_texts; k++) {
            const struct inv_text *t = &s->layers[i].texts[k];
            if (u && !art_union_visible(u, i, t->path))
                continue;
            *VEC_PUSH(s->perm, l->found, l->n_found, l->cap_found) =
                (struct scan_lic_text){.path = t->path, .data = t->data, .head = t->head};
        }
    l->has_text = arena_new(s->perm, bool, s->set->inv->n_items);
    index_components(&h);
    index_owned(&h);
    find_homes(&h);
    if (u)
        follow_links(&h, u);
}

struct str scan_lic_folder(const struct scan_lic_text *t)
{
    struct str dir = str_dirname(t->path);
    if (t->head) // tags of sources are one statement for the tree below the top
        while (str_has_char(dir, '/'))
            dir = str_dirname(dir);
    if (str_eq(str_basename(dir), S("LICENSES")) || str_eq(str_basename(dir), S("LICENCES")))
        dir = str_dirname(dir);
    return dir;
}
