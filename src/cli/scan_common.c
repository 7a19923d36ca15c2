#include "cli/scan_common.h"

#include "cli/compliance_common.h"
#include "cli/config.h"
#include "cli/helm_common.h"
#include "cli/rules_common.h"
#include "core/file.h"
#include "core/limits.h"
#include "core/time.h"
#include "scan/secrets.h"

#include <stdio.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/stat.h>
#include <unistd.h>

const char *cli_cache_dir(const struct cli *c)
{
    struct str given = cli_value(c, "cache-dir");
    return given.n ? given.p : c->paths.cache;
}

const char *cli_db_path(struct cli *c)
{
    struct str given = cli_value(c, "db");
    return given.n ? given.p : str_fmt(c->a, "%s/advisories.db", c->paths.data).p;
}

// ---- progress: one line on stderr, ten times a second at most, from the second second on ----

struct progress {
    const struct cli *c;
    int64_t start, last;
    bool shown;
};

enum { STALE_DAYS = 7 };

static void show_progress(void *ctx, const struct scan_progress *s)
{
    struct progress *p = ctx;
    int64_t now = sk_mono_ms();
    if (!p->c->progress || now - p->start < 500 || now - p->last < 100)
        return;
    p->last = now;
    p->shown = true;
    double mb = (double)s->done_bytes / 1e6, seconds = (double)(now - p->start) / 1e3;
    fprintf(stderr, "\r\x1b[K%s: %u", s->doing, s->done_units);
    if (s->total_units)
        fprintf(stderr, " of %u", s->total_units);
    if (s->total_bytes)
        fprintf(stderr, ", %.0f of %.0f MB", mb, (double)s->total_bytes / 1e6);
    else if (s->done_bytes)
        fprintf(stderr, ", %.0f MB", mb);
    if (s->done_bytes)
        fprintf(stderr, ", %.0f MB/s", mb / seconds);
    fflush(stderr);
}

static void end_progress(struct progress *p)
{
    if (p->shown)
        fputs("\r\x1b[K", stderr);
}

// ---- the scan ----

// With a public key in the configuration: every digest and the signature, before anything is believed.
static int check_signature(struct cli *c, const char *path, const struct cli_config *config,
                           struct sk_err *err)
{
    struct str key;
    struct adv_db *db;
    int r = sk_read_file(c->a, config->db_public_key.p, SK_MB, &key, err);
    if (r < 0)
        return sk_wrap(err, SK_EUSAGE, "public_key in %s", c->paths.config);
    r = adv_db_open(c->a, path, &db, err);
    if (r < 0)
        return r;
    r = adv_db_verify(db, key, err);
    adv_db_close(db);
    return r < 0 ? sk_wrap(err, r, "%s", path) : 0;
}

static int check_db(struct cli *c, const char *path, const struct cli_config *config,
                    struct sk_err *err)
{
    if (access(path, R_OK) == 0)
        return config->db_public_key.n ? check_signature(c, path, config, err) : 0;
    if (cli_has(c, "db"))
        return sk_fail(err, SK_ENOENT, "no advisory database at %s", path);
    return sk_fail(err, SK_EUSAGE,
                   "no advisory database yet: run `sekisho db update` (it writes %s)", path);
}

int cli_scan(struct cli *c, enum scan_kind kind, bool match, const struct cli_looks *looks,
             struct fnd_set *ret, struct sk_err *err)
{
    struct progress p = {.c = c, .start = sk_mono_ms()};
    struct cli_config config;
    // What is staged is small: the second process would cost more.
    uint64_t workers = looks->secrets && looks->secrets->staged ? 1 : 0;
    struct str given = cli_value(c, "workers");
    if (given.n && (!str_to_u64(given, &workers) || workers < 1 || workers > 64))
        return sk_fail(err, SK_EUSAGE, "--workers " STR_FMT ": a number from 1 to 64",
                       STR_ARG(given));
    int r = cli_config_read(c, &config, err);
    if (r < 0)
        return r;
    struct scan_options o = {
        .kind = kind,
        .platform = cli_value(c, "platform"),
        .cache_dir = cli_cache_dir(c),
        .db_path = match ? cli_db_path(c) : NULL,
        .docker = {c->paths.docker, environ},
        .net = &config.net,
        .plain_http = cli_has(c, "plain-http"),
        .mirrors = config.mirrors,
        .n_mirrors = config.n_mirrors,
        .secrets = looks->secrets,
        .licences = looks->licences,
        .workers = (unsigned)workers,
        .no_cache = cli_has(c, "no-cache"),
        .progress = show_progress,
        .ctx = &p,
    };
    if (match && (r = check_db(c, o.db_path, &config, err)) < 0)
        return r;
    r = kind == SCAN_SECRETS ? 0 : cli_rules_open(c, &config, &o.rules, err); // not Rego there
    if (r == 0 && o.rules && cli_has(c, "compliance"))
        r = cli_compliance_read(c, o.rules, &o.frameworks, &o.n_frameworks, err);
    if (r == 0)
        r = cli_helm_open(c, &config, &o.helm, err);
    if (r < 0)
        return r;
    r = scan_run(c->a, c->args[0], &o, ret, err);
    end_progress(&p);
    double days = r == 0 && match ? (double)(sk_now() - ret->db_info.built) / (double)SK_DAY_MS : 0;
    if (days > STALE_DAYS)
        cli_say(c, "the advisory database is %.0f days old; `sekisho db update` brings what is new",
                days);
    if (r == 0 && c->verbose)
        cli_say(c, "scanned in %lld ms", (long long)(sk_mono_ms() - p.start));
    return r;
}

