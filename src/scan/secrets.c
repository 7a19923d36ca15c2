// Secrets of a target: files are opened and blobs fetched here, and read in the workers.
#include "scan/secrets.h"

#include "core/file.h"
#include "core/limits.h"
#include "core/map.h"
#include "core/wire.h"
#include "scan/scan_int.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

enum {
    MAX_DEPTH = 128,
    BATCH_FILES = WK_MAX_FDS - 1,
    BATCH_BYTES = 16 << 20, // of files or blobs in one job: more would be late to report
    AHEAD = 6,              // jobs that wait or run
    MAX_IGNORE = 16 << 20,
};

struct batch {
    struct sk_buf list;
    uint64_t n, bytes;
    int fds[BATCH_FILES + 1];
    size_t n_fds;
    int memory; // blobs
};

struct hunt {
    struct scan_run *s;
    const struct scan_secret_options *o;
    struct batch b;
    struct str config;
    struct sk_map ignored; // lines of .gitleaksignore
    const struct scan_blobs *blobs;
    struct fnd_secret *found;
    size_t n_found, cap_found;
    dev_t dev;
    uint64_t tag;
};

// ---- replies ----

static bool is_ignored(struct hunt *h, const struct fnd_secret *f)
{
    ARENA_SCRATCH(tmp);
    struct str key =
        str_fmt(&tmp, STR_FMT ":" STR_FMT ":%u", STR_ARG(f->path), STR_ARG(f->rule), f->line);
    if (sk_map_find(&h->ignored, key))
        return true;
    if (f->commit.n &&
        sk_map_find(&h->ignored, str_join(&tmp, str_join(&tmp, f->commit, S(":")), key)))
        return true;
    return sk_map_find(&h->ignored, fnd_secret_id(&tmp, f)) != NULL;
}

static void take_reply(struct hunt *h, struct str reply)
{
    struct scan_run *s = h->s;
    struct wire_in w = {.rest = str_dup(s->perm, reply)};
    size_t n = wire_count(&w, SK_MAX_WARNINGS, 2);
    for (size_t i = 0; i < n && !w.bad; i++) {
        struct str path = wire_str(&w), what = wire_str(&w);
        scan_warn(s, path, STR_FMT, STR_ARG(what));
    }
    n = wire_count(&w, SK_MAX_INV_OWNED, 12);
    for (size_t i = 0; i < n && !w.bad; i++) {
        struct fnd_secret f = {0};
        f.path = wire_str(&w);
        f.commit = wire_str(&w);
        f.rule = wire_str(&w);
        f.title = wire_str(&w);
        static const enum adv_severity severities[] = {ADV_SEV_UNKNOWN, ADV_SEV_LOW, ADV_SEV_MEDIUM,
                                                       ADV_SEV_HIGH, ADV_SEV_CRITICAL};
        uint32_t severity = wire_u32(&w);
        f.severity = severities[severity < COUNT_OF(severities) ? severity : 0];
        f.line = wire_u32(&w);
        f.col = wire_u32(&w);
        f.end_line = wire_u32(&w);
        f.redacted = wire_str(&w);
        f.hash = wire_str(&w);
        f.decoded = wire_str(&w);
        f.verified = wire_bool(&w);
        if (!w.bad && !is_ignored(h, &f))
            *VEC_PUSH(s->perm, h->found, h->n_found, h->cap_found) = f;
    }
    if (w.bad)
        scan_warn(s, S(""), "a worker gave a damaged answer");
}

// Take what is there until at most `most` jobs are left.
static int collect(struct hunt *h, size_t most, struct sk_err *err)
{
    struct wk_event e;
    while (wk_running(h->s->pool) > most) {
        int r = wk_wait(h->s->pool, -1, &e, err);
        if (r <= 0)
            return r;
        if (e.kind == WK_FAILED)
            scan_warn(h->s, S(""), "a batch of files could not be searched for secrets: %s",
                      e.err.msg);
        else if (e.kind == WK_DONE)
            take_reply(h, e.data);
        h->s->progress.done_units += e.kind == WK_DONE || e.kind == WK_FAILED;
        scan_tell(h->s);
    }
    return 0;
}

// ---- batches ----

static void drop(struct batch *b)
{
    sk_buf_free(&b->list);
    for (size_t i = 0; i < b->n_fds; i++)
        sk_close_fd(&b->fds[i]);
    sk_close_fd(&b->memory);
    *b = (struct batch){.list = SK_BUF_INIT(SK_MAX_FRAME_BYTES), .memory = -1};
}

