// inventory/sqlite_wal.h - the write-ahead log that may lie beside a SQLite database. Private to the folder.
#pragma once
#include "core/arena.h"
#include "core/str.h"

struct inv_sqlite_page {
    uint64_t number; // from 1, as in the log; not checked
    struct str data; // borrowed from the log
};

// The pages of all committed frames, oldest first, and how many pages the database then has
// (*ret_db_pages is left alone when there is no commit). A log that is empty, of another page size,
// or damaged from its start has none: SQLite reads it so, too.
size_t inv_sqlite_wal(struct arena *a, struct str wal, size_t page_bytes,
                      struct inv_sqlite_page **ret_pages, uint64_t *ret_db_pages);
