#include "test.h"

#include "config/shell.h"
#include "core/buf.h"
#include "core/limits.h"

#include <string.h>

// One command a line: line, depth, pipeline, what joins it; then its parts.
static struct str dump(struct arena *a, struct str text)
{
    static const char *const joins[] = {"first", "then", "and", "or", "pipe"};
    SK_BUF_SCRATCH(b, SK_MB);
    struct cfg_shell sh;
    struct sk_err err;
    int r = cfg_shell_split(a, text, &sh, &err);
    for (size_t i = 0; i < sh.n_items; i++) {
        const struct cfg_shell_command *c = &sh.items[i];
        sk_buf_fmt(&b, "%u %u %u %s:", c->line, c->depth, c->pipeline, joins[c->join]);
        for (size_t k = 0; k < c->n_assigns; k++)
            sk_buf_fmt(&b, " (" STR_FMT ")", STR_ARG(c->assigns[k]));
        for (size_t k = 0; k < c->n_words; k++)
            sk_buf_fmt(&b, " [" STR_FMT "|" STR_FMT "]", STR_ARG(c->words[k]),
                       STR_ARG(c->plain[k]));
        for (size_t k = 0; k < c->n_redirects; k++)
            sk_buf_fmt(&b, " {" STR_FMT " " STR_FMT "}", STR_ARG(c->redirects[k].op),
                       STR_ARG(c->redirects[k].target));
        sk_buf_add(&b, c->declares ? S(" declares\n") : S("\n"));
    }
    if (r < 0)
        sk_buf_fmt(&b, "!%s\n", err.msg);
    return str_dup(a, sk_buf_str(&b));
}

// By hand, from the shell's grammar (POSIX.1-2024, 2.10). tests/oracle/shell.sh compares the words with
// another reader of bash.
TEST(shell_rows)
{
    static const struct {
        const char *in, *want;
    } rows[] = {
        {"", ""},
        {"# only a comment", ""},
        {"a b && c || d; e & f", "1 0 1 first: [a|a] [b|b]\n1 0 2 and: [c|c]\n1 0 3 or: [d|d]\n"
                                 "1 0 4 then: [e|e]\n1 0 5 then: [f|f]\n"},
        {"curl x | tee y |& sh", "1 0 1 first: [curl|curl] [x|x]\n1 0 1 pipe: [tee|tee] [y|y]\n"
                                 "1 0 1 pipe: [sh|sh]\n"},
        {"A=1 B='x y' c 2>>log <in &>all",
         "1 0 1 first: (A=1) (B='x y') [c|c] {2>> log} {< in} {&> all}\n"},
        {"A=1", ""},
        {"export A=$(b)",
         "1 0 1 first: [export|export] [A=$(b)|A=$(b)] declares\n1 1 2 first: [b|b]\n"},
        {"a \\\n b\n\nc", "1 0 1 first: [a|a] [b|b]\n4 0 2 then: [c|c]\n"},
        {"a \"x $Y\" '$Z' p\\ q \"\\\"\\n\" $'w\\'x'",
         "1 0 1 first: [a|a] [\"x $Y\"|x $Y] ['$Z'|$Z] [p\\ q|p q] [\"\\\"\\n\"|\"\\n] "
         "[$'w\\'x'|w'x]\n"},
        {"a `b \\`c\\``", "1 0 1 first: [a|a] [$(b `c`)|$(b `c`)]\n1 1 2 first: [b|b] [$(c)|$(c)]\n"
                          "1 2 3 first: [c|c]\n"},
        {"(a; { b; }) | c", "1 1 2 first: [a|a]\n1 2 4 first: [b|b]\n1 0 1 pipe: [c|c]\n"},
        {"cat <<E >f\n$(x)\nE\ny", "1 0 1 first: [cat|cat] {<< E} {> f}\n2 1 2 first: [x|x]\n"
                                   "4 0 3 then: [y|y]\n"},
        {"cat <<'E'\n$(x)\nE\ny", "1 0 1 first: [cat|cat] {<< 'E'}\n4 0 2 then: [y|y]\n"},
        {"a `\nb\n` $((\n1 + $(c)))",
         "1 0 1 first: [a|a] [$(b)|$(b)] [$((1 + $(c)))|$((1 + $(c)))]\n2 1 2 first: [b|b]\n"
         "4 2 3 first: [c|c]\n"},
        {"f() { a; }; f", "1 2 3 first: [a|a]\n1 0 4 then: [f|f]\n"},
        {"a && ", "1 0 1 first: [a|a]\n!line 1: a command is missing\n"},
        {"a\n'b", "1 0 1 first: [a|a]\n!line 2: a quote ' without an end\n"},
        {"a )", "1 0 1 first: [a|a]\n!line 1: ) without (\n"},
        {"if a; then b", "1 1 2 first: [a|a]\n1 1 3 first: [b|b]\n!line 1: if without fi\n"},
        {"a >", "1 0 1 first: [a|a] {> }\n!line 1: a redirection to nothing\n"},
        {"a $(b",
         "1 0 1 first: [a|a]\n1 1 2 first: [b|b]\n!line 1: a substitution without an end\n"},
        {"case x in a) b;; esac", "1 1 2 first: [b|b]\n"},
        {"a ;; b", "1 0 1 first: [a|a]\n!line 1: a command is missing\n"},
    };
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        ARENA_SCRATCH(a);
        struct str got = dump(&a, str_from(rows[i].in));
        CHECK(str_eq(got, str_from(rows[i].want)), "row %zu (%s): got\n%.*s", i, rows[i].in,
              (int)got.n, got.p);
    }
}

