// What rules are told of an image (docs/documents.md, "image"): its history, its layers, and the facts about their
// files, put together here from what the workers found; a worker judges it.
#include "scan/scan_int.h"

#include "core/hash.h"
#include "core/json_out.h"
#include "core/map.h"
#include "core/wire.h"

#include <stdlib.h>

struct describer {
    struct scan_run *s;
    struct sk_json_out *w;
    struct art_union *u;
    struct sk_map owners; // "/usr/bin/su" -> (struct str *) package
    uint64_t more;
};

static bool is_base(const struct describer *d, size_t layer)
{
    return layer < d->s->set->target.n_layers && d->s->set->target.layers[layer].base;
}

static void put_place(struct describer *d, size_t layer)
{
    sk_json_i64(d->w, "layer", (int64_t)layer + 1);
    sk_json_bool(d->w, "base", is_base(d, layer));
}

// ---- history and layers ----

static void put_history(struct describer *d, const struct art_image *img)
{
    struct sk_json_out *w = d->w;
    ARENA_SCRATCH(tmp);
    uint32_t *layer_of = arena_new(&tmp, uint32_t, img->n_history);
    size_t last_base = 0; // lines below it are the base image's, whether they made a layer or not
    for (size_t i = 0; i < img->n_layers; i++) {
        uint32_t h = img->layers[i].history;
        if (h >= img->n_history)
            continue;
        layer_of[h] = (uint32_t)i + 1;
        if (is_base(d, i))
            last_base = h + 1;
    }
    int64_t sign = scan_last_base_line(img);
    if (sign >= 0 && last_base < (size_t)sign + 1)
        last_base = (size_t)sign + 1;
    sk_json_array(w, "history");
    for (size_t i = 0; i < img->n_history; i++) {
        const struct art_history *h = &img->history[i];
        sk_json_object(w, NULL);
        sk_json_str(w, "created_by", scan_clean_history(&tmp, h->created_by));
        sk_json_str(w, "raw", h->created_by);
        sk_json_str(w, "created", h->created);
        sk_json_str(w, "comment", h->comment);
        sk_json_bool(w, "empty_layer", h->empty_layer);
        sk_json_bool(w, "base", i < last_base);
        sk_json_i64(w, "layer", layer_of[i]);
        sk_json_i64(w, "StartLine", (int64_t)i + 1);
        sk_json_i64(w, "EndLine", (int64_t)i + 1);
        sk_json_end_object(w);
    }
    sk_json_end_array(w);
}

static void put_layers(struct describer *d, const struct art_image *img)
{
    struct sk_json_out *w = d->w;
    sk_json_array(w, "layers");
    for (size_t i = 0; i < img->n_layers; i++) {
        const struct art_layer *l = &img->layers[i];
        sk_json_object(w, NULL);
        sk_json_str(w, "digest", l->digest);
        sk_json_str(w, "diff_id", l->diff_id);
        sk_json_str(w, "created_by", d->s->set->target.layers[i].created_by);
        sk_json_i64(w, "size", (int64_t)l->size);
        sk_json_i64(w, "files", (int64_t)d->s->layers[i].walk.n_entries);
        sk_json_i64(w, "StartLine", l->history < img->n_history ? (int64_t)l->history + 1 : 0);
        sk_json_i64(w, "EndLine", l->history < img->n_history ? (int64_t)l->history + 1 : 0);
        put_place(d, i);
        sk_json_end_object(w);
    }
    sk_json_end_array(w);
}

// ---- files ----

