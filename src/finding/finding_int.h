// finding/finding_int.h - shared by the files of finding/ only.
#pragma once
#include "finding/finding.h"

// Twelve hex digits that name a problem: sha256 of kind, purl type, package and name.
struct str fnd_fingerprint(struct arena *a, struct str kind, struct str type, struct str package,
                           struct str name);

// The package that a finding names: the source package of OS packages.
struct str fnd_package_of(struct arena *a, const struct inv_pkg *p);
void fnd_set_layer(struct fnd_set *set, struct fnd_finding *f); // from its first component
void fnd_add_component(struct arena *a, struct fnd_finding *f, uint32_t item);

// One finding when the distribution's release gets no more security updates at set->scanned.
void fnd_add_end_of_life(struct arena *perm, struct fnd_set *set);
