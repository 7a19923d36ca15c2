// Edits of JSON and YAML: a member set, an element appended, something taken out.
//
// Flow collections ({...}, [...], all of JSON) are edited with commas, block collections by lines. A new
// member comes last, at the column of its siblings.
#include "config/edit.h"

#include "core/buf.h"

enum { MAX_TEXT = 1 << 20 };

static bool is_flow(const struct cfg_editing *e, const struct sk_val *v)
{
    int c = str_at(e->src, sk_val_span(v).off);
    return c == '{' || c == '[';
}

// Own members only: merged ones stand elsewhere.
static bool is_inside(const struct sk_val *v, const struct sk_val *child)
{
    struct sk_span outer = sk_val_span(v);
    struct sk_span s = sk_val_is(v, SK_OBJECT) ? sk_val_key_span(child) : sk_val_span(child);
    return s.off >= outer.off && s.end <= outer.end;
}

static const struct sk_val *own_last(const struct sk_val *v)
{
    const struct sk_val *last = NULL;
    for (SK_EACH(child, v))
        if (is_inside(v, child))
            last = child;
    return last;
}

static const struct sk_val *child_of(const struct sk_val *v, const struct rego_val *step)
{
    int64_t i;
    if (step->kind == REGO_STRING && sk_val_is(v, SK_OBJECT)) {
        const struct sk_val *child = sk_val_get(v, rego_val_str(step));
        return child && is_inside(v, child) ? child : NULL;
    }
    if (!rego_val_i64(step, &i) || i < 0 || !sk_val_is(v, SK_ARRAY))
        return NULL;
    const struct sk_val *child = sk_val_first(v);
    while (child && i-- > 0)
        child = sk_val_next(child);
    return child;
}

static size_t column(struct str src, size_t off)
{
    return off - cfg_line_start(src, off);
}

// Where the line begins that follows what ends at `end`.
static size_t next_line(struct str src, size_t end, bool *ret_missing)
{
    *ret_missing = false;
    if (end > 0 && src.p[end - 1] == '\n') // a block scalar
        return end;
    ptrdiff_t n = str_find_char(str_skip(src, end), '\n');
    *ret_missing = n < 0;
    return n < 0 ? src.n : end + (size_t)n + 1;
}

static void write_key(struct sk_buf *b, const struct rego_val *key)
{
    cfg_write_scalar(b, key);
    sk_buf_add_char(b, ':');
}

// path[from..] as nested objects around the value.
static const struct rego_val *nest(struct cfg_editing *e, const struct rego_val *path,
                                   uint32_t from, const struct rego_val *value)
{
    for (uint32_t i = path->n; i-- > from;) {
        const struct rego_val **k = arena_new(e->perm, const struct rego_val *, 1);
        const struct rego_val **v = arena_new(e->perm, const struct rego_val *, 1);
        k[0] = path->items[i];
        v[0] = value;
        value = rego_object(e->perm, k, v, 1);
    }
    return value;
}

// In front of the closing bracket.
static int add_to_flow(struct cfg_editing *e, const struct sk_val *v, struct str text,
                       struct sk_err *err)
{
    const struct sk_val *last = own_last(v);
    struct sk_span all = sk_val_span(v);
    if (all.end < all.off + 2)
        return sk_fail(err, SK_EUSAGE, "not a collection in the text");
    if (!last)
        return cfg_edit_add(e, all.off + 1, all.end - 1, text, err);
    size_t end = sk_val_span(last).end,
           first = sk_val_is(v, SK_OBJECT) ? sk_val_key_span(last).off : sk_val_span(last).off;
    size_t start = cfg_line_start(e->src, first);
    struct str lead = str_sub(e->src, start, first - start);
    bool own_line = start > all.off && !str_trim(lead).n;
    struct str sep =
        own_line ? str_join(e->perm, str_join(e->perm, S(","), e->eol), lead) : S(", ");
    return cfg_edit_add(e, end, end, str_join(e->perm, sep, text), err);
}

