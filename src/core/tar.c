#include "core/tar.h"

#include "core/buf.h"
#include "core/limits.h"

#include <string.h>

enum { BLOCK = 512, MAX_SPARSE = 100000 };

struct extent { // a piece of a sparse file that has data
    uint64_t off, len;
};

struct pax { // what extended headers say of the next entry; empty = nothing
    struct str path, link;
    uint64_t size;
    int64_t mtime;
    uint32_t uid, gid;
    bool has_size, has_mtime, has_uid, has_gid;
    // GNU sparse formats 0.0, 0.1 and 1.0
    struct str sparse_name;
    uint64_t sparse_size, sparse_off;
    bool has_sparse_size, sparse_in_data; // 1.0: the map stands before the data
    struct extent *map;
    size_t n_map, cap_map;
    bool damaged;
};

struct tar_reader {
    struct sk_stream *in;
    struct str piece; // from the stream, not used yet
    uint64_t pos;     // in the stream: where piece begins
    bool ended;
    struct arena entry; // names and maps of the current entry
    struct pax global;
    struct arena global_arena;
    uint64_t left, padding; // stored bytes of the current entry
    uint32_t n_entries;
    char block[BLOCK];
    // sparse content: where we are in the map and in the expanded file
    const struct extent *map;
    size_t n_map, at_map;
    uint64_t at, size;
    bool sparse;
    char zeros[4096];
};

struct tar_reader *tar_open(struct arena *a, struct sk_stream *in)
{
    struct tar_reader *t = arena_new(a, struct tar_reader, 1);
    t->in = in;
    return t;
}

void tar_close(struct tar_reader *t)
{
    if (!t)
        return;
    arena_free(&t->entry);
    arena_free(&t->global_arena);
}

// ---- bytes ----

static int more(struct tar_reader *t, struct sk_err *err)
{
    if (t->piece.n || t->ended)
        return 0;
    int r = sk_stream_next(t->in, &t->piece, err);
    t->ended = r == 0 && t->piece.n == 0;
    return r;
}

static struct str take(struct tar_reader *t, size_t n)
{
    struct str s = str_head(t->piece, n);
    t->piece = str_skip(t->piece, s.n);
    t->pos += s.n;
    return s;
}

static int cut_short(struct tar_reader *t, struct sk_err *err)
{
    return sk_fail(err, SK_EFORMAT, "the tar is cut short at byte %llu",
                   (unsigned long long)t->pos);
}

static int skip(struct tar_reader *t, uint64_t n, struct sk_err *err)
{
    while (n) {
        uint64_t have = take(t, n < t->piece.n ? (size_t)n : t->piece.n).n;
        n -= have;
        if (n && t->in->skip && !t->ended) {
            int r = t->in->skip(t->in, n, err);
            t->pos += n;
            return r;
        }
        int r = n ? more(t, err) : 0;
        if (r < 0)
            return r;
        if (n && t->ended)
            return cut_short(t, err);
    }
    return 0;
}

// One block: straight from the piece when it is whole there. *ret empty: the stream ended before it.
static int next_block(struct tar_reader *t, struct str *ret, struct sk_err *err)
{
    size_t n = 0;
    int r = more(t, err);
    if (r < 0)
        return r;
    if (t->piece.n >= BLOCK) {
        *ret = take(t, BLOCK);
        return 0;
    }
    while (n < BLOCK) {
        r = more(t, err);
        if (r < 0)
            return r;
        if (t->ended)
            break;
        struct str s = take(t, BLOCK - n);
        memcpy(t->block + n, s.p, s.n);
        n += s.n;
    }
    if (n && n < BLOCK)
        return cut_short(t, err);
    *ret = (struct str){t->block, n};
    return 0;
}

// ---- fields of a header ----

