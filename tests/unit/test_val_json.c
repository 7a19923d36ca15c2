#include "test.h"

#include "core/arena.h"
#include "core/buf.h"
#include "core/limits.h"
#include "core/val.h"

#include <string.h>

static const struct sk_val *read_json(struct arena *a, struct str src, struct sk_doc *doc)
{
    struct sk_err err;
    CHECK(sk_json_read(a, S("t.json"), src, doc, &err) == 0, "%s", err.msg);
    return doc->root;
}

// RFC 8259: what is a JSON text and what is not; both readers. The strict column was compared with
// Python 3.11's json.loads().
TEST(val_json_grammar)
{
    static const struct {
        const char *in;
        bool strict, relaxed;
    } rows[] = {
        {"", false, false},
        {"  ", false, false},
        {"null", true, true},
        {"nul", false, false},
        {"nulll", false, false},
        {" [ ] ", true, true},
        {"{}", true, true},
        {"[1,2]", true, true},
        {"[1,]", false, true},
        {"[,]", false, false},
        {"[1,,2]", false, false},
        {"[1 2]", false, false},
        {"{\"a\":1,}", false, true},
        {"{,}", false, false},
        {"{\"a\"}", false, false},
        {"{\"a\":}", false, false},
        {"{\"a\" 1}", false, false},
        {"{a:1}", false, false},
        {"{'a':1}", false, false},
        {"{1:1}", false, false},
        {"[1]]", false, false},
        {"[1}", false, false},
        {"[1", false, false},
        {"{\"a\":1", false, false},
        {"1 2", false, false},
        {"// c\n1", false, true},
        {"1 // c", false, true},
        {"/* c */ 1 /**/", false, true},
        {"1 /*", false, false},
        {"1 /", false, false},
        {"[1 // ]\n]", false, true},
        {"[1, // last\n]", false, true},
        {"{\"a\" /**/ : /**/ 1 /**/}", false, true},
        {"0", true, true},
        {"-0", true, true},
        {"00", false, false},
        {"01", false, false},
        {"-01", false, false},
        {"-", false, false},
        {"+1", false, false},
        {"1.", false, false},
        {".5", false, false},
        {"1.5", true, true},
        {"1e5", true, true},
        {"1E+5", true, true},
        {"1e-5", true, true},
        {"1e", false, false},
        {"1e+", false, false},
        {"0x1", false, false},
        {"1a", false, false},
        {"True", false, false},
        {"\"a\"", true, true},
        {"\"a", false, false},
        {"\"\\", false, false},
        {"\"\\\"", false, false},
        {"\"\\x\"", false, false},
        {"\"\\u12\"", false, false},
        {"\"\\u12g4\"", false, false},
        {"\"\\u1234\"", true, true},
        {"\"a\tb\"", false, false},
        {"\"a\nb\"", false, false},
        {"\"\x7f\"", true, true},
        {"\"long enough for sixteen \n bytes\"", false, false},
        {"\xef\xbb\xbf[]", true, true},
        {"\xef\xbb[]", false, false},
        {"[]\xc2\xa0", false, false},
        {"\f[]", false, false},
    };
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        ARENA_SCRATCH(a);
        struct sk_doc doc;
        struct str src = str_from(rows[i].in);
        CHECK((sk_json_read(&a, S("x"), src, &doc, NULL) == 0) == rows[i].strict, "row %zu '%s'", i,
              rows[i].in);
        CHECK((sk_jsonc_read(&a, S("x"), src, &doc, NULL) == 0) == rows[i].relaxed,
              "relaxed row %zu '%s'", i, rows[i].in);
    }
}

