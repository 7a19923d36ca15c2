// Builtins: JSON Web Tokens (RFC 7519), signed (RFC 7515).
#include "core/hash.h"
#include "engine/rego/keys.h"

struct token {
    struct str head_text, signed_text, signature;
    const struct rego_val *header, *payload;
};

static bool read_token(struct rego_call *c, struct str s, struct token *t)
{
    struct str head, body, sig, raw;
    struct sk_err err = {0};
    *t = (struct token){0};
    if (!str_cut(s, '.', &head, &body) || !str_cut(body, '.', &body, &sig) ||
        str_has_char(sig, '.')) {
        rego_call_fail(c, "encoded JWT must have 3 sections");
        return false;
    }
    t->signed_text = str_head(s, head.n + 1 + body.n);
    if (!rego_unbase64(c->a, head, true, false, &raw) ||
        rego_from_json(c->a, raw, &t->header, &err) < 0 || t->header->kind != REGO_OBJECT) {
        rego_call_fail(c, "JWT header had invalid encoding");
        return false;
    }
    if (!rego_unbase64(c->a, sig, true, false, &t->signature)) {
        rego_call_fail(c, "JWT signature had invalid encoding");
        return false;
    }
    if (!rego_unbase64(c->a, body, true, false, &raw)) {
        rego_call_fail(c, "JWT payload had invalid encoding");
        return false;
    }
    if (rego_get_str(t->header, S("enc"))) {
        rego_call_fail(c, "JWT is a JWE object, which is not supported");
        return false;
    }
    t->head_text = raw; // of the payload, for nested tokens
    return true;
}

// The payload: JSON, or another token inside (cty "JWT").
static bool is_nested(const struct token *t)
{
    return str_eq_nocase(rego_val_str(rego_get_str(t->header, S("cty"))), S("JWT"));
}

static bool read_payload(struct rego_call *c, struct token *t)
{
    struct sk_err err = {0};
    if (rego_from_json(c->a, t->head_text, &t->payload, &err) == 0)
        return true;
    rego_call_fail(c, "JWT payload had invalid encoding: %s", err.msg);
    return false;
}

BI(jwt_decode)
{
    struct token t;
    struct str s = bi_str(args[0]);
    for (int depth = 0;; depth++) {
        if (!read_token(c, s, &t))
            return NULL;
        if (!is_nested(&t) || depth == 10)
            break;
        s = t.head_text;
        if (str_starts(s, S("\"")) && str_ends(s, S("\"")))
            s = str_sub(s, 1, s.n - 2);
    }
    if (!read_payload(c, &t))
        return NULL;
    if (t.payload->kind != REGO_OBJECT)
        return rego_call_fail(c, "JWT payload must be an object");
    const struct rego_val *v[] = {t.header, t.payload, rego_str(c->a, sk_hex(c->a, t.signature))};
    return rego_array(c->a, v, 3);
}

// Does any key in a PEM text or JWK (set) verify the token? -1: there is no key.
static int verify_with(struct rego_call *c, const struct rego_alg *alg, struct str keys,
                       const struct token *t)
{
    const struct rego_val *set, *list = NULL;
    struct str kid = rego_val_str(rego_get_str(t->header, S("kid")));
    EVP_PKEY *key = rego_key_pem(keys);
    int r = -1;
    if (key) {
        r = rego_verify(c->a, alg, key, t->signed_text, t->signature);
        EVP_PKEY_free(key);
        return r;
    }
    if (rego_from_json(c->a, keys, &set, NULL) < 0 || set->kind != REGO_OBJECT)
        return -1;
    list = rego_get_str(set, S("keys"));
    size_t n = list && list->kind == REGO_ARRAY ? list->n : 1;
    bool by_kid = false;
    for (size_t i = 0; list && i < n && kid.n; i++)
        by_kid |= str_eq(rego_val_str(rego_get_str(list->items[i], S("kid"))), kid);
    for (size_t i = 0; i < n && r != 1; i++) {
        const struct rego_val *jwk = list && list->kind == REGO_ARRAY ? list->items[i] : set;
        if (by_kid && !str_eq(rego_val_str(rego_get_str(jwk, S("kid"))), kid))
            continue;
        key = rego_key_jwk(c->a, jwk);
        if (!key)
            continue;
        r = rego_verify(c->a, alg, key, t->signed_text, t->signature);
        EVP_PKEY_free(key);
    }
    return r;
}

