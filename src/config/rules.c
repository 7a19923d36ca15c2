// Rules: compiled, and known by their METADATA.
// https://www.openpolicyagent.org/docs/policy-language#annotations
#include "config/config_int.h"

static struct str member(const struct rego_val *v, const char *key)
{
    return rego_val_str(rego_get_str(v, str_from(key)));
}

static void add(struct arena *a, struct cfg_strs *list, struct str s)
{
    if (s.n)
        *VEC_PUSH(a, list->items, list->n, list->cap) = s;
}

// Strings of a list; of objects, their member `key`.
static void add_all(struct arena *a, struct cfg_strs *list, const struct rego_val *v,
                    const char *key)
{
    for (uint32_t i = 0; v && v->kind == REGO_ARRAY && i < v->n; i++)
        add(a, list,
            v->items[i]->kind == REGO_OBJECT && key ? member(v->items[i], key)
                                                    : rego_val_str(v->items[i]));
}

// Trivy: {"cis-x-1.2": ["3.10"], "default": null}.
static void add_frameworks(struct arena *a, struct cfg_strs *list, const struct rego_val *v)
{
    for (uint32_t i = 0; v && v->kind == REGO_OBJECT && i < v->n; i++) {
        const struct rego_val *ids = rego_val_at(v, i);
        for (uint32_t k = 0; ids->kind == REGO_ARRAY && k < ids->n; k++)
            if (ids->items[k]->kind == REGO_STRING)
                add(a, list,
                    str_fmt(a, STR_FMT "-" STR_FMT, STR_ARG(rego_val_str(rego_key_at(v, i))),
                            STR_ARG(rego_val_str(ids->items[k]))));
    }
}

static struct str first_of(struct str a, struct str b)
{
    return a.n ? a : b;
}

void cfg_read_metadata(struct arena *a, const struct rego_val *note, const struct rego_val *custom,
                       struct cfg_rule *r)
{
    const struct rego_val *input = rego_get_str(custom, S("input"));
    r->id = first_of(member(custom, "id"), first_of(member(custom, "avd_id"), r->id));
    r->title = first_of(member(note, "title"), first_of(member(custom, "title"), r->title));
    r->description = first_of(member(note, "description"),
                              first_of(member(custom, "description"), r->description));
    r->severity = first_of(member(custom, "severity"), r->severity);
    r->action = first_of(member(custom, "recommended_action"),
                         first_of(member(custom, "recommended_actions"), r->action));
    r->url = first_of(member(custom, "url"), r->url);
    r->attack = first_of(member(custom, "attack"), r->attack);
    r->fix_may_break = first_of(member(custom, "fix_may_break"), r->fix_may_break);
    r->principle = first_of(member(custom, "principle"), r->principle);
    add(a, &r->references, member(custom, "url"));
    add_all(a, &r->references, rego_get_str(note, S("related_resources")), "ref");
    add_all(a, &r->controls, rego_get_str(custom, S("controls")), NULL);
    add_frameworks(a, &r->controls, rego_get_str(custom, S("frameworks")));
    add(a, &r->ids, member(custom, "id"));
    add(a, &r->ids, member(custom, "avd_id"));
    add(a, &r->ids, member(custom, "short_code"));
    add_all(a, &r->ids, rego_get_str(custom, S("aliases")), NULL);
    add_all(a, &r->kinds, rego_get_str(custom, S("kinds")), NULL);
    add_all(a, &r->selectors, rego_get_str(input, S("selector")), "type");
    if (!r->url.n && r->references.n)
        r->url = r->references.items[0];
}

bool cfg_is_skipped(const struct cfg_rules_options *o, const struct cfg_rule *r)
{
    for (size_t i = 0; o && i < o->n_skip; i++) {
        if (str_eq_nocase(o->skip[i], r->id))
            return true;
        for (size_t k = 0; k < r->ids.n; k++)
            if (str_eq_nocase(o->skip[i], r->ids.items[k]))
                return true;
    }
    return false;
}

static void find_entries(struct rego *engine, struct cfg_rule *rule)
{
    static const char *const names[CFG_ENTRIES] = {"deny", "violation", "warn"};
    ARENA_SCRATCH(tmp);
    for (size_t i = 0; i < CFG_ENTRIES; i++)
        rule->entries[i] =
            rego_find_entry(engine, str_fmt(&tmp, STR_FMT ".%s", STR_ARG(rule->package), names[i]));
}

// Each rule once for each of its selectors.
static void sort_out(struct arena *perm, struct cfg_rules *r, uint32_t number)
{
    const struct cfg_strs *list = &r->items[number].selectors;
    for (size_t i = 0; i < list->n; i++) {
        size_t at = 0;
        while (at < r->n_by && !str_eq(r->by[at].selector, list->items[i]))
            at++;
        if (at == r->n_by)
            VEC_PUSH(perm, r->by, r->n_by, r->cap_by)->selector = list->items[i];
        struct cfg_for *f = &r->by[at];
        if (!f->n || f->rules[f->n - 1] != number)
            *VEC_PUSH(perm, f->rules, f->n, f->cap) = number;
    }
}

