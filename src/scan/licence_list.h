// scan/licence_list.h - from the SPDX licence list (XML) to licences.db, in a worker.
#pragma once
#include "core/arena.h"
#include "core/err.h"
#include "core/str.h"
#include "worker/worker.h"

struct scan_licence_list {
    struct str version; // "3.28.0, 819 licences and exceptions"
    struct str *warns;  // damage in single files
    size_t n_warns, cap_warns;
    uint64_t bytes;
};

// `from`: an archive (.tar, .tar.gz, .tar.zst, .tar.xz, .zip), a folder with one, or a folder with the XML files.
// The old file at `out` stays until the new one is complete.
int scan_licence_list_update(struct arena *perm, const char *from, const char *out,
                             struct scan_licence_list *ret, struct sk_err *err) SK_MUST;
int scan_job_licence_list(struct wk_call *c, struct sk_err *err);
