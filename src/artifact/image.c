// Manifests and configurations: OCI image-spec 1.1 (manifest.md, image-index.md, config.md) and Docker
// image manifest version 2, schema 2.
#include "artifact/artifact.h"

#include "core/limits.h"
#include "core/val.h"

static struct art_platform platform_of(const struct sk_val *v)
{
    return (struct art_platform){
        .os = sk_val_str(sk_val_get(v, S("os"))),
        .arch = sk_val_str(sk_val_get(v, S("architecture"))),
        .variant = sk_val_str(sk_val_get(v, S("variant"))),
    };
}

// A descriptor with a digest of the right form and a size that can be.
static int descriptor(const struct sk_val *v, struct art_descriptor *ret, struct sk_err *err)
{
    struct sk_digest d;
    int64_t size = 0;
    *ret = (struct art_descriptor){
        .media_type = sk_val_str(sk_val_get(v, S("mediaType"))),
        .digest = sk_val_str(sk_val_get(v, S("digest"))),
        .platform = platform_of(sk_val_get(v, S("platform"))),
        .artifact_type = sk_val_str(sk_val_get(v, S("artifactType"))),
    };
    const struct sk_val *notes = sk_val_get(v, S("annotations"));
    ret->ref_name = sk_val_str(sk_val_get(notes, S("org.opencontainers.image.ref.name")));
    if (!ret->ref_name.n)
        ret->ref_name = sk_val_str(sk_val_get(notes, S("io.containerd.image.name")));
    // Build attestations have a platform that no machine has; name what they are.
    if (str_eq(sk_val_str(sk_val_get(notes, S("vnd.docker.reference.type"))),
               S("attestation-manifest")))
        ret->artifact_type = S("attestation-manifest");
    if (!sk_digest_parse(ret->digest, &d))
        return sk_fail(err, SK_EFORMAT, "'" STR_FMT "' is not a digest", STR_ARG(ret->digest));
    if (!sk_val_i64(sk_val_get(v, S("size")), &size) || size < 0)
        return sk_fail(err, SK_EFORMAT, "a descriptor without a size");
    ret->size = (uint64_t)size;
    return 0;
}

int art_parse_index(struct arena *perm, struct str json, struct art_descriptor **ret, size_t *ret_n,
                    struct sk_err *err)
{
    struct sk_doc doc;
    int r = sk_json_read(perm, S("index"), json, &doc, err);
    if (r < 0)
        return r;
    const struct sk_val *list = sk_val_get(doc.root, S("manifests"));
    size_t n = sk_val_count(list);
    if (!sk_val_is(list, SK_ARRAY))
        return sk_fail(err, SK_EFORMAT, "no \"manifests\": not an image index");
    if (n > SK_MAX_INDEX_ENTRIES)
        return sk_fail(err, SK_ELIMIT, "an index of %zu manifests, the limit is %u", n,
                       SK_MAX_INDEX_ENTRIES);
    *ret = arena_new(perm, struct art_descriptor, n);
    *ret_n = 0;
    for (SK_EACH(v, list)) {
        r = descriptor(v, &(*ret)[*ret_n], err);
        if (r < 0)
            return r;
        (*ret_n)++;
    }
    return 0;
}

