#include "engine/rego/keys.h"

#include <openssl/bn.h>
#include <openssl/core_names.h>
#include <openssl/ec.h>
#include <openssl/ecdsa.h>
#include <openssl/err.h>
#include <openssl/param_build.h>
#include <openssl/pem.h>
#include <openssl/rsa.h>
#include <openssl/x509.h>
#include <string.h>

static const struct rego_alg algs[] = {
    {"HS256", ALG_HS, EVP_sha256, 0},  {"HS384", ALG_HS, EVP_sha384, 0},
    {"HS512", ALG_HS, EVP_sha512, 0},  {"RS256", ALG_RS, EVP_sha256, 0},
    {"RS384", ALG_RS, EVP_sha384, 0},  {"RS512", ALG_RS, EVP_sha512, 0},
    {"PS256", ALG_PS, EVP_sha256, 0},  {"PS384", ALG_PS, EVP_sha384, 0},
    {"PS512", ALG_PS, EVP_sha512, 0},  {"ES256", ALG_ES, EVP_sha256, 32},
    {"ES384", ALG_ES, EVP_sha384, 48}, {"ES512", ALG_ES, EVP_sha512, 66},
};

const struct rego_alg *rego_alg(struct str name)
{
    for (size_t i = 0; i < COUNT_OF(algs); i++)
        if (str_eq(name, str_from(algs[i].name)))
            return &algs[i];
    return NULL;
}

EVP_PKEY *rego_key_pem(struct str pem)
{
    if (pem.n > INT32_MAX)
        return NULL;
    BIO *b = BIO_new_mem_buf(pem.p, (int)pem.n);
    EVP_PKEY *key = NULL;
    if (str_has(pem, S("BEGIN CERTIFICATE"))) {
        X509 *x = PEM_read_bio_X509(b, NULL, NULL, NULL);
        key = x ? X509_get_pubkey(x) : NULL;
        X509_free(x);
    } else if (str_has(pem, S("PUBLIC KEY"))) {
        key = PEM_read_bio_PUBKEY(b, NULL, NULL, NULL);
    }
    BIO_free(b);
    ERR_clear_error();
    return key;
}

static BIGNUM *number_of(struct arena *a, const struct rego_val *jwk, const char *name)
{
    struct str s = rego_val_str(rego_get_str(jwk, str_from(name))), raw;
    if (!s.n || s.n > 1 << 16 || !rego_unbase64(a, s, true, false, &raw))
        return NULL;
    return BN_bin2bn((const unsigned char *)raw.p, (int)raw.n, NULL);
}

static EVP_PKEY *make_key(const char *type, OSSL_PARAM_BLD *build, bool private)
{
    OSSL_PARAM *params = OSSL_PARAM_BLD_to_param(build);
    EVP_PKEY_CTX *ctx = EVP_PKEY_CTX_new_from_name(NULL, type, NULL);
    EVP_PKEY *key = NULL;
    if (!params || !ctx || EVP_PKEY_fromdata_init(ctx) <= 0 ||
        EVP_PKEY_fromdata(ctx, &key, private ? EVP_PKEY_KEYPAIR : EVP_PKEY_PUBLIC_KEY, params) <= 0)
        key = NULL;
    EVP_PKEY_CTX_free(ctx);
    OSSL_PARAM_free(params);
    ERR_clear_error();
    return key;
}

static EVP_PKEY *rsa_key(struct arena *a, const struct rego_val *jwk)
{
    static const char *const names[] = {"n", "e", "d", "p", "q", "dp", "dq", "qi"};
    static const char *const params[] = {
        OSSL_PKEY_PARAM_RSA_N,         OSSL_PKEY_PARAM_RSA_E,
        OSSL_PKEY_PARAM_RSA_D,         OSSL_PKEY_PARAM_RSA_FACTOR1,
        OSSL_PKEY_PARAM_RSA_FACTOR2,   OSSL_PKEY_PARAM_RSA_EXPONENT1,
        OSSL_PKEY_PARAM_RSA_EXPONENT2, OSSL_PKEY_PARAM_RSA_COEFFICIENT1};
    OSSL_PARAM_BLD *build = OSSL_PARAM_BLD_new();
    BIGNUM *n[COUNT_OF(names)] = {0};
    for (size_t i = 0; i < COUNT_OF(names); i++)
        if ((n[i] = number_of(a, jwk, names[i])))
            OSSL_PARAM_BLD_push_BN(build, params[i], n[i]);
    EVP_PKEY *key = n[0] && n[1] ? make_key("RSA", build, n[2] != NULL) : NULL;
    OSSL_PARAM_BLD_free(build);
    for (size_t i = 0; i < COUNT_OF(names); i++)
        BN_free(n[i]);
    return key;
}

