// Dockerfile and Containerfile: variables and stages. The lines are docker_parse.c's, words docker_word.c's, and
// the shape for rules docker_doc.c's.
// https://docs.docker.com/reference/dockerfile/
#include "config/config.h"
#include "config/docker_doc.h"
#include "config/docker_word.h"
#include "core/limits.h"
#include "core/map.h"

enum {
    MAX_PARENTS = 256,       // stages on top of each other whose variables are looked at
    MAX_EXPANDED = 64 << 20, // bytes of all words
};

static bool wants(struct str path, uint64_t size)
{
    struct str base = str_basename(path);
    return size <= CFG_DOCKER_MAX_BYTES &&
           (str_eq(base, S("Dockerfile")) || str_eq(base, S("Containerfile")) ||
            str_starts(base, S("Dockerfile.")) || str_starts(base, S("Containerfile.")) ||
            str_ends(base, S(".dockerfile")) || str_ends(base, S(".Dockerfile")) ||
            str_ends(base, S(".containerfile"))) &&
           !str_ends(base, S(".dockerignore")) && !str_ends(base, S(".md"));
}

enum ground { OUTSIDE, SCRATCH, GLOBAL_ARGS, FROM_LINE }; // what a name that is nowhere set means

struct scope {
    struct sk_map vars; // name -> struct cfg_docker_var *
    struct sk_map env;  // those that ENV set: a stage on top has them again, over any ARG
    struct scope *parent;
    enum ground ground;
};

struct reader {
    struct arena *a;
    struct cfg_inputs *out;
    struct str path;
    struct cfg_docker_file file;
    struct cfg_docker_stages doc;
    struct scope globals, *scope;
    struct sk_map names; // of stages, in small letters -> struct scope *
    struct str *shell;
    size_t n_shell;
    uint64_t expanded;
};

// ---- variables ----

static bool is_predefined(struct str name)
{
    static const char *const names[] = {"TARGETPLATFORM", "TARGETOS",    "TARGETARCH",
                                        "TARGETVARIANT",  "TARGETSTAGE", "BUILDPLATFORM",
                                        "BUILDOS",        "BUILDARCH",   "BUILDVARIANT"};
    for (size_t i = 0; i < COUNT_OF(names); i++)
        if (str_eq(name, str_from(names[i])))
            return true;
    return false;
}

// What a name means that nothing sets.
static struct cfg_docker_var unset_in(const struct scope *s, struct str name)
{
    const struct cfg_docker_var unknown = {.state = CFG_DOCKER_UNKNOWN};
    struct cfg_docker_var unset = {.state = CFG_DOCKER_UNSET};
    if (s->ground == FROM_LINE)
        unset.state = CFG_DOCKER_NOT_GIVEN; // of FROM that has no value no image comes
    if (s->ground == OUTSIDE)
        return unknown;
    bool given = s->ground == SCRATCH ? str_eq(name, S("PATH")) : is_predefined(name);
    return given ? unknown : unset;
}

static struct cfg_docker_var look_up(void *ctx, struct str name)
{
    const struct scope *s = ctx, *ground = s;
    const struct cfg_docker_var unknown = {.state = CFG_DOCKER_UNKNOWN};
    const struct cfg_docker_var *v = sk_map_get(&s->vars, name);
    int depth = 0;
    for (const struct scope *p = s->parent; p && !v && depth < MAX_PARENTS; p = p->parent, depth++)
        v = sk_map_get(&p->env, name);
    depth = 0;
    for (const struct scope *p = s->parent; p && !v && depth < MAX_PARENTS;
         p = p->parent, depth++) {
        v = sk_map_get(&p->vars, name);
        ground = p;
    }
    if (v)
        return *v;
    return depth == MAX_PARENTS ? unknown : unset_in(ground, name);
}

static void set(struct reader *r, struct sk_map *m, struct str name, struct cfg_docker_var v)
{
    struct cfg_docker_var *kept = arena_new(r->a, struct cfg_docker_var, 1);
    *kept = v;
    sk_map_put(m, name)->value = kept;
}

static struct scope *new_scope(struct reader *r, struct scope *parent, enum ground ground)
{
    struct scope *s = arena_new(r->a, struct scope, 1);
    *s = (struct scope){.vars.perm = r->a, .env.perm = r->a, .parent = parent, .ground = ground};
    return s;
}

