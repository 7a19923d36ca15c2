// Rules that see all Kubernetes objects of a scan at once ("kubernetes-set"). The workers that judge
// the documents say of each object what such rules need (rules/config/lib/facts.rego); when all are
// read, one more job judges the facts.
#include "config/config_int.h"
#include "core/limits.h"

static const struct rego_val *place(struct arena *a, const struct rego_val *at, struct str path,
                                    struct str resource)
{
    static const char *const keys[] = {"startline", "endline", "filepath", "resource"};
    enum { N = COUNT_OF(keys) };
    const struct rego_val **k = arena_new(a, const struct rego_val *, N);
    const struct rego_val **v = arena_new(a, const struct rego_val *, N);
    struct str file = rego_val_str(rego_get_str(at, S("filepath")));
    for (size_t i = 0; i < N; i++)
        k[i] = rego_str(a, str_from(keys[i]));
    for (size_t i = 0; i < 2; i++) {
        const struct rego_val *line = rego_get_str(at, str_from(keys[i]));
        v[i] = line ? line : rego_int(a, 0);
    }
    v[2] = rego_str(a, file.n ? file : path);
    v[3] = rego_str(a, resource);
    return rego_object(a, k, v, N);
}

void cfg_add_fact(const struct cfg_rules *rules, struct rego_session *session, struct arena *tmp,
                  struct str path, struct str resource, struct cfg_inputs *in)
{
    const struct rego_val *fact = NULL;
    struct sk_err why = {0};
    if (rego_session_eval(session, rules->fact, &fact, &why) < 0) {
        cfg_warn(in, path, 0, "not judged together with others: %s", why.msg);
        return;
    }
    if (!fact || fact->kind != REGO_OBJECT)
        return;
    const struct rego_val **k = arena_new(tmp, const struct rego_val *, fact->n + 1);
    const struct rego_val **v = arena_new(tmp, const struct rego_val *, fact->n + 1);
    for (uint32_t i = 0; i < fact->n; i++) {
        k[i] = rego_key_at(fact, i);
        v[i] = rego_val_at(fact, i);
    }
    k[fact->n] = rego_str(tmp, S("__defsec_metadata"));
    v[fact->n] = place(tmp, rego_get_str(fact, S("place")), path, resource);
    SK_BUF_SCRATCH(text, SK_MAX_FRAME_BYTES);
    rego_to_json(&text, rego_object(tmp, k, v, fact->n + 1), 0);
    if (in->facts.n == CFG_MAX_FACTS || text.full)
        cfg_warn(in, path, 0, "not judged together with others: more than is kept");
    else
        *VEC_PUSH(in->perm, in->facts.items, in->facts.n, in->facts.cap) =
            str_dup(in->perm, sk_buf_str(&text));
}

static const struct rego_val *all_of(struct wire_in *w, struct arena *a, struct sk_err *err)
{
    size_t n = wire_count(w, CFG_MAX_FACTS, 1);
    const struct rego_val **list = arena_new(a, const struct rego_val *, n + 1);
    for (size_t i = 0; i < n; i++)
        if (rego_from_json(a, wire_str(w), &list[i], err) < 0)
            return NULL;
    if (w->bad || w->rest.n) {
        sk_fail(err, SK_EUSAGE, "malformed request");
        return NULL;
    }
    const struct rego_val **k = arena_new(a, const struct rego_val *, 1);
    const struct rego_val **v = arena_new(a, const struct rego_val *, 1);
    k[0] = rego_str(a, S("objects"));
    v[0] = rego_array(a, list, n);
    return rego_object(a, k, v, 1);
}

int cfg_set_job(struct wk_call *c, const struct cfg_rules *rules, struct sk_err *err)
{
    struct wire_in w = {.rest = c->request};
    struct cfg_findings found = {0};
    struct cfg_inputs in = {.perm = c->scratch};
    struct cfg_input one = {.selector = "kubernetes-set", .of_set = true};
    if (!rules && !(rules = cfg_own_rules(c, err)))
        return SK_EFORMAT;
    one.value = all_of(&w, c->scratch, err);
    if (!one.value)
        return SK_EFORMAT;
    int r = cfg_judge(rules, S("."), &in, &one, c->scratch, &found, err);
    if (r == 0)
        cfg_reply_write(c->reply, rules, c->scratch, &found, &in);
    return r;
}
