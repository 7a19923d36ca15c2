// core/wire.h - a compact byte form for messages between our processes and for cache files.
//
// Numbers are LEB128 varints, text is length + bytes. Writing goes to a sk_buf. Reading never goes
// past the end: on damage (a worker may be compromised, a cache file may be cut) `bad` is set once
// and every later read gives 0 or empty; check it at the end. Slices borrow from the input.
#pragma once
#include "core/buf.h"

void wire_put_u64(struct sk_buf *b, uint64_t v);
void wire_put_i64(struct sk_buf *b, int64_t v); // zigzag
void wire_put_str(struct sk_buf *b, struct str s);

struct wire_in {
    struct str rest;
    bool bad;
};

uint64_t wire_u64(struct wire_in *w);
int64_t wire_i64(struct wire_in *w);
uint32_t wire_u32(struct wire_in *w); // bad when it does not fit
bool wire_bool(struct wire_in *w);
struct str wire_str(struct wire_in *w);
// An element count: bad, and 0, when it is above `max` or above what the rest could hold with
// `min_bytes` (1 or more) for each element. So a lying count cannot make us allocate.
size_t wire_count(struct wire_in *w, size_t max, size_t min_bytes);
