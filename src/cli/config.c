#include "cli/config.h"

#include "core/file.h"
#include "core/limits.h"
#include "core/val.h"

#include <stdlib.h>

static void add_mirrors(struct cli *c, const struct sk_val *registries, struct cli_config *ret)
{
    for (SK_EACH(registry, registries))
        for (SK_EACH(mirror, sk_val_get(registry, S("mirrors"))))
            *VEC_PUSH(c->a, ret->mirrors, ret->n_mirrors, ret->cap_mirrors) =
                str_join(c->a, str_join(c->a, sk_val_key(registry), S("=")), sk_val_str(mirror));
}

// A key that nobody reads is a mistake that would otherwise stay hidden.
static int check_keys(struct sk_doc *doc, const struct sk_val *table, const char *known,
                      struct sk_err *err)
{
    for (SK_EACH(v, table)) {
        struct str rest = str_from(known), word;
        bool found = false;
        while (str_next_word(&rest, &word))
            found |= str_eq(word, sk_val_key(v));
        if (!found)
            return sk_fail(err, SK_EUSAGE, STR_FMT ":%u: no setting '" STR_FMT "'; there are: %s",
                           STR_ARG(doc->path), sk_val_line(doc, v), STR_ARG(sk_val_key(v)), known);
    }
    return 0;
}

// Used as a path: with a NUL behind it.
static struct str c_text(struct cli *c, const struct sk_val *v)
{
    struct str s = sk_val_str(v);
    return s.n ? str_from(str_to_c(c->a, s)) : s;
}

static int read_file(struct cli *c, struct cli_config *ret, struct sk_err *err)
{
    struct str text;
    struct sk_doc doc;
    int r = sk_read_file(c->a, c->paths.config, SK_MB, &text, err);
    if (r == SK_ENOENT)
        return 0;
    if (r == 0)
        r = sk_toml_read(c->a, str_from(c->paths.config), text, &doc, err);
    if (r < 0)
        return sk_wrap(err, SK_EUSAGE, "%s", c->paths.config);
    const struct sk_val *net = sk_val_get(doc.root, S("net")), *db = sk_val_get(doc.root, S("db"));
    r = check_keys(&doc, doc.root, "registry net db config licences", err);
    if (r == 0)
        r = check_keys(&doc, net, "proxy no_proxy ca_file", err);
    if (r == 0)
        r = check_keys(&doc, db, "from public_key", err);
    const struct sk_val *rules = sk_val_get(doc.root, S("config"));
    const struct sk_val *licences = sk_val_get(doc.root, S("licences"));
    if (r == 0)
        r = check_keys(&doc, licences, "policy", err);
    ret->licence_policy = c_text(c, sk_val_get(licences, S("policy")));
    if (r == 0)
        r = check_keys(&doc, rules, "rules skip_rules builtin_rules helm", err);
    for (SK_EACH(v, sk_val_get(rules, S("rules"))))
        *VEC_PUSH(c->a, ret->rules, ret->n_rules, ret->cap_rules) = c_text(c, v);
    for (SK_EACH(v, sk_val_get(rules, S("skip_rules"))))
        *VEC_PUSH(c->a, ret->skip_rules, ret->n_skip_rules, ret->cap_skip_rules) = c_text(c, v);
    ret->helm = c_text(c, sk_val_get(rules, S("helm")));
    ret->no_builtin_rules = !sk_val_bool(sk_val_get(rules, S("builtin_rules")), true);
    for (SK_EACH(registry, sk_val_get(doc.root, S("registry"))))
        if (r == 0)
            r = check_keys(&doc, registry, "mirrors", err);
    add_mirrors(c, sk_val_get(doc.root, S("registry")), ret);
    ret->net.proxy = sk_val_str(sk_val_get(net, S("proxy")));
    ret->net.no_proxy = sk_val_str(sk_val_get(net, S("no_proxy")));
    ret->net.ca_file = sk_val_str(sk_val_get(net, S("ca_file")));
    ret->db_from = c_text(c, sk_val_get(db, S("from")));
    ret->db_public_key = c_text(c, sk_val_get(db, S("public_key")));
    return r;
}

static struct str variable(const char *lower, const char *upper)
{
    const char *v = getenv(lower);
    return str_from(v && *v ? v : getenv(upper));
}

int cli_config_read(struct cli *c, struct cli_config *ret, struct sk_err *err)
{
    *ret = (struct cli_config){0};
    int r = read_file(c, ret, err);
    if (!ret->net.proxy.n)
        ret->net.proxy = variable("https_proxy", "HTTPS_PROXY");
    if (!ret->net.no_proxy.n)
        ret->net.no_proxy = variable("no_proxy", "NO_PROXY");
    return r;
}
