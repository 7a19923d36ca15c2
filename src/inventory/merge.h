// inventory/merge.h - from what each layer's files told to the inventory of the whole artifact.
//
// A folder is an artifact with one layer. The result borrows from the layers' data.
#pragma once
#include "artifact/artifact.h"
#include "inventory/contents.h"
#include "inventory/inventory.h"

// One parsed file of one layer.
struct inv_parsed {
    struct str path;
    struct str parser; // id
    struct inv_out out;
};

// The text of a licence, or the beginning of a source file (where its SPDX tags stand).
struct inv_text {
    struct str path, data;
    bool head; // only the beginning
};

// All that is kept of one layer: what the cache stores and what a worker replies.
struct inv_layer {
    struct inv_parsed *files;
    size_t n_files, cap_files;
    struct art_walk walk;         // its changes; a folder has none
    struct inv_contents contents; // facts for rules; a folder has none
    struct inv_warning *warns;    // damage of the layer itself
    size_t n_warns, cap_warns;
    bool incomplete;
    struct inv_text *texts; // only when asked for: inv_collect_texts()
    size_t n_texts, cap_texts;
};

void inv_layer_encode(struct sk_buf *b, const struct inv_layer *l);
int inv_layer_decode(struct str bytes, struct arena *perm, struct inv_layer *ret,
                     struct sk_err *err) SK_MUST;

// Walk one layer (or one folder's files) and parse what the table wants: an art_visitor that
// collects, then inv_collect_end() parses with all siblings known.
struct inv_collector;
struct inv_collector *inv_collect_begin(struct arena *perm, struct inv_layer *ret);
void inv_collect_visitor(struct inv_collector *c, struct art_visitor *ret);
// For folders: one file; takes what the table wants of it. `data` must live until the end.
void inv_collect_file(struct inv_collector *c, struct str path, uint32_t mode, struct str data);
void inv_collect_end(struct inv_collector *c);

// Keep the texts of licences, too: files that are called so, SK_MAX_TEXT_BYTES of each.
void inv_collect_texts(struct inv_collector *c);
bool inv_wants_text(struct str path, uint64_t size);
bool inv_is_source(struct str path); // of a program; not what was installed
// The beginning of a source; kept when a tag of a licence is in it, up to there.
void inv_collect_head(struct inv_collector *c, struct str path, struct str head);
bool inv_inside_folder(struct str path, struct str folder); // is that one of its folders?
void inv_texts_encode(struct sk_buf *b, const struct inv_layer *l);
int inv_texts_decode(struct wire_in *w, struct arena *perm, struct inv_layer *ret,
                     struct sk_err *err) SK_MUST;

enum inv_kind { INV_IMAGE, INV_FOLDER };

struct inv_component {
    struct inv_pkg pkg;
    uint32_t layer;    // that really introduced it (see inv_merge()); UINT32_MAX for folders
    struct str parser; // id of the format that told of it
    struct str *paths; // every place it was seen, sorted; paths[0] is pkg.path
    size_t n_paths, cap_paths;
    uint32_t owned_by; // component (OS package) that owns its files, or UINT32_MAX: not reported
    const struct inv_owned *owned; // files of an OS package, or NULL
};

struct inv_result {
    struct inv_distro *distro;   // NULL when unknown
    struct inv_component *items; // pkg.deps are indices into this array
    size_t n_items, cap_items;
    struct inv_warning *warns;
    size_t n_warns, cap_warns;
    bool incomplete;
};

// Layers bottom first. What is hidden at the top is left out. The layer of a component: for OS databases the bottom
// of the unbroken run of layers, seen from the top, whose version of the database has it with the
// same version and architecture; for others the layer of the file. Equal components (same purl)
// are one, with several paths. A library that an OS package of the distribution owns is marked
// owned_by. Lock file and installed tree of the same ecosystem in the same folder: in an image the
// installed one counts, in a source folder the lock file.
int inv_merge(struct arena *perm, enum inv_kind kind, const struct inv_layer *layers, size_t n,
              struct inv_result *ret, struct sk_err *err) SK_MUST;
// How a component comes into the artifact: indices from a direct dependency down to it; 0 = unknown.
size_t inv_path_to(const struct inv_result *r, uint32_t item, struct arena *a, uint32_t **ret);
