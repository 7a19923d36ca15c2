// Reading the database. It is mapped and shared; nothing in it is trusted: every section, offset and
// index is checked where it is used, and what is out of range reads as empty.
#include "advisory/db_int.h"

#include "core/file.h"
#include "core/hash.h"
#include "core/limits.h"

#include <openssl/bio.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <string.h>
#include <zstd.h>

#define MAX_BLOCK (64 * SK_MB) // plain bytes of one block of texts

uint64_t adv_cve_key(const char *p, size_t n)
{
    struct str s = {p, n}, year, number;
    uint64_t y, v;
    if (!str_take(&s, S("CVE-")) || !str_cut(s, '-', &year, &number) || year.n != 4 ||
        !str_to_u64(year, &y) || !str_to_u64(number, &v) || v >> 48)
        return 0;
    return y << 48 | v;
}

static const size_t element_bytes[DB_N_SECTIONS] = {
    [DB_STRINGS] = 1,
    [DB_SPACES] = sizeof(struct db_space),
    [DB_SLOTS] = sizeof(uint32_t),
    [DB_NAMES] = sizeof(struct db_name),
    [DB_ROWS] = sizeof(struct db_row),
    [DB_RANGES] = sizeof(struct db_range),
    [DB_RECORDS] = sizeof(struct db_record),
    [DB_CVSS] = sizeof(struct db_cvss),
    [DB_GROUPS] = sizeof(struct db_group),
    [DB_GNAMES] = sizeof(uint32_t),
    [DB_GRECORDS] = sizeof(uint32_t),
    [DB_FACTS] = sizeof(struct db_fact),
    [DB_TEXTS] = sizeof(struct db_text),
    [DB_BLOCKS] = sizeof(struct db_block),
    [DB_TEXTDATA] = 1,
    [DB_CYCLES] = sizeof(struct db_cycle),
    [DB_TAGS] = sizeof(struct db_tag),
    [DB_SOURCES] = sizeof(struct db_source),
    [DB_FEEDS] = sizeof(uint32_t),
};

static const struct db_header *header(const struct adv_db *db)
{
    return (const struct db_header *)db->map.data.p;
}

static int check_header(struct adv_db *db, struct sk_err *err)
{
    struct str data = db->map.data;
    const struct db_header *h = header(db);
    if (data.n < DB_HEADER_BYTES || memcmp(h->magic, DB_MAGIC, sizeof DB_MAGIC - 1) != 0)
        return sk_fail(err, SK_EFORMAT, "not a sekisho advisory database");
    if (h->format != DB_FORMAT || h->n_sections != DB_N_SECTIONS)
        return sk_fail(err, SK_EFORMAT,
                       "database format %u, this program reads %d: run `sekisho db update`",
                       h->format, DB_FORMAT);
    struct sk_digest d = sk_sha256(str_head(data, offsetof(struct db_header, sha256)));
    if (memcmp(d.b, h->sha256, sizeof h->sha256) != 0)
        return sk_fail(err, SK_EFORMAT, "the database's header is damaged");
    for (int i = 0; i < DB_N_SECTIONS; i++) {
        const struct db_section_head *s = &h->sections[i];
        if (s->off % 64 || s->off > data.n || s->bytes > data.n - s->off ||
            s->bytes % element_bytes[i])
            return sk_fail(err, SK_EFORMAT, "the database is cut short");
        db->sections[i] = str_sub(data, s->off, s->bytes);
    }
    return 0;
}

int adv_db_open(struct arena *a, const char *path, struct adv_db **ret, struct sk_err *err)
{
    struct adv_db *db = arena_new(a, struct adv_db, 1);
    int r = sk_map_file(path, SK_MAX_DB_BYTES, &db->map, err);
    if (r < 0)
        return r;
    r = check_header(db, err);
    if (r < 0) {
        sk_unmap(&db->map);
        return sk_wrap(err, r, "%s", path);
    }
    db->block = (struct sk_buf)SK_BUF_INIT(MAX_BLOCK);
    *ret = db;
    return 0;
}

