// The side of an update that runs inside the workers: feed files in, records out.
//
// Messages to the parent, many in one part: kind, then the record or fact. The parent decodes them as
// hostile input.
#include "advisory/update_int.h"

#include "core/file.h"
#include "core/limits.h"
#include "core/stream.h"
#include "core/tar.h"
#include "core/zip.h"

#include <unistd.h>

enum { PART_BYTES = 256 * 1024 };

struct job {
    struct wk_call *call;
    struct sk_buf out; // messages not sent yet
    struct arena file; // reset after each file
    const struct adv_feed *feed;
    uint64_t skipped;
};

static void flush(struct job *j)
{
    if (j->out.n)
        wk_emit(j->call, sk_buf_str(&j->out));
    sk_buf_clear(&j->out);
}

static void begin(struct job *j, enum adv_message kind)
{
    if (j->out.n > PART_BYTES)
        flush(j);
    wire_put_u64(&j->out, kind);
}

static void on_record(void *ctx, const struct adv_record *r)
{
    struct job *j = ctx;
    begin(j, ADV_MSG_RECORD);
    adv_record_encode(&j->out, r);
}

static void on_cve(void *ctx, const struct adv_cve_fact *f)
{
    struct job *j = ctx;
    begin(j, ADV_MSG_CVE);
    adv_put_cve(&j->out, f);
}

static void on_eol(void *ctx, const struct adv_eol_fact *f)
{
    struct job *j = ctx;
    begin(j, ADV_MSG_EOL);
    adv_put_eol(&j->out, f);
}

static void on_tag(void *ctx, const struct adv_tag_fact *f)
{
    struct job *j = ctx;
    begin(j, ADV_MSG_TAG);
    adv_put_tag(&j->out, f);
}

static void on_warn(void *ctx, struct str file, uint32_t line, const char *what)
{
    struct job *j = ctx;
    begin(j, ADV_MSG_WARN);
    wire_put_str(&j->out, file);
    wire_put_u64(&j->out, line);
    wire_put_str(&j->out, str_from(what));
}

static const struct adv_feed *owner(struct str path)
{
    for (const struct adv_feed *const *f = adv_feeds; *f; f++)
        if ((*f)->owns(path))
            return *f;
    return NULL;
}

// Say whose records follow, once for each change.
static void announce(struct job *j, const struct adv_feed *feed)
{
    if (j->feed == feed)
        return;
    begin(j, ADV_MSG_FEED);
    wire_put_str(&j->out, str_from(feed->id));
    j->feed = feed;
}

static void read_one(struct job *j, struct str path, struct str data)
{
    const struct adv_feed *feed = owner(path);
    if (!feed) {
        j->skipped++;
        return;
    }
    const struct adv_sink sink = {j, on_record, on_cve, on_eol, on_tag, on_warn};
    struct sk_err why;
    announce(j, feed);
    if (feed->read(&j->file, path, data, &sink, &why) < 0)
        on_warn(j, path, 0, why.msg);
    begin(j, ADV_MSG_FILE);
    wire_put_u64(&j->out, data.n);
    arena_reset(&j->file);
}

static bool is_tar(struct str name)
{
    static const struct str ends[] = {S_INIT(".tar"),     S_INIT(".tar.gz"), S_INIT(".tgz"),
                                      S_INIT(".tar.zst"), S_INIT(".tar.xz"), S_INIT(".txz"),
                                      S_INIT(".tar.bz2")};
    for (size_t i = 0; i < COUNT_OF(ends); i++)
        if (str_ends(name, ends[i]))
            return true;
    return false;
}

static int read_tar(struct job *j, struct sk_stream *in, struct sk_err *err)
{
    ARENA_SCRATCH(content);
    struct tar_reader *t = tar_open(j->call->scratch, in);
    struct tar_entry e;
    int r;
    while ((r = tar_next(t, &e, err)) > 0) {
        struct str path = str_dup(&content, e.path), data;
        if (e.kind != TAR_FILE)
            continue;
        if (!owner(path)) {
            j->skipped++;
            continue;
        }
        r = tar_read_all(t, &content, SK_MAX_FEED_FILE_BYTES, &data, err);
        if (r < 0)
            break;
        read_one(j, path, data);
        arena_reset(&content);
    }
    tar_close(t);
    return r;
}

