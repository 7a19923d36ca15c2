// sekisho hook install|remove - git's own pre-commit hook, beside what is there already.
#include "cli/cli.h"

#include "core/file.h"
#include "core/limits.h"
#include "scan/secrets.h"

#include <errno.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { MAX_HOOK = 1 << 20 };
#define MARK "# sekisho hook: secrets in what is staged"

// Runs the hook that was there before, then us. Only findings and wrong usage stop a commit: what
// could not be read is said.
static const char script[] =
    "#!/bin/sh\n" MARK "\n"
    "before=\"$(dirname \"$0\")/pre-commit.before-sekisho\"\n"
    "if [ -x \"$before\" ]; then\n"
    "    \"$before\" \"$@\" || exit $?\n"
    "fi\n"
    "sekisho=$(command -v sekisho || echo '%s')\n"
    "if [ ! -x \"$sekisho\" ]; then\n"
    "    echo 'sekisho is not there: nothing was searched for secrets (git commit --no-verify goes "
    "on without)' >&2\n"
    "    exit 1\n"
    "fi\n"
    "report=$(\"$sekisho\" scan secrets --staged)\n"
    "code=$?\n"
    "[ $code = 0 ] || printf '%%s\\n' \"$report\" >&2\n"
    "[ $code = 0 ] || [ $code = 3 ]\n";

struct hook {
    const char *dir, *path, *before;
    struct str content; // empty: there is none
    bool ours;
};

static int find_hook(struct cli *c, struct hook *h, struct sk_err *err)
{
    struct sk_err why;
    const char *repo = c->n_args ? c->args[0].p : ".";
    struct str dir;
    int r = scan_git_hooks(c->a, repo, &dir, err);
    if (r < 0)
        return r;
    h->dir = dir.p;
    h->path = str_fmt(c->a, "%s/pre-commit", dir.p).p;
    h->before = str_fmt(c->a, "%s/pre-commit.before-sekisho", dir.p).p;
    if (sk_read_file(c->a, h->path, MAX_HOOK, &h->content, &why) < 0 && why.code != SK_ENOENT)
        return sk_fail(err, why.code, "%s", why.msg);
    h->ours = str_has(h->content, S(MARK));
    return 0;
}

// The path of this program, as a word in single quotes; empty when it is no such word.
static const char *own_path(struct cli *c)
{
    char *path = arena_new(c->a, char, SK_MAX_PATH + 1);
    ssize_t n = readlink("/proc/self/exe", path, SK_MAX_PATH);
    return n > 0 && !str_has_char((struct str){path, (size_t)n}, '\'') ? path : "";
}

static int install(struct cli *c)
{
    struct sk_err err;
    struct hook h = {0};
    if (find_hook(c, &h, &err) < 0)
        return cli_fail(&err);
    bool kept = h.content.n && !h.ours;
    if (kept && access(h.before, F_OK) == 0)
        return cli_usage(c, "%s is not ours, and %s is taken: move one of them away", h.path,
                         h.before);
    if (kept && rename(h.path, h.before) < 0) {
        (void)sk_fail(&err, SK_EIO, "%s: %s", h.path, strerror(errno));
        return cli_fail(&err);
    }
    struct str text = str_fmt(c->a, script, own_path(c));
    if (sk_mkdirs(h.dir, 0755, &err) < 0 || sk_write_file(h.path, text, 0755, &err) < 0)
        return cli_fail(&err);
    cli_say(c, "%s %s%s", h.ours ? "renewed" : "installed", h.path,
            kept ? "; the hook that was there runs first" : "");
    return CLI_OK;
}

static int remove_hook(struct cli *c)
{
    struct sk_err err;
    struct hook h = {0};
    if (find_hook(c, &h, &err) < 0)
        return cli_fail(&err);
    if (!h.ours) {
        cli_say(c, "no hook of ours at %s", h.path);
        return CLI_OK;
    }
    bool back = access(h.before, F_OK) == 0;
    if ((back ? rename(h.before, h.path) : unlink(h.path)) < 0) {
        (void)sk_fail(&err, SK_EIO, "%s: %s", h.path, strerror(errno));
        return cli_fail(&err);
    }
    cli_say(c, "removed%s", back ? "; the hook that was there before is back" : "");
    return CLI_OK;
}

static const struct cli_option options[] = {{0}};

const struct cli_command cli_cmd_hook_install = {
    .name = "hook install",
    .args = "[FOLDER]",
    .summary = "Search what is staged for secrets at every git commit",
    .text = "Writes the pre-commit hook of the repository of FOLDER (default: the current folder), "
            "where git\n"
            "looks for it (core.hooksPath counts). A hook that is there already is kept and runs "
            "first.\n"
            "For pre-commit (the tool) there is .pre-commit-hooks.yaml in sekisho's repository.",
    .examples = "sekisho hook install\tin a clone, once",
    .options = options,
    .min_args = 0,
    .max_args = 1,
    .run = install,
};

const struct cli_command cli_cmd_hook_remove = {
    .name = "hook remove",
    .args = "[FOLDER]",
    .summary = "Take that hook away; what was there before comes back",
    .options = options,
    .min_args = 0,
    .max_args = 1,
    .run = remove_hook,
};
