// What runs inside the workers for secrets: files, pieces of a memory file, and what is in archives.
//
// Request: see struct scan_secret_request. A secret itself never leaves the worker: the reply has its
// two ends, its length and its SHA-256.
#include "scan/secrets.h"

#include "core/hash.h"
#include "core/limits.h"
#include "core/tar.h"
#include "core/wire.h"
#include "core/zip.h"
#include "scan/scan_int.h"

#include <string.h>

enum { ARCHIVE_DEPTH = 4, MAX_ZIP = 256 << 20, MAX_ENTRIES = 200000 };

struct secret_keep { // lives as long as the worker
    struct sec_scanner *scanner;
    const struct sec_rules *rules;
    uint64_t config; // hash of the configuration that they were made from
};

struct secret_run {
    struct wk_call *c;
    struct secret_keep *keep;
    struct sk_buf found, warns;
    uint64_t n_found, n_warns;
    struct str path, commit;
    unsigned decode_depth;
    uint64_t entries; // of all archives
    bool ignore_comments;
};

static void warn(struct secret_run *r, const char *what)
{
    if (r->n_warns++ >= SK_MAX_WARNINGS)
        return;
    wire_put_str(&r->warns, r->path);
    wire_put_str(&r->warns, str_from(what));
}

static void on_warn(void *ctx, const char *what)
{
    warn(ctx, what);
}

static void on_found(void *ctx, const struct sec_finding *f)
{
    ARENA_SCRATCH(tmp);
    struct secret_run *r = ctx;
    const struct sec_rule *rule = sec_rules_at(r->keep->rules, f->rule);
    struct sk_digest d = sk_sha256(f->secret.n ? f->secret : r->path);
    struct sk_buf *b = &r->found;
    r->n_found++;
    wire_put_str(b, r->path);
    wire_put_str(b, r->commit);
    wire_put_str(b, rule->id);
    wire_put_str(b, rule->description);
    wire_put_u64(b, rule->severity);
    wire_put_u64(b, f->line);
    wire_put_u64(b, f->col);
    wire_put_u64(b, f->last_line);
    wire_put_str(b, f->secret.n ? sec_redact(&tmp, f->secret) : S("the file itself"));
    wire_put_str(b, sk_hex(&tmp, (struct str){(const char *)d.b, d.n}));
    wire_put_str(b, str_from(f->decoded ? f->decoded : ""));
    wire_put_u64(b, f->verified);
}

static void scan_text(struct secret_run *r, struct sk_stream *in)
{
    struct sk_err err;
    const struct sec_scan_options o = {
        .path = r->path,
        .commit = r->commit,
        .decode_depth = r->decode_depth,
        .ignore_allow_comments = r->ignore_comments,
        .found = on_found,
        .warn = on_warn,
        .ctx = r,
    };
    if (sec_scan_stream(r->keep->scanner, in, &o, &err) < 0)
        warn(r, err.msg);
}

// ---- what is inside of what ----

struct replay { // a stream whose first piece was looked at already
    struct sk_stream s;
    struct str first;
    struct sk_stream *inner;
};

static int replay_next(struct sk_stream *s, struct str *ret, struct sk_err *err)
{
    struct replay *p = (struct replay *)s;
    if (p->first.n) {
        *ret = p->first;
        p->first = (struct str){0};
        return 0;
    }
    return sk_stream_next(p->inner, ret, err);
}

struct entry { // the content of a tar entry as a stream
    struct sk_stream s;
    struct tar_reader *t;
};

static int entry_next(struct sk_stream *s, struct str *ret, struct sk_err *err)
{
    return tar_data(((struct entry *)s)->t, ret, err);
}

static void scan_any(struct secret_run *r, struct sk_stream *in, unsigned depth);

static bool too_many(struct secret_run *r)
{
    if (r->entries++ < MAX_ENTRIES)
        return false;
    if (r->entries == MAX_ENTRIES + 1)
        warn(r, "more files in archives than are looked at");
    return true;
}

static void scan_tar(struct secret_run *r, struct sk_stream *in, unsigned depth)
{
    ARENA_SCRATCH(a);
    struct str outer = r->path;
    struct tar_reader *t = tar_open(&a, in);
    struct tar_entry e;
    struct sk_err err;
    int x;
    while ((x = tar_next(t, &e, &err)) > 0) {
        ARENA_SCRATCH(tmp);
        if (e.kind != TAR_FILE || too_many(r))
            continue;
        struct entry s = {.s.next = entry_next, .t = t};
        r->path = str_join(&tmp, str_join(&tmp, outer, S("!")), e.path);
        scan_any(r, &s.s, depth - 1);
        r->path = outer;
    }
    if (x < 0)
        warn(r, err.msg);
    tar_close(t);
}

static void scan_zip(struct secret_run *r, struct sk_stream *in, unsigned depth)
{
    ARENA_SCRATCH(a);
    struct str data, outer = r->path;
    struct zip_reader z = {0};
    struct sk_err err;
    if (sk_stream_read_all(&a, in, MAX_ZIP, &data, &err) < 0 || zip_open(&a, data, &z, &err) < 0)
        warn(r, err.msg);
    for (size_t i = 0; i < z.n_entries; i++) {
        ARENA_SCRATCH(tmp);
        struct str content;
        if (z.entries[i].is_dir || too_many(r))
            continue;
        r->path = str_join(&tmp, str_join(&tmp, outer, S("!")), z.entries[i].name);
        if (zip_read(&z, &z.entries[i], &tmp, &content, &err) < 0)
            warn(r, err.msg);
        else
            scan_any(r, sk_stream_mem(&tmp, content), depth - 1);
        r->path = outer;
    }
}

