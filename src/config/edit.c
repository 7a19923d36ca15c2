// Patches to edits: which node a patch is about, and whether it may be touched.
#include "config/edit.h"

#include "core/buf.h"

#include <stdlib.h>

enum { MAX_FIX_DEPTH = 64 };

int cfg_edit_add(struct cfg_editing *e, size_t off, size_t end, struct str text, struct sk_err *err)
{
    if (e->out->n_items >= CFG_MAX_EDITS || off > end || end > e->src.n)
        return sk_fail(err, SK_EUSAGE, "too many edits");
    *VEC_PUSH(e->perm, e->out->items, e->out->n_items, e->out->cap_items) =
        (struct cfg_edit){off, end, str_dup(e->perm, text)};
    return 0;
}

size_t cfg_line_start(struct str src, size_t off)
{
    return (size_t)(str_rfind_char(str_head(src, off), '\n') + 1);
}

size_t cfg_line_end(struct str src, size_t off)
{
    ptrdiff_t n = str_find_char(str_skip(src, off), '\n');
    size_t end = n < 0 ? src.n : off + (size_t)n;
    return end > off && src.p[end - 1] == '\r' ? end - 1 : end;
}

// Is `node` below `v`, reached only through what stands there itself? What an alias or a merge brought
// in stands elsewhere, and what has an anchor may be used elsewhere.
static bool is_own(struct str src, const struct sk_val *v, const struct sk_val *node, int depth)
{
    struct sk_span outer = sk_val_span(v);
    int c = str_at(src, outer.off);
    if (c == '&' || c == '*' || depth > MAX_FIX_DEPTH)
        return false;
    if (v == node)
        return true;
    struct sk_span inner = sk_val_span(node);
    if (inner.off < outer.off || inner.end > outer.end)
        return false;
    if (!sk_val_is(v, SK_OBJECT) && !sk_val_is(v, SK_ARRAY))
        return false;
    for (SK_EACH(child, v)) {
        struct sk_span s = sk_val_span(child);
        if (s.off >= outer.off && s.end <= outer.end && is_own(src, child, node, depth + 1))
            return true;
    }
    return false;
}

static const struct rego_val *member(const struct rego_val *v, const char *key)
{
    const struct rego_val *m = rego_get_str(v, str_from(key));
    return m ? m : &rego_null;
}

static int patch_document(struct cfg_editing *e, const struct cfg_input *in,
                          const struct rego_val *patch, struct sk_err *err)
{
    const struct rego_val *at = member(patch, "at"), *path = member(patch, "path");
    struct str op = rego_val_str(member(patch, "op"));
    if (!at->src || path->kind != REGO_ARRAY || !path->n)
        return sk_fail(err, SK_EUSAGE, "a fix needs `at`, a value of the input, and a `path`");
    if (!is_own(e->src, in->doc->root, at->src, 0))
        return sk_fail(err, SK_EUSAGE, "the value is shared by an anchor or alias");
    if (str_eq(op, S("set")))
        return cfg_edit_set(e, at->src, path, 0, member(patch, "value"), err);
    if (str_eq(op, S("append")))
        return cfg_edit_append(e, at->src, path, member(patch, "value"), err);
    if (str_eq(op, S("remove")))
        return cfg_edit_remove(e, at->src, path, err);
    return sk_fail(err, SK_EUSAGE, "a fix cannot " STR_FMT, STR_ARG(op));
}

static int patch_lines(struct cfg_editing *e, const struct rego_val *patch, struct sk_err *err)
{
    int64_t first = 0, last = 0;
    const struct rego_val *at = member(patch, "at");
    if (!rego_val_i64(member(at, "StartLine"), &first) ||
        !rego_val_i64(member(at, "EndLine"), &last) || first < 1 || last < first ||
        last > INT32_MAX)
        return sk_fail(err, SK_EUSAGE, "a fix needs `at`, an instruction");
    return cfg_edit_lines(e, (uint32_t)first, (uint32_t)last, patch, err);
}

int cfg_edits_of(struct arena *perm, const struct cfg_input *in, const struct rego_val *patches,
                 struct cfg_edits *ret, struct sk_err *err)
{
    struct cfg_edits edits = {0};
    struct cfg_editing e = {.perm = perm, .src = in->doc ? in->doc->src : in->src, .out = &edits};
    size_t first_end = cfg_line_end(e.src, 0);
    e.eol = str_at(e.src, first_end) == '\r' ? S("\r\n") : S("\n");
    e.json = in->doc && str_ends(in->doc->path, S(".json"));
    if (patches->kind != REGO_ARRAY || !patches->n)
        return sk_fail(err, SK_EUSAGE, "no patches");
    for (uint32_t i = 0; i < patches->n; i++) {
        const struct rego_val *patch = patches->items[i];
        int r = in->doc ? patch_document(&e, in, patch, err) : patch_lines(&e, patch, err);
        if (r < 0)
            return r;
    }
    *ret = edits;
    return 0;
}

static int by_off(const void *x, const void *y)
{
    const struct cfg_edit *a = x, *b = y;
    if (a->off != b->off)
        return a->off < b->off ? -1 : 1;
    return a->end < b->end ? -1 : a->end > b->end;
}

bool cfg_edits_apply(struct arena *perm, struct str src, struct cfg_edit *edits, size_t n,
                     struct str *ret)
{
    SK_BUF_SCRATCH(b, CFG_MAX_DOCUMENT * 2u);
    size_t at = 0;
    if (n)
        qsort(edits, n, sizeof *edits, by_off);
    for (size_t i = 0; i < n; i++) {
        if (edits[i].off < at || edits[i].end < edits[i].off || edits[i].end > src.n)
            return false;
        sk_buf_add(&b, str_sub(src, at, edits[i].off - at));
        sk_buf_add(&b, edits[i].text);
        at = edits[i].end;
    }
    sk_buf_add(&b, str_skip(src, at));
    if (b.full)
        return false;
    *ret = str_dup(perm, sk_buf_str(&b));
    return true;
}
