#include "config/config.h"

#include "core/limits.h"

#include <stdarg.h>
#include <stdio.h>

#define KIND(id) extern const struct cfg_kind cfg_kind_##id;
#include "config/kinds.def"
#undef KIND

const struct cfg_kind *const cfg_kinds[] = {
#define KIND(id) &cfg_kind_##id,
#include "config/kinds.def"
#undef KIND
    NULL};

const struct cfg_kind *cfg_pick(struct str path, uint64_t size)
{
    for (size_t i = 0; cfg_kinds[i]; i++)
        if (cfg_kinds[i]->wants(path, size))
            return cfg_kinds[i];
    return NULL;
}

void cfg_warn(struct cfg_inputs *in, struct str path, uint32_t line, const char *fmt, ...)
{
    char text[300];
    va_list ap;
    if (in->n_warns >= SK_MAX_WARNINGS)
        return;
    va_start(ap, fmt);
    vsnprintf(text, sizeof text, fmt, ap);
    va_end(ap);
    *VEC_PUSH(in->perm, in->warns, in->n_warns, in->cap_warns) =
        (struct inv_warning){path, line, str_dup(in->perm, str_from(text))};
}
