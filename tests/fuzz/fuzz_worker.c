// What a worker that was taken over may send: the first byte says how the rest arrives in pieces
// and which job is expected. Promises: never more memory than twice what arrived plus a step, no
// frame that was not asked for, lengths as limits.h says, one printable line of error.
#include "worker/worker_int.h"

#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void must(bool ok)
{
    if (!ok)
        __builtin_trap();
}

static bool is_line(const char *s)
{
    for (; *s; s++)
        if ((unsigned char)*s < 0x20 || *s == 0x7f)
            return false;
    return true;
}

static void check_frame(const struct wk_frame *f, size_t size)
{
    uint64_t sum = 0;
    for (size_t i = 0; i < f->data.n; i++)
        sum += (unsigned char)f->data.p[i]; // ASan looks
    must(f->data.n <= size && sum <= 255 * (uint64_t)size);
    if (f->kind == WK_F_FAILED)
        must(f->err.code < 0 && f->err.code >= SK_ENOENT && is_line(f->err.msg) &&
             memchr(f->err.msg, 0, sizeof f->err.msg));
    else
        must(f->kind == WK_F_DONE || f->kind == WK_F_PART || f->kind == WK_F_PROGRESS);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    if (size < 1)
        return 0;
    const size_t piece = (size_t)(data[0] & 0x7f) * 7 + 1;
    const uint64_t seq = data[0] & 0x80 ? 0 : 1;
    struct wk_reader r = {0};
    struct wk_frame f;
    struct sk_err err;
    wk_reader_start(&r);
    int got = 0;
    for (size_t at = 1; at < size && got >= 0;) {
        size_t room, n = size - at < piece ? size - at : piece;
        char *to = wk_reader_room(&r, &room);
        must(to && room);
        n = n < room ? n : room;
        memcpy(to, data + at, n);
        wk_reader_put(&r, n);
        at += n;
        must(r.buf.cap <= 2 * (at + SK_MB));
        while ((got = wk_reader_next(&r, seq, &f, &err)) > 0) {
            must(seq != 0);
            check_frame(&f, size);
        }
        must(got == 0 || is_line(err.msg));
    }
    wk_reader_free(&r);

    // And how it died: any status, any last words.
    int status = 0;
    memcpy(&status, data, size < sizeof status ? size : sizeof status);
    must(wk_explain(status, (struct str){(const char *)data, size}, SK_MB, &err) < 0);
    must(is_line(err.msg));
    return 0;
}
