// A tree of files ("--- PATH" and the content, as in tests/data/kustomize/cases.txt), built and turned into what
// rules see.
#include "config/kustomize.h"
#include "core/buf.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    enum { MAX_FILES = 64 };
    ARENA_SCRATCH(a);
    struct str rest = {(const char *)data, size}, line;
    struct cfg_file files[MAX_FILES];
    size_t n = 0;
    for (struct str at = rest; str_next_line(&rest, &line); at = rest) {
        if (str_take(&line, S("--- ")) && n < MAX_FILES)
            files[n++] = (struct cfg_file){line, {rest.p, 0}};
        else if (n > 0 && files[n - 1].data.p)
            files[n - 1].data.n = (size_t)(at.p - files[n - 1].data.p) + at.n - rest.n;
    }
    struct cfg_kustomize *k = cfg_kustomize_new(&a, files, n);
    struct sk_map used = {.perm = &a};
    struct str *roots;
    size_t n_roots;
    cfg_kustomize_plan(k, &roots, &n_roots, &used);
    for (size_t i = 0; i < n_roots; i++) {
        ARENA_SCRATCH(b);
        struct cfg_inputs in = {.perm = &b};
        struct cfg_objects objects;
        struct sk_err err;
        SK_BUF_SCRATCH(out, 64 << 20);
        if (cfg_kustomize_build(k, roots[i], &b, &in, &objects, &err) < 0)
            continue;
        for (size_t o = 0; o < objects.n_items; o++) {
            (void)cfg_node_rego(&b, objects.items[o].root);
            cfg_node_yaml(&out, objects.items[o].root, true);
        }
    }
    return 0;
}
