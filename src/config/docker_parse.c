#include "config/docker_parse.h"

#include "config/docker_word.h"
#include "core/buf.h"
#include "core/val.h"

struct words {
    struct str *items;
    size_t n, cap;
};

static bool is_blank(int c) // what separates words; a line's end cannot be among them
{
    return c == ' ' || c == '\t' || c == '\v' || c == '\f' || c == '\r';
}

static void push(struct arena *a, struct words *w, struct str s)
{
    *VEC_PUSH(a, w->items, w->n, w->cap) = s;
}

// ---- the forms that instructions have ----

static void split_blanks(struct arena *a, struct str s, struct words *ret)
{
    for (size_t i = 0; i < s.n;) {
        size_t from = i;
        while (i < s.n && !is_blank(s.p[i]))
            i++;
        push(a, ret, str_sub(s, from, i - from));
        while (i < s.n && is_blank(s.p[i]))
            i++;
    }
}

// Words whose quotes and escapes stay and hold white space together.
static void split_quoted(struct arena *a, struct str s, char escape, struct words *ret)
{
    SK_BUF_SCRATCH(b, s.n + 1);
    for (size_t i = 0; i < s.n;) {
        char quote = 0;
        bool any = false;
        while (i < s.n && ch_is_space((unsigned char)s.p[i]))
            i++;
        for (sk_buf_clear(&b); i < s.n && (quote || !ch_is_space((unsigned char)s.p[i])); i++) {
            char c = s.p[i];
            if (c == escape && quote != '\'') {
                if (i + 1 == s.n)
                    continue; // the last one is left out
                sk_buf_add_char(&b, c);
                sk_buf_add_char(&b, s.p[++i]);
                continue;
            }
            if (quote ? c == quote : c == '"' || c == '\'') {
                quote = quote ? 0 : c;
                any = true;
            }
            sk_buf_add_char(&b, c);
        }
        if (any || b.n)
            push(a, ret, str_dup(a, sk_buf_str(&b)));
    }
}

static const char *split_pairs(struct arena *a, struct str s, char escape, struct words *ret)
{
    struct words all = {0};
    split_quoted(a, s, escape, &all);
    if (!all.n)
        return "an instruction without arguments";
    if (!str_has_char(all.items[0], '=')) { // the old form: one name, and all the rest
        size_t i = 0;
        while (i < s.n && !is_blank(s.p[i]))
            i++;
        if (i == s.n)
            return "a name without a value";
        push(a, ret, str_head(s, i));
        while (i < s.n && is_blank(s.p[i]))
            i++;
        push(a, ret, str_skip(s, i));
        push(a, ret, S(""));
        return NULL;
    }
    for (size_t i = 0; i < all.n; i++) {
        struct str name, value;
        if (!str_cut(all.items[i], '=', &name, &value))
            return "a word that is no name=value";
        push(a, ret, name);
        push(a, ret, value);
        push(a, ret, S("="));
    }
    return NULL;
}

// The exec form: a JSON array of strings. False: it is something else.
static bool split_json(struct arena *a, struct str s, struct words *ret, const char **what)
{
    struct sk_doc doc;
    if (!str_starts(s, S("[")) || sk_json_read(a, S("exec form"), s, &doc, NULL) < 0)
        return false;
    for (SK_EACH(v, doc.root)) {
        if (!sk_val_is(v, SK_STRING))
            *what = "an array with something else than strings";
        push(a, ret, sk_val_str(v));
    }
    return true;
}

enum form { WHOLE, MAYBE_JSON, MAYBE_JSON_WORDS, WORDS, QUOTED, PAIRS, HEALTH, SUB };

