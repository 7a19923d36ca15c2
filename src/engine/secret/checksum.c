// Tokens that carry a checksum: right or wrong is known without asking anybody.
//   github, npm   36 characters after the prefix: 30 of body, then their CRC-32 in six base-62 digits
//   luhn          the last digit makes the sum of all even (ISO/IEC 7812-1)
//   jwt           three parts; the first is JSON with an "alg"
//   pem           the body is base64 of DER or of an OpenSSH key
#include "core/hash.h"
#include "engine/secret/secret_int.h"

static const char base62[] = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

enum sec_checksum sec_checksum_parse(struct str name)
{
    static const struct {
        const char *name;
        enum sec_checksum kind;
    } rows[] = {{"github", SEC_SUM_GITHUB},
                {"npm", SEC_SUM_NPM},
                {"luhn", SEC_SUM_LUHN},
                {"jwt", SEC_SUM_JWT},
                {"pem", SEC_SUM_PEM}};
    for (size_t i = 0; i < COUNT_OF(rows); i++)
        if (str_eq(name, str_from(rows[i].name)))
            return rows[i].kind;
    return SEC_NO_CHECKSUM;
}

static uint32_t crc32_of(struct str s)
{
    uint32_t c = 0xffffffffu;
    for (size_t i = 0; i < s.n; i++) {
        c ^= (unsigned char)s.p[i];
        for (int k = 0; k < 8; k++)
            c = c >> 1 ^ (c & 1 ? 0xedb88320u : 0);
    }
    return ~c;
}

void sec_crc_digits(struct str body, char out[6])
{
    uint32_t v = crc32_of(body);
    for (int i = 5; i >= 0; i--, v /= 62)
        out[i] = base62[v % 62];
}

static bool crc_is_right(struct str secret)
{
    struct str prefix, body;
    char want[6];
    if (!str_cut_last(secret, '_', &prefix, &body) || body.n < 36)
        return false;
    sec_crc_digits(str_head(body, body.n - 6), want);
    return str_eq(str_skip(body, body.n - 6), (struct str){want, 6});
}

static bool luhn_is_right(struct str s)
{
    unsigned sum = 0, digits = 0;
    for (size_t i = s.n; i-- > 0;) {
        if (!ch_is_digit(s.p[i]))
            continue;
        unsigned d = (unsigned)(s.p[i] - '0');
        if (digits++ & 1)
            d = d * 2 > 9 ? d * 2 - 9 : d * 2;
        sum += d;
    }
    return digits >= 12 && sum % 10 == 0;
}

static bool jwt_is_right(struct str s)
{
    ARENA_SCRATCH(tmp);
    struct str head, rest, json;
    (void)str_cut(s, '.', &head, &rest);
    return sk_unbase64(&tmp, head, &json) && str_at(json, 0) == '{' && str_has(json, S("\"alg\""));
}

static bool pem_is_right(struct str s)
{
    ARENA_SCRATCH(tmp);
    ptrdiff_t begin = str_find(s, S("-----BEGIN"));
    struct str body = begin < 0 ? s : str_skip(s, (size_t)begin + 10), bytes;
    ptrdiff_t head = str_find(body, S("-----"));
    if (head < 0)
        return false;
    body = str_skip(body, (size_t)head + 5);
    ptrdiff_t end = str_find(body, S("-----"));
    body = str_head(body, end < 0 ? body.n : (size_t)end);
    ptrdiff_t blank = str_find(body, S("\n\n")); // after Proc-Type, DEK-Info, Comment
    bool headers = str_has(body, S(": "));
    if (headers)
        body = blank < 0 ? body : str_skip(body, (size_t)blank);
    struct sk_buf b = SK_BUF_INIT(SEC_OVERLAP); // "\n" written as such in a string is no base64
    for (size_t i = 0; i < body.n; i++) {
        if (body.p[i] == '\\') {
            i++;
            continue;
        }
        if (ch_is_alnum(body.p[i]) || str_has_char(S("+/="), body.p[i]))
            sk_buf_add_char(&b, body.p[i]);
    }
    bool ok = sk_buf_str(&b).n >= 40 && sk_unbase64(&tmp, str_head(sk_buf_str(&b), 40), &bytes) &&
              (headers || str_starts(bytes, S("openssh-key-v1")) || str_at(bytes, 0) == 0x30);
    sk_buf_free(&b);
    return ok;
}

int sec_checksum_try(enum sec_checksum kind, struct str secret)
{
    switch (kind) {
    case SEC_NO_CHECKSUM: return -1;
    case SEC_SUM_GITHUB:
    case SEC_SUM_NPM: return crc_is_right(secret);
    case SEC_SUM_LUHN: return luhn_is_right(secret);
    case SEC_SUM_JWT: return jwt_is_right(secret);
    case SEC_SUM_PEM: return pem_is_right(secret);
    }
    return -1;
}
