// Licences on this side of the workers: which texts belong to which component, asking the workers what
// they say, and handing the evidence over to be judged.
#include "scan/licences.h"

#include "core/limits.h"
#include "core/map.h"
#include "engine/licence/db.h"
#include "engine/licence/file.h"
#include "finding/licence.h"
#include "scan/licence_int.h"
#include "scan/scan_int.h"

enum { BATCH_BYTES = 2 << 20 };

// ---- asking ----

static struct scan_lic_item *ask(struct scan_lic *l, enum scan_lic_kind kind, struct str data)
{
    struct sk_map *seen = kind == SCAN_LIC_NAME ? &l->names : &l->texts;
    struct sk_map_entry *e = sk_map_put(seen, data);
    if (!e->value) {
        struct scan_lic_item *x = arena_new(l->s->perm, struct scan_lic_item, 1);
        *x = (struct scan_lic_item){.kind = kind, .data = data};
        *VEC_PUSH(l->s->perm, l->items, l->n_items, l->cap_items) = x;
        e->value = x;
    }
    return e->value;
}

static int submit(struct scan_lic *l, size_t from, size_t to, struct sk_err *err)
{
    SK_BUF_SCRATCH(request, SK_MAX_FRAME_BYTES);
    wire_put_u64(&request, to - from);
    for (size_t i = from; i < to; i++) {
        wire_put_u64(&request, l->items[i]->kind);
        wire_put_str(&request, l->items[i]->data);
    }
    l->s->progress.total_units++;
    return wk_submit(l->s->licence_pool, "licences", sk_buf_str(&request), NULL, 0, from, err);
}

static int submit_all(struct scan_lic *l, struct sk_err *err)
{
    size_t from = 0, bytes = 0;
    int r = 0;
    for (size_t i = 0; i < l->n_items && r == 0; i++) {
        bytes += l->items[i]->data.n + 4;
        if (bytes < BATCH_BYTES && i + 1 < l->n_items)
            continue;
        r = submit(l, from, i + 1, err);
        from = i + 1;
        bytes = 0;
    }
    return r;
}

// A worker's reply is hostile, too: an expression that does not parse is dropped, and said.
static bool take_found(struct scan_lic *l, struct wire_in *w, struct lic_found *f)
{
    uint64_t how = wire_u64(w);
    struct str expr = wire_str(w);
    *f = (struct lic_found){.how = how < LIC_N_HOW ? (enum lic_how)how : LIC_BY_LIKENESS};
    f->line = wire_u32(w);
    f->end_line = wire_u32(w);
    uint64_t score = wire_u64(w);
    f->score = score <= 1000 ? (double)score / 1000 : 0;
    f->certain = wire_bool(w);
    f->note = wire_str(w);
    return !w->bad && how < LIC_N_HOW && lic_parse(l->s->perm, expr, &f->expr, NULL) == 0;
}

static void take_reply(struct scan_lic *l, size_t at, struct str reply)
{
    struct wire_in w = {.rest = str_dup(l->s->perm, reply)};
    for (; w.rest.n && !w.bad && at < l->n_items; at++) {
        struct scan_lic_item *x = l->items[at];
        size_t n = wire_count(&w, LIC_MAX_FOUND, 7);
        x->found = arena_new(l->s->perm, struct lic_found, n);
        for (size_t i = 0; i < n && !w.bad; i++)
            if (take_found(l, &w, &x->found[x->n]))
                x->n++;
    }
    if (w.bad)
        scan_warn(l->s, S(""), "a worker gave a damaged answer about licences");
}

static int collect(struct scan_lic *l, struct sk_err *err)
{
    struct wk_event e;
    for (int r; (r = wk_wait(l->s->licence_pool, -1, &e, err)) != 0;) {
        if (r < 0)
            return r;
        if (e.kind == WK_FAILED)
            scan_warn(l->s, S(""), "licences of a batch of files are not known: %s", e.err.msg);
        else if (e.kind == WK_DONE)
            take_reply(l, e.tag, e.data);
        l->s->progress.done_units += e.kind != WK_PROGRESS;
        scan_tell(l->s);
    }
    return 0;
}

// ---- evidence ----

