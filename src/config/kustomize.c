// How a folder is put together of others.
#include "config/kustomize_int.h"

#include "core/limits.h"

#include <stdarg.h>
#include <stdio.h>

static const char *const file_names[] = {"kustomization.yaml", "kustomization.yml",
                                         "Kustomization"};

bool cfg_is_kustomization(struct str path)
{
    for (size_t i = 0; i < COUNT_OF(file_names); i++)
        if (str_eq(str_basename(path), str_from(file_names[i])))
            return true;
    return false;
}

void cfg_kz_warn(struct kz *z, const struct cfg_node *at, const char *fmt, ...)
{
    char text[300];
    va_list ap;
    va_start(ap, fmt);
    vsnprintf(text, sizeof text, fmt, ap);
    va_end(ap);
    struct cfg_place p = cfg_node_place(at);
    struct str key = str_fmt(z->k->perm, "%u ", p.line);
    key = str_join(z->k->perm, str_join(z->k->perm, key, p.path), str_from(text));
    if (sk_map_add(&z->k->said, key))
        cfg_warn(z->out, p.path, p.line, "%s", text);
}

void cfg_kz_spend(struct kz *z, uint64_t steps)
{
    z->k->steps += steps < CFG_MAX_KUSTOMIZE_STEPS ? steps : CFG_MAX_KUSTOMIZE_STEPS;
    z->pool.full |= z->k->steps >= CFG_MAX_KUSTOMIZE_STEPS;
}

// "a/b" and "../c": "a/c". What leads out of the top keeps its "..".
struct str cfg_kz_join(struct arena *a, struct str dir, struct str rel)
{
    struct str part[256], all = str_starts(rel, S("/")) ? rel : str_join(a, dir, S("/")), field;
    size_t n = 0;
    if (!str_starts(rel, S("/")))
        all = str_join(a, all, rel);
    while (str_next_field(&all, '/', &field)) {
        if (field.n == 0 || str_eq(field, S(".")))
            continue;
        if (str_eq(field, S("..")) && n > 0 && !str_eq(part[n - 1], S("..")))
            n--;
        else if (n < COUNT_OF(part))
            part[n++] = field;
    }
    struct str s = {0};
    for (size_t i = 0; i < n; i++)
        s = i ? str_join(a, str_join(a, s, S("/")), part[i]) : part[i];
    return s;
}

static void parse(struct cfg_kustomize *k, struct kz_file *f)
{
    struct sk_doc *docs = NULL;
    struct sk_err err;
    size_t n = 0;
    if (f->parsed)
        return;
    f->parsed = true;
    // JSON is YAML, too: also under another name.
    int r = sk_yaml_read(k->perm, f->is.path, f->is.data, &docs, &n, &err);
    if (r < 0) {
        f->bad = true;
        snprintf(f->why, sizeof f->why, "%s", err.msg);
    }
    f->docs = arena_new(k->perm, struct cfg_origin, n);
    for (size_t i = 0; i < n; i++) {
        f->docs[i] = (struct cfg_origin){.doc = &docs[i], .words = true};
        f->bad |= docs[i].damaged;
    }
    f->n_docs = n;
}

struct cfg_kustomize *cfg_kustomize_new(struct arena *perm, const struct cfg_file *files, size_t n)
{
    struct cfg_kustomize *k = arena_new(perm, struct cfg_kustomize, 1);
    *k = (struct cfg_kustomize){.perm = perm,
                                .pool.a = perm,
                                .by_path.perm = perm,
                                .dirs.perm = perm,
                                .said.perm = perm,
                                .n_files = n,
                                .files = arena_new(perm, struct kz_file, n)};
    for (size_t i = 0; i < n; i++) {
        k->files[i].is = files[i];
        sk_map_put(&k->by_path, files[i].path)->value = &k->files[i];
        if (!cfg_is_kustomization(files[i].path))
            continue;
        struct sk_map_entry *e = sk_map_put(&k->dirs, str_dirname(files[i].path));
        struct kz_dir *known = e->value;
        if (known) {
            known->several = true;
            continue;
        }
        struct kz_dir *d = e->value = arena_new(perm, struct kz_dir, 1);
        *d = (struct kz_dir){.path = e->key, .file = &k->files[i]};
    }
    return k;
}

