// TOML 1.0 (https://toml.io/en/v1.0.0): tables, keys, arrays.
#include "core/toml_int.h"

#include <string.h>

bool sk_toml_bad(struct toml *t, const char *what)
{
    if (!t->what) {
        t->code = SK_EFORMAT;
        t->what = what;
    }
    return false;
}

static bool bad_at(struct toml *t, uint32_t off, const char *what)
{
    t->p = t->doc->src.p + off;
    return sk_toml_bad(t, what);
}

static bool over_limit(struct toml *t, const char *what)
{
    sk_toml_bad(t, what);
    t->code = SK_ELIMIT;
    return false;
}

int sk_toml_peek(const struct toml *t)
{
    return t->p < t->end ? (unsigned char)*t->p : -1;
}

bool sk_toml_take(struct toml *t, struct str s)
{
    if (!str_starts((struct str){t->p, (size_t)(t->end - t->p)}, s))
        return false;
    t->p += s.n;
    return true;
}

uint32_t sk_toml_off(const struct toml *t)
{
    return (uint32_t)(t->p - t->doc->src.p);
}

static void skip_blank(struct toml *t)
{
    while (t->p < t->end && (*t->p == ' ' || *t->p == '\t'))
        t->p++;
}

static bool take_newline(struct toml *t)
{
    return sk_toml_take(t, S("\n")) || sk_toml_take(t, S("\r\n"));
}

static bool skip_comment(struct toml *t)
{
    if (sk_toml_peek(t) != '#')
        return true;
    for (; t->p < t->end && *t->p != '\n'; t->p++) {
        unsigned char c = (unsigned char)*t->p;
        if (c == '\r' && t->p + 1 < t->end && t->p[1] == '\n')
            break;
        if ((c < 0x20 && c != '\t') || c == 0x7f)
            return sk_toml_bad(t, "control character in a comment");
    }
    return true;
}

// White space, comments and line ends, as they may stand in arrays.
static bool skip_lines(struct toml *t)
{
    do {
        skip_blank(t);
        if (!skip_comment(t))
            return false;
    } while (take_newline(t));
    return true;
}

static struct toml_node *node_of(struct toml *t, const struct sk_val *v)
{
    return &t->nodes[v->weight];
}

// Make `v` a table or an array.
static bool add_node(struct toml *t, struct sk_val *v, enum sk_kind kind, unsigned depth)
{
    if (depth > SK_MAX_DOC_DEPTH)
        return over_limit(t, "nested too deeply");
    v->kind = (uint8_t)kind;
    v->weight = (uint32_t)t->n_nodes;
    struct toml_node *n = VEC_PUSH(t->scratch, t->nodes, t->n_nodes, t->cap_nodes);
    n->v = v;
    n->tail = &v->first;
    n->depth = depth;
    return true;
}

static struct sk_val *append(struct toml *t, struct sk_val *parent)
{
    struct sk_val *v = sk_node_new(&t->pool);
    if (!v) {
        over_limit(t, "too many values");
        return NULL;
    }
    struct toml_node *n = node_of(t, parent);
    *n->tail = v;
    n->tail = &v->next;
    parent->n++;
    return v;
}

struct key {
    struct str name;
    uint32_t off, end;
};

// The member `k` of a table; when there is none it is made, *ret_new is set and its kind is null.
static struct sk_val *member(struct toml *t, struct sk_val *table, struct key k, bool *ret_new)
{
    struct str parent = {(const char *)&table->weight, sizeof table->weight};
    struct sk_map_entry *e = sk_map_put(&t->members, str_join(t->scratch, parent, k.name));
    *ret_new = !e->value;
    if (e->value)
        return e->value;
    struct sk_val *v = append(t, table);
    if (!v)
        return NULL;
    e->value = v;
    v->key = k.name.p;
    v->key_n = (uint32_t)k.name.n;
    v->off = v->key_off = k.off;
    v->end = v->key_end = k.end;
    return v;
}

static bool read_key(struct toml *t, struct key *ret)
{
    ret->off = sk_toml_off(t);
    int c = sk_toml_peek(t);
    if (c == '"' || c == '\'') {
        if (!sk_toml_string(t, false, &ret->name))
            return false;
    } else {
        const char *begin = t->p;
        while (ch_is_alnum(c) || c == '_' || c == '-') {
            t->p++;
            c = sk_toml_peek(t);
        }
        ret->name = (struct str){begin, (size_t)(t->p - begin)};
        if (ret->name.n == 0)
            return sk_toml_bad(t, "a key is wanted here");
    }
    ret->end = sk_toml_off(t);
    skip_blank(t);
    return true;
}

