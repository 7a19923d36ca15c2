// scan/built.h - files that make one thing together (Kustomize trees, charts): found, sent, judged.
//
// This side opens what the workers ask for by name, and only below the folder that is scanned; it parses
// nothing.
#pragma once
#include "config/built.h"
#include "core/map.h"
#include "scan/scan_int.h"

struct scan_tree {
    struct arena *a;
    int root;     // the folder
    bool outside; // files may be opened outside of it, too: the user named it to be built
    struct scan_tree_file {
        struct str path, data;
    } * files;
    size_t n_files, cap_files;
    uint64_t bytes;
    struct sk_map tried; // paths
    uint64_t left_out;   // files over a limit
};

// A file, or a folder's kustomization. What is not there, or may not be read, is left out.
void scan_tree_add(struct scan_tree *t, struct str path);
// All that building needs: rounds of asking a worker which files are named.
typedef int scan_ask(void *ctx, struct str request, int fd, struct str *ret_reply,
                     struct sk_err *err);
int scan_tree_complete(struct scan_tree *t, const struct cfg_built_request *r, scan_ask *ask,
                       void *ctx, struct sk_err *err) SK_MUST;
// A file below the folder, or -1; no link out of it is followed.
int scan_tree_file_open(const struct scan_tree *t, struct str path);
// The request and its descriptor (to be closed), for all files or for kustomizations only.
int scan_tree_request(const struct scan_tree *t, const struct cfg_built_request *r, bool needs_only,
                      struct sk_buf *ret, int *ret_fd, struct sk_err *err) SK_MUST;

// What a folder's kustomization, or chart, is when it is built. `ret` borrows from perm.
struct scan_helm_options;
int scan_render(struct arena *perm, struct str folder, bool places,
                const struct scan_helm_options *helm, struct cfg_rendered *ret,
                struct sk_err *err) SK_MUST;
