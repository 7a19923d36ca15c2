// Commands of a shell script, by recursive descent.
// https://pubs.opengroup.org/onlinepubs/9799919799/utilities/V3_chap02.html (2.9, 2.10)
#include "config/shell_int.h"
#include "core/limits.h"

bool sh_fail(struct sh *p, const char *why)
{
    if (!p->why) {
        p->why = why;
        p->why_line = sh_line(p);
    }
    return false;
}

bool sh_spend(struct sh *p, size_t bytes)
{
    if (p->total->budget < bytes)
        return sh_fail(p, "too complicated");
    p->total->budget -= bytes;
    return true;
}

uint32_t sh_line(struct sh *p)
{
    for (; p->counted_to < p->i && p->counted_to < p->s.n; p->counted_to++)
        p->line += p->s.p[p->counted_to] == '\n';
    return p->line;
}

// ---- white space, comments, here-documents ----

static void read_bodies(struct sh *p)
{
    for (size_t d = 0; d < p->n_docs && !p->why; d++) {
        struct str rest = str_skip(p->s, p->i), line, whole = rest;
        size_t n = 0;
        while (str_next_line(&rest, &line)) {
            while (p->docs[d].tabs && str_take(&line, S("\t")))
                ;
            if (str_eq(line, p->docs[d].end))
                break;
            n = whole.n - rest.n;
        }
        struct str body = str_head(whole, n);
        if (!p->docs[d].quoted)
            sh_expansions(p, body, sh_line(p));
        p->i = p->s.n - rest.n;
    }
    p->n_docs = 0;
}

static void skip_blanks(struct sh *p)
{
    for (;; p->i++) {
        int c = sh_at(p, 0);
        if (c == '\\' && sh_at(p, 1) == '\n')
            p->i++;
        else if (c != ' ' && c != '\t' && c != '\r')
            break;
    }
    if (sh_at(p, 0) == '#')
        while (sh_at(p, 0) >= 0 && sh_at(p, 0) != '\n')
            p->i++;
}

static void skip_lines(struct sh *p)
{
    for (skip_blanks(p); sh_at(p, 0) == '\n' && !p->why; skip_blanks(p)) {
        p->i++;
        read_bodies(p);
    }
}

// ---- reserved words ----

static bool is_word_here(const struct sh *p, const char *word)
{
    struct str w = str_from(word), rest = str_skip(p->s, p->i);
    if (!str_starts(rest, w))
        return false;
    int after = str_at(rest, w.n);
    return str_eq(w, S("{")) ? ch_is_space(after) || after < 0 : sh_ends_word(after);
}

static bool is_one_here(const struct sh *p, const char *const *words)
{
    for (; words && *words; words++)
        if (is_word_here(p, *words))
            return true;
    return false;
}

static bool take_word(struct sh *p, const char *word)
{
    if (!is_word_here(p, word))
        return false;
    p->i += str_from(word).n;
    return true;
}

static bool want_word(struct sh *p, const char *word, const char *why)
{
    return take_word(p, word) || sh_fail(p, why);
}

// ---- redirections ----

static bool is_redirect(const struct sh *p)
{
    size_t n = 0;
    while (ch_is_digit(sh_at(p, n)))
        n++;
    int c = sh_at(p, n), next = sh_at(p, n + 1);
    if (c == '&' && n == 0)
        return next == '>';
    return (c == '<' || c == '>') && next != '(';
}

static void read_redirect(struct sh *p, struct cfg_shell_redirect *ret)
{
    static const char *const ops[] = {"&>>", "<<<", "<<-", "&>", "<<", ">>",
                                      "<&",  ">&",  "<>",  ">|", "<",  ">"};
    struct str rest = str_skip(p->s, p->i), all = rest, op = {0};
    (void)str_take_digits(&rest);
    for (size_t k = 0; k < COUNT_OF(ops) && !op.n; k++)
        if (str_take(&rest, str_from(ops[k])))
            op = str_from(ops[k]);
    ret->op = str_head(all, all.n - rest.n);
    p->i = p->s.n - rest.n;
    skip_blanks(p);
    struct sh_word w;
    if (!sh_word(p, &w)) {
        sh_fail(p, "a redirection to nothing");
        return;
    }
    ret->target = w.text;
    if (str_eq(op, S("<<")) || str_eq(op, S("<<-")))
        *VEC_PUSH(p->a, p->docs, p->n_docs, p->cap_docs) =
            (struct sh_heredoc){w.plain, w.quoted, op.n == 3};
}

static void skip_redirects(struct sh *p)
{
    struct cfg_shell_redirect none;
    for (skip_blanks(p); !p->why && is_redirect(p); skip_blanks(p))
        read_redirect(p, &none);
}

// ---- simple commands ----

