#include "core/file.h"

#include "core/arena.h"
#include "core/buf.h"
#include "core/limits.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

void sk_close_fd(int *fd)
{
    if (*fd >= 0)
        close(*fd);
    *fd = -1;
}

int sk_steal_fd(int *fd)
{
    int taken = *fd;
    *fd = -1;
    return taken;
}

static int fail_errno(struct sk_err *err, const char *what, const char *path)
{
    int e = errno;
    return sk_fail(err, e == ENOENT || e == ENOTDIR ? SK_ENOENT : SK_EIO, "%s %s: %s", what, path,
                   strerror(e));
}

int sk_map_fd(int fd, uint64_t max_bytes, struct sk_mapping *ret, struct sk_err *err)
{
    struct stat st;
    if (fstat(fd, &st) < 0)
        return sk_fail(err, SK_EIO, "fstat: %s", strerror(errno));
    if (!S_ISREG(st.st_mode))
        return sk_fail(err, SK_EIO, "not a regular file");
    if ((uint64_t)st.st_size > max_bytes)
        return sk_fail(err, SK_ELIMIT, "%lld bytes, the limit is %llu", (long long)st.st_size,
                       (unsigned long long)max_bytes);
    if (st.st_size == 0) {
        *ret = (struct sk_mapping){.data = S("")};
        return 0;
    }
    void *p = mmap(NULL, (size_t)st.st_size, PROT_READ, MAP_PRIVATE, fd, 0);
    if (p == MAP_FAILED)
        return sk_fail(err, SK_EIO, "mmap: %s", strerror(errno));
    *ret = (struct sk_mapping){{p, (size_t)st.st_size}, p, (size_t)st.st_size};
    return 0;
}

int sk_map_file(const char *path, uint64_t max_bytes, struct sk_mapping *ret, struct sk_err *err)
{
    SK_FD int fd = open(path, O_RDONLY | O_CLOEXEC | O_NOCTTY);
    if (fd < 0)
        return fail_errno(err, "open", path);
    int r = sk_map_fd(fd, max_bytes, ret, err);
    return r < 0 ? sk_wrap(err, r, "%s", path) : 0;
}

void sk_unmap(struct sk_mapping *m)
{
    if (m->base)
        munmap(m->base, m->bytes);
    *m = (struct sk_mapping){0};
}

int sk_read_fd(struct arena *perm, int fd, uint64_t max_bytes, struct str *ret, struct sk_err *err)
{
    struct stat st;
    size_t step = 64 * 1024;
    if (fstat(fd, &st) == 0 && S_ISREG(st.st_mode) && st.st_size > 0 &&
        (uint64_t)st.st_size <= max_bytes)
        step = (size_t)st.st_size + 1;
    SK_BUF_SCRATCH(buf, max_bytes + 1 + step);
    while (buf.n <= max_bytes) {
        char *at = sk_buf_reserve(&buf, step);
        ssize_t n = at ? read(fd, at, step) : 0;
        if (n < 0 && errno == EINTR)
            continue;
        if (n < 0)
            return sk_fail(err, SK_EIO, "read: %s", strerror(errno));
        if (n == 0) {
            *ret = str_dup(perm, sk_buf_str(&buf));
            return 0;
        }
        sk_buf_commit(&buf, (size_t)n);
    }
    return sk_fail(err, SK_ELIMIT, "more than %llu bytes", (unsigned long long)max_bytes);
}

int sk_read_file(struct arena *perm, const char *path, uint64_t max_bytes, struct str *ret,
                 struct sk_err *err)
{
    SK_FD int fd = open(path, O_RDONLY | O_CLOEXEC | O_NOCTTY);
    if (fd < 0)
        return fail_errno(err, "open", path);
    int r = sk_read_fd(perm, fd, max_bytes, ret, err);
    return r < 0 ? sk_wrap(err, r, "%s", path) : 0;
}

int sk_write_all(int fd, struct str s, struct sk_err *err)
{
    while (s.n) {
        ssize_t n = write(fd, s.p, s.n);
        if (n < 0 && errno == EINTR)
            continue;
        if (n < 0)
            return sk_fail(err, SK_EIO, "write: %s", strerror(errno));
        s = str_skip(s, (size_t)n);
    }
    return 0;
}

static bool to_fd(void *ctx, struct str bytes)
{
    return sk_write_all(*(const int *)ctx, bytes, NULL) == 0;
}

