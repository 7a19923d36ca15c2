// Matching. Whether there is a match: an automaton made as the text asks for its states. Where, and
// its groups: all threads of the program side by side (Pike).
#include "engine/rego/re_int.h"
#include "engine/rego/rego_int.h"

#include <string.h>

static bool is_word(int64_t c)
{
    return c >= 0 && c < 128 && (ch_is_alnum((int)c) || c == '_');
}

bool rego_re_holds(unsigned what, int64_t before, int64_t after)
{
    switch (what) {
    case RE_BOL: return before < 0 || before == '\n';
    case RE_EOL: return after < 0 || after == '\n';
    case RE_BOT: return before < 0;
    case RE_EOT: return after < 0;
    case RE_WORD: return is_word(before) != is_word(after);
    default: return is_word(before) == is_word(after);
    }
}

bool rego_re_in(const struct re_inst *i, uint32_t c)
{
    if (c < 128)
        return i->ascii[c >> 6] >> (c & 63) & 1;
    uint32_t lo = 0, hi = i->n;
    while (lo < hi) {
        uint32_t mid = lo + (hi - lo) / 2;
        if (c > i->r[mid].hi)
            lo = mid + 1;
        else if (c < i->r[mid].lo)
            hi = mid;
        else
            return true;
    }
    return false;
}

// ---- all threads side by side

struct job { // of add_thread: go on at pc, or put an offset back
    uint32_t pc;
    bool restore;
    uint32_t slot;
    ptrdiff_t old;
};

struct list { // threads in order of preference
    uint32_t *pcs;
    ptrdiff_t *caps; // n_caps for each
    size_t n;
};

struct vm {
    const struct rego_re *re;
    size_t n_caps;
    struct job *jobs;
    uint32_t *mark, gen; // mark[pc] == gen: in the list already
};

static void add_thread(struct vm *v, struct list *l, uint32_t pc, ptrdiff_t at, ptrdiff_t *caps,
                       int64_t before, int64_t after)
{
    size_t n = 0;
    v->jobs[n++] = (struct job){.pc = pc};
    while (n) {
        struct job j = v->jobs[--n];
        if (j.restore) {
            caps[j.slot] = j.old;
            continue;
        }
        if (v->mark[j.pc] == v->gen)
            continue;
        v->mark[j.pc] = v->gen;
        const struct re_inst *i = &v->re->prog[j.pc];
        switch ((enum re_inst_op)i->op) {
        case I_RUNES:
        case I_MATCH:
            memcpy(l->caps + l->n * v->n_caps, caps, v->n_caps * sizeof *caps);
            l->pcs[l->n++] = j.pc;
            break;
        case I_SPLIT:
            v->jobs[n++] = (struct job){.pc = i->y};
            v->jobs[n++] = (struct job){.pc = i->x};
            break;
        case I_JUMP: v->jobs[n++] = (struct job){.pc = i->x}; break;
        case I_SAVE:
            if (i->y < v->n_caps) {
                v->jobs[n++] = (struct job){.restore = true, .slot = i->y, .old = caps[i->y]};
                caps[i->y] = at;
            }
            v->jobs[n++] = (struct job){.pc = i->x};
            break;
        case I_ASSERT:
            if (rego_re_holds(i->what, before, after))
                v->jobs[n++] = (struct job){.pc = i->x};
            break;
        case I_FAIL: break;
        }
    }
}

static int64_t rune_before(struct str s, size_t at)
{
    uint32_t c;
    if (at == 0)
        return -1;
    size_t i = at - 1;
    while (i > 0 && at - i < 4 && ((unsigned char)s.p[i] & 0xc0) == 0x80)
        i--;
    rego_utf8(s, i, &c);
    return c;
}

static struct list new_list(struct arena *a, const struct vm *v)
{
    return (struct list){.pcs = arena_new(a, uint32_t, v->re->n_prog),
                         .caps = arena_new(a, ptrdiff_t, v->re->n_prog * v->n_caps)};
}

