// The cases of tests/data/rego/*.txt: a module, a query, and what it must yield. Expected values were
// checked against opa 1.4.2 (tests/oracle/rego.sh runs the same files through it).
//
//   === name of the case
//   --- module            (any number; Rego)
//   --- input             (JSON; may be absent)
//   --- data              (JSON; may be absent)
//   --- query             (a query, one line or more)
//   --- want              (the values of its expressions, one solution a line: JSON, in any order;
//                          nothing: undefined; "error CODE": it fails so)
#include "test.h"

#include "core/arena.h"
#include "core/buf.h"
#include "engine/rego/rego.h"

#include <glob.h>
#include <stdlib.h>
#include <string.h>

enum { MAX_MODULES = 8 };

struct a_case {
    struct str name, modules[MAX_MODULES], input, data, query, want;
    size_t n_modules;
    uint32_t line;
};

static struct str *part_of(struct a_case *k, struct str what)
{
    if (str_eq(what, S("module")) && k->n_modules < MAX_MODULES)
        return &k->modules[k->n_modules++];
    if (str_eq(what, S("input")))
        return &k->input;
    if (str_eq(what, S("data")))
        return &k->data;
    return str_eq(what, S("query")) ? &k->query : str_eq(what, S("want")) ? &k->want : NULL;
}

static int by_line(const void *a, const void *b)
{
    return str_ptr_cmp(a, b);
}

static struct str sorted_lines(struct arena *a, struct str text)
{
    struct str *lines = NULL, line;
    size_t n = 0, cap = 0;
    while (str_next_line(&text, &line))
        if (str_trim(line).n)
            *VEC_PUSH(a, lines, n, cap) = str_trim(line);
    if (n)
        qsort(lines, n, sizeof *lines, by_line);
    SK_BUF_SCRATCH(b, 1 << 24);
    for (size_t i = 0; i < n; i++)
        sk_buf_fmt(&b, "%.*s\n", (int)lines[i].n, lines[i].p);
    return str_dup(a, sk_buf_str(&b));
}

static struct str failure(struct rego *r, struct arena *a, const struct sk_err *err)
{
    size_t n;
    const struct rego_error *e = rego_errors(r, &n);
    return n ? str_fmt(a, "error " STR_FMT, STR_ARG(e[0].code)) : str_fmt(a, "error %s", err->msg);
}

static struct str outcome(struct arena *a, const struct a_case *k)
{
    struct sk_err err = {0};
    struct rego *r = rego_new(a, NULL);
    struct rego_options o = {.strict_builtins = str_starts(k->want, S("error"))};
    struct rego_query q;
    const struct rego_val *doc;
    for (size_t i = 0; i < k->n_modules; i++)
        if (rego_add_module(r, str_fmt(a, "m%zu.rego", i), k->modules[i], &err) < 0)
            return failure(r, a, &err);
    if (k->data.n && (rego_from_json(a, k->data, &doc, &err) < 0 ||
                      rego_add_data(r, (struct str){0}, doc, &err) < 0))
        return str_fmt(a, "error %s", err.msg);
    if (k->input.n && rego_from_json(a, k->input, &o.input, &err) < 0)
        return str_fmt(a, "error %s", err.msg);
    if (rego_query(r, a, str_trim(k->query), &o, &q, &err) < 0)
        return failure(r, a, &err);
    SK_BUF_SCRATCH(b, 1 << 24);
    for (size_t i = 0; i < q.n_results; i++)
        for (size_t e = 0; e < q.n_exprs; e++) {
            rego_to_json(&b, q.results[i].values[e], 0);
            sk_buf_add_char(&b, e + 1 < q.n_exprs ? ' ' : '\n');
        }
    return str_dup(a, sk_buf_str(&b));
}

static int run_case(const struct a_case *k, const char *path)
{
    ARENA_SCRATCH(a);
    struct str got = sorted_lines(&a, outcome(&a, k)), want = sorted_lines(&a, k->want);
    if (str_eq(got, want))
        return 0;
    fprintf(stderr, "%s:%u: %.*s\n  got  %.*s\n  want %.*s\n", path, k->line, (int)k->name.n,
            k->name.p, (int)got.n, got.p, (int)want.n, want.p);
    return 1;
}

static int run_file(const char *path, int *ret_n)
{
    ARENA_SCRATCH(a);
    struct str rest = test_file(&a, path), line, *part = NULL;
    struct a_case k = {0};
    int bad = 0;
    for (uint32_t no = 1; str_next_line(&rest, &line); no++) {
        struct str what = line;
        if (str_take(&what, S("=== "))) {
            bad += k.name.n ? run_case(&k, path) : 0;
            *ret_n += k.name.n != 0;
            k = (struct a_case){.name = what, .line = no};
            part = NULL;
        } else if (str_take(&what, S("--- "))) {
            part = part_of(&k, what);
            CHECK(part, "%s:%u: no such part", path, no);
        } else if (part) {
            *part = part->n ? (struct str){part->p, (size_t)(line.p + line.n - part->p)} : line;
        }
    }
    bad += k.name.n ? run_case(&k, path) : 0;
    *ret_n += k.name.n != 0;
    return bad;
}

