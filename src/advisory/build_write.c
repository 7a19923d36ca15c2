// Writing the database: rows by name, hash tables by space, groups, digests, signature.
#include "advisory/build_int.h"

#include "core/file.h"
#include "core/hash.h"
#include "core/limits.h"

#include <errno.h>
#include <fcntl.h>
#include <openssl/bio.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

struct writer {
    struct adv_builder *b;
    struct arena *a; // for the time of writing
    struct str sections[DB_N_SECTIONS];
    uint32_t *group_of; // node -> group
    uint32_t n_groups;
};

#define SECTION(w, id, ptr, n)                                                                     \
    ((w)->sections[id] = (struct str){(const char *)(ptr), (n) * sizeof *(ptr)})

// ---- groups ----

static void number_groups(struct writer *w)
{
    struct adv_builder *b = w->b;
    w->group_of = arena_new(w->a, uint32_t, b->n_nodes);
    uint32_t *by_root = arena_new(w->a, uint32_t, b->n_nodes);
    for (uint32_t i = 0; i < b->n_nodes; i++) {
        uint32_t root = adv_root(b, i);
        if (!by_root[root])
            by_root[root] = ++w->n_groups;
        w->group_of[i] = by_root[root] - 1;
    }
}

// Members of each group, packed one group after the other: counts, then starts, then the members.
static uint32_t *pack(struct writer *w, size_t n, uint32_t (*group)(struct writer *, size_t),
                      uint32_t (*value)(struct writer *, size_t), struct db_group *groups,
                      bool names)
{
    uint32_t *out = arena_new(w->a, uint32_t, n), *at = arena_new(w->a, uint32_t, w->n_groups);
    for (size_t i = 0; i < n; i++)
        at[group(w, i)]++;
    uint32_t sum = 0;
    for (uint32_t g = 0; g < w->n_groups; g++) {
        uint32_t count = at[g];
        *(names ? &groups[g].first_name : &groups[g].first_record) = sum;
        *(names ? &groups[g].n_names : &groups[g].n_records) = count;
        at[g] = sum;
        sum += count;
    }
    for (size_t i = 0; i < n; i++)
        out[at[group(w, i)]++] = value(w, i);
    return out;
}

static uint32_t node_group(struct writer *w, size_t i)
{
    return w->group_of[i];
}

static uint32_t node_id(struct writer *w, size_t i)
{
    return w->b->nodes[i].id;
}

static uint32_t record_group(struct writer *w, size_t i)
{
    return w->b->recs[i].group;
}

static uint32_t record_number(struct writer *w, size_t i)
{
    (void)w;
    return (uint32_t)i;
}

static void write_groups(struct writer *w)
{
    struct adv_builder *b = w->b;
    number_groups(w);
    struct db_group *groups = arena_new(w->a, struct db_group, w->n_groups);
    for (size_t i = 0; i < b->n_recs; i++)
        b->recs[i].group = w->group_of[b->recs[i].group];
    for (uint32_t i = 0; i < b->n_nodes; i++)
        groups[w->group_of[i]].cve = b->nodes[adv_root(b, i)].cve;
    uint32_t *names = pack(w, b->n_nodes, node_group, node_id, groups, true);
    uint32_t *records = pack(w, b->n_recs, record_group, record_number, groups, false);
    SECTION(w, DB_GROUPS, groups, w->n_groups);
    SECTION(w, DB_GNAMES, names, b->n_nodes);
    SECTION(w, DB_GRECORDS, records, b->n_recs);
}

// ---- rows by name ----

// Which "not affected" is asked for from another name or space than its own (match.c): of Ubuntu's ESM,
// which overrides the release; of Red Hat's binary packages, which override what is said, without a
// fix, of their source package.
struct overrides {
    struct sk_map unfixed; // (space, group) of Red Hat's
};

static bool has_fix(const struct adv_builder *b, const struct db_row *row)
{
    for (uint32_t i = 0; i < row->n_ranges; i++)
        if (b->ranges[row->first_range + i].fixed)
            return true;
    return false;
}

static uint32_t space_of(const struct adv_builder *b, size_t name)
{
    uint32_t key[2];
    memcpy(key, b->names.entries[name].key.p, sizeof key);
    return key[0];
}

