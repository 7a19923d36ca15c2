// Rules of Kubescape's library: a folder with rule.metadata.json and raw.rego, or a framework in one JSON file. Each
// rule is a program of its own (all of them are package armo_builtins), gets all objects that it matches in an
// array, and says by paths what is wrong with them.
// https://github.com/kubescape/regolibrary
#include "config/config_int.h"
#include "core/map.h"

// What the rules import; the library has them in the scanner. Nothing answers for the API server.
static const char helpers[] =
    "package cautils\n"
    "import rego.v1\n"
    "list_contains(list, element) if element in list\n"
    "getPodName(metadata) := object.get(metadata, \"generateName\", metadata.name)\n"
    "object_intersection(parent, sub) := {k: v | some k, v in sub; parent[k] == v}\n"
    "is_subobject(sub, parent) if object_intersection(parent, sub) == sub\n"
    "unix_permissions_allow(most, actual) if bits.and(bits.negate(most), actual) == 0\n"
    "is_not_strict_conf_permission(actual) if not unix_permissions_allow(384, actual)\n"
    "is_not_strict_conf_ownership(o) if [o.username, o.groupname] != [\"root\", \"root\"]\n";
static const char client[] = "package kubernetes.api.client\n"
                             "import rego.v1\n"
                             "none(x) := x if false\n"
                             "query_all(resource) := none(resource)\n"
                             "query_all_no_auth(resource) := none(resource)\n"
                             "query_ns(resource, ns) := none([resource, ns])\n"
                             "query_name(resource, name) := none([resource, name])\n"
                             "query_name_ns(resource, ns, name) := none([resource, ns, name])\n"
                             "query_label_selector_ns(resource, labels, ns) := none([resource, "
                             "labels, ns])\n";

struct library {
    struct cfg_user *u;
    const struct cfg_source *s;
    struct sk_map controls; // name of a rule -> struct control_list *
    struct sk_doc *settings;
    size_t n_cluster; // rules about what no file shows
    size_t n_settings;
};

struct control_list {
    const struct sk_val **items;
    size_t n, cap;
};

// ---- files ----

static struct str beside(struct arena *a, struct str path, const char *name)
{
    struct str dir = str_dirname(path);
    return dir.n ? str_fmt(a, "%.*s/%s", (int)dir.n, dir.p, name) : str_from(name);
}

static const struct cfg_source_file *find(const struct cfg_source *s, struct str path)
{
    for (size_t i = 0; i < s->n_files; i++)
        if (str_eq(s->files[i].path, path))
            return &s->files[i];
    return NULL;
}

static bool is_package(struct str text, struct str package)
{
    struct str line, word;
    while (str_next_line(&text, &line))
        if (str_next_word(&line, &word) && str_eq(word, S("package")))
            return str_next_word(&line, &word) && str_eq(word, package);
    return false;
}

bool cfg_is_kubescape(const struct cfg_source *s, struct str path)
{
    const struct cfg_source_file *f = find(s, path);
    return f && is_package(f->text, S("armo_builtins"));
}

static struct sk_doc *read_json(struct library *l, const struct cfg_source_file *f)
{
    struct sk_doc *doc = arena_new(l->u->a, struct sk_doc, 1);
    // Some of the files have a comma too many.
    return sk_jsonc_read(l->u->a, f->path, f->text, doc, NULL) == 0 ? doc : NULL;
}

static void add_control(struct library *l, struct str rule, const struct sk_val *control)
{
    struct sk_map_entry *e = sk_map_put(&l->controls, rule);
    if (!e->value)
        e->value = arena_new(l->u->a, struct control_list, 1);
    struct control_list *list = e->value;
    *VEC_PUSH(l->u->a, list->items, list->n, list->cap) = control;
}

// ---- a rule ----

static struct str text(const struct sk_val *v, const char *key)
{
    return sk_val_str(sk_val_get(v, str_from(key)));
}

static void strings(struct arena *a, const struct sk_val *list, struct cfg_strs *ret)
{
    for (SK_EACH(v, list))
        *VEC_PUSH(a, ret->items, ret->n, ret->cap) = sk_val_str(v);
}

