// The spawner: forked before the program holds a secret, it gives up everything it can (sandbox.c)
// and then only forks workers and says how they ended. It never reads what a worker writes.
#include "core/file.h"
#include "core/hash.h"
#include "worker/worker_int.h"

#include <errno.h>
#include <fcntl.h>
#include <openssl/crypto.h>
#include <poll.h>
#include <sched.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

enum {
    CONTROL = 3,         // the control socket's number in the spawner
    MAX_FDS = 64 * 1024, // looked at one by one where close_range() is missing
};

struct spawner {
    struct wk_config config;
    const struct wk_filter *filter;
    pid_t pid[WK_MAX_WORKERS]; // 0 = none
    int pidfd[WK_MAX_WORKERS]; // readable when it has died; -1 = none
};

// The strings, not only the list: they lie in memory that workers inherit.
static void wipe_environment(void)
{
    for (char **e = environ; e && *e; e++)
        explicit_bzero(*e, strlen(*e));
    clearenv();
}

static void close_from(int first)
{
    struct rlimit r;
    if (syscall(SYS_close_range, first, ~0u, 0) == 0)
        return;
    // Before Linux 5.9, or where a container forbids what it does not know.
    int n = getrlimit(RLIMIT_NOFILE, &r) == 0 && r.rlim_cur < MAX_FDS ? (int)r.rlim_cur : MAX_FDS;
    for (int fd = first; fd < n; fd++)
        close(fd);
}

// Only 0, 1, 2 (nowhere) and the control socket stay.
static bool close_others(int control)
{
    SK_FD int null = open("/dev/null", O_RDWR | O_CLOEXEC);
    SK_FD int high = fcntl(control, F_DUPFD_CLOEXEC, CONTROL + 1);
    if (null < 0 || high < 0)
        return false;
    for (int fd = 0; fd < 3; fd++)
        if (dup2(null, fd) < 0)
            return false;
    if (dup3(high, CONTROL, O_CLOEXEC) < 0)
        return false;
    if (null == CONTROL)
        (void)sk_steal_fd(&null);
    close_from(CONTROL + 1);
    return true;
}

static void reset_signals(void)
{
    sigset_t none;
    sigemptyset(&none);
    for (int s = 1; s < NSIG; s++)
        signal(s, SIG_DFL);
    // Ctrl-C goes to the whole terminal group: our side decides what it means.
    signal(SIGINT, SIG_IGN);
    signal(SIGQUIT, SIG_IGN);
    signal(SIGHUP, SIG_IGN);
    sigprocmask(SIG_SETMASK, &none, NULL);
}

static void tell(enum wk_order order, uint32_t slot, int32_t status, unsigned has)
{
    struct wk_control c = {order, slot, status, has};
    ssize_t n;
    do
        n = send(CONTROL, &c, sizeof c, MSG_NOSIGNAL);
    while (n < 0 && errno == EINTR);
}

static SK_NORETURN void become_worker(const struct spawner *s, int sock, int words)
{
    prctl(PR_SET_PDEATHSIG, SIGKILL);
    prctl(PR_SET_NAME, "sekisho-worker");
    enum { SOCK = 3 };
    if (dup2(words, 2) < 0 || dup2(sock, SOCK) < 0)
        _exit(WK_EXIT_PIPE);
    close_from(SOCK + 1);
    uint64_t memory = s->config.memory_bytes;
    if (!s->filter || !wk_worker_confine(s->filter, memory))
        _exit(WK_EXIT_NO_SANDBOX);
    wk_child_run(&s->config, SOCK);
}

static void prepare(struct spawner *s)
{
    struct wk_config *config = &s->config;
    if (config->prepare)
        config->shared = config->prepare(config->prepare_ctx);
    config->prepare = NULL;
}

static void start(struct spawner *s, uint32_t slot, int sock, int words)
{
    prepare(s);
    pid_t pid = fork();
    if (pid == 0)
        become_worker(s, sock, words);
    int e = errno;
    if (pid < 0) {
        tell(WK_EXIT, slot, -e, 0);
        return;
    }
    s->pid[slot] = pid;
    s->pidfd[slot] = (int)syscall(SYS_pidfd_open, pid, 0);
    if (s->pidfd[slot] < 0) {
        e = errno;
        kill(pid, SIGKILL);
        waitpid(pid, NULL, 0);
        s->pid[slot] = 0;
        tell(WK_EXIT, slot, -e, 0);
    }
}

