// Texts that are like one of the list: by runs of three words that they share.
#include "engine/licence/match.h"

#define LEAST_RECALL 0.2 // less of a licence is none

struct candidate {
    uint32_t shared;
    uint32_t lo, hi; // words between which its runs lie
};

static const struct lic_db_shingle *find(const struct lic_db *db, uint32_t hash)
{
    uint32_t mask = db->head->shingles.n - 1, i = hash & mask;
    for (uint32_t tries = 0; tries <= mask && db->shingles[i].n; tries++, i = (i + 1) & mask)
        if (db->shingles[i].hash == hash)
            return &db->shingles[i];
    return NULL;
}

static bool is_first_time(uint32_t *seen, size_t mask, uint32_t hash)
{
    size_t i = hash & mask;
    for (size_t tries = 0; tries <= mask && seen[i]; tries++, i = (i + 1) & mask)
        if (seen[i] == hash)
            return false;
    seen[i] = hash;
    return true;
}

// How alike: which share of both is the same, between the first and the last run that they share.
// (F-measure with beta = 1/sqrt(8).)
static double score(const struct candidate *c, const struct lic_db_template *t)
{
    double window = c->hi - c->lo, theirs = t->n_shingles;
    if (window < 1 || theirs < 1)
        return 0;
    double precision = c->shared / window, recall = c->shared / theirs;
    precision = precision > 1 ? 1 : precision;
    recall = recall > 1 ? 1 : recall;
    // What is there should be of that licence; that all of it is there counts less: texts are cut.
    const double weight = 1.0 / 8;
    if (recall < LEAST_RECALL)
        return 0;
    return (1 + weight) * precision * recall / (weight * precision + recall);
}

bool lic_near(const struct lic_db *db, struct arena *tmp, const struct lic_words *text,
              uint32_t first, uint32_t last, struct lic_match *ret)
{
    const struct lic_word **w = arena_new(tmp, const struct lic_word *, last - first);
    uint32_t *at = arena_new(tmp, uint32_t, last - first), n = 0, n_tpl = db->head->templates.n;
    for (uint32_t i = first; i < last; i++)
        if (!text->w[i].mark) {
            at[n] = i;
            w[n++] = &text->w[i];
        }
    if (n < LIC_NEAR_WORDS)
        return false;
    size_t size = 64;
    while (size < (size_t)n * 2)
        size *= 2;
    uint32_t *seen = arena_new(tmp, uint32_t, size);
    struct candidate *all = arena_new(tmp, struct candidate, n_tpl);
    for (uint32_t i = 0; i + LIC_SHINGLE <= n; i++) {
        uint32_t hash = (uint32_t)lic_gram(w + i, LIC_SHINGLE);
        const struct lic_db_shingle *s = find(db, hash);
        if (!s || !hash || !is_first_time(seen, size - 1, hash))
            continue;
        for (uint32_t k = 0; k < s->n && (uint64_t)s->first + k < db->head->postings.n; k++) {
            uint32_t t = db->postings[s->first + k];
            if (t >= n_tpl)
                continue;
            if (!all[t].shared++)
                all[t].lo = at[i];
            all[t].hi = at[i] + 1;
        }
    }
    double best = 0;
    for (uint32_t t = 0; t < n_tpl; t++) {
        double s = all[t].shared >= 6 ? score(&all[t], &db->tpl[t]) : 0;
        if (s > best) {
            best = s;
            *ret = (struct lic_match){t, all[t].lo, all[t].hi + LIC_SHINGLE - 1, 0, s};
        }
    }
    if (ret->last > last)
        ret->last = last;
    if (best > 0.99)
        ret->score = 0.99; // never certain
    return best >= LIC_NEAR_LEAST;
}
