// ConfigMaps and Secrets made of literals and files, and the hash of their content in their names.
#include "config/kustomize_int.h"
#include "core/hash.h"
#include "core/limits.h"

#include <stdlib.h>

enum { MAX_GENERATED = 64 << 20, BASE64_LINE = 70 };

struct gen {
    const struct kz_at *t;
    const struct cfg_node *entry;
    struct cfg_node *data, *binary; // of the object
    bool secret;
    size_t n; // keys
};

static void put(struct gen *g, struct str key, struct str value, const struct cfg_node *at)
{
    struct cfg_pool *p = &g->t->z->pool;
    bool binary = !g->secret && !str_is_utf8(value);
    if (++g->n > CFG_MAX_KUSTOMIZE_KEYS) {
        if (g->n == CFG_MAX_KUSTOMIZE_KEYS + 1)
            cfg_kz_warn(g->t->z, at, "more than %d keys: the rest is left out",
                        CFG_MAX_KUSTOMIZE_KEYS);
        return;
    }
    cfg_kz_spend(g->t->z, g->n);
    if (value.n > MAX_GENERATED || p->bytes + value.n > CFG_MAX_TREE_TEXT) {
        p->full = true;
        return;
    }
    if (cfg_node_get(g->data, key) || cfg_node_get(g->binary, key)) {
        cfg_kz_warn(g->t->z, at, "two values for the key " STR_FMT, STR_ARG(key));
        return;
    }
    p->bytes += value.n;
    if (g->secret || binary) {
        // As kustomize writes it: in lines, when it is longer than one.
        struct str all = sk_base64(p->a, value);
        SK_BUF_SCRATCH(b, MAX_GENERATED * 2);
        for (struct str rest = all; rest.n; rest = str_skip(rest, BASE64_LINE)) {
            sk_buf_add(&b, str_head(rest, BASE64_LINE));
            if (all.n >= BASE64_LINE)
                sk_buf_add_char(&b, '\n');
        }
        value = str_dup(p->a, sk_buf_str(&b));
    }
    cfg_node_set(binary ? g->binary : g->data, key, cfg_node_str_new(p, value, at));
}

static struct str without_quotes(struct str s)
{
    int c = str_at(s, 0);
    bool quoted = s.n >= 2 && (c == '"' || c == '\'') && s.p[s.n - 1] == c;
    return quoted ? str_sub(s, 1, s.n - 2) : s;
}

static void literals(struct gen *g)
{
    for (CFG_EACH(e, cfg_node_at(g->entry, "literals"))) {
        struct str key, value;
        if (str_cut(cfg_node_text(e), '=', &key, &value) && key.n)
            put(g, key, without_quotes(value), e);
        else
            cfg_kz_warn(g->t->z, e, "a literal is KEY=VALUE");
    }
}

static void env_file(struct gen *g, const struct cfg_node *name)
{
    struct kz_file *f = name ? cfg_kz_file(g->t, name) : NULL;
    struct str rest = f ? f->is.data : (struct str){0}, line, key, value;
    (void)str_take(&rest, S("\xef\xbb\xbf"));
    while (str_next_line(&rest, &line)) {
        while (ch_is_space(str_at(line, 0)))
            line = str_skip(line, 1);
        if (!line.n || line.p[0] == '#')
            continue;
        (void)str_cut(line, '=', &key, &value);
        if (key.n)
            put(g, key, value, name);
    }
}

static void files(struct gen *g)
{
    for (CFG_EACH(e, cfg_node_at(g->entry, "files"))) {
        struct str key, path, s = cfg_node_text(e);
        struct cfg_node *name = cfg_node_clone(&g->t->z->pool, e);
        if (!str_cut(s, '=', &key, &path)) {
            path = s;
            key = str_basename(s);
        }
        name->text = path;
        struct kz_file *f = cfg_kz_file(g->t, name);
        if (f)
            put(g, key, f->is.data, e);
    }
}

static void copy_map(struct gen *g, struct cfg_node *root, const char *field)
{
    struct cfg_pool *p = &g->t->z->pool;
    struct cfg_node *meta = cfg_node_at(root, "metadata");
    const struct cfg_node *from[2] = {cfg_node_at(g->t->dir->root, "generatorOptions"),
                                      cfg_node_at(g->entry, "options")};
    for (size_t i = 0; i < COUNT_OF(from); i++)
        for (CFG_EACH(e, cfg_node_get(from[i], str_from(field)))) {
            if (!cfg_node_get(meta, str_from(field)))
                cfg_node_set(meta, str_from(field), cfg_node_new(p, SK_OBJECT, e));
            cfg_node_set(cfg_node_get(meta, str_from(field)), e->key,
                         cfg_node_str_new(p, cfg_node_text(e), e));
        }
}

// Options of the entry, or those of all.
static const struct cfg_node *flag(struct gen *g, const char *name)
{
    const struct cfg_node *own = cfg_node_get(cfg_node_at(g->entry, "options"), str_from(name));
    const struct cfg_node *all =
        cfg_node_get(cfg_node_at(g->t->dir->root, "generatorOptions"), str_from(name));
    if (str_eq(cfg_node_text(own), S("true")))
        return own;
    return str_eq(cfg_node_text(all), S("true")) ? all : NULL;
}

