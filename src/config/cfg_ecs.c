// ECS task definitions: as they are registered, and as `aws ecs describe-task-definition` prints them
// (below "taskDefinition").
// https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task_definition_parameters.html
#include "config/config.h"

static bool wants(struct str path, uint64_t size)
{
    return size <= CFG_MAX_DOCUMENT &&
           (str_ends(path, S(".json")) || str_ends(path, S(".yaml")) ||
            str_ends(path, S(".yml"))) &&
           !str_has(path, S("node_modules/"));
}

static bool is_task(const struct sk_val *v)
{
    const struct sk_val *inner = sk_val_get(v, S("taskDefinition"));
    return sk_val_is(sk_val_get(inner ? inner : v, S("containerDefinitions")), SK_ARRAY);
}

static int read_ecs(struct str path, struct str data, struct cfg_inputs *out, struct sk_err *err)
{
    bool json = str_ends(path, S(".json"));
    if (!str_has(data, json ? S("\"containerDefinitions\"") : S("containerDefinitions")))
        return 0;
    return cfg_read_documents(path, data, "ecs-task", is_task, out, err);
}

const struct cfg_kind cfg_kind_ecs = {.id = "ecs", .wants = wants, .read = read_ecs};
