#include "core/buf.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

void sk_buf_free(struct sk_buf *b)
{
    free(b->p);
    *b = (struct sk_buf){.max = b->max};
}

void sk_buf_clear(struct sk_buf *b)
{
    b->n = 0;
    b->full = false;
}

struct str sk_buf_str(const struct sk_buf *b)
{
    return (struct str){b->p ? b->p : "", b->n};
}

enum { DRAIN_BYTES = 1 << 20 };

char *sk_buf_reserve(struct sk_buf *b, size_t n)
{
    if (b->drain && b->n >= DRAIN_BYTES) {
        b->full |= !b->drain(b->drain_ctx, sk_buf_str(b));
        b->n = 0;
    }
    if (n > b->max || b->n > b->max - n) {
        b->full = true;
        return NULL;
    }
    if (b->cap - b->n < n || !b->p) {
        size_t cap = b->cap ? b->cap : 256;
        while (cap < b->n + n)
            cap *= 2;
        if (cap > b->max)
            cap = b->max;
        b->p = realloc(b->p, cap ? cap : 1);
        if (!b->p) {
            fputs("sekisho: out of memory\n", stderr);
            abort();
        }
        b->cap = cap;
    }
    return b->p + b->n;
}

void sk_buf_commit(struct sk_buf *b, size_t n)
{
    b->n += n;
}

void sk_buf_add(struct sk_buf *b, struct str s)
{
    if (s.n == 0 || b->full)
        return;
    char *at = sk_buf_reserve(b, s.n);
    if (!at)
        return;
    memcpy(at, s.p, s.n);
    b->n += s.n;
}

void sk_buf_add_char(struct sk_buf *b, char c)
{
    sk_buf_add(b, (struct str){&c, 1});
}

void sk_buf_fmt(struct sk_buf *b, const char *fmt, ...)
{
    va_list ap;
    size_t room = b->full ? 0 : b->cap - b->n;
    va_start(ap, fmt);
    int n = vsnprintf(room ? b->p + b->n : NULL, room, fmt, ap); // most fit at once
    va_end(ap);
    if (n <= 0 || b->full)
        return;
    if ((size_t)n < room && (size_t)n <= b->max - b->n) {
        b->n += (size_t)n;
        return;
    }
    char *at = sk_buf_reserve(b, (size_t)n + 1); // vsnprintf writes the NUL too
    if (!at)
        return;
    va_start(ap, fmt);
    vsnprintf(at, (size_t)n + 1, fmt, ap);
    va_end(ap);
    b->n += (size_t)n;
}