struct kz_dir *cfg_kz_open_dir(struct cfg_kustomize *k, struct str path)
{
    struct kz_dir *d = sk_map_get(&k->dirs, path);
    if (!d || d->parsed)
        return d && !d->foreign ? d : NULL;
    d->parsed = true;
    parse(k, d->file);
    for (size_t i = 0; i < d->file->n_docs && !d->root; i++)
        if (sk_val_is(d->file->docs[i].doc->root, SK_OBJECT))
            d->root = cfg_node_read(&k->pool, &d->file->docs[i], d->file->docs[i].doc->root);
    d->component = str_eq(cfg_node_text(cfg_node_at(d->root, "kind")), S("Component"));
    d->foreign = str_starts(cfg_node_text(cfg_node_at(d->root, "apiVersion")),
                            S("kustomize.toolkit.fluxcd.io/"));
    return d->foreign ? NULL : d;
}

bool cfg_kz_is_remote(struct str s)
{
    return str_has(s, S("://")) || str_starts(s, S("git@")) || str_has(s, S("?ref=")) ||
           str_starts(s, S("github.com/")) || str_starts(s, S("gitlab.com/")) ||
           str_starts(s, S("bitbucket.org/"));
}

struct kz_file *cfg_kz_file(const struct kz_at *t, const struct cfg_node *name)
{
    struct str s = cfg_node_text(name);
    struct str path = cfg_kz_join(t->z->pool.a, t->dir->path, s);
    struct kz_file *f = cfg_kz_is_remote(s) ? NULL : sk_map_get(&t->z->k->by_path, path);
    if (f)
        return f;
    t->z->missing = true;
    if (cfg_kz_is_remote(s))
        cfg_kz_warn(t->z, name,
                    "not fetched: " STR_FMT "; build it where it can be had (kustomize build) and "
                    "scan the result",
                    STR_ARG(s));
    else if (str_starts(path, S("..")))
        cfg_kz_warn(t->z, name,
                    STR_FMT " is outside of the scanned folder: scan a folder that has both",
                    STR_ARG(s));
    else
        cfg_kz_warn(t->z, name, "there is no " STR_FMT, STR_ARG(path));
    return NULL;
}

size_t cfg_kz_docs(struct kz *z, struct kz_file *f, const struct cfg_node *named_at)
{
    parse(z->k, f);
    if (f->bad) {
        z->missing = true;
        cfg_kz_warn(z, named_at, STR_FMT " is damaged: %s", STR_ARG(f->is.path),
                    f->why[0] ? f->why : "something in it is no valid YAML");
    }
    return f->n_docs;
}

struct cfg_origin *cfg_kz_inline(struct kz *z, const struct cfg_node *text, size_t *ret_n)
{
    struct cfg_place at = cfg_node_place(text);
    struct sk_doc *docs = NULL;
    struct sk_err err;
    size_t n = 0;
    if (sk_yaml_read(z->pool.a, at.path, cfg_node_text(text), &docs, &n, &err) < 0)
        cfg_kz_warn(z, text, "a patch that is no valid YAML: %s", err.msg);
    struct cfg_origin *s = arena_new(z->pool.a, struct cfg_origin, n);
    // `|` and `>` stand in the line before the text.
    struct sk_span span = sk_val_span(text->src);
    int c = text->from ? str_at(text->from->doc->src, span.off) : 0;
    for (size_t i = 0; i < n; i++)
        s[i] = (struct cfg_origin){.doc = &docs[i],
                                   .words = true,
                                   .first = at.line + (c == '|' || c == '>'),
                                   .flat = at.end_line == at.line};
    *ret_n = n;
    return s;
}

static void add_tree(const struct kz_at *t, struct cfg_origin *from, const struct sk_val *v,
                     int depth)
{
    const struct sk_val *items = sk_val_get(v, S("items"));
    struct str kind = sk_val_str(sk_val_get(v, S("kind")));
    if (str_ends(kind, S("List")) && sk_val_is(items, SK_ARRAY)) {
        for (SK_EACH(item, items))
            if (depth < 3)
                add_tree(t, from, item, depth + 1);
        return;
    }
    if (sk_val_is(v, SK_OBJECT) && kind.n)
        cfg_kz_add(t->z, t->acc, cfg_node_read(&t->z->pool, from, v));
}

static int accumulate(struct kz *z, struct kz_dir *d, struct kz_acc *acc, struct sk_err *err);

