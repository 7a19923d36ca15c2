// go.mod, with go.sum for modules before Go 1.17: https://go.dev/ref/mod#go-mod-file
//
// From Go 1.17 on go.mod names every module that a build needs ("// indirect" for those that the
// main module does not import itself). Before that only the direct ones are there: then the
// modules of go.sum whose content was hashed (not only their go.mod) are added as indirect.
//
// `replace` changes what is built: a version or module takes the place of the named one; a local
// folder has no version, so it is noted and left out. `exclude` and `retract` say nothing of what
// is built.
//
// The Go version: a `go` line is the oldest language version allowed and not what builds the program,
// so it is no component. A `toolchain` line names the Go that a build really uses at least (unless
// the machine has a newer one): it is reported as `stdlib`, and the binary (go_binary) corrects it.
#include "core/limits.h"
#include "inventory/lang.h"

struct replacement {
    struct str old, old_version; // version empty: every version
    struct str new, new_version; // version empty: a local folder
};

struct reader {
    const struct inv_file *f;
    struct inv_out *out;
    struct arena *tmp;
    struct sk_map replace; // "module@version" or "module" -> struct replacement
    uint32_t *pkgs;        // requirements
    size_t n_pkgs, cap_pkgs;
    struct str go, toolchain;
    uint32_t toolchain_line;
    struct sk_map paths; // required module paths
};

static enum inv_want go_want(struct str path, uint32_t mode, uint64_t size)
{
    struct str name = str_basename(path);
    (void)mode;
    (void)size;
    if (!str_eq(name, S("go.mod")) && !str_eq(name, S("go.sum")))
        return INV_SKIP;
    if (inv_inside(path, S("vendor")) || inv_inside(path, S("node_modules")) ||
        inv_inside(path, S("testdata")) || str_has(path, S("pkg/mod/")))
        return INV_SKIP;
    return str_eq(name, S("go.mod")) ? INV_WHOLE : INV_AUX;
}

// A word or a quoted string; the rest is what follows.
static struct str token(struct str *rest)
{
    struct str s, quoted;
    *rest = str_trim(*rest);
    int q = str_at(*rest, 0);
    if (q == '"' || q == '`') {
        if (!str_cut(str_skip(*rest, 1), (char)q, &quoted, rest))
            return (struct str){0};
        return quoted;
    }
    return str_next_word(rest, &s) ? s : (struct str){0};
}

static int require(struct reader *r, struct str rest, bool indirect, uint32_t line,
                   struct sk_err *err)
{
    struct str module = token(&rest), version = token(&rest);
    struct inv_pkg probe = {0};
    if (!version.n || !inv_go_name(&probe, module)) {
        inv_warn(r->out, r->f->path, line, "not a requirement");
        return 0;
    }
    struct inv_pkg *p = inv_add(r->out, "golang", err);
    if (!p)
        return SK_ELIMIT;
    inv_go_name(p, module);
    p->version = version;
    p->line = line;
    p->scope = indirect ? INV_INDIRECT : INV_DIRECT;
    *VEC_PUSH(r->tmp, r->pkgs, r->n_pkgs, r->cap_pkgs) = (uint32_t)(r->out->n_pkgs - 1);
    return 0;
}

static void replace(struct reader *r, struct str rest, uint32_t line)
{
    struct str left, right;
    if (!str_cut_str(rest, S("=>"), &left, &right)) {
        inv_warn(r->out, r->f->path, line, "not a replacement");
        return;
    }
    struct replacement *x = arena_new(r->tmp, struct replacement, 1);
    x->old = token(&left);
    x->old_version = token(&left);
    x->new = token(&right);
    x->new_version = token(&right);
    struct str key = x->old_version.n ? str_fmt(r->tmp, "%.*s@%.*s", (int)x->old.n, x->old.p,
                                                (int)x->old_version.n, x->old_version.p)
                                      : x->old;
    sk_map_put(&r->replace, key)->value = x;
}

static int directive(struct reader *r, struct str verb, struct str rest, bool indirect,
                     uint32_t line, struct sk_err *err)
{
    if (str_eq(verb, S("require")))
        return require(r, rest, indirect, line, err);
    if (str_eq(verb, S("replace")))
        replace(r, rest, line);
    else if (str_eq(verb, S("go")))
        r->go = token(&rest);
    else if (str_eq(verb, S("toolchain"))) {
        r->toolchain = token(&rest);
        r->toolchain_line = line;
    }
    return 0;
}

