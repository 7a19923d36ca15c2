// CISA Known Exploited Vulnerabilities catalogue: JSON or CSV.
// https://www.cisa.gov/known-exploited-vulnerabilities-catalog
#include "advisory/feed_int.h"

static bool owns(struct str path)
{
    struct str base = str_basename(path);
    return str_starts(base, S("known_exploited_vulnerabilities")) && !str_has(base, S("schema")) &&
           (str_ends(base, S(".json")) || str_ends(base, S(".csv")));
}

static void emit(const struct adv_sink *out, struct str cve, struct str added, struct str due,
                 struct str ransomware)
{
    struct adv_cve_fact f = feed_fact(cve);
    f.kev = true;
    (void)sk_time_parse(added, &f.kev_added);
    (void)sk_time_parse(due, &f.kev_due);
    f.kev_ransomware = str_eq_nocase(ransomware, S("Known"));
    out->cve(out->ctx, &f);
}

static int read_json(struct arena *scratch, struct str path, struct str data,
                     const struct adv_sink *out, struct sk_err *err)
{
    struct sk_doc doc;
    int r = sk_json_read(scratch, path, data, &doc, err);
    if (r < 0)
        return r;
    const struct sk_val *list = sk_val_get(doc.root, S("vulnerabilities"));
    if (!sk_val_is(list, SK_ARRAY))
        return sk_fail(err, SK_EFORMAT, "no array \"vulnerabilities\"");
    for (SK_EACH(v, list)) {
        struct str cve = sk_val_str(sk_val_get(v, S("cveID")));
        if (feed_is_cve(cve))
            emit(out, cve, sk_val_str(sk_val_get(v, S("dateAdded"))),
                 sk_val_str(sk_val_get(v, S("dueDate"))),
                 sk_val_str(sk_val_get(v, S("knownRansomwareCampaignUse"))));
        else
            out->warn(out->ctx, path, sk_val_line(&doc, v), "entry without a CVE id");
    }
    return 0;
}

static int read_csv(struct arena *scratch, struct str path, struct str data,
                    const struct adv_sink *out, struct sk_err *err)
{
    struct str row[16],
        names[] = {S("cveID"), S("dateAdded"), S("dueDate"), S("knownRansomwareCampaignUse")};
    int col[COUNT_OF(names)];
    (void)str_take(&data, S("\xef\xbb\xbf"));
    size_t n = feed_csv_row(scratch, &data, ',', row, COUNT_OF(row));
    for (size_t i = 0; i < COUNT_OF(names); i++)
        if ((col[i] = feed_csv_column(row, n, names[i])) < 0)
            return sk_fail(err, SK_EFORMAT, "no column \"" STR_FMT "\"", STR_ARG(names[i]));
    while ((n = feed_csv_row(scratch, &data, ',', row, COUNT_OF(row))) > 0) {
        for (size_t i = n; i < COUNT_OF(row); i++)
            row[i] = (struct str){0};
        if (feed_is_cve(row[col[0]]))
            emit(out, row[col[0]], row[col[1]], row[col[2]], row[col[3]]);
        else if (n > 1)
            out->warn(out->ctx, path, 0, "row without a CVE id");
    }
    return 0;
}

static int read_kev(struct arena *scratch, struct str path, struct str data,
                    const struct adv_sink *out, struct sk_err *err)
{
    return str_ends(path, S(".csv")) ? read_csv(scratch, path, data, out, err)
                                     : read_json(scratch, path, data, out, err);
}

const struct adv_feed adv_feed_kev = {
    .id = "kev",
    .title = "CISA Known Exploited Vulnerabilities",
    .licence = "CC0-1.0",
    .home = "https://www.cisa.gov/known-exploited-vulnerabilities-catalog",
    .owns = owns,
    .read = read_kev,
};
