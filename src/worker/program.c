#include "worker/program.h"

#include "core/file.h"
#include "core/limits.h"
#include "core/time.h"

#include <errno.h>
#include <fcntl.h>
#include <grp.h>
#include <linux/landlock.h>
#include <poll.h>
#include <sched.h>
#include <seccomp.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#define MEMORY_BYTES (8 * SK_GB) // addresses; Go reserves more than it uses
#define FILE_BYTES (256 * SK_MB)
enum { MAX_FILES = 256, MAX_PARALLEL = 16, EXIT_CONFINE = 120, EXIT_EXEC = 127, SILENT_MS = 5 };

struct wk_program_state {
    pid_t pid;
    int out, err;
    int64_t end; // monotonic milliseconds
};

// ---- in the child ----

#define READ (LANDLOCK_ACCESS_FS_READ_FILE | LANDLOCK_ACCESS_FS_READ_DIR)
#define RUN (READ | LANDLOCK_ACCESS_FS_EXECUTE)
#define WRITE                                                                                      \
    (READ | LANDLOCK_ACCESS_FS_WRITE_FILE | LANDLOCK_ACCESS_FS_REMOVE_DIR |                        \
     LANDLOCK_ACCESS_FS_REMOVE_FILE | LANDLOCK_ACCESS_FS_MAKE_DIR | LANDLOCK_ACCESS_FS_MAKE_REG)
#define OF_A_FILE                                                                                  \
    (LANDLOCK_ACCESS_FS_READ_FILE | LANDLOCK_ACCESS_FS_EXECUTE | LANDLOCK_ACCESS_FS_WRITE_FILE)

static bool allow_fd(int ruleset, int fd, uint64_t access)
{
    struct stat st;
    if (fd < 0 || fstat(fd, &st) < 0)
        return false;
    struct landlock_path_beneath_attr rule = {
        .allowed_access = S_ISDIR(st.st_mode) ? access : access & OF_A_FILE, .parent_fd = fd};
    return syscall(SYS_landlock_add_rule, ruleset, LANDLOCK_RULE_PATH_BENEATH, &rule, 0) == 0;
}

static bool allow(int ruleset, const char *path, uint64_t access)
{
    SK_FD int fd = open(path, O_PATH | O_CLOEXEC);
    return allow_fd(ruleset, fd, access);
}

static bool confine_files(const struct wk_program *p, int program)
{
    static const char *const system_dirs[] = {
        "/lib", "/lib64",         "/usr/lib", "/usr/lib64", "/usr/local/lib",
        "/bin", "/usr/local/bin", "/usr/bin", "/nix/store", "/gnu/store",
    };
    static const char *const system_files[] = {"/etc/ld.so.cache", "/etc/localtime",
                                               "/usr/share/zoneinfo", "/dev/urandom"};
    long abi = syscall(SYS_landlock_create_ruleset, NULL, 0, LANDLOCK_CREATE_RULESET_VERSION);
    if (abi < 1)
        return false;
    // As in sandbox.c: files, TCP, abstract sockets and signals, as far as the kernel knows them.
    struct {
        uint64_t fs, net, scoped;
    } all = {.fs = (1u << (abi >= 5   ? 16
                           : abi >= 3 ? 15
                           : abi == 2 ? 14
                                      : 13)) -
                   1,
             .net = 3,
             .scoped = 3};
    SK_FD int rules = (int)syscall(SYS_landlock_create_ruleset, &all,
                                   abi >= 6   ? sizeof all
                                   : abi >= 4 ? sizeof(uint64_t) * 2
                                              : sizeof(uint64_t),
                                   0);
    for (size_t i = 0; i < COUNT_OF(system_dirs); i++)
        (void)allow(rules, system_dirs[i], RUN); // not all are there
    for (size_t i = 0; i < COUNT_OF(system_files); i++)
        (void)allow(rules, system_files[i], READ);
    (void)allow(rules, "/dev/null", READ | LANDLOCK_ACCESS_FS_WRITE_FILE);
    bool ok = allow_fd(rules, program, RUN) && allow(rules, p->writable, WRITE);
    for (size_t i = 0; p->readable[i] && ok; i++)
        ok = allow(rules, p->readable[i], READ);
    return ok && syscall(SYS_landlock_restrict_self, rules, 0) == 0;
}

