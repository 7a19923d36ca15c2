// Edits of instructions: a word replaced, an instruction inserted beside another, or taken out.
#include "config/edit.h"

static size_t line_off(struct str src, uint32_t line)
{
    size_t off = 0;
    while (--line > 0) {
        ptrdiff_t n = str_find_char(str_skip(src, off), '\n');
        if (n < 0)
            return src.n;
        off += (size_t)n + 1;
    }
    return off;
}

static bool is_word(int c)
{
    return ch_is_alnum(c) || c == '_' || c == '-';
}

// Comments between the lines of an instruction; lines of a heredoc are none.
static bool is_comment(struct str text, size_t at)
{
    struct str line = str_skip(text, cfg_line_start(text, at));
    return cfg_line_start(text, at) > 0 && str_starts(str_trim(line), S("#")) &&
           !str_has(text, S("<<"));
}

// The first place where `old` stands as a word of its own.
static ptrdiff_t find_word(struct str text, struct str old)
{
    for (size_t from = 0; from + old.n <= text.n;) {
        ptrdiff_t at = str_find(str_skip(text, from), old);
        if (at < 0)
            return -1;
        size_t i = from + (size_t)at;
        bool left = i == 0 || !is_word(str_at(text, i - 1)) || !is_word(str_at(old, 0));
        bool right = !is_word(str_at(text, i + old.n)) || !is_word(str_at(old, old.n - 1));
        if (left && right && !is_comment(text, i))
            return (ptrdiff_t)i;
        from = i + 1;
    }
    return -1;
}

static struct str text_of(const struct rego_val *patch, const char *key)
{
    const struct rego_val *v = rego_get_str(patch, str_from(key));
    return v ? rego_val_str(v) : (struct str){0};
}

static int insert(struct cfg_editing *e, size_t from, size_t to, const struct rego_val *patch,
                  struct sk_err *err)
{
    struct str text = text_of(patch, "text");
    const struct rego_val *after = rego_get_str(patch, S("after"));
    if (!text.n)
        return sk_fail(err, SK_EUSAGE, "insert: no text");
    if (after && rego_eq(after, &rego_false))
        return cfg_edit_add(e, from, from, str_join(e->perm, text, e->eol), err);
    bool ended = to > 0 && to <= e->src.n && e->src.p[to - 1] == '\n';
    return cfg_edit_add(
        e, to, to, ended ? str_join(e->perm, text, e->eol) : str_join(e->perm, e->eol, text), err);
}

int cfg_edit_lines(struct cfg_editing *e, uint32_t first, uint32_t last,
                   const struct rego_val *patch, struct sk_err *err)
{
    struct str op = text_of(patch, "op");
    size_t from = line_off(e->src, first), to = line_off(e->src, last + 1);
    if (str_eq(op, S("insert")))
        return insert(e, from, to, patch, err);
    if (str_eq(op, S("delete")))
        return cfg_edit_add(e, from, to, S(""), err);
    if (!str_eq(op, S("replace")))
        return sk_fail(err, SK_EUSAGE, "a fix of instructions cannot " STR_FMT, STR_ARG(op));
    struct str old = text_of(patch, "old");
    ptrdiff_t at = old.n ? find_word(str_sub(e->src, from, to - from), old) : -1;
    if (at < 0)
        return sk_fail(err, SK_EUSAGE, "the text to replace is not there");
    return cfg_edit_add(e, from + (size_t)at, from + (size_t)at + old.n, text_of(patch, "new"),
                        err);
}
