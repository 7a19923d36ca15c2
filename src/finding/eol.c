// End of life: a release without security updates looks cleaner every day, so it is a finding itself.
#include "finding/finding_int.h"

// os-release ID -> product of endoflife.date. How many parts of VERSION_ID name its cycle.
static const struct {
    struct str id, product;
    int parts;
} products[] = {
    {S_INIT("debian"), S_INIT("debian"), 1},       {S_INIT("ubuntu"), S_INIT("ubuntu"), 2},
    {S_INIT("alpine"), S_INIT("alpine-linux"), 2}, {S_INIT("amzn"), S_INIT("amazon-linux"), 1},
    {S_INIT("rhel"), S_INIT("rhel"), 1},           {S_INIT("almalinux"), S_INIT("almalinux"), 1},
    {S_INIT("rocky"), S_INIT("rocky-linux"), 1},   {S_INIT("centos"), S_INIT("centos"), 1},
    {S_INIT("ol"), S_INIT("oracle-linux"), 1},     {S_INIT("fedora"), S_INIT("fedora"), 1},
    {S_INIT("sles"), S_INIT("sles"), 2},           {S_INIT("opensuse-leap"), S_INIT("opensuse"), 2},
};

static struct str first_parts(struct str version, int parts)
{
    size_t n = 0;
    for (; n < version.n; n++)
        if (version.p[n] == '.' && --parts == 0)
            break;
    return str_head(version, n);
}

static bool find_release(const struct fnd_set *set, struct arena *perm, struct adv_eol_fact *ret)
{
    const struct inv_distro *d = set->inv->distro;
    for (size_t i = 0; i < COUNT_OF(products); i++) {
        if (!str_eq(products[i].id, d->id))
            continue;
        struct str cycle = first_parts(d->version_id, products[i].parts);
        return adv_eol(set->db, perm, products[i].product, cycle, ret);
    }
    return false;
}

void fnd_add_end_of_life(struct arena *perm, struct fnd_set *set)
{
    struct adv_eol_fact e = {0};
    const struct inv_distro *d = set->inv->distro;
    if (!d || !set->db || !find_release(set, perm, &e))
        return;
    bool dated = e.eol != SK_TIME_NONE;
    if (dated ? e.eol > set->scanned : !e.is_eol)
        return;
    bool extended = e.extended != SK_TIME_NONE && e.extended > set->scanned;
    struct str release = str_fmt(perm, STR_FMT " " STR_FMT, STR_ARG(d->id), STR_ARG(d->version_id));
    struct fnd_finding *f = VEC_PUSH(perm, set->items, set->n_items, set->cap_items);
    *f = (struct fnd_finding){
        .kind = FND_END_OF_LIFE,
        .id = fnd_fingerprint(perm, S("end of life"), S("os"), d->id, d->version_id),
        .name = S("end-of-life"),
        .type = S("os"),
        .package = release,
        .severity = extended ? ADV_SEV_MEDIUM : ADV_SEV_HIGH,
        .severity_source = S("sekisho"),
        .epss = -1,
        .layer = UINT32_MAX,
    };
    struct str since = dated ? str_join(perm, S(" since "), sk_date_text(perm, e.eol)) : S("");
    f->title =
        str_fmt(perm, STR_FMT " is out of support" STR_FMT ": %s", STR_ARG(release), STR_ARG(since),
                extended ? "only paid or extended support still fixes holes"
                         : "new holes are no longer fixed or even listed");
}