static int read_zip(struct job *j, struct str data, struct sk_err *err)
{
    struct zip_reader z = {0};
    int r = zip_open(j->call->scratch, data, &z, err);
    if (r < 0)
        return r;
    ARENA_SCRATCH(content);
    for (size_t i = 0; i < z.n_entries; i++) {
        struct str text;
        struct sk_err why;
        if (z.entries[i].is_dir)
            continue;
        if (zip_read(&z, &z.entries[i], &content, &text, &why) < 0)
            on_warn(j, z.entries[i].name, 0, why.msg);
        else
            read_one(j, z.entries[i].name, text);
        arena_reset(&content);
    }
    return 0;
}

// "epss_scores-current.csv.gz" -> "epss_scores-current.csv"
static struct str without_codec(struct str name)
{
    static const struct str ends[] = {S_INIT(".gz"), S_INIT(".zst"), S_INIT(".xz"), S_INIT(".bz2")};
    for (size_t i = 0; i < COUNT_OF(ends); i++)
        if (str_ends(name, ends[i]))
            return str_head(name, name.n - ends[i].n);
    return name;
}

static int read_stream(struct job *j, struct str name, int fd, uint64_t size, struct sk_err *err)
{
    struct arena *a = j->call->scratch;
    const struct sk_decode_limits limits = {.max_ratio = 10000}; // texts of advisories repeat a lot
    struct sk_stream *raw = sk_stream_fd(a, fd, 0, size), *in;
    enum sk_codec codec;
    int r = sk_stream_decode_auto(a, raw, &limits, &in, &codec, err);
    if (r < 0)
        return r;
    if (is_tar(name)) {
        r = read_tar(j, in, err);
    } else {
        struct str data;
        r = sk_stream_read_all(&j->file, in, SK_MAX_FEED_FILE_BYTES, &data, err);
        if (r == 0)
            read_one(j, without_codec(name), data);
    }
    sk_stream_close(in);
    return r;
}

static void done(struct job *j)
{
    flush(j);
    wire_put_u64(j->call->reply, j->skipped);
    sk_buf_free(&j->out);
    arena_free(&j->file);
}

// Request: name, size. Descriptor 0: the file.
int adv_job_archive(struct wk_call *c, struct sk_err *err)
{
    struct wire_in w = {.rest = c->request};
    struct str name = wire_str(&w);
    uint64_t size = wire_u64(&w);
    if (w.bad || c->n_fds != 1)
        return sk_fail(err, SK_EUSAGE, "malformed request");
    struct job j = {.call = c, .out = SK_BUF_INIT(SK_MAX_FRAME_BYTES)};
    int r;
    if (str_ends(name, S(".zip"))) {
        SK_MAPPING struct sk_mapping m = {0};
        r = sk_map_fd(c->fds[0], SK_MAX_FEED_FILE_BYTES, &m, err);
        if (r == 0)
            r = read_zip(&j, m.data, err);
    } else {
        r = read_stream(&j, name, c->fds[0], size, err);
    }
    done(&j);
    return r;
}

// Request: how many files, then path and size of each. Descriptor 0: their contents, one after the
// other.
int adv_job_files(struct wk_call *c, struct sk_err *err)
{
    struct wire_in w = {.rest = c->request};
    SK_MAPPING struct sk_mapping m = {0};
    if (c->n_fds != 1)
        return sk_fail(err, SK_EUSAGE, "malformed request");
    int r = sk_map_fd(c->fds[0], SK_MAX_FEED_FILE_BYTES, &m, err);
    if (r < 0)
        return r;
    struct job j = {.call = c, .out = SK_BUF_INIT(SK_MAX_FRAME_BYTES)};
    struct str rest = m.data;
    size_t n = wire_count(&w, SK_MAX_FEED_ENTRIES, 2);
    for (size_t i = 0; i < n && !w.bad; i++) {
        struct str path = wire_str(&w);
        uint64_t size = wire_u64(&w);
        read_one(&j, path, str_head(rest, size));
        rest = str_skip(rest, size);
    }
    done(&j);
    return w.bad ? sk_fail(err, SK_EUSAGE, "malformed request") : 0;
}
