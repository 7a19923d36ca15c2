// Compiling and trying expressions with PCRE2. Memory is the arena's; machine code is PCRE2's own and
// stays until the process ends, as rules do.
#include "engine/secret/secret_int.h"

enum {
    MAX_PATTERN = 1 << 20,
    MATCH_LIMIT = 2000000, // PCRE2's steps for one search
    DEPTH_LIMIT = 2000,
    HEAP_KB = 20000,
};

static void *from_arena(size_t n, void *a)
{
    return arena_alloc(a, 1, n ? n : 1, 16);
}

static void not_freed(void *p, void *a)
{
    (void)p;
    (void)a;
}

pcre2_match_context *sec_match_context(struct arena *perm)
{
    pcre2_general_context *g =
        perm ? pcre2_general_context_create(from_arena, not_freed, perm) : NULL;
    pcre2_match_context *c = pcre2_match_context_create(g);
    pcre2_set_match_limit(c, MATCH_LIMIT);
    pcre2_set_depth_limit(c, DEPTH_LIMIT);
    pcre2_set_heap_limit(c, HEAP_KB);
    return c;
}

int sec_regex_compile(struct arena *perm, struct str pattern, bool jit, struct sec_regex *ret,
                      struct sec_re_prog *ret_prog, struct sk_err *err)
{
    struct sec_re_prog prog;
    int r = sec_re_parse(perm, pattern, &prog, err);
    if (r < 0)
        return r;
    SK_BUF_SCRATCH(b, MAX_PATTERN);
    sec_re_emit(&b, prog.root, false);
    if (b.full)
        return sk_fail(err, SK_ELIMIT, "an expression is too large");
    pcre2_general_context *g = pcre2_general_context_create(from_arena, not_freed, perm);
    pcre2_compile_context *c = pcre2_compile_context_create(g);
    pcre2_set_newline(c, PCRE2_NEWLINE_LF);
    pcre2_set_parens_nest_limit(c, SEC_RE_MAX_DEPTH * 4);
    int code;
    size_t off;
    *ret = (struct sec_regex){.pcre = str_dup(perm, sk_buf_str(&b)), .n_groups = prog.n_groups};
    ret->code = pcre2_compile((PCRE2_SPTR)ret->pcre.p, ret->pcre.n,
                              PCRE2_DOLLAR_ENDONLY | PCRE2_ALT_CIRCUMFLEX | PCRE2_NEVER_UTF |
                                  PCRE2_NEVER_UCP,
                              &code, &off, c);
    if (!ret->code) {
        char text[128] = "";
        pcre2_get_error_message(code, (PCRE2_UCHAR *)text, sizeof text);
        return sk_fail(err, SK_EFORMAT, "regular expression: %s", text);
    }
    if (jit)
        (void)pcre2_jit_compile(ret->code, PCRE2_JIT_COMPLETE | PCRE2_JIT_PARTIAL_HARD);
    if (ret_prog)
        *ret_prog = prog;
    return 0;
}

bool sec_regex_has(const struct sec_rules *r, const struct sec_regex *re, struct str text,
                   pcre2_match_data *md)
{
    if (!re->code)
        return false;
    return pcre2_match(re->code, (PCRE2_SPTR)(text.p ? text.p : ""), text.n, 0, 0, md,
                       r->match_context) >= 0;
}
