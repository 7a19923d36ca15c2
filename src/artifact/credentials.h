// artifact/credentials.h - what ~/.docker/config.json says of a registry.
#pragma once
#include "core/arena.h"
#include "core/err.h"
#include "core/str.h"

struct art_credentials {
    struct str user, password; // empty = none
    struct str identity_token; // for OAuth2
};
// `home` NULL or without a file: no credentials, which is no error. Helpers (credHelpers, credsStore)
// are run as docker-credential-<name> get, with PATH and HOME only.
int art_credentials_find(struct arena *perm, const char *home, struct str registry,
                         struct art_credentials *ret, struct sk_err *err) SK_MUST;
