// Streams against the real tools: what gzip, zstd, xz and bzip2 pack, we unpack; tars written by GNU
// tar in every format, read back entry by entry.
#include "test.h"

#include "core/arena.h"
#include "core/buf.h"
#include "core/file.h"
#include "core/limits.h"
#include "core/stream.h"
#include "core/tar.h"

#include <stdlib.h>
#include <string.h>

static void shell(struct arena *a, const char *script)
{
    struct str cmd = str_fmt(a, "cd '%s' && exec >/dev/null 2>&1; %s", test_dir(), script);
    CHECK(system(cmd.p) == 0, "%s", script);
}

static struct str in_dir(struct arena *a, const char *name)
{
    return test_file(a, str_fmt(a, "%s/%s", test_dir(), name).p);
}

static int decode(struct arena *a, struct str data, struct str *ret, struct sk_err *err)
{
    struct sk_stream *s;
    enum sk_codec codec;
    int r = sk_stream_decode_auto(a, sk_stream_mem(a, data), NULL, &s, &codec, err);
    if (r == 0) {
        r = sk_stream_read_all(a, s, 64 * SK_MB, ret, err);
        sk_stream_close(s);
    }
    return r;
}

TEST(stream_codecs)
{
    ARENA_SCRATCH(a);
    static const char *const tools[] = {"gzip -c", "zstd -c", "xz -c", "bzip2 -c", "cat"};
    for (size_t i = 0; i < COUNT_OF(tools); i++) {
        struct str plain, got;
        struct sk_err err;
        shell(&a, "seq 1 50000 > plain");
        shell(&a, str_fmt(&a, "%s plain > packed; %s plain >> packed", tools[i], tools[i]).p);
        plain = in_dir(&a, "plain");
        CHECK(decode(&a, in_dir(&a, "packed"), &got, &err) == 0, "%s: %s", tools[i], err.msg);
        CHECK(got.n == 2 * plain.n, "%s: both members, %zu bytes", tools[i], got.n);
        CHECK(str_eq(str_head(got, plain.n), plain) && str_eq(str_skip(got, plain.n), plain), "%s",
              tools[i]);
    }
}

TEST(stream_cut_or_damaged)
{
    ARENA_SCRATCH(a);
    static const char *const tools[] = {"gzip -c", "zstd -c --check", "xz -c", "bzip2 -c"};
    for (size_t i = 0; i < COUNT_OF(tools); i++) {
        struct str got;
        shell(&a, str_fmt(&a, "seq 1 300 | %s > packed", tools[i]).p);
        struct str packed = in_dir(&a, "packed");
        for (size_t n = 6; n < packed.n; n++) {
            ARENA_SCRATCH(tmp);
            struct sk_err err = {0};
            struct str cut = {memcpy(arena_new(&tmp, char, n), packed.p, n), n};
            CHECK(decode(&tmp, cut, &got, &err) == SK_EFORMAT, "%s cut at %zu", tools[i], n);
            char *flip = str_to_c(&tmp, packed);
            flip[n] ^= 0x55;
            struct str same = in_dir(&tmp, "packed"), plain;
            CHECK(decode(&tmp, same, &plain, &err) == 0, "%s", err.msg);
            // Damage may hit bytes that mean nothing (names, times); else it must be noticed.
            if (decode(&tmp, (struct str){flip, packed.n}, &got, &err) == 0)
                CHECK(str_eq(got, plain) || str_eq(got, (struct str){flip, packed.n}),
                      "%s flipped at %zu", tools[i], n);
        }
    }
}

TEST(stream_gzip_padding_and_garbage)
{
    ARENA_SCRATCH(a);
    struct str got;
    struct sk_err err = {0};
    shell(&a, "printf hello | gzip -c > z; head -c 5000 /dev/zero >> z; cp z g; printf x >> g");
    CHECK(decode(&a, in_dir(&a, "z"), &got, &err) == 0, "%s", err.msg);
    CHECK_STR(got, "hello");
    CHECK(decode(&a, in_dir(&a, "g"), &got, &err) == SK_EFORMAT);
}

TEST(stream_bomb)
{
    ARENA_SCRATCH(a);
    struct sk_stream *s;
    struct sk_err err = {0};
    struct str got;
    shell(&a, "head -c 100000000 /dev/zero | gzip -9 | gzip -9 > bomb2; "
              "head -c 100000000 /dev/zero | gzip -9 > bomb");
    const struct sk_decode_limits limits = {.max_ratio = 100};
    CHECK(sk_stream_decode(&a, sk_stream_mem(&a, in_dir(&a, "bomb")), SK_CODEC_GZIP, &limits, &s,
                           &err) == 0);
    CHECK(sk_stream_read_all(&a, s, SK_GB, &got, &err) == SK_ELIMIT, "%s", err.msg);
    CHECK(strstr(err.msg, "100 times"), "%s", err.msg);
    sk_stream_close(s);
}

static int list_tar(struct arena *a, struct str data, struct sk_buf *out, struct sk_err *err)
{
    struct tar_reader *t = tar_open(a, sk_stream_mem(a, data));
    struct tar_entry e;
    int r;
    while ((r = tar_next(t, &e, err)) > 0) {
        static const char kinds[] = "fdlhDpo";
        struct str content = {0};
        r = tar_read_all(t, a, 64 * SK_MB, &content, err);
        if (r < 0)
            break;
        struct sk_digest d = sk_sha256(content);
        sk_buf_fmt(out, "%c %o %llu %.8s ", kinds[e.kind], e.mode, (unsigned long long)e.size,
                   e.kind == TAR_FILE ? sk_digest_text(a, &d).p + 7 : "-");
        sk_buf_add(out, e.path);
        if (e.link.n) {
            sk_buf_add(out, S(" -> "));
            sk_buf_add(out, e.link);
        }
        sk_buf_add_char(out, '\n');
    }
    tar_close(t);
    return r;
}

