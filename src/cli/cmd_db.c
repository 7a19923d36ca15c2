// sekisho db ... - building, checking and moving the advisory database.
#include "advisory/fetch.h"
#include "advisory/update.h"
#include "cli/config.h"
#include "cli/scan_common.h"
#include "core/file.h"
#include "core/limits.h"
#include "core/time.h"

#include <stdio.h>
#include <string.h>
#include <unistd.h>

#define DB_OPTION                                                                                  \
    {                                                                                              \
        "db", 0, "FILE", NULL, "The database (default: the user's own)"                            \
    }

// ---- update ----

static const struct wk_job update_jobs[] = {
#define ADV_JOB(id) {"adv_" #id, adv_job_##id},
#include "advisory/jobs.def"
#undef ADV_JOB
};

struct update_progress {
    const struct cli *c;
    int64_t start, last;
    bool shown;
};

static void show(void *ctx, const struct adv_update_progress *p)
{
    struct update_progress *u = ctx;
    int64_t now = sk_mono_ms();
    if (!u->c->progress || now - u->start < 500 || now - u->last < 100)
        return;
    u->last = now;
    u->shown = true;
    fprintf(stderr, "\r\x1b[K%s: %u of %u files, %llu advisories", p->doing, p->done_files,
            p->total_files, (unsigned long long)p->records);
    fflush(stderr);
}

static void say_warning(const struct adv_warning *w, size_t more)
{
    char others[48] = "";
    if (more)
        snprintf(others, sizeof others, " (and %zu more like it)", more);
    cli_warn("feed: " STR_FMT "%s%.0u: " STR_FMT "%s", STR_ARG(w->file), w->line ? ":" : "",
             w->line, STR_ARG(w->what), others);
}

// A warning a line with -v, else one for each kind.
static void say_warnings(const struct cli *c, const struct adv_update_result *r)
{
    enum { MAX_KINDS = 8 };
    size_t kinds = 0, said = 0;
    for (size_t i = 0; i < r->n_warns; i++) {
        size_t before = 0, more = 0;
        for (size_t k = 0; k < r->n_warns && !c->verbose; k++)
            if (k != i && str_eq(r->warns[k].what, r->warns[i].what))
                ++*(k < i ? &before : &more);
        if (before || kinds == MAX_KINDS)
            continue;
        kinds += !c->verbose;
        said += more + 1;
        say_warning(&r->warns[i], more);
    }
    if (r->n_all_warns > said)
        cli_warn("feed: ... and %llu other warnings%s", (unsigned long long)(r->n_all_warns - said),
                 c->verbose ? "" : " (-v)");
}

static void say_result(const struct cli *c, const struct adv_update_result *r, const char *path,
                       int64_t ms)
{
    say_warnings(c, r);
    cli_say(c, "%llu advisories and %llu facts from %llu files in %.1f s: %s",
            (unsigned long long)r->records, (unsigned long long)r->facts,
            (unsigned long long)r->files, (double)ms / 1e3, path);
}

static void fetching(void *ctx, const char *file, uint32_t done, uint32_t total)
{
    struct update_progress *u = ctx;
    if (!u->c->progress)
        return;
    u->shown = true;
    fprintf(stderr, "\r\x1b[Kfetching %u of %u: %s", done + 1, total, file);
    fflush(stderr);
}

static void fetch_warning(void *ctx, const char *file, const char *what, bool have_earlier)
{
    (void)ctx;
    cli_warn("feed: %s: %s; %s", file, what,
             have_earlier ? "going on with the copy from before"
                          : "its advisories will be missing");
}

// Feeds from the network into the user's folder of feeds; *from becomes that folder.
static int fetch(struct cli *c, struct wk_pool *pool, const struct cli_config *config,
                 struct update_progress *progress, struct str *from, bool *ret_missing,
                 struct sk_err *err)
{
    bool mirror = str_starts(*from, S("http://")) || str_starts(*from, S("https://"));
    struct adv_fetch_result result;
    if (from->n && !mirror)
        return 0;
    const struct adv_fetch_options o = {
        .dir = str_fmt(c->a, "%s/feeds", c->paths.data).p,
        .mirror = *from,
        .net = &config->net,
        .progress = fetching,
        .warn = fetch_warning,
        .ctx = progress,
    };
    int r = adv_fetch(c->a, pool, &o, &result, err);
    if (progress->shown)
        fputs("\r\x1b[K", stderr);
    if (r == 0)
        cli_say(c, "%u feeds, %u of them new, in %s", result.n_files, result.n_changed, o.dir);
    *from = str_from(o.dir);
    *ret_missing = result.n_missing > 0;
    return r;
}

