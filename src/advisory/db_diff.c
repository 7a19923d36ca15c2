// Two databases side by side. An advisory is its feed and id; it has changed when the sum of the hashes of
// its rows has, so the order of rows, offsets and string numbers do not matter.
#include "advisory/db_diff.h"

#include "advisory/db_int.h"
#include "core/map.h"

#include <stdlib.h>

struct side {
    const struct adv_db *db;
    struct sk_map map; // "feed\0id" -> struct entry
};

struct entry {
    struct str feed, id, cve, space, package;
    uint64_t digest;
    uint32_t n_packages;
    enum adv_severity severity;
    bool live, seen;
};

static uint64_t mix(uint64_t h, uint64_t v)
{
    h = (h ^ v) * 0x9e3779b97f4a7c15u;
    return h ^ h >> 29;
}

static enum adv_severity vector_severity(struct str vector)
{
    double score;
    int version;
    if (!vector.n || cvss_score(vector, &score, &version, NULL) < 0)
        return ADV_SEV_UNKNOWN;
    return adv_severity_parse(str_from(cvss_band(score, version)));
}

// What the record's own word or vectors say; the worst of them.
static enum adv_severity record_severity(const struct adv_db *db, const struct db_record *r)
{
    enum adv_severity worst = (enum adv_severity)r->severity;
    for (uint32_t i = 0; i < r->n_cvss && r->severity == ADV_SEV_UNKNOWN; i++) {
        const struct db_cvss *c = adv_db_at(db, DB_CVSS, (uint64_t)r->first_cvss + i);
        enum adv_severity one = vector_severity(adv_db_str(db, c->vector));
        worst = one > worst ? one : worst;
    }
    return worst;
}

static struct entry *entry_of(struct side *s, struct arena *a, const struct db_record *r)
{
    const struct adv_db *db = s->db;
    struct str feed = adv_db_str(db, *(const uint32_t *)adv_db_at(db, DB_FEEDS, r->feed));
    struct str id = adv_db_str(db, r->id);
    struct sk_map_entry *slot =
        sk_map_put(&s->map, str_fmt(a, STR_FMT " " STR_FMT, STR_ARG(feed), STR_ARG(id)));
    if (!slot->value) {
        const struct db_group *g = adv_db_at(db, DB_GROUPS, r->group);
        struct entry *e = slot->value = arena_new(a, struct entry, 1);
        struct str cve = adv_db_str(db, g->cve);
        *e = (struct entry){.feed = feed, .id = id, .cve = cve.n ? cve : id};
        e->severity = record_severity(db, r);
    }
    return slot->value;
}

static uint64_t row_digest(const struct adv_db *db, const struct db_row *row, struct str space,
                           struct str name)
{
    uint64_t h = mix(mix(str_hash(space), str_hash(name)), row->status * 256u + row->severity);
    h = mix(h, str_hash(adv_db_str(db, row->module)));
    h = mix(h, str_hash(adv_db_str(db, row->arch)));
    for (uint32_t i = 0; i < row->n_ranges; i++) {
        const struct db_range *r = adv_db_at(db, DB_RANGES, (uint64_t)row->first_range + i);
        h = mix(h, str_hash(adv_db_str(db, r->introduced)));
        h = mix(h, str_hash(adv_db_str(db, r->fixed)));
        h = mix(h, str_hash(adv_db_str(db, r->last)));
    }
    return h;
}

static void read_name(struct side *s, struct arena *a, struct entry **by_record, size_t n_records,
                      struct str space, const struct db_name *n)
{
    struct str name = adv_db_str(s->db, n->name);
    for (uint32_t i = 0; i < n->n_rows; i++) {
        const struct db_row *row = adv_db_at(s->db, DB_ROWS, (uint64_t)n->first_row + i);
        if (row->record >= n_records)
            continue;
        const struct db_record *r = adv_db_at(s->db, DB_RECORDS, row->record);
        struct entry **e = &by_record[row->record];
        if (!*e)
            *e = entry_of(s, a, r);
        (*e)->digest += row_digest(s->db, row, space, name);
        (*e)->n_packages++;
        // The least name stands for all, so that the order of rows does not show.
        if (!(*e)->package.n || str_cmp(name, (*e)->package) < 0) {
            (*e)->package = name;
            (*e)->space = space;
        }
        if (row->severity > (*e)->severity)
            (*e)->severity = (enum adv_severity)row->severity;
        (*e)->live |= !r->withdrawn;
    }
}

