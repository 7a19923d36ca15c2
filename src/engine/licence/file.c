// One file: SPDX tags, Debian's copyright format, references to common texts.
#include "engine/licence/file.h"

#include "core/map.h"
#include "engine/licence/match.h"
#include "engine/licence/names.h"

struct reader {
    struct arena *perm;
    struct lic_file *f;
    struct sk_map seen; // how and expression
};

static void add(struct reader *r, struct lic_found x)
{
    char how = (char)('0' + (int)x.how);
    struct str key = str_join(r->perm, (struct str){&how, 1}, lic_print(r->perm, x.expr));
    struct lic_file *f = r->f;
    if (!x.expr || f->n >= LIC_MAX_FOUND || !sk_map_add(&r->seen, key))
        return;
    *VEC_PUSH(f->perm, f->items, f->n, f->cap) = x;
}

static void add_reading(struct reader *r, enum lic_how how, struct str text, uint32_t line)
{
    struct lic_reading got;
    lic_read(r->perm, text, &got);
    if (got.expr)
        add(r, (struct lic_found){how, got.expr, line, line, 1, got.certain, got.note});
}

// ---- SPDX-License-Identifier ----
// https://spdx.github.io/spdx-spec/v3.0.1/annexes/using-SPDX-short-identifiers-in-source-files/

// What ends a comment is no part of the expression.
static struct str without_comment(struct str s)
{
    static const struct str ends[] = {S_INIT("*/"),   S_INIT("-->"),    S_INIT("*)"), S_INIT("#}"),
                                      S_INIT("--%>"), S_INIT("\"\"\""), S_INIT("%}"), S_INIT("*#")};
    for (size_t i = 0; i < COUNT_OF(ends); i++) {
        ptrdiff_t at = str_find(s, ends[i]);
        if (at >= 0)
            s = str_head(s, (size_t)at);
    }
    return str_trim_chars(str_trim(s), S("\"'`;, \t"));
}

static bool is_tag_place(struct str before)
{
    // A quotation of the tag in running text or code is no tag: "the string 'SPDX-License-Identifier: '".
    before = str_trim(before);
    int last = before.n ? (unsigned char)before.p[before.n - 1] : -1;
    return last != '"' && last != '\'' && last != '`' && last != '(' && last != '=';
}

static void read_tags(struct reader *r, struct str text)
{
    struct str line, before, value;
    // Most files have none: one search instead of one a line.
    if (!str_has(text, S("SPDX-License-Identifier:")))
        return;
    bool snippet = false; // REUSE: between these two nothing counts
    for (uint32_t n = 1; str_next_line(&text, &line); n++) {
        snippet |= str_has(line, S("REUSE-IgnoreStart"));
        snippet &= !str_has(line, S("REUSE-IgnoreEnd"));
        if (snippet || !str_cut_str(line, S("SPDX-License-Identifier:"), &before, &value) ||
            !is_tag_place(before))
            continue;
        value = without_comment(value);
        if (value.n && value.n < 1000)
            add_reading(r, LIC_BY_TAG, value, n);
    }
}

// ---- texts ----

struct names {       // of the templates that fit one place
    struct str best; // the id to report
    bool only, later;
    struct str exception;
};

static bool is_deprecated(struct str id)
{
    const struct lic_id *known = lic_id_find(id);
    return known && known->instead.n;
}

static void take_name(struct names *n, struct str id)
{
    bool only = str_ends(id, S("-only"));
    n->only |= only;
    n->later |= str_ends(id, S("-or-later"));
    if (lic_exception_find(id)) {
        if (!n->exception.n)
            n->exception = id;
        return;
    }
    bool better = !n->best.n || (is_deprecated(n->best) && !is_deprecated(id)) ||
                  (only && str_ends(n->best, S("-or-later")));
    // GFDL-1.3-only before GFDL-1.3-no-invariants-only: the text says no more.
    bool plainer = id.n < n->best.n && only == str_ends(n->best, S("-only")) &&
                   is_deprecated(id) == is_deprecated(n->best) && str_starts(id, S("GFDL"));
    if (better || plainer)
        n->best = id;
}

