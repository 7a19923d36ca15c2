// The shipped rules and other people's: compiled, and known by their METADATA.
// https://www.openpolicyagent.org/docs/policy-language#annotations
#include "config/config.h"
#include "config/config_int.h"

#include <string.h>

static struct str member(const struct rego_val *v, const char *key)
{
    return rego_val_str(rego_get_str(v, str_from(key)));
}

static void read_selectors(const struct rego_val *custom, struct cfg_rule *rule)
{
    const struct rego_val *list = rego_get_str(rego_get_str(custom, S("input")), S("selector"));
    for (uint32_t i = 0; list && list->kind == REGO_ARRAY && i < list->n; i++)
        if (rule->n_selectors < COUNT_OF(rule->selectors))
            rule->selectors[rule->n_selectors++] = member(list->items[i], "type");
}

static void read_rules(struct arena *perm, struct cfg_rules *r)
{
    size_t n;
    const struct rego_annotation *all = rego_annotations(r->engine, &n);
    for (size_t i = 0; i < n; i++) {
        if (!str_eq(all[i].scope, S("package")))
            continue;
        const struct rego_val *custom = rego_get_str(all[i].value, S("custom"));
        struct cfg_rule rule = {
            .id = member(custom, "id"),
            .title = member(all[i].value, "title"),
            .description = member(all[i].value, "description"),
            .severity = member(custom, "severity"),
            .action = member(custom, "recommended_action"),
            .package = all[i].path,
        };
        if (!rule.action.n)
            rule.action = member(custom, "recommended_actions");
        if (!rule.id.n)
            rule.id = member(custom, "avd_id");
        read_selectors(custom, &rule);
        if (rule.id.n)
            *VEC_PUSH(perm, r->items, r->n_items, r->cap_items) = rule;
    }
}

int cfg_rules_open(struct arena *perm, const struct cfg_rule_file *files, struct cfg_rules *ret,
                   struct sk_err *err)
{
    *ret = (struct cfg_rules){0};
    struct cfg_host *host = cfg_host_new(perm);
    const struct rego_config config = {.host = host};
    ret->host = host;
    ret->engine = rego_new(perm, &config);
    cfg_add_builtins(ret->engine);
    if (!files)
        files = cfg_rule_files;
    for (size_t i = 0; files[i].path; i++) {
        int r = rego_add_module(ret->engine, str_from(files[i].path), str_from(files[i].text), err);
        if (r < 0)
            return r;
    }
    int r = rego_compile(ret->engine, err);
    if (r == 0)
        read_rules(perm, ret);
    return r;
}
