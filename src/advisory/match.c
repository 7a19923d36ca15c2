// Matching, as vendors mean it. Rows of one name are grouped by problem; for each group one answer:
//
//   - distribution packages only ask their distribution; the feed that comes first in feeds.def
//     and knows the problem decides; a stated "not affected" ends it
//   - libraries ask their ecosystem; one feed that says so is enough
//   - withdrawn advisories, notices and unmaintained packages match nothing
#include "advisory/db_int.h"

#include <string.h>

enum { MAX_FIX_STEPS = 100 }; // from one fix to the next

struct last_space {
    struct str name;
    const struct db_space *space; // NULL: the database does not have it
};

struct question {
    struct last_space *last; // one component
    const struct adv_db *db;
    struct arena *perm;
    const struct inv_pkg *pkg;
    uint32_t index;
    struct str space, name, version;
    const struct ver_scheme *scheme;
    bool is_os;
    struct str module; // "nodejs:18" of a modular rpm
    struct str tag;    // ".el9_0" of a rpm
    bool unfixed_only; // asked by the source package's name: rows without a fix
};

// ---- does one row hold? ----

static bool range_holds(const struct question *q, struct str version, const struct db_range *r,
                        struct str *fixed)
{
    struct str introduced = adv_db_str(q->db, r->introduced), end = adv_db_str(q->db, r->fixed);
    struct str last = adv_db_str(q->db, r->last);
    if (introduced.n && q->scheme->compare(version, introduced) < 0)
        return false;
    if (end.n && q->scheme->compare(version, end) >= 0)
        return false;
    if (last.n && q->scheme->compare(version, last) > 0)
        return false;
    *fixed = end;
    return true;
}

static bool arch_fits(const struct question *q, struct str list)
{
    struct str one;
    if (!list.n || !q->pkg->arch.n)
        return true;
    while (str_next_field(&list, ',', &one))
        if (str_eq(str_trim(one), q->pkg->arch))
            return true;
    return false;
}

// "nodejs:18:8060020220523160029:ad008a3a" -> "nodejs:18"
static struct str module_stream(struct str label)
{
    struct str rest = label, name, stream;
    if (!str_cut(rest, ':', &name, &rest))
        return (struct str){0};
    (void)str_cut(rest, ':', &stream, &rest);
    return str_head(label, name.n + 1 + stream.n);
}

// A row for a module is for its packages only, and a row without one for the others.
static bool row_applies(const struct question *q, const struct db_row *row,
                        const struct db_record *rec)
{
    if (rec->withdrawn || (rec->kind != ADV_VULNERABILITY && rec->kind != ADV_MALWARE))
        return false;
    if (!arch_fits(q, adv_db_str(q->db, row->arch)))
        return false;
    struct str module = adv_db_str(q->db, row->module);
    if (str_at(module, 0) == '.')
        return str_eq(module, q->tag) && !q->module.n;
    return str_eq(module, q->module) || (!module.n && !q->is_os);
}

struct answer {               // to one problem
    const struct db_row *row; // that decided
    const struct db_record *rec;
    const struct db_range *range;
    struct str fixed;
    enum adv_severity severity;
    bool stated_fine; // a vendor says it is not affected
    bool known;       // the deciding feed knows the problem
    uint8_t feed;
};

// The smallest fix, for a beginning; "" stays when none is known.
static void better_fix(const struct question *q, struct answer *a, struct str fixed)
{
    if (fixed.n && (!a->fixed.n || q->scheme->compare(fixed, a->fixed) < 0))
        a->fixed = fixed;
}

static void take_row(const struct question *q, struct answer *a, const struct db_row *row,
                     const struct db_record *rec)
{
    struct str fixed;
    if (row->severity > a->severity)
        a->severity = (enum adv_severity)row->severity;
    for (uint32_t i = 0; i < row->n_ranges; i++) {
        const struct db_range *r = adv_db_at(q->db, DB_RANGES, (uint64_t)row->first_range + i);
        if (!range_holds(q, q->version, r, &fixed))
            continue;
        better_fix(q, a, fixed);
        if (!a->row || (!adv_db_str(q->db, a->range->fixed).n && fixed.n)) {
            a->row = row;
            a->rec = rec;
            a->range = r;
        }
    }
}

// A version that fixes one row may be vulnerable by another: the next fix, until none of them holds.
static bool next_fix(const struct question *q, struct answer *a, const struct db_row *row)
{
    struct str fixed;
    for (uint32_t i = 0; i < row->n_ranges; i++) {
        const struct db_range *r = adv_db_at(q->db, DB_RANGES, (uint64_t)row->first_range + i);
        if (range_holds(q, a->fixed, r, &fixed) && fixed.n) {
            a->fixed = fixed;
            return true;
        }
    }
    return false;
}

