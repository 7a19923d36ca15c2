// Packages of the distribution that the image's own layers install (the base image's are the
// business of fix_base_image.c), or those of a root file system.
#include "remedy/remedy.h"

static bool is_os(struct str type)
{
    return str_eq(type, S("deb")) || str_eq(type, S("apk")) || str_eq(type, S("rpm"));
}

static bool takes(struct arena *a, const struct fnd_set *set, const struct fnd_finding *f,
                  struct str *ret_key, struct rem_step *ret_step)
{
    (void)a;
    if (f->kind != FND_VULNERABILITY || !f->fixed.n || f->n_components == 0 || !is_os(f->type))
        return false;
    const struct inv_component *c = &set->inv->items[f->components[0]];
    ret_step->from = c->pkg.src_version.n ? c->pkg.src_version : c->pkg.version;
    ret_step->where =
        f->layer < set->target.n_layers ? set->target.layers[f->layer].created_by : (struct str){0};
    *ret_key = f->type;
    return true;
}

static void describe(struct arena *a, const struct fnd_set *set, struct rem_action *action)
{
    (void)set;
    struct str type = action->steps[0].type;
    action->text = action->n_steps == 1
                       ? str_fmt(a, "upgrade the package " STR_FMT " " STR_FMT " -> " STR_FMT,
                                 STR_ARG(action->steps[0].package), STR_ARG(action->steps[0].from),
                                 STR_ARG(action->steps[0].to))
                       : str_fmt(a, "upgrade %zu packages of the distribution", action->n_steps);
    action->how = str_eq(type, S("deb"))   ? S("rebuild; apt-get update && apt-get upgrade -y")
                  : str_eq(type, S("apk")) ? S("rebuild; apk upgrade --no-cache")
                                           : S("rebuild; dnf upgrade -y --refresh");
}

const struct rem_fixer rem_fixer_os_packages = {
    .id = "os_packages",
    .kind = REM_OS_PACKAGES,
    .takes = takes,
    .describe = describe,
};
