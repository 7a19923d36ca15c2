// Rules of the user on documents: which one is for what, its input, exceptions, results.
#include "config/config_int.h"
#include "config/tree.h"
#include "core/limits.h"

#define KEPT_MEMORY ((size_t)64 << 20) // of all rules on one document

// ---- input ----

static const struct rego_val *object(struct arena *a, const char *const *keys,
                                     const struct rego_val **v, size_t n)
{
    const struct rego_val **k = arena_new(a, const struct rego_val *, n);
    for (size_t i = 0; i < n; i++)
        k[i] = rego_str(a, str_from(keys[i]));
    return rego_object(a, k, v, n);
}

static const struct rego_val *text_of(struct arena *a, const struct rego_val *v, const char *key)
{
    return rego_str(a, rego_val_str(rego_get_str(v, str_from(key))));
}

// The instructions of all stages as conftest has them.
static const struct rego_val *conftest_dockerfile(struct arena *a, const struct rego_val *in)
{
    static const char *const keys[] = {"Cmd", "SubCmd", "JSON", "Flags", "Value", "Stage"};
    const struct rego_val **all = NULL, *stages = rego_get_str(in, S("Stages"));
    size_t n = 0, cap = 0;
    for (uint32_t s = 0; stages && stages->kind == REGO_ARRAY && s < stages->n; s++) {
        const struct rego_val *list = rego_get_str(stages->items[s], S("Commands"));
        for (uint32_t c = 0; list && list->kind == REGO_ARRAY && c < list->n; c++) {
            const struct rego_val **v = arena_new(a, const struct rego_val *, COUNT_OF(keys));
            for (size_t k = 0; k < COUNT_OF(keys); k++) {
                v[k] = rego_get_str(list->items[c], str_from(keys[k]));
                if (!v[k])
                    v[k] = &rego_null;
            }
            v[5] = rego_int(a, s);
            *VEC_PUSH(a, all, n, cap) = object(a, keys, v, COUNT_OF(keys));
        }
    }
    return rego_array(a, all, n);
}

// What an admission controller asks Gatekeeper about.
static const struct rego_val *review(struct arena *a, const struct rego_val *in,
                                     const struct rego_val *parameters)
{
    static const char *const of_kind[] = {"group", "version", "kind"};
    static const char *const of_review[] = {"kind",      "name",   "namespace",
                                            "operation", "object", "oldObject"};
    static const char *const of_input[] = {"review", "parameters"};
    struct str group, version, api = rego_val_str(rego_get_str(in, S("apiVersion")));
    const struct rego_val *meta = rego_get_str(in, S("metadata"));
    if (!str_cut(api, '/', &group, &version)) {
        version = api;
        group = S("");
    }
    const struct rego_val **k = arena_new(a, const struct rego_val *, 3);
    k[0] = rego_str(a, group);
    k[1] = rego_str(a, version);
    k[2] = text_of(a, in, "kind");
    const struct rego_val **r = arena_new(a, const struct rego_val *, COUNT_OF(of_review));
    r[0] = object(a, of_kind, k, COUNT_OF(of_kind));
    r[1] = text_of(a, meta, "name");
    r[2] = text_of(a, meta, "namespace");
    r[3] = rego_str(a, S("CREATE"));
    r[4] = in;
    r[5] = &rego_null;
    const struct rego_val **v = arena_new(a, const struct rego_val *, 2);
    v[0] = object(a, of_review, r, COUNT_OF(of_review));
    v[1] = parameters ? parameters : rego_object(a, NULL, NULL, 0);
    return object(a, of_input, v, COUNT_OF(of_input));
}

static const struct rego_val *input_for(struct arena *a, const struct cfg_user_rule *u,
                                        const struct cfg_input *one)
{
    if (u->shape == CFG_SHAPE_CONFTEST && str_eq(str_from(one->selector), S("dockerfile")))
        return conftest_dockerfile(a, one->value);
    return u->shape == CFG_SHAPE_REVIEW ? review(a, one->value, u->parameters) : one->value;
}

// ---- which rule is for what ----

static bool has_str(const struct cfg_strs *list, struct str s)
{
    for (size_t i = 0; i < list->n; i++)
        if (str_eq_nocase(list->items[i], s))
            return true;
    return false;
}

