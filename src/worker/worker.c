// The pool, on our side: a queue of jobs, a socket for each worker, one poll(). Never waits for a
// worker alone, never believes one.
#include "worker/worker.h"

#include "core/file.h"
#include "core/time.h"
#include "worker/worker_int.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <sched.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

enum { HELLO_MS = 10000, CLOSE_MS = 2000, LATE_MS = 100, SOCKET_BYTES = 1024 * 1024 };

static const char spawner_gone[] = "the process that starts workers has ended";

struct job {
    struct job *next;  // in the queue or the free list
    struct sk_buf out; // wk_request and the request
    size_t sent;
    int fds[WK_MAX_FDS];
    size_t n_fds;
    uint32_t index; // in config.jobs
    uint64_t seq, tag;
};

struct worker {
    int sock;        // -1: no process
    int words;       // what it says on stderr
    struct job *job; // NULL: idle
    int64_t deadline_ms;
    int64_t late_ms;   // when the deadline was first seen to have passed; 0
    struct sk_err why; // code != 0: condemned by us, for this
    bool killed;       // the spawner was told to
    bool dead;         // the spawner said so: `status`
    bool deaf;         // its socket takes or gives nothing any more
    int status;
    struct wk_reader in;
};

struct wk_pool {
    struct arena *a;
    struct wk_config config;
    pid_t spawner;
    int control; // -1: the spawner is gone
    unsigned has;
    bool hello;
    struct worker w[WK_MAX_WORKERS];
    struct job *first, **last; // queue
    struct job *unused;
    size_t running;
    uint64_t seq;
    size_t turn; // the worker to look at first: none starves the others
    char text[128];
};

static void job_release(struct wk_pool *p, struct job *j)
{
    for (size_t i = 0; i < j->n_fds; i++)
        sk_close_fd(&j->fds[i]);
    sk_buf_free(&j->out);
    j->n_fds = 0;
    j->next = p->unused;
    p->unused = j;
}

static void send_order(struct wk_pool *p, enum wk_order order, size_t slot, const int *fds,
                       size_t n_fds)
{
    struct wk_control c = {.order = order, .slot = (uint32_t)slot};
    if (p->control >= 0 &&
        wk_send_fds(p->control, (struct str){(const char *)&c, sizeof c}, fds, n_fds) < 0)
        sk_close_fd(&p->control);
}

static void order_death(struct wk_pool *p, struct worker *w)
{
    if (!w->killed)
        send_order(p, WK_KILL, (size_t)(w - p->w), NULL, 0);
    w->killed = true;
}

// Nothing it says counts any more. What remains is collected when the spawner has buried it.
static void condemn(struct wk_pool *p, struct worker *w, const struct sk_err *why)
{
    if (w->why.code)
        return;
    w->why = *why;
    order_death(p, w);
}

static bool start_worker(struct wk_pool *p, struct worker *w, struct sk_err *err)
{
    int pair[2], words[2];
    if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, pair) < 0) {
        sk_fail(err, SK_EIO, "socketpair: %s", strerror(errno));
        return false;
    }
    if (pipe2(words, O_CLOEXEC | O_NONBLOCK) < 0) {
        sk_fail(err, SK_EIO, "pipe: %s", strerror(errno));
        close(pair[0]);
        close(pair[1]);
        return false;
    }
    const int room = SOCKET_BYTES;
    for (int i = 0; i < 2; i++)
        (void)setsockopt(pair[i], SOL_SOCKET, SO_SNDBUF, &room, sizeof room);
    const int theirs[] = {pair[1], words[1]};
    send_order(p, WK_START, (size_t)(w - p->w), theirs, 2);
    close(pair[1]);
    close(words[1]);
    *w = (struct worker){.sock = pair[0], .words = words[0], .in = w->in};
    return true;
}

static void send_job(struct worker *w)
{
    struct job *j = w->job;
    while (j->sent < j->out.n && !w->deaf) {
        struct str left = str_skip(sk_buf_str(&j->out), j->sent);
        int n = wk_send_fds(w->sock, left, j->fds, j->n_fds);
        // ETOOMANYREFS: too many descriptors under way, until other workers have taken theirs.
        if (n < 0 && (errno == EAGAIN || errno == EWOULDBLOCK || errno == ETOOMANYREFS))
            return;
        if (n < 0) {
            w->deaf = true;
            return;
        }
        j->sent += (size_t)n;
        for (size_t i = 0; i < j->n_fds; i++)
            sk_close_fd(&j->fds[i]);
        j->n_fds = 0;
    }
    if (j->out.cap > 64 * SK_KB)
        sk_buf_free(&j->out);
}

