// advisory/build_int.h - the builder's state, shared by build.c (collecting) and build_write.c.
#pragma once
#include "advisory/advisory_int.h"
#include "advisory/db_format.h"
#include "core/buf.h"
#include "core/map.h"

struct adv_string_slot {
    uint32_t hash, off; // off 0 = free
};
struct adv_node {             // an id in the union-find of aliases
    uint32_t parent, id, cve; // strings; cve of the root is the group's, 0 = none
};
struct adv_row {
    uint32_t name;  // number of (space, name)
    uint32_t issue; // of the record when the row came; an older one is dropped
    struct db_row row;
};
struct adv_issue { // a feed may hold a record twice: an archive, and what changed since
    sk_time modified;
    uint32_t number;
};

struct adv_builder {
    struct arena *a;
    struct sk_buf strings;
    struct adv_string_slot *slots;
    uint32_t n_slots, n_strings;

    struct sk_map names;      // (space, name) -> number, in order of first sight
    struct sk_map records;    // (feed, id) -> number
    struct sk_map ids;        // string -> node
    struct sk_map texts_seen; // hash -> text

    struct adv_row *rows;
    size_t n_rows, cap_rows;
    struct db_range *ranges;
    size_t n_ranges, cap_ranges;
    struct db_record *recs; // group: node until written
    size_t n_recs, cap_recs;
    struct adv_issue *issues; // by record
    size_t n_issues, cap_issues;
    struct db_cvss *cvss;
    size_t n_cvss, cap_cvss;
    struct adv_node *nodes;
    size_t n_nodes, cap_nodes;
    struct db_fact *facts;
    size_t n_facts, cap_facts;
    uint32_t *fact_slots, n_fact_slots;
    struct db_cycle *cycles;
    size_t n_cycles, cap_cycles;
    struct db_tag *tags;
    size_t n_tags, cap_tags;
    struct db_source *sources;
    size_t n_sources, cap_sources;
    uint32_t *feeds;
    size_t n_feeds, cap_feeds;
    uint32_t feed; // now

    struct db_text *texts;
    size_t n_texts, cap_texts;
    struct db_block *blocks;
    size_t n_blocks, cap_blocks;
    struct sk_buf block, text_data, scratch;
    void *zstd;
};

uint32_t adv_intern(struct adv_builder *b, struct str s);
struct str adv_string(const struct adv_builder *b, uint32_t off);
uint32_t adv_root(struct adv_builder *b, uint32_t node);
void adv_end_texts(struct adv_builder *b);
