// report/report.h - from findings to what people and programs read.
//
// To add an output: src/report/out_<id>.c with `const struct rep_output rep_output_<id>`, one line in
// outputs.def, and a golden in tests/golden/report/. Outputs are pure: findings in, bytes out.
#pragma once
#include "core/arena.h"
#include "core/buf.h"
#include "core/err.h"
#include "finding/finding.h"
#include "remedy/remedy.h"

struct rep_input {
    const struct fnd_set *set;
    const struct rem_plan *plan;
    bool colour; // table only
    int width;   // columns of the terminal; 0 = do not cut
    bool all;    // table: every finding, not only the actions and the urgent
};

struct rep_output {
    const char *id;
    const char *what;
    bool inventory; // also for `sekisho sbom`: makes sense without findings
    int (*write)(const struct rep_input *in, struct sk_buf *out, struct sk_err *err);
};
extern const struct rep_output *const rep_outputs[]; // NULL-terminated, order of outputs.def
const struct rep_output *rep_find(struct str id);
