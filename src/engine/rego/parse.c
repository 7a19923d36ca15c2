// Statements: package, imports, rules, bodies, literals.
#include "engine/rego/rego_int.h"

#include <stdarg.h>
#include <stdio.h>

bool rego_p_fail(struct rego_parser *p, const char *fmt, ...)
{
    if (p->failed)
        return false;
    va_list ap;
    va_start(ap, fmt);
    vsnprintf(p->err, sizeof p->err, fmt, ap);
    va_end(ap);
    p->failed = true;
    p->err_line = p->t.line;
    p->err_col = p->t.col;
    p->t.kind = TOK_EOF;
    return false;
}

void rego_p_next(struct rego_parser *p)
{
    if (p->failed)
        return;
    p->prev = p->t;
    rego_lex_next(&p->lex, &p->t);
}

bool rego_p_take(struct rego_parser *p, enum rego_tok kind)
{
    if (p->t.kind != kind || p->failed)
        return false;
    rego_p_next(p);
    return true;
}

bool rego_p_want(struct rego_parser *p, enum rego_tok kind, const char *what)
{
    if (rego_p_take(p, kind))
        return true;
    if (p->t.kind == TOK_BAD)
        return rego_p_fail(p, "%s", p->lex.what);
    if (p->t.kind == TOK_EOF)
        return rego_p_fail(p, "unexpected end of file: %s", what);
    return rego_p_fail(p, "unexpected '" STR_FMT "': %s", STR_ARG(p->t.text), what);
}

struct rego_loc rego_p_loc(const struct rego_parser *p)
{
    return (struct rego_loc){p->lex.file, p->t.line, p->t.col, p->t.off, p->t.end};
}

void rego_p_end(const struct rego_parser *p, struct rego_loc *loc)
{
    loc->end = p->prev.end;
}

static bool parse_withs(struct rego_parser *p, struct rego_lit *l)
{
    while (!p->failed && rego_p_take(p, TOK_WITH)) {
        struct rego_term *target = rego_p_primary(p);
        if (!target || !rego_p_want(p, TOK_AS, "expected 'as'"))
            return false;
        struct rego_term *value = rego_p_term_in(p, false);
        if (!value)
            return false;
        struct rego_with *w = VEC_PUSH(p->a, l->withs, l->n_withs, l->cap_withs);
        w->target = target;
        w->value = value;
    }
    return !p->failed;
}

static bool parse_some(struct rego_parser *p, struct rego_lit *l)
{
    rego_p_next(p);
    struct rego_term *first = rego_p_term(p);
    if (!first)
        return false;
    struct rego_term *second = NULL;
    *VEC_PUSH(p->a, l->names, l->n_names, l->cap_names) = first;
    while (!p->failed && rego_p_take(p, TOK_COMMA)) {
        second = rego_p_term(p);
        if (!second)
            return false;
        *VEC_PUSH(p->a, l->names, l->n_names, l->cap_names) = second;
    }
    if (!p->failed && p->t.kind == TOK_IN && l->n_names <= 2) {
        rego_p_next(p);
        l->kind = LIT_SOME_IN;
        l->key = second ? first : NULL;
        l->val = second ? second : first;
        l->domain = rego_p_term(p);
        return l->domain != NULL;
    }
    l->kind = LIT_DECL;
    for (size_t i = 0; i < l->n_names; i++)
        if (l->names[i]->kind != T_VAR)
            return rego_p_fail(p, "expected `x in xs` or variables after 'some'");
    return !p->failed;
}

static bool parse_every(struct rego_parser *p, struct rego_lit *l)
{
    rego_p_next(p);
    l->kind = LIT_EVERY;
    l->val = rego_p_primary(p);
    if (l->val && rego_p_take(p, TOK_COMMA)) {
        l->key = l->val;
        l->val = rego_p_primary(p);
    }
    if (!l->val || l->val->kind != T_VAR || (l->key && l->key->kind != T_VAR))
        return rego_p_fail(p, "expected variables after 'every'");
    if (!rego_p_want(p, TOK_IN, "expected 'in'"))
        return false;
    l->domain = rego_p_term(p);
    if (!l->domain || !rego_p_want(p, TOK_LBRACE, "expected '{'"))
        return false;
    l->body = rego_p_body(p, TOK_RBRACE);
    return l->body && rego_p_want(p, TOK_RBRACE, "expected '}'");
}

