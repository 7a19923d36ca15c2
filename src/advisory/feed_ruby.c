// RubySec advisory database: YAML, one file an advisory, gems/<name>/<id>.yml and rubies/<engine>/<id>.yml
// https://github.com/rubysec/ruby-advisory-db
//
// It says which versions are patched or were never affected; what is vulnerable is the rest.
#include "advisory/feed_int.h"

#include <stdlib.h>

static bool owns(struct str path)
{
    return str_ends(path, S(".yml")) &&
           (str_starts(path, S("gems/")) || str_has(path, S("/gems/")) ||
            str_starts(path, S("rubies/")) || str_has(path, S("/rubies/")));
}

struct interval { // not vulnerable: lo <= v < hi; empty lo or hi: open to that side
    struct str lo, hi;
    bool above_lo; // lo itself is vulnerable (">")
    bool with_hi;  // hi itself is not vulnerable ("<=", "=")
};

static int order(struct str a, struct str b)
{
    return adv_compare(S("gem"), a, b);
}

static int by_lo(const void *x, const void *y)
{
    const struct interval *a = x, *b = y;
    if (!a->lo.n || !b->lo.n)
        return (a->lo.n != 0) - (b->lo.n != 0);
    return order(a->lo, b->lo);
}

// "~> 7.1.4" is at least that and below 7.2: the last part is free, the one before it fixed. Parts of a
// pre-release do not count: "~> 7.1.0.rc1" is below 7.2, too.
static struct str pessimistic_end(struct arena *a, struct str v)
{
    struct str rest = v, part, before = {0}, last = {0};
    size_t parts = 0;
    while (str_next_field(&rest, '.', &part) && ch_is_digit(str_at(part, 0))) {
        before = last;
        last = part;
        parts++;
    }
    struct str raised = parts > 1 ? before : last;
    uint64_t n;
    if (!str_to_u64(raised, &n))
        return (struct str){0};
    struct str head = str_head(v, (size_t)(raised.p - v.p));
    return str_fmt(a, STR_FMT "%llu", STR_ARG(head), (unsigned long long)n + 1);
}

static void raise_lo(struct interval *i, struct str v, bool above)
{
    if (!i->lo.n || order(v, i->lo) > 0) {
        i->lo = v;
        i->above_lo = above;
    }
}

static void lower_hi(struct interval *i, struct str v, bool with)
{
    if (!i->hi.n || order(v, i->hi) < 0) {
        i->hi = v;
        i->with_hi = with;
    }
}

// One requirement string, its parts joined by commas; false when a part is not understood.
static bool parse_requirement(struct arena *a, struct str text, struct interval *ret)
{
    struct str one;
    *ret = (struct interval){0};
    while (str_next_field(&text, ',', &one)) {
        one = str_trim(one);
        if (str_take(&one, S("~>"))) {
            one = str_trim(one);
            raise_lo(ret, one, false);
            lower_hi(ret, pessimistic_end(a, one), false);
        } else if (str_take(&one, S(">="))) {
            raise_lo(ret, str_trim(one), false);
        } else if (str_take(&one, S("<="))) {
            lower_hi(ret, str_trim(one), true);
        } else if (str_take(&one, S(">"))) {
            raise_lo(ret, str_trim(one), true);
        } else if (str_take(&one, S("<"))) {
            lower_hi(ret, str_trim(one), false);
        } else {
            (void)str_take(&one, S("="));
            one = str_trim(one);
            if (!ch_is_digit(str_at(one, 0)))
                return false;
            raise_lo(ret, one, false);
            lower_hi(ret, one, true);
        }
    }
    return true;
}

struct intervals {
    struct interval *items;
    size_t n_items, cap_items;
};

static bool add_requirements(struct arena *a, const struct sk_val *list, struct intervals *ret)
{
    for (SK_EACH(v, list)) {
        struct interval i;
        if (!parse_requirement(a, sk_val_text(v), &i))
            return false;
        *VEC_PUSH(a, ret->items, ret->n_items, ret->cap_items) = i;
    }
    return true;
}

