// Rules that see all Kubernetes objects of a folder at once: the workers have said of each what such rules need.
#include "scan/folder_int.h"

int scan_folder_set(struct folder *f, struct sk_err *err)
{
    SK_BUF_SCRATCH(request, SK_MAX_FRAME_BYTES);
    size_t n = 0;
    for (size_t i = 0; i < f->n_parts; i++)
        n += f->parts[i].reply.facts.n;
    if (!n)
        return 0;
    wire_put_u64(&request, n);
    for (size_t i = 0; i < f->n_parts; i++)
        for (size_t k = 0; k < f->parts[i].reply.facts.n; k++)
            wire_put_str(&request, f->parts[i].reply.facts.items[k]);
    if (n > CFG_MAX_FACTS || request.full) {
        scan_warn(f->s, S(""), "%zu Kubernetes objects are more than are judged together", n);
        return 0;
    }
    uint64_t tag = CONFIG_TAG + f->n_parts;
    *VEC_PUSH(f->s->perm, f->parts, f->n_parts, f->cap_parts) =
        (struct config_part){.first = S("rules for all Kubernetes objects"), .n = 1};
    return wk_submit(f->s->pool, "config_set", sk_buf_str(&request), NULL, 0, tag, err);
}