static EVP_PKEY *ec_key(struct arena *a, const struct rego_val *jwk)
{
    static const struct {
        const char *crv, *group;
        size_t bytes;
    } curves[] = {
        {"P-256", "prime256v1", 32}, {"P-384", "secp384r1", 48}, {"P-521", "secp521r1", 66}};
    struct str crv = rego_val_str(rego_get_str(jwk, S("crv"))), x, y;
    unsigned char point[1 + 2 * 66] = {4};
    size_t k = 0;
    while (k < COUNT_OF(curves) && !str_eq(crv, str_from(curves[k].crv)))
        k++;
    if (k == COUNT_OF(curves) ||
        !rego_unbase64(a, rego_val_str(rego_get_str(jwk, S("x"))), true, false, &x) ||
        !rego_unbase64(a, rego_val_str(rego_get_str(jwk, S("y"))), true, false, &y) ||
        x.n > curves[k].bytes || y.n > curves[k].bytes || !x.n || !y.n)
        return NULL;
    size_t n = curves[k].bytes;
    memcpy(point + 1 + n - x.n, x.p, x.n);
    memcpy(point + 1 + 2 * n - y.n, y.p, y.n);
    OSSL_PARAM_BLD *build = OSSL_PARAM_BLD_new();
    BIGNUM *d = number_of(a, jwk, "d");
    OSSL_PARAM_BLD_push_utf8_string(build, OSSL_PKEY_PARAM_GROUP_NAME, curves[k].group, 0);
    OSSL_PARAM_BLD_push_octet_string(build, OSSL_PKEY_PARAM_PUB_KEY, point, 1 + 2 * n);
    if (d)
        OSSL_PARAM_BLD_push_BN(build, OSSL_PKEY_PARAM_PRIV_KEY, d);
    EVP_PKEY *key = make_key("EC", build, d != NULL);
    OSSL_PARAM_BLD_free(build);
    BN_free(d);
    return key;
}

EVP_PKEY *rego_key_jwk(struct arena *a, const struct rego_val *jwk)
{
    struct str kty = rego_val_str(rego_get_str(jwk, S("kty")));
    if (str_eq(kty, S("RSA")))
        return rsa_key(a, jwk);
    return str_eq(kty, S("EC")) ? ec_key(a, jwk) : NULL;
}

static bool fits(const struct rego_alg *alg, EVP_PKEY *key)
{
    int id = EVP_PKEY_get_base_id(key);
    return alg->kind == ALG_ES
               ? id == EVP_PKEY_EC
               : id == EVP_PKEY_RSA || (alg->kind == ALG_PS && id == EVP_PKEY_RSA_PSS);
}

static bool set_padding(const struct rego_alg *alg, EVP_PKEY_CTX *ctx, bool sign)
{
    if (alg->kind != ALG_PS)
        return true;
    return EVP_PKEY_CTX_set_rsa_padding(ctx, RSA_PKCS1_PSS_PADDING) > 0 &&
           EVP_PKEY_CTX_set_rsa_pss_saltlen(ctx, sign ? RSA_PSS_SALTLEN_DIGEST
                                                      : RSA_PSS_SALTLEN_AUTO) > 0;
}

// JOSE writes r and s one after the other, OpenSSL as DER.
static bool to_der(struct arena *a, struct str raw, int size, struct str *ret)
{
    if (raw.n != (size_t)size * 2)
        return false;
    ECDSA_SIG *sig = ECDSA_SIG_new();
    const unsigned char *p = (const unsigned char *)raw.p;
    ECDSA_SIG_set0(sig, BN_bin2bn(p, size, NULL), BN_bin2bn(p + size, size, NULL));
    unsigned char *der = NULL;
    int n = i2d_ECDSA_SIG(sig, &der);
    if (n > 0)
        *ret = str_dup(a, (struct str){(const char *)der, (size_t)n});
    OPENSSL_free(der);
    ECDSA_SIG_free(sig);
    return n > 0;
}

bool rego_verify(struct arena *a, const struct rego_alg *alg, EVP_PKEY *key, struct str text,
                 struct str s)
{
    if (!fits(alg, key) || (alg->kind == ALG_ES && !to_der(a, s, alg->size, &s)))
        return false;
    EVP_MD_CTX *md = EVP_MD_CTX_new();
    EVP_PKEY_CTX *ctx = NULL;
    bool ok = EVP_DigestVerifyInit(md, &ctx, alg->md(), NULL, key) > 0 &&
              set_padding(alg, ctx, false) &&
              EVP_DigestVerify(md, (const unsigned char *)s.p, s.n, (const unsigned char *)text.p,
                               text.n) == 1;
    EVP_MD_CTX_free(md);
    ERR_clear_error();
    return ok;
}

bool rego_sign(struct arena *a, const struct rego_alg *alg, EVP_PKEY *key, struct str text,
               struct str *ret)
{
    size_t n = 0;
    if (!fits(alg, key))
        return false;
    EVP_MD_CTX *md = EVP_MD_CTX_new();
    EVP_PKEY_CTX *ctx = NULL;
    const unsigned char *in = (const unsigned char *)text.p;
    unsigned char *out = NULL;
    bool ok = EVP_DigestSignInit(md, &ctx, alg->md(), NULL, key) > 0 &&
              set_padding(alg, ctx, true) && EVP_DigestSign(md, NULL, &n, in, text.n) > 0;
    if (ok) {
        out = arena_new(a, unsigned char, n + 1);
        ok = EVP_DigestSign(md, out, &n, in, text.n) > 0;
    }
    EVP_MD_CTX_free(md);
    ERR_clear_error();
    if (!ok)
        return false;
    *ret = (struct str){(const char *)out, n};
    if (alg->kind != ALG_ES)
        return true;
    const unsigned char *p = out;
    ECDSA_SIG *sig = d2i_ECDSA_SIG(NULL, &p, (long)n);
    unsigned char *raw = arena_new(a, unsigned char, (size_t)alg->size * 2);
    ok = sig && BN_bn2binpad(ECDSA_SIG_get0_r(sig), raw, alg->size) > 0 &&
         BN_bn2binpad(ECDSA_SIG_get0_s(sig), raw + alg->size, alg->size) > 0;
    ECDSA_SIG_free(sig);
    *ret = (struct str){(const char *)raw, (size_t)alg->size * 2};
    return ok;
}
