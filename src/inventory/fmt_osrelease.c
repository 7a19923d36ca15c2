// Which distribution it is: os-release and the files that older ones had in its place.
// https://www.freedesktop.org/software/systemd/man/latest/os-release.html
//
// The rank says whom to believe when several tell: /etc/os-release, then /usr/lib/os-release, then
// the others, which are there for images without os-release.
#include "inventory/lang.h"

enum rank { RANK_ESM, RANK_OTHER = 10, RANK_LSB = 20, RANK_USR = 30, RANK_ETC = 40 };

struct source {
    struct str path;
    enum rank rank;
    void (*read)(struct inv_distro *d, struct arena *a, struct str text);
};

// Value of KEY=value in a shell file: without quotes, backslashes resolved.
static struct str unquote(struct arena *a, struct str s)
{
    s = str_trim(s);
    int q = str_at(s, 0);
    if (q == '"' || q == '\'') {
        ptrdiff_t end = str_rfind_char(s, (char)q);
        s = end > 0 ? str_sub(s, 1, (size_t)end - 1) : str_skip(s, 1);
    }
    if (q == '\'' || !str_has_char(s, '\\'))
        return s;
    char *out = arena_new(a, char, s.n);
    size_t n = 0;
    for (size_t i = 0; i < s.n; i++) {
        if (str_at(s, i) == '\\' && i + 1 < s.n)
            i++;
        out[n++] = (char)str_at(s, i);
    }
    return (struct str){out, n};
}

static void read_os_release(struct inv_distro *d, struct arena *a, struct str text)
{
    const struct {
        struct str key;
        struct str *value;
    } fields[] = {
        {S("ID"), &d->id},
        {S("VERSION_ID"), &d->version_id},
        {S("ID_LIKE"), &d->id_like},
        {S("NAME"), &d->name},
        {S("PRETTY_NAME"), &d->pretty_name},
        {S("VERSION_CODENAME"), &d->codename},
        {S("VARIANT_ID"), &d->variant_id},
        {S("CPE_NAME"), &d->cpe_name},
        {S("SUPPORT_END"), &d->eol},
    };
    struct str line, key, value;
    while (str_next_line(&text, &line)) {
        line = str_trim(line);
        if (str_at(line, 0) == '#' || !str_cut(line, '=', &key, &value))
            continue;
        for (size_t i = 0; i < COUNT_OF(fields); i++)
            if (str_eq(key, fields[i].key))
                *fields[i].value = unquote(a, value);
    }
}

static void read_lsb(struct inv_distro *d, struct arena *a, struct str text)
{
    struct str line, key, value;
    while (str_next_line(&text, &line)) {
        if (!str_cut(str_trim(line), '=', &key, &value))
            continue;
        if (str_eq(key, S("DISTRIB_ID")))
            d->id = str_lower(a, unquote(a, value));
        else if (str_eq(key, S("DISTRIB_RELEASE")))
            d->version_id = unquote(a, value);
        else if (str_eq(key, S("DISTRIB_CODENAME")))
            d->codename = unquote(a, value);
        else if (str_eq(key, S("DISTRIB_DESCRIPTION")))
            d->pretty_name = unquote(a, value);
    }
}

// "12.5", or "trixie/sid" before a release.
static void read_debian(struct inv_distro *d, struct arena *a, struct str text)
{
    struct str line = {0};
    (void)a;
    str_next_line(&text, &line);
    line = str_trim(line);
    if (!line.n)
        return;
    d->id = S("debian");
    if (ch_is_digit(str_at(line, 0)))
        str_cut(line, '.', &d->version_id, &line);
    else
        str_cut(line, '/', &d->codename, &line);
}

static void read_alpine(struct inv_distro *d, struct arena *a, struct str text)
{
    (void)a;
    str_next_line(&text, &d->version_id);
    d->version_id = str_trim(d->version_id);
    if (d->version_id.n)
        d->id = S("alpine");
}

