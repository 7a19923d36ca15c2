#include "core/wire.h"

void wire_put_u64(struct sk_buf *b, uint64_t v)
{
    char tmp[10];
    size_t n = 0;
    for (; v >= 0x80; v >>= 7)
        tmp[n++] = (char)(v | 0x80);
    tmp[n++] = (char)v;
    sk_buf_add(b, (struct str){tmp, n});
}

void wire_put_i64(struct sk_buf *b, int64_t v)
{
    wire_put_u64(b, (uint64_t)v << 1 ^ (uint64_t)(v >> 63));
}

void wire_put_str(struct sk_buf *b, struct str s)
{
    wire_put_u64(b, s.n);
    sk_buf_add(b, s);
}

static uint64_t fail(struct wire_in *w)
{
    w->bad = true;
    w->rest = (struct str){0};
    return 0;
}

uint64_t wire_u64(struct wire_in *w)
{
    uint64_t v = 0;
    if (w->rest.n && (unsigned char)w->rest.p[0] < 0x80) { // nearly all numbers
        v = (unsigned char)w->rest.p[0];
        w->rest = (struct str){w->rest.p + 1, w->rest.n - 1};
        return v;
    }
    for (size_t i = 0, shift = 0; shift < 64; i++, shift += 7) {
        int c = str_at(w->rest, i);
        if (c < 0)
            return fail(w);
        if (shift == 63 && c > 1)
            return fail(w);
        v |= (uint64_t)(c & 0x7f) << shift;
        if (c < 0x80) {
            w->rest = str_skip(w->rest, i + 1);
            return v;
        }
    }
    return fail(w);
}

int64_t wire_i64(struct wire_in *w)
{
    uint64_t v = wire_u64(w);
    return (int64_t)(v >> 1 ^ (0 - (v & 1)));
}

uint32_t wire_u32(struct wire_in *w)
{
    uint64_t v = wire_u64(w);
    return v > UINT32_MAX ? (uint32_t)fail(w) : (uint32_t)v;
}

bool wire_bool(struct wire_in *w)
{
    uint64_t v = wire_u64(w);
    return v > 1 ? fail(w) : v == 1;
}

struct str wire_str(struct wire_in *w)
{
    uint64_t n = wire_u64(w);
    if (n > w->rest.n) {
        (void)fail(w);
        return (struct str){0};
    }
    struct str s = {w->rest.p, n};
    if (n) // (after damage there is no address to add to)
        w->rest = (struct str){w->rest.p + n, w->rest.n - n};
    return s;
}

size_t wire_count(struct wire_in *w, size_t max, size_t min_bytes)
{
    uint64_t n = wire_u64(w);
    if (n > max || n > w->rest.n / min_bytes)
        return (size_t)fail(w);
    return (size_t)n;
}