static struct rego_lit *parse_literal(struct rego_parser *p)
{
    struct rego_lit *l = arena_new(p->a, struct rego_lit, 1);
    l->loc = rego_p_loc(p);
    l->cover = ++p->r->n_cover;
    l->negated = rego_p_take(p, TOK_NOT);
    bool ok = true;
    if (p->t.kind == TOK_SOME && !l->negated) {
        ok = parse_some(p, l);
    } else if (p->t.kind == TOK_EVERY && !l->negated) {
        ok = parse_every(p, l);
    } else {
        struct rego_term *t = rego_p_term_in(p, true);
        if (t && (p->t.kind == TOK_ASSIGN || p->t.kind == TOK_UNIFY)) {
            const char *op = p->t.kind == TOK_ASSIGN ? "assign" : "eq";
            rego_p_next(p);
            struct rego_term *right = rego_p_term_in(p, true);
            t = right ? rego_new_call(p->a, op, t, right, t->loc) : NULL;
        }
        l->term = t;
        ok = t != NULL;
    }
    if (!ok || !parse_withs(p, l))
        return NULL;
    rego_p_end(p, &l->loc);
    return l;
}

struct rego_body *rego_p_body(struct rego_parser *p, enum rego_tok end)
{
    struct rego_body *b = arena_new(p->a, struct rego_body, 1);
    if (p->depth++ == REGO_MAX_DEPTH) {
        rego_p_fail(p, "nested too deeply (more than %d levels)", REGO_MAX_DEPTH);
        return NULL;
    }
    while (!p->failed && p->t.kind != end) {
        if (b->n == REGO_MAX_LITERALS) {
            rego_p_fail(p, "more than %d expressions in a body", REGO_MAX_LITERALS);
            break;
        }
        struct rego_lit *l = parse_literal(p);
        if (!l)
            break;
        *VEC_PUSH(p->a, b->lits, b->n, b->cap) = l;
        bool semi = false;
        while (rego_p_take(p, TOK_SEMI))
            semi = true;
        if (!semi && !p->t.newline && p->t.kind != end && !p->failed) {
            if (p->t.kind == TOK_BAD)
                rego_p_fail(p, "%s", p->lex.what);
            else
                rego_p_fail(p, "unexpected '" STR_FMT "': expected \\n or ; or %s",
                            STR_ARG(p->t.text),
                            end == TOK_RBRACE   ? "}"
                            : end == TOK_RBRACK ? "]"
                                                : "the end");
        }
    }
    p->depth--;
    return p->failed ? NULL : b;
}

static void switch_keywords(struct rego_parser *p, struct str which)
{
    bool all = which.n == 0;
    p->lex.kw_if |= all || str_eq(which, S("if"));
    p->lex.kw_contains |= all || str_eq(which, S("contains"));
    p->lex.kw_in |= all || str_eq(which, S("in")) || str_eq(which, S("every"));
    p->lex.kw_every |= all || str_eq(which, S("every"));
}

// Words of a path of constants: a.b["c"].
static bool path_words(struct rego_parser *p, const struct rego_term *t, struct str *words,
                       size_t max, size_t *ret)
{
    *ret = 0;
    if (t->kind == T_VAR) {
        words[(*ret)++] = t->name;
        return true;
    }
    if (t->kind != T_REF || t->kids[0]->kind != T_VAR || t->n > max)
        return rego_p_fail(p, "expected a path of names");
    words[(*ret)++] = t->kids[0]->name;
    for (size_t i = 1; i < t->n; i++) {
        if (t->kids[i]->kind != T_CONST || t->kids[i]->val->kind != REGO_STRING)
            return rego_p_fail(p, "expected a path of names");
        words[(*ret)++] = rego_val_str(t->kids[i]->val);
    }
    return true;
}

enum { MAX_PATH = 64 };

