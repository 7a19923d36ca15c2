// Fixes: see fix.h. This side splices bytes; what they mean is judged in the workers.
#include "scan/fix.h"

#include "config/edit.h"
#include "core/file.h"
#include "core/map.h"
#include "core/wire.h"
#include "scan/scan_int.h"

#include <errno.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

enum { MAX_ROUNDS = 64, MAX_FILES = 100000 };

struct fixing {
    struct scan_run *s;
    struct str folder;
    const struct scan_fix_options *o;
    struct scan_fixes *ret;
};

struct file { // while it is worked on
    struct str path, before, now;
    const struct cfg_reply *found;       // in `now`
    const struct cfg_reply *found_first; // in `before`
    struct sk_map failed;                // rules whose fix does not work here: value = why
    struct scan_fix_item *done;
    size_t n_done, cap_done;
    size_t limit; // of findings in a round: halved to find the one that breaks the file
};

struct file_items {
    struct cfg_reply_item *items;
    size_t n, cap;
};

static bool is_wanted(const struct fixing *f, struct str rule)
{
    for (size_t i = 0; i < f->o->n_only; i++)
        if (str_eq(f->o->only[i], rule))
            return true;
    return f->o->n_only == 0;
}

// Whoever names a rule knows what it does.
static bool is_allowed(const struct fixing *f, const struct cfg_reply_item *it)
{
    return is_wanted(f, it->rule) && (!it->by->fix_may_break.n || f->o->risky || f->o->n_only > 0);
}

// How often does the finding stand there, wherever its line is now?
static size_t count_of(const struct cfg_reply *r, const struct cfg_reply_item *it)
{
    size_t n = 0;
    for (size_t i = 0; i < r->n_items; i++)
        n += str_eq(r->items[i].rule, it->rule) && str_eq(r->items[i].message, it->message) &&
             str_eq(r->items[i].resource, it->resource) && str_eq(r->items[i].path, it->path);
    return n;
}

static bool overlaps(const struct cfg_edit *edits, size_t n, const struct cfg_edit *e)
{
    for (size_t i = 0; i < n; i++)
        if (e->off <= edits[i].end && edits[i].off <= e->end)
            return true;
    return false;
}

// Judge one text in a worker.
static int judge(struct fixing *f, struct str path, struct str text, struct cfg_reply *ret,
                 struct sk_err *err)
{
    struct scan_run *s = f->s;
    SK_BUF_SCRATCH(request, SK_MAX_FRAME_BYTES);
    SK_FD int memory = memfd_create("fix", MFD_CLOEXEC);
    SK_FD int readable = -1;
    struct str reply;
    if (memory < 0)
        return sk_fail(err, SK_EIO, "memfd_create: %s", strerror(errno));
    wire_put_u64(&request, 1);
    wire_put_str(&request, path);
    wire_put_u64(&request, 0644);
    wire_put_u64(&request, text.n);
    wire_put_u64(&request, false);
    int r = sk_write_all(memory, text, err);
    if (r == 0)
        r = sk_reopen_readonly(memory, &readable, err);
    if (r == 0)
        r = wk_call(s->pool, "fix", sk_buf_str(&request), &readable, 1, s->perm, &reply, err);
    return r < 0 ? r : cfg_reply_read(reply, s->perm, ret, err);
}

// Take the edits of this round; returns how many findings they are for.
static size_t choose(struct fixing *f, struct file *file, struct cfg_edit **ret_edits,
                     size_t *ret_n, const struct cfg_reply_item ***ret_taken)
{
    struct arena *a = f->s->perm;
    struct cfg_edit *edits = NULL;
    const struct cfg_reply_item **taken = NULL;
    size_t n = 0, cap = 0, n_taken = 0, cap_taken = 0;
    for (size_t i = 0; i < file->found->n_items && n_taken < file->limit; i++) {
        const struct cfg_reply_item *it = &file->found->items[i];
        bool fits = it->n_edits && str_eq(it->path, file->path) && is_allowed(f, it) &&
                    !sk_map_find(&file->failed, it->rule);
        for (size_t k = 0; k < it->n_edits && fits; k++)
            fits = it->edits[k].end <= file->now.n && !overlaps(edits, n, &it->edits[k]);
        if (!fits)
            continue;
        for (size_t k = 0; k < it->n_edits; k++)
            *VEC_PUSH(a, edits, n, cap) = it->edits[k];
        *VEC_PUSH(a, taken, n_taken, cap_taken) = it;
    }
    *ret_edits = edits;
    *ret_n = n;
    *ret_taken = taken;
    return n_taken;
}

