// One name as people write it -> a term: ids, addresses, names.def, "or later", "with ... exception".
#include "engine/licence/names.h"

#include <string.h>

static const struct {
    struct str key;
    struct str to; // an expression
    bool certain;
} names[] = {
#define LIC_NAME(key, to, certain) {S_INIT(key), S_INIT(to), certain},
#include "engine/licence/names.def"
#undef LIC_NAME
};

// Where texts lie: the beginning of the address, without scheme and "www.".
static const struct {
    struct str prefix;
    struct str to;
} addresses[] = {
#define LIC_URL(prefix, to) {S_INIT(prefix), S_INIT(to)},
#include "engine/licence/urls.def"
#undef LIC_URL
};

// ---- the key of a name ----

enum { MAX_WORDS = 40, MAX_WORD = 60 };

struct words {
    struct str w[MAX_WORDS];
    size_t n;
};

static bool is_noise(struct str w)
{
    static const struct str noise[] = {
        S_INIT("the"),      S_INIT("license"),  S_INIT("licence"), S_INIT("licenses"),
        S_INIT("licences"), S_INIT("licensed"), S_INIT("under"),   S_INIT("version"),
        S_INIT("versions"), S_INIT("ver"),      S_INIT("v"),       S_INIT("of"),
        S_INIT("gnu"),      S_INIT("a"),        S_INIT("terms"),   S_INIT("osi"),
        S_INIT("software"), S_INIT("approved"), S_INIT("clauses"), S_INIT("foundation"),
    };
    for (size_t i = 0; i < COUNT_OF(noise); i++)
        if (str_eq(w, noise[i]))
            return true;
    return false;
}

static void push(struct words *ws, struct str w)
{
    if (ws->n < MAX_WORDS && w.n && !is_noise(w))
        ws->w[ws->n++] = w;
}

// "2.0" and "2.0.0" are "2".
static struct str short_number(struct str s)
{
    while (str_ends(s, S(".0")))
        s = str_head(s, s.n - 2);
    return str_ends(s, S(".")) ? str_head(s, s.n - 1) : s;
}

static void split_words(struct str s, struct words *ws)
{
    for (size_t i = 0; i < s.n;) {
        size_t n = 0;
        if (ch_is_digit(s.p[i])) {
            while (ch_is_digit(str_at(s, i + n)) ||
                   (str_at(s, i + n) == '.' && ch_is_digit(str_at(s, i + n + 1))))
                n++;
            push(ws, short_number(str_sub(s, i, n)));
        } else if (ch_is_alpha((unsigned char)s.p[i]) || (unsigned char)s.p[i] >= 0x80) {
            while (ch_is_alpha(str_at(s, i + n)) || str_at(s, i + n) >= 0x80)
                n++;
            struct str w = str_sub(s, i, n);
            // "gplv2": the v belongs to the number.
            if (w.n > 1 && str_ends(w, S("v")) && ch_is_digit(str_at(s, i + n)))
                w = str_head(w, w.n - 1);
            push(ws, w);
        } else {
            if (s.p[i] == '+')
                push(ws, S("+"));
            n = 1;
        }
        i += n;
    }
}

static bool at_words(const struct words *ws, size_t i, const char *text)
{
    struct str rest = str_from(text), w;
    for (; str_next_word(&rest, &w); i++)
        if (i >= ws->n || !str_eq(ws->w[i], w))
            return false;
    return true;
}

static void cut_words(struct words *ws, size_t i, size_t n, struct str instead)
{
    if (instead.n)
        ws->w[i++] = instead, n--;
    memmove(ws->w + i, ws->w + i + n, (ws->n - i - n) * sizeof *ws->w);
    ws->n -= n;
}

