// Spaces, names, and the words of vendors.
#include "advisory/advisory.h"
#include "advisory/advisory_int.h"
#include "advisory/version.h"

static const struct space {
    struct str prefix, scheme, purl, osv;
} spaces[] = {
#define SPACE(prefix, scheme, purl, osv)                                                           \
    {S_INIT(prefix), S_INIT(scheme), S_INIT(purl), S_INIT(osv)},
#include "advisory/spaces.def"
#undef SPACE
};

static const struct space *find_space(struct str space)
{
    struct str prefix, release;
    (void)str_cut(space, ':', &prefix, &release);
    for (size_t i = 0; i < COUNT_OF(spaces); i++)
        if (str_eq(spaces[i].prefix, prefix))
            return &spaces[i];
    return NULL;
}

const struct ver_scheme *adv_scheme(struct str space)
{
    const struct space *s = find_space(space);
    return s ? ver_find(s->scheme) : NULL;
}

int adv_compare(struct str space, struct str a, struct str b)
{
    const struct ver_scheme *s = adv_scheme(space);
    return s ? s->compare(a, b) : str_cmp(a, b);
}

// "Ubuntu:Pro:20.04:LTS" -> ubuntu-esm:20.04; "Alpine:v3.18" -> alpine:3.18; "PyPI" -> pypi
struct str adv_space_of_osv(struct arena *a, struct str ecosystem)
{
    struct str eco, release, rest;
    bool pro = str_take(&ecosystem, S("Ubuntu:Pro:"));
    if (pro || str_take(&ecosystem, S("Ubuntu:"))) {
        bool fips = str_take(&ecosystem, S("FIPS")) || str_take(&ecosystem, S("Realtime")) ||
                    str_take(&ecosystem, S("Nvidia"));
        (void)str_cut(ecosystem, ':', &release, &rest);
        return fips ? (struct str){0}
                    : str_fmt(a, "%s:" STR_FMT, pro ? "ubuntu-esm" : "ubuntu", STR_ARG(release));
    }
    bool has_release = str_cut(ecosystem, ':', &eco, &release);
    if (str_eq(eco, S("Alpine")))
        (void)str_take(&release, S("v"));
    for (size_t i = 0; i < COUNT_OF(spaces); i++) {
        if (!spaces[i].osv.n || !str_eq(spaces[i].osv, eco))
            continue;
        bool library = !str_eq(spaces[i].scheme, S("deb")) && !str_eq(spaces[i].scheme, S("apk")) &&
                       !str_eq(spaces[i].scheme, S("rpm"));
        if (library || !has_release)
            return spaces[i].prefix;
        return str_fmt(a, STR_FMT ":" STR_FMT, STR_ARG(spaces[i].prefix), STR_ARG(release));
    }
    return (struct str){0};
}

static struct str head_parts(struct str version, int parts)
{
    size_t n = 0;
    for (; n < version.n; n++)
        if (version.p[n] == '.' && --parts == 0)
            break;
    return str_head(version, n);
}

// os-release ID -> prefix, and how many parts of VERSION_ID name the release (0: none).
static const struct {
    struct str id, prefix;
    int parts;
} distros[] = {
    {S_INIT("debian"), S_INIT("debian"), 1},
    {S_INIT("ubuntu"), S_INIT("ubuntu"), 2},
    {S_INIT("alpine"), S_INIT("alpine"), 2},
    {S_INIT("wolfi"), S_INIT("wolfi"), 0},
    {S_INIT("chainguard"), S_INIT("chainguard"), 0},
    {S_INIT("rhel"), S_INIT("rhel"), 1},
    {S_INIT("centos"), S_INIT("rhel"), 1},
    {S_INIT("almalinux"), S_INIT("almalinux"), 1},
    {S_INIT("rocky"), S_INIT("rocky"), 1},
    {S_INIT("amzn"), S_INIT("amazon"), 1},
    {S_INIT("ol"), S_INIT("oracle"), 1},
    {S_INIT("sles"), S_INIT("sles"), 2},
};

static bool is_os_type(struct str type)
{
    return str_eq(type, S("deb")) || str_eq(type, S("apk")) || str_eq(type, S("rpm"));
}

