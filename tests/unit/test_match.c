// Matching, distribution by distribution, on a small database made here. Expected: what the vendors mean by
// their data (the documents are named in src/advisory/feed_*.c and versions.def).
#include "test.h"

#include "advisory/advisory.h"

#include <string.h>

struct says { // one record with one row of one feed
    const char *feed, *id, *aliases;
    const char *space, *name, *introduced, *fixed;
    enum adv_status status;
    enum adv_severity severity; // of the row
    const char *module, *arch, *vector;
    enum adv_kind kind;
    bool withdrawn, no_range;
};

static void put(struct arena *a, struct adv_builder *b, const struct says *s)
{
    struct adv_sink sink;
    struct adv_range range = {.introduced = str_from(s->introduced), .fixed = str_from(s->fixed)};
    struct adv_cvss cvss = {str_from(s->vector), S("nvd")};
    struct adv_affected f = {.space = str_from(s->space),
                             .name = str_from(s->name),
                             .status = s->status,
                             .severity = s->severity,
                             .ranges = &range,
                             .n_ranges = !s->no_range && s->status != ADV_NOT_AFFECTED,
                             .module = str_from(s->module),
                             .arch = str_from(s->arch)};
    struct adv_record r = {.id = str_from(s->id),
                           .kind = s->kind,
                           .withdrawn = s->withdrawn,
                           .cvss = &cvss,
                           .n_cvss = s->vector != NULL,
                           .published = SK_TIME_NONE,
                           .modified = SK_TIME_NONE,
                           .affected = &f,
                           .n_affected = 1};
    struct str rest = str_from(s->aliases), alias;
    while (str_next_word(&rest, &alias))
        *VEC_PUSH(a, r.aliases, r.n_aliases, r.cap_aliases) = alias;
    adv_builder_sink(b, &sink);
    adv_builder_feed(b, str_from(s->feed));
    sink.record(sink.ctx, &r);
}

#define HIGH "CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:N/A:N"     // 7.5
#define CRITICAL "CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H" // 9.8

