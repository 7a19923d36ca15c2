// Licences: from evidence to one statement for each component, its verdict, and findings.
#include "finding/licence.h"

#include "core/map.h"
#include "finding/finding_int.h"

#include <stdlib.h>

const char *fnd_licence_how_name(enum fnd_licence_how h)
{
    static const char *const names[] = {"field", "tag", "copyright", "text", "named", "near"};
    return names[h];
}

const struct fnd_licence *fnd_licence_of(const struct fnd_set *set, uint32_t item)
{
    const struct fnd_licences *l = set->licences;
    if (!l || item >= set->inv->n_items || !l->by_item[item])
        return NULL;
    return &l->items[l->by_item[item] - 1];
}

// ---- one component ----

static struct lic_expr *copy(struct arena *a, const struct lic_expr *e)
{
    struct lic_expr *c = NULL;
    return e && lic_parse(a, lic_print(a, e), &c, NULL) == 0 ? c : NULL;
}

static bool has_term(const struct lic_expr *e, const struct lic_expr *t)
{
    const struct lic_expr *x;
    for (size_t i = 0; (x = lic_term_at(e, i)) != NULL; i++)
        if (str_eq(x->id, t->id) && (!t->exception.n || str_eq(x->exception, t->exception)))
            return true;
    return false;
}

// "LicenseRef-BSD" says less than "BSD-3-Clause"; GPL-2.0-only and -or-later are one text.
static bool says_no_more(const struct lic_expr *declared, const struct lic_expr *t)
{
    struct str base = t->id;
    if (str_ends(base, S("-only")))
        base = str_head(base, base.n - 5);
    const struct lic_expr *x;
    for (size_t i = 0; (x = lic_term_at(declared, i)) != NULL; i++) {
        struct str ref = x->id;
        if (str_starts(x->id, base))
            return true;
        if (str_take(&ref, S("LicenseRef-")) && str_starts_nocase(t->id, ref))
            return true;
    }
    return false;
}

// Is there a reference among the declared ones that this text makes exact?
static bool refines(const struct lic_expr *declared, const struct lic_expr *t)
{
    struct str ref = declared->op == LIC_TERM ? declared->id : S("");
    return str_take(&ref, S("LicenseRef-")) && ref.n >= 3 && t->op == LIC_TERM &&
           str_starts_nocase(t->id, ref) && declared->family == t->family;
}

static void note(struct arena *perm, struct fnd_licence *l, struct str text)
{
    if (!l->note.n)
        l->note = text;
    else if (!str_has(l->note, text))
        l->note = str_join(perm, str_join(perm, l->note, S("; ")), text);
}

// What is declared counts; a text beside it that says something else is added: whoever must know is warned.
static void take_text(struct arena *perm, struct fnd_licence *l, const struct fnd_evidence *e,
                      bool own)
{
    const struct lic_expr *t;
    struct lic_expr *more = copy(perm, e->expr);
    if (!more)
        return;
    if (!l->expr) {
        l->expr = more;
        return;
    }
    if (own && refines(l->expr, more)) {
        l->expr = more;
        return;
    }
    for (size_t i = 0; (t = lic_term_at(e->expr, i)) != NULL; i++) {
        if (has_term(l->expr, t) || says_no_more(l->expr, t))
            continue;
        if (l->declared)
            note(perm, l,
                 str_fmt(perm, STR_FMT " also has the text of " STR_FMT,
                         STR_ARG(str_basename(e->path)), STR_ARG(t->id)));
        l->expr = lic_join(perm, LIC_AND, l->expr, copy(perm, t));
    }
}

void fnd_licence_conclude(struct arena *perm, struct fnd_licence *l)
{
    bool near_only = true;
    for (size_t i = 0; i < l->n_evidence; i++) {
        const struct fnd_evidence *e = &l->evidence[i];
        if (e->how == FND_LIC_FIELD || e->how == FND_LIC_COPYRIGHT) {
            if (e->expr) {
                l->expr = lic_join(perm, LIC_AND, l->expr, copy(perm, e->expr));
                l->declared = true;
            }
            if (e->note.n)
                note(perm, l, e->note);
        }
    }
    for (int pass = 0; pass < 2; pass++) // certain ones first
        for (size_t i = 0; i < l->n_evidence; i++) {
            const struct fnd_evidence *e = &l->evidence[i];
            bool near = e->how == FND_LIC_NEAR;
            if (e->how == FND_LIC_FIELD || e->how == FND_LIC_COPYRIGHT || near != (pass == 1))
                continue;
            if (near && l->expr)
                continue; // a guess adds nothing to what is known
            take_text(perm, l, e, true);
            near_only &= near;
        }
    l->near = l->expr && near_only && !l->declared;
    if (l->near)
        for (size_t i = 0; i < l->n_evidence; i++)
            if (l->evidence[i].note.n)
                note(perm, l, l->evidence[i].note);
}

// ---- all ----

