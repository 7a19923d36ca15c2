// sh.parse_commands and squealer.scan_string: what checks for Dockerfiles and user data call.
// https://github.com/aquasecurity/trivy-checks (names and results; the code is ours)
#include "config/config_int.h"
#include "config/shell.h"
#include "engine/secret/secret.h"

static const struct rego_val *strings(struct arena *a, const struct str *s, size_t n)
{
    const struct rego_val **v = arena_new(a, const struct rego_val *, n);
    for (size_t i = 0; i < n; i++)
        v[i] = rego_str(a, s[i]);
    return rego_array(a, v, n);
}

// [["apt-get", "install", "curl"], ...]: words as they are written. What bash reads as a declaration
// (export, local, ...) is no command.
const struct rego_val *cfg_sh_parse(struct rego_call *c, const struct rego_val **args)
{
    struct arena *a = rego_call_arena(c);
    struct cfg_shell sh;
    struct sk_err err;
    if (cfg_shell_split(a, rego_val_str(args[0]), &sh, &err) < 0)
        return rego_call_fail(c, "not a shell script: %s", err.msg);
    const struct rego_val **v = arena_new(a, const struct rego_val *, sh.n_items);
    size_t n = 0;
    for (size_t i = 0; i < sh.n_items; i++)
        if (!sh.items[i].declares)
            v[n++] = strings(a, sh.items[i].words, sh.items[i].n_words);
    return rego_array(a, v, n);
}

// ---- squealer ----

// A name that says so, and a value that is no variable: what our precise rules leave to the reader, but the
// checks that ask expect to be told.
#define NAMED_SECRET                                                                               \
    "(?i)(password|passwd|secret|token|api_?key|access_?key)[a-z0-9_]*[\"']?\\s*[:=]\\s*"          \
    "\\\\?[\"']?[^\\s\"'$<{\\\\]{8}"

struct first_secret {
    const struct sec_rules *rules;
    struct str description;
};

static void on_secret(void *ctx, const struct sec_finding *f)
{
    struct first_secret *s = ctx;
    if (!s->description.n)
        s->description = sec_rules_at(s->rules, f->rule)->description;
}

static int open_scanner(struct cfg_host *host, struct sk_err *err)
{
    if (host->scanner)
        return 0;
    int r = sec_builtin(host->perm, false, &host->secrets, err);
    if (r == 0)
        host->scanner = sec_scanner_new(host->perm, host->secrets);
    return r;
}

const struct rego_val *cfg_squealer(struct rego_call *c, const struct rego_val **args)
{
    struct arena *a = rego_call_arena(c);
    struct cfg_host *host = rego_call_host(c);
    struct str text = rego_val_str(args[0]);
    struct sk_err err;
    bool named = false;
    if (!host)
        return rego_call_fail(c, "not available here");
    if (open_scanner(host, &err) < 0)
        return rego_call_fail(c, "%s", err.msg);
    struct first_secret first = {.rules = host->secrets};
    const struct sec_scan_options o = {.decode_depth = 2, .found = on_secret, .ctx = &first};
    sec_scan(host->scanner, text, &o);
    if (!first.description.n && rego_regex_match(S(NAMED_SECRET), text, &named, &err) < 0)
        return rego_call_fail(c, "%s", err.msg);
    if (named)
        first.description = S("A value that its name calls a secret");
    const struct rego_val **k = arena_new(a, const struct rego_val *, 2);
    const struct rego_val **v = arena_new(a, const struct rego_val *, 2);
    k[0] = rego_str(a, S("transgressionFound"));
    v[0] = rego_bool(first.description.n > 0);
    k[1] = rego_str(a, S("description"));
    v[1] = rego_str(a, first.description);
    return rego_object(a, k, v, 2);
}

void cfg_host_done(struct cfg_host *host)
{
    if (!host)
        return;
    sec_scanner_free(host->scanner);
    host->scanner = NULL;
}

struct cfg_host *cfg_host_new(struct arena *perm)
{
    struct cfg_host *host = arena_new(perm, struct cfg_host, 1);
    host->perm = perm;
    return host;
}
