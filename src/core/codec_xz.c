// XZ (https://tukaani.org/xz/xz-file-format.txt) by liblzma, with a limit on the memory it may take.
#include "core/limits.h"
#include "core/stream_int.h"

#include <lzma.h>

struct xz {
    lzma_stream z;
    bool fresh;
};

#define XZ_MEMORY (256 * SK_MB)

static void *xz_open(struct arena *a, struct sk_err *err)
{
    struct xz *x = arena_new(a, struct xz, 1);
    (void)err;
    x->z = (lzma_stream)LZMA_STREAM_INIT;
    x->fresh = true;
    return x;
}

static int xz_step(void *state, struct str *in, char *out, size_t cap, size_t *ret_n, bool *ret_end,
                   struct sk_err *err)
{
    struct xz *x = state;
    if (x->fresh && lzma_stream_decoder(&x->z, XZ_MEMORY, 0) != LZMA_OK)
        return sk_fail(err, SK_EIO, "liblzma does not start");
    x->fresh = false;
    x->z.next_in = (const uint8_t *)in->p;
    x->z.avail_in = in->n;
    x->z.next_out = (uint8_t *)out;
    x->z.avail_out = cap;
    lzma_ret r = lzma_code(&x->z, LZMA_RUN);
    *in = str_skip(*in, in->n - x->z.avail_in);
    *ret_n = cap - x->z.avail_out;
    if (r == LZMA_MEMLIMIT_ERROR)
        return sk_fail(err, SK_ELIMIT, "xz data wants more than %llu bytes of memory",
                       (unsigned long long)XZ_MEMORY);
    if (r != LZMA_OK && r != LZMA_STREAM_END && r != LZMA_BUF_ERROR)
        return sk_fail(err, SK_EFORMAT, "damaged xz data");
    *ret_end = x->fresh = r == LZMA_STREAM_END;
    return 0;
}

static void xz_free(void *state)
{
    lzma_end(&((struct xz *)state)->z);
}

const struct sk_codec_ops sk_codec_xz = {
    .name = "xz",
    .open = xz_open,
    .step = xz_step,
    .free = xz_free,
    .zero_padding = true,
};
