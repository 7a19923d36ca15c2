// Dockerfile and Containerfile.
// https://docs.docker.com/reference/dockerfile/
//
// Directives (escape), continuation lines, comments between them, heredocs, stages, flags, ONBUILD,
// shell and exec forms. Variables are not replaced here: what they hold is known at the build only.
#include "config/config.h"
#include "core/limits.h"

enum { MAX_INSTRUCTIONS = 20000, MAX_BYTES = 4 << 20 };

static bool wants(struct str path, uint64_t size)
{
    struct str base = str_basename(path);
    return size <= MAX_BYTES &&
           (str_eq(base, S("Dockerfile")) || str_eq(base, S("Containerfile")) ||
            str_starts(base, S("Dockerfile.")) || str_starts(base, S("Containerfile.")) ||
            str_ends(base, S(".dockerfile"))) &&
           !str_ends(base, S(".dockerignore")) && !str_ends(base, S(".md"));
}

struct reader {
    struct cfg_inputs *out;
    struct arena *a;
    struct str rest;
    uint32_t line; // of what rest begins with
    char escape;
    const struct rego_val **stages, **commands;
    size_t n_stages, cap_stages, n_commands, cap_commands;
    struct str stage; // text after FROM
    struct str stage_name;
    size_t n_instructions;
};

static const struct rego_val *text(struct reader *r, struct str s)
{
    return rego_str(r->a, str_to_utf8(r->a, s));
}

static const struct rego_val *texts(struct reader *r, const struct str *s, size_t n)
{
    const struct rego_val **v = arena_new(r->a, const struct rego_val *, n);
    for (size_t i = 0; i < n; i++)
        v[i] = text(r, s[i]);
    return rego_array(r->a, v, n);
}

static void end_stage(struct reader *r)
{
    if (!r->stage.n) // ARG before the first FROM
        r->n_commands = 0;
    if (!r->n_commands)
        return;
    static const char *const keys[] = {"Name", "Commands"};
    const struct rego_val **k = arena_new(r->a, const struct rego_val *, 2);
    const struct rego_val **v = arena_new(r->a, const struct rego_val *, 2);
    for (int i = 0; i < 2; i++)
        k[i] = rego_str(r->a, str_from(keys[i]));
    v[0] = text(r, r->stage);
    v[1] = rego_array(r->a, r->commands, r->n_commands);
    *VEC_PUSH(r->a, r->stages, r->n_stages, r->cap_stages) = rego_object(r->a, k, v, 2);
    r->commands = NULL;
    r->n_commands = r->cap_commands = 0;
}

// Words of the shell form, with quotes; of the JSON form when it is one.
static size_t split_values(struct reader *r, struct str value, bool *ret_json, struct str **ret)
{
    struct str *words = NULL;
    size_t n = 0, cap = 0;
    struct sk_doc doc;
    *ret_json = false;
    if (str_starts(value, S("[")) && sk_json_read(r->a, S("exec form"), value, &doc, NULL) == 0 &&
        sk_val_is(doc.root, SK_ARRAY)) {
        *ret_json = true;
        for (SK_EACH(v, doc.root))
            *VEC_PUSH(r->a, words, n, cap) = sk_val_str(v);
        *ret = words;
        return n;
    }
    for (size_t i = 0; i < value.n;) {
        while (i < value.n && ch_is_space((unsigned char)value.p[i]))
            i++;
        size_t from = i;
        char quote = 0;
        for (; i < value.n && (quote || !ch_is_space((unsigned char)value.p[i])); i++) {
            char c = value.p[i];
            if (c == r->escape && i + 1 < value.n)
                i++;
            else if (quote ? c == quote : c == '"' || c == '\'')
                quote = quote ? 0 : c;
        }
        if (i > from)
            *VEC_PUSH(r->a, words, n, cap) = str_sub(value, from, i - from);
    }
    *ret = words;
    return n;
}

