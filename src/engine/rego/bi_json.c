// Builtins: json.filter, json.remove, json.patch.
#include "engine/rego/bi.h"

#include <string.h>

// "a/b~1c" or an array of keys -> keys. False with the failure said.
static bool read_path(struct rego_call *c, const struct rego_val *v, struct rego_vec *path)
{
    *path = (struct rego_vec){0};
    if (v->kind == REGO_ARRAY) {
        for (size_t i = 0; i < v->n; i++)
            rego_vec_add(c->a, path, v->items[i]);
        return true;
    }
    if (v->kind != REGO_STRING) {
        rego_call_fail(c,
                       "operand 2 must be one of {set, array} containing string paths or array "
                       "of path segments but got %s",
                       rego_kind_name(v));
        return false;
    }
    struct str s = bi_str(v), word;
    if (!s.n)
        return true;
    while (str_take(&s, S("/")))
        ;
    for (bool more = true; more;) {
        more = str_cut(s, '/', &word, &s);
        char *p = arena_new(c->a, char, word.n + 1);
        size_t n = 0;
        for (size_t i = 0; i < word.n; i++) {
            bool esc =
                word.p[i] == '~' && (str_at(word, i + 1) == '0' || str_at(word, i + 1) == '1');
            p[n++] = esc ? (word.p[i + 1] == '0' ? '~' : '/') : word.p[i];
            i += esc;
        }
        rego_vec_add(c->a, path, rego_str(c->a, (struct str){p, n}));
    }
    return true;
}

// Paths as a tree: what stands below a key, or null where a path ends.
static const struct rego_val *add_path(struct rego_call *c, const struct rego_val *tree,
                                       const struct rego_vec *path, size_t at)
{
    const struct rego_val *key = path->p[at], *old = rego_get(tree, key);
    if (old && old->kind == REGO_NULL)
        return tree;
    const struct rego_val *below = &rego_null;
    if (at + 1 < path->n)
        below = add_path(c, old ? old : rego_object(c->a, NULL, NULL, 0), path, at + 1);
    return rego_object_put(c->a, tree, key, below);
}

static const struct rego_val *path_tree(struct rego_call *c, const struct rego_val *paths)
{
    const struct rego_val *tree = rego_object(c->a, NULL, NULL, 0);
    for (size_t i = 0; i < paths->n; i++) {
        struct rego_vec path;
        if (!read_path(c, paths->items[i], &path))
            return NULL;
        if (path.n)
            tree = add_path(c, tree, &path, 0);
    }
    return tree;
}

static const struct rego_val *below(struct rego_call *c, const struct rego_val *tree,
                                    const struct rego_val *v, size_t i)
{
    if (v->kind == REGO_ARRAY) {
        const struct rego_val *k = rego_get(tree, rego_str(c->a, str_fmt(c->a, "%zu", i)));
        return k ? k : rego_get(tree, rego_int(c->a, (int64_t)i));
    }
    return rego_get(tree, v->items[i]);
}

// What of v is in the tree (keep), or all but that; NULL: nothing is left of it.
static const struct rego_val *cut_tree(struct rego_call *c, const struct rego_val *v,
                                       const struct rego_val *tree, bool keep)
{
    struct rego_vec keys = {0}, vals = {0};
    if (!tree)
        return keep ? NULL : v;
    if (tree->kind == REGO_NULL)
        return keep ? v : NULL;
    if (v->kind < REGO_ARRAY)
        return v;
    for (size_t i = 0; i < v->n; i++) {
        const struct rego_val *item = v->kind == REGO_OBJECT ? rego_val_at(v, i) : v->items[i];
        item = cut_tree(c, item, below(c, tree, v, i), keep);
        if (!item)
            continue;
        rego_vec_add(c->a, &keys, v->items[i]);
        rego_vec_add(c->a, &vals, item);
    }
    if (v->kind == REGO_OBJECT)
        return rego_object_own(c->a, keys.p, vals.p, keys.n, NULL);
    return v->kind == REGO_SET ? rego_set_own(c->a, &vals) : rego_array_own(c->a, vals.p, vals.n);
}

