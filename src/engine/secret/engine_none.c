// Where there is neither Hyperscan nor Vectorscan: our own engine does all.
#include "engine/secret/secret_int.h"

struct sec_hs *sec_hs_open(struct arena *perm, struct str database)
{
    (void)perm;
    (void)database;
    return NULL;
}

void sec_hs_close(struct sec_hs *h)
{
    (void)h;
}

bool sec_engine_hs(struct sec_scanner *s, struct str text)
{
    (void)s;
    (void)text;
    return false;
}
