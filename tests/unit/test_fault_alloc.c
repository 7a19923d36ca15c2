// Every golden input with a failing allocation. Running out of memory ends the process by design
// (core/arena.h), libraries say it in their own ways: in a worker it must become one failure with its
// reason, or a result that says it is incomplete, and the next job must find a worker.
//
// The linker sends malloc() and its relatives of this program, libraries included, through here
// (Makefile, UNIT_WRAP).
#include "golden.h"

#include "core/limits.h"
#include "worker/worker.h"

#include <stdlib.h>
#include <string.h>

static uint64_t n_allocs, fail_at; // fail_at 0 = never
static bool fail_for_good;         // not only once

static bool fails(void)
{
    n_allocs++;
    return fail_at && (n_allocs == fail_at || (fail_for_good && n_allocs > fail_at));
}

void *__real_malloc(size_t n);
void *__real_calloc(size_t n, size_t size);
void *__real_realloc(void *p, size_t n);
void *__wrap_malloc(size_t n);
void *__wrap_calloc(size_t n, size_t size);
void *__wrap_realloc(void *p, size_t n);
void *__wrap_malloc(size_t n)
{
    return fails() ? NULL : __real_malloc(n);
}
void *__wrap_calloc(size_t n, size_t size)
{
    return fails() ? NULL : __real_calloc(n, size);
}
void *__wrap_realloc(void *p, size_t n)
{
    return fails() ? NULL : __real_realloc(p, n);
}

static struct { // what the workers find in their memory
    struct golden_tree tree;
    struct str parser;
} loaded;

// Request: which allocation fails, and whether all after it do. Reply: how many there were, is it
// incomplete, and what the parser said.
static int job_parse(struct wk_call *c, struct sk_err *err)
{
    (void)err;
    struct wire_in w = {.rest = c->request};
    SK_BUF_SCRATCH(b, SK_MAX_FRAME_BYTES);
    uint64_t at = wire_u64(&w);
    bool incomplete = false;
    fail_for_good = wire_bool(&w);
    n_allocs = 0;
    fail_at = at;
    for (size_t i = 0; i < loaded.tree.n_files; i++) {
        const struct inv_parser *p = golden_parser(&loaded.tree.files[i]);
        if (!p || !str_eq(str_from(p->id), loaded.parser))
            continue;
        struct inv_out out = {.perm = c->scratch};
        inv_parse(p, &loaded.tree.files[i], &loaded.tree.all, &out);
        incomplete |= out.incomplete;
        inv_out_encode(&b, &out);
    }
    fail_at = 0;
    wire_put_u64(c->reply, n_allocs);
    wire_put_u64(c->reply, incomplete);
    wire_put_str(c->reply, sk_buf_str(&b));
    return 0;
}

static const struct wk_job jobs[] = {{"parse", job_parse}};

static void submit(struct wk_pool *pool, uint64_t at, bool for_good)
{
    struct sk_err err;
    SK_BUF_SCRATCH(request, 64);
    wire_put_u64(&request, at);
    wire_put_u64(&request, for_good);
    CHECK(wk_submit(pool, "parse", sk_buf_str(&request), NULL, 0, at * 2 + for_good, &err) == 0,
          "%s", err.msg);
}

struct answer {
    uint64_t n_allocs;
    bool incomplete;
    struct str said;
};

static struct answer answer_of(struct arena *a, struct str reply)
{
    struct wire_in w = {.rest = reply};
    struct answer r = {.n_allocs = wire_u64(&w)};
    r.incomplete = wire_bool(&w);
    r.said = str_dup(a, wire_str(&w));
    CHECK(!w.bad && !w.rest.n);
    return r;
}

static struct answer undisturbed(struct arena *a, struct wk_pool *pool)
{
    struct sk_err err;
    struct str reply;
    CHECK(wk_call(pool, "parse", (struct str){"\0\0", 2}, NULL, 0, a, &reply, &err) == 0, "%s",
          err.msg);
    return answer_of(a, reply);
}

static void check_events(struct arena *a, struct wk_pool *pool, const char *top,
                         const struct answer *whole)
{
    struct sk_err err;
    struct wk_event e;
    int r;
    size_t n_noticed = 0;
    while ((r = wk_wait(pool, 60 * 1000, &e, &err)) > 0) {
        unsigned long long at = e.tag / 2;
        if (e.kind == WK_FAILED) {
            CHECK(strstr(e.err.msg, "parse: ") && strstr(e.err.msg, "memory"),
                  "%s, allocation %llu: %s", top, at, e.err.msg);
            n_noticed++;
            continue;
        }
        CHECK(e.kind == WK_DONE, "%s, allocation %llu", top, at);
        struct answer got = answer_of(a, e.data);
        n_noticed += got.incomplete;
        CHECK(got.incomplete || str_eq(got.said, whole->said),
              "%s, allocation %llu of %llu: something is missing, and it does not say so", top, at,
              (unsigned long long)whole->n_allocs);
    }
    CHECK(r == 0 && wk_running(pool) == 0, "%s: %s", top, err.msg);
    CHECK(n_noticed > 0, "%s: nothing failed", top);
}

// All of the first, then ever fewer; each once alone and once with all that follow.
static void fail_case(struct str parser, const char *top)
{
    ARENA_SCRATCH(a);
    const struct wk_config config = {.jobs = jobs, .n_jobs = COUNT_OF(jobs), .workers = 2};
    struct wk_pool *pool;
    struct sk_err err;
    golden_open(&loaded.tree, &a, top);
    loaded.parser = parser;
    CHECK(wk_pool_open(&a, &config, &pool, &err) == 0, "%s", err.msg);
    struct answer whole = undisturbed(&a, pool);
    for (uint64_t at = 1; at <= whole.n_allocs; at += 1 + at / 64) {
        submit(pool, at, false);
        submit(pool, at, true);
    }
    check_events(&a, pool, top, &whole);
    struct answer after = undisturbed(&a, pool);
    CHECK(str_eq(after.said, whole.said), "%s: the next job is told something else", top);
    wk_pool_close(pool);
}

TEST(inv_failing_allocations)
{
    golden_each_parser(fail_case);
}
