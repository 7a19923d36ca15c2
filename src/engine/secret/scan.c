// From places to findings: PCRE2 in each span, then group, entropy, checksums and allowlists.
#include "engine/secret/secret_int.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum {
    LOOK_BACK = 4096,
    LINE_MOST = 4096,
    JIT_STACK = 256 << 10,
    MAX_GROUPS = 64,
    NEAR = 32,
    BINARY_LOOK = 4096
};

struct scan { // of one input
    struct sec_scanner *s;
    const struct sec_scan_options *o;
    uint64_t n_found;
    bool lost;
    uint64_t base;       // offset of the window in the input
    uint64_t line;       // number of lines before the window
    uint64_t line_start; // offset in the input where the window's first line begins
    struct arena *tmp;
    struct sec_finding *hits; // of this window
    size_t n_hits, cap_hits;
    struct sec_finding *held; // of the input, when rules need others
    size_t n_held, cap_held;
    struct arena held_text;
    bool hold;
};

struct view { // one text to be searched: a window, or what was decoded from it
    struct str text;
    size_t floor, limit;          // matches begin in [floor, limit)
    const struct sec_decoded *of; // NULL: the window itself
    const struct view *parent;
    bool resume; // remember across windows
};

static void give_up(struct scan *sc, const char *what)
{
    if (sc->o->warn)
        sc->o->warn(sc->o->ctx, what);
}

static int by_number(const void *x, const void *y)
{
    uint32_t a = *(const uint32_t *)x, b = *(const uint32_t *)y;
    return a < b ? -1 : a > b;
}

// Over characters, when there are others than ASCII; a byte that belongs to none counts as U+FFFD.
static double entropy_of_text(struct str s)
{
    ARENA_SCRATCH(tmp);
    uint32_t *c = arena_new(&tmp, uint32_t, s.n);
    size_t n = 0;
    for (size_t i = 0; i < s.n;) {
        size_t more = 0;
        for (size_t len = 1; len <= 4 && !more && i + len <= s.n; len++)
            more = str_is_utf8(str_sub(s, i, len)) ? len : 0;
        c[n] = more ? 0 : 0xfffd;
        for (size_t k = 0; k < more; k++)
            c[n] = c[n] << 8 | (unsigned char)s.p[i + k];
        n++;
        i += more ? more : 1;
    }
    qsort(c, n, sizeof *c, by_number);
    double h = 0;
    for (size_t i = 0, from = 0; i < n; i++)
        if (i + 1 == n || c[i + 1] != c[i]) {
            double p = (double)(i + 1 - from) / (double)s.n;
            h -= p * log2(p);
            from = i + 1;
        }
    return h;
}

double sec_entropy(struct str s)
{
    unsigned count[256] = {0};
    double h = 0;
    for (size_t i = 0; i < s.n; i++)
        if ((unsigned char)s.p[i] >= 0x80)
            return entropy_of_text(s);
        else
            count[(unsigned char)s.p[i]]++;
    for (size_t i = 0; i < 256; i++)
        if (count[i]) {
            double p = (double)count[i] / (double)s.n;
            h -= p * log2(p);
        }
    return h;
}

struct str sec_redact(struct arena *a, struct str s)
{
    if (s.n < 12)
        return str_fmt(a, "*** (%zu bytes)", s.n);
    char ends[4] = {s.p[0], s.p[1], s.p[s.n - 2], s.p[s.n - 1]};
    for (size_t i = 0; i < 4; i++)
        if (ends[i] < 0x21 || ends[i] > 0x7e)
            ends[i] = '?';
    return str_fmt(a, "%c%c...%c%c (%zu bytes)", ends[0], ends[1], ends[2], ends[3], s.n);
}

// ---- one match ----

static struct str line_of(struct str text, size_t from, size_t to)
{
    size_t a = from, b = to;
    while (a > 0 && text.p[a - 1] != '\n' && from - a < LINE_MOST)
        a--;
    while (b < text.n && text.p[b] != '\n' && b - to < LINE_MOST)
        b++;
    return str_sub(text, a, b - a);
}

