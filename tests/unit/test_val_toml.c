#include "test.h"

#include "core/arena.h"
#include "core/limits.h"
#include "core/val.h"
#include "val_dump.h"

#include <string.h>

// The document as canonical JSON, or "!" and the message.
static struct str dump(struct arena *a, struct str src)
{
    SK_BUF_SCRATCH(b, SK_MB);
    struct sk_doc doc;
    struct sk_err err;
    if (sk_toml_read(a, S("t.toml"), src, &doc, &err) < 0)
        return str_fmt(a, "!%s", err.msg);
    val_dump(&b, doc.root);
    return str_dup(a, sk_buf_str(&b));
}

// By hand, from https://toml.io/en/v1.0.0; what is read and what is an error was compared with
// Python 3.11's tomllib.
TEST(val_toml_rows)
{
    static const struct {
        const char *in, *want;
    } rows[] = {
        {"", "{}"},
        {"# c", "{}"},
        {"a = 1 # c\r\nb = 2", "{\"a\":1,\"b\":2}"},
        {"a.b = 1\na . \"c d\" = 2\n3.14 = 'pi'",
         "{\"a\":{\"b\":1,\"c d\":2},\"3\":{\"14\":\"pi\"}}"},
        {"'' = 1\n", "{\"\":1}"},
        {"[a]\n[a.b]\nx=1\n[c.d]\n[c]\ny=2", "{\"a\":{\"b\":{\"x\":1}},\"c\":{\"d\":{},\"y\":2}}"},
        {"[[p]]\nn=1\n[p.q]\nz=1\n[[p]]\n[p.q]\n",
         "{\"p\":[{\"n\":1,\"q\":{\"z\":1}},{\"q\":{}}]}"},
        {"a = [1, [2,],\n# c\n 3\n,]", "{\"a\":[1,[2],3]}"},
        {"a = {x = 1, y.z = 2, w = {}}", "{\"a\":{\"x\":1,\"y\":{\"z\":2},\"w\":{}}}"},
        {"a = 0x1F\nb = 0o17\nc = 0b11\nd = 1_000\ne = +5\nf = -0",
         "{\"a\":31,\"b\":15,\"c\":3,\"d\":1000,\"e\":5,\"f\":0}"},
        {"a = 1.5\nb = -2e3\nc = 6.02_2e+23",
         "{\"a\":1.5,\"b\":-2000,\"c\":6.0220000000000003e+23}"},
        {"a = inf\nb = -nan", "{\"a\":\"inf\",\"b\":\"-nan\"}"},
        {"a = true\nb = false", "{\"a\":true,\"b\":false}"},
        {"a = \"\\b\\t\\n\\f\\r\\\"\\\\\\u00e9\\U0001F600\"",
         "{\"a\":\"\\u0008\\u0009\\u000a\\u000c\\u000d\\\"\\\\\xc3\xa9\xf0\x9f\x98\x80\"}"},
        {"a = '\\n'\nb = ''''x'\ny''''", "{\"a\":\"\\\\n\",\"b\":\"'x'\\u000ay'\"}"},
        {"a = \"\"\"\nx \\\n\n   y\\\"\"\"\"\"\"", "{\"a\":\"x y\\\"\\\"\\\"\"}"},
        {"a = \"\"\"\"\"\"\nb = ''''''", "{\"a\":\"\",\"b\":\"\"}"},
        {"a = 1979-05-27T07:32:00Z\nb = 1979-05-27 07:32:00.5-07:00\nc = 1979-05-27\nd = 07:32:00",
         "{\"a\":\"1979-05-27T07:32:00Z\",\"b\":\"1979-05-27 07:32:00.5-07:00\","
         "\"c\":\"1979-05-27\",\"d\":\"07:32:00\"}"},
        {"a = 2000-02-29", "{\"a\":\"2000-02-29\"}"},
        {"a = 1900-02-29", "!line 1, column 5: no number, date or boolean"},
        {"a = 2001-13-01", "!line 1, column 5: no number, date or boolean"},
        {"a = 24:00:00", "!line 1, column 5: no number, date or boolean"},
        {"a = 01", "!line 1, column 5: no number, date or boolean"},
        {"a = 1__0", "!line 1, column 5: no number, date or boolean"},
        {"a = 1_", "!line 1, column 5: no number, date or boolean"},
        {"a = 1.", "!line 1, column 5: no number, date or boolean"},
        {"a = .5", "!line 1, column 5: no number, date or boolean"},
        {"a = +0x1", "!line 1, column 5: no number, date or boolean"},
        {"a = True", "!line 1, column 5: no number, date or boolean"},
        {"a =", "!line 1, column 4: a value is wanted here"},
        {"a", "!line 1, column 2: '=' is wanted here"},
        {"= 1", "!line 1, column 1: a key is wanted here"},
        {"a = 1 b = 2", "!line 1, column 7: the end of the line is wanted here"},
        {"a = 1\na = 2", "!line 2, column 1: this key is defined already"},
        {"a = 1\na.b = 2", "!line 2, column 1: this key is defined already"},
        {"a.b = 1\n[a]", "!line 2, column 2: this table is defined already"},
        {"[a]\n[a]", "!line 2, column 2: this table is defined already"},
        {"[a]\nb.c = 1\n[a.b]", "!line 3, column 4: this table is defined already"},
        {"[a.b]\n[a]\nb.c = 1", "!line 3, column 1: this key is defined already"},
        {"a = {b = 1}\n[a.c]", "!line 2, column 2: this key has a value already"},
        {"a = {b = 1}\na.c = 1", "!line 2, column 1: this key is defined already"},
        {"a = {b = {}, b.c = 1}", "!line 1, column 14: this key is defined already"},
        {"a = []\n[[a]]", "!line 2, column 3: this key is no array of tables"},
        {"[[a]]\n[a]", "!line 2, column 2: this table is defined already"},
        {"[a]\n[[a]]", "!line 2, column 3: this key is no array of tables"},
        {"a = {b = 1,}", "!line 1, column 12: a key is wanted here"},
        {"a = {b = 1\n}", "!line 1, column 11: ',' or '}' is wanted here"},
        {"a = [1 2]", "!line 1, column 8: ',' or ']' is wanted here"},
        {"a = \"x\ny\"", "!line 1, column 7: string without an end"},
        {"a = \"\"\"x", "!line 1, column 8: string without an end"},
        {"a = \"\\z\"", "!line 1, column 6: unknown escape in a string"},
        {"a = \"\\ud800\"", "!line 1, column 6: unknown escape in a string"},
        {"a = 'x\x01'", "!line 1, column 7: control character in a string"},
        {"# \x01", "!line 1, column 3: control character in a comment"},
        {"[a", "!line 1, column 3: ']' is wanted here"},
        {"[[a]", "!line 1, column 4: ']]' is wanted here"},
        {"[]", "!line 1, column 2: a key is wanted here"},
    };
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        ARENA_SCRATCH(a);
        CHECK_STR(dump(&a, str_from(rows[i].in)), rows[i].want, "row %zu '%s'", i, rows[i].in);
    }
}

