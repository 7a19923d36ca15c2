// ZIP archives made here byte by byte, after PKWARE's APPNOTE 6.3, sections 4.3 to 4.5; what Info-ZIP's
// or Python's zipfile would refuse must be refused, too.
#include "test.h"

#include "core/arena.h"
#include "core/buf.h"
#include "core/limits.h"
#include "core/zip.h"

#include <string.h>
#include <zlib.h>

struct spec { // of one entry; 0 = as it should be
    const char *name, *content;
    bool deflated, zip64, encrypted;
    const char *local_name; // another one in the local header
    int method;             // another one
    int64_t size_lie, packed_lie, off_lie;
    bool bad_crc;
};

static void num(struct sk_buf *b, uint64_t v, int bytes)
{
    for (int i = 0; i < bytes; i++)
        sk_buf_add_char(b, (char)(v >> 8 * i));
}

static struct str pack(struct arena *a, struct str s)
{
    char *out = arena_new(a, char, s.n + 100);
    z_stream z = {.next_in = (Bytef *)(uintptr_t)s.p,
                  .avail_in = (uInt)s.n,
                  .next_out = (Bytef *)out,
                  .avail_out = (uInt)s.n + 100};
    CHECK(deflateInit2(&z, 9, Z_DEFLATED, -15, 8, Z_DEFAULT_STRATEGY) == Z_OK);
    CHECK(deflate(&z, Z_FINISH) == Z_STREAM_END);
    deflateEnd(&z);
    return (struct str){out, z.total_out};
}

static void local(struct sk_buf *b, const struct spec *s, struct str data, struct str plain,
                  unsigned method)
{
    struct str name = str_from(s->local_name ? s->local_name : s->name);
    sk_buf_add(b, S("PK\3\4"));
    num(b, 20, 2);
    num(b, s->encrypted, 2);
    num(b, method, 2);
    num(b, 0, 4);
    num(b, crc32(0, (const Bytef *)plain.p, (uInt)plain.n), 4);
    num(b, data.n, 4);
    num(b, plain.n, 4);
    num(b, name.n, 2);
    num(b, 5, 2); // an extra field, which may differ from the directory's
    sk_buf_add(b, name);
    sk_buf_add(b, S("xx\1\0y"));
    sk_buf_add(b, data);
}

static void central(struct sk_buf *b, const struct spec *s, struct str data, struct str plain,
                    unsigned method, uint64_t off)
{
    uint64_t size = plain.n + s->size_lie, packed = data.n + s->packed_lie;
    off += s->off_lie;
    sk_buf_add(b, S("PK\1\2"));
    num(b, 20, 2);
    num(b, 20, 2);
    num(b, s->encrypted, 2);
    num(b, method, 2);
    num(b, 0, 4);
    num(b, crc32(0, (const Bytef *)plain.p, (uInt)plain.n) ^ s->bad_crc, 4);
    num(b, s->zip64 ? UINT32_MAX : packed, 4);
    num(b, s->zip64 ? UINT32_MAX : size, 4);
    num(b, strlen(s->name), 2);
    num(b, s->zip64 ? 28 : 0, 2);
    num(b, 1, 2); // a comment
    num(b, 0, 8);
    num(b, s->zip64 ? UINT32_MAX : off, 4);
    sk_buf_add(b, str_from(s->name));
    if (s->zip64) {
        num(b, 1, 2);
        num(b, 24, 2);
        num(b, size, 8);
        num(b, packed, 8);
        num(b, off, 8);
    }
    sk_buf_add_char(b, 'c');
}

static struct str make(struct arena *a, const struct spec *specs, size_t n, bool zip64_end,
                       struct str comment)
{
    SK_BUF_SCRATCH(b, SK_MB);
    SK_BUF_SCRATCH(dir, SK_MB);
    for (size_t i = 0; i < n; i++) {
        const struct spec *s = &specs[i];
        struct str plain = str_from(s->content), data = s->deflated ? pack(a, plain) : plain;
        unsigned method = s->method ? (unsigned)s->method : s->deflated ? 8 : 0;
        uint64_t off = b.n;
        local(&b, s, data, plain, method);
        central(&dir, s, data, plain, method, off);
    }
    uint64_t off = b.n, at64;
    sk_buf_add(&b, sk_buf_str(&dir));
    at64 = b.n;
    if (zip64_end) {
        sk_buf_add(&b, S("PK\6\6"));
        num(&b, 44, 8);
        num(&b, 45, 2);
        num(&b, 45, 2);
        num(&b, 0, 8);
        num(&b, n, 8);
        num(&b, n, 8);
        num(&b, dir.n, 8);
        num(&b, off, 8);
        sk_buf_add(&b, S("PK\6\7"));
        num(&b, 0, 4);
        num(&b, at64, 8);
        num(&b, 1, 4);
    }
    sk_buf_add(&b, S("PK\5\6"));
    num(&b, 0, 4);
    num(&b, zip64_end ? UINT16_MAX : n, 2);
    num(&b, zip64_end ? UINT16_MAX : n, 2);
    num(&b, zip64_end ? UINT32_MAX : dir.n, 4);
    num(&b, zip64_end ? UINT32_MAX : off, 4);
    num(&b, comment.n, 2);
    sk_buf_add(&b, comment);
    return str_dup(a, sk_buf_str(&b));
}

static const struct spec good[] = {
    {.name = "dir/", .content = ""},
    {.name = "dir/stored", .content = "plain text"},
    {.name = "dir/packed",
     .content = "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
     .deflated = true},
    {.name = "empty", .content = "", .deflated = true},
    {.name = "big", .content = "with sixty-four bits", .deflated = true, .zip64 = true},
    {.name = "../../etc/passwd", .content = "the name is the caller's business"},
};

