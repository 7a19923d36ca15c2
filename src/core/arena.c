#include "core/arena.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct arena_block {
    struct arena_block *next;
    size_t bytes;
    max_align_t data[];
};

enum { ARENA_FIRST = 4 * 1024, ARENA_BLOCK = 256 * 1024 };

#if defined(__SANITIZE_ADDRESS__)
#define ARENA_ONE_EACH 1
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
#define ARENA_ONE_EACH 1
#endif
#endif
#ifndef ARENA_ONE_EACH
#define ARENA_ONE_EACH 0
#endif

static SK_NORETURN void out_of_memory(void)
{
    fputs("sekisho: out of memory\n", stderr);
    abort();
}

static void add_block(struct arena *a, size_t bytes)
{
    struct arena_block *b = calloc(1, sizeof *b + bytes);
    if (!b)
        out_of_memory();
    b->next = a->blocks;
    b->bytes = bytes;
    a->blocks = b;
    a->cur = (char *)b->data;
    a->end = a->cur + bytes;
}

// Blocks grow from 4 KiB, so that a small scratch arena stays small.
static size_t next_block_size(const struct arena *a, size_t bytes)
{
    if (ARENA_ONE_EACH)
        return bytes;
    size_t usual = a->blocks ? a->blocks->bytes * 4 : ARENA_FIRST;
    if (usual > ARENA_BLOCK)
        usual = ARENA_BLOCK;
    return bytes > usual ? bytes : usual;
}

void *arena_alloc(struct arena *a, size_t size, size_t count, size_t align)
{
    size_t bytes;
    if (__builtin_mul_overflow(size, count, &bytes) || bytes > PTRDIFF_MAX)
        out_of_memory();

    size_t pad = -(uintptr_t)a->cur & (align - 1);
    size_t room = (size_t)(a->end - a->cur);
    if (ARENA_ONE_EACH || pad > room || bytes > room - pad) {
        add_block(a, next_block_size(a, bytes));
        pad = 0;
    }
    void *p = a->cur + pad;
    a->cur += pad + bytes;
    a->used += bytes;
    return p;
}

void *arena_grow(struct arena *a, void *old, size_t n, size_t *cap, size_t want, size_t size,
                 size_t align)
{
    if (want <= *cap)
        return old;
    size_t more = *cap ? *cap * 2 : 8;
    if (more < want)
        more = want;
    void *p = arena_alloc(a, size, more, align);
    if (n)
        memcpy(p, old, n * size);
    *cap = more;
    return p;
}

void arena_free(struct arena *a)
{
    for (struct arena_block *b = a->blocks, *next; b; b = next) {
        next = b->next;
        free(b);
    }
    *a = (struct arena){0};
}

void arena_reset(struct arena *a)
{
    struct arena_block *keep = ARENA_ONE_EACH ? NULL : a->blocks;
    if (!keep || keep->bytes > ARENA_BLOCK) {
        arena_free(a);
        return;
    }
    size_t dirty = (size_t)(a->cur - (char *)keep->data);
    a->blocks = keep->next;
    arena_free(a);
    memset(keep->data, 0, dirty);
    keep->next = NULL;
    a->blocks = keep;
    a->cur = (char *)keep->data;
    a->end = a->cur + keep->bytes;
}
