#include "test.h"

#include "core/arena.h"
#include "engine/licence/licence.h"
#include "engine/licence/licence_int.h"
#include "engine/licence/names.h"
#include "engine/licence/policy.h"

#include <string.h>

TEST(lic_tables)
{
    ARENA_SCRATCH(a);
    struct lic_expr *e;
    struct sk_err err;
    for (size_t i = 0; i < lic_n_ids; i++) {
        const struct lic_id *id = &lic_ids[i];
        CHECK(i == 0 || lic_cmp_nocase(lic_ids[i - 1].id, id->id) < 0, "order: " STR_FMT,
              STR_ARG(id->id));
        CHECK(lic_id_find(id->id) == id, STR_FMT, STR_ARG(id->id));
        CHECK(!id->instead.n || lic_parse(&a, id->instead, &e, &err) == 0, STR_FMT ": %s",
              STR_ARG(id->id), err.msg);
    }
    for (size_t i = 1; i < lic_n_exceptions; i++)
        CHECK(lic_cmp_nocase(lic_exceptions[i - 1].id, lic_exceptions[i].id) < 0, STR_FMT,
              STR_ARG(lic_exceptions[i].id));
}

TEST(lic_name_table)
{
    ARENA_SCRATCH(a);
    static const struct {
        const char *key, *to;
    } rows[] = {
#define LIC_NAME(key, to, certain) {key, to},
#include "engine/licence/names.def"
#undef LIC_NAME
    };
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        struct lic_expr *e;
        struct sk_err err;
        CHECK_STR(lic_name_key(&a, str_from(rows[i].key)), rows[i].key, "is its own key");
        CHECK(i == 0 || lic_cmp_nocase(str_from(rows[i - 1].key), str_from(rows[i].key)) < 0,
              "order: %s", rows[i].key);
        CHECK(lic_parse(&a, str_from(rows[i].to), &e, &err) == 0, "%s: %s", rows[i].to, err.msg);
        CHECK_STR(lic_print(&a, e), rows[i].to, "%s", rows[i].key);
    }
}

// Expected values: the SPDX list, Debian's copyright format, Fedora's short names (see the file's head).
TEST(lic_names)
{
    ARENA_SCRATCH(a);
    struct str text = test_file(&a, "tests/data/licence/names.txt"), line, in, want;
    size_t n = 0;
    while (str_next_line(&text, &line)) {
        struct lic_reading r;
        if (!line.n || str_starts(line, S("#")))
            continue;
        CHECK(str_cut_str(line, S(" => "), &in, &want), STR_FMT, STR_ARG(line));
        lic_read(&a, in, &r);
        struct str got = lic_print(&a, r.expr);
        if (!r.certain)
            got = str_join(&a, got, S(" ?"));
        CHECK_STR(got, str_to_c(&a, want), STR_FMT, STR_ARG(in));
        CHECK(r.certain || r.note.n, "a doubt has a reason: " STR_FMT, STR_ARG(in));
        n++;
    }
    CHECK(n > 80, "%zu", n);
}

TEST(lic_parse_refuses)
{
    ARENA_SCRATCH(a);
    static const char *const bad[] = {
        "",
        "(",
        "MIT AND",
        "OR MIT",
        "MIT MIT",
        "MIT WITH MIT",
        "Foo",
        "MIT)",
        "()",
        "LicenseRef-",
        "MIT WITH Classpath-exception-2.0 WITH GCC-exception-3.1",
        "LicenseRef-a+",
        "MIT +",
        "DocumentRef-:LicenseRef-x",
        "MIT,ISC",
        "MIT/ISC",
    };
    for (size_t i = 0; i < COUNT_OF(bad); i++) {
        struct lic_expr *e;
        struct sk_err err = {0};
        CHECK(lic_parse(&a, str_from(bad[i]), &e, &err) < 0, "%s", bad[i]);
        CHECK(err.msg[0], "%s", bad[i]);
    }
}

