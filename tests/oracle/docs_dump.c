// Reads "<format> <bytes>\n" and that many bytes, again and again, and answers each with one line:
// "ok <documents as canonical JSON>" or "bad <message>". Driven by tests/oracle/docs.py.
#include "val_dump.h"

#include <stdio.h>
#include <string.h>

static int read_one(struct arena *a, const char *format, struct str src, struct sk_buf *out,
                    struct sk_err *err)
{
    struct sk_doc one = {0}, *docs = &one;
    size_t n = 1;
    int r;
    if (strcmp(format, "json") == 0)
        r = sk_json_read(a, S("x"), src, &one, err);
    else if (strcmp(format, "toml") == 0)
        r = sk_toml_read(a, S("x"), src, &one, err);
    else if (strcmp(format, "yaml_strings") == 0)
        r = sk_yaml_read_strings(a, S("x"), src, &one, err);
    else
        r = sk_yaml_read(a, S("x"), src, &docs, &n, err);
    for (size_t i = 0; r == 0 && i < n; i++) {
        if (i)
            sk_buf_add_char(out, ' ');
        val_dump(out, docs[i].root);
    }
    return r;
}

int main(void)
{
    char format[32];
    size_t n;
    while (scanf("%31s %zu", format, &n) == 2 && getchar() == '\n') {
        ARENA_SCRATCH(a);
        char *p = arena_new(&a, char, n);
        if (fread(p, 1, n, stdin) != n)
            return 1;
        SK_BUF_SCRATCH(out, 1 << 26);
        struct sk_err err;
        int r = read_one(&a, format, (struct str){p, n}, &out, &err);
        if (r < 0)
            printf("bad %s\n", err.msg);
        else
            printf("ok %.*s\n", (int)sk_buf_str(&out).n, sk_buf_str(&out).p);
        fflush(stdout);
    }
    return 0;
}