// One character for every thread. True: a match was found, and threads behind it are given up.
static bool advance(struct vm *v, struct list *now, struct list *next, uint32_t c, size_t at,
                    size_t to, int64_t after, ptrdiff_t *best)
{
    v->gen++;
    next->n = 0;
    for (size_t i = 0; i < now->n; i++) {
        const struct re_inst *in = &v->re->prog[now->pcs[i]];
        ptrdiff_t *caps = now->caps + i * v->n_caps;
        if (in->op == I_MATCH) {
            memcpy(best, caps, v->n_caps * sizeof *best);
            best[1] = (ptrdiff_t)at;
            return true;
        }
        if (to > at && rego_re_in(in, c))
            add_thread(v, next, in->x, (ptrdiff_t)to, caps, c, after);
    }
    return false;
}

static bool run(const struct rego_re *re, struct str s, size_t from, ptrdiff_t *best, size_t n_caps)
{
    ARENA_SCRATCH(tmp);
    struct vm v = {.re = re, .n_caps = n_caps};
    v.jobs = arena_new(&tmp, struct job, re->n_prog * 2 + 4);
    v.mark = arena_new(&tmp, uint32_t, re->n_prog);
    v.gen = 1;
    struct list a = new_list(&tmp, &v), b = new_list(&tmp, &v), *now = &a, *next = &b;
    ptrdiff_t *fresh = arena_new(&tmp, ptrdiff_t, n_caps);
    bool found = false;
    int64_t before = rune_before(s, from);
    uint32_t c = 0, after_c = 0;
    size_t n = from < s.n ? rego_utf8(s, from, &c) : 0;
    for (size_t at = from;;) {
        if (!found && (at == from || !re->anchored) && (!re->anchored || at == 0)) {
            for (size_t i = 0; i < n_caps; i++)
                fresh[i] = -1;
            fresh[0] = (ptrdiff_t)at;
            add_thread(&v, now, 0, (ptrdiff_t)at, fresh, before, n ? (int64_t)c : -1);
        }
        if (now->n == 0 && (found || re->anchored))
            break;
        size_t to = at + n, m = to < s.n ? rego_utf8(s, to, &after_c) : 0;
        found |= advance(&v, now, next, c, at, to, m ? (int64_t)after_c : -1, best);
        struct list *t = now;
        now = next;
        next = t;
        if (n == 0)
            break;
        before = c;
        at = to;
        c = after_c;
        n = m;
    }
    return found;
}

// ---- the automaton

enum { BEFORE_NOTHING, BEFORE_NEWLINE, BEFORE_WORD, BEFORE_OTHER };

static int64_t char_of(uint8_t before)
{
    return before == BEFORE_NOTHING   ? -1
           : before == BEFORE_NEWLINE ? '\n'
           : before == BEFORE_WORD    ? 'a'
                                      : ' ';
}

static uint8_t kind_of(uint32_t c)
{
    return c == '\n' ? BEFORE_NEWLINE : is_word(c) ? BEFORE_WORD : BEFORE_OTHER;
}

struct closure { // instructions that wait for a character
    uint32_t *pcs, *stack;
    size_t n;
    bool *seen, found;
};

static void close_over(const struct rego_re *re, struct closure *c, uint32_t pc, int64_t before,
                       int64_t after)
{
    size_t n = 0;
    c->stack[n++] = pc;
    while (n) {
        pc = c->stack[--n];
        if (c->seen[pc])
            continue;
        c->seen[pc] = true;
        const struct re_inst *i = &re->prog[pc];
        switch ((enum re_inst_op)i->op) {
        case I_RUNES: c->pcs[c->n++] = pc; break;
        case I_SPLIT:
            c->stack[n++] = i->x;
            c->stack[n++] = i->y;
            break;
        case I_JUMP:
        case I_SAVE: c->stack[n++] = i->x; break;
        case I_ASSERT:
            if (rego_re_holds(i->what, before, after))
                c->stack[n++] = i->x;
            break;
        case I_MATCH: c->found = true; break;
        case I_FAIL: break;
        }
    }
}