int art_parse_manifest(struct arena *perm, struct str json, struct art_image *ret,
                       struct art_descriptor *ret_config, struct sk_err *err)
{
    struct sk_doc doc;
    struct art_descriptor d;
    int64_t version = 0;
    int r = sk_json_read(perm, S("manifest"), json, &doc, err);
    if (r < 0)
        return r;
    (void)sk_val_i64(sk_val_get(doc.root, S("schemaVersion")), &version);
    if (version == 1)
        return sk_fail(err, SK_EFORMAT,
                       "a Docker schema 1 manifest: too old, push the image again");
    const struct sk_val *layers = sk_val_get(doc.root, S("layers"));
    if (!sk_val_is(layers, SK_ARRAY))
        return sk_fail(err, SK_EFORMAT, "no \"layers\": not an image manifest");
    if (sk_val_count(layers) > SK_MAX_LAYERS)
        return sk_fail(err, SK_ELIMIT, "more than %u layers", SK_MAX_LAYERS);
    r = descriptor(sk_val_get(doc.root, S("config")), ret_config, err);
    if (r < 0)
        return sk_wrap(err, r, "config");
    ret->config_digest = ret_config->digest;
    ret->layers = arena_new(perm, struct art_layer, sk_val_count(layers));
    ret->n_layers = 0;
    for (SK_EACH(v, layers)) {
        r = descriptor(v, &d, err);
        if (r < 0)
            return sk_wrap(err, r, "layer %zu", ret->n_layers);
        ret->layers[ret->n_layers++] = (struct art_layer){
            .digest = d.digest,
            .media_type = d.media_type,
            .size = d.size,
            .history = UINT32_MAX,
            .foreign =
                str_has(d.media_type, S("nondistributable")) || str_has(d.media_type, S("foreign")),
        };
    }
    const struct sk_val *notes = sk_val_get(doc.root, S("annotations"));
    ret->base_name = sk_val_str(sk_val_get(notes, S("org.opencontainers.image.base.name")));
    ret->base_digest = sk_val_str(sk_val_get(notes, S("org.opencontainers.image.base.digest")));
    return 0;
}

static void warn(struct arena *perm, struct art_image *img, const char *what)
{
    size_t cap = img->n_warns;
    *VEC_PUSH(perm, img->warns, img->n_warns, cap) = str_from(what);
}

static int add_history(struct arena *perm, const struct sk_val *list, struct art_image *img,
                       struct sk_err *err)
{
    size_t n = sk_val_count(list), layer = 0;
    if (n > 10 * SK_MAX_LAYERS)
        return sk_fail(err, SK_ELIMIT, "a history of %zu lines", n);
    img->history = arena_new(perm, struct art_history, n);
    img->n_history = 0;
    for (SK_EACH(v, list)) {
        struct art_history *h = &img->history[img->n_history];
        *h = (struct art_history){
            .created_by = sk_val_str(sk_val_get(v, S("created_by"))),
            .created = sk_val_str(sk_val_get(v, S("created"))),
            .comment = sk_val_str(sk_val_get(v, S("comment"))),
            .empty_layer = sk_val_bool(sk_val_get(v, S("empty_layer")), false),
        };
        if (!h->empty_layer && layer < img->n_layers)
            img->layers[layer++].history = (uint32_t)img->n_history;
        img->n_history++;
    }
    return 0;
}

static void add_labels(struct arena *perm, const struct sk_val *labels, struct art_image *img)
{
    size_t n = sk_val_count(labels);
    img->labels = arena_new(perm, struct str, 2 * n);
    for (SK_EACH(v, labels)) {
        img->labels[img->n_labels++] = sk_val_key(v);
        img->labels[img->n_labels++] = sk_val_str(v);
        if (str_eq(sk_val_key(v), S("org.opencontainers.image.base.name")) && !img->base_name.n)
            img->base_name = sk_val_str(v);
        if (str_eq(sk_val_key(v), S("org.opencontainers.image.base.digest")) && !img->base_digest.n)
            img->base_digest = sk_val_str(v);
    }
}

int art_parse_config(struct arena *perm, struct str json, struct art_image *img, struct sk_err *err)
{
    struct sk_doc doc;
    int r = sk_json_read(perm, S("config"), json, &doc, err);
    if (r < 0)
        return r;
    const struct sk_val *ids = sk_val_path(doc.root, "rootfs.diff_ids");
    if (!sk_val_is(ids, SK_ARRAY))
        return sk_fail(err, SK_EFORMAT, "no rootfs.diff_ids: not an image configuration");
    img->platform = platform_of(doc.root);
    img->created = sk_val_str(sk_val_get(doc.root, S("created")));
    img->config = json;
    size_t i = 0;
    struct sk_digest d;
    for (SK_EACH(v, ids)) {
        if (!sk_digest_parse(sk_val_str(v), &d))
            return sk_fail(err, SK_EFORMAT, "rootfs.diff_ids: '" STR_FMT "' is not a digest",
                           STR_ARG(sk_val_str(v)));
        if (i < img->n_layers)
            img->layers[i].diff_id = sk_val_str(v);
        i++;
    }
    if (i != img->n_layers)
        warn(perm, img, "the manifest and the configuration do not list the same number of layers");
    add_labels(perm, sk_val_path(doc.root, "config.Labels"), img);
    return add_history(perm, sk_val_get(doc.root, S("history")), img, err);
}

