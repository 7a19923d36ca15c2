// Advisory records to and from bytes.
#include "advisory/advisory.h"

#include "core/limits.h"

static void put_strs(struct sk_buf *b, const struct str *s, size_t n)
{
    wire_put_u64(b, n);
    for (size_t i = 0; i < n; i++)
        wire_put_str(b, s[i]);
}

static struct str *get_strs(struct wire_in *w, struct arena *a, size_t *ret_n)
{
    size_t n = wire_count(w, SK_MAX_FEED_ENTRIES, 1);
    struct str *s = arena_new(a, struct str, n);
    for (size_t i = 0; i < n; i++)
        s[i] = wire_str(w);
    *ret_n = n;
    return s;
}

static void put_affected(struct sk_buf *b, const struct adv_affected *f)
{
    wire_put_str(b, f->space);
    wire_put_str(b, f->name);
    wire_put_u64(b, f->status);
    wire_put_u64(b, f->severity);
    wire_put_u64(b, f->n_ranges);
    for (size_t i = 0; i < f->n_ranges; i++) {
        wire_put_str(b, f->ranges[i].introduced);
        wire_put_str(b, f->ranges[i].fixed);
        wire_put_str(b, f->ranges[i].last);
    }
    put_strs(b, f->versions, f->n_versions);
    wire_put_str(b, f->module);
    wire_put_str(b, f->arch);
    wire_put_str(b, f->note);
}

void adv_record_encode(struct sk_buf *b, const struct adv_record *r)
{
    wire_put_str(b, r->id);
    wire_put_u64(b, r->kind);
    put_strs(b, r->aliases, r->n_aliases);
    put_strs(b, r->related, r->n_related);
    wire_put_str(b, r->summary);
    wire_put_str(b, r->details);
    put_strs(b, r->refs, r->n_refs);
    wire_put_u64(b, r->n_cvss);
    for (size_t i = 0; i < r->n_cvss; i++) {
        wire_put_str(b, r->cvss[i].vector);
        wire_put_str(b, r->cvss[i].source);
    }
    wire_put_u64(b, r->severity);
    wire_put_str(b, r->cwe);
    wire_put_i64(b, r->published);
    wire_put_i64(b, r->modified);
    wire_put_u64(b, r->withdrawn);
    wire_put_u64(b, r->whole);
    wire_put_u64(b, r->n_affected);
    for (size_t i = 0; i < r->n_affected; i++)
        put_affected(b, &r->affected[i]);
}

static unsigned get_enum(struct wire_in *w, unsigned max)
{
    uint64_t v = wire_u64(w);
    if (v > max)
        w->bad = true;
    return v > max ? 0 : (unsigned)v;
}

static void get_affected(struct wire_in *w, struct arena *a, struct adv_affected *f)
{
    f->space = wire_str(w);
    f->name = wire_str(w);
    f->status = (enum adv_status)get_enum(w, ADV_EOL);
    f->severity = (enum adv_severity)get_enum(w, ADV_SEV_CRITICAL);
    f->n_ranges = wire_count(w, SK_MAX_FEED_ENTRIES, 3);
    f->ranges = arena_new(a, struct adv_range, f->n_ranges);
    for (size_t i = 0; i < f->n_ranges; i++) {
        f->ranges[i].introduced = wire_str(w);
        f->ranges[i].fixed = wire_str(w);
        f->ranges[i].last = wire_str(w);
    }
    f->versions = get_strs(w, a, &f->n_versions);
    f->module = wire_str(w);
    f->arch = wire_str(w);
    f->note = wire_str(w);
}

int adv_record_decode(struct wire_in *w, struct arena *a, struct adv_record *ret,
                      struct sk_err *err)
{
    *ret = (struct adv_record){.id = wire_str(w)};
    ret->kind = (enum adv_kind)get_enum(w, ADV_MALWARE);
    ret->aliases = get_strs(w, a, &ret->n_aliases);
    ret->related = get_strs(w, a, &ret->n_related);
    ret->summary = wire_str(w);
    ret->details = wire_str(w);
    ret->refs = get_strs(w, a, &ret->n_refs);
    ret->n_cvss = wire_count(w, SK_MAX_FEED_ENTRIES, 2);
    ret->cvss = arena_new(a, struct adv_cvss, ret->n_cvss);
    for (size_t i = 0; i < ret->n_cvss; i++) {
        ret->cvss[i].vector = wire_str(w);
        ret->cvss[i].source = wire_str(w);
    }
    ret->severity = (enum adv_severity)get_enum(w, ADV_SEV_CRITICAL);
    ret->cwe = wire_str(w);
    ret->published = wire_i64(w);
    ret->modified = wire_i64(w);
    ret->withdrawn = wire_bool(w);
    ret->whole = wire_bool(w);
    ret->n_affected = wire_count(w, SK_MAX_FEED_ENTRIES, 9);
    ret->affected = arena_new(a, struct adv_affected, ret->n_affected);
    for (size_t i = 0; i < ret->n_affected; i++)
        get_affected(w, a, &ret->affected[i]);
    if (w->bad || !ret->id.n)
        return sk_fail(err, SK_EFORMAT, "a damaged advisory record");
    return 0;
}
