// The SPDX licence list: found on this side, read and compiled in a worker.
#include "scan/licence_list.h"

#include "core/file.h"
#include "core/limits.h"
#include "core/stream.h"
#include "core/tar.h"
#include "core/zip.h"
#include "engine/licence/db.h"
#include "engine/licence/template.h"
#include "scan/scan_int.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#define MAX_LIST_BYTES (512 * SK_MB) // of the archive, unpacked
#define MAX_XML_BYTES (8 * SK_MB)

// ---- in the worker ----

static bool is_wanted(struct str path)
{
    return str_ends(path, S(".xml")) && !str_has(path, S("/test/")) &&
           !str_starts(path, S("test/"));
}

// "## Version 3.28.0" of the release notes, or the tag in the name of the folder.
static void look_for_version(struct lic_compile *c, struct str path)
{
    struct str top, rest, name, tail;
    if (c->version.n || !str_cut(path, '/', &top, &rest))
        return;
    if (str_cut_str(top, S("license-list-XML-"), &name, &tail) && ch_is_digit(str_at(tail, 0)) &&
        tail.n < 40)
        c->version = str_dup(c->perm, tail);
}

static void take(struct lic_compile *c, struct str path, struct str xml)
{
    look_for_version(c, path);
    lic_compile_xml(c, path, xml);
}

static int read_tar(struct wk_call *call, struct lic_compile *c, struct sk_stream *in,
                    struct sk_err *err)
{
    struct tar_reader *t = tar_open(call->scratch, in);
    struct tar_entry e;
    int r;
    while ((r = tar_next(t, &e, err)) > 0) {
        ARENA_SCRATCH(tmp);
        struct str path = str_dup(&tmp, e.path), data;
        if (e.kind != TAR_FILE || !is_wanted(path))
            continue;
        r = tar_read_all(t, &tmp, MAX_XML_BYTES, &data, err);
        if (r < 0)
            break;
        take(c, path, data);
    }
    tar_close(t);
    return r;
}

static int read_zip(struct wk_call *call, struct lic_compile *c, struct str data,
                    struct sk_err *err)
{
    struct zip_reader z = {0};
    int r = zip_open(call->scratch, data, &z, err);
    for (size_t i = 0; r == 0 && i < z.n_entries; i++) {
        ARENA_SCRATCH(tmp);
        struct str xml;
        if (z.entries[i].is_dir || !is_wanted(z.entries[i].name))
            continue;
        r = zip_read(&z, &z.entries[i], &tmp, &xml, err);
        if (r == 0)
            take(c, z.entries[i].name, xml);
    }
    return r;
}

static int read_files(struct wire_in *w, struct lic_compile *c, struct str rest)
{
    size_t n = wire_count(w, SK_MAX_FEED_ENTRIES, 2);
    for (size_t i = 0; i < n && !w->bad; i++) {
        struct str path = wire_str(w);
        uint64_t size = wire_u64(w);
        take(c, path, str_head(rest, size));
        rest = str_skip(rest, size);
    }
    return 0;
}

static int read_list(struct wk_call *call, struct wire_in *w, struct lic_compile *c,
                     struct sk_err *err)
{
    struct str name = wire_str(w);
    SK_MAPPING struct sk_mapping m = {0};
    int r = sk_map_fd(call->fds[0], MAX_LIST_BYTES, &m, err);
    if (r < 0)
        return r;
    if (!name.n)
        return read_files(w, c, m.data);
    if (str_starts(m.data, S("PK\3\4")))
        return read_zip(call, c, m.data, err);
    const struct sk_decode_limits limits = {.max_bytes = MAX_LIST_BYTES};
    struct sk_stream *in;
    enum sk_codec codec;
    r = sk_stream_decode_auto(call->scratch, sk_stream_mem(call->scratch, m.data), &limits, &in,
                              &codec, err);
    if (r < 0)
        return r;
    r = read_tar(call, c, in, err);
    sk_stream_close(in);
    return r;
}