static int flow_member(struct cfg_editing *e, const struct sk_val *v, const struct rego_val *key,
                       const struct rego_val *value, struct sk_err *err)
{
    SK_BUF_SCRATCH(b, MAX_TEXT);
    cfg_write_flow(&b, key, e->json);
    sk_buf_add(&b, S(": "));
    cfg_write_flow(&b, value, e->json);
    return add_to_flow(e, v, sk_buf_str(&b), err);
}

static int block_member(struct cfg_editing *e, const struct sk_val *v, const struct rego_val *key,
                        const struct rego_val *value, struct sk_err *err)
{
    SK_BUF_SCRATCH(b, MAX_TEXT);
    bool missing;
    struct sk_span all = sk_val_span(v);
    size_t col = column(e->src, all.off), at = next_line(e->src, all.end, &missing);
    if (missing)
        sk_buf_add(&b, e->eol);
    for (size_t i = 0; i < col; i++)
        sk_buf_add_char(&b, ' ');
    write_key(&b, key);
    cfg_write_block(&b, value, col, e->eol);
    if (!missing)
        sk_buf_add(&b, e->eol);
    return cfg_edit_add(e, at, at, sk_buf_str(&b), err);
}

// A value that is there gets another one: scalars on one line, and `key:` without a value.
static int replace(struct cfg_editing *e, const struct sk_val *parent, const struct sk_val *old,
                   const struct rego_val *value, struct sk_err *err)
{
    SK_BUF_SCRATCH(b, MAX_TEXT);
    struct sk_span s = sk_val_span(old);
    int c = str_at(e->src, s.off);
    if (c == '&' || c == '*' || c == '!' || c == '|' || c == '>')
        return sk_fail(err, SK_EUSAGE, "the value that is there cannot be replaced in place");
    if (is_flow(e, old) || is_flow(e, parent)) {
        cfg_write_flow(&b, value, e->json);
        return cfg_edit_add(e, s.off, s.end, sk_buf_str(&b), err);
    }
    if (sk_val_is(old, SK_OBJECT) || sk_val_is(old, SK_ARRAY))
        return sk_fail(err, SK_EUSAGE, "a block is not replaced");
    if (s.off == s.end && sk_val_is(parent, SK_OBJECT)) {
        cfg_write_block(&b, value, column(e->src, sk_val_key_span(old).off), e->eol);
    } else if (value->kind >= REGO_ARRAY && value->n) {
        cfg_write_flow(&b, value, e->json);
    } else {
        cfg_write_scalar(&b, value);
    }
    return cfg_edit_add(e, s.off, s.end, sk_buf_str(&b), err);
}

int cfg_edit_set(struct cfg_editing *e, const struct sk_val *at, const struct rego_val *path,
                 uint32_t from, const struct rego_val *value, struct sk_err *err)
{
    const struct sk_val *child = child_of(at, path->items[from]);
    bool last = from + 1 == path->n;
    if (child) {
        int c = str_at(e->src, sk_val_span(child).off);
        if (c == '&' || c == '*')
            return sk_fail(err, SK_EUSAGE, "the value is shared by an anchor or alias");
        bool inner = sk_val_is(child, SK_OBJECT) || sk_val_is(child, SK_ARRAY);
        if (!last && inner)
            return cfg_edit_set(e, child, path, from + 1, value, err);
        if (!last && !sk_val_is(child, SK_NULL))
            return sk_fail(err, SK_EUSAGE, "something else is there");
        return replace(e, at, child, nest(e, path, from + 1, value), err);
    }
    if (!sk_val_is(at, SK_OBJECT) || path->items[from]->kind != REGO_STRING)
        return sk_fail(err, SK_EUSAGE, "no mapping to set a member in");
    int c = str_at(e->src, sk_val_span(at).off);
    if (c == '!' || c == '?')
        return sk_fail(err, SK_EUSAGE, "a mapping with a tag or complex keys is not changed");
    value = nest(e, path, from + 1, value);
    return is_flow(e, at) ? flow_member(e, at, path->items[from], value, err)
                          : block_member(e, at, path->items[from], value, err);
}

static const struct sk_val *walk(const struct sk_val *at, const struct rego_val *path, uint32_t n)
{
    for (uint32_t i = 0; i < n && at; i++)
        at = child_of(at, path->items[i]);
    return at;
}