// What a folder gives is added to ours, once it is whole.
static void join(struct kz *z, struct kz_acc *to, const struct kz_acc *from)
{
    struct arena *a = z->pool.a;
    for (size_t i = 0; i < from->n_items; i++)
        *VEC_PUSH(a, to->items, to->n_items, to->cap_items) = from->items[i];
    for (size_t i = 0; i < from->n_vars; i++)
        *VEC_PUSH(a, to->vars, to->n_vars, to->cap_vars) = from->vars[i];
    for (size_t i = 0; i < from->n_refs; i++)
        *VEC_PUSH(a, to->refs, to->n_refs, to->cap_refs) = from->refs[i];
    struct kz_fields *const sets[][2] = {
        {&to->labels, (struct kz_fields *)(uintptr_t)&from->labels},
        {&to->annotations, (struct kz_fields *)(uintptr_t)&from->annotations},
        {&to->prefixes, (struct kz_fields *)(uintptr_t)&from->prefixes},
        {&to->suffixes, (struct kz_fields *)(uintptr_t)&from->suffixes},
        {&to->namespaces, (struct kz_fields *)(uintptr_t)&from->namespaces},
        {&to->images, (struct kz_fields *)(uintptr_t)&from->images},
        {&to->replicas, (struct kz_fields *)(uintptr_t)&from->replicas},
        {&to->var_fields, (struct kz_fields *)(uintptr_t)&from->var_fields},
    };
    for (size_t s = 0; s < COUNT_OF(sets); s++)
        for (size_t i = 0; i < sets[s][1]->n_items; i++)
            *VEC_PUSH(a, sets[s][0]->items, sets[s][0]->n_items, sets[s][0]->cap_items) =
                sets[s][1]->items[i];
}

static int use_dir(const struct kz_at *t, struct kz_dir *sub, const struct cfg_node *at,
                   bool component, struct sk_err *err)
{
    struct kz_acc own = {0};
    if (sub->component != component) {
        cfg_kz_warn(t->z, at,
                    sub->component ? STR_FMT " is a component: it belongs to `components`"
                                   : STR_FMT " is no component (its kind says so)",
                    STR_ARG(sub->path));
        t->z->missing = true;
        return 0;
    }
    if (component) // works on all that is there so far
        return accumulate(t->z, sub, t->acc, err);
    int r = accumulate(t->z, sub, &own, err);
    if (r == 0)
        join(t->z, t->acc, &own);
    return r;
}

static int use_all(const struct kz_at *t, const char *field, bool component, struct sk_err *err)
{
    for (CFG_EACH(e, cfg_node_at(t->dir->root, field))) {
        struct str s = cfg_node_text(e);
        struct kz_dir *sub =
            cfg_kz_is_remote(s)
                ? NULL
                : cfg_kz_open_dir(t->z->k, cfg_kz_join(t->z->pool.a, t->dir->path, s));
        if (sub) {
            int r = use_dir(t, sub, e, component, err);
            if (r < 0)
                return r;
            continue;
        }
        struct kz_file *f = cfg_kz_file(t, e);
        size_t n = f ? cfg_kz_docs(t->z, f, e) : 0;
        for (size_t i = 0; i < n; i++)
            add_tree(t, &f->docs[i], f->docs[i].doc->root, 0);
    }
    return 0;
}

static void configurations(const struct kz_at *t)
{
    for (CFG_EACH(e, cfg_node_at(t->dir->root, "configurations"))) {
        struct kz_file *f = cfg_kz_file(t, e);
        size_t n = f ? cfg_kz_docs(t->z, f, e) : 0;
        for (size_t i = 0; i < n; i++)
            if (f->docs[i].doc->root)
                cfg_kz_configuration(t->z, t->acc,
                                     cfg_node_read(&t->z->pool, &f->docs[i], f->docs[i].doc->root));
    }
}

// What needs a program, a network or a schema.
static void say_what_is_left_out(const struct kz_at *t)
{
    static const struct {
        const char *field, *what;
    } rows[] = {
        {"helmCharts", "charts of a kustomization are not rendered: render them (kustomize build "
                       "--enable-helm) and scan the result"},
        {"helmChartInflationGenerator", "charts of a kustomization are not rendered: render them "
                                        "(kustomize build --enable-helm) and scan the result"},
        {"generators", "generator plugins are not run: run kustomize build and scan the result"},
        {"transformers",
         "transformer plugins are not run: run kustomize build and scan the result"},
        {"openapi", "the schema is not read: lists in custom resources are replaced, not merged"},
        {"crds", "definitions of custom resources are not read: names in them stay as they are"},
    };
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        const struct cfg_node *n = cfg_node_at(t->dir->root, rows[i].field);
        if (!cfg_node_first(n))
            continue;
        cfg_kz_warn(t->z, n, "%s: %s", rows[i].field, rows[i].what);
        t->z->missing |= i < 4;
    }
}

