// worker/worker.h - sandboxed processes that read hostile bytes for us.
//
// A pool starts one worker a core. A job is a function that runs inside a worker, on a request (bytes) and
// descriptors, and gives a reply (bytes); requests and replies are written with core/wire.h, and
// whoever decodes a reply treats it as hostile: a worker may have been taken over by its input.
//
// A worker has no network, cannot open or write any file, sees no environment and none of our secrets:
// the pool forks a spawner first of all, before any credential is read; every worker, also one that
// replaces a dead one, is a child of the spawner. What the program has in memory when it opens the
// pool is in the workers too: open it first. wk_pool_sandbox() says what is in force; without
// seccomp no job runs. docs/decisions/0001-worker.md says what all this does not protect against:
// above all, a worker is reused, so what it says of a later unit is no better than the unit before.
// Inputs that do not trust each other (two images on a server) want a pool each: it costs 2 ms.
//
// A worker that dies or takes too long is one WK_FAILED event with the reason; the job is lost, the
// scan goes on and says incomplete.
#pragma once
#include "core/arena.h"
#include "core/buf.h"
#include "core/err.h"
#include "core/str.h"

struct wk_pool;
enum { WK_MAX_FDS = 64 }; // descriptors of one job
enum { WK_KEEPS = 2 };    // see wk_call.keep

// What a job may keep for later ones; lives as long as the worker. Trust it no more than the inputs
// that the worker has seen.
struct wk_keep {
    struct arena perm;
    void *state; // NULL at first
};

// What a job gets. Everything is valid until it returns.
struct wk_call {
    struct str request;
    const int *fds; // open for reading; closed by the worker when the job is done
    size_t n_fds;
    struct arena *scratch; // freed when the job is done
    struct sk_buf *reply;  // becomes WK_DONE
    const void *shared;    // of wk_config
    const void *rules;     // the same
    struct wk_keep
        *keep;  // WK_KEEPS of them: each is of one group of jobs; the first one of secrets
    void *pipe; // private
};

struct wk_job {
    const char *name;
    // 0 = done; negative = the reply is dropped and the caller gets WK_FAILED with err.
    int (*run)(struct wk_call *c, struct sk_err *err);
};

// From inside a job: a part of the result now (WK_PART), or how far it is (WK_PROGRESS, at most one
// in 20 ms). Parts of 64 KB to 1 MB are fastest (5 GB/s; 4 KB: 1.8, 16 MB: 1.2). After
// WK_FAILED the parts that came before it stand, and the unit is incomplete.
// All parts and the reply together: SK_MAX_UNIT_REPLY_BYTES; each: SK_MAX_FRAME_BYTES.
void wk_emit(struct wk_call *c, struct str part);
void wk_progress(struct wk_call *c, uint64_t bytes);

struct wk_config {
    const struct wk_job *jobs;
    size_t n_jobs;
    unsigned workers; // 0 = one per available core, at most 16
    uint64_t
        memory_bytes; // address space of a worker (no limit under ASan); 0 = SK_WORKER_MEMORY_BYTES
    unsigned unit_seconds; // 0 = SK_WORKER_UNIT_SECONDS; counts from when a worker has the job
    const void *shared;    // for all jobs to read; made before the pool is opened
    const void *rules;     // the same, for jobs that judge documents
    // Or made when the first worker is needed, by the spawner, which knows no secret and reads no
    // artifact: what is costly and often not needed. NULL = `shared` it is.
    const void *(*prepare)(void *ctx);
    void *prepare_ctx;
    bool prepare_now; // at once: it is sure to be needed, and our side has other things to do
};

// Workers are started when the first job needs them.
int wk_pool_open(struct arena *a, const struct wk_config *config, struct wk_pool **ret,
                 struct sk_err *err) SK_MUST;
void wk_pool_close(struct wk_pool *p);          // kills what still runs; NULL is fine
const char *wk_pool_sandbox(struct wk_pool *p); // "namespaces, no network, landlock, seccomp"

// Queue a job; the request is copied. `tag` comes back with its events. Descriptors are duplicated:
// the caller closes its own. They must be open for reading only (SK_EUSAGE: no sockets either; use
// a pipe), and share their offset with ours. Never blocks.
int wk_submit(struct wk_pool *p, const char *job, struct str request, const int *fds, size_t n_fds,
              uint64_t tag, struct sk_err *err) SK_MUST;

enum wk_event_kind { WK_PART, WK_PROGRESS, WK_DONE, WK_FAILED };
struct wk_event {
    enum wk_event_kind kind;
    uint64_t tag;
    uint64_t bytes;  // WK_PROGRESS
    struct str data; // WK_PART, WK_DONE; borrowed until the next wk_wait()
    // WK_FAILED: "job: reason". The job's own error; SK_ELIMIT for time and memory; SK_EFORMAT when
    // the worker crashed, broke out of its rules or sent nonsense; SK_EIO when none could be had.
    struct sk_err err;
};
// Failures of jobs are events; negative means poll() itself failed.
// 1 = an event, 0 = nothing is running any more or timeout_ms (-1 = for ever) has passed.
int wk_wait(struct wk_pool *p, int timeout_ms, struct wk_event *ret, struct sk_err *err) SK_MUST;
size_t wk_running(const struct wk_pool *p); // jobs queued or running

// One job, and wait for it alone. Its parts and the reply after them are copied to `perm`; together
// at most SK_MAX_FRAME_BYTES. Only when nothing else is running (SK_EUSAGE).
int wk_call(struct wk_pool *p, const char *job, struct str request, const int *fds, size_t n_fds,
            struct arena *perm, struct str *ret_reply, struct sk_err *err) SK_MUST;
