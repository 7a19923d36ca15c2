#include "test.h"

#include "core/buf.h"
#include "core/file.h"
#include "core/hash.h"
#include "core/json_out.h"
#include "core/map.h"
#include "core/time.h"
#include "core/wire.h"

#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

TEST(core_str_cut)
{
    struct str h, t;
    CHECK(str_cut(S("a=b=c"), '=', &h, &t));
    CHECK_STR(h, "a");
    CHECK_STR(t, "b=c");
    CHECK(str_cut_last(S("a=b=c"), '=', &h, &t));
    CHECK_STR(h, "a=b");
    CHECK_STR(t, "c");
    CHECK(!str_cut(S("abc"), '=', &h, &t));
    CHECK_STR(h, "abc");
    CHECK(t.n == 0);
}

TEST(core_str_fields)
{
    struct str rest = S("a,,b"), f;
    const char *want[] = {"a", "", "b"};
    for (size_t i = 0; i < COUNT_OF(want); i++) {
        CHECK(str_next_field(&rest, ',', &f), "field %zu", i);
        CHECK_STR(f, want[i]);
    }
    CHECK(!str_next_field(&rest, ',', &f));
}

TEST(core_str_numbers)
{
    uint64_t u;
    int64_t i;
    double d;
    CHECK(str_to_u64(S("18446744073709551615"), &u) && u == UINT64_MAX);
    CHECK(!str_to_u64(S("18446744073709551616"), &u));
    CHECK(!str_to_u64(S(""), &u) && !str_to_u64(S("-1"), &u) && !str_to_u64(S("1x"), &u));
    CHECK(str_to_i64(S("-9223372036854775808"), &i) && i == INT64_MIN);
    CHECK(!str_to_i64(S("9223372036854775808"), &i));
    CHECK(str_to_double(S("-1.5e3"), &d) && d == -1500);
    CHECK(!str_to_double(S("0x10"), &d) && !str_to_double(S("inf"), &d) &&
          !str_to_double(S("1."), &d));
}

// Unicode 15.0, table 3-7: the borders of well-formed sequences.
TEST(core_utf8)
{
    static const struct {
        const char *s;
        bool ok;
    } rows[] = {
        {"plain", true},         {"\xc2\x80", true},         {"\xe0\xa0\x80", true},
        {"\xed\x9f\xbf", true},  {"\xf4\x8f\xbf\xbf", true}, {"\xc1\xbf", false},
        {"\xe0\x9f\xbf", false}, {"\xed\xa0\x80", false},    {"\xf4\x90\x80\x80", false},
        {"\xf5", false},         {"\xe2\x82", false},        {"\x80", false},
    };
    for (size_t i = 0; i < COUNT_OF(rows); i++)
        CHECK(str_is_utf8(str_from(rows[i].s)) == rows[i].ok, "row %zu", i);
    ARENA_SCRATCH(a);
    CHECK_STR(str_to_utf8(&a, S("a\xff\x62")), "a\xef\xbf\xbd\x62");
}

TEST(core_arena_reset_gives_zeroed_memory)
{
    ARENA_SCRATCH(a);
    for (int round = 0; round < 3; round++) {
        char *p = arena_new(&a, char, 1000);
        for (int i = 0; i < 1000; i++)
            CHECK(p[i] == 0, "round %d byte %d", round, i);
        memset(p, 'x', 1000);
        arena_reset(&a);
    }
}

TEST(core_map)
{
    ARENA_SCRATCH(a);
    struct sk_map m = {.perm = &a};
    for (int i = 0; i < 1000; i++)
        sk_map_put(&m, str_fmt(&a, "key%d", i))->value = &m;
    CHECK(m.n == 1000);
    CHECK(sk_map_get(&m, S("key999")) == &m);
    CHECK(!sk_map_find(&m, S("key1000")));
    CHECK(!sk_map_add(&m, S("key0")) && sk_map_add(&m, S("new")));
}

TEST(core_buf_has_a_maximum)
{
    SK_BUF_SCRATCH(b, 10);
    sk_buf_add(&b, S("12345"));
    sk_buf_add(&b, S("67890"));
    CHECK(!b.full);
    sk_buf_add_char(&b, 'x');
    CHECK(b.full);
    CHECK_STR(sk_buf_str(&b), "1234567890");
}

TEST(core_wire)
{
    SK_BUF_SCRATCH(b, 1000);
    wire_put_u64(&b, UINT64_MAX);
    wire_put_i64(&b, INT64_MIN);
    wire_put_str(&b, S("text"));
    struct wire_in w = {.rest = sk_buf_str(&b)};
    CHECK(wire_u64(&w) == UINT64_MAX);
    CHECK(wire_i64(&w) == INT64_MIN);
    CHECK_STR(wire_str(&w), "text");
    CHECK(!w.bad && w.rest.n == 0);
    CHECK(wire_u64(&w) == 0 && w.bad);
    for (size_t cut = 0; cut < b.n; cut++) {
        struct wire_in c = {.rest = str_head(sk_buf_str(&b), cut)};
        (void)wire_u64(&c);
        (void)wire_i64(&c);
        (void)wire_str(&c);
        CHECK(c.bad, "cut at %zu", cut);
    }
    struct wire_in lying = {.rest = S("\x7f\x01\x02")};
    CHECK(wire_count(&lying, 1000, 1) == 0 && lying.bad);
}

