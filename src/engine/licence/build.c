// Writing licences.db.
#include "engine/licence/db_int.h"

#include "core/limits.h"

#include <stdlib.h>
#include <string.h>

struct posting {
    uint32_t hash, tpl;
};

struct build {
    struct arena tmp;
    struct lic_compile *c;
    struct sk_buf strings, code, anchors, shorts, postings;
    uint64_t *slots; // of words
    uint32_t n_slots;
    struct posting *all;
    size_t n_all, cap_all;
    struct lic_db_template *tpl;
};

static uint32_t put_text(struct build *b, struct str s, bool end)
{
    uint32_t off = (uint32_t)b->strings.n;
    sk_buf_add(&b->strings, s);
    if (end)
        sk_buf_add_char(&b->strings, '\0');
    return off;
}

static int by_number(const void *x, const void *y)
{
    const uint64_t *a = x, *b = y;
    return *a < *b ? -1 : *a > *b;
}

static void place_words(struct build *b)
{
    b->n_slots = 1024;
    while (b->n_slots < b->c->n_hashes * 2)
        b->n_slots *= 2;
    b->slots = arena_new(&b->tmp, uint64_t, b->n_slots);
    uint64_t *sorted = arena_new(&b->tmp, uint64_t, b->c->n_hashes);
    if (b->c->n_hashes) {
        memcpy(sorted, b->c->hashes, b->c->n_hashes * sizeof *sorted);
        qsort(sorted, b->c->n_hashes, sizeof *sorted, by_number);
    }
    for (size_t i = 0; i < b->c->n_hashes; i++) {
        uint32_t k = (uint32_t)sorted[i] & (b->n_slots - 1);
        while (b->slots[k])
            k = (k + 1) & (b->n_slots - 1);
        b->slots[k] = sorted[i];
    }
}

static uint32_t word_id(const struct build *b, uint64_t hash)
{
    uint32_t k = (uint32_t)hash & (b->n_slots - 1);
    while (b->slots[k] && b->slots[k] != hash)
        k = (k + 1) & (b->n_slots - 1);
    return k + 1;
}

// What may be left out at the beginning is no part of a match: title, notices of copyright.
static size_t core_of(const struct lic_template *t)
{
    size_t at = 0;
    while (LIC_STEP_OP(t->code[at]) == LIC_STEP_OPT)
        at += LIC_STEP_ARG(t->code[at]) + 1;
    return at;
}

// A run of words that is in every text of this licence, and how far from its beginning it can be.
struct anchor {
    size_t at; // step
    size_t lo, hi;
};

static bool find_anchor(const struct lic_template *t, size_t core, size_t want, struct anchor *ret)
{
    enum { FAR = 1500 };
    size_t lo = 0, hi = 0, run = 0;
    for (size_t i = core; i < t->n && hi < FAR;) {
        uint32_t arg = LIC_STEP_ARG(t->code[i]);
        switch (LIC_STEP_OP(t->code[i])) {
        case LIC_STEP_WORD:
            run++;
            lo++;
            hi++;
            if (run == want) {
                *ret = (struct anchor){i + 1 - want, lo - want, hi - want};
                return true;
            }
            i++;
            continue;
        case LIC_STEP_OPT: // at most all of its steps
            hi += arg;
            for (size_t k = i + 1; k <= i + arg; k++)
                if (LIC_STEP_OP(t->code[k]) == LIC_STEP_ANY)
                    hi += LIC_STEP_ARG(t->code[k]);
            i += arg + 1;
            break;
        case LIC_STEP_FORK: { // the jump at the end of the first branch leads behind the last
            size_t jump = i + arg, from = jump + LIC_STEP_ARG(t->code[jump]) + 1;
            for (size_t k = i; k < from; k++)
                hi += LIC_STEP_OP(t->code[k]) == LIC_STEP_ANY ? LIC_STEP_ARG(t->code[k]) : 1;
            i = from;
            break;
        }
        case LIC_STEP_ANY:
            hi += arg;
            i++;
            break;
        case LIC_STEP_JUMP: i++; break;
        case LIC_STEP_END: return false;
        }
        run = 0;
    }
    return false;
}

