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

enum { MAX_LINES = 50 }; // of an instruction or block in which secrets are looked for

struct line_secrets { // on one line of a file
    struct fnd_finding *first;
    size_t n;
};

static struct str line_key(struct arena *a, uint32_t line, struct str path)
{
    return str_join(a, str_fmt(a, "%u ", line), path);
}

static void note_lines(struct arena *a, struct fnd_set *set, struct sk_map *lines)
{
    for (size_t i = 0; i < set->n_items; i++)
        for (size_t k = 0; set->items[i].kind == FND_SECRET && k < set->items[i].n_places; k++) {
            const struct fnd_place *p = &set->items[i].places[k];
            if (!p->line || p->commit.n)
                continue;
            struct sk_map_entry *e = sk_map_put(lines, line_key(a, p->line, p->path));
            if (!e->value)
                e->value = arena_new(a, struct line_secrets, 1);
            struct line_secrets *l = e->value;
            l->first = &set->items[i];
            l->n++;
        }
}

// How many of the finding's places are this very instruction?
static size_t same_places(const struct fnd_finding *f, const struct fnd_place *p)
{
    size_t n = 0;
    for (size_t i = 0; i < f->n_places; i++)
        n += f->places[i].line == p->line && str_eq(f->places[i].path, p->path);
    return n;
}

// The secret that says it already; NULL when the rule knows of more on these lines than were found.
static struct fnd_finding *said_by(const struct sk_map *lines, const struct fnd_finding *f,
                                   const struct fnd_place *p)
{
    ARENA_SCRATCH(tmp);
    struct fnd_finding *first = NULL;
    size_t n = 0;
    for (uint32_t line = p->line; line && line <= p->end_line && line - p->line < MAX_LINES;
         line++) {
        const struct line_secrets *l = sk_map_get(lines, line_key(&tmp, line, p->path));
        first = !first && l ? l->first : first;
        n += l ? l->n : 0;
    }
    return n && n >= same_places(f, p) ? first : NULL;
}

void fnd_join_secrets(struct fnd_set *set)
{
    ARENA_SCRATCH(tmp);
    struct sk_map lines = {.perm = &tmp};
    size_t kept = 0;
    note_lines(&tmp, set, &lines);
    for (size_t i = 0; i < set->n_items && lines.n; i++) {
        struct fnd_finding *f = &set->items[i];
        if (f->kind != FND_CONFIG || !f->rule || !str_starts(f->rule->principle, S("secrets ")))
            continue;
        const struct fnd_finding whole = *f;
        struct fnd_place *left = arena_new(&tmp, struct fnd_place, f->n_places);
        size_t n = 0;
        for (size_t k = 0; k < f->n_places; k++) {
            struct fnd_finding *secret = said_by(&lines, &whole, &f->places[k]);
            if (!secret)
                left[n++] = f->places[k];
            else if (f->severity > secret->severity)
                secret->severity = f->severity;
        }
        for (size_t k = 0; k < n; k++)
            f->places[k] = left[k];
        f->n_places = n;
    }
    for (size_t i = 0; i < set->n_items && lines.n; i++)
        if (set->items[i].kind != FND_CONFIG || set->items[i].n_places)
            set->items[kept++] = set->items[i];
    set->n_items = lines.n ? kept : set->n_items;
}