// Which package owns the paths of facts. A merged /usr has two names for one file.
static void find_owners(struct describer *d)
{
    const struct inv_result *inv = d->s->set->inv;
    struct arena *a = d->owners.perm;
    for (size_t i = 0; i < d->s->n_layers; i++)
        for (size_t k = 0; k < d->s->layers[i].contents.n_facts; k++) {
            struct str path = d->s->layers[i].contents.facts[k].path;
            (void)sk_map_put(&d->owners, str_join(a, S("/"), path));
            if (str_take(&path, S("usr/")))
                (void)sk_map_put(&d->owners, str_join(a, S("/"), path));
        }
    for (size_t i = 0; i < inv->n_items; i++) {
        const struct inv_owned *owned = inv->items[i].owned;
        struct str *name = arena_new(a, struct str, 1);
        *name = inv->items[i].pkg.name;
        for (size_t k = 0; owned && k < owned->n_files; k++) {
            struct sk_map_entry *e = sk_map_find(&d->owners, owned->files[k]);
            if (e)
                e->value = name;
        }
    }
}

static struct str owner(struct describer *d, struct str path)
{
    ARENA_SCRATCH(tmp);
    const struct str *name = sk_map_get(&d->owners, str_join(&tmp, S("/"), path));
    if (!name && str_take(&path, S("usr/")))
        name = sk_map_get(&d->owners, str_join(&tmp, S("/"), path));
    return name ? *name : (struct str){0};
}

// The layer that deleted or replaced it; of a folder, the one that took the last of its files. SIZE_MAX: it is there.
static size_t gone_in(struct describer *d, size_t layer, const struct inv_fact *f)
{
    const struct art_walk *walk = &d->s->layers[layer].walk;
    if (!(f->kinds & (INV_PACKAGE_CACHE | INV_VCS | INV_TMP | INV_DOC)))
        return art_union_hidden_by(d->u, layer, f->path);
    size_t last = 0;
    for (size_t i = 0; i < walk->n_changes; i++) {
        const struct art_change *c = &walk->changes[i];
        if (c->kind != ART_FILE || !str_starts(c->path, f->path) ||
            str_at(c->path, f->path.n) != '/')
            continue;
        size_t by = art_union_hidden_by(d->u, layer, c->path);
        if (by == SIZE_MAX)
            return by;
        last = by > last ? by : last;
    }
    return last ? last : SIZE_MAX;
}

static void put_fact(struct describer *d, size_t layer, const struct inv_fact *f)
{
    ARENA_SCRATCH(tmp);
    struct sk_json_out *w = d->w;
    sk_json_object(w, NULL);
    sk_json_str(w, "path", str_join(&tmp, S("/"), f->path));
    sk_json_array(w, "kinds");
    for (unsigned bit = 0; bit < INV_FACT_KINDS; bit++)
        if (f->kinds & 1u << bit)
            sk_json_str(w, NULL, str_from(inv_fact_kind_name((enum inv_fact_kind)(1u << bit))));
    sk_json_end_array(w);
    sk_json_str(w, "type",
                f->type == TAR_DIR       ? S("dir")
                : f->type == TAR_SYMLINK ? S("link")
                                         : S("file"));
    sk_json_i64(w, "mode", f->mode);
    sk_json_str(w, "perm", str_fmt(&tmp, "%o", f->mode));
    sk_json_i64(w, "uid", f->uid);
    sk_json_i64(w, "gid", f->gid);
    sk_json_i64(w, "size", (int64_t)f->size);
    sk_json_i64(w, "files", (int64_t)f->files);
    sk_json_str(w, "what", f->what);
    sk_json_str(w, "package", owner(d, f->path));
    put_place(d, layer);
    size_t gone = gone_in(d, layer, f);
    if (gone != SIZE_MAX)
        sk_json_i64(w, "deleted_in", (int64_t)gone + 1);
    sk_json_end_object(w);
}

static void put_files(struct describer *d)
{
    sk_json_array(d->w, "files");
    for (size_t i = 0; i < d->s->n_layers; i++) {
        const struct inv_contents *c = &d->s->layers[i].contents;
        for (size_t k = 0; k < c->n_facts; k++)
            put_fact(d, i, &c->facts[k]);
        d->more += c->more;
    }
    sk_json_end_array(d->w);
    sk_json_i64(d->w, "more_files", (int64_t)d->more);
}

// ---- accounts ----

