// core/stream_int.h - what a codec gives to stream.c. Not for outside of core/.
#pragma once
#include "core/stream.h"

// A decoder keeps its state in the arena; `free` releases what its library allocated itself.
struct sk_codec_ops {
    const char *name;
    void *(*open)(struct arena *a, struct sk_err *err); // NULL: failed
    // Decode from *in (advanced) into out[0..cap). *ret_n bytes were written. *ret_end: a member ended
    // exactly here; the next call begins another one. Negative: damaged.
    int (*step)(void *state, struct str *in, char *out, size_t cap, size_t *ret_n, bool *ret_end,
                struct sk_err *err);
    void (*free)(void *state);
    bool zero_padding; // zeros may follow the last member
};

#define CODEC(id, value, magic) extern const struct sk_codec_ops sk_codec_##id;
#include "core/codecs.def"
#undef CODEC
