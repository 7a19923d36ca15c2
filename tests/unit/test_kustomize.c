// Kustomize builds. The trees are those of tests/data/kustomize/cases.txt, whose objects the oracle compares with
// kustomize's own; here: where values stand, what damage does, and the parts.
#include "test.h"

#include "config/built.h"
#include "config/kustomize.h"
#include "config/kustomize_int.h"
#include "core/buf.h"

#include <string.h>

struct tree {
    struct str name, folder;
    struct cfg_file *files;
    size_t n_files, cap_files;
};

static struct tree *read_cases(struct arena *a, size_t *ret_n)
{
    struct str rest = test_file(a, "tests/data/kustomize/cases.txt"), line, all = rest;
    struct tree *trees = NULL;
    struct str texts[2] = {{0}};
    size_t n = 0, cap = 0, n_texts = 0;
    struct str *open = NULL;
    while (rest.n) {
        size_t at = all.n - rest.n;
        if (!str_next_line(&rest, &line))
            break;
        struct str head = line;
        if (str_take(&head, S("=== @"))) {
            CHECK(n_texts < COUNT_OF(texts));
            open = &texts[n_texts++];
            *open = (struct str){rest.p, 0};
        } else if (str_take(&head, S("=== "))) {
            struct tree *t = VEC_PUSH(a, trees, n, cap);
            (void)str_cut(head, ' ', &t->name, &t->folder);
            open = NULL;
        } else if (str_take(&head, S("--- "))) {
            struct tree *t = &trees[n - 1];
            struct cfg_file *f = VEC_PUSH(a, t->files, t->n_files, t->cap_files);
            *f = (struct cfg_file){head, {rest.p, 0}};
            open = &f->data;
        } else if (open) {
            open->n = all.n - rest.n - (size_t)(open->p - all.p);
        }
        (void)at;
    }
    for (size_t i = 0; i < n; i++)
        for (size_t k = 0; k < trees[i].n_files; k++) {
            struct str *d = &trees[i].files[k].data;
            *d = str_eq(*d, S("@web\n")) ? texts[0] : str_eq(*d, S("@svc\n")) ? texts[1] : *d;
        }
    *ret_n = n;
    return trees;
}

static struct str built(struct arena *a, const struct cfg_file *files, size_t n, struct str folder,
                        struct cfg_inputs *in, bool places)
{
    struct cfg_objects objects;
    struct sk_err err;
    struct cfg_kustomize *k = cfg_kustomize_new(a, files, n);
    SK_BUF_SCRATCH(b, 16 << 20);
    *in = (struct cfg_inputs){.perm = a};
    if (cfg_kustomize_build(k, str_eq(folder, S(".")) ? S("") : folder, a, in, &objects, &err) < 0)
        return str_fmt(a, "error: %s", err.msg);
    for (size_t i = 0; i < objects.n_items; i++) {
        (void)cfg_node_rego(a, objects.items[i].root);
        cfg_node_yaml(&b, objects.items[i].root, places);
    }
    return str_dup(a, sk_buf_str(&b));
}

// Every value of every object stands in one of the tree's files.
TEST(kustomize_places)
{
    ARENA_SCRATCH(a);
    size_t n;
    struct tree *t = read_cases(&a, &n);
    CHECK(n > 40);
    for (size_t i = 0; i < n; i++) {
        struct cfg_inputs in;
        struct str out = built(&a, t[i].files, t[i].n_files, t[i].folder, &in, true), line;
        CHECK(in.n_warns == 0, STR_FMT ": " STR_FMT, STR_ARG(t[i].name),
              STR_ARG(in.n_warns ? in.warns[0].what : S("")));
        CHECK(out.n > 0 && !str_starts(out, S("error")), STR_FMT, STR_ARG(t[i].name));
        while (str_next_line(&out, &line)) {
            struct str value, place, path, number;
            bool found = false;
            CHECK(str_cut_last(line, '#', &value, &place), STR_FMT ": " STR_FMT, STR_ARG(t[i].name),
                  STR_ARG(line));
            (void)str_cut_last(str_trim(place), ':', &path, &number);
            for (size_t k = 0; k < t[i].n_files; k++)
                found |= str_eq(t[i].files[k].path, path);
            CHECK(found, STR_FMT ": " STR_FMT, STR_ARG(t[i].name), STR_ARG(line));
        }
    }
}

// Places checked by hand.
TEST(kustomize_places_by_hand)
{
    static const struct cfg_file files[] = {
        {S_INIT("b/kustomization.yaml"), S_INIT("resources: [p.yaml]\n")},
        {S_INIT("b/p.yaml"),
         S_INIT("apiVersion: v1\nkind: Pod\nmetadata:\n  name: p\nspec:\n  containers:\n"
                "    - name: a\n      image: i:1\n      tty: true\n")},
        {S_INIT("o/kustomization.yaml"),
         S_INIT(
             "resources: [../b]\nnamePrefix: x-\nimages:\n  - name: i\n    newTag: '2'\npatches:\n"
             "  - path: q.yaml\n  - target: {kind: Pod}\n    patch: |-\n      - op: add\n"
             "        path: /spec/hostPID\n        value: true\n")},
        {S_INIT("o/q.yaml"),
         S_INIT("apiVersion: v1\nkind: Pod\nmetadata: {name: p}\nspec:\n  containers:\n"
                "    - name: a\n      tty: true\n      stdin: true\n")},
    };
    static const char want[] = "apiVersion: v1 # b/p.yaml:1\n"
                               "kind: Pod # b/p.yaml:2\n"
                               "metadata: # b/p.yaml:4\n"
                               "  name: x-p # b/p.yaml:4\n"
                               "spec: # b/p.yaml:6\n"
                               "  containers: # b/p.yaml:7\n"
                               "    - # b/p.yaml:7\n"
                               "      name: a # b/p.yaml:7\n"
                               "      image: \"i:2\" # o/kustomization.yaml:5\n"
                               "      tty: true # b/p.yaml:9\n"
                               "      stdin: true # o/q.yaml:8\n"
                               "  hostPID: true # o/kustomization.yaml:12\n";
    ARENA_SCRATCH(a);
    struct cfg_inputs in;
    CHECK_STR(built(&a, files, COUNT_OF(files), S("o"), &in, true), want);
}

