// From the tree to the program, and to the classes of characters that it tells apart.
#include "engine/rego/re_int.h"
#include "engine/rego/rego_int.h"

#include <stdlib.h>
#include <string.h>

struct build {
    struct rego_re *re;
    bool too_large;
};

static uint32_t emit(struct build *b, enum re_inst_op op)
{
    struct rego_re *re = b->re;
    if (re->n_prog >= RE_MAX_INSTS) {
        b->too_large = true;
        return 0;
    }
    struct re_inst *i = VEC_PUSH(re->a, re->prog, re->n_prog, re->cap_prog);
    *i = (struct re_inst){.op = (uint8_t)op};
    i->x = (uint32_t)re->n_prog;
    return (uint32_t)re->n_prog - 1;
}

static void gen(struct build *b, const struct re_node *n);

static void assertion(struct build *b, uint8_t what)
{
    uint32_t at = emit(b, I_ASSERT);
    b->re->prog[at].what = what;
}

static void save(struct build *b, uint32_t slot)
{
    uint32_t at = emit(b, I_SAVE); // the program may move: first emit, then write
    b->re->prog[at].y = slot;
}

// A choice whose first branch comes next; which one is preferred depends on `lazy`.
static uint32_t split(struct build *b)
{
    return emit(b, I_SPLIT);
}

static void set_split(struct build *b, uint32_t at, uint32_t in, uint32_t out, bool lazy)
{
    b->re->prog[at].x = lazy ? out : in;
    b->re->prog[at].y = lazy ? in : out;
}

static uint32_t here(const struct build *b)
{
    return (uint32_t)b->re->n_prog;
}

static void gen_plus(struct build *b, const struct re_node *kid, bool lazy)
{
    uint32_t from = here(b);
    gen(b, kid);
    uint32_t s = split(b);
    set_split(b, s, from, here(b), lazy);
}

static void gen_quest(struct build *b, const struct re_node *kid, bool lazy)
{
    uint32_t s = split(b);
    gen(b, kid);
    set_split(b, s, s + 1, here(b), lazy);
}

// Can it match the empty text?
static bool is_nullable(const struct re_node *n)
{
    switch ((enum re_op)n->op) {
    case RE_RUNES:
    case RE_NOTHING: return false;
    case RE_CONCAT:
        for (size_t i = 0; i < n->n; i++)
            if (!is_nullable(n->kids[i]))
                return false;
        return true;
    case RE_ALT:
        for (size_t i = 0; i < n->n; i++)
            if (is_nullable(n->kids[i]))
                return true;
        return false;
    case RE_PLUS:
    case RE_CAPTURE: return is_nullable(n->kids[0]);
    case RE_REPEAT: return n->min == 0 || is_nullable(n->kids[0]);
    case RE_EMPTY:
    case RE_STAR:
    case RE_QUEST:
    case RE_BOL:
    case RE_EOL:
    case RE_BOT:
    case RE_EOT:
    case RE_WORD:
    case RE_NOT_WORD: return true;
    }
    return true;
}

// Of what may be empty x* is (x+)?: going round by way of the empty text must not come back to the choice
// whether to begin, which by then is made (https://go.dev/issue/46123).
static void gen_star(struct build *b, const struct re_node *kid, bool lazy)
{
    uint32_t s = split(b);
    if (is_nullable(kid)) {
        gen_plus(b, kid, lazy);
    } else {
        gen(b, kid);
        uint32_t jump = emit(b, I_JUMP);
        b->re->prog[jump].x = s;
    }
    set_split(b, s, s + 1, here(b), lazy);
}

static void gen_repeat(struct build *b, const struct re_node *n)
{
    const struct re_node *kid = n->kids[0];
    for (int i = 0; i < n->min && !b->too_large; i++) {
        if (n->max < 0 && i + 1 == n->min) {
            gen_plus(b, kid, n->lazy);
            return;
        }
        gen(b, kid);
    }
    if (n->max < 0) {
        gen_star(b, kid, n->lazy);
        return;
    }
    // x{2,4} is xx(x(x)?)?
    uint32_t splits[RE_MAX_REPEAT + 1];
    int n_splits = 0;
    for (int i = n->min; i < n->max && !b->too_large; i++) {
        splits[n_splits++] = split(b);
        gen(b, kid);
    }
    for (int i = 0; i < n_splits; i++)
        set_split(b, splits[i], splits[i] + 1, here(b), n->lazy);
}

static void gen_runes(struct build *b, const struct re_node *n)
{
    uint32_t at = emit(b, n->set.n ? I_RUNES : I_FAIL);
    struct re_inst *i = &b->re->prog[at];
    i->r = n->set.r;
    i->n = (uint32_t)n->set.n;
    for (uint32_t c = 0; c < 128; c++)
        for (size_t k = 0; k < n->set.n; k++)
            if (c >= n->set.r[k].lo && c <= n->set.r[k].hi)
                i->ascii[c >> 6] |= (uint64_t)1 << (c & 63);
}