// Replace the variables of one text. What the builder would refuse stays as it is, unknown.
static void expand(struct reader *r, struct scope *s, uint32_t line, struct str text,
                   struct cfg_docker_words *ret)
{
    struct sk_err why;
    const struct cfg_docker_lexer l = {.escape = r->file.escape, .get = look_up, .ctx = s};
    int x = r->expanded > MAX_EXPANDED
                ? sk_fail(&why, SK_ELIMIT, "more than %d bytes of words", MAX_EXPANDED)
                : cfg_docker_expand(r->a, &l, text, ret, &why);
    if (x < 0) {
        struct str *one = arena_new(r->a, struct str, 1);
        *one = text;
        *ret = (struct cfg_docker_words){.text = text, .words = one, .n_words = 1, .unknown = true};
        cfg_warn(r->out, r->path, line, "%s", why.msg);
    }
    r->expanded += ret->text.n;
}

// ---- instructions ----

static struct cfg_docker_shape shape_of(struct reader *r, const struct cfg_docker_node *n)
{
    struct cfg_docker_shape s = {
        .node = n,
        .flags = arena_new(r->a, struct str, n->n_flags),
        .words = arena_new(r->a, struct str, n->n_words),
        .unknown = arena_new(r->a, bool, n->n_words + 1),
        .n_words = n->n_words,
        .shell = r->shell,
        .n_shell = r->n_shell,
        .stage = (uint32_t)r->doc.n_stages,
    };
    for (size_t i = 0; i < n->n_flags; i++)
        s.flags[i] = n->flags[i];
    for (size_t i = 0; i < n->n_words; i++)
        s.words[i] = n->words[i];
    return s;
}

static void expand_flags(struct reader *r, struct scope *scope, struct cfg_docker_shape *s)
{
    static const char *const names[] = {
        "--chown=", "--chmod=", "--checksum=", "--mount=", "--platform="};
    struct cfg_docker_words w;
    for (size_t i = 0; i < s->node->n_flags; i++)
        for (size_t k = 0; k < COUNT_OF(names); k++)
            if (str_starts(s->flags[i], str_from(names[k])) && str_has_char(s->flags[i], '$')) {
                expand(r, scope, s->node->start, s->flags[i], &w);
                s->flags[i] = w.text;
            }
}

static void expand_word(struct reader *r, struct scope *scope, struct cfg_docker_shape *s, size_t i)
{
    struct cfg_docker_words w;
    expand(r, scope, s->node->start, s->words[i], &w);
    s->words[i] = w.text;
    s->unknown[i] = w.unknown;
}

// The name of a heredoc among the words of COPY is no word.
static bool is_heredoc(const struct cfg_docker_node *n, size_t i)
{
    return n->n_heredocs && str_has(n->words[i], S("<<"));
}

// EXPOSE: what variables hold may be several words.
static void expand_split(struct reader *r, struct cfg_docker_shape *s)
{
    struct str *words = NULL;
    bool *unknown = NULL;
    size_t n = 0, cap = 0, n2 = 0, cap2 = 0;
    for (size_t i = 0; i < s->n_words; i++) {
        struct cfg_docker_words w;
        expand(r, r->scope, s->node->start, s->words[i], &w);
        for (size_t k = 0; k < w.n_words; k++) {
            *VEC_PUSH(r->a, words, n, cap) = w.words[k];
            *VEC_PUSH(r->a, unknown, n2, cap2) = w.unknown;
        }
    }
    s->words = words;
    s->unknown = unknown;
    s->n_words = n;
}

static struct cfg_docker_var known(struct str value, bool unknown)
{
    return (struct cfg_docker_var){CFG_DOCKER_SET, value, unknown};
}

static void take_arg(struct reader *r, struct cfg_docker_shape *s, bool global)
{
    for (size_t i = 0; i < s->n_words; i++) {
        struct str name, value;
        struct cfg_docker_words w;
        struct cfg_docker_var v = {.state = CFG_DOCKER_NOT_GIVEN};
        if (str_cut(s->words[i], '=', &name, &value)) {
            expand(r, r->scope, s->node->start, value, &w);
            v = known(w.text, w.unknown);
            s->words[i] = str_join(r->a, str_join(r->a, name, S("=")), w.text);
            s->unknown[i] = w.unknown;
        } else if (!global) {
            struct cfg_docker_var before = look_up(r->scope, name);
            const struct cfg_docker_var *g = sk_map_get(&r->globals.vars, name);
            if (g)
                v = *g;
            else if (is_predefined(name))
                v.state = CFG_DOCKER_UNKNOWN;
            else if (before.state == CFG_DOCKER_SET)
                v = before;
        }
        set(r, &r->scope->vars, name, v);
    }
}

static void take_env(struct reader *r, struct cfg_docker_shape *s)
{
    for (size_t i = 0; i < s->n_words; i++)
        if (i % 3 != 2)
            expand_word(r, r->scope, s, i);
    for (size_t i = 0; i + 1 < s->n_words && str_eq(s->node->cmd, S("env")); i += 3) {
        set(r, &r->scope->vars, s->words[i], known(s->words[i + 1], s->unknown[i + 1]));
        set(r, &r->scope->env, s->words[i], known(s->words[i + 1], s->unknown[i + 1]));
    }
}

