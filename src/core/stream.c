#include "core/stream.h"

#include "core/buf.h"
#include "core/limits.h"
#include "core/stream_int.h"

#include <errno.h>
#include <string.h>
#include <unistd.h>

enum { CHUNK = 128 * 1024 };

int sk_stream_next(struct sk_stream *s, struct str *ret_piece, struct sk_err *err)
{
    return s->next(s, ret_piece, err);
}

void sk_stream_close(struct sk_stream *s)
{
    if (s && s->close)
        s->close(s);
}

// ---- memory ----

struct mem_stream {
    struct sk_stream base;
    struct str rest;
};

static int mem_next(struct sk_stream *s, struct str *ret, struct sk_err *err)
{
    struct mem_stream *m = (struct mem_stream *)s;
    (void)err;
    *ret = m->rest;
    m->rest = str_skip(m->rest, m->rest.n);
    return 0;
}

static int mem_skip(struct sk_stream *s, uint64_t n, struct sk_err *err)
{
    struct mem_stream *m = (struct mem_stream *)s;
    if (n > m->rest.n)
        return sk_fail(err, SK_EFORMAT, "ends %llu bytes too early",
                       (unsigned long long)(n - m->rest.n));
    m->rest = str_skip(m->rest, n);
    return 0;
}

struct sk_stream *sk_stream_mem(struct arena *a, struct str data)
{
    struct mem_stream *m = arena_new(a, struct mem_stream, 1);
    *m = (struct mem_stream){{mem_next, mem_skip, NULL}, data};
    return &m->base;
}

// ---- descriptors ----

struct fd_stream {
    struct sk_stream base;
    int fd;
    bool pipe;
    uint64_t off, left;
    char *chunk;
};

static int fd_next(struct sk_stream *s, struct str *ret, struct sk_err *err)
{
    struct fd_stream *f = (struct fd_stream *)s;
    size_t want = f->left < CHUNK ? (size_t)f->left : CHUNK;
    if (f->pipe)
        want = CHUNK;
    ssize_t n;
    do
        n = f->pipe ? read(f->fd, f->chunk, want) : pread(f->fd, f->chunk, want, (off_t)f->off);
    while (n < 0 && errno == EINTR);
    if (n < 0)
        return sk_fail(err, SK_EIO, "read: %s", strerror(errno));
    if (n == 0 && want && !f->pipe)
        return sk_fail(err, SK_EFORMAT, "ends %llu bytes too early", (unsigned long long)f->left);
    if ((uint64_t)n > f->left)
        return sk_fail(err, SK_ELIMIT, "longer than it may be");
    f->off += (uint64_t)n;
    f->left -= (uint64_t)n;
    *ret = (struct str){f->chunk, (size_t)n};
    return 0;
}

static int fd_skip(struct sk_stream *s, uint64_t n, struct sk_err *err)
{
    struct fd_stream *f = (struct fd_stream *)s;
    if (n > f->left)
        return sk_fail(err, SK_EFORMAT, "ends %llu bytes too early",
                       (unsigned long long)(n - f->left));
    f->off += n;
    f->left -= n;
    return 0;
}

struct sk_stream *sk_stream_fd(struct arena *a, int fd, uint64_t off, uint64_t len)
{
    struct fd_stream *f = arena_new(a, struct fd_stream, 1);
    bool pipe = off == SK_STREAM_PIPE;
    *f = (struct fd_stream){{fd_next, pipe ? NULL : fd_skip, NULL},
                            fd,
                            pipe,
                            pipe ? 0 : off,
                            len,
                            arena_new(a, char, CHUNK)};
    return &f->base;
}

// ---- hashing what passes ----

struct tee_stream {
    struct sk_stream base;
    struct sk_stream *inner;
    struct sk_hash *hash;
    uint64_t *bytes;
};

static int tee_next(struct sk_stream *s, struct str *ret, struct sk_err *err)
{
    struct tee_stream *t = (struct tee_stream *)s;
    int r = t->inner->next(t->inner, ret, err);
    if (r < 0)
        return r;
    if (t->hash)
        sk_hash_add(t->hash, *ret);
    if (t->bytes)
        *t->bytes += ret->n;
    return 0;
}

static void tee_close(struct sk_stream *s)
{
    sk_stream_close(((struct tee_stream *)s)->inner);
}

struct sk_stream *sk_stream_tee_hash(struct arena *a, struct sk_stream *inner, struct sk_hash *h,
                                     uint64_t *ret_bytes)
{
    struct tee_stream *t = arena_new(a, struct tee_stream, 1);
    *t = (struct tee_stream){{tee_next, NULL, tee_close}, inner, h, ret_bytes};
    return &t->base;
}

