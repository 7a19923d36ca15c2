// Terms: constants, references, calls, collections, comprehensions, infix operators.
#include "engine/rego/rego_int.h"

static struct rego_term *parse_infix(struct rego_parser *p, struct rego_term *left, int level);

static bool enter(struct rego_parser *p)
{
    if (p->depth == REGO_MAX_DEPTH)
        return rego_p_fail(p, "nested too deeply (more than %d levels)", REGO_MAX_DEPTH);
    p->depth++;
    return true;
}

static struct rego_term *none(struct rego_parser *p, const char *what)
{
    if (p->t.kind == TOK_BAD)
        rego_p_fail(p, "%s", p->lex.what);
    else if (p->t.kind == TOK_EOF)
        rego_p_fail(p, "unexpected end of file: %s", what);
    else
        rego_p_fail(p, "unexpected '" STR_FMT "': %s", STR_ARG(p->t.text), what);
    return NULL;
}

// (name arg, arg)
static struct rego_term *parse_call(struct rego_parser *p, struct rego_term *op)
{
    struct rego_term *t = rego_new_term(p->a, T_CALL, op->loc);
    t->op = op;
    rego_p_next(p);
    while (!p->failed && p->t.kind != TOK_RPAREN) {
        struct rego_term *arg = rego_p_term_in(p, false);
        if (!arg)
            return NULL;
        rego_term_add(p->a, t, arg);
        if (!rego_p_take(p, TOK_COMMA))
            break;
    }
    if (!rego_p_want(p, TOK_RPAREN, "expected ',' or ')'"))
        return NULL;
    rego_p_end(p, &t->loc);
    if (t->n == 0 && rego_term_is_var(op, S("set")))
        t->kind = T_SET; // set(): the empty one
    return t;
}

// What may follow a term without white space: .name [index] (arguments)
static struct rego_term *parse_suffix(struct rego_parser *p, struct rego_term *head)
{
    struct rego_term *ref = NULL, *t = head;
    while (!p->failed && !p->t.space &&
           (p->t.kind == TOK_DOT || p->t.kind == TOK_LBRACK || p->t.kind == TOK_LPAREN)) {
        if (p->t.kind == TOK_LPAREN) {
            if (t->kind != T_VAR && t->kind != T_REF)
                return none(p, "this cannot be called");
            t = parse_call(p, t);
            ref = NULL;
            if (!t)
                return NULL;
            continue;
        }
        if (!ref) {
            ref = rego_new_term(p->a, T_REF, t->loc);
            rego_term_add(p->a, ref, t);
            t = ref;
        }
        bool dot = p->t.kind == TOK_DOT;
        rego_p_next(p);
        struct rego_term *key;
        if (dot) {
            bool word = p->t.kind == TOK_IDENT || p->t.kind >= TOK_PACKAGE;
            if (!word || p->t.newline)
                return none(p, "expected a name after '.'");
            key = rego_new_const(p->a, rego_str(p->a, p->t.text), rego_p_loc(p));
            rego_p_next(p);
        } else {
            key = rego_p_term_in(p, false);
            if (!key || !rego_p_want(p, TOK_RBRACK, "expected ']'"))
                return NULL;
        }
        rego_term_add(p->a, ref, key);
        rego_p_end(p, &ref->loc);
    }
    return p->failed ? NULL : t;
}

static struct rego_term *parse_comprehension(struct rego_parser *p, enum rego_term_kind kind,
                                             struct rego_loc loc, struct rego_term *key,
                                             struct rego_term *val, enum rego_tok end)
{
    struct rego_term *t = rego_new_term(p->a, kind, loc);
    rego_p_next(p); // '|'
    rego_term_add(p->a, t, key);
    if (val)
        rego_term_add(p->a, t, val);
    t->body = rego_p_body(p, end);
    if (!t->body || !rego_p_want(p, end, end == TOK_RBRACK ? "expected ']'" : "expected '}'"))
        return NULL;
    if (t->body->n == 0)
        return none(p, "a comprehension wants a body");
    rego_p_end(p, &t->loc);
    return t;
}

// The rest of a list whose first item is there (or not: NULL).
static struct rego_term *parse_items(struct rego_parser *p, struct rego_term *t,
                                     struct rego_term *first, enum rego_tok end)
{
    if (first)
        rego_term_add(p->a, t, first);
    while (!p->failed && p->t.kind != end) {
        if (first && !rego_p_take(p, TOK_COMMA))
            break;
        if (p->t.kind == end)
            break;
        struct rego_term *item = rego_p_term_in(p, false);
        if (!item)
            return NULL;
        rego_term_add(p->a, t, item);
        first = item;
    }
    if (!rego_p_want(p, end, end == TOK_RBRACK ? "expected ',' or ']'" : "expected ',' or '}'"))
        return NULL;
    rego_p_end(p, &t->loc);
    return t;
}