struct str adv_space(struct arena *a, const struct inv_distro *d, const struct inv_pkg *p)
{
    struct str type = str_from(p->type);
    if (!is_os_type(type)) {
        for (size_t i = 0; i < COUNT_OF(spaces); i++)
            if (str_eq(spaces[i].purl, type))
                return spaces[i].prefix;
        return (struct str){0};
    }
    for (size_t i = 0; d && i < COUNT_OF(distros); i++) {
        if (!str_eq(distros[i].id, d->id))
            continue;
        if (!distros[i].parts)
            return distros[i].prefix;
        if (!d->version_id.n) // testing, sid, edge
            return str_eq(d->id, S("debian"))   ? S("debian:unstable")
                   : str_eq(d->id, S("alpine")) ? S("alpine:edge")
                                                : (struct str){0};
        if (str_eq(d->id, S("alpine")) && str_has(d->version_id, S("_alpha")))
            return S("alpine:edge");
        return str_fmt(a, STR_FMT ":" STR_FMT, STR_ARG(distros[i].prefix),
                       STR_ARG(head_parts(d->version_id, distros[i].parts)));
    }
    return (struct str){0};
}

// PEP 503: runs of -, _ and . are one '-', lower case.
static struct str pep503(struct arena *a, struct str name)
{
    char *p = arena_new(a, char, name.n + 1);
    size_t n = 0;
    for (size_t i = 0; i < name.n; i++) {
        char c = name.p[i];
        bool sep = c == '-' || c == '_' || c == '.';
        if (sep && n && p[n - 1] == '-')
            continue;
        p[n++] = sep ? '-' : (char)ch_lower((unsigned char)c);
    }
    return (struct str){p, n};
}

struct str adv_name(struct arena *a, struct str space, struct str name)
{
    if (str_eq(space, S("pypi")))
        return pep503(a, name);
    if (str_eq(space, S("composer")) || str_eq(space, S("nuget")) || str_eq(space, S("bitnami")))
        return str_lower(a, name);
    return name;
}

const char *adv_severity_name(enum adv_severity s)
{
    static const char *const names[] = {"unknown", "negligible", "low",
                                        "medium",  "high",       "critical"};
    return s <= ADV_SEV_CRITICAL ? names[s] : "unknown";
}

struct str adv_rpm_tag(struct arena *a, struct str evr)
{
    struct str head, release, part, tag = {0};
    if (!str_cut_last(evr, '-', &head, &release) || str_has(release, S("module+")))
        return tag;
    // The parts that begin with a letter, and a number behind one of them when another follows:
    // "5.rhaos4.12.git5.el9.1" -> rhaos4 12 el9; commits are no part of it.
    struct str number = {0};
    while (str_next_field(&release, '.', &part)) {
        if (!part.n || str_starts(part, S("git")))
            continue;
        if (!ch_is_alpha(str_at(part, 0))) {
            number = tag.n ? part : number;
            continue;
        }
        if (tag.n && number.n)
            tag = str_fmt(a, STR_FMT "." STR_FMT, STR_ARG(tag), STR_ARG(number));
        number = (struct str){0};
        tag = str_fmt(a, STR_FMT "." STR_FMT, STR_ARG(tag), STR_ARG(part));
    }
    return tag;
}

const char *adv_status_name(enum adv_status s)
{
    static const char *const names[] = {"affected",     "not affected",        "will not fix",
                                        "fix deferred", "under investigation", "end of life"};
    return s <= ADV_EOL ? names[s] : "affected";
}

enum adv_severity adv_severity_parse(struct str s)
{
    static const struct {
        struct str word;
        enum adv_severity severity;
    } words[] = {
        {S_INIT("critical"), ADV_SEV_CRITICAL},
        {S_INIT("high"), ADV_SEV_HIGH},
        {S_INIT("important"), ADV_SEV_HIGH},
        {S_INIT("medium"), ADV_SEV_MEDIUM},
        {S_INIT("moderate"), ADV_SEV_MEDIUM},
        {S_INIT("low"), ADV_SEV_LOW},
        {S_INIT("minor"), ADV_SEV_LOW},
        {S_INIT("negligible"), ADV_SEV_NEGLIGIBLE},
        {S_INIT("unimportant"), ADV_SEV_NEGLIGIBLE},
        {S_INIT("none"), ADV_SEV_NEGLIGIBLE},
        {S_INIT("informational"), ADV_SEV_NEGLIGIBLE},
    };
    s = str_trim(s);
    for (size_t i = 0; i < COUNT_OF(words); i++)
        if (str_eq_nocase(s, words[i].word))
            return words[i].severity;
    return ADV_SEV_UNKNOWN;
}