// Octal text, or base-256 when the top bit of the first byte is set (GNU); negative gives false.
static bool number(struct str f, uint64_t *ret)
{
    uint64_t v = 0;
    if (f.n && (unsigned char)f.p[0] & 0x80) {
        if ((unsigned char)f.p[0] & 0x40)
            return false;
        for (size_t i = 0; i < f.n; i++) {
            unsigned c = (unsigned char)f.p[i] & (i ? 0xff : 0x7f);
            if (v >> 55)
                return false;
            v = v << 8 | c;
        }
        *ret = v;
        return true;
    }
    size_t i = 0;
    while (i < f.n && f.p[i] == ' ')
        i++;
    for (; i < f.n && f.p[i] >= '0' && f.p[i] <= '7'; i++) {
        if (v >> 60)
            return false;
        v = v << 3 | (uint64_t)(f.p[i] - '0');
    }
    *ret = v;
    return i == f.n || f.p[i] == ' ' || f.p[i] == 0;
}

static struct str text(struct str f) // up to the first NUL
{
    struct str head, tail;
    (void)str_cut(f, 0, &head, &tail);
    return head;
}

// The sum of all bytes with the field itself as spaces; old tars summed signed bytes.
static bool checksum_ok(struct str b)
{
    uint64_t want;
    uint32_t sum = 0;
    int32_t ssum = 0;
    for (size_t i = 0; i < BLOCK; i++) {
        unsigned char c = i >= 148 && i < 156 ? ' ' : (unsigned char)b.p[i];
        sum += c;
        ssum += (signed char)c;
    }
    return number(str_sub(b, 148, 8), &want) && (want == sum || (int64_t)want == ssum);
}

static bool is_zero(struct str b)
{
    return b.p[0] == 0 && memcmp(b.p, b.p + 1, b.n - 1) == 0;
}

// ---- names ----

// Cleaned: see tar.h. True when it tried to climb out of the root.
static bool clean_path(struct arena *a, struct str raw, struct str *ret)
{
    char *p = arena_new(a, char, raw.n + 1);
    size_t n = 0;
    bool unsafe = false;
    struct str rest = raw, part;
    while (str_next_field(&rest, '/', &part)) {
        if (!part.n || str_eq(part, S(".")))
            continue;
        if (str_eq(part, S(".."))) {
            unsafe |= n == 0;
            while (n && p[--n] != '/')
                ;
            continue;
        }
        if (n)
            p[n++] = '/';
        memcpy(p + n, part.p, part.n);
        n += part.n;
    }
    *ret = (struct str){p, n};
    return unsafe;
}

// ---- extended headers ----

static void sparse_pair(struct tar_reader *t, struct pax *x, uint64_t off, uint64_t len)
{
    if (x->n_map >= MAX_SPARSE) {
        x->damaged = true;
        return;
    }
    *VEC_PUSH(&t->entry, x->map, x->n_map, x->cap_map) = (struct extent){off, len};
}

static void sparse_list(struct tar_reader *t, struct pax *x, struct str value)
{
    struct str a, b;
    while (str_next_field(&value, ',', &a) && str_next_field(&value, ',', &b)) {
        uint64_t off, len;
        if (!str_to_u64(a, &off) || !str_to_u64(b, &len)) {
            x->damaged = true;
            return;
        }
        sparse_pair(t, x, off, len);
    }
}

static void pax_u32(struct str value, uint32_t *ret, bool *has)
{
    uint64_t v;
    *has = str_to_u64(value, &v);
    if (*has)
        *ret = (uint32_t)v;
}

