// The build information that Go puts into every program: Go version, main module, modules with
// their replacements, and build settings. Layout: src/debug/buildinfo/buildinfo.go of Go itself.
//
// From Go 1.18 on both texts stand behind the header; before, the header has pointers to them.
// The main module of an own build has the version "(devel)": then the version that the linker was
// told to set (-ldflags "-X main.version=1.2.3") is taken when there is exactly one, else the
// commit gives a pseudo-version, else the module is INV_ROOT: known, but nothing to match.
#include "core/limits.h"
#include "inventory/exe.h"
#include "inventory/lang.h"

static const struct str magic = S_INIT("\xff Go buildinf:");
enum { MIN_BYTES = 1024, HEADER = 32, ALIGN = 16, SENTINEL = 16 };

static enum inv_want bin_want(struct str path, uint32_t mode, uint64_t size)
{
    if (size < MIN_BYTES)
        return INV_SKIP;
    return mode & 0111 || str_ends(path, S(".exe")) ? INV_SNIFF : INV_SKIP;
}

// From 4 KiB: reading every ELF program of an image whole would cost more than all else. A Go
// program has a note called "Go" there, or section headers right behind the program headers (as
// Go's own linker puts them). One without notes at all may still be Go. Not seen: a program linked
// by the system's linker whose build id was removed.
static bool elf_may_be_go(struct str head)
{
    enum { PT_NOTE = 4 };
    bool wide = str_at(head, 4) == 2, be = str_at(head, 5) == 2, notes = false;
    uint64_t word = wide ? 8 : 4;
    uint64_t phoff = inv_exe_num(head, wide ? 32 : 28, word, be);
    uint64_t shoff = inv_exe_num(head, wide ? 40 : 32, word, be);
    uint64_t size = inv_exe_num(head, wide ? 54 : 42, 2, be);
    uint64_t n = inv_exe_num(head, wide ? 56 : 44, 2, be);
    if (str_has(head, S("\4\0\0\0Go\0\0")) || str_has(head, S("\0\0\0\4Go\0\0")) ||
        str_has(head, S("UPX!")))
        return true;
    if (shoff > 0 && shoff < head.n)
        return true;
    for (uint64_t i = 0; i < n && phoff < head.n; i++)
        notes |= inv_exe_num(head, phoff + i * size, 4, be) == PT_NOTE;
    return !notes;
}

static bool bin_sniff(struct str path, struct str head)
{
    (void)path;
    if (str_starts(head, S("\177ELF")))
        return elf_may_be_go(head);
    return inv_exe_is(head);
}

// ---- finding the two texts ----

static struct str find_aligned(struct str data)
{
    for (size_t at = 0; at + HEADER <= data.n;) {
        ptrdiff_t hit = str_find(str_skip(data, at), magic);
        if (hit < 0)
            break;
        at += (size_t)hit;
        if (at % ALIGN == 0 && at + HEADER <= data.n)
            return str_skip(data, at);
        at++;
    }
    return (struct str){0};
}

static struct str find_info(const struct inv_exe *x)
{
    static const struct str names[] = {S_INIT(".go.buildinfo"), S_INIT("__go_buildinfo")};
    struct str hit;
    for (size_t i = 0; i < x->n_parts; i++)
        for (size_t k = 0; k < COUNT_OF(names); k++)
            if (str_eq(x->parts[i].name, names[k]) && (hit = find_aligned(x->parts[i].data)).n)
                return hit;
    for (size_t i = 0; i < x->n_parts; i++)
        if (x->parts[i].writable && (hit = find_aligned(x->parts[i].data)).n)
            return hit;
    return (struct str){0};
}

// Length as a varint, then the text. False when it does not fit.
static bool take_text(struct str *rest, struct str *ret)
{
    uint64_t n = 0;
    for (unsigned shift = 0; shift < 63; shift += 7) {
        int c = str_at(*rest, 0);
        if (c < 0)
            return false;
        *rest = str_skip(*rest, 1);
        n |= (uint64_t)(c & 0x7f) << shift;
        if (c & 0x80)
            continue;
        if (n > rest->n)
            return false;
        *ret = str_head(*rest, (size_t)n);
        *rest = str_skip(*rest, (size_t)n);
        return true;
    }
    return false;
}

static struct str go_string(const struct inv_exe *x, uint64_t addr, uint64_t ptr, bool be)
{
    struct str header = inv_exe_at(x, addr, 2 * ptr);
    return inv_exe_at(x, inv_exe_num(header, 0, ptr, be), inv_exe_num(header, ptr, ptr, be));
}

