// The floor of a cold scan: what no scanner can leave out. Inflates gzip layers (ISA-L; zlib where there is
// none), hashes the stored bytes with SHA-256 and walks the tar headers; nothing else. A process for each
// layer, and a second thread for the hash, on as many cores as there are.
//
// usage: floor LAYER.tar.gz...      prints entries and decoded bytes
#include <fcntl.h>
#include <openssl/evp.h>
#include <pthread.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>
#ifdef __x86_64__
#include <isa-l/igzip_lib.h>
#else
#include <zlib.h>
#endif

enum { WINDOW = 256 * 1024 };

struct layer {
    const unsigned char *p;
    size_t n;
    unsigned char digest[32];
};

static void *hash(void *arg)
{
    struct layer *l = arg;
    EVP_Digest(l->p, l->n, l->digest, NULL, EVP_sha256(), NULL);
    return NULL;
}

struct walk { // a tar as it comes, in pieces
    unsigned char head[512];
    size_t have;
    uint64_t skip, entries, bytes;
};

static uint64_t octal(const unsigned char *p, int n)
{
    uint64_t v = 0;
    for (int i = 0; i < n && p[i] >= '0' && p[i] <= '7'; i++)
        v = v * 8 + (uint64_t)(p[i] - '0');
    return v;
}

static void feed(struct walk *w, const unsigned char *p, size_t n)
{
    w->bytes += n;
    while (n) {
        size_t step = w->skip ? (w->skip < n ? (size_t)w->skip : n) : 512 - w->have;
        if (step > n)
            step = n;
        if (w->skip) {
            w->skip -= step;
        } else {
            memcpy(w->head + w->have, p, step);
            w->have += step;
            if (w->have == 512) {
                w->have = 0;
                w->entries += w->head[0] != 0;
                w->skip = (octal(w->head + 124, 12) + 511) / 512 * 512;
            }
        }
        p += step;
        n -= step;
    }
}

#ifdef __x86_64__
static int inflate_all(const struct layer *l, struct walk *w)
{
    static unsigned char out[WINDOW];
    struct inflate_state *s = malloc(sizeof *s);
    isal_inflate_init(s);
    s->crc_flag = ISAL_GZIP;
    s->next_in = (unsigned char *)(uintptr_t)l->p;
    s->avail_in = (uint32_t)l->n;
    do {
        s->next_out = out;
        s->avail_out = WINDOW;
        if (isal_inflate(s) != ISAL_DECOMP_OK)
            return 1;
        feed(w, out, WINDOW - s->avail_out);
    } while (s->block_state != ISAL_BLOCK_FINISH);
    free(s);
    return 0;
}
#else
static int inflate_all(const struct layer *l, struct walk *w)
{
    static unsigned char out[WINDOW];
    z_stream z = {.next_in = (unsigned char *)(uintptr_t)l->p, .avail_in = (uInt)l->n};
    int r = inflateInit2(&z, 31);
    while (r == Z_OK) {
        z.next_out = out;
        z.avail_out = WINDOW;
        r = inflate(&z, Z_NO_FLUSH);
        feed(w, out, WINDOW - z.avail_out);
    }
    inflateEnd(&z);
    return r != Z_STREAM_END;
}
#endif

static int one(const char *path)
{
    struct stat st;
    int fd = open(path, O_RDONLY);
    if (fd < 0 || fstat(fd, &st) < 0)
        return 1;
    struct layer l = {.n = (size_t)st.st_size};
    void *p = mmap(NULL, l.n, PROT_READ, MAP_PRIVATE | MAP_POPULATE, fd, 0);
    if (p == MAP_FAILED)
        return 1;
    l.p = p;
    struct walk w = {0};
    pthread_t t;
    pthread_create(&t, NULL, hash, &l);
    int r = inflate_all(&l, &w);
    pthread_join(t, NULL);
    printf("%llu entries, %llu bytes, sha256 %02x%02x\n", (unsigned long long)w.entries,
           (unsigned long long)w.bytes, l.digest[0], l.digest[1]);
    return r;
}

int main(int argc, char **argv)
{
    int bad = 0, status;
    for (int i = 1; i < argc; i++)
        if (fork() == 0) {
            bad = one(argv[i]);
            fflush(stdout);
            _exit(bad);
        }
    while (wait(&status) > 0)
        bad |= status;
    return bad != 0;
}