static bool has_allow_comment(struct str line)
{
    return str_has(line, S("sekisho:allow")) || str_has(line, S("gitleaks:allow"));
}

// The group that is the secret: the one named by the rule, else the first that took part.
static void secret_of(const struct sec_rule_int *r, const size_t *ov, int n_groups, size_t *from,
                      size_t *to)
{
    *from = ov[0];
    *to = ov[1];
    if (r->group) {
        if ((int)r->group < n_groups && ov[r->group * 2] != PCRE2_UNSET) {
            *from = ov[r->group * 2];
            *to = ov[r->group * 2 + 1];
        }
        return;
    }
    for (int g = 1; g < n_groups; g++)
        if (ov[g * 2] != PCRE2_UNSET && ov[g * 2 + 1] > ov[g * 2]) {
            *from = ov[g * 2];
            *to = ov[g * 2 + 1];
            return;
        }
}

static const struct sec_piece *piece_at(const struct sec_decoded *d, size_t end)
{
    for (size_t i = 0; i < d->n; i++)
        if (end <= d->pieces[i].out_to)
            return &d->pieces[i];
    return NULL;
}

// Where in the window is this part of a view? A match that lies before what was decoded is not new.
static bool place(const struct view *v, size_t *from, size_t *to, const char **how)
{
    for (; v->of; v = v->parent) {
        const struct sec_piece *p = piece_at(v->of, *to);
        if (!p || *to <= p->out_from)
            return false;
        *how = p->how;
        *from = p->from;
        *to = p->to;
    }
    return true;
}

static bool keyword_seen(struct scan *sc, const struct view *v, uint32_t rule);

// The same as gitleaks does it: the expression once more, on the match alone. Where that does not
// match (its surroundings mattered), the match is the secret.
static void foreign_secret_of(struct scan *sc, const struct sec_rule_int *r, struct str text,
                              size_t *from, size_t *to)
{
    size_t base = *from;
    if (!r->regex.n_groups)
        return;
    int n = pcre2_match(r->regex.code, (PCRE2_SPTR)text.p + base, *to - base, 0, 0, sc->s->md,
                        sc->s->mc);
    if (n < 0)
        return;
    const size_t *ov = pcre2_get_ovector_pointer(sc->s->md);
    size_t whole_from = *from, whole_to = *to;
    secret_of(r, ov, n ? n : MAX_GROUPS, from, to);
    bool group = *from != ov[0] || *to != ov[1];
    *from = group ? base + *from : whole_from;
    *to = group ? base + *to : whole_to;
}

static void take(struct scan *sc, const struct view *v, uint32_t rule, const size_t *ov,
                 int n_groups)
{
    const struct sec_rule_int *r = &sc->s->r->rules[rule];
    size_t sf, st, from = ov[0], to = ov[1];
    while (to > from && v->text.p[to - 1] == '\n')
        to--;
    while (from < to && v->text.p[from] == '\n')
        from++;
    sf = from;
    st = to;
    if (r->foreign)
        foreign_secret_of(sc, r, v->text, &sf, &st);
    else
        secret_of(r, ov, n_groups, &sf, &st);
    struct sec_finding f = {.rule = rule,
                            .match = str_sub(v->text, from, to - from),
                            .secret = str_sub(v->text, sf, st - sf)};
    if (sf == ov[0] && st == ov[1])
        f.secret = f.match;
    if (r->foreign && ov[0] < from)
        from = ov[0] + 1;              // where gitleaks says that it is
    f.entropy = sec_entropy(f.secret); // also of an empty group: 0
    if (!f.secret.n)
        f.secret = f.match;
    if (!f.secret.n)
        return;
    if (r->entropy > 0 && f.entropy <= r->entropy)
        return;
    struct sec_about about = {sc->o->path, sc->o->commit, f.secret, f.match,
                              line_of(v->text, from, to)};
    if (!sc->o->ignore_allow_comments && has_allow_comment(about.line))
        return;
    int sum = sec_checksum_try(r->checksum, f.secret);
    if (sum == 0 || (r->precise && sec_is_placeholder(f.secret, f.match)))
        return;
    if (r->dictionary && sec_is_wordy(f.secret))
        return;
    f.verified = sum > 0;
    if (sec_allows_finding(sc->s->r, &sc->s->r->allows, &about, sc->s->md) ||
        sec_allows_finding(sc->s->r, &r->allows, &about, sc->s->md))
        return;
    size_t at_from = from, at_to = to;
    if (!place(v, &at_from, &at_to, &f.decoded))
        return;
    f.off = sc->base + at_from;
    f.end = sc->base + at_to;
    f.secret_off = v->of ? f.off : sc->base + sf;
    f.silent = r->pub.skip_report || (r->needed && !keyword_seen(sc, v, rule));
    *VEC_PUSH(sc->tmp, sc->hits, sc->n_hits, sc->cap_hits) = f;
}

