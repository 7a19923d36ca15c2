// The history of an image as the instructions that made it. Who writes which form: docker's old builder
// ("/bin/sh -c #(nop)  CMD ["), BuildKit ("RUN /bin/sh -c x # buildkit"), buildah and kaniko (as the old builder).
// Lists are printed as Go prints them: [a b], map[80/tcp:{}], &{["CMD" "x"] "30s"}.
#include "config/image_int.h"

static bool is_shell(struct str program)
{
    static const char *const names[] = {"sh", "bash", "ash", "dash", "zsh"};
    for (size_t i = 0; i < COUNT_OF(names); i++)
        if (str_starts(program, S("/")) && str_eq(str_basename(program), str_from(names[i])))
            return true;
    return false;
}

// "/bin/bash -o pipefail -c x": x, and true.
static bool take_shell(struct str *s)
{
    struct str rest = *s, word;
    if (!str_next_word(&rest, &word) || !is_shell(word))
        return false;
    for (bool operand = false; str_next_word(&rest, &word);) {
        if (!operand && !str_starts(word, S("-")))
            return false;
        operand = !operand && str_ends(word, S("o"));
        if (str_starts(word, S("-")) && str_ends(word, S("c"))) {
            *s = str_trim(rest);
            return true;
        }
    }
    return false;
}

// "|2 A=b C=d /bin/sh -c x": build arguments.
static void skip_arguments(struct str *s)
{
    if (!str_starts(*s, S("|")))
        return;
    ptrdiff_t at = str_find(*s, S(" /"));
    if (at >= 0)
        *s = str_skip(*s, (size_t)at + 1);
}

static struct str join(struct arena *a, const char *cmd, struct str args)
{
    return str_join(a, str_fmt(a, "%s ", cmd), args);
}

// The line of an instruction, or empty.
static struct str as_line(struct arena *a, struct str s)
{
    s = str_trim(s);
    ptrdiff_t inherit = str_find(s, S("|inheritLabels="));
    if (inherit >= 0)
        s = str_trim(str_head(s, (size_t)inherit));
    if (str_ends(s, S("# buildkit")))
        s = str_trim(str_head(s, s.n - 10));
    if (str_take(&s, S("RUN "))) {
        skip_arguments(&s);
        (void)take_shell(&s);
        return join(a, "RUN", s);
    }
    struct str nop = s;
    (void)take_shell(&nop);
    if (str_take(&nop, S("#(nop)")))
        return str_trim(nop);
    skip_arguments(&s);
    return take_shell(&s) ? join(a, "RUN", s) : s;
}

// [a b] and map[a:{} b:{}], as words.
static bool take_list(struct arena *a, struct str args, struct cfg_docker_node *n)
{
    struct str word;
    size_t cap = 0;
    bool map = str_take(&args, S("map"));
    if (!str_take(&args, S("[")) || !str_ends(args, S("]")) || (!map && str_has_char(args, '"')))
        return false;
    args = str_head(args, args.n - 1);
    n->words = NULL;
    n->n_words = 0;
    while (str_next_word(&args, &word)) {
        if (map && str_ends(word, S(":{}")))
            word = str_head(word, word.n - 3);
        *VEC_PUSH(a, n->words, n->n_words, cap) = word;
    }
    return true;
}

// &{["CMD-SHELL" "curl x"] "30s" ...}
static void take_health(struct arena *a, struct str args, struct cfg_docker_node *n)
{
    size_t cap = 0;
    struct str test, rest;
    if (!str_take(&args, S("&{[")) || !str_cut_str(args, S("\"] "), &test, &rest))
        return;
    n->words = NULL;
    n->n_words = 0;
    n->json = false;
    while (str_take(&test, S("\""))) {
        struct str one;
        (void)str_cut_str(test, S("\" \""), &one, &test);
        if (test.n)
            test = (struct str){test.p - 1, test.n + 1}; // its quote
        *VEC_PUSH(a, n->words, n->n_words, cap) = one;
    }
    if (n->n_words && str_eq(n->words[0], S("CMD-SHELL")))
        n->words[0] = S("CMD");
    else
        n->json = n->n_words > 1;
}

// "file:abc in /x": source and destination.
static void take_copy(struct cfg_docker_node *n)
{
    if (n->n_words == 3 && str_eq(n->words[1], S("in"))) {
        n->words[1] = n->words[2];
        n->n_words = 2;
    }
}