// No socket, and nothing that reaches other processes or changes the machine. Errors, not death: a
// program asks for what it does not need.
static bool confine_calls(void)
{
    static const int refused[] = {
        SCMP_SYS(socket),
        SCMP_SYS(connect),
        SCMP_SYS(bind),
        SCMP_SYS(listen),
        SCMP_SYS(accept),
        SCMP_SYS(accept4),
        SCMP_SYS(sendto),
        SCMP_SYS(ptrace),
        SCMP_SYS(process_vm_readv),
        SCMP_SYS(process_vm_writev),
        SCMP_SYS(pidfd_open),
        SCMP_SYS(pidfd_getfd),
        SCMP_SYS(mount),
        SCMP_SYS(umount2),
        SCMP_SYS(pivot_root),
        SCMP_SYS(chroot),
        SCMP_SYS(unshare),
        SCMP_SYS(setns),
        SCMP_SYS(bpf),
        SCMP_SYS(perf_event_open),
        SCMP_SYS(keyctl),
        SCMP_SYS(add_key),
        SCMP_SYS(request_key),
        SCMP_SYS(userfaultfd),
        SCMP_SYS(io_uring_setup),
        SCMP_SYS(io_uring_enter),
        SCMP_SYS(io_uring_register),
        SCMP_SYS(init_module),
        SCMP_SYS(finit_module),
        SCMP_SYS(kexec_load),
        SCMP_SYS(reboot),
        SCMP_SYS(open_by_handle_at),
        SCMP_SYS(settimeofday),
        SCMP_SYS(clock_settime),
        SCMP_SYS(personality),
        SCMP_SYS(setpriority),
    };
    scmp_filter_ctx c = seccomp_init(SCMP_ACT_ALLOW);
    bool ok = c != NULL;
    for (size_t i = 0; i < COUNT_OF(refused) && ok; i++)
        ok = seccomp_rule_add(c, SCMP_ACT_ERRNO(EPERM), refused[i], 0) == 0;
    ok = ok && seccomp_load(c) == 0;
    if (c)
        seccomp_release(c);
    return ok;
}

static bool limit(__rlimit_resource_t what, uint64_t n)
{
    struct rlimit r = {n, n};
    return setrlimit(what, &r) == 0;
}

static bool confine(const struct wk_program *p, int program)
{
    // Besides: an empty network, where that may be had.
    (void)unshare(geteuid() == 0 ? CLONE_NEWNET | CLONE_NEWIPC
                                 : CLONE_NEWUSER | CLONE_NEWNET | CLONE_NEWIPC);
    if (!limit(RLIMIT_FSIZE, FILE_BYTES) || !limit(RLIMIT_CORE, 0) ||
        !limit(RLIMIT_NOFILE, MAX_FILES) || !limit(RLIMIT_CPU, p->seconds + 1))
        return false;
    if (chdir(p->writable) < 0)
        return false;
    if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0 || !confine_files(p, program))
        return false;
    if (geteuid() == 0 &&
        (setgroups(0, NULL) < 0 || setresgid(WK_PROGRAM_UID, WK_PROGRAM_UID, WK_PROGRAM_UID) < 0 ||
         setresuid(WK_PROGRAM_UID, WK_PROGRAM_UID, WK_PROGRAM_UID) < 0))
        return false;
    (void)prctl(PR_SET_PDEATHSIG, SIGKILL); // forgotten with the change of user
    // Last: under ASan we have more than that ourselves.
    return confine_calls() && limit(RLIMIT_AS, MEMORY_BYTES);
}