// Runs of words that mean one.
static void join_words(struct words *ws)
{
    static const struct {
        const char *from;
        struct str to;
    } runs[] = {
        {"lesser general public gpl", S_INIT("lgpl")},
        {"lesser general public", S_INIT("lgpl")},
        {"library general public", S_INIT("lgpl")},
        {"library or lesser general public", S_INIT("lgpl")},
        {"lesser gpl", S_INIT("lgpl")},
        {"library gpl", S_INIT("lgpl")},
        {"affero general public", S_INIT("agpl")},
        {"affero gpl", S_INIT("agpl")},
        {"general public", S_INIT("gpl")},
        {"gpl gpl", S_INIT("gpl")},
        {"lgpl lgpl", S_INIT("lgpl")},
        {"free documentation", S_INIT("gfdl")},
        {"fdl", S_INIT("gfdl")},
        {"mozilla public", S_INIT("mpl")},
        {"eclipse public", S_INIT("epl")},
        {"common development and distribution", S_INIT("cddl")},
        {"asf", S_INIT("apache")},
        {"asl", S_INIT("apache")},
        {"al", S_INIT("apache")},
        {"apachev", S_INIT("apache")},
        {"berkeley distribution", S_INIT("bsd")},
        {"european union public", S_INIT("eupl")},
        {"sil open font", S_INIT("ofl")},
        {"open font", S_INIT("ofl")},
        {"creative commons", S_INIT("cc")},
        {"or any later at your option", S_INIT("+")},
        {"or at your option any later", S_INIT("+")},
        {"or any later", S_INIT("+")},
        {"or later", S_INIT("+")},
        {"or newer", S_INIT("+")},
        {"or greater", S_INIT("+")},
        {"or above", S_INIT("+")},
        {"and later", S_INIT("+")},
        {"and above", S_INIT("+")},
        {"and newer", S_INIT("+")},
        {"any later", S_INIT("+")},
        {"plus", S_INIT("+")},
        {"+ +", S_INIT("+")},
    };
    for (size_t r = 0; r < COUNT_OF(runs); r++) {
        size_t n = 0;
        struct str count = str_from(runs[r].from), w;
        while (str_next_word(&count, &w))
            n++;
        for (size_t i = 0; i < ws->n; i++)
            if (at_words(ws, i, runs[r].from))
                cut_words(ws, i, n, runs[r].to);
    }
}

static struct str join_key(struct arena *a, const struct words *ws)
{
    SK_BUF_SCRATCH(b, LIC_MAX_TEXT);
    for (size_t i = 0; i < ws->n; i++) {
        if (i)
            sk_buf_add_char(&b, ' ');
        sk_buf_add(&b, ws->w[i]);
    }
    return str_dup(a, sk_buf_str(&b));
}

static void words_of(struct arena *a, struct str name, struct words *ret)
{
    *ret = (struct words){0};
    split_words(str_lower(a, str_head(name, 400)), ret);
    join_words(ret);
}

struct str lic_name_key(struct arena *a, struct str name)
{
    struct words ws;
    words_of(a, name, &ws);
    return join_key(a, &ws);
}

// ---- looking up ----

static struct lic_expr *expression(struct arena *a, struct str text)
{
    struct lic_expr *e = NULL;
    return lic_parse(a, text, &e, NULL) < 0 ? NULL : e;
}

static struct lic_expr *by_key(struct arena *a, struct str key, bool *certain)
{
    const void *row = lic_search(names, COUNT_OF(names), sizeof *names, key);
    if (!row)
        return NULL;
    size_t i = (size_t)((const char *)row - (const char *)names) / sizeof *names;
    *certain &= names[i].certain;
    return expression(a, names[i].to);
}

// "gpl 2 +": what "gpl 2" is, or later. A version that is not in the table may be an id: "zpl 1.1".
static struct lic_expr *by_words(struct arena *a, struct words *ws, bool *certain)
{
    struct lic_expr *e = by_key(a, join_key(a, ws), certain);
    if (e || ws->n < 2 || !str_eq(ws->w[ws->n - 1], S("+")))
        return e;
    ws->n--;
    e = by_key(a, join_key(a, ws), certain);
    if (e && e->op == LIC_TERM)
        lic_set_plus(a, e);
    return e;
}

