// artifact/source_int.h - shared by the sources (source_*.c) and open.c only.
#pragma once
#include "artifact/artifact.h"
#include "worker/worker.h"

struct art_open {
    struct arena *perm;
    struct wk_pool *pool;
    const struct art_open_options *o;
    struct art_platform platform; // never empty
    struct str want;              // tag or digest behind the path; may be empty
};

// How a source gives bytes. `ctx` is its own.
struct art_source {
    void *ctx;
    // A small document by its digest, whole, into perm. Its digest is checked by the caller.
    int (*document)(void *ctx, struct str digest, uint64_t size, struct str *ret,
                    struct sk_err *err);
    int (*layer)(void *ctx, const struct art_layer *l, struct art_bytes *ret, struct sk_err *err);
    int (*layer_done)(void *ctx, struct art_bytes *b, struct sk_err *err); // NULL = always well
    void (*close)(void *ctx);                                              // NULL = nothing to do
};

// Sources. `path` exists. SK_ENOENT from a source: it is none of mine.
int art_source_archive(struct art_open *op, const char *path, struct art_opened *ret,
                       struct sk_err *err) SK_MUST;
int art_source_layout(struct art_open *op, const char *path, struct art_opened *ret,
                      struct sk_err *err) SK_MUST;
int art_source_registry(struct art_open *op, struct str ref, struct art_opened *ret,
                        struct sk_err *err) SK_MUST;

// From index.json (or a registry's answer) to a whole image, by documents of `s`.
int art_image_from_index(struct art_open *op, struct art_source *s, struct str index_json,
                         struct art_image *ret, struct sk_err *err) SK_MUST;
int art_image_from_manifest(struct art_open *op, struct art_source *s, struct str manifest,
                            struct str digest, struct art_image *ret, struct sk_err *err) SK_MUST;
// Adds what the configuration says; its digest was checked or is not known.
int art_image_add_config(struct art_open *op, struct str config, struct art_image *img,
                         struct sk_err *err) SK_MUST;
int art_check_digest(struct str bytes, struct str digest, const char *what,
                     struct sk_err *err) SK_MUST;