static bool another_part(struct toml *t)
{
    if (!sk_toml_take(t, S(".")))
        return false;
    skip_blank(t);
    return true;
}

// One step of a header's path: a table on the way is made when it is not there, an array of tables
// stands for its last.
static struct sk_val *step_header(struct toml *t, struct sk_val *table, struct key k)
{
    bool is_new;
    struct sk_val *v = member(t, table, k, &is_new);
    if (!v)
        return NULL;
    if (is_new)
        return add_node(t, v, SK_OBJECT, node_of(t, table)->depth + 1) ? v : NULL;
    if (v->kind < SK_ARRAY || node_of(t, v)->frozen) {
        bad_at(t, k.off, "this key has a value already");
        return NULL;
    }
    if (v->kind == SK_ARRAY) // never empty: its header made the first
        v = (struct sk_val *)((char *)node_of(t, v)->tail - offsetof(struct sk_val, next));
    return v;
}

// [a.b]: *ret is the table that the lines below fill.
static bool open_table(struct toml *t, struct sk_val *parent, struct key k, struct sk_val **ret)
{
    struct sk_val *v = step_header(t, parent, k);
    if (!v)
        return false;
    bool is_new;
    struct sk_val *named = member(t, parent, k, &is_new);
    if (named->kind == SK_ARRAY || node_of(t, v)->is_explicit)
        return bad_at(t, k.off, "this table is defined already");
    node_of(t, v)->is_explicit = true;
    *ret = v;
    return true;
}

// [[a.b]]: *ret is a new element.
static bool open_element(struct toml *t, struct sk_val *parent, struct key k, struct sk_val **ret)
{
    bool is_new;
    unsigned depth = node_of(t, parent)->depth;
    struct sk_val *array = member(t, parent, k, &is_new);
    if (!array || (is_new && !add_node(t, array, SK_ARRAY, depth + 1)))
        return false;
    if (array->kind != SK_ARRAY || node_of(t, array)->frozen)
        return bad_at(t, k.off, "this key is no array of tables");
    struct sk_val *v = append(t, array);
    if (!v || !add_node(t, v, SK_OBJECT, depth + 2))
        return false;
    node_of(t, v)->is_explicit = true;
    v->off = k.off;
    v->end = array->end = k.end;
    *ret = v;
    return true;
}

static bool read_header(struct toml *t, struct sk_val *root, struct sk_val **ret)
{
    uint32_t off = sk_toml_off(t);
    t->section++;
    t->p++;
    bool element = sk_toml_take(t, S("["));
    struct sk_val *at = root;
    struct key k;
    skip_blank(t);
    if (!read_key(t, &k))
        return false;
    while (another_part(t)) {
        at = step_header(t, at, k);
        if (!at || !read_key(t, &k))
            return false;
    }
    if (!sk_toml_take(t, element ? S("]]") : S("]")))
        return sk_toml_bad(t, element ? "']]' is wanted here" : "']' is wanted here");
    uint32_t end = sk_toml_off(t);
    if (!(element ? open_element(t, at, k, ret) : open_table(t, at, k, ret)))
        return false;
    (*ret)->off = off;
    (*ret)->end = end;
    return true;
}

static bool read_value(struct toml *t, struct sk_val *v, unsigned depth);

// One step of a dotted key: only into tables that such keys have made in this section.
static struct sk_val *step_dotted(struct toml *t, struct sk_val *table, struct key k)
{
    bool is_new;
    struct sk_val *v = member(t, table, k, &is_new);
    if (!v || (is_new && !add_node(t, v, SK_OBJECT, node_of(t, table)->depth + 1)))
        return NULL;
    struct toml_node *n = v->kind == SK_OBJECT ? node_of(t, v) : NULL;
    if (!n || n->frozen || (n->is_explicit && n->section != t->section)) {
        bad_at(t, k.off, "this key is defined already");
        return NULL;
    }
    n->is_explicit = true;
    n->section = t->section;
    return v;
}

