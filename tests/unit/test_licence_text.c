// Texts of licences against the SPDX list that lies beside the repository (../shared/feeds); without it
// these tests are skipped. The plain texts there are written by the list's editors, apart from the templates.
#include "test.h"

#include "core/arena.h"
#include "core/file.h"
#include "core/limits.h"
#include "core/map.h"
#include "core/stream.h"
#include "core/tar.h"
#include "engine/licence/db.h"
#include "engine/licence/file.h"
#include "engine/licence/match.h"
#include "engine/licence/template.h"

#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define FEED "../shared/feeds/spdx-license-list-xml.tar.zst"

struct list {
    struct lic_compile compile;
    struct sk_map plain; // id -> struct str *
    const struct lic_db *db;
};

static void take(struct arena *a, struct list *l, struct str path, struct str data)
{
    struct str name = str_basename(path);
    if (str_ends(name, S(".xml")) && str_has(path, S("src/")))
        lic_compile_xml(&l->compile, path, data);
    if (str_ends(name, S(".txt")) && str_has(path, S("simpleTestForGenerator/"))) {
        struct str *text = arena_new(a, struct str, 1);
        *text = data;
        (void)str_take(&name, S("deprecated_"));
        (void)str_take(&name, S("depreciate_"));
        sk_map_put(&l->plain, str_head(name, name.n - 4))->value = text;
    }
}

static void read_list(struct arena *a, struct list *l)
{
    struct sk_err err;
    struct sk_stream *in;
    enum sk_codec codec;
    struct tar_entry e;
    SK_FD int fd = open(FEED, O_RDONLY | O_CLOEXEC);
    if (fd < 0)
        test_skip("no " FEED);
    *l = (struct list){.compile.perm = a, .plain.perm = a};
    struct sk_stream *raw = sk_stream_fd(a, fd, 0, UINT64_MAX / 2);
    CHECK(sk_stream_decode_auto(a, raw, NULL, &in, &codec, &err) == 0, "%s", err.msg);
    struct tar_reader *t = tar_open(a, in);
    int r;
    while ((r = tar_next(t, &e, &err)) > 0) {
        struct str path = str_dup(a, e.path), data;
        if (e.kind != TAR_FILE)
            continue;
        CHECK(tar_read_all(t, a, SK_MB, &data, &err) == 0, "%s", err.msg);
        take(a, l, path, data);
    }
    CHECK(r == 0, "%s", err.msg);
    SK_BUF_SCRATCH(b, SK_GB);
    CHECK(l->compile.n_warns == 0, STR_FMT ": " STR_FMT, STR_ARG(l->compile.warns[0].path),
          STR_ARG(l->compile.warns[0].what));
    CHECK(lic_db_build(&l->compile, &b, &err) == 0, "%s", err.msg);
    lic_compile_free(&l->compile);
    char *copy = arena_alloc(a, 1, b.n, 8);
    memcpy(copy, b.p, b.n);
    CHECK(lic_db_open(a, (struct str){copy, b.n}, &l->db, &err) == 0, "%s", err.msg);
    if (getenv("LIC_SAVE"))
        CHECK(sk_write_file(getenv("LIC_SAVE"), (struct str){copy, b.n}, 0644, &err) == 0);
}

// A deprecated id whose text is that of an exception: what replaces it names the exception.
static bool is_replaced_by(struct str id, struct str found)
{
    const struct lic_id *known = lic_id_find(id);
    return known && known->instead.n && str_ends(known->instead, found);
}

static bool is_among(const struct lic_db *db, uint32_t tpl, struct str id)
{
    for (uint32_t i = 0; i < db->head->templates.n; i++)
        if (db->tpl[i].same == tpl && (str_eq_nocase(lic_db_str(db, db->tpl[i].id), id) ||
                                       is_replaced_by(id, lic_db_str(db, db->tpl[i].id))))
            return true;
    return false;
}

