#include "cli/licence_common.h"

#include "cli/config.h"
#include "core/file.h"
#include "core/limits.h"
#include "engine/licence/db.h"

const char *cli_licence_list_path(const struct cli *c)
{
    return str_fmt(c->a, "%s/" LIC_DB_NAME, c->paths.data).p;
}

// Mapped until the program ends. That there is none is said where it matters.
static int open_list(struct cli *c, const struct lic_db **ret, struct sk_err *err)
{
    struct sk_mapping m = {0};
    const char *path = cli_licence_list_path(c);
    int r = sk_map_file(path, SK_MAX_DB_BYTES, &m, err);
    if (r == SK_ENOENT)
        return 0;
    if (r == 0)
        r = lic_db_open(c->a, m.data, ret, err);
    return r < 0 ? sk_wrap(err, r, "%s", path) : 0;
}

int cli_licence_options(struct cli *c, struct scan_licence_options *ret, struct sk_err *err)
{
    struct str file = cli_value(c, "licence-policy"), text;
    struct cli_config config;
    if (cli_config_read(c, &config, err) < 0)
        return SK_EUSAGE;
    if (!file.n)
        file = config.licence_policy;
    *ret = (struct scan_licence_options){.policy = lic_policy_default(c->a)};
    int r = open_list(c, &ret->db, err);
    if (r < 0 || !file.n)
        return r;
    r = sk_read_file(c->a, file.p, SK_MB, &text, err);
    return r < 0 ? sk_wrap(err, SK_EUSAGE, "licence policy " STR_FMT, STR_ARG(file))
                 : lic_policy_read(c->a, file, text, &ret->policy, err);
}

bool cli_licences_wanted(struct cli *c)
{
    struct cli_config config;
    if (cli_has(c, "licences") || cli_has(c, "licence-policy"))
        return true;
    return cli_config_read(c, &config, NULL) == 0 && config.licence_policy.n;
}
