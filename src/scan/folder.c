// Reading a folder: this side walks it and opens files, the workers read them. Files that the
// parsers want whole travel in one memory file for each batch, so that siblings are seen together;
// executables, of which only the first bytes are interesting for most, travel as descriptors.
#include "config/kustomize.h"
#include "scan/folder_int.h"

#include "core/file.h"
#include "core/limits.h"
#include "core/wire.h"
#include "worker/worker.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

enum {
    MAX_DEPTH = 128,
    BATCH_BYTES = 32 << 20,
    CONFIG_BATCH_BYTES = 256 << 10, // so that all workers have some of a small folder
    CONFIG_BATCHES = 32,            // of that size; the next are twice as large, and so on
};

static int start(struct batch *b, struct sk_err *err)
{
    *b = (struct batch){.list = SK_BUF_INIT(SK_MAX_FRAME_BYTES), .memory = -1};
    b->memory = memfd_create("sekisho", MFD_CLOEXEC);
    return b->memory < 0 ? sk_fail(err, SK_EIO, "memfd_create: %s", strerror(errno)) : 0;
}

static void drop(struct batch *b)
{
    sk_buf_free(&b->list);
    sk_close_fd(&b->memory);
    for (size_t i = 0; i < b->n_fds; i++)
        sk_close_fd(&b->fds[i]);
    b->n_fds = 0;
}

static int submit(struct folder *f, struct batch *b, struct sk_err *err)
{
    if (b->n == 0)
        return 0;
    SK_BUF_SCRATCH(request, SK_MAX_FRAME_BYTES);
    wire_put_u64(&request, f->s->o->licences != NULL);
    wire_put_u64(&request, b->n);
    sk_buf_add(&request, sk_buf_str(&b->list));
    int fds[MAX_BATCH_FDS + 1];
    SK_FD int readable = -1;
    int r = sk_reopen_readonly(b->memory, &readable, err);
    if (r < 0)
        return r;
    fds[0] = readable;
    memcpy(fds + 1, b->fds, b->n_fds * sizeof fds[0]);
    r = wk_submit(f->s->pool, "files", sk_buf_str(&request), fds, b->n_fds + 1, f->n_submitted++,
                  err);
    drop(b);
    return r < 0 ? r : start(b, err);
}

// `where`: enum scan_file_where.
static void put_entry(struct batch *b, struct str path, const struct stat *st, unsigned where)
{
    wire_put_str(&b->list, path);
    wire_put_u64(&b->list, st->st_mode & 07777);
    wire_put_u64(&b->list, (uint64_t)st->st_size);
    wire_put_u64(&b->list, where);
    b->n++;
}

static int append_content(struct folder *f, struct batch *b, int fd, struct str path,
                          struct stat *st, struct sk_err *err)
{
    ARENA_SCRATCH(tmp);
    struct str data;
    if ((uint64_t)st->st_size > SK_MAX_INV_FILE_BYTES) {
        scan_warn(f->s, path, "file of %lld bytes: the limit is %llu", (long long)st->st_size,
                  (unsigned long long)SK_MAX_INV_FILE_BYTES);
        return 0;
    }
    struct sk_err why;
    if (sk_read_fd(&tmp, fd, SK_MAX_INV_FILE_BYTES, &data, &why) < 0) {
        scan_warn(f->s, path, "%s", why.msg);
        return 0;
    }
    int r = sk_write_all(b->memory, data, err);
    st->st_size = (off_t)data.n;
    put_entry(b, path, st, SCAN_FILE_MEMORY);
    b->bytes += data.n;
    return r;
}

static bool is_installed_evidence(struct str path)
{
    return str_has(path, S("node_modules/")) || str_has(path, S(".dist-info/")) ||
           str_has(path, S(".egg-info")) || str_ends(path, S(".jar")) ||
           str_ends(path, S(".gemspec"));
}

int scan_folder_judge(struct folder *f, const char *job, struct str request, int fd,
                      struct str first, uint64_t n, struct sk_err *err)
{
    uint64_t tag = CONFIG_TAG + f->n_parts;
    *VEC_PUSH(f->s->perm, f->parts, f->n_parts, f->cap_parts) =
        (struct config_part){.first = first, .n = n};
    return wk_submit(f->s->pool, job, request, &fd, 1, tag, err);
}

static int submit_config(struct folder *f, struct sk_err *err)
{
    struct batch *b = &f->config;
    SK_BUF_SCRATCH(request, SK_MAX_FRAME_BYTES);
    SK_FD int readable = -1;
    if (b->n == 0)
        return 0;
    wire_put_u64(&request, b->n);
    sk_buf_add(&request, sk_buf_str(&b->list));
    int r = sk_reopen_readonly(b->memory, &readable, err);
    if (r == 0)
        r = scan_folder_judge(f, f->s->fixes ? "fix" : "config", sk_buf_str(&request), readable,
                              f->config_first, b->n, err);
    drop(b);
    return r < 0 ? r : start(b, err);
}