SK_NORETURN static void child(const struct wk_program *p, int program, bool script, int out,
                              int err)
{
    int null = open("/dev/null", O_RDWR | O_CLOEXEC);
    int from[3] = {null, out, err};
    (void)prctl(PR_SET_PDEATHSIG, SIGKILL);
    (void)setsid();
    for (int i = 0; i < 3; i++) // any of them may be 0 to 2 itself
        from[i] = fcntl(from[i], F_DUPFD_CLOEXEC, 3);
    for (int i = 0; i < 3; i++)
        if (dup2(from[i], i) < 0)
            _exit(EXIT_CONFINE);
    if (syscall(SYS_close_range, 3, ~0u, 4 /* CLOSE_RANGE_CLOEXEC */) < 0 || !confine(p, program))
        _exit(EXIT_CONFINE);
    if (script) // its interpreter opens it once more
        (void)fcntl(program, F_SETFD, 0);
    // By descriptor: the folder that it is in may be closed to whom we have become.
    syscall(SYS_execveat, program, "", p->argv, p->envp, AT_EMPTY_PATH);
    _exit(EXIT_EXEC);
}

// ---- on our side ----

static void start(struct arena *a, struct wk_program *p)
{
    int out[2] = {-1, -1}, err[2] = {-1, -1};
    char head[2] = {0};
    SK_FD int program = open(p->path, O_RDONLY | O_CLOEXEC);
    p->state = arena_new(a, struct wk_program_state, 1);
    *p->state = (struct wk_program_state){.pid = -1, .out = -1, .err = -1};
    p->status = -1;
    if (program < 0) {
        sk_fail(&p->err, SK_ENOENT, "open %s: %s", p->path, strerror(errno));
        return;
    }
    bool script = pread(program, head, 2, 0) == 2 && memcmp(head, "#!", 2) == 0;
    if (pipe2(out, O_CLOEXEC) < 0 || pipe2(err, O_CLOEXEC) < 0) {
        sk_fail(&p->err, SK_EIO, "pipe: %s", strerror(errno));
    } else if ((p->state->pid = fork()) == 0) {
        child(p, program, script, out[1], err[1]);
    } else if (p->state->pid < 0) {
        sk_fail(&p->err, SK_EIO, "fork: %s", strerror(errno));
    }
    sk_close_fd(&out[1]);
    sk_close_fd(&err[1]);
    if (p->state->pid < 0) {
        sk_close_fd(&out[0]);
        sk_close_fd(&err[0]);
        return;
    }
    p->out = (struct sk_buf)SK_BUF_INIT(p->max_output);
    p->words = (struct sk_buf)SK_BUF_INIT(WK_PROGRAM_WORDS);
    p->state->out = out[0];
    p->state->err = err[0];
    p->state->end = sk_mono_ms() + (int64_t)p->seconds * 1000;
}

// Has it ended? With an error it is made to.
static void finish(struct wk_program *p)
{
    struct wk_program_state *s = p->state;
    siginfo_t info = {0};
    int status = 0;
    if (p->err.code)
        (void)kill(s->pid, SIGKILL);
    // Look first: as long as it is not waited for, its number is its own.
    if (waitid(P_PID, (id_t)s->pid, &info, WEXITED | WNOWAIT | (p->err.code ? 0 : WNOHANG)) < 0 ||
        info.si_pid == 0)
        return;
    (void)kill(-s->pid, SIGKILL); // what it started, if anything
    while (waitpid(s->pid, &status, 0) < 0 && errno == EINTR)
        ;
    sk_close_fd(&s->out);
    sk_close_fd(&s->err);
    s->pid = -1;
    if (p->err.code)
        return;
    p->status = WIFEXITED(status) ? WEXITSTATUS(status) : -1;
    p->ok = p->status == 0;
    if (p->status == EXIT_CONFINE)
        sk_fail(&p->err, SK_EUSAGE, "this kernel cannot confine it (landlock and seccomp)");
    else if (p->status == EXIT_EXEC)
        sk_fail(&p->err, SK_EUSAGE, "%s cannot be run", p->path);
    else if (WIFSIGNALED(status))
        sk_fail(&p->err, SK_EFORMAT, "it died by signal %d", WTERMSIG(status));
}

