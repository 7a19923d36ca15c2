// advisory/fetch.h - bringing the feeds of sources.def to a folder, for adv_update() to read.
#pragma once
#include "core/arena.h"
#include "core/err.h"
#include "core/str.h"
#include "net/net.h"
#include "worker/worker.h"

struct adv_fetch_options {
    const char *dir;   // the folder; files, and what is known of them (.state)
    struct str mirror; // http(s)://... that has the same files; empty = the public addresses
    const struct net_config *net;
    void (*progress)(void *ctx, const char *file, uint32_t done, uint32_t total); // may be NULL
    void (*warn)(void *ctx, const char *file, const char *what, bool have_earlier);
    void *ctx;
};
struct adv_fetch_result {
    uint32_t n_files, n_changed;
    uint32_t n_stale;   // could not be fetched: an earlier copy is used
    uint32_t n_missing; // could not be fetched, and there is none
};

// Files that have not changed (ETag) are not fetched again; of OSV's exports only the records that have
// changed, when they are few. Nothing that was there is lost.
// SK_EIO when there is no file at all, neither fetched nor from before.
int adv_fetch(struct arena *perm, struct wk_pool *pool, const struct adv_fetch_options *o,
              struct adv_fetch_result *ret, struct sk_err *err) SK_MUST;

// Worker jobs: the records of OSV's modified_id.csv since a time; which file of repomd.xml is the updateinfo.
int adv_job_modified(struct wk_call *c, struct sk_err *err);
int adv_job_repomd(struct wk_call *c, struct sk_err *err);
