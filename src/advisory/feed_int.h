// advisory/feed_int.h - what the feed readers share. Not for outside of feed_*.c.
#pragma once
#include "advisory/advisory.h"
#include "core/val.h"

// Filling a record; everything is borrowed from the caller or lives in `a`.
struct adv_affected *feed_affected(struct arena *a, struct adv_record *r, struct str space,
                                   struct str name);
// introduced <= v < fixed; "" or "0" as introduced is the beginning, "" as fixed means not fixed.
void feed_fixed(struct arena *a, struct adv_affected *f, struct str introduced, struct str fixed);
void feed_alias(struct arena *a, struct adv_record *r, struct str id); // not twice, not its own id
void feed_ref(struct arena *a, struct adv_record *r, struct str url);
void feed_cvss(struct arena *a, struct adv_record *r, struct str vector, struct str source);
// A fresh record with times unknown.
struct adv_record feed_record(struct str id);
struct adv_cve_fact feed_fact(struct str cve); // everything unknown

bool feed_is_cve(struct str s); // "CVE-2024-12345"
// Next CVE id in running text; false when there is none.
bool feed_next_cve(struct str *rest, struct str *ret);

// Codenames of releases to spaces: "bookworm" -> "debian:12", "jammy" -> "ubuntu:22.04"; empty when
// the name is unknown.
struct str feed_debian_space(struct str codename);
struct str feed_ubuntu_version(struct str codename); // "22.04"
// With the streams of Ubuntu Pro: "esm-apps/focal" -> "ubuntu-esm:20.04"; empty for what is not ours.
struct str feed_ubuntu_space(struct arena *a, struct str release);

// CSV of RFC 4180: the next record of *rest into fields[]; how many, at most `max`, 0 at the end.
// Quoted fields with doubled quotes are copied to `a`.
size_t feed_csv_row(struct arena *a, struct str *rest, char sep, struct str *fields, size_t max);
// Column of `name` in a header row, or -1.
int feed_csv_column(const struct str *header, size_t n, struct str name);

// "<1.2, >=1.0" and its relatives (Composer, RubyGems, Bitnami): each comma-separated constraint with an
// operator narrows one range. False when an operator is not understood.
bool feed_constraints(struct arena *a, struct str text, struct adv_range *ret);