TEST(rego_cases)
{
    glob_t g;
    int bad = 0, n = 0;
    CHECK(glob("tests/data/rego/*.txt", 0, NULL, &g) == 0, "run from the top folder");
    for (size_t i = 0; i < g.gl_pathc; i++)
        bad += run_file(g.gl_pathv[i], &n);
    globfree(&g);
    CHECK(bad == 0, "%d of %d cases", bad, n);
    CHECK(n > 20, "only %d cases", n);
}

// A result leads back to the line of the document that it came from.
TEST(rego_source_link)
{
    ARENA_SCRATCH(a);
    struct sk_err err = {0};
    struct sk_doc *docs;
    size_t n;
    struct str yaml = S("kind: Pod\nspec:\n  containers:\n  - name: web\n  - name: db\n");
    CHECK(sk_yaml_read(&a, S("pod.yaml"), yaml, &docs, &n, &err) == 0, "%s", err.msg);
    struct rego *r = rego_new(&a, NULL);
    struct str text = S("package shop\nfound contains c if { some c in input.spec.containers }\n");
    CHECK(rego_add_module(r, S("shop.rego"), text, &err) == 0, "%s", err.msg);
    struct rego_options o = {.input = rego_from_doc(&a, docs[0].root)};
    const struct rego_val *v;
    CHECK(rego_eval_path(r, &a, S("data.shop.found"), &o, &v, &err) == 0, "%s", err.msg);
    CHECK(v && v->kind == REGO_SET && v->n == 2, "two containers");
    const struct rego_val *name = rego_get_str(v->items[1], S("name"));
    CHECK_STR(rego_val_str(name), "web");
    CHECK(sk_val_line(&docs[0], name->src) == 4, "line %u", sk_val_line(&docs[0], name->src));
    CHECK(sk_val_line(&docs[0], v->items[0]->src) == 5, "the container's own line");
}

// A rule that counts to the end of time, and one that fills the memory, end with an error.
TEST(rego_budget)
{
    static const char *const rules[] = {
        "package p\nxs := numbers.range(1, 1000)\np if { a := xs[_]; b := xs[_]; c := xs[_]; d := "
        "xs[_]; a + b + c + d < 0 }\n",
        "package p\nxs := numbers.range(1, 1000)\np contains [a, b, c] if { a := xs[_]; b := "
        "xs[_]; "
        "c := xs[_] }\n",
    };
    for (size_t i = 0; i < COUNT_OF(rules); i++) {
        ARENA_SCRATCH(a);
        struct sk_err err = {0};
        struct rego *r = rego_new(&a, NULL);
        CHECK(rego_add_module(r, S("p.rego"), str_from(rules[i]), &err) == 0, "%s", err.msg);
        struct rego_options o = {.max_steps = 2000000, .max_memory = 64 << 20};
        const struct rego_val *v;
        int rc = rego_eval_path(r, &a, S("data.p.p"), &o, &v, &err);
        CHECK(rc == SK_ELIMIT, "row %zu: %d %s", i, rc, err.msg);
        CHECK(str_has(str_from(err.msg), S("more than")), "%s", err.msg);
    }
}

// Patterns that make a backtracking matcher take exponential time: this would not end.
TEST(rego_regex_linear)
{
    static const char *const patterns[] = {"(a*)*b", "(a|a)*b", "(a|aa)+$b", "(.*)*(.*)*x",
                                           "(a?){500}b"};
    ARENA_SCRATCH(a);
    size_t n = 20000;
    char *text = arena_new(&a, char, n);
    memset(text, 'a', n);
    for (size_t i = 0; i < COUNT_OF(patterns); i++) {
        bool match = true;
        struct sk_err err = {0};
        CHECK(rego_regex_match(str_from(patterns[i]), (struct str){text, n}, &match, &err) == 0,
              "%s: %s", patterns[i], err.msg);
        CHECK(!match, "%s", patterns[i]);
    }
}

// Every case file cut after every byte: no crash, and no module that is half there.
TEST(rego_truncated)
{
    ARENA_SCRATCH(perm);
    struct str all = test_file(&perm, "tests/data/rego/fuzz_module/with.rego");
    for (size_t n = 0; n <= all.n; n++) {
        ARENA_SCRATCH(a);
        struct sk_err err;
        char *copy = arena_new(&a, char, n);
        if (n)
            memcpy(copy, all.p, n);
        struct rego *r = rego_new(&a, NULL);
        const struct rego_val *v;
        struct rego_options o = {.max_steps = 100000};
        if (rego_add_module(r, S("cut.rego"), (struct str){copy, n}, &err) == 0)
            (void)!rego_eval_path(r, &a, S("data.w"), &o, &v, &err);
    }
}

