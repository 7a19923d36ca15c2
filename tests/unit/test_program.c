// Programs of others: what they may do, and every way in which they can misbehave.
#include "test.h"

#include "core/arena.h"
#include "core/time.h"
#include "worker/program.h"

#include <unistd.h>

static struct wk_program shell(struct arena *a, const char *script, unsigned seconds, uint64_t max)
{
    static const char *const envp[] = {"PATH=/usr/bin:/bin", "GIVEN=1", NULL};
    static const char *const nothing[] = {NULL};
    const char **argv = arena_new(a, const char *, 4);
    argv[0] = "sh";
    argv[1] = "-c";
    argv[2] = script;
    (void)!chown(test_dir(), WK_PROGRAM_UID, WK_PROGRAM_UID);
    return (struct wk_program){.path = "/bin/sh",
                               .argv = argv,
                               .envp = envp,
                               .readable = nothing,
                               .writable = test_dir(),
                               .max_output = max,
                               .seconds = seconds};
}

TEST(program_results)
{
    static const struct {
        const char *script;
        unsigned seconds;
        uint64_t max;
        bool ok;
        int status;
        const char *out, *words, *err; // NULL: not looked at
    } rows[] = {
        {"echo hello; echo words >&2", 20, 100, true, 0, "hello\n", "words\n", NULL},
        {"exit 3", 20, 100, false, 3, "", "", NULL},
        {"echo $GIVEN$HOME", 20, 100, true, 0, "1\n", "", NULL},
        {"cat", 20, 100, true, 0, "", "", NULL}, // no input
        {"printf 0123456789", 20, 10, true, 0, "0123456789", NULL, NULL},
        {"printf 01234567890", 20, 10, false, -1, NULL, NULL, "more than 10 bytes of output"},
        {"yes", 20, 1000, false, -1, NULL, NULL, "more than 1000 bytes of output"},
        {"yes >&2", 1, 1000, false, -1, "", NULL, "did not end within 1 seconds"},
        {"sleep 100", 1, 100, false, -1, "", NULL, "did not end within 1 seconds"},
        {"exec >&- 2>&-; sleep 100", 1, 100, false, -1, "", NULL, "did not end within 1 seconds"},
        {"sleep 100 & echo started", 1, 100, false, -1, NULL, NULL, "did not end within 1 seconds"},
        {"(sleep 100 >/dev/null 2>&1) & echo started", 20, 100, true, 0, "started\n", NULL, NULL},
        {"kill -SEGV $$", 20, 100, false, -1, NULL, NULL, "died by signal 11"},
        {"while :; do :; done", 1, 100, false, -1, NULL, NULL, "did not end within 1 seconds"},
    };
    ARENA_SCRATCH(a);
    struct wk_program list[COUNT_OF(rows)];
    for (size_t i = 0; i < COUNT_OF(rows); i++)
        list[i] = shell(&a, rows[i].script, rows[i].seconds, rows[i].max);
    wk_program_run(&a, list, COUNT_OF(rows), 16);
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        struct wk_program p = list[i];
        if (p.err.code == SK_EUSAGE && str_has(str_from(p.err.msg), S("kernel")))
            test_skip("no landlock here");
        CHECK(p.ok == rows[i].ok && p.status == rows[i].status, "row %zu: %d %s", i, p.status,
              p.err.code ? p.err.msg : "");
        if (rows[i].out)
            CHECK_STR(sk_buf_str(&p.out), rows[i].out, "row %zu", i);
        if (rows[i].words)
            CHECK_STR(sk_buf_str(&p.words), rows[i].words, "row %zu", i);
        CHECK(rows[i].err ? p.err.code && str_has(str_from(p.err.msg), str_from(rows[i].err))
                          : !p.err.code,
              "row %zu: %s", i, p.err.code ? p.err.msg : "no error");
        wk_program_free(&p);
    }
}

// Four that take half a second, two at a time: about a second, not two.
TEST(program_parallel)
{
    ARENA_SCRATCH(a);
    struct wk_program list[4];
    for (size_t i = 0; i < COUNT_OF(list); i++)
        list[i] = shell(&a, "sleep 0.5; echo $$", 20, 100);
    int64_t from = sk_mono_ms();
    wk_program_run(&a, list, COUNT_OF(list), 2);
    CHECK(sk_mono_ms() - from >= 1000);
    for (size_t i = 0; i < COUNT_OF(list); i++) {
        CHECK(list[i].ok || list[i].err.code == SK_EUSAGE, "%s", list[i].err.msg);
        wk_program_free(&list[i]);
    }
}

TEST(program_find)
{
    ARENA_SCRATCH(a);
    CHECK_STR(wk_program_find(&a, "sh", "/nonexistent:/bin"), "/bin/sh");
    CHECK_STR(wk_program_find(&a, "sh", "bin:.:"), "");
    CHECK_STR(wk_program_find(&a, "/bin/sh", ""), "/bin/sh");
    CHECK_STR(wk_program_find(&a, "no-such-program", "/bin:/usr/bin"), "");
    CHECK_STR(wk_program_find(&a, "sh", NULL), "");
}
