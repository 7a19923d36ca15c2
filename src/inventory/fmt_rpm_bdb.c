// rpm's database until RHEL 8: Packages, a Berkeley DB hash. Either byte order.
// Berkeley DB 5.3, src/dbinc/db_page.h: page headers, hash meta page, item types.
//
// Values are read from every hash page, whatever bucket it belongs to; that needs neither the hash
// function nor the bucket table. Every overflow page is used once at most.
#include "inventory/os.h"

enum {
    PAGE_HEAD = 26,
    META_BYTES = 72,
    TYPE_HASH_UNSORTED = 2,
    TYPE_OVERFLOW = 7,
    TYPE_HASH_META = 8,
    TYPE_HASH = 13,
    ITEM_DATA = 1,
    ITEM_OFFPAGE = 3,
};

struct bdb {
    const struct inv_file *f;
    struct inv_out *out;
    struct inv_own_total total;
    bool big; // big-endian
    uint64_t page_bytes, n_pages;
    bool *used;
};

static enum inv_want bdb_want(struct str path, uint32_t mode, uint64_t size)
{
    (void)mode;
    (void)size;
    struct str dir = str_dirname(path);
    bool here = str_eq(dir, S("var/lib/rpm")) || str_eq(dir, S("usr/lib/sysimage/rpm"));
    return here && str_eq(str_basename(path), S("Packages")) ? INV_WHOLE : INV_SKIP;
}

static uint64_t number(const struct bdb *d, struct str s, size_t off, size_t n)
{
    uint64_t v = 0;
    for (size_t i = 0; i < n; i++) {
        int c = str_at(s, off + (d->big ? i : n - 1 - i));
        v = v << 8 | (uint64_t)(c < 0 ? 0 : c);
    }
    return v;
}

static struct str page(const struct bdb *d, uint64_t n)
{
    return n < d->n_pages ? str_sub(d->f->data, n * d->page_bytes, d->page_bytes) : (struct str){0};
}

static int read_meta(struct bdb *d, struct sk_err *err)
{
    enum { HASH_MAGIC = 0x061561 };
    struct str meta = d->f->data;
    d->big = false;
    if (number(d, meta, 12, 4) != HASH_MAGIC)
        d->big = true;
    if (meta.n < META_BYTES || number(d, meta, 12, 4) != HASH_MAGIC ||
        str_at(meta, 25) != TYPE_HASH_META)
        return sk_fail(err, SK_EFORMAT, "not a Berkeley DB hash");
    d->page_bytes = number(d, meta, 20, 4);
    if (d->page_bytes < 512 || d->page_bytes > 65536 || (d->page_bytes & (d->page_bytes - 1)))
        return sk_fail(err, SK_EFORMAT, "impossible page size %llu",
                       (unsigned long long)d->page_bytes);
    d->n_pages = d->f->data.n / d->page_bytes;
    uint64_t last = number(d, meta, 32, 4);
    if (last >= d->n_pages)
        inv_warn(d->out, d->f->path, 0, "the database is cut short: %llu of %llu pages",
                 (unsigned long long)d->n_pages, (unsigned long long)last + 1);
    d->used = arena_new(d->out->perm, bool, d->n_pages + 1);
    return 0;
}

// The bytes of a chain of overflow pages; empty when it is damaged or used before.
static struct str chain(struct bdb *d, uint64_t at, uint64_t length)
{
    if (length > d->f->data.n)
        return (struct str){0};
    SK_BUF_SCRATCH(b, length);
    while (b.n < length) {
        struct str p = page(d, at);
        if (!p.n || at == 0 || d->used[at] || str_at(p, 25) != TYPE_OVERFLOW)
            return (struct str){0};
        d->used[at] = true;
        struct str bytes = str_sub(p, PAGE_HEAD, number(d, p, 22, 2));
        if (!bytes.n || bytes.n > length - b.n)
            return (struct str){0};
        sk_buf_add(&b, bytes);
        at = number(d, p, 16, 4);
    }
    return str_dup(d->out->perm, sk_buf_str(&b));
}

// Item i of a hash page lies between its own offset and that of the item before it.
static struct str item(const struct bdb *d, struct str p, uint64_t i)
{
    uint64_t at = number(d, p, PAGE_HEAD + 2 * i, 2);
    uint64_t end = i ? number(d, p, PAGE_HEAD + 2 * (i - 1), 2) : d->page_bytes;
    return at < end && end <= p.n ? str_sub(p, at, end - at) : (struct str){0};
}

static int take_value(struct bdb *d, struct str v, uint64_t where, struct sk_err *err)
{
    struct str blob;
    switch (str_at(v, 0)) {
    case ITEM_DATA: blob = str_skip(v, 1); break;
    case ITEM_OFFPAGE: blob = chain(d, number(d, v, 4, 4), number(d, v, 8, 4)); break;
    default: blob = (struct str){0};
    }
    if (!blob.n) {
        inv_warn(d->out, d->f->path, 0, "a package on page %llu is damaged",
                 (unsigned long long)where);
        return 0;
    }
    if (blob.n <= 8)
        return 0; // the counter of packages, under key 0
    return inv_rpm_header(blob, d->f->path, where, d->out, &d->total, err);
}

static int take_page(struct bdb *d, uint64_t n, struct sk_err *err)
{
    struct str p = page(d, n);
    int type = str_at(p, 25);
    uint64_t entries = number(d, p, 20, 2);
    if (type != TYPE_HASH && type != TYPE_HASH_UNSORTED)
        return 0;
    if (PAGE_HEAD + 2 * entries > p.n) {
        inv_warn(d->out, d->f->path, 0, "page %llu is damaged", (unsigned long long)n);
        return 0;
    }
    for (uint64_t i = 1; i < entries; i += 2) { // key, value, key, value
        int r = take_value(d, item(d, p, i), n, err);
        if (r < 0)
            return r;
    }
    return 0;
}

static int bdb_parse(const struct inv_file *f, const struct inv_files *all, struct inv_out *out,
                     struct sk_err *err)
{
    struct bdb d = {.f = f, .out = out};
    (void)all;
    int r = read_meta(&d, err);
    for (uint64_t n = 1; r == 0 && n < d.n_pages; n++)
        r = take_page(&d, n, err);
    return r;
}

const struct inv_parser inv_parser_rpm_bdb = {
    .id = "rpm_bdb",
    .want = bdb_want,
    .parse = bdb_parse,
};