// False at the end.
static bool take(int fd, struct sk_buf *to, bool whole, struct wk_program *p)
{
    char buf[64 << 10];
    ssize_t n = read(fd, buf, sizeof buf);
    if (n < 0 && (errno == EINTR || errno == EAGAIN))
        return true;
    if (n <= 0)
        return false;
    size_t room = to->max - sk_buf_str(to).n;
    sk_buf_add(to, (struct str){buf, whole || (size_t)n < room ? (size_t)n : room});
    if (whole && to->full)
        sk_fail(&p->err, SK_ELIMIT, "more than %llu bytes of output",
                (unsigned long long)p->max_output);
    return true;
}

static bool is_running(const struct wk_program *p)
{
    return p->state && p->state->pid > 0;
}

// Wait for something to happen to one of them.
static void step(struct wk_program *list, size_t n)
{
    struct pollfd fds[MAX_PARALLEL * 2];
    struct wk_program *of[MAX_PARALLEL * 2];
    nfds_t used = 0;
    int64_t now = sk_mono_ms(), wait = 60000;
    for (size_t i = 0; i < n && used + 2 <= COUNT_OF(fds); i++) {
        if (!is_running(&list[i]))
            continue;
        int64_t left = list[i].state->end - now;
        if (list[i].state->out < 0 && list[i].state->err < 0 && left > SILENT_MS)
            left = SILENT_MS; // nothing more to hear, but it is still there
        wait = left < wait ? left : wait;
        for (int e = 0; e < 2; e++) {
            of[used] = &list[i];
            fds[used++] = (struct pollfd){e ? list[i].state->err : list[i].state->out, POLLIN, 0};
        }
    }
    (void)poll(fds, used, wait < 0 ? 0 : (int)wait);
    now = sk_mono_ms();
    for (nfds_t i = 0; i < used; i++) {
        struct wk_program *p = of[i];
        bool is_out = i % 2 == 0;
        int *fd = is_out ? &p->state->out : &p->state->err;
        if (fds[i].revents && *fd >= 0 && !take(*fd, is_out ? &p->out : &p->words, is_out, p))
            sk_close_fd(fd);
    }
    for (size_t i = 0; i < n; i++) {
        struct wk_program *p = &list[i];
        if (!is_running(p))
            continue;
        if (now >= p->state->end && !p->err.code)
            sk_fail(&p->err, SK_ELIMIT, "it did not end within %u seconds", p->seconds);
        if (p->err.code || (p->state->out < 0 && p->state->err < 0))
            finish(p);
    }
}

void wk_program_run(struct arena *a, struct wk_program *list, size_t n, unsigned parallel)
{
    size_t started = 0, running = 0;
    if (parallel < 1 || parallel > MAX_PARALLEL)
        parallel = parallel < 1 ? 1 : MAX_PARALLEL;
    do {
        for (; started < n && running < parallel; started++) {
            start(a, &list[started]);
            running += is_running(&list[started]);
        }
        if (running)
            step(list, started);
        running = 0;
        for (size_t i = 0; i < started; i++)
            running += is_running(&list[i]);
    } while (running || started < n);
}

void wk_program_free(struct wk_program *p)
{
    sk_buf_free(&p->out);
    sk_buf_free(&p->words);
}

struct str wk_program_find(struct arena *a, const char *name, const char *path)
{
    struct str rest = str_from(path), dir, n = str_from(name);
    if (str_has_char(n, '/'))
        return access(name, X_OK) == 0 ? str_dup(a, n) : (struct str){0};
    while (str_next_field(&rest, ':', &dir)) {
        if (str_at(dir, 0) != '/') // never from the folder that is scanned
            continue;
        struct str all = str_dup(a, str_join(a, str_join(a, dir, S("/")), n));
        struct stat st;
        if (stat(all.p, &st) == 0 && S_ISREG(st.st_mode) && access(all.p, X_OK) == 0)
            return all;
    }
    return (struct str){0};
}