struct replay_stream {
    struct sk_stream base;
    struct str first;
    struct sk_stream *inner;
};

static int replay_next(struct sk_stream *s, struct str *ret, struct sk_err *err)
{
    struct replay_stream *r = (struct replay_stream *)s;
    if (!r->first.n)
        return sk_stream_next(r->inner, ret, err);
    *ret = r->first;
    r->first = (struct str){0};
    return 0;
}

struct sk_stream *sk_stream_replay(struct arena *a, struct str first, struct sk_stream *inner)
{
    struct replay_stream *r = arena_new(a, struct replay_stream, 1);
    *r = (struct replay_stream){.base.next = replay_next, .first = first, .inner = inner};
    return &r->base;
}

// ---- decoding ----

static const struct {
    enum sk_codec codec;
    struct str magic;
    const struct sk_codec_ops *ops;
} codecs[] = {
#define CODEC(id, value, magic) {value, S_INIT(magic), &sk_codec_##id},
#include "core/codecs.def"
#undef CODEC
};

enum sk_codec sk_codec_detect(struct str head)
{
    for (size_t i = 0; i < COUNT_OF(codecs); i++)
        if (str_starts(head, codecs[i].magic))
            return codecs[i].codec;
    return SK_CODEC_NONE;
}

const char *sk_codec_name(enum sk_codec c)
{
    for (size_t i = 0; i < COUNT_OF(codecs); i++)
        if (codecs[i].codec == c)
            return codecs[i].ops->name;
    return "none";
}

struct decode_stream {
    struct sk_stream base;
    struct sk_stream *inner;
    const struct sk_codec_ops *ops; // NULL: bytes pass as they are
    void *state;
    struct str in; // taken from inner, not decoded yet
    bool in_ended, member_ended, begun;
    uint64_t in_bytes, out_bytes, max_bytes;
    uint32_t max_ratio;
    int failed; // once negative, always negative
    struct sk_err why;
    char *out;
};

static int fill(struct decode_stream *d, struct sk_err *err)
{
    if (d->in.n || d->in_ended)
        return 0;
    int r = d->inner->next(d->inner, &d->in, err);
    d->in_bytes += d->in.n;
    d->in_ended = r == 0 && d->in.n == 0;
    return r;
}

static bool only_zeros(struct str s)
{
    for (size_t i = 0; i < s.n; i++)
        if (s.p[i])
            return false;
    return true;
}

// Between members: the end, another member, or zeros that fill up a block.
static int between_members(struct decode_stream *d, bool *ret_end, struct sk_err *err)
{
    *ret_end = false;
    for (;;) {
        int r = fill(d, err);
        if (r < 0)
            return r;
        if (d->in_ended) {
            *ret_end = true;
            return 0;
        }
        bool padding = d->ops->zero_padding && d->begun && d->in.p[0] == 0;
        if (!padding)
            break;
        if (!only_zeros(d->in))
            return sk_fail(err, SK_EFORMAT, "garbage after the %s data", d->ops->name);
        d->in = (struct str){0};
    }
    d->member_ended = false;
    return 0;
}

static int check_limits(const struct decode_stream *d, struct sk_err *err)
{
    if (d->out_bytes > d->max_bytes)
        return sk_fail(err, SK_ELIMIT, "decodes to more than %llu bytes",
                       (unsigned long long)d->max_bytes);
    if (d->ops && d->out_bytes > SK_RATIO_GRACE && d->out_bytes / d->max_ratio > d->in_bytes)
        return sk_fail(err, SK_ELIMIT, "decodes to more than %u times its size", d->max_ratio);
    return 0;
}

static int decode_piece(struct decode_stream *d, struct str *ret, struct sk_err *err)
{
    size_t filled = 0;
    bool end = false;
    int r = 0;
    while (filled < CHUNK && r == 0) {
        if (d->member_ended) {
            r = between_members(d, &end, err);
            if (r < 0 || end)
                break;
        }
        r = fill(d, err);
        if (r < 0)
            break;
        size_t n = 0, had = d->in.n;
        d->begun = true;
        r = d->ops->step(d->state, &d->in, d->out + filled, CHUNK - filled, &n, &d->member_ended,
                         err);
        filled += n;
        if (r == 0 && n == 0 && had == 0 && !d->member_ended)
            r = sk_fail(err, SK_EFORMAT, "the %s data is cut short", d->ops->name);
    }
    d->out_bytes += filled;
    *ret = (struct str){d->out, filled};
    return r;
}