static int submit(struct hunt *h, struct sk_err *err)
{
    struct batch *b = &h->b;
    if (!b->n)
        return 0;
    SK_BUF_SCRATCH(request, SK_MAX_FRAME_BYTES);
    wire_put_str(&request, h->config);
    wire_put_u64(&request, h->o->decode_depth);
    wire_put_u64(&request, h->o->no_ignore);
    wire_put_u64(&request, b->memory >= 0);
    wire_put_u64(&request, b->n);
    sk_buf_add(&request, sk_buf_str(&b->list));
    int fds[BATCH_FILES + 1], r = 0;
    size_t n = 0;
    SK_FD int readable = -1;
    if (b->memory >= 0) {
        r = sk_reopen_readonly(b->memory, &readable, err);
        fds[n++] = readable;
    }
    memcpy(fds + n, b->fds, b->n_fds * sizeof *fds);
    n += b->n_fds;
    if (r == 0)
        r = wk_submit(h->s->pool, "secrets", sk_buf_str(&request), fds, n, h->tag++, err);
    drop(b);
    h->s->progress.total_units = (uint32_t)h->tag;
    return r < 0 ? r : collect(h, AHEAD, err);
}

static void put_entry(struct batch *b, struct str path, struct str commit, bool slice,
                      uint64_t size)
{
    wire_put_str(&b->list, path);
    wire_put_str(&b->list, commit);
    wire_put_u64(&b->list, slice);
    wire_put_u64(&b->list, size);
    b->n++;
    b->bytes += size;
}

// ---- files ----

static int take_file(struct hunt *h, int dir, const char *name, struct str path, struct sk_err *err)
{
    struct stat st;
    SK_FD int fd = openat(dir, name, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK | O_NOCTTY);
    if (fd < 0) {
        scan_warn(h->s, path, "cannot open: %s", strerror(errno));
        return 0;
    }
    if (fstat(fd, &st) < 0 || !S_ISREG(st.st_mode) || st.st_size == 0)
        return 0;
    put_entry(&h->b, path, S(""), false, (uint64_t)st.st_size);
    h->b.fds[h->b.n_fds++] = sk_steal_fd(&fd);
    return h->b.n_fds == BATCH_FILES || h->b.bytes > BATCH_BYTES ? submit(h, err) : 0;
}

static int walk(struct hunt *h, int dir, struct str path, int depth, struct sk_err *err)
{
    ARENA_SCRATCH(tmp);
    struct str *names;
    size_t n;
    struct sk_err why;
    if (sk_list_dir(&tmp, dir, &names, &n, &why) < 0) {
        scan_warn(h->s, path, "%s", why.msg);
        return 0;
    }
    for (size_t i = 0; i < n; i++) {
        struct str sub = path.n ? str_join(&tmp, str_join(&tmp, path, S("/")), names[i]) : names[i];
        struct stat st;
        int r = 0;
        if (fstatat(dir, names[i].p, &st, AT_SYMLINK_NOFOLLOW) < 0)
            continue; // gone
        if (S_ISREG(st.st_mode)) {
            r = take_file(h, dir, names[i].p, sub, err);
        } else if (S_ISDIR(st.st_mode) && st.st_dev == h->dev && !str_eq(names[i], S(".git"))) {
            SK_FD int next =
                openat(dir, names[i].p, O_RDONLY | O_DIRECTORY | O_CLOEXEC | O_NOFOLLOW);
            if (next < 0 || depth >= MAX_DEPTH)
                scan_warn(h->s, sub, "folder not read: %s",
                          next < 0 ? strerror(errno) : "nested too deeply");
            else
                r = walk(h, next, sub, depth + 1, err);
        }
        if (r < 0)
            return r;
    }
    return 0;
}

// ---- blobs ----

static int begin_blob(void *ctx, size_t i, uint64_t size, struct sk_err *err)
{
    struct hunt *h = ctx;
    const struct scan_blob *blob = &h->blobs->items[i];
    if (h->b.bytes > BATCH_BYTES) {
        int r = submit(h, err);
        if (r < 0)
            return r;
    }
    if (size == UINT64_MAX) {
        scan_warn(h->s, blob->path, "git does not have its content (a shallow or partial clone?)");
        return 0;
    }
    if (h->b.memory < 0 && (h->b.memory = memfd_create("blobs", MFD_CLOEXEC)) < 0)
        return sk_fail(err, SK_EIO, "memfd_create: %s", strerror(errno));
    put_entry(&h->b, blob->path, blob->commit, true, size);
    return 0;
}

