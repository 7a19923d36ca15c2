// pip's requirements files: https://pip.pypa.io/en/stable/reference/requirements-file-format/
//
// Only what is pinned ("==", "===", or a URL whose file name has the version) is a component; the
// rest is noted, or takes its version from the pin in a constraints file ("-c"). Included files that
// are no requirements file by name are read here, the others speak for themselves. The "# via"
// comments of pip-compile and uv give the edges; without them everything listed is direct. A
// marker that can never hold on Linux with CPython >= 3.8 makes a component optional.
#include "core/limits.h"
#include "inventory/lang.h"

#include <string.h>

enum { MAX_INCLUDES = 64, AUX_BYTES = 1024 * 1024 };

struct item {
    uint32_t pkg;
    size_t same;    // + 1: the item before it with the same name (other markers)
    size_t last;    // + 1: the item that it was last found to need
    struct str via; // the text from its first "# via" comment on
    size_t n_via;   // lines of it that belong to the item
};

struct reader {
    const struct inv_file *main;
    struct inv_out *out;
    const struct inv_files *all;
    struct arena *tmp;
    struct sk_map seen; // files read
    struct sk_map pins; // normalised name -> struct str *: from constraints
    struct item *items;
    size_t n_items, cap_items;
    bool constraints; // reading a constraints file now
    size_t via_item;  // the item that comments belong to, + 1
};

static bool has_word(struct str name, const struct str *words, size_t n)
{
    for (size_t at = 0; at < name.n;) {
        size_t len = 0;
        while (ch_is_alpha(str_at(name, at + len)))
            len++;
        for (size_t i = 0; i < n; i++)
            if (len && str_eq_nocase(str_sub(name, at, len), words[i]))
                return true;
        at += len + 1;
    }
    return false;
}

static bool is_dev_file(struct str path)
{
    static const struct str words[] = {S_INIT("dev"),   S_INIT("develop"), S_INIT("development"),
                                       S_INIT("test"),  S_INIT("tests"),   S_INIT("testing"),
                                       S_INIT("lint"),  S_INIT("doc"),     S_INIT("docs"),
                                       S_INIT("typing")};
    return has_word(str_basename(path), words, COUNT_OF(words));
}

static enum inv_want req_want(struct str path, uint32_t mode, uint64_t size)
{
    static const struct str aux[] = {
        S_INIT("constraints"), S_INIT("constraint"), S_INIT("base"),   S_INIT("common"),
        S_INIT("prod"),        S_INIT("production"), S_INIT("deps"),   S_INIT("dependencies"),
        S_INIT("dev"),         S_INIT("test"),       S_INIT("shared"), S_INIT("runtime"),
    };
    struct str name = str_basename(path);
    (void)mode;
    if (!str_ends(name, S(".txt")) || inv_inside(path, S("site-packages")) ||
        inv_inside(path, S("dist-packages")) || inv_inside(path, S("node_modules")))
        return INV_SKIP;
    if (str_starts(name, S("requirements")) || str_ends(name, S("requirements.txt")) ||
        str_eq(str_basename(str_dirname(path)), S("requirements")))
        return INV_WHOLE;
    return size <= AUX_BYTES && has_word(name, aux, COUNT_OF(aux)) ? INV_AUX : INV_SKIP;
}

static void add_pin(struct reader *r, struct str name, struct str version)
{
    struct sk_map_entry *e = sk_map_put(&r->pins, name);
    if (!e->value)
        e->value = arena_new(r->tmp, struct str, 1);
    *(struct str *)e->value = version;
}

static int requirement(struct reader *r, const struct inv_file *f, struct str s, uint32_t line,
                       struct sk_err *err)
{
    struct inv_py_req q;
    struct str opts, cut;
    r->via_item = 0;
    str_cut_str(s, S(" --"), &s, &opts);
    if (!inv_py_req(s, &q)) {
        bool url = str_has(s, S("://")), here = str_at(s, 0) == '.' || str_at(s, 0) == '/';
        struct str version = inv_py_file_version(s);
        if (url && version.n) { // a bare URL of an archive
            str_cut(str_basename(s), '-', &q.name, &cut);
            q.spec = q.marker = (struct str){0};
            q.url = s;
        } else {
            if (url || here)
                inv_note(r->out, f->path, line, "no version known for " STR_FMT, STR_ARG(s));
            else
                inv_warn(r->out, f->path, line, "not a requirement: " STR_FMT, STR_ARG(s));
            return 0;
        }
    }
    struct str name = inv_pypi_name(r->out->perm, q.name);
    struct str version = q.url.n ? inv_py_file_version(q.url) : inv_py_pin(q.spec);
    if (r->constraints) {
        if (version.n && inv_marker_possible(q.marker))
            add_pin(r, name, version);
        return 0;
    }
    const struct str *pin = sk_map_get(&r->pins, name);
    if (!version.n && pin)
        version = *pin;
    if (!version.n) {
        inv_note(r->out, f->path, line, "no version pinned for " STR_FMT, STR_ARG(name));
        return 0;
    }
    struct inv_pkg *p = inv_add(r->out, "pypi", err);
    if (!p)
        return SK_ELIMIT;
    p->name = name;
    p->version = version;
    p->path = f == r->main ? (struct str){0} : f->path;
    p->line = line;
    p->scope =
        (is_dev_file(f->path) ? INV_DEV : 0u) | (inv_marker_possible(q.marker) ? 0u : INV_OPTIONAL);
    *VEC_PUSH(r->tmp, r->items, r->n_items, r->cap_items) =
        (struct item){.pkg = (uint32_t)(r->out->n_pkgs - 1)};
    r->via_item = r->n_items;
    return 0;
}

