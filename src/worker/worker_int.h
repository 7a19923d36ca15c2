// worker/worker_int.h - what the pool (our side), the spawner and the workers share.
//
//   pool --control socket--> spawner --fork--> worker
//   pool <------- one stream socket each ----> worker
//
// The pool makes both ends of a worker's socket and hands one to the spawner, so it can send the
// first job before the worker exists and never waits for a process to start.
#pragma once
#include "core/limits.h"
#include "worker/worker.h"

#include <sys/types.h>

enum {
    WK_MAX_WORKERS = 16,
    WK_WORDS_BYTES = 4096,    // kept of what a dying worker wrote to its stderr
    WK_EXIT_NO_SANDBOX = 100, // exit status: the kernel cannot confine us
    WK_EXIT_PIPE = 101,       // exit status: our side went away
};

// Control socket (SOCK_SEQPACKET), both directions.
enum wk_order { WK_START = 1, WK_KILL, WK_HELLO, WK_EXIT };
struct wk_control {
    uint32_t order;
    uint32_t slot;
    int32_t status; // WK_EXIT: as from waitpid(), or -errno when there was no process at all
    uint32_t has;   // WK_HELLO: enum wk_has
};
// WK_START carries two descriptors: the worker's socket and its stderr.

enum wk_has {
    WK_HAS_NAMESPACES = 1 << 0, // pid, ipc, uts, mount (and user)
    WK_HAS_NETNS = 1 << 1,
    WK_HAS_ROOTLESS = 1 << 2, // no path but the empty root can be looked up
    WK_HAS_UID = 1 << 3,      // was root, is nobody
    WK_HAS_LANDLOCK = 1 << 4,
    WK_HAS_SECCOMP = 1 << 5,
};

// Worker socket. To the worker: wk_request, `bytes` bytes; the descriptors ride on the first byte.
// From the worker: wk_head, `bytes` bytes. Both sides are one program on one machine.
#define WK_MAGIC 0x736b776bu
struct wk_request {
    uint32_t magic, job, n_fds, pad;
    uint64_t seq; // number of the job in this pool; every frame of its answer repeats it
    uint64_t bytes;
};
enum wk_frame_kind { WK_F_PART = 1, WK_F_PROGRESS, WK_F_DONE, WK_F_FAILED };
struct wk_head {
    uint32_t magic, kind;
    uint64_t seq;
    uint64_t bytes; // WK_F_PROGRESS: 8 (a uint64_t), WK_F_FAILED: 4 (the code) and the message
};

// Our side's reader of what a worker sends (frame.c). Whatever comes in, memory stays below twice
// what arrived plus a step, and a frame is either right or a named error.
struct wk_reader {
    struct sk_buf buf;
    size_t off;       // start of the next frame in buf
    uint64_t replied; // bytes of parts and reply in this job
};
struct wk_frame {
    enum wk_frame_kind kind;
    struct str data;   // part or reply; borrows until the next call
    uint64_t progress; // WK_F_PROGRESS
    struct sk_err err; // WK_F_FAILED
};
void wk_reader_free(struct wk_reader *r);
void wk_reader_start(struct wk_reader *r); // a new job: count from 0
// Where to put what arrives next, and how much at most.
char *wk_reader_room(struct wk_reader *r, size_t *room);
void wk_reader_put(struct wk_reader *r, size_t n);
bool wk_reader_empty(const struct wk_reader *r);
// 1 = a frame of job `seq` (0 = none is expected), 0 = more has to arrive, negative = not a frame.
int wk_reader_next(struct wk_reader *r, uint64_t seq, struct wk_frame *ret, struct sk_err *err);

// Why did it die? `status` as from waitpid(), `words` what it said on stderr.
int wk_explain(int status, struct str words, uint64_t memory_bytes, struct sk_err *err);

// sandbox.c. All in the spawner, but for the last.
struct wk_filter;                                  // the seccomp program
struct wk_filter *wk_filter_make(struct arena *a); // NULL when libseccomp fails
unsigned wk_spawner_confine(void);                 // of enum wk_has
// The rest, in the worker, before it reads a byte. False: it must not run.
bool wk_worker_confine(const struct wk_filter *f, uint64_t memory_bytes);

// spawner.c: a new process that serves `control`. Returns its pid, or -1 with errno.
pid_t wk_spawner_start(const struct wk_config *config, int control);
SK_NORETURN void wk_child_run(const struct wk_config *config, int sock);      // child.c
int wk_recv_fds(int sock, void *data, size_t bytes, int *fds, size_t *n_fds); // n or -1
int wk_send_fds(int sock, struct str data, const int *fds, size_t n_fds);     // n or -1
