// What a worker may not do. The spawner gives up all that it does not need itself; every worker
// inherits that, and adds resource limits and the system call filter. docs/decisions/0001-worker.md
#include "core/file.h"
#include "worker/worker_int.h"

#include <errno.h>
#include <fcntl.h>
#include <grp.h>
#include <linux/capability.h>
#include <linux/filter.h>
#include <linux/landlock.h>
#include <linux/seccomp.h>
#include <sched.h>
#include <seccomp.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <unistd.h>

#if defined(__SANITIZE_ADDRESS__)
#define WITH_ASAN 1
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
#define WITH_ASAN 1
#endif
#endif
#ifndef WITH_ASAN
#define WITH_ASAN 0
#endif

enum {
    NOBODY = 65534,
    WORKER_NOFILE = 128,
    MAX_FILTER = 4096,
    PID_MARK = 0x7e57ab1e, // stands for the worker's own pid until it is known
};

struct wk_filter {
    unsigned short n;
    struct sock_filter code[MAX_FILTER];
};

// landlock's attributes as of its ABI 6 (Linux 6.12); older kernels take a shorter struct.
// https://docs.kernel.org/userspace-api/landlock.html
struct landlock_all {
    uint64_t fs, net, scoped;
};

static bool landlock_deny_all(void)
{
    long abi = syscall(SYS_landlock_create_ruleset, NULL, 0, LANDLOCK_CREATE_RULESET_VERSION);
    if (abi < 1)
        return false;
    const unsigned fs_bits = abi >= 5 ? 16 : abi >= 3 ? 15 : abi == 2 ? 14 : 13;
    struct landlock_all all = {.fs = (1u << fs_bits) - 1,
                               .net = 3,     // bind, connect
                               .scoped = 3}; // abstract sockets, signals
    size_t bytes = abi >= 6 ? 24 : abi >= 4 ? 16 : 8;
    SK_FD int fd = (int)syscall(SYS_landlock_create_ruleset, &all, bytes, 0);
    return fd >= 0 && syscall(SYS_landlock_restrict_self, fd, 0) == 0;
}

static void drop_capabilities(void)
{
    struct __user_cap_header_struct h = {.version = _LINUX_CAPABILITY_VERSION_3};
    struct __user_cap_data_struct none[_LINUX_CAPABILITY_U32S_3] = {0};
    (void)syscall(SYS_capset, &h, none);
}

unsigned wk_spawner_confine(void)
{
    unsigned has = 0;
    if (unshare(CLONE_NEWNET) == 0)
        has |= WK_HAS_NETNS;
    // An empty folder that needs no write access to make: system calls that take a path, and are
    // not subject to landlock, find nothing.
    if (chroot("/proc/self/fdinfo") == 0 && chdir("/") == 0)
        has |= WK_HAS_ROOTLESS;
    if (geteuid() == 0) {
        (void)setgroups(0, NULL);
        if (setresgid(NOBODY, NOBODY, NOBODY) == 0 && setresuid(NOBODY, NOBODY, NOBODY) == 0)
            has |= WK_HAS_UID;
    }
    drop_capabilities();
    prctl(PR_SET_DUMPABLE, 0);
    prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0);
    if (landlock_deny_all())
        has |= WK_HAS_LANDLOCK;
    return has;
}

// Allowed with any argument: nothing here takes a path or an address, or reaches another process.
static const int allowed[] = {
    SCMP_SYS(read),          SCMP_SYS(write),
    SCMP_SYS(readv),         SCMP_SYS(writev),
    SCMP_SYS(pread64),       SCMP_SYS(preadv),
    SCMP_SYS(lseek),         SCMP_SYS(fstat),
    SCMP_SYS(recvmsg),       SCMP_SYS(recvfrom),
    SCMP_SYS(poll),          SCMP_SYS(ppoll),
    SCMP_SYS(close),         SCMP_SYS(fadvise64),
    SCMP_SYS(brk),           SCMP_SYS(munmap),
    SCMP_SYS(mremap),        SCMP_SYS(madvise),
    SCMP_SYS(futex),         SCMP_SYS(sched_yield),
    SCMP_SYS(clock_gettime), SCMP_SYS(clock_getres),
    SCMP_SYS(gettimeofday),  SCMP_SYS(time),
    SCMP_SYS(exit),          SCMP_SYS(exit_group),
    SCMP_SYS(rt_sigaction),  SCMP_SYS(rt_sigprocmask),
    SCMP_SYS(rt_sigreturn),  SCMP_SYS(sigaltstack),
    SCMP_SYS(getrandom),     SCMP_SYS(restart_syscall),
    SCMP_SYS(getpid),        SCMP_SYS(gettid),
    SCMP_SYS(rseq),          SCMP_SYS(set_robust_list),
};

