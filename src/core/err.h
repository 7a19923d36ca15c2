// core/err.h - how a function says that it failed.
//
// A function that can fail returns int: 0 = done, negative enum sk_code = failed.
// Its last parameter is `struct sk_err *err`; it is written only on failure, and may be NULL.
// The struct lives on the caller's stack: reporting an error never allocates.
#pragma once
#include "core/base.h"

enum sk_code {
    SK_OK = 0,
    SK_EIO = -1,     // the outside world failed (file, network); retrying may help
    SK_EFORMAT = -2, // the input is not what it claims to be
    SK_ELIMIT = -3,  // the input is larger than a limit in core/limits.h
    SK_EUSAGE = -4,  // the user asked for something impossible
    SK_EDIGEST = -5, // content does not have the digest it was promised to have
    SK_EAUTH = -6,   // the other side refused our credentials, or wants some
    SK_ENOENT = -7,  // the thing named does not exist
};

struct sk_err {
    enum sk_code code;
    char msg[240]; // one line, no newline or control character, outermost context first
};

// Fill *err and return `code`, so that callers write: return sk_fail(err, SK_EIO, "...");
// Control characters in the text (names come from hostile input) become '?'.
int sk_fail(struct sk_err *err, enum sk_code code, const char *fmt, ...) SK_PRINTF(3, 4);

// Put "context: " before the message already in *err; return `code`.
int sk_wrap(struct sk_err *err, int code, const char *fmt, ...) SK_PRINTF(3, 4);
