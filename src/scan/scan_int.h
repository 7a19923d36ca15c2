// scan/scan_int.h - shared by the files of scan/ only.
#pragma once
#include "artifact/artifact.h"
#include "config/config.h"
#include "core/file.h"
#include "core/limits.h"
#include "core/map.h"
#include "scan/scan.h"
#include "worker/worker.h"

extern const struct wk_job scan_jobs[]; // all jobs of the scan line, for wk_pool_open()
extern const size_t scan_n_jobs;

// ---- the layer cache: one file a layer, by digest and version of our parsers ----

// Raise it whenever a parser reads more or differently: old entries are then never looked at.
#define SCAN_CACHE_VERSION "3"

struct scan_cache {
    const char *dir; // NULL: nothing is kept
    bool read;       // false: only write
    bool texts;      // layers with the texts of their licences: kept apart, they are larger
};
// The stored facts of a layer, or false. They borrow from *m, which the caller unmaps in the end.
bool scan_cache_get(const struct scan_cache *c, struct arena *perm, struct str digest,
                    struct sk_mapping *m, struct inv_layer *ret);
// `encoded` is the worker's reply. A cache that cannot be written is no error.
void scan_cache_put(const struct scan_cache *c, struct str digest, struct str encoded);
// The same for other facts of a layer, or of an image's configuration: `kind` names them.
bool scan_cache_get_bytes(const struct scan_cache *c, const char *kind, struct str digest,
                          struct sk_mapping *m, struct str *ret_body);
void scan_cache_put_bytes(const struct scan_cache *c, const char *kind, struct str digest,
                          struct str body);
// Was this very file (device, inode, size, times) read before and found to hold `digest` at `off`?
bool scan_cache_is_verified(const struct scan_cache *c, int fd, uint64_t off, struct str digest);
void scan_cache_set_verified(const struct scan_cache *c, int fd, uint64_t off, struct str digest);

// ---- the parts of scan_run() ----

struct scan_secrets {
    struct str setup;      // how to look, for the workers
    const char *kind;      // folder of the cache: rules, depth, version
    struct sk_map ignored; // lines of .gitleaksignore
    bool own_rules;        // the target's .gitleaks.toml is in force: what it quotes is no finding
    struct fnd_secret *found;
    size_t n, cap;
};

struct scan_run { // what the parts share
    struct arena *perm;
    const struct scan_options *o;
    struct wk_pool *pool;
    struct scan_cache cache;
    struct fnd_set *set;
    struct scan_progress progress;
    struct inv_layer *layers; // result of reading
    size_t n_layers;
    struct art_image image;      // of an image
    struct cfg_reply config;     // what rules say of the target's configuration
    bool fixes;                  // rules are asked for their fixes, too
    bool digest_mismatch;        // a layer is not what its digest says
    struct wk_pool *layer_pool;  // its workers have the rules for secrets; or `pool`
    struct scan_secrets secrets; // when they are looked for
    struct wk_pool
        *licence_pool; // its workers have the texts of the SPDX list; NULL: not asked for
};

void scan_warn(struct scan_run *s, struct str path, const char *fmt, ...)
    SK_PRINTF(3, 4);                // incomplete
void scan_tell(struct scan_run *s); // call the progress callback

enum scan_file_where { // of a file that a batch names
    SCAN_FILE_MEMORY,  // the next bytes of the memory file
    SCAN_FILE_FD,      // the next descriptor
    SCAN_FILE_HEAD     // as MEMORY, but only its beginning, for tags of licences
};
void scan_join_layer(struct arena *a, struct inv_layer *all, const struct inv_layer *part);
// The folder itself, or the one that holds the file: what paths of findings are relative to.
struct str scan_folder_of(struct arena *a, struct str target);
void scan_compliance(struct scan_run *s); // from s->config into s->set
int scan_folder(struct scan_run *s, struct str path, struct sk_err *err) SK_MUST;
int scan_image(struct scan_run *s, struct str target, struct sk_err *err) SK_MUST;
// Judge the configuration, history and contents of the image that was read, into s->config. After the merge.
int scan_image_config(struct scan_run *s, struct sk_err *err) SK_MUST;
struct str scan_clean_history(struct arena *a, struct str created_by); // as a Dockerfile says it
int64_t scan_last_base_line(const struct art_image *img); // of the history; -1: unknown
