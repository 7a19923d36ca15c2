// Walking one layer: decoding, digests, wanted files, and the list of what it changes.
#include "artifact/artifact.h"

#include "core/limits.h"
#include "core/map.h"

#include <string.h>

enum { HEAD_BYTES = 4096 };

struct late { // hard link to a file that was not kept: its content is needed in a second pass
    struct str path, target;
};

struct walker {
    struct arena *perm;
    const struct art_visitor *v;
    struct art_walk *out;
    struct tar_reader *tar;
    struct sk_buf content;
    struct sk_map kept; // path -> (struct str *) content of wanted files, for hard links to them
    struct arena kept_arena;
    struct late *late;
    size_t n_late, cap_late;
    uint64_t kept_bytes;
    struct arena of_file; // streams of the current file
};

static void warn(struct walker *w, struct str path, const char *what)
{
    if (w->v->warn)
        w->v->warn(w->v->ctx, path, what);
}

static void change(struct walker *w, struct str path, enum art_change_kind kind,
                   const struct tar_entry *e)
{
    struct art_change *c =
        VEC_PUSH(w->perm, w->out->changes, w->out->n_changes, w->out->cap_changes);
    *c = (struct art_change){.path = str_dup(w->perm, path), .kind = kind, .mode = e->mode};
    if (kind == ART_LINK)
        c->link = str_dup(w->perm, e->link);
}

// ".wh.x" removes x of the layers below, ".wh..wh..opq" all that the folder had there.
static bool whiteout(struct walker *w, const struct tar_entry *e)
{
    struct str base = str_basename(e->path), dir = str_dirname(e->path);
    if (!str_take(&base, S(".wh.")))
        return false;
    if (str_eq(base, S(".wh..opq")))
        change(w, dir, ART_OPAQUE, e);
    else if (!str_starts(base, S(".wh."))) // other names of aufs mean nothing in an image
        change(w, dir.n ? str_join(w->perm, str_join(w->perm, dir, S("/")), base) : base,
               ART_WHITEOUT, e);
    return true;
}

// The first 4 KiB (or all) of the current entry into w->content.
static int read_head(struct walker *w, struct sk_err *err)
{
    sk_buf_clear(&w->content);
    while (w->content.n < HEAD_BYTES) {
        struct str piece;
        int r = tar_data(w->tar, &piece, err);
        if (r < 0)
            return r;
        if (!piece.n)
            break;
        sk_buf_add(&w->content, piece);
    }
    return 0;
}

static int read_rest(struct walker *w, struct sk_err *err)
{
    for (;;) {
        struct str piece;
        int r = tar_data(w->tar, &piece, err);
        if (r < 0 || !piece.n)
            return r;
        sk_buf_add(&w->content, piece);
    }
}

static void keep_for_links(struct walker *w, struct str path, struct str content)
{
    enum { MAX_KEPT = 64 << 20 };
    if (w->kept_bytes + content.n > MAX_KEPT)
        return; // a link to it then needs the second pass
    w->kept_bytes += content.n;
    struct str *copy = arena_new(&w->kept_arena, struct str, 1);
    *copy = str_dup(&w->kept_arena, content);
    sk_map_put(&w->kept, str_dup(&w->kept_arena, path))->value = copy;
}

static int give(struct walker *w, const struct tar_entry *e, bool keep, struct sk_err *err)
{
    struct str content = sk_buf_str(&w->content);
    if (w->content.full)
        return sk_fail(err, SK_ELIMIT, "a file too long to hold");
    if (keep)
        keep_for_links(w, e->path, content);
    return w->v->file(w->v->ctx, e, content, err);
}

// Shows the current file to whoever looks at all: `head` was read already. A second look at the tar
// says whether it was the layer that broke while they read.
static int show(struct walker *w, const struct tar_entry *e, struct str head, struct sk_err *err)
{
    struct str piece;
    if (!w->v->every)
        return 0;
    struct sk_stream *rest = tar_stream(&w->of_file, w->tar);
    w->v->every(w->v->every_ctx, e, sk_stream_replay(&w->of_file, head, rest));
    arena_reset(&w->of_file);
    return tar_data(w->tar, &piece, err);
}

// The same when all of it was read.
static void show_whole(struct walker *w, const struct tar_entry *e)
{
    if (w->v->every)
        w->v->every(w->v->every_ctx, e, sk_stream_mem(&w->of_file, sk_buf_str(&w->content)));
    arena_reset(&w->of_file);
}

