// From the files of a layer or a folder to what its parsers say.
#include "inventory/merge.h"

#include "core/limits.h"

#include <string.h>

struct held { // a file kept until all of the layer was seen
    struct inv_file file;
    const struct inv_parser *parser; // NULL: only for siblings
};

struct inv_collector {
    struct arena *perm;
    struct inv_layer *layer;
    struct held *held;
    size_t n_held, cap_held;
    uint64_t held_bytes;
    bool texts;
    uint64_t text_bytes;
};

#define MAX_HELD (1 * SK_GB) // of one layer; what is above is warned of

struct inv_collector *inv_collect_begin(struct arena *perm, struct inv_layer *ret)
{
    struct inv_collector *c = arena_new(perm, struct inv_collector, 1);
    *c = (struct inv_collector){.perm = perm, .layer = ret};
    return c;
}

static void layer_warn(struct inv_collector *c, struct str path, const char *what)
{
    struct inv_layer *l = c->layer;
    l->incomplete = true;
    if (l->n_warns >= SK_MAX_WARNINGS)
        return;
    struct inv_warning *w = VEC_PUSH(c->perm, l->warns, l->n_warns, l->cap_warns);
    *w = (struct inv_warning){.path = str_dup(c->perm, path), .what = str_from(what)};
}

static struct inv_parsed *parsed(struct inv_collector *c, const struct inv_parser *p,
                                 struct str path)
{
    struct inv_parsed *f =
        VEC_PUSH(c->perm, c->layer->files, c->layer->n_files, c->layer->cap_files);
    *f = (struct inv_parsed){.path = path, .parser = str_from(p->id), .out.perm = c->perm};
    return f;
}

// An executable is parsed while its bytes are there; only what was found is kept, through the same
// bytes that a worker would send.
static void parse_now(struct inv_collector *c, const struct inv_parser *p, struct str path,
                      uint32_t mode, struct str data)
{
    ARENA_SCRATCH(tmp);
    SK_BUF_SCRATCH(bytes, SK_MAX_FRAME_BYTES);
    const struct inv_file file = {.path = path, .data = data, .mode = mode};
    const struct inv_files alone = {.files = &file, .n_files = 1};
    struct inv_out out = {.perm = &tmp};
    inv_parse(p, &file, &alone, &out);
    if (!out.n_pkgs && !out.n_warns && !out.incomplete)
        return;
    inv_out_encode(&bytes, &out);
    struct wire_in w = {.rest = str_dup(c->perm, sk_buf_str(&bytes))};
    struct inv_parsed *f = parsed(c, p, str_dup(c->perm, path));
    if (bytes.full || inv_out_decode(&w, c->perm, &f->out, NULL) < 0)
        layer_warn(c, path, "too much in one file: not kept");
}

static void hold(struct inv_collector *c, const struct inv_parser *p, struct str path,
                 uint32_t mode, struct str data)
{
    if (c->held_bytes + data.n > MAX_HELD) {
        layer_warn(c, path, "more package data in one layer than can be held: not read");
        return;
    }
    c->held_bytes += data.n;
    struct held *h = VEC_PUSH(c->perm, c->held, c->n_held, c->cap_held);
    *h = (struct held){{path, data, mode}, p};
}

// ---- texts of licences ----

void inv_collect_texts(struct inv_collector *c)
{
    c->texts = true;
}

static void keep_text(struct inv_collector *c, struct str path, struct str data)
{
    struct inv_layer *l = c->layer;
    if (!c->texts || !inv_wants_text(path, data.n))
        return;
    if (data.n > SK_MAX_TEXT_BYTES || c->text_bytes + data.n > SK_MAX_TEXTS_BYTES) {
        layer_warn(c, path, "the text of a licence is too large: not read");
        return;
    }
    c->text_bytes += data.n;
    *VEC_PUSH(c->perm, l->texts, l->n_texts, l->cap_texts) =
        (struct inv_text){str_dup(c->perm, path), str_dup(c->perm, data), false};
}

void inv_collect_head(struct inv_collector *c, struct str path, struct str head)
{
    static const struct str tag = S_INIT("SPDX-License-Identifier:");
    struct inv_layer *l = c->layer;
    size_t end = 0;
    for (struct str rest = head, before; str_cut_str(rest, tag, &before, &rest);) {
        ptrdiff_t line = str_find_char(rest, '\n');
        end = head.n - rest.n + (line < 0 ? rest.n : (size_t)line);
    }
    if (!c->texts || !end || c->text_bytes + end > SK_MAX_TEXTS_BYTES)
        return;
    c->text_bytes += end;
    *VEC_PUSH(c->perm, l->texts, l->n_texts, l->cap_texts) =
        (struct inv_text){str_dup(c->perm, path), str_dup(c->perm, str_head(head, end)), true};
}

void inv_collect_file(struct inv_collector *c, struct str path, uint32_t mode, struct str data)
{
    keep_text(c, path, data);
    enum inv_want want;
    const struct inv_parser *p = inv_pick(path, mode, data.n, &want);
    if (!p)
        return;
    if (want == INV_SNIFF)
        parse_now(c, p, path, mode, data);
    else
        hold(c, want == INV_WHOLE ? p : NULL, str_dup(c->perm, path), mode, data);
}

// ---- as a visitor of a layer ----

