// Every folder tests/golden/feed/<feed>/<case>/ is a small tree of files as the publisher writes them;
// `expected` in it is what must come out. The inputs are made up (names, numbers and dates), the
// shapes and traps are those of the real data; the expectations were checked by hand against the
// publishers' format descriptions, which the feeds' sources name. After a wanted change:
// UPDATE_GOLDEN=1 make unit T=feed_golden, then review the diff.
#include "golden.h"

#include "advisory/advisory.h"
#include "core/limits.h"

#include <string.h>

static void field(struct sk_buf *b, const char *name, struct str value)
{
    if (!value.n)
        return;
    ARENA_SCRATCH(tmp);
    sk_buf_fmt(b, " %s=", name);
    sk_buf_add(b, str_replace_char(&tmp, value, '\n', '|'));
}

static void list(struct sk_buf *b, const char *name, const struct str *s, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        sk_buf_fmt(b, i ? "," : " %s=", name);
        sk_buf_add(b, s[i]);
    }
}

static void when(struct sk_buf *b, const char *name, sk_time t)
{
    ARENA_SCRATCH(tmp);
    if (t != SK_TIME_NONE)
        field(b, name, sk_date_text(&tmp, t));
}

static void dump_affected(struct sk_buf *b, const struct adv_affected *f)
{
    sk_buf_add(b, S("  "));
    sk_buf_add(b, f->space);
    sk_buf_add_char(b, ' ');
    sk_buf_add(b, f->name);
    sk_buf_fmt(b, ": %s", adv_status_name(f->status));
    for (size_t i = 0; i < f->n_ranges; i++) {
        sk_buf_add(b, S(" ["));
        sk_buf_add(b, f->ranges[i].introduced);
        sk_buf_fmt(b, " .. %s", f->ranges[i].last.n ? "<=" : f->ranges[i].fixed.n ? "<" : "");
        sk_buf_add(b, f->ranges[i].fixed);
        sk_buf_add(b, f->ranges[i].last);
        sk_buf_add_char(b, ']');
    }
    list(b, "versions", f->versions, f->n_versions);
    if (f->severity)
        field(b, "severity", str_from(adv_severity_name(f->severity)));
    field(b, "module", f->module);
    field(b, "arch", f->arch);
    field(b, "note", f->note);
    sk_buf_add_char(b, '\n');
}

static void on_record(void *ctx, const struct adv_record *r)
{
    static const char *const kinds[] = {"vulnerability", "unmaintained", "notice", "malware"};
    struct sk_buf *b = ctx;
    sk_buf_fmt(b, "%s%s%s ", r->withdrawn ? "withdrawn " : "", r->whole ? "whole " : "",
               kinds[r->kind]);
    sk_buf_add(b, r->id);
    list(b, "aliases", r->aliases, r->n_aliases);
    list(b, "related", r->related, r->n_related);
    if (r->severity)
        field(b, "severity", str_from(adv_severity_name(r->severity)));
    for (size_t i = 0; i < r->n_cvss; i++) {
        field(b, "cvss", r->cvss[i].vector);
        field(b, "by", r->cvss[i].source);
    }
    field(b, "cwe", r->cwe);
    when(b, "published", r->published);
    when(b, "modified", r->modified);
    field(b, "summary", r->summary);
    field(b, "details", r->details);
    list(b, "refs", r->refs, r->n_refs);
    sk_buf_add_char(b, '\n');
    for (size_t i = 0; i < r->n_affected; i++)
        dump_affected(b, &r->affected[i]);
}

static void on_cve(void *ctx, const struct adv_cve_fact *f)
{
    struct sk_buf *b = ctx;
    sk_buf_add(b, S("fact "));
    sk_buf_add(b, f->cve);
    sk_buf_fmt(b, "%s%s%s%s", f->kev ? " kev" : "", f->kev_ransomware ? " ransomware" : "",
               f->metasploit ? " metasploit" : "", f->exploitdb ? " exploitdb" : "");
    when(b, "added", f->kev_added);
    when(b, "due", f->kev_due);
    if (f->epss >= 0)
        sk_buf_fmt(b, " epss=%.5f percentile=%.5f", (double)f->epss, (double)f->epss_percentile);
    field(b, "exploitation", f->ssvc_exploitation);
    field(b, "automatable", f->ssvc_automatable);
    field(b, "cvss", f->cvss.vector);
    if (f->cvss.vector.n)
        field(b, "by", f->cvss.source);
    sk_buf_add_char(b, '\n');
}

