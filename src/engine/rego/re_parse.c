// From a pattern to a tree. Syntax: https://github.com/google/re2/wiki/Syntax
#include "engine/rego/re_int.h"
#include "engine/rego/rego_int.h"
#include "engine/rego/unicode.h"

#include <stdlib.h>
#include <string.h>

enum { MAX_RUNE = 0x10ffff };

struct flags {
    bool fold, multi, dot_nl, swap;
};

struct re_parser {
    struct arena *a;
    struct str s;
    size_t at;
    struct flags f;
    size_t groups;
    struct str names[1000];
    int depth;
    bool quoted; // between \\Q and \\E
    const char *bad;
};

void rego_re_set_add(struct arena *a, struct re_set *s, uint32_t lo, uint32_t hi)
{
    *VEC_PUSH(a, s->r, s->n, s->cap) = (struct re_range){lo, hi};
}

static int by_lo(const void *x, const void *y)
{
    const struct re_range *a = x, *b = y;
    return a->lo != b->lo ? (a->lo < b->lo ? -1 : 1) : (a->hi > b->hi) - (a->hi < b->hi);
}

void rego_re_set_clean(struct re_set *s)
{
    size_t n = 0;
    if (s->n)
        qsort(s->r, s->n, sizeof *s->r, by_lo);
    for (size_t i = 0; i < s->n; i++) {
        if (n && s->r[i].lo <= s->r[n - 1].hi + 1) {
            if (s->r[i].hi > s->r[n - 1].hi)
                s->r[n - 1].hi = s->r[i].hi;
        } else {
            s->r[n++] = s->r[i];
        }
    }
    s->n = n;
}

void rego_re_set_negate(struct arena *a, struct re_set *s)
{
    struct re_set out = {0};
    uint32_t from = 0;
    rego_re_set_clean(s);
    for (size_t i = 0; i < s->n; i++) {
        if (s->r[i].lo > from)
            rego_re_set_add(a, &out, from, s->r[i].lo - 1);
        from = s->r[i].hi + 1;
    }
    if (from <= MAX_RUNE)
        rego_re_set_add(a, &out, from, MAX_RUNE);
    *s = out;
}

void rego_re_set_fold(struct arena *a, struct re_set *s)
{
    size_t n = s->n;
    for (size_t i = 0; i < n; i++) {
        uint32_t lo = s->r[i].lo, hi = s->r[i].hi;
        if (lo == 0 && hi == MAX_RUNE)
            return;
        // only up to the last character that has a case
        for (uint32_t c = lo; c <= hi && c < 0x1e944; c++)
            for (uint32_t f = rego_rune_fold(c); f != c; f = rego_rune_fold(f))
                if (f < lo || f > hi)
                    rego_re_set_add(a, s, f, f);
    }
    rego_re_set_clean(s);
}

static struct re_node *node(struct re_parser *p, enum re_op op)
{
    struct re_node *n = arena_new(p->a, struct re_node, 1);
    n->op = (uint8_t)op;
    return n;
}

static void add_kid(struct re_parser *p, struct re_node *n, struct re_node *kid)
{
    *VEC_PUSH(p->a, n->kids, n->n, n->cap) = kid;
}

static void *bad(struct re_parser *p, const char *what)
{
    if (!p->bad)
        p->bad = what;
    return NULL;
}

static int peek(const struct re_parser *p)
{
    return str_at(p->s, p->at);
}

static bool take(struct re_parser *p, const char *lit)
{
    struct str rest = str_skip(p->s, p->at);
    if (!str_starts(rest, str_from(lit)))
        return false;
    p->at += strlen(lit);
    return true;
}

static uint32_t next_rune(struct re_parser *p)
{
    uint32_t c = 0;
    p->at += rego_utf8(p->s, p->at, &c);
    return c;
}

static void add_class(struct arena *a, struct re_set *s, const char *ranges, bool negate)
{
    struct re_set one = {0};
    for (const char *r = ranges; *r; r += 2)
        rego_re_set_add(a, &one, (unsigned char)r[0], (unsigned char)r[1]);
    if (negate)
        rego_re_set_negate(a, &one);
    for (size_t i = 0; i < one.n; i++)
        rego_re_set_add(a, s, one.r[i].lo, one.r[i].hi);
}