static const struct {
    struct str name;
    enum form form;
} forms[] = {
    {S_INIT("add"), MAYBE_JSON_WORDS},
    {S_INIT("arg"), QUOTED},
    {S_INIT("cmd"), MAYBE_JSON},
    {S_INIT("copy"), MAYBE_JSON_WORDS},
    {S_INIT("entrypoint"), MAYBE_JSON},
    {S_INIT("env"), PAIRS},
    {S_INIT("expose"), WORDS},
    {S_INIT("from"), WORDS},
    {S_INIT("healthcheck"), HEALTH},
    {S_INIT("label"), PAIRS},
    {S_INIT("maintainer"), WHOLE},
    {S_INIT("onbuild"), SUB},
    {S_INIT("run"), MAYBE_JSON},
    {S_INIT("shell"), MAYBE_JSON},
    {S_INIT("stopsignal"), WHOLE},
    {S_INIT("user"), WHOLE},
    {S_INIT("volume"), MAYBE_JSON_WORDS},
    {S_INIT("workdir"), WHOLE},
};

// "--from=build --chmod=755 rest": the flags without their quotes, and what follows.
static struct str take_flags(struct arena *a, struct str s, char escape, struct words *ret)
{
    SK_BUF_SCRATCH(b, s.n + 1);
    for (size_t i = 0; i < s.n;) {
        char quote = 0;
        while (i < s.n && ch_is_space((unsigned char)s.p[i]))
            i++;
        if (str_at(s, i) != '-' || str_at(s, i + 1) != '-')
            return str_skip(s, i);
        for (sk_buf_clear(&b); i < s.n && (quote || !ch_is_space((unsigned char)s.p[i])); i++) {
            char c = s.p[i];
            if (quote ? c == quote : c == '"' || c == '\'')
                quote = quote ? 0 : c;
            else if (c != escape)
                sk_buf_add_char(&b, c);
            else if (i + 1 < s.n)
                sk_buf_add_char(&b, s.p[++i]);
        }
        if (str_eq(sk_buf_str(&b), S("--")))
            return str_skip(s, i);
        push(a, ret, str_dup(a, sk_buf_str(&b)));
    }
    return (struct str){0};
}

static const char *read_line(struct arena *a, struct str line, char escape,
                             struct cfg_docker_node *n, bool below_onbuild);

static const char *read_form(struct arena *a, enum form form, struct str args, char escape,
                             struct cfg_docker_node *n)
{
    struct words w = {0};
    const char *what = NULL;
    size_t i = 0;
    switch (form) {
    case WHOLE:
        if (args.n)
            push(a, &w, args);
        break;
    case WORDS: split_blanks(a, args, &w); break;
    case QUOTED: split_quoted(a, args, escape, &w); break;
    case PAIRS: what = split_pairs(a, args, escape, &w); break;
    case MAYBE_JSON:
    case MAYBE_JSON_WORDS:
        n->json = split_json(a, args, &w, &what);
        if (!n->json && form == MAYBE_JSON_WORDS)
            split_blanks(a, args, &w);
        else if (!n->json && args.n)
            push(a, &w, args);
        break;
    case HEALTH:
        while (i < args.n && !ch_is_space((unsigned char)args.p[i]))
            i++;
        push(a, &w, str_head(args, i));
        args = str_trim(str_skip(args, i));
        n->json = split_json(a, args, &w, &what);
        if (!n->json && args.n)
            push(a, &w, args);
        break;
    case SUB: break; // by read_line()
    }
    n->words = w.items;
    n->n_words = w.n;
    return what ? what : w.n ? NULL : "an instruction without arguments";
}

static const char *read_line(struct arena *a, struct str line, char escape,
                             struct cfg_docker_node *n, bool below_onbuild)
{
    struct str all = str_trim(line), args, cmd;
    struct words flags = {0};
    size_t i = 0;
    while (i < all.n && !is_blank(all.p[i]))
        i++;
    cmd = str_lower(a, str_head(all, i));
    args = str_trim(take_flags(a, str_skip(all, i), escape, &flags));
    n->flags = flags.items;
    n->n_flags = flags.n;
    if (below_onbuild)
        n->sub = cmd;
    else
        n->cmd = cmd;
    for (size_t k = 0; k < COUNT_OF(forms); k++) {
        if (!str_eq(cmd, forms[k].name))
            continue;
        if (forms[k].form != SUB)
            return read_form(a, forms[k].form, args, escape, n);
        if (below_onbuild || !args.n)
            return "ONBUILD without an instruction";
        return read_line(a, args, escape, n, true);
    }
    return "an unknown instruction";
}

