// Reads that fail, end too early or give little, at every place: of layers in all packings, and of
// whole images. The result must be an error, or a digest that is not the promised one, or say that
// it is incomplete: never a crash, a hang or a silently smaller answer.
#include "test.h"

#include "artifact/artifact.h"
#include "core/file.h"
#include "core/limits.h"
#include "inventory/merge.h"
#include "scan/scan.h"

#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

static void shell(const char *script)
{
    ARENA_SCRATCH(a);
    struct str cmd = str_fmt(&a, "cd '%s' && exec 2>&1; set -e; %s", test_dir(), script);
    CHECK(system(cmd.p) == 0, "%s", script);
}

static struct str in_dir(struct arena *a, const char *name)
{
    return test_file(a, str_fmt(a, "%s/%s", test_dir(), name).p);
}

// A root file system with what makes walking hard: hard links before and behind their files, one to
// a file that nobody wants by itself, long names, whiteouts, a sparse file.
static const char make_root[] =
    "umask 022; mkdir -p r/etc r/var/lib/dpkg r/app/node_modules/left r/data; cd r;"
    "printf 'ID=debian\\nVERSION_ID=\"12\"\\n' > etc/os-release;"
    "for p in bash zlib1g libc6; do printf 'Package: %s\\nStatus: install ok installed\\n"
    "Architecture: amd64\\nVersion: 1.%s-1\\n\\n' $p ${#p}; done > var/lib/dpkg/status;"
    "printf '{\"name\":\"left\",\"version\":\"1.2.3\"}' > app/node_modules/left/package.json;"
    "printf "
    "'{\"lockfileVersion\":3,\"packages\":{\"\":{},\"node_modules/a\":{\"version\":\"1.0.0\"}}}'"
    " > data/zz; mkdir app/l; ln data/zz app/l/package-lock.json;"
    "d=$(printf 'd%.0s' $(seq 1 120)); mkdir $d; ln etc/os-release $d/copy;"
    "truncate -s 200000 data/sparse; printf x >> data/sparse; touch data/.wh.gone;"
    "seq 1 3000 > data/numbers;"
    "cd ..; tar -S --format=pax --owner=0 --group=0 --mtime=@0 --sort=name -C r -cf layer.tar .;";

// ---- a stream with a fault ----

enum fault { NO_FAULT, FAILS, ENDS };

struct faulty {
    struct sk_stream base;
    struct str rest;
    size_t piece;
    char *lent; // exactly as long as the piece, gone at the next call
    enum fault fault;
    unsigned at, *n; // which read; how many there were
    bool over;
};

static int faulty_next(struct sk_stream *s, struct str *ret, struct sk_err *err)
{
    struct faulty *f = (struct faulty *)s;
    enum { PATIENCE = 10 * 1000 * 1000 };
    free(f->lent);
    f->lent = NULL;
    f->over |= ++*f->n == f->at && f->fault != NO_FAULT;
    CHECK(*f->n < PATIENCE, "reads and reads");
    if (f->over && f->fault == FAILS)
        return sk_fail(err, SK_EIO, "read %u fails", f->at);
    struct str piece = f->over ? (struct str){0} : str_head(f->rest, f->piece);
    f->rest = str_skip(f->rest, piece.n);
    if (piece.n)
        f->lent = memcpy(malloc(piece.n), piece.p, piece.n);
    *ret = (struct str){f->lent, piece.n};
    return 0;
}

static void faulty_close(struct sk_stream *s)
{
    struct faulty *f = (struct faulty *)s;
    free(f->lent);
    f->lent = NULL;
}

struct source { // of a layer, also when it is read a second time
    struct str data;
    size_t piece;
    enum fault fault;
    unsigned at, n;
    bool second_pass;
};

static struct sk_stream *open_faulty(void *ctx, struct arena *a)
{
    struct source *s = ctx;
    struct faulty *f = arena_new(a, struct faulty, 1);
    s->second_pass = s->n > 0;
    *f = (struct faulty){
        {faulty_next, NULL, faulty_close}, s->data, s->piece, NULL, s->fault, s->at, &s->n, false};
    return &f->base;
}

