// gzip (RFC 1952) by ISA-L, which decodes twice as fast as zlib on x86-64. It accepts a few
// deflate streams that zlib refuses (incomplete Huffman codes); whether a layer is intact is
// decided by its digest, not here. CRC-32 and length of each member are checked.
#include "core/stream_int.h"

#include <isa-l/igzip_lib.h>
#include <string.h>

struct gzip {
    struct inflate_state z;
    bool fresh; // at the beginning of a member
};

static void *gzip_open(struct arena *a, struct sk_err *err)
{
    struct gzip *g = arena_new(a, struct gzip, 1);
    (void)err;
    isal_inflate_init(&g->z);
    g->z.crc_flag = ISAL_GZIP;
    g->fresh = true;
    return g;
}

static int gzip_step(void *state, struct str *in, char *out, size_t cap, size_t *ret_n,
                     bool *ret_end, struct sk_err *err)
{
    struct gzip *g = state;
    if (g->fresh) {
        isal_inflate_reset(&g->z);
        g->z.crc_flag = ISAL_GZIP;
        g->fresh = false;
    }
    size_t give = in->n > UINT32_MAX ? UINT32_MAX : in->n;
    g->z.next_in = (uint8_t *)(uintptr_t)in->p;
    g->z.avail_in = (uint32_t)give;
    g->z.next_out = (uint8_t *)out;
    g->z.avail_out = (uint32_t)cap;
    int r = isal_inflate(&g->z);
    *in = str_skip(*in, give - g->z.avail_in);
    *ret_n = cap - g->z.avail_out;
    if (r < 0)
        return sk_fail(err, SK_EFORMAT,
                       r == ISAL_INCORRECT_CHECKSUM ? "gzip checksum does not match"
                                                    : "damaged gzip data");
    *ret_end = g->fresh = g->z.block_state == ISAL_BLOCK_FINISH;
    return 0;
}

static void gzip_free(void *state)
{
    (void)state;
}

const struct sk_codec_ops sk_codec_gzip = {
    .name = "gzip",
    .open = gzip_open,
    .step = gzip_step,
    .free = gzip_free,
    .zero_padding = true,
};
