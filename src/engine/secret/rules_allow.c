// Allowlists: reading them, and judging by them.
#include "engine/secret/secret_int.h"

#include <string.h>

enum { MAX_STRINGS = 100000 };

const struct sk_val *sec_get(const struct sk_val *object, const char *key)
{
    const struct sk_val *found = NULL;
    if (sk_val_is(object, SK_OBJECT))
        for (SK_EACH(v, object))
            if (str_eq_nocase(sk_val_key(v), str_from(key)))
                found = v;
    return found;
}

int sec_strings(struct arena *a, const struct sk_val *v, bool lower, struct str **ret,
                size_t *ret_n, struct sk_err *err)
{
    *ret = NULL;
    *ret_n = 0;
    if (!v)
        return 0;
    if (!sk_val_is(v, SK_ARRAY))
        return sk_fail(err, SK_EFORMAT, "a list of strings is wanted");
    size_t n = sk_val_count(v);
    if (n > MAX_STRINGS)
        return sk_fail(err, SK_ELIMIT, "a list of more than %d strings", MAX_STRINGS);
    *ret = arena_new(a, struct str, n ? n : 1);
    for (SK_EACH(item, v)) {
        if (!sk_val_is(item, SK_STRING))
            return sk_fail(err, SK_EFORMAT, "a list of strings is wanted");
        struct str s = sk_val_str(item);
        (*ret)[(*ret_n)++] = lower ? str_lower(a, s) : s;
    }
    return 0;
}

static int read_regexes(struct arena *a, const struct sk_val *v, bool jit, struct sec_regex **ret,
                        size_t *ret_n, struct sk_err *err)
{
    struct str *s;
    int r = sec_strings(a, v, false, &s, ret_n, err);
    if (r < 0)
        return r;
    *ret = arena_new(a, struct sec_regex, *ret_n ? *ret_n : 1);
    for (size_t i = 0; i < *ret_n && r == 0; i++)
        r = sec_regex_compile(a, s[i], jit, &(*ret)[i], NULL, err);
    return r;
}

int sec_allow_read(struct arena *a, const struct sk_val *v, bool jit, struct sec_allows *to,
                   struct sk_err *err)
{
    struct sec_allow l = {0};
    struct str condition = sk_val_str(sec_get(v, "condition"));
    struct str target = sk_val_str(sec_get(v, "regexTarget"));
    if (!sk_val_is(v, SK_OBJECT))
        return sk_fail(err, SK_EFORMAT, "an allowlist is a table");
    if (str_eq_nocase(condition, S("AND")) || str_eq(condition, S("&&")))
        l.all = true;
    else if (condition.n && !str_eq_nocase(condition, S("OR")) && !str_eq(condition, S("||")))
        return sk_fail(err, SK_EFORMAT, "allowlist condition '" STR_FMT "' is neither AND nor OR",
                       STR_ARG(condition));
    if (str_eq(target, S("match")))
        l.target = SEC_T_MATCH;
    else if (str_eq(target, S("line")))
        l.target = SEC_T_LINE;
    else if (target.n && !str_eq(target, S("secret")))
        return sk_fail(err, SK_EFORMAT, "allowlist regexTarget '" STR_FMT "' is unknown",
                       STR_ARG(target));
    int r = sec_strings(a, sec_get(v, "commits"), true, &l.commits, &l.n_commits, err);
    if (r == 0)
        r = sec_strings(a, sec_get(v, "stopwords"), true, &l.stopwords, &l.n_stopwords, err);
    if (r == 0)
        r = read_regexes(a, sec_get(v, "paths"), jit, &l.paths, &l.n_paths, err);
    if (r == 0)
        r = read_regexes(a, sec_get(v, "regexes"), jit, &l.regexes, &l.n_regexes, err);
    if (r < 0)
        return sk_wrap(err, r, "allowlist");
    if (!l.n_commits && !l.n_stopwords && !l.n_paths && !l.n_regexes)
        return sk_fail(err, SK_EFORMAT,
                       "an allowlist without commits, paths, regexes and stopwords");
    *VEC_PUSH(a, to->items, to->n, to->cap) = l;
    return 0;
}

static bool any_regex(const struct sec_rules *r, const struct sec_regex *re, size_t n,
                      struct str text, pcre2_match_data *md)
{
    for (size_t i = 0; i < n; i++)
        if (sec_regex_has(r, &re[i], text, md))
            return true;
    return false;
}

static bool commit_of(const struct sec_allow *l, struct str commit)
{
    for (size_t i = 0; i < l->n_commits && commit.n; i++)
        if (str_eq_nocase(l->commits[i], commit))
            return true;
    return false;
}

static bool path_of(const struct sec_rules *r, const struct sec_allow *l, struct str path,
                    pcre2_match_data *md)
{
    return path.n && any_regex(r, l->paths, l->n_paths, path, md);
}

bool sec_allows_file(const struct sec_rules *r, const struct sec_allows *list,
                     const struct sec_about *f, pcre2_match_data *md)
{
    for (size_t i = 0; i < list->n; i++) {
        const struct sec_allow *l = &list->items[i];
        bool commit = commit_of(l, f->commit), path = path_of(r, l, f->path, md);
        if (!l->all) {
            if (commit || path)
                return true;
            continue;
        }
        if (l->n_regexes || l->n_stopwords)
            continue; // to be judged with the finding
        if ((!l->n_commits || commit) && (!l->n_paths || path))
            return true;
    }
    return false;
}

static bool stopword(const struct sec_allow *l, struct str secret)
{
    ARENA_SCRATCH(tmp);
    if (!l->n_stopwords)
        return false;
    struct str low = str_lower(&tmp, secret);
    for (size_t i = 0; i < l->n_stopwords; i++)
        if (str_has(low, l->stopwords[i]))
            return true;
    return false;
}

bool sec_allows_finding(const struct sec_rules *r, const struct sec_allows *list,
                        const struct sec_about *f, pcre2_match_data *md)
{
    for (size_t i = 0; i < list->n; i++) {
        const struct sec_allow *l = &list->items[i];
        struct str target = l->target == SEC_T_MATCH  ? f->match
                            : l->target == SEC_T_LINE ? f->line
                                                      : f->secret;
        bool regex = any_regex(r, l->regexes, l->n_regexes, target, md);
        bool word = stopword(l, f->secret);
        if (!l->all) {
            if (regex || word)
                return true;
            continue;
        }
        if ((!l->n_regexes || regex) && (!l->n_stopwords || word) &&
            (!l->n_commits || commit_of(l, f->commit)) &&
            (!l->n_paths || path_of(r, l, f->path, md)))
            return true;
    }
    return false;
}
