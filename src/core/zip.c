#include "core/zip.h"

#include "core/limits.h"

#include <string.h>
#include <zlib.h>

enum {
    END_BYTES = 22,
    END64_LOCATOR_BYTES = 20,
    END64_BYTES = 56,
    CENTRAL_BYTES = 46,
    LOCAL_BYTES = 30,
    STORED = 0,
    DEFLATED = 8,
};

// Little-endian number of n bytes at `off`; zero past the end (callers have checked the length).
static uint64_t num(struct str s, size_t off, size_t n)
{
    uint64_t v = 0;
    for (size_t i = n; i-- > 0;) {
        int c = str_at(s, off + i);
        v = v << 8 | (uint64_t)(c < 0 ? 0 : c);
    }
    return v;
}

struct directory {
    uint64_t off, bytes, entries;
};

// The end record stands at the end, before a comment of at most 64 KiB.
static int find_end(struct str data, struct directory *ret, struct sk_err *err)
{
    size_t lowest = data.n > END_BYTES + 65535 ? data.n - END_BYTES - 65535 : 0;
    for (size_t at = data.n >= END_BYTES ? data.n - END_BYTES + 1 : 0; at-- > lowest;) {
        struct str end = str_skip(data, at);
        if (!str_starts(end, S("PK\x05\x06")) || num(end, 20, 2) != end.n - END_BYTES)
            continue;
        *ret = (struct directory){num(end, 16, 4), num(end, 12, 4), num(end, 10, 2)};
        struct str loc =
            at >= END64_LOCATOR_BYTES ? str_skip(data, at - END64_LOCATOR_BYTES) : (struct str){0};
        if (str_starts(loc, S("PK\x06\x07"))) { // ZIP64
            struct str end64 = str_skip(data, num(loc, 8, 8));
            if (end64.n < END64_BYTES || !str_starts(end64, S("PK\x06\x06")))
                return sk_fail(err, SK_EFORMAT, "a damaged ZIP64 end record");
            *ret = (struct directory){num(end64, 48, 8), num(end64, 40, 8), num(end64, 32, 8)};
        }
        return 0;
    }
    return sk_fail(err, SK_EFORMAT, "no end of central directory: not a zip, or cut short");
}

// Sizes and offsets of 0xffffffff stand in the ZIP64 extra field, in a fixed order.
static bool zip64(struct str extra, struct zip_entry *e, bool size, bool packed, bool off)
{
    while (extra.n >= 4) {
        uint64_t id = num(extra, 0, 2), n = num(extra, 2, 2);
        struct str field = str_sub(extra, 4, n);
        size_t at = 0;
        extra = str_skip(extra, 4 + n);
        if (id != 1)
            continue;
        uint64_t *to[] = {size ? &e->size : NULL, packed ? &e->packed : NULL,
                          off ? &e->local_off : NULL};
        for (size_t i = 0; i < COUNT_OF(to); i++) {
            if (!to[i])
                continue;
            if (field.n < at + 8)
                return false;
            *to[i] = num(field, at, 8);
            at += 8;
        }
        return true;
    }
    return !size && !packed && !off;
}

