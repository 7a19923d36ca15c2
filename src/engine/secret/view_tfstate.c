// Terraform state, versions 3 and 4: everything that Terraform hides on a screen stands here in plain.
#include "engine/secret/view.h"

#include "core/limits.h"

static bool want(struct str path, struct str head)
{
    struct str base = str_basename(path);
    return str_ends(base, S(".tfstate")) || str_has(base, S(".tfstate.")) ||
           (str_ends(base, S(".json")) && str_has(head, S("\"terraform_version\"")) &&
            str_has(head, S("\"lineage\"")));
}

struct state {
    struct sec_view_out *out;
    struct sk_doc *doc;
    struct str label;
};

static void value(struct state *s, struct str name, const struct sk_val *v, bool sensitive,
                  int depth)
{
    if (depth > 20)
        return;
    if (sk_val_is(v, SK_OBJECT) || sk_val_is(v, SK_ARRAY)) {
        for (SK_EACH(item, v)) {
            struct str key = sk_val_is(v, SK_OBJECT) ? sk_val_key(item) : name;
            value(s, key, item, sensitive || sec_is_secret_name(key), depth + 1);
        }
        return;
    }
    if (sk_val_is(v, SK_STRING) && sensitive)
        sec_view_sensitive(s->out, sk_val_line(s->doc, v), s->label, name, sk_val_str(v));
}

// [{"type": "get_attr", "value": "password"}, ...]: the first step names the attribute.
static bool is_marked(const struct sk_val *instance, struct str name)
{
    for (SK_EACH(path, sk_val_get(instance, S("sensitive_attributes")))) {
        const struct sk_val *step = sk_val_is(path, SK_ARRAY) ? sk_val_first(path) : path;
        if (str_eq(sk_val_str(sk_val_get(step, S("value"))), name))
            return true;
    }
    return false;
}

static void instance(struct state *s, const struct sk_val *v)
{
    for (SK_EACH(a, sk_val_get(v, S("attributes")))) {
        struct str name = sk_val_key(a);
        value(s, name, a, sec_is_secret_name(name) || is_marked(v, name), 0);
    }
    for (SK_EACH(a, sk_val_get(v, S("attributes_flat")))) // of version 3
        value(s, sk_val_key(a), a, sec_is_secret_name(sk_val_key(a)), 0);
}

static void outputs(struct state *s, const struct sk_val *list)
{
    for (SK_EACH(o, list)) {
        struct str name = sk_val_key(o);
        s->label = str_fmt(s->out->a, "output " STR_FMT, STR_ARG(name));
        bool hidden = sk_val_bool(sk_val_get(o, S("sensitive")), false);
        value(s, name, sk_val_get(o, S("value")), hidden || sec_is_secret_name(name), 0);
    }
}

static bool make(struct str path, struct str data, struct sec_view_out *out)
{
    struct sk_doc doc;
    if (sk_json_read(out->a, path, data, &doc, NULL) < 0)
        return false;
    struct state s = {.out = out, .doc = &doc};
    outputs(&s, sk_val_get(doc.root, S("outputs")));
    for (SK_EACH(r, sk_val_get(doc.root, S("resources")))) {
        s.label =
            str_fmt(out->a, STR_FMT "." STR_FMT, STR_ARG(sk_val_str(sk_val_get(r, S("type")))),
                    STR_ARG(sk_val_str(sk_val_get(r, S("name")))));
        for (SK_EACH(i, sk_val_get(r, S("instances"))))
            instance(&s, i);
    }
    for (SK_EACH(m, sk_val_get(doc.root, S("modules")))) { // version 3
        outputs(&s, sk_val_get(m, S("outputs")));
        for (SK_EACH(r, sk_val_get(m, S("resources")))) {
            s.label = sk_val_key(r);
            instance(&s, sk_val_get(r, S("primary")));
        }
    }
    return true;
}

const struct sec_view sec_view_tfstate = {.id = "tfstate", .want = want, .make = make};
