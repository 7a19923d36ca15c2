// Judging an expression by a policy.
#include "engine/licence/licence_int.h"
#include "engine/licence/policy.h"

bool lic_glob(struct str p, struct str t)
{
    size_t i = 0, k = 0, star = SIZE_MAX, mark = 0;
    while (k < t.n) {
        int c = str_at(p, i);
        if (c == '*') {
            star = i++;
            mark = k;
        } else if (i < p.n && (c == '?' || ch_lower(c) == ch_lower((unsigned char)t.p[k]))) {
            i++;
            k++;
        } else if (star != SIZE_MAX) {
            i = star + 1;
            k = ++mark;
        } else {
            return false;
        }
    }
    while (str_at(p, i) == '*')
        i++;
    return i == p.n;
}

static bool fits_any(const struct lic_patterns *l, struct str text, struct str *ret_which)
{
    for (size_t i = 0; i < l->n; i++)
        if (lic_glob(l->items[i], text)) {
            if (ret_which)
                *ret_which = l->items[i];
            return true;
        }
    return false;
}

struct judge {
    struct arena *a;
    const struct lic_policy *p;
    const struct lic_subject *s;
    struct str full, with_version; // "npm/@babel/core", "npm/@babel/core@7.1"
};

static bool fits_path(const struct judge *j, const struct lic_patterns *l)
{
    for (size_t i = 0; i < j->s->n_paths; i++)
        if (fits_any(l, j->s->paths[i].n ? j->s->paths[i] : S("."), NULL))
            return true;
    return false;
}

// Does the rule speak of this component? Of its licences it may still say no.
static bool fits_subject(const struct judge *j, const struct lic_rule *r)
{
    if (r->packages.n && !fits_any(&r->packages, j->full, NULL) &&
        !fits_any(&r->packages, j->with_version, NULL))
        return false;
    return !r->paths.n || fits_path(j, &r->paths);
}

static bool fits_term(const struct lic_rule *r, struct str id, enum lic_family f)
{
    if (r->licences.n && !fits_any(&r->licences, id, NULL))
        return false;
    return !r->families.n || fits_any(&r->families, str_from(lic_family_word(f)), NULL);
}

static struct str where(const struct judge *j, const struct lic_rule *r)
{
    if (r->builtin)
        return S("default policy");
    return str_fmt(j->a, STR_FMT ":%u", STR_ARG(str_basename(j->p->path)), r->line);
}

static struct lic_judgement by_term(struct judge *j, struct lic_expr *e)
{
    struct str id = lic_print(j->a, e);
    enum lic_family f = lic_expr_family(e);
    struct lic_judgement out = {.family = f, .chosen = e, .term = id};
    for (size_t i = 0; i < j->p->n_rules; i++) {
        const struct lic_rule *r = &j->p->rules[i];
        if (!r->decides || !fits_subject(j, r) || !fits_term(r, id, f))
            continue;
        out.verdict = r->verdict;
        out.reason = r->reason;
        out.why = str_fmt(j->a, "%.*s is %s here (" STR_FMT ")", (int)id.n, id.p,
                          lic_verdict_name(r->verdict), STR_ARG(where(j, r)));
        return out;
    }
    const struct {
        const struct lic_patterns *l;
        enum lic_verdict v;
    } lists[] = {{&j->p->deny, LIC_DENY}, {&j->p->review, LIC_REVIEW}, {&j->p->allow, LIC_ALLOW}};
    for (size_t i = 0; i < COUNT_OF(lists); i++) {
        struct str which;
        if (!fits_any(lists[i].l, id, &which))
            continue;
        out.verdict = lists[i].v;
        out.why = str_fmt(j->a, "%.*s is %s (" STR_FMT ", '" STR_FMT "' under %s)", (int)id.n, id.p,
                          lic_verdict_name(out.verdict), STR_ARG(str_basename(j->p->path)),
                          STR_ARG(which), lic_verdict_word(out.verdict));
        return out;
    }
    out.verdict = j->p->families[f];
    out.why = str_fmt(j->a, "%.*s: %s is %s", (int)id.n, id.p, lic_family_name(f),
                      lic_verdict_name(out.verdict));
    return out;
}

static struct lic_judgement judge(struct judge *j, const struct lic_expr *e)
{
    if (e->op == LIC_TERM) {
        struct lic_expr *copy = arena_new(j->a, struct lic_expr, 1);
        *copy = *e;
        copy->next = NULL;
        return by_term(j, copy);
    }
    struct lic_judgement all = {0};
    struct lic_expr *chosen = NULL;
    for (const struct lic_expr *m = e->first; m; m = m->next) {
        struct lic_judgement one = judge(j, m);
        bool first = m == e->first;
        if (e->op == LIC_AND) {
            chosen = lic_join(j->a, LIC_AND, chosen, one.chosen);
            if (first || one.verdict > all.verdict ||
                (one.verdict == all.verdict && one.family > all.family))
                all = one;
        } else if (first || one.verdict < all.verdict ||
                   (one.verdict == all.verdict && one.family < all.family)) {
            all = one;
            chosen = one.chosen;
        }
    }
    all.chosen = chosen;
    return all;
}

static bool has_or(const struct lic_expr *e)
{
    if (e->op == LIC_TERM)
        return false;
    for (const struct lic_expr *m = e->first; m; m = m->next)
        if (has_or(m))
            return true;
    return e->op == LIC_OR;
}

// What a rule says that the licence is.
static const struct lic_expr *clarified(struct judge *j, const struct lic_expr *e)
{
    struct str id = lic_print(j->a, e);
    for (size_t i = 0; i < j->p->n_rules; i++) {
        const struct lic_rule *r = &j->p->rules[i];
        if (r->licence && fits_subject(j, r) && fits_term(r, id, lic_expr_family(e)))
            return r->licence;
    }
    return NULL;
}

void lic_judge(struct arena *perm, const struct lic_policy *p, const struct lic_subject *s,
               const struct lic_expr *expr, bool near, struct lic_judgement *ret)
{
    struct judge j = {.a = perm, .p = p, .s = s};
    j.full = str_join(perm, str_join(perm, s->type, S("/")), s->name);
    j.with_version = str_join(perm, str_join(perm, j.full, S("@")), s->version);
    if (!expr)
        expr = lic_new_term(perm, S("NOASSERTION"));
    const struct lic_expr *really = clarified(&j, expr);
    if (really)
        expr = really;
    *ret = judge(&j, expr);
    ret->expr = expr;
    if (!has_or(expr))
        ret->chosen = NULL;
    if (near && !really && ret->verdict < p->near) {
        ret->verdict = p->near;
        ret->why = str_join(perm, ret->why, S(", but only a similar text is known"));
    }
}
