// advisory/cvss.h - CVSS scores computed from vectors (FIRST.org, v2.0, v3.0, v3.1, v4.0).
#pragma once
#include "core/err.h"
#include "core/str.h"

// Base score (v4.0: with threat and environmental metrics where the vector has them), 0.0-10.0.
// *ret_version is 20, 30, 31 or 40. SK_EFORMAT names the metric that is missing or wrong.
int cvss_score(struct str vector, double *ret_score, int *ret_version, struct sk_err *err) SK_MUST;
// "none", "low", "medium", "high", "critical" by the bands of the vector's version.
const char *cvss_band(double score, int version);
