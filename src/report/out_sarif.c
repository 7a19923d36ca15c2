// SARIF 2.1.0, as GitHub code scanning takes it: one rule for each problem, one result for each finding (of
// configuration: for each place).
// https://docs.oasis-open.org/sarif/sarif/v2.1.0/os/sarif-v2.1.0-os.html
// https://docs.github.com/en/code-security/code-scanning/integrating-with-code-scanning/sarif-support-for-code-scanning
#include "core/json_out.h"
#include "core/map.h"
#include "report/report.h"

static const char *level_of(enum adv_severity s)
{
    switch (s) {
    case ADV_SEV_CRITICAL:
    case ADV_SEV_HIGH: return "error";
    case ADV_SEV_MEDIUM: return "warning";
    case ADV_SEV_LOW:
    case ADV_SEV_NEGLIGIBLE:
    case ADV_SEV_UNKNOWN: break;
    }
    return "note";
}

// GitHub shows severities by this number: over 9.0 critical, 7.0 high, 4.0 medium. The vendor's word
// decides; the CVSS score only where it falls into the same band.
static double security_severity(const struct fnd_finding *f)
{
    static const double floor_of[] = {0.0, 0.1, 0.1, 4.0, 7.0, 9.0},
                        typical[] = {0, 1, 2, 5, 8, 9.5};
    double score = f->match ? f->match->cvss : -1;
    double lo = floor_of[f->severity];
    double hi = f->severity == ADV_SEV_CRITICAL ? 10.1
                : f->severity <= ADV_SEV_LOW    ? 4.0
                                                : floor_of[f->severity + 1];
    return score >= lo && score < hi ? score : typical[f->severity];
}

static void message(struct sk_json_out *w, const char *key, struct str text)
{
    sk_json_object(w, key);
    sk_json_str(w, "text", text.n ? text : S("-"));
    sk_json_end_object(w);
}

static struct str what_to_do(struct arena *a, const struct fnd_finding *f)
{
    if (f->kind == FND_CONFIG || f->kind == FND_SECRET || f->kind == FND_LICENCE)
        return f->action.n ? f->action : f->title;
    if (f->fixed.n)
        return str_fmt(a, "Update " STR_FMT " to " STR_FMT ".", STR_ARG(f->package),
                       STR_ARG(f->fixed));
    return S("No fixed version is known.");
}

static void rule(struct sk_json_out *w, const struct fnd_set *set, const struct fnd_finding *f)
{
    ARENA_SCRATCH(tmp);
    struct adv_text text = {0};
    if (f->match && set->db)
        (void)!adv_text(set->db, f->match->text, &tmp, &text, NULL);
    struct str title = f->title.n ? f->title : f->name;
    if (f->kind == FND_LICENCE) // of the rule, not of this component
        title = S("A licence that the policy does not simply allow");
    sk_json_object(w, NULL);
    sk_json_str(w, "id", f->name);
    message(w, "shortDescription", str_head(title, 1000));
    struct str full = text.details.n ? text.details : title;
    if (f->rule && f->rule->description.n)
        full =
            str_join(&tmp, f->rule->description,
                     f->rule->attack.n ? str_join(&tmp, S(" Attack: "), f->rule->attack) : S(""));
    message(w, "fullDescription", str_head(full, 1000));
    sk_json_object(w, "help");
    sk_json_str(w, "text", what_to_do(&tmp, f));
    sk_json_end_object(w);
    if (text.n_refs)
        sk_json_str(w, "helpUri", text.refs[0]);
    else if (f->rule && f->rule->n_references)
        sk_json_str(w, "helpUri", f->rule->references[0]);
    sk_json_object(w, "properties");
    sk_json_array(w, "tags");
    sk_json_str(w, NULL, S("security"));
    sk_json_str(w, NULL,
                f->kind == FND_VULNERABILITY ? S("vulnerability")
                : f->kind == FND_CONFIG      ? S("misconfiguration")
                : f->kind == FND_SECRET      ? S("secret")
                : f->kind == FND_LICENCE     ? S("licence")
                                             : S("maintenance"));
    if (f->exploited)
        sk_json_str(w, NULL, S("exploited"));
    for (size_t i = 0; f->rule && i < f->rule->n_controls; i++)
        sk_json_str(w, NULL, f->rule->controls[i]);
    sk_json_end_array(w);
    sk_json_str(w, "precision", S("very-high"));
    SK_BUF_SCRATCH(number, 16);
    sk_buf_fmt(&number, "%.1f", security_severity(f));
    sk_json_str(w, "security-severity", sk_buf_str(&number));
    sk_json_end_object(w);
    sk_json_object(w, "defaultConfiguration");
    sk_json_str(w, "level", str_from(level_of(f->severity)));
    sk_json_end_object(w);
    sk_json_end_object(w);
}

