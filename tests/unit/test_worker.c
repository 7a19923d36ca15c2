// The worker, with jobs that behave as badly as they can. Expected values: what the kernel does to
// a process that breaks such a rule (seccomp(2), setrlimit(2), signal(7)).
#include "test.h"

#include "core/arena.h"
#include "core/file.h"
#include "core/hash.h"
#include "core/limits.h"
#include "core/time.h"
#include "worker/worker.h"
#include "worker/worker_int.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <sched.h>
#include <seccomp.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/ptrace.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

static int say_errno(struct wk_call *c, long r)
{
    sk_buf_fmt(c->reply, "%s", r >= 0 ? "done" : strerrorname_np(errno));
    return 0;
}

static int job_echo(struct wk_call *c, struct sk_err *err)
{
    (void)err;
    sk_buf_add(c->reply, c->request);
    return 0;
}
static int job_sha(struct wk_call *c, struct sk_err *err)
{
    struct sk_digest d = sk_sha256(c->request);
    sk_buf_add(c->reply, sk_digest_text(c->scratch, &d));
    return (void)err, 0;
}
static int job_read(struct wk_call *c, struct sk_err *err)
{
    for (size_t i = 0; i < c->n_fds; i++) {
        struct str s;
        int r = sk_read_fd(c->scratch, c->fds[i], SK_MB, &s, err);
        if (r < 0)
            return r;
        sk_buf_add(c->reply, s);
    }
    return 0;
}
static int job_map(struct wk_call *c, struct sk_err *err)
{
    SK_MAPPING struct sk_mapping m = {0};
    int r = sk_map_fd(c->fds[0], SK_MB, &m, err);
    sk_buf_add(c->reply, m.data);
    return r;
}
static int job_parts(struct wk_call *c, struct sk_err *err)
{
    uint64_t n = 0, size = 0;
    struct str a, b;
    str_cut(c->request, ' ', &a, &b);
    if (!str_to_u64(a, &n) || !str_to_u64(b, &size))
        return sk_fail(err, SK_EUSAGE, "numbers");
    char *p = arena_new(c->scratch, char, size);
    memset(p, 'x', size);
    for (uint64_t i = 0; i < n; i++) {
        wk_progress(c, i + 1);
        wk_emit(c, (struct str){p, size});
    }
    sk_buf_add(c->reply, S("end"));
    return 0;
}
static int job_big(struct wk_call *c, struct sk_err *err)
{
    uint64_t n = 0;
    if (!str_to_u64(c->request, &n))
        return sk_fail(err, SK_EUSAGE, "number");
    char *p = sk_buf_reserve(c->reply, n);
    if (!p)
        return 0;
    memset(p, 'y', n);
    sk_buf_commit(c->reply, n);
    return 0;
}
static int job_fail(struct wk_call *c, struct sk_err *err)
{
    sk_buf_add(c->reply, S("dropped"));
    return sk_fail(err, SK_EDIGEST, "not\nthe right one");
}
static int job_open(struct wk_call *c, struct sk_err *err)
{
    return (void)err, say_errno(c, open("/etc/passwd", O_RDONLY));
}
static int job_stat(struct wk_call *c, struct sk_err *err)
{
    struct stat st;
    return (void)err, say_errno(c, stat("/etc/passwd", &st));
}
// AT_EMPTY_PATH is let through for fstat(): a path given with it must find nothing.
static int job_statat(struct wk_call *c, struct sk_err *err)
{
    struct stat st;
    return (void)err, say_errno(c, fstatat(AT_FDCWD, "/etc/passwd", &st, AT_EMPTY_PATH));
}
static int job_socket(struct wk_call *c, struct sk_err *err)
{
    return (void)err, say_errno(c, socket(AF_INET, SOCK_STREAM, 0));
}
static int job_fork(struct wk_call *c, struct sk_err *err)
{
    return (void)err, say_errno(c, syscall(SYS_clone, SIGCHLD, 0, 0, 0, 0));
}
static int job_exec(struct wk_call *c, struct sk_err *err)
{
    char *none[] = {NULL};
    return (void)err, say_errno(c, execve("/bin/true", none, none));
}
static int job_ptrace(struct wk_call *c, struct sk_err *err)
{
    return (void)err, say_errno(c, ptrace(PTRACE_TRACEME, 0, 0, 0));
}
static int job_kill(struct wk_call *c, struct sk_err *err)
{
    return (void)err, say_errno(c, kill(1, SIGTERM));
}
static int job_tgkill(struct wk_call *c, struct sk_err *err)
{
    return (void)err, say_errno(c, syscall(SYS_tgkill, 1, 1, SIGTERM));
}
static int job_codepage(struct wk_call *c, struct sk_err *err)
{
    void *p = mmap(NULL, 4096, PROT_READ | PROT_EXEC, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    return (void)err, say_errno(c, p == MAP_FAILED ? -1 : 0);
}
static int job_write(struct wk_call *c, struct sk_err *err)
{
    return (void)err, say_errno(c, write(c->fds[0], "x", 1));
}
static int job_env(struct wk_call *c, struct sk_err *err)
{
    // The list, and the bytes that it once pointed to.
    uint64_t at = 0;
    if (!str_to_u64(c->request, &at))
        return sk_fail(err, SK_EUSAGE, "address");
    const char *was = (const char *)(uintptr_t)at;
    sk_buf_fmt(c->reply, "%d %d %d", getenv("WK_SECRET") != NULL, environ && *environ, *was);
    return 0;
}
static int job_alloc(struct wk_call *c, struct sk_err *err)
{
    return (void)err, arena_new(c->scratch, char, 8 * SK_GB) == NULL;
}
static int job_loop(struct wk_call *c, struct sk_err *err)
{
    (void)err;
    for (volatile int i = 0; c->request.p; i = !i)
        ;
    return 0;
}
static int job_flood(struct wk_call *c, struct sk_err *err)
{
    (void)err;
    for (volatile int i = 0; c->request.p; i = !i)
        wk_emit(c, S("again"));
    return 0;
}
static int job_crash(struct wk_call *c, struct sk_err *err)
{
    (void)c;
    (void)err;
    raise(SIGSEGV);
    return 0;
}
static int job_abort(struct wk_call *c, struct sk_err *err)
{
    (void)c;
    (void)err;
    abort();
}
static int job_exit(struct wk_call *c, struct sk_err *err)
{
    (void)c;
    (void)err;
    _exit(7);
}
static int job_lie(struct wk_call *c, struct sk_err *err)
{
    uint64_t seq = *(const uint64_t *)(const void *)((const char *)c->pipe + 8);
    struct wk_head h = {WK_MAGIC, WK_F_PART, seq, 5};
    if (str_eq(c->request, S("length")))
        h.bytes = UINT64_MAX - 8;
    else if (str_eq(c->request, S("kind")))
        h.kind = 77;
    else if (str_eq(c->request, S("seq")))
        h.seq++;
    else if (str_eq(c->request, S("magic")))
        h.magic++;
    else if (str_eq(c->request, S("promise")))
        h.bytes = SK_MAX_FRAME_BYTES;
    else if (str_eq(c->request, S("close")))
        close(3);
    if (write(3, &h, sizeof h) < 0 && h.bytes != 5)
        return sk_fail(err, SK_EIO, "write");
    _exit(0);
}
static int job_idle_lie(struct wk_call *c, struct sk_err *err)
{
    uint64_t seq = *(const uint64_t *)(const void *)((const char *)c->pipe + 8);
    struct wk_head h[2] = {{WK_MAGIC, WK_F_DONE, seq, 0}, {WK_MAGIC, WK_F_DONE, seq, 0}};
    if (write(3, h, sizeof h) < 0)
        return sk_fail(err, SK_EIO, "write");
    return job_loop(c, err);
}
static int job_pid(struct wk_call *c, struct sk_err *err)
{
    sk_buf_fmt(c->reply, "%d", (int)getpid());
    return (void)err, 0;
}

static const struct wk_job jobs[] = {
    {"echo", job_echo},     {"sha", job_sha},           {"read", job_read},
    {"map", job_map},       {"parts", job_parts},       {"big", job_big},
    {"fail", job_fail},     {"open", job_open},         {"stat", job_stat},
    {"statat", job_statat}, {"socket", job_socket},     {"fork", job_fork},
    {"exec", job_exec},     {"ptrace", job_ptrace},     {"kill", job_kill},
    {"tgkill", job_tgkill}, {"codepage", job_codepage}, {"write", job_write},
    {"env", job_env},       {"alloc", job_alloc},       {"loop", job_loop},
    {"flood", job_flood},   {"crash", job_crash},       {"abort", job_abort},
    {"exit", job_exit},     {"lie", job_lie},           {"idle-lie", job_idle_lie},
    {"pid", job_pid},
};

static void close_pool(struct wk_pool **p)
{
    wk_pool_close(*p);
    *p = NULL;
}
#define POOL SK_CLEANUP(close_pool) struct wk_pool *

static struct wk_pool *open_pool(struct arena *a, unsigned workers, unsigned seconds)
{
    struct wk_pool *p;
    struct sk_err err;
    struct wk_config c = {jobs, COUNT_OF(jobs), workers, 0, seconds};
    CHECK(wk_pool_open(a, &c, &p, &err) == 0, "%s", err.msg);
    return p;
}

TEST(worker_call)
{
    ARENA_SCRATCH(a);
    POOL p = open_pool(&a, 1, 0);
    struct str reply;
    struct sk_err err;
    CHECK(wk_call(p, "echo", S("hello"), NULL, 0, &a, &reply, &err) == 0, "%s", err.msg);
    CHECK_STR(reply, "hello");
    CHECK(wk_call(p, "sha", S("abc"), NULL, 0, &a, &reply, &err) == 0, "%s", err.msg);
    // FIPS 180-4 example
    CHECK_STR(reply, "sha256:ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    CHECK(wk_call(p, "nothing", S(""), NULL, 0, &a, &reply, &err) == SK_EUSAGE);
    CHECK(wk_call(p, "fail", S(""), NULL, 0, &a, &reply, &err) == SK_EDIGEST);
    CHECK_STR(str_from(err.msg), "fail: not?the right one");
    CHECK(strstr(wk_pool_sandbox(p), "seccomp") != NULL, "%s", wk_pool_sandbox(p));
    wk_pool_close(NULL);
}

TEST(worker_sandbox)
{
    static const struct {
        const char *job;
        const char *reply; // or NULL:
        const char *why;
        enum sk_code code;
    } rows[] = {
        {"open", "EACCES", NULL, 0},
        {"stat", "EACCES", NULL, 0},
        {"socket", NULL, "socket: worker died of SIGSYS", SK_EFORMAT},
        {"fork", NULL, "fork: worker died of SIGSYS", SK_EFORMAT},
        {"exec", NULL, "exec: worker died of SIGSYS", SK_EFORMAT},
        {"ptrace", NULL, "ptrace: worker died of SIGSYS", SK_EFORMAT},
        {"kill", NULL, "kill: worker died of SIGSYS", SK_EFORMAT},
        {"tgkill", NULL, "tgkill: worker died of SIGSYS", SK_EFORMAT},
        {"codepage", NULL, "codepage: worker died of SIGSYS", SK_EFORMAT},
        {"crash", NULL, "crash: worker died of SIGSEGV", SK_EFORMAT},
        {"abort", NULL, "abort: worker died of SIGABRT", SK_EFORMAT},
        {"exit", NULL, "exit: worker ended by itself with status 7", SK_EFORMAT},
    };
    ARENA_SCRATCH(a);
    POOL p = open_pool(&a, 1, 0);
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        struct str reply = {0};
        struct sk_err err = {0};
        int r = wk_call(p, rows[i].job, S(""), NULL, 0, &a, &reply, &err);
        CHECK(r == (int)rows[i].code, "%s: %d %s", rows[i].job, r, err.msg);
        if (rows[i].reply)
            CHECK_STR(reply, rows[i].reply, "%s", rows[i].job);
        else
            CHECK(str_starts(str_from(err.msg), str_from(rows[i].why)), "%s: %s", rows[i].job,
                  err.msg);
        // The next job finds a worker again.
        CHECK(wk_call(p, "echo", S("1"), NULL, 0, &a, &reply, &err) == 0, "after %s: %s",
              rows[i].job, err.msg);
    }
    if (strstr(wk_pool_sandbox(p), "empty root")) {
        struct str reply = {0};
        struct sk_err err = {0};
        CHECK(wk_call(p, "statat", S(""), NULL, 0, &a, &reply, &err) == 0, "%s", err.msg);
        CHECK(str_eq(reply, S("ENOENT")) || str_eq(reply, S("EACCES")), STR_FMT, STR_ARG(reply));
    }
}

TEST(worker_environment)
{
    ARENA_SCRATCH(a);
    // The first string of the block that execve() made: it is wiped where it stands.
    CHECK(environ && environ[0] && environ[0][0], "this test wants an environment");
    setenv("WK_SECRET", "1", 1);
    POOL p = open_pool(&a, 1, 0);
    struct str reply, at = str_fmt(&a, "%llu", (unsigned long long)(uintptr_t)environ[0]);
    struct sk_err err;
    int r = wk_call(p, "env", at, NULL, 0, &a, &reply, &err);
    unsetenv("WK_SECRET");
    CHECK(r == 0, "%s", err.msg);
    CHECK_STR(reply, "0 0 0");
    CHECK(environ[0][0] != 0, "ours is untouched");
}

TEST(worker_descriptors)
{
    ARENA_SCRATCH(a);
    POOL p = open_pool(&a, 1, 0);
    struct sk_err err;
    struct str reply, path = str_fmt(&a, "%s/f", test_dir());
    CHECK(sk_write_file(path.p, S("content"), 0600, &err) == 0, "%s", err.msg);
    SK_FD int fd = open(path.p, O_RDONLY | O_CLOEXEC);
    SK_FD int rw = open(path.p, O_RDWR | O_CLOEXEC);
    int two[] = {fd, fd}, pair[2];
    CHECK(wk_call(p, "read", S(""), two, 2, &a, &reply, &err) == 0, "%s", err.msg);
    CHECK_STR(reply, "content"); // both are one open file: the second is at its end
    CHECK(wk_call(p, "map", S(""), &fd, 1, &a, &reply, &err) == 0, "%s", err.msg);
    CHECK_STR(reply, "content");
    CHECK(wk_call(p, "write", S(""), &fd, 1, &a, &reply, &err) == 0, "%s", err.msg);
    CHECK_STR(reply, "EBADF");
    CHECK(wk_call(p, "read", S(""), &rw, 1, &a, &reply, &err) == SK_EUSAGE);
    CHECK(socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, pair) == 0);
    CHECK(wk_call(p, "read", S(""), pair, 1, &a, &reply, &err) == SK_EUSAGE);
    close(pair[0]);
    close(pair[1]);
    int many[WK_MAX_FDS + 1];
    for (size_t i = 0; i < COUNT_OF(many); i++)
        many[i] = fd;
    CHECK(wk_call(p, "read", S(""), many, WK_MAX_FDS, &a, &reply, &err) == 0, "%s", err.msg);
    CHECK(wk_call(p, "read", S(""), many, COUNT_OF(many), &a, &reply, &err) == SK_EUSAGE);
    // They are closed again: the worker does not run out of them.
    for (int i = 0; i < 10; i++)
        CHECK(wk_call(p, "read", S(""), many, WK_MAX_FDS, &a, &reply, &err) == 0, "%s", err.msg);
}