static bool perl_class(struct re_parser *p, int c, struct re_set *s)
{
    switch (c) {
    case 'd': add_class(p->a, s, "09", false); return true;
    case 'D': add_class(p->a, s, "09", true); return true;
    case 's': add_class(p->a, s, "\t\n\f\r  ", false); return true;
    case 'S': add_class(p->a, s, "\t\n\f\r  ", true); return true;
    case 'w': add_class(p->a, s, "09AZaz__", false); return true;
    case 'W': add_class(p->a, s, "09AZaz__", true); return true;
    default: return false;
    }
}

// After \p or \P.
static bool unicode_class(struct re_parser *p, bool negate, struct re_set *s)
{
    struct str name;
    if (take(p, "{")) {
        struct str rest;
        if (!str_cut(str_skip(p->s, p->at), '}', &name, &rest)) {
            bad(p, "invalid character class range");
            return false;
        }
        p->at += name.n + 1;
        if (str_take(&name, S("^")))
            negate = !negate;
    } else {
        size_t from = p->at;
        if (peek(p) < 0) {
            bad(p, "invalid character class range");
            return false;
        }
        next_rune(p);
        name = str_sub(p->s, from, p->at - from);
    }
    struct re_set one = {0};
    const struct rego_rune_class *k = rego_rune_class(name);
    if (str_eq(name, S("Any")))
        rego_re_set_add(p->a, &one, 0, MAX_RUNE);
    else if (!k) {
        bad(p, "invalid character class range");
        return false;
    }
    for (uint32_t i = 0; k && i < k->n; i++) {
        struct rego_rune_range r = rego_rune_ranges[k->first + i];
        if (r.stride == 1)
            rego_re_set_add(p->a, &one, r.lo, r.hi);
        else
            for (uint32_t c = r.lo; c <= r.hi; c += r.stride)
                rego_re_set_add(p->a, &one, c, c);
    }
    if (p->f.fold)
        rego_re_set_fold(p->a, &one);
    if (negate)
        rego_re_set_negate(p->a, &one);
    for (size_t i = 0; i < one.n; i++)
        rego_re_set_add(p->a, s, one.r[i].lo, one.r[i].hi);
    return true;
}

static bool hex_escape(struct re_parser *p, uint32_t *ret)
{
    uint32_t v = 0;
    if (take(p, "{")) {
        size_t n = 0;
        for (; ch_is_hex(peek(p)) && n < 8; n++)
            v = v << 4 | (uint32_t)ch_hex_value(str_at(p->s, p->at++));
        if (n == 0 || n == 8 || v > MAX_RUNE || !take(p, "}"))
            return false;
    } else {
        for (int i = 0; i < 2; i++) {
            int x = ch_hex_value(peek(p));
            if (x < 0)
                return false;
            v = v << 4 | (uint32_t)x;
            p->at++;
        }
    }
    *ret = v;
    return true;
}

// A character behind '\' that stands for one character.
static bool escape(struct re_parser *p, uint32_t *ret)
{
    static const char from[] = "aftnrv", to[] = "\a\f\t\n\r\v";
    int c = peek(p);
    if (c < 0) {
        bad(p, "trailing backslash at end of expression");
        return false;
    }
    const char *at = c ? strchr(from, c) : NULL;
    bool ok = true;
    if (at) {
        *ret = (unsigned char)to[at - from];
        p->at++;
    } else if (c == 'x') {
        p->at++;
        ok = hex_escape(p, ret);
    } else if (c >= '0' && c <= '7') {
        // \1 to \7 alone would be backreferences
        int next = str_at(p->s, p->at + 1);
        ok = c == '0' || (next >= '0' && next <= '7');
        *ret = 0;
        for (int i = 0; ok && i < 3 && peek(p) >= '0' && peek(p) <= '7'; i++)
            *ret = *ret * 8 + (uint32_t)(str_at(p->s, p->at++) - '0');
    } else if (c < 0x80 && !ch_is_alnum(c)) {
        *ret = (uint32_t)c;
        p->at++;
    } else {
        ok = false;
    }
    if (!ok)
        bad(p, "invalid escape sequence");
    return ok;
}

