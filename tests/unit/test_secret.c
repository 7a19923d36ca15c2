#include "test.h"

#include "core/arena.h"
#include "core/buf.h"
#include "core/file.h"
#include "core/hash.h"
#include "engine/secret/re.h"
#include "engine/secret/secret.h"
#include "engine/secret/secret_int.h"

#include <string.h>

// What Go's regexp/syntax takes and refuses (its documentation and its own error texts).
TEST(sec_re_syntax)
{
    static const struct {
        const char *in;
        const char *out; // NULL: refused
    } rows[] = {
        {"abc", "(?:abc)"},
        {"(?i)a1", "(?i:a1)"},
        {"a|b", "(?:a|b)"},
        {"(a)(?:b)(?P<n>c)", "(a)b(c)"},
        {"[a-c]", "[a-c]"},
        {"[^a-c]", "[^a-c]"},
        {"(?i)[a-c]", "[A-Ca-c]"},
        {"\\d+?", "(?:[0-9])+?"},
        {"(?U)\\d+", "(?:[0-9])+?"},
        {"(?U)\\d+?", "(?:[0-9])+"},
        {"\\s", "[\\x09\\x0a\\x0c\\x0d\\x20]"},
        {"a$", "a\\z"},
        {"(?m)^a$", "(?m:^)a(?m:$)"},
        {".", "[^\\x0a]"},
        {"(?s).", "[\\x00-\\xff]"},
        {"a{2,3}", "(?:a){2,3}"},
        {"a{,3}", "(?:a\\x7b\\x2c3\\x7d)"},
        {"a{x", "(?:a\\x7bx)"},
        {"[]a]", "[\\x5da]"},
        {"[a-]", "[\\x2da]"},
        {"[[:digit:]x]", "[0-9x]"},
        {"\\Qa.b\\E", "(?:a\\x2eb)"},
        {"\\x41\\x{42}", "(?:AB)"},
        {"\\101", "A"},
        {"(?i:a)b", "(?i:a)b"},
        {"(?=a)", NULL},
        {"(?!a)", NULL},
        {"(?<=a)b", NULL},
        {"(?<!a)b", NULL},
        {"(?>a)", NULL},
        {"(?#x)a", NULL},
        {"(a)\\1", NULL},
        {"a++", NULL},
        {"a**", NULL},
        {"a{2}{3}", NULL},
        {"a{1001}", NULL},
        {"(?:a{100}){100}", NULL},
        {"a{3,2}", NULL},
        {"*a", NULL},
        {"(a", NULL},
        {"a)", NULL},
        {"[a", NULL},
        {"[b-a]", NULL},
        {"\\Z", NULL},
        {"\\h", NULL},
        {"\\K", NULL},
        {"[\\b]", NULL},
        {"(?P<a>x)(?P<a>y)", NULL},
        {"(?x)a", NULL},
        {"\\p{Nonsense}", NULL},
        {"a\\", NULL},
    };
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        ARENA_SCRATCH(tmp);
        SK_BUF_SCRATCH(b, 1 << 16);
        struct sk_err err = {0};
        struct sec_re_prog prog;
        int r = sec_re_parse(&tmp, str_from(rows[i].in), &prog, &err);
        CHECK((r == 0) == (rows[i].out != NULL), "%s: %d %s", rows[i].in, r, err.msg);
        if (!rows[i].out)
            continue;
        sec_re_emit(&b, prog.root, false);
        CHECK_STR(sk_buf_str(&b), rows[i].out, "%s", rows[i].in);
    }
}

