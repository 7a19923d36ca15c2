// sekisho licences update - the texts of the SPDX list, compiled on this machine.
#include "cli/config.h"
#include "cli/licence_common.h"
#include "core/file.h"
#include "core/limits.h"
#include "scan/licence_list.h"

#include <unistd.h>

#define ADDRESS "https://github.com/spdx/license-list-XML/archive/refs/heads/main.tar.gz"

static const struct cli_option options[] = {
    {"from", 0, "PATH", NULL,
     "An archive of the list, a folder that has one, its XML files, or a URL"},
    {0},
};

// From the network into the user's folder of feeds; an earlier copy is good enough when that fails.
static int fetch(struct cli *c, struct str url, const char **ret, struct sk_err *err)
{
    struct cli_config config;
    struct str etag = {0}, fresh = {0};
    bool changed;
    const char *dir = str_fmt(c->a, "%s/feeds", c->paths.data).p;
    const char *path = str_fmt(c->a, "%s/spdx-license-list.tar.gz", dir).p;
    const char *tag = str_fmt(c->a, "%s.etag", path).p;
    int r = cli_config_read(c, &config, err);
    if (r == 0)
        r = sk_mkdirs(dir, 0755, err);
    if (r < 0)
        return r;
    if (access(path, R_OK) == 0)
        (void)!sk_read_file(c->a, tag, 1024, &etag, NULL);
    r = net_download(c->a, &config.net, url.p, path, etag, 512 * SK_MB, &changed, &fresh, err);
    if (r == 0 && changed)
        r = sk_write_file(tag, fresh, 0644, err);
    if (r < 0 && access(path, R_OK) == 0) {
        cli_warn("%s; going on with the copy from before", err->msg);
        r = 0;
    }
    *ret = path;
    return r;
}

static int run(struct cli *c)
{
    struct sk_err err;
    struct scan_licence_list list;
    struct str from = cli_value(c, "from");
    const char *path = from.p, *out = cli_licence_list_path(c);
    bool remote = !from.n || str_starts(from, S("https://")) || str_starts(from, S("http://"));
    if (remote && fetch(c, from.n ? from : S(ADDRESS), &path, &err) < 0)
        return cli_fail(&err);
    if (scan_licence_list_update(c->a, path, out, &list, &err) < 0) {
        if (access(out, R_OK) == 0)
            cli_warn("the old list is left as it was");
        return cli_fail(&err);
    }
    for (size_t i = 0; i < list.n_warns && i < 10; i++)
        cli_warn(STR_FMT, STR_ARG(list.warns[i]));
    cli_say(c, STR_FMT ", %.1f MB: %s", STR_ARG(list.version), (double)list.bytes / 1e6, out);
    return list.n_warns ? CLI_INCOMPLETE : CLI_OK;
}

const struct cli_command cli_cmd_licences_update = {
    .name = "licences update",
    .summary = "Get the SPDX list, whose texts licence files are compared with",
    .text =
        "The list is fetched (or read from --from), compiled on this machine and kept beside the\n"
        "advisory database. Without it, licences are known from what packages say of themselves,\n"
        "from tags and from names.",
    .examples = "sekisho licences update\tfrom the list's own repository\n"
                "sekisho licences update --from /mnt/feeds\tfrom a folder, without a network",
    .options = options,
    .run = run,
};