// A worker for the next job: an idle one, else a new one; NULL when all are busy or (err is set)
// none can be had.
static struct worker *find_worker(struct wk_pool *p, struct sk_err *err)
{
    struct worker *none = NULL;
    for (size_t i = 0; i < p->config.workers; i++) {
        struct worker *w = &p->w[i];
        if (w->sock < 0)
            none = none ? none : w;
        else if (!w->job && !w->killed && !w->dead && !w->deaf)
            return w;
    }
    if (p->control < 0)
        sk_fail(err, SK_EIO, "%s", spawner_gone);
    else if (none && start_worker(p, none, err))
        return none;
    return NULL;
}

static struct job *dequeue(struct wk_pool *p)
{
    struct job *j = p->first;
    p->first = j->next;
    if (!p->first)
        p->last = &p->first;
    return j;
}

static void assign(struct wk_pool *p, struct sk_err *err)
{
    struct worker *w;
    while (p->first && (w = find_worker(p, err))) {
        w->job = dequeue(p);
        w->late_ms = 0;
        w->deadline_ms = sk_mono_ms() + (int64_t)p->config.unit_seconds * 1000;
        wk_reader_start(&w->in);
        send_job(w);
    }
}

// What the spawner says.
static void hear_spawner(struct wk_pool *p)
{
    struct wk_control c;
    while (p->control >= 0) {
        ssize_t n = recv(p->control, &c, sizeof c, MSG_DONTWAIT);
        if (n < 0 && errno == EINTR)
            continue;
        if (n < 0 && (errno == EAGAIN || errno == EWOULDBLOCK))
            return;
        if (n != sizeof c) {
            sk_close_fd(&p->control);
            return;
        }
        if (c.order == WK_HELLO) {
            p->hello = true;
            p->has = c.has;
        } else if (c.order == WK_EXIT && c.slot < WK_MAX_WORKERS && p->w[c.slot].sock >= 0) {
            p->w[c.slot].dead = true;
            p->w[c.slot].status = c.status;
        }
    }
}

// Take what has arrived from a worker. A dead one's socket still holds its last words.
static void hear_worker(struct worker *w)
{
    size_t room;
    char *at = wk_reader_room(&w->in, &room);
    if (!at)
        return;
    ssize_t n = recv(w->sock, at, room, MSG_DONTWAIT);
    if (n > 0)
        wk_reader_put(&w->in, (size_t)n);
    else if (n == 0 || (errno != EAGAIN && errno != EWOULDBLOCK && errno != EINTR) ||
             (w->dead && errno != EINTR))
        w->deaf = true;
}

// Why the worker has ended, into *err; its slot is free again.
static void bury(struct wk_pool *p, struct worker *w, struct sk_err *err)
{
    char words[WK_WORDS_BYTES];
    ssize_t n = read(w->words, words, sizeof words);
    struct str said = {words, n > 0 ? (size_t)n : 0};
    if (w->why.code)
        *err = w->why;
    else if (!w->dead)
        sk_fail(err, SK_EIO, "%s", spawner_gone);
    else if (w->killed && w->status >= 0 && WIFSIGNALED(w->status) &&
             WTERMSIG(w->status) == SIGKILL)
        sk_fail(err, SK_EFORMAT, "worker closed its socket");
    else
        wk_explain(w->status, said, p->config.memory_bytes, err);
    sk_close_fd(&w->sock);
    sk_close_fd(&w->words);
    wk_reader_free(&w->in);
    *w = (struct worker){.sock = -1, .words = -1};
}

static bool give_failure(struct wk_pool *p, struct job *j, const struct sk_err *why,
                         struct wk_event *ret)
{
    *ret = (struct wk_event){.kind = WK_FAILED, .tag = j->tag, .err = *why};
    sk_wrap(&ret->err, why->code, "%s", p->config.jobs[j->index].name);
    job_release(p, j);
    p->running--;
    return true;
}

