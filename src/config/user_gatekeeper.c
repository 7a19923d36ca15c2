// Gatekeeper's constraint templates, which hold Rego, and constraints, which say for which objects and with which
// parameters. A template is a program of its own; a constraint of it is a rule.
// https://open-policy-agent.github.io/gatekeeper/website/docs/howto
#include "config/config_int.h"

struct manifest { // a document of a file
    struct str path;
    const struct sk_val *root;
    bool used;
};

struct gate {
    struct cfg_user *u;
    struct manifest *templates, *constraints;
    size_t n_templates, cap_templates, n_constraints, cap_constraints, n_idle;
};

static struct str text(const struct sk_val *v, const char *path)
{
    return sk_val_str(sk_val_path(v, path));
}

static int read_file(struct gate *g, const struct cfg_source_file *f, struct sk_err *err)
{
    struct arena *a = g->u->a;
    struct sk_doc *docs;
    size_t n = 0;
    if (!str_has(f->text, S("gatekeeper.sh/")))
        return 0;
    if (sk_yaml_read(a, f->path, f->text, &docs, &n, err) < 0)
        return sk_wrap(err, SK_EUSAGE, STR_FMT, STR_ARG(f->path));
    for (size_t i = 0; i < n; i++) {
        const struct sk_val *root = docs[i].root;
        struct manifest m = {.path = f->path, .root = root};
        if (str_eq(text(root, "kind"), S("ConstraintTemplate")))
            *VEC_PUSH(a, g->templates, g->n_templates, g->cap_templates) = m;
        else if (str_starts(text(root, "apiVersion"), S("constraints.gatekeeper.sh/")))
            *VEC_PUSH(a, g->constraints, g->n_constraints, g->cap_constraints) = m;
    }
    return 0;
}

// ---- templates ----

// targets[].rego and libs, or targets[].code[].source of the engine Rego.
static const struct sk_val *code_of(const struct sk_val *target)
{
    if (sk_val_get(target, S("rego")))
        return target;
    for (SK_EACH(code, sk_val_get(target, S("code"))))
        if (str_eq(text(code, "engine"), S("Rego")))
            return sk_val_get(code, S("source"));
    return NULL;
}

static int compile(struct gate *g, const struct manifest *m, struct rego **ret, struct sk_err *err)
{
    struct cfg_user *u = g->u;
    const struct sk_val *code =
        code_of(sk_val_first(sk_val_get(sk_val_get(m->root, S("spec")), S("targets"))));
    struct str rego = text(code, "rego");
    size_t n = 0;
    *ret = NULL;
    if (!rego.n)
        return 0; // written in CEL
    struct rego *r = cfg_user_engine(u);
    int rc = cfg_user_module(u, r, m->path, rego, err);
    for (SK_EACH(lib, sk_val_get(code, S("libs"))))
        if (rc == 0)
            rc = cfg_user_module(u, r, str_fmt(u->a, STR_FMT " lib %zu", STR_ARG(m->path), ++n),
                                 sk_val_str(lib), err);
    if (rc == 0)
        rc = cfg_user_compile(u, r, err);
    *ret = r;
    return rc;
}

static struct str violation_of(struct rego *r)
{
    size_t n;
    const struct rego_rule_info *all = rego_rules(r, &n);
    for (size_t i = 0; i < n; i++)
        if (str_eq(all[i].name, S("violation")))
            return all[i].path;
    return (struct str){0};
}

// ---- constraints ----

static void strings(struct arena *a, const struct sk_val *list, struct cfg_strs *ret)
{
    for (SK_EACH(v, list))
        *VEC_PUSH(a, ret->items, ret->n, ret->cap) = sk_val_str(v);
}

static void add_constraint(struct gate *g, const struct manifest *t, struct rego *r,
                           const struct manifest *m)
{
    struct arena *a = g->u->a;
    const struct sk_val *notes = sk_val_path(t->root, "metadata.annotations");
    const struct sk_val *match = sk_val_path(m->root, "spec.match");
    const struct sk_val *parameters = sk_val_path(m->root, "spec.parameters");
    struct str kind = text(m->root, "kind"), action = text(m->root, "spec.enforcementAction");
    struct str path = violation_of(r), package, name;
    struct cfg_user_rule how = {.engine = r,
                                .shape = CFG_SHAPE_REVIEW,
                                .entry = rego_find_entry(r, path),
                                .parameters = parameters ? rego_from_doc(a, parameters) : NULL};
    str_cut_last(path, '.', &package, &name);
    struct cfg_rule rule = {
        .id =
            str_fmt(a, STR_FMT "/" STR_FMT, STR_ARG(kind), STR_ARG(text(m->root, "metadata.name"))),
        .title = sk_val_str(sk_val_get(notes, S("metadata.gatekeeper.sh/title"))),
        .description = sk_val_str(sk_val_get(notes, S("description"))),
        .severity = action.n && !str_eq(action, S("deny")) ? S("LOW") : S("HIGH"),
        .package = package,
    };
    if (!rule.title.n)
        rule.title = rule.description.n ? rule.description : kind;
    for (SK_EACH(k, sk_val_get(match, S("kinds")))) {
        struct cfg_kinds_match *to = VEC_PUSH(a, how.match, how.n_match, how.cap_match);
        strings(a, sk_val_get(k, S("apiGroups")), &to->groups);
        strings(a, sk_val_get(k, S("kinds")), &to->kinds);
    }
    strings(a, sk_val_get(match, S("namespaces")), &how.namespaces);
    strings(a, sk_val_get(match, S("excludedNamespaces")), &how.excluded);
    *VEC_PUSH(a, rule.selectors.items, rule.selectors.n, rule.selectors.cap) = S("kubernetes");
    *VEC_PUSH(a, rule.ids.items, rule.ids.n, rule.ids.cap) = rule.id;
    *VEC_PUSH(a, rule.ids.items, rule.ids.n, rule.ids.cap) = kind;
    (void)cfg_user_add(g->u, &rule, &how);
}

static int add_template(struct gate *g, const struct manifest *t, struct sk_err *err)
{
    struct str kind = text(t->root, "spec.crd.spec.names.kind");
    struct rego *r;
    bool any = false;
    int rc = compile(g, t, &r, err);
    if (rc < 0 || !r)
        return rc;
    for (size_t i = 0; i < g->n_constraints; i++) {
        struct manifest *m = &g->constraints[i];
        if (!str_eq(text(m->root, "kind"), kind))
            continue;
        add_constraint(g, t, r, m);
        m->used = any = true;
    }
    g->n_idle += !any;
    return 0;
}

int cfg_gatekeeper_open(struct cfg_user *u, struct sk_err *err)
{
    struct gate g = {.u = u};
    size_t lost = 0;
    int r = 0;
    for (size_t s = 0; s < u->o->n_sources; s++)
        for (size_t i = 0; i < u->o->sources[s].n_files && r == 0; i++) {
            struct str path = u->o->sources[s].files[i].path;
            if (str_ends(path, S(".yaml")) || str_ends(path, S(".yml")))
                r = read_file(&g, &u->o->sources[s].files[i], err);
        }
    for (size_t i = 0; i < g.n_templates && r == 0; i++)
        r = add_template(&g, &g.templates[i], err);
    for (size_t i = 0; i < g.n_constraints; i++)
        lost += !g.constraints[i].used;
    if (g.n_idle)
        cfg_user_note(u, "%zu constraint templates have no constraint: they are not run", g.n_idle);
    if (lost)
        cfg_user_note(u, "%zu constraints have no template in Rego: they are not run", lost);
    return r;
}
