// Kubernetes Secret and ConfigMap objects, in YAML streams and JSON: what is in `data` is base64 of
// a document (Secret) or a document (ConfigMap), under the name of its key.
#include "engine/secret/view.h"

#include "core/hash.h"

static bool want(struct str path, struct str head)
{
    bool yaml = str_ends(path, S(".yaml")) || str_ends(path, S(".yml"));
    bool json = str_ends(path, S(".json"));
    // Only the first bytes are here; a stream may have its Secret at the end.
    return yaml || (json && str_has(head, S("\"kind\"")) && str_has(head, S("\"apiVersion\"")));
}

static void entry(struct sec_view_out *out, struct sk_doc *doc, struct str who,
                  const struct sk_val *v, bool coded, bool secret)
{
    struct str key = sk_val_key(v), text = sk_val_text(v), plain;
    struct str label = str_fmt(out->a, STR_FMT ", key " STR_FMT, STR_ARG(who), STR_ARG(key));
    uint32_t line = sk_val_line(doc, v);
    if (coded && sk_unbase64(out->a, text, &plain))
        text = plain;
    else if (coded)
        return; // a template's placeholder, or damage
    if (secret && sec_is_secret_name(key))
        sec_view_sensitive(out, line, label, key, text);
    sec_view_add(out, line, label, key);
    sk_buf_add(&out->text, str_has_char(text, '\n') ? S(":\n") : S(": "));
    sk_buf_add(&out->text, text);
    sec_view_end(out);
}

static void object(struct sec_view_out *out, struct sk_doc *doc, const struct sk_val *v)
{
    struct str kind = sk_val_str(sk_val_get(v, S("kind")));
    bool secret = str_eq(kind, S("Secret"));
    for (SK_EACH(item, sk_val_get(v, S("items")))) // kind: List
        if (str_ends(kind, S("List")))
            object(out, doc, item);
    if (!secret && !str_eq(kind, S("ConfigMap")))
        return;
    struct str who = str_fmt(out->a, STR_FMT " " STR_FMT, STR_ARG(kind),
                             STR_ARG(sk_val_str(sk_val_path(v, "metadata.name"))));
    for (SK_EACH(item, sk_val_get(v, S("data"))))
        entry(out, doc, who, item, secret, secret);
    for (SK_EACH(item, sk_val_get(v, S("binaryData"))))
        entry(out, doc, who, item, true, false);
    for (SK_EACH(item, sk_val_get(v, S("stringData"))))
        entry(out, doc, who, item, false, secret);
}

static bool make(struct str path, struct str data, struct sec_view_out *out)
{
    struct sk_doc *docs;
    size_t n;
    if (!str_has(data, S("Secret")) && !str_has(data, S("ConfigMap")))
        return true;
    // What is before a damaged place is there all the same.
    (void)!sk_yaml_read(out->a, path, data, &docs, &n, NULL);
    for (size_t i = 0; i < n; i++)
        object(out, &docs[i], docs[i].root);
    return true;
}

const struct sec_view sec_view_kubernetes = {.id = "kubernetes", .want = want, .make = make};
