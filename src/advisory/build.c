// The builder: records in any order, from any feed, to the sections of db_format.h.
//
// Rows are collected as they come, with strings and names interned; the rest (sorting by name, joining
// aliases into groups, hash tables) is done once when the database is written.
#include "advisory/build_int.h"

#include "core/limits.h"

#include <string.h>
#include <zstd.h>

enum { TEXT_BLOCK = 64 * 1024, MAX_DETAILS = 16 * 1024, MAX_REFS = 64 };

struct adv_builder *adv_builder_new(struct arena *a)
{
    struct adv_builder *b = arena_new(a, struct adv_builder, 1);
    b->a = a;
    b->names.perm = b->records.perm = b->texts_seen.perm = b->ids.perm = a;
    b->strings = (struct sk_buf)SK_BUF_INIT(UINT32_MAX / 2);
    b->block = (struct sk_buf)SK_BUF_INIT(SK_GB);
    b->text_data = (struct sk_buf)SK_BUF_INIT(SK_MAX_DB_BYTES);
    b->scratch = (struct sk_buf)SK_BUF_INIT(SK_GB);
    sk_buf_add_char(&b->strings, 0); // offset 0: the empty text
    b->zstd = ZSTD_createCCtx();
    // Feeds are numbered in the order of feeds.def: the earlier one decides where several know.
    for (const struct adv_feed *const *f = adv_feeds; *f; f++)
        *VEC_PUSH(a, b->feeds, b->n_feeds, b->cap_feeds) = adv_intern(b, str_from((*f)->id));
    return b;
}

void adv_builder_free(struct adv_builder *b)
{
    sk_buf_free(&b->strings);
    sk_buf_free(&b->block);
    sk_buf_free(&b->text_data);
    sk_buf_free(&b->scratch);
    ZSTD_freeCCtx(b->zstd);
}

// ---- strings ----

static struct str string_at(const struct adv_builder *b, uint32_t off)
{
    struct wire_in w = {.rest = str_skip(sk_buf_str(&b->strings), off)};
    return wire_str(&w);
}

static void grow_strings(struct adv_builder *b)
{
    uint32_t n = b->n_slots ? b->n_slots * 2 : 1 << 16;
    struct adv_string_slot *slots = arena_new(b->a, struct adv_string_slot, n);
    for (uint32_t i = 0; i < b->n_slots; i++) {
        if (!b->slots[i].off)
            continue;
        uint32_t k = b->slots[i].hash & (n - 1);
        while (slots[k].off)
            k = (k + 1) & (n - 1);
        slots[k] = b->slots[i];
    }
    b->slots = slots;
    b->n_slots = n;
}

uint32_t adv_intern(struct adv_builder *b, struct str s)
{
    if (!s.n)
        return 0;
    if (b->n_strings * 4 >= b->n_slots * 3)
        grow_strings(b);
    uint32_t hash = (uint32_t)str_hash(s);
    uint32_t k = hash & (b->n_slots - 1);
    for (; b->slots[k].off; k = (k + 1) & (b->n_slots - 1))
        if (b->slots[k].hash == hash && str_eq(string_at(b, b->slots[k].off), s))
            return b->slots[k].off;
    b->slots[k] = (struct adv_string_slot){hash, (uint32_t)b->strings.n};
    b->n_strings++;
    wire_put_str(&b->strings, s);
    return b->slots[k].off;
}

struct str adv_string(const struct adv_builder *b, uint32_t off)
{
    return off ? string_at(b, off) : (struct str){0};
}

// ---- texts ----

static void end_block(struct adv_builder *b)
{
    if (!b->block.n)
        return;
    size_t most = ZSTD_compressBound(b->block.n);
    char *at = sk_buf_reserve(&b->text_data, most);
    if (!at)
        return;
    size_t n = ZSTD_compressCCtx(b->zstd, at, most, b->block.p, b->block.n, 1);
    if (ZSTD_isError(n))
        n = 0;
    *VEC_PUSH(b->a, b->blocks, b->n_blocks, b->cap_blocks) =
        (struct db_block){b->text_data.n, (uint32_t)n, (uint32_t)b->block.n};
    sk_buf_commit(&b->text_data, n);
    sk_buf_clear(&b->block);
}

void adv_end_texts(struct adv_builder *b)
{
    end_block(b);
}

