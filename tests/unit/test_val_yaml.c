#include "test.h"

#include "core/arena.h"
#include "core/limits.h"
#include "core/val.h"
#include "val_dump.h"

#include <string.h>

// All documents of a stream, a space between two, then "!" and the message of the error if any.
static struct str dump_all(struct arena *a, struct str src, bool strings)
{
    SK_BUF_SCRATCH(b, SK_MB);
    struct sk_doc *docs = NULL, one = {0};
    size_t n = 0;
    struct sk_err err;
    int r;
    if (strings) {
        r = sk_yaml_read_strings(a, S("t.yaml"), src, &one, &err);
        docs = &one;
        n = r == 0;
    } else {
        r = sk_yaml_read(a, S("t.yaml"), src, &docs, &n, &err);
    }
    for (size_t i = 0; i < n; i++) {
        if (i)
            sk_buf_add_char(&b, ' ');
        val_dump(&b, docs[i].root);
        if (docs[i].n_warns)
            sk_buf_fmt(&b, "?%s", docs[i].warns[0].what);
        if (docs[i].damaged)
            sk_buf_add_char(&b, '~');
    }
    if (r < 0)
        sk_buf_fmt(&b, "!%s", err.msg);
    return str_dup(a, sk_buf_str(&b));
}

// What goyaml.v2/resolve.go of sigs.k8s.io/yaml makes of plain scalars, by its tables and
// expressions. (A "typed" row is an array of one.)
TEST(val_yaml_types)
{
    static const struct {
        const char *in, *want;
    } rows[] = {
        {"~", "null"},
        {"null", "null"},
        {"Null", "null"},
        {"nULL", "\"nULL\""},
        {"true", "true"},
        {"TRUE", "true"},
        {"tRue", "\"tRue\""},
        {"yes", "true"},
        {"y", "true"},
        {"Y", "true"},
        {"on", "true"},
        {"off", "false"},
        {"No", "false"},
        {"n", "false"},
        {"'yes'", "\"yes\""},
        {"\"1\"", "\"1\""},
        {"0", "0"},
        {"-1", "-1"},
        {"+1", "1"},
        {"1_000", "1000"},
        {"010", "8"},
        {"08", "8"},
        {"0o17", "15"},
        {"0x1F", "31"},
        {"-0x10", "-16"},
        {"0xZ", "\"0xZ\""},
        {"0x", "\"0x\""},
        {"0b101", "5"},
        {"-0b11", "-3"},
        {"9223372036854775807", "9223372036854775807"},
        {"18446744073709551615", "1.8446744073709552e+19"},
        {"1.5", "1.5"},
        {"1.", "1"},
        {".5", "0.5"},
        {"-.5", "-0.5"},
        {"1e3", "1000"},
        {"1.10", "1.1000000000000001"},
        {"1e400", "\"1e400\""},
        {"1.2.3", "\"1.2.3\""},
        {".", "\".\""},
        {"-", "!line 1, column 4: block sequence entries are not allowed in this context"},
        {"+", "\"+\""},
        {"_1", "\"_1\""},
        {"12:30:45", "\"12:30:45\""},
        {".inf", "\".inf\""},
        {".nan", "\".nan\""},
        {"2001-12-14", "\"2001-12-14\""},
        {"1e", "\"1e\""},
        {"100m", "\"100m\""},
        {"!!str 1", "\"1\""},
        {"!!str yes", "\"yes\""},
        {"!!int 12", "12"},
        {"!!int '12'", "12"},
        {"!!float 1", "1"},
        {"!!bool yes", "true"},
        {"!!int abc", "\"abc\"?value does not suit its tag"},
        {"!Ref 12", "\"12\""},
        {"! 12", "\"12\""},
        {"|\n   1\n   2", "\"1\\u000a2\""},
    };
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        ARENA_SCRATCH(a);
        struct str in = str_fmt(&a, "k: %s", rows[i].in);
        struct str got = dump_all(&a, in, false), want = str_from(rows[i].want);
        struct str head, tail = {0};
        if (str_cut(want, '?', &head, &tail))
            want = str_fmt(&a, "{\"k\":" STR_FMT "}?" STR_FMT, STR_ARG(head), STR_ARG(tail));
        else if (!str_starts(want, S("!")))
            want = str_fmt(&a, "{\"k\":" STR_FMT "}", STR_ARG(want));
        CHECK_STR(got, str_to_c(&a, want), "row %zu '%s'", i, rows[i].in);
    }
}

