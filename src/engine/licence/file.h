// engine/licence/file.h - what one file says of licences: tags, Debian's copyright format, texts, names.
#pragma once
#include "engine/licence/licence.h"

struct lic_db; // texts, see db.h; NULL: only what needs none

enum lic_how {
    LIC_BY_TAG,       // SPDX-License-Identifier
    LIC_BY_COPYRIGHT, // License: of Debian's machine-readable copyright file
    LIC_BY_TEXT,      // a text of the SPDX list, by its matching guidelines
    LIC_BY_NAME,      // names a text that lies elsewhere
    LIC_BY_LIKENESS,  // like a text of the list: never certain
    LIC_N_HOW
};

struct lic_found {
    enum lic_how how;
    struct lic_expr *expr;
    uint32_t line, end_line; // 1-based
    double score;            // LIC_BY_LIKENESS: below 1
    bool certain;
    struct str note; // why not
};

enum { LIC_MAX_FOUND = 2000 }; // of one file

struct lic_file {
    struct arena *perm;
    struct lic_found *items; // by line
    size_t n, cap;
};
// `head`: the beginning of a source file, where only tags are looked for. Never fails.
void lic_file_read(struct arena *perm, const struct lic_db *db, struct str text, bool head,
                   struct lic_file *ret);