static bool is_selected(const struct cfg_rule *rule, const struct cfg_input *one)
{
    struct str selector = str_from(one->selector);
    const char *format = cfg_format_of(one->path);
    if (!rule->selectors.n)
        return true;
    if (has_str(&rule->selectors, selector) ||
        (format && has_str(&rule->selectors, str_from(format))))
        return true;
    return str_eq(selector, S("kubernetes")) &&
           (has_str(&rule->selectors, S("rbac")) || has_str(&rule->selectors, S("helm")) ||
            has_str(&rule->selectors, S("argocd")));
}

static bool fits_subtype(const struct cfg_user_rule *u, const struct rego_val *v)
{
    struct str group, version, api = rego_val_str(rego_get_str(v, S("apiVersion")));
    if (!u->subtypes.n || !str_cut(api, '/', &group, &version))
        version = api;
    return !u->subtypes.n || has_str(&u->subtypes, rego_val_str(rego_get_str(v, S("kind")))) ||
           (group.n && has_str(&u->subtypes, group)) ||
           (version.n && has_str(&u->subtypes, version));
}

// "kube-*", "*-system" or the name itself.
static bool has_namespace(const struct cfg_strs *list, struct str name)
{
    for (size_t i = 0; i < list->n; i++) {
        struct str x = list->items[i];
        if (str_eq(x, name) || (str_ends(x, S("*")) && str_starts(name, str_head(x, x.n - 1))) ||
            (str_starts(x, S("*")) && str_ends(name, str_skip(x, 1))))
            return true;
    }
    return false;
}

// Where none is written it is "default", as kubectl has it.
static bool fits_namespace(const struct cfg_user_rule *u, const struct rego_val *v)
{
    struct str ns = rego_val_str(rego_get_str(rego_get_str(v, S("metadata")), S("namespace")));
    if (!ns.n)
        ns = S("default");
    return (!u->namespaces.n || has_namespace(&u->namespaces, ns)) &&
           !has_namespace(&u->excluded, ns);
}

static bool is_for(const struct cfg_rule *rule, const struct cfg_input *one)
{
    bool kubernetes = str_eq(str_from(one->selector), S("kubernetes"));
    if (rule->user->shape == CFG_SHAPE_REVIEW)
        return kubernetes && cfg_match_kind(rule->user, one->value) &&
               fits_namespace(rule->user, one->value);
    return is_selected(rule, one) && (!kubernetes || fits_subtype(rule->user, one->value));
}

// ---- evaluation ----

static void begin(struct cfg_user_eval *e, struct rego *engine, const struct rego_val *input)
{
    const struct rego_options o = {
        .input = input, .max_steps = CFG_MAX_STEPS, .max_memory = CFG_MAX_MEMORY};
    if (e->session && e->engine == engine && e->input == input)
        return;
    arena_reset(&e->tmp);
    e->engine = engine;
    e->input = input;
    e->session = rego_session_new(engine, &e->tmp, &o);
}

const struct rego_val *cfg_user_eval(struct cfg_user_eval *e, const struct cfg_rule *rule,
                                     const struct rego_node *entry, const struct rego_val *input)
{
    const struct rego_val *v = NULL;
    struct sk_err why = {0};
    uint32_t *failed = &e->ret->failed[rule - e->rules->items];
    if (!entry)
        return NULL;
    begin(e, rule->user->engine, input);
    int r = rego_session_eval(e->session, entry, &v, &why);
    if (r == 0)
        return v;
    bool last = r == SK_ELIMIT && ++*failed == CFG_MAX_FAILURES;
    cfg_warn(e->in, e->path, 0, "rule " STR_FMT " failed: %s%s", STR_ARG(rule->id), why.msg,
             last ? "; it is not asked about the files that follow" : "");
    return NULL;
}

static bool is_list(const struct rego_val *v)
{
    return v && (v->kind == REGO_SET || v->kind == REGO_ARRAY);
}

// exception contains rules if { rules := ["root", ...] }: rules without their deny_.
static bool names(const struct rego_val *lists, struct str name)
{
    for (uint32_t i = 0; is_list(lists) && i < lists->n; i++) {
        const struct rego_val *list = lists->items[i];
        if (list->kind == REGO_STRING && str_eq(rego_val_str(list), name))
            return true;
        for (uint32_t k = 0; is_list(list) && k < list->n; k++)
            if (list->items[k]->kind == REGO_STRING && str_eq(rego_val_str(list->items[k]), name))
                return true;
    }
    return false;
}

