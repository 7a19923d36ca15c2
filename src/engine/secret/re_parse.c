// Reader of RE2 syntax, as Go's regexp/syntax reads it with its Perl flags.
// https://pkg.go.dev/regexp/syntax#hdr-Syntax
#include "core/map.h"
#include "engine/secret/re.h"

#include <string.h>

enum { MAX_REPEAT = 1000 };

struct flags {
    bool fold, lines, dot_all, ungreedy;
};

struct parser {
    struct arena *a;
    struct str all, rest;
    struct flags f;
    uint32_t n_groups, n_nodes;
    int depth;
    struct sk_map names;
    struct sk_err *err;
};

static int bad(struct parser *p, const char *what)
{
    return sk_fail(p->err, SK_EFORMAT, "regular expression, byte %zu: %s", p->all.n - p->rest.n,
                   what);
}

static struct sec_re *node(struct parser *p, enum sec_re_kind kind)
{
    struct sec_re *n = arena_new(p->a, struct sec_re, 1);
    n->kind = kind;
    p->n_nodes++;
    return n;
}

static void add_kid(struct parser *p, struct sec_re *to, struct sec_re *kid)
{
    *VEC_PUSH(p->a, to->kids, to->n_kids, to->cap_kids) = kid;
}

static void set_add(uint32_t *set, unsigned c)
{
    set[c >> 5] |= 1u << (c & 31);
}

static void set_range(uint32_t *set, uint32_t lo, uint32_t hi, bool fold)
{
    for (uint32_t c = lo; c <= hi && c < 0x80; c++) {
        set_add(set, c);
        if (fold && ch_is_alpha((int)c))
            set_add(set, c ^ 0x20);
    }
    if (hi >= 0x80)
        for (unsigned c = 0x80; c < 0x100; c++)
            set_add(set, c);
}

static void set_or(uint32_t *to, const uint32_t *from, bool negate)
{
    for (size_t i = 0; i < 8; i++)
        to[i] |= negate ? ~from[i] : from[i];
}

static void set_ranges(uint32_t *set, const char *pairs)
{
    for (; *pairs; pairs += 2)
        set_range(set, (unsigned char)pairs[0], (unsigned char)pairs[1], false);
}

static bool perl_class(int c, uint32_t *to)
{
    uint32_t s[8] = {0};
    switch (ch_lower(c)) {
    case 'd': set_ranges(s, "09"); break;
    case 's': set_ranges(s, "\t\n\f\r  "); break;
    case 'w': set_ranges(s, "09AZ__az"); break;
    default: return false;
    }
    set_or(to, s, ch_lower(c) != c);
    return true;
}

