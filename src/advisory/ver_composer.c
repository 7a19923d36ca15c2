// Composer: versions normalised as composer/semver does (four numbers, dates, stability words), compared
// part by part like PHP's version_compare. https://getcomposer.org/doc/articles/versions.md
#include "advisory/ver_composer.h"

static const struct {
    struct str text;
    enum ver_composer_word word;
} words[] = {
    {S_INIT("stable"), NOTHING}, {S_INIT("beta"), BETA},   {S_INIT("b"), BETA},
    {S_INIT("rc"), RC},          {S_INIT("alpha"), ALPHA}, {S_INIT("a"), ALPHA},
    {S_INIT("patch"), PATCH},    {S_INIT("pl"), PATCH},    {S_INIT("p"), PATCH},
};

static bool one_of(struct str s, struct str chars)
{
    return s.n && str_has_char(chars, s.p[0]);
}

bool ver_composer_is_wild(struct str s)
{
    return one_of(s, S("xX*"));
}

// The stability word and its numbers at the front, if there is one.
static void take_word(struct str *s, struct ver_composer *p)
{
    for (size_t i = 0; i < COUNT_OF(words); i++) {
        if (!str_starts_nocase(*s, words[i].text))
            continue;
        struct str from = *s = str_skip(*s, words[i].text.n);
        while (ch_is_digit(str_at(*s, 0)) || (one_of(*s, S(".-")) && ch_is_digit(str_at(*s, 1)))) {
            *s = str_skip(*s, 1);
            (void)str_take_digits(s);
        }
        p->word = words[i].word;
        p->counted = str_head(from, from.n - s->n);
        if (one_of(p->counted, S(".-")))
            p->counted = str_skip(p->counted, 1);
        return;
    }
}

// All that may follow the numbers: "-beta2", ".RC1-dev", "-dev", a separator alone, nothing.
bool ver_composer_modifier(struct str s, struct ver_composer *p)
{
    if (one_of(s, S("._-")))
        s = str_skip(s, 1);
    size_t before = s.n;
    take_word(&s, p);
    bool stable = s.n < before && p->word == NOTHING;
    if (stable)
        p->counted = (struct str){0};
    struct str rest = s;
    if (one_of(rest, S(".-")))
        rest = str_skip(rest, 1);
    if (str_eq_nocase(rest, S("dev"))) {
        p->dev = !stable;
        return true;
    }
    return s.n == 0;
}

static bool numbers(struct str v, bool wild, struct ver_composer *p, struct str *rest)
{
    *rest = v;
    do {
        size_t n = str_take_digits(rest).n;
        if (!n && wild && p->n_num > 0 && ver_composer_is_wild(*rest))
            *rest = str_skip(*rest, n = 1);
        if (!n || p->n_num == 4)
            return false;
        p->n_num++;
    } while (
        (ch_is_digit(str_at(*rest, 1)) || (wild && ver_composer_is_wild(str_skip(*rest, 1)))) &&
        str_take(rest, S(".")));
    p->numbers = str_head(v, v.n - rest->n);
    return true;
}

static bool classical(struct str v, struct ver_composer *p)
{
    struct str rest, first = v;
    *p = (struct ver_composer){.word = NOTHING, .fill = S("0")};
    return str_take_digits(&first).n <= 5 && numbers(v, false, p, &rest) &&
           ver_composer_modifier(rest, p);
}

// Up to `twos` groups of two digits, then up to `small` of one to three, fill `s`.
static bool date_groups(struct str s, int twos, int small)
{
    if (!s.n)
        return true;
    struct str t = one_of(s, S(".:-")) ? str_skip(s, 1) : s;
    size_t n = str_take_digits(&(struct str){t.p, t.n}).n;
    if (twos > 0 && n >= 2 && date_groups(str_skip(t, 2), twos - 1, small))
        return true;
    for (size_t k = 1; small > 0 && k <= 3 && k <= n; k++)
        if (date_groups(str_skip(t, k), 0, small - 1))
            return true;
    return false;
}

// "20240131", "2024-01-31.2": their numbers stay as many as they are.
static bool date(struct str v, struct ver_composer *p)
{
    enum { MAX_DATE = 4 + 6 * 3 + 2 * 4 };
    size_t n = 0, digits = str_take_digits(&(struct str){v.p, v.n}).n;
    *p = (struct ver_composer){.word = NOTHING};
    while (n < v.n && (ch_is_digit(str_at(v, n)) || str_has_char(S(".:-"), v.p[n])))
        n++;
    while (n > 0 && !ch_is_digit(str_at(v, n - 1)))
        n--;
    struct str head = str_head(v, n), two = str_skip(head, 4);
    if (one_of(two, S(".:-")))
        two = str_skip(two, 1);
    if (digits < 4 || n > MAX_DATE || !ch_is_digit(str_at(two, 0)) ||
        !ch_is_digit(str_at(two, 1)) || !date_groups(str_skip(two, 2), 5, 2))
        return false;
    p->numbers = head;
    for (struct str rest = head; rest.n; rest = str_skip(rest, 1), p->n_num++)
        (void)str_take_digits(&rest);
    return ver_composer_modifier(str_skip(v, n), p);
}

