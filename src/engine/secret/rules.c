// From TOML to a set of rules.
#include "engine/secret/secret_int.h"

#include "core/limits.h"

#include <string.h>

enum {
    SPAN_OPEN = 4096,       // bytes looked at for an expression without end
    SPAN_LINES = 32 * 1024, // the same when it runs over lines: private keys
    SPAN_MOST = SEC_OVERLAP - 4096,
};

struct loader {
    struct arena *a;
    const struct sec_load_options *o;
    struct sec_rules *set;
    struct sk_doc doc;
    size_t n_base; // rules that came from the base
    struct sk_err *err;
};

static int severity_of(struct str s, enum sec_severity *ret)
{
    static const char *const names[] = {"", "low", "medium", "high", "critical"};
    *ret = SEC_HIGH;
    if (!s.n)
        return 0;
    for (size_t i = 1; i < COUNT_OF(names); i++)
        if (str_eq_nocase(s, str_from(names[i]))) {
            *ret = (enum sec_severity)i;
            return 0;
        }
    return -1;
}

static uint32_t span_of(const struct sec_re_facts *f)
{
    uint64_t span = f->max;
    if (f->max == SEC_INF)
        span = (uint64_t)f->min + (f->spans_lines ? SPAN_LINES : SPAN_OPEN);
    return span > SPAN_MOST ? SPAN_MOST : (uint32_t)span;
}

static int read_needs(struct loader *l, const struct sk_val *v, struct sec_rule_int *r)
{
    size_t n = sk_val_count(v);
    if (n > SEC_MAX_RULES)
        return sk_fail(l->err, SK_ELIMIT, "too many required rules");
    r->needs = arena_new(l->a, struct sec_need, n ? n : 1);
    r->n_needs = 0;
    for (SK_EACH(item, v)) {
        struct sec_need *need = &r->needs[r->n_needs++];
        *need = (struct sec_need){.id = sk_val_str(sec_get(item, "id")), .lines = -1, .cols = -1};
        if (!need->id.n)
            return sk_fail(l->err, SK_EFORMAT, "a required rule without id");
        (void)sk_val_i64(sec_get(item, "withinLines"), &need->lines);
        (void)sk_val_i64(sec_get(item, "withinColumns"), &need->cols);
    }
    return 0;
}

static int read_allows(struct loader *l, const struct sk_val *v, struct sec_allows *to)
{
    int r = 0;
    if (sec_get(v, "allowlist"))
        r = sec_allow_read(l->a, sec_get(v, "allowlist"), l->o->jit, to, l->err);
    for (SK_EACH(item, sec_get(v, "allowlists")))
        if (r == 0)
            r = sec_allow_read(l->a, item, l->o->jit, to, l->err);
    return r;
}

static int read_examples(struct loader *l, const struct sk_val *v, size_t rule)
{
    if (!l->o->keep_examples)
        return 0;
    struct sec_rules *s = l->set;
    static const char *const keys[] = {"no", "yes"};
    struct str path = sk_val_str(sk_val_path(v, "examples.path"));
    for (size_t k = 0; k < COUNT_OF(keys); k++) {
        const struct sk_val *list = sk_val_get(sec_get(v, "examples"), str_from(keys[k]));
        for (SK_EACH(item, list))
            *VEC_PUSH(l->a, s->examples, s->n_examples, s->cap_examples) =
                (struct sec_example){rule, sk_val_str(item), path, k == 1};
    }
    return 0;
}

static int compile_rule(struct loader *l, const struct sk_val *v, struct sec_rule_int *r)
{
    struct str path = sk_val_str(sec_get(v, "path")), pattern = sk_val_str(sec_get(v, "regex"));
    int code = 0;
    if (path.n)
        code = sec_regex_compile(l->a, path, l->o->jit, &r->path, NULL, l->err);
    if (code == 0 && pattern.n) {
        struct sec_re_prog prog;
        code = sec_regex_compile(l->a, pattern, l->o->jit, &r->regex, &prog, l->err);
        if (code < 0)
            return code;
        r->pattern = pattern;
        r->tree = prog.root;
        r->facts = (struct sec_re_facts){0};
        sec_re_facts(l->a, prog.root, &r->facts);
        r->span = span_of(&r->facts);
    }
    if (code == 0 && !r->regex.code && !r->path.code)
        return sk_fail(l->err, SK_EFORMAT, "neither regex nor path");
    if (code == 0 && r->regex.code && r->group > r->regex.n_groups)
        return sk_fail(l->err, SK_EFORMAT, "secretGroup %u of %u groups", r->group,
                       r->regex.n_groups);
    return code;
}

