// advisory/cvss_int.h - what the files of the CVSS scores share. Private to the folder.
#pragma once
#include "advisory/cvss.h"

enum { CVSS_MAX_METRICS = 40 };

// "AV:N/AC:L/..." taken apart; slices borrow from the vector.
struct cvss_metrics {
    struct str key[CVSS_MAX_METRICS], value[CVSS_MAX_METRICS];
    int n;
};

// The value of `key`; empty when the vector does not have it.
struct str cvss_metric(const struct cvss_metrics *m, const char *key);
// *bad names a metric that is missing or wrong; the score is then without meaning.
double cvss_score_v4(const struct cvss_metrics *m, const char **bad);
