// Python requirements and environment markers:
// https://packaging.python.org/en/latest/specifications/dependency-specifiers/
#include "inventory/lang.h"

enum { MARKER_DEPTH = 32 };

static bool is_name_char(int c)
{
    return ch_is_alnum(c) || c == '-' || c == '_' || c == '.';
}

bool inv_py_req(struct str s, struct inv_py_req *ret)
{
    struct inv_py_req r = {0};
    s = str_trim(s);
    size_t n = 0;
    while (is_name_char(str_at(s, n)))
        n++;
    r.name = str_head(s, n);
    if (!n || !ch_is_alnum(str_at(s, 0)))
        return false;
    s = str_trim(str_skip(s, n));
    if (str_take(&s, S("["))) {
        struct str extras;
        if (!str_cut(s, ']', &extras, &s))
            return false;
        s = str_trim(s);
    }
    if (str_take(&s, S("@"))) {
        // The marker of a URL begins with a blank: a ';' may be part of the URL.
        if (!str_cut_str(str_trim(s), S(" ;"), &r.url, &r.marker))
            r.url = str_trim(s);
    } else {
        str_cut(s, ';', &r.spec, &r.marker);
        r.spec = str_trim(str_trim_chars(str_trim(r.spec), S("()")));
        if (r.spec.n && !str_has_char(S("<>=!~"), (char)str_at(r.spec, 0)))
            return false;
    }
    r.marker = str_trim(r.marker);
    *ret = r;
    return true;
}

struct str inv_py_pin(struct str spec)
{
    struct str part;
    while (str_next_field(&spec, ',', &part)) {
        part = str_trim(part);
        if (!str_take(&part, S("===")) && !str_take(&part, S("==")))
            continue;
        part = str_trim(part);
        if (part.n && !str_has_char(part, '*') && !str_has_char(part, ' '))
            return part;
    }
    return (struct str){0};
}

struct str inv_py_file_version(struct str url)
{
    static const struct str archives[] = {S_INIT(".tar.gz"), S_INIT(".zip"), S_INIT(".tar.bz2"),
                                          S_INIT(".tgz")};
    struct str name, tail;
    str_cut(url, '#', &name, &tail);
    str_cut(name, '?', &name, &tail);
    name = str_basename(name);
    if (str_ends(name, S(".whl"))) { // name-version(-build)?-python-abi-platform.whl
        str_cut(name, '-', &tail, &name);
        str_cut(name, '-', &name, &tail);
        return ch_is_digit(str_at(name, 0)) ? name : (struct str){0};
    }
    for (size_t i = 0; i < COUNT_OF(archives); i++)
        if (str_ends(name, archives[i]) && !str_starts(url, S("git+"))) {
            name = str_head(name, name.n - archives[i].n);
            if (str_cut_last(name, '-', &tail, &name) && ch_is_digit(str_at(name, 0)))
                return name;
        }
    return (struct str){0};
}

// ---- markers ----

struct marker {
    struct str rest;
    bool bad;
    int depth;
};

static bool is_version_var(struct str var)
{
    return str_eq(var, S("python_version")) || str_eq(var, S("python_full_version")) ||
           str_eq(var, S("implementation_version"));
}

// How does the version compare with 3.8.0? Only the parts that are written count. 2: no version.
static int against_3_8(struct str v)
{
    static const uint64_t floor[] = {3, 8, 0};
    v = str_trim(v);
    for (size_t i = 0; i < COUNT_OF(floor); i++) {
        struct str digits = str_take_digits(&v);
        uint64_t n;
        if (!digits.n)
            return i == 0 ? 2 : 0;
        if (!str_to_u64(digits, &n))
            return 2;
        if (n != floor[i])
            return n > floor[i] ? 1 : -1;
        if (!str_take(&v, S(".")))
            return 0;
    }
    return 0;
}

static bool version_possible(struct str op, struct str value)
{
    int c = against_3_8(value);
    bool whole = !str_has_char(value, '.') && !str_has_char(value, '*'); // "3" is 3.0
    if (c == 2)
        return true;
    if (str_eq(op, S("<")))
        return c > 0 || (c == 0 && !whole && str_cmp(str_trim(value), S("3.8.0")) > 0);
    if (str_eq(op, S("<=")))
        return c > 0 || (c == 0 && !whole);
    if (str_eq(op, S("==")) || str_eq(op, S("===")))
        return c >= 0;
    if (str_eq(op, S("~="))) { // ~= 3.7 allows 3.*, ~= 3.7.1 allows 3.7.*, ~= 2.7 only 2.*
        struct str head, last;
        if (!str_cut_last(str_trim(value), '.', &head, &last))
            return true;
        return against_3_8(head) >= 0;
    }
    if (str_eq(op, S("in"))) {
        struct str word;
        for (struct str rest = value; rest.n;) {
            size_t n = 0;
            while (n < rest.n && !ch_is_space(str_at(rest, n)) && str_at(rest, n) != ',')
                n++;
            word = str_head(rest, n);
            rest = str_skip(rest, n + 1);
            if (word.n && against_3_8(word) >= 0)
                return true;
        }
        return false;
    }
    return true; // > >= != "not in": some newer one will do
}