static void check_good(struct str data, const char *what)
{
    ARENA_SCRATCH(a);
    struct zip_reader z = {0};
    struct sk_err err = {0};
    CHECK(zip_open(&a, data, &z, &err) == 0, "%s: %s", what, err.msg);
    CHECK(z.n_entries == COUNT_OF(good), "%s: %zu entries", what, z.n_entries);
    for (size_t i = 0; i < z.n_entries; i++) {
        struct str got = {0};
        CHECK_STR(z.entries[i].name, good[i].name, "%s", what);
        CHECK(z.entries[i].is_dir == (i == 0), "%s: %s", what, good[i].name);
        CHECK(zip_read(&z, &z.entries[i], &a, &got, &err) == 0, "%s: %s: %s", what, good[i].name,
              err.msg);
        CHECK_STR(got, good[i].content, "%s: %s", what, good[i].name);
    }
}

TEST(zip_good)
{
    ARENA_SCRATCH(a);
    check_good(make(&a, good, COUNT_OF(good), false, S("")), "plain");
    check_good(make(&a, good, COUNT_OF(good), true, S("")), "zip64");
    check_good(make(&a, good, COUNT_OF(good), false, S("a comment with PK\5\6 in it")), "comment");
    struct zip_reader z = {0};
    CHECK(zip_open(&a, make(&a, good, 0, false, S("")), &z, NULL) == 0 && z.n_entries == 0);
}

TEST(zip_lies)
{
    static const struct {
        struct spec spec;
        int code;
        const char *says;
    } rows[] = {
        {{.size_lie = 1}, SK_EFORMAT, "packed by"}, // stored: both sizes are one
        {{.deflated = true, .size_lie = 1}, SK_EFORMAT, "another size"},
        {{.deflated = true, .size_lie = -1}, SK_EFORMAT, "another size"},
        {{.deflated = true, .packed_lie = -1}, SK_EFORMAT, "damaged deflate"},
        {{.packed_lie = 100000}, SK_EFORMAT, "cut short"},
        {{.zip64 = true, .packed_lie = INT64_MIN}, SK_EFORMAT, "cut short"},
        {{.zip64 = true, .size_lie = INT64_MIN}, SK_ELIMIT, "limit"},
        {{.deflated = true, .size_lie = 400 << 20}, SK_ELIMIT, "times its size"}, // a bomb says so
        {{.bad_crc = true}, SK_EFORMAT, "checksum"},
        {{.encrypted = true}, SK_EFORMAT, "encrypted"},
        {{.method = 12}, SK_EFORMAT, "method 12"},
        {{.local_name = "other"}, SK_EFORMAT, "something else"},
        {{.off_lie = 1}, SK_EFORMAT, "local header"},
        {{.zip64 = true, .off_lie = INT64_MAX}, SK_EFORMAT, "local header"},
    };
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        ARENA_SCRATCH(a);
        struct zip_reader z = {0};
        struct sk_err err = {0};
        struct str got;
        struct spec s = rows[i].spec;
        s.name = "name";
        s.content = "content content content content";
        CHECK(zip_open(&a, make(&a, &s, 1, false, S("")), &z, &err) == 0, "row %zu: %s", i,
              err.msg);
        int r = zip_read(&z, &z.entries[0], &a, &got, &err);
        CHECK(r == rows[i].code && strstr(err.msg, rows[i].says), "row %zu: %d %s", i, r, err.msg);
    }
}

// A directory that lies of its own size, place or number.
TEST(zip_directory)
{
    static const struct {
        int back, bytes; // field of the end record, from the end
        uint64_t value;
    } rows[] = {{12, 2, 2},          {12, 2, 60000}, {10, 4, 1},
                {10, 4, 0xfffffff0}, {6, 4, 1},      {6, 4, 0xfffffff0}};
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        ARENA_SCRATCH(a);
        struct zip_reader z = {0};
        struct sk_err err = {0};
        struct str whole = make(&a, &good[1], 1, false, S(""));
        char *p = str_to_c(&a, whole);
        for (int k = 0; k < rows[i].bytes; k++)
            p[whole.n - (size_t)rows[i].back + (size_t)k] = (char)(rows[i].value >> 8 * k);
        CHECK(zip_open(&a, (struct str){p, whole.n}, &z, &err) < 0 && err.msg[0], "row %zu", i);
    }
}

static void try_all(struct str data)
{
    ARENA_SCRATCH(a);
    char *copy = arena_new(&a, char, data.n); // exactly as long
    struct zip_reader z = {0};
    struct str got;
    if (data.n)
        memcpy(copy, data.p, data.n);
    if (zip_open(&a, (struct str){copy, data.n}, &z, NULL) == 0)
        for (size_t i = 0; i < z.n_entries; i++)
            if (zip_read(&z, &z.entries[i], &a, &got, NULL) < 0)
                continue;
}

TEST(zip_cut_and_changed)
{
    ARENA_SCRATCH(a);
    for (int zip64 = 0; zip64 < 2; zip64++) {
        struct str data = make(&a, good, COUNT_OF(good), zip64, S(""));
        struct zip_reader z;
        char *changed = str_to_c(&a, data);
        for (size_t n = 0; n < data.n; n++) {
            ARENA_SCRATCH(tmp);
            CHECK(zip_open(&tmp, str_head(data, n), &z, NULL) < 0, "cut at %zu of %zu", n, data.n);
            try_all(str_head(data, n));
            static const unsigned char values[] = {0, 1, 0x7f, 0x80, 0xff};
            for (size_t k = 0; k < COUNT_OF(values); k++) {
                changed[n] = (char)values[k];
                try_all((struct str){changed, data.n});
            }
            changed[n] = data.p[n];
        }
    }
}