static int read_mod(struct reader *r, struct sk_err *err)
{
    struct str text = r->f->data, line, block = {0}, comment;
    int code = 0;
    str_take(&text, S("\xef\xbb\xbf"));
    for (uint32_t n = 1; code == 0 && str_next_line(&text, &line); n++) {
        ptrdiff_t at = str_find(line, S("//"));
        comment = at < 0 ? (struct str){0} : str_trim(str_skip(line, (size_t)at + 2));
        line = str_trim(at < 0 ? line : str_head(line, (size_t)at));
        bool indirect = str_eq(comment, S("indirect")) || str_starts(comment, S("indirect;"));
        if (!line.n)
            continue;
        if (block.n) {
            if (str_eq(line, S(")")))
                block = (struct str){0};
            else
                code = directive(r, block, line, indirect, n, err);
            continue;
        }
        struct str verb = token(&line);
        line = str_trim(line);
        if (str_eq(line, S("(")))
            block = verb;
        else if (!str_eq(line, S("()")))
            code = directive(r, verb, line, indirect, n, err);
    }
    if (block.n)
        inv_warn(r->out, r->f->path, 0, "the file ends inside a block");
    return code;
}

static const struct replacement *replaced(struct reader *r, struct str module, struct str version)
{
    struct str key =
        str_fmt(r->tmp, "%.*s@%.*s", (int)module.n, module.p, (int)version.n, version.p);
    const struct replacement *x = sk_map_get(&r->replace, key);
    return x ? x : sk_map_get(&r->replace, module);
}

// What `p` becomes. False when it is a local folder: no component.
static bool apply(struct reader *r, struct inv_pkg *p)
{
    struct str module = inv_full_name(r->tmp, p);
    const struct replacement *x = replaced(r, module, p->version);
    sk_map_add(&r->paths, module);
    if (!x)
        return true;
    struct inv_pkg q = *p;
    q.ns = (struct str){0};
    if (!x->new_version.n || !inv_go_name(&q, x->new)) {
        inv_note(r->out, r->f->path, p->line, STR_FMT " is replaced by the folder " STR_FMT,
                 STR_ARG(module), STR_ARG(x->new));
        return false;
    }
    q.version = x->new_version;
    *p = q;
    sk_map_add(&r->paths, x->new); // its own line in go.sum is no other module
    return true;
}

// Before 1.17: "module version h1:..." lines; "version/go.mod" lines are of modules only looked at.
// Lines are sorted, so of several versions of a module the last is the newest, which Go chooses.
static int add_sums(struct reader *r, const struct inv_file *sum, struct sk_err *err)
{
    struct str text = sum->data, line;
    struct sk_map seen = {.perm = r->tmp}; // module -> index + 1
    for (uint32_t n = 1; str_next_line(&text, &line); n++) {
        struct str module = token(&line), version = token(&line), hash = token(&line);
        struct inv_pkg q = {.type = "golang", .version = version, .path = sum->path, .line = n};
        if (!module.n && !version.n)
            continue;
        if (!version.n || !hash.n || !inv_go_name(&q, module)) {
            inv_warn(r->out, sum->path, n, "not a line of go.sum");
            continue;
        }
        if (str_ends(version, S("/go.mod")) || sk_map_find(&r->paths, module) ||
            replaced(r, module, version))
            continue;
        struct sk_map_entry *e = sk_map_put(&seen, module);
        q.scope = INV_INDIRECT;
        if (e->value) {
            r->out->pkgs[(uintptr_t)e->value - 1] = q;
            continue;
        }
        struct inv_pkg *p = inv_add(r->out, "golang", err);
        if (!p)
            return SK_ELIMIT;
        *p = q;
        e->value = (void *)(uintptr_t)r->out->n_pkgs; // NOLINT(performance-no-int-to-ptr)
    }
    return 0;
}

static bool before_1_17(struct str go)
{
    uint64_t major, minor;
    struct str d = str_take_digits(&go);
    if (!str_to_u64(d, &major) || !str_take(&go, S(".")))
        return !d.n; // no go line: 1.16 is meant
    d = str_take_digits(&go);
    return str_to_u64(d, &minor) && major == 1 && minor < 17;
}

static int go_parse(const struct inv_file *f, const struct inv_files *all, struct inv_out *out,
                    struct sk_err *err)
{
    ARENA_SCRATCH(tmp);
    struct reader r = {
        .f = f, .out = out, .tmp = &tmp, .replace = {.perm = &tmp}, .paths = {.perm = &tmp}};
    int code = read_mod(&r, err);
    size_t kept = 0; // requirements replaced by folders are taken out again
    for (size_t i = 0; i < r.n_pkgs; i++) {
        struct inv_pkg p = out->pkgs[r.pkgs[i]];
        if (apply(&r, &p))
            out->pkgs[r.pkgs[kept++]] = p;
    }
    out->n_pkgs -= r.n_pkgs - kept;
    const struct inv_file *sum = inv_sibling(all, f, S("go.sum"));
    if (code == 0 && sum && before_1_17(r.go))
        code = add_sums(&r, sum, err);
    struct str tool = r.toolchain;
    if (code == 0 && str_take(&tool, S("go")) && tool.n) {
        struct inv_pkg *p = inv_add(out, "golang", err);
        if (!p)
            return SK_ELIMIT;
        p->name = S("stdlib");
        p->version = tool;
        p->line = r.toolchain_line;
        p->scope = INV_DIRECT;
    }
    return code;
}

const struct inv_parser inv_parser_go_mod = {
    .id = "go_mod",
    .want = go_want,
    .parse = go_parse,
};