// What the rule says itself.
static int read_keys(struct loader *l, const struct sk_val *v, struct sec_rule_int *r)
{
    int64_t group = 0;
    (void)sk_val_i64(sec_get(v, "secretGroup"), &group);
    if (group < 0 || group > 1000)
        return sk_fail(l->err, SK_EFORMAT, "secretGroup");
    r->group = group ? (uint32_t)group : r->group;
    double entropy = 0;
    if (sk_val_double(sec_get(v, "entropy"), &entropy) && entropy != 0)
        r->entropy = entropy;
    r->precise = sk_val_bool(sec_get(v, "precise"), r->precise);
    r->dictionary = sk_val_bool(sec_get(v, "dictionary"), r->dictionary);
    r->pub.skip_report = sk_val_bool(sec_get(v, "skipReport"), r->pub.skip_report);
    if (sec_get(v, "checksum"))
        r->checksum = sec_checksum_parse(sk_val_str(sec_get(v, "checksum")));
    if (sec_get(v, "description"))
        r->pub.description = sk_val_str(sec_get(v, "description"));
    struct str severity = sk_val_str(sec_get(v, "severity"));
    if ((severity.n || !r->pub.severity) && severity_of(severity, &r->pub.severity) < 0)
        return sk_fail(l->err, SK_EFORMAT, "severity");
    return 0;
}

// Added to what the base's rule has.
static int add_strings(struct loader *l, const struct sk_val *list, bool lower, struct str **to,
                       size_t *n)
{
    struct str *more;
    size_t n_more;
    int r = sec_strings(l->a, list, lower, &more, &n_more, l->err);
    if (r < 0 || !n_more)
        return r;
    struct str *all = arena_new(l->a, struct str, *n + n_more);
    for (size_t i = 0; i < *n + n_more; i++)
        all[i] = i < *n ? (*to)[i] : more[i - *n];
    *to = all;
    *n += n_more;
    return 0;
}

static int read_parts(struct loader *l, const struct sk_val *v, struct sec_rule_int *r)
{
    int code = read_keys(l, v, r);
    if (code == 0)
        code = add_strings(l, sec_get(v, "keywords"), true, &r->keywords, &r->n_keywords);
    if (code == 0 && r->n_keywords > SEC_MAX_KEYWORDS)
        code = sk_fail(l->err, SK_ELIMIT, "too many keywords");
    if (code == 0)
        code = add_strings(l, sec_get(v, "tags"), false, &r->pub.tags, &r->pub.n_tags);
    if (code == 0)
        code = compile_rule(l, v, r);
    if (code == 0) {
        struct sec_allows own = {0}; // the base's list may be shared
        for (size_t k = 0; k < r->allows.n; k++)
            *VEC_PUSH(l->a, own.items, own.n, own.cap) = r->allows.items[k];
        code = read_allows(l, v, &own);
        r->allows = own;
    }
    return code < 0 || !sec_get(v, "required") ? code : read_needs(l, sec_get(v, "required"), r);
}

// A rule of the base with the same name is changed in what this one says; one of the same file is
// replaced.
static int read_rule(struct loader *l, const struct sk_val *v)
{
    struct sec_rules *s = l->set;
    struct str id = str_trim(sk_val_str(sec_get(v, "id")));
    if (!id.n)
        return sk_fail(l->err, SK_EFORMAT, "line %u: a rule without id", sk_val_line(&l->doc, v));
    struct sk_map_entry *e = sk_map_put(&s->by_id, id);
    size_t at = (uintptr_t)e->value - 1;
    bool of_base = e->value && at < l->n_base;
    struct sec_rule_int rule = {.pub.id = id, .precise = l->o->builtin};
    if (of_base)
        rule = s->rules[at];
    rule.foreign = !l->o->builtin;
    rule.specific = !str_has(str_lower(l->a, id), S("generic"));
    int code = read_parts(l, v, &rule);
    if (code < 0)
        return sk_wrap(l->err, code, "line %u: rule " STR_FMT, sk_val_line(&l->doc, v),
                       STR_ARG(id));
    if (e->value) {
        s->rules[at] = rule;
        if (of_base && sk_val_str(sec_get(v, "regex")).n)
            s->in_db[at] = false;
        return read_examples(l, v, at);
    }
    if (s->n >= SEC_MAX_RULES)
        return sk_fail(l->err, SK_ELIMIT, "more than %d rules", SEC_MAX_RULES);
    *VEC_PUSH(l->a, s->rules, s->n, s->cap) = rule;
    e->value = (void *)(uintptr_t)s->n;
    return read_examples(l, v, s->n - 1);
}

