// advisory/db_int.h - the open database, shared by db.c and match.c.
#pragma once
#include "advisory/advisory_int.h"
#include "advisory/db_format.h"
#include "core/file.h"

struct adv_db {
    struct sk_mapping map;
    struct str sections[DB_N_SECTIONS];
    void *zstd;          // for texts; made at the first
    struct sk_buf block; // the last block of texts, plain
    uint32_t block_index;
    bool block_read;
};

// Element `index` of a section; zeros when there is none.
const void *adv_db_at(const struct adv_db *db, enum db_section s, uint64_t index);
size_t adv_db_count(const struct adv_db *db, enum db_section s);
struct str adv_db_str(const struct adv_db *db, uint32_t off); // empty when out of range
const struct db_space *adv_db_space(const struct adv_db *db, struct str space);
// NULL when the space is NULL or does not have the name.
const struct db_name *adv_db_name(const struct adv_db *db, const struct db_space *s,
                                  struct str name);
