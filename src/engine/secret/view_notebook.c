// Jupyter notebooks (nbformat 3 and 4): a cell's source is a list of lines, and so is its output. What
// stands in JSON as pieces is one text for rules.
#include "engine/secret/view.h"

static bool want(struct str path, struct str head)
{
    (void)head;
    return str_ends(path, S(".ipynb"));
}

// A string, or an array of them that belong together.
static void text(struct sec_view_out *out, struct sk_doc *doc, struct str label,
                 const struct sk_val *v)
{
    if (sk_val_is(v, SK_STRING))
        sec_view_add(out, sk_val_line(doc, v), label, sk_val_str(v));
    else if (sk_val_is(v, SK_ARRAY))
        for (SK_EACH(item, v))
            sec_view_add(out, sk_val_line(doc, item), label, sk_val_str(item));
    else
        return;
    sec_view_end(out);
}

static void cells(struct sec_view_out *out, struct sk_doc *doc, const struct sk_val *list)
{
    size_t n = 0;
    for (SK_EACH(cell, list)) {
        struct str label = str_fmt(out->a, "cell %zu", ++n);
        text(out, doc, label, sk_val_get(cell, S("source")));
        text(out, doc, label, sk_val_get(cell, S("input"))); // nbformat 3
        label = str_join(out->a, label, S(", output"));
        for (SK_EACH(o, sk_val_get(cell, S("outputs")))) {
            text(out, doc, label, sk_val_get(o, S("text")));
            text(out, doc, label, sk_val_get(o, S("traceback")));
            for (SK_EACH(d, sk_val_get(o, S("data"))))
                if (!str_starts(sk_val_key(d), S("image/")))
                    text(out, doc, label, d);
        }
    }
}

static bool make(struct str path, struct str data, struct sec_view_out *out)
{
    struct sk_doc doc;
    if (sk_json_read(out->a, path, data, &doc, NULL) < 0)
        return false;
    cells(out, &doc, sk_val_get(doc.root, S("cells")));
    for (SK_EACH(sheet, sk_val_get(doc.root, S("worksheets"))))
        cells(out, &doc, sk_val_get(sheet, S("cells")));
    return true;
}

const struct sec_view sec_view_notebook = {.id = "notebook", .want = want, .make = make};