static bool give_frame(struct wk_pool *p, struct worker *w, const struct wk_frame *f,
                       struct wk_event *ret)
{
    struct job *j = w->job;
    if (f->kind == WK_F_FAILED || f->kind == WK_F_DONE) {
        w->job = NULL;
        if (!wk_reader_empty(&w->in)) // more than an answer: it gets no further job
            order_death(p, w);
    }
    if (f->kind == WK_F_FAILED)
        return give_failure(p, j, &f->err, ret);
    *ret = (struct wk_event){.kind = f->kind == WK_F_DONE   ? WK_DONE
                                     : f->kind == WK_F_PART ? WK_PART
                                                            : WK_PROGRESS,
                             .tag = j->tag,
                             .bytes = f->progress,
                             .data = f->data};
    if (f->kind == WK_F_DONE) {
        job_release(p, j);
        p->running--;
    }
    return true;
}

// The next event of one worker, from what has been received.
static bool next_event(struct wk_pool *p, struct worker *w, struct wk_event *ret)
{
    struct wk_frame f;
    struct sk_err err;
    if (!w->why.code) {
        int r = wk_reader_next(&w->in, w->job ? w->job->seq : 0, &f, &err);
        if (r > 0 && w->job->sent < w->job->out.n)
            r = sk_fail(&err, SK_EFORMAT, "worker answered before it was asked");
        if (r > 0)
            return give_frame(p, w, &f, ret);
        if (r < 0)
            condemn(p, w, &err);
    }
    bool over = w->dead && (w->deaf || w->why.code);
    if (!over && p->control >= 0) {
        if (w->deaf)
            order_death(p, w); // if it lives on, it is of no use
        return false;
    }
    struct job *j = w->job;
    bury(p, w, &err);
    return j && give_failure(p, j, &err, ret);
}

// A caller that was away for long finds the answer of a job that ended in time: so the first
// look after the deadline only starts a short last wait.
static void check_deadlines(struct wk_pool *p)
{
    int64_t now = sk_mono_ms();
    for (size_t i = 0; i < p->config.workers; i++) {
        struct worker *w = &p->w[i];
        if (w->sock < 0 || !w->job || now < w->deadline_ms)
            continue;
        if (!w->late_ms) {
            w->late_ms = now;
            w->deadline_ms = now + LATE_MS;
            continue;
        }
        struct sk_err why;
        sk_fail(&why, SK_ELIMIT, "took more than %u s", p->config.unit_seconds);
        condemn(p, w, &why);
    }
}

static bool look_at_workers(struct wk_pool *p, struct wk_event *ret)
{
    for (size_t i = 0; i < p->config.workers; i++) {
        size_t slot = (p->turn + i) % p->config.workers;
        struct worker *w = &p->w[slot];
        if (w->sock < 0)
            continue;
        if (w->dead && !w->deaf && !w->why.code)
            hear_worker(w);
        if (next_event(p, w, ret)) {
            p->turn = slot + 1;
            return true;
        }
    }
    return false;
}

static int poll_all(struct wk_pool *p, int64_t until_ms)
{
    struct pollfd fds[1 + WK_MAX_WORKERS] = {{.fd = p->control, .events = POLLIN}};
    for (size_t i = 0; i < p->config.workers; i++) {
        const struct worker *w = &p->w[i];
        bool mute = w->sock < 0 || w->deaf || w->why.code;
        bool more = !mute && w->job && w->job->sent < w->job->out.n;
        fds[1 + i] = (struct pollfd){mute ? -1 : w->sock, (short)(POLLIN | (more ? POLLOUT : 0))};
        if (w->job && !w->why.code && (until_ms < 0 || w->deadline_ms < until_ms))
            until_ms = w->deadline_ms;
    }
    int64_t wait = until_ms < 0 ? -1 : until_ms - sk_mono_ms();
    wait = until_ms >= 0 && wait < 0 ? 0 : wait > INT32_MAX ? INT32_MAX : wait;
    int n = poll(fds, 1 + p->config.workers, (int)wait);
    if (n < 0)
        return errno == EINTR ? 0 : -1;
    for (size_t i = 0; i < p->config.workers; i++) {
        struct worker *w = &p->w[i];
        if (fds[1 + i].revents & POLLOUT)
            send_job(w);
        if (fds[1 + i].revents & (POLLIN | POLLHUP | POLLERR))
            hear_worker(w);
    }
    if (fds[0].revents)
        hear_spawner(p);
    return 0;
}

