// CVSS v4.0 scores: the macro vector's score, less the mean distance to the next lower macro vectors.
// https://www.first.org/cvss/v4.0/specification-document, section 8 and tables 23-30.
#include "advisory/cvss_int.h"

#include <math.h>

// What counts for the score. A value's place in its row is its distance from the worst, in steps.
enum metric { AV, PR, UI, AC, AT, VC, VI, VA, CR, IR, AR, SC, SI, SA, E, N_METRICS };

static const struct {
    const char *key, *levels;
    bool required, modified; // stands in every vector; "M<key>" overrides it
} scored[N_METRICS] = {
    [AV] = {"AV", "NALP", true, true},  [PR] = {"PR", "NLH", true, true},
    [UI] = {"UI", "NPA", true, true},   [AC] = {"AC", "LH", true, true},
    [AT] = {"AT", "NP", true, true},    [VC] = {"VC", "HLN", true, true},
    [VI] = {"VI", "HLN", true, true},   [VA] = {"VA", "HLN", true, true},
    [CR] = {"CR", "HML", false, false}, [IR] = {"IR", "HML", false, false},
    [AR] = {"AR", "HML", false, false}, [SC] = {"SC", "SHLN", true, true},
    [SI] = {"SI", "SHLN", true, true},  [SA] = {"SA", "SHLN", true, true},
    [E] = {"E", "APU", false, false},
};
// Supplemental metrics say more, but never change the score.
static const struct {
    const char *key, *values;
} supplemental[] = {{"S", "NP"}, {"AU", "NY"}, {"R", "AUI"}, {"V", "DC"}, {"RE", "LMH"}};

enum { N_EQ12 = 6, N_EQ36 = 5, N_EQ45 = 9 };
// The score of each macro vector in tenths: rows EQ1, EQ2, EQ3+EQ6; columns EQ4, EQ5.
static const uint8_t macro_score[N_EQ12 * N_EQ36][N_EQ45] = {
    {100, 98, 95, 100, 93, 91, 93, 89, 81}, // 000..0
    {99, 95, 92, 96, 87, 81, 90, 80, 68},   // 000..1
    {98, 95, 90, 93, 89, 81, 88, 78, 69},   // 001..0
    {95, 92, 84, 92, 81, 65, 80, 70, 48},   // 001..1
    {92, 82, 72, 79, 69, 50, 69, 55, 27},   // 002..1
    {99, 95, 92, 95, 90, 84, 92, 82, 72},   // 010..0
    {97, 92, 85, 91, 83, 71, 81, 71, 53},   // 010..1
    {95, 92, 85, 92, 80, 70, 84, 71, 50},   // 011..0
    {93, 85, 73, 82, 72, 59, 70, 52, 30},   // 011..1
    {86, 75, 52, 71, 52, 29, 63, 29, 17},   // 012..1
    {98, 94, 91, 94, 86, 77, 87, 74, 63},   // 100..0
    {95, 87, 81, 89, 74, 64, 75, 63, 49},   // 100..1
    {94, 88, 76, 86, 74, 59, 72, 57, 52},   // 101..0
    {89, 77, 67, 76, 58, 50, 57, 52, 25},   // 101..1
    {83, 70, 54, 65, 58, 26, 53, 21, 13},   // 102..1
    {95, 88, 76, 90, 75, 61, 77, 68, 52},   // 110..0
    {90, 76, 70, 77, 62, 53, 66, 59, 30},   // 110..1
    {89, 76, 62, 74, 57, 47, 61, 57, 24},   // 111..0
    {78, 67, 58, 59, 57, 23, 52, 29, 16},   // 111..1
    {71, 59, 30, 58, 26, 15, 23, 13, 6},    // 112..1
    {93, 86, 75, 86, 74, 56, 70, 52, 40},   // 200..0
    {87, 72, 58, 74, 61, 34, 54, 40, 22},   // 200..1
    {85, 74, 62, 72, 55, 46, 53, 34, 19},   // 201..0
    {75, 55, 51, 57, 41, 19, 36, 19, 8},    // 201..1
    {64, 51, 20, 47, 21, 11, 24, 9, 4},     // 202..1
    {88, 73, 60, 73, 59, 41, 54, 45, 20},   // 210..0
    {75, 53, 50, 55, 40, 20, 43, 22, 11},   // 210..1
    {75, 58, 40, 61, 48, 20, 46, 17, 8},    // 211..0
    {55, 45, 21, 51, 18, 9, 18, 7, 2},      // 211..1
    {53, 24, 14, 24, 12, 5, 10, 3, 1},      // 212..1
};