static bool posix_class(struct parser *p, uint32_t *to)
{
    static const struct {
        const char *name, *pairs;
    } rows[] = {
        {"alnum", "09AZaz"},
        {"alpha", "AZaz"},
        {"ascii", "\x01\x7f"},
        {"blank", "\t\t  "},
        {"cntrl", "\x01\x1f\x7f\x7f"},
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
    for (size_t i = 0; i < COUNT_OF(rows); i++)
        for (int negate = 0; negate < 2; negate++) {
            struct str name =
                str_fmt(p->a, negate ? "[:^%s:]" : "[:%s:]", rows[i].name); // cheap: rare
            if (!str_take(&p->rest, name))
                continue;
            uint32_t s[8] = {0};
            set_ranges(s, rows[i].pairs);
            if (rows[i].pairs[0] == 1)
                set_add(s, 0);
            if (p->f.fold && (str_eq(name, S("[:lower:]")) || str_eq(name, S("[:upper:]"))))
                set_ranges(s, "AZaz");
            set_or(to, s, negate);
            return true;
        }
    return false;
}

// \pL, \p{Greek}, \PN: what of it is ASCII, and every byte above when it is about letters.
static int unicode_class(struct parser *p, bool negate, uint32_t *to)
{
    struct str name;
    if (str_take(&p->rest, S("{"))) {
        ptrdiff_t end = str_find_char(p->rest, '}');
        if (end < 0)
            return bad(p, "\\p{ without }");
        name = str_head(p->rest, (size_t)end);
        p->rest = str_skip(p->rest, (size_t)end + 1);
    } else {
        name = str_head(p->rest, 1);
        p->rest = str_skip(p->rest, 1);
    }
    if (str_take(&name, S("^")))
        negate = !negate;
    static const struct {
        const char *name, *pairs;
        bool high;
    } rows[] = {
        {"L", "AZaz", true},
        {"Lu", "AZ", true},
        {"Ll", "az", true},
        {"N", "09", true},
        {"Nd", "09", true},
        {"Latin", "AZaz", true},
        {"P", "!#%*,/:;?@[]__{{}}", true},
        {"Z", "  ", true},
        {"Zs", "  ", true},
        {"S", "$$++<>^^``||~~", true},
        {"C", "\x01\x1f\x7f\x7f", true},
        {"Cc", "\x01\x1f\x7f\x7f", false},
        {"Any", "\x01\x7f", true},
    };
    static const char *const outside[] = {"Greek",  "Cyrillic", "Han",    "Hiragana", "Katakana",
                                          "Hangul", "Arabic",   "Hebrew", "Thai",     "Lo",
                                          "Lt",     "Lm",       "M",      "Mn",       "Mc",
                                          "So",     "Sc",       "Sm",     "Sk",       "Common"};
    uint32_t s[8] = {0};
    bool known = false;
    for (size_t i = 0; i < COUNT_OF(rows); i++)
        if (str_eq(name, str_from(rows[i].name))) {
            known = true;
            set_ranges(s, rows[i].pairs);
            if (rows[i].high)
                set_range(s, 0x80, 0x80, false);
        }
    for (size_t i = 0; i < COUNT_OF(outside); i++)
        if (str_eq(name, str_from(outside[i]))) {
            known = true;
            set_range(s, 0x80, 0x80, false);
        }
    if (!known)
        return bad(p, "unknown \\p class");
    if (negate) {
        uint32_t all[8] = {0};
        set_or(all, s, true);
        memcpy(s, all, sizeof s);
        set_range(s, 0x80, 0x80, false); // either side has letters above ASCII
    }
    set_or(to, s, false);
    return 0;
}

// One character of UTF-8 (an ill-formed byte counts as itself).
static uint32_t take_char(struct parser *p)
{
    int c = str_at(p->rest, 0);
    size_t n = c < 0x80 ? 1 : c >= 0xf0 ? 4 : c >= 0xe0 ? 3 : c >= 0xc0 ? 2 : 1;
    uint32_t v = (uint32_t)c;
    if (n > 1 && str_is_utf8(str_head(p->rest, n))) {
        v = (uint32_t)c & (0xffu >> (n + 1));
        for (size_t i = 1; i < n; i++)
            v = v << 6 | ((uint32_t)str_at(p->rest, i) & 0x3f);
    } else {
        n = 1;
    }
    p->rest = str_skip(p->rest, n);
    return v;
}

static int hex_escape(struct parser *p, uint32_t *ret)
{
    uint32_t v = 0;
    if (str_take(&p->rest, S("{"))) {
        size_t n = 0;
        for (; ch_is_hex(str_at(p->rest, 0)); n++) {
            v = v * 16 + (uint32_t)ch_hex_value(str_at(p->rest, 0));
            if (v > 0x10ffff)
                return bad(p, "\\x above 10FFFF");
            p->rest = str_skip(p->rest, 1);
        }
        if (!n || !str_take(&p->rest, S("}")))
            return bad(p, "malformed \\x{}");
    } else {
        if (!ch_is_hex(str_at(p->rest, 0)) || !ch_is_hex(str_at(p->rest, 1)))
            return bad(p, "malformed \\x");
        v = (uint32_t)(ch_hex_value(str_at(p->rest, 0)) * 16 + ch_hex_value(str_at(p->rest, 1)));
        p->rest = str_skip(p->rest, 2);
    }
    *ret = v;
    return 0;
}

// After a backslash: an escape that stands for one character.
static int escaped_char(struct parser *p, uint32_t *ret)
{
    int c = str_at(p->rest, 0);
    if (c < 0)
        return bad(p, "backslash at the end");
    if (c >= 0x80)
        return bad(p, "unknown escape");
    p->rest = str_skip(p->rest, 1);
    switch (c) {
    case 'a': *ret = 7; return 0;
    case 'f': *ret = '\f'; return 0;
    case 'n': *ret = '\n'; return 0;
    case 'r': *ret = '\r'; return 0;
    case 't': *ret = '\t'; return 0;
    case 'v': *ret = '\v'; return 0;
    case 'x': return hex_escape(p, ret);
    default: break;
    }
    if (c >= '0' && c <= '7') {
        int next = str_at(p->rest, 0);
        if (c != '0' && (next < '0' || next > '7'))
            return bad(p, "back references are not supported");
        uint32_t v = (uint32_t)(c - '0');
        for (int i = 0; i < 2 && str_at(p->rest, 0) >= '0' && str_at(p->rest, 0) <= '7'; i++) {
            v = v * 8 + (uint32_t)(str_at(p->rest, 0) - '0');
            p->rest = str_skip(p->rest, 1);
        }
        *ret = v;
        return 0;
    }
    if (ch_is_alnum(c))
        return bad(p, "unknown escape");
    *ret = (uint32_t)c;
    return 0;
}

static int class_char(struct parser *p, uint32_t *ret)
{
    if (!p->rest.n)
        return bad(p, "[ without ]");
    if (str_take(&p->rest, S("\\")))
        return escaped_char(p, ret);
    *ret = take_char(p);
    return 0;
}

static int parse_class(struct parser *p, struct sec_re **ret)
{
    struct sec_re *n = node(p, SEC_RE_SET);
    bool negate = str_take(&p->rest, S("^"));
    uint32_t set[8] = {0};
    for (bool first = true; first || str_at(p->rest, 0) != ']'; first = false) {
        if (!p->rest.n)
            return bad(p, "[ without ]");
        if (str_starts(p->rest, S("[:")) && posix_class(p, set))
            continue;
        if (str_starts(p->rest, S("[:")) && str_find(p->rest, S(":]")) > 0)
            return bad(p, "unknown [: :] class");
        if (str_at(p->rest, 0) == '\\') {
            int c = str_at(p->rest, 1);
            if (perl_class(c, set)) {
                p->rest = str_skip(p->rest, 2);
                continue;
            }
            if (c == 'p' || c == 'P') {
                p->rest = str_skip(p->rest, 2);
                int r = unicode_class(p, c == 'P', set);
                if (r < 0)
                    return r;
                continue;
            }
        }
        uint32_t lo, hi;
        int r = class_char(p, &lo);
        if (r < 0)
            return r;
        hi = lo;
        if (str_at(p->rest, 0) == '-' && p->rest.n >= 2 && str_at(p->rest, 1) != ']') {
            p->rest = str_skip(p->rest, 1);
            if ((r = class_char(p, &hi)) < 0)
                return r;
            if (hi < lo)
                return bad(p, "bad range in a class");
        }
        set_range(set, lo, hi, p->f.fold);
    }
    p->rest = str_skip(p->rest, 1);
    if (negate) {
        uint32_t inner[8];
        memcpy(inner, set, sizeof inner);
        for (size_t i = 4; i < 8; i++)
            inner[i] = 0; // letters above ASCII stay possible
        set_or(n->set, inner, true);
    } else {
        memcpy(n->set, set, sizeof set);
    }
    *ret = n;
    return 0;
}

static struct sec_re *literal(struct parser *p, uint32_t c)
{
    struct sec_re *n = node(p, SEC_RE_LIT);
    char utf8[4];
    size_t len = c < 0x110000 ? sk_put_utf8(utf8, c) : 0;
    n->text = str_dup(p->a, (struct str){utf8, len});
    n->fold = p->f.fold && c < 0x80 && ch_is_alpha((int)c);
    return n;
}

static struct sec_re *assertion(struct parser *p, char what)
{
    struct sec_re *n = node(p, SEC_RE_AT);
    n->what = what;
    return n;
}

static int parse_alt(struct parser *p, struct sec_re **ret);

static int group_name(struct parser *p)
{
    ptrdiff_t end = str_find_char(p->rest, '>');
    struct str name = str_head(p->rest, end < 0 ? 0 : (size_t)end);
    for (size_t i = 0; i < name.n; i++)
        if (!ch_is_alnum(name.p[i]) && name.p[i] != '_')
            name.n = 0;
    if (!name.n)
        return bad(p, "invalid group name");
    if (!sk_map_add(&p->names, name))
        return bad(p, "two groups of one name");
    p->rest = str_skip(p->rest, (size_t)end + 1);
    return 0;
}

// After "(?": flags up to ':' or ')'. *ret_group: a group follows.
static int group_flags(struct parser *p, bool *ret_group)
{
    struct flags f = p->f;
    bool on = true, any = false;
    for (;;) {
        int c = str_at(p->rest, 0);
        p->rest = str_skip(p->rest, 1);
        switch (c) {
        case 'i': f.fold = on; break;
        case 'm': f.lines = on; break;
        case 's': f.dot_all = on; break;
        case 'U': f.ungreedy = on; break;
        case '-':
            if (!on)
                return bad(p, "invalid group flags");
            on = false;
            any = false;
            continue;
        case ':':
        case ')':
            if (!on && !any)
                return bad(p, "invalid group flags");
            p->f = f;
            *ret_group = c == ':';
            return 0;
        default: return bad(p, "look-around and such groups are not supported");
        }
        any = true;
    }
}

// After "(".
static int parse_group(struct parser *p, struct sec_re **ret)
{
    struct flags before = p->f;
    struct sec_re *g = NULL, *inner = NULL;
    if (str_take(&p->rest, S("?P<")) ||
        (str_starts(p->rest, S("?<")) && str_at(p->rest, 2) != '=' && str_at(p->rest, 2) != '!' &&
         str_take(&p->rest, S("?<")))) {
        int r = group_name(p);
        if (r < 0)
            return r;
        g = node(p, SEC_RE_GROUP);
    } else if (str_take(&p->rest, S("?"))) {
        bool group = false;
        int r = group_flags(p, &group);
        if (r < 0)
            return r;
        if (!group) { // the flags hold to the end of the group around
            *ret = node(p, SEC_RE_EMPTY);
            return 0;
        }
    } else {
        g = node(p, SEC_RE_GROUP);
    }
    if (g)
        g->group = ++p->n_groups;
    if (++p->depth > SEC_RE_MAX_DEPTH)
        return bad(p, "nested too deeply");
    int r = parse_alt(p, &inner);
    if (r < 0)
        return r;
    p->depth--;
    if (!str_take(&p->rest, S(")")))
        return bad(p, "( without )");
    p->f = before;
    if (g)
        add_kid(p, g, inner);
    *ret = g ? g : inner;
    return 0;
}

static int parse_escape(struct parser *p, struct sec_re **ret)
{
    int c = str_at(p->rest, 0);
    uint32_t set[8] = {0};
    if (c == 'A' || c == 'z' || c == 'b' || c == 'B') {
        p->rest = str_skip(p->rest, 1);
        *ret = assertion(p, (char)c);
        return 0;
    }
    if (c == 'Q') {
        p->rest = str_skip(p->rest, 1);
        struct str text;
        (void)str_cut_str(p->rest, S("\\E"), &text, &p->rest);
        *ret = node(p, SEC_RE_CAT);
        struct parser inner = *p;
        for (inner.rest = text; inner.rest.n;)
            add_kid(p, *ret, literal(p, take_char(&inner)));
        return 0;
    }
    bool perl = perl_class(c, set);
    if (perl || c == 'p' || c == 'P') {
        p->rest = str_skip(p->rest, 1);
        int r = perl ? 0 : unicode_class(p, c == 'P', set);
        *ret = node(p, SEC_RE_SET);
        memcpy((*ret)->set, set, sizeof set);
        return r;
    }
    uint32_t v;
    int r = escaped_char(p, &v);
    if (r == 0)
        *ret = literal(p, v);
    return r;
}

static int parse_atom(struct parser *p, struct sec_re **ret)
{
    int c = str_at(p->rest, 0);
    if (c == '*' || c == '+' || c == '?')
        return bad(p, "nothing to repeat");
    if (c != '(' && c != '[' && c != '\\' && c != '.' && c != '^' && c != '$') {
        *ret = literal(p, take_char(p));
        return 0;
    }
    p->rest = str_skip(p->rest, 1);
    switch (c) {
    case '(': return parse_group(p, ret);
    case '[': return parse_class(p, ret);
    case '\\': return parse_escape(p, ret);
    case '^': *ret = assertion(p, p->f.lines ? '^' : 'A'); return 0;
    case '$': *ret = assertion(p, p->f.lines ? '$' : 'z'); return 0;
    default: break;
    }
    *ret = node(p, SEC_RE_SET);
    memset((*ret)->set, 0xff, sizeof(*ret)->set);
    if (!p->f.dot_all)
        (*ret)->set['\n' >> 5] &= ~(1u << ('\n' & 31));
    return 0;
}

// {n}, {n,}, {n,m}: 1 = read, 0 = a literal brace.
static int braces(struct parser *p, uint32_t *min, uint32_t *max)
{
    struct str r = str_skip(p->rest, 1), digits = str_take_digits(&r);
    uint64_t lo, hi;
    if (!digits.n || !str_to_u64(digits, &lo))
        return digits.n ? bad(p, "repeat above 1000") : 0;
    hi = lo;
    if (str_take(&r, S(","))) {
        digits = str_take_digits(&r);
        hi = SEC_INF;
        if (digits.n && !str_to_u64(digits, &hi))
            return bad(p, "repeat above 1000");
    }
    if (!str_take(&r, S("}")))
        return 0;
    if (lo > MAX_REPEAT || (hi != SEC_INF && (hi > MAX_REPEAT || hi < lo)))
        return bad(p, "repeat above 1000, or backwards");
    p->rest = r;
    *min = (uint32_t)lo;
    *max = (uint32_t)hi;
    return 1;
}

static uint32_t nested_repeats(const struct sec_re *n)
{
    uint32_t most = 1;
    for (size_t i = 0; i < n->n_kids; i++) {
        uint32_t k = nested_repeats(n->kids[i]);
        most = k > most ? k : most;
    }
    uint32_t own = n->kind != SEC_RE_REP ? 1 : n->max == SEC_INF ? n->min : n->max;
    return own ? (most > MAX_REPEAT ? most : most * own) : most;
}

static int parse_repeat(struct parser *p, struct sec_re **atom)
{
    for (bool repeated = false;; repeated = true) {
        uint32_t min = 0, max = SEC_INF;
        int c = str_at(p->rest, 0);
        if (c == '{') {
            int r = braces(p, &min, &max);
            if (r <= 0)
                return r;
        } else if (c == '*' || c == '+' || c == '?') {
            p->rest = str_skip(p->rest, 1);
            min = c == '+';
            max = c == '?' ? 1 : SEC_INF;
        } else {
            return 0;
        }
        if (repeated)
            return bad(p, "a repeat of a repeat");
        struct sec_re *n = node(p, SEC_RE_REP);
        n->min = min;
        n->max = max;
        n->lazy = str_take(&p->rest, S("?")) != p->f.ungreedy;
        add_kid(p, n, *atom);
        *atom = n;
        if (c == '{' && nested_repeats(n) > MAX_REPEAT)
            return bad(p, "repeats of repeats above 1000");
    }
}

static int parse_cat(struct parser *p, struct sec_re **ret)
{
    struct sec_re *cat = node(p, SEC_RE_CAT);
    while (p->rest.n && str_at(p->rest, 0) != '|' && str_at(p->rest, 0) != ')') {
        struct sec_re *atom = NULL;
        if (p->n_nodes > SEC_RE_MAX_NODES)
            return bad(p, "too large");
        int r = parse_atom(p, &atom);
        if (r == 0)
            r = parse_repeat(p, &atom);
        if (r < 0)
            return r;
        if (atom->kind != SEC_RE_EMPTY)
            add_kid(p, cat, atom);
    }
    *ret = cat;
    return 0;
}

static int parse_alt(struct parser *p, struct sec_re **ret)
{
    struct sec_re *first = NULL, *alt = NULL;
    int r = parse_cat(p, &first);
    while (r == 0 && str_take(&p->rest, S("|"))) {
        struct sec_re *next = NULL;
        if (!alt) {
            alt = node(p, SEC_RE_ALT);
            add_kid(p, alt, first);
        }
        r = parse_cat(p, &next);
        if (r == 0)
            add_kid(p, alt, next);
    }
    *ret = alt ? alt : first;
    return r;
}

// Neighbours of literals in a row become one.
static void join_literals(struct arena *a, struct sec_re *n)
{
    size_t kept = 0;
    for (size_t i = 0; i < n->n_kids; i++) {
        struct sec_re *k = n->kids[i];
        join_literals(a, k);
        struct sec_re *last = kept ? n->kids[kept - 1] : NULL;
        if (n->kind == SEC_RE_CAT && k->kind == SEC_RE_LIT && last && last->kind == SEC_RE_LIT &&
            (last->fold == k->fold || !ch_is_alpha(str_at(k->text, 0)))) {
            last->text = str_join(a, last->text, k->text);
            continue;
        }
        n->kids[kept++] = k;
    }
    n->n_kids = kept;
}

int sec_re_parse(struct arena *perm, struct str pattern, struct sec_re_prog *ret,
                 struct sk_err *err)
{
    struct parser p = {.a = perm, .all = pattern, .rest = pattern, .err = err};
    p.names.perm = perm;
    if (pattern.n > SEC_RE_MAX_BYTES)
        return sk_fail(err, SK_ELIMIT, "a regular expression longer than %d bytes",
                       SEC_RE_MAX_BYTES);
    int r = parse_alt(&p, &ret->root);
    if (r < 0)
        return r;
    if (p.rest.n)
        return bad(&p, ") without (");
    ret->n_groups = p.n_groups;
    join_literals(perm, ret->root);
    return 0;
}