static void read_side(struct side *s, struct arena *a)
{
    ARENA_SCRATCH(tmp);
    size_t n_records = adv_db_count(s->db, DB_RECORDS);
    struct entry **by_record = arena_new(&tmp, struct entry *, n_records);
    s->map.perm = a;
    for (size_t i = 0; i < adv_db_count(s->db, DB_SPACES); i++) {
        const struct db_space *space = adv_db_at(s->db, DB_SPACES, i);
        for (uint32_t k = 0; k < space->n_slots; k++) {
            uint64_t at = (uint64_t)space->first_slot + k;
            if (at >= adv_db_count(s->db, DB_SLOTS))
                break;
            uint32_t slot = *(const uint32_t *)adv_db_at(s->db, DB_SLOTS, at);
            if (slot)
                read_name(s, a, by_record, n_records, adv_db_str(s->db, space->name),
                          adv_db_at(s->db, DB_NAMES, slot - 1));
        }
    }
}

static struct adv_diff_feed *feed_of(struct adv_diff *d, struct arena *a, struct str feed)
{
    for (size_t i = 0; i < d->n_feeds; i++)
        if (str_eq(d->feeds[i].feed, feed))
            return &d->feeds[i];
    struct adv_diff_feed *f = VEC_PUSH(a, d->feeds, d->n_feeds, d->cap_feeds);
    *f = (struct adv_diff_feed){.feed = feed};
    return f;
}

static void add(struct adv_diff *d, struct arena *a, const struct adv_db *newer,
                const struct entry *e, enum adv_change change)
{
    const struct adv_cve_fact *fact = adv_cve(newer, a, e->cve);
    feed_of(d, a, e->feed)->n[change]++;
    *VEC_PUSH(a, d->items, d->n_items, d->cap_items) = (struct adv_diff_item){
        .change = change,
        .feed = e->feed,
        .id = e->id,
        .cve = e->cve,
        .package = str_fmt(a, STR_FMT " " STR_FMT, STR_ARG(e->space), STR_ARG(e->package)),
        .n_packages = e->n_packages,
        .severity = e->severity == ADV_SEV_UNKNOWN && fact ? vector_severity(fact->cvss.vector)
                                                           : e->severity,
        .exploited = fact && (fact->kev || fact->metasploit),
    };
}

static int by_place(const void *pa, const void *pb)
{
    const struct adv_diff_item *a = pa, *b = pb;
    int c = str_cmp(a->feed, b->feed);
    if (!c)
        c = (int)a->change - (int)b->change;
    if (!c)
        c = (int)b->severity - (int)a->severity;
    return c ? c : str_cmp(a->id, b->id);
}

static int by_feed(const void *pa, const void *pb)
{
    return str_cmp(((const struct adv_diff_feed *)pa)->feed,
                   ((const struct adv_diff_feed *)pb)->feed);
}

// CVEs with the KEV mark in the newer database only. Facts are sorted by key.
static void newly_exploited(const struct adv_db *old, const struct adv_db *newer, struct arena *a,
                            struct adv_diff *d)
{
    ARENA_SCRATCH(tmp);
    for (size_t i = 0; i < adv_db_count(newer, DB_FACTS); i++) {
        const struct db_fact *f = adv_db_at(newer, DB_FACTS, i);
        if (!(f->flags & FACT_KEV))
            continue;
        struct str cve = adv_db_str(newer, f->cve);
        const struct adv_cve_fact *was = adv_cve(old, &tmp, cve);
        if (!was || !was->kev)
            *VEC_PUSH(a, d->exploited, d->n_exploited, d->cap_exploited) = cve;
    }
}

void adv_db_diff(const struct adv_db *old, const struct adv_db *newer, struct arena *perm,
                 struct adv_diff *ret)
{
    ARENA_SCRATCH(tmp);
    struct side was = {.db = old}, is = {.db = newer};
    *ret = (struct adv_diff){0};
    read_side(&was, &tmp);
    read_side(&is, &tmp);
    for (size_t i = 0; i < is.map.n; i++) {
        const struct entry *e = is.map.entries[i].value;
        struct entry *before = sk_map_get(&was.map, is.map.entries[i].key);
        if (before)
            before->seen = true;
        if (e->live && (!before || !before->live))
            add(ret, perm, newer, e, ADV_ADDED);
        else if (!e->live && before && before->live)
            add(ret, perm, newer, e, ADV_REMOVED);
        else if (e->live && (before->digest != e->digest || before->severity != e->severity))
            add(ret, perm, newer, e, ADV_CHANGED);
    }
    for (size_t i = 0; i < was.map.n; i++) {
        const struct entry *e = was.map.entries[i].value;
        if (!e->seen && e->live)
            add(ret, perm, newer, e, ADV_REMOVED);
    }
    newly_exploited(old, newer, perm, ret);
    if (ret->n_items)
        qsort(ret->items, ret->n_items, sizeof *ret->items, by_place);
    if (ret->n_feeds)
        qsort(ret->feeds, ret->n_feeds, sizeof *ret->feeds, by_feed);
}