// The text of a record; the same text twice is stored once. 0 = none.
static uint32_t add_text(struct adv_builder *b, const struct adv_record *r)
{
    if (!r->summary.n && !r->details.n && !r->n_refs && r->published == SK_TIME_NONE)
        return 0;
    struct sk_buf *s = &b->scratch;
    sk_buf_clear(s);
    wire_put_str(s, r->summary);
    wire_put_str(s, str_head(r->details, MAX_DETAILS));
    wire_put_str(s, r->cwe);
    wire_put_i64(s, r->published);
    wire_put_i64(s, r->modified);
    size_t n_refs = r->n_refs < MAX_REFS ? r->n_refs : MAX_REFS;
    wire_put_u64(s, n_refs);
    for (size_t i = 0; i < n_refs; i++)
        wire_put_str(s, r->refs[i]);
    uint64_t hash = str_hash(sk_buf_str(s));
    struct sk_map_entry *e = sk_map_find(&b->texts_seen, (struct str){(const char *)&hash, 8});
    if (e)
        return (uint32_t)(uintptr_t)e->value;
    if (b->block.n && b->block.n + s->n > TEXT_BLOCK)
        end_block(b);
    if (!b->n_texts)
        (void)VEC_PUSH(b->a, b->texts, b->n_texts, b->cap_texts); // number 0 is none
    *VEC_PUSH(b->a, b->texts, b->n_texts, b->cap_texts) =
        (struct db_text){(uint32_t)b->n_blocks, (uint32_t)b->block.n, (uint32_t)s->n};
    sk_buf_add(&b->block, sk_buf_str(s));
    struct str key = str_dup(b->a, (struct str){(const char *)&hash, 8});
    sk_map_put(&b->texts_seen, key)->value = (void *)(uintptr_t)(b->n_texts - 1);
    return (uint32_t)(b->n_texts - 1);
}

// ---- groups: union-find over all ids ----

static uint32_t find_root(struct adv_builder *b, uint32_t i)
{
    while (b->nodes[i].parent != i) {
        b->nodes[i].parent = b->nodes[b->nodes[i].parent].parent;
        i = b->nodes[i].parent;
    }
    return i;
}

uint32_t adv_root(struct adv_builder *b, uint32_t node)
{
    return find_root(b, node);
}

static uint32_t node_of(struct adv_builder *b, struct str id)
{
    uint32_t off = adv_intern(b, id);
    struct str stable = {(const char *)&off, sizeof off};
    struct sk_map_entry *e = sk_map_find(&b->ids, stable);
    if (e)
        return (uint32_t)(uintptr_t)e->value - 1;
    uint32_t n = (uint32_t)b->n_nodes;
    bool cve = str_starts(id, S("CVE-"));
    *VEC_PUSH(b->a, b->nodes, b->n_nodes, b->cap_nodes) =
        (struct adv_node){.parent = n, .id = off, .cve = cve ? off : 0};
    sk_map_put(&b->ids, str_dup(b->a, stable))->value = (void *)(uintptr_t)(n + 1);
    return n;
}

// Two problems that have different CVE ids stay two, whatever claims to be an alias of both.
static void join(struct adv_builder *b, uint32_t x, uint32_t y)
{
    x = find_root(b, x);
    y = find_root(b, y);
    if (x == y || (b->nodes[x].cve && b->nodes[y].cve))
        return;
    b->nodes[y].parent = x;
    if (!b->nodes[x].cve)
        b->nodes[x].cve = b->nodes[y].cve;
}

// ---- records ----

static uint32_t add_ranges(struct adv_builder *b, const struct adv_affected *f)
{
    uint32_t first = (uint32_t)b->n_ranges;
    for (size_t i = 0; i < f->n_ranges; i++)
        *VEC_PUSH(b->a, b->ranges, b->n_ranges, b->cap_ranges) =
            (struct db_range){adv_intern(b, f->ranges[i].introduced),
                              adv_intern(b, f->ranges[i].fixed), adv_intern(b, f->ranges[i].last)};
    for (size_t i = 0; i < f->n_versions; i++) {
        uint32_t v = adv_intern(b, f->versions[i]);
        *VEC_PUSH(b->a, b->ranges, b->n_ranges, b->cap_ranges) = (struct db_range){v, 0, v};
    }
    return first;
}

static uint32_t number_of(struct adv_builder *b, struct sk_map *m, const void *key, size_t n)
{
    struct str k = {key, n};
    struct sk_map_entry *e = sk_map_find(m, k);
    if (e)
        return (uint32_t)(uintptr_t)e->value - 1;
    uint32_t number = (uint32_t)m->n;
    sk_map_put(m, str_dup(b->a, k))->value = (void *)(uintptr_t)(number + 1);
    return number;
}