// A relative URI (RFC 3986): everything but unreserved characters and '/' is percent-encoded.
static struct str uri(struct arena *a, struct str path)
{
    char *p = arena_new(a, char, path.n * 3 + 1);
    size_t n = 0;
    while (str_starts(path, S("/")) || str_starts(path, S("./")))
        path = str_skip(path, 1);
    for (size_t i = 0; i < path.n; i++) {
        unsigned char c = (unsigned char)path.p[i];
        if (ch_is_alnum(c) || str_has_char(S("-._~/@+"), (char)c)) {
            p[n++] = (char)c;
        } else {
            p[n++] = '%';
            p[n++] = "0123456789ABCDEF"[c >> 4];
            p[n++] = "0123456789ABCDEF"[c & 15];
        }
    }
    return (struct str){p, n};
}

enum { MAX_LOCATIONS = 100 }; // of one result

static void place(struct sk_json_out *w, struct str path, uint32_t line, struct str note)
{
    ARENA_SCRATCH(tmp);
    struct str at = uri(&tmp, path);
    sk_json_object(w, NULL);
    sk_json_object(w, "physicalLocation");
    sk_json_object(w, "artifactLocation");
    sk_json_str(w, "uri", at.n ? at : S("."));
    sk_json_str(w, "uriBaseId", S("%SRCROOT%"));
    sk_json_end_object(w);
    sk_json_object(w, "region");
    sk_json_i64(w, "startLine", line ? line : 1);
    sk_json_i64(w, "startColumn", 1);
    sk_json_i64(w, "endLine", line ? line : 1);
    sk_json_i64(w, "endColumn", 2);
    sk_json_end_object(w);
    sk_json_end_object(w);
    if (note.n)
        message(w, "message", note);
    sk_json_end_object(w);
}

// Of one place of a finding, or of all that it has (`only` NULL).
static void location(struct sk_json_out *w, const struct fnd_set *set, const struct fnd_finding *f,
                     const struct fnd_place *only)
{
    ARENA_SCRATCH(tmp);
    sk_json_array(w, "locations");
    for (size_t i = 0; i < f->n_places && i < MAX_LOCATIONS && !only; i++)
        place(w, f->places[i].path, f->places[i].line, f->places[i].what);
    if (only) {
        place(w, only->path, only->line, only->what);
    } else if (f->n_components && !f->n_places) {
        const struct inv_component *c = &set->inv->items[f->components[0]];
        struct str path = c->n_paths ? c->paths[0] : set->target.name;
        struct str note = str_fmt(&tmp, STR_FMT ": " STR_FMT "@" STR_FMT, STR_ARG(path),
                                  STR_ARG(inv_full_name(&tmp, &c->pkg)), STR_ARG(c->pkg.version));
        place(w, path, c->pkg.line, note);
    } else if (!f->n_places) {
        place(w, set->target.name, 1, S(""));
    }
    sk_json_end_array(w);
}

static struct str text_of(struct arena *a, const struct fnd_set *set, const struct fnd_finding *f,
                          const struct fnd_place *only)
{
    struct str have = {0}, title = f->title.n ? f->title : f->name;
    struct str exploit = f->exploit.n ? str_join(a, S(" Exploited: "), f->exploit) : S("");
    if (only) // "Pod x: container web is privileged" says what it is about itself
        return str_fmt(a, STR_FMT ": " STR_FMT " (%s). " STR_FMT, STR_ARG(title),
                       STR_ARG(only->what), adv_severity_name(f->severity),
                       STR_ARG(what_to_do(a, f)));
    if (f->n_components)
        have = set->inv->items[f->components[0]].pkg.version;
    return str_fmt(a, STR_FMT " " STR_FMT ": " STR_FMT " (%s). " STR_FMT STR_FMT,
                   STR_ARG(f->package), STR_ARG(have), STR_ARG(title),
                   adv_severity_name(f->severity), STR_ARG(what_to_do(a, f)), STR_ARG(exploit));
}

