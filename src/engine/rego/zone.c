// Time zones from the system's database (RFC 8536: TZif, version 2 and later).
#include "core/file.h"
#include "core/time.h"
#include "engine/rego/bi.h"

#include <string.h>

enum { MAX_ZONE_FILE = 1 << 20 };

static int64_t be(const char *p, size_t n)
{
    uint64_t v = 0;
    for (size_t i = 0; i < n; i++)
        v = v << 8 | (unsigned char)p[i];
    if (n == 4)
        return (int32_t)v;
    return (int64_t)v;
}

struct counts {
    size_t isut, isstd, leap, time, type, chars;
};

static bool header(struct str s, size_t at, struct counts *c)
{
    struct str h = str_sub(s, at, 44);
    if (h.n < 44 || !str_starts(h, S("TZif")))
        return false;
    size_t *to[] = {&c->isut, &c->isstd, &c->leap, &c->time, &c->type, &c->chars};
    for (size_t i = 0; i < 6; i++)
        *to[i] = (size_t)(uint32_t)be(h.p + 20 + 4 * i, 4);
    return c->time < 100000 && c->type && c->type < 256 && c->chars < 1000 && c->leap < 1000 &&
           c->isut < 1000 && c->isstd < 1000;
}

static size_t body_size(const struct counts *c, size_t word)
{
    return c->time * (word + 1) + c->type * 6 + c->chars + c->leap * (word + 4) + c->isstd +
           c->isut;
}

static bool is_name(struct str s)
{
    if (!s.n || s.n > 64 || s.p[0] == '/' || str_has(s, S("..")))
        return false;
    for (size_t i = 0; i < s.n; i++)
        if (!ch_is_alnum((unsigned char)s.p[i]) && !strchr("/_-+", s.p[i]))
            return false;
    return true;
}

// The rule in force after the last change, "CET-1CEST,M3.5.0,M10.5.0/3": name, offset, when.
struct rule {
    struct str name[2];
    int32_t offset[2];
    int month[2], week[2], day[2];
    int32_t at[2];
    bool has_dst;
};

static bool take_int(struct str *s, int *ret)
{
    uint64_t v;
    struct str d = str_take_digits(s);
    if (!d.n || !str_to_u64(d, &v) || v > 100000)
        return false;
    *ret = (int)v;
    return true;
}

static bool take_offset(struct str *s, int32_t *ret)
{
    int h, m = 0, sec = 0, sign = 1;
    if (str_take(s, S("-")))
        sign = -1;
    else
        (void)str_take(s, S("+"));
    if (!take_int(s, &h) || (str_take(s, S(":")) && !take_int(s, &m)) ||
        (str_take(s, S(":")) && !take_int(s, &sec)))
        return false;
    *ret = sign * (h * 3600 + m * 60 + sec);
    return true;
}

static struct str take_name(struct str *s)
{
    struct str name = {0}, rest;
    if (str_take(s, S("<")) && str_cut(*s, '>', &name, &rest)) {
        *s = rest;
        return name;
    }
    size_t n = 0;
    while (n < s->n && ch_is_alpha((unsigned char)s->p[n]))
        n++;
    name = str_head(*s, n);
    *s = str_skip(*s, n);
    return name;
}

static bool read_rule(struct str s, struct rule *r)
{
    *r = (struct rule){.at = {7200, 7200}};
    r->name[0] = take_name(&s);
    if (!r->name[0].n || !take_offset(&s, &r->offset[0]))
        return false;
    r->offset[0] = -r->offset[0];
    if (!s.n)
        return true;
    r->has_dst = true;
    r->name[1] = take_name(&s);
    r->offset[1] = r->offset[0] + 3600;
    if (s.n && s.p[0] != ',') {
        if (!take_offset(&s, &r->offset[1]))
            return false;
        r->offset[1] = -r->offset[1];
    }
    for (int i = 1; i >= 0; i--) { // first the change to summer time
        if (!str_take(&s, S(",M")) || !take_int(&s, &r->month[i]) || !str_take(&s, S(".")) ||
            !take_int(&s, &r->week[i]) || !str_take(&s, S(".")) || !take_int(&s, &r->day[i]))
            return false;
        if (str_take(&s, S("/")) && !take_offset(&s, &r->at[i]))
            return false;
    }
    return r->month[0] >= 1 && r->month[0] <= 12 && r->month[1] >= 1 && r->month[1] <= 12;
}

// When the rule changes to side i in a year, in local seconds since 1970.
static int64_t change_of(const struct rule *r, int i, int year)
{
    int64_t first = sk_time_from_date(year, r->month[i], 1) / SK_DAY_MS;
    int64_t next = r->month[i] == 12 ? sk_time_from_date(year + 1, 1, 1) / SK_DAY_MS
                                     : sk_time_from_date(year, r->month[i] + 1, 1) / SK_DAY_MS;
    int64_t weekday = ((first + 4) % 7 + 7) % 7;
    int64_t day = first + (r->day[i] - weekday + 7) % 7 + (r->week[i] - 1) * 7;
    while (day >= next)
        day -= 7;
    return day * 86400 + r->at[i];
}

static void by_rule(const struct rule *r, int64_t at, int32_t *offset, struct str *abbr)
{
    int side = 0;
    if (r->has_dst) {
        int year = 1970 + (int)(at / 31556952);
        int64_t on = change_of(r, 1, year) - r->offset[0];
        int64_t off = change_of(r, 0, year) - r->offset[1];
        side = on < off ? at >= on && at < off : at >= on || at < off;
    }
    *offset = r->offset[side];
    *abbr = r->name[side];
}

static void type_at(struct str body, const struct counts *n, size_t type, int32_t *offset,
                    struct str *abbr)
{
    const char *t = body.p + n->time * 9 + type * 6;
    *offset = (int32_t)be(t, 4);
    struct str chars = str_sub(body, n->time * 9 + n->type * 6, n->chars);
    chars = str_skip(chars, (unsigned char)t[5]);
    const char *nul = chars.n ? memchr(chars.p, 0, chars.n) : NULL;
    *abbr = nul ? str_head(chars, (size_t)(nul - chars.p)) : chars;
}

bool rego_zone_at(struct arena *a, struct str name, int64_t at, int32_t *ret, struct str *ret_abbr)
{
    struct str s;
    struct counts v1, n;
    struct rule r;
    if (!is_name(name))
        return false;
    struct str path = str_fmt(a, "/usr/share/zoneinfo/%.*s", (int)name.n, name.p);
    if (sk_read_file(a, path.p, MAX_ZONE_FILE, &s, NULL) < 0 || !header(s, 0, &v1) ||
        str_at(s, 4) < '2')
        return false;
    size_t second = 44 + body_size(&v1, 4);
    if (!header(s, second, &n))
        return false;
    struct str body = str_skip(s, second + 44);
    if (body.n < body_size(&n, 8))
        return false;
    struct str footer = str_trim(str_skip(body, body_size(&n, 8)));
    size_t k = 0;
    while (k < n.time && be(body.p + 8 * k, 8) <= at)
        k++;
    if (k == n.time && footer.n && read_rule(footer, &r)) {
        by_rule(&r, at, ret, ret_abbr);
        return true;
    }
    size_t type = k ? (unsigned char)body.p[n.time * 8 + k - 1] : 0;
    if (type >= n.type)
        return false;
    type_at(body, &n, type, ret, ret_abbr);
    return true;
}
