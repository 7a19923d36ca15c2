// HCL 2 as syntax: blocks and attributes. Nothing is evaluated.
// https://github.com/hashicorp/hcl/blob/main/hclsyntax/spec.md
#include "core/hcl_int.h"

#include <string.h>

bool sk_hcl_bad(struct hcl *h, const char *what)
{
    if (!h->what) {
        h->what = what;
        h->code = SK_EFORMAT;
    }
    return false;
}

bool sk_hcl_over(struct hcl *h, const char *what)
{
    if (!h->what) {
        h->what = what;
        h->code = SK_ELIMIT;
    }
    return false;
}

bool sk_hcl_enter(struct hcl *h)
{
    if (h->depth >= SK_MAX_DOC_DEPTH)
        return sk_hcl_over(h, "nested too deeply");
    h->depth++;
    return true;
}

void sk_hcl_leave(struct hcl *h)
{
    h->depth--;
}

bool sk_hcl_take(struct hcl *h, const char *s)
{
    struct str want = str_from(s);
    if ((size_t)(h->end - h->p) < want.n || memcmp(h->p, want.p, want.n) != 0)
        return false;
    h->p += want.n;
    return true;
}

static bool skip(struct hcl *h, bool lines)
{
    for (;;) {
        int c = hcl_peek(h), then = hcl_peek_at(h, 1);
        if (c == ' ' || c == '\t' || (lines && c == '\n') || (c == '\r' && lines && then == '\n')) {
            h->p++;
        } else if (c == '#' || (c == '/' && then == '/')) {
            while (hcl_peek(h) >= 0 && hcl_peek(h) != '\n')
                h->p++;
        } else if (c == '/' && then == '*') {
            for (h->p += 2; !(hcl_peek(h) == '*' && hcl_peek_at(h, 1) == '/'); h->p++)
                if (hcl_peek(h) < 0)
                    return sk_hcl_bad(h, "a comment that does not end");
            h->p += 2;
        } else {
            return true;
        }
    }
}

bool sk_hcl_skip(struct hcl *h)
{
    return skip(h, h->lines_are_space > 0);
}

bool sk_hcl_skip_lines(struct hcl *h)
{
    return skip(h, true);
}

// Letters beyond ASCII are not looked at one by one.
bool sk_hcl_is_name(int c)
{
    return ch_is_alnum(c) || c == '_' || c == '-' || c >= 0x80;
}

struct str sk_hcl_name(struct hcl *h)
{
    const char *from = h->p;
    while (sk_hcl_is_name(hcl_peek(h)))
        h->p++;
    return (struct str){from, (size_t)(h->p - from)};
}

// May a name begin so?
static bool is_first(struct str name)
{
    return name.n && !ch_is_digit((unsigned char)name.p[0]) && name.p[0] != '-';
}

// ---- bodies ----

struct members { // of an object under construction: blocks of one type and labels come together
    struct sk_val *object, **tail;
    struct sk_map names;       // -> struct member *
    struct members *next_open; // of the body: to be closed
};

struct member {
    struct sk_val *value, **tail; // an array of bodies
    struct members *inner;        // or what is below a label
};

static bool body(struct hcl *h, struct sk_val *o, bool top);

static struct sk_val *add(struct hcl *h, struct members *m, struct str key, uint32_t off,
                          uint32_t end, enum sk_kind kind)
{
    struct sk_val *v = sk_node_new(&h->pool);
    if (!v) {
        sk_hcl_over(h, "too many values");
        return NULL;
    }
    v->kind = (uint8_t)kind;
    v->key = key.p;
    v->key_n = (uint32_t)key.n;
    v->key_off = off;
    v->key_end = end;
    *m->tail = v;
    m->tail = &v->next;
    m->object->n++;
    return v;
}

static struct members *open_members(struct hcl *h, struct sk_val *object, struct members *list)
{
    struct members *m = arena_new(h->doc->perm, struct members, 1);
    *m = (struct members){.object = object, .tail = &object->first, .names.perm = h->doc->perm};
    if (list) {
        m->next_open = list->next_open;
        list->next_open = m;
    }
    return m;
}

// The member of that name that holds bodies (or, with `inner`, labels), made when it is not there. One of the
// other sort stands beside it, as duplicate keys do.
static struct member *member(struct hcl *h, struct members *list, struct members *m, struct str key,
                             uint32_t off, bool inner)
{
    struct sk_map_entry *e = sk_map_put(&m->names, key);
    struct member *old = e->value;
    if (old && (old->inner != NULL) == inner)
        return old;
    struct sk_val *v = add(h, m, key, off, off + (uint32_t)key.n, inner ? SK_OBJECT : SK_ARRAY);
    if (!v)
        return NULL;
    struct member *made = arena_new(h->doc->perm, struct member, 1);
    made->value = v;
    made->tail = &v->first;
    if (inner)
        made->inner = open_members(h, v, list);
    e->value = made;
    v->off = off;
    return made;
}

enum { MAX_LABELS = 16 };

struct head { // of a block: its type and labels
    struct str words[MAX_LABELS + 1];
    uint32_t off[MAX_LABELS + 1];
    size_t n;
};