static void result(struct sk_json_out *w, const struct fnd_set *set, const struct fnd_finding *f,
                   const struct fnd_place *only, size_t rule_index)
{
    ARENA_SCRATCH(tmp);
    struct str hash = f->id;
    if (only) // stays when lines move
        hash = str_fmt(&tmp, STR_FMT "%08x", STR_ARG(f->id),
                       (unsigned)str_hash(str_join(&tmp, only->path, only->what)));
    sk_json_object(w, NULL);
    sk_json_str(w, "ruleId", f->name);
    sk_json_i64(w, "ruleIndex", (int64_t)rule_index);
    sk_json_str(w, "level", str_from(level_of(f->severity)));
    message(w, "message", text_of(&tmp, set, f, only));
    location(w, set, f, only);
    sk_json_object(w, "partialFingerprints");
    sk_json_str(w, "primaryLocationLineHash", hash);
    sk_json_str(w, "sekishoFinding/v1", f->id);
    sk_json_end_object(w);
    sk_json_end_object(w);
}

// Configuration: one for each place, because viewers show only the first of a result. A secret in many
// places is one secret.
static void results(struct sk_json_out *w, const struct fnd_set *set, const struct sk_map *rules)
{
    sk_json_array(w, "results");
    for (size_t i = 0; i < set->n_items; i++) {
        const struct fnd_finding *f = &set->items[i];
        const struct sk_map_entry *e = sk_map_find(rules, f->name);
        size_t index = (size_t)(e - rules->entries);
        if (f->kind != FND_CONFIG || !f->n_places)
            result(w, set, f, NULL, index);
        for (size_t k = 0; f->kind == FND_CONFIG && k < f->n_places; k++)
            result(w, set, f, &f->places[k], index);
    }
    sk_json_end_array(w);
}

static void tool(struct sk_json_out *w, const struct fnd_set *set, struct sk_map *rules)
{
    sk_json_object(w, "tool");
    sk_json_object(w, "driver");
    sk_json_str(w, "name", S("sekisho"));
    sk_json_str(w, "version", S(SEKISHO_VERSION));
    sk_json_str(w, "semanticVersion", S(SEKISHO_VERSION));
    sk_json_array(w, "rules");
    for (size_t i = 0; i < set->n_items; i++)
        if (sk_map_add(rules, set->items[i].name))
            rule(w, set, &set->items[i]);
    sk_json_end_array(w);
    sk_json_end_object(w);
    sk_json_end_object(w);
}

static void invocation(struct sk_json_out *w, const struct fnd_set *set)
{
    sk_json_array(w, "invocations");
    sk_json_object(w, NULL);
    sk_json_bool(w, "executionSuccessful", !set->incomplete);
    sk_json_array(w, "toolExecutionNotifications");
    for (size_t i = 0; i < set->n_warns; i++) {
        ARENA_SCRATCH(tmp);
        const struct inv_warning *warn = &set->warns[i];
        sk_json_object(w, NULL);
        sk_json_str(w, "level", set->incomplete ? S("error") : S("note"));
        message(w, "message",
                warn->path.n
                    ? str_fmt(&tmp, STR_FMT ": " STR_FMT, STR_ARG(warn->path), STR_ARG(warn->what))
                    : warn->what);
        sk_json_end_object(w);
    }
    sk_json_end_array(w);
    sk_json_end_object(w);
    sk_json_end_array(w);
}

static int write_sarif(const struct rep_input *in, struct sk_buf *out, struct sk_err *err)
{
    ARENA_SCRATCH(tmp);
    const struct fnd_set *set = in->set;
    struct sk_map rules = {.perm = &tmp};
    struct sk_json_out w = {.buf = out, .pretty = true};
    sk_json_object(&w, NULL);
    sk_json_str(&w, "$schema", S("https://json.schemastore.org/sarif-2.1.0.json"));
    sk_json_str(&w, "version", S("2.1.0"));
    sk_json_array(&w, "runs");
    sk_json_object(&w, NULL);
    tool(&w, set, &rules);
    invocation(&w, set);
    sk_json_object(&w, "automationDetails");
    sk_json_str(&w, "id",
                str_fmt(&tmp, "sekisho/" STR_FMT "/", STR_ARG(uri(&tmp, set->target.name))));
    sk_json_end_object(&w);
    sk_json_object(&w, "originalUriBaseIds");
    sk_json_object(&w, "%SRCROOT%");
    message(&w, "description", S("The folder or image that was scanned."));
    sk_json_end_object(&w);
    sk_json_end_object(&w);
    results(&w, set, &rules);
    sk_json_str(&w, "columnKind", S("utf16CodeUnits"));
    sk_json_end_object(&w);
    sk_json_end_array(&w);
    sk_json_end_object(&w);
    sk_buf_add_char(out, '\n');
    return out->full ? sk_fail(err, SK_ELIMIT, "the report is too large") : 0;
}

const struct rep_output rep_output_sarif = {
    .id = "sarif",
    .what = "SARIF 2.1.0, for GitHub code scanning and editors",
    .write = write_sarif,
};
