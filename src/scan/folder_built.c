// What of a folder is not judged file by file: Kustomize trees, which the workers build, and charts, which helm
// renders.
#include "scan/folder_int.h"

#include <unistd.h>

static int ask(void *ctx, struct str request, int fd, struct str *ret_reply, struct sk_err *err)
{
    struct folder *f = ctx;
    struct wk_event e;
    int r = wk_submit(f->s->pool, "kustomize", request, &fd, 1, NEEDS_TAG, err);
    while (r == 0 && (r = wk_wait(f->s->pool, -1, &e, err)) > 0) {
        if (e.tag != NEEDS_TAG || e.kind == WK_PROGRESS) {
            scan_folder_event(f, &e);
            r = 0;
            continue;
        }
        if (e.kind == WK_FAILED)
            return sk_fail(err, e.err.code, "%s", e.err.msg);
        *ret_reply = str_dup(f->s->perm, e.data);
        return 0;
    }
    return r < 0 ? r : sk_fail(err, SK_EIO, "no answer");
}

// Kustomizations: what they need, and what their builds are.
static int submit_built(struct folder *f, struct sk_map *used, struct sk_err *err)
{
    struct scan_tree *t = &f->built;
    const struct cfg_built_request judge = {.mode = CFG_BUILT_JUDGE, .all = true};
    struct sk_err why;
    SK_BUF_SCRATCH(request, SK_MAX_FRAME_BYTES);
    SK_FD int fd = -1;
    if (!t->n_files)
        return 0;
    if (scan_tree_complete(t, &judge, ask, f, &why) < 0) {
        scan_warn(f->s, S(""), "kustomizations are not built: %s", why.msg);
        return 0;
    }
    if (t->left_out)
        scan_warn(f->s, S(""), "%llu files of kustomizations are over a limit",
                  (unsigned long long)t->left_out);
    for (size_t i = 0; i < t->n_files; i++)
        sk_map_add(used, t->files[i].path);
    int r = scan_tree_request(t, &judge, false, &request, &fd, err);
    return r < 0 ? r
                 : scan_folder_judge(f, "kustomize", sk_buf_str(&request), fd, t->files[0].path,
                                     t->n_files, err);
}

static int submit_chart(struct folder *f, const struct scan_chart *c, struct sk_err *err)
{
    const struct cfg_built_request judge = {.mode = CFG_BUILT_JUDGE, .root = c->folder};
    SK_BUF_SCRATCH(request, SK_MAX_FRAME_BYTES);
    SK_FD int fd = -1;
    int r = scan_chart_request(c, &judge, &request, &fd, err);
    return r < 0 ? r : scan_folder_judge(f, "chart", sk_buf_str(&request), fd, c->folder, 1, err);
}

// Charts, rendered by helm.
static int submit_charts(struct folder *f, struct sk_err *err)
{
    unsigned cores = (unsigned)sysconf(_SC_NPROCESSORS_ONLN);
    int r = 0;
    if (f->s->fixes || f->n_charts == 0) // of templates no fix is known
        return 0;
    scan_charts_render(f->s->perm, f->built.root, f->charts, f->n_charts, f->s->o->helm,
                       f->s->o->workers ? f->s->o->workers : cores);
    for (size_t i = 0; i < f->n_charts && r == 0; i++) {
        struct scan_chart *c = &f->charts[i];
        struct str path =
            c->folder.n ? str_join(f->s->perm, c->folder, S("/Chart.yaml")) : S("Chart.yaml");
        if (c->why.n)
            scan_warn(f->s, path, "%s", c->why.p);
        else if (c->printed.n)
            r = submit_chart(f, c, err);
    }
    return r;
}

// Documents that no build uses go the way of all others.
int scan_folder_built(struct folder *f, struct sk_err *err)
{
    struct sk_map used = {.perm = f->s->perm};
    int r = submit_built(f, &used, err);
    if (r == 0)
        r = submit_charts(f, err);
    for (size_t i = 0; i < f->n_held && r == 0; i++) {
        struct stat st;
        bool built = sk_map_find(&used, f->held[i]) != NULL;
        SK_FD int doc = built ? -1 : scan_tree_file_open(&f->built, f->held[i]);
        if (doc >= 0 && fstat(doc, &st) == 0 && S_ISREG(st.st_mode))
            r = scan_folder_document(f, doc, f->held[i], &st, err);
    }
    return r;
}
