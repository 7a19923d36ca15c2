// From what packages write to an expression: operators as people write them, and what to do with names
// that nobody knows.
#include "engine/licence/names.h"

#include <string.h>

enum joint {
    J_END,
    J_AND,
    J_OR,
    J_COMMA,     // "A, B"
    J_COMMA_AND, // "A or B, and C": binds less than the others
    J_COMMA_OR,
    J_SLASH,
    J_BOTH, // "and/or"
    J_CLOSE
};

struct reader {
    struct arena *a;
    struct str rest;
    size_t terms, depth;
    bool closed; // the last group ended with a bracket
    bool certain;
    struct str note;
};

// `what` is quoted in front of `why`; it may be empty.
static void doubt(struct reader *r, struct str what, const char *why)
{
    r->certain = false;
    if (!r->note.n)
        r->note = what.n ? str_fmt(r->a, "'" STR_FMT "' %s", STR_ARG(str_head(what, 80)), why)
                         : str_from(why);
}

// ---- names that nobody knows ----

// "Custom (see file)" -> LicenseRef-custom-see-file
struct str lic_slug(struct arena *a, struct str s)
{
    enum { MAX_SLUG = 60 };
    char text[MAX_SLUG];
    size_t n = 0;
    for (size_t i = 0; i < s.n && n < MAX_SLUG; i++) {
        int c = (unsigned char)s.p[i];
        if (ch_is_alnum(c) || (c == '.' && n && i + 1 < s.n))
            text[n++] = (char)c;
        else if (n && text[n - 1] != '-')
            text[n++] = '-';
    }
    while (n && (text[n - 1] == '-' || text[n - 1] == '.'))
        n--;
    return str_fmt(a, "LicenseRef-%.*s", n ? (int)n : 7, n ? text : "unknown");
}

static struct lic_expr *term(struct reader *r, struct str s)
{
    bool certain = true;
    struct lic_expr *e = r->terms++ < LIC_MAX_TERMS ? lic_name(r->a, s, &certain) : NULL;
    if (!e) {
        doubt(r, s, "is no name that is known");
        return lic_new_term(r->a, lic_slug(r->a, s));
    }
    if (!certain)
        doubt(r, s, "does not say which licence or version");
    return e;
}

// ---- operators ----

static bool take_nocase(struct str *s, const char *word)
{
    if (!str_starts_nocase(*s, str_from(word)))
        return false;
    *s = str_skip(*s, strlen(word));
    return true;
}

// A word that stands alone.
static bool take_operator(struct str *s, const char *word)
{
    struct str t = *s;
    if (!take_nocase(&t, word) || ch_is_alnum(str_at(t, 0)) || str_at(t, 0) == '-')
        return false;
    *s = t;
    return true;
}

static void skip_space(struct str *s)
{
    while (ch_is_space(str_at(*s, 0)))
        *s = str_skip(*s, 1);
}

// "or later" is part of a name. So is "or" of "Library or Lesser", "New or Revised".
static bool is_part_of_name(struct str s)
{
    static const char *const after[] = {
        "or later",          "or newer",       "or any later",
        "or greater",        "or above",       "or (at your option)",
        "or at your option", "or any newer",   "and later",
        "and above",         "and newer",      "or lesser",
        "or revised",        "or 'revised",    "or \"revised",
        "and distribution",  "and disclaimer", "and (at your option)",
        "and any later",
    };
    for (size_t i = 0; i < COUNT_OF(after); i++)
        if (str_starts_nocase(s, str_from(after[i])))
            return true;
    return false;
}

// An operator at the front of `s` (after white space)? `space`: white space stood before it.
static enum joint take_joint(struct str *s, bool space)
{
    struct str t = *s;
    if (space && is_part_of_name(t))
        return J_END;
    if (space && (take_operator(&t, "and/or") || take_operator(&t, "and / or"))) {
        *s = t;
        return J_BOTH;
    }
    if (space && take_operator(&t, "and")) {
        *s = t;
        return J_AND;
    }
    if (space && take_operator(&t, "or")) {
        *s = t;
        return J_OR;
    }
    int c = str_at(t, 0);
    if (c == '|' || c == '&') {
        while (str_at(t, 0) == c)
            t = str_skip(t, 1);
        *s = t;
        return c == '|' ? J_OR : J_AND;
    }
    if (c == '/') {
        *s = str_skip(t, 1);
        return J_SLASH;
    }
    if (c != ',' && c != ';' && c != '\n')
        return J_END;
    t = str_skip(t, 1);
    skip_space(&t);
    if (take_nocase(&t, "version") || (ch_lower(str_at(t, 0)) == 'v' && ch_is_digit(str_at(t, 1))))
        return J_END; // "Apache License, Version 2.0"
    enum joint after = take_operator(&t, "and/or") ? J_BOTH
                       : take_operator(&t, "and")  ? J_COMMA_AND
                       : take_operator(&t, "or")   ? J_COMMA_OR
                                                   : J_COMMA;
    *s = t;
    return after;
}

