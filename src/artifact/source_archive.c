// An image in a tar: docker save's (manifest.json) or an OCI layout (index.json). A compressed one is
// unpacked first, by a worker, into a nameless temporary file.
#include "artifact/source_int.h"

#include "core/file.h"
#include "core/limits.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

enum { MAX_FOLLOW = 10 };

struct member {
    struct str name, link;
    uint64_t off, size;
    bool hard;
};

struct archive {
    struct arena *perm;
    int fd;
    struct member *members;
    size_t n_members, cap_members;
    struct sk_map by_name;
};

static const struct member *find(const struct archive *a, struct str name)
{
    for (int i = 0; i < MAX_FOLLOW; i++) {
        const struct member *m = sk_map_get(&a->by_name, name);
        if (!m || !m->link.n)
            return m;
        // Old docker save links a layer to the same layer elsewhere: "../<id>/layer.tar"
        struct str target = m->link, dir = m->hard ? (struct str){0} : str_dirname(m->name);
        while (str_take(&target, S("../")))
            dir = str_dirname(dir);
        name = dir.n ? str_join(a->perm, str_join(a->perm, dir, S("/")), target) : target;
    }
    return NULL;
}

static int read_member(struct archive *a, struct str name, uint64_t max, struct str *ret,
                       struct sk_err *err)
{
    const struct member *m = find(a, name);
    if (!m)
        return sk_fail(err, SK_ENOENT, "'" STR_FMT "' is not in the archive", STR_ARG(name));
    if (m->size > max)
        return sk_fail(err, SK_ELIMIT, "'" STR_FMT "' has %llu bytes, the limit is %llu",
                       STR_ARG(name), (unsigned long long)m->size, (unsigned long long)max);
    return sk_stream_read_all(a->perm, sk_stream_fd(a->perm, a->fd, m->off, m->size), max, ret,
                              err);
}

static struct str blob_name(struct arena *a, struct str digest)
{
    struct str alg, hex;
    (void)str_cut(digest, ':', &alg, &hex);
    return str_fmt(a, "blobs/" STR_FMT "/" STR_FMT, STR_ARG(alg), STR_ARG(hex));
}

static int document(void *ctx, struct str digest, uint64_t size, struct str *ret,
                    struct sk_err *err)
{
    struct archive *a = ctx;
    (void)size;
    return read_member(a, blob_name(a->perm, digest), SK_MAX_CONFIG_BYTES, ret, err);
}

static int layer(void *ctx, const struct art_layer *l, struct art_bytes *ret, struct sk_err *err)
{
    struct archive *a = ctx;
    const struct member *m = find(a, l->path.n ? l->path : blob_name(a->perm, l->digest));
    if (!m)
        return sk_fail(err, SK_ENOENT, "its file is not in the archive");
    ret->fd = dup(a->fd);
    if (ret->fd < 0)
        return sk_fail(err, SK_EIO, "dup: %s", strerror(errno));
    ret->off = m->off;
    ret->len = m->size;
    return 0;
}

static void close_archive(void *ctx)
{
    sk_close_fd(&((struct archive *)ctx)->fd);
}

// ---- opening ----

// The decoded bytes of a compressed archive in a file that has no name any more.
static int unpack(struct art_open *op, struct archive *a, uint64_t size, struct sk_err *err)
{
    SK_BUF_SCRATCH(request, 64);
    SK_FD int tmp = open("/tmp", O_RDWR | O_TMPFILE | O_CLOEXEC, 0600);
    struct wk_event e;
    if (tmp < 0)
        tmp = memfd_create("sekisho-archive", MFD_CLOEXEC);
    if (tmp < 0)
        return sk_fail(err, SK_EIO, "temporary file: %s", strerror(errno));
    wire_put_u64(&request, size);
    int r = wk_submit(op->pool, "art_unpack", sk_buf_str(&request), &a->fd, 1, 0, err);
    if (r < 0)
        return r;
    while ((r = wk_wait(op->pool, -1, &e, err)) > 0) {
        if (e.kind == WK_FAILED)
            return sk_fail(err, e.err.code, "%s", e.err.msg);
        if (e.kind == WK_PART && (r = sk_write_all(tmp, e.data, err)) < 0)
            return r;
    }
    if (r < 0)
        return r;
    int readable;
    r = sk_reopen_readonly(tmp, &readable, err);
    if (r < 0)
        return r;
    sk_close_fd(&a->fd);
    a->fd = readable;
    return 0;
}

