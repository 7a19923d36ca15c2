// The unified diff, against `patch`-like application written here: the diff of two texts, applied to the
// first, gives the second (random texts); and fixed rows as GNU diff 3.8 prints them.
#include "test.h"

#include "core/arena.h"
#include "core/diff.h"

#include <string.h>

static struct str diff(struct arena *a, struct str x, struct str y)
{
    SK_BUF_SCRATCH(b, 1 << 20);
    sk_diff_unified(&b, S("a"), S("b"), x, y);
    return str_dup(a, sk_buf_str(&b));
}

TEST(diff_rows)
{
    static const struct {
        const char *x, *y, *expected;
    } rows[] = {
        {"a\n", "a\n", ""},
        {"a\nb\nc\n", "a\nx\nc\n", "--- a\n+++ b\n@@ -1,3 +1,3 @@\n a\n-b\n+x\n c\n"},
        {"", "a\n", "--- a\n+++ b\n@@ -0,0 +1,1 @@\n+a\n"},
        {"a\n", "", "--- a\n+++ b\n@@ -1,1 +0,0 @@\n-a\n"},
        {"a", "a\nb",
         "--- a\n+++ b\n@@ -1,1 +1,2 @@\n-a\n\\ No newline at end of file\n+a\n+b\n\\ No newline "
         "at end of file\n"},
        {"1\n2\n3\n4\n5\n6\n7\n8\n9\n", "1\n2\n3\n4\n5\n6\n7\n8\n9\n10\n",
         "--- a\n+++ b\n@@ -7,3 +7,4 @@\n 7\n 8\n 9\n+10\n"},
    };
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        ARENA_SCRATCH(a);
        struct str d = diff(&a, str_from(rows[i].x), str_from(rows[i].y));
        CHECK(str_eq(d, str_from(rows[i].expected)), "row %zu: " STR_FMT, i, STR_ARG(d));
    }
}

// Apply a unified diff whose hunks are right.
static struct str apply(struct arena *a, struct str old, struct str d)
{
    SK_BUF_SCRATCH(b, 1 << 20);
    struct str line, kept;
    size_t at = 1;
    str_next_line(&d, &line);
    str_next_line(&d, &line);
    while (str_next_line(&d, &line)) {
        if (str_take(&line, S("@@ -"))) {
            uint64_t from = 0, count = 0;
            str_to_u64(str_take_digits(&line), &from);
            (void)str_take(&line, S(","));
            str_to_u64(str_take_digits(&line), &count);
            for (; at < from + (count == 0); at++) {
                CHECK(str_next_line(&old, &kept), "past the end");
                sk_buf_fmt(&b, STR_FMT "\n", STR_ARG(kept));
            }
            continue;
        }
        if (line.p[0] != '+') {
            CHECK(str_next_line(&old, &kept) && str_eq(kept, str_skip(line, 1)), "context");
            at++;
        }
        if (line.p[0] != '-')
            sk_buf_fmt(&b, STR_FMT "\n", STR_ARG(str_skip(line, 1)));
    }
    sk_buf_add(&b, old);
    return str_dup(a, sk_buf_str(&b));
}

TEST(diff_random)
{
    uint64_t seed = 1;
    for (int round = 0; round < 2000; round++) {
        ARENA_SCRATCH(a);
        SK_BUF_SCRATCH(x, 4096);
        SK_BUF_SCRATCH(y, 4096);
        size_t n = seed % 40;
        for (size_t i = 0; i < n; i++) {
            seed = seed * 6364136223846793005u + 1442695040888963407u;
            unsigned dice = (unsigned)(seed >> 33) % 8;
            if (dice != 0)
                sk_buf_fmt(&x, "%u\n", (unsigned)(seed >> 40) % 5);
            if (dice != 1)
                sk_buf_fmt(&y, "%u\n", (unsigned)(seed >> (dice == 2 ? 45 : 40)) % 5);
        }
        seed = seed * 6364136223846793005u + 1442695040888963407u;
        struct str d = diff(&a, sk_buf_str(&x), sk_buf_str(&y));
        struct str got = d.n ? apply(&a, sk_buf_str(&x), d) : sk_buf_str(&x);
        CHECK(str_eq(got, sk_buf_str(&y)), "round %d:\n" STR_FMT, round, STR_ARG(d));
    }
}

TEST(diff_far_apart) // past the limit: one replacement, in bounded memory
{
    ARENA_SCRATCH(a);
    SK_BUF_SCRATCH(x, 1 << 20);
    SK_BUF_SCRATCH(y, 1 << 20);
    for (int i = 0; i < 5000; i++) {
        sk_buf_fmt(&x, "x%d\n", i);
        sk_buf_fmt(&y, "y%d\n", i);
    }
    struct str got = apply(&a, sk_buf_str(&x), diff(&a, sk_buf_str(&x), sk_buf_str(&y)));
    CHECK(str_eq(got, sk_buf_str(&y)));
}
