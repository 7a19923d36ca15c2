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
