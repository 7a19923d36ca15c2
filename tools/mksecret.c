// mksecret RULES.toml DATABASE - run by make: every built-in rule in one Hyperscan database, for any
// processor of this architecture. Expression i is rule i of those with an expression.
#include "core/file.h"
#include "core/limits.h"
#include "engine/secret/secret_int.h"

#include <hs/hs.h>
#include <stdio.h>
#include <stdlib.h>

static int make_database(struct arena *a, const struct sec_rules *set, const char *to)
{
    const char **patterns = arena_new(a, const char *, set->n);
    unsigned *flags = arena_new(a, unsigned, set->n), *ids = arena_new(a, unsigned, set->n), n = 0;
    for (size_t i = 0; i < set->n; i++) {
        const struct sec_rule_int *r = &set->rules[i];
        if (!r->regex.code)
            continue;
        SK_BUF_SCRATCH(b, SK_MB);
        sec_re_emit(&b, sec_re_without_lead(a, r->tree), true);
        patterns[n] = str_to_c(a, sk_buf_str(&b));
        flags[n] = HS_FLAG_ALLOWEMPTY;
        ids[n] = n;
        n++;
    }
    const hs_platform_info_t any = {0};
    hs_database_t *db;
    hs_compile_error_t *why;
    if (hs_compile_multi(patterns, flags, ids, n, HS_MODE_BLOCK, &any, &db, &why) != HS_SUCCESS) {
        fprintf(stderr, "mksecret: %s: %s\n", why->message,
                why->expression >= 0 ? patterns[why->expression] : "");
        return 1;
    }
    char *bytes;
    size_t n_bytes;
    struct sk_err err;
    if (hs_serialize_database(db, &bytes, &n_bytes) != HS_SUCCESS ||
        sk_write_file(to, (struct str){bytes, n_bytes}, 0644, &err) < 0)
        return 1;
    free(bytes);
    hs_free_database(db);
    return 0;
}

int main(int argc, char **argv)
{
    ARENA_SCRATCH(a);
    struct str toml;
    struct sk_err err;
    const struct sec_rules *set;
    const struct sec_load_options o = {.builtin = true};
    if (argc != 3)
        return 2;
    if (sk_read_file(&a, argv[1], SK_GB, &toml, &err) < 0 ||
        sec_rules_load(&a, str_from(argv[1]), toml, &o, &set, &err) < 0) {
        fprintf(stderr, "mksecret: %s\n", err.msg);
        return 1;
    }
    return make_database(&a, set, argv[2]);
}
