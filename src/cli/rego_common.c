// Loading of rules and data from files, and printing of errors, as people know them from opa.
#include "cli/rego_common.h"
#include "config/config.h"

#include "core/file.h"
#include "core/json_out.h"
#include "core/limits.h"

#include <dirent.h>
#include <fcntl.h>
#include <fnmatch.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

enum { MAX_FOLDERS = 64 };

void cli_rego_open_as(struct cli_rego *l, struct cli *c, bool v0, bool v1_only)
{
    struct rego_config config = {
        .v0 = v0,
        .v1_only = v1_only,
        .strict = cli_has(c, "strict"),
        .host = cfg_host_new(c->a),
    };
    uint64_t most;
    *l = (struct cli_rego){.c = c, .rego = rego_new(c->a, &config), .max_errors = REGO_MAX_ERRORS};
    if (str_to_u64(cli_value(c, "max-errors"), &most) && most < l->max_errors)
        l->max_errors = most;
    cfg_add_builtins(l->rego);
}

void cli_rego_open(struct cli_rego *l, struct cli *c)
{
    cli_rego_open_as(l, c, cli_has(c, "v0-compatible"), false);
}

static bool is_ignored(const struct cli_rego *l, struct str path)
{
    struct str pattern;
    char *name = str_to_c(l->c->a, str_basename(path));
    for (size_t i = 0; cli_each(l->c, "ignore", &i, &pattern);) {
        struct str one;
        while (str_next_field(&pattern, ',', &one))
            if (fnmatch(str_to_c(l->c->a, one), name, 0) == 0)
                return true;
    }
    return false;
}

static bool said(struct cli_rego *l, struct str path, const struct sk_err *err)
{
    cli_warn(STR_FMT ": %s", STR_ARG(path), err->msg);
    l->failed = true;
    return false;
}

static bool load_data(struct cli_rego *l, struct str path, struct str at, struct str text)
{
    struct sk_err err = {0};
    const struct sk_val *root = NULL;
    if (str_ends(path, S(".json"))) {
        struct sk_doc *doc = arena_new(l->c->a, struct sk_doc, 1);
        if (sk_json_read(l->c->a, path, text, doc, &err) < 0)
            return said(l, path, &err);
        root = doc->root;
    } else {
        struct sk_doc *docs;
        size_t n;
        if (sk_yaml_read(l->c->a, path, text, &docs, &n, &err) < 0)
            return said(l, path, &err);
        root = n ? docs[0].root : NULL;
    }
    if (rego_add_data(l->rego, at, rego_from_doc(l->c->a, root), &err) < 0)
        return said(l, path, &err);
    return true;
}

// `at`: the folders below the one that was named, as a dotted path for data.
static bool load_file(struct cli_rego *l, struct str path, struct str at)
{
    struct sk_err err = {0};
    struct str text;
    bool rego = str_ends(path, S(".rego"));
    if (sk_read_file(l->c->a, str_to_c(l->c->a, path), SK_MAX_DOC_BYTES, &text, &err) < 0)
        return said(l, path, &err);
    l->n_files++;
    if (!rego)
        return load_data(l, path, at, text);
    if (rego_add_module(l->rego, path, text, &err) == 0)
        return true;
    l->failed = true;
    return false;
}

static bool is_loaded(struct str name)
{
    return str_ends(name, S(".rego")) || str_ends(name, S(".json")) || str_ends(name, S(".yaml")) ||
           str_ends(name, S(".yml"));
}

