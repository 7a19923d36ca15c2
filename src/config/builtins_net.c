// cidr.is_public, cidr.count_addresses: what checks of cloud networks ask of an address or a range.
// https://github.com/aquasecurity/trivy-checks (names and results; the code is ours)
#include "config/config_int.h"

#include <arpa/inet.h>
#include <string.h>

struct net { // an address of 16 bytes (IPv4 mapped), and how many of its bits are fixed
    uint8_t b[16];
    int bits, width; // width: 32 or 128
};

static bool read_address(struct str s, struct net *ret)
{
    char text[64];
    uint8_t raw[16];
    *ret = (struct net){.bits = 128, .width = 128};
    if (!s.n || s.n >= sizeof text || memchr(s.p, 0, s.n))
        return false;
    memcpy(text, s.p, s.n);
    text[s.n] = 0;
    if (inet_pton(AF_INET, text, raw) == 1) {
        static const uint8_t mapped[12] = {[10] = 0xff, [11] = 0xff};
        memcpy(ret->b, mapped, 12);
        memcpy(ret->b + 12, raw, 4);
        ret->width = 32;
        return true;
    }
    if (inet_pton(AF_INET6, text, raw) != 1)
        return false;
    memcpy(ret->b, raw, 16);
    return true;
}

// "10.0.0.0/8"; an address alone is a range of one.
static bool read_cidr(struct str s, struct net *ret)
{
    struct str address, len;
    uint64_t n;
    bool range = str_cut(s, '/', &address, &len);
    if (!read_address(address, ret))
        return false;
    if (!range)
        return true;
    if (!str_to_u64(len, &n) || n > (uint64_t)ret->width)
        return false;
    ret->bits = 128 - ret->width + (int)n;
    return true;
}

static bool is_in(const struct net *n, const struct net *block)
{
    int whole = block->bits / 8, rest = block->bits % 8;
    if (memcmp(n->b, block->b, (size_t)whole) != 0)
        return false;
    return !rest || ((n->b[whole] ^ block->b[whole]) >> (8 - rest)) == 0;
}

// RFC 6890: loopback, private, link-local, shared address space.
static bool is_private(const struct net *n)
{
    static const char *const blocks[] = {
        "127.0.0.0/8", "10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "169.254.0.0/16",
        "::1/128",     "fe80::/10",  "fc00::/7",      "100.64.0.0/10",
    };
    for (size_t i = 0; i < COUNT_OF(blocks); i++) {
        struct net block;
        if (read_cidr(str_from(blocks[i]), &block) && is_in(n, &block))
            return true;
    }
    return false;
}

static struct net last_of(struct net n)
{
    for (int bit = n.bits; bit < 128; bit++)
        n.b[bit / 8] |= (uint8_t)(0x80 >> (bit % 8));
    return n;
}

static struct net first_of(struct net n)
{
    for (int bit = n.bits; bit < 128; bit++)
        n.b[bit / 8] &= (uint8_t) ~(0x80 >> (bit % 8));
    return n;
}

static bool is_everything(struct str s)
{
    return str_eq(s, S("*")) || str_eq_nocase(s, S("internet")) || str_eq_nocase(s, S("any"));
}

static bool is_public(struct str s)
{
    struct net n, to;
    struct str from, end;
    if (is_everything(s))
        return true;
    if (str_cut(s, '-', &from, &end))
        return read_address(str_trim(from), &n) && read_address(str_trim(end), &to) &&
               (!is_private(&n) || !is_private(&to));
    if (!read_cidr(s, &n))
        return false;
    to = last_of(n);
    n = first_of(n);
    return !is_private(&n) || !is_private(&to);
}

const struct rego_val *cfg_cidr_is_public(struct rego_call *c, const struct rego_val **args)
{
    (void)c;
    return rego_bool(is_public(rego_val_str(args[0])));
}

// More than 2^62 are 2^64-1, as in the library that the checks are written for.
const struct rego_val *cfg_cidr_count(struct rego_call *c, const struct rego_val **args)
{
    struct arena *a = rego_call_arena(c);
    struct str s = rego_val_str(args[0]);
    struct net n;
    if (is_everything(s))
        return rego_number(a, S("18446744073709551615"));
    if (!read_cidr(s, &n))
        return rego_int(a, 0);
    int free_bits = 128 - n.bits;
    return free_bits > 62 ? rego_number(a, S("18446744073709551615"))
                          : rego_int(a, (int64_t)1 << free_bits);
}