static int regular(struct walker *w, const struct tar_entry *e, struct sk_err *err)
{
    enum art_want want = w->v->want(w->v->ctx, e);
    if (want == ART_SKIP)
        return show(w, e, (struct str){0}, err);
    int r = read_head(w, err);
    if (r < 0)
        return r;
    bool sniffed = want == ART_HEAD;
    if (sniffed)
        want = w->v->head(w->v->ctx, e, str_head(sk_buf_str(&w->content), HEAD_BYTES));
    if (want != ART_SKIP && e->size > w->v->max_file_bytes) {
        warn(w, e->path, "longer than the limit for one file: not read");
        want = ART_SKIP;
    }
    if (want == ART_SKIP)
        return show(w, e, sk_buf_str(&w->content), err);
    r = read_rest(w, err);
    if (r == 0)
        show_whole(w, e);
    return r < 0 ? r : give(w, e, !sniffed, err);
}

// A hard link is another name of a file of this layer: give its content under this name too.
static int hard_link(struct walker *w, const struct tar_entry *e, struct sk_err *err)
{
    struct tar_entry as = *e;
    as.kind = TAR_FILE;
    if (w->v->want(w->v->ctx, &as) == ART_SKIP)
        return 0;
    const struct str *kept = sk_map_get(&w->kept, e->link);
    if (kept) {
        sk_buf_clear(&w->content);
        sk_buf_add(&w->content, *kept);
        as.size = kept->n;
        return give(w, &as, false, err);
    }
    *VEC_PUSH(w->perm, w->late, w->n_late, w->cap_late) =
        (struct late){str_dup(w->perm, e->path), str_dup(w->perm, e->link)};
    return 0;
}

static int entry(struct walker *w, const struct tar_entry *e, struct sk_err *err)
{
    if (e->unsafe)
        warn(w, e->path, "a path that leaves the image's root");
    if (!e->path.n || whiteout(w, e))
        return 0;
    if (w->v->entry)
        w->v->entry(w->v->ctx, e);
    switch (e->kind) {
    case TAR_FILE: change(w, e->path, ART_FILE, e); return regular(w, e, err);
    case TAR_HARDLINK: change(w, e->path, ART_FILE, e); return hard_link(w, e, err);
    case TAR_SYMLINK: change(w, e->path, ART_LINK, e); return 0;
    case TAR_DIR: change(w, e->path, ART_DIR, e); return 0;
    case TAR_DEVICE:
    case TAR_FIFO: change(w, e->path, ART_FILE, e); return 0;
    case TAR_OTHER: break;
    }
    return 0;
}

static int walk_entries(struct walker *w, struct sk_err *err)
{
    struct tar_entry e;
    int r;
    while ((r = tar_next(w->tar, &e, err)) > 0) {
        w->out->n_entries++;
        r = entry(w, &e, err);
        if (r < 0)
            return r;
        if (w->v->progress && w->out->n_entries % 256 == 0)
            w->v->progress(w->v->progress_ctx, w->out->stored_bytes);
    }
    return r;
}

// What is left after the tar's end belongs to the digests too.
static int drain(struct sk_stream *s, struct sk_err *err)
{
    struct str piece;
    int r;
    do
        r = sk_stream_next(s, &piece, err);
    while (r == 0 && piece.n);
    return r;
}

// ---- second pass: only for hard links whose targets were not kept ----

static struct late *late_for(struct walker *w, struct str target, size_t *from)
{
    for (size_t i = *from; i < w->n_late; i++)
        if (str_eq(w->late[i].target, target)) {
            *from = i + 1;
            return &w->late[i];
        }
    return NULL;
}

static int second_pass_entries(struct walker *w, struct sk_err *err)
{
    struct tar_entry e;
    int r;
    while ((r = tar_next(w->tar, &e, err)) > 0) {
        size_t from = 0;
        if (e.kind != TAR_FILE || !late_for(w, e.path, &from) || e.size > w->v->max_file_bytes)
            continue;
        struct tar_entry as = e;
        sk_buf_clear(&w->content);
        r = read_rest(w, err);
        from = 0;
        for (struct late *l; r == 0 && (l = late_for(w, e.path, &from));) {
            as.path = l->path;
            r = give(w, &as, false, err);
            l->path.n = 0; // done
        }
        if (r < 0)
            return r;
    }
    return r;
}

static int second_pass(struct walker *w, struct sk_err *err)
{
    struct sk_stream *again = w->v->reopen ? w->v->reopen(w->v->reopen_ctx, w->perm) : NULL, *in;
    enum sk_codec codec;
    int r = 0;
    if (again) {
        r = sk_stream_decode_auto(w->perm, again, NULL, &in, &codec, err);
        if (r < 0)
            return r;
        w->tar = tar_open(w->perm, in);
        r = second_pass_entries(w, err);
        tar_close(w->tar);
        sk_stream_close(in);
    }
    for (size_t i = 0; i < w->n_late; i++)
        if (w->late[i].path.n)
            warn(w, w->late[i].path, "a hard link whose file is not in the layer");
    return r;
}