// FIPS 180-2 and RFC 4648 section 10 test vectors.
TEST(core_hash)
{
    ARENA_SCRATCH(a);
    struct sk_digest d = sk_sha256(S("abc")), e;
    CHECK_STR(sk_digest_text(&a, &d),
              "sha256:ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    CHECK(sk_digest_parse(sk_digest_text(&a, &d), &e) && sk_digest_eq(&d, &e));
    CHECK(!sk_digest_parse(S("sha256:BA"), &e));
    static const char *const rows[][2] = {
        {"", ""}, {"f", "Zg=="}, {"fo", "Zm8="}, {"foo", "Zm9v"}, {"foobar", "Zm9vYmFy"},
    };
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        struct str back;
        CHECK_STR(sk_base64(&a, str_from(rows[i][0])), rows[i][1]);
        CHECK(sk_unbase64(&a, str_from(rows[i][1]), &back), "row %zu", i);
        CHECK_STR(back, rows[i][0]);
    }
}

TEST(core_time)
{
    ARENA_SCRATCH(a);
    static const struct {
        const char *in, *out; // out NULL: refused
    } rows[] = {
        {"1970-01-01T00:00:00Z", "1970-01-01T00:00:00Z"},
        {"2024-02-29", "2024-02-29T00:00:00Z"},
        {"2024-01-01T00:30:00+01:00", "2023-12-31T23:30:00Z"},
        {"2024-01-01T00:30:00.123456Z", "2024-01-01T00:30:00Z"},
        {"1969-12-31T23:59:59Z", "1969-12-31T23:59:59Z"},
        {"2024-13-01", NULL},
        {"yesterday", NULL},
    };
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        sk_time t;
        bool ok = sk_time_parse(str_from(rows[i].in), &t);
        CHECK(ok == (rows[i].out != NULL), "row %zu", i);
        if (ok)
            CHECK_STR(sk_time_text(&a, t), rows[i].out, "row %zu", i);
    }
}

TEST(core_json_out)
{
    SK_BUF_SCRATCH(b, 1000);
    struct sk_json_out w = {.buf = &b};
    sk_json_object(&w, NULL);
    sk_json_str(&w, "a", S("x\"\n\x7f\xe2\x80\xa8\xff"));
    sk_json_array(&w, "b");
    sk_json_i64(&w, NULL, -1);
    sk_json_bool(&w, NULL, true);
    sk_json_end_array(&w);
    sk_json_end_object(&w);
    CHECK_STR(sk_buf_str(&b), "{\"a\":\"x\\\"\\n\\u007f\\u2028\xef\xbf\xbd\",\"b\":[-1,true]}");
}

// A device or a pipe stays what it is: `-o json=/dev/null` as root must not replace /dev/null.
TEST(core_write_special)
{
    ARENA_SCRATCH(a);
    struct sk_err err;
    struct stat st;
    char got[8] = "";
    const char *path = str_fmt(&a, "%s/fifo", test_dir()).p;
    CHECK(mkfifo(path, 0600) == 0);
    SK_FD int fd = open(path, O_RDONLY | O_NONBLOCK | O_CLOEXEC);
    CHECK(fd >= 0 && sk_write_file(path, S("hello"), 0600, &err) == 0, "%s", err.msg);
    CHECK(read(fd, got, sizeof got) == 5 && memcmp(got, "hello", 5) == 0);
    CHECK(lstat(path, &st) == 0 && S_ISFIFO(st.st_mode));
}

TEST(core_file)
{
    ARENA_SCRATCH(a);
    struct sk_err err;
    struct str s;
    const char *path = str_fmt(&a, "%s/x/y/z", test_dir()).p;
    CHECK(sk_read_file(&a, path, 10, &s, &err) == SK_ENOENT);
    CHECK(sk_mkdirs(str_to_c(&a, str_dirname(str_from(path))), 0755, &err) == 0, "%s", err.msg);
    CHECK(sk_write_file(path, S("hello"), 0600, &err) == 0, "%s", err.msg);
    CHECK(sk_read_file(&a, path, 5, &s, &err) == 0, "%s", err.msg);
    CHECK_STR(s, "hello");
    CHECK(sk_read_file(&a, path, 4, &s, &err) == SK_ELIMIT);
    SK_MAPPING struct sk_mapping m = {0};
    CHECK(sk_map_file(path, 100, &m, &err) == 0, "%s", err.msg);
    CHECK_STR(m.data, "hello");
}
