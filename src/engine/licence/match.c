// Texts by the matching guidelines: programs run over words, all their branches at once, so that the time is
// bounded by the number of words whatever the text is.
#include "engine/licence/match.h"

#include <stdlib.h>
#include <string.h>

// What one program has in flight. A thread is a step with the word where its match began.
struct threads {
    uint32_t *pc, *start, *any; // any: words that the ANY of this thread has eaten
    uint32_t *loose;            // words that any ANY has eaten
    size_t n;
};

struct run {
    const struct lic_db *db;
    const struct lic_words *text;
    uint32_t *ids; // of the text's words
    struct threads now, next;
    uint32_t *seen; // by step: the word (and one) for which it is on the list
    uint32_t stamp;
    uint64_t steps;
    struct lic_matches *out;
    size_t cap;
};

static const uint32_t *code_of(const struct run *r, const struct lic_db_template *t)
{
    return r->db->code + t->code;
}

// Put a step on the list, and whatever can be reached from it without a word. True: the end is among it.
static bool follow(struct run *r, struct threads *to, const uint32_t *code, uint32_t pc,
                   uint32_t start, uint32_t any, uint32_t loose)
{
    uint32_t stack[64];
    size_t depth = 0;
    bool end = false;
    for (;;) {
        bool fresh = r->seen[pc] != r->stamp;
        r->seen[pc] = r->stamp;
        r->steps++;
        if (fresh) {
            uint32_t arg = LIC_STEP_ARG(code[pc]);
            switch (LIC_STEP_OP(code[pc])) {
            case LIC_STEP_WORD:
                to->pc[to->n] = pc;
                to->start[to->n] = start;
                to->loose[to->n] = loose;
                to->any[to->n++] = 0;
                break;
            case LIC_STEP_ANY:
                to->pc[to->n] = pc;
                to->start[to->n] = start;
                to->loose[to->n] = loose;
                to->any[to->n++] = any;
                any = 0;
                pc++;
                continue;
            case LIC_STEP_OPT:
            case LIC_STEP_FORK:
                if (depth < COUNT_OF(stack))
                    stack[depth++] = pc + arg + 1;
                any = 0;
                pc++;
                continue;
            case LIC_STEP_JUMP:
                any = 0;
                pc += arg + 1;
                continue;
            case LIC_STEP_END: end = true; break;
            }
        }
        any = 0;
        if (!depth)
            return end;
        pc = stack[--depth];
    }
}

static void swap(struct run *r)
{
    struct threads t = r->now;
    r->now = r->next;
    r->next = t;
    r->next.n = 0;
}

// The longest match that begins at one of the words [lo, hi]. Marks of lists may be passed over.
static bool run_program(struct run *r, uint32_t tpl, uint32_t lo, uint32_t hi,
                        struct lic_match *ret)
{
    const uint32_t *code = code_of(r, &r->db->tpl[tpl]);
    bool found = false;
    r->now.n = r->next.n = 0;
    r->stamp++;
    for (uint32_t i = lo; i < r->text->n; i++) {
        if (i <= hi && follow(r, &r->now, code, 0, i, 0, 0))
            break; // an empty program
        if (r->now.n == 0 && i >= hi)
            break;
        r->stamp++; // for `next`
        if (r->now.n && i - lo > r->out->reached)
            r->out->reached = i - lo;
        bool mark = r->text->w[i].mark;
        for (size_t k = 0; k < r->now.n; k++) {
            uint32_t pc = r->now.pc[k], start = r->now.start[k], any = r->now.any[k],
                     loose = r->now.loose[k];
            bool end = false;
            if (LIC_STEP_OP(code[pc]) == LIC_STEP_WORD) {
                if (LIC_STEP_ARG(code[pc]) == r->ids[i])
                    end = follow(r, &r->next, code, pc + 1, start, 0, loose);
                if (mark)
                    end |= follow(r, &r->next, code, pc, start, any, loose);
            } else if (any < LIC_STEP_ARG(code[pc])) {
                end = follow(r, &r->next, code, pc, start, any + 1, loose + 1);
                loose++;
            }
            if (end && (!found || i + 1 - start >= ret->last - ret->first)) {
                *ret = (struct lic_match){tpl, start, i + 1, loose, 1};
                found = true;
            }
        }
        swap(r);
        if (r->steps > LIC_MAX_STEPS_RUN)
            break;
    }
    return found;
}

