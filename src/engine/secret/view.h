// engine/secret/view.h - documents whose secrets do not stand in their bytes as rules want to see
// them: joined from pieces, decoded, next to their names.
//
// A view is one file, view_<id>.c, that makes text of a document, each piece of which knows its line and
// what it is. The text is searched like a file, beside (or instead of) the bytes. Damage means less
// text: the bytes were searched anyhow.
// To add one: src/engine/secret/view_<id>.c and a line in views.def.
#pragma once
#include "core/buf.h"
#include "core/val.h"

enum { SEC_VIEW_MOST = 16 << 20, SEC_VIEW_TEXT = 64 << 20 }; // bytes of a document; of its text

struct sec_view_piece {
    size_t off;       // where it begins in the text; it ends where the next begins
    uint32_t line;    // of the document; 0 = there are no lines
    struct str label; // "ENV DB_PASSWORD", "cell 3"
};

struct sec_view_out {
    struct arena *a; // pieces and labels
    struct sk_buf text;
    struct sec_view_piece *pieces;
    size_t n, cap;
};

struct sec_view {
    const char *id;
    bool instead; // of the bytes, when all of the document was understood
    bool (*want)(struct str path, struct str head);
    // True: all of it was understood.
    bool (*make)(struct str path, struct str data, struct sec_view_out *out);
};

extern const struct sec_view *const sec_views[]; // NULL-terminated
// The view of a file, by its path and its first bytes; NULL: it has none.
const struct sec_view *sec_view_pick(struct str path, struct str head);
const struct sec_view_piece *sec_view_at(const struct sec_view_out *out, size_t off);

// For views. `text` is copied.
void sec_view_add(struct sec_view_out *out, uint32_t line, struct str label, struct str text);
void sec_view_end(struct sec_view_out *out); // of a line
// What is known to be confidential by its place, whatever it looks like: rules with the keyword
// "sensitive_value" see   sensitive_value.<name> = "<value>"
void sec_view_sensitive(struct sec_view_out *out, uint32_t line, struct str label, struct str name,
                        struct str value);
// Is it the name of something confidential: a password, a token, a private key?
bool sec_is_secret_name(struct str name);
