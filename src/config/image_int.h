// config/image_int.h - images as documents; for the files of the folder.
#pragma once
#include "config/config.h"
#include "config/docker_doc.h"

// `history` is that of the document "image": {"raw", "base", "layer"} of each line.
const struct rego_val *cfg_docker_of_history(struct arena *a, const struct sk_val *history,
                                             struct str base_name);
