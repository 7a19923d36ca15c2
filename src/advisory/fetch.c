#include "advisory/fetch_int.h"

#include "core/file.h"
#include "core/limits.h"
#include "core/map.h"
#include "core/val.h"
#include "core/wire.h"

#include <unistd.h>

enum kind { FILE_, LATEST_, YUM_, OSV_ };

static const struct source {
    const char *file;
    enum kind kind;
    const char *url;
} sources[] = {
#define SOURCE(file, kind, url) {file, kind##_, url},
#include "advisory/sources.def"
#undef SOURCE
};

// Request: repomd.xml. Reply: the location of the updateinfo, a relative path.
int adv_job_repomd(struct wk_call *c, struct sk_err *err)
{
    struct sk_doc doc;
    int r = sk_xml_read(c->scratch, S("repomd.xml"), c->request, &doc, err);
    if (r < 0)
        return r;
    for (SK_EACH(data, sk_val_get(doc.root, S("child")))) {
        struct str type = sk_xml_attr(data, S("type"));
        struct str href = sk_xml_attr(sk_xml_child(data, S("location")), S("href"));
        if (!str_eq(type, S("updateinfo")) || !href.n || str_has(href, S("..")) ||
            str_has(href, S("://")))
            continue;
        wire_put_str(c->reply, href);
        return 0;
    }
    return sk_fail(err, SK_EFORMAT, "no updateinfo in repomd.xml");
}

static int get_text(struct fetch *f, struct str url, struct str *ret, struct sk_err *err)
{
    struct net_answer a;
    const struct net_request q = {.url = url, .max_bytes = 4 * SK_MB};
    int r = net_get(f->a, f->o->net, &q, &a, err);
    if (r == 0 && a.status != 200)
        r = sk_fail(err, SK_EIO, STR_FMT ": HTTP status %d", STR_ARG(url), a.status);
    *ret = a.body;
    return r;
}

// A file name or path that cannot lead anywhere else.
bool adv_plain_name(struct str s)
{
    for (size_t i = 0; i < s.n; i++)
        if (!ch_is_alnum((unsigned char)s.p[i]) && !str_has_char(S("._-"), s.p[i]))
            return false;
    return s.n > 0 && s.n < 200;
}

static int latest(struct fetch *f, struct str url, struct str *ret, struct sk_err *err)
{
    struct str text;
    int r = get_text(f, url, &text, err);
    if (r < 0)
        return r;
    text = str_trim(text);
    if (!adv_plain_name(text))
        return sk_fail(err, SK_EFORMAT, STR_FMT " names no file", STR_ARG(url));
    *ret = str_join(f->a, str_join(f->a, str_dirname(url), S("/")), text);
    return 0;
}

static int yum(struct fetch *f, struct str url, struct str *ret, struct sk_err *err)
{
    struct str list, base, repomd, reply;
    int r = get_text(f, url, &list, err);
    if (r < 0)
        return r;
    if (!str_next_line(&list, &base) || !str_starts(base, S("https://")))
        return sk_fail(err, SK_EFORMAT, STR_FMT " names no repository", STR_ARG(url));
    base = str_trim(base);
    if (str_ends(base, S("/")))
        base.n--;
    r = get_text(f, str_join(f->a, base, S("/repodata/repomd.xml")), &repomd, err);
    if (r == 0)
        r = wk_call(f->pool, "adv_repomd", repomd, NULL, 0, f->a, &reply, err);
    if (r < 0)
        return r;
    struct wire_in w = {.rest = reply};
    *ret = str_join(f->a, str_join(f->a, base, S("/")), wire_str(&w));
    return w.bad ? sk_fail(err, SK_EFORMAT, "a worker gave a damaged answer") : 0;
}

static int address(struct fetch *f, const struct source *s, struct str *ret, struct sk_err *err)
{
    struct str url = str_from(s->url), mirror = f->o->mirror;
    if (mirror.n) {
        if (str_ends(mirror, S("/")))
            mirror.n--;
        *ret = str_fmt(f->a, STR_FMT "/%s", STR_ARG(mirror), s->file);
        return 0;
    }
    *ret = url;
    switch (s->kind) {
    case FILE_:
    case OSV_: return 0;
    case LATEST_: return latest(f, url, ret, err);
    case YUM_: return yum(f, url, ret, err);
    }
    return 0;
}

int adv_fetch_file(struct fetch *f, struct str url, struct str path, bool *ret_changed,
                   struct sk_err *err)
{
    ARENA_SCRATCH(tmp);
    struct str etag = {0}, fresh = {0};
    struct str tag_path = str_join(&tmp, path, S(".etag"));
    if (access(path.p, R_OK) == 0 && sk_read_file(&tmp, tag_path.p, 1024, &etag, NULL) < 0)
        etag = (struct str){0};
    int r = net_download(&tmp, f->o->net, url.p, path.p, etag, SK_MAX_FEED_FILE_BYTES, ret_changed,
                         &fresh, err);
    if (r == 0 && *ret_changed)
        (void)unlink(tag_path.p);
    if (r == 0 && *ret_changed && fresh.n)
        r = sk_write_file(tag_path.p, fresh, 0644, err);
    return r;
}

static int fetch_one(struct fetch *f, const struct source *s, bool *ret_changed, struct sk_err *err)
{
    ARENA_SCRATCH(tmp);
    struct str path = str_fmt(&tmp, "%s/%s", f->o->dir, s->file), url;
    int r = sk_mkdirs(str_to_c(&tmp, str_dirname(path)), 0755, err);
    if (r == 0)
        r = address(f, s, &url, err);
    if (r < 0)
        return r;
    return s->kind == OSV_ ? adv_fetch_osv(f, url, path, ret_changed, err)
                           : adv_fetch_file(f, url, path, ret_changed, err);
}

// "https://host/path" -> "https://host"
static struct str server_of(struct str url)
{
    ptrdiff_t path = str_find(str_skip(url, 8), S("/"));
    return path < 0 ? url : str_head(url, 8 + (size_t)path);
}

int adv_fetch(struct arena *perm, struct wk_pool *pool, const struct adv_fetch_options *o,
              struct adv_fetch_result *ret, struct sk_err *err)
{
    struct fetch f = {perm, pool, o};
    struct sk_map dead = {.perm = perm}; // servers that gave up: not waited for again
    struct sk_err last = {0};
    *ret = (struct adv_fetch_result){0};
    for (size_t i = 0; i < COUNT_OF(sources); i++) {
        bool changed = false;
        struct sk_err why;
        const struct source *s = &sources[i];
        if (o->progress)
            o->progress(o->ctx, s->file, (uint32_t)i, COUNT_OF(sources));
        struct str server = server_of(o->mirror.n ? o->mirror : str_from(s->url));
        int r = sk_map_find(&dead, server)
                    ? sk_fail(&why, SK_EIO, STR_FMT " does not answer", STR_ARG(server))
                    : fetch_one(&f, s, &changed, &why);
        if (r == SK_EIO)
            sk_map_add(&dead, server);
        ret->n_files++;
        ret->n_changed += changed;
        if (r == 0)
            continue;
        const char *path = str_fmt(perm, "%s/%s", o->dir, s->file).p;
        bool have = access(path, R_OK) == 0;
        ret->n_stale += have;
        ret->n_missing += !have;
        o->warn(o->ctx, s->file, why.msg, have);
        last = why;
    }
    if (ret->n_missing == ret->n_files)
        return sk_fail(err, last.code, "no feed could be fetched; the last: %s", last.msg);
    return 0;
}
