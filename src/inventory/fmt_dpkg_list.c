// The files of dpkg's packages: var/lib/dpkg/info/<name>[:<arch>].list, and .md5sums where an image
// has no list (it leaves out configuration files). Folders in a list stand before what is in them.
#include "core/limits.h"
#include "inventory/os.h"

static const struct str list = S_INIT(".list"), sums = S_INIT(".md5sums");

static enum inv_want dpkg_list_want(struct str path, uint32_t mode, uint64_t size)
{
    (void)mode;
    (void)size;
    if (!str_eq(str_dirname(path), S("var/lib/dpkg/info")))
        return INV_SKIP;
    return str_ends(path, list) || str_ends(path, sums) ? INV_WHOLE : INV_SKIP;
}

static bool is_folder_of(struct str folder, struct str path)
{
    return path.n > folder.n + 1 && str_at(path, folder.n) == '/' && str_starts(path, folder);
}

static int dpkg_list_parse(const struct inv_file *f, const struct inv_files *all,
                           struct inv_out *out, struct sk_err *err)
{
    struct str name = str_basename(f->path), arch, rest = f->data, line, next;
    bool has_list = str_ends(name, list);
    name = str_head(name, name.n - (has_list ? list.n : sums.n));
    if (!has_list && inv_sibling(all, f, str_join(out->perm, name, list)))
        return 0;
    str_cut(name, ':', &name, &arch);
    inv_check_cut(out, f);
    struct inv_owned *o = inv_add_owned(out, name, arch);
    if (!has_list)
        return inv_md5sums(f, out, o, err);
    for (bool more = str_next_line(&rest, &line); more; line = next) {
        next = (struct str){0};
        more = str_next_line(&rest, &next);
        if (!line.n || str_eq(line, S("/.")) || is_folder_of(line, next))
            continue;
        if (o->n_files >= SK_MAX_INV_OWNED)
            return sk_fail(err, SK_ELIMIT, "more than %u files of one package", SK_MAX_INV_OWNED);
        inv_add_owned_file(out, o, inv_absolute(out->perm, line));
    }
    return 0;
}

const struct inv_parser inv_parser_dpkg_list = {
    .id = "dpkg_list",
    .want = dpkg_list_want,
    .parse = dpkg_list_parse,
};