static const struct says all[] = {
    // Debian: by source package; the tracker decides before the list of DSAs
    {.feed = "debian",
     .id = "CVE-2099-0001",
     .space = "debian:12",
     .name = "acme",
     .fixed = "1.2-3+deb12u1",
     .severity = ADV_SEV_LOW,
     .vector = CRITICAL},
    {.feed = "dsa",
     .id = "CVE-2099-0001",
     .space = "debian:12",
     .name = "acme",
     .fixed = "1.2-3+deb12u9"},
    {.feed = "debian",
     .id = "CVE-2099-0002",
     .space = "debian:12",
     .name = "acme",
     .status = ADV_NOT_AFFECTED},
    {.feed = "dsa", .id = "CVE-2099-0002", .space = "debian:12", .name = "acme", .fixed = "9"},
    {.feed = "debian",
     .id = "CVE-2099-0003",
     .space = "debian:12",
     .name = "acme",
     .status = ADV_WONT_FIX,
     .vector = HIGH},
    {.feed = "dsa", .id = "CVE-2099-0004", .space = "debian:12", .name = "acme", .fixed = "1.2-9"},
    {.feed = "debian", .id = "CVE-2099-0005", .space = "debian:11", .name = "acme", .fixed = "9"},
    {.feed = "debian",
     .id = "CVE-2099-0006",
     .space = "debian:12",
     .name = "libacme1",
     .fixed = "9"}, // a binary package's name says nothing
    {.feed = "osv",
     .id = "CVE-2099-0007",
     .space = "debian:12",
     .name = "acme",
     .fixed = "9",
     .withdrawn = true},
    {.feed = "osv", .id = "CVE-2099-0008", .space = "npm", .name = "acme", .fixed = "9"},
    // Ubuntu and its extended support
    {.feed = "ubuntu",
     .id = "CVE-2099-0010",
     .space = "ubuntu:16.04",
     .name = "acme",
     .status = ADV_EOL,
     .severity = ADV_SEV_MEDIUM},
    {.feed = "ubuntu",
     .id = "CVE-2099-0010",
     .space = "ubuntu-esm:16.04",
     .name = "acme",
     .fixed = "1.0-1ubuntu0.1~esm2",
     .severity = ADV_SEV_MEDIUM},
    {.feed = "ubuntu",
     .id = "CVE-2099-0011",
     .space = "ubuntu:16.04",
     .name = "acme",
     .fixed = "1.0-1ubuntu0.9"},
    {.feed = "ubuntu",
     .id = "CVE-2099-0012",
     .space = "ubuntu:16.04",
     .name = "acme",
     .status = ADV_EOL},
    {.feed = "ubuntu",
     .id = "CVE-2099-0012",
     .space = "ubuntu-esm:16.04",
     .name = "acme",
     .status = ADV_NOT_AFFECTED},
    // Alpine: origin; a version of 0 is not affected
    {.feed = "alpine",
     .id = "CVE-2099-0020",
     .space = "alpine:3.18",
     .name = "acme",
     .fixed = "1.2.3-r4"},
    {.feed = "alpine",
     .id = "CVE-2099-0021",
     .space = "alpine:3.18",
     .name = "acme",
     .status = ADV_NOT_AFFECTED},
    // Red Hat: by binary package; modules apart; what has no fix by source package
    {.feed = "redhat",
     .id = "CVE-2099-0030",
     .space = "rhel:8",
     .name = "nodejs",
     .fixed = "1:18.2-1.module+el8",
     .module = "nodejs:18",
     .severity = ADV_SEV_HIGH},
    {.feed = "redhat",
     .id = "CVE-2099-0030",
     .space = "rhel:8",
     .name = "nodejs",
     .fixed = "1:20.9-1.module+el8",
     .module = "nodejs:20",
     .severity = ADV_SEV_HIGH},
    {.feed = "redhat",
     .id = "CVE-2099-0031",
     .space = "rhel:8",
     .name = "acme-libs",
     .fixed = "2:1.0-5.el8"},
    {.feed = "redhat",
     .id = "CVE-2099-0032",
     .space = "rhel:8",
     .name = "acme",
     .status = ADV_WONT_FIX},
    {.feed = "redhat",
     .id = "CVE-2099-0033",
     .space = "rhel:8",
     .name = "acme",
     .fixed = "9-1.el8"},
    {.feed = "redhat",
     .id = "CVE-2099-0034",
     .space = "rhel:8",
     .name = "acme-libs",
     .fixed = "1.0-9.el8",
     .arch = "s390x,ppc64le"},
    {.feed = "redhat",
     .id = "CVE-2099-0035",
     .space = "rhel:8",
     .name = "acme",
     .status = ADV_AFFECTED},
    {.feed = "redhat",
     .id = "CVE-2099-0035",
     .space = "rhel:8",
     .name = "acme-libs",
     .status = ADV_NOT_AFFECTED}, // so says the vendor of this binary package
    // Libraries: one feed that says so is enough; names of one thing are one
    {.feed = "osv",
     .id = "GHSA-aaaa-bbbb-cccc",
     .aliases = "CVE-2099-0040",
     .space = "pypi",
     .name = "acme-lib",
     .introduced = "1.0",
     .fixed = "1.10",
     .vector = HIGH},
    {.feed = "pypa",
     .id = "PYSEC-2099-1",
     .aliases = "CVE-2099-0040 GHSA-aaaa-bbbb-cccc",
     .space = "pypi",
     .name = "acme-lib",
     .introduced = "1.0",
     .fixed = "1.9.5"},
    {.feed = "osv",
     .id = "GHSA-dddd-eeee-ffff",
     .aliases = "CVE-2099-0041",
     .space = "pypi",
     .name = "acme-lib",
     .fixed = "2.0",
     .withdrawn = true},
    {.feed = "osv",
     .id = "PYSEC-2099-2",
     .space = "pypi",
     .name = "acme-lib",
     .kind = ADV_UNMAINTAINED},
    {.feed = "osv", .id = "NOTICE-1", .space = "pypi", .name = "acme-lib", .kind = ADV_NOTICE},
    {.feed = "osv",
     .id = "MAL-2099-1",
     .space = "npm",
     .name = "left",
     .introduced = "6.6.6",
     .fixed = "6.6.7",
     .kind = ADV_MALWARE},
    {.feed = "osv",
     .id = "GHSA-1111-2222-3333",
     .aliases = "CVE-2099-0050 CVE-2099-0051",
     .space = "npm",
     .name = "two",
     .fixed = "2.0.0"},
    {.feed = "osv",
     .id = "GHSA-4444-5555-6666",
     .aliases = "CVE-2099-0051",
     .space = "npm",
     .name = "two",
     .fixed = "2.0.0"},
};

