// Words of the language. White space and line ends are kept as facts about the next word, because
// the grammar asks: a newline ends a statement, `x [1]` is no reference.
#include "engine/rego/rego_int.h"

#include <string.h>

static const struct {
    struct str word;
    uint8_t kind;
} keywords[] = {
    {S_INIT("package"), TOK_PACKAGE},
    {S_INIT("import"), TOK_IMPORT},
    {S_INIT("as"), TOK_AS},
    {S_INIT("default"), TOK_DEFAULT},
    {S_INIT("else"), TOK_ELSE},
    {S_INIT("not"), TOK_NOT},
    {S_INIT("with"), TOK_WITH},
    {S_INIT("some"), TOK_SOME},
    {S_INIT("null"), TOK_NULL},
    {S_INIT("true"), TOK_TRUE},
    {S_INIT("false"), TOK_FALSE},
    {S_INIT("if"), TOK_IF},
    {S_INIT("contains"), TOK_CONTAINS},
    {S_INIT("in"), TOK_IN},
    {S_INIT("every"), TOK_EVERY},
};

static uint8_t word_kind(const struct rego_lexer *l, struct str w)
{
    if (w.n < 2 || w.n > 8)
        return TOK_IDENT;
    for (size_t i = 0; i < COUNT_OF(keywords); i++) {
        if (!str_eq(keywords[i].word, w))
            continue;
        switch (keywords[i].kind) {
        case TOK_IF: return l->kw_if ? TOK_IF : TOK_IDENT;
        case TOK_CONTAINS: return l->kw_contains ? TOK_CONTAINS : TOK_IDENT;
        case TOK_IN: return l->kw_in ? TOK_IN : TOK_IDENT;
        case TOK_EVERY: return l->kw_every ? TOK_EVERY : TOK_IDENT;
        default: return keywords[i].kind;
        }
    }
    return TOK_IDENT;
}

static void keep_comment(struct rego_lexer *l, const char *from, const char *to)
{
    uint32_t off = (uint32_t)(from - l->file->text.p) + 1;
    if (off <= l->last_comment)
        return;
    l->last_comment = off;
    struct rego_comment *c = VEC_PUSH(l->a, l->comments, l->n_comments, l->cap_comments);
    c->line = l->line;
    c->col = (uint32_t)(from - l->line_start) + 1;
    struct str text = {from + 1, (size_t)(to - from) - 1};
    if (str_ends(text, S("\r")))
        text.n--;
    c->text = text;
}

static void skip_space(struct rego_lexer *l, struct rego_token *t)
{
    for (; l->p < l->end; l->p++) {
        char c = *l->p;
        if (c == '\n') {
            l->line++;
            l->line_start = l->p + 1;
            t->newline = true;
        } else if (c == '#') {
            const char *nl = memchr(l->p, '\n', (size_t)(l->end - l->p));
            const char *to = nl ? nl : l->end;
            keep_comment(l, l->p, to);
            l->p = to - 1;
        } else if (c != ' ' && c != '\t' && c != '\r') {
            return;
        }
        t->space = true;
    }
}

static void lex_string(struct rego_lexer *l, struct rego_token *t)
{
    const char *from = ++l->p;
    while (l->p < l->end && *l->p != '"' && *l->p != '\n')
        l->p += *l->p == '\\' && l->end - l->p > 1 ? 2 : 1;
    if (l->p > l->end)
        l->p = l->end;
    t->text = (struct str){from, (size_t)(l->p - from)};
    if (l->p == l->end || *l->p != '"') {
        l->what = "non-terminated string";
        return;
    }
    l->p++;
    t->kind = TOK_STRING;
}

static void lex_raw(struct rego_lexer *l, struct rego_token *t)
{
    const char *from = ++l->p;
    for (; l->p < l->end && *l->p != '`'; l->p++) {
        if (*l->p == '\n') {
            l->line++;
            l->line_start = l->p + 1;
        }
    }
    t->text = (struct str){from, (size_t)(l->p - from)};
    if (l->p == l->end) {
        l->what = "non-terminated raw string";
        return;
    }
    l->p++;
    t->kind = TOK_RAW;
}

static void lex_number(struct rego_lexer *l, struct rego_token *t)
{
    struct str rest = {l->p, (size_t)(l->end - l->p)};
    struct str whole = rest;
    struct str digits = str_take_digits(&rest);
    if (str_starts(rest, S(".")) && ch_is_digit(str_at(rest, 1))) {
        rest = str_skip(rest, 1);
        (void)str_take_digits(&rest);
    }
    struct str before = rest;
    if (str_take(&rest, S("e")) || str_take(&rest, S("E"))) {
        if (!str_take(&rest, S("-")))
            (void)str_take(&rest, S("+"));
        if (str_take_digits(&rest).n == 0)
            rest = before;
    }
    t->text = str_head(whole, whole.n - rest.n);
    l->p = rest.p;
    t->kind = TOK_NUMBER;
    if ((digits.n > 1 && digits.p[0] == '0') || ch_is_alpha(str_at(rest, 0)) ||
        str_at(rest, 0) == '_' || t->text.n > 100000) {
        t->kind = TOK_BAD;
        l->what = "illegal number format";
    }
}

