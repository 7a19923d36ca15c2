// tests/unit/val_dump.h - a document as one line of canonical JSON, for tests and oracles.
#pragma once
#include "core/buf.h"
#include "core/val.h"

// Keys in the order of the document, shadowed ones left out; integers that fit in 64 bits in
// decimal, other numbers as %.17g (as they are written when they fit no double), strings escaped.
// NULL is "none".
void val_dump(struct sk_buf *b, const struct sk_val *v);
