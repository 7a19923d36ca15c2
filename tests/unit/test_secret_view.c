#include "test.h"

#include "core/arena.h"
#include "engine/secret/view.h"

#include <glob.h>
#include <string.h>

static bool view_of(struct arena *a, struct str path, struct str data, struct sec_view_out *out)
{
    const struct sec_view *v = sec_view_pick(path, str_head(data, 4096));
    *out = (struct sec_view_out){.a = a, .text = SK_BUF_INIT(SEC_VIEW_TEXT)};
    return v && v->make(path, data, out);
}

// Read off the documents in tests/data/secret/views; the .pyc were written by Python 2.7 to 3.13
// of "NAME = 'value-of-name'" and a function with "b = 'in-function'".
TEST(sec_views)
{
    static const struct {
        const char *file, *has, *label;
        uint32_t line;
    } rows[] = {
        {"notebook.ipynb", "a = 1\nb", "cell 1", 1},
        {"notebook.ipynb", "y\n", "cell 1, output", 1},
        {"state.tfstate", "sensitive_value.b = \"some-value\"", "output a", 1},
        {"state.tfstate", "sensitive_value.password = \"abcdefgh\"", "t.n", 2},
        {"state.tfstate", "sensitive_value.token = \"ijklmnop\"", "t.n", 2},
        {"objects.yaml", "sensitive_value.password = \"abcdefgh\"", "Secret a, key password", 6},
        {"objects.yaml", "c:\nd\ne\n", "ConfigMap b, key c", 11},
        {"image-config", "A=b\n", "ENV A", 0},
        {"image-config", "c=d\n", "LABEL c", 0},
        {"image-config", "G=h\n", "history line 1, ARG G", 0},
        {"image-config", "J=k\n", "history line 2, ENV J", 0},
        {"m-2.7.18.pyc", "NAME = \"value-of-name\"", "constant of <module>, line 1", 0},
        {"m-2.7.18.pyc", "b = \"in-function\"", "constant of f, line 2", 0},
        {"m-3.6.15.pyc", "b = \"in-function\"", "constant of f, line 2", 0},
        {"m-3.8.18.pyc", "b = \"in-function\"", "constant of f, line 2", 0},
        {"m-3.11.7.pyc", "b = \"in-function\"", "constant of f, line 2", 0},
        {"m-3.13.0.pyc", "b = \"in-function\"", "constant of f, line 2", 0},
        {"m-3.13.0.pyc", "NAME = \"value-of-name\"", "constant of <module>, line 1", 0},
        {"m-3.13.0.pyc", "yyyy\n", "constant of f, line 2", 0},
    };
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        ARENA_SCRATCH(a);
        struct sec_view_out out;
        struct str path = str_fmt(&a, "tests/data/secret/views/%s", rows[i].file);
        struct str name = str_from(rows[i].file);
        CHECK(view_of(&a, name, test_file(&a, path.p), &out), "row %zu: not understood", i);
        ptrdiff_t at = str_find(sk_buf_str(&out.text), str_from(rows[i].has));
        CHECK(at >= 0, "row %zu: " STR_FMT, i, STR_ARG(sk_buf_str(&out.text)));
        const struct sec_view_piece *p = sec_view_at(&out, (size_t)at);
        CHECK_STR(p->label, rows[i].label, "row %zu", i);
        CHECK(p->line == rows[i].line, "row %zu: line %u", i, p->line);
        sk_buf_free(&out.text);
    }
}

// Every document cut after every byte, and with every byte damaged: no crash, nothing read past the
// end (the copy is exactly as long as the cut).
TEST(sec_views_truncated)
{
    glob_t g;
    CHECK(glob("tests/data/secret/views/*", 0, NULL, &g) == 0, "run from the top folder");
    for (size_t i = 0; i < g.gl_pathc; i++) {
        ARENA_SCRATCH(perm);
        struct str all = test_file(&perm, g.gl_pathv[i]),
                   name = str_basename(str_from(g.gl_pathv[i]));
        for (size_t n = 0; n <= all.n * 2; n++) {
            ARENA_SCRATCH(a);
            struct sec_view_out out;
            size_t len = n <= all.n ? n : all.n;
            char *copy = arena_new(&a, char, len);
            if (len)
                memcpy(copy, all.p, len);
            if (n > all.n)
                copy[n - all.n - 1] ^= 0x5a;
            (void)view_of(&a, name, (struct str){copy, len}, &out);
            sk_buf_free(&out.text);
        }
    }
    globfree(&g);
}