static void pax_record(struct tar_reader *t, struct pax *x, struct str key, struct str value)
{
    uint64_t v;
    struct str whole, fraction;
    if (str_eq(key, S("path"))) {
        x->path = value;
    } else if (str_eq(key, S("linkpath"))) {
        x->link = value;
    } else if (str_eq(key, S("size"))) {
        x->has_size = str_to_u64(value, &x->size);
        x->damaged |= !x->has_size;
    } else if (str_eq(key, S("uid"))) {
        pax_u32(value, &x->uid, &x->has_uid);
    } else if (str_eq(key, S("gid"))) {
        pax_u32(value, &x->gid, &x->has_gid);
    } else if (str_eq(key, S("mtime"))) {
        (void)str_cut(value, '.', &whole, &fraction);
        x->has_mtime = str_to_i64(whole, &x->mtime);
    } else if (str_eq(key, S("GNU.sparse.name"))) {
        x->sparse_name = value;
    } else if (str_eq(key, S("GNU.sparse.size")) || str_eq(key, S("GNU.sparse.realsize"))) {
        x->has_sparse_size = str_to_u64(value, &x->sparse_size);
        x->damaged |= !x->has_sparse_size;
    } else if (str_eq(key, S("GNU.sparse.map"))) {
        sparse_list(t, x, value);
    } else if (str_eq(key, S("GNU.sparse.offset"))) {
        x->damaged |= !str_to_u64(value, &x->sparse_off);
    } else if (str_eq(key, S("GNU.sparse.numbytes"))) {
        x->damaged |= !str_to_u64(value, &v);
        if (!x->damaged)
            sparse_pair(t, x, x->sparse_off, v);
    } else if (str_eq(key, S("GNU.sparse.major"))) {
        x->sparse_in_data = str_eq(value, S("1"));
    }
}

// Records "length key=value\n", where length counts the whole record.
static void parse_pax(struct tar_reader *t, struct pax *x, struct str data)
{
    while (data.n) {
        struct str rest = data, key, value;
        uint64_t len;
        struct str digits = str_take_digits(&rest);
        if (!str_to_u64(digits, &len) || len <= digits.n + 1 || len > data.n ||
            !str_take(&rest, S(" ")) || data.p[len - 1] != '\n') {
            x->damaged |= !is_zero((struct str){data.p, data.n > 1 ? data.n : 1}) || data.p[0];
            return;
        }
        struct str record = str_sub(data, digits.n + 1, len - digits.n - 2);
        if (!str_cut(record, '=', &key, &value))
            x->damaged = true;
        else
            pax_record(t, x, key, value);
        data = str_skip(data, len);
    }
}

static int read_meta(struct tar_reader *t, struct arena *a, uint64_t size, struct str *ret,
                     struct sk_err *err)
{
    if (size > SK_MAX_TAR_META)
        return sk_fail(err, SK_ELIMIT, "an extended header of %llu bytes at byte %llu",
                       (unsigned long long)size, (unsigned long long)t->pos);
    char *p = arena_new(a, char, size + 1);
    for (size_t n = 0; n < size;) {
        int r = more(t, err);
        if (r < 0)
            return r;
        if (t->ended)
            return cut_short(t, err);
        struct str s = take(t, size - n);
        memcpy(p + n, s.p, s.n);
        n += s.n;
    }
    *ret = (struct str){p, size};
    return skip(t, -size & (BLOCK - 1), err);
}

// ---- sparse maps ----

// Old GNU: four pairs in the header, 21 in each extension block.
static int old_gnu_map(struct tar_reader *t, struct pax *x, struct str b, struct sk_err *err)
{
    size_t off = 386, pairs = 4, flag = 482;
    char last[BLOCK];
    for (;;) {
        for (size_t i = 0; i < pairs; i++) {
            uint64_t at, len;
            struct str field = str_sub(b, off + 24 * i, 24);
            if (field.p[0] == 0)
                break;
            if (!number(str_head(field, 12), &at) || !number(str_skip(field, 12), &len))
                return sk_fail(err, SK_EFORMAT, "a damaged sparse map");
            sparse_pair(t, x, at, len);
        }
        if (!b.p[flag])
            return 0;
        struct str next;
        int r = next_block(t, &next, err);
        if (r < 0)
            return r;
        if (!next.n)
            return cut_short(t, err);
        memcpy(last, next.p, BLOCK);
        b = (struct str){last, BLOCK};
        off = 0;
        pairs = 21;
        flag = 504;
    }
}

