// core/map.h - a hash table from text to a pointer or number, in an arena.
//
// Keys are borrowed: they must live as long as the map. Nothing is ever removed. Iterate in the
// order of insertion over `entries[0 .. n)`.
#pragma once
#include "core/arena.h"
#include "core/str.h"

struct sk_map_entry {
    struct str key;
    uint64_t hash;
    void *value;
};

struct sk_map {
    struct arena *perm; // set this, leave the rest zero
    struct sk_map_entry *entries;
    size_t n, cap;
    uint32_t *slots; // index + 1 into entries
    size_t n_slots;  // power of two
};

// Room for n keys, so that nothing moves on the way there.
void sk_map_reserve(struct sk_map *m, size_t n);
// The entry for `key`, made when it is not there (then its value is NULL). Valid until the next put.
struct sk_map_entry *sk_map_put(struct sk_map *m, struct str key);
struct sk_map_entry *sk_map_find(const struct sk_map *m, struct str key); // NULL when absent
void *sk_map_get(const struct sk_map *m, struct str key);                 // value, or NULL
// Add a key to a set; true when it was not in it before.
bool sk_map_add(struct sk_map *m, struct str key);
