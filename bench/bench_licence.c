// bench_licence LIST FOLDER RUNS - texts a second, on one core: LIST is licences.db, FOLDER has the texts. Prints
// megabytes a second, the best of RUNS.
#include "core/arena.h"
#include "core/file.h"
#include "core/limits.h"
#include "core/time.h"
#include "engine/licence/db.h"
#include "engine/licence/file.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>

int main(int argc, char **argv)
{
    ARENA_SCRATCH(a);
    struct sk_mapping m = {0};
    struct sk_err err = {0};
    const struct lic_db *db;
    struct str *names, *texts;
    size_t n = 0, bytes = 0, found = 0;
    if (argc != 4 || sk_map_file(argv[1], SK_MAX_DB_BYTES, &m, &err) < 0 ||
        lic_db_open(&a, m.data, &db, &err) < 0) {
        fprintf(stderr, "bench_licence LIST FOLDER RUNS %s\n", err.msg);
        return 2;
    }
    SK_FD int dir = open(argv[2], O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (dir < 0 || sk_list_dir(&a, dir, &names, &n, &err) < 0)
        return 2;
    texts = arena_new(&a, struct str, n);
    for (size_t i = 0; i < n; i++) {
        SK_FD int fd = openat(dir, names[i].p, O_RDONLY | O_CLOEXEC);
        if (fd >= 0 && sk_read_fd(&a, fd, SK_MB, &texts[i], &err) == 0)
            bytes += texts[i].n;
    }
    int64_t best = INT64_MAX;
    for (int run = 0; run < atoi(argv[3]); run++) {
        int64_t start = sk_mono_ms();
        found = 0;
        for (size_t i = 0; i < n; i++) {
            ARENA_SCRATCH(tmp);
            struct lic_file f;
            lic_file_read(&tmp, db, texts[i], false, &f);
            for (size_t k = 0; k < f.n; k++)
                if (f.items[k].how == LIC_BY_TEXT) {
                    found++;
                    break;
                }
        }
        int64_t ms = sk_mono_ms() - start;
        best = ms < best ? ms : best;
    }
    printf("%.1f %zu\n", (double)bytes / 1e3 / (double)(best > 0 ? best : 1), found);
    return 0;
}
