// Charts as the helm program printed them: each document's values stand in the template that it says it is from.
#include "config/built_int.h"
#include "config/helm_map.h"
#include "core/file.h"
#include "core/limits.h"

enum { MAX_DOCUMENTS = 20000 };

struct chart {
    struct str folder, printed;
    const struct cfg_file *files;
    struct cfg_template **templates; // of the files, read when first asked for
    struct cfg_template *none;
    size_t n_files;
    uint64_t steps;
    struct arena *perm;
};

// The document up to the next line that begins with "---"; *ret_source is what its comment names.
static bool next_document(struct str *rest, struct str *ret, struct str *ret_source)
{
    struct str line, whole = *rest;
    if (!rest->n)
        return false;
    *ret_source = (struct str){0};
    while (rest->n) {
        struct str here = *rest;
        (void)str_next_line(rest, &line);
        if (str_starts(line, S("---"))) {
            *ret = str_head(whole, whole.n - here.n);
            return true;
        }
        if (str_take(&line, S("# Source: ")) && !ret_source->n)
            *ret_source = str_trim(line);
    }
    *ret = whole;
    return true;
}

// "shop/templates/web.yaml" is templates/web.yaml of the chart shop.
static const struct cfg_file *template_of(const struct chart *c, struct str source,
                                          struct str *ret_path)
{
    struct str chart, rest;
    (void)str_cut(source, '/', &chart, &rest);
    *ret_path = c->folder.n ? str_join(c->perm, str_join(c->perm, c->folder, S("/")), rest) : rest;
    for (size_t i = 0; i < c->n_files; i++)
        if (str_eq(c->files[i].path, rest))
            return &c->files[i];
    return NULL;
}

static struct cfg_origin *origin_of(struct chart *c, struct arena *a, struct str source,
                                    struct sk_doc *doc)
{
    struct cfg_origin *o = arena_new(a, struct cfg_origin, 1);
    struct str path;
    uint32_t *from = NULL;
    const struct cfg_file *f = template_of(c, source, &path);
    struct cfg_template **t = f ? &c->templates[f - c->files] : &c->none;
    if (!*t)
        *t = cfg_template_read(c->perm, f ? f->data : (struct str){0}, &c->steps);
    size_t n = cfg_template_map(a, *t, doc->src, &from);
    struct cfg_line *lines = arena_new(a, struct cfg_line, n);
    for (size_t i = 0; i < n; i++)
        lines[i] = (struct cfg_line){path, from[i]};
    *o = (struct cfg_origin){.doc = doc, .lines = lines, .n_lines = n};
    return o;
}

static void add_object(struct cfg_pool *pool, struct cfg_origin *o, const struct sk_val *v,
                       struct cfg_objects *ret, int depth)
{
    struct arena *a = pool->a;
    struct str kind = sk_val_str(sk_val_get(v, S("kind")));
    const struct sk_val *meta = sk_val_get(v, S("metadata")), *items = sk_val_get(v, S("items"));
    if (!kind.n || !sk_val_str(sk_val_get(v, S("apiVersion"))).n)
        return;
    if (str_ends(kind, S("List")) && sk_val_is(items, SK_ARRAY)) {
        for (SK_EACH(item, items))
            if (depth < 3)
                add_object(pool, o, item, ret, depth + 1);
        return;
    }
    struct str ns = sk_val_str(sk_val_get(meta, S("namespace")));
    struct str name = sk_val_str(sk_val_get(meta, S("name")));
    *VEC_PUSH(a, ret->items, ret->n_items, ret->cap_items) =
        (struct cfg_object){cfg_node_read(pool, o, v),
                            str_fmt(a, STR_FMT " " STR_FMT "%s" STR_FMT, STR_ARG(kind), STR_ARG(ns),
                                    ns.n ? "/" : "", STR_ARG(name)),
                            name};
}

static int build(void *ctx, struct str name, struct arena *a, struct cfg_inputs *in,
                 struct cfg_objects *ret, struct sk_err *err)
{
    struct chart *c = ctx;
    struct cfg_pool pool = {.a = a};
    struct str rest = c->printed, text, source, path;
    (void)name;
    *ret = (struct cfg_objects){0};
    while (next_document(&rest, &text, &source)) {
        struct sk_doc *docs = NULL;
        struct sk_err why;
        size_t n = 0;
        (void)template_of(c, source, &path);
        if (sk_yaml_read(a, path, text, &docs, &n, &why) < 0)
            cfg_warn(in, path, 0, "what it renders to is no YAML: %s", why.msg);
        for (size_t i = 0; i < n; i++)
            if (docs[i].root)
                add_object(&pool, origin_of(c, a, source, &docs[i]), docs[i].root, ret, 0);
        if (pool.full || ret->n_items > MAX_DOCUMENTS)
            return sk_fail(err, SK_ELIMIT, "more objects than are read");
    }
    return 0;
}

int cfg_chart_job(struct wk_call *call, const struct cfg_rules *rules, struct sk_err *err)
{
    struct wire_in w = {.rest = call->request};
    SK_MAPPING struct sk_mapping m = {0};
    struct cfg_built_request req;
    size_t n;
    if (call->n_fds != 1 || !cfg_built_get(&w, &req))
        return sk_fail(err, SK_EUSAGE, "malformed request");
    int r = sk_map_fd(call->fds[0], SK_MAX_FRAME_BYTES, &m, err);
    if (r < 0)
        return r;
    struct cfg_file *files = cfg_built_files(&w, call->scratch, m.data, &n);
    if (w.bad || n == 0)
        return sk_fail(err, SK_EUSAGE, "malformed request");
    struct chart c = {.folder = req.root,
                      .printed = files[n - 1].data,
                      .files = files,
                      .templates = arena_new(call->scratch, struct cfg_template *, n),
                      .n_files = n - 1,
                      .steps = CFG_MAX_MAP_STEPS,
                      .perm = call->scratch};
    struct str name = req.root.n ? req.root : S(".");
    if (req.mode == CFG_BUILT_JUDGE)
        return cfg_built_judge(call, rules,
                               &(struct cfg_builder){build, &c, &name, 1, ", rendered"}, err);
    struct cfg_inputs in = {.perm = call->scratch};
    struct cfg_objects objects;
    r = build(&c, name, call->scratch, &in, &objects, err);
    if (r == 0)
        cfg_built_print(call->reply, &objects, req.places, &in);
    return r;
}
