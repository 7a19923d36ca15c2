// A built image judged: its configuration, history and contents as the document "image", and its history as the
// instructions of a Dockerfile.
#include "config/config_int.h"
#include "config/image_int.h"
#include "core/wire.h"

#include <string.h>

// The image's "config" as it is stored, with what rules may count on.
static const struct rego_val *config_of(struct arena *a, const struct sk_val *root)
{
    static const struct {
        const char *key;
        char kind; // of what stands for a missing one
    } keys[] = {
        {"User", 's'},         {"Env", 'a'},       {"Cmd", 0},       {"Entrypoint", 0},
        {"ExposedPorts", 'o'}, {"Labels", 'o'},    {"Volumes", 'o'}, {"WorkingDir", 's'},
        {"StopSignal", 's'},   {"Healthcheck", 0}, {"OnBuild", 0},   {"Shell", 0},
    };
    const struct sk_val *config = sk_val_get(root, S("config"));
    size_t n = 0, max = sk_val_count(config) + COUNT_OF(keys);
    const struct rego_val **k = arena_new(a, const struct rego_val *, max);
    const struct rego_val **v = arena_new(a, const struct rego_val *, max);
    for (size_t i = 0; i < COUNT_OF(keys); i++) {
        k[n] = rego_str(a, str_from(keys[i].key));
        v[n++] = keys[i].kind == 's'   ? rego_str(a, S(""))
                 : keys[i].kind == 'a' ? rego_array(a, NULL, 0)
                 : keys[i].kind == 'o' ? rego_object(a, NULL, NULL, 0)
                                       : &rego_null;
    }
    if (sk_val_is(config, SK_OBJECT))
        for (SK_EACH(member, config)) {
            if (sk_val_kind(member) == SK_NULL)
                continue;
            k[n] = rego_str(a, sk_val_key(member));
            v[n++] = rego_from_doc(a, member);
        }
    return rego_object(a, k, v, n);
}

static const struct rego_val *with_config(struct arena *a, const struct rego_val *doc,
                                          const struct rego_val *config)
{
    const struct rego_val **k = arena_new(a, const struct rego_val *, doc->n + 1);
    const struct rego_val **v = arena_new(a, const struct rego_val *, doc->n + 1);
    for (uint32_t i = 0; i < doc->n; i++) {
        k[i] = rego_key_at(doc, i);
        v[i] = rego_val_at(doc, i);
    }
    k[doc->n] = rego_str(a, S("config"));
    v[doc->n] = config;
    return rego_object(a, k, v, doc->n + 1);
}

int cfg_read_image(struct str facts, struct str config, struct cfg_inputs *out, struct sk_err *err)
{
    struct arena *a = out->perm;
    struct sk_doc *doc = arena_new(a, struct sk_doc, 1), *conf = arena_new(a, struct sk_doc, 1);
    int r = sk_json_read(a, S("image"), facts, doc, err);
    if (r == 0)
        r = sk_json_read(a, S("configuration"), config, conf, err);
    if (r < 0)
        return r;
    const struct rego_val *image = rego_from_doc(a, doc->root);
    if (image->kind != REGO_OBJECT)
        return sk_fail(err, SK_EFORMAT, "not the facts of an image");
    const struct cfg_input inputs[] = {
        {.selector = "image", .value = with_config(a, image, config_of(a, conf->root))},
        {.selector = "dockerfile",
         .value = cfg_docker_of_history(a, sk_val_get(doc->root, S("history")),
                                        sk_val_str(sk_val_path(doc->root, "base.name")))},
    };
    for (size_t i = 0; i < COUNT_OF(inputs); i++) {
        struct cfg_input *in = VEC_PUSH(a, out->items, out->n_items, out->cap_items);
        *in = inputs[i];
        in->image = S("image"); // whatever it is called where it is seen
    }
    return 0;
}

int cfg_image_job(struct wk_call *c, const struct cfg_rules *rules, struct sk_err *err)
{
    struct wire_in w = {.rest = c->request};
    struct str facts = wire_str(&w), config = wire_str(&w);
    struct cfg_inputs in = {.perm = c->scratch};
    struct cfg_findings found = {0};
    struct cfg_rules own = {0};
    if (w.bad)
        return sk_fail(err, SK_EUSAGE, "malformed request");
    int r = cfg_read_image(facts, config, &in, err);
    if (r == 0 && !rules) {
        r = cfg_rules_open(c->scratch, NULL, &own, err);
        rules = &own;
    }
    for (size_t i = 0; i < in.n_items && r == 0; i++)
        r = cfg_judge(rules, S("image"), &in, &in.items[i], c->scratch, &found, err);
    if (r == 0)
        cfg_reply_write(c->reply, rules, c->scratch, &found, &in);
    if (rules == &own)
        cfg_rules_done(&own);
    return r;
}
