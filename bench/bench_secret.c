// bench_secret [--own] [--decode] [--list] FOLDER - all files of a folder through the secret engine on one core.
// Prints megabytes a second of scanning (files are read outside of the measured time), findings, and
// what starting costs. scripts/bench-secrets compares with gitleaks. With --examples instead: every
// example of every rule, made up anew, as "rule, yes or no, path, text", each ended by a zero byte.
#include "core/file.h"
#include "core/limits.h"
#include "core/time.h"
#include "engine/secret/secret.h"

#include <dirent.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>

struct bench {
    struct sec_scanner *s;
    const struct sec_rules *r;
    double seconds;
    uint64_t bytes, files, found;
    uint64_t *by_rule;
    bool decode, list;
    const char *path;
};

static double now(void)
{
    struct timespec t;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
    return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

static void on_found(void *ctx, const struct sec_finding *f)
{
    struct bench *b = ctx;
    b->found++;
    b->by_rule[f->rule]++;
    if (b->list)
        printf("%s:%llu: " STR_FMT ": " STR_FMT "%s%s\n", b->path, (unsigned long long)f->line,
               STR_ARG(sec_rules_at(b->r, f->rule)->id), STR_ARG(f->secret), f->decoded ? " " : "",
               f->decoded ? f->decoded : "");
}

static void file(struct bench *b, const char *path)
{
    ARENA_SCRATCH(tmp);
    struct str data;
    if (sk_read_file(&tmp, path, SK_GB, &data, NULL) < 0)
        return;
    b->path = path;
    const struct sec_scan_options o = {
        .path = str_from(path), .found = on_found, .ctx = b, .decode_depth = b->decode ? 2 : 0};
    double t = now();
    sec_scan(b->s, data, &o);
    b->seconds += now() - t;
    b->bytes += data.n;
    b->files++;
}

static void walk(struct bench *b, const char *dir)
{
    struct stat st;
    if (lstat(dir, &st) < 0)
        return;
    if (S_ISREG(st.st_mode))
        file(b, dir);
    if (!S_ISDIR(st.st_mode))
        return;
    DIR *d = opendir(dir);
    for (struct dirent *e; d && (e = readdir(d));) {
        char path[4096];
        if (strcmp(e->d_name, ".") == 0 || strcmp(e->d_name, "..") == 0)
            continue;
        snprintf(path, sizeof path, "%s/%s", dir, e->d_name);
        walk(b, path);
    }
    if (d)
        closedir(d);
}

static int print_examples(struct arena *a)
{
    const struct sec_load_options o = {.builtin = true, .keep_examples = true};
    const struct sec_rules *r;
    const struct sec_example *ex;
    struct sk_err err;
    if (sec_rules_load(a, S("rules"), sec_builtin_toml(), &o, &r, &err) < 0)
        return 1;
    size_t n = sec_rules_examples(r, &ex);
    for (size_t i = 0; i < n; i++) {
        struct str text = sec_generate(a, ex[i].text);
        printf(STR_FMT "%c%s%c" STR_FMT "%c", STR_ARG(sec_rules_at(r, ex[i].rule)->id), 0,
               ex[i].secret ? "yes" : "no", 0, STR_ARG(ex[i].path), 0);
        fwrite(text.p, 1, text.n, stdout);
        putchar(0);
    }
    return 0;
}

int main(int argc, char **argv)
{
    ARENA_SCRATCH(a);
    struct bench b = {0};
    struct sk_err err;
    bool own = false, no_jit = false;
    if (argc == 2 && strcmp(argv[1], "--examples") == 0)
        return print_examples(&a);
    double t = now();
    int i = 1;
    for (; i < argc && argv[i][0] == '-'; i++) {
        own |= strcmp(argv[i], "--own") == 0;
        b.decode |= strcmp(argv[i], "--decode") == 0;
        b.list |= strcmp(argv[i], "--list") == 0;
        no_jit |= strcmp(argv[i], "--no-jit") == 0;
    }
    if (sec_builtin(&a, !no_jit, &b.r, &err) < 0) {
        fprintf(stderr, "%s\n", err.msg);
        return 1;
    }
    b.s = sec_scanner_new(&a, b.r);
    if (own)
        sec_scanner_own_engine(b.s);
    double started = now() - t;
    b.by_rule = arena_new(&a, uint64_t, sec_rules_count(b.r));
    for (; i < argc; i++)
        walk(&b, argv[i]);
    sec_scanner_free(b.s);
    for (size_t k = 0; k < sec_rules_count(b.r); k++)
        if (b.by_rule[k])
            fprintf(stderr, "%8llu  " STR_FMT "\n", (unsigned long long)b.by_rule[k],
                    STR_ARG(sec_rules_at(b.r, k)->id));
    fprintf(stderr,
            "%zu rules, start %.1f ms, %llu files, %.1f MB in %.2f s: %.0f MB/s, %llu findings\n",
            sec_rules_count(b.r), started * 1e3, (unsigned long long)b.files, (double)b.bytes / 1e6,
            b.seconds, (double)b.bytes / 1e6 / b.seconds, (unsigned long long)b.found);
    return 0;
}