static struct rego_term *parse_array(struct rego_parser *p)
{
    struct rego_loc loc = rego_p_loc(p);
    struct rego_term *first = NULL;
    rego_p_next(p);
    if (p->t.kind != TOK_RBRACK) {
        first = rego_p_primary(p);
        if (first && p->t.kind == TOK_OR)
            return parse_comprehension(p, T_ARRAY_COMP, loc, first, NULL, TOK_RBRACK);
        first = first ? parse_infix(p, first, -1) : NULL;
        if (!first)
            return NULL;
    }
    return parse_items(p, rego_new_term(p->a, T_ARRAY, loc), first, TOK_RBRACK);
}

static struct rego_term *parse_members(struct rego_parser *p, struct rego_loc loc,
                                       struct rego_term *key)
{
    struct rego_term *t = rego_new_term(p->a, T_OBJECT, loc);
    for (bool first = true; !p->failed; first = false) {
        if (!key && !(key = rego_p_term(p)))
            return NULL;
        if (!rego_p_want(p, TOK_COLON, "expected ':'"))
            return NULL;
        struct rego_term *val = rego_p_primary(p);
        if (val && first && p->t.kind == TOK_OR)
            return parse_comprehension(p, T_OBJECT_COMP, loc, key, val, TOK_RBRACE);
        val = val ? parse_infix(p, val, -1) : NULL;
        if (!val)
            return NULL;
        rego_term_add(p->a, t, key);
        rego_term_add(p->a, t, val);
        key = NULL;
        if (!rego_p_take(p, TOK_COMMA) || p->t.kind == TOK_RBRACE)
            break;
    }
    if (!rego_p_want(p, TOK_RBRACE, "expected ',' or '}'"))
        return NULL;
    rego_p_end(p, &t->loc);
    return t;
}

static struct rego_term *parse_braces(struct rego_parser *p)
{
    struct rego_loc loc = rego_p_loc(p);
    rego_p_next(p);
    if (p->t.kind == TOK_RBRACE) {
        struct rego_term *t = rego_new_term(p->a, T_OBJECT, loc);
        rego_p_next(p);
        rego_p_end(p, &t->loc);
        return t;
    }
    struct rego_term *first = rego_p_primary(p);
    if (first && p->t.kind == TOK_OR)
        return parse_comprehension(p, T_SET_COMP, loc, first, NULL, TOK_RBRACE);
    first = first ? parse_infix(p, first, -1) : NULL;
    if (!first)
        return NULL;
    if (p->t.kind == TOK_COLON)
        return parse_members(p, loc, first);
    return parse_items(p, rego_new_term(p->a, T_SET, loc), first, TOK_RBRACE);
}

static struct rego_term *parse_number(struct rego_parser *p, bool minus)
{
    struct rego_loc loc = rego_p_loc(p);
    struct str text = p->t.text;
    if (minus)
        text = str_join(p->a, S("-"), text);
    const struct rego_val *v = rego_number(p->a, text);
    if (!v)
        return none(p, "illegal number format");
    rego_p_next(p);
    return rego_new_const(p->a, v, loc);
}

static struct rego_term *parse_string(struct rego_parser *p)
{
    struct rego_loc loc = rego_p_loc(p);
    struct str s = p->t.text;
    if (p->t.kind == TOK_STRING && !rego_unescape(p->a, p->t.text, &s))
        return none(p, "illegal escape in string");
    s = str_to_utf8(p->a, s);
    rego_p_next(p);
    return rego_new_const(p->a, rego_str(p->a, s), loc);
}

static struct rego_term *parse_parens(struct rego_parser *p)
{
    struct rego_loc loc = rego_p_loc(p);
    rego_p_next(p);
    struct rego_term *t = rego_p_term_in(p, true);
    if (!t || !rego_p_want(p, TOK_RPAREN, "expected ')'"))
        return NULL;
    t->paren = true;
    rego_p_end(p, &loc);
    t->loc = loc;
    return t;
}

