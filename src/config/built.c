// Jobs on what is built: judged, with the builds that have a finding in its message, or printed.
#include "config/built_int.h"
#include "config/config_int.h"
#include "core/file.h"
#include "core/limits.h"
#include "core/map.h"

#include <stdio.h>

enum { MAX_NAMED_BUILDS = 3 };

void cfg_built_put(struct sk_buf *b, const struct cfg_built_request *r)
{
    wire_put_u64(b, r->mode);
    wire_put_u64(b, r->places);
    wire_put_u64(b, r->all);
    wire_put_str(b, r->root);
}

bool cfg_built_get(struct wire_in *w, struct cfg_built_request *ret)
{
    *ret = (struct cfg_built_request){0};
    uint64_t mode = wire_u64(w);
    ret->places = wire_bool(w);
    ret->all = wire_bool(w);
    ret->root = wire_str(w);
    ret->mode = mode <= CFG_BUILT_RENDER ? (enum cfg_built_mode)mode : CFG_BUILT_NEEDS;
    return !w->bad && mode <= CFG_BUILT_RENDER;
}

struct cfg_file *cfg_built_files(struct wire_in *w, struct arena *a, struct str data, size_t *ret_n)
{
    size_t n = wire_count(w, SK_MAX_TAR_ENTRIES, 2);
    struct cfg_file *files = arena_new(a, struct cfg_file, n);
    for (size_t i = 0; i < n && !w->bad; i++) {
        files[i].path = wire_str(w);
        uint64_t size = wire_u64(w);
        files[i].data = str_head(data, size);
        data = str_skip(data, size);
    }
    *ret_n = n;
    return files;
}

// ---- judging ----

struct seen { // one finding and the builds that have it
    struct cfg_finding f;
    size_t n_builds;
    bool unpatched; // in one of them: so no patch is the reason
    struct str last, names;
};

struct judging {
    const struct cfg_rules *rules;
    struct cfg_inputs in;
    struct cfg_findings found; // of one object at a time
    size_t n_objects;
    struct sk_map by_key; // struct seen
};

static void remember(struct judging *j, const struct cfg_finding *f, struct str build)
{
    struct arena *a = j->in.perm;
    struct str key = str_fmt(a, STR_FMT "\n%u\n%u\n", STR_ARG(f->rule->id), f->line, f->end_line);
    key = str_join(a, str_join(a, key, f->path), str_join(a, S("\n"), f->resource));
    key = str_join(a, key, str_join(a, S("\n"), f->message));
    struct sk_map_entry *e = sk_map_put(&j->by_key, key);
    struct seen *s = e->value;
    if (!s) {
        s = e->value = arena_new(a, struct seen, 1);
        s->f = *f;
        s->f.message = str_dup(a, f->message);
        s->f.path = str_dup(a, f->path);
        s->f.resource = str_dup(a, f->resource);
        s->f.patched = str_dup(a, f->patched);
    }
    s->unpatched |= !f->patched.n;
    if (s->n_builds && str_eq(s->last, build))
        return;
    s->last = build;
    if (s->n_builds++ < MAX_NAMED_BUILDS)
        s->names = s->names.n ? str_join(a, str_join(a, s->names, S(", ")), build) : build;
}

static void add_builds(struct arena *a, struct seen *s, const char *how)
{
    char more[40] = "";
    if (s->n_builds > MAX_NAMED_BUILDS)
        snprintf(more, sizeof more, " and %zu more", s->n_builds - MAX_NAMED_BUILDS);
    if (!s->unpatched)
        s->f.message = str_join(a, s->f.message, str_join(a, S(", patched at "), s->f.patched));
    struct str where = str_join(a, str_join(a, S(" (in "), s->names), str_from(more));
    where = str_join(a, where, str_from(how));
    s->f.message = str_join(a, str_join(a, s->f.message, where), S(")"));
}

// A message with an object's own name again: so all builds of it say the same.
static struct str renamed(struct arena *a, struct str text, struct str now, struct str own)
{
    struct str done = {0}, head;
    if (!now.n || str_eq(now, own))
        return text;
    while (str_cut_str(text, now, &head, &text))
        done = str_join(a, done, str_join(a, head, own));
    return str_join(a, done, head);
}

static void take_found(struct judging *j, const struct cfg_object *o, struct str build)
{
    for (size_t i = 0; i < j->found.n_items; i++) {
        struct cfg_finding *f = &j->found.items[i];
        if (o)
            f->message = renamed(j->in.perm, f->message,
                                 cfg_node_text(cfg_node_at(o->root, "metadata/name")), o->name);
        remember(j, f, build);
    }
    j->found.n_items = 0;
}

// The objects of one build; rules that see all documents at once see those of one build.
static int judge(struct judging *j, struct arena *a, const struct cfg_objects *objects,
                 struct str build, struct str file, struct sk_err *err)
{
    struct cfg_input *all = arena_new(a, struct cfg_input, objects->n_items);
    for (size_t i = 0; i < objects->n_items; i++) {
        const struct cfg_object *o = &objects->items[i];
        struct str path = cfg_node_place(o->root).path;
        all[i] = (struct cfg_input){.selector = "kubernetes",
                                    .value = cfg_node_rego(a, o->root),
                                    .tree = o->root,
                                    .resource = o->resource,
                                    .path = path.n ? path : file};
        int r = cfg_judge(j->rules, all[i].path, &j->in, &all[i], j->in.perm, &j->found, err);
        if (r < 0)
            return r;
        take_found(j, o, build);
    }
    j->in.items = all;
    j->in.n_items = objects->n_items;
    if (j->rules->together)
        cfg_judge_together(j->rules, &j->in, j->in.perm, &j->found);
    j->n_objects += objects->n_items;
    j->in.items = NULL;
    j->in.n_items = j->in.cap_items = 0;
    take_found(j, NULL, build);
    return 0;
}

