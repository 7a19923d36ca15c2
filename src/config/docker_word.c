#include "config/docker_word.h"

#include "core/buf.h"

struct lex {
    const struct cfg_docker_lexer *o;
    struct arena *a;
    struct str s;
    size_t at;
    bool raw_escapes, unknown;
    unsigned depth;
    struct sk_err *err;
};

struct out { // of one level; only the outermost one splits into words
    struct sk_buf text, word;
    struct cfg_docker_words *words;
    bool in_word;
};

static int refuse(struct lex *x, const char *what)
{
    return sk_fail(x->err, SK_EFORMAT, "%s", what);
}

static int peek(const struct lex *x)
{
    return str_at(x->s, x->at);
}

static int next(struct lex *x)
{
    int c = peek(x);
    if (c >= 0)
        x->at++;
    return c;
}

static void end_word(struct lex *x, struct out *o)
{
    if (o->words && o->word.n)
        *VEC_PUSH(x->a, o->words->words, o->words->n_words, o->words->cap_words) =
            str_dup(x->a, sk_buf_str(&o->word));
    sk_buf_clear(&o->word);
}

static void add_raw(struct out *o, struct str s)
{
    if (o->words)
        sk_buf_add(&o->word, s);
    o->in_word = true;
}

static void add_char(struct lex *x, struct out *o, char c)
{
    if (!ch_is_space((unsigned char)c)) {
        add_raw(o, (struct str){&c, 1});
    } else if (o->in_word && o->word.n) {
        end_word(x, o);
        o->in_word = false;
    }
}

static bool is_name(int c)
{
    return ch_is_alnum(c) || c == '_' || c >= 0x80;
}

// A name; digits alone; or one of the shell's own.
static struct str take_name(struct lex *x)
{
    size_t from = x->at;
    if (ch_is_digit(peek(x))) {
        while (ch_is_digit(peek(x)))
            x->at++;
    } else if (peek(x) >= 0 && str_has_char(S("@*#?-$!"), (char)peek(x))) {
        x->at++;
    } else {
        while (peek(x) >= 0 && is_name(peek(x)))
            x->at++;
    }
    return str_sub(x->s, from, x->at - from);
}

static struct cfg_docker_var get(const struct lex *x, struct str name)
{
    return x->o->get ? x->o->get(x->o->ctx, name) : (struct cfg_docker_var){0};
}

static int take_until(struct lex *x, int stop, bool raw_escapes, bool pattern, struct out *o);

// The word of a substitution up to `stop`; x->unknown tells of it alone.
static int take_operand(struct lex *x, int stop, bool raw_escapes, bool pattern, struct str *ret)
{
    struct out o = {.text = SK_BUF_INIT(CFG_DOCKER_MAX_WORD),
                    .word = SK_BUF_INIT(CFG_DOCKER_MAX_WORD)};
    x->unknown = false;
    int r = take_until(x, stop, raw_escapes, pattern, &o);
    if (r == 0 && o.text.full)
        r = sk_fail(x->err, SK_ELIMIT, "a word of more than %d bytes", CFG_DOCKER_MAX_WORD);
    *ret = str_dup(x->a, sk_buf_str(&o.text));
    sk_buf_free(&o.text);
    sk_buf_free(&o.word);
    return r;
}

// ${X:-word} and its like; `modifier` is what decides, `null` is the colon.
static int substitute(struct lex *x, struct str name, char modifier, bool null, struct str *ret,
                      bool *keep)
{
    bool pattern = modifier == '#' || modifier == '%';
    struct str word;
    int r = take_operand(x, '}', pattern, pattern, &word);
    if (r < 0)
        return r;
    bool word_unknown = x->unknown;
    struct cfg_docker_var v = get(x, name);
    bool set = v.state == CFG_DOCKER_SET, empty = !set || (null && !v.value.n && !v.unknown);
    x->unknown = set && v.unknown;
    *ret = v.value;
    *keep = v.state == CFG_DOCKER_UNKNOWN || (v.state == CFG_DOCKER_UNSET && x->o->keep_unset);
    if (*keep)
        return 0;
    switch (modifier) {
    case '-':
        if (empty) {
            *ret = word;
            x->unknown = word_unknown;
        }
        return 0;
    case '+':
        *keep = v.state == CFG_DOCKER_NOT_GIVEN;
        *ret = empty ? (struct str){0} : word;
        x->unknown = !empty && word_unknown;
        return 0;
    case '?':
        *keep = v.state == CFG_DOCKER_NOT_GIVEN;
        return empty && !*keep ? refuse(x, "a variable that must be set is not") : 0;
    default: break;
    }
    *keep = v.state == CFG_DOCKER_NOT_GIVEN || x->unknown || word_unknown;
    if (*keep)
        return 0;
    bool longest = word.n && word.p[0] == modifier;
    return cfg_docker_trim(x->a, v.value, longest ? str_skip(word, 1) : word, modifier == '%',
                           longest, ret, x->err);
}

