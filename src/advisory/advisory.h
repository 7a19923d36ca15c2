// advisory/advisory.h - from public feeds to one mapped database, and from components to matches.
//
//   feed file --(feed_<name>.c, in a worker)--> records --(builder)--> database --(match)--> matches
//
// To add a feed: src/advisory/feed_<name>.c, one line in feeds.def (with its URLs, licence and file
// names), and a golden folder tests/golden/feed/<name>/. To add a version order: version.h.
#pragma once
#include "advisory/cvss.h"
#include "core/arena.h"
#include "core/buf.h"
#include "core/err.h"
#include "core/str.h"
#include "core/time.h"
#include "core/wire.h"
#include "inventory/inventory.h"

// ---- what a feed says, one record at a time ----

enum adv_status {     // of a component in a release, as its vendor means it
    ADV_AFFECTED,     // vulnerable; fixed when a range ends in one
    ADV_NOT_AFFECTED, // stated: overrides any other data of the same vendor
    ADV_WONT_FIX,
    ADV_DEFERRED, // postponed, "no-dsa", "needs triage" with no date
    ADV_INVESTIGATING,
    ADV_EOL // the release is out of support: nobody looks
};

enum adv_severity { // as printed and ordered; vendor words are mapped in the feed
    ADV_SEV_UNKNOWN,
    ADV_SEV_NEGLIGIBLE,
    ADV_SEV_LOW,
    ADV_SEV_MEDIUM,
    ADV_SEV_HIGH,
    ADV_SEV_CRITICAL
};

enum adv_kind { ADV_VULNERABILITY, ADV_UNMAINTAINED, ADV_NOTICE, ADV_MALWARE };

struct adv_range { // introduced <= v < fixed, or <= last; empty introduced = from the beginning
    struct str introduced, fixed, last;
};

// One component in one space of one advisory.
struct adv_affected {
    // Where names and versions live: "debian:12", "ubuntu:22.04", "ubuntu-esm:20.04", "alpine:3.18",
    // "wolfi", "rhel:9", "almalinux:9", "rocky:9", "amazon:2023", or an ecosystem: "npm", "pypi",
    // "golang", "cargo", "gem", "composer", "maven", "nuget", "pub", "hex", "bitnami", "k8s", "swift".
    struct str space;
    struct str
        name; // source package for deb and apk, binary package for rpm; normalised by adv_name()
    enum adv_status status;
    enum adv_severity severity; // of the vendor for this package, ADV_SEV_UNKNOWN when not said
    struct adv_range *ranges;
    size_t n_ranges, cap_ranges;
    struct str *versions; // single affected versions (OSV), besides the ranges
    size_t n_versions, cap_versions;
    // rpm module stream "nodejs:18"; or, with a dot first, ".el9_0": only packages whose release has
    // this tag (adv_rpm_tag()), for which it then has the last word; else empty
    struct str module;
    struct str arch; // only on these, comma-separated; empty = all
    struct str note; // short vendor word worth showing: "no-dsa", "minor issue", "ESM"
};

struct adv_cvss {
    struct str vector; // with its version prefix, or a bare v2 vector
    struct str source; // "nvd", "ghsa", "redhat", ...
};

struct adv_record {
    struct str id; // "CVE-2024-1", "GHSA-...", "DSA-5678-1", "GO-2024-1", "RUSTSEC-..."
    enum adv_kind kind;
    struct str *aliases; // other names of the same thing, CVE ids first of all
    size_t n_aliases, cap_aliases;
    struct str
        *related; // not the same thing (OSV "related"; a DSA's CVEs are aliases when only one)
    size_t n_related, cap_related;
    struct str summary, details; // one line; text (markdown), may be empty
    struct str *refs;            // URLs
    size_t n_refs, cap_refs;
    struct adv_cvss *cvss;
    size_t n_cvss, cap_cvss;
    enum adv_severity severity;  // of the publisher for the whole advisory
    struct str cwe;              // "CWE-79,CWE-80"
    sk_time published, modified; // SK_TIME_NONE when unknown
    bool withdrawn;              // never matches; hides nothing
    bool whole; // all that the feed says of its id: of two, the one modified last counts
    struct adv_affected *affected;
    size_t n_affected, cap_affected;
};

// Facts about a CVE that no advisory carries. Later calls add to earlier ones.
struct adv_cve_fact {
    struct str cve;
    bool kev, kev_ransomware;
    sk_time kev_added, kev_due;  // SK_TIME_NONE
    float epss, epss_percentile; // below 0 = unknown
    bool metasploit, exploitdb;
    struct str ssvc_exploitation; // "none", "poc", "active" or empty
    struct str ssvc_automatable;  // "yes", "no" or empty
    struct adv_cvss cvss;         // NVD or CNA, for what has no vendor severity
};

struct adv_eol_fact { // endoflife.date: one release cycle of one product
    struct str product, cycle;
    sk_time eol, extended, release; // SK_TIME_NONE
    bool is_eol;                    // when the date is a bare "true"
    struct str latest;
};

struct adv_tag_fact {      // Docker official images: one tag
    struct str image, tag; // "debian", "bookworm-slim"
    struct str group;      // tags of one entry share it: "the same image"
    struct str arches, parent;
};

// ---- feeds ----

// What a feed reader writes to. All calls copy what they need.
struct adv_sink {
    void *ctx;
    void (*record)(void *ctx, const struct adv_record *r);
    void (*cve)(void *ctx, const struct adv_cve_fact *f);
    void (*eol)(void *ctx, const struct adv_eol_fact *f);
    void (*tag)(void *ctx, const struct adv_tag_fact *f);
    void (*warn)(void *ctx, struct str file, uint32_t line, const char *what); // damage in a feed
};