void adv_db_close(struct adv_db *db)
{
    if (!db)
        return;
    ZSTD_freeDCtx(db->zstd);
    db->zstd = NULL;
    sk_buf_free(&db->block);
    sk_unmap(&db->map);
}

const void *adv_db_at(const struct adv_db *db, enum db_section s, uint64_t index)
{
    static const char zeros[64]; // larger than any element
    size_t bytes = element_bytes[s];
    if (index >= db->sections[s].n / bytes)
        return zeros;
    return db->sections[s].p + index * bytes;
}

size_t adv_db_count(const struct adv_db *db, enum db_section s)
{
    return db->sections[s].n / element_bytes[s];
}

struct str adv_db_str(const struct adv_db *db, uint32_t off)
{
    struct str all = db->sections[DB_STRINGS];
    if (!off || off >= all.n)
        return (struct str){0};
    struct wire_in w = {.rest = {all.p + off, all.n - off}};
    return wire_str(&w);
}

void adv_db_info(const struct adv_db *db, struct arena *a, struct adv_db_info *ret)
{
    const struct db_header *h = header(db);
    *ret = (struct adv_db_info){
        .format = h->format,
        .built = h->built,
        .bytes = db->map.data.n,
        .records = adv_db_count(db, DB_RECORDS),
        .affected = adv_db_count(db, DB_ROWS),
        .cve_facts = adv_db_count(db, DB_FACTS),
        .n_sources = adv_db_count(db, DB_SOURCES),
        .is_signed = h->is_signed == 1,
    };
    ret->sources = arena_new(a, struct adv_source_info, ret->n_sources);
    for (size_t i = 0; i < ret->n_sources; i++) {
        const struct db_source *s = adv_db_at(db, DB_SOURCES, i);
        ret->sources[i] = (struct adv_source_info){
            .feed = adv_db_str(db, s->feed),
            .licence = adv_db_str(db, s->licence),
            .origin = adv_db_str(db, s->origin),
            .fetched = s->fetched,
            .newest = s->newest,
            .records = s->records,
            .bytes = s->bytes,
        };
    }
}

static bool signature_ok(const struct db_header *h, struct str pem)
{
    BIO *bio = BIO_new_mem_buf(pem.p, (int)pem.n);
    EVP_PKEY *key = bio ? PEM_read_bio_PUBKEY(bio, NULL, NULL, NULL) : NULL;
    EVP_MD_CTX *ctx = EVP_MD_CTX_new();
    bool ok =
        key && ctx && EVP_PKEY_get_id(key) == EVP_PKEY_ED25519 &&
        EVP_DigestVerifyInit(ctx, NULL, NULL, NULL, key) == 1 &&
        EVP_DigestVerify(ctx, h->signature, sizeof h->signature, h->sha256, sizeof h->sha256) == 1;
    EVP_MD_CTX_free(ctx);
    EVP_PKEY_free(key);
    BIO_free(bio);
    return ok;
}

int adv_db_verify(struct adv_db *db, struct str pubkey_pem, struct sk_err *err)
{
    static const char *const names[] = {
        "strings",   "spaces", "slots",       "names",         "rows",  "ranges", "records",
        "cvss",      "groups", "group names", "group records", "facts", "texts",  "blocks",
        "text data", "cycles", "tags",        "sources",       "feeds"};
    _Static_assert(COUNT_OF(names) == DB_N_SECTIONS, "a name for each section");
    const struct db_header *h = header(db);
    for (int i = 0; i < DB_N_SECTIONS; i++) {
        struct sk_digest d = sk_sha256(db->sections[i]);
        if (memcmp(d.b, h->sections[i].sha256, 32) != 0)
            return sk_fail(err, SK_EDIGEST, "section %s does not have its digest", names[i]);
    }
    if (pubkey_pem.n && h->is_signed != 1)
        return sk_fail(err, SK_EDIGEST, "the database is not signed");
    if (pubkey_pem.n && !signature_ok(h, pubkey_pem))
        return sk_fail(err, SK_EDIGEST, "the signature was not made with this key");
    return 0;
}