static void show_words(struct str text, size_t at)
{
    for (size_t n = 0; n < text.n; n++) {
        ARENA_SCRATCH(tmp);
        struct lic_words ws = {.a = &tmp};
        lic_words_add(&ws, str_head(text, n), 1, false);
        if (ws.n > at) {
            printf(" \"%.*s\"", (int)80, text.p + n - 40);
            return;
        }
    }
}

TEST(lic_text_list)
{
    ARENA_SCRATCH(a);
    struct list l;
    read_list(&a, &l);
    size_t right = 0, none = 0, wrong = 0, twins = 0;
    for (size_t i = 0; i < l.plain.n; i++) {
        ARENA_SCRATCH(tmp);
        struct lic_words ws = {.a = &tmp};
        struct lic_matches m = {.perm = &tmp};
        struct str id = l.plain.entries[i].key;
        lic_words_add(&ws, *(struct str *)l.plain.entries[i].value, 1, false);
        lic_match(l.db, &ws, &m);
        size_t mine = 0;
        for (size_t k = 0; k < m.n; k++)
            mine += is_among(l.db, m.items[k].tpl, id);
        right += mine > 0;
        none += m.n == 0;
        // MPL-2.0-no-copyleft-exception: the list has MPL-2.0's text for it, to the byte.
        struct str first = m.n ? lic_db_str(l.db, l.db->tpl[m.items[0].tpl].id) : S("");
        const struct str *its = sk_map_get(&l.plain, first);
        bool same = its && str_eq(*its, *(struct str *)l.plain.entries[i].value);
        twins += !mine && same;
        wrong += m.n > 0 && !mine && !same;
        CHECK(m.n == 0 || mine || same, STR_FMT " is taken for " STR_FMT, STR_ARG(id),
              STR_ARG(first));
        if (getenv("LIC_SHOW") && m.n == 0 && m.reached < ws.n) {
            printf("%.*s: gave up after %u of %zu words: line %u", (int)id.n, id.p, m.reached, ws.n,
                   ws.w[m.reached].line);
            show_words(*(struct str *)l.plain.entries[i].value, m.reached);
            printf("\n");
        }
    }
    if (getenv("LIC_SHOW"))
        printf("%zu texts: %zu as themselves, %zu as none, %zu as another\n", l.plain.n, right,
               none, wrong);
    CHECK(right >= 816 && wrong == 0 && twins == 1, "%zu right, %zu none, %zu wrong", right, none,
          wrong);
}

// The standard text, for attribution: recognised as itself again, and readable.
TEST(lic_text_standard)
{
    ARENA_SCRATCH(a);
    struct list l;
    read_list(&a, &l);
    static const char *const ids[] = {"MIT", "Apache-2.0", "GPL-2.0-only", "BSD-3-Clause", "ISC"};
    for (size_t i = 0; i < COUNT_OF(ids); i++) {
        struct lic_file f;
        lic_file_read(&a, l.db, lic_db_text(l.db, str_from(ids[i])), false, &f);
        CHECK(f.n >= 1 && f.items[0].how == LIC_BY_TEXT && lic_is_term(f.items[0].expr, ids[i]),
              "%s", ids[i]);
    }
    struct str mit = lic_db_text(l.db, S("MIT"));
    CHECK(str_has(mit, S("Permission is hereby granted, free of charge, to any person obtaining a "
                         "copy of this "
                         "software and associated documentation files (the \"Software\"), to deal "
                         "in the Software "
                         "without restriction")),
          "%.*s", (int)mit.n, mit.p);
    CHECK_STR(lic_db_title(l.db, S("MIT")), "MIT License", "-");
    CHECK(lic_db_text(l.db, S("no-such")).n == 0);
}

// ---- texts that were changed on the way ----