static void find_overrides(struct writer *w, struct overrides *ret)
{
    struct adv_builder *b = w->b;
    ret->unfixed.perm = w->a;
    for (size_t i = 0; i < b->n_rows; i++) {
        const struct db_row *row = &b->rows[i].row;
        uint32_t key[2] = {space_of(b, b->rows[i].name), b->recs[row->record].group};
        struct str k = {(const char *)key, sizeof key};
        if (row->status == ADV_NOT_AFFECTED || has_fix(b, row) ||
            !str_starts(adv_string(b, key[0]), S("rhel:")) || sk_map_find(&ret->unfixed, k))
            continue;
        (void)sk_map_put(&ret->unfixed, str_dup(w->a, k));
    }
}

static bool overrides(const struct adv_builder *b, const struct overrides *o, size_t name,
                      const struct db_row *row)
{
    uint32_t key[2] = {space_of(b, name), b->recs[row->record].group};
    return str_starts(adv_string(b, key[0]), S("ubuntu-esm:")) ||
           sk_map_find(&o->unfixed, (struct str){(const char *)key, sizeof key});
}

// "Not affected" only says something where other data says the contrary.
static bool says_something(const struct adv_builder *b, const struct db_row *rows, size_t n,
                           size_t i)
{
    if (rows[i].status != ADV_NOT_AFFECTED)
        return true;
    for (size_t k = 0; k < n; k++)
        if (k != i && rows[k].status != ADV_NOT_AFFECTED &&
            b->recs[rows[k].record].group == b->recs[rows[i].record].group)
            return true;
    return false;
}

static int by_group(const void *x, const void *y, void *ctx)
{
    const struct adv_builder *b = ctx;
    const struct db_record *p = &b->recs[((const struct db_row *)x)->record];
    const struct db_record *q = &b->recs[((const struct db_row *)y)->record];
    if (p->group != q->group)
        return p->group < q->group ? -1 : 1;
    return p < q ? -1 : p > q;
}

// Rows that an older issue of their record said.
static void drop_stale(struct adv_builder *b)
{
    size_t n = 0;
    for (size_t i = 0; i < b->n_rows; i++)
        if (b->rows[i].issue == b->issues[b->rows[i].row.record].number)
            b->rows[n++] = b->rows[i];
    b->n_rows = n;
}

// Rows of one name together, those of one group next to each other.
static struct db_row *sort_rows(struct writer *w, struct db_name *names, size_t *ret_n)
{
    struct adv_builder *b = w->b;
    size_t n_names = b->names.n, out = 0;
    struct overrides o = {0};
    drop_stale(b);
    find_overrides(w, &o);
    struct db_row *rows = arena_new(w->a, struct db_row, b->n_rows);
    uint32_t *at = arena_new(w->a, uint32_t, n_names + 1);
    for (size_t i = 0; i < b->n_rows; i++)
        at[b->rows[i].name + 1]++;
    for (size_t i = 0; i < n_names; i++)
        at[i + 1] += at[i];
    uint32_t *start = arena_new(w->a, uint32_t, n_names + 1);
    memcpy(start, at, (n_names + 1) * sizeof *at);
    for (size_t i = 0; i < b->n_rows; i++)
        rows[at[b->rows[i].name]++] = b->rows[i].row;
    for (size_t i = 0; i < n_names; i++) {
        struct db_row *first = rows + start[i];
        size_t n = start[i + 1] - start[i], kept = 0;
        qsort_r(first, n, sizeof *first, by_group, b);
        names[i].first_row = (uint32_t)out;
        bool *keep = arena_new(w->a, bool, n);
        for (size_t k = 0; k < n; k++)
            keep[k] = n > 2000 || says_something(b, first, n, k) || overrides(b, &o, i, &first[k]);
        for (size_t k = 0; k < n; k++)
            if (keep[k])
                rows[out + kept++] = first[k];
        names[i].n_rows = (uint32_t)kept;
        out += kept;
    }
    *ret_n = out;
    return rows;
}

// ---- spaces and their hash tables ----

static int by_space(const void *x, const void *y)
{
    const uint32_t *a = x, *b = y;
    return a[0] < b[0] ? -1 : a[0] > b[0] ? 1 : a[1] < b[1] ? -1 : a[1] > b[1];
}

static uint32_t table_size(size_t n)
{
    uint32_t size = 4;
    while (size < n * 3 / 2)
        size *= 2;
    return size;
}

