// Terraform and other HCL, for rules of the user. JSON of Terraform is what it is.
#include "config/config.h"

static bool wants(struct str path, uint64_t size)
{
    return size <= CFG_MAX_DOCUMENT &&
           (str_ends(path, S(".tf")) || str_ends(path, S(".tfvars")) || str_ends(path, S(".hcl")) ||
            str_ends(path, S(".tf.json")) || str_ends(path, S(".tfvars.json"))) &&
           !str_has(path, S(".terraform/"));
}

static int read_terraform(struct str path, struct str data, struct cfg_inputs *out,
                          struct sk_err *err)
{
    struct sk_doc *doc = arena_new(out->perm, struct sk_doc, 1);
    int r = str_ends(path, S(".json")) ? sk_json_read(out->perm, path, data, doc, err)
                                       : sk_hcl_read(out->perm, path, data, doc, err);
    if (r < 0)
        return r;
    *VEC_PUSH(out->perm, out->items, out->n_items, out->cap_items) =
        (struct cfg_input){"terraform", rego_from_doc(out->perm, doc->root), doc};
    cfg_tell(out, doc);
    return 0;
}

const struct cfg_kind cfg_kind_terraform = {
    .id = "terraform", .for_user = true, .wants = wants, .read = read_terraform};