// An exception changes the licence that stands before it in the file, or else the one after it.
static void add_exception(struct reader *r, struct str id)
{
    static const struct str takes[] = {S_INIT("GPL"), S_INIT("LGPL"), S_INIT("AGPL"),
                                       S_INIT("Apache"), S_INIT("QPL")};
    for (size_t i = r->f->n; i-- > 0;) {
        struct lic_expr *e = r->f->items[i].expr;
        for (size_t k = 0; e->op == LIC_TERM && !e->exception.n && k < COUNT_OF(takes); k++)
            if (str_starts(e->id, takes[k])) {
                lic_set_exception(r->perm, e, id);
                return;
            }
    }
}

// Matches [0, n) are of one place. Licences with one text: which of them is said? Those with and without
// "or later" are one text.
static void add_matches(struct reader *r, const struct lic_db *db, const struct lic_words *ws,
                        const struct lic_match *m, size_t n)
{
    struct names names = {0};
    struct str note = {0};
    for (size_t k = 0; k < n; k++)
        for (uint32_t i = m[k].tpl; i < db->head->templates.n; i++)
            if (db->tpl[i].same == m[k].tpl)
                take_name(&names, lic_db_str(db, db->tpl[i].id));
    bool near = m->score < 1;
    if (!names.best.n) {
        if (!near)
            add_exception(r, names.exception);
        return;
    }
    if (near)
        note = S("the text is only like it");
    else if (names.only && names.later)
        note = S("the text does not say whether later versions count, too");
    struct str id = names.best;
    if (!lic_id_find(id))
        id = str_join(r->perm, S("LicenseRef-"), id);
    struct lic_expr *e = lic_new_term(r->perm, id);
    if (near && str_ends(e->id, S("-or-later"))) // which of the two cannot be seen
        e->id = str_join(r->perm, str_head(e->id, e->id.n - 9), S("-only"));
    add(r, (struct lic_found){near ? LIC_BY_LIKENESS : LIC_BY_TEXT, e, ws->w[m->first].line,
                              ws->w[m->last - 1].line, m->score, !note.n, note});
}

static void read_texts(struct reader *r, const struct lic_db *db, struct str text, uint32_t line)
{
    ARENA_SCRATCH(tmp);
    struct lic_words ws = {.a = &tmp};
    struct lic_matches found = {.perm = &tmp};
    lic_words_add(&ws, text, line, lic_is_html(text));
    if (ws.n < 3)
        return;
    lic_match(db, &ws, &found);
    uint32_t from = 0;
    for (size_t i = 0, same; i <= found.n; i += same) {
        uint32_t to = i < found.n ? found.items[i].first : (uint32_t)ws.n;
        struct lic_match near;
        if (to > from && lic_near(db, &tmp, &ws, from, to, &near))
            add_matches(r, db, &ws, &near, 1);
        if (i == found.n)
            break;
        for (same = 1; i + same < found.n && found.items[i + same].first == found.items[i].first;)
            same++;
        add_matches(r, db, &ws, &found.items[i], same);
        from = found.items[i].last;
    }
    if (found.too_much)
        add(r, (struct lic_found){LIC_BY_LIKENESS, lic_new_term(r->perm, S("LicenseRef-unknown")),
                                  1, 1, 0, false, S("too intricate to be compared whole")});
}

// ---- Debian's copyright format ----
// https://www.debian.org/doc/packaging-manuals/copyright-format/1.0/

struct stanza {
    struct str files, licence, text;
    uint32_t line; // of License
};

// Names of licences that the file explains itself, with their texts.
struct stanzas {
    struct stanza *items;
    size_t n, cap;
};

// Only the packaging, which is not what the package brings.
static bool is_packaging(struct str files)
{
    struct str word;
    bool any = false;
    while (str_next_word(&files, &word)) {
        if (!str_starts(word, S("debian/")) && !str_eq(word, S("debian")))
            return false;
        any = true;
    }
    return any;
}

