// Templates of the SPDX list: XML in, programs over words out.
// https://github.com/spdx/license-list-XML/blob/main/DOCS/xml-fields.md
#include "engine/licence/template.h"

#include "core/limits.h"

#include <expat.h>
#include <string.h>

enum element {
    E_OTHER,
    E_LICENCE,
    E_EXCEPTION,
    E_TEXT,
    E_OPTIONAL,
    E_TITLE,
    E_COPYRIGHT,
    E_ALT,
    E_BULLET,
    E_BREAK, // p, item, list, br: the text stands apart
    E_HEADER,
    E_SKIP // of no interest, with all that is in it
};

static enum element element_of(struct str name)
{
    static const struct {
        struct str name;
        enum element e;
    } rows[] = {
        {S_INIT("license"), E_LICENCE},
        {S_INIT("exception"), E_EXCEPTION},
        {S_INIT("text"), E_TEXT},
        {S_INIT("licenseText"), E_TEXT},
        {S_INIT("optional"), E_OPTIONAL},
        {S_INIT("titleText"), E_TITLE},
        {S_INIT("copyrightText"), E_COPYRIGHT},
        {S_INIT("alt"), E_ALT},
        {S_INIT("bullet"), E_BULLET},
        {S_INIT("p"), E_BREAK},
        {S_INIT("item"), E_BREAK},
        {S_INIT("list"), E_BREAK},
        {S_INIT("br"), E_BREAK},
        {S_INIT("standardLicenseHeader"), E_HEADER},
        {S_INIT("crossRefs"), E_SKIP},
        {S_INIT("notes"), E_SKIP},
        {S_INIT("obsoletedBys"), E_SKIP},
    };
    struct str prefix, local;
    if (!str_cut_last(name, ':', &prefix, &local))
        local = name;
    for (size_t i = 0; i < COUNT_OF(rows); i++)
        if (str_eq(local, rows[i].name))
            return rows[i].e;
    return E_OTHER;
}

enum { MAX_DEPTH = 64 };

// Where steps go: the licence's own text, and the header of sources inside or beside it.
struct target {
    struct lic_template t;
    bool on;
};

struct compiler {
    struct lic_compile *all;
    XML_Parser parser;
    struct sk_buf chars; // since the last element began or ended
    enum element stack[MAX_DEPTH];
    size_t opt_at[MAX_DEPTH]; // the step to patch, by depth
    size_t depth, skip;       // skip: depth of what is left out, 0 = nothing
    struct str match;         // of the <alt> that is open
    size_t optional;          // how many optional elements are open
    struct target text, header;
    size_t header_opt; // the step in `text` that passes over the header
    bool failed;
    const char *what;
};

static struct target *target(struct compiler *c)
{
    return c->header.on ? &c->header : &c->text;
}

static void step(struct compiler *c, enum lic_step op, size_t arg)
{
    struct lic_template *t = &target(c)->t;
    if (t->n >= LIC_MAX_STEPS) {
        c->failed = true;
        c->what = "too long for a template";
        return;
    }
    *VEC_PUSH(c->all->perm, t->code, t->n, t->cap) = LIC_STEP(op, arg);
}

static void patch(struct compiler *c, size_t at)
{
    struct lic_template *t = &target(c)->t;
    if (at < t->n)
        t->code[at] = LIC_STEP(LIC_STEP_OP(t->code[at]), t->n - at - 1);
}

uint32_t lic_compile_word(struct lic_compile *c, uint64_t hash)
{
    uint64_t *key = arena_new(c->perm, uint64_t, 1);
    *key = hash;
    struct sk_map_entry *e = sk_map_put(&c->by_hash, (struct str){(const char *)key, sizeof *key});
    if (!e->value) {
        *VEC_PUSH(c->perm, c->hashes, c->n_hashes, c->cap_hashes) = hash;
        e->value = (void *)(uintptr_t)c->n_hashes;
    }
    return (uint32_t)((uintptr_t)e->value - 1);
}

