// Docker Compose.
// https://github.com/compose-spec/compose-spec/blob/main/spec.md
#include "config/config.h"

static bool wants(struct str path, uint64_t size)
{
    struct str base = str_basename(path);
    return size <= CFG_MAX_DOCUMENT &&
           (str_starts(base, S("docker-compose")) || str_starts(base, S("podman-compose")) ||
            str_starts(base, S("compose.")) || str_starts(base, S("compose-")) ||
            str_starts(base, S("container-compose"))) &&
           (str_ends(base, S(".yml")) || str_ends(base, S(".yaml")));
}

static bool is_compose(const struct sk_val *v)
{
    return sk_val_is(sk_val_get(v, S("services")), SK_OBJECT);
}

static int read_compose(struct str path, struct str data, struct cfg_inputs *out,
                        struct sk_err *err)
{
    return cfg_read_documents(path, data, "compose", is_compose, out, err);
}

const struct cfg_kind cfg_kind_compose = {.id = "compose", .wants = wants, .read = read_compose};
