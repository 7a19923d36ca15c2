// Reading an image: layers that the cache knows are not opened; the others go to the workers, the
// largest first, while downloads run.
#include "scan/scan_int.h"

#include "artifact/artifact.h"
#include "core/hash.h"
#include "core/wire.h"
#include "scan/secrets.h"
#include "worker/worker.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>

struct reading { // of one image
    struct scan_run *s;
    struct art_opened image;
    struct art_bytes *bytes; // of each layer that is being read
    struct sk_mapping *maps; // of each layer that came from the cache
    uint64_t *done_bytes;
    size_t *order; // layers to read, the largest first
    size_t n_order, next;
};

// Layers that are open at once: more than cores, so that a download runs while another is decoded.
enum { MAX_OPEN = 6, CONFIG_TAG = 1 << 30 };

// The digest that names a layer's facts in the cache: of its stored bytes where that is known (a
// registry, an OCI layout), else of the decoded tar (docker save stores it plain).
static struct str cache_key(const struct art_layer *l)
{
    return l->digest.n ? l->digest : l->diff_id;
}

static struct str layer_name(const struct reading *r, size_t i)
{
    struct str key = cache_key(&r->image.image.layers[i]);
    return str_fmt(r->s->perm, "layer %zu (" STR_FMT ")", i, STR_ARG(str_head(key, 19)));
}

static void layer_warn(struct scan_run *s, const struct reading *r, size_t i, const char *what)
{
    scan_warn(s, layer_name(r, i), "%s", what);
}

// Damage of the layer itself has no path: which layer is it?
static void name_warnings(const struct reading *r, size_t i)
{
    struct inv_layer *l = &r->s->layers[i];
    for (size_t k = 0; k < l->n_warns; k++)
        if (!l->warns[k].path.n)
            l->warns[k].path = layer_name(r, i);
}

// What was read must be what the manifest or the configuration promised.
static int check_digest(struct scan_run *s, const struct art_layer *l, const struct inv_layer *got,
                        struct sk_err *err)
{
    struct sk_digest want;
    const struct sk_digest *have = l->digest.n ? &got->walk.stored : &got->walk.decoded;
    if (!sk_digest_parse(cache_key(l), &want))
        return 0; // nothing was promised
    if (have->n == 0)
        return 0; // it could not be read to its end: said already
    if (!sk_digest_eq(&want, have))
        return sk_fail(err, SK_EDIGEST, "it is not what its digest says: its bytes have " STR_FMT,
                       STR_ARG(sk_digest_text(s->perm, have)));
    return 0;
}

static bool from_cache(struct reading *r, size_t i, struct sk_err *err)
{
    struct scan_run *s = r->s;
    const struct art_layer *l = &r->image.image.layers[i];
    struct art_bytes b;
    struct str secrets = {0};
    SK_MAPPING struct sk_mapping m = {0};
    if (s->o->secrets &&
        !scan_cache_get_bytes(&s->cache, s->secrets.kind, cache_key(l), &m, &secrets))
        return false;
    if (!scan_cache_get(&s->cache, s->perm, cache_key(l), &r->maps[i], &s->layers[i]))
        return false;
    bool same = str_eq(r->image.image.source, S("registry")); // all it would be asked for
    // A local file may have been changed since; an unchanged one need not be hashed again.
    if (!same) {
        if (art_layer_open(&r->image, i, &b, err) < 0)
            return false;
        same = scan_cache_is_verified(&s->cache, b.fd, b.off, cache_key(l));
        sk_close_fd(&b.fd);
    }
    return same && (!s->o->secrets || scan_secrets_take(s, secrets, (uint32_t)i + 1));
}

static int submit(struct reading *r, size_t i, struct sk_err *err)
{
    struct art_bytes *b = &r->bytes[i];
    const struct art_layer *l = &r->image.image.layers[i];
    int x = art_layer_open(&r->image, i, b, err);
    if (x < 0)
        return x;
    SK_BUF_SCRATCH(request, SK_MAX_FRAME_BYTES);
    wire_put_u64(&request, b->off);
    wire_put_u64(&request, b->len);
    wire_put_u64(&request, !l->digest.n);              // then only the decoded digest is known
    wire_put_u64(&request, r->s->o->licences != NULL); // keep their texts
    wire_put_u64(&request, r->s->o->secrets != NULL);
    sk_buf_add(&request, r->s->secrets.setup);
    return wk_submit(r->s->layer_pool, "layer", sk_buf_str(&request), &b->fd, 1, i, err);
}

