// The worker: read a request, run the job, write frames. Runs confined from its first byte on.
#include "core/file.h"
#include "core/time.h"
#include "worker/worker_int.h"

#include <errno.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/uio.h>
#include <unistd.h>

enum { PROGRESS_MS = 20, INLINE_BYTES = 16 * 1024 };

struct pipe {
    int sock;
    uint64_t seq;
    int64_t said_ms; // when progress was last told
};

int wk_recv_fds(int sock, void *data, size_t bytes, int *fds, size_t *n_fds)
{
    union {
        struct cmsghdr align;
        char room[CMSG_SPACE(WK_MAX_FDS * sizeof(int))];
    } u;
    struct iovec iov = {data, bytes};
    struct msghdr m = {
        .msg_iov = &iov, .msg_iovlen = 1, .msg_control = u.room, .msg_controllen = sizeof u.room};
    ssize_t n;
    do
        n = recvmsg(sock, &m, MSG_CMSG_CLOEXEC);
    while (n < 0 && errno == EINTR);
    *n_fds = 0;
    if (n < 0)
        return -1;
    for (struct cmsghdr *c = CMSG_FIRSTHDR(&m); c; c = CMSG_NXTHDR(&m, c))
        if (c->cmsg_level == SOL_SOCKET && c->cmsg_type == SCM_RIGHTS) {
            *n_fds = (c->cmsg_len - CMSG_LEN(0)) / sizeof(int);
            memcpy(fds, CMSG_DATA(c), *n_fds * sizeof(int));
        }
    return (int)n;
}

int wk_send_fds(int sock, struct str data, const int *fds, size_t n_fds)
{
    union {
        struct cmsghdr align;
        char room[CMSG_SPACE(WK_MAX_FDS * sizeof(int))];
    } u = {0};
    struct iovec iov = {(void *)(uintptr_t)data.p, data.n > INT32_MAX ? INT32_MAX : data.n};
    struct msghdr m = {.msg_iov = &iov, .msg_iovlen = 1};
    if (n_fds) {
        m.msg_control = u.room;
        m.msg_controllen = CMSG_SPACE(n_fds * sizeof(int));
        struct cmsghdr *c = CMSG_FIRSTHDR(&m);
        c->cmsg_level = SOL_SOCKET;
        c->cmsg_type = SCM_RIGHTS;
        c->cmsg_len = CMSG_LEN(n_fds * sizeof(int));
        memcpy(CMSG_DATA(c), fds, n_fds * sizeof(int));
    }
    ssize_t n;
    do
        n = sendmsg(sock, &m, MSG_DONTWAIT | MSG_NOSIGNAL);
    while (n < 0 && errno == EINTR);
    return (int)n;
}

// A frame: its head and up to two pieces.
static void send_frame(const struct pipe *p, enum wk_frame_kind kind, struct str a, struct str b)
{
    struct wk_head h = {WK_MAGIC, kind, p->seq, a.n + b.n};
    struct iovec v[3] = {
        {&h, sizeof h}, {(void *)(uintptr_t)a.p, a.n}, {(void *)(uintptr_t)b.p, b.n}};
    for (size_t i = 0; i < COUNT_OF(v);) {
        ssize_t n = writev(p->sock, v + i, (int)(COUNT_OF(v) - i));
        if (n < 0 && errno == EINTR)
            continue;
        if (n < 0)
            _exit(WK_EXIT_PIPE);
        for (; i < COUNT_OF(v) && (size_t)n >= v[i].iov_len; i++)
            n -= (ssize_t)v[i].iov_len;
        if (i < COUNT_OF(v)) {
            v[i].iov_base = (char *)v[i].iov_base + n;
            v[i].iov_len -= (size_t)n;
        }
    }
}

void wk_emit(struct wk_call *c, struct str part)
{
    const struct pipe *p = c->pipe;
    while (part.n > SK_MAX_FRAME_BYTES) {
        send_frame(p, WK_F_PART, str_head(part, SK_MAX_FRAME_BYTES), S(""));
        part = str_skip(part, SK_MAX_FRAME_BYTES);
    }
    send_frame(p, WK_F_PART, part, S(""));
}

void wk_progress(struct wk_call *c, uint64_t bytes)
{
    struct pipe *p = c->pipe;
    int64_t now = sk_mono_ms();
    if (p->said_ms && now - p->said_ms < PROGRESS_MS)
        return;
    p->said_ms = now;
    send_frame(p, WK_F_PROGRESS, (struct str){(const char *)&bytes, sizeof bytes}, S(""));
}

static void run_job(const struct wk_job *job, struct wk_call *c)
{
    const struct pipe *p = c->pipe;
    struct sk_err err = {0};
    int r = job->run(c, &err);
    if (r >= 0 && c->reply->full)
        r = sk_fail(&err, SK_ELIMIT, "reply is larger than %llu MB",
                    (unsigned long long)(SK_MAX_FRAME_BYTES / SK_MB));
    if (r >= 0) {
        send_frame(p, WK_F_DONE, sk_buf_str(c->reply), S(""));
        return;
    }
    int32_t code = r;
    send_frame(p, WK_F_FAILED, (struct str){(const char *)&code, sizeof code}, str_from(err.msg));
}

static void read_all(int sock, char *at, size_t n)
{
    while (n) {
        ssize_t got = read(sock, at, n);
        if (got < 0 && errno == EINTR)
            continue;
        if (got <= 0)
            _exit(got == 0 ? 0 : WK_EXIT_PIPE);
        at += got;
        n -= (size_t)got;
    }
}

static void serve(const struct wk_config *config, int sock, struct arena *scratch,
                  struct sk_buf *reply, struct wk_keep *keep)
{
    struct {
        struct wk_request head;
        char body[INLINE_BYTES];
    } in;
    int fds[WK_MAX_FDS];
    size_t n_fds;
    int got = wk_recv_fds(sock, &in, sizeof in, fds, &n_fds);
    if (got <= 0)
        _exit(got == 0 ? 0 : WK_EXIT_PIPE);
    if ((size_t)got < sizeof in.head) {
        read_all(sock, (char *)&in + got, sizeof in.head - (size_t)got);
        got = (int)sizeof in.head;
    }
    if (in.head.magic != WK_MAGIC || in.head.job >= config->n_jobs || in.head.n_fds != n_fds)
        _exit(WK_EXIT_PIPE);
    size_t have = (size_t)got - sizeof in.head;
    struct str request = {in.body, have};
    if (have < in.head.bytes) {
        char *all = arena_new(scratch, char, in.head.bytes);
        if (have)
            memcpy(all, in.body, have);
        read_all(sock, all + have, in.head.bytes - have);
        request = (struct str){all, in.head.bytes};
    }
    struct pipe p = {.sock = sock, .seq = in.head.seq};
    struct wk_call c = {request,        fds,           n_fds, scratch, reply,
                        config->shared, config->rules, keep,  &p};
    run_job(&config->jobs[in.head.job], &c);
    for (size_t i = 0; i < n_fds; i++)
        sk_close_fd(&fds[i]);
}

void wk_child_run(const struct wk_config *config, int sock)
{
    struct sk_buf reply = SK_BUF_INIT(SK_MAX_FRAME_BYTES);
    struct arena scratch = {0};
    struct wk_keep keep[WK_KEEPS] = {0};
    for (;;) {
        serve(config, sock, &scratch, &reply, keep);
        arena_reset(&scratch);
        if (reply.cap > SK_MB)
            sk_buf_free(&reply);
        sk_buf_clear(&reply);
    }
}