// ---- lookups ----

const struct db_space *adv_db_space(const struct adv_db *db, struct str space)
{
    for (size_t i = 0; i < adv_db_count(db, DB_SPACES); i++) {
        const struct db_space *s = adv_db_at(db, DB_SPACES, i);
        if (str_eq(adv_db_str(db, s->name), space))
            return s;
    }
    return NULL;
}

bool adv_has_space(const struct adv_db *db, struct str space)
{
    return adv_db_space(db, space) != NULL;
}

const struct db_name *adv_db_name(const struct adv_db *db, const struct db_space *s,
                                  struct str name)
{
    if (!s || !s->n_slots || (s->n_slots & (s->n_slots - 1)))
        return NULL;
    uint32_t mask = s->n_slots - 1, k = (uint32_t)str_hash(name) & mask;
    for (uint32_t i = 0; i < s->n_slots; i++, k = (k + 1) & mask) {
        uint32_t slot = *(const uint32_t *)adv_db_at(db, DB_SLOTS, (uint64_t)s->first_slot + k);
        if (!slot)
            return NULL;
        const struct db_name *n = adv_db_at(db, DB_NAMES, slot - 1);
        if (str_eq(adv_db_str(db, n->name), name))
            return n;
    }
    return NULL;
}

static sk_time from_days(int32_t d)
{
    return d == INT32_MIN ? SK_TIME_NONE : (sk_time)d * SK_DAY_MS;
}

const struct adv_cve_fact *adv_cve(const struct adv_db *db, struct arena *a, struct str cve)
{
    uint64_t key = adv_cve_key(cve.p, cve.n);
    size_t lo = 0, hi = adv_db_count(db, DB_FACTS);
    while (key && lo < hi) {
        size_t mid = (lo + hi) / 2;
        const struct db_fact *f = adv_db_at(db, DB_FACTS, mid);
        if (f->key == key) {
            struct adv_cve_fact *r = arena_new(a, struct adv_cve_fact, 1);
            *r = (struct adv_cve_fact){
                .cve = adv_db_str(db, f->cve),
                .kev = f->flags & FACT_KEV,
                .kev_ransomware = f->flags & FACT_RANSOMWARE,
                .kev_added = from_days(f->kev_added),
                .kev_due = from_days(f->kev_due),
                .epss = f->epss,
                .epss_percentile = f->percentile,
                .metasploit = f->flags & FACT_METASPLOIT,
                .exploitdb = f->flags & FACT_EXPLOITDB,
                .ssvc_exploitation = adv_db_str(db, f->exploitation),
                .ssvc_automatable = adv_db_str(db, f->automatable),
                .cvss = {adv_db_str(db, f->vector), adv_db_str(db, f->source)},
            };
            return r;
        }
        if (f->key < key)
            lo = mid + 1;
        else
            hi = mid;
    }
    return NULL;
}

bool adv_eol(const struct adv_db *db, struct arena *a, struct str product, struct str cycle,
             struct adv_eol_fact *ret)
{
    (void)a;
    for (size_t i = 0; i < adv_db_count(db, DB_CYCLES); i++) {
        const struct db_cycle *c = adv_db_at(db, DB_CYCLES, i);
        if (!str_eq(adv_db_str(db, c->product), product) ||
            !str_eq(adv_db_str(db, c->cycle), cycle))
            continue;
        *ret = (struct adv_eol_fact){
            .product = adv_db_str(db, c->product),
            .cycle = adv_db_str(db, c->cycle),
            .latest = adv_db_str(db, c->latest),
            .is_eol = c->is_eol == 1,
            .eol = c->eol,
            .extended = c->extended,
            .release = c->release,
        };
        return true;
    }
    return false;
}

