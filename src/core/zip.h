// core/zip.h - a reader of ZIP archives in memory, by their central directory (PKWARE APPNOTE 6.3).
//
// Stored and deflated entries, ZIP64. Encrypted entries and other methods give SK_EFORMAT from
// zip_read(). Central directory and local header must agree on the name and method.
#pragma once
#include "core/arena.h"
#include "core/err.h"
#include "core/str.h"

struct zip_entry {
    struct str name;    // as written; borrowed from the input
    uint64_t size;      // as the directory says; zip_read() checks
    uint64_t packed;    // bytes in the archive
    uint64_t local_off; // of its local header
    uint32_t crc;
    uint16_t method, flags;
    bool is_dir;
};

struct zip_reader {
    struct str data;
    struct zip_entry *entries;
    size_t n_entries, cap_entries;
};

int zip_open(struct arena *perm, struct str data, struct zip_reader *ret,
             struct sk_err *err) SK_MUST;
// Content of one entry into `perm`; CRC checked; limits SK_MAX_ZIP_ENTRY_BYTES and SK_MAX_RATIO.
int zip_read(const struct zip_reader *z, const struct zip_entry *e, struct arena *perm,
             struct str *ret, struct sk_err *err) SK_MUST;
