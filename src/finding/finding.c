#include "finding/finding_int.h"

#include "core/hash.h"
#include "core/map.h"

#include <stdlib.h>
#include <string.h>

// sha256 of the parts, each ended by a newline (none of them can hold one), cut to 12 digits.
struct str fnd_fingerprint(struct arena *a, struct str kind, struct str type, struct str package,
                           struct str name)
{
    struct str key = str_fmt(a, STR_FMT "\n" STR_FMT "\n", STR_ARG(kind), STR_ARG(type));
    key = str_join(a, key, str_join(a, package, S("\n")));
    key = str_join(a, key, name);
    struct sk_digest d = sk_sha256(key);
    return sk_hex(a, (struct str){(const char *)d.b, 6});
}

bool fnd_exploited(const struct adv_cve_fact *f, struct arena *a, struct str *ret_why)
{
    struct str why = S("");
    if (!f)
        return false;
    const struct {
        bool is;
        struct str says;
    } rows[] = {
        {f->kev, f->kev_ransomware ? S("CISA KEV, ransomware") : S("CISA KEV")},
        {f->metasploit, S("Metasploit")},
        {f->exploitdb, S("Exploit-DB")},
        {str_eq_nocase(f->ssvc_exploitation, S("active")) && !f->kev, S("SSVC active")},
        {str_eq_nocase(f->ssvc_exploitation, S("poc")), S("SSVC poc")},
        {f->epss >= FND_EPSS_HIGH, str_fmt(a, "EPSS %.2f", (double)f->epss)},
    };
    for (size_t i = 0; i < COUNT_OF(rows); i++)
        if (rows[i].is)
            why = why.n ? str_join(a, str_join(a, why, S(", ")), rows[i].says) : rows[i].says;
    *ret_why = why;
    return why.n > 0;
}

// Source package for OS packages: one hole in openssl is one finding, not one for each binary.
struct str fnd_package_of(struct arena *a, const struct inv_pkg *p)
{
    bool os = str_eq(str_from(p->type), S("deb")) || str_eq(str_from(p->type), S("apk")) ||
              str_eq(str_from(p->type), S("rpm"));
    return os && p->src_name.n ? p->src_name : inv_full_name(a, p);
}

void fnd_set_layer(struct fnd_set *set, struct fnd_finding *f)
{
    f->layer = f->n_components ? set->inv->items[f->components[0]].layer : UINT32_MAX;
    f->in_base = f->layer < set->target.n_layers && set->target.layers[f->layer].base;
}

void fnd_add_component(struct arena *a, struct fnd_finding *f, uint32_t item)
{
    for (size_t i = 0; i < f->n_components; i++)
        if (f->components[i] == item)
            return;
    *VEC_PUSH(a, f->components, f->n_components, f->cap_components) = item;
}

// Two components of one finding may need different versions: the larger one removes both.
static void join_match(struct fnd_finding *f, const struct adv_match *m)
{
    if (m->severity > f->severity) {
        f->severity = m->severity;
        f->severity_source = m->severity_source;
    }
    if (!m->fixed.n) {
        f->fixed = (struct str){0}; // one of them has no fix: the finding cannot be removed
        return;
    }
    if (f->fixed.n && adv_compare(m->space, m->fixed, f->fixed) > 0)
        f->fixed = m->fixed;
}

static void begin_vulnerability(struct arena *a, struct fnd_finding *f, const struct adv_match *m,
                                struct str type, struct str package)
{
    f->kind = FND_VULNERABILITY;
    f->name = m->cve;
    f->type = type;
    f->package = package;
    f->severity = m->severity;
    f->severity_source = m->severity_source;
    f->fixed = m->fixed;
    f->match = m;
    f->epss = m->fact ? (double)m->fact->epss : -1;
    f->exploited = fnd_exploited(m->fact, a, &f->exploit);
}

static int by_importance(const void *x, const void *y)
{
    const struct fnd_finding *a = x, *b = y;
    if (a->exploited != b->exploited)
        return a->exploited ? -1 : 1;
    if (a->severity != b->severity)
        return a->severity > b->severity ? -1 : 1;
    int c = str_cmp(a->package, b->package);
    if (!c)
        c = str_cmp(a->type, b->type);
    return c ? c : str_cmp(b->name, a->name); // newer CVE ids first
}

static void add_titles(struct arena *perm, struct fnd_set *set)
{
    for (size_t i = 0; i < set->n_items; i++) {
        struct adv_text text;
        struct fnd_finding *f = &set->items[i];
        if (f->match && set->db && adv_text(set->db, f->match->text, perm, &text, NULL) == 0)
            f->title = text.summary;
    }
}

