// First lines as the distributions' own images have them; checked by hand.
#include "test.h"

#include "core/arena.h"
#include "inventory/inventory.h"

TEST(inv_osrelease)
{
    static const struct {
        const char *path, *text, *id, *version, *codename;
        int rank;
    } rows[] = {
        {"etc/os-release",
         "PRETTY_NAME=\"Debian GNU/Linux 12 (bookworm)\"\nNAME=\"Debian GNU/Linux\"\n"
         "VERSION_ID=\"12\"\nVERSION_CODENAME=bookworm\nID=debian\n",
         "debian", "12", "bookworm", 40},
        {"etc/os-release", "ID=debian\nVERSION_CODENAME=trixie\n", "debian", "", "trixie", 40},
        {"usr/lib/os-release", "ID=wolfi\nVERSION_ID=\"20230201\"\n", "wolfi", "20230201", "", 30},
        {"etc/os-release", "ID=\"amzn\"\nVERSION_ID=\"2023\"\n", "amzn", "2023", "", 40},
        {"etc/os-release", "# c\nID='sles'\r\nVERSION_ID=\"15.5\"\r\n", "sles", "15.5", "", 40},
        {"etc/os-release", "ID=\"a\\\"b\"\nVERSION_ID=1", "a\"b", "1", "", 40},
        {"etc/os-release", "NAME=x\n", NULL, "", "", 0},
        {"etc/lsb-release", "DISTRIB_ID=Ubuntu\nDISTRIB_RELEASE=22.04\nDISTRIB_CODENAME=jammy\n",
         "ubuntu", "22.04", "jammy", 20},
        {"etc/debian_version", "12.5\n", "debian", "12", "", 10},
        {"etc/debian_version", "trixie/sid\n", "debian", "", "trixie", 10},
        {"etc/debian_version", "", NULL, "", "", 0},
        {"etc/alpine-release", "3.18.4\n", "alpine", "3.18.4", "", 10},
        {"etc/alpine-release", "3.22.0_alpha20250108\n", "alpine", "3.22.0_alpha20250108", "", 10},
        {"etc/centos-release", "CentOS Linux release 7.9.2009 (Core)\n", "centos", "7.9.2009", "",
         10},
        {"etc/redhat-release", "CentOS release 6.10 (Final)\n", "centos", "6.10", "", 10},
        {"etc/redhat-release", "Red Hat Enterprise Linux release 8.9 (Ootpa)\n", "rhel", "8.9", "",
         10},
        {"etc/system-release", "Amazon Linux release 2 (Karoo)\n", "amzn", "2", "", 10},
        {"etc/system-release", "Amazon Linux AMI release 2018.03\n", "amzn", "2018.03", "", 10},
        {"etc/redhat-release", "Something else\n", NULL, "", "", 0},
        {"var/lib/ubuntu-advantage/status.json",
         "{\"attached\":true,\"services\":[{\"name\":\"esm-infra\",\"status\":\"enabled\"}]}",
         "ubuntu", "", "", 0},
        {"var/lib/ubuntu-advantage/status.json",
         "{\"attached\":false,\"services\":[{\"name\":\"esm-infra\",\"status\":\"n/a\"}]}", NULL,
         "", "", 0},
    };
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        ARENA_SCRATCH(tmp);
        struct inv_file f = {str_from(rows[i].path), str_from(rows[i].text), 0644};
        struct inv_out out = {.perm = &tmp};
        enum inv_want want;
        const struct inv_parser *p = inv_pick(f.path, f.mode, f.data.n, &want);
        CHECK(p && want == INV_WHOLE, "%s", rows[i].path);
        inv_parse(p, &f, NULL, &out);
        CHECK((out.distro != NULL) == (rows[i].id != NULL), "row %zu", i);
        CHECK(!out.incomplete, "row %zu", i);
        if (!out.distro)
            continue;
        CHECK_STR(out.distro->id, rows[i].id, "row %zu", i);
        CHECK_STR(out.distro->version_id, rows[i].version, "row %zu", i);
        CHECK_STR(out.distro->codename, rows[i].codename, "row %zu", i);
        CHECK(out.distro->rank == rows[i].rank, "row %zu", i);
        CHECK(out.distro->esm == (str_at(f.path, 0) == 'v'), "row %zu", i);
    }
}

// Damage is said and marked, and what is sound is kept: "name version;" of the components.
TEST(inv_os_damage)
{
    static const struct {
        const char *path, *text, *want;
        bool incomplete;
    } rows[] = {
        {"lib/apk/db/installed", "P:a\nV:1\n\nP:b\n\nP:c\nV:2\n\n", "a 1;c 2;", true},
        {"usr/lib/apk/db/installed", "P:a\nV:1\n", "a 1;", false},
        {"lib/apk/db/installed", "P:a\nV:1\nnonsense\n\n", "a 1;", true},
        {"lib/apk/db/installed", "P:a\nV:1\n\nP:b\nV:1.", "a 1;b 1.;", true},
        {"var/lib/dpkg/status",
         "Package: a\nStatus: install ok installed\nVersion: 1:2-3\n\n"
         "Package: b\nStatus: deinstall ok config-files\nVersion: 1\n\n"
         "Package: c\nStatus: install reinstreq half-installed\nVersion: 1\n\n"
         "Package: d\nStatus: purge ok not-installed\n\n",
         "a 1:2-3;c 1;", false},
        {"var/lib/dpkg/status", "Package: a\nStatus: install ok installed\n\n", "", true},
        {"var/lib/dpkg/status", "Package: a\nVersion: 1\n", "a 1;", false},
        {"var/lib/dpkg/status.d/base", "Package: base-files\nVersion: 12\nDescription: x\n y",
         "base-files 12;", false},
        {"var/lib/rpm/rpmdb.sqlite", "SQLite format 3", "", true},
        {"usr/lib/sysimage/rpm/rpmdb.sqlite", "", "", true},
    };
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        ARENA_SCRATCH(tmp);
        struct inv_file f = {str_from(rows[i].path), str_from(rows[i].text), 0644};
        struct inv_out out = {.perm = &tmp};
        enum inv_want want;
        const struct inv_parser *p = inv_pick(f.path, f.mode, f.data.n, &want);
        CHECK(p && want == INV_WHOLE, "%s", rows[i].path);
        inv_parse(p, &f, NULL, &out);
        struct str got = {0};
        for (size_t k = 0; k < out.n_pkgs; k++)
            got = str_fmt(&tmp, STR_FMT STR_FMT " " STR_FMT ";", STR_ARG(got),
                          STR_ARG(out.pkgs[k].name), STR_ARG(out.pkgs[k].version));
        CHECK_STR(got, rows[i].want, "row %zu", i);
        CHECK(out.incomplete == rows[i].incomplete, "row %zu", i);
    }
}