struct place { // of a command among others
    enum cfg_shell_join join;
    uint32_t pipeline;
};

static bool is_assignment(struct str text)
{
    size_t n = 0;
    while (n < text.n && (ch_is_alnum((unsigned char)text.p[n]) || text.p[n] == '_'))
        n++;
    if (!n || ch_is_digit((unsigned char)text.p[0]))
        return false;
    if (str_at(text, n) == '[') {
        struct str index = str_skip(text, n);
        ptrdiff_t end = str_find(index, S("]=")), more = str_find(index, S("]+="));
        if (end < 0 || (more >= 0 && more < end))
            end = more;
        n += end < 0 ? 0 : (size_t)end + 1;
    }
    n += str_at(text, n) == '+';
    return str_at(text, n) == '=';
}

static bool declares(struct str word)
{
    static const char *const words[] = {"export",  "readonly", "local", "declare",
                                        "typeset", "nameref",  "let"};
    for (size_t i = 0; i < COUNT_OF(words); i++)
        if (str_eq(word, str_from(words[i])))
            return true;
    return false;
}

static bool read_function_body(struct sh *p);

// name ( ): what follows is a function, not a command.
static bool is_function(struct sh *p)
{
    size_t was = p->i;
    skip_blanks(p);
    if (sh_at(p, 0) != '(')
        return p->i = was, false;
    p->i++;
    skip_blanks(p);
    if (sh_at(p, 0) != ')')
        return sh_fail(p, "a bracket after a word");
    p->i++;
    return true;
}

struct simple { // a simple command while it is read
    struct cfg_shell_command c;
    size_t cap_words, cap_plain, cap_assigns, cap_redirects;
};

static bool read_simple_part(struct sh *p, struct simple *s)
{
    if (is_redirect(p)) {
        read_redirect(p, VEC_PUSH(p->a, s->c.redirects, s->c.n_redirects, s->cap_redirects));
        return !p->why;
    }
    struct sh_word w;
    if (sh_ends_word(sh_at(p, 0)) &&
        !(sh_at(p, 1) == '(' && str_has_char(S("<>"), (char)sh_at(p, 0))))
        return false;
    if (!sh_word(p, &w))
        return false;
    if (!s->c.n_words && is_assignment(w.text)) {
        *VEC_PUSH(p->a, s->c.assigns, s->c.n_assigns, s->cap_assigns) = w.text;
        return true;
    }
    size_t n = s->c.n_words;
    *VEC_PUSH(p->a, s->c.plain, n, s->cap_plain) = w.plain;
    *VEC_PUSH(p->a, s->c.words, s->c.n_words, s->cap_words) = w.text;
    return true;
}

static bool read_simple(struct sh *p, const struct place *at)
{
    struct cfg_shell *ret = p->ret;
    if (ret->n_items >= CFG_SHELL_MAX_COMMANDS)
        return sh_fail(p, "too many commands");
    // Its place comes before those of the commands in its substitutions.
    size_t slot = ret->n_items;
    *VEC_PUSH(p->a, ret->items, ret->n_items, ret->cap_items) = (struct cfg_shell_command){0};
    struct simple s = {
        .c = {.join = at->join, .pipeline = at->pipeline, .line = sh_line(p), .depth = p->depth}};
    bool any = false;
    for (skip_blanks(p); !p->why && read_simple_part(p, &s); skip_blanks(p)) {
        any = true;
        if (s.c.n_words == 1 && !s.c.n_assigns && !s.c.n_redirects && is_function(p))
            return read_function_body(p);
    }
    s.c.declares = s.c.n_words && declares(s.c.words[0]);
    ret->items[slot] = s.c;
    return !p->why && (any || sh_fail(p, "a command is missing"));
}

// ---- compound commands ----

static bool read_statement(struct sh *p, const struct place *at);

static bool read_body(struct sh *p, char close, const char *const *stop)
{
    if (++p->depth > CFG_SHELL_MAX_DEPTH)
        return sh_fail(p, "nested too deeply");
    bool ok = sh_list(p, close, stop);
    p->depth--;
    return ok;
}

static bool read_function_body(struct sh *p)
{
    struct place at = {CFG_SHELL_FIRST, ++p->total->pipelines};
    skip_lines(p);
    if (++p->depth > CFG_SHELL_MAX_DEPTH)
        return sh_fail(p, "nested too deeply");
    bool ok = read_statement(p, &at);
    p->depth--;
    return ok;
}

static bool read_if(struct sh *p)
{
    static const char *const then[] = {"then", NULL}, *const rest[] = {"elif", "else", "fi", NULL},
                             *const fi[] = {"fi", NULL};
    do {
        if (!read_body(p, 0, then) || !want_word(p, "then", "if without then") ||
            !read_body(p, 0, rest))
            return false;
    } while (take_word(p, "elif"));
    if (take_word(p, "else") && !read_body(p, 0, fi))
        return false;
    return want_word(p, "fi", "if without fi");
}