// "1.x-dev", "1.2.*-dev": what is not said is above every number.
static bool numbered_branch(struct str v, struct ver_composer *p)
{
    struct str rest;
    *p = (struct ver_composer){.word = NOTHING, .fill = S("9999999"), .dev = true};
    return numbers(v, true, p, &rest) &&
           (!one_of(rest, S(".-")) || (rest = str_skip(rest, 1), 1)) &&
           str_eq_nocase(rest, S("dev"));
}

struct str ver_composer_cut_flag(struct str v, struct str *flag)
{
    static const struct str flags[] = {S_INIT("stable"), S_INIT("rc"), S_INIT("beta"),
                                       S_INIT("alpha"), S_INIT("dev")};
    struct str head;
    *flag = (struct str){0};
    if (str_cut_last(v, '@', &head, flag))
        for (size_t i = 0; i < COUNT_OF(flags); i++)
            if (str_eq_nocase(*flag, flags[i]))
                return head;
    *flag = (struct str){0};
    return v;
}

bool ver_composer_parse(struct str v, struct ver_composer *p)
{
    struct str flag, head, build;
    v = ver_composer_cut_flag(str_trim(v), &flag);
    *p = (struct ver_composer){.word = NOTHING, .branch = v};
    if (str_eq(v, S("master")) || str_eq(v, S("trunk")) || str_eq(v, S("default")))
        return true;
    if (str_starts_nocase(v, S("dev-"))) {
        p->branch = str_skip(v, 4);
        return v.n > 4;
    }
    if (str_cut(v, '+', &head, &build) && build.n)
        v = head;
    if (ch_lower(str_at(v, 0)) == 'v')
        v = str_skip(v, 1);
    return classical(v, p) || date(v, p) || numbered_branch(v, p);
}

static bool valid(struct str v)
{
    struct ver_composer p;
    return ver_composer_parse(v, &p);
}

// ---- order

struct cursor {
    struct ver_composer p;
    int i; // numbers given out
};

static enum ver_composer_word next_part(struct cursor *c, struct str *number)
{
    struct ver_composer *p = &c->p;
    if (p->numbers.n) {
        *number = ver_composer_is_wild(p->numbers) ? S("9999999") : str_take_digits(&p->numbers);
        if (ver_composer_is_wild(p->numbers))
            p->numbers = str_skip(p->numbers, 1);
        p->numbers = str_skip(p->numbers, 1); // the separator
        c->i++;
        return NUMBER;
    }
    if (p->fill.n && c->i < 4) {
        *number = p->fill;
        c->i++;
        return NUMBER;
    }
    enum ver_composer_word word = p->word;
    p->word = NOTHING;
    if (word != NOTHING)
        return word;
    if (p->counted.n) {
        *number = str_take_digits(&p->counted);
        p->counted = str_skip(p->counted, 1);
        return NUMBER;
    }
    word = p->dev ? DEV : NOTHING;
    p->dev = false;
    return word;
}

// At most `max` parts.
int ver_composer_compare_head(const struct ver_composer *a, const struct ver_composer *b, int max)
{
    struct cursor ca = {*a, 0}, cb = {*b, 0};
    for (int i = 0; i < max; i++) {
        struct str na = {0}, nb = {0};
        enum ver_composer_word wa = next_part(&ca, &na), wb = next_part(&cb, &nb);
        int c = (int)wa - (int)wb;
        if (!c && wa == NUMBER)
            c = ver_cmp_numbers(na, nb);
        if (c || wa == NOTHING)
            return c;
    }
    return 0;
}

int ver_composer_compare(const struct ver_composer *a, const struct ver_composer *b)
{
    if (a->branch.n || b->branch.n) // branches without numbers are below all
        return !a->branch.n ? 1 : !b->branch.n ? -1 : str_cmp(a->branch, b->branch);
    return ver_composer_compare_head(a, b, INT32_MAX);
}

// What is no version sorts below all that are, by its text.
static int compare(struct str a, struct str b)
{
    struct ver_composer pa, pb;
    bool ga = ver_composer_parse(a, &pa), gb = ver_composer_parse(b, &pb);
    if (!ga || !gb)
        return ga || gb ? ga - gb : str_cmp(a, b);
    return ver_composer_compare(&pa, &pb);
}

const struct ver_scheme ver_scheme_composer = {
    .id = "composer",
    .what = "composer/semver",
    .aliases = "packagist php",
    .valid = valid,
    .compare = compare,
    .match = ver_composer_match,
};