static int list(struct art_open *op, struct archive *a, uint64_t size, struct sk_err *err)
{
    SK_BUF_SCRATCH(request, 64);
    struct str reply;
    wire_put_u64(&request, size);
    int r = wk_call(op->pool, "art_list", sk_buf_str(&request), &a->fd, 1, op->perm, &reply, err);
    if (r < 0)
        return r;
    struct wire_in w = {.rest = reply};
    while (w.rest.n && !w.bad) {
        struct member *m = VEC_PUSH(op->perm, a->members, a->n_members, a->cap_members);
        m->name = wire_str(&w);
        m->off = wire_u64(&w);
        m->size = wire_u64(&w);
        m->link = wire_str(&w);
        m->hard = wire_bool(&w);
        if (m->off > size || m->size > size - m->off)
            return sk_fail(err, SK_EFORMAT, "the archive is cut short");
    }
    a->by_name.perm = op->perm;
    for (size_t i = 0; i < a->n_members; i++)
        sk_map_put(&a->by_name, a->members[i].name)->value = &a->members[i];
    return w.bad ? sk_fail(err, SK_EFORMAT, "a worker gave a damaged answer") : 0;
}

static int from_docker(struct art_open *op, struct archive *a, struct art_image *img,
                       struct sk_err *err)
{
    SK_BUF_SCRATCH(request, SK_MAX_FRAME_BYTES);
    struct str json, reply, config;
    int r = read_member(a, S("manifest.json"), SK_MAX_MANIFEST_BYTES, &json, err);
    if (r < 0)
        return r;
    wire_put_str(&request, json);
    wire_put_str(&request, op->want);
    r = wk_call(op->pool, "art_docker", sk_buf_str(&request), NULL, 0, op->perm, &reply, err);
    if (r < 0)
        return r;
    struct wire_in w = {.rest = reply};
    struct str config_name = wire_str(&w);
    *img = (struct art_image){.source = S("docker-archive"), .ref = wire_str(&w)};
    img->n_layers = wire_count(&w, SK_MAX_LAYERS, 1);
    img->layers = arena_new(op->perm, struct art_layer, img->n_layers);
    for (size_t i = 0; i < img->n_layers; i++) {
        const struct member *m;
        img->layers[i] = (struct art_layer){.path = wire_str(&w), .history = UINT32_MAX};
        if ((m = find(a, img->layers[i].path)))
            img->layers[i].size = m->size;
    }
    if (w.bad)
        return sk_fail(err, SK_EFORMAT, "a worker gave a damaged answer");
    r = read_member(a, config_name, SK_MAX_CONFIG_BYTES, &config, err);
    if (r < 0)
        return r;
    struct sk_digest d = sk_sha256(config);
    img->config_digest = sk_digest_text(op->perm, &d);
    return art_image_add_config(op, config, img, err);
}

static int open_image(struct art_open *op, struct archive *a, struct art_source *s, uint64_t size,
                      struct art_image *img, struct sk_err *err)
{
    char head[8];
    ssize_t n = pread(a->fd, head, sizeof head, 0);
    struct stat st;
    int r = 0;
    if (n > 0 && sk_codec_detect((struct str){head, (size_t)n}) != SK_CODEC_NONE) {
        r = unpack(op, a, size, err);
        if (r < 0 || fstat(a->fd, &st) < 0)
            return r < 0 ? r : sk_fail(err, SK_EIO, "fstat: %s", strerror(errno));
        size = (uint64_t)st.st_size;
    }
    r = list(op, a, size, err);
    if (r < 0)
        return sk_wrap(err, r, "not an image archive");
    if (sk_map_get(&a->by_name, S("manifest.json")))
        return from_docker(op, a, img, err);
    if (!sk_map_get(&a->by_name, S("index.json")))
        return sk_fail(err, SK_EFORMAT,
                       "neither manifest.json nor index.json in it: not an image archive");
    struct str index;
    r = read_member(a, S("index.json"), SK_MAX_MANIFEST_BYTES, &index, err);
    if (r == 0)
        r = art_image_from_index(op, s, index, img, err);
    img->source = S("oci-archive");
    return r;
}

int art_source_archive(struct art_open *op, const char *path, struct art_opened *ret,
                       struct sk_err *err)
{
    struct archive *a = arena_new(op->perm, struct archive, 1);
    struct art_source *s = arena_new(op->perm, struct art_source, 1);
    struct stat st;
    *a = (struct archive){.perm = op->perm, .fd = open(path, O_RDONLY | O_CLOEXEC | O_NOCTTY)};
    *s = (struct art_source){a, document, layer, NULL, close_archive};
    if (a->fd < 0 || fstat(a->fd, &st) < 0 || !S_ISREG(st.st_mode)) {
        int e = errno;
        close_archive(a);
        return sk_fail(err, SK_ENOENT, "cannot open: %s", a->fd < 0 ? strerror(e) : "not a file");
    }
    int r = open_image(op, a, s, (uint64_t)st.st_size, &ret->image, err);
    if (r < 0) {
        close_archive(a);
        return r;
    }
    ret->source = s;
    return 0;
}
