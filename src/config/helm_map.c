#include "config/helm_map.h"

#include "core/map.h"

enum {
    MAX_CANDIDATES = 64, // template lines that a line may be from, nearest first
    COST = 20,           // steps of a candidate
    LOOK = 6,            // lines ahead that decide between them
    NEAR = 8, // lines that begin with an action look like many: only those around are taken
    MAX_LINES = 200000,
};

enum kind {
    L_BLANK,
    L_TEXT,   // with or without actions inside
    L_OUTPUT, // actions that print, and nothing else
    L_SILENT, // actions that do not: if, end, range, define, comments, assignments
};

struct line {
    struct str text; // without indentation
    uint32_t no;
    enum kind kind;
    bool has_action;
    struct line *next_alike; // with the same beginning
};

struct cfg_template {
    struct arena *a;
    struct line *from; // of the template
    size_t n_from;
    struct sk_map starts; // first word -> struct line, in order
    uint64_t *steps;      // left: what passes them stands at the line above
    struct line *open;    // lines with an action in their first word
};

static struct str first_word(struct str s)
{
    size_t n = str_starts(s, S("- ")) ? 2 : 0;
    while (n < s.n && !ch_is_space((unsigned char)s.p[n]) &&
           !(s.p[n] == '{' && str_at(s, n + 1) == '{'))
        n++;
    return n > 2 || str_at(s, 0) != '-' ? str_head(s, n) : (struct str){0};
}

static bool is_silent(struct str action)
{
    static const char *const words[] = {"if",     "else",  "end",   "range",    "with",
                                        "define", "block", "break", "continue", "fail"};
    struct str word;
    action = str_trim(str_trim_chars(action, S("-")));
    if (str_starts(action, S("/*")) || !str_next_word(&action, &word))
        return true;
    for (size_t i = 0; i < COUNT_OF(words); i++)
        if (str_eq(word, str_from(words[i])))
            return true;
    struct str rest = str_trim(action);
    return str_at(word, 0) == '$' && (str_starts(rest, S(":=")) || str_starts(rest, S("=")));
}

// The kind of a line, and whether an action that began above is still open.
static enum kind kind_of(struct str s, bool *open, bool *ret_action)
{
    bool text = false, prints = false, any = *open;
    struct str before, action;
    if (*open && !str_cut_str(s, S("}}"), &action, &s))
        return L_SILENT;
    *open = false;
    while (str_has(s, S("{{"))) {
        (void)str_cut_str(s, S("{{"), &before, &s);
        text |= str_trim(before).n > 0;
        any = true;
        *open = !str_cut_str(s, S("}}"), &action, &s);
        prints |= !is_silent(action);
    }
    text |= !*open && str_trim(s).n > 0;
    *ret_action = any;
    if (text)
        return L_TEXT;
    return !any ? L_BLANK : prints ? L_OUTPUT : L_SILENT;
}

static void read_template(struct cfg_template *m, struct str text)
{
    struct str rest = text, line;
    size_t cap = 0;
    bool open = false;
    while (m->n_from < MAX_LINES && str_next_line(&rest, &line)) {
        struct line *l = VEC_PUSH(m->a, m->from, m->n_from, cap);
        l->no = (uint32_t)m->n_from;
        l->text = str_trim(line);
        l->kind = kind_of(l->text, &open, &l->has_action);
    }
    m->starts.perm = m->a;
    for (size_t i = m->n_from; i-- > 0;) { // so that lists are in order
        struct line *l = &m->from[i];
        if (l->kind != L_TEXT)
            continue;
        struct str word = first_word(l->text);
        bool whole = word.n && !str_starts(str_skip(l->text, word.n), S("{{"));
        struct sk_map_entry *e = whole ? sk_map_put(&m->starts, word) : NULL;
        l->next_alike = e ? e->value : m->open;
        if (e)
            e->value = l;
        else
            m->open = l;
    }
}