static struct lic_expr *by_address(struct arena *a, struct str s)
{
    if (!str_take(&s, S("http://")) && !str_take(&s, S("https://")))
        return NULL;
    (void)str_take(&s, S("www."));
    s = str_lower(a, str_head(s, 200));
    for (size_t i = 0; i < COUNT_OF(addresses); i++) {
        int next = str_at(s, addresses[i].prefix.n);
        if (str_starts(s, addresses[i].prefix) && !ch_is_alnum(next))
            return expression(a, addresses[i].to);
    }
    struct str spdx = s;
    if (!str_take(&spdx, S("spdx.org/licenses/")) &&
        !str_take(&spdx, S("opensource.org/licenses/")) &&
        !str_take(&spdx, S("opensource.org/license/")))
        return NULL;
    static const struct str ends[] = {S_INIT(".html"), S_INIT(".php"), S_INIT(".txt"), S_INIT("/")};
    for (size_t i = 0; i < COUNT_OF(ends); i++)
        if (str_ends(spdx, ends[i]))
            spdx = str_head(spdx, spdx.n - ends[i].n);
    return expression(a, spdx);
}

// "GPLv2 with classpath exception"
static struct lic_expr *with_exception(struct arena *a, struct str s, bool *certain)
{
    static const struct {
        const char *word;
        struct str id;
    } known[] = {
        {"classpath", S_INIT("Classpath-exception-2.0")},
        {"autoconf", S_INIT("Autoconf-exception-generic")},
        {"bison", S_INIT("Bison-exception-2.2")},
        {"font", S_INIT("Font-exception-2.0")},
        {"libtool", S_INIT("Libtool-exception")},
        {"openssl", S_INIT("x11vnc-openssl-exception")},
        {"llvm", S_INIT("LLVM-exception")},
        {"syscall", S_INIT("Linux-syscall-note")},
        {"gcc", S_INIT("GCC-exception-3.1")},
    };
    struct str head, tail;
    struct str low = str_lower(a, s);
    ptrdiff_t at = str_find(low, S(" with "));
    if (at < 0 || !str_has(str_skip(low, (size_t)at), S("exception")))
        return NULL;
    head = str_head(s, (size_t)at);
    tail = str_skip(low, (size_t)at + 6);
    struct lic_expr *e = lic_name(a, head, certain);
    if (!e || e->op != LIC_TERM)
        return NULL;
    for (size_t i = 0; i < COUNT_OF(known); i++)
        if (str_has(tail, str_from(known[i].word))) {
            // Whose wording it is stays open for these two.
            *certain &= !str_eq(str_from(known[i].word), S("openssl")) &&
                        !str_eq(str_from(known[i].word), S("gcc"));
            lic_set_exception(a, e, known[i].id);
            return e;
        }
    *certain = false; // an exception, but which?
    return e;
}

// Without what stands in brackets at the end: "GNU General Public License v2 (GPLv2)".
static struct str without_gloss(struct str s, struct str *gloss)
{
    ptrdiff_t open = str_find_char(s, '(');
    if (open <= 0 || !str_ends(s, S(")")))
        return (struct str){0};
    *gloss = str_sub(s, (size_t)open + 1, s.n - (size_t)open - 2);
    return str_trim(str_head(s, (size_t)open));
}

struct lic_expr *lic_name(struct arena *a, struct str s, bool *certain)
{
    struct words ws;
    struct str gloss;
    s = str_trim_chars(str_trim(s), S("\"'`.,;: \t"));
    if (!s.n)
        return NULL;
    struct lic_expr *e = expression(a, s);
    if (!e)
        e = by_address(a, s);
    if (!e)
        e = with_exception(a, s, certain);
    if (e)
        return e;
    words_of(a, s, &ws);
    bool sure = *certain;
    e = by_words(a, &ws, &sure);
    struct str plain = e ? (struct str){0} : without_gloss(s, &gloss);
    if (!e && plain.n) {
        // What stands in the brackets is often the more exact name.
        bool of_gloss = *certain;
        e = lic_name(a, gloss, &of_gloss);
        sure = of_gloss;
        if (!e || !of_gloss) {
            bool of_plain = *certain;
            struct lic_expr *p = lic_name(a, plain, &of_plain);
            if (p && (!e || of_plain)) {
                e = p;
                sure = of_plain;
            }
        }
    }
    if (e)
        *certain = sure;
    return e;
}
