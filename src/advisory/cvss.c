// CVSS v2.0, v3.0 and v3.1 base scores (v4.0: cvss4.c).
// https://www.first.org/cvss/v2/guide, section 3.2.1; https://www.first.org/cvss/v3.1/specification-document,
// section 7 and appendix A (Roundup by integers).
#include "advisory/cvss_int.h"

#include <math.h>

static int parse(struct str vector, struct cvss_metrics *m, struct sk_err *err)
{
    struct str one;
    m->n = 0;
    while (str_next_field(&vector, '/', &one)) {
        struct str key, value;
        if (!one.n)
            continue;
        if (!str_cut(one, ':', &key, &value) || m->n == CVSS_MAX_METRICS)
            return sk_fail(err, SK_EFORMAT, "'" STR_FMT "' is not a metric", STR_ARG(one));
        for (int i = 0; i < m->n; i++)
            if (str_eq(m->key[i], key))
                return sk_fail(err, SK_EFORMAT, "metric " STR_FMT " stands twice", STR_ARG(key));
        m->key[m->n] = key;
        m->value[m->n++] = value;
    }
    return 0;
}

struct str cvss_metric(const struct cvss_metrics *m, const char *key)
{
    for (int i = 0; i < m->n; i++)
        if (str_eq(m->key[i], str_from(key)))
            return m->value[i];
    return (struct str){0};
}

struct weight {
    char value;
    double weight;
};

// The weight of a metric; sets *bad with the name of what is missing or unknown.
static double weight(const struct cvss_metrics *m, const char *key, const struct weight *w,
                     size_t n, const char **bad)
{
    struct str value = cvss_metric(m, key);
    for (size_t k = 0; k < n; k++)
        if (value.n == 1 && value.p[0] == w[k].value)
            return w[k].weight;
    *bad = key;
    return 0;
}

#define WEIGHT(key, ...)                                                                           \
    weight(m, key, (const struct weight[]){__VA_ARGS__},                                           \
           COUNT_OF(((const struct weight[]){__VA_ARGS__})), bad)

static double score_v2(const struct cvss_metrics *m, const char **bad)
{
    double av = WEIGHT("AV", {'L', 0.395}, {'A', 0.646}, {'N', 1.0});
    double ac = WEIGHT("AC", {'H', 0.35}, {'M', 0.61}, {'L', 0.71});
    double au = WEIGHT("Au", {'M', 0.45}, {'S', 0.56}, {'N', 0.704});
    double c = WEIGHT("C", {'N', 0}, {'P', 0.275}, {'C', 0.66});
    double i = WEIGHT("I", {'N', 0}, {'P', 0.275}, {'C', 0.66});
    double a = WEIGHT("A", {'N', 0}, {'P', 0.275}, {'C', 0.66});
    double impact = 10.41 * (1 - (1 - c) * (1 - i) * (1 - a));
    double exploitability = 20 * ac * au * av;
    if (impact <= 0)
        return 0;
    return round((0.6 * impact + 0.4 * exploitability - 1.5) * 1.176 * 10) / 10;
}

// Up to the next tenth; v3.1 does it on integers, so that 4.02 as 4.0200000001 is no trap.
static double round_up(double v, int version)
{
    if (version == 30)
        return ceil(v * 10) / 10;
    long n = lround(v * 100000);
    return n % 10000 == 0 ? (double)n / 100000 : (double)(n / 10000 + 1) / 10;
}

static double score_v3(const struct cvss_metrics *m, int version, const char **bad)
{
    double scope = WEIGHT("S", {'U', 0}, {'C', 1});
    bool changed = scope > 0;
    double av = WEIGHT("AV", {'N', 0.85}, {'A', 0.62}, {'L', 0.55}, {'P', 0.2});
    double ac = WEIGHT("AC", {'L', 0.77}, {'H', 0.44});
    double pr =
        WEIGHT("PR", {'N', 0.85}, {'L', changed ? 0.68 : 0.62}, {'H', changed ? 0.5 : 0.27});
    double ui = WEIGHT("UI", {'N', 0.85}, {'R', 0.62});
    double c = WEIGHT("C", {'H', 0.56}, {'L', 0.22}, {'N', 0});
    double i = WEIGHT("I", {'H', 0.56}, {'L', 0.22}, {'N', 0});
    double a = WEIGHT("A", {'H', 0.56}, {'L', 0.22}, {'N', 0});
    double iss = 1 - (1 - c) * (1 - i) * (1 - a);
    double impact = changed ? 7.52 * (iss - 0.029) - 3.25 * pow(iss - 0.02, 15) : 6.42 * iss;
    double exploitability = 8.22 * av * ac * pr * ui;
    if (impact <= 0)
        return 0;
    double sum = (changed ? 1.08 : 1.0) * (impact + exploitability);
    return round_up(sum < 10 ? sum : 10, version);
}

int cvss_score(struct str vector, double *ret_score, int *ret_version, struct sk_err *err)
{
    struct cvss_metrics m;
    const char *bad = NULL;
    int version = 20;
    vector = str_trim_chars(str_trim(vector), S("()"));
    if (str_take(&vector, S("CVSS:3.1/")))
        version = 31;
    else if (str_take(&vector, S("CVSS:3.0/")))
        version = 30;
    else if (str_take(&vector, S("CVSS:4.0/")))
        version = 40;
    else if (str_starts(vector, S("CVSS:")))
        return sk_fail(err, SK_EFORMAT, "a CVSS version that is not supported");
    int r = parse(vector, &m, err);
    if (r < 0)
        return r;
    double score = version == 20   ? score_v2(&m, &bad)
                   : version == 40 ? cvss_score_v4(&m, &bad)
                                   : score_v3(&m, version, &bad);
    if (bad)
        return sk_fail(err, SK_EFORMAT, "metric %s is missing or has no such value", bad);
    *ret_score = score;
    *ret_version = version;
    return 0;
}

const char *cvss_band(double score, int version)
{
    if (version == 20)
        return score >= 7 ? "high" : score >= 4 ? "medium" : "low";
    return score >= 9   ? "critical"
           : score >= 7 ? "high"
           : score >= 4 ? "medium"
           : score > 0  ? "low"
                        : "none";
}