// As the worker's job does it: what was read before the damage is kept.
static int read_layer(struct arena *a, struct source *src, struct inv_layer *ret,
                      struct sk_err *err)
{
    *ret = (struct inv_layer){0};
    struct inv_collector *c = inv_collect_begin(a, ret);
    struct art_visitor v = {.reopen = open_faulty, .reopen_ctx = src};
    struct art_walk_options o = {.hash_decoded = true};
    inv_collect_visitor(c, &v);
    struct sk_stream *in = open_faulty(src, a);
    int r = art_walk_layer(a, in, &o, &v, &ret->walk, err);
    sk_stream_close(in);
    inv_collect_end(c);
    return r;
}

static struct str encoded(struct arena *a, const struct inv_layer *l)
{
    SK_BUF_SCRATCH(b, SK_MAX_FRAME_BYTES);
    inv_layer_encode(&b, l);
    return str_dup(a, sk_buf_str(&b));
}

static void fail_reads(const char *name, struct str data, size_t piece, enum fault fault,
                       struct str whole)
{
    for (unsigned at = 1;; at++) {
        ARENA_SCRATCH(a);
        struct source src = {.data = data, .piece = piece, .fault = fault, .at = at};
        struct inv_layer l;
        struct sk_err err = {0};
        int r = read_layer(&a, &src, &l, &err);
        if (src.n < at)
            return; // all reads had their turn
        struct sk_digest want = sk_sha256(data);
        bool seen = r < 0 || l.incomplete || !sk_digest_eq(&l.walk.stored, &want);
        // A fault behind all that is needed may go unnoticed, if the answer is the whole one.
        CHECK(seen || str_eq(encoded(&a, &l), whole),
              "%s, pieces of %zu, read %u of %u %s: nobody noticed", name, piece, at, src.n,
              fault == FAILS ? "fails" : "is the end");
        CHECK(r == 0 || err.msg[0], "%s, read %u: no reason", name, at);
    }
}

static void check_layer(const char *name, struct str data)
{
    ARENA_SCRATCH(a);
    static const size_t pieces[] = {1, 5, 6, 7, 511, 512, 513, 4096};
    struct source src = {.data = data, .piece = data.n};
    struct inv_layer whole, l;
    struct sk_err err = {0};
    CHECK(read_layer(&a, &src, &whole, &err) == 0, "%s: %s", name, err.msg);
    CHECK(whole.n_files == 4 && !whole.incomplete && src.second_pass, "%s: %zu files", name,
          whole.n_files);
    for (size_t i = 0; i < COUNT_OF(pieces); i++) {
        src = (struct source){.data = data, .piece = pieces[i]};
        CHECK(read_layer(&a, &src, &l, &err) == 0, "%s in pieces of %zu: %s", name, pieces[i],
              err.msg);
        CHECK(str_eq(encoded(&a, &l), encoded(&a, &whole)), "%s in pieces of %zu", name, pieces[i]);
    }
    for (enum fault f = FAILS; f <= ENDS; f++) {
        fail_reads(name, data, 64, f, encoded(&a, &whole));
        fail_reads(name, data, 509, f, encoded(&a, &whole));
        fail_reads(name, data, 512, f, encoded(&a, &whole));
    }
}

TEST(fault_reads_of_layers)
{
    static const char *const tools[][2] = {
        {"tar", "cat"},
        {"gzip", "gzip -nc"},
        {"zstd", "zstd -qc --check"},
        {"xz", "xz -c"},
        {"bzip2", "bzip2 -c"},
        {"two gzip members",
         "f() { head -c 3000 $1 | gzip -nc; tail -c +3001 $1 | gzip -nc; }; f"}};
    shell(make_root);
    for (size_t i = 0; i < COUNT_OF(tools); i++) {
        ARENA_SCRATCH(a);
        shell(str_fmt(&a, "%s layer.tar > packed", tools[i][1]).p);
        check_layer(tools[i][0], in_dir(&a, "packed"));
    }
}