static struct lic_expr *group(struct reader *r);

// Text up to the next operator. A bracket within it that holds no operand of its own is part of it.
static struct lic_expr *operand(struct reader *r, enum joint *ret)
{
    struct str s = r->rest;
    skip_space(&s);
    if (str_at(s, 0) == '(' && r->depth < LIC_MAX_DEPTH) {
        r->rest = str_skip(s, 1);
        r->depth++;
        struct lic_expr *e = group(r);
        r->depth--;
        if (!r->closed)
            doubt(r, S(""), "a bracket is not closed");
        s = r->rest;
        skip_space(&s);
        bool space = true;
        *ret = !s.n ? J_END : str_take(&s, S(")")) ? J_CLOSE : take_joint(&s, space);
        if (s.n && *ret == J_END) { // text behind a bracket
            doubt(r, s, "after a bracket was left out");
            s = (struct str){0};
        }
        r->rest = s;
        return e;
    }
    struct str all = s;
    bool space = false;
    *ret = J_END;
    size_t brackets = 0, n = 0;
    while (s.n) {
        struct str before = s;
        int c = str_at(s, 0);
        if (c == ')' && brackets == 0) {
            s = str_skip(s, 1);
            *ret = J_CLOSE;
            break;
        }
        brackets += c == '(';
        brackets -= c == ')';
        bool scheme = c == ':' && str_starts(s, S("://"));
        if (scheme) { // an address: up to the next white space
            while (s.n && !ch_is_space(str_at(s, 0)) && str_at(s, 0) != ',' && str_at(s, 0) != ';')
                s = str_skip(s, 1);
        } else if (brackets == 0 && (*ret = take_joint(&s, space)) != J_END) {
            break;
        } else {
            s = str_skip(s, 1);
        }
        space = ch_is_space(c);
        n += before.n - s.n;
    }
    r->rest = s;
    struct str text = str_trim(str_head(all, n));
    return text.n ? term(r, text) : NULL;
}

// ---- a group: operands and what stands between them ----

enum { MAX_OPERANDS = 200 };

struct operands {
    struct lic_expr *e[MAX_OPERANDS];
    enum joint j[MAX_OPERANDS]; // behind each
    size_t n;
};

// Commas of "A, B or C" are what stands before the last.
static void settle_commas(struct reader *r, struct operands *o)
{
    bool comma = false, slash = false, inner = false;
    enum joint last = J_END;
    for (size_t i = 0; i + 1 < o->n; i++) {
        comma |= o->j[i] == J_COMMA;
        inner |= o->j[i] == J_AND || o->j[i] == J_OR;
        slash |= o->j[i] == J_SLASH;
        if (o->j[i] != J_COMMA)
            last = o->j[i];
    }
    if (slash)
        doubt(r, S(""), "a slash is read as OR");
    if (comma && (last == J_END || last == J_SLASH))
        doubt(r, S(""), "a list is read as AND");
    bool or_list = last == J_OR || last == J_COMMA_OR;
    for (size_t i = 0; i + 1 < o->n; i++) {
        if (o->j[i] == J_BOTH) {
            doubt(r, S(""), "'and/or' is read as AND");
            o->j[i] = J_AND;
        }
        if (o->j[i] == J_SLASH)
            o->j[i] = J_OR;
        if (o->j[i] == J_COMMA)
            o->j[i] = comma && or_list ? J_OR : J_AND;
        // ", and" is an operator of its own only where others bind closer.
        if (o->j[i] == J_COMMA_AND && (comma || !inner))
            o->j[i] = J_AND;
        if (o->j[i] == J_COMMA_OR && (comma || !inner))
            o->j[i] = J_OR;
    }
}

// Join all neighbours with `j` between them.
static void fold(struct reader *r, struct operands *o, enum joint j, enum lic_op op)
{
    size_t n = 0;
    for (size_t i = 1; i < o->n; i++) {
        if (o->j[n] == j) {
            o->e[n] = lic_join(r->a, op, o->e[n], o->e[i]);
        } else {
            o->e[++n] = o->e[i];
        }
        o->j[n] = o->j[i];
    }
    o->n = o->n ? n + 1 : 0;
}

