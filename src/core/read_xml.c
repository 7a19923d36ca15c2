// XML 1.0 by expat. Entity declarations are refused: with them a document of a kilobyte can grow
// to gigabytes, and nothing that we read has need of them.
#include "core/val_int.h"

#include <expat.h>
#include <string.h>

// An open element.
struct frame {
    struct sk_val *element, *text, *children, **tail;
    char *data; // character data so far; the memory serves every element of this depth
    size_t n_data, cap_data;
    uint32_t data_off, data_end;
};

struct xml {
    XML_Parser parser;
    struct val_pool pool;
    struct sk_doc *doc;
    struct arena *scratch;
    struct sk_val *root;
    struct frame frames[SK_MAX_DOC_DEPTH];
    size_t depth;
    enum sk_code code;
    const char *what; // first error, at `where`
    size_t where;
};

static uint32_t here(const struct xml *x)
{
    XML_Index i = XML_GetCurrentByteIndex(x->parser);
    return i < 0 || (size_t)i > x->doc->src.n ? (uint32_t)x->doc->src.n : (uint32_t)i;
}

static uint32_t end_here(const struct xml *x)
{
    int n = XML_GetCurrentByteCount(x->parser);
    return here(x) + (n < 0 ? 0 : (uint32_t)n);
}

static void stop(struct xml *x, enum sk_code code, const char *what)
{
    if (x->what)
        return;
    x->code = code;
    x->what = what;
    x->where = here(x);
    XML_StopParser(x->parser, XML_FALSE);
}

static struct sk_val *new_node(struct xml *x, enum sk_kind kind)
{
    struct sk_val *v = sk_node_new(&x->pool);
    if (!v) {
        stop(x, SK_ELIMIT, "too many values");
        return NULL;
    }
    v->kind = (uint8_t)kind;
    v->off = here(x);
    v->end = end_here(x);
    return v;
}

static void set_text(struct sk_val *v, struct str s)
{
    v->text = s.p;
    v->n = (uint32_t)s.n;
}

// Add a member at **tail; NULL past the limit. `key` lives as long as the document.
static struct sk_val *add_member(struct xml *x, struct sk_val *o, struct sk_val ***tail,
                                 struct str key, enum sk_kind kind)
{
    struct sk_val *v = new_node(x, kind);
    if (!v)
        return NULL;
    v->key = key.p;
    v->key_n = (uint32_t)key.n;
    v->key_off = v->key_end = v->off;
    **tail = v;
    *tail = &v->next;
    o->n++;
    return v;
}

static void add_attributes(struct xml *x, struct sk_val *o, const XML_Char **atts)
{
    struct sk_val **tail = &o->first;
    for (; atts[0]; atts += 2) {
        struct str key = str_dup(x->doc->perm, str_from(atts[0]));
        struct sk_val *v = add_member(x, o, &tail, key, SK_STRING);
        if (!v)
            return;
        set_text(v, str_dup(x->doc->perm, str_from(atts[1])));
    }
    if (!sk_node_close_object(&x->pool, o))
        stop(x, SK_ELIMIT, "too many colliding keys");
}

static void XMLCALL on_start(void *user, const XML_Char *tag, const XML_Char **atts)
{
    struct xml *x = user;
    if (x->what)
        return;
    if (x->depth == SK_MAX_DOC_DEPTH) {
        stop(x, SK_ELIMIT, "nested too deeply");
        return;
    }
    struct sk_val *element = new_node(x, SK_OBJECT);
    if (!element)
        return;
    struct sk_val **tail = &element->first;
    struct sk_val *name = add_member(x, element, &tail, S("name"), SK_STRING);
    struct sk_val *attr = add_member(x, element, &tail, S("attr"), SK_OBJECT);
    struct sk_val *text = add_member(x, element, &tail, S("text"), SK_STRING);
    struct sk_val *children = add_member(x, element, &tail, S("child"), SK_ARRAY);
    if (!children)
        return;
    struct str full = str_from(tag), prefix, local;
    set_text(name, str_dup(x->doc->perm, str_cut(full, ':', &prefix, &local) ? local : full));
    set_text(text, S(""));
    add_attributes(x, attr, atts);

    if (x->depth == 0) {
        x->root = element;
    } else {
        struct frame *parent = &x->frames[x->depth - 1];
        *parent->tail = element;
        parent->tail = &element->next;
        parent->children->n++;
    }
    struct frame *f = &x->frames[x->depth++];
    f->element = element;
    f->text = text;
    f->children = children;
    f->tail = &children->first;
    f->n_data = 0;
}