// By what OR and AND mean: who may choose takes the best, who must take all has the worst.
TEST(lic_families)
{
    static const struct {
        const char *in;
        enum lic_family want;
    } rows[] = {
        {"MIT", LIC_PERMISSIVE},
        {"GPL-2.0-only OR MIT", LIC_PERMISSIVE},
        {"GPL-2.0-only AND MIT", LIC_STRONG},
        {"GPL-2.0-only WITH Classpath-exception-2.0", LIC_WEAK},
        {"AGPL-3.0-or-later", LIC_NETWORK},
        {"MIT AND (LGPL-2.1-only OR AGPL-3.0-only)", LIC_WEAK},
        {"LicenseRef-x", LIC_UNKNOWN},
        {"BUSL-1.1", LIC_RESTRICTED},
        {"NOASSERTION", LIC_NONE},
    };
    ARENA_SCRATCH(a);
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        struct lic_expr *e;
        CHECK(lic_parse(&a, str_from(rows[i].in), &e, NULL) == 0, "%s", rows[i].in);
        CHECK(lic_expr_family(e) == rows[i].want, "%s: %d", rows[i].in, lic_expr_family(e));
    }
}

// Bounded in depth, number and time, whatever comes in.
TEST(lic_limits)
{
    ARENA_SCRATCH(a);
    SK_BUF_SCRATCH(b, 1 << 20);
    struct lic_expr *e;
    struct lic_reading r;
    for (int i = 0; i < LIC_MAX_DEPTH + 50; i++)
        sk_buf_add_char(&b, '(');
    sk_buf_add(&b, S("MIT"));
    CHECK(lic_parse(&a, sk_buf_str(&b), &e, NULL) == SK_ELIMIT);
    lic_read(&a, sk_buf_str(&b), &r);
    sk_buf_clear(&b);
    for (int i = 0; i < 1500; i++)
        sk_buf_add(&b, i ? S(" or a") : S("a"));
    lic_read(&a, sk_buf_str(&b), &r);
    CHECK(!r.certain);
    sk_buf_clear(&b);
    for (int i = 0; i < 4000; i++)
        sk_buf_fmt(&b, "%sx%d", i ? "," : "", i);
    lic_read(&a, sk_buf_str(&b), &r);
    CHECK(!r.certain);
}

// Every cut of every row: it ends, prints something that reads back as itself.
TEST(lic_names_cut)
{
    ARENA_SCRATCH(a);
    struct str text = test_file(&a, "tests/data/licence/names.txt"), line;
    while (str_next_line(&text, &line))
        for (size_t n = 0; n <= line.n; n++) {
            ARENA_SCRATCH(tmp);
            struct lic_reading r;
            struct lic_expr *again;
            lic_read(&tmp, str_head(line, n), &r);
            struct str got = lic_print(&tmp, r.expr);
            CHECK(lic_parse(&tmp, got, &again, NULL) == 0, STR_FMT, STR_ARG(got));
            CHECK(str_eq(lic_print(&tmp, again), got), STR_FMT, STR_ARG(got));
        }
}

