// engine/licence/db.h - the texts of the SPDX list in a form that is fast to compare: licences.db.
//
// Made by lic_db_build() from the list's XML files on the user's machine; mapped and never trusted: every offset
// is checked where it is used. Numbers are in the byte order of the machine that wrote it.
#pragma once
#include "engine/licence/licence.h"

struct lic_db; // opaque
struct lic_compile;

#define LIC_DB_FORMAT 1
#define LIC_DB_NAME "licences.db"
enum { LIC_MAX_TEMPLATES = 20000, LIC_DB_HEAD_BYTES = 104, LIC_DB_SUM_AT = 24 };

// `bytes` must live as long as the database. SK_EFORMAT when it is none or damaged.
int lic_db_open(struct arena *perm, struct str bytes, const struct lic_db **ret,
                struct sk_err *err) SK_MUST;
struct str lic_db_version(const struct lic_db *db); // of the list: "3.28.0, 819 texts"
size_t lic_db_count(const struct lic_db *db);       // templates, headers included
// The standard text of a licence or exception; empty when the list has none.
struct str lic_db_text(const struct lic_db *db, struct str id);
struct str lic_db_title(const struct lic_db *db, struct str id);

// The bytes of a database; SK_EFORMAT when there is no template at all.
int lic_db_build(struct lic_compile *c, struct sk_buf *out, struct sk_err *err) SK_MUST;
