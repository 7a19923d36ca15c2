// What a parser found, as bytes: a worker's reply and an entry of the layer cache. The reader trusts
// nothing: the worker may be in the hands of who wrote its input.
#include "core/limits.h"
#include "inventory/inventory.h"

#include <string.h>

// Types are static strings; a decoded one points into this table. A parser of a new type adds it here,
// or its messages are refused.
static const char *const types[] = {
    "apk",   "bitnami", "cargo",   "cocoapods", "composer", "conan", "conda",  "cran",
    "deb",   "gem",     "generic", "golang",    "hackage",  "hex",   "maven",  "npm",
    "nuget", "pub",     "alpm",    "pypi",      "rpm",      "swift", "github",
};

// One list of the text fields for both directions.
enum { PKG_TEXTS = 11, DISTRO_TEXTS = 9 };
static void pkg_texts(struct inv_pkg *p, struct str *t[PKG_TEXTS])
{
    struct str *all[] = {&p->ns,         &p->name,        &p->version,      &p->arch,
                         &p->src_name,   &p->src_version, &p->licence,      &p->vendor,
                         &p->modularity, &p->path,        &p->licence_field};
    memcpy(t, all, sizeof all);
}

static void distro_texts(struct inv_distro *d, struct str *t[DISTRO_TEXTS])
{
    struct str *all[] = {&d->id,       &d->version_id, &d->id_like,  &d->name, &d->pretty_name,
                         &d->codename, &d->variant_id, &d->cpe_name, &d->eol};
    memcpy(t, all, sizeof all);
}

static void put_pkg(struct sk_buf *b, const struct inv_pkg *pkg)
{
    struct inv_pkg p = *pkg;
    struct str *t[PKG_TEXTS];
    pkg_texts(&p, t);
    wire_put_str(b, str_from(p.type));
    for (size_t i = 0; i < PKG_TEXTS; i++)
        wire_put_str(b, *t[i]);
    wire_put_u64(b, p.line);
    wire_put_u64(b, p.scope);
    wire_put_u64(b, p.n_deps);
    for (size_t i = 0; i < p.n_deps; i++)
        wire_put_u64(b, p.deps[i]);
}

void inv_out_encode(struct sk_buf *b, const struct inv_out *out)
{
    wire_put_u64(b, out->n_pkgs);
    for (size_t i = 0; i < out->n_pkgs; i++)
        put_pkg(b, &out->pkgs[i]);
    wire_put_u64(b, out->n_owned);
    for (size_t i = 0; i < out->n_owned; i++) {
        const struct inv_owned *o = &out->owned[i];
        wire_put_str(b, o->pkg_name);
        wire_put_str(b, o->pkg_arch);
        wire_put_u64(b, o->n_files);
        for (size_t k = 0; k < o->n_files; k++)
            wire_put_str(b, o->files[k]);
    }
    wire_put_u64(b, out->distro != NULL);
    if (out->distro) {
        struct inv_distro d = *out->distro;
        struct str *t[DISTRO_TEXTS];
        distro_texts(&d, t);
        for (size_t i = 0; i < DISTRO_TEXTS; i++)
            wire_put_str(b, *t[i]);
        wire_put_u64(b, d.esm);
        wire_put_i64(b, d.rank);
    }
    wire_put_u64(b, out->n_warns);
    for (size_t i = 0; i < out->n_warns; i++) {
        wire_put_str(b, out->warns[i].path);
        wire_put_u64(b, out->warns[i].line);
        wire_put_str(b, out->warns[i].what);
    }
    wire_put_u64(b, out->incomplete);
}

static bool get_pkg(struct wire_in *w, struct arena *perm, size_t n_pkgs, uint64_t *edges,
                    struct inv_pkg *p)
{
    struct str *t[PKG_TEXTS], type = wire_str(w);
    for (size_t i = 0; i < COUNT_OF(types); i++)
        if (str_eq(type, str_from(types[i])))
            p->type = types[i];
    pkg_texts(p, t);
    for (size_t i = 0; i < PKG_TEXTS; i++)
        *t[i] = wire_str(w);
    p->line = wire_u32(w);
    p->scope = wire_u32(w);
    p->n_deps = p->cap_deps = wire_count(w, SK_MAX_INV_EDGES, 1);
    *edges += p->n_deps;
    if (w->bad || !p->type || !p->name.n || !p->version.n || *edges > SK_MAX_INV_EDGES)
        return false;
    p->deps = arena_new(perm, uint32_t, p->n_deps);
    for (size_t i = 0; i < p->n_deps; i++) {
        p->deps[i] = wire_u32(w);
        if (p->deps[i] >= n_pkgs)
            return false;
    }
    return true;
}

static bool get_pkgs(struct wire_in *w, struct inv_out *r)
{
    enum { LEAST = 1 + PKG_TEXTS + 3 };
    uint64_t edges = 0;
    r->n_pkgs = r->cap_pkgs = wire_count(w, SK_MAX_INV_PKGS, LEAST);
    r->pkgs = arena_new(r->perm, struct inv_pkg, r->n_pkgs);
    for (size_t i = 0; i < r->n_pkgs; i++)
        if (!get_pkg(w, r->perm, r->n_pkgs, &edges, &r->pkgs[i]))
            return false;
    return true;
}

static bool get_owned(struct wire_in *w, struct inv_out *r)
{
    uint64_t files = 0;
    r->n_owned = r->cap_owned = wire_count(w, SK_MAX_INV_PKGS, 3);
    r->owned = arena_new(r->perm, struct inv_owned, r->n_owned);
    for (size_t i = 0; i < r->n_owned; i++) {
        struct inv_owned *o = &r->owned[i];
        o->pkg_name = wire_str(w);
        o->pkg_arch = wire_str(w);
        o->n_files = o->cap_files = wire_count(w, SK_MAX_INV_OWNED, 1);
        files += o->n_files;
        if (w->bad || files > SK_MAX_INV_OWNED)
            return false;
        o->files = arena_new(r->perm, struct str, o->n_files);
        for (size_t k = 0; k < o->n_files; k++)
            o->files[k] = wire_str(w);
    }
    return true;
}

static void get_distro(struct wire_in *w, struct inv_out *r)
{
    struct str *t[DISTRO_TEXTS];
    if (!wire_bool(w))
        return;
    r->distro = arena_new(r->perm, struct inv_distro, 1);
    distro_texts(r->distro, t);
    for (size_t i = 0; i < DISTRO_TEXTS; i++)
        *t[i] = wire_str(w);
    r->distro->esm = wire_bool(w);
    int64_t rank = wire_i64(w);
    if (rank < INT32_MIN || rank > INT32_MAX)
        w->bad = true;
    else
        r->distro->rank = (int)rank;
}

int inv_out_decode(struct wire_in *w, struct arena *perm, struct inv_out *ret, struct sk_err *err)
{
    struct inv_out r = {.perm = perm};
    if (!get_pkgs(w, &r) || !get_owned(w, &r))
        return sk_fail(err, SK_EFORMAT, "damaged message: components");
    get_distro(w, &r);
    r.n_warns = r.cap_warns = wire_count(w, SK_MAX_WARNINGS, 3);
    r.warns = arena_new(perm, struct inv_warning, r.n_warns);
    for (size_t i = 0; i < r.n_warns; i++) {
        r.warns[i].path = wire_str(w);
        r.warns[i].line = wire_u32(w);
        r.warns[i].what = wire_str(w);
    }
    r.incomplete = wire_bool(w);
    if (w->bad)
        return sk_fail(err, SK_EFORMAT, "damaged message");
    *ret = r;
    return 0;
}
