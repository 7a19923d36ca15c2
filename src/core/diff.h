// core/diff.h - the lines in which two texts differ, as `diff -u` writes them.
#pragma once
#include "core/buf.h"

enum { SK_MAX_DIFF_EDITS = 1000 }; // lines; texts further apart are shown as one replacement

// Append the unified diff (three lines of context) to `b`; nothing when the texts are equal.
// `from` and `to` are the names in the head ("a/x.yaml", "b/x.yaml").
void sk_diff_unified(struct sk_buf *b, struct str from, struct str to, struct str old,
                     struct str now);
