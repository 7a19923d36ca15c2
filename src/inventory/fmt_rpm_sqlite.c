// rpm's database since RHEL 9 and Fedora 33: rpmdb.sqlite, table Packages(hnum, blob).
// https://www.sqlite.org/fileformat2.html
//
// Only what is needed: the table b-trees of the schema and of Packages, with overflow pages, and the
// pages that a write-ahead log replaces. Every page is used once at most, so a loop ends and the work
// is bounded by the files.
#include "inventory/exe.h"
#include "inventory/os.h"
#include "inventory/sqlite_wal.h"

enum { FILE_HEAD = 100, LEAF = 0x0d, INTERIOR = 0x05, MAX_DEPTH = 20, MAX_COLUMNS = 5 };

struct db {
    const struct inv_file *f;
    struct inv_out *out;
    struct inv_own_total total;
    size_t page_bytes, usable;
    uint64_t n_pages;
    bool *used;        // by page
    struct str *newer; // by page: its content in the log; NULL without a log
    uint64_t packages; // root page of the table, 0 = not seen
    bool in_schema;
    uint64_t record_bytes; // of all records
};

static enum inv_want sqlite_want(struct str path, uint32_t mode, uint64_t size)
{
    (void)mode;
    (void)size;
    struct str dir = str_dirname(path), name = str_basename(path);
    if (!str_eq(dir, S("var/lib/rpm")) && !str_eq(dir, S("usr/lib/sysimage/rpm")))
        return INV_SKIP;
    if (str_eq(name, S("rpmdb.sqlite-wal")))
        return INV_AUX;
    return str_eq(name, S("rpmdb.sqlite")) ? INV_WHOLE : INV_SKIP;
}

// The page, numbered from 1, and mark it used; empty when it is not there or was used before.
static struct str page(struct db *d, uint64_t n)
{
    if (n == 0 || n > d->n_pages || d->used[n]) {
        inv_warn(d->out, d->f->path, 0, "page %llu is missing or used twice",
                 (unsigned long long)n);
        return (struct str){0};
    }
    d->used[n] = true;
    if (d->newer && d->newer[n].n)
        return d->newer[n];
    return str_sub(d->f->data, (n - 1) * d->page_bytes, d->page_bytes);
}

static bool varint(struct str *rest, uint64_t *ret)
{
    *ret = 0;
    for (int i = 0; i < 9; i++) {
        int c = str_at(*rest, 0);
        if (c < 0)
            return false;
        *rest = str_skip(*rest, 1);
        if (i == 8) {
            *ret = *ret << 8 | (uint64_t)c;
            return true;
        }
        *ret = *ret << 7 | (uint64_t)(c & 0x7f);
        if (c < 0x80)
            return true;
    }
    return false;
}

// The payload of a cell: what is on the page and on its overflow pages. Empty when damaged.
static struct str payload(struct db *d, struct str cell, uint64_t n)
{
    size_t u = d->usable, max = u - 35, min = (u - 12) * 32 / 255 - 23;
    if (n <= max)
        return cell.n >= n ? str_head(cell, n) : (struct str){0};
    if (n > d->n_pages * d->page_bytes)
        return (struct str){0};
    size_t local = min + (n - min) % (u - 4);
    if (local > max)
        local = min;
    if (cell.n < local + 4)
        return (struct str){0};
    SK_BUF_SCRATCH(b, n);
    sk_buf_add(&b, str_head(cell, local));
    uint64_t next = inv_exe_num(cell, local, 4, true);
    while (sk_buf_str(&b).n < n) {
        struct str p = page(d, next);
        if (!p.n)
            return (struct str){0};
        next = inv_exe_num(p, 0, 4, true);
        sk_buf_add(&b, str_head(str_sub(p, 4, u - 4), n - sk_buf_str(&b).n));
    }
    return str_dup(d->out->perm, sk_buf_str(&b));
}

// The columns of a record: bytes of text and blobs, big-endian bytes of integers.
static size_t columns(struct str record, struct str *ret)
{
    static const uint8_t int_bytes[] = {0, 1, 2, 3, 4, 6, 8, 8, 0, 0, 0, 0};
    struct str types = record;
    uint64_t head, type;
    size_t n = 0;
    if (!varint(&types, &head) || head > record.n || head < record.n - types.n)
        return 0;
    types = str_head(types, head - (record.n - types.n));
    struct str body = str_skip(record, head);
    while (n < MAX_COLUMNS && varint(&types, &type)) {
        uint64_t bytes = type < 12 ? int_bytes[type] : (type - 12) / 2;
        if (bytes > body.n)
            return 0;
        ret[n++] = str_head(body, bytes);
        body = str_skip(body, bytes);
    }
    return n;
}