static bool any_busy(const struct wk_pool *p)
{
    for (size_t i = 0; i < p->config.workers; i++)
        if (p->w[i].job)
            return true;
    return false;
}

int wk_wait(struct wk_pool *p, int timeout_ms, struct wk_event *ret, struct sk_err *err)
{
    int64_t until_ms = timeout_ms < 0 ? -1 : sk_mono_ms() + timeout_ms;
    bool polled = false;
    for (;;) {
        struct sk_err why = {0};
        check_deadlines(p);
        if (look_at_workers(p, ret)) {
            assign(p, &why); // the worker goes on while the caller handles the event
            return 1;
        }
        assign(p, &why);
        if (p->first && why.code && !any_busy(p)) // nobody will ever take it
            return give_failure(p, dequeue(p), &why, ret);
        if (p->running == 0 || (polled && until_ms >= 0 && sk_mono_ms() >= until_ms))
            return 0;
        if (poll_all(p, until_ms) < 0)
            return sk_fail(err, SK_EIO, "poll: %s", strerror(errno));
        polled = true;
    }
}

size_t wk_running(const struct wk_pool *p)
{
    return p->running;
}

static int copy_fds(struct job *j, const int *fds, size_t n_fds, struct sk_err *err)
{
    if (n_fds > WK_MAX_FDS)
        return sk_fail(err, SK_EUSAGE, "%zu descriptors for one job", n_fds);
    for (size_t i = 0; i < n_fds; i++) {
        int flags = fcntl(fds[i], F_GETFL);
        if (flags < 0 || (flags & O_ACCMODE) != O_RDONLY)
            return sk_fail(err, SK_EUSAGE, "descriptor %d is not open for reading only", fds[i]);
        int fd = fcntl(fds[i], F_DUPFD_CLOEXEC, 0);
        if (fd < 0)
            return sk_fail(err, SK_EIO, "dup: %s", strerror(errno));
        j->fds[j->n_fds++] = fd;
    }
    return 0;
}

static struct job *new_job(struct wk_pool *p)
{
    struct job *j = p->unused;
    if (j)
        p->unused = j->next;
    else
        j = arena_new(p->a, struct job, 1);
    *j = (struct job){.out = SK_BUF_INIT(SK_MAX_FRAME_BYTES + sizeof(struct wk_request))};
    return j;
}

int wk_submit(struct wk_pool *p, const char *job, struct str request, const int *fds, size_t n_fds,
              uint64_t tag, struct sk_err *err)
{
    uint32_t index = 0;
    while (index < p->config.n_jobs && strcmp(p->config.jobs[index].name, job) != 0)
        index++;
    if (index == p->config.n_jobs)
        return sk_fail(err, SK_EUSAGE, "no job is named %s", job);
    if (request.n > SK_MAX_FRAME_BYTES)
        return sk_fail(err, SK_ELIMIT, "request of %zu bytes for %s", request.n, job);
    struct job *j = new_job(p);
    int r = copy_fds(j, fds, n_fds, err);
    if (r < 0) {
        job_release(p, j);
        return r;
    }
    j->index = index;
    j->tag = tag;
    j->seq = ++p->seq;
    struct wk_request head = {WK_MAGIC, index, (uint32_t)n_fds, 0, j->seq, request.n};
    sk_buf_add(&j->out, (struct str){(const char *)&head, sizeof head});
    sk_buf_add(&j->out, request);
    *p->last = j;
    p->last = &j->next;
    p->running++;
    struct sk_err later; // wk_wait() meets it again
    assign(p, &later);
    return 0;
}

