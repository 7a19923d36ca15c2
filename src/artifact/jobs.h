// artifact/jobs.h - parsing of artifacts' documents inside the workers. Requests and replies are
// written with core/wire.h; the functions that send them are in source_int.h.
#pragma once
#include "worker/worker.h"

#define ART_JOB(id) int art_job_##id(struct wk_call *c, struct sk_err *err);
#include "artifact/jobs.def"
#undef ART_JOB
