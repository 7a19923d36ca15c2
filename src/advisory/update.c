// The side of an update that opens files, hands them to workers and builds.
#include "advisory/update_int.h"

#include "core/file.h"
#include "core/limits.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

enum { MAX_DEPTH = 32, BATCH_BYTES = 64 << 20, BATCH_FILES = 20000 };

struct stats { // of one feed, for `db status`
    uint64_t records, bytes;
    sk_time newest;
};

struct update {
    struct arena *perm;
    struct wk_pool *pool;
    const struct adv_update_options *o;
    struct adv_update_result *result;
    struct adv_builder *builder;
    struct adv_sink sink;
    struct adv_update_progress progress;
    struct stats *stats; // one for each row of feeds.def
    size_t n_feeds;
    struct str *names; // by tag: what was submitted
    size_t *feed_now;  // by tag: index of the feed whose records come, SIZE_MAX = none yet
    size_t n_names, cap_names, cap_feed_now;
    // the batch of plain files being filled
    struct sk_buf list;
    uint64_t batch_files, batch_bytes;
    int memory;
};

static void warn(struct update *u, struct str file, uint32_t line, struct str what)
{
    u->result->n_all_warns++;
    if (u->result->n_warns >= SK_MAX_WARNINGS)
        return;
    struct adv_warning *w =
        VEC_PUSH(u->perm, u->result->warns, u->result->n_warns, u->result->cap_warns);
    *w = (struct adv_warning){str_dup(u->perm, file), str_dup(u->perm, what), line};
}

// ---- sending ----

static int submit(struct update *u, const char *job, struct str request, int fd, struct str name,
                  struct sk_err *err)
{
    uint64_t tag = u->n_names;
    size_t n = u->n_names;
    *VEC_PUSH(u->perm, u->names, u->n_names, u->cap_names) = name;
    *VEC_PUSH(u->perm, u->feed_now, n, u->cap_feed_now) = SIZE_MAX;
    u->progress.total_files++;
    return wk_submit(u->pool, job, request, &fd, 1, tag, err);
}

static int send_batch(struct update *u, struct sk_err *err)
{
    if (u->batch_files == 0)
        return 0;
    SK_BUF_SCRATCH(request, SK_MAX_FRAME_BYTES);
    wire_put_u64(&request, u->batch_files);
    sk_buf_add(&request, sk_buf_str(&u->list));
    SK_FD int readable = -1;
    int r = sk_reopen_readonly(u->memory, &readable, err);
    if (r == 0)
        r = submit(u, "adv_files", sk_buf_str(&request), readable, S("files"), err);
    sk_buf_clear(&u->list);
    sk_close_fd(&u->memory);
    u->batch_files = u->batch_bytes = 0;
    return r;
}

static bool is_packed(struct str name)
{
    static const struct str ends[] = {S_INIT(".zip"), S_INIT(".tar"), S_INIT(".gz"),
                                      S_INIT(".tgz"), S_INIT(".zst"), S_INIT(".xz"),
                                      S_INIT(".txz"), S_INIT(".bz2")};
    for (size_t i = 0; i < COUNT_OF(ends); i++)
        if (str_ends(name, ends[i]))
            return true;
    return false;
}

static bool is_owned(struct str path)
{
    for (const struct adv_feed *const *f = adv_feeds; *f; f++)
        if ((*f)->owns(path))
            return true;
    return false;
}

static int send_packed(struct update *u, int fd, struct str path, uint64_t size, struct sk_err *err)
{
    SK_BUF_SCRATCH(request, 2 * SK_MAX_PATH);
    wire_put_str(&request, path);
    wire_put_u64(&request, size);
    u->progress.total_bytes += size;
    return submit(u, "adv_archive", sk_buf_str(&request), fd, str_dup(u->perm, path), err);
}

static int send_plain(struct update *u, int fd, struct str path, struct sk_err *err)
{
    ARENA_SCRATCH(tmp);
    struct str data;
    struct sk_err why;
    if (sk_read_fd(&tmp, fd, SK_MAX_FEED_FILE_BYTES, &data, &why) < 0) {
        warn(u, path, 0, str_from(why.msg));
        u->result->incomplete = true;
        return 0;
    }
    if (u->memory < 0 && (u->memory = memfd_create("sekisho-feeds", MFD_CLOEXEC)) < 0)
        return sk_fail(err, SK_EIO, "memfd_create: %s", strerror(errno));
    int r = sk_write_all(u->memory, data, err);
    wire_put_str(&u->list, path);
    wire_put_u64(&u->list, data.n);
    u->batch_files++;
    u->batch_bytes += data.n;
    if (r == 0 && (u->batch_bytes > BATCH_BYTES || u->batch_files >= BATCH_FILES))
        r = send_batch(u, err);
    return r;
}

