// TOML, for rules of the user.
#include "config/config.h"

static bool wants(struct str path, uint64_t size)
{
    return size <= CFG_MAX_DOCUMENT && str_ends(path, S(".toml"));
}

static int read_toml(struct str path, struct str data, struct cfg_inputs *out, struct sk_err *err)
{
    struct sk_doc *doc = arena_new(out->perm, struct sk_doc, 1);
    int r = sk_toml_read(out->perm, path, data, doc, err);
    if (r < 0)
        return r;
    *VEC_PUSH(out->perm, out->items, out->n_items, out->cap_items) =
        (struct cfg_input){"toml", rego_from_doc(out->perm, doc->root), doc};
    cfg_tell(out, doc);
    return 0;
}

const struct cfg_kind cfg_kind_toml = {
    .id = "toml", .for_user = true, .wants = wants, .read = read_toml};