static bool is_excepted(struct cfg_user_eval *e, const struct cfg_rule *rule,
                        const struct rego_val *input)
{
    const struct cfg_user_rule *u = rule->user;
    struct str package = rule->package;
    (void)str_take(&package, S("data."));
    return names(cfg_user_eval(e, rule, u->exception, input), u->exempt) ||
           names(cfg_user_eval(e, rule, u->namespace_exception, input), package);
}

// Where a document begins: what is said of a document without a line is said of its first.
static uint32_t first_line(const struct cfg_input *one)
{
    if (!one->doc || !one->value->src)
        return 0;
    return sk_doc_pos(one->doc, sk_val_span(one->value->src).off).line;
}

// conftest: "_loc": {"line": 3}.
static uint32_t line_of_loc(const struct rego_val *v)
{
    int64_t line = 0;
    const struct rego_val *at = rego_get_str(rego_get_str(v, S("_loc")), S("line"));
    uint64_t n;
    if (at && at->kind == REGO_STRING && str_to_u64(rego_val_str(at), &n))
        line = (int64_t)n;
    else if (at)
        (void)rego_val_i64(at, &line);
    return line > 0 && line < INT32_MAX ? (uint32_t)line : 0;
}

static void add(const struct rego_val *v, const struct cfg_rule *rule, const struct cfg_input *one,
                struct str path, struct arena *perm, struct cfg_findings *ret)
{
    struct cfg_finding f = cfg_result(v, rule, path, one, perm);
    struct str resource = rego_val_str(rego_get_str(v, S("resource")));
    f.resource = one ? cfg_resource(perm, one) : (struct str){0};
    if (!f.resource.n && resource.n)
        f.resource = str_dup(perm, resource);
    if (!f.line)
        f.line = f.end_line = line_of_loc(v);
    if (!f.line && one && one->tree) {
        struct cfg_place at = cfg_node_place(one->tree);
        f.line = f.end_line = at.line;
        f.path = at.line ? at.path : f.path;
    }
    if (!f.line && one)
        f.line = f.end_line = first_line(one);
    if (ret->fixes && one && !one->tree && v->kind == REGO_OBJECT)
        cfg_add_fix(v, one, perm, &f);
    cfg_add_finding(ret, perm, &f);
}

// A set or array of results; a text, an object or `true` is one. Empty and false are none.
static void add_all(const struct rego_val *v, const struct cfg_rule *rule,
                    const struct cfg_input *one, struct str path, struct arena *perm,
                    struct cfg_findings *ret)
{
    for (uint32_t k = 0; is_list(v) && k < v->n; k++)
        add(v->items[k], rule, one, path, perm, ret);
    if (v->kind == REGO_STRING || (v->kind == REGO_OBJECT && v->n) ||
        (v->kind == REGO_BOOL && v->i))
        add(v, rule, one, path, perm, ret);
}

static bool is_asked(const struct cfg_user_eval *e, size_t rule)
{
    return e->ret->failed[rule] < CFG_MAX_FAILURES;
}

void cfg_judge_user(const struct cfg_rules *rules, struct str path, struct cfg_inputs *in,
                    const struct cfg_input *one, struct arena *perm, struct cfg_findings *ret)
{
    ARENA_SCRATCH(shaped);
    const struct rego_val *inputs[CFG_SHAPE_COMBINED] = {0};
    struct cfg_user_eval e = {rules, in, ret, path};
    for (size_t i = rules->n_builtin; i < rules->n_items; i++) {
        const struct cfg_rule *rule = &rules->items[i];
        enum cfg_shape shape = rule->user->shape;
        if (shape >= CFG_SHAPE_COMBINED || !is_asked(&e, i) || !is_for(rule, one))
            continue;
        if (e.tmp.used > KEPT_MEMORY) // what was computed is computed again
            e.session = NULL;
        if (!inputs[shape] || shape == CFG_SHAPE_REVIEW) // each constraint has its parameters
            inputs[shape] = input_for(&shaped, rule->user, one);
        ret->judged[i]++;
        const struct rego_val *v = cfg_user_eval(&e, rule, rule->user->entry, inputs[shape]);
        if (!v || (is_list(v) && !v->n))
            continue;
        if (is_excepted(&e, rule, inputs[shape]))
            ret->excepted++;
        else
            add_all(v, rule, one, path, perm, ret);
    }
    arena_free(&e.tmp);
}