static int row(struct db *d, uint64_t rowid, struct str record, struct sk_err *err)
{
    struct str col[MAX_COLUMNS];
    size_t n = columns(record, col);
    if (d->in_schema) { // type, name, tbl_name, rootpage, sql
        if (n >= 4 && str_eq(col[0], S("table")) && str_eq(col[1], S("Packages")) &&
            col[3].n >= 1 && col[3].n <= 8)
            d->packages = inv_exe_num(col[3], 0, (unsigned)col[3].n, true);
        return 0;
    }
    if (n < 2) {
        inv_warn(d->out, d->f->path, 0, "row %llu is damaged", (unsigned long long)rowid);
        return 0;
    }
    return inv_rpm_header(col[1], d->f->path, rowid, d->out, &d->total, err);
}

static int walk(struct db *d, uint64_t number, int depth, struct sk_err *err)
{
    struct str p = page(d, number);
    size_t head = number == 1 ? FILE_HEAD : 0;
    int kind = str_at(p, head);
    if (!p.n)
        return 0;
    if ((kind != LEAF && kind != INTERIOR) || depth > MAX_DEPTH) {
        inv_warn(d->out, d->f->path, 0, "page %llu is no page of a table, or nested too deep",
                 (unsigned long long)number);
        return 0;
    }
    uint64_t cells = inv_exe_num(p, head + 3, 2, true);
    size_t array = head + (kind == LEAF ? 8 : 12);
    for (uint64_t i = 0; i < cells; i++) {
        struct str cell = str_skip(p, inv_exe_num(p, array + i * 2, 2, true)), record = {0};
        uint64_t bytes = 0, rowid = 0;
        int code = 0;
        if (kind == INTERIOR) {
            code = walk(d, inv_exe_num(cell, 0, 4, true), depth + 1, err);
        } else {
            if (varint(&cell, &bytes) && varint(&cell, &rowid))
                record = payload(d, cell, bytes);
            d->record_bytes += record.n;
            if (d->record_bytes > d->n_pages * d->page_bytes)
                return sk_fail(err, SK_EFORMAT, "records overlap");
            code = row(d, rowid, record, err);
        }
        if (code < 0)
            return code;
    }
    return kind == INTERIOR ? walk(d, inv_exe_num(p, head + 8, 4, true), depth + 1, err) : 0;
}

// Lay the log's pages over the file's.
static void apply_log(struct db *d, const struct inv_file *wal, struct arena *tmp)
{
    struct inv_sqlite_page *pages;
    uint64_t n_pages = d->n_pages;
    size_t n = inv_sqlite_wal(tmp, wal->data, d->page_bytes, &pages, &n_pages);
    if (!n)
        return;
    if (n_pages > d->n_pages + n) {
        inv_warn(d->out, wal->path, 0, "the log speaks of %llu pages, there are at most %llu",
                 (unsigned long long)n_pages, (unsigned long long)(d->n_pages + n));
        n_pages = d->n_pages + n;
    }
    d->n_pages = n_pages;
    d->newer = arena_new(tmp, struct str, n_pages + 1);
    for (size_t i = 0; i < n; i++)
        if (pages[i].number && pages[i].number <= n_pages)
            d->newer[pages[i].number] = pages[i].data;
}

static int sqlite_parse(const struct inv_file *f, const struct inv_files *all, struct inv_out *out,
                        struct sk_err *err)
{
    ARENA_SCRATCH(tmp);
    struct db d = {.f = f, .out = out, .in_schema = true};
    const struct inv_file *wal = inv_sibling(all, f, S("rpmdb.sqlite-wal"));
    if (!str_starts(f->data, S("SQLite format 3\0")) || f->data.n < FILE_HEAD)
        return sk_fail(err, SK_EFORMAT, "no SQLite database");
    d.page_bytes = inv_exe_num(f->data, 16, 2, true);
    if (d.page_bytes == 1)
        d.page_bytes = 65536;
    size_t reserved = (size_t)str_at(f->data, 20);
    if (d.page_bytes < 512 || (d.page_bytes & (d.page_bytes - 1)) || d.page_bytes < reserved + 480)
        return sk_fail(err, SK_EFORMAT, "pages of %zu bytes, %zu reserved", d.page_bytes, reserved);
    d.usable = d.page_bytes - reserved;
    d.n_pages = f->data.n / d.page_bytes;
    if (f->data.n % d.page_bytes || d.n_pages < inv_exe_num(f->data, 28, 4, true))
        inv_warn(out, f->path, 0, "cut: %zu bytes of %llu pages", f->data.n,
                 (unsigned long long)inv_exe_num(f->data, 28, 4, true));
    if (wal && wal->data.n)
        apply_log(&d, wal, &tmp);
    d.used = arena_new(&tmp, bool, d.n_pages + 1);
    int code = walk(&d, 1, 0, err);
    if (code < 0)
        return code;
    if (!d.packages)
        return sk_fail(err, SK_EFORMAT, "no table Packages in it");
    d.in_schema = false;
    return walk(&d, d.packages, 0, err);
}

const struct inv_parser inv_parser_rpm_sqlite = {
    .id = "rpm_sqlite",
    .want = sqlite_want,
    .parse = sqlite_parse,
};