BI(json_filter)
{
    const struct rego_val *tree = path_tree(c, args[1]);
    return tree ? cut_tree(c, args[0], tree, true) : NULL;
}

BI(json_remove)
{
    const struct rego_val *tree = path_tree(c, args[1]);
    return tree ? cut_tree(c, args[0], tree, false) : NULL;
}

enum edit { EDIT_ADD, EDIT_REMOVE, EDIT_REPLACE };

static bool array_index(struct rego_call *c, const struct rego_val *v, const struct rego_val *key,
                        bool may_append, size_t *ret)
{
    int64_t i = -1;
    struct str s = rego_val_str(key);
    if (key->kind == REGO_STRING && str_eq(s, S("-")) && may_append)
        i = v->n;
    else if (key->kind == REGO_STRING) {
        if (!str_to_i64(s, &i) || (s.n > 1 && s.p[0] == '0') || !ch_is_digit(s.p[0]))
            i = -1;
    } else if (!rego_val_i64(key, &i)) {
        i = -1;
    }
    if (i < 0 || i > (int64_t)v->n - !may_append) {
        rego_call_fail(c, "path does not exist: no such element of the array");
        return false;
    }
    *ret = (size_t)i;
    return true;
}

static const struct rego_val *edit_array(struct rego_call *c, const struct rego_val *v, size_t at,
                                         enum edit how, const struct rego_val *new)
{
    struct rego_vec out = {0};
    for (size_t i = 0; i <= v->n; i++) {
        if (i == at && how != EDIT_REMOVE)
            rego_vec_add(c->a, &out, new);
        if (i < v->n && (i != at || how == EDIT_ADD))
            rego_vec_add(c->a, &out, v->items[i]);
    }
    return rego_array_own(c->a, out.p, out.n);
}

static const struct rego_val *without(struct rego_call *c, const struct rego_val *v,
                                      const struct rego_val *key)
{
    struct rego_vec keys = {0}, vals = {0};
    for (size_t i = 0; i < v->n; i++) {
        if (rego_eq(v->items[i], key))
            continue;
        rego_vec_add(c->a, &keys, v->items[i]);
        rego_vec_add(c->a, &vals, v->kind == REGO_OBJECT ? rego_val_at(v, i) : v->items[i]);
    }
    return v->kind == REGO_SET ? rego_set_own(c->a, &keys)
                               : rego_object_own(c->a, keys.p, vals.p, keys.n, NULL);
}

static const struct rego_val *edit_here(struct rego_call *c, const struct rego_val *v,
                                        const struct rego_val *key, enum edit how,
                                        const struct rego_val *new)
{
    size_t at;
    if (v->kind == REGO_ARRAY)
        return array_index(c, v, key, how == EDIT_ADD, &at) ? edit_array(c, v, at, how, new) : NULL;
    if (v->kind != REGO_OBJECT && v->kind != REGO_SET)
        return rego_call_fail(c, "path does not exist: %s has no members", rego_kind_name(v));
    if (how != EDIT_ADD && !rego_get(v, key))
        return rego_call_fail(c, "path does not exist: no such member");
    if (v->kind == REGO_SET) {
        if (how != EDIT_REMOVE && !rego_eq(key, new))
            return rego_call_fail(c, "set key does not equal value to be inserted");
        const struct rego_val *less = without(c, v, key);
        if (how == EDIT_REMOVE)
            return less;
        struct rego_vec items = {0};
        for (size_t i = 0; i < less->n; i++)
            rego_vec_add(c->a, &items, less->items[i]);
        rego_vec_add(c->a, &items, new);
        return rego_set_own(c->a, &items);
    }
    return how == EDIT_REMOVE ? without(c, v, key) : rego_object_put(c->a, v, key, new);
}