void cfg_skip(struct arena *a, struct cfg_rules *r, const struct cfg_rule *rule)
{
    for (size_t k = 0; k < rule->ids.n; k++)
        add(a, &r->skipped, rule->ids.items[k]);
}

static void read_rules(struct arena *perm, const struct cfg_rules_options *o, struct cfg_rules *r)
{
    size_t n;
    const struct rego_annotation *all = rego_annotations(r->engine, &n);
    for (size_t i = 0; i < n; i++) {
        if (!str_eq(all[i].scope, S("package")))
            continue;
        struct cfg_rule rule = {.package = all[i].path};
        cfg_read_metadata(perm, all[i].value, rego_get_str(all[i].value, S("custom")), &rule);
        if (!rule.id.n)
            continue;
        if (cfg_is_skipped(o, &rule)) {
            cfg_skip(perm, r, &rule);
            continue;
        }
        find_entries(r->engine, &rule);
        *VEC_PUSH(perm, r->items, r->n_items, r->cap_items) = rule;
        sort_out(perm, r, (uint32_t)r->n_items - 1);
    }
}

int cfg_data_read(struct arena *a, const struct cfg_source_file *f, const struct rego_val **ret,
                  struct sk_err *err)
{
    struct sk_doc *docs = arena_new(a, struct sk_doc, 1);
    size_t n = 1;
    int r = str_ends(f->path, S(".json")) ? sk_json_read(a, f->path, f->text, docs, err)
                                          : sk_yaml_read(a, f->path, f->text, &docs, &n, err);
    *ret = r == 0 && n && docs[0].root ? rego_from_doc(a, docs[0].root) : NULL;
    return r;
}

// data.params: what our rules let the user choose. The rest of the data is for rules of the user.
static int add_params(struct arena *a, const struct cfg_rules_options *o, struct rego *engine,
                      struct sk_err *err)
{
    for (size_t i = 0; o && i < o->n_data; i++) {
        const struct rego_val *v = NULL;
        struct str at = o->data[i].at;
        int r = cfg_data_read(a, &o->data[i], &v, err);
        if (v && !at.n) {
            v = rego_get_str(v, S("params"));
            at = S("params");
        }
        if (r == 0 && v && (str_eq(at, S("params")) || str_starts(at, S("params."))))
            r = rego_add_data(engine, at, v, err);
        if (r < 0)
            return sk_wrap(err, SK_EUSAGE, STR_FMT, STR_ARG(o->data[i].path));
    }
    return 0;
}

static int open_builtin(struct arena *perm, const struct cfg_rules_options *o,
                        struct cfg_rules *ret, struct sk_err *err)
{
    const struct rego_config config = {.host = ret->host};
    ret->engine = rego_new(perm, &config);
    cfg_add_builtins(ret->engine);
    for (size_t i = 0; cfg_rule_files[i].path; i++) {
        int r = rego_add_module(ret->engine, str_from(cfg_rule_files[i].path),
                                str_from(cfg_rule_files[i].text), err);
        if (r < 0)
            return r;
    }
    int r = add_params(perm, o, ret->engine, err);
    if (r == 0)
        r = rego_compile(ret->engine, err);
    if (r == 0)
        read_rules(perm, o, ret);
    for (size_t i = 0; r == 0 && i < ret->n_by; i++)
        if (str_eq(ret->by[i].selector, S("kubernetes-set")))
            ret->fact = rego_find_entry(ret->engine, S("data.lib.facts.fact"));
    return r;
}

uint64_t cfg_rules_identity(void)
{
    uint64_t id = 0;
    for (size_t i = 0; cfg_rule_files[i].path; i++)
        id = id * 0x9e3779b97f4a7c15u + str_hash(str_from(cfg_rule_files[i].text));
    return id;
}

int cfg_rules_open(struct arena *perm, const struct cfg_rules_options *o, struct cfg_rules *ret,
                   struct sk_err *err)
{
    *ret = (struct cfg_rules){.host = cfg_host_new(perm)};
    int r = o && o->no_builtin ? 0 : open_builtin(perm, o, ret, err);
    ret->n_builtin = ret->n_items;
    return r == 0 && o && o->n_sources ? cfg_user_open(perm, o, ret, err) : r;
}

bool cfg_rules_knows(const struct cfg_rules *r, struct str id)
{
    for (size_t i = 0; i < r->skipped.n; i++)
        if (str_eq_nocase(r->skipped.items[i], id))
            return true;
    for (size_t i = 0; i < r->n_items; i++)
        for (size_t k = 0; k < r->items[i].ids.n; k++)
            if (str_eq_nocase(r->items[i].ids.items[k], id))
                return true;
    return false;
}

void cfg_rules_done(struct cfg_rules *r)
{
    cfg_host_done(r->host);
}