static bool take_head(struct hcl *h, struct head *ret)
{
    for (;;) {
        int c = hcl_peek(h);
        if (c == '{')
            return true;
        if (ret->n > MAX_LABELS)
            return sk_hcl_over(h, "a block with too many labels");
        ret->off[ret->n] = hcl_off(h);
        struct str word = {0};
        if (c == '"') {
            bool plain = false;
            if (!sk_hcl_template(h, NULL, &word, &plain))
                return false;
            if (!plain)
                return sk_hcl_bad(h, "a label that would be replaced");
        } else {
            word = sk_hcl_name(h);
            if (!is_first(word))
                return sk_hcl_bad(h, "'=', '{' or a label is wanted here");
        }
        ret->words[ret->n++] = word;
        if (!sk_hcl_skip(h))
            return false;
    }
}

// "{", the body on its lines or a single attribute on this one, "}".
static bool take_block_body(struct hcl *h, struct sk_val *o)
{
    h->p++;
    if (!sk_hcl_enter(h) || !sk_hcl_skip(h) || !body(h, o, false))
        return false;
    sk_hcl_leave(h);
    h->p++; // '}'
    return true;
}

static bool take_block(struct hcl *h, struct members *list, struct members *m, struct head *head,
                       uint32_t from)
{
    struct member *at = NULL;
    for (size_t i = 0; i < head->n; i++) {
        at = member(h, list, m, head->words[i], head->off[i], i + 1 < head->n);
        if (!at)
            return false;
        if (at->inner)
            m = at->inner;
    }
    struct sk_val *o = sk_node_new(&h->pool);
    if (!o)
        return sk_hcl_over(h, "too many values");
    o->kind = SK_OBJECT;
    o->off = from;
    *at->tail = o;
    at->tail = &o->next;
    at->value->n++;
    if (!take_block_body(h, o))
        return false;
    o->end = hcl_off(h);
    at->value->end = o->end;
    return true;
}

static bool take_attribute(struct hcl *h, struct members *m, struct str name, uint32_t off)
{
    struct sk_val *v = add(h, m, name, off, off + (uint32_t)name.n, SK_NULL);
    h->p++; // '='
    return v && sk_hcl_expression(h, v);
}

// What stands behind an attribute or a block, where another may not follow on the same line.
static bool take_line_end(struct hcl *h, bool single)
{
    if (!sk_hcl_skip(h))
        return false;
    int c = hcl_peek(h);
    if (c < 0 || c == '\n' || (c == '\r' && hcl_peek_at(h, 1) == '\n') || (single && c == '}'))
        return true;
    return sk_hcl_bad(h, "a line's end is wanted here");
}

// The labels' objects know their end when the last block is read.
static bool close_all(struct hcl *h, struct members *list)
{
    for (struct members *m = list; m; m = m->next_open) {
        for (const struct sk_val *v = m->object->first; v && m != list; v = v->next)
            if (v->end > m->object->end)
                m->object->end = v->end;
        if (!sk_node_close_object(&h->pool, m->object))
            return sk_hcl_over(h, "too many colliding keys");
    }
    return true;
}

static bool body(struct hcl *h, struct sk_val *o, bool top)
{
    struct members *m = open_members(h, o, NULL);
    unsigned lines = h->lines_are_space;
    bool single = !top && hcl_peek(h) != '\n' && hcl_peek(h) != '\r';
    h->lines_are_space = 0;
    for (size_t n = 0;; n++) {
        if (single && n == 1 && hcl_peek(h) != '}')
            return sk_hcl_bad(h, "'}' is wanted here");
        if (!sk_hcl_skip_lines(h))
            return false;
        if (top ? hcl_peek(h) < 0 : hcl_peek(h) == '}')
            break;
        uint32_t from = hcl_off(h);
        struct str name = sk_hcl_name(h);
        if (!is_first(name))
            return sk_hcl_bad(h, "the name of an attribute or a block is wanted here");
        if (!sk_hcl_skip(h))
            return false;
        struct head head = {.words = {name}, .off = {from}, .n = 1};
        bool ok = hcl_peek(h) == '=' && hcl_peek_at(h, 1) != '=' ? take_attribute(h, m, name, from)
                  : !single ? take_head(h, &head) && take_block(h, m, m, &head, from)
                            : sk_hcl_bad(h, "a block within a block of one line");
        if (!ok || !take_line_end(h, single))
            return false;
    }
    h->lines_are_space = lines;
    return close_all(h, m);
}

int sk_hcl_read(struct arena *perm, struct str path, struct str src, struct sk_doc *ret,
                struct sk_err *err)
{
    struct sk_doc doc;
    struct hcl h = {.doc = &doc};
    int r = sk_node_begin(&h.pool, perm, path, src, &doc, err);
    if (r < 0)
        return r;
    doc.src = sk_node_utf8(&doc, src.p ? src : S(""), 0);
    h.p = doc.src.p;
    h.end = h.p + doc.src.n;
    (void)sk_hcl_take(&h, "\xef\xbb\xbf");
    struct sk_val *root = sk_node_new(&h.pool);
    root->kind = SK_OBJECT;
    if (body(&h, root, true)) {
        root->end = hcl_off(&h);
        doc.root = root;
        *ret = doc;
        return 0;
    }
    return sk_node_fail(&doc, hcl_off(&h), h.code, h.what, err);
}
