// endoflife.date: support dates of products. JSON of its API v1 (products/full), or the Markdown
// sources with YAML front matter, one file a product. https://endoflife.date/docs/api/v1/
#include "advisory/feed_int.h"

static bool owns(struct str path)
{
    struct str base = str_basename(path);
    return (str_ends(path, S(".md")) && str_has(path, S("products/"))) ||
           (str_starts(base, S("endoflife")) && str_ends(base, S(".json")));
}

// A date, or true/false when only that is known.
static sk_time date_or_flag(struct str s, bool *ret_flag)
{
    sk_time t = SK_TIME_NONE;
    if (!sk_time_parse(s, &t) && ret_flag)
        *ret_flag = str_eq(s, S("true"));
    return t;
}

static void emit_markdown(const struct sk_val *release, struct str product,
                          const struct adv_sink *out)
{
    struct adv_eol_fact f = {.product = product};
    f.cycle = sk_val_text(sk_val_get(release, S("releaseCycle")));
    f.eol = date_or_flag(sk_val_text(sk_val_get(release, S("eol"))), &f.is_eol);
    f.extended = date_or_flag(sk_val_text(sk_val_get(release, S("eoes"))), NULL);
    f.release = date_or_flag(sk_val_text(sk_val_get(release, S("releaseDate"))), NULL);
    f.latest = sk_val_text(sk_val_get(release, S("latest")));
    if (f.cycle.n)
        out->eol(out->ctx, &f);
}

static int read_markdown(struct arena *scratch, struct str path, struct str data,
                         const struct adv_sink *out, struct sk_err *err)
{
    struct str yaml, rest;
    if (!str_take(&data, S("---\n")) || !str_cut_str(data, S("\n---"), &yaml, &rest))
        return sk_fail(err, SK_EFORMAT, "no YAML front matter");
    struct sk_doc doc;
    int r = sk_yaml_read_strings(scratch, path, yaml, &doc, err);
    if (r < 0)
        return r;
    struct str product = str_basename(path);
    product = str_head(product, product.n - 3);
    for (SK_EACH(release, sk_val_get(doc.root, S("releases"))))
        emit_markdown(release, product, out);
    return 0;
}

static int read_json(struct arena *scratch, struct str path, struct str data,
                     const struct adv_sink *out, struct sk_err *err)
{
    struct sk_doc doc;
    int r = sk_json_read(scratch, path, data, &doc, err);
    if (r < 0)
        return r;
    for (SK_EACH(product, sk_val_get(doc.root, S("result")))) {
        for (SK_EACH(release, sk_val_get(product, S("releases")))) {
            struct adv_eol_fact f = {.product = sk_val_str(sk_val_get(product, S("name")))};
            f.cycle = sk_val_str(sk_val_get(release, S("name")));
            f.eol = date_or_flag(sk_val_str(sk_val_get(release, S("eolFrom"))), NULL);
            f.is_eol = sk_val_bool(sk_val_get(release, S("isEol")), false);
            f.extended = date_or_flag(sk_val_str(sk_val_get(release, S("eoesFrom"))), NULL);
            f.release = date_or_flag(sk_val_str(sk_val_get(release, S("releaseDate"))), NULL);
            f.latest = sk_val_str(sk_val_path(release, "latest.name"));
            if (f.cycle.n && f.product.n)
                out->eol(out->ctx, &f);
        }
    }
    return 0;
}

static int read_endoflife(struct arena *scratch, struct str path, struct str data,
                          const struct adv_sink *out, struct sk_err *err)
{
    return str_ends(path, S(".json")) ? read_json(scratch, path, data, out, err)
                                      : read_markdown(scratch, path, data, out, err);
}

const struct adv_feed adv_feed_endoflife = {
    .id = "endoflife",
    .title = "endoflife.date",
    .licence = "MIT",
    .home = "https://endoflife.date/",
    .owns = owns,
    .read = read_endoflife,
};
