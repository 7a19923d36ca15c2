// One source, one target per reader: the row is what follows "doc_" in the program's name
// (fuzz_doc_yaml_strings). What was read must keep the promises of core/val.h.
#include "core/val.h"

#include <string.h>

int LLVMFuzzerInitialize(int *argc, char ***argv);
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

typedef int reader(struct arena *, struct str, struct str, struct sk_doc *, struct sk_err *);

static const struct {
    const char *name;
    reader *read; // NULL: sk_yaml_read, which has many documents
} rows[] = {
    {"json", sk_json_read}, {"jsonc", sk_jsonc_read},
    {"yaml", NULL},         {"yaml_strings", sk_yaml_read_strings},
    {"toml", sk_toml_read}, {"xml", sk_xml_read},
    {"hcl", sk_hcl_read},
};
static size_t row = COUNT_OF(rows);

int LLVMFuzzerInitialize(int *argc, char ***argv)
{
    (void)argc;
    const char *name = strstr((*argv)[0], "doc_");
    for (size_t i = 0; i < COUNT_OF(rows); i++)
        if (name && strcmp(name + strlen("doc_"), rows[i].name) == 0)
            row = i;
    if (row == COUNT_OF(rows))
        __builtin_trap(); // the program's name names no reader
    return 0;
}

static void must(bool cond)
{
    if (!cond)
        __builtin_trap();
}

// `left` bounds the walk: aliases share what they name.
static void walk(struct sk_doc *d, const struct sk_val *v, unsigned *left)
{
    if (*left == 0)
        return;
    --*left;
    struct sk_span span = sk_val_span(v), key_span = sk_val_key_span(v);
    must(span.off <= span.end && span.end <= d->src.n);
    must(key_span.off <= key_span.end && key_span.end <= d->src.n);
    must(sk_val_line(d, v) > 0);
    must(str_is_utf8(sk_val_text(v)) && str_is_utf8(sk_val_key(v)));
    int64_t i;
    double f;
    if (sk_val_i64(v, &i))
        must(sk_val_is(v, SK_NUMBER) && sk_val_double(v, &f));
    size_t n = 0;
    for (SK_EACH(child, v)) {
        const struct sk_val *got = sk_val_get(v, sk_val_key(child));
        must(!got == !sk_val_is(v, SK_OBJECT));
        must(!got || str_eq(sk_val_key(got), sk_val_key(child)));
        n++;
        walk(d, child, left);
    }
    must(n == sk_val_count(v));
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    ARENA_SCRATCH(a);
    struct str src = {(const char *)data, size};
    struct sk_doc one = {0}, *docs = &one;
    size_t n = 1;
    struct sk_err err = {0};
    int r = rows[row].read ? rows[row].read(&a, S("x"), src, &one, &err)
                           : sk_yaml_read(&a, S("x"), src, &docs, &n, &err);
    must(r == 0 || (r == err.code && strncmp(err.msg, "line ", 5) == 0));
    if (r < 0 && rows[row].read)
        return 0;
    for (size_t i = 0; i < n; i++) {
        unsigned left = 100000;
        must(!docs[i].damaged || docs[i].n_warns > 0 || i > 0);
        if (docs[i].root)
            walk(&docs[i], docs[i].root, &left);
    }
    return 0;
}
