// Secrets of a target: the rules and exceptions that the user keeps beside it, the workers' answers,
// and what of them becomes a finding.
#include "scan/secrets.h"

#include "core/file.h"
#include "core/hash.h"
#include "core/limits.h"
#include "core/wire.h"
#include "scan/scan_int.h"
#include "scan/secret_files.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/openat2.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

enum { MAX_IGNORE = 16 << 20 };

const void *scan_secret_rules(void *ctx)
{
    struct scan_secret_prepare *p = ctx;
    const struct sec_rules *rules = NULL;
    return sec_builtin(&p->perm, p->jit, &rules, NULL) == 0 ? rules : NULL;
}

// ---- what the user keeps beside the target ----

static void read_ignores(struct scan_run *s, int dir)
{
    struct str all, line;
    s->secrets.ignored.perm = s->perm;
    SK_FD int fd = openat(dir, ".gitleaksignore", O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY);
    if (fd < 0 || s->o->secrets->no_ignore || sk_read_fd(s->perm, fd, MAX_IGNORE, &all, NULL) < 0)
        return;
    while (str_next_line(&all, &line)) {
        line = str_trim(line);
        if (line.n && line.p[0] != '#')
            (void)sk_map_add(&s->secrets.ignored, line);
    }
}

// A file named by a file of the target: it must lie in the same folder or below.
static int read_beneath(struct scan_run *s, int dir, struct str path, struct str *ret,
                        struct sk_err *err)
{
    struct open_how how = {.flags = O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY,
                           .resolve = RESOLVE_BENEATH | RESOLVE_NO_MAGICLINKS};
    const char *name = str_to_c(s->perm, path);
    SK_FD int fd = (int)syscall(SYS_openat2, dir, name, &how, sizeof how);
    struct stat st;
    if (fd < 0)
        return sk_fail(err, errno == ENOENT ? SK_ENOENT : SK_EUSAGE, "%s: %s", name,
                       errno == EXDEV ? "outside of the target's folder" : strerror(errno));
    if (fstat(fd, &st) < 0 || !S_ISREG(st.st_mode))
        return sk_fail(err, SK_EUSAGE, "%s: not a file", name);
    int r = sk_read_fd(s->perm, fd, SEC_MAX_CONFIG, ret, err);
    return r < 0 ? sk_wrap(err, r, "%s", name) : 0;
}

// Its own rules, and those that it extends: rules, base, base of the base.
static int read_config(struct scan_run *s, int dir, struct scan_secret_config *c,
                       struct sk_err *err)
{
    struct sk_err why;
    struct str name = S("");
    bool given = s->o->secrets->config.n > 0;
    if (given) {
        c->toml[c->n++] = s->o->secrets->config;
    } else {
        int r = read_beneath(s, dir, S(".gitleaks.toml"), &c->toml[0], &why);
        if (r < 0)
            return why.code == SK_ENOENT ? 0 : sk_fail(err, why.code, "%s", why.msg);
        c->n = 1;
        s->secrets.own_rules = true;
    }
    // Who reads it is a worker: what it extends comes back.
    for (; c->n && c->n < SCAN_SECRET_CONFIGS; c->n++) {
        int r = wk_call(s->pool, "secret_extends", c->toml[c->n - 1], NULL, 0, s->perm, &name, err);
        if (r < 0 || !name.n)
            return r;
        r = given ? sk_read_file(s->perm, str_to_c(s->perm, name), SEC_MAX_CONFIG, &c->toml[c->n],
                                 err)
                  : read_beneath(s, dir, name, &c->toml[c->n], err);
        if (r < 0)
            return sk_wrap(err, SK_EUSAGE, "extend.path");
    }
    return 0;
}

int scan_job_secret_extends(struct wk_call *c, struct sk_err *err)
{
    (void)err;
    sk_buf_add(c->reply, sec_rules_extends(c->scratch, c->request));
    return 0;
}

static void put_setup(struct scan_run *s, const struct scan_secret_config *config)
{
    const struct scan_secret_options *o = s->o->secrets;
    SK_BUF_SCRATCH(b, (SCAN_SECRET_CONFIGS + 1) * (uint64_t)SEC_MAX_CONFIG);
    wire_put_u64(&b, config->n);
    for (size_t i = 0; i < config->n; i++)
        wire_put_str(&b, config->toml[i]);
    wire_put_u64(&b, o->decode_depth);
    wire_put_u64(&b, o->no_ignore);
    s->secrets.setup = str_dup(s->perm, sk_buf_str(&b));
    // Whatever decides what is found: a change of it is another folder of the cache.
    uint64_t all[2] = {str_hash(s->secrets.setup), str_hash(sec_builtin_toml())};
    uint64_t key = str_hash((struct str){(const char *)all, sizeof all});
    s->secrets.kind = str_fmt(s->perm, "secrets-%016llx", (unsigned long long)key).p;
}

