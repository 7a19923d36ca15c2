// Aho-Corasick: all words in one pass, in any case. A dense table over classes of bytes.
#include "engine/secret/secret_int.h"

#include <string.h>

struct sec_ac {
    const struct sec_ac_word *words;
    uint8_t class_of[256];
    uint32_t n_classes;
    uint32_t *next;  // state * n_classes + class; top bit: the state has words
    uint32_t *first; // by state: index + 1 of the first word that ends here
    uint32_t *more;  // by word: the next word of the same text
    uint32_t *out;   // by state: the nearest suffix state (itself counted out) that has words
    uint32_t n_states;
};

#define HAS 0x80000000u

static uint32_t add_word(struct sec_ac *ac, struct str w)
{
    uint32_t s = 0;
    for (size_t i = 0; i < w.n; i++) {
        uint32_t *n = &ac->next[(size_t)s * ac->n_classes + ac->class_of[(unsigned char)w.p[i]]];
        if (!*n)
            *n = ac->n_states++;
        s = *n;
    }
    return s;
}

// Breadth first: a missing edge is that of the suffix state.
static void link_states(struct arena *tmp, struct sec_ac *ac)
{
    uint32_t *fail = arena_new(tmp, uint32_t, ac->n_states);
    uint32_t *queue = arena_new(tmp, uint32_t, ac->n_states);
    size_t head = 0, tail = 0;
    for (uint32_t c = 0; c < ac->n_classes; c++)
        if (ac->next[c])
            queue[tail++] = ac->next[c];
    while (head < tail) {
        uint32_t s = queue[head++], f = fail[s];
        ac->out[s] = ac->first[f] ? f : ac->out[f];
        for (uint32_t c = 0; c < ac->n_classes; c++) {
            uint32_t *n = &ac->next[(size_t)s * ac->n_classes + c];
            uint32_t via = ac->next[(size_t)f * ac->n_classes + c];
            if (*n) {
                fail[*n] = via;
                queue[tail++] = *n;
            } else {
                *n = via;
            }
        }
    }
    size_t edges = (size_t)ac->n_states * ac->n_classes;
    for (size_t i = 0; i < edges; i++)
        if (ac->first[ac->next[i]] || ac->out[ac->next[i]])
            ac->next[i] |= HAS;
}

const struct sec_ac *sec_ac_new(struct arena *a, const struct sec_ac_word *words, size_t n)
{
    ARENA_SCRATCH(tmp);
    struct sec_ac *ac = arena_new(a, struct sec_ac, 1);
    ac->words = words;
    ac->n_classes = 1;
    size_t bytes = 1;
    for (size_t i = 0; i < n; i++) {
        bytes += words[i].text.n;
        for (size_t k = 0; k < words[i].text.n; k++) {
            unsigned char c = (unsigned char)words[i].text.p[k];
            if (!ac->class_of[c])
                ac->class_of[c] = (uint8_t)ac->n_classes++;
        }
    }
    for (unsigned c = 'A'; c <= 'Z'; c++)
        ac->class_of[c] = ac->class_of[c | 0x20];
    ac->next = arena_new(a, uint32_t, bytes * ac->n_classes);
    ac->first = arena_new(a, uint32_t, bytes);
    ac->out = arena_new(a, uint32_t, bytes);
    ac->more = arena_new(a, uint32_t, n ? n : 1);
    ac->n_states = 1;
    for (size_t i = 0; i < n; i++) {
        if (!words[i].text.n)
            continue;
        uint32_t s = add_word(ac, words[i].text);
        ac->more[i] = ac->first[s];
        ac->first[s] = (uint32_t)i + 1;
    }
    link_states(&tmp, ac);
    return ac;
}

void sec_ac_run(const struct sec_ac *ac, struct str text,
                void (*hit)(void *ctx, const struct sec_ac_word *w, size_t end), void *ctx)
{
    uint32_t s = 0;
    for (size_t i = 0; i < text.n; i++) {
        s = ac->next[(size_t)(s & ~HAS) * ac->n_classes + ac->class_of[(unsigned char)text.p[i]]];
        if (!(s & HAS))
            continue;
        uint32_t at = s & ~HAS;
        for (at = ac->first[at] ? at : ac->out[at]; at; at = ac->out[at])
            for (uint32_t w = ac->first[at]; w; w = ac->more[w - 1])
                hit(ctx, &ac->words[w - 1], i + 1);
    }
}
