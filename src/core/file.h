// core/file.h - descriptors, whole files, atomic replacement.
#pragma once
#include "core/err.h"
#include "core/str.h"

struct arena;
struct sk_buf;

// `SK_FD int fd = -1;` closes itself at the end of the scope; sk_steal_fd() hands it over.
#define SK_FD SK_CLEANUP(sk_close_fd)
void sk_close_fd(int *fd);
int sk_steal_fd(int *fd);

// A file mapped read-only. Zero-initialise; `SK_MAPPING struct sk_mapping m = {0};` unmaps itself.
// A file that shrinks while mapped gives SIGBUS: only map files that we own or inside a worker.
struct sk_mapping {
    struct str data;
    void *base;
    size_t bytes;
};
#define SK_MAPPING SK_CLEANUP(sk_unmap)
int sk_map_file(const char *path, uint64_t max_bytes, struct sk_mapping *ret,
                struct sk_err *err) SK_MUST;
int sk_map_fd(int fd, uint64_t max_bytes, struct sk_mapping *ret, struct sk_err *err) SK_MUST;
void sk_unmap(struct sk_mapping *m);

// Whole content, read into the arena. SK_ELIMIT when there is more than max_bytes, SK_ENOENT when
// there is no such file.
int sk_read_file(struct arena *perm, const char *path, uint64_t max_bytes, struct str *ret,
                 struct sk_err *err) SK_MUST;
int sk_read_fd(struct arena *perm, int fd, uint64_t max_bytes, struct str *ret,
               struct sk_err *err) SK_MUST;

// Write all of `s`; handles short writes and EINTR.
int sk_write_all(int fd, struct str s, struct sk_err *err) SK_MUST;

// Replace `path` by `content`: a temporary file beside it, fsync, rename. Readers see the old file
// or the new one, never half of it. `mode` as in open(2). A device or pipe is written into instead.
int sk_write_file(const char *path, struct str content, unsigned mode, struct sk_err *err) SK_MUST;
// The same without fsync, for what can be made again: after a power cut it may be empty or damaged.
int sk_write_cache(const char *path, struct str content, unsigned mode, struct sk_err *err) SK_MUST;
// Both for content that is made while it is written, and never whole in memory. `fill` appends to the buffer.
typedef int sk_fill_fn(void *ctx, struct sk_buf *b, struct sk_err *err);
int sk_fill_file(const char *path, unsigned mode, sk_fill_fn *fill, void *ctx,
                 struct sk_err *err) SK_MUST;
int sk_fill_cache(const char *path, unsigned mode, sk_fill_fn *fill, void *ctx,
                  struct sk_err *err) SK_MUST;

int sk_mkdirs(const char *path, unsigned mode, struct sk_err *err) SK_MUST; // mkdir -p

// Names in a folder, sorted by bytes, without "." and "..".
int sk_list_dir(struct arena *perm, int dir_fd, struct str **ret, size_t *ret_n,
                struct sk_err *err) SK_MUST;

// The same open file, for reading only: what a worker may be given. `fd` stays open.
int sk_reopen_readonly(int fd, int *ret, struct sk_err *err) SK_MUST;