enum change {
    REFLOWED,
    INDENTED,
    STARRED,
    HASHED,
    UPPER,
    MARKED,
    FIRST_75,
    FIRST_50,
    LAST_50,
    WORDS_2,
    WORDS_5,
    TWO,
    N_CHANGES
};
static const char *const change_names[N_CHANGES] = {
    "re-wrapped at 40 columns",
    "indented by 8",
    "in a C comment",
    "in # comments",
    "upper case",
    "quotes and dashes of a word processor",
    "first 75 %",
    "first half",
    "last half",
    "every 50th word another",
    "every 20th word another",
    "MIT's text before it",
};

static void prefix_lines(struct sk_buf *b, struct str text, const char *prefix)
{
    struct str line;
    while (str_next_line(&text, &line)) {
        sk_buf_add(b, str_from(prefix));
        sk_buf_add(b, line);
        sk_buf_add_char(b, '\n');
    }
}

static void reflow(struct sk_buf *b, struct str text, size_t other)
{
    struct str word;
    for (size_t n = 0, col = 0; str_next_word(&text, &word); n++, col += word.n + 1) {
        if (col > 40)
            col = 0;
        sk_buf_add_char(b, col || !n ? ' ' : '\n');
        sk_buf_add(b, other && n % other == other - 1 ? S("otherwise") : word);
    }
}

// Cut at a word.
static struct str part(struct str text, size_t from, size_t to)
{
    size_t lo = text.n * from / 100, hi = text.n * to / 100;
    while (lo && lo < text.n && !ch_is_space((unsigned char)text.p[lo]))
        lo++;
    return str_sub(text, lo, hi > lo ? hi - lo : 0);
}

static void changed(struct sk_buf *b, struct str text, enum change how, struct str mit)
{
    sk_buf_clear(b);
    switch (how) {
    case REFLOWED: reflow(b, text, 0); break;
    case INDENTED: prefix_lines(b, text, "        "); break;
    case STARRED: prefix_lines(b, text, " * "); break;
    case HASHED: prefix_lines(b, text, "# "); break;
    case UPPER:
        for (size_t i = 0; i < text.n; i++)
            sk_buf_add_char(b, (char)ch_upper((unsigned char)text.p[i]));
        break;
    case MARKED:
        for (size_t i = 0; i < text.n; i++)
            if (text.p[i] == '"')
                sk_buf_add(b, S("\u201c"));
            else if (text.p[i] == '-')
                sk_buf_add(b, S("\u2013"));
            else
                sk_buf_add_char(b, text.p[i]);
        break;
    case FIRST_75: sk_buf_add(b, part(text, 0, 75)); break;
    case FIRST_50: sk_buf_add(b, part(text, 0, 50)); break;
    case LAST_50: sk_buf_add(b, part(text, 50, 100)); break;
    case WORDS_2: reflow(b, text, 50); break;
    case WORDS_5: reflow(b, text, 20); break;
    case TWO:
        sk_buf_add(b, mit);
        sk_buf_add(b, S("\n\n----\n\n"));
        sk_buf_add(b, text);
        break;
    case N_CHANGES: break;
    }
}

struct tally {
    size_t exact, near, none, exact_wrong, near_wrong, n;
};

// What is reported is an id of the same text: by the ids that the unchanged text gets.
static bool says(const struct lic_file *f, const struct lic_file *want, enum lic_how how)
{
    for (size_t i = 0; i < f->n; i++)
        for (size_t k = 0; k < want->n; k++)
            if (f->items[i].how == how && str_eq(f->items[i].expr->id, want->items[k].expr->id))
                return true;
    return false;
}

static bool says_any(const struct lic_file *f, enum lic_how how)
{
    for (size_t i = 0; i < f->n; i++)
        if (f->items[i].how == how)
            return true;
    return false;
}

