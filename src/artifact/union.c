// The layers' union, seen from the top: OCI image-spec layer.md, "Applying Changesets" and "Whiteouts".
//
// A whiteout only concerns the layers below its own: what the same layer writes stays.
#include "artifact/artifact.h"

#include "core/map.h"

enum { MAX_LINKS = 40 };

struct layer_index { // path -> (struct art_change *), the last one of each path
    struct sk_map nodes, whiteouts, opaques;
};

struct art_union {
    struct arena *a;
    struct layer_index *layers;
    size_t n;
};

static void index_layer(struct layer_index *x, const struct art_walk *w)
{
    sk_map_reserve(&x->nodes, w->n_changes);
    for (size_t i = 0; i < w->n_changes; i++) {
        struct art_change *c = &w->changes[i];
        struct sk_map *m = c->kind == ART_WHITEOUT ? &x->whiteouts
                           : c->kind == ART_OPAQUE ? &x->opaques
                                                   : &x->nodes;
        sk_map_put(m, c->path)->value = c;
    }
}

struct art_union *art_union_new(struct arena *a, const struct art_walk *const *layers, size_t n)
{
    struct art_union *u = arena_new(a, struct art_union, 1);
    u->a = a;
    u->n = n;
    u->layers = arena_new(a, struct layer_index, n);
    for (size_t i = 0; i < n; i++) {
        u->layers[i].nodes.perm = u->layers[i].whiteouts.perm = u->layers[i].opaques.perm = a;
        index_layer(&u->layers[i], layers[i]);
    }
    return u;
}

// Does one layer above hide `path`: by writing it anew, by a whiteout of it or of a folder on its way, by
// emptying such a folder, or by putting something that is no folder in the place of one?
static bool hides(const struct layer_index *x, struct str path)
{
    const struct art_change *c = sk_map_get(&x->nodes, path);
    if (c || sk_map_find(&x->whiteouts, path))
        return true;
    struct str dir = path;
    do {
        dir = str_dirname(dir);
        if (sk_map_find(&x->opaques, dir))
            return true;
        if (!dir.n)
            return false;
        c = sk_map_get(&x->nodes, dir);
        if (sk_map_find(&x->whiteouts, dir) || (c && c->kind != ART_DIR))
            return true;
    } while (dir.n);
    return false;
}

size_t art_union_hidden_by(struct art_union *u, size_t layer, struct str path)
{
    for (size_t i = layer + 1; i < u->n; i++)
        if (hides(&u->layers[i], path))
            return i;
    return SIZE_MAX;
}

bool art_union_visible(struct art_union *u, size_t layer, struct str path)
{
    return art_union_hidden_by(u, layer, path) == SIZE_MAX;
}

// The change that made what stands at `path` at the top, and its layer.
static const struct art_change *top_node(struct art_union *u, struct str path, size_t *ret_layer)
{
    for (size_t i = u->n; i-- > 0;) {
        const struct art_change *c = sk_map_get(&u->layers[i].nodes, path);
        *ret_layer = i;
        if (c)
            return c;
        if (hides(&u->layers[i], path))
            return NULL;
    }
    return NULL;
}

// `link` as written, seen from the folder of `path`; false when it leaves the root.
static bool join_link(struct arena *a, struct str dir, struct str link, struct str *ret)
{
    struct str out = str_starts(link, S("/")) ? (struct str){0} : dir, part;
    while (str_next_field(&link, '/', &part)) {
        if (!part.n || str_eq(part, S(".")))
            continue;
        if (str_eq(part, S("..")))
            out = str_dirname(out); // the root is its own parent
        else
            out = out.n ? str_join(a, str_join(a, out, S("/")), part) : part;
    }
    *ret = out;
    return out.n > 0;
}

bool art_union_resolve(struct art_union *u, struct arena *a, struct str path, struct str *ret_path,
                       size_t *ret_layer)
{
    for (int links = 0; links <= MAX_LINKS; links++) {
        struct str rest = path, part, at = {0};
        bool followed = false;
        while (!followed && str_next_field(&rest, '/', &part)) {
            size_t layer;
            at = at.n ? str_join(a, str_join(a, at, S("/")), part) : part;
            const struct art_change *c = top_node(u, at, &layer);
            if (c && c->kind == ART_LINK) {
                struct str target;
                if (!join_link(a, str_dirname(at), c->link, &target))
                    return false;
                path = rest.n ? str_join(a, str_join(a, target, S("/")), rest) : target;
                followed = true;
            } else if (c && !rest.p) {
                *ret_path = at;
                *ret_layer = layer;
                return c->kind == ART_FILE;
            }
        }
        if (!followed)
            return false;
    }
    return false;
}