static bool read_info(const struct inv_exe *x, struct str info, struct str *version,
                      struct str *modules)
{
    enum { INLINE = 2, BIG = 1 };
    int flags = str_at(info, 15);
    if (flags & INLINE) {
        struct str rest = str_skip(info, HEADER);
        if (!take_text(&rest, version) || !take_text(&rest, modules))
            return false;
    } else {
        uint64_t ptr = inv_exe_num(info, 14, 1, false);
        bool be = flags & BIG;
        if (ptr != 4 && ptr != 8)
            return false;
        uint64_t at = inv_exe_num(info, 16, ptr, be);
        *version = go_string(x, at, ptr, be);
        *modules = go_string(x, inv_exe_num(info, 16 + ptr, ptr, be), ptr, be);
    }
    size_t n = modules->n;
    if (n > SENTINEL + SENTINEL && str_at(*modules, n - SENTINEL - 1) == '\n')
        *modules = str_sub(*modules, SENTINEL, n - SENTINEL - SENTINEL);
    else
        *modules = (struct str){0};
    return version->n > 0;
}

// ---- the text ----

struct settings {
    struct str ldflags, revision, time;
    bool modified;
};

static void setting(struct settings *s, struct str kv)
{
    struct str key, value;
    str_cut(kv, '=', &key, &value);
    if (str_eq(key, S("-ldflags")))
        s->ldflags = value;
    else if (str_eq(key, S("vcs.revision")))
        s->revision = value;
    else if (str_eq(key, S("vcs.time")))
        s->time = value;
    else if (str_eq(key, S("vcs.modified")))
        s->modified = str_eq(value, S("true"));
}

static bool looks_like_version(struct str v)
{
    str_take(&v, S("v"));
    struct str major = str_take_digits(&v);
    return major.n && str_take(&v, S(".")) && ch_is_digit(str_at(v, 0)) && v.n < 100;
}

// The one version among "-X importpath.name=value", when names that end in "version" agree.
static struct str linked_version(struct str ldflags)
{
    struct str word, found = {0};
    bool value_next = false;
    while (str_next_word(&ldflags, &word)) {
        struct str key, value;
        word = str_trim_chars(word, S("\"'\\"));
        if (!value_next && !str_take(&word, S("-X"))) {
            continue;
        } else if (!value_next && !word.n) {
            value_next = true;
            continue;
        }
        value_next = false;
        str_take(&word, S("="));
        if (!str_cut(str_trim_chars(word, S("\"'\\")), '=', &key, &value))
            continue;
        struct str tail = str_skip(key, key.n < 7 ? 0 : key.n - 7);
        if (!str_eq_nocase(tail, S("version")) || !looks_like_version(value))
            continue;
        if (str_has(str_basename(key), S("go")) || str_has(str_basename(key), S("Go")))
            continue; // the version of Go
        struct str a = found, b = value;
        str_take(&a, S("v"));
        str_take(&b, S("v"));
        if (found.n && !str_eq(a, b))
            return (struct str){0};
        found = value;
    }
    return found;
}

// "2024-05-02T10:11:12Z" and a commit -> v0.0.0-20240502101112-0123456789ab
static struct str pseudo_version(struct arena *a, const struct settings *s)
{
    char stamp[15];
    size_t n = 0;
    for (size_t i = 0; i < s->time.n && n < 14; i++)
        if (ch_is_digit(str_at(s->time, i)))
            stamp[n++] = (char)str_at(s->time, i);
    stamp[n] = 0;
    if (n != 14 || s->revision.n < 12)
        return (struct str){0};
    return str_fmt(a, "v0.0.0-%s-%.12s%s", stamp, s->revision.p, s->modified ? "+dirty" : "");
}

static void main_version(struct arena *a, struct inv_pkg *p, const struct settings *s)
{
    if (p->version.n && !str_eq(p->version, S("(devel)")))
        return;
    struct str v = linked_version(s->ldflags);
    if (v.n)
        p->version = str_at(v, 0) == 'v' ? v : str_join(a, S("v"), v);
    else
        p->version = pseudo_version(a, s);
    if (p->version.n)
        return;
    p->version = S("(devel)");
    p->scope |= INV_ROOT;
}

// No blanks, control characters or NUL: a damaged program must not make up names.
static bool is_clean(struct str s)
{
    for (size_t i = 0; i < s.n; i++)
        if (str_at(s, i) <= ' ' || str_at(s, i) == 127)
            return false;
    return true;
}