static int accumulate(struct kz *z, struct kz_dir *d, struct kz_acc *acc, struct sk_err *err)
{
    struct kz_at t = {z, acc, d};
    if (z->depth == CFG_MAX_KUSTOMIZE_DEPTH || ++z->visits > CFG_MAX_KUSTOMIZE_VISITS)
        return sk_fail(err, SK_ELIMIT, "too many kustomizations within each other");
    for (size_t i = 0; i < z->depth; i++)
        if (str_eq(z->stack[i], d->path))
            return sk_fail(err, SK_EFORMAT, "a cycle: " STR_FMT " uses itself",
                           STR_ARG(d->file->is.path));
    if (d->file->bad || !d->root) {
        cfg_warn(z->out, d->file->is.path, 0, "a kustomization that cannot be read: %s",
                 d->file->why[0] ? d->file->why : "it is no mapping");
        z->missing = true;
    }
    if (d->several)
        cfg_warn(z->out, d->file->is.path, 0,
                 "several kustomizations in one folder: only this is read");
    z->stack[z->depth++] = d->path;
    int r = use_all(&t, "resources", false, err);
    if (r == 0)
        r = use_all(&t, "bases", false, err);
    if (r == 0) {
        configurations(&t);
        say_what_is_left_out(&t);
        cfg_kz_generate(&t);
        r = use_all(&t, "components", true, err);
    }
    if (r == 0) {
        cfg_kz_transform(&t);
        cfg_kz_merge_vars(&t);
    }
    z->depth--;
    if (r == 0 && (z->pool.full || acc->n_items > CFG_MAX_KUSTOMIZE_OBJECTS))
        return sk_fail(err, SK_ELIMIT, "more objects than are built");
    return r;
}

static bool is_local(const struct cfg_node *root)
{
    const struct cfg_node *a = cfg_node_at(root, "metadata/annotations");
    struct str v = cfg_node_text(cfg_node_get(a, S("config.kubernetes.io/local-config")));
    return v.n > 0 && !str_eq(v, S("false"));
}

int cfg_kustomize_build(struct cfg_kustomize *k, struct str dir, struct arena *a,
                        struct cfg_inputs *out, struct cfg_objects *ret, struct sk_err *err)
{
    struct kz *z = arena_new(a, struct kz, 1);
    struct kz_acc acc = {0};
    struct kz_dir *d = cfg_kz_open_dir(k, dir);
    *z = (struct kz){.k = k, .pool.a = a, .out = out};
    if (k->steps >= CFG_MAX_KUSTOMIZE_STEPS)
        return sk_fail(err, SK_ELIMIT, "the builds take too long");
    *ret = (struct cfg_objects){0};
    struct kz_dir *known = sk_map_get(&k->dirs, dir);
    if (known && known->foreign) { // an object like others
        const struct kz_at t = {z, &acc, known};
        for (size_t i = 0; i < known->file->n_docs; i++)
            add_tree(&t, &known->file->docs[i], known->file->docs[i].doc->root, 0);
    } else if (!d)
        return sk_fail(err, SK_ENOENT, "no kustomization in " STR_FMT,
                       STR_ARG(dir.n ? dir : S(".")));
    int r = d ? accumulate(z, d, &acc, err) : 0;
    if (r < 0)
        return r;
    cfg_kz_hashes(z, &acc);
    cfg_kz_fix_references(z, &acc);
    cfg_kz_resolve_vars(z, &acc);
    cfg_kz_spend(z, z->pool.n * 5);
    if (z->pool.full)
        return sk_fail(err, SK_ELIMIT, "more objects than are built, or more work");
    for (size_t i = 0; i < acc.n_items; i++) {
        struct kz_res *res = acc.items[i];
        if (!res->root || is_local(res->root))
            continue;
        *VEC_PUSH(a, ret->items, ret->n_items, ret->cap_items) =
            (struct cfg_object){res->root, res->resource, res->name};
    }
    return 0;
}