static void finish(struct reading *r, size_t i, struct str reply)
{
    struct scan_run *s = r->s;
    struct sk_err err;
    const struct art_layer *l = &r->image.image.layers[i];
    struct wire_in w = {.rest = reply}; // the layer, then its secrets
    struct str part = wire_str(&w), kept = str_dup(s->perm, part);
    if (inv_layer_decode(kept, s->perm, &s->layers[i], &err) < 0) {
        s->layers[i] = (struct inv_layer){.incomplete = true};
        layer_warn(s, r, i, err.msg);
        return;
    }
    name_warnings(r, i);
    bool secrets = s->o->secrets && scan_secrets_take(s, w.rest, (uint32_t)i + 1);
    if (art_layer_done(&r->image, &r->bytes[i], &err) < 0) {
        layer_warn(s, r, i, err.msg);
        return;
    }
    if (check_digest(s, l, &s->layers[i], &err) < 0) {
        s->layers[i].incomplete = true;
        layer_warn(s, r, i, err.msg);
        s->digest_mismatch = true;
        return;
    }
    if (s->layers[i].incomplete)
        return; // not kept: the next scan may have more luck
    scan_cache_put(&s->cache, cache_key(l), part);
    if (secrets)
        scan_cache_put_bytes(&s->cache, s->secrets.kind, cache_key(l), w.rest);
    scan_cache_set_verified(&s->cache, r->bytes[i].fd, r->bytes[i].off, cache_key(l));
}

// Open the next layer of the order; one that cannot be opened is a warning.
static void submit_next(struct reading *r)
{
    struct sk_err why;
    while (r->next < r->n_order) {
        size_t i = r->order[r->next++];
        if (submit(r, i, &why) == 0)
            return;
        r->s->layers[i].incomplete = true;
        layer_warn(r->s, r, i, why.msg);
    }
}

static int wait_for_all(struct reading *r, struct sk_err *err)
{
    struct scan_run *s = r->s;
    struct wk_event e;
    for (int x; (x = wk_wait(s->layer_pool, -1, &e, err)) != 0;) {
        if (x < 0)
            return x;
        if (e.tag == CONFIG_TAG) {
            if (e.kind == WK_FAILED)
                scan_warn(s, S("image-config"), "not searched for secrets: %s", e.err.msg);
            else if (e.kind == WK_DONE && scan_secrets_take(s, e.data, 0))
                scan_cache_put_bytes(&s->cache, s->secrets.kind, r->image.image.config_digest,
                                     e.data);
        }
        if (e.tag >= s->n_layers)
            continue;
        if (e.kind == WK_PROGRESS) {
            s->progress.done_bytes += e.bytes - r->done_bytes[e.tag];
            r->done_bytes[e.tag] = e.bytes;
        } else if (e.kind == WK_FAILED) {
            struct sk_err why;
            sk_close_fd(&r->bytes[e.tag].fd); // ends a download, so that waiting for it ends too
            if (art_layer_done(&r->image, &r->bytes[e.tag], &why) < 0)
                layer_warn(s, r, e.tag, why.msg);
            s->layers[e.tag].incomplete = true;
            layer_warn(s, r, e.tag, e.err.msg);
        } else if (e.kind == WK_DONE) {
            finish(r, e.tag, e.data);
        }
        if (e.kind == WK_DONE || e.kind == WK_FAILED) {
            sk_close_fd(&r->bytes[e.tag].fd);
            s->progress.done_units++;
            submit_next(r);
        }
        scan_tell(s);
    }
    return 0;
}

// The configuration as a file of its own: environment, history, labels.
static int submit_config(struct reading *r, struct sk_err *err)
{
    struct scan_run *s = r->s;
    const struct art_image *img = &r->image.image;
    struct str known;
    SK_MAPPING struct sk_mapping m = {0};
    if (scan_cache_get_bytes(&s->cache, s->secrets.kind, img->config_digest, &m, &known) &&
        scan_secrets_take(s, known, 0))
        return 0;
    SK_FD int memory = memfd_create("image-config", MFD_CLOEXEC);
    SK_FD int readable = -1;
    SK_BUF_SCRATCH(request, SK_MAX_FRAME_BYTES);
    if (memory < 0)
        return sk_fail(err, SK_EIO, "memfd_create: %s", strerror(errno));
    int x = sk_write_all(memory, img->config, err);
    if (x == 0)
        x = sk_reopen_readonly(memory, &readable, err);
    if (x < 0)
        return x;
    sk_buf_add(&request, s->secrets.setup);
    wire_put_u64(&request, true); // one piece of a memory file
    wire_put_u64(&request, 1);
    wire_put_str(&request, S(SCAN_IMAGE_CONFIG));
    wire_put_str(&request, S("")); // no commit
    wire_put_u64(&request, true);
    wire_put_u64(&request, img->config.n);
    return wk_submit(s->layer_pool, "secrets", sk_buf_str(&request), &readable, 1, CONFIG_TAG, err);
}

static int by_size(const void *x, const void *y, void *ctx)
{
    const struct art_layer *l = ctx;
    uint64_t a = l[*(const size_t *)x].size, b = l[*(const size_t *)y].size;
    return a > b ? -1 : a < b;
}

