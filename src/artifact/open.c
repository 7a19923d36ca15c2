// Choosing the source, and the way from an index to a whole image that all OCI sources share.
#include "artifact/source_int.h"

#include "core/limits.h"

#include <sys/stat.h>
#include <sys/utsname.h>

int art_check_digest(struct str bytes, struct str digest, const char *what, struct sk_err *err)
{
    struct sk_digest want, have = sk_sha256(bytes);
    if (!sk_digest_parse(digest, &want))
        return sk_fail(err, SK_EFORMAT, "%s: '" STR_FMT "' is not a digest", what, STR_ARG(digest));
    if (want.n != have.n || !sk_digest_eq(&want, &have))
        return sk_fail(err, SK_EDIGEST, "%s does not have its digest " STR_FMT, what,
                       STR_ARG(digest));
    return 0;
}

int art_image_add_config(struct art_open *op, struct str config, struct art_image *img,
                         struct sk_err *err)
{
    SK_BUF_SCRATCH(request, SK_MAX_FRAME_BYTES);
    struct str reply;
    wire_put_str(&request, config);
    art_image_encode(&request, img);
    int r = wk_call(op->pool, "art_config", sk_buf_str(&request), NULL, 0, op->perm, &reply, err);
    if (r < 0)
        return r;
    struct wire_in w = {.rest = reply};
    return art_image_decode(&w, op->perm, img, err);
}

int art_image_from_manifest(struct art_open *op, struct art_source *s, struct str manifest,
                            struct str digest, struct art_image *ret, struct sk_err *err)
{
    SK_BUF_SCRATCH(request, SK_MAX_FRAME_BYTES);
    struct str reply, config;
    wire_put_str(&request, manifest);
    int r = wk_call(op->pool, "art_manifest", sk_buf_str(&request), NULL, 0, op->perm, &reply, err);
    if (r < 0)
        return r;
    struct wire_in w = {.rest = reply};
    if (wire_u64(&w) != 1)
        return w.bad ? sk_fail(err, SK_EFORMAT, "a worker gave a damaged answer")
                     : art_image_from_index(op, s, manifest, ret, err);
    struct str config_digest = wire_str(&w);
    uint64_t config_size = wire_u64(&w);
    r = art_image_decode(&w, op->perm, ret, err);
    if (r < 0)
        return r;
    if (config_size > SK_MAX_CONFIG_BYTES)
        return sk_fail(err, SK_ELIMIT, "a configuration of %llu bytes, the limit is %llu",
                       (unsigned long long)config_size, (unsigned long long)SK_MAX_CONFIG_BYTES);
    r = s->document(s->ctx, config_digest, config_size, &config, err);
    if (r == 0)
        r = art_check_digest(config, config_digest, "the configuration", err);
    if (r == 0)
        r = art_image_add_config(op, config, ret, err);
    ret->manifest_digest = digest;
    return r;
}

int art_image_from_index(struct art_open *op, struct art_source *s, struct str index_json,
                         struct art_image *ret, struct sk_err *err)
{
    struct str json = index_json, want = op->want, name = {0}, digest = {0};
    for (int depth = 0; depth < 4; depth++) { // index.json, a multi-platform index, the manifest
        SK_BUF_SCRATCH(request, SK_MAX_FRAME_BYTES);
        struct str reply;
        wire_put_str(&request, json);
        wire_put_str(&request, want);
        wire_put_str(&request, op->platform.os);
        wire_put_str(&request, op->platform.arch);
        wire_put_str(&request, op->platform.variant);
        int r =
            wk_call(op->pool, "art_index", sk_buf_str(&request), NULL, 0, op->perm, &reply, err);
        if (r < 0)
            return r;
        struct wire_in w = {.rest = reply};
        digest = wire_str(&w);
        struct str type = wire_str(&w);
        uint64_t size = wire_u64(&w);
        struct str ref = wire_str(&w);
        if (w.bad || size > SK_MAX_MANIFEST_BYTES)
            return sk_fail(err, SK_ELIMIT, "a manifest of %llu bytes, the limit is %llu",
                           (unsigned long long)size, (unsigned long long)SK_MAX_MANIFEST_BYTES);
        name = ref.n ? ref : name;
        r = s->document(s->ctx, digest, size, &json, err);
        if (r == 0)
            r = art_check_digest(json, digest, "the manifest", err);
        if (r < 0)
            return r;
        want = (struct str){0};
        if (str_has(type, S("index")) || str_has(type, S("manifest.list")))
            continue;
        r = art_image_from_manifest(op, s, json, digest, ret, err);
        ret->ref = name;
        return r;
    }
    return sk_fail(err, SK_EFORMAT, "indexes nested too deeply");
}

