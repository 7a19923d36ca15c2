// Builtins: certificates. The fields have the names and forms that OPA gives them; what nobody asks
// rules about (policies, name constraints) is left out.
#include "core/hash.h"
#include "engine/rego/bi.h"

#include <arpa/inet.h>
#include <openssl/bn.h>
#include <openssl/err.h>
#include <openssl/pem.h>
#include <openssl/rsa.h>
#include <openssl/x509v3.h>
#include <stdio.h>
#include <string.h>

enum { MAX_CERTIFICATES = 1000 };

static rego_ret text_of(struct rego_call *c, const ASN1_STRING *s)
{
    return rego_str(
        c->a, str_to_utf8(c->a, str_dup(c->a, (struct str){(const char *)ASN1_STRING_get0_data(s),
                                                           (size_t)ASN1_STRING_length(s)})));
}

static rego_ret names_of(struct rego_call *c, const X509_NAME *name, int nid)
{
    struct rego_vec v = {0};
    for (int i = -1; (i = X509_NAME_get_index_by_NID((X509_NAME *)(uintptr_t)name, nid, i)) >= 0;)
        rego_vec_add(c->a, &v, text_of(c, X509_NAME_ENTRY_get_data(X509_NAME_get_entry(name, i))));
    return v.n ? rego_array_own(c->a, v.p, v.n) : &rego_null;
}

static rego_ret subject(struct rego_call *c, const X509_NAME *name)
{
    static const struct {
        const char *field;
        int nid;
    } lists[] = {{"Country", NID_countryName},
                 {"Organization", NID_organizationName},
                 {"OrganizationalUnit", NID_organizationalUnitName},
                 {"Locality", NID_localityName},
                 {"Province", NID_stateOrProvinceName},
                 {"StreetAddress", NID_streetAddress},
                 {"PostalCode", NID_postalCode}};
    struct rego_fields f = {0};
    struct rego_vec all = {0};
    for (size_t i = 0; i < COUNT_OF(lists); i++)
        rego_field(c, &f, lists[i].field, names_of(c, name, lists[i].nid));
    const struct rego_val *cn = names_of(c, name, NID_commonName);
    const struct rego_val *serial = names_of(c, name, NID_serialNumber);
    const struct rego_val *none = rego_str(c->a, S(""));
    rego_field(c, &f, "CommonName", cn->kind == REGO_ARRAY ? cn->items[cn->n - 1] : none);
    rego_field(c, &f, "SerialNumber", serial->kind == REGO_ARRAY ? serial->items[0] : none);
    for (int i = 0; i < X509_NAME_entry_count(name); i++) {
        X509_NAME_ENTRY *e = X509_NAME_get_entry(name, i);
        char oid[128];
        struct rego_fields one = {0};
        struct rego_vec numbers = {0};
        OBJ_obj2txt(oid, sizeof oid, X509_NAME_ENTRY_get_object(e), 1);
        struct str rest = str_from(oid), part;
        while (str_next_field(&rest, '.', &part))
            rego_vec_add(c->a, &numbers, rego_number(c->a, part));
        rego_field(c, &one, "Type", rego_array_own(c->a, numbers.p, numbers.n));
        rego_field(c, &one, "Value", text_of(c, X509_NAME_ENTRY_get_data(e)));
        rego_vec_add(c->a, &all, rego_fields_done(c, &one));
    }
    rego_field(c, &f, "Names", rego_array_own(c->a, all.p, all.n));
    rego_field(c, &f, "ExtraNames", &rego_null);
    return rego_fields_done(c, &f);
}

static rego_ret time_of(struct rego_call *c, const ASN1_TIME *t)
{
    struct tm tm;
    if (!ASN1_TIME_to_tm(t, &tm))
        return &rego_null;
    return rego_str(c->a, str_fmt(c->a, "%04d-%02d-%02dT%02d:%02d:%02dZ", tm.tm_year + 1900,
                                  tm.tm_mon + 1, tm.tm_mday, tm.tm_hour, tm.tm_min, tm.tm_sec));
}

static rego_ret number_of(struct rego_call *c, const BIGNUM *n)
{
    char *text = BN_bn2dec(n);
    rego_ret v = rego_big(c->a, str_dup(c->a, str_from(text)));
    OPENSSL_free(text);
    return v;
}

static rego_ret bytes64(struct rego_call *c, const unsigned char *p, int n)
{
    struct str s = {(const char *)p, n > 0 ? (size_t)n : 0};
    return rego_str(c->a, rego_base64(c->a, s, false, true));
}