struct adv_feed {
    const char *id, *title, *licence, *home; // for `db status`
    // Does this file belong to the feed? From its path inside the archive or folder.
    bool (*owns)(struct str path);
    // Read one file (already unpacked and decoded). scratch is reset by the caller after each file.
    int (*read)(struct arena *scratch, struct str path, struct str data, const struct adv_sink *out,
                struct sk_err *err);
};
extern const struct adv_feed *const adv_feeds[]; // NULL-terminated, order of feeds.def
const struct adv_feed *adv_feed_find(struct str id);

// Records to and from bytes, between worker and builder.
void adv_record_encode(struct sk_buf *b, const struct adv_record *r);
int adv_record_decode(struct wire_in *w, struct arena *a, struct adv_record *ret,
                      struct sk_err *err) SK_MUST;

// ---- the database ----

struct adv_source_info {              // one row of `db status`
    struct str feed, licence, origin; // origin: URL or path it came from
    sk_time fetched, newest;
    uint64_t records, bytes;
};

struct adv_builder;
struct adv_builder *adv_builder_new(struct arena *a);
void adv_builder_sink(struct adv_builder *b, struct adv_sink *ret); // its sink
void adv_builder_feed(struct adv_builder *b, struct str feed); // whose records come from now on
void adv_builder_source(struct adv_builder *b, const struct adv_source_info *s);
// Write the database: temporary file, fsync, rename. `key_pem` signs it (Ed25519) or is empty.
int adv_builder_write(struct adv_builder *b, const char *path, struct str key_pem,
                      struct sk_err *err) SK_MUST;
void adv_builder_free(struct adv_builder *b);

struct adv_db; // mapped read-only; any number of processes share it
int adv_db_open(struct arena *a, const char *path, struct adv_db **ret, struct sk_err *err) SK_MUST;
void adv_db_close(struct adv_db *db);
struct adv_db_info {
    uint32_t format;
    sk_time built;
    uint64_t bytes, records, affected, cve_facts;
    struct adv_source_info *sources;
    size_t n_sources;
    bool is_signed;
};
void adv_db_info(const struct adv_db *db, struct arena *a, struct adv_db_info *ret);
// Every section against its digest, every offset against its section; signature when key given.
int adv_db_verify(struct adv_db *db, struct str pubkey_pem, struct sk_err *err) SK_MUST;

// ---- matching ----

struct adv_match {
    uint32_t pkg;        // index of the component in what was asked
    struct str id;       // the advisory that matched, as its publisher calls it
    struct str cve;      // the name to show: the CVE when there is one, else id
    struct str *aliases; // all names of the same thing, cve and id included
    size_t n_aliases;
    struct str feed;        // whose data decided: "debian", "ghsa", ...
    struct str space, name; // as looked up: "debian:12", "openssl"
    struct str compared;    // the version that was compared (source version for deb)
    enum adv_status status;
    struct str fixed; // the smallest fix that no other row calls vulnerable; empty = none known
    struct str range; // the range that holds our version, for people: ">= 1.0, < 1.2"
    enum adv_severity severity;
    struct str severity_source; // "debian", "cvss 3.1 by nvd", ...
    double cvss;                // base score; below 0 = none
    struct str cvss_vector;
    struct str note;
    const struct adv_cve_fact *fact; // KEV, EPSS, exploits; NULL when nothing is known
    uint32_t text;                   // handle for adv_text()
};

struct adv_matches {
    struct adv_match *items;
    size_t n_items, cap_items;
};

// Match components of one artifact. `distro` may be NULL. Root components are left out; what the
// scope bits say does not matter here. Aliases are joined: one match per component and problem.
int adv_match(const struct adv_db *db, const struct inv_distro *distro, const struct inv_pkg *pkgs,
              size_t n_pkgs, struct arena *perm, struct adv_matches *ret,
              struct sk_err *err) SK_MUST;

struct adv_text { // decompressed on demand
    struct str summary, details, cwe;
    struct str *refs;
    size_t n_refs;
    sk_time published, modified;
};
int adv_text(struct adv_db *db, uint32_t handle, struct arena *perm, struct adv_text *ret,
             struct sk_err *err) SK_MUST;
const struct adv_cve_fact *adv_cve(const struct adv_db *db, struct arena *a, struct str cve);
// Release cycle of a product ("debian", "12"); false when unknown.
bool adv_eol(const struct adv_db *db, struct arena *a, struct str product, struct str cycle,
             struct adv_eol_fact *ret);
// All tags of an official image, for base image advice; borrowed from the database.
size_t adv_tags(const struct adv_db *db, struct arena *a, struct str image,
                struct adv_tag_fact **ret);

// What tells of which product or stream a rpm was built for: "7.76.1-14.el9_0.8" -> ".el9_0";
// "2:1.1.6-5.rhaos4.12.git5.el9" -> ".rhaos4.12.el9"; empty for module builds and without a tag.
struct str adv_rpm_tag(struct arena *a, struct str evr);

bool adv_has_space(const struct adv_db *db, struct str space); // any data at all for it?

// Spaces and names.
struct str adv_space(struct arena *a, const struct inv_distro *d, const struct inv_pkg *p);
struct str adv_name(struct arena *a, struct str space, struct str name); // PEP 503, lower case, ...
int adv_compare(struct str space, struct str a, struct str b); // by the space's order; never fails
const char *adv_severity_name(enum adv_severity s);            // "critical"
const char *adv_status_name(enum adv_status s);                // "will not fix"
enum adv_severity adv_severity_parse(struct str s); // any vendor word; UNKNOWN when none fits