// ---- outputs ----

int cli_scan_check_outputs(struct cli *c, bool inventory)
{
    struct str o, format, file;
    bool to_stdout = false;
    for (size_t i = 0; cli_each(c, "output", &i, &o);) {
        bool named = str_cut(o, '=', &format, &file);
        const struct rep_output *out = rep_find(format);
        if (!out || (inventory && !out->inventory)) {
            SK_BUF_SCRATCH(all, 1 << 10);
            for (const struct rep_output *const *p = rep_outputs; *p; p++)
                if (!inventory || (*p)->inventory)
                    sk_buf_fmt(&all, " %s", (*p)->id);
            return cli_usage(c, "no format '" STR_FMT "'; there are:" STR_FMT, STR_ARG(format),
                             STR_ARG(sk_buf_str(&all)));
        }
        if (named && !file.n)
            return cli_usage(c, "-o " STR_FMT ": a file name is missing after '='", STR_ARG(o));
        if (!named && to_stdout)
            return cli_usage(c,
                             "two reports to stdout; give one of them a file: -o " STR_FMT "=FILE",
                             STR_ARG(format));
        to_stdout |= !named;
    }
    return -1;
}

static int terminal_width(void)
{
    struct winsize w;
    return ioctl(STDOUT_FILENO, TIOCGWINSZ, &w) == 0 && w.ws_col > 40 ? w.ws_col : 0;
}

struct writing {
    const struct rep_output *out;
    const struct rep_input *in;
};

static int fill(void *ctx, struct sk_buf *b, struct sk_err *err)
{
    const struct writing *w = ctx;
    return w->out->write(w->in, b, err);
}

static bool to_stdout(void *ctx, struct str bytes)
{
    (void)ctx;
    cli_print(bytes); // ends the program when it cannot
    return true;
}

static int write_one(struct cli *c, const struct fnd_set *set, const struct rem_plan *plan,
                     struct str format, struct str file)
{
    const struct rep_input in = {
        .set = set,
        .plan = plan,
        .colour = c->colour && !file.n,
        .width = file.n ? 0 : terminal_width(),
        .all = cli_has(c, "all"),
    };
    struct sk_err err;
    struct writing w = {rep_find(format), &in};
    int r = file.n ? sk_fill_file(file.p, 0644, fill, &w, &err) : 0;
    if (!file.n) {
        SK_BUF_SCRATCH(b, SK_GB);
        b.drain = to_stdout;
        r = fill(&w, &b, &err);
        if (r == 0)
            cli_print(sk_buf_str(&b));
    }
    if (r < 0)
        return cli_fail(&err);
    if (file.n)
        cli_say(c, "wrote " STR_FMT, STR_ARG(file));
    return CLI_OK;
}

int cli_scan_write(struct cli *c, const struct fnd_set *set, const struct rem_plan *plan,
                   struct str otherwise)
{
    struct str o, format, file;
    if (!cli_has(c, "output"))
        return write_one(c, set, plan, otherwise, S(""));
    for (size_t i = 0; cli_each(c, "output", &i, &o);) {
        (void)str_cut(o, '=', &format, &file);
        int code = write_one(c, set, plan, format, file);
        if (code != CLI_OK)
            return code;
    }
    return CLI_OK;
}

void cli_scan_remember(struct cli *c, const struct fnd_set *set)
{
    struct rem_plan none = {0};
    const struct rep_input in = {.set = set, .plan = &none};
    struct writing w = {rep_find(S("json")), &in};
    const char *dir = str_fmt(c->a, "%s/reports", cli_cache_dir(c)).p;
    const char *path =
        str_fmt(c->a, "%s/%016llx.json", dir, (unsigned long long)str_hash(set->target.name)).p;
    if (sk_mkdirs(dir, 0700, NULL) == 0)
        (void)!sk_fill_cache(path, 0600, fill, &w, NULL);
}
