// result.new and isManaged: where a result stands, from what a rule gives as its cause.
// https://aquasecurity.github.io/trivy/latest/docs/scanner/misconfiguration/custom/
#include "config/config_int.h"
#include "config/tree.h"

#include <string.h>

enum { MAX_PARENTS = 20, MAX_PATCHES = 2 };

// The fields of a result, in the order of the object; a cause may set all but the message.
enum {
    STARTLINE,
    ENDLINE,
    FILEPATH,
    SOURCEPREFIX,
    EXPLICIT,
    MANAGED,
    FSKEY,
    RESOURCE,
    PARENT,
    MSG,
    PATCHED // of what was built only
};
static const char *const names[] = {"startline", "endline", "filepath", "sourceprefix",
                                    "explicit",  "managed", "fskey",    "resource",
                                    "parent",    "msg",     "patched"};
enum { N_FIELDS = COUNT_OF(names) - 1 };

// Members of an object that stand in another file than it does: who patched it.
static struct str patched_by(struct arena *a, const struct cfg_node *n)
{
    struct cfg_place own = cfg_node_place(n);
    struct str all = {0};
    int found = 0;
    for (CFG_EACH(kid, n)) {
        struct cfg_place p = cfg_node_place(kid);
        if (!p.line || str_eq(p.path, own.path) || found++ >= MAX_PATCHES)
            continue;
        all = str_join(a, str_join(a, all, all.n ? S(", ") : S("")),
                       str_fmt(a, STR_FMT ":%u", STR_ARG(p.path), p.line));
    }
    return all;
}

// The lines of the document's node that the cause was read from.
static void lines_of_node(struct rego_call *c, const struct rego_val *cause,
                          const struct rego_val **v)
{
    struct cfg_host *host = rego_call_host(c);
    struct arena *a = rego_call_arena(c);
    if (cause->src && host && host->tree) { // made of several files
        const struct cfg_node *n = cfg_node_find(host->tree, cause->src);
        struct cfg_place p = cfg_node_place(n);
        struct str patched = patched_by(a, n);
        v[PATCHED] = patched.n ? rego_str(a, patched) : NULL;
        v[STARTLINE] = rego_int(a, p.line);
        v[ENDLINE] = rego_int(a, p.end_line);
        v[FILEPATH] = rego_str(a, p.path);
        return;
    }
    if (!cause->src || !host || !host->doc)
        return;
    struct sk_span span = sk_val_span(cause->src);
    v[STARTLINE] = rego_int(a, sk_doc_pos(host->doc, span.off).line);
    v[ENDLINE] =
        rego_int(a, sk_doc_pos(host->doc, span.end > span.off ? span.end - 1 : span.off).line);
}

static void take(const struct rego_val *from, const char *key, const struct rego_val **to)
{
    const struct rego_val *v = rego_get_str(from, str_from(key));
    if (v)
        *to = v;
}

static const struct rego_val *make(struct rego_call *c, const struct rego_val *msg,
                                   const struct rego_val *cause, int depth)
{
    struct arena *a = rego_call_arena(c);
    const struct rego_val **k = arena_new(a, const struct rego_val *, N_FIELDS + 1);
    const struct rego_val **v = arena_new(a, const struct rego_val *, N_FIELDS + 1);
    const struct rego_val *meta = rego_get_str(cause, S("__defsec_metadata"));
    const struct rego_val *from = meta ? meta : cause, *empty = rego_str(a, S(""));
    v[STARTLINE] = v[ENDLINE] = rego_int(a, 0);
    v[FILEPATH] = v[SOURCEPREFIX] = v[FSKEY] = v[RESOURCE] = empty;
    v[EXPLICIT] = &rego_false;
    v[MANAGED] = &rego_true;
    v[PARENT] = &rego_null;
    v[MSG] = msg;
    lines_of_node(c, cause, v);
    if (meta || from->kind == REGO_OBJECT) {
        for (int i = STARTLINE; i <= RESOURCE; i++)
            take(from, names[i], &v[i]);
        take(from, "StartLine", &v[STARTLINE]);
        take(from, "EndLine", &v[ENDLINE]);
        take(from, "Path", &v[FILEPATH]);
    }
    const struct rego_val *parent = rego_get_str(from, S("parent"));
    if (parent && depth < MAX_PARENTS)
        v[PARENT] = make(c, NULL, parent, depth + 1);
    for (int i = 0; i < N_FIELDS; i++)
        k[i] = rego_str(a, str_from(names[i]));
    k[N_FIELDS] = rego_str(a, str_from(names[PATCHED]));
    return rego_object(a, k, v, !msg ? N_FIELDS - 1 : v[PATCHED] ? N_FIELDS + 1 : N_FIELDS);
}