static bool parse_package(struct rego_parser *p, struct rego_module *m)
{
    struct str words[MAX_PATH];
    size_t n;
    m->package_loc = rego_p_loc(p);
    if (!rego_p_want(p, TOK_PACKAGE, "expected 'package'"))
        return false;
    struct rego_term *t = rego_p_primary(p);
    if (!t || !path_words(p, t, words, MAX_PATH, &n))
        return false;
    for (size_t i = 0; i < n; i++)
        *VEC_PUSH(p->a, m->package, m->n_package, m->cap_package) = words[i];
    return true;
}

static bool parse_import(struct rego_parser *p, struct rego_module *m)
{
    struct str words[MAX_PATH];
    size_t n;
    rego_p_next(p);
    struct rego_term *t = rego_p_primary(p);
    if (!t || !path_words(p, t, words, MAX_PATH, &n))
        return false;
    struct str alias = words[n - 1];
    if (rego_p_take(p, TOK_AS)) {
        alias = p->t.text;
        if (!rego_p_want(p, TOK_IDENT, "expected a name"))
            return false;
    }
    if (str_eq(words[0], S("future"))) {
        if (n > 1 && str_eq(words[1], S("keywords")))
            switch_keywords(p, n > 2 ? words[2] : (struct str){0});
    } else if (str_eq(words[0], S("rego"))) {
        if (n == 2 && str_eq(words[1], S("v1"))) {
            m->v1 = p->v1 = true;
            switch_keywords(p, (struct str){0});
        }
    } else if (str_eq(words[0], S("data")) || str_eq(words[0], S("input"))) {
        struct rego_import *im = VEC_PUSH(p->a, m->imports, m->n_imports, m->cap_imports);
        im->path = t;
        im->alias = alias;
    } else {
        return rego_p_fail(p, "path must begin with one of: data, future, input, rego");
    }
    // the word after the import was read with the old keywords
    if (p->t.kind == TOK_IDENT) {
        p->lex.p = p->lex.file->text.p + p->t.off;
        struct rego_token old = p->t;
        rego_lex_next(&p->lex, &p->t);
        p->t.newline = old.newline;
        p->t.space = old.space;
    }
    return true;
}

static bool parse_head(struct rego_parser *p, struct rego_rule *r)
{
    if (p->t.kind != TOK_IDENT && !(p->t.kind == TOK_CONTAINS))
        return rego_p_want(p, TOK_IDENT, "expected a rule");
    struct rego_term *t = rego_p_primary(p);
    if (!t)
        return false;
    if (t->kind == T_CALL) {
        r->is_function = t->n > 0; // f() is a rule like any other
        r->head = t->op;
        r->args = t->kids;
        r->n_args = t->n;
    } else if (t->kind == T_VAR || (t->kind == T_REF && t->kids[0]->kind == T_VAR)) {
        r->head = t;
    } else {
        return rego_p_fail(p, "this cannot be the head of a rule");
    }
    if (!r->is_default && rego_p_take(p, TOK_CONTAINS)) {
        r->is_contains = true;
        r->elem = rego_p_term_in(p, false);
        return r->elem != NULL;
    }
    if (rego_p_take(p, TOK_ASSIGN) || rego_p_take(p, TOK_UNIFY)) {
        r->has_value = true;
        r->value = rego_p_term_in(p, false);
        return r->value != NULL;
    }
    return true;
}

static struct rego_body *one_literal(struct rego_parser *p)
{
    struct rego_body *b = arena_new(p->a, struct rego_body, 1);
    struct rego_lit *l = parse_literal(p);
    if (!l)
        return NULL;
    *VEC_PUSH(p->a, b->lits, b->n, b->cap) = l;
    return b;
}

static struct rego_body *braced_body(struct rego_parser *p)
{
    rego_p_next(p);
    struct rego_body *b = rego_p_body(p, TOK_RBRACE);
    if (!b || !rego_p_want(p, TOK_RBRACE, "expected '}'"))
        return NULL;
    if (b->n == 0) {
        rego_p_fail(p, "found empty body");
        return NULL;
    }
    return b;
}