// "CentOS Linux release 7.9.2009 (Core)": the family of Red Hat, and Amazon Linux.
static void read_redhat(struct inv_distro *d, struct arena *a, struct str text)
{
    static const struct {
        struct str begins, id;
    } names[] = {
        {S_INIT("Red Hat Enterprise Linux"), S_INIT("rhel")},
        {S_INIT("CentOS"), S_INIT("centos")},
        {S_INIT("AlmaLinux"), S_INIT("almalinux")},
        {S_INIT("Rocky Linux"), S_INIT("rocky")},
        {S_INIT("Oracle Linux"), S_INIT("ol")},
        {S_INIT("Fedora"), S_INIT("fedora")},
        {S_INIT("Amazon Linux"), S_INIT("amzn")},
    };
    struct str line = {0}, rest, before, word;
    (void)a;
    str_next_line(&text, &line);
    line = str_trim(line);
    for (size_t i = 0; i < COUNT_OF(names); i++)
        if (str_starts(line, names[i].begins))
            d->id = names[i].id;
    if (!d->id.n)
        return;
    d->pretty_name = line;
    if (str_cut_str(line, S("release "), &before, &rest) && str_next_word(&rest, &word) &&
        ch_is_digit(str_at(word, 0)))
        d->version_id = word;
}

static const struct source sources[] = {
    {S_INIT("etc/os-release"), RANK_ETC, read_os_release},
    {S_INIT("usr/lib/os-release"), RANK_USR, read_os_release},
    {S_INIT("etc/lsb-release"), RANK_LSB, read_lsb},
    {S_INIT("etc/alpine-release"), RANK_OTHER, read_alpine},
    {S_INIT("etc/debian_version"), RANK_OTHER, read_debian},
    {S_INIT("etc/redhat-release"), RANK_OTHER, read_redhat},
    {S_INIT("etc/centos-release"), RANK_OTHER, read_redhat},
    {S_INIT("etc/system-release"), RANK_OTHER, read_redhat},
};
static const struct str pro_status = S_INIT("var/lib/ubuntu-advantage/status.json");

static const struct source *source_of(struct str path)
{
    for (size_t i = 0; i < COUNT_OF(sources); i++)
        if (str_eq(path, sources[i].path))
            return &sources[i];
    return NULL;
}

static enum inv_want osrelease_want(struct str path, uint32_t mode, uint64_t size)
{
    (void)mode;
    (void)size;
    return source_of(path) || str_eq(path, pro_status) ? INV_WHOLE : INV_SKIP;
}

// `pro status --format json`: is one of the ESM services enabled?
static void read_pro(struct inv_out *out, const struct inv_file *f)
{
    struct sk_doc doc;
    const struct sk_val *root = inv_read_doc(out, INV_JSON, f, &doc);
    bool esm = false;
    if (!root)
        return;
    for (SK_EACH(service, sk_val_get(root, S("services")))) {
        struct str name = sk_val_str(sk_val_get(service, S("name")));
        esm |= (str_eq(name, S("esm-infra")) || str_eq(name, S("esm-apps"))) &&
               str_eq(sk_val_str(sk_val_get(service, S("status"))), S("enabled"));
    }
    if (!esm || !sk_val_bool(sk_val_get(root, S("attached")), false))
        return;
    out->distro = arena_new(out->perm, struct inv_distro, 1);
    *out->distro = (struct inv_distro){.id = S("ubuntu"), .esm = true, .rank = RANK_ESM};
}

static int osrelease_parse(const struct inv_file *f, const struct inv_files *all,
                           struct inv_out *out, struct sk_err *err)
{
    const struct source *s = source_of(f->path);
    struct inv_distro d = {0};
    (void)all;
    (void)err;
    if (str_eq(f->path, pro_status)) {
        read_pro(out, f);
        return 0;
    }
    if (!s)
        s = &sources[0];
    s->read(&d, out->perm, f->data);
    if (!d.id.n) {
        inv_note(out, f->path, 0, "names no distribution that is known");
        return 0;
    }
    d.rank = (int)s->rank;
    out->distro = arena_new(out->perm, struct inv_distro, 1);
    *out->distro = d;
    return 0;
}

const struct inv_parser inv_parser_osrelease = {
    .id = "osrelease",
    .want = osrelease_want,
    .parse = osrelease_parse,
};