TEST(worker_memory)
{
    if (TEST_ASAN)
        test_skip("no limit on addresses under ASan");
    ARENA_SCRATCH(a);
    POOL p = open_pool(&a, 1, 0);
    struct str reply;
    struct sk_err err;
    CHECK(wk_call(p, "alloc", S(""), NULL, 0, &a, &reply, &err) == SK_ELIMIT, "%s", err.msg);
    CHECK_STR(str_from(err.msg), "alloc: needed more than 4096 MB of memory");
}

TEST(worker_time)
{
    ARENA_SCRATCH(a);
    POOL p = open_pool(&a, 2, 1);
    struct sk_err err;
    struct wk_event e;
    int64_t t = sk_mono_ms();
    size_t loops = 0, floods = 0;
    CHECK(wk_submit(p, "loop", S("x"), NULL, 0, 1, &err) == 0);
    CHECK(wk_submit(p, "flood", S("x"), NULL, 0, 2, &err) == 0);
    CHECK(wk_wait(p, 0, &e, &err) >= 0);
    while (wk_wait(p, -1, &e, &err) == 1) {
        if (e.kind == WK_PART) {
            CHECK(e.tag == 2);
            continue;
        }
        CHECK(e.kind == WK_FAILED && e.err.code == SK_ELIMIT, "%s", e.err.msg);
        CHECK_STR(str_from(e.err.msg),
                  e.tag == 1 ? "loop: took more than 1 s" : "flood: took more than 1 s");
        loops += e.tag == 1;
        floods += e.tag == 2;
    }
    CHECK(loops == 1 && floods == 1 && wk_running(p) == 0);
    t = sk_mono_ms() - t;
    CHECK(t >= 1000 && t < 6000, "%lld ms", (long long)t);
}