TEST(sec_re_literals)
{
    static const struct {
        const char *in, *lits; // joined by |
        uint32_t min, max, before;
    } rows[] = {
        {"AKIA[A-Z2-7]{16}", "akia", 20, 20, 0},
        {"sk_(?:live|test)_[a-z]{4,}", "sk_live_|sk_test_", 12, SEC_INF, 0},
        {"[a-z]{3}password", "password", 11, 11, 3},
        {"[a-z]*(?i)KEY=x?y", "key=xy|key=y", 5, SEC_INF, SEC_INF},
        {"[a-f0-9]{32}", "", 32, 32, 0},
        {"abc|def|g[hi]j", "abc|def|ghj|gij", 3, 3, 0},
        {"(?:foo)?[0-9]", "", 1, 4, 0},
    };
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        ARENA_SCRATCH(tmp);
        SK_BUF_SCRATCH(b, 1 << 16);
        struct sec_re_prog prog;
        struct sec_re_facts f;
        CHECK(sec_re_parse(&tmp, str_from(rows[i].in), &prog, NULL) == 0, "%s", rows[i].in);
        sec_re_facts(&tmp, prog.root, &f);
        for (size_t k = 0; k < f.n_lits; k++)
            sk_buf_fmt(&b, "%s" STR_FMT, k ? "|" : "", STR_ARG(f.lits[k]));
        CHECK_STR(sk_buf_str(&b), rows[i].lits, "%s", rows[i].in);
        CHECK(f.min == rows[i].min && f.max == rows[i].max, "%s: %u %u", rows[i].in, f.min, f.max);
        CHECK(f.before == rows[i].before, "%s: %u", rows[i].in, f.before);
    }
}

// A token that its owner published with its checksum (a note on base-62 tokens by coolaj86), long expired.
TEST(sec_checksum_known)
{
    static const char body[] = "zQWBuTSOoRi4A9spHcVY5ncnsDkxkJ", sum[] = "0mLq17";
    char got[6];
    sec_crc_digits(str_from(body), got);
    CHECK(memcmp(got, sum, 6) == 0, "%.6s", got);
}

// ---- findings as text, one a line ----

struct list {
    const struct sec_rules *r;
    struct sk_buf b;
    size_t n;
};

static void on_found(void *ctx, const struct sec_finding *f)
{
    struct list *l = ctx;
    l->n++;
    sk_buf_fmt(&l->b, STR_FMT ":%llu-%llu:%llu:%llu:", STR_ARG(sec_rules_at(l->r, f->rule)->id),
               (unsigned long long)f->off, (unsigned long long)f->end, (unsigned long long)f->line,
               (unsigned long long)f->col);
    sk_buf_add(&l->b, str_head(f->secret, 300));
    sk_buf_fmt(&l->b, "%s%s\n", f->decoded ? ":" : "", f->decoded ? f->decoded : "");
}

static const struct sec_rules *builtin(struct arena *a, bool examples)
{
    const struct sec_rules *r;
    struct sk_err err = {0};
    if (!examples) {
        CHECK(sec_builtin(a, true, &r, &err) == 0, "%s", err.msg);
        return r;
    }
    const struct sec_load_options o = {.builtin = true, .jit = true, .keep_examples = true};
    CHECK(sec_rules_load(a, S("rules"), sec_builtin_toml(), &o, &r, &err) == 0, "%s", err.msg);
    return r;
}

static bool has_rule(struct list *l, struct str id)
{
    struct str rest = sk_buf_str(&l->b), line;
    while (str_next_line(&rest, &line)) {
        struct str head;
        (void)str_cut(line, ':', &head, &line);
        if (str_eq(head, id))
            return true;
    }
    return false;
}