// Each limit is met and named; nothing takes long.
TEST(shell_limits)
{
    static const struct {
        const char *unit, *end, *why;
    } rows[] = {
        {"$(", "", "nested too deeply"},
        {"(", "", "too complicated"},
        {"{ ", "", "nested too deeply"},
        {"\"${a:-", "", "nested too deeply"},
        {"if ", "", "nested too deeply"},
        {"a;", "", "too many commands"},
        {"$((a #'((((\n) ) ", "", "too complicated"},
        {"f() ", "", "nested too deeply"},
        {"<(", "", "nested too deeply"},
        {"a=(", "", "a bracket without an end"},
        {"`", "", NULL},
        {"<<E ", "", NULL},
    };
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        ARENA_SCRATCH(a);
        SK_BUF_SCRATCH(b, SK_MB);
        struct cfg_shell sh;
        struct sk_err err = {0};
        struct str unit = str_from(rows[i].unit);
        while (b.n + unit.n <= CFG_SHELL_MAX_BYTES)
            sk_buf_add(&b, unit);
        int r = cfg_shell_split(&a, sk_buf_str(&b), &sh, &err);
        CHECK(!rows[i].why || (r < 0 && strstr(err.msg, rows[i].why)), "row %zu: %d %s", i, r,
              err.msg);
    }
    ARENA_SCRATCH(a);
    struct cfg_shell sh;
    CHECK(cfg_shell_split(&a, (struct str){"", CFG_SHELL_MAX_BYTES + 1}, &sh, NULL) == SK_ELIMIT);
}

// Cut after every byte: no crash (ASan), and what was whole before stays.
TEST(shell_truncated)
{
    static const char *const files[] = {"words", "compound", "heredoc", "mixed"};
    for (size_t i = 0; i < COUNT_OF(files); i++) {
        ARENA_SCRATCH(perm);
        struct str text = test_file(&perm, str_fmt(&perm, "tests/data/shell/%s.sh", files[i]).p);
        size_t before = 0;
        for (size_t n = 0; n <= text.n; n++) {
            ARENA_SCRATCH(a);
            struct cfg_shell sh;
            char *copy = arena_new(&a, char, n);
            memcpy(copy, text.p, n);
            (void)!cfg_shell_split(&a, (struct str){copy, n}, &sh, NULL);
            before = sh.n_items > before ? sh.n_items : before;
        }
        CHECK(before >= 10, "%s: %zu", files[i], before);
    }
}
