// sekisho version compare|match - the version orders, for people and scripts.
#include "advisory/version.h"
#include "cli/cli.h"

static const struct ver_scheme *scheme(struct cli *c)
{
    const struct ver_scheme *s = ver_find(c->args[0]);
    if (s)
        return s;
    SK_BUF_SCRATCH(all, 1 << 10);
    for (const struct ver_scheme *const *p = ver_schemes; *p; p++)
        sk_buf_fmt(&all, " %s", (*p)->id);
    cli_warn("no ecosystem '" STR_FMT "'; there are:" STR_FMT, STR_ARG(c->args[0]),
             STR_ARG(sk_buf_str(&all)));
    return NULL;
}

static int run_compare(struct cli *c)
{
    const struct ver_scheme *s = scheme(c);
    struct sk_err err;
    int order;
    if (!s)
        return CLI_USAGE;
    if (ver_compare(s, c->args[1], c->args[2], &order, &err) < 0) {
        cli_warn("%s", err.msg);
        return CLI_USAGE;
    }
    cli_print(order < 0 ? S("<\n") : order > 0 ? S(">\n") : S("=\n"));
    return CLI_OK;
}

static int run_match(struct cli *c)
{
    const struct ver_scheme *s = scheme(c);
    struct sk_err err;
    bool in;
    if (!s)
        return CLI_USAGE;
    if (ver_match(s, c->args[1], c->args[2], &in, &err) < 0) {
        cli_warn("%s", err.msg);
        return CLI_USAGE;
    }
    cli_print(in ? S("yes\n") : S("no\n"));
    return in ? CLI_OK : CLI_FINDINGS;
}

#define ECOSYSTEMS                                                                                 \
    "ECOSYSTEM is deb, rpm, apk, semver, pypi, maven, gem, composer, nuget, pub, hex or pacman;\n" \
    "the names of their tools and registries (npm, cargo, go, python, alpine, ...) work too."

const struct cli_command cli_cmd_version_compare = {
    .name = "version compare",
    .args = "ECOSYSTEM A B",
    .summary = "Print <, = or >: the order of two versions",
    .text = ECOSYSTEMS,
    .examples = "sekisho version compare deb 1.0~rc1 1.0\tprints <",
    .min_args = 3,
    .max_args = 3,
    .run = run_compare,
};

const struct cli_command cli_cmd_version_match = {
    .name = "version match",
    .args = "ECOSYSTEM VERSION RANGE",
    .summary = "Print yes (exit 0) or no (exit 1): is a version in a range",
    .text = "RANGE is written as the ecosystem writes it: \"^1.2 || ~2.0\" for npm, \">=1,<2\" for "
            "Python.\n" ECOSYSTEMS,
    .examples = "sekisho version match npm 1.4.2 '^1.2'\tprints yes",
    .min_args = 3,
    .max_args = 3,
    .run = run_match,
};
