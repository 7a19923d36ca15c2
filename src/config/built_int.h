// config/built_int.h - what the jobs of built.h share.
#pragma once
#include "config/built.h"
#include "config/kustomize.h"

bool cfg_built_get(struct wire_in *w, struct cfg_built_request *ret);
struct cfg_file *cfg_built_files(struct wire_in *w, struct arena *a, struct str data,
                                 size_t *ret_n);

struct cfg_builder {
    int (*build)(void *ctx, struct str name, struct arena *a, struct cfg_inputs *in,
                 struct cfg_objects *ret, struct sk_err *err);
    void *ctx;
    const struct str *names; // of builds, for people
    size_t n;
    const char *how; // "", ", rendered"
};
// Build, judge, and write the reply. `rules` NULL: ours.
int cfg_built_judge(struct wk_call *c, const struct cfg_rules *rules,
                    const struct cfg_builder *builder, struct sk_err *err);
void cfg_built_print(struct sk_buf *reply, const struct cfg_objects *objects, bool places,
                     const struct cfg_inputs *in);