// Request: name of the archive; or empty, and paths and sizes of files. Descriptor 0: its bytes, or theirs one
// after the other. Reply: version, warnings, the database.
int scan_job_licence_list(struct wk_call *call, struct sk_err *err)
{
    struct wire_in w = {.rest = call->request};
    struct lic_compile c = {.perm = call->scratch};
    SK_BUF_SCRATCH(db, SK_MAX_FRAME_BYTES);
    if (call->n_fds != 1)
        return sk_fail(err, SK_EUSAGE, "malformed request");
    int r = read_list(call, &w, &c, err);
    if (r == 0) {
        c.version = str_fmt(call->scratch, STR_FMT "%s%zu licences and exceptions",
                            STR_ARG(c.version), c.version.n ? ", " : "", c.n_files);
        r = lic_db_build(&c, &db, err);
    }
    lic_compile_free(&c);
    if (r < 0)
        return r;
    wire_put_str(call->reply, c.version);
    wire_put_u64(call->reply, c.n_warns);
    for (size_t i = 0; i < c.n_warns; i++) {
        wire_put_str(call->reply, c.warns[i].path);
        wire_put_str(call->reply, c.warns[i].what);
    }
    wire_put_str(call->reply, sk_buf_str(&db));
    return 0;
}

// ---- on this side ----

struct files { // XML files of a folder, to be sent
    struct sk_buf list;
    uint64_t n, bytes;
    int memory;
    struct str archive; // or an archive that lies there
};

static bool is_archive(struct str name)
{
    static const struct str ends[] = {S_INIT(".tar"),    S_INIT(".tar.gz"),  S_INIT(".tgz"),
                                      S_INIT(".zip"),    S_INIT(".tar.zst"), S_INIT(".tar.xz"),
                                      S_INIT(".tar.bz2")};
    for (size_t i = 0; i < COUNT_OF(ends); i++)
        if (str_ends(name, ends[i]))
            return true;
    return false;
}

static int take_xml(struct files *f, int dir, struct str name, struct str path, struct sk_err *err)
{
    ARENA_SCRATCH(tmp);
    struct str data;
    SK_FD int fd = openat(dir, name.p, O_RDONLY | O_CLOEXEC);
    if (fd < 0)
        return sk_fail(err, SK_EIO, STR_FMT ": %s", STR_ARG(path), strerror(errno));
    int r = sk_read_fd(&tmp, fd, MAX_XML_BYTES, &data, err);
    if (r == 0)
        r = sk_write_all(f->memory, data, err);
    wire_put_str(&f->list, path);
    wire_put_u64(&f->list, data.n);
    f->n++;
    f->bytes += data.n;
    return r == 0 && f->bytes > MAX_LIST_BYTES ? sk_fail(err, SK_ELIMIT, "too many files") : r;
}

