// YAML by libyaml's events. libyaml leaves types, aliases and merge keys to us, and bounds nothing.
#include "core/map.h"
#include "core/val_int.h"

#include <string.h>
#include <yaml.h>

enum {
    MARK_STEP = 256,
    MAX_TAG_LINES = 1000, // honest files have none
};

struct yaml {
    yaml_parser_t parser;
    yaml_event_t event; // the current one
    struct val_pool pool;
    struct sk_doc doc; // the one being read
    struct str src;    // without a byte order mark, well formed
    size_t base;       // offset of src in doc.src
    struct sk_map anchors;
    uint64_t expanded; // nodes that aliases and merges have added, in the whole stream
    uint32_t *marks;   // byte offset of every MARK_STEP-th character; NULL when all is ASCII
    size_t n_marks, cap_marks;
    bool strings, ill_formed;
    enum sk_code code;
    const char *what; // first error, at `where`
    size_t where;
};

static bool bad_at(struct yaml *y, size_t where, enum sk_code code, const char *what)
{
    if (!y->what) {
        y->what = what;
        y->where = where;
        y->code = code;
    }
    return false;
}

// libyaml counts characters, we count bytes.
static void index_characters(struct yaml *y)
{
    size_t n = 0;
    bool ascii = true;
    for (size_t i = 0; i < y->src.n && ascii; i++)
        ascii = (unsigned char)y->src.p[i] < 0x80;
    for (size_t i = 0; i < y->src.n && !ascii; i++)
        if (((unsigned char)y->src.p[i] & 0xc0) != 0x80 && n++ % MARK_STEP == 0)
            *VEC_PUSH(y->doc.perm, y->marks, y->n_marks, y->cap_marks) = (uint32_t)i;
}

static size_t byte_off(const struct yaml *y, yaml_mark_t mark)
{
    size_t off = mark.index, step = mark.index / MARK_STEP;
    if (y->marks && step < y->n_marks) {
        off = y->marks[step];
        for (size_t left = mark.index % MARK_STEP; off < y->src.n && left > 0; left--)
            for (off++; off < y->src.n && ((unsigned char)y->src.p[off] & 0xc0) == 0x80;)
                off++;
    } else if (y->marks) {
        off = y->src.n;
    }
    return y->base + (off < y->src.n ? off : y->src.n);
}

static bool next_event(struct yaml *y)
{
    yaml_event_delete(&y->event);
    if (y->what)
        return false;
    if (yaml_parser_parse(&y->parser, &y->event))
        return true;
    const yaml_parser_t *p = &y->parser;
    const char *what = p->problem ? p->problem : "out of memory"; // libyaml's are static texts
    if (p->error == YAML_READER_ERROR)
        return bad_at(y, y->base + p->problem_offset, SK_EFORMAT, what);
    return bad_at(y, byte_off(y, p->problem_mark), SK_EFORMAT, what);
}

static struct str text_of(const yaml_char_t *c)
{
    return str_from((const char *)c);
}

// The scalar's text: from the source when it stands there unchanged.
static struct str scalar_text(struct yaml *y, size_t off)
{
    struct str s = {(const char *)y->event.data.scalar.value, y->event.data.scalar.length};
    size_t quote = y->event.data.scalar.style == YAML_PLAIN_SCALAR_STYLE ? 0 : 1;
    struct str there = str_sub(y->doc.src, off + quote, s.n);
    return str_eq(s, there) ? there : str_dup(y->doc.perm, s);
}

static void read_scalar(struct yaml *y, struct sk_val *v)
{
    struct str s = scalar_text(y, v->off), tag = text_of(y->event.data.scalar.tag);
    bool bad = false, typed = !y->strings && (y->event.data.scalar.plain_implicit || tag.n > 0);
    v->text = s.p;
    v->n = (uint32_t)s.n;
    v->kind = SK_STRING;
    if (typed)
        sk_yaml_type(s, tag, v, &bad);
    if (bad)
        sk_node_warn(&y->doc, v->off, "value does not suit its tag");
}

static bool room_to_expand(struct yaml *y, uint32_t weight, size_t off)
{
    if (y->expanded + weight <= SK_MAX_YAML_ALIAS_NODES) {
        y->expanded += weight;
        return true;
    }
    sk_node_warn(&y->doc, off, "alias limit reached");
    y->doc.damaged = true;
    return false;
}

