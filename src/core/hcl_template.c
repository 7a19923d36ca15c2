// Templates of HCL: texts in quotes and heredocs, with ${} and %{} in them.
// https://github.com/hashicorp/hcl/blob/main/hclsyntax/spec.md#template-expressions
#include "core/buf.h"
#include "core/hcl_int.h"

#include <string.h>

struct text {
    struct sk_buf out;
    bool heredoc, plain;
    bool keep;     // else only its end is wanted
    bool trim;     // white space at the front of the literal that follows
    uint64_t open; // %{if} and %{for} that are open, two bits each: 1, 2, or 3 after an else
    unsigned n_open;
    size_t literal; // where the literal that is being written begins
};

static void put(struct text *t, struct str s)
{
    if (t->keep)
        sk_buf_add(&t->out, s);
}

static void put_char(struct text *t, char c)
{
    put(t, (struct str){&c, 1});
}

static bool add_escape(struct hcl *h, struct text *t)
{
    static const struct {
        char c, is;
    } one[] = {{'n', '\n'}, {'r', '\r'}, {'t', '\t'}, {'"', '"'}, {'\\', '\\'}};
    int c = hcl_peek_at(h, 1);
    for (size_t i = 0; i < COUNT_OF(one); i++)
        if (c == one[i].c) {
            put_char(t, one[i].is);
            h->p += 2;
            return true;
        }
    size_t n = c == 'u' ? 4 : c == 'U' ? 8 : 0;
    uint32_t code;
    char utf8[4];
    if (!n || !sk_hex_digits(h->p + 2, h->end, n, &code) || code > 0x10ffff)
        return sk_hcl_bad(h, "an escape that HCL does not have");
    if (code >= 0xd800 && code < 0xe000)
        code = 0xfffd;
    put(t, (struct str){utf8, sk_put_utf8(utf8, code)});
    h->p += 2 + n;
    return true;
}

// "~}": the literal in front of it loses the white space at its end.
static void trim_end(struct text *t)
{
    while (t->out.n > t->literal && ch_is_space((unsigned char)t->out.p[t->out.n - 1]))
        t->out.n--;
}

// A directive in its order: each if and for has its end, an else its if.
static bool balance(struct hcl *h, struct text *t, struct str word)
{
    enum { IF = 1, FOR, ELSE, MAX_OPEN = 32 };
    unsigned top = t->open & 3;
    if (str_eq(word, S("if")) || str_eq(word, S("for"))) {
        if (t->n_open++ == MAX_OPEN)
            return sk_hcl_over(h, "directives nested too deeply");
        t->open = t->open << 2 | (word.n == 2 ? IF : FOR);
        return true;
    }
    if (str_eq(word, S("else")) && t->n_open && top == IF) {
        t->open |= ELSE;
        return true;
    }
    bool ends = str_eq(word, S("endfor")) ? top == FOR
                                          : str_eq(word, S("endif")) && (top == IF || top == ELSE);
    if (!ends || !t->n_open)
        return sk_hcl_bad(h, "a directive that does not belong here");
    t->n_open--;
    t->open >>= 2;
    return true;
}

// "${" or "%{" is here: the expression or directive up to its brace, as it is written.
static bool take_sequence(struct hcl *h, struct text *t)
{
    bool directive = *h->p == '%';
    unsigned lines = h->lines_are_space;
    h->p += 2;
    t->plain = false;
    if (hcl_peek(h) == '~') {
        h->p++;
        trim_end(t);
    }
    t->trim = false;
    h->lines_are_space = 1;
    struct str word = {0};
    struct sk_val v = {.kind = SK_ARRAY};
    if (!sk_hcl_enter(h) || !sk_hcl_skip(h))
        return false;
    const char *inner = h->p;
    if (directive) {
        word = sk_hcl_name(h);
        if (str_eq(word, S("for"))) {
            struct str in = {0};
            do {
                if (!sk_hcl_skip(h) || !sk_hcl_name(h).n || !sk_hcl_skip(h))
                    return sk_hcl_bad(h, "a name is wanted here");
            } while (sk_hcl_take(h, ","));
            in = sk_hcl_name(h);
            if (!str_eq(in, S("in")))
                return sk_hcl_bad(h, "'in' is wanted here");
        }
        if (!balance(h, t, word))
            return false;
        bool wants = str_eq(word, S("if")) || str_eq(word, S("for"));
        if (wants && !sk_hcl_expression(h, NULL))
            return false;
    } else if (!sk_hcl_expression(h, t->keep ? &v : NULL)) {
        return false;
    }
    const char *past = h->p;
    if (!sk_hcl_skip(h))
        return false;
    if (hcl_peek(h) == '~') {
        h->p++;
        t->trim = true;
    }
    if (hcl_peek(h) != '}')
        return sk_hcl_bad(h, "'}' is wanted here");
    h->p++;
    h->lines_are_space = lines;
    sk_hcl_leave(h);
    if (v.kind < SK_ARRAY) { // "${...}" again, or the value of a literal
        put(t, (struct str){v.text, v.n});
    } else {
        put(t, directive ? S("%{") : S("${"));
        put(t, (struct str){inner, (size_t)(past - inner)});
        put_char(t, '}');
    }
    t->literal = t->out.n;
    return true;
}

static void add_literal(struct text *t, const char *p, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        if (t->trim && ch_is_space((unsigned char)p[i]))
            continue;
        t->trim = false;
        put_char(t, p[i]);
    }
}