TEST(worker_lies)
{
    static const struct {
        const char *how, *why;
    } rows[] = {
        {"length", "lie: worker sent a malformed frame (length)"},
        {"kind", "lie: worker sent a malformed frame (kind)"},
        {"seq", "lie: worker sent a malformed frame (of another job)"},
        {"magic", "lie: worker sent a malformed frame (magic)"},
        {"promise", "lie: worker ended by itself with status 0"},
        {"cut", "lie: worker ended by itself with status 0"},
    };
    ARENA_SCRATCH(a);
    POOL p = open_pool(&a, 1, 0);
    struct str reply;
    struct sk_err err;
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        int r = wk_call(p, "lie", str_from(rows[i].how), NULL, 0, &a, &reply, &err);
        CHECK(r == SK_EFORMAT, "%s: %d", rows[i].how, r);
        CHECK_STR(str_from(err.msg), rows[i].why, "%s", rows[i].how);
    }
    CHECK(wk_call(p, "lie", S("close"), NULL, 0, &a, &reply, &err) == SK_EFORMAT);
    // A second answer to one question costs the worker its life, and nobody else anything.
    CHECK(wk_call(p, "idle-lie", S("x"), NULL, 0, &a, &reply, &err) == 0, "%s", err.msg);
    for (int i = 0; i < 3; i++) {
        int r = wk_call(p, "echo", S("ok"), NULL, 0, &a, &reply, &err);
        CHECK(r == 0 || i == 0, "%s", err.msg); // it may meet the dying one
    }
    CHECK_STR(reply, "ok");
}

