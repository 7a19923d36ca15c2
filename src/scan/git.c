// Git's own program tells what is in a repository. It is run without a shell, reads no terminal, and
// its answers are only cut at zero bytes and sizes here; contents go to the workers unread.
#include "core/file.h"
#include "core/limits.h"
#include "core/map.h"
#include "scan/scan_int.h"
#include "scan/secrets.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

enum { MAX_ARGS = 32, MAX_LIST = 1 << 30 };

struct child {
    pid_t pid;
    int out;
};

static int start(const char *const *argv, int in, struct child *ret, struct sk_err *err)
{
    int ends[2];
    if (pipe2(ends, O_CLOEXEC) < 0)
        return sk_fail(err, SK_EIO, "pipe: %s", strerror(errno));
    pid_t pid = fork();
    if (pid == 0) {
        int null = open("/dev/null", O_RDWR | O_CLOEXEC);
        // Any of them may be 0 to 2 itself when we were started without those.
        int from[3] = {in >= 0 ? in : null, ends[1], null};
        for (int i = 0; i < 3; i++)
            from[i] = fcntl(from[i], F_DUPFD_CLOEXEC, 3);
        for (int i = 0; i < 3; i++)
            dup2(from[i], i);
        execvp(argv[0], (char *const *)(uintptr_t)argv);
        _exit(127);
    }
    close(ends[1]);
    if (pid < 0) {
        close(ends[0]);
        return sk_fail(err, SK_EIO, "fork: %s", strerror(errno));
    }
    *ret = (struct child){pid, ends[0]};
    return 0;
}

static int finish(struct child *c, const char *what, struct sk_err *err)
{
    int status;
    sk_close_fd(&c->out);
    while (waitpid(c->pid, &status, 0) < 0 && errno == EINTR)
        ;
    if (WIFEXITED(status) && WEXITSTATUS(status) == 0)
        return 0;
    if (WIFEXITED(status) && WEXITSTATUS(status) == 127)
        return sk_fail(err, SK_EUSAGE, "the program git is not there");
    return sk_fail(err, SK_EUSAGE,
                   "git %s failed: is this a git repository, and does it have what "
                   "was named?",
                   what);
}

// One record of --raw -z: ":100644 100644 <old> <new> M", then the path.
static void take_raw(struct arena *perm, struct str raw, struct str path, struct str commit,
                     struct sk_map *seen, struct scan_blobs *ret)
{
    struct str word[5] = {{0}}, rest = str_skip(raw, 1);
    for (size_t i = 0; i < COUNT_OF(word) && str_next_word(&rest, &word[i]); i++)
        ;
    bool file = str_starts(word[1], S("100"));
    bool gone = str_starts(word[3], S("0000000000000000000000000000000000000000"));
    if (!file || gone || !path.n)
        return;
    // Each content once for each of its names: what one name is excused for another may not be.
    struct str key = str_join(perm, word[3], path);
    if (!sk_map_add(seen, key))
        return;
    *VEC_PUSH(perm, ret->items, ret->n, ret->cap) = (struct scan_blob){path, commit, word[3]};
}

int scan_git_list(struct arena *perm, const char *repo, const struct scan_secret_options *o,
                  struct scan_blobs *ret, struct sk_err *err)
{
    const char *argv[MAX_ARGS];
    size_t n = 0;
    argv[n++] = "git";
    argv[n++] = "-C";
    argv[n++] = repo;
    argv[n++] = "--no-optional-locks";
    if (o->staged) {
        argv[n++] = "diff";
        argv[n++] = "--cached";
    } else {
        argv[n++] = "log";
        argv[n++] = "--reverse";
        argv[n++] = "-m";
        argv[n++] = "--format=%x01%H";
    }
    argv[n++] = "--raw";
    argv[n++] = "-z";
    argv[n++] = "--no-abbrev";
    argv[n++] = "--no-renames";
    argv[n++] = "--diff-filter=AMT";
    argv[n++] = "--no-ext-diff";
    if (o->since.n)
        argv[n++] = str_fmt(perm, "--since=" STR_FMT, STR_ARG(o->since)).p;
    if (o->history) {
        if (str_starts(o->range, S("-")))
            return sk_fail(err, SK_EUSAGE, "a range does not begin with '-'");
        argv[n++] = o->range.n ? str_to_c(perm, o->range) : "--all";
    }
    argv[n++] = "--";
    argv[n] = NULL;
    struct child c;
    struct str all, token, raw = {0}, commit = {0};
    int r = start(argv, -1, &c, err);
    if (r < 0)
        return r;
    r = sk_read_fd(perm, c.out, MAX_LIST, &all, err);
    int end = finish(&c, o->staged ? "diff" : "log", err);
    if (r < 0 || end < 0)
        return r < 0 ? r : end;
    struct sk_map seen = {.perm = perm};
    while (str_next_field(&all, '\0', &token)) {
        while (str_take(&token, S("\n")))
            ;
        if (raw.n) {
            take_raw(perm, raw, token, commit, &seen, ret);
            raw = (struct str){0};
        } else if (str_take(&token, S("\1"))) {
            commit = str_head(token, 64);
            struct str after = str_skip(token, commit.n < 40 ? commit.n : 40);
            commit = str_trim(str_head(token, token.n - after.n));
        } else if (str_at(token, 0) == ':') {
            raw = token;
        }
    }
    return 0;
}