// The line that a finding had at first; what a fix moved down is shown where the user has it.
static uint32_t first_line(const struct file *file, const struct cfg_reply_item *it)
{
    for (size_t i = 0; i < file->found_first->n_items; i++) {
        const struct cfg_reply_item *x = &file->found_first->items[i];
        if (str_eq(x->rule, it->rule) && str_eq(x->message, it->message) &&
            str_eq(x->resource, it->resource))
            return x->line;
    }
    return it->line;
}

static void begin_anew(struct file *file)
{
    file->now = file->before;
    file->found = file->found_first;
    file->n_done = 0;
    file->limit = SIZE_MAX;
}

static void give_up(struct fixing *f, struct file *file, struct str rule, const char *why)
{
    sk_map_put(&file->failed, str_dup(f->s->perm, rule))->value = (void *)(uintptr_t)why;
}

// One round. 1 = something changed, 0 = nothing is left to do.
static int round_of(struct fixing *f, struct file *file, struct sk_err *err)
{
    struct arena *a = f->s->perm;
    const struct cfg_reply_item **taken;
    struct cfg_edit *edits;
    size_t n_edits, n = choose(f, file, &edits, &n_edits, &taken);
    struct str text;
    struct cfg_reply *found = arena_new(a, struct cfg_reply, 1);
    if (!n)
        return 0;
    if (!cfg_edits_apply(a, file->now, edits, n_edits, &text)) { // edits of one finding overlap
        for (size_t i = 0; i < n; i++)
            give_up(f, file, taken[i]->rule, "its edits cannot be made together");
        begin_anew(file);
        return 1;
    }
    int r = judge(f, file->path, text, found, err);
    if (r < 0)
        return r;
    bool bad = found->n_warns > file->found->n_warns, again = bad;
    if (bad && n > 1) { // which one was it?
        file->limit = n / 2;
        return 1;
    }
    for (size_t i = 0; i < n; i++) {
        if (bad)
            give_up(f, file, taken[i]->rule, "the file could not be read after it");
        else if (count_of(found, taken[i]) >= count_of(file->found, taken[i])) {
            give_up(f, file, taken[i]->rule, "the finding was still there after it");
            again = true;
        }
    }
    if (again) {
        begin_anew(file);
        return 1;
    }
    for (size_t i = 0; i < n; i++)
        *VEC_PUSH(a, file->done, file->n_done, file->cap_done) =
            (struct scan_fix_item){.rule = taken[i]->rule,
                                   .title = taken[i]->title,
                                   .path = taken[i]->path,
                                   .message = taken[i]->message,
                                   .line = first_line(file, taken[i])};
    file->now = text;
    file->found = found;
    file->limit = file->limit < SIZE_MAX / 2 ? file->limit * 2 : SIZE_MAX;
    return 1;
}

static const char *why_left(const struct fixing *f, const struct file *file,
                            const struct cfg_reply_item *it, struct arena *a)
{
    if (!is_wanted(f, it->rule))
        return NULL; // not asked for
    if (it->no_fix.n)
        return str_to_c(a, it->no_fix);
    if (!it->n_edits)
        return "no automatic fix";
    if (!is_allowed(f, it))
        return str_fmt(a, "a fix is known, but " STR_FMT "; --rule " STR_FMT " does it",
                       STR_ARG(it->by->fix_may_break), STR_ARG(it->rule))
            .p;
    const char *why = sk_map_get(&file->failed, it->rule);
    return why ? why : "not reached";
}