static const char *severity_of(double score)
{
    return score >= 9 ? "CRITICAL" : score >= 7 ? "HIGH" : score >= 4 ? "MEDIUM" : "LOW";
}

// What controls say of a rule: the first one gives the words, all are named.
static void read_controls(struct library *l, struct str name, struct cfg_rule *rule)
{
    const struct control_list *list = sk_map_get(&l->controls, name);
    double score = 0;
    for (size_t i = 0; list && i < list->n; i++) {
        const struct sk_val *c = list->items[i];
        double s = 0;
        struct str id = text(c, "controlID");
        if (id.n)
            *VEC_PUSH(l->u->a, rule->controls.items, rule->controls.n, rule->controls.cap) = id;
        if (id.n)
            *VEC_PUSH(l->u->a, rule->ids.items, rule->ids.n, rule->ids.cap) = id;
        (void)sk_val_double(sk_val_get(c, S("baseScore")), &s);
        score = s > score ? s : score;
        if (i == 0 && text(c, "name").n)
            rule->title = text(c, "name");
        if (i == 0 && text(c, "remediation").n)
            rule->action = text(c, "remediation");
        if (i == 0 && text(c, "description").n)
            rule->description = text(c, "description");
    }
    if (score > 0)
        rule->severity = str_from(severity_of(score));
}

static void read_match(struct arena *a, const struct sk_val *meta, struct cfg_user_rule *how)
{
    for (SK_EACH(m, sk_val_get(meta, S("match")))) {
        struct cfg_kinds_match *match = VEC_PUSH(a, how->match, how->n_match, how->cap_match);
        strings(a, sk_val_get(m, S("apiGroups")), &match->groups);
        strings(a, sk_val_get(m, S("resources")), &match->kinds);
    }
}

// About nodes, cloud accounts, the running API server: nothing that stands in files.
static bool is_of_cluster(const struct sk_val *meta)
{
    struct str kept = sk_val_text(sk_val_path(meta, "attributes.hostSensorRule"));
    return str_eq(kept, S("true")) || sk_val_count(sk_val_get(meta, S("relevantCloudProviders")));
}

static int add_settings(struct library *l, struct rego *r, struct str code, struct sk_err *err)
{
    const struct sk_val *root = l->settings ? l->settings->root : NULL;
    const struct sk_val *all = sk_val_path(root, "settings.postureControlInputs");
    if (!all)
        all = sk_val_get(root, S("postureControlInputs"));
    if (!all && str_has(code, S("data.postureControlInputs")))
        l->n_settings++;
    if (!all)
        return 0;
    return rego_add_data(r, S("postureControlInputs"), rego_from_doc(l->u->a, all), err);
}

static int add_rule(struct library *l, const struct sk_val *meta, struct str path, struct str code,
                    struct sk_err *err)
{
    struct cfg_user *u = l->u;
    struct str name = text(meta, "name");
    if (is_of_cluster(meta)) {
        l->n_cluster++;
        return 0;
    }
    struct rego *r = cfg_user_engine(u);
    int rc = cfg_user_module(u, r, path, code, err);
    if (rc == 0)
        rc = cfg_user_module(u, r, S("cautils.rego"), str_from(helpers), err);
    if (rc == 0)
        rc = cfg_user_module(u, r, S("client.rego"), str_from(client), err);
    if (rc == 0)
        rc = add_settings(l, r, code, err);
    if (rc == 0)
        rc = cfg_user_compile(u, r, err);
    if (rc < 0)
        return rc;
    struct cfg_rule rule = {.id = name.n ? name : str_basename(str_dirname(path)),
                            .title = text(meta, "description"),
                            .description = text(meta, "description"),
                            .severity = S("MEDIUM"),
                            .action = text(meta, "remediation"),
                            .package = S("data.armo_builtins")};
    struct cfg_user_rule how = {
        .engine = r,
        .shape = CFG_SHAPE_OBJECTS,
        .entry = rego_find_entry(r, S("data.armo_builtins.deny")),
        .aggregator = sk_val_str(sk_val_path(meta, "attributes.resourcesAggregator"))};
    *VEC_PUSH(u->a, rule.selectors.items, rule.selectors.n, rule.selectors.cap) = S("kubernetes");
    *VEC_PUSH(u->a, rule.ids.items, rule.ids.n, rule.ids.cap) = rule.id;
    read_controls(l, rule.id, &rule);
    if (!rule.title.n)
        rule.title = rule.id;
    read_match(u->a, meta, &how);
    (void)cfg_user_add(u, &rule, &how);
    return 0;
}

