#include "config/docker_doc.h"

#include "config/shell.h"
#include "core/buf.h"
#include "core/limits.h"
#include "core/map.h"

enum { MAX_MEMBERS = 24 };

struct object { // a small object under construction
    struct arena *a;
    const struct rego_val *keys[MAX_MEMBERS], *vals[MAX_MEMBERS];
    size_t n;
};

static void put(struct object *o, const char *key, const struct rego_val *v)
{
    if (o->n == MAX_MEMBERS)
        return;
    o->keys[o->n] = rego_str(o->a, str_from(key));
    o->vals[o->n++] = v;
}

static void put_str(struct object *o, const char *key, struct str s)
{
    put(o, key, rego_str(o->a, s));
}

static const struct rego_val *end(struct object *o)
{
    const struct rego_val **k = arena_new(o->a, const struct rego_val *, o->n);
    const struct rego_val **v = arena_new(o->a, const struct rego_val *, o->n);
    for (size_t i = 0; i < o->n; i++) {
        k[i] = o->keys[i];
        v[i] = o->vals[i];
    }
    return rego_object(o->a, k, v, o->n);
}

static const struct rego_val *strings(struct arena *a, const struct str *s, size_t n)
{
    const struct rego_val **v = arena_new(a, const struct rego_val *, n);
    for (size_t i = 0; i < n; i++)
        v[i] = rego_str(a, s[i]);
    return rego_array(a, v, n);
}

static const struct rego_val *booleans(struct arena *a, const bool *b, size_t n)
{
    const struct rego_val **v = arena_new(a, const struct rego_val *, n);
    for (size_t i = 0; i < n; i++)
        v[i] = rego_bool(b[i]);
    return rego_array(a, v, n);
}

static const struct rego_val *pair(struct arena *a, struct str name, const struct rego_val *value,
                                   bool unknown)
{
    struct object o = {.a = a};
    put_str(&o, "Name", name);
    put(&o, "Value", value);
    put(&o, "Unknown", rego_bool(unknown));
    return end(&o);
}

// ENV and LABEL: name, value, separator; ARG: name=value or name.
static const struct rego_val *pairs(struct arena *a, const struct cfg_docker_shape *s)
{
    bool arg = str_eq(s->node->sub.n ? s->node->sub : s->node->cmd, S("arg"));
    size_t n = 0;
    const struct rego_val **v = arena_new(a, const struct rego_val *, s->n_words);
    for (size_t i = 0; i < s->n_words; i += arg ? 1 : 3) {
        struct str name = s->words[i], value;
        if (!arg && i + 1 < s->n_words)
            v[n++] = pair(a, name, rego_str(a, s->words[i + 1]), s->unknown[i + 1]);
        else if (arg && str_cut(s->words[i], '=', &name, &value))
            v[n++] = pair(a, name, rego_str(a, value), s->unknown[i]);
        else if (arg)
            v[n++] = pair(a, name, &rego_null, true);
    }
    return rego_array(a, v, n);
}

// "type=secret,id=npm,required": one object. Values with a comma are in quotes.
static const struct rego_val *mount(struct arena *a, struct str s)
{
    static const char *const names[][2] = {
        {"src", "source"}, {"dst", "target"}, {"destination", "target"}, {"ro", "readonly"}};
    struct object o = {.a = a};
    bool typed = false;
    while (s.n && o.n + 1 < MAX_MEMBERS) {
        size_t i = 0;
        bool quoted = false;
        for (; i < s.n && (quoted || s.p[i] != ','); i++)
            quoted ^= s.p[i] == '"';
        struct str field = str_trim_chars(str_head(s, i), S("\"")), key, value;
        bool has_value = str_cut(field, '=', &key, &value);
        s = str_skip(s, i + 1);
        key = str_lower(a, str_trim(key));
        for (size_t k = 0; k < COUNT_OF(names); k++)
            if (str_eq(key, str_from(names[k][0])))
                key = str_from(names[k][1]);
        typed |= str_eq(key, S("type"));
        const char *c = str_to_c(a, key);
        put(&o, c, has_value ? rego_str(a, value) : &rego_true);
    }
    if (!typed)
        put_str(&o, "type", S("bind"));
    return end(&o);
}

static const struct rego_val *mounts(struct arena *a, const struct cfg_docker_shape *s)
{
    size_t n = 0;
    const struct rego_val **v = arena_new(a, const struct rego_val *, s->node->n_flags);
    for (size_t i = 0; i < s->node->n_flags; i++) {
        struct str f = s->flags[i];
        if (str_take(&f, S("--mount=")))
            v[n++] = mount(a, f);
    }
    return rego_array(a, v, n);
}

