// Runs the registered tests, one after another, in the order of their names.
#include "test.h"

#include "core/arena.h"
#include "core/file.h"

#include <setjmp.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

static struct test *tests;
static jmp_buf back;
static char dir[64];
static bool in_part; // a process of test_parallel()

// Under ASan each object of an arena is a malloc of its own. With short stacks and little kept of what
// was freed, the tests that cut inputs after every byte take a third of the time.
const char *__asan_default_options(void);
const char *__asan_default_options(void)
{
    return "malloc_context_size=1:quarantine_size_mb=16";
}

void test_register(struct test *t)
{
    struct test **at = &tests;
    while (*at && strcmp((*at)->name, t->name) < 0)
        at = &(*at)->next;
    t->next = *at;
    *at = t;
}

void test_failed(void)
{
    if (in_part)
        _exit(1);
    longjmp(back, 1);
}

void test_skip(const char *why)
{
    fprintf(stderr, "skipped: %s\n", why);
    longjmp(back, 2);
}

struct str test_file(struct arena *perm, const char *path)
{
    struct str s;
    struct sk_err err;
    CHECK(sk_read_file(perm, path, UINT32_MAX, &s, &err) == 0, "%s", err.msg);
    return s;
}

static void remove_dir(void)
{
    char cmd[128];
    snprintf(cmd, sizeof cmd, "rm -rf '%s'", dir);
    if (dir[0] && system(cmd) != 0)
        fprintf(stderr, "cannot remove %s\n", dir);
    dir[0] = 0;
}

const char *test_dir(void)
{
    if (!dir[0]) {
        snprintf(dir, sizeof dir, "/tmp/sekisho-unit-XXXXXX");
        CHECK(mkdtemp(dir) != NULL, "mkdtemp");
    }
    return dir;
}

void test_parallel(void (*fn)(const void *ctx, unsigned part, unsigned parts), const void *ctx)
{
    enum { MOST = 8 };
    long cores = sysconf(_SC_NPROCESSORS_ONLN);
    unsigned parts = cores < 1 ? 1 : cores > MOST ? MOST : (unsigned)cores;
    pid_t pids[MOST];
    bool ok = true;
    fflush(NULL);
    for (unsigned i = 0; i < parts; i++) {
        pids[i] = fork();
        if (pids[i] == 0) {
            in_part = true;
            fn(ctx, i, parts);
            _exit(0);
        }
    }
    for (unsigned i = 0; i < parts; i++) {
        int status = -1;
        ok &= pids[i] > 0 && waitpid(pids[i], &status, 0) == pids[i] && status == 0;
    }
    CHECK(ok, "in one of %u processes, see above", parts);
}

// 0 passed, 1 failed, 2 skipped.
static int run(const struct test *t)
{
    int how = setjmp(back);
    if (how == 0)
        t->run();
    return how;
}

int main(int argc, char **argv)
{
    const char *prefix = argc > 1 ? argv[1] : "";
    int count[3] = {0};
    for (struct test *t = tests; t; t = t->next) {
        if (strncmp(t->name, prefix, strlen(prefix)) != 0)
            continue;
        int how = run(t);
        if (how != 0)
            fprintf(stderr, "%s: %s\n", how == 1 ? "FAILED" : "skipped", t->name);
        count[how]++;
        remove_dir();
    }
    printf("unit: %d passed, %d failed, %d skipped\n", count[0], count[1], count[2]);
    return count[1] != 0 || count[0] == 0;
}
