// The line itself: open, read, merge, match, find.
#include "scan/scan_int.h"

#include "core/file.h"
#include "core/map.h"
#include "core/stream.h"
#include "scan/licences.h"
#include "scan/secrets.h"

#include <fcntl.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

void scan_warn(struct scan_run *s, struct str path, const char *fmt, ...)
{
    char text[400];
    va_list ap;
    va_start(ap, fmt);
    vsnprintf(text, sizeof text, fmt, ap);
    va_end(ap);
    s->set->incomplete = true;
    if (s->set->n_warns >= SK_MAX_WARNINGS)
        return;
    struct inv_warning *w = VEC_PUSH(s->perm, s->set->warns, s->set->n_warns, s->set->cap_warns);
    *w = (struct inv_warning){.path = str_dup(s->perm, path),
                              .what = str_dup(s->perm, str_from(text))};
}

void scan_tell(struct scan_run *s)
{
    if (s->o->progress)
        s->o->progress(s->o->ctx, &s->progress);
}

static bool is_tar_or_packed(int fd)
{
    char head[512];
    ssize_t n = pread(fd, head, sizeof head, 0);
    struct str all = {head, n > 0 ? (size_t)n : 0};
    return all.n == sizeof head &&
           (sk_codec_detect(all) != SK_CODEC_NONE || str_starts(str_skip(all, 257), S("ustar")));
}

// A folder when there is one of that name; an OCI layout is a folder, too, but an image. A file is an
// image, but for secrets and configuration only when it could be an archive of one.
static enum inv_kind kind_of(struct scan_run *s, struct str target)
{
    struct stat st;
    const char *path = str_to_c(s->perm, target);
    enum scan_kind asked = s->o->kind;
    if (asked == SCAN_IMAGE)
        return INV_IMAGE;
    if (asked == SCAN_FOLDER ||
        (asked == SCAN_SECRETS && (s->o->secrets->staged || s->o->secrets->history)))
        return INV_FOLDER;
    SK_FD int fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY);
    if (fd < 0 || fstat(fd, &st) < 0)
        return INV_IMAGE;
    if (!S_ISDIR(st.st_mode))
        return (asked != SCAN_SECRETS && asked != SCAN_CONFIG) || is_tar_or_packed(fd) ? INV_IMAGE
                                                                                       : INV_FOLDER;
    return faccessat(fd, "oci-layout", F_OK, 0) == 0 ? INV_IMAGE : INV_FOLDER;
}

static int read_target(struct scan_run *s, struct str target, struct sk_err *err)
{
    struct stat st;
    int x = s->o->secrets ? scan_secrets_setup(s, target, err) : 0;
    if (x < 0)
        return x;
    if (s->set->target.kind == INV_IMAGE) {
        x = scan_image(s, target, err);
        bool file = x == SK_EFORMAT && s->o->kind == SCAN_SECRETS && !s->n_layers &&
                    stat(str_to_c(s->perm, target), &st) == 0 && S_ISREG(st.st_mode);
        if (!file)
            return x;
        s->set->target.kind = INV_FOLDER; // an archive of something else
    }
    if (s->o->kind == SCAN_SECRETS) {
        s->layers = arena_new(s->perm, struct inv_layer, 1);
        s->n_layers = 1;
        return scan_secrets(s, target, err);
    }
    int r = scan_folder(s, target, err);
    return r == 0 && s->o->secrets ? scan_secrets(s, target, err) : r;
}

static void keep_warnings(struct scan_run *s, const struct inv_result *inv)
{
    struct fnd_set *set = s->set;
    for (size_t i = 0; i < inv->n_warns && set->n_warns < SK_MAX_WARNINGS; i++)
        *VEC_PUSH(s->perm, set->warns, set->n_warns, set->cap_warns) = inv->warns[i];
    set->incomplete |= inv->incomplete;
}

