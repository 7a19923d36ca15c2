// Words of a shell: quotes, escapes, expansions.
// https://pubs.opengroup.org/onlinepubs/9799919799/utilities/V3_chap02.html (2.2, 2.6)
#include "config/shell_int.h"

// A word while it is read: as it is written, and without its quotes.
struct word {
    struct sh *p;
    struct sk_buf text, plain;
    bool quoted;
};

static void put(struct word *w, int c)
{
    sk_buf_add_char(&w->text, (char)c);
    sk_buf_add_char(&w->plain, (char)c);
}

static void put_str(struct word *w, struct str s)
{
    sk_buf_add(&w->text, s);
    sk_buf_add(&w->plain, s);
}

bool sh_ends_word(int c)
{
    return c < 0 || c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == ';' || c == '&' ||
           c == '|' || c == '(' || c == ')' || c == '<' || c == '>';
}

static bool read_dollar(struct word *w, bool in_quotes);
static bool read_backquote(struct word *w);

static bool read_single(struct word *w)
{
    struct sh *p = w->p;
    struct str rest = str_skip(p->s, p->i + 1);
    ptrdiff_t n = str_find_char(rest, '\'');
    if (n < 0)
        return sh_fail(p, "a quote ' without an end");
    sk_buf_add(&w->text, str_sub(p->s, p->i, (size_t)n + 2));
    sk_buf_add(&w->plain, str_head(rest, (size_t)n));
    w->quoted = true;
    p->i += (size_t)n + 2;
    return true;
}

// $'...': escapes are kept in `plain`, but for the quote.
static bool read_ansi(struct word *w)
{
    struct sh *p = w->p;
    sk_buf_add(&w->text, S("$'"));
    w->quoted = true;
    for (p->i += 2; sh_at(p, 0) >= 0; p->i++) {
        int c = sh_at(p, 0);
        sk_buf_add_char(&w->text, (char)c);
        if (c == '\'') {
            p->i++;
            return true;
        }
        if (c == '\\' && sh_at(p, 1) >= 0) {
            int next = sh_at(p, 1);
            sk_buf_add_char(&w->text, (char)next);
            if (next != '\'' && next != '\\')
                sk_buf_add_char(&w->plain, '\\');
            sk_buf_add_char(&w->plain, (char)next);
            p->i++;
            continue;
        }
        sk_buf_add_char(&w->plain, (char)c);
    }
    return sh_fail(p, "a quote $' without an end");
}

static bool read_double(struct word *w)
{
    struct sh *p = w->p;
    sk_buf_add_char(&w->text, '"');
    w->quoted = true;
    for (p->i++; !p->why;) {
        int c = sh_at(p, 0), next = sh_at(p, 1);
        if (c < 0)
            return sh_fail(p, "a quote \" without an end");
        if (c == '"') {
            sk_buf_add_char(&w->text, '"');
            p->i++;
            return true;
        }
        if (c == '\\' && next == '\n') {
            p->i += 2;
        } else if (c == '\\' && next >= 0) {
            sk_buf_add(&w->text, str_sub(p->s, p->i, 2));
            if (next != '"' && next != '\\' && next != '$' && next != '`')
                sk_buf_add_char(&w->plain, '\\');
            sk_buf_add_char(&w->plain, (char)next);
            p->i += 2;
        } else if (c == '$') {
            read_dollar(w, true);
        } else if (c == '`') {
            read_backquote(w);
        } else {
            put(w, c);
            p->i++;
        }
    }
    return false;
}

