// inventory/lang.h - what the parsers of language ecosystems share: names, edges, markers.
//
// Private to this folder.
#pragma once
#include "core/val.h"
#include "inventory/inventory.h"

enum { INV_NOBODY = UINT32_MAX };

// "@scope/name" -> ns "@scope", name "name". False when that leaves no name.
bool inv_npm_name(struct inv_pkg *p, struct str full);
// "github.com/a/b" -> ns "github.com/a", name "b".
bool inv_go_name(struct inv_pkg *p, struct str module);
// PEP 503: lower case, runs of "-", "_" and "." are one "-".
struct str inv_pypi_name(struct arena *a, struct str name);

// "npm:string-width@4.2.0" -> name and version. False for anything else.
bool inv_npm_alias(struct str spec, struct str *name, struct str *version);
// package.json of the folder `dir` beside `f`, or NULL. Its damage is not reported: it is a help.
// `cache` (its `perm` owns what is read) sees to it that each file is read once.
const struct sk_val *inv_npm_manifest(struct sk_map *cache, const struct inv_files *all,
                                      const struct inv_file *f, struct str dir);
// A folder of the project itself: INV_ROOT with name and version of its package.json. INV_NOBODY
// when these are not known. Fails like inv_add().
int inv_npm_root(struct inv_out *out, const struct sk_val *manifest, struct str dir, uint32_t *ret,
                 struct sk_err *err);
// The dependency groups of a package.json, in the order in which they override each other.
struct inv_npm_group {
    const char *key;
    uint32_t scope;
};
extern const struct inv_npm_group inv_npm_groups[4];

// before + a + between + b, for looking something up without allocating. Empty when too long.
struct inv_key {
    char text[4096];
};
struct str inv_key(struct inv_key *k, struct str before, struct str a, struct str between,
                   struct str b);

// Is `path` inside a folder of that name ("node_modules")?
bool inv_inside(struct str path, struct str folder);

// A JSON, TOML or YAML (every scalar a string) file, with its damage as warnings. NULL: unusable,
// and warned of.
enum inv_doc_kind { INV_JSON, INV_TOML, INV_YAML };
const struct sk_val *inv_read_doc(struct inv_out *out, enum inv_doc_kind kind,
                                  const struct inv_file *f, struct sk_doc *ret);

// The dependency graph of one file while it is read. Add components first, then edges: all edges
// of one `from` in a row, so that doubles are left out. inv_graph_done() sets the scope bits:
// what a root asks for is INV_DIRECT, the rest INV_INDIRECT; what only development needs is
// INV_DEV; what is only reached through an optional edge is INV_OPTIONAL.
struct inv_graph {
    struct arena *tmp;
    struct inv_out *out;
    uint32_t *last;  // by package: the last `from` + 1 that points at it
    uint8_t *flags;  // by package
    size_t n;        // packages when the graph was begun
    bool **optional; // by package: which of its edges are optional; NULL = none
    size_t *cap_optional;
    uint64_t n_edges;
    bool full;       // SK_MAX_INV_EDGES passed and warned of
    struct str path; // for the warning
};
void inv_graph_begin(struct inv_graph *g, struct arena *tmp, struct inv_out *out, struct str path);
// `from` = INV_NOBODY or a component with INV_ROOT: asked for by the project. `scope` is INV_DEV,
// INV_OPTIONAL or 0.
void inv_graph_edge(struct inv_graph *g, uint32_t from, uint32_t to, uint32_t scope);
void inv_graph_done(struct inv_graph *g);

// One PEP 508 requirement: "requests[socks]>=2,<3 ; python_version > '3.8'", or "name @ url".
// Options of a requirements file (" --hash=...") must be cut off before.
struct inv_py_req {
    struct str name;   // as written
    struct str spec;   // ">=2,<3", without brackets
    struct str url;    // after '@'
    struct str marker; // after ';'
};
bool inv_py_req(struct str s, struct inv_py_req *ret); // false: no requirement
// The one version that a specifier allows: "==1.2" or "===1.2"; empty when there is none.
struct str inv_py_pin(struct str spec);
// The version in the name of a wheel or source archive ("x-1.2-py3-none-any.whl"), or empty.
struct str inv_py_file_version(struct str url);

// PEP 508 environment marker: can it be true on Linux with CPython 3.8 or newer? Extras count as
// asked for. What is not understood can.
bool inv_marker_possible(struct str marker);

// ---- Python lock files: packages found by name, edges by name ----

struct inv_py_node;
struct inv_py_lock {
    struct inv_out *out;
    struct arena *tmp;
    const struct inv_file *f;
    const struct inv_files *all;
    struct sk_doc doc;
    struct sk_map by_name; // normalised -> struct inv_py_node
};
// A package entry (a table with "name" and "version"). What has neither is noted and gives
// INV_NOBODY; so are entries of the project itself without a version, silently.
int inv_py_add(struct inv_py_lock *l, const struct sk_val *entry, uint32_t scope, uint32_t *ret,
               struct sk_err *err);
// Edges to all packages of that name, or only the one of that version when it is not empty.
void inv_py_edge(struct inv_py_lock *l, struct inv_graph *g, uint32_t from, struct str name,
                 struct str version, uint32_t scope);
// Edges from what the pyproject.toml beside the lock file asks for, and the scope of all: [project]
// (PEP 621), [dependency-groups] (PEP 735), [tool.poetry], [tool.pdm.dev-dependencies]. Without
// one nothing is known to be direct. `dev_said`: the lock file itself told what is INV_DEV.
void inv_py_finish(struct inv_py_lock *l, struct inv_graph *g, bool dev_said);
