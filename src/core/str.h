// core/str.h - a borrowed piece of text or bytes: pointer and length, never NUL-terminated.
//
// Parsers take input only as struct str and only through these functions: there is no pointer
// arithmetic outside core/. No function here reads past `n`, whatever it is given.
#pragma once
#include "core/base.h"

struct arena;

struct str {
    const char *p;
    size_t n; // bytes
};

// A literal as a slice; S_INIT is the same for static tables.
#define S(lit) ((struct str){"" lit, sizeof(lit) - 1})
#define S_INIT(lit)                                                                                \
    {                                                                                              \
        "" lit, sizeof(lit) - 1                                                                    \
    }
// For printf-like functions. Shows at most 200 bytes: for messages, not for data.
#define STR_FMT "%.*s"
#define STR_ARG(s) (int)((s).n > 200 ? 200 : (s).n), (s).p ? (s).p : ""

struct str str_from(const char *c); // borrows; NULL gives the empty string
bool str_eq(struct str a, struct str b);
bool str_eq_nocase(struct str a, struct str b); // ASCII
int str_cmp(struct str a, struct str b);        // bytes as unsigned, then length
int str_ptr_cmp(const void *a, const void *b);  // for qsort() over struct str
bool str_starts(struct str s, struct str prefix);
bool str_starts_nocase(struct str s, struct str prefix);
bool str_ends(struct str s, struct str suffix);
bool str_has(struct str s, struct str needle);
bool str_has_char(struct str s, char c);
int str_at(struct str s, size_t i); // byte 0-255, or -1 past the end

// Parts. All borrow from `s`; none fails: what is out of range is empty.
struct str str_head(struct str s, size_t n); // first min(n, s.n) bytes
struct str str_skip(struct str s, size_t n); // all but the first min(n, s.n) bytes
struct str str_sub(struct str s, size_t off, size_t n);
struct str str_trim(struct str s); // without ASCII white space on both ends
struct str str_trim_chars(struct str s, struct str chars);
struct str str_basename(struct str path); // after the last '/'
struct str str_dirname(struct str path);  // before the last '/', or empty

enum { STR_NONE = -1 };
ptrdiff_t str_find(struct str s, struct str needle); // offset or STR_NONE
ptrdiff_t str_find_char(struct str s, char c);
ptrdiff_t str_rfind_char(struct str s, char c);

// Cut at the first (last) `c`: *head gets what is before, *tail what is after, and true is
// returned. Without `c`: *head is all, *tail empty, false. head and tail may point to s itself.
bool str_cut(struct str s, char c, struct str *head, struct str *tail);
bool str_cut_last(struct str s, char c, struct str *head, struct str *tail);
bool str_cut_str(struct str s, struct str sep, struct str *head, struct str *tail);

// Consuming readers: each takes something off the front of *rest.
// Next line into *line, without "\n" or "\r\n". False when *rest is empty.
bool str_next_line(struct str *rest, struct str *line);
// Next field up to `sep` (or the end) into *field. False when nothing is left. "a,,b" has three.
bool str_next_field(struct str *rest, char sep, struct str *field);
// Next run of non-white-space. False when there is none.
bool str_next_word(struct str *rest, struct str *word);
bool str_take(struct str *rest, struct str prefix); // remove `prefix` if it is there
struct str str_take_digits(struct str *rest);       // [0-9]*

// Whole of `s` as a number; false on anything else, empty and overflow included.
bool str_to_u64(struct str s, uint64_t *ret);
bool str_to_i64(struct str s, int64_t *ret);
bool str_to_double(struct str s, double *ret); // JSON number syntax, C locale

// Character classes of ASCII, independent of the locale; c may be -1.
bool ch_is_digit(int c);
bool ch_is_alpha(int c);
bool ch_is_alnum(int c);
bool ch_is_space(int c);
bool ch_is_hex(int c);
int ch_lower(int c);
int ch_upper(int c);
int ch_hex_value(int c); // 0-15 or -1

// Copies that live in an arena. The copies are NUL-terminated for the sake of system calls
// (the NUL is not counted); a NUL inside is kept.
struct str str_dup(struct arena *a, struct str s);
char *str_to_c(struct arena *a, struct str s);
struct str str_fmt(struct arena *a, const char *fmt, ...) SK_PRINTF(2, 3);
struct str str_join(struct arena *a, struct str x, struct str y);
struct str str_lower(struct arena *a, struct str s);
struct str str_replace_char(struct arena *a, struct str s, char from, char to);

// Is every byte part of a well-formed UTF-8 sequence (Unicode 15, table 3-7)?
bool str_is_utf8(struct str s);
// `s` with every ill-formed byte replaced by U+FFFD; `s` itself when it is well formed.
struct str str_to_utf8(struct arena *a, struct str s);
// Write the UTF-8 form of `c` (a scalar value, below 0x110000) to `to`; its length 1-4.
size_t sk_put_utf8(char *to, uint32_t c);

// A 64-bit hash (XXH3 with a fixed seed): for tables in memory and on disk, not for security.
uint64_t str_hash(struct str s);
