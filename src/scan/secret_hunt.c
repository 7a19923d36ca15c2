// Looking for secrets in a folder, in what is staged, in git's history: files are opened and blobs
// fetched here, and read in the workers.
#include "scan/secrets.h"

#include "core/file.h"
#include "core/limits.h"
#include "core/wire.h"
#include "scan/scan_int.h"
#include "scan/secret_files.h"

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
    const struct scan_blobs *blobs;
    dev_t dev;
    uint64_t tag;
};

// Take what is there until at most `most` jobs are left.
static int collect(struct hunt *h, size_t most, struct sk_err *err)
{
    struct wk_event e;
    while (wk_running(h->s->layer_pool) > most) {
        int r = wk_wait(h->s->layer_pool, -1, &e, err);
        if (r <= 0)
            return r;
        if (e.kind == WK_FAILED)
            scan_warn(h->s, S(""), "a batch of files could not be searched for secrets: %s",
                      e.err.msg);
        else if (e.kind == WK_DONE)
            scan_secrets_take(h->s, e.data, 0);
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
    sk_buf_add(&request, h->s->secrets.setup);
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
        r = wk_submit(h->s->layer_pool, "secrets", sk_buf_str(&request), fds, n, h->tag++, err);
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

static bool is_own_rules(const struct hunt *h, struct str path)
{
    return h->s->secrets.own_rules && str_eq(path, S(".gitleaks.toml"));
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

// Of git's own folder: the URLs of remotes and other settings, which may hold a password. What
// it keeps of files is asked of git itself (--history).
static int take_git_config(struct hunt *h, int dir, struct str path, struct sk_err *err)
{
    ARENA_SCRATCH(tmp);
    struct stat st;
    SK_FD int git = openat(dir, ".git", O_RDONLY | O_DIRECTORY | O_CLOEXEC | O_NOFOLLOW);
    if (git < 0 || fstatat(git, "config", &st, AT_SYMLINK_NOFOLLOW) < 0 || !S_ISREG(st.st_mode))
        return 0;
    return take_file(h, git, "config", str_join(&tmp, path, S("/config")), err);
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
        if (is_own_rules(h, sub))
            continue;
        if (S_ISREG(st.st_mode)) {
            r = take_file(h, dir, names[i].p, sub, err);
        } else if (S_ISDIR(st.st_mode) && str_eq(names[i], S(".git"))) {
            r = take_git_config(h, dir, sub, err);
        } else if (S_ISDIR(st.st_mode) && st.st_dev == h->dev) {
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

static int hunt_git(struct hunt *h, struct str folder, struct sk_err *err)
{
    struct scan_run *s = h->s;
    struct scan_blobs blobs = {0};
    const char *repo = str_to_c(s->perm, folder);
    int r = scan_git_list(s->perm, repo, h->o, &blobs, err);
    size_t kept = 0;
    for (size_t i = 0; i < blobs.n; i++)
        if (!is_own_rules(h, blobs.items[i].path))
            blobs.items[kept++] = blobs.items[i];
    blobs.n = kept;
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
    drop(&h.b);
    h.dev = st.st_dev;
    s->progress = (struct scan_progress){.doing = "looking for secrets"};
    int r = 0;
    if (h.o->staged || h.o->history)
        r = hunt_git(&h, path, err);
    else if (folder)
        r = walk(&h, dir, S(""), 0, err);
    else
        r = take_file(&h, AT_FDCWD, name, str_basename(path), err);
    if (r == 0)
        r = submit(&h, err);
    if (r == 0)
        r = collect(&h, 0, err);
    drop(&h.b);
    return r;
}