static const struct {
    const char *name, *ranges;
} posix[] = {
    {"alnum", "09AZaz"},
    {"alpha", "AZaz"},
    {"ascii", "\1\x7f"},
    {"blank", "\t\t  "},
    {"cntrl", "\1\x1f\x7f\x7f"},
    {"digit", "09"},
    {"graph", "!~"},
    {"lower", "az"},
    {"print", " ~"},
    {"punct", "!/:@[`{~"},
    {"space", "\t\r  "},
    {"upper", "AZ"},
    {"word", "09AZaz__"},
    {"xdigit", "09AFaf"},
};

// [:name:]
static bool posix_class(struct re_parser *p, struct re_set *s)
{
    struct str rest = str_skip(p->s, p->at), name;
    if (!str_starts(rest, S("[:")) || !str_cut_str(rest, S(":]"), &name, &rest))
        return false;
    size_t bytes = name.n + 2;
    name = str_skip(name, 2);
    bool negate = str_take(&name, S("^"));
    for (size_t i = 0; i < COUNT_OF(posix); i++) {
        if (!str_eq(name, str_from(posix[i].name)))
            continue;
        struct re_set one = {0};
        add_class(p->a, &one, posix[i].ranges, false);
        if (i == 2 || i == 4) // C strings cannot hold the NUL
            rego_re_set_add(p->a, &one, 0, 0);
        if (negate)
            rego_re_set_negate(p->a, &one);
        for (size_t k = 0; k < one.n; k++)
            rego_re_set_add(p->a, s, one.r[k].lo, one.r[k].hi);
        p->at += bytes;
        return true;
    }
    bad(p, "invalid character class range");
    return true;
}

static bool class_char(struct re_parser *p, uint32_t *ret)
{
    if (peek(p) < 0) {
        bad(p, "missing closing ]");
        return false;
    }
    if (take(p, "\\"))
        return escape(p, ret);
    *ret = next_rune(p);
    return true;
}

static struct re_node *parse_class(struct re_parser *p)
{
    struct re_node *n = node(p, RE_RUNES);
    bool negate = take(p, "^");
    for (bool first = true; first || peek(p) != ']'; first = false) {
        uint32_t lo, hi;
        if (p->bad)
            return NULL;
        if (peek(p) == '[' && posix_class(p, &n->set))
            continue;
        if (peek(p) == '\\') {
            int c = str_at(p->s, p->at + 1);
            if (perl_class(p, c, &n->set)) {
                p->at += 2;
                continue;
            }
            if (c == 'p' || c == 'P') {
                p->at += 2;
                if (!unicode_class(p, c == 'P', &n->set))
                    return NULL;
                continue;
            }
        }
        if (!class_char(p, &lo))
            return NULL;
        hi = lo;
        if (peek(p) == '-' && str_at(p->s, p->at + 1) != ']') {
            p->at++;
            if (!class_char(p, &hi))
                return NULL;
        }
        if (hi < lo)
            return bad(p, "invalid character class range");
        rego_re_set_add(p->a, &n->set, lo, hi);
    }
    p->at++;
    rego_re_set_clean(&n->set);
    if (p->f.fold)
        rego_re_set_fold(p->a, &n->set);
    if (negate)
        rego_re_set_negate(p->a, &n->set);
    return n;
}

static struct re_node *literal(struct re_parser *p, uint32_t c)
{
    struct re_node *n = node(p, RE_RUNES);
    rego_re_set_add(p->a, &n->set, c, c);
    if (p->f.fold)
        rego_re_set_fold(p->a, &n->set);
    return n;
}

static struct re_node *parse_alt(struct re_parser *p);

static bool is_word(struct str s)
{
    for (size_t i = 0; i < s.n; i++)
        if (!ch_is_alnum((unsigned char)s.p[i]) && s.p[i] != '_')
            return false;
    return s.n > 0;
}

// (?flags) or (?flags:  ; true in *ret_group when a group follows
static bool parse_flags(struct re_parser *p, bool *ret_group)
{
    bool on = true, any = false;
    for (;; p->at++) {
        switch (peek(p)) {
        case 'i': p->f.fold = on; break;
        case 'm': p->f.multi = on; break;
        case 's': p->f.dot_nl = on; break;
        case 'U': p->f.swap = on; break;
        case '-':
            if (!on)
                return false;
            on = false;
            any = false;
            continue;
        case ')':
        case ':':
            *ret_group = peek(p) == ':';
            p->at++;
            return on || any;
        default: return false;
        }
        any = true;
    }
}

