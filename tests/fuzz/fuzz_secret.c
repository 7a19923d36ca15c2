// The secret engine on hostile bytes; the end of the program's name says which part:
// rules (a rule file), regex, scan (both engines and the stream agree), decode, views (every document
// reader, under the name that it wants).
#include "engine/secret/secret_int.h"
#include "engine/secret/view.h"

#include <string.h>

static const char *part;
static const struct sec_rules *builtin;
static struct arena perm;

int LLVMFuzzerInitialize(int *argc, char ***argv);
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerInitialize(int *argc, char ***argv)
{
    (void)argc;
    part = strrchr((*argv)[0], '_');
    part = part ? part + 1 : "";
    // Without machine code: what is instrumented is the engine.
    if (sec_builtin(&perm, false, &builtin, NULL) < 0)
        __builtin_trap();
    return 0;
}

static void on_found(void *ctx, const struct sec_finding *f)
{
    uint64_t *sum = ctx;
    *sum = *sum * 31 + f->rule + f->off * 7 + f->secret.n * 3 + f->line;
}

static uint64_t scan(struct str text, bool own, bool stream, unsigned depth)
{
    ARENA_SCRATCH(a);
    uint64_t sum = 0;
    struct sec_scanner *s = sec_scanner_new(&a, builtin);
    const struct sec_scan_options o = {
        .found = on_found, .ctx = &sum, .path = S("x.yaml"), .decode_depth = depth};
    if (own)
        sec_scanner_own_engine(s);
    if (!stream)
        sec_scan(s, text, &o);
    else if (sec_scan_stream(s, sk_stream_mem(&a, text), &o, NULL) < 0)
        __builtin_trap();
    sec_scanner_free(s);
    return sum;
}

static void rules(struct arena *a, struct str in)
{
    const struct sec_rules *r;
    const struct sec_load_options o = {.base = builtin};
    uint64_t sum = 0;
    if (sec_rules_load(a, S("fuzz"), in, &o, &r, NULL) < 0)
        return;
    const struct sec_scan_options scan_o = {.found = on_found, .ctx = &sum, .path = S("x")};
    struct sec_scanner *s = sec_scanner_new(a, r);
    sec_scan(s, in, &scan_o);
    sec_scanner_free(s);
}

static void views(struct str in)
{
    static const char *const paths[] = {"image-config", "x.ipynb", "x.tfstate", "x.pyc", "x.yaml"};
    for (size_t i = 0; i < COUNT_OF(paths); i++) {
        ARENA_SCRATCH(a);
        struct sec_view_out out = {.a = &a, .text = SK_BUF_INIT(SEC_VIEW_TEXT)};
        const struct sec_view *v = sec_view_pick(str_from(paths[i]), str_head(in, 4096));
        if (v)
            (void)v->make(str_from(paths[i]), in, &out);
        for (size_t k = 1; k < out.n; k++)
            if (out.pieces[k].off < out.pieces[k - 1].off)
                __builtin_trap(); // view.h promises their order
        sk_buf_free(&out.text);
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    ARENA_SCRATCH(a);
    struct str in = {(const char *)data, size};
    struct sec_re_prog prog;
    struct sec_decoded d = {0};
    if (strcmp(part, "rules") == 0) {
        rules(&a, in);
    } else if (strcmp(part, "regex") == 0) {
        struct sec_regex re;
        if (sec_regex_compile(&a, in, false, &re, &prog, NULL) == 0) {
            struct sec_re_facts facts;
            sec_re_facts(&a, prog.root, &facts);
        }
    } else if (strcmp(part, "decode") == 0) {
        sec_decode(&a, in, &d);
        for (size_t i = 0; i < d.n; i++)
            if (d.pieces[i].to > in.n || d.pieces[i].out_to > d.text.n)
                __builtin_trap();
    } else if (strcmp(part, "views") == 0) {
        views(in);
    } else if (scan(in, false, false, 2) != scan(in, true, false, 2) ||
               scan(in, false, false, 2) != scan(in, false, true, 2)) {
        __builtin_trap(); // secret.h: both engines give the same findings
    }
    return 0;
}
