// sekisho explain - why a finding is one: advisory, range, version, file and layer.
#include "cli/scan_common.h"
#include "config/config.h"
#include "core/file.h"
#include "core/limits.h"
#include "core/val.h"

#include <fcntl.h>
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

static struct str get(const struct sk_val *v, const char *path)
{
    return sk_val_text(sk_val_path(v, path));
}

// Long texts are wrapped below each other.
static void line(struct sk_buf *b, const char *label, struct str value)
{
    enum { WIDTH = 84 };
    while (value.n) {
        size_t n = value.n > WIDTH ? WIDTH : value.n;
        if (n < value.n)
            for (size_t k = n; k > 0; k--)
                if (value.p[k] == ' ') {
                    n = k;
                    break;
                }
        sk_buf_fmt(b, "  %-12s %.*s\n", label, (int)n, value.p);
        value = str_trim(str_skip(value, n));
        label = "";
    }
}

static void joined(struct sk_buf *b, const char *label, const struct sk_val *list, size_t most)
{
    size_t n = 0;
    for (SK_EACH(v, list)) {
        struct str s = sk_val_text(v);
        if (n++ < most)
            sk_buf_fmt(b, "  %-12s %.*s\n", n == 1 ? label : "", (int)s.n, s.p);
    }
    if (n > most)
        sk_buf_fmt(b, "  %-12s ... and %zu more\n", "", n - most);
}

static const struct sk_val *nth(const struct sk_val *list, const struct sk_val *index)
{
    int64_t i;
    const struct sk_val *v = sk_val_first(list);
    if (!sk_val_i64(index, &i))
        return NULL;
    while (v && i-- > 0)
        v = sk_val_next(v);
    return v;
}

// ---- who brought it ----

struct graph {
    const struct sk_val **items; // components, by index
    size_t n;
    uint32_t
        *from; // the dependency that leads to it, + 1, on the way back to what was asked; 0 = none
};

static bool is_top(const struct sk_val *c)
{
    return sk_val_bool(sk_val_get(c, S("root")), false) ||
           sk_val_bool(sk_val_get(c, S("direct")), false);
}

// One step of a breadth-first walk against the arrows: who depends on `i`?
static size_t add_parents(struct graph *g, uint32_t i, uint32_t *queue, size_t n)
{
    for (uint32_t k = 0; k < g->n; k++) {
        if (g->from[k])
            continue;
        for (SK_EACH(d, sk_val_get(g->items[k], S("depends_on")))) {
            int64_t to;
            if (!sk_val_i64(d, &to) || to != i)
                continue;
            g->from[k] = i + 1;
            queue[n++] = k;
            break;
        }
    }
    return n;
}

// "express 4.17.1 > body-parser 1.19.0 > qs 6.5.1": the shortest way from what the project asks for itself.
static void dependency_path(struct sk_buf *b, const struct sk_val *report, uint32_t of)
{
    ARENA_SCRATCH(tmp);
    const struct sk_val *all = sk_val_get(report, S("components"));
    struct graph g = {0};
    size_t cap = 0, n = 0;
    for (SK_EACH(c, all))
        *VEC_PUSH(&tmp, g.items, g.n, cap) = c;
    if (of >= g.n || is_top(g.items[of]))
        return;
    g.from = arena_new(&tmp, uint32_t, g.n);
    uint32_t *queue = arena_new(&tmp, uint32_t, g.n + 1);
    g.from[of] = of + 1;
    queue[n++] = of;
    for (size_t at = 0; at < n; at++) {
        uint32_t i = queue[at];
        if (!is_top(g.items[i])) {
            n = add_parents(&g, i, queue, n);
            continue;
        }
        sk_buf_add(b, S("      brought by  "));
        for (;; i = g.from[i] - 1) {
            sk_buf_fmt(b, STR_FMT " " STR_FMT, STR_ARG(get(g.items[i], "name")),
                       STR_ARG(get(g.items[i], "version")));
            if (i == of)
                break;
            sk_buf_add(b, S(" > "));
        }
        sk_buf_add_char(b, '\n');
        return;
    }
}

