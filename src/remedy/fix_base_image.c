// What came with the base image goes with the base image: one action, however many packages it is.
#include "remedy/remedy.h"

static bool takes(struct arena *a, const struct fnd_set *set, const struct fnd_finding *f,
                  struct str *ret_key, struct rem_step *ret_step)
{
    (void)a;
    *ret_key = f->kind == FND_END_OF_LIFE ? S("release") : S("base");
    if (f->kind == FND_END_OF_LIFE)
        return true;
    if (f->kind != FND_VULNERABILITY || !f->fixed.n || f->n_components == 0 || !f->in_base)
        return false;
    const struct inv_component *c = &set->inv->items[f->components[0]];
    ret_step->from = c->pkg.src_version.n ? c->pkg.src_version : c->pkg.version;
    return true;
}

// "3.15.0rc1" and "22-alpha" are not for production.
static bool is_release(struct str version)
{
    for (size_t i = 0; i < version.n; i++)
        if (!ch_is_digit((unsigned char)version.p[i]) && version.p[i] != '.')
            return false;
    return version.n > 0;
}

static struct str first_parts(struct str version, int parts)
{
    size_t n = 0;
    for (; n < version.n; n++)
        if (version.p[n] == '.' && --parts == 0)
            break;
    return str_head(version, n);
}

// The newest tag with the same suffix (-slim, -alpine) and the same first `parts` numbers.
static struct str newest(const struct adv_tag_fact *tags, size_t n, struct str version,
                         struct str suffix, int parts)
{
    struct str best = version;
    for (size_t i = 0; i < n; i++) {
        struct str v, s;
        (void)str_cut(tags[i].tag, '-', &v, &s);
        if (is_release(v) && str_has_char(v, '.') && str_eq(s, suffix) &&
            str_eq(first_parts(v, parts), first_parts(version, parts)) &&
            adv_compare(S("npm"), v, best) > 0)
            best = v;
    }
    return best;
}

// The cheapest large cut: a patch of the same minor version, else a minor of the same major one.
static struct str newer_tag(struct arena *a, const struct fnd_set *set, struct str image,
                            struct str tag)
{
    struct adv_tag_fact *tags;
    size_t n = set->db ? adv_tags(set->db, a, image, &tags) : 0;
    struct str version, suffix;
    (void)str_cut(tag, '-', &version, &suffix);
    for (int parts = 2; n && is_release(version) && parts > 0; parts--) {
        struct str best = newest(tags, n, version, suffix, parts);
        if (!str_eq(best, version))
            return suffix.n ? str_join(a, best, str_join(a, S("-"), suffix)) : best;
    }
    return (struct str){0};
}

static void describe_release(struct arena *a, const struct fnd_set *set, struct rem_action *action)
{
    struct str from = set->items[action->findings[0]].package;
    action->text = str_fmt(a, "move from " STR_FMT " to a supported release", STR_ARG(from));
    action->how =
        set->target.kind == INV_IMAGE ? S("choose a base image of a newer release") : S("");
    action->cost = REM_MAJOR;
}

static void describe(struct arena *a, const struct fnd_set *set, struct rem_action *action)
{
    struct str image, tag, base = set->target.base_name;
    if (str_eq(action->key, S("release"))) {
        describe_release(a, set, action);
        return;
    }
    if (!base.n) {
        action->text = S("take a newer base image");
        action->how = S("docker build --pull; name the base in a label "
                        "(org.opencontainers.image.base.name) to see which");
        return;
    }
    (void)str_cut_last(str_basename(base), ':', &image, &tag);
    struct str newer = tag.n ? newer_tag(a, set, image, tag) : (struct str){0};
    if (newer.n) {
        action->text = str_fmt(a, "take base image " STR_FMT " -> " STR_FMT ":" STR_FMT,
                               STR_ARG(base), STR_ARG(image), STR_ARG(newer));
        action->how = str_fmt(a, "FROM " STR_FMT ":" STR_FMT, STR_ARG(image), STR_ARG(newer));
    } else {
        action->text = str_fmt(a, "take a fresh build of base image " STR_FMT, STR_ARG(base));
        action->how = S("docker build --pull --no-cache");
    }
}

const struct rem_fixer rem_fixer_base_image = {
    .id = "base_image",
    .kind = REM_BASE_IMAGE,
    .takes = takes,
    .describe = describe,
};