// [{"path": ..., "contents": ...}]: what conftest --combine and Trivy's input.combine give.
static void judge_combined(struct cfg_user_eval *e, const struct cfg_rule *rule, struct arena *perm)
{
    static const char *const keys[] = {"path", "contents"};
    ARENA_SCRATCH(tmp);
    const struct rego_val **all = arena_new(&tmp, const struct rego_val *, e->in->n_items);
    size_t n = 0;
    for (size_t i = 0; i < e->in->n_items; i++) {
        const struct rego_val **v = arena_new(&tmp, const struct rego_val *, 2);
        if (!is_for(rule, &e->in->items[i]))
            continue;
        v[0] = rego_str(&tmp, e->in->items[i].path);
        v[1] = input_for(&tmp, rule->user, &e->in->items[i]);
        all[n++] = object(&tmp, keys, v, 2);
    }
    if (!n)
        return;
    e->ret->judged[rule - e->rules->items] += (uint32_t)n;
    const struct rego_val *v = cfg_user_eval(e, rule, rule->user->entry, rego_array(&tmp, all, n));
    if (v)
        add_all(v, rule, NULL, S("."), perm, e->ret);
    e->session = NULL; // its input goes
}

void cfg_judge_together(const struct cfg_rules *rules, struct cfg_inputs *in, struct arena *perm,
                        struct cfg_findings *ret)
{
    struct cfg_user_eval e = {rules, in, ret, S("")};
    rules->host->doc = NULL;
    rules->host->tree = NULL;
    for (size_t i = rules->n_builtin; i < rules->n_items && in->n_items; i++) {
        const struct cfg_rule *rule = &rules->items[i];
        if (rule->user->shape == CFG_SHAPE_COMBINED)
            judge_combined(&e, rule, perm);
        else if (rule->user->shape == CFG_SHAPE_OBJECTS)
            cfg_judge_objects(&e, rule, perm);
    }
    arena_free(&e.tmp);
    if (ret->excepted)
        cfg_note(in, S(""), 0, "%u results were left out by exception rules", ret->excepted);
}

// ---- documents of no kind ----

const char *cfg_format_of(struct str path)
{
    if (str_ends(path, S(".yaml")) || str_ends(path, S(".yml")))
        return "yaml";
    if (str_ends(path, S(".json")))
        return "json";
    if (str_ends(path, S(".tf")) || str_ends(path, S(".tfvars")) || str_ends(path, S(".hcl")))
        return "hcl";
    return str_ends(path, S(".toml")) ? "toml" : NULL;
}

bool cfg_wants_generic(struct str path, uint64_t size)
{
    return size <= CFG_MAX_DOCUMENT && cfg_format_of(path) && !str_has(path, S("node_modules/"));
}

static bool is_any(const struct sk_val *root)
{
    return root != NULL;
}

void cfg_read_generic(struct str path, struct str data, struct cfg_inputs *out)
{
    const char *format = cfg_format_of(path);
    struct sk_err why = {0};
    size_t from = out->n_items;
    int r = 0;
    if (!format)
        return;
    if (*format == 't' || *format == 'h') {
        struct sk_doc *doc = arena_new(out->perm, struct sk_doc, 1);
        r = *format == 't' ? sk_toml_read(out->perm, path, data, doc, &why)
                           : sk_hcl_read(out->perm, path, data, doc, &why);
        if (r == 0) {
            *VEC_PUSH(out->perm, out->items, out->n_items, out->cap_items) =
                (struct cfg_input){format, rego_from_doc(out->perm, doc->root), doc};
            cfg_tell(out, doc);
        }
    } else {
        r = cfg_read_documents(path, data, format, is_any, out, &why);
    }
    if (r < 0)
        cfg_note(out, path, 0, "not shown to rules for any document: %s", why.msg);
    for (size_t i = from; i < out->n_items; i++)
        out->items[i].src = data, out->items[i].path = path;
}
