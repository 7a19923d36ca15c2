// What distroless images have in place of dpkg's database: var/lib/dpkg/status.d/<name>, one control
// file for each package, and <name>.md5sums with the files of it.
#include "inventory/os.h"

static const struct str sums = S_INIT(".md5sums");

static enum inv_want dpkg_d_want(struct str path, uint32_t mode, uint64_t size)
{
    (void)mode;
    (void)size;
    return str_eq(str_dirname(path), S("var/lib/dpkg/status.d")) ? INV_WHOLE : INV_SKIP;
}

static struct inv_deb read_control(const struct inv_file *f, struct inv_out *warn)
{
    struct inv_control c = {.rest = f->data};
    struct inv_deb d = {0};
    struct inv_field field;
    while (inv_control_next(&c, &field)) {
        if (field.key.n)
            inv_deb_field(&d, &field);
        else if (field.value.n && warn)
            inv_warn(warn, f->path, field.line, "no field");
        else if (!field.value.n && d.any)
            break; // one stanza
    }
    return d;
}

static int dpkg_d_parse(const struct inv_file *f, const struct inv_files *all, struct inv_out *out,
                        struct sk_err *err)
{
    struct str name = str_basename(f->path);
    if (str_ends(name, sums)) {
        struct inv_deb d = {.name = str_head(name, name.n - sums.n)};
        const struct inv_file *control = inv_sibling(all, f, d.name);
        if (control)
            d = read_control(control, NULL);
        if (!d.name.n)
            d.name = str_head(name, name.n - sums.n);
        return inv_md5sums(f, out, inv_add_owned(out, d.name, d.arch), err);
    }
    struct inv_deb d = read_control(f, out);
    return inv_deb_add(out, f->path, &d, err);
}

const struct inv_parser inv_parser_dpkg_d = {
    .id = "dpkg_d",
    .want = dpkg_d_want,
    .parse = dpkg_d_parse,
};