static const struct rego_val *edit(struct rego_call *c, const struct rego_val *v,
                                   const struct rego_vec *path, size_t at, enum edit how,
                                   const struct rego_val *new)
{
    if (at == path->n)
        return how == EDIT_REMOVE ? NULL : new;
    const struct rego_val *key = path->p[at];
    if (at + 1 == path->n)
        return edit_here(c, v, key, how, new);
    size_t i;
    if (v->kind == REGO_ARRAY) {
        if (!array_index(c, v, key, false, &i))
            return NULL;
        const struct rego_val *kid = edit(c, v->items[i], path, at + 1, how, new);
        return kid ? edit_array(c, v, i, EDIT_REPLACE, kid) : NULL;
    }
    const struct rego_val *old = v->kind > REGO_ARRAY ? rego_get(v, key) : NULL;
    if (!old)
        return rego_call_fail(c, "path does not exist: no such member");
    const struct rego_val *kid = edit(c, old, path, at + 1, how, new);
    if (!kid)
        return NULL;
    if (v->kind == REGO_OBJECT)
        return rego_object_put(c->a, v, key, kid);
    const struct rego_val *less = without(c, v, key);
    struct rego_vec items = {0};
    for (size_t k = 0; k < less->n; k++)
        rego_vec_add(c->a, &items, less->items[k]);
    rego_vec_add(c->a, &items, kid);
    return rego_set_own(c->a, &items);
}

static const struct rego_val *at_path(struct rego_call *c, const struct rego_val *v,
                                      const struct rego_vec *path)
{
    size_t k;
    for (size_t i = 0; i < path->n; i++) {
        if (v->kind == REGO_ARRAY)
            v = array_index(c, v, path->p[i], false, &k) ? v->items[k] : NULL;
        else
            v = v->kind > REGO_ARRAY ? rego_get(v, path->p[i]) : NULL;
        if (!v)
            return c->bi_failed ? NULL : rego_call_fail(c, "path does not exist");
    }
    return v;
}

static const struct rego_val *need(struct rego_call *c, const struct rego_val *op, const char *key)
{
    const struct rego_val *v = rego_get_str(op, str_from(key));
    return v ? v : rego_call_fail(c, "missing '%s' attribute", key);
}

static const struct rego_val *patch_once(struct rego_call *c, const struct rego_val *doc,
                                         const struct rego_val *op)
{
    struct rego_vec path, from;
    const struct rego_val *p = need(c, op, "path"), *name = need(c, op, "op"), *v = NULL, *f;
    struct str what = rego_val_str(name);
    if (!p || !name || !read_path(c, p, &path))
        return NULL;
    if (str_eq(what, S("remove")))
        return edit(c, doc, &path, 0, EDIT_REMOVE, NULL);
    if (str_eq(what, S("move")) || str_eq(what, S("copy"))) {
        if (!(f = need(c, op, "from")) || !read_path(c, f, &from) || !(v = at_path(c, doc, &from)))
            return NULL;
        if (str_eq(what, S("move")) && !(doc = edit(c, doc, &from, 0, EDIT_REMOVE, NULL)))
            return c->bi_failed ? NULL : v;
        return edit(c, doc, &path, 0, EDIT_ADD, v);
    }
    if (!(v = need(c, op, "value")))
        return NULL;
    if (str_eq(what, S("add")))
        return edit(c, doc, &path, 0, EDIT_ADD, v);
    if (str_eq(what, S("replace")))
        return edit(c, doc, &path, 0, EDIT_REPLACE, v);
    if (!str_eq(what, S("test")))
        return rego_call_fail(c, "unrecognized op '" STR_FMT "'", STR_ARG(what));
    const struct rego_val *got = at_path(c, doc, &path);
    if (got && !rego_eq(got, v))
        return rego_call_fail(c, "value from EditTree != patch value");
    return got ? doc : NULL;
}

BI(json_patch)
{
    const struct rego_val *doc = args[0];
    for (size_t i = 0; doc && i < args[1]->n; i++) {
        if (args[1]->items[i]->kind != REGO_OBJECT)
            return rego_call_fail(c, "must be an array of JSON-Patch objects, but at least one "
                                     "element is not an object");
        doc = rego_call_step(c, 1) ? patch_once(c, doc, args[1]->items[i]) : NULL;
    }
    return doc;
}