// What the base has, without what is disabled.
static int take_base(struct loader *l, const struct sec_rules *base, const struct sk_val *extend)
{
    struct sec_rules *s = l->set;
    struct str *disabled;
    size_t n_disabled;
    int r =
        sec_strings(l->a, sec_get(extend, "disabledRules"), false, &disabled, &n_disabled, l->err);
    if (r < 0)
        return sk_wrap(l->err, r, "disabledRules");
    s->in_db = arena_new(l->a, bool, base->n + 1);
    s->database = base->database;
    s->n_db_rules = base->n_db_rules;
    s->db_rules = arena_new(l->a, uint32_t, base->n_db_rules + 1);
    memset(s->db_rules, 0xff, (base->n_db_rules + 1) * sizeof *s->db_rules);
    for (size_t i = 0; i < base->n; i++) {
        bool off = false;
        for (size_t d = 0; d < n_disabled && !off; d++)
            off = str_eq(disabled[d], base->rules[i].pub.id);
        if (off)
            continue;
        struct sec_rule_int rule = base->rules[i];
        rule.needed = false;
        rule.needs = arena_new(l->a, struct sec_need, rule.n_needs); // their numbers will differ
        for (size_t k = 0; k < rule.n_needs; k++)
            rule.needs[k] = base->rules[i].needs[k];
        *VEC_PUSH(l->a, s->rules, s->n, s->cap) = rule;
        sk_map_put(&s->by_id, base->rules[i].pub.id)->value = (void *)(uintptr_t)s->n;
        s->in_db[s->n - 1] = base->in_db && base->in_db[i];
        for (size_t k = 0; k < base->n_db_rules; k++)
            if (base->db_rules[k] == i)
                s->db_rules[k] = (uint32_t)s->n - 1;
    }
    l->n_base = s->n;
    for (size_t i = 0; i < base->allows.n; i++)
        *VEC_PUSH(l->a, s->allows.items, s->allows.n, s->allows.cap) = base->allows.items[i];
    return 0;
}

static struct str rule_names(const struct sk_val *list, size_t i)
{
    const struct sk_val *v = sk_val_first(list);
    for (; v && i; i--)
        v = sk_val_next(v);
    return sk_val_str(v);
}

// [[allowlists]] of the file: for all rules, or for those of targetRules.
static int global_allows(struct loader *l, const struct sk_val *root)
{
    struct sec_rules *s = l->set;
    if (sec_get(root, "allowlist")) {
        int r = sec_allow_read(l->a, sec_get(root, "allowlist"), l->o->jit, &s->allows, l->err);
        if (r < 0)
            return r;
    }
    for (SK_EACH(item, sec_get(root, "allowlists"))) {
        const struct sk_val *targets = sec_get(item, "targetRules");
        size_t n = sk_val_count(targets);
        int r = 0;
        if (!n)
            r = sec_allow_read(l->a, item, l->o->jit, &s->allows, l->err);
        for (size_t i = 0; i < n && r == 0; i++) {
            struct str id = rule_names(targets, i);
            uintptr_t at = (uintptr_t)sk_map_get(&s->by_id, id);
            if (!at)
                return sk_fail(l->err, SK_EFORMAT, "targetRules: no rule '" STR_FMT "'",
                               STR_ARG(id));
            struct sec_allows own = {0}; // the base's list may be shared
            struct sec_allows *to = &s->rules[at - 1].allows;
            for (size_t k = 0; k < to->n; k++)
                *VEC_PUSH(l->a, own.items, own.n, own.cap) = to->items[k];
            r = sec_allow_read(l->a, item, l->o->jit, &own, l->err);
            *to = own;
        }
        if (r < 0)
            return r;
    }
    return 0;
}

static int resolve_needs(struct loader *l)
{
    struct sec_rules *s = l->set;
    for (size_t i = 0; i < s->n; i++)
        for (size_t k = 0; k < s->rules[i].n_needs; k++) {
            struct sec_need *need = &s->rules[i].needs[k];
            uintptr_t at = (uintptr_t)sk_map_get(&s->by_id, need->id);
            need->rule = UINT32_MAX;
            if (!at && i < l->n_base)
                continue; // disabled: never met
            if (!at)
                return sk_fail(l->err, SK_EFORMAT,
                               "rule " STR_FMT " requires '" STR_FMT "', which is not there",
                               STR_ARG(s->rules[i].pub.id), STR_ARG(need->id));
            need->rule = (uint32_t)at - 1;
            s->rules[at - 1].needed = true;
        }
    return 0;
}

