// The builtins of this program: for our rules and their cases, and the list of all.
#include "config/config_int.h"

// result.fix(result, patches): the result with patches on the document that make it go away (fix.h).
static const struct rego_val *result_fix(struct rego_call *c, const struct rego_val **args)
{
    struct arena *a = rego_call_arena(c);
    uint32_t n = args[0]->n;
    const struct rego_val **k = arena_new(a, const struct rego_val *, n + 1);
    const struct rego_val **v = arena_new(a, const struct rego_val *, n + 1);
    for (uint32_t i = 0; i < n; i++) {
        k[i] = rego_key_at(args[0], i);
        v[i] = rego_val_at(args[0], i);
    }
    k[n] = rego_str(a, S("fix"));
    v[n] = args[1];
    return rego_object(a, k, v, n + 1);
}

// For cases of rules: what the readers make of a text at that path, as rules would see it.
static const struct rego_val *inputs(struct rego_call *c, const struct rego_val **args)
{
    struct arena *a = rego_call_arena(c);
    struct cfg_inputs in = {.perm = a};
    struct sk_err err;
    if (cfg_read(rego_val_str(args[0]), rego_val_str(args[1]), &in, &err) < 0)
        return rego_call_fail(c, "%s", err.msg);
    if (!in.n_items)
        cfg_read_generic(rego_val_str(args[0]), rego_val_str(args[1]), &in);
    const struct rego_val **v = arena_new(a, const struct rego_val *, in.n_items);
    for (size_t i = 0; i < in.n_items; i++)
        v[i] = in.items[i].value;
    return rego_array(a, v, in.n_items);
}

static const struct rego_val *first_input(struct rego_call *c, const struct rego_val **args)
{
    const struct rego_val *all = inputs(c, args);
    return all && all->n ? all->items[0] : NULL;
}

void cfg_add_builtins(struct rego *r)
{
    static const struct rego_builtin list[] = {
        {.name = "result.fix", .args = "o a", .fn = result_fix},
        {.name = "sekisho.input", .args = "s s", .fn = first_input},
        {.name = "sekisho.inputs", .args = "s s", .fn = inputs},
        {.name = "result.new", .args = "s *", .fn = cfg_result_new},
        {.name = "isManaged", .args = "*", .fn = cfg_is_managed},
        {.name = "sh.parse_commands", .args = "s", .fn = cfg_sh_parse},
        {.name = "squealer.scan_string", .args = "s", .fn = cfg_squealer},
        {.name = "cidr.is_public", .args = "s", .fn = cfg_cidr_is_public},
        {.name = "cidr.count_addresses", .args = "s", .fn = cfg_cidr_count},
    };
    for (size_t i = 0; i < COUNT_OF(list); i++)
        rego_add_builtin(r, &list[i]);
}