// Expected texts by hand, from RFC 8259 section 7 and Unicode's table 3-7.
TEST(val_json_strings)
{
    static const struct {
        const char *in, *want;
        bool damaged;
    } rows[] = {
        {"\"\"", "", false},
        {"\"a\\n\\t\\r\\b\\f\\/\\\\\\\"z\"", "a\n\t\r\b\f/\\\"z", false},
        {"\"\\u0041\\u00e9\\u65e5\"", "A\xc3\xa9\xe6\x97\xa5", false},
        {"\"\\ud83d\\uDE00!\"", "\xf0\x9f\x98\x80!", false},
        {"\"\\ud83d\"", "\xef\xbf\xbd", true},
        {"\"\\ud83dx\"", "\xef\xbf\xbdx", true},
        {"\"\\ude00\\ud83d\"", "\xef\xbf\xbd\xef\xbf\xbd", true},
        {"\"\\ud83d\\ud83d\\ude00\"", "\xef\xbf\xbd\xf0\x9f\x98\x80", true},
        {"\"\xe9\x96\xa2\xe6\x89\x80 and more than sixteen bytes of it\"",
         "\xe9\x96\xa2\xe6\x89\x80 and more than sixteen bytes of it", false},
        {"\"a\xff\x62\"", "a\xef\xbf\xbd\x62", true},
        {"\"\xed\xa0\x80\"", "\xef\xbf\xbd\xef\xbf\xbd\xef\xbf\xbd", true},
        {"\"\xff\\n\"", "\xef\xbf\xbd\n", true},
    };
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        ARENA_SCRATCH(a);
        struct sk_doc doc;
        CHECK_STR(sk_val_str(read_json(&a, str_from(rows[i].in), &doc)), rows[i].want, "row %zu",
                  i);
        CHECK(doc.damaged == rows[i].damaged && (doc.n_warns > 0) == rows[i].damaged, "row %zu", i);
    }
    ARENA_SCRATCH(a);
    struct sk_doc doc;
    struct str s = sk_val_str(read_json(&a, S("\"a\\u0000b\""), &doc));
    CHECK(s.n == 3 && memcmp(s.p, "a\0b", 3) == 0);
    struct str src = S("\"borrowed\"");
    CHECK(sk_val_str(read_json(&a, src, &doc)).p == src.p + 1);
}

TEST(val_json_tree)
{
    ARENA_SCRATCH(a);
    struct sk_doc doc;
    const struct sk_val *root =
        read_json(&a,
                  S("{\n  \"config\": {\"User\": \"app\", \"on\": true, \"off\": false},\n"
                    "  \"list\": [1, -2.5e1, null, 12345678901234567890, 1e400]\n}\n"),
                  &doc);
    CHECK(sk_val_is(root, SK_OBJECT) && sk_val_count(root) == 2 && doc.n_warns == 0);
    CHECK_STR(sk_val_str(sk_val_path(root, "config.User")), "app");
    CHECK(sk_val_bool(sk_val_path(root, "config.on"), false));
    CHECK(!sk_val_bool(sk_val_path(root, "config.off"), true));
    CHECK(sk_val_bool(sk_val_path(root, "config.none"), true));
    CHECK(sk_val_path(root, "config.User.x") == NULL && sk_val_path(root, "") == NULL);

    const struct sk_val *list = sk_val_get(root, S("list"));
    CHECK_STR(sk_val_key(list), "list");
    CHECK(sk_val_count(list) == 5);
    static const char *texts[] = {"1", "-2.5e1", "null", "12345678901234567890", "1e400"};
    size_t i = 0;
    for (SK_EACH(v, list))
        CHECK_STR(sk_val_text(v), texts[i++]);
    CHECK(i == 5);
    int64_t n = 0;
    double d = 0;
    const struct sk_val *v = sk_val_first(list);
    CHECK(sk_val_i64(v, &n) && n == 1 && sk_val_double(v, &d) && d == 1);
    v = sk_val_next(v);
    CHECK(!sk_val_i64(v, &n) && sk_val_double(v, &d) && d == -25);
    v = sk_val_next(v);
    CHECK(sk_val_is(v, SK_NULL) && !sk_val_double(v, &d) && sk_val_str(v).n == 0);
    CHECK(!sk_val_i64(sk_val_next(v), &n));

    // places
    struct sk_span span = sk_val_span(list), key = sk_val_key_span(list);
    CHECK_STR(str_sub(doc.src, key.off, key.end - key.off), "\"list\"");
    CHECK(doc.src.p[span.off] == '[' && doc.src.p[span.end - 1] == ']');
    struct sk_pos pos = sk_doc_pos(&doc, span.off);
    CHECK(pos.line == 3 && pos.col == 11, "%u:%u", pos.line, pos.col);
    CHECK(sk_val_line(&doc, sk_val_path(root, "config.on")) == 2 && sk_val_line(&doc, NULL) == 0);
    CHECK(sk_doc_pos(&doc, doc.src.n).line == 5 && sk_doc_pos(&doc, 0).col == 1);
}