// Up to the bracket that closes: of ${...}, $[...], extended patterns and (( )).
static bool read_balanced(struct word *w, char open, char close, bool in_quotes)
{
    struct sh *p = w->p;
    size_t level = 1;
    while (!p->why) {
        int c = sh_at(p, 0), next = sh_at(p, 1);
        if (c < 0)
            return sh_fail(p, "a bracket without an end");
        if (c == '\\' && next == '\n') {
            p->i += 2;
        } else if (c == '\\' && next >= 0) {
            sk_buf_add(&w->text, str_sub(p->s, p->i, 2));
            sk_buf_add_char(&w->plain, (char)next);
            p->i += 2;
        } else if (c == '\'' && !in_quotes) {
            read_single(w);
        } else if (c == '"') {
            read_double(w);
        } else if (c == '$') {
            read_dollar(w, in_quotes);
        } else if (c == '`') {
            read_backquote(w);
        } else {
            put(w, c);
            p->i++;
            level += c == open && open != close;
            if (c == close && --level == 0)
                return true;
        }
    }
    return false;
}

// Is "((" at `from` closed by "))"? Else it is a subshell in a subshell.
static bool is_arithmetic(struct sh *p, size_t from)
{
    size_t level = 0;
    char quote = 0;
    for (size_t i = from; i < p->s.n && sh_spend(p, 1); i++) {
        char c = p->s.p[i];
        if (c == '\\')
            i++;
        else if (quote)
            quote = c == quote ? 0 : quote;
        else if (c == '\'' || c == '"')
            quote = c;
        else if (c == '(')
            level++;
        else if (c == ')' && --level == 1)
            return str_at(p->s, i + 1) == ')';
    }
    return false;
}

static void put_substitution(struct word *w, const char *open, struct str inside)
{
    put_str(w, str_from(open));
    put_str(w, str_trim(inside));
    put_str(w, S(")"));
}

// $( ... ), <( ... ): its commands, and as a part of the word its text without the blanks at both ends.
static bool read_substitution(struct word *w, const char *open)
{
    struct sh *p = w->p;
    size_t from = p->i + str_from(open).n;
    p->i = from;
    if (!sh_list(p, ')', NULL))
        return false;
    if (sh_at(p, 0) != ')')
        return sh_fail(p, "a substitution without an end");
    put_substitution(w, open, str_sub(p->s, from, p->i - from));
    p->i++;
    return true;
}

static bool read_process(struct word *w, const char *open)
{
    struct sh *p = w->p;
    if (++p->depth > CFG_SHELL_MAX_DEPTH)
        return sh_fail(p, "nested too deeply");
    bool ok = read_substitution(w, open);
    p->depth--;
    return ok;
}

static bool read_backquote(struct word *w)
{
    struct sh *p = w->p;
    uint32_t line = sh_line(p);
    SK_BUF_SCRATCH(b, CFG_SHELL_MAX_BYTES);
    for (p->i++; sh_at(p, 0) != '`'; p->i++) {
        int c = sh_at(p, 0), next = sh_at(p, 1);
        if (c < 0)
            return sh_fail(p, "a backquote without an end");
        if (c == '\\' && (next == '`' || next == '$' || next == '\\')) {
            sk_buf_add_char(&b, (char)next);
            p->i++;
        } else {
            sk_buf_add_char(&b, (char)c);
        }
    }
    p->i++;
    struct str inside = str_dup(p->a, sk_buf_str(&b));
    put_substitution(w, "$(", inside);
    struct sh q;
    if (!sh_inner(p, inside, line, &q))
        return false;
    return sh_list(&q, 0, NULL) || sh_fail(p, q.why);
}

static bool read_expansion(struct word *w, int next, bool in_quotes)
{
    struct sh *p = w->p;
    if (next == '(' && sh_at(p, 2) == '(' && is_arithmetic(p, p->i + 1)) {
        put_str(w, S("$(("));
        p->i += 3;
        while (ch_is_space(sh_at(p, 0)))
            p->i++;
        return read_balanced(w, '(', ')', true) && read_balanced(w, '(', ')', true);
    }
    if (next == '(')
        return read_substitution(w, "$(");
    put_str(w, str_sub(p->s, p->i, 2));
    p->i += 2;
    return read_balanced(w, (char)next, next == '{' ? '}' : ']', in_quotes);
}

