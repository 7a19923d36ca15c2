// Facts about the files of an image. Which names mean what is in docs/documents.md; expected values by hand.
#include "test.h"

#include "core/arena.h"
#include "core/limits.h"
#include "inventory/contents.h"

#include <string.h>

static struct tar_entry entry(const char *path, enum tar_kind kind, uint32_t mode, uint64_t size)
{
    return (struct tar_entry){.path = str_from(path), .kind = kind, .mode = mode, .size = size};
}

// "path kinds what" of the only fact, or "".
static struct str one_fact(struct arena *a, const struct tar_entry *e, const char *content)
{
    struct inv_contents c = {0};
    inv_contents_entry(&c, a, e);
    if (inv_contents_wants(e->path, e->size) != INV_CONTENTS_SKIP)
        inv_contents_file(&c, a, e, str_from(content));
    if (!c.n_facts)
        return S("");
    CHECK(c.n_facts == 1 || c.facts[1].kinds != c.facts[0].kinds);
    struct str kinds = {0};
    for (unsigned bit = 0; bit < INV_FACT_KINDS; bit++)
        if (c.facts[0].kinds & 1u << bit)
            kinds = str_fmt(a, STR_FMT "%s%s", STR_ARG(kinds), kinds.n ? "," : "",
                            inv_fact_kind_name((enum inv_fact_kind)(1u << bit)));
    return str_fmt(a, STR_FMT " " STR_FMT " " STR_FMT, STR_ARG(c.facts[0].path), STR_ARG(kinds),
                   STR_ARG(c.facts[0].what));
}

TEST(contents_facts)
{
    static const struct {
        const char *path;
        enum tar_kind kind;
        uint32_t mode;
        uint64_t size;
        const char *content, *want;
    } rows[] = {
        {"bin/su", TAR_FILE, 04755, 9, "", "bin/su setuid "},
        {"bin/su", TAR_HARDLINK, 04755, 0, "", "bin/su setuid "},
        {"bin/su", TAR_SYMLINK, 04777, 0, "", ""},
        {"bin/x", TAR_DIR, 02775, 0, "", ""},
        {"bin/wall", TAR_FILE, 02755, 9, "", "bin/wall setgid "},
        {"bin/locked", TAR_FILE, 02644, 9, "", ""}, // mandatory locking, no program
        {"srv", TAR_DIR, 0777, 0, "", "srv world_writable "},
        {"tmp", TAR_DIR, 01777, 0, "", ""},
        {"srv/f", TAR_FILE, 0666, 0, "", "srv/f world_writable "},
        {"dev/full", TAR_FILE, 0666, 0, "", ""},
        {"dev/null", TAR_DEVICE, 0666, 0, "", ""},
        {"root/.aws/credentials", TAR_FILE, 0600, 9, "",
         "root/.aws/credentials credential AWS credentials"},
        {"root/.aws/credentials", TAR_FILE, 0600, 0, "", ""}, // empty
        {"x.aws/credentials", TAR_FILE, 0600, 9, "", ""},
        {"app/notkubeconfig", TAR_FILE, 0600, 9, "", ""},
        {"kubeconfig", TAR_FILE, 0600, 9, "", "kubeconfig credential Kubernetes credentials"},
        {"app/node_modules/a/.npmrc", TAR_FILE, 0600, 9, "", ""},
        {"app/store.jks", TAR_FILE, 0600, 9, "", "app/store.jks credential a key store"},
        {"etc/ssl/certs/java/cacerts.jks", TAR_FILE, 0600, 9, "", ""},
        {"a/k.pem", TAR_FILE, 0600, 99, "x\n-----BEGIN PRIVATE KEY-----\n", "a/k.pem private_key "},
        {"a/k.pem", TAR_FILE, 0600, 99, "-----BEGIN ENCRYPTED PRIVATE KEY-----\n",
         "a/k.pem private_key encrypted"},
        {"a/k.pem", TAR_FILE, 0600, 99, "-----BEGIN CERTIFICATE-----\n", ""},
        {"a/k.ppk", TAR_FILE, 0600, 99, "PuTTY-User-Key-File-2: ssh-rsa\nEncryption: none\n",
         "a/k.ppk private_key "},
        {"a/core.12", TAR_FILE, 0600, 99, "\177ELF\2\1\1\1\1\1\1\1\1\1\1\1\4",
         "a/core.12 core_dump "},
        {"a/core.12", TAR_FILE, 0600, 99, "\177ELF\2\1\1\1\1\1\1\1\1\1\1\1\3", ""},
        {"a/core.js", TAR_FILE, 0600, 99, "\177ELF\2\1\1\1\1\1\1\1\1\1\1\1\4", ""},
        {"var/lib/apt/lists/x", TAR_FILE, 0644, 9, "", "var/lib/apt/lists package_cache apt lists"},
        {"var/lib/apt/lists/lock", TAR_FILE, 0640, 0, "", ""},
        {"x/var/lib/apt/lists/y", TAR_FILE, 0644, 9, "", ""},
        {"home/u/.cache/pip/a/b", TAR_FILE, 0644, 9, "",
         "home/u/.cache/pip package_cache pip cache"},
        {"app/.git/hooks/x", TAR_FILE, 0644, 9, "", "app/.git vcs git"},
        {"app/.gitx/y", TAR_FILE, 0644, 9, "", ""},
        {"var/log/a", TAR_FILE, 0644, 9, "", "var/log/a log "},
        {"var/log/a", TAR_FILE, 0644, 0, "", ""},
        {"usr/share/man/man1/a.gz", TAR_FILE, 0644, 9, "", "usr/share/man doc man"},
        {"app/Dockerfile", TAR_FILE, 0644, 9, "", "app/Dockerfile build_file "},
        {"usr/lib/node_modules/x/Dockerfile", TAR_FILE, 0644, 9, "", ""},
    };
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        ARENA_SCRATCH(a);
        struct tar_entry e = entry(rows[i].path, rows[i].kind, rows[i].mode, rows[i].size);
        struct str got = one_fact(&a, &e, rows[i].content);
        CHECK(str_eq(got, str_from(rows[i].want)), "row %zu %s: got '" STR_FMT "'", i, rows[i].path,
              STR_ARG(got));
    }
}

