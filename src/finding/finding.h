// finding/finding.h - the finding: one problem, with a name that stays when things move.
//
// The fingerprint of a vulnerability is made of what it is and what it is in (purl type, package, problem), not
// of versions, paths, layers or stages: the same hole seen in a lock file and in the built image is
// one finding at two stages, and an upgrade that does not help keeps its history.
#pragma once
#include "advisory/advisory.h"
#include "core/arena.h"
#include "core/err.h"
#include "core/str.h"
#include "core/time.h"
#include "inventory/merge.h"

// ---- what was scanned ----

struct fnd_layer {
    struct str digest, diff_id; // either may be empty
    struct str created_by;      // the line of the image history, cleaned for people
    bool base;                  // believed to come from the base image
};

struct fnd_target {
    enum inv_kind kind;
    struct str name;   // as the user named it
    struct str ref;    // image reference, when known
    struct str digest; // manifest digest, or image id for archives
    struct str platform;
    struct str created;                // RFC 3339
    struct str os;                     // "Debian GNU/Linux 12 (bookworm)"
    struct str base_name, base_digest; // when labels or provenance name the base image
    struct fnd_layer *layers;
    size_t n_layers;
    struct str *labels; // key, value, ...
    size_t n_labels;
};

// ---- findings ----

enum fnd_kind {
    FND_VULNERABILITY,
    FND_END_OF_LIFE,
    FND_UNMAINTAINED,
    FND_CONFIG,
    FND_SECRET,
    FND_LICENCE
};

struct fnd_place { // where a finding that is no component's stands
    struct str path;
    uint32_t line, end_line; // 0: the file as a whole
    struct str what;         // what the rule says of this place
    struct str commit;       // FND_SECRET: that brought it; may be empty
    uint32_t col;            // 0: not known
    uint32_t layer;          // of an image, 1-based; 0: none
    struct str created_by;   // FND_CONFIG of an image: the line of its history
    bool in_base;            // FND_CONFIG of an image: the base image brings it
};

struct fnd_rule { // what a rule for configuration says of itself
    struct str description, attack, principle;
    const struct str *references, *controls; // pages; "cis-docker-4.1"
    size_t n_references, n_controls;
    bool foreign; // of the user
};

struct fnd_finding {
    struct str id; // 12 hex digits: the fingerprint
    enum fnd_kind kind;
    struct str name;  // "CVE-2024-1", "debian 9 is out of support"
    struct str title; // one line of text, may be empty
    enum adv_severity severity;
    struct str severity_source;
    bool exploited;     // an exploit exists: see fnd_risk()
    struct str exploit; // why: "CISA KEV, Metasploit"
    double epss;        // below 0 = unknown
    struct str fixed;   // the version to take; empty = no fix known
    struct str type,
        package; // purl type, and the package as its ecosystem writes it (source package for OS)
    const struct adv_match *match; // FND_VULNERABILITY: the match that decided
    uint32_t *components;          // indices into inv_result.items, the most telling first
    size_t n_components, cap_components;
    struct fnd_place *places; // FND_CONFIG, FND_SECRET, FND_LICENCE
    size_t n_places, cap_places;
    struct str action;           // FND_CONFIG, FND_SECRET, FND_LICENCE: what to do
    bool fixable;                // FND_CONFIG: by `sekisho fix`, at all its places
    struct str redacted, hash;   // FND_SECRET: what may be shown of it, and its SHA-256
    bool verified;               // FND_SECRET: the token's own checksum is right
    uint32_t layer;              // of components[0]; UINT32_MAX when there is none
    bool in_base;                // that layer belongs to the base image
    const struct fnd_rule *rule; // FND_CONFIG; may be NULL
};

// ---- compliance ----

enum fnd_control_status {
    FND_CONTROL_PASSED,
    FND_CONTROL_FAILED,
    FND_CONTROL_NOT_APPLICABLE, // nothing was there that its rules are for
    FND_CONTROL_NOT_AUTOMATED,  // nothing in files shows it
};
const char *fnd_control_status_name(enum fnd_control_status s); // "not applicable"

