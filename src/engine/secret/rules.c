// From TOML to a set of rules.
#include "engine/secret/secret_int.h"

#include "core/limits.h"

#include <string.h>

enum {
    SPAN_OPEN = 4096,       // bytes looked at for an expression without end
    SPAN_LINES = 32 * 1024, // the same when it runs over lines: private keys
    SPAN_MOST = SEC_OVERLAP - 4096,
    MATCH_LIMIT = 2000000, // PCRE2's steps for one search
    DEPTH_LIMIT = 2000,
    HEAP_KB = 20000,
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
    for (SK_EACH(item, v)) {
        struct sec_need *need = &r->needs[r->n_needs++];
        *need =
            (struct sec_need){.id = sk_val_str(sk_val_get(item, S("id"))), .lines = -1, .cols = -1};
        if (!need->id.n)
            return sk_fail(l->err, SK_EFORMAT, "a required rule without id");
        (void)sk_val_i64(sk_val_get(item, S("withinLines")), &need->lines);
        (void)sk_val_i64(sk_val_get(item, S("withinColumns")), &need->cols);
    }
    return 0;
}

static int read_allows(struct loader *l, const struct sk_val *v, struct sec_allows *to)
{
    int r = 0;
    if (sk_val_get(v, S("allowlist")))
        r = sec_allow_read(l->a, sk_val_get(v, S("allowlist")), l->o->jit, to, l->err);
    for (SK_EACH(item, sk_val_get(v, S("allowlists"))))
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
        const struct sk_val *list = sk_val_get(sk_val_get(v, S("examples")), str_from(keys[k]));
        for (SK_EACH(item, list))
            *VEC_PUSH(l->a, s->examples, s->n_examples, s->cap_examples) =
                (struct sec_example){rule, sk_val_str(item), path, k == 1};
    }
    return 0;
}

static int compile_rule(struct loader *l, const struct sk_val *v, struct sec_rule_int *r)
{
    struct str path = sk_val_str(sk_val_get(v, S("path")));
    int code = 0;
    r->pattern = sk_val_str(sk_val_get(v, S("regex")));
    if (!r->pattern.n && !path.n)
        return sk_fail(l->err, SK_EFORMAT, "neither regex nor path");
    if (path.n)
        code = sec_regex_compile(l->a, path, l->o->jit, &r->path, NULL, l->err);
    if (code == 0 && r->pattern.n) {
        struct sec_re_prog prog;
        code = sec_regex_compile(l->a, r->pattern, l->o->jit, &r->regex, &prog, l->err);
        if (code < 0)
            return code;
        r->tree = prog.root;
        sec_re_facts(l->a, prog.root, &r->facts);
        r->span = span_of(&r->facts);
        if (r->group > prog.n_groups)
            return sk_fail(l->err, SK_EFORMAT, "secretGroup %u of %u groups", r->group,
                           prog.n_groups);
    }
    return code;
}

