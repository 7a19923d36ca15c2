// artifact/artifact.h - opening what the user names: a folder, an archive, an OCI layout, a registry.
//
// Two kinds come out: a tree (folder), or an image: a list of layers with where their bytes are.
// This module knows nothing of packages: whoever walks a layer brings a visitor.
//
// Everything that reads bytes of an artifact (art_parse_*, art_walk_*) is meant to run inside a worker;
// everything that opens files and talks to registries runs outside and parses nothing.
// To add a source: src/artifact/source_<name>.c and one line in sources.def.
#pragma once
#include "artifact/credentials.h"
#include "core/arena.h"
#include "core/buf.h"
#include "core/err.h"
#include "core/hash.h"
#include "core/map.h"
#include "core/stream.h"
#include "core/tar.h"
#include "core/wire.h"

// ---- images: what manifests and configurations say (OCI image-spec 1.1, Docker schema 2) ----

struct art_platform {
    struct str os, arch, variant; // "linux", "arm64", "v8"
};

struct art_descriptor { // OCI image-spec descriptor.md
    struct str media_type;
    struct str digest; // "sha256:..." checked for form
    uint64_t size;
    struct art_platform platform;
    struct str ref_name; // annotation org.opencontainers.image.ref.name
    struct str artifact_type;
};

struct art_history { // one line of the image history
    struct str created_by, created, comment;
    bool empty_layer;
};

struct art_layer {
    struct str digest;  // of the bytes as stored; empty when unknown (docker-archive)
    struct str diff_id; // of the decoded tar, from the configuration
    struct str media_type;
    uint64_t size;    // bytes as stored
    uint32_t history; // index into art_image.history; UINT32_MAX when unknown
    // Where the bytes are: path + offset of a local file, or a registry blob (path empty).
    struct str path;
    uint64_t off;
    bool foreign; // not distributable: its bytes are elsewhere (urls)
};

struct art_image {
    struct str source;          // "docker-archive", "oci-layout", "registry"
    struct str name;            // as the user named it
    struct str ref;             // repository:tag as stored in it, when it is
    struct str manifest_digest; // empty for docker-archive
    struct str config_digest;
    struct art_platform platform;
    struct str created;
    struct art_layer *layers; // bottom first
    size_t n_layers;
    struct art_history *history;
    size_t n_history;
    struct str *labels;                // key, value, key, value ...
    size_t n_labels;                   // strings, twice the pairs
    struct str config;                 // the configuration's JSON, whole
    struct str base_name, base_digest; // org.opencontainers.image.base.* of the manifest
    struct str *warns;                 // things that make the image odd; the scan is incomplete
    size_t n_warns;
};

// Index or manifest list -> descriptors. Manifest -> descriptors of the config and layers.
int art_parse_index(struct arena *perm, struct str json, struct art_descriptor **ret, size_t *ret_n,
                    struct sk_err *err) SK_MUST;
int art_parse_manifest(struct arena *perm, struct str json, struct art_image *ret,
                       struct art_descriptor *ret_config, struct sk_err *err) SK_MUST;
// Adds platform, diff_ids, history, labels to an image that has its layers; links layers to history.
int art_parse_config(struct arena *perm, struct str json, struct art_image *img,
                     struct sk_err *err) SK_MUST;
void art_image_encode(struct sk_buf *b, const struct art_image *img);
int art_image_decode(struct wire_in *w, struct arena *perm, struct art_image *ret,
                     struct sk_err *err) SK_MUST;

// ---- opening an image: nothing is parsed outside of the pool's workers ----

struct wk_pool;
struct net_config;

struct art_open_options {
    struct art_platform platform; // empty = this machine's
    bool plain_http;
    struct art_docker docker;     // for registry credentials
    const struct net_config *net; // NULL = no registry
    const struct str *mirrors;    // "registry=mirror"
    size_t n_mirrors;
};

struct art_source; // private to the source that opened the image
struct art_opened {
    struct art_image image;
    struct art_source *source;
};

struct art_bytes { // where the stored bytes of a layer can be read now
    int fd;        // owned by the caller: close it
    uint64_t off;  // SK_STREAM_PIPE: they arrive through a pipe, at most `len`
    uint64_t len;
    void *fetch; // of a download: for art_layer_done()
};

// `target`: an archive file, an OCI layout (folder or tar; with ":tag" or "@digest" behind it), or a
// reference to an image in a registry.
int art_open(struct arena *perm, struct wk_pool *pool, struct str target,
             const struct art_open_options *o, struct art_opened *ret, struct sk_err *err) SK_MUST;
int art_layer_open(struct art_opened *o, size_t layer, struct art_bytes *ret,
                   struct sk_err *err) SK_MUST;
