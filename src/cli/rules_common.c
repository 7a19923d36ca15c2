#include "cli/rules_common.h"
#include "cli/rego_common.h"
#include "core/file.h"
#include "core/limits.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

enum { MAX_FOLDERS = 64, MAX_RULE_FILES = 100000, MAX_SIDE_FILE = 8 << 20, MAX_PARENTS = 3 };
#define MAX_RULE_BYTES (512 * SK_MB)

struct loader {
    struct cli *c;
    struct cfg_source *s;
    uint64_t bytes;
    bool tests; // JSON and YAML below a folder "test" is no part of the rules
};

static int add_file(struct loader *l, struct str path, struct sk_err *err)
{
    struct arena *a = l->c->a;
    struct cfg_source_file f = {.path = path};
    int r = sk_read_file(a, str_to_c(a, path), REGO_MAX_SOURCE, &f.text, err);
    if (r < 0)
        return sk_wrap(err, SK_EUSAGE, STR_FMT, STR_ARG(path));
    l->bytes += f.text.n;
    if (l->s->n_files >= MAX_RULE_FILES || l->bytes > MAX_RULE_BYTES)
        return sk_fail(err, SK_ELIMIT, STR_FMT ": too many or too large files for rules",
                       STR_ARG(l->s->path));
    *VEC_PUSH(a, l->s->files, l->s->n_files, l->s->cap_files) = f;
    return 0;
}

static bool is_wanted(const struct loader *l, struct str name, const struct stat *st)
{
    if (str_ends(name, S(".rego")))
        return !str_ends(name, S("_test.rego"));
    return !l->tests && st->st_size <= MAX_SIDE_FILE &&
           (str_ends(name, S(".json")) || str_ends(name, S(".yaml")) || str_ends(name, S(".yml")));
}