static struct re_node *parse_group(struct re_parser *p)
{
    struct flags saved = p->f;
    bool capture = true;
    struct str name = {0};
    if (p->depth++ == RE_MAX_DEPTH)
        return bad(p, "expression nests too deeply");
    if (take(p, "?P<") || take(p, "?<")) {
        struct str rest;
        if (!str_cut(str_skip(p->s, p->at), '>', &name, &rest) || !is_word(name))
            return bad(p, "invalid named capture");
        p->at += name.n + 1;
    } else if (take(p, "?")) {
        bool group = false;
        capture = false;
        if (!parse_flags(p, &group))
            return bad(p, "invalid or unsupported Perl syntax");
        if (!group) {
            p->depth--;
            return node(p, RE_EMPTY); // the flags stay until the group ends
        }
    }
    struct re_node *n = NULL;
    if (capture) {
        n = node(p, RE_CAPTURE);
        n->group = (int)++p->groups;
        if (p->groups <= COUNT_OF(p->names))
            p->names[p->groups - 1] = name;
        else
            return bad(p, "too many groups");
    }
    struct re_node *inner = parse_alt(p);
    if (!inner)
        return NULL;
    if (!take(p, ")"))
        return bad(p, "missing closing )");
    p->f = saved;
    p->depth--;
    if (!n)
        return inner;
    add_kid(p, n, inner);
    return n;
}

static struct re_node *parse_escape(struct re_parser *p)
{
    struct re_node *n = node(p, RE_RUNES);
    int c = peek(p);
    uint32_t rune;
    if (perl_class(p, c, &n->set)) {
        p->at++;
        rego_re_set_clean(&n->set);
        return n;
    }
    switch (c) {
    case 'p':
    case 'P':
        p->at++;
        if (!unicode_class(p, c == 'P', &n->set))
            return NULL;
        rego_re_set_clean(&n->set);
        return n;
    case 'A': p->at++; return node(p, RE_BOT);
    case 'z': p->at++; return node(p, RE_EOT);
    case 'b': p->at++; return node(p, RE_WORD);
    case 'B': p->at++; return node(p, RE_NOT_WORD);
    default: return escape(p, &rune) ? literal(p, rune) : NULL;
    }
}

static struct re_node *parse_atom(struct re_parser *p)
{
    struct re_node *n;
    if (p->quoted)
        return literal(p, next_rune(p));
    switch (peek(p)) {
    case '(': p->at++; return parse_group(p);
    case '[': p->at++; return parse_class(p);
    case '\\': p->at++; return parse_escape(p);
    case '^': p->at++; return node(p, p->f.multi ? RE_BOL : RE_BOT);
    case '$': p->at++; return node(p, p->f.multi ? RE_EOL : RE_EOT);
    case '.':
        p->at++;
        n = node(p, RE_RUNES);
        if (!p->f.dot_nl)
            rego_re_set_add(p->a, &n->set, 0, '\n' - 1);
        rego_re_set_add(p->a, &n->set, p->f.dot_nl ? 0 : '\n' + 1, MAX_RUNE);
        return n;
    case '*':
    case '+':
    case '?': return bad(p, "missing argument to repetition operator");
    default: return literal(p, next_rune(p));
    }
}

static bool repeat_number(struct re_parser *p, int *ret)
{
    int n = 0;
    size_t from = p->at;
    while (ch_is_digit(peek(p))) {
        n = n > RE_MAX_REPEAT ? n : n * 10 + (str_at(p->s, p->at) - '0');
        p->at++;
    }
    *ret = n;
    return p->at > from && (p->at == from + 1 || p->s.p[from] != '0');
}

// {n} {n,} {n,m}; anything else is text.
static bool parse_braces(struct re_parser *p, int *min, int *max)
{
    size_t from = p->at;
    p->at++;
    bool ok = repeat_number(p, min);
    *max = *min;
    if (ok && take(p, ",")) {
        *max = -1;
        if (peek(p) != '}')
            ok = repeat_number(p, max);
    }
    if (!ok || !take(p, "}")) {
        p->at = from;
        return false;
    }
    return true;
}