static bool is_tar(struct str head)
{
    return head.n >= 512 && str_starts(str_skip(head, 257), S("ustar"));
}

static void scan_any(struct secret_run *r, struct sk_stream *in, unsigned depth)
{
    ARENA_SCRATCH(a);
    struct replay p = {.s.next = replay_next, .inner = in};
    struct sk_err err;
    if (sk_stream_next(in, &p.first, &err) < 0) {
        warn(r, err.msg);
        return;
    }
    enum sk_codec codec = p.first.n >= 6 ? sk_codec_detect(p.first) : SK_CODEC_NONE;
    if (depth == 0) {
        if (codec != SK_CODEC_NONE || is_tar(p.first) || str_starts(p.first, S("PK\3\4")))
            warn(r, "archives inside each other are not opened any deeper");
        scan_text(r, &p.s);
        return;
    }
    if (codec != SK_CODEC_NONE) {
        struct sk_stream *plain;
        if (sk_stream_decode(&a, &p.s, codec, NULL, &plain, &err) < 0) {
            warn(r, err.msg);
            return;
        }
        scan_any(r, plain, depth - 1);
        sk_stream_close(plain);
    } else if (is_tar(p.first)) {
        scan_tar(r, &p.s, depth);
    } else if (str_starts(p.first, S("PK\3\4"))) {
        scan_zip(r, &p.s, depth);
    } else {
        scan_text(r, &p.s);
    }
}

// ---- the job ----

// Rules of the request: the built-in ones, or what a configuration makes of them. Kept for the next.
static int prepare(struct wk_call *c, struct str config, struct secret_keep **ret,
                   struct sk_err *err)
{
    struct secret_keep *k = c->keep->state;
    uint64_t hash = config.n ? str_hash(config) : 0;
    if (k && k->config == hash) {
        *ret = k;
        return 0;
    }
    if (k)
        sec_scanner_free(k->scanner);
    arena_reset(&c->keep->perm);
    c->keep->state = NULL;
    k = arena_new(&c->keep->perm, struct secret_keep, 1);
    k->rules = c->shared;
    if (config.n) {
        const struct sec_load_options o = {.base = c->shared};
        int r = sec_rules_load(&c->keep->perm, S("configuration of secret rules"),
                               str_dup(&c->keep->perm, config), &o, &k->rules, err);
        if (r < 0)
            return r;
    }
    if (!k->rules)
        return sk_fail(err, SK_EUSAGE, "no rules for secrets");
    k->config = hash;
    k->scanner = sec_scanner_new(&c->keep->perm, k->rules);
    c->keep->state = k;
    *ret = k;
    return 0;
}

int scan_job_secrets(struct wk_call *c, struct sk_err *err)
{
    struct wire_in w = {.rest = c->request};
    struct str config = wire_str(&w);
    struct secret_run r = {
        .c = c, .found = SK_BUF_INIT(SK_MAX_FRAME_BYTES), .warns = SK_BUF_INIT(SK_MAX_FRAME_BYTES)};
    r.decode_depth = wire_u32(&w);
    r.ignore_comments = wire_bool(&w);
    bool packed = wire_bool(&w);
    int x = prepare(c, config, &r.keep, err);
    if (x < 0)
        return x;
    size_t n = wire_count(&w, SK_MAX_TAR_ENTRIES, 3), next_fd = packed;
    uint64_t off = 0;
    for (size_t i = 0; i < n && !w.bad; i++) {
        ARENA_SCRATCH(tmp);
        r.path = wire_str(&w);
        r.commit = wire_str(&w);
        bool slice = wire_bool(&w);
        uint64_t size = wire_u64(&w);
        int fd = slice                ? (packed && c->n_fds ? c->fds[0] : -1)
                 : next_fd < c->n_fds ? c->fds[next_fd++]
                                      : -1;
        if (fd < 0)
            return sk_fail(err, SK_EUSAGE, "malformed request");
        struct sk_stream *in = sk_stream_fd(&tmp, fd, slice ? off : 0, size);
        scan_any(&r, in, ARCHIVE_DEPTH);
        sk_stream_close(in);
        off += slice ? size : 0;
    }
    wire_put_u64(c->reply, r.n_warns < SK_MAX_WARNINGS ? r.n_warns : SK_MAX_WARNINGS);
    sk_buf_add(c->reply, sk_buf_str(&r.warns));
    wire_put_u64(c->reply, r.n_found);
    sk_buf_add(c->reply, sk_buf_str(&r.found));
    bool full = r.found.full || r.warns.full;
    sk_buf_free(&r.found);
    sk_buf_free(&r.warns);
    return w.bad  ? sk_fail(err, SK_EUSAGE, "malformed request")
           : full ? sk_fail(err, SK_ELIMIT, "more findings than are kept")
                  : 0;
}