int wk_call(struct wk_pool *p, const char *job, struct str request, const int *fds, size_t n_fds,
            struct arena *perm, struct str *ret_reply, struct sk_err *err)
{
    if (p->running)
        return sk_fail(err, SK_EUSAGE, "other jobs are running");
    int r = wk_submit(p, job, request, fds, n_fds, 0, err);
    SK_BUF_SCRATCH(parts, SK_MAX_FRAME_BYTES);
    struct wk_event e;
    while (r == 0 && (r = wk_wait(p, -1, &e, err)) == 1) {
        if (e.kind == WK_FAILED) {
            if (err)
                *err = e.err;
            return e.err.code;
        }
        if (e.kind == WK_DONE && parts.full)
            return sk_fail(err, SK_ELIMIT, "%s: reply is larger than %llu MB", job,
                           (unsigned long long)(SK_MAX_FRAME_BYTES / SK_MB));
        if (e.kind == WK_DONE) {
            *ret_reply =
                parts.n ? str_join(perm, sk_buf_str(&parts), e.data) : str_dup(perm, e.data);
            return 0;
        }
        if (e.kind == WK_PART)
            sk_buf_add(&parts, e.data);
        r = 0;
    }
    return r < 0 ? r : sk_fail(err, SK_EIO, "%s gave no answer", job);
}

static unsigned count_cores(void)
{
    cpu_set_t set;
    int n = sched_getaffinity(0, sizeof set, &set) == 0 ? CPU_COUNT(&set) : 1;
    return n < 1 ? 1 : (unsigned)n;
}

int wk_pool_open(struct arena *a, const struct wk_config *config, struct wk_pool **ret,
                 struct sk_err *err)
{
    int pair[2];
    if (socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, pair) < 0)
        return sk_fail(err, SK_EIO, "socketpair: %s", strerror(errno));
    struct wk_pool *p = arena_new(a, struct wk_pool, 1);
    p->a = a;
    p->config = *config;
    if (!p->config.workers)
        p->config.workers = count_cores();
    if (p->config.workers > WK_MAX_WORKERS)
        p->config.workers = WK_MAX_WORKERS;
    if (!p->config.memory_bytes)
        p->config.memory_bytes = SK_WORKER_MEMORY_BYTES;
    if (!p->config.unit_seconds)
        p->config.unit_seconds = SK_WORKER_UNIT_SECONDS;
    for (size_t i = 0; i < WK_MAX_WORKERS; i++)
        p->w[i] = (struct worker){.sock = -1, .words = -1};
    p->last = &p->first;
    p->spawner = wk_spawner_start(&p->config, pair[1]);
    int e = errno;
    close(pair[1]);
    if (p->spawner < 0) {
        close(pair[0]);
        return sk_fail(err, SK_EIO, "fork: %s", strerror(e));
    }
    p->control = pair[0];
    *ret = p;
    return 0;
}

void wk_pool_close(struct wk_pool *p)
{
    if (!p)
        return;
    sk_close_fd(&p->control); // the spawner ends its workers, then itself
    SK_FD int pidfd = (int)syscall(SYS_pidfd_open, p->spawner, 0);
    struct pollfd gone = {pidfd, POLLIN};
    if (pidfd < 0 || poll(&gone, 1, CLOSE_MS) != 1)
        kill(p->spawner, SIGKILL);
    while (waitpid(p->spawner, NULL, 0) < 0 && errno == EINTR)
        ;
    for (size_t i = 0; i < WK_MAX_WORKERS; i++) {
        struct worker *w = &p->w[i];
        sk_close_fd(&w->sock);
        sk_close_fd(&w->words);
        wk_reader_free(&w->in);
        if (w->job)
            job_release(p, w->job);
    }
    while (p->first)
        job_release(p, dequeue(p));
}

const char *wk_pool_sandbox(struct wk_pool *p)
{
    static const struct {
        unsigned bit;
        const char *name;
    } names[] = {
        {WK_HAS_NAMESPACES, "namespaces"}, {WK_HAS_NETNS, "no network"},
        {WK_HAS_ROOTLESS, "empty root"},   {WK_HAS_UID, "user nobody"},
        {WK_HAS_LANDLOCK, "landlock"},     {WK_HAS_SECCOMP, "seccomp"},
    };
    struct pollfd fd = {p->control, POLLIN};
    if (!p->hello && poll(&fd, 1, HELLO_MS) == 1)
        hear_spawner(p);
    size_t n = 0;
    p->text[0] = 0;
    for (size_t i = 0; i < COUNT_OF(names); i++)
        if (p->has & names[i].bit)
            n += (size_t)snprintf(p->text + n, sizeof p->text - n, "%s%s", n ? ", " : "",
                                  names[i].name);
    return p->text;
}
