// Licences: names and expressions (row expr), templates of a list (template), texts against a list (text), a
// list as it lies on the disk (db), policies (policy). What must hold is asserted, not only that it ends.
#include "core/arena.h"
#include "core/limits.h"
#include "engine/licence/db.h"
#include "engine/licence/file.h"
#include "engine/licence/policy.h"
#include "engine/licence/template.h"

#include <string.h>

static const char *row = "expr";
static const struct lic_db *list;
static struct arena keep;
static char *list_bytes;
static size_t list_size;

int LLVMFuzzerInitialize(int *argc, char ***argv);
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static const char xml[] = "<l xmlns='http://www.spdx.org/license'><license licenseId='Example-1.0' "
                          "name='E'><text><titleText>T"
                          "</titleText><p>Whoever holds a copy of this <alt name='a' "
                          "match='program|library'>program</alt> may "
                          "paint it green, sing it aloud <optional>or hum</optional> and give it "
                          "to the neighbours:</p><list>"
                          "<item><bullet>1.</bullet> they are told</item></list><p>THE <alt "
                          "name='b' match='.+'>PAINTER</alt> IS "
                          "NOT LIABLE FOR GREEN HANDS</p></text></license></l>";

static bool build(struct arena *a, struct str text, const struct lic_db **ret)
{
    struct lic_compile c = {.perm = a};
    SK_BUF_SCRATCH(b, SK_GB);
    lic_compile_xml(&c, S("x.xml"), text);
    bool ok = lic_db_build(&c, &b, NULL) == 0;
    lic_compile_free(&c);
    if (!ok)
        return false;
    char *copy = arena_alloc(a, 1, b.n, 8);
    memcpy(copy, b.p, b.n);
    list_bytes = copy;
    list_size = b.n;
    if (lic_db_open(a, (struct str){copy, b.n}, ret, NULL) < 0)
        __builtin_trap(); // what we write we read
    return true;
}

int LLVMFuzzerInitialize(int *argc, char ***argv)
{
    (void)argc;
    const char *name = strrchr((*argv)[0], '_');
    row = name ? name + 1 : row;
    if (!build(&keep, str_from(xml), &list))
        __builtin_trap();
    return 0;
}

static void try_expr(struct str in)
{
    ARENA_SCRATCH(a);
    struct lic_reading r;
    struct lic_expr *again;
    lic_read(&a, in, &r);
    if (!r.certain && !r.note.n)
        __builtin_trap(); // a doubt has a reason
    if (!r.expr)
        return;
    struct str text = lic_print(&a, r.expr);
    if (text.n > LIC_MAX_TEXT)
        return;
    if (lic_parse(&a, text, &again, NULL) < 0 || !str_eq(lic_print(&a, again), text))
        __builtin_trap(); // what is printed reads back as itself
}

static void try_text(const struct lic_db *db, struct str in)
{
    ARENA_SCRATCH(a);
    struct lic_file f;
    lic_file_read(&a, db, in, false, &f);
    for (size_t i = 0; i < f.n; i++)
        if (!f.items[i].expr || f.items[i].score > 1 ||
            (f.items[i].how == LIC_BY_LIKENESS && f.items[i].certain))
            __builtin_trap();
}

static void try_template(struct str in)
{
    ARENA_SCRATCH(a);
    const struct lic_db *db;
    if (!build(&a, in, &db))
        return;
    try_text(db, S("may paint it green and sing it aloud"));
    try_text(db, in);
}

// The list with the input's bytes laid over it, from an offset on; checksum right, as an attacker would.
static void try_db(struct str in)
{
    ARENA_SCRATCH(a);
    const struct lic_db *db;
    size_t at =
        in.n > 2 ? (size_t)((unsigned char)in.p[0] | (unsigned char)in.p[1] << 8) % list_size : 0;
    struct str over = str_head(str_skip(in, 2), list_size - at);
    char *copy = arena_alloc(&a, 1, list_size, 8);
    memcpy(copy, list_bytes, list_size);
    if (over.n)
        memcpy(copy + at, over.p, over.n);
    uint64_t sum = str_hash((struct str){copy + LIC_DB_HEAD_BYTES, list_size - LIC_DB_HEAD_BYTES});
    memcpy(copy + LIC_DB_SUM_AT, &sum, sizeof sum);
    if (lic_db_open(&a, (struct str){copy, list_size}, &db, NULL) < 0)
        return;
    try_text(db, S("Whoever holds a copy of this library may paint it green, sing it aloud and "
                   "give it to the "
                   "neighbours: 1. they are told THE PAINTER IS NOT LIABLE FOR GREEN HANDS"));
    (void)lic_db_text(db, S("Example-1.0"));
    (void)lic_db_version(db);
}

static void try_policy(struct str in)
{
    ARENA_SCRATCH(a);
    const struct lic_policy *p;
    struct lic_expr *e;
    struct lic_judgement j;
    struct str path = S("test/x");
    const struct lic_subject s = {S("npm"), S("a"), S("1.0"), &path, 1};
    if (lic_policy_read(&a, S("p.toml"), in, &p, NULL) < 0)
        return;
    if (lic_parse(&a, S("(MIT OR AGPL-3.0-only) AND LicenseRef-x"), &e, NULL) < 0)
        __builtin_trap();
    lic_judge(&a, p, &s, e, true, &j);
    if (!j.why.n || !j.expr)
        __builtin_trap();
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct str in = {(const char *)data, size};
    if (strcmp(row, "expr") == 0)
        try_expr(in);
    else if (strcmp(row, "template") == 0)
        try_template(in);
    else if (strcmp(row, "text") == 0)
        try_text(list, in);
    else if (strcmp(row, "db") == 0)
        try_db(in);
    else
        try_policy(in);
    return 0;
}
