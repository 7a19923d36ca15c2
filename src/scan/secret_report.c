// From what workers saw to findings: where in the image it is, and what is not the user's own.
#include "scan/secrets.h"

#include "artifact/artifact.h"
#include "core/hash.h"
#include "core/map.h"
#include "scan/scan_int.h"

// ---- files of the distribution ----

// Where package managers keep their database: a layer that touches it has installed something.
static bool is_package_database(struct str path)
{
    static const char *const places[] = {"var/lib/dpkg/", "lib/apk/db/", "usr/lib/apk/db/",
                                         "var/lib/rpm/", "usr/lib/sysimage/rpm/"};
    for (size_t i = 0; i < COUNT_OF(places); i++)
        if (str_starts(path, str_from(places[i])))
            return true;
    return false;
}

// What administrators write there is theirs, whoever brought the file.
static bool is_for_administrators(struct str path)
{
    static const char *const places[] = {"etc/", "var/", "srv/", "opt/", "root/", "home/", "boot/"};
    for (size_t i = 0; i < COUNT_OF(places); i++)
        if (str_starts(path, str_from(places[i])))
            return true;
    return false;
}

// Packages and file system agree on names only up to where /lib is a link to /usr/lib.
static struct str bare(struct str path)
{
    (void)str_take(&path, S("/"));
    (void)str_take(&path, S("usr/"));
    return path;
}

struct owned {
    struct sk_map files;
    bool *installs; // by layer
    size_t n_layers;
};

static void find_owned(struct scan_run *s, struct arena *a, struct owned *ret)
{
    const struct inv_result *inv = s->set->inv;
    ret->files.perm = a;
    ret->n_layers = s->n_layers;
    ret->installs = arena_new(a, bool, s->n_layers + 1);
    for (size_t i = 0; i < s->n_layers; i++) {
        const struct art_walk *w = &s->layers[i].walk;
        ret->installs[i] = s->set->target.kind == INV_FOLDER;
        for (size_t k = 0; k < w->n_changes && !ret->installs[i]; k++)
            ret->installs[i] = is_package_database(w->changes[k].path);
    }
    for (size_t i = 0; i < inv->n_items; i++) {
        const struct inv_owned *o = inv->items[i].owned;
        for (size_t k = 0; o && k < o->n_files; k++)
            (void)sk_map_add(&ret->files, bare(o->files[k]));
    }
}

// A test key, a certificate without worth, an example that all users of the distribution have: a file of a
// package, in a layer in which packages were installed, where nobody writes by hand.
static bool is_of_distribution(const struct owned *o, const struct fnd_secret *f)
{
    size_t layer = f->layer ? f->layer - 1 : 0;
    struct str path = f->path, inside;
    if (layer >= o->n_layers || !o->installs[layer] || is_for_administrators(path))
        return false;
    (void)str_cut(path, '!', &path, &inside); // an archive is owned as a whole
    return sk_map_find(&o->files, bare(path)) != NULL;
}

// ---- tests, and other people's code ----

static bool has_folder(struct str path, const char *const *names, size_t n)
{
    struct str part;
    while (str_next_field(&path, '/', &part))
        for (size_t i = 0; i < n; i++)
            if (path.n && str_eq_nocase(part, str_from(names[i])))
                return true;
    return false;
}

static bool is_of_test(struct str path)
{
    static const char *const folders[] = {
        "test",    "tests",    "testing",  "testdata", "test_data", "test-data", "__tests__",
        "fixture", "fixtures", "examples", "example",  "mock",      "mocks",     "__mocks__",
        "spec",    "specs",    "certdata", "samples",  "e2e",       "testfiles", "testutil"};
    struct str base = str_basename(path);
    return has_folder(path, folders, COUNT_OF(folders)) || str_has(base, S("_test.")) ||
           str_has(base, S(".test.")) || str_has(base, S(".spec.")) || str_starts(base, S("test_"));
}

// Installed from a registry, or part of a language's runtime.
static bool is_of_library(struct str path)
{
    static const char *const folders[] = {"node_modules", "site-packages", "dist-packages", "gems"};
    static const char *const parts[] = {"lib/python2", "lib/python3",     "go/pkg/mod/",
                                        "local/go/",   "lib/go-",         ".cargo/registry/",
                                        "lib/ruby/",   ".m2/repository/", "usr/share/doc/"};
    for (size_t i = 0; i < COUNT_OF(parts); i++)
        if (str_has(path, str_from(parts[i])))
            return true;
    return has_folder(path, folders, COUNT_OF(folders));
}

// Lowers what is likely nobody's secret and says why; false: it is not worth a line.
static bool weigh(struct scan_run *s, struct fnd_secret *f)
{
    bool test = is_of_test(f->path), library = is_of_library(f->path);
    const char *why = test ? "in a test" : "in an installed library";
    if (!f->common || (!test && !library))
        return true;
    if (test && library)
        return false;
    if (f->severity > (test ? ADV_SEV_NEGLIGIBLE : ADV_SEV_LOW))
        f->severity = test ? ADV_SEV_NEGLIGIBLE : ADV_SEV_LOW;
    f->where =
        f->where.n ? str_fmt(s->perm, STR_FMT ", %s", STR_ARG(f->where), why) : str_from(why);
    return true;
}