static int read_lines(struct reader *r, const struct inv_file *f, struct sk_err *err);

static int include(struct reader *r, const struct inv_file *f, struct str name, bool constraints,
                   uint32_t line, struct sk_err *err)
{
    name = str_trim(name);
    if (str_has(name, S("://"))) {
        inv_warn(r->out, f->path, line, "included from elsewhere: " STR_FMT, STR_ARG(name));
        return 0;
    }
    const struct inv_file *g = inv_sibling(r->all, f, name);
    if (!g) {
        inv_warn(r->out, f->path, line, "included file not found: " STR_FMT, STR_ARG(name));
        return 0;
    }
    if (!constraints && !r->constraints && req_want(g->path, g->mode, g->data.n) == INV_WHOLE)
        return 0; // is read by itself
    if (r->seen.n >= MAX_INCLUDES) {
        inv_warn(r->out, f->path, line, "more than %d included files", MAX_INCLUDES);
        return 0;
    }
    if (!sk_map_add(&r->seen, g->path))
        return 0;
    bool before = r->constraints;
    r->constraints |= constraints;
    int code = read_lines(r, g, err);
    r->constraints = before;
    return code;
}

// "-c x", "-cx", "--constraint=x": true when `s` is one of them; *arg is x.
static bool is_option(struct str s, struct str shortly, struct str longly, struct str *arg)
{
    if (str_take(&s, longly)) {
        s = str_trim(s);
        str_take(&s, S("="));
    } else if (!str_take(&s, shortly)) {
        return false;
    }
    *arg = str_trim(s);
    return true;
}

static int option(struct reader *r, const struct inv_file *f, struct str s, uint32_t line,
                  struct sk_err *err)
{
    struct str arg, head, egg;
    r->via_item = 0;
    if (is_option(s, S("-r"), S("--requirement"), &arg))
        return include(r, f, arg, false, line, err);
    if (is_option(s, S("-c"), S("--constraint"), &arg))
        return 0; // read before the others, see constraints_first()
    if (is_option(s, S("-e"), S("--editable"), &arg) && str_has(arg, S("://"))) {
        str_cut_str(arg, S("#egg="), &head, &egg);
        inv_note(r->out, f->path, line, "no version known for " STR_FMT,
                 STR_ARG(egg.n ? egg : arg));
    }
    return 0;
}

// "# via flask" or "#   click" -> the name.
static struct str via_name(struct str comment)
{
    struct str s = str_trim(str_trim_chars(str_trim(comment), S("#")));
    if (str_take(&s, S("via")))
        s = str_trim(s);
    return s;
}

// A comment line behind a requirement; `text` is the file from that line on.
static void comment(struct reader *r, struct str line, struct str text)
{
    if (!r->via_item)
        return;
    struct item *it = &r->items[r->via_item - 1];
    struct str s = str_trim(str_trim_chars(str_trim(line), S("#")));
    if (it->n_via) {
        it->n_via++;
    } else if (str_eq(s, S("via")) || str_starts(s, S("via "))) {
        it->via = text;
        it->n_via = 1;
    }
}

// One logical line, its continuations joined.
static bool next_logical(struct arena *tmp, struct str *rest, uint32_t *lineno, struct str *ret)
{
    struct str line;
    if (!str_next_line(rest, &line))
        return false;
    ++*lineno;
    *ret = line;
    if (!str_ends(line, S("\\")) || str_at(str_trim(line), 0) == '#')
        return true;
    size_t room = rest->n + line.n, n = 0;
    struct str probe = *rest, piece = line;
    for (size_t used = 0; str_ends(piece, S("\\")) && str_next_line(&probe, &piece);)
        room = (used += piece.n) + line.n;
    char *joined = arena_new(tmp, char, room + 1);
    for (piece = line;; ++*lineno) {
        bool more = str_ends(piece, S("\\"));
        piece = str_head(piece, piece.n - (more ? 1 : 0));
        if (piece.n)
            memcpy(joined + n, piece.p, piece.n);
        n += piece.n;
        if (!more || !str_next_line(rest, &piece))
            break;
    }
    *ret = (struct str){joined, n};
    return true;
}