// ---- the search in spans ----

static bool keyword_seen(struct scan *sc, const struct view *v, uint32_t rule)
{
    const struct sec_rule_int *r = &sc->s->r->rules[rule];
    struct sec_spans *p = &sc->s->spans[rule];
    if (!r->n_keywords)
        return true;
    for (size_t i = 0; i < r->n_keywords && !p->asked; i++) {
        const struct str k = r->keywords[i];
        for (size_t at = 0; k.n && at + k.n <= v->text.n; at++) {
            int lo = k.p[0], hi = ch_upper(k.p[0]);
            const char *x = memchr(v->text.p + at, lo, v->text.n - at);
            const char *y = lo == hi ? NULL
                                     : memchr(v->text.p + at, hi,
                                              x ? (size_t)(x - v->text.p) - at : v->text.n - at);
            x = y ? y : x;
            if (!x)
                break;
            at = (size_t)(x - v->text.p);
            if (str_eq_nocase(str_sub(v->text, at, k.n), k)) {
                p->keyword = true;
                break;
            }
        }
        if (p->keyword)
            break;
    }
    p->asked = true;
    return p->keyword;
}

// One search from `at`; looks at the text to `to`, and further when the match may go on there.
// 1 = found (in md), 0 = no, -1 = gave up.
static int search(struct scan *sc, const struct sec_rule_int *r, struct str text, size_t at,
                  size_t *to)
{
    bool open = r->facts.max == SEC_INF || r->facts.max > r->span;
    for (;;) {
        uint32_t flags = open && *to < text.n ? PCRE2_PARTIAL_HARD : 0;
        int n =
            pcre2_match(r->regex.code, (PCRE2_SPTR)text.p, *to, at, flags, sc->s->md, sc->s->mc);
        if (n >= 0)
            return n ? n : MAX_GROUPS;
        if (n == PCRE2_ERROR_NOMATCH)
            return 0;
        if (n != PCRE2_ERROR_PARTIAL)
            return -1;
        size_t more = *to - at;
        *to = more > text.n - *to ? text.n : *to + more + 64;
        *to = *to > text.n ? text.n : *to;
    }
}

static void search_span(struct scan *sc, const struct view *v, uint32_t rule, size_t from,
                        size_t to)
{
    const struct sec_rule_int *r = &sc->s->r->rules[rule];
    uint64_t *resume = &sc->s->resume[rule];
    size_t at = from < v->floor ? v->floor : from;
    if (v->resume && *resume > sc->base + at)
        at = *resume - sc->base;
    while (at < v->limit && at <= to) {
        int n = search(sc, r, v->text, at, &to);
        if (n < 0) {
            sc->lost = true;
            give_up(sc, "a rule's expression takes too many steps on this text");
            return;
        }
        if (n == 0)
            return;
        size_t *ov = pcre2_get_ovector_pointer(sc->s->md), copy[MAX_GROUPS * 2];
        if (ov[0] >= v->limit)
            return;
        int groups = n < MAX_GROUPS ? n : MAX_GROUPS;
        memcpy(copy, ov, (size_t)groups * 2 * sizeof *copy);
        at = copy[1] > copy[0] ? copy[1] : copy[1] + 1;
        if (v->resume)
            *resume = sc->base + at;
        if (copy[1] > copy[0])
            take(sc, v, rule, copy, groups);
    }
}