static bool read_do(struct sh *p)
{
    static const char *const done[] = {"done", NULL}, *const end[] = {"}", NULL};
    if (take_word(p, "{"))
        return read_body(p, 0, end) && want_word(p, "}", "{ without }");
    return want_word(p, "do", "a loop without do") && read_body(p, 0, done) &&
           want_word(p, "done", "a loop without done");
}

static bool read_while(struct sh *p)
{
    static const char *const stop[] = {"do", NULL};
    return read_body(p, 0, stop) && read_do(p);
}

// (( ... )): substitutions in it may hold commands.
static bool read_arithmetic(struct sh *p)
{
    size_t from = p->i, level = 0;
    uint32_t line = sh_line(p);
    for (; sh_at(p, 0) >= 0; p->i++) {
        level += sh_at(p, 0) == '(';
        if (sh_at(p, 0) == ')' && --level == 0)
            break;
    }
    if (sh_at(p, 0) < 0)
        return sh_fail(p, "(( without ))");
    p->i++;
    sh_expansions(p, str_sub(p->s, from, p->i - from), line);
    return !p->why;
}

static bool read_for(struct sh *p)
{
    struct sh_word w;
    skip_blanks(p);
    if (sh_at(p, 0) == '(' && sh_at(p, 1) == '(') {
        if (!read_arithmetic(p))
            return false;
    } else {
        if (!sh_word(p, &w))
            return sh_fail(p, "for without a name");
        skip_lines(p);
        if (take_word(p, "in"))
            for (skip_blanks(p); sh_word(p, &w); skip_blanks(p))
                ;
    }
    if (p->why)
        return false;
    skip_blanks(p);
    if (sh_at(p, 0) == ';')
        p->i++;
    skip_lines(p);
    return read_do(p);
}

static bool read_case_item(struct sh *p)
{
    static const char *const esac[] = {"esac", NULL};
    struct sh_word w;
    if (sh_at(p, 0) == '(')
        p->i++;
    for (;;) {
        skip_blanks(p);
        if (!sh_word(p, &w))
            return sh_fail(p, "case without a pattern");
        skip_blanks(p);
        if (sh_at(p, 0) != '|')
            break;
        p->i++;
    }
    if (sh_at(p, 0) != ')')
        return sh_fail(p, "a pattern of case without )");
    p->i++;
    p->in_case++;
    bool ok = read_body(p, 0, esac);
    p->in_case--;
    struct str rest = str_skip(p->s, p->i);
    if (ok && (str_take(&rest, S(";;&")) || str_take(&rest, S(";;")) || str_take(&rest, S(";&"))))
        p->i = p->s.n - rest.n;
    return ok;
}

static bool read_case(struct sh *p)
{
    struct sh_word w;
    skip_blanks(p);
    if (!sh_word(p, &w))
        return sh_fail(p, "case without a word");
    skip_lines(p);
    if (!want_word(p, "in", "case without in"))
        return false;
    for (skip_lines(p); !take_word(p, "esac"); skip_lines(p)) {
        if (sh_at(p, 0) < 0)
            return sh_fail(p, "case without esac");
        if (!read_case_item(p))
            return false;
    }
    return !p->why;
}

static bool read_test(struct sh *p)
{
    struct sh_word w;
    for (skip_lines(p); !take_word(p, "]]"); skip_lines(p)) {
        if (sh_at(p, 0) < 0)
            return sh_fail(p, "[[ without ]]");
        if (sh_ends_word(sh_at(p, 0)) && sh_at(p, 1) != '(')
            p->i++;
        else if (!sh_word(p, &w) && !p->why)
            p->i++;
        if (p->why)
            return false;
    }
    return true;
}

static bool read_function(struct sh *p)
{
    struct sh_word w;
    skip_blanks(p);
    if (!sh_word(p, &w))
        return sh_fail(p, "function without a name");
    (void)is_function(p);
    return !p->why && read_function_body(p);
}

static bool read_group(struct sh *p)
{
    static const char *const end[] = {"}", NULL};
    return read_body(p, 0, end) && want_word(p, "}", "{ without }");
}

static bool read_subshell(struct sh *p)
{
    p->i++;
    if (!read_body(p, ')', NULL))
        return false;
    if (sh_at(p, 0) != ')')
        return sh_fail(p, "( without )");
    p->i++;
    return true;
}

static bool is_double_bracket(struct sh *p)
{
    size_t level = 0;
    if (sh_at(p, 1) != '(')
        return false;
    for (size_t n = 0; sh_at(p, n) >= 0 && sh_spend(p, 1); n++) {
        level += sh_at(p, n) == '(';
        if (sh_at(p, n) == ')' && --level == 1)
            return sh_at(p, n + 1) == ')';
    }
    return false;
}

