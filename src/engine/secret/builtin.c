// The rules that come with the program: all of rules/secret/*.toml in one text, and the database that
// build/mksecret made of them (absent where there is no Hyperscan). See the Makefile.
#include "engine/secret/secret_int.h"

extern const char sec_data_rules[], sec_data_rules_end[], sec_data_db[], sec_data_db_end[];

struct str sec_builtin_toml(void)
{
    return (struct str){sec_data_rules, (size_t)(sec_data_rules_end - sec_data_rules)};
}

int sec_builtin(struct arena *perm, bool jit, const struct sec_rules **ret, struct sk_err *err)
{
    const struct sec_load_options o = {
        .jit = jit,
        .builtin = true,
        .database = {sec_data_db, (size_t)(sec_data_db_end - sec_data_db)},
    };
    return sec_rules_load(perm, S("built-in rules"), sec_builtin_toml(), &o, ret, err);
}
