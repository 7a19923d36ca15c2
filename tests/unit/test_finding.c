// From matches to findings and from findings to actions. Expected: the contracts in finding/finding.h and
// remedy/remedy.h.
#include "test.h"

#include "finding/finding.h"
#include "remedy/remedy.h"

#include <string.h>

struct made { // a scan's answer, made by hand
    struct arena *a;
    struct inv_result inv;
    struct adv_matches matches;
    struct fnd_set set;
};

static struct inv_component *component(struct made *m, const char *type, const char *name,
                                       const char *version, const char *path, uint32_t layer)
{
    struct inv_component *c = VEC_PUSH(m->a, m->inv.items, m->inv.n_items, m->inv.cap_items);
    *c = (struct inv_component){
        .pkg = {.type = type, .name = str_from(name), .version = str_from(version)},
        .layer = layer,
        .owned_by = UINT32_MAX};
    *VEC_PUSH(m->a, c->paths, c->n_paths, c->cap_paths) = str_from(path);
    c->pkg.path = c->paths[0];
    return c;
}

// Of the last component.
static struct adv_match *match(struct made *m, const char *cve, const char *fixed,
                               enum adv_severity severity)
{
    struct adv_match *x =
        VEC_PUSH(m->a, m->matches.items, m->matches.n_items, m->matches.cap_items);
    const char *type = m->inv.items[m->inv.n_items - 1].pkg.type;
    *x = (struct adv_match){.pkg = (uint32_t)m->inv.n_items - 1,
                            .id = str_from(cve),
                            .cve = str_from(cve),
                            .space = str_from(strcmp(type, "deb") == 0 ? "debian:12" : type),
                            .fixed = str_from(fixed),
                            .severity = severity,
                            .cvss = -1};
    return x;
}

static void build(struct made *m)
{
    struct sk_err err = {0};
    m->set.inv = &m->inv;
    m->set.items = NULL;
    m->set.n_items = m->set.cap_items = 0;
    CHECK(fnd_build(m->a, &m->matches, &m->set, &err) == 0, "%s", err.msg);
}

TEST(finding_fingerprint)
{
    static const struct {
        const char *type, *name, *version, *path;
        uint32_t layer;
        const char *src, *cve;
        bool same; // as the first
    } rows[] = {
        {"npm", "left", "1.0.0", "a/package-lock.json", 0, NULL, "CVE-2099-0001", true},
        {"npm", "left", "1.0.1", "a/package-lock.json", 0, NULL, "CVE-2099-0001", true},
        {"npm", "left", "1.0.0", "b/yarn.lock", 3, NULL, "CVE-2099-0001", true},
        {"npm", "left", "1.0.0", "a/package-lock.json", 0, NULL, "CVE-2099-0002", false},
        {"npm", "left2", "1.0.0", "a/package-lock.json", 0, NULL, "CVE-2099-0001", false},
        {"pypi", "left", "1.0.0", "a/package-lock.json", 0, NULL, "CVE-2099-0001", false},
        {"deb", "lib", "1", "status", 0, "left", "CVE-2099-0001", false},
    };
    struct str first = {0};
    ARENA_SCRATCH(a);
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        struct made m = {.a = &a};
        struct inv_component *c =
            component(&m, rows[i].type, rows[i].name, rows[i].version, rows[i].path, rows[i].layer);
        c->pkg.src_name = str_from(rows[i].src);
        c->pkg.line = (uint32_t)i * 10;
        (void)match(&m, rows[i].cve, i % 2 ? "2.0.0" : "", (enum adv_severity)(i % 6));
        build(&m);
        CHECK(m.set.n_items == 1 && m.set.items[0].id.n == 12, "row %zu", i);
        first = i ? first : m.set.items[0].id;
        CHECK(str_eq(first, m.set.items[0].id) == rows[i].same, "row %zu", i);
        CHECK_STR(m.set.items[0].package, rows[i].src ? rows[i].src : rows[i].name);
    }
}

