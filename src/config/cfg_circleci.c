// CircleCI: configurations below .circleci/, orbs in one file (@orb.yml), and the parts of an unpacked orb
// (src/jobs/x.yml), which are put back to where they belong: {"jobs": {"x": ...}}.
// https://circleci.com/docs/reference/configuration-reference/
#include "config/config.h"

static const char *const parts[] = {"commands", "jobs", "executors"};

static bool is_yaml(struct str base)
{
    return str_ends(base, S(".yml")) || str_ends(base, S(".yaml"));
}

// src/jobs/x.yml: "jobs"; NULL for what is no part of an orb.
static const char *part_of(struct str path)
{
    struct str dir = str_dirname(path), above = str_basename(str_dirname(dir));
    for (size_t i = 0; i < COUNT_OF(parts); i++)
        if (str_eq(str_basename(dir), str_from(parts[i])) && str_eq(above, S("src")))
            return parts[i];
    return NULL;
}

static bool wants(struct str path, uint64_t size)
{
    struct str base = str_basename(path);
    return size <= CFG_MAX_DOCUMENT && is_yaml(base) &&
           (str_eq(str_basename(str_dirname(path)), S(".circleci")) ||
            str_starts(base, S("@orb.")) || part_of(path));
}

static bool is_config(const struct sk_val *v)
{
    static const char *const keys[] = {"jobs", "workflows", "orbs", "commands", "executors"};
    for (size_t i = 0; i < COUNT_OF(keys); i++)
        if (sk_val_is(sk_val_get(v, str_from(keys[i])), SK_OBJECT))
            return true;
    return false;
}

static bool is_part(const struct sk_val *v)
{
    return sk_val_is(sk_val_get(v, S("steps")), SK_ARRAY) ||
           sk_val_is(sk_val_get(v, S("docker")), SK_ARRAY) ||
           sk_val_is(sk_val_get(v, S("machine")), SK_OBJECT) ||
           sk_val_is(sk_val_get(v, S("macos")), SK_OBJECT);
}

static const struct rego_val *member(struct arena *a, struct str key, const struct rego_val *value)
{
    const struct rego_val **k = arena_new(a, const struct rego_val *, 1);
    const struct rego_val **v = arena_new(a, const struct rego_val *, 1);
    k[0] = rego_str(a, key);
    v[0] = value;
    return rego_object(a, k, v, 1);
}

static int read_circleci(struct str path, struct str data, struct cfg_inputs *out,
                         struct sk_err *err)
{
    const char *part = part_of(path);
    size_t from = out->n_items;
    int r = cfg_read_documents(path, data, "circleci", part ? is_part : is_config, out, err);
    struct str name, ext;
    (void)str_cut_last(str_basename(path), '.', &name, &ext);
    for (size_t i = from; part && i < out->n_items; i++)
        out->items[i].value =
            member(out->perm, str_from(part), member(out->perm, name, out->items[i].value));
    return r;
}

const struct cfg_kind cfg_kind_circleci = {.id = "circleci", .wants = wants, .read = read_circleci};