static struct adv_db *database(struct arena *a)
{
    struct sk_err err = {0};
    struct adv_db *db;
    const char *path = str_fmt(a, "%s/db", test_dir()).p;
    struct adv_builder *b = adv_builder_new(a);
    for (size_t i = 0; i < COUNT_OF(all); i++)
        put(a, b, &all[i]);
    CHECK(adv_builder_write(b, path, S(""), &err) == 0, "%s", err.msg);
    adv_builder_free(b);
    CHECK(adv_db_open(a, path, &db, &err) == 0, "%s", err.msg);
    CHECK(adv_db_verify(db, S(""), &err) == 0, "%s", err.msg);
    return db;
}

static const struct inv_distro debian12 = {.id = S_INIT("debian"), .version_id = S_INIT("12")},
                               xenial = {.id = S_INIT("ubuntu"), .version_id = S_INIT("16.04")},
                               xenial_pro = {.id = S_INIT("ubuntu"),
                                             .version_id = S_INIT("16.04"),
                                             .esm = true},
                               alpine = {.id = S_INIT("alpine"), .version_id = S_INIT("3.18.4")},
                               rhel8 = {.id = S_INIT("rhel"), .version_id = S_INIT("8.9")};

struct asked {
    const struct inv_distro *distro;
    const char *type, *name, *version, *src, *src_version, *module, *want;
};

static void check(struct arena *a, struct adv_db *db, size_t row, const struct asked *q)
{
    struct adv_matches got = {0};
    struct sk_err err = {0};
    SK_BUF_SCRATCH(b, 10000);
    const struct inv_pkg p = {.type = q->type,
                              .name = str_from(q->name),
                              .version = str_from(q->version),
                              .arch = S("x86_64"),
                              .src_name = str_from(q->src),
                              .src_version = str_from(q->src_version),
                              .modularity = str_from(q->module)};
    CHECK(adv_match(db, q->distro, &p, 1, a, &got, &err) == 0, "%s", err.msg);
    for (size_t i = 0; i < got.n_items; i++) {
        const struct adv_match *m = &got.items[i];
        sk_buf_fmt(&b, "%s" STR_FMT " %s", i ? "; " : "", STR_ARG(m->cve),
                   m->status ? adv_status_name(m->status) : "");
        sk_buf_fmt(&b, "<" STR_FMT, STR_ARG(m->fixed));
    }
    CHECK_STR(sk_buf_str(&b), q->want, "row %zu: %s %s", row, q->name, q->version);
}

