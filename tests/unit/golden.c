#include "golden.h"

#include "core/file.h"
#include "core/limits.h"

#include <dirent.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

static int by_name(const void *a, const void *b)
{
    return str_cmp(((const struct inv_file *)a)->path, ((const struct inv_file *)b)->path);
}

// All regular files below `dir` ("" = the case itself), but not the case's own `expected`.
static void read_tree(struct golden_tree *t, const char *top, struct str dir)
{
    char *at = str_to_c(t->perm, str_fmt(t->perm, "%s/" STR_FMT, top, STR_ARG(dir)));
    DIR *d = opendir(at);
    CHECK(d != NULL, "%s", at);
    for (struct dirent *e; (e = readdir(d));) {
        struct str name = str_dup(t->perm, str_from(e->d_name));
        if (str_eq(name, S(".")) || str_eq(name, S("..")))
            continue;
        if (dir.n == 0 && str_eq(name, S("expected")))
            continue;
        struct str rel =
            dir.n ? str_fmt(t->perm, STR_FMT "/" STR_FMT, STR_ARG(dir), STR_ARG(name)) : name;
        char *full = str_to_c(t->perm, str_fmt(t->perm, "%s/" STR_FMT, top, STR_ARG(rel)));
        struct stat st;
        CHECK(lstat(full, &st) == 0, "%s", full);
        if (S_ISDIR(st.st_mode))
            read_tree(t, top, rel);
        if (!S_ISREG(st.st_mode))
            continue;
        struct inv_file *f = VEC_PUSH(t->perm, t->files, t->n_files, t->cap_files);
        *f = (struct inv_file){rel, test_file(t->perm, full), st.st_mode};
    }
    closedir(d);
}

const struct inv_parser *golden_parser(const struct inv_file *f)
{
    enum inv_want want = INV_SKIP;
    const struct inv_parser *p = inv_pick(f->path, f->mode, f->data.n, &want);
    if (!p || want == INV_SKIP || want == INV_AUX)
        return NULL;
    if (want == INV_SNIFF && !p->sniff(f->path, str_head(f->data, 4096)))
        return NULL;
    return p;
}

void golden_open(struct golden_tree *t, struct arena *perm, const char *top)
{
    *t = (struct golden_tree){.perm = perm};
    read_tree(t, top, (struct str){0});
    CHECK(t->n_files > 0, "%s", top);
    qsort(t->files, t->n_files, sizeof *t->files, by_name);
    struct sk_map *map = arena_new(t->perm, struct sk_map, 1);
    map->perm = t->perm;
    for (size_t i = 0; i < t->n_files; i++)
        sk_map_put(map, t->files[i].path)->value = &t->files[i];
    t->all = (struct inv_files){t->files, t->n_files, map};
}

static void dump_field(struct sk_buf *b, const char *name, struct str value)
{
    if (!value.n)
        return;
    sk_buf_fmt(b, " %s=", name);
    sk_buf_add(b, value);
}

static void dump_pkg(struct sk_buf *b, const struct inv_out *out, const struct inv_pkg *p)
{
    static const char *const scopes[] = {"direct",   "indirect", "dev",
                                         "optional", "root",     "installed"};
    ARENA_SCRATCH(tmp);
    CHECK(p->type && p->name.n && p->version.n, "line %u", p->line);
    sk_buf_fmt(b, "%s ", p->type);
    sk_buf_add(b, inv_full_name(&tmp, p));
    sk_buf_add_char(b, ' ');
    sk_buf_add(b, p->version);
    const char *sep = " [";
    for (size_t i = 0; i < COUNT_OF(scopes); i++)
        if (p->scope & 1u << i) {
            sk_buf_fmt(b, "%s%s", sep, scopes[i]);
            sep = ",";
        }
    if (p->scope)
        sk_buf_add_char(b, ']');
    dump_field(b, "arch", p->arch);
    dump_field(b, "src", p->src_name);
    dump_field(b, "srcver", p->src_version);
    dump_field(b, "licence", p->licence);
    dump_field(b, "vendor", p->vendor);
    dump_field(b, "module", p->modularity);
    dump_field(b, "path", p->path);
    if (p->line)
        sk_buf_fmt(b, " line=%u", p->line);
    sep = " deps=";
    for (size_t i = 0; i < p->n_deps; i++) {
        CHECK(p->deps[i] < out->n_pkgs, "dependency %u of %zu", p->deps[i], out->n_pkgs);
        const struct inv_pkg *d = &out->pkgs[p->deps[i]];
        sk_buf_fmt(b, "%s", sep);
        sk_buf_add(b, inv_full_name(&tmp, d));
        sk_buf_add_char(b, '@');
        sk_buf_add(b, d->version);
        sep = ",";
    }
    sk_buf_add_char(b, '\n');
}