// The hashes are kustomize 5.8's, of the same generators.
TEST(kustomize_hash)
{
    static const struct {
        const char *generator, *name;
    } rows[] = {
        {"configMapGenerator: [{name: conf, literals: [A=1]}]", "conf-89g4tffbfk"},
        {"configMapGenerator: [{name: web-config, literals: [A=1]}]", "web-config-89g4tffbfk"},
        {"secretGenerator: [{name: s, literals: [A=1]}]", "s-526mcbf5c2"},
        {"configMapGenerator: [{name: c, literals: [a=b]}]", "c-4h2mbtbbt6"},
        {"configMapGenerator: [{name: empty}]", "empty-6ct58987ht"},
    };
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        ARENA_SCRATCH(a);
        struct cfg_inputs in;
        const struct cfg_file f = {S("kustomization.yaml"), str_from(rows[i].generator)};
        struct str out = built(&a, &f, 1, S(""), &in, false);
        CHECK(str_has(out, str_fmt(&a, "name: %s\n", rows[i].name)), "row %zu: " STR_FMT, i,
              STR_ARG(out));
    }
}

TEST(kustomize_selectors)
{
    static const struct {
        const char *selector;
        bool match;
    } rows[] = {
        {"", true},
        {"a", true},
        {"!a", false},
        {"x", false},
        {"!x", true},
        {"a=1", true},
        {"a==1", true},
        {"a = 2", false},
        {"a!=2", true},
        {"x!=2", true},
        {"a in (0, 1)", true},
        {"a notin (0,1)", false},
        {"x notin (0,1)", true},
        {"a in (0,2),b=x", false},
        {"a in (0,1) , b=x", true},
        {"a=1,b=y", false},
    };
    static const struct {
        const char *pattern, *text;
        bool match;
    } patterns[] = {
        {"", "any", true},       {"web", "web", true}, {"web", "web2", false},
        {"web.*", "web2", true}, {"a|b", "ab", false}, {"a|b", "b", true},
        {"^web$", "web", true},  {"(", "(", false},    {"w.b", "xweb", false},
    };
    ARENA_SCRATCH(a);
    struct cfg_pool pool = {.a = &a};
    struct cfg_node *labels = cfg_node_new(&pool, SK_OBJECT, NULL);
    cfg_node_set(labels, S("a"), cfg_node_str_new(&pool, S("1"), NULL));
    cfg_node_set(labels, S("b"), cfg_node_str_new(&pool, S("x"), NULL));
    for (size_t i = 0; i < COUNT_OF(rows); i++)
        CHECK(cfg_kz_label_selector(str_from(rows[i].selector), labels) == rows[i].match, "%s",
              rows[i].selector);
    for (size_t i = 0; i < COUNT_OF(patterns); i++)
        CHECK(cfg_kz_regex(str_from(patterns[i].pattern), str_from(patterns[i].text)) ==
                  patterns[i].match,
              "%s of %s", patterns[i].pattern, patterns[i].text);
}

TEST(kustomize_join)
{
    static const char *const rows[][3] = {
        {"", "a", "a"},           {"a/b", "../c", "a/c"},
        {"a", "../../c", "../c"}, {"a", "./b//c/.", "a/b/c"},
        {"../x", "../y", "../y"}, {"a", "..", ""},
        {"", "/etc/x", "etc/x"},
    };
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        ARENA_SCRATCH(a);
        CHECK_STR(cfg_kz_join(&a, str_from(rows[i][0]), str_from(rows[i][1])), rows[i][2]);
    }
}

// Every file of every tree, cut here and there: never a crash, and the build says something.
static void cut_trees(const void *ctx, unsigned part, unsigned parts)
{
    ARENA_SCRATCH(all);
    size_t n;
    struct tree *t = read_cases(&all, &n);
    (void)ctx;
    for (size_t i = part; i < n; i += parts)
        for (size_t k = 0; k < t[i].n_files; k++)
            for (size_t cut = 0; cut < t[i].files[k].data.n; cut += 1 + cut / 24) {
                ARENA_SCRATCH(a);
                struct cfg_inputs in;
                struct cfg_file *files = arena_new(&a, struct cfg_file, t[i].n_files);
                memcpy(files, t[i].files, t[i].n_files * sizeof *files);
                char *copy = arena_new(&a, char, cut); // exactly as long: ASan sees the end
                if (cut)
                    memcpy(copy, files[k].data.p, cut);
                files[k].data = (struct str){copy, cut};
                (void)built(&a, files, t[i].n_files, t[i].folder, &in, false);
            }
}

TEST(kustomize_cut)
{
    test_parallel(cut_trees, NULL);
}