static bool load_dir(struct cli_rego *l, struct str path, struct str at, int depth)
{
    struct sk_err err = {0};
    struct str *names;
    size_t n;
    SK_FD int fd = open(str_to_c(l->c->a, path), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (fd < 0 || depth > MAX_FOLDERS || sk_list_dir(l->c->a, fd, &names, &n, &err) < 0) {
        cli_warn(STR_FMT ": cannot be read", STR_ARG(path));
        l->failed = true;
        return false;
    }
    bool ok = true;
    for (size_t i = 0; i < n && ok; i++) {
        struct stat st;
        struct str sub = str_fmt(l->c->a, "%s/%s", str_to_c(l->c->a, path), names[i].p);
        if (is_ignored(l, sub) || stat(sub.p, &st) != 0)
            continue;
        if (S_ISDIR(st.st_mode)) {
            struct str below = at.n ? str_fmt(l->c->a, "%s.%s", at.p, names[i].p) : names[i];
            ok = load_dir(l, sub, below, depth + 1);
        } else if (is_loaded(names[i])) {
            ok = load_file(l, sub, at);
        }
    }
    return ok;
}

// "shop.prices:prices.json": data goes below data.shop.prices. "file:///x" is a path, too.
static struct str take_place(struct str *path)
{
    struct str at, rest;
    if (str_take(path, S("file://")) || !str_cut(*path, ':', &at, &rest) || !at.n ||
        str_has(at, S("/")))
        return (struct str){0};
    *path = rest;
    return at;
}

bool cli_rego_load(struct cli_rego *l, struct str path)
{
    struct stat st;
    struct str at = {0};
    if (stat(str_to_c(l->c->a, path), &st) != 0)
        at = take_place(&path);
    if (stat(str_to_c(l->c->a, path), &st) != 0) {
        cli_warn(STR_FMT ": no such file or folder", STR_ARG(path));
        l->failed = true;
        return false;
    }
    while (path.n > 1 && path.p[path.n - 1] == '/')
        path.n--;
    return S_ISDIR(st.st_mode) ? load_dir(l, path, at, 0) : load_file(l, path, at);
}

bool cli_rego_load_options(struct cli_rego *l)
{
    static const char *const names[] = {"data", "bundle"};
    struct str path;
    for (size_t k = 0; k < COUNT_OF(names); k++)
        for (size_t i = 0; cli_each(l->c, names[k], &i, &path);)
            if (!cli_rego_load(l, path))
                return false;
    return true;
}

bool cli_rego_compile(struct cli_rego *l)
{
    struct sk_err err = {0};
    if (rego_compile(l->rego, &err) == 0)
        return true;
    l->failed = true;
    return false;
}

bool cli_rego_input(struct cli_rego *l, const struct rego_val **ret)
{
    struct sk_err err = {0};
    struct str path = cli_value(l->c, "input"), text;
    *ret = NULL;
    bool from_stdin = cli_has(l->c, "stdin-input");
    if (!path.n && !from_stdin)
        return true;
    int rc = from_stdin
                 ? sk_read_fd(l->c->a, STDIN_FILENO, SK_MAX_DOC_BYTES, &text, &err)
                 : sk_read_file(l->c->a, str_to_c(l->c->a, path), SK_MAX_DOC_BYTES, &text, &err);
    if (rc < 0)
        return said(l, from_stdin ? S("stdin") : path, &err);
    struct sk_doc *docs = arena_new(l->c->a, struct sk_doc, 1);
    size_t n = 1;
    if (sk_json_read(l->c->a, path, text, docs, NULL) < 0 &&
        sk_yaml_read(l->c->a, path, text, &docs, &n, &err) < 0)
        return said(l, path, &err);
    *ret = n ? rego_from_doc(l->c->a, docs[0].root) : &rego_null;
    return true;
}

int cli_rego_query_text(struct cli_rego *l, struct str *ret)
{
    struct sk_err err = {0};
    *ret = l->c->n_args ? l->c->args[0] : (struct str){0};
    if (cli_has(l->c, "stdin") &&
        sk_read_fd(l->c->a, STDIN_FILENO, SK_MAX_DOC_BYTES, ret, &err) < 0)
        return cli_fail(&err);
    return ret->n ? -1 : cli_usage(l->c, "QUERY is missing");
}

bool cli_rego_duration(struct str s, int64_t *ret_ms)
{
    static const struct {
        const char *name;
        double ms;
    } units[] = {{"h", 3600e3}, {"m", 60e3}, {"s", 1e3}, {"ms", 1}, {"us", 1e-3}, {"ns", 1e-6}};
    double sum = 0, n;
    while (s.n) {
        size_t digits = 0, letters = 0;
        while (digits < s.n && (ch_is_digit(s.p[digits]) || s.p[digits] == '.'))
            digits++;
        while (digits + letters < s.n && s.p[digits + letters] >= 'a' &&
               s.p[digits + letters] <= 'z')
            letters++;
        struct str unit = str_sub(s, digits, letters);
        size_t u = 0;
        while (u < COUNT_OF(units) && !str_eq(unit, str_from(units[u].name)))
            u++;
        if (u == COUNT_OF(units) || !str_to_double(str_head(s, digits), &n))
            return false;
        sum += n * units[u].ms;
        s = str_skip(s, digits + letters);
    }
    *ret_ms = sum < 1 && sum > 0 ? 1 : (int64_t)sum;
    return sum < 1e15;
}

int cli_rego_query_options(struct cli_rego *l, struct rego_options *o)
{
    struct str v, *imports = NULL;
    size_t cap = 0;
    o->package = cli_value(l->c, "package");
    for (size_t i = 0; cli_each(l->c, "import", &i, &v);)
        *VEC_PUSH(l->c->a, imports, o->n_imports, cap) = v;
    o->imports = imports;
    v = cli_value(l->c, "timeout");
    if (v.n && !cli_rego_duration(v, &o->timeout_ms))
        return cli_usage(l->c, "--timeout " STR_FMT ": wants a time such as 5s or 200ms",
                         STR_ARG(v));
    return -1;
}

int64_t cli_rego_now_ns(void)
{
    struct timespec ts;
    clock_gettime(CLOCK_MONOTONIC, &ts);
    return (int64_t)ts.tv_sec * 1000000000 + ts.tv_nsec;
}

// ---- coverage ----

static void add_ranges(struct sk_json_out *w, const char *key, const struct rego_cover_line *l,
                       size_t n, bool covered)
{
    bool any = false;
    for (size_t i = 0; i < n; i++) {
        if (l[i].covered != covered)
            continue;
        if (!any)
            sk_json_array(w, key);
        any = true;
        size_t end = i;
        while (end + 1 < n && l[end + 1].covered == covered && l[end + 1].line == l[end].line + 1)
            end++;
        sk_json_object(w, NULL);
        sk_json_object(w, "start");
        sk_json_i64(w, "row", l[i].line);
        sk_json_end_object(w);
        sk_json_object(w, "end");
        sk_json_i64(w, "row", l[end].line);
        sk_json_end_object(w);
        sk_json_end_object(w);
        i = end;
    }
    if (any)
        sk_json_end_array(w);
}

static void add_counts(struct sk_json_out *w, size_t covered, size_t n, bool zeros)
{
    char percent[32];
    if (covered || zeros)
        sk_json_i64(w, "covered_lines", (int64_t)covered);
    if (n > covered || zeros)
        sk_json_i64(w, "not_covered_lines", (int64_t)(n - covered));
    snprintf(percent, sizeof percent, "%.4g", n ? 100.0 * (double)covered / (double)n : 0);
    if (covered || zeros)
        sk_json_raw(w, "coverage", str_from(percent));
}

double cli_rego_add_cover(struct cli_rego *l, struct sk_json_out *w, const struct rego_cover *c)
{
    size_t n, all = 0;
    const struct rego_cover_line *lines = rego_cover_lines(l->c->a, l->rego, c, &n);
    sk_json_object(w, "files");
    for (size_t i = 0, end; i < n; i = end) {
        size_t covered = 0;
        for (end = i; end < n && str_eq(lines[end].file, lines[i].file); end++)
            covered += lines[end].covered;
        sk_json_object(w, str_to_c(l->c->a, lines[i].file));
        add_ranges(w, "covered", lines + i, end - i, true);
        add_ranges(w, "not_covered", lines + i, end - i, false);
        add_counts(w, covered, end - i, false);
        sk_json_end_object(w);
        all += covered;
    }
    sk_json_end_object(w);
    add_counts(w, all, n, true);
    return n ? 100.0 * (double)all / (double)n : 0;
}

// ---- errors ----

static void errors_json(const struct rego_error *e, size_t n)
{
    SK_BUF_SCRATCH(b, 1 << 20);
    struct sk_json_out w = {.buf = &b, .pretty = true};
    sk_json_object(&w, NULL);
    sk_json_array(&w, "errors");
    for (size_t i = 0; i < n; i++) {
        sk_json_object(&w, NULL);
        sk_json_str(&w, "message", e[i].message);
        sk_json_str(&w, "code", e[i].code);
        if (e[i].line) {
            sk_json_object(&w, "location");
            sk_json_str(&w, "file", e[i].file);
            sk_json_i64(&w, "row", e[i].line);
            sk_json_i64(&w, "col", e[i].col);
            sk_json_end_object(&w);
        }
        sk_json_str_if(&w, "text", e[i].text);
        sk_json_end_object(&w);
    }
    sk_json_end_array(&w);
    sk_json_end_object(&w);
    sk_buf_add_char(&b, '\n');
    cli_print(sk_buf_str(&b));
}

static void print_errors(const struct rego_error *e, size_t n)
{
    fprintf(stderr, "%zu error%s occurred:\n", n, n == 1 ? "" : "s");
    for (size_t i = 0; i < n; i++) {
        struct str line = str_trim(e[i].text);
        if (e[i].line)
            fprintf(stderr, STR_FMT "%s%u:%u: ", STR_ARG(e[i].file), e[i].file.n ? ":" : "",
                    e[i].line, e[i].col);
        fprintf(stderr, STR_FMT ": " STR_FMT "\n", STR_ARG(e[i].code), STR_ARG(e[i].message));
        if (line.n)
            fprintf(stderr, "    " STR_FMT "\n", STR_ARG(line));
    }
}

void cli_rego_errors(const struct cli_rego *l, bool json)
{
    size_t n;
    const struct rego_error *e = rego_errors(l->rego, &n);
    n = n > l->max_errors && l->max_errors ? l->max_errors : n;
    if (n && json)
        errors_json(e, n);
    else if (n)
        print_errors(e, n);
}

void cli_rego_print_errors(const struct rego *r)
{
    size_t n;
    const struct rego_error *e = rego_errors(r, &n);
    print_errors(e, n);
}
