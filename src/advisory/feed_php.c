// FriendsOfPHP security advisories: YAML, one file an advisory, <vendor>/<package>/<id>.yaml, each
// branch with a list of constraints that hold together.
// https://github.com/FriendsOfPHP/security-advisories
#include "advisory/feed_int.h"

static bool owns(struct str path)
{
    size_t slashes = 0;
    for (size_t i = 0; i < path.n; i++)
        slashes += path.p[i] == '/';
    return slashes >= 2 && str_ends(path, S(".yaml")) && !str_has(path, S("PYSEC-")) &&
           !str_has(path, S("/vulns/")) && !str_starts(path, S("vulns/")) &&
           !str_has(path, S("/main.yaml")) && !str_has(path, S("/community.yaml"));
}

static bool add_branch(struct arena *a, const struct sk_val *branch, struct adv_affected *f)
{
    struct adv_range all = {0};
    for (SK_EACH(v, sk_val_get(branch, S("versions")))) {
        struct adv_range one;
        if (!feed_constraints(a, sk_val_text(v), &one))
            return false;
        if (one.introduced.n)
            all.introduced = one.introduced;
        if (one.fixed.n)
            all.fixed = one.fixed;
        if (one.last.n)
            all.last = one.last;
    }
    *VEC_PUSH(a, f->ranges, f->n_ranges, f->cap_ranges) = all;
    return true;
}

static int read_php(struct arena *scratch, struct str path, struct str data,
                    const struct adv_sink *out, struct sk_err *err)
{
    struct sk_doc doc;
    int r = sk_yaml_read_strings(scratch, path, data, &doc, err);
    if (r < 0)
        return r;
    struct str name = sk_val_text(sk_val_get(doc.root, S("reference")));
    struct str cve = sk_val_text(sk_val_get(doc.root, S("cve")));
    if (!str_take(&name, S("composer://")))
        return sk_fail(err, SK_EFORMAT, "\"reference\" is no composer:// package");
    struct str folder = str_basename(str_dirname(path)), file = str_basename(path);
    struct str own = str_fmt(scratch, "FOP-" STR_FMT "-" STR_FMT, STR_ARG(folder),
                             STR_ARG(str_head(file, file.n - 5)));
    struct adv_record rec = feed_record(feed_is_cve(cve) ? cve : own);
    rec.summary = sk_val_text(sk_val_get(doc.root, S("title")));
    feed_ref(scratch, &rec, sk_val_text(sk_val_get(doc.root, S("link"))));
    struct adv_affected *f = feed_affected(scratch, &rec, S("composer"), name);
    for (SK_EACH(branch, sk_val_get(doc.root, S("branches")))) {
        sk_time t;
        if (!add_branch(scratch, branch, f))
            out->warn(out->ctx, path, sk_val_line(&doc, branch), "a constraint not understood");
        if (sk_time_parse(sk_val_text(sk_val_get(branch, S("time"))), &t) &&
            (rec.published == SK_TIME_NONE || t < rec.published))
            rec.published = t;
    }
    if (!f->n_ranges)
        return sk_fail(err, SK_EFORMAT, "no branch with versions");
    out->record(out->ctx, &rec);
    return 0;
}

const struct adv_feed adv_feed_php = {
    .id = "php",
    .title = "FriendsOfPHP security advisories",
    .licence = "Unlicense",
    .home = "https://github.com/FriendsOfPHP/security-advisories",
    .owns = owns,
    .read = read_php,
};