TEST(match_by_distribution)
{
    static const struct asked rows[] = {
        // source package and its version are what Debian speaks of
        {&debian12, "deb", "libacme1", "9:9", "acme", "1.2-3", NULL,
         "CVE-2099-0001 <1.2-3+deb12u1; CVE-2099-0003 will not fix<; CVE-2099-0004 <1.2-9"},
        {&debian12, "deb", "libacme1", "1.2-3+deb12u1", "acme", NULL, NULL,
         "CVE-2099-0003 will not fix<; CVE-2099-0004 <1.2-9"},
        {&debian12, "deb", "acme", "1.2-9", NULL, NULL, NULL, "CVE-2099-0003 will not fix<"},
        {NULL, "deb", "acme", "1.2-3", NULL, NULL, NULL, ""}, // nobody knows whose it is
        // the end of support, with and without ESM
        {&xenial, "deb", "acme", "1.0-1", NULL, NULL, NULL,
         "CVE-2099-0010 end of life<; CVE-2099-0011 <1.0-1ubuntu0.9; CVE-2099-0012 end of life<"},
        {&xenial_pro, "deb", "acme", "1.0-1", NULL, NULL, NULL,
         "CVE-2099-0010 <1.0-1ubuntu0.1~esm2; CVE-2099-0011 <1.0-1ubuntu0.9"},
        {&xenial_pro, "deb", "acme", "1.0-1ubuntu0.1~esm2", NULL, NULL, NULL,
         "CVE-2099-0011 <1.0-1ubuntu0.9"},
        {&alpine, "apk", "acme-dev", "1.2.3-r3", "acme", NULL, NULL, "CVE-2099-0020 <1.2.3-r4"},
        {&alpine, "apk", "acme", "1.2.3-r4", NULL, NULL, NULL, ""},
        // modules
        {&rhel8, "rpm", "nodejs", "1:18.1-1.module+el8", NULL, NULL, "nodejs:18:8090020:abc",
         "CVE-2099-0030 <1:18.2-1.module+el8"},
        {&rhel8, "rpm", "nodejs", "1:18.2-1.module+el8", NULL, NULL, "nodejs:18:8090020:abc", ""},
        {&rhel8, "rpm", "nodejs", "1:20.1-1.module+el8", NULL, NULL, "nodejs:20:8090020:abc",
         "CVE-2099-0030 <1:20.9-1.module+el8"},
        {&rhel8, "rpm", "nodejs", "1:16.1-1.module+el8", NULL, NULL, "nodejs:16:8090020:abc", ""},
        {&rhel8, "rpm", "nodejs", "1:10.1-1.el8", NULL, NULL, NULL, ""},
        // binary packages; without a fix the source package; not another architecture
        {&rhel8, "rpm", "acme-libs", "2:1.0-4.el8", "acme", NULL, NULL,
         "CVE-2099-0031 <2:1.0-5.el8; CVE-2099-0032 will not fix<"},
        {&rhel8, "rpm", "acme-libs", "2:1.0-5.el8", "acme", NULL, NULL,
         "CVE-2099-0032 will not fix<"},
    };
    ARENA_SCRATCH(a);
    struct adv_db *db = database(&a);
    for (size_t i = 0; i < COUNT_OF(rows); i++)
        check(&a, db, i, &rows[i]);
    adv_db_close(db);
}

TEST(match_libraries)
{
    static const struct asked rows[] = {
        // of two feeds one says 1.9.5: the other one would still report that
        {NULL, "pypi", "acme-lib", "1.5", NULL, NULL, NULL, "CVE-2099-0040 <1.10"},
        {NULL, "pypi", "Acme_Lib", "1.5", NULL, NULL, NULL, "CVE-2099-0040 <1.10"},
        {NULL, "pypi", "acme-lib", "1.9.7", NULL, NULL, NULL, "CVE-2099-0040 <1.10"},
        {NULL, "pypi", "acme-lib", "1.10", NULL, NULL, NULL, ""},
        {NULL, "pypi", "acme-lib", "0.9", NULL, NULL, NULL, ""},
        {&debian12, "npm", "left", "6.6.6", NULL, NULL, NULL, "MAL-2099-1 <6.6.7"},
        {&debian12, "npm", "left", "6.6.5", NULL, NULL, NULL, ""},
        {NULL, "golang", "left", "6.6.6", NULL, NULL, NULL, ""},
        // two CVEs stay two, whatever has both as aliases
        {NULL, "npm", "two", "1.0.0", NULL, NULL, NULL,
         "CVE-2099-0050 <2.0.0; CVE-2099-0051 <2.0.0"},
    };
    ARENA_SCRATCH(a);
    struct adv_db *db = database(&a);
    for (size_t i = 0; i < COUNT_OF(rows); i++)
        check(&a, db, i, &rows[i]);
    adv_db_close(db);
}