// The expected listing is made by Python's tarfile from the same archive.
static const char python_list[] =
    "python3 - a.tar > want <<'P'\n"
    "import tarfile, hashlib, sys, os\n"
    "out = sys.stdout.buffer\n"
    "for m in tarfile.open(sys.argv[1], errors='surrogateescape'):\n"
    "    k = 'f' if m.isreg() else 'd' if m.isdir() else 'l' if m.issym() else 'h' if m.islnk()"
    " else 'p' if m.isfifo() else 'o'\n"
    "    h = hashlib.sha256(tarfile.open(sys.argv[1]).extractfile(m).read()).hexdigest()[:8]"
    " if k == 'f' else '-'\n"
    "    size = m.size if k == 'f' else 0\n"
    "    name = os.path.normpath(m.name) if m.name != '.' else ''\n"
    "    name = '' if name == '.' else name\n"
    "    link = os.path.normpath(m.linkname) if k == 'h' else m.linkname\n"
    "    line = '%s %o %d %s %s' % (k, m.mode, size, h, name)\n"
    "    if k in 'lh': line += ' -> ' + link\n"
    "    out.write(line.encode('utf-8', 'surrogateescape') + b'\\n')\n"
    "P";

TEST(tar_formats)
{
    ARENA_SCRATCH(a);
    static const char *const formats[] = {
        "--format=v7",
        "--format=oldgnu",
        "--format=gnu",
        "--format=ustar",
        "--format=posix",
        "--format=gnu --sparse",
        "--format=posix --sparse --sparse-version=0.0",
        "--format=posix --sparse --sparse-version=0.1",
        "--format=posix --sparse --sparse-version=1.0",
    };
    shell(&a, "mkdir -p t/d/e && cd t && echo hello > f && ln f d/hard && ln -s ../f d/soft && "
              "mkfifo p && chmod 4755 f && : > empty && seq 1 100000 > d/e/big && "
              "truncate -s 1M hole && echo end >> hole && "
              "for i in 1 2 3 4 5 6 7 8; do echo $i | dd of=holes bs=1 seek=${i}000000 "
              "conv=notrunc; done");
    shell(&a,
          "cd t && n=$(printf 'x%.0s' $(seq 1 90)) && mkdir -p long/$n && echo l > long/$n/$n && "
          "m=$(printf 'y%.0s' $(seq 1 200)) && echo m > $m && ln -s $m longlink");
    for (size_t i = 0; i < COUNT_OF(formats); i++) {
        SK_BUF_SCRATCH(got, SK_MB);
        struct sk_err err = {0};
        bool old = i == 0 || i == 3; // names longer than the format can hold are left out
        shell(&a, str_fmt(&a, "tar -C t %s %s -cf a.tar .", formats[i],
                          old ? "--exclude=long* --exclude=yyy* --exclude=p" : "")
                      .p);
        shell(&a, python_list);
        CHECK(list_tar(&a, in_dir(&a, "a.tar"), &got, &err) == 0, "%s: %s", formats[i], err.msg);
        struct str want = in_dir(&a, "want");
        CHECK(want.n > 100, "the oracle lists something");
        if (!str_eq(sk_buf_str(&got), want)) {
            fprintf(stderr, "%s\n--- got\n%.*s--- want\n%.*s", formats[i], (int)got.n, got.p,
                    (int)want.n, want.p);
            test_failed();
        }
    }
}

TEST(tar_cut_everywhere)
{
    ARENA_SCRATCH(a);
    shell(&a, "mkdir t; echo hello > t/f; m=$(printf 'y%.0s' $(seq 1 150)); echo m > t/$m; "
              "tar -C t --format=posix -b1 -cf a.tar .");
    struct str all = in_dir(&a, "a.tar");
    size_t end = all.n; // where the zero blocks begin
    while (end && !all.p[end - 1])
        end--;
    end = (end + 511) / 512 * 512 + 512;
    for (size_t n = 0; n < all.n; n++) {
        ARENA_SCRATCH(tmp);
        SK_BUF_SCRATCH(got, SK_MB);
        struct sk_err err = {0};
        struct str cut = {memcpy(arena_new(&tmp, char, n), all.p, n), n};
        int r = list_tar(&tmp, cut, &got, &err);
        CHECK(r <= 0, "cut at %zu", n);
        CHECK(r < 0 || n % 512 == 0 || n > end, "cut at %zu is not noticed", n);
    }
}

TEST(tar_paths_stay_inside)
{
    ARENA_SCRATCH(a);
    shell(&a, "mkdir -p t/x && echo hello > t/f && cd t/x && "
              "tar -P -cf ../../a.tar ../f && tar -P -cf ../../b.tar --transform "
              "'s,^f,/etc/./a//b/../f,' -C .. f");
    struct tar_entry e;
    struct sk_err err;
    struct tar_reader *t = tar_open(&a, sk_stream_mem(&a, in_dir(&a, "a.tar")));
    CHECK(tar_next(t, &e, &err) == 1);
    CHECK_STR(e.path, "f");
    CHECK(e.unsafe);
    tar_close(t);
    t = tar_open(&a, sk_stream_mem(&a, in_dir(&a, "b.tar")));
    CHECK(tar_next(t, &e, &err) == 1);
    CHECK_STR(e.path, "etc/a/f");
    CHECK(!e.unsafe);
    tar_close(t);
}