// `if {...}`: a body, unless what follows makes the braces a set or an object of an expression.
static struct rego_body *if_body(struct rego_parser *p)
{
    if (p->t.kind != TOK_LBRACE)
        return one_literal(p);
    struct rego_parser save = *p;
    struct rego_body *b = braced_body(p);
    bool goes_on = b && !p->t.newline && p->t.kind != TOK_EOF && p->t.kind != TOK_ELSE &&
                   p->t.kind != TOK_RBRACE && p->t.kind != TOK_SEMI;
    if (b && !goes_on)
        return b;
    struct rego_parser failed = *p;
    *p = save;
    p->r->n_cover = failed.r->n_cover;
    struct rego_body *lit = one_literal(p);
    if (lit)
        return lit;
    *p = failed;
    return b;
}

static struct rego_rule *new_rule(struct rego_parser *p, struct rego_module *m)
{
    struct rego_rule *r = arena_new(p->a, struct rego_rule, 1);
    r->loc = rego_p_loc(p);
    r->mod = m;
    r->cover = ++p->r->n_cover;
    return r;
}

static bool parse_else(struct rego_parser *p, struct rego_rule *r)
{
    while (!p->failed && p->t.kind == TOK_ELSE) {
        if (r->is_contains)
            return rego_p_fail(p, "else keyword cannot be used on multi-value rules");
        struct rego_rule *e = new_rule(p, (struct rego_module *)(uintptr_t)r->mod);
        rego_p_next(p);
        *e = (struct rego_rule){.loc = e->loc,
                                .mod = r->mod,
                                .cover = e->cover,
                                .head = r->head,
                                .args = r->args,
                                .n_args = r->n_args,
                                .is_else = true,
                                .is_function = r->is_function};
        if (rego_p_take(p, TOK_ASSIGN) || rego_p_take(p, TOK_UNIFY)) {
            e->has_value = true;
            e->value = rego_p_term_in(p, false);
            if (!e->value)
                return false;
        }
        if (rego_p_take(p, TOK_IF))
            e->body = if_body(p);
        else if (p->t.kind == TOK_LBRACE)
            e->body = braced_body(p);
        else if (!e->has_value)
            return rego_p_fail(p, "else clause wants a value or a body");
        rego_p_end(p, &e->loc);
        r->els = e;
        r = e;
    }
    return !p->failed;
}

static void add_rule(struct rego_parser *p, struct rego_module *m, struct rego_rule *r)
{
    rego_p_end(p, &r->loc);
    *VEC_PUSH(p->a, m->rules, m->n_rules, m->cap_rules) = r;
    const struct rego_term *name = r->head->kind == T_REF ? r->head->kids[0] : r->head;
    sk_map_add(&m->rule_names, name->name);
}

// v0 wrote p[x] for the set that v1 writes `p contains x`.
static void v0_head(struct rego_parser *p, struct rego_rule *r)
{
    if (r->head->kind != T_REF || r->head->n != 2 || r->has_value || r->is_contains ||
        r->is_function || r->is_default)
        return;
    r->is_contains = true;
    r->elem = r->head->kids[1];
    struct rego_term *head = r->head->kids[0];
    head->loc = r->head->loc;
    r->head = head;
    (void)p;
}

// v0: more bodies may follow, each a rule of its own.
static bool more_bodies(struct rego_parser *p, struct rego_module *m, const struct rego_rule *r)
{
    while (!p->failed && p->t.kind == TOK_LBRACE && !p->v1) {
        struct rego_rule *more = new_rule(p, m);
        struct rego_loc loc = more->loc;
        uint32_t cover = more->cover;
        *more = *r;
        more->loc = loc;
        more->cover = cover;
        more->els = NULL;
        more->head = rego_term_copy(p->a, r->head);
        more->value = rego_term_copy(p->a, r->value);
        more->elem = rego_term_copy(p->a, r->elem);
        more->args = arena_new(p->a, struct rego_term *, r->n_args + 1);
        for (size_t i = 0; i < r->n_args; i++)
            more->args[i] = rego_term_copy(p->a, r->args[i]);
        more->body = braced_body(p);
        if (more->body)
            add_rule(p, m, more);
    }
    return !p->failed;
}

