// dpkg's database: var/lib/dpkg/status. https://man7.org/linux/man-pages/man1/dpkg.1.html
//
// A package counts unless its state is not-installed or config-files: in all other states files of
// it are there. Packages of several architectures may have the same name.
#include "inventory/os.h"

static enum inv_want dpkg_want(struct str path, uint32_t mode, uint64_t size)
{
    (void)mode;
    (void)size;
    return str_eq(path, S("var/lib/dpkg/status")) ? INV_WHOLE : INV_SKIP;
}

static int finish(struct inv_out *out, const struct inv_file *f, const struct inv_deb *d,
                  struct sk_err *err)
{
    struct str state = d->status, want, problem;
    if (!d->any)
        return 0;
    str_next_word(&state, &want);
    str_next_word(&state, &problem);
    state = str_trim(state);
    if (str_eq(state, S("not-installed")) || str_eq(state, S("config-files")))
        return 0;
    if (!state.n)
        inv_note(out, f->path, d->line, "package '" STR_FMT "' without Status: taken as installed",
                 STR_ARG(d->name));
    return inv_deb_add(out, f->path, d, err);
}

static int dpkg_parse(const struct inv_file *f, const struct inv_files *all, struct inv_out *out,
                      struct sk_err *err)
{
    struct inv_control c = {.rest = f->data};
    struct inv_deb d = {0};
    struct inv_field field;
    (void)all;
    inv_check_cut(out, f);
    while (inv_control_next(&c, &field)) {
        if (field.key.n) {
            inv_deb_field(&d, &field);
        } else if (field.value.n) {
            inv_warn(out, f->path, field.line, "no field");
        } else {
            if (finish(out, f, &d, err) < 0)
                return SK_ELIMIT;
            d = (struct inv_deb){0};
        }
    }
    return finish(out, f, &d, err);
}

const struct inv_parser inv_parser_dpkg = {
    .id = "dpkg",
    .want = dpkg_want,
    .parse = dpkg_parse,
};