static void add_row(struct adv_builder *b, const struct adv_affected *f, uint32_t record)
{
    ARENA_SCRATCH(tmp);
    size_t n_ranges = f->n_ranges + f->n_versions;
    if (!f->space.n || !f->name.n || n_ranges > UINT16_MAX)
        return;
    uint32_t key[2] = {adv_intern(b, f->space), adv_intern(b, adv_name(&tmp, f->space, f->name))};
    struct adv_row *r = VEC_PUSH(b->a, b->rows, b->n_rows, b->cap_rows);
    r->name = number_of(b, &b->names, key, sizeof key);
    r->issue = b->issues[record].number;
    r->row = (struct db_row){
        .record = record,
        .first_range = add_ranges(b, f),
        .n_ranges = (uint16_t)n_ranges,
        .status = (uint8_t)f->status,
        .severity = (uint8_t)f->severity,
        .module = adv_intern(b, f->module),
        .arch = adv_intern(b, f->arch),
        .note = adv_intern(b, f->note),
    };
}

static void fill_record(struct adv_builder *b, struct db_record *rec, const struct adv_record *r)
{
    rec->kind = (uint8_t)r->kind;
    if (rec->severity == ADV_SEV_UNKNOWN)
        rec->severity = (uint8_t)r->severity;
    rec->withdrawn = r->withdrawn;
    if (!rec->text)
        rec->text = add_text(b, r);
    if (rec->n_cvss || !r->n_cvss)
        return;
    rec->first_cvss = (uint32_t)b->n_cvss;
    for (size_t i = 0; i < r->n_cvss && i < 16; i++) {
        *VEC_PUSH(b->a, b->cvss, b->n_cvss, b->cap_cvss) =
            (struct db_cvss){adv_intern(b, r->cvss[i].vector), adv_intern(b, r->cvss[i].source)};
        rec->n_cvss++;
    }
}

// False when a newer issue of the record is known; what an older one said is forgotten.
static bool is_newest(struct adv_builder *b, uint32_t number, const struct adv_record *r)
{
    struct adv_issue *is = &b->issues[number];
    if (!r->whole || r->modified == SK_TIME_NONE || r->modified == is->modified)
        return true;
    if (is->modified != SK_TIME_NONE) {
        if (r->modified < is->modified)
            return false;
        struct db_record *rec = &b->recs[number];
        *rec = (struct db_record){.id = rec->id, .group = rec->group, .feed = rec->feed};
        is->number++;
    }
    is->modified = r->modified;
    return true;
}

// One record for each id of each feed; what a feed says in pieces is put together, of several issues
// the last one counts.
static void on_record(void *ctx, const struct adv_record *r)
{
    struct adv_builder *b = ctx;
    uint32_t key[2] = {b->feed, adv_intern(b, r->id)};
    uint32_t number = number_of(b, &b->records, key, sizeof key);
    uint32_t node = node_of(b, r->id);
    if (number == b->n_recs) {
        struct db_record *fresh = VEC_PUSH(b->a, b->recs, b->n_recs, b->cap_recs);
        *fresh = (struct db_record){.id = key[1], .group = node, .feed = (uint8_t)b->feed};
        *VEC_PUSH(b->a, b->issues, b->n_issues, b->cap_issues) =
            (struct adv_issue){.modified = r->modified};
    }
    if (!is_newest(b, number, r))
        return;
    fill_record(b, &b->recs[number], r);
    for (size_t i = 0; i < r->n_aliases; i++)
        join(b, node, node_of(b, r->aliases[i]));
    for (size_t i = 0; i < r->n_affected; i++)
        add_row(b, &r->affected[i], number);
}

// ---- facts ----

