// What came with the base image goes with the base image: one action, however many packages it is.
#include "remedy/remedy.h"

static bool takes(struct arena *a, const struct fnd_set *set, const struct fnd_finding *f,
                  struct str *ret_key, struct rem_step *ret_step)
{
    (void)a;
    *ret_key = S("base");
    if (f->kind == FND_END_OF_LIFE)
        return set->target.kind == INV_IMAGE;
    if (f->kind != FND_VULNERABILITY || !f->fixed.n || f->n_components == 0 || !f->in_base)
        return false;
    const struct inv_component *c = &set->inv->items[f->components[0]];
    ret_step->from = c->pkg.src_version.n ? c->pkg.src_version : c->pkg.version;
    return true;
}

// The newest tag of the same line: the same suffix (-slim, -alpine), the same major version.
static struct str newer_tag(struct arena *a, const struct fnd_set *set, struct str image,
                            struct str tag)
{
    struct adv_tag_fact *tags;
    size_t n = set->db ? adv_tags(set->db, a, image, &tags) : 0;
    struct str version, suffix, major, best = {0};
    (void)str_cut(tag, '-', &version, &suffix);
    (void)str_cut(version, '.', &major, &(struct str){0});
    for (size_t i = 0; i < n; i++) {
        struct str v, s, m, rest;
        (void)str_cut(tags[i].tag, '-', &v, &s);
        bool dotted = str_cut(v, '.', &m, &rest);
        if (!dotted || !str_eq(s, suffix) || !str_eq(m, major))
            continue;
        if (adv_compare(S("npm"), v, best.n ? best : version) > 0)
            best = v;
    }
    if (!best.n)
        return (struct str){0};
    return suffix.n ? str_join(a, best, str_join(a, S("-"), suffix)) : best;
}

static void describe(struct arena *a, const struct fnd_set *set, struct rem_action *action)
{
    struct str image, tag, base = set->target.base_name;
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