static void count_one(const struct lic_db *db, struct str text, struct str mit, enum change how,
                      struct tally *t)
{
    ARENA_SCRATCH(tmp);
    SK_BUF_SCRATCH(b, 8 << 20);
    struct lic_file want, got;
    lic_file_read(&tmp, db, text, false, &want);
    if (!says_any(&want, LIC_BY_TEXT))
        return;
    changed(&b, text, how, mit);
    lic_file_read(&tmp, db, sk_buf_str(&b), false, &got);
    t->n++;
    bool exact = says_any(&got, LIC_BY_TEXT), near = says_any(&got, LIC_BY_LIKENESS);
    if (how == TWO) { // both must be there
        bool first = false;
        for (size_t i = 0; i < got.n; i++)
            first |= lic_is_term(got.items[i].expr, "MIT") && got.items[i].how == LIC_BY_TEXT;
        exact &= first;
    }
    if (exact && says(&got, &want, LIC_BY_TEXT))
        t->exact++;
    else if (near && says(&got, &want, LIC_BY_LIKENESS))
        t->near++;
    else if (exact && how != TWO)
        t->exact_wrong++;
    else if (near) {
        t->near_wrong++;
        if (getenv("LIC_WRONG"))
            printf("   %s -> %s\n", lic_print(&tmp, want.items[0].expr).p,
                   lic_print(&tmp, got.items[0].expr).p);
    } else
        t->none++;
}

// The numbers of docs/licences.md: LIC_SHOW=1 LIC_ALL=1 build/release/unit lic_text_changed
TEST(lic_text_changed)
{
    ARENA_SCRATCH(a);
    struct list l;
    read_list(&a, &l);
    size_t every = getenv("LIC_ALL") ? 1 : 31;
    struct str mit = *(struct str *)sk_map_get(&l.plain, S("MIT"));
    for (int how = 0; how < N_CHANGES; how++) {
        struct tally t = {0};
        for (size_t i = 0; i < l.plain.n; i += every)
            count_one(l.db, *(struct str *)l.plain.entries[i].value, mit, (enum change)how, &t);
        if (getenv("LIC_SHOW"))
            printf("| %s | %zu | %zu | %zu | %zu | %zu | %zu |\n", change_names[how], t.n, t.exact,
                   t.near, t.none, t.exact_wrong, t.near_wrong);
        size_t least = how <= MARKED || how == TWO ? 98 : 0; // per cent that must be exact
        CHECK(t.exact * 100 >= t.n * least, "%s: %zu of %zu", change_names[how], t.exact, t.n);
        // A part of one licence may be the whole text of another.
        bool cut = how == FIRST_75 || how == FIRST_50 || how == LAST_50;
        CHECK(t.exact_wrong * 100 <= t.n * (cut ? 8 : 2), "%s: %zu of %zu are taken for another",
              change_names[how], t.exact_wrong, t.n);
        CHECK((t.exact + t.near) * 100 >= t.n * (how == FIRST_50 || how == LAST_50 ? 0 : 80),
              "%s: %zu and %zu of %zu", change_names[how], t.exact, t.near, t.n);
    }
}

// ---- damage: with the small list of tests/data, so that it runs everywhere ----

static void small_list(struct arena *a, const struct lic_db **ret, struct str *ret_bytes)
{
    struct lic_compile c = {.perm = a};
    struct sk_err err;
    SK_BUF_SCRATCH(b, SK_GB);
    static const char *const files[] = {"tests/data/licence/list/src/Example-1.0.xml",
                                        "tests/data/licence/list/src/Example-2.0.xml"};
    for (size_t i = 0; i < COUNT_OF(files); i++)
        lic_compile_xml(&c, str_from(files[i]), test_file(a, files[i]));
    CHECK(c.n_warns == 0 && lic_db_build(&c, &b, &err) == 0);
    lic_compile_free(&c);
    char *copy = arena_alloc(a, 1, b.n, 8);
    memcpy(copy, b.p, b.n);
    *ret_bytes = (struct str){copy, b.n};
    CHECK(lic_db_open(a, *ret_bytes, ret, &err) == 0, "%s", err.msg);
}

