// Matching against the advisory database: the components of a list, on a warm database.
//
// usage: bench_match DATABASE LIST ID VERSION     LIST: lines "type name version [source source-version]" (tabs);
// repeated or cut to 1000. Prints microseconds for 1000 components (median of 200 runs) and the matches.
#include "advisory/advisory.h"
#include "core/file.h"
#include "core/limits.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

enum { N = 1000, RUNS = 200 };

static double now_us(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec * 1e6 + (double)t.tv_nsec / 1e3;
}

static int by_value(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;
    return x < y ? -1 : x > y;
}

static size_t read_list(struct arena *a, struct str text, struct inv_pkg *pkgs)
{
    struct str line, field[5];
    size_t n = 0;
    while (n < N && str_next_line(&text, &line)) {
        size_t k = 0;
        for (; k < 5 && str_next_field(&line, '\t', &field[k]); k++)
            ;
        if (k < 3)
            continue;
        struct inv_pkg p = {.type = str_to_c(a, field[0]), .name = field[1], .version = field[2]};
        ptrdiff_t slash = str_rfind_char(p.name, '/');
        if (slash > 0) {
            p.ns = str_head(field[1], (size_t)slash);
            p.name = str_skip(field[1], (size_t)slash + 1);
        }
        if (k == 5) {
            p.src_name = field[3];
            p.src_version = field[4];
        }
        pkgs[n++] = p;
    }
    for (size_t have = n; have && n < N; n++)
        pkgs[n] = pkgs[n % have];
    return n;
}

int main(int argc, char **argv)
{
    ARENA_SCRATCH(a);
    struct sk_err err;
    struct adv_db *db;
    struct str text;
    if (argc != 5 || adv_db_open(&a, argv[1], &db, &err) < 0 ||
        sk_read_file(&a, argv[2], 64 * SK_MB, &text, &err) < 0) {
        fprintf(stderr, "usage: bench_match DATABASE LIST ID VERSION\n");
        return 2;
    }
    struct inv_pkg *pkgs = arena_new(&a, struct inv_pkg, N);
    size_t n = read_list(&a, text, pkgs), found = 0;
    const struct inv_distro distro = {.id = str_from(argv[3]), .version_id = str_from(argv[4])};
    double us[RUNS];
    for (int i = 0; i < RUNS; i++) {
        ARENA_SCRATCH(tmp);
        struct adv_matches m = {0};
        double start = now_us();
        if (adv_match(db, &distro, pkgs, n, &tmp, &m, &err) < 0)
            return 1;
        us[i] = now_us() - start;
        found = m.n_items;
    }
    qsort(us, RUNS, sizeof *us, by_value);
    printf("%.0f %zu %zu\n", us[RUNS / 2], n, found);
    adv_db_close(db);
    return 0;
}