TEST(val_null_is_taken_everywhere)
{
    int64_t n;
    double d;
    CHECK(sk_val_kind(NULL) == SK_NULL && !sk_val_is(NULL, SK_NULL) && sk_val_str(NULL).n == 0);
    CHECK(sk_val_text(NULL).n == 0 && sk_val_bool(NULL, true) && !sk_val_i64(NULL, &n));
    CHECK(!sk_val_double(NULL, &d) && sk_val_count(NULL) == 0 && !sk_val_get(NULL, S("a")));
    CHECK(!sk_val_path(NULL, "a") && !sk_val_first(NULL) && !sk_val_next(NULL));
    CHECK(sk_val_key(NULL).n == 0 && sk_val_span(NULL).end == 0 && sk_val_key_span(NULL).end == 0);
}

TEST(val_json_duplicates)
{
    ARENA_SCRATCH(a);
    struct sk_doc doc;
    const struct sk_val *root = read_json(&a, S("{\"a\":1,\"b\":2,\"a\":3,\"\\u0061\":4}"), &doc);
    CHECK_STR(sk_val_text(sk_val_get(root, S("a"))), "4");
    CHECK_STR(sk_val_text(sk_val_get(root, S("b"))), "2");
    CHECK(doc.n_warns == 2 && doc.warns[0].off == 13 && sk_val_count(root) == 4);
    CHECK_STR(str_from(doc.warns[0].what), "duplicate key");
}

// Objects beyond the size at which an index is made: 0 is the first that has one.
TEST(val_json_large_objects)
{
    static const unsigned sizes[] = {1, 31, 32, 33, 64, 1000, 20000};
    for (size_t s = 0; s < COUNT_OF(sizes); s++) {
        ARENA_SCRATCH(a);
        SK_BUF_SCRATCH(b, SK_MB);
        sk_buf_add(&b, S("{\"k0\":\"old\""));
        for (unsigned i = 0; i < sizes[s]; i++)
            sk_buf_fmt(&b, ",\"k%u\":%u", i, i);
        sk_buf_add_char(&b, '}');
        struct sk_doc doc;
        const struct sk_val *root = read_json(&a, sk_buf_str(&b), &doc);
        CHECK(sk_val_count(root) == sizes[s] + 1 && doc.n_warns == 1, "%u", sizes[s]);
        unsigned seen = 0;
        for (SK_EACH(v, root)) {
            int64_t n = -1;
            const struct sk_val *found = sk_val_get(root, sk_val_key(v));
            CHECK(sk_val_i64(found, &n) && (found == v) == (seen > 0), "%u: %u", sizes[s], seen);
            CHECK(n == (seen ? seen - 1 : 0), "%u: %u", sizes[s], seen);
            seen++;
        }
        CHECK(sk_val_get(root, S("k")) == NULL && sk_val_get(root, S("")) == NULL);
    }
}

