// advisory/advisory_int.h - shared by the files of advisory/ only.
#pragma once
#include "advisory/advisory.h"
#include "advisory/version.h"

const struct ver_scheme *adv_scheme(struct str space);              // NULL: unknown space
struct str adv_space_of_osv(struct arena *a, struct str ecosystem); // empty: none of ours
