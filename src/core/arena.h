// core/arena.h - memory that is freed all at once.
//
// Every allocation belongs to an arena; nothing is freed alone. Allocation cannot fail: when the
// system has no memory the process ends (input is parsed in worker processes, see ARCHITECTURE.md).
// Sizes that come from input are checked against core/limits.h before allocating.
// In sanitizer builds each object is a malloc of its own, so ASan sees its exact bounds.
#pragma once
#include "core/base.h"

struct arena_block;
struct arena {
    struct arena_block *blocks; // newest first; private
    char *cur, *end;            // free part of the newest block; private
    size_t used;                // bytes handed out; for budgets in tests
};

// Zeroed memory for `count` objects of `size` bytes. Lives until arena_free() or arena_reset().
void *arena_alloc(struct arena *a, size_t size, size_t count, size_t align);

// Make room for at least `want` elements in an array that holds `n`; returns the (moved) array and
// sets *cap. Doubles, so appending is amortised constant; the old array stays until the arena ends.
void *arena_grow(struct arena *a, void *old, size_t n, size_t *cap, size_t want, size_t size,
                 size_t align);

void arena_free(struct arena *a);
void arena_reset(struct arena *a); // forget all, keep one block for reuse

#define arena_new(a, T, n) ((T *)arena_alloc((a), sizeof(T), (n), _Alignof(T)))
// A scratch arena that frees itself at the end of the scope.
#define ARENA_SCRATCH(name) SK_CLEANUP(arena_free) struct arena name = {0}

// A growing array that is three fields of a struct: `T *items; size_t n_items, cap_items;`
// VEC_PUSH(arena, out->items, out->n_items, out->cap_items) is a pointer to a new zeroed element.
#define VEC_PUSH(a, ptr, n, cap)                                                                   \
    ((ptr) = (n) < (cap) ? (ptr)                                                                   \
                         : arena_grow((a), (ptr), (n), &(cap), (n) + 1, sizeof *(ptr),             \
                                      _Alignof(__typeof__(*(ptr)))),                               \
     (n)++, &(ptr)[(n)-1])