static void merge_maps(struct kz *z, struct cfg_node *to, const struct cfg_node *old,
                       const char *path)
{
    struct cfg_node *mine = cfg_node_at(to, path), *theirs = cfg_node_at(old, path);
    cfg_kz_spend(z, cfg_node_count(theirs) * (cfg_node_count(theirs) + cfg_node_count(mine)));
    for (CFG_EACH(e, theirs)) {
        if (z->pool.full)
            return;
        if (!mine) {
            struct str rest = str_from(path), key;
            struct cfg_node *parent = to;
            while (str_cut(rest, '/', &key, &rest))
                parent = cfg_node_get(parent, key);
            mine = cfg_node_new(&z->pool, SK_OBJECT, theirs);
            cfg_node_set(parent, key, mine);
        }
        if (!cfg_node_get(mine, e->key))
            cfg_node_set(mine, e->key, cfg_node_clone(&z->pool, e));
    }
}

// behavior: merge or replace: the new object takes the place and the name of the old one.
static void absorb(struct gen *g, struct cfg_node *root, enum kz_behavior behavior, bool hash)
{
    struct kz *z = g->t->z;
    struct kz_res *r = NULL;
    struct kz_name id = {cfg_kz_effective_ns(root), cfg_kz_name(root),
                         cfg_node_text(cfg_node_at(root, "kind"))};
    size_t n = cfg_kz_find(g->t->acc, cfg_kz_gvk(root), &id, &r);
    if (n == 0 && behavior == KZ_CREATE) {
        r = cfg_kz_add(z, g->t->acc, root);
        r->need_hash = hash;
        return;
    }
    if (n != 1 || behavior == KZ_CREATE) {
        if (!z->missing || n > 0)
            cfg_kz_warn(z, g->entry, "%zu objects are called " STR_FMT ": %s", n, STR_ARG(id.name),
                        behavior == KZ_CREATE ? "behavior must be merge or replace"
                                              : "nothing to merge with or to replace");
        return;
    }
    merge_maps(z, root, r->root, "metadata/labels");
    merge_maps(z, root, r->root, "metadata/annotations");
    if (behavior == KZ_MERGE) {
        merge_maps(z, root, r->root, "data");
        merge_maps(z, root, r->root, "binaryData");
    }
    struct cfg_node *meta = cfg_node_at(root, "metadata");
    const struct cfg_node *ns = cfg_node_at(r->root, "metadata/namespace");
    struct cfg_node *name = cfg_node_at(r->root, "metadata/name");
    if (name)
        cfg_node_set(meta, S("name"), cfg_node_clone(&z->pool, name));
    if (ns)
        cfg_node_set(meta, S("namespace"), cfg_node_clone(&z->pool, ns));
    r->root = root;
    r->need_hash &= hash;
}

static void generate(const struct kz_at *t, const struct cfg_node *entry, bool secret)
{
    struct cfg_pool *p = &t->z->pool;
    struct cfg_node *root = cfg_node_new(p, SK_OBJECT, entry), *v;
    struct gen g = {.t = t, .entry = entry, .secret = secret};
    cfg_node_set(root, S("apiVersion"), cfg_node_str_new(p, S("v1"), entry));
    cfg_node_set(root, S("kind"),
                 cfg_node_str_new(p, secret ? S("Secret") : S("ConfigMap"), entry));
    struct cfg_node *meta = cfg_node_new(p, SK_OBJECT, entry);
    cfg_node_set(root, S("metadata"), meta);
    if ((v = cfg_node_at(entry, "name")))
        cfg_node_set(meta, S("name"), cfg_node_str_new(p, cfg_node_text(v), v));
    if ((v = cfg_node_at(entry, "namespace")) && cfg_node_text(v).n)
        cfg_node_set(meta, S("namespace"), cfg_node_str_new(p, cfg_node_text(v), v));
    if (secret) {
        v = cfg_node_at(entry, "type");
        cfg_node_set(root, S("type"),
                     cfg_node_str_new(p, v ? cfg_node_text(v) : S("Opaque"), v ? v : entry));
    }
    g.data = cfg_node_new(p, SK_OBJECT, entry);
    g.binary = cfg_node_new(p, SK_OBJECT, entry);
    env_file(&g, cfg_node_at(entry, "env"));
    for (CFG_EACH(e, cfg_node_at(entry, "envs")))
        env_file(&g, e);
    literals(&g);
    files(&g);
    if (g.data->first)
        cfg_node_set(root, S("data"), g.data);
    if (g.binary->first)
        cfg_node_set(root, S("binaryData"), g.binary);
    copy_map(&g, root, "labels");
    copy_map(&g, root, "annotations");
    const struct cfg_node *immutable = flag(&g, "immutable");
    if (immutable)
        cfg_node_set(root, S("immutable"), cfg_node_clone(p, immutable));
    struct str behavior = cfg_node_text(cfg_node_at(entry, "behavior"));
    absorb(&g, root,
           str_eq(behavior, S("merge"))     ? KZ_MERGE
           : str_eq(behavior, S("replace")) ? KZ_REPLACE
                                            : KZ_CREATE,
           !flag(&g, "disableNameSuffixHash"));
}

