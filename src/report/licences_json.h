// report/licences_json.h - the licences of JSON and CycloneDX documents. Private to this folder.
#pragma once
#include "core/json_out.h"
#include "core/map.h"
#include "finding/finding.h"
#include "finding/licence.h"

void rep_json_licences(struct sk_json_out *w,
                       const struct fnd_set *set); // nothing when not asked for
// "licenses" of a component, and of its "evidence"; nothing when there is no statement.
void rep_cyclonedx_licences(struct sk_json_out *w, const struct fnd_licence *l);
void rep_cyclonedx_licence_evidence(struct sk_json_out *w, const struct fnd_licence *l);
