#include "engine/secret/view.h"

#define SEC_VIEW(id, what) extern const struct sec_view sec_view_##id;
#include "engine/secret/views.def"
#undef SEC_VIEW

const struct sec_view *const sec_views[] = {
#define SEC_VIEW(id, what) &sec_view_##id,
#include "engine/secret/views.def"
#undef SEC_VIEW
    NULL,
};

const struct sec_view *sec_view_pick(struct str path, struct str head)
{
    for (const struct sec_view *const *v = sec_views; *v; v++)
        if ((*v)->want(path, head))
            return *v;
    return NULL;
}

const struct sec_view_piece *sec_view_at(const struct sec_view_out *out, size_t off)
{
    size_t lo = 0, hi = out->n;
    while (lo < hi) { // the last that begins at or before `off`
        size_t mid = lo + (hi - lo) / 2;
        if (out->pieces[mid].off <= off)
            lo = mid + 1;
        else
            hi = mid;
    }
    return lo ? &out->pieces[lo - 1] : NULL;
}

void sec_view_add(struct sec_view_out *out, uint32_t line, struct str label, struct str text)
{
    *VEC_PUSH(out->a, out->pieces, out->n, out->cap) =
        (struct sec_view_piece){out->text.n, line, label};
    sk_buf_add(&out->text, text);
}

void sec_view_end(struct sec_view_out *out)
{
    sk_buf_add_char(&out->text, '\n');
}

void sec_view_sensitive(struct sec_view_out *out, uint32_t line, struct str label, struct str name,
                        struct str value)
{
    if (!value.n)
        return;
    if (str_has_char(value, '\n') || str_has_char(value, '"')) { // a document of its own
        sec_view_add(out, line, label, value);
        sec_view_end(out);
        return;
    }
    sec_view_add(out, line, label, S("sensitive_value."));
    sk_buf_add(&out->text, name);
    sk_buf_add(&out->text, S(" = \""));
    sk_buf_add(&out->text, value);
    sk_buf_add(&out->text, S("\"\n"));
}

bool sec_is_secret_name(struct str name)
{
    static const char *const parts[] = {
        "password",    "passwd",      "passphrase", "secret",           "token",      "api_key",
        "apikey",      "private_key", "privatekey", "accesskey",        "access_key", "credential",
        "auth_string", "pwd",         "conn_str",   "connection_string"};
    static const char *const ends[] = {"_name",  "_id",      "_arn",    "_path",   "_file", "_url",
                                       "_type",  "_version", "_policy", "_length", "_at",   "_ttl",
                                       "_count", "enabled",  "_hash",   "_uri",    "name",  "_size",
                                       "ref",    "_expiry",  "_expires"};
    ARENA_SCRATCH(tmp);
    struct str low = str_replace_char(&tmp, str_lower(&tmp, name), '-', '_');
    for (size_t i = 0; i < COUNT_OF(ends); i++)
        if (str_ends(low, str_from(ends[i])))
            return false;
    for (size_t i = 0; i < COUNT_OF(parts); i++)
        if (str_has(low, str_from(parts[i])))
            return true;
    return false;
}
