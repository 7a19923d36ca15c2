#include "cli/licence_common.h"

#include "core/file.h"
#include "core/limits.h"

int cli_licence_options(struct cli *c, struct scan_licence_options *ret, struct sk_err *err)
{
    struct str file = cli_value(c, "licence-policy"), text;
    *ret = (struct scan_licence_options){.policy = lic_policy_default(c->a)};
    if (!file.n)
        return 0;
    int r = sk_read_file(c->a, file.p, SK_MB, &text, err);
    return r < 0 ? sk_wrap(err, SK_EUSAGE, "licence policy " STR_FMT, STR_ARG(file))
                 : lic_policy_read(c->a, file, text, &ret->policy, err);
}