TEST(worker_parallel)
{
    enum { N = 1000 };
    ARENA_SCRATCH(a);
    POOL p = open_pool(&a, 3, 0);
    struct sk_err err;
    struct wk_event e;
    bool seen[N] = {0};
    size_t n = 0, failed = 0;
    for (uint64_t i = 0; i < N; i++)
        CHECK(wk_submit(p, i % 100 == 50 ? "exit" : "echo", str_fmt(&a, "%d", (int)i), NULL, 0, i,
                        &err) == 0);
    CHECK(wk_running(p) == N);
    for (; wk_wait(p, -1, &e, &err) == 1; n++) {
        CHECK(e.tag < N && !seen[e.tag]);
        seen[e.tag] = true;
        failed += e.kind == WK_FAILED;
        if (e.kind == WK_DONE)
            CHECK_STR(e.data, str_fmt(&a, "%d", (int)e.tag).p);
    }
    CHECK(n == N && failed == N / 100, "%zu %zu", n, failed);
    CHECK(wk_wait(p, -1, &e, &err) == 0);
}

TEST(worker_big)
{
    ARENA_SCRATCH(a);
    POOL p = open_pool(&a, 1, 0);
    struct sk_err err;
    struct str reply = {0};
    CHECK(wk_call(p, "big", S("67108864"), NULL, 0, &a, &reply, &err) == 0, "%s", err.msg);
    CHECK(reply.n == 64 * SK_MB && reply.p[0] == 'y' && reply.p[reply.n - 1] == 'y');
    CHECK(wk_call(p, "big", S("536870913"), NULL, 0, &a, &reply, &err) == SK_ELIMIT, "%s", err.msg);
    CHECK(wk_call(p, "sha", reply, NULL, 0, &a, &reply, &err) == 0, "%s", err.msg);
    CHECK(wk_call(p, "parts", S("3 5"), NULL, 0, &a, &reply, &err) == 0, "%s", err.msg);
    CHECK_STR(reply, "xxxxxxxxxxxxxxxend");

    struct wk_event e;
    size_t parts = 0, told = 0;
    CHECK(wk_submit(p, "parts", S("32 1048576"), NULL, 0, 9, &err) == 0);
    while (wk_wait(p, -1, &e, &err) == 1 && e.kind != WK_DONE) {
        CHECK(e.tag == 9 && (e.kind == WK_PART || e.kind == WK_PROGRESS));
        CHECK(e.kind != WK_PART || e.data.n == SK_MB);
        CHECK(e.kind != WK_PROGRESS || (e.bytes >= 1 && e.bytes <= 32));
        parts += e.kind == WK_PART;
        told += e.kind == WK_PROGRESS;
    }
    CHECK(parts == 32 && told >= 1);
    CHECK_STR(e.data, "end");
}