static const struct {
    char c[3];
    uint8_t kind;
} signs[] = {
    {":=", TOK_ASSIGN}, {"==", TOK_EQ},    {"!=", TOK_NE},    {"<=", TOK_LE},    {">=", TOK_GE},
    {"(", TOK_LPAREN},  {")", TOK_RPAREN}, {"[", TOK_LBRACK}, {"]", TOK_RBRACK}, {"{", TOK_LBRACE},
    {"}", TOK_RBRACE},  {",", TOK_COMMA},  {":", TOK_COLON},  {";", TOK_SEMI},   {".", TOK_DOT},
    {"=", TOK_UNIFY},   {"<", TOK_LT},     {">", TOK_GT},     {"+", TOK_PLUS},   {"-", TOK_MINUS},
    {"*", TOK_MUL},     {"/", TOK_DIV},    {"%", TOK_REM},    {"&", TOK_AND},    {"|", TOK_OR},
};

void rego_lex_next(struct rego_lexer *l, struct rego_token *t)
{
    *t = (struct rego_token){.kind = TOK_BAD};
    skip_space(l, t);
    t->line = l->line;
    t->col = (uint32_t)(l->p - l->line_start) + 1;
    t->off = (uint32_t)(l->p - l->file->text.p);
    const char *from = l->p;
    int c = l->p < l->end ? (unsigned char)*l->p : -1;
    if (c < 0) {
        t->kind = TOK_EOF;
    } else if (ch_is_alpha(c) || c == '_') {
        while (l->p < l->end && (ch_is_alnum((unsigned char)*l->p) || *l->p == '_'))
            l->p++;
        t->text = (struct str){from, (size_t)(l->p - from)};
        t->kind = word_kind(l, t->text);
    } else if (c == '"') {
        lex_string(l, t);
    } else if (c == '`') {
        lex_raw(l, t);
    } else if (ch_is_digit(c)) {
        lex_number(l, t);
    } else {
        struct str rest = {l->p, (size_t)(l->end - l->p)};
        l->what = "illegal token";
        for (size_t i = 0; i < COUNT_OF(signs); i++) {
            if (signs[i].c[0] != (char)c || !str_starts(rest, str_from(signs[i].c)))
                continue;
            t->kind = signs[i].kind;
            l->p += strlen(signs[i].c);
            break;
        }
        t->text = (struct str){from, l->p > from ? (size_t)(l->p - from) : 1};
    }
    t->end = (uint32_t)(l->p - l->file->text.p);
}

static bool hex4(struct str s, size_t at, uint32_t *ret)
{
    *ret = 0;
    for (size_t i = 0; i < 4; i++) {
        int x = ch_hex_value(str_at(s, at + i));
        if (x < 0)
            return false;
        *ret = *ret << 4 | (uint32_t)x;
    }
    return true;
}

bool rego_unescape(struct arena *a, struct str raw, struct str *ret)
{
    if (!str_has_char(raw, '\\')) {
        *ret = raw;
        return true;
    }
    char *to = arena_new(a, char, raw.n + 1);
    size_t n = 0;
    for (size_t i = 0; i < raw.n; i++) {
        if (raw.p[i] != '\\') {
            to[n++] = raw.p[i];
            continue;
        }
        static const char from[] = "\"\\/bfnrt", what[] = "\"\\/\b\f\n\r\t";
        int c = str_at(raw, ++i);
        const char *at = c > 0 ? strchr(from, c) : NULL;
        uint32_t u, low;
        if (at) {
            to[n++] = what[at - from];
            continue;
        }
        if (c != 'u' || !hex4(raw, i + 1, &u))
            return false;
        i += 4;
        if (u >= 0xd800 && u < 0xdc00 && str_at(raw, i + 1) == '\\' && str_at(raw, i + 2) == 'u' &&
            hex4(raw, i + 3, &low) && low >= 0xdc00 && low < 0xe000) {
            u = 0x10000 + ((u - 0xd800) << 10) + (low - 0xdc00);
            i += 6;
        } else if (u >= 0xd800 && u < 0xe000) {
            u = 0xfffd;
        }
        n += sk_put_utf8(to + n, u);
    }
    *ret = (struct str){to, n};
    return true;
}
