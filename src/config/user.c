// Rules of the user: Trivy's checks, conftest's policies, and what is written in their manner. All Rego files of all
// --rules are one program; Kubescape's rules are one each (user_kubescape.c).
// https://www.conftest.dev/ https://trivy.dev/latest/docs/scanner/misconfiguration/custom/
#include "config/config_int.h"
#include "core/map.h"

#include <stdarg.h>
#include <stdio.h>

enum { MAX_USER_RULES = 20000 };

void cfg_user_note(struct cfg_user *u, const char *fmt, ...)
{
    char text[400];
    va_list ap;
    va_start(ap, fmt);
    vsnprintf(text, sizeof text, fmt, ap);
    va_end(ap);
    *VEC_PUSH(u->a, u->ret->notes, u->ret->n_notes, u->ret->cap_notes) =
        (struct inv_warning){.what = str_dup(u->a, str_from(text))};
}

struct rego *cfg_user_engine(struct cfg_user *u)
{
    const struct rego_config config = {.host = u->ret->host};
    struct rego *r = rego_new(u->a, &config);
    cfg_add_builtins(r);
    return r;
}

static int wrong(struct cfg_user *u, struct rego *r, struct sk_err *err)
{
    u->ret->failed = r;
    err->code = SK_EUSAGE; // the user's file, not a document
    return SK_EUSAGE;
}

int cfg_user_module(struct cfg_user *u, struct rego *r, struct str path, struct str text,
                    struct sk_err *err)
{
    return rego_add_module(r, path, text, err) < 0 ? wrong(u, r, err) : 0;
}

int cfg_user_compile(struct cfg_user *u, struct rego *r, struct sk_err *err)
{
    return rego_compile(r, err) < 0 ? wrong(u, r, err) : 0;
}

bool cfg_user_add(struct cfg_user *u, struct cfg_rule *rule, const struct cfg_user_rule *how)
{
    struct cfg_rules *ret = u->ret;
    struct cfg_user_rule *copy = arena_new(u->a, struct cfg_user_rule, 1);
    if (cfg_is_skipped(u->o, rule)) {
        u->n_skipped++;
        cfg_skip(u->a, ret, rule);
        return false;
    }
    *copy = *how;
    rule->user = copy;
    rule->foreign = true;
    ret->together |= how->shape >= CFG_SHAPE_COMBINED;
    ret->wants_any |= rule->selectors.n == 0 && how->shape < CFG_SHAPE_REVIEW;
    for (size_t i = 0; i < rule->selectors.n; i++) {
        struct str s = rule->selectors.items[i];
        ret->wants_any |= str_eq(s, S("yaml")) || str_eq(s, S("json")) || str_eq(s, S("toml")) ||
                          str_eq(s, S("hcl"));
    }
    *VEC_PUSH(u->a, ret->items, ret->n_items, ret->cap_items) = *rule;
    return true;
}

// ---- what kind of rules ----

// Is any of the package's files about this?
static bool speaks_of(struct cfg_user *u, struct rego *r, struct str package, struct str what)
{
    size_t n;
    const struct rego_rule_info *all = rego_rules(r, &n);
    for (size_t s = 0; s < u->o->n_sources; s++)
        for (size_t f = 0; f < u->o->sources[s].n_files; f++) {
            const struct cfg_source_file *file = &u->o->sources[s].files[f];
            bool ours = false;
            for (size_t i = 0; i < n && !ours; i++)
                ours = str_eq(all[i].package, package) && str_eq(all[i].file, file->path);
            if (ours && str_has(file->text, what))
                return true;
        }
    return false;
}

// deny, violation, warn, also deny_x: "x" goes to *ret_exempt.
static bool is_entry(struct str name, struct str *ret_exempt)
{
    static const char *const words[] = {"deny", "violation", "warn"};
    for (size_t i = 0; i < COUNT_OF(words); i++) {
        *ret_exempt = name;
        if (!str_take(ret_exempt, str_from(words[i])))
            continue;
        if (!ret_exempt->n || str_take(ret_exempt, S("_")))
            return true;
    }
    return false;
}