static void search_text(struct scan *sc, const struct view *v)
{
    struct sec_scanner *s = sc->s;
    const struct sec_rules *rs = s->r;
    for (size_t i = 0; i < rs->n; i++)
        s->spans[i].n = 0, s->spans[i].keyword = s->spans[i].asked = false;
    s->n_touched = 0;
    memset(s->is_touched, 0, rs->n * sizeof *s->is_touched);
    bool hs = s->hs && !s->own && sec_engine_hs(s, v->text);
    if (!hs || s->extra)
        sec_engine_ac(s, v->text, hs);
    qsort(s->touched, s->n_touched, sizeof *s->touched, by_number);
    for (size_t i = 0; i < s->n_touched; i++) {
        uint32_t rule = s->touched[i];
        const struct sec_rule_int *r = &rs->rules[rule];
        if (s->off[rule] || (!r->needed && !keyword_seen(sc, v, rule)))
            continue;
        const struct sec_spans *p = &s->spans[rule];
        for (size_t k = 0; k < p->n; k++)
            search_span(sc, v, rule, p->at[k * 2], p->at[k * 2 + 1]);
    }
}

static void search_decoded(struct scan *sc, const struct view *v, unsigned depth)
{
    struct sec_decoded d = {0};
    if (depth == 0)
        return;
    sec_decode(sc->tmp, v->text, &d);
    if (!d.n)
        return;
    struct view inner = {.text = d.text, .limit = d.text.n, .of = &d, .parent = v};
    search_text(sc, &inner);
    search_decoded(sc, &inner, depth - 1);
}

// ---- windows ----

static int by_place(const void *x, const void *y)
{
    const struct sec_finding *a = x, *b = y;
    if (a->off != b->off)
        return a->off < b->off ? -1 : 1;
    if (a->rule != b->rule)
        return a->rule < b->rule ? -1 : 1;
    return str_cmp(a->secret, b->secret);
}

// Lines up to `off`; calls must go upwards.
static void count_lines(struct scan *sc, struct str text, size_t *at, size_t off)
{
    while (*at < off) {
        const char *nl = memchr(text.p + *at, '\n', off - *at);
        if (!nl)
            break;
        *at = (size_t)(nl - text.p) + 1;
        sc->line++;
        sc->line_start = sc->base + *at;
    }
    if (*at < off)
        *at = off;
}

static void give(struct scan *sc, const struct sec_finding *f)
{
    if (sc->hold) {
        struct sec_finding *h = VEC_PUSH(&sc->held_text, sc->held, sc->n_held, sc->cap_held);
        *h = *f;
        h->match = str_dup(&sc->held_text, f->match);
        h->secret = str_dup(&sc->held_text, f->secret);
    } else if (!f->silent) {
        sc->o->found(sc->o->ctx, f);
    }
}

// A decoded piece gives the same again when it is decoded twice as deep.
static bool is_repeat(const struct sec_finding *a, const struct sec_finding *b)
{
    return a->off == b->off && a->rule == b->rule && str_eq(a->secret, b->secret);
}

// What a rule found that goes by names alone, and a better one, too.
static bool is_covered(const struct scan *sc, const struct sec_finding *f)
{
    const struct sec_rule_int *rules = sc->s->r->rules;
    if (rules[f->rule].foreign && !rules[f->rule].specific) { // as gitleaks has it
        for (size_t i = 0; i < sc->n_hits; i++) {
            const struct sec_finding *g = &sc->hits[i];
            if (g->line == f->line && rules[g->rule].specific && !g->silent &&
                str_has(g->secret, f->secret))
                return true;
        }
        return false;
    }
    if (!sc->s->r->rules[f->rule].dictionary)
        return false;
    size_t at = (size_t)(f - sc->hits), from = at > NEAR ? at - NEAR : 0;
    for (size_t i = from; i < sc->n_hits && i < at + NEAR; i++) {
        const struct sec_finding *g = &sc->hits[i];
        if (g->off < f->end && f->off < g->end && !sc->s->r->rules[g->rule].dictionary)
            return true;
        if (g < f && g->off < f->end && f->off < g->end && g->secret_off == f->secret_off)
            return true; // two such rules
    }
    return false;
}