static struct str upper(struct arena *a, struct str s)
{
    char *p = arena_new(a, char, s.n + 1);
    for (size_t i = 0; i < s.n; i++)
        p[i] = s.p[i] >= 'a' && s.p[i] <= 'z' ? (char)(s.p[i] - 32) : s.p[i];
    return (struct str){p, s.n};
}

static struct str lower(struct arena *a, struct str s)
{
    char *p = arena_new(a, char, s.n + 1);
    for (size_t i = 0; i < s.n; i++)
        p[i] = (char)ch_lower((unsigned char)s.p[i]);
    return (struct str){p, s.n};
}

// "--from=build --chmod=755 rest": the flags, and what follows them.
static size_t take_flags(struct reader *r, struct str *value, struct str **ret)
{
    struct str *flags = NULL, word;
    size_t n = 0, cap = 0;
    for (;;) {
        struct str at = str_trim(*value), rest = at;
        if (!str_starts(at, S("--")) || !str_next_word(&rest, &word))
            break;
        *VEC_PUSH(r->a, flags, n, cap) = word;
        *value = rest;
    }
    *value = str_trim(*value);
    *ret = flags;
    return n;
}

static void add_command(struct reader *r, struct str cmd, struct str value, struct str original,
                        uint32_t start, uint32_t end)
{
    static const char *const keys[] = {"Cmd",  "SubCmd", "Flags",     "Value",   "Original",
                                       "JSON", "Stage",  "StartLine", "EndLine", "Path"};
    enum { N = COUNT_OF(keys) };
    struct str sub = {0}, *flags, *words;
    bool json = false;
    cmd = lower(r->a, cmd);
    if (str_eq(cmd, S("onbuild"))) {
        struct str rest = value;
        if (str_next_word(&rest, &sub))
            value = str_trim(rest);
        sub = lower(r->a, sub);
    }
    size_t n_flags = take_flags(r, &value, &flags);
    size_t n_words = 1;
    struct str what = sub.n ? sub : cmd;
    bool whole = str_eq(what, S("run")) || str_eq(what, S("cmd")) ||
                 str_eq(what, S("entrypoint")) || str_eq(what, S("shell")) ||
                 str_eq(what, S("healthcheck"));
    n_words = split_values(r, value, &json, &words);
    if (whole && !json) { // the shell form is one text
        words = arena_new(r->a, struct str, 1);
        words[0] = value;
        n_words = value.n > 0;
    }
    const struct rego_val **k = arena_new(r->a, const struct rego_val *, N);
    const struct rego_val **v = arena_new(r->a, const struct rego_val *, N);
    for (int i = 0; i < N; i++)
        k[i] = rego_str(r->a, str_from(keys[i]));
    v[0] = text(r, cmd);
    v[1] = text(r, sub);
    v[2] = texts(r, flags, n_flags);
    v[3] = texts(r, words, n_words);
    v[4] = text(r, original);
    v[5] = rego_bool(json);
    v[6] = rego_int(r->a, (int64_t)r->n_stages);
    v[7] = rego_int(r->a, start);
    v[8] = rego_int(r->a, end);
    v[9] = text(r, S(""));
    *VEC_PUSH(r->a, r->commands, r->n_commands, r->cap_commands) = rego_object(r->a, k, v, N);
}

static bool next_line(struct reader *r, struct str *ret)
{
    if (!str_next_line(&r->rest, ret))
        return false;
    r->line++;
    return true;
}

// One instruction with its continuation lines; comments and empty lines between them are left out.
static bool next_instruction(struct reader *r, struct sk_buf *b, uint32_t *ret_start)
{
    struct str line;
    sk_buf_clear(b);
    while (next_line(r, &line)) {
        struct str t = str_trim(line);
        if (!t.n || t.p[0] == '#')
            continue;
        if (!b->n)
            *ret_start = r->line;
        bool more = t.p[t.n - 1] == r->escape;
        if (b->n)
            sk_buf_add_char(b, ' ');
        sk_buf_add(b, str_trim(more ? str_head(t, t.n - 1) : t));
        if (!more)
            return true;
    }
    return b->n > 0;
}