static const struct rego_annotation *note_of(const struct rego *r, struct str path, bool package,
                                             struct str file)
{
    size_t n;
    const struct rego_annotation *all = rego_annotations(r, &n), *best = NULL;
    for (size_t i = 0; i < n; i++) {
        bool fits =
            str_eq(all[i].path, path) &&
            (package ? str_eq(all[i].scope, S("package"))
                     : str_eq(all[i].scope, S("rule")) || str_eq(all[i].scope, S("document")));
        if (fits && (!best || (package && str_eq(all[i].file, file))))
            best = &all[i];
    }
    return best;
}

static bool is_true(const struct rego_val *v)
{
    return v && v->kind == REGO_BOOL && v->i;
}

static void read_subtypes(struct arena *a, const struct rego_val *custom, struct cfg_user_rule *ret)
{
    static const char *const keys[] = {"kind", "group", "version"};
    const struct rego_val *list = rego_get_str(rego_get_str(custom, S("input")), S("selector"));
    for (uint32_t i = 0; list && list->kind == REGO_ARRAY && i < list->n; i++) {
        const struct rego_val *sub = rego_get_str(list->items[i], S("subtypes"));
        for (uint32_t k = 0; sub && sub->kind == REGO_ARRAY && k < sub->n; k++)
            for (size_t w = 0; w < COUNT_OF(keys); w++) {
                struct str s = rego_val_str(rego_get_str(sub->items[k], str_from(keys[w])));
                if (s.n)
                    *VEC_PUSH(a, ret->subtypes.items, ret->subtypes.n, ret->subtypes.cap) = s;
            }
    }
}

// What stood in a package before METADATA: __rego_metadata__ and __rego_input__.
static const struct rego_val *old_metadata(struct cfg_user *u, struct rego *r, struct str package,
                                           const char *name)
{
    const struct rego_options o = {.max_steps = CFG_MAX_STEPS, .max_memory = CFG_MAX_MEMORY};
    const struct rego_val *v = NULL;
    struct str path = str_join(u->a, package, str_from(name));
    return rego_eval_path(r, u->a, path, &o, &v, NULL) == 0 ? v : NULL;
}

static const struct rego_val *object_with(struct arena *a, const char *key,
                                          const struct rego_val *v)
{
    const struct rego_val **k = arena_new(a, const struct rego_val *, 2);
    k[0] = rego_str(a, str_from(key));
    k[1] = v;
    return rego_object(a, k, k + 1, 1);
}

// ---- selectors that no reader of ours serves ----

static bool is_read(struct str selector)
{
    static const char *const more[] = {"yaml",   "json",  "toml",     "rbac",           "helm",
                                       "argocd", "image", "ecs-task", "github-workflow"};
    for (size_t i = 0; cfg_kinds[i]; i++)
        if (str_eq(selector, str_from(cfg_kinds[i]->id)))
            return true;
    for (size_t i = 0; i < COUNT_OF(more); i++)
        if (str_eq(selector, str_from(more[i])))
            return true;
    return false;
}

static bool is_served(const struct cfg_rule *rule)
{
    for (size_t i = 0; i < rule->selectors.n; i++)
        if (is_read(rule->selectors.items[i]))
            return true;
    return rule->selectors.n == 0;
}

static void tell_unread(struct cfg_user *u, const struct sk_map *unread)
{
    for (size_t i = 0; i < unread->n; i++)
        cfg_user_note(u, "%zu rules for '" STR_FMT "' are not run: such documents are not read yet",
                      (size_t)(uintptr_t)unread->entries[i].value, STR_ARG(unread->entries[i].key));
}

// ---- a program of rules ----

struct program {
    struct cfg_user *u;
    struct rego *r;
    struct sk_map unread; // selector -> how many rules
    const struct rego_node *namespace_exception;
};