// GNU 1.0: decimal lines before the data: how many pairs, then offset and length of each.
static int map_in_data(struct tar_reader *t, struct pax *x, uint64_t *stored, struct sk_err *err)
{
    uint64_t numbers = 0, n_pairs = 0, value = 0, prev = 0, used = 0;
    bool any = false;
    while (numbers == 0 || numbers < 1 + 2 * n_pairs) {
        struct str b;
        int r = used + BLOCK <= *stored ? next_block(t, &b, err) : cut_short(t, err);
        if (r < 0)
            return r;
        if (!b.n)
            return cut_short(t, err);
        used += BLOCK;
        for (size_t i = 0; i < BLOCK && (numbers == 0 || numbers < 1 + 2 * n_pairs); i++) {
            char c = b.p[i];
            if (c == '\n' && any) {
                if (numbers == 0)
                    n_pairs = value;
                else if (numbers % 2 == 0)
                    sparse_pair(t, x, prev, value);
                prev = value;
                value = 0;
                any = false;
                numbers++;
                if (n_pairs > MAX_SPARSE)
                    return sk_fail(err, SK_ELIMIT, "a sparse map of %llu pieces",
                                   (unsigned long long)n_pairs);
            } else if (ch_is_digit(c) && value < UINT64_MAX / 16) {
                value = value * 10 + (uint64_t)(c - '0');
                any = true;
            } else {
                return sk_fail(err, SK_EFORMAT, "a damaged sparse map");
            }
        }
    }
    *stored -= used;
    return 0;
}

// The pieces must be in order, apart, inside the file, and add up to what is stored.
static bool map_ok(const struct pax *x, uint64_t stored, uint64_t size)
{
    uint64_t at = 0, sum = 0;
    for (size_t i = 0; i < x->n_map; i++) {
        const struct extent *e = &x->map[i];
        if (e->off < at || e->off > size || e->len > size - e->off)
            return false;
        at = e->off + e->len;
        sum += e->len;
    }
    return sum == stored;
}

static int begin_sparse(struct tar_reader *t, struct pax *x, struct tar_entry *e, uint64_t stored,
                        struct sk_err *err)
{
    if (x->sparse_in_data) {
        int r = map_in_data(t, x, &stored, err);
        if (r < 0)
            return r;
    }
    t->left = stored;
    if (x->damaged || !map_ok(x, stored, x->sparse_size))
        return sk_fail(err, SK_EFORMAT, "a damaged sparse map at byte %llu",
                       (unsigned long long)e->header_off);
    t->sparse = e->sparse = true;
    t->map = x->map;
    t->n_map = x->n_map;
    t->at_map = 0;
    t->at = 0;
    t->size = e->size = x->sparse_size;
    return 0;
}

// ---- entries ----

static enum tar_kind kind_of(char type, struct str name)
{
    switch (type) {
    case 0:
    case '0':
    case '7': return str_ends(name, S("/")) ? TAR_DIR : TAR_FILE;
    case '1': return TAR_HARDLINK;
    case '2': return TAR_SYMLINK;
    case '3':
    case '4': return TAR_DEVICE;
    case '5': return TAR_DIR;
    case '6': return TAR_FIFO;
    case 'S': return TAR_FILE;
    default: return TAR_OTHER;
    }
}

static struct str header_name(struct tar_reader *t, struct str b)
{
    struct str name = text(str_sub(b, 0, 100)), prefix = text(str_sub(b, 345, 155));
    // POSIX "ustar\0"; GNU's "ustar  " has other things where the prefix is
    bool posix = str_eq(str_sub(b, 257, 6), (struct str){"ustar", 6});
    if (!posix || !prefix.n)
        return name;
    return str_join(&t->entry, str_join(&t->entry, prefix, S("/")), name);
}

