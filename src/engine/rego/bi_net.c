// Builtins: IP addresses and networks.
#include "engine/rego/bi.h"

#include <arpa/inet.h>
#include <stdlib.h>
#include <string.h>

struct cidr {
    unsigned char ip[16], last[16]; // IPv4 in the last four bytes
    int bits;                       // 32 or 128
    int prefix;
    unsigned char given[16]; // the address as it was written
};

static bool parse_ip(struct str s, unsigned char *ip, int *bits)
{
    char buf[64];
    if (s.n >= sizeof buf || memchr(s.p, 0, s.n))
        return false;
    memcpy(buf, s.p, s.n);
    buf[s.n] = 0;
    memset(ip, 0, 16);
    if (inet_pton(AF_INET, buf, ip + 12) == 1) {
        *bits = 32;
        return true;
    }
    *bits = 128;
    if (inet_pton(AF_INET6, buf, ip) != 1)
        return false;
    static const unsigned char mapped[12] = {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff};
    if (memcmp(ip, mapped, 12) == 0) {
        memset(ip, 0, 12);
        *bits = 32;
    }
    return true;
}

static void set_range(struct cidr *n)
{
    for (int i = 0; i < n->bits; i++) {
        int bit = 128 - n->bits + i;
        unsigned char mask = (unsigned char)(0x80 >> (bit % 8));
        if (i >= n->prefix) {
            n->ip[bit / 8] &= (unsigned char)~mask;
            n->last[bit / 8] |= mask;
        }
    }
}

static bool parse_cidr(struct str s, struct cidr *n)
{
    struct str ip, prefix, rest;
    uint64_t v;
    if (!str_cut(s, '/', &ip, &prefix) || !parse_ip(ip, n->ip, &n->bits))
        return false;
    rest = prefix;
    if (str_has_char(ip, ':') && n->bits == 32)
        return false;
    if (str_take_digits(&rest).n == 0 || rest.n || !str_to_u64(prefix, &v) || v > (uint64_t)n->bits)
        return false;
    n->prefix = (int)v;
    memcpy(n->given, n->ip, 16);
    memcpy(n->last, n->ip, 16);
    set_range(n);
    return true;
}

static bool read_net(struct rego_call *c, const struct rego_val *v, struct cidr *n)
{
    struct str s = rego_val_str(v);
    if (v->kind != REGO_STRING)
        rego_bi_bad(c, 1, v, "string");
    else if (!parse_cidr(s, n))
        rego_call_fail(c, "invalid CIDR address: " STR_FMT, STR_ARG(s));
    else
        return true;
    return false;
}

static bool holds(const struct cidr *n, const unsigned char *ip, int bits)
{
    return n->bits == bits && memcmp(ip, n->ip, 16) >= 0 && memcmp(ip, n->last, 16) <= 0;
}

static bool contains(struct rego_call *c, const struct rego_val *x, const struct rego_val *y,
                     bool *ret)
{
    struct cidr a, b;
    unsigned char ip[16];
    int bits;
    if (!read_net(c, x, &a))
        return false;
    if (y->kind == REGO_STRING && parse_ip(bi_str(y), ip, &bits)) {
        *ret = holds(&a, ip, bits);
        return true;
    }
    if (!read_net(c, y, &b)) {
        rego_call_fail(c, "not a valid textual representation of an IP address or CIDR: " STR_FMT,
                       STR_ARG(rego_val_str(y)));
        return false;
    }
    *ret = holds(&a, b.ip, b.bits) && holds(&a, b.last, b.bits);
    return true;
}

BI(cidr_contains)
{
    bool r;
    return contains(c, args[0], args[1], &r) ? rego_bool(r) : NULL;
}

BI(cidr_intersects)
{
    struct cidr a, b;
    if (!read_net(c, args[0], &a) || !read_net(c, args[1], &b))
        return NULL;
    return rego_bool(holds(&a, b.ip, b.bits) || holds(&b, a.ip, a.bits));
}

BI(cidr_is_valid)
{
    struct cidr n;
    (void)c;
    return rego_bool(args[0]->kind == REGO_STRING && parse_cidr(bi_str(args[0]), &n));
}

// Element i of a string, array, set or object: the network, and what it is called in the result.
static bool element(struct rego_call *c, int operand, const struct rego_val *v, size_t i,
                    const struct rego_val **net, const struct rego_val **name)
{
    if (v->kind == REGO_STRING) {
        *net = *name = v;
        return true;
    }
    *net = v->kind == REGO_OBJECT ? rego_val_at(v, i) : v->items[i];
    *name = v->kind == REGO_ARRAY ? rego_int(c->a, (int64_t)i) : v->items[i];
    if ((*net)->kind == REGO_ARRAY && (*net)->n)
        *net = (*net)->items[0];
    if ((*net)->kind == REGO_STRING)
        return true;
    rego_call_fail(c, "operand %d: element must be string or non-empty array", operand);
    return false;
}

BI(cidr_contains_matches)
{
    struct rego_vec v = {0};
    const struct rego_val *x = args[0], *y = args[1], *a, *b, *pair[2];
    size_t n = x->kind == REGO_STRING ? 1 : x->n, m = y->kind == REGO_STRING ? 1 : y->n;
    for (size_t i = 0; i < n; i++)
        for (size_t k = 0; k < m; k++) {
            bool in;
            if (!rego_call_step(c, 1) || !element(c, 1, x, i, &a, &pair[0]) ||
                !element(c, 2, y, k, &b, &pair[1]) || !contains(c, a, b, &in))
                return NULL;
            if (in)
                rego_vec_add(c->a, &v, rego_array(c->a, pair, 2));
        }
    return rego_set_own(c->a, &v);
}