static const struct sec_ac *make_ac(struct arena *a, const struct sec_rules *s)
{
    struct sec_ac_word *words = NULL;
    size_t n = 0, cap = 0;
    for (size_t i = 0; i < s->n; i++) {
        const struct sec_rule_int *r = &s->rules[i];
        for (size_t k = 0; k < r->n_keywords; k++)
            *VEC_PUSH(a, words, n, cap) = (struct sec_ac_word){r->keywords[k], (uint32_t)i, true};
        for (size_t k = 0; k < r->facts.n_lits; k++)
            *VEC_PUSH(a, words, n, cap) =
                (struct sec_ac_word){r->facts.lits[k], (uint32_t)i, false};
    }
    return sec_ac_new(a, words, n);
}

static void finish(struct arena *a, struct sec_rules *s, size_t n_base,
                   const struct sec_load_options *o)
{
    s->match_context = sec_match_context(a);
    s->jit = o->jit;
    if (!o->base) {
        s->database = o->database;
        s->in_db = arena_new(a, bool, s->n + 1);
        s->db_rules = arena_new(a, uint32_t, s->n + 1);
        for (size_t i = 0; i < s->n; i++)
            if (s->rules[i].regex.code) {
                s->in_db[i] = true;
                s->db_rules[s->n_db_rules++] = (uint32_t)i;
            }
    } else { // rules of our own come after those of the base
        bool *in_db = arena_new(a, bool, s->n + 1);
        for (size_t i = 0; i < n_base; i++)
            in_db[i] = s->in_db[i];
        s->in_db = in_db;
    }
    s->ac = make_ac(a, s);
}

static struct str extends_path(const struct sk_val *extend)
{
    bool ours = sk_val_bool(sec_get(extend, "useDefault"), false);
    return ours ? (struct str){0} : sk_val_str(sec_get(extend, "path"));
}

struct str sec_rules_extends(struct arena *a, struct str toml)
{
    struct sk_doc doc;
    if (toml.n > SEC_MAX_CONFIG || sk_toml_read(a, S(""), toml, &doc, NULL) < 0)
        return (struct str){0};
    return extends_path(sec_get(doc.root, "extend"));
}

int sec_rules_load(struct arena *perm, struct str path, struct str toml,
                   const struct sec_load_options *o, const struct sec_rules **ret,
                   struct sk_err *err)
{
    struct loader l = {.a = perm, .o = o, .set = arena_new(perm, struct sec_rules, 1), .err = err};
    l.set->by_id.perm = perm;
    if (toml.n > SEC_MAX_CONFIG)
        return sk_fail(err, SK_ELIMIT, STR_FMT ": larger than %d bytes", STR_ARG(path),
                       SEC_MAX_CONFIG);
    int r = sk_toml_read(perm, path, toml, &l.doc, err);
    if (r < 0)
        return sk_wrap(err, r, STR_FMT, STR_ARG(path));
    const struct sk_val *root = l.doc.root, *extend = sec_get(root, "extend");
    bool extends =
        sk_val_bool(sec_get(extend, "useDefault"), false) || sk_val_str(sec_get(extend, "path")).n;
    struct sec_load_options own = *o;
    if (sk_val_str(sec_get(extend, "url")).n)
        return sk_fail(err, SK_EUSAGE, STR_FMT ": extend.url: nothing is fetched", STR_ARG(path));
    if (sk_val_bool(sec_get(extend, "useDefault"), false) && sk_val_str(sec_get(extend, "path")).n)
        return sk_fail(err, SK_EUSAGE,
                       STR_FMT ": extend.path and extend.useDefault exclude each other",
                       STR_ARG(path));
    if (!extends)
        own.base = NULL;
    else if (!o->base)
        return sk_fail(err, SK_EUSAGE, STR_FMT ": extends rules that are not there", STR_ARG(path));
    l.o = &own;
    if (own.base)
        r = take_base(&l, own.base, extend);
    for (SK_EACH(item, sec_get(root, "rules")))
        if (r == 0)
            r = read_rule(&l, item);
    if (r == 0)
        r = global_allows(&l, root);
    if (r == 0)
        r = resolve_needs(&l);
    if (r < 0)
        return sk_wrap(err, r, STR_FMT, STR_ARG(path));
    if (!own.base && !l.set->n)
        return sk_fail(err, SK_EFORMAT, STR_FMT ": no rules", STR_ARG(path));
    finish(perm, l.set, l.n_base, &own);
    *ret = l.set;
    return 0;
}

size_t sec_rules_count(const struct sec_rules *r)
{
    return r->n;
}

const struct sec_rule *sec_rules_at(const struct sec_rules *r, size_t i)
{
    return &r->rules[i].pub;
}

size_t sec_rules_examples(const struct sec_rules *r, const struct sec_example **ret)
{
    *ret = r->examples;
    return r->n_examples;
}