static int walk(struct update *u, int dir, struct str path, int depth, struct sk_err *err);

static int take(struct update *u, int dir, struct str name, struct str path, int depth,
                struct sk_err *err)
{
    struct stat st;
    if (fstatat(dir, name.p, &st, 0) < 0)
        return sk_fail(err, SK_EIO, STR_FMT ": %s", STR_ARG(path), strerror(errno));
    bool is_dir = S_ISDIR(st.st_mode);
    bool wanted = S_ISREG(st.st_mode) && (is_packed(name) || is_owned(path));
    if (!is_dir && !wanted) {
        u->result->skipped_files += S_ISREG(st.st_mode);
        return 0;
    }
    SK_FD int fd = openat(dir, name.p, O_RDONLY | O_CLOEXEC | (is_dir ? O_DIRECTORY : 0));
    if (fd < 0)
        return sk_fail(err, SK_EIO, "open " STR_FMT ": %s", STR_ARG(path), strerror(errno));
    if (is_dir)
        return depth < MAX_DEPTH ? walk(u, fd, path, depth + 1, err) : 0;
    return is_packed(name) ? send_packed(u, fd, path, (uint64_t)st.st_size, err)
                           : send_plain(u, fd, path, err);
}

static int walk(struct update *u, int dir, struct str path, int depth, struct sk_err *err)
{
    ARENA_SCRATCH(tmp);
    struct str *names;
    size_t n;
    int r = sk_list_dir(&tmp, dir, &names, &n, err);
    for (size_t i = 0; i < n && r == 0; i++) {
        struct str sub = path.n ? str_join(&tmp, str_join(&tmp, path, S("/")), names[i]) : names[i];
        if (names[i].p[0] != '.')
            r = take(u, dir, names[i], sub, depth, err);
    }
    return r;
}

// ---- receiving ----

static size_t feed_index(struct str id)
{
    for (size_t i = 0; adv_feeds[i]; i++)
        if (str_eq(id, str_from(adv_feeds[i]->id)))
            return i;
    return SIZE_MAX;
}

static bool take_record(struct update *u, struct wire_in *w, struct arena *tmp, struct stats *st)
{
    struct adv_record r;
    if (adv_record_decode(w, tmp, &r, NULL) < 0)
        return false;
    u->sink.record(u->sink.ctx, &r);
    u->result->records++;
    st->records++;
    sk_time t = r.modified != SK_TIME_NONE ? r.modified : r.published;
    if (t > st->newest)
        st->newest = t;
    return true;
}

static bool take_fact(struct update *u, struct wire_in *w, enum adv_message kind)
{
    struct adv_cve_fact cve;
    struct adv_eol_fact eol;
    struct adv_tag_fact tag;
    if (kind == ADV_MSG_CVE)
        adv_get_cve(w, &cve);
    else if (kind == ADV_MSG_EOL)
        adv_get_eol(w, &eol);
    else
        adv_get_tag(w, &tag);
    if (w->bad)
        return false;
    if (kind == ADV_MSG_CVE)
        u->sink.cve(u->sink.ctx, &cve);
    else if (kind == ADV_MSG_EOL)
        u->sink.eol(u->sink.ctx, &eol);
    else
        u->sink.tag(u->sink.ctx, &tag);
    u->result->facts++;
    return true;
}

// One message; false when it is damaged.
static bool take_message(struct update *u, struct wire_in *w, uint64_t tag, struct arena *tmp)
{
    uint64_t kind = wire_u64(w);
    struct stats none = {0};
    size_t feed = u->feed_now[tag];
    struct stats *st = feed < u->n_feeds ? &u->stats[feed] : &none;
    switch (kind) {
    case ADV_MSG_FEED:
        u->feed_now[tag] = feed_index(wire_str(w));
        adv_builder_feed(u->builder, u->feed_now[tag] < u->n_feeds
                                         ? str_from(adv_feeds[u->feed_now[tag]]->id)
                                         : S(""));
        return !w->bad && u->feed_now[tag] != SIZE_MAX;
    case ADV_MSG_RECORD: return take_record(u, w, tmp, st);
    case ADV_MSG_CVE:
    case ADV_MSG_EOL:
    case ADV_MSG_TAG: st->records++; return take_fact(u, w, (enum adv_message)kind);
    case ADV_MSG_WARN: {
        struct str file = wire_str(w);
        uint32_t line = wire_u32(w);
        struct str what = wire_str(w);
        if (!w->bad)
            warn(u, file, line, what);
        return !w->bad;
    }
    case ADV_MSG_FILE:
        st->bytes += wire_u64(w);
        u->result->files++;
        return !w->bad;
    default: return false;
    }
}