// Every message cut at every place is refused, the whole one gives the same bytes again.
TEST(inv_out_codec)
{
    ARENA_SCRATCH(tmp);
    SK_BUF_SCRATCH(b, 1 << 20);
    SK_BUF_SCRATCH(again, 1 << 20);
    struct sk_err err;
    struct inv_out out = {.perm = &tmp}, got;
    struct inv_pkg *p = inv_add(&out, "npm", &err);
    CHECK(p != NULL);
    *p = (struct inv_pkg){.type = "npm",
                          .ns = S("@s"),
                          .name = S("x"),
                          .version = S("1"),
                          .line = 7,
                          .scope = INV_DIRECT | INV_DEV};
    inv_add_dep(&out, p, 0);
    struct inv_owned *o = inv_add_owned(&out, S("libc6"), S("amd64"));
    inv_add_owned_file(&out, o, S("/lib/libc.so.6"));
    struct inv_distro d = {.id = S("ubuntu"), .eol = S("2030-01-01"), .esm = true, .rank = -4};
    out.distro = &d;
    inv_warn(&out, S("a/b"), 3, "why");
    inv_out_encode(&b, &out);
    struct str bytes = sk_buf_str(&b);
    struct wire_in w = {.rest = bytes};
    CHECK(inv_out_decode(&w, &tmp, &got, &err) == 0 && w.rest.n == 0, "%s", err.msg);
    CHECK_STR(got.pkgs[0].ns, "@s");
    CHECK(got.pkgs[0].line == 7 && got.pkgs[0].scope == (INV_DIRECT | INV_DEV));
    CHECK_STR(got.owned[0].files[0], "/lib/libc.so.6");
    CHECK_STR(got.distro->eol, "2030-01-01");
    CHECK(got.distro->rank == -4 && got.distro->esm && got.incomplete);
    CHECK_STR(got.warns[0].what, "why");
    inv_out_encode(&again, &got);
    CHECK(str_eq(bytes, sk_buf_str(&again)));
    for (size_t n = 0; n < bytes.n; n++) {
        w = (struct wire_in){.rest = str_dup(&tmp, str_head(bytes, n))};
        CHECK(inv_out_decode(&w, &tmp, &got, &err) == SK_EFORMAT, "cut at %zu", n);
    }
    sk_buf_clear(&b);
    out.pkgs[0].deps[0] = 1; // points past the end
    inv_out_encode(&b, &out);
    w = (struct wire_in){.rest = sk_buf_str(&b)};
    CHECK(inv_out_decode(&w, &tmp, &got, &err) == SK_EFORMAT);
}

// The forms of the purl specification's list of types.
TEST(inv_os_purl)
{
    static const struct {
        const char *type, *ns, *name, *version, *arch, *distro, *release, *want;
    } rows[] = {
        {"npm", "@angular", "animation", "12.3.1", "", NULL, NULL,
         "pkg:npm/%40angular/animation@12.3.1"},
        {"golang", "google.golang.org", "genproto", "abcdedf", "", "debian", "12",
         "pkg:golang/google.golang.org/genproto@abcdedf"},
        {"rpm", "", "curl", "7.50.3-1.fc25", "i386", "fedora", "25",
         "pkg:rpm/fedora/curl@7.50.3-1.fc25?arch=i386&distro=fedora-25"},
        {"rpm", "", "x", "2:1-1", "", "rhel", "9.3", "pkg:rpm/rhel/x@1-1?distro=rhel-9.3&epoch=2"},
        {"deb", "", "libstdc++6", "1:2~rc1+b1", "amd64", "debian", "",
         "pkg:deb/debian/libstdc%2B%2B6@1:2~rc1%2Bb1?arch=amd64"},
        {"pypi", "", "a/b?c", "1", "", NULL, NULL, "pkg:pypi/a%2Fb%3Fc@1"},
    };
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        ARENA_SCRATCH(tmp);
        struct inv_pkg p = {.type = rows[i].type,
                            .ns = str_from(rows[i].ns),
                            .name = str_from(rows[i].name),
                            .version = str_from(rows[i].version),
                            .arch = str_from(rows[i].arch)};
        struct inv_distro d = {.id = str_from(rows[i].distro),
                               .version_id = str_from(rows[i].release)};
        CHECK_STR(inv_purl(&tmp, &p, rows[i].distro ? &d : NULL), rows[i].want, "row %zu", i);
    }
}
