// report/notice.h - the attribution file of `sekisho licences --notice`.
#pragma once
#include "core/buf.h"
#include "core/err.h"
#include "finding/finding.h"
#include "finding/licence.h"

// set->licences must be there. Texts are those that the components bring; the SPDX list's where they
// only name one. Each text stands there once.
int rep_notice(const struct fnd_set *set, struct sk_buf *out, struct sk_err *err) SK_MUST;
