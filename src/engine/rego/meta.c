// METADATA comments: YAML about a rule, a document (all rules of a path), a package, or all packages
// below one. Schemas are left out.
#include "engine/rego/bi.h"

#include <stdlib.h>

static struct str package_path(struct arena *a, const struct rego_module *m)
{
    struct str path = S("data");
    for (size_t i = 0; i < m->n_package; i++)
        path = str_fmt(a, "%.*s.%.*s", (int)path.n, path.p, (int)m->package[i].n, m->package[i].p);
    return path;
}

// The fixed part of a rule's path, below its package.
static struct str rule_path(struct arena *a, const struct rego_module *m, const struct rego_term *h)
{
    struct str path = package_path(a, m);
    struct str word = h->kind == T_REF ? h->kids[0]->name : h->name;
    path = str_fmt(a, "%.*s.%.*s", (int)path.n, path.p, (int)word.n, word.p);
    for (size_t i = 1; h->kind == T_REF && i < h->n; i++) {
        if (h->kids[i]->kind != T_CONST || h->kids[i]->val->kind != REGO_STRING)
            break;
        word = rego_val_str(h->kids[i]->val);
        path = str_fmt(a, "%.*s.%.*s", (int)path.n, path.p, (int)word.n, word.p);
    }
    return path;
}

static const struct rego_val *one_field(struct arena *a, const char *key, struct str text)
{
    const struct rego_val *k = rego_str(a, str_from(key)), *v = rego_str(a, text);
    return rego_object(a, &k, &v, 1);
}

// "Ann <ann@example.com>" -> {"name": "Ann", "email": "ann@example.com"}
static const struct rego_val *author(struct arena *a, struct str s)
{
    struct str name, email = {0};
    const struct rego_val *k[2], *v[2];
    size_t n = 0;
    s = str_trim(s);
    name = s;
    if (str_ends(s, S(">")) && str_cut(s, '<', &name, &email))
        email.n--;
    name = str_trim(name);
    if (name.n) {
        k[n] = rego_str(a, S("name"));
        v[n++] = rego_str(a, name);
    }
    if (email.n) {
        k[n] = rego_str(a, S("email"));
        v[n++] = rego_str(a, email);
    }
    return rego_object(a, k, v, n);
}

static const struct rego_val *each_item(struct arena *a, const struct rego_val *list, bool authors)
{
    if (list->kind != REGO_ARRAY)
        return list;
    const struct rego_val **items = arena_new(a, const struct rego_val *, list->n + 1);
    for (size_t i = 0; i < list->n; i++) {
        const struct rego_val *v = list->items[i];
        items[i] = v->kind != REGO_STRING ? v
                   : authors              ? author(a, bi_str(v))
                                          : one_field(a, "ref", bi_str(v));
    }
    return rego_array_own(a, items, list->n);
}

static const struct rego_val *tidy(struct arena *a, const struct rego_val *v, struct str scope)
{
    static const char *const known[] = {
        "title",   "description", "organizations", "related_resources",
        "authors", "custom",      "entrypoint"};
    struct rego_vec keys = {0}, vals = {0};
    rego_vec_add(a, &keys, rego_str(a, S("scope")));
    rego_vec_add(a, &vals, rego_str(a, scope));
    for (size_t i = 0; i < COUNT_OF(known); i++) {
        const struct rego_val *x = rego_get_str(v, str_from(known[i]));
        bool none = !x || x->kind == REGO_NULL || (x->kind == REGO_BOOL && !x->i) ||
                    (x->kind >= REGO_STRING && x->n == 0);
        if (none)
            continue;
        if (i == 3 || i == 4)
            x = each_item(a, x, i == 4);
        rego_vec_add(a, &keys, rego_str(a, str_from(known[i])));
        rego_vec_add(a, &vals, x);
    }
    return rego_object_own(a, keys.p, vals.p, keys.n, NULL);
}

static bool bad(struct rego *r, const struct rego_module *m, uint32_t line, const char *what)
{
    rego_error_at(r, (struct rego_loc){&m->file, line, 1, 0, 0}, "rego_parse_error", "%s", what);
    return false;
}

static struct rego_rule *rule_after(const struct rego_module *m, uint32_t line)
{
    struct rego_rule *best = NULL;
    for (size_t i = 0; i < m->n_rules; i++)
        if (m->rules[i]->loc.line > line && (!best || m->rules[i]->loc.line < best->loc.line))
            best = m->rules[i];
    return best;
}

