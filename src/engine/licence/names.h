// engine/licence/names.h - names and how they are put together. Private to this folder.
#pragma once
#include "engine/licence/licence_int.h"

// One name, without operators. NULL: nobody knows it. *certain becomes false when it was only half
// understood, and is left alone otherwise.
struct str lic_slug(struct arena *a, struct str s); // "LicenseRef-..." of a name that nobody knows
struct lic_expr *lic_name(struct arena *a, struct str s, bool *certain);
