// config/kustomize.h - Kustomize trees built as `kustomize build` does, by ourselves.
//
// Everything happens on files in memory, inside a worker: bases, components, patches, generators,
// images, names and references to them, replacements, variables. Nothing is fetched and no program is
// run: what that would need (remote bases, charts, plugins) is a warning, and the rest is built.
// What is not done, and how findings are told: docs/decisions/0007-kustomize.md.
// https://kubectl.docs.kubernetes.io/references/kustomize/kustomization/
#pragma once
#include "config/config.h"
#include "config/tree.h"

enum {
    CFG_MAX_KUSTOMIZE_DEPTH = 64, // kustomizations within each other
    CFG_MAX_KUSTOMIZE_VISITS =
        4096, // kustomizations read for one build, each as often as it is used
    CFG_MAX_KUSTOMIZE_OBJECTS = 20000, // of one build
    CFG_MAX_KUSTOMIZE_FILES = 200000,
    CFG_MAX_KUSTOMIZE_KEYS = 5000, // of one generated object
};
#define CFG_MAX_KUSTOMIZE_STEPS                                                                    \
    ((uint64_t)400000000) // comparisons and copies of all builds of a job

struct cfg_file {
    struct str path, data; // relative to the scanned folder; may begin with "../"
};

struct cfg_object {
    struct cfg_node *root;
    // As it is called where it is written: "Deployment shop/front", "front".
    struct str resource, name;
};

struct cfg_objects {
    struct cfg_object *items;
    size_t n_items, cap_items;
};

struct cfg_kustomize;
bool cfg_is_kustomization(struct str path); // by its name
// `files` is borrowed.
struct cfg_kustomize *cfg_kustomize_new(struct arena *perm, const struct cfg_file *files, size_t n);
// Folders that are built: those with a kustomization that no other one uses. `used` also gets the
// paths that their builds read and that are not among the files: "base", "patch.yaml".
void cfg_kustomize_plan(struct cfg_kustomize *k, struct str **ret_roots, size_t *ret_n,
                        struct sk_map *used);
// The files that building `dir` needs, whether they are there or not.
void cfg_kustomize_needs(struct cfg_kustomize *k, struct str dir, struct sk_map *used);
// Objects live in `a`. What cannot be had is a warning in `out`.
int cfg_kustomize_build(struct cfg_kustomize *k, struct str dir, struct arena *a,
                        struct cfg_inputs *out, struct cfg_objects *ret,
                        struct sk_err *err) SK_MUST;