static enum fnd_licence_how how_of(enum lic_how h)
{
    static const enum fnd_licence_how map[] = {
        [LIC_BY_TAG] = FND_LIC_TAG,       [LIC_BY_COPYRIGHT] = FND_LIC_COPYRIGHT,
        [LIC_BY_TEXT] = FND_LIC_TEXT,     [LIC_BY_NAME] = FND_LIC_NAMED,
        [LIC_BY_LIKENESS] = FND_LIC_NEAR,
    };
    return map[h];
}

static struct fnd_evidence *push(struct scan_lic *l, struct fnd_licence *of)
{
    return VEC_PUSH(l->s->perm, of->evidence, of->n_evidence, of->cap_evidence);
}

static void add_field(struct scan_lic *l, struct fnd_licence *of, const struct inv_component *c,
                      const struct scan_lic_item *x)
{
    const struct lic_found *f = x->n ? &x->found[0] : NULL;
    *push(l, of) = (struct fnd_evidence){
        .how = FND_LIC_FIELD,
        .path = c->n_paths ? c->paths[0] : S(""),
        .line = c->pkg.line,
        .field = c->pkg.licence_field.n ? c->pkg.licence_field : S("license"),
        .raw = c->pkg.licence,
        .expr = f && !lic_is_term(f->expr, "NOASSERTION") ? f->expr : NULL,
        .score = 1,
        .certain = f && f->certain,
        .note = f ? f->note : S("not understood"),
    };
}

static void add_text(struct scan_lic *l, struct fnd_licence *of, const struct scan_lic_text *t)
{
    for (size_t i = 0; i < t->item->n; i++) {
        const struct lic_found *f = &t->item->found[i];
        *push(l, of) = (struct fnd_evidence){
            .how = how_of(f->how),
            .path = t->path,
            .line = f->line,
            .expr = f->expr,
            .score = f->score,
            .certain = f->certain,
            .note = f->note,
            .text = t->head ? S("") : t->item->data,
        };
    }
    if (!t->item->n && !t->head) // whatever it says: it has to be passed on
        *push(l, of) = (struct fnd_evidence){
            .how = FND_LIC_TEXT, .path = t->path, .score = 1, .text = t->item->data};
}

// A Debian package without a copyright file of its own links to that of a sister.
static void borrow_from_sisters(struct scan_lic *l, struct fnd_licences *all)
{
    ARENA_SCRATCH(tmp);
    const struct inv_result *inv = l->s->set->inv;
    struct sk_map by_source = {.perm = &tmp};
    for (size_t i = 0; i < all->n; i++) {
        const struct fnd_licence *of = &all->items[i];
        if (of->item == UINT32_MAX || !of->n_evidence)
            continue;
        const struct inv_pkg *p = &inv->items[of->item].pkg;
        if (str_eq(str_from(p->type), S("deb")))
            sk_map_put(&by_source, str_join(&tmp, p->src_name, p->src_version))->value =
                (void *)(uintptr_t)(i + 1);
    }
    for (size_t i = 0; i < all->n; i++) {
        struct fnd_licence *of = &all->items[i];
        if (of->item == UINT32_MAX || of->n_evidence)
            continue;
        const struct inv_pkg *p = &inv->items[of->item].pkg;
        uintptr_t sister =
            (uintptr_t)sk_map_get(&by_source, str_join(&tmp, p->src_name, p->src_version));
        if (!sister || !str_eq(str_from(p->type), S("deb")))
            continue;
        const struct fnd_licence *from = &all->items[sister - 1];
        for (size_t k = 0; k < from->n_evidence; k++)
            *push(l, of) = from->evidence[k];
    }
}

// Only named by a lock file, which says nothing of licences: that is no fault of the component.
static bool is_silent_lock(const struct inv_component *c)
{
    return !(c->pkg.scope & INV_INSTALLED) && !c->pkg.licence.n && c->layer == UINT32_MAX;
}

