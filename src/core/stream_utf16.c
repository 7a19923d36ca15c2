// UTF-16 to UTF-8 as it arrives. Unicode 15, section 3.9: D91 (UTF-16), table 3-5.
#include "core/stream.h"

enum { ROOM = 32 << 10, REPLACEMENT = 0xfffd };

struct utf16_stream {
    struct sk_stream base;
    struct sk_stream *inner;
    struct str rest; // of the inner stream's last piece
    int half;        // a byte that waits for its other half, or -1
    uint32_t high;   // the first of a pair, or 0
    bool big, begun;
    char out[ROOM + 8];
};

static size_t put_unit(struct utf16_stream *u, uint32_t unit, char *to)
{
    size_t n = 0;
    bool low = unit >= 0xdc00 && unit < 0xe000;
    if (!u->begun) {
        u->begun = true;
        if (unit == 0xfeff)
            return 0; // the mark
    }
    if (u->high && low) {
        n = sk_put_utf8(to, 0x10000 + ((u->high - 0xd800) << 10) + (unit - 0xdc00));
        u->high = 0;
        return n;
    }
    if (u->high)
        n = sk_put_utf8(to, REPLACEMENT);
    u->high = unit >= 0xd800 && unit < 0xdc00 ? unit : 0;
    if (!u->high)
        n += sk_put_utf8(to + n, low ? REPLACEMENT : unit);
    return n;
}

static int utf16_next(struct sk_stream *s, struct str *ret, struct sk_err *err)
{
    struct utf16_stream *u = (struct utf16_stream *)s;
    size_t n = 0;
    while (n == 0) {
        if (!u->rest.n) {
            int r = sk_stream_next(u->inner, &u->rest, err);
            if (r < 0)
                return r;
            if (!u->rest.n) { // the end; half a pair, half a unit
                if (u->high || u->half >= 0)
                    n = sk_put_utf8(u->out, REPLACEMENT);
                u->high = 0;
                u->half = -1;
                break;
            }
        }
        size_t i = 0;
        for (; i < u->rest.n && n < ROOM; i++) {
            int b = str_at(u->rest, i);
            if (u->half < 0) {
                u->half = b;
                continue;
            }
            uint32_t unit = u->big ? (uint32_t)(u->half << 8 | b) : (uint32_t)(b << 8 | u->half);
            u->half = -1;
            n += put_unit(u, unit, u->out + n);
        }
        u->rest = str_skip(u->rest, i);
    }
    *ret = (struct str){u->out, n};
    return 0;
}

struct sk_stream *sk_stream_utf16(struct arena *a, struct sk_stream *inner, bool big_endian)
{
    struct utf16_stream *u = arena_new(a, struct utf16_stream, 1);
    u->base.next = utf16_next;
    u->inner = inner;
    u->big = big_endian;
    u->half = -1;
    return &u->base;
}
