// Compiled Python (.pyc, 2.7 and 3.6 to 3.13): the string constants of every code object, and where one
// is given to a name, both together. Layout: CPython's Python/marshal.c and Lib/importlib/
// _bootstrap_external.py as documents of the format; opcode numbers from each version's opcode module.
#include "engine/secret/view.h"

#include "core/arena.h"

enum { MAX_DEPTH = 100, MAX_OBJECTS = 1 << 20 };

enum kind { NOTHING, BYTES, TEXT, TUPLE };
struct obj {
    enum kind kind;
    struct str text;
    struct obj *items;
    size_t n, cap;
};

struct version {       // what differs
    uint16_t from, to; // magic numbers
    uint8_t header;    // bytes before the code object
    uint8_t ints;      // numbers before the bytecode
    bool plus;         // 3.11: variables of all kinds in one tuple, a qualified name, two tables
    uint8_t load_const, store_name, store_fast, store_global;
};

static const struct version versions[] = {
    {62200, 62211, 8, 4, false, 100, 90, 125, 97}, // 2.7
    {3360, 3379, 12, 5, false, 100, 90, 125, 97},  // 3.6
    {3390, 3394, 16, 5, false, 100, 90, 125, 97},  // 3.7
    {3400, 3439, 16, 6, false, 100, 90, 125, 97},  // 3.8 to 3.10
    {3450, 3531, 16, 5, true, 100, 90, 125, 97},   // 3.11, 3.12
    {3550, 3571, 16, 5, true, 83, 114, 110, 113},  // 3.13
    {3600, 3699, 16, 5, true, 0, 0, 0, 0},         // 3.14: constants only
};

struct reader {
    struct sec_view_out *out;
    const struct version *v;
    struct str rest;
    bool bad;
    struct obj **refs;
    size_t n_refs, cap_refs;
    struct obj **interned; // of 2.7
    size_t n_interned, cap_interned;
    size_t n_objects;
};

static uint32_t number(struct reader *r, size_t bytes)
{
    uint32_t v = 0;
    if (r->rest.n < bytes)
        r->bad = true;
    for (size_t i = 0; i < bytes && !r->bad; i++)
        v |= (uint32_t)str_at(r->rest, i) << (8 * i);
    r->rest = str_skip(r->rest, bytes);
    return v;
}

static struct str bytes_of(struct reader *r, size_t n)
{
    struct str s = str_head(r->rest, n);
    r->bad |= s.n < n;
    r->rest = str_skip(r->rest, n);
    return s;
}

static void object(struct reader *r, struct obj *o, int depth);

static void sequence(struct reader *r, struct obj *o, size_t n, int depth)
{
    o->kind = TUPLE;
    for (size_t i = 0; i < n && !r->bad; i++) {
        struct obj item = {0};
        object(r, &item, depth + 1);
        *VEC_PUSH(r->out->a, o->items, o->n, o->cap) = item;
    }
}

static bool is_readable(struct str s)
{
    for (size_t i = 0; i < s.n; i++)
        if ((unsigned char)s.p[i] < 0x20 && s.p[i] != '\n' && s.p[i] != '\t' && s.p[i] != '\r')
            return false;
    return s.n >= 4;
}

static void say_strings(struct reader *r, const struct obj *o, struct str label, int depth)
{
    // Counted: tuples may be the same tuple many times over.
    for (size_t i = 0; i < o->n && depth < MAX_DEPTH && r->n_objects++ < MAX_OBJECTS; i++)
        say_strings(r, &o->items[i], label, depth + 1);
    if ((o->kind == TEXT || o->kind == BYTES) && is_readable(o->text)) {
        sec_view_add(r->out, 0, label, o->text);
        sec_view_end(r->out);
    }
}

static struct str text_at(const struct obj *tuple, size_t i)
{
    return tuple->kind == TUPLE && i < tuple->n ? tuple->items[i].text : (struct str){0};
}

// NAME = "text": a constant is loaded and stored at once.
static void say_assignments(struct reader *r, struct str code, const struct obj *consts,
                            const struct obj *names, const struct obj *locals, struct str label)
{
    const struct version *v = r->v;
    bool old = v->header == 8; // one byte, or one and two
    for (size_t i = 0, step; v->load_const && i < code.n; i += step) {
        step = !old ? 2 : str_at(code, i) >= 90 ? 3 : 1;
        int next = str_at(code, i + step), arg = str_at(code, i + 1),
            to = str_at(code, i + step + 1);
        if (str_at(code, i) != v->load_const || arg < 0 || to < 0)
            continue;
        struct str value = text_at(consts, (size_t)arg);
        struct str name = next == v->store_name || next == v->store_global
                              ? text_at(names, (size_t)to)
                          : next == v->store_fast ? text_at(locals, (size_t)to)
                                                  : (struct str){0};
        if (!name.n || !is_readable(value))
            continue;
        sec_view_add(r->out, 0, label, name);
        sk_buf_add(&r->out->text, S(" = \""));
        sk_buf_add(&r->out->text, value);
        sk_buf_add(&r->out->text, S("\"\n"));
    }
}