// What was built in the place of `p`. A folder ("./x") has no version: the module keeps its name.
static void replace(struct inv_pkg *p, struct str name, struct str version)
{
    struct inv_pkg q = {0};
    if (!is_clean(name) || !is_clean(version) || !inv_go_name(&q, name))
        return;
    bool folder = str_at(name, 0) == '.' || str_at(name, 0) == '/' || !version.n;
    p->version = folder ? S("(devel)") : version;
    if (folder)
        return;
    p->ns = q.ns;
    p->name = q.name;
}

static int read_modules(const struct inv_file *f, struct str text, struct inv_out *out,
                        struct sk_err *err)
{
    struct settings set = {0};
    struct str line, verb, name, version;
    uint32_t main = INV_NOBODY, last = INV_NOBODY;
    while (str_next_line(&text, &line)) {
        str_cut(line, '\t', &verb, &line);
        if (str_eq(verb, S("build"))) {
            setting(&set, line);
            continue;
        }
        bool is_main = str_eq(verb, S("mod")), instead = str_eq(verb, S("=>"));
        if (!is_main && !instead && !str_eq(verb, S("dep")))
            continue;
        str_cut(line, '\t', &name, &line);
        str_cut(line, '\t', &version, &line);
        if (instead) {
            if (last != INV_NOBODY)
                replace(&out->pkgs[last], name, version);
            continue;
        }
        last = INV_NOBODY;
        struct inv_pkg probe = {0};
        if (!is_clean(name) || !is_clean(version) || !inv_go_name(&probe, name) ||
            (!version.n && !is_main)) {
            inv_warn(out, f->path, 0, "damaged module in the build information");
            continue;
        }
        struct inv_pkg *p = inv_add(out, "golang", err);
        if (!p)
            return SK_ELIMIT;
        inv_go_name(p, name);
        p->version = version;
        p->scope = INV_INSTALLED;
        last = (uint32_t)(out->n_pkgs - 1);
        if (is_main)
            main = last;
    }
    for (size_t i = 0; i < out->n_pkgs; i++) {
        if (i == main)
            main_version(out->perm, &out->pkgs[i], &set);
        else if (!out->pkgs[i].version.n || str_eq(out->pkgs[i].version, S("(devel)"))) {
            out->pkgs[i].version = S("(devel)"); // of the same workspace
            out->pkgs[i].scope |= INV_ROOT;
        }
    }
    return 0;
}

static int add_stdlib(const struct inv_file *f, struct str go, struct inv_out *out,
                      struct sk_err *err)
{
    struct str version = go, rest;
    str_cut(version, ' ', &version, &rest); // "go1.22.3 X:boringcrypto"
    str_cut(version, '-', &version, &rest);
    if (!str_take(&version, S("go")) || !ch_is_digit(str_at(version, 0))) {
        inv_note(out, f->path, 0, "built with an unreleased Go: " STR_FMT, STR_ARG(go));
        return 0;
    }
    struct inv_pkg *p = inv_add(out, "golang", err);
    if (!p)
        return SK_ELIMIT;
    p->name = S("stdlib");
    p->version = version;
    p->scope = INV_INSTALLED;
    return 0;
}

static int bin_parse(const struct inv_file *f, const struct inv_files *all, struct inv_out *out,
                     struct sk_err *err)
{
    struct inv_exe x;
    struct str version = {0}, modules = {0};
    (void)all;
    if (!inv_exe_read(f->data, &x))
        return 0;
    struct str info = find_info(&x);
    if (!info.n) {
        if (str_has(str_head(f->data, 4096), S("UPX!")))
            inv_note(out, f->path, 0, "packed by UPX: its modules cannot be read");
        for (size_t i = 0; i < x.n_parts; i++)
            if (str_eq(x.parts[i].name, S(".gopclntab")) ||
                str_eq(x.parts[i].name, S("__gopclntab"))) {
                inv_note(out, f->path, 0, "a Go program without build information");
                break;
            }
        if (x.cut)
            inv_warn(out, f->path, 0, "%s file is cut off", x.kind);
        return 0;
    }
    if (!read_info(&x, info, &version, &modules)) {
        inv_warn(out, f->path, 0, "damaged Go build information");
        return 0;
    }
    int code = read_modules(f, modules, out, err);
    return code == 0 ? add_stdlib(f, version, out, err) : code;
}

const struct inv_parser inv_parser_go_binary = {
    .id = "go_binary",
    .want = bin_want,
    .sniff = bin_sniff,
    .parse = bin_parse,
};