// ---- the whole ----

// A control names its rules, or has them in it: then the file is a framework for use without the library.
static int read_framework(struct library *l, const struct sk_val *control, struct str path,
                          struct sk_err *err)
{
    int r = 0;
    for (SK_EACH(name, sk_val_get(control, S("rulesNames"))))
        add_control(l, sk_val_str(name), control);
    for (SK_EACH(rule, sk_val_get(control, S("rules")))) {
        struct str code = text(rule, "rule"), name = text(rule, "name");
        if (!code.n || r < 0)
            continue;
        bool known = sk_map_get(&l->controls, name) != NULL;
        add_control(l, name, control);
        struct str at = str_fmt(l->u->a, STR_FMT ":" STR_FMT, STR_ARG(path), STR_ARG(name));
        if (!known)
            r = add_rule(l, rule, at, code, err);
    }
    return r;
}

static int read_controls_of(struct library *l, const struct cfg_source_file *f, struct sk_err *err)
{
    struct sk_doc *doc = str_has(f->text, S("controlID")) ? read_json(l, f) : NULL;
    int r = 0;
    if (!doc)
        return 0;
    if (text(doc->root, "controlID").n)
        return read_framework(l, doc->root, f->path, err);
    for (SK_EACH(control, sk_val_get(doc->root, S("controls"))))
        if (r == 0)
            r = read_framework(l, control, f->path, err);
    return r;
}

static int add_folders(struct library *l, struct sk_err *err)
{
    static const char none[] = "{}";
    for (size_t i = 0; i < l->s->n_files; i++) {
        const struct cfg_source_file *f = &l->s->files[i];
        if (!str_ends(f->path, S(".rego")) || str_eq(str_basename(f->path), S("filter.rego")) ||
            !is_package(f->text, S("armo_builtins")))
            continue;
        const struct cfg_source_file *m =
            find(l->s, beside(l->u->a, f->path, "rule.metadata.json"));
        const struct cfg_source_file empty = {S("rule.metadata.json"), str_from(none), {0}};
        struct sk_doc *doc = read_json(l, m ? m : &empty);
        if (!doc)
            return sk_fail(err, SK_EUSAGE, STR_FMT ": not JSON", STR_ARG(m->path));
        int r = add_rule(l, doc->root, f->path, f->text, err);
        if (r < 0)
            return r;
    }
    return 0;
}

int cfg_kubescape_open(struct cfg_user *u, const struct cfg_source *s, struct sk_err *err)
{
    struct library l = {.u = u, .s = s, .controls.perm = u->a};
    int r = 0;
    for (size_t i = 0; i < s->n_files; i++)
        if (str_eq(str_basename(s->files[i].path), S("default-config-inputs.json")))
            l.settings = read_json(&l, &s->files[i]);
    for (size_t i = 0; i < s->n_files && r == 0; i++)
        if (str_ends(s->files[i].path, S(".json")))
            r = read_controls_of(&l, &s->files[i], err);
    if (r == 0)
        r = add_folders(&l, err);
    if (l.n_cluster)
        cfg_user_note(u,
                      "%zu rules of Kubescape are not run: they are about nodes or cloud accounts",
                      l.n_cluster);
    if (l.n_settings)
        cfg_user_note(u,
                      "%zu rules of Kubescape find nothing without their settings: put "
                      "default-config-inputs.json beside the rules",
                      l.n_settings);
    return r;
}
