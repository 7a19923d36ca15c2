// artifact/credentials.h - what ~/.docker/config.json says of a registry.
#pragma once
#include "core/arena.h"
#include "core/err.h"
#include "core/str.h"

struct art_credentials {
    struct str user, password; // empty = none
    struct str identity_token; // for OAuth2
};
// Where credentials are: the user's, from the command line's environment.
struct art_docker {
    const char *dir; // the folder of config.json ($DOCKER_CONFIG, ~/.docker); NULL = no credentials
    char *const *env; // for credential helpers (they need HOME, AWS_PROFILE, ...); NULL = empty
};
// No file, or nothing in it for the registry: no credentials, which is no error. Helpers (credHelpers,
// credsStore) are run as docker-credential-<name> get; SK_EAUTH says what a helper complains of.
int art_credentials_find(struct arena *perm, const struct art_docker *docker, struct str registry,
                         struct art_credentials *ret, struct sk_err *err) SK_MUST;