// ---- where a template may begin ----

static size_t first_anchor(const struct lic_db_anchor *a, size_t n, uint64_t hash)
{
    size_t lo = 0, hi = n;
    while (lo < hi) {
        size_t mid = lo + (hi - lo) / 2;
        if (a[mid].hash < hash)
            lo = mid + 1;
        else
            hi = mid;
    }
    return lo;
}

static void keep(struct run *r, const struct lic_match *m)
{
    struct lic_matches *out = r->out;
    for (size_t i = 0; i < out->n; i++)
        if (out->items[i].tpl == m->tpl && out->items[i].first == m->first &&
            out->items[i].last == m->last)
            return;
    if (out->n < LIC_MAX_MATCHES)
        *VEC_PUSH(out->perm, out->items, out->n, out->cap) = *m;
    else
        out->too_much = true;
}

// A place in the text from which a program may fit.
struct candidate {
    uint32_t tpl, at;
};

struct finder {
    struct run *r;
    struct arena *tmp;
    struct candidate *items;
    size_t n, cap;
    uint64_t maybe[2][1024]; // by the low bits of an anchor's hash: is there one?
};

static void mark_anchors(uint64_t *maybe, const struct lic_db_anchor *a, size_t n)
{
    for (size_t i = 0; i < n; i++)
        maybe[(a[i].hash >> 6) & 1023] |= 1ull << (a[i].hash & 63);
}

static void look(struct finder *f, size_t which, const struct lic_db_anchor *a, size_t n,
                 uint64_t hash, uint32_t at)
{
    enum { MAX_CANDIDATES = 200000 };
    if (!(f->maybe[which][(hash >> 6) & 1023] & 1ull << (hash & 63)))
        return;
    for (size_t i = first_anchor(a, n, hash); i < n && a[i].hash == hash; i++) {
        if (a[i].tpl >= f->r->db->head->templates.n)
            continue;
        if (f->n >= MAX_CANDIDATES)
            f->r->out->too_much = true;
        else
            *VEC_PUSH(f->tmp, f->items, f->n, f->cap) = (struct candidate){a[i].tpl, at};
    }
}

static void find_candidates(struct finder *f)
{
    const struct lic_db *db = f->r->db;
    const struct lic_words *t = f->r->text;
    const struct lic_word **w = arena_new(f->tmp, const struct lic_word *, t->n);
    uint32_t *at = arena_new(f->tmp, uint32_t, t->n);
    size_t n = 0;
    mark_anchors(f->maybe[0], db->anchors, db->head->anchors.n);
    mark_anchors(f->maybe[1], db->short_anchors, db->head->short_anchors.n);
    for (size_t i = 0; i < t->n; i++)
        if (!t->w[i].mark) {
            at[n] = (uint32_t)i;
            w[n++] = &t->w[i];
        }
    for (size_t i = 0; i < n; i++) {
        if (i + LIC_ANCHOR <= n)
            look(f, 0, db->anchors, db->head->anchors.n, lic_gram(w + i, LIC_ANCHOR), at[i]);
        if (i + LIC_SHORT_ANCHOR <= n)
            look(f, 1, db->short_anchors, db->head->short_anchors.n,
                 lic_gram(w + i, LIC_SHORT_ANCHOR), at[i]);
    }
}

static void try_candidate(struct run *r, const struct candidate *c)
{
    struct lic_match m;
    const struct lic_db_template *t = &r->db->tpl[c->tpl];
    // Marks between the beginning and the anchor are words here and not there.
    uint32_t far = t->anchor_hi + t->anchor_hi / 4;
    uint32_t lo = c->at > far ? c->at - far : 0,
             hi = c->at > t->anchor_lo ? c->at - t->anchor_lo : 0;
    if (r->steps > LIC_MAX_STEPS_RUN)
        r->out->too_much = true;
    else if (run_program(r, c->tpl, lo, hi, &m))
        keep(r, &m);
}

// ---- which of them count ----