static struct art_platform this_machine(struct arena *a)
{
    struct utsname u;
    if (uname(&u) < 0)
        return (struct art_platform){S("linux"), S("amd64"), S("")};
    struct str machine = str_dup(a, str_from(u.machine));
    struct art_platform p = {S("linux"), machine, S("")};
    if (str_eq(machine, S("x86_64")))
        p.arch = S("amd64");
    if (str_eq(machine, S("aarch64")))
        p.arch = S("arm64");
    return p;
}

// "layout:tag" and "layout@sha256:...", when the whole is no file but the front is.
static bool find_path(struct art_open *op, struct str target, const char **ret)
{
    struct stat st;
    const char *path;
    *ret = str_to_c(op->perm, target);
    if (stat(*ret, &st) == 0)
        return true;
    for (size_t i = 1; i < target.n; i++) { // "file.tar:repo/name:tag" has two colons
        if (target.p[i] != ':' && target.p[i] != '@')
            continue;
        path = str_to_c(op->perm, str_head(target, i));
        if (stat(path, &st) < 0)
            continue;
        op->want = str_skip(target, i + 1);
        *ret = path;
        return true;
    }
    return false;
}

// A reference never looks like this; a mistyped file name does.
static bool looks_like_path(struct str s)
{
    return str_starts(s, S("/")) || str_starts(s, S("./")) || str_starts(s, S("../")) ||
           str_starts(s, S("~")) || str_ends(s, S(".tar")) || str_ends(s, S(".tar.gz")) ||
           str_ends(s, S(".tgz")) || str_ends(s, S(".tar.zst"));
}

int art_open(struct arena *perm, struct wk_pool *pool, struct str target,
             const struct art_open_options *o, struct art_opened *ret, struct sk_err *err)
{
    struct art_open op = {.perm = perm, .pool = pool, .o = o, .platform = o->platform};
    const char *path;
    struct stat st;
    if (!op.platform.arch.n)
        op.platform = this_machine(perm);
    *ret = (struct art_opened){0};
    int r;
    if (find_path(&op, target, &path)) {
        if (stat(path, &st) < 0)
            return sk_fail(err, SK_ENOENT, "%s: no such file", path);
        r = S_ISDIR(st.st_mode) ? art_source_layout(&op, path, ret, err)
                                : art_source_archive(&op, path, ret, err);
    } else if (looks_like_path(target)) {
        return sk_fail(err, SK_ENOENT, STR_FMT ": no such file or folder", STR_ARG(target));
    } else {
        op.want = (struct str){0};
        r = art_source_registry(&op, target, ret, err);
    }
    if (r < 0)
        return sk_wrap(err, r, STR_FMT, STR_ARG(target));
    ret->image.name = target;
    return 0;
}

int art_layer_open(struct art_opened *o, size_t layer, struct art_bytes *ret, struct sk_err *err)
{
    const struct art_layer *l = &o->image.layers[layer];
    *ret = (struct art_bytes){.fd = -1};
    if (l->foreign)
        return sk_fail(err, SK_ENOENT, "its bytes are not distributed with the image");
    return o->source->layer(o->source->ctx, l, ret, err);
}

int art_layer_done(struct art_opened *o, struct art_bytes *b, struct sk_err *err)
{
    return o->source->layer_done ? o->source->layer_done(o->source->ctx, b, err) : 0;
}

void art_close(struct art_opened *o)
{
    if (o->source && o->source->close)
        o->source->close(o->source->ctx);
    o->source = NULL;
}