static rego_ret verify(struct rego_call *c, const struct rego_val **args, const char *name)
{
    struct token t;
    const struct rego_alg *alg = rego_alg(str_from(name));
    if (!read_token(c, bi_str(args[0]), &t))
        return NULL;
    if (alg->kind == ALG_HS) {
        struct str mac = rego_hmac(c->a, alg->md(), bi_str(args[1]), t.signed_text);
        return rego_bool(str_eq(mac, t.signature));
    }
    int r = verify_with(c, alg, bi_str(args[1]), &t);
    return r < 0 ? rego_call_fail(c, "failed to parse a PEM key or JWK") : rego_bool(r);
}

#define VERIFY(id, name)                                                                           \
    BI(id)                                                                                         \
    {                                                                                              \
        return verify(c, args, name);                                                              \
    }
VERIFY(jwt_hs256, "HS256")
VERIFY(jwt_hs384, "HS384")
VERIFY(jwt_hs512, "HS512")
VERIFY(jwt_rs256, "RS256")
VERIFY(jwt_rs384, "RS384")
VERIFY(jwt_rs512, "RS512")
VERIFY(jwt_ps256, "PS256")
VERIFY(jwt_ps384, "PS384")
VERIFY(jwt_ps512, "PS512")
VERIFY(jwt_es256, "ES256")
VERIFY(jwt_es384, "ES384")
VERIFY(jwt_es512, "ES512")

struct constraints {
    struct str cert, secret, alg, iss, aud;
    bool has_cert, has_secret, has_alg, has_iss, has_aud;
    long double time_ns;
};

static bool read_constraints(struct rego_call *c, const struct rego_val *o, struct constraints *k)
{
    *k = (struct constraints){.time_ns = (long double)c->now_ns};
    const struct {
        const char *name;
        struct str *to;
        bool *has;
    } strings[] = {{"cert", &k->cert, &k->has_cert},
                   {"secret", &k->secret, &k->has_secret},
                   {"alg", &k->alg, &k->has_alg},
                   {"iss", &k->iss, &k->has_iss},
                   {"aud", &k->aud, &k->has_aud}};
    for (size_t i = 0; i < o->n; i++) {
        struct str key = rego_val_str(rego_key_at(o, i));
        const struct rego_val *v = rego_val_at(o, i);
        size_t n = 0;
        while (n < COUNT_OF(strings) && !str_eq(key, str_from(strings[n].name)))
            n++;
        if (n < COUNT_OF(strings)) {
            if (v->kind != REGO_STRING) {
                rego_call_fail(c, "%s constraint: must be a string", strings[n].name);
                return false;
            }
            *strings[n].to = bi_str(v);
            *strings[n].has = true;
        } else if (str_eq(key, S("time")) && v->kind == REGO_NUMBER) {
            k->time_ns = rego_num_ld(v);
        } else {
            rego_call_fail(c, "unknown or invalid token validation constraint: " STR_FMT,
                           STR_ARG(key));
            return false;
        }
    }
    if (k->has_cert == k->has_secret) {
        rego_call_fail(c, k->has_cert ? "duplicate key constraints" : "no key constraint");
        return false;
    }
    return true;
}

static bool audience_ok(const struct constraints *k, const struct rego_val *payload)
{
    const struct rego_val *aud = rego_get_str(payload, S("aud"));
    if (!aud || !k->has_aud)
        return !aud == !k->has_aud;
    if (aud->kind == REGO_STRING)
        return str_eq(bi_str(aud), k->aud);
    for (size_t i = 0; aud->kind == REGO_ARRAY && i < aud->n; i++)
        if (str_eq(rego_val_str(aud->items[i]), k->aud))
            return true;
    return false;
}

static bool time_ok(const struct constraints *k, const struct rego_val *payload)
{
    const struct rego_val *exp = rego_get_str(payload, S("exp"));
    const struct rego_val *nbf = rego_get_str(payload, S("nbf"));
    if (exp && (exp->kind != REGO_NUMBER || k->time_ns >= rego_num_ld(exp) * 1e9L))
        return false;
    return !nbf || (nbf->kind == REGO_NUMBER && k->time_ns >= rego_num_ld(nbf) * 1e9L);
}