static uint64_t config_batch_bytes(const struct folder *f)
{
    if (f->s->o->rules && f->s->o->rules->together)
        return UINT64_MAX;
    size_t doubled = f->n_parts / CONFIG_BATCHES;
    return (uint64_t)CONFIG_BATCH_BYTES << (doubled < 10 ? doubled : 10);
}

int scan_folder_document(struct folder *f, int fd, struct str path, struct stat *st,
                         struct sk_err *err)
{
    if (f->config.n == 0)
        f->config_first = str_dup(f->s->perm, path);
    int r = append_content(f, &f->config, fd, path, st, err);
    return r == 0 && f->config.bytes >= config_batch_bytes(f) ? submit_config(f, err) : r;
}

static bool is_judged(const struct folder *f) // an inventory alone is not
{
    return f->s->o->db_path || f->s->o->kind == SCAN_CONFIG;
}

static int take_document(struct folder *f, int dir, const char *name, struct str path,
                         struct stat *st, struct sk_err *err)
{
    if (f->holding && cfg_is_kustomization(path))
        scan_tree_add(&f->built, str_dup(f->s->perm, path));
    if (f->holding) {
        *VEC_PUSH(f->s->perm, f->held, f->n_held, f->cap_held) = str_dup(f->s->perm, path);
        return 0;
    }
    SK_FD int fd = openat(dir, name, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK | O_NOCTTY);
    if (fd < 0) {
        scan_warn(f->s, path, "cannot open: %s", strerror(errno));
        return 0;
    }
    if (fstat(fd, st) < 0 || !S_ISREG(st->st_mode))
        return 0;
    f->n_files++;
    return scan_folder_document(f, fd, path, st, err);
}

// Tags of licences stand in the first lines of sources.
static int take_head(struct folder *f, int dir, const char *name, struct str path, struct stat *st,
                     struct sk_err *err)
{
    char head[4096];
    struct batch *b = &f->installed;
    SK_FD int fd = openat(dir, name, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK | O_NOCTTY);
    ssize_t n = fd < 0 ? -1 : pread(fd, head, sizeof head, 0);
    if (n < 0) {
        scan_warn(f->s, path, "cannot read: %s", strerror(errno));
        return 0;
    }
    f->n_files++;
    int r = sk_write_all(b->memory, (struct str){head, (size_t)n}, err);
    st->st_size = n;
    put_entry(b, path, st, SCAN_FILE_HEAD);
    b->bytes += (uint64_t)n;
    return r == 0 && b->bytes > BATCH_BYTES ? submit(f, b, err) : r;
}

static int take_file(struct folder *f, int dir, const char *name, struct str path, struct stat *st,
                     struct sk_err *err)
{
    enum inv_want want;
    bool text = f->s->o->licences && inv_wants_text(path, (uint64_t)st->st_size);
    if (!inv_pick(path, st->st_mode & 07777, (uint64_t)st->st_size, &want) && !text)
        return f->s->o->licences && inv_is_source(path) && st->st_size > 0
                   ? take_head(f, dir, name, path, st, err)
                   : 0;
    SK_FD int fd = openat(dir, name, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK | O_NOCTTY);
    if (fd < 0) {
        scan_warn(f->s, path, "cannot open: %s", strerror(errno));
        return 0;
    }
    if (fstat(fd, st) < 0 || !S_ISREG(st->st_mode))
        return 0; // changed under our hands
    f->n_files++;
    if (want == INV_SNIFF && !text) {
        struct batch *b = &f->binaries;
        put_entry(b, path, st, SCAN_FILE_FD);
        b->fds[b->n_fds++] = sk_steal_fd(&fd);
        return b->n_fds == MAX_BATCH_FDS ? submit(f, b, err) : 0;
    }
    bool installed = is_installed_evidence(path);
    struct batch *b = installed ? &f->installed : &f->project;
    int r = append_content(f, b, fd, path, st, err);
    if (r == 0 && installed && b->bytes > BATCH_BYTES)
        r = submit(f, b, err);
    return r;
}

// A chart, unless it is part of one.
static bool begin_chart(struct folder *f, struct str path, const struct str *names, size_t n)
{
    bool chart = false, templates = false;
    for (size_t i = 0; i < n; i++) {
        chart |= str_eq(names[i], S("Chart.yaml"));
        templates |= str_eq(names[i], S("templates"));
    }
    if (!chart || !templates || f->chart || !is_judged(f) || f->n_charts == SCAN_MAX_CHARTS)
        return false;
    *VEC_PUSH(f->s->perm, f->charts, f->n_charts, f->cap_charts) =
        (struct scan_chart){.folder = str_dup(f->s->perm, path)};
    f->chart = f->n_charts;
    f->chart_depth = path.n ? path.n + 1 : 0;
    return true;
}