// The longest first; of equal ones the one that leaves less open and asks for more.
static int by_length(const void *x, const void *y, void *ctx)
{
    const struct lic_match *a = x, *b = y;
    const struct lic_db *db = ctx;
    uint32_t la = a->last - a->first, lb = b->last - b->first;
    if (la != lb)
        return la > lb ? -1 : 1;
    if (a->first != b->first)
        return a->first < b->first ? -1 : 1;
    if (a->loose != b->loose)
        return a->loose < b->loose ? -1 : 1;
    const struct lic_db_template *s = &db->tpl[a->tpl], *t = &db->tpl[b->tpl];
    if (s->n_words != t->n_words)
        return s->n_words > t->n_words ? -1 : 1;
    return a->tpl < b->tpl ? -1 : a->tpl > b->tpl;
}

// Without "-only" and the like: what is one licence, and one text.
static struct str base_of(const struct lic_db *db, uint32_t tpl)
{
    static const struct str ends[] = {S_INIT("-only"), S_INIT("-or-later"), S_INIT("+"),
                                      S_INIT("-no-invariants"), S_INIT("-invariants")};
    struct str id = lic_db_str(db, db->tpl[tpl].id);
    const struct lic_id *known = lic_id_find(id);
    if (known && known->instead.n && !str_has_char(known->instead, ' '))
        id = known->instead;
    for (size_t i = 0; i < COUNT_OF(ends); i++)
        if (str_ends(id, ends[i]))
            id = str_head(id, id.n - ends[i].n);
    return id;
}

// Two that say the same of one place.
static bool is_same(const struct lic_db *db, const struct lic_match *a, const struct lic_match *b)
{
    uint32_t header = (db->tpl[a->tpl].flags ^ db->tpl[b->tpl].flags) & LIC_T_HEADER;
    if (a->first != b->first || a->last != b->last || header)
        return false;
    return a->loose == b->loose || str_eq(base_of(db, a->tpl), base_of(db, b->tpl));
}

static int by_place(const void *x, const void *y)
{
    const struct lic_match *a = x, *b = y;
    return a->first < b->first ? -1 : a->first > b->first;
}

static void keep_longest(const struct lic_db *db, struct lic_matches *m)
{
    size_t kept = 0;
    if (m->n < 2)
        return;
    qsort_r(m->items, m->n, sizeof *m->items, by_length, (void *)(uintptr_t)db);
    for (size_t i = 0; i < m->n; i++) {
        bool inside = false;
        for (size_t k = 0; k < kept && !inside; k++) {
            const struct lic_match *a = &m->items[i], *b = &m->items[k];
            inside = !is_same(db, a, b) && a->first < b->last && b->first < a->last;
        }
        if (!inside)
            m->items[kept++] = m->items[i];
    }
    m->n = kept;
    qsort(m->items, m->n, sizeof *m->items, by_place);
}

void lic_match(const struct lic_db *db, const struct lic_words *text, struct lic_matches *ret)
{
    ARENA_SCRATCH(tmp);
    uint32_t longest = 0;
    struct run r = {.db = db, .text = text, .out = ret};
    struct finder f = {.r = &r, .tmp = &tmp};
    find_candidates(&f);
    if (!f.n)
        return;
    for (size_t i = 0; i < f.n; i++) {
        uint32_t n = db->tpl[f.items[i].tpl].n_code;
        longest = n > longest ? n : longest;
    }
    r.ids = arena_new(&tmp, uint32_t, text->n);
    r.seen = arena_new(&tmp, uint32_t, longest + 1);
    struct threads *lists[] = {&r.now, &r.next};
    for (size_t i = 0; i < COUNT_OF(lists); i++) {
        lists[i]->pc = arena_new(&tmp, uint32_t, 2 * longest + 2);
        lists[i]->start = arena_new(&tmp, uint32_t, 2 * longest + 2);
        lists[i]->any = arena_new(&tmp, uint32_t, 2 * longest + 2);
        lists[i]->loose = arena_new(&tmp, uint32_t, 2 * longest + 2);
    }
    for (size_t i = 0; i < text->n; i++)
        r.ids[i] = lic_db_word(db, text->w[i].hash);
    for (size_t i = 0; i < f.n; i++)
        try_candidate(&r, &f.items[i]);
    keep_longest(db, ret);
}
