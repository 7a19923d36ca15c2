// Red Hat's streams, products and source packages: expected values follow from what the VEX documents of
// https://security.access.redhat.com/data/csaf/v2/vex/ mean, worked out by hand.
#include "test.h"

#include "advisory/advisory.h"

#include <stdio.h>
#include <unistd.h>

TEST(rpm_tags)
{
    static const struct {
        const char *evr, *tag;
    } rows[] = {
        {"7.76.1-14.el9_0.8", ".el9_0"},
        {"7.76.1-26.el9", ".el9"},
        {"2:1.1.6-5.rhaos4.12.git5.el9", ".rhaos4.12.el9"},
        {"2:1.1.6-5.1.rhaos4.12.el9", ".rhaos4.12.el9"},
        {"1.0-3.el8sat", ".el8sat"},
        {"1:16.20.2-2.module+el8.8.0+19898+ab99ba34", ""},
        {"1.0-3", ""},
        {"1.0", ""},
        {"", ""},
    };
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        ARENA_SCRATCH(a);
        struct str got = adv_rpm_tag(&a, str_from(rows[i].evr));
        CHECK(str_eq(got, str_from(rows[i].tag)), "%s: " STR_FMT, rows[i].evr, STR_ARG(got));
    }
}

// A VEX document of one problem: main stream fixed in -26.el9, EUS 9.0 in -14.el9_0.8; openssl has no fix.
static const char vex[] =
    "{\"document\":{\"csaf_version\":\"2.0\",\"category\":\"csaf_vex\",\"tracking\":{\"id\":\"CVE-"
    "2099-1\"}},"
    "\"product_tree\":{\"branches\":[{\"branches\":["
    "{\"product\":{\"product_id\":\"AppStream-9\",\"product_identification_helper\":{\"cpe\":\"cpe:"
    "/a:redhat:enterprise_linux:9::appstream\"}}},"
    "{\"product\":{\"product_id\":\"EUS-9.0\",\"product_identification_helper\":{\"cpe\":\"cpe:/"
    "a:redhat:rhel_eus:9.0::appstream\"}}},"
    "{\"product\":{\"product_id\":\"OCP\",\"product_identification_helper\":{\"cpe\":\"cpe:/"
    "a:redhat:openshift:4.12::el9\"}}},"
    "{\"product\":{\"product_id\":\"RHEL-9\",\"product_identification_helper\":{\"cpe\":\"cpe:/"
    "o:redhat:enterprise_linux:9\"}}}]}]},"
    "\"vulnerabilities\":[{\"cve\":\"CVE-2099-0001\",\"product_status\":{"
    "\"fixed\":[\"AppStream-9:curl-0:7.76.1-26.el9.x86_64\",\"AppStream-9:libcurl-0:7.76.1-26.el9."
    "x86_64\","
    "\"EUS-9.0:libcurl-0:7.76.1-14.el9_0.8.x86_64\",\"OCP:runc-4:1.1.6-5.rhaos4.12.el9.x86_64\"],"
    "\"known_affected\":[\"RHEL-9:openssl\"]}}]}";

static void on_warn(void *ctx, struct str file, uint32_t line, const char *what)
{
    (void)ctx;
    CHECK(false, STR_FMT ":%u: %s", STR_ARG(file), line, what);
}

TEST(match_redhat)
{
    static const struct {
        const char *name, *source, *version;
        const char *fixed; // NULL: not affected
    } rows[] = {
        {"libcurl", "curl", "7.76.1-19.el9_2.1", "7.76.1-26.el9"},
        {"libcurl", "curl", "7.76.1-26.el9_3.2", NULL},
        {"libcurl", "curl", "7.76.1-14.el9_0.7", "7.76.1-14.el9_0.8"}, // its own stream
        {"libcurl", "curl", "7.76.1-14.el9_0.8", NULL},
        {"runc", "runc", "4:1.1.6-4.rhaos4.12.el9", "4:1.1.6-5.rhaos4.12.el9"},
        {"runc", "runc", "4:1.1.9-1.el9", NULL}, // RHEL's own is not in the document
        {"openssl", "openssl", "1:3.0.7-24.el9", ""},
        {"openssl-libs", "openssl", "1:3.0.7-24.el9", ""},      // named by its source
        {"libcurl-minimal", "curl", "7.76.1-19.el9_2.1", NULL}, // fixed ones are listed by name
    };
    ARENA_SCRATCH(a);
    struct sk_err err = {0};
    struct adv_sink sink;
    struct adv_db *db;
    char path[64];
    struct adv_builder *b = adv_builder_new(&a);
    adv_builder_sink(b, &sink);
    sink.warn = on_warn;
    adv_builder_feed(b, S("redhat"));
    const struct adv_feed *feed = adv_feed_find(S("redhat"));
    CHECK(feed->read(&a, S("2099/cve-2099-0001.json"), str_from(vex), &sink, &err) == 0, "%s",
          err.msg);
    snprintf(path, sizeof path, "/tmp/sekisho-unit-%d.db", (int)getpid());
    CHECK(adv_builder_write(b, path, S(""), &err) == 0, "%s", err.msg);
    adv_builder_free(b);
    CHECK(adv_db_open(&a, path, &db, &err) == 0, "%s", err.msg);
    unlink(path);
    const struct inv_distro rhel = {.id = S("rhel"), .version_id = S("9.3")};
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        struct adv_matches m = {0};
        const struct inv_pkg p = {.type = "rpm",
                                  .name = str_from(rows[i].name),
                                  .version = str_from(rows[i].version),
                                  .src_name = str_from(rows[i].source),
                                  .arch = S("x86_64")};
        CHECK(adv_match(db, &rhel, &p, 1, &a, &m, &err) == 0, "%s", err.msg);
        CHECK(m.n_items == (rows[i].fixed != NULL), "%s %s: %zu", rows[i].name, rows[i].version,
              m.n_items);
        if (m.n_items == 1 && rows[i].fixed)
            CHECK(str_eq(m.items[0].fixed, str_from(rows[i].fixed)), "%s %s: " STR_FMT,
                  rows[i].name, rows[i].version, STR_ARG(m.items[0].fixed));
    }
    adv_db_close(db);
}
