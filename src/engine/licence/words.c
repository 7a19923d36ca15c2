#include "engine/licence/words.h"

#include <string.h>

// Spellings of one word; the guidelines' list, sorted by what is replaced.
static const struct {
    struct str from, to;
} spellings[] = {
#define LIC_SPELLING(from, to) {S_INIT(from), S_INIT(to)},
#include "engine/licence/spellings.def"
#undef LIC_SPELLING
};

uint64_t lic_word_hash(struct str word)
{
    uint64_t h = str_hash(word);
    return h ? h : 1;
}

uint64_t lic_gram(const struct lic_word *const *w, size_t n)
{
    uint64_t h = n;
    for (size_t i = 0; i < n; i++) {
        h ^= w[i]->hash;
        h *= 0x9e3779b97f4a7c15u;
        h ^= h >> 29;
    }
    return h ? h : 1;
}

enum { MAX_WORD = sizeof(((struct lic_words *)0)->before) };

struct splitter {
    struct lic_words *out;
    struct str text;
    size_t i;
    uint32_t line;
    bool line_start; // nothing but signs since the line began
    int sign;        // last sign before the word that is not white space; 0: a letter
    char word[MAX_WORD];
    size_t n;
    int reserved; // how much of "all rights reserved" was seen
};

// The scalar value at s[i], and its length; a byte that is no UTF-8 is itself.
static uint32_t decode(struct str s, size_t i, size_t *ret_len)
{
    uint32_t c = (unsigned char)s.p[i];
    size_t len = c < 0x80 ? 1 : c >= 0xc2 && c < 0xe0 ? 2 : c >= 0xe0 && c < 0xf0 ? 3 : 4;
    *ret_len = 1;
    if (c < 0xc2 || c > 0xf4 || !str_is_utf8(str_sub(s, i, len)) || i + len > s.n)
        return c;
    uint32_t v = c & (0xffu >> (len + 1));
    for (size_t k = 1; k < len; k++)
        v = v << 6 | ((unsigned char)s.p[i + k] & 0x3f);
    *ret_len = len;
    return v;
}

static bool is_sign(uint32_t c) // beyond ASCII: spaces, quotes, dashes, bullets
{
    return c == 0xa0 || c == 0xab || c == 0xbb || c == 0xb7 || c == 0xb6 || c == 0xa7 ||
           c == 0xad || c == 0xbf || c == 0xb9 || (c >= 0x2000 && c <= 0x206f) ||
           (c >= 0x2190 && c <= 0x27bf) || (c >= 0x3000 && c <= 0x303f) || c == 0xfeff ||
           (c >= 0xff00 && c <= 0xff0f) || (c >= 0xff1a && c <= 0xff20) || c == 0xfffd ||
           (c >= 0xe000 && c <= 0xf8ff);
}

static bool is_single(uint32_t c) // scripts without spaces: a sign is a word
{
    return (c >= 0x3040 && c <= 0x9fff) || (c >= 0xac00 && c <= 0xd7af) ||
           (c >= 0x20000 && c <= 0x3ffff);
}

static struct str replaced(struct str w)
{
    enum { SHORTEST = 5 }; // of the list; most words are shorter
    size_t lo = 0, hi = w.n < SHORTEST ? 0 : COUNT_OF(spellings);
    while (lo < hi) {
        size_t mid = (lo + hi) / 2;
        int c = str_cmp(spellings[mid].from, w);
        if (c == 0)
            return spellings[mid].to;
        if (c < 0)
            lo = mid + 1;
        else
            hi = mid;
    }
    return w;
}

static bool is_roman(struct str w)
{
    for (size_t i = 0; i < w.n; i++)
        if (!str_has_char(S("ivx"), w.p[i]))
            return false;
    return w.n > 0 && w.n <= 5;
}

static bool all_digits(struct str w)
{
    struct str rest = w;
    return w.n && str_take_digits(&rest).n == w.n;
}

static struct str before(const struct splitter *s)
{
    return (struct str){s->out->before, s->out->n_before};
}

// "1.", "a)", "(iv)", "2.1 ": at the beginning of a line, or after a sign that ends something.
static bool is_mark(const struct splitter *s, struct str w)
{
    bool number = all_digits(w) && w.n <= 2, letter = w.n == 1 && ch_is_alpha(w.p[0]);
    int next = str_at(s->text, s->i), after = str_at(s->text, s->i + 1);
    if (!number && !letter && !is_roman(w))
        return false;
    if (s->sign == '(' && next == ')')
        return true;
    size_t from = s->i - w.n; // where the word begins: replaced words are no marks
    const struct lic_words *ws = s->out;
    if (ws->n && ws->w[ws->n - 1].mark && from >= 2 && s->text.p[from - 1] == '.' &&
        ch_is_alnum((unsigned char)s->text.p[from - 2]))
        return true; // "2.1", "2.a)"
    bool begins = s->line_start || (s->sign && str_has_char(S(".;:,!?#*-"), (char)s->sign)) ||
                  str_eq(before(s), S("and")) || str_eq(before(s), S("or"));
    if (!begins)
        return false;
    if (next == ')' || next == ':' || (s->line_start && number && !ws->tmpl && ch_is_space(next)))
        return true;
    return next == '.' &&
           (after < 0 || ch_is_space(after) ||
            (number && (ch_is_digit(after) || !ch_is_alnum(str_at(s->text, s->i + 2)) ||
                        (s->line_start && ch_is_alpha(after)))));
}

static void remember(struct splitter *s, struct str w)
{
    memcpy(s->out->before, w.p, w.n);
    s->out->n_before = w.n;
}