// Processes whose parent is `ppid`.
static size_t count_children(pid_t ppid)
{
    size_t n = 0;
    DIR *d = opendir("/proc");
    CHECK(d != NULL);
    for (struct dirent *e; (e = readdir(d));) {
        ARENA_SCRATCH(a);
        struct str s, name, rest;
        if (!ch_is_digit(e->d_name[0]) ||
            sk_read_file(&a, str_fmt(&a, "/proc/%s/stat", e->d_name).p, 4096, &s, NULL) < 0)
            continue;
        uint64_t pp = 0;
        str_cut_last(s, ')', &name, &rest);
        struct str f = {0};
        str_next_word(&rest, &f);
        str_next_word(&rest, &f);
        n += str_to_u64(f, &pp) && pp == (uint64_t)ppid;
    }
    closedir(d);
    return n;
}

TEST(worker_close)
{
    ARENA_SCRATCH(a);
    struct sk_err err;
    size_t before = count_children(getpid());
    POOL p = open_pool(&a, 2, 0);
    CHECK(count_children(getpid()) == before + 1);
    CHECK(wk_submit(p, "loop", S("x"), NULL, 0, 1, &err) == 0);
    CHECK(wk_submit(p, "loop", S("x"), NULL, 0, 2, &err) == 0);
    CHECK(wk_submit(p, "echo", S("x"), NULL, 0, 3, &err) == 0);
    struct wk_event e;
    CHECK(wk_wait(p, 20, &e, &err) == 0);
    CHECK(wk_running(p) == 3);
    int64_t t = sk_mono_ms();
    close_pool(&p);
    CHECK(sk_mono_ms() - t < 2000);
    CHECK(count_children(getpid()) == before);
    // Nothing of ours is left to wait for.
    CHECK(before > 0 || (waitpid(-1, NULL, WNOHANG) < 0 && errno == ECHILD));
}

