// Hyperscan or Vectorscan: every rule of the built-in set in one database. It tells where matches
// end; PCRE2 finds where they begin. Only the runtime library is linked: it compiles nothing.
#include "engine/secret/secret_int.h"

#include <hs/hs_runtime.h>

struct sec_hs {
    hs_database_t *db;
    hs_scratch_t *scratch;
};

// What Hyperscan asks of a processor at least; our own engine asks for nothing.
static bool is_able(void)
{
#if defined(__x86_64__)
    return __builtin_cpu_supports("ssse3");
#else
    return true;
#endif
}

struct sec_hs *sec_hs_open(struct arena *perm, struct str database)
{
    struct sec_hs *h = arena_new(perm, struct sec_hs, 1);
    if (!is_able() || hs_deserialize_database(database.p, database.n, &h->db) != HS_SUCCESS)
        return NULL; // another processor: our own engine finds the same
    if (hs_alloc_scratch(h->db, &h->scratch) != HS_SUCCESS) {
        hs_free_database(h->db);
        return NULL;
    }
    return h;
}

void sec_hs_close(struct sec_hs *h)
{
    if (!h)
        return;
    hs_free_scratch(h->scratch);
    hs_free_database(h->db);
}

struct run {
    struct sec_scanner *s;
    size_t n;
};

static int on_match(unsigned id, unsigned long long from, unsigned long long to, unsigned flags,
                    void *ctx)
{
    struct run *run = ctx;
    struct sec_scanner *s = run->s;
    (void)from;
    (void)flags;
    uint32_t rule = id < s->r->n_db_rules ? s->r->db_rules[id] : UINT32_MAX;
    if (rule == UINT32_MAX || !s->r->in_db[rule])
        return 0;
    size_t end = to, span = s->r->rules[rule].span;
    sec_span_add(s, rule, end > span ? end - span : 0, end + 2 < run->n ? end + 2 : run->n);
    return 0;
}

bool sec_engine_hs(struct sec_scanner *s, struct str text)
{
    struct run run = {s, text.n};
    return hs_scan(s->hs->db, text.p, (unsigned)text.n, 0, s->hs->scratch, on_match, &run) ==
           HS_SUCCESS;
}