static void emit(struct splitter *s, struct str w, bool mark)
{
    struct lic_words *ws = s->out;
    *VEC_PUSH(ws->a, ws->w, ws->n, ws->cap) =
        (struct lic_word){.hash = lic_word_hash(w), .line = s->line & 0x7fffffff, .mark = mark};
}

static void drop_last(struct splitter *s, size_t n)
{
    s->out->n -= n < s->out->n ? n : s->out->n;
}

// Two words that are one: "per cent", "sub license", "non commercial"; true when `w` was used up.
static bool joins(struct splitter *s, struct str w)
{
    static const struct {
        struct str first, second, both;
    } pairs[] = {
        {S_INIT("per"), S_INIT("cent"), S_INIT("percent")},
        {S_INIT("sub"), S_INIT("license"), S_INIT("sublicense")},
        {S_INIT("sub"), S_INIT("licenses"), S_INIT("sublicenses")},
        {S_INIT("sub"), S_INIT("licensed"), S_INIT("sublicensed")},
        {S_INIT("sub"), S_INIT("licensing"), S_INIT("sublicensing")},
        {S_INIT("sub"), S_INIT("licensable"), S_INIT("sublicensable")},
        {S_INIT("non"), S_INIT("commercial"), S_INIT("noncommercial")},
        {S_INIT("copyright"), S_INIT("owner"), S_INIT("holder")},
        {S_INIT("copyright"), S_INIT("owners"), S_INIT("holders")},
    };
    if (w.p[0] != 'c' && w.p[0] != 'l' && w.p[0] != 'o')
        return false; // no second word begins so
    for (size_t i = 0; i < COUNT_OF(pairs); i++)
        if (str_eq(w, pairs[i].second) && str_eq(before(s), pairs[i].first)) {
            if (!str_eq(pairs[i].first, S("copyright")))
                drop_last(s, 1);
            emit(s, pairs[i].both, false);
            remember(s, pairs[i].both);
            return true;
        }
    return false;
}

static void take_word(struct splitter *s, struct str w)
{
    static const struct str reserved[] = {S_INIT("all"), S_INIT("rights"), S_INIT("reserved")};
    w = replaced(w);
    bool mark = is_mark(s, w);
    if (s->line_start && (str_eq(w, S("dnl")) || str_eq(w, S("rem"))))
        return; // comment signs that are words
    // "Copyright (c) 2020" and "Copyright © 2020" are "Copyright 2020".
    if (str_eq(w, S("c")) && s->sign == '(' && str_at(s->text, s->i) == ')' &&
        str_eq(before(s), S("copyright")))
        return;
    if (joins(s, w))
        return;
    emit(s, w, mark);
    remember(s, w);
    s->reserved = str_eq(w, reserved[s->reserved]) ? s->reserved + 1 : str_eq(w, reserved[0]);
    if (s->reserved == (int)COUNT_OF(reserved)) {
        drop_last(s, COUNT_OF(reserved));
        s->reserved = 0;
        s->out->n_before = 0;
    }
}

static void end_word(struct splitter *s)
{
    if (!s->n)
        return;
    take_word(s, (struct str){s->word, s->n});
    s->n = 0;
    s->line_start = false;
    s->sign = 0;
}

// "<br>", "</p>", "&nbsp;": how long is what stands here? 0: it is text.
static size_t tag_length(struct str s, size_t i)
{
    enum { MAX_TAG = 300, MAX_ENTITY = 10 };
    int close = s.p[i] == '<' ? '>' : ';';
    int next = str_at(s, i + 1);
    if (s.p[i] == '<' ? !ch_is_alpha(next) && next != '/' && next != '!'
                      : !ch_is_alpha(next) && next != '#')
        return 0;
    size_t most = s.p[i] == '<' ? MAX_TAG : MAX_ENTITY;
    for (size_t n = 1; n < most && i + n < s.n; n++)
        if (s.p[i + n] == close)
            return n + 1;
    return 0;
}

static void sign(struct splitter *s, uint32_t c)
{
    end_word(s);
    if (c == '\n') {
        s->line++;
        s->line_start = true;
    } else if (c == 0xa9 && !str_eq(before(s), S("copyright"))) {
        take_word(s, S("copyright"));
    } else if (c == '&') {
        take_word(s, S("and"));
    }
    if (c < 0x80 && !ch_is_space((int)c))
        s->sign = (int)c;
}

void lic_words_add(struct lic_words *ws, struct str text, uint32_t line, bool html)
{
    struct splitter s = {.out = ws, .text = text, .line = line, .line_start = true};
    size_t len;
    for (; s.i < text.n; s.i += len) {
        uint32_t c = decode(text, s.i, &len);
        if (html && (c == '<' || c == '&')) {
            size_t tag = tag_length(text, s.i);
            if (tag) {
                end_word(&s);
                for (size_t k = 0; k < tag; k++)
                    s.line += text.p[s.i + k] == '\n';
                len = tag;
                continue;
            }
        }
        bool in_word = c < 0x80 ? ch_is_alnum((int)c) : c != 0xa9 && !is_sign(c);
        if (!in_word) {
            sign(&s, c);
            continue;
        }
        if (is_single(c))
            end_word(&s);
        if (s.n + len <= MAX_WORD) {
            memcpy(s.word + s.n, text.p + s.i, len);
            if (c < 0x80)
                s.word[s.n] = (char)ch_lower((int)c);
            s.n += len;
        }
        if (is_single(c)) {
            s.i += len;
            end_word(&s);
            s.i -= len;
        }
    }
    end_word(&s);
}

bool lic_is_html(struct str text)
{
    struct str head = str_head(text, 4096);
    return str_has(head, S("<html")) || str_has(head, S("<HTML")) || str_has(head, S("</p>")) ||
           str_has(head, S("<body")) || str_has(head, S("<!DOCTYPE html"));
}
