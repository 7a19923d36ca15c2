// Ubuntu CVE tracker: one file a CVE, headers and then "<release>_<package>: <status> (<note>)" lines.
// https://git.launchpad.net/ubuntu-cve-tracker, README
#include "advisory/feed_int.h"

static bool owns(struct str path)
{
    struct str dir = str_basename(str_dirname(path)), base = str_basename(path);
    return str_starts(base, S("CVE-")) && !str_has_char(base, '.') &&
           (str_eq(dir, S("active")) || str_eq(dir, S("retired")) || str_eq(dir, S("ignored")));
}

struct reader {
    struct arena *a;
    struct adv_record rec;
    struct str priority_package[8];
    enum adv_severity priority[8];
    size_t n_priorities;
};

static enum adv_severity severity_for(const struct reader *r, struct str package)
{
    for (size_t i = 0; i < r->n_priorities; i++)
        if (str_eq(r->priority_package[i], package))
            return r->priority[i];
    return r->rec.severity;
}

// "untriaged" is no severity.
static enum adv_severity severity_of(struct str word)
{
    struct str first, rest;
    (void)str_cut(str_trim(word), ' ', &first, &rest);
    return adv_severity_parse(first);
}

// True when the status is one that matters; then *f is filled.
static bool set_status(struct reader *r, struct adv_affected *f, struct str status, struct str note)
{
    bool end = str_has(note, S("end of standard support")) || str_has(note, S("end of life")) ||
               str_has(note, S("end-of-life")) || str_has(note, S("end of ESM"));
    if (str_eq(status, S("released")) && ch_is_alnum(str_at(note, 0))) {
        struct str version, rest;
        (void)str_cut(note, ' ', &version, &rest);
        (void)str_cut(version, ',', &version, &rest);
        feed_fixed(r->a, f, S(""), version);
        return true;
    }
    if (str_eq(status, S("not-affected"))) {
        f->status = ADV_NOT_AFFECTED;
        return true;
    }
    if (str_eq(status, S("needed")) || str_eq(status, S("pending")) || str_eq(status, S("active")))
        f->status = ADV_AFFECTED;
    else if (str_eq(status, S("needs-triage")))
        f->status = ADV_INVESTIGATING;
    else if (str_eq(status, S("deferred")))
        f->status = ADV_DEFERRED;
    else if (str_eq(status, S("ignored")))
        f->status = end ? ADV_EOL : ADV_WONT_FIX;
    else
        return false;
    feed_fixed(r->a, f, S(""), S(""));
    f->note = note;
    return true;
}

// "jammy_apache-log4j2: not-affected (2.15.0-1)"; DNE ("does not exist") is most of the data.
static void status_line(struct reader *r, struct str key, struct str value)
{
    struct str release, package, status, note, rest;
    value = str_trim(value);
    if (str_starts(value, S("DNE")) || !str_cut(key, '_', &release, &package))
        return;
    if (!str_cut(value, ' ', &status, &note))
        note = (struct str){0};
    note = str_trim(note);
    (void)str_take(&note, S("("));
    (void)str_cut_last(note, ')', &note, &rest);
    struct str space = feed_ubuntu_space(r->a, release);
    if (!space.n || !package.n)
        return;
    struct adv_affected f = {.space = space, .name = package};
    if (!set_status(r, &f, status, note))
        return;
    f.severity = severity_for(r, package);
    *VEC_PUSH(r->a, r->rec.affected, r->rec.n_affected, r->rec.cap_affected) = f;
}

static void header_line(struct reader *r, struct str key, struct str value)
{
    if (str_eq(key, S("Candidate"))) {
        r->rec.id = str_trim(value);
    } else if (str_eq(key, S("PublicDate"))) {
        (void)sk_time_parse(str_head(str_trim(value), 10), &r->rec.published);
    } else if (str_eq(key, S("Priority"))) {
        r->rec.severity = severity_of(value);
    } else if (str_take(&key, S("Priority_")) && r->n_priorities < COUNT_OF(r->priority)) {
        struct str package, release;
        (void)str_cut(key, '/', &package, &release);
        r->priority_package[r->n_priorities] = package;
        r->priority[r->n_priorities++] = severity_of(value);
    }
}

// Indented lines continue the header before them.
static void continued_line(struct reader *r, struct str section, struct str line)
{
    if (str_eq(section, S("Description"))) {
        r->rec.details =
            r->rec.details.n ? str_join(r->a, str_join(r->a, r->rec.details, S(" ")), line) : line;
    } else if (str_eq(section, S("References"))) {
        feed_ref(r->a, &r->rec, line);
    } else if (str_eq(section, S("CVSS"))) {
        struct str source, vector, score;
        (void)str_cut(line, ':', &source, &vector);
        (void)str_cut(str_trim(vector), ' ', &vector, &score);
        feed_cvss(r->a, &r->rec, vector, source);
    }
}

static int read_ubuntu(struct arena *scratch, struct str path, struct str data,
                       const struct adv_sink *out, struct sk_err *err)
{
    struct reader r = {.a = scratch, .rec = feed_record(S(""))};
    struct str line, key, value, section = {0};
    (void)path;
    while (str_next_line(&data, &line)) {
        if (!line.n || line.p[0] == '#')
            continue;
        if (line.p[0] == ' ' || line.p[0] == '\t') {
            continued_line(&r, section, str_trim(line));
            continue;
        }
        if (!str_cut(line, ':', &key, &value))
            continue;
        section = key;
        if (ch_is_alpha(str_at(key, 0)) && ch_lower(str_at(key, 0)) == str_at(key, 0) &&
            str_has_char(key, '_'))
            status_line(&r, key, value);
        else
            header_line(&r, key, value);
    }
    if (!feed_is_cve(r.rec.id))
        return sk_fail(err, SK_EFORMAT, "no \"Candidate: CVE-...\" line");
    if (r.rec.n_affected)
        out->record(out->ctx, &r.rec);
    return 0;
}

const struct adv_feed adv_feed_ubuntu = {
    .id = "ubuntu",
    .title = "Ubuntu CVE tracker",
    .licence = "no licence stated for the raw data; OVAL made from it is GPL-3.0",
    .home = "https://ubuntu.com/security/cves",
    .owns = owns,
    .read = read_ubuntu,
};