// The range's ends are "from here on" and "below here" or "up to here": what comes right behind a version
// is written as that version with more parts, which no gem has.
static struct str behind(struct arena *a, struct str v)
{
    return str_join(a, v, S(".0.0.1"));
}

// What lies between the intervals is vulnerable.
static void complement(struct arena *a, struct intervals *good, struct adv_affected *f)
{
    struct str from = {0}; // vulnerable from here on; empty = from the beginning
    if (good->n_items)
        qsort(good->items, good->n_items, sizeof *good->items, by_lo);
    for (size_t i = 0; i < good->n_items; i++) {
        const struct interval *g = &good->items[i];
        int gap = !g->lo.n ? 0 : !from.n ? 1 : order(g->lo, from);
        if (gap > 0 || (gap == 0 && g->above_lo && g->lo.n)) {
            struct adv_range *r = VEC_PUSH(a, f->ranges, f->n_ranges, f->cap_ranges);
            r->introduced = from;
            *(g->above_lo ? &r->last : &r->fixed) = g->lo;
        }
        if (!g->hi.n)
            return; // patched for good
        struct str until = g->with_hi ? behind(a, g->hi) : g->hi;
        if (!from.n || order(from, until) < 0)
            from = until;
    }
    *VEC_PUSH(a, f->ranges, f->n_ranges, f->cap_ranges) = (struct adv_range){.introduced = from};
}

static struct str prefixed(struct arena *a, const char *prefix, struct str s)
{
    return s.n ? str_fmt(a, "%s" STR_FMT, prefix, STR_ARG(s)) : s;
}

static int read_ruby(struct arena *scratch, struct str path, struct str data,
                     const struct adv_sink *out, struct sk_err *err)
{
    struct sk_doc doc;
    int r = sk_yaml_read_strings(scratch, path, data, &doc, err);
    if (r < 0)
        return r;
    const struct sk_val *root = doc.root;
    struct str cve = prefixed(scratch, "CVE-", sk_val_text(sk_val_get(root, S("cve"))));
    struct str ghsa = prefixed(scratch, "GHSA-", sk_val_text(sk_val_get(root, S("ghsa"))));
    struct str file = str_basename(path), stem = str_head(file, file.n - 4);
    struct adv_record rec = feed_record(cve.n ? cve : ghsa.n ? ghsa : stem);
    feed_alias(scratch, &rec, ghsa);
    rec.summary = sk_val_text(sk_val_get(root, S("title")));
    rec.details = sk_val_text(sk_val_get(root, S("description")));
    (void)sk_time_parse(sk_val_text(sk_val_get(root, S("date"))), &rec.published);
    feed_ref(scratch, &rec, sk_val_text(sk_val_get(root, S("url"))));
    for (SK_EACH(url, sk_val_path(root, "related.url")))
        feed_ref(scratch, &rec, sk_val_text(url));
    for (SK_EACH(other, sk_val_path(root, "related.cve")))
        *VEC_PUSH(scratch, rec.related, rec.n_related, rec.cap_related) =
            prefixed(scratch, "CVE-", sk_val_text(other));

    struct str gem = sk_val_text(sk_val_get(root, S("gem")));
    struct str engine = sk_val_text(sk_val_get(root, S("engine")));
    struct intervals good = {0};
    if (!gem.n && !engine.n)
        return sk_fail(err, SK_EFORMAT, "neither \"gem\" nor \"engine\"");
    if (!add_requirements(scratch, sk_val_get(root, S("patched_versions")), &good) ||
        !add_requirements(scratch, sk_val_get(root, S("unaffected_versions")), &good))
        return sk_fail(err, SK_EFORMAT, "a requirement that is no RubyGems requirement");
    struct adv_affected *f =
        feed_affected(scratch, &rec, gem.n ? S("gem") : S("bitnami"), gem.n ? gem : engine);
    complement(scratch, &good, f);
    out->record(out->ctx, &rec);
    return 0;
}

const struct adv_feed adv_feed_ruby = {
    .id = "ruby",
    .title = "Ruby Advisory Database",
    .licence = "Public domain (with OSVDB notice)",
    .home = "https://rubysec.com/",
    .owns = owns,
    .read = read_ruby,
};