static struct lic_expr *group(struct reader *r)
{
    struct operands o = {0};
    enum joint j = J_COMMA;
    while (j != J_END && j != J_CLOSE && r->rest.n) {
        struct lic_expr *e = operand(r, &j);
        if (!e) {
            if (o.n && j != J_END)
                o.j[o.n - 1] = j;
            continue;
        }
        if (o.n == MAX_OPERANDS) {
            doubt(r, r->rest, "and what follows: more names than are read");
            r->rest = (struct str){0};
            break;
        }
        o.e[o.n] = e;
        o.j[o.n++] = j;
    }
    r->closed = j == J_CLOSE;
    if (o.n && o.j[o.n - 1] != J_END && o.j[o.n - 1] != J_CLOSE && o.j[o.n - 1] != J_COMMA)
        doubt(r, S(""), "a name is missing after the last operator");
    settle_commas(r, &o);
    fold(r, &o, J_AND, LIC_AND);
    fold(r, &o, J_OR, LIC_OR);
    fold(r, &o, J_COMMA_AND, LIC_AND);
    fold(r, &o, J_COMMA_OR, LIC_OR);
    return o.n ? o.e[0] : NULL;
}

// ---- the whole ----

static bool says_nothing(struct arena *a, struct str s)
{
    static const struct str words[] = {
        S_INIT("unknown"),      S_INIT("none"),         S_INIT("n/a"),
        S_INIT("na"),           S_INIT("null"),         S_INIT("noassertion"),
        S_INIT("other"),        S_INIT("see license"),  S_INIT("license"),
        S_INIT("custom"),       S_INIT("dual license"), S_INIT("undefined"),
        S_INIT("unspecified"),  S_INIT("tbd"),          S_INIT("todo"),
        S_INIT("osi approved"), S_INIT("see readme"),   S_INIT("-"),
        S_INIT("...")};
    struct str low = str_lower(a, str_head(s, 100));
    for (size_t i = 0; i < COUNT_OF(words); i++)
        if (str_eq(low, words[i]))
            return true;
    return str_starts(low, S("see license in")) || str_starts(low, S("see licence in")) ||
           str_starts(low, S("see the file")) || str_starts(low, S("see license file"));
}

// "License :: OSI Approved :: MIT License" -> "MIT License"
static struct str after_classifier(struct str s)
{
    struct str head, tail;
    while (str_cut_str(s, S("::"), &head, &tail))
        s = str_trim(tail);
    return s;
}

static bool is_balanced(struct str s)
{
    size_t depth = 0;
    for (size_t i = 0; i < s.n; i++) {
        if (s.p[i] == ')' && depth-- == 0)
            return false;
        depth += s.p[i] == '(';
    }
    return depth == 0;
}

void lic_read(struct arena *perm, struct str text, struct lic_reading *ret)
{
    *ret = (struct lic_reading){.certain = true};
    struct str s = str_trim(str_head(text, LIC_MAX_TEXT));
    if (str_starts_nocase(s, S("License ::")))
        s = after_classifier(s);
    if (!s.n)
        return;
    struct lic_expr *e = NULL;
    bool sure = true;
    if (lic_parse(perm, s, &e, NULL) == 0) {
        ret->expr = e;
        return;
    }
    if (says_nothing(perm, s)) {
        ret->note = str_fmt(perm, "it says only '" STR_FMT "'", STR_ARG(str_head(s, 80)));
        ret->certain = false;
        return;
    }
    e = s.n < 200 && is_balanced(s) ? lic_name(perm, s, &sure) : NULL;
    if (e && sure) { // a name that looks like several: "MIT/X11", "GPL v2 or later"
        ret->expr = e;
        return;
    }
    struct reader r = {.a = perm, .rest = s, .certain = true};
    ret->expr = group(&r);
    if (str_trim(r.rest).n || r.closed)
        doubt(&r, r.rest, r.closed ? "stands after a bracket that was not opened" : "was left out");
    ret->certain = r.certain && text.n <= LIC_MAX_TEXT;
    ret->note = r.note;
    if (e && !r.certain) {
        // As one name it was half understood: better than in pieces when those are not known at all.
        if (lic_expr_family(ret->expr) == LIC_UNKNOWN && lic_expr_family(e) != LIC_UNKNOWN)
            ret->expr = e;
    }
}
