#include "advisory/ver_semver_like.h"

static bool identifiers_ok(struct str s)
{
    struct str one;
    if (!s.n)
        return false;
    while (str_next_field(&s, '.', &one)) {
        if (!one.n)
            return false;
        for (size_t i = 0; i < one.n; i++)
            if (!ch_is_alnum((unsigned char)one.p[i]) && one.p[i] != '-')
                return false;
    }
    return true;
}

bool ver_triple_parse(struct str v, struct ver_triple *ret)
{
    struct str part, core;
    *ret = (struct ver_triple){0};
    v = str_trim(v);
    bool has_build = str_cut(v, '+', &v, &ret->build);
    bool has_pre = str_cut(v, '-', &core, &ret->pre);
    while (str_next_field(&core, '.', &part)) {
        struct str digits = str_take_digits(&part);
        if (!digits.n || part.n || ret->n_num == 3)
            return false;
        ret->num[ret->n_num++] = digits;
    }
    return ret->n_num > 0 && (!has_pre || identifiers_ok(ret->pre)) &&
           (!has_build || identifiers_ok(ret->build));
}

int ver_identifiers_compare(struct str a, struct str b)
{
    struct str fa, fb;
    for (;;) {
        bool ha = str_next_field(&a, '.', &fa), hb = str_next_field(&b, '.', &fb);
        if (!ha || !hb)
            return ha - hb;
        struct str da = fa, db = fb;
        bool na = str_take_digits(&da).n && !da.n, nb = str_take_digits(&db).n && !db.n;
        if (na != nb)
            return na ? -1 : 1;
        int c = na ? ver_cmp_numbers(fa, fb) : str_cmp(fa, fb);
        if (c)
            return c;
    }
}

int ver_triple_compare(const struct ver_triple *a, const struct ver_triple *b)
{
    for (int i = 0; i < 3; i++) {
        int c = ver_cmp_numbers(a->num[i], b->num[i]);
        if (c)
            return c;
    }
    if (!a->pre.n || !b->pre.n)
        return (b->pre.n > 0) - (a->pre.n > 0);
    return ver_identifiers_compare(a->pre, b->pre);
}
