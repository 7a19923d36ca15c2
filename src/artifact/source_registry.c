// Images in registries: OCI distribution-spec 1.1, Docker Registry HTTP API V2, token authentication.
// https://github.com/opencontainers/distribution-spec/blob/v1.1.0/spec.md
// https://distribution.github.io/distribution/spec/auth/token/
//
// This side talks; answers are parsed in workers (art_challenge, art_token and the manifest jobs).
#include "artifact/credentials.h"
#include "artifact/source_int.h"

#include "core/limits.h"
#include "core/time.h"
#include "net/net.h"

enum { TOKEN_MS = 120 * 1000 }; // tokens live for 300 s at some registries; a new one is cheap

struct registry {
    struct art_open *op;
    struct art_ref ref;
    struct str host; // that is spoken to: the registry or a mirror of it
    struct art_credentials cred;
    struct str header;    // "Authorization: ..."; empty = none
    bool plain;           // HTTP without TLS
    bool basic;           // header does not expire
    int64_t got_ms;       // when
    struct str challenge; // the last one, for new tokens
};

static const struct str accept_manifests = S_INIT(
    "Accept: application/vnd.oci.image.index.v1+json, application/vnd.oci.image.manifest.v1+json, "
    "application/vnd.docker.distribution.manifest.list.v2+json, "
    "application/vnd.docker.distribution.manifest.v2+json");

static struct str url_of(struct registry *r, const char *what, struct str name)
{
    struct str host = str_eq(r->host, S("docker.io")) ? S("registry-1.docker.io") : r->host;
    return str_fmt(r->op->perm, "%s://" STR_FMT "/v2/" STR_FMT "/%s/" STR_FMT,
                   r->plain ? "http" : "https", STR_ARG(host), STR_ARG(r->ref.repository), what,
                   STR_ARG(name));
}

// ---- authentication ----

struct challenge {
    bool basic;
    struct str realm, service, scope;
};

static int read_challenge(struct registry *r, struct str header, struct challenge *ret,
                          struct sk_err *err)
{
    struct str reply;
    int x = wk_call(r->op->pool, "art_challenge", header, NULL, 0, r->op->perm, &reply, err);
    if (x < 0)
        return x;
    struct wire_in w = {.rest = reply};
    *ret = (struct challenge){wire_bool(&w), wire_str(&w), wire_str(&w), wire_str(&w)};
    return w.bad ? sk_fail(err, SK_EFORMAT, "a worker gave a damaged answer") : 0;
}

static struct str percent(struct arena *a, struct str s)
{
    char *p = arena_new(a, char, s.n * 3 + 1);
    size_t n = 0;
    for (size_t i = 0; i < s.n; i++) {
        unsigned char c = (unsigned char)s.p[i];
        if (ch_is_alnum(c) || str_has_char(S("-._~"), (char)c)) {
            p[n++] = (char)c;
        } else {
            p[n++] = '%';
            p[n++] = "0123456789ABCDEF"[c >> 4];
            p[n++] = "0123456789ABCDEF"[c & 15];
        }
    }
    return (struct str){p, n};
}

static struct str query(struct registry *r, const struct challenge *c, const char *start)
{
    struct arena *a = r->op->perm;
    struct str scope = c->scope.n
                           ? c->scope
                           : str_fmt(a, "repository:" STR_FMT ":pull", STR_ARG(r->ref.repository));
    struct str q = str_fmt(a, "%sscope=" STR_FMT, start, STR_ARG(percent(a, scope)));
    return c->service.n
               ? str_join(a, q, str_fmt(a, "&service=" STR_FMT, STR_ARG(percent(a, c->service))))
               : q;
}

