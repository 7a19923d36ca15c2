// OSV.dev's exports, in steps: modified_id.csv says what changed since the archive was fetched.
// https://google.github.io/osv.dev/data/#downloading-recent-changes
//
// Beside osv-npm.zip lie osv-npm/ID.json, the records that changed since, and osv-npm.since, the time
// up to which all changes are here. The builder takes the newest issue of a record. A withdrawn record
// says so itself; what was deleted goes with the next archive.
#include "advisory/fetch_int.h"
#include "core/file.h"
#include "core/limits.h"
#include "core/time.h"
#include "core/wire.h"

#include <fcntl.h>
#include <unistd.h>

enum { MAX_CHANGES = 200, MAX_MODIFIED_BYTES = 256 * SK_MB, ARCHIVE_LAG_MS = 3600 * 1000 };

// Request: a time, in ms. Descriptor 0: modified_id.csv, lines "2024-08-15T00:05:00Z,GHSA-...". Reply: the
// newest time, how many are not older than the one asked for, and the ids of the first MAX_CHANGES.
int adv_job_modified(struct wk_call *c, struct sk_err *err)
{
    struct wire_in w = {.rest = c->request};
    SK_MAPPING struct sk_mapping m = {0};
    sk_time since = wire_i64(&w), newest = SK_TIME_NONE;
    struct str ids[MAX_CHANGES], line, when, id;
    size_t n = 0, bad = 0;
    if (w.bad || c->n_fds != 1)
        return sk_fail(err, SK_EUSAGE, "malformed request");
    int r = sk_map_fd(c->fds[0], MAX_MODIFIED_BYTES, &m, err);
    if (r < 0)
        return r;
    for (struct str rest = m.data; str_next_line(&rest, &line);) {
        sk_time t;
        if (!str_trim(line).n)
            continue;
        if (!str_cut(str_trim(line), ',', &when, &id) || !sk_time_parse(when, &t) ||
            !adv_plain_name(id)) {
            bad++;
            continue;
        }
        if (newest == SK_TIME_NONE || t > newest)
            newest = t;
        if (t < since)
            continue;
        if (n < MAX_CHANGES)
            ids[n] = id;
        n++;
    }
    if (newest == SK_TIME_NONE || bad)
        return sk_fail(err, SK_EFORMAT, "no list of changes: %zu lines are no time and id", bad);
    wire_put_i64(c->reply, newest);
    wire_put_u64(c->reply, n);
    for (size_t i = 0; i < n && i < MAX_CHANGES; i++)
        wire_put_str(c->reply, ids[i]);
    return 0;
}

struct changes {
    sk_time newest;
    uint64_t n; // more than MAX_CHANGES: too many
    struct str ids[MAX_CHANGES];
};

static int read_changes(struct fetch *f, const char *csv, sk_time since, struct changes *ret,
                        struct sk_err *err)
{
    struct str reply;
    SK_BUF_SCRATCH(q, 64);
    SK_FD int fd = open(csv, O_RDONLY | O_CLOEXEC);
    if (fd < 0)
        return sk_fail(err, SK_EIO, "open %s", csv);
    wire_put_i64(&q, since);
    int r = wk_call(f->pool, "adv_modified", sk_buf_str(&q), &fd, 1, f->a, &reply, err);
    if (r < 0)
        return sk_wrap(err, r, "%s", csv);
    struct wire_in w = {.rest = reply};
    ret->newest = wire_i64(&w);
    ret->n = wire_u64(&w);
    for (uint64_t i = 0; i < ret->n && i < MAX_CHANGES; i++) {
        ret->ids[i] = wire_str(&w);
        w.bad |= !adv_plain_name(ret->ids[i]);
    }
    return w.bad ? sk_fail(err, SK_EFORMAT, "a worker gave a damaged answer") : 0;
}

static void remove_records(struct arena *a, const char *dir)
{
    struct str *names;
    size_t n;
    SK_FD int fd = open(dir, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (fd < 0 || sk_list_dir(a, fd, &names, &n, NULL) < 0)
        return;
    for (size_t i = 0; i < n; i++)
        (void)unlinkat(fd, names[i].p, 0);
}

// Each changed record; negative when one could not be had.
static int fetch_records(struct fetch *f, struct str base, const char *dir,
                         const struct changes *changes, struct sk_err *err)
{
    int r = sk_mkdirs(dir, 0755, err);
    for (uint64_t i = 0; i < changes->n && r == 0; i++) {
        ARENA_SCRATCH(tmp);
        bool changed;
        struct str etag;
        struct str url =
            str_fmt(&tmp, STR_FMT "/" STR_FMT ".json", STR_ARG(base), STR_ARG(changes->ids[i]));
        struct str path = str_fmt(&tmp, "%s/" STR_FMT ".json", dir, STR_ARG(changes->ids[i]));
        r = net_download(&tmp, f->o->net, url.p, path.p, S(""), SK_MAX_FEED_FILE_BYTES, &changed,
                         &etag, err);
    }
    return r;
}

int adv_fetch_osv(struct fetch *f, struct str url, struct str path, bool *ret_changed,
                  struct sk_err *err)
{
    struct str stem = str_head(path, path.n - 4), text = {0}; // without ".zip"
    struct str base = f->o->mirror.n ? str_head(url, url.n - 4) : str_dirname(url);
    const char *dir = str_to_c(f->a, stem), *since_path = str_fmt(f->a, "%s.since", dir).p;
    struct str csv = str_fmt(f->a, "%s.modified", dir);
    sk_time since = 0;
    struct changes changes = {0};
    bool have = access(path.p, R_OK) == 0 && sk_read_file(f->a, since_path, 64, &text, NULL) == 0 &&
                sk_time_parse(str_trim(text), &since);
    bool list_changed = false;
    // A mirror need not have the list: then the archive alone, by its ETag.
    if (adv_fetch_file(f, str_join(f->a, base, S("/modified_id.csv")), csv, &list_changed, NULL) <
        0)
        return adv_fetch_file(f, url, path, ret_changed, err);
    if (have && !list_changed)
        return 0;
    int r = read_changes(f, csv.p, have ? since : INT64_MAX, &changes, err);
    if (r == 0 && have && changes.n <= MAX_CHANGES &&
        fetch_records(f, base, dir, &changes, NULL) == 0) {
        *ret_changed = changes.n > 0;
    } else if (r == 0) {
        r = adv_fetch_file(f, url, path, ret_changed, err);
        if (r == 0 && *ret_changed)
            remove_records(f->a, dir);
        // The archive may lag behind the list; an unchanged one surely does.
        changes.newest = *ret_changed ? changes.newest - ARCHIVE_LAG_MS : since;
    }
    if (r == 0)
        r = sk_write_file(since_path, sk_time_text(f->a, changes.newest), 0644, err);
    if (r < 0) // the list must be looked at again
        (void)unlink(str_join(f->a, csv, S(".etag")).p);
    return r;
}
