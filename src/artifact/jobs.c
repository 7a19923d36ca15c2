#include "artifact/jobs.h"

#include "artifact/artifact.h"
#include "core/limits.h"
#include "core/val.h"

static int malformed(struct sk_err *err)
{
    return sk_fail(err, SK_EUSAGE, "malformed request");
}

// Request: size of the file. Descriptor 0: a tar. Reply: for each file its name, where its data is,
// its size and, for links, where they point.
int art_job_list(struct wk_call *c, struct sk_err *err)
{
    struct wire_in w = {.rest = c->request};
    uint64_t size = wire_u64(&w);
    if (w.bad || c->n_fds != 1)
        return malformed(err);
    struct tar_reader *t = tar_open(c->scratch, sk_stream_fd(c->scratch, c->fds[0], 0, size));
    struct tar_entry e;
    int r;
    while ((r = tar_next(t, &e, err)) > 0) {
        if (e.kind != TAR_FILE && e.kind != TAR_SYMLINK && e.kind != TAR_HARDLINK)
            continue;
        wire_put_str(c->reply, e.path);
        wire_put_u64(c->reply, e.data_off);
        wire_put_u64(c->reply, e.sparse ? 0 : e.size);
        wire_put_str(c->reply, e.link);
        wire_put_u64(c->reply, e.kind == TAR_HARDLINK);
    }
    tar_close(t);
    return r;
}

// Request: size of the file. Descriptor 0: a compressed file. Parts: its decoded bytes.
int art_job_unpack(struct wk_call *c, struct sk_err *err)
{
    struct wire_in w = {.rest = c->request};
    uint64_t size = wire_u64(&w);
    if (w.bad || c->n_fds != 1)
        return malformed(err);
    struct sk_stream *in, *raw = sk_stream_fd(c->scratch, c->fds[0], 0, size);
    enum sk_codec codec;
    struct str piece;
    int r = sk_stream_decode_auto(c->scratch, raw, NULL, &in, &codec, err);
    while (r == 0 && (r = sk_stream_next(in, &piece, err)) == 0 && piece.n)
        wk_emit(c, piece);
    sk_stream_close(in);
    return r;
}

// "library/x:1" is what docker save writes for x:1, with or without the registry in front.
static bool is_tag(const struct sk_val *tags, struct str want)
{
    for (SK_EACH(t, tags)) {
        struct str tag = sk_val_str(t);
        if (str_eq(tag, want) || (str_ends(tag, want) && str_at(tag, tag.n - want.n - 1) == '/') ||
            (!str_has_char(want, ':') && str_ends(tag, want) &&
             str_at(tag, tag.n - want.n - 1) == ':'))
            return true;
    }
    return false;
}

static int too_many(const struct sk_val *list, struct sk_err *err)
{
    SK_BUF_SCRATCH(all, 200);
    for (SK_EACH(v, list))
        for (SK_EACH(t, sk_val_get(v, S("RepoTags"))))
            sk_buf_fmt(&all, " " STR_FMT, STR_ARG(sk_val_str(t)));
    return sk_fail(err, SK_EUSAGE,
                   "several images in the archive; name one as FILE:TAG; there are" STR_FMT,
                   STR_ARG(sk_buf_str(&all)));
}

// Request: manifest.json of docker save, and the tag wanted (may be empty). Reply: name of the
// configuration, tag, names of the layers.
int art_job_docker(struct wk_call *c, struct sk_err *err)
{
    struct wire_in w = {.rest = c->request};
    struct str json = wire_str(&w), want = wire_str(&w);
    struct sk_doc doc;
    if (w.bad)
        return malformed(err);
    int r = sk_json_read(c->scratch, S("manifest.json"), json, &doc, err);
    if (r < 0)
        return r;
    const struct sk_val *chosen = NULL;
    for (SK_EACH(v, doc.root)) {
        if (want.n && !is_tag(sk_val_get(v, S("RepoTags")), want))
            continue;
        if (chosen)
            return too_many(doc.root, err);
        chosen = v;
    }
    const struct sk_val *layers = sk_val_get(chosen, S("Layers"));
    if (!chosen)
        return sk_fail(err, SK_EUSAGE, "no image '" STR_FMT "' in the archive", STR_ARG(want));
    if (sk_val_count(layers) > SK_MAX_LAYERS)
        return sk_fail(err, SK_ELIMIT, "more than %u layers", SK_MAX_LAYERS);
    wire_put_str(c->reply, sk_val_str(sk_val_get(chosen, S("Config"))));
    wire_put_str(c->reply, sk_val_str(sk_val_first(sk_val_get(chosen, S("RepoTags")))));
    wire_put_u64(c->reply, sk_val_count(layers));
    for (SK_EACH(l, layers))
        wire_put_str(c->reply, sk_val_str(l));
    return 0;
}