static const struct inv_accounts *at_top(struct describer *d, enum inv_account_file file,
                                         size_t *ret_layer)
{
    static const struct str paths[INV_ACCOUNT_FILES] = {S_INIT("etc/passwd"), S_INIT("etc/shadow"),
                                                        S_INIT("etc/group")};
    for (size_t i = d->s->n_layers; i-- > 0;) {
        const struct inv_accounts *a = &d->s->layers[i].contents.accounts[file];
        *ret_layer = i;
        if (a->there)
            return art_union_visible(d->u, i, paths[file]) ? a : NULL;
    }
    return NULL;
}

static bool may_log_in(struct str shell)
{
    static const char *const no[] = {"nologin", "false",    "true", "sync",
                                     "halt",    "shutdown", "null"};
    for (size_t i = 0; i < COUNT_OF(no); i++)
        if (str_eq(str_basename(shell), str_from(no[i])))
            return false;
    return true;
}

static void put_users(struct describer *d)
{
    static const char *const states[] = {[INV_PW_NONE] = "none",
                                         [INV_PW_EMPTY] = "empty",
                                         [INV_PW_LOCKED] = "locked",
                                         [INV_PW_SET] = "set",
                                         [INV_PW_SHADOW] = "none"};
    ARENA_SCRATCH(tmp);
    struct sk_map hidden = {.perm = &tmp};
    struct sk_json_out *w = d->w;
    size_t layer;
    const struct inv_accounts *shadow = at_top(d, INV_SHADOW, &layer);
    for (size_t i = 0; shadow && i < shadow->n; i++)
        sk_map_put(&hidden, shadow->items[i].name)->value = &shadow->items[i];
    const struct inv_accounts *users = at_top(d, INV_PASSWD, &layer);
    sk_json_array(w, "users");
    for (size_t i = 0; users && i < users->n; i++) {
        const struct inv_account *a = &users->items[i], *secret = sk_map_get(&hidden, a->name);
        enum inv_password password = a->password;
        if (password == INV_PW_SHADOW && secret)
            password = secret->password;
        sk_json_object(w, NULL);
        sk_json_str(w, "name", a->name);
        sk_json_i64(w, "uid", a->uid);
        sk_json_i64(w, "gid", a->gid);
        sk_json_str(w, "home", a->home);
        sk_json_str(w, "shell", a->shell);
        sk_json_bool(w, "login", may_log_in(a->shell));
        sk_json_str(w, "password", str_from(states[password]));
        sk_json_str(w, "path", S("/etc/passwd"));
        sk_json_i64(w, "line", a->line);
        put_place(d, layer);
        sk_json_end_object(w);
    }
    sk_json_end_array(w);
}

static void put_groups(struct describer *d)
{
    struct sk_json_out *w = d->w;
    size_t layer;
    const struct inv_accounts *groups = at_top(d, INV_GROUP, &layer);
    sk_json_array(w, "groups");
    for (size_t i = 0; groups && i < groups->n; i++) {
        const struct inv_account *a = &groups->items[i];
        struct str rest = a->members, member;
        sk_json_object(w, NULL);
        sk_json_str(w, "name", a->name);
        sk_json_i64(w, "gid", a->gid);
        sk_json_array(w, "members");
        while (str_next_field(&rest, ',', &member))
            if (member.n)
                sk_json_str(w, NULL, member);
        sk_json_end_array(w);
        sk_json_str(w, "path", S("/etc/group"));
        sk_json_i64(w, "line", a->line);
        put_place(d, layer);
        sk_json_end_object(w);
    }
    sk_json_end_array(w);
}

// ---- the document ----