static void take_from(struct reader *r, struct cfg_docker_shape *s)
{
    r->globals.ground = FROM_LINE;
    expand_flags(r, &r->globals, s);
    struct str image = {0}, rest = str_trim(s->node->line), word;
    if (s->n_words) {
        expand_word(r, &r->globals, s, 0);
        image = s->words[0];
    }
    (void)str_next_word(&rest, &word);
    struct scope *base = sk_map_get(&r->names, str_lower(r->a, image));
    r->scope = new_scope(r, base, str_eq(image, S("scratch")) ? SCRATCH : OUTSIDE);
    if (s->n_words > 2 && str_eq_nocase(s->words[1], S("as")))
        sk_map_put(&r->names, str_lower(r->a, s->words[2]))->value = r->scope;
    cfg_docker_begin_stage(&r->doc, str_trim(rest));
    s->stage = (uint32_t)r->doc.n_stages;
    static struct str const shell[] = {S_INIT("/bin/sh"), S_INIT("-c")};
    r->shell = arena_new(r->a, struct str, 2);
    r->shell[0] = shell[0];
    r->shell[1] = shell[1];
    r->n_shell = 2;
}

// ONBUILD is for the stage on top: its variables are not these.
static void take_onbuild(struct cfg_docker_shape *s)
{
    struct str sub = s->node->sub;
    bool replaced = !str_eq(sub, S("run")) && !str_eq(sub, S("cmd")) &&
                    !str_eq(sub, S("entrypoint")) && !str_eq(sub, S("healthcheck")) &&
                    !str_eq(sub, S("shell"));
    for (size_t i = 0; i < s->n_words; i++)
        s->unknown[i] = replaced && str_has_char(s->words[i], '$');
}

static void take(struct reader *r, const struct cfg_docker_node *n)
{
    static const char *const words[] = {"add", "copy", "user", "workdir", "volume", "stopsignal"};
    struct cfg_docker_shape s = shape_of(r, n);
    if (str_eq(n->cmd, S("from"))) {
        take_from(r, &s);
    } else if (str_eq(n->cmd, S("arg"))) {
        take_arg(r, &s, !r->doc.open);
    } else if (!r->doc.open) {
        cfg_warn(r->out, r->path, n->start, "an instruction before FROM");
        return;
    } else if (str_eq(n->cmd, S("env")) || str_eq(n->cmd, S("label"))) {
        take_env(r, &s);
    } else if (str_eq(n->cmd, S("expose"))) {
        expand_split(r, &s);
    } else if (str_eq(n->cmd, S("onbuild"))) {
        take_onbuild(&s);
    }
    if (!str_eq(n->cmd, S("from")))
        expand_flags(r, r->scope, &s);
    for (size_t k = 0; k < COUNT_OF(words); k++)
        for (size_t i = 0; str_eq(n->cmd, str_from(words[k])) && i < s.n_words; i++)
            if (!is_heredoc(n, i))
                expand_word(r, r->scope, &s, i);
    if (str_eq(n->cmd, S("shell")) && n->json) {
        r->shell = s.words;
        r->n_shell = s.n_words;
    }
    cfg_docker_add(&r->doc, cfg_docker_command(r->a, &s));
}

static int read_dockerfile(struct str path, struct str data, struct cfg_inputs *out,
                           struct sk_err *err)
{
    struct arena *a = out->perm;
    struct reader r = {.a = a, .out = out, .path = path, .doc.a = a, .names.perm = a};
    r.globals = (struct scope){.vars.perm = a, .ground = GLOBAL_ARGS};
    r.scope = &r.globals;
    int x = cfg_docker_parse(a, data, &r.file, err);
    if (x < 0)
        return x;
    for (size_t i = 0; i < r.file.n_nodes; i++)
        take(&r, &r.file.nodes[i]);
    if (!r.doc.open)
        return sk_fail(err, SK_EFORMAT, "no FROM in it");
    for (size_t i = 0; i < r.file.n_faults; i++) {
        const struct cfg_docker_fault *f = &r.file.faults[i];
        if (f->warning)
            cfg_note(out, path, f->line, "%s", f->what);
        else
            cfg_warn(out, path, f->line, "%s", f->what);
    }
    *VEC_PUSH(a, out->items, out->n_items, out->cap_items) =
        (struct cfg_input){.selector = "dockerfile", .value = cfg_docker_end(&r.doc, &r.file)};
    return 0;
}

const struct cfg_kind cfg_kind_dockerfile = {
    .id = "dockerfile",
    .wants = wants,
    .read = read_dockerfile,
};