static const struct rego_val *list_of(struct cfg_editing *e, const struct rego_val *value)
{
    const struct rego_val **v = arena_new(e->perm, const struct rego_val *, 1);
    v[0] = value;
    return rego_array(e->perm, v, 1);
}

int cfg_edit_append(struct cfg_editing *e, const struct sk_val *at, const struct rego_val *path,
                    const struct rego_val *value, struct sk_err *err)
{
    SK_BUF_SCRATCH(b, MAX_TEXT);
    const struct sk_val *list = walk(at, path, path->n);
    bool missing;
    if (!list || sk_val_is(list, SK_NULL))
        return cfg_edit_set(e, at, path, 0, list_of(e, value), err);
    if (!sk_val_is(list, SK_ARRAY))
        return sk_fail(err, SK_EUSAGE, "no list to append to");
    struct sk_span s = sk_val_span(list);
    if (is_flow(e, list)) {
        cfg_write_flow(&b, value, e->json);
        return add_to_flow(e, list, sk_buf_str(&b), err);
    }
    if (str_at(e->src, s.off) != '-')
        return sk_fail(err, SK_EUSAGE, "the list is shared by an anchor or alias");
    size_t col = column(e->src, s.off), to = next_line(e->src, s.end, &missing);
    if (missing)
        sk_buf_add(&b, e->eol);
    for (size_t i = 0; i < col; i++)
        sk_buf_add_char(&b, ' ');
    cfg_write_item(&b, value, col, e->eol);
    if (!missing)
        sk_buf_add(&b, e->eol);
    return cfg_edit_add(e, to, to, sk_buf_str(&b), err);
}

// Out of {...} or [...], with one of the commas beside it.
static int remove_from_flow(struct cfg_editing *e, size_t from, size_t to, struct sk_err *err)
{
    size_t after = to, before = from;
    while (ch_is_space(str_at(e->src, after)))
        after++;
    if (str_at(e->src, after) == ',') {
        for (after++; ch_is_space(str_at(e->src, after));)
            after++;
        return cfg_edit_add(e, from, after, S(""), err);
    }
    while (before > 0 && ch_is_space(str_at(e->src, before - 1)))
        before--;
    if (before > 0 && e->src.p[before - 1] == ',')
        from = before - 1;
    return cfg_edit_add(e, from, to, S(""), err);
}

int cfg_edit_remove(struct cfg_editing *e, const struct sk_val *at, const struct rego_val *path,
                    struct sk_err *err)
{
    const struct sk_val *parent = walk(at, path, path->n - 1);
    const struct sk_val *v = parent ? child_of(parent, path->items[path->n - 1]) : NULL;
    bool missing;
    if (!v)
        return sk_fail(err, SK_EUSAGE, "what is to be removed is not there");
    bool object = sk_val_is(parent, SK_OBJECT);
    struct sk_span all = sk_val_span(parent), s = sk_val_span(v);
    size_t from = object ? sk_val_key_span(v).off : s.off;
    int c = str_at(e->src, all.off);
    if (c == '&' || c == '*' || c == '!')
        return sk_fail(err, SK_EUSAGE, "the value is shared by an anchor or alias");
    if (is_flow(e, parent))
        return remove_from_flow(e, from, s.end, err);
    if (sk_val_count(parent) == 1) // what is left is empty
        return cfg_edit_add(e, all.off, all.end, object ? S("{}") : S("[]"), err);
    size_t start = cfg_line_start(e->src, from), next = next_line(e->src, s.end, &missing);
    struct str lead = str_sub(e->src, start, from - start);
    if (!object)
        lead = str_trim_chars(str_trim(lead), S("-"));
    if (str_trim(lead).n) { // "- key: value": the dash belongs to the whole
        const struct sk_val *sibling = sk_val_next(v);
        if (!sibling || !object)
            return sk_fail(err, SK_EUSAGE, "it stands on a line with something else");
        return cfg_edit_add(e, from, sk_val_key_span(sibling).off, S(""), err);
    }
    return cfg_edit_add(e, start, next, S(""), err);
}