// By hand, from YAML 1.2 chapter 2 and https://yaml.org/type/merge.html.
TEST(val_yaml_structure)
{
    static const struct {
        const char *in, *want;
    } rows[] = {
        {"", ""},
        {"# only a comment\n", ""},
        {"---\n", "none"},
        {"---\n---\na: 1\n...\n", "none {\"a\":1}"},
        {"a: 1\n---\n- x\n- {y: [1, two]}\n", "{\"a\":1} [\"x\",{\"y\":[1,\"two\"]}]"},
        {"a:\nb: ''\n", "{\"a\":null,\"b\":\"\"}"},
        {"on: push\n1: a\ntrue: b\n~: c\n0x10: d\n",
         "{\"on\":\"push\",\"1\":\"a\",\"true\":\"b\",\"~\":\"c\",\"0x10\":\"d\"}"},
        {"a: &x {b: 1}\nc: *x\nd: [*x, *x]\n",
         "{\"a\":{\"b\":1},\"c\":{\"b\":1},\"d\":[{\"b\":1},{\"b\":1}]}"},
        {"a: &x 1\nb: &x 2\nc: *x\n", "{\"a\":1,\"b\":2,\"c\":2}"},
        {"&k key: 1\nb: *k\n*k : 3\n", "{\"b\":\"key\",\"key\":3}?duplicate key"},
        {"a: *none\n", "!line 1, column 4: alias of an anchor that is unknown or not yet complete"},
        {"a: &x [*x]\n",
         "!line 1, column 8: alias of an anchor that is unknown or not yet complete"},
        {"a: &x 1\n---\nb: *x\n",
         "{\"a\":1}!line 3, column 4: alias of an anchor that is unknown or not yet complete"},
        {"b: &b {x: 1, y: 2}\nm: {<<: *b, y: 3}\n",
         "{\"b\":{\"x\":1,\"y\":2},\"m\":{\"y\":3,\"x\":1}}"},
        {"b: &b {x: 1, y: 2}\nm: {y: 3, <<: *b}\n",
         "{\"b\":{\"x\":1,\"y\":2},\"m\":{\"y\":3,\"x\":1}}"},
        {"- &a {x: 1}\n- &b {x: 2, y: 2}\n- <<: [*a, *b]\n  z: 3\n",
         "[{\"x\":1},{\"x\":2,\"y\":2},{\"z\":3,\"x\":1,\"y\":2}]"},
        {"'<<': 1\n", "{\"<<\":1}"},
        {"<<: 1\n", "{}?only mappings can be merged~"},
        {"a: 1\na: 2\n", "{\"a\":2}?duplicate key"},
        {"{a: b}: c\n", "{\"{a: b}\":\"c\"}?a key that is no scalar"},
        {"a: 1\n---\nb: [\n", "{\"a\":1}!line 4, column 1: did not find expected node content"},
        {"a:\n\t- b\n", "!line 2, column 1: found character that cannot start any token"},
        {"a: \xe9\x96\xa2\nb: [\xe6\x89\x80\n",
         "!line 3, column 1: did not find expected ',' or ']'"},
        {"a: 1\n---\nb: \x01\n---\nc: 1\n",
         "{\"a\":1}!line 3, column 4: control characters are not allowed"},
        {"a: x\xffy\n", "{\"a\":\"x\xef\xbf\xbdy\"}?ill-formed UTF-8~"},
        {"\xef\xbb\xbf"
         "a: 1\n",
         "{\"a\":1}"},
        {"a: \"\\u65e5\\t\"\n", "{\"a\":\"\xe6\x97\xa5\\u0009\"}"},
        {"a: >-\n  folded\n  text\n\n  end\n", "{\"a\":\"folded text\\u000aend\"}"},
        {"%YAML 1.1\n---\na: 1\n", "{\"a\":1}"},
    };
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        ARENA_SCRATCH(a);
        CHECK_STR(dump_all(&a, str_from(rows[i].in), false), rows[i].want, "row %zu", i);
    }
}

TEST(val_yaml_strings)
{
    ARENA_SCRATCH(a);
    CHECK_STR(
        dump_all(&a, S("v: 1.10\nn: ~\ne:\nt: yes\nq: 'x'\nl: [1, !!int 2]\n---\nb: [\n"), true),
        "{\"v\":\"1.10\",\"n\":\"~\",\"e\":\"\",\"t\":\"yes\",\"q\":\"x\",\"l\":[\"1\",\"2\"]}");
    CHECK_STR(dump_all(&a, S(""), true), "none");
}

