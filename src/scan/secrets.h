// scan/secrets.h - looking for secrets in a folder, in what is staged, in git's history.
#pragma once
#include "engine/secret/secret.h"
#include "worker/worker.h"

struct scan_run;

struct scan_secret_options {
    bool staged;      // what `git commit` would take
    bool history;     // every blob of every commit
    struct str range; // of history: "main..topic"; empty = all refs
    struct str since; // of history: as git understands it; empty = all
    struct str
        config;     // content of a rule file; empty = .gitleaks.toml of the target, else built in
    bool no_ignore; // neither allow comments nor .gitleaksignore
    unsigned decode_depth;
};

int scan_job_secrets(struct wk_call *c, struct sk_err *err);

// Findings go to s->set. `path`: a folder or a file.
int scan_secrets(struct scan_run *s, struct str path, struct sk_err *err) SK_MUST;

// git.c: programs run for us. All of stdout is handed to take(ctx, piece).
struct scan_blob {
    struct str path, commit, oid;
};
struct scan_blobs {
    struct scan_blob *items;
    size_t n, cap;
};
// Blobs that are staged, or that commits brought, each once, the oldest commit first.
int scan_git_list(struct arena *perm, const char *repo, const struct scan_secret_options *o,
                  struct scan_blobs *ret, struct sk_err *err) SK_MUST;
// Their contents in order: size is known first, then data follows in pieces; a blob that is missing
// has size UINT64_MAX.
int scan_git_read(const char *repo, const struct scan_blobs *blobs,
                  int (*begin)(void *ctx, size_t i, uint64_t size, struct sk_err *err),
                  int (*data)(void *ctx, struct str piece, struct sk_err *err), void *ctx,
                  struct sk_err *err) SK_MUST;