static bool read_statement(struct sh *p, const struct place *at)
{
    static const struct {
        const char *word;
        bool (*read)(struct sh *p);
    } compounds[] = {
        {"if", read_if},     {"while", read_while},       {"until", read_while},
        {"for", read_for},   {"[[", read_test},           {"select", read_for},
        {"case", read_case}, {"function", read_function}, {"{", read_group},
    };
    skip_blanks(p);
    while (take_word(p, "!") || take_word(p, "time") || take_word(p, "coproc") ||
           take_word(p, "-p"))
        skip_blanks(p);
    if (sh_at(p, 0) == '(') {
        bool ok = is_double_bracket(p) ? read_arithmetic(p) : read_subshell(p);
        if (ok)
            skip_redirects(p);
        return ok && !p->why;
    }
    for (size_t i = 0; i < COUNT_OF(compounds); i++) {
        if (!take_word(p, compounds[i].word))
            continue;
        if (!compounds[i].read(p))
            return false;
        skip_redirects(p);
        return !p->why;
    }
    return read_simple(p, at);
}

// ---- lists ----

static bool ends_list(struct sh *p, char close, const char *const *stop)
{
    int c = sh_at(p, 0);
    if (c < 0 || (close && c == close) || is_one_here(p, stop))
        return true;
    return p->in_case && c == ';' && (sh_at(p, 1) == ';' || sh_at(p, 1) == '&');
}

// What stands between two commands. False: the list is at its end, or p->why.
static bool read_join(struct sh *p, enum cfg_shell_join *ret)
{
    int c = sh_at(p, 0), next = sh_at(p, 1);
    if (c == '&' && next == '&')
        *ret = CFG_SHELL_AND;
    else if (c == '|' && next == '|')
        *ret = CFG_SHELL_OR;
    else if (c == '|')
        *ret = CFG_SHELL_PIPE;
    else if (c == ';' || c == '&' || c == '\n')
        *ret = CFG_SHELL_THEN;
    else
        return sh_fail(p, c == ')' ? ") without (" : "two commands without anything between them");
    if (*ret == CFG_SHELL_THEN) {
        p->i += c != '\n';
        skip_lines(p);
        return true;
    }
    p->i += *ret == CFG_SHELL_PIPE ? 1 + (next == '&') : 2;
    skip_lines(p);
    return true;
}

bool sh_list(struct sh *p, char close, const char *const *stop)
{
    struct place at = {CFG_SHELL_FIRST, 0};
    uint32_t was_case = p->in_case;
    if (close) // ;; of a case outside does not end this list
        p->in_case = 0;
    skip_lines(p);
    while (!p->why) {
        bool needed =
            at.join == CFG_SHELL_AND || at.join == CFG_SHELL_OR || at.join == CFG_SHELL_PIPE;
        if (ends_list(p, close, stop)) {
            if (needed)
                sh_fail(p, "a command is missing");
            break;
        }
        if (at.join != CFG_SHELL_PIPE)
            at.pipeline = ++p->total->pipelines;
        if (!read_statement(p, &at))
            break;
        skip_blanks(p);
        if (ends_list(p, close, NULL))
            break;
        if (!read_join(p, &at.join))
            break;
    }
    p->in_case = was_case;
    return !p->why;
}

bool sh_inner(struct sh *p, struct str text, uint32_t line, struct sh *q)
{
    *q = (struct sh){.a = p->a,
                     .s = text,
                     .ret = p->ret,
                     .depth = (uint16_t)(p->depth + 1),
                     .line = line,
                     .total = p->total};
    return q->depth <= CFG_SHELL_MAX_DEPTH || sh_fail(p, "nested too deeply");
}

int cfg_shell_split(struct arena *perm, struct str text, struct cfg_shell *ret, struct sk_err *err)
{
    struct sh_total total = {.budget = 32 * (uint64_t)text.n + SK_MB};
    struct sh p = {.a = perm, .s = text, .ret = ret, .line = 1, .total = &total};
    *ret = (struct cfg_shell){0};
    if (text.n > CFG_SHELL_MAX_BYTES)
        return sk_fail(err, SK_ELIMIT, "a script of %zu bytes: the limit is %d", text.n,
                       CFG_SHELL_MAX_BYTES);
    sh_list(&p, 0, NULL);
    size_t n = 0; // without the places of what was no command after all
    for (size_t i = 0; i < ret->n_items; i++)
        if (ret->items[i].n_words)
            ret->items[n++] = ret->items[i];
    ret->n_items = n;
    return p.why ? sk_fail(err, SK_EFORMAT, "line %u: %s", p.why_line, p.why) : 0;
}
