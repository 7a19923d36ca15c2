// Builtins: digests, HMAC, UUIDs.
#include "core/hash.h"
#include "engine/rego/keys.h"

#include <openssl/hmac.h>
#include <string.h>

static rego_ret digest(struct rego_call *c, const struct rego_val *v, enum sk_hash_kind kind)
{
    struct sk_hash *h = sk_hash_open(kind);
    sk_hash_add(h, bi_str(v));
    struct sk_digest d = sk_hash_end(h);
    sk_hash_free(h);
    return rego_str(c->a, sk_hex(c->a, (struct str){(const char *)d.b, d.n}));
}

BI(md5)
{
    return digest(c, args[0], SK_MD5);
}

BI(sha1)
{
    return digest(c, args[0], SK_SHA1);
}

BI(sha256)
{
    return digest(c, args[0], SK_SHA256);
}

struct str rego_hmac(struct arena *a, const EVP_MD *md, struct str key, struct str text)
{
    unsigned char out[EVP_MAX_MD_SIZE];
    unsigned n = 0;
    if (key.n > REGO_MAX_STRING ||
        !HMAC(md, key.n ? key.p : "", (int)key.n, (const unsigned char *)text.p, text.n, out, &n))
        return (struct str){0};
    return str_dup(a, (struct str){(const char *)out, n});
}

#define HMAC_OF(id, md)                                                                            \
    BI(id)                                                                                         \
    {                                                                                              \
        struct str mac = rego_hmac(c->a, md, bi_str(args[1]), bi_str(args[0]));                    \
        return rego_str(c->a, sk_hex(c->a, mac));                                                  \
    }
HMAC_OF(hmac_md5, EVP_md5())
HMAC_OF(hmac_sha1, EVP_sha1())
HMAC_OF(hmac_sha256, EVP_sha256())
HMAC_OF(hmac_sha512, EVP_sha512())

BI(hmac_equal)
{
    struct str a = bi_str(args[0]), b = bi_str(args[1]);
    unsigned char diff = a.n != b.n;
    (void)c;
    for (size_t i = 0; i < a.n && i < b.n; i++) // no early end: time says nothing of the content
        diff |= (unsigned char)(a.p[i] ^ b.p[i]);
    return rego_bool(!diff);
}

// Version 4; the same for the same key within an evaluation.
BI(uuid_rfc4122)
{
    uint64_t h[2] = {rego_hash(args[0]) ^ (uint64_t)c->now_ns, 0};
    h[1] = (h[0] ^ h[0] >> 29) * 0x9fb21c651e98df25u;
    h[0] = (h[1] ^ h[1] >> 31) * 0x9e3779b97f4a7c15u;
    unsigned char b[16];
    memcpy(b, h, sizeof b);
    b[6] = (unsigned char)((b[6] & 0x0f) | 0x40);
    b[8] = (unsigned char)((b[8] & 0x3f) | 0x80);
    struct str x = sk_hex(c->a, (struct str){(const char *)b, sizeof b});
    return rego_str(c->a, str_fmt(c->a, "%.8s-%.4s-%.4s-%.4s-%.12s", x.p, x.p + 8, x.p + 12,
                                  x.p + 16, x.p + 20));
}

// 8-4-4-4-12, with "urn:uuid:" or braces around, or 32 digits alone.
static bool read_uuid(struct arena *a, struct str s, unsigned char *b)
{
    struct str out;
    if (s.n == 45 && str_eq_nocase(str_head(s, 9), S("urn:uuid:")))
        s = str_skip(s, 9);
    else if (s.n == 38)
        s = str_sub(s, 1, 36);
    if (s.n == 36) {
        char hex[32];
        size_t n = 0;
        for (size_t i = 0; i < 36; i++) {
            bool dash = i == 8 || i == 13 || i == 18 || i == 23;
            if (dash != (s.p[i] == '-'))
                return false;
            if (!dash)
                hex[n++] = s.p[i];
        }
        s = str_dup(a, (struct str){hex, n});
    }
    if (s.n != 32 || !sk_unhex(a, s, &out))
        return false;
    memcpy(b, out.p, 16);
    return true;
}

static void clock_fields(struct rego_call *c, struct rego_fields *f, const unsigned char *b,
                         int version)
{
    int64_t low = (int64_t)b[0] << 24 | b[1] << 16 | b[2] << 8 | b[3];
    int64_t mid = b[4] << 8 | b[5], high = (b[6] & 0x0f) << 8 | b[7];
    int64_t ticks = high << 48 | mid << 32 | (version == 2 ? 0 : low);
    if (version == 2)
        ticks |= low;
    static const char *const domains[] = {"Person", "Group", "Org"};
    rego_field(c, f, "time", rego_int(c->a, (ticks - INT64_C(122192928000000000)) * 100));
    rego_field(c, f, "nodeid",
               rego_str(c->a, str_fmt(c->a, "%02x-%02x-%02x-%02x-%02x-%02x", b[10], b[11], b[12],
                                      b[13], b[14], b[15])));
    int mac = b[10] & 3;
    rego_field(c, f, "macvariables",
               rego_str(c->a, mac == 3   ? S("local:multicast")
                              : mac == 1 ? S("global:multicast")
                              : mac == 2 ? S("local:unicast")
                                         : S("global:unicast")));
    rego_field(c, f, "clocksequence", rego_int(c->a, (b[8] & 0x3f) << 8 | b[9]));
    if (version == 2) {
        rego_field(c, f, "id", rego_int(c->a, low));
        rego_field(
            c, f, "domain",
            rego_str(c->a, b[9] < 3 ? str_from(domains[b[9]]) : str_fmt(c->a, "Domain%d", b[9])));
    }
}

BI(uuid_parse)
{
    struct rego_fields f = {0};
    unsigned char b[16];
    if (!read_uuid(c->a, bi_str(args[0]), b))
        return NULL;
    int version = b[6] >> 4;
    rego_field(c, &f, "version", rego_int(c->a, version));
    rego_field(c, &f, "variant",
               rego_str(c->a, (b[8] & 0xc0) == 0x80   ? S("RFC4122")
                              : (b[8] & 0xe0) == 0xc0 ? S("Microsoft")
                              : (b[8] & 0xe0) == 0xe0 ? S("Future")
                                                      : S("Reserved")));
    if (version == 1 || version == 2)
        clock_fields(c, &f, b, version);
    return rego_fields_done(c, &f);
}