// ---- OCI ----

static bool is_image(const struct art_descriptor *d)
{
    return !d->artifact_type.n && !str_eq(d->platform.os, S("unknown"));
}

static bool named(const struct art_descriptor *d, struct str want)
{
    struct str tag, head;
    (void)str_cut_last(d->ref_name, ':', &head, &tag);
    return str_eq(d->ref_name, want) || str_eq(tag, want) || str_eq(d->digest, want);
}

static int no_match(const struct art_descriptor *d, size_t n, bool tags, struct sk_err *err)
{
    SK_BUF_SCRATCH(all, 180);
    for (size_t i = 0; i < n; i++) {
        if (tags)
            sk_buf_fmt(&all, " " STR_FMT, STR_ARG(d[i].ref_name.n ? d[i].ref_name : d[i].digest));
        else if (is_image(&d[i]))
            sk_buf_fmt(&all, " " STR_FMT "/" STR_FMT "%s" STR_FMT, STR_ARG(d[i].platform.os),
                       STR_ARG(d[i].platform.arch), d[i].platform.variant.n ? "/" : "",
                       STR_ARG(d[i].platform.variant));
    }
    return sk_fail(err, SK_EUSAGE, "%s; there are:" STR_FMT,
                   tags ? "which image? name one as TARGET:TAG or TARGET@DIGEST"
                        : "no image for this platform; choose one with --platform",
                   STR_ARG(sk_buf_str(&all)));
}

// Request: index.json or an image index, tag or digest wanted (may be empty), platform. Reply: digest,
// media type and size of the chosen manifest (or of a nested index), and its name.
int art_job_index(struct wk_call *c, struct sk_err *err)
{
    struct wire_in w = {.rest = c->request};
    struct str json = wire_str(&w), want = wire_str(&w);
    struct art_platform p = {wire_str(&w), wire_str(&w), wire_str(&w)};
    struct art_descriptor *d;
    size_t n, n_named = 0;
    if (w.bad)
        return malformed(err);
    int r = art_parse_index(c->scratch, json, &d, &n, err);
    if (r < 0)
        return r;
    const struct art_descriptor *chosen = NULL, *only = NULL;
    for (size_t i = 0; i < n; i++) {
        if ((want.n && !named(&d[i], want)) || !is_image(&d[i]))
            continue;
        n_named++;
        only = &d[i];
        if (!chosen && d[i].platform.arch.n && art_platform_match(&p, &d[i].platform))
            chosen = &d[i];
    }
    bool same = n_named > 1; // several tags of one image are one image
    for (size_t i = 0; i < n && same; i++)
        same = !is_image(&d[i]) || (want.n && !named(&d[i], want)) ||
               str_eq(d[i].digest, only->digest);
    if (!chosen && (n_named == 1 || same) && (!only->platform.arch.n || same))
        chosen = only;
    if (!chosen)
        return no_match(d, n, n_named == 0 || !only->platform.arch.n, err);
    wire_put_str(c->reply, chosen->digest);
    wire_put_str(c->reply, chosen->media_type);
    wire_put_u64(c->reply, chosen->size);
    wire_put_str(c->reply, chosen->ref_name);
    return 0;
}