// The node an alias stands for, with the children shared. Its place is where it is written: at the
// anchor for what is inside, at the alias for the node itself.
static bool read_alias(struct yaml *y, struct sk_val *v)
{
    const struct sk_val *target = sk_map_get(&y->anchors, text_of(y->event.data.alias.anchor));
    uint32_t off = v->off, end = v->end;
    if (!target)
        return bad_at(y, off, SK_EFORMAT, "alias of an anchor that is unknown or not yet complete");
    if (!room_to_expand(y, target->weight, off))
        return true; // stays null
    *v = *target;
    v->off = off;
    v->end = end;
    return true;
}

static bool read_node(struct yaml *y, struct sk_val *v, unsigned depth);

static struct sk_val *new_node(struct yaml *y)
{
    struct sk_val *v = sk_node_new(&y->pool);
    if (!v)
        bad_at(y, byte_off(y, y->event.start_mark), SK_ELIMIT, "too many values");
    return v;
}

static bool read_sequence(struct yaml *y, struct sk_val *a, unsigned depth)
{
    struct sk_val **tail = &a->first;
    while (next_event(y) && y->event.type != YAML_SEQUENCE_END_EVENT) {
        struct sk_val *v = new_node(y);
        if (!v || !read_node(y, v, depth))
            return false;
        *tail = v;
        tail = &v->next;
        a->n++;
        a->weight += v->weight;
        a->end = v->end;
    }
    return !y->what;
}

// Keys are texts as they are written; a key that is no scalar is the piece of source it takes.
static void set_key(struct yaml *y, struct sk_val *v, const struct sk_val *key)
{
    struct str text = key->kind < SK_ARRAY ? (struct str){key->text, key->n}
                                           : str_sub(y->doc.src, key->off, key->end - key->off);
    if (key->kind >= SK_ARRAY)
        sk_node_warn(&y->doc, key->off, "a key that is no scalar");
    v->key = text.p;
    v->key_n = (uint32_t)text.n;
    v->key_off = key->off;
    v->key_end = key->end;
}

static void merge_one(struct yaml *y, struct sk_val *o, struct sk_val ***tail, struct sk_map *seen,
                      const struct sk_val *from, size_t off)
{
    if (!sk_val_is(from, SK_OBJECT)) {
        sk_node_warn(&y->doc, off, "only mappings can be merged");
        y->doc.damaged = true;
        return;
    }
    for (SK_EACH(member, from)) {
        if (member->flags & VAL_SHADOWED || !sk_map_add(seen, sk_val_key(member)))
            continue;
        struct sk_val *copy = room_to_expand(y, member->weight, off) ? new_node(y) : NULL;
        if (!copy)
            return;
        *copy = *member;
        copy->next = NULL;
        **tail = copy;
        *tail = &copy->next;
        o->n++;
        o->weight += copy->weight;
    }
}

// Add what `<<` names: own keys come first, then earlier mappings before later ones
// (https://yaml.org/type/merge.html).
static void apply_merges(struct yaml *y, struct sk_val *o, struct sk_val **tail,
                         const struct sk_val *merges)
{
    ARENA_SCRATCH(scratch);
    struct sk_map seen = {.perm = &scratch};
    for (SK_EACH(member, o))
        sk_map_add(&seen, sk_val_key(member));
    for (const struct sk_val *m = merges; m && !y->what; m = m->next) {
        if (!sk_val_is(m, SK_ARRAY))
            merge_one(y, o, &tail, &seen, m, m->off);
        for (const struct sk_val *one = sk_val_is(m, SK_ARRAY) ? sk_val_first(m) : NULL; one;
             one = one->next)
            merge_one(y, o, &tail, &seen, one, one->off);
    }
}

static bool is_merge(const yaml_event_t *e)
{
    return e->type == YAML_SCALAR_EVENT && str_eq(text_of(e->data.scalar.value), S("<<")) &&
           (e->data.scalar.plain_implicit ||
            str_eq(text_of(e->data.scalar.tag), S("tag:yaml.org,2002:merge")));
}

