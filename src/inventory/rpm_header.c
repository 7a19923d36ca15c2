// The header of an rpm package as the databases keep it: big-endian counts of index entries and data
// bytes, the entries (tag, type, offset, count), the data.
#include "core/limits.h"
#include "inventory/exe.h"
#include "inventory/os.h"

enum { HEAD = 8, ENTRY = 16 };
enum rpm_type { T_INT32 = 4, T_STRING = 6, T_ARRAY = 8, T_I18N = 9 };
enum rpm_tag {
    TAG_NAME = 1000,
    TAG_VERSION = 1001,
    TAG_RELEASE = 1002,
    TAG_EPOCH = 1003,
    TAG_VENDOR = 1011,
    TAG_LICENSE = 1014,
    TAG_ARCH = 1022,
    TAG_OLDFILENAMES = 1027, // before rpm 4: whole paths
    TAG_SOURCERPM = 1044,
    TAG_DIRINDEXES = 1116,
    TAG_BASENAMES = 1117,
    TAG_DIRNAMES = 1118,
    TAG_MODULARITYLABEL = 5096,
};

struct value {
    bool found;
    uint32_t type, count;
    struct str data; // from its first byte to the end of all data
};

struct header {
    struct value name, version, release, epoch, vendor, licence, arch, source, modularity;
    struct value old_names, indexes, bases, dirs;
};

static uint32_t be32(struct str s, uint64_t off)
{
    return (uint32_t)inv_exe_num(s, off, 4, true);
}

static struct value *slot(struct header *h, uint32_t tag)
{
    switch (tag) {
    case TAG_NAME: return &h->name;
    case TAG_VERSION: return &h->version;
    case TAG_RELEASE: return &h->release;
    case TAG_EPOCH: return &h->epoch;
    case TAG_VENDOR: return &h->vendor;
    case TAG_LICENSE: return &h->licence;
    case TAG_ARCH: return &h->arch;
    case TAG_OLDFILENAMES: return &h->old_names;
    case TAG_SOURCERPM: return &h->source;
    case TAG_DIRINDEXES: return &h->indexes;
    case TAG_BASENAMES: return &h->bases;
    case TAG_DIRNAMES: return &h->dirs;
    case TAG_MODULARITYLABEL: return &h->modularity;
    default: return NULL;
    }
}

// The string at the front, without its NUL; false when there is no NUL before the end.
static bool take_string(struct str *rest, struct str *ret)
{
    return str_cut(*rest, '\0', ret, rest);
}

static struct str text_of(const struct value *v)
{
    struct str rest = v->data, s;
    bool is_text = v->type == T_STRING || v->type == T_ARRAY || v->type == T_I18N;
    return v->found && is_text && v->count && take_string(&rest, &s) ? s : (struct str){0};
}

static bool read_header(struct str blob, struct header *h)
{
    uint64_t entries = be32(blob, 0), bytes = be32(blob, 4);
    if (blob.n < HEAD || HEAD + entries * ENTRY + bytes > blob.n)
        return false;
    struct str data = str_sub(blob, HEAD + entries * ENTRY, bytes);
    for (uint64_t i = 0; i < entries; i++) {
        uint64_t at = HEAD + i * ENTRY;
        struct value *v = slot(h, be32(blob, at));
        uint32_t offset = be32(blob, at + 8);
        if (v && !v->found && offset < data.n)
            *v = (struct value){true, be32(blob, at + 4), be32(blob, at + 12),
                                str_skip(data, offset)};
    }
    return true;
}

// "glibc-2.28-225.el8.src.rpm": name, and version with release.
static void split_source(struct inv_pkg *p, struct str s)
{
    struct str rest, release, version;
    if (str_ends(s, S(".src.rpm")))
        s.n -= S(".src.rpm").n;
    else if (str_ends(s, S(".nosrc.rpm")))
        s.n -= S(".nosrc.rpm").n;
    else
        return;
    if (!str_cut_last(s, '-', &rest, &release) || !str_cut_last(rest, '-', &rest, &version) ||
        !rest.n || !version.n)
        return;
    p->src_name = rest;
    p->src_version = str_skip(s, rest.n + 1);
}

// False: the lists do not fit together.
static bool own_files(const struct header *h, struct inv_out *out, struct inv_owned *o,
                      struct inv_own_total *total, int *ret, struct sk_err *err)
{
    ARENA_SCRATCH(tmp);
    struct str rest = h->dirs.data, base;
    struct str *dirs = NULL;
    size_t n_dirs = 0, cap_dirs = 0;
    const struct value *names = h->bases.found ? &h->bases : &h->old_names;
    if (!names->found)
        return true;
    if (names->type != T_ARRAY)
        return false;
    if (h->bases.found) {
        if (h->dirs.type != T_ARRAY || h->indexes.type != T_INT32)
            return false;
        for (uint32_t i = 0; i < h->dirs.count; i++) {
            if (!take_string(&rest, &base))
                return false;
            *VEC_PUSH(&tmp, dirs, n_dirs, cap_dirs) = base;
        }
        if (h->indexes.count < names->count || h->indexes.data.n / 4 < names->count)
            return false;
    }
    rest = names->data;
    for (uint32_t i = 0; i < names->count; i++) {
        uint32_t dir = h->bases.found ? be32(h->indexes.data, (uint64_t)i * 4) : 0;
        if (!take_string(&rest, &base) || (h->bases.found && dir >= n_dirs))
            return false;
        *ret = inv_own_file(out, o, total, h->bases.found ? dirs[dir] : (struct str){0}, base, err);
        if (*ret < 0)
            return true;
    }
    return true;
}

int inv_rpm_header(struct str blob, struct str path, uint64_t what, struct inv_out *out,
                   struct inv_own_total *total, struct sk_err *err)
{
    struct header h = {0};
    unsigned long long id = what;
    if (!read_header(blob, &h)) {
        inv_warn(out, path, 0, "header %llu does not fit into its %zu bytes", id, blob.n);
        return 0;
    }
    struct str name = text_of(&h.name), version = text_of(&h.version),
               release = text_of(&h.release);
    if (str_eq(name, S("gpg-pubkey")))
        return 0;
    if (!name.n || !version.n || !release.n) {
        inv_warn(out, path, 0, "header %llu ('" STR_FMT "') has no name, version or release", id,
                 STR_ARG(name));
        return 0;
    }
    struct inv_pkg *p = inv_add(out, "rpm", err);
    if (!p)
        return SK_ELIMIT;
    version = str_join(out->perm, str_join(out->perm, version, S("-")), release);
    if (h.epoch.found && h.epoch.type == T_INT32 && h.epoch.count && h.epoch.data.n >= 4)
        version = str_join(out->perm, str_fmt(out->perm, "%u:", be32(h.epoch.data, 0)), version);
    p->name = name;
    p->version = version;
    p->arch = text_of(&h.arch);
    p->licence = text_of(&h.licence);
    p->licence_field = S("LICENSE");
    p->vendor = text_of(&h.vendor);
    p->modularity = text_of(&h.modularity);
    p->scope = INV_INSTALLED;
    split_source(p, text_of(&h.source));
    int code = 0;
    struct inv_owned own = {.pkg_name = name, .pkg_arch = p->arch};
    if (!own_files(&h, out, &own, total, &code, err))
        inv_warn(out, path, 0, "package '" STR_FMT "': its list of files is damaged",
                 STR_ARG(name));
    if (own.n_files)
        *inv_add_owned(out, name, p->arch) = own;
    return code;
}
