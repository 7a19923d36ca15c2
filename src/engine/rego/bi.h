// engine/rego/bi.h - what the files of builtins share. A builtin is a function here, in
// bi_<group>.c, and one line in builtins.def.
#pragma once
#include "engine/rego/rego_int.h"

#define REGO_BI(id, name, args, flags) rego_builtin_fn rego_bi_##id;
#define REGO_OP(name, args, special, sub)
#include "engine/rego/builtins.def"
#undef REGO_BI
#undef REGO_OP

typedef const struct rego_val *rego_ret; // what builtins return
// The head of a builtin, as builtins.def names it.
#define BI(id) rego_ret rego_bi_##id(struct rego_call *c, const struct rego_val **args)

// Arguments whose kind the signature has made sure.
static inline struct str bi_str(const struct rego_val *v)
{
    return (struct str){v->s, v->n};
}
// Element i of an array or set as a string; fails with "operand N ..." when it is none.
bool rego_bi_item_str(struct rego_call *c, int operand, const struct rego_val *all, size_t i,
                      struct str *ret);
// An integer that fits in 64 bits, or fails.
bool rego_bi_i64(struct rego_call *c, int operand, const struct rego_val *v, int64_t *ret);
rego_ret rego_bi_buf(struct rego_call *c, struct sk_buf *b); // string of a buffer; fails when full
rego_ret rego_bi_bad(struct rego_call *c, int operand, const struct rego_val *got,
                     const char *want); // "operand 1 must be X but got Y"

// A compiled expression, kept; NULL after a failure.
struct rego_re;
struct rego_re *rego_bi_regex(struct rego_call *c, struct str pattern);

struct str rego_base64(struct arena *a, struct str s, bool url, bool padded);
bool rego_unbase64(struct arena *a, struct str s, bool url, bool padded, struct str *ret);
rego_ret rego_bytes(struct rego_call *c, struct str s); // decoded bytes as a string
// An object put together member by member; keys are literals.
struct rego_fields {
    struct rego_vec keys, vals;
};
void rego_field(struct rego_call *c, struct rego_fields *f, const char *key, rego_ret v);
rego_ret rego_fields_done(struct rego_call *c, struct rego_fields *f);
// Offset of a time zone from UTC in seconds at a moment (seconds since 1970), and its abbreviation.
bool rego_zone_at(struct arena *a, struct str name, int64_t at, int32_t *ret, struct str *ret_abbr);