static bool is_tagged(const struct question *q, const struct db_row *row)
{
    return str_at(adv_db_str(q->db, row->module), 0) == '.';
}

static bool has_fix(const struct question *q, const struct db_row *row)
{
    for (uint32_t i = 0; i < row->n_ranges; i++) {
        const struct db_range *r = adv_db_at(q->db, DB_RANGES, (uint64_t)row->first_range + i);
        if (adv_db_str(q->db, r->fixed).n)
            return true;
    }
    return false;
}

// Is the row one of those that decide?
static bool counts(const struct question *q, const struct answer *a, const struct db_row *row,
                   bool tagged)
{
    const struct db_record *rec = adv_db_at(q->db, DB_RECORDS, row->record);
    return row_applies(q, row, rec) && (!q->is_os || rec->feed == a->feed) &&
           (!tagged || is_tagged(q, row));
}

// Rows [first, end) are about one problem.
static bool decide(const struct question *q, uint64_t first, uint64_t end, struct answer *a)
{
    bool tagged = false; // what is said of the very stream of the package has the last word
    *a = (struct answer){.feed = UINT8_MAX};
    for (uint64_t i = first; i < end && q->is_os; i++) { // which feed decides
        const struct db_row *row = adv_db_at(q->db, DB_ROWS, i);
        const struct db_record *rec = adv_db_at(q->db, DB_RECORDS, row->record);
        if (row_applies(q, row, rec) && (!a->known || rec->feed < a->feed)) {
            a->feed = rec->feed;
            a->known = true;
        }
        if (row_applies(q, row, rec)) {
            tagged |= is_tagged(q, row);
            if (q->unfixed_only && has_fix(q, row))
                return false; // then the fixed binary packages are listed by name
        }
    }
    for (uint64_t i = first; i < end; i++) {
        const struct db_row *row = adv_db_at(q->db, DB_ROWS, i);
        if (!counts(q, a, row, tagged))
            continue;
        if (row->status == ADV_NOT_AFFECTED)
            a->stated_fine = true;
        else
            take_row(q, a, row, adv_db_at(q->db, DB_RECORDS, row->record));
    }
    bool raised = a->fixed.n > 0;
    for (int steps = 0; raised && steps < MAX_FIX_STEPS; steps++) {
        raised = false;
        for (uint64_t i = first; i < end && !raised; i++) {
            const struct db_row *row = adv_db_at(q->db, DB_ROWS, i);
            raised = counts(q, a, row, tagged) && next_fix(q, a, row);
        }
    }
    return a->row && !a->stated_fine;
}

// ---- the match ----

static struct str range_text(const struct question *q, const struct db_range *r)
{
    struct str in = adv_db_str(q->db, r->introduced), fixed = adv_db_str(q->db, r->fixed);
    struct str last = adv_db_str(q->db, r->last);
    if (last.n && str_eq(last, in))
        return str_fmt(q->perm, "= " STR_FMT, STR_ARG(last));
    struct str lo = in.n ? str_fmt(q->perm, ">= " STR_FMT, STR_ARG(in)) : (struct str){0};
    struct str hi = fixed.n  ? str_fmt(q->perm, "< " STR_FMT, STR_ARG(fixed))
                    : last.n ? str_fmt(q->perm, "<= " STR_FMT, STR_ARG(last))
                             : (struct str){0};
    if (!lo.n && !hi.n)
        return S("all versions");
    return lo.n && hi.n ? str_fmt(q->perm, STR_FMT ", " STR_FMT, STR_ARG(lo), STR_ARG(hi))
           : lo.n       ? lo
                        : hi;
}

static void add_names(const struct question *q, const struct db_group *g, struct adv_match *m)
{
    uint32_t n = g->n_names < 64 ? g->n_names : 64;
    m->aliases = arena_new(q->perm, struct str, n);
    for (uint32_t i = 0; i < n; i++) {
        uint32_t name = *(const uint32_t *)adv_db_at(q->db, DB_GNAMES, (uint64_t)g->first_name + i);
        struct str s = adv_db_str(q->db, name);
        if (s.n)
            m->aliases[m->n_aliases++] = s;
    }
    struct str cve = adv_db_str(q->db, g->cve);
    m->cve = cve.n ? cve : m->id;
}

static enum adv_severity severity_of_band(double score, int version)
{
    return adv_severity_parse(str_from(cvss_band(score, version)));
}

struct scored {
    double score;
    int version;
    struct str vector, source;
};