// ---- the walk ----

static int walk(struct walker *w, struct sk_stream *stored, const struct art_walk_options *o,
                struct sk_err *err)
{
    struct art_walk *out = w->out;
    struct sk_hash *hs = sk_hash_open(SK_SHA256);
    struct sk_hash *hd = o->hash_decoded ? sk_hash_open(SK_SHA256) : NULL;
    const struct sk_decode_limits limits = {.max_bytes = o->max_bytes};
    struct sk_stream *in, *tee = sk_stream_tee_hash(w->perm, stored, hs, &out->stored_bytes);
    int r = sk_stream_decode_auto(w->perm, tee, &limits, &in, &out->codec, err);
    if (r == 0) {
        in = sk_stream_tee_hash(w->perm, in, hd, &out->decoded_bytes);
        w->tar = tar_open(w->perm, in);
        r = walk_entries(w, err);
        tar_close(w->tar);
        if (r == 0)
            r = drain(in, err);
        // What is damaged is read to its end all the same: its digest tells damage on the way here
        // from an image that was made so.
        if (r == 0 || (r == SK_EFORMAT && drain(tee, NULL) == 0))
            out->stored = sk_hash_end(hs);
        if (r == 0 && hd)
            out->decoded = sk_hash_end(hd);
        sk_stream_close(in);
    }
    sk_hash_free(hs);
    sk_hash_free(hd);
    return r;
}

int art_walk_layer(struct arena *perm, struct sk_stream *stored, const struct art_walk_options *o,
                   const struct art_visitor *v, struct art_walk *ret, struct sk_err *err)
{
    *ret = (struct art_walk){0};
    struct walker w = {.perm = perm,
                       .v = v,
                       .out = ret,
                       .content = SK_BUF_INIT(v->max_file_bytes + HEAD_BYTES + SK_MB)};
    w.kept.perm = &w.kept_arena;
    int r = walk(&w, stored, o, err);
    if (r == 0 && w.n_late)
        r = second_pass(&w, err);
    sk_buf_free(&w.content);
    arena_free(&w.kept_arena);
    arena_free(&w.of_file);
    return r;
}

// ---- to and from bytes ----

static void put_digest(struct sk_buf *b, const struct sk_digest *d)
{
    wire_put_str(b, (struct str){(const char *)d->b, d->n});
}

static void get_digest(struct wire_in *w, struct sk_digest *ret)
{
    struct str s = wire_str(w);
    *ret = (struct sk_digest){0};
    if (s.n > sizeof ret->b) {
        w->bad = true;
        return;
    }
    ret->n = (uint8_t)s.n;
    if (s.n)
        memcpy(ret->b, s.p, s.n);
}

void art_walk_encode(struct sk_buf *b, const struct art_walk *w)
{
    put_digest(b, &w->stored);
    put_digest(b, &w->decoded);
    wire_put_u64(b, w->stored_bytes);
    wire_put_u64(b, w->decoded_bytes);
    wire_put_u64(b, w->codec);
    wire_put_u64(b, w->n_entries);
    wire_put_u64(b, w->n_changes);
    for (size_t i = 0; i < w->n_changes; i++) {
        wire_put_u64(b, w->changes[i].kind);
        wire_put_str(b, w->changes[i].path);
        if (w->changes[i].kind == ART_LINK)
            wire_put_str(b, w->changes[i].link);
        wire_put_u64(b, w->changes[i].mode);
    }
}

int art_walk_decode(struct wire_in *w, struct arena *perm, struct art_walk *ret, struct sk_err *err)
{
    *ret = (struct art_walk){0};
    get_digest(w, &ret->stored);
    get_digest(w, &ret->decoded);
    ret->stored_bytes = wire_u64(w);
    ret->decoded_bytes = wire_u64(w);
    ret->codec = (enum sk_codec)wire_u64(w);
    ret->n_entries = wire_u64(w);
    ret->n_changes = ret->cap_changes = wire_count(w, SK_MAX_TAR_ENTRIES, 3);
    ret->changes = arena_new(perm, struct art_change, ret->n_changes);
    for (size_t i = 0; i < ret->n_changes && !w->bad; i++) {
        uint64_t kind = wire_u64(w);
        struct art_change *c = &ret->changes[i];
        if (kind > ART_OPAQUE)
            w->bad = true;
        c->kind = (enum art_change_kind)kind;
        c->path = wire_str(w);
        if (c->kind == ART_LINK)
            c->link = wire_str(w);
        c->mode = wire_u32(w);
    }
    return w->bad ? sk_fail(err, SK_EFORMAT, "a damaged record of a layer") : 0;
}