// One pair whose value has white space without quotes.
static void take_pair(struct arena *a, struct str args, struct cfg_docker_node *n)
{
    n->words = arena_new(a, struct str, 3);
    n->n_words = 3;
    (void)str_cut(args, '=', &n->words[0], &n->words[1]);
    n->words[2] = S("=");
}

static bool read_line(struct arena *a, struct str created_by, uint32_t number,
                      struct cfg_docker_node *n)
{
    struct str line = as_line(a, created_by), args = line, cmd;
    if (!str_next_word(&args, &cmd))
        return false;
    args = str_trim(args);
    const char *what = cfg_docker_read_line(a, line, '\\', n);
    n->start = n->end = number;
    for (size_t i = 0; i < cmd.n; i++)
        if (cmd.p[i] < 'A' || cmd.p[i] > 'Z')
            return false; // a word of some other builder
    bool pairs = str_eq(n->cmd, S("env")) || str_eq(n->cmd, S("label"));
    if (what && pairs && str_has_char(args, '='))
        take_pair(a, args, n);
    else if (what)
        return false;
    if (str_eq(n->cmd, S("run"))) { // what stands there ran in a shell, or is one text
        n->words = arena_new(a, struct str, 1);
        n->words[0] = args;
        n->n_words = 1;
        n->n_flags = 0;
        n->json = false;
    }
    if (str_eq(n->cmd, S("expose")) || str_eq(n->cmd, S("volume")))
        (void)take_list(a, args, n);
    if (str_eq(n->cmd, S("shell")))
        n->json |= take_list(a, args, n);
    if (str_eq(n->cmd, S("healthcheck")))
        take_health(a, args, n);
    if (str_eq(n->cmd, S("copy")) || str_eq(n->cmd, S("add")))
        take_copy(n);
    return n->n_words > 0;
}

struct maker {
    struct arena *a;
    struct cfg_docker_stages doc;
    struct str *shell;
    size_t n_shell;
};

static void add(struct maker *m, struct cfg_docker_node *n, bool base, uint32_t layer)
{
    struct cfg_docker_shape s = {
        .node = n,
        .flags = n->flags,
        .words = n->words,
        .unknown = arena_new(m->a, bool, n->n_words + 1),
        .n_words = n->n_words,
        .shell = m->shell,
        .n_shell = m->n_shell,
        .stage = (uint32_t)m->doc.n_stages,
        .of_image = true,
        .base = base,
        .layer = layer,
    };
    if (str_eq(n->cmd, S("shell"))) {
        m->shell = n->words;
        m->n_shell = n->n_words;
    }
    cfg_docker_add(&m->doc, cfg_docker_command(m->a, &s));
}

static void begin_stage(struct maker *m, struct str name, bool base)
{
    struct cfg_docker_node *n = arena_new(m->a, struct cfg_docker_node, 1);
    (void)cfg_docker_read_line(m->a, join(m->a, "FROM", name), '\\', n);
    cfg_docker_begin_stage(&m->doc, name);
    add(m, n, base, 0);
}

const struct rego_val *cfg_docker_of_history(struct arena *a, const struct sk_val *history,
                                             struct str base_name)
{
    static const struct str shell[] = {S_INIT("/bin/sh"), S_INIT("-c")};
    struct maker m = {.a = a, .doc.a = a, .shell = arena_new(a, struct str, 2), .n_shell = 2};
    const struct cfg_docker_file file = {.escape = '\\'};
    bool in_base = sk_val_bool(sk_val_get(sk_val_first(history), S("base")), false);
    uint32_t number = 0;
    m.shell[0] = shell[0];
    m.shell[1] = shell[1];
    if (in_base)
        begin_stage(&m, str_join(a, base_name.n ? base_name : S("scratch"), S(" AS base")), true);
    else
        begin_stage(&m, S("scratch"), false);
    for (SK_EACH(line, history)) {
        bool base = sk_val_bool(sk_val_get(line, S("base")), false);
        int64_t layer = 0;
        struct cfg_docker_node *n = arena_new(a, struct cfg_docker_node, 1);
        (void)sk_val_i64(sk_val_get(line, S("layer")), &layer);
        number++;
        if (in_base && !base) {
            in_base = false;
            begin_stage(&m, S("base"), false);
        }
        if (read_line(a, sk_val_str(sk_val_get(line, S("raw"))), number, n))
            add(&m, n, base, (uint32_t)layer);
    }
    return cfg_docker_end(&m.doc, &file);
}