static struct db_fact *fact_for(struct adv_builder *b, uint64_t key)
{
    if (b->n_facts * 4 >= b->n_fact_slots * 3) {
        uint32_t n = b->n_fact_slots ? b->n_fact_slots * 2 : 1 << 16;
        uint32_t *slots = arena_new(b->a, uint32_t, n);
        for (size_t i = 0; i < b->n_facts; i++) {
            uint32_t k = (uint32_t)(b->facts[i].key * 0x9e3779b97f4a7c15u >> 32) & (n - 1);
            while (slots[k])
                k = (k + 1) & (n - 1);
            slots[k] = (uint32_t)i + 1;
        }
        b->fact_slots = slots;
        b->n_fact_slots = n;
    }
    uint32_t k = (uint32_t)(key * 0x9e3779b97f4a7c15u >> 32) & (b->n_fact_slots - 1);
    for (; b->fact_slots[k]; k = (k + 1) & (b->n_fact_slots - 1))
        if (b->facts[b->fact_slots[k] - 1].key == key)
            return &b->facts[b->fact_slots[k] - 1];
    struct db_fact *f = VEC_PUSH(b->a, b->facts, b->n_facts, b->cap_facts);
    *f = (struct db_fact){
        .key = key, .kev_added = INT32_MIN, .kev_due = INT32_MIN, .epss = -1, .percentile = -1};
    b->fact_slots[k] = (uint32_t)b->n_facts;
    return f;
}

static int32_t days(sk_time t)
{
    return t == SK_TIME_NONE ? INT32_MIN : (int32_t)(t / SK_DAY_MS);
}

static void on_cve(void *ctx, const struct adv_cve_fact *in)
{
    struct adv_builder *b = ctx;
    uint64_t key = adv_cve_key(in->cve.p, in->cve.n);
    if (!key)
        return;
    struct db_fact *f = fact_for(b, key);
    f->cve = adv_intern(b, in->cve);
    f->flags |= (in->kev ? FACT_KEV : 0u) | (in->kev_ransomware ? FACT_RANSOMWARE : 0u) |
                (in->metasploit ? FACT_METASPLOIT : 0u) | (in->exploitdb ? FACT_EXPLOITDB : 0u);
    if (in->kev_added != SK_TIME_NONE)
        f->kev_added = days(in->kev_added);
    if (in->kev_due != SK_TIME_NONE)
        f->kev_due = days(in->kev_due);
    if (in->epss >= 0) {
        f->epss = in->epss;
        f->percentile = in->epss_percentile;
    }
    if (in->ssvc_exploitation.n)
        f->exploitation = adv_intern(b, in->ssvc_exploitation);
    if (in->ssvc_automatable.n)
        f->automatable = adv_intern(b, in->ssvc_automatable);
    if (in->cvss.vector.n) {
        f->vector = adv_intern(b, in->cvss.vector);
        f->source = adv_intern(b, in->cvss.source);
    }
}

static void on_eol(void *ctx, const struct adv_eol_fact *f)
{
    struct adv_builder *b = ctx;
    *VEC_PUSH(b->a, b->cycles, b->n_cycles, b->cap_cycles) = (struct db_cycle){
        .product = adv_intern(b, f->product),
        .cycle = adv_intern(b, f->cycle),
        .latest = adv_intern(b, f->latest),
        .is_eol = f->is_eol,
        .eol = f->eol,
        .extended = f->extended,
        .release = f->release,
    };
}

static void on_tag(void *ctx, const struct adv_tag_fact *f)
{
    struct adv_builder *b = ctx;
    *VEC_PUSH(b->a, b->tags, b->n_tags, b->cap_tags) =
        (struct db_tag){adv_intern(b, f->image), adv_intern(b, f->tag), adv_intern(b, f->group),
                        adv_intern(b, f->arches), adv_intern(b, f->parent)};
}

static void on_warn(void *ctx, struct str file, uint32_t line, const char *what)
{
    (void)ctx;
    (void)file;
    (void)line;
    (void)what; // the update keeps warnings itself
}

void adv_builder_sink(struct adv_builder *b, struct adv_sink *ret)
{
    *ret = (struct adv_sink){b, on_record, on_cve, on_eol, on_tag, on_warn};
}

void adv_builder_feed(struct adv_builder *b, struct str feed)
{
    uint32_t name = adv_intern(b, feed);
    for (size_t i = 0; i < b->n_feeds; i++)
        if (b->feeds[i] == name) {
            b->feed = (uint32_t)i;
            return;
        }
}

void adv_builder_source(struct adv_builder *b, const struct adv_source_info *s)
{
    *VEC_PUSH(b->a, b->sources, b->n_sources, b->cap_sources) = (struct db_source){
        .feed = adv_intern(b, s->feed),
        .licence = adv_intern(b, s->licence),
        .origin = adv_intern(b, s->origin),
        .fetched = s->fetched,
        .newest = s->newest,
        .records = s->records,
        .bytes = s->bytes,
    };
}
