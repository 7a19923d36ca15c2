// scan/secret_files.h - inside a worker: one file after another through the secret engine, whatever
// is packed in it. A secret itself never leaves the worker: what is written down of it has its two
// ends, its length and its SHA-256.
#pragma once
#include "core/stream.h"
#include "core/wire.h"
#include "engine/secret/secret.h"
#include "worker/worker.h"

struct sec_view_out;
struct secret_keep; // scanner and rules, as long as the worker lives
struct secret_run { // of one job; private
    struct secret_keep *keep;
    struct sk_buf found, warns;
    uint64_t n_found, n_warns;
    struct str path, commit;
    unsigned decode_depth;
    uint64_t entries; // of all archives
    bool ignore_comments;
    const struct sec_view_out *view; // whose text is searched now; NULL = the bytes themselves
};

// `setup`: scan_run.secrets.setup.
int scan_secret_begin(struct wk_call *c, struct wire_in *setup, struct secret_run *ret,
                      struct sk_err *err) SK_MUST;
void scan_secret_file(struct secret_run *r, struct str path, struct str commit,
                      struct sk_stream *in);
// Warnings and findings to `to`: what scan_secrets_take() reads. Frees the run.
int scan_secret_end(struct secret_run *r, struct sk_buf *to, struct sk_err *err) SK_MUST;