static void finish(struct fixing *f, struct file *file)
{
    struct arena *a = f->s->perm;
    struct scan_fixes *ret = f->ret;
    if (file->n_done)
        *VEC_PUSH(a, ret->files, ret->n_files, ret->cap_files) =
            (struct scan_fix_file){file->path, file->before, file->now};
    for (size_t i = 0; i < file->n_done; i++)
        *VEC_PUSH(a, ret->fixed, ret->n_fixed, ret->cap_fixed) = file->done[i];
    for (size_t i = 0; i < file->found->n_items; i++) {
        const struct cfg_reply_item *it = &file->found->items[i];
        const char *why = why_left(f, file, it, a);
        if (why)
            *VEC_PUSH(a, ret->left, ret->n_left, ret->cap_left) =
                (struct scan_fix_item){.rule = it->rule,
                                       .title = it->title,
                                       .path = it->path,
                                       .message = it->message,
                                       .line = first_line(file, it),
                                       .why = str_from(why),
                                       .risky = it->n_edits && !is_allowed(f, it)};
    }
}

static bool has_edits(const struct fixing *f, const struct cfg_reply *r)
{
    for (size_t i = 0; i < r->n_items; i++)
        if (r->items[i].n_edits && is_allowed(f, &r->items[i]))
            return true;
    return false;
}

static int fix_file(struct fixing *f, struct file *file, struct sk_err *err)
{
    struct scan_run *s = f->s;
    file->failed.perm = s->perm;
    file->found = file->found_first;
    if (has_edits(f, file->found_first)) {
        const char *path =
            str_fmt(s->perm, STR_FMT "/" STR_FMT, STR_ARG(f->folder), STR_ARG(file->path)).p;
        struct sk_err why;
        if (sk_read_file(s->perm, path, CFG_MAX_DOCUMENT, &file->before, &why) < 0) {
            scan_warn(s, file->path, "%s", why.msg);
            return 0;
        }
        // Alone: what was found may be of a build that takes the file in.
        struct cfg_reply *alone = arena_new(s->perm, struct cfg_reply, 1);
        int r = judge(f, file->path, file->before, alone, err);
        if (r < 0)
            return r;
        file->found_first = alone;
        begin_anew(file);
        r = 1;
        for (int i = 0; i < MAX_ROUNDS && r > 0; i++)
            r = round_of(f, file, err);
        if (r < 0)
            return r;
    }
    finish(f, file);
    return 0;
}

// The findings of each file, in the order in which the files come first.
static int each_file(struct fixing *f, struct sk_err *err)
{
    struct scan_run *s = f->s;
    struct sk_map by_path = {.perm = s->perm};
    const struct cfg_reply *all = &s->config;
    for (size_t i = 0; i < all->n_items && by_path.n < MAX_FILES; i++) {
        struct sk_map_entry *e = sk_map_put(&by_path, all->items[i].path);
        if (!e->value)
            e->value = arena_new(s->perm, struct file_items, 1);
        struct file_items *list = e->value;
        *VEC_PUSH(s->perm, list->items, list->n, list->cap) = all->items[i];
    }
    for (size_t i = 0; i < by_path.n; i++) {
        const struct file_items *list = by_path.entries[i].value;
        struct cfg_reply *first = arena_new(s->perm, struct cfg_reply, 1);
        *first = (struct cfg_reply){.items = list->items, .n_items = list->n};
        struct file file = {.path = by_path.entries[i].key, .found_first = first};
        int r = fix_file(f, &file, err);
        if (r < 0)
            return r;
    }
    return 0;
}

int scan_fix(struct arena *perm, struct str target, const struct scan_options *o,
             const struct scan_fix_options *fix, struct fnd_set *set, struct scan_fixes *ret,
             struct sk_err *err)
{
    *set = (struct fnd_set){.scanned = sk_now(), .target.name = target};
    *ret = (struct scan_fixes){.folder = scan_folder_of(perm, target)};
    struct scan_run s = {.perm = perm, .o = o, .set = set, .fixes = true};
    struct fixing f = {&s, ret->folder, fix, ret};
    struct wk_config config = {.jobs = scan_jobs, .n_jobs = scan_n_jobs, .workers = o->workers};
    config.rules = o->rules;
    int r = wk_pool_open(perm, &config, &s.pool, err);
    if (r < 0)
        return r;
    r = scan_folder(&s, target, err);
    if (r == 0)
        r = each_file(&f, err);
    for (size_t i = 0; i < s.config.n_warns; i++)
        scan_warn(&s, s.config.warns[i].path, STR_FMT, STR_ARG(s.config.warns[i].what));
    wk_pool_close(s.pool);
    return r;
}