BI(jwt_decode_verify)
{
    struct constraints k;
    struct token t;
    const struct rego_val *none = rego_object(c->a, NULL, NULL, 0);
    const struct rego_val *bad[] = {&rego_false, none, none};
    struct str s = bi_str(args[0]);
    if (!read_constraints(c, args[1], &k))
        return NULL;
    for (int depth = 0;; depth++) {
        if (!read_token(c, s, &t))
            return NULL;
        struct str name = rego_val_str(rego_get_str(t.header, S("alg")));
        const struct rego_alg *alg = rego_alg(name);
        if (!alg || (k.has_alg && !str_eq(k.alg, name)) || (alg->kind == ALG_HS) != k.has_secret ||
            rego_get_str(t.header, S("crit")))
            return rego_array(c->a, bad, 3);
        bool ok = alg->kind == ALG_HS
                      ? str_eq(rego_hmac(c->a, alg->md(), k.secret, t.signed_text), t.signature)
                      : verify_with(c, alg, k.cert, &t) == 1;
        if (!ok)
            return rego_array(c->a, bad, 3);
        if (!is_nested(&t) || depth == 10)
            break;
        s = t.head_text;
    }
    if (!read_payload(c, &t))
        return NULL;
    struct str iss = rego_val_str(rego_get_str(t.payload, S("iss")));
    const struct rego_val *exp = rego_get_str(t.payload, S("exp"));
    const struct rego_val *nbf = rego_get_str(t.payload, S("nbf"));
    if ((exp && exp->kind != REGO_NUMBER) || (nbf && nbf->kind != REGO_NUMBER))
        return rego_call_fail(c, "exp and nbf must be numbers");
    if ((k.has_iss && !str_eq(iss, k.iss)) || !audience_ok(&k, t.payload) ||
        !time_ok(&k, t.payload))
        return rego_array(c->a, bad, 3);
    const struct rego_val *good[] = {&rego_true, t.header, t.payload};
    return rego_array(c->a, good, 3);
}

static rego_ret sign(struct rego_call *c, struct str header, struct str payload,
                     const struct rego_val *jwk)
{
    const struct rego_val *h;
    struct sk_err err = {0};
    struct str sig, raw;
    if (rego_from_json(c->a, header, &h, &err) < 0 || h->kind != REGO_OBJECT)
        return rego_call_fail(c, "invalid header: %s", err.msg);
    const struct rego_alg *alg = rego_alg(rego_val_str(rego_get_str(h, S("alg"))));
    if (!alg)
        return rego_call_fail(c, "unknown signature algorithm");
    struct str typ = rego_val_str(rego_get_str(h, S("typ")));
    const struct rego_val *p;
    if ((!typ.n || str_eq(typ, S("JWT"))) && rego_from_json(c->a, payload, &p, &err) < 0)
        return rego_call_fail(c, "type is JWT but payload is not JSON");
    struct str text = str_fmt(c->a, "%s.%s", rego_base64(c->a, header, true, false).p,
                              rego_base64(c->a, payload, true, false).p);
    if (alg->kind == ALG_HS) {
        if (!str_eq(rego_val_str(rego_get_str(jwk, S("kty"))), S("oct")) ||
            !rego_unbase64(c->a, rego_val_str(rego_get_str(jwk, S("k"))), true, false, &raw))
            return rego_call_fail(c, "failed to get a symmetric key from the JWK");
        sig = rego_hmac(c->a, alg->md(), raw, text);
    } else {
        EVP_PKEY *key = rego_get_str(jwk, S("d")) ? rego_key_jwk(c->a, jwk) : NULL;
        bool ok = key && rego_sign(c->a, alg, key, text, &sig);
        EVP_PKEY_free(key);
        if (!ok)
            return rego_call_fail(c, "failed to sign with the JWK");
    }
    return rego_str(c->a, str_fmt(c->a, "%s.%s", text.p, rego_base64(c->a, sig, true, false).p));
}

BI(jwt_encode_sign)
{
    return sign(c, rego_json_of(c->a, args[0], 0), rego_json_of(c->a, args[1], 0), args[2]);
}

BI(jwt_encode_sign_raw)
{
    const struct rego_val *jwk;
    struct sk_err err = {0};
    if (rego_from_json(c->a, bi_str(args[2]), &jwk, &err) < 0 || jwk->kind != REGO_OBJECT)
        return rego_call_fail(c, "invalid JWK: %s", err.msg);
    return sign(c, bi_str(args[0]), bi_str(args[1]), jwk);
}