static void take_part(struct update *u, const struct wk_event *e, struct arena *tmp)
{
    struct wire_in w = {.rest = e->data};
    if (e->tag >= u->n_names)
        return;
    if (u->feed_now[e->tag] < u->n_feeds)
        adv_builder_feed(u->builder, str_from(adv_feeds[u->feed_now[e->tag]]->id));
    while (w.rest.n && !w.bad) {
        if (!take_message(u, &w, e->tag, tmp)) {
            warn(u, u->names[e->tag], 0, S("a worker gave a damaged answer"));
            u->result->incomplete = true;
            return;
        }
        arena_reset(tmp);
    }
}

static int receive(struct update *u, struct sk_err *err)
{
    ARENA_SCRATCH(tmp);
    struct wk_event e;
    for (int r; (r = wk_wait(u->pool, -1, &e, err)) != 0;) {
        if (r < 0)
            return r;
        if (e.kind == WK_PART) {
            take_part(u, &e, &tmp);
        } else if (e.kind == WK_FAILED && e.tag < u->n_names) {
            warn(u, u->names[e.tag], 0, str_from(e.err.msg));
            u->result->incomplete = true;
        }
        u->progress.done_files += e.kind == WK_DONE || e.kind == WK_FAILED;
        u->progress.records = u->result->records;
        if (u->o->progress)
            u->o->progress(u->o->ctx, &u->progress);
    }
    return 0;
}

// ---- the whole ----

static void add_sources(struct update *u)
{
    for (size_t i = 0; i < u->n_feeds; i++) {
        if (!u->stats[i].records)
            continue;
        const struct adv_source_info s = {
            .feed = str_from(adv_feeds[i]->id),
            .licence = str_from(adv_feeds[i]->licence),
            .origin = str_from(u->o->from),
            .fetched = sk_now(),
            .newest = u->stats[i].newest,
            .records = u->stats[i].records,
            .bytes = u->stats[i].bytes,
        };
        adv_builder_source(u->builder, &s);
    }
}

static int run(struct update *u, int dir, struct sk_err *err)
{
    u->progress.doing = "reading feeds";
    int r = walk(u, dir, S(""), 0, err);
    if (r == 0)
        r = send_batch(u, err);
    sk_close_fd(&u->memory);
    if (r == 0)
        r = receive(u, err);
    if (r < 0)
        return r;
    if (u->result->records == 0)
        return sk_fail(err, SK_EFORMAT, "%s: no advisory in %llu files", u->o->from,
                       (unsigned long long)u->result->files);
    add_sources(u);
    u->progress.doing = "writing the database";
    if (u->o->progress)
        u->o->progress(u->o->ctx, &u->progress);
    return adv_builder_write(u->builder, u->o->out, u->o->key_pem, err);
}

int adv_update(struct arena *perm, struct wk_pool *pool, const struct adv_update_options *o,
               struct adv_update_result *ret, struct sk_err *err)
{
    *ret = (struct adv_update_result){0};
    SK_FD int dir = open(o->from, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (dir < 0)
        return sk_fail(err, SK_ENOENT, "open %s: %s", o->from, strerror(errno));
    struct update u = {.perm = perm,
                       .pool = pool,
                       .o = o,
                       .result = ret,
                       .memory = -1,
                       .list = SK_BUF_INIT(SK_MAX_FRAME_BYTES)};
    while (adv_feeds[u.n_feeds])
        u.n_feeds++;
    u.stats = arena_new(perm, struct stats, u.n_feeds);
    for (size_t i = 0; i < u.n_feeds; i++)
        u.stats[i].newest = SK_TIME_NONE;
    u.builder = adv_builder_new(perm);
    adv_builder_sink(u.builder, &u.sink);
    int r = run(&u, dir, err);
    sk_buf_free(&u.list);
    adv_builder_free(u.builder);
    return r;
}