// A list that is cut, or has one byte changed, is refused: it is never read as one with fewer texts.
TEST(lic_db_damage)
{
    ARENA_SCRATCH(a);
    const struct lic_db *db, *bad;
    struct str bytes;
    small_list(&a, &db, &bytes);
    char *copy = arena_alloc(&a, 1, bytes.n, 8);
    for (size_t n = 0; n < bytes.n; n += 1 + n / 50) {
        ARENA_SCRATCH(tmp);
        memcpy(copy, bytes.p, bytes.n);
        CHECK(lic_db_open(&tmp, (struct str){copy, n}, &bad, NULL) < 0, "cut after %zu", n);
        copy[n] ^= 0x55;
        bool unused = n >= 20 && n < 24; // padding of the head
        CHECK(unused || lic_db_open(&tmp, (struct str){copy, bytes.n}, &bad, NULL) < 0 ||
                  n < LIC_DB_HEAD_BYTES,
              "byte %zu changed", n);
    }
}

// Every cut of every file: it ends, and what is said is whole.
TEST(lic_file_cut)
{
    ARENA_SCRATCH(a);
    const struct lic_db *db;
    struct str bytes;
    small_list(&a, &db, &bytes);
    static const char *const files[] = {
        "tests/data/licence/text/example.txt", "tests/data/licence/text/copyright",
        "tests/data/licence/text/tags", "tests/data/licence/list/src/Example-1.0.xml"};
    for (size_t i = 0; i < COUNT_OF(files); i++) {
        struct str text = test_file(&a, files[i]);
        for (size_t n = 0; n <= text.n; n++) {
            ARENA_SCRATCH(tmp);
            struct lic_file f;
            char *exact = arena_alloc(&tmp, 1, n, 1);
            if (n)
                memcpy(exact, text.p, n);
            lic_file_read(&tmp, db, (struct str){exact, n}, false, &f);
            for (size_t k = 0; k < f.n; k++)
                CHECK(f.items[k].expr && f.items[k].line >= 1 && f.items[k].score <= 1, "%s, %zu",
                      files[i], n);
            struct lic_compile c = {.perm = &tmp};
            lic_compile_xml(&c, S("cut.xml"), (struct str){exact, n});
            CHECK(i == 3 && n == text.n ? c.n_warns == 0 : c.n + c.n_warns > 0, "%s, %zu", files[i],
                  n);
            lic_compile_free(&c);
        }
    }
    struct lic_file f;
    lic_file_read(&a, db, test_file(&a, files[0]), false, &f);
    CHECK(f.n == 1 && f.items[0].how == LIC_BY_TEXT && f.items[0].line == 7 &&
              f.items[0].end_line == 14,
          "%zu", f.n);
    CHECK(lic_is_term(f.items[0].expr, "LicenseRef-Example-1.0"));
}

// 20 000 lines of one Files field: once each line copied all before it, which is 20 GB.
TEST(lic_text_long_field)
{
    ARENA_SCRATCH(a);
    SK_BUF_SCRATCH(b, 4 << 20);
    struct lic_file f;
    sk_buf_add(&b,
               S("Format: https://www.debian.org/doc/packaging-manuals/copyright-format/1.0/\n\n"
                 "Files:\n"));
    for (int i = 0; i < 20000; i++)
        sk_buf_fmt(&b, " %s%05d/a/long/name/of/a/file/in/a/folder/that/goes/on/and/on/and/on/x.c\n",
                   i ? "src/" : "debian/", i);
    sk_buf_add(&b, S("License: MIT\n"));
    lic_file_read(&a, NULL, sk_buf_str(&b), false, &f);
    CHECK(f.n == 1 && f.items[0].how == LIC_BY_COPYRIGHT && f.items[0].line == 20004,
          "%zu, line %u", f.n, f.n ? f.items[0].line : 0);
}