static int run_update(struct cli *c)
{
    struct sk_err err;
    struct cli_config config;
    struct wk_pool *pool;
    struct str key = {0}, from = cli_value(c, "from");
    struct update_progress progress = {.c = c, .start = sk_mono_ms()};
    if (cli_config_read(c, &config, &err) < 0)
        return cli_fail(&err);
    if (!from.n)
        from = config.db_from;
    const struct wk_config wk = {.jobs = update_jobs, .n_jobs = COUNT_OF(update_jobs)};
    if (wk_pool_open(c->a, &wk, &pool, &err) < 0)
        return cli_fail(&err);
    if (cli_has(c, "sign-key") &&
        sk_read_file(c->a, cli_value(c, "sign-key").p, SK_MB, &key, &err) < 0) {
        wk_pool_close(pool);
        return cli_fail(&err);
    }
    bool missing = false;
    if (fetch(c, pool, &config, &progress, &from, &missing, &err) < 0) {
        wk_pool_close(pool);
        cli_warn("the old database is left as it was");
        return cli_fail(&err);
    }
    const struct adv_update_options o = {
        .from = from.p,
        .out = cli_db_path(c),
        .key_pem = key,
        .progress = show,
        .ctx = &progress,
    };
    struct adv_update_result result;
    // The old one stays as FILE.previous, for `db diff`; without hard links it does not.
    const char *before = str_fmt(c->a, "%s.before", o.out).p;
    (void)unlink(before);
    bool kept = link(o.out, before) == 0;
    int r = adv_update(c->a, pool, &o, &result, &err);
    wk_pool_close(pool);
    if (kept && (r < 0 || rename(before, str_fmt(c->a, "%s.previous", o.out).p) < 0))
        (void)unlink(before);
    if (progress.shown)
        fputs("\r\x1b[K", stderr);
    if (r < 0) {
        cli_warn("the old database is left as it was");
        return cli_fail(&err);
    }
    say_result(c, &result, o.out, sk_mono_ms() - progress.start);
    return result.incomplete || missing ? CLI_INCOMPLETE : CLI_OK;
}

static const struct cli_option update_options[] = {
    {"from", 0, "DIR", NULL,
     "Read the feeds from this folder: files as they are, .zip, .tar.zst ..."},
    {"sign-key", 0, "FILE", NULL, "Sign the database with this Ed25519 key (PEM)"},
    DB_OPTION,
    {0},
};

const struct cli_command cli_cmd_db_update = {
    .name = "db update",
    .summary = "Build the advisory database from the public feeds",
    .text = "Feeds that have not changed are not fetched again. The old database stays in use "
            "until the\n"
            "new one is complete. A feed that cannot be had is said, and the exit code is 3; the\n"
            "database then has the copy from before, or goes without.\ndocs/feeds.md lists the "
            "feeds and their terms.",
    .examples =
        "sekisho db update\tfrom the public feeds\n"
        "sekisho db update --from /mnt/feeds\tfrom a folder on this machine\n"
        "sekisho db update --from https://mirror.example/feeds\tfrom a mirror with the same files",
    .options = update_options,
    .run = run_update,
};

// ---- status, verify ----

static const struct cli_option db_options[] = {
    DB_OPTION,
    {"public-key", 0, "FILE", NULL, "Also check the signature against this Ed25519 key (PEM)"},
    {0},
};

static int open_db(struct cli *c, const char *path, struct adv_db **ret)
{
    struct sk_err err;
    if (access(path, R_OK) < 0 && !cli_has(c, "db")) {
        cli_warn("no advisory database yet: run `sekisho db update` (it writes %s)", path);
        return CLI_USAGE;
    }
    return adv_db_open(c->a, path, ret, &err) < 0 ? cli_fail(&err) : -1;
}

static void source_line(struct cli *c, struct sk_buf *b, const struct adv_source_info *s)
{
    struct str newest = s->newest == SK_TIME_NONE ? S("-") : sk_date_text(c->a, s->newest);
    sk_buf_fmt(b, "  %-14.*s %9llu  %-10.*s  %.*s\n", (int)s->feed.n, s->feed.p,
               (unsigned long long)s->records, (int)newest.n, newest.p, (int)s->licence.n,
               s->licence.p);
}

