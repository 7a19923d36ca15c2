// One source, one target for each row of feeds.def: named by the end of the program's name.
#include "advisory/advisory.h"

#include <string.h>

static const struct adv_feed *feed;

int LLVMFuzzerInitialize(int *argc, char ***argv);
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerInitialize(int *argc, char ***argv)
{
    (void)argc;
    const char *id = strrchr((*argv)[0], '_');
    feed = id ? adv_feed_find(str_from(id + 1)) : NULL;
    if (!feed)
        __builtin_trap();
    return 0;
}

// What a reader gives must survive its own encoding.
static void on_record(void *ctx, const struct adv_record *r)
{
    ARENA_SCRATCH(tmp);
    SK_BUF_SCRATCH(b, 1 << 28);
    struct adv_record back;
    (void)ctx;
    adv_record_encode(&b, r);
    struct wire_in w = {.rest = sk_buf_str(&b)};
    if (r->id.n && (adv_record_decode(&w, &tmp, &back, NULL) < 0 || !str_eq(back.id, r->id)))
        __builtin_trap();
}

static void on_cve(void *ctx, const struct adv_cve_fact *f)
{
    (void)ctx;
    if (!f->cve.n)
        __builtin_trap();
}

static void on_eol(void *ctx, const struct adv_eol_fact *f)
{
    (void)ctx;
    (void)f;
}

static void on_tag(void *ctx, const struct adv_tag_fact *f)
{
    (void)ctx;
    (void)f;
}

static void on_warn(void *ctx, struct str file, uint32_t line, const char *what)
{
    (void)ctx;
    (void)file;
    (void)line;
    (void)what;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    ARENA_SCRATCH(tmp);
    const struct adv_sink sink = {NULL, on_record, on_cve, on_eol, on_tag, on_warn};
    static const char *const paths[] = {"a/b/c.json", "a/b/c.yaml", "products/c.md", "x.csv"};
    struct str path = str_from(paths[size % COUNT_OF(paths)]);
    (void)feed->read(&tmp, path, (struct str){(const char *)data, size}, &sink, NULL);
    return 0;
}