static int merge(struct scan_run *s, struct sk_err *err)
{
    struct inv_result *inv = arena_new(s->perm, struct inv_result, 1);
    int r = inv_merge(s->perm, s->set->target.kind, s->layers, s->n_layers, inv, err);
    if (r < 0)
        return r;
    s->set->inv = inv;
    keep_warnings(s, inv);
    if (inv->distro)
        s->set->target.os = inv->distro->pretty_name.n
                                ? inv->distro->pretty_name
                                : str_fmt(s->perm, STR_FMT " " STR_FMT, STR_ARG(inv->distro->id),
                                          STR_ARG(inv->distro->version_id));
    return 0;
}

// Components that no data can judge: silence about them would read as "no problems".
static void warn_of_blind_spots(struct scan_run *s, const struct adv_db *db)
{
    ARENA_SCRATCH(tmp);
    const struct inv_result *inv = s->set->inv;
    struct sk_map blind = {.perm = &tmp}; // who -> how many
    for (size_t i = 0; i < inv->n_items; i++) {
        const struct inv_pkg *p = &inv->items[i].pkg;
        if (p->scope & INV_ROOT)
            continue;
        struct str space = adv_space(&tmp, inv->distro, p);
        if (space.n && adv_has_space(db, space))
            continue;
        bool os = strcmp(p->type, "deb") == 0 || strcmp(p->type, "rpm") == 0 ||
                  strcmp(p->type, "apk") == 0;
        struct str of = space.n       ? space
                        : inv->distro ? s->set->target.os
                                      : S("an unknown distribution");
        struct str key = os ? str_fmt(&tmp, "%s packages of " STR_FMT, p->type, STR_ARG(of))
                            : str_fmt(&tmp, "%s packages", p->type);
        struct sk_map_entry *e = sk_map_put(&blind, key);
        e->value = (void *)((uintptr_t)e->value + 1);
    }
    for (size_t i = 0; i < blind.n; i++)
        scan_warn(s, (struct str){0},
                  "not judged: " STR_FMT " (%zu), the advisory database has nothing about them",
                  STR_ARG(blind.entries[i].key), (size_t)(uintptr_t)blind.entries[i].value);
}

static const struct fnd_rule **rules_of(struct arena *a, const struct cfg_reply *r)
{
    const struct fnd_rule **all = arena_new(a, const struct fnd_rule *, r->n_rules);
    for (size_t i = 0; i < r->n_rules; i++) {
        const struct cfg_rule *by = &r->rules[i].rule;
        struct fnd_rule *rule = arena_new(a, struct fnd_rule, 1);
        *rule = (struct fnd_rule){by->description,      by->attack,         by->principle,
                                  by->references.items, by->controls.items, by->references.n,
                                  by->controls.n,       by->foreign};
        all[i] = rule;
    }
    return all;
}

// The line of the image's history that a finding is about, or that made its layer.
static struct str created_by(struct scan_run *s, const struct cfg_reply_item *it)
{
    const struct fnd_target *t = &s->set->target;
    if (t->kind != INV_IMAGE)
        return (struct str){0};
    if (!it->layer && it->line && it->line <= s->image.n_history)
        return scan_clean_history(s->perm, s->image.history[it->line - 1].created_by);
    return it->layer && it->layer <= t->n_layers ? t->layers[it->layer - 1].created_by
                                                 : (struct str){0};
}

static void add_config(struct scan_run *s)
{
    const struct cfg_reply *r = &s->config;
    const struct fnd_rule **rules = rules_of(s->perm, r);
    ARENA_SCRATCH(tmp);
    struct fnd_config *all = arena_new(&tmp, struct fnd_config, r->n_items);
    for (size_t i = 0; i < r->n_items; i++) {
        const struct cfg_reply_item *it = &r->items[i];
        all[i] = (struct fnd_config){it->rule,
                                     it->title,
                                     it->severity,
                                     it->action,
                                     it->path,
                                     it->message,
                                     it->resource,
                                     it->line,
                                     it->end_line,
                                     it->fixable && !(it->by && it->by->fix_may_break.n),
                                     it->by ? rules[it->by_index] : NULL,
                                     it->layer,
                                     it->in_base,
                                     created_by(s, it)};
    }
    fnd_add_config(s->perm, s->set, all, r->n_items);
    s->set->n_documents = r->n_documents;
    s->set->config_only = s->o->kind == SCAN_CONFIG;
    scan_compliance(s);
    s->set->incomplete |= r->n_warns > 0;
    const struct inv_warning *lists[] = {r->warns, r->notes};
    const size_t n[] = {r->n_warns, r->n_notes};
    for (size_t k = 0; k < COUNT_OF(lists); k++)
        for (size_t i = 0; i < n[k] && s->set->n_warns < SK_MAX_WARNINGS; i++)
            *VEC_PUSH(s->perm, s->set->warns, s->set->n_warns, s->set->cap_warns) = lists[k][i];
}