static bool read_mapping(struct yaml *y, struct sk_val *o, unsigned depth)
{
    struct sk_val **tail = &o->first, *merges = NULL, **merge_tail = &merges;
    while (next_event(y) && y->event.type != YAML_MAPPING_END_EVENT) {
        bool merge = is_merge(&y->event);
        struct sk_val key = {0}, *v = new_node(y);
        if (!v || !read_node(y, &key, depth) || !next_event(y) || !read_node(y, v, depth))
            return false;
        set_key(y, v, &key);
        o->weight += v->weight;
        o->end = v->end;
        struct sk_val ***at = merge ? &merge_tail : &tail;
        **at = v;
        *at = &v->next;
        o->n += !merge;
    }
    if (y->what)
        return false;
    if (merges)
        apply_merges(y, o, tail, merges);
    return sk_node_close_object(&y->pool, o) ||
           bad_at(y, o->off, SK_ELIMIT, "too many colliding keys");
}

static struct str anchor_of(const yaml_event_t *e)
{
    if (e->type == YAML_SCALAR_EVENT)
        return text_of(e->data.scalar.anchor);
    return text_of(e->type == YAML_MAPPING_START_EVENT ? e->data.mapping_start.anchor
                                                       : e->data.sequence_start.anchor);
}

// Not before the node is complete can an alias name it; nobody else sees this copy.
static bool set_anchor(struct yaml *y, struct str name, const struct sk_val *v)
{
    struct sk_val *copy = new_node(y);
    if (!copy)
        return false;
    *copy = *v;
    sk_map_put(&y->anchors, name)->value = copy;
    return true;
}

// The node that begins with the current event.
static bool read_node(struct yaml *y, struct sk_val *v, unsigned depth)
{
    v->off = (uint32_t)byte_off(y, y->event.start_mark);
    v->end = (uint32_t)byte_off(y, y->event.end_mark);
    v->weight = 1;
    if (y->event.type == YAML_ALIAS_EVENT)
        return read_alias(y, v);
    struct str anchor = anchor_of(&y->event);
    if (anchor.n) {
        anchor = str_dup(y->doc.perm, anchor);
        sk_map_put(&y->anchors, anchor)->value = NULL;
    }
    bool ok = true;
    if (y->event.type == YAML_SCALAR_EVENT) {
        read_scalar(y, v);
    } else if (depth == SK_MAX_DOC_DEPTH) {
        return bad_at(y, v->off, SK_ELIMIT, "nested too deeply");
    } else {
        bool map = y->event.type == YAML_MAPPING_START_EVENT;
        bool flow = map ? y->event.data.mapping_start.style == YAML_FLOW_MAPPING_STYLE
                        : y->event.data.sequence_start.style == YAML_FLOW_SEQUENCE_STYLE;
        v->kind = map ? SK_OBJECT : SK_ARRAY;
        ok = map ? read_mapping(y, v, depth + 1) : read_sequence(y, v, depth + 1);
        if (ok && flow) // to libyaml, block collections end where the next token begins
            v->end = (uint32_t)byte_off(y, y->event.end_mark);
    }
    return ok && (!anchor.n || set_anchor(y, anchor, v));
}

// The document that follows, if any. True with doc.root set, or at the end of the stream.
static bool read_document(struct yaml *y, bool *ret_end)
{
    *ret_end = false;
    do {
        if (!next_event(y))
            return false;
        *ret_end = y->event.type == YAML_STREAM_END_EVENT;
    } while (y->event.type == YAML_STREAM_START_EVENT);
    if (*ret_end)
        return true;
    y->anchors = (struct sk_map){.perm = y->doc.perm};
    struct sk_val *root = new_node(y);
    if (!root || !next_event(y) || !read_node(y, root, 0) || !next_event(y))
        return false;
    y->doc.root = root->off == root->end && root->kind < SK_ARRAY ? NULL : root;
    return true;
}

// Offset of the first character that YAML forbids (5.1: "c-printable"), or src.n. libyaml reads
// ahead and would fail before it has told of the documents in front of it.
static size_t first_forbidden(struct str s)
{
    for (size_t i = 0; i < s.n; i++) {
        int c = (unsigned char)s.p[i], c1 = str_at(s, i + 1), c2 = str_at(s, i + 2);
        if ((c < 0x20 && c != '\t' && c != '\n' && c != '\r') || c == 0x7f ||
            (c == 0xc2 && c1 < 0xa0 && c1 != 0x85) || (c == 0xef && c1 == 0xbf && c2 > 0xbd))
            return i;
    }
    return s.n;
}