// As in a container that forbids namespaces, landlock and what it does not know.
static bool forbid_extras(void)
{
    static const int calls[] = {SCMP_SYS(unshare), SCMP_SYS(chroot), SCMP_SYS(close_range),
                                SCMP_SYS(landlock_create_ruleset), SCMP_SYS(setresuid)};
    scmp_filter_ctx c = seccomp_init(SCMP_ACT_ALLOW);
    for (size_t i = 0; i < COUNT_OF(calls); i++)
        seccomp_rule_add(c, SCMP_ACT_ERRNO(EPERM), calls[i], 0);
    seccomp_rule_add(c, SCMP_ACT_ERRNO(EPERM), SCMP_SYS(clone), 1,
                     SCMP_A0(SCMP_CMP_MASKED_EQ, CLONE_NEWPID, CLONE_NEWPID));
    bool ok = seccomp_load(c) == 0;
    seccomp_release(c);
    return ok;
}

TEST(worker_bare)
{
    pid_t child = fork();
    if (child == 0) {
        ARENA_SCRATCH(a);
        struct str reply;
        struct sk_err err = {0};
        struct wk_config c = {.jobs = jobs, .n_jobs = COUNT_OF(jobs), .workers = 1};
        struct wk_pool *p;
        int bad = !forbid_extras();
        bad = bad ? bad : wk_pool_open(&a, &c, &p, &err) < 0 ? 2 : 0;
        bad = bad ? bad : wk_call(p, "sha", S(""), NULL, 0, &a, &reply, &err) < 0 ? 3 : 0;
        bad = bad ? bad : strcmp(wk_pool_sandbox(p), "seccomp") != 0 ? 4 : 0;
        bad = bad ? bad : wk_call(p, "socket", S(""), NULL, 0, &a, &reply, &err) == 0 ? 5 : 0;
        bad = bad ? bad : wk_call(p, "open", S(""), NULL, 0, &a, &reply, &err) < 0 ? 6 : 0;
        bad = bad ? bad : !str_eq(reply, S("EACCES")) ? 7 : 0;
        if (bad)
            fprintf(stderr, "%s\n", err.msg);
        else
            wk_pool_close(p);
        _exit(bad);
    }
    int status = 0;
    CHECK(waitpid(child, &status, 0) == child && status == 0, "step %d", WEXITSTATUS(status));
}