static void write_names(struct writer *w)
{
    struct adv_builder *b = w->b;
    size_t n = b->names.n, n_rows;
    struct db_name *names = arena_new(w->a, struct db_name, n), *sorted;
    struct db_row *rows = sort_rows(w, names, &n_rows);
    uint32_t(*order)[2] = arena_alloc(w->a, sizeof *order, n, _Alignof(uint32_t));
    for (size_t i = 0; i < n; i++) {
        uint32_t key[2];
        memcpy(key, b->names.entries[i].key.p, sizeof key);
        names[i].name = key[1];
        order[i][0] = key[0];
        order[i][1] = (uint32_t)i;
    }
    qsort(order, n, sizeof *order, by_space);
    sorted = arena_new(w->a, struct db_name, n);
    struct db_space *spaces = NULL;
    size_t n_spaces = 0, cap_spaces = 0, n_slots = 0;
    for (size_t i = 0; i < n; i++) {
        sorted[i] = names[order[i][1]];
        if (i == 0 || order[i][0] != order[i - 1][0])
            VEC_PUSH(w->a, spaces, n_spaces, cap_spaces)->name = order[i][0];
        spaces[n_spaces - 1].n_names++;
    }
    for (size_t s = 0; s < n_spaces; s++) {
        spaces[s].first_slot = (uint32_t)n_slots;
        spaces[s].n_slots = table_size(spaces[s].n_names);
        n_slots += spaces[s].n_slots;
    }
    uint32_t *slots = arena_new(w->a, uint32_t, n_slots);
    size_t i = 0;
    for (size_t s = 0; s < n_spaces; s++) {
        uint32_t mask = spaces[s].n_slots - 1, *table = slots + spaces[s].first_slot;
        for (size_t end = i + spaces[s].n_names; i < end; i++) {
            uint32_t k = (uint32_t)str_hash(adv_string(b, sorted[i].name)) & mask;
            while (table[k])
                k = (k + 1) & mask;
            table[k] = (uint32_t)i + 1;
        }
    }
    SECTION(w, DB_SPACES, spaces, n_spaces);
    SECTION(w, DB_SLOTS, slots, n_slots);
    SECTION(w, DB_NAMES, sorted, n);
    SECTION(w, DB_ROWS, rows, n_rows);
}

// ---- the small tables ----

static int by_key(const void *x, const void *y)
{
    const struct db_fact *a = x, *b = y;
    return a->key < b->key ? -1 : a->key > b->key;
}

static int by_product(const void *x, const void *y, void *ctx)
{
    const struct db_cycle *a = x, *b = y;
    int c = str_cmp(adv_string(ctx, a->product), adv_string(ctx, b->product));
    return c ? c : str_cmp(adv_string(ctx, a->cycle), adv_string(ctx, b->cycle));
}

static int by_image(const void *x, const void *y, void *ctx)
{
    const struct db_tag *a = x, *b = y;
    int c = str_cmp(adv_string(ctx, a->image), adv_string(ctx, b->image));
    return c ? c : (a < b ? -1 : a > b); // in the order of the file
}

static void write_tables(struct writer *w)
{
    struct adv_builder *b = w->b;
    if (b->n_facts)
        qsort(b->facts, b->n_facts, sizeof *b->facts, by_key);
    if (b->n_cycles)
        qsort_r(b->cycles, b->n_cycles, sizeof *b->cycles, by_product, b);
    if (b->n_tags)
        qsort_r(b->tags, b->n_tags, sizeof *b->tags, by_image, b);
    SECTION(w, DB_RANGES, b->ranges, b->n_ranges);
    SECTION(w, DB_RECORDS, b->recs, b->n_recs);
    SECTION(w, DB_CVSS, b->cvss, b->n_cvss);
    SECTION(w, DB_FACTS, b->facts, b->n_facts);
    SECTION(w, DB_TEXTS, b->texts, b->n_texts);
    SECTION(w, DB_BLOCKS, b->blocks, b->n_blocks);
    SECTION(w, DB_CYCLES, b->cycles, b->n_cycles);
    SECTION(w, DB_TAGS, b->tags, b->n_tags);
    SECTION(w, DB_SOURCES, b->sources, b->n_sources);
    SECTION(w, DB_FEEDS, b->feeds, b->n_feeds);
    w->sections[DB_TEXTDATA] = sk_buf_str(&b->text_data);
    w->sections[DB_STRINGS] = sk_buf_str(&b->strings);
}