static bool read_pair(struct toml *t, struct sk_val *table)
{
    struct key k;
    struct sk_val *at = table;
    if (!read_key(t, &k))
        return false;
    while (another_part(t)) {
        at = step_dotted(t, at, k);
        if (!at || !read_key(t, &k))
            return false;
    }
    if (!sk_toml_take(t, S("=")))
        return sk_toml_bad(t, "'=' is wanted here");
    skip_blank(t);
    bool is_new;
    struct sk_val *v = member(t, at, k, &is_new);
    if (v && !is_new)
        return bad_at(t, k.off, "this key is defined already");
    if (!v || !read_value(t, v, node_of(t, at)->depth + 1))
        return false;
    at->end = table->end = v->end;
    return true;
}

static bool read_array(struct toml *t, struct sk_val *a, unsigned depth)
{
    if (!add_node(t, a, SK_ARRAY, depth))
        return false;
    t->p++;
    for (;;) {
        if (!skip_lines(t))
            return false;
        if (sk_toml_take(t, S("]")))
            break;
        struct sk_val *v = append(t, a);
        if (!v || !read_value(t, v, depth + 1) || !skip_lines(t))
            return false;
        if (!sk_toml_take(t, S(",")) && sk_toml_peek(t) != ']')
            return sk_toml_bad(t, "',' or ']' is wanted here");
    }
    node_of(t, a)->frozen = true;
    return true;
}

static bool read_inline_table(struct toml *t, struct sk_val *o, unsigned depth)
{
    if (!add_node(t, o, SK_OBJECT, depth))
        return false;
    t->p++;
    skip_blank(t);
    for (bool more = sk_toml_peek(t) != '}'; more;) {
        if (!read_pair(t, o))
            return false;
        skip_blank(t);
        more = sk_toml_take(t, S(","));
        skip_blank(t);
    }
    if (!sk_toml_take(t, S("}")))
        return sk_toml_bad(t, "',' or '}' is wanted here");
    node_of(t, o)->frozen = true;
    return true;
}

static bool read_value(struct toml *t, struct sk_val *v, unsigned depth)
{
    struct str s;
    bool ok;
    uint32_t off = sk_toml_off(t);
    switch (sk_toml_peek(t)) {
    case '"':
    case '\'':
        ok = sk_toml_string(t, true, &s);
        if (ok) {
            v->kind = SK_STRING;
            v->text = s.p;
            v->n = (uint32_t)s.n;
        }
        break;
    case '[': ok = read_array(t, v, depth); break;
    case '{': ok = read_inline_table(t, v, depth); break;
    default: ok = sk_toml_scalar(t, v); break;
    }
    v->off = off;
    v->end = sk_toml_off(t);
    return ok;
}

static bool read_document(struct toml *t, struct sk_val *root)
{
    struct sk_val *table = root;
    if (!add_node(t, root, SK_OBJECT, 0))
        return false;
    node_of(t, root)->is_explicit = true;
    while (skip_lines(t) && t->p < t->end) {
        bool ok = *t->p == '[' ? read_header(t, root, &table) : read_pair(t, table);
        if (!ok)
            return false;
        skip_blank(t);
        if (!skip_comment(t))
            return false;
        if (t->p < t->end && !take_newline(t))
            return sk_toml_bad(t, "the end of the line is wanted here");
    }
    for (size_t i = 0; i < t->n_nodes && !t->what; i++) {
        t->nodes[i].v->weight = 0;
        if (t->nodes[i].v->kind == SK_OBJECT && !sk_node_close_object(&t->pool, t->nodes[i].v))
            return over_limit(t, "too many colliding keys");
    }
    root->off = 0;
    root->end = (uint32_t)t->doc->src.n;
    return !t->what;
}

int sk_toml_read(struct arena *perm, struct str path, struct str src, struct sk_doc *ret,
                 struct sk_err *err)
{
    ARENA_SCRATCH(scratch);
    struct sk_doc doc;
    struct toml t = {.doc = &doc, .scratch = &scratch, .members = {.perm = &scratch}};
    t.section = 1;
    int r = sk_node_begin(&t.pool, perm, path, src, &doc, err);
    if (r < 0)
        return r;
    doc.src = sk_node_utf8(&doc, src.p ? src : S(""), 0);
    t.p = doc.src.p;
    t.end = t.p + doc.src.n;
    (void)sk_toml_take(&t, S("\xef\xbb\xbf"));
    struct sk_val *root = sk_node_new(&t.pool);
    if (!read_document(&t, root))
        return sk_node_fail(&doc, sk_toml_off(&t), t.code, t.what, err);
    doc.root = root;
    *ret = doc;
    return 0;
}