// An instruction about one thing, which only the build knows (docs/documents.md): nothing can be said of it.
static bool is_unknown(const struct rego_val *cause)
{
    static const char *const about_one[] = {"from", "user", "workdir", "expose", "stopsignal"};
    struct str cmd = rego_val_str(rego_get_str(cause, S("Cmd")));
    const struct rego_val *list = rego_get_str(cause, S("Unknown"));
    bool one = false, all = false;
    for (size_t i = 0; i < COUNT_OF(about_one); i++)
        one |= str_eq(cmd, str_from(about_one[i]));
    if (!one || !list || list->kind != REGO_ARRAY)
        return false;
    // Of FROM it is the image; of EXPOSE all ports.
    for (uint32_t i = 0; i < list->n && (i == 0 || str_eq(cmd, S("expose"))); i++) {
        const struct rego_val *v = list->items[i];
        all = (i == 0 || all) && v->kind == REGO_BOOL && v->i;
    }
    return all;
}

// Of an image a result says, too, which file or layer, and whether the base image brings it.
static const struct rego_val *of_image(struct arena *a, const struct rego_val *result,
                                       const struct rego_val *cause)
{
    static const char *const extra[] = {"layer", "base", "file"};
    static const char *const from[][2] = {{"layer", "Layer"}, {"base", "Base"}, {"path", "path"}};
    uint32_t n = result->n;
    const struct rego_val **k = arena_new(a, const struct rego_val *, n + COUNT_OF(extra));
    const struct rego_val **v = arena_new(a, const struct rego_val *, n + COUNT_OF(extra));
    for (uint32_t i = 0; i < n; i++) {
        k[i] = rego_key_at(result, i);
        v[i] = rego_val_at(result, i);
    }
    for (size_t i = 0; i < COUNT_OF(extra); i++, n++) {
        k[n] = rego_str(a, str_from(extra[i]));
        v[n] = &rego_null;
        take(cause, from[i][1], &v[n]);
        take(cause, from[i][0], &v[n]);
    }
    // A line of passwd is one of that file.
    if (rego_get_str(cause, S("path")))
        for (uint32_t i = 0; i < result->n; i++) {
            struct str key = rego_val_str(k[i]);
            if (str_eq(key, S("startline")) || str_eq(key, S("endline")))
                take(cause, "line", &v[i]);
        }
    return rego_object(a, k, v, n);
}

const struct rego_val *cfg_result_new(struct rego_call *c, const struct rego_val **args)
{
    if (is_unknown(args[1]))
        return NULL;
    const struct cfg_host *host = rego_call_host(c);
    const struct rego_val *result = make(c, args[0], args[1], 0);
    return host && host->image ? of_image(rego_call_arena(c), result, args[1]) : result;
}

// What is not managed by the scanned files: of files there is nothing else.
const struct rego_val *cfg_is_managed(struct rego_call *c, const struct rego_val **args)
{
    (void)c;
    const struct rego_val *meta = rego_get_str(args[0], S("__defsec_metadata"));
    const struct rego_val *managed = rego_get_str(meta ? meta : args[0], S("managed"));
    return managed ? managed : &rego_true;
}