static void XMLCALL on_end(void *user, const XML_Char *tag)
{
    struct xml *x = user;
    (void)tag;
    if (x->what || x->depth == 0)
        return;
    struct frame *f = &x->frames[--x->depth];
    struct str s = {f->data, f->n_data};
    f->element->end = end_here(x);
    if (str_trim(s).n) {
        set_text(f->text, str_dup(x->doc->perm, s));
        f->text->off = f->data_off;
        f->text->end = f->data_end;
    }
}

static void XMLCALL on_text(void *user, const XML_Char *p, int n)
{
    struct xml *x = user;
    if (x->what || x->depth == 0 || n <= 0)
        return;
    struct frame *f = &x->frames[x->depth - 1];
    if (f->n_data == 0)
        f->data_off = here(x);
    f->data_end = end_here(x);
    f->data = arena_grow(x->scratch, f->data, f->n_data, &f->cap_data, f->n_data + (size_t)n, 1, 1);
    memcpy(f->data + f->n_data, p, (size_t)n);
    f->n_data += (size_t)n;
}

// NOLINTNEXTLINE(readability-function-size): the parameters are what expat wants
static void XMLCALL on_entity(void *user, const XML_Char *name, int is_parameter,
                              const XML_Char *value, int value_length, const XML_Char *base,
                              const XML_Char *system_id, const XML_Char *public_id,
                              const XML_Char *notation)
{
    (void)name, (void)is_parameter, (void)value, (void)value_length, (void)base;
    (void)system_id, (void)public_id, (void)notation;
    stop(user, SK_EFORMAT, "entity declarations are refused");
}

static void XMLCALL on_skipped(void *user, const XML_Char *name, int is_parameter)
{
    struct xml *x = user;
    (void)name;
    if (is_parameter)
        return;
    sk_node_warn(x->doc, here(x), "entity of an external DTD is left out");
    x->doc->damaged = true;
}

static int read_once(struct xml *x, struct str src, struct sk_err *err)
{
    x->parser = XML_ParserCreate(NULL);
    if (!x->parser)
        return sk_fail(err, SK_EIO, "out of memory");
    XML_SetUserData(x->parser, x);
    XML_SetElementHandler(x->parser, on_start, on_end);
    XML_SetCharacterDataHandler(x->parser, on_text);
    XML_SetEntityDeclHandler(x->parser, on_entity);
    XML_SetSkippedEntityHandler(x->parser, on_skipped);
    if (XML_Parse(x->parser, src.n ? src.p : "", (int)src.n, XML_TRUE) != XML_STATUS_OK &&
        !x->what) {
        x->code = SK_EFORMAT;
        x->what = XML_ErrorString(XML_GetErrorCode(x->parser)); // static text
        x->where = here(x);
    }
    XML_ParserFree(x->parser);
    return x->what ? sk_node_fail(x->doc, x->where, x->code, x->what, err) : 0;
}

static int read_xml(struct arena *perm, struct str path, struct str src, bool repair,
                    struct sk_doc *ret, struct sk_err *err)
{
    ARENA_SCRATCH(scratch);
    struct sk_doc doc;
    struct xml *x = arena_new(&scratch, struct xml, 1);
    x->doc = &doc;
    x->scratch = &scratch;
    int r = sk_node_begin(&x->pool, perm, path, src, &doc, err);
    if (r < 0)
        return r;
    if (repair)
        doc.src = sk_node_utf8(&doc, src, 0);
    r = read_once(x, doc.src, err);
    if (r < 0)
        return r;
    doc.root = x->root;
    *ret = doc;
    return 0;
}

int sk_xml_read(struct arena *perm, struct str path, struct str src, struct sk_doc *ret,
                struct sk_err *err)
{
    int r = read_xml(perm, path, src, false, ret, err);
    // Other encodings are declared and no UTF-8 either: only what failed is worth a second look.
    bool utf16 = str_starts(src, S("\xff\xfe")) || str_starts(src, S("\xfe\xff"));
    if (r == SK_EFORMAT && !utf16 && !str_is_utf8(src))
        r = read_xml(perm, path, src, true, ret, err);
    return r;
}

const struct sk_val *sk_xml_child(const struct sk_val *element, struct str name)
{
    for (SK_EACH(child, sk_val_get(element, S("child"))))
        if (str_eq(sk_val_str(sk_val_get(child, S("name"))), name))
            return child;
    return NULL;
}

struct str sk_xml_text(const struct sk_val *element)
{
    return str_trim(sk_val_str(sk_val_get(element, S("text"))));
}

struct str sk_xml_attr(const struct sk_val *element, struct str name)
{
    return sk_val_str(sk_val_get(sk_val_get(element, S("attr")), name));
}
