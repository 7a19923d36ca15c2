// Debian's lists of security advisories (DSA, and DLA of the LTS team): blocks of
//   [29 Mar 2023] DSA-5380-1 xorg-server - security update
//           {CVE-2023-1393}
//           [bullseye] - xorg-server 2:1.20.11-1+deb11u6
// https://salsa.debian.org/security-tracker-team/security-tracker, data/DSA/list and data/DLA/list
#include "advisory/feed_int.h"

static bool owns(struct str path)
{
    return str_ends(path, S("DSA/list")) || str_ends(path, S("DLA/list"));
}

struct advisory { // the block being read
    struct str id, title, cves;
    sk_time date;
    struct adv_record fixes; // its affected rows, shared by all its CVEs
};

static int month_of(struct str s)
{
    const struct str names = S("JanFebMarAprMayJunJulAugSepOctNovDec");
    ptrdiff_t i = s.n == 3 ? str_find(names, s) : STR_NONE;
    return i < 0 || i % 3 ? 0 : (int)(i / 3) + 1;
}

static sk_time date_of(struct str s) // "29 Mar 2023"
{
    struct str day, month, year;
    uint64_t d, y;
    int m;
    (void)str_next_word(&s, &day);
    (void)str_next_word(&s, &month);
    (void)str_next_word(&s, &year);
    m = month_of(month);
    if (!str_to_u64(day, &d) || !str_to_u64(year, &y) || !m || d > 31 || y > 9999)
        return SK_TIME_NONE;
    return sk_time_from_date((int)y, m, (int)d);
}

// One record a CVE; a block without CVEs (regression updates) fixes no problem with a name.
static void emit(struct arena *a, struct advisory *block, const struct adv_sink *out)
{
    struct str cve;
    while (feed_next_cve(&block->cves, &cve)) {
        struct adv_record rec = block->fixes;
        rec.id = cve;
        rec.published = block->date;
        *VEC_PUSH(a, rec.related, rec.n_related, rec.cap_related) = block->id;
        feed_ref(
            a, &rec,
            str_fmt(a, "https://security-tracker.debian.org/tracker/" STR_FMT, STR_ARG(block->id)));
        if (rec.n_affected)
            out->record(out->ctx, &rec);
    }
}

static bool begin(struct str line, struct advisory *ret)
{
    struct str date, rest;
    *ret = (struct advisory){.fixes = feed_record(S("-"))};
    if (!str_take(&line, S("[")) || !str_cut(line, ']', &date, &rest))
        return false;
    ret->date = date_of(date);
    ret->title = rest;
    return str_next_word(&rest, &ret->id) && ret->date != SK_TIME_NONE;
}

// "[bullseye] - xorg-server 2:1.20.11-1+deb11u6"; "<not-affected>", "<unfixed>" and others in place of
// the version say nothing that is fixed here.
static void add_fix(struct arena *a, struct advisory *block, struct str line)
{
    struct str release, rest, dash, name, version;
    (void)str_take(&line, S("["));
    if (!str_cut(line, ']', &release, &rest) || !str_next_word(&rest, &dash) ||
        !str_eq(dash, S("-")) || !str_next_word(&rest, &name) || !str_next_word(&rest, &version))
        return;
    struct str space = feed_debian_space(release);
    if (!space.n || !ch_is_digit(str_at(version, 0)))
        return;
    struct adv_affected *f = feed_affected(a, &block->fixes, space, name);
    feed_fixed(a, f, S(""), version);
    f->note = block->id;
}

static int read_dsa(struct arena *scratch, struct str path, struct str data,
                    const struct adv_sink *out, struct sk_err *err)
{
    struct advisory block = {.fixes = feed_record(S("-"))};
    struct str line;
    uint32_t lineno = 0, blocks = 0;
    while (str_next_line(&data, &line)) {
        lineno++;
        bool inside = ch_is_space(str_at(line, 0));
        struct str text = str_trim(line);
        if (!text.n)
            continue;
        if (!inside) {
            emit(scratch, &block, out);
            if (begin(text, &block))
                blocks++;
            else
                out->warn(out->ctx, path, lineno, "not \"[date] ID package - text\"");
        } else if (text.p[0] == '{') {
            block.cves = text;
        } else if (text.p[0] == '[') {
            add_fix(scratch, &block, text);
        }
    }
    emit(scratch, &block, out);
    return blocks ? 0 : sk_fail(err, SK_EFORMAT, "no advisory in it");
}

const struct adv_feed adv_feed_dsa = {
    .id = "dsa",
    .title = "Debian security advisories (DSA, DLA)",
    .licence = "no licence stated by Debian",
    .home = "https://www.debian.org/security/",
    .owns = owns,
    .read = read_dsa,
};
