// sekisho db diff - what an update brought.
#include "advisory/db_diff.h"
#include "cli/cli.h"
#include "cli/scan_common.h"
#include "core/json_out.h"
#include "core/limits.h"

#include <unistd.h>

enum { SHOWN = 15 };

static const char *const change_names[ADV_N_CHANGES] = {"new", "changed", "gone"};

struct pair {
    const char *path[2];
    struct adv_db *db[2]; // the older, the newer
    struct adv_db_info info[2];
};

static void item_row(struct sk_buf *b, const struct adv_diff_item *i)
{
    sk_buf_fmt(b, "  %-7s  %-10s %-20.*s %.*s", change_names[i->change],
               adv_severity_name(i->severity), (int)i->id.n, i->id.p, (int)i->package.n,
               i->package.p);
    if (i->n_packages > 1)
        sk_buf_fmt(b, " and %u more", i->n_packages - 1);
    sk_buf_add(b, i->exploited ? S("  exploited\n") : S("\n"));
}

// What matters first: exploited, then the worst; at most `max` rows.
static void item_rows(struct sk_buf *b, const struct adv_diff *d, bool all)
{
    size_t shown = 0;
    for (int pass = all ? -1 : ADV_SEV_CRITICAL + 1; pass >= (all ? -1 : 0); pass--)
        for (size_t i = 0; i < d->n_items; i++) {
            const struct adv_diff_item *it = &d->items[i];
            int rank = it->exploited ? ADV_SEV_CRITICAL + 1 : (int)it->severity;
            if (!all && (it->change != ADV_ADDED || rank != pass || shown == SHOWN))
                continue;
            item_row(b, it);
            shown++;
        }
    if (shown < d->n_items)
        sk_buf_fmt(b, "  ... and %zu more changes (--all)\n", d->n_items - shown);
}

static void as_text(struct sk_buf *b, struct cli *c, const struct pair *p, const struct adv_diff *d)
{
    for (int i = 0; i < 2; i++)
        sk_buf_fmt(b, "%s  %s\n  built %s, %llu advisories\n", i ? "newer" : "older", p->path[i],
                   sk_time_text(c->a, p->info[i].built).p, (unsigned long long)p->info[i].records);
    if (!d->n_items && !d->n_exploited) {
        sk_buf_add(b, S("\nno advisory differs\n"));
        return;
    }
    sk_buf_add(b, S("\n  feed                 new   changed      gone\n"));
    for (size_t i = 0; i < d->n_feeds; i++) {
        const struct adv_diff_feed *f = &d->feeds[i];
        sk_buf_fmt(b, "  %-14.*s %9llu %9llu %9llu\n", (int)f->feed.n, f->feed.p,
                   (unsigned long long)f->n[ADV_ADDED], (unsigned long long)f->n[ADV_CHANGED],
                   (unsigned long long)f->n[ADV_REMOVED]);
    }
    if (d->n_exploited) {
        sk_buf_add(b, S("\nNewly known to be exploited (KEV):\n"));
        size_t n = cli_has(c, "all") || d->n_exploited < SHOWN ? d->n_exploited : SHOWN;
        for (size_t i = 0; i < n; i++)
            sk_buf_fmt(b, "  " STR_FMT "\n", STR_ARG(d->exploited[i]));
        if (n < d->n_exploited)
            sk_buf_fmt(b, "  ... and %zu more (--all)\n", d->n_exploited - n);
    }
    if (d->n_items) {
        sk_buf_add(b, cli_has(c, "all") ? S("\nAdvisories:\n") : S("\nNew advisories:\n"));
        item_rows(b, d, cli_has(c, "all"));
    }
}

static void as_json(struct sk_buf *b, struct cli *c, const struct pair *p, const struct adv_diff *d)
{
    struct sk_json_out w = {.buf = b, .pretty = true};
    sk_json_object(&w, NULL);
    for (int i = 0; i < 2; i++) {
        sk_json_object(&w, i ? "newer" : "older");
        sk_json_str(&w, "path", str_from(p->path[i]));
        sk_json_str(&w, "built", sk_time_text(c->a, p->info[i].built));
        sk_json_i64(&w, "advisories", (int64_t)p->info[i].records);
        sk_json_end_object(&w);
    }
    sk_json_array(&w, "exploited");
    for (size_t i = 0; i < d->n_exploited; i++)
        sk_json_str(&w, NULL, d->exploited[i]);
    sk_json_end_array(&w);
    sk_json_array(&w, "advisories");
    for (size_t i = 0; i < d->n_items; i++) {
        const struct adv_diff_item *it = &d->items[i];
        sk_json_object(&w, NULL);
        sk_json_str(&w, "change", str_from(change_names[it->change]));
        sk_json_str(&w, "feed", it->feed);
        sk_json_str(&w, "id", it->id);
        sk_json_str(&w, "cve", it->cve);
        sk_json_str(&w, "severity", str_from(adv_severity_name(it->severity)));
        sk_json_bool(&w, "exploited", it->exploited);
        sk_json_str(&w, "package", it->package);
        sk_json_i64(&w, "packages", it->n_packages);
        sk_json_end_object(&w);
    }
    sk_json_end_array(&w);
    sk_json_end_object(&w);
    sk_buf_add_char(b, '\n');
}

static int run(struct cli *c)
{
    struct sk_err err;
    struct str format = cli_value(c, "output");
    struct pair p = {.path = {NULL, cli_db_path(c)}};
    if (format.n && !str_eq(format, S("json")) && !str_eq(format, S("table")))
        return cli_usage(c, "--output is table or json, not '" STR_FMT "'", STR_ARG(format));
    p.path[0] = c->n_args ? c->args[0].p : str_fmt(c->a, "%s.previous", p.path[1]).p;
    if (c->n_args > 1)
        p.path[1] = c->args[1].p;
    if (!c->n_args && access(p.path[0], R_OK) < 0) {
        cli_warn("no earlier database (%s): it is there after the second `sekisho db update`",
                 p.path[0]);
        return CLI_USAGE;
    }
    for (int i = 0; i < 2; i++) {
        if (adv_db_open(c->a, p.path[i], &p.db[i], &err) < 0) {
            adv_db_close(p.db[0]);
            return cli_fail(&err);
        }
        adv_db_info(p.db[i], c->a, &p.info[i]);
    }
    struct adv_diff d;
    adv_db_diff(p.db[0], p.db[1], c->a, &d);
    SK_BUF_SCRATCH(b, SK_MAX_FRAME_BYTES);
    if (str_eq(format, S("json")))
        as_json(&b, c, &p, &d);
    else
        as_text(&b, c, &p, &d);
    cli_print(sk_buf_str(&b));
    adv_db_close(p.db[0]);
    adv_db_close(p.db[1]);
    return CLI_OK;
}

static const struct cli_option options[] = {
    {"db", 0, "FILE", NULL, "The newer database (default: the user's own)"},
    {"output", 'o', "FORMAT", NULL, "table (default) or json, which has every change"},
    {"all", 0, NULL, NULL, "Every advisory that is new, changed or gone"},
    {0},
};

const struct cli_command cli_cmd_db_diff = {
    .name = "db diff",
    .args = "[OLD [NEW]]",
    .summary = "Show which advisories an update brought, changed and removed",
    .text = "Without arguments: the database against the one before the last `sekisho db update`,\n"
            "which is kept beside it as FILE.previous.",
    .examples = "sekisho db diff\twhat the last update brought\n"
                "sekisho db diff monday.db friday.db --all\tany two databases",
    .options = options,
    .max_args = 2,
    .run = run,
};
