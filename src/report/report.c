#include "report/report.h"

#define OUTPUT(id) extern const struct rep_output rep_output_##id;
#include "report/outputs.def"
#undef OUTPUT

const struct rep_output *const rep_outputs[] = {
#define OUTPUT(id) &rep_output_##id,
#include "report/outputs.def"
#undef OUTPUT
    NULL,
};

const struct rep_output *rep_find(struct str id)
{
    for (const struct rep_output *const *p = rep_outputs; *p; p++)
        if (str_eq(id, str_from((*p)->id)))
            return *p;
    return NULL;
}