// GET with basic credentials, or none; an identity token is exchanged by POST (OAuth2).
static int fetch_token(struct registry *r, const struct challenge *c, struct sk_err *err)
{
    struct arena *a = r->op->perm;
    struct net_request q = {.plain_http = r->plain, .max_bytes = SK_MB};
    struct net_answer answer;
    struct str reply;
    if (r->cred.identity_token.n) {
        q.method = S("POST");
        q.url = c->realm;
        q.body = str_join(a, query(r, c, "grant_type=refresh_token&client_id=sekisho&"),
                          str_join(a, S("&refresh_token="), percent(a, r->cred.identity_token)));
    } else {
        q.url = str_join(a, c->realm, query(r, c, str_has_char(c->realm, '?') ? "&" : "?"));
        q.user = r->cred.user;
        q.password = r->cred.password;
    }
    int x = net_get(a, r->op->o->net, &q, &answer, err);
    if (x < 0)
        return x;
    if (answer.status != 200)
        return sk_fail(
            err, SK_EAUTH, "the token service of " STR_FMT " answered with HTTP status %d%s",
            STR_ARG(r->host), answer.status, r->cred.user.n ? "" : "; log in first (docker login)");
    x = wk_call(r->op->pool, "art_token", answer.body, NULL, 0, a, &reply, err);
    if (x < 0)
        return x;
    struct wire_in w = {.rest = reply};
    r->header = str_join(a, S("Authorization: Bearer "), wire_str(&w));
    r->got_ms = sk_mono_ms();
    return w.bad ? sk_fail(err, SK_EFORMAT, "a worker gave a damaged answer") : 0;
}

static int authenticate(struct registry *r, struct str header, struct sk_err *err)
{
    struct challenge c;
    struct arena *a = r->op->perm;
    int x = read_challenge(r, header, &c, err);
    if (x < 0)
        return x;
    r->challenge = header;
    if (!c.basic)
        return fetch_token(r, &c, err);
    if (!r->cred.user.n)
        return sk_fail(err, SK_EAUTH, STR_FMT " wants a login: docker login " STR_FMT,
                       STR_ARG(r->host), STR_ARG(r->host));
    struct str pair = str_join(a, str_join(a, r->cred.user, S(":")), r->cred.password);
    r->header = str_join(a, S("Authorization: Basic "), sk_base64(a, pair));
    r->basic = true;
    return 0;
}

// ---- documents ----

static int ask(struct registry *r, struct str url, struct str accept, struct net_answer *ret,
               struct sk_err *err)
{
    for (int tries = 0; tries < 2; tries++) {
        struct str headers[2];
        size_t n = 0;
        if (accept.n)
            headers[n++] = accept;
        if (r->header.n)
            headers[n++] = r->header;
        const struct net_request q = {.url = url,
                                      .headers = headers,
                                      .n_headers = n,
                                      .max_bytes = SK_MAX_CONFIG_BYTES,
                                      .plain_http = r->plain};
        int x = net_get(r->op->perm, r->op->o->net, &q, ret, err);
        if (x < 0 || ret->status != 401 || tries == 1)
            return x;
        x = authenticate(r, ret->authenticate, err);
        if (x < 0)
            return x;
    }
    return 0;
}

static int check_status(struct registry *r, const struct net_answer *a, const char *what,
                        struct sk_err *err)
{
    if (a->status == 200)
        return 0;
    if (a->status == 404)
        return sk_fail(err, SK_ENOENT, STR_FMT " has no such %s", STR_ARG(r->host), what);
    if (a->status == 401 || a->status == 403)
        return sk_fail(err, SK_EAUTH, STR_FMT " refuses access (HTTP %d): docker login " STR_FMT,
                       STR_ARG(r->host), a->status, STR_ARG(r->host));
    return sk_fail(err, SK_EIO, STR_FMT " answered with HTTP status %d", STR_ARG(r->host),
                   a->status);
}

// A configuration is a blob, manifests are manifests; which one is asked for is not said here, and a
// registry answers 404 for the wrong one.
static int document(void *ctx, struct str digest, uint64_t size, struct str *ret,
                    struct sk_err *err)
{
    struct registry *r = ctx;
    struct net_answer a;
    (void)size;
    int x = ask(r, url_of(r, "manifests", digest), accept_manifests, &a, err);
    if (x == 0 && a.status != 200)
        x = ask(r, url_of(r, "blobs", digest), S(""), &a, err);
    if (x == 0)
        x = check_status(r, &a, "document", err);
    *ret = a.body;
    return x;
}