static bool parse_rule(struct rego_parser *p, struct rego_module *m)
{
    struct rego_rule *r = new_rule(p, m);
    r->is_default = rego_p_take(p, TOK_DEFAULT);
    if (!parse_head(p, r))
        return false;
    if (r->is_default) {
        if (!r->has_value)
            return rego_p_fail(p, "default rules must have a value");
        add_rule(p, m, r);
        return true;
    }
    bool has_if = rego_p_take(p, TOK_IF);
    if (has_if)
        r->body = if_body(p);
    else if (p->t.kind == TOK_LBRACE && !p->t.newline && !p->v1)
        r->body = braced_body(p);
    else if (p->t.kind == TOK_LBRACE && p->v1)
        return rego_p_fail(p, "`if` keyword is required before rule body");
    if (p->failed)
        return false;
    if (p->v1 && !has_if && !r->has_value && !r->is_contains)
        return rego_p_fail(p, "`contains` keyword is required for partial set rules, `if` or a "
                              "value for others");
    if (!p->v1 && !(has_if && p->lex.kw_if))
        v0_head(p, r);
    if (!p->v1 && !r->body && !r->has_value && !r->is_contains)
        return rego_p_fail(p, "a rule wants a value or a body");
    if (!parse_else(p, r))
        return false;
    add_rule(p, m, r);
    return more_bodies(p, m, r);
}

static bool parse_statements(struct rego_parser *p, struct rego_module *m)
{
    rego_p_next(p);
    if (!parse_package(p, m))
        return false;
    while (!p->failed && p->t.kind != TOK_EOF) {
        if (rego_p_take(p, TOK_SEMI))
            continue;
        if (!p->t.newline && p->prev.kind != TOK_SEMI)
            return rego_p_want(p, TOK_SEMI, "expected a new line");
        bool ok = p->t.kind == TOK_IMPORT ? parse_import(p, m) : parse_rule(p, m);
        if (!ok)
            return false;
    }
    return !p->failed;
}

static void start(struct rego_parser *p, struct rego *r, struct arena *a,
                  const struct rego_file *file, bool v1)
{
    *p = (struct rego_parser){.a = a, .r = r, .v1 = v1};
    p->lex = (struct rego_lexer){.a = a, .file = file, .p = file->text.p, .line = 1};
    p->lex.end = p->lex.p + file->text.n;
    if (str_starts(file->text, S("\xef\xbb\xbf")))
        p->lex.p += 3;
    p->lex.line_start = p->lex.p;
    if (v1)
        switch_keywords(p, (struct str){0});
}

static struct rego_module *parse_as(struct rego *r, struct rego_parser *p, struct str path,
                                    struct str text, bool v1)
{
    struct rego_module *m = arena_new(r->a, struct rego_module, 1);
    m->file = (struct rego_file){path, text, (uint32_t)r->n_mods};
    m->rule_names.perm = r->a;
    m->v1 = v1;
    start(p, r, r->a, &m->file, v1);
    bool ok = parse_statements(p, m) && !p->failed;
    m->comments = p->lex.comments;
    m->n_comments = p->lex.n_comments;
    return ok ? m : NULL;
}

static void report(struct rego *r, const struct rego_parser *p)
{
    struct rego_loc loc = {p->lex.file, p->err_line, p->err_col, 0, 0};
    rego_error_at(r, loc, "rego_parse_error", "%s", p->err);
}

struct rego_module *rego_parse_module(struct rego *r, struct str path, struct str text)
{
    struct rego_parser p, p0;
    bool v0 = r->config.v0;
    struct rego_module *m = parse_as(r, &p, path, text, !v0);
    if (!m && !v0 && !r->config.v1_only) {
        m = parse_as(r, &p0, path, text, false);
        if (m && m->v1) // `import rego.v1` and still not readable as v1
            m = NULL;
    }
    if (!m)
        report(r, &p);
    return m;
}

struct rego_body *rego_parse_query(struct rego *r, struct rego_file *file)
{
    struct rego_parser p;
    start(&p, r, r->a, file, true);
    rego_p_next(&p);
    while (rego_p_take(&p, TOK_SEMI))
        ;
    struct rego_body *b = rego_p_body(&p, TOK_EOF);
    if (!b || p.failed) {
        report(r, &p);
        return NULL;
    }
    return b;
}
