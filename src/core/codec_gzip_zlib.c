// gzip (RFC 1952) by zlib: where ISA-L's inflate is not trusted (anything but x86-64).
#include "core/stream_int.h"

#include <zlib.h>

struct gzip {
    z_stream z;
    bool fresh; // at the beginning of a member
};

static void *gzip_open(struct arena *a, struct sk_err *err)
{
    struct gzip *g = arena_new(a, struct gzip, 1);
    g->fresh = true;
    if (inflateInit2(&g->z, 16 + MAX_WBITS) != Z_OK) {
        (void)sk_fail(err, SK_EIO, "zlib does not start");
        return NULL;
    }
    return g;
}

static int gzip_step(void *state, struct str *in, char *out, size_t cap, size_t *ret_n,
                     bool *ret_end, struct sk_err *err)
{
    struct gzip *g = state;
    if (g->fresh)
        inflateReset(&g->z);
    g->fresh = false;
    size_t give = in->n > UINT32_MAX ? UINT32_MAX : in->n;
    g->z.next_in = (Bytef *)(uintptr_t)in->p;
    g->z.avail_in = (uInt)give;
    g->z.next_out = (Bytef *)out;
    g->z.avail_out = (uInt)cap;
    int r = inflate(&g->z, Z_NO_FLUSH);
    *in = str_skip(*in, give - g->z.avail_in);
    *ret_n = cap - g->z.avail_out;
    if (r != Z_OK && r != Z_STREAM_END && r != Z_BUF_ERROR)
        return sk_fail(err, SK_EFORMAT, "damaged gzip data: %s",
                       g->z.msg ? g->z.msg : "no message");
    *ret_end = g->fresh = r == Z_STREAM_END;
    return 0;
}

static void gzip_free(void *state)
{
    inflateEnd(&((struct gzip *)state)->z);
}

const struct sk_codec_ops sk_codec_gzip = {
    .name = "gzip",
    .open = gzip_open,
    .step = gzip_step,
    .free = gzip_free,
    .zero_padding = true,
};