const char *cfg_docker_read_line(struct arena *perm, struct str line, char escape,
                                 struct cfg_docker_node *ret)
{
    *ret = (struct cfg_docker_node){.line = line};
    return read_line(perm, line, escape, ret, false);
}

// ---- lines ----

struct reader {
    struct arena *a;
    struct cfg_docker_file *f;
    struct str rest;
    uint32_t line;
    bool directives_done;
    size_t n_words;
};

static void fault(struct reader *r, uint32_t line, const char *what, bool warning)
{
    if (r->f->n_faults < 100)
        *VEC_PUSH(r->a, r->f->faults, r->f->n_faults, r->f->cap_faults) =
            (struct cfg_docker_fault){line, warning, what};
}

// With its end.
static bool next_line(struct reader *r, struct str *ret)
{
    if (!r->rest.n)
        return false;
    ptrdiff_t i = str_find_char(r->rest, '\n');
    *ret = i < 0 ? r->rest : str_head(r->rest, (size_t)i + 1);
    r->rest = str_skip(r->rest, ret->n);
    r->line++;
    return true;
}

static struct str without_end(struct str s)
{
    while (s.n && (s.p[s.n - 1] == '\n' || s.p[s.n - 1] == '\r'))
        s.n--;
    return s;
}

static struct str without_front(struct str s)
{
    while (s.n && ch_is_space((unsigned char)s.p[0]))
        s = str_skip(s, 1);
    return s;
}

static bool is_comment(struct str s)
{
    return str_starts(without_front(s), S("#"));
}

// "# escape=`" and its like, only in front of everything else.
static void directive(struct reader *r, struct str line)
{
    struct str key, value, *slot = NULL;
    if (r->directives_done)
        return;
    r->directives_done = true;
    if (!str_take(&line, S("#")) || !str_cut(line, '=', &key, &value))
        return;
    key = str_trim(key);
    value = str_trim(value);
    if (!value.n)
        return;
    if (str_eq_nocase(key, S("escape"))) {
        if (!str_eq(value, S("`")) && !str_eq(value, S("\\")))
            fault(r, r->line, "an escape character that is neither \\ nor `", false);
        else
            r->f->escape = value.p[0];
    } else if (str_eq_nocase(key, S("syntax"))) {
        slot = &r->f->syntax;
    } else if (str_eq_nocase(key, S("check"))) {
        slot = &r->f->check;
    } else {
        return;
    }
    if (slot && slot->n)
        fault(r, r->line, "a parser directive that stands twice", false);
    else if (slot)
        *slot = value;
    r->directives_done = false;
}

// Cut the escape off that continues the line: the last character but blanks, with none in front of it.
static bool take_continuation(struct str *line, char escape)
{
    size_t n = line->n;
    while (n && (line->p[n - 1] == ' ' || line->p[n - 1] == '\t'))
        n--;
    if (!n || line->p[n - 1] != escape || (n > 1 && line->p[n - 2] == escape))
        return false;
    line->n = n - 1;
    return true;
}

// The next instruction's line. False at the end of the file.
static bool join_lines(struct reader *r, struct sk_buf *b, uint32_t *ret_start)
{
    struct str raw, line;
    for (;;) {
        if (!next_line(r, &raw))
            return false;
        line = without_front(without_end(raw));
        directive(r, line);
        if (is_comment(line))
            continue;
        bool more = take_continuation(&line, r->f->escape);
        if (!more && !line.n)
            continue;
        *ret_start = r->line;
        sk_buf_clear(b);
        sk_buf_add(b, line);
        bool empty = false;
        while (more && next_line(r, &raw)) {
            line = without_end(raw);
            if (is_comment(raw))
                continue;
            if (!without_front(line).n) {
                empty = true;
                continue;
            }
            more = take_continuation(&line, r->f->escape);
            sk_buf_add(b, line);
        }
        if (empty)
            fault(r, r->line, "an empty continuation line", true);
        return true;
    }
}

// ---- heredocs ----

