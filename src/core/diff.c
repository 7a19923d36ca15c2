// E. W. Myers, An O(ND) Difference Algorithm and Its Variations (1986), the greedy form.
#include "core/diff.h"

#include "core/arena.h"

#include <string.h>

enum { CONTEXT = 3 };

struct lines {
    struct str *items; // with their line ends
    size_t n, cap;
};

struct script { // what happens to each line: kept[i] of the old one, fresh[j] of the new one
    bool *gone, *fresh;
};

static void split(struct arena *a, struct str s, struct lines *ret)
{
    while (s.n) {
        ptrdiff_t at = str_find_char(s, '\n');
        size_t n = at < 0 ? s.n : (size_t)at + 1;
        *VEC_PUSH(a, ret->items, ret->n, ret->cap) = str_head(s, n);
        s = str_skip(s, n);
    }
}

// Walk back through the saved frontiers and mark what was deleted and inserted.
static void trace_back(int *const *saved, int d, int max, const struct lines *x,
                       const struct lines *y, size_t head, struct script *s)
{
    int i = (int)x->n, j = (int)y->n;
    for (; d > 0; d--) {
        const int *v = saved[d];
        int k = i - j;
        bool down = k == -d || (k != d && v[max + k - 1] < v[max + k + 1]);
        int before = down ? v[max + k + 1] : v[max + k - 1], back = before - (down ? k + 1 : k - 1);
        if (down)
            s->fresh[head + (size_t)back] = true;
        else
            s->gone[head + (size_t)before] = true;
        i = before; // what lies between is equal
        j = back;
    }
}

// The middle parts, after what is equal at both ends was taken off. False: too far apart.
static bool compare(struct arena *a, const struct lines *x, const struct lines *y, size_t head,
                    struct script *s)
{
    int n = (int)x->n, m = (int)y->n;
    int max = n + m < SK_MAX_DIFF_EDITS ? n + m : SK_MAX_DIFF_EDITS;
    int *v = arena_new(a, int, 2 * (size_t)max + 3);
    int **saved = arena_new(a, int *, (size_t)max + 1);
    for (int d = 0; d <= max; d++) {
        size_t bytes = (2 * (size_t)max + 3) * sizeof *v;
        saved[d] = arena_new(a, int, 2 * (size_t)max + 3);
        memcpy(saved[d], v, bytes);
        for (int k = -d; k <= d; k += 2) {
            bool down = k == -d || (k != d && v[max + k - 1] < v[max + k + 1]);
            int i = down ? v[max + k + 1] : v[max + k - 1] + 1, j = i - k;
            while (i < n && j < m && str_eq(x->items[i], y->items[j]))
                i++, j++;
            v[max + k] = i;
            if (i < n || j < m)
                continue;
            trace_back(saved, d, max, x, y, head, s);
            return true;
        }
    }
    return false;
}

static void put_line(struct sk_buf *b, char sign, struct str line)
{
    sk_buf_add_char(b, sign);
    sk_buf_add(b, line);
    if (!str_ends(line, S("\n")))
        sk_buf_add(b, S("\n\\ No newline at end of file\n"));
}

struct hunk {
    size_t i, j, i_end, j_end; // lines of old and new, end exclusive
};

static void put_hunk(struct sk_buf *b, const struct lines *x, const struct lines *y,
                     const struct script *s, const struct hunk *h)
{
    size_t n = h->i_end - h->i, m = h->j_end - h->j;
    sk_buf_fmt(b, "@@ -%zu,%zu +%zu,%zu @@\n", h->i + (n > 0), n, h->j + (m > 0), m);
    for (size_t i = h->i, j = h->j; i < h->i_end || j < h->j_end;) {
        if (i < h->i_end && s->gone[i])
            put_line(b, '-', x->items[i++]);
        else if (j < h->j_end && s->fresh[j])
            put_line(b, '+', y->items[j++]);
        else
            put_line(b, ' ', x->items[i++]), j++;
    }
}

// Changes with up to two contexts between them are one hunk.
static void put_hunks(struct sk_buf *b, const struct lines *x, const struct lines *y,
                      const struct script *s)
{
    struct hunk h = {0};
    bool open = false;
    size_t i = 0, j = 0, quiet = 0;
    while (i < x->n || j < y->n) {
        bool gone = i < x->n && s->gone[i], fresh = !gone && j < y->n && s->fresh[j];
        if ((gone || fresh) && !open) {
            size_t lead = quiet < CONTEXT ? quiet : CONTEXT;
            h = (struct hunk){.i = i - lead, .j = j - lead};
            open = true;
        }
        quiet = gone || fresh ? 0 : quiet + 1;
        i += !fresh;
        j += !gone;
        if (gone || fresh || (open && quiet <= CONTEXT)) {
            h.i_end = i;
            h.j_end = j;
        }
        if (open && quiet > 2 * CONTEXT) {
            put_hunk(b, x, y, s, &h);
            open = false;
        }
    }
    if (open)
        put_hunk(b, x, y, s, &h);
}

void sk_diff_unified(struct sk_buf *b, struct str from, struct str to, struct str old,
                     struct str now)
{
    ARENA_SCRATCH(a);
    struct lines x = {0}, y = {0};
    size_t head = 0, tail = 0;
    if (str_eq(old, now))
        return;
    split(&a, old, &x);
    split(&a, now, &y);
    struct script s = {arena_new(&a, bool, x.n + 1), arena_new(&a, bool, y.n + 1)};
    while (head < x.n && head < y.n && str_eq(x.items[head], y.items[head]))
        head++;
    while (tail < x.n - head && tail < y.n - head &&
           str_eq(x.items[x.n - 1 - tail], y.items[y.n - 1 - tail]))
        tail++;
    struct lines x_mid = {x.items + head, x.n - head - tail, 0};
    struct lines y_mid = {y.items + head, y.n - head - tail, 0};
    if (!compare(&a, &x_mid, &y_mid, head, &s)) {
        memset(s.gone + head, 1, x_mid.n);
        memset(s.fresh + head, 1, y_mid.n);
    }
    sk_buf_add(b, S("--- "));
    sk_buf_add(b, from);
    sk_buf_add(b, S("\n+++ "));
    sk_buf_add(b, to);
    sk_buf_add(b, S("\n"));
    put_hunks(b, &x, &y, &s);
}