// By the words of docs/licences.md: rules first, then deny, review, allow, then the family; OR takes
// the best, AND the worst.
TEST(lic_policy)
{
    static const char policy[] = "allow = ['GPL-2.0-*']\n"
                                 "deny = ['AGPL-*', 'SSPL-1.0']\n"
                                 "review = ['MPL-1.1']\n"
                                 "[families]\n"
                                 "none = 'deny'\n"
                                 "[[rule]]\n"
                                 "packages = ['npm/bought@*']\n"
                                 "licences = ['AGPL-3.0-only']\n"
                                 "verdict = 'allow'\n"
                                 "reason = 'contract 7'\n"
                                 "[[rule]]\n"
                                 "paths = ['test/*']\n"
                                 "families = ['strong', 'network']\n"
                                 "verdict = 'allow'\n"
                                 "[[rule]]\n"
                                 "packages = ['pypi/odd']\n"
                                 "licence = 'MIT'\n";
    static const struct {
        const char *type, *name, *path, *expr;
        enum lic_verdict want;
        const char *chosen;
    } rows[] = {
        {"npm", "x", "a", "MIT", LIC_ALLOW, ""},
        {"npm", "x", "a", "AGPL-3.0-only", LIC_DENY, ""},
        {"npm", "x", "a", "AGPL-3.0-only OR MIT", LIC_ALLOW, "MIT"},
        {"npm", "x", "a", "AGPL-3.0-only AND MIT", LIC_DENY, ""},
        {"npm", "bought", "a", "AGPL-3.0-only", LIC_ALLOW, ""},
        {"npm", "bought", "a", "AGPL-3.0-or-later", LIC_DENY, ""},
        {"npm", "x", "test/y", "AGPL-3.0-only", LIC_ALLOW, ""},
        {"npm", "x", "a", "GPL-3.0-only", LIC_REVIEW, ""},
        {"npm", "x", "a", "GPL-2.0-or-later", LIC_ALLOW, ""},
        {"deb", "x", "a", "GPL-3.0-only", LIC_ALLOW, ""},
        {"npm", "x", "a", "MPL-1.1", LIC_REVIEW, ""},
        {"npm", "x", "a", "(MPL-1.1 OR SSPL-1.0) AND MIT", LIC_REVIEW, "MPL-1.1 AND MIT"},
        {"npm", "x", "a", "NOASSERTION", LIC_DENY, ""},
        {"npm", "x", "a", "LicenseRef-what", LIC_REVIEW, ""},
        {"pypi", "odd", "a", "LicenseRef-what", LIC_ALLOW, ""},
    };
    ARENA_SCRATCH(a);
    const struct lic_policy *p;
    struct sk_err err;
    CHECK(lic_policy_read(&a, S("p.toml"), str_from(policy), &p, &err) == 0, "%s", err.msg);
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        struct lic_expr *e;
        struct lic_judgement j;
        struct str path = str_from(rows[i].path);
        const struct lic_subject s = {str_from(rows[i].type), str_from(rows[i].name), S("1"), &path,
                                      1};
        CHECK(lic_parse(&a, str_from(rows[i].expr), &e, NULL) == 0, "%s", rows[i].expr);
        lic_judge(&a, p, &s, e, false, &j);
        CHECK(j.verdict == rows[i].want, "row %zu: %s: %s", i, rows[i].expr, j.why.p);
        CHECK_STR(j.chosen ? lic_print(&a, j.chosen) : S(""), rows[i].chosen, "row %zu", i);
        CHECK(j.why.n, "row %zu", i);
    }
    struct lic_judgement j;
    struct lic_expr *mit;
    const struct lic_subject s = {S("npm"), S("x"), S("1"), NULL, 0};
    CHECK(lic_parse(&a, S("MIT"), &mit, NULL) == 0);
    lic_judge(&a, lic_policy_default(&a), &s, mit, true, &j);
    CHECK(j.verdict == LIC_REVIEW, "a similar text is no certainty");
}

TEST(lic_policy_refuses)
{
    static const struct {
        const char *text, *says;
    } rows[] = {
        {"alow = []", "p.toml:1: no setting 'alow'"},
        {"\nallow = ['MITT']", "p.toml:2: 'MITT' is no licence"},
        {"allow = 'MIT'", "a list of patterns"},
        {"allow = [1]", "is no pattern in quotes"},
        {"[families]\nstrong = 'no'", "p.toml:2: 'no' is neither allow nor review nor deny"},
        {"[families]\nstron = 'deny'", "'stron' is no family"},
        {"[[rule]]\nverdict = 'deny'", "fits everything"},
        {"[[rule]]\npackages = ['a']", "without verdict"},
        {"[[rule]]\npackages = ['a']\nverdict='deny'\nfamilies=['x']", "'x' is no family"},
        {"[[rule]]\npackages = ['a']\nlicence='a b'", "is no SPDX expression"},
        {"allow = [", "p.toml"},
    };
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        ARENA_SCRATCH(a);
        const struct lic_policy *p;
        struct sk_err err = {0};
        CHECK(lic_policy_read(&a, S("p.toml"), str_from(rows[i].text), &p, &err) == SK_EUSAGE, "%s",
              rows[i].text);
        CHECK(str_has(str_from(err.msg), str_from(rows[i].says)), "%s: %s", rows[i].text, err.msg);
    }
}
