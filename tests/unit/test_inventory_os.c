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
