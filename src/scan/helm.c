#include "scan/helm.h"

#include "core/file.h"
#include "core/wire.h"
#include "worker/program.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { MAX_ARGS = 256, MAX_DEPTH = 32 };

#define NOT_RENDERED "chart not rendered: "

// ---- a copy that holds plain files only: helm follows links ----

static bool write_at(int dir, struct arena *a, struct str path, struct str data)
{
    struct str rest = path, part;
    SK_FD int at = fcntl(dir, F_DUPFD_CLOEXEC, 3);
    while (at >= 0 && str_cut(rest, '/', &part, &rest)) {
        const char *name = str_to_c(a, part);
        (void)mkdirat(at, name, 0755);
        SK_FD int sub = openat(at, name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
        sk_close_fd(&at);
        at = sk_steal_fd(&sub);
    }
    SK_FD int fd = at < 0 ? -1
                          : openat(at, str_to_c(a, part),
                                   O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0644);
    return fd >= 0 && sk_write_all(fd, data, NULL) == 0 && fchmod(fd, 0644) == 0;
}

static void read_files(struct arena *a, int root, struct scan_chart *c)
{
    c->tree = (struct scan_tree){.a = a, .root = root, .tried.perm = a};
    for (size_t i = 0; i < c->n_files; i++) {
        struct str path =
            c->folder.n ? str_join(a, str_join(a, c->folder, S("/")), c->files[i]) : c->files[i];
        size_t had = c->tree.n_files;
        if (c->tree.bytes > SCAN_MAX_CHART_BYTES)
            break;
        scan_tree_add(&c->tree, path);
        if (c->tree.n_files > had)
            c->tree.files[had].path = c->files[i];
    }
    if (c->n_files > SCAN_MAX_CHART_FILES || c->tree.bytes > SCAN_MAX_CHART_BYTES ||
        c->tree.left_out)
        c->why = str_fmt(a, NOT_RENDERED "it has more than %d files or %d MB", SCAN_MAX_CHART_FILES,
                         SCAN_MAX_CHART_BYTES >> 20);
}

static void remove_tree(int dir, const char *name, int depth)
{
    ARENA_SCRATCH(a);
    struct str *names;
    size_t n;
    if (unlinkat(dir, name, 0) == 0 || depth > MAX_DEPTH)
        return;
    SK_FD int sub = openat(dir, name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
    if (sub >= 0 && sk_list_dir(&a, sub, &names, &n, NULL) == 0)
        for (size_t i = 0; i < n; i++)
            remove_tree(sub, names[i].p, depth + 1);
    (void)unlinkat(dir, name, AT_REMOVEDIR);
}

// ---- running ----

struct work { // one chart's folder below the temporary one: chart, home, values
    const char *chart, *home;
    const char *readable[3];
    const char *argv[MAX_ARGS], *envp[16];
};

static bool lay_out(struct arena *a, const char *top, size_t no, struct scan_chart *c,
                    const struct scan_helm_options *o, struct work *w)
{
    const char *dir = str_fmt(a, "%s/%zu", top, no).p;
    w->chart = str_fmt(a, "%s/chart", dir).p;
    w->home = str_fmt(a, "%s/home", dir).p;
    if (mkdir(dir, 0755) < 0 || mkdir(w->chart, 0755) < 0 || mkdir(w->home, 0700) < 0)
        return false;
    if (geteuid() == 0 && chown(w->home, WK_PROGRAM_UID, WK_PROGRAM_UID) < 0)
        return false;
    SK_FD int at = open(w->chart, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    SK_FD int beside = open(dir, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    bool ok = at >= 0 && beside >= 0;
    for (size_t i = 0; i < c->tree.n_files && ok; i++)
        ok = write_at(at, a, c->tree.files[i].path, c->tree.files[i].data);
    for (size_t i = 0; i < o->n_values && ok; i++)
        ok = write_at(beside, a, str_fmt(a, "values%zu.yaml", i), o->values[i]);
    w->readable[0] = dir;
    return ok;
}

static bool arguments(struct arena *a, const struct scan_helm_options *o, struct work *w)
{
    size_t n = 0, e = 0;
    if (o->n_values + o->n_sets + 16 > MAX_ARGS)
        return false;
    w->argv[n++] = "helm";
    w->argv[n++] = "template";
    w->argv[n++] = "release-name"; // what helm itself calls it
    w->argv[n++] = w->chart;
    w->argv[n++] = "--include-crds";
    for (size_t i = 0; i < o->n_values; i++)
        w->argv[n++] = str_fmt(a, "--values=%s/values%zu.yaml", w->readable[0], i).p;
    for (size_t i = 0; i < o->n_sets; i++)
        w->argv[n++] = str_join(a, S("--set="), str_dup(a, o->sets[i])).p;
    static const char *const folders[] = {
        "HOME",           "TMPDIR",         "HELM_CACHE_HOME", "HELM_CONFIG_HOME",
        "HELM_DATA_HOME", "XDG_RUNTIME_DIR"};
    for (size_t i = 0; i < COUNT_OF(folders); i++)
        w->envp[e++] = str_fmt(a, "%s=%s", folders[i], w->home).p;
    w->envp[e++] = str_fmt(a, "HELM_PLUGINS=%s/plugins", w->home).p;
    w->envp[e++] = "PATH=/usr/bin:/bin";
    w->envp[e++] = "KUBECONFIG=/dev/null";
    w->envp[e++] = "GOMEMLIMIT=1GiB";
    w->envp[e++] = "GOMAXPROCS=2";
    return true;
}

// What helm said, in one line without what a terminal would act on.
static struct str first_words(struct arena *a, struct str s)
{
    struct str line = {0}, all = s;
    while (str_next_line(&all, &line)) // warnings come before
        if (str_take(&line, S("Error: ")))
            break;
        else
            line = (struct str){0};
    if (!line.n)
        line = str_trim(s);
    struct str text = str_dup(a, str_head(line, 300));
    char *p = (char *)(uintptr_t)text.p;
    for (size_t i = 0; i < text.n; i++)
        if ((unsigned char)p[i] < 0x20 || p[i] == 0x7f)
            p[i] = ' ';
    return str_trim(str_to_utf8(a, text));
}

static void take_result(struct arena *a, struct scan_chart *c, const struct wk_program *p)
{
    struct str words = first_words(a, sk_buf_str(&p->words));
    if (p->ok) {
        c->printed = str_dup(a, sk_buf_str(&p->out));
        return;
    }
    if (str_has(words, S("library charts are not installable")))
        return; // by itself it makes nothing
    if (p->err.code)
        c->why = str_fmt(a, NOT_RENDERED "helm: %s", p->err.msg);
    else if (str_has(words, S("missing in charts/")))
        c->why = str_join(a, S(NOT_RENDERED "run `helm dependency build`; helm: "), words);
    else
        c->why = str_join(a,
                          S(NOT_RENDERED "values that it needs are given by --helm-values FILE and "
                                         "--helm-set K=V; helm: "),
                          words);
}

static void render(struct arena *a, const char *top, struct scan_chart *charts, size_t n,
                   const struct scan_helm_options *o, unsigned parallel)
{
    struct wk_program *list = arena_new(a, struct wk_program, n);
    struct scan_chart **of = arena_new(a, struct scan_chart *, n);
    size_t runs = 0;
    for (size_t i = 0; i < n; i++) {
        struct work *w = arena_new(a, struct work, 1);
        if (charts[i].why.n)
            continue;
        if (!lay_out(a, top, i, &charts[i], o, w) || !arguments(a, o, w)) {
            charts[i].why = str_fmt(a, NOT_RENDERED "cannot write %s: %s", top, strerror(errno));
            continue;
        }
        of[runs] = &charts[i];
        list[runs++] = (struct wk_program){.path = str_to_c(a, o->program),
                                           .argv = w->argv,
                                           .envp = w->envp,
                                           .readable = w->readable,
                                           .writable = w->home,
                                           .max_output = SCAN_MAX_CHART_OUTPUT,
                                           .seconds = SCAN_HELM_SECONDS};
    }
    wk_program_run(a, list, runs, parallel);
    for (size_t i = 0; i < runs; i++) {
        take_result(a, of[i], &list[i]);
        wk_program_free(&list[i]);
    }
}

void scan_charts_render(struct arena *a, int root, struct scan_chart *charts, size_t n,
                        const struct scan_helm_options *o, unsigned parallel)
{
    char top[] = "/tmp/sekisho-helm-XXXXXX";
    for (size_t i = 0; i < n && (!o || !o->program.n); i++)
        charts[i].why = S(NOT_RENDERED "the program helm is not there; install it, or run `helm "
                                       "template` and scan what it prints");
    if (!o || !o->program.n)
        return;
    for (size_t i = 0; i < n; i++)
        read_files(a, root, &charts[i]);
    if (!mkdtemp(top) || chmod(top, 0711) < 0) {
        for (size_t i = 0; i < n; i++)
            charts[i].why = str_fmt(a, NOT_RENDERED "%s: %s", top, strerror(errno));
        return;
    }
    render(a, top, charts, n, o, parallel);
    remove_tree(AT_FDCWD, top, 0);
}

int scan_chart_request(const struct scan_chart *chart, const struct cfg_built_request *r,
                       struct sk_buf *ret, int *ret_fd, struct sk_err *err)
{
    struct scan_tree t = chart->tree;
    struct scan_tree_file *files = arena_new(t.a, struct scan_tree_file, t.n_files + 1);
    if (t.n_files)
        memcpy(files, t.files, t.n_files * sizeof *files);
    files[t.n_files++] = (struct scan_tree_file){S(""), chart->printed};
    t.files = files;
    return scan_tree_request(&t, r, false, ret, ret_fd, err);
}

static void list_at(struct arena *a, int dir, struct str path, int depth, struct scan_chart *ret)
{
    struct str *names;
    size_t n;
    if (depth > MAX_DEPTH || sk_list_dir(a, dir, &names, &n, NULL) < 0)
        return;
    for (size_t i = 0; i < n && ret->n_files <= SCAN_MAX_CHART_FILES; i++) {
        struct stat st;
        struct str sub = path.n ? str_join(a, str_join(a, path, S("/")), names[i]) : names[i];
        if (fstatat(dir, names[i].p, &st, AT_SYMLINK_NOFOLLOW) < 0)
            continue;
        if (S_ISREG(st.st_mode))
            *VEC_PUSH(a, ret->files, ret->n_files, ret->cap_files) = sub;
        SK_FD int fd =
            S_ISDIR(st.st_mode) && !str_eq(names[i], S(".git"))
                ? openat(dir, names[i].p, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC)
                : -1;
        if (fd >= 0)
            list_at(a, fd, sub, depth + 1, ret);
    }
}

void scan_chart_list(struct arena *a, int root, struct scan_chart *ret)
{
    *ret = (struct scan_chart){0};
    list_at(a, root, S(""), 0, ret);
}
