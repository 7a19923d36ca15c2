// The table of parsers, and what parsers call to say what they found.
#include "inventory/inventory.h"

#include "core/limits.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#define INV_PARSER(id, what) extern const struct inv_parser inv_parser_##id;
#include "inventory/parsers.def"
#undef INV_PARSER

const struct inv_parser *const inv_parsers[] = {
#define INV_PARSER(id, what) &inv_parser_##id,
#include "inventory/parsers.def"
#undef INV_PARSER
    NULL,
};

const char *inv_what(const struct inv_parser *p)
{
    static const struct {
        const struct inv_parser *parser;
        const char *what;
    } texts[] = {
#define INV_PARSER(id, what) {&inv_parser_##id, what},
#include "inventory/parsers.def"
#undef INV_PARSER
    };
    for (size_t i = 0; i < COUNT_OF(texts); i++)
        if (texts[i].parser == p)
            return texts[i].what;
    return "";
}

const struct inv_parser *inv_find(const char *id)
{
    for (const struct inv_parser *const *p = inv_parsers; *p; p++)
        if (strcmp((*p)->id, id) == 0)
            return *p;
    return NULL;
}

// One that wants to parse goes before one that only wants the file kept.
const struct inv_parser *inv_pick(struct str path, uint32_t mode, uint64_t size,
                                  enum inv_want *ret_want)
{
    const struct inv_parser *aux = NULL;
    *ret_want = INV_SKIP;
    for (const struct inv_parser *const *p = inv_parsers; *p; p++) {
        enum inv_want want = (*p)->want(path, mode, size);
        if (want == INV_WHOLE || want == INV_SNIFF) {
            *ret_want = want;
            return *p;
        }
        if (want == INV_AUX && !aux)
            aux = *p;
    }
    if (aux)
        *ret_want = INV_AUX;
    return aux;
}

void inv_parse(const struct inv_parser *p, const struct inv_file *f, const struct inv_files *all,
               struct inv_out *out)
{
    struct sk_err err = {0};
    if (f->data.n > SK_MAX_INV_FILE_BYTES)
        inv_warn(out, f->path, 0, "larger than %llu bytes: not read",
                 (unsigned long long)SK_MAX_INV_FILE_BYTES);
    else if (p->parse(f, all, out, &err) < 0)
        inv_warn(out, f->path, 0, "%s", err.msg);
}

struct inv_pkg *inv_add(struct inv_out *out, const char *type, struct sk_err *err)
{
    if (out->n_pkgs >= SK_MAX_INV_PKGS) {
        sk_fail(err, SK_ELIMIT, "more than %u components in one file", SK_MAX_INV_PKGS);
        return NULL;
    }
    struct inv_pkg *p = VEC_PUSH(out->perm, out->pkgs, out->n_pkgs, out->cap_pkgs);
    *p = (struct inv_pkg){.type = type};
    return p;
}

void inv_add_dep(struct inv_out *out, struct inv_pkg *p, uint32_t dep)
{
    *VEC_PUSH(out->perm, p->deps, p->n_deps, p->cap_deps) = dep;
}

struct inv_owned *inv_add_owned(struct inv_out *out, struct str pkg_name, struct str pkg_arch)
{
    struct inv_owned *o = VEC_PUSH(out->perm, out->owned, out->n_owned, out->cap_owned);
    *o = (struct inv_owned){.pkg_name = pkg_name, .pkg_arch = pkg_arch};
    return o;
}

void inv_add_owned_file(struct inv_out *out, struct inv_owned *o, struct str path)
{
    *VEC_PUSH(out->perm, o->files, o->n_files, o->cap_files) = path;
}

// Past SK_MAX_WARNINGS nothing is kept, but the mark of incompleteness is.
SK_PRINTF(4, 0)
static void say(struct inv_out *out, struct str path, uint32_t line, const char *fmt, va_list args)
{
    char text[400];
    if (out->n_warns >= SK_MAX_WARNINGS)
        return;
    vsnprintf(text, sizeof text, fmt, args);
    for (char *c = text; *c; c++)
        if ((unsigned char)*c < ' ' || *c == 127)
            *c = '?';
    struct inv_warning *w = VEC_PUSH(out->perm, out->warns, out->n_warns, out->cap_warns);
    *w = (struct inv_warning){path, line, str_dup(out->perm, str_from(text))};
}

void inv_warn(struct inv_out *out, struct str path, uint32_t line, const char *fmt, ...)
{
    va_list args;
    va_start(args, fmt);
    say(out, path, line, fmt, args);
    va_end(args);
    out->incomplete = true;
}

void inv_note(struct inv_out *out, struct str path, uint32_t line, const char *fmt, ...)
{
    va_list args;
    va_start(args, fmt);
    say(out, path, line, fmt, args);
    va_end(args);
}

const struct inv_file *inv_sibling(const struct inv_files *all, const struct inv_file *f,
                                   struct str relative)
{
    char path[SK_MAX_PATH];
    struct str at = str_dirname(f->path), part;
    if (!all || !all->by_path || at.n + relative.n + 1 > sizeof path)
        return NULL;
    size_t n = at.n;
    if (n)
        memcpy(path, at.p, n);
    while (str_next_field(&relative, '/', &part)) {
        if (!part.n || str_eq(part, S(".")))
            continue;
        if (str_eq(part, S(".."))) {
            n = str_dirname((struct str){path, n}).n;
            continue;
        }
        if (n)
            path[n++] = '/';
        memcpy(path + n, part.p, part.n);
        n += part.n;
    }
    return sk_map_get(all->by_path, (struct str){path, n});
}

struct str inv_full_name(struct arena *a, const struct inv_pkg *p)
{
    if (!p->ns.n)
        return p->name;
    char *s = arena_new(a, char, p->ns.n + 1 + p->name.n);
    memcpy(s, p->ns.p, p->ns.n);
    s[p->ns.n] = p->type && strcmp(p->type, "maven") == 0 ? ':' : '/';
    memcpy(s + p->ns.n + 1, p->name.p, p->name.n);
    return (struct str){s, p->ns.n + 1 + p->name.n};
}
