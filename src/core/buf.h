// core/buf.h - a growing byte buffer that cannot be made without a maximum.
//
// Writing past the maximum sets `full` and drops the rest: a writer checks once at the end.
// Owns its bytes; sk_buf_free() or SK_BUF_SCRATCH frees them. Running out of memory ends the
// process, as in arenas.
#pragma once
#include "core/str.h"

struct sk_buf {
    char *p; // private: use sk_buf_str()
    size_t n, cap, max;
    bool full;
    // When set, a megabyte that has come together is handed on and forgotten, so that a large output
    // is never whole in memory; false = it cannot be had, as if full. The rest is the caller's.
    bool (*drain)(void *ctx, struct str bytes);
    void *drain_ctx;
};

#define SK_BUF_INIT(max_bytes)                                                                     \
    {                                                                                              \
        .max = (max_bytes)                                                                         \
    }
#define SK_BUF_SCRATCH(name, max_bytes)                                                            \
    SK_CLEANUP(sk_buf_free) struct sk_buf name = SK_BUF_INIT(max_bytes)

void sk_buf_free(struct sk_buf *b);  // back to empty; the maximum stays, the drain does not
void sk_buf_clear(struct sk_buf *b); // forget the content, keep the memory
struct str sk_buf_str(const struct sk_buf *b); // borrows until the next write

void sk_buf_add(struct sk_buf *b, struct str s);
void sk_buf_add_char(struct sk_buf *b, char c);
void sk_buf_fmt(struct sk_buf *b, const char *fmt, ...) SK_PRINTF(2, 3);
// Room for n more bytes at the end, to be filled by the caller and counted with sk_buf_commit();
// NULL (and `full`) when the maximum forbids it.
char *sk_buf_reserve(struct sk_buf *b, size_t n);
void sk_buf_commit(struct sk_buf *b, size_t n);
