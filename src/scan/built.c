#include "scan/helm.h"

#include "config/kustomize.h"
#include "core/file.h"
#include "core/limits.h"
#include "core/wire.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/openat2.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

enum {
    MAX_ROUNDS = 2 * CFG_MAX_KUSTOMIZE_DEPTH,
    MAX_TREE_BYTES = 256 << 20,
    MAX_TREE_FILES = CFG_MAX_KUSTOMIZE_FILES,
};

int scan_tree_file_open(const struct scan_tree *t, struct str path)
{
    ARENA_SCRATCH(tmp);
    const char *c = path.n ? str_to_c(&tmp, path) : ".";
    const int flags = O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY;
    if (path.n >= SK_MAX_PATH || str_has_char(path, '\0'))
        return -1;
    if (t->outside)
        return openat(t->root, c, flags);
    struct open_how how = {.flags = (uint64_t)flags,
                           .resolve = RESOLVE_BENEATH | RESOLVE_NO_MAGICLINKS};
    return (int)syscall(SYS_openat2, t->root, c, &how, sizeof how);
}

static void add_folder(struct scan_tree *t, struct str path)
{
    static const char *const names[] = {"kustomization.yaml", "kustomization.yml", "Kustomization"};
    for (size_t i = 0; i < COUNT_OF(names); i++) {
        struct str name = str_from(names[i]);
        scan_tree_add(t, path.n ? str_join(t->a, str_join(t->a, path, S("/")), name) : name);
    }
}

void scan_tree_add(struct scan_tree *t, struct str path)
{
    struct stat st;
    struct str data;
    if (!sk_map_add(&t->tried, path))
        return;
    SK_FD int fd = scan_tree_file_open(t, path);
    if (fd < 0 || fstat(fd, &st) < 0)
        return;
    if (S_ISDIR(st.st_mode)) {
        add_folder(t, path);
        return;
    }
    if (!S_ISREG(st.st_mode))
        return;
    if ((uint64_t)st.st_size > CFG_MAX_DOCUMENT || t->n_files == MAX_TREE_FILES ||
        t->bytes + (uint64_t)st.st_size > MAX_TREE_BYTES ||
        sk_read_fd(t->a, fd, CFG_MAX_DOCUMENT, &data, NULL) < 0) {
        t->left_out++;
        return;
    }
    t->bytes += data.n;
    *VEC_PUSH(t->a, t->files, t->n_files, t->cap_files) = (struct scan_tree_file){path, data};
}

int scan_tree_request(const struct scan_tree *t, const struct cfg_built_request *r, bool needs_only,
                      struct sk_buf *ret, int *ret_fd, struct sk_err *err)
{
    SK_FD int memory = memfd_create("tree", MFD_CLOEXEC);
    size_t n = 0;
    int x = memory < 0 ? sk_fail(err, SK_EIO, "memfd_create: %s", strerror(errno)) : 0;
    for (size_t i = 0; i < t->n_files; i++)
        n += !needs_only || cfg_is_kustomization(t->files[i].path);
    cfg_built_put(ret, r);
    wire_put_u64(ret, n);
    for (size_t i = 0; i < t->n_files && x == 0; i++) {
        if (needs_only && !cfg_is_kustomization(t->files[i].path))
            continue;
        wire_put_str(ret, t->files[i].path);
        wire_put_u64(ret, t->files[i].data.n);
        x = sk_write_all(memory, t->files[i].data, err);
    }
    return x < 0 ? x : sk_reopen_readonly(memory, ret_fd, err);
}