static void code(struct reader *r, int depth)
{
    struct obj o[9] = {{0}}; // bytecode, consts, names, locals, two more, file, name
    const struct version *v = r->v;
    for (size_t i = 0; i < v->ints; i++)
        (void)number(r, 4);
    for (size_t i = 0; i < 8; i++)
        object(r, &o[i], depth + 1);
    uint32_t line = number(r, 4);
    object(r, &o[8], depth + 1); // lines
    if (v->plus) {
        struct obj table = {0};
        object(r, &table, depth + 1); // exceptions
    }
    if (r->bad)
        return;
    // 3.11: bytecode, consts, names, locals, kinds, file, name, qualified name.
    struct str name = o[v->plus ? 6 : 7].text;
    struct str label = str_fmt(r->out->a, "constant of " STR_FMT ", line %u", STR_ARG(name), line);
    say_strings(r, &o[1], label, 0);
    say_assignments(r, o[0].text, &o[1], &o[2], &o[3], label);
}

static void skip_number(struct reader *r, int type)
{
    switch (type) {
    case 'i': (void)number(r, 4); break;
    case 'I':
    case 'g': (void)bytes_of(r, 8); break;
    case 'y': (void)bytes_of(r, 16); break;
    case 'f': (void)bytes_of(r, number(r, 1)); break;
    case 'x':
        (void)bytes_of(r, number(r, 1));
        (void)bytes_of(r, number(r, 1));
        break;
    case 'l': {
        int32_t n = (int32_t)number(r, 4);
        uint32_t digits = n < 0 ? 0u - (uint32_t)n : (uint32_t)n;
        (void)bytes_of(r, (size_t)digits * 2);
        break;
    }
    default: break;
    }
}

static void dict(struct reader *r, struct obj *o, int depth)
{
    o->kind = TUPLE;
    while (!r->bad && str_at(r->rest, 0) != '0') {
        struct obj item = {0};
        object(r, &item, depth + 1);
        *VEC_PUSH(r->out->a, o->items, o->n, o->cap) = item;
    }
    (void)number(r, 1);
}

static void object(struct reader *r, struct obj *o, int depth)
{
    int byte = (int)number(r, 1), type = byte & 0x7f;
    struct obj *ref = NULL;
    if (r->bad || depth > MAX_DEPTH || r->n_objects++ > MAX_OBJECTS) {
        r->bad = true;
        return;
    }
    if (byte & 0x80) { // its number is given before what is in it is read
        ref = arena_new(r->out->a, struct obj, 1);
        *VEC_PUSH(r->out->a, r->refs, r->n_refs, r->cap_refs) = ref;
    }
    switch (type) {
    case '0':
    case 'N':
    case 'F':
    case 'T':
    case 'S':
    case '.': break;
    case 's': *o = (struct obj){BYTES, bytes_of(r, number(r, 4))}; break;
    case 'u':
    case 't':
    case 'a':
    case 'A': *o = (struct obj){TEXT, bytes_of(r, number(r, 4))}; break;
    case 'z':
    case 'Z': *o = (struct obj){TEXT, bytes_of(r, number(r, 1))}; break;
    case '(':
    case '[':
    case '<':
    case '>': sequence(r, o, number(r, 4), depth); break;
    case ')': sequence(r, o, number(r, 1), depth); break;
    case ':': sequence(r, o, 3, depth); break;
    case '{': dict(r, o, depth); break;
    case 'c': code(r, depth); break;
    case 'r':
    case 'R': {
        uint32_t i = number(r, 4);
        size_t n = type == 'r' ? r->n_refs : r->n_interned;
        if (i < n && !r->bad)
            *o = type == 'r' ? *r->refs[i] : *r->interned[i];
        else
            r->bad = true;
        break;
    }
    default:
        if (!str_has_char(S("iIgyfxl"), (char)type))
            r->bad = true;
        skip_number(r, type);
    }
    if (type == 't') {
        struct obj *kept = arena_new(r->out->a, struct obj, 1);
        *kept = *o;
        *VEC_PUSH(r->out->a, r->interned, r->n_interned, r->cap_interned) = kept;
    }
    if (ref)
        *ref = *o;
}

static const struct version *version_of(struct str head)
{
    if (head.n < 16 || str_at(head, 2) != '\r' || str_at(head, 3) != '\n')
        return NULL;
    uint16_t magic = (uint16_t)(str_at(head, 0) | str_at(head, 1) << 8);
    for (size_t i = 0; i < COUNT_OF(versions); i++)
        if (magic >= versions[i].from && magic <= versions[i].to)
            return &versions[i];
    return NULL;
}

static bool want(struct str path, struct str head)
{
    return (str_ends(path, S(".pyc")) || str_ends(path, S(".pyo"))) && version_of(head);
}

static bool make(struct str path, struct str data, struct sec_view_out *out)
{
    struct reader r = {.out = out, .v = version_of(data), .rest = data};
    struct obj all = {0};
    (void)path;
    if (!r.v)
        return false;
    r.rest = str_skip(data, r.v->header);
    object(&r, &all, 0);
    return !r.bad;
}

const struct sec_view sec_view_pyc = {.id = "pyc", .instead = true, .want = want, .make = make};
