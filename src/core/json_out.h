// core/json_out.h - writing JSON into a buffer, with commas and indentation kept right.
//
// sk_json_object(&w, "key") opens a member object; the key is NULL inside arrays and at the top.
// Strings that are no UTF-8 are written with U+FFFD. Control characters, DEL and U+2028/9 are
// escaped, so the output is safe on a terminal.
#pragma once
#include "core/buf.h"

struct sk_json_out {
    struct sk_buf *buf;
    bool pretty; // two-space indentation
    int depth;   // private from here
    bool has_item[64];
};

void sk_json_object(struct sk_json_out *w, const char *key);
void sk_json_array(struct sk_json_out *w, const char *key);
void sk_json_end_object(struct sk_json_out *w);
void sk_json_end_array(struct sk_json_out *w);
void sk_json_str(struct sk_json_out *w, const char *key, struct str value);
void sk_json_str_if(struct sk_json_out *w, const char *key, struct str value); // unless empty
void sk_json_i64(struct sk_json_out *w, const char *key, int64_t value);
void sk_json_double(struct sk_json_out *w, const char *key, double value, int decimals);
void sk_json_bool(struct sk_json_out *w, const char *key, bool value);
void sk_json_null(struct sk_json_out *w, const char *key);
void sk_json_raw(struct sk_json_out *w, const char *key, struct str json);     // already JSON
void sk_json_key_str(struct sk_json_out *w, struct str key, struct str value); // key from data