static void alt_names(struct rego_call *c, struct rego_fields *f, X509 *x)
{
    struct rego_vec dns = {0}, ip = {0}, mail = {0}, uri = {0};
    GENERAL_NAMES *names = X509_get_ext_d2i(x, NID_subject_alt_name, NULL, NULL);
    for (int i = 0; i < sk_GENERAL_NAME_num(names); i++) {
        const GENERAL_NAME *n = sk_GENERAL_NAME_value(names, i);
        char buf[64];
        if (n->type == GEN_DNS)
            rego_vec_add(c->a, &dns, text_of(c, n->d.dNSName));
        else if (n->type == GEN_EMAIL)
            rego_vec_add(c->a, &mail, text_of(c, n->d.rfc822Name));
        else if (n->type == GEN_URI)
            rego_vec_add(c->a, &uri, text_of(c, n->d.uniformResourceIdentifier));
        else if (n->type == GEN_IPADD &&
                 (n->d.iPAddress->length == 4 || n->d.iPAddress->length == 16) &&
                 inet_ntop(n->d.iPAddress->length == 4 ? AF_INET : AF_INET6, n->d.iPAddress->data,
                           buf, sizeof buf))
            rego_vec_add(c->a, &ip, rego_str(c->a, str_dup(c->a, str_from(buf))));
    }
    GENERAL_NAMES_free(names);
    const struct {
        const char *name;
        struct rego_vec *v;
    } all[] = {
        {"DNSNames", &dns}, {"IPAddresses", &ip}, {"EmailAddresses", &mail}, {"URIStrings", &uri}};
    for (size_t i = 0; i < COUNT_OF(all); i++)
        rego_field(c, f, all[i].name,
                   all[i].v->n ? rego_array_own(c->a, all[i].v->p, all[i].v->n) : &rego_null);
}

// Go's numbers for algorithms.
static int64_t signature_algorithm(int nid)
{
    static const struct {
        int nid, go;
    } rows[] = {{NID_md5WithRSAEncryption, 2},
                {NID_sha1WithRSAEncryption, 3},
                {NID_sha256WithRSAEncryption, 4},
                {NID_sha384WithRSAEncryption, 5},
                {NID_sha512WithRSAEncryption, 6},
                {NID_ecdsa_with_SHA1, 9},
                {NID_ecdsa_with_SHA256, 10},
                {NID_ecdsa_with_SHA384, 11},
                {NID_ecdsa_with_SHA512, 12},
                {NID_rsassaPss, 13},
                {NID_ED25519, 16}};
    for (size_t i = 0; i < COUNT_OF(rows); i++)
        if (rows[i].nid == nid)
            return rows[i].go;
    return 0;
}

static void public_key(struct rego_call *c, struct rego_fields *f, X509 *x)
{
    EVP_PKEY *key = X509_get0_pubkey(x);
    int id = key ? EVP_PKEY_get_base_id(key) : 0;
    rego_field(c, f, "PublicKeyAlgorithm",
               rego_int(c->a, id == EVP_PKEY_RSA       ? 1
                              : id == EVP_PKEY_EC      ? 3
                              : id == EVP_PKEY_ED25519 ? 4
                                                       : 0));
    BIGNUM *n = NULL, *e = NULL;
    if (id == EVP_PKEY_RSA && EVP_PKEY_get_bn_param(key, "n", &n) &&
        EVP_PKEY_get_bn_param(key, "e", &e)) {
        struct rego_fields k = {0};
        rego_field(c, &k, "N", number_of(c, n));
        rego_field(c, &k, "E", number_of(c, e));
        rego_field(c, f, "PublicKey", rego_fields_done(c, &k));
    }
    BN_free(n);
    BN_free(e);
}