static const struct rego_val *heredocs(struct arena *a, const struct cfg_docker_node *n)
{
    const struct rego_val **v = arena_new(a, const struct rego_val *, n->n_heredocs);
    for (size_t i = 0; i < n->n_heredocs; i++) {
        struct object o = {.a = a};
        put_str(&o, "Name", n->heredocs[i].name);
        put_str(&o, "Content", n->heredocs[i].content);
        put(&o, "Expand", rego_bool(n->heredocs[i].expand));
        put(&o, "Chomp", rego_bool(n->heredocs[i].chomp));
        v[i] = end(&o);
    }
    return rego_array(a, v, n->n_heredocs);
}

// The text of a RUN with heredocs: of the lines of a lone one a script, else what the shell gets.
static void add_script(struct sk_buf *b, const struct cfg_docker_node *n, struct str words,
                       bool one_line)
{
    const struct cfg_docker_heredoc *h = n->heredocs;
    bool lone = str_starts(words, S("<<")) && !str_has_char(words, ' ') && n->n_heredocs == 1 &&
                !str_starts(h->content, S("#!"));
    if (lone) {
        struct str rest = h->content, line;
        for (bool first = true; str_next_line(&rest, &line); first = false) {
            while (h->chomp && str_take(&line, S("\t")))
                ;
            if (!first)
                sk_buf_add(b, one_line ? S(" ; ") : S("\n"));
            sk_buf_add(b, line);
        }
        return;
    }
    sk_buf_add(b, words);
    for (size_t i = 0; i < n->n_heredocs; i++) {
        sk_buf_add_char(b, '\n');
        sk_buf_add(b, h[i].content);
        sk_buf_add(b, h[i].name);
    }
}

static struct str script(struct arena *a, const struct cfg_docker_shape *s, bool one_line)
{
    SK_BUF_SCRATCH(b, 2 * CFG_DOCKER_MAX_BYTES);
    struct str words = s->n_words ? s->words[s->n_words - 1] : (struct str){0};
    if (!s->node->n_heredocs)
        return words;
    add_script(&b, s->node, words, one_line);
    return str_dup(a, sk_buf_str(&b));
}

static struct str original(struct arena *a, const struct cfg_docker_node *n)
{
    if (!n->n_heredocs)
        return n->line;
    SK_BUF_SCRATCH(b, 2 * CFG_DOCKER_MAX_BYTES);
    sk_buf_add(&b, n->line);
    for (size_t i = 0; i < n->n_heredocs; i++) {
        sk_buf_add_char(&b, '\n');
        sk_buf_add(&b, n->heredocs[i].content);
        sk_buf_add(&b, n->heredocs[i].name);
    }
    return str_dup(a, sk_buf_str(&b));
}

static bool is_shell(struct str program)
{
    static const char *const names[] = {"sh", "bash", "ash", "dash", "zsh", "ksh", "busybox"};
    for (size_t i = 0; i < COUNT_OF(names); i++)
        if (str_eq(str_basename(program), str_from(names[i])))
            return true;
    return false;
}

struct lists { // arrays of words, and what is around them
    struct arena *a;
    const struct rego_val **items, **more;
    size_t n, cap, n_more, cap_more;
};

static const struct rego_val *script_command(struct arena *a, const struct cfg_shell_command *c)
{
    static const char *const joins[] = {"", ";", "&&", "||", "|"};
    struct object o = {.a = a};
    const struct rego_val **to = arena_new(a, const struct rego_val *, c->n_redirects);
    for (size_t i = 0; i < c->n_redirects; i++) {
        struct object one = {.a = a};
        put_str(&one, "Op", c->redirects[i].op);
        put_str(&one, "Target", c->redirects[i].target);
        to[i] = end(&one);
    }
    put(&o, "Words", strings(a, c->plain, c->n_words));
    put(&o, "Assigns", strings(a, c->assigns, c->n_assigns));
    put(&o, "Redirects", rego_array(a, to, c->n_redirects));
    put_str(&o, "Join", str_from(joins[c->join]));
    return end(&o);
}

static void add_commands(struct lists *l, struct str text)
{
    struct cfg_shell sh;
    // What no shell would run has the commands in front of the mistake.
    (void)!cfg_shell_split(l->a, text, &sh, NULL);
    for (size_t i = 0; i < sh.n_items; i++) {
        *VEC_PUSH(l->a, l->items, l->n, l->cap) =
            strings(l->a, sh.items[i].plain, sh.items[i].n_words);
        *VEC_PUSH(l->a, l->more, l->n_more, l->cap_more) = script_command(l->a, &sh.items[i]);
    }
}