int zip_open(struct arena *perm, struct str data, struct zip_reader *ret, struct sk_err *err)
{
    struct directory d = {0};
    int r = find_end(data, &d, err);
    if (r < 0)
        return r;
    *ret = (struct zip_reader){.data = data};
    if (d.off > data.n || d.bytes > data.n - d.off)
        return sk_fail(err, SK_EFORMAT, "the central directory lies outside of the file");
    if (d.entries > SK_MAX_ZIP_ENTRIES || d.entries > d.bytes / CENTRAL_BYTES)
        return sk_fail(err, SK_ELIMIT, "%llu entries", (unsigned long long)d.entries);
    struct str rest = str_sub(data, d.off, d.bytes);
    for (uint64_t i = 0; i < d.entries; i++) {
        if (rest.n < CENTRAL_BYTES || !str_starts(rest, S("PK\x01\x02")))
            return sk_fail(err, SK_EFORMAT, "entry %llu of the central directory is damaged",
                           (unsigned long long)i);
        size_t name = num(rest, 28, 2), extra = num(rest, 30, 2), comment = num(rest, 32, 2);
        struct zip_entry *e = VEC_PUSH(perm, ret->entries, ret->n_entries, ret->cap_entries);
        *e = (struct zip_entry){
            .name = str_sub(rest, CENTRAL_BYTES, name),
            .size = num(rest, 24, 4),
            .packed = num(rest, 20, 4),
            .local_off = num(rest, 42, 4),
            .crc = (uint32_t)num(rest, 16, 4),
            .method = (uint16_t)num(rest, 10, 2),
            .flags = (uint16_t)num(rest, 8, 2),
        };
        e->is_dir = str_ends(e->name, S("/"));
        bool ok = zip64(str_sub(rest, CENTRAL_BYTES + name, extra), e, e->size == UINT32_MAX,
                        e->packed == UINT32_MAX, e->local_off == UINT32_MAX);
        if (!ok || e->name.n != name || rest.n < CENTRAL_BYTES + name + extra + comment)
            return sk_fail(err, SK_EFORMAT, "entry %llu of the central directory is damaged",
                           (unsigned long long)i);
        rest = str_skip(rest, CENTRAL_BYTES + name + extra + comment);
    }
    return 0;
}

static int inflate_all(struct str packed, char *out, uint64_t size, struct sk_err *err)
{
    z_stream z = {.next_in = (Bytef *)(uintptr_t)packed.p,
                  .avail_in = (uInt)packed.n,
                  .next_out = (Bytef *)out,
                  .avail_out = (uInt)size};
    if (inflateInit2(&z, -MAX_WBITS) != Z_OK)
        return sk_fail(err, SK_EIO, "zlib does not start");
    int r = inflate(&z, Z_FINISH);
    bool ok = r == Z_STREAM_END && z.avail_out == 0;
    inflateEnd(&z);
    return ok ? 0 : sk_fail(err, SK_EFORMAT, "damaged deflate data, or another size than promised");
}

int zip_read(const struct zip_reader *z, const struct zip_entry *e, struct arena *perm,
             struct str *ret, struct sk_err *err)
{
    struct str local = str_skip(z->data, e->local_off);
    if (local.n < LOCAL_BYTES || !str_starts(local, S("PK\x03\x04")))
        return sk_fail(err, SK_EFORMAT, "its local header is missing");
    size_t name = num(local, 26, 2), extra = num(local, 28, 2);
    if (num(local, 8, 2) != e->method || !str_eq(str_sub(local, LOCAL_BYTES, name), e->name))
        return sk_fail(err, SK_EFORMAT, "its local header says something else than the directory");
    if (e->flags & 1)
        return sk_fail(err, SK_EFORMAT, "it is encrypted");
    if (e->size > SK_MAX_ZIP_ENTRY_BYTES)
        return sk_fail(err, SK_ELIMIT, "%llu bytes, the limit is %llu", (unsigned long long)e->size,
                       (unsigned long long)SK_MAX_ZIP_ENTRY_BYTES);
    if (e->size > SK_RATIO_GRACE && e->size / SK_MAX_RATIO > e->packed)
        return sk_fail(err, SK_ELIMIT, "decodes to more than %d times its size", SK_MAX_RATIO);
    struct str packed = str_sub(local, LOCAL_BYTES + name + extra, e->packed);
    if (packed.n != e->packed)
        return sk_fail(err, SK_EFORMAT, "its data is cut short");
    char *out = arena_new(perm, char, e->size + 1);
    int r = 0;
    if (e->method == DEFLATED)
        r = inflate_all(packed, out, e->size, err);
    else if (e->method == STORED && e->packed == e->size)
        memcpy(out, packed.p ? packed.p : "", packed.n);
    else
        return sk_fail(err, SK_EFORMAT, "packed by method %u, which is not supported", e->method);
    if (r == 0 && crc32(0, (const Bytef *)out, (uInt)e->size) != e->crc)
        r = sk_fail(err, SK_EFORMAT, "its checksum does not match");
    *ret = (struct str){out, e->size};
    return r;
}
