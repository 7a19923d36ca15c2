// Configuration whose rules know the change: one command for all of it.
#include "remedy/remedy.h"

static bool takes(struct arena *a, const struct fnd_set *set, const struct fnd_finding *f,
                  struct str *ret_key, struct rem_step *ret_step)
{
    (void)a;
    *ret_step = (struct rem_step){.type = S("config"), .package = S("*")}; // one step for all
    if (f->kind != FND_CONFIG || !f->fixable || set->target.kind != INV_FOLDER)
        return false;
    *ret_key = S("all");
    return true;
}

static void describe(struct arena *a, const struct fnd_set *set, struct rem_action *action)
{
    action->text = S("let sekisho change the configuration");
    action->how =
        str_fmt(a, "sekisho fix " STR_FMT " shows it, --write does it", STR_ARG(set->target.name));
}

const struct rem_fixer rem_fixer_config = {
    .id = "config",
    .kind = REM_CONFIG,
    .takes = takes,
    .describe = describe,
};
