#include "advisory/feed_int.h"

struct adv_record feed_record(struct str id)
{
    return (struct adv_record){.id = id, .published = SK_TIME_NONE, .modified = SK_TIME_NONE};
}

struct adv_cve_fact feed_fact(struct str cve)
{
    return (struct adv_cve_fact){
        .cve = cve,
        .kev_added = SK_TIME_NONE,
        .kev_due = SK_TIME_NONE,
        .epss = -1,
        .epss_percentile = -1,
    };
}

struct adv_affected *feed_affected(struct arena *a, struct adv_record *r, struct str space,
                                   struct str name)
{
    struct adv_affected *f = VEC_PUSH(a, r->affected, r->n_affected, r->cap_affected);
    *f = (struct adv_affected){.space = space, .name = name};
    return f;
}

void feed_fixed(struct arena *a, struct adv_affected *f, struct str introduced, struct str fixed)
{
    if (str_eq(introduced, S("0")))
        introduced = (struct str){0};
    struct adv_range *g = VEC_PUSH(a, f->ranges, f->n_ranges, f->cap_ranges);
    *g = (struct adv_range){.introduced = introduced, .fixed = fixed};
}

void feed_alias(struct arena *a, struct adv_record *r, struct str id)
{
    if (!id.n || str_eq(id, r->id))
        return;
    for (size_t i = 0; i < r->n_aliases; i++)
        if (str_eq(r->aliases[i], id))
            return;
    *VEC_PUSH(a, r->aliases, r->n_aliases, r->cap_aliases) = id;
}

void feed_ref(struct arena *a, struct adv_record *r, struct str url)
{
    url = str_trim(url);
    if (str_starts(url, S("http://")) || str_starts(url, S("https://")))
        *VEC_PUSH(a, r->refs, r->n_refs, r->cap_refs) = url;
}

void feed_cvss(struct arena *a, struct adv_record *r, struct str vector, struct str source)
{
    vector = str_trim(vector);
    if (vector.n)
        *VEC_PUSH(a, r->cvss, r->n_cvss, r->cap_cvss) = (struct adv_cvss){vector, source};
}

// Length of the CVE id at the front of `s`: CVE-YYYY-N{4,19}; 0 when there is none.
static size_t cve_length(struct str s)
{
    struct str rest = s;
    if (!str_take(&rest, S("CVE-")) || str_take_digits(&rest).n != 4 || !str_take(&rest, S("-")))
        return 0;
    size_t digits = str_take_digits(&rest).n;
    return digits >= 4 && digits <= 19 ? s.n - rest.n : 0;
}

bool feed_is_cve(struct str s)
{
    return s.n && cve_length(s) == s.n;
}

bool feed_next_cve(struct str *rest, struct str *ret)
{
    for (ptrdiff_t i; (i = str_find(*rest, S("CVE-"))) >= 0;) {
        *rest = str_skip(*rest, (size_t)i);
        size_t n = cve_length(*rest);
        *ret = str_head(*rest, n);
        *rest = str_skip(*rest, n ? n : 4);
        if (n)
            return true;
    }
    return false;
}

struct codename {
    struct str name, version;
};

static struct str lookup(const struct codename *rows, size_t n, struct str name)
{
    for (size_t i = 0; i < n; i++)
        if (str_eq(rows[i].name, name))
            return rows[i].version;
    return (struct str){0};
}

// https://www.debian.org/releases/
struct str feed_debian_space(struct str codename)
{
    static const struct codename rows[] = {
        {S_INIT("forky"), S_INIT("debian:14")},    {S_INIT("trixie"), S_INIT("debian:13")},
        {S_INIT("bookworm"), S_INIT("debian:12")}, {S_INIT("bullseye"), S_INIT("debian:11")},
        {S_INIT("buster"), S_INIT("debian:10")},   {S_INIT("stretch"), S_INIT("debian:9")},
        {S_INIT("jessie"), S_INIT("debian:8")},    {S_INIT("wheezy"), S_INIT("debian:7")},
        {S_INIT("squeeze"), S_INIT("debian:6")},   {S_INIT("lenny"), S_INIT("debian:5")},
        {S_INIT("etch"), S_INIT("debian:4")},      {S_INIT("sid"), S_INIT("debian:unstable")},
    };
    return lookup(rows, COUNT_OF(rows), codename);
}