// ---- the file ----

static int sign(struct db_header *h, struct str key_pem, struct sk_err *err)
{
    BIO *bio = BIO_new_mem_buf(key_pem.p, (int)key_pem.n);
    EVP_PKEY *key = bio ? PEM_read_bio_PrivateKey(bio, NULL, NULL, NULL) : NULL;
    EVP_MD_CTX *ctx = EVP_MD_CTX_new();
    size_t n = sizeof h->signature;
    bool ok = key && ctx && EVP_PKEY_get_id(key) == EVP_PKEY_ED25519 &&
              EVP_DigestSignInit(ctx, NULL, NULL, NULL, key) == 1 &&
              EVP_DigestSign(ctx, h->signature, &n, h->sha256, sizeof h->sha256) == 1;
    EVP_MD_CTX_free(ctx);
    EVP_PKEY_free(key);
    BIO_free(bio);
    h->is_signed = ok;
    return ok ? 0
              : sk_fail(err, SK_EUSAGE, "the signing key is no Ed25519 private key in PEM form");
}

static int fill_header(struct writer *w, struct db_header *h, struct str key_pem,
                       struct sk_err *err)
{
    uint64_t off = DB_HEADER_BYTES;
    *h = (struct db_header){.format = DB_FORMAT, .n_sections = DB_N_SECTIONS, .built = sk_now()};
    memcpy(h->magic, DB_MAGIC, sizeof DB_MAGIC - 1);
    for (int i = 0; i < DB_N_SECTIONS; i++) {
        struct sk_digest d = sk_sha256(w->sections[i]);
        h->sections[i].off = off;
        h->sections[i].bytes = w->sections[i].n;
        memcpy(h->sections[i].sha256, d.b, 32);
        off += (w->sections[i].n + 63) & ~(uint64_t)63;
    }
    if (off > SK_MAX_DB_BYTES)
        return sk_fail(err, SK_ELIMIT, "the database would have %llu bytes",
                       (unsigned long long)off);
    struct sk_digest d =
        sk_sha256((struct str){(const char *)h, offsetof(struct db_header, sha256)});
    memcpy(h->sha256, d.b, 32);
    return key_pem.n ? sign(h, key_pem, err) : 0;
}

static int put(int fd, const struct writer *w, const struct db_header *h, struct sk_err *err)
{
    static const char zeros[DB_HEADER_BYTES];
    int r = sk_write_all(fd, (struct str){(const char *)h, sizeof *h}, err);
    if (r == 0)
        r = sk_write_all(fd, (struct str){zeros, DB_HEADER_BYTES - sizeof *h}, err);
    for (int i = 0; i < DB_N_SECTIONS && r == 0; i++) {
        r = sk_write_all(fd, w->sections[i], err);
        if (r == 0)
            r = sk_write_all(fd, (struct str){zeros, -w->sections[i].n & 63}, err);
    }
    return r;
}

int adv_builder_write(struct adv_builder *b, const char *path, struct str key_pem,
                      struct sk_err *err)
{
    ARENA_SCRATCH(tmp);
    struct writer w = {.b = b, .a = &tmp};
    struct db_header h;
    adv_end_texts(b);
    if (b->strings.full || b->text_data.full || b->block.full)
        return sk_fail(err, SK_ELIMIT, "too much text for one database");
    write_groups(&w);
    write_names(&w);
    write_tables(&w);
    int r = fill_header(&w, &h, key_pem, err);
    if (r < 0)
        return r;
    const char *dir = str_to_c(&tmp, str_dirname(str_from(path)));
    if (*dir && (r = sk_mkdirs(dir, 0755, err)) < 0)
        return r;
    const char *part = str_fmt(&tmp, "%s.part-%d", path, (int)getpid()).p;
    SK_FD int fd = open(part, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0644);
    if (fd < 0)
        return sk_fail(err, SK_EIO, "create %s: %s", part, strerror(errno));
    r = put(fd, &w, &h, err);
    if (r == 0 && (fsync(fd) < 0 || rename(part, path) < 0))
        r = sk_fail(err, SK_EIO, "%s: %s", path, strerror(errno));
    if (r < 0)
        unlink(part);
    return r;
}
