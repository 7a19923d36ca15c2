// The table of licences: what is denied, what to review, and the rest in groups.
#include "finding/licence.h"
#include "report/table.h"

enum { FEW_ROWS = 25, FEW_NAMES = 4, CLIP = 48, FEW_GROUPS = 12 };

static const char *colour_of(enum lic_verdict v)
{
    return v == LIC_DENY ? "1;31" : v == LIC_REVIEW ? "33" : "32";
}

static struct str name_of(struct arena *a, const struct fnd_set *set, const struct fnd_licence *l)
{
    if (l->item == UINT32_MAX)
        return l->path.n ? str_join(a, l->path, S("/")) : S("(the target itself)");
    const struct inv_pkg *p = &set->inv->items[l->item].pkg;
    return str_join(a, str_join(a, inv_full_name(a, p), S(" ")), p->version);
}

// Packages that are built from one source say the same: one row.
static bool is_sister(const struct fnd_set *set, const struct fnd_licence *x,
                      const struct fnd_licence *y)
{
    if (x->item == UINT32_MAX || y->item == UINT32_MAX)
        return false;
    const struct inv_pkg *p = &set->inv->items[x->item].pkg, *q = &set->inv->items[y->item].pkg;
    ARENA_SCRATCH(tmp);
    return p->src_name.n && str_eq(p->src_name, q->src_name) &&
           str_eq(p->src_version, q->src_version) && str_eq(x->verdict.why, y->verdict.why) &&
           str_eq(lic_print(&tmp, x->verdict.expr), lic_print(&tmp, y->verdict.expr));
}

static struct str clip(struct arena *a, struct str s, size_t width)
{
    return s.n > width ? str_join(a, str_head(s, width - 3), S("...")) : s;
}

static struct str statement(struct arena *a, const struct fnd_licence *l)
{
    struct str s = l->verdict.expr ? lic_print(a, l->verdict.expr) : S("NOASSERTION");
    if (str_eq(s, S("NOASSERTION")))
        return S("no statement");
    return l->near ? str_join(a, s, S(" ?")) : s;
}

// "LICENSE:1", "METADATA License: BSD"
static struct str evidence(struct arena *a, const struct fnd_licence *l)
{
    const struct fnd_evidence *best = NULL;
    for (size_t i = 0; i < l->n_evidence; i++)
        if (l->evidence[i].expr && (!best || l->evidence[i].how < best->how))
            best = &l->evidence[i];
    for (size_t i = 0; i < l->n_evidence; i++) { // rather what says the licence that decided
        const struct lic_expr *e;
        for (size_t k = 0; (e = lic_term_at(l->evidence[i].expr, k)) != NULL; k++)
            if (best && best->how >= l->evidence[i].how &&
                str_eq(lic_print(a, e), l->verdict.term)) {
                best = &l->evidence[i];
                i = l->n_evidence - 1;
                break;
            }
    }
    if (!best && l->n_evidence)
        best = &l->evidence[0];
    if (!best)
        return S("nothing says one");
    struct str at = best->path;
    if (best->how == FND_LIC_FIELD)
        return str_fmt(a, STR_FMT " " STR_FMT ": " STR_FMT, STR_ARG(str_basename(at)),
                       STR_ARG(best->field), STR_ARG(str_head(best->raw, 60)));
    if (best->line)
        at = str_fmt(a, STR_FMT ":%u", STR_ARG(at), best->line);
    if (best->how == FND_LIC_NEAR)
        at = str_join(a, at, str_fmt(a, ", %.0f%% alike", best->score * 100));
    return at;
}

static size_t widest(size_t width, struct str s, size_t most)
{
    size_t n = rep_columns(s);
    n = n > most ? most : n;
    return n > width ? n : width;
}