// After a layer was read: did its download end well? Local files always did.
int art_layer_done(struct art_opened *o, struct art_bytes *b, struct sk_err *err) SK_MUST;
void art_close(struct art_opened *o);

// ---- a layer: walking it, and what it does to the layers below (OCI image-spec layer.md) ----

enum art_want { ART_SKIP, ART_HEAD, ART_WHOLE };

// Callbacks of a walk. `entry` and content are borrowed until the callback returns.
struct art_visitor {
    void *ctx;
    void (*entry)(void *ctx, const struct tar_entry *e); // of any kind but whiteouts; may be NULL
    enum art_want (*want)(void *ctx, const struct tar_entry *e); // for regular files
    // After ART_HEAD: the first 4 KiB. ART_SKIP or ART_WHOLE.
    enum art_want (*head)(void *ctx, const struct tar_entry *e, struct str head);
    int (*file)(void *ctx, const struct tar_entry *e, struct str content, struct sk_err *err);
    void (*warn)(void *ctx, struct str path, const char *what); // damage: incomplete
    // Every regular file, wanted or not, once (not again under the names of its hard links), as a
    // stream that need not be read to its end; NULL = nobody looks. What goes wrong with the layer
    // itself is the walk's error.
    void (*every)(void *ctx, const struct tar_entry *e, struct sk_stream *content);
    void *every_ctx;
    void (*progress)(void *ctx, uint64_t stored_bytes);
    void *progress_ctx;
    // The stored bytes once more, from the beginning, for a second pass; NULL when impossible.
    struct sk_stream *(*reopen)(void *ctx, struct arena *a);
    void *reopen_ctx;
    uint64_t max_file_bytes; // longer wanted files are warned of and skipped
};

enum art_change_kind { ART_FILE, ART_DIR, ART_LINK, ART_WHITEOUT, ART_OPAQUE };
struct art_change {
    struct str path; // for ART_WHITEOUT what is removed, for ART_OPAQUE the folder emptied below
    enum art_change_kind kind;
    struct str link; // target of a symlink
    uint32_t mode;
};

struct art_walk { // the result of walking one layer
    struct art_change *changes;
    size_t n_changes, cap_changes;
    struct sk_digest stored,
        decoded; // sha256 of the bytes as stored, and of the tar when asked for
    uint64_t stored_bytes, decoded_bytes;
    enum sk_codec codec;
    uint64_t n_entries;
};

struct art_walk_options {
    bool hash_decoded; // also compute art_walk.decoded
    uint64_t max_bytes;
};

// Walk one layer from its stored bytes. Hard links to wanted files give file() under both names, also
// when the link comes first or its target was not wanted by itself: v->reopen gives the stream anew
// for a second pass (NULL = warn instead). On damage: what came before was given, negative returned.
int art_walk_layer(struct arena *perm, struct sk_stream *stored, const struct art_walk_options *o,
                   const struct art_visitor *v, struct art_walk *ret, struct sk_err *err) SK_MUST;

// The layers' union, seen from the top. Layers are given bottom first.
struct art_union;
struct art_union *art_union_new(struct arena *a, const struct art_walk *const *layers, size_t n);
// Is the file that layer `i` put at `path` still there at the top?
bool art_union_visible(struct art_union *u, size_t layer, struct str path);
// Which layer above `layer` removed or replaced it; SIZE_MAX when visible.
size_t art_union_hidden_by(struct art_union *u, size_t layer, struct str path);
// Follow symlinks of the union from `path` to the real file: its path and layer; false: none, a loop,
// or out of the root. At most 40 links.
bool art_union_resolve(struct art_union *u, struct arena *a, struct str path, struct str *ret_path,
                       size_t *ret_layer);
void art_walk_encode(struct sk_buf *b, const struct art_walk *w);
int art_walk_decode(struct wire_in *w, struct arena *perm, struct art_walk *ret,
                    struct sk_err *err) SK_MUST;

// ---- references (distribution reference grammar) ----

struct art_ref {
    struct str registry;   // "docker.io", "123.dkr.ecr.eu-west-1.amazonaws.com", "localhost:5000"
    struct str repository; // "library/debian"
    struct str tag;        // "latest" when neither tag nor digest is given
    struct str digest;     // "sha256:..." or empty
};
// https://github.com/distribution/reference; docker.io and library/ are filled in as Docker does.
int art_ref_parse(struct arena *a, struct str s, struct art_ref *ret, struct sk_err *err) SK_MUST;
struct str art_ref_text(struct arena *a, const struct art_ref *r); // canonical
int art_platform_parse(struct str s, struct art_platform *ret,
                       struct sk_err *err) SK_MUST; // "linux/arm64/v8"
bool art_platform_match(const struct art_platform *want, const struct art_platform *have);