// False when our side is gone.
static bool obey(struct spawner *s)
{
    struct wk_control c;
    int fds[WK_MAX_FDS];
    size_t n_fds;
    int n = wk_recv_fds(CONTROL, &c, sizeof c, fds, &n_fds);
    if (n != (int)sizeof c || c.slot >= WK_MAX_WORKERS)
        return false;
    if (c.order == WK_KILL && s->pid[c.slot])
        kill(s->pid[c.slot], SIGKILL);
    else if (c.order == WK_START && n_fds == 2 && !s->pid[c.slot])
        start(s, c.slot, fds[0], fds[1]);
    for (size_t i = 0; i < n_fds; i++)
        sk_close_fd(&fds[i]);
    return true;
}

static void bury(struct spawner *s, uint32_t slot)
{
    int status = 0;
    if (waitpid(s->pid[slot], &status, 0) < 0)
        status = -errno;
    s->pid[slot] = 0;
    sk_close_fd(&s->pidfd[slot]);
    tell(WK_EXIT, slot, status, 0);
}

static void end_all(struct spawner *s)
{
    for (size_t i = 0; i < WK_MAX_WORKERS; i++)
        if (s->pid[i])
            kill(s->pid[i], SIGKILL);
    for (size_t i = 0; i < WK_MAX_WORKERS; i++)
        if (s->pid[i])
            waitpid(s->pid[i], NULL, 0);
}

static SK_NORETURN void spawner_run(const struct wk_config *config, int control, unsigned has)
{
    struct arena perm = {0};
    struct spawner s = {.config = *config};
    memset(s.pidfd, -1, sizeof s.pidfd);
    reset_signals();
    wipe_environment();
    if (!close_others(control))
        _exit(WK_EXIT_PIPE);
    prctl(PR_SET_NAME, "sekisho-spawner");
    // OpenSSL sets itself up while it still can; its configuration file would cost 0.4 ms, and must
    // not decide which digests a worker can compute.
    OPENSSL_init_crypto(OPENSSL_INIT_NO_LOAD_CONFIG, NULL);
    (void)sk_sha256(S(""));
    has |= wk_spawner_confine();
    prctl(PR_SET_PDEATHSIG, SIGKILL); // after the change of user, which clears it
    s.filter = wk_filter_make(&perm);
    tell(WK_HELLO, 0, 0, has | (s.filter ? WK_HAS_SECCOMP : 0));
    if (config->prepare_now)
        prepare(&s);

    for (;;) {
        struct pollfd p[1 + WK_MAX_WORKERS] = {{.fd = CONTROL, .events = POLLIN}};
        for (size_t i = 0; i < WK_MAX_WORKERS; i++)
            p[1 + i] = (struct pollfd){.fd = s.pidfd[i], .events = POLLIN};
        if (poll(p, COUNT_OF(p), -1) < 0)
            continue;
        for (uint32_t i = 0; i < WK_MAX_WORKERS; i++)
            if (p[1 + i].revents)
                bury(&s, i);
        if (p[0].revents && !obey(&s))
            break;
    }
    end_all(&s);
    _exit(0);
}

pid_t wk_spawner_start(const struct wk_config *config, int control)
{
    // A pid namespace of its own: when the spawner dies the kernel ends every worker with it, and
    // a worker sees no other process. Not always allowed, so try less each time.
    const unsigned spaces = CLONE_NEWPID | CLONE_NEWIPC | CLONE_NEWUTS;
    const unsigned tries[] = {geteuid() == 0 ? spaces : spaces | CLONE_NEWUSER,
                              spaces | CLONE_NEWUSER, 0};
    long pid = -1;
    for (size_t i = 0; i < COUNT_OF(tries) && pid < 0; i++) {
        pid = syscall(SYS_clone, (unsigned long)(tries[i] | SIGCHLD), NULL, NULL, NULL, NULL);
        if (pid == 0)
            spawner_run(config, control, tries[i] ? WK_HAS_NAMESPACES : 0);
    }
    return (pid_t)pid;
}
