#include "test.h"

#include "core/arena.h"
#include "core/buf.h"
#include "core/limits.h"
#include "core/val.h"
#include "val_dump.h"

#include <string.h>

static struct str dump(struct arena *a, const char *src)
{
    SK_BUF_SCRATCH(b, SK_MB);
    struct sk_doc doc;
    struct sk_err err;
    if (sk_hcl_read(a, S("t.tf"), str_from(src), &doc, &err) < 0)
        return str_fmt(a, "!%s", err.msg);
    val_dump(&b, doc.root);
    for (size_t i = 0; i < doc.n_warns; i++)
        sk_buf_fmt(&b, "?%s", doc.warns[i].what);
    return str_dup(a, sk_buf_str(&b));
}

// By hand, from the specification; generated documents are compared with the real parser in
// tests/oracle/documents.py.
TEST(val_hcl_rows)
{
    static const struct {
        const char *in, *want;
    } rows[] = {
        {"", "{}"},
        {"# c\n// c\n/* c\n */", "{}"},
        {"a = 1", "{\"a\":1}"},
        {"a = 1\nb=-2.5 # c\nc = 007\n", "{\"a\":1,\"b\":-2.5,\"c\":7}"},
        {"a = true\nb = !true\nc = null", "{\"a\":true,\"b\":false,\"c\":null}"},
        {"a = \"x\\n\\u00e9\\\"\"", "{\"a\":\"x\\u000aé\\\"\"}"},
        {"a = \"$${x} %%{y} $ %\"", "{\"a\":\"$${x} %%{y} $ %\"}"},
        {"a = \"x${b.c[0]}y\"", "{\"a\":\"x${b.c[0]}y\"}"},
        {"a = \"${b}\"", "{\"a\":\"${b}\"}"},
        {"a = \"${[1, 2]}\"", "{\"a\":[1,2]}"},
        {"a = \"p ${~ b ~} q\"", "{\"a\":\"p${b}q\"}"},
        {"a = var.x\nb = f(1,\n 2)\nc = a == b ? 1 : [2]",
         "{\"a\":\"${var.x}\",\"b\":\"${f(1,\\u000a 2)}\",\"c\":\"${a == b ? 1 : [2]}\"}"},
        {"a = [1, [true], {b = 2}]", "{\"a\":[1,[true],{\"b\":2}]}"},
        {"a = {b = 1, \"c d\": 2\n e = 3}", "{\"a\":{\"b\":1,\"c d\":2,\"e\":3}}"},
        {"a = <<E\n x\n${b}\nE\n", "{\"a\":\" x\\u000a${b}\\u000a\"}"},
        {"a = <<-E\n    x\n      y\n\n    z\n  E\nb = 1",
         "{\"a\":\"x\\u000a  y\\u000a\\u000az\\u000a\",\"b\":1}"},
        {"b {}\nb { x = 1 }\nc \"l\" \"m\" {\n x = 1\n}\nc l n {\n}",
         "{\"b\":[{},{\"x\":1}],\"c\":{\"l\":{\"m\":[{\"x\":1}],\"n\":[{}]}}}"},
        {"a = 1\na = 2", "{\"a\":2}?duplicate key"},
        {"a = ", "!line 1, column 5: an expression is wanted here"},
        {"a = 1 b = 2", "!line 1, column 7: a line's end is wanted here"},
        {"a = \"x", "!line 1, column 7: a text that does not end"},
        {"a = <<E\nx\n", "!line 2, column 1: a heredoc that does not end"},
        {"b {\n", "!line 2, column 1: the name of an attribute or a block is wanted here"},
        {"b \"${x}\" {}", "!line 1, column 9: a label that would be replaced"},
        {"a = \"%{if x}y\"", "!line 1, column 15: a directive without its end"},
        {"/* x", "!line 1, column 5: a comment that does not end"},
    };
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        ARENA_SCRATCH(a);
        struct str got = dump(&a, rows[i].in);
        CHECK(str_eq(got, str_from(rows[i].want)), "%s\ngot  " STR_FMT "\nwant %s", rows[i].in,
              STR_ARG(got), rows[i].want);
    }
}

TEST(val_hcl_places)
{
    ARENA_SCRATCH(a);
    struct sk_doc doc;
    struct str src = test_file(&a, "tests/data/val/a.tf");
    CHECK(sk_hcl_read(&a, S("a.tf"), src, &doc, NULL) == 0);
    const struct sk_val *logs = sk_val_first(sk_val_path(doc.root, "resource.aws_s3_bucket.logs"));
    CHECK(sk_val_line(&doc, logs) == 7);
    CHECK(sk_doc_pos(&doc, sk_val_span(logs).end - 1).line == 19);
    CHECK(sk_val_line(&doc, sk_val_get(logs, S("policy"))) == 11);
    const struct sk_val *rules = sk_val_get(logs, S("lifecycle_rule"));
    CHECK(sk_val_count(rules) == 2 && sk_val_line(&doc, sk_val_next(sk_val_first(rules))) == 18);
    const struct sk_val *tags = sk_val_get(logs, S("tags"));
    CHECK(str_eq(sk_val_str(sk_val_get(tags, S("Env"))), S("${var.env}")));
    CHECK(sk_val_count(sk_val_get(tags, S("${(var.k)}"))) == 3);
    struct sk_pos at = sk_doc_pos(&doc, sk_val_key_span(sk_val_get(tags, S("a b"))).off);
    CHECK(at.line == 10 && at.col == 36, "%u:%u", at.line, at.col);
}

// Cut after every byte, and with every byte changed: an error with its place, or a document.
TEST(val_hcl_cut)
{
    ARENA_SCRATCH(a);
    struct str src = test_file(&a, "tests/data/val/a.tf");
    for (size_t i = 0; i < 3 * src.n; i++) {
        ARENA_SCRATCH(b);
        struct sk_doc doc;
        struct sk_err err;
        struct str cut = str_dup(&b, i < src.n ? str_head(src, i) : src);
        if (i >= src.n)
            ((char *)cut.p)[i % src.n] = i < 2 * src.n ? '"' : '{';
        int r = sk_hcl_read(&b, S("a.tf"), cut, &doc, &err);
        CHECK(r == 0 || strncmp(err.msg, "line ", 5) == 0, "%zu", i);
    }
}

TEST(val_hcl_limits)
{
    static const char *const deep[] = {"[", "{a=", "f(", "\"${", "-", "(", "b {\n", "a[", "x?"};
    for (size_t i = 0; i < COUNT_OF(deep); i++) {
        ARENA_SCRATCH(a);
        SK_BUF_SCRATCH(b, SK_MB);
        struct sk_doc doc;
        sk_buf_add(&b, deep[i][0] == 'b' ? S("") : S("a = "));
        for (int k = 0; k < 2000; k++)
            sk_buf_fmt(&b, "%s", deep[i]);
        CHECK(sk_hcl_read(&a, S("x"), sk_buf_str(&b), &doc, NULL) == SK_ELIMIT, "%s", deep[i]);
    }
    ARENA_SCRATCH(a);
    SK_BUF_SCRATCH(b, 4 * SK_MB);
    struct sk_doc doc;
    for (int k = 0; k < 20000; k++) // in time that is not quadratic
        sk_buf_fmt(&b, "resource \"a\" \"n%d\" { x = 1 }\n", k);
    CHECK(sk_hcl_read(&a, S("x"), sk_buf_str(&b), &doc, NULL) == 0);
    CHECK(sk_val_count(sk_val_path(doc.root, "resource.a")) == 20000);
}