TEST(contents_accounts)
{
    ARENA_SCRATCH(a);
    struct inv_accounts p, s, g;
    inv_accounts_parse(
        &a, INV_PASSWD,
        S("root:x:0:0:root:/root:/bin/sh\n# c\n\nbad\nu::1:x:g:/h:\n+nis\nl:*:4294967296:1:::"),
        &p);
    CHECK(p.there && p.n == 4);
    CHECK(p.items[0].password == INV_PW_SHADOW && p.items[0].uid == 0 && p.items[0].line == 1);
    CHECK(str_eq(p.items[1].name, S("bad")) && p.items[1].uid == -1 && p.items[1].line == 4);
    CHECK(p.items[2].password == INV_PW_EMPTY && p.items[2].uid == 1 && p.items[2].gid == -1);
    CHECK(p.items[3].password == INV_PW_LOCKED && p.items[3].uid == 4294967296);
    inv_accounts_parse(&a, INV_SHADOW, S("a::1\nb:!:1\nc:$6$x:1\nd:*:\n"), &s);
    CHECK(s.n == 4 && s.items[0].password == INV_PW_EMPTY && s.items[1].password == INV_PW_LOCKED);
    CHECK(s.items[2].password == INV_PW_SET && s.items[3].password == INV_PW_LOCKED);
    inv_accounts_parse(&a, INV_GROUP, S("w:x:10:a,b\n"), &g);
    CHECK(g.n == 1 && g.items[0].gid == 10 && str_eq(g.items[0].members, S("a,b")));
}

TEST(contents_bounds)
{
    ARENA_SCRATCH(a);
    struct inv_contents c = {0}, back;
    SK_BUF_SCRATCH(b, 4 * SK_MB);
    for (unsigned i = 0; i < INV_MAX_FACTS + 7; i++) {
        struct str path = str_fmt(&a, "bin/s%u", i);
        struct tar_entry e = {.path = path, .kind = TAR_FILE, .mode = 04755};
        inv_contents_entry(&c, &a, &e);
        inv_contents_entry(&c, &a, &e); // the same path again is the same fact
    }
    CHECK(c.n_facts == INV_MAX_FACTS && c.more >= 7);
    inv_accounts_parse(&a, INV_GROUP, S("w:x:10:a,b\n"), &c.accounts[INV_GROUP]);
    inv_contents_encode(&b, &c);
    struct wire_in w = {.rest = sk_buf_str(&b)};
    CHECK(inv_contents_decode(&w, &a, &back, NULL) == 0 && !w.rest.n);
    CHECK(back.n_facts == c.n_facts && str_eq(back.facts[9].path, c.facts[9].path));
    CHECK(back.facts[9].kinds == INV_SETUID && back.accounts[INV_GROUP].n == 1);
    struct str whole = sk_buf_str(&b);
    for (size_t n = 0; n < whole.n; n += n < 2000 ? 1 : 97) {
        w = (struct wire_in){.rest = str_head(whole, n)};
        CHECK(inv_contents_decode(&w, &a, &back, NULL) < 0, "cut at %zu", n);
    }
}