// The worst vectors of each level of a group, one digit per metric, and how deep the level reaches.
struct level {
    int depth;
    const char *worst[5];
};
static const struct level eq1_levels[] = {
    {1, {"000"}}, {4, {"100", "010", "001"}}, {5, {"300", "111"}}};
static const struct level eq2_levels[] = {{1, {"00"}}, {2, {"10", "01"}}};
static const struct level eq36_levels[N_EQ36] = {
    {7, {"000000"}},           {6, {"001110", "000111"}},
    {8, {"100000", "010000"}}, {8, {"101010", "100011", "010101", "011100", "110001"}},
    {10, {"111000"}},
};
static const struct level eq4_levels[] = {{6, {"100"}}, {5, {"111"}}, {4, {"222"}}};

// The place of a one-letter value among `values`, -1: not there.
static int place(const char *values, struct str value)
{
    for (int i = 0; value.n == 1 && values[i]; i++)
        if (values[i] == value.p[0])
            return i;
    return -1;
}

// The level of metric m; a metric that is absent or X counts as its worst value.
static int level_of(const struct cvss_metrics *v, enum metric m, const char **bad)
{
    char modified[4] = {'M', scored[m].key[0], scored[m].key[1], 0};
    struct str base = cvss_metric(v, scored[m].key), over = {0};
    if (scored[m].modified)
        over = cvss_metric(v, modified);
    bool has_safety = m == SI || m == SA; // in their modified form only
    int level = 0;
    if (base.n && (scored[m].required || !str_eq(base, S("X")))) {
        level = place(scored[m].levels, base);
        if (level < 0 || scored[m].levels[level] == 'S')
            *bad = scored[m].key;
    } else if (scored[m].required) {
        *bad = scored[m].key;
    }
    if (over.n && !str_eq(over, S("X"))) {
        level = place(scored[m].levels, over);
        if (level < 0 || (scored[m].levels[level] == 'S' && !has_safety))
            *bad = scored[m].key;
    }
    return level;
}

static bool is_known(struct str key, struct str value)
{
    struct str base = key;
    for (size_t i = 0; i < COUNT_OF(supplemental); i++)
        if (str_eq(key, str_from(supplemental[i].key)))
            return str_eq(value, S("X")) || place(supplemental[i].values, value) >= 0;
    if (str_eq(key, S("U")))
        return str_eq(value, S("X")) || str_eq(value, S("Clear")) || str_eq(value, S("Green")) ||
               str_eq(value, S("Amber")) || str_eq(value, S("Red"));
    bool modified = key.n == 3 && str_take(&base, S("M"));
    for (int m = 0; m < N_METRICS; m++)
        if (str_eq(base, str_from(scored[m].key)))
            return !modified || scored[m].modified;
    return false;
}

// Steps from the worst vector of this level that is at least as bad in every metric.
static int distance(const struct level *l, const int *have, int n)
{
    for (size_t i = 0; i < COUNT_OF(l->worst) && l->worst[i]; i++) {
        int sum = 0;
        for (int k = 0; k < n && sum >= 0; k++) {
            int d = have[k] - (l->worst[i][k] - '0');
            sum = d < 0 ? -1 : sum + d;
        }
        if (sum >= 0)
            return sum;
    }
    return 0; // not reached: every level's worst vectors cover it
}