// A file of a chart goes to helm; is it judged alone, too?
static bool take_chart_file(struct folder *f, struct str path)
{
    struct scan_chart *c = &f->charts[f->chart - 1];
    struct str own = str_skip(path, f->chart_depth);
    if (c->n_files <= SCAN_MAX_CHART_FILES)
        *VEC_PUSH(f->s->perm, c->files, c->n_files, c->cap_files) = str_dup(f->s->perm, own);
    return !str_starts(own, S("templates/")) && !str_starts(own, S("crds/")) &&
           !str_starts(own, S("charts/"));
}

static int walk(struct folder *f, int dir, struct str path, int depth, struct sk_err *err);

static int take_entry(struct folder *f, int dir, const char *name, struct str path, int depth,
                      struct sk_err *err)
{
    struct stat st;
    if (fstatat(dir, name, &st, AT_SYMLINK_NOFOLLOW) < 0)
        return 0; // gone
    if (S_ISREG(st.st_mode)) {
        const struct scan_options *o = f->s->o;
        bool wanted =
            cfg_wants(path, (uint64_t)st.st_size) || cfg_is_kustomization(path) ||
            (o->rules && o->rules->wants_any && cfg_wants_generic(path, (uint64_t)st.st_size));
        if (f->chart && !take_chart_file(f, path))
            wanted = false;
        int r = is_judged(f) && wanted ? take_document(f, dir, name, path, &st, err) : 0;
        return r < 0 || o->kind == SCAN_CONFIG ? r : take_file(f, dir, name, path, &st, err);
    }
    if (!S_ISDIR(st.st_mode) || st.st_dev != f->dev || strcmp(name, ".git") == 0)
        return 0;
    if (depth >= MAX_DEPTH) {
        scan_warn(f->s, path, "folders nested deeper than %d are not read", MAX_DEPTH);
        return 0;
    }
    SK_FD int sub = openat(dir, name, O_RDONLY | O_DIRECTORY | O_CLOEXEC | O_NOFOLLOW);
    if (sub < 0) {
        scan_warn(f->s, path, "cannot open: %s", strerror(errno));
        return 0;
    }
    return walk(f, sub, path, depth + 1, err);
}

static int walk(struct folder *f, int dir, struct str path, int depth, struct sk_err *err)
{
    ARENA_SCRATCH(tmp);
    struct str *names;
    size_t n;
    struct sk_err why;
    if (sk_list_dir(&tmp, dir, &names, &n, &why) < 0) {
        scan_warn(f->s, path, "%s", why.msg);
        return 0;
    }
    bool holds = false, chart = begin_chart(f, path, names, n);
    int r = 0;
    for (size_t i = 0; i < n && is_judged(f) && !f->s->fixes; i++)
        holds |= cfg_is_kustomization(names[i]);
    f->holding += holds;
    for (size_t i = 0; i < n && r == 0; i++) {
        struct str sub = path.n ? str_join(&tmp, str_join(&tmp, path, S("/")), names[i]) : names[i];
        r = take_entry(f, dir, names[i].p, sub, depth, err);
    }
    f->holding -= holds;
    if (chart)
        f->chart = 0;
    return r;
}

static void take_config(struct folder *f, const struct wk_event *e)
{
    struct scan_run *s = f->s;
    struct config_part *part = &f->parts[e->tag - CONFIG_TAG];
    struct sk_err why = e->err;
    if (e->kind == WK_DONE &&
        cfg_reply_read(str_dup(s->perm, e->data), s->perm, &part->reply, &why) == 0)
        return;
    part->reply = (struct cfg_reply){0};
    if (part->n == 1)
        scan_warn(s, part->first, "not judged: %s", why.msg);
    else
        scan_warn(s, part->first, "and %llu files after it are not judged: %s",
                  (unsigned long long)part->n - 1, why.msg);
}

void scan_folder_event(struct folder *f, const struct wk_event *e)
{
    struct scan_run *s = f->s;
    if (e->tag >= CONFIG_TAG && (e->kind == WK_DONE || e->kind == WK_FAILED)) {
        take_config(f, e);
    } else if (e->kind == WK_FAILED) {
        scan_warn(s, S(""), "a batch of files could not be read: %s", e->err.msg);
    } else if (e->kind == WK_DONE) {
        struct inv_layer part;
        struct sk_err why;
        if (inv_layer_decode(str_dup(s->perm, e->data), s->perm, &part, &why) < 0)
            scan_warn(s, S(""), "a worker gave a damaged answer: %s", why.msg);
        else
            scan_join_layer(s->perm, &s->layers[0], &part);
    }
    s->progress.done_units += e->kind != WK_PROGRESS;
    scan_tell(s);
}

