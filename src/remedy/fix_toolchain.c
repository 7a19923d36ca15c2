// The standard library of Go is replaced by building again with a newer toolchain.
#include "remedy/remedy.h"

static bool takes(struct arena *a, const struct fnd_set *set, const struct fnd_finding *f,
                  struct str *ret_key, struct rem_step *ret_step)
{
    (void)a;
    if (f->kind != FND_VULNERABILITY || !f->fixed.n || f->n_components == 0 ||
        !str_eq(f->type, S("golang")) || !str_eq(f->package, S("stdlib")))
        return false;
    const struct inv_component *c = &set->inv->items[f->components[0]];
    ret_step->from = c->pkg.version;
    ret_step->where = c->n_paths ? c->paths[0] : c->pkg.path;
    *ret_key = c->pkg.version;
    return true;
}

static void describe(struct arena *a, const struct fnd_set *set, struct rem_action *action)
{
    (void)set;
    const struct rem_step *s = &action->steps[0];
    action->text =
        str_fmt(a, "build with Go " STR_FMT " -> " STR_FMT, STR_ARG(s->from), STR_ARG(s->to));
    action->how = str_fmt(a, "FROM golang:" STR_FMT, STR_ARG(s->to));
}

const struct rem_fixer rem_fixer_toolchain = {
    .id = "toolchain",
    .kind = REM_TOOLCHAIN,
    .takes = takes,
    .describe = describe,
};