static int fill_entry(struct tar_reader *t, struct str b, struct pax *x, struct tar_entry *e,
                      uint64_t *ret_stored, struct sk_err *err)
{
    uint64_t mode = 0, uid = 0, gid = 0, mtime = 0;
    struct str name = x->path.p ? x->path : header_name(t, b);
    struct str link = x->link.p ? x->link : text(str_sub(b, 157, 100));
    if (x->sparse_name.n)
        name = x->sparse_name;
    if (name.n > SK_MAX_PATH || link.n > SK_MAX_PATH)
        return sk_fail(err, SK_ELIMIT, "a name of %zu bytes at byte %llu",
                       name.n > link.n ? name.n : link.n, (unsigned long long)e->header_off);
    if (!number(str_sub(b, 124, 12), ret_stored) && !x->has_size)
        return sk_fail(err, SK_EFORMAT, "a damaged size at byte %llu",
                       (unsigned long long)e->header_off);
    if (x->has_size)
        *ret_stored = x->size;
    if (*ret_stored > INT64_MAX)
        return sk_fail(err, SK_EFORMAT, "an impossible size at byte %llu",
                       (unsigned long long)e->header_off);
    (void)number(str_sub(b, 100, 8), &mode);
    (void)number(str_sub(b, 108, 8), &uid);
    (void)number(str_sub(b, 116, 8), &gid);
    (void)number(str_sub(b, 136, 12), &mtime);
    e->kind = kind_of(b.p[156], name);
    e->unsafe = clean_path(&t->entry, name, &e->path);
    e->link = str_dup(&t->entry, link);
    if (e->kind == TAR_HARDLINK)
        e->unsafe |= clean_path(&t->entry, link, &e->link);
    e->mode = mode & 07777;
    e->uid = x->has_uid ? x->uid : (uint32_t)uid;
    e->gid = x->has_gid ? x->gid : (uint32_t)gid;
    e->mtime = x->has_mtime ? x->mtime : (int64_t)mtime;
    // Links, folders and devices have no data, whatever their size says (GNU tar, Go archive/tar).
    if (e->kind != TAR_FILE && e->kind != TAR_OTHER)
        *ret_stored = 0;
    e->size = *ret_stored;
    return 0;
}

// An entry proper, with what extended headers said of it.
static int begin_entry(struct tar_reader *t, struct str block, struct pax *x, struct tar_entry *e,
                       struct sk_err *err)
{
    uint64_t stored = 0, real;
    char copy[BLOCK];
    memcpy(copy, block.p, BLOCK); // next_block() may overwrite it
    struct str b = {copy, BLOCK};
    int r = fill_entry(t, b, x, e, &stored, err);
    if (r < 0)
        return r;
    t->left = stored;
    t->padding = -stored & (BLOCK - 1);
    t->sparse = false;
    if (copy[156] == 'S') {
        if (!number(str_sub(b, 483, 12), &real))
            return sk_fail(err, SK_EFORMAT, "a damaged sparse header");
        x->sparse_size = real;
        r = old_gnu_map(t, x, b, err);
        if (r == 0)
            r = begin_sparse(t, x, e, stored, err);
    } else if (x->n_map || x->sparse_in_data || (x->has_sparse_size && e->kind == TAR_FILE)) {
        if (!x->has_sparse_size)
            return sk_fail(err, SK_EFORMAT, "a sparse file without its size");
        r = begin_sparse(t, x, e, stored, err);
    }
    e->data_off = t->pos;
    return r;
}

static int skip_entry(struct tar_reader *t, struct sk_err *err)
{
    int r = skip(t, t->left + t->padding, err);
    t->left = t->padding = 0;
    t->sparse = false;
    return r;
}

// A header that only tells of the next one. 1 = it was one.
static int meta_header(struct tar_reader *t, struct str b, struct pax *x, struct sk_err *err)
{
    uint64_t size;
    char type = b.p[156];
    if (type != 'x' && type != 'g' && type != 'L' && type != 'K' && type != 'X')
        return 0;
    if (!number(str_sub(b, 124, 12), &size))
        return sk_fail(err, SK_EFORMAT, "a damaged size at byte %llu", (unsigned long long)t->pos);
    struct str data;
    int r = read_meta(t, type == 'g' ? &t->global_arena : &t->entry, size, &data, err);
    if (r < 0)
        return r;
    if (type == 'g')
        parse_pax(t, &t->global, data);
    else if (type == 'L')
        x->path = text(data);
    else if (type == 'K')
        x->link = text(data);
    else
        parse_pax(t, x, data);
    return x->damaged ? sk_fail(err, SK_EFORMAT, "a damaged extended header before byte %llu",
                                (unsigned long long)t->pos)
                      : 1;
}

