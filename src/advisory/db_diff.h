// advisory/db_diff.h - what changed from one advisory database to another.
#pragma once
#include "advisory/advisory.h"

enum adv_change {
    ADV_ADDED,
    ADV_CHANGED, // ranges, status or severity differ
    ADV_REMOVED, // gone, or withdrawn
    ADV_N_CHANGES
};

struct adv_diff_item { // one advisory of one feed
    enum adv_change change;
    struct str feed, id, cve; // cve: the CVE it is about, or id
    struct str package;       // one of those it speaks of, with its space: "debian:12 openssl"
    uint32_t n_packages;
    enum adv_severity severity;
    bool exploited; // in KEV or Metasploit, by the newer database
};

struct adv_diff_feed {
    struct str feed;
    uint64_t n[ADV_N_CHANGES];
};

struct adv_diff {
    struct adv_diff_item *items; // by feed, then change, then severity from the worst, then id
    size_t n_items, cap_items;
    struct adv_diff_feed *feeds;
    size_t n_feeds, cap_feeds;
    struct str *exploited; // CVEs that are newly known to be exploited (KEV)
    size_t n_exploited, cap_exploited;
};

// Everything in *ret borrows from both databases: close them after the last use.
void adv_db_diff(const struct adv_db *old, const struct adv_db *newer, struct arena *perm,
                 struct adv_diff *ret);