static enum cfg_shape shape_of(struct program *p, const struct rego_rule_info *info,
                               const struct rego_val *input, bool described)
{
    if (is_true(rego_get_str(input, S("combine"))))
        return CFG_SHAPE_COMBINED;
    if (described)
        return CFG_SHAPE_DOCUMENT;
    if (speaks_of(p->u, p->r, info->package, S("input.review")))
        return CFG_SHAPE_REVIEW;
    return speaks_of(p->u, p->r, info->package, S("Stages")) ? CFG_SHAPE_DOCUMENT
                                                             : CFG_SHAPE_CONFTEST;
}

static void defaults(struct arena *a, const struct rego_rule_info *info, struct cfg_rule *rule)
{
    if (!rule->id.n) { // "main.deny_root"
        rule->id = info->path;
        (void)str_take(&rule->id, S("data."));
        *VEC_PUSH(a, rule->ids.items, rule->ids.n, rule->ids.cap) = rule->id;
    }
    if (!rule->severity.n || str_eq_nocase(rule->severity, S("unknown")))
        rule->severity = str_starts(info->name, S("warn")) ? S("LOW") : S("HIGH");
    if (!rule->title.n) // the messages say what is wrong
        rule->title = rule->description.n ? rule->description
                                          : str_fmt(a, "%s of " STR_FMT, str_to_c(a, info->name),
                                                    STR_ARG(info->file));
}

static void add_entry(struct program *p, const struct rego_rule_info *info, struct str exempt)
{
    struct cfg_user *u = p->u;
    struct arena *a = u->a;
    struct cfg_rule rule = {.package = info->package};
    struct cfg_user_rule how = {
        .engine = p->r,
        .entry = rego_find_entry(p->r, info->path),
        .exempt = exempt,
        .exception = rego_find_entry(p->r, str_join(a, info->package, S(".exception"))),
        .namespace_exception = p->namespace_exception};
    const struct rego_annotation *of_package = note_of(p->r, info->package, true, info->file);
    const struct rego_annotation *of_rule = note_of(p->r, info->path, false, info->file);
    const struct rego_val *note = of_package ? of_package->value : NULL;
    const struct rego_val *custom = rego_get_str(note, S("custom"));
    if (!custom) {
        custom = old_metadata(u, p->r, info->package, ".__rego_metadata__");
        const struct rego_val *input = old_metadata(u, p->r, info->package, ".__rego_input__");
        if (input)
            cfg_read_metadata(a, NULL, object_with(a, "input", input), &rule);
    }
    if (is_true(rego_get_str(custom, S("library"))))
        return;
    if (is_true(rego_get_str(custom, S("deprecated")))) {
        u->n_deprecated++;
        return;
    }
    const struct rego_val *frameworks = rego_get_str(custom, S("frameworks"));
    if (frameworks && frameworks->kind == REGO_OBJECT && frameworks->n &&
        !rego_get_str(frameworks, S("default"))) {
        u->n_special++;
        return;
    }
    cfg_read_metadata(a, note, custom, &rule);
    read_subtypes(a, custom, &how);
    if (of_rule)
        cfg_read_metadata(a, of_rule->value, rego_get_str(of_rule->value, S("custom")), &rule);
    how.shape = shape_of(p, info, rego_get_str(custom, S("input")), custom || rule.selectors.n);
    defaults(a, info, &rule);
    if (is_served(&rule)) {
        (void)cfg_user_add(u, &rule, &how);
        return;
    }
    struct sk_map_entry *e = sk_map_put(&p->unread, rule.selectors.items[0]);
    e->value = (void *)((uintptr_t)e->value + 1);
}

