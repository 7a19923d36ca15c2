// Debian security tracker: one JSON object, source package -> CVE -> release -> status.
// https://security-tracker.debian.org/tracker/data/json
#include "advisory/feed_int.h"

static bool owns(struct str path)
{
    struct str base = str_basename(path);
    return str_eq(base, S("debian.json")) || str_eq(base, S("debian-tracker.json")) ||
           str_ends(path, S("tracker/data/json"));
}

// Urgency may carry stars: set by hand, not by NVD.
static enum adv_severity severity_of(struct str urgency)
{
    urgency = str_trim_chars(urgency, S("*"));
    if (str_eq(urgency, S("unimportant")))
        return ADV_SEV_NEGLIGIBLE;
    if (str_eq(urgency, S("low")))
        return ADV_SEV_LOW;
    if (str_eq(urgency, S("medium")))
        return ADV_SEV_MEDIUM;
    return str_eq(urgency, S("high")) ? ADV_SEV_HIGH : ADV_SEV_UNKNOWN;
}

static void set_open_status(struct adv_affected *f, const struct sk_val *release)
{
    struct str urgency = sk_val_text(sk_val_get(release, S("urgency")));
    struct str reason = sk_val_text(sk_val_get(release, S("nodsa_reason")));
    if (str_eq(urgency, S("end-of-life")))
        f->status = ADV_EOL;
    else if (str_eq(reason, S("ignored")))
        f->status = ADV_WONT_FIX;
    else if (str_eq(reason, S("postponed")))
        f->status = ADV_DEFERRED;
    else if (sk_val_get(release, S("nodsa")))
        f->status = ADV_DEFERRED;
    f->note = sk_val_text(sk_val_get(release, S("nodsa")));
}

static void add_release(struct arena *a, struct adv_record *rec, struct str name,
                        const struct sk_val *release)
{
    struct str space = feed_debian_space(sk_val_key(release));
    struct str status = sk_val_text(sk_val_get(release, S("status")));
    struct str fixed = sk_val_text(sk_val_get(release, S("fixed_version")));
    if (!space.n)
        return; // "bullseye-security" and the like repeat their release
    struct adv_affected *f = feed_affected(a, rec, space, name);
    f->severity = severity_of(sk_val_text(sk_val_get(release, S("urgency"))));
    if (str_eq(status, S("resolved")) && str_eq(fixed, S("0"))) {
        f->status = ADV_NOT_AFFECTED;
    } else if (str_eq(status, S("resolved"))) {
        feed_fixed(a, f, S(""), fixed);
    } else {
        feed_fixed(a, f, S(""), S(""));
        set_open_status(f, release);
        if (str_eq(status, S("undetermined")))
            f->status = ADV_INVESTIGATING;
    }
}

static int read_debian(struct arena *scratch, struct str path, struct str data,
                       const struct adv_sink *out, struct sk_err *err)
{
    struct sk_doc doc;
    int r = sk_json_read(scratch, path, data, &doc, err);
    if (r < 0)
        return r;
    if (!sk_val_is(doc.root, SK_OBJECT))
        return sk_fail(err, SK_EFORMAT, "not an object of source packages");
    ARENA_SCRATCH(tmp);
    for (SK_EACH(package, doc.root)) {
        for (SK_EACH(cve, package)) {
            struct adv_record rec = feed_record(sk_val_key(cve));
            if (str_starts(rec.id, S("TEMP-")))
                continue; // no name anybody else knows
            struct str text = sk_val_text(sk_val_get(cve, S("description")));
            rec.details = text;
            for (SK_EACH(release, sk_val_get(cve, S("releases"))))
                add_release(&tmp, &rec, sk_val_key(package), release);
            out->record(out->ctx, &rec);
            arena_reset(&tmp);
        }
    }
    return 0;
}

const struct adv_feed adv_feed_debian = {
    .id = "debian",
    .title = "Debian security tracker",
    .licence = "no licence stated by Debian",
    .home = "https://security-tracker.debian.org/",
    .owns = owns,
    .read = read_debian,
};