TEST(fault_reads_of_descriptors)
{
    ARENA_SCRATCH(a);
    struct sk_err err = {0};
    struct str got;
    shell("printf 123456789 > nine");
    SK_FD int dir = open(test_dir(), O_RDONLY | O_DIRECTORY);
    SK_FD int nine = open(str_fmt(&a, "%s/nine", test_dir()).p, O_RDONLY);
    CHECK(sk_stream_read_all(&a, sk_stream_fd(&a, dir, 0, 9), SK_MB, &got, &err) == SK_EIO);
    CHECK(sk_stream_read_all(&a, sk_stream_fd(&a, -1, 0, 9), SK_MB, &got, &err) == SK_EIO);
    CHECK(sk_stream_read_all(&a, sk_stream_fd(&a, nine, 0, 10), SK_MB, &got, &err) == SK_EFORMAT);
    CHECK(sk_stream_read_all(&a, sk_stream_fd(&a, nine, 3, 6), SK_MB, &got, &err) == 0);
    CHECK_STR(got, "456789");
    CHECK(sk_stream_read_all(&a, sk_stream_fd(&a, nine, 0, 9), 8, &got, &err) == SK_ELIMIT);
}

// A pipe gives what was written so far: the beginning, which tells the packing, may come in pieces.
TEST(fault_reads_of_slow_pipes)
{
    ARENA_SCRATCH(a);
    struct sk_err err = {0};
    struct sk_stream *in;
    enum sk_codec codec;
    struct str got;
    shell("seq 1 100 | gzip -nc > z");
    struct str z = in_dir(&a, "z");
    int fds[2];
    CHECK(pipe(fds) == 0);
    pid_t writer = fork();
    if (writer == 0) {
        for (size_t i = 0; i < z.n; i++) {
            if (write(fds[1], z.p + i, 1) != 1)
                _exit(1);
            if (i < 8)
                usleep(3000);
        }
        _exit(0);
    }
    close(fds[1]);
    CHECK(sk_stream_decode_auto(&a, sk_stream_fd(&a, fds[0], SK_STREAM_PIPE, 100000), NULL, &in,
                                &codec, &err) == 0,
          "%s", err.msg);
    CHECK(codec == SK_CODEC_GZIP);
    CHECK(sk_stream_read_all(&a, in, SK_MB, &got, &err) == 0, "%s", err.msg);
    CHECK(str_starts(got, S("1\n2\n3\n")) && got.n == 292);
    sk_stream_close(in);
    close(fds[0]);
    CHECK(waitpid(writer, NULL, 0) == writer);
}

// ---- whole images ----

// docker save's archive, an OCI layout, and its archive; the documents stand behind the layers, so
// that what a cut takes away is needed.
static const char make_images[] =
    "H() { sha256sum \"$1\" | cut -c1-64; }; S() { stat -c %s \"$1\"; };"
    "gzip -nc layer.tar > layer.tgz; D=sha256:$(H layer.tar);"
    "printf "
    "'{\"architecture\":\"amd64\",\"os\":\"linux\",\"config\":{},\"rootfs\":{\"type\":\"layers\","
    "\"diff_ids\":[\"%s\"]}}' $D > config.json;"
    "printf '[{\"Config\":\"config.json\",\"RepoTags\":[\"a:1\"],\"Layers\":[\"layer.tar\"]}]' > "
    "manifest.json;"
    "tar --format=ustar -cf docker.tar layer.tar config.json manifest.json;"
    "B=oci/blobs/sha256; mkdir -p $B; cp layer.tgz $B/$(H layer.tgz);"
    "cp config.json $B/$(H config.json); T=application/vnd.oci.image;"
    "printf '{\"schemaVersion\":2,\"config\":{\"mediaType\":\"%s.config.v1+json\",\"digest\":"
    "\"sha256:%s\",\"size\":%s},\"layers\":[{\"mediaType\":\"%s.layer.v1.tar+gzip\",\"digest\":"
    "\"sha256:%s\",\"size\":%s}]}' $T $(H config.json) $(S config.json) $T $(H layer.tgz) "
    "$(S layer.tgz) > m.json; cp m.json $B/$(H m.json);"
    "printf '{\"schemaVersion\":2,\"manifests\":[{\"mediaType\":\"%s.manifest.v1+json\",\"digest\":"
    "\"sha256:%s\",\"size\":%s}]}' $T $(H m.json) $(S m.json) > oci/index.json;"
    "printf '{\"imageLayoutVersion\":\"1.0.0\"}' > oci/oci-layout;"
    "tar --format=ustar --sort=name -C oci -cf oci.tar blobs index.json oci-layout;"
    "gzip -nc docker.tar > docker.tgz;";