int scan_tree_complete(struct scan_tree *t, const struct cfg_built_request *r, scan_ask *ask,
                       void *ctx, struct sk_err *err)
{
    struct cfg_built_request needs = *r;
    needs.mode = CFG_BUILT_NEEDS;
    for (int round = 0; round < MAX_ROUNDS; round++) {
        SK_BUF_SCRATCH(request, SK_MAX_FRAME_BYTES);
        SK_FD int fd = -1;
        struct str reply;
        size_t tried = t->tried.n, had = t->n_files;
        int x = scan_tree_request(t, &needs, true, &request, &fd, err);
        if (x == 0)
            x = ask(ctx, sk_buf_str(&request), fd, &reply, err);
        if (x < 0)
            return x;
        struct wire_in w = {.rest = reply};
        size_t n = wire_count(&w, MAX_TREE_FILES, 1);
        for (size_t i = 0; i < n && !w.bad; i++)
            scan_tree_add(t, wire_str(&w));
        if (w.bad)
            return sk_fail(err, SK_EFORMAT, "a worker gave a damaged answer");
        bool more = false; // only a new kustomization can name more files
        for (size_t i = had; i < t->n_files; i++)
            more |= cfg_is_kustomization(t->files[i].path);
        if (tried == t->tried.n || !more)
            return 0;
    }
    return 0;
}

struct alone { // a pool that does nothing else
    struct arena *a;
    struct wk_pool *pool;
};

static int ask_alone(void *ctx, struct str request, int fd, struct str *ret_reply,
                     struct sk_err *err)
{
    struct alone *x = ctx;
    return wk_call(x->pool, "kustomize", request, &fd, 1, x->a, ret_reply, err);
}

static int render_tree(struct alone *alone, int root, struct cfg_built_request *r, struct str *ret,
                       struct sk_err *err)
{
    struct scan_tree t = {.a = alone->a, .root = root, .outside = true, .tried.perm = alone->a};
    SK_BUF_SCRATCH(request, SK_MAX_FRAME_BYTES);
    SK_FD int fd = -1;
    scan_tree_add(&t, S(""));
    int x = scan_tree_complete(&t, r, ask_alone, alone, err);
    if (x == 0)
        x = scan_tree_request(&t, r, false, &request, &fd, err);
    return x < 0 ? x : ask_alone(alone, sk_buf_str(&request), fd, ret, err);
}

static int render_chart(struct alone *alone, int root, struct cfg_built_request *r,
                        const struct scan_helm_options *helm, struct str *ret, struct sk_err *err)
{
    struct scan_chart chart;
    SK_BUF_SCRATCH(request, SK_MAX_FRAME_BYTES);
    SK_FD int fd = -1;
    scan_chart_list(alone->a, root, &chart);
    scan_charts_render(alone->a, root, &chart, 1, helm, 1);
    if (chart.why.n)
        return sk_fail(err, SK_EUSAGE, STR_FMT, STR_ARG(chart.why));
    int x = scan_chart_request(&chart, r, &request, &fd, err);
    return x < 0 ? x
                 : wk_call(alone->pool, "chart", sk_buf_str(&request), &fd, 1, alone->a, ret, err);
}

int scan_render(struct arena *perm, struct str folder, bool places,
                const struct scan_helm_options *helm, struct cfg_rendered *ret, struct sk_err *err)
{
    SK_FD int root = open(str_to_c(perm, folder), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    struct wk_config config = {.jobs = scan_jobs, .n_jobs = scan_n_jobs, .workers = 1};
    struct cfg_built_request r = {.mode = CFG_BUILT_RENDER, .places = places};
    struct alone alone = {.a = perm};
    struct str reply;
    if (root < 0)
        return sk_fail(err, SK_ENOENT, "open " STR_FMT ": %s", STR_ARG(folder), strerror(errno));
    int x = wk_pool_open(perm, &config, &alone.pool, err);
    if (x < 0)
        return x;
    if (faccessat(root, "Chart.yaml", R_OK, 0) == 0)
        x = render_chart(&alone, root, &r, helm, &reply, err);
    else
        x = render_tree(&alone, root, &r, &reply, err);
    if (x == 0)
        x = cfg_rendered_read(reply, perm, ret, err);
    wk_pool_close(alone.pool);
    return x;
}