static struct rego_term *parse_start(struct rego_parser *p)
{
    struct rego_loc loc = rego_p_loc(p);
    const struct rego_val *v = NULL;
    switch (p->t.kind) {
    case TOK_NULL: v = &rego_null; break;
    case TOK_TRUE: v = &rego_true; break;
    case TOK_FALSE: v = &rego_false; break;
    case TOK_NUMBER: return parse_number(p, false);
    case TOK_STRING:
    case TOK_RAW: return parse_string(p);
    case TOK_LBRACK: return parse_array(p);
    case TOK_LBRACE: return parse_braces(p);
    case TOK_LPAREN: return parse_parens(p);
    case TOK_MINUS: {
        struct rego_token minus = p->t;
        rego_p_next(p);
        if (p->t.kind != TOK_NUMBER || p->t.space)
            return none(p, "expected a number after '-'");
        struct rego_term *t = parse_number(p, true);
        if (t)
            t->loc.off = minus.off, t->loc.col = minus.col;
        return t;
    }
    case TOK_CONTAINS: // the builtin of that name
    case TOK_IDENT: {
        struct rego_term *t = rego_new_var(p->a, p->t.text, loc);
        rego_p_next(p);
        return t;
    }
    default: return none(p, "expected a term");
    }
    rego_p_next(p);
    return rego_new_const(p->a, v, loc);
}

struct rego_term *rego_p_primary(struct rego_parser *p)
{
    if (!enter(p))
        return NULL;
    uint8_t kind = p->t.kind;
    struct rego_term *t = parse_start(p);
    if (t && t->kind != T_CONST && kind != TOK_LPAREN)
        t = parse_suffix(p, t);
    // a string or number takes no suffix, but "abc"[0] is an error, not two statements
    else if (t && kind == TOK_LPAREN && p->t.kind != TOK_LPAREN)
        t = parse_suffix(p, t);
    p->depth--;
    return t;
}

static const struct {
    uint8_t tok;
    int8_t level;
    const char *name;
} infix[] = {
    {TOK_EQ, 0, "equal"},  {TOK_NE, 0, "neq"},      {TOK_LT, 0, "lt"},   {TOK_LE, 0, "lte"},
    {TOK_GT, 0, "gt"},     {TOK_GE, 0, "gte"},      {TOK_OR, 1, "or"},   {TOK_AND, 2, "and"},
    {TOK_PLUS, 3, "plus"}, {TOK_MINUS, 3, "minus"}, {TOK_MUL, 4, "mul"}, {TOK_DIV, 4, "div"},
    {TOK_REM, 4, "rem"},
};

static int infix_row(uint8_t tok)
{
    for (size_t i = 0; i < COUNT_OF(infix); i++)
        if (infix[i].tok == tok)
            return (int)i;
    return -1;
}

struct rego_term *rego_new_call(struct arena *a, const char *name, struct rego_term *x,
                                struct rego_term *y, struct rego_loc loc)
{
    struct rego_term *t = rego_new_term(a, T_CALL, loc);
    t->op = rego_new_var(a, str_from(name), loc);
    t->op->paren = true; // an operator: no rule of that name is meant
    rego_term_add(a, t, x);
    if (y)
        rego_term_add(a, t, y);
    if (y) {
        t->loc = x->loc;
        t->loc.end = y->loc.end;
    }
    return t;
}

// Operators whose level is above `level`, to the right of `left`. Precedence climbing.
static struct rego_term *parse_infix(struct rego_parser *p, struct rego_term *left, int level)
{
    if (!enter(p))
        return NULL;
    for (int row; left && (row = infix_row(p->t.kind)) >= 0 && infix[row].level > level;) {
        rego_p_next(p);
        struct rego_term *right = rego_p_primary(p);
        right = right ? parse_infix(p, right, infix[row].level) : NULL;
        left = right ? rego_new_call(p->a, infix[row].name, left, right, left->loc) : NULL;
    }
    p->depth--;
    return left;
}

struct rego_term *rego_p_term(struct rego_parser *p)
{
    struct rego_term *t = rego_p_primary(p);
    return t ? parse_infix(p, t, -1) : NULL;
}

// `x in xs`, and with `pair` also `k, x in xs`.
struct rego_term *rego_p_term_in(struct rego_parser *p, bool pair)
{
    struct rego_term *t = rego_p_term(p);
    if (t && pair && p->t.kind == TOK_COMMA) {
        struct rego_parser save = *p;
        rego_p_next(p);
        struct rego_term *val = rego_p_term(p);
        if (val && p->t.kind == TOK_IN) {
            rego_p_next(p);
            struct rego_term *xs = rego_p_term(p);
            if (!xs)
                return NULL;
            struct rego_term *call = rego_new_call(p->a, "internal.member_3", t, val, t->loc);
            rego_term_add(p->a, call, xs);
            call->loc.end = xs->loc.end;
            t = call;
        } else {
            *p = save;
        }
    }
    while (t && p->t.kind == TOK_IN) {
        rego_p_next(p);
        struct rego_term *xs = rego_p_term(p);
        t = xs ? rego_new_call(p->a, "internal.member_2", t, xs, t->loc) : NULL;
    }
    return t;
}