static struct str ip_text(struct arena *a, const unsigned char *ip, int bits)
{
    char buf[64];
    if (!inet_ntop(bits == 32 ? AF_INET : AF_INET6, bits == 32 ? ip + 12 : ip, buf, sizeof buf))
        return (struct str){0};
    return str_dup(a, str_from(buf));
}

static bool next_ip(unsigned char *ip, int bits)
{
    for (int i = 15; i >= 16 - bits / 8; i--)
        if (++ip[i])
            return true;
    return false;
}

BI(cidr_expand)
{
    struct cidr n;
    struct rego_vec v = {0};
    if (!read_net(c, args[0], &n))
        return NULL;
    if (n.bits - n.prefix > 23)
        return rego_call_fail(c, "more than %d addresses", REGO_MAX_ELEMENTS);
    unsigned char ip[16];
    memcpy(ip, n.ip, 16);
    do {
        if (!rego_call_step(c, 1))
            return NULL;
        rego_vec_add(c->a, &v, rego_str(c->a, ip_text(c->a, ip, n.bits)));
    } while (memcmp(ip, n.last, 16) != 0 && next_ip(ip, n.bits));
    return rego_set_own(c->a, &v);
}

struct range {
    unsigned char first[16], last[16];
    int bits;
    struct str text; // of a network that was merged with no other
};

static int by_last(const void *x, const void *y)
{
    const struct range *a = x, *b = y;
    if (a->bits != b->bits)
        return a->bits - b->bits;
    int c = memcmp(a->last, b->last, 16);
    return c ? c : memcmp(a->first, b->first, 16);
}

// A range as the fewest networks, from its beginning on.
static void add_networks(struct rego_call *c, struct rego_vec *v, const struct range *r)
{
    unsigned char at[16];
    memcpy(at, r->first, 16);
    for (;;) {
        struct cidr n = {.bits = r->bits, .prefix = r->bits}, best = n;
        memcpy(best.ip, at, 16);
        memcpy(best.last, at, 16);
        for (n.prefix = r->bits - 1; n.prefix >= 0; n.prefix--) {
            memcpy(n.ip, at, 16);
            memcpy(n.last, at, 16);
            set_range(&n);
            if (memcmp(n.ip, at, 16) != 0 || memcmp(n.last, r->last, 16) > 0)
                break;
            best = n;
        }
        struct str ip = ip_text(c->a, best.ip, r->bits);
        rego_vec_add(c->a, v, rego_str(c->a, str_fmt(c->a, "%s/%d", ip.p, best.prefix)));
        if (memcmp(best.last, r->last, 16) >= 0)
            return;
        memcpy(at, best.last, 16);
        if (!next_ip(at, r->bits))
            return;
    }
}

// A bare IPv4 address stands for the network of its class, as in Go's DefaultMask.
static bool read_merge_item(struct rego_call *c, const struct rego_val *v, struct cidr *n)
{
    int bits;
    if (v->kind != REGO_STRING) {
        rego_call_fail(c, "element must be string");
        return false;
    }
    if (!parse_ip(bi_str(v), n->ip, &bits))
        return read_net(c, v, n);
    if (bits != 32) {
        rego_call_fail(c, "IPv6 invalid: needs prefix length");
        return false;
    }
    n->bits = 32;
    n->prefix = n->ip[12] < 128 ? 8 : n->ip[12] < 192 ? 16 : 24;
    memcpy(n->given, n->ip, 16);
    memcpy(n->last, n->ip, 16);
    set_range(n);
    return true;
}

static bool touches(const struct range *a, const struct range *b) // b begins at most behind a
{
    unsigned char next[16];
    memcpy(next, a->last, 16);
    return a->bits == b->bits && (memcmp(b->first, a->last, 16) <= 0 ||
                                  (next_ip(next, a->bits) && memcmp(next, b->first, 16) == 0));
}

BI(cidr_merge)
{
    ARENA_SCRATCH(tmp);
    struct range *r = arena_new(&tmp, struct range, args[0]->n + 1);
    struct rego_vec v = {0};
    size_t n = args[0]->n;
    for (size_t i = 0; i < n; i++) {
        struct cidr x;
        if (!read_merge_item(c, args[0]->items[i], &x))
            return NULL;
        memcpy(r[i].first, x.ip, 16);
        memcpy(r[i].last, x.last, 16);
        r[i].bits = x.bits;
        bool bare = !str_has_char(bi_str(args[0]->items[i]), '/');
        struct str ip = ip_text(c->a, bare ? x.given : x.ip, x.bits);
        r[i].text = str_fmt(c->a, "%s/%d", ip.p, x.prefix);
    }
    if (n)
        qsort(r, n, sizeof *r, by_last);
    for (size_t i = n; i-- > 1;) {
        if (!touches(&r[i - 1], &r[i]))
            continue;
        if (memcmp(r[i].first, r[i - 1].first, 16) < 0)
            memcpy(r[i - 1].first, r[i].first, 16);
        memcpy(r[i - 1].last, r[i].last, 16);
        r[i - 1].text = (struct str){0};
        memmove(r + i, r + i + 1, (n - i - 1) * sizeof *r);
        n--;
    }
    for (size_t i = 0; i < n; i++) {
        if (r[i].text.n)
            rego_vec_add(c->a, &v, rego_str(c->a, r[i].text));
        else
            add_networks(c, &v, &r[i]);
    }
    return rego_set_own(c->a, &v);
}
