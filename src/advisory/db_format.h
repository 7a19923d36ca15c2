// advisory/db_format.h - the database file. Little-endian, fixed structs, mapped as it is.
//
//   header (4096 bytes) | sections, each on a 64-byte boundary
//
// Text is referred to by its offset in the STRINGS section, where it stands as LEB128 length + bytes;
// offset 0 is the empty text. Whoever reads checks every offset and index: see db.c. adv_cve_key() is in db.c.
// A change of any struct here raises DB_FORMAT; old files are then refused with that reason.
#pragma once
#include "core/base.h"

#define DB_MAGIC "sekisho advisories\n"
enum { DB_FORMAT = 1, DB_HEADER_BYTES = 4096, DB_SIGNATURE_BYTES = 64 };

enum db_section {
    DB_STRINGS,  // bytes
    DB_SPACES,   // struct db_space
    DB_SLOTS,    // u32: hash tables of all spaces: index into NAMES + 1, or 0
    DB_NAMES,    // struct db_name
    DB_ROWS,     // struct db_row, those of one name together
    DB_RANGES,   // struct db_range
    DB_RECORDS,  // struct db_record
    DB_CVSS,     // struct db_cvss
    DB_GROUPS,   // struct db_group: one problem under all its names
    DB_GNAMES,   // u32 string: names of groups
    DB_GRECORDS, // u32: records of groups
    DB_FACTS,    // struct db_fact, sorted by key
    DB_TEXTS,    // struct db_text
    DB_BLOCKS,   // struct db_block
    DB_TEXTDATA, // zstd frames
    DB_CYCLES,   // struct db_cycle, sorted by product, cycle
    DB_TAGS,     // struct db_tag, sorted by image
    DB_SOURCES,  // struct db_source
    DB_FEEDS,    // u32 string: names of feeds, by number
    DB_N_SECTIONS
};

struct db_section_head {
    uint64_t off, bytes;
    unsigned char sha256[32];
};

struct db_header {
    char magic[24];
    uint32_t format, n_sections;
    int64_t built; // sk_time
    struct db_section_head sections[DB_N_SECTIONS];
    // everything above is hashed and signed
    unsigned char sha256[32];
    uint32_t is_signed, reserved;
    unsigned char signature[DB_SIGNATURE_BYTES]; // Ed25519 over sha256
};
_Static_assert(sizeof(struct db_header) <= DB_HEADER_BYTES, "the header fits its page");

struct db_space {
    uint32_t name, first_slot, n_slots, n_names; // n_slots is a power of two
};
struct db_name {
    uint32_t name, first_row, n_rows;
};
struct db_row {
    uint32_t record, first_range;
    uint16_t n_ranges;
    uint8_t status, severity;
    uint32_t module, arch, note;
};
struct db_range {
    uint32_t introduced, fixed, last;
};
struct db_record {
    uint32_t id, group, text, first_cvss;
    uint16_t n_cvss;
    uint8_t kind, severity, feed, withdrawn, pad[2];
};
struct db_cvss {
    uint32_t vector, source;
};
struct db_group {
    uint32_t first_name, n_names, first_record, n_records, cve; // cve: string, 0 = none
};
enum { FACT_KEV = 1, FACT_RANSOMWARE = 2, FACT_METASPLOIT = 4, FACT_EXPLOITDB = 8 };
struct db_fact {
    uint64_t key;               // adv_cve_key()
    int32_t kev_added, kev_due; // days since 1970; INT32_MIN = unknown
    float epss, percentile;     // below 0 = unknown
    uint32_t flags;
    uint32_t exploitation, automatable, vector, source; // strings
    uint32_t cve;
};
struct db_text {
    uint32_t block, off, bytes;
};
struct db_block {
    uint64_t off; // in TEXTDATA
    uint32_t packed, plain;
};
struct db_cycle {
    uint32_t product, cycle, latest, is_eol;
    int64_t eol, extended, release; // sk_time
};
struct db_tag {
    uint32_t image, tag, group, arches, parent;
};
struct db_source {
    uint32_t feed, licence, origin, pad;
    int64_t fetched, newest;
    uint64_t records, bytes;
};
_Static_assert(sizeof(struct db_row) == 24 && sizeof(struct db_record) == 24 &&
                   sizeof(struct db_fact) == 48 && sizeof(struct db_cycle) == 40,
               "no holes: the structs are the format");

// "CVE-2024-12345" -> 2024 << 48 | 12345; 0 when it is no CVE id or too long.
uint64_t adv_cve_key(const char *p, size_t n);
