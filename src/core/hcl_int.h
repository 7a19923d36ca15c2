// core/hcl_int.h - shared by read_hcl.c (blocks) and hcl_*.c (expressions, templates).
#pragma once
#include "core/map.h"
#include "core/val_int.h"

struct hcl {
    const char *p, *end;
    struct val_pool pool;
    struct sk_doc *doc;
    unsigned depth;
    unsigned lines_are_space; // within brackets and parentheses
    uint64_t copied;          // bytes of texts of expressions
    enum sk_code code;
    const char *what; // first error, at p
};

bool sk_hcl_bad(struct hcl *h, const char *what); // false
bool sk_hcl_over(struct hcl *h, const char *what);
bool sk_hcl_enter(struct hcl *h); // one level deeper; false past SK_MAX_DOC_DEPTH
void sk_hcl_leave(struct hcl *h);

static inline int hcl_peek(const struct hcl *h)
{
    return h->p < h->end ? (unsigned char)*h->p : -1;
}
static inline int hcl_peek_at(const struct hcl *h, size_t n)
{
    return (size_t)(h->end - h->p) > n ? (unsigned char)h->p[n] : -1;
}
static inline uint32_t hcl_off(const struct hcl *h)
{
    return (uint32_t)(h->p - h->doc->src.p);
}
bool sk_hcl_take(struct hcl *h, const char *s);
// White space and comments; line ends only within brackets.
bool sk_hcl_skip(struct hcl *h);
// And line ends, whatever is around.
bool sk_hcl_skip_lines(struct hcl *h);
bool sk_hcl_is_name(int c);
struct str sk_hcl_name(struct hcl *h); // empty: none is here

// An expression into *v, whose place is set; v NULL: only its end is wanted.
bool sk_hcl_expression(struct hcl *h, struct sk_val *v);
// *v becomes the text "${...}" of the source from `from` to here.
bool sk_hcl_wrap(struct hcl *h, struct sk_val *v, uint32_t from);
// A text in quotes, or a heredoc. *ret_plain: there is nothing in it to be replaced. A lone "${x}" is
// x itself: then *v is that. With *ret NULL only its end is wanted.
bool sk_hcl_template(struct hcl *h, struct sk_val *v, struct str *ret, bool *ret_plain);
