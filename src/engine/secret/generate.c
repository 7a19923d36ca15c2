// Examples of secrets, made and not kept: "{{upper:16}}" in a rule's example becomes sixteen capital
// letters, always the same ones. So no file of ours holds what looks like somebody's token.
//   {{hex:N}} {{HEX:N}} {{digits:N}} {{lower:N}} {{upper:N}} {{alnum:N}} {{loweralnum:N}}
//   {{upperalnum:N}} {{base64:N}} {{base64url:N}} {{base32:N}} {{base58:N}}
//   {{crc:N}}       N of base 62 and the six digits of their CRC-32
//   {{uuid}}        8-4-4-4-12
//   {{join}}        nothing: keeps the halves of a word apart in the file
//   {{jwt}}         the first part of a JSON Web Token
//   {{der:N}}       base64 of something that begins as DER does
#include "core/hash.h"
#include "engine/secret/secret_int.h"

#define LOWER "abcdefghijklmnopqrstuvwxyz"
#define UPPER "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
#define DIGITS "0123456789"

static const struct {
    const char *name, *chars;
} sets[] = {
    {"hex", DIGITS "abcdef"},
    {"HEX", DIGITS "ABCDEF"},
    {"digits", DIGITS},
    {"lower", LOWER},
    {"upper", UPPER},
    {"alnum", DIGITS UPPER LOWER},
    {"loweralnum", DIGITS LOWER},
    {"upperalnum", DIGITS UPPER},
    {"base64", UPPER LOWER DIGITS "+/"},
    {"base64url", UPPER LOWER DIGITS "-_"},
    {"base32", UPPER "234567"},
    {"base58", "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz"},
    {"crc", DIGITS UPPER LOWER},
    {"der", UPPER LOWER DIGITS "+/"},
};

static unsigned roll(uint64_t *state)
{
    *state = *state * 6364136223846793005u + 1442695040888963407u;
    return (unsigned)(*state >> 40);
}

static void draw(struct sk_buf *b, const char *chars, uint64_t n, uint64_t *seed)
{
    struct str set = str_from(chars);
    char last = 0;
    for (uint64_t i = 0; i < n; i++) {
        char c = set.p[roll(seed) % set.n];
        if (c == last) // no runs: those are placeholders
            c = set.p[roll(seed) % set.n];
        sk_buf_add_char(b, c);
        last = c;
    }
}

static void one(struct arena *a, struct sk_buf *b, struct str what, uint64_t *seed)
{
    struct str name, arg;
    uint64_t n = 0;
    (void)str_cut(what, ':', &name, &arg);
    if (str_eq(name, S("jwt"))) {
        struct str head = sk_base64(a, S("{\"alg\":\"HS256\",\"typ\":\"JWT\"}"));
        sk_buf_add(b, str_trim_chars(head, S("=")));
        return;
    }
    if (str_eq(name, S("uuid"))) {
        static const uint8_t groups[] = {8, 4, 4, 4, 12};
        for (size_t i = 0; i < COUNT_OF(groups); i++) {
            if (i)
                sk_buf_add_char(b, '-');
            draw(b, sets[0].chars, groups[i], seed);
        }
        return;
    }
    if (!str_to_u64(arg, &n) || n > 100000)
        return;
    if (str_eq(name, S("der")))
        sk_buf_add(b, S("MIIEow"));
    for (size_t i = 0; i < COUNT_OF(sets); i++)
        if (str_eq(name, str_from(sets[i].name)))
            draw(b, sets[i].chars, n, seed);
    if (str_eq(name, S("crc")) && b->n >= n) {
        char sum[6];
        sec_crc_digits(str_skip(sk_buf_str(b), b->n - n), sum);
        sk_buf_add(b, (struct str){sum, sizeof sum});
    }
}

struct str sec_generate(struct arena *a, struct str pattern)
{
    SK_BUF_SCRATCH(b, 1 << 20);
    uint64_t seed = str_hash(pattern);
    struct str before, what, rest = pattern;
    while (str_cut_str(rest, S("{{"), &before, &rest)) {
        sk_buf_add(&b, before);
        if (!str_cut_str(rest, S("}}"), &what, &rest))
            break;
        one(a, &b, what, &seed);
    }
    sk_buf_add(&b, before);
    return str_dup(a, sk_buf_str(&b));
}
