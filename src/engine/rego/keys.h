// engine/rego/keys.h - public and private keys from PEM and JWK, signatures as JOSE has them.
#pragma once
#include "engine/rego/bi.h"

#include <openssl/evp.h>

struct rego_alg { // RFC 7518, 3.1
    const char *name;
    enum { ALG_HS, ALG_RS, ALG_PS, ALG_ES } kind;
    const EVP_MD *(*md)(void);
    int size; // ES: bytes of each half of the signature
};
const struct rego_alg *rego_alg(struct str name); // NULL: unknown

struct str rego_hmac(struct arena *a, const EVP_MD *md, struct str key, struct str text);

// NULL: none. Free with EVP_PKEY_free().
EVP_PKEY *rego_key_pem(struct str pem);                              // certificate or public key
EVP_PKEY *rego_key_jwk(struct arena *a, const struct rego_val *jwk); // public, or private with "d"
bool rego_verify(struct arena *a, const struct rego_alg *alg, EVP_PKEY *key, struct str text,
                 struct str signature);
bool rego_sign(struct arena *a, const struct rego_alg *alg, EVP_PKEY *key, struct str text,
               struct str *ret);
