// The layers' union. Expected: OCI image-spec layer.md, "Applying Changesets" and "Whiteouts", and what
// `tar -x` of one layer over the other leaves on a disk.
#include "test.h"

#include "artifact/artifact.h"

#include <string.h>

// A layer as text: "f etc/a" file, "d etc" folder, "l bin usr/bin" symlink, "w x" whiteout, "o x" opaque.
static struct art_walk layer(struct arena *a, struct str text)
{
    static const struct {
        char c;
        enum art_change_kind kind;
    } kinds[] = {
        {'f', ART_FILE}, {'d', ART_DIR}, {'l', ART_LINK}, {'w', ART_WHITEOUT}, {'o', ART_OPAQUE}};
    struct art_walk w = {0};
    struct str one, word;
    while (str_next_field(&text, ',', &one)) {
        one = str_trim(one);
        if (!one.n)
            continue;
        struct art_change *c = VEC_PUSH(a, w.changes, w.n_changes, w.cap_changes);
        for (size_t i = 0; i < COUNT_OF(kinds); i++)
            if (one.p[0] == kinds[i].c)
                c->kind = kinds[i].kind;
        (void)str_next_word(&one, &word);
        (void)str_next_word(&one, &c->path);
        (void)str_next_word(&one, &c->link);
    }
    return w;
}

static struct art_union *make(struct arena *a, const char *layers)
{
    struct str rest = str_from(layers), one;
    const struct art_walk **walks = arena_new(a, const struct art_walk *, 8);
    size_t n = 0;
    while (str_next_field(&rest, '|', &one)) {
        struct art_walk *w = arena_new(a, struct art_walk, 1);
        *w = layer(a, one);
        walks[n++] = w;
    }
    return art_union_new(a, walks, n);
}

TEST(union_visible)
{
    enum { SEEN = -1 };
    static const struct {
        const char *layers;
        size_t layer;
        const char *path;
        int hidden_by; // layer, or SEEN
    } rows[] = {
        {"f a", 0, "a", SEEN},
        {"f a | f b", 0, "a", SEEN},
        {"f a | f a", 0, "a", 1}, // replaced
        {"f a | f a", 1, "a", SEEN},
        {"f a | w a", 0, "a", 1},
        {"f a | w a | f a", 0, "a", 1}, // the first that hides it is named
        {"f a | w a | f a", 2, "a", SEEN},
        {"f a | w a, f a", 0, "a", 1}, // removed and written in one layer
        {"f a | w a, f a", 1, "a", SEEN},
        {"f a | f a, w a", 1, "a", SEEN}, // in whatever order
        {"w a, f a", 0, "a", SEEN},       // a whiteout concerns the layers below its own
        {"f a/b/c | w a/b", 0, "a/b/c", 1},
        {"f a/b/c | w a", 0, "a/b/c", 1},
        {"f a/b/c | w a/b/cc", 0, "a/b/c", SEEN},
        {"f a/bc | w a/b", 0, "a/bc", SEEN}, // no prefixes of names
        {"f a/b/c | w a, d a, d a/b", 0, "a/b/c", 1},
        {"f a/x | o a, f a/y", 0, "a/x", 1},
        {"f a/x | o a, f a/y", 1, "a/y", SEEN},
        {"f a/b/x | o a", 0, "a/b/x", 1},
        {"f a/x | o a/b", 0, "a/x", SEEN},
        {"d a, f a/x | o a", 0, "a", SEEN}, // the folder itself stays
        {"f a | o", 0, "a", 1},             // the root made opaque
        {"f a/b | o", 0, "a/b", 1},
        {"f a/x | d a", 0, "a/x", SEEN}, // a folder written again keeps what is in it
        {"d a, f a/x | f a", 0, "a/x", 1},
        {"d a, f a/x | f a | d a", 0, "a/x", 1}, // and back: what was in it is gone
        {"d a, f a/x | f a | d a, f a/x", 2, "a/x", SEEN},
        {"f a | d a, f a/x", 0, "a", 1},
        {"f a/x | l a b", 0, "a/x", 1}, // a link in place of the folder
        {"f a | f b, f c | f d | f e | f a", 0, "a", 4},
    };
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        ARENA_SCRATCH(a);
        struct art_union *u = make(&a, rows[i].layers);
        struct str path = str_from(rows[i].path);
        size_t got = art_union_hidden_by(u, rows[i].layer, path);
        CHECK(got == (rows[i].hidden_by == SEEN ? SIZE_MAX : (size_t)rows[i].hidden_by),
              "row %zu: %s, %s of layer %zu: hidden by %zd", i, rows[i].layers, rows[i].path,
              rows[i].layer, (ssize_t)got);
        CHECK(art_union_visible(u, rows[i].layer, path) == (got == SIZE_MAX), "row %zu", i);
    }
}

TEST(union_resolve)
{
    static const struct {
        const char *layers, *path, *real; // NULL: there is none
        size_t layer;
    } rows[] = {
        {"f a/b", "a/b", "a/b", 0},
        {"f a/b", "a", NULL, 0},
        {"d a", "a", NULL, 0}, // no file
        {"f a/b", "a/c", NULL, 0},
        {"f a | f a", "a", "a", 1},
        {"f usr/lib/x, l lib usr/lib", "lib/x", "usr/lib/x", 0},
        {"f usr/lib/x | l lib /usr/lib", "lib/x", "usr/lib/x", 0},
        {"l etc/r ../usr/r | f usr/r", "etc/r", "usr/r", 1},
        {"l etc/r ../../../usr/r | f usr/r", "etc/r", "usr/r", 1}, // the root is its own parent
        {"l a b, l b c, f c", "a", "c", 0},
        {"l a b, l b a", "a", NULL, 0}, // for ever
        {"l a a", "a", NULL, 0},
        {"l a a/b", "a", NULL, 0},
        {"l a b, f b | w b", "a", NULL, 0},
        {"l a b, f b | f a", "a", "a", 1},
        {"l a b, f b | w a, f a", "a", "a", 1},
        {"l a ..", "a", NULL, 0},
        {"l a ./b/../b/./c, f b/c", "a", "b/c", 0},
        {"l x y, f y/z | l y w, f w/z", "x/z", "w/z", 1},
        {"f a", "", NULL, 0},
    };
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        ARENA_SCRATCH(a);
        struct str got = {0};
        size_t layer = 99;
        struct art_union *u = make(&a, rows[i].layers);
        bool ok = art_union_resolve(u, &a, str_from(rows[i].path), &got, &layer);
        CHECK(ok == (rows[i].real != NULL), "row %zu: %s in %s", i, rows[i].path, rows[i].layers);
        if (ok) {
            CHECK_STR(got, rows[i].real, "row %zu", i);
            CHECK(layer == rows[i].layer, "row %zu: layer %zu", i, layer);
        }
    }
}
