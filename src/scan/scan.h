// scan/scan.h - the one line: target -> artifact -> inventory -> matches -> findings.
//
// The CLI and everything that comes later walk it through here. All parsing happens in workers; this
// side opens, caches, merges and decides.
#pragma once
#include "core/arena.h"
#include "core/err.h"
#include "core/str.h"
#include "finding/finding.h"

struct scan_progress {
    const char *doing;                // "reading layers", "matching"
    uint64_t done_bytes, total_bytes; // total 0 = unknown
    uint32_t done_units, total_units; // layers or batches
};

enum scan_kind { SCAN_AUTO, SCAN_IMAGE, SCAN_FOLDER, SCAN_CONFIG, SCAN_SECRETS };

struct scan_secret_options;  // scan/secrets.h
struct scan_licence_options; // scan/licences.h
struct cfg_framework;        // config/compliance.h
struct cfg_rules;            // config/config.h

struct scan_helm_options; // scan/helm.h

struct scan_options {
    enum scan_kind kind;
    struct str platform;      // "linux/arm64"; empty = this machine's
    const char *cache_dir;    // NULL = no cache
    const char *db_path;      // NULL = inventory only
    struct art_docker docker; // for registry credentials
    const struct net_config *net;
    bool plain_http;
    struct str *mirrors; // "docker.io=mirror.example:5000", as in the configuration
    size_t n_mirrors;
    const struct cfg_framework *frameworks; // what compliance is asked about
    size_t n_frameworks;
    const struct cfg_rules *rules; // compiled before the workers are forked; NULL: ours alone
    const struct scan_secret_options *secrets;   // NULL: they are not looked for
    const struct scan_licence_options *licences; // NULL: neither are they
    const struct scan_helm_options *helm;        // NULL: charts are not rendered
    unsigned workers;                            // 0 = one per core
    bool no_cache; // read everything anew (the cache is still written)
    void (*progress)(void *ctx, const struct scan_progress *p); // may be NULL
    void *ctx;
};

// Scan `target`. What goes wrong with parts of it is in ret->warns and ret->incomplete; negative is
// returned only when there is nothing to report: the target does not exist or cannot be read.
int scan_run(struct arena *perm, struct str target, const struct scan_options *o,
             struct fnd_set *ret, struct sk_err *err) SK_MUST;
void scan_done(struct fnd_set *set); // closes the database
