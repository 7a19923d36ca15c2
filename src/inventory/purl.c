// Package URLs: https://github.com/package-url/purl-spec
#include "core/limits.h"
#include "inventory/inventory.h"

// `keep` = what else stays as it is: "/" between the parts of a namespace.
static void put_encoded(struct sk_buf *b, struct str s, struct str keep)
{
    for (size_t i = 0; i < s.n; i++) {
        int c = str_at(s, i);
        if (ch_is_alnum(c) || str_has_char(S(".-_~:"), (char)c) || str_has_char(keep, (char)c))
            sk_buf_add_char(b, (char)c);
        else
            sk_buf_fmt(b, "%%%02X", (unsigned)c);
    }
}

static void put_qualifier(struct sk_buf *b, char *sep, const char *key, struct str value)
{
    if (!value.n)
        return;
    sk_buf_fmt(b, "%c%s=", *sep, key);
    put_encoded(b, value, (struct str){0});
    *sep = '&';
}

struct str inv_purl(struct arena *a, const struct inv_pkg *p, const struct inv_distro *distro)
{
    SK_BUF_SCRATCH(b, SK_MAX_INV_FILE_BYTES);
    struct str type = str_from(p->type), ns = p->ns, version = p->version, epoch = {0}, rest;
    bool is_rpm = str_eq(type, S("rpm"));
    bool is_os = is_rpm || str_eq(type, S("deb")) || str_eq(type, S("apk"));
    struct str release = {0};
    if (is_os && distro) {
        ns = ns.n ? ns : distro->id;
        if (distro->version_id.n)
            release = str_join(a, str_join(a, distro->id, S("-")), distro->version_id);
    }
    if (is_rpm && str_cut(version, ':', &epoch, &rest)) // a qualifier of its own
        version = rest;
    else
        epoch = (struct str){0};
    sk_buf_fmt(&b, "pkg:%s/", p->type);
    if (ns.n) {
        put_encoded(&b, ns, S("/"));
        sk_buf_add_char(&b, '/');
    }
    put_encoded(&b, p->name, (struct str){0});
    sk_buf_add_char(&b, '@');
    put_encoded(&b, version, (struct str){0});
    char sep = '?';
    put_qualifier(&b, &sep, "arch", p->arch);
    put_qualifier(&b, &sep, "distro", release);
    put_qualifier(&b, &sep, "epoch", epoch);
    return str_dup(a, sk_buf_str(&b));
}