static bool put_anchor(struct build *b, uint32_t index, size_t core, size_t want, struct sk_buf *to)
{
    const struct lic_template *t = &b->c->items[index];
    struct anchor found;
    struct lic_word w[LIC_ANCHOR];
    const struct lic_word *p[LIC_ANCHOR];
    if (!find_anchor(t, core, want, &found))
        return false;
    for (size_t i = 0; i < want; i++) {
        w[i] = (struct lic_word){.hash = b->c->hashes[LIC_STEP_ARG(t->code[found.at + i])]};
        p[i] = &w[i];
    }
    const struct lic_db_anchor a = {.hash = lic_gram(p, want), .tpl = index};
    sk_buf_add(to, (struct str){(const char *)&a, sizeof a});
    b->tpl[index].anchor_lo = (uint32_t)found.lo;
    b->tpl[index].anchor_hi = (uint32_t)found.hi;
    return true;
}

static void put_shingles(struct build *b, uint32_t index)
{
    ARENA_SCRATCH(tmp);
    const struct lic_words *ws = &b->c->items[index].plain;
    struct sk_map seen = {.perm = &tmp};
    for (size_t i = 0; i + LIC_SHINGLE <= ws->n; i++) {
        const struct lic_word *p[] = {&ws->w[i], &ws->w[i + 1], &ws->w[i + 2]};
        uint32_t hash = (uint32_t)lic_gram(p, LIC_SHINGLE), *key = arena_new(&tmp, uint32_t, 1);
        *key = hash;
        if (!sk_map_add(&seen, (struct str){(const char *)key, sizeof *key}))
            continue;
        *VEC_PUSH(&b->tmp, b->all, b->n_all, b->cap_all) = (struct posting){hash, index};
        b->tpl[index].n_shingles++;
    }
}

static bool same_code(const struct lic_template *x, const struct lic_template *y)
{
    return x->n == y->n && memcmp(x->code, y->code, x->n * sizeof *x->code) == 0;
}

static void put_template(struct build *b, uint32_t index)
{
    struct lic_template *t = &b->c->items[index];
    struct lic_db_template *d = &b->tpl[index];
    size_t core = core_of(t);
    struct str text = sk_buf_str(&t->text);
    *d = (struct lic_db_template){
        .id = put_text(b, t->id, true),
        .name = put_text(b, t->name, true),
        .text = put_text(b, text, false),
        .text_len = (uint32_t)text.n,
        .same = index,
        .n_words = (uint32_t)t->plain.n,
        .flags = (t->exception ? LIC_T_EXCEPTION : 0) | (t->header ? LIC_T_HEADER : 0),
    };
    for (uint32_t i = 0; i < index; i++)
        if (b->tpl[i].same == i && t->header == b->c->items[i].header &&
            same_code(&b->c->items[i], t)) {
            d->same = i;
            d->code = b->tpl[i].code;
            d->n_code = b->tpl[i].n_code;
            return;
        }
    d->code = (uint32_t)(b->code.n / 4);
    d->n_code = (uint32_t)(t->n - core);
    for (size_t i = core; i < t->n; i++) {
        uint32_t s = t->code[i];
        if (LIC_STEP_OP(s) == LIC_STEP_WORD)
            s = LIC_STEP(LIC_STEP_WORD, word_id(b, b->c->hashes[LIC_STEP_ARG(s)]));
        sk_buf_add(&b->code, (struct str){(const char *)&s, sizeof s});
    }
    if (!put_anchor(b, index, core, LIC_ANCHOR, &b->anchors))
        (void)put_anchor(b, index, core, LIC_SHORT_ANCHOR, &b->shorts);
    put_shingles(b, index);
}

static int by_hash(const void *x, const void *y)
{
    const struct lic_db_anchor *a = x, *b = y;
    return a->hash < b->hash ? -1 : a->hash > b->hash ? 1 : (a->tpl > b->tpl) - (a->tpl < b->tpl);
}

static int by_posting(const void *x, const void *y)
{
    const struct posting *a = x, *b = y;
    return a->hash < b->hash ? -1 : a->hash > b->hash ? 1 : (a->tpl > b->tpl) - (a->tpl < b->tpl);
}

static void sort_anchors(struct sk_buf *b)
{
    if (b->n)
        qsort(b->p, b->n / sizeof(struct lic_db_anchor), sizeof(struct lic_db_anchor), by_hash);
}