static const struct rego_val *double_it(struct rego_call *c, const struct rego_val **args)
{
    int64_t i;
    if (!rego_val_i64(args[0], &i))
        return rego_call_fail(c, "no integer");
    return rego_int(rego_call_arena(c), i * 2 + *(int *)rego_call_host(c));
}

// A builtin of the embedding program, with its own context.
TEST(rego_host_builtin)
{
    static const struct rego_builtin twice = {.name = "shop.twice", .args = "n", .fn = double_it};
    ARENA_SCRATCH(a);
    int plus = 5;
    struct sk_err err = {0};
    struct rego_config config = {.host = &plus};
    struct rego_query q;
    struct rego *r = rego_new(&a, &config);
    rego_add_builtin(r, &twice);
    CHECK(rego_query(r, &a, S("shop.twice(4)"), NULL, &q, &err) == 0, "%s", err.msg);
    CHECK(q.n_results == 1, "%zu", q.n_results);
    int64_t i = 0;
    CHECK(rego_val_i64(q.results[0].values[0], &i) && i == 13, "%lld", (long long)i);
    CHECK(rego_query(r, &a, S("shop.twice(\"x\")"), NULL, &q, &err) < 0, "a string is no number");
}

TEST(rego_annotations)
{
    ARENA_SCRATCH(a);
    struct sk_err err = {0};
    struct rego *r = rego_new(&a, NULL);
    struct str text = S("# METADATA\n# title: All\n# entrypoint: true\n# custom:\n#   id: S-1\n"
                        "deny contains 1 if true\n");
    CHECK(rego_add_module(r, S("a.rego"), str_join(&a, S("package shop\n"), text), &err) == 0, "%s",
          err.msg);
    size_t n;
    const struct rego_annotation *notes = rego_annotations(r, &n);
    CHECK(n == 1 && notes[0].entrypoint, "%zu", n);
    CHECK_STR(notes[0].path, "data.shop.deny");
    CHECK(notes[0].line == 2, "%u", notes[0].line);
    const struct rego_val *custom = rego_get_str(notes[0].value, S("custom"));
    CHECK_STR(rego_val_str(rego_get_str(custom, S("id"))), "S-1");
}

static const struct rego_val *count_calls(struct rego_call *c, const struct rego_val **args)
{
    ++*(int *)rego_call_host(c);
    return args[0];
}

// What one rule has computed serves the next; one that goes over its budget takes nothing from it.
TEST(rego_session)
{
    static const struct rego_builtin count = {.name = "shop.count", .args = "*", .fn = count_calls};
    ARENA_SCRATCH(a);
    int calls = 0;
    struct sk_err err = {0};
    struct rego_config config = {.host = &calls};
    struct rego *r = rego_new(&a, &config);
    rego_add_builtin(r, &count);
    struct str text = S("package shop\n"
                        "shared := shop.count(input.n)\n"
                        "one contains shared\n"
                        "slow contains x if { some x in numbers.range(1, 3000)\n"
                        "  some y in numbers.range(1, 3000); x * y < 0 }\n"
                        "two contains shared + 1\n"
                        "f(x) := x\n");
    CHECK(rego_add_module(r, S("a.rego"), text, &err) == 0, "%s", err.msg);
    CHECK(rego_compile(r, &err) == 0, "%s", err.msg);
    CHECK(!rego_find_entry(r, S("data.shop.three")) && !rego_find_entry(r, S("data.shop.f")) &&
              !rego_find_entry(r, S("shop.one")),
          "no rules");
    static const char *const paths[] = {"data.shop.one", "data.shop.slow", "data.shop.two",
                                        "data.shop.slow", "data.shop.one"};
    static const char *const want[] = {"[7]", NULL, "[8]", NULL, "[7]"};
    const struct rego_val *input, *v;
    CHECK(rego_from_json(&a, S("{\"n\": 7}"), &input, &err) == 0, "%s", err.msg);
    const struct rego_options o = {.input = input, .max_steps = 100000};
    struct rego_session *s = rego_session_new(r, &a, &o);
    for (size_t i = 0; i < COUNT_OF(paths); i++) {
        SK_BUF_SCRATCH(b, 1000);
        int x = rego_session_eval(s, rego_find_entry(r, str_from(paths[i])), &v, &err);
        CHECK(want[i] ? x == 0 : x == SK_ELIMIT && !v, "%s", err.msg);
        if (!want[i])
            continue;
        rego_to_json(&b, v, 0);
        CHECK_STR(sk_buf_str(&b), want[i]);
    }
    CHECK(calls == 1, "%d", calls);
}