static int replace(struct lex *x, struct str name, struct str *ret, bool *keep)
{
    bool all = peek(x) == '/';
    struct str pattern, by;
    x->at += all;
    int r = take_operand(x, '/', true, true, &pattern);
    bool unknown = x->unknown;
    if (r == 0)
        r = take_operand(x, '}', true, false, &by);
    if (r < 0)
        return r;
    struct cfg_docker_var v = get(x, name);
    unknown |= x->unknown || v.unknown;
    x->unknown = false;
    *keep = unknown || v.state == CFG_DOCKER_UNKNOWN || v.state == CFG_DOCKER_NOT_GIVEN ||
            (v.state == CFG_DOCKER_UNSET && x->o->keep_unset);
    return *keep ? 0 : cfg_docker_replace(x->a, v.value, pattern, by, all, ret, x->err);
}

static void plain(struct lex *x, struct str name, struct str *ret, bool *keep)
{
    struct cfg_docker_var v = get(x, name);
    *ret = v.value;
    x->unknown = v.state == CFG_DOCKER_SET && v.unknown;
    *keep = v.state == CFG_DOCKER_NOT_GIVEN || v.state == CFG_DOCKER_UNKNOWN ||
            (v.state == CFG_DOCKER_UNSET && x->o->keep_unset);
}

static int braces(struct lex *x, struct str *ret, bool *keep)
{
    int c = peek(x);
    if (c < 0)
        return refuse(x, "a substitution without its '}'");
    if (c == '{' || c == '}' || c == ':')
        return refuse(x, "bad substitution");
    struct str name = take_name(x);
    c = next(x);
    bool null = c == ':';
    if (c == '}') {
        plain(x, name, ret, keep);
        return 0;
    }
    if (c == '/')
        return replace(x, name, ret, keep);
    if (null)
        c = next(x);
    bool pattern = c == '#' || c == '%';
    if ((c != '-' && c != '+' && c != '?' && !pattern) || (null && pattern))
        return refuse(x, c < 0 ? "a substitution without its '}'" : "bad substitution");
    return substitute(x, name, (char)c, null, ret, keep);
}

static int dollar(struct lex *x, struct str *ret)
{
    size_t from = x->at++;
    bool before = x->unknown, keep = false;
    int r = 0;
    *ret = (struct str){0};
    if (peek(x) == '{') {
        x->at++;
        if (++x->depth > CFG_DOCKER_MAX_NEST)
            return sk_fail(x->err, SK_ELIMIT, "substitutions nested deeper than %d",
                           CFG_DOCKER_MAX_NEST);
        r = braces(x, ret, &keep);
        x->depth--;
    } else {
        struct str name = take_name(x);
        x->unknown = false;
        if (name.n)
            plain(x, name, ret, &keep);
        else
            *ret = S("$");
    }
    if (keep)
        *ret = str_sub(x->s, from, x->at - from);
    x->unknown = before || (keep && !x->o->keep_unset) || x->unknown;
    return r;
}

static int single_quotes(struct lex *x, bool pattern, struct sk_buf *b)
{
    for (next(x);;) {
        int c = next(x);
        if (c < 0)
            return refuse(x, "a single quote that does not end");
        if (c == '\'')
            return 0;
        if (pattern && c == x->o->escape)
            sk_buf_add_char(b, (char)c);
        sk_buf_add_char(b, (char)c);
    }
}

