#include "advisory/advisory.h"

#define FEED(id) extern const struct adv_feed adv_feed_##id;
#include "advisory/feeds.def"
#undef FEED

const struct adv_feed *const adv_feeds[] = {
#define FEED(id) &adv_feed_##id,
#include "advisory/feeds.def"
#undef FEED
    NULL,
};

const struct adv_feed *adv_feed_find(struct str id)
{
    for (const struct adv_feed *const *f = adv_feeds; *f; f++)
        if (str_eq(id, str_from((*f)->id)))
            return *f;
    return NULL;
}