static void gen_alt(struct build *b, const struct re_node *n)
{
    uint32_t *ends = arena_new(b->re->a, uint32_t, n->n);
    for (size_t i = 0; i < n->n; i++) {
        uint32_t s = i + 1 < n->n ? split(b) : 0;
        gen(b, n->kids[i]);
        ends[i] = i + 1 < n->n ? emit(b, I_JUMP) : 0;
        if (i + 1 < n->n)
            set_split(b, s, s + 1, here(b), false);
    }
    for (size_t i = 0; i + 1 < n->n; i++)
        b->re->prog[ends[i]].x = here(b);
}

static void gen(struct build *b, const struct re_node *n)
{
    if (b->too_large)
        return;
    switch ((enum re_op)n->op) {
    case RE_EMPTY: return;
    case RE_NOTHING: emit(b, I_FAIL); return;
    case RE_RUNES: gen_runes(b, n); return;
    case RE_CONCAT:
        for (size_t i = 0; i < n->n; i++)
            gen(b, n->kids[i]);
        return;
    case RE_ALT: gen_alt(b, n); return;
    case RE_STAR: gen_star(b, n->kids[0], n->lazy); return;
    case RE_PLUS: gen_plus(b, n->kids[0], n->lazy); return;
    case RE_QUEST: gen_quest(b, n->kids[0], n->lazy); return;
    case RE_REPEAT: gen_repeat(b, n); return;
    case RE_CAPTURE:
        save(b, (uint32_t)n->group * 2);
        gen(b, n->kids[0]);
        save(b, (uint32_t)n->group * 2 + 1);
        return;
    case RE_BOL:
    case RE_EOL:
    case RE_BOT:
    case RE_EOT:
    case RE_WORD:
    case RE_NOT_WORD: assertion(b, n->op); return;
    }
}

static int by_value(const void *a, const void *b)
{
    uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;
    return (x > y) - (x < y);
}

// Characters between two bounds are the same to every instruction.
static void make_classes(struct rego_re *re)
{
    static const uint32_t always[] = {0,       '\n', '\n' + 1, '0', '9' + 1, 'A',
                                      'Z' + 1, '_',  '_' + 1,  'a', 'z' + 1};
    size_t n = 0, cap = 0;
    for (size_t i = 0; i < COUNT_OF(always); i++)
        *VEC_PUSH(re->a, re->bounds, n, cap) = always[i];
    for (size_t i = 0; i < re->n_prog; i++) {
        for (uint32_t k = 0; re->prog[i].op == I_RUNES && k < re->prog[i].n; k++) {
            *VEC_PUSH(re->a, re->bounds, n, cap) = re->prog[i].r[k].lo;
            *VEC_PUSH(re->a, re->bounds, n, cap) = re->prog[i].r[k].hi + 1;
        }
    }
    qsort(re->bounds, n, sizeof *re->bounds, by_value);
    size_t m = 0;
    for (size_t i = 0; i < n; i++)
        if (m == 0 || re->bounds[m - 1] != re->bounds[i])
            re->bounds[m++] = re->bounds[i];
    re->n_classes = m;
    size_t k = 0;
    for (uint32_t c = 0; c < 128; c++) {
        while (k + 1 < m && re->bounds[k + 1] <= c)
            k++;
        re->ascii[c] = (uint16_t)k;
    }
}

// The longest run of plain characters that every match must hold.
static void find_literal(struct rego_re *re, const struct re_node *n)
{
    char buf[256], best[256];
    size_t len = 0, best_len = 0;
    for (size_t i = 0; n->op == RE_CONCAT && i < n->n; i++) {
        const struct re_node *k = n->kids[i];
        bool plain = k->op == RE_RUNES && k->set.n == 1 && k->set.r[0].lo == k->set.r[0].hi &&
                     k->set.r[0].lo < 0x80 && len < sizeof buf;
        if (plain)
            buf[len++] = (char)k->set.r[0].lo;
        if (len > best_len) {
            memcpy(best, buf, len);
            best_len = len;
        }
        if (!plain && k->op != RE_BOT && k->op != RE_EOT)
            len = 0;
    }
    if (best_len)
        re->literal = str_dup(re->a, (struct str){best, best_len});
    re->anchored = n->op == RE_CONCAT && n->n && n->kids[0]->op == RE_BOT;
}

bool rego_re_compile(struct rego_re *re, const struct re_node *tree, struct sk_err *err)
{
    struct build b = {.re = re};
    gen(&b, tree);
    emit(&b, I_MATCH);
    if (b.too_large || re->n_prog * (re->n_groups + 1) > RE_MAX_THREAD_CAPS) {
        sk_fail(err, SK_ELIMIT, "expression too large (more than %d instructions or groups)",
                RE_MAX_INSTS);
        return false;
    }
    make_classes(re);
    find_literal(re, tree);
    return true;
}

struct rego_re *rego_re_new(struct arena *perm, struct str pattern, struct sk_err *err)
{
    struct rego_re *re = arena_new(perm, struct rego_re, 1);
    re->a = perm;
    struct re_node *tree = rego_re_parse(perm, pattern, &re->n_groups, &re->names, err);
    return tree && rego_re_compile(re, tree, err) ? re : NULL;
}

size_t rego_re_groups(const struct rego_re *re)
{
    return re->n_groups;
}

struct str rego_re_group_name(const struct rego_re *re, size_t group)
{
    return group >= 1 && group <= re->n_groups ? re->names[group - 1] : (struct str){0};
}
