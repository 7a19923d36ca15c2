#include "config/config.h"

#include "core/limits.h"

#include <stdarg.h>
#include <stdio.h>

#define KIND(id) extern const struct cfg_kind cfg_kind_##id;
#include "config/kinds.def"
#undef KIND

const struct cfg_kind *const cfg_kinds[] = {
#define KIND(id) &cfg_kind_##id,
#include "config/kinds.def"
#undef KIND
    NULL};

bool cfg_wants(struct str path, uint64_t size)
{
    for (size_t i = 0; cfg_kinds[i]; i++)
        if (cfg_kinds[i]->wants(path, size))
            return true;
    return false;
}

int cfg_read(struct str path, struct str data, struct cfg_inputs *out, struct sk_err *err)
{
    size_t from = out->n_items, warned = out->n_warns;
    for (size_t i = 0; cfg_kinds[i] && out->n_items == from && out->n_warns == warned; i++) {
        int r = cfg_kinds[i]->wants(path, data.n) ? cfg_kinds[i]->read(path, data, out, err) : 0;
        if (r < 0)
            return r;
    }
    for (size_t i = from; i < out->n_items; i++)
        out->items[i].src = data, out->items[i].path = path;
    return 0;
}

int cfg_read_documents(struct str path, struct str data, const char *selector,
                       bool (*is)(const struct sk_val *root), struct cfg_inputs *out,
                       struct sk_err *err)
{
    struct sk_doc *docs = NULL;
    size_t n = 0;
    int r;
    if (str_ends(path, S(".json"))) {
        docs = arena_new(out->perm, struct sk_doc, 1);
        r = sk_json_read(out->perm, path, data, docs, err);
        n = r == 0;
    } else {
        r = sk_yaml_read(out->perm, path, data, &docs, &n, err);
    }
    for (size_t i = 0; i < n; i++) {
        if (!is(docs[i].root))
            continue;
        *VEC_PUSH(out->perm, out->items, out->n_items, out->cap_items) =
            (struct cfg_input){selector, rego_from_doc(out->perm, docs[i].root), &docs[i]};
        cfg_tell(out, &docs[i]);
    }
    return r;
}

SK_PRINTF(4, 0)
static struct inv_warning warning(struct cfg_inputs *in, struct str path, uint32_t line,
                                  const char *fmt, va_list ap)
{
    char text[300];
    vsnprintf(text, sizeof text, fmt, ap);
    return (struct inv_warning){path, line, str_dup(in->perm, str_from(text))};
}

void cfg_warn(struct cfg_inputs *in, struct str path, uint32_t line, const char *fmt, ...)
{
    va_list ap;
    if (in->n_warns >= SK_MAX_WARNINGS)
        return;
    va_start(ap, fmt);
    *VEC_PUSH(in->perm, in->warns, in->n_warns, in->cap_warns) = warning(in, path, line, fmt, ap);
    va_end(ap);
}

void cfg_note(struct cfg_inputs *in, struct str path, uint32_t line, const char *fmt, ...)
{
    va_list ap;
    if (in->n_notes >= SK_MAX_WARNINGS)
        return;
    va_start(ap, fmt);
    *VEC_PUSH(in->perm, in->notes, in->n_notes, in->cap_notes) = warning(in, path, line, fmt, ap);
    va_end(ap);
}

void cfg_tell(struct cfg_inputs *in, struct sk_doc *doc)
{
    for (size_t i = 0; i < doc->n_warns; i++) {
        uint32_t line = sk_doc_pos(doc, doc->warns[i].off).line;
        if (doc->damaged)
            cfg_warn(in, doc->path, line, "%s", doc->warns[i].what);
        else
            cfg_note(in, doc->path, line, "%s", doc->warns[i].what);
    }
}
