// Reading licences.db.
#include "core/limits.h"
#include "engine/licence/db_int.h"

#include <string.h>

static bool section(const struct lic_db *db, struct lic_range r, size_t size, size_t align,
                    const void *ret_p)
{
    const char **ret = (const char **)(uintptr_t)ret_p;
    uint64_t bytes = (uint64_t)r.n * size;
    if (r.off % align || r.off > db->bytes.n || bytes > db->bytes.n - r.off)
        return false;
    *ret = db->bytes.p + r.off;
    return true;
}

// Steps that lead out of the program would be followed by lic_match: none may.
static bool program_is_sound(const struct lic_db *db, const struct lic_db_template *t)
{
    uint32_t n_code = db->head->code.n;
    if (t->n_code == 0 || t->code > n_code || t->n_code > n_code - t->code)
        return false;
    const uint32_t *code = db->code + t->code;
    for (uint32_t i = 0; i < t->n_code; i++) {
        uint32_t arg = LIC_STEP_ARG(code[i]);
        switch (LIC_STEP_OP(code[i])) {
        case LIC_STEP_OPT:
        case LIC_STEP_FORK:
        case LIC_STEP_JUMP:
            if (arg >= t->n_code - i)
                return false;
            break;
        case LIC_STEP_WORD:
        case LIC_STEP_ANY: break;
        case LIC_STEP_END: return i + 1 == t->n_code;
        default: return false;
        }
    }
    return false;
}

static bool is_sound(const struct lic_db *db)
{
    const struct lic_db_head *h = db->head;
    if (h->templates.n == 0 || h->templates.n > LIC_MAX_TEMPLATES || h->strings.n == 0 ||
        db->strings[h->strings.n - 1] != '\0' || (h->words.n & (h->words.n - 1)) || !h->words.n ||
        (h->shingles.n & (h->shingles.n - 1)) || !h->shingles.n)
        return false;
    for (uint32_t i = 0; i < h->templates.n; i++) {
        const struct lic_db_template *t = &db->tpl[i];
        if (t->id >= h->strings.n || t->name >= h->strings.n || t->text > h->strings.n ||
            t->text_len > h->strings.n - t->text || t->same > i || !program_is_sound(db, t))
            return false;
    }
    return true;
}

int lic_db_open(struct arena *perm, struct str bytes, const struct lic_db **ret, struct sk_err *err)
{
    struct lic_db *db = arena_new(perm, struct lic_db, 1);
    *db = (struct lic_db){.bytes = bytes, .head = (const void *)bytes.p};
    const struct lic_db_head *h = db->head;
    if (bytes.n < sizeof *h || ((uintptr_t)bytes.p & 7) || memcmp(h->magic, LIC_DB_MAGIC, 16) != 0)
        return sk_fail(err, SK_EFORMAT, "this is no list of licences");
    if (h->format != LIC_DB_FORMAT)
        return sk_fail(err, SK_EFORMAT,
                       "the list of licences has format %u, this program reads %d: run `sekisho "
                       "licences update`",
                       h->format, LIC_DB_FORMAT);
    if (str_hash(str_skip(bytes, sizeof *h)) != h->checksum ||
        !section(db, h->strings, 1, 1, &db->strings) ||
        !section(db, h->templates, sizeof *db->tpl, 4, &db->tpl) ||
        !section(db, h->code, 4, 4, &db->code) || !section(db, h->words, 8, 8, &db->words) ||
        !section(db, h->anchors, sizeof *db->anchors, 8, &db->anchors) ||
        !section(db, h->short_anchors, sizeof *db->anchors, 8, &db->short_anchors) ||
        !section(db, h->shingles, sizeof *db->shingles, 4, &db->shingles) ||
        !section(db, h->postings, 4, 4, &db->postings) || !is_sound(db))
        return sk_fail(err, SK_EFORMAT, "the list of licences is damaged");
    *ret = db;
    return 0;
}

struct str lic_db_str(const struct lic_db *db, uint32_t off)
{
    return off < db->head->strings.n ? str_from(db->strings + off) : (struct str){0};
}

struct str lic_db_version(const struct lic_db *db)
{
    return lic_db_str(db, db->head->version);
}

size_t lic_db_count(const struct lic_db *db)
{
    return db->head->templates.n;
}

static const struct lic_db_template *find(const struct lic_db *db, struct str id)
{
    for (uint32_t i = 0; i < db->head->templates.n; i++)
        if (!(db->tpl[i].flags & LIC_T_HEADER) && str_eq_nocase(lic_db_str(db, db->tpl[i].id), id))
            return &db->tpl[i];
    return NULL;
}

struct str lic_db_text(const struct lic_db *db, struct str id)
{
    const struct lic_db_template *t = find(db, id);
    return t ? (struct str){db->strings + t->text, t->text_len} : (struct str){0};
}

struct str lic_db_title(const struct lic_db *db, struct str id)
{
    const struct lic_db_template *t = find(db, id);
    return t ? lic_db_str(db, t->name) : (struct str){0};
}

uint32_t lic_db_word(const struct lic_db *db, uint64_t hash)
{
    uint32_t mask = db->head->words.n - 1, i = (uint32_t)hash & mask;
    for (uint32_t tries = 0; tries <= mask && db->words[i]; tries++, i = (i + 1) & mask)
        if (db->words[i] == hash)
            return i + 1;
    return 0;
}