// Our side is killed: spawner and workers go with it.
TEST(worker_orphans)
{
    int alive[2];
    CHECK(pipe(alive) == 0); // its write end closes with the last process of the pool's side
    pid_t middle = fork();
    if (middle == 0) {
        ARENA_SCRATCH(a);
        close(alive[0]);
        prctl(PR_SET_DUMPABLE, 1);
        POOL p = open_pool(&a, 1, 0);
        struct sk_err err;
        struct wk_event e;
        struct str reply;
        if (wk_call(p, "pid", S(""), NULL, 0, &a, &reply, &err) < 0 ||
            wk_submit(p, "loop", S("x"), NULL, 0, 1, &err) < 0 || wk_wait(p, 50, &e, &err) != 0)
            _exit(1);
        (void)!write(alive[1], "r", 1);
        pause();
    }
    close(alive[1]);
    char c = 0;
    CHECK(read(alive[0], &c, 1) == 1 && c == 'r');
    // The spawner is the only child of `middle`; it is found by number, so it can be looked for.
    pid_t spawner = 0;
    ARENA_SCRATCH(a);
    struct str s;
    struct sk_err err;
    struct str path = str_fmt(&a, "/proc/%d/task/%d/children", (int)middle, (int)middle);
    if (sk_read_file(&a, path.p, 4096, &s, &err) == 0) {
        uint64_t n = 0;
        if (str_to_u64(str_trim(s), &n))
            spawner = (pid_t)n;
    }
    CHECK(spawner > 0 && count_children(spawner) == 1, "spawner %d", (int)spawner);
    kill(middle, SIGKILL);
    CHECK(waitpid(middle, NULL, 0) == middle);
    int64_t until = sk_mono_ms() + 5000;
    while (count_children(spawner) && sk_mono_ms() < until)
        usleep(1000);
    CHECK(count_children(spawner) == 0, "a worker lives on");
    while (kill(spawner, 0) == 0 && sk_mono_ms() < until)
        usleep(1000);
    CHECK(kill(spawner, 0) < 0 && (errno == ESRCH || errno == EPERM), "the spawner lives on");
    close(alive[0]);
}

TEST(worker_spawner_gone)
{
    ARENA_SCRATCH(a);
    POOL p = open_pool(&a, 1, 0);
    struct sk_err err;
    struct wk_event e;
    CHECK(wk_submit(p, "loop", S("x"), NULL, 0, 1, &err) == 0);
    CHECK(wk_submit(p, "echo", S("x"), NULL, 0, 2, &err) == 0);
    CHECK(wk_wait(p, 20, &e, &err) == 0);
    pid_t spawner = 0;
    struct str s;
    struct str path = str_fmt(&a, "/proc/%d/task/%d/children", (int)getpid(), (int)getpid());
    CHECK(sk_read_file(&a, path.p, 4096, &s, &err) == 0, "%s", err.msg);
    uint64_t n = 0;
    CHECK(str_to_u64(str_trim(s), &n), STR_FMT, STR_ARG(s));
    spawner = (pid_t)n;
    kill(spawner, SIGKILL);
    for (int i = 0; i < 2; i++) {
        CHECK(wk_wait(p, 5000, &e, &err) == 1);
        CHECK(e.kind == WK_FAILED && e.err.code == SK_EIO, "%s", e.err.msg);
    }
    CHECK(wk_running(p) == 0);
}

// A reader that is fed `n` bytes of `s`, `step` at a time; says how many frames it gave, or the error.
static int feed(struct str s, size_t step, uint64_t seq, struct wk_frame *last, struct sk_err *err)
{
    struct wk_reader r = {0};
    int frames = 0, got = 0;
    wk_reader_start(&r);
    while (s.n && got >= 0) {
        size_t room, n = s.n < step ? s.n : step;
        memcpy(wk_reader_room(&r, &room), s.p, n);
        wk_reader_put(&r, n);
        s = str_skip(s, n);
        while ((got = wk_reader_next(&r, seq, last, err)) > 0)
            frames++;
        CHECK(r.buf.cap <= 4 * SK_MB, "a promise made us allocate %zu", r.buf.cap);
    }
    wk_reader_free(&r);
    return got < 0 ? got : frames;
}

static void put_frame(struct sk_buf *b, uint32_t kind, uint64_t seq, uint64_t claim,
                      struct str body)
{
    struct wk_head h = {WK_MAGIC, kind, seq, claim};
    sk_buf_add(b, (struct str){(const char *)&h, sizeof h});
    sk_buf_add(b, body);
}