static bool read_dollar(struct word *w, bool in_quotes)
{
    struct sh *p = w->p;
    int next = sh_at(p, 1);
    if (next == '(' || next == '{' || next == '[') {
        if (++p->depth > CFG_SHELL_MAX_DEPTH)
            return sh_fail(p, "nested too deeply");
        bool ok = read_expansion(w, next, in_quotes);
        p->depth--;
        return ok;
    }
    if (next == '\'' && !in_quotes)
        return read_ansi(w);
    if (next == '"' && !in_quotes) {
        sk_buf_add_char(&w->text, '$');
        p->i++;
        return read_double(w);
    }
    put(w, '$');
    p->i++;
    return true;
}

// A=( ... ), and patterns such as @(a|b): up to the bracket that closes.
static bool read_group(struct word *w)
{
    struct sh *p = w->p;
    put(w, '(');
    p->i++;
    if (++p->depth > CFG_SHELL_MAX_DEPTH)
        return sh_fail(p, "nested too deeply");
    bool ok = read_balanced(w, '(', ')', false);
    p->depth--;
    return ok;
}

static bool begins_group(const struct word *w, int c)
{
    const struct sk_buf *t = &w->text;
    char last = t->n ? t->p[t->n - 1] : 0;
    return c == '(' && t->n && (str_has_char(S("?*+@!"), last) || (last == '=' && t->n > 1));
}

static bool read_part(struct word *w, int c)
{
    struct sh *p = w->p;
    int next = sh_at(p, 1);
    switch (c) {
    case '\\':
        if (next == '\n') {
            p->i += 2;
            return true;
        }
        sk_buf_add(&w->text, str_sub(p->s, p->i, 2));
        sk_buf_add(&w->plain, str_sub(p->s, p->i + 1, 1));
        w->quoted = true;
        p->i += next < 0 ? 1 : 2;
        return true;
    case '\'': return read_single(w);
    case '"': return read_double(w);
    case '`': return read_backquote(w);
    case '$': return read_dollar(w, false);
    default: put(w, c); p->i++;
    }
    return true;
}

bool sh_word(struct sh *p, struct sh_word *ret)
{
    struct word w = {.p = p,
                     .text = SK_BUF_INIT(2 * CFG_SHELL_MAX_BYTES),
                     .plain = SK_BUF_INIT(2 * CFG_SHELL_MAX_BYTES)};
    size_t from = p->i;
    while (!p->why) {
        int c = sh_at(p, 0);
        if ((c == '<' || c == '>') && sh_at(p, 1) == '(')
            read_process(&w, c == '<' ? "<(" : ">(");
        else if (begins_group(&w, c))
            read_group(&w);
        else if (sh_ends_word(c))
            break;
        else
            read_part(&w, c);
    }
    if (w.text.full || w.plain.full || !sh_spend(p, w.text.n + w.plain.n))
        sh_fail(p, "words that are too long");
    *ret = (struct sh_word){str_dup(p->a, sk_buf_str(&w.text)), str_dup(p->a, sk_buf_str(&w.plain)),
                            w.quoted};
    sk_buf_free(&w.text);
    sk_buf_free(&w.plain);
    return p->i > from && !p->why && (ret->text.n || w.quoted);
}

// Of all that quotes mean, only a backslash means something here.
void sh_expansions(struct sh *p, struct str text, uint32_t line)
{
    struct sh q;
    if (!(str_has_char(text, '$') || str_has_char(text, '`')) || !sh_inner(p, text, line, &q))
        return;
    q.depth = p->depth; // the $ in it makes it deeper
    struct word w = {.p = &q,
                     .text = SK_BUF_INIT(2 * CFG_SHELL_MAX_BYTES),
                     .plain = SK_BUF_INIT(2 * CFG_SHELL_MAX_BYTES)};
    while (!q.why && q.i < text.n) {
        int c = sh_at(&q, 0);
        if (c == '$')
            read_dollar(&w, true);
        else if (c == '`')
            read_backquote(&w);
        else
            q.i += c == '\\' ? 2 : 1;
    }
    sk_buf_free(&w.text);
    sk_buf_free(&w.plain);
    if (q.why)
        sh_fail(p, q.why);
}
