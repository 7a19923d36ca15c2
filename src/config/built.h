// config/built.h - worker jobs for what is not judged file by file: Kustomize trees and rendered charts.
#pragma once
#include "config/config.h"

enum cfg_built_mode {
    CFG_BUILT_NEEDS,  // reply: how many files that are named, and their paths
    CFG_BUILT_JUDGE,  // reply: as cfg_job()'s
    CFG_BUILT_RENDER, // reply: YAML, then warnings
};

struct cfg_built_request {
    enum cfg_built_mode mode;
    bool places;     // RENDER: a comment with file and line behind each value
    struct str root; // RENDER: the folder, "" for the top
    bool all;        // every folder that no other uses, not `root`
};
// Request: this, how many files, then path and size of each; descriptor 0: their contents one after the
// other. NEEDS looks at kustomizations only.
void cfg_built_put(struct sk_buf *b, const struct cfg_built_request *r);
int cfg_kustomize_job(struct wk_call *c, const struct cfg_rules *rules, struct sk_err *err);

// A chart as the helm program printed it. Request: the same with `root` the chart's folder; the files of the
// chart, their paths relative to it, and last what was printed, under an empty path.
int cfg_chart_job(struct wk_call *c, const struct cfg_rules *rules, struct sk_err *err);

struct cfg_rendered { // reply of RENDER
    struct str yaml;
    struct inv_warning *warns;
    size_t n_warns;
};
int cfg_rendered_read(struct str bytes, struct arena *perm, struct cfg_rendered *ret,
                      struct sk_err *err) SK_MUST;