// Postings in the order of their hashes, and the table that finds them.
static struct lic_db_shingle *index_shingles(struct build *b, uint32_t *ret_n)
{
    uint32_t n = 1024, different = 0;
    if (b->n_all)
        qsort(b->all, b->n_all, sizeof *b->all, by_posting);
    for (size_t i = 0; i < b->n_all; i++)
        different += i == 0 || b->all[i].hash != b->all[i - 1].hash;
    while (n < different + different / 4)
        n *= 2;
    struct lic_db_shingle *table = arena_new(&b->tmp, struct lic_db_shingle, n);
    for (size_t i = 0, k; i < b->n_all; i = k) {
        uint32_t at = b->all[i].hash & (n - 1);
        for (k = i; k < b->n_all && b->all[k].hash == b->all[i].hash; k++)
            sk_buf_add(&b->postings, (struct str){(const char *)&b->all[k].tpl, 4});
        while (table[at].n)
            at = (at + 1) & (n - 1);
        table[at] = (struct lic_db_shingle){b->all[i].hash, (uint32_t)i, (uint32_t)(k - i)};
    }
    *ret_n = n;
    return table;
}

static struct lic_range put_section(struct sk_buf *out, const void *p, size_t bytes, size_t size)
{
    while (out->n % 8)
        sk_buf_add_char(out, '\0');
    struct lic_range r = {(uint32_t)out->n, (uint32_t)(bytes / size)};
    sk_buf_add(out, (struct str){p, bytes});
    return r;
}

static struct lic_range put_buf(struct sk_buf *out, const struct sk_buf *b, size_t size)
{
    return put_section(out, b->p, b->n, size);
}

// The same list gives the same bytes, in whatever order its files came.
static int by_id(const void *x, const void *y)
{
    const struct lic_template *a = x, *b = y;
    int c = str_cmp(a->id, b->id);
    return c ? c : a->header - b->header;
}

int lic_db_build(struct lic_compile *c, struct sk_buf *out, struct sk_err *err)
{
    if (c->n == 0)
        return sk_fail(err, SK_EFORMAT, "no text of a licence in it");
    if (c->n > LIC_MAX_TEMPLATES)
        return sk_fail(err, SK_ELIMIT, "more than %d texts of licences", LIC_MAX_TEMPLATES);
    struct build b = {.c = c,
                      .strings.max = SK_GB,
                      .code.max = SK_GB,
                      .anchors.max = SK_GB,
                      .shorts.max = SK_GB,
                      .postings.max = SK_GB};
    struct lic_db_head head = {.magic = LIC_DB_MAGIC, .format = LIC_DB_FORMAT};
    uint32_t n_shingles;
    qsort(c->items, c->n, sizeof *c->items, by_id);
    b.tpl = arena_new(&b.tmp, struct lic_db_template, c->n);
    head.version = put_text(&b, c->version, true);
    place_words(&b);
    for (uint32_t i = 0; i < c->n; i++)
        put_template(&b, i);
    sort_anchors(&b.anchors);
    sort_anchors(&b.shorts);
    struct lic_db_shingle *shingles = index_shingles(&b, &n_shingles);
    if (str_at(sk_buf_str(&b.strings), b.strings.n - 1) != 0)
        (void)put_text(&b, S(""), true);
    sk_buf_add(out, (struct str){(const char *)&head, sizeof head});
    head.strings = put_buf(out, &b.strings, 1);
    head.templates = put_section(out, b.tpl, c->n * sizeof *b.tpl, sizeof *b.tpl);
    head.code = put_buf(out, &b.code, 4);
    head.words = put_section(out, b.slots, b.n_slots * sizeof *b.slots, sizeof *b.slots);
    head.anchors = put_buf(out, &b.anchors, sizeof(struct lic_db_anchor));
    head.short_anchors = put_buf(out, &b.shorts, sizeof(struct lic_db_anchor));
    head.shingles = put_section(out, shingles, n_shingles * sizeof *shingles, sizeof *shingles);
    head.postings = put_buf(out, &b.postings, 4);
    int r = out->full ? sk_fail(err, SK_ELIMIT, "the list of licences is too large") : 0;
    if (r == 0) {
        head.checksum = str_hash(str_skip(sk_buf_str(out), sizeof head));
        memcpy(out->p, &head, sizeof head);
    }
    sk_buf_free(&b.strings);
    sk_buf_free(&b.code);
    sk_buf_free(&b.anchors);
    sk_buf_free(&b.shorts);
    sk_buf_free(&b.postings);
    arena_free(&b.tmp);
    return r;
}