// A name that nobody knows has its text further down: that may be known.
static void explain(struct reader *r, const struct lic_db *db, const struct stanzas *all,
                    struct lic_expr *t)
{
    if (!db || !str_starts(t->id, S("LicenseRef-")))
        return;
    for (size_t i = 0; i < all->n; i++) {
        struct lic_file f = {.perm = r->perm};
        struct reader inner = {.perm = r->perm, .f = &f, .seen.perm = r->perm};
        if (!str_trim(all->items[i].text).n ||
            !str_eq(lic_slug(r->perm, all->items[i].licence), t->id))
            continue;
        read_texts(&inner, db, all->items[i].text, all->items[i].line);
        if (f.n == 1 && f.items[0].how == LIC_BY_TEXT && f.items[0].expr->op == LIC_TERM) {
            struct lic_expr *next = t->next;
            *t = *f.items[0].expr;
            t->next = next;
            return;
        }
    }
}

static bool all_known(const struct lic_expr *e)
{
    const struct lic_expr *t;
    for (size_t i = 0; (t = lic_term_at(e, i)) != NULL; i++)
        if (str_starts(t->id, S("LicenseRef-")))
            return false;
    return true;
}

static void add_stanza(struct reader *r, const struct lic_db *db, const struct stanzas *all,
                       const struct stanza *s)
{
    struct lic_reading got;
    const struct lic_expr *t;
    lic_read(r->perm, s->licence, &got);
    if (!got.expr)
        return;
    for (size_t i = 0; (t = lic_term_at(got.expr, i)) != NULL; i++)
        explain(r, db, all, (struct lic_expr *)(uintptr_t)t);
    if (!got.certain && all_known(got.expr)) {
        got.certain = true;
        got.note = S("");
    }
    add(r,
        (struct lic_found){LIC_BY_COPYRIGHT, got.expr, s->line, s->line, 1, got.certain, got.note});
}

static bool is_machine_readable(struct str text)
{
    struct str line;
    for (int n = 0; n < 20 && str_next_line(&text, &line); n++)
        if (str_starts_nocase(line, S("Format:")) ||
            str_starts_nocase(line, S("Format-Specification:")))
            return true;
    return false;
}

static void end_stanza(struct reader *r, struct stanzas *all, struct stanza *s, struct str rest)
{
    if (s->text.p && !s->text.n)
        s->text.n = (size_t)(rest.p - s->text.p);
    if (s->licence.n && all->n < LIC_MAX_FOUND)
        *VEC_PUSH(r->perm, all->items, all->n, all->cap) = *s;
    *s = (struct stanza){0};
}

static void read_stanzas(struct reader *r, struct str text, struct stanzas *all)
{
    struct str line, key, value, *last = NULL, before = text;
    struct stanza s = {0};
    for (uint32_t n = 1; before = text, str_next_line(&text, &line); n++) {
        if (!str_trim(line).n) {
            end_stanza(r, all, &s, before);
            last = NULL;
            continue;
        }
        if (ch_is_space(str_at(line, 0))) {
            struct str more = str_trim(line);
            if (last == &s.files && str_eq(s.files, S(" "))) // a list may go on
                s.files = more;
            else if (last == &s.files)
                s.files.n = (size_t)(more.p + more.n - s.files.p);
            else if (last == &s.licence && !s.text.p)
                s.text.p = line.p;
            continue;
        }
        if (s.text.p && !s.text.n)
            s.text.n = (size_t)(before.p - s.text.p);
        last = NULL;
        if (!str_cut(line, ':', &key, &value))
            continue;
        value = str_trim(value);
        if (str_eq_nocase(key, S("Files"))) {
            s.files = value.n ? value : S(" ");
            last = &s.files;
        } else if (str_eq_nocase(key, S("License"))) {
            s.licence = value;
            s.line = n;
            last = &s.licence;
        }
    }
    end_stanza(r, all, &s, (struct str){before.p + before.n, 0});
}

// True when it is in that format.
static bool read_copyright(struct reader *r, const struct lic_db *db, struct str text)
{
    struct stanzas all = {0};
    size_t others = 0;
    if (!is_machine_readable(text))
        return false;
    read_stanzas(r, text, &all);
    for (size_t i = 0; i < all.n; i++)
        others += all.items[i].files.n && !is_packaging(all.items[i].files);
    for (size_t i = 0; i < all.n; i++) // a package of packaging alone has no others
        if (all.items[i].files.n && (!others || !is_packaging(all.items[i].files)))
            add_stanza(r, db, &all, &all.items[i]);
    return true;
}

