// A whole layer as the worker reads it, and its reply as the parent decodes it.
#include "inventory/merge.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    ARENA_SCRATCH(a);
    SK_BUF_SCRATCH(reply, 1 << 28);
    struct str in = {(const char *)data, size};
    struct inv_layer layer = {0}, back;
    struct inv_result result;
    if (inv_layer_decode(in, &a, &back, NULL) == 0) // as a hostile reply
        (void)!inv_merge(&a, INV_IMAGE, &back, 1, &result, NULL);
    struct art_visitor v = {0};
    const struct art_walk_options o = {.max_bytes = 1 << 24};
    struct inv_collector *c = inv_collect_begin(&a, &layer);
    inv_collect_visitor(c, &v);
    (void)!art_walk_layer(&a, sk_stream_mem(&a, in), &o, &v, &layer.walk, NULL);
    inv_collect_end(c);
    inv_layer_encode(&reply, &layer);
    if (inv_layer_decode(sk_buf_str(&reply), &a, &back, NULL) < 0)
        __builtin_trap();
    return 0;
}
