// scan/helm.h - charts: copied, rendered by the helm program (confined, worker/program.h), judged in workers.
#pragma once
#include "config/built.h"
#include "scan/built.h"

struct scan_helm_options {
    struct str program; // empty: there is none
    struct str *values; // contents of files with values, the last one wins
    size_t n_values;
    struct str *sets; // "a.b=c"
    size_t n_sets;
};

enum {
    SCAN_MAX_CHARTS = 2000,
    SCAN_MAX_CHART_FILES = 5000,
    SCAN_MAX_CHART_BYTES = 64 << 20,
    SCAN_MAX_CHART_OUTPUT = 64 << 20,
    SCAN_HELM_SECONDS = 60, // for one chart
    SCAN_MAX_HELM_VALUES = 200,
};

struct scan_chart {
    struct str folder; // below the scanned one; "" is itself
    struct str *files; // relative to `folder`
    size_t n_files, cap_files;
    // Results.
    struct str printed;    // borrowed from the arena
    struct str why;        // not rendered, and why
    struct scan_tree tree; // its files, and `printed`
};

// Render all. What cannot be rendered has `why`.
void scan_charts_render(struct arena *a, int root, struct scan_chart *charts, size_t n,
                        const struct scan_helm_options *o, unsigned parallel);
// The request for a worker, and its descriptor (to be closed).
int scan_chart_request(const struct scan_chart *chart, const struct cfg_built_request *r,
                       struct sk_buf *ret, int *ret_fd, struct sk_err *err) SK_MUST;
// All files below an open folder that is a chart: for one that was named alone.
void scan_chart_list(struct arena *a, int root, struct scan_chart *ret);