static void row(struct rep_table *t, const struct fnd_licence *l, struct str who, size_t name,
                size_t expr)
{
    ARENA_SCRATCH(tmp);
    sk_buf_add(t->b, S("  "));
    rep_cell(t, who, name);
    sk_buf_add(t->b, S("  "));
    rep_begin_colour(t, colour_of(l->verdict.verdict));
    rep_cell(t, t->in->all ? statement(&tmp, l) : clip(&tmp, statement(&tmp, l), CLIP), expr);
    rep_end_colour(t);
    sk_buf_add(t->b, S("  "));
    rep_begin_colour(t, "2");
    rep_put(t, evidence(&tmp, l));
    rep_end_colour(t);
    sk_buf_add(t->b, S("\n      "));
    rep_put(t, l->verdict.why);
    if (l->verdict.reason.n) {
        sk_buf_add(t->b, S(": "));
        rep_put(t, l->verdict.reason);
    }
    if (l->note.n) {
        sk_buf_add(t->b, S("; "));
        rep_put(t, t->in->all ? l->note : clip(&tmp, l->note, 120));
    }
    sk_buf_add_char(t->b, '\n');
}

struct entry { // a row: an entry of the list, and how many say the same
    const struct fnd_licence *l;
    struct str who;
    size_t n;
};

static size_t gather(struct arena *a, const struct fnd_set *set, size_t from, size_t to, bool all,
                     struct entry **ret)
{
    struct entry *rows = arena_new(a, struct entry, to - from);
    size_t n = 0;
    for (size_t i = from; i < to; i++) {
        const struct fnd_licence *l = &set->licences->items[i];
        size_t k = 0;
        while (k < n && (all || !is_sister(set, rows[k].l, l)))
            k++;
        if (k == n)
            rows[n++] = (struct entry){l, name_of(a, set, l), 0};
        rows[k].n++;
    }
    for (size_t i = 0; i < n; i++)
        if (rows[i].n > 1) {
            const struct inv_pkg *p = &set->inv->items[rows[i].l->item].pkg;
            rows[i].who = str_fmt(a, STR_FMT " " STR_FMT " (%zu packages)", STR_ARG(p->src_name),
                                  STR_ARG(p->src_version), rows[i].n);
        }
    *ret = rows;
    return n;
}

// [from, to) of the sorted list have one verdict.
static void rows(struct rep_table *t, size_t from, size_t to, const char *title)
{
    ARENA_SCRATCH(tmp);
    struct entry *list;
    size_t n = gather(&tmp, t->in->set, from, to, t->in->all, &list), name = 0, expr = 0;
    size_t shown = !t->in->all && n > FEW_ROWS ? FEW_ROWS : n;
    for (size_t i = 0; i < shown; i++) {
        name = widest(name, list[i].who, 40);
        expr = widest(expr, statement(&tmp, list[i].l), t->in->all ? 50 : CLIP);
    }
    if (!shown)
        return;
    rep_heading(t, title);
    enum lic_family family = LIC_N_FAMILIES;
    for (size_t i = 0; i < shown; i++) {
        const struct fnd_licence *l = list[i].l;
        if (l->verdict.family != family) {
            family = l->verdict.family;
            sk_buf_fmt(t->b, " %s: %s\n", lic_family_name(family), lic_family_duty(family));
        }
        row(t, l, list[i].who, name, expr);
    }
    if (shown < n)
        sk_buf_fmt(t->b, "  ... and %zu more (--all)\n", n - shown);
}

static size_t end_of(const struct fnd_licences *all, size_t from, enum lic_verdict v)
{
    while (from < all->n && all->items[from].verdict.verdict == v)
        from++;
    return from;
}

// What is allowed: one line for each licence, the most frequent first.
struct group {
    struct str expr, first;
    enum lic_family family;
    size_t n;
};