static void extensions(struct rego_call *c, struct rego_fields *f, X509 *x)
{
    static const struct {
        uint32_t flag;
        int go;
    } rows[] = {{XKU_ANYEKU, 0}, {XKU_SSL_SERVER, 1}, {XKU_SSL_CLIENT, 2}, {XKU_CODE_SIGN, 3},
                {XKU_SMIME, 4},  {XKU_TIMESTAMP, 8},  {XKU_OCSP_SIGN, 9}};
    uint32_t flags = X509_get_extension_flags(x), usage = 0;
    struct rego_vec ext = {0};
    if (flags & EXFLAG_KUSAGE) { // OpenSSL counts the bits of a byte from the other end
        uint32_t k = X509_get_key_usage(x);
        for (int i = 0; i < 8; i++)
            usage |= (k >> (7 - i) & 1) << i;
        usage |= (k & KU_DECIPHER_ONLY) ? 256 : 0;
    }
    uint32_t xku = flags & EXFLAG_XKUSAGE ? X509_get_extended_key_usage(x) : 0;
    for (size_t i = 0; i < COUNT_OF(rows); i++)
        if (xku & rows[i].flag)
            rego_vec_add(c->a, &ext, rego_int(c->a, rows[i].go));
    rego_field(c, f, "KeyUsage", rego_int(c->a, usage));
    rego_field(c, f, "ExtKeyUsage", ext.n ? rego_array_own(c->a, ext.p, ext.n) : &rego_null);
    rego_field(c, f, "IsCA", rego_bool((flags & EXFLAG_CA) != 0));
    rego_field(c, f, "BasicConstraintsValid", rego_bool((flags & EXFLAG_BCONS) != 0));
    const ASN1_OCTET_STRING *ski = X509_get0_subject_key_id(x),
                            *aki = X509_get0_authority_key_id(x);
    rego_field(c, f, "SubjectKeyId", ski ? bytes64(c, ski->data, ski->length) : &rego_null);
    rego_field(c, f, "AuthorityKeyId", aki ? bytes64(c, aki->data, aki->length) : &rego_null);
}

static rego_ret certificate(struct rego_call *c, X509 *x)
{
    struct rego_fields f = {0};
    unsigned char *der = NULL;
    BIGNUM *serial = ASN1_INTEGER_to_BN(X509_get0_serialNumber(x), NULL);
    const ASN1_BIT_STRING *signature;
    X509_get0_signature(&signature, NULL, x);
    int n = i2d_X509(x, &der);
    rego_field(c, &f, "Raw", bytes64(c, der, n));
    OPENSSL_free(der);
    rego_field(c, &f, "Signature", bytes64(c, signature->data, signature->length));
    rego_field(c, &f, "SignatureAlgorithm",
               rego_int(c->a, signature_algorithm(X509_get_signature_nid(x))));
    rego_field(c, &f, "Version", rego_int(c->a, X509_get_version(x) + 1));
    rego_field(c, &f, "SerialNumber", serial ? number_of(c, serial) : &rego_null);
    BN_free(serial);
    rego_field(c, &f, "Subject", subject(c, X509_get_subject_name(x)));
    rego_field(c, &f, "Issuer", subject(c, X509_get_issuer_name(x)));
    rego_field(c, &f, "NotBefore", time_of(c, X509_get0_notBefore(x)));
    rego_field(c, &f, "NotAfter", time_of(c, X509_get0_notAfter(x)));
    alt_names(c, &f, x);
    public_key(c, &f, x);
    extensions(c, &f, x);
    return rego_fields_done(c, &f);
}

static bool add_der(struct rego_call *c, struct rego_vec *v, struct str der)
{
    const unsigned char *p = (const unsigned char *)der.p, *end = p + der.n;
    while (p < end && v->n < MAX_CERTIFICATES) {
        X509 *x = d2i_X509(NULL, &p, (long)(end - p));
        if (!x)
            return false;
        rego_vec_add(c->a, v, certificate(c, x));
        X509_free(x);
    }
    return v->n > 0;
}

static bool add_pem(struct rego_call *c, struct rego_vec *v, struct str pem)
{
    BIO *b = pem.n < INT32_MAX ? BIO_new_mem_buf(pem.p, (int)pem.n) : NULL;
    for (X509 *x; b && v->n < MAX_CERTIFICATES && (x = PEM_read_bio_X509(b, NULL, NULL, NULL));) {
        rego_vec_add(c->a, v, certificate(c, x));
        X509_free(x);
    }
    BIO_free(b);
    return v->n > 0;
}

// PEM, base64 of PEM, or base64 of DER.
BI(x509_parse)
{
    struct str s = bi_str(args[0]), raw;
    struct rego_vec v = {0};
    bool ok = false;
    if (str_has(s, S("-----BEGIN")))
        ok = add_pem(c, &v, s);
    else if (rego_unbase64(c->a, s, false, true, &raw))
        ok = str_has(raw, S("-----BEGIN")) ? add_pem(c, &v, raw) : add_der(c, &v, raw);
    ERR_clear_error();
    return ok ? rego_array_own(c->a, v.p, v.n) : rego_call_fail(c, "malformed certificate");
}