void cfg_kz_generate(const struct kz_at *t)
{
    for (CFG_EACH(e, cfg_node_at(t->dir->root, "configMapGenerator")))
        generate(t, e, false);
    for (CFG_EACH(e, cfg_node_at(t->dir->root, "secretGenerator")))
        generate(t, e, true);
}

// ---- the hash: SHA-256 over a JSON form with sorted keys, as Go writes it ----

static void put_json_str(struct sk_buf *b, struct str s)
{
    static const char hex[] = "0123456789abcdef";
    sk_buf_add_char(b, '"');
    for (size_t i = 0; i < s.n; i++) {
        unsigned char c = (unsigned char)s.p[i];
        ptrdiff_t e = str_find_char(S("\b\f\n\r\t\"\\"), (char)c);
        bool separator = c == 0xe2 && str_at(s, i + 1) == 0x80 && (str_at(s, i + 2) | 1) == 0xa9;
        if (e >= 0) {
            sk_buf_add_char(b, '\\');
            sk_buf_add_char(b, "bfnrt\"\\"[e]);
        } else if (c < 0x20 || c == '<' || c == '>' || c == '&') {
            sk_buf_fmt(b, "\\u00%c%c", hex[c >> 4], hex[c & 15]);
        } else if (separator) {
            sk_buf_fmt(b, "\\u202%c", hex[str_at(s, i + 2) & 15]);
            i += 2;
        } else {
            sk_buf_add_char(b, (char)c);
        }
    }
    sk_buf_add_char(b, '"');
}

static int by_key(const void *a, const void *b)
{
    const struct cfg_node *const *x = a, *const *y = b;
    return str_cmp((*x)->key, (*y)->key);
}

static void put_map(struct sk_buf *b, struct arena *a, const struct cfg_node *map)
{
    size_t n = cfg_node_count(map), i = 0;
    const struct cfg_node **all = arena_new(a, const struct cfg_node *, n);
    for (CFG_EACH(e, map))
        all[i++] = e;
    qsort(all, n, sizeof *all, by_key);
    sk_buf_add_char(b, '{');
    for (i = 0; i < n; i++) {
        if (i)
            sk_buf_add_char(b, ',');
        put_json_str(b, all[i]->key);
        sk_buf_add_char(b, ':');
        put_json_str(b, cfg_node_text(all[i]));
    }
    sk_buf_add_char(b, '}');
}

static void put_member(struct sk_buf *b, struct arena *a, const char *key, const struct cfg_node *v)
{
    sk_buf_fmt(b, "%s\"%s\":", sk_buf_str(b).n > 1 ? "," : "", key);
    if (cfg_node_is(v, SK_OBJECT))
        put_map(b, a, v);
    else
        put_json_str(b, cfg_node_text(v));
}

static struct str hash_of(struct arena *a, const struct cfg_node *root)
{
    SK_BUF_SCRATCH(b, SK_GB);
    bool secret = str_eq(cfg_node_text(cfg_node_at(root, "kind")), S("Secret"));
    sk_buf_add_char(&b, '{');
    const struct cfg_node *more = cfg_node_at(root, "binaryData");
    if (!secret && cfg_node_is(more, SK_OBJECT))
        put_member(&b, a, "binaryData", more);
    put_member(&b, a, "data", cfg_node_at(root, "data"));
    put_member(&b, a, "kind", cfg_node_at(root, "kind"));
    put_member(&b, a, "name", NULL); // kustomize means the object's name, and takes none
    more = cfg_node_at(root, "stringData");
    if (secret && cfg_node_is(more, SK_OBJECT))
        put_member(&b, a, "stringData", more);
    if (secret)
        put_member(&b, a, "type", cfg_node_at(root, "type"));
    sk_buf_add_char(&b, '}');
    struct sk_digest d = sk_sha256(sk_buf_str(&b));
    struct str hex = str_head(sk_hex(a, (struct str){(const char *)d.b, d.n}), 10);
    static const char from[] = "013ae", to[] = "ghkmt"; // no word comes out, and no number
    for (size_t i = 0; i < COUNT_OF(to) - 1; i++)
        hex = str_replace_char(a, hex, from[i], to[i]);
    return hex;
}

void cfg_kz_hashes(struct kz *z, struct kz_acc *acc)
{
    for (size_t i = 0; i < acc->n_items; i++) {
        struct kz_res *r = acc->items[i];
        struct cfg_node *name = r->root ? cfg_node_at(r->root, "metadata/name") : NULL;
        if (!r->need_hash || !name)
            continue;
        cfg_kz_remember(z, r);
        name->text = cfg_text(&z->pool, name->text, S("-"), hash_of(z->pool.a, r->root));
        name->as_is = false;
        name->kind = SK_STRING;
    }
}