static void allowed(struct rep_table *t, size_t from)
{
    ARENA_SCRATCH(tmp);
    const struct fnd_licences *all = t->in->set->licences;
    struct group *g = NULL;
    size_t n = 0, cap = 0, width = 0;
    if (from == all->n)
        return;
    for (size_t i = from; i < all->n; i++) {
        const struct fnd_licence *l = &all->items[i];
        struct str e = statement(&tmp, l), name = name_of(&tmp, t->in->set, l);
        size_t k = 0;
        while (k < n && !str_eq(g[k].expr, e))
            k++;
        if (k == n)
            *VEC_PUSH(&tmp, g, n, cap) = (struct group){e, name, l->verdict.family, 1};
        else if (g[k].n++ < FEW_NAMES)
            g[k].first = str_join(&tmp, str_join(&tmp, g[k].first, S(", ")), name);
        width = widest(width, e, CLIP);
    }
    rep_heading(t, "ALLOWED");
    for (size_t i = 0; i < n; i++)
        for (size_t k = i + 1; k < n; k++)
            if (g[k].family > g[i].family || (g[k].family == g[i].family && g[k].n > g[i].n)) {
                struct group x = g[i];
                g[i] = g[k];
                g[k] = x;
            }
    enum lic_family family = LIC_N_FAMILIES;
    size_t shown = 0, hidden = 0;
    for (size_t i = 0; i <= n; i++) {
        if (i == n || g[i].family != family) {
            if (hidden)
                sk_buf_fmt(t->b, "        ... and %zu other combinations (--all)\n", hidden);
            shown = hidden = 0;
            if (i == n)
                break;
            family = g[i].family;
            sk_buf_fmt(t->b, " %s: %s\n", lic_family_name(family), lic_family_duty(family));
        }
        if (shown++ >= FEW_GROUPS) {
            hidden++;
            continue;
        }
        sk_buf_fmt(t->b, "  %4zu  ", g[i].n);
        rep_cell(t, clip(&tmp, g[i].expr, CLIP), width);
        sk_buf_add(t->b, S("  "));
        rep_begin_colour(t, "2");
        rep_put(t, g[i].first);
        if (g[i].n > FEW_NAMES + 1)
            sk_buf_add(t->b, S(", ..."));
        rep_end_colour(t);
        sk_buf_add_char(t->b, '\n');
    }
}

static void foot(struct rep_table *t)
{
    const struct fnd_set *set = t->in->set;
    const struct fnd_licences *all = set->licences;
    if (all->n_silent)
        sk_buf_fmt(
            t->b,
            "\n%zu components are only named by lock files, which do not say their licences: "
            "look at what is\ninstalled (the image, or the folder after an install).\n",
            all->n_silent);
    if (set->n_warns)
        rep_heading(t, set->incomplete ? "INCOMPLETE: something could not be read" : "NOTES");
    for (size_t i = 0; i < set->n_warns && (i < 5 || t->in->all); i++) {
        sk_buf_add(t->b, S("  "));
        rep_put(t, set->warns[i].path);
        if (set->warns[i].path.n)
            sk_buf_add(t->b, S(": "));
        rep_put(t, set->warns[i].what);
        sk_buf_add_char(t->b, '\n');
    }
}

static int write_licences(const struct rep_input *in, struct sk_buf *out, struct sk_err *err)
{
    struct rep_table t = {in, out};
    const struct fnd_licences *all = in->set->licences;
    if (!all)
        return sk_fail(err, SK_EUSAGE, "licences were not looked for: add --licences");
    rep_begin_colour(&t, "1");
    rep_put(&t, in->set->target.name);
    rep_end_colour(&t);
    sk_buf_fmt(out, "\n%zu entries: %zu denied, %zu to review, %zu allowed\n", all->n,
               all->counts[LIC_DENY], all->counts[LIC_REVIEW], all->counts[LIC_ALLOW]);
    size_t review = end_of(all, 0, LIC_DENY), rest = end_of(all, review, LIC_REVIEW);
    rows(&t, 0, review, "DENIED: replace these first");
    rows(&t, review, rest, "TO REVIEW");
    if (in->all)
        rows(&t, rest, all->n, "ALLOWED");
    else
        allowed(&t, rest);
    foot(&t);
    return out->full ? sk_fail(err, SK_ELIMIT, "the report is too large") : 0;
}

void rep_licence_section(struct rep_table *t)
{
    const struct fnd_licences *all = t->in->set->licences;
    if (!all)
        return;
    size_t review = end_of(all, 0, LIC_DENY);
    rows(t, 0, review, "LICENCES THAT ARE DENIED");
    rows(t, review, end_of(all, review, LIC_REVIEW), "LICENCES TO REVIEW");
}

const struct rep_output rep_output_licences = {
    .id = "licences",
    .what = "licences for people: what is denied, what to review (with --licences)",
    .write = write_licences,
};