// libyaml compares each %TAG directive with all before it. Any byte that may be part of a line end
// counts as one.
static bool too_many_tag_lines(struct str s)
{
    unsigned n = 0;
    for (ptrdiff_t i; n <= MAX_TAG_LINES && (i = str_find(s, S("%TAG"))) >= 0;) {
        int before = i > 0 ? (unsigned char)s.p[i - 1] : '\n';
        n += before < 0x20 || before > 0x7f;
        s = str_skip(s, (size_t)i + 4);
    }
    return n > MAX_TAG_LINES;
}

static int begin(struct yaml *y, struct arena *perm, struct str path, struct str src,
                 struct sk_err *err)
{
    int r = sk_node_begin(&y->pool, perm, path, src, &y->doc, err);
    if (r < 0)
        return r;
    if (str_starts(src, S("\xff\xfe")) || str_starts(src, S("\xfe\xff")))
        return sk_fail(err, SK_EFORMAT, "line 1, column 1: UTF-16, only UTF-8 is read");
    if (too_many_tag_lines(src))
        return sk_fail(err, SK_ELIMIT, "line 1, column 1: too many %%TAG directives");
    y->doc.src = sk_node_utf8(&y->doc, src.p ? src : S(""), 0);
    y->ill_formed = y->doc.damaged;
    y->base = str_starts(y->doc.src, S("\xef\xbb\xbf")) ? 3 : 0;
    y->src = str_skip(y->doc.src, y->base);
    if (!yaml_parser_initialize(&y->parser))
        return sk_fail(err, SK_EIO, "out of memory");
    index_characters(y);
    return 0;
}

static int read_stream(struct yaml *y, struct sk_doc **docs, size_t *n, size_t max,
                       struct sk_err *err)
{
    size_t cap = 0, good = first_forbidden(y->src);
    bool end;
    yaml_parser_set_input_string(&y->parser, (const unsigned char *)y->src.p, good);
    yaml_parser_set_encoding(&y->parser, YAML_UTF8_ENCODING);
    while (*n < max && read_document(y, &end) && !end) {
        if (good < y->src.n && y->event.data.document_end.implicit &&
            byte_off(y, y->event.end_mark) == y->base + good)
            break; // the document with the forbidden character in it
        *VEC_PUSH(y->doc.perm, *docs, *n, cap) = y->doc;
        y->doc = (struct sk_doc){
            .path = y->doc.path, .src = y->doc.src, .perm = y->doc.perm, .damaged = y->ill_formed};
    }
    yaml_event_delete(&y->event);
    yaml_parser_delete(&y->parser);
    if (*n > 1) { // one line index for all
        sk_doc_pos(*docs, 0);
        for (size_t i = 1; i < *n; i++) {
            (*docs)[i].line_starts = (*docs)[0].line_starts;
            (*docs)[i].n_lines = (*docs)[0].n_lines;
        }
    }
    if (!y->what && good < y->src.n && *n < max)
        bad_at(y, y->base + good, SK_EFORMAT, "control characters are not allowed");
    return y->what ? sk_node_fail(&y->doc, y->where, y->code, y->what, err) : 0;
}

int sk_yaml_read(struct arena *perm, struct str path, struct str src, struct sk_doc **ret_docs,
                 size_t *ret_n, struct sk_err *err)
{
    struct yaml y = {0};
    *ret_docs = NULL;
    *ret_n = 0;
    int r = begin(&y, perm, path, src, err);
    return r < 0 ? r : read_stream(&y, ret_docs, ret_n, SIZE_MAX, err);
}

int sk_yaml_read_strings(struct arena *perm, struct str path, struct str src, struct sk_doc *ret,
                         struct sk_err *err)
{
    struct yaml y = {.strings = true};
    struct sk_doc *docs = NULL;
    size_t n = 0;
    int r = begin(&y, perm, path, src, err);
    if (r == 0)
        r = read_stream(&y, &docs, &n, 1, err);
    if (r == 0)
        *ret = n ? docs[0] : y.doc;
    return r;
}
