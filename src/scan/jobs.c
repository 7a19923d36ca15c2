// What runs inside the workers: a layer's bytes, or a batch of a folder's files, to an encoded
// struct inv_layer.
#include "config/built.h"
#include "scan/scan_int.h"

#include "advisory/fetch.h"
#include "advisory/update.h"
#include "artifact/artifact.h"
#include "artifact/jobs.h"
#include "core/file.h"
#include "core/limits.h"
#include "core/wire.h"
#include "scan/licences.h"
#include "scan/secret_files.h"
#include "scan/secrets.h"

#include <string.h>
#include <unistd.h>

struct layer_source { // where a layer's bytes are, for reading them again
    int fd;
    uint64_t off, len;
};

static struct sk_stream *reopen_layer(void *ctx, struct arena *a)
{
    const struct layer_source *s = ctx;
    return s->off == SK_STREAM_PIPE ? NULL : sk_stream_fd(a, s->fd, s->off, s->len);
}

static void on_progress(void *ctx, uint64_t bytes)
{
    wk_progress(ctx, bytes);
}

// Secrets are looked for in every file, while the layer passes by.
static void on_every(void *ctx, const struct tar_entry *e, struct sk_stream *content)
{
    scan_secret_file(ctx, e->path, S(""), content);
}

// Request: offset, length, whether the decoded bytes are to be hashed, whether texts of licences are
// kept, whether secrets are looked
// for and how. Descriptor 0: the bytes. The reply is the encoded layer, also when it is damaged: what
// was read before counts; and then what was found of secrets.
static int job_layer(struct wk_call *c, struct sk_err *err)
{
    struct wire_in w = {.rest = c->request};
    struct layer_source src = {
        .fd = c->n_fds ? c->fds[0] : -1, .off = wire_u64(&w), .len = wire_u64(&w)};
    struct art_walk_options o = {.hash_decoded = wire_bool(&w)};
    bool texts = wire_bool(&w), secrets = wire_bool(&w);
    struct secret_run hunt;
    if (w.bad || src.fd < 0)
        return sk_fail(err, SK_EUSAGE, "malformed request");
    if (secrets && scan_secret_begin(c, &w, &hunt, err) < 0)
        return err ? (int)err->code : SK_EUSAGE;

    SK_BUF_SCRATCH(part, SK_MAX_FRAME_BYTES);
    struct inv_layer layer = {0};
    struct inv_collector *col = inv_collect_begin(c->scratch, &layer);
    struct art_visitor v = {0};
    if (texts)
        inv_collect_texts(col);
    inv_collect_visitor(col, &v);
    v.progress = on_progress;
    v.progress_ctx = c;
    v.reopen = reopen_layer;
    v.reopen_ctx = &src;
    if (secrets) {
        v.every = on_every;
        v.every_ctx = &hunt;
    }
    struct sk_err damage;
    struct sk_stream *in = sk_stream_fd(c->scratch, src.fd, src.off, src.len);
    int r = art_walk_layer(c->scratch, in, &o, &v, &layer.walk, &damage);
    sk_stream_close(in);
    if (r < 0) {
        layer.incomplete = true;
        struct inv_warning *warn =
            VEC_PUSH(c->scratch, layer.warns, layer.n_warns, layer.cap_warns);
        warn->what = str_dup(c->scratch, str_from(damage.msg));
    }
    inv_collect_end(col);
    inv_layer_encode(&part, &layer);
    wire_put_str(c->reply, sk_buf_str(&part));
    if (part.full)
        return sk_fail(err, SK_ELIMIT, "more in one layer than is kept");
    return secrets ? scan_secret_end(&hunt, c->reply, err) : 0;
}

static void warn_file(struct wk_call *c, struct inv_layer *l, struct str path, const char *what)
{
    struct inv_warning *w = VEC_PUSH(c->scratch, l->warns, l->n_warns, l->cap_warns);
    *w = (struct inv_warning){.path = path, .what = str_from(what)};
    l->incomplete = true;
}