static enum art_want on_want(void *ctx, const struct tar_entry *e)
{
    const struct inv_collector *c = ctx;
    enum inv_want want;
    if (c->texts && e->size <= SK_MAX_TEXT_BYTES && inv_wants_text(e->path, e->size))
        return ART_WHOLE;
    if (!inv_pick(e->path, e->mode, e->size, &want)) {
        enum inv_contents_want look = inv_contents_wants(e->path, e->size);
        return look == INV_CONTENTS_WHOLE  ? ART_WHOLE
               : look == INV_CONTENTS_HEAD ? ART_HEAD
                                           : ART_SKIP;
    }
    return want == INV_SKIP ? ART_SKIP : want == INV_SNIFF ? ART_HEAD : ART_WHOLE;
}

static enum art_want on_head(void *ctx, const struct tar_entry *e, struct str head)
{
    enum inv_want want;
    const struct inv_parser *p = inv_pick(e->path, e->mode, e->size, &want);
    struct inv_collector *c = ctx;
    if (!p)
        inv_contents_file(&c->layer->contents, c->perm, e, head);
    return p && p->sniff && p->sniff(e->path, head) ? ART_WHOLE : ART_SKIP;
}

static int on_file(void *ctx, const struct tar_entry *e, struct str content, struct sk_err *err)
{
    struct inv_collector *c = ctx;
    enum inv_want want;
    const struct inv_parser *p = inv_pick(e->path, e->mode, e->size, &want);
    (void)err;
    keep_text(c, e->path, content);
    if (!p)
        inv_contents_file(&c->layer->contents, c->perm, e, content);
    if (p && want == INV_SNIFF) {
        if (p->sniff(e->path, str_head(content, 4096)))
            parse_now(c, p, e->path, e->mode, content);
    } else if (p) {
        hold(c, want == INV_WHOLE ? p : NULL, str_dup(c->perm, e->path), e->mode,
             str_dup(c->perm, content));
    }
    return 0;
}

static void on_entry(void *ctx, const struct tar_entry *e)
{
    struct inv_collector *c = ctx;
    inv_contents_entry(&c->layer->contents, c->perm, e);
}

static void on_warn(void *ctx, struct str path, const char *what)
{
    layer_warn(ctx, path, what);
}

void inv_collect_visitor(struct inv_collector *c, struct art_visitor *ret)
{
    ret->ctx = c;
    ret->entry = on_entry;
    ret->want = on_want;
    ret->head = on_head;
    ret->file = on_file;
    ret->warn = on_warn;
    ret->max_file_bytes = SK_MAX_INV_FILE_BYTES;
}

void inv_collect_end(struct inv_collector *c)
{
    struct inv_file *files = arena_new(c->perm, struct inv_file, c->n_held);
    struct sk_map by_path = {.perm = c->perm};
    for (size_t i = 0; i < c->n_held; i++) {
        files[i] = c->held[i].file;
        sk_map_put(&by_path, files[i].path)->value = &files[i]; // the last of one path counts
    }
    const struct inv_files all = {.files = files, .n_files = c->n_held, .by_path = &by_path};
    for (size_t i = 0; i < c->n_held; i++) {
        if (!c->held[i].parser || sk_map_get(&by_path, files[i].path) != &files[i])
            continue;
        struct inv_parsed *f = parsed(c, c->held[i].parser, files[i].path);
        inv_parse(c->held[i].parser, &files[i], &all, &f->out);
    }
    c->n_held = 0;
}

// ---- to and from bytes ----

void inv_layer_encode(struct sk_buf *b, const struct inv_layer *l)
{
    wire_put_u64(b, l->incomplete);
    wire_put_u64(b, l->n_warns);
    for (size_t i = 0; i < l->n_warns; i++) {
        wire_put_str(b, l->warns[i].path);
        wire_put_u64(b, l->warns[i].line);
        wire_put_str(b, l->warns[i].what);
    }
    wire_put_u64(b, l->n_files);
    for (size_t i = 0; i < l->n_files; i++) {
        wire_put_str(b, l->files[i].path);
        wire_put_str(b, l->files[i].parser);
        inv_out_encode(b, &l->files[i].out);
    }
    inv_texts_encode(b, l);
    inv_contents_encode(b, &l->contents);
    art_walk_encode(b, &l->walk);
}

int inv_layer_decode(struct str bytes, struct arena *perm, struct inv_layer *ret,
                     struct sk_err *err)
{
    struct wire_in w = {.rest = bytes};
    *ret = (struct inv_layer){.incomplete = wire_bool(&w)};
    ret->n_warns = ret->cap_warns = wire_count(&w, SK_MAX_WARNINGS + 1, 3);
    ret->warns = arena_new(perm, struct inv_warning, ret->n_warns);
    for (size_t i = 0; i < ret->n_warns; i++) {
        ret->warns[i].path = wire_str(&w);
        ret->warns[i].line = wire_u32(&w);
        ret->warns[i].what = wire_str(&w);
    }
    ret->n_files = ret->cap_files = wire_count(&w, SK_MAX_TAR_ENTRIES, 3);
    ret->files = arena_new(perm, struct inv_parsed, ret->n_files);
    for (size_t i = 0; i < ret->n_files; i++) {
        struct inv_parsed *f = &ret->files[i];
        f->path = wire_str(&w);
        const struct inv_parser *p = inv_find(str_to_c(perm, wire_str(&w)));
        if (!p)
            return sk_fail(err, SK_EFORMAT, "a record of an unknown format");
        f->parser = str_from(p->id);
        int r = inv_out_decode(&w, perm, &f->out, err);
        if (r < 0)
            return r;
    }
    int r = inv_texts_decode(&w, perm, ret, err);
    if (r == 0)
        r = inv_contents_decode(&w, perm, &ret->contents, err);
    if (r == 0)
        r = art_walk_decode(&w, perm, &ret->walk, err);
    if (r == 0 && (w.bad || w.rest.n))
        r = sk_fail(err, SK_EFORMAT, "a damaged record of a layer");
    return r;
}