static void try_vector(struct scored *best, struct str vector, struct str source)
{
    double score;
    int version;
    if (!vector.n || cvss_score(vector, &score, &version, NULL) < 0)
        return;
    if (best->score < 0 || version > best->version)
        *best = (struct scored){score, version, vector, source};
}

static void record_vectors(const struct question *q, const struct db_record *rec,
                           struct scored *best)
{
    for (uint32_t i = 0; i < rec->n_cvss; i++) {
        const struct db_cvss *c = adv_db_at(q->db, DB_CVSS, (uint64_t)rec->first_cvss + i);
        try_vector(best, adv_db_str(q->db, c->vector), adv_db_str(q->db, c->source));
    }
}

// OSV's format carries many publishers' records: the id says whose.
static struct str publisher(const struct question *q, struct str id)
{
    static const struct {
        struct str prefix, name;
    } rows[] = {
        {S_INIT("GHSA-"), S_INIT("ghsa")},       {S_INIT("GO-"), S_INIT("go")},
        {S_INIT("RUSTSEC-"), S_INIT("rustsec")}, {S_INIT("PYSEC-"), S_INIT("pypa")},
        {S_INIT("BIT-"), S_INIT("bitnami")},     {S_INIT("MAL-"), S_INIT("ossf")},
    };
    struct str release, distro;
    for (size_t i = 0; i < COUNT_OF(rows); i++)
        if (str_starts(id, rows[i].prefix))
            return rows[i].name;
    (void)str_cut(q->space, ':', &distro, &release);
    return q->is_os ? distro : S("osv");
}

static struct str feed_name(const struct question *q, const struct db_record *rec)
{
    struct str feed = adv_db_str(q->db, *(const uint32_t *)adv_db_at(q->db, DB_FEEDS, rec->feed));
    return str_eq(feed, S("osv")) ? publisher(q, adv_db_str(q->db, rec->id)) : feed;
}

// The vendor's word first, then the score of the newest CVSS version that anybody published.
static void add_severity(const struct question *q, const struct answer *a, const struct db_group *g,
                         struct adv_match *m)
{
    struct scored best = {.score = -1};
    record_vectors(q, a->rec, &best);
    for (uint32_t i = 0; i < g->n_records && i < 64 && best.score < 0; i++) {
        uint32_t r =
            *(const uint32_t *)adv_db_at(q->db, DB_GRECORDS, (uint64_t)g->first_record + i);
        record_vectors(q, adv_db_at(q->db, DB_RECORDS, r), &best);
    }
    if (best.score < 0 && m->fact)
        try_vector(&best, m->fact->cvss.vector, m->fact->cvss.source);
    m->cvss = best.score;
    m->cvss_vector = best.vector;
    enum adv_severity vendor = a->severity ? a->severity : (enum adv_severity)a->rec->severity;
    if (vendor) {
        m->severity = vendor;
        m->severity_source = m->feed;
    } else if (best.score >= 0) {
        m->severity = severity_of_band(best.score, best.version);
        m->severity_source = str_fmt(q->perm, "cvss %d.%d by " STR_FMT, best.version / 10,
                                     best.version % 10, STR_ARG(best.source));
    }
}

static uint32_t text_of(const struct question *q, const struct answer *a, const struct db_group *g)
{
    if (a->rec->text)
        return a->rec->text;
    for (uint32_t i = 0; i < g->n_records && i < 64; i++) {
        uint32_t r =
            *(const uint32_t *)adv_db_at(q->db, DB_GRECORDS, (uint64_t)g->first_record + i);
        const struct db_record *rec = adv_db_at(q->db, DB_RECORDS, r);
        if (rec->text)
            return rec->text;
    }
    return 0;
}

static void add_match(const struct question *q, const struct answer *a, struct adv_matches *ret)
{
    const struct db_group *g = adv_db_at(q->db, DB_GROUPS, a->rec->group);
    struct adv_match *m = VEC_PUSH(q->perm, ret->items, ret->n_items, ret->cap_items);
    *m = (struct adv_match){
        .pkg = q->index,
        .id = adv_db_str(q->db, a->rec->id),
        .feed = feed_name(q, a->rec),
        .space = q->space,
        .name = q->name,
        .compared = q->version,
        .status = (enum adv_status)a->row->status,
        .fixed = a->fixed,
        .range = range_text(q, a->range),
        .note = adv_db_str(q->db, a->row->note),
        .cvss = -1,
    };
    add_names(q, g, m);
    m->fact = adv_cve(q->db, q->perm, m->cve);
    add_severity(q, a, g, m);
    m->text = text_of(q, a, g);
}

// ---- components ----

struct rows {
    uint64_t first, end;
};

