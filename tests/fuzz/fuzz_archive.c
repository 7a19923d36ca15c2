// Codecs, tar and zip; the row is the end of the program's name.
#include "core/stream.h"
#include "core/tar.h"
#include "core/zip.h"

#include "core/limits.h"

#include <string.h>

static const char *row;

int LLVMFuzzerInitialize(int *argc, char ***argv);
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerInitialize(int *argc, char ***argv)
{
    (void)argc;
    row = strrchr((*argv)[0], '_');
    if (!row)
        __builtin_trap();
    row++;
    return 0;
}

static void tar(struct arena *a, struct str in)
{
    struct tar_reader *t = tar_open(a, sk_stream_mem(a, in));
    struct tar_entry e;
    while (tar_next(t, &e, NULL) > 0) {
        struct str piece;
        uint64_t n = 0;
        if (e.path.n && (e.path.p[0] == '/' || str_starts(e.path, S("../"))))
            __builtin_trap(); // tar.h promises clean paths
        while (n < 1 << 20 && tar_data(t, &piece, NULL) == 0 && piece.n)
            n += piece.n;
    }
    tar_close(t);
}

static void zip(struct arena *a, struct str in)
{
    struct zip_reader z = {0};
    if (zip_open(a, in, &z, NULL) < 0)
        return;
    for (size_t i = 0; i < z.n_entries && i < 20; i++) {
        ARENA_SCRATCH(tmp);
        struct str s;
        if (z.entries[i].size < 1 << 22)
            (void)!zip_read(&z, &z.entries[i], &tmp, &s, NULL);
    }
}

static void codec(struct arena *a, struct str in)
{
    static const struct {
        const char *name;
        enum sk_codec codec;
    } rows[] = {{"gzip", SK_CODEC_GZIP},
                {"zstd", SK_CODEC_ZSTD},
                {"xz", SK_CODEC_XZ},
                {"bzip2", SK_CODEC_BZIP2}};
    const struct sk_decode_limits limits = {.max_bytes = 4 * SK_MB};
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        struct sk_stream *s;
        struct str piece;
        if (strcmp(rows[i].name, row) != 0 ||
            sk_stream_decode(a, sk_stream_mem(a, in), rows[i].codec, &limits, &s, NULL) < 0)
            continue;
        while (sk_stream_next(s, &piece, NULL) == 0 && piece.n)
            ;
        sk_stream_close(s);
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    ARENA_SCRATCH(a);
    struct str in = {(const char *)data, size};
    if (strcmp(row, "tar") == 0)
        tar(&a, in);
    else if (strcmp(row, "zip") == 0)
        zip(&a, in);
    else
        codec(&a, in);
    return 0;
}