static int decode_next(struct sk_stream *s, struct str *ret, struct sk_err *err)
{
    struct decode_stream *d = (struct decode_stream *)s;
    *ret = (struct str){0};
    if (d->failed)
        return sk_fail(err, d->why.code, "%s", d->why.msg);
    int r = 0;
    if (d->ops) {
        r = decode_piece(d, ret, &d->why);
    } else {
        if (!d->in.n)
            r = fill(d, &d->why);
        *ret = d->in;
        d->out_bytes += d->in.n;
        d->in = (struct str){0};
    }
    if (r == 0)
        r = check_limits(d, &d->why);
    else if (ret->n) { // what came before the damage is given first
        d->failed = r;
        return 0;
    }
    if (r < 0) {
        d->failed = r;
        return sk_fail(err, d->why.code, "%s", d->why.msg);
    }
    return 0;
}

static int decode_skip(struct sk_stream *s, uint64_t n, struct sk_err *err)
{
    struct decode_stream *d = (struct decode_stream *)s;
    size_t have = n < d->in.n ? (size_t)n : d->in.n;
    d->in = str_skip(d->in, have);
    d->out_bytes += n;
    return d->inner->skip(d->inner, n - have, err);
}

static void decode_close(struct sk_stream *s)
{
    struct decode_stream *d = (struct decode_stream *)s;
    if (d->ops && d->state)
        d->ops->free(d->state);
    d->state = NULL;
    sk_stream_close(d->inner);
}

static int open_decoder(struct arena *a, struct sk_stream *inner, enum sk_codec codec,
                        const struct sk_decode_limits *limits, struct str head, bool head_ended,
                        struct sk_stream **ret, struct sk_err *err)
{
    struct decode_stream *d = arena_new(a, struct decode_stream, 1);
    *d = (struct decode_stream){
        .base = {decode_next, NULL, decode_close},
        .inner = inner,
        .in = head,
        .in_bytes = head.n,
        .in_ended = head_ended,
        .max_bytes = limits && limits->max_bytes ? limits->max_bytes : SK_MAX_LAYER_BYTES,
        .max_ratio = limits && limits->max_ratio ? limits->max_ratio : SK_MAX_RATIO,
    };
    for (size_t i = 0; i < COUNT_OF(codecs); i++)
        if (codecs[i].codec == codec)
            d->ops = codecs[i].ops;
    if (!d->ops && inner->skip)
        d->base.skip = decode_skip;
    if (d->ops) {
        d->out = arena_new(a, char, CHUNK);
        d->state = d->ops->open(a, err);
        if (!d->state)
            return sk_fail(err, SK_EIO, "cannot start the %s decoder", d->ops->name);
    }
    *ret = &d->base;
    return 0;
}

int sk_stream_decode(struct arena *a, struct sk_stream *inner, enum sk_codec codec,
                     const struct sk_decode_limits *limits, struct sk_stream **ret,
                     struct sk_err *err)
{
    return open_decoder(a, inner, codec, limits, (struct str){0}, false, ret, err);
}

int sk_stream_decode_auto(struct arena *a, struct sk_stream *inner,
                          const struct sk_decode_limits *limits, struct sk_stream **ret,
                          enum sk_codec *ret_codec, struct sk_err *err)
{
    enum { MAGIC = 6 };
    struct str head = {0};
    bool ended = false;
    while (head.n < MAGIC && !ended) { // a pipe may give a byte at a time
        struct str piece;
        if (head.n)
            head = str_dup(a, head); // it was lent until now
        int r = inner->next(inner, &piece, err);
        if (r < 0)
            return r;
        ended = piece.n == 0;
        head = head.n ? str_join(a, head, piece) : piece;
    }
    *ret_codec = sk_codec_detect(head);
    return open_decoder(a, inner, *ret_codec, limits, head, ended, ret, err);
}

int sk_stream_read_all(struct arena *perm, struct sk_stream *s, uint64_t max_bytes, struct str *ret,
                       struct sk_err *err)
{
    SK_BUF_SCRATCH(b, max_bytes);
    for (;;) {
        struct str piece;
        int r = s->next(s, &piece, err);
        if (r < 0)
            return r;
        if (!piece.n)
            break;
        sk_buf_add(&b, piece);
        if (b.full)
            return sk_fail(err, SK_ELIMIT, "more than %llu bytes", (unsigned long long)max_bytes);
    }
    *ret = str_dup(perm, sk_buf_str(&b));
    return 0;
}
