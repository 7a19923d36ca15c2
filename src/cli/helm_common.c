#include "cli/helm_common.h"

#include "core/file.h"
#include "core/limits.h"
#include "worker/program.h"

#include <stdlib.h>

int cli_helm_open(struct cli *c, const struct cli_config *config,
                  const struct scan_helm_options **ret, struct sk_err *err)
{
    struct scan_helm_options *o = arena_new(c->a, struct scan_helm_options, 1);
    struct str s;
    size_t at = 0, cap_values = 0, cap_sets = 0;
    o->program = config->helm.n ? config->helm : wk_program_find(c->a, "helm", getenv("PATH"));
    while (cli_each(c, "helm-values", &at, &s)) {
        struct str *to = VEC_PUSH(c->a, o->values, o->n_values, cap_values);
        int r = sk_read_file(c->a, s.p, SK_MB, to, err);
        if (r < 0)
            return sk_wrap(err, SK_EUSAGE, "--helm-values " STR_FMT, STR_ARG(s));
    }
    for (at = 0; cli_each(c, "helm-set", &at, &s);) {
        if (str_find_char(s, '=') <= 0)
            return sk_fail(err, SK_EUSAGE, "--helm-set " STR_FMT ": KEY=VALUE", STR_ARG(s));
        *VEC_PUSH(c->a, o->sets, o->n_sets, cap_sets) = s;
    }
    if (o->n_values + o->n_sets > SCAN_MAX_HELM_VALUES)
        return sk_fail(err, SK_EUSAGE, "more than %d values for charts", SCAN_MAX_HELM_VALUES);
    *ret = o;
    return 0;
}