// "<<EOF", "<<-EOF", "<<'EOF'": its lines follow; they are part of the instruction's text.
static void take_heredocs(struct reader *r, struct str instruction, struct sk_buf *b)
{
    struct str after, before, word, line, rest = instruction;
    struct str cmd;
    if (!str_next_word(&rest, &cmd) ||
        !(str_starts_nocase(cmd, S("run")) || str_starts_nocase(cmd, S("copy")) ||
          str_starts_nocase(cmd, S("add"))))
        return;
    while (str_cut_str(rest, S("<<"), &before, &after)) {
        (void)str_take(&after, S("-"));
        size_t n = 0;
        while (n < after.n &&
               (ch_is_alnum((unsigned char)after.p[n]) || str_has_char(S("_'\"."), after.p[n])))
            n++;
        word = str_trim_chars(str_head(after, n), S("'\""));
        rest = str_skip(after, n);
        if (!word.n || !ch_is_alpha((unsigned char)word.p[0]))
            continue;
        while (next_line(r, &line) && !str_eq(str_trim(line), word)) {
            sk_buf_add_char(b, '\n');
            sk_buf_add(b, line);
        }
    }
}

static void take_instruction(struct reader *r, struct str original, uint32_t start)
{
    struct str rest = original, cmd;
    if (!str_next_word(&rest, &cmd))
        return;
    struct str name = upper(r->a, cmd);
    if (str_eq(name, S("FROM"))) {
        end_stage(r);
        r->stage = str_trim(rest);
    }
    add_command(r, cmd, str_trim(rest), original, start, r->line);
}

static int read_dockerfile(struct str path, struct str data, struct cfg_inputs *out,
                           struct sk_err *err)
{
    struct reader r = {.out = out, .a = out->perm, .rest = data, .escape = '\\'};
    struct str line, peek = data;
    uint32_t start = 0;
    (void)str_take(&r.rest, S("\xef\xbb\xbf"));
    while (str_next_line(&peek, &line) &&
           str_starts(str_trim(line), S("#"))) { // directives come first
        struct str key, value;
        if (str_cut(str_skip(str_trim(line), 1), '=', &key, &value) &&
            str_eq_nocase(str_trim(key), S("escape")) && str_eq(str_trim(value), S("`")))
            r.escape = '`';
    }
    SK_BUF_SCRATCH(b, MAX_BYTES + 4096);
    while (next_instruction(&r, &b, &start)) {
        if (++r.n_instructions > MAX_INSTRUCTIONS)
            return sk_fail(err, SK_ELIMIT, "more than %d instructions", MAX_INSTRUCTIONS);
        struct str one = str_dup(r.a, sk_buf_str(&b));
        take_heredocs(&r, one, &b);
        take_instruction(&r, str_dup(r.a, sk_buf_str(&b)), start);
    }
    end_stage(&r);
    if (!r.n_stages)
        return sk_fail(err, SK_EFORMAT, "no FROM in it");
    const struct rego_val **k = arena_new(r.a, const struct rego_val *, 1);
    const struct rego_val **v = arena_new(r.a, const struct rego_val *, 1);
    k[0] = rego_str(r.a, S("Stages"));
    v[0] = rego_array(r.a, r.stages, r.n_stages);
    *VEC_PUSH(out->perm, out->items, out->n_items, out->cap_items) =
        (struct cfg_input){.selector = "dockerfile", .value = rego_object(r.a, k, v, 1)};
    (void)path;
    return 0;
}

const struct cfg_kind cfg_kind_dockerfile = {
    .id = "dockerfile",
    .wants = wants,
    .read = read_dockerfile,
};
