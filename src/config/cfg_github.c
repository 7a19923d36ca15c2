// GitHub Actions: workflows, and actions of one's own.
// https://docs.github.com/en/actions/reference/workflow-syntax-for-github-actions
#include "config/config.h"

static bool wants(struct str path, uint64_t size)
{
    struct str dir = str_dirname(path), base = str_basename(path);
    bool yaml = str_ends(base, S(".yml")) || str_ends(base, S(".yaml"));
    return size <= CFG_MAX_DOCUMENT && yaml &&
           (str_ends(dir, S(".github/workflows")) || str_eq(base, S("action.yml")) ||
            str_eq(base, S("action.yaml")));
}

static bool is_workflow(const struct sk_val *v)
{
    return sk_val_is(sk_val_get(v, S("jobs")), SK_OBJECT) ||
           sk_val_is(sk_val_get(v, S("runs")), SK_OBJECT);
}

static int read_github(struct str path, struct str data, struct cfg_inputs *out, struct sk_err *err)
{
    return cfg_read_documents(path, data, "github-workflow", is_workflow, out, err);
}

const struct cfg_kind cfg_kind_github = {.id = "github", .wants = wants, .read = read_github};
