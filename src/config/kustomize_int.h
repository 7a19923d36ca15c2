// config/kustomize_int.h - shared by the files kustomize*.c.
#pragma once
#include "config/kustomize.h"
#include "core/map.h"

struct kz_file {
    struct cfg_file is;
    struct cfg_origin *docs; // parsed when first asked for
    size_t n_docs;
    bool parsed, bad;
    char why[200];
};

struct kz_dir { // a folder with a kustomization
    struct str path;
    struct kz_file *file;
    struct cfg_node *root; // an object, or NULL
    bool component, parsed, used;
    bool foreign; // a Kustomization of Flux: an object, no folder
    bool several; // there is a second one
};

struct cfg_kustomize {
    struct arena *perm;
    struct cfg_pool pool; // of kustomizations
    struct kz_file *files;
    size_t n_files;
    struct sk_map by_path; // struct kz_file
    struct sk_map dirs;    // struct kz_dir
    struct sk_map said;    // warnings, so that each is there once
    uint64_t steps;        // what was done so far
};

struct kz_name {
    struct str ns, name, kind;
};

enum kz_behavior { KZ_CREATE, KZ_MERGE, KZ_REPLACE };

struct kz_res {                // an object under construction
    struct cfg_node *root;     // NULL: a patch deleted it
    struct str resource, name; // for people: what it is called where it is written
    struct kz_name *prev;      // what it was called before, oldest first
    size_t n_prev, cap_prev;
    struct str *prefixes, *suffixes;
    size_t n_prefixes, cap_prefixes, n_suffixes, cap_suffixes;
    struct str *vars; // that read from it
    size_t n_vars, cap_vars;
    enum kz_behavior behavior;
    bool need_hash;
};

struct kz_field { // where in which objects; empty = any
    struct str group, version, kind, path;
    bool create;
};
struct kz_fields {
    struct kz_field *items;
    size_t n_items, cap_items;
};
struct kz_ref { // `field` holds the name of an object of this kind
    struct str group, version, kind;
    struct kz_field field;
};
struct kz_var {
    struct str name;
    const struct cfg_node *entry;
};

// What a folder gives to those who use it.
struct kz_acc {
    struct kz_res **items;
    size_t n_items, cap_items;
    struct kz_var *vars;
    size_t n_vars, cap_vars;
    // Of `configurations`, besides our own.
    struct kz_fields labels, annotations, prefixes, suffixes, namespaces, images, replicas,
        var_fields;
    struct kz_ref *refs;
    size_t n_refs, cap_refs;
};

struct kz { // one build
    struct cfg_kustomize *k;
    struct cfg_pool pool;
    struct cfg_inputs *out;
    struct str stack[CFG_MAX_KUSTOMIZE_DEPTH];
    size_t depth, visits;
    bool
        missing; // something could not be had: what does not find its object may have been for that
};

struct kz_at { // what a transformer works on
    struct kz *z;
    struct kz_acc *acc;
    const struct kz_dir *dir;
};

// kustomize.c
void cfg_kz_warn(struct kz *z, const struct cfg_node *at, const char *fmt, ...) SK_PRINTF(3, 4);
void cfg_kz_spend(struct kz *z, uint64_t steps); // past the limit the build is over
struct str cfg_kz_join(struct arena *a, struct str dir, struct str rel);
bool cfg_kz_is_remote(struct str path);
struct kz_dir *cfg_kz_open_dir(struct cfg_kustomize *k, struct str path); // parsed; NULL: none
// The file that a kustomization names, or NULL with a warning.
struct kz_file *cfg_kz_file(const struct kz_at *t, const struct cfg_node *name);
// Its documents; none, with a warning, when it is damaged.
size_t cfg_kz_docs(struct kz *z, struct kz_file *f, const struct cfg_node *named_at);
struct cfg_origin *cfg_kz_inline(struct kz *z, const struct cfg_node *text, size_t *ret_n);

// kustomize_id.c
struct kz_gvk {
    struct str group, version, kind;
};
struct kz_gvk cfg_kz_gvk(const struct cfg_node *root);
bool cfg_kz_gvk_is(struct kz_gvk g, struct str group, struct str version, struct str kind);
bool cfg_kz_cluster_scoped(struct kz_gvk g);
struct str cfg_kz_name(const struct cfg_node *root);
struct str cfg_kz_ns(const struct cfg_node *root); // "default" when there is none
struct str cfg_kz_effective_ns(const struct cfg_node *root);
struct kz_name cfg_kz_cur(const struct kz_res *r);
struct kz_name cfg_kz_org(const struct kz_res *r);
bool cfg_kz_name_eq(const struct kz_name *a, const struct kz_name *b);
void cfg_kz_remember(struct kz *z, struct kz_res *r); // before a change of what it is called
// The objects that are or were called so; of group and version `g`.
size_t cfg_kz_find(const struct kz_acc *acc, struct kz_gvk g, const struct kz_name *id,
                   struct kz_res **ret_last);
struct kz_res *cfg_kz_add(struct kz *z, struct kz_acc *acc, struct cfg_node *root);
bool cfg_kz_regex(struct str pattern, struct str text); // all of it; an empty pattern is any
bool cfg_kz_selects(const struct cfg_node *selector, const struct kz_res *r);
bool cfg_kz_label_selector(struct str selector, const struct cfg_node *labels);

// kustomize_field.c
typedef void kz_visit(void *ctx, struct cfg_node *leaf);
void cfg_kz_each(struct kz *z, struct cfg_node *root, struct str path, bool create,
                 enum sk_kind leaf, const struct cfg_node *at, kz_visit *visit, void *ctx);
bool cfg_kz_applies(const struct kz_field *f, const struct cfg_node *root);
void cfg_kz_configuration(struct kz *z, struct kz_acc *acc, const struct cfg_node *root);

// The steps, each in its file.
void cfg_kz_generate(const struct kz_at *t);
void cfg_kz_patches(const struct kz_at *t, const char *field);
void cfg_kz_merge(struct kz *z, struct cfg_node *root, struct cfg_node *patch, bool *ret_deleted);
int cfg_kz_json_patch(struct kz *z, struct cfg_node *root, const struct cfg_node *ops,
                      struct sk_err *err) SK_MUST;
void cfg_kz_transform(const struct kz_at *t);
void cfg_kz_replacements(const struct kz_at *t);
void cfg_kz_hashes(struct kz *z, struct kz_acc *acc);
void cfg_kz_fix_references(struct kz *z, struct kz_acc *acc);
void cfg_kz_merge_vars(const struct kz_at *t);
void cfg_kz_resolve_vars(struct kz *z, struct kz_acc *acc);