static void components(struct sk_buf *b, const struct sk_val *report, const struct sk_val *finding)
{
    sk_buf_add(b, S("\n  where\n"));
    for (SK_EACH(index, sk_val_get(finding, S("components")))) {
        const struct sk_val *c = nth(sk_val_get(report, S("components")), index);
        const struct sk_val *layer =
            nth(sk_val_path(report, "target.layers"), sk_val_get(c, S("layer")));
        sk_buf_fmt(b, "    " STR_FMT "\n", STR_ARG(get(c, "purl")));
        for (SK_EACH(path, sk_val_get(c, S("paths")))) {
            struct str l = get(c, "line");
            sk_buf_fmt(b, "      " STR_FMT "%s" STR_FMT "\n", STR_ARG(sk_val_str(path)),
                       l.n ? ":" : "", STR_ARG(l));
        }
        int64_t i;
        if (sk_val_i64(index, &i))
            dependency_path(b, report, (uint32_t)i);
        if (layer)
            sk_buf_fmt(b, "      layer " STR_FMT "  " STR_FMT "\n        " STR_FMT "\n",
                       STR_ARG(get(c, "layer")), STR_ARG(get(layer, "diff_id")),
                       STR_ARG(get(layer, "created_by")));
    }
}

static void explain(struct sk_buf *b, const struct sk_val *report, const struct sk_val *f)
{
    const struct sk_val *a = sk_val_get(f, S("advisory")), *risk = sk_val_get(a, S("risk"));
    if (!risk)
        risk = sk_val_get(f, S("risk"));
    sk_buf_fmt(b, STR_FMT "  " STR_FMT "  " STR_FMT "\n", STR_ARG(get(f, "id")),
               STR_ARG(get(f, "name")), STR_ARG(get(f, "severity")));
    line(b, "title", get(f, "title"));
    line(b, "target", get(report, "target.name"));
    line(b, "severity by", get(f, "severity_source"));
    line(b, "why", get(f, "description"));
    line(b, "attack", get(f, "attack"));
    line(b, "principle", get(f, "principle"));
    joined(b, "controls", sk_val_get(f, S("controls")), 20);
    line(b, "exploit", get(f, "exploit"));
    line(b, "EPSS", get(risk, "epss"));
    line(b, "CVSS", get(a, "cvss_vector"));
    if (a)
        sk_buf_add(b, S("\n  why it matches\n"));
    line(b, "  advisory", get(a, "id"));
    line(b, "  feed", get(a, "feed"));
    line(b, "  looked up", get(a, "space"));
    line(b, "  package", get(a, "package"));
    line(b, "  version", get(a, "compared_version"));
    line(b, "  affected", get(a, "range"));
    line(b, "  status", get(a, "status"));
    line(b, "  note", get(a, "note"));
    struct str fixed = get(f, "fixed");
    if (a)
        line(b, "  fixed in", fixed.n ? fixed : S("no version is known to fix it"));
    components(b, report, f);
    for (SK_EACH(p, sk_val_get(f, S("places")))) {
        struct str l = get(p, "line");
        sk_buf_fmt(b, "    " STR_FMT "%s" STR_FMT "  " STR_FMT "\n", STR_ARG(get(p, "path")),
                   l.n ? ":" : "", STR_ARG(l), STR_ARG(get(p, "what")));
    }
    line(b, "what to do", get(f, "action"));
    sk_buf_add_char(b, '\n');
    joined(b, "also called", sk_val_get(a, S("aliases")), 10);
    joined(b, "see", sk_val_get(a, S("references")), 8);
    joined(b, "see", sk_val_get(f, S("references")), 8);
}

struct found {
    int n;
    struct timespec newest;
    struct str text;
};

