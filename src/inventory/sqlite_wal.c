// SQLite's write-ahead log: which pages of the database do its committed frames replace?
// https://www.sqlite.org/fileformat2.html#the_write_ahead_log
#include "inventory/sqlite_wal.h"

#include "inventory/exe.h"

enum { WAL_HEAD = 32, FRAME_HEAD = 24, WAL_MAGIC = 0x377f0682, WAL_VERSION = 3007000 };

struct sum {
    uint32_t a, b;
};

static void add_up(struct sum *s, struct str bytes, bool big)
{
    for (size_t i = 0; i + 8 <= bytes.n; i += 8) {
        s->a += (uint32_t)inv_exe_num(bytes, i, 4, big) + s->b;
        s->b += (uint32_t)inv_exe_num(bytes, i + 4, 4, big) + s->a;
    }
}

static bool sum_is(const struct sum *s, struct str at)
{
    return inv_exe_num(at, 0, 4, true) == s->a && inv_exe_num(at, 4, 4, true) == s->b;
}

size_t inv_sqlite_wal(struct arena *a, struct str wal, size_t page_bytes,
                      struct inv_sqlite_page **ret_pages, uint64_t *ret_db_pages)
{
    struct sum sum = {0};
    uint64_t magic = inv_exe_num(wal, 0, 4, true);
    bool big = magic & 1;
    size_t frame_bytes = FRAME_HEAD + page_bytes, n = 0, committed = 0;
    *ret_pages = NULL;
    if (wal.n < WAL_HEAD || (magic & ~1ull) != WAL_MAGIC ||
        inv_exe_num(wal, 4, 4, true) != WAL_VERSION || inv_exe_num(wal, 8, 4, true) != page_bytes)
        return 0;
    add_up(&sum, str_head(wal, WAL_HEAD - 8), big);
    if (!sum_is(&sum, str_skip(wal, WAL_HEAD - 8)))
        return 0;
    struct str salt = str_sub(wal, 16, 8), rest = str_skip(wal, WAL_HEAD);
    struct inv_sqlite_page *pages = arena_new(a, struct inv_sqlite_page, rest.n / frame_bytes + 1);
    for (; rest.n >= frame_bytes; rest = str_skip(rest, frame_bytes)) {
        struct str data = str_sub(rest, FRAME_HEAD, page_bytes);
        add_up(&sum, str_head(rest, 8), big);
        add_up(&sum, data, big);
        // The first frame of an older generation, or one half written, ends the log.
        if (!str_eq(str_sub(rest, 8, 8), salt) || !sum_is(&sum, str_sub(rest, 16, 8)))
            break;
        pages[n++] = (struct inv_sqlite_page){inv_exe_num(rest, 0, 4, true), data};
        uint64_t size = inv_exe_num(rest, 4, 4, true);
        if (size) {
            committed = n;
            *ret_db_pages = size;
        }
    }
    *ret_pages = pages;
    return committed;
}
