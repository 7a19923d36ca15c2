// Zstandard (RFC 8878): frames and skippable frames, one after the other.
#include "core/stream_int.h"

#include <zstd.h>
#include <zstd_errors.h>

enum { MAX_WINDOW_LOG = 27 }; // 128 MiB: what zstd -19 --long=27 makes; more is SK_ELIMIT

static void *zstd_open(struct arena *a, struct sk_err *err)
{
    ZSTD_DStream *z = ZSTD_createDStream();
    (void)a;
    if (!z || ZSTD_isError(ZSTD_DCtx_setParameter(z, ZSTD_d_windowLogMax, MAX_WINDOW_LOG))) {
        ZSTD_freeDStream(z);
        (void)sk_fail(err, SK_EIO, "zstd does not start");
        return NULL;
    }
    return z;
}

static int zstd_step(void *state, struct str *in, char *out, size_t cap, size_t *ret_n,
                     bool *ret_end, struct sk_err *err)
{
    ZSTD_inBuffer src = {in->p, in->n, 0};
    ZSTD_outBuffer dst = {out, cap, 0};
    size_t r = ZSTD_decompressStream(state, &dst, &src);
    *in = str_skip(*in, src.pos);
    *ret_n = dst.pos;
    if (ZSTD_isError(r)) {
        bool window = ZSTD_getErrorCode(r) == ZSTD_error_frameParameter_windowTooLarge;
        return sk_fail(err, window ? SK_ELIMIT : SK_EFORMAT, "zstd: %s", ZSTD_getErrorName(r));
    }
    *ret_end = r == 0;
    return 0;
}

static void zstd_free(void *state)
{
    ZSTD_freeDStream(state);
}

const struct sk_codec_ops sk_codec_zstd = {
    .name = "zstd",
    .open = zstd_open,
    .step = zstd_step,
    .free = zstd_free,
};