// https://wiki.ubuntu.com/Releases
struct str feed_ubuntu_version(struct str codename)
{
    static const struct codename rows[] = {
        {S_INIT("noble"), S_INIT("24.04")},    {S_INIT("jammy"), S_INIT("22.04")},
        {S_INIT("focal"), S_INIT("20.04")},    {S_INIT("bionic"), S_INIT("18.04")},
        {S_INIT("xenial"), S_INIT("16.04")},   {S_INIT("trusty"), S_INIT("14.04")},
        {S_INIT("precise"), S_INIT("12.04")},  {S_INIT("lucid"), S_INIT("10.04")},
        {S_INIT("hardy"), S_INIT("8.04")},     {S_INIT("dapper"), S_INIT("6.06")},
        {S_INIT("resolute"), S_INIT("26.04")}, {S_INIT("questing"), S_INIT("25.10")},
        {S_INIT("plucky"), S_INIT("25.04")},   {S_INIT("oracular"), S_INIT("24.10")},
        {S_INIT("mantic"), S_INIT("23.10")},   {S_INIT("lunar"), S_INIT("23.04")},
        {S_INIT("kinetic"), S_INIT("22.10")},  {S_INIT("impish"), S_INIT("21.10")},
        {S_INIT("hirsute"), S_INIT("21.04")},  {S_INIT("groovy"), S_INIT("20.10")},
        {S_INIT("eoan"), S_INIT("19.10")},     {S_INIT("disco"), S_INIT("19.04")},
        {S_INIT("cosmic"), S_INIT("18.10")},   {S_INIT("artful"), S_INIT("17.10")},
        {S_INIT("zesty"), S_INIT("17.04")},    {S_INIT("yakkety"), S_INIT("16.10")},
        {S_INIT("wily"), S_INIT("15.10")},     {S_INIT("vivid"), S_INIT("15.04")},
        {S_INIT("utopic"), S_INIT("14.10")},   {S_INIT("saucy"), S_INIT("13.10")},
        {S_INIT("raring"), S_INIT("13.04")},   {S_INIT("quantal"), S_INIT("12.10")},
        {S_INIT("oneiric"), S_INIT("11.10")},  {S_INIT("natty"), S_INIT("11.04")},
        {S_INIT("maverick"), S_INIT("10.10")}, {S_INIT("karmic"), S_INIT("9.10")},
        {S_INIT("jaunty"), S_INIT("9.04")},    {S_INIT("intrepid"), S_INIT("8.10")},
    };
    return lookup(rows, COUNT_OF(rows), codename);
}

// The closing quote of a quoted field whose text begins at `i`: "" is a quote inside it.
static size_t quoted_end(struct str s, size_t i)
{
    for (;; i++) {
        int c = str_at(s, i);
        if (c < 0 || (c == '"' && str_at(s, i + 1) != '"'))
            return i;
        i += c == '"';
    }
}

static struct str unquote(struct arena *a, struct str s)
{
    if (!str_has_char(s, '"'))
        return s;
    char *p = arena_new(a, char, s.n + 1);
    size_t n = 0;
    for (size_t i = 0; i < s.n; i++) {
        p[n++] = s.p[i];
        i += s.p[i] == '"';
    }
    return (struct str){p, n};
}

// "jammy" -> ubuntu:22.04; "esm-infra/xenial", "esm-apps/focal", "trusty/esm" -> ubuntu-esm:16.04;
// "upstream", "devel", FIPS, ROS and product kernels are not ours.
struct str feed_ubuntu_space(struct arena *a, struct str release)
{
    struct str head, tail;
    bool esm = false;
    if (str_cut(release, '/', &head, &tail)) {
        if (str_eq(tail, S("esm"))) {
            release = head;
            esm = true;
        } else if (str_starts(head, S("esm-"))) { // esm-infra, esm-apps, esm-infra-legacy
            release = tail;
            esm = true;
        }
    }
    struct str version = feed_ubuntu_version(release);
    if (!version.n)
        return (struct str){0};
    return str_fmt(a, "%s:" STR_FMT, esm ? "ubuntu-esm" : "ubuntu", STR_ARG(version));
}

size_t feed_csv_row(struct arena *a, struct str *rest, char sep, struct str *fields, size_t max)
{
    size_t n = 0;
    while (rest->n) {
        struct str field;
        size_t end = 0;
        if (str_at(*rest, 0) == '"') {
            end = quoted_end(*rest, 1);
            field = unquote(a, str_sub(*rest, 1, end - 1));
            end += end < rest->n;
            while (end < rest->n && rest->p[end] != sep && rest->p[end] != '\n')
                end++;
        } else {
            while (end < rest->n && rest->p[end] != sep && rest->p[end] != '\n')
                end++;
            field = str_trim(str_head(*rest, end));
        }
        if (n < max)
            fields[n++] = field;
        bool last = str_at(*rest, end) != (unsigned char)sep;
        *rest = str_skip(*rest, end + 1);
        if (last)
            break;
    }
    return n;
}

int feed_csv_column(const struct str *header, size_t n, struct str name)
{
    for (size_t i = 0; i < n; i++)
        if (str_eq_nocase(header[i], name))
            return (int)i;
    return -1;
}

// The least version above one of at most three numbers, where orders know a fourth and "-dev" below it;
// any other is taken with itself, which reports one version too many rather than one too few.
static struct str next_above(struct arena *a, struct str version)
{
    size_t dots = 0;
    for (size_t i = 0; i < version.n; i++) {
        dots += version.p[i] == '.';
        if (version.p[i] != '.' && !ch_is_digit((unsigned char)version.p[i]))
            return version;
    }
    return dots > 2 ? version
                    : str_fmt(a, STR_FMT "%s.1-dev", STR_ARG(version),
                              dots == 2   ? ""
                              : dots == 1 ? ".0"
                                          : ".0.0");
}

bool feed_constraints(struct arena *a, struct str text, struct adv_range *ret)
{
    struct str one;
    *ret = (struct adv_range){0};
    while (str_next_field(&text, ',', &one)) {
        one = str_trim(one);
        if (!one.n)
            continue;
        if (str_take(&one, S(">=")))
            ret->introduced = str_trim(one);
        else if (str_take(&one, S(">")))
            ret->introduced = next_above(a, str_trim(one));
        else if (str_take(&one, S("<=")))
            ret->last = str_trim(one);
        else if (str_take(&one, S("<")))
            ret->fixed = str_trim(one);
        else if (str_take(&one, S("==")) || str_take(&one, S("=")))
            ret->introduced = ret->last = str_trim(one);
        else
            return false;
    }
    return true;
}