// The fall that this group's distance takes off, added to *sum; `lower` < 0: no lower macro vector.
static void take_off(int score, int lower, int dist, int depth, double *sum, int *n)
{
    if (lower < 0)
        return;
    *sum += (double)(score - lower) * dist / depth;
    ++*n;
}

static double score_of(const int *v)
{
    int safe = 0;
    for (enum metric m = VC; m <= VA; m++)
        safe += v[m] == 2;
    for (enum metric m = SC; m <= SA; m++)
        safe += v[m] == 3;
    if (safe == 6)
        return 0;
    int eq1 = !v[AV] && !v[PR] && !v[UI] ? 0 : (!v[AV] || !v[PR] || !v[UI]) && v[AV] != 3 ? 1 : 2;
    int eq2 = !v[AC] && !v[AT] ? 0 : 1;
    int eq3 = !v[VC] && !v[VI] ? 0 : !v[VC] || !v[VI] || !v[VA] ? 1 : 2;
    int eq4 = !v[SI] || !v[SA] ? 0 : v[SC] == 1 || v[SI] == 1 || v[SA] == 1 ? 1 : 2;
    int eq5 = v[E];
    bool eq6 = !((!v[CR] && !v[VC]) || (!v[IR] && !v[VI]) || (!v[AR] && !v[VA]));
    int eq36 = eq3 == 2 ? 4 : eq3 * 2 + eq6;
#define MACRO(a, b, c, d, e) macro_score[((a)*2 + (b)) * N_EQ36 + (c)][(d)*3 + (e)]
    int score = MACRO(eq1, eq2, eq36, eq4, eq5), lower36 = -1;
    if (eq36 == 0) { // two ways down: the nearer one
        int left = MACRO(eq1, eq2, 1, eq4, eq5), right = MACRO(eq1, eq2, 2, eq4, eq5);
        lower36 = left > right ? left : right;
    } else if (eq36 < 4) {
        lower36 = MACRO(eq1, eq2, eq36 == 3 ? 4 : 3, eq4, eq5);
    }
    double sum = 0;
    int n = 0;
    take_off(score, eq1 < 2 ? MACRO(eq1 + 1, eq2, eq36, eq4, eq5) : -1,
             distance(&eq1_levels[eq1], v + AV, 3), eq1_levels[eq1].depth, &sum, &n);
    take_off(score, eq2 < 1 ? MACRO(eq1, eq2 + 1, eq36, eq4, eq5) : -1,
             distance(&eq2_levels[eq2], v + AC, 2), eq2_levels[eq2].depth, &sum, &n);
    take_off(score, lower36, distance(&eq36_levels[eq36], v + VC, 6), eq36_levels[eq36].depth, &sum,
             &n);
    take_off(score, eq4 < 2 ? MACRO(eq1, eq2, eq36, eq4 + 1, eq5) : -1,
             distance(&eq4_levels[eq4], v + SC, 3), eq4_levels[eq4].depth, &sum, &n);
    take_off(score, eq5 < 2 ? MACRO(eq1, eq2, eq36, eq4, eq5 + 1) : -1, 0, 1, &sum, &n);
#undef MACRO
    double tenths = n ? score - sum / n : score;
    return floor((tenths < 0 ? 0 : tenths) + 0.5 + 1e-5) /
           10; // half up; 1e-5 against binary fractions
}

double cvss_score_v4(const struct cvss_metrics *m, const char **bad)
{
    int levels[N_METRICS];
    for (int i = 0; i < m->n; i++)
        if (!is_known(m->key[i], m->value[i]))
            *bad = "(unknown)";
    for (int i = 0; i < N_METRICS; i++)
        levels[i] = level_of(m, (enum metric)i, bad);
    return *bad ? 0 : score_of(levels);
}
