// advisory/feed_osv.h - one OSV record, however it was written.
#pragma once
#include "advisory/feed_int.h"

int feed_osv_record(struct arena *a, const struct sk_val *v, const struct adv_sink *out,
                    struct sk_err *err) SK_MUST;
