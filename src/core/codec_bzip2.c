// bzip2 by libbz2.
#include "core/stream_int.h"

#include <bzlib.h>

struct bzip2 {
    bz_stream z;
    bool fresh, live;
};

static void *bzip2_open(struct arena *a, struct sk_err *err)
{
    struct bzip2 *b = arena_new(a, struct bzip2, 1);
    (void)err;
    b->fresh = true;
    return b;
}

static void bzip2_free(void *state)
{
    struct bzip2 *b = state;
    if (b->live)
        BZ2_bzDecompressEnd(&b->z);
    b->live = false;
}

static int bzip2_step(void *state, struct str *in, char *out, size_t cap, size_t *ret_n,
                      bool *ret_end, struct sk_err *err)
{
    struct bzip2 *b = state;
    if (b->fresh) {
        bzip2_free(b);
        b->z = (bz_stream){0};
        if (BZ2_bzDecompressInit(&b->z, 0, 0) != BZ_OK)
            return sk_fail(err, SK_EIO, "libbz2 does not start");
        b->live = true;
    }
    b->fresh = false;
    size_t give = in->n > UINT32_MAX ? UINT32_MAX : in->n;
    b->z.next_in = (char *)(uintptr_t)in->p;
    b->z.avail_in = (unsigned)give;
    b->z.next_out = out;
    b->z.avail_out = (unsigned)cap;
    int r = BZ2_bzDecompress(&b->z);
    *in = str_skip(*in, give - b->z.avail_in);
    *ret_n = cap - b->z.avail_out;
    if (r != BZ_OK && r != BZ_STREAM_END)
        return sk_fail(err, SK_EFORMAT, "damaged bzip2 data");
    *ret_end = b->fresh = r == BZ_STREAM_END;
    return 0;
}

const struct sk_codec_ops sk_codec_bzip2 = {
    .name = "bzip2",
    .open = bzip2_open,
    .step = bzip2_step,
    .free = bzip2_free,
};
