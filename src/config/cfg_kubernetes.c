// Kubernetes objects in YAML or JSON files, several documents in a file, lists of objects.
// https://kubernetes.io/docs/reference/kubernetes-api/
#include "config/config.h"
#include "core/limits.h"

enum { MAX_LIST_DEPTH = 3 };

static bool wants(struct str path, uint64_t size)
{
    return size <= CFG_MAX_DOCUMENT &&
           (str_ends(path, S(".yaml")) || str_ends(path, S(".yml")) ||
            str_ends(path, S(".json"))) &&
           !str_has(path, S("node_modules/"));
}

static bool is_object(const struct sk_val *v)
{
    return sk_val_str(sk_val_get(v, S("apiVersion"))).n && sk_val_str(sk_val_get(v, S("kind"))).n;
}

static void take(struct cfg_inputs *out, struct sk_doc *doc, const struct sk_val *v, int depth)
{
    struct str kind = sk_val_str(sk_val_get(v, S("kind")));
    if (!is_object(v))
        return;
    if (str_ends(kind, S("List")) && sk_val_is(sk_val_get(v, S("items")), SK_ARRAY)) {
        for (SK_EACH(item, sk_val_get(v, S("items"))))
            if (depth < MAX_LIST_DEPTH)
                take(out, doc, item, depth + 1);
        return;
    }
    *VEC_PUSH(out->perm, out->items, out->n_items, out->cap_items) =
        (struct cfg_input){"kubernetes", rego_from_doc(out->perm, v), doc};
}

// Is YAML with "{{" in it a chart's template, or what other programs fill in (an ApplicationSet, an
// alert, a dashboard)? A plain `{{ .x }}` reads as a mapping whose key is a mapping.
static bool of_a_chart(struct str data, const struct sk_doc *docs, size_t n)
{
    static const char *const words[] = {".Values", ".Release.", ".Chart.", "include \"", "toYaml"};
    for (size_t i = 0; i < COUNT_OF(words); i++)
        if (str_has(data, str_from(words[i])))
            return true;
    for (size_t i = 0; i < n; i++)
        for (size_t w = 0; w < docs[i].n_warns; w++)
            if (str_at(docs[i].src, docs[i].warns[w].off) == '{')
                return true;
    return false;
}

static int read_kubernetes(struct str path, struct str data, struct cfg_inputs *out,
                           struct sk_err *err)
{
    // Most YAML and JSON files are something else: look before parsing.
    if (!str_has(data, S("apiVersion")) || !str_has(data, S("kind")))
        return 0;
    struct sk_doc *docs = NULL;
    size_t n = 0;
    int r;
    if (str_ends(path, S(".json"))) {
        docs = arena_new(out->perm, struct sk_doc, 1);
        r = sk_json_read(out->perm, path, data, docs, err);
        n = r == 0;
    } else {
        r = sk_yaml_read(out->perm, path, data, &docs, &n, err);
        if (str_has(data, S("{{")) && (r < 0 || of_a_chart(data, docs, n))) {
            cfg_warn(out, path, 0,
                     "a template outside of a chart, not rendered: render it and scan the result");
            return 0;
        }
    }
    for (size_t i = 0; i < n; i++) {
        size_t from = out->n_items;
        take(out, &docs[i], docs[i].root, 0);
        if (out->n_items > from)
            cfg_tell(out, &docs[i]);
    }
    return r;
}

const struct cfg_kind cfg_kind_kubernetes = {
    .id = "kubernetes",
    .wants = wants,
    .read = read_kubernetes,
};
