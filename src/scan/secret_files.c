// One file through the secret engine: what is in archives, in other encodings, in documents.
#include "scan/secret_files.h"

#include "core/hash.h"
#include "core/limits.h"
#include "core/tar.h"
#include "core/wire.h"
#include "core/zip.h"
#include "engine/secret/view.h"
#include "scan/scan_int.h"
#include "scan/secrets.h"

#include <string.h>

enum { ARCHIVE_DEPTH = 4, MAX_ZIP = 256 << 20, MAX_ENTRIES = 200000 };

struct secret_keep {
    struct sec_scanner *scanner;
    const struct sec_rules *rules;
    uint64_t config; // hash of the configuration that they were made from
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

// Does the rule find what tests and examples are full of: keys, passwords in URLs, values that only
// their names tell of? A token of a service is nothing that one makes up.
static bool is_common(const struct sec_rule *rule)
{
    for (size_t i = 0; i < rule->n_tags; i++)
        if (str_eq(rule->tags[i], S("generic")) || str_eq(rule->tags[i], S("keys")) ||
            str_eq(rule->tags[i], S("connections")))
            return true;
    return false;
}

static void on_found(void *ctx, const struct sec_finding *f)
{
    ARENA_SCRATCH(tmp);
    struct secret_run *r = ctx;
    const struct sec_rule *rule = sec_rules_at(r->keep->rules, f->rule);
    const struct sec_view_piece *p = r->view ? sec_view_at(r->view, f->off) : NULL;
    struct sk_digest d = sk_sha256(f->secret.n ? f->secret : r->path);
    struct sk_buf *b = &r->found;
    r->n_found++;
    wire_put_str(b, r->path);
    wire_put_str(b, r->commit);
    wire_put_str(b, rule->id);
    wire_put_str(b, rule->description);
    wire_put_u64(b, rule->severity);
    wire_put_u64(b, p ? p->line : f->line);
    wire_put_u64(b, p ? 0 : f->col);
    wire_put_u64(b, p ? p->line : f->last_line);
    wire_put_str(b, f->secret.n ? sec_redact(&tmp, f->secret) : S("the file itself"));
    wire_put_str(b, sk_hex(&tmp, (struct str){(const char *)d.b, d.n}));
    wire_put_str(b, str_from(f->decoded ? f->decoded : ""));
    wire_put_str(b, p ? p->label : S(""));
    wire_put_u64(b, f->secret.n);
    wire_put_u64(b, is_common(rule));
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

// ---- documents ----

// Up to `most` bytes; all that was read, and in *ret_whole whether that was all.
static struct str read_some(struct secret_run *r, struct sk_buf *b, struct sk_stream *in,
                            size_t most, bool *ret_whole)
{
    struct sk_err err;
    struct str piece;
    *ret_whole = false;
    while (b->n < most) {
        if (sk_stream_next(in, &piece, &err) < 0) {
            warn(r, err.msg);
            break;
        }
        *ret_whole = piece.n == 0;
        if (!piece.n)
            break;
        sk_buf_add(b, piece);
    }
    return sk_buf_str(b);
}

// The document's bytes, and what it says: with the lines of the document, not of the text made of it.
static void scan_document(struct secret_run *r, const struct sec_view *v, struct sk_stream *in)
{
    ARENA_SCRATCH(a);
    SK_BUF_SCRATCH(b, SEC_VIEW_MOST + (64 << 20)); // and the piece that goes beyond
    bool whole;
    struct str data = read_some(r, &b, in, SEC_VIEW_MOST, &whole);
    struct sec_view_out out = {.a = &a, .text = SK_BUF_INIT(SEC_VIEW_TEXT)};
    bool understood = whole && v->make(r->path, data, &out);
    if (!understood || !v->instead) { // also what is too long for a document
        struct sk_stream *all = sk_stream_mem(&a, data);
        scan_text(r, whole ? all : sk_stream_replay(&a, data, in));
    }
    if (out.text.full)
        warn(r, "a document with more text than is searched");
    if (out.text.n) {
        r->view = &out;
        scan_text(r, sk_stream_mem(&a, sk_buf_str(&out.text)));
        r->view = NULL;
    }
    sk_buf_free(&out.text);
}

static void scan_plain(struct secret_run *r, struct str head, struct sk_stream *in)
{
    ARENA_SCRATCH(a);
    bool little = str_starts(head, S("\xff\xfe")), big = str_starts(head, S("\xfe\xff"));
    const struct sec_view *v = sec_view_pick(r->path, head);
    if (little || big)
        in = sk_stream_utf16(&a, in, big);
    if (v)
        scan_document(r, v, in);
    else
        scan_text(r, in);
}

// ---- what is inside of what ----

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
        r->path = str_join(&tmp, str_join(&tmp, outer, S("!")), e.path);
        scan_any(r, tar_stream(&tmp, t), depth - 1);
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
    struct str first;
    struct sk_err err;
    if (sk_stream_next(in, &first, &err) < 0) {
        warn(r, err.msg);
        return;
    }
    struct sk_stream *all = sk_stream_replay(&a, first, in);
    enum sk_codec codec = first.n >= 6 ? sk_codec_detect(first) : SK_CODEC_NONE;
    if (depth == 0) {
        if (codec != SK_CODEC_NONE || is_tar(first) || str_starts(first, S("PK\3\4")))
            warn(r, "archives inside each other are not opened any deeper");
        scan_plain(r, first, all);
        return;
    }
    if (codec != SK_CODEC_NONE) {
        struct sk_stream *plain;
        if (sk_stream_decode(&a, all, codec, NULL, &plain, &err) < 0) {
            warn(r, err.msg);
            return;
        }
        scan_any(r, plain, depth - 1);
        sk_stream_close(plain);
    } else if (is_tar(first)) {
        scan_tar(r, all, depth);
    } else if (str_starts(first, S("PK\3\4"))) {
        scan_zip(r, all, depth);
    } else {
        scan_plain(r, first, all);
    }
}

// ---- the rules ----

// Rules of the request: the built-in ones, or what configurations make of them, each over the next.
// Kept for later requests.
static int prepare(struct wk_call *c, const struct scan_secret_config *config, uint64_t hash,
                   struct secret_keep **ret, struct sk_err *err)
{
    struct secret_keep *k = c->keep->state;
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
    for (size_t i = config->n; i-- > 0;) {
        const struct sec_load_options o = {.base = k->rules};
        int r = sec_rules_load(&c->keep->perm, S("configuration of secret rules"),
                               str_dup(&c->keep->perm, config->toml[i]), &o, &k->rules, err);
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

int scan_secret_begin(struct wk_call *c, struct wire_in *setup, struct secret_run *ret,
                      struct sk_err *err)
{
    struct scan_secret_config config = {0};
    uint64_t hash = 0;
    *ret = (struct secret_run){.found = SK_BUF_INIT(SK_MAX_FRAME_BYTES),
                               .warns = SK_BUF_INIT(SK_MAX_FRAME_BYTES)};
    config.n = wire_count(setup, SCAN_SECRET_CONFIGS, 1);
    for (size_t i = 0; i < config.n; i++) {
        config.toml[i] = wire_str(setup);
        hash = hash * 31 + str_hash(config.toml[i]);
    }
    ret->decode_depth = wire_u32(setup);
    ret->ignore_comments = wire_bool(setup);
    return prepare(c, &config, hash, &ret->keep, err);
}

void scan_secret_file(struct secret_run *r, struct str path, struct str commit,
                      struct sk_stream *in)
{
    r->path = path;
    r->commit = commit;
    scan_any(r, in, ARCHIVE_DEPTH);
}

int scan_secret_end(struct secret_run *r, struct sk_buf *to, struct sk_err *err)
{
    wire_put_u64(to, r->n_warns < SK_MAX_WARNINGS ? r->n_warns : SK_MAX_WARNINGS);
    sk_buf_add(to, sk_buf_str(&r->warns));
    wire_put_u64(to, r->n_found);
    sk_buf_add(to, sk_buf_str(&r->found));
    bool full = r->found.full || r->warns.full;
    sk_buf_free(&r->found);
    sk_buf_free(&r->warns);
    return full ? sk_fail(err, SK_ELIMIT, "more findings than are kept") : 0;
}