static bool is_possible(struct str var, struct str op, struct str value)
{
    static const struct {
        struct str var, value;
    } known[] = {
        {S_INIT("sys_platform"), S_INIT("linux")},
        {S_INIT("sys.platform"), S_INIT("linux")},
        {S_INIT("platform_system"), S_INIT("Linux")},
        {S_INIT("os_name"), S_INIT("posix")},
        {S_INIT("os.name"), S_INIT("posix")},
        {S_INIT("platform_python_implementation"), S_INIT("CPython")},
        {S_INIT("python_implementation"), S_INIT("CPython")},
        {S_INIT("implementation_name"), S_INIT("cpython")},
    };
    if (is_version_var(var))
        return version_possible(op, value);
    for (size_t i = 0; i < COUNT_OF(known); i++) {
        if (!str_eq(var, known[i].var))
            continue;
        if (str_eq(op, S("==")) || str_eq(op, S("===")))
            return str_eq(value, known[i].value) || str_eq(value, S("linux2"));
        if (str_eq(op, S("!=")))
            return !str_eq(value, known[i].value);
        if (str_eq(op, S("in")))
            return str_has(value, known[i].value);
        if (str_eq(op, S("not in")))
            return !str_has(value, known[i].value);
    }
    return true;
}

static void skip_blank(struct marker *m)
{
    while (ch_is_space(str_at(m->rest, 0)))
        m->rest = str_skip(m->rest, 1);
}

// A variable or a quoted text.
static struct str operand(struct marker *m, bool *quoted)
{
    struct str s;
    skip_blank(m);
    int q = str_at(m->rest, 0);
    *quoted = q == '\'' || q == '"';
    if (*quoted) {
        if (!str_cut(str_skip(m->rest, 1), (char)q, &s, &m->rest))
            m->bad = true;
        return s;
    }
    size_t n = 0;
    while (is_name_char(str_at(m->rest, n)))
        n++;
    s = str_head(m->rest, n);
    m->rest = str_skip(m->rest, n);
    m->bad |= n == 0;
    return s;
}

static struct str operator_of(struct marker *m)
{
    static const struct str ops[] = {S_INIT("==="), S_INIT("=="),    S_INIT("!="), S_INIT("<="),
                                     S_INIT(">="),  S_INIT("~="),    S_INIT("<"),  S_INIT(">"),
                                     S_INIT("in"),  S_INIT("not in")};
    skip_blank(m);
    for (size_t i = 0; i < COUNT_OF(ops); i++)
        if (str_take(&m->rest, ops[i]))
            return ops[i];
    m->bad = true;
    return (struct str){0};
}

static struct str mirrored(struct str op)
{
    static const struct str pairs[][2] = {{S_INIT("<"), S_INIT(">")},
                                          {S_INIT("<="), S_INIT(">=")},
                                          {S_INIT(">"), S_INIT("<")},
                                          {S_INIT(">="), S_INIT("<=")}};
    for (size_t i = 0; i < COUNT_OF(pairs); i++)
        if (str_eq(op, pairs[i][0]))
            return pairs[i][1];
    return op;
}

static bool take_word(struct marker *m, struct str word)
{
    skip_blank(m);
    if (!str_starts(m->rest, word) || is_name_char(str_at(m->rest, word.n)))
        return false;
    m->rest = str_skip(m->rest, word.n);
    return true;
}

static bool any_of(struct marker *m);

static bool one(struct marker *m)
{
    bool left_quoted, right_quoted;
    skip_blank(m);
    if (str_take(&m->rest, S("("))) {
        if (++m->depth > MARKER_DEPTH) {
            m->bad = true;
            return true;
        }
        bool r = any_of(m);
        m->depth--;
        skip_blank(m);
        m->bad |= !str_take(&m->rest, S(")"));
        return r;
    }
    struct str left = operand(m, &left_quoted);
    struct str op = operator_of(m);
    struct str right = operand(m, &right_quoted);
    if (m->bad || left_quoted == right_quoted)
        return true;
    return left_quoted ? is_possible(right, mirrored(op), left) : is_possible(left, op, right);
}

static bool all_of(struct marker *m)
{
    bool r = one(m);
    while (!m->bad && take_word(m, S("and")))
        r &= one(m);
    return r;
}

static bool any_of(struct marker *m)
{
    bool r = all_of(m);
    while (!m->bad && take_word(m, S("or")))
        r |= all_of(m);
    return r;
}

bool inv_marker_possible(struct str marker)
{
    struct marker m = {.rest = str_trim(marker)};
    if (!m.rest.n)
        return true;
    bool r = any_of(&m);
    return m.bad || r || str_trim(m.rest).n > 0;
}