int fnd_build(struct arena *perm, const struct adv_matches *matches, struct fnd_set *set,
              struct sk_err *err)
{
    ARENA_SCRATCH(tmp);
    struct sk_map seen = {.perm = &tmp}; // fingerprint -> index + 1
    for (size_t i = 0; i < matches->n_items; i++) {
        const struct adv_match *m = &matches->items[i];
        if (m->pkg >= set->inv->n_items)
            return sk_fail(err, SK_EFORMAT, "match %zu names component %u of %zu", i, m->pkg,
                           set->inv->n_items);
        const struct inv_component *c = &set->inv->items[m->pkg];
        if (c->owned_by != UINT32_MAX || m->status == ADV_NOT_AFFECTED)
            continue;
        struct str type = str_from(c->pkg.type), package = fnd_package_of(perm, &c->pkg);
        struct str id = fnd_fingerprint(perm, S("vulnerability"), type, package, m->cve);
        struct sk_map_entry *e = sk_map_put(&seen, id);
        struct fnd_finding *f;
        if (e->value) {
            f = &set->items[(uintptr_t)e->value - 1];
            join_match(f, m);
        } else {
            f = VEC_PUSH(perm, set->items, set->n_items, set->cap_items);
            f->id = id;
            begin_vulnerability(perm, f, m, type, package);
            e->value = (void *)(uintptr_t)set->n_items;
        }
        fnd_add_component(perm, f, m->pkg);
    }
    fnd_add_end_of_life(perm, set);
    for (size_t i = 0; i < set->n_items; i++)
        fnd_set_layer(set, &set->items[i]);
    fnd_sort(set);
    add_titles(perm, set);
    return 0;
}

void fnd_sort(struct fnd_set *set)
{
    if (set->n_items)
        qsort(set->items, set->n_items, sizeof *set->items, by_importance);
}

// Room is taken once: a scan may find a hundred thousand of them.
void fnd_add_config(struct arena *perm, struct fnd_set *set, const struct fnd_config *c, size_t n)
{
    ARENA_SCRATCH(tmp);
    struct sk_map seen = {.perm = &tmp};                // fingerprint -> index + 1
    uint32_t *which = arena_new(&tmp, uint32_t, n + 1); // of the new findings
    size_t first = set->n_items;
    set->items = arena_grow(perm, set->items, first, &set->cap_items, first + n, sizeof *set->items,
                            _Alignof(struct fnd_finding));
    for (size_t i = 0; i < n; i++) {
        struct str about = c[i].resource.n ? c[i].resource : c[i].path;
        struct str id = fnd_fingerprint(perm, S("configuration"), S("config"), about, c[i].rule);
        struct sk_map_entry *e = sk_map_put(&seen, id);
        if (!e->value) {
            set->items[set->n_items++] = (struct fnd_finding){
                .id = id,
                .kind = FND_CONFIG,
                .name = c[i].rule,
                .title = c[i].title,
                .severity = adv_severity_parse(c[i].severity),
                .severity_source = c[i].about && c[i].about->foreign ? S("the rule") : S("sekisho"),
                .epss = -1,
                .type = S("config"),
                .package = about,
                .action = c[i].action,
                .fixable = true,
                .rule = c[i].about,
                .layer = UINT32_MAX,
                .in_base = true,
            };
            e->value = (void *)(uintptr_t)(set->n_items - first);
        }
        which[i] = (uint32_t)(uintptr_t)e->value - 1;
        set->items[first + which[i]].cap_places++;
    }
    for (size_t i = 0; i < n; i++) {
        struct fnd_finding *f = &set->items[first + which[i]];
        if (!f->places)
            f->places = arena_new(perm, struct fnd_place, f->cap_places);
        f->fixable &= c[i].fixable;
        f->in_base &= c[i].in_base; // all places are
        f->places[f->n_places++] = (struct fnd_place){.path = c[i].path,
                                                      .line = c[i].line,
                                                      .end_line = c[i].end_line,
                                                      .what = c[i].message,
                                                      .layer = c[i].layer,
                                                      .created_by = c[i].created_by,
                                                      .in_base = c[i].in_base};
    }
}

static bool only_dev(const struct fnd_set *set, const struct fnd_finding *f)
{
    for (size_t i = 0; i < f->n_components; i++)
        if (!(set->inv->items[f->components[i]].pkg.scope & INV_DEV))
            return false;
    return f->n_components > 0;
}

static bool keeps(const struct fnd_set *set, const struct fnd_filter *filter,
                  const struct fnd_finding *f)
{
    bool vulnerability = f->kind == FND_VULNERABILITY;
    if (f->severity < filter->min_severity)
        return false;
    if (filter->only_exploited && !f->exploited)
        return false;
    if (filter->ignore_unfixed && vulnerability && !f->fixed.n)
        return false;
    return !(filter->no_dev && only_dev(set, f));
}

void fnd_filter(struct fnd_set *set, const struct fnd_filter *filter)
{
    size_t kept = 0;
    for (size_t i = 0; i < set->n_items; i++) {
        if (keeps(set, filter, &set->items[i]))
            set->items[kept++] = set->items[i];
    }
    set->n_hidden += set->n_items - kept;
    set->n_items = kept;
}

size_t fnd_at_least(const struct fnd_set *set, enum adv_severity min)
{
    size_t n = 0;
    for (size_t i = 0; i < set->n_items; i++) {
        enum adv_severity s = set->items[i].severity;
        n += (s == ADV_SEV_UNKNOWN ? ADV_SEV_LOW : s) >= min;
    }
    return n;
}

size_t fnd_count(const struct fnd_set *set, enum adv_severity exactly)
{
    size_t n = 0;
    for (size_t i = 0; i < set->n_items; i++)
        n += set->items[i].severity == exactly;
    return n;
}

const struct fnd_finding *fnd_find(const struct fnd_set *set, struct str id)
{
    const struct fnd_finding *found = NULL;
    for (size_t i = 0; i < set->n_items && id.n; i++) {
        if (!str_starts(set->items[i].id, id))
            continue;
        if (found)
            return NULL; // not unique
        found = &set->items[i];
    }
    return found;
}