// ---- to and from bytes ----

static void put_strs(struct sk_buf *b, const struct str *s, size_t n)
{
    wire_put_u64(b, n);
    for (size_t i = 0; i < n; i++)
        wire_put_str(b, s[i]);
}

static struct str *get_strs(struct wire_in *w, struct arena *a, size_t *ret_n)
{
    *ret_n = wire_count(w, 100000, 1);
    struct str *s = arena_new(a, struct str, *ret_n);
    for (size_t i = 0; i < *ret_n; i++)
        s[i] = wire_str(w);
    return s;
}

void art_image_encode(struct sk_buf *b, const struct art_image *img)
{
    const struct str strs[] = {
        img->source,        img->name,        img->ref,           img->manifest_digest,
        img->config_digest, img->platform.os, img->platform.arch, img->platform.variant,
        img->created,       img->config,      img->base_name,     img->base_digest,
    };
    for (size_t i = 0; i < COUNT_OF(strs); i++)
        wire_put_str(b, strs[i]);
    wire_put_u64(b, img->n_layers);
    for (size_t i = 0; i < img->n_layers; i++) {
        const struct art_layer *l = &img->layers[i];
        wire_put_str(b, l->digest);
        wire_put_str(b, l->diff_id);
        wire_put_str(b, l->media_type);
        wire_put_str(b, l->path);
        wire_put_u64(b, l->size);
        wire_put_u64(b, l->off);
        wire_put_u64(b, l->history);
        wire_put_u64(b, l->foreign);
    }
    wire_put_u64(b, img->n_history);
    for (size_t i = 0; i < img->n_history; i++) {
        wire_put_str(b, img->history[i].created_by);
        wire_put_str(b, img->history[i].created);
        wire_put_str(b, img->history[i].comment);
        wire_put_u64(b, img->history[i].empty_layer);
    }
    put_strs(b, img->labels, img->n_labels);
    put_strs(b, img->warns, img->n_warns);
}

int art_image_decode(struct wire_in *w, struct arena *perm, struct art_image *ret,
                     struct sk_err *err)
{
    *ret = (struct art_image){0};
    struct str *strs[] = {
        &ret->source,        &ret->name,        &ret->ref,           &ret->manifest_digest,
        &ret->config_digest, &ret->platform.os, &ret->platform.arch, &ret->platform.variant,
        &ret->created,       &ret->config,      &ret->base_name,     &ret->base_digest,
    };
    for (size_t i = 0; i < COUNT_OF(strs); i++)
        *strs[i] = wire_str(w);
    ret->n_layers = wire_count(w, SK_MAX_LAYERS, 8);
    ret->layers = arena_new(perm, struct art_layer, ret->n_layers);
    for (size_t i = 0; i < ret->n_layers; i++) {
        struct art_layer *l = &ret->layers[i];
        l->digest = wire_str(w);
        l->diff_id = wire_str(w);
        l->media_type = wire_str(w);
        l->path = wire_str(w);
        l->size = wire_u64(w);
        l->off = wire_u64(w);
        l->history = wire_u32(w);
        l->foreign = wire_bool(w);
    }
    ret->n_history = wire_count(w, 10 * SK_MAX_LAYERS, 4);
    ret->history = arena_new(perm, struct art_history, ret->n_history);
    for (size_t i = 0; i < ret->n_history; i++) {
        ret->history[i].created_by = wire_str(w);
        ret->history[i].created = wire_str(w);
        ret->history[i].comment = wire_str(w);
        ret->history[i].empty_layer = wire_bool(w);
    }
    ret->labels = get_strs(w, perm, &ret->n_labels);
    ret->warns = get_strs(w, perm, &ret->n_warns);
    if (w->bad || ret->n_labels % 2)
        return sk_fail(err, SK_EFORMAT, "a damaged record of an image");
    return 0;
}