static const struct re_state *intern(struct rego_re *re, const uint32_t *pcs, size_t n,
                                     uint8_t before, bool found)
{
    uint64_t hash =
        str_hash((struct str){(const char *)pcs, n * sizeof *pcs}) + before * 7u + found;
    if (re->n_states * 2 >= re->table_size) {
        const struct re_state **old = re->table;
        size_t old_size = re->table_size;
        re->table_size = old_size ? old_size * 2 : 64;
        re->table = arena_new(re->a, const struct re_state *, re->table_size);
        for (size_t i = 0; i < old_size; i++) {
            if (!old[i])
                continue;
            size_t at = old[i]->hash & (re->table_size - 1);
            while (re->table[at])
                at = (at + 1) & (re->table_size - 1);
            re->table[at] = old[i];
        }
    }
    size_t at = hash & (re->table_size - 1);
    for (; re->table[at]; at = (at + 1) & (re->table_size - 1)) {
        const struct re_state *s = re->table[at];
        if (s->hash == hash && s->n == n && s->before == before && s->found == found &&
            (n == 0 || memcmp(s->pcs, pcs, n * sizeof *pcs) == 0))
            return s;
    }
    struct re_state *s = arena_new(re->a, struct re_state, 1);
    uint32_t *copy = arena_new(re->a, uint32_t, n + 1);
    if (n)
        memcpy(copy, pcs, n * sizeof *pcs);
    *s = (struct re_state){
        .pcs = copy, .n = (uint32_t)n, .before = before, .found = found, .hash = hash};
    s->next = arena_new(re->a, const struct re_state *, re->n_classes + 1);
    re->table[at] = s;
    re->n_states++;
    return s;
}

// From a state over a character of class k (n_classes: the end of the text).
static const struct re_state *step(struct rego_re *re, const struct re_state *s, size_t k)
{
    ARENA_SCRATCH(tmp);
    bool end = k == re->n_classes;
    uint32_t rune = end ? 0 : re->bounds[k];
    int64_t after = end ? -1 : (int64_t)rune;
    struct closure c = {
        .pcs = arena_new(&tmp, uint32_t, re->n_prog),
        .stack = arena_new(&tmp, uint32_t, re->n_prog * 2 + 2),
        .seen = arena_new(&tmp, bool, re->n_prog),
    };
    for (uint32_t i = 0; i < s->n; i++)
        close_over(re, &c, s->pcs[i], char_of(s->before), after);
    if (!re->anchored || s->before == BEFORE_NOTHING)
        close_over(re, &c, 0, char_of(s->before), after);
    size_t n = 0;
    for (size_t i = 0; i < c.n && !c.found && !end; i++)
        if (rego_re_in(&re->prog[c.pcs[i]], rune))
            c.pcs[n++] = re->prog[c.pcs[i]].x;
    // small sets in one order, so that the same set is one state
    for (size_t i = 1; i < n; i++)
        for (size_t j = i; j > 0 && c.pcs[j - 1] > c.pcs[j]; j--) {
            uint32_t t = c.pcs[j];
            c.pcs[j] = c.pcs[j - 1];
            c.pcs[j - 1] = t;
        }
    return intern(re, c.pcs, c.found ? 0 : n, end ? BEFORE_NOTHING : kind_of(rune), c.found);
}

static size_t class_of(const struct rego_re *re, uint32_t c)
{
    if (c < 128)
        return re->ascii[c];
    size_t lo = re->ascii[127], hi = re->n_classes;
    while (hi - lo > 1) {
        size_t mid = lo + (hi - lo) / 2;
        if (re->bounds[mid] <= c)
            lo = mid;
        else
            hi = mid;
    }
    return lo;
}

bool rego_re_has_match(struct rego_re *re, struct str text)
{
    if (re->literal.n && !str_has(text, re->literal))
        return false;
    if (re->n_states > RE_MAX_STATES) {
        ptrdiff_t caps[2];
        return run(re, text, 0, caps, 2);
    }
    const struct re_state *s = intern(re, NULL, 0, BEFORE_NOTHING, false);
    for (size_t i = 0;;) {
        uint32_t c;
        size_t k = re->n_classes, n = 0;
        if (i < text.n) {
            n = rego_utf8(text, i, &c);
            k = class_of(re, c);
        }
        const struct re_state *to = s->next[k];
        if (!to) {
            to = step(re, s, k);
            s->next[k] = to;
        }
        if (to->found)
            return true;
        if (i >= text.n || (to->n == 0 && re->anchored))
            return false;
        if (re->n_states > RE_MAX_STATES) {
            ptrdiff_t caps[2];
            return run(re, text, 0, caps, 2);
        }
        i += n;
        s = to;
    }
}

bool rego_re_find(struct rego_re *re, struct str text, size_t from, ptrdiff_t *caps)
{
    if (from > text.n || (re->literal.n && !str_has(str_skip(text, from), re->literal)))
        return false;
    return run(re, text, from, caps, 2 * (re->n_groups + 1));
}