static bool add_note(struct rego *r, struct rego_module *m, uint32_t first, uint32_t last,
                     struct str yaml)
{
    struct sk_err err = {0};
    struct sk_doc *docs;
    size_t n = 0;
    if (sk_yaml_read(r->a, m->file.path, yaml, &docs, &n, &err) < 0)
        return bad(r, m, first, str_fmt(r->a, "metadata: %s", err.msg).p);
    const struct rego_val *v = n ? rego_from_doc(r->a, docs[0].root) : &rego_null;
    if (v->kind != REGO_OBJECT)
        return bad(r, m, first, "expected METADATA block, found whitespace");
    struct rego_rule *rule = rule_after(m, last);
    bool package = m->package_loc.line > last;
    struct str scope = rego_val_str(rego_get_str(v, S("scope")));
    if (!scope.n)
        scope = package ? S("package") : S("rule");
    bool for_rule = str_eq(scope, S("rule")) || str_eq(scope, S("document"));
    if (!for_rule && !str_eq(scope, S("package")) && !str_eq(scope, S("subpackages")))
        return bad(r, m, first, "invalid metadata scope");
    if (for_rule && (package || !rule))
        return bad(r, m, first, "annotation scope must be applied to rule");
    struct rego_annotation *note = arena_new(r->a, struct rego_annotation, 1);
    const struct rego_val *entry = rego_get_str(v, S("entrypoint"));
    note->entrypoint = entry && entry->kind == REGO_BOOL && entry->i;
    if (note->entrypoint && str_eq(scope, S("rule")) &&
        !rego_get_str(v, S("scope"))) // an entry point is one of all rules of the path
        scope = S("document");
    note->scope = scope;
    note->file = m->file.path;
    note->line = first;
    note->path = for_rule ? rule_path(r->a, m, rule->head) : package_path(r->a, m);
    note->value = tidy(r->a, v, scope);
    *VEC_PUSH(r->a, r->notes, r->n_notes, r->cap_notes) = *note;
    if (for_rule && str_eq(scope, S("rule")))
        *VEC_PUSH(r->a, rule->notes, rule->n_notes, rule->cap_notes) = note;
    return true;
}

int rego_read_metadata(struct rego *r, struct rego_module *m)
{
    for (size_t i = 0; i < m->n_comments; i++) {
        if (!str_eq(str_trim(m->comments[i].text), S("METADATA")))
            continue;
        SK_BUF_SCRATCH(b, REGO_MAX_SOURCE);
        uint32_t first = m->comments[i].line, last = first;
        for (; i + 1 < m->n_comments && m->comments[i + 1].line == last + 1; i++, last++) {
            sk_buf_add(&b, m->comments[i + 1].text);
            sk_buf_add_char(&b, '\n');
        }
        if (!add_note(r, m, first, last, str_dup(r->a, sk_buf_str(&b))))
            return SK_EFORMAT;
    }
    return 0;
}

const struct rego_annotation *rego_annotations(const struct rego *r, size_t *ret_n)
{
    *ret_n = r->n_notes;
    return r->notes;
}

static const struct rego_val *path_value(struct rego_call *c, struct str path)
{
    struct rego_vec v = {0};
    struct str word;
    str_cut(path, '.', &word, &path); // without "data"
    while (str_next_field(&path, '.', &word))
        rego_vec_add(c->a, &v, rego_str(c->a, word));
    return rego_array_own(c->a, v.p, v.n);
}

static void chain_add(struct rego_call *c, struct rego_vec *chain, struct str path,
                      const struct rego_val *notes)
{
    struct rego_fields f = {0};
    rego_field(c, &f, "path", path_value(c, path));
    if (notes)
        rego_field(c, &f, "annotations", notes);
    rego_vec_add(c->a, chain, rego_fields_done(c, &f));
}

static void chain_find(struct rego_call *c, struct rego_vec *chain, struct str scope,
                       struct str path)
{
    for (size_t i = 0; i < c->r->n_notes; i++)
        if (str_eq(c->r->notes[i].scope, scope) && str_eq(c->r->notes[i].path, path))
            chain_add(c, chain, path, c->r->notes[i].value);
}

BI(metadata_chain)
{
    struct rego_vec chain = {0};
    (void)args;
    if (!c->def)
        return rego_call_fail(c, "not in a rule");
    const struct rego_rule *rule = c->def->rule;
    struct str path = package_path(c->a, rule->mod), full = c->def->where;
    chain_add(c, &chain, full, rule->n_notes ? rule->notes[0]->value : NULL);
    chain_find(c, &chain, S("document"), full);
    chain_find(c, &chain, S("package"), path);
    for (;;) {
        struct str up, last;
        chain_find(c, &chain, S("subpackages"), path);
        if (!str_cut_last(path, '.', &up, &last))
            break;
        path = up;
    }
    return rego_array_own(c->a, chain.p, chain.n);
}

BI(metadata_rule)
{
    (void)args;
    if (!c->def)
        return rego_call_fail(c, "not in a rule");
    const struct rego_rule *rule = c->def->rule;
    return rule->n_notes ? rule->notes[0]->value : rego_object(c->a, NULL, NULL, 0);
}