static int run_status(struct cli *c)
{
    struct adv_db *db;
    struct adv_db_info info;
    const char *path = cli_db_path(c);
    int code = open_db(c, path, &db);
    if (code >= 0)
        return code;
    adv_db_info(db, c->a, &info);
    SK_BUF_SCRATCH(b, SK_MB);
    double days = (double)(sk_now() - info.built) / (double)SK_DAY_MS;
    sk_buf_fmt(&b, "%s\n  built %s (%.1f days ago), format %u, %.1f MB, %ssigned\n", path,
               sk_time_text(c->a, info.built).p, days, info.format, (double)info.bytes / 1e6,
               info.is_signed ? "" : "not ");
    sk_buf_fmt(&b, "  %llu advisories, %llu affected packages, facts about %llu CVEs\n\n",
               (unsigned long long)info.records, (unsigned long long)info.affected,
               (unsigned long long)info.cve_facts);
    sk_buf_add(&b, S("  feed             records  newest      licence\n"));
    for (size_t i = 0; i < info.n_sources; i++)
        source_line(c, &b, &info.sources[i]);
    cli_print(sk_buf_str(&b));
    adv_db_close(db);
    return CLI_OK;
}

const struct cli_command cli_cmd_db_status = {
    .name = "db status",
    .summary = "Show age, sources and licences of the advisory database",
    .options = db_options,
    .run = run_status,
};

static int run_verify(struct cli *c)
{
    struct adv_db *db;
    struct sk_err err;
    struct str key = {0};
    int code = open_db(c, cli_db_path(c), &db);
    if (code >= 0)
        return code;
    int r = 0;
    if (cli_has(c, "public-key"))
        r = sk_read_file(c->a, cli_value(c, "public-key").p, SK_MB, &key, &err);
    if (r == 0)
        r = adv_db_verify(db, key, &err);
    adv_db_close(db);
    if (r < 0) {
        cli_warn("%s", err.msg);
        return r == SK_EDIGEST ? CLI_INCOMPLETE : CLI_USAGE;
    }
    cli_print(key.n ? S("ok: all digests and the signature\n") : S("ok: all digests\n"));
    return CLI_OK;
}

const struct cli_command cli_cmd_db_verify = {
    .name = "db verify",
    .summary = "Check every digest of the database, and its signature",
    .options = db_options,
    .run = run_verify,
};

// ---- export, import: the same file, checked on the way ----

static int copy_checked(struct cli *c, const char *from, const char *to)
{
    struct sk_err err;
    struct adv_db *db;
    SK_MAPPING struct sk_mapping m = {0};
    struct str key = {0};
    int r = adv_db_open(c->a, from, &db, &err);
    if (r == 0 && cli_has(c, "public-key"))
        r = sk_read_file(c->a, cli_value(c, "public-key").p, SK_MB, &key, &err);
    if (r == 0)
        r = adv_db_verify(db, key, &err);
    if (r == 0)
        r = sk_map_file(from, SK_MAX_DB_BYTES, &m, &err);
    if (r == 0)
        r = sk_mkdirs(str_to_c(c->a, str_dirname(str_from(to))), 0755, &err);
    if (r == 0)
        r = sk_write_file(to, m.data, 0644, &err);
    if (r < 0)
        return cli_fail(&err);
    adv_db_close(db);
    cli_say(c, "%.1f MB: %s", (double)m.data.n / 1e6, to);
    return CLI_OK;
}

static int run_export(struct cli *c)
{
    return copy_checked(c, cli_db_path(c), c->args[0].p);
}

static int run_import(struct cli *c)
{
    return copy_checked(c, c->args[0].p, cli_db_path(c));
}

const struct cli_command cli_cmd_db_export = {
    .name = "db export",
    .args = "FILE",
    .summary = "Copy the database to a file, checked",
    .options = db_options,
    .min_args = 1,
    .max_args = 1,
    .run = run_export,
};

const struct cli_command cli_cmd_db_import = {
    .name = "db import",
    .args = "FILE",
    .summary = "Take a database from a file, after checking it",
    .options = db_options,
    .min_args = 1,
    .max_args = 1,
    .run = run_import,
};