static int judge_all(struct wk_call *c, const struct cfg_rules *rules,
                     const struct cfg_builder *builder, struct sk_err *err)
{
    struct judging j = {.rules = rules, .in.perm = c->scratch, .by_key.perm = c->scratch};
    int r = 0;
    for (size_t i = 0; i < builder->n && r == 0; i++) {
        ARENA_SCRATCH(a);
        struct cfg_objects objects;
        struct sk_err why;
        struct str name = builder->names[i], build = name.n ? name : S(".");
        if (builder->build(builder->ctx, name, &a, &j.in, &objects, &why) < 0)
            cfg_warn(&j.in, build, 0, "not built: %s", why.msg);
        else
            r = judge(&j, &a, &objects, build, name, err);
    }
    for (size_t i = 0; i < j.by_key.n; i++) {
        struct seen *s = j.by_key.entries[i].value;
        add_builds(c->scratch, s, builder->how);
        *VEC_PUSH(c->scratch, j.found.items, j.found.n_items, j.found.cap_items) = s->f;
    }
    j.in.n_items = j.n_objects; // the documents that were judged
    if (r == 0)
        cfg_reply_write(c->reply, rules, c->scratch, &j.found, &j.in);
    return r;
}

int cfg_built_judge(struct wk_call *c, const struct cfg_rules *rules,
                    const struct cfg_builder *builder, struct sk_err *err)
{
    if (!rules && !(rules = cfg_own_rules(c, err)))
        return SK_EFORMAT;
    return judge_all(c, rules, builder, err);
}

// ---- printing ----

void cfg_built_print(struct sk_buf *reply, const struct cfg_objects *objects, bool places,
                     const struct cfg_inputs *in)
{
    SK_BUF_SCRATCH(b, SK_MAX_FRAME_BYTES / 2);
    for (size_t i = 0; i < objects->n_items; i++) {
        sk_buf_add(&b, i ? S("---\n") : S(""));
        cfg_node_yaml(&b, objects->items[i].root, places);
    }
    wire_put_str(reply, sk_buf_str(&b));
    wire_put_u64(reply, in->n_warns);
    for (size_t i = 0; i < in->n_warns; i++) {
        wire_put_str(reply, in->warns[i].path);
        wire_put_u64(reply, in->warns[i].line);
        wire_put_str(reply, in->warns[i].what);
    }
}

int cfg_rendered_read(struct str bytes, struct arena *perm, struct cfg_rendered *ret,
                      struct sk_err *err)
{
    struct wire_in w = {.rest = bytes};
    *ret = (struct cfg_rendered){.yaml = wire_str(&w)};
    ret->n_warns = wire_count(&w, SK_MAX_WARNINGS, 3);
    ret->warns = arena_new(perm, struct inv_warning, ret->n_warns);
    for (size_t i = 0; i < ret->n_warns; i++) {
        ret->warns[i].path = wire_str(&w);
        ret->warns[i].line = wire_u32(&w);
        ret->warns[i].what = wire_str(&w);
    }
    return w.bad ? sk_fail(err, SK_EFORMAT, "a worker gave a damaged answer") : 0;
}

static void put_needs(struct sk_buf *reply, const struct sk_map *used)
{
    wire_put_u64(reply, used->n);
    for (size_t i = 0; i < used->n; i++)
        wire_put_str(reply, used->entries[i].key);
}

static int build(void *ctx, struct str name, struct arena *a, struct cfg_inputs *in,
                 struct cfg_objects *ret, struct sk_err *err)
{
    return cfg_kustomize_build(ctx, name, a, in, ret, err);
}

int cfg_kustomize_job(struct wk_call *c, const struct cfg_rules *rules, struct sk_err *err)
{
    struct wire_in w = {.rest = c->request};
    SK_MAPPING struct sk_mapping m = {0};
    struct cfg_built_request req;
    struct str *roots;
    size_t n, n_roots = 1;
    if (c->n_fds != 1 || !cfg_built_get(&w, &req))
        return sk_fail(err, SK_EUSAGE, "malformed request");
    int r = sk_map_fd(c->fds[0], SK_MAX_FRAME_BYTES, &m, err);
    if (r < 0)
        return r;
    struct cfg_file *files = cfg_built_files(&w, c->scratch, m.data, &n);
    if (w.bad)
        return sk_fail(err, SK_EUSAGE, "malformed request");
    struct cfg_kustomize *k = cfg_kustomize_new(c->scratch, files, n);
    struct sk_map used = {.perm = c->scratch};
    if (req.all) {
        cfg_kustomize_plan(k, &roots, &n_roots, &used);
    } else {
        roots = &req.root;
        cfg_kustomize_needs(k, req.root, &used);
    }
    if (req.mode == CFG_BUILT_NEEDS) {
        put_needs(c->reply, &used);
        return 0;
    }
    if (req.mode == CFG_BUILT_JUDGE)
        return cfg_built_judge(c, rules, &(struct cfg_builder){build, k, roots, n_roots, ""}, err);
    struct cfg_inputs in = {.perm = c->scratch};
    struct cfg_objects objects;
    r = cfg_kustomize_build(k, req.root, c->scratch, &in, &objects, err);
    if (r == 0)
        cfg_built_print(c->reply, &objects, req.places, &in);
    return r;
}