static int blob_data(void *ctx, struct str piece, struct sk_err *err)
{
    struct hunt *h = ctx;
    return sk_write_all(h->b.memory, piece, err);
}

// ---- the hunt ----

static void read_ignores(struct hunt *h, struct str folder)
{
    struct scan_run *s = h->s;
    struct str all, line;
    h->ignored.perm = s->perm;
    const char *path = str_fmt(s->perm, STR_FMT "/.gitleaksignore", STR_ARG(folder)).p;
    if (h->o->no_ignore || sk_read_file(s->perm, path, MAX_IGNORE, &all, NULL) < 0)
        return;
    while (str_next_line(&all, &line)) {
        line = str_trim(line);
        if (line.n && line.p[0] != '#')
            (void)sk_map_add(&h->ignored, line);
    }
}

static int read_config(struct hunt *h, struct str folder, struct sk_err *err)
{
    struct scan_run *s = h->s;
    struct sk_err why;
    const char *path = str_fmt(s->perm, STR_FMT "/.gitleaks.toml", STR_ARG(folder)).p;
    h->config = h->o->config;
    if (h->config.n || sk_read_file(s->perm, path, SEC_MAX_CONFIG, &h->config, &why) == 0 ||
        why.code == SK_ENOENT)
        return 0;
    return sk_fail(err, why.code, "%s", why.msg);
}

// A rule file that cannot be used is an error of the user, not of every batch.
static int try_config(struct hunt *h, struct sk_err *err)
{
    ARENA_SCRATCH(tmp);
    SK_BUF_SCRATCH(request, SEC_MAX_CONFIG + 64);
    struct str reply;
    if (!h->config.n)
        return 0;
    wire_put_str(&request, h->config);
    for (int i = 0; i < 4; i++)
        wire_put_u64(&request, 0);
    int r = wk_call(h->s->pool, "secrets", sk_buf_str(&request), NULL, 0, &tmp, &reply, err);
    if (r < 0 && err)
        err->code = SK_EUSAGE;
    return r < 0 ? SK_EUSAGE : 0;
}

static int hunt_git(struct hunt *h, struct str folder, struct sk_err *err)
{
    struct scan_run *s = h->s;
    struct scan_blobs blobs = {0};
    const char *repo = str_to_c(s->perm, folder);
    int r = scan_git_list(s->perm, repo, h->o, &blobs, err);
    h->blobs = &blobs;
    if (r == 0 && blobs.n)
        r = scan_git_read(repo, &blobs, begin_blob, blob_data, h, err);
    return r < 0 ? r : submit(h, err);
}

int scan_secrets(struct scan_run *s, struct str path, struct sk_err *err)
{
    struct hunt h = {.s = s, .o = s->o->secrets};
    struct stat st;
    const char *name = str_to_c(s->perm, path);
    SK_FD int dir = open(name, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY);
    if (dir < 0 || fstat(dir, &st) < 0)
        return sk_fail(err, SK_ENOENT, "open " STR_FMT ": %s", STR_ARG(path), strerror(errno));
    bool folder = S_ISDIR(st.st_mode);
    struct str where = folder ? path : str_dirname(path).n ? str_dirname(path) : S(".");
    drop(&h.b);
    h.dev = st.st_dev;
    s->progress = (struct scan_progress){.doing = "looking for secrets"};
    read_ignores(&h, where);
    int r = read_config(&h, where, err);
    if (r == 0)
        r = try_config(&h, err);
    if (r == 0 && (h.o->staged || h.o->history))
        r = hunt_git(&h, path, err);
    else if (r == 0 && folder)
        r = walk(&h, dir, S(""), 0, err);
    else if (r == 0)
        r = take_file(&h, AT_FDCWD, name, str_basename(path), err);
    if (r == 0)
        r = submit(&h, err);
    if (r == 0)
        r = collect(&h, 0, err);
    drop(&h.b);
    if (r == 0)
        fnd_add_secrets(s->perm, s->set, h.found, h.n_found);
    return r;
}
