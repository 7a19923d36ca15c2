// Builtins: semantic versions (semver.org, 2.0.0; no leading "v").
#include "engine/rego/bi.h"

struct semver {
    struct str part[3], pre;
};

static bool is_number(struct str s)
{
    struct str rest = s;
    return str_take_digits(&rest).n > 0 && rest.n == 0; // leading zeros are taken, as by OPA
}

static bool good_ids(struct str s)
{
    struct str id;
    for (bool more = true; more;) {
        more = str_cut(s, '.', &id, &s);
        for (size_t i = 0; i < id.n; i++) {
            if (!ch_is_alnum((unsigned char)id.p[i]) && id.p[i] != '-')
                return false;
        }
        if (!id.n)
            return false;
    }
    return true;
}

static bool parse(struct str s, struct semver *v)
{
    struct str build, pre;
    bool has_build = str_cut(s, '+', &s, &build), has_pre = str_cut(s, '-', &s, &pre);
    bool two = str_cut(s, '.', &v->part[0], &s);
    bool three = two && str_cut(s, '.', &v->part[1], &v->part[2]);
    v->pre = has_pre ? pre : (struct str){0};
    return three && is_number(v->part[0]) && is_number(v->part[1]) && is_number(v->part[2]) &&
           (!has_pre || good_ids(pre)) && (!has_build || good_ids(build));
}

static int cmp_number(struct str a, struct str b)
{
    while (a.n > 1 && a.p[0] == '0')
        a = str_skip(a, 1);
    while (b.n > 1 && b.p[0] == '0')
        b = str_skip(b, 1);
    return a.n != b.n ? (a.n < b.n ? -1 : 1) : str_cmp(a, b);
}

static int cmp_pre(struct str a, struct str b)
{
    if (!a.n || !b.n)
        return !a.n == !b.n ? 0 : a.n ? -1 : 1;
    for (bool ma = true, mb = true; ma || mb;) {
        struct str x = {0}, y = {0};
        if (!ma || !mb)
            return ma ? 1 : -1;
        ma = str_cut(a, '.', &x, &a);
        mb = str_cut(b, '.', &y, &b);
        struct str rx = x, ry = y;
        bool nx = str_take_digits(&rx).n && !rx.n, ny = str_take_digits(&ry).n && !ry.n;
        int c = nx && ny ? cmp_number(x, y) : nx != ny ? (nx ? -1 : 1) : str_cmp(x, y);
        if (c)
            return c;
    }
    return 0;
}

BI(semver_is_valid)
{
    struct semver v;
    (void)c;
    return rego_bool(args[0]->kind == REGO_STRING && parse(bi_str(args[0]), &v));
}

BI(semver_compare)
{
    struct semver v[2];
    for (int i = 0; i < 2; i++)
        if (!parse(bi_str(args[i]), &v[i]))
            return rego_call_fail(c, "operand %d: string \"" STR_FMT "\" is not a valid SemVer",
                                  i + 1, STR_ARG(bi_str(args[i])));
    int r = 0;
    for (int i = 0; i < 3 && r == 0; i++)
        r = cmp_number(v[0].part[i], v[1].part[i]);
    if (r == 0)
        r = cmp_pre(v[0].pre, v[1].pre);
    return rego_int(c->a, r < 0 ? -1 : r > 0);
}