// Words of running text; marks of lists need not be there.
static void words(struct compiler *c, struct str s, bool mark)
{
    ARENA_SCRATCH(tmp);
    struct lic_template *t = &target(c)->t;
    struct lic_words ws = {.a = &tmp, .n_before = t->plain.n_before, .tmpl = true};
    memcpy(ws.before, t->plain.before, sizeof ws.before);
    lic_words_add(&ws, s, 1, false);
    for (size_t i = 0; i < ws.n; i++) {
        if (ws.w[i].mark || mark)
            step(c, LIC_STEP_OPT, 1);
        step(c, LIC_STEP_WORD, lic_compile_word(c->all, ws.w[i].hash));
        if (!c->optional && !ws.w[i].mark && !mark)
            *VEC_PUSH(c->all->perm, t->plain.w, t->plain.n, t->plain.cap) = ws.w[i];
    }
    memcpy(t->plain.before, ws.before, sizeof ws.before);
    t->plain.n_before = ws.n_before;
}

// "Neither the name of\1nor": words, anything, words.
static void alternative(struct compiler *c, struct str s)
{
    struct str part;
    bool more = true;
    while (more) {
        more = str_cut(s, '\1', &part, &s);
        words(c, part, false);
        if (more)
            step(c, LIC_STEP_ANY, LIC_ANY_WORDS);
    }
}

// What may be replaced: one of a few texts, or anything of about that length.
static void replaceable(struct compiler *c, struct str otherwise)
{
    ARENA_SCRATCH(tmp);
    struct str list[LIC_MAX_ALTERNATIVES + 1];
    size_t jumps[LIC_MAX_ALTERNATIVES + 1];
    size_t n = lic_alternatives(&tmp, c->match, list);
    struct lic_template *t = &target(c)->t;
    if (!n)
        list[n++] = S("\1");
    if (!str_has_char(list[0], '\1'))
        list[n++] = otherwise;
    size_t optional = c->optional;
    for (size_t i = 0; i < n; i++) {
        size_t fork = t->n;
        if (i + 1 < n)
            step(c, LIC_STEP_FORK, 0);
        c->optional = optional + 1; // for likeness only the default text counts
        alternative(c, list[i]);
        c->optional = optional;
        jumps[i] = t->n;
        if (i + 1 < n) {
            step(c, LIC_STEP_JUMP, 0);
            patch(c, fork);
        }
    }
    for (size_t i = 0; i + 1 < n; i++)
        patch(c, jumps[i]);
    struct lic_words ws = {.a = &tmp};
    lic_words_add(&ws, otherwise, 1, false);
    for (size_t i = 0; i < ws.n && !c->optional; i++)
        *VEC_PUSH(c->all->perm, t->plain.w, t->plain.n, t->plain.cap) = ws.w[i];
}

static bool inside(const struct compiler *c, enum element e)
{
    for (size_t i = 0; i < c->depth; i++)
        if (c->stack[i] == e)
            return true;
    return false;
}

// The text as people read it: paragraphs and lines as in the XML.
static void show(struct compiler *c, struct str s)
{
    struct sk_buf *b = &target(c)->t.text;
    struct str word;
    bool trailing = s.n && ch_is_space((unsigned char)s.p[s.n - 1]);
    bool space = b->n && b->p[b->n - 1] != '\n' && b->p[b->n - 1] != ' ';
    if (s.n && !ch_is_space((unsigned char)s.p[0]))
        space = false;
    while (str_next_word(&s, &word)) {
        if (space)
            sk_buf_add_char(b, ' ');
        sk_buf_add(b, word);
        space = true;
    }
    if (trailing && b->n && b->p[b->n - 1] != '\n' && b->p[b->n - 1] != ' ')
        sk_buf_add_char(b, ' ');
}