int scan_secrets_setup(struct scan_run *s, struct str target, struct sk_err *err)
{
    struct scan_secret_config config = {0};
    struct stat st;
    const char *path = str_to_c(s->perm, target);
    struct str where = S(".");
    if (stat(path, &st) == 0 && s->set->target.kind == INV_FOLDER)
        where = S_ISDIR(st.st_mode) ? target : str_dirname(target).n ? str_dirname(target) : where;
    SK_FD int dir = open(str_to_c(s->perm, where), O_RDONLY | O_DIRECTORY | O_CLOEXEC | O_NONBLOCK);
    bool image = s->set->target.kind == INV_IMAGE; // its rules are those of --rules alone
    int r = 0;
    if (dir >= 0)
        read_ignores(s, dir);
    if (s->o->secrets->config.n || (dir >= 0 && !image))
        r = read_config(s, dir, &config, err);
    put_setup(s, &config);
    if (r == 0 && config.n) { // a rule file that cannot be used is an error now, not of every batch
        ARENA_SCRATCH(tmp);
        SK_BUF_SCRATCH(request, (SCAN_SECRET_CONFIGS + 1) * (uint64_t)SEC_MAX_CONFIG);
        struct str reply;
        sk_buf_add(&request, s->secrets.setup);
        wire_put_u64(&request, 0);
        wire_put_u64(&request, 0);
        r = wk_call(s->pool, "secrets", sk_buf_str(&request), NULL, 0, &tmp, &reply, err);
    }
    if (r < 0 && s->o->kind != SCAN_SECRETS && !s->o->secrets->config.n) {
        // Somebody's rules for another program do not end a scan that is about more than secrets.
        scan_warn(s, S(".gitleaks.toml"), "not used: %s", err ? err->msg : "");
        put_setup(s, &(struct scan_secret_config){0});
        return 0;
    }
    if (r < 0 && err)
        err->code = SK_EUSAGE;
    return r < 0 ? SK_EUSAGE : 0;
}

// ---- replies ----

static bool is_ignored(struct scan_run *s, const struct fnd_secret *f)
{
    ARENA_SCRATCH(tmp);
    const struct sk_map *ignored = &s->secrets.ignored;
    struct str key =
        str_fmt(&tmp, STR_FMT ":" STR_FMT ":%u", STR_ARG(f->path), STR_ARG(f->rule), f->line);
    if (!ignored->n)
        return false;
    if (sk_map_find(ignored, key) || sk_map_find(ignored, fnd_secret_id(&tmp, f)))
        return true;
    return f->commit.n &&
           sk_map_find(ignored, str_join(&tmp, str_join(&tmp, f->commit, S(":")), key));
}

bool scan_secrets_take(struct scan_run *s, struct str reply, uint32_t layer)
{
    struct wire_in w = {.rest = str_dup(s->perm, reply)};
    size_t n = wire_count(&w, SK_MAX_WARNINGS, 2);
    for (size_t i = 0; i < n && !w.bad; i++) {
        struct str path = wire_str(&w), what = wire_str(&w);
        scan_warn(s, path, STR_FMT, STR_ARG(what));
    }
    n = wire_count(&w, SK_MAX_INV_OWNED, 15);
    for (size_t i = 0; i < n && !w.bad; i++) {
        struct fnd_secret f = {.layer = layer};
        f.path = wire_str(&w);
        f.commit = wire_str(&w);
        f.rule = wire_str(&w);
        f.title = wire_str(&w);
        static const enum adv_severity severities[] = {ADV_SEV_UNKNOWN, ADV_SEV_LOW, ADV_SEV_MEDIUM,
                                                       ADV_SEV_HIGH, ADV_SEV_CRITICAL};
        uint32_t severity = wire_u32(&w);
        f.severity = severities[severity < COUNT_OF(severities) ? severity : 0];
        f.line = wire_u32(&w);
        f.col = wire_u32(&w);
        f.end_line = wire_u32(&w);
        f.redacted = wire_str(&w);
        f.hash = wire_str(&w);
        f.decoded = wire_str(&w);
        f.where = wire_str(&w);
        f.bytes = wire_u64(&w);
        f.common = wire_bool(&w);
        f.verified = wire_bool(&w);
        if (!w.bad && !is_ignored(s, &f))
            *VEC_PUSH(s->perm, s->secrets.found, s->secrets.n, s->secrets.cap) = f;
    }
    if (w.bad)
        scan_warn(s, S(""), "a worker gave a damaged answer");
    return !w.bad;
}
