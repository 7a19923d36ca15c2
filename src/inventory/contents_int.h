// inventory/contents_int.h - for contents*.c only.
#pragma once
#include "inventory/contents.h"

bool inv_credential_name(struct str path, struct str *ret_what);
bool inv_key_name(struct str path); // may hold a private key
// The kind of a fact that is one for all files of a folder, or 0.
uint32_t inv_folder_kind(struct str path, struct str *ret_folder, struct str *ret_what);
bool inv_build_file(struct str path);
bool inv_log_name(struct str path);