static void scan_window(struct scan *sc, struct str text, size_t floor, bool last)
{
    struct view v = {.text = text,
                     .floor = floor,
                     .resume = true,
                     .limit = last ? text.n + 1 : text.n - SEC_OVERLAP};
    sc->tmp = &sc->s->scratch;
    sc->hits = NULL;
    sc->n_hits = sc->cap_hits = 0;
    size_t at = floor; // lines before it are counted
    if (text.n > LOOK_BACK &&
        memcmp(text.p, text.p + 1, text.n - 1) == 0) { // holes of sparse files
        if (!last)
            count_lines(sc, text, &at, v.limit);
        return;
    }
    search_text(sc, &v);
    // Nobody writes base64 of a secret into a program's code: text alone is decoded.
    bool binary = text.n && memchr(text.p, 0, text.n < BINARY_LOOK ? text.n : BINARY_LOOK) != NULL;
    if (sc->o->decode_depth && !binary)
        search_decoded(sc, &v,
                       sc->o->decode_depth > SEC_MAX_DEPTH ? SEC_MAX_DEPTH : sc->o->decode_depth);
    if (sc->n_hits > 1)
        qsort(sc->hits, sc->n_hits, sizeof *sc->hits, by_place);
    for (size_t i = 0; i < sc->n_hits; i++) {
        struct sec_finding *f = &sc->hits[i];
        if (f->off < sc->base + floor || f->off >= sc->base + v.limit)
            continue;
        count_lines(sc, text, &at, f->off - sc->base);
        f->line = sc->line + 1;
        f->col = f->off - sc->line_start + 1;
        f->last_line = f->line;
        struct str inside = str_sub(text, f->off - sc->base, f->end - f->off);
        for (struct str l; str_cut(inside, '\n', &l, &inside);)
            f->last_line++;
    }
    for (size_t i = 0; i < sc->n_hits; i++) {
        struct sec_finding *f = &sc->hits[i];
        if (!f->line || (i && is_repeat(f, f - 1)) || is_covered(sc, f))
            continue;
        if (sc->n_found++ >= SEC_MAX_FINDINGS) {
            give_up(sc, "more findings in one file than are kept");
            break;
        }
        give(sc, f);
    }
    if (!last)
        count_lines(sc, text, &at, v.limit);
    arena_reset(&sc->s->scratch);
}

// ---- one input ----

// gitleaks counts columns from the line feed before the line: on the first line there is none.
static int64_t column(const struct sec_finding *f)
{
    return (int64_t)f->col + (f->line > 1);
}

static bool near(const struct sec_finding *f, const struct sec_finding *g, const struct sec_need *n)
{
    int64_t lines = (int64_t)f->line - (int64_t)g->line, cols = column(f) - column(g);
    if (n->lines >= 0 && (lines < 0 ? -lines : lines) > n->lines)
        return false;
    return n->cols < 0 || (cols < 0 ? -cols : cols) <= n->cols;
}

// The held findings, of rules whose needs are met.
static void release(struct scan *sc)
{
    for (size_t i = 0; i < sc->n_held; i++) {
        const struct sec_rule_int *r = &sc->s->r->rules[sc->held[i].rule];
        bool all = !sc->held[i].silent;
        for (size_t k = 0; k < r->n_needs && all; k++) {
            bool met = false;
            for (size_t j = 0; j < sc->n_held && !met; j++)
                met = sc->held[j].rule == r->needs[k].rule &&
                      near(&sc->held[i], &sc->held[j], &r->needs[k]);
            all = met;
        }
        if (all)
            sc->o->found(sc->o->ctx, &sc->held[i]);
    }
    arena_free(&sc->held_text);
}