// Reports of earlier scans; the newest that knows the finding counts.
static int search(struct cli *c, const char *dir, struct str id, struct found *ret)
{
    struct str *names;
    size_t n;
    SK_FD int fd = open(dir, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (fd < 0 || sk_list_dir(c->a, fd, &names, &n, NULL) < 0)
        return 0;
    for (size_t i = 0; i < n; i++) {
        struct stat st;
        struct str text, path = str_fmt(c->a, "%s/" STR_FMT, dir, STR_ARG(names[i]));
        struct sk_doc doc;
        if (!str_ends(names[i], S(".json")) || stat(path.p, &st) < 0 ||
            sk_read_file(c->a, path.p, SK_MAX_FRAME_BYTES, &text, NULL) < 0 ||
            sk_json_read(c->a, path, text, &doc, NULL) < 0)
            continue;
        for (SK_EACH(f, sk_val_get(doc.root, S("findings")))) {
            struct str have = get(f, "id"), name = get(f, "name");
            bool newer = st.st_mtim.tv_sec > ret->newest.tv_sec ||
                         (st.st_mtim.tv_sec == ret->newest.tv_sec &&
                          st.st_mtim.tv_nsec > ret->newest.tv_nsec);
            if ((!str_starts(have, id) && !str_eq(name, id)) || (ret->n && !newer))
                continue;
            SK_BUF_SCRATCH(b, SK_MB);
            explain(&b, doc.root, f);
            ret->text = str_dup(c->a, sk_buf_str(&b));
            ret->newest = st.st_mtim;
            ret->n++;
        }
    }
    return ret->n;
}

// A rule of the program that found nothing lately.
static bool explain_rule(struct cli *c, struct str id)
{
    struct cfg_rules rules;
    bool found = false;
    if (cfg_rules_open(c->a, NULL, &rules, NULL) < 0)
        return false;
    for (size_t i = 0; i < rules.n_items && !found; i++) {
        const struct cfg_rule *r = &rules.items[i];
        if (!str_eq_nocase(r->id, id))
            continue;
        SK_BUF_SCRATCH(b, SK_MB);
        sk_buf_fmt(&b, STR_FMT "  " STR_FMT "\n", STR_ARG(r->id),
                   STR_ARG(str_lower(c->a, r->severity)));
        line(&b, "title", r->title);
        line(&b, "why", r->description);
        line(&b, "attack", r->attack);
        line(&b, "principle", r->principle);
        for (size_t k = 0; k < r->controls.n; k++)
            line(&b, k ? "" : "controls", r->controls.items[k]);
        line(&b, "what to do", r->action);
        for (size_t k = 0; k < r->references.n; k++)
            line(&b, k ? "" : "see", r->references.items[k]);
        cli_print(sk_buf_str(&b));
        found = true;
    }
    cfg_rules_done(&rules);
    return found;
}

static int run(struct cli *c)
{
    struct found found = {0};
    const char *dir = str_fmt(c->a, "%s/reports", cli_cache_dir(c)).p;
    if (c->args[0].n < 4)
        return cli_usage(c, "'" STR_FMT "' is too short for a finding's id", STR_ARG(c->args[0]));
    if (!search(c, dir, c->args[0], &found)) {
        if (explain_rule(c, c->args[0]))
            return CLI_OK;
        cli_warn("no finding '" STR_FMT "' in the last scans; scan the target again, then ask",
                 STR_ARG(c->args[0]));
        return CLI_USAGE;
    }
    cli_print(found.text);
    return CLI_OK;
}

static const struct cli_option options[] = {
    {"cache-dir", 0, "DIR", NULL, "Where scans left their reports"},
    {0},
};

const struct cli_command cli_cmd_explain = {
    .name = "explain",
    .args = "FINDING-ID",
    .summary = "Say why a finding is one: advisory, range, version, file and layer",
    .text =
        "FINDING-ID is the id at the end of a finding's row (its first digits are enough), or the\n"
        "name of the problem (CVE-..., or the rule, SKK001). The newest scan that found it is\n"
        "explained; a rule that found nothing says what it is for.",
    .examples = "sekisho explain 5e27b2498d66\twhy this finding",
    .options = options,
    .min_args = 1,
    .max_args = 1,
    .run = run,
};