static void dump_distro(struct sk_buf *b, const struct inv_distro *d)
{
    sk_buf_add(b, S("distro"));
    dump_field(b, "id", d->id);
    dump_field(b, "version", d->version_id);
    dump_field(b, "like", d->id_like);
    dump_field(b, "name", d->name);
    dump_field(b, "pretty", d->pretty_name);
    dump_field(b, "codename", d->codename);
    dump_field(b, "variant", d->variant_id);
    dump_field(b, "cpe", d->cpe_name);
    dump_field(b, "eol", d->eol);
    sk_buf_fmt(b, "%s rank=%d\n", d->esm ? " esm" : "", d->rank);
}

void golden_dump(struct sk_buf *b, const struct inv_out *out)
{
    if (out->distro)
        dump_distro(b, out->distro);
    for (size_t i = 0; i < out->n_pkgs; i++)
        dump_pkg(b, out, &out->pkgs[i]);
    for (size_t i = 0; i < out->n_owned; i++) {
        const struct inv_owned *o = &out->owned[i];
        sk_buf_add(b, S("owned by "));
        sk_buf_add(b, o->pkg_name);
        dump_field(b, "arch", o->pkg_arch);
        sk_buf_add_char(b, ':');
        for (size_t k = 0; k < o->n_files; k++) {
            sk_buf_add_char(b, ' ');
            sk_buf_add(b, o->files[k]);
        }
        sk_buf_add_char(b, '\n');
    }
    for (size_t i = 0; i < out->n_warns; i++) {
        const struct inv_warning *w = &out->warns[i];
        sk_buf_fmt(b, "said " STR_FMT ":%u: ", STR_ARG(w->path), w->line);
        sk_buf_add(b, w->what);
        sk_buf_add_char(b, '\n');
    }
    if (out->incomplete)
        sk_buf_add(b, S("incomplete\n"));
}

void golden_check(const char *top, struct str got)
{
    ARENA_SCRATCH(tmp);
    char *expected = str_to_c(&tmp, str_fmt(&tmp, "%s/expected", top));
    if (getenv("UPDATE_GOLDEN")) {
        struct sk_err err;
        CHECK(sk_write_file(expected, got, 0644, &err) == 0, "%s", err.msg);
        return;
    }
    struct str want = test_file(&tmp, expected), w, g;
    for (uint32_t line = 1; want.n || got.n; line++) {
        w = g = (struct str){0};
        str_next_line(&want, &w);
        str_next_line(&got, &g);
        CHECK(str_eq(w, g), "\n%s line %u\n want: %s\n  got: %s", expected, line, str_to_c(&tmp, w),
              str_to_c(&tmp, g));
    }
}

size_t golden_each(const char *kind, const char *id, void (*fn)(struct str id, const char *top))
{
    ARENA_SCRATCH(tmp);
    size_t n = 0;
    char *dir = str_to_c(&tmp, str_fmt(&tmp, "tests/golden/%s/%s", kind, id));
    struct dirent **list;
    int count = scandir(dir, &list, NULL, alphasort);
    for (int i = 0; i < count; i++) {
        if (list[i]->d_name[0] != '.') {
            fn(str_from(id), str_to_c(&tmp, str_fmt(&tmp, "%s/%s", dir, list[i]->d_name)));
            n++;
        }
        free(list[i]);
    }
    if (count >= 0)
        free(list);
    return n;
}

void golden_each_parser(void (*fn)(struct str parser, const char *top))
{
    size_t n = 0;
    for (const struct inv_parser *const *p = inv_parsers; *p; p++)
        n += golden_each("inventory", (*p)->id, fn);
    CHECK(n > 0, "no case below tests/golden/inventory: run from the top folder");
}