// Does the table want the file of this descriptor, judged by its first bytes?
static bool sniffs(int fd, struct str path, uint32_t mode, uint64_t size)
{
    char head[4096];
    enum inv_want want;
    const struct inv_parser *p = inv_pick(path, mode, size, &want);
    ssize_t n = pread(fd, head, sizeof head, 0);
    return p && p->sniff && n > 0 && p->sniff(path, (struct str){head, (size_t)n});
}

// Request: whether texts of licences are kept; for each file its path, mode, size and where it is: 0 = the next `size` bytes of
// descriptor 0 (a memory file), 1 = the next descriptor, to be looked at first.
static int job_files(struct wk_call *c, struct sk_err *err)
{
    struct wire_in w = {.rest = c->request};
    SK_MAPPING struct sk_mapping packed = {0};
    if (c->n_fds == 0)
        return sk_fail(err, SK_EUSAGE, "malformed request");
    int r = sk_map_fd(c->fds[0], SK_MAX_FRAME_BYTES, &packed, err);
    if (r < 0)
        return r;
    struct inv_layer layer = {0};
    struct inv_collector *col = inv_collect_begin(c->scratch, &layer);
    struct str rest = packed.data;
    if (wire_bool(&w))
        inv_collect_texts(col);
    size_t n = wire_count(&w, SK_MAX_TAR_ENTRIES, 4), next_fd = 1;
    for (size_t i = 0; i < n && !w.bad; i++) {
        struct str path = wire_str(&w), data;
        uint32_t mode = wire_u32(&w);
        uint64_t size = wire_u64(&w);
        uint64_t where = wire_u64(&w);
        if (where == SCAN_FILE_HEAD) {
            inv_collect_head(col, path, str_head(rest, size));
            rest = str_skip(rest, size);
            continue;
        }
        if (where == SCAN_FILE_MEMORY) {
            data = str_head(rest, size);
            rest = str_skip(rest, size);
        } else {
            int fd = next_fd < c->n_fds ? c->fds[next_fd++] : -1;
            struct sk_err why;
            if (!sniffs(fd, path, mode, size))
                continue;
            if (sk_read_fd(c->scratch, fd, SK_MAX_INV_FILE_BYTES, &data, &why) < 0) {
                warn_file(c, &layer, path, str_to_c(c->scratch, str_from(why.msg)));
                continue;
            }
        }
        inv_collect_file(col, path, mode, data);
    }
    if (w.bad)
        return sk_fail(err, SK_EUSAGE, "malformed request");
    inv_collect_end(col);
    inv_layer_encode(c->reply, &layer);
    return 0;
}

static int job_config(struct wk_call *c, struct sk_err *err)
{
    return cfg_job(c, c->rules, err);
}

static int job_image_config(struct wk_call *c, struct sk_err *err)
{
    return cfg_image_job(c, c->rules, err);
}

static int job_fix(struct wk_call *c, struct sk_err *err)
{
    return cfg_fix_job(c, c->rules, err);
}

static int job_kustomize(struct wk_call *c, struct sk_err *err)
{
    return cfg_kustomize_job(c, c->rules, err);
}

static int job_config_set(struct wk_call *c, struct sk_err *err)
{
    return cfg_set_job(c, c->rules, err);
}

static int job_chart(struct wk_call *c, struct sk_err *err)
{
    return cfg_chart_job(c, c->rules, err);
}

const struct wk_job scan_jobs[] = {
    {"layer", job_layer},
    {"files", job_files},
    {"config", job_config},
    {"fix", job_fix},
    {"image_config", job_image_config},
    {"secrets", scan_job_secrets},
    {"secret_extends", scan_job_secret_extends},
    {"licences", scan_job_licences},
    {"kustomize", job_kustomize},
    {"chart", job_chart},
    {"config_set", job_config_set},
#define ART_JOB(id) {"art_" #id, art_job_##id},
#include "artifact/jobs.def"
#undef ART_JOB
#define ADV_JOB(id) {"adv_" #id, adv_job_##id},
#include "advisory/jobs.def"
#undef ADV_JOB
};
const size_t scan_n_jobs = COUNT_OF(scan_jobs);