static struct str without_comment(struct str s)
{
    for (size_t i = 1; i < s.n; i++)
        if (str_at(s, i) == '#' && ch_is_space(str_at(s, i - 1)))
            return str_trim(str_head(s, i));
    return str_trim(s);
}

// PowerShell's `pip freeze > requirements.txt` writes UTF-16; pip reads it by its BOM.
static struct str decoded(struct arena *a, struct str s)
{
    bool le = str_starts(s, S("\xff\xfe")), be = str_starts(s, S("\xfe\xff"));
    str_take(&s, S("\xef\xbb\xbf"));
    if (!le && !be)
        return s;
    char *out = arena_new(a, char, s.n / 2);
    size_t n = 0;
    for (size_t i = 2; i + 1 < s.n; i += 2) {
        int lo = str_at(s, le ? i : i + 1), hi = str_at(s, le ? i + 1 : i);
        int c = hi == 0 && lo < 0x80 ? lo : '?';
        out[n++] = (char)c;
    }
    return (struct str){out, n};
}

// Pins apply wherever "-c" stands, so they are read first.
static int constraints_first(struct reader *r, const struct inv_file *f, struct str text,
                             struct sk_err *err)
{
    struct str line, arg;
    for (uint32_t n = 1; str_next_line(&text, &line); n++)
        if (is_option(without_comment(line), S("-c"), S("--constraint"), &arg)) {
            int code = include(r, f, arg, true, n, err);
            if (code < 0)
                return code;
        }
    return 0;
}

static int read_lines(struct reader *r, const struct inv_file *f, struct sk_err *err)
{
    struct str text = decoded(r->out->perm, f->data), line;
    int code = constraints_first(r, f, text, err);
    uint32_t lineno = 0;
    while (code == 0) {
        uint32_t at = lineno + 1;
        struct str from = text;
        if (!next_logical(r->out->perm, &text, &lineno, &line))
            break;
        struct str s = str_trim(line);
        if (str_at(s, 0) == '#') {
            comment(r, s, from);
            continue;
        }
        struct str req = without_comment(s);
        if (!req.n)
            continue;
        if (str_at(req, 0) == '-') {
            code = option(r, f, req, at, err);
            continue;
        }
        code = requirement(r, f, req, at, err);
        struct str tail = str_skip(s, req.n);
        if (tail.n)
            comment(r, tail, str_trim(tail));
    }
    r->via_item = 0;
    return code;
}

// "# via" names a package of the file (an edge), or the project's own request.
static void use_via(struct reader *r, struct arena *tmp)
{
    struct sk_map by_name = {.perm = tmp};
    uint64_t edges = 0;
    for (size_t i = 0; i < r->n_items; i++) {
        const struct inv_pkg *p = &r->out->pkgs[r->items[i].pkg];
        struct sk_map_entry *e = sk_map_put(&by_name, p->name);
        const struct item *before = e->value;
        r->items[i].same = before ? (size_t)(before - r->items) + 1 : 0;
        e->value = &r->items[i];
    }
    for (size_t i = 0; i < r->n_items; i++) {
        struct str via = r->items[i].via, part, line;
        bool direct = !via.n, indirect = false;
        for (size_t n = r->items[i].n_via; n > 0 && str_next_line(&via, &line); n--)
            for (line = via_name(line); str_next_field(&line, ',', &part);) {
                part = str_trim(part);
                struct item *from = sk_map_get(&by_name, inv_pypi_name(tmp, part));
                if (part.n && !from)
                    direct = true;
                indirect |= from && from != &r->items[i];
                for (; from && ++edges <= SK_MAX_INV_EDGES;
                     from = from->same ? &r->items[from->same - 1] : NULL) {
                    if (from != &r->items[i] && from->last != i + 1)
                        inv_add_dep(r->out, &r->out->pkgs[from->pkg], r->items[i].pkg);
                    from->last = i + 1;
                }
            }
        r->out->pkgs[r->items[i].pkg].scope |= direct || !indirect ? INV_DIRECT : INV_INDIRECT;
    }
    if (edges > SK_MAX_INV_EDGES)
        inv_warn(r->out, r->main->path, 0, "more than %u dependency edges", SK_MAX_INV_EDGES);
}

static int req_parse(const struct inv_file *f, const struct inv_files *all, struct inv_out *out,
                     struct sk_err *err)
{
    ARENA_SCRATCH(tmp);
    struct reader r = {.main = f,
                       .out = out,
                       .all = all,
                       .tmp = &tmp,
                       .seen = {.perm = &tmp},
                       .pins = {.perm = &tmp}};
    sk_map_add(&r.seen, f->path);
    int code = read_lines(&r, f, err);
    use_via(&r, &tmp);
    return code;
}

const struct inv_parser inv_parser_requirements = {
    .id = "requirements",
    .want = req_want,
    .parse = req_parse,
};