// ---- contents ----

struct reader {
    int fd;
    char buf[64 << 10];
    size_t at, have;
};

static bool more(struct reader *r)
{
    ssize_t n;
    do
        n = read(r->fd, r->buf, sizeof r->buf);
    while (n < 0 && errno == EINTR);
    r->at = 0;
    r->have = n > 0 ? (size_t)n : 0;
    return n > 0;
}

// "<oid> blob <size>" or "<oid> missing".
static bool head_line(struct reader *r, char *line, size_t room)
{
    size_t n = 0;
    for (;;) {
        if (r->at == r->have && !more(r))
            return false;
        char c = r->buf[r->at++];
        if (c == '\n') {
            line[n] = '\0';
            return true;
        }
        if (n + 1 < room)
            line[n++] = c;
    }
}

static int read_all(struct reader *r, const struct scan_blobs *blobs,
                    int (*begin)(void *ctx, size_t i, uint64_t size, struct sk_err *err),
                    int (*data)(void *ctx, struct str piece, struct sk_err *err), void *ctx,
                    struct sk_err *err)
{
    for (size_t i = 0; i < blobs->n; i++) {
        char line[300];
        struct str rest, word;
        uint64_t size = UINT64_MAX;
        if (!head_line(r, line, sizeof line))
            return sk_fail(err, SK_EIO, "git cat-file ended early");
        rest = str_from(line);
        while (str_next_word(&rest, &word))
            if (!rest.n && !str_to_u64(word, &size))
                size = UINT64_MAX;
        int x = begin(ctx, i, size, err);
        if (x < 0)
            return x;
        if (size == UINT64_MAX)
            continue;
        for (uint64_t left = size + 1; left;) { // and a newline
            if (r->at == r->have && !more(r))
                return sk_fail(err, SK_EIO, "git cat-file ended early");
            size_t n = r->have - r->at < left ? r->have - r->at : (size_t)left;
            size_t real = left > n ? n : n - 1;
            if (real && (x = data(ctx, (struct str){r->buf + r->at, real}, err)) < 0)
                return x;
            r->at += n;
            left -= n;
        }
    }
    return 0;
}

int scan_git_read(const char *repo, const struct scan_blobs *blobs,
                  int (*begin)(void *ctx, size_t i, uint64_t size, struct sk_err *err),
                  int (*data)(void *ctx, struct str piece, struct sk_err *err), void *ctx,
                  struct sk_err *err)
{
    ARENA_SCRATCH(a);
    SK_FD int in = memfd_create("objects", MFD_CLOEXEC);
    SK_BUF_SCRATCH(list, SK_GB);
    for (size_t i = 0; i < blobs->n; i++)
        sk_buf_fmt(&list, STR_FMT "\n", STR_ARG(blobs->items[i].oid));
    if (in < 0)
        return sk_fail(err, SK_EIO, "memfd_create: %s", strerror(errno));
    int r = sk_write_all(in, sk_buf_str(&list), err);
    if (r < 0)
        return r;
    lseek(in, 0, SEEK_SET);
    const char *argv[] = {"git", "-C", repo, "cat-file", "--batch", "--buffer", NULL};
    struct child c;
    if ((r = start(argv, in, &c, err)) < 0)
        return r;
    struct reader *rd = arena_new(&a, struct reader, 1);
    rd->fd = c.out;
    r = read_all(rd, blobs, begin, data, ctx, err);
    int end = finish(&c, "cat-file", r < 0 ? NULL : err);
    return r < 0 ? r : end;
}

int scan_git_hooks(struct arena *perm, const char *repo, struct str *ret, struct sk_err *err)
{
    const char *argv[] = {"git",        "-C",    repo, "rev-parse", "--path-format=absolute",
                          "--git-path", "hooks", NULL};
    struct child c;
    struct str all;
    int r = start(argv, -1, &c, err);
    if (r < 0)
        return r;
    r = sk_read_fd(perm, c.out, SK_MAX_PATH, &all, err);
    int end = finish(&c, "rev-parse", r < 0 ? NULL : err);
    (void)str_next_line(&all, ret);
    *ret = (struct str){str_to_c(perm, *ret), ret->n};
    return r < 0 ? r : end;
}
