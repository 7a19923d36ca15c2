// scan/folder_int.h - a folder while it is read; for folder.c and folder_built.c only.
#pragma once
#include "scan/built.h"
#include "scan/helm.h"
#include "scan/scan_int.h"

#include <sys/stat.h>

enum {
    MAX_BATCH_FDS = WK_MAX_FDS - 1,
    NEEDS_TAG = (1 << 30) - 1, // of what a build needs
    CONFIG_TAG = 1 << 30,      // of the first batch of documents that are judged
};

struct batch {
    struct sk_buf list; // entries of the request
    uint64_t n;
    int memory;     // memory file with the contents
    uint64_t bytes; // in it
    int fds[MAX_BATCH_FDS + 1];
    size_t n_fds;
};

struct folder {
    struct scan_run *s;
    struct batch project;   // lock files, manifests, databases: all together
    struct batch installed; // package.json of node_modules and its like: in pieces
    struct batch binaries;
    struct batch config; // documents for rules
    struct config_part { // what became of each batch of them
        struct cfg_reply reply;
        struct str first;
        uint64_t n;
    } * parts;
    size_t n_parts, cap_parts;
    struct str config_first; // path of the first in the batch
    struct scan_tree built;  // what is not judged file by file
    struct str *held;        // documents near it: judged alone when no build uses them
    size_t n_held, cap_held;
    unsigned holding; // folders above that have a kustomization
    struct scan_chart *charts;
    size_t n_charts, cap_charts, chart; // the one we are in, counted from 1
    size_t chart_depth;                 // length of its path
    uint64_t n_submitted;
    uint32_t n_files;
    dev_t dev;
};

// A job whose reply is findings; `first` and `n` are for the warning when it fails.
int scan_folder_judge(struct folder *f, const char *job, struct str request, int fd,
                      struct str first, uint64_t n, struct sk_err *err) SK_MUST;
int scan_folder_document(struct folder *f, int fd, struct str path, struct stat *st,
                         struct sk_err *err) SK_MUST;
void scan_folder_event(struct folder *f, const struct wk_event *e);
// After the walk: Kustomize trees and charts; documents that were held back and are in none of them.
int scan_folder_built(struct folder *f, struct sk_err *err) SK_MUST;
// When all documents are judged: the rules that see all Kubernetes objects at once.
int scan_folder_set(struct folder *f, struct sk_err *err) SK_MUST;