TEST(val_yaml_places)
{
    ARENA_SCRATCH(a);
    struct sk_doc *docs;
    size_t n;
    struct str src = S("# \xe9\x96\xa2\nname: \xe6\x89\x80  # c\nlist:\n  - a\n  - {b: \"c\"}\n"
                       "---\nlast: x\n");
    CHECK(sk_yaml_read(&a, S("x"), src, &docs, &n, NULL) == 0 && n == 2);
    static const struct {
        const char *path, *text;
        uint32_t line, col, key_col;
    } rows[] = {
        {"name", "\xe6\x89\x80", 2, 7, 1},
        {"list", "- a\n  - {b: \"c\"}", 4, 3, 1},
    };
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        const struct sk_val *v = sk_val_path(docs[0].root, rows[i].path);
        struct sk_span span = sk_val_span(v);
        struct sk_pos pos = sk_doc_pos(&docs[0], span.off);
        CHECK_STR(str_sub(src, span.off, span.end - span.off), rows[i].text, "row %zu", i);
        CHECK(pos.line == rows[i].line && pos.col == rows[i].col, "row %zu: %u:%u", i, pos.line,
              pos.col);
        CHECK(sk_doc_pos(&docs[0], sk_val_key_span(v).off).col == rows[i].key_col, "row %zu", i);
    }
    const struct sk_val *map = sk_val_next(sk_val_first(sk_val_get(docs[0].root, S("list"))));
    struct sk_span span = sk_val_span(map);
    CHECK_STR(str_sub(src, span.off, span.end - span.off), "{b: \"c\"}");
    CHECK(sk_val_line(&docs[1], sk_val_get(docs[1].root, S("last"))) == 7);

    // more characters than one step of the table from characters to bytes
    SK_BUF_SCRATCH(b, SK_MB);
    for (unsigned i = 0; i < 300; i++)
        sk_buf_add(&b, S("- \xe9\x96\xa2\n"));
    CHECK(sk_yaml_read(&a, S("x"), sk_buf_str(&b), &docs, &n, NULL) == 0 && n == 1);
    size_t i = 0;
    for (SK_EACH(v, docs[0].root))
        CHECK(sk_val_span(v).off == 6 * i++ + 2, "%zu", i);
}

// Billion laughs: each level holds the level before nine times.
TEST(val_yaml_alias_bomb)
{
    ARENA_SCRATCH(a);
    SK_BUF_SCRATCH(b, SK_MB);
    sk_buf_add(&b, S("- &l0 x\n"));
    for (unsigned i = 1; i < 20; i++)
        sk_buf_fmt(&b, "- &l%u [*l%u,*l%u,*l%u,*l%u,*l%u,*l%u,*l%u,*l%u,*l%u]\n", i, i - 1, i - 1,
                   i - 1, i - 1, i - 1, i - 1, i - 1, i - 1, i - 1);
    struct sk_doc *docs;
    size_t n;
    CHECK(sk_yaml_read(&a, S("x"), sk_buf_str(&b), &docs, &n, NULL) == 0 && n == 1);
    CHECK(docs[0].damaged && docs[0].n_warns > 0);
    CHECK_STR(str_from(docs[0].warns[0].what), "alias limit reached");
    SK_BUF_SCRATCH(out, 64 * SK_MB);
    val_dump(&out, docs[0].root);
    CHECK(!out.full, "what is left is bounded");
}

// libyaml takes quadratic time for them.
TEST(val_yaml_many_tag_directives)
{
    for (unsigned n = 1000; n <= 1001; n++) {
        ARENA_SCRATCH(a);
        SK_BUF_SCRATCH(b, SK_MB);
        for (unsigned i = 0; i < n; i++)
            sk_buf_fmt(&b, "%%TAG !t%u! x\r", i);
        sk_buf_add(&b, S("---\na: 1\n"));
        struct sk_doc *docs;
        size_t n_docs;
        int want = n > 1000 ? SK_ELIMIT : 0;
        CHECK(sk_yaml_read(&a, S("x"), sk_buf_str(&b), &docs, &n_docs, NULL) == want, "%u", n);
    }
}

TEST(val_yaml_depth)
{
    for (unsigned depth = SK_MAX_DOC_DEPTH; depth <= SK_MAX_DOC_DEPTH + 1; depth++) {
        ARENA_SCRATCH(a);
        SK_BUF_SCRATCH(b, SK_MB);
        for (unsigned i = 0; i < depth; i++)
            sk_buf_add_char(&b, '[');
        for (unsigned i = 0; i < depth; i++)
            sk_buf_add_char(&b, ']');
        struct sk_doc *docs;
        size_t n;
        int want = depth > SK_MAX_DOC_DEPTH ? SK_ELIMIT : 0;
        CHECK(sk_yaml_read(&a, S("x"), sk_buf_str(&b), &docs, &n, NULL) == want, "%u", depth);
    }
}

// Cut after every byte: never a crash, and never a document that the whole does not begin with.
TEST(val_yaml_truncated)
{
    struct str whole = S("a: &x {b: [1, \"\\u65e5\"]}\nc: *x\nd: |\n  text\n---\n<<: {y: 1}\n"
                         "e: '\xe9\x96\xa2'\n? - k\n: !!int 1\n...\n");
    for (size_t n = 0; n <= whole.n; n++) {
        ARENA_SCRATCH(a);
        char *copy = arena_new(&a, char, n);
        memcpy(copy, whole.p, n);
        struct sk_doc *docs;
        size_t n_docs;
        int r = sk_yaml_read(&a, S("x"), (struct str){copy, n}, &docs, &n_docs, NULL);
        CHECK(n_docs <= 2 && (r == 0 || n_docs <= 1), "cut at %zu", n);
        if (n_docs == 2)
            CHECK_STR(sk_val_str(sk_val_path(docs[0].root, "d")), "text\n", "cut at %zu", n);
    }
}
