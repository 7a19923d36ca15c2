#include "core/hash.h"

#include "core/arena.h"

#include <openssl/evp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct sk_hash {
    EVP_MD *md;
    EVP_MD_CTX *ctx;
};

static SK_NORETURN void no_crypto(const char *what)
{
    fprintf(stderr, "sekisho: OpenSSL has no %s\n", what);
    abort();
}

struct sk_hash *sk_hash_open(enum sk_hash_kind kind)
{
    static const char *const names[] = {"SHA256", "SHA512", "SHA1", "MD5"};
    struct sk_hash *h = calloc(1, sizeof *h);
    if (!h)
        no_crypto("memory");
    // Its configuration file, which hashing does not need, costs a millisecond.
    OPENSSL_init_crypto(OPENSSL_INIT_NO_LOAD_CONFIG, NULL);
    h->md = EVP_MD_fetch(NULL, names[kind], NULL);
    h->ctx = EVP_MD_CTX_new();
    if (!h->md || !h->ctx || !EVP_DigestInit_ex(h->ctx, h->md, NULL))
        no_crypto(names[kind]);
    return h;
}

void sk_hash_add(struct sk_hash *h, struct str s)
{
    if (s.n)
        EVP_DigestUpdate(h->ctx, s.p, s.n);
}

struct sk_digest sk_hash_end(struct sk_hash *h)
{
    struct sk_digest d = {0};
    unsigned n = 0;
    EVP_DigestFinal_ex(h->ctx, d.b, &n);
    d.n = (uint8_t)n;
    EVP_DigestInit_ex(h->ctx, h->md, NULL);
    return d;
}

void sk_hash_free(struct sk_hash *h)
{
    if (!h)
        return;
    EVP_MD_CTX_free(h->ctx);
    EVP_MD_free(h->md);
    free(h);
}

struct sk_digest sk_sha256(struct str s)
{
    struct sk_hash *h = sk_hash_open(SK_SHA256);
    sk_hash_add(h, s);
    struct sk_digest d = sk_hash_end(h);
    sk_hash_free(h);
    return d;
}

bool sk_digest_eq(const struct sk_digest *a, const struct sk_digest *b)
{
    return a->n == b->n && memcmp(a->b, b->b, a->n) == 0;
}

bool sk_digest_parse(struct str s, struct sk_digest *ret)
{
    struct str hex = s;
    struct sk_digest d = {0};
    if (str_take(&hex, S("sha256:")))
        d.n = 32;
    else if (str_take(&hex, S("sha512:")))
        d.n = 64;
    if (!d.n || hex.n != 2 * (size_t)d.n)
        return false;
    for (size_t i = 0; i < hex.n; i++) {
        int c = str_at(hex, i);
        if (!ch_is_hex(c) || (c >= 'A' && c <= 'F'))
            return false;
        d.b[i / 2] = (unsigned char)(d.b[i / 2] << 4 | ch_hex_value(c));
    }
    *ret = d;
    return true;
}

struct str sk_digest_text(struct arena *a, const struct sk_digest *d)
{
    struct str hex = sk_hex(a, (struct str){(const char *)d->b, d->n});
    return str_join(a, d->n == 64 ? S("sha512:") : S("sha256:"), hex);
}

struct str sk_hex(struct arena *a, struct str bytes)
{
    char *p = arena_new(a, char, bytes.n * 2 + 1);
    for (size_t i = 0; i < bytes.n; i++) {
        p[2 * i] = "0123456789abcdef"[(unsigned char)bytes.p[i] >> 4];
        p[2 * i + 1] = "0123456789abcdef"[bytes.p[i] & 15];
    }
    return (struct str){p, bytes.n * 2};
}

bool sk_unhex(struct arena *a, struct str hex, struct str *ret)
{
    char *p = arena_new(a, char, hex.n / 2 + 1);
    if (hex.n % 2)
        return false;
    for (size_t i = 0; i < hex.n; i += 2) {
        int hi = ch_hex_value(str_at(hex, i)), lo = ch_hex_value(str_at(hex, i + 1));
        if (hi < 0 || lo < 0)
            return false;
        p[i / 2] = (char)(hi << 4 | lo);
    }
    *ret = (struct str){p, hex.n / 2};
    return true;
}

struct str sk_base64(struct arena *a, struct str bytes)
{
    static const char set[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    size_t n = (bytes.n + 2) / 3 * 4;
    char *p = arena_new(a, char, n + 1), *at = p;
    for (size_t i = 0; i < bytes.n; i += 3) {
        int b1 = str_at(bytes, i + 1), b2 = str_at(bytes, i + 2);
        unsigned v = (unsigned)str_at(bytes, i) << 16 | (unsigned)(b1 < 0 ? 0 : b1) << 8 |
                     (unsigned)(b2 < 0 ? 0 : b2);
        *at++ = set[v >> 18];
        *at++ = set[v >> 12 & 63];
        *at++ = b1 < 0 ? '=' : set[v >> 6 & 63];
        *at++ = b2 < 0 ? '=' : set[v & 63];
    }
    return (struct str){p, n};
}

static int base64_value(int c)
{
    if (c >= 'A' && c <= 'Z')
        return c - 'A';
    if (c >= 'a' && c <= 'z')
        return c - 'a' + 26;
    if (ch_is_digit(c))
        return c - '0' + 52;
    return c == '+' || c == '-' ? 62 : c == '/' || c == '_' ? 63 : -1;
}

bool sk_unbase64(struct arena *a, struct str text, struct str *ret)
{
    char *p = arena_new(a, char, text.n / 4 * 3 + 4);
    size_t n = 0, digits = 0;
    unsigned v = 0;
    bool ended = false;
    for (size_t i = 0; i < text.n; i++) {
        int c = str_at(text, i), d = base64_value(c);
        if (ch_is_space(c))
            continue;
        if (c == '=') {
            ended = true;
            continue;
        }
        if (d < 0 || ended)
            return false;
        v = v << 6 | (unsigned)d;
        if (++digits % 4 == 0) {
            p[n++] = (char)(v >> 16);
            p[n++] = (char)(v >> 8);
            p[n++] = (char)v;
            v = 0;
        }
    }
    switch (digits % 4) {
    case 1: return false;
    case 2: p[n++] = (char)(v >> 4); break;
    case 3:
        p[n++] = (char)(v >> 10);
        p[n++] = (char)(v >> 2);
        break;
    default: break;
    }
    *ret = (struct str){p, n};
    return true;
}