static int add_folder(struct loader *l, struct str path, int depth, struct sk_err *err)
{
    struct arena *a = l->c->a;
    struct str *names;
    size_t n;
    SK_FD int fd = open(str_to_c(a, path), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (fd < 0 || sk_list_dir(a, fd, &names, &n, err) < 0)
        return sk_fail(err, SK_EUSAGE, STR_FMT ": cannot be read", STR_ARG(path));
    if (depth > MAX_FOLDERS)
        return sk_fail(err, SK_ELIMIT, STR_FMT ": folders nested too deeply", STR_ARG(path));
    for (size_t i = 0; i < n; i++) {
        struct stat st;
        struct str sub = str_join(a, path, str_join(a, S("/"), names[i]));
        struct stat link;
        if (names[i].p[0] == '.' || lstat(sub.p, &link) != 0 || stat(sub.p, &st) != 0)
            continue;
        if (S_ISLNK(link.st_mode) && S_ISDIR(st.st_mode)) // may lead anywhere, also back
            continue;
        bool was = l->tests;
        l->tests |= str_eq(names[i], S("test")) || str_eq(names[i], S("tests"));
        int r = 0;
        if (S_ISDIR(st.st_mode))
            r = add_folder(l, sub, depth + 1, err);
        else if (S_ISREG(st.st_mode) && is_wanted(l, names[i], &st))
            r = add_file(l, sub, err);
        l->tests = was;
        if (r < 0)
            return r;
    }
    return 0;
}

// Kubescape's settings, and the controls that name its rules, stand beside the folder of rules.
static int add_settings(struct loader *l, struct sk_err *err)
{
    struct str dir = l->s->path;
    bool kubescape = false;
    for (size_t i = 0; i < l->s->n_files; i++)
        kubescape |= str_eq(str_basename(l->s->files[i].path), S("rule.metadata.json"));
    for (int i = 0; i < MAX_PARENTS && kubescape; i++) {
        struct str path = str_fmt(l->c->a, "%s/default-config-inputs.json", str_to_c(l->c->a, dir));
        struct str controls = str_join(l->c->a, dir, S("/controls"));
        if (access(path.p, R_OK) == 0 && i == 0)
            return 0; // it is all below what was named
        if (access(path.p, R_OK) == 0) {
            int r = add_file(l, path, err);
            return r < 0 || access(controls.p, R_OK) != 0 ? r : add_folder(l, controls, 0, err);
        }
        dir = str_join(l->c->a, dir, S("/.."));
    }
    return 0;
}

static int add_path(struct cli *c, struct str path, struct cfg_source *ret, struct sk_err *err)
{
    struct stat st;
    while (path.n > 1 && path.p[path.n - 1] == '/')
        path.n--;
    *ret = (struct cfg_source){.path = path};
    struct loader l = {.c = c, .s = ret};
    if (stat(str_to_c(c->a, path), &st) != 0)
        return sk_fail(err, SK_EUSAGE, "--rules " STR_FMT ": no such file or folder",
                       STR_ARG(path));
    int r = S_ISDIR(st.st_mode) ? add_folder(&l, path, 0, err) : add_file(&l, path, err);
    return r < 0 ? r : add_settings(&l, err);
}

// Data stands below the folders between what was named and the file, as opa has it.
static int add_data(struct cli *c, struct str path, struct cfg_rules_options *o, size_t *cap,
                    struct sk_err *err)
{
    struct cfg_source s;
    int r = add_path(c, path, &s, err);
    struct cfg_source_file *all = (struct cfg_source_file *)o->data;
    for (size_t i = 0; i < s.n_files && r == 0; i++) {
        struct cfg_source_file f = s.files[i];
        struct str at = str_dirname(f.path);
        if (str_ends(f.path, S(".rego")))
            continue;
        at = str_trim_chars(str_skip(at, s.path.n), S("/"));
        f.at = str_eq(f.path, s.path) || !at.n ? (struct str){0}
                                               : str_replace_char(c->a, at, '/', '.');
        *VEC_PUSH(c->a, all, o->n_data, *cap) = f;
    }
    o->data = all;
    return r;
}

static int read_all(struct cli *c, const struct cli_config *config, struct cfg_rules_options *o,
                    struct sk_err *err)
{
    struct cfg_source *sources = NULL;
    struct str *skip = NULL, value;
    size_t cap = 0, cap_skip = 0, cap_data = 0;
    int r = 0;
    for (size_t i = 0; i < config->n_rules && r == 0; i++)
        r = add_path(c, config->rules[i], VEC_PUSH(c->a, sources, o->n_sources, cap), err);
    for (size_t i = 0; r == 0 && cli_each(c, "rules", &i, &value);)
        r = add_path(c, value, VEC_PUSH(c->a, sources, o->n_sources, cap), err);
    for (size_t i = 0; r == 0 && cli_each(c, "rules-data", &i, &value);)
        r = add_data(c, value, o, &cap_data, err);
    for (size_t i = 0; i < config->n_skip_rules; i++)
        *VEC_PUSH(c->a, skip, o->n_skip, cap_skip) = config->skip_rules[i];
    for (size_t i = 0; cli_each(c, "skip-rule", &i, &value);)
        *VEC_PUSH(c->a, skip, o->n_skip, cap_skip) = value;
    o->sources = sources;
    o->skip = skip;
    o->no_builtin = config->no_builtin_rules || cli_has(c, "no-builtin-rules");
    return r;
}

static int refuse(const struct cfg_rules *rules, struct sk_err *err)
{
    size_t n = 0;
    if (!rules->failed || !rego_errors(rules->failed, &n) || !n)
        return SK_EUSAGE;
    cli_rego_print_errors(rules->failed);
    return sk_fail(err, SK_EUSAGE, "the rules of --rules have errors: nothing was scanned");
}

int cli_rules_open(struct cli *c, const struct cli_config *config, const struct cfg_rules **ret,
                   struct sk_err *err)
{
    struct cfg_rules_options o = {0};
    *ret = NULL;
    int r = read_all(c, config, &o, err);
    if (r < 0)
        return r;
    if (!o.n_sources && o.no_builtin)
        return sk_fail(err, SK_EUSAGE, "--no-builtin-rules without --rules: nothing to judge by");
    if (!o.n_sources && !o.n_skip && !o.n_data && !cli_has(c, "compliance"))
        return 0;
    struct cfg_rules *rules = arena_new(c->a, struct cfg_rules, 1);
    if (cfg_rules_open(c->a, &o, rules, err) < 0)
        return refuse(rules, err);
    for (size_t i = 0; i < o.n_skip; i++)
        if (!cfg_rules_knows(rules, o.skip[i]))
            cli_warn("--skip-rule " STR_FMT ": there is no such rule", STR_ARG(o.skip[i]));
    for (size_t i = 0; i < rules->n_notes; i++)
        cli_say(c, STR_FMT, STR_ARG(rules->notes[i].what));
    if (c->verbose)
        cli_say(c, "%zu rules, %zu of them yours", rules->n_items,
                rules->n_items - rules->n_builtin);
    *ret = rules;
    return 0;
}
