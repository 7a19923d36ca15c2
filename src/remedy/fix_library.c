// A library of a lock file or an installed tree: one action for each package and file that pins it.
#include "remedy/remedy.h"

static bool takes(struct arena *a, const struct fnd_set *set, const struct fnd_finding *f,
                  struct str *ret_key, struct rem_step *ret_step)
{
    if (f->kind != FND_VULNERABILITY || !f->fixed.n || f->n_components == 0)
        return false;
    const struct inv_component *c = &set->inv->items[f->components[0]];
    ret_step->from = c->pkg.version;
    ret_step->where = c->n_paths ? c->paths[0] : c->pkg.path;
    ret_step->dev = c->pkg.scope & INV_DEV;
    if (!(c->pkg.scope & INV_DIRECT)) {
        uint32_t *path;
        if (inv_path_to(set->inv, f->components[0], a, &path) > 1)
            ret_step->via = inv_full_name(a, &set->inv->items[path[0]].pkg);
    }
    *ret_key = str_fmt(a, STR_FMT " " STR_FMT " " STR_FMT, STR_ARG(f->type), STR_ARG(f->package),
                       STR_ARG(ret_step->where));
    return true;
}

// The command that a person would type, where the ecosystem has one.
static struct str command(struct arena *a, const struct rem_step *s)
{
    if (str_eq(s->type, S("npm")))
        return s->via.n ? str_fmt(a, "npm update " STR_FMT, STR_ARG(s->package))
                        : str_fmt(a, "npm install " STR_FMT "@" STR_FMT, STR_ARG(s->package),
                                  STR_ARG(s->to));
    if (str_eq(s->type, S("golang")))
        return str_fmt(a, "go get " STR_FMT "@%s" STR_FMT, STR_ARG(s->package),
                       str_starts(s->to, S("v")) ? "" : "v", STR_ARG(s->to));
    if (str_eq(s->type, S("pypi")))
        return str_fmt(a, STR_FMT ">=" STR_FMT, STR_ARG(s->package), STR_ARG(s->to));
    return (struct str){0};
}

static void describe(struct arena *a, const struct fnd_set *set, struct rem_action *action)
{
    (void)set;
    const struct rem_step *s = &action->steps[0];
    action->text = str_fmt(a, STR_FMT " " STR_FMT " -> " STR_FMT, STR_ARG(s->package),
                           STR_ARG(s->from), STR_ARG(s->to));
    action->how = command(a, s);
}

const struct rem_fixer rem_fixer_library = {
    .id = "library",
    .kind = REM_LIBRARY,
    .takes = takes,
    .describe = describe,
};