// "3<<-EOF": false when the word is none.
static bool is_heredoc(struct arena *a, struct str word, struct cfg_docker_heredoc *ret)
{
    struct cfg_docker_lexer l = {.escape = '\\', .keep_unset = true};
    struct cfg_docker_words plain, raw;
    (void)str_take_digits(&word);
    if (!str_take(&word, S("<<")))
        return false;
    *ret = (struct cfg_docker_heredoc){.chomp = str_take(&word, S("-"))};
    word = without_front(word);
    if (!word.n || str_has_char(word, '<') || cfg_docker_expand(a, &l, word, &plain, NULL) < 0)
        return false;
    l.raw_quotes = true;
    if (plain.n_words != 1 || cfg_docker_expand(a, &l, word, &raw, NULL) < 0 || raw.n_words != 1)
        return false;
    ret->name = plain.words[0];
    size_t quotes[2] = {0};
    for (size_t i = 0; i < plain.words[0].n; i++)
        quotes[0] += str_has_char(S("'\""), plain.words[0].p[i]);
    for (size_t i = 0; i < raw.words[0].n; i++)
        quotes[1] += str_has_char(S("'\""), raw.words[0].p[i]);
    ret->expand = quotes[0] == quotes[1];
    return true;
}

static bool may_have_heredocs(const struct cfg_docker_node *n)
{
    struct str cmd = n->sub.n ? n->sub : n->cmd;
    return !n->json && (str_eq(cmd, S("run")) || str_eq(cmd, S("copy")) || str_eq(cmd, S("add")));
}

static void take_content(struct reader *r, struct cfg_docker_heredoc *h, uint32_t start)
{
    struct str from = r->rest, line;
    while (next_line(r, &line)) {
        struct str end = without_end(line);
        while (h->chomp && str_take(&end, S("\t")))
            ;
        if (str_eq(end, h->name)) {
            h->content = str_head(from, (size_t)(line.p - from.p));
            return;
        }
    }
    h->content = from;
    fault(r, start, "a heredoc that does not end", false);
}

static void take_heredocs(struct reader *r, struct cfg_docker_node *n)
{
    const struct cfg_docker_lexer l = {
        .escape = '\\', .raw_quotes = true, .raw_escapes = true, .keep_unset = true};
    struct cfg_docker_words w;
    struct cfg_docker_heredoc h;
    if (!may_have_heredocs(n) || !str_has(n->line, S("<<")) ||
        cfg_docker_expand(r->a, &l, n->line, &w, NULL) < 0)
        return;
    for (size_t i = 0; i < w.n_words; i++) {
        if (!is_heredoc(r->a, w.words[i], &h))
            continue;
        take_content(r, &h, n->start);
        *VEC_PUSH(r->a, n->heredocs, n->n_heredocs, n->cap_heredocs) = h;
    }
}

int cfg_docker_parse(struct arena *perm, struct str text, struct cfg_docker_file *ret,
                     struct sk_err *err)
{
    *ret = (struct cfg_docker_file){.escape = '\\'};
    struct reader r = {.a = perm, .f = ret, .rest = str_to_utf8(perm, text)};
    SK_BUF_SCRATCH(b, CFG_DOCKER_MAX_BYTES + 1);
    (void)str_take(&r.rest, S("\xef\xbb\xbf"));
    if (text.n > CFG_DOCKER_MAX_BYTES)
        return sk_fail(err, SK_ELIMIT, "longer than %d bytes", CFG_DOCKER_MAX_BYTES);
    uint32_t start = 0;
    while (join_lines(&r, &b, &start)) {
        struct cfg_docker_node n = {.line = str_dup(perm, sk_buf_str(&b)), .start = start};
        const char *what = read_line(perm, n.line, ret->escape, &n, false);
        r.n_words += n.n_words;
        if (ret->n_nodes == CFG_DOCKER_MAX_INSTRUCTIONS || r.n_words > CFG_DOCKER_MAX_WORDS)
            return sk_fail(err, SK_ELIMIT, "more than %d instructions or %d words",
                           CFG_DOCKER_MAX_INSTRUCTIONS, CFG_DOCKER_MAX_WORDS);
        if (what)
            fault(&r, start, what, false);
        take_heredocs(&r, &n);
        n.end = r.line;
        *VEC_PUSH(perm, ret->nodes, ret->n_nodes, ret->cap_nodes) = n;
    }
    return 0;
}