static void note(struct scan_run *s, size_t n, const char *what)
{
    if (!n || s->set->n_warns >= SK_MAX_WARNINGS)
        return;
    struct inv_warning *w = VEC_PUSH(s->perm, s->set->warns, s->set->n_warns, s->set->cap_warns);
    *w = (struct inv_warning){.what = str_fmt(s->perm, "%zu place%s that look%s like a secret %s",
                                              n, n == 1 ? "" : "s", n == 1 ? "s" : "", what)};
}

// ---- layers ----

static struct str layer_text(struct scan_run *s, size_t layer)
{
    const struct fnd_target *t = &s->set->target;
    struct str by = layer < t->n_layers ? t->layers[layer].created_by : S("");
    return by.n ? str_fmt(s->perm, "%zu (%.*s%s)", layer + 1, (int)(by.n > 60 ? 60 : by.n), by.p,
                          by.n > 60 ? "..." : "")
                : str_fmt(s->perm, "%zu", layer + 1);
}

// Still in the image, though a later layer took it away?
static void say_layer(struct scan_run *s, struct art_union *u, struct fnd_secret *f)
{
    struct str path = f->path, inside;
    size_t layer = f->layer - 1;
    (void)str_cut(path, '!', &path, &inside);
    size_t by = art_union_hidden_by(u, layer, path);
    struct str text = str_join(s->perm, S("layer "), layer_text(s, layer));
    if (by != SIZE_MAX) {
        const struct art_walk *w = &s->layers[by].walk;
        bool anew = false;
        for (size_t i = 0; i < w->n_changes && !anew; i++)
            anew = w->changes[i].kind == ART_FILE && str_eq(w->changes[i].path, path);
        text = str_fmt(s->perm, "%s in layer %zu, still in " STR_FMT, anew ? "replaced" : "deleted",
                       by + 1, STR_ARG(text));
    }
    f->where = f->where.n ? str_fmt(s->perm, STR_FMT ", " STR_FMT, STR_ARG(f->where), STR_ARG(text))
                          : text;
}

// ---- texts that reports repeat ----

// `text` with every secret that was found in the image's configuration replaced by what may be shown
// of it. This side does not know them: two ends, a length and a digest tell where one stands.
static struct str mask(struct scan_run *s, struct str text)
{
    const struct scan_secrets *x = &s->secrets;
    for (size_t i = 0; i < x->n && text.n; i++) {
        const struct fnd_secret *f = &x->found[i];
        if (!str_eq(f->path, S(SCAN_IMAGE_CONFIG)) || f->bytes < 1 || f->bytes > text.n)
            continue;
        bool ends = !str_starts(f->redacted, S("***"));
        for (size_t at = 0; at + f->bytes <= text.n; at++) {
            struct str part = str_sub(text, at, f->bytes);
            if (ends &&
                (part.p[0] != str_at(f->redacted, 0) || part.p[1] != str_at(f->redacted, 1)))
                continue;
            ARENA_SCRATCH(tmp);
            struct sk_digest d = sk_sha256(part);
            if (!str_eq(sk_hex(&tmp, (struct str){(const char *)d.b, d.n}), f->hash))
                continue;
            struct str head = str_join(&tmp, str_head(text, at), f->redacted);
            text = str_join(s->perm, head, str_skip(text, at + f->bytes));
            at += f->redacted.n - 1;
        }
    }
    return text;
}

static void mask_target(struct scan_run *s)
{
    struct fnd_target *t = &s->set->target;
    for (size_t i = 0; i < t->n_layers; i++)
        t->layers[i].created_by = mask(s, t->layers[i].created_by);
    for (size_t i = 0; i < t->n_labels; i++)
        t->labels[i] = mask(s, t->labels[i]);
    for (size_t i = 0; i < s->config.n_items; i++)
        s->config.items[i].message = mask(s, s->config.items[i].message);
}

void scan_secrets_report(struct scan_run *s)
{
    ARENA_SCRATCH(tmp);
    struct scan_secrets *x = &s->secrets;
    struct owned owned = {0};
    struct art_union *u = NULL;
    size_t kept = 0;
    if (!x->n)
        return;
    mask_target(s);
    find_owned(s, &tmp, &owned);
    if (s->set->target.kind == INV_IMAGE) {
        const struct art_walk **walks = arena_new(&tmp, const struct art_walk *, s->n_layers + 1);
        for (size_t i = 0; i < s->n_layers; i++)
            walks[i] = &s->layers[i].walk;
        u = art_union_new(&tmp, walks, s->n_layers);
    }
    size_t packages = 0, libraries = 0;
    for (size_t i = 0; i < x->n; i++) {
        struct fnd_secret *f = &x->found[i];
        if (is_of_distribution(&owned, f)) {
            packages++;
            continue;
        }
        if (!weigh(s, f)) {
            libraries++;
            continue;
        }
        if (u && f->layer)
            say_layer(s, u, f);
        x->found[kept++] = *f;
    }
    note(s, packages, "in files of the distribution's packages, as everybody has them: left out");
    note(s, libraries, "in tests and examples of installed libraries: left out");
    fnd_add_secrets(s->perm, s->set, x->found, kept);
}
