// Every line of tests/data/version/*.txt; the files name their sources.
#include "test.h"

#include "advisory/version.h"
#include "core/arena.h"

#include <string.h>

static void check_order(const struct ver_scheme *s, struct str a, struct str op, struct str b,
                        const char *where)
{
    struct sk_err err = {0};
    int order = 9, back = 9;
    CHECK(ver_compare(s, a, b, &order, &err) == 0, "%s: %s", where, err.msg);
    CHECK(ver_compare(s, b, a, &back, &err) == 0, "%s: %s", where, err.msg);
    int want = op.p[0] == '<' ? -1 : op.p[0] == '>';
    CHECK(order == want && back == -want, "%s: order %d, back %d", where, order, back);
}

static void check_line(const struct ver_scheme *s, struct str line, const char *where)
{
    struct str a, op, rest = line;
    if (str_take(&rest, S("!"))) {
        CHECK(!s->valid(rest), "%s: taken as a version", where);
        return;
    }
    CHECK(str_next_word(&rest, &a) && str_next_word(&rest, &op), "%s", where);
    rest = str_trim(rest);
    if (str_eq(op, S("in")) || str_eq(op, S("notin"))) {
        struct sk_err err = {0};
        bool in;
        CHECK(ver_match(s, a, rest, &in, &err) == 0, "%s: %s", where, err.msg);
        CHECK(in == str_eq(op, S("in")), "%s", where);
    } else {
        check_order(s, a, op, rest, where);
    }
}

TEST(version_tables)
{
    for (const struct ver_scheme *const *s = ver_schemes; *s; s++) {
        ARENA_SCRATCH(a);
        struct str path = str_fmt(&a, "tests/data/version/%s.txt", (*s)->id);
        struct str rest = test_file(&a, path.p), line;
        int n = 0, no = 0;
        while (str_next_line(&rest, &line)) {
            no++;
            if (!line.n || line.p[0] == '#')
                continue;
            check_line(*s, line, str_fmt(&a, "%s:%d " STR_FMT, path.p, no, STR_ARG(line)).p);
            n++;
        }
        CHECK(n >= 8, "%s has only %d lines", path.p, n);
    }
}

TEST(version_find)
{
    CHECK(ver_find(S("npm")) == ver_find(S("semver")));
    CHECK(ver_find(S("PyPI")) != NULL && ver_find(S("nothing")) == NULL);
}

// A megabyte of digits, dots or letters must not take quadratic time: this would not end.
TEST(version_long)
{
    ARENA_SCRATCH(a);
    const char fill[] = {'1', '.', 'a', '~', '0', '-'};
    for (size_t f = 0; f < sizeof fill; f++) {
        size_t n = 1 << 20;
        char *p = arena_new(&a, char, n);
        memset(p, fill[f], n);
        p[0] = '1';
        for (const struct ver_scheme *const *s = ver_schemes; *s; s++) {
            struct str v = {p, n}, w = {p, n - 1};
            CHECK((*s)->compare(v, v) == 0, "%s '%c'", (*s)->id, fill[f]);
            int x = (*s)->compare(v, w), y = (*s)->compare(w, v);
            CHECK((x > 0) == (y < 0) && (x < 0) == (y > 0), "%s '%c'", (*s)->id, fill[f]);
        }
    }
}

// ---- orders: any three versions, made from those of the data files by small changes

enum { MAX_WORDS = 200, TRIPLES = 20000, MAX_MADE = 64, MIN_TRIPLES = 200 };

struct maker {
    struct str words[MAX_WORDS];
    size_t n_words;
    uint32_t seed;
};

static size_t draw(struct maker *m, size_t below) // xorshift32
{
    m->seed ^= m->seed << 13;
    m->seed ^= m->seed >> 17;
    m->seed ^= m->seed << 5;
    return m->seed % below;
}

static struct str change(struct maker *m, struct arena *a, struct str v)
{
    const struct str parts = S("0019.-_~^+:abprx");
    struct str tail = m->words[draw(m, m->n_words)];
    size_t at = draw(m, v.n + 1), skip = draw(m, 2);
    struct str head = str_head(v, at), rest = str_skip(v, at + skip);
    struct str one = str_sub(parts, draw(m, parts.n), draw(m, 2));
    if (draw(m, 4) == 0)
        rest = str_skip(tail, draw(m, tail.n));
    return str_head(str_join(a, str_join(a, head, one), rest), MAX_MADE);
}

static int order_of(const struct ver_scheme *s, struct str a, struct str b)
{
    int c = s->compare(a, b);
    return (c > 0) - (c < 0);
}

// rpm and pacman: a version without a release is equal to all of its releases, so only versions with
// one are an order. libalpm's own order has cycles where separators are doubled or stand at the ends
// ("1.1" < "1..a" < "1." < "1.1"); there we are as it is.
static bool in_order(const struct ver_scheme *s, struct str v)
{
    bool rpm = strcmp(s->id, "rpm") == 0, pacman = strcmp(s->id, "pacman") == 0;
    if (!s->valid(v) || ((rpm || pacman) && (!str_has_char(v, '-') || str_ends(v, S("-")))))
        return false;
    for (size_t i = 0; pacman && i <= v.n; i++)
        if (!ch_is_alnum(str_at(v, i)) && (i == 0 || !ch_is_alnum(str_at(v, i - 1))))
            return false;
    return true;
}

static size_t check_triples(const struct ver_scheme *s, struct maker *m)
{
    size_t n = 0;
    for (int i = 0; i < TRIPLES; i++) {
        ARENA_SCRATCH(a);
        struct str x = change(m, &a, m->words[draw(m, m->n_words)]);
        struct str y = change(m, &a, draw(m, 3) ? x : m->words[draw(m, m->n_words)]);
        struct str z = change(m, &a, draw(m, 2) ? x : y);
        int xy = order_of(s, x, y), yz = order_of(s, y, z), xz = order_of(s, x, z);
        const char *row = str_fmt(&a, "%s: '" STR_FMT "' '" STR_FMT "' '" STR_FMT "' %d %d %d",
                                  s->id, STR_ARG(x), STR_ARG(y), STR_ARG(z), xy, yz, xz)
                              .p;
        CHECK(order_of(s, x, x) == 0 && order_of(s, y, x) == -xy, "%s", row);
        CHECK(order_of(s, z, y) == -yz && order_of(s, z, x) == -xz, "%s", row);
        if (!in_order(s, x) || !in_order(s, y) || !in_order(s, z))
            continue;
        n++;
        CHECK(xy != 0 || yz == xz, "%s: equal versions differ against a third", row);
        CHECK(yz != 0 || xy == xz, "%s: equal versions differ against a third", row);
        CHECK(xy != yz || xz == xy, "%s: not transitive", row);
    }
    return n;
}

TEST(version_triples)
{
    for (const struct ver_scheme *const *s = ver_schemes; *s; s++) {
        ARENA_SCRATCH(a);
        struct maker m = {.seed = 2463534242U};
        struct str rest = test_file(&a, str_fmt(&a, "tests/data/version/%s.txt", (*s)->id).p), word;
        while (str_next_word(&rest, &word))
            if (m.n_words < MAX_WORDS && (*s)->valid(word))
                m.words[m.n_words++] = word;
        CHECK(m.n_words >= 8, "%s has no versions", (*s)->id);
        size_t n = check_triples(*s, &m);
        CHECK(n >= MIN_TRIPLES, "%s: only %zu triples of versions", (*s)->id, n);
    }
}
