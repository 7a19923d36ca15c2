#include "cli/compliance_common.h"
#include "core/file.h"
#include "core/limits.h"

int cli_compliance_list(struct cli *c)
{
    struct str value, path;
    bool asked = false;
    for (size_t i = 0; cli_each(c, "compliance", &i, &value);)
        asked |= str_eq(value, S("list"));
    if (!asked)
        return -1;
    SK_BUF_SCRATCH(b, SK_MB);
    for (size_t i = 0; cfg_framework_text(i, &path).n; i++) {
        struct cfg_framework f;
        struct sk_err err;
        size_t automated = 0;
        if (cfg_framework_read(c->a, path, cfg_framework_text(i, &path), &f, &err) < 0)
            return cli_fail(&err);
        for (size_t k = 0; k < f.n_controls; k++)
            automated += !f.controls[k].manual;
        sk_buf_fmt(&b, "%-16s " STR_FMT " " STR_FMT ": %zu controls, %zu of them automated\n",
                   str_to_c(c->a, f.id), STR_ARG(f.title), STR_ARG(f.version), f.n_controls,
                   automated);
    }
    cli_print(sk_buf_str(&b));
    return CLI_OK;
}

static int read_one(struct cli *c, struct str name, struct cfg_framework *ret, struct sk_err *err)
{
    struct str text;
    if (!str_has_char(name, '/') && !str_ends(name, S(".yaml")) && !str_ends(name, S(".yml"))) {
        int r = cfg_framework_find(c->a, name, ret, err);
        return r == SK_ENOENT ? sk_fail(err, SK_EUSAGE,
                                        "no framework '" STR_FMT
                                        "'; `--compliance list` names those of the program",
                                        STR_ARG(name))
                              : r;
    }
    int r = sk_read_file(c->a, str_to_c(c->a, name), SK_MAX_CONFIG_BYTES, &text, err);
    return r < 0 ? r : cfg_framework_read(c->a, name, text, ret, err);
}

// A control whose rule is not there would pass, or be left out, for no reason.
static int check_rules(const struct cfg_framework *f, const struct cfg_rules *rules,
                       struct sk_err *err)
{
    for (size_t i = 0; i < f->n_controls; i++)
        for (size_t k = 0; k < f->controls[i].n_rules; k++)
            if (!cfg_rules_knows(rules, f->controls[i].rules[k]))
                return sk_fail(err, SK_EUSAGE,
                               STR_FMT ":%u: control " STR_FMT ": there is no rule " STR_FMT,
                               STR_ARG(f->path), f->controls[i].line, STR_ARG(f->controls[i].id),
                               STR_ARG(f->controls[i].rules[k]));
    return 0;
}

int cli_compliance_read(struct cli *c, const struct cfg_rules *rules,
                        const struct cfg_framework **ret, size_t *ret_n, struct sk_err *err)
{
    struct cfg_framework *all = NULL;
    struct str name;
    size_t n = 0, cap = 0;
    for (size_t i = 0; cli_each(c, "compliance", &i, &name);) {
        struct cfg_framework *f = VEC_PUSH(c->a, all, n, cap);
        int r = read_one(c, name, f, err);
        if (r == 0)
            r = check_rules(f, rules, err);
        if (r < 0)
            return r;
    }
    *ret = all;
    *ret_n = n;
    return 0;
}