static void show_break(struct compiler *c, const char *text)
{
    struct sk_buf *b = &target(c)->t.text;
    while (b->n && b->p[b->n - 1] == ' ')
        b->n--;
    if (b->n && !str_ends(sk_buf_str(b), str_from(text)))
        sk_buf_add(b, str_from(text));
}

static void flush(struct compiler *c)
{
    struct str s = sk_buf_str(&c->chars);
    bool text = inside(c, E_TEXT) || c->header.on;
    if (text && s.n) {
        if (!inside(c, E_ALT))
            show(c, s);
        if (!inside(c, E_COPYRIGHT) && !inside(c, E_ALT))
            words(c, s, inside(c, E_BULLET));
    }
    if (!inside(c, E_ALT))
        sk_buf_clear(&c->chars);
}

static struct str attribute(struct compiler *c, const char **atts, const char *name)
{
    for (; *atts; atts += 2)
        if (strcmp(*atts, name) == 0)
            return str_dup(c->all->perm, str_from(atts[1]));
    return (struct str){0};
}

static void begin_header(struct compiler *c)
{
    if (inside(c, E_TEXT)) { // in the text it may be left out
        c->header_opt = c->text.t.n;
        c->header.on = false;
        step(c, LIC_STEP_OPT, 0);
    }
    c->header.on = true;
}

static void XMLCALL on_start(void *ctx, const char *name, const char **atts)
{
    struct compiler *c = ctx;
    enum element e = element_of(str_from(name));
    if (c->depth >= MAX_DEPTH || c->failed) {
        c->failed = true;
        c->what = "nested too deep";
        XML_StopParser(c->parser, XML_FALSE);
        return;
    }
    flush(c);
    if (e == E_SKIP && !c->skip)
        c->skip = c->depth + 1;
    if (e == E_LICENCE || e == E_EXCEPTION) {
        c->text.t.id = attribute(c, atts, "licenseId");
        c->text.t.name = attribute(c, atts, "name");
        c->text.t.exception = e == E_EXCEPTION;
    }
    if (e == E_HEADER && !c->header.on)
        begin_header(c);
    if (e == E_BREAK && (inside(c, E_TEXT) || c->header.on))
        show_break(c, strcmp(name, "br") == 0 ? "\n" : strcmp(name, "item") == 0 ? "\n" : "\n\n");
    if ((e == E_OPTIONAL || e == E_TITLE || e == E_COPYRIGHT) &&
        (inside(c, E_TEXT) || c->header.on)) {
        c->opt_at[c->depth] = target(c)->t.n;
        c->optional++;
        step(c, LIC_STEP_OPT, 0);
        if (e == E_COPYRIGHT)
            step(c, LIC_STEP_ANY, LIC_COPYRIGHT_WORDS);
    }
    if (e == E_ALT && !inside(c, E_ALT)) {
        c->match = attribute(c, atts, "match");
        sk_buf_clear(&c->chars);
    }
    c->stack[c->depth++] = e;
}

// A copy of the header's words into the text, where they may be left out.
static void end_header(struct compiler *c)
{
    struct lic_template *h = &c->header.t, *t = &c->text.t;
    c->header.on = false;
    if (!inside(c, E_TEXT))
        return;
    for (size_t i = 0; i < h->n && !c->failed; i++)
        step(c, LIC_STEP_OP(h->code[i]), LIC_STEP_ARG(h->code[i]));
    if (c->header_opt < t->n)
        patch(c, c->header_opt);
    sk_buf_add(&t->text, sk_buf_str(&h->text));
}

static void XMLCALL on_end(void *ctx, const char *name)
{
    struct compiler *c = ctx;
    (void)name;
    if (!c->depth || c->failed)
        return;
    flush(c);
    enum element e = c->stack[--c->depth];
    bool text = inside(c, E_TEXT) || c->header.on;
    if (c->skip == c->depth + 1)
        c->skip = 0;
    if (e == E_ALT && !inside(c, E_ALT) && text && !inside(c, E_COPYRIGHT) &&
        !inside(c, E_BULLET)) {
        replaceable(c, sk_buf_str(&c->chars));
        show(c, sk_buf_str(&c->chars));
    }
    if (e == E_ALT)
        sk_buf_clear(&c->chars);
    if ((e == E_OPTIONAL || e == E_TITLE || e == E_COPYRIGHT) && text) {
        patch(c, c->opt_at[c->depth]);
        c->optional--;
    }
    if (e == E_HEADER && c->header.on && !inside(c, E_HEADER))
        end_header(c);
}