int tar_next(struct tar_reader *t, struct tar_entry *ret, struct sk_err *err)
{
    int r = skip_entry(t, err);
    if (r < 0)
        return r;
    arena_reset(&t->entry);
    struct pax x = t->global;
    *ret = (struct tar_entry){.header_off = t->pos};
    for (;;) {
        struct str b;
        uint64_t at = t->pos;
        r = next_block(t, &b, err);
        if (r < 0)
            return r;
        if (!b.n || is_zero(b)) // one zero block is enough, as for GNU tar; more may follow
            return 0;
        if (!checksum_ok(b))
            return sk_fail(err, SK_EFORMAT, "not a tar header at byte %llu",
                           (unsigned long long)at);
        if (++t->n_entries > SK_MAX_TAR_ENTRIES)
            return sk_fail(err, SK_ELIMIT, "more than %u entries", SK_MAX_TAR_ENTRIES);
        r = meta_header(t, b, &x, err);
        if (r < 0)
            return r;
        if (r == 0) {
            r = begin_entry(t, b, &x, ret, err);
            return r < 0 ? r : 1;
        }
    }
}

// ---- content ----

static int stored_piece(struct tar_reader *t, uint64_t most, struct str *ret, struct sk_err *err)
{
    int r = more(t, err);
    if (r < 0)
        return r;
    if (t->ended)
        return cut_short(t, err);
    if (most > t->left)
        most = t->left;
    *ret = take(t, most < t->piece.n ? (size_t)most : t->piece.n);
    t->left -= ret->n;
    return 0;
}

static int sparse_piece(struct tar_reader *t, struct str *ret, struct sk_err *err)
{
    while (t->at_map < t->n_map && t->at >= t->map[t->at_map].off + t->map[t->at_map].len)
        t->at_map++;
    const struct extent *e = t->at_map < t->n_map ? &t->map[t->at_map] : NULL;
    uint64_t until = e ? (t->at < e->off ? e->off : e->off + e->len) : t->size;
    if (t->at >= t->size) {
        *ret = (struct str){0};
        return 0;
    }
    if (e && t->at >= e->off) {
        int r = stored_piece(t, until - t->at, ret, err);
        t->at += r < 0 ? 0 : ret->n;
        return r;
    }
    uint64_t hole = until - t->at;
    *ret = (struct str){t->zeros, hole < sizeof t->zeros ? (size_t)hole : sizeof t->zeros};
    t->at += ret->n;
    return 0;
}

int tar_data(struct tar_reader *t, struct str *ret_piece, struct sk_err *err)
{
    if (t->sparse)
        return sparse_piece(t, ret_piece, err);
    *ret_piece = (struct str){0};
    return t->left ? stored_piece(t, t->left, ret_piece, err) : 0;
}

int tar_read_all(struct tar_reader *t, struct arena *perm, uint64_t max_bytes, struct str *ret,
                 struct sk_err *err)
{
    SK_BUF_SCRATCH(b, max_bytes);
    uint64_t size = t->sparse ? t->size - t->at : t->left;
    if (size > max_bytes)
        return sk_fail(err, SK_ELIMIT, "a file of %llu bytes, the limit is %llu",
                       (unsigned long long)size, (unsigned long long)max_bytes);
    for (;;) {
        struct str piece;
        int r = tar_data(t, &piece, err);
        if (r < 0)
            return r;
        if (!piece.n)
            break;
        sk_buf_add(&b, piece);
    }
    *ret = str_dup(perm, sk_buf_str(&b));
    return 0;
}

struct entry_stream {
    struct sk_stream base;
    struct tar_reader *t;
};

static int entry_next(struct sk_stream *s, struct str *ret, struct sk_err *err)
{
    return tar_data(((struct entry_stream *)s)->t, ret, err);
}

struct sk_stream *tar_stream(struct arena *a, struct tar_reader *t)
{
    struct entry_stream *s = arena_new(a, struct entry_stream, 1);
    *s = (struct entry_stream){.base.next = entry_next, .t = t};
    return &s->base;
}