static int blob_document(void *ctx, struct str digest, uint64_t size, struct str *ret,
                         struct sk_err *err)
{
    struct registry *r = ctx;
    struct net_answer a;
    (void)size;
    int x = ask(r, url_of(r, "blobs", digest), S(""), &a, err);
    if (x == 0 && a.status == 404)
        return document(ctx, digest, size, ret, err);
    if (x == 0)
        x = check_status(r, &a, "blob", err);
    *ret = a.body;
    return x;
}

static int layer(void *ctx, const struct art_layer *l, struct art_bytes *ret, struct sk_err *err)
{
    struct registry *r = ctx;
    struct net_fetch *fetch;
    if (r->header.n && !r->basic && sk_mono_ms() - r->got_ms > TOKEN_MS) {
        int x = authenticate(r, r->challenge, err);
        if (x < 0)
            return x;
    }
    const struct net_request q = {
        .url = url_of(r, "blobs", l->digest),
        .headers = &r->header,
        .n_headers = r->header.n > 0,
        .max_bytes = l->size ? l->size : SK_MAX_LAYER_BYTES,
        .plain_http = r->plain,
    };
    int x = net_fetch_start(r->op->perm, r->op->o->net, &q, &ret->fd, &fetch, err);
    ret->off = SK_STREAM_PIPE;
    ret->len = q.max_bytes;
    ret->fetch = fetch;
    return x;
}

static int layer_done(void *ctx, struct art_bytes *b, struct sk_err *err)
{
    (void)ctx;
    struct net_fetch *f = b->fetch;
    b->fetch = NULL;
    return f ? net_fetch_done(f, err) : 0;
}

// ---- opening ----

static int open_at(struct registry *r, struct art_source *s, struct art_image *img,
                   struct sk_err *err)
{
    struct net_answer a;
    struct str name = r->ref.digest.n ? r->ref.digest : r->ref.tag;
    int x = ask(r, url_of(r, "manifests", name), accept_manifests, &a, err);
    if (x == 0)
        x = check_status(r, &a, "image", err);
    if (x == 0 && r->ref.digest.n)
        x = art_check_digest(a.body, r->ref.digest, "the manifest", err);
    if (x < 0)
        return x;
    struct sk_digest d = sk_sha256(a.body);
    return art_image_from_manifest(r->op, s, a.body, sk_digest_text(r->op->perm, &d), img, err);
}

// The mirrors of the registry in their order, then the registry itself.
static int try_hosts(struct registry *r, struct art_source *s, struct art_image *img,
                     struct sk_err *err)
{
    const struct art_open_options *o = r->op->o;
    for (size_t i = 0; i < o->n_mirrors; i++) {
        struct str of, mirror;
        if (!str_cut(o->mirrors[i], '=', &of, &mirror) || !str_eq(of, r->ref.registry))
            continue;
        r->plain = str_take(&mirror, S("http://")) || o->plain_http;
        (void)str_take(&mirror, S("https://"));
        if (str_ends(mirror, S("/")))
            mirror.n--;
        r->host = mirror;
        r->header = (struct str){0};
        r->cred = (struct art_credentials){0};
        if (art_credentials_find(r->op->perm, &o->docker, mirror, &r->cred, err) == 0 &&
            open_at(r, s, img, err) == 0)
            return 0;
    }
    r->plain = o->plain_http;
    r->host = r->ref.registry;
    r->header = (struct str){0};
    int x = art_credentials_find(r->op->perm, &o->docker, r->host, &r->cred, err);
    return x < 0 ? x : open_at(r, s, img, err);
}

int art_source_registry(struct art_open *op, struct str ref, struct art_opened *ret,
                        struct sk_err *err)
{
    struct registry *r = arena_new(op->perm, struct registry, 1);
    struct art_source *s = arena_new(op->perm, struct art_source, 1);
    struct art_open *own = arena_new(op->perm, struct art_open, 1);
    *own = *op; // lives as long as the image is open
    *r = (struct registry){.op = own};
    *s = (struct art_source){r, blob_document, layer, layer_done, NULL};
    int x = art_ref_parse(op->perm, ref, &r->ref, err);
    if (x == 0)
        x = try_hosts(r, s, &ret->image, err);
    if (x < 0)
        return x;
    ret->image.source = S("registry");
    ret->image.ref = art_ref_text(op->perm, &r->ref);
    ret->source = s;
    return 0;
}
