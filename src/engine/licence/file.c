// One file: SPDX tags, Debian's copyright format, references to common texts.
#include "engine/licence/file.h"

#include "core/map.h"
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

// ---- Debian's copyright format ----
// https://www.debian.org/doc/packaging-manuals/copyright-format/1.0/

struct stanza {
    struct str files, licence;
    uint32_t line; // of License
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

static void end_stanza(struct reader *r, struct stanza *s, size_t *others)
{
    bool counts = s->licence.n && s->files.n && !is_packaging(s->files);
    if (counts) {
        add_reading(r, LIC_BY_COPYRIGHT, s->licence, s->line);
        ++*others;
    }
    *s = (struct stanza){0};
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

// True when it is in that format.
static bool read_copyright(struct reader *r, struct str text)
{
    struct str line, key, value, *last = NULL;
    struct stanza s = {0};
    struct str packaging = {0};
    uint32_t packaging_line = 0;
    size_t others = 0;
    if (!is_machine_readable(text))
        return false;
    for (uint32_t n = 1; str_next_line(&text, &line); n++) {
        if (!str_trim(line).n) {
            if (is_packaging(s.files) && s.licence.n && !packaging.n) {
                packaging = s.licence;
                packaging_line = s.line;
            }
            end_stanza(r, &s, &others);
            last = NULL;
            continue;
        }
        if (ch_is_space(str_at(line, 0))) {
            if (last == &s.files) // a list may go on
                s.files = str_join(r->perm, str_join(r->perm, s.files, S(" ")), str_trim(line));
            continue;
        }
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
        }
    }
    if (is_packaging(s.files) && s.licence.n && !packaging.n) {
        packaging = s.licence;
        packaging_line = s.line;
    }
    end_stanza(r, &s, &others);
    if (!others && packaging.n) // a package of packaging alone
        add_reading(r, LIC_BY_COPYRIGHT, packaging, packaging_line);
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

void lic_file_read(struct arena *perm, const struct lic_db *db, struct str text, bool head,
                   struct lic_file *ret)
{
    *ret = (struct lic_file){.perm = perm};
    struct reader r = {.perm = perm, .f = ret, .seen.perm = perm};
    (void)db;
    read_tags(&r, text);
    if (head || read_copyright(&r, text))
        return;
    read_references(&r, text);
}
