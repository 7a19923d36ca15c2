// config/config_int.h - shared by the files of the folder.
#pragma once
#include "config/config.h"

struct cfg_host {       // what builtins know of the evaluation
    struct sk_doc *doc; // of the input, or NULL
};
