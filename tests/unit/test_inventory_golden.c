// Every folder tests/golden/inventory/<parser>/<case>/ is a small tree of files; `expected` in it is
// what the inventory of that tree must be, in the text form that dump() below writes. The files come
// from the real package managers (tests/oracle/), the expectations were checked against the tools'
// own listings or by hand. After a wanted change: UPDATE_GOLDEN=1 make unit T=inv_golden, then
// review the diff.
#include "golden.h"

#include "core/limits.h"

#include <stdlib.h>
#include <string.h>

// The inventory of a whole case. `want` = a parser of this id must have had something to read.
static void dump_case(struct sk_buf *b, const char *top, struct str want)
{
    ARENA_SCRATCH(perm);
    struct golden_tree t;
    golden_open(&t, &perm, top);
    bool seen = false;
    for (size_t i = 0; i < t.n_files; i++) {
        const struct inv_parser *p = golden_parser(&t.files[i]);
        if (!p)
            continue;
        struct inv_out out = {.perm = &perm};
        inv_parse(p, &t.files[i], &t.all, &out);
        sk_buf_fmt(b, "== %s ", p->id);
        sk_buf_add(b, t.files[i].path);
        sk_buf_add_char(b, '\n');
        golden_dump(b, &out);
        seen |= str_eq(str_from(p->id), want);
    }
    CHECK(seen || !want.n, "%s: nothing in it is read by '" STR_FMT "'", top, STR_ARG(want));
}

static void check_case(struct str parser, const char *top)
{
    SK_BUF_SCRATCH(b, 16 * SK_MB);
    dump_case(&b, top, parser);
    CHECK(!b.full, "%s", top);
    golden_check(top, sk_buf_str(&b));
}

TEST(inv_golden)
{
    const char *folder = getenv("INV_DUMP");
    if (folder) {
        SK_BUF_SCRATCH(b, 256 * SK_MB);
        dump_case(&b, folder, (struct str){0});
        fwrite(b.p, 1, b.n, stdout);
        return;
    }
    golden_each_parser(check_case);
}

// One cut of one file. The copy is exactly as long as the cut, so ASan sees a read of one byte too
// many. What came out must survive the way through the worker's pipe.
static void parse_cut(struct golden_tree *t, const struct inv_parser *p, size_t cut, size_t n,
                      struct inv_file *f)
{
    ARENA_SCRATCH(tmp);
    const struct inv_file whole = t->files[cut];
    char *copy = arena_new(&tmp, char, n);
    if (n)
        memcpy(copy, whole.data.p, n);
    t->files[cut].data = (struct str){copy, n};
    struct inv_out out = {.perm = &tmp};
    inv_parse(p, f, &t->all, &out);
    for (size_t k = 0; k < out.n_pkgs; k++)
        CHECK(out.pkgs[k].name.n && out.pkgs[k].version.n, STR_FMT " cut at %zu",
              STR_ARG(whole.path), n);
    CHECK(!out.incomplete || out.n_warns, STR_FMT " cut at %zu: incomplete, but why?",
          STR_ARG(whole.path), n);
    t->files[cut] = whole;
}

struct cut_job {
    const char *top;
    struct str parser;
};

// Every file of the case, cut after every byte: what the parser reads itself, and what it looks at
// beside that (the log of a database, package.json). Above 64 KiB some 1000 places; without ASan,
// which is what sees a wrong read, above 8 KiB.
static void cut_part(const void *ctx, unsigned part, unsigned parts)
{
    enum { EVERY_BYTE_BELOW = (TEST_ASAN ? 64 : 8) * 1024, PLACES = 1000 };
    const struct cut_job *job = ctx;
    ARENA_SCRATCH(perm);
    struct golden_tree t;
    golden_open(&t, &perm, job->top);
    for (size_t f = 0; f < t.n_files; f++) {
        const struct inv_parser *p = golden_parser(&t.files[f]);
        if (!p || !str_eq(str_from(p->id), job->parser))
            continue;
        for (size_t cut = 0; cut < t.n_files; cut++) {
            if (cut != f && golden_parser(&t.files[cut]))
                continue; // it has a turn of its own
            size_t n = t.files[cut].data.n, step = n < EVERY_BYTE_BELOW ? 1 : n / PLACES | 1;
            for (size_t at = part * step; at <= n; at += parts * step)
                parse_cut(&t, p, cut, at, &t.files[f]);
        }
    }
}

static void cut_case(struct str parser, const char *top)
{
    const struct cut_job job = {top, parser};
    test_parallel(cut_part, &job);
}

TEST(inv_cut_golden)
{
    golden_each_parser(cut_case);
}
