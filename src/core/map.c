#include "core/map.h"

#include <string.h>

static uint32_t *slot_of(const struct sk_map *m, struct str key, uint64_t hash)
{
    size_t mask = m->n_slots - 1;
    for (size_t i = hash & mask;; i = (i + 1) & mask) {
        uint32_t *s = &m->slots[i];
        if (*s == 0)
            return s;
        const struct sk_map_entry *e = &m->entries[*s - 1];
        if (e->hash == hash && str_eq(e->key, key))
            return s;
    }
}

static void set_slots(struct sk_map *m, size_t n_slots)
{
    m->n_slots = n_slots;
    m->slots = arena_new(m->perm, uint32_t, m->n_slots);
    for (size_t e = 0; e < m->n; e++) {
        size_t i = m->entries[e].hash & (m->n_slots - 1);
        while (m->slots[i])
            i = (i + 1) & (m->n_slots - 1);
        m->slots[i] = (uint32_t)e + 1;
    }
}

void sk_map_reserve(struct sk_map *m, size_t n)
{
    size_t n_slots = 16;
    while (n_slots * 3 < n * 4)
        n_slots *= 2;
    if (n_slots > m->n_slots)
        set_slots(m, n_slots);
    m->entries = arena_grow(m->perm, m->entries, m->n, &m->cap, n, sizeof *m->entries,
                            _Alignof(struct sk_map_entry));
}

struct sk_map_entry *sk_map_put(struct sk_map *m, struct str key)
{
    if (m->n * 4 >= m->n_slots * 3)
        set_slots(m, m->n_slots ? m->n_slots * 2 : 16);
    uint64_t hash = str_hash(key);
    uint32_t *s = slot_of(m, key, hash);
    if (!*s) {
        struct sk_map_entry *e = VEC_PUSH(m->perm, m->entries, m->n, m->cap);
        *e = (struct sk_map_entry){.key = key, .hash = hash};
        *s = (uint32_t)m->n;
    }
    return &m->entries[*s - 1];
}

struct sk_map_entry *sk_map_find(const struct sk_map *m, struct str key)
{
    if (!m->n)
        return NULL;
    uint32_t *s = slot_of(m, key, str_hash(key));
    return *s ? &m->entries[*s - 1] : NULL;
}

void *sk_map_get(const struct sk_map *m, struct str key)
{
    struct sk_map_entry *e = sk_map_find(m, key);
    return e ? e->value : NULL;
}

bool sk_map_add(struct sk_map *m, struct str key)
{
    size_t before = m->n;
    (void)sk_map_put(m, key);
    return m->n > before;
}
