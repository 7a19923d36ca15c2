// advisory/update.h - from feed files to a new database: the work of `sekisho db update`.
//
// Files come from a mirror folder (as they are, or inside .tar.* and .zip archives) or are downloaded
// into one first; both are read by the same code, in workers. The old database stays in place
// until the new one is complete.
#pragma once
#include "advisory/advisory.h"
#include "worker/worker.h"

struct adv_update_progress {
    const char *doing;
    uint32_t done_files, total_files;
    uint64_t done_bytes, total_bytes; // of the files as stored
    uint64_t records;
};

struct adv_update_result {
    uint64_t files, records, facts, skipped_files; // skipped: owned by no feed
    struct adv_warning {
        struct str file, what;
        uint32_t line;
    } * warns; // damage in feeds, the first SK_MAX_WARNINGS
    size_t n_warns, cap_warns;
    uint64_t n_all_warns;
    bool incomplete; // a file could not be read to its end
};

struct adv_update_options {
    const char *from;   // folder with feed files
    const char *out;    // the database
    struct str key_pem; // sign with this Ed25519 key; may be empty
    void (*progress)(void *ctx, const struct adv_update_progress *p); // may be NULL
    void *ctx;
};

// `pool` must have been opened with the jobs of advisory/jobs.def.
int adv_update(struct arena *perm, struct wk_pool *pool, const struct adv_update_options *o,
               struct adv_update_result *ret, struct sk_err *err) SK_MUST;

// Worker jobs, for the pool's table.
int adv_job_archive(struct wk_call *c, struct sk_err *err); // a compressed file or archive
int adv_job_files(struct wk_call *c, struct sk_err *err);   // a batch of plain files
