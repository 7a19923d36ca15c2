// engine/licence/licence_int.h - shared by the files of this folder only.
#pragma once
#include "engine/licence/licence.h"

int lic_cmp_nocase(struct str a, struct str b); // ASCII
// Binary search over rows that begin with a struct str and are sorted by lic_cmp_nocase().
const void *lic_search(const void *rows, size_t n, size_t size, struct str key);
enum lic_family lic_ref_family(struct str ref); // refs.def, else LIC_UNKNOWN

struct lic_expr *lic_new_term(struct arena *a, struct str id); // a reference, or an id of the list
void lic_set_plus(struct arena *a, struct lic_expr *term);     // "or later"
void lic_set_exception(struct arena *a, struct lic_expr *term, struct str exception);