// Exec form: its words, and the commands of a script behind `sh -c`.
static void add_exec(struct lists *l, const struct str *words, size_t n)
{
    if (!n)
        return;
    *VEC_PUSH(l->a, l->items, l->n, l->cap) = strings(l->a, words, n);
    for (size_t i = 1; i + 1 < n && is_shell(words[0]); i++)
        if (words[i].n > 1 && words[i].p[0] == '-' && words[i].p[1] != '-' &&
            words[i].p[words[i].n - 1] == 'c')
            add_commands(l, words[i + 1]);
}

static void put_commands(struct object *o, const struct cfg_docker_shape *s)
{
    struct arena *a = o->a;
    struct lists l = {.a = a};
    struct str what = s->node->sub.n ? s->node->sub : s->node->cmd;
    size_t skip = str_eq(what, S("healthcheck")) ? 1 : 0; // CMD or NONE
    if (s->n_words <= skip)
        ;
    else if (s->node->json)
        add_exec(&l, s->words + skip, s->n_words - skip);
    else if (!s->n_shell || is_shell(s->shell[0]))
        add_commands(&l, script(a, s, false));
    put(o, "Commands", rego_array(a, l.items, l.n));
    put(o, "Script", rego_array(a, l.more, l.n_more));
}

const struct rego_val *cfg_docker_command(struct arena *a, const struct cfg_docker_shape *s)
{
    const struct cfg_docker_node *n = s->node;
    struct str what = n->sub.n ? n->sub : n->cmd;
    struct object o = {.a = a};
    bool run = str_eq(what, S("run"));
    put_str(&o, "Cmd", n->cmd);
    put_str(&o, "SubCmd", n->sub);
    put(&o, "Flags", strings(a, s->flags, n->n_flags));
    struct str text = run && n->n_heredocs ? script(a, s, true) : (struct str){0};
    put(&o, "Value", text.n ? strings(a, &text, 1) : strings(a, s->words, s->n_words));
    put_str(&o, "Original", original(a, n));
    put(&o, "JSON", rego_bool(n->json));
    put(&o, "Stage", rego_int(a, s->stage));
    put(&o, "StartLine", rego_int(a, n->start));
    put(&o, "EndLine", rego_int(a, n->end));
    put_str(&o, "Path", S(""));
    put(&o, "Raw", strings(a, n->words, n->n_words));
    put(&o, "Unknown", booleans(a, s->unknown, text.n ? 1 : s->n_words));
    if (str_eq(what, S("env")) || str_eq(what, S("label")) || str_eq(what, S("arg")))
        put(&o, "Pairs", pairs(a, s));
    if (run)
        put(&o, "Mounts", mounts(a, s));
    if (n->n_heredocs)
        put(&o, "Heredocs", heredocs(a, n));
    if (run || str_eq(what, S("cmd")) || str_eq(what, S("entrypoint")) ||
        str_eq(what, S("healthcheck"))) {
        put(&o, "Shell", strings(a, s->shell, s->n_shell));
        put_commands(&o, s);
    }
    if (s->of_image) {
        put(&o, "Base", rego_bool(s->base));
        put(&o, "Layer", rego_int(a, s->layer));
    }
    return end(&o);
}

// ---- the document ----

static void end_stage(struct cfg_docker_stages *s)
{
    if (!s->open)
        return;
    struct object o = {.a = s->a};
    put_str(&o, "Name", s->name);
    put(&o, "Commands", rego_array(s->a, s->commands, s->n_commands));
    *VEC_PUSH(s->a, s->stages, s->n_stages, s->cap_stages) = end(&o);
    s->commands = NULL;
    s->n_commands = s->cap_commands = 0;
}

void cfg_docker_begin_stage(struct cfg_docker_stages *s, struct str name)
{
    end_stage(s);
    s->open = true;
    s->name = name;
}

void cfg_docker_add(struct cfg_docker_stages *s, const struct rego_val *command)
{
    if (s->open)
        *VEC_PUSH(s->a, s->commands, s->n_commands, s->cap_commands) = command;
    else
        *VEC_PUSH(s->a, s->args, s->n_args, s->cap_args) = command;
}

const struct rego_val *cfg_docker_end(struct cfg_docker_stages *s,
                                      const struct cfg_docker_file *file)
{
    struct object o = {.a = s->a}, d = {.a = s->a};
    end_stage(s);
    put_str(&d, "syntax", file->syntax);
    put_str(&d, "check", file->check);
    put_str(&d, "escape", str_dup(s->a, (struct str){&file->escape, 1}));
    put(&o, "Stages", rego_array(s->a, s->stages, s->n_stages));
    put(&o, "Args", rego_array(s->a, s->args, s->n_args));
    put(&o, "Directives", end(&d));
    return end(&o);
}
