// core/hash.h - cryptographic digests (OpenSSL) and their text forms.
#pragma once
#include "core/err.h"
#include "core/str.h"

struct arena;

enum sk_hash_kind { SK_SHA256, SK_SHA512, SK_SHA1, SK_MD5 };
enum { SK_SHA256_BYTES = 32, SK_HASH_MAX_BYTES = 64 };

struct sk_digest {
    uint8_t n; // 0 = none
    unsigned char b[SK_HASH_MAX_BYTES];
};

// A running hash. sk_hash_open() ... sk_hash_add()* ... sk_hash_end(); reusable after _end().
struct sk_hash;
struct sk_hash *sk_hash_open(enum sk_hash_kind kind); // never NULL; sk_hash_free() it
void sk_hash_add(struct sk_hash *h, struct str s);
struct sk_digest sk_hash_end(struct sk_hash *h);
void sk_hash_free(struct sk_hash *h); // NULL is fine

struct sk_digest sk_sha256(struct str s);
bool sk_digest_eq(const struct sk_digest *a, const struct sk_digest *b);

// "sha256:<64 lower-case hex digits>" (OCI image-spec, descriptor.md, "Digests") to and from.
// sha256 and sha512 only. False: unknown algorithm, wrong length, upper case.
bool sk_digest_parse(struct str s, struct sk_digest *ret);
struct str sk_digest_text(struct arena *a, const struct sk_digest *d);

struct str sk_hex(struct arena *a, struct str bytes);
bool sk_unhex(struct arena *a, struct str hex, struct str *ret);
// RFC 4648 base64; decoding takes both alphabets, padding optional, white space skipped.
struct str sk_base64(struct arena *a, struct str bytes);
bool sk_unbase64(struct arena *a, struct str text, struct str *ret);
