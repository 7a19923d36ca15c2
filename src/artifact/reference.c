// Image references and platforms. https://github.com/distribution/reference (grammar in reference.go)
#include "artifact/artifact.h"

#include "core/limits.h"

static bool is_host(struct str s)
{
    return str_has_char(s, '.') || str_has_char(s, ':') || str_eq(s, S("localhost")) ||
           str_starts(s, S("["));
}

static bool component_ok(struct str s)
{
    bool edge = true; // separators stand between letters or digits
    for (size_t i = 0; i < s.n; i++) {
        char c = s.p[i];
        bool alnum = ch_is_digit(c) || (c >= 'a' && c <= 'z');
        if (!alnum && (edge || !str_has_char(S("._-"), c)))
            return false;
        edge = !alnum && c == '.';
    }
    return s.n > 0 && !str_has_char(S("._-"), s.p[s.n - 1]);
}

static bool repository_ok(struct str s)
{
    struct str part;
    if (s.n > 255)
        return false;
    while (str_next_field(&s, '/', &part))
        if (!component_ok(part))
            return false;
    return true;
}

static bool tag_ok(struct str s)
{
    for (size_t i = 0; i < s.n; i++) {
        unsigned char c = (unsigned char)s.p[i];
        if (!ch_is_alnum(c) && c != '_' && (i == 0 || (c != '.' && c != '-')))
            return false;
    }
    return s.n > 0 && s.n <= 128;
}

static bool host_ok(struct str s)
{
    for (size_t i = 0; i < s.n; i++)
        if (!ch_is_alnum((unsigned char)s.p[i]) && !str_has_char(S(".-:[]"), s.p[i]))
            return false;
    return s.n > 0 && s.n < 256;
}

int art_ref_parse(struct arena *a, struct str s, struct art_ref *ret, struct sk_err *err)
{
    struct str whole = s, rest, tag;
    *ret = (struct art_ref){0};
    struct sk_digest d;
    if (str_cut(s, '@', &s, &ret->digest) && !sk_digest_parse(ret->digest, &d))
        return sk_fail(err, SK_EUSAGE, "'" STR_FMT "': what follows '@' is not a digest",
                       STR_ARG(whole));
    ptrdiff_t slash = str_rfind_char(s, '/'), colon = str_rfind_char(s, ':');
    if (colon > slash) {
        tag = str_skip(s, (size_t)colon + 1);
        s = str_head(s, (size_t)colon);
        if (!tag_ok(tag))
            return sk_fail(err, SK_EUSAGE, "'" STR_FMT "': '" STR_FMT "' is not a tag",
                           STR_ARG(whole), STR_ARG(tag));
        ret->tag = tag;
    }
    struct str host;
    if (str_cut(s, '/', &host, &rest) && is_host(host)) {
        ret->registry = host;
        ret->repository = rest;
    } else {
        ret->registry = S("docker.io");
        ret->repository = s;
    }
    if (str_eq(ret->registry, S("index.docker.io")))
        ret->registry = S("docker.io");
    if (str_eq(ret->registry, S("docker.io")) && !str_has_char(ret->repository, '/'))
        ret->repository = str_join(a, S("library/"), ret->repository);
    if (!host_ok(ret->registry) || !repository_ok(ret->repository))
        return sk_fail(err, SK_EUSAGE, "'" STR_FMT "' is not an image reference", STR_ARG(whole));
    if (!ret->tag.n && !ret->digest.n)
        ret->tag = S("latest");
    return 0;
}

struct str art_ref_text(struct arena *a, const struct art_ref *r)
{
    struct str t = str_join(a, str_join(a, r->registry, S("/")), r->repository);
    if (r->tag.n)
        t = str_join(a, str_join(a, t, S(":")), r->tag);
    if (r->digest.n)
        t = str_join(a, str_join(a, t, S("@")), r->digest);
    return t;
}

int art_platform_parse(struct str s, struct art_platform *ret, struct sk_err *err)
{
    struct str rest;
    *ret = (struct art_platform){0};
    bool two = str_cut(s, '/', &ret->os, &rest);
    (void)str_cut(rest, '/', &ret->arch, &ret->variant);
    if (!two || !ret->os.n || !ret->arch.n)
        return sk_fail(err, SK_EUSAGE, "'" STR_FMT "' is not a platform: OS/ARCH, like linux/arm64",
                       STR_ARG(s));
    if (str_eq(ret->arch, S("x86_64")))
        ret->arch = S("amd64");
    if (str_eq(ret->arch, S("aarch64")))
        ret->arch = S("arm64");
    return 0;
}

bool art_platform_match(const struct art_platform *want, const struct art_platform *have)
{
    struct str variant = have->variant;
    if (str_eq(have->arch, S("arm64")) && !variant.n)
        variant = S("v8");
    return str_eq(want->os, have->os) && str_eq(want->arch, have->arch) &&
           (!want->variant.n || str_eq(want->variant, variant));
}
