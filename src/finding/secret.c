// Secrets as findings: the same one in many places is one, and its name holds no place.
#include "core/map.h"
#include "finding/finding_int.h"

enum { MAX_PLACES = 1000 }; // of one secret

struct str fnd_secret_id(struct arena *a, const struct fnd_secret *s)
{
    return fnd_fingerprint(a, S("secret"), S("secret"), s->hash, s->rule);
}

// The same line of the same file in many commits is one place: where it came in.
static bool is_known(const struct fnd_finding *f, const struct fnd_secret *s, struct str what)
{
    for (size_t i = 0; i < f->n_places; i++) {
        const struct fnd_place *p = &f->places[i];
        if (str_eq(p->path, s->path) && p->layer == s->layer &&
            (s->commit.n || p->line == s->line) && (s->line || str_eq(p->what, what)))
            return true;
    }
    return false;
}

void fnd_add_secrets(struct arena *perm, struct fnd_set *set, const struct fnd_secret *s, size_t n)
{
    ARENA_SCRATCH(tmp);
    struct sk_map seen = {.perm = &tmp}; // fingerprint -> index + 1
    for (size_t i = 0; i < n; i++) {
        struct str id = fnd_secret_id(perm, &s[i]);
        struct sk_map_entry *e = sk_map_put(&seen, id);
        if (!e->value) {
            *VEC_PUSH(perm, set->items, set->n_items, set->cap_items) = (struct fnd_finding){
                .id = id,
                .kind = FND_SECRET,
                .name = s[i].rule,
                .title = s[i].title,
                .severity = s[i].severity,
                .severity_source = S("sekisho"),
                .epss = -1,
                .type = S("secret"),
                .package = s[i].redacted,
                .redacted = s[i].redacted,
                .hash = s[i].hash,
                .verified = s[i].verified,
                .action = S("Revoke it where it was issued, then take it out of here."),
                .layer = UINT32_MAX,
            };
            e->value = (void *)(uintptr_t)set->n_items;
        }
        struct fnd_finding *f = &set->items[(uintptr_t)e->value - 1];
        if (s[i].severity > f->severity) // the gravest of its places
            f->severity = s[i].severity;
        if (f->n_places >= MAX_PLACES)
            continue;
        struct str what = s[i].redacted;
        if (s[i].decoded.n)
            what = str_fmt(perm, STR_FMT ", in " STR_FMT, STR_ARG(what), STR_ARG(s[i].decoded));
        if (s[i].where.n)
            what = str_fmt(perm, STR_FMT ", " STR_FMT, STR_ARG(what), STR_ARG(s[i].where));
        if (s[i].commit.n)
            what = str_fmt(perm, STR_FMT ", commit " STR_FMT, STR_ARG(what),
                           STR_ARG(str_head(s[i].commit, 12)));
        if (is_known(f, &s[i], what))
            continue;
        *VEC_PUSH(perm, f->places, f->n_places, f->cap_places) = (struct fnd_place){
            s[i].path, s[i].line, s[i].end_line, what, s[i].commit, s[i].col, s[i].layer};
    }
}
