// An OCI image layout in a folder (OCI image-spec, image-layout.md).
#include "artifact/source_int.h"

#include "core/file.h"
#include "core/limits.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

struct layout {
    struct arena *perm;
    int dir;
};

// blobs/sha256/<hex>; the digest was checked for form, so it holds no '/'.
static int open_blob(struct layout *l, struct str digest, struct sk_err *err)
{
    ARENA_SCRATCH(tmp);
    struct str alg, hex;
    struct sk_digest d;
    if (!sk_digest_parse(digest, &d) || !str_cut(digest, ':', &alg, &hex))
        return sk_fail(err, SK_EFORMAT, "'" STR_FMT "' is not a digest", STR_ARG(digest));
    struct str path = str_fmt(&tmp, "blobs/" STR_FMT "/" STR_FMT, STR_ARG(alg), STR_ARG(hex));
    int fd = openat(l->dir, path.p, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK);
    struct stat st;
    if (fd < 0 || fstat(fd, &st) < 0 || !S_ISREG(st.st_mode)) {
        sk_close_fd(&fd);
        return sk_fail(err, SK_EIO, "blob " STR_FMT ": %s", STR_ARG(digest),
                       fd < 0 ? strerror(errno) : "not a file");
    }
    return fd;
}

static int document(void *ctx, struct str digest, uint64_t size, struct str *ret,
                    struct sk_err *err)
{
    struct layout *l = ctx;
    SK_FD int fd = open_blob(l, digest, err);
    (void)size;
    return fd < 0 ? fd : sk_read_fd(l->perm, fd, SK_MAX_CONFIG_BYTES, ret, err);
}

static int layer(void *ctx, const struct art_layer *l, struct art_bytes *ret, struct sk_err *err)
{
    struct stat st;
    ret->fd = open_blob(ctx, l->digest, err);
    if (ret->fd < 0)
        return ret->fd;
    if (fstat(ret->fd, &st) < 0)
        return sk_fail(err, SK_EIO, "fstat: %s", strerror(errno));
    ret->len = (uint64_t)st.st_size;
    return 0;
}

static void close_layout(void *ctx)
{
    sk_close_fd(&((struct layout *)ctx)->dir);
}

int art_source_layout(struct art_open *op, const char *path, struct art_opened *ret,
                      struct sk_err *err)
{
    struct layout *l = arena_new(op->perm, struct layout, 1);
    struct art_source *s = arena_new(op->perm, struct art_source, 1);
    struct str index;
    *l = (struct layout){op->perm, open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)};
    *s = (struct art_source){l, document, layer, NULL, close_layout};
    SK_FD int fd =
        l->dir < 0 ? -1 : openat(l->dir, "index.json", O_RDONLY | O_CLOEXEC | O_NONBLOCK);
    if (fd < 0) {
        close_layout(l);
        return sk_fail(err, SK_ENOENT, "no index.json in it: not an OCI layout");
    }
    int r = sk_read_fd(op->perm, fd, SK_MAX_MANIFEST_BYTES, &index, err);
    if (r == 0)
        r = art_image_from_index(op, s, index, &ret->image, err);
    if (r < 0) {
        close_layout(l);
        return r;
    }
    ret->image.source = S("oci-layout");
    ret->source = s;
    return 0;
}