static int read_layers(struct reading *r, struct sk_err *err)
{
    struct scan_run *s = r->s;
    const struct art_image *img = &r->image.image;
    struct sk_err why;
    r->order = arena_new(s->perm, size_t, img->n_layers);
    for (size_t i = 0; i < img->n_layers; i++) {
        r->bytes[i].fd = -1;
        if (from_cache(r, i, &why))
            continue;
        s->layers[i] = (struct inv_layer){0};
        r->order[r->n_order++] = i;
        s->progress.total_bytes += img->layers[i].size;
    }
    s->progress.doing = "reading layers";
    s->progress.total_units = (uint32_t)r->n_order;
    if (r->n_order)
        qsort_r(r->order, r->n_order, sizeof *r->order, by_size, img->layers);
    int x = s->o->secrets ? submit_config(r, err) : 0;
    for (int k = 0; k < MAX_OPEN && x == 0; k++)
        submit_next(r);
    return x < 0 ? x : wait_for_all(r, err);
}

// ---- what reports need to know of the image ----

// "/bin/sh -c #(nop)  CMD [...]" and BuildKit's "RUN /bin/sh -c x # buildkit" as a Dockerfile says it.
struct str scan_clean_history(struct arena *a, struct str s)
{
    struct str nop = S("/bin/sh -c #(nop) ");
    s = str_trim(s);
    if (str_take(&s, nop))
        return str_trim(s);
    if (str_ends(s, S("# buildkit")))
        s = str_trim(str_head(s, s.n - 10));
    ptrdiff_t args = str_find(s, S(" /bin/sh -c "));
    if (str_starts(s, S("RUN |")) && args >= 0) // build arguments
        return str_join(a, S("RUN"), str_skip(s, (size_t)args + 11));
    if (str_take(&s, S("RUN /bin/sh -c ")) || str_take(&s, S("/bin/sh -c ")))
        return str_join(a, S("RUN "), s);
    return s;
}

// Where the base image ends: its digest or name in labels does not say how many layers it has, so
// the history does: the last CMD or ENTRYPOINT line that is followed by further layers. -1: unknown.
int64_t scan_last_base_line(const struct art_image *img)
{
    int64_t last = -1;
    bool layers_after = false;
    for (size_t i = img->n_history; i-- > 0;) {
        const struct art_history *h = &img->history[i];
        struct str by = h->created_by;
        bool command =
            h->empty_layer && (str_has(by, S("#(nop)  CMD ")) || str_starts(by, S("CMD ")));
        layers_after |= !h->empty_layer;
        if (command && layers_after) {
            last = (int64_t)i;
            break;
        }
    }
    return last;
}

static void describe(struct scan_run *s, const struct art_image *img)
{
    struct fnd_target *t = &s->set->target;
    t->ref = img->ref;
    t->digest = img->manifest_digest.n ? img->manifest_digest : img->config_digest;
    t->created = img->created;
    t->platform = str_fmt(s->perm, STR_FMT "/" STR_FMT "%s" STR_FMT, STR_ARG(img->platform.os),
                          STR_ARG(img->platform.arch), img->platform.variant.n ? "/" : "",
                          STR_ARG(img->platform.variant));
    t->base_name = img->base_name;
    t->base_digest = img->base_digest;
    t->labels = img->labels;
    t->n_labels = img->n_labels;
    t->n_layers = img->n_layers;
    t->layers = arena_new(s->perm, struct fnd_layer, img->n_layers);
    int64_t base = scan_last_base_line(img);
    for (size_t i = 0; i < img->n_layers; i++) {
        const struct art_layer *l = &img->layers[i];
        t->layers[i] = (struct fnd_layer){.digest = l->digest, .diff_id = l->diff_id};
        if (l->history < img->n_history)
            t->layers[i].created_by =
                scan_clean_history(s->perm, img->history[l->history].created_by);
        // Without a sign in the history: the lowest layer is always somebody's base.
        t->layers[i].base = base >= 0 ? (int64_t)l->history <= base : i == 0 && img->n_layers > 1;
    }
    for (size_t i = 0; i < img->n_warns; i++)
        scan_warn(s, S(""), STR_FMT, STR_ARG(img->warns[i]));
}

int scan_image(struct scan_run *s, struct str target, struct sk_err *err)
{
    struct reading r = {.s = s};
    struct art_open_options o = {
        .plain_http = s->o->plain_http,
        .docker = s->o->docker,
        .net = s->o->net,
        .mirrors = s->o->mirrors,
        .n_mirrors = s->o->n_mirrors,
    };
    int x = s->o->platform.n ? art_platform_parse(s->o->platform, &o.platform, err) : 0;
    if (x == 0)
        x = art_open(s->perm, s->pool, target, &o, &r.image, err);
    if (x < 0)
        return x;
    const struct art_image *img = &r.image.image;
    s->image = *img;
    s->n_layers = img->n_layers;
    s->layers = arena_new(s->perm, struct inv_layer, img->n_layers);
    r.bytes = arena_new(s->perm, struct art_bytes, img->n_layers);
    r.maps = arena_new(s->perm, struct sk_mapping, img->n_layers); // until the process ends
    r.done_bytes = arena_new(s->perm, uint64_t, img->n_layers);
    describe(s, img);
    x = read_layers(&r, err);
    art_close(&r.image);
    return x;
}
