// Reading a policy.
#include "engine/licence/policy.h"

#include "core/val.h"
#include "engine/licence/licence_int.h"

struct str lic_policy_default_text(void)
{
    return S("# What holds without a policy of your own. Nothing is denied.\n"
             "near = \"review\"            # only a similar text is known: look at it\n"
             "\n"
             "[families]\n"
             "permissive = \"allow\"\n"
             "weak = \"allow\"\n"
             "strong = \"review\"\n"
             "network = \"review\"\n"
             "restricted = \"review\"\n"
             "unknown = \"review\"\n"
             "none = \"review\"\n"
             "\n"
             "[[rule]]\n"
             "packages = [\"deb/*\", \"rpm/*\", \"apk/*\"]\n"
             "families = [\"strong\"]\n"
             "verdict = \"allow\"\n"
             "reason = \"a distribution's own package: the distribution publishes its source\"\n");
}

static const struct {
    const char *word, *name;
} verdicts[] = {
    [LIC_ALLOW] = {"allow", "allowed"},
    [LIC_REVIEW] = {"review", "to review"},
    [LIC_DENY] = {"deny", "denied"},
};

const char *lic_verdict_word(enum lic_verdict v)
{
    return verdicts[v].word;
}

const char *lic_verdict_name(enum lic_verdict v)
{
    return verdicts[v].name;
}

struct loader {
    struct arena *a;
    struct sk_doc *doc;
    struct lic_policy *p;
    struct sk_err *err;
    bool builtin;
};

// `what` is quoted in front of `why`; it may be empty.
static int wrong(struct loader *l, const struct sk_val *at, struct str what, const char *why)
{
    uint32_t line = sk_val_line(l->doc, at);
    if (!what.n)
        return sk_fail(l->err, SK_EUSAGE, STR_FMT ":%u: %s", STR_ARG(l->doc->path), line, why);
    return sk_fail(l->err, SK_EUSAGE, STR_FMT ":%u: '" STR_FMT "' %s", STR_ARG(l->doc->path), line,
                   STR_ARG(what), why);
}

static int read_verdict(struct loader *l, const struct sk_val *v, enum lic_verdict *ret)
{
    for (size_t i = 0; i < COUNT_OF(verdicts); i++)
        if (str_eq(sk_val_str(v), str_from(verdicts[i].word))) {
            *ret = (enum lic_verdict)i;
            return 0;
        }
    return wrong(l, v, sk_val_text(v), "is neither allow nor review nor deny");
}

static int read_patterns(struct loader *l, const struct sk_val *v, struct lic_patterns *ret)
{
    if (!v)
        return 0;
    if (!sk_val_is(v, SK_ARRAY) || sk_val_count(v) > LIC_MAX_PATTERNS)
        return wrong(l, v, S(""), "a list of patterns in quotes is wanted");
    for (SK_EACH(one, v)) {
        if (!sk_val_str(one).n)
            return wrong(l, one, sk_val_text(one), "is no pattern in quotes");
        *VEC_PUSH(l->a, ret->items, ret->n, ret->cap) = str_dup(l->a, sk_val_str(one));
    }
    return 0;
}

// A licence that nobody knows would never fit, and nobody would notice.
static int check_licences(struct loader *l, const struct sk_val *v)
{
    for (SK_EACH(one, v)) {
        struct str s = sk_val_str(one);
        struct lic_expr *e;
        if (str_has_char(s, '*') || str_has_char(s, '?'))
            continue;
        if (lic_parse(l->a, s, &e, NULL) < 0 || e->op != LIC_TERM)
            return wrong(l, one, s, "is no licence of the SPDX list and no pattern");
    }
    return 0;
}

static int check_keys(struct loader *l, const struct sk_val *table, const char *known)
{
    for (SK_EACH(v, table)) {
        struct str rest = str_from(known), word;
        bool found = false;
        while (str_next_word(&rest, &word))
            found |= str_eq(word, sk_val_key(v));
        if (!found)
            return sk_fail(
                l->err, SK_EUSAGE, STR_FMT ":%u: no setting '" STR_FMT "'; there are: %s",
                STR_ARG(l->doc->path), sk_val_line(l->doc, v), STR_ARG(sk_val_key(v)), known);
    }
    return 0;
}

static int read_families(struct loader *l, const struct sk_val *table)
{
    for (SK_EACH(v, table)) {
        enum lic_family f;
        if (!lic_family_parse(sk_val_key(v), &f))
            return wrong(l, v, sk_val_key(v), "is no family");
        int r = read_verdict(l, v, &l->p->families[f]);
        if (r < 0)
            return r;
    }
    return 0;
}