TEST(match_says_why)
{
    ARENA_SCRATCH(a);
    struct adv_db *db = database(&a);
    struct adv_matches got = {0};
    const struct inv_pkg pkgs[] = {
        {.type = "pypi", .name = S_INIT("acme-lib"), .version = S_INIT("1.5")},
        {.type = "deb", .name = S_INIT("acme"), .version = S_INIT("1.2-3")},
        {.type = "npm", .name = S_INIT("left"), .version = S_INIT("6.6.6"), .scope = INV_ROOT},
    };
    CHECK(adv_match(db, &debian12, pkgs, COUNT_OF(pkgs), &a, &got, NULL) == 0);
    CHECK(got.n_items == 4, "%zu: the project itself is never matched", got.n_items);
    const struct adv_match *m = &got.items[0];
    CHECK(m->n_aliases == 3, "%zu names", m->n_aliases);
    CHECK(m->severity == ADV_SEV_HIGH && m->cvss > 7.4 && m->cvss < 7.6, "%f", m->cvss);
    CHECK_STR(m->severity_source, "cvss 3.1 by nvd");
    CHECK_STR(m->range, ">= 1.0, < 1.10");
    m = &got.items[1]; // Debian calls a 9.8 low: its word comes first, the score is kept
    CHECK(m->pkg == 1 && m->severity == ADV_SEV_LOW && m->cvss > 9.7, "%d %f", m->severity,
          m->cvss);
    CHECK_STR(m->severity_source, "debian");
    CHECK_STR(m->feed, "debian");
    CHECK_STR(m->range, "< 1.2-3+deb12u1");
    m = &got.items[2]; // no word of Debian: the score
    CHECK_STR(m->cve, "CVE-2099-0003");
    CHECK(m->severity == ADV_SEV_HIGH, "%d", m->severity);
    CHECK_STR(m->range, "all versions");
    CHECK_STR(got.items[3].feed, "dsa");
    CHECK(got.items[3].severity == ADV_SEV_UNKNOWN && got.items[3].cvss < 0);
    adv_db_close(db);
}

// Each feed alone says part of a record in several pieces; a later issue of a whole record replaces it.
TEST(match_issues_of_a_record)
{
    ARENA_SCRATCH(a);
    struct sk_err err = {0};
    struct adv_db *db;
    struct adv_sink sink;
    struct adv_matches got = {0};
    const char *path = str_fmt(&a, "%s/db", test_dir()).p;
    struct adv_builder *b = adv_builder_new(&a);
    adv_builder_sink(b, &sink);
    static const struct {
        const char *id, *name, *fixed;
        bool whole;
        sk_time modified;
    } rows[] = {
        {"CVE-2099-0001", "one", "2", false, 1000}, {"CVE-2099-0001", "two", "2", false, 2000},
        {"GHSA-a", "three", "2", true, 2000},       {"GHSA-a", "three", "1.5", true, 1000},
        {"GHSA-b", "four", "1.5", true, 1000},      {"GHSA-b", "five", "2", true, 2000},
    };
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        struct adv_range range = {.fixed = str_from(rows[i].fixed)};
        struct adv_affected f = {
            .space = S("npm"), .name = str_from(rows[i].name), .ranges = &range, .n_ranges = 1};
        struct adv_record r = {.id = str_from(rows[i].id),
                               .published = SK_TIME_NONE,
                               .modified = rows[i].modified,
                               .whole = rows[i].whole,
                               .affected = &f,
                               .n_affected = 1};
        adv_builder_feed(b, S("osv"));
        sink.record(sink.ctx, &r);
    }
    CHECK(adv_builder_write(b, path, S(""), &err) == 0, "%s", err.msg);
    adv_builder_free(b);
    CHECK(adv_db_open(&a, path, &db, &err) == 0, "%s", err.msg);
    static const char *const names[] = {"one", "two", "three", "four", "five"};
    struct inv_pkg pkgs[COUNT_OF(names)];
    for (size_t i = 0; i < COUNT_OF(names); i++)
        pkgs[i] =
            (struct inv_pkg){.type = "npm", .name = str_from(names[i]), .version = S_INIT("1.0.0")};
    CHECK(adv_match(db, NULL, pkgs, COUNT_OF(pkgs), &a, &got, &err) == 0);
    CHECK(got.n_items == 4, "%zu: one, two, three, five", got.n_items);
    for (size_t i = 0; i < got.n_items; i++) {
        CHECK_STR(got.items[i].fixed, "2", "%zu", i);
        CHECK(got.items[i].pkg == (i < 3 ? i : 4), "%zu", i);
    }
    adv_db_close(db);
}
