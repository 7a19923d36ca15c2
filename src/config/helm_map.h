// config/helm_map.h - which line of a template a line of its result comes from.
//
// A template's output says nothing of that, so the texts are laid side by side: what stands in a template
// line outside of {{ }} must stand in the result, too. A line of the result that nothing in the template
// looks like (it came from toYaml, include, a value of several lines) belongs to the action that stands where
// it came out, or else to the line above.
#pragma once
#include "core/arena.h"
#include "core/str.h"

struct cfg_template;
enum { CFG_MAX_MAP_STEPS = 400000000 }; // for all templates of a chart
// Borrows the text. `steps` are what comparisons may cost; what passes them stands at the line above.
struct cfg_template *cfg_template_read(struct arena *a, struct str text, uint64_t *steps);
// ret_lines[i] is the template's line (1-based) of the result's line i + 1. Returns how many there are.
size_t cfg_template_map(struct arena *a, struct cfg_template *t, struct str result,
                        uint32_t **ret_lines);