TEST(finding_joins)
{
    ARENA_SCRATCH(a);
    struct made m = {.a = &a};
    component(&m, "deb", "libssl3", "1.0-1", "status", 0)->pkg.src_name = S("openssl");
    (void)match(&m, "CVE-2099-0001", "1.0-3", ADV_SEV_LOW);
    component(&m, "deb", "openssl", "1.0-2", "status", 1);
    (void)match(&m, "CVE-2099-0001", "1.0-10", ADV_SEV_HIGH);
    match(&m, "CVE-2099-0002", "", ADV_SEV_CRITICAL)->status = ADV_WONT_FIX;
    component(&m, "pypi", "six", "1.0", "x", 0)->owned_by = 0; // of an OS package: not reported
    (void)match(&m, "CVE-2099-0003", "2.0", ADV_SEV_HIGH);
    component(&m, "npm", "left", "1.0", "x", 0);
    match(&m, "CVE-2099-0004", "2.0", ADV_SEV_HIGH)->status = ADV_NOT_AFFECTED;
    build(&m);
    CHECK(m.set.n_items == 2, "%zu", m.set.n_items);
    CHECK_STR(m.set.items[0].name, "CVE-2099-0002");
    const struct fnd_finding *f = &m.set.items[1];
    CHECK(f->n_components == 2 && f->severity == ADV_SEV_HIGH, "%zu", f->n_components);
    CHECK_STR(f->fixed, "1.0-10"); // the larger of the two, not by text
    CHECK(fnd_find(&m.set, f->id) == f && fnd_find(&m.set, str_head(f->id, 6)) == f);
    CHECK(!fnd_find(&m.set, S("")) && !fnd_find(&m.set, S("zz")));
    // one of them has no fix: the finding cannot be removed
    component(&m, "deb", "openssl", "1.0-9", "status", 1);
    (void)match(&m, "CVE-2099-0001", "", ADV_SEV_HIGH);
    component(&m, "deb", "openssl", "1.0-8", "status", 1);
    (void)match(&m, "CVE-2099-0001", "1.0-11", ADV_SEV_HIGH);
    build(&m);
    CHECK(m.set.items[1].n_components == 4 && !m.set.items[1].fixed.n);
    m.matches.items[0].pkg = 1000;
    CHECK(fnd_build(&a, &m.matches, &m.set, NULL) == SK_EFORMAT, "a component that is none");
}

// A rule and the secret engine on one line: one finding, with the graver severity; what the engine did not
// find stays with the rule.
TEST(finding_secret_and_rule)
{
    static const struct {
        uint32_t first, last, n_rule, secret_line; // places of the rule, and where one secret is
        size_t left;                               // places of the rule afterwards
    } rows[] = {
        {2, 2, 1, 2, 0}, {2, 3, 1, 3, 0}, {2, 2, 1, 5, 1}, {2, 3, 2, 3, 2}, {0, 0, 1, 2, 1}};
    static const struct fnd_rule rule = {.principle = S_INIT("secrets outside of artifacts")};
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        ARENA_SCRATCH(a);
        struct fnd_set set = {0};
        const struct fnd_secret secret = {.rule = S("key"),
                                          .path = S("Dockerfile"),
                                          .hash = S("00"),
                                          .severity = ADV_SEV_LOW,
                                          .line = rows[i].secret_line,
                                          .end_line = rows[i].secret_line};
        struct fnd_config config[2] = {{.rule = S("SKD005"),
                                        .severity = S("HIGH"),
                                        .path = S("Dockerfile"),
                                        .message = S("A"),
                                        .about = &rule,
                                        .line = rows[i].first,
                                        .end_line = rows[i].last}};
        config[1] = config[0];
        config[1].message = S("B");
        fnd_add_secrets(&a, &set, &secret, 1);
        fnd_add_config(&a, &set, config, rows[i].n_rule);
        fnd_join_secrets(&set);
        size_t left = 0;
        for (size_t k = 0; k < set.n_items; k++)
            left += set.items[k].kind == FND_CONFIG ? set.items[k].n_places : 0;
        CHECK(left == rows[i].left, "row %zu: %zu", i, left);
        CHECK(set.items[0].severity == (left ? ADV_SEV_LOW : ADV_SEV_HIGH), "row %zu", i);
        CHECK(set.n_items == 1 + (left > 0), "row %zu", i);
    }
}

TEST(finding_exploited)
{
    static const struct {
        struct adv_cve_fact fact;
        const char *why; // empty: no
    } rows[] = {
        {{.epss = -1}, ""},
        {{.epss = 0.49F}, ""},
        {{.epss = 0.5F}, "EPSS 0.50"},
        {{.kev = true, .epss = 0.97F}, "CISA KEV, EPSS 0.97"},
        {{.kev = true, .kev_ransomware = true, .epss = -1, .ssvc_exploitation = S_INIT("active")},
         "CISA KEV, ransomware"},
        {{.epss = -1, .ssvc_exploitation = S_INIT("none"), .metasploit = true}, "Metasploit"},
        {{.epss = -1, .ssvc_exploitation = S_INIT("PoC"), .exploitdb = true},
         "Exploit-DB, SSVC poc"},
        {{.epss = -1, .ssvc_exploitation = S_INIT("active")}, "SSVC active"},
    };
    ARENA_SCRATCH(a);
    struct str why;
    CHECK(!fnd_exploited(NULL, &a, &why));
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        CHECK(fnd_exploited(&rows[i].fact, &a, &why) == (rows[i].why[0] != 0), "row %zu", i);
        CHECK_STR(why, rows[i].why, "row %zu", i);
    }
}

