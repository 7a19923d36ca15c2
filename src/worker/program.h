// worker/program.h - other people's programs, run on hostile input: confined, bounded, and only heard.
//
// The program may read itself, the system's libraries and the folders it is given, and write to one folder
// of its own. It has no network (no socket of any kind can be made), no environment but what it is given, no
// terminal, no descriptor of ours, no privilege. Time, memory, files and output are bounded. What it prints
// is hostile: hand it to a worker. Where the kernel cannot confine it (landlock, seccomp) it is not run.
#pragma once
#include "core/arena.h"
#include "core/buf.h"
#include "core/err.h"
#include "core/str.h"

struct wk_program {
    const char *path; // of the program; see wk_program_find()
    const char *const *argv, *const *envp;
    const char *const *readable; // folders; NULL-terminated
    const char *writable;        // its working folder, too
    uint64_t max_output;         // bytes on stdout
    unsigned seconds;
    // Results.
    struct sk_buf out, words; // stdout, the beginning of stderr; wk_program_free()
    int status;               // exit status; -1: it did not end by itself
    struct sk_err err; // why it has no result: not started, killed, out of time, too much output
    bool ok;           // ended with 0
    struct wk_program_state *state; // private
};

enum { WK_PROGRAM_WORDS = 16 << 10, WK_PROGRAM_UID = 65534 };

// Run all of them, at most `parallel` at a time.
void wk_program_run(struct arena *a, struct wk_program *list, size_t n, unsigned parallel);
void wk_program_free(struct wk_program *p);
// `name` on $PATH-like `path`; a name with a slash is itself. Empty: there is none.
struct str wk_program_find(struct arena *a, const char *name, const char *path);