// Request: a manifest, or an index where a manifest was expected (some registries give one). Reply: 1,
// digest of the configuration and its size, the image; or 0 for an index.
int art_job_manifest(struct wk_call *c, struct sk_err *err)
{
    struct wire_in w = {.rest = c->request};
    struct str json = wire_str(&w);
    struct art_image img = {0};
    struct art_descriptor config;
    struct sk_doc doc;
    if (w.bad)
        return malformed(err);
    int r = sk_json_read(c->scratch, S("manifest"), json, &doc, err);
    if (r < 0)
        return r;
    if (sk_val_get(doc.root, S("manifests"))) {
        wire_put_u64(c->reply, 0);
        return 0;
    }
    r = art_parse_manifest(c->scratch, json, &img, &config, err);
    if (r < 0)
        return r;
    wire_put_u64(c->reply, 1);
    wire_put_str(c->reply, config.digest);
    wire_put_u64(c->reply, config.size);
    art_image_encode(c->reply, &img);
    return 0;
}

// Request: the configuration, the image. Reply: the image, completed.
int art_job_config(struct wk_call *c, struct sk_err *err)
{
    struct wire_in w = {.rest = c->request};
    struct str json = wire_str(&w);
    struct art_image img;
    int r = art_image_decode(&w, c->scratch, &img, err);
    if (r == 0)
        r = art_parse_config(c->scratch, json, &img, err);
    if (r == 0)
        art_image_encode(c->reply, &img);
    return r;
}

// ---- registries ----

// `key="value"` or key=value of an authentication challenge (RFC 9110, 11.6.1).
static bool next_param(struct str *rest, struct str *key, struct str *value)
{
    *rest = str_trim_chars(str_trim(*rest), S(", "));
    if (!str_cut(*rest, '=', key, rest))
        return false;
    *key = str_trim(*key);
    if (str_take(rest, S("\"")))
        return str_cut(*rest, '"', value, rest);
    (void)str_cut(*rest, ',', value, rest);
    *value = str_trim(*value);
    return true;
}

// Request: a WWW-Authenticate header. Reply: whether it is Basic; realm, service, scope of Bearer.
int art_job_challenge(struct wk_call *c, struct sk_err *err)
{
    struct str rest = c->request, key, value, realm = {0}, service = {0}, scope = {0};
    bool basic = str_starts_nocase(rest, S("Basic"));
    if (!basic && !str_starts_nocase(rest, S("Bearer ")))
        return sk_fail(err, SK_EAUTH, "it wants an authentication that is not known: '" STR_FMT "'",
                       STR_ARG(rest));
    rest = str_skip(rest, 6);
    while (next_param(&rest, &key, &value)) {
        if (str_eq_nocase(key, S("realm")))
            realm = value;
        else if (str_eq_nocase(key, S("service")))
            service = value;
        else if (str_eq_nocase(key, S("scope")))
            scope = value;
    }
    if (!basic && !str_starts(realm, S("https://")) && !str_starts(realm, S("http://")))
        return sk_fail(err, SK_EAUTH, "it names no token service");
    wire_put_u64(c->reply, basic);
    wire_put_str(c->reply, realm);
    wire_put_str(c->reply, service);
    wire_put_str(c->reply, scope);
    return 0;
}

// Request: the answer of a token service. Reply: the token.
int art_job_token(struct wk_call *c, struct sk_err *err)
{
    struct sk_doc doc;
    int r = sk_json_read(c->scratch, S("token"), c->request, &doc, err);
    if (r < 0)
        return r;
    struct str token = sk_val_str(sk_val_get(doc.root, S("token")));
    if (!token.n)
        token = sk_val_str(sk_val_get(doc.root, S("access_token")));
    for (size_t i = 0; i < token.n; i++)
        if ((unsigned char)token.p[i] <= ' ' || (unsigned char)token.p[i] >= 0x7f)
            return sk_fail(err, SK_EAUTH, "the token service gave no usable token");
    if (!token.n)
        return sk_fail(err, SK_EAUTH, "the token service gave no token");
    wire_put_str(c->reply, token);
    return 0;
}
