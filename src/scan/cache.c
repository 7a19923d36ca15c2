// The layer cache: <dir>/layers-<version>/<hex>. A file is the magic, a checksum of the rest, and the
// worker's reply. It is read as hostile input: anybody who can write it could as well hide findings,
// but a damaged one must only cost time. Stamps say which file was hashed before and found right.
#include "scan/scan_int.h"

#include "core/buf.h"
#include "core/hash.h"

#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define MAGIC "sekisho layer " SCAN_CACHE_VERSION "\n"

// sha256:<hex> -> <dir>/<kind>-<version>/<hex>. False when there is no cache or no digest.
static bool cache_path(const struct scan_cache *c, struct arena *a, const char *kind,
                       struct str digest, const char **ret)
{
    struct sk_digest d;
    if (!c->dir || !sk_digest_parse(digest, &d))
        return false;
    struct str hex = sk_hex(a, (struct str){(const char *)d.b, d.n});
    *ret = str_fmt(a, "%s/%s-%s/" STR_FMT, c->dir, kind, SCAN_CACHE_VERSION, STR_ARG(hex)).p;
    return true;
}

static bool check(struct str data, struct str *ret_body)
{
    uint64_t sum;
    if (!str_take(&data, S(MAGIC)) || data.n < sizeof sum)
        return false;
    memcpy(&sum, data.p, sizeof sum);
    *ret_body = str_skip(data, sizeof sum);
    return str_hash(*ret_body) == sum;
}

bool scan_cache_get_bytes(const struct scan_cache *c, const char *kind, struct str digest,
                          struct sk_mapping *m, struct str *ret_body)
{
    ARENA_SCRATCH(tmp);
    const char *path;
    if (!c->read || !cache_path(c, &tmp, kind, digest, &path))
        return false;
    if (sk_map_file(path, SK_MAX_FRAME_BYTES, m, NULL) < 0)
        return false;
    if (check(m->data, ret_body))
        return true;
    sk_unmap(m);
    return false;
}

static const char *kind_of(const struct scan_cache *c)
{
    return c->texts ? "texts" : "layers";
}

bool scan_cache_get(const struct scan_cache *c, struct arena *perm, struct str digest,
                    struct sk_mapping *m, struct inv_layer *ret)
{
    struct str body;
    if (!scan_cache_get_bytes(c, kind_of(c), digest, m, &body))
        return false;
    if (inv_layer_decode(body, perm, ret, NULL) == 0)
        return true;
    sk_unmap(m);
    return false;
}

static void put_file(const char *path, struct str content)
{
    ARENA_SCRATCH(tmp);
    const char *dir = str_to_c(&tmp, str_dirname(str_from(path)));
    if (sk_mkdirs(dir, 0700, NULL) == 0)
        (void)!sk_write_cache(path, content, 0600, NULL);
}

void scan_cache_put_bytes(const struct scan_cache *c, const char *kind, struct str digest,
                          struct str encoded)
{
    ARENA_SCRATCH(tmp);
    const char *path;
    if (!cache_path(c, &tmp, kind, digest, &path))
        return;
    SK_BUF_SCRATCH(b, SK_MAX_FRAME_BYTES + 64);
    uint64_t sum = str_hash(encoded);
    sk_buf_add(&b, S(MAGIC));
    sk_buf_add(&b, (struct str){(const char *)&sum, sizeof sum});
    sk_buf_add(&b, encoded);
    if (!b.full)
        put_file(path, sk_buf_str(&b));
}

void scan_cache_put(const struct scan_cache *c, struct str digest, struct str encoded)
{
    scan_cache_put_bytes(c, kind_of(c), digest, encoded);
}

// Name of the stamp: a digest over the file's identity, the place in it, and the digest promised.
static bool stamp_path(const struct scan_cache *c, struct arena *a, int fd, uint64_t off,
                       struct str digest, const char **ret)
{
    struct stat st;
    if (!c->dir || fstat(fd, &st) < 0 || !S_ISREG(st.st_mode))
        return false;
    struct str id =
        str_fmt(a, "%llu %llu %lld %lld.%09ld %lld.%09ld %llu " STR_FMT,
                (unsigned long long)st.st_dev, (unsigned long long)st.st_ino, (long long)st.st_size,
                (long long)st.st_mtim.tv_sec, st.st_mtim.tv_nsec, (long long)st.st_ctim.tv_sec,
                st.st_ctim.tv_nsec, (unsigned long long)off, STR_ARG(digest));
    struct sk_digest d = sk_sha256(id);
    return cache_path(c, a, "stamps", sk_digest_text(a, &d), ret);
}

bool scan_cache_is_verified(const struct scan_cache *c, int fd, uint64_t off, struct str digest)
{
    ARENA_SCRATCH(tmp);
    const char *path;
    return c->read && stamp_path(c, &tmp, fd, off, digest, &path) && access(path, F_OK) == 0;
}

void scan_cache_set_verified(const struct scan_cache *c, int fd, uint64_t off, struct str digest)
{
    ARENA_SCRATCH(tmp);
    const char *path;
    if (stamp_path(c, &tmp, fd, off, digest, &path))
        put_file(path, S(""));
}