// 1 = complete, 0 = incomplete or an error. `components` gets how many were found.
static int scan(const char *name, size_t *components)
{
    ARENA_SCRATCH(a);
    struct fnd_set set;
    struct sk_err err = {0};
    const struct scan_options o = {
        .kind = SCAN_IMAGE, .platform = S_INIT("linux/amd64"), .workers = 1};
    struct str target = str_fmt(&a, "%s/%s", test_dir(), name);
    int r = scan_run(&a, target, &o, &set, &err);
    CHECK(r == 0 || err.msg[0], "%s: no reason", name);
    CHECK(r < 0 || !set.incomplete || set.n_warns, "%s: incomplete, but why?", name);
    *components = r < 0 ? 0 : set.inv->n_items;
    return r == 0 && !set.incomplete;
}

static void put(const char *name, struct str data)
{
    ARENA_SCRATCH(a);
    struct sk_err err;
    CHECK(sk_write_file(str_fmt(&a, "%s/%s", test_dir(), name).p, data, 0644, &err) == 0, "%s",
          err.msg);
}

TEST(fault_reads_of_archives)
{
    static const char *const names[] = {"docker.tar", "oci.tar", "docker.tgz"};
    shell(make_root);
    shell(make_images);
    for (size_t i = 0; i < COUNT_OF(names); i++) {
        ARENA_SCRATCH(a);
        size_t all, n, needed, step;
        struct str data = in_dir(&a, names[i]);
        CHECK(scan(names[i], &all) == 1 && all == 5, "%s: %zu components", names[i], all);
        for (needed = data.n; needed && !data.p[needed - 1] && i < 2; needed--)
            ;
        step = data.n / (TEST_ASAN ? 60 : 200) | 1;
        for (size_t cut = 0; cut < needed; cut += step) {
            put("cut", str_head(data, cut));
            CHECK(scan("cut", &n) == 0, "%s cut at %zu of %zu: nobody noticed", names[i], cut,
                  needed);
        }
    }
}

static void break_blob(const char *name, struct str data)
{
    ARENA_SCRATCH(a);
    size_t n;
    static const char *const how[] = {"cut", "empty", "longer", "changed"};
    char *changed = str_to_c(&a, data);
    changed[data.n / 2] ^= 1;
    const struct str broken[] = {
        str_head(data, data.n - 1), S(""), str_join(&a, data, S(" ")), {changed, data.n}};
    for (size_t k = 0; k < COUNT_OF(broken); k++) {
        put(name, broken[k]);
        CHECK(scan("oci", &n) == 0, "%s %s: nobody noticed", name, how[k]);
    }
    CHECK(unlink(str_fmt(&a, "%s/%s", test_dir(), name).p) == 0);
    CHECK(scan("oci", &n) == 0, "%s is not there: nobody noticed", name);
    CHECK(mkdir(str_fmt(&a, "%s/%s", test_dir(), name).p, 0755) == 0);
    CHECK(scan("oci", &n) == 0, "%s cannot be read: nobody noticed", name);
    CHECK(rmdir(str_fmt(&a, "%s/%s", test_dir(), name).p) == 0);
    put(name, data);
    CHECK(scan("oci", &n) == 1, "%s is there again", name);
}

TEST(fault_reads_of_layouts)
{
    ARENA_SCRATCH(a);
    struct sk_err err;
    struct str *names;
    size_t n;
    shell(make_root);
    shell(make_images);
    SK_FD int dir = open(str_fmt(&a, "%s/oci/blobs/sha256", test_dir()).p, O_RDONLY | O_DIRECTORY);
    CHECK(sk_list_dir(&a, dir, &names, &n, &err) == 0 && n == 3, "%zu", n);
    for (size_t i = 0; i < n; i++) {
        const char *name = str_fmt(&a, "oci/blobs/sha256/" STR_FMT, STR_ARG(names[i])).p;
        break_blob(name, in_dir(&a, name));
    }
}