// `fill` NULL: ctx is the content.
static int fill_fd(int fd, sk_fill_fn *fill, void *ctx, struct sk_err *err)
{
    if (!fill)
        return sk_write_all(fd, *(const struct str *)ctx, err);
    SK_BUF_SCRATCH(b, SK_GB);
    b.drain = to_fd;
    b.drain_ctx = &fd;
    int r = fill(ctx, &b, err);
    if (r == 0 && b.full)
        r = sk_fail(err, SK_EIO, "write: no room left, or too much at once");
    return r < 0 ? r : sk_write_all(fd, sk_buf_str(&b), err);
}

// /dev/null, a pipe, a terminal: written into, never replaced.
static bool is_special(const char *path)
{
    struct stat st;
    return stat(path, &st) == 0 && !S_ISREG(st.st_mode) && !S_ISDIR(st.st_mode);
}

static int replace(const char *path, unsigned mode, bool durable, sk_fill_fn *fill, void *ctx,
                   struct sk_err *err)
{
    ARENA_SCRATCH(tmp);
    bool in_place = is_special(path);
    struct str part = in_place ? str_from(path) : str_fmt(&tmp, "%s.part-%d", path, (int)getpid());
    int flags = in_place ? O_WRONLY : O_WRONLY | O_CREAT | O_TRUNC;
    SK_FD int fd = open(part.p, flags | O_CLOEXEC | O_NOCTTY, mode);
    if (fd < 0)
        return fail_errno(err, "create", part.p);
    int r = fill_fd(fd, fill, ctx, err);
    if (r == 0 && durable && !in_place && fsync(fd) < 0)
        r = fail_errno(err, "fsync", part.p);
    if (r == 0 && !in_place && rename(part.p, path) < 0)
        r = fail_errno(err, "rename to", path);
    if (r < 0 && !in_place)
        unlink(part.p);
    return r < 0 ? sk_wrap(err, r, "%s", path) : 0;
}

int sk_fill_file(const char *path, unsigned mode, sk_fill_fn *fill, void *ctx, struct sk_err *err)
{
    return replace(path, mode, true, fill, ctx, err);
}

int sk_fill_cache(const char *path, unsigned mode, sk_fill_fn *fill, void *ctx, struct sk_err *err)
{
    return replace(path, mode, false, fill, ctx, err);
}

int sk_write_file(const char *path, struct str content, unsigned mode, struct sk_err *err)
{
    return replace(path, mode, true, NULL, &content, err);
}

int sk_write_cache(const char *path, struct str content, unsigned mode, struct sk_err *err)
{
    return replace(path, mode, false, NULL, &content, err);
}

int sk_mkdirs(const char *path, unsigned mode, struct sk_err *err)
{
    ARENA_SCRATCH(tmp);
    char *p = str_to_c(&tmp, str_from(path));
    for (char *at = p + 1;; at++) {
        if (*at && *at != '/')
            continue;
        char was = *at;
        *at = 0;
        if (mkdir(p, mode) < 0 && errno != EEXIST)
            return fail_errno(err, "mkdir", p);
        *at = was;
        if (!was)
            return 0;
    }
}

int sk_list_dir(struct arena *perm, int dir_fd, struct str **ret, size_t *ret_n, struct sk_err *err)
{
    int fd = openat(dir_fd, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    DIR *d = fd < 0 ? NULL : fdopendir(fd);
    struct str *names = NULL;
    size_t n = 0, cap = 0;
    if (!d) {
        int e = errno;
        sk_close_fd(&fd);
        return sk_fail(err, SK_EIO, "list folder: %s", strerror(e));
    }
    for (const struct dirent *e; (e = readdir(d));)
        if (strcmp(e->d_name, ".") != 0 && strcmp(e->d_name, "..") != 0)
            *VEC_PUSH(perm, names, n, cap) = str_dup(perm, str_from(e->d_name));
    closedir(d);
    if (n)
        qsort(names, n, sizeof *names, str_ptr_cmp);
    *ret = names;
    *ret_n = n;
    return 0;
}

int sk_reopen_readonly(int fd, int *ret, struct sk_err *err)
{
    char path[40];
    snprintf(path, sizeof path, "/proc/self/fd/%d", fd);
    *ret = open(path, O_RDONLY | O_CLOEXEC);
    return *ret < 0 ? fail_errno(err, "open", path) : 0;
}
