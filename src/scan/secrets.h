// scan/secrets.h - looking for secrets in a folder, in what is staged, in git's history.
#pragma once
#include "engine/secret/secret.h"
#include "worker/worker.h"

struct scan_run;

// Where findings of an image's configuration stand: the path of what is no file.
#define SCAN_IMAGE_CONFIG "image-config"

enum { SCAN_SECRET_DEPTH = 2 }; // of decoding, unless the user says otherwise
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
int scan_job_secret_extends(struct wk_call *c, struct sk_err *err); // request: TOML; reply: a path

enum { SCAN_SECRET_CONFIGS = 3 }; // rules that extend rules that extend rules
struct scan_secret_config {
    struct str toml[SCAN_SECRET_CONFIGS];
    size_t n;
};

// For wk_config.prepare: the rules that are built in.
struct scan_secret_prepare {
    struct arena perm;
    bool jit;
};
const void *scan_secret_rules(void *ctx);

// The user's own rules and exceptions: of the target's folder; of an image, the current folder's
// .gitleaksignore. Before anything is looked at; the pool must be idle.
int scan_secrets_setup(struct scan_run *s, struct str target, struct sk_err *err) SK_MUST;
// secret_hunt.c: all of a folder or a file, or what git has. What is found is kept in `s`.
int scan_secrets(struct scan_run *s, struct str path, struct sk_err *err) SK_MUST;
// A worker's answer; `layer` 1-based, 0 = none. False: damaged.
bool scan_secrets_take(struct scan_run *s, struct str reply, uint32_t layer);
// secret_report.c: what was found becomes findings, when all is read and the inventory is known.
void scan_secrets_report(struct scan_run *s);

// git.c: programs run for us. All of stdout is handed to take(ctx, piece).
struct scan_blob {
    struct str path, commit, oid;
};
struct scan_blobs {
    struct scan_blob *items;
    size_t n, cap;
};
// Blobs that are staged, or that commits brought, each once for each of its paths, the oldest commit
// first.
int scan_git_list(struct arena *perm, const char *repo, const struct scan_secret_options *o,
                  struct scan_blobs *ret, struct sk_err *err) SK_MUST;
// Their contents in order: size is known first, then data follows in pieces; a blob that is missing
// has size UINT64_MAX.
int scan_git_read(const char *repo, const struct scan_blobs *blobs,
                  int (*begin)(void *ctx, size_t i, uint64_t size, struct sk_err *err),
                  int (*data)(void *ctx, struct str piece, struct sk_err *err), void *ctx,
                  struct sk_err *err) SK_MUST;
// The folder in which git looks for hooks of the repository of `repo`.
int scan_git_hooks(struct arena *perm, const char *repo, struct str *ret,
                   struct sk_err *err) SK_MUST;