// How often the most repeated part is copied.
static int64_t copies(const struct re_node *n)
{
    int64_t most = 1;
    for (size_t i = 0; i < n->n; i++) {
        int64_t k = copies(n->kids[i]);
        most = k > most ? k : most;
    }
    if (n->op != RE_REPEAT)
        return most;
    int64_t times = n->max < 0 ? n->min : n->max;
    return most * (times > 0 ? times : 1);
}

static struct re_node *repeat(struct re_parser *p, struct re_node *n)
{
    if (p->quoted && !take(p, "\\E"))
        return n;
    p->quoted = false;
    for (bool again = false; n; again = true) {
        int min = 0, max = -1, c = peek(p);
        enum re_op op = c == '*' ? RE_STAR : c == '+' ? RE_PLUS : c == '?' ? RE_QUEST : RE_REPEAT;
        if (c == '{') {
            if (!parse_braces(p, &min, &max))
                return n;
            if (min > RE_MAX_REPEAT || max > RE_MAX_REPEAT || (max >= 0 && max < min))
                return bad(p, "invalid repeat count");
        } else if (op == RE_REPEAT) {
            return n;
        } else {
            p->at++;
        }
        if (again)
            return bad(p, "invalid nested repetition operator");
        struct re_node *r = node(p, op);
        r->lazy = take(p, "?") != p->f.swap;
        r->min = min;
        r->max = max;
        add_kid(p, r, n);
        if (op == RE_REPEAT && copies(r) > RE_MAX_REPEAT)
            return bad(p, "invalid repeat count");
        n = r;
    }
    return NULL;
}

// A group of flags alone is nothing that can be repeated: an operator behind it takes what stands
// before it, as in Go.
static struct re_node *parse_piece(struct re_parser *p, struct re_node *cat)
{
    int c = peek(p);
    int min, max;
    size_t at = p->at;
    bool braces = c == '{' && !p->quoted && parse_braces(p, &min, &max);
    p->at = at;
    if (!p->quoted && (c == '*' || c == '+' || c == '?' || braces)) {
        if (cat->n == 0)
            return bad(p, "missing argument to repetition operator");
        return repeat(p, cat->kids[--cat->n]);
    }
    struct re_node *n = parse_atom(p);
    if (n && n->op == RE_EMPTY && n->n == 0)
        return n;
    return n ? repeat(p, n) : NULL;
}

static struct re_node *parse_alt(struct re_parser *p)
{
    struct re_node *alt = NULL, *cat = node(p, RE_CONCAT);
    while (p->at < p->s.n && (p->quoted || peek(p) != ')')) {
        if (p->quoted ? take(p, "\\E") : take(p, "\\Q")) {
            p->quoted = !p->quoted;
            continue;
        }
        if (!p->quoted && take(p, "|")) {
            if (!alt)
                alt = node(p, RE_ALT);
            add_kid(p, alt, cat);
            cat = node(p, RE_CONCAT);
            continue;
        }
        struct re_node *n = parse_piece(p, cat);
        if (!n)
            return NULL;
        if (n->op != RE_EMPTY)
            add_kid(p, cat, n);
    }
    if (!alt)
        return cat;
    add_kid(p, alt, cat);
    return alt;
}

struct re_node *rego_re_parse(struct arena *a, struct str pattern, size_t *ret_groups,
                              struct str **ret_names, struct sk_err *err)
{
    struct re_parser *p = arena_new(a, struct re_parser, 1);
    p->a = a;
    p->s = pattern;
    if (pattern.n > RE_MAX_PATTERN)
        bad(p, "expression too large");
    else if (!str_is_utf8(pattern))
        bad(p, "invalid UTF-8");
    struct re_node *n = p->bad ? NULL : parse_alt(p);
    if (n && p->at < pattern.n)
        n = bad(p, "unexpected )");
    if (!n) {
        sk_fail(err, SK_EFORMAT, "error parsing regexp: %s: `" STR_FMT "`", p->bad,
                STR_ARG(pattern));
        return NULL;
    }
    *ret_groups = p->groups;
    *ret_names = p->names;
    return n;
}
