// Every golden input with a failing allocation. Running out of memory ends the process by design
// (core/arena.h), libraries say it in their own ways: in a worker it must become one failure with its
// reason, or a result that says it is incomplete, and the next job must find a worker.
//
// The linker sends malloc() and its relatives of this program, libraries included, through here
// (Makefile, UNIT_WRAP).
#include "golden.h"

#include "advisory/update_int.h"
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
    struct str id; // of the parser or feed
    bool is_feed;
    size_t n_warns; // of the feed, undisturbed; a failure counts as 1000
} loaded;

// What was read of the loaded case goes to `b`; true = it says that something is missing.
static bool parse_inventory(struct wk_call *c, struct sk_buf *b)
{
    bool incomplete = false;
    for (size_t i = 0; i < loaded.tree.n_files; i++) {
        const struct inv_parser *p = golden_parser(&loaded.tree.files[i]);
        if (!p || !str_eq(str_from(p->id), loaded.id))
            continue;
        struct inv_out out = {.perm = c->scratch};
        inv_parse(p, &loaded.tree.files[i], &loaded.tree.all, &out);
        incomplete |= out.incomplete;
        inv_out_encode(b, &out);
    }
    return incomplete;
}

struct feed_out {
    struct sk_buf *b;
    size_t n_warns;
};

static void on_record(void *ctx, const struct adv_record *r)
{
    adv_record_encode(((struct feed_out *)ctx)->b, r);
}
static void on_cve(void *ctx, const struct adv_cve_fact *f)
{
    adv_put_cve(((struct feed_out *)ctx)->b, f);
}
static void on_eol(void *ctx, const struct adv_eol_fact *f)
{
    adv_put_eol(((struct feed_out *)ctx)->b, f);
}
static void on_tag(void *ctx, const struct adv_tag_fact *f)
{
    adv_put_tag(((struct feed_out *)ctx)->b, f);
}
static void on_warn(void *ctx, struct str file, uint32_t line, const char *what)
{
    (void)file, (void)line, (void)what;
    ((struct feed_out *)ctx)->n_warns++;
}

// Warnings and failures that the case has anyway are part of what it says.
static bool parse_feed(struct wk_call *c, struct sk_buf *b)
{
    struct feed_out out = {.b = b};
    const struct adv_sink sink = {&out, on_record, on_cve, on_eol, on_tag, on_warn};
    const struct adv_feed *feed = adv_feed_find(loaded.id);
    for (size_t i = 0; i < loaded.tree.n_files; i++) {
        struct sk_err err;
        const struct inv_file *f = &loaded.tree.files[i];
        if (feed->read(c->scratch, f->path, f->data, &sink, &err) < 0)
            out.n_warns += 1000;
    }
    c->n_fds = out.n_warns; // for fail_feed_case()
    return out.n_warns != loaded.n_warns;
}

// Request: which allocation fails, and whether all after it do. Reply: how many there were, is it
// incomplete, and what was read.
static int run_job(struct wk_call *c, bool (*parse)(struct wk_call *, struct sk_buf *))
{
    struct wire_in w = {.rest = c->request};
    SK_BUF_SCRATCH(b, SK_MAX_FRAME_BYTES);
    uint64_t at = wire_u64(&w);
    fail_for_good = wire_bool(&w);
    n_allocs = 0;
    fail_at = at;
    bool incomplete = parse(c, &b);
    fail_at = 0;
    wire_put_u64(c->reply, n_allocs);
    wire_put_u64(c->reply, incomplete);
    wire_put_str(c->reply, sk_buf_str(&b));
    return 0;
}

static int job_parse(struct wk_call *c, struct sk_err *err)
{
    (void)err;
    return run_job(c, loaded.is_feed ? parse_feed : parse_inventory);
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
static void fail_case(struct str id, const char *top)
{
    ARENA_SCRATCH(a);
    const struct wk_config config = {.jobs = jobs, .n_jobs = COUNT_OF(jobs), .workers = 2};
    struct wk_pool *pool;
    struct sk_err err;
    golden_open(&loaded.tree, &a, top);
    loaded.id = id;
    CHECK(wk_pool_open(&a, &config, &pool, &err) == 0, "%s", err.msg);
    struct answer whole = undisturbed(&a, pool);
    for (uint64_t at = 1; at <= whole.n_allocs; at += 1 + at / (TEST_ASAN ? 6 : 64)) {
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
    loaded.is_feed = false;
    golden_each_parser(fail_case);
}

static void fail_feed_case(struct str id, const char *top)
{
    ARENA_SCRATCH(a);
    SK_BUF_SCRATCH(b, SK_MB);
    struct wk_call c = {.scratch = &a};
    golden_open(&loaded.tree, &a, top);
    loaded.id = id;
    (void)parse_feed(&c, &b);
    loaded.n_warns = c.n_fds;
    fail_case(id, top);
}

TEST(feed_failing_allocations)
{
    loaded.is_feed = true;
    for (const struct adv_feed *const *f = adv_feeds; *f; f++)
        (void)golden_each("feed", (*f)->id, fail_feed_case);
}
