// Messages between our processes, cut after every byte and with every byte changed: a worker may be
// in the hands of its input, a cache file may be cut. A beginning of a message is never a message.
#include "golden.h"

#include "advisory/update_int.h"
#include "artifact/artifact.h"
#include "core/limits.h"
#include "inventory/merge.h"

#include <string.h>

typedef int decode_fn(struct str bytes, struct arena *a, struct sk_err *err);

static int decode_copy(decode_fn *decode, struct str bytes, struct sk_err *err)
{
    ARENA_SCRATCH(a);
    char *copy = arena_new(&a, char, bytes.n); // exactly as long: ASan sees one byte too many
    if (bytes.n)
        memcpy(copy, bytes.p, bytes.n);
    return decode(((struct str){copy, bytes.n}), &a, err);
}

struct message {
    const char *name;
    struct str bytes;
    decode_fn *decode;
};

static void cut_part(const void *ctx, unsigned part, unsigned parts)
{
    enum { EVERY_BYTE_BELOW = (TEST_ASAN ? 64 : 8) * 1024, PLACES = 1000 };
    static const unsigned char changes[] = {0x00, 0x01, 0x7f, 0x80, 0xff};
    const struct message *m = ctx;
    ARENA_SCRATCH(a);
    char *changed = str_to_c(&a, m->bytes);
    size_t n = m->bytes.n, step = n < EVERY_BYTE_BELOW ? 1 : n / PLACES | 1;
    for (size_t at = part * step; at < n; at += parts * step) {
        struct sk_err err = {0};
        int r = decode_copy(m->decode, str_head(m->bytes, at), &err);
        CHECK(r < 0 && err.msg[0], "%s cut at %zu of %zu is taken", m->name, at, n);
        for (size_t k = 0; k < COUNT_OF(changes); k++) {
            changed[at] = (char)changes[k];
            (void)decode_copy(m->decode, (struct str){changed, n}, NULL);
        }
        changed[at] = m->bytes.p[at];
    }
}

static void check_message(const char *name, const struct sk_buf *b, decode_fn *decode)
{
    const struct message m = {name, sk_buf_str(b), decode};
    struct sk_err err = {0};
    CHECK(decode_copy(decode, m.bytes, &err) == 0, "%s: %s", name, err.msg);
    test_parallel(cut_part, &m);
}

// ---- inventory ----

static int decode_layer(struct str bytes, struct arena *a, struct sk_err *err)
{
    struct inv_layer l;
    return inv_layer_decode(bytes, a, &l, err);
}

static void add_walk(struct arena *a, struct art_walk *w)
{
    static const struct art_change changes[] = {
        {S_INIT("etc"), ART_DIR, {0}, 0755},
        {S_INIT("etc/a"), ART_FILE, {0}, 0644},
        {S_INIT("bin"), ART_LINK, S_INIT("usr/bin"), 0777},
        {S_INIT("x"), ART_WHITEOUT, {0}, 0},
        {S_INIT("y"), ART_OPAQUE, {0}, 0},
    };
    w->stored = sk_sha256(S("a"));
    w->stored_bytes = UINT64_MAX;
    w->codec = SK_CODEC_XZ;
    w->n_changes = w->cap_changes = COUNT_OF(changes);
    w->changes =
        memcpy(arena_new(a, struct art_change, COUNT_OF(changes)), changes, sizeof changes);
}

static void cut_case(struct str parser, const char *top)
{
    ARENA_SCRATCH(a);
    struct golden_tree t;
    struct inv_layer l = {.incomplete = true};
    golden_open(&t, &a, top);
    add_walk(&a, &l.walk);
    *VEC_PUSH(&a, l.warns, l.n_warns, l.cap_warns) =
        (struct inv_warning){S_INIT("etc/a"), 7, S_INIT("odd")};
    for (size_t i = 0; i < t.n_files; i++) {
        const struct inv_parser *p = golden_parser(&t.files[i]);
        if (!p || !str_eq(parser, str_from(p->id)))
            continue;
        struct inv_parsed *f = VEC_PUSH(&a, l.files, l.n_files, l.cap_files);
        *f = (struct inv_parsed){t.files[i].path, parser, {.perm = &a}};
        inv_parse(p, &t.files[i], &t.all, &f->out);
    }
    SK_BUF_SCRATCH(b, SK_MAX_FRAME_BYTES);
    inv_layer_encode(&b, &l);
    check_message(top, &b, decode_layer);
}

TEST(wire_cut_inventory)
{
    golden_each_parser(cut_case);
}

// ---- images ----

static int decode_image(struct str bytes, struct arena *a, struct sk_err *err)
{
    struct wire_in w = {.rest = bytes};
    struct art_image img;
    return art_image_decode(&w, a, &img, err);
}

