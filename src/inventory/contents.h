// inventory/contents.h - what rules want to know of the files of an image: facts of one layer, seen while it is walked.
//
// Setuid files, what everybody may write, files that are called as credentials are, private keys, leftovers of
// builds, and the lines of passwd, shadow and group. Contents are looked at, never kept. docs/documents.md says
// what each kind is.
#pragma once
#include "core/arena.h"
#include "core/err.h"
#include "core/map.h"
#include "core/tar.h"
#include "core/wire.h"

enum {
    INV_MAX_FACTS = 5000,     // of one layer; the rest is counted
    INV_MAX_ACCOUNTS = 20000, // lines of one passwd, shadow or group
    INV_MAX_ACCOUNT_FILE = 4 << 20,
};

enum inv_fact_kind { // bits
    INV_SETUID = 1,
    INV_SETGID = 2,
    INV_WORLD_WRITABLE = 4,
    INV_CREDENTIAL = 8,
    INV_PRIVATE_KEY = 16,
    INV_PACKAGE_CACHE = 32, // from here: one fact for a folder
    INV_VCS = 64,
    INV_TMP = 128,
    INV_DOC = 256,
    INV_LOG = 512, // and again one for each file
    INV_CORE_DUMP = 1024,
    INV_BUILD_FILE = 2048,
};
// The name of one bit: "setuid", ...
const char *inv_fact_kind_name(enum inv_fact_kind kind);
enum { INV_FACT_KINDS = 12 };

struct inv_fact {
    struct str path; // no leading '/'; of a folder, where the fact is one for all its files
    uint32_t kinds;
    enum tar_kind type;
    uint32_t mode, uid, gid;
    uint64_t size, files;
    struct str what; // "AWS credentials", "apt lists", "encrypted"
};

enum inv_password { INV_PW_NONE, INV_PW_EMPTY, INV_PW_LOCKED, INV_PW_SET, INV_PW_SHADOW };

struct inv_account { // of passwd, shadow or group
    struct str name, home, shell;
    struct str members; // of a group, with commas
    int64_t uid, gid;   // -1: no number
    enum inv_password password;
    uint32_t line;
};
enum inv_account_file { INV_PASSWD, INV_SHADOW, INV_GROUP, INV_ACCOUNT_FILES };
struct inv_accounts {
    bool there; // this layer has the file
    struct inv_account *items;
    size_t n, cap;
};

struct inv_contents {
    struct inv_fact *facts;
    size_t n_facts, cap_facts;
    uint64_t more; // that were too many
    struct inv_accounts accounts[INV_ACCOUNT_FILES];
    // private, while a layer is read
    struct sk_map folders, files;
};

// While a layer is read: each entry; then those that want() says, with their content (or, for one that is
// only looked at, its first 4 KiB).
enum inv_contents_want { INV_CONTENTS_SKIP, INV_CONTENTS_HEAD, INV_CONTENTS_WHOLE };
void inv_contents_entry(struct inv_contents *c, struct arena *perm, const struct tar_entry *e);
enum inv_contents_want inv_contents_wants(struct str path, uint64_t size);
void inv_contents_file(struct inv_contents *c, struct arena *perm, const struct tar_entry *e,
                       struct str content);

// The lines of one of the files, for tests, too.
void inv_accounts_parse(struct arena *perm, enum inv_account_file file, struct str content,
                        struct inv_accounts *ret);

void inv_contents_encode(struct sk_buf *b, const struct inv_contents *c);
int inv_contents_decode(struct wire_in *w, struct arena *perm, struct inv_contents *ret,
                        struct sk_err *err) SK_MUST;