// Keys that all want the same slot of the index (1024 slots for 400 members).
TEST(val_json_colliding_keys)
{
    ARENA_SCRATCH(a);
    SK_BUF_SCRATCH(b, SK_MB);
    unsigned found = 0;
    for (unsigned i = 0; found < 400; i++) {
        char key[16];
        snprintf(key, sizeof key, "%u", i);
        if ((str_hash(str_from(key)) & 1023) == 7)
            sk_buf_fmt(&b, "%s\"%s\":1", found++ ? "," : "{", key);
    }
    sk_buf_add_char(&b, '}');
    struct sk_doc doc;
    struct sk_err err;
    CHECK(sk_json_read(&a, S("x"), sk_buf_str(&b), &doc, &err) == SK_ELIMIT);
    CHECK(str_ends(str_from(err.msg), S("too many colliding keys")), "%s", err.msg);
}

TEST(val_json_errors_tell_the_place)
{
    static const struct {
        const char *in, *want;
    } rows[] = {
        {"{\n \"a\": 1\n \"b\": 2}", "line 3, column 2: ',' or '}' is wanted here"},
        {"[1,\n 2", "line 2, column 3: ',' or ']' is wanted here"},
        {"[\"a\nb\"]", "line 1, column 4: control character in a string"},
        {"[\"abc", "line 1, column 2: string without an end"},
        {"", "line 1, column 1: the document ends where a value is wanted"},
        {"[01]", "line 1, column 3: ',' or ']' is wanted here"},
        {"{} x", "line 1, column 4: text after the end of the document"},
    };
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        ARENA_SCRATCH(a);
        struct sk_doc doc = {.n_warns = 77};
        struct sk_err err;
        CHECK(sk_json_read(&a, S("x"), str_from(rows[i].in), &doc, &err) == SK_EFORMAT, "%zu", i);
        CHECK_STR(str_from(err.msg), rows[i].want, "row %zu", i);
        CHECK(doc.n_warns == 77, "row %zu: written on failure", i);
    }
}

TEST(val_json_limits)
{
    for (unsigned depth = SK_MAX_DOC_DEPTH; depth <= SK_MAX_DOC_DEPTH + 1; depth++) {
        ARENA_SCRATCH(a);
        SK_BUF_SCRATCH(b, SK_MB);
        for (unsigned i = 0; i < depth; i++)
            sk_buf_add_char(&b, '[');
        for (unsigned i = 0; i < depth; i++)
            sk_buf_add_char(&b, ']');
        struct sk_doc doc;
        int want = depth > SK_MAX_DOC_DEPTH ? SK_ELIMIT : 0;
        CHECK(sk_json_read(&a, S("x"), sk_buf_str(&b), &doc, NULL) == want, "depth %u", depth);
    }
    // every string is damaged: warnings stop, the mark stays
    ARENA_SCRATCH(a);
    SK_BUF_SCRATCH(b, SK_MB);
    sk_buf_add_char(&b, '[');
    for (unsigned i = 0; i < 5000; i++)
        sk_buf_add(&b, S("\"\xff\","));
    sk_buf_add(&b, S("0]"));
    struct sk_doc doc;
    read_json(&a, sk_buf_str(&b), &doc);
    CHECK(doc.damaged && doc.n_warns == SK_MAX_WARNINGS);
}

// Cut after every byte, each cut a copy of exactly its size: nothing reads past it, and a cut
// document is an error (white space at the end aside).
TEST(val_json_truncated)
{
    struct str whole =
        S("{\"key \\u00e9 long enough for a wide load\": [true, false, null, -1.5e+3,"
          "\"\\ud83d\\ude00\", \"\xe9\x96\xa2\", {}, []],   \t\r\n  \"b\":\"\\n\"}");
    for (size_t n = 0; n <= whole.n; n++) {
        ARENA_SCRATCH(a);
        char *copy = arena_new(&a, char, n);
        memcpy(copy, whole.p, n);
        struct sk_doc doc;
        int r = sk_json_read(&a, S("x"), (struct str){copy, n}, &doc, NULL);
        CHECK((r == 0) == (n == whole.n), "cut at %zu", n);
    }
}