static void on_eol(void *ctx, const struct adv_eol_fact *f)
{
    struct sk_buf *b = ctx;
    sk_buf_fmt(b, "release%s", f->is_eol ? " ended" : "");
    field(b, "product", f->product);
    field(b, "cycle", f->cycle);
    when(b, "eol", f->eol);
    when(b, "extended", f->extended);
    when(b, "released", f->release);
    field(b, "latest", f->latest);
    sk_buf_add_char(b, '\n');
}

static void on_tag(void *ctx, const struct adv_tag_fact *f)
{
    struct sk_buf *b = ctx;
    sk_buf_add(b, S("tag"));
    field(b, "image", f->image);
    field(b, "tag", f->tag);
    field(b, "group", f->group);
    field(b, "arches", f->arches);
    field(b, "parent", f->parent);
    sk_buf_add_char(b, '\n');
}

static void on_warn(void *ctx, struct str file, uint32_t line, const char *what)
{
    struct sk_buf *b = ctx;
    sk_buf_fmt(b, "said " STR_FMT ":%u: %s\n", STR_ARG(file), line, what);
}

static const struct adv_feed *owner(struct str path)
{
    for (const struct adv_feed *const *f = adv_feeds; *f; f++)
        if ((*f)->owns(path))
            return *f;
    return NULL;
}

static void read_file(struct sk_buf *b, const struct adv_feed *feed, struct str path,
                      struct str data)
{
    ARENA_SCRATCH(scratch);
    const struct adv_sink sink = {b, on_record, on_cve, on_eol, on_tag, on_warn};
    struct sk_err err = {0};
    int r = feed->read(&scratch, path, data, &sink, &err);
    CHECK(r == 0 || err.msg[0], STR_FMT ": no reason", STR_ARG(path));
    if (r < 0)
        sk_buf_fmt(b, "failed: %s\n", err.msg);
}

static void check_case(struct str id, const char *top)
{
    ARENA_SCRATCH(perm);
    SK_BUF_SCRATCH(b, SK_MB);
    struct golden_tree t;
    golden_open(&t, &perm, top);
    for (size_t i = 0; i < t.n_files; i++) {
        const struct adv_feed *feed = owner(t.files[i].path);
        CHECK(feed && str_eq(id, str_from(feed->id)), "%s/" STR_FMT " is given to %s", top,
              STR_ARG(t.files[i].path), feed ? feed->id : "nobody");
        sk_buf_fmt(&b, "== " STR_FMT "\n", STR_ARG(t.files[i].path));
        read_file(&b, feed, t.files[i].path, t.files[i].data);
    }
    golden_check(top, sk_buf_str(&b));
}

TEST(feed_golden)
{
    for (const struct adv_feed *const *f = adv_feeds; *f; f++)
        CHECK(golden_each("feed", (*f)->id, check_case) > 0, "no case for %s", (*f)->id);
}

// ---- the same, cut after every byte ----

static void cut_part(const void *ctx, unsigned part, unsigned parts)
{
    ARENA_SCRATCH(perm);
    SK_BUF_SCRATCH(b, SK_MB);
    struct golden_tree t;
    golden_open(&t, &perm, ctx);
    for (size_t i = 0; i < t.n_files; i++)
        for (size_t n = part; n <= t.files[i].data.n; n += parts) {
            ARENA_SCRATCH(tmp);
            char *copy = arena_new(&tmp, char, n);
            if (n)
                memcpy(copy, t.files[i].data.p, n);
            read_file(&b, owner(t.files[i].path), t.files[i].path, (struct str){copy, n});
            sk_buf_clear(&b);
        }
}

static void cut_case(struct str id, const char *top)
{
    (void)id;
    test_parallel(cut_part, top);
}

TEST(feed_cut_golden)
{
    for (const struct adv_feed *const *f = adv_feeds; *f; f++)
        (void)golden_each("feed", (*f)->id, cut_case);
}
