// PyPA advisories: OSV records in YAML. https://github.com/pypa/advisory-database
#include "advisory/feed_osv.h"

static bool owns(struct str path)
{
    return str_ends(path, S(".yaml")) && str_starts(str_basename(path), S("PYSEC-"));
}

static int read_pypa(struct arena *scratch, struct str path, struct str data,
                     const struct adv_sink *out, struct sk_err *err)
{
    struct sk_doc doc;
    int r = sk_yaml_read_strings(scratch, path, data, &doc, err);
    return r < 0 ? r : feed_osv_record(scratch, doc.root, out, err);
}

const struct adv_feed adv_feed_pypa = {
    .id = "pypa",
    .title = "Python Packaging Advisory Database",
    .licence = "CC-BY-4.0",
    .home = "https://github.com/pypa/advisory-database",
    .owns = owns,
    .read = read_pypa,
};
