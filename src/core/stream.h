// core/stream.h - bytes that arrive in pieces: from a file, a pipe, memory, a decoder, a hash.
//
// Pull model without copies: sk_stream_next() lends the next piece until the next call. Streams
// stack: gzip over sha256 over a file. Everything lives in the arena given to the constructors;
// sk_stream_close() releases the decoders' own memory (it closes the inner streams too; it does
// not close descriptors, which stay the caller's).
//
// To add a codec: core/codec_<name>.c and one line in core/codecs.def.
#pragma once
#include "core/arena.h"
#include "core/err.h"
#include "core/hash.h"
#include "core/str.h"

struct sk_stream {
    // Lend the next piece; an empty piece is the end. Once negative, always negative.
    int (*next)(struct sk_stream *s, struct str *ret_piece, struct sk_err *err);
    // Pass over n bytes without lending them; NULL when only reading can do that.
    int (*skip)(struct sk_stream *s, uint64_t n, struct sk_err *err);
    void (*close)(struct sk_stream *s);
};

int sk_stream_next(struct sk_stream *s, struct str *ret_piece, struct sk_err *err) SK_MUST;
void sk_stream_close(struct sk_stream *s); // NULL is fine

struct sk_stream *sk_stream_mem(struct arena *a, struct str data);
// [off, off + len) of a seekable descriptor, by pread; or with off = SK_STREAM_PIPE all that a
// pipe or socket has until its end (len is then an upper limit: more is SK_ELIMIT).
#define SK_STREAM_PIPE UINT64_MAX
struct sk_stream *sk_stream_fd(struct arena *a, int fd, uint64_t off, uint64_t len);
// Hashes and counts what passes through. `h` is the caller's.
struct sk_stream *sk_stream_tee_hash(struct arena *a, struct sk_stream *inner, struct sk_hash *h,
                                     uint64_t *ret_bytes);

// `first`, which was looked at already, and then what `inner` still has. Closes nothing.
struct sk_stream *sk_stream_replay(struct arena *a, struct str first, struct sk_stream *inner);

// UTF-16 (its byte order mark included) as UTF-8; half a pair becomes U+FFFD.
struct sk_stream *sk_stream_utf16(struct arena *a, struct sk_stream *inner, bool big_endian);

enum sk_codec { SK_CODEC_NONE, SK_CODEC_GZIP, SK_CODEC_ZSTD, SK_CODEC_XZ, SK_CODEC_BZIP2 };
enum sk_codec sk_codec_detect(struct str head); // by magic; needs 6 bytes
const char *sk_codec_name(enum sk_codec c);

struct sk_decode_limits {
    uint64_t max_bytes; // decoded; 0 = SK_MAX_LAYER_BYTES
    uint32_t max_ratio; // decoded / encoded past SK_RATIO_GRACE; 0 = SK_MAX_RATIO
};
// Decoder over `inner`. With SK_CODEC_NONE: `inner` itself, limited. Concatenated members (gzip,
// zstd frames, xz streams) are one stream. Trailing garbage after a gzip member is an error.
// A truncated stream gives what there is, then SK_EFORMAT; a bomb gives SK_ELIMIT.
int sk_stream_decode(struct arena *a, struct sk_stream *inner, enum sk_codec codec,
                     const struct sk_decode_limits *limits, struct sk_stream **ret,
                     struct sk_err *err) SK_MUST;
// The same with the codec found by looking at the first bytes.
int sk_stream_decode_auto(struct arena *a, struct sk_stream *inner,
                          const struct sk_decode_limits *limits, struct sk_stream **ret,
                          enum sk_codec *ret_codec, struct sk_err *err) SK_MUST;

// All of a stream at once; SK_ELIMIT when it is longer than max_bytes.
int sk_stream_read_all(struct arena *perm, struct sk_stream *s, uint64_t max_bytes, struct str *ret,
                       struct sk_err *err) SK_MUST;