static struct made five(struct arena *a)
{
    static const struct adv_cve_fact kev = {.kev = true, .epss = -1};
    struct made m = {.a = a};
    component(&m, "npm", "a", "1.0.0", "package-lock.json", 0);
    (void)match(&m, "CVE-2099-0001", "1.0.1", ADV_SEV_LOW);
    (void)match(&m, "CVE-2099-0002", "", ADV_SEV_CRITICAL);
    component(&m, "npm", "b", "1.0.0", "package-lock.json", 0)->pkg.scope = INV_DEV;
    (void)match(&m, "CVE-2099-0003", "1.0.1", ADV_SEV_HIGH);
    (void)match(&m, "CVE-2099-0004", "1.0.1", ADV_SEV_UNKNOWN);
    component(&m, "npm", "c", "1.0.0", "package-lock.json", 0);
    match(&m, "CVE-2099-0005", "2.0.0", ADV_SEV_MEDIUM)->fact = &kev;
    return m;
}

TEST(finding_filters)
{
    static const struct {
        struct fnd_filter filter;
        const char *left; // last digits, in order
    } rows[] = {
        {{.min_severity = ADV_SEV_UNKNOWN}, "52314"}, // exploited, severity, ...
        {{.min_severity = ADV_SEV_LOW}, "5231"},
        {{.min_severity = ADV_SEV_HIGH}, "23"},
        {{.ignore_unfixed = true}, "5314"},
        {{.only_exploited = true}, "5"},
        {{.no_dev = true}, "521"},
        {{.no_dev = true, .ignore_unfixed = true, .min_severity = ADV_SEV_MEDIUM}, "5"},
        {{.only_exploited = true, .min_severity = ADV_SEV_HIGH}, ""},
    };
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        ARENA_SCRATCH(a);
        SK_BUF_SCRATCH(b, 100);
        struct made m = five(&a);
        build(&m);
        CHECK(fnd_at_least(&m.set, ADV_SEV_LOW) == 5 && fnd_at_least(&m.set, ADV_SEV_HIGH) == 2);
        CHECK(fnd_count(&m.set, ADV_SEV_UNKNOWN) == 1);
        fnd_filter(&m.set, &rows[i].filter);
        for (size_t k = 0; k < m.set.n_items; k++)
            sk_buf_add(&b, str_skip(m.set.items[k].name, 12));
        CHECK_STR(sk_buf_str(&b), rows[i].left, "row %zu", i);
        CHECK(m.set.n_hidden == 5 - m.set.n_items, "row %zu", i);
    }
}

// What only development brings, in one place, and what everybody uses, in another: not only development.
TEST(finding_dev_in_one_place)
{
    ARENA_SCRATCH(a);
    struct made m = {.a = &a};
    component(&m, "npm", "a", "1.0.0", "x/package-lock.json", 0)->pkg.scope = INV_DEV;
    (void)match(&m, "CVE-2099-0001", "1.0.1", ADV_SEV_LOW);
    component(&m, "npm", "a", "1.0.0", "y/package-lock.json", 0);
    (void)match(&m, "CVE-2099-0001", "1.0.1", ADV_SEV_LOW);
    build(&m);
    fnd_filter(&m.set, &(struct fnd_filter){.no_dev = true});
    CHECK(m.set.n_items == 1);
}

// ---- remedies ----

TEST(remedy_ranking)
{
    ARENA_SCRATCH(a);
    struct made m = five(&a);
    struct rem_plan plan;
    build(&m);
    rem_plan(&a, &m.set, &plan);
    // c has an exploit; b a high one; a a low one. What has no fix has no action.
    CHECK(plan.n_actions == 3 && plan.n_unfixed == 1, "%zu %zu", plan.n_actions, plan.n_unfixed);
    static const struct {
        const char *text;
        size_t n_findings;
        enum rem_cost cost;
    } want[] = {{"c 1.0.0 -> 2.0.0", 1, REM_MAJOR},
                {"b 1.0.0 -> 1.0.1", 2, REM_PATCH},
                {"a 1.0.0 -> 1.0.1", 1, REM_PATCH}};
    for (size_t i = 0; i < COUNT_OF(want); i++) {
        const struct rem_action *x = &plan.actions[i];
        CHECK(x->kind == REM_LIBRARY && x->n_steps == 1, "action %zu", i);
        CHECK_STR(x->text, want[i].text);
        CHECK(x->n_findings == want[i].n_findings && x->cost == want[i].cost, "action %zu: %zu %d",
              i, x->n_findings, x->cost);
    }
    CHECK(plan.actions[0].n_exploited == 1 && plan.actions[1].by_severity[ADV_SEV_HIGH] == 1);
    CHECK_STR(m.set.items[plan.unfixed[0]].name, "CVE-2099-0002");
}