struct fnd_control {
    struct str id, title, level, note; // level and note may be empty
    enum fnd_control_status status;
    struct fnd_control_rule {
        struct str id;
        uint32_t judged, findings; // documents; places in them
    } * rules;
    size_t n_rules;
};

struct fnd_compliance { // a framework, and how it is kept to
    struct str id, title, version, url;
    struct fnd_control *controls;
    size_t n_controls;
};
size_t fnd_controls_with(const struct fnd_compliance *c, enum fnd_control_status s);

struct fnd_set { // the answer of a scan: all that reports need
    struct fnd_target target;
    const struct inv_result *inv;
    struct adv_db *db; // for texts; NULL in an inventory-only scan
    struct adv_db_info db_info;
    struct fnd_finding *items; // sorted: exploited first, then severity, package, name
    size_t n_items, cap_items;
    struct inv_warning *warns;
    size_t n_warns, cap_warns;
    const struct fnd_licences *licences; // finding/licence.h; NULL: not asked for
    bool incomplete;
    sk_time scanned;
    uint64_t n_documents;              // configuration that was judged
    bool config_only;                  // nothing else was looked at
    size_t n_hidden;                   // left out by filters
    struct fnd_compliance *compliance; // what was asked for
    size_t n_compliance;
};

// ---- making them ----

// Risk: which findings have an exploit. KEV, Metasploit, Exploit-DB, SSVC "active" or "poc", or EPSS at
// or above FND_EPSS_HIGH.
#define FND_EPSS_HIGH 0.5
bool fnd_exploited(const struct adv_cve_fact *f, struct arena *a, struct str *ret_why);

// From matches to findings: one for each problem and package, components gathered, fixed version
// the largest of what its components need. Also end of life of the distribution. Sorted.
int fnd_build(struct arena *perm, const struct adv_matches *matches, struct fnd_set *set,
              struct sk_err *err) SK_MUST;

// What a rule says of a configuration. One finding for each rule and resource (or file, where there is no
// resource); its fingerprint holds no lines. Call before fnd_build(), or fnd_sort() after.
struct fnd_config {
    struct str rule, title, severity, action, path, message, resource;
    uint32_t line, end_line;
    bool fixable;                 // by `sekisho fix`
    const struct fnd_rule *about; // may be NULL
    uint32_t layer;               // of an image, 1-based; 0: none
    bool in_base;
    struct str created_by; // of an image: the line of its history
};
void fnd_add_config(struct arena *perm, struct fnd_set *set, const struct fnd_config *c, size_t n);
// A secret as the workers saw it. One finding for each rule and secret, wherever it is.
struct fnd_secret {
    struct str rule, title, path, commit, redacted, hash, decoded, where;
    enum adv_severity severity;
    uint32_t line, end_line, col, layer;
    uint64_t bytes; // its length
    bool verified;
    bool common; // a kind that tests are full of
};
void fnd_add_secrets(struct arena *perm, struct fnd_set *set, const struct fnd_secret *s, size_t n);
// What a rule about secrets says of a line on which a secret was found is said by the secret, with the graver
// severity of the two. After both were added, before sorting.
void fnd_join_secrets(struct fnd_set *set);
struct str fnd_secret_id(struct arena *a, const struct fnd_secret *s); // its fingerprint
void fnd_sort(struct fnd_set *set);

struct fnd_filter {
    enum adv_severity min_severity;
    bool ignore_unfixed; // also drops will not fix, deferred, end of life
    bool only_exploited;
    bool no_dev; // leave out what only development dependencies bring
};
void fnd_filter(struct fnd_set *set, const struct fnd_filter *f); // counts into n_hidden

// The gate: how many findings are at or above `min` (UNKNOWN counts as LOW).
size_t fnd_at_least(const struct fnd_set *set, enum adv_severity min);
size_t fnd_count(const struct fnd_set *set, enum adv_severity exactly);
const struct fnd_finding *fnd_find(const struct fnd_set *set, struct str id); // by unique prefix