// Which rules are out for this path? False: all of them.
static bool begin(struct scan *sc)
{
    struct sec_scanner *s = sc->s;
    const struct sec_about about = {.path = sc->o->path, .commit = sc->o->commit};
    if (sec_allows_file(s->r, &s->r->allows, &about, s->md))
        return false;
    for (size_t i = 0; i < s->r->n; i++) {
        const struct sec_rule_int *r = &s->r->rules[i];
        s->resume[i] = 0;
        s->off[i] = (r->path.code && !sec_regex_has(s->r, &r->path, about.path, s->md)) ||
                    (r->allows.n && sec_allows_file(s->r, &r->allows, &about, s->md));
        sc->hold |= r->n_needs > 0;
        if (!r->regex.code && !s->off[i] && about.path.n) { // the path alone is the finding
            struct sec_finding f = {.rule = (uint32_t)i, .line = 1, .col = 1, .last_line = 1};
            if (!r->pub.skip_report)
                sc->o->found(sc->o->ctx, &f);
        }
    }
    return true;
}

struct sec_scanner *sec_scanner_new(struct arena *perm, const struct sec_rules *r)
{
    struct sec_scanner *s = arena_new(perm, struct sec_scanner, 1);
    *s = (struct sec_scanner){.perm = perm, .r = r};
    s->md = pcre2_match_data_create(MAX_GROUPS, NULL);
    s->mc = sec_match_context(NULL);
    if (r->jit && (s->stack = pcre2_jit_stack_create(32 << 10, JIT_STACK, NULL)))
        pcre2_jit_stack_assign(s->mc, NULL, s->stack);
    s->spans = arena_new(perm, struct sec_spans, r->n + 1);
    s->touched = arena_new(perm, uint32_t, r->n + 1);
    s->is_touched = arena_new(perm, bool, r->n + 1);
    s->off = arena_new(perm, bool, r->n + 1);
    s->resume = arena_new(perm, uint64_t, r->n + 1);
    if (r->database.n)
        s->hs = sec_hs_open(perm, r->database);
    for (size_t i = 0; i < r->n; i++)
        s->extra |= !r->in_db[i] && r->rules[i].regex.code;
    return s;
}

void sec_scanner_free(struct sec_scanner *s)
{
    if (!s)
        return;
    sec_hs_close(s->hs);
    pcre2_match_data_free(s->md);
    pcre2_match_context_free(s->mc);
    if (s->stack)
        pcre2_jit_stack_free(s->stack);
    arena_free(&s->scratch);
}

void sec_scanner_own_engine(struct sec_scanner *s)
{
    s->own = true;
}

void sec_scan(struct sec_scanner *s, struct str data, const struct sec_scan_options *o)
{
    struct scan sc = {.s = s, .o = o};
    if (!begin(&sc))
        return;
    size_t floor = 0;
    while (data.n > SEC_WINDOW) {
        scan_window(&sc, str_head(data, SEC_WINDOW), floor, false);
        size_t step = SEC_WINDOW - SEC_OVERLAP - LOOK_BACK;
        data = str_skip(data, step);
        sc.base += step;
        floor = LOOK_BACK;
    }
    scan_window(&sc, data, floor, true);
    release(&sc);
}

int sec_scan_stream(struct sec_scanner *s, struct sk_stream *in, const struct sec_scan_options *o,
                    struct sk_err *err)
{
    struct scan sc = {.s = s, .o = o};
    struct str piece = {0};
    size_t have = 0, floor = 0;
    int r = 0;
    if (!begin(&sc))
        return 0;
    if (!s->window)
        s->window = arena_new(s->perm, char, SEC_WINDOW + 1);
    for (;;) {
        if (!piece.n && ((r = sk_stream_next(in, &piece, err)) < 0 || !piece.n))
            break;
        size_t room = SEC_WINDOW + 1 - have, n = piece.n < room ? piece.n : room;
        memcpy(s->window + have, piece.p, n);
        have += n;
        piece = str_skip(piece, n);
        if (have <= SEC_WINDOW)
            continue; // a window is full when more than it is known to come
        size_t step = SEC_WINDOW - SEC_OVERLAP - LOOK_BACK;
        scan_window(&sc, (struct str){s->window, SEC_WINDOW}, floor, false);
        memmove(s->window, s->window + step, have - step);
        have -= step;
        sc.base += step;
        floor = LOOK_BACK;
    }
    scan_window(&sc, (struct str){s->window, have}, floor, true);
    release(&sc);
    return r;
}