static int walk(struct files *f, struct arena *perm, int dir, struct str path, int depth,
                struct sk_err *err)
{
    struct str *names;
    size_t n;
    int r = sk_list_dir(perm, dir, &names, &n, err);
    for (size_t i = 0; r == 0 && i < n; i++) {
        struct stat st;
        struct str sub = path.n
                             ? str_fmt(perm, STR_FMT "/" STR_FMT, STR_ARG(path), STR_ARG(names[i]))
                             : names[i];
        if (fstatat(dir, names[i].p, &st, 0) < 0)
            continue;
        if (S_ISDIR(st.st_mode) && depth > 0 && !str_eq(names[i], S("test"))) {
            SK_FD int inner = openat(dir, names[i].p, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
            if (inner >= 0)
                r = walk(f, perm, inner, sub, depth - 1, err);
        } else if (S_ISREG(st.st_mode) && is_wanted(sub)) {
            r = take_xml(f, dir, names[i], sub, err);
        } else if (S_ISREG(st.st_mode) && is_archive(names[i]) &&
                   (str_has(names[i], S("license-list")) || str_has(names[i], S("licence-list")))) {
            f->archive = sub;
        }
    }
    return r;
}

static int open_source(struct arena *perm, const char *from, struct files *f, int *ret_fd,
                       struct sk_err *err)
{
    struct stat st;
    SK_FD int fd = open(from, O_RDONLY | O_CLOEXEC);
    if (fd < 0 || fstat(fd, &st) < 0)
        return sk_fail(err, SK_ENOENT, "%s: %s", from, strerror(errno));
    if (!S_ISDIR(st.st_mode)) {
        f->archive = str_from(from);
        *ret_fd = sk_steal_fd(&fd);
        return 0;
    }
    f->memory = memfd_create("sekisho-licences", MFD_CLOEXEC);
    if (f->memory < 0)
        return sk_fail(err, SK_EIO, "memfd_create: %s", strerror(errno));
    int r = walk(f, perm, fd, S(""), 3, err);
    if (r < 0)
        return r;
    if (f->archive.n) {
        const char *path = str_fmt(perm, "%s/" STR_FMT, from, STR_ARG(f->archive)).p;
        *ret_fd = open(path, O_RDONLY | O_CLOEXEC);
        return *ret_fd < 0 ? sk_fail(err, SK_EIO, "%s: %s", path, strerror(errno)) : 0;
    }
    if (!f->n)
        return sk_fail(
            err, SK_ENOENT,
            "%s: neither an archive called *license-list* nor XML files of the SPDX list", from);
    return sk_reopen_readonly(f->memory, ret_fd, err);
}

static int take_reply(struct arena *perm, struct str reply, const char *out,
                      struct scan_licence_list *ret, struct sk_err *err)
{
    struct wire_in w = {.rest = reply};
    const struct lic_db *db;
    ret->version = wire_str(&w);
    size_t n = wire_count(&w, SK_MAX_WARNINGS, 2);
    for (size_t i = 0; i < n; i++) {
        struct str path = wire_str(&w), what = wire_str(&w);
        *VEC_PUSH(perm, ret->warns, ret->n_warns, ret->cap_warns) =
            str_join(perm, str_join(perm, path, S(": ")), what);
    }
    struct str bytes = wire_str(&w);
    if (w.bad)
        return sk_fail(err, SK_EFORMAT, "a worker gave a damaged answer");
    char *aligned = arena_alloc(perm, 1, bytes.n + 1, 8);
    memcpy(aligned, bytes.p, bytes.n);
    bytes.p = aligned;
    ret->bytes = bytes.n;
    int r = lic_db_open(perm, bytes, &db, err);
    if (r == 0)
        r = sk_mkdirs(str_to_c(perm, str_dirname(str_from(out))), 0755, err);
    return r == 0 ? sk_write_file(out, bytes, 0644, err) : r;
}

int scan_licence_list_update(struct arena *perm, const char *from, const char *out,
                             struct scan_licence_list *ret, struct sk_err *err)
{
    static const struct wk_job jobs[] = {{"licence_list", scan_job_licence_list}};
    const struct wk_config config = {.jobs = jobs, .n_jobs = COUNT_OF(jobs), .workers = 1};
    struct files f = {.list = SK_BUF_INIT(SK_MAX_FRAME_BYTES), .memory = -1};
    struct wk_pool *pool;
    struct str reply;
    SK_FD int fd = -1;
    *ret = (struct scan_licence_list){0};
    int r = wk_pool_open(perm, &config, &pool, err);
    if (r < 0)
        return r;
    r = open_source(perm, from, &f, &fd, err);
    if (r == 0) {
        SK_BUF_SCRATCH(request, SK_MAX_FRAME_BYTES);
        wire_put_str(&request, f.archive);
        wire_put_u64(&request, f.n);
        sk_buf_add(&request, sk_buf_str(&f.list));
        r = wk_call(pool, "licence_list", sk_buf_str(&request), &fd, 1, perm, &reply, err);
    }
    if (r == 0)
        r = take_reply(perm, reply, out, ret, err);
    wk_pool_close(pool);
    sk_buf_free(&f.list);
    sk_close_fd(&f.memory);
    return r;
}