TEST(remedy_one_step_a_library)
{
    ARENA_SCRATCH(a);
    struct made m = {.a = &a};
    struct rem_plan plan;
    component(&m, "npm", "a", "1.2.0", "package-lock.json", 0)->pkg.scope = INV_DIRECT;
    (void)match(&m, "CVE-2099-0001", "1.2.9", ADV_SEV_LOW);
    (void)match(&m, "CVE-2099-0002", "1.10.0", ADV_SEV_LOW);
    (void)match(&m, "CVE-2099-0003", "1.3.0", ADV_SEV_HIGH);
    build(&m);
    rem_plan(&a, &m.set, &plan);
    CHECK(plan.n_actions == 1 && plan.actions[0].n_steps == 1 && plan.actions[0].n_findings == 3);
    CHECK_STR(plan.actions[0].text, "a 1.2.0 -> 1.10.0"); // the largest, by the order of npm
    CHECK_STR(plan.actions[0].how, "npm install a@1.10.0");
    CHECK(plan.actions[0].cost == REM_MINOR);
}

TEST(remedy_via)
{
    ARENA_SCRATCH(a);
    struct made m = {.a = &a};
    struct rem_plan plan;
    uint32_t dep = 1;
    struct inv_component *top = component(&m, "npm", "top", "1.0.0", "package-lock.json", 0);
    top->pkg.scope = INV_DIRECT;
    top->pkg.deps = &dep;
    top->pkg.n_deps = 1;
    component(&m, "npm", "deep", "1.0.0", "package-lock.json", 0)->pkg.scope = INV_INDIRECT;
    (void)match(&m, "CVE-2099-0001", "1.0.1", ADV_SEV_LOW);
    build(&m);
    rem_plan(&a, &m.set, &plan);
    CHECK_STR(plan.actions[0].steps[0].via, "top");
    CHECK_STR(plan.actions[0].steps[0].where, "package-lock.json");
    CHECK_STR(plan.actions[0].how, "npm update deep");
}

TEST(remedy_base_image_first)
{
    ARENA_SCRATCH(a);
    struct made m = {.a = &a};
    struct rem_plan plan;
    struct fnd_layer layers[] = {{.base = true}, {.created_by = S_INIT("RUN apt-get install x")}};
    m.set.target = (struct fnd_target){
        .kind = INV_IMAGE, .base_name = S_INIT("debian:12.1"), .layers = layers, .n_layers = 2};
    component(&m, "deb", "libc6", "2.36-9", "status", 0)->pkg.src_name = S("glibc");
    (void)match(&m, "CVE-2099-0001", "2.36-10", ADV_SEV_LOW);
    component(&m, "deb", "bash", "5.1-1", "status", 0);
    (void)match(&m, "CVE-2099-0002", "5.1-2", ADV_SEV_LOW);
    component(&m, "deb", "curl", "7.88-1", "status", 1);
    (void)match(&m, "CVE-2099-0003", "7.88-2", ADV_SEV_CRITICAL);
    component(&m, "golang", "stdlib", "1.21.0", "app", 1);
    (void)match(&m, "CVE-2099-0004", "1.21.9", ADV_SEV_HIGH);
    (void)match(&m, "CVE-2099-0005", "1.21.10", ADV_SEV_HIGH);
    component(&m, "npm", "left", "1.0.0", "usr/lib/node_modules/left", 0);
    (void)match(&m, "CVE-2099-0006", "1.0.1", ADV_SEV_HIGH);
    build(&m);
    rem_plan(&a, &m.set, &plan);
    CHECK(plan.n_actions == 3, "%zu", plan.n_actions);
    CHECK(plan.actions[0].kind == REM_BASE_IMAGE && plan.actions[0].n_findings == 3,
          "what came with the base goes with the base: %zu", plan.actions[0].n_findings);
    CHECK_STR(plan.actions[0].text, "take a fresh build of base image debian:12.1");
    CHECK(plan.actions[1].kind == REM_OS_PACKAGES, "the critical one next");
    CHECK_STR(plan.actions[1].text, "upgrade the package curl 7.88-1 -> 7.88-2");
    CHECK_STR(plan.actions[1].steps[0].where, "RUN apt-get install x");
    CHECK(plan.actions[2].kind == REM_TOOLCHAIN && plan.actions[2].n_findings == 2);
    CHECK_STR(plan.actions[2].text, "build with Go 1.21.0 -> 1.21.10");
}