// ---- "/usr/share/common-licenses/GPL-2" ----

static bool says_later(struct str before)
{
    struct str tail = str_skip(before, before.n > 1500 ? before.n - 1500 : 0);
    return str_has(tail, S("any later version")) || str_has(tail, S("any later\n")) ||
           str_has(tail, S("or later"));
}

static void read_references(struct reader *r, struct str text)
{
    struct str all = text, head, tail;
    uint32_t line = 1;
    while (str_cut_str(text, S("common-licenses/"), &head, &tail)) {
        size_t n = 0;
        for (size_t i = 0; i < head.n; i++)
            line += head.p[i] == '\n';
        while (ch_is_alnum(str_at(tail, n)) || str_at(tail, n) == '-' ||
               (str_at(tail, n) == '.' && ch_is_alnum(str_at(tail, n + 1))))
            n++;
        bool certain = true;
        struct lic_expr *e = n ? lic_name(r->perm, str_head(tail, n), &certain) : NULL;
        struct str before = str_head(all, all.n - tail.n);
        if (e && e->op == LIC_TERM && says_later(before))
            lic_set_plus(r->perm, e);
        if (e)
            add(r, (struct lic_found){LIC_BY_NAME, e, line, line, 1, false,
                                      S("the text itself lies elsewhere")});
        text = str_skip(tail, n);
    }
}

// A file that only names its licence: "MIT", "Licensed under the Apache License, Version 2.0".
static void read_short(struct reader *r, struct str text)
{
    enum { MAX_BYTES = 600, MAX_LINE = 160 };
    static const struct str before[] = {S_INIT("licensed under"),    S_INIT("license:"),
                                        S_INIT("licence:"),          S_INIT("released under"),
                                        S_INIT("distributed under"), S_INIT("available under")};
    struct str line, head, tail;
    if (str_trim(text).n > MAX_BYTES)
        return;
    for (uint32_t n = 1; str_next_line(&text, &line); n++) {
        bool certain = true;
        line = str_trim(str_head(line, MAX_LINE));
        struct str low = str_lower(r->perm, line);
        for (size_t i = 0; i < COUNT_OF(before); i++) {
            if (!str_cut_str(low, before[i], &head, &tail))
                continue;
            line = str_trim(str_skip(line, low.n - tail.n));
            low = tail;
        }
        while (str_starts_nocase(line, S("the ")))
            line = str_skip(line, 4);
        struct lic_expr *e = lic_name(r->perm, line, &certain);
        if (e && certain)
            add(r, (struct lic_found){LIC_BY_NAME, e, n, n, 1, false, S("it is only named there")});
    }
}

// "GPL-2.0-only" of the whole text beside a header that says "or later": the header knows.
static void drop_doubtful(struct lic_file *f)
{
    size_t n = 0;
    for (size_t i = 0; i < f->n; i++) {
        const struct lic_found *x = &f->items[i];
        bool drop = false;
        for (size_t k = 0; k < f->n && !drop; k++) {
            const struct lic_found *y = &f->items[k];
            if (k == i || x->certain || x->expr->op != LIC_TERM || y->expr->op != LIC_TERM)
                continue;
            struct str base = x->expr->id;
            if (str_ends(base, S("-only")))
                base = str_head(base, base.n - 5);
            bool same = str_starts(y->expr->id, base);
            drop = same && (y->certain || (x->how == LIC_BY_NAME && y->how == LIC_BY_TEXT));
        }
        if (!drop)
            f->items[n++] = *x;
    }
    f->n = n;
}

void lic_file_read(struct arena *perm, const struct lic_db *db, struct str text, bool head,
                   struct lic_file *ret)
{
    *ret = (struct lic_file){.perm = perm};
    struct reader r = {.perm = perm, .f = ret, .seen.perm = perm};
    read_tags(&r, text);
    if (head || read_copyright(&r, db, text))
        return;
    size_t tags = ret->n;
    if (db)
        read_texts(&r, db, text, 1);
    read_references(&r, text);
    if (ret->n == tags)
        read_short(&r, text);
    drop_doubtful(ret);
}