static int match(struct scan_run *s, struct sk_err *err)
{
    struct fnd_set *set = s->set;
    struct adv_db *db;
    int r = adv_db_open(s->perm, s->o->db_path, &db, err);
    if (r < 0)
        return r;
    set->db = db;
    adv_db_info(db, s->perm, &set->db_info);
    struct inv_pkg *pkgs = arena_new(s->perm, struct inv_pkg, set->inv->n_items);
    for (size_t i = 0; i < set->inv->n_items; i++)
        pkgs[i] = set->inv->items[i].pkg;
    warn_of_blind_spots(s, db);
    struct adv_matches matches = {0};
    r = adv_match(db, set->inv->distro, pkgs, set->inv->n_items, s->perm, &matches, err);
    return r < 0 ? r : fnd_build(s->perm, &matches, set, err);
}

int scan_run(struct arena *perm, struct str target, const struct scan_options *o,
             struct fnd_set *ret, struct sk_err *err)
{
    *ret = (struct fnd_set){.scanned = sk_now(), .target.name = target};
    struct scan_run s = {
        .perm = perm,
        .o = o,
        .set = ret,
        .cache = {.dir = o->cache_dir, .read = !o->no_cache, .texts = o->licences != NULL},
    };
    struct wk_config config = {.jobs = scan_jobs, .n_jobs = scan_n_jobs, .workers = o->workers};
    config.rules = o->rules;
    // The rules for secrets are compiled when a worker needs them. The layers of an image that is known
    // are not read again: the workers that open it need none.
    struct scan_secret_prepare rules = {.jit = o->secrets && !o->secrets->staged};
    ret->target.kind = kind_of(&s, target);
    bool two = o->secrets && ret->target.kind == INV_IMAGE && !o->secrets->config.n;
    struct wk_config with = config;
    with.prepare = o->secrets ? scan_secret_rules : NULL;
    with.prepare_ctx = &rules;
    with.prepare_now = o->secrets && !two;
    int r = wk_pool_open(perm, two ? &config : &with, &s.pool, err);
    s.layer_pool = s.pool;
    if (r == 0 && two)
        r = wk_pool_open(perm, &with, &s.layer_pool, err);
    if (r == 0 && o->licences) {
        struct wk_config texts = config;
        texts.shared = o->licences->db;
        r = wk_pool_open(perm, &texts, &s.licence_pool, err);
    }
    if (r < 0)
        return r;
    r = read_target(&s, target, err);
    if (two)
        wk_pool_close(s.layer_pool);
    if (r == 0)
        r = merge(&s, err);
    bool judged = o->db_path || o->kind == SCAN_CONFIG; // an inventory alone is not
    if (r == 0 && ret->target.kind == INV_IMAGE && judged)
        r = scan_image_config(&s, err);
    wk_pool_close(s.pool);
    if (r == 0 && o->licences)
        r = scan_licences(&s, err);
    wk_pool_close(s.licence_pool);
    if (r == 0 && o->secrets)
        scan_secrets_report(&s);
    if (r == 0)
        add_config(&s);
    if (r == 0)
        fnd_join_secrets(ret);
    if (r == 0 && o->db_path)
        r = match(&s, err);
    else
        fnd_sort(ret);
    return r;
}

void scan_done(struct fnd_set *set)
{
    adv_db_close(set->db);
    set->db = NULL;
}
