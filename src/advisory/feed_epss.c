// Exploit Prediction Scoring System: how likely a CVE is exploited within 30 days.
// FIRST's file is CSV with a "#model_version" line and a header; mirrors have ';' and no header.
// https://www.first.org/epss/data_stats
#include "advisory/feed_int.h"

static bool owns(struct str path)
{
    struct str base = str_basename(path);
    return str_ends(base, S(".csv")) &&
           (str_starts(base, S("epss_scores-")) || str_ends(base, S("_EPSS.csv")));
}

static int read_epss(struct arena *scratch, struct str path, struct str data,
                     const struct adv_sink *out, struct sk_err *err)
{
    struct str line;
    uint32_t lineno = 0, bad = 0, good = 0;
    (void)scratch;
    while (str_next_line(&data, &line)) {
        struct str cve, rest, score, percentile;
        double e, p;
        lineno++;
        if (!line.n || line.p[0] == '#' || str_starts(line, S("cve,")))
            continue;
        char sep = str_has_char(line, ';') ? ';' : ',';
        (void)str_cut(line, sep, &cve, &rest);
        (void)str_cut(rest, sep, &score, &percentile);
        if (!feed_is_cve(cve) || !str_to_double(score, &e) || !str_to_double(percentile, &p) ||
            e < 0 || e > 1 || p < 0 || p > 1) {
            if (bad++ < 10)
                out->warn(out->ctx, path, lineno, "not \"CVE,score,percentile\"");
            continue;
        }
        struct adv_cve_fact f = feed_fact(cve);
        f.epss = (float)e;
        f.epss_percentile = (float)p;
        out->cve(out->ctx, &f);
        good++;
    }
    return good || !bad ? 0 : sk_fail(err, SK_EFORMAT, "no line is \"CVE,score,percentile\"");
}

const struct adv_feed adv_feed_epss = {
    .id = "epss",
    .title = "Exploit Prediction Scoring System",
    .licence = "FIRST.org EPSS data usage agreement",
    .home = "https://www.first.org/epss/",
    .owns = owns,
    .read = read_epss,
};
