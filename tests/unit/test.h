// tests/unit/test.h - TEST(name) { ... } defines and registers a test. `make unit T=adv_` runs the
// tests whose name begins so.
#pragma once
#include "core/str.h"

#include <stdio.h>

#if defined(__SANITIZE_ADDRESS__)
#define TEST_ASAN 1
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
#define TEST_ASAN 1
#endif
#endif
#ifndef TEST_ASAN
#define TEST_ASAN 0
#endif

struct arena;
struct test {
    const char *name;
    void (*run)(void);
    struct test *next;
};
void test_register(struct test *t);
SK_NORETURN void test_failed(void);
SK_NORETURN void test_skip(const char *why); // counted and printed as skipped, never as passed

struct str test_file(struct arena *perm, const char *path); // whole content; fails when absent
// Folder for temporary files of the running test; emptied and made anew for each test.
const char *test_dir(void);
// fn(ctx, part, parts) in one process for each core: for loops that are too long for one. A check
// that fails in one of them fails the test.
void test_parallel(void (*fn)(const void *ctx, unsigned part, unsigned parts), const void *ctx);

#define TEST(id)                                                                                   \
    static void test_##id(void);                                                                   \
    __attribute__((constructor)) static void register_##id(void)                                   \
    {                                                                                              \
        static struct test t = {#id, test_##id, NULL};                                             \
        test_register(&t);                                                                         \
    }                                                                                              \
    static void test_##id(void)

// `fmt` says which row of a table failed.
#define CHECK(cond, ...)                                                                           \
    do {                                                                                           \
        if (!(cond)) {                                                                             \
            fprintf(stderr, "%s:%d: %s  ", __FILE__, __LINE__, #cond);                             \
            fprintf(stderr, "" __VA_ARGS__);                                                       \
            fputc('\n', stderr);                                                                   \
            test_failed();                                                                         \
        }                                                                                          \
    } while (0)
#define CHECK_STR(got, want, ...)                                                                  \
    do {                                                                                           \
        struct str g_ = (got), w_ = str_from(want);                                                \
        if (!str_eq(g_, w_)) {                                                                     \
            fprintf(stderr, "%s:%d: got '" STR_FMT "', want '" STR_FMT "'  ", __FILE__, __LINE__,  \
                    STR_ARG(g_), STR_ARG(w_));                                                     \
            fprintf(stderr, "" __VA_ARGS__);                                                       \
            fputc('\n', stderr);                                                                   \
            test_failed();                                                                         \
        }                                                                                          \
    } while (0)