// Can the template line print this?
static bool prints(const struct line *l, struct str out)
{
    struct str s = l->text, part, action;
    bool first = true;
    if (!l->has_action)
        return str_eq(s, out);
    for (;;) {
        bool more = str_cut_str(s, S("{{"), &part, &s);
        bool trims = more && str_at(s, 0) == '-';
        if (trims)
            part = str_trim(part);
        if (first && !str_take(&out, part))
            return false;
        if (!first && !more)
            return str_ends(out, part);
        ptrdiff_t at = first ? 0 : str_find(out, part);
        if (at < 0)
            return false;
        if (!first)
            out = str_skip(out, (size_t)at + part.n);
        first = false;
        if (!more || !str_cut_str(s, S("}}"), &action, &s))
            return true;
    }
}

// How well do the lines from here on agree?
static unsigned agreement(const struct cfg_template *m, size_t from, const struct str *out,
                          size_t n)
{
    unsigned good = 0;
    for (size_t i = 0; i < n && i < LOOK; i++) {
        while (from < m->n_from && m->from[from].kind != L_TEXT)
            from++;
        if (from == m->n_from)
            break;
        if (prints(&m->from[from], out[i])) {
            good += m->from[from].has_action ? 2 : 3;
            from++;
        } // else: a line that an action printed
    }
    return good;
}

static const struct line *choose(struct cfg_template *m, const struct line *list,
                                 const struct str *out, size_t n, size_t at)
{
    const struct line *best = NULL;
    unsigned best_score = 0;
    int left = MAX_CANDIDATES;
    for (int pass = 0; pass < 2 && left > 0; pass++) // behind the last one first, then all: loops
        for (const struct line *l = list; l && left > 0 && *m->steps > 0; l = l->next_alike) {
            size_t i = (size_t)(l - m->from);
            size_t far = i > at ? i - at : at - i;
            --*m->steps;
            if ((i >= at) != (pass == 0) || (list == m->open && far > NEAR) || !prints(l, out[0]))
                continue;
            left--;
            uint64_t cost = COST + out[0].n / 16;
            *m->steps -= *m->steps < cost ? *m->steps : cost;
            unsigned score = agreement(m, i, out, n);
            if (score > best_score) {
                best_score = score;
                best = l;
            }
        }
    return best;
}

// What printed a line that looks like nothing in the template: the action in front of the next text.
static uint32_t printer(const struct cfg_template *m, size_t at)
{
    for (size_t i = at; i < m->n_from && m->from[i].kind != L_TEXT; i++)
        if (m->from[i].kind == L_OUTPUT)
            return m->from[i].no;
    return at > 0 ? m->from[at - 1].no : m->n_from ? 1 : 0;
}

struct cfg_template *cfg_template_read(struct arena *a, struct str text, uint64_t *steps)
{
    struct cfg_template *t = arena_new(a, struct cfg_template, 1);
    t->a = a;
    t->steps = steps;
    read_template(t, text);
    return t;
}

size_t cfg_template_map(struct arena *a, struct cfg_template *m, struct str result,
                        uint32_t **ret_lines)
{
    struct str rest = result, line, *out = NULL;
    size_t n = 0, cap = 0, at = 0;
    while (n < MAX_LINES && str_next_line(&rest, &line))
        *VEC_PUSH(a, out, n, cap) = str_trim(line);
    uint32_t *lines = arena_new(a, uint32_t, n);
    for (size_t i = 0; i < n; i++) {
        const struct line *l = NULL;
        struct str word = first_word(out[i]);
        if (out[i].n) {
            l = choose(m, word.n ? sk_map_get(&m->starts, word) : NULL, out + i, n - i, at);
            if (!l)
                l = choose(m, m->open, out + i, n - i, at);
        }
        if (l)
            at = (size_t)(l - m->from) + 1;
        lines[i] = l ? l->no : printer(m, at);
    }
    *ret_lines = lines;
    return n;
}