static int wait_for_all(struct folder *f, struct sk_err *err)
{
    struct wk_event e;
    int r;
    while ((r = wk_wait(f->s->pool, -1, &e, err)) > 0)
        scan_folder_event(f, &e);
    return r;
}

static int collect(struct folder *f, struct sk_err *err)
{
    struct scan_run *s = f->s;
    int r = wait_for_all(f, err);
    if (r == 0)
        r = scan_folder_set(f, err);
    if (r == 0)
        r = wait_for_all(f, err);
    if (r < 0)
        return r;
    struct cfg_reply *all = arena_new(s->perm, struct cfg_reply, f->n_parts);
    for (size_t i = 0; i < f->n_parts; i++)
        all[i] = f->parts[i].reply;
    cfg_reply_join(s->perm, all, f->n_parts, &s->config);
    return 0;
}

// All parts of a folder are one pseudo layer.
void scan_join_layer(struct arena *a, struct inv_layer *all, const struct inv_layer *part)
{
    for (size_t i = 0; i < part->n_files; i++)
        *VEC_PUSH(a, all->files, all->n_files, all->cap_files) = part->files[i];
    for (size_t i = 0; i < part->n_texts; i++)
        *VEC_PUSH(a, all->texts, all->n_texts, all->cap_texts) = part->texts[i];
    for (size_t i = 0; i < part->n_warns; i++)
        *VEC_PUSH(a, all->warns, all->n_warns, all->cap_warns) = part->warns[i];
    all->incomplete |= part->incomplete;
}

// A single document may be named, too: then its folder is walked for it alone.
static bool is_one_document(struct arena *a, struct str path, struct stat *st)
{
    return stat(str_to_c(a, path), st) == 0 && S_ISREG(st->st_mode);
}

struct str scan_folder_of(struct arena *a, struct str target)
{
    struct stat st;
    if (!is_one_document(a, target, &st))
        return target;
    struct str dir = str_dirname(target);
    return dir.n ? dir : str_starts(target, S("/")) ? S("/") : S(".");
}

static int walk_one(struct folder *f, int dir, struct str path, struct sk_err *err)
{
    struct str name = str_basename(path);
    struct stat st;
    if (!is_one_document(f->s->perm, path, &st) || !cfg_wants(name, (uint64_t)st.st_size))
        return sk_fail(err, SK_EUSAGE,
                       STR_FMT ": no kind of document that is judged has such a name "
                               "(docs/documents.md lists them)",
                       STR_ARG(path));
    f->holding = cfg_is_kustomization(name) && !f->s->fixes; // it stands for its folder
    int r = take_entry(f, dir, str_to_c(f->s->perm, name), name, 0, err);
    f->holding = 0;
    return r;
}

int scan_folder(struct scan_run *s, struct str path, struct sk_err *err)
{
    struct stat st;
    bool one = s->o->kind == SCAN_CONFIG && is_one_document(s->perm, path, &st);
    struct str folder = one ? scan_folder_of(s->perm, path) : path;
    SK_FD int dir = open(str_to_c(s->perm, folder), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (dir < 0 || fstat(dir, &st) < 0)
        return sk_fail(err, SK_ENOENT, "open " STR_FMT ": %s", STR_ARG(path), strerror(errno));
    struct folder f = {.s = s,
                       .dev = st.st_dev,
                       .built = {.a = s->perm, .root = dir, .tried.perm = s->perm},
                       .project.memory = -1,
                       .installed.memory = -1,
                       .binaries.memory = -1,
                       .config.memory = -1};
    s->layers = arena_new(s->perm, struct inv_layer, 1);
    s->n_layers = 1;
    struct batch *batches[] = {&f.project, &f.installed, &f.binaries, &f.config};
    int r = 0;
    for (size_t i = 0; i < COUNT_OF(batches) && r == 0; i++)
        r = start(batches[i], err);
    if (r == 0)
        r = one ? walk_one(&f, dir, path, err) : walk(&f, dir, S(""), 0, err);
    if (r == 0)
        r = scan_folder_built(&f, err);
    if (r == 0)
        r = submit_config(&f, err);
    for (size_t i = 0; i < COUNT_OF(batches) && r == 0; i++)
        if (batches[i] != &f.config)
            r = submit(&f, batches[i], err);
    for (size_t i = 0; i < COUNT_OF(batches); i++)
        drop(batches[i]);
    s->progress = (struct scan_progress){.doing = "reading files",
                                         .total_units = (uint32_t)(f.n_submitted + f.n_parts)};
    return r < 0 ? r : collect(&f, err);
}
