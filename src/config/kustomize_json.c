// JSON Patch. https://www.rfc-editor.org/rfc/rfc6902 and 6901 (pointers)
#include "config/kustomize_int.h"

struct target { // where a pointer leads: `key` in `parent`
    struct cfg_node *parent;
    struct str key;
};

static struct str unescape(struct kz *z, struct str s)
{
    struct str done = {0};
    for (size_t i; str_has_char(s, '~'); s = str_skip(s, i + 2)) {
        i = (size_t)str_find_char(s, '~');
        struct str c = str_at(s, i + 1) == '1' ? S("/") : S("~");
        done = cfg_text(&z->pool, done, str_head(s, i), c);
    }
    return done.n ? cfg_text(&z->pool, done, s, S("")) : s;
}

static struct cfg_node *step(const struct cfg_node *n, struct str key)
{
    uint64_t i;
    if (cfg_node_is(n, SK_ARRAY))
        return str_to_u64(key, &i) ? cfg_node_item(n, i) : NULL;
    return cfg_node_get(n, key);
}

static bool find(struct kz *z, struct cfg_node *root, struct str pointer, struct target *ret)
{
    struct str field;
    *ret = (struct target){0};
    if (!str_take(&pointer, S("/")))
        return false;
    ret->parent = root;
    bool more = true;
    while (more && ret->parent) {
        more = str_cut(pointer, '/', &field, &pointer);
        ret->key = unescape(z, field);
        if (more)
            ret->parent = step(ret->parent, ret->key);
    }
    return ret->parent && ret->parent->kind >= SK_ARRAY;
}

static bool add(const struct target *t, struct cfg_node *value)
{
    uint64_t i;
    if (t->parent->kind == SK_OBJECT) {
        cfg_node_set(t->parent, t->key, value);
        return true;
    }
    size_t n = cfg_node_count(t->parent);
    if (str_eq(t->key, S("-")))
        i = n;
    else if (!str_to_u64(t->key, &i) || i > n)
        return false;
    cfg_node_insert(t->parent, i, value);
    return true;
}

static bool drop(const struct target *t)
{
    uint64_t i;
    if (t->parent->kind == SK_OBJECT)
        return cfg_node_remove(t->parent, t->key);
    return str_to_u64(t->key, &i) && cfg_node_remove_item(t->parent, i);
}

static bool one(struct kz *z, struct cfg_node *root, const struct cfg_node *o)
{
    struct str op = cfg_node_text(cfg_node_at(o, "op")),
               path = cfg_node_text(cfg_node_at(o, "path"));
    const struct cfg_node *value = cfg_node_at(o, "value");
    struct target t, from;
    bool there = find(z, root, path, &t);
    struct cfg_node *old = there ? step(t.parent, t.key) : NULL;
    if (!there)
        return false;
    cfg_kz_spend(z, 2 * cfg_node_count(t.parent) + 10);
    if (str_eq(op, S("test")))
        return value ? cfg_node_eq(old, value) : !old;
    if (str_eq(op, S("remove")))
        return drop(&t);
    if (str_eq(op, S("add")))
        return value && add(&t, cfg_node_clone(&z->pool, value));
    if (str_eq(op, S("replace"))) {
        if (old && value)
            cfg_node_become(old, cfg_node_clone(&z->pool, value));
        return old && value;
    }
    if (!find(z, root, cfg_node_text(cfg_node_at(o, "from")), &from))
        return false;
    cfg_kz_spend(z, cfg_node_count(from.parent));
    struct cfg_node *copy = cfg_node_clone(&z->pool, step(from.parent, from.key));
    if (!copy || (!str_eq(op, S("move")) && !str_eq(op, S("copy"))))
        return false;
    if (str_eq(op, S("move"))) {
        (void)drop(&from);
        if (!find(z, root, path, &t)) // it was inside of what moved
            return false;
    }
    return add(&t, copy);
}

int cfg_kz_json_patch(struct kz *z, struct cfg_node *root, const struct cfg_node *ops,
                      struct sk_err *err)
{
    size_t i = 0;
    for (CFG_EACH(o, ops)) {
        i++;
        if (z->pool.full)
            return sk_fail(err, SK_ELIMIT, "more objects than are built");
        if (!one(z, root, o))
            return sk_fail(err, SK_EFORMAT,
                           "operation %zu (" STR_FMT " " STR_FMT ") cannot be done", i,
                           STR_ARG(cfg_node_text(cfg_node_at(o, "op"))),
                           STR_ARG(cfg_node_text(cfg_node_at(o, "path"))));
    }
    return 0;
}
