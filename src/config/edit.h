// config/edit.h - changing a document by position: comments, order and indentation stay as they are.
//
// A patch (of result.fix) becomes edits of the text it was read from. What cannot be changed in place
// without touching something else (anchors, aliases, merged keys) is refused with a reason.
#pragma once
#include "config/config.h"

enum { CFG_MAX_EDITS = 1000 }; // of one finding

struct cfg_edits {
    struct cfg_edit *items;
    size_t n_items, cap_items;
};

// The edits of result.fix's patches on the document of `in`. All or nothing: SK_EUSAGE says why not.
int cfg_edits_of(struct arena *perm, const struct cfg_input *in, const struct rego_val *patches,
                 struct cfg_edits *ret, struct sk_err *err) SK_MUST;
// The text with edits in it that do not touch each other; false when they do.
bool cfg_edits_apply(struct arena *perm, struct str src, struct cfg_edit *edits, size_t n,
                     struct str *ret);

// For edit*.c.
struct cfg_editing {
    struct arena *perm;
    struct str src;
    struct str eol;
    bool json;
    struct cfg_edits *out;
};
int cfg_edit_add(struct cfg_editing *e, size_t off, size_t end, struct str text,
                 struct sk_err *err) SK_MUST;
size_t cfg_line_start(struct str src, size_t off);
size_t cfg_line_end(struct str src, size_t off); // of the line's text: before "\n" or "\r\n"

// Members of mappings and elements of sequences, block or flow. `path` may be partly there.
int cfg_edit_set(struct cfg_editing *e, const struct sk_val *at, const struct rego_val *path,
                 uint32_t from, const struct rego_val *value, struct sk_err *err) SK_MUST;
int cfg_edit_append(struct cfg_editing *e, const struct sk_val *at, const struct rego_val *path,
                    const struct rego_val *value, struct sk_err *err) SK_MUST;
int cfg_edit_remove(struct cfg_editing *e, const struct sk_val *at, const struct rego_val *path,
                    struct sk_err *err) SK_MUST;
// Instructions: lines [first, last] of the text.
int cfg_edit_lines(struct cfg_editing *e, uint32_t first, uint32_t last,
                   const struct rego_val *patch, struct sk_err *err) SK_MUST;
// A value as it is written in a block at that column (one line for scalars), and in a flow.
void cfg_write_block(struct sk_buf *b, const struct rego_val *v, size_t column, struct str eol);
void cfg_write_item(struct sk_buf *b, const struct rego_val *v, size_t column, struct str eol);
void cfg_write_flow(struct sk_buf *b, const struct rego_val *v, bool json);
void cfg_write_scalar(struct sk_buf *b, const struct rego_val *v);