static void add_components(struct scan_lic *l, struct fnd_licences *all)
{
    const struct inv_result *inv = l->s->set->inv;
    struct fnd_licence **of = arena_new(l->s->perm, struct fnd_licence *, inv->n_items);
    all->items = arena_new(l->s->perm, struct fnd_licence, inv->n_items + l->n_homeless);
    for (uint32_t i = 0; i < inv->n_items; i++) {
        const struct inv_component *c = &inv->items[i];
        if (c->owned_by != UINT32_MAX)
            continue;
        if (is_silent_lock(c) && !l->has_text[i]) {
            all->n_silent += !(c->pkg.scope & INV_ROOT);
            continue;
        }
        of[i] = &all->items[all->n++];
        *of[i] = (struct fnd_licence){.item = i, .own = (c->pkg.scope & INV_ROOT) != 0};
        if (c->pkg.licence.n)
            add_field(l, of[i], c, sk_map_get(&l->names, c->pkg.licence));
    }
    for (size_t i = 0; i < l->n_links; i++)
        if (of[l->links[i].item])
            add_text(l, of[l->links[i].item], &l->found[l->links[i].text]);
}

// Texts that belong to no component: one entry for each folder.
static void add_homeless(struct scan_lic *l, struct fnd_licences *all)
{
    ARENA_SCRATCH(tmp);
    struct sk_map by_folder = {.perm = &tmp};
    for (size_t i = 0; i < l->n_found; i++) {
        const struct scan_lic_text *t = &l->found[i];
        if (t->homed || (t->head && !t->item->n))
            continue;
        struct str folder = scan_lic_folder(t);
        struct sk_map_entry *e = sk_map_put(&by_folder, folder);
        if (!e->value) {
            all->items[all->n++] =
                (struct fnd_licence){.item = UINT32_MAX, .path = folder, .own = !folder.n};
            e->value = (void *)(uintptr_t)all->n;
        }
        add_text(l, &all->items[(uintptr_t)e->value - 1], t);
    }
}

// Tags in folders of the target that say what the target itself says: they are its own.
static void adopt(const struct fnd_licences *all, struct fnd_licence *l)
{
    const struct lic_expr *t, *o;
    for (size_t i = 0; i < l->n_evidence; i++)
        if (l->evidence[i].how != FND_LIC_TAG)
            return;
    for (size_t i = 0; (t = lic_term_at(l->expr, i)) != NULL; i++) {
        bool found = false;
        for (size_t k = 0; k < all->n && !found; k++)
            for (size_t n = 0;
                 all->items[k].own && (o = lic_term_at(all->items[k].expr, n)) != NULL; n++)
                found |= str_eq(o->id, t->id);
        if (!found)
            return;
    }
    l->own = l->expr != NULL;
}

int scan_licences(struct scan_run *s, struct sk_err *err)
{
    struct scan_lic l = {.s = s, .names.perm = s->perm, .texts.perm = s->perm};
    const struct inv_result *inv = s->set->inv;
    struct fnd_licences *all = arena_new(s->perm, struct fnd_licences, 1);
    all->policy = s->o->licences->policy;
    for (size_t i = 0; i < inv->n_items; i++)
        if (inv->items[i].pkg.licence.n && inv->items[i].owned_by == UINT32_MAX)
            (void)ask(&l, SCAN_LIC_NAME, inv->items[i].pkg.licence);
    scan_lic_find_texts(&l);
    for (size_t i = 0; i < l.n_found; i++)
        l.found[i].item = ask(&l, l.found[i].head ? SCAN_LIC_HEAD : SCAN_LIC_TEXT, l.found[i].data);
    if (!s->o->licences->db && l.n_found && !s->o->licences->aside)
        scan_warn(
            s, S(""),
            "%zu files with texts of licences were not compared with the SPDX list, which is not "
            "here yet: run `sekisho licences update`",
            l.n_found);
    all->db = s->o->licences->db;
    if (all->db)
        all->list = lic_db_version(all->db);
    s->progress = (struct scan_progress){.doing = "reading licences"};
    int r = submit_all(&l, err);
    if (r == 0)
        r = collect(&l, err);
    if (r < 0)
        return r;
    add_components(&l, all);
    borrow_from_sisters(&l, all);
    add_homeless(&l, all);
    for (size_t i = 0; i < all->n; i++)
        fnd_licence_conclude(s->perm, &all->items[i]);
    for (size_t i = 0; i < all->n; i++)
        if (all->items[i].item == UINT32_MAX && !all->items[i].own)
            adopt(all, &all->items[i]);
    fnd_add_licences(s->perm, s->set, all);
    return 0;
}