// Up to `end` (of a heredoc) or the closing quote.
static bool take_parts(struct hcl *h, struct text *t, const char *end)
{
    for (;;) {
        int c = hcl_peek(h), then = hcl_peek_at(h, 1);
        if (t->heredoc ? h->p >= end : c == '"')
            return true;
        if (c < 0 || (!t->heredoc && c == '\n'))
            return sk_hcl_bad(h, "a text that does not end");
        if ((c == '$' || c == '%') && then == c && hcl_peek_at(h, 2) == '{') {
            add_literal(t, h->p, 3); // "$${" stays so
            h->p += 3;
        } else if ((c == '$' || c == '%') && then == '{') {
            if (!take_sequence(h, t))
                return false;
        } else if (c == '\\' && !t->heredoc) {
            t->trim = false;
            if (!add_escape(h, t))
                return false;
        } else {
            add_literal(t, h->p, 1);
            h->p++;
        }
    }
}

static bool finish(struct hcl *h, struct text *t, struct str *ret, bool *ret_plain)
{
    if (t->n_open)
        return sk_hcl_bad(h, "a directive without its end");
    h->copied += t->out.n;
    if (ret)
        *ret = str_dup(h->doc->perm, sk_buf_str(&t->out));
    if (ret_plain)
        *ret_plain = t->plain;
    return true;
}

// ---- heredocs ----

// The line that ends it: `marker` alone, after blanks.
static bool find_end(struct hcl *h, struct str marker, struct str *ret_body)
{
    struct str rest = {h->p, (size_t)(h->end - h->p)}, line;
    const char *from = h->p;
    while (str_next_line(&rest, &line)) {
        if (!str_eq(str_trim(line), marker) || line.p + line.n == h->end)
            continue; // (it has a line's end)
        *ret_body = (struct str){from, (size_t)(line.p - from)};
        return true;
    }
    return sk_hcl_bad(h, "a heredoc that does not end");
}

static size_t blanks_of(struct str line)
{
    size_t n = 0;
    while (n < line.n && ch_is_space((unsigned char)line.p[n]))
        n++;
    return n;
}

// `<<-`: the white space that all lines begin with. Lines of it alone do not count.
static size_t indent_of(struct str body)
{
    size_t least = SIZE_MAX;
    while (body.n) {
        ptrdiff_t i = str_find_char(body, '\n');
        struct str line = i < 0 ? body : str_head(body, (size_t)i + 1);
        size_t n = blanks_of(line);
        if (n < line.n && n < least)
            least = n;
        body = str_skip(body, line.n);
    }
    return least == SIZE_MAX ? 0 : least;
}

static bool take_heredoc(struct hcl *h, struct text *t)
{
    h->p += 2;
    bool flush = sk_hcl_take(h, "-");
    struct str marker = sk_hcl_name(h), body = {0};
    (void)sk_hcl_take(h, "\r");
    if (!marker.n || !sk_hcl_take(h, "\n"))
        return sk_hcl_bad(h, "a heredoc without a marker");
    if (!find_end(h, marker, &body))
        return false;
    size_t indent = flush ? indent_of(body) : 0;
    const char *end = body.p + body.n;
    t->heredoc = true;
    while (h->p < end) {
        struct str left = {h->p, (size_t)(end - h->p)};
        ptrdiff_t i = str_find_char(left, '\n');
        size_t n = i < 0 ? left.n : (size_t)i + 1, skip = blanks_of(str_head(left, n));
        h->p += skip < n ? (skip < indent ? skip : indent) : 0;
        if (!take_parts(h, t, left.p + n > h->p ? left.p + n : h->p))
            return false;
    }
    h->p = end;
    struct str rest = {h->p, (size_t)(h->end - h->p)}, line;
    (void)str_next_line(&rest, &line);
    h->p = line.p + blanks_of(line) + marker.n; // the line's end is left: it ends the attribute
    return true;
}

// Is all of the text one "${x}"? Then the value is x.
static bool is_lone(struct hcl *h)
{
    if (hcl_peek_at(h, 1) != '$' || hcl_peek_at(h, 2) != '{')
        return false;
    struct hcl probe = *h;
    probe.p += 3;
    probe.lines_are_space = 1;
    (void)sk_hcl_take(&probe, "~");
    if (!sk_hcl_expression(&probe, NULL) || !sk_hcl_skip(&probe))
        return false;
    (void)sk_hcl_take(&probe, "~");
    return sk_hcl_take(&probe, "}\"");
}

static bool take_lone(struct hcl *h, struct sk_val *v)
{
    unsigned lines = h->lines_are_space;
    uint32_t from = hcl_off(h);
    h->p += 3;
    h->lines_are_space = 1;
    (void)sk_hcl_take(h, "~");
    if (!sk_hcl_enter(h) || !sk_hcl_expression(h, v) || !sk_hcl_skip(h))
        return false;
    sk_hcl_leave(h);
    (void)sk_hcl_take(h, "~");
    (void)sk_hcl_take(h, "}\"");
    h->lines_are_space = lines;
    if (v) {
        v->off = from;
        v->end = hcl_off(h);
    }
    return true;
}

bool sk_hcl_template(struct hcl *h, struct sk_val *v, struct str *ret, bool *ret_plain)
{
    struct text t = {.out = SK_BUF_INIT(SK_MAX_DOC_BYTES), .plain = true, .keep = ret != NULL};
    bool ok;
    if (*h->p == '"' && v && is_lone(h)) {
        ret->p = NULL;
        return take_lone(h, v);
    }
    if (*h->p == '"') {
        h->p++;
        ok = take_parts(h, &t, NULL) && sk_hcl_take(h, "\"");
    } else {
        ok = take_heredoc(h, &t);
    }
    ok = ok && finish(h, &t, ret, ret_plain);
    sk_buf_free(&t.out);
    return ok;
}