// The question's space; most questions are about the space of the one before.
static const struct db_space *space_of(const struct question *q)
{
    struct last_space *l = q->last;
    if (!l->name.n || !str_eq(l->name, q->space))
        *l = (struct last_space){q->space, adv_db_space(q->db, q->space)};
    return l->space;
}

static struct rows rows_of(const struct adv_db *db, const struct db_name *n)
{
    struct rows r = {0};
    if (n && (uint64_t)n->first_row + n->n_rows <= adv_db_count(db, DB_ROWS))
        r = (struct rows){n->first_row, (uint64_t)n->first_row + n->n_rows};
    return r;
}

static uint32_t group_at(const struct adv_db *db, uint64_t row)
{
    const struct db_row *r = adv_db_at(db, DB_ROWS, row);
    return ((const struct db_record *)adv_db_at(db, DB_RECORDS, r->record))->group;
}

static bool has_group(const struct adv_db *db, struct rows r, uint32_t group)
{
    for (uint64_t i = r.first; i < r.end; i++) {
        const struct db_row *row = adv_db_at(db, DB_ROWS, i);
        const struct db_record *rec = adv_db_at(db, DB_RECORDS, row->record);
        if (rec->group == group && !rec->withdrawn)
            return true;
    }
    return false;
}

// All problems of a name, but those that `override` knows.
static void ask(const struct question *q, struct rows override, struct adv_matches *ret)
{
    struct rows r = rows_of(q->db, adv_db_name(q->db, space_of(q), q->name));
    for (uint64_t i = r.first, stop; i < r.end; i = stop) {
        struct answer a;
        uint32_t group = group_at(q->db, i);
        for (stop = i + 1; stop < r.end && group_at(q->db, stop) == group;)
            stop++;
        if (!has_group(q->db, override, group) && decide(q, i, stop, &a))
            add_match(q, &a, ret);
    }
}

static bool is_os_type(struct str type)
{
    return str_eq(type, S("deb")) || str_eq(type, S("apk")) || str_eq(type, S("rpm"));
}

static void begin(struct question *q, const struct inv_distro *distro, const struct inv_pkg *p)
{
    struct str type = str_from(p->type);
    q->pkg = p;
    q->is_os = is_os_type(type);
    q->space = adv_space(q->perm, distro, p);
    q->scheme = q->space.n ? adv_scheme(q->space) : NULL;
    bool by_source = q->is_os && !str_eq(type, S("rpm")) && p->src_name.n;
    q->name = by_source  ? p->src_name
              : q->is_os ? p->name
                         : adv_name(q->perm, q->space, inv_full_name(q->perm, p));
    q->version = by_source && p->src_version.n ? p->src_version : p->version;
    q->module = module_stream(p->modularity);
    q->tag = str_eq(type, S("rpm")) ? adv_rpm_tag(q->perm, p->version) : (struct str){0};
}

// Ubuntu's ESM data is in a space of its own; where ESM is attached, it has the last word.
static void ask_all(struct question *q, const struct inv_distro *distro, struct adv_matches *ret)
{
    struct str prefix, release, space = q->space;
    bool esm = distro && distro->esm && str_cut(space, ':', &prefix, &release) &&
               str_eq(prefix, S("ubuntu"));
    struct rows override = {0};
    if (esm) {
        q->space = str_fmt(q->perm, "ubuntu-esm:" STR_FMT, STR_ARG(release));
        override = rows_of(q->db, adv_db_name(q->db, space_of(q), q->name));
        ask(q, (struct rows){0}, ret);
    }
    q->space = space;
    ask(q, override, ret);
    // Red Hat names what has no fix by source package: "openssl" means openssl-libs, too.
    if (str_starts(space, S("rhel:")) && q->pkg->src_name.n &&
        !str_eq(q->pkg->src_name, q->pkg->name)) {
        override = rows_of(q->db, adv_db_name(q->db, space_of(q), q->name));
        q->name = q->pkg->src_name;
        q->unfixed_only = true;
        ask(q, override, ret);
    }
}

int adv_match(const struct adv_db *db, const struct inv_distro *distro, const struct inv_pkg *pkgs,
              size_t n_pkgs, struct arena *perm, struct adv_matches *ret, struct sk_err *err)
{
    (void)err;
    struct last_space last = {0};
    for (size_t i = 0; i < n_pkgs; i++) {
        struct question q = {.db = db, .perm = perm, .last = &last, .index = (uint32_t)i};
        if (pkgs[i].scope & INV_ROOT)
            continue;
        begin(&q, distro, &pkgs[i]);
        if (!q.scheme || !q.version.n)
            continue;
        ask_all(&q, distro, ret);
    }
    return 0;
}
