// engine/licence/db_int.h - the layout of licences.db. Private to this folder.
#pragma once
#include "engine/licence/db.h"
#include "engine/licence/template.h"

#define LIC_DB_MAGIC "sekisho licence\n" // 16 bytes

enum { LIC_ANCHOR = 6, LIC_SHORT_ANCHOR = 3, LIC_SHINGLE = 3 };

struct lic_range {
    uint32_t off, n; // off in bytes from the start of the file; n elements
};

struct lic_db_template {
    uint32_t id, name, text; // offsets into strings
    uint32_t text_len;
    uint32_t same; // index of the first template with the same program; itself when it is first
    uint32_t code, n_code; // index into code
    uint32_t n_words;      // that must be there
    uint32_t n_shingles;
    uint32_t anchor_lo, anchor_hi; // words from the beginning of the match to its anchor
    uint32_t flags;
};
enum { LIC_T_EXCEPTION = 1, LIC_T_HEADER = 2 };

struct lic_db_anchor { // sorted by hash
    uint64_t hash;
    uint32_t tpl, pad;
};

struct lic_db_shingle {      // a hash table: n = 0 is an empty place
    uint32_t hash, first, n; // first: index into postings
};

struct lic_db_head {
    char magic[16];
    uint32_t format, pad;
    uint64_t checksum; // of all behind the head
    struct lic_range strings, templates, code, words, anchors, short_anchors, shingles, postings;
    uint32_t version;
};

_Static_assert(sizeof(struct lic_db_head) == LIC_DB_HEAD_BYTES, "db.h");
_Static_assert(offsetof(struct lic_db_head, checksum) == LIC_DB_SUM_AT, "db.h");

struct lic_db {
    struct str bytes;
    const struct lic_db_head *head;
    const char *strings;
    const struct lic_db_template *tpl;
    const uint32_t *code;
    const uint64_t *words; // a hash table, id = place + 1
    const struct lic_db_anchor *anchors, *short_anchors;
    const struct lic_db_shingle *shingles;
    const uint32_t *postings;
};

struct str lic_db_str(const struct lic_db *db, uint32_t off);
uint32_t lic_db_word(const struct lic_db *db, uint64_t hash); // 0: no template has it