static int double_quotes(struct lex *x, bool pattern, struct sk_buf *b)
{
    struct str value;
    for (next(x);;) {
        int c = peek(x), r;
        if (c < 0)
            return refuse(x, "a double quote that does not end");
        if (c == '$') {
            if ((r = dollar(x, &value)) < 0)
                return r;
            sk_buf_add(b, value);
            continue;
        }
        next(x);
        if (c == '"')
            return 0;
        if (c == x->o->escape) {
            int then = peek(x);
            if (then < 0)
                continue;
            bool special = then == '"' || then == '$' || then == x->o->escape;
            if (x->raw_escapes && (special || !x->o->raw_quotes || pattern))
                sk_buf_add_char(b, (char)c);
            if (special)
                c = next(x);
        }
        sk_buf_add_char(b, (char)c);
    }
}

static int quotes(struct lex *x, int c, bool pattern, struct out *o)
{
    SK_BUF_SCRATCH(b, CFG_DOCKER_MAX_WORD);
    if (x->o->raw_quotes)
        sk_buf_add_char(&b, (char)c);
    int r = c == '"' ? double_quotes(x, pattern, &b) : single_quotes(x, pattern, &b);
    if (x->o->raw_quotes)
        sk_buf_add_char(&b, (char)c);
    sk_buf_add(&o->text, sk_buf_str(&b));
    add_raw(o, sk_buf_str(&b));
    return r;
}

// "<<" holds on to the white space behind it: a heredoc.
static void angle(struct lex *x, struct out *o)
{
    size_t from = x->at++;
    if (peek(x) == '<') {
        x->at++;
        while (peek(x) == ' ' || peek(x) == '\t' || peek(x) == '\r')
            x->at++;
    }
    struct str s = str_sub(x->s, from, x->at - from);
    sk_buf_add(&o->text, s);
    add_raw(o, s);
}

static void escaped(struct lex *x, struct out *o)
{
    char escape = (char)next(x), c;
    if (x->raw_escapes) {
        add_raw(o, (struct str){&escape, 1});
        sk_buf_add_char(&o->text, escape);
    }
    if (peek(x) < 0)
        return;
    do { // a whole character
        c = (char)next(x);
        add_raw(o, (struct str){&c, 1});
        sk_buf_add_char(&o->text, c);
    } while (peek(x) >= 0x80 && peek(x) < 0xc0);
}

static int take_until(struct lex *x, int stop, bool raw_escapes, bool pattern, struct out *o)
{
    bool saved = x->raw_escapes;
    int r = 0, c;
    x->raw_escapes = raw_escapes;
    while (r == 0 && (c = peek(x)) >= 0 && c != stop) {
        struct str value;
        if (c == '$') {
            r = dollar(x, &value);
            sk_buf_add(&o->text, value);
            for (size_t i = 0; i < value.n; i++)
                add_char(x, o, value.p[i]);
        } else if ((c == '"' || c == '\'') && !x->o->no_quotes) {
            r = quotes(x, c, pattern, o);
        } else if (c == '<') {
            angle(x, o);
        } else if (c == x->o->escape) {
            escaped(x, o);
        } else {
            next(x);
            sk_buf_add_char(&o->text, (char)c);
            add_char(x, o, (char)c);
        }
    }
    if (r == 0 && stop >= 0 && next(x) < 0)
        r = refuse(x, "a substitution without its end");
    x->raw_escapes = saved;
    return r;
}

int cfg_docker_expand(struct arena *perm, const struct cfg_docker_lexer *l, struct str word,
                      struct cfg_docker_words *ret, struct sk_err *err)
{
    struct sk_err why = {0};
    struct lex x = {.o = l, .a = perm, .s = word, .err = &why};
    // What is written may be longer than what variables may make of a word.
    size_t max = word.n + CFG_DOCKER_MAX_WORD;
    struct out o = {.text = SK_BUF_INIT(max), .word = SK_BUF_INIT(max), .words = ret};
    *ret = (struct cfg_docker_words){0};
    int r = take_until(&x, -1, l->raw_escapes, false, &o);
    if (r == 0 && (o.text.full || o.word.full))
        r = sk_fail(&why, SK_ELIMIT, "a word of more than %d bytes", CFG_DOCKER_MAX_WORD);
    end_word(&x, &o);
    ret->text = str_dup(perm, sk_buf_str(&o.text));
    ret->unknown = x.unknown;
    sk_buf_free(&o.text);
    sk_buf_free(&o.word);
    if (r < 0 && err)
        *err = why;
    return r;
}