TEST(wire_cut_image)
{
    SK_BUF_SCRATCH(b, SK_MB);
    struct str labels[] = {S("a"), S("1")}, warns[] = {S("odd")};
    struct art_layer layers[] = {{.digest = S_INIT("sha256:1"),
                                  .diff_id = S_INIT("sha256:2"),
                                  .media_type = S_INIT("tar"),
                                  .size = 77,
                                  .history = 1,
                                  .path = S_INIT("p"),
                                  .off = 512},
                                 {.history = UINT32_MAX, .foreign = true}};
    struct art_history history[] = {{S_INIT("FROM"), S_INIT("2024"), S_INIT("c"), true},
                                    {.created_by = S_INIT("RUN x")}};
    const struct art_image img = {
        .source = S_INIT("registry"),
        .name = S_INIT("a:1"),
        .manifest_digest = S_INIT("sha256:3"),
        .platform = {S_INIT("linux"), S_INIT("arm64"), S_INIT("v8")},
        .layers = layers,
        .n_layers = 2,
        .history = history,
        .n_history = 2,
        .labels = labels,
        .n_labels = 2,
        .config = S_INIT("{}"),
        .base_name = S_INIT("debian:12"),
        .warns = warns,
        .n_warns = 1,
    };
    art_image_encode(&b, &img);
    check_message("image", &b, decode_image);
}

// ---- advisories ----

static int decode_record(struct str bytes, struct arena *a, struct sk_err *err)
{
    struct wire_in w = {.rest = bytes};
    struct adv_record r;
    return adv_record_decode(&w, a, &r, err);
}

TEST(wire_cut_record)
{
    SK_BUF_SCRATCH(b, SK_MB);
    struct str names[] = {S("CVE-2024-1000"), S("GHSA-x")}, refs[] = {S("https://example.org/1")};
    struct adv_range ranges[] = {{S_INIT("1"), S_INIT("2"), {0}}, {{0}, {0}, S_INIT("0.9")}};
    struct adv_cvss cvss[] = {{S_INIT("CVSS:3.1/AV:N"), S_INIT("ghsa")}};
    struct adv_affected affected[] = {{.space = S_INIT("npm"),
                                       .name = S_INIT("left"),
                                       .status = ADV_WONT_FIX,
                                       .severity = ADV_SEV_HIGH,
                                       .ranges = ranges,
                                       .n_ranges = 2,
                                       .versions = names,
                                       .n_versions = 2,
                                       .module = S_INIT("m:1"),
                                       .arch = S_INIT("x86_64"),
                                       .note = S_INIT("n")},
                                      {.space = S_INIT("debian:12"), .name = S_INIT("b")}};
    const struct adv_record r = {.id = S_INIT("GHSA-y"),
                                 .kind = ADV_MALWARE,
                                 .aliases = names,
                                 .n_aliases = 2,
                                 .related = names,
                                 .n_related = 1,
                                 .summary = S_INIT("s"),
                                 .details = S_INIT("d"),
                                 .refs = refs,
                                 .n_refs = 1,
                                 .cvss = cvss,
                                 .n_cvss = 1,
                                 .severity = ADV_SEV_CRITICAL,
                                 .cwe = S_INIT("CWE-79"),
                                 .published = SK_TIME_NONE,
                                 .modified = 1700000000000,
                                 .withdrawn = true,
                                 .affected = affected,
                                 .n_affected = 2};
    adv_record_encode(&b, &r);
    check_message("record", &b, decode_record);
}

static int decode_facts(struct str bytes, struct arena *a, struct sk_err *err)
{
    struct wire_in w = {.rest = bytes};
    struct adv_cve_fact cve;
    struct adv_eol_fact eol;
    struct adv_tag_fact tag;
    (void)a;
    adv_get_cve(&w, &cve);
    adv_get_eol(&w, &eol);
    adv_get_tag(&w, &tag);
    return w.bad ? sk_fail(err, SK_EFORMAT, "damaged") : 0;
}

TEST(wire_cut_facts)
{
    SK_BUF_SCRATCH(b, SK_MB);
    const struct adv_cve_fact cve = {.cve = S_INIT("CVE-2024-1000"),
                                     .kev = true,
                                     .kev_added = 1700000000000,
                                     .kev_due = SK_TIME_NONE,
                                     .epss = 0.97F,
                                     .epss_percentile = -1,
                                     .ssvc_exploitation = S_INIT("active"),
                                     .cvss = {S_INIT("CVSS:3.1/AV:N"), S_INIT("cna")}};
    const struct adv_eol_fact eol = {
        .product = S_INIT("debian"), .cycle = S_INIT("9"), .is_eol = true};
    const struct adv_tag_fact tag = {.image = S_INIT("debian"), .tag = S_INIT("9")};
    adv_put_cve(&b, &cve);
    adv_put_eol(&b, &eol);
    adv_put_tag(&b, &tag);
    check_message("facts", &b, decode_facts);
}
