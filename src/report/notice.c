// The attribution file: who is in it, under what, and the texts that have to be passed on.
#include "report/notice.h"

#include "core/map.h"
#include "engine/licence/db.h"

struct notice {
    const struct fnd_set *set;
    struct arena *a;
    struct sk_buf *b;
    struct sk_map texts; // content -> struct text
};

struct text {
    size_t number;
    struct str content, from; // from: a file, or the SPDX list
};

static bool says(const struct fnd_licence *l, const struct lic_expr *t)
{
    const struct lic_expr *x;
    for (size_t i = 0; i < l->n_evidence; i++)
        for (size_t k = 0;
             l->evidence[i].how == FND_LIC_TEXT && (x = lic_term_at(l->evidence[i].expr, k)); k++)
            if (str_eq(x->id, t->id))
                return true;
    return false;
}

static void refer(struct notice *n, struct str content, struct str from, struct sk_map *mine)
{
    content = str_trim(content);
    if (!content.n)
        return;
    struct sk_map_entry *e = sk_map_put(&n->texts, content);
    if (!e->value) {
        struct text *t = arena_new(n->a, struct text, 1);
        *t = (struct text){n->texts.n, content, from};
        e->value = t;
    }
    const struct text *t = e->value;
    if (!sk_map_add(mine, str_fmt(n->a, "%zu", t->number)))
        return;
    sk_buf_fmt(n->b, mine->n == 1 ? " [%zu" : ", %zu", t->number);
}

// Texts of its own first; of licences that it only names, the list's.
static void component(struct notice *n, const struct fnd_licence *l)
{
    struct sk_map mine = {.perm = n->a};
    const struct lic_db *db = n->set->licences->db;
    const struct lic_expr *e = l->verdict.chosen ? l->verdict.chosen : l->verdict.expr, *t;
    if (l->item == UINT32_MAX) {
        sk_buf_add(n->b, l->path.n ? l->path : S("."));
    } else {
        const struct inv_pkg *p = &n->set->inv->items[l->item].pkg;
        sk_buf_add(n->b, inv_full_name(n->a, p));
        sk_buf_add_char(n->b, ' ');
        sk_buf_add(n->b, p->version);
    }
    sk_buf_add(n->b, S("\n    "));
    sk_buf_add(n->b, lic_print(n->a, e));
    for (size_t i = 0; i < l->n_evidence; i++)
        refer(n, l->evidence[i].text, l->evidence[i].path, &mine);
    for (size_t i = 0; db && (t = lic_term_at(e, i)) != NULL; i++) {
        if (!says(l, t))
            refer(n, lic_db_text(db, t->id), str_join(n->a, S("SPDX list, "), t->id), &mine);
        if (t->exception.n)
            refer(n, lic_db_text(db, t->exception), str_join(n->a, S("SPDX list, "), t->exception),
                  &mine);
    }
    sk_buf_add(n->b, mine.n ? S("]\n") : S(" (no text is known)\n"));
}

int rep_notice(const struct fnd_set *set, struct sk_buf *out, struct sk_err *err)
{
    ARENA_SCRATCH(a);
    struct notice n = {.set = set, .a = &a, .b = out, .texts.perm = &a};
    const struct fnd_licences *all = set->licences;
    sk_buf_add(out, S("NOTICES OF THIRD PARTIES\n\n"));
    sk_buf_add(out, S("Components of "));
    sk_buf_add(out, set->target.name);
    sk_buf_add(out, S(", their licences, and in square brackets which of the texts below belong to "
                      "them.\n\n"));
    for (size_t i = 0; i < all->n; i++)
        if (!all->items[i].own)
            component(&n, &all->items[i]);
    for (size_t i = 0; i < n.texts.n; i++) {
        const struct text *t = n.texts.entries[i].value;
        sk_buf_fmt(out, "\n%.*s\n[%zu] ", 76,
                   "----------------------------------------------------------------------------",
                   t->number);
        sk_buf_add(out, t->from);
        sk_buf_add(out, S("\n\n"));
        sk_buf_add(out, str_to_utf8(&a, t->content));
        sk_buf_add_char(out, '\n');
    }
    return out->full ? sk_fail(err, SK_ELIMIT, "the notices are too long") : 0;
}