// Written by `tests/oracle/docs.py vectors`: what tomllib makes of generated documents.
TEST(val_toml_as_tomllib)
{
    ARENA_SCRATCH(a);
    struct str rest = test_file(&a, "tests/data/val/toml.jsonl"), line;
    unsigned n = 0, bad = 0;
    for (; str_next_line(&rest, &line); n++) {
        struct sk_doc row;
        CHECK(sk_json_read(&a, S("row"), line, &row, NULL) == 0, "row %u", n);
        const struct sk_val *want = sk_val_get(row.root, S("want"));
        struct str got = dump(&a, sk_val_str(sk_val_get(row.root, S("in"))));
        if (sk_val_is(want, SK_STRING))
            CHECK_STR(got, str_to_c(&a, sk_val_str(want)), "row %u", n + 1);
        else
            CHECK(++bad && str_starts(got, S("!")), "row %u is read", n + 1);
    }
    CHECK(n == 240 && bad == 120);
}

TEST(val_toml_places)
{
    ARENA_SCRATCH(a);
    struct sk_doc doc;
    struct str src = S("[dep]\nname = \"x\"\nlist = [1,\n 2]\n[[package]]\nv.w = 'y'\n");
    CHECK(sk_toml_read(&a, S("x"), src, &doc, NULL) == 0);
    static const struct {
        const char *path, *text;
        uint32_t line;
    } rows[] = {
        {"dep", "[dep]\nname = \"x\"\nlist = [1,\n 2]", 1},
        {"dep.name", "\"x\"", 2},
        {"dep.list", "[1,\n 2]", 3},
    };
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        const struct sk_val *v = sk_val_path(doc.root, rows[i].path);
        struct sk_span span = sk_val_span(v);
        CHECK_STR(str_sub(src, span.off, span.end - span.off), rows[i].text, "row %zu", i);
        CHECK(sk_val_line(&doc, v) == rows[i].line, "row %zu", i);
    }
    const struct sk_val *w = sk_val_path(sk_val_first(sk_val_get(doc.root, S("package"))), "v.w");
    CHECK(sk_val_line(&doc, w) == 6 && sk_doc_pos(&doc, sk_val_key_span(w).off).col == 3);
}

TEST(val_toml_damage_and_limits)
{
    ARENA_SCRATCH(a);
    struct sk_doc doc;
    CHECK(sk_toml_read(&a, S("x"), S("a = '\xff'"), &doc, NULL) == 0 && doc.damaged);
    CHECK_STR(sk_val_str(sk_val_get(doc.root, S("a"))), "\xef\xbf\xbd");
    static const struct {
        const char *before, *each, *after;
    } kinds[] = {{"a=", "[", ""}, {"", "a.", "a=1"}, {"[", "a.", "a]"}, {"a=", "{a=", ""}};
    for (size_t k = 0; k < COUNT_OF(kinds); k++) {
        SK_BUF_SCRATCH(b, SK_MB);
        sk_buf_add(&b, str_from(kinds[k].before));
        for (unsigned i = 0; i < SK_MAX_DOC_DEPTH + 1; i++)
            sk_buf_add(&b, str_from(kinds[k].each));
        sk_buf_add(&b, str_from(kinds[k].after));
        CHECK(sk_toml_read(&a, S("x"), sk_buf_str(&b), &doc, NULL) == SK_ELIMIT, "kind %zu", k);
    }
}

// Cut after every byte, each cut a copy of exactly its size.
TEST(val_toml_truncated)
{
    struct str whole = S("a.\"b\" = [1_0, {c = 1979-05-27 07:32:00.5Z}, # c\n true]\r\n[[x.y]]\n"
                         "s = \"\"\"\\u00e9 \\\n  t\"\"\"\n[x.y.z]\nl = '''\nq''''\nf = -1.5e+3\n");
    for (size_t n = 0; n <= whole.n; n++) {
        ARENA_SCRATCH(a);
        char *copy = arena_new(&a, char, n);
        memcpy(copy, whole.p, n);
        struct sk_doc doc;
        int r = sk_toml_read(&a, S("x"), (struct str){copy, n}, &doc, NULL);
        if (n == whole.n)
            CHECK(r == 0, "whole");
        else if (r == 0)
            CHECK(sk_val_is(doc.root, SK_OBJECT), "cut at %zu", n);
    }
}
