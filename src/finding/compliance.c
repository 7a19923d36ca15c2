#include "finding/finding.h"

const char *fnd_control_status_name(enum fnd_control_status s)
{
    switch (s) {
    case FND_CONTROL_PASSED: return "passed";
    case FND_CONTROL_FAILED: return "failed";
    case FND_CONTROL_NOT_APPLICABLE: return "not applicable";
    case FND_CONTROL_NOT_AUTOMATED: break;
    }
    return "not automated";
}

size_t fnd_controls_with(const struct fnd_compliance *c, enum fnd_control_status s)
{
    size_t n = 0;
    for (size_t i = 0; i < c->n_controls; i++)
        n += c->controls[i].status == s;
    return n;
}