// Every rule of ours finds what its examples say, and not what they say it must not.
TEST(sec_rules_examples)
{
    ARENA_SCRATCH(a);
    const struct sec_rules *r = builtin(&a, true);
    const struct sec_example *ex;
    size_t n = sec_rules_examples(r, &ex), failed = 0;
    unsigned *yes = arena_new(&a, unsigned, sec_rules_count(r)),
             *no = arena_new(&a, unsigned, sec_rules_count(r));
    struct sec_scanner *s = sec_scanner_new(&a, r);
    for (size_t i = 0; i < n; i++) {
        struct list l = {.r = r, .b = SK_BUF_INIT(1 << 20)};
        const struct sec_scan_options o = {
            .found = on_found, .ctx = &l, .path = ex[i].path.n ? ex[i].path : S("src/x")};
        struct str text = sec_generate(&a, ex[i].text), id = sec_rules_at(r, ex[i].rule)->id;
        sec_scan(s, text, &o);
        (ex[i].secret ? yes : no)[ex[i].rule]++;
        if (has_rule(&l, id) != ex[i].secret) {
            fprintf(stderr, STR_FMT ": %s: " STR_FMT "\n", STR_ARG(id),
                    ex[i].secret ? "not found" : "found", STR_ARG(text));
            failed++;
        }
        sk_buf_free(&l.b);
    }
    for (size_t i = 0; i < sec_rules_count(r); i++)
        if (yes[i] < 2 || no[i] < 2) {
            fprintf(stderr, STR_FMT ": %u and %u examples, two of each are wanted\n",
                    STR_ARG(sec_rules_at(r, i)->id), yes[i], no[i]);
            failed++;
        }
    sec_scanner_free(s);
    CHECK(failed == 0, "%zu", failed);
}

static struct str scan_with(struct arena *a, const struct sec_rules *r, struct str text, bool own,
                            size_t piece)
{
    struct list l = {.r = r, .b = SK_BUF_INIT(16 << 20)};
    struct sec_scanner *s = sec_scanner_new(a, r);
    const struct sec_scan_options o = {
        .found = on_found, .ctx = &l, .path = S("x.c"), .decode_depth = 2};
    if (own)
        sec_scanner_own_engine(s);
    if (piece) {
        struct sk_stream *in = sk_stream_mem(a, text);
        CHECK(sec_scan_stream(s, in, &o, NULL) == 0);
    } else {
        sec_scan(s, text, &o);
    }
    sec_scanner_free(s);
    struct str all = str_dup(a, sk_buf_str(&l.b));
    sk_buf_free(&l.b);
    return all;
}

// Both engines, and the stream, give the same on one corpus: the examples of all rules, between real
// text, over several windows.
TEST(sec_engines_agree)
{
    ARENA_SCRATCH(a);
    const struct sec_rules *r = builtin(&a, false), *e = builtin(&a, true);
    const struct sec_example *ex;
    size_t n = sec_rules_examples(e, &ex);
    SK_BUF_SCRATCH(text, 64 << 20);
    struct str filler = test_file(&a, "tests/unit/test_secret.c");
    for (int round = 0; round < 3; round++)
        for (size_t i = 0; i < n; i++) {
            sk_buf_add(&text, sec_generate(&a, ex[i].text));
            sk_buf_add(&text, i % 3 ? S("\n") : S(" "));
            sk_buf_add(&text, str_sub(filler, i * 97 % filler.n, 400));
            if (i % 50 == 0)
                sk_buf_add(&text, sk_base64(&a, sec_generate(&a, ex[i].text)));
        }
    struct str hs = scan_with(&a, r, sk_buf_str(&text), false, 0);
    struct str own = scan_with(&a, r, sk_buf_str(&text), true, 0);
    struct str stream = scan_with(&a, r, sk_buf_str(&text), false, 1000);
    CHECK(hs.n > 0);
    struct str l1, l2;
    for (size_t line = 1; hs.n || own.n; line++) {
        (void)str_next_line(&hs, &l1);
        (void)str_next_line(&own, &l2);
        CHECK(str_eq(l1, l2), "line %zu: '" STR_FMT "' and '" STR_FMT "'", line, STR_ARG(l1),
              STR_ARG(l2));
        if (stream.n)
            (void)str_next_line(&stream, &l2);
        CHECK(str_eq(l1, l2), "stream, line %zu: '" STR_FMT "' and '" STR_FMT "'", line,
              STR_ARG(l1), STR_ARG(l2));
    }
}
