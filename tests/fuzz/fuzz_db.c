// A database file with any bytes: header rebuilt so that the reader gets past it, then lookups.
#include "advisory/advisory.h"
#include "advisory/db_format.h"
#include "core/file.h"
#include "core/hash.h"

#include <stdio.h>
#include <string.h>
#include <unistd.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

// Sections cut from the input, one after the other; the lengths come from it too.
static void write_file(const uint8_t *data, size_t size, const char *path)
{
    SK_BUF_SCRATCH(b, 1 << 26);
    struct db_header h = {.format = DB_FORMAT, .n_sections = DB_N_SECTIONS};
    memcpy(h.magic, DB_MAGIC, sizeof DB_MAGIC - 1);
    size_t at = DB_N_SECTIONS * 2, off = DB_HEADER_BYTES;
    if (size < at)
        return;
    for (int i = 0; i < DB_N_SECTIONS; i++) {
        size_t n = (size_t)(data[2 * i] | data[2 * i + 1] << 8);
        n = n > size - at ? size - at : n;
        h.sections[i].off = off;
        h.sections[i].bytes = n / 240 * 240; // a multiple of every element
        sk_buf_add(&b, (struct str){(const char *)data + at, h.sections[i].bytes});
        static const char zeros[64];
        sk_buf_add(&b, (struct str){zeros, -h.sections[i].bytes & 63});
        at += h.sections[i].bytes;
        off = DB_HEADER_BYTES + b.n;
    }
    struct sk_digest d =
        sk_sha256((struct str){(const char *)&h, offsetof(struct db_header, sha256)});
    memcpy(h.sha256, d.b, 32);
    SK_BUF_SCRATCH(file, 1 << 26);
    char page[DB_HEADER_BYTES] = {0};
    memcpy(page, &h, sizeof h);
    sk_buf_add(&file, (struct str){page, sizeof page});
    sk_buf_add(&file, sk_buf_str(&b));
    (void)!sk_write_file(path, sk_buf_str(&file), 0600, NULL);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    ARENA_SCRATCH(a);
    char path[64];
    snprintf(path, sizeof path, "/dev/shm/sekisho-fuzz-db-%d", (int)getpid());
    write_file(data, size, path);
    struct adv_db *db;
    if (adv_db_open(&a, path, &db, NULL) < 0)
        return 0;
    const struct inv_pkg pkgs[] = {
        {.type = "npm", .name = S("lodash"), .version = S("1.0.0")},
        {.type = "npm", .name = S(""), .version = S("1.0.0")},
        {.type = "pypi", .name = S("x"), .version = S("1")},
    };
    struct adv_matches m = {0};
    struct adv_text text;
    struct adv_eol_fact eol;
    struct adv_tag_fact *tags;
    struct adv_db_info info;
    adv_db_info(db, &a, &info);
    (void)!adv_match(db, NULL, pkgs, COUNT_OF(pkgs), &a, &m, NULL);
    for (uint32_t i = 0; i < 4; i++)
        (void)!adv_text(db, i, &a, &text, NULL);
    (void)adv_cve(db, &a, S("CVE-2024-1234"));
    (void)adv_eol(db, &a, S("debian"), S("12"), &eol);
    (void)adv_tags(db, &a, S("debian"), &tags);
    (void)!adv_db_verify(db, S(""), NULL);
    adv_db_close(db);
    unlink(path);
    return 0;
}