static int add_entries(struct program *p, struct sk_err *err)
{
    size_t n;
    const struct rego_rule_info *all = rego_rules(p->r, &n);
    struct str last = {0}, exempt;
    p->namespace_exception = rego_find_entry(p->r, S("data.namespace.exceptions.exception"));
    for (size_t i = 0; i < n; i++) {
        if (all[i].is_function || str_eq(all[i].path, last) || !is_entry(all[i].name, &exempt))
            continue;
        last = all[i].path;
        if (p->u->ret->n_items >= MAX_USER_RULES)
            return sk_fail(err, SK_ELIMIT, "more than %d rules", MAX_USER_RULES);
        add_entry(p, &all[i], exempt);
    }
    tell_unread(p->u, &p->unread);
    return 0;
}

// data.namespaces: what exceptions of whole packages choose from.
static const struct rego_val *namespaces(struct cfg_user *u)
{
    struct str line, rest;
    const struct rego_val **v = NULL;
    size_t n = 0, cap = 0;
    for (size_t s = 0; s < u->o->n_sources; s++)
        for (size_t f = 0; f < u->o->sources[s].n_files; f++) {
            if (!str_ends(u->o->sources[s].files[f].path, S(".rego")))
                continue;
            rest = u->o->sources[s].files[f].text;
            while (str_next_line(&rest, &line))
                if (str_take(&line, S("package "))) {
                    struct str name = {0};
                    (void)str_next_word(&line, &name);
                    *VEC_PUSH(u->a, v, n, cap) = rego_str(u->a, name);
                    break;
                }
        }
    return object_with(u->a, "namespaces", rego_array(u->a, v, n));
}

static int add_data(struct cfg_user *u, struct rego *r, struct sk_err *err)
{
    for (size_t i = 0; i < u->o->n_data; i++) {
        const struct rego_val *v = NULL;
        int rc = cfg_data_read(u->a, &u->o->data[i], &v, err);
        if (rc == 0 && v)
            rc = rego_add_data(r, u->o->data[i].at, v, err);
        if (rc < 0)
            return sk_wrap(err, SK_EUSAGE, STR_FMT, STR_ARG(u->o->data[i].path));
    }
    return rego_add_data(r, (struct str){0}, namespaces(u), err);
}

static int open_program(struct cfg_user *u, struct sk_err *err)
{
    struct program p = {.u = u, .r = cfg_user_engine(u), .unread.perm = u->a};
    size_t n = 0;
    for (size_t s = 0; s < u->o->n_sources; s++)
        for (size_t f = 0; f < u->o->sources[s].n_files; f++) {
            const struct cfg_source_file *file = &u->o->sources[s].files[f];
            if (!str_ends(file->path, S(".rego")) ||
                cfg_is_kubescape(&u->o->sources[s], file->path))
                continue;
            int r = cfg_user_module(u, p.r, file->path, file->text, err);
            if (r < 0)
                return r;
            n++;
        }
    if (!n)
        return 0;
    int r = add_data(u, p.r, err);
    if (r == 0)
        r = cfg_user_compile(u, p.r, err);
    return r < 0 ? r : add_entries(&p, err);
}

int cfg_user_open(struct arena *perm, const struct cfg_rules_options *o, struct cfg_rules *ret,
                  struct sk_err *err)
{
    struct cfg_user u = {.a = perm, .o = o, .ret = ret};
    int r = open_program(&u, err);
    for (size_t s = 0; s < o->n_sources && r == 0; s++)
        r = cfg_kubescape_open(&u, &o->sources[s], err);
    if (r == 0)
        r = cfg_gatekeeper_open(&u, err);
    if (u.n_deprecated)
        cfg_user_note(&u, "%zu deprecated rules are not run", u.n_deprecated);
    if (u.n_special)
        cfg_user_note(&u, "%zu rules that are for a framework only are not run", u.n_special);
    if (r == 0 && o->n_sources && ret->n_items == ret->n_builtin && !ret->n_notes && !u.n_skipped)
        return sk_fail(err, SK_EUSAGE,
                       STR_FMT ": no rules in it: no package with deny, violation or warn",
                       STR_ARG(o->sources[0].path));
    return r;
}