size_t adv_tags(const struct adv_db *db, struct arena *a, struct str image,
                struct adv_tag_fact **ret)
{
    struct adv_tag_fact *tags = NULL;
    size_t n = 0, cap = 0;
    for (size_t i = 0; i < adv_db_count(db, DB_TAGS); i++) {
        const struct db_tag *t = adv_db_at(db, DB_TAGS, i);
        if (!str_eq(adv_db_str(db, t->image), image))
            continue;
        *VEC_PUSH(a, tags, n, cap) = (struct adv_tag_fact){
            adv_db_str(db, t->image), adv_db_str(db, t->tag), adv_db_str(db, t->group),
            adv_db_str(db, t->arches), adv_db_str(db, t->parent)};
    }
    *ret = tags;
    return n;
}

// ---- texts ----

static int unpack_block(struct adv_db *db, uint32_t index, struct sk_err *err)
{
    const struct db_block *b = adv_db_at(db, DB_BLOCKS, index);
    if (db->block_read && db->block_index == index)
        return 0;
    struct str packed = str_sub(db->sections[DB_TEXTDATA], b->off, b->packed);
    if (b->plain > MAX_BLOCK || packed.n != b->packed)
        return sk_fail(err, SK_EFORMAT, "a damaged text block in the database");
    if (!db->zstd)
        db->zstd = ZSTD_createDCtx();
    db->block_read = false;
    sk_buf_clear(&db->block);
    char *plain = sk_buf_reserve(&db->block, b->plain);
    size_t n = plain ? ZSTD_decompressDCtx(db->zstd, plain, b->plain, packed.p, packed.n) : 0;
    if (ZSTD_isError(n) || n != b->plain)
        return sk_fail(err, SK_EFORMAT, "a damaged text block in the database");
    sk_buf_commit(&db->block, n);
    db->block_index = index;
    db->block_read = true;
    return 0;
}

// The first sentence or line, for records that have no title of their own.
static struct str first_sentence(struct str s)
{
    enum { MAX_TITLE = 140 };
    struct str line, rest;
    s = str_trim(s);
    (void)str_cut(s, '\n', &line, &rest);
    ptrdiff_t dot = str_find(line, S(". "));
    if (dot > 20)
        line = str_head(line, (size_t)dot + 1);
    if (line.n <= MAX_TITLE)
        return str_trim(line);
    line = str_head(line, MAX_TITLE);
    ptrdiff_t space = str_rfind_char(line, ' ');
    return space > 0 ? str_head(line, (size_t)space) : line;
}

int adv_text(struct adv_db *db, uint32_t handle, struct arena *perm, struct adv_text *ret,
             struct sk_err *err)
{
    *ret = (struct adv_text){.published = SK_TIME_NONE, .modified = SK_TIME_NONE};
    if (!handle)
        return 0;
    const struct db_text *t = adv_db_at(db, DB_TEXTS, handle);
    int r = unpack_block(db, t->block, err);
    if (r < 0)
        return r;
    // Copied: the block is replaced by the next question.
    struct wire_in w = {.rest = str_dup(perm, str_sub(sk_buf_str(&db->block), t->off, t->bytes))};
    ret->summary = wire_str(&w);
    ret->details = wire_str(&w);
    ret->cwe = wire_str(&w);
    ret->published = wire_i64(&w);
    ret->modified = wire_i64(&w);
    ret->n_refs = wire_count(&w, 1000, 1);
    ret->refs = arena_new(perm, struct str, ret->n_refs);
    for (size_t i = 0; i < ret->n_refs; i++)
        ret->refs[i] = wire_str(&w);
    if (!ret->summary.n)
        ret->summary = first_sentence(ret->details);
    return w.bad ? sk_fail(err, SK_EFORMAT, "a damaged text in the database") : 0;
}
