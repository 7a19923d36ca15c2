// rpm's own database format, "ndb" (SUSE): Packages.db. Little-endian 32-bit words.
// rpm sources, lib/backend/ndb/rpmpkg.c: a header page, then slots of 16 bytes that say where each blob
// is, in blocks of 16 bytes; a blob has a head (magic, number, generation, length) and a tail.
#include "inventory/os.h"

enum { SLOT_BYTES = 16, BLOCK_BYTES = 16, PAGE_BYTES = 4096, FIRST_SLOT = 32 };

static enum inv_want ndb_want(struct str path, uint32_t mode, uint64_t size)
{
    (void)mode;
    (void)size;
    struct str dir = str_dirname(path);
    bool here = str_eq(dir, S("var/lib/rpm")) || str_eq(dir, S("usr/lib/sysimage/rpm"));
    return here && str_eq(str_basename(path), S("Packages.db")) ? INV_WHOLE : INV_SKIP;
}

static uint32_t word(struct str s, size_t off)
{
    uint32_t v = 0;
    for (size_t i = 4; i-- > 0;) {
        int c = str_at(s, off + i);
        v = v << 8 | (uint32_t)(c < 0 ? 0 : c);
    }
    return v;
}

// The blob of one slot, or empty when slot and blob do not agree.
static struct str blob_of(struct str data, struct str slot)
{
    uint32_t number = word(slot, 4), blocks = word(slot, 12);
    struct str blob =
        str_sub(data, (uint64_t)word(slot, 8) * BLOCK_BYTES, (uint64_t)blocks * BLOCK_BYTES);
    uint32_t length = word(blob, 12);
    if (!str_starts(blob, S("BlbS")) || word(blob, 4) != number || length > blob.n ||
        blob.n - length < 16)
        return (struct str){0};
    return str_sub(blob, 16, length);
}

static int ndb_parse(const struct inv_file *f, const struct inv_files *all, struct inv_out *out,
                     struct sk_err *err)
{
    struct inv_own_total total = {0};
    uint64_t held = 0;
    (void)all;
    if (!str_starts(f->data, S("RpmP")))
        return sk_fail(err, SK_EFORMAT, "not an rpm package database");
    uint64_t end = (uint64_t)word(f->data, 12) * PAGE_BYTES;
    if (end > f->data.n || end < FIRST_SLOT)
        return sk_fail(err, SK_EFORMAT, "the database is cut short");
    for (uint64_t at = FIRST_SLOT; at + SLOT_BYTES <= end; at += SLOT_BYTES) {
        struct str slot = str_sub(f->data, at, SLOT_BYTES);
        if (!str_starts(slot, S("Slot"))) {
            inv_warn(out, f->path, 0, "slot at byte %llu is damaged", (unsigned long long)at);
            continue;
        }
        if (word(slot, 4) == 0 || word(slot, 8) == 0)
            continue; // free
        struct str blob = blob_of(f->data, slot);
        held += blob.n;
        if (!blob.n || held > 2 * f->data.n) { // slots that share a blob would multiply it
            inv_warn(out, f->path, 0, "package %u is damaged", word(slot, 4));
            continue;
        }
        int r = inv_rpm_header(blob, f->path, word(slot, 4), out, &total, err);
        if (r < 0)
            return r;
    }
    return 0;
}

const struct inv_parser inv_parser_rpm_ndb = {
    .id = "rpm_ndb",
    .want = ndb_want,
    .parse = ndb_parse,
};