static void XMLCALL on_chars(void *ctx, const char *s, int n)
{
    struct compiler *c = ctx;
    if (c->depth && !c->skip)
        sk_buf_add(&c->chars, (struct str){s, (size_t)n});
}

static void XMLCALL on_entity(void *ctx, const XML_Char *n, int p, const XML_Char *v, int vn,
                              const XML_Char *b, const XML_Char *s, const XML_Char *pub,
                              const XML_Char *nn)
{
    struct compiler *c = ctx;
    (void)n, (void)p, (void)v, (void)vn, (void)b, (void)s, (void)pub, (void)nn;
    c->failed = true;
    c->what = "it declares entities";
    XML_StopParser(c->parser, XML_FALSE);
}

static void keep(struct compiler *c, struct lic_template *t)
{
    if (!t->n || t->plain.n < 3)
        return;
    *VEC_PUSH(c->all->perm, t->code, t->n, t->cap) = LIC_STEP(LIC_STEP_END, 0);
    *VEC_PUSH(c->all->perm, c->all->items, c->all->n, c->all->cap) = *t;
    t->text = (struct sk_buf){0}; // moved
}

static void warn(struct lic_compile *c, struct str path, const char *what)
{
    if (c->n_warns < SK_MAX_WARNINGS)
        *VEC_PUSH(c->perm, c->warns, c->n_warns, c->cap_warns) =
            (struct lic_compile_warn){str_dup(c->perm, path), str_dup(c->perm, str_from(what))};
}

void lic_compile_xml(struct lic_compile *all, struct str path, struct str xml)
{
    enum { MAX_XML = 8 << 20 };
    struct compiler c = {.all = all, .chars = SK_BUF_INIT(MAX_XML)};
    c.text.t.plain.a = c.header.t.plain.a = all->perm;
    c.text.t.text = c.header.t.text = (struct sk_buf)SK_BUF_INIT(MAX_XML);
    c.header.t.header = true;
    all->by_hash.perm = all->perm;
    c.parser = XML_ParserCreate(NULL);
    XML_SetUserData(c.parser, &c);
    XML_SetElementHandler(c.parser, on_start, on_end);
    XML_SetCharacterDataHandler(c.parser, on_chars);
    XML_SetEntityDeclHandler(c.parser, on_entity);
    bool ok = xml.n < MAX_XML &&
              XML_Parse(c.parser, xml.p ? xml.p : "", (int)xml.n, true) == XML_STATUS_OK;
    if (!ok || c.failed) {
        warn(all, path,
             c.what             ? c.what
             : xml.n >= MAX_XML ? "too large"
                                : XML_ErrorString(XML_GetErrorCode(c.parser)));
    } else if (!c.text.t.id.n || c.text.t.id.n > 200) {
        warn(all, path, "no licence of the SPDX list");
    } else {
        c.header.t.id = c.text.t.id;
        c.header.t.name = c.text.t.name;
        c.header.t.exception = c.text.t.exception;
        all->n_files++;
        keep(&c, &c.text.t);
        keep(&c, &c.header.t);
    }
    XML_ParserFree(c.parser);
    sk_buf_free(&c.chars);
    sk_buf_free(&c.text.t.text);
    sk_buf_free(&c.header.t.text);
}

void lic_compile_free(struct lic_compile *c)
{
    for (size_t i = 0; i < c->n; i++)
        sk_buf_free(&c->items[i].text);
    c->n = 0;
}
