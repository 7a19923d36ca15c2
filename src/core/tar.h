// core/tar.h - a reader of tar streams: ustar, PAX (POSIX.1-2001), GNU (long names, sparse), v7.
//
// Streaming: each header is read once, in order, from any sk_stream. Damage is reported, not
// hidden: a bad checksum, a size that runs past the end and a cut file give SK_EFORMAT with the
// offset, after every entry before it was given.
// Sources: POSIX.1-2017 pax "ustar Interchange Format" and "pax Header Block"; GNU tar manual,
// "Basic Tar Format", "Storing Sparse Files".
#pragma once
#include "core/stream.h"

enum tar_kind {
    TAR_FILE,
    TAR_DIR,
    TAR_SYMLINK,
    TAR_HARDLINK,
    TAR_DEVICE, // character or block
    TAR_FIFO,
    TAR_OTHER, // unknown type with data: passed over
};

struct tar_entry {
    enum tar_kind kind;
    // As written, cleaned: no leading "/" or "./", no ".." that climbs out (then `unsafe` is set),
    // no empty or "." parts, no trailing "/". Borrowed until the next tar_next().
    struct str path;
    struct str link; // target of a symlink as written; of a hard link cleaned like path
    uint64_t size;   // of the content, sparse holes included
    uint32_t mode;   // permission bits with setuid, setgid, sticky
    uint32_t uid, gid;
    int64_t mtime;       // seconds
    uint64_t header_off; // where its first header begins in the stream
    uint64_t data_off;   // where its data begins in the stream
    bool sparse;
    bool unsafe; // the path tried to leave the root: report it
};

struct tar_reader;
struct tar_reader *tar_open(struct arena *a, struct sk_stream *in);
void tar_close(struct tar_reader *t); // NULL is fine; does not close `in`

// 1 = *ret is the next entry, 0 = end (two zero blocks, or a clean end of the stream), negative.
int tar_next(struct tar_reader *t, struct tar_entry *ret, struct sk_err *err) SK_MUST;
// Next piece of the content of the current entry, borrowed until the next call; empty = its end.
// Holes of sparse files come as zeros. What is not read is skipped by tar_next().
int tar_data(struct tar_reader *t, struct str *ret_piece, struct sk_err *err) SK_MUST;
// All of the rest of the current entry's content, copied to `perm`.
int tar_read_all(struct tar_reader *t, struct arena *perm, uint64_t max_bytes, struct str *ret,
                 struct sk_err *err) SK_MUST;
// The rest of the current entry's content as a stream; valid until the next tar_next().
struct sk_stream *tar_stream(struct arena *a, struct tar_reader *t);
