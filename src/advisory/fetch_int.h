// advisory/fetch_int.h - shared by fetch.c and fetch_osv.c. Private to the folder.
#pragma once
#include "advisory/fetch.h"

struct fetch {
    struct arena *a;
    struct wk_pool *pool;
    const struct adv_fetch_options *o;
};

// A file name or path that cannot lead anywhere else.
bool adv_plain_name(struct str s);
// One file, unless it has the ETag that is written down beside it.
int adv_fetch_file(struct fetch *f, struct str url, struct str path, bool *ret_changed,
                   struct sk_err *err) SK_MUST;
// An export of OSV.dev: `url` ends with ".zip", see sources.def.
int adv_fetch_osv(struct fetch *f, struct str url, struct str path, bool *ret_changed,
                  struct sk_err *err) SK_MUST;