TEST(worker_frames)
{
    static const struct {
        uint32_t kind;
        uint64_t seq, claim;
        struct str body;
        int ret; // frames or code
        const char *why;
    } rows[] = {
        {WK_F_PART, 5, 3, S_INIT("abc"), 1, NULL},
        {WK_F_DONE, 5, 0, S_INIT(""), 1, NULL},
        {WK_F_DONE, 5, 4, S_INIT("abc"), 0, NULL},
        {WK_F_DONE, 5, SK_MAX_FRAME_BYTES, S_INIT("abc"), 0, NULL},
        {WK_F_DONE, 5, SK_MAX_FRAME_BYTES + 1, S_INIT("abc"), SK_EFORMAT, "length"},
        {WK_F_DONE, 5, UINT64_MAX, S_INIT("abc"), SK_EFORMAT, "length"},
        {WK_F_DONE, 6, 3, S_INIT("abc"), SK_EFORMAT, "of another job"},
        {WK_F_PROGRESS, 5, 8, S_INIT("\1\0\0\0\0\0\0\0"), 1, NULL},
        {WK_F_PROGRESS, 5, 3, S_INIT("abc"), SK_EFORMAT, "length of progress"},
        {WK_F_FAILED, 5, 7, S_INIT("\xfe\xff\xff\xff\x1b[m"), 1, NULL},
        {WK_F_FAILED, 5, 3, S_INIT("abc"), SK_EFORMAT, "length of error"},
        {WK_F_FAILED, 5, 4, S_INIT("\0\0\0\0"), SK_EFORMAT, "error code"},
        {WK_F_FAILED, 5, 4, S_INIT("\x01\xff\xff\xff"), SK_EFORMAT, "error code"},
        {0, 5, 0, S_INIT(""), SK_EFORMAT, "kind"},
        {5, 5, 0, S_INIT(""), SK_EFORMAT, "kind"},
    };
    struct wk_frame f = {0};
    struct sk_err err;
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        SK_BUF_SCRATCH(b, SK_MB);
        put_frame(&b, rows[i].kind, rows[i].seq, rows[i].claim, rows[i].body);
        int r = feed(sk_buf_str(&b), 7, 5, &f, &err);
        CHECK(r == rows[i].ret, "row %zu: %d", i, r);
        CHECK(!rows[i].why || strstr(err.msg, rows[i].why), "row %zu: %s", i, err.msg);
        CHECK(feed(sk_buf_str(&b), 64, 0, &f, &err) == SK_EFORMAT, "row %zu: not asked", i);
    }
    // Three frames, cut after every byte, in pieces of every size.
    SK_BUF_SCRATCH(b, SK_MB);
    put_frame(&b, WK_F_PART, 5, 4, S("part"));
    put_frame(&b, WK_F_FAILED, 5, 8, S("\xfe\xff\xff\xff\x1bmsg"));
    size_t second = b.n;
    put_frame(&b, WK_F_DONE, 5, 3, S("end"));
    for (size_t n = 0; n <= b.n; n++)
        for (size_t step = 1; step <= b.n; step++) {
            int want = n == b.n ? 3 : n >= second ? 2 : n >= sizeof(struct wk_head) + 4 ? 1 : 0;
            CHECK(feed(str_head(sk_buf_str(&b), n), step, 5, &f, &err) == want, "%zu %zu", n, step);
        }
    CHECK(feed(str_head(sk_buf_str(&b), second), 9, 5, &f, &err) == 2 && f.err.code == SK_EFORMAT);
    CHECK_STR(str_from(f.err.msg), "?msg");
}

TEST(worker_explain)
{
    // Statuses as waitpid(2) composes them: signal in the low 7 bits, exit code above.
    static const struct {
        int status;
        const char *words;
        int code;
        const char *msg;
    } rows[] = {
        {SIGSEGV, "", SK_EFORMAT, "worker died of SIGSEGV"},
        {SIGABRT, "x.c:1: f: Assertion `a' failed.\n", SK_EFORMAT,
         "worker died of SIGABRT: x.c:1: f: Assertion `a' failed."},
        {SIGABRT, "sekisho: out of memory\n", SK_ELIMIT, "needed more than 7 MB of memory"},
        {SIGSYS, "", SK_EFORMAT,
         "worker died of SIGSYS: the sandbox stopped a forbidden system call"},
        {SIGKILL, "", SK_ELIMIT, "worker was killed from outside, most likely for want of memory"},
        {1 << 8, "=====\n==1==ERROR: AddressSanitizer: heap-use-after-free\n", SK_EFORMAT,
         "worker ended by itself with status 1: ==1==ERROR: AddressSanitizer: heap-use-after-free"},
        {WK_EXIT_NO_SANDBOX << 8, "", SK_EIO, "this kernel cannot confine a worker (seccomp)"},
        {-EAGAIN, "", SK_EIO, "cannot start a worker: Resource temporarily unavailable"},
        {INT32_MIN, "", SK_EIO,
         "cannot start a worker: Input/output error"}, // fuzz_worker found it
    };
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        struct sk_err err;
        CHECK(wk_explain(rows[i].status, str_from(rows[i].words), 7 * SK_MB, &err) == rows[i].code,
              "row %zu", i);
        CHECK_STR(str_from(err.msg), rows[i].msg, "row %zu", i);
    }
}