static int read_rule(struct loader *l, const struct sk_val *v)
{
    struct sec_rule_int rule = {.precise = l->o->builtin};
    struct sec_rule_int *r = &rule;
    struct sec_rules *s = l->set;
    r->pub.id = sk_val_str(sk_val_get(v, S("id")));
    r->pub.description = sk_val_str(sk_val_get(v, S("description")));
    if (!r->pub.id.n)
        return sk_fail(l->err, SK_EFORMAT, "line %u: a rule without id", sk_val_line(&l->doc, v));
    int64_t group = 0;
    (void)sk_val_i64(sk_val_get(v, S("secretGroup")), &group);
    if (group < 0 || group > 1000)
        return sk_fail(l->err, SK_EFORMAT, STR_FMT ": secretGroup", STR_ARG(r->pub.id));
    r->group = (uint32_t)group;
    (void)sk_val_double(sk_val_get(v, S("entropy")), &r->entropy);
    r->precise = sk_val_bool(sk_val_get(v, S("precise")), r->precise);
    r->dictionary = sk_val_bool(sk_val_get(v, S("dictionary")), false);
    r->pub.skip_report = sk_val_bool(sk_val_get(v, S("skipReport")), false);
    r->checksum = sec_checksum_parse(sk_val_str(sk_val_get(v, S("checksum"))));
    int code = severity_of(sk_val_str(sk_val_get(v, S("severity"))), &r->pub.severity);
    if (code < 0)
        return sk_fail(l->err, SK_EFORMAT, STR_FMT ": severity", STR_ARG(r->pub.id));
    code =
        sec_strings(l->a, sk_val_get(v, S("keywords")), true, &r->keywords, &r->n_keywords, l->err);
    if (code == 0 && r->n_keywords > SEC_MAX_KEYWORDS)
        code = sk_fail(l->err, SK_ELIMIT, "too many keywords");
    if (code == 0)
        code = sec_strings(l->a, sk_val_get(v, S("tags")), false, &r->pub.tags, &r->pub.n_tags,
                           l->err);
    if (code == 0)
        code = compile_rule(l, v, r);
    if (code == 0)
        code = read_allows(l, v, &r->allows);
    if (code == 0)
        code = read_needs(l, sk_val_get(v, S("required")), r);
    if (code < 0)
        return sk_wrap(l->err, code, "line %u: rule " STR_FMT, sk_val_line(&l->doc, v),
                       STR_ARG(r->pub.id));
    struct sk_map_entry *e = sk_map_put(&s->by_id, r->pub.id);
    if (e->value && (uintptr_t)e->value > l->n_base) {
        return sk_fail(l->err, SK_EFORMAT, "line %u: rule " STR_FMT " is there twice",
                       sk_val_line(&l->doc, v), STR_ARG(r->pub.id));
    }
    if (e->value) { // ours instead of the one of the base
        size_t i = (uintptr_t)e->value - 1;
        s->rules[i] = rule;
        s->in_db[i] = false;
        return read_examples(l, v, i);
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
    int r = sec_strings(l->a, sk_val_get(extend, S("disabledRules")), false, &disabled, &n_disabled,
                        l->err);
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
        *VEC_PUSH(l->a, s->rules, s->n, s->cap) = base->rules[i];
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
    if (sk_val_get(root, S("allowlist"))) {
        int r =
            sec_allow_read(l->a, sk_val_get(root, S("allowlist")), l->o->jit, &s->allows, l->err);
        if (r < 0)
            return r;
    }
    for (SK_EACH(item, sk_val_get(root, S("allowlists")))) {
        const struct sk_val *targets = sk_val_get(item, S("targetRules"));
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
            if (!at)
                return sk_fail(l->err, SK_EFORMAT,
                               "rule " STR_FMT " requires '" STR_FMT "', which is not there",
                               STR_ARG(s->rules[i].pub.id), STR_ARG(need->id));
            need->rule = (uint32_t)at - 1;
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
    s->match_context = pcre2_match_context_create(NULL);
    pcre2_set_match_limit(s->match_context, MATCH_LIMIT);
    pcre2_set_depth_limit(s->match_context, DEPTH_LIMIT);
    pcre2_set_heap_limit(s->match_context, HEAP_KB);
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

struct str sec_rules_extends(struct arena *a, struct str toml)
{
    struct sk_doc doc;
    if (toml.n > SEC_MAX_CONFIG || sk_toml_read(a, S(""), toml, &doc, NULL) < 0)
        return (struct str){0};
    return sk_val_str(sk_val_path(doc.root, "extend.path"));
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
    const struct sk_val *root = l.doc.root, *extend = sk_val_get(root, S("extend"));
    bool extends = sk_val_bool(sk_val_get(extend, S("useDefault")), false) ||
                   sk_val_str(sk_val_get(extend, S("path"))).n;
    struct sec_load_options own = *o;
    if (sk_val_str(sk_val_get(extend, S("url"))).n)
        return sk_fail(err, SK_EUSAGE, STR_FMT ": extend.url: nothing is fetched", STR_ARG(path));
    if (!extends)
        own.base = NULL;
    else if (!o->base)
        return sk_fail(err, SK_EUSAGE, STR_FMT ": extends rules that are not there", STR_ARG(path));
    l.o = &own;
    if (own.base)
        r = take_base(&l, own.base, extend);
    for (SK_EACH(item, sk_val_get(root, S("rules"))))
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
