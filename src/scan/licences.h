// scan/licences.h - the part of the line for licences: evidence from metadata and files, judged by a policy.
#pragma once
#include "engine/licence/policy.h"
#include "worker/worker.h"

struct lic_db;
struct scan_run;

struct scan_licence_options {
    const struct lic_policy *policy;
    const struct lic_db *db; // the texts of the SPDX list; NULL: names alone
    bool aside;              // not what was asked for: no list is no incompleteness
};

int scan_job_licences(struct wk_call *c, struct sk_err *err);
// After the inventory is merged: set->licences, and findings.
int scan_licences(struct scan_run *s, struct sk_err *err) SK_MUST;
