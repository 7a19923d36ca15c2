// Patterns of ${X#pat}, ${X%pat} and ${X/pat/by}: * and ?, no brackets; an escape before * ? \ } /.
#include "config/docker_word.h"
#include "core/buf.h"

#include <string.h>

enum { LITERAL, ONE, ANY };

struct token {
    uint8_t kind, n;
    const char *p; // the character, n bytes
};

struct pattern {
    struct token *items;
    size_t n, cap;
};

static size_t char_len(struct str s, size_t i)
{
    size_t n = 1;
    while (i + n < s.n && ((unsigned char)s.p[i + n] & 0xc0) == 0x80)
        n++;
    return n;
}

static int compile(struct arena *a, struct str s, struct pattern *ret, struct sk_err *err)
{
    *ret = (struct pattern){0};
    for (size_t i = 0; i < s.n;) {
        struct token t = {.kind = LITERAL, .n = (uint8_t)char_len(s, i), .p = s.p + i};
        if (s.p[i] == '\\') {
            int next = str_at(s, i + 1);
            if (next != '}' && next != '/' && next != '*' && next != '?' && next != '\\')
                return sk_fail(err, SK_EFORMAT, "an escape that patterns do not have");
            i++;
            t.p++;
        } else if (s.p[i] == '*') {
            t.kind = ANY;
        } else if (s.p[i] == '?') {
            t.kind = ONE;
        }
        *VEC_PUSH(a, ret->items, ret->n, ret->cap) = t;
        i += t.n;
    }
    return 0;
}

// Where a match that begins at `from` may end: the nearest or farthest place, STR_NONE for none. One pass over the
// value with the set of pattern positions that are alive.
static ptrdiff_t match(struct arena *a, const struct pattern *p, struct str s, size_t from,
                       bool longest)
{
    bool *now = arena_new(a, bool, p->n + 1), *then = arena_new(a, bool, p->n + 1);
    ptrdiff_t found = STR_NONE;
    now[0] = true;
    for (size_t i = from;; i += char_len(s, i)) {
        bool alive = false;
        for (size_t k = 0; k < p->n; k++) // * may be nothing
            if (now[k] && p->items[k].kind == ANY)
                now[k + 1] = true;
        if (now[p->n]) {
            found = (ptrdiff_t)i;
            if (!longest)
                return found;
        }
        if (i >= s.n)
            return found;
        size_t n = char_len(s, i);
        memset(then, 0, p->n + 1);
        for (size_t k = 0; k < p->n; k++) {
            const struct token *t = &p->items[k];
            bool line_end = s.p[i] == '\n'; // neither ? nor * is one
            if (!now[k])
                continue;
            if (t->kind == ANY && !line_end)
                then[k] = alive = true;
            else if ((t->kind == ONE && !line_end) ||
                     (t->kind == LITERAL && t->n == n && memcmp(t->p, s.p + i, n) == 0))
                then[k + 1] = alive = true;
        }
        if (!alive)
            return found;
        bool *swap = now;
        now = then;
        then = swap;
    }
}

static struct str reverse(struct arena *a, struct str s)
{
    char *p = arena_new(a, char, s.n + 1);
    size_t at = s.n;
    for (size_t i = 0; i < s.n;) {
        size_t n = char_len(s, i);
        at -= n;
        memcpy(p + at, s.p + i, n);
        i += n;
    }
    return (struct str){p, s.n};
}

int cfg_docker_trim(struct arena *perm, struct str value, struct str pattern, bool at_end,
                    bool longest, struct str *ret, struct sk_err *err)
{
    ARENA_SCRATCH(tmp);
    struct pattern p;
    int r = compile(&tmp, pattern, &p, err);
    if (r < 0)
        return r;
    struct str s = at_end ? reverse(&tmp, value) : value;
    for (size_t i = 0; at_end && i < p.n / 2; i++) {
        struct token t = p.items[i];
        p.items[i] = p.items[p.n - 1 - i];
        p.items[p.n - 1 - i] = t;
    }
    ptrdiff_t end = match(&tmp, &p, s, 0, longest);
    if (end > 0)
        value = at_end ? str_head(value, value.n - (size_t)end) : str_skip(value, (size_t)end);
    *ret = str_dup(perm, value);
    return 0;
}

int cfg_docker_replace(struct arena *perm, struct str value, struct str pattern, struct str by,
                       bool all, struct str *ret, struct sk_err *err)
{
    ARENA_SCRATCH(tmp);
    SK_BUF_SCRATCH(b, CFG_DOCKER_MAX_WORD);
    struct pattern p;
    int r = compile(&tmp, pattern, &p, err);
    if (r < 0)
        return r;
    bool done = false, after_match = false;
    for (size_t i = 0; i <= value.n;) {
        ARENA_SCRATCH(one);
        ptrdiff_t end = done ? STR_NONE : match(&one, &p, value, i, true);
        bool empty = end == (ptrdiff_t)i;
        if (end >= 0 && !(empty && after_match)) { // nothing at the end of a match is no match
            sk_buf_add(&b, by);
            done = !all;
        }
        after_match = end > (ptrdiff_t)i;
        if (after_match) {
            i = (size_t)end;
            continue;
        }
        if (i == value.n)
            break;
        size_t n = char_len(value, i);
        sk_buf_add(&b, str_sub(value, i, n));
        i += n;
    }
    if (b.full)
        return sk_fail(err, SK_ELIMIT, "a word of more than %d bytes", CFG_DOCKER_MAX_WORD);
    *ret = str_dup(perm, sk_buf_str(&b));
    return 0;
}
