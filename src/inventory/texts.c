// Texts of licences: which files hold one, and their way through a message.
#include "core/limits.h"
#include "inventory/merge.h"

static bool is_text_name(struct str name)
{
    static const struct str ends[] = {
        S_INIT(".txt"), S_INIT(".md"),   S_INIT(".rst"), S_INIT(".markdown"), S_INIT(".text"),
        S_INIT(".mit"), S_INIT(".bsd"),  S_INIT(".lib"), S_INIT(".lesser"),   S_INIT(".apache"),
        S_INIT(".gpl"), S_INIT(".lgpl"), S_INIT(".mpl"), S_INIT(".asl"),      S_INIT(".isc"),
        S_INIT(".psf"), S_INIT(".html"), S_INIT(".htm"), S_INIT(".zlib"),
    };
    struct str base = str_basename(name);
    ptrdiff_t dot = str_rfind_char(base, '.');
    if (dot < 0)
        return true;
    struct str end = str_skip(base, (size_t)dot);
    for (size_t i = 0; i < COUNT_OF(ends); i++)
        if (str_eq_nocase(end, ends[i]))
            return true;
    // "LICENSE-Apache-2.0", "COPYING.LGPLv2.1"
    return ch_is_digit(str_at(end, 1));
}

static bool has_licence_name(struct str name)
{
    static const struct str begins[] = {
        S_INIT("license"),    S_INIT("licence"),     S_INIT("copying"),     S_INIT("copyright"),
        S_INIT("unlicense"),  S_INIT("notice"),      S_INIT("mit-license"), S_INIT("third-party"),
        S_INIT("thirdparty"), S_INIT("third_party"),
    };
    static const struct str inside[] = {S_INIT("-license"), S_INIT("_license"), S_INIT("-licence"),
                                        S_INIT(".license"), S_INIT("-copying")};
    char low[64];
    size_t n = name.n < sizeof low ? name.n : sizeof low;
    for (size_t i = 0; i < n; i++)
        low[i] = (char)ch_lower((unsigned char)name.p[i]);
    struct str s = {low, n};
    for (size_t i = 0; i < COUNT_OF(begins); i++)
        if (str_starts(s, begins[i]))
            return !ch_is_alpha(str_at(s, begins[i].n)) ||
                   str_has_char(S("sd_-."), (char)str_at(s, begins[i].n));
    for (size_t i = 0; i < COUNT_OF(inside); i++)
        if (str_has(s, inside[i]))
            return true;
    return false;
}

bool inv_wants_text(struct str path, uint64_t size)
{
    struct str name = str_basename(path), dir = str_dirname(path);
    if (!size)
        return false;
    if (str_ends(name, S(".license"))) // REUSE: beside a file that can hold no header
        return true;
    if (str_starts(path, S("usr/share/licenses/")) || inv_inside_folder(path, S("LICENSES")))
        return is_text_name(name);
    if (str_starts(path, S("usr/share/doc/")) && str_eq(name, S("copyright")))
        return true;
    if (str_starts(path, S("usr/share/common-licenses/")))
        return false; // named by others; nothing is under all of them
    if (str_has(dir, S(".dist-info/licenses")))
        return true;
    return has_licence_name(name) && is_text_name(name);
}

bool inv_is_source(struct str path)
{
    static const char ends[] = " c h cc hh cpp hpp cxx hxx m mm s asm py pyx js mjs cjs jsx ts tsx "
                               "go rs java kt scala groovy rb php sh bash zsh "
                               "pl pm lua swift cs fs hs ml mli erl ex exs clj sql proto thrift "
                               "cmake mk css scss less html vue svelte dart r jl "
                               "yml yaml toml tf rego nix zig v vhd vhdl sv cu cl ";
    struct str name = str_basename(path), stem, end;
    char key[12];
    if (inv_inside_folder(path, S("node_modules")) || inv_inside_folder(path, S("site-packages")) ||
        inv_inside_folder(path, S("dist-packages")))
        return false;
    if (str_eq(name, S("Makefile")) || str_eq(name, S("Dockerfile")))
        return true;
    if (!str_cut_last(name, '.', &stem, &end) || !end.n || end.n > sizeof key - 2)
        return false;
    key[0] = ' ';
    for (size_t i = 0; i < end.n; i++)
        key[i + 1] = (char)ch_lower((unsigned char)end.p[i]);
    key[end.n + 1] = ' ';
    return str_has(str_from(ends), (struct str){key, end.n + 2});
}

bool inv_inside_folder(struct str path, struct str folder)
{
    struct str part;
    path = str_dirname(path);
    while (str_next_field(&path, '/', &part))
        if (str_eq(part, folder))
            return true;
    return false;
}

void inv_texts_encode(struct sk_buf *b, const struct inv_layer *l)
{
    ARENA_SCRATCH(tmp);
    struct sk_map seen = {.perm = &tmp}; // content -> index + 1
    wire_put_u64(b, l->n_texts);
    for (size_t i = 0; i < l->n_texts; i++) {
        const struct inv_text *t = &l->texts[i];
        struct sk_map_entry *e = sk_map_put(&seen, t->data);
        wire_put_str(b, t->path);
        wire_put_u64(b, t->head);
        wire_put_u64(b, (uintptr_t)e->value);
        if (!e->value) {
            wire_put_str(b, t->data);
            e->value = (void *)(uintptr_t)(i + 1);
        }
    }
}

int inv_texts_decode(struct wire_in *w, struct arena *perm, struct inv_layer *ret,
                     struct sk_err *err)
{
    ret->n_texts = ret->cap_texts = wire_count(w, SK_MAX_TAR_ENTRIES, 3);
    ret->texts = arena_new(perm, struct inv_text, ret->n_texts);
    for (size_t i = 0; i < ret->n_texts && !w->bad; i++) {
        struct inv_text *t = &ret->texts[i];
        t->path = wire_str(w);
        t->head = wire_bool(w);
        uint64_t same = wire_u64(w);
        if (same > i)
            return sk_fail(err, SK_EFORMAT, "a damaged record of a layer");
        t->data = same ? ret->texts[same - 1].data : wire_str(w);
    }
    return 0;
}