static void put_image(struct describer *d, const struct art_image *img)
{
    struct sk_json_out *w = d->w;
    const struct fnd_target *t = &d->s->set->target;
    int64_t base_layers = 0;
    for (size_t i = 0; i < t->n_layers; i++)
        base_layers += t->layers[i].base;
    sk_json_object(w, NULL);
    sk_json_str(w, "ref", img->ref);
    sk_json_str(w, "digest", t->digest);
    sk_json_str(w, "os", img->platform.os);
    sk_json_str(w, "architecture", img->platform.arch);
    sk_json_str(w, "variant", img->platform.variant);
    sk_json_str(w, "created", img->created);
    sk_json_object(w, "base");
    sk_json_str(w, "name", img->base_name);
    sk_json_str(w, "digest", img->base_digest);
    sk_json_i64(w, "layers", base_layers);
    sk_json_end_object(w);
    put_history(d, img);
    put_layers(d, img);
    put_files(d);
    put_users(d);
    put_groups(d);
    sk_json_end_object(w);
}

static struct str describe(struct scan_run *s, const struct art_image *img, struct sk_buf *b)
{
    ARENA_SCRATCH(tmp);
    struct sk_json_out w = {.buf = b};
    const struct art_walk **walks = arena_new(&tmp, const struct art_walk *, s->n_layers);
    for (size_t i = 0; i < s->n_layers; i++)
        walks[i] = &s->layers[i].walk;
    struct describer d = {
        .s = s, .w = &w, .u = art_union_new(&tmp, walks, s->n_layers), .owners.perm = &tmp};
    find_owners(&d);
    put_image(&d, img);
    if (d.more)
        scan_warn(s, S(""), "%llu facts about files are more than rules are told of",
                  (unsigned long long)d.more);
    return sk_buf_str(b);
}

// What the answer depends on: the image, the rules, and (some ask how old a thing is) the day. Empty when
// the rules are the user's.
static struct str key_of(struct scan_run *s, struct str request)
{
    ARENA_SCRATCH(tmp);
    SK_BUF_SCRATCH(b, 4096);
    struct sk_digest d = sk_sha256(request);
    if (s->o->rules)
        return (struct str){0};
    sk_buf_add(&b, (struct str){(const char *)d.b, d.n});
    wire_put_u64(&b, cfg_rules_identity());
    wire_put_u64(&b, (uint64_t)(s->set->scanned / SK_DAY_MS));
    d = sk_sha256(sk_buf_str(&b));
    return str_join(s->perm, S("sha256:"), sk_hex(&tmp, (struct str){(const char *)d.b, d.n}));
}

static int judge(struct scan_run *s, struct str request, struct str key, struct sk_err *err)
{
    struct wk_event e;
    struct sk_err why;
    int r = wk_submit(s->pool, "image_config", request, NULL, 0, 0, err);
    while (r == 0 && (r = wk_wait(s->pool, -1, &e, err)) > 0) {
        r = 0;
        if (e.kind == WK_FAILED)
            scan_warn(s, S("image configuration"), "not judged: %s", e.err.msg);
        else if (e.kind == WK_DONE &&
                 cfg_reply_read(str_dup(s->perm, e.data), s->perm, &s->config, &why) < 0)
            scan_warn(s, S("image configuration"), "%s", why.msg);
        else if (e.kind == WK_DONE && key.n)
            scan_cache_put_bytes(&s->cache, "config", key, e.data);
    }
    return r;
}

int scan_image_config(struct scan_run *s, struct sk_err *err)
{
    SK_BUF_SCRATCH(doc, SK_MAX_FRAME_BYTES / 2);
    SK_BUF_SCRATCH(request, SK_MAX_FRAME_BYTES);
    SK_MAPPING struct sk_mapping m = {0};
    struct str body;
    wire_put_str(&request, describe(s, &s->image, &doc));
    wire_put_str(&request, s->image.config);
    if (doc.full || request.full) {
        scan_warn(s, S("image configuration"), "too long to be judged");
        return 0;
    }
    struct str key = key_of(s, sk_buf_str(&request));
    if (key.n && scan_cache_get_bytes(&s->cache, "config", key, &m, &body) &&
        cfg_reply_read(str_dup(s->perm, body), s->perm, &s->config, NULL) == 0)
        return 0;
    return judge(s, sk_buf_str(&request), key, err);
}