static int read_rule(struct loader *l, const struct sk_val *v, struct lic_rule *ret)
{
    const struct sk_val *verdict = sk_val_get(v, S("verdict"));
    const struct sk_val *licence = sk_val_get(v, S("licence")),
                        *licences = sk_val_get(v, S("licences"));
    enum lic_family f;
    *ret = (struct lic_rule){.line = sk_val_line(l->doc, v), .builtin = l->builtin};
    int r = check_keys(l, v, "packages paths licences families verdict reason licence");
    if (r == 0)
        r = read_patterns(l, sk_val_get(v, S("packages")), &ret->packages);
    if (r == 0)
        r = read_patterns(l, sk_val_get(v, S("paths")), &ret->paths);
    if (r == 0)
        r = read_patterns(l, licences, &ret->licences);
    if (r == 0)
        r = check_licences(l, licences);
    if (r == 0)
        r = read_patterns(l, sk_val_get(v, S("families")), &ret->families);
    for (size_t i = 0; r == 0 && i < ret->families.n; i++)
        if (!lic_family_parse(ret->families.items[i], &f))
            r = wrong(l, v, ret->families.items[i], "is no family");
    if (r == 0 && licence && lic_parse(l->a, sk_val_str(licence), &ret->licence, NULL) < 0)
        r = wrong(l, licence, sk_val_text(licence), "is no SPDX expression");
    if (r == 0 && !verdict && !licence)
        r = wrong(l, v, S(""), "a rule without verdict and licence");
    if (r == 0 && !ret->packages.n && !ret->paths.n && !ret->licences.n && !ret->families.n)
        r = wrong(l, v, S(""),
                  "a rule that fits everything: say which packages, paths, licences or families");
    ret->reason = str_dup(l->a, sk_val_str(sk_val_get(v, S("reason"))));
    ret->decides = verdict != NULL;
    return r == 0 && verdict ? read_verdict(l, verdict, &ret->verdict) : r;
}

// Rules of a file go before the default ones.
static int read_rules(struct loader *l, const struct sk_val *list)
{
    struct lic_policy *p = l->p;
    const struct lic_rule *before = p->rules;
    size_t n_before = p->n_rules;
    if (list && (!sk_val_is(list, SK_ARRAY) || sk_val_count(list) > LIC_MAX_RULES))
        return wrong(l, list, S(""), "rules are at most 2000, each under [[rule]]");
    p->rules = NULL;
    p->n_rules = p->cap_rules = 0;
    for (SK_EACH(v, list)) {
        struct lic_rule *rule = VEC_PUSH(l->a, p->rules, p->n_rules, p->cap_rules);
        int r = read_rule(l, v, rule);
        if (r < 0)
            return r;
    }
    for (size_t i = 0; i < n_before; i++)
        *VEC_PUSH(l->a, p->rules, p->n_rules, p->cap_rules) = before[i];
    return 0;
}

static int load(struct loader *l, const struct sk_val *table)
{
    struct lic_policy *p = l->p;
    const struct sk_val *near = sk_val_get(table, S("near"));
    static const char *const lists[] = {"allow", "review", "deny"};
    struct lic_patterns *to[] = {&p->allow, &p->review, &p->deny};
    int r = check_keys(l, table, "near families rule allow review deny");
    if (r == 0 && near)
        r = read_verdict(l, near, &p->near);
    if (r == 0)
        r = read_families(l, sk_val_get(table, S("families")));
    for (size_t i = 0; r == 0 && i < COUNT_OF(lists); i++) {
        const struct sk_val *v = sk_val_get(table, str_from(lists[i]));
        r = read_patterns(l, v, to[i]);
        if (r == 0)
            r = check_licences(l, v);
    }
    return r == 0 ? read_rules(l, sk_val_get(table, S("rule"))) : r;
}

const struct lic_policy *lic_policy_default(struct arena *perm)
{
    struct lic_policy *p = arena_new(perm, struct lic_policy, 1);
    struct sk_doc *doc = arena_new(perm, struct sk_doc, 1);
    struct loader l = {.a = perm, .doc = doc, .p = p, .builtin = true};
    if (sk_toml_read(perm, S("default policy"), lic_policy_default_text(), doc, NULL) == 0)
        (void)load(&l, doc->root);
    return p;
}

int lic_policy_from(struct arena *perm, struct sk_doc *doc, const struct sk_val *table,
                    const struct lic_policy **ret, struct sk_err *err)
{
    struct lic_policy *p = arena_new(perm, struct lic_policy, 1);
    struct loader l = {.a = perm, .doc = doc, .p = p, .err = err};
    *p = *lic_policy_default(perm);
    p->path = doc->path;
    int r = load(&l, table);
    if (r == 0)
        *ret = p;
    return r;
}

int lic_policy_read(struct arena *perm, struct str path, struct str text,
                    const struct lic_policy **ret, struct sk_err *err)
{
    struct sk_doc *doc = arena_new(perm, struct sk_doc, 1);
    int r = sk_toml_read(perm, path, text, doc, err);
    if (r < 0)
        return sk_wrap(err, SK_EUSAGE, STR_FMT, STR_ARG(path));
    return lic_policy_from(perm, doc, doc->root, ret, err);
}