// Refused with an error instead of death: libraries ask, and take no for an answer.
static const struct {
    int nr, error;
} refused[] = {
    {SCMP_SYS(open), EACCES},       {SCMP_SYS(openat), EACCES},
    {SCMP_SYS(access), EACCES},     {SCMP_SYS(faccessat), EACCES},
    {SCMP_SYS(faccessat2), EACCES}, {SCMP_SYS(readlink), EACCES},
    {SCMP_SYS(readlinkat), EACCES}, {SCMP_SYS(stat), EACCES},
    {SCMP_SYS(lstat), EACCES},      {SCMP_SYS(statx), ENOSYS},
    {SCMP_SYS(getcwd), EACCES},     {SCMP_SYS(ioctl), ENOTTY},
    {SCMP_SYS(prctl), EPERM},       {SCMP_SYS(prlimit64), EPERM},
    {SCMP_SYS(getrlimit), EPERM},   {SCMP_SYS(sysinfo), EPERM},
    {SCMP_SYS(uname), EPERM},       {SCMP_SYS(sched_getaffinity), EPERM},
};

static bool add_rules(scmp_filter_ctx c)
{
    int bad = 0;
    for (size_t i = 0; i < COUNT_OF(allowed); i++)
        bad |= seccomp_rule_add(c, SCMP_ACT_ALLOW, allowed[i], 0);
    for (size_t i = 0; i < COUNT_OF(refused); i++)
        bad |= seccomp_rule_add(c, SCMP_ACT_ERRNO((uint32_t)refused[i].error), refused[i].nr, 0);

    // Memory, but none that runs.
    const struct scmp_arg_cmp no_exec = SCMP_A2(SCMP_CMP_MASKED_EQ, PROT_EXEC, 0);
    bad |= seccomp_rule_add(c, SCMP_ACT_ALLOW, SCMP_SYS(mmap), 1, no_exec);
    bad |= seccomp_rule_add(c, SCMP_ACT_ALLOW, SCMP_SYS(mprotect), 1, no_exec);
    // glibc's fstat().
    const int fstatat = SCMP_SYS(newfstatat);
    bad |= seccomp_rule_add(c, SCMP_ACT_ALLOW, fstatat, 1, SCMP_A3(SCMP_CMP_EQ, AT_EMPTY_PATH));
    bad |= seccomp_rule_add(c, SCMP_ACT_ERRNO(EACCES), fstatat, 1,
                            SCMP_A3(SCMP_CMP_NE, AT_EMPTY_PATH));
    const int fcntl_nr = SCMP_SYS(fcntl);
    bad |= seccomp_rule_add(c, SCMP_ACT_ALLOW, fcntl_nr, 1, SCMP_A1(SCMP_CMP_EQ, F_GETFL));
    bad |= seccomp_rule_add(c, SCMP_ACT_ERRNO(EPERM), fcntl_nr, 1, SCMP_A1(SCMP_CMP_NE, F_GETFL));
    // abort() and assert(): a signal to itself and nobody else.
    bad |= seccomp_rule_add(c, SCMP_ACT_ALLOW, SCMP_SYS(tgkill), 1, SCMP_A0(SCMP_CMP_EQ, PID_MARK));
    if (WITH_ASAN) // asks whether memory is readable by writing it into a pipe
        bad |= seccomp_rule_add(c, SCMP_ACT_ALLOW, SCMP_SYS(pipe2), 0);
    return bad == 0;
}

static void filter_release(scmp_filter_ctx *c)
{
    if (*c)
        seccomp_release(*c);
}

struct wk_filter *wk_filter_make(struct arena *a)
{
    struct wk_filter *f = arena_new(a, struct wk_filter, 1);
    SK_CLEANUP(filter_release) scmp_filter_ctx c = seccomp_init(SCMP_ACT_KILL_PROCESS);
    SK_FD int fd = memfd_create("filter", MFD_CLOEXEC);
    if (!c || fd < 0 || !add_rules(c) || seccomp_export_bpf(c, fd) < 0)
        return NULL;
    ssize_t n = pread(fd, f->code, sizeof f->code, 0);
    if (n <= 0 || (size_t)n >= sizeof f->code)
        return NULL;
    f->n = (unsigned short)((size_t)n / sizeof f->code[0]);
    return f;
}

static bool limit(__rlimit_resource_t what, uint64_t n)
{
    struct rlimit r = {n, n};
    return setrlimit(what, &r) == 0;
}

bool wk_worker_confine(const struct wk_filter *f, uint64_t memory_bytes)
{
    // ASan reserves terabytes of addresses for its shadow.
    if ((!WITH_ASAN && !limit(RLIMIT_AS, memory_bytes)) || !limit(RLIMIT_FSIZE, 0) ||
        !limit(RLIMIT_CORE, 0) || !limit(RLIMIT_NPROC, 0) || !limit(RLIMIT_NOFILE, WORKER_NOFILE))
        return false;
    struct wk_filter own = *f;
    for (size_t i = 0; i < own.n; i++)
        if (own.code[i].k == PID_MARK)
            own.code[i].k = (uint32_t)getpid();
    struct sock_fprog prog = {own.n, own.code};
    return prctl(PR_SET_DUMPABLE, 0) == 0 && prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0 &&
           prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &prog) == 0;
}