static int by_verdict(const void *x, const void *y, void *ctx)
{
    const struct fnd_licence *a = x, *b = y;
    const struct fnd_set *set = ctx;
    if (a->verdict.verdict != b->verdict.verdict)
        return a->verdict.verdict > b->verdict.verdict ? -1 : 1;
    if (a->verdict.family != b->verdict.family)
        return a->verdict.family > b->verdict.family ? -1 : 1;
    if ((a->item == UINT32_MAX) != (b->item == UINT32_MAX))
        return a->item == UINT32_MAX ? 1 : -1;
    if (a->item == UINT32_MAX)
        return str_cmp(a->path, b->path);
    const struct inv_pkg *p = &set->inv->items[a->item].pkg, *q = &set->inv->items[b->item].pkg;
    int c = str_cmp(p->name, q->name);
    return c ? c : a->item < b->item ? -1 : a->item > b->item;
}

static void judge(struct arena *perm, const struct fnd_set *set, struct fnd_licences *all,
                  struct fnd_licence *l)
{
    struct lic_subject s = {.type = S("file"), .name = l->path, .paths = &l->path, .n_paths = 1};
    if (l->item != UINT32_MAX) {
        const struct inv_component *c = &set->inv->items[l->item];
        s = (struct lic_subject){str_from(c->pkg.type), inv_full_name(perm, &c->pkg),
                                 c->pkg.version, c->paths, c->n_paths};
    }
    lic_judge(perm, all->policy, &s, l->expr, l->near, &l->verdict);
    if (l->own) {
        l->verdict.verdict = LIC_ALLOW;
        l->verdict.why = S("the project itself");
    }
}

static enum adv_severity severity_of(const struct lic_judgement *v)
{
    if (v->verdict == LIC_DENY)
        return ADV_SEV_HIGH;
    return v->family == LIC_NETWORK || v->family == LIC_RESTRICTED ? ADV_SEV_MEDIUM : ADV_SEV_LOW;
}

// The fingerprint holds the component and the licence, not its version or place.
static struct fnd_finding *find_or_add(struct arena *perm, struct fnd_set *set, struct sk_map *seen,
                                       const struct fnd_licence *l)
{
    struct str type = S("file"), package = l->path, expr = lic_print(perm, l->verdict.expr);
    if (l->item != UINT32_MAX) {
        const struct inv_pkg *p = &set->inv->items[l->item].pkg;
        type = str_from(p->type);
        package = fnd_package_of(perm, p);
    }
    if (!package.n)
        package = S(".");
    struct str id = fnd_fingerprint(perm, S("licence"), type, package, expr);
    struct sk_map_entry *e = sk_map_put(seen, id);
    if (e->value)
        return &set->items[(uintptr_t)e->value - 1];
    struct fnd_finding *f = VEC_PUSH(perm, set->items, set->n_items, set->cap_items);
    *f = (struct fnd_finding){
        .id = id,
        .kind = FND_LICENCE,
        .name = str_fmt(perm, "licence-%s", lic_family_word(l->verdict.family)),
        .title = l->verdict.why,
        .severity = severity_of(&l->verdict),
        .severity_source = S("policy"),
        .epss = -1,
        .type = type,
        .package = package,
        .action = str_from(lic_family_duty(l->verdict.family)),
        .layer = UINT32_MAX,
    };
    e->value = (void *)(uintptr_t)set->n_items;
    return f;
}

static void add_places(struct arena *perm, struct fnd_finding *f, const struct fnd_licence *l)
{
    enum { MAX_PLACES = 100 };
    for (size_t i = 0; i < l->n_evidence && f->n_places < MAX_PLACES; i++) {
        const struct fnd_evidence *e = &l->evidence[i];
        struct str says = e->raw.n ? e->raw : lic_print(perm, e->expr);
        struct str what =
            e->how == FND_LIC_FIELD ? str_join(perm, str_join(perm, e->field, S(": ")), says)
            : e->how == FND_LIC_NEAR
                ? str_fmt(perm, "a text %.0f%% like " STR_FMT, e->score * 100, STR_ARG(says))
                : str_join(perm, str_fmt(perm, "%s: ", fnd_licence_how_name(e->how)), says);
        *VEC_PUSH(perm, f->places, f->n_places, f->cap_places) =
            (struct fnd_place){.path = e->path, .line = e->line, .end_line = e->line, .what = what};
    }
}

static void add_findings(struct arena *perm, struct fnd_set *set, const struct fnd_licences *all)
{
    ARENA_SCRATCH(tmp);
    struct sk_map seen = {.perm = &tmp};
    for (size_t i = 0; i < all->n; i++) {
        const struct fnd_licence *l = &all->items[i];
        if (l->verdict.verdict == LIC_ALLOW)
            continue;
        struct fnd_finding *f = find_or_add(perm, set, &seen, l);
        if (l->item != UINT32_MAX)
            fnd_add_component(perm, f, l->item);
        add_places(perm, f, l);
        fnd_set_layer(set, f);
    }
}

void fnd_add_licences(struct arena *perm, struct fnd_set *set, struct fnd_licences *all)
{
    for (size_t i = 0; i < all->n; i++)
        judge(perm, set, all, &all->items[i]);
    if (all->n)
        qsort_r(all->items, all->n, sizeof *all->items, by_verdict, set);
    all->by_item = arena_new(perm, uint32_t, set->inv->n_items);
    for (size_t i = 0; i < all->n; i++) {
        const struct fnd_licence *l = &all->items[i];
        if (l->item != UINT32_MAX)
            all->by_item[l->item] = (uint32_t)i + 1;
        all->counts[l->verdict.verdict]++;
        all->families[l->verdict.family]++;
    }
    set->licences = all;
    add_findings(perm, set, all);
}
